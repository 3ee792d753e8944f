//! A drawn frame as text, or as a picture that any browser shows.
//!
//! Every character is escaped, and the picture loads nothing from anywhere.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::theme::{Rgb, at_index};
use annals_model::text::{Clean, escape_markup};

/// Size of a cell in the units of the picture.
const CELL: (f64, f64) = (8.4, 18.0);
/// Room around the screen.
const MARGIN: f64 = 12.0;
/// The ground and the text where the frame leaves them to the terminal.
const GROUND: Rgb = Rgb(0x13, 0x14, 0x18);
const TEXT: Rgb = Rgb(0xe6, 0xe6, 0xe6);

/// The rows of a frame, without blanks at their ends.
pub fn text(buffer: &Buffer) -> Vec<Clean> {
    rows(buffer)
        .map(|row| {
            let line: String = row.iter().map(|(_, cell)| cell.symbol()).collect();
            Clean::line(line.trim_end())
        })
        .collect()
}

/// The cells of each row with their columns, without those that a wide character before them covers.
pub(super) fn rows(buffer: &Buffer) -> impl Iterator<Item = Vec<(u16, &Cell)>> {
    let area = buffer.area;
    (area.top()..area.bottom()).map(move |y| {
        let mut row = Vec::with_capacity(usize::from(area.width));
        let mut covered = 0;
        for x in area.left()..area.right() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            if let Some(cell) = buffer.cell((x, y)) {
                covered = cell.symbol().width().saturating_sub(1);
                row.push((x - area.left(), cell));
            }
        }
        row
    })
}

/// The frame as SVG, in its own colours, or those of a dark terminal where it leaves them to the
/// terminal. One line of text a line.
pub fn svg(buffer: &Buffer, title: &Clean) -> Vec<Clean> {
    let ground = ground(buffer);
    let width = f64::from(buffer.area.width) * CELL.0 + 2.0 * MARGIN;
    let height = f64::from(buffer.area.height) * CELL.1 + 2.0 * MARGIN;
    let mut lines = vec![
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" role=\"img\" font-family=\"'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, monospace\" font-size=\"14\">"
        ),
        format!("<title>{}</title>", escape_markup(title)),
        format!(
            "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>",
            hex(ground)
        ),
    ];
    for (number, row) in rows(buffer).enumerate() {
        for run in runs(&row) {
            svg_run(&run, number, ground, &mut lines);
        }
    }
    lines.push("</svg>".to_owned());
    lines.iter().map(|line| Clean::line(line)).collect()
}

/// Cells of one style side by side.
struct Run {
    column: u16,
    cells: usize,
    text: String,
    ink: Rgb,
    ground: Rgb,
    bold: bool,
    underlined: bool,
}

fn runs(row: &[(u16, &Cell)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, cell) in row {
        let (ink, ground) = colors(cell);
        let bold = cell.modifier.contains(Modifier::BOLD);
        let underlined = cell.modifier.contains(Modifier::UNDERLINED);
        let cells = cell.symbol().width().max(1);
        match runs.last_mut() {
            Some(run)
                if run.ink == ink
                    && run.ground == ground
                    && run.bold == bold
                    && run.underlined == underlined =>
            {
                run.text.push_str(cell.symbol());
                run.cells += cells;
            }
            _ => runs.push(Run {
                column: *column,
                cells,
                text: cell.symbol().to_owned(),
                ink,
                ground,
                bold,
                underlined,
            }),
        }
    }
    runs
}

fn svg_run(run: &Run, row: usize, ground: Rgb, lines: &mut Vec<String>) {
    let x = f64::from(run.column) * CELL.0 + MARGIN;
    let y = row as f64 * CELL.1 + MARGIN;
    let wide = run.cells as f64 * CELL.0;
    if run.ground != ground {
        lines.push(format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{}\"/>",
            CELL.1,
            hex(run.ground)
        ));
    }
    if run.text.trim().is_empty() {
        return;
    }
    let mut line = format!(
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{}\"",
        y + CELL.1 * 0.74,
        hex(run.ink)
    );
    for (set, attribute) in [
        (run.bold, " font-weight=\"bold\""),
        (run.underlined, " text-decoration=\"underline\""),
    ] {
        if set {
            line.push_str(attribute);
        }
    }
    // Writing to a string cannot fail.
    let _ = write!(line, ">{}</text>", escape_markup(&Clean::line(&run.text)));
    lines.push(line);
}

/// What the picture stands on: the ground that a theme lays under everything.
fn ground(buffer: &Buffer) -> Rgb {
    let corner = buffer.cell(buffer.area.as_position());
    corner.and_then(|cell| rgb(cell.bg)).unwrap_or(GROUND)
}

/// The ink and the ground of a cell, as they are seen.
pub(super) fn colors(cell: &Cell) -> (Rgb, Rgb) {
    let mut ink = rgb(cell.fg).unwrap_or(TEXT);
    let mut ground = rgb(cell.bg).unwrap_or(GROUND);
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut ground);
    }
    if cell.modifier.contains(Modifier::DIM) {
        ink = between(ink, ground);
    }
    (ink, ground)
}

/// Dim text: three fifths of the way from the ground to the ink.
fn between(ink: Rgb, ground: Rgb) -> Rgb {
    let mix = |ink: u8, ground: u8| {
        u8::try_from((u16::from(ink) * 3 + u16::from(ground) * 2) / 5).unwrap_or(ink)
    };
    Rgb(
        mix(ink.0, ground.0),
        mix(ink.1, ground.1),
        mix(ink.2, ground.2),
    )
}

fn rgb(color: Color) -> Option<Rgb> {
    Some(match color {
        Color::Rgb(red, green, blue) => Rgb(red, green, blue),
        Color::Black => Rgb(0x2b, 0x2d, 0x36),
        Color::Red => Rgb(0xd5, 0x5e, 0x00),
        Color::Green => Rgb(0x1f, 0xb5, 0x88),
        Color::Yellow => Rgb(0xe6, 0x9f, 0x00),
        Color::Blue => Rgb(0x4a, 0x90, 0xe2),
        Color::Magenta => Rgb(0xcc, 0x79, 0xa7),
        Color::Cyan => Rgb(0x56, 0xb4, 0xe9),
        Color::Gray => Rgb(0xc8, 0xc8, 0xc8),
        Color::DarkGray => Rgb(0x80, 0x84, 0x90),
        Color::LightRed => Rgb(0xf0, 0x8a, 0x5d),
        Color::LightGreen => Rgb(0x7f, 0xd6, 0xae),
        Color::LightYellow => Rgb(0xf0, 0xe4, 0x42),
        Color::LightBlue => Rgb(0x8a, 0xb8, 0xf0),
        Color::LightMagenta => Rgb(0xe0, 0xa8, 0xc8),
        Color::LightCyan => Rgb(0x9a, 0xd7, 0xf5),
        Color::White => Rgb(0xff, 0xff, 0xff),
        Color::Indexed(index) => at_index(index),
        Color::Reset => return None,
    })
}

fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
