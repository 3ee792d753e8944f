//! Drawing of the hits of a search.

use annals_model::text::{Clean, grouped, width};
use annals_scene::detail::leading_actor;
use annals_scene::list::row_date;
use annals_time::DateHeading;
use ratatui::layout::{Margin, Rect};

use super::hit_list::{HitList, HitRow};
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::widgets::frame;
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;
use crate::widgets::selected_row::SelectedRow;

/// The most rows of the list, with its border, on a page that has no list of its own.
const MAX_ROWS: u16 = 10;

/// The widest column of dates.
const MAX_DATE: usize = 16;

/// Returns where the hits are listed: in place of the list of the page; on other pages, at the bottom.
pub(super) fn area(rows: usize, cx: &Context) -> Rect {
    let of_page = cx.page().and_then(|page| page.list_area(cx));
    of_page.unwrap_or_else(|| {
        let rows = u16::try_from(rows.max(1) + 2).unwrap_or(u16::MAX);
        cx.bottom_area(rows.min(MAX_ROWS).min(cx.display.rows / 2))
    })
}

/// Returns the rows of the list inside its border.
pub(super) fn height(list: &HitList, cx: &Context) -> usize {
    let inside = area(list.rows().len(), cx).inner(Margin::new(1, 1));
    usize::from(inside.height).max(1)
}

/// Draws the hits from a row on.
pub(super) fn draw(
    list: &HitList,
    selected: usize,
    first_row: usize,
    cx: &Context,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let area = area(list.rows().len(), cx);
    painter.clear(area);
    let look = painter.look();
    let inside = area.inner(Margin::new(1, 1));
    let shown = usize::from(inside.height);
    let below = list.rows().len().saturating_sub(first_row + shown);
    let remark = match below {
        0 => Clean::default(),
        below => Clean::line(&format!("{} {} more", look.glyphs.more[1], grouped(below))),
    };
    frame::draw(painter, area, &Clean::own("Found"), &remark, true);
    if list.rows().is_empty() {
        let words = Clean::own("Nothing found.");
        painter.text(inside.inner(Margin::new(1, 0)), &words, look.theme.quiet);
    }
    let rows = list.rows().get(first_row..).unwrap_or_default();
    let rows = rows.get(..shown).unwrap_or(rows);
    let dates = rows.iter().filter_map(|row| match row {
        HitRow::Hit(_, event) => Some(width(&date(*event, cx))),
        HitRow::Heading(..) => None,
    });
    let dates = u16::try_from(dates.max().unwrap_or(0).min(MAX_DATE)).unwrap_or(0);
    for (y, row) in (inside.y..).zip(rows) {
        let line = Rect {
            y,
            height: 1,
            ..inside
        };
        match *row {
            HitRow::Heading(section, count) => {
                let words = Clean::line(&format!("{} {}", section.title(), grouped(count)));
                frame::heading(&words, line, painter);
            }
            HitRow::Hit(hit, event) => {
                hits.add(line, Hit::Choice(hit));
                draw_hit((event, hit == selected), dates, cx, line, painter);
            }
        }
    }
}

fn date(event: annals_model::EventIndex, cx: &Context) -> Clean {
    let what = cx.timeline().event(event);
    row_date(what, DateHeading::None, cx.ascii(), MAX_DATE)
}

fn draw_hit(
    (event, is_selected): (annals_model::EventIndex, bool),
    dates: u16,
    cx: &Context,
    line: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let what = cx.timeline().event(event);
    let leader = leading_actor(what);
    let row = SelectedRow::new(is_selected, true, leader, look);
    let from = |x: u16, wide: u16| Rect {
        x,
        width: wide.min(line.right().saturating_sub(x)),
        ..line
    };
    let quiet = row.text(look.theme.quiet, look);
    painter.text(from(line.x + 1, dates), &date(event, cx), quiet);
    let symbol = line.x + dates + 3;
    let color = row.mark(look.theme.actor(leader), look);
    painter.glyph(symbol, line.y, look.glyphs.status(what.status), color);
    let title = from(symbol + 2, u16::MAX);
    painter.text(title, &what.title, row.text(look.theme.text, look));
    // Where the words stand elsewhere, the heading says so.
    Marks::of(cx).underline_parts(event, &what.title, title, painter);
    row.draw(line, painter);
}
