//! Tests of the encoder, against a terminal that is written to plainly.

use std::num::NonZeroU16;

use proptest::{collection::vec, prelude::*, sample::select};
use ratatui::{
    backend::{Backend, CrosstermBackend},
    layout::Rect,
    style::{Color, Modifier, Style},
    widgets::{Block, BorderType, List, ListState, Paragraph, StatefulWidget, Widget, Wrap},
};

use super::*;

fn parser(width: u16, height: u16) -> vt100::Parser {
    let size = |n| NonZeroU16::new(n).unwrap();
    vt100::Parser::new(size(height), size(width), 0)
}

/// A terminal that is sent every cell, each with its own position and its whole style.
fn plainly_drawn(buffer: &Buffer) -> vt100::Parser {
    let mut canonical = buffer.clone();
    for row in canonical
        .content
        .chunks_mut(usize::from(buffer.area.width).max(1))
    {
        clean::canonical_row(row);
    }
    let mut parser = parser(buffer.area.width, buffer.area.height);
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let cell = &canonical[(x, y)];
            if clean::is_covered(cell) {
                continue;
            }
            let mut out = Vec::new();
            motion::write(None, Position::new(x, y), &mut out);
            Pen::of(cell).change_from(None, &mut out);
            out.extend_from_slice(cell.symbol().as_bytes());
            parser.process(&out);
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

/// A stretch of text written over a frame: where, what, how.
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
        let mut encoder = Encoder::new();
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

fn sent(encoder: &mut Encoder, lines: &[&str]) -> String {
    let width = u16::try_from(lines[0].chars().count()).unwrap();
    let height = u16::try_from(lines.len()).unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for (y, line) in (0..).zip(lines) {
        buffer.set_string(0, y, line, Style::new());
    }
    String::from_utf8(encoder.frame(&mut buffer).to_vec()).unwrap()
}

#[test]
fn only_the_difference_is_sent() {
    let mut encoder = Encoder::new();
    let first = sent(&mut encoder, &["one two three   ", "                "]);
    assert_eq!(first, "\x1b[m\x1b[2J\x1b[Hone two three");
    let second = sent(&mut encoder, &["one two three   ", "                "]);
    assert_eq!(second, "");
    let near = sent(&mut encoder, &["one Two Three   ", "                "]);
    assert_eq!(near, "\x1b[;5H\x1b[mTwo T");
    let far = sent(&mut encoder, &["One Two Thre3   ", "                "]);
    assert_eq!(far, "\x1b[H\x1b[mO\x1b[11C3");
    let erased = sent(&mut encoder, &["One             ", "x               "]);
    assert_eq!(erased, "\x1b[;5H\x1b[m\x1b[K\r\nx");
}

#[test]
fn a_run_of_blanks_is_erased_before_more_text() {
    let mut encoder = Encoder::new();
    sent(&mut encoder, &["<abcdefghijklmnopqrstuvwxyz>"]);
    let blanks = sent(&mut encoder, &["<                          !"]);
    assert_eq!(blanks, "\x1b[;2H\x1b[m\x1b[26X\x1b[26C!");
    // So it is before text that stays, as the edge of a box does.
    sent(&mut encoder, &["<abcdefghijklmnopqrstuvwxyz>"]);
    let edge = sent(&mut encoder, &["<abc                       >"]);
    assert_eq!(edge, "\x1b[;5H\x1b[m\x1b[23X");
    let coloured = {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 28, 1));
        buffer.set_string(0, 0, " ".repeat(28), Style::new().bg(Color::Blue));
        String::from_utf8(encoder.frame(&mut buffer).to_vec()).unwrap()
    };
    assert!(coloured.ends_with(&" ".repeat(28)) && !coloured.contains('X'));
}

#[test]
fn a_move_from_the_last_column_is_absolute() {
    let mut encoder = Encoder::new();
    let sent = sent(&mut encoder, &["ab", "cd"]);
    assert_eq!(sent, "\x1b[m\x1b[2J\x1b[Hab\x1b[2Hcd");
}

#[test]
fn a_glyph_that_may_be_drawn_narrower_leaves_nothing_beside_it() {
    let mut encoder = Encoder::new();
    sent(&mut encoder, &["abcde"]);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
    buffer.set_string(0, 0, "a👍de", Style::new());
    let bytes = encoder.frame(&mut buffer).to_vec();
    let sent = String::from_utf8(bytes).unwrap();
    assert_eq!(sent, "\x1b[;2H\x1b[m  \x08\x08👍");
}

#[test]
fn no_control_in_a_cell_reaches_the_terminal() {
    let mut encoder = Encoder::new();
    let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
    buffer.content[0].set_symbol("\x1b]0;title\x07");
    buffer.content[1].set_symbol("\u{9b}2J");
    buffer.content[2].set_symbol("\r");
    assert_eq!(
        encoder.frame(&mut buffer),
        "\x1b[m\x1b[2J\x1b[H\u{fffd}\u{fffd}\u{fffd}".as_bytes()
    );
}

