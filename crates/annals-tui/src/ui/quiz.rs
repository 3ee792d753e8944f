//! A quiz: one question, or the end, as large as a terminal can be.

use ratatui::style::Style;

use super::frame;
use super::painter::Painter;
use crate::app::{App, QuizLine, QuizPage, QuizPart, Stretch};
use annals_model::text::{Clean, width};
use annals_scene::layout::Area;
use annals_scene::relations::inside;

pub(super) fn draw(app: &App, page: &QuizPage, painter: &mut Painter<'_>) {
    let box_area = app.page_area();
    let area = app.quiz_area();
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
        let room = Area {
            y,
            height: 1,
            ..area
        };
        draw_line(line, room, painter);
    }
}

fn draw_line(line: &QuizLine, room: Area, painter: &mut Painter<'_>) {
    match line {
        QuizLine::Words {
            part,
            letter,
            indent,
            text,
            ..
        } => {
            if let Some(letter) = letter {
                draw_letter(*letter, *part, room, painter);
            }
            let words = Area {
                x: room.x.saturating_add(*indent),
                width: room.width.saturating_sub(*indent),
                ..room
            };
            painter.text(words, text, style(*part, painter));
        }
        QuizLine::Letters(stretches) => each(stretches, room, |stretch, place| {
            let letter = Clean::line(stretch.letter.encode_utf8(&mut [0; 4]));
            let style = style(stretch.part, painter).patch(painter.look().theme.strong);
            let place = centred(&letter, place);
            painter.glyph(
                place.x.saturating_sub(2),
                place.y,
                mark(stretch.part, painter),
                style,
            );
            painter.text(place, &letter, style);
        }),
        QuizLine::Rule(stretches) => {
            let (glyphs, faint) = (painter.look().glyphs, painter.look().theme.text);
            each(stretches, room, |_, place| {
                painter.fill(place, glyphs.rule, faint);
                painter.glyph(place.x, place.y, glyphs.major_tick, faint);
                painter.glyph(place.x + place.width, place.y, glyphs.major_tick, faint);
            });
        }
        QuizLine::Labels(stretches) => each(stretches, room, |stretch, place| {
            let style = style(stretch.part, painter);
            painter.text(centred(&stretch.label, place), &stretch.label, style);
        }),
    }
}

/// Does something for each stretch and its place.
fn each(stretches: &[Stretch], room: Area, mut draw: impl FnMut(&Stretch, Area)) {
    let mut x = room.x;
    for stretch in stretches {
        draw(
            stretch,
            Area {
                x,
                width: stretch.columns,
                ..room
            },
        );
        x = x.saturating_add(stretch.columns);
    }
}

/// The middle of a place, for a text; the edge at its left is left free.
fn centred(text: &Clean, place: Area) -> Area {
    let wide = u16::try_from(width(text)).unwrap_or(u16::MAX);
    let free = place.width.saturating_sub(1);
    let before = 1 + free.saturating_sub(wide) / 2;
    Area {
        x: place.x.saturating_add(before),
        width: place.width.saturating_sub(before),
        ..place
    }
}

fn draw_letter(letter: char, part: QuizPart, room: Area, painter: &mut Painter<'_>) {
    // As far as its words, so that what is marked is one stretch.
    let text = Clean::line(&format!("{} {letter}  ", mark(part, painter)));
    let style = style(part, painter).patch(painter.look().theme.strong);
    painter.text(room, &text, style);
}

/// What stands before the letter of a choice.
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

#[cfg(test)]
mod tests;
