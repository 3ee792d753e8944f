//! Large letters for a headline, as rows of pixels.
//!
//! Owns the breaking of a text into lines of large letters and their spacing. It says where it cannot:
//! a letter that the font lacks, or too little room; the text itself then has to do.

use font8x8::{BASIC_FONTS, GREEK_FONTS, LATIN_FONTS, UnicodeFonts};

use annals_model::text::Clean;

/// Pixels from one line of letters to the next.
pub const LINE: usize = 8;
/// Pixels of a blank.
const BLANK: usize = 3;
/// Pixels between two letters.
const GAP: usize = 1;

/// A line of large letters: eight rows of pixels, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters {
    /// Each row from left to right.
    pub rows: [Vec<bool>; LINE],
}

impl Letters {
    fn empty() -> Self {
        Self {
            rows: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// Pixels of its width.
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

/// A text in at most `lines` lines of large letters of at most `pixels` pixels, broken between words;
/// `None` where it does not fit or a letter is missing.
pub fn lettered(text: &Clean, pixels: usize, lines: usize) -> Option<Vec<Letters>> {
    let mut done: Vec<Letters> = Vec::new();
    let mut line = Letters::empty();
    for word in text.as_str().split_whitespace() {
        let word = word_of(word)?;
        if line.width() > 0 && line.width() + BLANK + GAP + word.width() > pixels {
            done.push(std::mem::replace(&mut line, Letters::empty()));
        }
        if line.width() > 0 {
            line.blank(BLANK + GAP);
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

fn word_of(word: &str) -> Option<Letters> {
    let mut letters = Letters::empty();
    for (place, character) in word.chars().enumerate() {
        if place > 0 {
            letters.blank(GAP);
        }
        letters.push(&letter(character)?);
    }
    Some(letters)
}

/// A letter without the empty columns beside it.
fn letter(character: char) -> Option<Letters> {
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
    Some(Letters {
        rows: glyph.map(row),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn drawn(text: &str, pixels: usize, lines: usize) -> Option<String> {
        let letters = lettered(&Clean::line(text), pixels, lines)?;
        let rows = letters.iter().flat_map(|line| &line.rows);
        let rows = rows.map(|row| -> String {
            let pixels = row.iter().map(|&on| if on { '#' } else { '.' });
            pixels.collect()
        });
        Some(rows.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn letters_stand_close_and_words_apart() {
        let expected = "#######\n.##...#\n.##.#..\n.####..\n.##.#..\n.##...#\n#######\n.......";
        assert_eq!(drawn("E", 40, 1).as_deref(), Some(expected));
        let close = lettered(&Clean::own("li"), 40, 1).unwrap()[0].width();
        let apart = lettered(&Clean::own("l i"), 40, 1).unwrap()[0].width();
        assert_eq!(apart, close + BLANK);
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
    fn breaks_between_words_or_says_that_it_cannot(
        #[case] text: &str,
        #[case] pixels: usize,
        #[case] lines: usize,
        #[case] expected: Option<usize>,
    ) {
        let letters = lettered(&Clean::line(text), pixels, lines);
        assert_eq!(letters.map(|letters| letters.len()), expected);
    }

    proptest! {
        #[test]
        fn what_is_drawn_fits(text in "\\PC{0,40}", pixels in 0_usize..300, lines in 0_usize..4) {
            if let Some(letters) = lettered(&Clean::line(&text), pixels, lines) {
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
