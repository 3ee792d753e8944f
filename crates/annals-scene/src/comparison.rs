//! Comparing accounts: which events have a verdict of another account, and how documents are named beside it.

use std::collections::HashSet;

use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{
    AccountIndex, Comparison, Disagreement, EventIndex, Evidence, SourceIndex, Timeline, Verdict,
};
use annals_time::When;

/// The events of the accounts that others comment on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComparedEvents {
    /// Events with a verdict, in reading order.
    pub claims: Vec<EventIndex>,
    /// Events of the same accounts without a verdict, in reading order.
    pub silent: Vec<EventIndex>,
    /// Both, in reading order.
    pub all: Vec<EventIndex>,
}

impl ComparedEvents {
    /// Finds the events; walks all events once.
    pub fn new(timeline: &Timeline, index: &Index) -> Self {
        let all = timeline.comparisons.iter();
        let subjects: HashSet<EventIndex> = all.flat_map(Comparison::subjects).collect();
        let layer = |&event: &EventIndex| timeline.event(event).account;
        let layers: HashSet<AccountIndex> = subjects.iter().map(layer).collect();
        let told = index.order().iter().copied();
        let all: Vec<_> = told
            .filter(|event| layers.contains(&layer(event)))
            .collect();
        let (claims, silent) = all.iter().partition(|event| subjects.contains(event));
        Self {
            claims,
            silent,
            all,
        }
    }

    /// Returns the claims that a verdict disagrees with, in reading order.
    pub fn disputed<'t>(&'t self, timeline: &'t Timeline) -> impl Iterator<Item = EventIndex> + 't {
        self.claims.iter().copied().filter(|&event| {
            let mut all = timeline.comparisons_about(event);
            all.any(|one| one.verdict.is_disagreement())
        })
    }
}

/// Returns the verdict that stands for all those on a claim: the one that weighs most against it; `None` for a
/// claim without any.
pub fn main_verdict(timeline: &Timeline, claim: EventIndex) -> Option<Verdict> {
    let weight = |verdict: &Verdict| match verdict {
        Verdict::Agrees => 0,
        Verdict::LooserDate => 1,
        Verdict::NotFound => 2,
        Verdict::PartlyDiffers => 3,
        Verdict::Differs => 4,
        Verdict::Contradicted => 5,
    };
    let verdicts = timeline.comparisons_about(claim).map(|one| one.verdict);
    verdicts.max_by_key(weight)
}

/// Names a document by who published it and when: "Vice, 21 October 2021".
pub fn publication(timeline: &Timeline, source: SourceIndex) -> Clean {
    let source = timeline.source(source);
    let mut parts = Vec::new();
    let who = [&source.publisher, &source.author, &source.title, &source.id];
    parts.extend(
        who.into_iter()
            .find(|text| !text.is_empty())
            .map(ToString::to_string),
    );
    parts.extend(source.date.as_ref().map(When::words));
    Clean::line(&parts.join(", "))
}

/// Names the documents of some evidence, each once, with locators: "A paper, 1912, p7; Vice".
pub fn publications(timeline: &Timeline, evidence: &[Evidence]) -> Clean {
    let mut seen = HashSet::new();
    let different = evidence.iter().filter(|one| seen.insert(one.source));
    let named = different.map(|first| {
        let places = evidence.iter().filter(|one| one.source == first.source);
        let mut parts = vec![publication(timeline, first.source).to_string()];
        parts.extend(
            places
                .filter(|one| !one.at.is_empty())
                .map(|one| one.at.to_string()),
        );
        parts.join(", ")
    });
    Clean::line(&named.collect::<Vec<_>>().join("; "))
}

/// Words what disagreeing sources say, with the documents: "88 days (A paper, 1912); three months".
pub fn versions(timeline: &Timeline, disagreement: &Disagreement) -> Clean {
    let versions = disagreement.versions.iter().map(|version| {
        let documents = publications(timeline, &version.evidence);
        if documents.is_empty() {
            version.says.to_string()
        } else {
            format!("{} ({documents})", version.says)
        }
    });
    Clean::line(&versions.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::test_support::bundled;
    use annals_model::{Accounts, native};

    fn story() -> (std::sync::Arc<Timeline>, Index) {
        let read = bundled().iter().map(|story| {
            let reading = native::read(story.name, story.text);
            reading.timeline.expect("a whole timeline")
        });
        let accounts = Accounts::new(read.collect());
        let timeline = accounts.overlay(&accounts.all()).timeline;
        let index = Index::new(&timeline);
        (timeline, index)
    }

    #[test]
    fn compared_events_are_those_of_the_first_account() {
        let (timeline, index) = story();
        let comparing = ComparedEvents::new(&timeline, &index);
        let ids = |events: &[EventIndex]| -> Vec<_> {
            let events = events.iter();
            events
                .map(|&event| timeline.event(event).id.as_str())
                .collect()
        };
        assert_eq!(ids(&comparing.silent), ["leadership-rumours"]);
        assert_eq!(comparing.claims.len(), 20);
        let all = &comparing.all;
        assert_eq!(all.len(), 21);
        assert!(
            all.iter()
                .all(|&event| timeline.event(event).account == AccountIndex::FIRST)
        );
        let ranks: Vec<_> = all.iter().map(|&event| index.rank(event)).collect();
        assert!(ranks.is_sorted(), "{ranks:?}");
        let disputed: Vec<_> = comparing.disputed(&timeline).collect();
        let disputed = ids(&disputed);
        assert!(disputed.contains(&"control-abroad") && !disputed.contains(&"ma-returns"));
    }

    #[test]
    fn documents_are_named_by_publisher_and_date() {
        let (timeline, _) = story();
        let named = |id: &str| publication(&timeline, timeline.find_source(id).unwrap());
        assert_eq!(named("vice").as_str(), "Vice, 21 October 2021");
        assert_eq!(named("forexlive").as_str(), "ForexLive");
        assert_eq!(
            named("article").as_str(),
            "Alibaba challenges Amazon in Europe"
        );
        let claim = &timeline.event(timeline.find_event("xi-relents").unwrap());
        assert_eq!(
            publications(&timeline, &claim.evidence).as_str(),
            "Alibaba challenges Amazon in Europe, p1, p2, p7"
        );
        let days = timeline
            .disagreements
            .iter()
            .find(|one| one.title.as_str().contains("away"));
        assert!(versions(&timeline, days.unwrap()).as_str().starts_with(
            "88 days (Le Monde diplomatique, March 2021); two and a half months (AP); "
        ));
    }
}
