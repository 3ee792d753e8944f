//! The cards of a story: its title, its events in order, its sources.

use std::cmp::Reverse;

use crate::detail::{self, Frame, counted, evidence_words, leading_actor};
use crate::flow::{Flow, Line, Role};
use annals_index::{Index, Shown};
use annals_model::text::{Clean, grouped};
use annals_model::{ActorIndex, EventIndex, Source, Timeline, TourStep, sort_by_key};
use annals_time::describe_window;

/// The most of anything that a card lists; how many more there are is said.
const MOST: usize = 24;
/// The most actors that the title names: those that take part in most.
const MOST_NAMED: usize = 8;

/// What a card is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// The story.
    Title,
    /// An event.
    Event(EventIndex),
    /// A step of the tour that shows no event, by its place in the tour.
    Step(usize),
    /// Where it all comes from.
    Sources,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What it is about.
    pub kind: CardKind,
    /// The actor whose colour it has.
    pub leader: Option<ActorIndex>,
    /// When it was, in words, and how precisely that is known; empty on a card without a time.
    pub date: Clean,
    /// Its title.
    pub headline: Clean,
    /// What is said below it.
    pub lines: Vec<Line>,
    /// Where its sections end among the lines: what happened, then why.
    pub sections: Vec<usize>,
}

impl Card {
    /// Whether it can be gone through bit by bit.
    pub const fn has_steps(&self) -> bool {
        matches!(self.kind, CardKind::Event(_))
    }
}

/// The cards of a story, the events that are shown between its title and its sources.
#[derive(Debug, Clone, Copy)]
pub struct Deck<'a> {
    /// The story.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that are shown.
    pub shown: Shown<'a>,
    /// The path through them; where it is empty, all that are shown, in order.
    pub tour: &'a [TourStep],
    /// Whether only ASCII may be used for what is the program's own.
    pub ascii: bool,
}

