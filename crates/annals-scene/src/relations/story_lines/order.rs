//! [`Order`]: the order of the lines, from top to bottom.
//!
//! Actors who meet are placed near each other, so that joins cross few other lines. The order is found once
//! for a timeline; it does not depend on the window.

use crate::relations::VisibleStory;
use annals_index::Index;
use annals_model::text::width;
use annals_model::{ActorIndex, EventIndex, Timeline};

/// Rounds of moving each actor to the middle of those it meets.
const ROUNDS: usize = 12;
/// The most participations for which swaps of neighbours are tried.
const MAX_FOR_SWAPS: usize = 20_000;
/// Rounds of swaps.
const SWAP_ROUNDS: usize = 24;

/// The order of the lines. Actors without a dated event have no line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    actors: Vec<ActorIndex>,
    /// The line of each actor; `u32::MAX` for none.
    line_of: Vec<u32>,
    meetings: Meetings,
    name_width: usize,
}

/// The lines of each dated event: by rank, ascending, in one list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Meetings {
    lines: Vec<u32>,
    /// Where the lines of each rank begin, and the end of the list.
    starts: Vec<usize>,
}

impl Meetings {
    fn of(&self, rank: usize) -> &[u32] {
        match (self.starts.get(rank), self.starts.get(rank + 1)) {
            (Some(&start), Some(&end)) => &self.lines[start..end],
            _ => &[],
        }
    }

    /// Returns the meetings with other line numbers.
    fn renumbered(&self, line: &[u32]) -> Self {
        let mut renumbered = self.clone();
        for entry in &mut renumbered.lines {
            *entry = line[*entry as usize];
        }
        for pair in self.starts.windows(2) {
            renumbered.lines[pair[0]..pair[1]].sort_unstable();
        }
        renumbered
    }

    /// Counts the lines that joins cross without meeting them, which the order minimizes.
    fn crossings(&self) -> u64 {
        let ranks = 0..self.starts.len().saturating_sub(1);
        ranks.map(|rank| crossings(self.of(rank))).sum()
    }
}

/// Counts the lines between the first and last of an ascending list that are not in it.
fn crossings(lines: &[u32]) -> u64 {
    let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else {
        return 0;
    };
    (u64::from(last - first) + 1).saturating_sub(lines.len() as u64)
}

impl Order {
    /// Finds an order. Takes up to about forty walks through all participations; run it on a worker thread
    /// for millions of events.
    pub fn new(timeline: &Timeline, index: &Index) -> Self {
        let all = (0..timeline.actors.len()).map(ActorIndex::new);
        let actors: Vec<ActorIndex> = all
            .filter(|&actor| !dated(index, index.events_of(actor)).is_empty())
            .collect();
        let meetings = meetings(timeline, index, &actors);
        let numbers = best(&meetings, actors.len());
        let mut ordered = actors.clone();
        let mut line_of = vec![u32::MAX; timeline.actors.len()];
        for (&actor, &line) in actors.iter().zip(&numbers) {
            ordered[line as usize] = actor;
            line_of[actor.index()] = line;
        }
        let names = ordered
            .iter()
            .map(|&actor| width(&timeline.actor(actor).short));
        Self {
            name_width: names.max().unwrap_or(0),
            actors: ordered,
            line_of,
            meetings: meetings.renumbered(&numbers),
        }
    }

    /// Returns the actors of the lines, from the top.
    pub fn lines(&self) -> &[ActorIndex] {
        &self.actors
    }

    /// Returns the line of an actor; `None` without a dated event.
    pub fn line_of(&self, actor: ActorIndex) -> Option<usize> {
        let line = *self.line_of.get(actor.index())?;
        (line != u32::MAX).then_some(line as usize)
    }

    /// Returns the lines that meet in an event, ascending; none without a date.
    pub fn lines_of(&self, index: &Index, event: EventIndex) -> &[u32] {
        self.meetings.of(index.rank(event))
    }

    /// Returns the visible dated events of a line, in reading order.
    pub fn events_of<'a>(
        &self,
        index: &Index,
        seen: &VisibleStory<'a>,
        line: usize,
    ) -> &'a [EventIndex] {
        let actor = self.actors.get(line);
        actor.map_or(&[], |&actor| dated(index, seen.events_of(actor)))
    }

    /// Returns the width of the widest short name.
    pub const fn name_width(&self) -> usize {
        self.name_width
    }

    /// Returns how many lines joins cross without meeting them, in the whole timeline.
    pub fn crossings(&self) -> u64 {
        self.meetings.crossings()
    }
}

