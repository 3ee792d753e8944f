//! What the terminal sends, read as keys, pointer and paste.
//!
//! A state machine over bytes: it never fails, never looks further back than one sequence and keeps a
//! bounded number of bytes, whatever comes. Answers that a terminal gives to questions nobody asked
//! are swallowed, as are key releases; the answer to the one question that may have been asked is kept
//! for [`Decoder::take_background`]. What pasted text contains is never a key.
//!
//! crossterm's own reader is not used: in 0.29 a malformed mouse report makes it panic and swallow all
//! that follows (mended after that release), and an answer to a question that nobody asked comes out
//! of it as keys.
//!
//! A lone escape is a key, and the start of most other keys: [`Decoder::patience`] says how long to
//! wait for the rest before [`Decoder::finish`] takes it for the key.

mod sequence;

use std::{mem, time::Duration};

use super::colors::{LONGEST_ANSWER, may_begin_answer, read_answer};
use annals_tui::app::{
    Message,
    input::{Key, KeyCode, Pointer, PointerAction},
};
use annals_tui::ui::Background;

/// How long a lone escape may be the start of a longer key. Terminals send keys in one piece, so only
/// a slow connection needs it; a person does not notice it.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(40);

/// How long a sequence may stay cut off in the middle before it is dropped.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(250);

/// How long the answer that was asked for may stay cut off. What is left of a dropped sequence comes
/// out as keys, and nobody typed these.
const ANSWER_PATIENCE: Duration = Duration::from_secs(2);

/// Longer sequences are nobody's keys.
const LONGEST_SEQUENCE: usize = 64;

/// The most bytes of a paste that are kept.
const LONGEST_PASTE: usize = 1 << 20;

const PASTE_END: &[u8] = b"\x1b[201~";

const ESCAPE: u8 = 0x1b;

/// Turns bytes into messages.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    state: State,
    bytes: Vec<u8>,
    /// The terminal was asked for its background and has not answered.
    asked: bool,
    background: Option<Background>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// After `ESC`.
    Escape,
    /// After `ESC [` (`CSI` of ECMA-48).
    Control,
    /// In a control sequence too long to be a key.
    Overlong,
    /// After `ESC O` (`SS3`).
    SingleShift,
    /// After `ESC [ [`: the Linux console's first five function keys.
    Console,
    /// After `ESC [ M`: the three bytes of an old mouse report.
    OldMouse,
    /// In a string that answers a question, after this introducer.
    Answer(u8),
    /// After an `ESC` in such a string.
    AnswerEscape(u8),
    /// In a character of so many bytes.
    Character { length: usize, alt: bool },
    /// In a bracketed paste, after so many bytes of its end mark.
    Paste { matched: usize },
}

impl Decoder {
    /// The terminal is about to be asked what its background is: the next answer to that is kept.
    pub(super) const fn expect_background(&mut self) {
        self.asked = true;
    }

    /// The answer, once.
    pub(super) const fn take_background(&mut self) -> Option<Background> {
        self.background.take()
    }

    /// Reads more bytes; appends what they mean.
    pub(super) fn feed(&mut self, bytes: &[u8], messages: &mut Vec<Message>) {
        for byte in bytes {
            self.step(*byte, messages);
        }
    }

    /// How long to wait for more bytes before [`Decoder::finish`]; `None` if nothing is half-read.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground | State::Paste { .. } => None,
            State::Answer(b']') if self.asked && self.bytes.is_empty() => Some(SEQUENCE_PATIENCE),
            State::Answer(introducer) | State::AnswerEscape(introducer)
                if self.is_in_answer(introducer) =>
            {
                Some(ANSWER_PATIENCE)
            }
            State::Escape | State::SingleShift => Some(ESCAPE_PATIENCE),
            State::Control | State::Answer(_) if self.bytes.is_empty() => Some(ESCAPE_PATIENCE),
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Takes what is half-read for whole.
    pub(super) fn finish(&mut self, messages: &mut Vec<Message>) {
        let state = mem::take(&mut self.state);
        let alone = self.bytes.is_empty();
        let alt = |introducer| Some(with_alt(KeyCode::Character(introducer)));
        let key = match state {
            State::Paste { .. } => {
                self.state = state;
                return;
            }
            State::Escape => Some(plain(KeyCode::Escape)),
            State::Control if alone => alt('['),
            State::SingleShift => alt('O'),
            State::Answer(introducer) if alone => alt(char::from(introducer)),
            _ => None,
        };
        self.bytes.clear();
        messages.extend(key.map(Message::Key));
    }

    fn step(&mut self, byte: u8, messages: &mut Vec<Message>) {
        match self.state {
            State::Ground => self.begin(byte, false, messages),
            State::Control => self.control(byte, messages),
            State::Overlong => match byte {
                ESCAPE => self.enter(State::Escape),
                0x40..=0x7e => self.enter(State::Ground),
                _ => {}
            },
            State::SingleShift => {
                self.enter(State::Ground);
                messages.extend(sequence::single_shift(byte).map(Message::Key));
            }
            State::Console => {
                self.enter(State::Ground);
                if let b'A'..=b'E' = byte {
                    messages.push(Message::Key(plain(KeyCode::Function(byte - b'A' + 1))));
                }
            }
            State::OldMouse => {
                self.bytes.push(byte);
                if let [button, column, row] = *self.bytes {
                    self.enter(State::Ground);
                    let pointer = sequence::old_mouse(button, column, row);
                    messages.extend(pointer.map(Message::Pointer));
                }
            }
            State::Answer(introducer) => match byte {
                0x07 => self.answered(introducer),
                ESCAPE => self.state = State::AnswerEscape(introducer),
                _ if self.bytes.len() < LONGEST_ANSWER => self.bytes.push(byte),
                _ => {}
            },
            State::AnswerEscape(introducer) if byte == b'\\' => self.answered(introducer),
            State::Escape | State::AnswerEscape(_) => self.after_escape(byte, messages),
            State::Character { length, alt } => self.character(byte, length, alt, messages),
            State::Paste { matched } => self.paste(byte, matched, messages),
        }
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.bytes.clear();
    }

