//! The colours of the themes that have a ground of their own.
//!
//! The tests of the theme measure their contrast.

use annals_scene::actor_colors::MAX_COLORED;

use super::color::Rgb;

/// The least contrast of what is read, from WCAG 2 (1.4.3).
pub(super) const LEAST_FOR_TEXT: f64 = 4.5;

/// The least contrast of lines and marks, from WCAG 2 (1.4.11).
pub(super) const LEAST_FOR_MARKS: f64 = 3.0;

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette<C> {
    /// What lies under everything, and the ink on bars and on the selected row.
    pub(super) ground: C,
    /// Plain text, the ground of the selected row and the selected bar.
    pub(super) text: C,
    /// Text about the rest.
    pub(super) quiet: C,
    /// Lines.
    pub(super) faint: C,
    /// A problem.
    pub(super) notice: C,
    /// Names, marks and bars of the actors that have a colour, in the order of Okabe and Ito as far as the
    /// theme has it: sky blue, orange, vermillion, reddish purple, bluish green, blue, yellow. The last is the
    /// grey of everyone else.
    pub(super) actors: [C; MAX_COLORED + 1],
}

/// The colours of Okabe and Ito for a dark ground: vermillion is nearer to red and blue is lighter than theirs, so
/// that both are legible.
const ON_DARK: [Rgb; MAX_COLORED + 1] = [
    Rgb(0x56, 0xb4, 0xe9),
    Rgb(0xe6, 0x9f, 0x00),
    Rgb(0xe8, 0x5d, 0x3a),
    Rgb(0xc3, 0x74, 0xa9),
    Rgb(0x07, 0x9f, 0x76),
    Rgb(0x6f, 0x8f, 0xf2),
    Rgb(0xf0, 0xe4, 0x42),
    Rgb(0xa2, 0xa7, 0xaf),
];

/// The same hues for a light ground: darker, and as far apart in lightness as the hues that look alike to the
/// colour-blind need.
const ON_LIGHT: [Rgb; MAX_COLORED + 1] = [
    Rgb(0x01, 0x6c, 0xaf),
    Rgb(0xa8, 0x61, 0x00),
    Rgb(0xb3, 0x2c, 0x37),
    Rgb(0x99, 0x3b, 0x89),
    Rgb(0x07, 0x80, 0x63),
    Rgb(0x3a, 0x4f, 0xd0),
    Rgb(0x5d, 0x5a, 0x00),
    Rgb(0x56, 0x5c, 0x5d),
];

/// White on black, with the colours of [`OKABE_ITO_DARK`].
pub(super) const CLASS_DARK: Palette<Rgb> = Palette {
    ground: Rgb(0x08, 0x08, 0x08),
    text: Rgb(0xff, 0xff, 0xff),
    quiet: Rgb(0xc3, 0xc9, 0xd4),
    faint: Rgb(0x76, 0x7e, 0x8c),
    notice: Rgb(0xff, 0xc8, 0x57),
    actors: ON_DARK,
};

/// Black on white, the same the other way round.
pub(super) const CLASS_LIGHT: Palette<Rgb> = Palette {
    ground: Rgb(0xff, 0xff, 0xff),
    text: Rgb(0x00, 0x00, 0x00),
    quiet: Rgb(0x3f, 0x44, 0x4d),
    faint: Rgb(0x80, 0x86, 0x90),
    notice: Rgb(0xa4, 0x26, 0x0c),
    actors: ON_LIGHT,
};

/// The colours of Okabe and Ito. On a dark ground only the blue is too dark, and is lighter here; grey stands for
/// their black.
pub(super) const OKABE_ITO_DARK: Palette<Rgb> = Palette {
    ground: Rgb(0x15, 0x17, 0x1c),
    text: Rgb(0xec, 0xed, 0xf0),
    quiet: Rgb(0xa3, 0xab, 0xb8),
    faint: Rgb(0x67, 0x6e, 0x7b),
    notice: Rgb(0xf0, 0xe4, 0x42),
    actors: ON_DARK,
};

/// The same hues on a light ground, darker, and as far apart in lightness as the hues that look alike
/// to the colour-blind need.
pub(super) const OKABE_ITO_LIGHT: Palette<Rgb> = Palette {
    ground: Rgb(0xfb, 0xfa, 0xf7),
    text: Rgb(0x1b, 0x1d, 0x22),
    quiet: Rgb(0x58, 0x5d, 0x68),
    faint: Rgb(0x86, 0x8b, 0x94),
    notice: Rgb(0x9a, 0x2a, 0x00),
    actors: ON_LIGHT,
};
