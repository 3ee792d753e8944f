//! The cards of a presentation: the title, the events in order, the sources.

use std::cmp::Reverse;

use crate::detail::{self, DetailOptions, leading_actor};
use crate::flow::{Flow, Line, Role};
use crate::wording::{NO_TIME, UNDATED, and_more, counted, evidence_or_none, separator};
use annals_index::{Index, VisibleEvents};
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Source, Timeline, TourStep};
use annals_time::describe_window;

/// The most entries of a list on a card; the others are counted.
const MAX: usize = 24;
/// The most actors named on the title card: those with most events.
const MAX_NAMED: usize = 8;

/// The subject of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// The timeline.
    Title,
    /// An event.
    Event(EventIndex),
    /// A step of the tour without an event, by its index.
    Step(usize),
    /// The sources.
    Sources,
}

/// A card of a presentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its subject.
    pub kind: CardKind,
    /// The actor whose colour it has.
    pub leader: Option<ActorIndex>,
    /// The date in words; empty on a card without one.
    pub date: Clean,
    /// The headline.
    pub headline: Clean,
    /// The text below.
    pub lines: Vec<Line>,
    /// The ends of its sections, as line numbers: what happened, then why.
    pub sections: Vec<usize>,
}

impl Card {
    /// Returns whether it can be shown step by step.
    pub const fn has_steps(&self) -> bool {
        matches!(self.kind, CardKind::Event(_))
    }
}

/// The cards of a timeline: the title, the events or the tour, the sources.
#[derive(Debug, Clone, Copy)]
pub struct Deck<'a> {
    /// The timeline.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that are shown.
    pub shown: VisibleEvents<'a>,
    /// The tour; where it is empty, the events that are shown.
    pub tour: &'a [TourStep],
    /// Whether the program's own text is limited to ASCII.
    pub ascii: bool,
}

