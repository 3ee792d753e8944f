//! [`Svg`]: a drawing in black ink, element by element.

use std::fmt::Write as _;

use annals_model::text::{Clean, escape_markup};

/// A style of lines or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Dark lines and text.
    Plain,
    /// Bold text.
    Bold,
    /// Pale lines in the background.
    Pale,
    /// Text with a white outline, legible on anything.
    Halo,
}

/// Which part of a text is at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A position in points from the left and the top.
pub(super) type Point = (f64, f64);

/// A drawing.
#[derive(Debug)]
pub(super) struct Svg {
    /// Prefix of its ids, as several drawings may be in one document.
    prefix: String,
    lines: Vec<String>,
    /// Gradients from left to right, from 0 (white) to 255 (dark).
    shades: Vec<(u8, u8)>,
    hatched: bool,
}

const DARK: &str = "#2b2b2b";

impl Svg {
    pub(super) fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            lines: Vec::new(),
            shades: Vec::new(),
            hatched: false,
        }
    }

    /// Returns the index of the next element.
    pub(super) const fn place(&self) -> usize {
        self.lines.len()
    }

    /// Draws behind the elements from an index on.
    pub(super) fn insert_at(&mut self, position: usize, draw: impl FnOnce(&mut Self)) {
        let later = self.lines.split_off(position);
        draw(self);
        self.lines.extend(later);
    }

    pub(super) fn text(
        &mut self,
        x: f64,
        y: f64,
        size: f64,
        ink: Ink,
        anchor: Anchor,
        text: &Clean,
    ) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let ink = match ink {
            Ink::Plain => "",
            Ink::Bold => " font-weight=\"bold\"",
            Ink::Pale => " fill=\"#666\"",
            Ink::Halo => {
                " stroke=\"#fff\" stroke-width=\"2.6\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            }
        };
        self.lines.push(format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{anchor}{ink}>{}</text>",
            escape_markup(text)
        ));
    }

    /// Writes bold text at the left edge.
    pub(super) fn heading(&mut self, y: f64, size: f64, text: &Clean) {
        self.text(0.0, y, size, Ink::Bold, Anchor::Start, text);
    }

    pub(super) fn line(&mut self, from: Point, to: Point, wide: f64, ink: Ink, dashes: &str) {
        let color = if ink == Ink::Pale { "#bbb" } else { DARK };
        let dashes = if dashes.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{dashes}\"")
        };
        self.lines.push(format!(
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{color}\" stroke-width=\"{wide}\" fill=\"none\"{dashes}/>",
            from.0, from.1, to.0, to.1
        ));
    }

    /// Draws a dark block.
    pub(super) fn solid(&mut self, from: Point, to: Point) {
        self.block(from, to, DARK);
    }

    /// Draws a block with a gradient, between two lines.
    pub(super) fn shade(&mut self, from: Point, to: Point, sureness: (u8, u8)) {
        if !self.shades.contains(&sureness) {
            self.shades.push(sureness);
        }
        let fill = format!("url(#{}-{}-{})", self.prefix, sureness.0, sureness.1);
        self.block(from, to, &fill);
        self.edges(from, to);
    }

    /// Draws a hatched block, between two lines.
    pub(super) fn hatch(&mut self, from: Point, to: Point) {
        self.hatched = true;
        let fill = format!("url(#{}-hatch)", self.prefix);
        self.block(from, to, &fill);
        self.edges(from, to);
    }

    fn block(&mut self, from: Point, to: Point, fill: &str) {
        self.lines.push(format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{fill}\"/>",
            from.0,
            from.1,
            (to.0 - from.0).max(0.1),
            to.1 - from.1
        ));
    }

    fn edges(&mut self, from: Point, to: Point) {
        self.line(from, (to.0, from.1), 0.4, Ink::Plain, "");
        self.line((from.0, to.1), to, 0.4, Ink::Plain, "");
    }

    /// Draws a diamond.
    pub(super) fn diamond(&mut self, x: f64, y: f64, filled: bool) {
        const R: f64 = 3.2;
        let fill = if filled { DARK } else { "#fff" };
        self.lines.push(format!(
            "<path d=\"M{x:.1} {:.1}L{:.1} {y:.1}L{x:.1} {:.1}L{:.1} {y:.1}Z\" fill=\"{fill}\" stroke=\"{DARK}\" stroke-width=\"0.9\"/>",
            y - R,
            x + R,
            y + R,
            x - R
        ));
    }

    /// Draws an arrowhead that points to the left (-1) or to the right (1).
    pub(super) fn arrow(&mut self, x: f64, y: f64, half: f64, outward: f64) {
        let tip = x + outward * half * 1.2;
        self.lines.push(format!(
            "<path d=\"M{tip:.1} {y:.1}L{x:.1} {:.1}L{x:.1} {:.1}Z\" fill=\"{DARK}\"/>",
            y - half,
            y + half
        ));
    }

    /// Draws a round or square bracket; `inward` is 1 for one that opens to the right.
    pub(super) fn bracket(&mut self, x: f64, top: f64, bottom: f64, inward: f64, round: bool) {
        let inner = x + inward * 2.2;
        let path = if round {
            format!(
                "M{inner:.1} {top:.1}Q{:.1} {:.1} {inner:.1} {bottom:.1}",
                x - inward * 0.8,
                f64::midpoint(top, bottom)
            )
        } else {
            format!(
                "M{inner:.1} {top:.1}L{x:.1} {top:.1}L{x:.1} {bottom:.1}L{inner:.1} {bottom:.1}"
            )
        };
        self.lines.push(format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{DARK}\" stroke-width=\"1.2\"/>"
        ));
    }

    /// Returns the `svg` element, line by line, with a title and a description for screen readers.
    pub(super) fn finish(
        self,
        width: f64,
        height: f64,
        title: &Clean,
        described: &Clean,
    ) -> Vec<String> {
        let prefix = &self.prefix;
        let mut lines = vec![
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-4 0 {:.0} {height:.0}\" width=\"{:.0}pt\" height=\"{height:.0}pt\" role=\"img\" aria-labelledby=\"{prefix}-title {prefix}-desc\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif\" fill=\"#111\">",
                width + 8.0,
                width + 8.0,
            ),
            format!(
                "<title id=\"{prefix}-title\">{}</title>",
                escape_markup(title)
            ),
            format!(
                "<desc id=\"{prefix}-desc\">{}</desc>",
                escape_markup(described)
            ),
        ];
        if self.hatched || !self.shades.is_empty() {
            let mut defs = "<defs>".to_owned();
            for (left, right) in &self.shades {
                // Writing to a string cannot fail.
                let _ = write!(
                    defs,
                    "<linearGradient id=\"{prefix}-{left}-{right}\"><stop offset=\"0\" stop-color=\"{}\"/><stop offset=\"1\" stop-color=\"{}\"/></linearGradient>",
                    gray(*left),
                    gray(*right)
                );
            }
            if self.hatched {
                let _ = write!(
                    defs,
                    "<pattern id=\"{prefix}-hatch\" width=\"3\" height=\"3\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"3\" height=\"3\" fill=\"#fff\"/><rect width=\"0.7\" height=\"3\" fill=\"#555\"/></pattern>"
                );
            }
            defs.push_str("</defs>");
            lines.push(defs);
        }
        lines.push(format!(
            "<rect x=\"-4\" y=\"0\" width=\"{:.0}\" height=\"{height:.0}\" fill=\"#fff\"/>",
            width + 8.0
        ));
        lines.extend(self.lines);
        lines.push("</svg>".to_owned());
        lines
    }
}

/// Returns a shade of gray: 0 is white, 255 as dark as ink.
fn gray(sureness: u8) -> String {
    const INK: u16 = 0x2b;
    let light = 255 - u16::from(sureness) * (255 - INK) / 255;
    format!("#{light:02x}{light:02x}{light:02x}")
}
