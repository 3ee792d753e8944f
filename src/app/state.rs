//! [`App`]: the state, and `update`, the only way to change it.
//!
//! Owns the dispatch of messages and what the drawing reads. Movement through lists and along the
//! axis stands in files of its own.

use std::sync::Arc;

use super::command::{Action, Mode};
use super::help::HelpPage;
use super::hits::HitMap;
use super::input::{Key, Pointer};
use super::keymap::Keymap;
use super::view::{Overlay, View};
use crate::data::{EventIndex, Grouping, Timeline};
use crate::index::{Index, Lanes};
use crate::scene::axis::{Axis, Request, Slot, lane_name};
use crate::scene::detail::{self, Detail, Frame};
use crate::scene::flow::Target;
use crate::scene::layout::{Layout, Pane, Wishes};
use crate::scene::list::{self, Listing, Row};
use crate::text::{Clean, width};
use crate::time::{Time, Window};

/// Air beside the story where the file names no opening window, in hundredths of its length.
const AIR: u32 = 4;

/// The most cells that the column of dates takes: no short date is wider.
const MOST_DATE_COLUMNS: u16 = 12;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A mouse did something.
    Pointer(Pointer),
    /// Text was pasted.
    Paste(String),
    /// The screen has another size.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// Something a person should know, for the footer.
    Notice(String),
}

/// Something that has to be done outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// Draw every cell anew.
    Redraw,
}

/// How the program was asked to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// What the lanes stand for; what the file says where this says nothing.
    pub lanes: Option<Grouping>,
    /// The window shown first; that of the file, else the whole story.
    pub window: Option<Window>,
    /// The event selected first; the first one.
    pub event: Option<EventIndex>,
    /// Whether only ASCII may be used for what is the program's own.
    pub ascii: bool,
}

/// The state of the program.
#[derive(Debug, Clone)]
pub struct App {
    timeline: Arc<Timeline>,
    index: Arc<Index>,
    lanes: Arc<Lanes>,
    keymap: Keymap,
    pub(super) view: View,
    pub(super) history: Vec<View>,
    pub(super) overlays: Vec<Overlay>,
    pub(super) notice: Option<Clean>,
    /// The window that shows the whole story.
    pub(super) home: Window,
    ascii: bool,
    columns: u16,
    rows: u16,
    detail: Detail,
    /// What the detail was written for.
    detail_of: Option<(Option<Target>, Frame)>,
    date_columns: u16,
    pub(super) hits: HitMap,
    changed: bool,
}

impl App {
    /// The state at the start, on a screen of 80 columns and 24 rows until a message says otherwise.
    pub fn new(timeline: Arc<Timeline>, options: &Options) -> Self {
        let index = Index::new(&timeline);
        let lanes = Lanes::new(&timeline, &index, options.lanes.unwrap_or(timeline.lanes));
        let home = home(&timeline, &index);
        let event = options.event.or_else(|| index.order().first().copied());
        let view = View {
            listing: Listing::Events,
            event,
            actor: (!timeline.actors.is_empty()).then(|| crate::data::ActorIndex::new(0)),
            pane: Pane::List,
            window: options.window.unwrap_or(home),
            first_row: 0,
            first_lane: 0,
            first_line: 0,
            item: 0,
            notes: false,
            outward: Vec::new(),
            inward: Vec::new(),
        };
        let date_columns = date_columns(&timeline, options.ascii);
        let mut app = Self {
            timeline,
            index: Arc::new(index),
            lanes: Arc::new(lanes),
            keymap: Keymap::default(),
            view,
            history: Vec::new(),
            overlays: Vec::new(),
            notice: None,
            home,
            ascii: options.ascii,
            columns: 80,
            rows: 24,
            detail: Detail::default(),
            detail_of: None,
            date_columns,
            hits: HitMap::default(),
            changed: true,
        };
        if options.event.is_some() && options.window.is_none() {
            app.reveal();
        }
        app.settle();
        app
    }

    /// The story.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// What is derived from it.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Its lanes.
    pub fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    /// Where the person is.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// What lies over the panes, the topmost last.
    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    /// What the footer has to say, if anything.
    pub const fn notice(&self) -> Option<&Clean> {
        self.notice.as_ref()
    }

    /// Whether only ASCII may be used for what is the program's own.
    pub const fn ascii(&self) -> bool {
        self.ascii
    }

    /// Cells of the column of dates in the list: as wide as the widest.
    pub const fn date_columns(&self) -> u16 {
        self.date_columns
    }

    /// Columns and rows of the screen.
    pub const fn size(&self) -> (u16, u16) {
        (self.columns, self.rows)
    }

    /// Whether there is a view to go back to.
    pub const fn has_history(&self) -> bool {
        !self.history.is_empty()
    }