impl Deck<'_> {
    /// Returns the number of cards.
    pub fn len(&self) -> usize {
        let between = if self.tour.is_empty() {
            self.shown.len()
        } else {
            self.tour.len()
        };
        between + 2
    }

    /// Returns `false`: there is always a title.
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// Returns the subject of a card; beyond the last, of the last.
    pub fn kind(&self, position: usize) -> CardKind {
        let Some(between) = position.checked_sub(1) else {
            return CardKind::Title;
        };
        if self.tour.is_empty() {
            let event = self.shown.nth(between);
            return event.map_or(CardKind::Sources, CardKind::Event);
        }
        self.step(position).map_or(CardKind::Sources, |step| {
            step.event.map_or(CardKind::Step(between), CardKind::Event)
        })
    }

    /// Returns the tour step of a card, if there is a tour.
    pub fn step(&self, position: usize) -> Option<&TourStep> {
        self.tour.get(position.checked_sub(1)?)
    }

    /// Returns the name of a step of the tour.
    fn step_name(&self, step: usize) -> Clean {
        let step = self.tour.get(step);
        step.map(|step| step.name.clone()).unwrap_or_default()
    }

    /// Returns the card of an event, if it has one.
    pub fn card_of(&self, event: EventIndex) -> Option<usize> {
        if !self.tour.is_empty() {
            let mut steps = self.tour.iter();
            return Some(steps.position(|step| step.event == Some(event))? + 1);
        }
        self.shown
            .contains(event)
            .then(|| self.shown.position(event) + 1)
    }

    /// Writes a card for lines of `columns` cells.
    pub fn card(&self, position: usize, columns: usize) -> Card {
        match self.kind(position) {
            CardKind::Title => self.title(columns),
            CardKind::Event(event) => self.event(position, event, columns),
            CardKind::Step(step) => self.plain(step),
            CardKind::Sources => self.sources(columns),
        }
    }

    /// Returns the headline of a card.
    pub fn headline(&self, position: usize) -> Clean {
        match self.kind(position) {
            CardKind::Title => self.timeline.title.clone(),
            CardKind::Event(event) => self.timeline.event(event).title.clone(),
            CardKind::Step(step) => self.step_name(step),
            CardKind::Sources => Clean::own("Sources"),
        }
    }

    fn title(&self, columns: usize) -> Card {
        let mut flow = Flow::new(columns);
        if !self.timeline.summary.is_empty() {
            flow.push_block(&self.timeline.summary, Role::Text);
        }
        flow.gap();
        let mut counts = vec![counted(self.shown.len(), "event", "events")];
        if !self.tour.is_empty() {
            counts.push(counted(self.tour.len(), "step", "steps"));
        }
        if let Some(extent) = self.index.extent() {
            counts.push(describe_window(&extent, self.ascii));
        }
        let dot = separator(self.ascii);
        flow.push_quiet(&counts.join(dot));
        flow.end_line();
        let actors = &self.timeline.actors;
        if !actors.is_empty() {
            flow.gap();
            for (position, actor) in self.leading(MAX_NAMED).into_iter().enumerate() {
                if position > 0 {
                    flow.push_quiet(dot);
                }
                let name = &self.timeline.actor(actor).name;
                flow.push(name, Role::Actor(actor), None);
            }
            if let Some(more) = and_more(actors.len().saturating_sub(MAX_NAMED)) {
                flow.push_quiet(&format!("{dot}{more}"));
            }
        }
        Card {
            kind: CardKind::Title,
            leader: None,
            date: Clean::default(),
            headline: self.timeline.title.clone(),
            lines: flow.finish(),
            sections: Vec::new(),
        }
    }

    /// Returns the actors with most events, in the order of the file.
    fn leading(&self, most: usize) -> Vec<ActorIndex> {
        let actors = (0..self.timeline.actors.len()).map(ActorIndex::new);
        let mut actors: Vec<ActorIndex> = actors.collect();
        actors.sort_by_key(|&actor| Reverse(self.index.events_of(actor).len()));
        actors.truncate(most);
        actors.sort_by_key(|actor| actor.index());
        actors
    }

    /// Writes a tour step that only has a heading.
    fn plain(&self, step: usize) -> Card {
        Card {
            kind: CardKind::Step(step),
            leader: None,
            date: Clean::default(),
            headline: self.step_name(step),
            lines: Vec::new(),
            sections: Vec::new(),
        }
    }

    fn event(&self, position: usize, subject: EventIndex, columns: usize) -> Card {
        let event = self.timeline.event(subject);
        let mut flow = Flow::new(columns);
        flow.push_symbol(event.status, None, None);
        flow.push(&Clean::own(event.status.name()), Role::Text, None);
        flow.push_quiet(separator(self.ascii));
        let evidence = evidence_or_none(self.timeline, &event.evidence);
        flow.push(&evidence, Role::Quiet, None);
        flow.end_line();
        if !event.summary.is_empty() {
            flow.gap();
            flow.push_block(&event.summary, Role::Text);
        }
        if !event.participants.is_empty() {
            flow.gap();
            self.cast(position, subject, &mut flow);
        }
        let options = DetailOptions {
            columns,
            ascii: self.ascii,
            notes: false,
            max_events: MAX,
        };
        let mut lines = flow.finish();
        let happened = lines.len();
        let why = detail::connections(self.timeline, self.index, subject, &options);
        if !why.is_empty() {
            lines.push(Line::Runs(Vec::new()));
            lines.extend(why);
        }
        Card {
            kind: CardKind::Event(subject),
            leader: leading_actor(event),
            date: self.date(subject),
            headline: event.title.clone(),
            sections: vec![happened, lines.len()],
            lines,
        }
    }

    fn date(&self, subject: EventIndex) -> Clean {
        let when = self.timeline.event(subject).when.as_ref();
        when.map_or_else(
            || Clean::line(&format!("{UNDATED}: {NO_TIME}")),
            |when| Clean::line(&when.words()),
        )
    }

    /// Writes the participants; an actor is introduced on its first card.
    fn cast(&self, position: usize, subject: EventIndex, flow: &mut Flow) {
        let participants = &self.timeline.event(subject).participants;
        for part in participants.iter().take(MAX) {
            let actor = self.timeline.actor(part.actor);
            flow.set_indent(4);
            flow.push(&actor.name, Role::Actor(part.actor), None);
            if !part.role.is_empty() {
                flow.push_quiet("  ");
                flow.push(&part.role, Role::Text, None);
            }
            if self.is_first(position, subject, part.actor) && !actor.summary.is_empty() {
                flow.push_quiet("  ");
                // The paragraphs are joined into one.
                flow.push_quiet(actor.summary.as_str());
            }
            flow.end_line();
        }
        if let Some(more) = and_more(participants.len().saturating_sub(MAX)) {
            flow.push_quiet(&more);
            flow.end_line();
        }
    }

    /// Returns whether a card is the first with an event of an actor.
    fn is_first(&self, position: usize, subject: EventIndex, actor: ActorIndex) -> bool {
        if !self.tour.is_empty() {
            let before = self.tour.iter().take(position.saturating_sub(1));
            let mut events = before.filter_map(|step| step.event);
            return !events.any(|event| {
                let parts = &self.timeline.event(event).participants;
                parts.iter().any(|part| part.actor == actor)
            });
        }
        let events = self.index.events_of(actor).iter().copied();
        let mut shown = events.filter(|&event| self.shown.contains(event));
        shown.next() == Some(subject)
    }

    fn sources(&self, columns: usize) -> Card {
        let mut flow = Flow::new(columns);
        let sources = &self.timeline.sources;
        for source in sources {
            self.source(source, &mut flow);
            flow.gap();
        }
        if sources.is_empty() {
            let words = "This timeline names no sources.";
            flow.push(&Clean::own(words), Role::Text, None);
        }
        Card {
            kind: CardKind::Sources,
            leader: None,
            date: Clean::default(),
            headline: Clean::own("Sources"),
            lines: flow.finish(),
            sections: Vec::new(),
        }
    }

    fn source(&self, source: &Source, flow: &mut Flow) {
        flow.set_indent(4);
        let name = if source.title.is_empty() {
            &source.id
        } else {
            &source.title
        };
        flow.push(name, Role::Text, None);
        flow.end_line();
        let date = source.date.as_ref().map(|when| Clean::line(&when.words()));
        let unknown = |what| Clean::line(&format!("{what} not given"));
        let known = |text: &Clean, what| {
            if text.is_empty() {
                unknown(what)
            } else {
                text.clone()
            }
        };
        let said = [
            known(&source.author, "author"),
            known(&source.publisher, "publisher"),
            date.unwrap_or_else(|| unknown("date")),
        ];
        flow.push_quiet("    ");
        for (position, text) in said.iter().enumerate() {
            if position > 0 {
                flow.push_quiet(separator(self.ascii));
            }
            flow.push(text, Role::Quiet, None);
        }
        flow.end_line();
        for text in [&source.address, &source.note] {
            if !text.is_empty() {
                flow.push_quiet("    ");
                flow.push_quiet(text.as_str());
                flow.end_line();
            }
        }
    }
}
