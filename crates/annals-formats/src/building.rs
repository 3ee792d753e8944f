//! [`Builder`]: makes a timeline from what a foreign text says, entry by entry.
//!
//! Owns ids that are unique, actors and sources that are named once, and the report of what was read and
//! what was not. It knows no format.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Format;
use annals_model::text::{Clean, slug};
use annals_model::{
    Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, Extra, LayerIndex, Lines, Link,
    LinkKind, MOST_TOLD, Participation, Problem, Reading, Report, Severity, Source, SourceIndex,
    Status, Timeline, sort_by,
};
use annals_time::When;

/// What an entry says, on its way to becoming an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// As the text has it; made from the title where it has none.
    pub(super) id: Option<String>,
    /// What it is called.
    pub(super) title: String,
    /// What is said; may have several lines.
    pub(super) summary: String,
    /// When, if a date is given.
    pub(super) when: Option<When>,
    /// What kind of statement it is: reported, unless the text says otherwise.
    pub(super) status: Option<Status>,
    /// Who takes part, with the role, which may be empty.
    pub(super) actors: Vec<(ActorIndex, String)>,
    /// What it is about.
    pub(super) themes: Vec<String>,
    /// What says so: a document and the place in it, which may be empty.
    pub(super) evidence: Vec<(SourceIndex, String)>,
    /// For the presenter only.
    pub(super) notes: String,
    /// Fields that are kept without being understood; empty values are dropped.
    pub(super) extra: Vec<(String, String)>,
    /// The byte of the text at which it begins.
    pub(super) byte: usize,
}

/// A timeline in the making.
#[derive(Debug)]
pub(super) struct Builder<'t> {
    text: &'t str,
    lines: Lines<'t>,
    timeline: Timeline,
    report: Report,
    ids: HashMap<String, EventIndex>,
    event_names: Names,
    actors: HashMap<String, ActorIndex>,
    actor_names: Names,
    sources: HashMap<(String, String), SourceIndex>,
    source_names: Names,
    linked: HashSet<(EventIndex, EventIndex, LinkKind)>,
    fields: HashMap<String, usize>,
    is_refused: bool,
}

impl<'t> Builder<'t> {
    /// An empty timeline of that id, from a text in that format.
    pub(super) fn new(format: Format, id: &str, text: &'t str) -> Self {
        let id = Clean::line(id);
        Self {
            text,
            lines: Lines::new(text),
            timeline: Timeline::empty(id.clone(), id),
            report: Report::new(Clean::own(format.label())),
            ids: HashMap::new(),
            event_names: Names::default(),
            actors: HashMap::new(),
            actor_names: Names::default(),
            sources: HashMap::new(),
            source_names: Names::default(),
            linked: HashSet::new(),
            fields: HashMap::new(),
            is_refused: false,
        }
    }

    /// The text that is read.
    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// Gives the timeline its title and summary; an empty title leaves the id.
    pub(super) fn entitle(&mut self, title: &str, summary: &str) {
        let title = Clean::line(title.trim());
        let summary = Clean::block(summary.trim());
        if !title.is_empty() {
            self.timeline.title = title;
        }
        self.timeline.summary = summary;
    }

    /// The timeline, for what the builder has no word for.
    pub(super) const fn timeline(&mut self) -> &mut Timeline {
        &mut self.timeline
    }

