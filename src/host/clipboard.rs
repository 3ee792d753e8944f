//! Puts text on the clipboard with `OSC 52`, as xterm has it.
//!
//! The terminal does not answer, so whether it obeys is not known. The clipboard is never read.

use annals_model::text::Clean;

/// Returns the sequence that asks the terminal to put text on the clipboard.
pub(crate) fn copy_sequence(text: &Clean) -> Vec<u8> {
    format!("\x1b]52;c;{}\x1b\\", base64(text.as_str().as_bytes())).into_bytes()
}

/// The alphabet of base64 (RFC 4648, section 4).
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes in base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            // A group of n bytes gives n + 1 characters.
            text.push(if index <= group.len() {
                char::from(ALPHABET[(bits >> (18 - 6 * index) & 63) as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// Decodes bit by bit.
    fn decoded(text: &str) -> Vec<u8> {
        let letters = text.bytes().take_while(|&letter| letter != b'=');
        let bits: Vec<u8> = letters
            .flat_map(|letter| {
                let value = ALPHABET.iter().position(|&known| known == letter).unwrap();
                (0..6).rev().map(move |bit| u8::from(value >> bit & 1 == 1))
            })
            .collect();
        let bytes = bits.chunks_exact(8);
        bytes
            .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit))
            .collect()
    }

    /// The examples of RFC 4648, section 10, and one with both of the odd letters.
    #[rstest]
    #[case("", "")]
    #[case("f", "Zg==")]
    #[case("fo", "Zm8=")]
    #[case("foo", "Zm9v")]
    #[case("foob", "Zm9vYg==")]
    #[case("fooba", "Zm9vYmE=")]
    #[case("foobar", "Zm9vYmFy")]
    #[case("~~?~~>", "fn4/fn4+")]
    fn base64_has_the_examples_of_the_rfc(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(base64(text.as_bytes()), expected);
    }

    #[test]
    fn the_sequence_holds_the_text() {
        let sequence = copy_sequence(&Clean::block("马\n\u{1b}]52;c;?\u{7}"));
        let sequence = String::from_utf8(sequence).unwrap();
        let body = sequence.strip_prefix("\x1b]52;c;").unwrap();
        let body = body.strip_suffix("\x1b\\").unwrap();
        let text = String::from_utf8(decoded(body)).unwrap();
        assert_eq!(text, "马\n␛]52;c;?␇");
    }

    proptest! {
        #[test]
        fn base64_survives_a_round_trip(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let text = base64(&bytes);
            prop_assert_eq!(text.len() % 4, 0);
            prop_assert!(text.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"+/=".contains(&letter)));
            prop_assert_eq!(decoded(&text), bytes);
        }
    }
}