/// Returns the dated ones of events in reading order.
fn dated<'a>(index: &Index, events: &'a [EventIndex]) -> &'a [EventIndex] {
    let count = events.partition_point(|&event| index.rank(event) < index.dated());
    events.get(..count).unwrap_or(&[])
}

fn meetings(timeline: &Timeline, index: &Index, actors: &[ActorIndex]) -> Meetings {
    let mut number = vec![0_u32; timeline.actors.len()];
    for (line, actor) in (0_u32..).zip(actors) {
        number[actor.index()] = line;
    }
    let mut meetings = Meetings {
        lines: Vec::new(),
        starts: vec![0],
    };
    let mut lines = Vec::new();
    for &event in &index.order()[..index.dated()] {
        let parts = timeline.event(event).participants.iter();
        lines.clear();
        lines.extend(parts.map(|part| number[part.actor.index()]));
        lines.sort_unstable();
        lines.dedup();
        meetings.lines.extend_from_slice(&lines);
        meetings.starts.push(meetings.lines.len());
    }
    meetings
}

/// Returns the line of each actor in the best order found, at least as good as that of the file.
fn best(meetings: &Meetings, actors: usize) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0_u32..).take(actors).collect();
    let mut best = (meetings.crossings(), numbers.clone());
    for _ in 0..ROUNDS {
        let next = barycentres(meetings, &numbers);
        if next == numbers {
            break;
        }
        numbers = next;
        let crossings = meetings.renumbered(&numbers).crossings();
        if crossings < best.0 {
            best = (crossings, numbers.clone());
        }
    }
    if meetings.lines.len() <= MAX_FOR_SWAPS {
        swap(meetings, &mut best.1);
    }
    best.1
}

/// Sorts actors by the barycentre of their events, whose position is the barycentre of their actors. The sort
/// is stable.
fn barycentres(meetings: &Meetings, numbers: &[u32]) -> Vec<u32> {
    let mut sums = vec![(0.0_f64, 0.0_f64); numbers.len()];
    for pair in meetings.starts.windows(2) {
        let actors = &meetings.lines[pair[0]..pair[1]];
        if actors.len() < 2 {
            continue;
        }
        let line = |actor: &u32| f64::from(numbers[*actor as usize]);
        let middle = actors.iter().map(line).sum::<f64>() / actors.len() as f64;
        for &actor in actors {
            let sum = &mut sums[actor as usize];
            *sum = (sum.0 + middle, sum.1 + 1.0);
        }
    }
    let mut sorted: Vec<(f64, u32, usize)> = sums
        .iter()
        .zip(numbers)
        .enumerate()
        .map(|(actor, (&(sum, count), &line))| {
            let middle = if count > 0.0 {
                sum / count
            } else {
                f64::from(line)
            };
            (middle, line, actor)
        })
        .collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut next = vec![0; numbers.len()];
    for (line, (_, _, actor)) in (0_u32..).zip(sorted) {
        next[actor] = line;
    }
    next
}

/// Swaps neighbours while that saves crossings.
fn swap(meetings: &Meetings, numbers: &mut [u32]) {
    let mut events_of: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    for rank in 0..meetings.starts.len().saturating_sub(1) {
        let actors = meetings.of(rank);
        if actors.len() > 1 {
            for &actor in actors {
                events_of[actor as usize].push(rank);
            }
        }
    }
    let mut at: Vec<usize> = vec![0; numbers.len()];
    for (actor, &line) in numbers.iter().enumerate() {
        at[line as usize] = actor;
    }
    for _ in 0..SWAP_ROUNDS {
        let mut saved = false;
        for line in 1..at.len() {
            let (upper, lower) = (at[line - 1], at[line]);
            let mut ranks = [&events_of[upper][..], &events_of[lower][..]].concat();
            ranks.sort_unstable();
            ranks.dedup();
            let before = spread(meetings, &ranks, numbers);
            numbers.swap(upper, lower);
            if spread(meetings, &ranks, numbers) < before {
                at.swap(line - 1, line);
                saved = true;
            } else {
                numbers.swap(upper, lower);
            }
        }
        if !saved {
            return;
        }
    }
}

/// Sums the distances between the outermost lines of some events.
fn spread(meetings: &Meetings, ranks: &[usize], numbers: &[u32]) -> u64 {
    let spread = |&rank: &usize| {
        let lines = meetings
            .of(rank)
            .iter()
            .map(|&actor| numbers[actor as usize]);
        let (first, last) = lines.fold((u32::MAX, 0), |(first, last), line| {
            (first.min(line), last.max(line))
        });
        u64::from(last.saturating_sub(first))
    };
    ranks.iter().map(spread).sum()
}