    /// The line of a byte, from 1.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.lines.line(byte)
    }

    /// Tells how the text was understood, once for each different sentence.
    pub(super) fn remark(&mut self, sentence: &str) {
        let sentence = Clean::line(sentence);
        if !self.report.remarks.contains(&sentence) {
            self.report.remarks.push(sentence);
        }
    }

    /// An entry that cannot become an event, with the reason and what was expected.
    pub(super) fn skip(&mut self, byte: usize, message: &str) {
        self.report.skipped += 1;
        self.tell(Severity::Warning, byte, message);
    }

    /// Something that may not be as meant; the entry is kept.
    pub(super) fn doubt(&mut self, byte: usize, message: &str) {
        self.tell(Severity::Warning, byte, message);
    }

    /// What makes the whole text unreadable.
    pub(super) fn refuse(&mut self, byte: usize, message: &str) {
        self.is_refused = true;
        // An error is always told, however many doubts there were before.
        let problem = Problem::at(Severity::Error, &self.lines, byte, message);
        self.report.problems.push(problem);
    }

    fn tell(&mut self, severity: Severity, byte: usize, message: &str) {
        if self.report.problems.len() < MOST_TOLD {
            let problem = Problem::at(severity, &self.lines, byte, message);
            self.report.problems.push(problem);
        } else {
            self.report.untold += 1;
        }
    }

    /// A date as it is written at a byte. `None` where the text says that there is none, and where it
    /// cannot be read, which is told.
    pub(super) fn date(&mut self, byte: usize, text: &str) -> Option<When> {
        match When::parse(text) {
            Ok(when) => when,
            Err(error) => {
                self.doubt(byte, &format!("\"{}\": {error}", text.trim()));
                None
            }
        }
    }

    /// The actor of a name, made when it is first named. `None` for a name without a letter in it.
    pub(super) fn actor(&mut self, name: &str, kind: Option<ActorKind>) -> Option<ActorIndex> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Some(&known) = self.actors.get(name) {
            let actor = &mut self.timeline.actors[known.place()];
            actor.kind = actor.kind.or(kind);
            return Some(known);
        }
        let base = slug(name).unwrap_or_else(|| "actor".to_owned());
        Some(self.actor_of(base, name, kind))
    }

    /// An actor whose id the text gives; where it is taken it gets a number. Another one of the same name
    /// stays another one.
    pub(super) fn actor_with_id(&mut self, id: &str, name: &str) -> ActorIndex {
        self.actor_of(id.to_owned(), name.trim(), None)
    }

    /// A new actor of that id, of which a text says that it is one of its own. Where the id is taken it
    /// gets a number.
    pub(super) fn actor_of(
        &mut self,
        id: String,
        name: &str,
        kind: Option<ActorKind>,
    ) -> ActorIndex {
        let index = self.push_actor(id, name, kind);
        self.actors.entry(name.to_owned()).or_insert(index);
        index
    }

    /// An actor of its own, even where another one has the name: texts that number people have two of one
    /// name. [`Builder::actor`] does not find it.
    pub(super) fn actor_apart(&mut self, name: &str, kind: Option<ActorKind>) -> ActorIndex {
        let name = name.trim();
        let base = slug(name).unwrap_or_else(|| "actor".to_owned());
        self.push_actor(base, name, kind)
    }

    fn push_actor(&mut self, id: String, name: &str, kind: Option<ActorKind>) -> ActorIndex {
        let index = ActorIndex::new(self.timeline.actors.len());
        let id = self.actor_names.claim(id);
        let shown = Clean::line(name);
        self.timeline.actors.push(Actor {
            id: Clean::line(&id),
            layer: LayerIndex::FIRST,
            short: shown.clone(),
            name: shown,
            aliases: Vec::new(),
            kind,
            summary: Clean::default(),
            same_as: Vec::new(),
            retold: Vec::new(),
            line: None,
        });
        index
    }

    /// The actor that was made, to say more of it.
    pub(super) fn actor_mut(&mut self, actor: ActorIndex) -> &mut Actor {
        &mut self.timeline.actors[actor.place()]
    }

    /// The actor that was made.
    pub(super) fn actor_at(&self, actor: ActorIndex) -> &Actor {
        self.timeline.actor(actor)
    }

    /// The document of a title and an address, made when it is first named; one of the two may be empty.
    /// `None` if both are.
    pub(super) fn source(&mut self, title: &str, address: &str) -> Option<SourceIndex> {
        let (title, address) = (title.trim(), address.trim());
        if title.is_empty() && address.is_empty() {
            return None;
        }
        let key = (title.to_owned(), address.to_owned());
        if let Some(&known) = self.sources.get(&key) {
            return Some(known);
        }
        let id = format!("source-{}", self.timeline.sources.len() + 1);
        Some(self.source_of(id, title, address))
    }

    /// A document whose id the text gives; where it is taken it gets a number.
    pub(super) fn source_with_id(&mut self, id: &str, title: &str, address: &str) -> SourceIndex {
        self.source_of(id.to_owned(), title, address)
    }

    /// A new document of that id, of which a text says that it is one of its own. Where the id is taken
    /// it gets a number.
    pub(super) fn source_of(&mut self, id: String, title: &str, address: &str) -> SourceIndex {
        let index = self.push_source(id, title, address);
        for title in [title, ""] {
            let key = (title.to_owned(), address.to_owned());
            self.sources.entry(key).or_insert(index);
        }
        index
    }

    /// A document of its own, even where another one has the title. [`Builder::source`] does not find it.
    pub(super) fn source_apart(&mut self, title: &str, address: &str) -> SourceIndex {
        let id = format!("source-{}", self.timeline.sources.len() + 1);
        self.push_source(id, title.trim(), address.trim())
    }

    fn push_source(&mut self, id: String, title: &str, address: &str) -> SourceIndex {
        let index = SourceIndex::new(self.timeline.sources.len());
        let shown = if title.is_empty() { address } else { title };
        let id = self.source_names.claim(id);
        self.timeline.sources.push(Source {
            id: Clean::line(&id),
            layer: LayerIndex::FIRST,
            title: Clean::line(shown),
            author: Clean::default(),
            publisher: Clean::default(),
            date: None,
            address: Clean::line(address),
            note: Clean::default(),
        });
        index
    }

    /// The source that was made, to say more of it.
    pub(super) fn source_mut(&mut self, source: SourceIndex) -> &mut Source {
        &mut self.timeline.sources[source.place()]
    }

    /// The source that was made.
    pub(super) fn source_at(&self, source: SourceIndex) -> &Source {
        self.timeline.source(source)
    }

    /// A named stretch behind the events.
    pub(super) fn era(&mut self, title: &str, when: When) {
        self.timeline.eras.push(Era {
            title: Clean::line(title.trim()),
            when,
        });
    }

    /// An entry that becomes an event. Where its id is taken it gets a number.
    pub(super) fn event(&mut self, draft: Draft) -> EventIndex {
        let index = EventIndex::new(self.timeline.events.len());
        let wanted = draft.id.as_deref().map(str::trim);
        let wanted = wanted.filter(|id| !id.is_empty()).map(str::to_owned);
        let base = wanted
            .or_else(|| slug(&draft.title))
            .unwrap_or_else(|| "event".to_owned());
        let id = self.event_names.claim(base);
        self.ids.insert(id.clone(), index);
        let mut participants: Vec<Participation> = Vec::with_capacity(draft.actors.len());
        // An entry may name a hundred thousand.
        let mut seen = HashSet::new();
        for (actor, role) in draft.actors {
            let role = Clean::line(role.trim());
            if seen.insert((actor, role.clone())) {
                participants.push(Participation { actor, role });
            }
        }
        let mut themes: Vec<Clean> = Vec::with_capacity(draft.themes.len());
        let mut seen = HashSet::new();
        for theme in draft.themes {
            let theme = Clean::line(theme.trim());
            if !theme.is_empty() && seen.insert(theme.clone()) {
                themes.push(theme);
            }
        }
        let extra = self.extras(draft.extra);
        let evidence = draft.evidence.into_iter().map(|(source, at)| Evidence {
            source,
            at: Clean::line(at.trim()),
        });
        let event = Event {
            summary: Clean::block(draft.summary.trim()),
            when: draft.when,
            status: draft.status.unwrap_or(Status::Reported),
            participants,
            themes,
            evidence: evidence.collect(),
            notes: Clean::block(draft.notes.trim()),
            extra,
            line: u32::try_from(self.line_of(draft.byte)).ok(),
            ..Event::new(Clean::line(&id), Clean::line(draft.title.trim()))
        };
        self.timeline.events.push(event);
        index
    }

    /// Keeps more of what is not understood with an event.
    pub(super) fn keep(&mut self, event: EventIndex, extra: Vec<(String, String)>) {
        let extra = self.extras(extra);
        let kept = &mut self.timeline.events[event.place()].extra;
        kept.extend(extra);
    }

    fn extras(&mut self, fields: Vec<(String, String)>) -> Vec<Extra> {
        let mut extra = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            if !value.trim().is_empty() {
                extra.push(Extra {
                    name: Clean::line(&name),
                    value: Clean::block(value.trim()),
                });
                *self.fields.entry(name).or_default() += 1;
            }
        }
        extra
    }

    /// The event of an id that has been used so far.
    pub(super) fn find(&self, id: &str) -> Option<EventIndex> {
        self.ids.get(id).copied()
    }

    /// The event that was made, to say more of it.
    pub(super) fn event_mut(&mut self, event: EventIndex) -> &mut Event {
        &mut self.timeline.events[event.place()]
    }

    /// One event leads to another. A link of an event to itself is none.
    pub(super) fn link(&mut self, from: EventIndex, to: EventIndex, kind: LinkKind) {
        if from != to && self.linked.insert((from, to, kind)) {
            let links = &mut self.timeline.events[from.place()].links;
            links.push(Link {
                to,
                kind,
                wording: Clean::default(),
                evidence: Vec::new(),
            });
        }
    }

    /// The timeline, unless it was refused, and the report.
    pub(super) fn finish(mut self) -> Reading {
        let mut fields: Vec<_> = self.fields.into_iter().collect();
        // The most frequent first; the names settle the rest, so that the report is always the same.
        sort_by(&mut fields, |one, other| {
            other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0))
        });
        let fields = fields.into_iter();
        self.report.fields = fields.map(|(name, n)| (Clean::line(&name), n)).collect();
        Problem::sort(&mut self.report.problems);
        let report = Arc::new(self.report);
        let timeline = &mut self.timeline;
        for layer in &mut timeline.layers {
            layer.title = timeline.title.clone();
            layer.short = timeline.title.clone();
            layer.summary = timeline.summary.clone();
            layer.report = Arc::clone(&report);
        }
        Reading {
            timeline: (!self.is_refused).then_some(self.timeline),
            report: Arc::unwrap_or_clone(report),
        }
    }
}

