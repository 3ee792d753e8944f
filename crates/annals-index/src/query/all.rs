//! Evaluates a query for all events at once, by scanning the columns of the index instead of the events,
//! which are much larger. What no column contains is read from the events that are still undecided.

use fixedbitset::FixedBitSet;

use super::ast::{Answer, Sureness};
use super::field::Part;
use super::prepare::{Check, Prepared, What};
use super::relation::Relation;
use crate::dates::Form;
use crate::event_set::EventSet;
use crate::facts::Fact;
use crate::index::Index;
use annals_model::{AccountIndex, LinkKind, Timeline};
use annals_time::Time;

/// Answers by rank. Events in `surely` are also in `possibly`.
#[derive(Debug, Clone)]
struct Answers {
    surely: FixedBitSet,
    possibly: FixedBitSet,
}

impl Prepared {
    /// Returns the events whose answer is at least `at_least`.
    ///
    /// Costs a few milliseconds for each condition and million events. A condition by role, theme or source that was
    /// prepared without a [`crate::search::Search`] costs several hundred, since it reads the events.
    ///
    /// The query has to be prepared for `timeline`, and `index` has to be its index.
    pub fn chosen(&self, timeline: &Timeline, index: &Index, at_least: Answer) -> EventSet {
        let answers = self.answers(timeline, index);
        EventSet::of_ranks(match at_least {
            Answer::No => all_below(index.order().len()),
            Answer::Possibly => answers.possibly,
            Answer::Surely => answers.surely,
        })
    }

    /// Returns the events that match possibly or surely, and those that match surely. Costs the same as
    /// [`Prepared::chosen`].
    pub fn chosen_and_sure(&self, timeline: &Timeline, index: &Index) -> (EventSet, EventSet) {
        let answers = self.answers(timeline, index);
        let (possibly, surely) = (answers.possibly, answers.surely);
        (EventSet::of_ranks(possibly), EventSet::of_ranks(surely))
    }

    fn answers(&self, timeline: &Timeline, index: &Index) -> Answers {
        let count = index.order().len();
        let mut answers = Answers::plain(all_below(count));
        // Terms that read events come last, when fewer events are undecided.
        let (costly, cheap): (Vec<_>, Vec<_>) = self
            .terms
            .iter()
            .partition(|term| term.iter().any(|check| check.what.reads_events()));
        for term in cheap.into_iter().chain(costly) {
            let mut any = Answers::plain(FixedBitSet::with_capacity(count));
            for check in term {
                let mut asked = answers.possibly.clone();
                asked.difference_with(&any.surely);
                let answers = check.answers(timeline, index, &asked);
                any.surely.union_with(&answers.surely);
                any.possibly.union_with(&answers.possibly);
            }
            answers.surely.intersect_with(&any.surely);
            answers.possibly.intersect_with(&any.possibly);
        }
        answers
    }
}

impl Answers {
    /// Returns answers that are all surely or no.
    fn plain(surely: FixedBitSet) -> Self {
        Self {
            possibly: surely.clone(),
            surely,
        }
    }

    fn opposite(self, count: usize) -> Self {
        let (mut surely, mut possibly) = (all_below(count), all_below(count));
        surely.difference_with(&self.possibly);
        possibly.difference_with(&self.surely);
        Self { surely, possibly }
    }

    fn set(&mut self, rank: usize, answer: Answer) {
        self.surely.set(rank, answer == Answer::Surely);
        self.possibly.set(rank, answer > Answer::No);
    }
}

impl Check {
    /// Returns the answers for all events. For events not in `asked`, they may be wrong.
    fn answers(&self, timeline: &Timeline, index: &Index, asked: &FixedBitSet) -> Answers {
        let count = index.order().len();
        let answers = match &self.what {
            What::Time(relations) => {
                let mut any = Answers::plain(FixedBitSet::with_capacity(count));
                for relation in relations {
                    let answers = relation.answers(timeline, index);
                    any.surely.union_with(&answers.surely);
                    any.possibly.union_with(&answers.possibly);
                }
                if self.negated {
                    any = any.opposite(count);
                    // Nothing is known about undated events, neither for nor against.
                    any.surely.difference_with(&undated(index));
                }
                any
            }
            what => {
                let answers = Answers::plain(what.ranks(timeline, index, asked));
                if self.negated {
                    answers.opposite(count)
                } else {
                    answers
                }
            }
        };
        match self.sureness {
            Sureness::Any => answers,
            Sureness::Surely => Answers::plain(answers.surely),
            Sureness::NotSurely => Answers::plain(answers.surely).opposite(count),
        }
    }
}

impl What {
    /// Whether it needs the events themselves, since no column contains it.
    const fn reads_events(&self) -> bool {
        matches!(self, Self::Roles(_) | Self::Themes(_) | Self::Sources(_))
    }

