//! Presenting: which card is shown, and what goes on beside it.
//!
//! Owns going from card to card, the blank screen, the clock and going on by itself. What stands on a
//! card is the business of `scene::present`. It knows no clock: it is told what time it is, and asks
//! to be woken; a length of time is `core`'s, which has no clock.

use core::time::Duration;
use std::sync::Arc;

use super::command::Action;
use super::filter::Filter;
use super::options::{Begin, Options};
use super::state::{App, Effect};
use super::view::{Overlay, Page};
use annals_index::Lanes;
use annals_model::text::{Clean, grouped};
use annals_model::{EventIndex, Grouping, TourStep};
use annals_scene::axis::{Axis, Request, Slot};
use annals_scene::layout::Pane;
use annals_scene::list::Listing;
use annals_scene::present::{Arranged, CardKind, Deck, Layout, State};
use annals_time::Time;

/// How long a card is shown where nobody says.
const USUAL_PACE: Duration = Duration::from_secs(20);
/// The clock shows seconds.
const TICK: Duration = Duration::from_secs(1);

/// Which events are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    /// The path of the file, where it has one.
    Tour,
    /// All that are shown.
    Whole,
}

/// How the presentation is going, beside the card that is shown.
#[derive(Debug, Clone)]
pub(super) struct Presenting {
    /// Whether cards are gone through bit by bit.
    stepwise: bool,
    /// Which events are gone through.
    path: Path,
    /// Whether the screen is blank.
    blank: bool,
    /// Whether the clock is shown.
    clock: bool,
    /// When it was begun.
    begun: Option<Time>,
    /// How long a card is shown where it goes on by itself.
    pace: Duration,
    /// When it goes on by itself.
    next_at: Option<Time>,
    /// The event and the card at which it was left.
    left: Option<(EventIndex, usize)>,
    /// What the axis below the cards shows.
    lanes: Option<CardLanes>,
}

impl Presenting {
    pub(super) const fn new(options: &Options) -> Self {
        let pace = match options.begin {
            Begin::PresentByItself(pace) => pace,
            Begin::Panes | Begin::Present => USUAL_PACE,
        };
        Self {
            stepwise: false,
            path: Path::Tour,
            blank: false,
            clock: false,
            begun: None,
            pace,
            next_at: None,
            left: None,
            lanes: None,
        }
    }
}

/// All events in one lane, as far as they are shown.
#[derive(Debug, Clone)]
struct CardLanes {
    lanes: Lanes,
    /// The lanes of the story, and the filter, that it was made beside.
    beside: (Arc<Lanes>, Option<Arc<Filter>>),
}

impl CardLanes {
    fn is_beside(&self, lanes: &Arc<Lanes>, filter: Option<&Arc<Filter>>) -> bool {
        let (own_lanes, own_filter) = &self.beside;
        Arc::ptr_eq(own_lanes, lanes)
            && match (own_filter, filter) {
                (Some(own), Some(other)) => Arc::ptr_eq(own, other),
                (own, other) => own.is_none() && other.is_none(),
            }
    }
}

/// What is being presented, for whoever follows it elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The card, from 1, and how many there are.
    pub place: (usize, usize),
    /// Its headline.
    pub title: Clean,
    /// What the presenter should know; may be empty.
    pub notes: Clean,
    /// The headline of the next card, if there is one.
    pub next: Option<Clean>,
    /// When the presentation was begun.
    pub begun: Option<Time>,
}

