//! Tests of the frame encoder, against a terminal that is sent every cell.

use std::num::NonZeroU16;

use proptest::{collection::vec, prelude::*, sample::select};
use ratatui::{
    layout::Rect,
    style::{Color, Modifier, Style},
};

use super::*;

fn parser(width: u16, height: u16) -> vt100::Parser {
    let size = |n| NonZeroU16::new(n).unwrap();
    vt100::Parser::new(size(height), size(width), 0)
}

/// A terminal that is sent every cell, each with its own position and its whole style.
fn plainly_drawn(buffer: &Buffer) -> vt100::Parser {
    let mut safe = buffer.clone();
    safe_cells::make_safe(&mut safe);
    let mut parser = parser(buffer.area.width, buffer.area.height);
    for (index, cell) in safe.content.iter().enumerate() {
        if !safe_cells::is_covered(cell) {
            let (x, y) = safe.pos_of(index);
            let mut bytes = Vec::new();
            let drawn = CrosstermBackend::new(&mut bytes).draw(iter::once((x, y, cell)));
            drawn.unwrap();
            parser.process(&bytes);
        }
    }
    parser
}

/// What can be seen of a cell; the text colour of a blank cannot.
fn seen(cell: &vt100::Cell) -> (String, [bool; 5], [vt100::Color; 2]) {
    let blank = !cell.has_contents() || cell.contents() == " ";
    let lines = [cell.underline(), cell.inverse()];
    let foreground = blank && lines == [false, false];
    (
        if blank {
            String::new()
        } else {
            cell.contents().to_owned()
        },
        [
            !foreground && cell.bold(),
            !foreground && cell.dim(),
            !foreground && cell.italic(),
            lines[0],
            lines[1],
        ],
        [
            if foreground {
                vt100::Color::Default
            } else {
                cell.fgcolor()
            },
            cell.bgcolor(),
        ],
    )
}

fn same_screen(left: &vt100::Parser, right: &vt100::Parser) -> Result<(), String> {
    let (height, width) = left.screen().size();
    for y in 0..height.get() {
        for x in 0..width.get() {
            let of = |parser: &vt100::Parser| seen(parser.screen().cell(y, x).unwrap());
            if of(left) != of(right) {
                return Err(format!("({x}, {y}): {:?} and {:?}", of(left), of(right)));
            }
        }
    }
    Ok(())
}

const WIDTH: u16 = 24;
const HEIGHT: u16 = 4;

/// A text written over a frame: where, what, how.
type Stroke = (u16, u16, String, Style);

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let text = vec(
        select(vec![
            "a",
            "b",
            " ",
            " ",
            "      ",
            "│",
            "▸",
            "中",
            "é",
            "e\u{301}",
            "👍",
            "❤\u{fe0f}",
            "👨\u{200d}👩\u{200d}👧",
            "🇪🇺",
            "\u{1b}",
            "한",
        ]),
        1..14,
    )
    .prop_map(|parts| parts.concat());
    let colour = select(vec![
        Color::Reset,
        Color::Reset,
        Color::Blue,
        Color::LightRed,
        Color::Indexed(17),
        Color::Rgb(1, 2, 3),
    ]);
    let attributes = select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::REVERSED,
        Modifier::UNDERLINED | Modifier::ITALIC,
    ]);
    let style = (colour.clone(), colour, attributes).prop_map(|(fg, bg, attributes)| {
        // Not bold and dim at once: the terminal of this test keeps only the last of the two.
        let style = Style::new().fg(fg).bg(bg).remove_modifier(Modifier::all());
        style.add_modifier(attributes)
    });
    vec((0..WIDTH, 0..HEIGHT, text, style), 0..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn frames_look_as_if_every_cell_had_been_written(frames in vec(strokes(), 1..5), cleared in 0usize..6) {
        let mut encoder = FrameEncoder::new();
        let mut terminal = parser(WIDTH, HEIGHT);
        let mut frame = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        let mut reference = frame.clone();
        for (number, strokes) in frames.iter().enumerate() {
            for (x, y, text, style) in strokes {
                reference.set_string(*x, *y, text, *style);
            }
            if number == cleared {
                encoder.forget();
            }
            // Another program's colour and cursor must not matter.
            terminal.process(b"\x1b[1;45;7m\x1b[2;3H");
            frame.clone_from(&reference);
            let bytes = encoder.frame(&mut frame).to_vec();
            terminal.process(&bytes);
            prop_assert_eq!(same_screen(&terminal, &plainly_drawn(&reference)), Ok(()));
            frame.clone_from(&reference);
            prop_assert_eq!(encoder.frame(&mut frame), b"");
        }
    }
}

