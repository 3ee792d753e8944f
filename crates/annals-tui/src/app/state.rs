//! [`App`]: the state, and what the drawing reads of it.
//!
//! Owns every part of the state and how it is made. What changes it stands beside: `update` sends each
//! message to the file that knows what to do.

use core::time::Duration;
use std::collections::HashMap;
use std::sync::Arc;

use super::about;
use super::arrangement::{Arrangement, KeptLanes};
use super::command::{Action, Mode};
use super::comparing::Comparing;
use super::editing::Edited;
use super::filter::Filter;
use super::filtering::Filtering;
use super::help::HelpPage;
use super::hits::HitMap;
use super::input::{Key, Pointer};
use super::keymap::Keymap;
use super::laying::Laid;
use super::loading::Loading;
use super::measure::Measure;
use super::named_marks::NamedMarks;
use super::options::Options;
use super::pointer::Drag;
use super::presenting::Presenting;
use super::quiz::Quizzes;
use super::reloading::{FileNews, Reloading};
use super::search::{Found, Searchable, Searching};
use super::start::{date_columns, first_seen};
use super::story::{Story, Task};
use super::time_window::at_least_seen;
use super::view::{Overlay, Page, View};
use annals_index::{Index, LaneKey};
use annals_model::text::{Clean, width};
use annals_model::{EventIndex, Grouping, LayerIndex, Timeline, WebAddress};
use annals_scene::axis::{Axis, CROWD, Request, Slot, lane_name, wanted_rows};
use annals_scene::detail::{self, Detail, Frame};
use annals_scene::flow::Target;
use annals_scene::layout::{Layout, Wishes};
use annals_scene::list::{self, Listing, Row};
use annals_scene::relations::story_lines::Order;
use annals_scene::{story_window, without_dates};
use annals_time::{Time, Window};

/// The most events that the detail of an actor lists.
const MOST_EVENTS_LISTED: usize = 1_000;

/// Cells for the number of events beside the name of a crowded lane.
const COUNT_WIDTH: usize = 5;

/// Cells for the number of rows that a lane has no room for.
const MORE_WIDTH: usize = 3;

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
    /// The present moment. It changes nothing by itself, so it needs no frame.
    Now(Time),
    /// A story is ready to be shown.
    Opened(Story),
    /// The lanes that were asked for are ready.
    Grouped(Story),
    /// A story has been made searchable.
    Searchable(Story, Searchable),
    /// A search of a story has found something, or nothing.
    Found(Story, Arc<Found>),
    /// The events of a story that pass a filter are known.
    Filtered(Story, Arc<Filter>),
    /// So much time has passed as [`Effect::Wake`] asked for.
    Woken,
    /// The order of the story lines of a story is ready.
    LinesOrdered(Story, Arc<Order>),
    /// Other layers have been laid over a story.
    Laid(Story, Box<Laid>),
    /// Something has become of the file of a layer.
    File(LayerIndex, FileNews),
    /// How far a table has been read, and that it has been.
    Loading(Option<Loading>),
}

/// Something that has to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Do this beside the screen and come back with its message. Only the newest of a name counts.
    Run(Task),
    /// Put this text on the clipboard. A person asked for it.
    Copy(Clean),
    /// Come back with [`Message::Woken`] after this long; only the newest one asked for counts.
    Wake(Duration),
    /// Open this address with the system's browser. A person saw it and asked for it.
    Open(WebAddress),
    /// Lend the terminal to the person's editor, at this place.
    Edit(Edited),
    /// Read no more of a table: what is there is enough.
    StopLoading,
}

/// The state of the program.
#[derive(Debug, Clone)]
pub struct App {
    pub(super) story: Story,
    pub(super) options: Options,
    pub(super) view: View,
    pub(super) history: Vec<View>,
    /// Views that were gone back from, the next one last.
    pub(super) future: Vec<View>,
    /// The number typed so far, for the command that comes next.
    pub(super) count: Option<usize>,
    /// The key that was pressed of a sequence of two.
    pub(super) pending: Option<Key>,
    pub(super) overlays: Vec<Overlay>,
    /// How often each command was used in this session.
    pub(super) uses: HashMap<Action, u32>,
    pub(super) notice: Option<Clean>,
    /// What is being waited for, if anything.
    pub(super) waiting: Option<Clean>,
    /// The window that shows the whole story.
    pub(super) whole: Window,
    pub(super) arrangement: Arrangement,
    /// How the lanes of other groupings were arranged when they were left.
    pub(super) shelved: Vec<KeptLanes>,
    /// What follows from the arrangement, and is asked for many times a frame.
    pub(super) lane_measures: LaneMeasures,
    pub(super) measure: Measure,
    pub(super) searching: Searching,
    pub(super) filtering: Filtering,
    pub(super) presenting: Presenting,
    pub(super) named: NamedMarks,
    /// The order of the story lines, once they have been asked for.
    pub(super) line_order: Option<Arc<Order>>,
    /// Other layers that wait to be shown.
    pub(super) laid: Option<Laid>,
    pub(super) comparing: Comparing,
    pub(super) reloading: Reloading,
    /// How far a table has been read that is not all there.
    pub(super) loading: Option<Loading>,
    /// Whether the selection moves to what is in view when the axis leaves it behind.
    pub(super) following: bool,
    pub(super) quizzes: Quizzes,
    /// Whether the way back already leads to before the axis left the selection behind.
    pub(super) strayed: bool,
    /// The place of the theme among those of the options.
    theme: usize,
    pub(super) now: Option<Time>,
    pub(super) drag: Option<Drag>,
    pub(super) columns: u16,
    pub(super) rows: u16,
    detail: Detail,
    /// What the detail was written for.
    detail_of: Option<(Option<Target>, Frame)>,
    pub(super) date_columns: u16,
    pub(super) hits: HitMap,
    pub(super) changed: bool,
}