impl Deck<'_> {
    /// How many cards there are.
    pub fn len(&self) -> usize {
        let between = if self.tour.is_empty() {
            self.shown.len()
        } else {
            self.tour.len()
        };
        between + 2
    }

    /// There is always a title.
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// What the card of a place is about; beyond the last, the last.
    pub fn kind(&self, place: usize) -> CardKind {
        let Some(between) = place.checked_sub(1) else {
            return CardKind::Title;
        };
        if self.tour.is_empty() {
            let event = self.shown.nth(between);
            return event.map_or(CardKind::Sources, CardKind::Event);
        }
        self.step(place).map_or(CardKind::Sources, |step| {
            step.event.map_or(CardKind::Step(between), CardKind::Event)
        })
    }

    /// The step of the tour that the card of a place is, if there is a tour.
    pub fn step(&self, place: usize) -> Option<&TourStep> {
        self.tour.get(place.checked_sub(1)?)
    }

    /// The place of an event's card, if it has one.
    pub fn place(&self, event: EventIndex) -> Option<usize> {
        if !self.tour.is_empty() {
            let mut steps = self.tour.iter();
            return Some(steps.position(|step| step.event == Some(event))? + 1);
        }
        self.shown
            .contains(event)
            .then(|| self.shown.place(event) + 1)
    }

    /// Writes the card of a place for lines of so many cells.
    pub fn card(&self, place: usize, columns: usize) -> Card {
        match self.kind(place) {
            CardKind::Title => self.title(columns),
            CardKind::Event(event) => self.event(place, event, columns),
            CardKind::Step(step) => self.plain(step),
            CardKind::Sources => self.sources(columns),
        }
    }

    /// The headline of the card of a place.
    pub fn headline(&self, place: usize) -> Clean {
        match self.kind(place) {
            CardKind::Title => self.timeline.title.clone(),
            CardKind::Event(event) => self.timeline.event(event).title.clone(),
            CardKind::Step(step) => self.tour[step].name.clone(),
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
        let dot = if self.ascii { " - " } else { " · " };
        flow.push(&Clean::line(&counts.join(dot)), Role::Quiet, None);
        flow.end_line();
        let actors = &self.timeline.actors;
        if !actors.is_empty() {
            flow.gap();
            for (place, actor) in self.leading(MOST_NAMED).into_iter().enumerate() {
                if place > 0 {
                    flow.push(&Clean::own(dot), Role::Quiet, None);
                }
                let name = &self.timeline.actor(actor).name;
                flow.push(name, Role::Actor(actor), None);
            }
            let more = actors.len().checked_sub(MOST_NAMED);
            if let Some(more) = more.filter(|more| *more > 0) {
                let words = format!("{dot}and {} more", grouped(more));
                flow.push(&Clean::line(&words), Role::Quiet, None);
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

    /// The actors who take part in most events, in the order of the file.
    fn leading(&self, most: usize) -> Vec<ActorIndex> {
        let actors = (0..self.timeline.actors.len()).map(ActorIndex::new);
        let mut actors: Vec<ActorIndex> = actors.collect();
        sort_by_key(&mut actors, |&actor| {
            Reverse(self.index.events_of(actor).len())
        });
        actors.truncate(most);
        sort_by_key(&mut actors, |actor| actor.place());
        actors
    }

    /// A step that is a heading and nothing more.
    fn plain(&self, step: usize) -> Card {
        Card {
            kind: CardKind::Step(step),
            leader: None,
            date: Clean::default(),
            headline: self.tour[step].name.clone(),
            lines: Vec::new(),
            sections: Vec::new(),
        }
    }

    fn event(&self, place: usize, subject: EventIndex, columns: usize) -> Card {
        let event = self.timeline.event(subject);
        let mut flow = Flow::new(columns);
        flow.push_symbol(event.status, None, None);
        let dot = Clean::own(if self.ascii { " - " } else { " · " });
        flow.push(&Clean::own(event.status.name()), Role::Text, None);
        flow.push(&dot, Role::Quiet, None);
        let evidence = evidence_words(self.timeline, &event.evidence);
        let evidence = evidence.unwrap_or_else(|| Clean::own("no source given"));
        flow.push(&evidence, Role::Quiet, None);
        flow.end_line();
        if !event.summary.is_empty() {
            flow.gap();
            flow.push_block(&event.summary, Role::Text);
        }
        if !event.participants.is_empty() {
            flow.gap();
            self.cast(place, subject, &mut flow);
        }
        let frame = Frame {
            columns,
            ascii: self.ascii,
            notes: false,
            most_events: MOST,
        };
        let mut lines = flow.finish();
        let happened = lines.len();
        let why = detail::connections(self.timeline, self.index, subject, &frame);
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
            || Clean::own("undated: the source gives no time"),
            |when| Clean::line(&when.words()),
        )
    }

    /// Who takes part. Whoever comes up for the first time is introduced.
    fn cast(&self, place: usize, subject: EventIndex, flow: &mut Flow) {
        let participants = &self.timeline.event(subject).participants;
        for part in participants.iter().take(MOST) {
            let actor = self.timeline.actor(part.actor);
            flow.set_indent(4);
            flow.push(&actor.name, Role::Actor(part.actor), None);
            if !part.role.is_empty() {
                flow.push(&Clean::own("  "), Role::Quiet, None);
                flow.push(&part.role, Role::Text, None);
            }
            if self.is_first(place, subject, part.actor) && !actor.summary.is_empty() {
                flow.push(&Clean::own("  "), Role::Quiet, None);
                // One paragraph beside the name.
                flow.push(&Clean::line(actor.summary.as_str()), Role::Quiet, None);
            }
            flow.end_line();
        }
        if let Some(more) = participants
            .len()
            .checked_sub(MOST)
            .filter(|more| *more > 0)
        {
            let words = format!("and {} more", grouped(more));
            flow.push(&Clean::line(&words), Role::Quiet, None);
            flow.end_line();
        }
    }

    /// Whether the card of a place is the first one with an event in which an actor takes part.
    fn is_first(&self, place: usize, subject: EventIndex, actor: ActorIndex) -> bool {
        if !self.tour.is_empty() {
            let before = self.tour.iter().take(place.saturating_sub(1));
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
        flow.push(&Clean::own("    "), Role::Quiet, None);
        for (place, text) in said.iter().enumerate() {
            if place > 0 {
                flow.push(
                    &Clean::own(if self.ascii { " - " } else { " · " }),
                    Role::Quiet,
                    None,
                );
            }
            flow.push(text, Role::Quiet, None);
        }
        flow.end_line();
        for text in [&source.address, &source.note] {
            if !text.is_empty() {
                flow.push(&Clean::own("    "), Role::Quiet, None);
                flow.push(&Clean::line(text.as_str()), Role::Quiet, None);
                flow.end_line();
            }
        }
    }
}
