//! [`KeySequence`]: what is pressed for a command: one key, or two one after the other.
//!
//! It is written as `j` or `y t`. The keymap says which command it runs.

use std::fmt;
use std::str::FromStr;

use super::key::{Key, UnknownKey};
use super::keymap::key_label;

/// A key, or a prefix and a key after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeySequence {
    /// The key that is pressed before, if any.
    pub prefix: Option<Key>,
    /// The key that does it.
    pub key: Key,
}

impl KeySequence {
    /// The key that is pressed first.
    pub fn first(self) -> Key {
        self.prefix.unwrap_or(self.key)
    }

    /// Returns the keys as they are shown: as in settings, but with arrows as signs unless `ascii`.
    pub fn label(self, ascii: bool) -> String {
        let prefix = self.prefix.map(|prefix| key_label(prefix, ascii) + " ");
        prefix.unwrap_or_default() + &key_label(self.key, ascii)
    }

    /// Whether this key is one of them.
    pub fn contains(self, key: Key) -> bool {
        self.key == key || self.prefix == Some(key)
    }
}

impl From<Key> for KeySequence {
    fn from(key: Key) -> Self {
        Self { prefix: None, key }
    }
}

/// Keys that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownSequence {
    /// One of them is no key.
    #[error(transparent)]
    Key(#[from] UnknownKey),
    /// There are three or more.
    #[error("at most two keys can stand for a command, as in \"g g\"")]
    TooLong,
}

impl FromStr for KeySequence {
    type Err = UnknownSequence;

    fn from_str(text: &str) -> Result<Self, UnknownSequence> {
        let Some((prefix, key)) = text.split_once(' ') else {
            return Ok(text.parse::<Key>()?.into());
        };
        if key.contains(' ') {
            return Err(UnknownSequence::TooLong);
        }
        Ok(Self {
            prefix: Some(prefix.parse()?),
            key: key.parse()?,
        })
    }
}

impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(prefix) = self.prefix {
            write!(f, "{prefix} ")?;
        }
        write!(f, "{}", self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("j")]
    #[case("y t")]
    #[case("Space Space")]
    #[case("Ctrl-x Shift-Left")]
    #[case("- -")]
    fn is_written_as_it_is_read(#[case] text: &str) {
        assert_eq!(text.parse::<KeySequence>().unwrap().to_string(), text);
    }

    #[rstest]
    #[case("", UnknownSequence::Key(UnknownKey))]
    #[case(" ", UnknownSequence::Key(UnknownKey))]
    #[case(" j", UnknownSequence::Key(UnknownKey))]
    #[case("y ", UnknownSequence::Key(UnknownKey))]
    #[case("y Hyper-x", UnknownSequence::Key(UnknownKey))]
    #[case("y  t", UnknownSequence::TooLong)]
    #[case("y t t", UnknownSequence::TooLong)]
    fn refuses(#[case] text: &str, #[case] error: UnknownSequence) {
        assert_eq!(text.parse::<KeySequence>(), Err(error));
    }
}
