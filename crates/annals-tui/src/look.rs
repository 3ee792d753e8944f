//! [`Look`]: the theme and the characters in which everything is drawn.

use annals_scene::actor_colors::ActorColors;
use ratatui::style::Style;

use crate::glyphs::Glyphs;
use crate::theme::{Theme, ThemeName};

/// How everything looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Colours and attributes.
    pub theme: Theme,
    /// Characters.
    pub glyphs: &'static Glyphs,
}

impl Look {
    /// A look with all colours there are; `ascii` keeps to ASCII for everything that is the program's own.
    pub fn new(theme: ThemeName, ascii: bool) -> Self {
        Self::of(Theme::new(theme), ascii)
    }

    /// A look of a theme as a terminal can show it.
    pub const fn of(theme: Theme, ascii: bool) -> Self {
        Self {
            theme,
            glyphs: if ascii {
                &Glyphs::ASCII
            } else {
                &Glyphs::UNICODE
            },
        }
    }
}

impl Look {
    /// Returns whether only ASCII is used for the program's own characters.
    pub(crate) const fn is_ascii(&self) -> bool {
        self.glyphs.is_ascii
    }

    /// The same look for a story in which these actors have a colour of their own.
    pub(crate) const fn for_story(mut self, colors: ActorColors) -> Self {
        self.theme = self.theme.for_story(colors);
        self
    }

    /// A style that leaves only the ground of what was painted before it.
    pub(crate) fn upon(&self, style: Style) -> Style {
        Style {
            bg: style.bg,
            ..self.over(style)
        }
    }

    /// A style that leaves nothing of what was painted before it.
    pub(crate) fn over(&self, style: Style) -> Style {
        Style::reset().patch(self.theme.ground).patch(style)
    }
}
