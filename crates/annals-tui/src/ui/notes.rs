//! The presenter's notes: the card, what to say, what comes next, how long it has taken.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Look;
use super::painter::Painter;
use crate::app::{Followed, Follower};
use annals_model::text::{Clean, wrap};
use annals_scene::layout::Area;

/// Draws the notes into a part of a buffer; returns how many lines of them are below what is shown.
pub fn draw(follower: &Follower, look: &Look, area: Rect, buffer: &mut Buffer) -> usize {
    look.theme.lay_ground(area, buffer);
    let mut painter = Painter::new(buffer, area, look);
    let (columns, rows) = (area.width, area.height);
    let margin = u16::from(columns > 20) * 2;
    let line = |y: u16| Area::new(margin, y, columns.saturating_sub(2 * margin), 1);
    let theme = &look.theme;
    let sentence = |text: &str, painter: &mut Painter<'_>| {
        let lines = wrap(&Clean::line(text), usize::from(line(0).width).max(1));
        // A free row above, where there are enough of them.
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
        Area {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Presented;
    use crate::ui::{ThemeName, picture};
    use annals_time::Time;

    fn shown(known: Followed, columns: u16, rows: u16) -> (String, usize) {
        let mut follower = Follower::default();
        follower.follow(known);
        follower.update(&crate::app::Message::Now(Time::new(165, 0).unwrap()));
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        let look = Look::new(ThemeName::Mono, false);
        let below = draw(&follower, &look, area, &mut buffer);
        let lines = picture::text(&buffer);
        let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
        (lines.join("\n"), below)
    }

    fn going() -> Followed {
        let presented = Presented {
            place: (8, 23),
            title: Clean::own("Ma out of public view"),
            notes: Clean::block(&"Ask who says so, and since when. ".repeat(20)),
            next: Some(Clean::own("Rumours about who leads")),
            begun: Time::new(100, 0),
        };
        Followed::Going(Clean::own("Alibaba: pressure, silence, return"), presented)
    }

    #[test]
    fn the_card_its_notes_the_next_one_and_the_time() {
        for (columns, rows) in [(60, 20), (80, 24), (40, 10)] {
            let (screen, below) = shown(going(), columns, rows);
            for text in [
                "8 / 23",
                "01:05",
                "Ma out of public view",
                "Ask who says",
                "next  Rumours",
            ] {
                assert!(screen.contains(text), "{text}\n{screen}");
            }
            assert_eq!(below > 0, rows == 10, "{screen}");
        }
    }

    #[test]
    fn what_there_is_to_say_without_a_presentation() {
        for (followed, words) in [
            (Followed::Nobody, "Nobody is presenting yet"),
            (Followed::Ended(Clean::own("x")), "has ended"),
            (
                Followed::Unreadable(Clean::own("why")),
                "cannot be read: why",
            ),
        ] {
            let (screen, _) = shown(followed, 60, 20);
            assert!(screen.replace('\n', " ").contains(words), "{screen}");
        }
    }

    #[test]
    fn nothing_panics_at_any_size() {
        for columns in [1, 2, 3, 8, 21, 300] {
            for rows in [1, 2, 3, 5, 7, 100] {
                for known in [going(), Followed::Nobody] {
                    let (drawn, _) = shown(known, columns, rows);
                    assert!(!drawn.trim().is_empty(), "{columns}x{rows}");
                }
            }
        }
    }
}
