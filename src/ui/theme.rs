//! Colours and attributes.
//!
//! Owns which style each kind of thing has. Colour is never the only sign of anything: whatever a
//! theme colours has a name, a symbol or a shape as well.

use ratatui::style::{Color, Modifier, Style};

use crate::data::ActorIndex;

/// A theme by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeName {
    /// The terminal's own colours.
    Terminal,
    /// No colours: bold, dim and reversed only.
    Mono,
}

/// The styles of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Plain text.
    pub text: Style,
    /// The most important words.
    pub strong: Style,
    /// What says something about the rest.
    pub quiet: Style,
    /// Lines of boxes that do not have the keys, and the line under the ticks.
    pub faint: Style,
    /// The selected row of the pane that has the keys, and the selected mark.
    pub selected: Style,
    /// The selected row of the other pane.
    pub marked: Style,
    /// A problem.
    pub notice: Style,
    /// Whether bars are grounds of colour with their text on them; else lines beside their text.
    pub(super) solid_bars: bool,
    /// Colours of actors, in the order of the file; empty for none.
    actors: &'static [Color],
}

/// Colours of the terminal's palette, as near as it has them to the order of Okabe and Ito: sky blue,
/// orange, vermillion, reddish purple, bluish green, blue.
const PALETTE: &[Color] = &[
    Color::Cyan,
    Color::Yellow,
    Color::Red,
    Color::Magenta,
    Color::Green,
    Color::Blue,
    Color::LightCyan,
    Color::LightYellow,
    Color::LightRed,
    Color::LightMagenta,
    Color::LightGreen,
    Color::LightBlue,
];

impl Theme {
    /// The theme of a name.
    pub const fn new(name: ThemeName) -> Self {
        let plain = Style::new();
        Self {
            text: plain,
            strong: plain.add_modifier(Modifier::BOLD),
            // Dim text is legible on dark and on light grounds; the palette's greys are not.
            quiet: plain.add_modifier(Modifier::DIM),
            faint: plain.add_modifier(Modifier::DIM),
            selected: plain.add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
            marked: plain.add_modifier(Modifier::BOLD),
            notice: plain.add_modifier(Modifier::BOLD),
            solid_bars: matches!(name, ThemeName::Terminal),
            actors: match name {
                ThemeName::Terminal => PALETTE,
                ThemeName::Mono => &[],
            },
        }
    }

    /// The colour of an actor as a style; nothing for no actor, or in a theme without colours.
    pub fn actor(&self, actor: Option<ActorIndex>) -> Style {
        let color = actor
            .filter(|_| !self.actors.is_empty())
            .and_then(|actor| self.actors.get(actor.place() % self.actors.len()));
        color.map_or_else(Style::new, |&color| Style::new().fg(color))
    }
}
