//! [`Context`]: what the screens share.
//!
//! It holds the story, the settings, where the person is in the story ([`Place`]), the way back, and what
//! several screens act on: lanes, marks, search results, the filter, accounts. It holds the state of no
//! screen. A handler of a screen gets the context and its own state; it changes both, and asks for what
//! only the shell or the program can do (another screen, a notice, an [`Effect`]).

pub mod accounts;
pub mod filter;
pub mod found;
pub(crate) mod glide;
pub mod history;
pub mod lanes;
pub mod loading;
pub mod marks;
pub mod memory;
pub mod place;
pub mod story_change;

use std::sync::Arc;
use std::time::Duration;

use annals_index::{Index, Lanes, Track, VisibleEvents};
use annals_model::text::Clean;
use annals_model::{AccountSet, EventIndex, Timeline};
use annals_scene::axis::era_rows;
use annals_scene::layout::{Layout, LayoutNeeds, Pane, axis_columns};
use annals_scene::relations::VisibleStory;
use annals_scene::{story_window, without_dates};
use annals_time::{Time, Window};
use ratatui::layout::Rect;

use self::filter::{Filter, Terms};
use crate::command::{Count, Spec};
use crate::keys::Keymap;
use crate::message::Effect;
use crate::options::Options;
use crate::screen::{AnyScreen, Cursor, Destination, Kind, Screen};
use crate::story::Story;

pub use accounts::{AccountState, EditRequest, FileNews, Merge, Merged, accounts_on};
pub use found::{Found, SearchState, Searchable};
pub use glide::Glide;
pub use history::{History, Snapshot};
pub use lanes::{Arrangement, Form, KeptLanes, LaneOrder, LaneState};
pub use loading::{Loading, Progress};
pub use marks::{Marked, Marks, Spot};
pub use memory::Memory;
pub use place::{Focus, Place};
pub use story_change::StoryChange;

pub(crate) use accounts::Unreadable;
pub(crate) use lanes::LaneMeasures;
pub(crate) use marks::{DatedEvents, MAX_MEASURED};
pub(crate) use place::Zoom;

/// The name of the lowest screen, whose keys are shown where a message names a key.
pub const BROWSE: &str = "browse";

/// What the screens share.
#[derive(Debug)]
pub struct Context {
    /// The story.
    pub story: Story,
    /// The settings of this session.
    pub options: Options,
    /// Where the person is in the story.
    pub place: Place,
    /// The way back.
    pub history: History,
    /// The screens below the one that handles the input or is drawn, the lowest first.
    pub below: Vec<Box<dyn AnyScreen>>,
    /// What a handler asked for.
    pub requests: Requests,
    /// How the lanes are arranged.
    pub lanes: LaneState,
    /// Marks.
    pub marks: Marks,
    /// Search results.
    pub search: SearchState,
    /// The filter terms that are being applied in the background.
    pub filtering: Option<Terms>,
    /// Accounts that are being merged or have changed on disk.
    pub accounts: AccountState,
    /// What is still being read.
    pub progress: Progress,
    /// The terminal, the clock, and what follows from them.
    pub display: Display,
    /// What follows from the story.
    pub extent: Extent,
    /// What screens keep between two times that they are open.
    pub memory: Memory,
}

/// What a handler asked for; the shell carries it out when the handler is done.
#[derive(Debug, Default)]
pub struct Requests {
    /// A sentence for the footer.
    pub notice: Option<Clean>,
    /// Whether a frame has to be drawn.
    pub(crate) redraw: bool,
    /// What only the program can do.
    pub effects: Vec<Effect>,
    /// Whether the screen that handles the input is to be closed.
    pub(crate) closes: bool,
    /// Screens to be put on top.
    pub(crate) opened: Vec<Box<dyn AnyScreen>>,
    /// What the lowest screen is to show instead of all others.
    pub(crate) destination: Option<Destination>,
    /// A command to be carried out by the screen below.
    pub(crate) command: Option<(&'static Spec, Count)>,
    /// Open the screen that this command opens.
    pub(crate) screen: Option<(&'static Spec, Cursor, Count)>,
    /// Merge these accounts at once, without a notice.
    pub(crate) accounts: Option<AccountSet>,
    /// Apply these terms as the filter.
    pub(crate) filter: Option<Terms>,
    /// Search for this text.
    pub(crate) search: Option<String>,
}

/// The terminal, the clock, and what follows from them.
#[derive(Debug, Clone, Copy)]
pub struct Display {
    /// Columns of the terminal.
    pub columns: u16,
    /// Rows of the terminal.
    pub rows: u16,
    /// The time of day, once it is known.
    pub now: Option<Time>,
    /// How long the program has been running, by a clock that never jumps, once it is known.
    pub elapsed: Option<Duration>,
    /// The index of the theme among [`Options::themes`].
    pub theme: usize,
    /// Whether the selection follows the axis.
    pub following: bool,
    /// What zooming and panning keep in view.
    pub focus: Focus,
    /// Where the list was dragged to end, if it was.
    pub divider: Option<Divider>,
    /// The zoom that is still to be seen.
    pub glide: Option<Glide>,
}

/// Where a person dragged the edge between the list and the detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Divider {
    /// Columns of the list.
    pub columns: u16,
    /// Columns of the terminal at that time.
    pub of: u16,
}

impl Divider {
    /// Returns the columns of the list in a terminal of this width.
    pub fn list_columns(self, terminal: u16) -> u16 {
        let columns = u32::from(self.columns) * u32::from(terminal) / u32::from(self.of.max(1));
        u16::try_from(columns).unwrap_or(terminal)
    }
}

/// What follows from the story.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// The window that shows the whole story.
    pub whole: Window,
}

