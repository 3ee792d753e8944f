//! The last defence between a file's text and the terminal: one pass over a frame before it is drawn.
//!
//! No control character, no bidirectional control and no glyph without a width of its own gets through. The pass
//! also decides which cells a wide glyph covers, and makes blanks that look alike be equal, so that they are
//! not sent again.

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption, CellWidth},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthChar;

/// More characters than any real grapheme cluster has (the longest emoji sequences have ten).
const MAX_CHARACTERS: usize = 16;

/// The symbol of a cell that is covered by the wide glyph to its left.
const COVERED: &str = "";

const REPLACEMENT: &str = "\u{fffd}";

/// The attributes that can be seen on a blank.
const VISIBLE_ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// Makes every cell of a frame safe to send.
pub(super) fn make_safe(frame: &mut Buffer) {
    let width = usize::from(frame.area.width).max(1);
    for row in frame.content.chunks_mut(width) {
        make_row_safe(row);
    }
}

/// Makes the cells of a row safe.
fn make_row_safe(row: &mut [Cell]) {
    let mut rest = row;
    while !rest.is_empty() {
        let taken = make_glyph_safe(rest);
        let (_, tail) = rest.split_at_mut(taken.clamp(1, rest.len()));
        rest = tail;
    }
}

/// Whether a safe cell is the right part of a wide glyph.
pub(super) fn is_covered(cell: &Cell) -> bool {
    cell.symbol() == COVERED
}

/// Whether every terminal moves the cursor by the same number of cells for this glyph. Emoji,
/// sequences and combining marks are the ones that terminals measure differently.
pub(super) fn has_certain_width(symbol: &str) -> bool {
    if symbol.len() == 1 {
        return true;
    }
    let mut characters = symbol.chars();
    let (Some(first), None) = (characters.next(), characters.next()) else {
        return false;
    };
    match first.width() {
        Some(1) => true,
        Some(2) => is_east_asian(first),
        _ => false,
    }
}

/// Returns the number of cells that a terminal which does not join characters would give this glyph.
pub(super) fn max_width(symbol: &str) -> usize {
    let joined = usize::from(symbol.cell_width());
    let apart = symbol.chars().map(|c| c.width().unwrap_or(0)).sum();
    joined.max(apart)
}

/// The blocks whose characters have been two cells wide everywhere for decades.
const fn is_east_asian(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

/// Characters that a terminal may act on instead of showing them.
fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
}

/// Makes the first glyph of the rest of a row safe. Returns the number of cells that it takes.
fn make_glyph_safe(cells: &mut [Cell]) -> usize {
    let room = cells.len();
    let [head, others @ ..] = cells else {
        return 0;
    };
    head.set_diff_option(CellDiffOption::None);
    let width = match head.symbol().as_bytes() {
        [b'!'..=b'~'] => return 1,
        [] | b" " => 0,
        _ => measured_width(head, room),
    };
    let covered = others
        .get_mut(..width.saturating_sub(1))
        .unwrap_or_default();
    // Something drawn later over the right part of a wide glyph, such as a frame, wins over it.
    let hidden = covered
        .iter()
        .any(|cell| !matches!(cell.symbol(), " " | COVERED));
    if width == 0 || hidden {
        if head.symbol() != " " {
            head.set_symbol(" ");
        }
        if !head.modifier.intersects(VISIBLE_ON_BLANK) {
            head.fg = Color::Reset;
            head.modifier = Modifier::empty();
        }
        return 1;
    }
    for cell in covered {
        cell.clone_from(head);
        cell.set_symbol(COVERED);
    }
    width
}

/// Returns a blank as it may be written after another cell: with the colour and weight of that one, which cannot be
/// seen on it. `None` if the cell is no blank, or would look different.
pub(super) fn blank_after(cell: &Cell, before: &Cell) -> Option<Cell> {
    let seen = (cell.modifier | before.modifier).intersects(VISIBLE_ON_BLANK);
    let is_blank = cell.symbol() == " ";
    (is_blank && !seen).then(|| {
        let mut cell = cell.clone();
        cell.fg = before.fg;
        cell.modifier = before.modifier;
        cell
    })
}

