//! What must be seen of a banner: it is there on every page and at every size, and hides nothing else.

use proptest::prelude::*;
use rstest::rstest;

use super::tests::{open, screen, shown};
use super::*;
use crate::app::{FileNews, Message};
use annals_model::test_support::bundled;
use annals_model::{Accounts, LayerIndex};

const WORDS: &str = "story.toml:12:7: expected a date, as in date = \"2021\"  | date = \"20x1\"";

/// The story with a file that is broken.
fn broken() -> App {
    let mut app = open(bundled()[0].text);
    let accounts = Accounts::new(vec![app.timeline().clone()]);
    let options = crate::app::Options {
        accounts,
        ..crate::app::Options::default()
    };
    app = App::new(std::sync::Arc::new(app.timeline().clone()), &options);
    let news = FileNews::Unreadable {
        words: Clean::own(WORDS),
        line: Some(12),
    };
    app.update(Message::File(LayerIndex::FIRST, news));
    app
}

#[rstest]
#[case::panes("")]
#[case::detail("Tab")]
#[case::actors("a j j")]
#[case::grid("m")]
#[case::lanes("v")]
#[case::quiz("Q")]
#[case::presenting("p Space")]
#[case::filter("& a c t o r : j a c k - m a Enter j")]
fn it_is_seen_on_every_page(
    #[case] keys: &str,
    #[values((80, 24), (120, 36), (40, 12), (60, 13), (40, 14))] (columns, rows): (u16, u16),
) {
    let look = Look::new(ThemeName::Mono, false);
    let text = shown(&screen(&mut broken(), columns, rows, keys, &look));
    assert!(text.contains("story.toml:12:7: expected"), "{text}");
}

#[test]
fn the_panes_make_room_for_it_and_the_footer_stays() {
    let look = Look::new(ThemeName::Mono, false);
    let text = shown(&screen(&mut broken(), 80, 24, "j", &look));
    let rows: Vec<&str> = text.lines().collect();
    assert!(
        rows[21].starts_with('╰') && rows[21].trim_end().ends_with('╯'),
        "{text}"
    );
    assert!(rows[22].starts_with(" story.toml:12:7: "), "{text}");
    assert!(rows[23].contains("? help"), "{text}");
    // A notice has its own place.
    let mut app = broken();
    app.update(Message::Notice("Something else.".to_owned()));
    let text = shown(&screen(&mut app, 80, 24, "", &look));
    assert!(
        text.contains("Something else.") && text.contains("story.toml:12:7"),
        "{text}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_size_is_too_small_for_it(columns in 1_u16..130, rows in 1_u16..40, page in 0_usize..6) {
        let keys = ["", "m", "Q", "p", "?", "v"][page];
        let look = Look::new(ThemeName::Mono, true);
        let drawn = screen(&mut broken(), columns, rows, keys, &look);
        prop_assert!(!shown(&drawn).trim().is_empty(), "{columns}x{rows}");
    }
}
