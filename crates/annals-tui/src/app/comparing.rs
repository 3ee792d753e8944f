//! The page of accounts side by side: going through claims, following what stands there, and the layer
//! that is on while the page is open.
//!
//! Owns the commands of the page. What stands on it is the business of `scene::compare`.

use std::sync::Arc;

use super::command::Action;
use super::state::{App, Effect};
use super::story::MANY;
use super::view::{Overlay, Page};
use annals_model::text::Clean;
use annals_model::{EventIndex, Layers};
use annals_scene::compare::{Compared, Request, State};
use annals_scene::comparison;
use annals_scene::flow::Target;
use annals_scene::relations::inside;

/// What belongs to comparing beside the page itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Comparing {
    /// What is compared in the story as it is laid now, once that has been asked for.
    pub(super) of: Option<Arc<comparison::Comparing>>,
    /// The layers that were on before the page switched others on, while those are.
    pub(super) lent: Option<Layers>,
    /// Whether something was followed from the page, so that the layers stay on for a while.
    followed: bool,
}

impl App {
    fn compare_request(&self) -> Option<Request<'_>> {
        let inside = inside(self.page_area());
        Some(Request {
            timeline: self.timeline(),
            index: self.index(),
            comparing: self.comparing.of.as_deref()?,
            columns: inside.with_margin(1).width,
            rows: inside.height,
            ascii: self.ascii(),
        })
    }

    fn compare_state(&self) -> Option<State> {
        match self.view.page {
            Page::Compare(state) => Some(state),
            _ => None,
        }
    }

    /// The accounts side by side and where one is, where that is the page.
    pub fn compared(&self) -> Option<(Compared, State)> {
        let state = self.compare_state()?;
        Some((Compared::new(&self.compare_request()?, &state), state))
    }

    /// Opens the page on the selected event, with the layers on that it needs.
    pub(super) fn compare(&mut self) -> Option<Effect> {
        if self.waiting.is_some() {
            return None;
        }
        if self.timeline().layers.len() < 2 {
            self.notice = Some(Clean::own(
                "There is only one account here, so there is nothing to compare it with.",
            ));
            return None;
        }
        let before = self.layers_on();
        let all = self.options.accounts.all();
        if before.len() < 2 {
            if self.options.accounts.known_events() >= MANY {
                // The person is told, and asks again when the layers are there.
                return self.lay(all);
            }
            self.lay_quietly(all);
            // What is lent already is given back to where it was first.
            self.comparing.lent.get_or_insert(before);
        }
        self.make_comparing();
        let claim = self.claim_of(self.cursor_event());
        let Some(claim) = claim else {
            self.notice = Some(Clean::own(
                "These accounts say nothing about each other: a file compares itself with another by [[comparison]].",
            ));
            self.give_back();
            return None;
        };
        self.remember();
        self.view.page = Page::Compare(State::on(claim));
        self.show_cursor();
        None
    }

    fn make_comparing(&mut self) {
        if self.comparing.of.is_none() {
            let comparing = comparison::Comparing::new(self.timeline(), self.index());
            self.comparing.of = Some(Arc::new(comparing));
        }
    }

    /// The claim that an event is, or that it is compared with; else the first one.
    fn claim_of(&self, event: Option<EventIndex>) -> Option<EventIndex> {
        let request = self.compare_request()?;
        let claims = request.claims();
        let compared = |event: EventIndex| {
            let mut from = self.timeline().comparisons_from(event);
            from.find_map(|comparison| comparison.subjects().next())
        };
        let own = event.filter(|event| claims.contains(event));
        let own = own.or_else(|| event.and_then(compared));
        own.or_else(|| claims.first().copied())
    }

    /// Switches the layers back that the page switched on.
    fn give_back(&mut self) {
        self.comparing.followed = false;
        if let Some(on) = self.comparing.lent.take() {
            self.lay_quietly(on);
        }
    }

    /// Keeps the layers on that the page needs, as long as it is open or somebody follows from it.
    pub(super) fn settle_compare(&mut self) {
        if self.compare_state().is_none() {
            let is_behind = |page: &Page| matches!(page, Page::Compare(_));
            self.comparing.followed &= self.history.iter().any(|view| is_behind(&view.page));
            if !self.comparing.followed && self.comparing.lent.is_some() {
                self.give_back();
            }
            return;
        }
        self.comparing.followed = false;
        let before = self.layers_on();
        if before.len() < 2 {
            if self.options.accounts.known_events() >= MANY {
                self.view.page = Page::Panes;
                return;
            }
            self.lay_quietly(self.options.accounts.all());
            self.comparing.lent = Some(before);
        }
        self.make_comparing();
        let held = self
            .compare_state()
            .zip(self.compare_request())
            .map(|(state, request)| state.held(&request));
        if let Some(state) = held {
            self.view.page = Page::Compare(state);
        }
    }

    pub(super) fn perform_in_compare(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let (page, state) = self.compared()?;
        let times = count.unwrap_or(1);
        let by = isize::try_from(times).unwrap_or(isize::MAX);
        let rows = self
            .page_rows()
            .saturating_sub(1)
            .max(1)
            .saturating_mul(times);
        let mut moved = state;
        match action {
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::Back => self.back(times),
            Action::Forward => self.forward(times),
            Action::Close | Action::Quit | Action::Compare => self.close_compare(state.claim),
            Action::Follow => self.follow_compared(&page, &state),
            Action::Edit => return self.edit(),
            Action::Disputes => {
                moved.dispute = match state.dispute {
                    Some(_) => None,
                    None => Some(0),
                };
            }
            Action::Next | Action::Previous | Action::First | Action::Last
                if state.dispute.is_some() =>
            {
                let at = state.dispute.unwrap_or(0);
                moved.dispute = Some(match action {
                    Action::Next => at.saturating_add(times),
                    Action::Previous => at.saturating_sub(times),
                    Action::First => 0,
                    _ => usize::MAX,
                });
            }
            Action::Next | Action::NextClaim => moved = self.claim_further(state, by),
            Action::Previous | Action::PreviousClaim => moved = self.claim_further(state, -by),
            Action::First => moved = self.claim_further(state, isize::MIN + 1),
            Action::Last => moved = self.claim_further(state, isize::MAX),
            Action::CursorLeft => moved.event = state.event.saturating_sub(times),
            Action::CursorRight => moved.event = state.event.saturating_add(times),
            Action::ScrollDown => scroll(&mut moved, |row| row.saturating_add(times)),
            Action::ScrollUp => scroll(&mut moved, |row| row.saturating_sub(times)),
            Action::PageDown => scroll(&mut moved, |row| row.saturating_add(rows)),
            Action::PageUp => scroll(&mut moved, |row| row.saturating_sub(rows)),
            _ => {}
        }
        if moved != state {
            let is_marked = moved.event != state.event;
            if let Some(request) = self.compare_request() {
                let held = if is_marked {
                    moved.revealed(&request)
                } else {
                    moved.held(&request)
                };
                self.view.page = Page::Compare(held);
                self.show_cursor();
            }
        }
        None
    }

    /// Another claim, on the page of claims.
    fn claim_further(&mut self, state: State, by: isize) -> State {
        let Some(request) = self.compare_request() else {
            return state;
        };
        let moved = State {
            dispute: None,
            ..state.stepped(by, &request)
        };
        if moved == state {
            self.notice = Some(Clean::own(if by > 0 {
                "This is the last claim."
            } else {
                "This is the first claim."
            }));
        }
        moved
    }

    /// Goes to what is marked: from the list of disagreements to the claim, else into the panes.
    fn follow_compared(&mut self, page: &Compared, state: &State) {
        let stop = page.stops.get(state.dispute.unwrap_or(state.event));
        match stop.and_then(|stop| Some((stop, *stop.events.first()?))) {
            Some((stop, claim)) if stop.is_claim => {
                self.remember();
                self.view.page = Page::Compare(State::on(claim));
                self.show_cursor();
            }
            Some((_, event)) => {
                self.leave_page_for(Target::Event(event));
                self.comparing.followed = true;
            }
            None => self.notice = Some(Clean::own("Nothing to follow here.")),
        }
    }

    fn close_compare(&mut self, claim: EventIndex) {
        self.remember();
        self.view.page = Page::Panes;
        self.view.event = Some(claim);
        self.select_nearest();
        self.reveal();
    }

    /// Marks the event that was clicked.
    pub(super) fn point_in_compare(&mut self, item: usize) {
        if let Some(mut state) = self.compare_state() {
            match &mut state.dispute {
                Some(dispute) => *dispute = item,
                None => state.event = item,
            }
            self.view.page = Page::Compare(state);
        }
    }
}

/// Scrolls the claim; in the list of disagreements, what is marked moves instead.
fn scroll(state: &mut State, change: impl Fn(usize) -> usize) {
    match &mut state.dispute {
        Some(dispute) => *dispute = change(*dispute),
        None => state.first_row = change(state.first_row),
    }
}
