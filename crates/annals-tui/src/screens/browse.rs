//! The browser: the axis with its lanes, the list, and the detail of what is selected.

mod axis;
pub(crate) mod commands;
mod detail;
mod eras;
mod filter_row;
#[cfg(test)]
mod following_tests;
mod lanes;
mod list;
mod listing;
mod movement;
mod pointer;

use std::sync::Arc;

use self::lanes::LaneScroll;

use annals_index::LaneKey;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Grouping};
use annals_scene::detail::{self as scene, Detail, DetailOptions};
use annals_scene::event_group::{self, EventGroup, EventNote};
use annals_scene::flow::Target;
use annals_scene::layout::{Layout, Pane};
use annals_scene::list::{Items, Listing, Measures, Row};
use annals_time::Window;
use ratatui::layout::{Margin, Rect};

use crate::actions::{filter, window};

use crate::context::{Context, Focus, StoryChange};
use crate::hits::HitMap;
use crate::screen::{Cursor, Destination, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::{banner, title};

/// The most events that the detail of an actor lists.
const MAX_EVENTS_LISTED: usize = 1_000;

/// The browser.
#[derive(Debug, Clone)]
pub struct Browse {
    /// What the list shows.
    pub listing: Listing,
    /// The events that it shows, where those are only some.
    event_group: Option<Arc<EventGroup>>,
    /// The selected actor; `None` only in a timeline without actors.
    pub actor: Option<ActorIndex>,
    /// The pane that has the keys.
    pub pane: Pane,
    /// The first item shown of the list.
    pub first_row: usize,
    /// Which rows of the lanes are in view.
    lane_scroll: LaneScroll,
    /// The widths of the list.
    measures: Measures,
    /// The first line shown of the detail.
    pub first_line: usize,
    /// The index of the marked link of the detail.
    pub item: usize,
    /// Whether the teacher's notes are shown.
    pub notes: bool,
    /// The lane that moving within a lane keeps to, while it holds the selection.
    lane: Option<usize>,
    /// What the lanes stood for when `lane` and `lane_scroll` were set.
    grouping: Grouping,
    /// The event that was selected when the browser settled last.
    seen: Option<EventIndex>,
    /// What is being dragged.
    drag: Option<Drag>,
    /// The detail, and what it was written for.
    written: Option<(Option<Target>, DetailOptions, Arc<Detail>)>,
}

/// What is being dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drag {
    /// The axis: from this column, with this window.
    Axis(u16, Window),
    /// The overview.
    Overview,
    /// The edge between the list and the detail.
    Divider,
}

impl PartialEq for Browse {
    fn eq(&self, other: &Self) -> bool {
        let key = |browse: &Self| {
            (
                (browse.listing, browse.actor, browse.pane, browse.notes),
                (
                    browse.first_row,
                    browse.lane_scroll.first,
                    browse.first_line,
                ),
                (browse.item, browse.lane, browse.seen),
            )
        };
        key(self) == key(other)
    }
}

impl Browse {
    /// The browser at the place of the context.
    pub(crate) fn new(cx: &mut Context) -> Self {
        if cx.options.start.event.is_some() && cx.options.start.window.is_none() {
            window::reveal(cx);
        }
        let has_actors = !cx.timeline().actors.is_empty();
        Self {
            listing: Listing::Events,
            event_group: None,
            actor: has_actors.then(|| ActorIndex::new(0)),
            pane: Pane::List,
            first_row: 0,
            lane_scroll: LaneScroll::default(),
            measures: Measures::default(),
            first_line: 0,
            item: 0,
            notes: false,
            lane: None,
            grouping: cx.story.lanes.grouping,
            seen: None,
            drag: None,
            written: None,
        }
    }

    /// Returns the areas of the screen.
    fn layout(&self, cx: &Context) -> Option<Layout> {
        cx.layout_with(self.pane, self.measures.columns)
    }

    /// Returns the events of a source or theme, or at the time of an event, where the list shows those.
    pub fn event_group(&self) -> Option<&EventGroup> {
        let event_group = self.event_group.as_deref();
        event_group.filter(|event_group| event_group.listing() == self.listing)
    }

    /// Returns the selected event, where the list shows one as selected.
    pub fn selected_event(&self, cx: &Context) -> Option<EventIndex> {
        cx.place.event.filter(|&event| match self.listing {
            Listing::Actors => false,
            Listing::Events => cx.shown().contains(event),
            _ => true,
        })
    }

