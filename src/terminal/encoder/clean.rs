//! A frame brought into the one form that the encoder compares and sends.
//!
//! This is the last line of defence between a file's text and the terminal: no control character, no
//! bidirectional control and no glyph without a width of its own gets through. It also decides which
//! cell a wide glyph owns, and makes blanks that look alike be alike.

use ratatui::{
    buffer::{Cell, CellDiffOption, CellWidth},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthChar;

use super::pen::unseen_on_blank;

/// More characters than any real grapheme cluster has (the longest emoji sequences have ten).
const LONGEST_GLYPH: usize = 16;

/// What stands in a cell covered by the wide glyph to its left.
const COVERED: &str = "";

const REPLACEMENT: &str = "\u{fffd}";

/// Brings the cells of a row into canonical form.
pub(super) fn canonical_row(row: &mut [Cell]) {
    let mut rest = row;
    while !rest.is_empty() {
        let taken = canonical_glyph(rest);
        let (_, tail) = rest.split_at_mut(taken.clamp(1, rest.len()));
        rest = tail;
    }
}

/// Whether a cell as it was drawn is the one that is shown, where that holds for all cells before it in its
/// row. If it holds for a whole row, then what is shown is its canonical form.
pub(super) fn is_as_shown(drawn: &Cell, shown: &Cell) -> bool {
    let (symbol, shown_symbol) = (drawn.symbol(), shown.symbol());
    let is_background = drawn.bg == shown.bg;
    if is_background
        && drawn.fg == shown.fg
        && drawn.modifier == shown.modifier
        && is_same_symbol(symbol, shown_symbol)
    {
        return true;
    }
    let has_no_glyph = matches!(symbol, " " | COVERED);
    if shown_symbol == COVERED {
        // The glyph before it is as it was, and still has room.
        return has_no_glyph;
    }
    // What is left is a blank with a style of which nothing can be seen.
    has_no_glyph && is_background && unseen_on_blank(drawn.modifier) && is_blank(shown)
}

/// Whether two symbols are the same. Most are a single byte, for which a call would take longer.
pub(super) fn is_same_symbol(one: &str, other: &str) -> bool {
    match (one.as_bytes(), other.as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    }
}

/// Whether a canonical cell is the right part of a wide glyph.
pub(super) fn is_covered(cell: &Cell) -> bool {
    cell.symbol() == COVERED
}

/// Whether a canonical cell shows nothing but its background.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.modifier.is_empty() && cell.fg == Color::Reset
}

/// Whether erasing shows the same as a canonical cell.
pub(super) fn is_erased(cell: &Cell) -> bool {
    is_blank(cell) && cell.bg == Color::Reset
}

