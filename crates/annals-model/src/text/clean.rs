//! [`Clean`]: text in which every character is shown and none is obeyed.
//!
//! Owns the decision which characters may reach a terminal. A character that could move the cursor,
//! turn the direction of writing, or stand there without being seen is replaced by something
//! visible; nothing is dropped in silence but combining marks beyond [`MARKS_PER_BASE`].

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use unicode_width::UnicodeWidthChar;

/// How many combining marks one base character keeps. Written languages need three or four; ten
/// thousand of them in one cell are an attack on the terminal.
const MARKS_PER_BASE: usize = 8;

/// Text that is safe to write to a terminal.
///
/// Displays the visible form. Where cleaning changed something, [`Clean::raw`] still has the text
/// as it was, for output that other programs read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Clean {
    shown: Cow<'static, str>,
    raw: Option<Box<str>>,
}

impl Clean {
    /// One line: line breaks and tabs become a space.
    pub fn line(text: &str) -> Self {
        Self::cleaned(text, false)
    }

    /// Text of several lines: `\n` stays, `\r\n` and `\r` become `\n`, a tab becomes a space.
    pub fn block(text: &str) -> Self {
        Self::cleaned(text, true)
    }

    /// Words of the program's own, which are clean as they stand.
    ///
    /// # Panics
    ///
    /// In debug builds, where the text holds a control character.
    pub const fn own(text: &'static str) -> Self {
        debug_assert!(
            has_no_controls(text),
            "the program's own words hold a control character"
        );
        Self {
            shown: Cow::Borrowed(text),
            raw: None,
        }
    }

    /// A part of clean text that was cut at the edges of grapheme clusters, and so is clean.
    pub(super) const fn part(text: String) -> Self {
        Self {
            shown: Cow::Owned(text),
            raw: None,
        }
    }

    /// Adds clean text at the end. What the two were before they were cleaned is forgotten.
    pub fn push(&mut self, more: &Self) {
        self.raw = None;
        self.shown.to_mut().push_str(&more.shown);
    }

    /// The visible form.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The text as it was before it was cleaned. Not for a terminal: for JSON and files.
    pub fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.shown)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    fn cleaned(text: &str, block: bool) -> Self {
        if is_plain(text.as_bytes(), block) {
            return Self {
                shown: Cow::Owned(text.to_owned()),
                raw: None,
            };
        }
        let shown = visible(text, block);
        let raw = (shown != text).then(|| text.into());
        Self {
            shown: Cow::Owned(shown),
            raw,
        }
    }
}

/// Whether there is nothing but the characters that a typewriter has. Looks at many bytes at a time, as
/// most texts are plain to their end.
fn is_plain(text: &[u8], block: bool) -> bool {
    let line_break = if block { b'\n' } else { b' ' };
    let is_other = |byte: &&u8| !((0x20..0x7f).contains(*byte) || **byte == line_break);
    text.chunks(32)
        .all(|bytes| bytes.iter().filter(is_other).count() == 0)
}

const fn has_no_controls(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if (bytes[index] < 0x20 && bytes[index] != b'\n') || bytes[index] == 0x7f {
            return false;
        }
        index += 1;
    }
    true
}

/// What becomes of one character.
enum Fate {
    Kept,
    Mark,
    Break,
    Picture(char),
    Named,
}

fn fate(character: char, before: Option<char>, after: Option<char>) -> Fate {
    match character {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Fate::Break,
        '\0'..='\u{1f}' => {
            Fate::Picture(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'))
        }
        '\u{7f}' => Fate::Picture('\u{2421}'),
        // A joiner is obeyed only where writing needs it: between emoji, and inside the scripts that
        // shape their letters by it.
        '\u{200c}' | '\u{200d}' if before.is_some_and(joins) && after.is_some_and(joins) => {
            Fate::Kept
        }
        '\u{fe0e}' | '\u{fe0f}' if before.is_some() => Fate::Kept,
        _ if is_invisible(character) => Fate::Named,
        _ if character.width() == Some(0) => Fate::Mark,
        _ => Fate::Kept,
    }
}

/// Characters that show nothing or turn the direction of their neighbours, and code points that no
/// character will ever have or that each font fills as it likes.
const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}'                        // C1 controls
        | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'                  // zero widths, marks of direction
        | '\u{202a}'..='\u{202e}'                  // bidi embeddings and overrides
        | '\u{2060}'..='\u{206f}'                  // word joiner, isolates, deprecated format characters
        | '\u{2800}'                               // braille blank
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' // private use
        | '\u{e0000}'..='\u{e0fff}'                // tags, variation selectors
    ) || character as u32 & 0xfffe == 0xfffe
        || matches!(character, '\u{fdd0}'..='\u{fdef}')
}

