//! Writes titles and summaries so that Markwhen reads them as words only.
//!
//! No line may begin an event, a heading, a comment or a group, and no word may be a tag or an id. Where that
//! changes a text, the writer puts the original beside it as a property, and the reader compares the two.

use super::outline::{PAGE_BREAK, ends_group, group, heading};
use super::prose;
use super::range;

/// A title as it is shown behind the colon.
pub(super) fn title(text: &str) -> String {
    let shown = words(&flat(text));
    if prose::tick(&shown).is_some() {
        return format!("\\{shown}");
    }
    shown
}

/// A summary as the lines that are shown below.
pub(super) fn lines(text: &str) -> Vec<String> {
    let lines = text.split('\n').map(|line| words(&flat(line)));
    lines
        .map(|line| {
            if is_structure(&line) {
                format!(". {line}")
            } else {
                line
            }
        })
        .collect()
}

/// Replaces line breaks of any kind and trims blanks.
fn flat(text: &str) -> String {
    let is_break = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    let line: String = text
        .chars()
        .map(|letter| if is_break(letter) { ' ' } else { letter })
        .collect();
    line.trim().to_owned()
}

/// Inserts characters into tags, ids and percentages so that they are read as words.
fn words(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut before: Option<char> = None;
    for (index, letter) in line.char_indices() {
        let rest = line.get(index..).unwrap_or_default();
        let after = rest
            .get(letter.len_utf8()..)
            .and_then(|it| it.chars().next());
        let is_free = before.is_none_or(char::is_whitespace);
        let in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        match letter {
            '#' if is_free && prose::tag(rest).is_some() => shown.push_str("\\#"),
            '!' if !before.is_some_and(in_word) && after.is_some_and(in_word) => {
                shown.push_str("! ");
            }
            '%' if before.is_some_and(|it| it.is_ascii_digit())
                && after.is_none_or(char::is_whitespace) =>
            {
                let word = line
                    .get(..=index)
                    .and_then(|head| head.split_whitespace().last());
                let is_percent = word.is_some_and(|word| prose::percent(word).is_some());
                shown.push_str(if is_percent { " %" } else { "%" });
            }
            _ => shown.push(letter),
        }
        before = Some(letter);
    }
    shown
}

/// Whether a line of a summary would be taken for something else, here or by markwhen, which also takes
/// a colon with nothing or a mere hyphen in front for an event.
fn is_structure(line: &str) -> bool {
    let bare = line.trim_start_matches(['-', '+', ' ', '\t', '/']);
    bare.starts_with(':')
        || line.starts_with("//")
        || line.starts_with("---")
        || heading(line).is_some()
        || group(line).is_some()
        || ends_group(line)
        || line == PAGE_BREAK
        || is_relative_word(line)
        || range::is_nearly(line)
        || range::of_line(line, range::Order::default()).is_some()
}

/// `by:`, `after - 3 days:`: ranges for markwhen, which needs no amount behind the word.
fn is_relative_word(line: &str) -> bool {
    let first = line.split([' ', ':', '-', '/']).next().unwrap_or_default();
    let is_word = ["by", "before", "after", "now", "plus"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word));
    is_word && line.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Plain words, 50 %.", "Plain words, 50 %.")]
    #[case("The #1 and #one", "The #1 and \\#one")]
    #[case("Up 50% on 1999", "Up 50 % on 1999")]
    #[case("[x] marks", "\\[x] marks")]
    #[case("Yahoo !go and go!", "Yahoo ! go and go!")]
    #[case(" a\nb ", "a b")]
    fn titles(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(title(text), shown);
        assert!(prose::first(shown).is_plain());
    }

    #[rstest]
    #[case("2020: a year", ". 2020: a year")]
    #[case("# Heading", ". # Heading")]
    #[case("#tag", "\\#tag")]
    #[case("// remark", ". // remark")]
    #[case("group of friends", ". group of friends")]
    #[case("2020-05-01 noon: odd", ". 2020-05-01 noon: odd")]
    #[case("- : odd", ". - : odd")]
    #[case("by: odd", ". by: odd")]
    #[case("Note: kept", "Note: kept")]
    #[case("- a list", "- a list")]
    fn summaries(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(lines(text), [shown]);
    }
}
