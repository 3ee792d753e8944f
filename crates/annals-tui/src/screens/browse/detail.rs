//! The detail pane.

use ratatui::style::Style;

use super::Browse;
use crate::context::Context;
use crate::glyphs::nth;
use crate::hits::{Hit, HitMap};
use crate::widgets::frame;
use crate::widgets::painter::Painter;
use annals_model::text::Clean;
use annals_scene::detail;
use annals_scene::flow::{Line, Role, Run, Target};
use annals_scene::layout::{Layout, Pane};
use ratatui::layout::{Margin, Rect};

pub(super) fn draw(
    browse: &Browse,
    cx: &Context,
    layout: &Layout,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let area = layout.detail;
    if area.width == 0 {
        return;
    }
    let focused = browse.pane == Pane::Detail;
    let written = browse.detail();
    let inside = area.inner(Margin::new(2, 1));
    let shown = usize::from(inside.height);
    let first = browse.first_line;
    let below = written.lines.len().saturating_sub(first + shown);
    let remark = match (first, below) {
        (0, 0) => Clean::default(),
        (_, 0) => Clean::line(&format!("{} end", painter.look().glyphs.more[0])),
        (_, below) => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
    };
    frame::draw(painter, area, &title(browse, cx, inside), &remark, focused);
    hits.add(area, Hit::Detail);
    let marked = focused.then_some(browse.item);
    for (row, line) in (inside.y..).zip(written.lines.iter().skip(first).take(shown)) {
        match line {
            Line::Runs(runs) => {
                draw_runs(
                    runs,
                    Rect {
                        y: row,
                        height: 1,
                        ..inside
                    },
                    marked,
                    painter,
                    hits,
                );
            }
            Line::Strip(heights, actor) => {
                let style = painter.look().theme.actor(*actor);
                for (column, &height) in (inside.x..).zip(heights) {
                    let glyph = nth(&painter.look().glyphs.axis.heights, height);
                    painter.glyph(column, row, glyph, style);
                }
            }
        }
    }
}

fn draw_runs(
    runs: &[Run],
    line: Rect,
    marked: Option<usize>,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let mut column = line.x;
    let end = line.x + line.width;
    for run in runs {
        let room = Rect {
            x: column,
            width: end.saturating_sub(column),
            ..line
        };
        let style = if run.item.is_some() && run.item == marked {
            painter.look().theme.selected
        } else {
            style(run.role, painter)
        };
        let after = if let Role::Symbol(status, _) = run.role {
            painter.glyph(column, line.y, painter.look().glyphs.status(status), style);
            column + 1
        } else {
            painter.text(room, &run.text, style)
        };
        if let Some(item) = run.item {
            hits.add(
                Rect {
                    width: after - column,
                    ..room
                },
                Hit::Item(item),
            );
        }
        column = after;
    }
}

fn style(role: Role, painter: &Painter<'_>) -> Style {
    let theme = &painter.look().theme;
    match role {
        Role::Text | Role::Note | Role::Symbol(_, None) => theme.text,
        Role::Quiet => theme.quiet,
        Role::Actor(actor) => theme.actor(Some(actor)).patch(theme.strong),
        Role::Symbol(_, Some(actor)) => theme.actor(Some(actor)),
        Role::Date => theme.strong,
        Role::Verdict(verdict) => theme.verdict(verdict).patch(theme.strong),
    }
}

/// Returns the name of what the detail is about. That of an event is its first line.
fn title(browse: &Browse, cx: &Context, inside: Rect) -> Clean {
    let timeline = cx.timeline();
    match browse.subject(cx) {
        Some(Target::Event(_)) | None => Clean::default(),
        Some(Target::Actor(actor)) => {
            detail::actor_heading(timeline, actor, detail_columns(inside.width))
        }
        Some(Target::Source(source)) => timeline.source(source).title.clone(),
        Some(Target::Theme(event, place)) => {
            let theme = timeline.event(event).themes.get(place);
            theme.cloned().unwrap_or_default()
        }
    }
}

/// Returns the cells of a line of the detail in an area so wide.
pub(super) fn detail_columns(width: u16) -> usize {
    usize::from(width).min(detail::MAX_COLUMNS)
}
