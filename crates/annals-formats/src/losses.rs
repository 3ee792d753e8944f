//! Words what a format cannot say: the sentences that `annals convert` prints beside what it writes.
//!
//! A writer counts what its format has no place for, and gives the counts to [`Losses`] with a [`Noun`] of this
//! module. What no foreign format has (notes, tours, accounts) is counted here.

use annals_model::text::{Clean, grouped};
use annals_model::{Actor, Timeline};

/// What a thing is called, one of it and several.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noun {
    one: &'static str,
    several: &'static str,
}

impl Noun {
    /// A thing of that name.
    pub(crate) const fn new(one: &'static str, several: &'static str) -> Self {
        Self { one, several }
    }
}

pub(crate) const ACTORS: Noun = Noun::new("actor", "actors");
pub(crate) const DESCRIPTIONS: Noun =
    Noun::new("description of an actor", "descriptions of actors");
pub(crate) const DATES: Noun = Noun::new("date", "dates");
pub(crate) const ERAS: Noun = Noun::new("era", "eras");
pub(crate) const EVENTS: Noun = Noun::new("event", "events");
pub(crate) const EVIDENCE: Noun = Noun::new("piece of evidence", "pieces of evidence");
pub(crate) const FIELDS: Noun = Noun::new("further field", "further fields");
pub(crate) const LINKS: Noun = Noun::new("link between events", "links between events");
const MISSING: Noun = Noun::new(
    "event that says what is not known",
    "events that say what is not known",
);
pub(crate) const PARTS: Noun =
    Noun::new("part of an actor in an event", "parts of actors in events");
const REFS: Noun = Noun::new(
    "event with numbers of a list of yours",
    "events with numbers of a list of yours",
);
pub(crate) const SOURCES: Noun = Noun::new("source", "sources");
pub(crate) const STATUSES: Noun = Noun::new(
    "status (claim, plan, forecast or question)",
    "statuses (claim, plan, forecast or question)",
);
pub(crate) const THEMES: Noun = Noun::new("theme", "themes");
pub(crate) const UNDATED: Noun = Noun::new("event without a date", "events without a date");

const ACCOUNTS: Noun = Noun::new("further account", "further accounts");
const COMPARISONS: Noun = Noun::new("comparison of accounts", "comparisons of accounts");
const DISAGREEMENTS: Noun = Noun::new("disagreement of sources", "disagreements of sources");
const NAMESAKES: Noun = Noun::new(
    "actor known in other accounts",
    "actors known in other accounts",
);
const NOTES: Noun = Noun::new("note for the presenter", "notes for the presenter");
const STEPS: Noun = Noun::new("step of the tour", "steps of the tour");

/// Sentences on what is lost, most important first.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    /// The format, as people know it.
    format: &'static str,
    pub(crate) sentences: Vec<Clean>,
}

impl Losses {
    /// What a timeline has that no foreign format has; `format` is what people call the one that is written.
    pub(crate) fn new(format: &'static str, timeline: &Timeline) -> Self {
        let mut losses = Self::none(format);
        let accounts = timeline.accounts.iter().filter(|layer| layer.on).count();
        losses.say(
            accounts.saturating_sub(1),
            ACCOUNTS,
            "its events stand among those of the first",
            "their events stand among those of the first",
        );
        let notes = timeline.events.walk();
        let notes = notes.filter(|(_, event)| !event.notes.is_empty()).count();
        let steps = timeline.tour.iter().filter(|step| !step.note.is_empty());
        let why = "left out, since others may read the file";
        losses.say(notes + steps.count(), NOTES, why, why);
        losses.views(timeline);
        let is_known = |actor: &&Actor| !actor.same_as.is_empty() || !actor.variants.is_empty();
        let known = timeline.actors.iter().filter(is_known).count();
        let why = "what those call them is left out";
        losses.say(known, NAMESAKES, why, why);
        losses
    }

    /// Nothing is lost yet; for a format that holds notes and accounts.
    pub(crate) const fn none(format: &'static str) -> Self {
        Self {
            format,
            sentences: Vec::new(),
        }
    }

    /// The steps of the tour, and what accounts and sources say of each other.
    pub(crate) fn views(&mut self, timeline: &Timeline) {
        self.left_out(timeline.tour.len(), STEPS);
        self.left_out(timeline.comparisons.len(), COMPARISONS);
        self.left_out(timeline.disagreements.len(), DISAGREEMENTS);
    }

    /// Things that are not written at all.
    pub(crate) fn left_out(&mut self, count: usize, noun: Noun) {
        let why = format!("left out; {} has no place for", self.format);
        self.say(count, noun, &format!("{why} it"), &format!("{why} them"));
    }

    /// Things that are written so that only annals reads them.
    pub(crate) fn hidden(&mut self, count: usize, noun: Noun) {
        let why = format!("kept for annals; {} does not show", self.format);
        self.say(count, noun, &format!("{why} it"), &format!("{why} them"));
    }

    /// What sources leave out and the numbers of a list, in a format that has no place for them.
    pub(crate) fn unsaid(&mut self, timeline: &Timeline) {
        let (missing, refs) = unsaid(timeline);
        self.left_out(missing, MISSING);
        self.left_out(refs, REFS);
    }

    /// The same, in a format that holds them for annals alone.
    pub(crate) fn unshown(&mut self, timeline: &Timeline) {
        let (missing, refs) = unsaid(timeline);
        self.hidden(missing, MISSING);
        self.hidden(refs, REFS);
    }

    /// Things that are written in part or otherwise than they are.
    pub(crate) fn changed(&mut self, count: usize, noun: Noun, how: &str) {
        self.say(count, noun, how, how);
    }

    /// What a format loses that holds events and nothing besides.
    pub(crate) fn events_only(&mut self, timeline: &Timeline) {
        self.left_out(timeline.eras.len(), ERAS);
        let format = self.format;
        if !timeline.summary.is_empty() || timeline.title != timeline.id {
            self.sentence(&format!(
                "Title and summary of the timeline: left out; {format} has no place for them."
            ));
        }
        if timeline.opening.is_some() || timeline.lanes.is_some() {
            self.sentence(&format!(
                "What is shown first and what lanes stand for: left out; {format} has no place for it."
            ));
        }
    }

    fn say(&mut self, count: usize, noun: Noun, one: &str, several: &str) {
        match count {
            0 => {}
            1 => self.sentence(&format!("1 {}: {one}.", noun.one)),
            _ => self.sentence(&format!("{} {}: {several}.", grouped(count), noun.several)),
        }
    }

    fn sentence(&mut self, sentence: &str) {
        self.sentences.push(Clean::line(sentence));
    }
}

/// Counts the events that say what is not known, and those with numbers of a list.
fn unsaid(timeline: &Timeline) -> (usize, usize) {
    let (mut missing, mut refs) = (0, 0);
    for (_, event) in timeline.events.walk() {
        missing += usize::from(!event.missing.is_empty());
        refs += usize::from(!event.refs.is_empty());
    }
    (missing, refs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_follow_the_number() {
        let mut losses = Losses::new("CSV", &Timeline::empty(Clean::own("a"), Clean::own("a")));
        losses.left_out(0, LINKS);
        losses.left_out(1, LINKS);
        losses.hidden(12_345, THEMES);
        losses.changed(2, ACTORS, "only names are kept");
        let sentences: Vec<_> = losses.sentences.iter().map(Clean::as_str).collect();
        assert_eq!(
            sentences,
            [
                "1 link between events: left out; CSV has no place for it.",
                "12,345 themes: kept for annals; CSV does not show them.",
                "2 actors: only names are kept.",
            ]
        );
    }
}
