//! Measures text in terminal cells, cuts it to a width, and wraps it into lines.
//!
//! Widths are those of `unicode-width` for whole grapheme clusters, as ratatui measures them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clean::Clean;
use super::number::grouped;

/// Returns the width of a line of text in cells.
pub fn width(text: &Clean) -> usize {
    cells(text.as_str())
}

/// Whether a character takes one cell next to any neighbour: ASCII and Latin letters, and common
/// punctuation. Text of such characters need not be split into grapheme clusters.
pub const fn is_one_cell(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '→' | '←'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
}

fn cells(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.chars().all(is_one_cell) {
        return text.chars().count();
    }
    text.graphemes(true).map(cluster_cells).sum()
}

fn cluster_cells(cluster: &str) -> usize {
    cluster.width()
}

/// Cuts a text to at most `columns` cells. If something was cut, the result ends with `mark`.
///
/// A wide character is never split, so the result may be one cell narrower.
///
/// ```
/// use annals_model::text::{Clean, fit};
///
/// assert_eq!(fit(&Clean::own("The bridge"), 5, &Clean::own("…")).as_str(), "The…");
/// ```
pub fn fit(text: &Clean, columns: usize, mark: &Clean) -> Clean {
    if width_within(text, columns).is_some() {
        return text.clone();
    }
    let mark_width = width(mark);
    if mark_width > columns {
        return head(text.as_str(), columns);
    }
    let kept = head(text.as_str(), columns - mark_width);
    Clean::part(format!("{}{mark}", kept.as_str().trim_end()))
}

/// Returns the longest end of a text that fits into `columns` cells.
pub fn tail(text: &Clean, columns: usize) -> Clean {
    let mut used = 0;
    let clusters = text.as_str().graphemes(true).rev();
    let fitting = clusters.take_while(|cluster| {
        used += cluster_cells(cluster);
        used <= columns
    });
    let length: usize = fitting.map(str::len).sum();
    let start = text.as_str().len() - length;
    Clean::part(text.as_str().get(start..).unwrap_or_default().to_owned())
}

/// Returns the width of a line of text in cells if it is at most `columns`. Looks only at as much of the text as fits,
/// which may be of any length.
pub fn width_within(text: &Clean, columns: usize) -> Option<usize> {
    let text = text.as_str();
    if starts_in_one_cell(text, columns) {
        let count = text.chars().take(columns.saturating_add(1)).count();
        return (count <= columns).then_some(count);
    }
    let mut used = 0;
    for cluster in text.graphemes(true) {
        used += cluster_cells(cluster);
        if used > columns {
            return None;
        }
    }
    Some(used)
}

/// Returns the beginning of a text of more than so many characters, with a sentence that there is more; the text itself
/// if it is not that long. Screens lay out only as much of a text as anybody reads there.
pub fn beginning(text: &Clean, characters: usize) -> Cow<'_, Clean> {
    let whole = text.as_str();
    if whole.len() <= characters {
        return Cow::Borrowed(text);
    }
    let Some((end, _)) = whole.char_indices().nth(characters) else {
        return Cow::Borrowed(text);
    };
    let first = whole.get(..end).unwrap_or_default();
    let size = grouped(whole.len());
    Cow::Owned(Clean::part(format!(
        "{first}… (a text of {size} bytes; annals show prints all of it)"
    )))
}

/// Whether each of the first characters takes one cell: as many as fit into `columns` and one more, which might belong
/// to the last of them.
fn starts_in_one_cell(text: &str, columns: usize) -> bool {
    text.chars()
        .take(columns.saturating_add(1))
        .all(is_one_cell)
}

/// Returns the longest beginning of a text that fits into `columns` cells.
fn head(text: &str, columns: usize) -> Clean {
    if starts_in_one_cell(text, columns) {
        return Clean::part(text.chars().take(columns).collect());
    }
    let mut used = 0;
    let mut kept = String::new();
    for cluster in text.graphemes(true) {
        used += cluster_cells(cluster);
        if used > columns {
            break;
        }
        kept.push_str(cluster);
    }
    Clean::part(kept)
}

/// Wraps a text into lines of at most `columns` cells: at spaces, between wide characters, and inside a
/// word only if it is longer than a line. Existing line breaks stay.
///
/// A single wide character takes two cells even where `columns` is one.
pub fn wrap(text: &Clean, columns: usize) -> Vec<Clean> {
    let mut lines = Vec::new();
    for paragraph in text.as_str().split('\n') {
        wrap_paragraph(paragraph, columns.max(1), &mut lines);
    }
    lines
}

fn wrap_paragraph(paragraph: &str, columns: usize, lines: &mut Vec<Clean>) {
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(paragraph) {
        let trimmed = piece.trim_end();
        let needed = cells(trimmed);
        if used > 0 && used + needed > columns {
            lines.push(Clean::part(line.trim_end().to_owned()));
            line.clear();
            used = 0;
        }
        if needed <= columns {
            line.push_str(piece);
            used += cells(piece);
            continue;
        }
        for cluster in trimmed
            .graphemes(true)
            .flat_map(|cluster| fitting(cluster, columns))
        {
            let wide = cluster_cells(cluster);
            if used > 0 && used + wide > columns {
                lines.push(Clean::part(std::mem::take(&mut line)));
                used = 0;
            }
            line.push_str(cluster);
            used += wide;
        }
        if piece.len() > trimmed.len() && used < columns {
            line.push(' ');
            used += 1;
        }
    }
    lines.push(Clean::part(line.trim_end().to_owned()));
}

