//! Colours and attributes.
//!
//! Colour is never the only sign of anything: whatever a theme colours has a name, a symbol or a shape
//! as well.

mod actors;
mod color;
mod depth;
mod own;
mod palette;
mod verdicts;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use self::actors::{ActorTheme, era_grounds};
pub(crate) use self::actors::{BarColors, BarStyle, ERA_GROUNDS, SHADES};
use self::color::rgb_of;
pub(super) use self::color::{Rgb, at_index};
pub use self::depth::Depth;
pub use self::own::THEME_PARTS;
use self::palette::Palette;
use annals_model::ActorIndex;
use annals_scene::actor_colors::{ActorColors, MAX_COLORED};

/// A theme by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// The terminal's own background and text, and colours of actors to go with them.
    #[default]
    Terminal,
    /// High contrast on black, for projectors.
    ClassDark,
    /// High contrast on white, for projectors.
    ClassLight,
    /// The colours of Okabe and Ito, on dark or on light as the terminal is.
    OkabeIto,
    /// No colours: bold, dim and reversed only.
    Mono,
}

impl ThemeName {
    /// All of them, the usual one first.
    pub const ALL: &[Self] = &[
        Self::Terminal,
        Self::ClassDark,
        Self::ClassLight,
        Self::OkabeIto,
        Self::Mono,
    ];

    /// The name on the command line and in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::ClassDark => "class-dark",
            Self::ClassLight => "class-light",
            Self::OkabeIto => "okabe-ito",
            Self::Mono => "mono",
        }
    }

    /// What it is for, in one line.
    pub const fn doc(self) -> &'static str {
        match self {
            Self::Terminal => "The terminal's own background and text",
            Self::ClassDark => "White on black, for a projector in a dark room",
            Self::ClassLight => "Black on white, for a projector in a bright room",
            Self::OkabeIto => {
                "Colours that the colour-blind can tell apart; dark, or light where the terminal is"
            }
            Self::Mono => "No colours: bold, dim and reversed only",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Terminal => "terminal colours",
            Self::ClassDark => "dark room",
            Self::ClassLight => "light room",
            Self::OkabeIto => "colours for the colour-blind",
            Self::Mono => "without colours",
        }
    }

    /// The theme of that name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|theme| theme.name() == name)
    }
}

/// Whether what is behind the text is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Background {
    /// Light text is legible on it; also where nothing is known.
    #[default]
    Dark,
    /// Dark text is legible on it.
    Light,
}

impl Background {
    /// What a colour of the sRGB space is: light if black has more contrast with it than white.
    pub fn of(red: u8, green: u8, blue: u8) -> Self {
        let ground = Rgb(red, green, blue);
        if ground.contrast(Rgb(0, 0, 0)) > ground.contrast(Rgb(255, 255, 255)) {
            Self::Light
        } else {
            Self::Dark
        }
    }
}

/// The styles of one theme.
///
/// In a theme with a ground of its own, every style is legible on that ground, and so is the ground's
/// colour on a bar of any actor's colour: contrast is 4.5 to 1 at least for what is read, 3 to 1 for
/// lines and marks (WCAG 2, levels AA of 1.4.3 and 1.4.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    name: ThemeName,
    depth: Depth,
    /// Whether some of its colours are a person's own.
    is_own: bool,
    /// What lies under everything; nothing where the terminal's own ground shows.
    pub ground: Style,
    /// Plain text.
    pub text: Style,
    /// The most important words. It has no colour of its own, so that it can be patched over any.
    pub strong: Style,
    /// What says something about the rest.
    pub quiet: Style,
    /// Lines of boxes that do not have the keys, and the line under the ticks. Not for words.
    pub faint: Style,
    /// Columns of the overview that lie in the window; those outside are faint.
    pub overview: Style,
    /// The selected row of the pane that has the keys, and the selected mark.
    pub selected: Style,
    /// The selected row of the other pane.
    pub marked: Style,
    /// A problem.
    pub notice: Style,
    /// The background that colours are mixed with: its own, or what the terminal's is taken to be.
    background: Background,
    /// Colours of actors and of their bars.
    actors: ActorTheme,
    /// Faint grounds behind the lanes, for eras; `None` where there are too few colours.
    pub(crate) eras: Option<[Color; ERA_GROUNDS]>,
}

/// Colours of the terminal's palette, as near as it has them to the order of Okabe and Ito: sky blue,
/// orange, vermillion, reddish purple, bluish green, blue. Their light forms look like them in many
/// terminals.
static TERMINAL_ACTORS: &[Color] = &[
    Color::Cyan,
    Color::Yellow,
    Color::Red,
    Color::Magenta,
    Color::Green,
    Color::Blue,
];

impl Theme {
    /// The theme of a name, with all colours there are and on a dark background.
    pub fn new(name: ThemeName) -> Self {
        Self::on(name, Depth::True, Background::Dark)
    }

    /// The theme of a name as a terminal can show it. Without colours, every theme is `mono`.
    pub fn on(name: ThemeName, depth: Depth, background: Background) -> Self {
        let palette = match (name, background) {
            _ if depth == Depth::None => return Self::colorless(name, depth),
            (ThemeName::Mono, _) => return Self::colorless(name, depth),
            (ThemeName::Terminal, _) if depth == Depth::Sixteen => {
                let mut theme = Self::colorless(name, depth);
                theme.actors = ActorTheme::new(TERMINAL_ACTORS, theme.quiet);
                return theme;
            }
            (ThemeName::Terminal, _) => {
                let palette = Self::palette_on(background).at(depth);
                let mut theme = Self::colorless(name, depth);
                theme.background = background;
                // Such a grey can be seen on any ground.
                theme.faint = Style::new().fg(palette.faint);
                theme.overview = theme.faint;
                let grey = Style::new().fg(palette.actors[MAX_COLORED]);
                theme.actors = ActorTheme::new(&palette.actors[..MAX_COLORED], grey);
                return theme.mixed();
            }
            (ThemeName::ClassDark, _) => palette::CLASS_DARK,
            (ThemeName::ClassLight, _) => palette::CLASS_LIGHT,
            (ThemeName::OkabeIto, background) => Self::palette_on(background),
        };
        Self::of_palette(name, depth, &palette.at(depth))
    }

