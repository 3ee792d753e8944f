//! The command table: everything that a person can do, once.
//!
//! Owns names, explanations, default keys and availability. The keymap, the help page, the footer,
//! `annals keys` and the README's table are made from it; nothing else says which key does what.

use super::state::App;
use crate::scene::flow::Target;
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
    Forward,
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
    ZoomInLittle,
    ZoomOutLittle,
    FitLane,
    NextInLane,
    PreviousInLane,
    LaneBelow,
    LaneAbove,
    GoToDate,
    Around,
    SetMark,
    GoToMark,
    Mark,
    FollowAxis,
    Lanes,
    Search,
    NextFound,
    PreviousFound,
    Chain,
    Grid,
    StoryLines,
    CopyText,
    CopyMarkdown,
    CopyReference,
    Source,
    OpenAddress,
    CopyAddress,
    CursorLeft,
    CursorRight,
    RowStart,
    RowEnd,
    NextMark,
    PreviousMark,
    LaneShow,
    LaneShowOnly,
    LaneShowAll,
    LanePin,
    LaneCollapse,
    LaneUp,
    LaneDown,
    LaneSort,
    LaneGroup,
    Accept,
    DeleteBefore,
    DeleteAfter,
    DeleteWord,
    DeleteAll,
    CaretLeft,
    CaretRight,
    CaretStart,
    CaretEnd,
    Palette,
    NextChoice,
    PreviousChoice,
    ChoicesDown,
    ChoicesUp,
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
    /// How things hang together.
    Relations,
    /// The page of lanes.
    Lanes,
    /// Out of the program: the clipboard, the browser.
    Taking,
    /// Where text is written.
    Writing,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Moving,
        Self::Following,
        Self::Axis,
        Self::Relations,
        Self::Lanes,
        Self::Taking,
        Self::Writing,
        Self::Program,
    ];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Following => "Following",
            Self::Axis => "Time axis",
            Self::Relations => "How things hang together",
            Self::Lanes => "On the page of lanes",
            Self::Taking => "Copying and opening",
            Self::Writing => "Where something is written",
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
    /// The page of lanes.
    Lanes,
    /// A line of text is being written; characters go there.
    Prompt,
    /// The grid, the story lines, the chain of an event.
    Relations,
    /// Whether to open the address of a source.
    Address,
    /// The palette; characters are written there.
    Palette,
}

impl Mode {
    /// Every mode.
    pub const ALL: &'static [Self] = &[
        Self::Browse,
        Self::Help,
        Self::Lanes,
        Self::Prompt,
        Self::Relations,
        Self::Address,
        Self::Palette,
    ];
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
    /// Its default keys, the most telling first; two keys one after the other with a blank between.
    pub keys: &'static [&'static str],
    /// Its word in the footer. Commands with the same word share one place there.
    pub hint: Option<&'static str>,
    /// Whether it would do something now.
    pub available: fn(&App) -> bool,
}

impl Command {
    /// It in a word or two: the footer's, else its name.
    pub fn word(&self) -> &'static str {
        self.hint.unwrap_or(self.name)
    }
}

const BROWSE: &[Mode] = &[Mode::Browse];
/// Wherever there is a list to go through.
const LISTS: &[Mode] = &[
    Mode::Browse,
    Mode::Help,
    Mode::Lanes,
    Mode::Relations,
    Mode::Address,
];
/// In the panes, and on the pages of how things hang together.
const PAGES: &[Mode] = &[Mode::Browse, Mode::Relations];
const RELATIONS: &[Mode] = &[Mode::Relations];
const SCROLLING: &[Mode] = &[Mode::Browse, Mode::Help, Mode::Address];
const ADDRESS: &[Mode] = &[Mode::Address];
const LANES: &[Mode] = &[Mode::Lanes];
/// Wherever a line of text is written.
const PROMPT: &[Mode] = &[Mode::Prompt, Mode::Palette];
const PALETTE: &[Mode] = &[Mode::Palette];
const EVERYWHERE: &[Mode] = Mode::ALL;

const fn always(_: &App) -> bool {
    true
}

fn has_something_to_close(app: &App) -> bool {
    app.mode() != Mode::Browse
        || app.has_marks()
        || app.found().is_some()
        || app.view().pane == Pane::Detail
        || app.view().listing != Listing::Events
}

fn has_events(app: &App) -> bool {
    !app.timeline().events.is_empty()
}

fn has_actors(app: &App) -> bool {
    !app.timeline().actors.is_empty()
}

