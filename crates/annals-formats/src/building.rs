//! [`Builder`]: makes a timeline and its report from the entries of a text in any format.
//!
//! It makes ids unique, finds actors and sources that were named before, and counts and words problems.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::kept::lines;
use super::limits;
use annals_model::text::{Clean, slug};
use annals_model::{
    AccountIndex, Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, ExtraField,
    LineIndex, Link, LinkKind, Participation, Problem, ProblemLimit, ProblemList, Reading, Report,
    Severity, Source, SourceIndex, Status, Timeline,
};
use annals_time::When;

/// The parts of an entry that is about to become an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// The id in the text; `None` where it has none, and one is made from the title.
    pub(super) id: Option<String>,
    /// The title.
    pub(super) title: String,
    /// The summary; may have several lines.
    pub(super) summary: String,
    /// The date, if there is one.
    pub(super) when: Option<When>,
    /// The status; `None` for reported.
    pub(super) status: Option<Status>,
    /// Participants with their roles, which may be empty.
    pub(super) actors: Vec<(ActorIndex, String)>,
    /// Themes.
    pub(super) themes: Vec<String>,
    /// Sources with the locator in each, which may be empty.
    pub(super) evidence: Vec<(SourceIndex, String)>,
    /// What the text does not say.
    pub(super) missing: Vec<String>,
    /// Its numbers in a list outside of the text.
    pub(super) refs: Vec<String>,
    /// Notes for the presenter.
    pub(super) notes: String,
    /// Fields that are kept without being understood; empty values are dropped.
    pub(super) extra: Vec<(String, String)>,
    /// The byte of the text at which it begins.
    pub(super) byte: usize,
}

/// The most letters of a text that many events share, such as the title of a section: each event has a copy.
const MAX_SHARED: usize = 300;

/// A text that many events share, shortened if it is very long.
pub(super) fn shared(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_SHARED) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The sentences on how the text was understood.
#[derive(Debug, Default)]
struct Notes {
    said: HashSet<Clean>,
    /// How many more were said, some perhaps several times.
    more: usize,
}

