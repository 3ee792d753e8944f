//! Tests of the decoder: every key it knows, and input that nobody should send.

use proptest::{collection::vec, prelude::*, sample::select};
use rstest::rstest;

use super::*;

fn decode(bytes: &[u8]) -> Vec<Message> {
    let mut decoder = Decoder::default();
    let mut messages = Vec::new();
    decoder.feed(bytes, &mut messages);
    if decoder.patience().is_some() {
        decoder.finish(&mut messages);
    }
    assert_eq!(decoder.patience(), None);
    messages
}

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

#[rstest]
#[case("q", "q")]
#[case("G", "G")]
#[case("é", "é")]
#[case("马", "马")]
#[case("😀", "😀")]
#[case("\r", "enter")]
#[case("\n", "enter")]
#[case("\t", "tab")]
#[case("\x7f", "backspace")]
#[case("\x08", "backspace")]
#[case("\x03", "ctrl+c")]
#[case("\x1a", "ctrl+z")]
#[case("\x00", "ctrl+space")]
#[case("\x1f", "ctrl+_")]
#[case("\x1b", "escape")]
#[case("\x1bf", "alt+f")]
#[case("\x1b\x7f", "alt+backspace")]
#[case("\x1bé", "alt+é")]
#[case("\x1b[", "alt+[")]
#[case("\x1bO", "alt+O")]
#[case("\x1b]", "alt+]")]
#[case("\x1bP", "alt+P")]
#[case("\x1b[A", "up")]
#[case("\x1bOA", "up")]
#[case("\x1b[1;5C", "ctrl+right")]
#[case("\x1b[1;2D", "shift+left")]
#[case("\x1b[1;3B", "alt+down")]
#[case("\x1b[H", "home")]
#[case("\x1b[1~", "home")]
#[case("\x1b[7~", "home")]
#[case("\x1b[F", "end")]
#[case("\x1b[4~", "end")]
#[case("\x1b[2~", "insert")]
#[case("\x1b[3;5~", "ctrl+delete")]
#[case("\x1b[5~", "pageup")]
#[case("\x1b[6~", "pagedown")]
#[case("\x1b[Z", "backtab")]
#[case("\x1bOP", "f1")]
#[case("\x1b[[C", "f3")]
#[case("\x1b[15~", "f5")]
#[case("\x1b[17;2~", "shift+f6")]
#[case("\x1b[24~", "f12")]
#[case("\x1b[34~", "f20")]
#[case("\x1bOM", "enter")]
#[case("\x1b[97;5u", "ctrl+a")]
#[case("\x1b[97;2u", "A")]
#[case("\x1b[13;2u", "shift+enter")]
#[case("\x1b[9;2u", "backtab")]
#[case("\x1b[27u", "escape")]
#[case("\x1b[27;5;105~", "ctrl+i")]
#[case("\x1b[97;1:1u", "a")]
fn keys(#[case] bytes: &str, #[case] expected: &str) {
    assert_eq!(decode(bytes.as_bytes()), [key(expected)]);
}

#[rstest]
#[case::cursor_report(b"\x1b[12;40R")]
#[case::device_attributes(b"\x1b[?62;22c")]
#[case::focus(b"\x1b[I\x1b[O")]
#[case::colour_answer(b"\x1b]11;rgb:0000/0000/0000\x1b\\")]
#[case::colour_answer_bel(b"\x1b]11;rgb:0000/0000/0000\x07")]
#[case::version_answer(b"\x1bP>|term 1.0\x1b\\")]
#[case::release(b"\x1b[97;1:3u")]
#[case::unknown_number(b"\x1b[999~")]
#[case::huge_number(b"\x1b[99999999999999999999~")]
#[case::surrogate(b"\x1b[55296u")]
#[case::invalid_text(b"\xff\xc0\x80")]
#[case::mouse_at_zero(b"\x1b[<0;0;0M")]
#[case::old_mouse_below_its_range(b"\x1b[M\x01\x01\x01")]
#[case::hover(b"\x1b[<35;5;5M")]
#[case::third_button(b"\x1b[<2;5;5M")]
#[case::half_a_sequence(b"\x1b[1;")]
fn what_is_no_key_is_swallowed(#[case] bytes: &[u8]) {
    assert_eq!(decode(bytes), []);
    // And what follows is read as if nothing had been.
    let mut decoder = Decoder::default();
    let mut messages = Vec::new();
    decoder.feed(bytes, &mut messages);
    decoder.finish(&mut messages);
    decoder.feed(b"x", &mut messages);
    assert_eq!(messages, [key("x")]);
}