/// What the layout asks of the lanes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LaneMeasures {
    /// The lanes that may be shown, from the top.
    slots: Vec<Slot>,
    /// Lanes that the person has hidden.
    off: usize,
    /// The filter through which they were measured.
    filter: Option<Arc<Filter>>,
    /// Rows that would show all of them in full.
    rows: usize,
    /// Cells of the widest name.
    label_width: usize,
}

impl App {
    /// The state at the start, on a screen of 80 columns and 24 rows until a message says otherwise.
    /// What is derived from the timeline is derived at once.
    pub fn new(timeline: Arc<Timeline>, options: &Options) -> Self {
        let grouping = options.grouping(&timeline);
        let story = Story::new(timeline, grouping);
        let mut app = Self::blank(story, options);
        app.open();
        // Whoever asks for the state wants all of it at once.
        if let Some(Effect::Run(task)) = app.filter_at_start()
            && let Some(message) = task.run(&|| true)
        {
            app.update(message);
        }
        app.present_at_start();
        app.begin_quiz_if_due();
        app
    }

    /// The state while something large is being prepared: nothing to see but its title and what is
    /// waited for. [`Message::Opened`] brings the rest.
    pub fn waiting_for(title: &Clean, what: &str, options: &Options) -> Self {
        let nothing = super::story::untold(title);
        let mut app = Self::blank(Story::new(Arc::new(nothing), Grouping::None), options);
        app.waiting = Some(Clean::line(what));
        app.open();
        app
    }

    fn blank(story: Story, options: &Options) -> Self {
        Self {
            options: options.clone(),
            view: View::new(without_dates()),
            history: Vec::new(),
            future: Vec::new(),
            count: None,
            pending: None,
            overlays: Vec::new(),
            uses: HashMap::new(),
            notice: None,
            waiting: None,
            whole: without_dates(),
            arrangement: Arrangement::new(&story.lanes),
            shelved: Vec::new(),
            lane_measures: LaneMeasures::default(),
            measure: Measure::default(),
            searching: Searching::default(),
            filtering: Filtering::default(),
            presenting: Presenting::new(options),
            named: NamedMarks::default(),
            line_order: None,
            quizzes: Quizzes {
                due: options.quiz.at_start,
                count: 0,
            },
            laid: None,
            comparing: Comparing::default(),
            reloading: Reloading::default(),
            loading: None,
            following: options.follow_axis,
            strayed: false,
            theme: options.theme,
            now: None,
            drag: None,
            columns: 80,
            rows: 24,
            detail: Detail::default(),
            detail_of: None,
            date_columns: 0,
            hits: HitMap::default(),
            changed: true,
            story,
        }
    }

    /// Goes to where the story begins, or where the person asked to.
    pub(super) fn open(&mut self) {
        let (timeline, index) = (&self.story.timeline, &self.story.index);
        self.whole = story_window(timeline, index);
        let opening = timeline.opening.unwrap_or(self.whole);
        let window = at_least_seen(self.options.window.unwrap_or(opening));
        self.date_columns = date_columns(timeline, self.options.ascii);
        self.view = View {
            event: self
                .options
                .event
                .or_else(|| first_seen(index, &window))
                .or_else(|| index.order().first().copied()),
            actor: (!timeline.actors.is_empty()).then(|| annals_model::ActorIndex::new(0)),
            ..View::new(window)
        };
        self.history.clear();
        self.future.clear();
        self.detail_of = None;
        self.arrangement = self.arrangement_at_start();
        self.shelved.clear();
        self.line_order = None;
        self.laid = None;
        self.comparing = Comparing::default();
        self.searching = Searching::default();
        self.filtering = Filtering::default();
        self.presenting = Presenting::new(&self.options);
        self.measure = self.measure_at_start();
        self.named = NamedMarks::default();
        self.view.item = self.first_item();
        self.measure_lanes();
        if self.options.event.is_some() && self.options.window.is_none() {
            self.reveal();
        }
        self.settle();
    }

