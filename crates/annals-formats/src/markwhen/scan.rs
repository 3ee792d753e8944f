//! Small parsers for digits, words and blanks. Each returns what it found and the rest of the text.

/// The text without blanks in front.
pub(super) fn blank(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\u{a0}'])
}

/// A number with `least` to `most` digits; a longer or shorter run is refused.
pub(super) fn number(text: &str, least: usize, most: usize) -> Option<(i64, &str)> {
    let (digits, rest) = digits(text, least, most)?;
    Some((digits.parse().ok()?, rest))
}

/// A number as [`number`], where it fits a field of a date.
pub(super) fn field(text: &str, least: usize, most: usize) -> Option<(u8, &str)> {
    let (number, rest) = number(text, least, most)?;
    // A field that is too large makes an impossible date, which is reported later.
    Some((u8::try_from(number).unwrap_or(u8::MAX), rest))
}

/// A run of `least` to `most` digits.
pub(super) fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    if (least..=most).contains(&run) {
        text.split_at_checked(run)
    } else {
        None
    }
}

/// A word of letters.
pub(super) fn word(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(text.len());
    if end == 0 {
        None
    } else {
        text.split_at_checked(end)
    }
}

/// The rest behind a word, whatever its case; letters may not follow.
pub(super) fn keyword<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    let (found, rest) = word(text)?;
    found.eq_ignore_ascii_case(wanted).then_some(rest)
}

/// A text cut to `most` characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    let mut characters = text.chars();
    let kept: String = characters.by_ref().take(most).collect();
    if characters.next().is_some() {
        kept + "…"
    } else {
        kept
    }
}