fn line(text: &str) -> Buffer {
    let width = u16::try_from(text.chars().count()).unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    buffer.set_string(0, 0, text, Style::new());
    buffer
}

/// What is sent for a frame between the two ends of a synchronized update.
fn sent(encoder: &mut FrameEncoder, mut frame: Buffer) -> String {
    let sent = String::from_utf8(encoder.frame(&mut frame).to_vec()).unwrap();
    if sent.is_empty() {
        return sent;
    }
    let inner = sent.strip_prefix("\x1b[?2026h\x1b[0m").unwrap();
    inner.strip_suffix("\x1b[?2026l").unwrap().to_owned()
}

/// What the backend sends after the last cell of a run.
const RESET: &str = "\x1b[39m\x1b[49m\x1b[59m\x1b[0m";

#[test]
fn only_the_difference_is_sent() {
    let mut encoder = FrameEncoder::new();
    let first = sent(&mut encoder, line("one two three   "));
    assert_eq!(
        first,
        format!("\x1b[2J\x1b[1;1Hone\x1b[1;5Htwo\x1b[1;9Hthree{RESET}")
    );
    assert_eq!(sent(&mut encoder, line("one two three   ")), "");
    let second = sent(&mut encoder, line("one Two Three   "));
    assert_eq!(second, format!("\x1b[1;5HT\x1b[1;9HT{RESET}"));
}

#[test]
fn another_size_clears_the_screen() {
    let mut encoder = FrameEncoder::new();
    sent(&mut encoder, line("abc"));
    let larger = sent(&mut encoder, line("abcd"));
    assert_eq!(larger, format!("\x1b[2J\x1b[1;1Habcd{RESET}"));
}

#[test]
fn an_emoji_has_blanks_under_it_and_the_next_cell_its_own_position() {
    let mut encoder = FrameEncoder::new();
    sent(&mut encoder, line("abcde"));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
    buffer.set_string(0, 0, "a👍xe", Style::new());
    assert_eq!(
        sent(&mut encoder, buffer),
        format!("\x1b[1;2H  {RESET}\x1b[1;2H👍{RESET}\x1b[1;4Hx{RESET}")
    );
}

#[test]
fn cells_that_a_cluster_may_overwrite_are_sent_after_it() {
    let mut encoder = FrameEncoder::new();
    sent(&mut encoder, line("abcdefgh"));
    let mut buffer = line("abcdefgh");
    buffer.set_string(0, 0, "👨\u{200d}👩\u{200d}👧", Style::new());
    assert!(sent(&mut encoder, buffer).ends_with(&format!("\x1b[1;3Hcdef{RESET}")));
}

#[test]
fn no_control_in_a_cell_reaches_the_terminal() {
    let mut encoder = FrameEncoder::new();
    let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
    buffer.content[0].set_symbol("\x1b]0;title\x07");
    buffer.content[1].set_symbol("\u{9b}2J");
    buffer.content[2].set_symbol("\r");
    assert_eq!(
        sent(&mut encoder, buffer),
        format!("\x1b[2J\x1b[1;1H\u{fffd}\u{fffd}\u{fffd}{RESET}")
    );
}

#[test]
fn an_empty_frame_clears_the_screen() {
    let mut encoder = FrameEncoder::new();
    for (width, height) in [(0, 0), (5, 0), (0, 5), (1, 1)] {
        let buffer = Buffer::empty(Rect::new(0, 0, width, height));
        assert_eq!(sent(&mut encoder, buffer), "\x1b[2J");
    }
}