    /// The first byte of a key.
    fn begin(&mut self, byte: u8, alt: bool, messages: &mut Vec<Message>) {
        self.enter(State::Ground);
        let length = match byte {
            ESCAPE => return self.enter(State::Escape),
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            0x80.. => return,
            _ => {
                let key = Key { alt, ..ascii(byte) };
                return messages.push(Message::Key(key));
            }
        };
        self.state = State::Character { length, alt };
        self.bytes.push(byte);
    }

    fn after_escape(&mut self, byte: u8, messages: &mut Vec<Message>) {
        match byte {
            b'[' => self.enter(State::Control),
            b'O' => self.enter(State::SingleShift),
            b']' | b'P' | b'X' | b'^' | b'_' => self.enter(State::Answer(byte)),
            ESCAPE => {
                messages.push(Message::Key(plain(KeyCode::Escape)));
                self.enter(State::Escape);
            }
            _ => self.begin(byte, true, messages),
        }
    }

    fn control(&mut self, byte: u8, messages: &mut Vec<Message>) {
        match byte {
            b'[' if self.bytes.is_empty() => self.enter(State::Console),
            b'M' if self.bytes.is_empty() => self.enter(State::OldMouse),
            b'~' if self.bytes == b"200" => self.enter(State::Paste { matched: 0 }),
            0x40..=0x7e => {
                messages.extend(sequence::control(&self.bytes, byte));
                self.enter(State::Ground);
            }
            0x20..=0x3f if self.bytes.len() < LONGEST_SEQUENCE => self.bytes.push(byte),
            0x20..=0x3f => self.enter(State::Overlong),
            // Not part of any sequence: it was cut off, and this is the next key.
            _ => self.begin(byte, false, messages),
        }
    }

    /// Whether the answer that was asked for is being read.
    fn is_in_answer(&self, introducer: u8) -> bool {
        self.asked && introducer == b']' && !self.bytes.is_empty() && may_begin_answer(&self.bytes)
    }

    fn answered(&mut self, introducer: u8) {
        if self.asked && introducer == b']' {
            self.background = read_answer(&self.bytes);
            self.asked = self.background.is_none();
        }
        self.enter(State::Ground);
    }

    fn character(&mut self, byte: u8, length: usize, alt: bool, messages: &mut Vec<Message>) {
        if !(0x80..0xc0).contains(&byte) {
            return self.begin(byte, false, messages);
        }
        self.bytes.push(byte);
        if self.bytes.len() < length {
            return;
        }
        let text = str::from_utf8(&self.bytes).ok();
        let character = text.and_then(|text| text.chars().next());
        if let Some(character) = character.filter(|c| !c.is_control()) {
            let key = plain(KeyCode::Character(character));
            messages.push(Message::Key(Key { alt, ..key }));
        }
        self.enter(State::Ground);
    }

    fn paste(&mut self, byte: u8, matched: usize, messages: &mut Vec<Message>) {
        let matched = match PASTE_END.get(matched) {
            Some(expected) if *expected == byte => matched + 1,
            _ => usize::from(byte == ESCAPE),
        };
        if self.bytes.len() < LONGEST_PASTE {
            self.bytes.push(byte);
        }
        self.state = State::Paste { matched };
        if matched == PASTE_END.len() {
            let kept = self.bytes.strip_suffix(PASTE_END).unwrap_or(&self.bytes);
            messages.push(Message::Paste(pasted_text(kept)));
            self.enter(State::Ground);
            self.bytes.shrink_to(LONGEST_SEQUENCE);
        }
    }
}

/// Pasted bytes as text: line ends as `\n`, no control characters but `\n` and tab.
fn pasted_text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let unified = text.chars().map(|c| if c == '\r' { '\n' } else { c });
    unified
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// The key behind one byte below 0x80.
const fn ascii(byte: u8) -> Key {
    let code = match byte {
        0x08 | 0x7f => KeyCode::Backspace,
        b'\t' => KeyCode::Tab,
        b'\r' | b'\n' => KeyCode::Enter,
        0x00 => return with_control(' '),
        // Ctrl clears the bits that tell `a`, `A` and 0x01 apart.
        0x01..=0x1a => return with_control((byte | 0x60) as char),
        0x1b..=0x1f => return with_control((byte | 0x40) as char),
        _ => KeyCode::Character(byte as char),
    };
    plain(code)
}

const fn plain(code: KeyCode) -> Key {
    Key {
        code,
        control: false,
        alt: false,
        shift: false,
    }
}

const fn with_alt(code: KeyCode) -> Key {
    Key {
        alt: true,
        ..plain(code)
    }
}

const fn with_control(character: char) -> Key {
    Key {
        control: true,
        ..plain(KeyCode::Character(character))
    }
}

#[cfg(test)]
mod tests;
