//! Tests of the chain of causes.

use rstest::rstest;

use super::*;
use crate::test_support::{
    app, hard, notice, open, press, screen, screen_with_underlines, selected_id, top, top_as,
};
use crate::widgets::title;

#[test]
fn a_chain_can_be_followed_link_by_link() {
    let mut shell = open(
        r"
title = 'x'
[[event]]
id = 'a'
title = 'a'
date = '2001'
links = [{ to = 'b', kind = 'causes', wording = 'so' }]
[[event]]
id = 'b'
title = 'b'
date = '2002'
links = [{ to = 'c', kind = 'causes' }]
[[event]]
id = 'c'
title = 'c'
date = '2003'
",
    );
    press(&mut shell, "r G");
    assert_eq!(selected_id(&shell), "c");
    press(&mut shell, "g Enter");
    assert_eq!(
        (top(&shell), selected_id(&shell)),
        ("browse", "a".to_owned())
    );
}

#[test]
fn enter_opens_the_links_that_were_left_out() {
    let target =
        |number| format!("[[event]]\nid = 'e{number}'\ntitle = 'e{number}'\ndate = '2002'\n");
    let link = |number| format!("{{ to = 'e{number}', kind = 'causes' }}, ");
    let targets = (0..40).map(target).collect::<Vec<_>>().concat();
    let links = (0..40).map(link).collect::<Vec<_>>().concat();
    let mut shell = open(&format!(
        "title = 'x'\n[[event]]\nid = 'a'\ntitle = 'a'\ndate = '2001'\nlinks = [{links}]\n{targets}"
    ));
    press(&mut shell, "r G");
    let rows = |shell: &crate::Shell| {
        let chain = top_as::<ChainScreen>(shell).expect("the chain");
        let stop = chain.state.stop;
        (
            chain.chain(shell.context()).rows.len(),
            matches!(stop, Stop::More { .. }),
        )
    };
    let before = rows(&shell);
    assert!(before.1, "the last row says how many more there are");
    press(&mut shell, "Enter");
    let after = rows(&shell);
    assert!(after.0 > before.0 && !after.1, "{before:?} {after:?}");
}

#[test]
fn following_out_of_the_chain_switches_a_filter_off_and_closing_it_does_not() {
    let mut shell = app();
    press(&mut shell, "j j j r & ~date:2023 Enter g");
    let inside = shell.context().view();
    let is_out = |shell: &crate::Shell| {
        let cx = shell.context();
        let event = shell.top().cursor(cx).event.expect("an event");
        (!cx.shown().contains(event)).then_some(event)
    };
    let mut moves = 0..30;
    let outside = loop {
        if let Some(outside) = is_out(&shell) {
            break outside;
        }
        moves.next().expect("an event that does not pass");
        press(&mut shell, "j");
    };
    let cx = shell.context();
    assert_eq!(title::position(cx), Some((0, cx.shown().len())));
    let on_page = cx.view();
    press(&mut shell, "Enter");
    assert_eq!(shell.context().place.event, Some(outside));
    assert!(
        notice(&shell).contains("switched off"),
        "{}",
        notice(&shell)
    );
    press(&mut shell, "Backspace");
    assert_eq!(shell.context().view(), on_page);
    press(&mut shell, "Escape");
    let cx = shell.context();
    assert_eq!(cx.place.filter, inside.place.filter);
    let selected = cx.place.event.expect("the nearest that passes");
    assert!(cx.shown().contains(selected));
}

#[rstest]
#[case("chain", "r")]
#[case("filtered", "r & ~actor:jack-ma Enter F9")]
#[case("nothing", "r & ~status:question Space ~-status:question Enter F9")]
#[case("found", "r / ~rules Enter n F9")]
fn pictures(#[case] name: &str, #[case] keys: &str) {
    let mut shell = app();
    press(&mut shell, &format!("j j j j {keys}"));
    insta::assert_snapshot!(name, screen_with_underlines(&mut shell, 80, 24));
}

#[test]
fn hard_text_and_dates_of_every_shape() {
    let mut shell = hard();
    press(&mut shell, "r");
    insta::assert_snapshot!("hard", screen(&mut shell, 80, 24, false));
}
