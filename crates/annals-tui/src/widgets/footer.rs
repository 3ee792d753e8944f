//! The footer: the last row of the screen, with hints for what can be done.

use annals_model::text::{Clean, width};
use ratatui::layout::Rect;

use super::painter::Painter;
use crate::commands;

/// Columns between two hints.
const GAP: u16 = 3;

/// A hint: keys and what they do.
#[derive(Debug)]
pub struct Hint {
    /// The keys, as they are shown.
    pub keys: Vec<String>,
    /// What they do.
    pub word: &'static str,
}

impl Hint {
    fn keys(&self) -> Clean {
        Clean::line(&self.keys.join(" "))
    }

    fn width(&self) -> u16 {
        u16::try_from(width(&self.keys()) + 1 + self.word.len()).unwrap_or(u16::MAX)
    }

    fn is_help(&self) -> bool {
        Some(self.word) == commands::HELP.hint
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
    pub(crate) fn draw(&self, painter: &mut Painter<'_>) {
        let area = self.area;
        let end = self.typed.as_ref().map_or(area.right(), |text| {
            let column = painter.text_right(area, text, painter.look().theme.strong);
            column.saturating_sub(GAP)
        });
        let room = Rect {
            width: end.saturating_sub(area.x),
            ..area
        };
        self.draw_hints(room, painter);
    }

    /// Draws as many hints as there is room for.
    pub(crate) fn draw_hints(&self, area: Rect, painter: &mut Painter<'_>) {
        let end = area.right();
        // Help is always shown: with it everything else can be found.
        let help = self.hints.iter().position(Hint::is_help);
        let reserved = help.map_or(0, |help| self.hints[help].width() + GAP);
        let mut column = area.x;
        let mut room_for_more = true;
        for (place, hint) in self.hints.iter().enumerate() {
            let is_help = Some(place) == help;
            let kept = if is_help || help.is_none_or(|help| place > help) {
                0
            } else {
                reserved
            };
            let fits = hint.width() + kept <= end.saturating_sub(column);
            room_for_more &= fits || is_help;
            if !(room_for_more && fits || is_help) {
                continue;
            }
            let look = painter.look();
            let keys = Rect {
                x: column,
                width: end.saturating_sub(column),
                ..area
            };
            let after = painter.text(keys, &hint.keys(), look.theme.strong);
            let word = Rect {
                x: after + 1,
                width: end.saturating_sub(after + 1),
                ..area
            };
            column = painter.text(word, &Clean::own(hint.word), look.theme.quiet) + GAP;
        }
    }
}
