//! The command table: everything that a person can do, once.
//!
//! Owns names, explanations, default keys and availability. The keymap, the help page, the footer,
//! `annals keys` and the README's table are made from it; nothing else says which key does what.

use super::state::App;
use crate::scene::layout::Pane;
use crate::scene::list::Listing;

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is explained by its command's doc")]
pub enum Action {
    Next,
    Previous,
    PageDown,
    PageUp,
    First,
    Last,
    Follow,
    Back,
    SwitchPane,
    Actors,
    Close,
    Notes,
    ScrollDown,
    ScrollUp,
    PanLeft,
    PanRight,
    PanPageLeft,
    PanPageRight,
    ZoomIn,
    ZoomOut,
    FitAll,
    FitSelection,
    Centre,
    Help,
    Quit,
    Suspend,
    Redraw,
}

/// Where a command stands in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Through the list and the detail.
    Moving,
    /// From one thing to another, and back.
    Following,
    /// On the time axis.
    Axis,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: &'static [Self] = &[Self::Moving, Self::Following, Self::Axis, Self::Program];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Following => "Following",
            Self::Axis => "Time axis",
            Self::Program => "Program",
        }
    }
}

/// Which part of the program has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The panes.
    Browse,
    /// The help page.
    Help,
}

impl Mode {
    /// Every mode.
    pub const ALL: &'static [Self] = &[Self::Browse, Self::Help];
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// What it does.
    pub action: Action,
    /// Its name, for settings and the palette.
    pub name: &'static str,
    /// What it does, for people.
    pub doc: &'static str,
    /// Where it stands in the help.
    pub group: Group,
    /// Where it can be used.
    pub modes: &'static [Mode],
    /// Its default keys, the most telling first.
    pub keys: &'static [&'static str],
    /// Its word in the footer. Commands with the same word share one place there.
    pub hint: Option<&'static str>,
    /// Whether it would do something now.
    pub available: fn(&App) -> bool,
}

const BROWSE: &[Mode] = &[Mode::Browse];
const BOTH: &[Mode] = &[Mode::Browse, Mode::Help];

const fn always(_: &App) -> bool {
    true
}

fn in_detail_or_actors(app: &App) -> bool {
    app.mode() == Mode::Help
        || app.view().pane == Pane::Detail
        || app.view().listing == Listing::Actors
}

fn has_events(app: &App) -> bool {
    !app.timeline().events.is_empty()
}

fn has_actors(app: &App) -> bool {
    !app.timeline().actors.is_empty()
}

fn has_history(app: &App) -> bool {
    app.has_history()
}

fn has_notes(app: &App) -> bool {
    app.selected_event()
        .is_some_and(|event| !app.timeline().event(event).notes.is_empty())
}

fn can_follow(app: &App) -> bool {
    !app.detail().items.is_empty()
}

fn is_dated(app: &App) -> bool {
    app.selected_event()
        .is_some_and(|event| app.timeline().event(event).when.is_some())
}