    /// Returns what the detail is about.
    pub fn subject(&self, cx: &Context) -> Option<Target> {
        match self.listing {
            Listing::Events | Listing::Around(_) => self.selected_event(cx).map(Target::Event),
            Listing::Actors => self.actor.map(Target::Actor),
            Listing::Source(source) => Some(Target::Source(source)),
            Listing::Theme(event, place) => Some(Target::Theme(event, place)),
        }
    }

    /// Returns the detail as it was written when the browser settled last.
    pub fn detail(&self) -> Arc<Detail> {
        let written = self.written.as_ref();
        written.map_or_else(Arc::default, |(.., detail)| Arc::clone(detail))
    }

    /// Returns how an event that is listed relates to what the list is about.
    fn remark(&self, event: EventIndex, cx: &Context) -> Option<EventNote> {
        match self.event_group() {
            Some(event_group) => event_group.remark(cx.timeline(), cx.index(), event),
            None => cx.is_possible(event).then_some(EventNote::Possibly),
        }
    }

    /// Returns the position of the selected event, from 1, and how many events there are.
    pub fn position(&self, cx: &Context) -> Option<(usize, usize)> {
        let event = cx.place.event?;
        let listed = self.event_group().and_then(|event_group| {
            let place = event_group.position(cx.index(), event)?;
            Some((place + 1, event_group.total()))
        });
        listed.or_else(|| title::position(cx))
    }

    /// Writes the detail, unless it is written already.
    fn write_detail(&mut self, cx: &Context) {
        // Where only the list is shown, the detail would have the whole width.
        let columns = self.layout(cx).map_or(0, |layout| {
            let pane = match layout.detail.width {
                0 => layout.list,
                _ => layout.detail,
            };
            pane.inner(Margin::new(2, 1)).width
        });
        let frame = DetailOptions {
            columns: detail::detail_columns(columns),
            ascii: cx.ascii(),
            notes: self.notes,
            max_events: MAX_EVENTS_LISTED,
        };
        let subject = self.subject(cx);
        let is_written = |written: &(Option<Target>, DetailOptions, Arc<Detail>)| {
            (written.0, written.1) == (subject, frame)
        };
        if self.written.as_ref().is_some_and(is_written) {
            return;
        }
        let (timeline, index, lanes) = (cx.timeline(), cx.index(), &cx.story.lanes);
        let track = |key| lanes.find(&key).map(|lane| &*lanes.lane(lane).track);
        let detail = match (subject, self.event_group()) {
            (Some(Target::Event(event)), _) => scene::event(timeline, index, event, &frame),
            // All its events, whatever passes the filter.
            (Some(Target::Actor(actor)), _) => {
                let track = track(LaneKey::Actor(actor));
                scene::actor(timeline, index, track, actor, &frame)
            }
            (Some(Target::Source(source)), Some(event_group)) => {
                scene::source(timeline, source, event_group, false, &frame)
            }
            (Some(Target::Theme(..)), Some(event_group)) => {
                let theme = event_group::theme(timeline, event_group.listing()).cloned();
                let track = theme.and_then(|theme| track(LaneKey::Theme(theme)));
                scene::theme(timeline, index, track, event_group, &frame)
            }
            _ => Detail::default(),
        };
        self.written = Some((subject, frame, Arc::new(detail)));
    }

    /// Returns what the list shows.
    fn items<'a>(&'a self, cx: &'a Context) -> Items<'a> {
        let (timeline, index) = (cx.timeline(), cx.index());
        match (self.listing, self.event_group()) {
            (_, Some(event_group)) => Items::group(timeline, index, event_group),
            (Listing::Actors, None) => Items::actors(timeline, index),
            _ => Items::events(timeline, index, cx.shown()),
        }
    }

    /// Returns the rows of the list that are in view.
    pub(crate) fn rows(&self, cx: &Context) -> Vec<Row> {
        self.items(cx).rows(self.first_row, self.list_height(cx))
    }