/// Whether a joiner beside this character is part of writing it.
const fn joins(character: char) -> bool {
    matches!(character,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// The characters of a text, each with whether it is one that [`Clean`] never shows as itself, so that a
/// file for people had better name it by its number. Line breaks are among them, marks are not.
pub fn hidden(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || {
        let character = characters.next()?;
        let fate = fate(character, before, characters.peek().copied());
        before = Some(character);
        Some((character, !matches!(fate, Fate::Kept | Fate::Mark)))
    })
}

fn visible(text: &str, block: bool) -> String {
    let mut shown = String::with_capacity(text.len() + 16);
    let mut marks = 0;
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match fate(character, before, characters.peek().copied()) {
            Fate::Kept => {
                marks = 0;
                shown.push(character);
            }
            Fate::Mark if before.is_none_or(|base| base == '\n' || base == ' ') && marks == 0 => {
                // A mark with nothing to sit on would climb onto the cell before this text.
                marks = 1;
                shown.push('\u{25cc}');
                shown.push(character);
            }
            Fate::Mark => {
                marks += 1;
                if marks <= MARKS_PER_BASE {
                    shown.push(character);
                }
            }
            Fate::Break => {
                marks = 0;
                if character == '\r' && characters.peek() == Some(&'\n') {
                    continue;
                }
                shown.push(if block && character != '\t' {
                    '\n'
                } else {
                    ' '
                });
            }
            Fate::Picture(picture) => {
                marks = 0;
                shown.push(picture);
            }
            Fate::Named => {
                marks = 0;
                // Writing to a string cannot fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(character));
            }
        }
        before = shown.chars().next_back();
    }
    shown
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("Jack Ma", "Jack Ma")]
    #[case::cjk("马云 · 阿里巴巴", "马云 · 阿里巴巴")]
    #[case::accent("caf\u{e9} e\u{301}", "caf\u{e9} e\u{301}")]
    #[case::escape("\u{1b}[31mX", "␛[31mX")]
    #[case::title_bar("\u{1b}]0;pwn\u{7}", "␛]0;pwn␇")]
    #[case::delete("a\u{7f}b", "a␡b")]
    #[case::second_controls("a\u{9b}31mX", "a<U+009B>31mX")]
    #[case::override_direction("\u{202e}abc", "<U+202E>abc")]
    #[case::isolate("\u{2066}abc\u{2069}", "<U+2066>abc<U+2069>")]
    #[case::zero_width("a\u{200b}b\u{feff}", "a<U+200B>b<U+FEFF>")]
    #[case::tag("\u{e0041}", "<U+E0041>")]
    #[case::non_character("\u{fffe}\u{10ffff}", "<U+FFFE><U+10FFFF>")]
    #[case::private("\u{e000}", "<U+E000>")]
    #[case::joiner_between_letters("a\u{200d}b", "a<U+200D>b")]
    #[case::family("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧")]
    #[case::persian("می\u{200c}خواهم", "می\u{200c}خواهم")]
    #[case::heart("❤\u{fe0f}", "❤\u{fe0f}")]
    #[case::leading_mark("\u{301}a", "\u{25cc}\u{301}a")]
    #[case::hebrew("שלום", "שלום")]
    fn shows_and_never_obeys(#[case] raw: &str, #[case] shown: &str) {
        let clean = Clean::line(raw);
        assert_eq!(clean.as_str(), shown);
        assert_eq!(clean.raw(), raw);
    }

    #[test]
    fn what_is_not_shown_as_itself_is_known_by_itself() {
        let told = |text| hidden(text).filter(|(_, is)| *is).map(|(it, _)| it);
        let text = "a\u{202e}\n\u{1b}e\u{301}👨\u{200d}👩x\u{200d}y";
        assert_eq!(
            told(text).collect::<Vec<_>>(),
            ['\u{202e}', '\n', '\u{1b}', '\u{200d}']
        );
    }

    #[test]
    fn a_line_is_one_line_and_a_block_keeps_its_lines() {
        assert_eq!(Clean::line("a\r\nb\tc\u{2028}d").as_str(), "a b c d");
        assert_eq!(Clean::block("a\r\nb\rc\n\td").as_str(), "a\nb\nc\n d");
    }

    #[test]
    fn a_tower_of_marks_is_capped() {
        let tower = format!("e{}", "\u{301}".repeat(10_000));
        assert_eq!(
            Clean::line(&tower).as_str().chars().count(),
            1 + MARKS_PER_BASE
        );
        assert_eq!(Clean::line(&tower).raw(), tower);
    }

    proptest! {
        #[test]
        fn nothing_that_a_terminal_obeys_passes(text in any::<String>()) {
            for clean in [Clean::line(&text), Clean::block(&text)] {
                for character in clean.as_str().chars() {
                    prop_assert!(!character.is_control() || character == '\n');
                    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                    prop_assert!(!turns);
                }
            }
            prop_assert!(!Clean::line(&text).as_str().contains('\n'));
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = Clean::block(&text);
            let twice = Clean::block(once.as_str());
            prop_assert_eq!(once.as_str(), twice.as_str());
        }
    }
}
