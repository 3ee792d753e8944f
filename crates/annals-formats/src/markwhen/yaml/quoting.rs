//! Writes texts as YAML values that this reader and those of Markwhen read back unchanged.

use std::fmt::Write as _;

/// Words that YAML reads as something other than text.
static SPECIAL: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// Writes a text as a YAML value on one line that is read back unchanged. Plain words stay unquoted.
pub(in super::super) fn quoted(text: &str) -> String {
    let is_plain = text.chars().next().is_some_and(char::is_alphabetic)
        && !text.ends_with(' ')
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
        && !SPECIAL.contains(&text.to_lowercase().as_str());
    if is_plain {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Markwhen reads `#word` as a tag or a colour even between quotes.
            '#' => quoted.push_str("\\x23"),
            _ if letter.is_control()
                || matches!(u32::from(letter), 0x2028..=0x202e | 0x2066..=0x2069 | 0xfeff | 0xfffe | 0xffff) =>
            {
                // Writing to a string cannot fail.
                let _ = match u32::from(letter) {
                    code @ ..=0xff => write!(quoted, "\\x{code:02x}"),
                    code => write!(quoted, "\\u{code:04x}"),
                };
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