/// Returns a cluster, or its single characters if it is wider than a line, as a letter with spacing marks
/// may be.
fn fitting(cluster: &str, columns: usize) -> Vec<&str> {
    if cluster_cells(cluster) <= columns {
        return vec![cluster];
    }
    let starts = cluster.char_indices().map(|(start, _)| start);
    let ends = starts.clone().skip(1).chain([cluster.len()]);
    starts
        .zip(ends)
        .filter_map(|(start, end)| cluster.get(start..end))
        .collect()
}

/// Splits a text into the pieces between which a line may break, each with the spaces that follow it. Line
/// breaks count as spaces.
pub fn words(text: &Clean) -> Vec<Clean> {
    let part = |piece: &str| Clean::part(piece.replace('\n', " "));
    text.as_str()
        .split_inclusive('\n')
        .flat_map(pieces)
        .map(part)
        .collect()
}

/// Splits a paragraph into unbreakable pieces, each with the spaces that follow it. Wide characters are
/// pieces of their own, but closing punctuation stays with the character before it.
fn pieces(paragraph: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for word in paragraph.split_inclusive(' ') {
        if word.is_ascii() {
            pieces.push(word);
            continue;
        }
        let mut start = 0;
        let mut before_wide = false;
        for (index, cluster) in word.grapheme_indices(true) {
            let wide = cluster_cells(cluster) == 2;
            let closes = matches!(
                cluster,
                "，" | "。" | "、" | "；" | "：" | "？" | "！" | "」" | "』" | "）" | "》" | " "
            );
            if index > start && (wide || before_wide) && !closes {
                pieces.extend(word.get(start..index));
                start = index;
            }
            before_wide = wide;
        }
        pieces.extend(word.get(start..));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, columns: usize) -> Vec<String> {
        wrap(&Clean::block(text), columns)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// Letters with spacing marks: three cells that belong together, and a line of two.
    #[test]
    fn a_cluster_wider_than_a_line_is_split() {
        for text in ["꒐ଂ", "㇯𖽑"] {
            let lines = wrapped(text, 2);
            assert!(lines.iter().all(|line| cells(line) <= 2), "{lines:?}");
            assert_eq!(lines.concat(), text);
        }
    }

    #[test]
    fn tail_cuts_between_clusters() {
        assert_eq!(tail(&Clean::own("abc"), 5).as_str(), "abc");
        assert_eq!(tail(&Clean::own("abc"), 2).as_str(), "bc");
        assert_eq!(tail(&Clean::own("马云"), 3).as_str(), "云");
        assert_eq!(tail(&Clean::own("abc"), 0).as_str(), "");
    }

    #[test]
    fn of_a_long_text_the_beginning_is_kept() {
        let short = Clean::own("马云马云");
        assert_eq!(*beginning(&short, 4), short);
        let cut = beginning(&short, 3).into_owned();
        let expected = "马云马… (a text of 12 bytes; annals show prints all of it)";
        assert_eq!(cut.as_str(), expected);
    }

    #[test]
    fn widths_are_measured_up_to_a_maximum() {
        let text = Clean::own("马云 is 12");
        assert_eq!(width_within(&text, 10), Some(10));
        assert_eq!(width_within(&text, 9), None);
        assert_eq!(width_within(&Clean::own("abc"), 3), Some(3));
        assert_eq!(width_within(&Clean::own("abc"), 2), None);
        assert_eq!(width_within(&Clean::line("abe\u{301}"), 3), Some(3));
    }

    #[test]
    fn breaks_at_spaces() {
        assert_eq!(
            wrapped("the founder is not seen in public", 12),
            ["the founder", "is not seen", "in public"]
        );
        assert_eq!(wrapped("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn breaks_long_words_and_wide_text() {
        assert_eq!(wrapped("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(
            wrapped("马云淡出公众视野。", 6),
            ["马云淡", "出公众", "视野。"]
        );
        assert_eq!(wrapped("马", 1), ["马"]);
    }

    #[test]
    fn one_cell_characters_are_one_cell_wide_next_to_each_other() {
        for character in ('\0'..='\u{ffff}').filter(|&character| is_one_cell(character)) {
            let text = format!("e{character}e");
            assert_eq!(text.graphemes(true).count(), 3, "{character:?}");
            assert_eq!(
                text.graphemes(true).map(cluster_cells).sum::<usize>(),
                3,
                "{character:?}"
            );
        }
    }

    #[test]
    fn cuts_with_a_mark() {
        let mark = Clean::own("…");
        assert_eq!(
            fit(&Clean::line("Ma speaks out"), 20, &mark).as_str(),
            "Ma speaks out"
        );
        assert_eq!(
            fit(&Clean::line("Ma speaks out"), 9, &mark).as_str(),
            "Ma speak…"
        );
        assert_eq!(fit(&Clean::line("Ma speaks out"), 4, &mark).as_str(), "Ma…");
        assert_eq!(fit(&Clean::line("马云淡出"), 6, &mark).as_str(), "马云…");
        assert_eq!(fit(&Clean::line("abc"), 0, &mark).as_str(), "");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in any::<String>(), columns in 2_usize..40) {
            let clean = Clean::block(&text);
            let lines = wrap(&clean, columns);
            let joined: String = lines.iter().map(Clean::as_str).collect();
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line:?} is wider than {columns}");
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&joined), letters(clean.as_str()));
        }

        #[test]
        fn cut_text_fits(text in any::<String>(), columns in 0_usize..40) {
            prop_assert!(width(&fit(&Clean::line(&text), columns, &Clean::own("…"))) <= columns);
        }
    }
}
