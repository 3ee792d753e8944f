//! The detail pane.

use ratatui::style::Style;

use super::painter::Painter;
use super::{frame, list};
use crate::app::{App, Hit, HitMap};
use annals_model::text::Clean;
use annals_scene::flow::{Line, Role, Run, Target};
use annals_scene::layout::{Area, Layout, Pane};

pub(super) fn draw(app: &App, layout: &Layout, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let area = layout.detail;
    if area.width == 0 {
        return;
    }
    let focused = app.view().pane == Pane::Detail;
    let detail = app.detail();
    let inside = area.inside().with_margin(1);
    let shown = usize::from(inside.height);
    let first = app.view().first_line;
    let below = detail.lines.len().saturating_sub(first + shown);
    let remark = match (first, below) {
        (0, 0) => Clean::default(),
        (_, 0) => Clean::line(&format!("{} end", painter.look().glyphs.more[0])),
        (_, below) => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
    };
    frame::draw(painter, area, &title(app, layout), &remark, focused);
    hits.add(area, Hit::Detail);
    let marked = focused.then_some(app.view().item);
    for (row, line) in (inside.y..).zip(detail.lines.iter().skip(first).take(shown)) {
        match line {
            Line::Runs(runs) => {
                draw_runs(
                    runs,
                    Area {
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
                    let glyph = painter.look().glyphs.heights[usize::from(height.min(8))];
                    painter.glyph(column, row, glyph, style);
                }
            }
        }
    }
}

/// The name of the subject. An event whose title is all there in the selected row of the list beside it
/// needs no second one: the box says what kind of thing it holds, and stands still.
fn title(app: &App, layout: &Layout) -> Clean {
    match app.subject() {
        Some(Target::Event(event)) if list::says_title(app, layout, event) => Clean::own("Event"),
        _ => app.detail_title(),
    }
}

fn draw_runs(
    runs: &[Run],
    line: Area,
    marked: Option<usize>,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let mut column = line.x;
    let end = line.x + line.width;
    for run in runs {
        let room = Area {
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
                Area {
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
    }
}
