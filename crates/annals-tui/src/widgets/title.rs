//! The title row: the story, and where in it the person is; or that its file could not be reloaded.

use crate::actions::marks;
use crate::context::Context;
use crate::context::filter::Filter;
use crate::widgets::painter::Painter;
use annals_model::text::{Clean, grouped, width};
use annals_scene::account_names;
use annals_time::describe_window;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

/// Cells between the title and what stands at the right of it.
const GAP: u16 = 2;

/// From this width on, a part of the title stays beside what is more urgent.
const ROOM_FOR_BOTH: u16 = 50;

/// Cells of the title that stay there, by which the story is known.
const LEAST_OF_TITLE: usize = 8;

/// The title of the story alone.
pub(crate) fn draw_story(cx: &Context, area: Rect, painter: &mut Painter<'_>) {
    let area = area.inner(Margin::new(1, 0));
    let right = cx.not_reloaded().unwrap_or_default();
    draw_parts(cx, &right, painter.look().theme.notice, area, painter);
}

/// Draws the title and what stands at the right of it. The title can give way; all of it does only where
/// there is very little room.
fn draw_parts(cx: &Context, right: &Clean, style: Style, area: Rect, painter: &mut Painter<'_>) {
    let title = &cx.timeline().title;
    let kept = if area.width < ROOM_FOR_BOTH {
        0
    } else {
        // As much of what is urgent as there is room for: it says what to do.
        let beside = width(right) + usize::from(GAP);
        let left = usize::from(area.width).saturating_sub(beside);
        let most = usize::from(area.width / 3).min(left.max(LEAST_OF_TITLE));
        let kept = width(title).min(most);
        u16::try_from(kept).unwrap_or(u16::MAX).saturating_add(GAP)
    };
    let room = Rect {
        x: area.x + kept,
        width: area.width.saturating_sub(kept),
        ..area
    };
    let column = painter.text_right(room, right, style);
    let room = Rect {
        width: column.saturating_sub(area.x + GAP),
        ..area
    };
    let room = if right.is_empty() { area } else { room };
    painter.text(room, title, painter.look().theme.strong);
}

pub(crate) fn draw(
    cx: &Context,
    position: Option<(usize, usize)>,
    area: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let area = area.inner(Margin::new(1, 0));
    if let Some(words) = cx.not_reloaded() {
        draw_parts(cx, &words, look.theme.notice, area, painter);
        return;
    }
    let separator = look.glyphs.separator;
    let place = match position {
        Some((place, shown)) => {
            let of = match (place, shown) {
                (0, 1..) => format!("left out {separator} {} shown", grouped(shown)),
                _ => format!("{} of {}", grouped(place), grouped(shown)),
            };
            let all = cx.timeline().events.len();
            // What is left out is never left out silently.
            match cx.filter().and_then(Filter::chosen) {
                Some(_) => format!("{of} ({} in all)", grouped(all)),
                None => of,
            }
        }
        None => "no events".to_owned(),
    };
    let with_place = |text: &str| Clean::line(&format!("{place} {separator} {text}"));
    // The layers give way to the title of the story where there is little room.
    let layers = account_names::on(cx.timeline(), usize::from(area.width / 3));
    let with_layers = |right: Clean| {
        let Some(layers) = &layers else { return right };
        let longer = Clean::line(&format!("{right} {separator} {layers}"));
        let mut title = width(&cx.timeline().title);
        if cx.timeline().has_several_accounts() {
            title = title.min(usize::from(area.width / 3));
        }
        if width(&longer) + title + 2 <= usize::from(area.width) {
            longer
        } else {
            right
        }
    };
    let right = match marks::lengths(cx) {
        // Cut short it would say something else.
        Some([full, brief]) => {
            let full = with_place(full.as_str());
            if width(&full) <= usize::from(area.width) {
                full
            } else {
                with_place(brief.as_str())
            }
        }
        None => with_layers(with_place(&describe_window(&cx.place.window, cx.ascii()))),
    };
    let wide = u16::try_from(width(&right)).unwrap_or(u16::MAX);
    // The place in the story changes and is looked for; the title can give way.
    painter.text_right(area, &right, look.theme.quiet);
    let room = Rect {
        width: area.width.saturating_sub(wide.saturating_add(2)),
        ..area
    };
    painter.text(room, &cx.timeline().title, look.theme.strong);
}

/// Returns the position of the selected event, from 1, and how many events there are: of those that
/// pass the filter, where there is one. 0 if the filter leaves it out.
pub(crate) fn position(cx: &Context) -> Option<(usize, usize)> {
    let event = cx.place.event?;
    let Some(chosen) = cx.filter().and_then(Filter::chosen) else {
        return Some((cx.index().rank(event) + 1, cx.timeline().events.len()));
    };
    let place = if cx.shown().contains(event) {
        cx.shown().position(event) + 1
    } else {
        0
    };
    Some((place, chosen.count()))
}

#[cfg(test)]
mod tests;
