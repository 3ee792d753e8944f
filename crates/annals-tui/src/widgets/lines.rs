//! Lines of runs on pages: each run in the style of its meaning.

use ratatui::style::Style;

use super::painter::Painter;
use annals_model::ActorIndex;
use annals_scene::flow::{Line, Role, Run};
use ratatui::layout::Rect;

/// One line of runs in the colours of its actors. Returns the column after it.
pub(crate) fn draw_line(
    line: &Line,
    leader: Option<ActorIndex>,
    area: Rect,
    painter: &mut Painter<'_>,
) -> u16 {
    let Line::Runs(runs) = line else {
        return area.x;
    };
    let end = area.x.saturating_add(area.width);
    let mut column = area.x;
    for run in runs {
        let room = Rect {
            x: column,
            width: end.saturating_sub(column),
            ..area
        };
        column = draw_run(run, leader, room, painter);
    }
    column
}

/// A run of text; returns the column after it.
pub(crate) fn draw_run(
    run: &Run,
    leader: Option<ActorIndex>,
    room: Rect,
    painter: &mut Painter<'_>,
) -> u16 {
    let look = painter.look();
    if let Role::Symbol(status, actor) = run.role {
        if room.width > 0 {
            let style = look.theme.actor(actor.or(leader));
            painter.glyph(room.x, room.y, look.glyphs.status(status), style);
        }
        return room.x.saturating_add(1);
    }
    let style: Style = match run.role {
        Role::Quiet => look.theme.quiet,
        Role::Date => look.theme.strong,
        Role::Actor(actor) => look.theme.actor(Some(actor)).patch(look.theme.strong),
        Role::Verdict(verdict) => look.theme.verdict(verdict).patch(look.theme.strong),
        _ => look.theme.text,
    };
    painter.text(room, &run.text, style)
}
