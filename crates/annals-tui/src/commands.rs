//! Commands that several screens share, and those that messages name.
//!
//! Commands of one screen only are described beside that screen.

mod fields;
mod taking;

use crate::command::{Group, Spec};

pub use fields::{
    ACCEPT, CARET_END, CARET_LEFT, CARET_RIGHT, CARET_START, DELETE_AFTER, DELETE_ALL,
    DELETE_BEFORE, DELETE_WORD, NEXT_CHOICE, PREVIOUS_CHOICE,
};

pub use taking::{
    COPY_MARKDOWN, COPY_REFERENCE, COPY_TEXT, EDIT, SOURCE, WRITE_ANSWERS, WRITE_HANDOUT,
    WRITE_MARKDOWN, WRITE_WORKSHEET,
};

/// Next event or actor; in the detail, the next link.
pub static NEXT: Spec = Spec {
    name: "next",
    title: "Next event or row",
    doc: "Next event or actor; in the detail, the next link",
    group: Group::Moving,
    keys: &["Down", "j"],
    hint: Some("move"),
};

/// Previous event or actor; in the detail, the previous link.
pub static PREVIOUS: Spec = Spec {
    name: "previous",
    title: "Previous event or row",
    doc: "Previous event or actor; in the detail, the previous link",
    group: Group::Moving,
    keys: &["Up", "k"],
    hint: Some("move"),
};

/// Move on: to the next event, or to the next screen of a longer page.
pub static MOVE_ON: Spec = Spec {
    name: "move-on",
    title: "Move on",
    doc: "Move on: to the next event, or to the next screen of a longer page",
    group: Group::Moving,
    keys: &["Space"],
    hint: None,
};

/// Switch to the detail; there, follow the marked link.
pub static FOLLOW: Spec = Spec {
    name: "follow",
    title: "Open",
    doc: "Switch to the detail; there, follow the marked link",
    group: Group::Following,
    keys: &["Enter"],
    hint: Some("open"),
};

/// Back.
pub static BACK: Spec = Spec {
    name: "back",
    title: "Back",
    doc: "Back",
    group: Group::Following,
    keys: &["Backspace", "Alt-Left"],
    hint: Some("back"),
};

/// Forward again.
pub static FORWARD: Spec = Spec {
    name: "forward",
    title: "Forward",
    doc: "Forward again",
    group: Group::Following,
    keys: &["Alt-Right", "Ctrl-r"],
    hint: None,
};

/// Close the page or pane; clear the search, the filter and the marks.
pub static CLOSE: Spec = Spec {
    name: "close",
    title: "Close",
    doc: "Close the page or pane; clear the search, the filter and the marks",
    group: Group::Following,
    keys: &["Escape"],
    hint: Some("close"),
};

/// Zoom in around the selected event.
pub static ZOOM_IN: Spec = Spec {
    name: "zoom-in",
    title: "Zoom in",
    doc: "Zoom in around the selected event",
    group: Group::Axis,
    keys: &["+", "="],
    hint: Some("zoom"),
};

/// Zoom out.
pub static ZOOM_OUT: Spec = Spec {
    name: "zoom-out",
    title: "Zoom out",
    doc: "Zoom out",
    group: Group::Axis,
    keys: &["-", "_"],
    hint: Some("zoom"),
};

/// Switch between the list of actors and the list of events.
pub static ACTORS: Spec = Spec {
    name: "actors",
    title: "Actors",
    doc: "Switch between the list of actors and the list of events",
    group: Group::Following,
    keys: &["a"],
    hint: Some("actors"),
};

/// Next theme: terminal colours, dark room, light room, without colours, your own.
pub static NEXT_THEME: Spec = Spec {
    name: "next-theme",
    title: "Next theme",
    doc: "Next theme: terminal colours, dark room, light room, without colours, your own",
    group: Group::Program,
    keys: &["T"],
    hint: None,
};

/// Import report: the files, their formats, warnings, and what was kept unread.
pub static ABOUT: Spec = Spec {
    name: "about",
    title: "Import report",
    doc: "Import report: the files, their formats, warnings, and what was kept unread",
    group: Group::Program,
    keys: &["i"],
    hint: None,
};

/// Open or close the help.
pub static HELP: Spec = Spec {
    name: "help",
    title: "Help",
    doc: "Open or close the help",
    group: Group::Program,
    keys: &["?", "F1"],
    hint: Some("help"),
};

/// Quit; on a page, close the page.
pub static QUIT: Spec = Spec {
    name: "quit",
    title: "Quit",
    doc: "Quit; on a page, close the page",
    group: Group::Program,
    keys: &["q", "Ctrl-c"],
    hint: Some("quit"),
};

