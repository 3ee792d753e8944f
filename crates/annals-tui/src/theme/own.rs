//! A theme with colours of a person's own.
//!
//! Lists the parts of a theme that settings name. Contrast is not checked; colours that a terminal does
//! not have become the nearest.

use ratatui::style::{Color, Modifier};

use annals_scene::actor_colors::MAX_COLORED;

use super::actors::ActorTheme;
use super::color::{Rgb, at_index, indexed, nearest_of, sixteen};
use super::{Depth, Theme};

/// What a theme can colour, by the names of settings. `actors` may come several times: once for each
/// of their colours, in the order of the file.
pub static THEME_PARTS: &[&str] = &[
    "background",
    "text",
    "strong",
    "quiet",
    "faint",
    "overview",
    "selected",
    "marked",
    "notice",
    "actors",
];

impl Theme {
    /// The theme with other colours for some of its [`THEME_PARTS`]. Without colours it stays as it
    /// is; names it does not know change nothing.
    #[must_use]
    pub fn recoloured<'n>(&self, colors: impl IntoIterator<Item = (&'n str, Color)>) -> Self {
        let mut theme = *self;
        if self.depth == Depth::None {
            return theme;
        }
        let mut actors = Vec::new();
        for (part, color) in colors {
            let color = at_depth(color, self.depth);
            theme.is_own = true;
            match part {
                "background" => theme.ground = theme.ground.bg(color),
                "text" => {
                    theme.ground = theme.ground.fg(color);
                    theme.text = theme.text.fg(color);
                }
                "strong" => theme.strong = theme.strong.fg(color),
                // A colour of its own needs no dimming to be quiet.
                "quiet" => theme.quiet = theme.quiet.fg(color).remove_modifier(Modifier::DIM),
                "faint" => theme.faint = theme.faint.fg(color).remove_modifier(Modifier::DIM),
                "overview" => theme.overview = theme.overview.fg(color),
                // The colour of the row; the ink on it is the ground's, or the terminal's.
                "selected" if theme.selected.bg.is_some() => {
                    theme.selected = theme.selected.bg(color);
                }
                "selected" => theme.selected = theme.selected.fg(color),
                "marked" => theme.marked = theme.marked.fg(color),
                "notice" => theme.notice = theme.notice.fg(color),
                "actors" if actors.len() < MAX_COLORED => actors.push(color),
                _ => {}
            }
        }
        if actors.is_empty() {
            actors.extend_from_slice(theme.actors.colors());
        }
        theme.actors = ActorTheme::new(&actors, theme.actors.grey());
        theme.mixed()
    }
}

/// A colour as a terminal with so many can show it.
fn at_depth(color: Color, depth: Depth) -> Color {
    let wanted = match color {
        Color::Rgb(red, green, blue) if depth < Depth::True => Rgb(red, green, blue),
        Color::Indexed(index) if index > 15 && depth < Depth::Indexed => at_index(index),
        _ => return color,
    };
    let nearest = if depth == Depth::Indexed {
        nearest_of(wanted, indexed())
    } else {
        nearest_of(wanted, sixteen())
    };
    nearest.unwrap_or(color)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;
    use crate::theme::{Background, ThemeName};
    use annals_index::Index;
    use annals_model::ActorIndex;
    use annals_scene::actor_colors::ActorColors;
    use annals_scene::relations::samples;

    #[test]
    fn every_part_changes_the_theme() {
        for &name in ThemeName::ALL {
            let theme = Theme::new(name);
            for part in THEME_PARTS {
                let other = theme.recoloured([(*part, Color::Rgb(1, 2, 3))]);
                assert_ne!(other, theme, "{part} of {}", name.name());
                assert!(
                    !other.follows_background(),
                    "own colours are for one ground"
                );
            }
            assert_eq!(theme.recoloured([]), theme);
        }
    }

    #[test]
    fn actors_take_their_colours_in_turn() {
        let colors = [Color::Red, Color::Indexed(200)];
        let theme = Theme::new(ThemeName::Mono).recoloured(colors.map(|color| ("actors", color)));
        let draft = |actor| (0, 0, vec![actor], Vec::new());
        let timeline = samples::story(3, &[draft(0), draft(1), draft(2)]);
        let colors = ActorColors::new(&timeline, &Index::new(&timeline));
        let theme = theme.for_story(colors);
        let of = |place| theme.actor(Some(ActorIndex::new(place)));
        assert_eq!(of(0), Style::new().fg(Color::Red));
        assert_eq!(of(1), Style::new().fg(Color::Indexed(200)));
        assert_eq!(of(2), theme.actors.grey(), "there is no third colour");
    }

    #[test]
    fn colours_become_the_nearest_there_are() {
        let notice = |depth| {
            let theme = Theme::on(ThemeName::Terminal, depth, Background::Dark);
            theme
                .recoloured([("notice", Color::Rgb(255, 0, 0))])
                .notice
                .fg
        };
        assert_eq!(notice(Depth::True), Some(Color::Rgb(255, 0, 0)));
        assert!(matches!(notice(Depth::Indexed), Some(Color::Indexed(_))));
        assert_ne!(notice(Depth::Sixteen), Some(Color::Rgb(255, 0, 0)));
        assert_eq!(notice(Depth::None), None);
    }
}
