//! The first page of the help: the keys that are used most, and the signs, on one card.

use annals_model::Status;
use annals_model::text::{Clean, width};
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::signs::Sign;
use crate::command::Spec;
use crate::commands;
use crate::context::{BROWSE, Context};
use crate::hits::{Hit, HitMap};
use crate::screens::browse::commands as browse;
use crate::screens::facets;
use crate::theme::BarColors;
use crate::widgets::painter::Painter;

/// The smallest area that has room for the card.
pub(super) const MIN_SIZE: (u16, u16) = (54, 17);

/// The widest card: on a wide screen, what belongs together stays together.
const MAX_WIDTH: u16 = 100;

/// The widest column of keys.
const MAX_KEYS: usize = 9;

/// An entry: commands, and what their keys do.
pub(super) type Entry = (&'static [&'static Spec], &'static str);

/// A section with its heading.
pub(super) struct Section {
    title: &'static str,
    entries: &'static [Entry],
}

/// The sections that stand beside each other.
static COLUMNS: [Section; 3] = [
    Section {
        title: "READ",
        entries: &[
            (&[&commands::PREVIOUS, &commands::NEXT], "next event"),
            (&[&commands::FOLLOW], "open, follow"),
            (&[&commands::CLOSE], "close, clear"),
            (&[&browse::SWITCH_PANE], "list, detail"),
            (&[&commands::SEARCH], "search"),
            (&[&commands::FILTER], "filter"),
        ],
    },
    Section {
        title: "LOOK",
        entries: &[
            (&[&commands::ZOOM_IN, &commands::ZOOM_OUT], "zoom"),
            (&[&browse::PAN_LEFT, &browse::PAN_RIGHT], "earlier, later"),
            (&[&commands::FIT_ALL], "whole story"),
            (&[&browse::FIT_SELECTION], "this event"),
            (&[&commands::GO_TO_DATE], "go to a date"),
            (&[&commands::LANES], "lanes"),
        ],
    },
    Section {
        title: "CLASS",
        entries: &[
            (&[&commands::PRESENT], "present"),
            (&[&commands::QUIZ], "quiz"),
            (&[&commands::COMPARE], "compare"),
            (&[&browse::NOTES], "teacher's notes"),
            (&[&commands::NEXT_THEME], "theme"),
            (&[&commands::PALETTE], "all commands"),
        ],
    },
];

/// The pages, three in a row.
static PAGES: Section = Section {
    title: "PAGES",
    entries: &[
        (&[&commands::ACTORS], "actors"),
        (&[&commands::STORY_LINES], "story lines"),
        (&[&commands::GRID], "who does what"),
        (&[&commands::CHAIN], "causes"),
        (&[&commands::AROUND], "meanwhile"),
        (&[&facets::FACETS], "counts"),
        (&[&commands::ABOUT], "import report"),
    ],
};

/// How many cells a bar is long that explains bars,
const LONG_BAR: u16 = 8;
/// and where half a row is narrower than [`WIDE_HALF`].
const SHORT_BAR: u16 = 4;
/// See [`SHORT_BAR`].
const WIDE_HALF: u16 = 34;

/// Signs of bars and what they mean, two in a row.
static BARS: [(Sign, &str); 4] = [
    (Sign::Fading, "ends somewhere here"),
    (Sign::Open, "no end given"),
    (Sign::Certain, "all of this time"),
    (Sign::Point, "shorter than a cell"),
];

/// Returns every entry that has a key, with its keys.
pub(super) fn entries(cx: &Context) -> Vec<(&'static Entry, Clean)> {
    let sections = COLUMNS.iter().chain([&PAGES]);
    let entries = sections.flat_map(|section| section.entries);
    entries
        .filter_map(|entry| Some((entry, keys(entry, cx)?)))
        .collect()
}

/// Returns the keys of an entry on the main screen; `None` if it has none.
fn keys(entry: &Entry, cx: &Context) -> Option<Clean> {
    let labels = entry.0.iter().filter_map(|spec| cx.key_of(spec));
    let labels: Vec<String> = labels.collect();
    (!labels.is_empty()).then(|| Clean::line(&labels.join(" ")))
}

