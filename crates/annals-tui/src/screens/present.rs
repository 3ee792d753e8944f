//! The presentation: the story on large cards, one event a card.

mod axis;
mod deck;
mod draw;
mod session;
mod specs;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::flow::Target;
use annals_scene::present::{ArrangedCard, CardKind, Deck, Layout, State};
use ratatui::layout::Rect;

use self::axis::CardLanes;
use self::deck::Path;
use self::draw::CardView;
use self::session::Session;
use self::specs::{
    AUTO_ADVANCE, BLANK, CLOCK, JUMP_TO_CARD, NEXT_CARD, PREVIOUS_CARD, STEPWISE, WHOLE_STORY,
};
use crate::actions::window;
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{Context, StoryChange};
use crate::hits::HitMap;
use crate::keys::PointerAction;
use crate::options::Begin;
use crate::presented::Presented;
use crate::rows::{Rows, has_events};
use crate::screen::{Command, Cursor, Destination, Handled, Input, Kind, Screen, Table};
use crate::widgets::footer::Footer;
use crate::widgets::painter::Painter;

/// A presentation.
#[derive(Debug, Clone)]
pub struct PresentScreen {
    /// The card that is shown, and which part of it.
    state: State,
    /// Which events are presented.
    path: Path,
    /// What the axis below the cards shows.
    lanes: Option<Arc<CardLanes>>,
}

impl PartialEq for PresentScreen {
    fn eq(&self, other: &Self) -> bool {
        (self.state, self.path) == (other.state, other.path)
    }
}

type Row = Command<PresentScreen>;

impl PresentScreen {
    /// A presentation as it was gone through last, before its first card.
    fn new(cx: &Context) -> Self {
        Self {
            state: State::default(),
            path: Session::of(cx).path,
            lanes: None,
        }
    }

