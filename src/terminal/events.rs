//! Turns crossterm's events into messages for the program.
//!
//! What crossterm 0.29 gets wrong is put right here:
//!
//! - A mouse report with a coordinate of 0 underflows ([#835]). `Cargo.toml` switches crossterm's overflow checks
//!   off, which would panic; the wrapped coordinate is dropped here.
//! - Ctrl with `\`, `]`, `^` and `_` is reported as Ctrl with 4 to 7 ([#1015]).
//! - A terminal's answer to a question (OSC, DCS, APC, PM, SOS) is not recognised: it comes as Alt with the
//!   character that introduces it, then as one key for each of its characters. No issue is known. [`Translator`]
//!   collects these keys until the answer ends.
//! - A character with Shift comes in lower case under the kitty protocol, in upper case otherwise ([#421]).
//!
//! Not put right: an escape sequence that is cut off after its first byte is read as the Escape key and what
//! follows as keys ([#993]).
//!
//! [#421]: https://github.com/crossterm-rs/crossterm/issues/421
//! [#835]: https://github.com/crossterm-rs/crossterm/issues/835
//! [#993]: https://github.com/crossterm-rs/crossterm/issues/993
//! [#1015]: https://github.com/crossterm-rs/crossterm/issues/1015

use std::time::Duration;