    /// Which part of the program has the keys.
    pub fn mode(&self) -> Mode {
        match self.overlays.last() {
            Some(Overlay::Help { .. }) => Mode::Help,
            None => Mode::Browse,
        }
    }

    /// The selected event, unless the actors are listed.
    pub fn selected_event(&self) -> Option<EventIndex> {
        self.view
            .event
            .filter(|_| self.view.listing == Listing::Events)
    }

    /// Whether anything has changed since this was last asked.
    pub const fn take_changed(&mut self) -> bool {
        std::mem::replace(&mut self.changed, false)
    }

    /// Takes the map of the frame that was drawn last.
    pub fn set_hits(&mut self, hits: HitMap) {
        self.hits = hits;
    }

    /// The areas of the screen; `None` where it is too small for them.
    pub fn layout(&self) -> Option<Layout> {
        let lane_rows = self.lanes.lanes.iter().map(|lane| lane.track.rows()).sum();
        let names = (0..self.lanes.lanes.len())
            .map(|lane| width(&lane_name(&self.timeline, &self.lanes, lane)))
            .max();
        let label_width = names.unwrap_or(0);
        Layout::new(
            self.columns,
            self.rows,
            &Wishes {
                lane_rows,
                label_width,
                eras: !self.timeline.eras.is_empty(),
                pane: self.view.pane,
            },
        )
    }

    /// The axis in an arrangement.
    pub fn axis(&self, layout: &Layout) -> Option<Axis> {
        Axis::new(&Request {
            timeline: &self.timeline,
            index: &self.index,
            lanes: &self.lanes,
            window: self.view.window,
            whole: self.home,
            columns: layout.axis.width,
            rows: layout.axis.height,
            slots: &self.slots(),
            first_slot: self.view.first_lane,
            selected: self.selected_event(),
            now: None,
            markers: &[],
        })
    }

    /// The lanes from the top, as the person chose.
    pub fn slots(&self) -> Vec<Slot> {
        let lanes = 0..self.lanes.lanes.len();
        lanes
            .map(|lane| Slot {
                lane,
                pinned: false,
                collapsed: false,
            })
            .collect()
    }

    /// The rows of the list that an arrangement shows.
    pub fn list_rows(&self, layout: &Layout) -> Vec<Row> {
        let shown = usize::from(layout.list.inside().height);
        let range = self.view.first_row..self.view.first_row + shown;
        list::rows(self.view.listing, &self.timeline, &self.index, range)
    }

    /// How many rows the whole list has.
    pub fn list_height(&self) -> usize {
        list::height(self.view.listing, &self.timeline, &self.index)
    }

    /// The title of the detail.
    pub fn detail_title(&self) -> Clean {
        match (self.view.listing, self.view.event, self.view.actor) {
            (Listing::Events, Some(event), _) => self.timeline.event(event).title.clone(),
            (Listing::Actors, _, Some(actor)) => self.timeline.actor(actor).name.clone(),
            _ => Clean::default(),
        }
    }

    /// The detail of what is selected, for the width there is.
    pub const fn detail(&self) -> &Detail {
        &self.detail
    }

    /// Writes the detail anew where something that it depends on has changed.
    pub(super) fn write_detail(&mut self) {
        // Where only the list is shown, the detail would have the whole width.
        let columns = self.layout().map_or(0, |layout| match layout.detail.width {
            0 => layout.list.inside().with_margin(1).width,
            _ => layout.detail.inside().with_margin(1).width,
        });
        let frame = Frame {
            columns: usize::from(columns),
            ascii: self.ascii,
            notes: self.view.notes,
        };
        let subject = match (self.view.listing, self.view.event, self.view.actor) {
            (Listing::Events, Some(event), _) => Some(Target::Event(event)),
            (Listing::Actors, _, Some(actor)) => Some(Target::Actor(actor)),
            _ => None,
        };
        if self.detail_of == Some((subject, frame)) {
            return;
        }
        self.detail_of = Some((subject, frame));
        self.detail = match subject {
            Some(Target::Event(event)) => detail::event(&self.timeline, &self.index, event, &frame),
            Some(Target::Actor(actor)) => detail::actor(&self.timeline, &self.index, actor, &frame),
            None => Detail::default(),
        };
    }

    /// Lines of the detail in view.
    pub(super) fn detail_height(&self) -> usize {
        self.layout()
            .map_or(1, |layout| usize::from(layout.detail.inside().height))
            .max(1)
    }

