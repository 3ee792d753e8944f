//! Cells that a spreadsheet would run.
//!
//! Owns how such a cell is made inert when it is written, and how the same is undone when it is read.

use std::borrow::Cow;

/// A cell that no spreadsheet takes for a formula: one that would be gets an apostrophe before it.
/// Plain numbers are none.
pub(super) fn guarded(cell: &str) -> Cow<'_, str> {
    if is_run(cell) && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What [`guarded`] was given. An apostrophe of the cell's own stays.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| is_run(rest))
        .unwrap_or(cell)
}

/// Whether a spreadsheet would run a cell, or would if apostrophes were taken off.
fn is_run(cell: &str) -> bool {
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
    #[case("'tis", "'tis")]
    #[case("a=b", "a=b")]
    #[case("", "")]
    fn is_inert(#[case] cell: &str, #[case] written: &str) {
        assert_eq!(guarded(cell), written);
        assert_eq!(unguarded(written), cell);
    }

    proptest! {
        #[test]
        fn comes_back(cell in "[-'=+@\t＝a1. ]{0,6}") {
            let written = guarded(&cell);
            prop_assert_eq!(unguarded(&written), cell.as_str());
            let runs = written.starts_with(['=', '+', '-', '@', '\t', '＝']);
            prop_assert!(!runs || is_number(&written));
        }
    }
}