    /// Returns the ranks of the events that match. Events not in `asked` may be missing.
    fn ranks(&self, timeline: &Timeline, index: &Index, asked: &FixedBitSet) -> FixedBitSet {
        let count = index.order().len();
        let facts = index.facts();
        match self {
            Self::Events(events) => index.ranks_of(events),
            Self::Layers(accounts) => of_accounts(accounts, timeline, index),
            Self::Time(_) => FixedBitSet::with_capacity(count),
            Self::Actors(actors) => index.ranks_of_actors(actors),
            Self::Status(all) => facts.of_statuses(all),
            Self::Links(kinds) => facts.linked(kinds),
            Self::Has(parts) => {
                let known = parts.iter().filter_map(|part| fact(*part));
                let mut found = facts.having(&known.collect::<Vec<_>>());
                if parts.contains(&Part::Date) {
                    found.insert_range(0..index.dated());
                }
                if parts.contains(&Part::Links) {
                    found.union_with(&facts.linked(LinkKind::ALL));
                }
                found
            }
            Self::Undated => undated(index),
            Self::Roles(_) | Self::Themes(_) | Self::Sources(_) => {
                let mut found = FixedBitSet::with_capacity(count);
                for rank in asked.ones() {
                    let event = timeline.events.read(index.order()[rank].index());
                    found.set(rank, self.holds(&event));
                }
                found
            }
        }
    }
}

/// The set of all numbers below a limit.
fn all_below(limit: usize) -> FixedBitSet {
    let mut all = FixedBitSet::with_capacity(limit);
    all.insert_range(..);
    all
}

/// Returns the property that the index stores for a part. Dates and links are stored in other ways.
const fn fact(part: Part) -> Option<Fact> {
    match part {
        Part::Summary => Some(Fact::Summary),
        Part::Actors => Some(Fact::Actors),
        Part::Themes => Some(Fact::Themes),
        Part::Evidence => Some(Fact::Evidence),
        Part::Notes => Some(Fact::Notes),
        Part::Date | Part::Links => None,
    }
}

/// Returns the ranks of the events of some accounts.
fn of_accounts(accounts: &FixedBitSet, timeline: &Timeline, index: &Index) -> FixedBitSet {
    let count = index.order().len();
    if timeline.accounts.len() == 1 {
        return if accounts.contains(0) {
            all_below(count)
        } else {
            FixedBitSet::with_capacity(count)
        };
    }
    let mut positions = FixedBitSet::with_capacity(count);
    for account in accounts.ones() {
        positions.insert_range(timeline.events.of_account(AccountIndex::new(account)));
    }
    index.ranks_of(&positions)
}

fn undated(index: &Index) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(index.order().len());
    found.insert_range(index.dated()..index.order().len());
    found
}

impl Relation {
    /// Returns the answers for all events; no for undated ones.
    fn answers(&self, timeline: &Timeline, index: &Index) -> Answers {
        let exact = |rank: usize| {
            let event = timeline.events.read(index.order()[rank].index());
            let when = event.when.as_ref();
            when.map_or(Answer::No, |when| self.answer(when))
        };
        let dates = index.dates();
        if !dates.spans_are_plain() {
            let mut answers = Answers::plain(FixedBitSet::with_capacity(index.order().len()));
            (0..index.dated()).for_each(|rank| answers.set(rank, exact(rank)));
            return answers;
        }
        let mut answers = self.answers_by_span(index);
        let mut open = answers.possibly.clone();
        open.difference_with(&answers.surely);
        for rank in open.ones() {
            let answer = match dates.form(rank, || index.everything().span(rank)) {
                Form::Somewhere => continue,
                Form::Interval(member) => self.of_interval(&member),
                Form::Other => exact(rank),
            };
            answers.set(rank, answer);
        }
        answers
    }

    /// Returns the answers as far as they follow from the spans of dates.
    ///
    /// The answer for a span depends only on which times of the target it starts before and which it ends after. So events
    /// fall into a few ranges by start, and each of these into a few groups by end.
    fn answers_by_span(&self, index: &Index) -> Answers {
        let track = index.everything();
        let (first, last) = (Time::MIN.total_nanos(), Time::MAX.total_nanos());
        let moments = self.moments().into_iter();
        let mut moments: Vec<i128> = moments.filter(|&at| first < at && at < last).collect();
        moments.sort_unstable();
        // The ends of the axis mean open or unknown.
        let known = Time::MIN.saturating_add_nanos(1);
        let starts = moments.iter().map(|&at| Time::from_total_nanos(at));
        let starts = std::iter::once(known).chain(starts);
        let mut edges: Vec<usize> = vec![0];
        edges.extend(starts.map(|start| track.starting_before(start)));
        edges.push(index.dated());
        let mut answers = Answers::plain(FixedBitSet::with_capacity(index.order().len()));
        for edge in edges.windows(2) {
            let positions = edge[0]..edge[1];
            if positions.is_empty() {
                continue;
            }
            let from = match track.span(positions.start).0 {
                Time::MIN => i128::MIN,
                start => start.total_nanos(),
            };
            // The greatest end of each group, with its answer.
            let mut groups: Vec<(i128, Answer)> = Vec::new();
            let ends = moments.iter().copied().chain([last - 1, i128::MAX]);
            for end in ends.filter(|&end| end >= from) {
                let answer = self.of_span(from, end);
                match groups.last_mut() {
                    Some(group) if group.1 == answer => group.0 = end,
                    _ => groups.push((end, answer)),
                }
            }
            let cuts = groups.iter().take(groups.len().saturating_sub(1));
            let cuts: Vec<Time> = cuts.map(|group| Time::from_total_nanos(group.0)).collect();
            if let ([], [(_, answer)]) = (&cuts[..], &groups[..]) {
                if *answer == Answer::Surely {
                    answers.surely.insert_range(positions.clone());
                }
                if *answer > Answer::No {
                    answers.possibly.insert_range(positions);
                }
                continue;
            }
            let mut position = positions.start;
            track.ends_beyond(positions, &cuts, |group| {
                answers.set(position, groups[group].1);
                position += 1;
            });
        }
        answers
    }
}
