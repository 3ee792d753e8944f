//! [`SelectedRow`]: how the selected row of a list stands out.

use annals_model::ActorIndex;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::painter::Painter;
use crate::look::Look;

/// How a row of a list is drawn: as it is, or selected.
///
/// The selected row is bold on a dim ground of its actor's colour, with an edge of that colour. In a theme
/// without dim grounds it is reversed while its pane has the keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SelectedRow {
    selection: Option<Selection>,
    /// The style of its edge.
    edge: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Selection {
    Tinted(Color),
    Reversed,
    Marked,
}

impl SelectedRow {
    /// Returns the form of a row in the colour of an actor.
    pub(crate) fn new(
        is_selected: bool,
        is_focused: bool,
        actor: Option<ActorIndex>,
        look: &Look,
    ) -> Self {
        let tint = look.theme.row_ground(actor);
        let selection = match tint {
            Some(ground) => Selection::Tinted(ground),
            None if is_focused => Selection::Reversed,
            None => Selection::Marked,
        };
        Self {
            selection: is_selected.then_some(selection),
            edge: look.theme.actor(actor),
        }
    }

    /// Returns the style of text that has this style in other rows.
    pub(crate) fn text(&self, usual: Style, look: &Look) -> Style {
        let theme = &look.theme;
        match self.selection {
            None => usual,
            Some(Selection::Tinted(_) | Selection::Marked) => theme.text.patch(theme.marked),
            Some(Selection::Reversed) => theme.selected,
        }
    }

    /// Returns the style of a mark in a colour.
    pub(crate) fn mark(&self, usual: Style, look: &Look) -> Style {
        match self.selection {
            None | Some(Selection::Marked) => usual,
            // Its colour is that of the edge; on the dim ground it would be hard to see.
            Some(Selection::Tinted(_)) => look.theme.text.patch(look.theme.marked),
            Some(Selection::Reversed) => look.theme.selected,
        }
    }

    /// Draws the ground and the edge of the row, over what stands in it.
    pub(crate) fn draw(&self, line: Rect, painter: &mut Painter<'_>) {
        let look = painter.look();
        let colored = look.theme.text.patch(self.edge);
        let (edge, style, ground) = match self.selection {
            None => return,
            Some(Selection::Tinted(color)) => {
                (look.glyphs.row_edge, colored, Style::new().bg(color))
            }
            Some(Selection::Reversed) => {
                let selected = look.theme.selected;
                (look.glyphs.selected, selected, selected)
            }
            Some(Selection::Marked) => (look.glyphs.selected, colored, Style::new()),
        };
        painter.glyph(line.x, line.y, edge, style);
        painter.style(line, ground);
    }
}

#[cfg(test)]
mod tests;