/// Draws the card. Each entry can be clicked as [`Hit::Choice`] of its index among [`entries`].
pub(super) fn draw(cx: &Context, area: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let area = Rect {
        width: area.width.min(MAX_WIDTH),
        ..area
    };
    let entries = entries(cx);
    // The blank rows that there is room for.
    let spare = area.height.saturating_sub(MIN_SIZE.1);
    let mut row = area.y + u16::from(spare > 1);
    let next_row = |row: u16| Rect {
        y: row,
        height: area.bottom().saturating_sub(row).min(1),
        ..area
    };
    let columns = COLUMNS.iter();
    let columns = columns.map(|section| Column::new(section.title, of(section, &entries)));
    let columns: Vec<Column> = columns.collect();
    row = draw_columns(&columns, row, area, painter, hits) + 1;
    row = draw_pages(&entries, row, area, painter, hits) + 1;
    heading("SIGNS", next_row(row), painter);
    statuses(next_row(row + 1), painter);
    row += 2 + u16::from(spare > 2);
    for pair in BARS.chunks(2) {
        bars(pair, next_row(row), painter);
        row += 1;
    }
    if spare > 3 && row + 1 < area.bottom() {
        let quiet = painter.look().theme.quiet;
        painter.text(next_row(row + 1), &mouse(cx), quiet);
    }
}

fn heading(title: &'static str, place: Rect, painter: &mut Painter<'_>) {
    let style = painter.look().theme.notice;
    if place.height > 0 && !title.is_empty() {
        painter.text(place, &Clean::own(title), style);
    }
}

/// Entries that stand below each other.
struct Column {
    title: &'static str,
    entries: Vec<(usize, &'static Entry, Clean)>,
    keys: u16,
    words: u16,
}

impl Column {
    fn new(title: &'static str, entries: Vec<(usize, &'static Entry, Clean)>) -> Self {
        let cells = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
        let keys = entries.iter().map(|(.., keys)| width(keys)).max();
        let words = entries
            .iter()
            .map(|(_, entry, _)| width(&Clean::own(entry.1)));
        Self {
            title,
            keys: cells(keys.unwrap_or(0).min(MAX_KEYS)),
            words: cells(words.max().unwrap_or(0)),
            entries,
        }
    }

    /// Returns its cells, with this gap between the keys and the words.
    const fn width(&self, gap: u16) -> u16 {
        self.keys + gap + self.words
    }
}

/// Draws the entries beside each other; returns the row below them.
fn draw_columns(
    columns: &[Column],
    row: u16,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) -> u16 {
    let count = u16::try_from(columns.len()).unwrap_or(1).max(1);
    let wide = |gap| columns.iter().map(move |column| column.width(gap));
    // Equal columns where there is room for them, else as wide as what stands in them.
    let share = area.width / count;
    let is_roomy = wide(2).all(|wide| wide < share);
    let gap = 1 + u16::from(is_roomy);
    let free = area.width.saturating_sub(wide(gap).sum());
    let between = free / count.saturating_sub(1).max(1);
    let mut x = area.x;
    let mut bottom = row;
    for column in columns {
        let taken = if is_roomy {
            share
        } else {
            column.width(gap) + between
        };
        let place = Rect {
            x,
            width: taken.min(area.right().saturating_sub(x)),
            height: 1,
            y: row,
        };
        heading(column.title, place, painter);
        let first = row + u16::from(!column.title.is_empty());
        for (y, (index, entry, keys)) in (first..).zip(&column.entries) {
            let line = Rect { y, ..place };
            draw_entry((entry, keys), (column.keys, gap), line, painter);
            hits.add(line, Hit::Choice(*index));
            bottom = bottom.max(y + 1);
        }
        x += taken;
    }
    bottom
}

