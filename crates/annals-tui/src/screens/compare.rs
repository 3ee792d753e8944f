//! Accounts side by side: each claim beside what the other account says about it.

mod draw;

use std::sync::Arc;

use annals_model::{EventIndex, Timeline};
use annals_scene::compare::{ComparePage, Request, State, Strip};
use annals_scene::comparison::ComparedEvents;
use annals_scene::flow::Target;
use annals_scene::layout::Pane;
use annals_scene::relations::inside;
use ratatui::layout::Margin;

use crate::actions::{accounts, filter, window};
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::{Context, StoryChange, accounts_on};
use crate::hits::{Hit, HitMap};
use crate::keys::PointerAction;
use crate::rows::{Rows, has_events};
use crate::screen::{Command, Cursor, Destination, Handled, Input, Kind, Screen, Table};
use crate::story::MANY;
use crate::widgets::banner;
use crate::widgets::painter::Painter;

/// Rows that a turn of the mouse wheel scrolls.
const WHEEL_ROWS: usize = 3;

/// Accounts side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compare {
    /// The claim, the marked event, and how far it is scrolled.
    pub state: State,
}

type Row = Command<Compare>;

/// What is kept while accounts are compared, and while a person follows a link from there.
#[derive(Debug, Default)]
struct Session {
    /// What is compared, and the timeline that it was made of.
    comparing: Option<(Arc<Timeline>, Arc<ComparedEvents>)>,
    /// Whether a link was followed, so that the accounts stay on as long as the way back leads here.
    followed: bool,
}

static NEXT_CLAIM: Spec = Spec {
    name: "next-claim",
    title: "Next claim",
    doc: "Next claim",
    group: Group::Accounts,
    keys: &["Right", "l", "n", "Space"],
    hint: Some("claim"),
};

static PREVIOUS_CLAIM: Spec = Spec {
    name: "previous-claim",
    title: "Previous claim",
    doc: "Previous claim",
    group: Group::Accounts,
    keys: &["Left", "h", "N"],
    hint: Some("claim"),
};

static DISAGREEMENTS: Spec = Spec {
    name: "disagreements",
    title: "Disagreements",
    doc: "Switch between claims and the list of disagreements",
    group: Group::Accounts,
    keys: &["Tab"],
    hint: Some("disagreements"),
};

impl Compare {
    fn request(cx: &Context) -> Option<Request<'_>> {
        let inside = inside(cx.page_area());
        let (of, comparing) = cx.memory.get::<Session>()?.comparing.as_ref()?;
        Arc::ptr_eq(of, &cx.story.timeline).then(|| Request {
            timeline: cx.timeline(),
            index: cx.index(),
            comparing,
            columns: inside.inner(Margin::new(1, 0)).width,
            rows: inside.height.saturating_sub(draw::STRIP_ROWS),
            ascii: cx.ascii(),
        })
    }

    /// Returns the page.
    fn compared(&self, cx: &Context) -> Option<ComparePage> {
        Some(ComparePage::new(&Self::request(cx)?, &self.state))
    }

    /// Moves to another state, held to what there is.
    fn move_to(&mut self, state: State, cx: &mut Context) {
        if state == self.state {
            return;
        }
        let is_marked = state.event != self.state.event;
        if let Some(request) = Self::request(cx) {
            self.state = if is_marked {
                state.revealed(&request)
            } else {
                state.held(&request)
            };
            select(self.state.claim, cx);
        }
    }

    /// Moves by the events of the page, and scrolls where there are no more of them; in the list of
    /// disagreements, moves by those.
    fn step(&mut self, by: isize, cx: &mut Context) {
        if let Some(dispute) = self.state.dispute {
            let dispute = Some(dispute.saturating_add_signed(by));
            self.move_to(
                State {
                    dispute,
                    ..self.state
                },
                cx,
            );
            return;
        }
        let before = self.state.event;
        self.mark(by, cx);
        if self.state.event == before {
            self.scroll(by.signum(), cx);
        }
    }

    /// Goes to the first or the last claim; in the list of disagreements, to the first or last of those.
    fn go_to_end(&mut self, by: isize, cx: &mut Context) {
        match self.state.dispute {
            Some(_) => self.step(by, cx),
            None => self.step_claim(by, cx),
        }
    }

    /// Shows another claim.
    fn show_claim(&mut self, claim: EventIndex, cx: &mut Context) {
        let is_other = claim != self.state.claim || self.state.dispute.is_some();
        if is_other && claim_of(Some(claim), cx) == Some(claim) {
            self.state = State::on(claim);
            select(claim, cx);
        }
    }

    fn step_claim(&mut self, by: isize, cx: &mut Context) {
        let Some(request) = Self::request(cx) else {
            return;
        };
        let state = State {
            dispute: None,
            ..self.state.stepped(by, &request)
        };
        if state == self.state {
            cx.notice(if by > 0 {
                "This is the last claim."
            } else {
                "This is the first claim."
            });
        }
        self.move_to(state, cx);
    }

    fn mark(&mut self, by: isize, cx: &mut Context) {
        let event = self.state.event.saturating_add_signed(by);
        self.move_to(
            State {
                event,
                ..self.state
            },
            cx,
        );
    }

    fn scroll(&mut self, by: isize, cx: &mut Context) {
        let mut state = self.state;
        match &mut state.dispute {
            Some(dispute) => *dispute = dispute.saturating_add_signed(by),
            None => state.first_row = state.first_row.saturating_add_signed(by),
        }
        self.move_to(state, cx);
    }

    fn scroll_page(&mut self, direction: isize, cx: &mut Context) {
        let rows = usize::from(inside(cx.page_area()).height);
        let rows = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
        self.scroll(rows.saturating_mul(direction), cx);
    }

    fn toggle_disagreements(&mut self, cx: &mut Context) {
        let dispute = match self.state.dispute {
            Some(_) => None,
            None => Some(0),
        };
        self.move_to(
            State {
                dispute,
                ..self.state
            },
            cx,
        );
    }

    /// Follows what is marked: another claim on this page, an event to the browser.
    fn follow(&mut self, cx: &mut Context) {
        let page = self.compared(cx);
        let place = self.state.dispute.unwrap_or(self.state.event);
        let stop = page.as_ref().and_then(|page| page.stops.get(place));
        match stop.and_then(|stop| Some((stop, *stop.events.first()?))) {
            Some((stop, claim)) if stop.is_claim => {
                cx.remember();
                self.state = State::on(claim);
                select(claim, cx);
            }
            Some((_, event)) => {
                let mut session = cx.memory.take::<Session>().unwrap_or_default();
                session.followed = true;
                cx.memory.set(session);
                cx.open(Destination::Target(Target::Event(event)));
            }
            None => cx.notice("Nothing to follow here."),
        }
    }

    fn close(&self, cx: &mut Context) {
        cx.remember();
        cx.place.event = Some(self.state.claim);
        filter::select_nearest(cx);
        window::reveal(cx);
        cx.close();
    }
}