#[rstest]
#[case(b"\x1b[<0;11;6M", PointerAction::Press)]
#[case(b"\x1b[<16;11;6M", PointerAction::Press)]
#[case(b"\x1b[<0;11;6m", PointerAction::Release)]
#[case(b"\x1b[<32;11;6M", PointerAction::Drag)]
#[case(b"\x1b[<64;11;6M", PointerAction::ScrollUp)]
#[case(b"\x1b[<65;11;6M", PointerAction::ScrollDown)]
#[case(b"\x1b[M +&", PointerAction::Press)]
#[case(b"\x1b[M#+&", PointerAction::Release)]
#[case(b"\x1b[M`+&", PointerAction::ScrollUp)]
fn pointer(#[case] bytes: &[u8], #[case] action: PointerAction) {
    let expected = Pointer {
        column: 10,
        row: 5,
        action,
    };
    assert_eq!(decode(bytes), [Message::Pointer(expected)]);
}

#[test]
fn a_paste_is_text_and_never_a_key() {
    let bytes = b"a\x1b[200~one\r\ntwo\rthree\x1b[31m \x1b[20\x9b q\x03\x1b[201~b";
    let text = "one\ntwo\nthree[31m [20\u{fffd} q".to_owned();
    assert_eq!(decode(bytes), [key("a"), Message::Paste(text), key("b")]);
}

#[test]
fn an_endless_paste_is_cut_and_still_ends() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', LONGEST_PASTE * 2));
    bytes.extend_from_slice(b"\x1b[201~q");
    let messages = decode(&bytes);
    let [Message::Paste(text), last] = messages.as_slice() else {
        panic!("{} messages", messages.len());
    };
    assert_eq!((text.len(), last), (LONGEST_PASTE, &key("q")));
}

#[test]
fn an_endless_sequence_takes_no_room() {
    let mut decoder = Decoder::default();
    let mut messages = Vec::new();
    for start in [b"\x1b[", b"\x1b]"] {
        decoder.feed(start, &mut messages);
        decoder.feed(&vec![b'1'; 1 << 20], &mut messages);
        assert!(decoder.bytes.capacity() < 1_000);
        decoder.finish(&mut messages);
    }
    assert_eq!(messages, []);
}

#[test]
fn a_slow_connection_may_split_a_key() {
    let mut decoder = Decoder::default();
    let mut messages = Vec::new();
    for byte in b"\x1b[1;5A" {
        decoder.feed(&[*byte], &mut messages);
    }
    assert_eq!(messages, [key("ctrl+up")]);
    messages.clear();
    decoder.feed(b"\x1b\x1b[A", &mut messages);
    assert_eq!(messages, [key("escape"), key("up")]);
}

/// A decoder that waits for the terminal's background.
fn asking() -> Decoder {
    let mut decoder = Decoder::default();
    decoder.expect_background();
    decoder
}

