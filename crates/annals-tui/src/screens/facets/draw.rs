//! Draws the counts: sections of rows, each with its title, its count and a bar.

use annals_model::Timeline;
use annals_model::text::{Clean, grouped, width, wrap};
use annals_time::When;
use ratatui::layout::Rect;

use super::count::{Counts, Facet, Row, Value};
use super::{Facets, areas, term};
use crate::context::Context;
use crate::glyphs::nth;
use crate::hits::{Hit, HitMap};
use crate::screens::relations::draw_frame;
use crate::widgets::painter::Painter;
use crate::widgets::selected_row::SelectedRow;

/// The narrowest column of bars, and the narrowest list that has one.
const BARS: (u16, u16) = (10, 40);

/// The columns of the list.
struct Columns {
    titles: u16,
    counts: u16,
}

/// Draws the page.
pub(super) fn draw(page: &Facets, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let heading = "Counts: what the events are made of";
    let (list, words) = areas(cx);
    let Some(counts) = Counts::of(cx).filter(|counts| !counts.rows().is_empty()) else {
        draw_frame(cx, heading, &Clean::default(), painter);
        let sentence = if cx.timeline().events.is_empty() {
            "The story has no events."
        } else {
            "No event passes the filter."
        };
        let quiet = painter.look().theme.quiet;
        painter.text(indented(list, 1), &Clean::own(sentence), quiet);
        return;
    };
    draw_frame(cx, heading, &remark(page, counts, list, painter), painter);
    let selected = page.row(counts);
    let shown = page.first_line..page.first_line + usize::from(list.height);
    let lines = (list.y..).zip(shown);
    let lines = lines.filter_map(|(y, line)| {
        Some((
            Rect {
                y,
                height: 1,
                ..list
            },
            at(counts, line)?,
        ))
    });
    let lines: Vec<_> = lines.collect();
    let rows = lines.iter().filter_map(|(_, line)| match line {
        Line::Row(row, _) => counts.rows().get(*row),
        Line::Heading(..) => None,
    });
    let columns = columns(cx, counts, rows, list.width);
    for (place, line) in lines {
        match line {
            Line::Heading(facet, rows) => {
                let heading = Clean::line(&format!(
                    "{} ({})",
                    facet_title(facet, counts),
                    grouped(rows)
                ));
                let strong = painter.look().theme.strong;
                painter.text(indented(place, 1), &heading, strong);
            }
            Line::Row(row, largest) => {
                let Some(counted) = counts.rows().get(row) else {
                    continue;
                };
                hits.add(place, Hit::Row(row));
                let is_selected = row == selected;
                draw_row(
                    cx,
                    (counted, largest),
                    is_selected,
                    &columns,
                    place,
                    painter,
                );
            }
        }
    }
    if let Some(counted) = counts.rows().get(selected) {
        draw_words(cx, counts, counted, words, painter);
    }
}

/// What stands in a line that is not blank.
enum Line {
    /// A facet, and how many different values the events have.
    Heading(Facet, usize),
    /// A row, and the largest count of its section, whose bar is the longest.
    Row(usize, usize),
}

/// Returns what stands in a line.
fn at(counts: &Counts, line: usize) -> Option<Line> {
    let mut sections = counts.sections().iter();
    sections.find_map(|(facet, rows)| {
        let first = counts.line_of(rows.start);
        if line + 1 == first {
            let rows = counts.rows().get(rows.clone()).unwrap_or_default();
            let is_other = |row: &&Row| matches!(row.value, Value::Nothing(_) | Value::Wider(_));
            let others = rows.iter().rev().take_while(is_other).count();
            Some(Line::Heading(*facet, rows.len() - others))
        } else {
            let row = rows.start + line.checked_sub(first)?;
            let is_inside = rows.contains(&row);
            let rows = counts.rows().get(rows.clone()).unwrap_or_default();
            is_inside.then(|| Line::Row(row, largest(*facet, rows)))
        }
    })
}

/// Returns the largest count of a section.
fn largest(facet: Facet, rows: &[Row]) -> usize {
    let count = |row: &Row| row.count;
    if facet == Facet::Time {
        // Few rows, in the order of time.
        return rows.iter().map(count).max().unwrap_or(0);
    }
    // Possibly many rows, the largest first; only the row of what is missing stands at the end.
    let ends = [rows.first(), rows.last()];
    ends.into_iter().flatten().map(count).max().unwrap_or(0)
}

fn remark(page: &Facets, counts: &Counts, list: Rect, painter: &Painter<'_>) -> Clean {
    let (counted, total) = counts.progress();
    if counted < total {
        let (counted, total) = (grouped(counted), grouped(total));
        return Clean::line(&format!("counted {counted} of {total}"));
    }
    let shown = page.first_line + usize::from(list.height);
    match counts.line_count().saturating_sub(shown) {
        0 => Clean::default(),
        below => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
    }
}

fn indented(area: Rect, by: u16) -> Rect {
    Rect {
        x: area.x.saturating_add(by),
        width: area.width.saturating_sub(by),
        height: 1,
        ..area
    }
}

