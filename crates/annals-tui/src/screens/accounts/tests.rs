//! Tests of the list of accounts.

use annals_model::{Accounts, native};

use crate::context::accounts_on;
use crate::test_support::{
    notice, press, screen, selected_id, several_accounts, top, with_accounts, with_record,
};

#[test]
fn of_several_accounts_one_has_to_stay() {
    let mut shell = with_accounts(several_accounts(&["one"]), &[0]);
    press(&mut shell, "L");
    assert!(notice(&shell).starts_with("There is only one account here"));
    let mut shell = with_accounts(several_accounts(&["one", "two", "three"]), &[0]);
    press(&mut shell, "L");
    assert_eq!(top(&shell), "accounts");
    press(&mut shell, "j Space");
    assert_eq!(notice(&shell), "two is on: 2 more events.");
    press(&mut shell, "g x");
    assert_eq!(notice(&shell), "one is off: 2 events fewer.");
    assert_eq!(selected_id(&shell), "two-one");
    press(&mut shell, "j x");
    assert_eq!(notice(&shell), "One account has to stay.");
    press(&mut shell, "G Space Enter");
    assert_eq!(top(&shell), "browse");
    assert_eq!(accounts_on(&shell.context().story).len(), 2);
    assert_eq!(selected_id(&shell), "two-one");
}

#[test]
fn a_picture_of_the_list() {
    let read = |name: &str| {
        let text = format!(
            "title = \"The account of {name}\"\nshort = \"{name}\"\n[[event]]\nid = \"it\"\ntitle = \"It\"\ndate = \"2020\""
        );
        let timeline = native::read(name, &text).timeline;
        timeline.expect("a whole timeline")
    };
    let accounts = Accounts::new(["A", "B", "C"].map(read).into());
    let mut shell = with_accounts(accounts, &[0]);
    press(&mut shell, "L j j Space k");
    insta::assert_snapshot!("list", screen(&mut shell, 80, 16, false));
}

#[test]
fn a_picture_of_two_accounts_merged() {
    let mut shell = with_record();
    press(&mut shell, "L j j j j j");
    insta::assert_snapshot!("merged", screen(&mut shell, 80, 24, false));
}
