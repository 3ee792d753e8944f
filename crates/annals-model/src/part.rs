//! Extracts some events of a timeline as a timeline of their own, with the actors, sources and links they
//! need.

use super::comparison::{Comparison, Disagreement, DisagreementVersion};
use super::model::{
    ActorIndex, Event, EventIndex, Evidence, Link, Participation, SourceIndex, TourStep,
};
use super::timeline::Timeline;

/// The new index of each entry that is kept.
#[derive(Debug)]
struct NewIndices(Vec<Option<usize>>);

impl NewIndices {
    fn new(kept: impl Iterator<Item = bool>) -> Self {
        let mut next = 0;
        let index = |is_kept: bool| {
            let index = is_kept.then_some(next);
            next += usize::from(is_kept);
            index
        };
        Self(kept.map(index).collect())
    }

    fn of(&self, index: usize) -> Option<usize> {
        self.0.get(index).copied().flatten()
    }
}

struct Extract {
    events: NewIndices,
    actors: NewIndices,
    sources: NewIndices,
}

impl Timeline {
    /// Returns a timeline of the events for which `keeps` is true, in their order, with the actors, sources
    /// and links they need.
    ///
    /// ```
    /// use annals_model::native;
    ///
    /// let text = "title = 'x'\n[[event]]\ntitle = 'One'\n[[event]]\ntitle = 'Two'\n";
    /// let timeline = native::read("x", text).timeline.unwrap();
    /// let second = timeline.only(|event| event.index() == 1);
    /// assert_eq!(second.events[0].title.as_str(), "Two");
    /// ```
    #[must_use]
    pub fn only(&self, keeps: impl Fn(EventIndex) -> bool) -> Self {
        let all = (0..self.events.len()).map(EventIndex::new);
        let events = NewIndices::new(all.map(keeps));
        let is_kept = |event: &EventIndex| events.of(event.index()).is_some();
        // A comparison or disagreement that names no event is about the whole timeline and stays.
        let stays = |of: &[EventIndex]| of.is_empty() || of.iter().any(is_kept);
        let mut actors = vec![false; self.actors.len()];
        let mut sources = vec![false; self.sources.len()];
        let mut cite = |evidence: &[Evidence]| {
            for one in evidence {
                sources[one.source.index()] = true;
            }
        };
        for (_, event) in self.events.walk().filter(|(event, _)| is_kept(event)) {
            for part in &event.participants {
                actors[part.actor.index()] = true;
            }
            cite(&event.evidence);
            let links = event.links.iter().filter(|link| is_kept(&link.to));
            links.for_each(|link| cite(&link.evidence));
        }
        let comparisons: Vec<_> = self
            .comparisons
            .iter()
            .filter(|it| stays(&it.events))
            .collect();
        let disagreements = self.disagreements.iter().filter(|it| stays(&it.events));
        let disagreements: Vec<_> = disagreements.collect();
        for comparison in &comparisons {
            cite(&comparison.evidence);
        }
        let versions = disagreements.iter().flat_map(|it| &it.versions);
        versions.for_each(|it| cite(&it.evidence));
        let part = Extract {
            events,
            actors: NewIndices::new(actors.iter().copied()),
            sources: NewIndices::new(sources.iter().copied()),
        };
        let some = |index: usize, indices: &NewIndices| indices.of(index).is_some();
        Self {
            sources: kept(&self.sources, |index| some(index, &part.sources)),
            actors: kept(&self.actors, |index| some(index, &part.actors)),
            events: self
                .events
                .walk()
                .filter(|(event, _)| some(event.index(), &part.events))
                .map(|(_, event)| part.event(event.into_owned()))
                .collect(),
            tour: self
                .tour
                .iter()
                .filter_map(|step| part.step(step))
                .collect(),
            comparisons: comparisons
                .into_iter()
                .map(|it| part.comparison(it))
                .collect(),
            disagreements: disagreements
                .into_iter()
                .map(|it| part.disagreement(it))
                .collect(),
            eras: self.eras.clone(),
            accounts: self.accounts.clone(),
            id: self.id.clone(),
            title: self.title.clone(),
            summary: self.summary.clone(),
            opening: self.opening,
            lanes: self.lanes,
        }
    }
}

fn kept<T: Clone>(all: &[T], is_kept: impl Fn(usize) -> bool) -> Vec<T> {
    let all = all.iter().enumerate().filter(|(index, _)| is_kept(*index));
    all.map(|(_, one)| one.clone()).collect()
}