fn select(event: EventIndex, cx: &mut Context) {
    if cx.place.event != Some(event) {
        cx.place.date = None;
    }
    cx.place.event = Some(event);
}

/// Finds out what is compared in the story as it is now.
fn prepare(cx: &mut Context) {
    let mut session = cx.memory.take::<Session>().unwrap_or_default();
    let story = &cx.story;
    let is_ready =
        |(of, _): &(Arc<Timeline>, Arc<ComparedEvents>)| Arc::ptr_eq(of, &story.timeline);
    if !session.comparing.as_ref().is_some_and(is_ready) {
        let comparing = ComparedEvents::new(&story.timeline, &story.index);
        session.comparing = Some((Arc::clone(&story.timeline), Arc::new(comparing)));
    }
    cx.memory.set(session);
}

/// Returns the claim at an event, or the one that the event answers to, else the first.
fn claim_of(event: Option<EventIndex>, cx: &Context) -> Option<EventIndex> {
    let request = Compare::request(cx)?;
    let compared = |event: EventIndex| {
        let mut from = cx.timeline().comparisons_from(event);
        from.find_map(|comparison| comparison.subjects().next())
    };
    let own = event.filter(|&event| request.position(event).is_some());
    let own = own.or_else(|| event.and_then(compared));
    own.or_else(|| request.claims().first().copied())
}

/// Switches all accounts on, and remembers which were on.
fn lend_all(cx: &mut Context) {
    let before = accounts_on(&cx.story);
    let all = cx.options.accounts.all();
    accounts::merge_quietly(cx, all);
    cx.accounts.lent.get_or_insert(before);
}

/// Switches back to the accounts that were on before.
fn give_back(cx: &mut Context) {
    let mut session = cx.memory.take::<Session>().unwrap_or_default();
    session.followed = false;
    cx.memory.set(session);
    if let Some(on) = cx.accounts.lent.take() {
        accounts::merge_quietly(cx, on);
    }
}