    /// The colours of Okabe and Ito on a background.
    const fn palette_on(background: Background) -> Palette<Rgb> {
        match background {
            Background::Dark => palette::OKABE_ITO_DARK,
            Background::Light => palette::OKABE_ITO_LIGHT,
        }
    }

    /// The theme with bars and eras mixed from its colours.
    fn mixed(mut self) -> Self {
        let assumed = Self::palette_on(self.background);
        let ground = self.ground.bg.and_then(rgb_of).unwrap_or(assumed.ground);
        let text = self.ground.fg.and_then(rgb_of).unwrap_or(assumed.text);
        self.actors = self.actors.tinted(ground, text, self.depth);
        if self.actors.colors().is_empty() {
            self.eras = None;
        } else {
            self.eras = era_grounds(ground, text, self.depth);
        }
        self
    }

    /// Returns the ground of the selected row of a list: that of the bars of an actor, or of everyone else; `None`
    /// where there are too few colours.
    pub(crate) fn row_ground(&self, actor: Option<ActorIndex>) -> Option<Color> {
        let bar = self.actors.bar(actor)?;
        bar.grounds.last().copied()
    }

    /// The same theme for another background.
    #[must_use]
    pub fn for_background(&self, background: Background) -> Self {
        Self::on(self.name, self.depth, background)
    }

    /// Whether it has a dark and a light form, so that it is worth asking what the background is.
    pub fn follows_background(&self) -> bool {
        self.depth > Depth::None
            && !self.is_own
            && self.for_background(Background::Dark) != self.for_background(Background::Light)
    }

    /// Without colours, on the terminal's own ground.
    fn colorless(name: ThemeName, depth: Depth) -> Self {
        let plain = Style::new();
        // Dim text is legible on dark and on light grounds; the palette's greys are not.
        let dim = plain.add_modifier(Modifier::DIM);
        Self {
            name,
            depth,
            is_own: false,
            ground: plain,
            text: plain,
            strong: plain.add_modifier(Modifier::BOLD),
            quiet: dim,
            faint: dim,
            overview: dim,
            selected: plain.add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
            marked: plain.add_modifier(Modifier::BOLD),
            notice: plain.add_modifier(Modifier::BOLD),
            background: Background::Dark,
            actors: ActorTheme::colorless(dim),
            eras: None,
        }
    }

    /// On a ground of its own.
    fn of_palette(name: ThemeName, depth: Depth, palette: &Palette<Color>) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        // What terminals take the sixteen for is made to be seen on black: on white, names in such
        // colours could not be read.
        let few_on_white = depth == Depth::Sixteen && palette.ground == Color::White;
        let colors: &[Color] = if few_on_white {
            &[]
        } else {
            &palette.actors[..MAX_COLORED]
        };
        let grey = plain.fg(palette.actors[MAX_COLORED]);
        Self {
            name,
            depth,
            is_own: false,
            ground: plain.fg(palette.text).bg(palette.ground),
            text: plain.fg(palette.text),
            strong: bold,
            // Dim is whatever a terminal makes of it: nothing that can be promised to be legible.
            quiet: plain.fg(palette.quiet),
            faint: plain.fg(palette.faint),
            // A whole row of the brightest there is would outshine what is selected.
            overview: plain.fg(palette.faint),
            selected: bold.fg(palette.ground).bg(palette.text),
            marked: bold,
            notice: bold.fg(palette.notice),
            background: Background::Dark,
            actors: ActorTheme::new(colors, grey),
            eras: None,
        }
        .mixed()
    }

    /// The same theme for a story in which these actors have a colour of their own.
    #[must_use]
    pub(crate) const fn for_story(mut self, colors: ActorColors) -> Self {
        self.actors = self.actors.for_story(colors);
        self
    }

    /// The colour of an actor as a style: grey if it has none of its own. Nothing for no actor, or in a theme
    /// without colours.
    ///
    /// As text it is legible on the ground; reversed, the ground's colour is legible on it.
    pub fn actor(&self, actor: Option<ActorIndex>) -> Style {
        actor.map_or_else(Style::new, |actor| self.actors.ink(actor))
    }

    /// How the bars of an actor, or of a lane that is not an actor's, are drawn.
    pub(crate) fn bar_style(&self, actor: Option<ActorIndex>) -> BarStyle {
        self.actors.bar_style(actor)
    }

    /// The colours of the bars of an actor, or of a lane that is not an actor's; `None` where bars have no
    /// dim ground.
    pub(crate) fn bar(&self, actor: Option<ActorIndex>) -> Option<&BarColors> {
        self.actors.bar(actor)
    }

    /// The colours of a bar to explain bars by; `None` where bars have no dim ground.
    pub(crate) fn sample_bar(&self) -> Option<&BarColors> {
        self.actors.sample_bar()
    }

    /// Lays the ground under an area before anything is drawn there.
    pub(super) fn lay_ground(&self, area: Rect, buffer: &mut Buffer) {
        if self.ground != Style::new() {
            buffer.set_style(area.intersection(buffer.area), self.ground);
        }
    }
}

#[cfg(test)]
mod tests;