/// Names that are given once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The last number that was tried after each name: a text may have a million entries of one title.
    numbers: HashMap<String, u64>,
}

impl Names {
    /// The name itself, or with a number where it is taken.
    pub(super) fn claim(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let number = self.numbers.entry(name.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{name}-{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builder(text: &str) -> Builder<'_> {
        Builder::new(Format::Vis, "mine", text)
    }

    #[test]
    fn ids_are_unique_and_made_of_titles() {
        let mut builder = builder("a\nb\n");
        let draft = |id: Option<&str>, title: &str| Draft {
            id: id.map(str::to_owned),
            title: title.to_owned(),
            byte: 2,
            ..Draft::default()
        };
        builder.event(draft(None, "The Bridge"));
        builder.event(draft(Some("the-bridge-2"), "x"));
        builder.event(draft(None, "The bridge!"));
        builder.event(draft(None, "…"));
        builder.event(draft(Some("x"), "x"));
        builder.event(draft(Some("x"), "x"));
        let timeline = builder.finish().timeline.unwrap();
        let ids: Vec<_> = timeline.events.iter().map(|event| event.id.raw()).collect();
        assert_eq!(
            ids,
            [
                "the-bridge",
                "the-bridge-2",
                "the-bridge-3",
                "event",
                "x",
                "x-2"
            ]
        );
        assert!(timeline.events.iter().all(|event| event.line == Some(2)));
    }

    #[test]
    fn actors_and_sources_are_made_once() {
        let mut builder = builder("");
        let ann = builder.actor(" Ann ", None).unwrap();
        assert_eq!(builder.actor("Ann", Some(ActorKind::Person)), Some(ann));
        assert_ne!(builder.actor("ANN", None), Some(ann));
        assert_eq!(builder.actor("  ", None), None);
        let page = builder.source("", "https://example.org/a").unwrap();
        assert_eq!(builder.source("", " https://example.org/a"), Some(page));
        assert_eq!(builder.source(" ", ""), None);
        let namesake = builder.actor_apart("Ann", None);
        assert_ne!(namesake, ann);
        assert_eq!(builder.actor("Ann", None), Some(ann));
        let other = builder.source_apart("", "https://example.org/a");
        assert_ne!(other, page);
        let timeline = builder.finish().timeline.unwrap();
        let ids: Vec<_> = timeline.actors.iter().map(|actor| actor.id.raw()).collect();
        assert_eq!(ids, ["ann", "ann-2", "ann-3"]);
        assert_eq!(timeline.actors[0].kind, Some(ActorKind::Person));
        assert_eq!(timeline.sources[0].title.raw(), "https://example.org/a");
    }

    #[test]
    fn problems_beyond_the_most_are_counted() {
        let text = "x\n".repeat(50);
        let mut builder = builder(&text);
        for line in 0..50 {
            builder.skip(line * 2, "This is no event.");
        }
        let report = builder.finish().report;
        assert_eq!((report.problems.len(), report.untold), (MOST_TOLD, 30));
        assert_eq!((report.skipped, report.problem_count()), (50, 50));
        assert_eq!(report.problems[19].position.unwrap().line, 20);
    }

    #[test]
    fn fields_that_are_kept_are_counted() {
        let mut builder = builder("");
        for value in ["red", " ", "blue"] {
            builder.event(Draft {
                extra: vec![("colour".to_owned(), value.to_owned())],
                ..Draft::default()
            });
        }
        let reading = builder.finish();
        assert_eq!(reading.report.fields, [(Clean::own("colour"), 2)]);
        let events = reading.timeline.unwrap().events;
        assert_eq!(events[2].extra[0].value.raw(), "blue");
    }

    #[test]
    fn what_is_refused_is_no_timeline() {
        let mut builder = builder("{");
        builder.refuse(1, "The text ends in the middle.");
        let reading = builder.finish();
        assert!(reading.timeline.is_none());
        assert_eq!(reading.report.problems[0].severity, Severity::Error);
    }
}