impl Screen for Compare {
    const NAME: &'static str = "compare";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&PREVIOUS_CLAIM, |page, cx, count| {
                page.step_claim(count.backward(), cx);
            }),
            Row::new(&NEXT_CLAIM, |page, cx, count| {
                page.step_claim(count.forward(), cx);
            }),
            Row::new(&commands::FOLLOW, |page, cx, _| page.follow(cx)),
            Row::new(&DISAGREEMENTS, |page, cx, _| page.toggle_disagreements(cx)),
            Row::new(&commands::CLOSE, |page, cx, _| page.close(cx)),
            Row::new(&commands::NEXT, |page, cx, count| {
                page.step(count.forward(), cx);
            }),
            Row::new(&commands::PREVIOUS, |page, cx, count| {
                page.step(count.backward(), cx);
            }),
        ],
        Rows::<Self>::HISTORY,
        Rows::<Self>::THEME,
        Rows::<Self>::HELP,
        &[
            Row::new(&commands::QUIT, |page, cx, _| page.close(cx)),
            Row::new(&commands::COMPARE, |page, cx, _| page.close(cx)),
            Row::new(&commands::PAGE_DOWN, |page, cx, count| {
                page.scroll_page(count.forward(), cx);
            }),
            Row::new(&commands::PAGE_UP, |page, cx, count| {
                page.scroll_page(count.backward(), cx);
            }),
            Row::new(&commands::FIRST, |page, cx, _| {
                page.go_to_end(-isize::MAX, cx);
            }),
            Row::new(&commands::LAST, |page, cx, _| {
                page.go_to_end(isize::MAX, cx);
            }),
            Row::new(&commands::SCROLL_DOWN, |page, cx, count| {
                page.scroll(count.forward(), cx);
            }),
            Row::new(&commands::SCROLL_UP, |page, cx, count| {
                page.scroll(count.backward(), cx);
            }),
        ],
        Rows::<Self>::EDITING,
        &[Row::opening(&commands::QUIZ).when(has_events)],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::COMPARE];

    fn open_from(_: &'static Spec, cursor: Cursor, _: Count, cx: &mut Context) {
        // How many accounts there are is not known before the story is there.
        if cx.progress.waiting.is_some() {
            return;
        }
        if cx.timeline().accounts.len() < 2 {
            accounts::only_one(cx);
            return;
        }
        let mut event = cursor.event;
        if accounts_on(&cx.story).len() < 2 {
            if cx.options.accounts.known_events() >= MANY {
                // The person asks again when the accounts are there.
                let all = cx.options.accounts.all();
                accounts::merge(cx, all);
                return;
            }
            lend_all(cx);
            event = cx.place.event;
        }
        prepare(cx);
        let Some(claim) = claim_of(event, cx) else {
            cx.notice(
                "These accounts say nothing about each other: a file compares itself with another by [[comparison]].",
            );
            give_back(cx);
            return;
        };
        cx.remember();
        cx.push(Self {
            state: State::on(claim),
        });
        select(claim, cx);
    }

    fn watch(cx: &mut Context) {
        let is_compare = |name: &str| name == Self::NAME;
        if cx.below.iter().any(|screen| is_compare(screen.name())) {
            if accounts_on(&cx.story).len() < 2 && cx.timeline().accounts.len() > 1 {
                if cx.options.accounts.known_events() >= MANY {
                    cx.below.truncate(1);
                    return;
                }
                lend_all(cx);
            }
            prepare(cx);
            let mut session = cx.memory.take::<Session>().unwrap_or_default();
            session.followed = false;
            cx.memory.set(session);
            return;
        }
        let Some(session) = cx.memory.get::<Session>() else {
            return;
        };
        let mut views = cx.history.past.iter();
        let leads_here =
            views.any(|view| view.screens.iter().any(|screen| is_compare(screen.name())));
        if cx.accounts.lent.is_some() && !(session.followed && leads_here) {
            give_back(cx);
        }
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        let Input::Pointer(pointer, hits) = input else {
            return Handled::No;
        };
        let wheel = WHEEL_ROWS.cast_signed();
        match (pointer.action, hits.first()) {
            (PointerAction::ScrollDown, _) => self.scroll(wheel, cx),
            (PointerAction::ScrollUp, _) => self.scroll(-wheel, cx),
            (PointerAction::Press, Some(&Hit::Event(claim))) => self.show_claim(claim, cx),
            (PointerAction::Press, Some(&Hit::Item(item))) => {
                let marked = self.state.dispute.as_mut().unwrap_or(&mut self.state.event);
                if std::mem::replace(marked, item) == item {
                    self.follow(cx);
                }
            }
            _ => {}
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        if let Some(request) = Self::request(cx) {
            self.state = self.state.held(&request);
        }
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        let claim = change.event(self.state.claim);
        if let Some(claim) = claim {
            self.state.claim = claim;
        }
        claim.is_some()
    }

    fn cursor(&self, _: &Context) -> Cursor {
        Cursor::on(Some(self.state.claim), None)
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let Some(request) = Self::request(cx) else {
            return;
        };
        let page = ComparePage::new(&request, &self.state);
        if let Some(layout) = cx.layout(Pane::List) {
            draw::draw_title(cx, &page, layout.title, painter);
            banner::draw_row(cx, layout.banner, painter);
        }
        let strip = Strip::new(&request, self.state.claim);
        draw::draw(&page, &strip, &self.state, cx.page_area(), painter, hits);
    }
}

#[cfg(test)]
mod tests;