    fn deck<'c>(&self, cx: &'c Context) -> Deck<'c> {
        let filter = cx.filter();
        deck::deck(&cx.story, cx.shown(), filter, self.path, cx.ascii())
    }

    /// Returns the areas of a card; `None` where there is no room for one.
    fn layout(cx: &Context) -> Option<Layout> {
        Layout::new(cx.display.columns, cx.display.rows)
    }

    /// Returns the card of that index, arranged for the screen.
    fn arranged(&self, card: usize, cx: &Context) -> Option<ArrangedCard> {
        let layout = Self::layout(cx)?;
        let card = self.deck(cx).card(card, layout.columns());
        let (stepwise, large) = (Session::of(cx).stepwise, !cx.ascii());
        Some(ArrangedCard::new(card, &layout, stepwise, large))
    }

    /// Returns the card that is shown.
    fn view(&self, cx: &Context) -> Option<CardView> {
        Some(CardView {
            layout: Self::layout(cx)?,
            card: self.arranged(self.state.card, cx)?,
            part: self.state.part,
            position: (self.state.card + 1, self.deck(cx).len()),
        })
    }

    /// Returns the event that the card is about.
    fn event(&self, cx: &Context) -> Option<EventIndex> {
        match self.deck(cx).kind(self.state.card) {
            CardKind::Event(event) => Some(event),
            _ => None,
        }
    }

    /// Returns the name of the step of the tour, if it has one and shows an event.
    fn step_name(&self, cx: &Context) -> Option<Clean> {
        let step = self.deck(cx).step(self.state.card)?.clone();
        (step.event.is_some() && !step.name.is_empty()).then_some(step.name)
    }

    /// Shows a card and selects its event, so that the other screens are about it too.
    fn show(&mut self, state: State, cx: &mut Context) {
        self.state = state;
        self.select_event(cx);
        let window = self.deck(cx).step(state.card).and_then(|step| step.window);
        if let Some(window) = window {
            window::show_window(cx, window);
        }
        session::restart_pace(cx);
    }

    /// Shows the card of that index from its first part on.
    fn show_card(&mut self, card: usize, cx: &mut Context) {
        self.show(State { card, part: 0 }, cx);
    }

    fn select_event(&self, cx: &mut Context) {
        if let Some(event) = self.event(cx) {
            if cx.place.event != Some(event) {
                cx.place.event = Some(event);
                cx.place.date = None;
            }
            window::reveal(cx);
        }
    }

    /// Returns the same card and part, held to those that there are.
    fn held(&self, state: State, cx: &Context) -> State {
        let card = state.card.min(self.deck(cx).len() - 1);
        let part = state.part.min(self.parts(card, cx) - 1);
        State { card, part }
    }

    /// Returns the number of parts of the card of that index.
    fn parts(&self, card: usize, cx: &Context) -> usize {
        self.arranged(card, cx).map_or(1, |card| card.parts.len())
    }

    /// Shows the card again where the screen is blank; returns whether it was.
    fn unblank(cx: &mut Context) -> bool {
        let was_blank = Session::change(cx, |session| std::mem::take(&mut session.is_blank));
        if was_blank {
            session::restart_pace(cx);
        }
        was_blank
    }

    /// Goes on by some parts; on a blank screen only shows the card again.
    fn next(&mut self, times: usize, cx: &mut Context) {
        if Self::unblank(cx) {
            return;
        }
        for _ in 0..times {
            let State { card, part } = self.held(self.state, cx);
            if part + 1 < self.parts(card, cx) {
                let part = part + 1;
                self.show(State { card, part }, cx);
            } else if card + 1 < self.deck(cx).len() {
                self.show_card(card + 1, cx);
            } else {
                session::stop(cx);
                cx.notice("This is the last card.");
                return;
            }
        }
    }

    /// Goes back by some parts; on a blank screen only shows the card again.
    fn previous(&mut self, times: usize, cx: &mut Context) {
        if Self::unblank(cx) {
            return;
        }
        for _ in 0..times {
            let State { card, part } = self.held(self.state, cx);
            let previous = if part > 0 {
                State {
                    card,
                    part: part - 1,
                }
            } else if let Some(card) = card.checked_sub(1) {
                // A card that has been seen is shown in full.
                let part = usize::MAX;
                self.held(State { card, part }, cx)
            } else {
                cx.notice("This is the first card.");
                return;
            };
            self.show(previous, cx);
        }
    }

    /// Goes to the card of that number, as far as there are cards; on a blank screen only shows the card
    /// again. The title is card 0, so that the first event has the number 1.
    fn jump(&mut self, number: usize, cx: &mut Context) {
        if !Self::unblank(cx) {
            let last = self.deck(cx).len() - 1;
            self.show_card(number.min(last), cx);
        }
    }

    fn toggle_stepwise(&mut self, cx: &mut Context) {
        let stepwise = Session::change(cx, |session| {
            session.stepwise = !session.stepwise;
            session.stepwise
        });
        self.state.part = 0;
        cx.notice(if stepwise {
            "Each card step by step: the date, what happened, why."
        } else {
            "Each card at once."
        });
    }

    /// Switches between the tour of the file and all events, and stays at the same event.
    fn toggle_tour(&mut self, cx: &mut Context) {
        if !has_tour(self, cx) {
            cx.notice("This timeline has no tour: all events are shown.");
            return;
        }
        self.path = self.path.switched();
        Session::change(cx, |session| session.path = self.path);
        let selected = self.cursor(cx).selected;
        let card = selected.and_then(|event| self.deck(cx).card_of(event));
        self.show_card(card.unwrap_or(0), cx);
        cx.notice(match self.path {
            Path::AllEvents => "All events, in order.",
            Path::Tour => "The tour of this timeline.",
        });
    }

    /// Closes the presentation; the event of the card is selected in the browser.
    fn leave(&self, cx: &mut Context) {
        session::stop(cx);
        let left = cx.place.event.map(|event| (event, self.state.card));
        Session::change(cx, |session| {
            session.left = left;
            session.is_blank = false;
        });
        if let Some(event) = self.cursor(cx).selected {
            cx.open(Destination::Target(Target::Event(event)));
        } else {
            cx.remember();
            cx.close();
        }
    }

    /// Puts a presentation on top that begins with the card of that index.
    fn open_at(mut self, card: usize, cx: &mut Context) {
        let now = cx.display.elapsed;
        Session::change(cx, |session| {
            session.is_blank = false;
            // One that is gone on with keeps the time at which it began.
            session.begun = session.begun.or(now);
        });
        session::follow_clock(cx);
        self.show_card(card, cx);
        cx.push(self);
    }
}