impl Extent {
    fn of(story: &Story) -> Self {
        Self {
            whole: story_window(&story.timeline, &story.index),
        }
    }
}

impl Context {
    /// The context of a story on a terminal of 80 by 24 until [`crate::message::Message::Resize`] says
    /// otherwise.
    pub(crate) fn new(story: Story, options: Options) -> Self {
        let mut cx = Self {
            place: Place::new(without_dates()),
            history: History::default(),
            below: Vec::new(),
            requests: Requests::default(),
            lanes: LaneState::new(&story.lanes),
            marks: Marks::default(),
            search: SearchState::default(),
            filtering: None,
            accounts: AccountState::default(),
            progress: Progress::default(),
            display: Display {
                columns: 80,
                rows: 24,
                now: None,
                elapsed: None,
                theme: options.theme,
                following: options.follow_axis,
                focus: Focus::default(),
                divider: None,
                glide: None,
            },
            extent: Extent {
                whole: without_dates(),
            },
            memory: Memory::default(),
            story,
            options,
        };
        cx.begin_story();
        cx
    }

    /// Goes to where the story begins, or where the options say.
    pub(crate) fn begin_story(&mut self) {
        let (story, options) = (&self.story, &self.options);
        let start = &options.start;
        let extent = Extent::of(story);
        let opening = story.timeline.opening.unwrap_or(extent.whole);
        let window = Place::at_least_shortest(start.window.unwrap_or(opening));
        let event = start
            .event
            .or_else(|| first_in(&story.index, &window))
            .or_else(|| story.index.order().first().copied());
        self.marks = Marks::at_start(&start.marks);
        self.lanes = LaneState::at_start(start.arranged.as_ref(), story);
        self.extent = extent;
        self.place = Place {
            event,
            ..Place::new(window)
        };
        self.history = History::default();
        self.search = SearchState::default();
        self.filtering = None;
        self.accounts.merged = None;
        self.accounts.lent = None;
        self.memory = Memory::default();
    }

    /// Works out anew what follows from the story.
    pub(crate) fn story_replaced(&mut self) {
        self.marks
            .collect_dated(&self.story.index, self.place.filter.as_ref());
        self.extent = Extent::of(&self.story);
    }

    /// Returns the timeline.
    pub fn timeline(&self) -> &Timeline {
        &self.story.timeline
    }

    /// Returns what is derived from the timeline.
    pub fn index(&self) -> &Index {
        &self.story.index
    }

    /// Returns which key does what.
    pub const fn keymap(&self) -> &Keymap {
        &self.options.keymap
    }

    /// Returns whether only ASCII may be used for the program's own signs.
    pub const fn ascii(&self) -> bool {
        self.options.ascii
    }

    /// Returns the filter.
    pub fn filter(&self) -> Option<&Filter> {
        self.place.filter.as_deref()
    }

