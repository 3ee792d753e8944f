//! Drawing of the notes terminal: the card, its notes, the next card, and the time taken so far.

use annals_model::text::{Clean, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Followed, Follower};
use crate::look::Look;
use crate::widgets::painter::Painter;

/// Draws the notes into an area of a buffer; returns how many lines of them are below those shown.
pub fn draw(follower: &Follower, look: &Look, area: Rect, buffer: &mut Buffer) -> usize {
    look.theme.lay_ground(area, buffer);
    let mut painter = Painter::new(buffer, area, look);
    let (columns, rows) = (area.width, area.height);
    let margin = u16::from(columns > 20) * 2;
    let line = |y: u16| Rect::new(margin, y, columns.saturating_sub(2 * margin), 1);
    let theme = &look.theme;
    let sentence = |text: &str, painter: &mut Painter<'_>| {
        let lines = wrap(&Clean::line(text), usize::from(line(0).width).max(1));
        // A blank row above, where there is room.
        for (y, text) in (u16::from(rows > 2)..rows).zip(&lines) {
            painter.text(line(y), text, theme.text);
        }
        0
    };
    let (title, presented) = match follower.followed() {
        Followed::Nobody => {
            return sentence(
                "Nobody is presenting yet. annals present in another terminal, or p in annals, begins; q leaves.",
                &mut painter,
            );
        }
        Followed::Ended(title) => {
            let text = format!(
                "The presentation of {title} has ended. The next one is followed; q leaves."
            );
            return sentence(&text, &mut painter);
        }
        Followed::Unreadable(reason) => {
            let text =
                format!("What the presentation passes on cannot be read: {reason}. q leaves.");
            return sentence(&text, &mut painter);
        }
        Followed::Going(title, presented) => (title, presented),
    };
    let clock = follower.clock().unwrap_or_default();
    painter.text_right(line(0), &clock, theme.strong);
    let (place, count) = presented.place;
    let separator = look.glyphs.separator;
    let head = Clean::line(&format!("{place} / {count} {separator} {title}"));
    let room = line(0).width.saturating_sub(8);
    painter.text(
        Rect {
            width: room,
            ..line(0)
        },
        &head,
        theme.quiet,
    );
    painter.text(line(2), &presented.title, theme.strong);
    let next = match &presented.next {
        Some(next) => Clean::line(&format!("next  {next}")),
        None => Clean::own("This is the last card."),
    };
    painter.text(line(rows.saturating_sub(1)), &next, theme.quiet);
    let (text, style) = if presented.notes.is_empty() {
        (Clean::own("No notes on this card."), theme.quiet)
    } else {
        (presented.notes.clone(), theme.text)
    };
    let lines = wrap(&text, usize::from(line(0).width).max(1));
    let shown = usize::from(rows.saturating_sub(6));
    let first = follower.first_line();
    for (y, text) in (4..).zip(lines.iter().skip(first).take(shown)) {
        painter.text(line(y), text, style);
    }
    lines.len().saturating_sub(first + shown)
}
