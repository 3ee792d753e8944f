//! Tests of the translation of crossterm's events.

use proptest::{collection::vec, prelude::*, sample::select};
use rstest::rstest;

use super::*;

fn key(spec: &str) -> Message {
    let (modifiers, name) = spec.rsplit_once('+').unwrap_or(("", spec));
    let code = match name {
        "enter" => KeyCode::Enter,
        "escape" => KeyCode::Escape,
        "backspace" => KeyCode::Backspace,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "insert" => KeyCode::Insert,
        "delete" => KeyCode::Delete,
        "space" => KeyCode::Character(' '),
        name => match name.strip_prefix('f').and_then(|n| n.parse().ok()) {
            Some(number) => KeyCode::Function(number),
            None => KeyCode::Character(name.chars().next().unwrap()),
        },
    };
    Message::Key(Key {
        code,
        control: modifiers.contains("ctrl"),
        alt: modifiers.contains("alt"),
        shift: modifiers.contains("shift"),
    })
}

/// A key event as crossterm 0.29 reads it.
fn event(spec: &str) -> Event {
    let Message::Key(key) = key(spec) else {
        unreachable!("a key");
    };
    let mut modifiers = KeyModifiers::empty();
    modifiers.set(KeyModifiers::CONTROL, key.control);
    modifiers.set(KeyModifiers::ALT, key.alt);
    modifiers.set(KeyModifiers::SHIFT, key.shift);
    let code = match key.code {
        KeyCode::Character(character) => {
            if character.is_uppercase() {
                modifiers |= KeyModifiers::SHIFT;
            }
            event::KeyCode::Char(character)
        }
        KeyCode::Enter => event::KeyCode::Enter,
        KeyCode::Escape => event::KeyCode::Esc,
        KeyCode::Backspace => event::KeyCode::Backspace,
        KeyCode::Tab => event::KeyCode::Tab,
        KeyCode::BackTab => event::KeyCode::BackTab,
        KeyCode::Left => event::KeyCode::Left,
        KeyCode::Right => event::KeyCode::Right,
        KeyCode::Up => event::KeyCode::Up,
        KeyCode::Down => event::KeyCode::Down,
        KeyCode::Home => event::KeyCode::Home,
        KeyCode::End => event::KeyCode::End,
        KeyCode::PageUp => event::KeyCode::PageUp,
        KeyCode::PageDown => event::KeyCode::PageDown,
        KeyCode::Insert => event::KeyCode::Insert,
        KeyCode::Delete => event::KeyCode::Delete,
        KeyCode::Function(number) => event::KeyCode::F(number),
    };
    Event::Key(KeyEvent::new(code, modifiers))
}

/// Text as crossterm 0.29 reads it if it does not know the sequences in it: ESC is Alt for what follows.
fn events(text: &str) -> Vec<Event> {
    let mut alt = "";
    let mut events = Vec::new();
    for character in text.chars() {
        let spec = match character {
            '\x1b' => {
                alt = "alt+";
                continue;
            }
            '\x07' => "ctrl+g".to_owned(),
            '\r' => "enter".to_owned(),
            other => format!("{alt}{other}"),
        };
        alt = "";
        events.push(event(&spec));
    }
    events
}

fn take(translator: &mut Translator, events: impl IntoIterator<Item = Event>) -> Vec<Message> {
    let mut messages = Vec::new();
    for event in events {
        translator.take(event, &mut messages);
    }
    messages
}

fn translate(events: impl IntoIterator<Item = Event>) -> Vec<Message> {
    let mut translator = Translator::default();
    let mut messages = take(&mut translator, events);
    translator.finish(&mut messages);
    assert_eq!(translator.timeout(), None);
    messages
}

#[rstest]
#[case("q")]
#[case("G")]
#[case("é")]
#[case("马")]
#[case("enter")]
#[case("tab")]
#[case("backtab")]
#[case("escape")]
#[case("backspace")]
#[case("alt+backspace")]
#[case("ctrl+c")]
#[case("ctrl+z")]
#[case("ctrl+space")]
#[case("alt+f")]
#[case("alt+]")]
#[case("alt+P")]
#[case("ctrl+right")]
#[case("shift+left")]
#[case("alt+down")]
#[case("home")]
#[case("end")]
#[case("insert")]
#[case("ctrl+delete")]
#[case("pageup")]
#[case("pagedown")]
#[case("f1")]
#[case("shift+f6")]
#[case("f20")]
fn keys_are_translated(#[case] spec: &str) {
    assert_eq!(translate([event(spec)]), [key(spec)]);
}