use annals_tui::Message;
use annals_tui::keys::{Key, KeyCode, Pointer, PointerAction};
use annals_tui::theme::Background;
use crossterm::event::{
    self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::colors::{MAX_ANSWER, may_begin_answer, read_answer};

/// How long the first key of an answer may stay alone before it is taken for a key. Terminals send an answer in
/// one piece, so only a slow connection needs it; a person does not notice it.
const KEY_TIMEOUT: Duration = Duration::from_millis(40);

/// How long an answer may be cut off before it is dropped.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(250);

/// The same for the answer that was asked for. The rest of a dropped answer comes out as keys that were not
/// typed.
const ASKED_TIMEOUT: Duration = Duration::from_secs(2);

/// The maximal length of a paste in bytes; the rest is dropped.
const MAX_PASTE: usize = 1 << 20;

/// Turns events into messages.
#[derive(Debug, Default)]
pub(super) struct Translator {
    /// The answer that is being read.
    answer: Option<Answer>,
    /// Whether the terminal was asked for its background and has not answered.
    is_asked: bool,
    background: Option<Background>,
}

/// An answer of the terminal that comes as keys.
#[derive(Debug)]
struct Answer {
    /// The key that began it: Alt with its introducer.
    first: Key,
    text: String,
    /// Whether an Escape came, which begins the two bytes that end it.
    may_end: bool,
}

impl Answer {
    /// The answer that this key may begin (ECMA-48, 5.6: OSC, DCS, SOS, PM, APC).
    fn begun_by(key: Key) -> Option<Self> {
        let is_introducer = matches!(key.code, KeyCode::Character(']' | 'P' | 'X' | '^' | '_'));
        (key.alt && !key.control && is_introducer).then_some(Self {
            first: key,
            text: String::new(),
            may_end: false,
        })
    }

    fn is_command(&self) -> bool {
        self.first.code == KeyCode::Character(']')
    }
}

/// What a key is to an answer.
enum Part {
    Inside,
    Last,
    /// No part of it: the answer was cut off, and this is the next key.
    Outside,
}

impl Translator {
    /// Keeps the next answer to the question for the background.
    pub(super) const fn expect_background(&mut self) {
        self.is_asked = true;
    }

    /// Takes the background that the terminal answered; `None` if there is none, or it was taken already.
    pub(super) const fn take_background(&mut self) -> Option<Background> {
        self.background.take()
    }

    /// Appends what an event means to the messages.
    pub(super) fn take(&mut self, event: Event, messages: &mut Vec<Message>) {
        match event {
            Event::Key(key) => {
                if let Some(key) = translate_key(key) {
                    self.take_key(key, messages);
                }
            }
            Event::Mouse(mouse) => {
                messages.extend(translate_mouse(mouse).map(Message::Pointer));
            }
            Event::Paste(text) => {
                self.answer = None;
                messages.push(Message::Paste(pasted_text(&text)));
            }
            Event::Resize(..) | Event::FocusGained | Event::FocusLost => {}
        }
    }

    fn take_key(&mut self, key: Key, messages: &mut Vec<Message>) {
        if let Some(answer) = &mut self.answer {
            match part_of(answer, key) {
                Part::Inside => return,
                Part::Last => return self.end_answer(),
                Part::Outside => self.answer = None,
            }
        }
        self.answer = Answer::begun_by(key);
        if self.answer.is_none() {
            messages.push(Message::Key(key));
        }
    }

    fn end_answer(&mut self) {
        let answer = self.answer.take();
        if let Some(answer) = answer.filter(|answer| self.is_asked && answer.is_command()) {
            self.background = read_answer(&answer.text);
            self.is_asked = self.background.is_none();
        }
    }

    /// How long to wait for more events before [`Translator::finish`]; `None` if no answer is being read.
    pub(super) fn timeout(&self) -> Option<Duration> {
        let answer = self.answer.as_ref()?;
        let is_expected = self.is_asked && answer.is_command();
        Some(if answer.text.is_empty() && !is_expected {
            KEY_TIMEOUT
        } else if is_expected && !answer.text.is_empty() && may_begin_answer(&answer.text) {
            ASKED_TIMEOUT
        } else {
            ANSWER_TIMEOUT
        })
    }

    /// Gives up the answer that is being read: its first key alone was a key.
    pub(super) fn finish(&mut self, messages: &mut Vec<Message>) {
        let answer = self.answer.take();
        let alone = answer.filter(|answer| answer.text.is_empty() && !answer.may_end);
        messages.extend(alone.map(|answer| Message::Key(answer.first)));
    }
}

/// Adds a key to an answer.
fn part_of(answer: &mut Answer, key: Key) -> Part {
    let was_escape = std::mem::take(&mut answer.may_end);
    match (key.code, key.control, key.alt) {
        // BEL, and ST in one piece and in two.
        (KeyCode::Character('g'), true, false) | (KeyCode::Character('\\'), false, true) => {
            Part::Last
        }
        (KeyCode::Character('\\'), false, false) if was_escape => Part::Last,
        _ if was_escape => Part::Outside,
        (KeyCode::Escape, false, false) => {
            answer.may_end = true;
            Part::Inside
        }
        (KeyCode::Character(character), false, false) => {
            if answer.text.len() < MAX_ANSWER {
                answer.text.push(character);
            }
            Part::Inside
        }
        _ => Part::Outside,
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let has = |modifier| event.modifiers.contains(modifier);
    let (shift, control) = (has(KeyModifiers::SHIFT), has(KeyModifiers::CONTROL));
    let code = match event.code {
        event::KeyCode::Char(character) => match (character, control) {
            // What some terminals send for Backspace.
            ('h', true) => return Some(plain(KeyCode::Backspace)),
            ('4'..='7', true) => KeyCode::Character(match character {
                '4' => '\\',
                '5' => ']',
                '6' => '^',
                _ => '_',
            }),
            _ if character.is_control() => return None,
            _ if shift => {
                let upper = character.to_uppercase().next();
                KeyCode::Character(upper.unwrap_or(character))
            }
            _ => KeyCode::Character(character),
        },
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Escape,
        event::KeyCode::Backspace => KeyCode::Backspace,
        event::KeyCode::Tab if shift => KeyCode::BackTab,
        event::KeyCode::Tab => KeyCode::Tab,
        event::KeyCode::BackTab => KeyCode::BackTab,
        event::KeyCode::Left => KeyCode::Left,
        event::KeyCode::Right => KeyCode::Right,
        event::KeyCode::Up => KeyCode::Up,
        event::KeyCode::Down => KeyCode::Down,
        event::KeyCode::Home => KeyCode::Home,
        event::KeyCode::End => KeyCode::End,
        event::KeyCode::PageUp => KeyCode::PageUp,
        event::KeyCode::PageDown => KeyCode::PageDown,
        event::KeyCode::Insert => KeyCode::Insert,
        event::KeyCode::Delete => KeyCode::Delete,
        event::KeyCode::F(number) => KeyCode::Function(number),
        _ => return None,
    };
    let keeps_shift = !matches!(code, KeyCode::Character(_) | KeyCode::BackTab);
    Some(Key {
        code,
        control,
        alt: has(KeyModifiers::ALT),
        shift: shift && keeps_shift,
    })
}

const fn plain(code: KeyCode) -> Key {
    Key {
        code,
        control: false,
        alt: false,
        shift: false,
    }
}

fn translate_mouse(event: MouseEvent) -> Option<Pointer> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => PointerAction::Press,
        MouseEventKind::Up(MouseButton::Left) => PointerAction::Release,
        MouseEventKind::Drag(MouseButton::Left) => PointerAction::Drag,
        MouseEventKind::ScrollUp => PointerAction::ScrollUp,
        MouseEventKind::ScrollDown => PointerAction::ScrollDown,
        _ => return None,
    };
    let is_on_screen = event.column < u16::MAX && event.row < u16::MAX;
    is_on_screen.then_some(Pointer {
        column: event.column,
        row: event.row,
        action,
    })
}

/// Pasted text with line ends as `\n`, and without control characters but `\n` and tab.
fn pasted_text(text: &str) -> String {
    let mut ends = (0..=text.len().min(MAX_PASTE)).rev();
    let text = ends.find_map(|end| text.get(..end)).unwrap_or_default();
    let text = text.replace("\r\n", "\n");
    let unified = text.chars().map(|c| if c == '\r' { '\n' } else { c });
    unified
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

#[cfg(test)]
mod tests;