/// A timeline being built.
#[derive(Debug)]
pub(super) struct Builder<'t> {
    text: &'t str,
    lines: LineIndex<'t>,
    timeline: Timeline,
    report: Report,
    problems: ProblemList,
    notes: Notes,
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
    /// An empty timeline of that id, from a text in the format of that label.
    pub(super) fn new(label: impl Into<&'static str>, id: &str, text: &'t str) -> Self {
        let id = Clean::line(id);
        Self {
            text,
            lines: LineIndex::new(text),
            timeline: Timeline::empty(id.clone(), id),
            report: Report::new(Clean::own(label.into())),
            problems: ProblemList::default(),
            notes: Notes::default(),
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

    /// Says how many problems of one kind are kept.
    pub(super) fn keeping(mut self, limit: ProblemLimit) -> Self {
        self.problems = ProblemList::new(limit);
        self
    }

    /// The text that is read.
    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// Gives the timeline its title and summary; an empty title leaves the id.
    pub(super) fn set_title(&mut self, title: &str, summary: &str) {
        let title = Clean::line(title.trim());
        let summary = Clean::block(summary.trim());
        if !title.is_empty() {
            self.timeline.title = title;
        }
        self.timeline.summary = summary;
    }

    /// The timeline, to set what the builder has no method for.
    pub(super) const fn timeline(&mut self) -> &mut Timeline {
        &mut self.timeline
    }

    /// The line of a byte, from 1.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.lines.line(byte)
    }

    /// Adds a sentence to the report on how the text was understood, unless it is there already.
    pub(super) fn note(&mut self, sentence: &str) {
        let sentence = Clean::line(sentence);
        if self.notes.said.len() < limits::NOTES {
            if self.notes.said.insert(sentence.clone()) {
                self.report.notes.push(sentence);
            }
        } else if !self.notes.said.contains(&sentence) {
            self.notes.more += 1;
        }
    }

    /// Reports an entry that cannot become an event, with the reason and what was expected.
    pub(super) fn skip(&mut self, byte: usize, message: &str) {
        self.report.skipped += 1;
        self.tell(Severity::Warning, byte, message);
    }

    /// Reports something that may be a mistake; the entry is kept.
    pub(super) fn warn(&mut self, byte: usize, message: &str) {
        self.tell(Severity::Warning, byte, message);
    }

    /// Reports why the whole text cannot be read.
    pub(super) fn refuse(&mut self, byte: usize, message: &str) {
        self.is_refused = true;
        self.tell(Severity::Error, byte, message);
    }

    fn tell(&mut self, severity: Severity, byte: usize, message: &str) {
        let lines = &self.lines;
        self.problems.add(severity, message, || {
            Problem::at(severity, lines, byte, message)
        });
    }

    /// Parses a date that is written at a byte. `None` for an empty text, and for one that cannot be read, which is
    /// reported.
    pub(super) fn date(&mut self, byte: usize, text: &str) -> Option<When> {
        match When::parse(text) {
            Ok(when) => when,
            Err(error) => {
                self.warn(byte, &format!("\"{}\": {error}", text.trim()));
                None
            }
        }
    }

    /// The actor of a name, added when it is first named. `None` for a blank name.
    pub(super) fn actor(&mut self, name: &str, kind: Option<ActorKind>) -> Option<ActorIndex> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Some(&known) = self.actors.get(name) {
            let actor = &mut self.timeline.actors[known.index()];
            actor.kind = actor.kind.or(kind);
            return Some(known);
        }
        let base = slug(name).unwrap_or_else(|| "actor".to_owned());
        Some(self.add_actor(base, name, kind))
    }

    /// Adds an actor whose id is in the text; if the id is taken, a number is appended.
    pub(super) fn actor_with_id(&mut self, id: &str, name: &str) -> ActorIndex {
        self.add_actor(id.to_owned(), name.trim(), None)
    }

    /// Adds an actor with an id, a name and a kind; if the id is taken, a number is appended.
    pub(super) fn add_actor(
        &mut self,
        id: String,
        name: &str,
        kind: Option<ActorKind>,
    ) -> ActorIndex {
        let index = self.push_actor(id, name, kind);
        self.actors.entry(name.to_owned()).or_insert(index);
        index
    }

    /// Adds an actor even if another one has the same name. [`Builder::actor`] does not find it.
    pub(super) fn add_namesake(&mut self, name: &str, kind: Option<ActorKind>) -> ActorIndex {
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
            account: AccountIndex::FIRST,
            short: shown.clone(),
            name: shown,
            aliases: Vec::new(),
            kind,
            summary: Clean::default(),
            same_as: Vec::new(),
            variants: Vec::new(),
            line: None,
        });
        index
    }

    /// An actor, to be changed.
    pub(super) fn actor_mut(&mut self, actor: ActorIndex) -> &mut Actor {
        &mut self.timeline.actors[actor.index()]
    }

    /// An actor.
    pub(super) fn actor_at(&self, actor: ActorIndex) -> &Actor {
        self.timeline.actor(actor)
    }

    /// The source of a title and an address, added when it is first named; one of the two may be empty. `None` if both
    /// are.
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
        Some(self.add_source(id, title, address))
    }

    /// Adds a source whose id is in the text; if the id is taken, a number is appended.
    pub(super) fn source_with_id(&mut self, id: &str, title: &str, address: &str) -> SourceIndex {
        self.add_source(id.to_owned(), title, address)
    }

    /// Adds a source with an id; if the id is taken, a number is appended.
    pub(super) fn add_source(&mut self, id: String, title: &str, address: &str) -> SourceIndex {
        let index = self.push_source(id, title, address);
        for title in [title, ""] {
            let key = (title.to_owned(), address.to_owned());
            self.sources.entry(key).or_insert(index);
        }
        index
    }

    /// Adds a source even if another one has the same title. [`Builder::source`] does not find it.
    pub(super) fn add_separate_source(&mut self, title: &str, address: &str) -> SourceIndex {
        let id = format!("source-{}", self.timeline.sources.len() + 1);
        self.push_source(id, title.trim(), address.trim())
    }

    fn push_source(&mut self, id: String, title: &str, address: &str) -> SourceIndex {
        let index = SourceIndex::new(self.timeline.sources.len());
        let shown = if title.is_empty() { address } else { title };
        let id = self.source_names.claim(id);
        self.timeline.sources.push(Source {
            id: Clean::line(&id),
            account: AccountIndex::FIRST,
            title: Clean::line(shown),
            author: Clean::default(),
            publisher: Clean::default(),
            date: None,
            address: Clean::line(address),
            note: Clean::default(),
        });
        index
    }

    /// A source, to be changed.
    pub(super) fn source_mut(&mut self, source: SourceIndex) -> &mut Source {
        &mut self.timeline.sources[source.index()]
    }

    /// A source.
    pub(super) fn source_at(&self, source: SourceIndex) -> &Source {
        self.timeline.source(source)
    }

    /// Adds an era.
    pub(super) fn era(&mut self, title: &str, when: When) {
        self.timeline.eras.push(Era {
            title: Clean::line(title.trim()),
            when,
        });
    }

    /// Adds an event; if its id is taken, a number is appended.
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
        // An entry may name a hundred thousand actors.
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
            missing: lines(&draft.missing),
            refs: lines(&draft.refs),
            notes: Clean::block(draft.notes.trim()),
            extra,
            line: u32::try_from(self.line_of(draft.byte)).ok(),
            ..Event::new(Clean::line(&id), Clean::line(draft.title.trim()))
        };
        self.timeline.events.push(event);
        index
    }

    /// Adds fields that are kept without being understood to an event.
    pub(super) fn keep(&mut self, event: EventIndex, extra: Vec<(String, String)>) {
        let extra = self.extras(extra);
        let kept = &mut self.timeline.events[event.index()].extra;
        kept.extend(extra);
    }

    fn extras(&mut self, fields: Vec<(String, String)>) -> Vec<ExtraField> {
        let mut extra = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            if !value.trim().is_empty() {
                extra.push(ExtraField {
                    name: Clean::line(&name),
                    value: Clean::block(value.trim()),
                });
                *self.fields.entry(name).or_default() += 1;
            }
        }
        extra
    }

    /// The event of an id.
    pub(super) fn find(&self, id: &str) -> Option<EventIndex> {
        self.ids.get(id).copied()
    }

    /// An event, to be changed.
    pub(super) fn event_mut(&mut self, event: EventIndex) -> &mut Event {
        &mut self.timeline.events[event.index()]
    }

    /// Links one event to another, unless they are the same or linked already.
    pub(super) fn link(&mut self, from: EventIndex, to: EventIndex, kind: LinkKind) {
        if from != to && self.linked.insert((from, to, kind)) {
            let links = &mut self.timeline.events[from.index()].links;
            links.push(Link {
                to,
                kind,
                wording: Clean::default(),
                refs: Vec::new(),
                evidence: Vec::new(),
            });
        }
    }

    /// The timeline, unless it was refused, and the report.
    pub(super) fn finish(mut self) -> Reading {
        let mut fields: Vec<_> = self.fields.into_iter().collect();
        // The most frequent first; the names settle the rest, so that the report is always the same.
        fields.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let fields = fields.into_iter();
        self.report.fields = fields.map(|(name, n)| (Clean::line(&name), n)).collect();
        self.problems.finish(&mut self.report);
        if self.notes.more > 0 {
            let more = limits::more_notes(self.notes.more);
            self.report.notes.push(Clean::line(&more));
        }
        let report = Arc::new(self.report);
        let timeline = &mut self.timeline;
        for layer in &mut timeline.accounts {
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

/// Makes names unique.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The last number that was tried after each name: a text may have a million entries of one title.
    numbers: HashMap<String, u64>,
}

impl Names {
    /// Returns the name, with a number appended if it is taken.
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
        Builder::new("test", "mine", text)
    }

    #[test]
    fn missing_ids_are_made_from_titles_and_unique() {
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
    fn actors_and_sources_are_added_once() {
        let mut builder = builder("");
        let ann = builder.actor(" Ann ", None).unwrap();
        assert_eq!(builder.actor("Ann", Some(ActorKind::Person)), Some(ann));
        assert_ne!(builder.actor("ANN", None), Some(ann));
        assert_eq!(builder.actor("  ", None), None);
        let page = builder.source("", "https://example.org/a").unwrap();
        assert_eq!(builder.source("", " https://example.org/a"), Some(page));
        assert_eq!(builder.source(" ", ""), None);
        let namesake = builder.add_namesake("Ann", None);
        assert_ne!(namesake, ann);
        assert_eq!(builder.actor("Ann", None), Some(ann));
        let other = builder.add_separate_source("", "https://example.org/a");
        assert_ne!(other, page);
        let timeline = builder.finish().timeline.unwrap();
        let ids: Vec<_> = timeline.actors.iter().map(|actor| actor.id.raw()).collect();
        assert_eq!(ids, ["ann", "ann-2", "ann-3"]);
        assert_eq!(timeline.actors[0].kind, Some(ActorKind::Person));
        assert_eq!(timeline.sources[0].title.raw(), "https://example.org/a");
    }

    #[test]
    fn problems_beyond_the_maximum_are_counted() {
        let text = "x\n".repeat(50);
        let mut builder = builder(&text);
        for line in 0..50 {
            builder.skip(line * 2, "This is no event.");
        }
        let report = builder.finish().report;
        assert_eq!((report.problems.len(), report.omitted()), (20, 30));
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
    fn a_refused_text_gives_no_timeline() {
        let mut builder = builder("{");
        builder.refuse(1, "The text ends in the middle.");
        let reading = builder.finish();
        assert!(reading.timeline.is_none());
        assert_eq!(reading.report.problems[0].severity, Severity::Error);
    }
}
