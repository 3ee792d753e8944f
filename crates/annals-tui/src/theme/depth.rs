//! How many colours there are to draw with, and what becomes of a palette where they are few.
//!
//! Colours are mapped once, when a theme is made.

use annals_scene::actor_colors::MAX_COLORED;
use ratatui::style::Color;

use super::color::{Lab, Rgb, Seen, contrast, indexed, sixteen};
use super::palette::{LEAST_FOR_MARKS, LEAST_FOR_TEXT, Palette};

/// The colours of actors in a palette, with the grey of everyone else.
const COLORS: usize = MAX_COLORED + 1;

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: bold, dim and reversed only.
    None,
    /// Sixteen, which are whatever the terminal makes of them.
    Sixteen,
    /// 256: the cube and the greys of xterm.
    Indexed,
    /// All that sRGB has.
    True,
}

/// What a palette has to choose from.
type Choice = Vec<Candidate>;

/// A colour of the terminal, with what is asked of it again and again.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    color: Color,
    rgb: Rgb,
    lab: Lab,
    luminance: f64,
}

impl Candidate {
    fn new((color, rgb): (Color, Rgb)) -> Self {
        Self {
            color,
            rgb,
            lab: rgb.lab(),
            luminance: rgb.luminance(),
        }
    }

    fn contrast(&self, luminance: f64) -> f64 {
        contrast(self.luminance, luminance)
    }
}

impl Palette<Rgb> {
    /// The palette in the colours of a terminal: the nearest ones that keep the contrast.
    ///
    /// With sixteen colours only the ground, the text and the selected row can be relied on: they are
    /// black and white. The others are near to the palette if the sixteen are what xterm takes them for.
    pub(super) fn at(&self, depth: Depth) -> Palette<Color> {
        let choice: Choice = match depth {
            Depth::True => return self.exact(),
            Depth::Indexed => indexed().map(Candidate::new).collect(),
            Depth::Sixteen | Depth::None => sixteen().map(Candidate::new).collect(),
        };
        let (ground, text) = if depth == Depth::Indexed {
            let ground = nearest(self.ground, &choice, |_| true);
            let ground = ground.unwrap_or_else(black);
            (ground, ink(self.text, &choice, LEAST_FOR_TEXT, &ground))
        } else {
            black_and_white(self.ground)
        };
        let on_ground = |wanted: Rgb, least: f64| {
            let will_do = |it: &Candidate| it.contrast(ground.luminance) >= least;
            let found = nearest(wanted, &choice, will_do);
            found.map_or(text.color, |found| found.color)
        };
        let actors = self.actors_of(&choice, &ground, &text);
        Palette {
            ground: ground.color,
            text: text.color,
            quiet: on_ground(self.quiet, LEAST_FOR_TEXT),
            faint: on_ground(self.faint, LEAST_FOR_MARKS),
            notice: on_ground(self.notice, LEAST_FOR_TEXT),
            actors,
        }
    }

    fn exact(&self) -> Palette<Color> {
        let color = |Rgb(red, green, blue): Rgb| Color::Rgb(red, green, blue);
        Palette {
            ground: color(self.ground),
            text: color(self.text),
            quiet: color(self.quiet),
            faint: color(self.faint),
            notice: color(self.notice),
            actors: self.actors.map(color),
        }
    }

    /// Colours for the actors that are legible, and do not hide the selected bar if they did not
    /// before.
    fn actors_of(&self, choice: &Choice, ground: &Candidate, text: &Candidate) -> [Color; COLORS] {
        let stood_out = |wanted: Rgb| self.text.contrast(wanted) >= LEAST_FOR_MARKS;
        // Sixteen are too few to ask for that.
        let stand_out = choice.len() > 16 && self.actors.into_iter().all(stood_out);
        let fit: Choice = choice
            .iter()
            .filter(|it| it.color != text.color && it.contrast(ground.luminance) >= LEAST_FOR_TEXT)
            .filter(|it| !stand_out || it.contrast(text.luminance) >= LEAST_FOR_MARKS)
            .copied()
            .collect();
        told_apart(&self.actors, &fit).map(|color| color.unwrap_or(text.color))
    }
}

