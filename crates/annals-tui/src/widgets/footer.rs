//! The footer: the last row of the screen, with hints for what can be done. Each key in it can be clicked.

use annals_model::text::{Clean, width};
use ratatui::layout::Rect;

use super::painter::Painter;
use crate::hits::{Hit, HitMap};
use crate::keys::KeySequence;

/// Columns between two hints.
const GAP: u16 = 3;

/// Arrows, in the order in which they are shown beside each other.
const ARROWS: [&str; 4] = ["←", "↑", "↓", "→"];

/// A hint: keys and what they do.
#[derive(Debug)]
pub struct Hint {
    /// The keys, as they are shown and as they are pressed. The first belongs to the word.
    pub keys: Vec<(String, KeySequence)>,
    /// What they do.
    pub word: &'static str,
    /// Whether it stays where there is no room for all: help does, for with it everything else can be
    /// found.
    pub stays: bool,
}

impl Hint {
    /// Returns the keys in the order in which they are shown: arrows as on a keyboard, all others as they
    /// are.
    fn shown_keys(&self) -> Vec<&(String, KeySequence)> {
        let mut keys: Vec<_> = self.keys.iter().collect();
        if self.has_arrows_only() {
            keys.sort_by_key(|(label, _)| ARROWS.iter().position(|arrow| arrow == label));
        }
        keys
    }

    fn has_arrows_only(&self) -> bool {
        let mut labels = self.keys.iter().map(|(label, _)| label.as_str());
        labels.all(|label| ARROWS.contains(&label))
    }

    /// Returns the cells between two keys: arrows need none.
    fn key_gap(&self) -> u16 {
        u16::from(!self.has_arrows_only())
    }

    fn width(&self) -> u16 {
        let keys = self.keys.iter();
        let keys: usize = keys.map(|(label, _)| width(&Clean::line(label))).sum();
        let gaps = usize::from(self.key_gap()) * self.keys.len().saturating_sub(1);
        let word = width(&Clean::own(self.word));
        u16::try_from(keys + gaps + 1 + word).unwrap_or(u16::MAX)
    }
}

/// What the footer can show, and where.
#[derive(Debug)]
pub struct Footer {
    /// The area of the footer.
    pub area: Rect,
    /// Hints for the commands of the screen on top.
    pub hints: Vec<Hint>,
    /// The number and the first key of a sequence that were typed.
    pub typed: Option<Clean>,
}

impl Footer {
    /// Draws as many hints as there is room for, and at the right what was typed.
    pub(crate) fn draw(&self, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let area = self.area;
        let end = self.typed.as_ref().map_or(area.right(), |text| {
            let column = painter.text_right(area, text, painter.look().theme.strong);
            column.saturating_sub(GAP)
        });
        let room = Rect {
            width: end.saturating_sub(area.x),
            ..area
        };
        self.draw_hints(room, painter, hits);
    }

    /// Returns the cells that all hints take.
    pub(crate) fn width(&self) -> u16 {
        let widths = self.hints.iter().map(|hint| hint.width() + GAP);
        widths.fold(0, u16::saturating_add).saturating_sub(GAP)
    }

    /// Draws as many hints as there is room for.
    pub(crate) fn draw_hints(&self, area: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
        draw_row(&fitting(&self.hints, area.width, GAP), area, painter, hits);
    }
}

/// Returns the hints that fit in so many cells: those at the right go first.
fn fitting(hints: &[Hint], room: u16, gap: u16) -> Vec<&Hint> {
    let width_of = |hints: &[&Hint]| {
        let widths = hints.iter().map(|hint| hint.width().saturating_add(gap));
        widths.fold(0, u16::saturating_add).saturating_sub(gap)
    };
    let mut shown: Vec<&Hint> = hints.iter().collect();
    while shown.len() > 1 && width_of(&shown) > room {
        let last = shown.iter().rposition(|hint| !hint.stays);
        shown.remove(last.unwrap_or(0));
    }
    shown
}

fn draw_row(shown: &[&Hint], area: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let mut column = area.x;
    for hint in shown {
        column = draw_hint(hint, column, area, painter, hits) + GAP;
    }
}

/// Draws a hint from a column on; returns the column after it. A click on a key presses it; a click on
/// the word presses the first of them.
fn draw_hint(
    hint: &Hint,
    mut column: u16,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) -> u16 {
    let theme = &painter.look().theme;
    let from = |x: u16| Rect {
        x,
        width: area.right().saturating_sub(x),
        height: 1,
        ..area
    };
    let word = Clean::own(hint.word);
    let wide = hint.width().min(from(column).width);
    if let Some(&(_, keys)) = hint.keys.first() {
        let whole = Rect {
            width: wide,
            ..from(column)
        };
        hits.add(whole, Hit::Keys(keys));
    }
    for (label, keys) in hint.shown_keys() {
        let end = painter.text(from(column), &Clean::line(label), theme.strong);
        let cells = Rect {
            width: end.saturating_sub(column),
            ..from(column)
        };
        hits.add(cells, Hit::Keys(*keys));
        column = end + hint.key_gap();
    }
    let column = column + 1 - hint.key_gap();
    painter.text(from(column), &word, theme.quiet)
}

/// Draws hints as one sentence, as far as there is room: "Try p to present, ? for help."
pub(crate) fn draw_sentence(
    suggestions: &[Hint],
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let theme = &painter.look().theme;
    let start = Clean::own("Try ");
    let taken = u16::try_from(width(&start) + 1).unwrap_or(u16::MAX);
    let separator = Clean::own(", ");
    let gap = u16::try_from(width(&separator)).unwrap_or(u16::MAX);
    let shown = fitting(suggestions, area.width.saturating_sub(taken), gap);
    let mut column = painter.text(area, &start, theme.text);
    let from = |x: u16| Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    };
    for (place, hint) in shown.iter().enumerate() {
        column = draw_hint(hint, column, area, painter, hits);
        let is_last = place + 1 == shown.len();
        let after = if is_last {
            Clean::own(".")
        } else {
            separator.clone()
        };
        column = painter.text(from(column), &after, theme.quiet);
    }
}