fn has_future(app: &App) -> bool {
    app.has_future()
}

fn has_found(app: &App) -> bool {
    app.found().is_some()
}

fn has_lanes(app: &App) -> bool {
    !app.slots().is_empty()
}

fn has_history(app: &App) -> bool {
    app.has_history()
}

fn has_notes(app: &App) -> bool {
    matches!(app.subject(), Some(Target::Event(event)) if !app.timeline().event(event).notes.is_empty())
}

fn has_subject(app: &App) -> bool {
    app.taken().is_some()
}

fn has_address(app: &App) -> bool {
    app.taken().is_some()
        && (app.timeline().sources.iter()).any(|source| !source.address.is_empty())
}

fn can_follow(app: &App) -> bool {
    !app.detail().items.is_empty() || app.view().listing.is_excerpt()
}

fn has_marks(app: &App) -> bool {
    app.marks().next().is_some()
}

fn can_mark(app: &App) -> bool {
    app.markable().is_some()
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
        modes: LISTS,
        keys: &["j", "Down"],
        hint: Some("move"),
        available: has_events,
    },
    Command {
        action: Action::Previous,
        name: "previous",
        doc: "Previous event or actor",
        group: Group::Moving,
        modes: LISTS,
        keys: &["k", "Up"],
        hint: Some("move"),
        available: has_events,
    },
    Command {
        action: Action::Follow,
        name: "follow",
        doc: "Go into the detail; there, follow what is marked; on the page of lanes, go to the lane",
        group: Group::Following,
        modes: &[Mode::Browse, Mode::Lanes, Mode::Relations],
        keys: &["Enter"],
        hint: Some("follow"),
        available: can_follow,
    },
    Command {
        action: Action::Back,
        name: "back",
        doc: "Back to the view before, exactly as it was",
        group: Group::Following,
        modes: PAGES,
        keys: &["Backspace", "Alt-Left"],
        hint: Some("back"),
        available: has_history,
    },
    Command {
        action: Action::Forward,
        name: "forward",
        doc: "Forward again to the view that was gone back from",
        group: Group::Following,
        modes: PAGES,
        keys: &["Alt-Right", "Ctrl-r"],
        hint: None,
        available: has_future,
    },
    Command {
        action: Action::Close,
        name: "close",
        doc: "Leave a page, the detail or a list that is not the events, or take marks away; never leaves annals",
        group: Group::Following,
        modes: EVERYWHERE,
        keys: &["Escape"],
        hint: Some("close"),
        available: has_something_to_close,
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
        doc: "Show half the stretch of time, about the selection",
        group: Group::Axis,
        modes: PAGES,
        keys: &["+", "="],
        hint: Some("zoom"),
        available: always,
    },
    Command {
        action: Action::ZoomOut,
        name: "zoom-out",
        doc: "Show twice the stretch of time, about the selection",
        group: Group::Axis,
        modes: PAGES,
        keys: &["-", "_"],
        hint: Some("zoom"),
        available: always,
    },
    Command {
        action: Action::Actors,
        name: "actors",
        doc: "List the actors; again for the events",
        group: Group::Following,
        modes: PAGES,
        keys: &["a"],
        hint: Some("actors"),
        available: has_actors,
    },
    Command {
        action: Action::Help,
        name: "help",
        doc: "Show or leave this page",
        group: Group::Program,
        modes: LISTS,
        keys: &["?", "F1"],
        hint: Some("help"),
        available: always,
    },
    Command {
        action: Action::Quit,
        name: "quit",
        doc: "Leave annals; on a page, leave the page",
        group: Group::Program,
        modes: LISTS,
        keys: &["q", "Ctrl-c"],
        hint: Some("quit"),
        available: always,
    },
    Command {
        action: Action::Search,
        name: "search",
        doc: "Search as you type: titles, summaries, actors and their other names, themes, sources",
        group: Group::Moving,
        modes: BROWSE,
        keys: &["/"],
        hint: Some("search"),
        available: has_events,
    },
    Command {
        action: Action::GoToDate,
        name: "go-to-date",
        doc: "Go to a date that you type: 2021, spring 2020, 44 BC, 2019/2021",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["d"],
        hint: Some("date"),
        available: always,
    },
    Command {
        action: Action::Lanes,
        name: "lanes",
        doc: "Choose the lanes: what they stand for, which are shown, in which order",
        group: Group::Lanes,
        modes: &[Mode::Browse, Mode::Lanes],
        keys: &["v"],
        hint: Some("lanes"),
        available: has_lanes,
    },
    Command {
        action: Action::Chain,
        name: "chain",
        doc: "What led to the selected event, and what it led to; again to leave",
        group: Group::Relations,
        modes: PAGES,
        keys: &["r"],
        hint: Some("why"),
        available: has_events,
    },
    Command {
        action: Action::Grid,
        name: "grid",
        doc: "Who takes part in what; again to leave",
        group: Group::Relations,
        modes: PAGES,
        keys: &["w"],
        hint: Some("who"),
        available: has_actors,
    },
    Command {
        action: Action::StoryLines,
        name: "story-lines",
        doc: "Each actor a line through time, joined where they meet; again to leave",
        group: Group::Relations,
        modes: PAGES,
        keys: &["o"],
        hint: Some("lines"),
        available: has_actors,
    },
    Command {
        action: Action::Palette,
        name: "palette",
        doc: "Open the palette: type the name of a command, an event or an actor, or a date",
        group: Group::Program,
        modes: &[Mode::Browse, Mode::Lanes, Mode::Relations],
        keys: &[":", "Ctrl-p"],
        hint: Some("palette"),
        available: always,
    },
    Command {
        action: Action::FitAll,
        name: "fit-all",
        doc: "Show the whole story",
        group: Group::Axis,
        modes: PAGES,
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
        doc: "Bring the selected event to the middle; again, show just its time",
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
        modes: PAGES,
        keys: &["<", "Shift-Left"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::PanPageRight,
        name: "pan-page-right",
        doc: "Show later times, a screen at once",
        group: Group::Axis,
        modes: PAGES,
        keys: &[">", "Shift-Right"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::PageDown,
        name: "page-down",
        doc: "A page down",
        group: Group::Moving,
        modes: LISTS,
        keys: &["PageDown", "Ctrl-f"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::PageUp,
        name: "page-up",
        doc: "A page up",
        group: Group::Moving,
        modes: LISTS,
        keys: &["PageUp", "Ctrl-b"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::First,
        name: "first",
        doc: "To the first one",
        group: Group::Moving,
        modes: LISTS,
        keys: &["g", "Home"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::Last,
        name: "last",
        doc: "To the last one",
        group: Group::Moving,
        modes: LISTS,
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
        modes: SCROLLING,
        keys: &["J", "Ctrl-d"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::ScrollUp,
        name: "scroll-up",
        doc: "Scroll the detail up, wherever you are",
        group: Group::Moving,
        modes: SCROLLING,
        keys: &["K", "Ctrl-u"],
        hint: None,
        available: has_events,
    },
    Command {
        action: Action::NextFound,
        name: "next-found",
        doc: "To the next event that was found",
        group: Group::Moving,
        modes: BROWSE,
        keys: &["n"],
        hint: None,
        available: has_found,
    },
    Command {
        action: Action::PreviousFound,
        name: "previous-found",
        doc: "To the previous event that was found",
        group: Group::Moving,
        modes: BROWSE,
        keys: &["N"],
        hint: None,
        available: has_found,
    },
    Command {
        action: Action::ZoomInLittle,
        name: "zoom-in-little",
        doc: "Show a little less, about the selection",
        group: Group::Axis,
        modes: PAGES,
        keys: &["z"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::ZoomOutLittle,
        name: "zoom-out-little",
        doc: "Show a little more, about the selection",
        group: Group::Axis,
        modes: PAGES,
        keys: &["Z"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::FitLane,
        name: "fit-lane",
        doc: "Show the whole of the lane that the selection is in",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["F"],
        hint: None,
        available: has_lanes,
    },
    Command {
        action: Action::NextInLane,
        name: "next-in-lane",
        doc: "Next event of the same lane",
        group: Group::Moving,
        modes: BROWSE,
        keys: &["."],
        hint: None,
        available: has_lanes,
    },
    Command {
        action: Action::PreviousInLane,
        name: "previous-in-lane",
        doc: "Previous event of the same lane",
        group: Group::Moving,
        modes: BROWSE,
        keys: &[","],
        hint: None,
        available: has_lanes,
    },
    Command {
        action: Action::LaneBelow,
        name: "lane-below",
        doc: "To the lane below: to the same event, or the nearest in time",
        group: Group::Moving,
        modes: BROWSE,
        keys: &["]", "Shift-Down"],
        hint: None,
        available: has_lanes,
    },
    Command {
        action: Action::LaneAbove,
        name: "lane-above",
        doc: "To the lane above",
        group: Group::Moving,
        modes: BROWSE,
        keys: &["[", "Shift-Up"],
        hint: None,
        available: has_lanes,
    },
    Command {
        action: Action::Around,
        name: "around",
        doc: "List what else may hold at the time of the selected event; again to leave",
        group: Group::Following,
        modes: BROWSE,
        keys: &["u"],
        hint: None,
        available: is_dated,
    },
    Command {
        action: Action::SetMark,
        name: "set-mark",
        doc: "Give the selected event, or the date gone to, a mark: a letter follows",
        group: Group::Following,
        modes: BROWSE,
        keys: &["M"],
        hint: None,
        available: can_mark,
    },
    Command {
        action: Action::GoToMark,
        name: "go-to-mark",
        doc: "Go to a mark: its letter follows; twice, back to where you were",
        group: Group::Following,
        modes: BROWSE,
        keys: &["'"],
        hint: None,
        available: has_marks,
    },
    Command {
        action: Action::Mark,
        name: "mark",
        doc: "Mark the date gone to, or the selected event; twice: measure the time between",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["m"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::FollowAxis,
        name: "follow-axis",
        doc: "Let the list follow when the axis moves, or stay",
        group: Group::Axis,
        modes: BROWSE,
        keys: &["s"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::CopyText,
        name: "copy-text",
        doc: "Copy the selected event or actor as text",
        group: Group::Taking,
        modes: PAGES,
        keys: &["y t"],
        hint: Some("copy text"),
        available: has_subject,
    },
    Command {
        action: Action::CopyMarkdown,
        name: "copy-markdown",
        doc: "Copy it as Markdown",
        group: Group::Taking,
        modes: PAGES,
        keys: &["y m"],
        hint: Some("copy Markdown"),
        available: has_subject,
    },
    Command {
        action: Action::CopyReference,
        name: "copy-reference",
        doc: "Copy a reference of one line: title, date, source, with its address as a link",
        group: Group::Taking,
        modes: PAGES,
        keys: &["y l"],
        hint: Some("copy reference"),
        available: has_subject,
    },
    Command {
        action: Action::Source,
        name: "source",
        doc: "Show the address of its source in full, and ask whether to open it",
        group: Group::Taking,
        modes: BROWSE,
        keys: &["x"],
        hint: None,
        available: has_address,
    },
    Command {
        action: Action::OpenAddress,
        name: "open-address",
        doc: "Open the address that is shown, with the browser",
        group: Group::Taking,
        modes: ADDRESS,
        keys: &["Enter"],
        hint: Some("open"),
        available: always,
    },
    Command {
        action: Action::CopyAddress,
        name: "copy-address",
        doc: "Copy the address that is shown",
        group: Group::Taking,
        modes: ADDRESS,
        keys: &["y"],
        hint: Some("copy"),
        available: always,
    },
    Command {
        action: Action::CursorLeft,
        name: "cursor-left",
        doc: "To the left",
        group: Group::Relations,
        modes: RELATIONS,
        keys: &["h", "Left"],
        hint: Some("move"),
        available: always,
    },
    Command {
        action: Action::CursorRight,
        name: "cursor-right",
        doc: "To the right",
        group: Group::Relations,
        modes: RELATIONS,
        keys: &["l", "Right"],
        hint: Some("move"),
        available: always,
    },
    Command {
        action: Action::NextMark,
        name: "next-mark",
        doc: "To the next mark of the row",
        group: Group::Relations,
        modes: RELATIONS,
        keys: &["."],
        hint: None,
        available: always,
    },
    Command {
        action: Action::PreviousMark,
        name: "previous-mark",
        doc: "To the previous mark of the row",
        group: Group::Relations,
        modes: RELATIONS,
        keys: &[","],
        hint: None,
        available: always,
    },
    Command {
        action: Action::RowStart,
        name: "row-start",
        doc: "To the start of the row",
        group: Group::Relations,
        modes: RELATIONS,
        keys: &["^"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::RowEnd,
        name: "row-end",
        doc: "To the end of the row",
        group: Group::Relations,
        modes: RELATIONS,
        keys: &["$"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::LaneShow,
        name: "lane-show",
        doc: "Show or hide the lane",
        group: Group::Lanes,
        modes: LANES,
        keys: &["Space"],
        hint: Some("show or hide"),
        available: always,
    },
    Command {
        action: Action::LanePin,
        name: "lane-pin",
        doc: "Keep the lane in sight above the others, or no longer",
        group: Group::Lanes,
        modes: LANES,
        keys: &["p"],
        hint: Some("pin"),
        available: always,
    },
    Command {
        action: Action::LaneCollapse,
        name: "lane-collapse",
        doc: "Keep the lane to one row, or no longer",
        group: Group::Lanes,
        modes: LANES,
        keys: &["c"],
        hint: Some("collapse"),
        available: always,
    },
    Command {
        action: Action::LaneUp,
        name: "lane-up",
        doc: "Move the lane up",
        group: Group::Lanes,
        modes: LANES,
        keys: &["K", "Shift-Up"],
        hint: Some("reorder"),
        available: always,
    },
    Command {
        action: Action::LaneDown,
        name: "lane-down",
        doc: "Move the lane down",
        group: Group::Lanes,
        modes: LANES,
        keys: &["J", "Shift-Down"],
        hint: Some("reorder"),
        available: always,
    },
    Command {
        action: Action::LaneSort,
        name: "lane-sort",
        doc: "Order the lanes: as in the file, by first event, by name, by number of events",
        group: Group::Lanes,
        modes: LANES,
        keys: &["o"],
        hint: Some("order"),
        available: always,
    },
    Command {
        action: Action::LaneGroup,
        name: "lane-group",
        doc: "One lane for each actor, theme, layer, status, or one for everything",
        group: Group::Lanes,
        modes: LANES,
        keys: &["Tab", "l"],
        hint: Some("group by"),
        available: always,
    },
    Command {
        action: Action::LaneShowOnly,
        name: "lane-show-only",
        doc: "Show only this lane",
        group: Group::Lanes,
        modes: LANES,
        keys: &["x"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::LaneShowAll,
        name: "lane-show-all",
        doc: "Show every lane",
        group: Group::Lanes,
        modes: LANES,
        keys: &["a"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::Accept,
        name: "accept",
        doc: "Take what is written; in the palette, do what is selected",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Enter"],
        hint: Some("go"),
        available: always,
    },
    Command {
        action: Action::DeleteBefore,
        name: "delete-before",
        doc: "Delete the character before; of nothing, leave",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Backspace", "Ctrl-h"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::DeleteAfter,
        name: "delete-after",
        doc: "Delete the character after",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Delete", "Ctrl-d"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::DeleteWord,
        name: "delete-word",
        doc: "Delete the word before",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Ctrl-w", "Alt-Backspace"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::DeleteAll,
        name: "delete-all",
        doc: "Delete everything",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Ctrl-u"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::CaretLeft,
        name: "caret-left",
        doc: "Left",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Left", "Ctrl-b"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::CaretRight,
        name: "caret-right",
        doc: "Right",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Right", "Ctrl-f"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::CaretStart,
        name: "caret-start",
        doc: "To the start",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["Home", "Ctrl-a"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::CaretEnd,
        name: "caret-end",
        doc: "To the end",
        group: Group::Writing,
        modes: PROMPT,
        keys: &["End", "Ctrl-e"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::NextChoice,
        name: "next-choice",
        doc: "In the palette: the next one",
        group: Group::Writing,
        modes: PALETTE,
        keys: &["Down", "Ctrl-n"],
        hint: Some("move"),
        available: always,
    },
    Command {
        action: Action::PreviousChoice,
        name: "previous-choice",
        doc: "In the palette: the previous one",
        group: Group::Writing,
        modes: PALETTE,
        keys: &["Up", "Ctrl-p"],
        hint: Some("move"),
        available: always,
    },
    Command {
        action: Action::ChoicesDown,
        name: "choices-down",
        doc: "In the palette: a page down",
        group: Group::Writing,
        modes: PALETTE,
        keys: &["PageDown"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::ChoicesUp,
        name: "choices-up",
        doc: "In the palette: a page up",
        group: Group::Writing,
        modes: PALETTE,
        keys: &["PageUp"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::Redraw,
        name: "redraw",
        doc: "Draw the whole screen anew",
        group: Group::Program,
        modes: EVERYWHERE,
        keys: &["Ctrl-l"],
        hint: None,
        available: always,
    },
    Command {
        action: Action::Suspend,
        name: "suspend",
        doc: "Back to the shell for a while; fg returns",
        group: Group::Program,
        modes: EVERYWHERE,
        keys: &["Ctrl-z"],
        hint: None,
        available: always,
    },
];
