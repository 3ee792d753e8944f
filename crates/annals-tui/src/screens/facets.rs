//! What the events are made of: how many there are of each actor, theme, status, source and time.
//!
//! Only the events that pass the filter are counted. A large story is counted in slices between which
//! the screen takes keys; what was counted is kept for the next time that the screen is opened.

mod count;
mod draw;
mod term;

use std::time::Duration;

use annals_model::EventIndex;
use annals_scene::relations::inside;
use annals_scene::scroll_to;
use ratatui::layout::Rect;

use self::count::{Counts, SLICE, Value};
use crate::actions::{filter, window};
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::{Context, StoryChange};
use crate::hits::{Hit, HitMap};
use crate::keys::PointerAction;
use crate::rows::{ListScreen, Rows, stepped_row};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;

/// How long other input is waited for between two slices.
const PAUSE: Duration = Duration::from_millis(1);

/// How many rows below the list tell of the selected row, and how many the list has at least beside them.
const WORDS: (u16, u16) = (2, 4);

/// Opens the page, and closes it again.
pub static FACETS: Spec = Spec {
    name: "facets",
    title: "Counts",
    doc: "Facets: count the events by actor, theme, status, source and time",
    group: Group::Following,
    keys: &["B"],
    hint: Some("facets"),
};

static SHOW_ONLY: Spec = Spec {
    name: "facet-show-only",
    title: "Show only these events",
    doc: "Show only the events of the row: adds it to the filter",
    group: Group::Following,
    keys: &["Enter"],
    hint: Some("show only these"),
};

static NEXT_SECTION: Spec = Spec {
    name: "next-section",
    title: "Next section",
    doc: "Facets: the next section; after the last, the first",
    group: Group::Moving,
    keys: &["Tab", "Right", "l"],
    hint: Some("section"),
};

static PREVIOUS_SECTION: Spec = Spec {
    name: "previous-section",
    title: "Previous section",
    doc: "Facets: the previous section; before the first, the last",
    group: Group::Moving,
    keys: &["BackTab", "Left", "h"],
    hint: Some("section"),
};

/// The page that counts the events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// What the selected row stands for; the first row where it is `None` or has gone.
    selected: Option<Value>,
    /// The first line shown, among rows and headings.
    first_line: usize,
}

type Row = Command<Facets>;

impl Facets {
    /// Returns the selected row.
    fn row(&self, counts: &Counts) -> usize {
        let is_selected = |row: &count::Row| Some(&row.value) == self.selected.as_ref();
        counts.rows().iter().position(is_selected).unwrap_or(0)
    }

    fn select(&mut self, row: usize, cx: &Context) {
        let row = Counts::of(cx).and_then(|counts| counts.rows().get(row));
        self.selected = row.map(|row| row.value.clone());
    }

    fn step_section(&mut self, by: isize, cx: &Context) {
        let Some(counts) = Counts::of(cx) else {
            return;
        };
        let (sections, row) = (counts.sections(), self.row(counts));
        let current = sections.iter().position(|(_, rows)| rows.contains(&row));
        let count = isize::try_from(sections.len()).unwrap_or(1).max(1);
        let current = current.and_then(|place| isize::try_from(place).ok());
        let next = (current.unwrap_or(0) + by % count).rem_euclid(count);
        let first = sections.get(next.unsigned_abs());
        let row = first.map_or(0, |(_, rows)| rows.start);
        // As much of the section as there is room for is brought into view.
        self.first_line = counts.line_of(row).saturating_sub(1);
        self.select(row, cx);
    }

    /// Adds the selected row to the filter and returns to the browser, or says why it cannot be added.
    fn show_only(&self, cx: &mut Context) {
        let counts = Counts::of(cx);
        let row = counts.and_then(|counts| counts.rows().get(self.row(counts)));
        let Some(row) = row else {
            cx.notice("There is nothing to choose.");
            return;
        };
        match term::filter(&row.value, cx) {
            Ok(terms) => {
                cx.remember();
                cx.requests.filter = Some(terms);
                cx.close();
            }
            Err(why) => cx.notice(&why),
        }
    }
}