/// Search as you type: titles, summaries, actors and their other names, themes, sources.
pub static SEARCH: Spec = Spec {
    name: "search",
    title: "Search",
    doc: "Search as you type: titles, summaries, actors and their other names, themes, sources",
    group: Group::Moving,
    keys: &["/"],
    hint: Some("search"),
};

/// Go to a date that you type: 2021, spring 2020, 44 BC, 2019/2021.
pub static GO_TO_DATE: Spec = Spec {
    name: "go-to-date",
    title: "Go to a date",
    doc: "Go to a date that you type: 2021, spring 2020, 44 BC, 2019/2021",
    group: Group::Axis,
    keys: &["d"],
    hint: Some("date"),
};

/// Lanes: choose what they stand for, which are shown, and in which order.
pub static LANES: Spec = Spec {
    name: "lanes",
    title: "Lanes",
    doc: "Lanes: choose what they stand for, which are shown, and in which order",
    group: Group::Lanes,
    keys: &["v"],
    hint: Some("lanes"),
};

/// Switch another account of the story on or off.
pub static LAYERS: Spec = Spec {
    name: "layers",
    title: "Switch accounts",
    doc: "Switch another account of the story on or off",
    group: Group::Accounts,
    keys: &["L"],
    hint: Some("accounts"),
};

/// Compare accounts: each claim beside what the other account says.
pub static COMPARE: Spec = Spec {
    name: "compare",
    title: "Compare accounts",
    doc: "Compare accounts: each claim beside what the other account says",
    group: Group::Accounts,
    keys: &["C"],
    hint: Some("compare"),
};

/// Causes: what led to the selected event, and what it led to.
pub static CHAIN: Spec = Spec {
    name: "chain",
    title: "Causes",
    doc: "Causes: what led to the selected event, and what it led to",
    group: Group::Relations,
    keys: &["r"],
    hint: Some("causes"),
};

/// Grid: who takes part in what.
pub static GRID: Spec = Spec {
    name: "grid",
    title: "Who does what",
    doc: "Grid: who takes part in what",
    group: Group::Relations,
    keys: &["w"],
    hint: Some("grid"),
};

/// Story lines: one line per actor.
pub static STORY_LINES: Spec = Spec {
    name: "story-lines",
    title: "Story lines",
    doc: "Story lines: one line per actor",
    group: Group::Relations,
    keys: &["o"],
    hint: Some("story lines"),
};

/// Command palette: type the name of a command, an event or an actor, or a date.
pub static PALETTE: Spec = Spec {
    name: "palette",
    title: "All commands",
    doc: "Command palette: type the name of a command, an event or an actor, or a date",
    group: Group::Program,
    keys: &[":", "Ctrl-p"],
    hint: Some("palette"),
};

/// Fit the whole story.
pub static FIT_ALL: Spec = Spec {
    name: "fit-all",
    title: "Fit the whole story",
    doc: "Fit the whole story",
    group: Group::Axis,
    keys: &["0"],
    hint: Some("fit all"),
};

/// Show earlier times, a screen at a time.
pub static PAN_PAGE_LEFT: Spec = Spec {
    name: "pan-page-left",
    title: "Earlier by a screen",
    doc: "Show earlier times, a screen at a time",
    group: Group::Axis,
    keys: &["<", "Shift-Left"],
    hint: None,
};

/// Show later times, a screen at a time.
pub static PAN_PAGE_RIGHT: Spec = Spec {
    name: "pan-page-right",
    title: "Later by a screen",
    doc: "Show later times, a screen at a time",
    group: Group::Axis,
    keys: &[">", "Shift-Right"],
    hint: None,
};

/// Page down.
pub static PAGE_DOWN: Spec = Spec {
    name: "page-down",
    title: "Page down",
    doc: "Page down",
    group: Group::Moving,
    keys: &["PageDown", "Ctrl-f"],
    hint: None,
};

/// Page up.
pub static PAGE_UP: Spec = Spec {
    name: "page-up",
    title: "Page up",
    doc: "Page up",
    group: Group::Moving,
    keys: &["PageUp", "Ctrl-b"],
    hint: None,
};

/// First event or row; 5g goes to the fifth event.
pub static FIRST: Spec = Spec {
    name: "first",
    title: "First event",
    doc: "First event or row; 5g goes to the fifth event",
    group: Group::Moving,
    keys: &["g", "Home"],
    hint: None,
};

/// Last event or row.
pub static LAST: Spec = Spec {
    name: "last",
    title: "Last event",
    doc: "Last event or row",
    group: Group::Moving,
    keys: &["G", "End"],
    hint: None,
};

/// Scroll the detail down.
pub static SCROLL_DOWN: Spec = Spec {
    name: "scroll-down",
    title: "Scroll the detail down",
    doc: "Scroll the detail down",
    group: Group::Moving,
    keys: &["J", "Ctrl-d"],
    hint: None,
};