    /// Returns the events that pass the filter, in order.
    pub fn shown(&self) -> VisibleEvents<'_> {
        let chosen = self.filter().and_then(Filter::chosen);
        VisibleEvents::new(self.index(), chosen)
    }

    /// Returns the events that pass the filter, along the axis.
    pub fn everything(&self) -> &Track {
        let passing = self.filter().and_then(Filter::everything);
        passing.unwrap_or_else(|| self.index().everything())
    }

    /// Returns the lanes with the events that pass the filter.
    pub fn lanes(&self) -> &Lanes {
        let passing = self.filter().and_then(Filter::lanes);
        passing.unwrap_or(&self.story.lanes)
    }

    /// Returns who takes part in the events that pass the filter.
    pub(crate) fn seen(&self) -> VisibleStory<'_> {
        let cast = self.filter().and_then(|filter| filter.cast(self.index()));
        match cast {
            Some(cast) => VisibleStory::some(self.index(), self.shown(), self.everything(), cast),
            None => VisibleStory::all(self.index()),
        }
    }

    /// Returns whether it is unsure that an event passes the filter.
    pub fn is_possible(&self, event: EventIndex) -> bool {
        self.filter()
            .is_some_and(|filter| filter.is_possible(&self.story, event))
    }

    /// Returns what was found.
    pub fn found(&self) -> Option<&Found> {
        self.search.found()
    }

    /// Returns the events that are marked along the axis: those that were found, else those at the date gone to.
    pub fn marked_track(&self) -> Option<&Track> {
        let dated = || self.marks.dated.as_ref().map(DatedEvents::track);
        self.search.track().or_else(dated)
    }

    /// Returns the areas of the screen with this pane in use; `None` where the terminal is too small. The list
    /// has the least of its widths.
    pub fn layout(&self, pane: Pane) -> Option<Layout> {
        self.layout_with(pane, 0)
    }

    /// Returns the areas of the screen with this pane in use and a list that wants so many columns; `None` where
    /// the terminal is too small.
    pub fn layout_with(&self, pane: Pane, list_columns: u16) -> Option<Layout> {
        let measures = &self.lanes.measures;
        let columns = axis_columns(self.display.columns, measures.label_width, measures.undated);
        Layout::new(
            self.display.columns,
            self.display.rows,
            &LayoutNeeds {
                lane_rows: measures.rows,
                label_width: measures.label_width,
                // As many as the whole story needs, so that zooming moves no pane.
                era_rows: era_rows(&self.timeline().eras, self.extent.whole, columns),
                undated: measures.undated,
                filter: self.filter().is_some_and(|filter| !filter.terms().is_off()),
                banner: self.has_banner(),
                divided_at: (self.display.divider)
                    .map(|divider| divider.list_columns(self.display.columns)),
                list_columns,
                pane,
            },
        )
    }

    /// Returns the area of a page between title and footer.
    pub fn page_area(&self) -> Rect {
        let banner = self
            .layout(Pane::List)
            .map_or(0, |layout| layout.banner.height);
        let end = self.display.rows.saturating_sub(banner + 1);
        Rect::new(0, 1, self.display.columns, end.saturating_sub(1))
    }

    /// Returns the area just above the footer with this many rows.
    pub fn bottom_area(&self, rows: u16) -> Rect {
        let top = self.display.rows.saturating_sub(rows.saturating_add(1));
        Rect::new(0, top, self.display.columns, rows)
    }

    /// Returns the key that a command has on the lowest screen, as it is shown.
    pub fn key_of(&self, spec: &Spec) -> Option<String> {
        self.keymap().label_on(BROWSE, spec, self.ascii())
    }

    /// Says something in the footer.
    pub fn notice(&mut self, words: &str) {
        self.requests.notice = Some(Clean::line(words));
    }

    /// Asks the program for something.
    pub fn effect(&mut self, effect: Effect) {
        self.requests.effects.push(effect);
    }

    /// Asks for a frame, where a message does not bring one anyway.
    pub fn redraw(&mut self) {
        self.requests.redraw = true;
    }

    /// Asks to be woken after some time; only the newest wish counts.
    pub fn wake_after(&mut self, time: Duration) {
        self.effect(Effect::Wake(time));
    }

    /// Closes the screen that handles this input.
    pub fn close(&mut self) {
        self.requests.closes = true;
    }

    /// Puts a screen on top. A page replaces the page that handles this input.
    pub fn push(&mut self, screen: impl Screen) {
        self.requests.opened.push(Box::new(screen));
    }

    /// Closes all screens but the lowest and shows something there.
    pub fn open(&mut self, destination: Destination) {
        self.requests.destination = Some(destination);
    }

    /// Asks the topmost page below an overlay.
    pub fn with_page<R>(
        &mut self,
        ask: impl FnOnce(&mut dyn AnyScreen, &mut Self) -> R,
    ) -> Option<R> {
        let place = (self.below.iter()).rposition(|screen| screen.kind() == Kind::Page)?;
        let mut above = self.below.split_off(place);
        let answer = above.first_mut().map(|page| ask(&mut **page, self));
        self.below.append(&mut above);
        answer
    }

    /// Asks the screen on top. Only while all screens are in the stack.
    pub(crate) fn with_top<R>(
        &mut self,
        ask: impl FnOnce(&mut dyn AnyScreen, &mut Self) -> R,
    ) -> Option<R> {
        let mut top = self.below.pop()?;
        let answer = ask(&mut *top, self);
        self.below.push(top);
        Some(answer)
    }

    /// Says that a file could not be reloaded, and why, until it is mended; where there are several
    /// accounts, which file, and how many more.
    pub fn not_reloaded(&self) -> Option<Clean> {
        let mut unreadable = self.accounts.unreadable.values();
        let first = unreadable.next()?;
        let name = if self.options.accounts.iter().count() > 1 {
            format!("{} ", first.name)
        } else {
            String::new()
        };
        let more = match unreadable.count() {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let words = first.words();
        Some(Clean::line(&format!("{name}not reloaded{more}: {words}")))
    }

    /// Returns whether something has to be said in a row above the footer.
    pub const fn has_banner(&self) -> bool {
        self.progress.loading.is_some()
    }

    /// Returns the topmost page below an overlay.
    pub fn page(&self) -> Option<&dyn AnyScreen> {
        let mut screens = self.below.iter().rev();
        let page = screens.find(|screen| screen.kind() == Kind::Page)?;
        Some(&**page)
    }
}

/// Returns the first event in view.
fn first_in(index: &Index, window: &Window) -> Option<EventIndex> {
    let track = index.everything();
    let first = track.within(window, 1).first().copied();
    first.map(|position| track.event(position))
}

/// Returns whether two shared values are the very same.
pub(crate) fn is_same<T>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}
