//! The pen: the colours and attributes that the terminal puts on the next glyph.
//!
//! Owns the shortest `SGR` sequence (ECMA-48, 8.3.117) from one pen to another. It knows nothing of
//! cells' contents or of where the cursor stands.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};

/// What an attribute is called in `SGR`: the number that sets it, the number that ends it.
static ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The attributes that can be seen on a blank.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// Foreground, background and attributes of the glyphs to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    foreground: Color,
    background: Color,
    attributes: Modifier,
}

impl Pen {
    /// The pen after `ESC[m`.
    pub(super) const DEFAULT: Self = Self {
        foreground: Color::Reset,
        background: Color::Reset,
        attributes: Modifier::empty(),
    };

    /// The pen that a cell asks for.
    pub(super) const fn of(cell: &Cell) -> Self {
        Self {
            foreground: cell.fg,
            background: cell.bg,
            attributes: cell.modifier,
        }
    }

    /// The pen nearest to this one that draws a plain blank: only what can be seen on a blank
    /// changes, so a space between two words costs no sequence.
    pub(super) const fn for_blank(self, background: Color) -> Self {
        Self {
            background,
            attributes: self.attributes.difference(SEEN_ON_BLANK),
            ..self
        }
    }

    /// Whether this pen erases to the terminal's own background and nothing else.
    pub(super) fn erases(self) -> bool {
        self.background == Color::Reset && !self.attributes.intersects(SEEN_ON_BLANK)
    }

    /// Appends the shortest sequence that turns the pen `from` (unknown if `None`) into this one.
    pub(super) fn change_from(self, from: Option<Self>, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let mut whole = Parameters::default();
        if self != Self::DEFAULT {
            whole.push(0);
            self.push_changes(Self::DEFAULT, &mut whole);
        }
        let mut shortest = whole;
        if let Some(from) = from {
            let mut changes = Parameters::default();
            self.push_changes(from, &mut changes);
            if changes.text.len() <= shortest.text.len() {
                shortest = changes;
            }
        }
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shortest.text.as_bytes());
        out.push(b'm');
    }

    fn push_attributes(self, from: Self, parameters: &mut Parameters) {
        let gone = from.attributes.difference(self.attributes);
        let mut kept = from.attributes;
        let mut ended = None;
        for (attribute, _, end) in ATTRIBUTES {
            if gone.intersects(attribute) && ended != Some(end) {
                parameters.push(end);
                ended = Some(end);
            }
            // 22 ends bold and dim, 25 both kinds of blinking: what else it ended must be set again.
            if ended == Some(end) {
                kept.remove(ending_with(end));
            }
        }
        for (attribute, set, _) in ATTRIBUTES {
            if self.attributes.intersects(attribute) && !kept.intersects(attribute) {
                parameters.push(set);
            }
        }
    }

    fn push_changes(self, from: Self, parameters: &mut Parameters) {
        if self.attributes != from.attributes {
            self.push_attributes(from, parameters);
        }
        if self.foreground != from.foreground {
            parameters.push_colour(self.foreground, 30);
        }
        if self.background != from.background {
            parameters.push_colour(self.background, 40);
        }
    }
}

/// Whether a blank with these attributes looks like a blank without any.
pub(super) const fn unseen_on_blank(attributes: Modifier) -> bool {
    !attributes.intersects(SEEN_ON_BLANK)
}

fn ending_with(end: u8) -> Modifier {
    ATTRIBUTES
        .iter()
        .filter(|(_, _, other)| *other == end)
        .fold(Modifier::empty(), |all, (attribute, _, _)| {
            all.union(*attribute)
        })
}

/// The parameters of one `SGR` sequence, joined by semicolons.
#[derive(Debug, Default)]
struct Parameters {
    text: String,
}

impl Parameters {
    fn push(&mut self, parameter: u8) {
        if !self.text.is_empty() {
            self.text.push(';');
        }
        self.text.push_str(&parameter.to_string());
    }

