//! The colours of actors, and the colours of bars made from them.

use annals_model::ActorIndex;
use annals_scene::actor_colors::{ActorColors, MAX_COLORED};
use ratatui::style::{Color, Style};

use super::color::{Rgb, indexed, rgb_of};
use super::depth::Depth;
use super::palette::{LEAST_FOR_MARKS, LEAST_FOR_TEXT};

/// Steps between the ground of a bar that is sure and one that is hardly sure.
pub(crate) const SHADES: usize = 8;

/// How many thousandths of an actor's colour are in the ground of a bar: the least and the most, on a dark and on
/// a light background.
const TINT: [(u32, u32); 2] = [(280, 500), (200, 400)];

/// The luminance of the ground of a bar, on a dark and on a light background. Bars of all actors are about
/// as light, so that none outshines the others.
const LUMINANCE: [f64; 2] = [0.048, 0.62];

/// How many thousandths of that are left where a bar is hardly sure.
const FAINTEST: u32 = 140;

/// The least contrast of the edge of a bar with its ground.
const LEAST_FOR_EDGES: f64 = 2.0;

/// How bars are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BarStyle {
    /// On a dim ground of the actor's colour, with a bright left edge.
    Tinted,
    /// On the actor's full colour, as there are no dim ones.
    Reversed,
    /// As underlined text: there are no colours.
    Underlined,
}

/// The colours of the bars of one actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BarColors {
    /// Edges and points, the ground of a selected bar.
    pub(crate) full: Color,
    /// Brackets and arrows on a ground: the full colour, if that can be seen there.
    mark: Color,
    /// The text of the selected bar.
    pub(crate) on_full: Color,
    /// The text of the others.
    pub(crate) text: Color,
    /// The ground from hardly sure to sure; the text is legible on each.
    pub(crate) grounds: [Color; SHADES],
    /// The same under the title of the selected bar.
    pub(crate) selected: [Color; SHADES],
}

/// The colours of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ActorTheme {
    /// How bars are drawn.
    style: BarStyle,
    /// The colours there are; the others are [`Color::Reset`].
    colors: [Color; MAX_COLORED],
    /// Number of colours.
    count: usize,
    /// Everyone else.
    grey: Style,
    /// The bars of each colour, where they are tinted.
    bars: [Option<BarColors>; MAX_COLORED],
    /// Those of everyone else.
    grey_bar: Option<BarColors>,
    /// Which actors of the story have a colour.
    chosen: ActorColors,
}

impl ActorTheme {
    /// Without any colour.
    pub(super) const fn colorless(grey: Style) -> Self {
        Self {
            style: BarStyle::Underlined,
            colors: [Color::Reset; MAX_COLORED],
            count: 0,
            grey,
            bars: [None; MAX_COLORED],
            grey_bar: None,
            chosen: ActorColors::NONE,
        }
    }

    /// With these colours. Of colours that come twice, and of more than there can be, only the first ones
    /// are taken.
    pub(super) fn new(colors: &[Color], grey: Style) -> Self {
        let mut theme = Self::colorless(grey);
        for &color in colors {
            if theme.colors().contains(&color) {
                continue;
            }
            if let Some(next) = theme.colors.get_mut(theme.count) {
                *next = color;
                theme.count += 1;
            }
        }
        if theme.count > 0 {
            theme.style = BarStyle::Reversed;
        }
        theme
    }

    /// The same with bars on dim grounds, between this background and this text. With few colours there are
    /// no dim ones.
    #[must_use]
    pub(super) fn tinted(mut self, background: Rgb, text: Rgb, depth: Depth) -> Self {
        if depth < Depth::Indexed || self.count == 0 {
            return self;
        }
        self.style = BarStyle::Tinted;
        let grey = self.grey.fg.unwrap_or(Color::DarkGray);
        let bar = |color| Some(BarColors::new(color, background, text, depth));
        let colors = self.colors.into_iter().take(self.count);
        for (place, color) in self.bars.iter_mut().zip(colors) {
            *place = bar(color);
        }
        self.grey_bar = bar(grey);
        self
    }

    /// The same for a story in which these actors have a colour.
    #[must_use]
    pub(super) const fn for_story(mut self, chosen: ActorColors) -> Self {
        self.chosen = chosen;
        self
    }

    /// The colour of everyone else.
    pub(super) const fn grey(&self) -> Style {
        self.grey
    }

    /// The bars of each colour and of everyone else, where they are tinted.
    #[cfg(test)]
    pub(super) fn all_bars(&self) -> impl Iterator<Item = BarColors> {
        self.bars.into_iter().chain([self.grey_bar]).flatten()
    }

    /// The colours there are.
    pub(super) fn colors(&self) -> &[Color] {
        self.colors.get(..self.count).unwrap_or(&self.colors)
    }

    /// The colour of an actor as a style, grey for those that have none.
    pub(super) fn ink(&self, actor: ActorIndex) -> Style {
        match self.chosen.color(actor, self.count) {
            Some(color) => Style::new().fg(self.colors.get(color).copied().unwrap_or_default()),
            None if self.count > 0 => self.grey,
            None => Style::new(),
        }
    }

    /// How the bars of an actor are drawn. With sixteen colours no grey is dim enough for a ground.
    pub(super) fn bar_style(&self, actor: Option<ActorIndex>) -> BarStyle {
        let is_colored = actor.is_some_and(|actor| self.chosen.color(actor, self.count).is_some());
        match self.style {
            BarStyle::Reversed if !is_colored => BarStyle::Underlined,
            style => style,
        }
    }

