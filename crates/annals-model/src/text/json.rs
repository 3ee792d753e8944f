//! Escapes JSON so that it is safe to print to a terminal. The data stays exact.

use std::fmt::Write as _;

use super::clean::Clean;

/// Replaces every character that [`Clean`] would replace by its `\uXXXX` escape.
///
/// The text must be JSON on one line, in which such characters occur only inside strings.
///
/// ```
/// use annals_model::text::escape_json;
///
/// assert_eq!(escape_json("[\"\u{202e}\"]").as_str(), "[\"\\u202e\"]");
/// ```
pub fn escape_json(json: &str) -> Clean {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() || is_shown_alone(character) {
            escaped.push(character);
        } else {
            let mut units = [0_u16; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    Clean::line(&escaped)
}

/// Whether the character is kept without regard to its neighbours; marks and joiners are not.
fn is_shown_alone(character: char) -> bool {
    let mut bytes = [0_u8; 4];
    let text: &str = character.encode_utf8(&mut bytes);
    Clean::line(text).as_str() == text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_characters_are_escaped_and_letters_are_not() {
        let json =
            serde_json::to_string("马云 \u{202e}abc \u{1b}[m e\u{301} 👨\u{200d}👩").unwrap();
        assert_eq!(
            escape_json(&json).as_str(),
            "\"马云 \\u202eabc \\u001b[m e\\u0301 👨\\u200d👩\""
        );
    }

    proptest! {
        #[test]
        fn escaped_json_parses_to_the_same_data(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            let back: String = serde_json::from_str(escape_json(&json).as_str()).unwrap();
            prop_assert_eq!(back, text);
        }
    }
}
