//! [`TextField`]: a line of text with a caret, which moves by grapheme clusters.

use unicode_segmentation::UnicodeSegmentation;

use annals_model::text::Clean;

/// The most characters that a line takes.
const MAX_CHARACTERS: usize = 256;

/// A line of text with a caret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextField {
    before: String,
    after: String,
}

impl TextField {
    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The place of the caret in the text, in bytes.
    pub const fn caret(&self) -> usize {
        self.before.len()
    }

    /// Writes text in the place of a range of bytes, as far as there is room, and goes behind it. A
    /// range that is not one of the text changes nothing.
    pub fn replace(&mut self, range: std::ops::Range<usize>, text: &str) {
        let whole = self.text();
        if let (Some(before), Some(after)) = (whole.get(..range.start), whole.get(range.end..)) {
            let (before, after) = (before.to_owned(), after.to_owned());
            self.before = before;
            self.after = after;
            self.insert(text);
        }
    }

    /// Whether nothing is written.
    pub const fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// What stands before the caret, and what after it.
    pub fn parts(&self) -> (Clean, Clean) {
        (Clean::line(&self.before), Clean::line(&self.after))
    }

    /// Writes text at the caret: one line of it, as far as there is room.
    pub fn insert(&mut self, text: &str) {
        let room =
            MAX_CHARACTERS.saturating_sub(self.before.chars().count() + self.after.chars().count());
        let line = text
            .chars()
            .take_while(|character| !matches!(character, '\n' | '\r'));
        let printable = line.filter(|character| !character.is_control());
        self.before.extend(printable.take(room));
    }

    /// Deletes the character before the caret.
    pub fn delete_before(&mut self) {
        let cut = last(&self.before).map_or(0, |(at, _)| at);
        self.before.truncate(cut);
    }

    /// Deletes the character after the caret.
    pub fn delete_after(&mut self) {
        let first = self.after.graphemes(true).next().map_or(0, str::len);
        self.after.drain(..first);
    }

    /// Deletes the word before the caret, with the blanks after it.
    pub fn delete_word(&mut self) {
        let kept = self.before.trim_end();
        let cut = kept.rfind(char::is_whitespace);
        let start = cut.map_or(0, |at| {
            at + kept
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8)
        });
        self.before.truncate(start);
    }

    /// Deletes everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Moves the caret by one character.
    pub fn step(&mut self, forward: bool) {
        if forward {
            let first = self.after.graphemes(true).next().map_or(0, str::len);
            self.before.extend(self.after.drain(..first));
        } else if let Some((at, _)) = last(&self.before) {
            self.after.insert_str(0, &self.before.split_off(at));
        }
    }

    /// Moves the caret to the start or the end.
    pub fn jump(&mut self, to_end: bool) {
        let text = self.text();
        (self.before, self.after) = if to_end {
            (text, String::new())
        } else {
            (String::new(), text)
        };
    }
}

/// The last character of a text as a person sees it, and where it begins.
fn last(text: &str) -> Option<(usize, &str)> {
    text.grapheme_indices(true).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(before: &str, after: &str) -> TextField {
        TextField {
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    #[test]
    fn is_edited_by_what_a_person_sees_as_a_character() {
        let mut line = entry("spring of e\u{301}", "2021");
        line.delete_before();
        assert_eq!(line.text(), "spring of 2021");
        line.delete_word();
        assert_eq!(line.text(), "spring 2021");
        line.delete_after();
        assert_eq!(line.text(), "spring 021");
        line.jump(false);
        line.step(true);
        assert_eq!(line, entry("s", "pring 021"));
        line.jump(true);
        line.step(false);
        line.insert("马\tx\u{1b}\nnever");
        assert_eq!(line.text(), "spring 02马x1");
        line.clear();
        assert!(line.is_empty());
    }

    #[test]
    fn takes_only_so_much() {
        let mut line = TextField::default();
        line.insert(&"x".repeat(MAX_CHARACTERS * 2));
        assert_eq!(line.text().len(), MAX_CHARACTERS);
    }

    proptest! {
        #[test]
        fn the_caret_moves_and_loses_nothing(text in "\\PC{0,40}", steps in prop::collection::vec(any::<bool>(), 0..60)) {
            let mut line = TextField::default();
            line.insert(&text);
            let whole = line.text();
            for forward in steps {
                line.step(forward);
                prop_assert_eq!(line.text(), whole.clone());
            }
        }
    }
}