    /// The bars of the first colour; `None` where bars are not tinted.
    pub(super) fn sample_bar(&self) -> Option<&BarColors> {
        self.bars.first()?.as_ref()
    }

    /// The bars of an actor, or of a lane that is not an actor's; `None` where bars are not tinted.
    pub(super) fn bar(&self, actor: Option<ActorIndex>) -> Option<&BarColors> {
        let color = actor.and_then(|actor| self.chosen.color(actor, self.count));
        match color {
            Some(color) => self.bars.get(color)?.as_ref(),
            None => self.grey_bar.as_ref(),
        }
    }
}

impl BarColors {
    fn new(full: Color, background: Rgb, text: Rgb, depth: Depth) -> Self {
        let rgb = rgb_of(full).unwrap_or(text);
        let is_light = background.luminance() > text.luminance();
        let on_full = if rgb.contrast(background) >= rgb.contrast(text) {
            background
        } else {
            text
        };
        let tint = tint(rgb, background, is_light);
        // The part of a shade between the faintest one and all, in thousandths.
        let between = |faintest: u32, shade: usize| {
            let steps = u32::try_from(SHADES - 1).unwrap_or(1);
            let step = u32::try_from(shade).unwrap_or(steps);
            faintest + (1_000 - faintest) * step / steps
        };
        let ground = |shade: usize| background.mixed(rgb, tint * between(FAINTEST, shade) / 1_000);
        // Under the title of the selected bar the ground may fade only as far as the title stays legible.
        let faintest = (500..1_000)
            .step_by(50)
            .find(|&part| background.mixed(rgb, part).contrast(on_full) >= LEAST_FOR_TEXT)
            .unwrap_or(1_000);
        let selected = |shade: usize| background.mixed(rgb, between(faintest, shade));
        let mut colors = Self {
            full,
            mark: full,
            on_full: shown(on_full, depth, false, |_| true),
            text: shown(text, depth, false, |_| true),
            grounds: std::array::from_fn(|shade| {
                let is_nearly_sure = shade * 4 >= SHADES * 3;
                let keeps_hue = !rgb.is_grey() && is_nearly_sure;
                // Between a dark colour of 256 and the next there is none of the same hue.
                let is_coarse = depth == Depth::Indexed && is_nearly_sure;
                let wanted = ground(if is_coarse { SHADES - 1 } else { shade });
                shown(wanted, depth, keeps_hue, |it| {
                    it.contrast(text) >= LEAST_FOR_TEXT && it.contrast(rgb) >= LEAST_FOR_EDGES
                })
            }),
            selected: std::array::from_fn(|shade| {
                if shade + 1 == SHADES {
                    return full;
                }
                shown(selected(shade), depth, !rgb.is_grey(), |it| {
                    it.contrast(on_full) >= LEAST_FOR_TEXT
                })
            }),
        };
        let sure = rgb_of(colors.grounds[SHADES - 1]).unwrap_or(background);
        if sure.contrast(rgb) < LEAST_FOR_MARKS {
            colors.mark = colors.text;
        }
        colors
    }

    /// The left edge of a bar, as a block.
    pub(crate) const fn edge(&self, is_selected: bool) -> Color {
        if is_selected { self.text } else { self.full }
    }

    /// Brackets, arrows and question marks on a ground of a bar.
    pub(crate) fn glyph_color(&self, ground: Color, is_selected: bool) -> Color {
        match (is_selected, self.grounds.contains(&ground)) {
            (false, _) => self.mark,
            (true, true) => self.text,
            (true, false) => self.on_full,
        }
    }
}

/// Returns how many thousandths of a colour make a ground as light as those of the others.
fn tint(color: Rgb, background: Rgb, is_light: bool) -> u32 {
    let [dark, light] = TINT;
    let (least, most) = if is_light { light } else { dark };
    let [dark, light] = LUMINANCE;
    let wanted = if is_light { light } else { dark };
    let far = |share: &u32| {
        let luminance = background.mixed(color, *share).luminance();
        (luminance - wanted).abs()
    };
    let steps = (least..=most).step_by(10);
    let nearest = steps.min_by(|one, other| far(one).total_cmp(&far(other)));
    nearest.unwrap_or(most)
}

/// A colour as a terminal shows it: the nearest that will do. With 256 colours there are few dark ones: one that is
/// nearly sure keeps its hue, the others become greys.
fn shown(wanted: Rgb, depth: Depth, keeps_hue: bool, will_do: impl Fn(Rgb) -> bool) -> Color {
    let Rgb(red, green, blue) = wanted;
    if depth == Depth::True {
        return Color::Rgb(red, green, blue);
    }
    let fit = indexed().filter(|(_, rgb)| will_do(*rgb) && rgb.is_grey() != keeps_hue);
    let far = |rgb: Rgb| {
        if keeps_hue {
            wanted.hue_distance(rgb)
        } else {
            wanted.distance(rgb)
        }
    };
    let nearest = fit.min_by(|(_, one), (_, other)| far(*one).total_cmp(&far(*other)));
    nearest.map_or(Color::Reset, |(color, _)| color)
}

/// Number of grounds for eras: those of one row have two in turn, those of the next row brighter ones.
pub(crate) const ERA_GROUNDS: usize = 4;

/// Faint grounds for eras, each brighter than the one before.
pub(super) fn era_grounds(
    background: Rgb,
    text: Rgb,
    depth: Depth,
) -> Option<[Color; ERA_GROUNDS]> {
    if depth < Depth::Indexed {
        return None;
    }
    Some([50, 80, 110, 140].map(|part| {
        shown(background.mixed(text, part), depth, false, |it| {
            it.contrast(background) > 1.02
        })
    }))
}