fn close(cx: &mut Context) {
    cx.remember();
    cx.close();
    window::reveal(cx);
}

/// Returns the areas of the list and of the words below it.
fn areas(cx: &Context) -> (Rect, Rect) {
    let inside = inside(cx.page_area());
    let words = if inside.height >= WORDS.0 + WORDS.1 {
        WORDS.0
    } else {
        0
    };
    let list = Rect {
        height: inside.height - words,
        ..inside
    };
    let words = Rect {
        y: list.y + list.height,
        height: words,
        ..inside
    };
    (list, words)
}

impl ListScreen for Facets {
    fn step(&mut self, by: isize, cx: &mut Context) {
        if let Some(counts) = Counts::of(cx) {
            let row = stepped_row(self.row(counts), by, counts.rows().len());
            self.select(row, cx);
        }
    }

    fn page_rows(&self, cx: &Context) -> usize {
        usize::from(areas(cx).0.height).max(1)
    }
}

impl Screen for Facets {
    const NAME: &'static str = "facets";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        &[Row::new(&commands::CLOSE, |_, cx, _| close(cx))],
        Rows::<Self>::STEPPING,
        &[
            Row::new(&SHOW_ONLY, |page, cx, _| page.show_only(cx)),
            Row::new(&NEXT_SECTION, |page, cx, count| {
                page.step_section(count.forward(), cx);
            }),
            Row::new(&PREVIOUS_SECTION, |page, cx, count| {
                page.step_section(count.backward(), cx);
            }),
        ],
        Rows::<Self>::HISTORY,
        Rows::<Self>::FILTER,
        Rows::<Self>::THEME,
        Rows::<Self>::HELP,
        &[
            Row::new(&commands::QUIT, |_, cx, _| close(cx)),
            Row::new(&FACETS, |_, cx, _| close(cx)),
        ],
        Rows::<Self>::PALETTE,
        Rows::<Self>::PAGING,
        Rows::<Self>::MOVING_ON,
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&FACETS];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        cx.remember();
        cx.push(Self::default());
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        if let Input::Pointer(pointer, hits) = input {
            match (pointer.action, hits.first()) {
                (PointerAction::ScrollDown, _) => self.step(1, cx),
                (PointerAction::ScrollUp, _) => self.step(-1, cx),
                (PointerAction::Press, Some(&Hit::Row(row))) => self.select(row, cx),
                _ => {}
            }
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        if !Counts::is_current(cx) {
            Counts::begin(cx);
            Counts::go_on(cx, SLICE);
        }
        let Some(counts) = Counts::of(cx) else {
            return;
        };
        let (row, height) = (self.row(counts), self.page_rows(cx));
        let line = counts.line_of(row);
        // The heading above the first row of a section is shown with it.
        let first = match counts.heading_above(row) {
            Some(heading) if heading < self.first_line && height > 1 => heading,
            _ => self.first_line,
        };
        let lines = counts.line_count();
        let is_done = counts.is_done();
        self.first_line = scroll_to(first, line, height, lines);
        if !is_done {
            cx.wake_after(PAUSE);
        }
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        self.selected = match self.selected.take() {
            Some(Value::Actor(actor)) => change.actor(actor).map(Value::Actor),
            Some(Value::Source(source)) => change.source(source).map(Value::Source),
            other => other,
        };
        true
    }

    fn filter_changed(&mut self, _: Option<EventIndex>, cx: &mut Context) {
        filter::select_nearest(cx);
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        Cursor::on(cx.place.event, None)
    }

    fn woken(&mut self, _: bool, cx: &mut Context) {
        if Counts::is_current(cx) {
            Counts::go_on(cx, SLICE);
        }
        cx.redraw();
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        draw::draw(self, cx, painter, hits);
    }
}

#[cfg(test)]
mod tests;