/// Draws the pages, three in a row; returns the row below them.
fn draw_pages(
    entries: &[(&'static Entry, Clean)],
    row: u16,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) -> u16 {
    heading(PAGES.title, Rect { y: row, ..area }, painter);
    let pages = of(&PAGES, entries);
    let columns: Vec<Column> = (0..3)
        .map(|column| {
            let own = pages.iter().skip(column).step_by(3);
            Column::new("", own.cloned().collect())
        })
        .collect();
    draw_columns(&columns, row + 1, area, painter, hits)
}

/// Returns the entries of a section with their index among all.
fn of(
    section: &Section,
    entries: &[(&'static Entry, Clean)],
) -> Vec<(usize, &'static Entry, Clean)> {
    let entries = entries.iter().enumerate();
    let of_section = entries.filter(|(_, (entry, _))| {
        let mut own = section.entries.iter();
        own.any(|own| std::ptr::eq(own, *entry))
    });
    of_section
        .map(|(index, (entry, keys))| (index, *entry, keys.clone()))
        .collect()
}

fn draw_entry(
    (entry, keys): (&'static Entry, &Clean),
    (wide, gap): (u16, u16),
    line: Rect,
    painter: &mut Painter<'_>,
) {
    let theme = &painter.look().theme;
    let keys_room = Rect {
        width: wide.min(line.width),
        ..line
    };
    painter.text(keys_room, keys, theme.strong);
    let taken = wide + gap;
    let words = Rect {
        x: line.x + taken,
        width: line.width.saturating_sub(taken),
        ..line
    };
    painter.text(words, &Clean::own(entry.1), theme.text);
}

fn statuses(place: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let count = u16::try_from(Status::ALL.len()).unwrap_or(1);
    let names: usize = Status::ALL
        .iter()
        .map(|status| status.name().len() + 2)
        .sum();
    let names = u16::try_from(names).unwrap_or(u16::MAX);
    let gap = (place.width.saturating_sub(names) / count).clamp(1, 6);
    let mut column = place.x;
    for &status in Status::ALL {
        painter.glyph(
            column,
            place.y,
            look.glyphs.status(status),
            look.theme.strong,
        );
        let name = Rect {
            x: column + 2,
            width: place.right().saturating_sub(column + 2),
            ..place
        };
        column = painter.text(name, &Clean::own(status.name()), look.theme.text) + gap;
    }
}

fn bars(pair: &[(Sign, &'static str)], place: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let half = place.width / 2;
    let length = if half < WIDE_HALF {
        SHORT_BAR
    } else {
        LONG_BAR
    };
    for ((sign, meaning), column) in pair.iter().zip([place.x, place.x + half]) {
        let bar = Rect {
            x: column,
            width: length,
            ..place
        };
        match look.theme.sample_bar() {
            Some(colors) if place.height > 0 => tinted_bar(*sign, colors, bar, painter),
            _ => {
                let cells = sign.glyphs(look.glyphs);
                for (x, cell) in (column..).zip(&cells) {
                    painter.glyph(x, place.y, cell, look.theme.strong);
                }
            }
        }
        let words = Rect {
            x: column + length + 2,
            width: half.saturating_sub(length + 3),
            ..place
        };
        painter.text(words, &Clean::own(meaning), look.theme.text);
    }
}

/// Draws a bar as the axis does.
fn tinted_bar(sign: Sign, colors: &BarColors, place: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let full = Style::new().fg(colors.full);
    if sign == Sign::Point {
        for (x, cell) in (place.x..).zip(sign.glyphs(look.glyphs)) {
            painter.glyph(x, place.y, cell, full);
        }
        return;
    }
    let last = colors.grounds.len() - 1;
    for (column, x) in (place.left()..place.right()).enumerate() {
        let shade = match sign {
            Sign::Fading => last - (column * last) / usize::from(place.width - 1),
            _ => last,
        };
        let cell = Rect::new(x, place.y, 1, 1);
        let ground = colors.grounds.get(shade).copied().unwrap_or_default();
        painter.style(cell, Style::new().bg(ground));
    }
    painter.glyph(place.x, place.y, look.glyphs.bars.halves[0], full);
    if sign == Sign::Open {
        painter.glyph(place.right() - 1, place.y, look.glyphs.bars.open[1], full);
    }
}

/// Says what the mouse and numbers do.
fn mouse(cx: &Context) -> Clean {
    let key = cx.keymap().label_on(BROWSE, &commands::NEXT, cx.ascii());
    let number = key.map_or_else(String::new, |key| {
        format!(" A number repeats a key: 5 {key}.")
    });
    Clean::line(&format!("Mouse: click, wheel, drag.{number}"))
}

/// Returns whether an area has room for the card.
pub(super) fn fits(area: Rect) -> bool {
    let inside = area.inner(Margin::new(2, 1));
    inside.width >= MIN_SIZE.0 && inside.height >= MIN_SIZE.1
}