impl Extract {
    fn event_index(&self, event: EventIndex) -> Option<EventIndex> {
        self.events.of(event.index()).map(EventIndex::new)
    }

    fn events(&self, events: &[EventIndex]) -> Vec<EventIndex> {
        events
            .iter()
            .filter_map(|&event| self.event_index(event))
            .collect()
    }

    fn evidence(&self, evidence: &[Evidence]) -> Vec<Evidence> {
        let moved = |one: &Evidence| {
            let source = SourceIndex::new(self.sources.of(one.source.index())?);
            Some(Evidence {
                source,
                at: one.at.clone(),
            })
        };
        evidence.iter().filter_map(moved).collect()
    }

    fn event(&self, event: Event) -> Event {
        let parts = event.participants.iter().filter_map(|part| {
            let actor = ActorIndex::new(self.actors.of(part.actor.index())?);
            Some(Participation {
                actor,
                role: part.role.clone(),
            })
        });
        let links = event.links.iter().filter_map(|link| {
            Some(Link {
                to: self.event_index(link.to)?,
                evidence: self.evidence(&link.evidence),
                ..link.clone()
            })
        });
        Event {
            participants: parts.collect(),
            links: links.collect(),
            evidence: self.evidence(&event.evidence),
            ..event
        }
    }

    fn step(&self, step: &TourStep) -> Option<TourStep> {
        let event = match step.event {
            Some(event) => Some(self.event_index(event)?),
            None => None,
        };
        Some(TourStep {
            event,
            ..step.clone()
        })
    }

    fn comparison(&self, comparison: &Comparison) -> Comparison {
        let mut about = comparison.about.clone();
        for one in &mut about {
            one.event = one.event.and_then(|event| self.event_index(event));
        }
        Comparison {
            about,
            events: self.events(&comparison.events),
            evidence: self.evidence(&comparison.evidence),
            ..comparison.clone()
        }
    }

    fn disagreement(&self, disagreement: &Disagreement) -> Disagreement {
        let versions = disagreement
            .versions
            .iter()
            .map(|version| DisagreementVersion {
                says: version.says.clone(),
                evidence: self.evidence(&version.evidence),
            });
        Disagreement {
            events: self.events(&disagreement.events),
            versions: versions.collect(),
            ..disagreement.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::generated::{self, dump};
    use crate::native;
    use proptest::prelude::*;

    #[test]
    fn actors_and_sources_of_the_kept_events_are_kept() {
        let text = r#"
title = "x"
[source.a]
[source.b]
[actor.ann]
[actor.bob]
[[event]]
id = "one"
title = "One"
actors = ["ann"]
evidence = ["a"]
links = [{ to = "two", kind = "causes", evidence = ["a"] }, { to = "three", kind = "follows" }]
[[event]]
id = "two"
title = "Two"
actors = ["bob"]
evidence = ["a"]
[[event]]
id = "three"
title = "Three"
actors = ["bob"]
evidence = ["b"]
[[tour]]
name = "Begin"
[[tour]]
event = "one"
[[tour]]
event = "three"
[[disagreement]]
title = "About one"
events = ["one"]
versions = [{ says = "a" }, { says = "b" }]
[[disagreement]]
title = "About both"
events = ["one", "three"]
versions = [{ says = "a" }, { says = "b" }]
"#;
        let timeline = native::read("x", text).timeline.unwrap();
        let part = timeline.only(|event| event.index() > 0);
        let (text, _) = native::write(&part);
        assert!(!text.contains("one") && !text.contains("ann"), "{text}");
        let ids: Vec<_> = part.sources.iter().map(|source| source.id.raw()).collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(
            (part.events.len(), part.tour.len(), part.disagreements.len()),
            (2, 2, 1)
        );
        assert_eq!(
            timeline.only(|event| event.index() < 2).events[0]
                .links
                .len(),
            1
        );
        assert!(native::read("x", &text).report.problems.is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn an_extract_has_no_dangling_index(timeline in generated::timeline(), mask in any::<u8>()) {
            let part = timeline.only(|event| mask >> (event.index() % 8) & 1 == 1);
            // Printing resolves every index, and extracting everything changes nothing.
            let text = dump(&part);
            prop_assert_eq!(dump(&part.only(|_| true)), text);
        }
    }
}