impl App {
    fn deck(&self) -> Deck<'_> {
        Deck {
            timeline: self.timeline(),
            index: self.index(),
            shown: self.shown(),
            tour: self.tour(),
            ascii: self.ascii(),
        }
    }

    /// The path of the file, unless all events are wanted, or those that pass a filter.
    fn tour(&self) -> &[TourStep] {
        let is_filtered = self.filter().and_then(Filter::chosen).is_some();
        if self.presenting.path == Path::Whole || is_filtered {
            return &[];
        }
        &self.timeline().tour
    }

    /// Whether all events are presented, whatever tour there is.
    pub(super) fn presents_all(&self) -> bool {
        self.presenting.path == Path::Whole
    }

    /// Whether the file has a path that can be gone, or left for all events.
    pub fn has_tour(&self) -> bool {
        !self.timeline().tour.is_empty()
    }

    /// The name of the step that is shown, if it has one and shows an event.
    pub fn step_name(&self) -> Option<Clean> {
        let step = self.deck().step(self.card_state()?.place)?.clone();
        (step.event.is_some() && !step.name.is_empty()).then_some(step.name)
    }

    fn card_state(&self) -> Option<State> {
        match self.view.page {
            Page::Present(state) => Some(state),
            _ => None,
        }
    }

    /// The areas of a card; `None` where nothing is presented or there is no room.
    pub fn card_layout(&self) -> Option<Layout> {
        self.card_state()?;
        Layout::new(self.columns, self.rows)
    }

    /// The card that is shown, arranged for the screen, and which part of it.
    pub fn card(&self) -> Option<(Arranged, usize)> {
        let state = self.card_state()?;
        Some((self.arranged(state.place)?, state.part))
    }

    fn arranged(&self, place: usize) -> Option<Arranged> {
        let layout = Layout::new(self.columns, self.rows)?;
        let card = self.deck().card(place, layout.columns());
        let large = !self.ascii();
        Some(Arranged::new(
            card,
            &layout,
            self.presenting.stepwise,
            large,
        ))
    }

    /// The axis below the card, if there is room for it.
    pub fn card_axis(&self) -> Option<Axis> {
        let layout = self.card_layout().filter(|layout| layout.axis.height > 0)?;
        let lanes = &self.presenting.lanes.as_ref()?.lanes;
        let slot = Slot {
            lane: 0,
            pinned: false,
            collapsed: false,
        };
        let slots = if lanes.lanes.is_empty() {
            &[][..]
        } else {
            &[slot][..]
        };
        let on_event = matches!(
            self.deck().kind(self.card_state()?.place),
            CardKind::Event(_)
        );
        Axis::new(&Request {
            timeline: self.timeline(),
            index: self.index(),
            everything: self.everything(),
            lanes,
            window: self.view.window,
            whole: self.whole,
            columns: layout.axis.width,
            rows: layout.axis.height,
            slots,
            lanes_off: 0,
            first_slot: 0,
            selected: self.selected_event().filter(|_| on_event),
            now: None,
            markers: &[],
            found: None,
        })
    }

    /// Which card is shown, from 1, and how many there are.
    pub fn card_place(&self) -> Option<(usize, usize)> {
        let state = self.card_state()?;
        Some((state.place + 1, self.deck().len()))
    }

    /// Whether the screen is blank.
    pub const fn is_blank(&self) -> bool {
        self.presenting.blank
    }

    /// How long it has taken so far, as minutes and seconds, where the clock is shown; and a sign that
    /// it goes on by itself.
    pub fn card_clock(&self) -> Option<Clean> {
        let by_itself = self.presenting.next_at.is_some();
        let clock = self.elapsed().filter(|_| self.presenting.clock);
        let clock = clock.map(|seconds| format!("{:02}:{:02}", seconds / 60, seconds % 60));
        let sign = by_itself.then(|| format!("every {} s", self.presenting.pace.as_secs()));
        let words: Vec<String> = sign.into_iter().chain(clock).collect();
        (!words.is_empty()).then(|| Clean::line(&words.join("  ")))
    }

    /// Seconds since the presentation was begun.
    fn elapsed(&self) -> Option<i128> {
        let (begun, now) = (self.presenting.begun?, self.now?);
        Some((now.nanos_since(begun) / 1_000_000_000).max(0))
    }

    /// What is presented now, for whoever follows it elsewhere; `None` where nothing is.
    pub fn presented(&self) -> Option<Presented> {
        let state = self.card_state()?;
        let deck = self.deck();
        let of_event = match deck.kind(state.place) {
            CardKind::Event(event) => Some(&self.timeline().event(event).notes),
            _ => None,
        };
        let of_step = deck.step(state.place).map(|step| &step.note);
        let notes: Vec<&str> = of_step
            .into_iter()
            .chain(of_event)
            .map(Clean::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        let notes = Clean::block(&notes.join("\n\n"));
        let next = state.place + 1;
        Some(Presented {
            place: (next, deck.len()),
            title: deck.headline(state.place),
            notes,
            next: (next < deck.len()).then(|| deck.headline(next)),
            begun: self.presenting.begun,
        })
    }

    /// Begins with the selected event, or with the title where that is the first one. Whoever comes back
    /// goes on where the presentation was left.
    pub(super) fn present(&mut self) -> Option<Effect> {
        let selected = self.selected_event();
        let deck = self.deck();
        let left = self.presenting.left;
        let left = left.filter(|&(event, place)| {
            Some(event) == selected && deck.kind(place) == CardKind::Event(event)
        });
        let place = selected
            .filter(|&event| deck.shown.place(event) > 0)
            .and_then(|event| deck.place(event));
        let place = left.map(|(_, place)| place).or(place);
        self.remember();
        self.present_from(place.unwrap_or(0));
        None
    }

    /// Begins with a presentation where that was asked for.
    pub(super) fn present_at_start(&mut self) {
        if self.options.begin == Begin::Panes || self.timeline().events.is_empty() {
            return;
        }
        let at = self
            .options
            .event
            .and_then(|event| self.deck().place(event));
        self.present_from(at.unwrap_or(0));
        self.settle_card();
    }

    /// The time has become known: a presentation that began without it begins now.
    pub(super) fn begin_clock(&mut self) -> Option<Effect> {
        self.card_state()?;
        if self.presenting.begun.is_some() {
            return None;
        }
        self.presenting.begun = self.now;
        if matches!(self.options.begin, Begin::PresentByItself(_)) {
            return self.go_on_by_itself(None);
        }
        None
    }

    fn present_from(&mut self, place: usize) {
        self.presenting.blank = false;
        // Of one that is gone on with, the time since it was begun.
        self.presenting.begun = self.presenting.begun.or(self.now);
        self.view.listing = Listing::Events;
        self.view.pane = Pane::List;
        self.show_card(State { place, part: 0 });
    }

    /// Makes the lane of the axis below the cards where it is not there, or another filter is in force.
    pub(super) fn settle_card(&mut self) {
        let filter = self.view.filter.as_ref();
        let is_ready = (self.presenting.lanes.as_ref())
            .is_some_and(|ready| ready.is_beside(&self.story.lanes, filter));
        if is_ready || self.card_state().is_none() {
            return;
        }
        // One lane shares what the index has: without a filter it costs nothing.
        let all = Lanes::new(self.timeline(), self.index(), Grouping::None);
        let chosen = self.filter().and_then(Filter::chosen);
        self.presenting.lanes = Some(CardLanes {
            lanes: match chosen {
                Some(chosen) => all.only(self.index(), chosen),
                None => all,
            },
            beside: (Arc::clone(&self.story.lanes), filter.cloned()),
        });
    }

    /// Shows a card and selects its event, so that it is the one that is worked with elsewhere too.
    fn show_card(&mut self, state: State) {
        self.view.page = Page::Present(state);
        if let CardKind::Event(event) = self.deck().kind(state.place) {
            self.view.event = Some(event);
            self.view.first_line = 0;
            self.view.item = self.first_item();
            self.reveal();
        }
        let window = self.deck().step(state.place).and_then(|step| step.window);
        if let Some(window) = window {
            self.show_window(window);
        }
        self.put_off();
    }

    /// Shows the card of an event; `false` where it has none.
    pub(super) fn turn_to(&mut self, event: EventIndex) -> bool {
        let place = self.deck().place(event);
        if let Some(place) = place {
            self.show_card(State { place, part: 0 });
        }
        place.is_some()
    }

    /// Forgets on which card the presentation was left: cards may have come and gone. On the screen, the event
    /// of the card is the selected one.
    pub(super) fn forget_card_left(&mut self) {
        self.presenting.left = None;
        let Some(state) = self.card_state() else {
            return;
        };
        let held = self.held_card(state);
        self.view.page = Page::Present(held);
        if let CardKind::Event(event) = self.deck().kind(held.place)
            && self.view.event != Some(event)
        {
            self.view.event = Some(event);
            self.reveal();
        }
    }

    /// The same card, in range.
    pub(super) fn held_card(&self, state: State) -> State {
        let place = state.place.min(self.deck().len() - 1);
        let last = self.arranged(place).map_or(0, |card| card.parts.len() - 1);
        State {
            place,
            part: state.part.min(last),
        }
    }

    pub(super) fn perform_in_present(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let state = self.card_state()?;
        // Whatever would move on only brings the card back, which nobody has seen for a while.
        let moves = matches!(
            action,
            Action::NextCard
                | Action::PreviousCard
                | Action::JumpToCard
                | Action::First
                | Action::Last
        );
        if self.presenting.blank && (moves || action == Action::Blank) {
            self.presenting.blank = false;
            self.put_off();
            self.changed = true;
            return None;
        }
        let times = count.unwrap_or(1);
        match action {
            Action::NextCard => self.turn(true, times),
            Action::PreviousCard => self.turn(false, times),
            Action::JumpToCard | Action::First | Action::Last if count.is_some() => {
                // The title stands before the first event.
                let place = times.min(self.deck().len() - 1);
                self.show_card(State { place, part: 0 });
            }
            Action::JumpToCard => self.turn(true, 1),
            Action::First => self.show_card(State::default()),
            Action::Last => {
                let place = self.deck().len() - 1;
                self.show_card(State { place, part: 0 });
            }
            Action::Blank => {
                self.presenting.blank = true;
                self.changed = true;
            }
            Action::Stepwise => {
                self.presenting.stepwise = !self.presenting.stepwise;
                self.view.page = Page::Present(State { part: 0, ..state });
                self.notice = Some(Clean::own(if self.presenting.stepwise {
                    "Each card bit by bit: the date, what happened, why."
                } else {
                    "Each card at once."
                }));
            }
            Action::WholeStory => self.toggle_tour(),
            Action::Clock => {
                self.presenting.clock = !self.presenting.clock;
                self.changed = true;
                return self.wake();
            }
            Action::AutoAdvance => return self.go_on_by_itself(count),
            Action::Search => return self.ask_for_search(),
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::Close | Action::Quit => self.leave_presentation(),
            _ => {}
        }
        None
    }

    /// On or back by some parts, as far as there are any.
    fn turn(&mut self, forward: bool, times: usize) {
        for _ in 0..times {
            let Some(state) = self.card_state() else {
                return;
            };
            let state = self.held_card(state);
            let next = if forward {
                let parts = self
                    .arranged(state.place)
                    .map_or(1, |card| card.parts.len());
                if state.part + 1 < parts {
                    State {
                        part: state.part + 1,
                        ..state
                    }
                } else if state.place + 1 < self.deck().len() {
                    State {
                        place: state.place + 1,
                        part: 0,
                    }
                } else {
                    self.presenting.next_at = None;
                    self.notice = Some(Clean::own("This is the last card."));
                    return;
                }
            } else if state.part > 0 {
                State {
                    part: state.part - 1,
                    ..state
                }
            } else if let Some(place) = state.place.checked_sub(1) {
                // What has been seen is there in full.
                self.held_card(State {
                    place,
                    part: usize::MAX,
                })
            } else {
                self.notice = Some(Clean::own("This is the first card."));
                return;
            };
            self.show_card(next);
        }
    }

    /// From the path of the file to all events, at the same one, and back.
    fn toggle_tour(&mut self) {
        if !self.has_tour() {
            self.notice = Some(Clean::own(
                "This timeline has no tour: all events are shown.",
            ));
            return;
        }
        self.presenting.path = match self.presenting.path {
            Path::Tour => Path::Whole,
            Path::Whole => Path::Tour,
        };
        let place = self
            .selected_event()
            .and_then(|event| self.deck().place(event));
        self.show_card(State {
            place: place.unwrap_or(0),
            part: 0,
        });
        self.notice = Some(Clean::own(match self.presenting.path {
            Path::Whole => "All events, in order.",
            Path::Tour => "The tour of this timeline.",
        }));
    }

    /// To the panes, with the event of the card selected there.
    fn leave_presentation(&mut self) {
        let place = self.card_state().map(|state| state.place);
        self.presenting.left = self.view.event.zip(place);
        self.remember();
        self.view.page = Page::Panes;
        self.presenting.blank = false;
        self.presenting.next_at = None;
        self.reveal();
    }

    /// Begins to go on by itself, every so many seconds, or stops.
    fn go_on_by_itself(&mut self, seconds: Option<usize>) -> Option<Effect> {
        if let Some(seconds) = seconds {
            let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
            self.presenting.pace = Duration::from_secs(seconds.clamp(1, 24 * 3_600));
        } else if self.presenting.next_at.take().is_some() {
            self.notice = Some(Clean::own("It waits for you again."));
            return None;
        }
        let seconds = usize::try_from(self.presenting.pace.as_secs()).unwrap_or(usize::MAX);
        let noun = if seconds == 1 { "second" } else { "seconds" };
        self.notice = Some(Clean::line(&format!(
            "It goes on by itself every {} {noun}; a key or a click goes on sooner.",
            grouped(seconds)
        )));
        self.presenting.next_at = self.now;
        self.put_off();
        self.wake()
    }

    /// Whoever turns a card has the whole time for the next one.
    fn put_off(&mut self) {
        let pace = i128::try_from(self.presenting.pace.as_nanos()).unwrap_or(i128::MAX);
        if let (Some(_), Some(now)) = (self.presenting.next_at, self.now) {
            self.presenting.next_at = Some(now.saturating_add_nanos(pace));
        }
    }

    /// Some time has passed: the clock is drawn anew, and the next card is turned to if it is time.
    pub(super) fn woken(&mut self) -> Option<Effect> {
        self.card_state()?;
        self.changed |= self.presenting.clock;
        let is_time = match (self.presenting.next_at, self.now) {
            (Some(next), Some(now)) => now >= next,
            _ => false,
        };
        if is_time && !self.presenting.blank && self.overlays.is_empty() {
            self.turn(true, 1);
        } else if is_time {
            // Nobody sees the card: it has its time once it is there again.
            self.put_off();
        }
        self.wake()
    }

    /// Asks to be woken when something has to be done, if anything has.
    fn wake(&self) -> Option<Effect> {
        let left = match (self.presenting.next_at, self.now) {
            (Some(next), Some(now)) => {
                let nanos = next.nanos_since(now).clamp(0, i128::from(u64::MAX));
                Some(Duration::from_nanos(u64::try_from(nanos).unwrap_or(0)))
            }
            _ => None,
        };
        let tick = self.presenting.clock.then_some(TICK);
        left.into_iter().chain(tick).min().map(Effect::Wake)
    }
}