/// Opens the presentation at the start of the session, if the options say so.
pub(super) fn open_at_start(cx: &mut Context) {
    if cx.options.start.begin == Begin::Panes || cx.timeline().events.is_empty() {
        return;
    }
    let screen = PresentScreen::new(cx);
    let event = cx.options.start.event;
    let card = event.and_then(|event| screen.deck(cx).card_of(event));
    screen.open_at(card.unwrap_or(0), cx);
}

fn has_tour(_: &PresentScreen, cx: &Context) -> bool {
    !cx.timeline().tour.is_empty()
}

impl Screen for PresentScreen {
    const NAME: &'static str = "present";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&commands::CLOSE, |screen, cx, _| screen.leave(cx)),
            Row::new(&NEXT_CARD, |screen, cx, count| {
                screen.next(count.times(), cx);
            }),
            Row::new(&PREVIOUS_CARD, |screen, cx, count| {
                screen.previous(count.times(), cx);
            }),
            Row::new(&JUMP_TO_CARD, |screen, cx, count| match count.0 {
                Some(number) => screen.jump(number, cx),
                None => screen.next(1, cx),
            }),
            Row::new(&BLANK, |_, cx, _| {
                if !Self::unblank(cx) {
                    Session::change(cx, |session| session.is_blank = true);
                }
            }),
            Row::new(&STEPWISE, |screen, cx, _| screen.toggle_stepwise(cx)),
            Row::new(&WHOLE_STORY, |screen, cx, _| screen.toggle_tour(cx)).when(has_tour),
            Row::new(&CLOCK, |_, cx, _| {
                Session::change(cx, |session| session.has_clock = !session.has_clock);
                session::wake(cx);
            }),
            Row::new(&AUTO_ADVANCE, |_, cx, count| {
                session::advance_automatically(cx, count.0);
            }),
        ],
        Rows::<Self>::THEME,
        Rows::<Self>::HELP,
        &[
            Row::new(&commands::QUIT, |screen, cx, _| screen.leave(cx)),
            Row::opening(&commands::SEARCH).when(has_events),
            Row::new(&commands::FIRST, |screen, cx, count| {
                screen.jump(count.0.unwrap_or(0), cx);
            })
            .when(has_events),
            Row::new(&commands::LAST, |screen, cx, count| {
                screen.jump(count.0.unwrap_or(usize::MAX), cx);
            })
            .when(has_events),
        ],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::PRESENT];

    /// Begins with the selected event, or with the title where that is the first one. A presentation that
    /// was left is gone on with where it was left.
    fn open_from(_: &'static Spec, cursor: Cursor, _: Count, cx: &mut Context) {
        let screen = Self::new(cx);
        let selected = cursor.selected;
        let deck = screen.deck(cx);
        let left = Session::of(cx).left.filter(|&(event, card)| {
            Some(event) == selected && deck.kind(card) == CardKind::Event(event)
        });
        let card = selected
            .filter(|&event| deck.shown.position(event) > 0)
            .and_then(|event| deck.card_of(event));
        let card = left.map(|(_, card)| card).or(card);
        cx.remember();
        screen.open_at(card.unwrap_or(0), cx);
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        let Input::Pointer(pointer, _) = input else {
            return Handled::No;
        };
        match pointer.action {
            PointerAction::ScrollDown | PointerAction::Press => self.next(1, cx),
            PointerAction::ScrollUp => self.previous(1, cx),
            PointerAction::Drag | PointerAction::Release => {}
        }
        Handled::Yes
    }

    fn settle(&mut self, cx: &mut Context) {
        self.state.card = self.state.card.min(self.deck(cx).len() - 1);
        if self
            .event(cx)
            .is_some_and(|event| cx.place.event != Some(event))
        {
            self.select_event(cx);
        }
        if !(self.lanes.as_ref()).is_some_and(|lanes| lanes.is_current(cx)) {
            self.lanes = Some(Arc::new(CardLanes::new(cx)));
        }
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        let state = deck::translated(self.state, self.path, change);
        self.state = state.unwrap_or(self.state);
        state.is_some()
    }

    fn filter_changed(&mut self, event: Option<EventIndex>, cx: &mut Context) {
        if self.state.card > 0 {
            let nearest = event.and_then(|event| cx.shown().nearest(event));
            let card = nearest.and_then(|event| self.deck(cx).card_of(event));
            self.show_card(card.unwrap_or(0), cx);
        }
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        let selected = cx.place.event;
        let selected = selected.filter(|&event| cx.shown().contains(event));
        Cursor::on(selected, None)
    }

    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool {
        let card = self.deck(cx).card_of(event);
        if let Some(card) = card {
            self.show_card(card, cx);
        }
        card.is_some()
    }

    fn presented(&self, cx: &Context) -> Option<Presented> {
        let deck = self.deck(cx);
        let card = self.state.card;
        let event = self.event(cx);
        let of_event = event.map(|event| cx.timeline().event(event).notes.clone());
        let of_step = deck.step(card).map(|step| step.note.clone());
        let notes = of_step.into_iter().chain(of_event);
        let notes: Vec<String> = notes
            .filter(|text| !text.is_empty())
            .map(|text| text.to_string())
            .collect();
        let next = card + 1;
        Some(Presented {
            place: (next, deck.len()),
            title: deck.headline(card),
            notes: Clean::block(&notes.join("\n\n")),
            next: (next < deck.len()).then(|| deck.headline(next)),
            begun: Session::of(cx).begun_at,
        })
    }

    fn woken(&mut self, is_covered: bool, cx: &mut Context) {
        let session = Session::of(cx);
        if session.has_clock {
            cx.redraw();
        }
        if session.is_due(cx.display.elapsed) {
            if session.is_blank || is_covered {
                // The card has its whole time once it can be seen again.
                session::restart_pace(cx);
            } else {
                self.next(1, cx);
                cx.redraw();
            }
        }
        session::wake(cx);
    }

    /// Lets a presentation begin that was opened before the time was known.
    fn tick(&mut self, cx: &mut Context) {
        if Session::of(cx).begun.is_some() {
            session::follow_clock(cx);
            return;
        }
        let now = cx.display.elapsed;
        Session::change(cx, |session| session.begun = now);
        session::follow_clock(cx);
        if matches!(cx.options.start.begin, Begin::PresentByItself(_)) {
            session::advance_automatically(cx, None);
            cx.redraw();
        }
    }

    /// The cards show a file as it is now, but a class does not see accounts being switched.
    fn keeps_story(&self, reread: bool) -> bool {
        !reread
    }

    fn footer_area(&self, cx: &Context, row: Rect) -> Option<Rect> {
        let layout = Self::layout(cx).filter(|_| !Session::of(cx).is_blank)?;
        Some(layout.progress.intersection(row))
    }

    fn draw_footer(
        &self,
        cx: &Context,
        footer: &Footer,
        painter: &mut Painter<'_>,
        hits: &mut HitMap,
    ) -> bool {
        if let Some(banner) = cx.not_reloaded() {
            painter.text(footer.area, &banner, painter.look().theme.notice);
        } else if let Some(view) = self.view(cx) {
            draw::draw_progress(&view, footer, painter, hits);
        }
        true
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        let session = Session::of(cx);
        if let Some(view) = self.view(cx).filter(|_| !session.is_blank) {
            let heading = (&cx.timeline().title, self.step_name(cx));
            let clock = session.clock(cx.display.elapsed);
            let lanes = self.lanes.as_ref();
            let axis = lanes.and_then(|lanes| lanes.axis(view.layout.axis, self.event(cx), cx));
            draw::draw(&view, heading, clock.as_ref(), axis.as_ref(), painter);
        }
    }
}