fn cells(text: &Clean) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Makes the column of titles as wide as the widest of those rows, as far as there is room beside counts
/// and bars.
fn columns<'r>(
    cx: &Context,
    counts: &Counts,
    rows: impl Iterator<Item = &'r Row>,
    wide: u16,
) -> Columns {
    let largest = counts.rows().iter().map(|row| row.count).max().unwrap_or(0);
    let number = cells(&Clean::line(&grouped(largest)));
    let bars = if wide >= BARS.1 { BARS.0 + 2 } else { 0 };
    let room = wide.saturating_sub(2 + 1 + number + bars);
    let titles = rows.map(|row| cells(&title(&row.value, cx.timeline())));
    Columns {
        titles: titles.max().unwrap_or(0).min(room),
        counts: number,
    }
}

fn draw_row(
    cx: &Context,
    (row, largest): (&Row, usize),
    is_selected: bool,
    columns: &Columns,
    place: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let (theme, glyphs) = (&look.theme, look.glyphs);
    let actor = match row.value {
        Value::Actor(actor) => Some(actor),
        _ => None,
    };
    let selected = SelectedRow::new(is_selected, true, actor, look);
    let style = match &row.value {
        Value::Nothing(_) | Value::Wider(_) => theme.quiet,
        _ => theme.text,
    };
    let style = selected.text(style, look);
    let named = Rect {
        width: place.width.min(2 + columns.titles + 1 + columns.counts),
        ..place
    };
    let titles = Rect {
        width: columns.titles,
        ..indented(place, 2)
    };
    painter.text(titles, &title(&row.value, cx.timeline()), style);
    painter.text_right(named, &Clean::line(&grouped(row.count)), style);
    selected.draw(named, painter);
    let mut bars = indented(place, named.width + 1);
    bars.width = bars.width.saturating_sub(1);
    let eighths = 8 * usize::from(bars.width) * row.count / largest.max(1);
    let eighths = u16::try_from(eighths.max(1)).unwrap_or(u16::MAX);
    let color = theme.actor(actor);
    let full = Rect {
        width: if glyphs.is_ascii {
            (eighths / 8).max(1).min(bars.width)
        } else {
            eighths / 8
        },
        ..bars
    };
    painter.fill(full, glyphs.axis.heights[8], color);
    let rest = eighths % 8;
    if !glyphs.is_ascii && rest > 0 && full.width < bars.width {
        painter.glyph(
            full.x + full.width,
            place.y,
            nth(&glyphs.bars.parts, rest),
            color,
        );
    }
}

/// Draws the title of the selected row in full, how large its part is, and the term that chooses it.
fn draw_words(cx: &Context, counts: &Counts, row: &Row, area: Rect, painter: &mut Painter<'_>) {
    let separator = painter.look().glyphs.separator;
    let title = title(&row.value, cx.timeline());
    let (count, total) = (grouped(row.count), grouped(counts.progress().0));
    let term = term::term(&row.value, cx.timeline());
    let term = term.map_or_else(|_| String::new(), |term| format!(" {separator} {term}"));
    let words = Clean::line(&format!("{title} {separator} {count} of {total}{term}"));
    let room = usize::from(area.width.saturating_sub(2)).max(1);
    let quiet = painter.look().theme.quiet;
    for (y, line) in (area.y..area.y.saturating_add(area.height)).zip(wrap(&words, room)) {
        painter.text(indented(Rect { y, ..area }, 1), &line, quiet);
    }
}

fn facet_title(facet: Facet, counts: &Counts) -> String {
    match facet {
        Facet::Actor => "Actors".to_owned(),
        Facet::Theme => "Themes".to_owned(),
        Facet::Status => "Kinds of statement".to_owned(),
        Facet::Source => "Sources".to_owned(),
        Facet::Time => format!("Time by {}", counts.unit().name()),
    }
}

/// Returns what a row is called.
pub(super) fn title(value: &Value, timeline: &Timeline) -> Clean {
    match value {
        Value::Actor(actor) => timeline.actor(*actor).name.clone(),
        Value::Theme(theme) => theme.clone(),
        Value::Status(status) => Clean::own(status.explained()),
        Value::Source(source) => {
            let source = timeline.source(*source);
            let has_title = !source.title.is_empty();
            if has_title { &source.title } else { &source.id }.clone()
        }
        Value::Time(unit, number) => {
            let (first, last) = unit.dates(*number);
            if first == last {
                Clean::line(&date(&first))
            } else {
                Clean::line(&format!("{} to {}", date(&first), date(&last)))
            }
        }
        Value::Wider(unit) => Clean::line(&format!("not within one {}", unit.name())),
        Value::Nothing(facet) => Clean::own(match facet {
            Facet::Actor => "without actors",
            Facet::Theme => "without themes",
            Facet::Status => "without status",
            Facet::Source => "without evidence",
            Facet::Time => "without a date",
        }),
    }
}

fn date(text: &str) -> String {
    match When::parse(text) {
        Ok(Some(when)) => when.words(),
        _ => text.to_owned(),
    }
}