    /// `base` is 30 for the foreground and 40 for the background.
    fn push_colour(&mut self, colour: Color, base: u8) {
        let basic = match colour {
            Color::Reset => 9,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 60,
            Color::LightRed => 61,
            Color::LightGreen => 62,
            Color::LightYellow => 63,
            Color::LightBlue => 64,
            Color::LightMagenta => 65,
            Color::LightCyan => 66,
            Color::White => 67,
            Color::Indexed(index) => {
                for parameter in [base + 8, 5, index] {
                    self.push(parameter);
                }
                return;
            }
            Color::Rgb(red, green, blue) => {
                for parameter in [base + 8, 2, red, green, blue] {
                    self.push(parameter);
                }
                return;
            }
        };
        self.push(base + basic);
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    /// Reads a sequence as a terminal would, from the standard's side: number by number.
    fn interpret(mut pen: Pen, bytes: &[u8]) -> Pen {
        let text = std::str::from_utf8(bytes).unwrap();
        if text.is_empty() {
            return pen;
        }
        let body = text
            .strip_prefix("\x1b[")
            .and_then(|rest| rest.strip_suffix('m'))
            .unwrap();
        let numbers: Vec<u8> = body.split(';').map(|n| n.parse().unwrap_or(0)).collect();
        let mut rest = numbers.as_slice();
        while let [number, tail @ ..] = rest {
            rest = tail;
            match number {
                0 => pen = Pen::DEFAULT,
                22 => pen.attributes.remove(Modifier::BOLD | Modifier::DIM),
                25 => pen
                    .attributes
                    .remove(Modifier::SLOW_BLINK | Modifier::RAPID_BLINK),
                1..=9 | 21..=29 => {
                    let which = ATTRIBUTES[usize::from((number - 1) % 20)].0;
                    pen.attributes.set(which, *number < 10);
                }
                38 | 48 => {
                    let (colour, after) = match rest {
                        [5, index, after @ ..] => (Color::Indexed(*index), after),
                        [2, r, g, b, after @ ..] => (Color::Rgb(*r, *g, *b), after),
                        other => panic!("no such colour: {other:?}"),
                    };
                    rest = after;
                    if *number == 38 {
                        pen.foreground = colour;
                    } else {
                        pen.background = colour;
                    }
                }
                30..=39 | 90..=97 => pen.foreground = basic(number % 10, *number >= 90),
                40..=49 | 100..=107 => pen.background = basic(number % 10, *number >= 100),
                other => panic!("no such parameter: {other}"),
            }
        }
        pen
    }

    fn basic(number: u8, bright: bool) -> Color {
        match (number, bright) {
            (9, false) => Color::Reset,
            (0, false) => Color::Black,
            (1, false) => Color::Red,
            (2, false) => Color::Green,
            (3, false) => Color::Yellow,
            (4, false) => Color::Blue,
            (5, false) => Color::Magenta,
            (6, false) => Color::Cyan,
            (7, false) => Color::Gray,
            (0, true) => Color::DarkGray,
            (1, true) => Color::LightRed,
            (2, true) => Color::LightGreen,
            (3, true) => Color::LightYellow,
            (4, true) => Color::LightBlue,
            (5, true) => Color::LightMagenta,
            (6, true) => Color::LightCyan,
            (7, true) => Color::White,
            other => panic!("no such colour: {other:?}"),
        }
    }

    fn colours() -> impl Strategy<Value = Color> {
        prop_oneof![
            select(vec![
                Color::Reset,
                Color::Black,
                Color::Red,
                Color::Gray,
                Color::DarkGray,
                Color::LightBlue,
                Color::White,
            ]),
            any::<u8>().prop_map(Color::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ]
    }

    fn pens() -> impl Strategy<Value = Pen> {
        (colours(), colours(), 0u16..512).prop_map(|(foreground, background, bits)| Pen {
            foreground,
            background,
            attributes: Modifier::from_bits_truncate(bits),
        })
    }

    proptest! {
        #[test]
        fn any_pen_becomes_any_other(from in pens(), to in pens(), known in any::<bool>()) {
            let mut out = Vec::new();
            to.change_from(known.then_some(from), &mut out);
            prop_assert_eq!(interpret(from, &out), to);
        }
    }

    #[test]
    fn only_what_differs_is_sent() {
        let bold = Pen {
            attributes: Modifier::BOLD,
            ..Pen::DEFAULT
        };
        let blue = Pen {
            foreground: Color::Blue,
            ..bold
        };
        let sent = |to: Pen, from| {
            let mut out = Vec::new();
            to.change_from(from, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(sent(blue, Some(bold)), "\x1b[34m");
        assert_eq!(sent(blue, None), "\x1b[0;1;34m");
        assert_eq!(sent(Pen::DEFAULT, Some(blue)), "\x1b[m");
        assert_eq!(sent(bold, Some(blue)), "\x1b[39m");
        assert_eq!(sent(bold, Some(bold)), "");
    }

    #[test]
    fn a_blank_leaves_the_text_colour_alone() {
        let text = Pen {
            foreground: Color::Green,
            background: Color::Reset,
            attributes: Modifier::BOLD | Modifier::UNDERLINED,
        };
        let blank = text.for_blank(Color::Reset);
        assert_eq!(blank.foreground, Color::Green);
        assert_eq!(blank.attributes, Modifier::BOLD);
        assert!(blank.erases() && !text.erases());
        assert!(!text.for_blank(Color::Blue).erases());
    }
}
