//! The text about the event and the link under the cursor.

use annals_model::text::Clean;
use annals_scene::flow::Line;
use annals_scene::relations::chain::{self, AboutOptions, Chain, State};
use ratatui::layout::Rect;

use super::layout::{self, Layout};
use crate::context::Context;
use crate::widgets::frame;
use crate::widgets::lines::draw_line;
use crate::widgets::painter::Painter;

/// Writes the lines; none where there is no room for them.
pub(super) fn lines(chain: &Chain, state: &State, cx: &Context) -> Vec<Line> {
    let layout = Layout::of(cx);
    let room = layout::inside(layout.about);
    if room.is_empty() {
        return Vec::new();
    }
    let options = AboutOptions {
        columns: usize::from(room.width),
        is_brief: layout.is_brief(),
        ascii: cx.ascii(),
    };
    chain::about(cx.timeline(), chain, state, &options)
}

/// Draws the lines from one on, in a frame that says how many more there are.
pub(super) fn draw(lines: &[Line], first: usize, area: Rect, painter: &mut Painter<'_>) {
    let room = layout::inside(area);
    if room.is_empty() {
        return;
    }
    let more = painter.look().glyphs.more;
    let shown = usize::from(room.height);
    let remark = match (first, lines.len().saturating_sub(first + shown)) {
        (0, 0) => Clean::default(),
        (_, 0) => Clean::line(&format!("{} end", more[0])),
        (_, below) => Clean::line(&format!("{} {below} more", more[1])),
    };
    frame::draw(painter, area, &Clean::default(), &remark, false);
    for (y, line) in (room.y..).zip(lines.iter().skip(first).take(shown)) {
        let row = Rect {
            y,
            height: 1,
            ..room
        };
        draw_line(line, None, row, painter);
    }
}