/// The table. The footer names hints in this order and drops them from the end.
pub const COMMANDS: &[Command] = &[
    Command {
        action: Action::Next,
        name: "next",
        doc: "Next event or actor; in the detail, the next thing to follow",
        group: Group::Moving,
        modes: BOTH,
        keys: &["j", "Down"],
        hint: Some("move"),
        available: has_events,
    },
    Command {
        action: Action::Previous,
        name: "previous",
        doc: "Previous event or actor",
        group: Group::Moving,
        modes: BOTH,
        keys: &["k", "Up"],
        hint: Some("move"),
        available: has_events,
    },
    Command {
        action: Action::Follow,
        name: "follow",
        doc: "Go into the detail; there, follow the actor or event that is marked",
        group: Group::Following,
        modes: BROWSE,
        keys: &["Enter"],
        hint: Some("follow"),
        available: can_follow,
    },
    Command {
        action: Action::Back,
        name: "back",
        doc: "Back to the view before, exactly as it was",
        group: Group::Following,
        modes: BROWSE,
        keys: &["Backspace"],
        hint: Some("back"),
        available: has_history,
    },
    Command {
        action: Action::Close,
        name: "close",
        doc: "Leave the help, the detail or the actors; never leaves annals",
        group: Group::Following,
        modes: BOTH,
        keys: &["Escape"],
        hint: Some("close"),
        available: in_detail_or_actors,
    },
    Command {
        action: Action::PanLeft,
        name: "pan-left",
        doc: "Show earlier times",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["Left", "h"],
        hint: Some("pan"),
        available: always,
    },
    Command {
        action: Action::PanRight,
        name: "pan-right",
        doc: "Show later times",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["Right", "l"],
        hint: Some("pan"),
        available: always,
    },
    Command {
        action: Action::ZoomIn,
        name: "zoom-in",
        doc: "Show a shorter stretch of time, about the selection",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["+", "="],
        hint: Some("zoom"),
        available: always,
    },
    Command {
        action: Action::ZoomOut,
        name: "zoom-out",
        doc: "Show a longer stretch of time, about the selection",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["-", "_"],
        hint: Some("zoom"),
        available: always,
    },
    Command {
        action: Action::Actors,
        name: "actors",
        doc: "List the actors; again for the events",
        group: Group::Following,
        modes: BROWSE,
        keys: &["a"],
        hint: Some("actors"),
        available: has_actors,
    },
    Command {
        action: Action::Help,
        name: "help",
        doc: "Show or leave this page",
        group: Group::Program,
        modes: BOTH,
        keys: &["?", "F1"],
        hint: Some("help"),
        available: always,
    },
    Command {
        action: Action::Quit,
        name: "quit",
        doc: "Leave annals; on this page, leave the page",
        group: Group::Program,
        modes: BOTH,
        keys: &["q", "Ctrl-c"],
        hint: Some("quit"),
        available: always,
    },
    Command {
        action: Action::FitAll,
        name: "fit-all",
        doc: "Show the whole story",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["0"],
        hint: Some("whole"),
        available: always,
    },
    Command {
        action: Action::Notes,
        name: "notes",
        doc: "Show or hide the teacher's notes",
        group: Group::Following,
        modes: BROWSE,
        keys: &["t"],
        hint: Some("notes"),
        available: has_notes,
    },
    Command {
        action: Action::FitSelection,
        name: "fit-selection",
        doc: "Show just the time of the selected event",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["f"],
        hint: None,
        available: is_dated,
    },
    Command {
        action: Action::Centre,
        name: "centre",
        doc: "Bring the selected event to the middle",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["c"],
        hint: None,
        available: is_dated,
    },
    Command {
        action: Action::PanPageLeft,
        name: "pan-page-left",
        doc: "Show earlier times, a screen at once",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["<", "Shift-Left"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::PanPageRight,
        name: "pan-page-right",
        doc: "Show later times, a screen at once",
        group: Group::Axis,
        modes: BROWSE,
        keys: &[">", "Shift-Right"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::PageDown,
        name: "page-down",
        doc: "A page down",
        group: Group::Moving,
        modes: BOTH,
        keys: &["PageDown", "Ctrl-f"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::PageUp,
        name: "page-up",
        doc: "A page up",
        group: Group::Moving,
        modes: BOTH,
        keys: &["PageUp", "Ctrl-b"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::First,
        name: "first",
        doc: "To the first one",
        group: Group::Moving,
        modes: BOTH,
        keys: &["g", "Home"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::Last,
        name: "last",
        doc: "To the last one",
        group: Group::Moving,
        modes: BOTH,
        keys: &["G", "End"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::SwitchPane,
        name: "switch-pane",
        doc: "From the list to the detail and back",
        group: Group::Moving,
        modes: BROWSE,
        keys: &["Tab", "BackTab"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::ScrollDown,
        name: "scroll-down",
        doc: "Scroll the detail down, wherever you are",
        group: Group::Moving,
        modes: BOTH,
        keys: &["J", "Ctrl-d"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::ScrollUp,
        name: "scroll-up",
        doc: "Scroll the detail up, wherever you are",
        group: Group::Moving,
        modes: BOTH,
        keys: &["K", "Ctrl-u"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::Redraw,
        name: "redraw",
        doc: "Draw the whole screen anew",
        group: Group::Program,
        modes: BOTH,
        keys: &["Ctrl-l"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::Suspend,
        name: "suspend",
        doc: "Back to the shell for a while; fg returns",
        group: Group::Program,
        modes: BOTH,
        keys: &["Ctrl-z"],
        hint: None,
        available: always,
    },
];
