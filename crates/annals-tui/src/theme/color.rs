//! Colours as numbers: how light they are, how they contrast, how far apart they look.
//!
//! Contrast follows WCAG 2, distance the Oklab colour space; the numbered colours of a terminal are
//! those of xterm.

use ratatui::style::Color;

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rgb(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Rgb {
    /// Relative luminance as WCAG 2 defines it, from 0 (black) to 1 (white).
    pub(crate) fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio as WCAG 2 defines it, from 1 to 21. The order does not matter.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        contrast(self.luminance(), other.luminance())
    }

    /// The colour between this one and another, of which it has so many thousandths.
    pub(super) fn mixed(self, other: Self, thousandths: u32) -> Self {
        let share = thousandths.min(1_000);
        let part = |one: u8, other: u8| {
            let sum = u32::from(one) * (1_000 - share) + u32::from(other) * share;
            u8::try_from((sum + 500) / 1_000).unwrap_or(u8::MAX)
        };
        Self(
            part(self.0, other.0),
            part(self.1, other.1),
            part(self.2, other.2),
        )
    }

    /// Whether it reads as a grey.
    pub(super) fn is_grey(self) -> bool {
        self.lab().is_grey()
    }

    /// How far apart two colours look to someone who minds the hue most.
    pub(super) fn hue_distance(self, other: Self) -> f64 {
        let (Lab([light, a, b]), Lab([other_light, other_a, other_b])) = (self.lab(), other.lab());
        let turn = (b.atan2(a) - other_b.atan2(other_a)).abs();
        let turn = turn.min(std::f64::consts::TAU - turn);
        let strength = a.hypot(b) - other_a.hypot(other_b);
        between([light, strength / 3.0, turn / 1.5], [other_light, 0.0, 0.0])
    }

    /// How far apart two colours look.
    pub(super) fn distance(self, other: Self) -> f64 {
        self.lab().distance(other.lab())
    }

    /// The colour as each kind of eye sees it.
    pub(super) fn seen(self) -> Seen {
        let light = self.linear();
        Seen(EYES.map(|(_, rows)| {
            let part = |row: [f64; 3]| row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
            oklab(rows.map(|row| part(row).clamp(0.0, 1.0)))
        }))
    }

    /// The amounts of light, from 0 to 1 each.
    pub(super) fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Its place in the Oklab space.
    pub(super) fn lab(self) -> Lab {
        Lab(oklab(self.linear()))
    }
}

/// Contrast ratio of two luminances as WCAG 2 defines it, from 1 to 21. The order does not matter.
pub(super) fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A place in the Oklab space: lightness and the two axes of hue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lab([f64; 3]);

impl Lab {
    /// How far apart two colours look: black and white are 1 apart, and 0.02 can just be seen.
    pub(super) fn distance(self, other: Self) -> f64 {
        between(self.0, other.0)
    }

    /// Whether it is a grey, or so near to one that it reads as a grey.
    pub(super) fn is_grey(self) -> bool {
        let [_, a, b] = self.0;
        a.hypot(b) < 0.04
    }
}

/// Kinds of eyes, and what becomes of the light of red, green and blue for those who lack a kind of
/// cone: Machado, Oliveira and Fernandes (2009), for the whole lack.
pub(super) static EYES: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "all cones",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
];

/// A colour as each of [`EYES`] sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen([[f64; 3]; EYES.len()]);

impl Seen {
    /// How far apart two colours look to each of [`EYES`], as [`Lab::distance`] measures.
    pub(super) fn distances(self, other: Self) -> [f64; EYES.len()] {
        let mut eyes = self.0.into_iter().zip(other.0);
        // There are as many of both.
        std::array::from_fn(|_| eyes.next().map_or(0.0, |(one, two)| between(one, two)))
    }
}

/// The distance of two places.
fn between(one: [f64; 3], other: [f64; 3]) -> f64 {
    let squares = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).powi(2));
    squares.sum::<f64>().sqrt()
}

/// Lightness and the two axes of hue in the Oklab space, from the amounts of light.
fn oklab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let [long, medium, short] =
        cones.map(|row| (row[0] * red + row[1] * green + row[2] * blue).cbrt());
    let axes = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    axes.map(|row| row[0] * long + row[1] * medium + row[2] * short)
}

