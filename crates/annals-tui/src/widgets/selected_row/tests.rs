//! Tests of the selected row: it looks the same on every page that lists something.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use rstest::rstest;

use crate::look::Look;
use crate::message::Message;
use crate::test_support::{app, press, several_accounts, with_accounts};
use crate::theme::ThemeName;

const SIZE: (u16, u16) = (80, 24);

/// Returns whether some row begins with an edge, and goes on bold on a ground of its own.
fn is_tinted(buffer: &Buffer) -> bool {
    let rows = buffer.content.chunks(usize::from(SIZE.0));
    let is_bold = |cell: &Cell| cell.modifier.contains(Modifier::BOLD) && cell.symbol() != " ";
    let mut rows = rows.map(|row| row.iter().skip_while(|cell| cell.symbol() == "│"));
    rows.any(|mut row| {
        let edge = row.next();
        let ground = edge.filter(|edge| edge.symbol() == "▌" && edge.bg != Color::Reset);
        let Some(ground) = ground.map(|edge| edge.bg) else {
            return false;
        };
        let cells: Vec<&Cell> = row.take_while(|cell| cell.bg == ground).collect();
        cells.iter().any(|cell| is_bold(cell))
            && cells
                .iter()
                .all(|cell| !cell.modifier.contains(Modifier::REVERSED))
    })
}

#[rstest]
#[case::palette(": j")]
#[case::causes("j j j r j")]
#[case::lanes("v j")]
#[case::accounts("L j")]
#[case::counts("B j")]
#[case::story_lines("o j")]
#[case::grid("w j")]
fn the_selected_row_of_every_list_has_an_edge_and_a_dim_ground(#[case] keys: &str) {
    let mut shell = if keys.starts_with('L') {
        with_accounts(several_accounts(&["one", "two", "three"]), &[0])
    } else {
        app()
    };
    let (columns, rows) = SIZE;
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, keys);
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    shell.draw(&Look::new(ThemeName::Terminal, false), area, &mut buffer);
    assert!(is_tinted(&buffer), "{buffer:?}");
}
