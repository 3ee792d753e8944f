//! The little HTML that contents of items have, as plain text.

/// Text without markup, and the addresses that it links to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) text: String,
    pub(super) links: Vec<String>,
}

/// The text that a browser would show. Lines end where `br` and blocks do.
pub(super) fn plain(html: &str) -> Plain {
    let mut found = Plain::default();
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        push_words(&mut text, before);
        let begins = tag.get(1..).unwrap_or_default();
        let is_tag = begins
            .starts_with(|letter: char| letter.is_ascii_alphabetic() || "/!".contains(letter));
        if !is_tag {
            text.push('<');
            rest = begins;
            continue;
        }
        let Some(end) = tag.find('>') else {
            // No tag ends any more.
            push_words(&mut text, tag);
            rest = "";
            break;
        };
        let inside = tag.get(1..end).unwrap_or_default();
        rest = tag.get(end + 1..).unwrap_or_default();
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        match name.to_ascii_lowercase().as_str() {
            "br" | "p" | "div" | "li" | "tr" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" => {
                text.push('\n');
            }
            "a" | "img" => found.links.extend(address(inside)),
            _ => {}
        }
    }
    push_words(&mut text, rest);
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    found.text = lines.join("\n");
    found
}

/// Adds text with its references resolved. In HTML a line break is a space.
fn push_words(text: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at_checked(at).unwrap_or((rest, ""));
        push_flat(text, before);
        let mut near = reference.char_indices().take(11);
        let end = near.find(|(_, letter)| *letter == ';').map(|(end, _)| end);
        let letter = end.and_then(|end| character(reference.get(1..end)?));
        if let (Some(letter), Some(end)) = (letter, end) {
            text.push(letter);
            rest = reference.get(end + 1..).unwrap_or_default();
        } else {
            text.push('&');
            rest = reference.get(1..).unwrap_or_default();
        }
    }
    push_flat(text, rest);
}

fn push_flat(text: &mut String, words: &str) {
    text.extend(
        words
            .chars()
            .map(|letter| if letter == '\n' { ' ' } else { letter }),
    );
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

/// The address in a tag.
fn address(tag: &str) -> Option<String> {
    let at = tag
        .find("href=")
        .map(|at| at + 5)
        .or_else(|| tag.find("src=").map(|at| at + 4))?;
    let value = tag.get(at..)?;
    let quote = value
        .chars()
        .next()
        .filter(|letter| "\"'".contains(*letter));
    let value = match quote {
        Some(quote) => value.get(1..)?.split(quote).next()?,
        None => value.split([' ', '/']).next()?,
    };
    let mut plain = String::new();
    push_words(&mut plain, value);
    plain.contains("://").then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Lunch", "Lunch", &[])]
    #[case("<b>Lunch</b><br>with Ann", "Lunch\nwith Ann", &[])]
    #[case("a < b &amp; c &lt;d&gt; &#233;&#xe9; &nothing; AT&T", "a < b & c <d> éé &nothing; AT&T", &[])]
    #[case("<a href=\"https://example.org/?a=1&amp;b=2\">page</a>", "page", &["https://example.org/?a=1&b=2"])]
    #[case("<img src='https://example.org/i.png'/>picture", "picture", &["https://example.org/i.png"])]
    #[case("<a href='javascript:x'>no</a> <unclosed", "no <unclosed", &[])]
    #[case("<p>one\n two</p><!-- c --><p>three</p>", "one two\nthree", &[])]
    fn texts(#[case] html: &str, #[case] text: &str, #[case] links: &[&str]) {
        let found = plain(html);
        assert_eq!(found.text, text);
        assert_eq!(found.links, links);
    }
}