#[rstest]
#[case::backspace_as_ctrl_h('h', KeyModifiers::CONTROL, "backspace")]
#[case::ctrl_backslash('4', KeyModifiers::CONTROL, "ctrl+\\")]
#[case::ctrl_underscore('7', KeyModifiers::CONTROL, "ctrl+_")]
#[case::shift_of_the_kitty_protocol('a', KeyModifiers::SHIFT, "A")]
#[case::shift_of_a_sign('!', KeyModifiers::SHIFT, "!")]
fn quirks_of_crossterm_are_undone(
    #[case] character: char,
    #[case] modifiers: KeyModifiers,
    #[case] expected: &str,
) {
    let event = Event::Key(KeyEvent::new(event::KeyCode::Char(character), modifiers));
    assert_eq!(translate([event]), [key(expected)]);
}

#[test]
fn shift_tab_is_backtab() {
    let tab = KeyEvent::new(event::KeyCode::Tab, KeyModifiers::SHIFT);
    let backtab = KeyEvent::new(event::KeyCode::BackTab, KeyModifiers::SHIFT);
    assert_eq!(
        translate([Event::Key(tab), Event::Key(backtab)]),
        [key("backtab"), key("backtab")]
    );
}

#[test]
fn releases_and_unknown_events_are_dropped() {
    let code = event::KeyCode::Char('a');
    let release = KeyEvent::new_with_kind(code, KeyModifiers::empty(), KeyEventKind::Release);
    let lock = KeyEvent::new(event::KeyCode::CapsLock, KeyModifiers::empty());
    let control = KeyEvent::new(event::KeyCode::Char('\u{9b}'), KeyModifiers::empty());
    let events = [
        Event::Key(release),
        Event::Key(lock),
        Event::Key(control),
        Event::FocusGained,
        Event::FocusLost,
        Event::Resize(10, 10),
    ];
    assert_eq!(translate(events), []);
}

#[rstest]
#[case::string_terminator("\x1b]11;rgb:0000/0000/0000\x1b\\")]
#[case::bell("\x1b]11;rgb:0000/0000/0000\x07")]
#[case::version("\x1bP>|term 1.0\x1b\\")]
#[case::settings("\x1bP1$r0m\x1b\\")]
#[case::cut_off("\x1b]11;rgb")]
fn answers_that_were_not_asked_for_are_dropped(#[case] answer: &str) {
    assert_eq!(translate(events(answer)), []);
    let mut translator = Translator::default();
    let mut messages = take(&mut translator, events(answer));
    translator.finish(&mut messages);
    messages.extend(take(&mut translator, events("x")));
    assert_eq!(messages, [key("x")]);
    assert_eq!(translator.take_background(), None);
}

#[test]
fn the_end_of_an_answer_may_be_cut_in_two() {
    let mut translator = asking();
    let cut = events("\x1b]11;rgb:f/f/f").into_iter();
    let cut = cut.chain([event("escape"), event("\\"), event("j")]);
    assert_eq!(take(&mut translator, cut), [key("j")]);
    assert_eq!(translator.take_background(), Some(Background::Light));
}

