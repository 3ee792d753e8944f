//! Escapes text for HTML and SVG, and for Markdown.

use super::clean::Clean;

/// Escapes text, or the value of an attribute, for HTML, SVG or other XML.
pub fn escape_markup(text: &Clean) -> String {
    let mut escaped = String::with_capacity(text.as_str().len());
    for character in text.as_str().chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Escapes one line of text for Markdown.
pub fn escape_markdown(text: &Clean) -> String {
    let mut escaped = String::with_capacity(text.as_str().len());
    let mut only_digits = true;
    for (index, character) in text.as_str().chars().enumerate() {
        let is_special = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '!' => true,
            // What begins a heading, a list or a rule does so at the start of a line only.
            '#' | '+' | '-' | '=' => index == 0,
            '.' | ')' => index > 0 && only_digits,
            _ => false,
        };
        if is_special {
            escaped.push('\\');
        }
        only_digits &= character.is_ascii_digit();
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn escaped_markup_parses_to_the_same_text(text in any::<String>()) {
            let clean = Clean::line(&text);
            let escaped = escape_markup(&clean);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            for quote in ['"', '\''] {
                let xml = format!("<a b={quote}{escaped}{quote}>{escaped}</a>");
                let tree = roxmltree::Document::parse(&xml).unwrap();
                let root = tree.root_element();
                prop_assert_eq!(root.attribute("b"), Some(clean.as_str()));
                prop_assert_eq!(root.text().unwrap_or_default(), clean.as_str());
            }
        }
    }
}
