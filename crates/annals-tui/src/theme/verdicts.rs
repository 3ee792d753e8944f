//! The colours of verdicts.

use annals_model::Verdict;
use ratatui::style::{Color, Style};

use super::color::{Rgb, at_index, sixteen};
use super::{Background, Depth, Theme, ThemeName};

/// A colour for each verdict, in their order.
type Colors = [Color; Verdict::ALL.len()];

/// On the terminal's own ground, and where there are no more than sixteen colours.
const OF_TERMINAL: Colors = [
    Color::Green,
    Color::Cyan,
    Color::Yellow,
    Color::Magenta,
    Color::Red,
    Color::LightBlue,
];

/// On a dark ground.
const ON_DARK: Colors = [
    Color::Indexed(42),
    Color::Indexed(74),
    Color::Indexed(221),
    Color::Indexed(208),
    Color::Indexed(203),
    Color::Indexed(146),
];

/// On a light ground.
const ON_LIGHT: Colors = [
    Color::Indexed(22),
    Color::Indexed(25),
    Color::Indexed(58),
    Color::Indexed(130),
    Color::Indexed(124),
    Color::Indexed(60),
];

impl Theme {
    /// Returns the colour of a verdict as a style; nothing in a theme without colours.
    pub fn verdict(&self, verdict: Verdict) -> Style {
        let colors = self.verdict_colors();
        let color = colors.and_then(|of| of.get(verdict as usize));
        color.map_or_else(Style::new, |color| Style::new().fg(*color))
    }

    fn verdict_colors(&self) -> Option<&'static Colors> {
        let ground = self.ground.bg.and_then(rgb_of);
        let ground = ground.map(|Rgb(red, green, blue)| Background::of(red, green, blue));
        match (self.depth, self.name, ground) {
            // What terminals take the sixteen for is made to be seen on black.
            (Depth::None, ..)
            | (_, ThemeName::Mono, _)
            | (Depth::Sixteen, _, Some(Background::Light)) => None,
            (Depth::Sixteen, ..) | (_, _, None) => Some(&OF_TERMINAL),
            (_, _, Some(Background::Dark)) => Some(&ON_DARK),
            (_, _, Some(Background::Light)) => Some(&ON_LIGHT),
        }
    }
}

/// Returns what a colour is taken to be; `None` for the terminal's own.
fn rgb_of(color: Color) -> Option<Rgb> {
    match color {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(index) => Some(at_index(index)),
        named => sixteen()
            .find(|(known, _)| *known == named)
            .map(|(_, rgb)| rgb),
    }
}
