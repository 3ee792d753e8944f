//! Whole screens of a story with its other account laid over it.

use rstest::rstest;

use crate::app::{App, Options};
use crate::ui::tests::{screen, shown};
use crate::ui::{Look, ThemeName};
use annals_model::{Accounts, LayerIndex, Layers, native};

/// The story, with its record off.
pub(in crate::ui) fn open(ascii: bool) -> App {
    let story = |name: &str| annals_model::test_support::find(name).expect("a bundled story");
    let first = story("alibaba");
    let read = native::read(first.name, first.text).timeline;
    let read = vec![read.expect("a whole timeline")];
    let accounts = Accounts::with_bundled(read, &[story("alibaba-record")]);
    let timeline = accounts
        .overlay(&Layers::from([LayerIndex::FIRST]))
        .timeline;
    let options = Options {
        ascii,
        accounts,
        ..Options::default()
    };
    App::new(timeline, &options)
}

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 36)]
fn the_record_is_laid_over_the_article(#[case] columns: u16, #[case] rows: u16) {
    let look = Look::new(ThemeName::Mono, false);
    let buffer = screen(&mut open(false), columns, rows, "L j j j j j", &look);
    let name = format!("laid_over_{columns}x{rows}");
    insta::assert_snapshot!(name, shown(&buffer));
}

#[test]
fn the_help_names_the_layers_and_how_to_lay_them_over() {
    let look = Look::new(ThemeName::Mono, true);
    let off = shown(&screen(&mut open(true), 100, 40, "? G", &look));
    assert!(
        off.contains("Record: Alibaba: the public record (off; L lays it over)"),
        "{off}"
    );
    let on = shown(&screen(&mut open(true), 100, 40, "L ? G", &look));
    assert!(
        on.contains("Record: Alibaba: the public record (on)"),
        "{on}"
    );
    assert!(on.is_ascii());
}

#[test]
fn the_page_of_layers_says_which_are_on() {
    let named = |name: &str| {
        let text = format!(
            "title = \"The account of {name}\"\nshort = \"{name}\"\n[[event]]\nid = \"it\"\ntitle = \"It\"\ndate = \"2020\""
        );
        native::read(name, &text)
            .timeline
            .expect("a whole timeline")
    };
    let accounts = Accounts::new(["A", "B", "C"].map(named).into());
    let timeline = accounts
        .overlay(&Layers::from([LayerIndex::FIRST]))
        .timeline;
    let options = Options {
        accounts,
        ..Options::default()
    };
    let look = Look::new(ThemeName::Mono, false);
    let mut app = App::new(timeline, &options);
    insta::assert_snapshot!(shown(&screen(&mut app, 80, 16, "L j j Space k", &look)));
}
