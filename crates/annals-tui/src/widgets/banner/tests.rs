//! Tests of the banner: it is seen on every page and at every size, and hides nothing else.

use std::sync::Arc;

use annals_model::{AccountIndex, Accounts};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::context::FileNews;
use crate::message::Message;
use crate::shell::Shell;
use crate::test_support::{article, press, screen, with_accounts};

const WORDS: &str = "story.toml:12:7: expected a date, as in date = \"2021\"  | date = \"20x1\"";

/// Opens the article from a file that cannot be read any more.
fn broken() -> Shell {
    let read = Arc::unwrap_or_clone(article());
    let mut shell = with_accounts(Accounts::new(vec![read]), &[0]);
    let news = FileNews::Unreadable {
        words: Clean::own(WORDS),
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
    assert!(text.contains("story.toml:12:7: expected"), "{text}");
}

#[test]
fn the_panes_make_room_for_it_and_the_footer_stays() {
    let mut shell = broken();
    press(&mut shell, "j");
    let text = screen(&mut shell, 80, 24, false);
    let rows: Vec<&str> = text.lines().collect();
    assert!(
        rows[21].starts_with('╰') && rows[21].trim_end().ends_with('╯'),
        "{text}"
    );
    assert!(rows[22].starts_with(" story.toml:12:7: "), "{text}");
    assert!(rows[23].contains("? help"), "{text}");
    shell.update(Message::Notice("Something else.".to_owned()));
    let text = screen(&mut shell, 80, 24, false);
    assert!(
        text.contains("Something else.") && text.contains("story.toml:12:7"),
        "{text}"
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