/// Makes the symbol of a cell safe. Returns its width, 0 if the cell becomes a blank.
fn measured_width(cell: &mut Cell, room: usize) -> usize {
    let symbol = cell.symbol();
    let mut characters = symbol.chars();
    let first = characters.next().unwrap_or(' ');
    if let (true, Some(width @ 1..)) = (characters.as_str().is_empty(), first.width())
        && !is_forbidden(first)
    {
        return if width <= room { width } else { 0 };
    }
    if symbol.chars().any(is_forbidden) || first.width().unwrap_or(0) == 0 {
        cell.set_symbol(REPLACEMENT);
        return 1;
    }
    let width = usize::from(symbol.cell_width());
    let too_long = symbol.chars().nth(MAX_CHARACTERS).is_some();
    if width > 0 && !too_long && max_width(symbol) <= room {
        return width;
    }
    // A sequence that might run over the edge would push the rest of the screen along: its first
    // character alone, or nothing.
    let width = first.width().unwrap_or(0);
    if width > room {
        return 0;
    }
    cell.set_char(first);
    width
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use rstest::rstest;

    use super::*;

    fn row(symbols: &[&str]) -> Vec<String> {
        let width = u16::try_from(symbols.len()).unwrap();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        for (cell, symbol) in buffer.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        make_row_safe(&mut buffer.content);
        let symbols = buffer.content.iter().map(|cell| cell.symbol().to_owned());
        symbols.collect()
    }

    #[rstest]
    #[case::escape("\x1b[31m")]
    #[case::lone_escape("\x1b")]
    #[case::c1("\u{9b}")]
    #[case::delete("\x7f")]
    #[case::newline("a\n")]
    #[case::right_to_left_override("a\u{202e}")]
    #[case::isolate("\u{2066}")]
    #[case::lone_combining_mark("\u{301}")]
    #[case::zero_width_space("\u{200b}")]
    #[case::annotation("\u{fff9}")]
    fn controls_and_characters_without_width_are_replaced(#[case] symbol: &str) {
        assert_eq!(row(&[symbol, "x"]), [REPLACEMENT, "x"]);
    }

    #[rstest]
    #[case::wide(&["中", " ", "x"], &["中", "", "x"])]
    #[case::wide_at_the_edge(&["x", " ", "中"], &["x", " ", " "])]
    #[case::frame_over_the_right_half(&["中", "│", "x"], &[" ", "│", "x"])]
    #[case::accent(&["e\u{301}", "x"], &["e\u{301}", "x"])]
    #[case::empty(&["", "x"], &[" ", "x"])]
    #[case::family_near_the_edge(&["👨\u{200d}👩\u{200d}👧", " ", "x"], &["👨", "", "x"])]
    fn wide_glyphs_cover_their_cells(#[case] symbols: &[&str], #[case] expected: &[&str]) {
        assert_eq!(row(symbols), expected);
    }

    #[test]
    fn a_very_long_cluster_is_cut_to_its_first_character() {
        let cluster = format!("e{}", "\u{301}".repeat(10_000));
        assert_eq!(row(&[&cluster, "x"]), ["e", "x"]);
    }

    #[rstest]
    #[case("a", true)]
    #[case("│", true)]
    #[case("▸", true)]
    #[case("中", true)]
    #[case("한", true)]
    #[case("e\u{301}", false)]
    #[case("👍", false)]
    #[case("❤\u{fe0f}", false)]
    fn only_joined_glyphs_have_an_uncertain_width(#[case] symbol: &str, #[case] expected: bool) {
        assert_eq!(has_certain_width(symbol), expected);
    }

    #[test]
    fn blanks_that_look_alike_are_equal() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        buffer.content[0].set_fg(Color::Red).modifier = Modifier::BOLD;
        buffer.content[1].set_fg(Color::Red).modifier = Modifier::UNDERLINED;
        make_row_safe(&mut buffer.content);
        assert_eq!(buffer.content[0], Cell::EMPTY);
        assert_eq!(buffer.content[1].fg, Color::Red);
    }
}