    /// Forgets what was drawn of another story.
    pub(super) fn forget_drawn(&mut self) {
        self.detail_of = None;
        self.hits = HitMap::default();
        self.drag = None;
    }

    /// Measures the lanes where the view is seen through another filter than they were measured through.
    pub(super) fn settle_measures(&mut self) {
        let same = match (&self.lane_measures.filter, &self.view.filter) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        if !same {
            self.measure_lanes();
        }
    }

    /// Works out anew what follows from the lanes and their arrangement.
    pub(super) fn measure_lanes(&mut self) {
        let (timeline, lanes) = (&self.story.timeline, &self.story.lanes);
        let all = self.arrangement.slots();
        let off = lanes.lanes.len() - all.len();
        // Lanes in which nothing passes give way, unless they are pinned or nothing passes anywhere.
        let passes = |slot: &Slot| slot.pinned || !self.lanes().lanes[slot.lane].track.is_empty();
        let some: Vec<Slot> = all.iter().copied().filter(passes).collect();
        let slots = if some.is_empty() { all } else { some };
        let track = |slot: &Slot| &lanes.lanes[slot.lane].track;
        let rows = slots
            .iter()
            .map(|slot| wanted_rows(track(slot), slot.collapsed));
        let crowded = slots.iter().any(|slot| track(slot).len() >= CROWD);
        let stacked = slots.iter().any(|slot| track(slot).rows() > 1);
        let beside = match (crowded, stacked) {
            (true, _) => COUNT_WIDTH,
            (false, true) => MORE_WIDTH,
            (false, false) => 0,
        };
        let names = slots
            .iter()
            .map(|slot| width(&lane_name(timeline, lanes, slot.lane)));
        self.lane_measures = LaneMeasures {
            rows: rows.sum(),
            label_width: names.max().unwrap_or(0) + beside,
            off,
            filter: self.view.filter.clone(),
            slots,
        };
    }

    /// The story.
    pub fn timeline(&self) -> &Timeline {
        &self.story.timeline
    }

    /// What is derived from it.
    pub fn index(&self) -> &Index {
        &self.story.index
    }

    /// How the person wants to see the lanes.
    pub const fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// What is being waited for, if anything.
    pub const fn waiting(&self) -> Option<&Clean> {
        self.waiting.as_ref()
    }

