//! Cells of tables that spreadsheets open: quoted as in RFC 4180, and guarded with an apostrophe where a
//! spreadsheet would run them as formulas. The readers of tables remove the apostrophe.

use std::borrow::Cow;

/// Adds an apostrophe to a cell that a spreadsheet would run as a formula. Plain numbers are left as they are.
fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Undoes [`guarded`]. An apostrophe of the cell's own stays.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| is_formula(rest))
        .unwrap_or(cell)
}

/// Appends a row: its cells with `separator` between them, and `end` after them.
pub(super) fn push_row(
    cells: &mut dyn Iterator<Item = &str>,
    separator: char,
    end: &str,
    text: &mut String,
) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(separator);
        }
        push_cell(cell, separator, text);
    }
    text.push_str(end);
}

/// Appends a cell, guarded and quoted where necessary.
fn push_cell(cell: &str, separator: char, text: &mut String) {
    let cell = &*guarded(cell);
    let is_special = |it: char| it == separator || matches!(it, '"' | '\n' | '\r');
    let has_edges = cell.starts_with(' ') || cell.ends_with(' ');
    if cell.contains(is_special) || has_edges {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// Whether a spreadsheet would run a cell as a formula, also after removing apostrophes at its beginning.
fn is_formula(cell: &str) -> bool {
    let first = cell.trim_start_matches('\'').chars().next();
    first.is_some_and(|first| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    })
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("@here", "'@here")]
    #[case("-x", "'-x")]
    #[case("\tx", "'\tx")]
    #[case("＝1", "'＝1")]
    #[case("'=1", "''=1")]
    #[case("-44", "-44")]
    #[case("+3.5", "+3.5")]
    #[case("-1-1", "'-1-1")]
    #[case("+41 79", "'+41 79")]
    #[case("-0043", "-0043")]
    #[case("-0043/0014", "'-0043/0014")]
    #[case("-", "'-")]
    #[case("\t=a", "'\t=a")]
    #[case("'tis", "'tis")]
    #[case("a=b", "a=b")]
    #[case("", "")]
    fn formulas_are_guarded(#[case] cell: &str, #[case] written: &str) {
        assert_eq!(guarded(cell), written);
        assert_eq!(unguarded(written), cell);
    }

    #[test]
    fn special_cells_are_quoted() {
        let row = ["a=b", "a,b", " a", "=\"a\"", "a\rb", "", "a;b"];
        let mut text = String::new();
        push_row(&mut row.into_iter(), ',', "\r\n", &mut text);
        assert_eq!(text, "a=b,\"a,b\",\" a\",\"'=\"\"a\"\"\",\"a\rb\",,a;b\r\n");
        text.clear();
        push_row(&mut row.into_iter().skip(5), ';', "\n", &mut text);
        assert_eq!(text, ";\"a;b\"\n");
    }

    proptest! {
        #[test]
        fn guarded_cells_are_read_back(cell in "[-'=+@\t＝a1. ]{0,6}") {
            let written = guarded(&cell);
            prop_assert_eq!(unguarded(&written), cell.as_str());
            let runs = written.starts_with(['=', '+', '-', '@', '\t', '＝']);
            prop_assert!(!runs || is_number(&written));
        }
    }
}
