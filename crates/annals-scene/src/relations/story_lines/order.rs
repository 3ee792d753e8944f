//! [`Order`]: which actor's line stands where, from top to bottom.
//!
//! Owns one aim: actors who meet stand near each other, so that joins cross few lines of others. It
//! looks at the whole story once; windows and zoom change nothing in it.

use crate::relations::Seen;
use annals_index::Index;
use annals_model::text::width;
use annals_model::{ActorIndex, EventIndex, Timeline, sort_by};

/// Rounds of moving each actor to the middle of those whom it meets.
const ROUNDS: usize = 12;
/// The most participations for which neighbours are tried the other way round as well.
const MOST_FOR_SWAPS: usize = 20_000;
/// Rounds of that.
const SWAP_ROUNDS: usize = 24;

/// The lines of a story. Actors without a dated event have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    actors: Vec<ActorIndex>,
    /// The line of each actor, by place; `u32::MAX` for none.
    line_of: Vec<u32>,
    meetings: Meetings,
    name_width: usize,
}

/// Who takes part in which dated event: the lines of each event by rank, ascending, one after the
/// other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Meetings {
    lines: Vec<u32>,
    /// Where the lines of each rank begin, and the end.
    starts: Vec<usize>,
}

impl Meetings {
    fn of(&self, rank: usize) -> &[u32] {
        match (self.starts.get(rank), self.starts.get(rank + 1)) {
            (Some(&start), Some(&end)) => &self.lines[start..end],
            _ => &[],
        }
    }

    /// The same with other lines.
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

    /// Lines that joins cross without meeting them: what the order is to keep small.
    fn crossings(&self) -> u64 {
        let ranks = 0..self.starts.len().saturating_sub(1);
        ranks.map(|rank| crossings(self.of(rank))).sum()
    }
}

/// Lines between the outermost of some ascending ones that are not among them.
fn crossings(lines: &[u32]) -> u64 {
    let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else {
        return 0;
    };
    (u64::from(last - first) + 1).saturating_sub(lines.len() as u64)
}

impl Order {
    /// Finds an order. Costs some walks through who takes part in what; a story of millions is
    /// better given to a worker.
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
            line_of[actor.place()] = line;
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

    /// The actors of the lines, from the top.
    pub fn lines(&self) -> &[ActorIndex] {
        &self.actors
    }

    /// The line of an actor; `None` for one without a dated event.
    pub fn line_of(&self, actor: ActorIndex) -> Option<usize> {
        let line = *self.line_of.get(actor.place())?;
        (line != u32::MAX).then_some(line as usize)
    }

    /// The lines that meet in an event, ascending, each once; none for one without a date.
    pub fn lines_of(&self, index: &Index, event: EventIndex) -> &[u32] {
        self.meetings.of(index.rank(event))
    }

    /// The dated events of a line that are shown, in reading order.
    pub fn events_of<'a>(&self, index: &Index, seen: &Seen<'a>, line: usize) -> &'a [EventIndex] {
        let actor = self.actors.get(line);
        actor.map_or(&[], |&actor| dated(index, seen.events_of(actor)))
    }

    /// Cells of the widest short name.
    pub const fn name_width(&self) -> usize {
        self.name_width
    }

    /// How many lines joins cross without meeting them, in the whole story.
    pub fn crossings(&self) -> u64 {
        self.meetings.crossings()
    }
}

/// The dated ones among events in reading order.
fn dated<'a>(index: &Index, events: &'a [EventIndex]) -> &'a [EventIndex] {
    let count = events.partition_point(|&event| index.rank(event) < index.dated());
    events.get(..count).unwrap_or(&[])
}

fn meetings(timeline: &Timeline, index: &Index, actors: &[ActorIndex]) -> Meetings {
    let mut number = vec![0_u32; timeline.actors.len()];
    for (line, actor) in (0_u32..).zip(actors) {
        number[actor.place()] = line;
    }
    let mut meetings = Meetings {
        lines: Vec::new(),
        starts: vec![0],
    };
    let mut lines = Vec::new();
    for &event in &index.order()[..index.dated()] {
        let parts = timeline.event(event).participants.iter();
        lines.clear();
        lines.extend(parts.map(|part| number[part.actor.place()]));
        lines.sort_unstable();
        lines.dedup();
        meetings.lines.extend_from_slice(&lines);
        meetings.starts.push(meetings.lines.len());
    }
    meetings
}

/// The line of each actor in the best order found: that of the file, or a better one.
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
    if meetings.lines.len() <= MOST_FOR_SWAPS {
        swap(meetings, &mut best.1);
    }
    best.1
}

/// Each actor at the middle of its events, each of which is at the middle of its actors; equals stay
/// in their order.
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
    sort_by(&mut sorted, |one, other| {
        one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))
    });
    let mut next = vec![0; numbers.len()];
    for (line, (_, _, actor)) in (0_u32..).zip(sorted) {
        next[actor] = line;
    }
    next
}

/// Turns neighbours round as long as that saves crossings.
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

/// The distances between the outermost lines of some events.
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