/// Scroll the detail up.
pub static SCROLL_UP: Spec = Spec {
    name: "scroll-up",
    title: "Scroll the detail up",
    doc: "Scroll the detail up",
    group: Group::Moving,
    keys: &["K", "Ctrl-u"],
    hint: None,
};

/// Filter the events: by words, actor, theme, status, date, link and more.
pub static FILTER: Spec = Spec {
    name: "filter",
    title: "Filter",
    doc: "Filter the events: by words, actor, theme, status, date, link and more",
    group: Group::Following,
    keys: &["&", "\\"],
    hint: Some("filter"),
};

/// Switch the filter off or on; 2! switches its second term.
pub static TOGGLE_FILTER: Spec = Spec {
    name: "toggle-filter",
    title: "Filter off or on",
    doc: "Switch the filter off or on; 2! switches its second term",
    group: Group::Following,
    keys: &["!"],
    hint: None,
};

/// Next search result.
pub static NEXT_FOUND: Spec = Spec {
    name: "next-found",
    title: "Next search result",
    doc: "Next search result",
    group: Group::Moving,
    keys: &["n"],
    hint: None,
};

/// Previous search result.
pub static PREVIOUS_FOUND: Spec = Spec {
    name: "previous-found",
    title: "Previous search result",
    doc: "Previous search result",
    group: Group::Moving,
    keys: &["N"],
    hint: None,
};

/// Zoom in a little.
pub static ZOOM_IN_LITTLE: Spec = Spec {
    name: "zoom-in-little",
    title: "Zoom in a little",
    doc: "Zoom in a little",
    group: Group::Axis,
    keys: &["z"],
    hint: None,
};

/// Zoom out a little.
pub static ZOOM_OUT_LITTLE: Spec = Spec {
    name: "zoom-out-little",
    title: "Zoom out a little",
    doc: "Zoom out a little",
    group: Group::Axis,
    keys: &["Z"],
    hint: None,
};

/// What else happened at this time.
pub static AROUND: Spec = Spec {
    name: "around",
    title: "Meanwhile",
    doc: "What else happened at this time",
    group: Group::Following,
    keys: &["u"],
    hint: None,
};

/// Set a mark on the selected event or date: type a letter after it.
pub static SET_MARK: Spec = Spec {
    name: "set-mark",
    title: "Set a mark",
    doc: "Set a mark on the selected event or date: type a letter after it",
    group: Group::Following,
    keys: &["M"],
    hint: None,
};

/// Go to a mark: type its letter; twice to return.
pub static GO_TO_MARK: Spec = Spec {
    name: "go-to-mark",
    title: "Go to a mark",
    doc: "Go to a mark: type its letter; twice to return",
    group: Group::Following,
    keys: &["'"],
    hint: None,
};

/// Mark the selected event or date; mark another to measure the time between.
pub static MARK: Spec = Spec {
    name: "mark",
    title: "Measure time",
    doc: "Mark the selected event or date; mark another to measure the time between",
    group: Group::Axis,
    keys: &["m"],
    hint: None,
};

/// Left.
pub static CURSOR_LEFT: Spec = Spec {
    name: "cursor-left",
    title: "Left",
    doc: "Left",
    group: Group::Relations,
    keys: &["Left", "h"],
    hint: Some("move"),
};

/// Right.
pub static CURSOR_RIGHT: Spec = Spec {
    name: "cursor-right",
    title: "Right",
    doc: "Right",
    group: Group::Relations,
    keys: &["Right", "l"],
    hint: Some("move"),
};

/// Quiz about the events shown; in a quiz, start another one.
pub static QUIZ: Spec = Spec {
    name: "quiz",
    title: "Quiz",
    doc: "Quiz about the events shown; in a quiz, start another one",
    group: Group::Quiz,
    keys: &["Q"],
    hint: Some("quiz"),
};

/// Redraw the screen.
pub static REDRAW: Spec = Spec {
    name: "redraw",
    title: "Redraw the screen",
    doc: "Redraw the screen",
    group: Group::Program,
    keys: &["Ctrl-l"],
    hint: None,
};

/// Suspend annals; fg returns to it.
pub static SUSPEND: Spec = Spec {
    name: "suspend",
    title: "Suspend annals",
    doc: "Suspend annals; fg returns to it",
    group: Group::Program,
    keys: &["Ctrl-z"],
    hint: None,
};

/// Present the story, one event a screen, from the selected event on.
pub static PRESENT: Spec = Spec {
    name: "present",
    title: "Present",
    doc: "Present the story, one event a screen, from the selected event on",
    group: Group::Presenting,
    keys: &["p", "F5"],
    hint: Some("present"),
};
