//! How many colours there are to draw with, and what becomes of a palette where they are few.
//!
//! Owns the mapping, which is done once when a theme is made. What the terminal at hand can show is
//! found out elsewhere.

use ratatui::style::Color;

use super::color::{Rgb, Seen, indexed, sixteen};
use super::palette::{LEAST_FOR_MARKS, LEAST_FOR_TEXT, Palette};

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
type Choice = Vec<(Color, Rgb)>;

impl Palette<Rgb> {
    /// The palette in the colours of a terminal: the nearest ones that keep the contrast.
    ///
    /// With sixteen colours only the ground, the text and the selected row can be relied on: they are
    /// black and white. The others are near to the palette if the sixteen are what xterm takes them for.
    pub(super) fn at(&self, depth: Depth) -> Palette<Color> {
        let choice: Choice = match depth {
            Depth::True => return self.exact(),
            Depth::Indexed => indexed().collect(),
            Depth::Sixteen | Depth::None => sixteen().collect(),
        };
        let (ground, text) = if depth == Depth::Indexed {
            let ground = nearest(self.ground, &choice, |_| true);
            let ground = ground.unwrap_or((Color::Black, Rgb(0, 0, 0)));
            (ground, ink(self.text, &choice, LEAST_FOR_TEXT, ground.1))
        } else {
            black_and_white(self.ground)
        };
        let on_ground = |wanted: Rgb, least: f64| {
            let found = nearest(wanted, &choice, |color| color.contrast(ground.1) >= least);
            found.map_or(text.0, |(color, _)| color)
        };
        let actors = self.actors_of(&choice, ground.1, text);
        Palette {
            ground: ground.0,
            text: text.0,
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
    fn actors_of(&self, choice: &Choice, ground: Rgb, text: (Color, Rgb)) -> [Color; 8] {
        let stood_out = |wanted: Rgb| self.text.contrast(wanted) >= LEAST_FOR_MARKS;
        // Sixteen are too few to ask for that.
        let stand_out = choice.len() > 16 && self.actors.into_iter().all(stood_out);
        let fit: Choice = choice
            .iter()
            .filter(|(color, seen)| *color != text.0 && seen.contrast(ground) >= LEAST_FOR_TEXT)
            .filter(|(_, seen)| !stand_out || seen.contrast(text.1) >= LEAST_FOR_MARKS)
            .copied()
            .collect();
        told_apart(&self.actors, &fit).map(|color| color.unwrap_or(text.0))
    }
}

/// How far apart the colours of two actors should look to any eye, as [`Rgb::distance`] measures.
const APART: f64 = 0.05;

/// What it costs to fall short of that, against what it costs to be far from the colour wanted; both
/// grow with the square.
const COST_OF_LIKENESS: f64 = 20.0;

/// For each colour that is wanted one of the choice: near to it, and apart from the others to any eye.
/// Better ones are taken one by one until none is left, which takes a few rounds.
fn told_apart(wanted: &[Rgb; 8], choice: &Choice) -> [Option<Color>; 8] {
    const ROUNDS: usize = 16;
    let seen: Vec<Seen> = choice.iter().map(|(_, color)| color.seen()).collect();
    let cost = |actor: usize, place: usize, others: &[Option<usize>; 8]| {
        let (_, color) = choice[place];
        let far = wanted[actor].distance(color).powi(2);
        let same_kind = wanted[actor].is_grey() == color.is_grey();
        let others = others
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != actor);
        let alike = others.filter_map(|(_, other)| {
            let distances = seen[place].distances(seen[(*other)?]);
            let nearest = distances.into_iter().fold(f64::MAX, f64::min);
            Some((APART - nearest).max(0.0).powi(2))
        });
        // A grey among colours, or the other way round, only if there is nothing else.
        far + COST_OF_LIKENESS * alike.sum::<f64>() + if same_kind { 0.0 } else { 1.0 }
    };
    let mut found = [None; 8];
    for _ in 0..ROUNDS {
        let before = found;
        for actor in 0..found.len() {
            found[actor] = (0..choice.len()).min_by(|one, other| {
                cost(actor, *one, &found).total_cmp(&cost(actor, *other, &found))
            });
        }
        if found == before {
            break;
        }
    }
    found.map(|place| Some(choice.get(place?)?.0))
}

/// The ground and the text on it, of the colours that every terminal has.
fn black_and_white(ground: Rgb) -> ((Color, Rgb), (Color, Rgb)) {
    let black = (Color::Black, Rgb(0, 0, 0));
    let white = (Color::White, Rgb(255, 255, 255));
    if ground.contrast(black.1) > ground.contrast(white.1) {
        (white, black)
    } else {
        (black, white)
    }
}

/// The colour to choose for text; where nothing has contrast enough, the one that has most.
fn ink(wanted: Rgb, choice: &Choice, least: f64, ground: Rgb) -> (Color, Rgb) {
    nearest(wanted, choice, |color| color.contrast(ground) >= least)
        .unwrap_or_else(|| black_and_white(ground).1)
}

/// The nearest colour that will do. Greys stay greys and colours stay colours, so that no quiet word
/// turns red for being as dark as red.
fn nearest(wanted: Rgb, choice: &Choice, will_do: impl Fn(Rgb) -> bool) -> Option<(Color, Rgb)> {
    choice
        .iter()
        .filter(|(_, color)| color.is_grey() == wanted.is_grey() && will_do(*color))
        .min_by(|(_, one), (_, other)| wanted.distance(*one).total_cmp(&wanted.distance(*other)))
        .copied()
}
