//! Cells that a spreadsheet would run.
//!
//! Owns the sign that makes a cell inert, put before it when a table is written and taken away when one is
//! read. Spreadsheets take a cell for a formula by its first letter (the formula injection of OWASP).

/// Whether a spreadsheet would take a text for a formula.
fn is_formula(text: &str) -> bool {
    let starts = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    text.starts_with(starts)
}

/// A cell that no spreadsheet runs: an apostrophe before what would be taken for a formula. Plain numbers
/// stay as they are.
pub(super) fn inert(text: &str) -> std::borrow::Cow<'_, str> {
    if is_formula(asleep(text)) && text.parse::<f64>().is_err() {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// A text without the apostrophes before it.
fn asleep(text: &str) -> &str {
    text.trim_start_matches('\'')
}

/// The same cell as it was before [`inert`]: any other apostrophe stays.
pub(super) fn awake(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(asleep(rest)) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")")]
    #[case("+1 more", "'+1 more")]
    #[case("-5", "-5")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("\t=1", "'\t=1")]
    #[case("＝1", "'＝1")]
    #[case("'=1", "''=1")]
    #[case("'tis", "'tis")]
    #[case("a=b", "a=b")]
    fn formulas_are_made_inert(#[case] text: &str, #[case] cell: &str) {
        assert_eq!(inert(text), cell);
        assert_eq!(awake(cell), text);
    }

    proptest! {
        #[test]
        fn a_cell_is_read_back(text in "['=+@a\t-]{0,6}") {
            let cell = inert(&text);
            prop_assert_eq!(awake(&cell), text.as_str());
        }
    }
}
