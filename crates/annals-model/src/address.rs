//! [`WebAddress`]: an address that may be given to a browser. Nothing is fetched or opened here.

use std::fmt::{self, Write as _};

/// Maximum length. Longer addresses are rare, and too long to be checked by the person who is asked.
const MAX_BYTES: usize = 2_048;

/// The schemes that may be opened.
static SCHEMES: [&str; 2] = ["http", "https"];

/// A web address (RFC 3986, with the scheme `http` or `https`) in ASCII. Characters that RFC 3986 does not
/// allow are percent-encoded.
///
/// ```
/// use annals_model::{NotOpened, WebAddress};
///
/// let address = WebAddress::parse("HTTPS://example.org/a b").unwrap();
/// assert_eq!(address.as_str(), "https://example.org/a%20b");
/// assert_eq!(address.host(), "example.org");
/// assert_eq!(WebAddress::parse("file:///etc/passwd"), Err(NotOpened::Scheme));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    text: String,
    /// The part of the text that names the host.
    host: String,
}

/// Why an address may not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// The scheme is neither `http` nor `https`.
    #[error("Only http and https addresses are opened.")]
    Scheme,
    /// It names no host.
    #[error("The address names no host, so it is not opened.")]
    NoHost,
    /// It has control characters or invisible ones.
    #[error("The address holds characters that cannot be seen, so it is not opened.")]
    Invisible,
    /// It has a backslash, which some programs read as a slash.
    #[error(
        "The address holds a backslash, which programs read in different ways, so it is not opened."
    )]
    Backslash,
    /// It is longer than 2,048 bytes.
    #[error("The address is longer than 2,048 bytes, so it is not opened.")]
    TooLong,
}

impl WebAddress {
    /// Parses an address as written in a file.
    ///
    /// # Errors
    ///
    /// See [`NotOpened`].
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
        let host = authority.rsplit('@').next().unwrap_or_default();
        let host = match host.split_once(']') {
            // An IPv6 address is in brackets and contains colons.
            Some((number, _)) => format!("{number}]"),
            None => host.split(':').next().unwrap_or_default().to_owned(),
        };
        if host.is_empty() {
            return Err(NotOpened::NoHost);
        }
        let text = format!("{scheme}://{}", encoded(rest));
        if text.len() > MAX_BYTES {
            return Err(NotOpened::TooLong);
        }
        Ok(Self {
            text,
            host: encoded(&host),
        })
    }

    /// Returns the address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the host.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Percent-encodes every byte that RFC 3986 does not allow in an address.
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
    fn web_addresses_are_encoded(#[case] text: &str, #[case] opened: &str, #[case] host: &str) {
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
    fn other_addresses_are_refused(#[case] text: &str, #[case] why: NotOpened) {
        assert_eq!(WebAddress::parse(text), Err(why));
    }

    #[test]
    fn long_addresses_are_refused() {
        let text = format!("http://x/{}", "马".repeat(700));
        assert_eq!(WebAddress::parse(&text), Err(NotOpened::TooLong));
    }

    proptest! {
        #[test]
        fn accepted_addresses_are_ascii(text in "(https?://)?\\PC{0,30}|https?://.{0,30}") {
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
