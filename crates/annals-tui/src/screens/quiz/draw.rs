//! Drawing of a quiz: one question, or the end, on the whole screen.

use annals_model::text::{Clean, width};
use annals_scene::relations::inside;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::page::{QuizLine, QuizPage, QuizPart, Segment};
use crate::hits::{Hit, HitMap};
use crate::widgets::frame;
use crate::widgets::painter::Painter;

/// Draws the page in a box, with its lines in an area within. Choices can be clicked as [`Hit::Row`].
pub(super) fn draw(
    page: &QuizPage,
    box_area: Rect,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let shown = usize::from(area.height);
    let glyphs = painter.look().glyphs;
    let below = page.lines.len().saturating_sub(page.first_line + shown);
    let remark = match below {
        0 => page.progress.clone(),
        below => Clean::line(&format!(
            "{} {below} more {} {}",
            glyphs.more[1], glyphs.separator, page.progress
        )),
    };
    if inside(box_area) != box_area {
        frame::draw(painter, box_area, &Clean::own("Quiz"), &remark, true);
    }
    let lines = page.lines.iter().skip(page.first_line).take(shown);
    for (y, line) in (area.y..).zip(lines) {
        let room = Rect {
            y,
            height: 1,
            ..area
        };
        draw_line(line, room, painter, hits);
    }
}

fn draw_line(line: &QuizLine, room: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
    match line {
        QuizLine::Words {
            part,
            letter,
            indent,
            text,
            choice,
        } => {
            if let Some(choice) = choice {
                hits.add(room, Hit::Row(*choice));
            }
            if let Some(letter) = letter {
                draw_letter(*letter, *part, room, painter);
            }
            let words = Rect {
                x: room.x.saturating_add(*indent),
                width: room.width.saturating_sub(*indent),
                ..room
            };
            painter.text(words, text, style(*part, painter));
        }
        QuizLine::Letters(segments) => {
            for (segment, place) in placed(segments, room, hits) {
                let letter = Clean::line(segment.letter.encode_utf8(&mut [0; 4]));
                let style = style(segment.part, painter).patch(painter.look().theme.strong);
                let place = centred(&letter, place);
                let column = place.x.saturating_sub(2);
                painter.glyph(column, place.y, mark(segment.part, painter), style);
                painter.text(place, &letter, style);
            }
        }
        QuizLine::Rule(segments) => {
            let (glyphs, text) = (painter.look().glyphs, painter.look().theme.text);
            for (_, place) in placed(segments, room, hits) {
                painter.fill(place, glyphs.axis.rule, text);
                painter.glyph(place.x, place.y, glyphs.axis.major_tick, text);
                painter.glyph(place.x + place.width, place.y, glyphs.axis.major_tick, text);
            }
        }
        QuizLine::Labels(segments) => {
            for (segment, place) in placed(segments, room, hits) {
                let style = style(segment.part, painter);
                painter.text(centred(&segment.label, place), &segment.label, style);
            }
        }
    }
}

/// Returns the segments with their areas, which can be clicked.
fn placed<'s>(segments: &'s [Segment], room: Rect, hits: &mut HitMap) -> Vec<(&'s Segment, Rect)> {
    let mut x = room.x;
    let mut placed = Vec::new();
    for (choice, segment) in segments.iter().enumerate() {
        let width = segment.columns;
        let area = Rect { x, width, ..room };
        hits.add(area, Hit::Row(choice));
        placed.push((segment, area));
        x = x.saturating_add(width);
    }
    placed
}

/// Returns the middle of an area, for a text; its left edge stays free.
fn centred(text: &Clean, place: Rect) -> Rect {
    let wide = u16::try_from(width(text)).unwrap_or(u16::MAX);
    let free = place.width.saturating_sub(1);
    let before = 1 + free.saturating_sub(wide) / 2;
    Rect {
        x: place.x.saturating_add(before),
        width: place.width.saturating_sub(before),
        ..place
    }
}

fn draw_letter(letter: char, part: QuizPart, room: Rect, painter: &mut Painter<'_>) {
    // Drawn as far as the words, so that a marked choice is one bar.
    let text = Clean::line(&format!("{} {letter}  ", mark(part, painter)));
    let style = style(part, painter).patch(painter.look().theme.strong);
    painter.text(room, &text, style);
}

/// Returns the glyph before the letter of a choice.
const fn mark(part: QuizPart, painter: &Painter<'_>) -> &'static str {
    let glyphs = painter.look().glyphs;
    match part {
        QuizPart::Choice {
            judged: Some(true), ..
        } => glyphs.judged[0],
        QuizPart::Choice {
            judged: Some(false),
            ..
        } => glyphs.judged[1],
        QuizPart::Choice { marked: true, .. } => glyphs.selected,
        _ => " ",
    }
}

fn style(part: QuizPart, painter: &Painter<'_>) -> Style {
    let theme = &painter.look().theme;
    match part {
        QuizPart::Subject
        | QuizPart::Verdict
        | QuizPart::Choice {
            judged: Some(true), ..
        } => theme.strong,
        QuizPart::Choice { marked: true, .. } => theme.selected,
        QuizPart::Prompt | QuizPart::Choice { .. } | QuizPart::Text => theme.text,
        QuizPart::Quiet => theme.quiet,
    }
}
