//! The answers for every event of a timeline at once.
//!
//! Owns the walk over the columns of the index instead of the events themselves, which are many times
//! as large. What no column knows is asked of the events that are still in question. The answers are
//! those of [`Prepared::answer`], event by event.

use super::prepare::{Check, Linked, Prepared, What};
use super::relation::Relation;
use super::{Answer, Part, Sureness};
use crate::dates::Form;
use crate::facts::Fact;
use crate::search::Bits;
use crate::{Chosen, Index};
use annals_model::{LayerIndex, Timeline};
use annals_time::Time;

/// Answers by rank. Who surely agrees also possibly does.
#[derive(Debug, Clone)]
struct Answers {
    surely: Bits,
    possibly: Bits,
}

impl Prepared {
    /// The events that agree at least so far. Costs a few milliseconds for each condition and million
    /// events; one by role, theme or source that was prepared without a
    /// [`crate::search::Search`], several hundred, as it looks at the events themselves.
    ///
    /// The timeline has to be the one it was prepared for, and the index that of the timeline.
    pub fn chosen(&self, timeline: &Timeline, index: &Index, at_least: Answer) -> Chosen {
        let answers = self.answers(timeline, index);
        Chosen::of_ranks(match at_least {
            Answer::No => Bits::all(index.order().len()),
            Answer::Possibly => answers.possibly,
            Answer::Surely => answers.surely,
        })
    }

    /// The events that agree possibly or surely, and those of them that surely do; at the cost of
    /// [`Prepared::chosen`].
    pub fn chosen_and_sure(&self, timeline: &Timeline, index: &Index) -> (Chosen, Chosen) {
        let answers = self.answers(timeline, index);
        let (possibly, surely) = (answers.possibly, answers.surely);
        (Chosen::of_ranks(possibly), Chosen::of_ranks(surely))
    }

    fn answers(&self, timeline: &Timeline, index: &Index) -> Answers {
        let count = index.order().len();
        let mut answers = Answers::plain(Bits::all(count));
        // What has to look at events comes last, when fewer of them are in question.
        let (costly, cheap): (Vec<_>, Vec<_>) = self
            .terms
            .iter()
            .partition(|term| term.iter().any(|check| check.what.reads_events()));
        for term in cheap.into_iter().chain(costly) {
            let mut any = Answers::plain(Bits::none(count));
            for check in term {
                let mut asked = answers.possibly.clone();
                asked.remove(&any.surely);
                let answers = check.answers(timeline, index, &asked);
                any.surely.add(&answers.surely);
                any.possibly.add(&answers.possibly);
            }
            answers.surely.keep(&any.surely);
            answers.possibly.keep(&any.possibly);
        }
        answers
    }
}

impl Answers {
    /// Answers none of which is possibly.
    fn plain(surely: Bits) -> Self {
        Self {
            possibly: surely.clone(),
            surely,
        }
    }

    fn opposite(self, count: usize) -> Self {
        let (mut surely, mut possibly) = (Bits::all(count), Bits::all(count));
        surely.remove(&self.possibly);
        possibly.remove(&self.surely);
        Self { surely, possibly }
    }

    fn set(&mut self, rank: usize, answer: Answer) {
        self.surely.put(rank, answer == Answer::Surely);
        self.possibly.put(rank, answer > Answer::No);
    }
}