/// How far apart the colours of two actors should look to any eye, as [`Lab::distance`] measures.
const APART: f64 = 0.05;

/// What it costs to fall short of that, against what it costs to be far from the colour wanted; both
/// grow with the square.
const COST_OF_LIKENESS: f64 = 20.0;

/// For each colour that is wanted one of the choice: near to it, and apart from the others to any eye.
/// Better ones are taken one by one until none is left, which takes a few rounds.
fn told_apart(wanted: &[Rgb; COLORS], choice: &Choice) -> [Option<Color>; COLORS] {
    const ROUNDS: usize = 16;
    let seen: Vec<Seen> = choice.iter().map(|it| it.rgb.seen()).collect();
    // What each would cost if there were no others.
    let alone = wanted.map(|wanted| {
        let wanted = wanted.lab();
        let cost = |it: &Candidate| {
            // A grey among colours, or the other way round, only if there is nothing else.
            let other_kind = wanted.is_grey() != it.lab.is_grey();
            wanted.distance(it.lab).powi(2) + if other_kind { 1.0 } else { 0.0 }
        };
        choice.iter().map(cost).collect::<Vec<_>>()
    });
    let cost = |actor: usize, place: usize, others: &[Option<usize>; COLORS]| {
        let others = others
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != actor);
        let alike = others.filter_map(|(_, other)| {
            let distances = seen.get(place)?.distances(*seen.get((*other)?)?);
            let nearest = distances.into_iter().fold(f64::MAX, f64::min);
            Some((APART - nearest).max(0.0).powi(2))
        });
        let alone = alone.get(actor).and_then(|costs| costs.get(place));
        alone.copied().unwrap_or(f64::MAX) + COST_OF_LIKENESS * alike.sum::<f64>()
    };
    let mut found = [None; COLORS];
    for _ in 0..ROUNDS {
        let before = found;
        for actor in 0..found.len() {
            let costs = (0..choice.len()).map(|place| (place, cost(actor, place, &found)));
            let least = costs.min_by(|(_, one), (_, other)| one.total_cmp(other));
            if let Some(found) = found.get_mut(actor) {
                *found = least.map(|(place, _)| place);
            }
        }
        if found == before {
            break;
        }
    }
    found.map(|place| Some(choice.get(place?)?.color))
}

fn black() -> Candidate {
    Candidate::new((Color::Black, Rgb(0, 0, 0)))
}

/// The ground and the text on it, of the colours that every terminal has.
fn black_and_white(ground: Rgb) -> (Candidate, Candidate) {
    let white = Candidate::new((Color::White, Rgb(255, 255, 255)));
    if ground.contrast(black().rgb) > ground.contrast(white.rgb) {
        (white, black())
    } else {
        (black(), white)
    }
}

/// The colour to choose for text; where nothing has contrast enough, the one that has most.
fn ink(wanted: Rgb, choice: &Choice, least: f64, ground: &Candidate) -> Candidate {
    nearest(wanted, choice, |it| it.contrast(ground.luminance) >= least)
        .unwrap_or_else(|| black_and_white(ground.rgb).1)
}

/// The nearest colour that will do. Greys stay greys and colours stay colours, so that no quiet word
/// turns red for being as dark as red.
fn nearest(
    wanted: Rgb,
    choice: &Choice,
    will_do: impl Fn(&Candidate) -> bool,
) -> Option<Candidate> {
    let wanted = wanted.lab();
    let fit = choice
        .iter()
        .filter(|it| it.lab.is_grey() == wanted.is_grey() && will_do(it));
    let distances = fit.map(|it| (it, wanted.distance(it.lab)));
    let nearest = distances.min_by(|(_, one), (_, other)| one.total_cmp(other));
    nearest.map(|(it, _)| *it)
}
