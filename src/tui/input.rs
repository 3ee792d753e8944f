//! The thread that reads the keyboard and the mouse.
//!
//! It waits for input, lets crossterm read it and hands it on in the program's own words. It costs
//! nothing in between. While the terminal is not in use (the process is stopped, or the terminal was
//! lent to an editor) it takes nothing: what is typed then is for someone else.

use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;
use std::{process, thread};

use crossterm::event::{
    self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::error::TerminalError;
use super::event_loop::{Incoming, News, Notifier};
use super::guard::{Leaving, Terminal};
use super::panics::{self, Role, spawn_vital};
use crate::app::{Key, KeyCode, Message, Pointer, PointerAction};

/// How long the rest of the program may take to notice that its terminal is gone.
const PATIENCE: Duration = Duration::from_millis(500);

/// The exit code where there is no usable terminal.
const EXIT_NO_TERMINAL: i32 = 5;

/// The most bytes of a paste that are kept.
const LONGEST_PASTE: usize = 1 << 20;

/// Starts the thread.
pub(super) fn listen(terminal: Terminal, notifier: Notifier) -> Result<(), TerminalError> {
    let work = move || {
        // crossterm is asked only when there is something to read: waiting in it would take the
        // first key from whoever has the terminal meanwhile, and a lost terminal makes it spin.
        while terminal.wait_for_input().is_ok() {
            for event in pending() {
                if let Some(message) = message(event)
                    && !notifier.send(Incoming::Message(message))
                {
                    return;
                }
            }
        }
        // A terminal that is gone must not leave a process behind, however busy it is.
        notifier.tell(News::Lost);
        thread::sleep(PATIENCE);
        if !notifier.has_ended() {
            terminal.leave(Leaving::Die);
            process::exit(EXIT_NO_TERMINAL);
        }
    };
    spawn_vital("keyboard", work).map_err(TerminalError::System)?;
    Ok(())
}

/// Everything that can be read without waiting.
///
/// crossterm 0.29 panics on some malformed mouse reports (its issue 1049). What a terminal, or a
/// paste, sends must not end the program: such a report is dropped.
fn pending() -> Vec<Event> {
    let mut events = Vec::new();
    loop {
        panics::set_role(Role::Worker);
        let next = panic::catch_unwind(AssertUnwindSafe(|| {
            event::poll(Duration::ZERO).and_then(|ready| ready.then(event::read).transpose())
        }));
        panics::set_role(Role::Vital);
        match next {
            Ok(Ok(Some(event))) => events.push(event),
            Ok(Ok(None) | Err(_)) => return events,
            Err(_) => {}
        }
    }
}

/// An event in the program's own words; `None` for what it does not react to.
fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => self::key(key).map(Message::Key),
        Event::Mouse(mouse) => pointer(mouse).map(Message::Pointer),
        Event::Paste(mut text) => {
            let whole = |place: &usize| text.is_char_boundary(*place);
            let kept = (0..=text.len().min(LONGEST_PASTE))
                .rev()
                .find(whole)
                .unwrap_or(0);
            text.truncate(kept);
            Some(Message::Paste(text))
        }
        // The signal thread tells of another size, also where no input is waiting.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    // Windows, and terminals with the newer keyboard protocols, tell of releases too.
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        event::KeyCode::Char(character) => KeyCode::Character(character),
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Escape,
        event::KeyCode::Backspace => KeyCode::Backspace,
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
    // A shifted character is another character, and a back tab is a shifted tab.
    let shifts = !matches!(code, KeyCode::Character(_) | KeyCode::BackTab);
    Some(Key {
        code,
        control: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: shifts && event.modifiers.contains(KeyModifiers::SHIFT),
    })
}

fn pointer(event: MouseEvent) -> Option<Pointer> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => PointerAction::Press,
        MouseEventKind::Drag(MouseButton::Left) => PointerAction::Drag,
        MouseEventKind::Up(MouseButton::Left) => PointerAction::Release,
        MouseEventKind::ScrollUp => PointerAction::ScrollUp,
        MouseEventKind::ScrollDown => PointerAction::ScrollDown,
        _ => return None,
    };
    Some(Pointer {
        column: event.column,
        row: event.row,
        action,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: event::KeyCode, modifiers: KeyModifiers) -> Option<String> {
        key(KeyEvent::new(code, modifiers)).map(|key| key.to_string())
    }

    #[test]
    fn keys_have_the_names_of_the_command_table() {
        let plain = KeyModifiers::NONE;
        assert_eq!(
            pressed(event::KeyCode::Char('G'), KeyModifiers::SHIFT).unwrap(),
            "G"
        );
        assert_eq!(
            pressed(event::KeyCode::Char('c'), KeyModifiers::CONTROL).unwrap(),
            "Ctrl-c"
        );
        assert_eq!(
            pressed(event::KeyCode::Left, KeyModifiers::SHIFT).unwrap(),
            "Shift-Left"
        );
        assert_eq!(
            pressed(event::KeyCode::BackTab, KeyModifiers::SHIFT).unwrap(),
            "BackTab"
        );
        assert_eq!(pressed(event::KeyCode::F(5), plain).unwrap(), "F5");
        assert_eq!(pressed(event::KeyCode::CapsLock, plain), None);
        let mut release = KeyEvent::new(event::KeyCode::Enter, plain);
        release.kind = KeyEventKind::Release;
        assert_eq!(key(release), None);
    }

    #[test]
    fn a_long_paste_is_cut_between_characters() {
        let text = "马".repeat(LONGEST_PASTE);
        let Some(Message::Paste(kept)) = message(Event::Paste(text)) else {
            panic!("a paste")
        };
        assert!(kept.len() <= LONGEST_PASTE && kept.len() > LONGEST_PASTE - 4);
    }
}
