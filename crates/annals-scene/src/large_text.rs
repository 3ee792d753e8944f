//! Large letters for headlines, as pixels of the font8x8 fonts.
//!
//! tui-big-text draws the same fonts, but at a fixed pitch of eight pixels and without measuring. The
//! proportional spacing here is narrower: at 90x28, 11 of the 23 cards of the bundled story have a large
//! headline on one line; at a fixed pitch only 4 do. It also reports a letter that the fonts lack, where
//! tui-big-text leaves a blank.

use font8x8::{BASIC_FONTS, GREEK_FONTS, LATIN_FONTS, UnicodeFonts};

use annals_model::text::Clean;

/// Height of a line of letters, in pixels.
pub const LINE_PIXELS: usize = 8;
/// Width of a blank.
const BLANK_PIXELS: usize = 3;
/// Distance between two letters.
const GAP_PIXELS: usize = 1;

/// A line of large letters: eight rows of pixels, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeLine {
    /// The pixels of each row, from left to right.
    pub rows: [Vec<bool>; LINE_PIXELS],
}

impl LargeLine {
    fn empty() -> Self {
        Self {
            rows: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// Returns its width in pixels.
    pub fn width(&self) -> usize {
        self.rows[0].len()
    }

    fn blank(&mut self, pixels: usize) {
        for row in &mut self.rows {
            row.extend(std::iter::repeat_n(false, pixels));
        }
    }

    fn push(&mut self, other: &Self) {
        for (row, more) in self.rows.iter_mut().zip(&other.rows) {
            row.extend_from_slice(more);
        }
    }
}

/// Sets a text in at most `lines` lines of at most `pixels` pixels, broken between words; `None` where it
/// does not fit or the font lacks a letter.
pub fn large_lines(text: &Clean, pixels: usize, lines: usize) -> Option<Vec<LargeLine>> {
    let mut done: Vec<LargeLine> = Vec::new();
    let mut line = LargeLine::empty();
    for word in text.as_str().split_whitespace() {
        let word = word_of(word)?;
        if line.width() > 0 && line.width() + BLANK_PIXELS + GAP_PIXELS + word.width() > pixels {
            done.push(std::mem::replace(&mut line, LargeLine::empty()));
        }
        if line.width() > 0 {
            line.blank(BLANK_PIXELS + GAP_PIXELS);
        }
        line.push(&word);
        if line.width() > pixels || done.len() >= lines {
            return None;
        }
    }
    if line.width() > 0 {
        done.push(line);
    }
    (!done.is_empty() && done.len() <= lines).then_some(done)
}

fn word_of(word: &str) -> Option<LargeLine> {
    let mut letters = LargeLine::empty();
    for (position, character) in word.chars().enumerate() {
        if position > 0 {
            letters.blank(GAP_PIXELS);
        }
        letters.push(&letter(character)?);
    }
    Some(letters)
}

/// Returns a letter without the empty columns beside it.
fn letter(character: char) -> Option<LargeLine> {
    let character = match character {
        '\u{2019}' | '\u{2018}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' | '\u{2212}' => '-',
        other => other,
    };
    let glyph = BASIC_FONTS
        .get(character)
        .or_else(|| LATIN_FONTS.get(character))
        .or_else(|| GREEK_FONTS.get(character))?;
    let used = glyph.iter().fold(0_u8, |used, row| used | row);
    if used == 0 {
        return None;
    }
    // The lowest bit is the leftmost pixel.
    let columns = used.trailing_zeros()..8 - used.leading_zeros();
    let row = |bits: u8| columns.clone().map(|at| bits >> at & 1 == 1).collect();
    Some(LargeLine {
        rows: glyph.map(row),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn drawn(text: &str, pixels: usize, lines: usize) -> Option<String> {
        let letters = large_lines(&Clean::line(text), pixels, lines)?;
        let rows = letters.iter().flat_map(|line| &line.rows);
        let rows = rows.map(|row| -> String {
            let pixels = row.iter().map(|&on| if on { '#' } else { '.' });
            pixels.collect()
        });
        Some(rows.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn words_are_farther_apart_than_letters() {
        let expected = "#######\n.##...#\n.##.#..\n.####..\n.##.#..\n.##...#\n#######\n.......";
        assert_eq!(drawn("E", 40, 1).as_deref(), Some(expected));
        let close = large_lines(&Clean::own("li"), 40, 1).unwrap()[0].width();
        let apart = large_lines(&Clean::own("l i"), 40, 1).unwrap()[0].width();
        assert_eq!(apart, close + BLANK_PIXELS);
    }

    #[rstest]
    #[case::two_lines("one two", 30, 2, Some(2))]
    #[case::one_line("one two", 60, 2, Some(1))]
    #[case::too_narrow("one two", 30, 1, None)]
    #[case::a_word_too_wide("incomprehensible", 60, 3, None)]
    #[case::accents("Café Ångström", 120, 2, Some(1))]
    #[case::typographic("Ma’s “return” – 2023", 160, 2, Some(1))]
    #[case::missing("马云", 200, 2, None)]
    #[case::nothing("", 200, 2, None)]
    fn text_breaks_between_words_or_does_not_fit(
        #[case] text: &str,
        #[case] pixels: usize,
        #[case] lines: usize,
        #[case] expected: Option<usize>,
    ) {
        let letters = large_lines(&Clean::line(text), pixels, lines);
        assert_eq!(letters.map(|letters| letters.len()), expected);
    }

    proptest! {
        #[test]
        fn lines_fit_the_width(text in "\\PC{0,40}", pixels in 0_usize..300, lines in 0_usize..4) {
            if let Some(letters) = large_lines(&Clean::line(&text), pixels, lines) {
                prop_assert!(letters.len() <= lines);
                for line in &letters {
                    prop_assert!(line.width() <= pixels);
                    for row in &line.rows {
                        prop_assert_eq!(row.len(), line.width());
                    }
                }
            }
        }
    }
}