impl Check {
    /// The answers for all events; for those that are not asked about, they may be wrong.
    fn answers(&self, timeline: &Timeline, index: &Index, asked: &Bits) -> Answers {
        let count = index.order().len();
        let answers = match &self.what {
            What::Time(relations) => {
                let mut any = Answers::plain(Bits::none(count));
                for relation in relations {
                    let answers = relation.answers(timeline, index);
                    any.surely.add(&answers.surely);
                    any.possibly.add(&answers.possibly);
                }
                if self.negated {
                    any = any.opposite(count);
                    // Nothing is known of them, neither for nor against it.
                    any.surely.remove(&undated(index));
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
    /// Whether no column knows it.
    const fn reads_events(&self) -> bool {
        matches!(self, Self::Roles(_) | Self::Themes(_) | Self::Sources(_))
    }

    /// The ranks of the events that it holds for; those that are not asked about may be missing.
    fn ranks(&self, timeline: &Timeline, index: &Index, asked: &Bits) -> Bits {
        let count = index.order().len();
        let facts = index.facts();
        match self {
            Self::Events(events) => index.ranks_of(events),
            Self::Layers(layers) => of_layers(layers, timeline, index),
            Self::Time(_) => Bits::none(count),
            Self::Actors(actors) => index.ranks_of_actors(actors),
            Self::Status(all) => facts.of_statuses(all),
            Self::Links(Linked { kinds, .. }) => facts.linked(kinds),
            Self::Has { parts, linked } => {
                let known = parts.iter().filter_map(|part| fact(*part));
                let mut found = facts.having(&known.collect::<Vec<_>>());
                if parts.contains(&Part::Date) {
                    found.insert_range(0..index.dated());
                }
                if parts.contains(&Part::Links) {
                    found.add(&facts.linked(&linked.kinds));
                }
                found
            }
            Self::Undated => undated(index),
            Self::Roles(_) | Self::Themes(_) | Self::Sources(_) => {
                let mut found = Bits::none(count);
                for rank in asked.iter() {
                    let event = index.order()[rank];
                    found.put(rank, self.holds(timeline, event));
                }
                found
            }
        }
    }
}

/// What the index knows of a part; dates and links are found in other ways.
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

/// The events of some layers. Those of a layer stand together in the timeline.
fn of_layers(layers: &Bits, timeline: &Timeline, index: &Index) -> Bits {
    let count = index.order().len();
    if timeline.layers.len() == 1 {
        return if layers.contains(0) {
            Bits::all(count)
        } else {
            Bits::none(count)
        };
    }
    let mut places = Bits::none(count);
    for layer in layers.iter() {
        places.insert_range(timeline.events.of_layer(LayerIndex::new(layer)));
    }
    index.ranks_of(&places)
}

fn undated(index: &Index) -> Bits {
    let mut found = Bits::none(index.order().len());
    found.insert_range(index.dated()..index.order().len());
    found
}

impl Relation {
    /// The answers for all events; no for those without a date.
    fn answers(&self, timeline: &Timeline, index: &Index) -> Answers {
        let exact = |rank: usize| {
            let event = timeline.events.read(index.order()[rank].place());
            let when = event.when.as_ref();
            when.map_or(Answer::No, |when| self.answer(when))
        };
        let dates = index.dates();
        if !dates.spans_are_plain() {
            let mut answers = Answers::plain(Bits::none(index.order().len()));
            (0..index.dated()).for_each(|rank| answers.set(rank, exact(rank)));
            return answers;
        }
        let mut answers = self.answers_by_span(index);
        let mut open = answers.possibly.clone();
        open.remove(&answers.surely);
        for rank in open.iter() {
            let answer = match dates.form(rank, || index.everything().span(rank)) {
                Form::Somewhere => continue,
                Form::Interval(member) => self.of_interval(&member),
                Form::Other => exact(rank),
            };
            answers.set(rank, answer);
        }
        answers
    }

    /// What can be said if nothing is known of dates but their spans.
    ///
    /// Of a span, the answer only depends on which of the moments of the target it starts before and
    /// which it ends after. So the events fall into a few stretches by their start, and each of these
    /// into a few groups by their end.
    fn answers_by_span(&self, index: &Index) -> Answers {
        let track = index.everything();
        let (first, last) = (Time::MIN.total_nanos(), Time::MAX.total_nanos());
        let moments = self.moments().into_iter();
        let mut moments: Vec<i128> = moments.filter(|&at| first < at && at < last).collect();
        moments.sort_unstable();
        // The ends of the axis stand for what is open or unknown.
        let known = Time::MIN.saturating_add_nanos(1);
        let starts = moments.iter().map(|&at| Time::from_total_nanos(at));
        let starts = std::iter::once(known).chain(starts);
        let mut edges: Vec<usize> = vec![0];
        edges.extend(starts.map(|start| track.starting_before(start)));
        edges.push(index.dated());
        let mut answers = Answers::plain(Bits::none(index.order().len()));
        for edge in edges.windows(2) {
            let positions = edge[0]..edge[1];
            if positions.is_empty() {
                continue;
            }
            let from = match track.span(positions.start).0 {
                Time::MIN => i128::MIN,
                start => start.total_nanos(),
            };
            // The greatest end of each group, and its answer.
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
