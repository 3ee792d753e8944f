//! Whole screens of the page of accounts side by side.

use rstest::rstest;

use crate::ui::layers::tests::open;
use crate::ui::tests::{screen, shown};
use crate::ui::{Look, ThemeName};

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 36)]
fn a_claim_beside_what_the_record_says(#[case] columns: u16, #[case] rows: u16) {
    let look = Look::new(ThemeName::Mono, false);
    let buffer = screen(&mut open(false), columns, rows, "C n n n n n l", &look);
    insta::assert_snapshot!(format!("claim_{columns}x{rows}"), shown(&buffer));
}

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 36)]
fn what_is_disagreed_on(#[case] columns: u16, #[case] rows: u16) {
    let look = Look::new(ThemeName::Mono, false);
    let buffer = screen(&mut open(false), columns, rows, "C Tab j j", &look);
    insta::assert_snapshot!(format!("disagreements_{columns}x{rows}"), shown(&buffer));
}

#[test]
fn ascii_is_ascii_and_no_colour_says_the_same() {
    for keys in ["C n n", "C G", "C Tab"] {
        let plain = Look::new(ThemeName::Mono, true);
        let ascii = shown(&screen(&mut open(true), 80, 24, keys, &plain));
        assert!(ascii.is_ascii(), "{ascii}");
        let colored = Look::new(ThemeName::OkabeIto, true);
        assert_eq!(
            ascii,
            shown(&screen(&mut open(true), 80, 24, keys, &colored))
        );
    }
}

#[test]
fn every_row_of_every_claim_can_be_scrolled_to_at_any_size() {
    let look = Look::new(ThemeName::Mono, false);
    for (columns, rows) in [(40, 12), (60, 20), (200, 60), (24, 6), (1, 1)] {
        let mut app = open(false);
        for keys in ["C", "J J J", "PageDown", "PageDown", "Tab G", "Tab n"] {
            let _ = shown(&screen(&mut app, columns, rows, keys, &look));
        }
        if columns >= 40 {
            let end = shown(&screen(&mut app, columns, rows, "3 0 PageDown", &look));
            assert!(end.contains("/ 21"), "{end}");
            assert!(!end.contains("more"), "{end}");
        }
    }
}
