//! The command table: everything that a person can do, once.
//!
//! Owns what a command is; the rows stand in [`table`]. The keymap, the help page, the footer,
//! `annals keys` and the README's table are made from it; nothing else says which key does what.

mod table;

use super::state::App;

pub use table::COMMANDS;

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
    Layers,
    LayerSwitch,
    LayersDone,
    Compare,
    NextClaim,
    PreviousClaim,
    Disputes,
    Search,
    Filter,
    ToggleFilter,
    NextFound,
    PreviousFound,
    Chain,
    Grid,
    StoryLines,
    Quiz,
    GoOn,
    GoBack,
    Earlier,
    Later,
    WholeClass,
    CopyText,
    CopyMarkdown,
    CopyReference,
    Source,
    OpenAddress,
    CopyAddress,
    Edit,
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
    Complete,
    NextChoice,
    PreviousChoice,
    ChoicesDown,
    ChoicesUp,
    Present,
    NextCard,
    PreviousCard,
    JumpToCard,
    Blank,
    Stepwise,
    WholeStory,
    Clock,
    AutoAdvance,
    NextTheme,
    About,
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
    /// Before a class.
    Presenting,
    /// A quiz.
    Quiz,
    /// The page of lanes.
    Lanes,
    /// Accounts over each other.
    Accounts,
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
        Self::Presenting,
        Self::Quiz,
        Self::Lanes,
        Self::Accounts,
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
            Self::Presenting => "Presenting",
            Self::Quiz => "In a quiz",
            Self::Lanes => "On the page of lanes",
            Self::Accounts => "Accounts over each other",
            Self::Taking => "Copying and opening",
            Self::Writing => "Where something is written",
            Self::Program => "Program",
        }
    }
}

/// Which part of the program has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// The panes.
    Browse,
    /// The help page.
    Help,
    /// The page of lanes.
    Lanes,
    /// A line of text is being written; characters go there.
    Prompt,
    /// A filter is being written; characters go there.
    Filter,
    /// The grid, the story lines, the chain of an event.
    Relations,
    /// One event a screen.
    Present,
    /// A quiz; the letters of its choices take them.
    Quiz,
    /// Whether to open the address of a source.
    Address,
    /// The palette; characters are written there.
    Palette,
    /// The page of layers.
    Layers,
    /// Accounts side by side.
    Compare,
}

impl Mode {
    /// Every mode.
    pub const ALL: &'static [Self] = &[
        Self::Browse,
        Self::Help,
        Self::Lanes,
        Self::Prompt,
        Self::Filter,
        Self::Relations,
        Self::Present,
        Self::Quiz,
        Self::Address,
        Self::Palette,
        Self::Layers,
        Self::Compare,
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