    /// Returns the heading of the list.
    fn list_title(&self, cx: &Context) -> Clean {
        let unnamed = Clean::default();
        let (kind, name) = match self.listing {
            Listing::Events => return Clean::own("Events"),
            Listing::Actors => return Clean::own("Actors"),
            Listing::Source(source) => ("Source", &cx.timeline().source(source).title),
            Listing::Theme(event, place) => {
                let theme = cx.timeline().event(event).themes.get(place);
                ("Theme", theme.unwrap_or(&unnamed))
            }
            Listing::Around(event) => ("Meanwhile", &cx.timeline().event(event).title),
        };
        let separator = if cx.ascii() { "-" } else { "·" };
        Clean::line(&format!("{kind} {separator} {name}"))
    }
}

impl Screen for Browse {
    const NAME: &'static str = crate::context::BROWSE;
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = commands::COMMANDS;

    fn list_area(&self, cx: &Context) -> Option<Rect> {
        self.layout(cx).map(|layout| layout.list)
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        if let Input::Pointer(pointer, hits) = *input {
            pointer::point(self, pointer, hits, cx);
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        self.keep_listing(cx);
        if self.grouping != cx.story.lanes.grouping {
            self.grouping = cx.story.lanes.grouping;
            self.lane = None;
            self.lane_scroll = LaneScroll::default();
        }
        if cx.place.event != self.seen {
            self.seen = cx.place.event;
            // The detail of a source or a theme stays as it is.
            if !matches!(self.listing, Listing::Source(_) | Listing::Theme(..)) {
                self.first_line = 0;
                self.item = 0;
            }
        }
        self.settle_list(cx);
        self.settle_lanes(cx);
        self.settle_detail(cx);
        cx.display.focus = Focus {
            event: self.selected_event(cx),
            // Where only some events are listed, another one may not be among them.
            may_move: cx.display.following && !self.listing.is_event_group(),
        };
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        self.written = None;
        self.drag = None;
        let listing = self.listing;
        let actor = self.actor.and_then(|actor| change.actor(actor));
        let is_kept =
            self.translate_listing(change) && (listing != Listing::Actors || actor.is_some());
        if !is_kept && !change.is_current {
            return false;
        }
        let before = change.old_place.event;
        let is_same = before.and_then(|event| change.event(event)) == change.new_place.event;
        if !is_kept || (!is_same && change.is_current) {
            self.listing = Listing::Events;
            self.event_group = None;
            self.pane = Pane::List;
        }
        let has_actors = !change.new.timeline.actors.is_empty();
        self.actor = actor.or_else(|| has_actors.then(|| ActorIndex::new(0)));
        self.lane = None;
        if change.is_reread && change.is_current {
            self.keep_rows_in_place(change);
        } else {
            self.lane_scroll = LaneScroll::default();
        }
        self.seen = if is_same {
            change.new_place.event
        } else {
            None
        };
        true
    }

    fn filter_changed(&mut self, _: Option<EventIndex>, cx: &mut Context) {
        if self.listing != Listing::Events {
            self.listing = Listing::Events;
            self.pane = Pane::List;
        }
        filter::select_nearest(cx);
        window::reveal(cx);
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        let is_listed = self.listing.is_event_group();
        let is_actors = self.listing == Listing::Actors;
        let shown = |event: &EventIndex| is_listed || cx.shown().contains(*event);
        Cursor {
            event: cx.place.event.filter(shown),
            selected: self.selected_event(cx),
            subject_event: cx.place.event.filter(|_| !is_actors),
            actor: self.actor.filter(|_| is_actors),
        }
    }

    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool {
        self.select_event(event, cx);
        true
    }

    fn open(&mut self, destination: Destination, cx: &mut Context) {
        match destination {
            Destination::Target(target) => {
                cx.remember();
                self.pane = Pane::List;
                self.show(target, cx);
                window::reveal(cx);
            }
            Destination::Around(event) => self.open_around(event, cx),
        }
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let Some(layout) = self.layout(cx) else {
            return;
        };
        title::draw(cx, self.position(cx), layout.title, painter);
        banner::draw_row(cx, layout.banner, painter);
        if let Some(waiting) = &cx.progress.waiting {
            let area = layout.list.inner(Margin::new(2, 1));
            painter.text(area, waiting, painter.look().theme.text);
            return;
        }
        axis::draw(self, cx, &layout, painter, hits);
        filter_row::draw(cx, layout.filter, painter, hits);
        list::draw(self, cx, &layout, painter, hits);
        detail::draw(self, cx, &layout, painter, hits);
        pointer::mark_divider(&layout, hits);
    }
}

#[cfg(test)]
mod tests;
