//! Halves of pairs of escapes.
//!
//! A character beyond U+FFFF is escaped as two code units of UTF-16, a pair of surrogates (RFC 8259, section 7). A half
//! alone is no character; programs that cut texts after so many code units write it.

use std::borrow::Cow;

/// What a half is replaced by: U+FFFD, in as many bytes.
const REPLACEMENT: &str = "\\uFFFD";

/// Replaces each half of a pair that stands alone by U+FFFD. Returns the text, in which all bytes stand where they
/// stood, and the bytes at which there were halves. Takes a time in proportion to the text.
pub(crate) fn without_halves(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    let mut halves = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += next;
        match unit(text, at) {
            None => at += 2,
            Some(0xd800..=0xdbff) if matches!(unit(text, at + 6), Some(0xdc00..=0xdfff)) => {
                at += 12;
            }
            Some(0xd800..=0xdfff) => {
                halves.push(at);
                at += 6;
            }
            Some(_) => at += 6,
        }
    }
    if halves.is_empty() {
        return (Cow::Borrowed(text), halves);
    }
    let mut replaced = String::with_capacity(text.len());
    let mut done = 0;
    for &half in &halves {
        replaced.push_str(text.get(done..half).unwrap_or_default());
        replaced.push_str(REPLACEMENT);
        done = half + REPLACEMENT.len();
    }
    replaced.push_str(text.get(done..).unwrap_or_default());
    (Cow::Owned(replaced), halves)
}

/// Returns the code unit that an escape at a byte stands for, if there is one.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| are_digits)
}

/// Returns what is said of a half at a byte of a text.
pub(crate) fn half_words(text: &str, at: usize) -> String {
    let half = text.get(at..at + 6).unwrap_or_default();
    format!(
        "{half} is half of a pair of escapes and no character by itself; it is shown as \u{fffd}."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::high(r#""\ud83d""#, r#""\uFFFD""#)]
    #[case::low(r#""x\uDE00""#, r#""x\uFFFD""#)]
    #[case::pair(r#""\ud83d\ude00""#, r#""\ud83d\ude00""#)]
    #[case::wrong_order(r#""\ude00\ud83d""#, r#""\uFFFD\uFFFD""#)]
    #[case::two_high(r#""\ud83d\ud83d\ude00""#, r#""\uFFFD\ud83d\ude00""#)]
    #[case::a_backslash_and_letters(r#""\\ud83d""#, r#""\\ud83d""#)]
    #[case::after_a_backslash(r#""\\\ud83d""#, r#""\\\uFFFD""#)]
    #[case::cut_off(r#""\ud83"#, r#""\ud83"#)]
    #[case::sign(r#""\u+83d""#, r#""\u+83d""#)]
    #[case::other(r#""\u00e9\n马""#, r#""\u00e9\n马""#)]
    fn halves_are_replaced(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(without_halves(text).0, expected);
    }

    proptest! {
        #[test]
        fn what_is_left_are_characters(units in prop::collection::vec(any::<u16>(), 0..20)) {
            let escapes: Vec<String> = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let text = format!("\"{}\"", escapes.concat());
            let (replaced, halves) = without_halves(&text);
            prop_assert_eq!(replaced.len(), text.len());
            let read: String = serde_json::from_str(&replaced).unwrap();
            prop_assert_eq!(&read, &String::from_utf16_lossy(&units));
            let wrong = char::decode_utf16(units).filter(Result::is_err).count();
            prop_assert_eq!(halves.len(), wrong);
        }

        #[test]
        fn no_text_is_cut_within_a_character(text in "[\\\\ud8cDF马\"]{0,30}") {
            let (replaced, _) = without_halves(&text);
            prop_assert_eq!(replaced.len(), text.len());
        }
    }
}
