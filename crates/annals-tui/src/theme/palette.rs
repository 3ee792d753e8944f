//! The colours of the themes that have a ground of their own.
//!
//! The tests of the theme measure their contrast.

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
    /// Names, marks and bars of actors.
    pub(super) actors: [C; 8],
}

/// White on black. The colours of actors are of a middle lightness, so that the selected bar stands
/// out among them by its lightness alone.
pub(super) const CLASS_DARK: Palette<Rgb> = Palette {
    ground: Rgb(0x08, 0x08, 0x08),
    text: Rgb(0xff, 0xff, 0xff),
    quiet: Rgb(0xc3, 0xc9, 0xd4),
    faint: Rgb(0x76, 0x7e, 0x8c),
    notice: Rgb(0xff, 0xc8, 0x57),
    actors: [
        Rgb(0x10, 0x9f, 0xcc),
        Rgb(0xbc, 0x8a, 0x4b),
        Rgb(0x5d, 0xa1, 0x7c),
        Rgb(0xb9, 0x5f, 0x5a),
        Rgb(0xcb, 0x67, 0xab),
        Rgb(0x50, 0x77, 0xdf),
        Rgb(0x7c, 0x7e, 0x00),
        Rgb(0x76, 0x7a, 0x83),
    ],
};

/// Black on white, the same the other way round.
pub(super) const CLASS_LIGHT: Palette<Rgb> = Palette {
    ground: Rgb(0xff, 0xff, 0xff),
    text: Rgb(0x00, 0x00, 0x00),
    quiet: Rgb(0x3f, 0x44, 0x4d),
    faint: Rgb(0x80, 0x86, 0x90),
    notice: Rgb(0xa4, 0x26, 0x0c),
    actors: [
        Rgb(0x01, 0x7c, 0xb6),
        Rgb(0x79, 0x54, 0x0a),
        Rgb(0x0b, 0x7d, 0x6c),
        Rgb(0xa6, 0x4f, 0x4c),
        Rgb(0xc6, 0x3f, 0x91),
        Rgb(0x0e, 0x4f, 0xd1),
        Rgb(0x72, 0x7b, 0x00),
        Rgb(0x58, 0x59, 0x6b),
    ],
};

/// The colours of Okabe and Ito. On a dark ground only the blue is too dark, and is lighter here; grey stands for
/// their black.
pub(super) const OKABE_ITO_DARK: Palette<Rgb> = Palette {
    ground: Rgb(0x15, 0x17, 0x1c),
    text: Rgb(0xec, 0xed, 0xf0),
    quiet: Rgb(0xa3, 0xab, 0xb8),
    faint: Rgb(0x67, 0x6e, 0x7b),
    notice: Rgb(0xf0, 0xe4, 0x42),
    actors: [
        Rgb(0x56, 0xb4, 0xe9),
        Rgb(0xe6, 0x9f, 0x00),
        Rgb(0x00, 0x9e, 0x73),
        Rgb(0xd5, 0x5e, 0x00),
        Rgb(0xcc, 0x79, 0xa7),
        Rgb(0x2f, 0x86, 0xc8),
        Rgb(0xf0, 0xe4, 0x42),
        Rgb(0xbf, 0xbf, 0xbf),
    ],
};

/// The same hues on a light ground, darker, and as far apart in lightness as the hues that look alike
/// to the colour-blind need.
pub(super) const OKABE_ITO_LIGHT: Palette<Rgb> = Palette {
    ground: Rgb(0xfb, 0xfa, 0xf7),
    text: Rgb(0x1b, 0x1d, 0x22),
    quiet: Rgb(0x58, 0x5d, 0x68),
    faint: Rgb(0x86, 0x8b, 0x94),
    notice: Rgb(0x9a, 0x2a, 0x00),
    actors: [
        Rgb(0x02, 0x76, 0xc7),
        Rgb(0x86, 0x72, 0x00),
        Rgb(0x05, 0x81, 0x77),
        Rgb(0x9c, 0x4c, 0x46),
        Rgb(0x8c, 0x00, 0x80),
        Rgb(0x1b, 0x3a, 0xc8),
        Rgb(0x37, 0x53, 0x00),
        Rgb(0x57, 0x46, 0x52),
    ],
};