    /// Takes a message; may ask for something to be done.
    pub fn update(&mut self, message: Message) -> Option<Effect> {
        let before = (
            self.view.clone(),
            self.overlays.clone(),
            self.notice.clone(),
        );
        let effect = match message {
            Message::Key(key) => {
                self.notice = None;
                let command = self.keymap.command(self.mode(), key);
                command.and_then(|command| self.perform(command.action))
            }
            Message::Pointer(pointer) => {
                self.point(pointer);
                None
            }
            // There is nowhere to write yet; keys that were pasted must not act as keys.
            Message::Paste(_) => None,
            Message::Resize { columns, rows } => {
                self.columns = columns;
                self.rows = rows;
                self.changed = true;
                None
            }
            Message::Notice(text) => {
                self.notice = Some(Clean::line(&text));
                None
            }
        };
        self.settle();
        self.changed |= before
            != (
                self.view.clone(),
                self.overlays.clone(),
                self.notice.clone(),
            );
        effect
    }

    fn perform(&mut self, action: Action) -> Option<Effect> {
        match self.mode() {
            Mode::Help => self.perform_in_help(action),
            Mode::Browse => self.perform_in_panes(action),
        }
    }

    pub(super) fn perform_in_help(&mut self, action: Action) -> Option<Effect> {
        let page = self.help_height();
        let Some(Overlay::Help { first_line }) = self.overlays.last_mut() else {
            return None;
        };
        match action {
            Action::Next | Action::ScrollDown => *first_line = first_line.saturating_add(1),
            Action::Previous | Action::ScrollUp => *first_line = first_line.saturating_sub(1),
            Action::PageDown => *first_line = first_line.saturating_add(page),
            Action::PageUp => *first_line = first_line.saturating_sub(page),
            Action::First => *first_line = 0,
            Action::Last => *first_line = usize::MAX,
            Action::Help | Action::Close | Action::Quit => {
                self.overlays.pop();
            }
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            _ => {}
        }
        None
    }

    fn perform_in_panes(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::Next => self.step(1),
            Action::Previous => self.step(-1),
            Action::PageDown => self.page(1),
            Action::PageUp => self.page(-1),
            Action::First => self.go_to_end(false),
            Action::Last => self.go_to_end(true),
            Action::Follow => self.follow(),
            Action::Back => self.back(),
            Action::SwitchPane => self.switch_pane(),
            Action::Actors => self.toggle_actors(),
            Action::Close => self.close(),
            Action::Notes => self.toggle_notes(),
            Action::ScrollDown => self.scroll_detail(1),
            Action::ScrollUp => self.scroll_detail(-1),
            Action::PanLeft => self.pan(-1, 8),
            Action::PanRight => self.pan(1, 8),
            Action::PanPageLeft => self.pan(-7, 8),
            Action::PanPageRight => self.pan(7, 8),
            Action::ZoomIn => self.zoom(true),
            Action::ZoomOut => self.zoom(false),
            Action::FitAll => self.show_window(self.home),
            Action::FitSelection => self.fit_selection(),
            Action::Centre => self.centre(),
        }
        None
    }

    /// The help page, for the width there is.
    pub fn help_page(&self) -> HelpPage {
        HelpPage::new(usize::from(self.columns.saturating_sub(4)), self.ascii)
    }

    /// Lines of the help page in view.
    pub fn help_height(&self) -> usize {
        usize::from(self.rows.saturating_sub(3)).max(1)
    }

    /// Brings everything that scrolls into its range, and the selection into view.
    pub(super) fn settle(&mut self) {
        if !self.overlays.is_empty() {
            let last = self
                .help_page()
                .lines
                .len()
                .saturating_sub(self.help_height());
            for Overlay::Help { first_line } in &mut self.overlays {
                *first_line = (*first_line).min(last);
            }
        }
        self.settle_list();
        self.settle_lanes();
        self.settle_detail();
    }
}

/// Cells of the widest short date, and a blank.
fn date_columns(timeline: &Timeline, ascii: bool) -> u16 {
    let dates = timeline
        .events
        .iter()
        .filter_map(|event| event.when.as_ref());
    let widest = dates
        .map(|when| width(&Clean::line(&when.short(ascii))))
        .max()
        .unwrap_or(0);
    u16::try_from(widest)
        .unwrap_or(u16::MAX)
        .clamp(4, MOST_DATE_COLUMNS)
        + 1
}

/// The window that shows the whole story: that of the file, else the dates with air around them.
fn home(timeline: &Timeline, index: &Index) -> Window {
    let dated = || index.extent().map(|extent| extent.with_air(AIR));
    timeline
        .opening
        .or_else(dated)
        .unwrap_or_else(without_dates)
}

/// What the axis shows of a story without dates: this century, which says nothing of the story.
fn without_dates() -> Window {
    let century = Time::from_date(2000, 1, 1).zip(Time::from_date(2100, 1, 1));
    century
        .and_then(|(start, end)| Window::new(start, end))
        .unwrap_or(Window::WHOLE)
}