/// Whether every terminal moves the cursor by the same number of cells for this glyph. Emoji,
/// sequences and combining marks are the ones that terminals measure differently.
pub(super) fn is_certain(symbol: &str) -> bool {
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

/// The most cells that a terminal which joins nothing would give this glyph.
pub(super) fn reach(symbol: &str) -> usize {
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

/// Settles the first glyph of what is left of a row; returns the number of cells it takes.
fn canonical_glyph(cells: &mut [Cell]) -> usize {
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
        if unseen_on_blank(head.modifier) {
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

/// Makes the symbol of a cell safe to send; returns its width, 0 if it is to be a blank.
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
    let too_long = symbol.chars().nth(LONGEST_GLYPH).is_some();
    if width > 0 && !too_long && reach(symbol) <= room {
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
    use ratatui::style::Style;
    use rstest::rstest;

    use super::*;
    use ratatui::buffer::Buffer;

    fn row(symbols: &[&str]) -> Vec<String> {
        let width = u16::try_from(symbols.len()).unwrap();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        for (cell, symbol) in buffer.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        canonical_row(&mut buffer.content);
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
    fn what_a_terminal_could_act_on_is_replaced(#[case] symbol: &str) {
        assert_eq!(row(&[symbol, "x"]), [REPLACEMENT, "x"]);
    }

    #[rstest]
    #[case::wide(&["中", " ", "x"], &["中", "", "x"])]
    #[case::wide_at_the_edge(&["x", " ", "中"], &["x", " ", " "])]
    #[case::frame_over_the_right_half(&["中", "│", "x"], &[" ", "│", "x"])]
    #[case::accent(&["e\u{301}", "x"], &["e\u{301}", "x"])]
    #[case::empty(&["", "x"], &[" ", "x"])]
    #[case::family_near_the_edge(&["👨\u{200d}👩\u{200d}👧", " ", "x"], &["👨", "", "x"])]
    fn glyphs_own_their_cells(#[case] symbols: &[&str], #[case] expected: &[&str]) {
        assert_eq!(row(symbols), expected);
    }

    #[rstest]
    #[case::letters(&["a", "b", "c"], &["a", "b", "c"], true)]
    #[case::wide(&["中", " ", "x"], &["中", " ", "x"], true)]
    #[case::wide_drawn_as_it_is_sent(&["中", " ", "x"], &["中", "", "x"], true)]
    #[case::nothing_for_a_blank(&[" ", "x", " "], &["", "x", " "], true)]
    #[case::cluster(&["e\u{301}", "x", " "], &["e\u{301}", "x", " "], true)]
    #[case::another_letter(&["a", "b", "c"], &["a", "b", "d"], false)]
    #[case::over_the_right_half(&["中", " ", "x"], &["中", "│", "x"], false)]
    #[case::no_longer_covered(&["中", "│", "x"], &["中", " ", "x"], false)]
    #[case::wide_for_narrow(&["a", " ", "x"], &["中", " ", "x"], false)]
    fn rows_that_show_the_same_are_known(
        #[case] before: &[&str],
        #[case] after: &[&str],
        #[case] is_same: bool,
    ) {
        let drawn = |symbols: &[&str]| -> Vec<Cell> {
            let cells = symbols.iter().map(|symbol| {
                let mut cell = Cell::EMPTY;
                cell.set_symbol(symbol).set_fg(Color::Red);
                cell
            });
            cells.collect()
        };
        let mut shown = drawn(before);
        canonical_row(&mut shown);
        let next = drawn(after);
        let known = next
            .iter()
            .zip(&shown)
            .all(|(next, shown)| is_as_shown(next, shown));
        assert_eq!(known, is_same);
        let mut canonical = next;
        canonical_row(&mut canonical);
        assert_eq!(canonical == shown, is_same);
    }

    #[rstest]
    #[case::colour_of_a_blank(" ", Style::new(), Style::new().red().bold(), true)]
    #[case::colour_of_a_letter("a", Style::new(), Style::new().red(), false)]
    #[case::weight_of_a_letter("a", Style::new(), Style::new().bold(), false)]
    #[case::ground_of_a_letter("a", Style::new(), Style::new().on_red(), false)]
    #[case::ground_of_a_blank(" ", Style::new(), Style::new().on_red(), false)]
    #[case::underlined_blank(" ", Style::new(), Style::new().underlined(), false)]
    #[case::reversed_blank(" ", Style::new().reversed(), Style::new(), false)]
    #[case::the_same_style("a", Style::new().red().on_blue().bold(), Style::new().red().on_blue().bold(), true)]
    fn a_style_that_shows_is_a_difference(
        #[case] symbol: &str,
        #[case] before: Style,
        #[case] after: Style,
        #[case] is_same: bool,
    ) {
        let drawn = |style| {
            let mut cell = Cell::EMPTY;
            cell.set_symbol(symbol).set_style(style);
            cell
        };
        let mut shown = [drawn(before)];
        canonical_row(&mut shown);
        assert_eq!(is_as_shown(&drawn(after), &shown[0]), is_same);
    }

    #[test]
    fn the_right_part_of_a_wide_glyph_has_no_style_of_its_own() {
        let mut wide = Cell::EMPTY;
        wide.set_symbol("中").set_fg(Color::Red);
        let drawn = [wide, Cell::EMPTY];
        let mut shown = drawn.clone();
        canonical_row(&mut shown);
        assert_eq!(shown[1].fg, Color::Red);
        assert!(is_as_shown(&drawn[1], &shown[1]));
    }

    #[test]
    fn an_endless_cluster_is_cut_to_its_first_character() {
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
    fn some_widths_are_certain(#[case] symbol: &str, #[case] expected: bool) {
        assert_eq!(is_certain(symbol), expected);
    }

    #[test]
    fn blanks_that_look_alike_are_alike() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        buffer.content[0].set_fg(Color::Red).modifier = Modifier::BOLD;
        buffer.content[1].set_fg(Color::Red).modifier = Modifier::UNDERLINED;
        canonical_row(&mut buffer.content);
        assert!(is_erased(&buffer.content[0]));
        assert_eq!(buffer.content[0], Cell::EMPTY);
        assert!(!is_blank(&buffer.content[1]) && buffer.content[1].fg == Color::Red);
    }
}