#[test]
fn a_frame_of_no_size_is_nothing() {
    let mut encoder = Encoder::new();
    for (width, height) in [(0, 0), (5, 0), (0, 5), (1, 1)] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        assert_eq!(encoder.frame(&mut buffer), b"\x1b[m\x1b[2J");
    }
}

/// A screen like the program's own: an axis with lanes, a list, the detail of the chosen event.
fn story(selected: usize, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let accent = Style::new()
        .fg(Color::Indexed(75))
        .add_modifier(Modifier::BOLD);
    let dim = Style::new().fg(Color::DarkGray);
    buffer.set_string(1, 0, "Alibaba: pressure, silence, return", accent);
    buffer.set_string(
        width - 24,
        0,
        format!("{} of 17 · article", selected + 1),
        dim,
    );
    for lane in 0..8u16 {
        buffer.set_string(1, 3 + lane, format!("Actor {lane}"), Style::new());
        for year in 0..6u16 {
            let chosen = usize::from(lane) == selected % 8 && usize::from(year) == selected % 6;
            let style = if chosen {
                accent
            } else {
                Style::new().fg(Color::Indexed(72))
            };
            let x = 14 + year * (width - 16) / 6;
            buffer.set_string(x, 3 + lane, "▐████████▌", style);
        }
    }
    let titles = [
        "China and Asia first",
        "Ma speaks against the banks",
        "Pressure on Ma begins",
        "Ma drops out of public view",
        "Rumours about who leads",
        "The rules are loosened",
        "A return is announced",
        "Courting small firms in Europe",
    ];
    let body = [
        "He is absent from public life for a long time, and nobody says why; the company goes on without a word about it.",
        "The article says that growth came from the region around it before any other market was tried in earnest.",
        "Speeches in the autumn name the banks as pawnshops; the offering planned for the same month is stopped.",
        "Regulators ask the firm to come to talks, and a fine follows that is larger than any before it.",
    ];
    let top = 14;
    let half = width / 2;
    let list = Rect::new(0, top, half, height - top - 1);
    let items = (0..17).map(|n| format!(" 20{:02}  ● {}", 10 + n, titles[n % titles.len()]));
    StatefulWidget::render(
        List::new(items)
            .block(
                Block::bordered()
                    .border_type(BorderType::Rounded)
                    .title(" Events "),
            )
            .highlight_symbol("▸")
            .highlight_style(Style::new().add_modifier(Modifier::REVERSED)),
        list,
        &mut buffer,
        &mut ListState::default().with_selected(Some(selected)),
    );
    let title = titles[selected % titles.len()];
    let detail = format!(
        "20{} · during the year (year precision)\n● reported · article, paragraph {}\n\n{}\n\nWho    Jack Ma (absent)\nLeads to  ◐ {}",
        10 + selected,
        selected,
        body[selected % body.len()],
        titles[(selected + 1) % titles.len()]
    );
    Paragraph::new(detail)
        .wrap(Wrap { trim: true })
        .block(
            Block::bordered()
                .border_type(BorderType::Rounded)
                .title(format!(" {title} ")),
        )
        .render(
            Rect::new(half, top, width - half, height - top - 1),
            &mut buffer,
        );
    buffer.set_string(
        1,
        height - 1,
        "j/k event  ←/→ pan  +/- zoom  / search  ? help",
        dim,
    );
    buffer
}

fn plain_ratatui(before: &Buffer, after: &Buffer) -> usize {
    let mut out = Vec::new();
    CrosstermBackend::new(&mut out)
        .draw(before.diff_iter(after))
        .unwrap();
    out.len()
}

#[test]
fn moving_the_selection_stays_under_600_bytes() {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut encoder = Encoder::new();
        let mut terminal = parser(width, height);
        let first = encoder.frame(&mut story(0, width, height)).to_vec();
        terminal.process(&first);
        let whole = plain_ratatui(
            &Buffer::empty(Rect::new(0, 0, width, height)),
            &story(0, width, height),
        );
        println!(
            "{width}×{height} whole screen: {} bytes, plain {whole}",
            first.len()
        );
        assert!(first.len() < whole);
        for selected in 1..9 {
            let after = story(selected, width, height);
            let plain = plain_ratatui(&story(selected - 1, width, height), &after);
            let bytes = encoder.frame(&mut after.clone()).to_vec();
            println!(
                "{width}×{height} to event {selected}: {} bytes, plain {plain}",
                bytes.len()
            );
            assert!(bytes.len() < 600 && bytes.len() < plain);
            terminal.process(&bytes);
            assert_eq!(same_screen(&terminal, &plainly_drawn(&after)), Ok(()));
        }
    }
}
