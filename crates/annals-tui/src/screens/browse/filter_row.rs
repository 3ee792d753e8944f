//! The row with the terms of the filter.

use annals_index::EventSet;
use annals_model::text::{Clean, grouped, width};
use ratatui::layout::{Margin, Rect};

use crate::commands;
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::widgets::painter::Painter;

/// Cells between two terms.
const GAP: u16 = 2;

/// Cells for the number of terms that there is no room for.
const MORE: u16 = 4;

/// Draws the terms, each with a box that is crossed while the term is on, and at the right the number of
/// events that are left out.
pub(super) fn draw(cx: &Context, area: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
    // A filter that is switched off has no row.
    let (Some(filter), 1..) = (cx.filter(), area.height) else {
        return;
    };
    let Some(chosen) = filter.chosen() else {
        return;
    };
    let theme = &painter.look().theme;
    let area = area.inner(Margin::new(1, 0));
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
    let [brief, full] = left_out(cx, chosen);
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
            let rest = Rect {
                x: column,
                width: room,
                ..area
            };
            painter.text(rest, &Clean::line(&format!("+{left}")), theme.quiet);
            break;
        }
        let cell = Rect {
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
fn left_out(cx: &Context, chosen: &EventSet) -> [Clean; 2] {
    let out = cx.timeline().events.len() - chosen.count();
    let words = format!("{} left out", grouped(out));
    let key = cx.key_of(&commands::TOGGLE_FILTER);
    let full = key.map(|key| format!("{words}   {key} switches it off"));
    [
        Clean::line(&words),
        Clean::line(full.as_ref().unwrap_or(&words)),
    ]
}
