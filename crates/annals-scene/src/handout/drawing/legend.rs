//! The legend: a sample and the meaning of each symbol that a drawing uses.

use super::measures::letters;
use super::svg::{Anchor, Ink, Svg};
use annals_model::text::{Clean, wrap};

/// The symbols that a drawing uses.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a set of flags, one for each symbol"
)]
pub(super) struct Symbols {
    pub(super) certain: bool,
    pub(super) fading: bool,
    pub(super) open: bool,
    pub(super) unknown: bool,
    pub(super) possible: bool,
    pub(super) within: bool,
    pub(super) one_of: bool,
    pub(super) doubtful: bool,
    pub(super) point: bool,
    pub(super) unsure_point: bool,
    pub(super) counts: bool,
    /// Whether a mark has no room for its number.
    pub(super) unnumbered: bool,
}

/// Width of a sample.
const SAMPLE: f64 = 34.0;
/// Distance between columns.
const BETWEEN: f64 = 14.0;

/// Number of columns.
const COLUMNS: usize = 3;

type Sample = fn(&mut Svg, f64, f64);

/// Draws the legend below `top` and returns where it ends.
pub(super) fn draw(svg: &mut Svg, symbols: Symbols, top: f64, width: f64) -> f64 {
    let entries = entries(symbols);
    if entries.is_empty() {
        return top;
    }
    let wide = (width - BETWEEN * (COLUMNS as f64 - 1.0)) / COLUMNS as f64;
    let mut y = top + 10.0;
    svg.heading(y, 9.0, &Clean::own("What the signs mean"));
    y += 4.0;
    for pair in entries.chunks(COLUMNS) {
        let mut lowest = y;
        for ((sample, meaning), x) in pair
            .iter()
            .zip((0..COLUMNS).map(|column| (wide + BETWEEN) * column as f64))
        {
            sample(svg, x, y + 7.0);
            let mut y = y;
            for line in wrap(&Clean::own(meaning), letters(wide - SAMPLE - 8.0, 7.0)) {
                y += 9.5;
                svg.text(x + SAMPLE + 8.0, y, 8.0, Ink::Plain, Anchor::Start, &line);
            }
            lowest = lowest.max(y);
        }
        y = lowest + 4.0;
    }
    y + 2.0
}

/// Returns the meanings as one text, for screen readers.
pub(super) fn described(symbols: Symbols) -> String {
    let meanings: Vec<&str> = entries(symbols)
        .into_iter()
        .map(|(_, meaning)| meaning)
        .collect();
    meanings.join("; ")
}

fn entries(symbols: Symbols) -> Vec<(Sample, &'static str)> {
    let all: [(bool, Sample, &'static str); 11] = [
        (
            symbols.certain,
            |svg, x, y| svg.solid((x, y - 4.0), (x + SAMPLE, y + 4.0)),
            "holds along all of this",
        ),
        (
            symbols.fading,
            |svg, x, y| svg.shade((x, y - 4.0), (x + SAMPLE, y + 4.0), (0, 255)),
            "begins or ends somewhere in here",
        ),
        (
            symbols.open,
            |svg, x, y| {
                svg.solid((x, y - 4.0), (x + SAMPLE - 6.0, y + 4.0));
                svg.arrow(x + SAMPLE - 6.0, y, 5.5, 1.0);
            },
            "no end is given on this side",
        ),
        (
            symbols.unknown,
            |svg, x, y| {
                svg.hatch((x, y - 4.0), (x + SAMPLE, y + 4.0));
                svg.text(
                    x + SAMPLE - 5.0,
                    y + 3.0,
                    8.5,
                    Ink::Halo,
                    Anchor::Middle,
                    &Clean::own("?"),
                );
            },
            "there is an end, and nobody knows when",
        ),
        (
            symbols.possible && !symbols.unknown,
            |svg, x, y| svg.hatch((x, y - 4.0), (x + SAMPLE, y + 4.0)),
            "may hold somewhere in here",
        ),
        (
            symbols.within,
            |svg, x, y| {
                svg.hatch((x, y - 4.0), (x + SAMPLE, y + 4.0));
                svg.bracket(x, y - 5.0, y + 5.0, 1.0, true);
                svg.bracket(x + SAMPLE, y - 5.0, y + 5.0, -1.0, true);
            },
            "some day, month or year in here",
        ),
        (
            symbols.one_of,
            |svg, x, y| {
                for x in [x, x + SAMPLE - 13.0] {
                    svg.hatch((x, y - 4.0), (x + 13.0, y + 4.0));
                    svg.bracket(x, y - 5.0, y + 5.0, 1.0, false);
                    svg.bracket(x + 13.0, y - 5.0, y + 5.0, -1.0, false);
                }
            },
            "one of these dates, nobody knows which",
        ),
        (
            symbols.doubtful,
            |svg, x, y| svg.line((x, y), (x + SAMPLE, y), 8.0, Ink::Plain, "3.5 2"),
            "the source itself doubts the date",
        ),
        (
            symbols.point,
            |svg, x, y| svg.diamond(x + SAMPLE / 2.0, y, true),
            "a short time",
        ),
        (
            symbols.unsure_point,
            |svg, x, y| svg.diamond(x + SAMPLE / 2.0, y, false),
            "a short time that is not sure",
        ),
        (
            symbols.counts,
            |svg, x, y| {
                for (position, height) in [(0.0, 3.0), (1.0, 7.0), (2.0, 5.0)] {
                    let x = x + 8.0 + position * 5.0;
                    svg.shade((x, y + 4.0 - height), (x + 4.0, y + 4.0), (120, 120));
                }
            },
            "too many to draw: how many there are",
        ),
    ];
    let shown = all.into_iter().filter(|(shown, ..)| *shown);
    shown
        .map(|(_, sample, meaning)| (sample, meaning))
        .collect()
}