    /// The moments that the person pointed at.
    pub const fn measure(&self) -> &Measure {
        &self.measure
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

    /// Which key does what.
    pub const fn keymap(&self) -> &Keymap {
        &self.options.keymap
    }

    /// Whether only ASCII may be used for what is the program's own.
    pub const fn ascii(&self) -> bool {
        self.options.ascii
    }

    /// Cells of the column of dates in the list: as wide as the widest.
    pub const fn date_columns(&self) -> u16 {
        self.date_columns
    }

    /// The place of the theme among those of [`Options::themes`].
    pub const fn theme(&self) -> usize {
        self.theme
    }

    /// How many themes there are to go through.
    pub const fn theme_count(&self) -> usize {
        self.options.themes.len()
    }

    /// To another theme, round at the end.
    pub(super) fn step_theme(&mut self, by: usize) {
        let Some(last) = self.theme_count().checked_sub(1) else {
            return;
        };
        self.theme = self.theme.saturating_add(by % (last + 1)) % (last + 1);
        self.changed = true;
        if let Some(name) = self.options.themes.get(self.theme) {
            self.notice = Some(Clean::line(&format!("The theme is {name} now.")));
        }
    }

    /// Columns and rows of the screen.
    pub const fn size(&self) -> (u16, u16) {
        (self.columns, self.rows)
    }

    /// The number typed so far, for the command that comes next.
    pub const fn count(&self) -> Option<usize> {
        self.count
    }

    /// The key that was pressed of a sequence of two.
    pub const fn pending(&self) -> Option<Key> {
        self.pending
    }

    /// Whether there is a view to go forward to.
    pub const fn has_future(&self) -> bool {
        !self.future.is_empty()
    }

    /// Whether there is a view to go back to.
    pub const fn has_history(&self) -> bool {
        !self.history.is_empty()
    }

    /// Which part of the program has the keys.
    pub fn mode(&self) -> Mode {
        match self.overlays.last() {
            Some(Overlay::Help { .. } | Overlay::About { .. }) => Mode::Help,
            Some(Overlay::Lanes(_)) => Mode::Lanes,
            Some(Overlay::Date(_) | Overlay::Search(_)) => Mode::Prompt,
            Some(Overlay::Filter(_)) => Mode::Filter,
            Some(Overlay::Address(_)) => Mode::Address,
            Some(Overlay::Palette(_)) => Mode::Palette,
            Some(Overlay::Layers(_)) => Mode::Layers,
            None => match self.view.page {
                Page::Panes => Mode::Browse,
                Page::Present(_) => Mode::Present,
                Page::Quiz(_) => Mode::Quiz,
                Page::Compare(_) => Mode::Compare,
                Page::Grid(_) | Page::StoryLines(_) | Page::Chain(_) => Mode::Relations,
            },
        }
    }

    /// The selected event, unless the actors are listed.
    pub fn selected_event(&self) -> Option<EventIndex> {
        self.view.event.filter(|&event| match self.view.listing {
            Listing::Actors => false,
            Listing::Events => self.shown().contains(event),
            _ => true,
        })
    }

    /// Whether anything has changed since this was last asked.
    pub const fn take_changed(&mut self) -> bool {
        std::mem::replace(&mut self.changed, false)
    }

    /// Takes the map of the frame that was drawn last.
    pub fn set_hits(&mut self, hits: HitMap) {
        self.hits = hits;
        self.see_address();
    }

    /// The page that is read, for the width there is: the help, unless it is another.
    pub fn help_page(&self) -> HelpPage {
        let columns = usize::from(self.columns.saturating_sub(4));
        if matches!(self.overlays.last(), Some(Overlay::About { .. })) {
            return about::page(self.timeline(), columns);
        }
        let key = self
            .keymap()
            .key_in(Mode::Browse, Action::Layers, self.ascii());
        HelpPage::new(self.keymap(), columns, self.ascii()).with_layers(
            self.timeline(),
            key.as_deref(),
            columns,
        )
    }

    /// Lines of the help page in view.
    pub fn help_height(&self) -> usize {
        usize::from(self.rows.saturating_sub(3)).max(1)
    }

    /// The areas of the screen; `None` where it is too small for them.
    pub fn layout(&self) -> Option<Layout> {
        Layout::new(
            self.columns,
            self.rows,
            &Wishes {
                lane_rows: self.lane_measures.rows,
                label_width: self.lane_measures.label_width,
                eras: !self.timeline().eras.is_empty(),
                filter: self.view.filter.is_some(),
                banner: self.has_banner(),
                pane: self.view.pane,
            },
        )
    }

    /// The axis in an arrangement.
    pub fn axis(&self, layout: &Layout) -> Option<Axis> {
        let markers = self.markers();
        Axis::new(&Request {
            timeline: self.timeline(),
            index: self.index(),
            everything: self.everything(),
            lanes: self.lanes(),
            window: self.view.window,
            whole: self.whole,
            columns: layout.axis.width,
            rows: layout.axis.height,
            slots: self.slots(),
            lanes_off: self.lane_measures.off,
            first_slot: self.view.first_slot,
            selected: self.selected_event(),
            now: self.now,
            markers: &markers,
            found: self.found_track(),
        })
    }

    /// The lanes that may be shown, from the top.
    pub fn slots(&self) -> &[Slot] {
        &self.lane_measures.slots
    }

    /// The rows of the list that an arrangement shows.
    pub fn list_rows(&self, layout: &Layout) -> Vec<Row> {
        let shown = usize::from(layout.list.inside().height);
        let range = self.view.first_row..self.view.first_row + shown;
        if let Some(gathering) = self.gathering() {
            return gathering.rows(range);
        }
        list::rows(self.view.listing, self.timeline(), &self.shown(), range)
    }

    /// How many rows the whole list has.
    pub fn list_height(&self) -> usize {
        if let Some(gathering) = self.gathering() {
            return gathering.height();
        }
        list::height(self.view.listing, self.timeline(), &self.shown())
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
            ascii: self.options.ascii,
            notes: self.view.notes,
            most_events: MOST_EVENTS_LISTED,
        };
        let subject = self.subject();
        if self.detail_of == Some((subject, frame)) {
            return;
        }
        self.detail_of = Some((subject, frame));
        self.detail = match subject {
            Some(Target::Event(event)) => {
                detail::event(self.timeline(), self.index(), event, &frame)
            }
            Some(Target::Actor(actor)) => {
                // All its events, whatever passes the filter.
                let lanes = &self.story.lanes;
                let lane = lanes.find(&LaneKey::Actor(actor));
                let track = lane.map(|lane| &*lanes.lanes[lane].track);
                detail::actor(self.timeline(), self.index(), track, actor, &frame)
            }
            Some(Target::Source(_) | Target::Theme(..)) => self.excerpt_detail(&frame),
            None => Detail::default(),
        };
    }

    /// Lines of the detail in view.
    pub(super) fn detail_height(&self) -> usize {
        self.layout()
            .map_or(1, |layout| usize::from(layout.detail.inside().height))
            .max(1)
    }
}