#[test]
fn a_key_that_is_no_part_of_an_answer_ends_it() {
    assert_eq!(translate(events("\x1b]11\r")), [key("enter")]);
    let cut = events("\x1b]11").into_iter();
    assert_eq!(
        translate(cut.chain([event("escape"), event("j")])),
        [key("j")]
    );
    let paste = Event::Paste("x".to_owned());
    assert_eq!(
        translate(events("\x1b]11").into_iter().chain([paste])),
        [Message::Paste("x".to_owned())]
    );
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Event {
    Event::Mouse(MouseEvent {
        kind,
        column,
        row,
        modifiers: KeyModifiers::CONTROL,
    })
}

#[rstest]
#[case(MouseEventKind::Down(MouseButton::Left), PointerAction::Press)]
#[case(MouseEventKind::Up(MouseButton::Left), PointerAction::Release)]
#[case(MouseEventKind::Drag(MouseButton::Left), PointerAction::Drag)]
#[case(MouseEventKind::ScrollUp, PointerAction::ScrollUp)]
#[case(MouseEventKind::ScrollDown, PointerAction::ScrollDown)]
fn the_mouse_is_translated(#[case] kind: MouseEventKind, #[case] action: PointerAction) {
    let expected = Pointer {
        column: 10,
        row: 5,
        action,
    };
    assert_eq!(
        translate([mouse(kind, 10, 5)]),
        [Message::Pointer(expected)]
    );
}

#[rstest]
#[case::hover(MouseEventKind::Moved, 5, 5)]
#[case::third_button(MouseEventKind::Down(MouseButton::Right), 5, 5)]
#[case::wrapped_column(MouseEventKind::Down(MouseButton::Left), u16::MAX, 5)]
#[case::wrapped_row(MouseEventKind::Down(MouseButton::Left), 5, u16::MAX)]
fn other_mouse_reports_are_dropped(
    #[case] kind: MouseEventKind,
    #[case] column: u16,
    #[case] row: u16,
) {
    assert_eq!(translate([mouse(kind, column, row)]), []);
}

#[test]
fn pasted_text_has_no_controls_but_line_ends_and_tabs() {
    let paste = "one\r\ntwo\rthree\x1b[31m\tq\x03";
    assert_eq!(
        translate([Event::Paste(paste.to_owned())]),
        [Message::Paste("one\ntwo\nthree[31m\tq".to_owned())]
    );
}

#[test]
fn a_very_long_paste_is_cut_at_a_character() {
    let paste = format!("x{}", "é".repeat(MAX_PASTE));
    let messages = translate([Event::Paste(paste)]);
    let [Message::Paste(text)] = messages.as_slice() else {
        panic!("{} messages", messages.len());
    };
    assert_eq!(text.len(), MAX_PASTE - 1);
}

#[test]
fn a_very_long_answer_takes_no_room() {
    let mut translator = asking();
    let answer = format!("\x1b]{}", "1".repeat(100_000));
    assert_eq!(take(&mut translator, events(&answer)), []);
    assert!(translator.answer.unwrap().text.len() <= MAX_ANSWER);
}

/// A translator that waits for the terminal's background.
fn asking() -> Translator {
    let mut translator = Translator::default();
    translator.expect_background();
    translator
}

#[rstest]
#[case::string_terminator("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Some(Background::Light))]
#[case::bell("\x1b]11;rgb:0000/0000/0000\x07", Some(Background::Dark))]
#[case::upper_case("\x1b]11;rgb:FFFF/FFFF/FFFF\x07", Some(Background::Light))]
#[case::another_question("\x1b]10;rgb:ffff/ffff/ffff\x07", None)]
#[case::another_kind("\x1bP11;rgb:ffff/ffff/ffff\x1b\\", None)]
#[case::nonsense("\x1b]11;qqqq\x07", None)]
#[case::endless(
    "\x1b]11;rgb:ffff/ffff/ffff/ffffffffffffffffffffffffffffffffffffffffffffffffffffff\x07",
    None
)]
fn the_background_is_taken_from_the_answer_and_nothing_of_it_is_a_key(
    #[case] answer: &str,
    #[case] expected: Option<Background>,
) {
    let mut translator = asking();
    let messages = take(&mut translator, events(&format!("a{answer}b")));
    assert_eq!(messages, [key("a"), key("b")]);
    assert_eq!(translator.take_background(), expected);
    assert_eq!(translator.take_background(), None);
    assert_eq!(translator.timeout(), None);
}

#[test]
fn only_the_first_answer_counts_and_only_if_it_was_asked_for() {
    let light = "\x1b]11;rgb:ffff/ffff/ffff\x07";
    let mut translator = Translator::default();
    take(&mut translator, events(light));
    assert_eq!(translator.take_background(), None);
    translator.expect_background();
    take(&mut translator, events("\x1b]11;rgb:0/0/0\x07"));
    take(&mut translator, events(light));
    assert_eq!(translator.take_background(), Some(Background::Dark));
}

#[test]
fn the_answer_that_was_asked_for_is_waited_for_longer() {
    let mut translator = asking();
    take(&mut translator, events("\x1bP"));
    assert_eq!(translator.timeout(), Some(KEY_TIMEOUT));
    translator.finish(&mut Vec::new());
    take(&mut translator, events("\x1b]"));
    assert_eq!(translator.timeout(), Some(ANSWER_TIMEOUT));
    take(&mut translator, events("11;rgb:ff"));
    assert_eq!(translator.timeout(), Some(ASKED_TIMEOUT));
    take(&mut translator, events("j"));
    assert_eq!(translator.timeout(), Some(ANSWER_TIMEOUT));
    let mut messages = Vec::new();
    translator.finish(&mut messages);
    messages.extend(take(&mut translator, events("k")));
    assert_eq!(messages, [key("k")]);
    // It may still come.
    take(&mut translator, events("\x1b]11;rgb:f/f/f\x07"));
    assert_eq!(translator.take_background(), Some(Background::Light));
}

proptest! {
    #[test]
    fn no_control_character_becomes_a_key(
        specs in vec(select(vec!["a", "]", "alt+]", "alt+P", "alt+\\", "ctrl+g", "escape", "enter", "\u{9b}", "\u{1}", "1", ";"]), 0..40),
    ) {
        for message in translate(specs.into_iter().map(event)) {
            if let Message::Key(Key { code: KeyCode::Character(character), .. }) = message {
                prop_assert!(!character.is_control());
            }
        }
    }
}
