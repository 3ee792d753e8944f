//! Where and why a text is not JSON, and what can still be read of it.

use crate::limits;

/// Where a text stops being JSON, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Break {
    /// The byte of the file.
    pub(crate) byte: usize,
    /// A sentence.
    pub(crate) message: String,
}

impl Break {
    /// Of an error in a text that begins at a byte of the file.
    pub(super) fn new(text: &str, begin: usize, error: &serde_json::Error) -> Self {
        if error.is_eof() {
            return Self {
                byte: begin + text.len(),
                message: "The text ends in the middle: the JSON is not whole.".to_owned(),
            };
        }
        let mut lines = text.split_inclusive('\n');
        let before: usize = lines.by_ref().take(error.line() - 1).map(str::len).sum();
        // The column is that of the byte that was read last.
        let byte = (before + error.column().saturating_sub(1)).min(text.len());
        let hint = match text.as_bytes().get(byte) {
            Some(b'/') => " JSON has no comments.",
            Some(b'\'') => " Texts and names of fields stand between double quotation marks.",
            Some(b'}' | b']') if ends_with_comma(text, byte) => {
                " No comma stands after the last one of a list."
            }
            _ => "",
        };
        Self {
            byte: begin + byte,
            message: format!("This is not JSON: {}.{hint}", reason(error)),
        }
    }
}

/// What an error says, without its position, which counts from the beginning of the value.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if text.starts_with("recursion limit exceeded") {
        return limits::json_too_deep();
    }
    let end = text.rfind(" at line ").unwrap_or(text.len());
    text.get(..end).unwrap_or(&text).to_owned()
}

fn ends_with_comma(text: &str, byte: usize) -> bool {
    let before = text.get(..byte).unwrap_or_default();
    before.trim_end().ends_with(',')
}

/// The part of a broken text before `byte`, cut after the last whole object of a list and closed so that it is
/// JSON. Its bytes stand where they stood. `None` where no object is whole.
pub(crate) fn healed(text: &str, byte: usize) -> Option<String> {
    let mut open: Vec<u8> = Vec::new();
    let mut is_text = false;
    let mut is_escaped = false;
    let mut whole = None;
    for (index, letter) in text.bytes().enumerate().take(byte) {
        if is_text {
            match letter {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            continue;
        }
        match letter {
            b'"' => is_text = true,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop()?;
                // Entries are the objects of a list near the top; deeper ones are parts of an entry.
                if letter == b'}' && open.last() == Some(&b']') && open.len() <= 3 {
                    whole = Some((index + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = whole?;
    let mut healed = text.get(..end)?.to_owned();
    healed.extend(open.into_iter().rev().map(char::from));
    Some(healed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("{\"e\": [{\"a\": 1}, {\"a\"", Some("{\"e\": [{\"a\": 1}]}"))]
    #[case(
        "{\"t\": {\"d\": [{\"a\": \"}\"},",
        Some("{\"t\": {\"d\": [{\"a\": \"}\"}]}}")
    )]
    #[case("[{}]", Some("[{}]"))]
    #[case("{\"e\": [{\"a\": 1", None)]
    #[case("]", None)]
    fn whole_objects_are_kept(#[case] text: &str, #[case] kept: Option<&str>) {
        assert_eq!(healed(text, text.len()).as_deref(), kept);
    }
}