/// The sixteen colours as xterm has them by default. Terminals differ in them; nothing better can be
/// assumed.
static SIXTEEN: [(Color, Rgb); 16] = [
    (Color::Black, Rgb(0, 0, 0)),
    (Color::Red, Rgb(205, 0, 0)),
    (Color::Green, Rgb(0, 205, 0)),
    (Color::Yellow, Rgb(205, 205, 0)),
    (Color::Blue, Rgb(0, 0, 238)),
    (Color::Magenta, Rgb(205, 0, 205)),
    (Color::Cyan, Rgb(0, 205, 205)),
    (Color::Gray, Rgb(229, 229, 229)),
    (Color::DarkGray, Rgb(127, 127, 127)),
    (Color::LightRed, Rgb(255, 0, 0)),
    (Color::LightGreen, Rgb(0, 255, 0)),
    (Color::LightYellow, Rgb(255, 255, 0)),
    (Color::LightBlue, Rgb(92, 92, 255)),
    (Color::LightMagenta, Rgb(255, 0, 255)),
    (Color::LightCyan, Rgb(0, 255, 255)),
    (Color::White, Rgb(255, 255, 255)),
];

/// The sixteen colours with what they are taken to be.
pub(super) fn sixteen() -> impl Iterator<Item = (Color, Rgb)> {
    SIXTEEN.into_iter()
}

/// The colours from 16 to 255 of the palette of 256, which hardly any terminal changes.
pub(super) fn indexed() -> impl Iterator<Item = (Color, Rgb)> {
    (16..=u8::MAX).map(|index| (Color::Indexed(index), at_index(index)))
}

/// What a colour of a terminal looks like; `None` for its own text and ground.
pub(super) fn rgb_of(color: Color) -> Option<Rgb> {
    match color {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(index) => Some(at_index(index)),
        _ => sixteen()
            .find(|(known, _)| *known == color)
            .map(|(_, rgb)| rgb),
    }
}

/// The colour of a choice that looks most like the one wanted.
pub(super) fn nearest_of(wanted: Rgb, choice: impl Iterator<Item = (Color, Rgb)>) -> Option<Color> {
    let wanted = wanted.lab();
    let distances = choice.map(|(color, rgb)| (color, wanted.distance(rgb.lab())));
    let nearest = distances.min_by(|(_, one), (_, other)| one.total_cmp(other));
    nearest.map(|(color, _)| color)
}

/// What a numbered colour of the palette of 256 is: a cube of six by six by six, then greys. The
/// first sixteen are the terminal's own.
pub(crate) fn at_index(index: u8) -> Rgb {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..=15 => SIXTEEN
            .get(usize::from(index))
            .map_or(Rgb(0, 0, 0), |named| named.1),
        16..=231 => {
            let place = index - 16;
            let step = |of: u8| STEPS.get(usize::from(place / of % 6)).copied().unwrap_or(0);
            Rgb(step(36), step(6), step(1))
        }
        232.. => {
            let grey = 8 + (index - 232) * 10;
            Rgb(grey, grey, grey)
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const BLACK: Rgb = Rgb(0, 0, 0);
    const WHITE: Rgb = Rgb(255, 255, 255);

    /// The values that the definition of WCAG gives, to two places.
    #[rstest]
    #[case(BLACK, WHITE, 21.0)]
    #[case(WHITE, WHITE, 1.0)]
    #[case(Rgb(0x76, 0x76, 0x76), WHITE, 4.54)]
    #[case(Rgb(255, 0, 0), WHITE, 4.0)]
    #[case(Rgb(0, 0, 255), BLACK, 2.44)]
    fn contrast_is_that_of_the_standard(#[case] one: Rgb, #[case] other: Rgb, #[case] ratio: f64) {
        assert!(
            (one.contrast(other) - ratio).abs() < 0.005,
            "{}",
            one.contrast(other)
        );
        assert!((other.contrast(one) - one.contrast(other)).abs() < f64::EPSILON);
    }

    #[test]
    fn distance_is_that_of_the_eye() {
        assert!((BLACK.distance(WHITE) - 1.0).abs() < 0.001);
        assert!(BLACK.distance(BLACK) < f64::EPSILON);
        // Green differs more from blue than two blues do.
        let blue = Rgb(0, 114, 178);
        assert!(blue.distance(Rgb(0, 158, 115)) > 2.0 * blue.distance(Rgb(20, 100, 190)));
        assert!(Rgb(120, 120, 124).lab().is_grey() && !blue.lab().is_grey());
    }

    #[rstest]
    #[case(1, Rgb(205, 0, 0))]
    #[case(16, BLACK)]
    #[case(21, Rgb(0, 0, 255))]
    #[case(67, Rgb(95, 135, 175))]
    #[case(231, WHITE)]
    #[case(232, Rgb(8, 8, 8))]
    #[case(255, Rgb(238, 238, 238))]
    fn numbers_are_those_of_xterm(#[case] index: u8, #[case] color: Rgb) {
        assert_eq!(at_index(index), color);
    }
}
