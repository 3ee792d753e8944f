//! The way back: views that were left, exactly as they were.

use super::{Context, Place};
use crate::screen::{AnyScreen, Kind};

/// How many views the way back holds.
const MAX_HISTORY: usize = 1_000;

/// A view: the place in the story and the pages that showed it, the lowest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// The place in the story.
    pub place: Place,
    /// The pages; never an overlay.
    pub screens: Vec<Box<dyn AnyScreen>>,
}

/// The views that were left and those that were gone back from.
#[derive(Debug, Default)]
pub struct History {
    /// Views that were left, the latest last.
    pub(crate) past: Vec<Snapshot>,
    /// Views that were gone back from, the next one last.
    pub(crate) future: Vec<Snapshot>,
    /// The view before the input that is being handled.
    pub(crate) before: Option<Snapshot>,
    /// Whether that view has a place in the history, or must not get one.
    pub(crate) is_settled: bool,
    pub(crate) window_moves: WindowMoves,
    /// The view that was left for a mark, to return to.
    pub(crate) left_for_mark: Option<Snapshot>,
}

/// A run of inputs that move the window: only the first that leaves the selection behind is put on the way
/// back.
#[derive(Debug, Default)]
pub(crate) struct WindowMoves {
    /// Whether the input that is being handled moves the window.
    pub(crate) now: bool,
    /// Whether the input before did.
    pub(crate) before: bool,
    /// Whether the selection was left behind in this run.
    pub(crate) left_selection: bool,
}

impl History {
    /// Returns whether there is a view to go back to.
    pub fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// Returns whether there is a view to go forward to.
    pub fn has_future(&self) -> bool {
        !self.future.is_empty()
    }

    /// Returns all views of the history.
    pub(crate) fn views(&self) -> impl Iterator<Item = &Snapshot> {
        self.past.iter().chain(&self.future)
    }

    /// Returns the latest view that was left.
    pub fn last(&self) -> Option<&Snapshot> {
        self.past.last()
    }
}

impl Context {
    /// Returns the view as it is. All screens have to be in the stack.
    pub fn view(&self) -> Snapshot {
        let screens = self.below.iter();
        let pages = screens.filter(|screen| screen.kind() == Kind::Page);
        Snapshot {
            place: self.place.clone(),
            screens: pages.cloned().collect(),
        }
    }

    /// Prepares for the next input. All screens have to be in the stack.
    pub(crate) fn begin_input(&mut self) {
        self.history.before = Some(self.view());
        self.history.is_settled = false;
        let moves = &mut self.history.window_moves;
        moves.before = std::mem::take(&mut moves.now);
    }

    /// Returns the view before the input that is being handled.
    pub fn view_before(&self) -> Option<&Snapshot> {
        self.history.before.as_ref()
    }

    /// Puts the view before this input on the way back, once.
    pub fn remember(&mut self) {
        if self.history.is_settled {
            return;
        }
        self.history.is_settled = true;
        if let Some(before) = self.history.before.clone() {
            self.remember_view(before);
        }
    }

    /// Keeps the view before this input off the way back. For prompts that show their result while a
    /// person types: they remember the view from before they were opened.
    pub fn do_not_remember(&mut self) {
        self.history.is_settled = true;
    }

    /// Puts a view on the way back.
    pub fn remember_view(&mut self, view: Snapshot) {
        let past = &mut self.history.past;
        if past.len() == MAX_HISTORY {
            past.remove(0);
        }
        past.push(view);
        self.history.future.clear();
    }

    /// Goes back to an earlier view.
    pub fn back(&mut self, times: usize) {
        if !self.travel(times, false) {
            self.notice("This is where you started.");
        }
    }

    /// Goes forward again to a view that was gone back from.
    pub fn forward(&mut self, times: usize) {
        if !self.travel(times, true) {
            self.notice("There is nothing further forward.");
        }
    }

    fn travel(&mut self, times: usize, forward: bool) -> bool {
        let Some(mut current) = self.history.before.clone() else {
            return false;
        };
        let mut moved = false;
        let History { past, future, .. } = &mut self.history;
        let (from, to) = if forward {
            (future, past)
        } else {
            (past, future)
        };
        for _ in 0..times {
            let Some(view) = from.pop() else { break };
            to.push(std::mem::replace(&mut current, view));
            moved = true;
        }
        if moved {
            self.history.is_settled = true;
            self.replace_screens(current);
        }
        moved
    }

    /// Shows a view instead of all screens, the one that handles this input included.
    pub fn replace_screens(&mut self, view: Snapshot) {
        self.put_below(view);
        self.close();
    }

    /// Shows a view below the screen that handles this input.
    pub fn put_below(&mut self, view: Snapshot) {
        self.place = view.place;
        self.below = view.screens;
    }
}
