//! Keys and pointer actions.
//!
//! A key is written as `j`, `Ctrl-c` or `Shift-Left`. The terminal's events are translated to these
//! types by the `annals` crate.

use std::fmt;
use std::str::FromStr;

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub control: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held. Never set for a character, which is already the shifted one.
    pub shift: bool,
}

/// A key without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A printable character; `G` is not `g`.
    Character(char),
    /// Return.
    Enter,
    /// Escape.
    Escape,
    /// Backspace.
    Backspace,
    /// Tab.
    Tab,
    /// Tab with Shift.
    BackTab,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// F1 to F24.
    Function(u8),
}

/// Named keys, as they are written. Space is a character, and is written by its name.
static NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Escape", KeyCode::Escape),
    ("Backspace", KeyCode::Backspace),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Insert", KeyCode::Insert),
    ("Delete", KeyCode::Delete),
    ("Space", KeyCode::Character(' ')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            control: false,
            alt: false,
            shift: false,
        }
    }

    /// A character without modifiers.
    pub const fn character(character: char) -> Self {
        Self::plain(KeyCode::Character(character))
    }

    /// Returns whether a text field takes the key as a character.
    pub const fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Character(_)) && !self.control && !self.alt
    }
}

/// A key that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no key of this name; keys are written as in j, G, Enter, Space, Ctrl-c, Shift-Left, F5"
)]
pub struct UnknownKey;

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let mut key = Self::character(' ');
        let mut rest = text;
        loop {
            // A lone hyphen is a key, not the end of a modifier.
            let modifier = rest.split_once('-').filter(|(_, after)| !after.is_empty());
            match modifier {
                Some(("Ctrl", after)) => {
                    key.control = true;
                    rest = after;
                }
                Some(("Alt", after)) => {
                    key.alt = true;
                    rest = after;
                }
                Some(("Shift", after)) => {
                    key.shift = true;
                    rest = after;
                }
                _ => break,
            }
        }
        key.code = code(rest).ok_or(UnknownKey)?;
        // A shifted character is another character.
        if key.shift && matches!(key.code, KeyCode::Character(_)) {
            return Err(UnknownKey);
        }
        Ok(key)
    }
}

fn code(text: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
        return Some(*code);
    }
    let mut characters = text.chars();
    let first = characters.next()?;
    if characters.as_str().is_empty() {
        return (!first.is_control() && first != ' ').then_some(KeyCode::Character(first));
    }
    let number: u8 = text.strip_prefix('F')?.parse().ok()?;
    (1..=24)
        .contains(&number)
        .then_some(KeyCode::Function(number))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.control, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, "Shift-"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Character(character) => write!(f, "{character}"),
            KeyCode::Function(number) => write!(f, "F{number}"),
            _ => Ok(()),
        }
    }
}

/// What a mouse did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// Column, from 0; may lie outside the screen.
    pub column: u16,
    /// Row, from 0; may lie outside the screen.
    pub row: u16,
    /// What was done.
    pub action: PointerAction,
}

/// What a mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerAction {
    /// The left button went down.
    Press,
    /// The mouse moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel turned away from the person.
    ScrollUp,
    /// The wheel turned towards the person.
    ScrollDown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("j")]
    #[case("G")]
    #[case("-")]
    #[case("+")]
    #[case("Ctrl--")]
    #[case("Ctrl-c")]
    #[case("Alt-Enter")]
    #[case("Shift-Left")]
    #[case("Ctrl-Alt-Shift-PageDown")]
    #[case("Space")]
    #[case("F12")]
    #[case("马")]
    fn is_written_as_it_is_read(#[case] text: &str) {
        assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
    }

    #[rstest]
    #[case("")]
    #[case("jj")]
    #[case("Ctrl-")]
    #[case("Shift-g")]
    #[case("F25")]
    #[case("Hyper-x")]
    #[case("\u{1b}")]
    fn refuses(#[case] text: &str) {
        assert_eq!(text.parse::<Key>(), Err(UnknownKey));
    }
}
