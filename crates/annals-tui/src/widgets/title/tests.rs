//! Tests of the title row: a failed reload is seen on every page and at every size, and hides nothing else.

use std::sync::Arc;

use annals_model::{AccountIndex, Accounts};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::context::FileNews;
use crate::message::Message;
use crate::shell::Shell;
use crate::test_support::{article, article_and_record, press, screen, with_accounts};

const REASON: &str = "expected a date, as in date = \"2021\"";

/// Opens the article from a file that cannot be read any more.
fn broken() -> Shell {
    let read = Arc::unwrap_or_clone(article());
    let mut shell = with_accounts(Accounts::new(vec![read]), &[0]);
    let news = FileNews::Unreadable {
        reason: Clean::own(REASON),
        line: Some(12),
    };
    shell.update(Message::File(AccountIndex::FIRST, news));
    shell
}

#[rstest]
#[case::panes("")]
#[case::detail("Tab")]
#[case::actors("a j j")]
#[case::grid("w")]
#[case::story_lines("o")]
#[case::chain("j j j r")]
#[case::lanes("v")]
#[case::quiz("Q")]
#[case::presenting("p Space")]
#[case::filter("& ~actor:jack-ma Enter j")]
fn it_is_seen_on_every_page(
    #[case] keys: &str,
    #[values((80, 24), (120, 36), (40, 12), (60, 13), (40, 14))] (columns, rows): (u16, u16),
) {
    let mut shell = broken();
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, keys);
    let text = screen(&mut shell, columns, rows, false);
    assert!(text.contains("not reloaded: line 12, "), "{text}");
}

#[test]
fn a_failed_reload_leaves_the_panes_and_the_footer_as_they_are() {
    let rows = |shell: &mut Shell| {
        let text = screen(shell, 80, 24, false);
        let rows: Vec<String> = text.lines().map(str::to_owned).collect();
        rows
    };
    let mut shell = broken();
    press(&mut shell, "j");
    let with = rows(&mut shell);
    assert!(
        with[0].contains("not reloaded: line 12, expected a date"),
        "{}",
        with[0]
    );
    assert!(with[0].starts_with(" Alibaba"), "{}", with[0]);
    shell.update(Message::File(AccountIndex::FIRST, FileNews::Restored));
    press(&mut shell, "k j");
    let without = rows(&mut shell);
    assert_eq!(with[1..], without[1..]);
    assert!(without[0].contains("2 of 21"), "{}", without[0]);
}

/// Where there is another account, the one that is on has its name, unless the title would be cut for it.
#[test]
fn the_only_account_that_is_on_is_named() {
    let first_row = |columns: u16| {
        let mut shell = with_accounts(article_and_record(), &[0]);
        shell.update(Message::Resize { columns, rows: 24 });
        let text = screen(&mut shell, columns, 24, false);
        text.lines().next().unwrap_or_default().to_owned()
    };
    let title = "Alibaba: pressure, silence, return";
    let (wide, narrow) = (first_row(80), first_row(60));
    assert!(
        wide.contains(title) && wide.ends_with(" · Article"),
        "{wide}"
    );
    assert!(
        narrow.contains(title) && !narrow.contains("Article"),
        "{narrow}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_size_is_too_small_for_it(columns in 1_u16..130, rows in 1_u16..40, page in 0_usize..6) {
        let mut shell = broken();
        shell.update(Message::Resize { columns, rows });
        press(&mut shell, ["", "w", "Q", "p", "?", "v"][page]);
        let text = screen(&mut shell, columns, rows, true);
        prop_assert!(!text.trim().is_empty(), "{columns}x{rows}");
    }
}

#[test]
fn the_title_gives_way_until_the_reason_of_a_failed_reload_is_whole() {
    let mut shell = broken();
    let text = screen(&mut shell, 80, 24, false);
    let row = text.lines().next().unwrap_or_default();
    assert!(row.starts_with(" Alibaba"), "{row}");
    assert!(row.trim_end().ends_with(REASON), "{row}");
}