#[rstest]
#[case::string_terminator("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Some(Background::Light))]
#[case::bell("\x1b]11;rgb:0000/0000/0000\x07", Some(Background::Dark))]
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
    let mut decoder = asking();
    let mut messages = Vec::new();
    // In one piece and byte by byte, with keys around it.
    decoder.feed(format!("a{answer}b").as_bytes(), &mut messages);
    assert_eq!(messages, [key("a"), key("b")]);
    assert_eq!(decoder.take_background(), expected);
    assert_eq!(decoder.take_background(), None);
    let mut decoder = asking();
    for byte in answer.bytes() {
        decoder.feed(&[byte], &mut messages);
    }
    assert_eq!(messages.len(), 2);
    assert_eq!(
        (decoder.take_background(), decoder.patience()),
        (expected, None)
    );
}

#[test]
fn only_the_first_answer_counts_and_only_if_it_was_asked_for() {
    let light = b"\x1b]11;rgb:ffff/ffff/ffff\x07";
    let mut messages = Vec::new();
    let mut decoder = Decoder::default();
    decoder.feed(light, &mut messages);
    assert_eq!(decoder.take_background(), None);
    decoder.expect_background();
    decoder.feed(b"\x1b]11;rgb:0/0/0\x07", &mut messages);
    decoder.feed(light, &mut messages);
    assert_eq!(decoder.take_background(), Some(Background::Dark));
    // What is pasted is text.
    let mut decoder = asking();
    let paste = [b"\x1b[200~", &light[..], b"\x1b[201~"].concat();
    decoder.feed(&paste, &mut messages);
    assert_eq!(decoder.take_background(), None);
    assert!(
        matches!(messages.as_slice(), [Message::Paste(_)]),
        "{messages:?}"
    );
}

#[test]
fn an_answer_in_pieces_is_waited_for_but_not_in_place_of_keys() {
    let mut decoder = asking();
    let mut messages = Vec::new();
    decoder.feed(b"\x1b]", &mut messages);
    assert_eq!(decoder.patience(), Some(SEQUENCE_PATIENCE));
    decoder.feed(b"11;rgb:ff", &mut messages);
    assert_eq!(decoder.patience(), Some(ANSWER_PATIENCE));
    decoder.feed(b"j", &mut messages);
    assert_eq!(decoder.patience(), Some(SEQUENCE_PATIENCE));
    decoder.finish(&mut messages);
    decoder.feed(b"k", &mut messages);
    assert_eq!(messages, [key("k")]);
    // It may still come.
    decoder.feed(b"\x1b]11;rgb:f/f/f\x07", &mut messages);
    assert_eq!(decoder.take_background(), Some(Background::Light));
    assert_eq!(decoder.patience(), None);
}

fn junk() -> impl Strategy<Value = Vec<u8>> {
    let parts = select(vec![
        &b"\x1b["[..],
        b"\x1b",
        b"[",
        b"M",
        b"<",
        b";",
        b"0",
        b"200~",
        b"\x1b[201~",
        b"u",
        b"R",
        b"O",
        b"]",
        b"\\",
        b"\x07",
        b"11;",
        b"rgb:",
        b"ff/",
        b"\xe9",
        b"\x80",
        b"\xff",
        b"a",
        b"A",
        b"~",
        b":3",
        b"65535",
    ]);
    prop_oneof![
        vec(any::<u8>(), 0..40),
        vec(parts, 0..30).prop_map(|parts| parts.concat()),
    ]
}

proptest! {
    #[test]
    fn however_the_bytes_are_split_they_mean_the_same(bytes in junk(), at in 0usize..40) {
        let mut whole = Vec::new();
        let mut split = Vec::new();
        let mut decoder = asking();
        decoder.feed(&bytes, &mut whole);
        let (first, second) = bytes.split_at(at.min(bytes.len()));
        let mut other = asking();
        other.feed(first, &mut split);
        other.feed(second, &mut split);
        prop_assert_eq!(&whole, &split);
        prop_assert_eq!(decoder.state, other.state);
        prop_assert_eq!(decoder.take_background(), other.take_background());
        for message in whole {
            if let Message::Key(Key { code: KeyCode::Character(c), .. }) = message {
                prop_assert!(!c.is_control());
            }
        }
    }
}
