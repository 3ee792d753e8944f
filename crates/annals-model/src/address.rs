//! [`WebAddress`]: an address that may be handed to a browser.
//!
//! Owns the decision which addresses those are, and their form: ASCII without anything that could be
//! read as something else. Nothing is fetched and nothing is opened here.

use std::fmt::{self, Write as _};

/// Longer addresses are nobody's, and could not be read by whoever is asked.
const MOST_BYTES: usize = 2_048;

/// The beginnings of the addresses that may be opened.
static SCHEMES: [&str; 2] = ["http", "https"];

/// An address of the web (RFC 3986, with the scheme `http` or `https`), in ASCII: everything that has
/// no place in an address is percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    text: String,
    /// The part of the text that names the host.
    host: String,
}

/// Why an address may not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// It begins with something else.
    #[error("Only http and https addresses are opened.")]
    Scheme,
    /// It names no host.
    #[error("The address names no host, so it is not opened.")]
    NoHost,
    /// It has a control character or one that nobody sees.
    #[error("The address holds characters that cannot be seen, so it is not opened.")]
    Invisible,
    /// It has a backslash, which some programs read as a slash.
    #[error(
        "The address holds a backslash, which programs read in different ways, so it is not opened."
    )]
    Backslash,
    /// It is too long.
    #[error("The address is longer than 2,048 bytes, so it is not opened.")]
    TooLong,
}

impl WebAddress {
    /// Reads an address as it stands in a file.
    ///
    /// # Errors
    ///
    /// If it is no address of the web, or one that nobody could judge by looking at it.
    pub fn parse(text: &str) -> Result<Self, NotOpened> {
        let (scheme, rest) = text.split_once("://").ok_or(NotOpened::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        if !SCHEMES.contains(&scheme.as_str()) {
            return Err(NotOpened::Scheme);
        }
        if crate::text::Clean::line(text).as_str() != text {
            return Err(NotOpened::Invisible);
        }
        if text.contains('\\') {
            return Err(NotOpened::Backslash);
        }
        let end = |character| matches!(character, '/' | '?' | '#');
        let authority = rest.split(end).next().unwrap_or_default();
        let place = authority.rsplit('@').next().unwrap_or_default();
        let host = match place.split_once(']') {
            // A number of version 6 stands in brackets, and has colons of its own.
            Some((number, _)) => format!("{number}]"),
            None => place.split(':').next().unwrap_or_default().to_owned(),
        };
        if host.is_empty() {
            return Err(NotOpened::NoHost);
        }
        let text = format!("{scheme}://{}", encoded(rest));
        if text.len() > MOST_BYTES {
            return Err(NotOpened::TooLong);
        }
        Ok(Self {
            text,
            host: encoded(&host),
        })
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host that it leads to.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The text with everything percent-encoded that RFC 3986 has no place for.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://example.org/a", "https://example.org/a", "example.org")]
    #[case(
        "HTTP://Example.org:80?q=1#x",
        "http://Example.org:80?q=1#x",
        "Example.org"
    )]
    #[case("http://x/$(touch y)", "http://x/$(touch%20y)", "x")]
    #[case(
        "http://x/`id`\"'<>|{}^",
        "http://x/%60id%60%22'%3C%3E%7C%7B%7D%5E",
        "x"
    )]
    #[case(
        "https://zh.example.org/马",
        "https://zh.example.org/%E9%A9%AC",
        "zh.example.org"
    )]
    #[case(
        "https://ex\u{430}mple.org/",
        "https://ex%D0%B0mple.org/",
        "ex%D0%B0mple.org"
    )]
    #[case("https://good.org@evil.org/", "https://good.org@evil.org/", "evil.org")]
    #[case(
        "https://good.org:x@evil.org:8",
        "https://good.org:x@evil.org:8",
        "evil.org"
    )]
    #[case(
        "http://[2001:db8::1]:8080/",
        "http://[2001:db8::1]:8080/",
        "[2001:db8::1]"
    )]
    #[case("http://x?@good.org", "http://x?@good.org", "x")]
    fn of_the_web(#[case] text: &str, #[case] opened: &str, #[case] host: &str) {
        let address = WebAddress::parse(text).unwrap();
        assert_eq!((address.as_str(), address.host()), (opened, host));
    }

    #[rstest]
    #[case("", NotOpened::Scheme)]
    #[case("example.org", NotOpened::Scheme)]
    #[case("javascript:alert(1)//http://x", NotOpened::Scheme)]
    #[case("javascript://x", NotOpened::Scheme)]
    #[case("file:///etc/passwd", NotOpened::Scheme)]
    #[case("ftp://example.org", NotOpened::Scheme)]
    #[case("-http://example.org", NotOpened::Scheme)]
    #[case("--help http://example.org", NotOpened::Scheme)]
    #[case(" http://example.org", NotOpened::Scheme)]
    #[case("http:/example.org", NotOpened::Scheme)]
    #[case("http:///etc/passwd", NotOpened::NoHost)]
    #[case("https://", NotOpened::NoHost)]
    #[case("https://a@:80/", NotOpened::NoHost)]
    #[case("http://x/\u{1b}]0;y\u{7}", NotOpened::Invisible)]
    #[case("http://x/\n-y", NotOpened::Invisible)]
    #[case("http://x/\0", NotOpened::Invisible)]
    #[case("http://\u{202e}gro.live", NotOpened::Invisible)]
    #[case("http://good.org\\@evil.org", NotOpened::Backslash)]
    fn is_not_opened(#[case] text: &str, #[case] why: NotOpened) {
        assert_eq!(WebAddress::parse(text), Err(why));
    }

    #[test]
    fn is_not_opened_where_it_is_too_long() {
        let text = format!("http://x/{}", "马".repeat(700));
        assert_eq!(WebAddress::parse(&text), Err(NotOpened::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_opened_is_plain(text in "(https?://)?\\PC{0,30}|https?://.{0,30}") {
            if let Ok(address) = WebAddress::parse(&text) {
                let opened = address.as_str();
                prop_assert!(opened.starts_with("http://") || opened.starts_with("https://"));
                prop_assert!(opened.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(!opened.contains(['"', '`', '\\', '<', '>', '|']));
                prop_assert_eq!(WebAddress::parse(opened), Ok(address.clone()));
            }
        }
    }
}
