//! The filter: its terms in a row above the panes, and the box in which it is written.

use super::frame;
use super::painter::Painter;
use super::prompt::draw_entry;
use crate::app::{Action, App, Filter, FilterPrompt, Hit, HitMap, Mode};
use annals_model::text::{Clean, grouped, width, wrap};
use annals_scene::layout::Area;

/// Cells between two terms.
const GAP: u16 = 2;
/// Cells for how many terms have no room.
const MORE: u16 = 4;
/// Lines for what the query lets through.
const WORDS: u16 = 2;
/// Cells between a completion and what it means.
const NOTE_GAP: u16 = 2;

/// The row of the terms: a cross before each that is switched on, and at the right how many events are
/// left out.
pub(super) fn draw(app: &App, area: Area, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let (Some(filter), 1..) = (app.filter(), area.height) else {
        return;
    };
    let theme = &painter.look().theme;
    let area = area.with_margin(1);
    let chips: Vec<(Clean, bool)> = filter
        .terms()
        .chips()
        .map(|(term, is_on)| {
            let sign = if is_on { "[x]" } else { "[ ]" };
            (Clean::line(&format!("{sign} {term}")), is_on)
        })
        .collect();
    let gap = usize::from(GAP);
    let wanted: usize = chips.iter().map(|(chip, _)| width(chip) + gap).sum();
    let label = Clean::own("filter");
    // How to switch it off is said where there is room for it besides.
    let [brief, full] = left_out(app, filter);
    let fits = width(&label) + gap + wanted + width(&full) <= usize::from(area.width);
    let end = painter
        .text_right(area, if fits { &full } else { &brief }, theme.quiet)
        .saturating_sub(GAP);
    let mut column = painter.text(area, &label, theme.quiet) + GAP;
    for (place, (chip, is_on)) in chips.iter().enumerate() {
        let style = if *is_on { theme.strong } else { theme.quiet };
        let wide = u16::try_from(width(chip)).unwrap_or(u16::MAX);
        let room = end.saturating_sub(column);
        let left = chips.len() - place;
        // Room to say how many more there are; the only one is cut instead.
        let kept = if left > 1 { GAP + MORE } else { 0 };
        if wide.saturating_add(kept) > room && chips.len() > 1 {
            let rest = Area {
                x: column,
                width: room,
                ..area
            };
            painter.text(rest, &Clean::line(&format!("+{left}")), theme.quiet);
            break;
        }
        let cell = Area {
            x: column,
            width: wide.min(room),
            ..area
        };
        painter.text(cell, chip, style);
        hits.add(cell, Hit::Term(place));
        column = column.saturating_add(wide).saturating_add(GAP);
    }
}

/// How many events the filter leaves out; and the same with the key that switches it.
fn left_out(app: &App, filter: &Filter) -> [Clean; 2] {
    let (words, turn) = match filter.chosen() {
        Some(chosen) => {
            let out = app.timeline().events.len() - chosen.count();
            (format!("{} left out", grouped(out)), "switches it off")
        }
        None => ("switched off".to_owned(), "switches it on"),
    };
    let key = app
        .keymap()
        .key_in(Mode::Browse, Action::ToggleFilter, app.ascii());
    let full = key.map(|key| format!("{words}   {key} {turn}"));
    [
        Clean::line(&words),
        Clean::line(full.as_ref().unwrap_or(&words)),
    ]
}

/// The box in which a filter is written: what passes so far, and what can be written next.
pub(super) fn draw_prompt(
    app: &App,
    prompt: &FilterPrompt,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let look = painter.look();
    let Some(area) = app.prompt_area() else {
        return;
    };
    let shown = area.height.saturating_sub(WORDS + 3);
    painter.clear(area);
    frame::draw(
        painter,
        area,
        &Clean::own("Filter"),
        &Clean::default(),
        true,
    );
    let line = Area {
        height: 1,
        ..area.inside().with_margin(1)
    };
    draw_entry(prompt.entry(), line, painter);
    let (words, style) = match prompt.error() {
        Some(error) => (Clean::line(&error.to_string()), look.theme.notice),
        None if prompt.entry().is_empty() => (app.filter_words(), look.theme.quiet),
        None => (app.filter_words(), look.theme.text),
    };
    let lines = wrap(&words, usize::from(line.width));
    for (y, text) in (line.y + 1..=line.y + WORDS).zip(&lines) {
        painter.text(Area { y, ..line }, text, style);
    }
    let first = prompt
        .selected()
        .map_or(0, |place| (place + 1).saturating_sub(usize::from(shown)));
    let completions = prompt.completions().iter().enumerate().skip(first);
    let texts: Vec<(usize, Clean, Clean)> = completions
        .take(usize::from(shown))
        .map(|(place, completion)| {
            (
                place,
                Clean::line(&completion.text),
                completion.note.clone(),
            )
        })
        .collect();
    let widest = texts.iter().map(|(_, text, _)| width(text)).max();
    let notes = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX);
    for (y, (place, text, note)) in (line.y + WORDS + 1..).zip(&texts) {
        let row = Area {
            y,
            height: 1,
            ..area.inside()
        };
        hits.add(row, Hit::Choice(*place));
        let selected = prompt.selected() == Some(*place);
        let (style, quiet) = if selected {
            (look.theme.selected, look.theme.selected)
        } else {
            (look.theme.text, look.theme.quiet)
        };
        if selected {
            painter.glyph(row.x, row.y, look.glyphs.selected, style);
        }
        let text_area = Area { y, ..line };
        painter.text(text_area, text, style);
        let from = notes.saturating_add(NOTE_GAP).min(line.width);
        let note_area = Area {
            x: line.x + from,
            width: line.width - from,
            ..text_area
        };
        painter.text(note_area, note, quiet);
        if selected {
            painter.style(row, style);
        }
    }
}

#[cfg(test)]
mod tests;
