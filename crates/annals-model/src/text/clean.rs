//! [`Clean`]: text without characters that a terminal would act on or that would be invisible.
//!
//! Control characters, bidi controls, zero-width and similar characters are replaced by something visible.
//! Nothing is dropped silently, except combining marks beyond [`MARKS_PER_BASE`].

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use unicode_width::UnicodeWidthChar;

/// Maximum number of combining marks per base character. Written languages need three or four; thousands of
/// them in one cell are an attack on the terminal.
const MARKS_PER_BASE: usize = 8;

/// Text that is safe to write to a terminal.
///
/// Displays the visible form. If cleaning changed something, [`Clean::raw`] still returns the original
/// text, for output that other programs read.
///
/// ```
/// use annals_model::text::Clean;
///
/// let text = Clean::line("red: \u{1b}[31m");
/// assert_eq!(text.as_str(), "red: ␛[31m");
/// assert_eq!(text.raw(), "red: \u{1b}[31m");
/// assert_eq!(Clean::line("two\nlines").as_str(), "two lines");
/// assert_eq!(Clean::block("two\r\nlines").as_str(), "two\nlines");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Clean {
    shown: Cow<'static, str>,
    raw: Option<Box<str>>,
}

impl Clean {
    /// Cleans a text to one line: line breaks and tabs become a space.
    pub fn line(text: &str) -> Self {
        Self::cleaned(text, false)
    }

    /// Cleans a text of several lines: `\n` stays, `\r\n` and `\r` become `\n`, a tab becomes a space.
    pub fn block(text: &str) -> Self {
        Self::cleaned(text, true)
    }

    /// Wraps a string literal of the program, which has to be clean already.
    ///
    /// # Panics
    ///
    /// In debug builds, if the text contains a control character.
    pub const fn own(text: &'static str) -> Self {
        debug_assert!(
            has_no_controls(text),
            "a string of the program contains a control character"
        );
        Self {
            shown: Cow::Borrowed(text),
            raw: None,
        }
    }

    /// Wraps a part of a clean text that was cut at grapheme cluster boundaries.
    pub(super) const fn part(text: String) -> Self {
        Self {
            shown: Cow::Owned(text),
            raw: None,
        }
    }

    /// Appends clean text. The original texts of both are dropped.
    pub fn push(&mut self, more: &Self) {
        self.raw = None;
        self.shown.to_mut().push_str(&more.shown);
    }

    /// Returns the visible form.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// Returns the original text. Not for a terminal: for JSON and files.
    pub fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.shown)
    }

    /// Whether the visible form is empty.
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

/// Whether the text is printable ASCII, and so needs no cleaning. Checks many bytes at a time.
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

/// How one character is shown.
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
        // A joiner is kept only where writing needs it: between emoji, and in scripts that shape letters
        // with it.
        '\u{200c}' | '\u{200d}' if before.is_some_and(joins) && after.is_some_and(joins) => {
            Fate::Kept
        }
        '\u{fe0e}' | '\u{fe0f}' if before.is_some() => Fate::Kept,
        _ if is_invisible(character) => Fate::Named,
        _ if character.width() == Some(0) => Fate::Mark,
        _ => Fate::Kept,
    }
}

/// Whether a character is invisible, changes the text direction, is a noncharacter, or is for private use.
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

/// Whether a joiner next to this character is part of its script.
const fn joins(character: char) -> bool {
    matches!(character,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Iterates over the characters of a text, each with whether [`Clean`] replaces it, so that a file for people
/// should write it as an escape. Line breaks count as replaced, combining marks do not.
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
                // A mark without a base would combine with the cell before this text.
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
    fn special_characters_are_made_visible(#[case] raw: &str, #[case] shown: &str) {
        let clean = Clean::line(raw);
        assert_eq!(clean.as_str(), shown);
        assert_eq!(clean.raw(), raw);
    }

    #[test]
    fn hidden_agrees_with_cleaning() {
        let replaced = |text| hidden(text).filter(|(_, is)| *is).map(|(it, _)| it);
        let text = "a\u{202e}\n\u{1b}e\u{301}👨\u{200d}👩x\u{200d}y";
        assert_eq!(
            replaced(text).collect::<Vec<_>>(),
            ['\u{202e}', '\n', '\u{1b}', '\u{200d}']
        );
    }

    #[test]
    fn a_line_is_one_line_and_a_block_keeps_its_lines() {
        assert_eq!(Clean::line("a\r\nb\tc\u{2028}d").as_str(), "a b c d");
        assert_eq!(Clean::block("a\r\nb\rc\n\td").as_str(), "a\nb\nc\n d");
    }

    #[test]
    fn combining_marks_are_limited() {
        let tower = format!("e{}", "\u{301}".repeat(10_000));
        assert_eq!(
            Clean::line(&tower).as_str().chars().count(),
            1 + MARKS_PER_BASE
        );
        assert_eq!(Clean::line(&tower).raw(), tower);
    }

    proptest! {
        #[test]
        fn no_control_character_passes(text in any::<String>()) {
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
