//! Tests of the chain of causes.

use annals_scene::relations::chain::Stop;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::test_support::{
    app, hard, notice, open, point, press, screen, screen_with_underlines, selected_id, top, top_as,
};
use crate::widgets::title;

/// Returns the id of the event in the middle.
fn middle(shell: &crate::Shell) -> String {
    let chain = top_as::<ChainScreen>(shell).expect("the chain");
    let timeline = shell.context().timeline();
    timeline.event(chain.state.subject).id.raw().to_owned()
}

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
    press(&mut shell, "Enter");
    assert_eq!((top(&shell), middle(&shell)), ("chain", "c".to_owned()));
    press(&mut shell, "Enter");
    assert!(notice(&shell).contains("middle already"));
    press(&mut shell, "g Enter");
    assert_eq!((top(&shell), middle(&shell)), ("chain", "b".to_owned()));
    press(&mut shell, "Backspace Backspace");
    assert_eq!((top(&shell), middle(&shell)), ("chain", "a".to_owned()));
    press(&mut shell, "G Space");
    assert_eq!(
        (top(&shell), selected_id(&shell)),
        ("browse", "c".to_owned())
    );
    press(&mut shell, "Backspace");
    assert_eq!((top(&shell), middle(&shell)), ("chain", "a".to_owned()));
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
    press(&mut shell, "Space");
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

/// A click selects a row; a second one makes its event the middle.
#[test]
fn rows_are_clicked() {
    let links = "links = [{ to = 'b', kind = 'causes' }]";
    let mut shell = open(&format!(
        "title = 'x'\n[[event]]\nid = 'a'\ntitle = 'first'\n{links}\n[[event]]\nid = 'b'\ntitle = 'second'\n"
    ));
    press(&mut shell, "r");
    let drawn = screen(&mut shell, 120, 36, false);
    let row = drawn.lines().position(|line| line.contains("second"));
    let row = u16::try_from(row.expect("a row")).expect("a row of the screen");
    for expected in ["a", "b"] {
        point(&mut shell, PointerAction::Press, 20, row);
        assert_eq!(selected_id(&shell), "b");
        assert_eq!(middle(&shell), expected);
    }
    assert_eq!(top(&shell), "chain");
}

/// A story of links with joining words, in which every event can be reached from any other.
fn net() -> impl Strategy<Value = String> {
    let links = prop::collection::vec((0_usize..8, 0_usize..8, 0_usize..4), 1..14);
    links.prop_map(|links| {
        let kinds = ["causes", "enables", "follows", "contradicts"];
        let events = (0..8).map(|event| {
            let mut ends = std::collections::BTreeSet::from([event]);
            let own = links.iter().filter(|(from, ..)| *from == event);
            let own: Vec<String> = own
                .filter(|(_, to, _)| ends.insert(*to))
                .map(|(_, to, kind)| {
                    let wording = ["so", "", "because of", "then"][(to + kind) % 4];
                    format!(
                        "{{ to = 'e{to}', kind = '{}', wording = '{wording}' }},",
                        kinds[*kind]
                    )
                })
                .collect();
            let own = own.concat();
            format!("[[event]]\nid = 'e{event}'\ntitle = 'title {event}'\nlinks = [{own}]\n")
        });
        format!("title = 'x'\n{}", events.collect::<String>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn enter_keeps_the_page_and_makes_the_selected_event_the_middle(
        text in net(),
        walk in prop::collection::vec(prop::sample::select(vec!["j", "k", "h", "l", "g", "G", "Enter"]), 1..30),
    ) {
        let mut shell = open(&text);
        press(&mut shell, "r");
        for key in walk {
            let (selected, before) = (selected_id(&shell), middle(&shell));
            let chain = top_as::<ChainScreen>(&shell).expect("the chain");
            let is_more = matches!(chain.state.stop, Stop::More { .. });
            press(&mut shell, key);
            prop_assert_eq!(top(&shell), "chain");
            let expected = if key == "Enter" && !is_more { selected } else { before };
            prop_assert_eq!(middle(&shell), expected);
        }
    }

    #[test]
    fn every_link_is_reached_with_the_arrow_keys_and_told_beside_the_tree(text in net()) {
        let mut shell = open(&text);
        let timeline = shell.context().timeline().clone();
        let mut told = std::collections::BTreeSet::new();
        let mut linked = std::collections::BTreeSet::new();
        for (event, what) in timeline.events.walk() {
            linked.extend((0..what.links.len()).map(|link| (event, link)));
            press(&mut shell, "g");
            while shell.context().place.event != Some(event) {
                press(&mut shell, "j");
            }
            press(&mut shell, "r g");
            loop {
                let chain = top_as::<ChainScreen>(&shell).expect("the chain");
                let stop = chain.state.stop;
                if let Stop::Link { from, link, .. } = stop {
                    told.insert((from, link));
                    let link = &timeline.event(from).links[link];
                    let text = screen(&mut shell, 120, 36, false);
                    let words = format!("joined by “{}”", link.wording);
                    prop_assert!(link.wording.is_empty() || text.contains(&words), "{}", text);
                }
                press(&mut shell, "j");
                let chain = top_as::<ChainScreen>(&shell).expect("the chain");
                if chain.state.stop == stop {
                    break;
                }
            }
            press(&mut shell, "Escape");
        }
        prop_assert_eq!(told, linked);
    }
}

#[rstest]
#[case("chain", "r")]
#[case("filtered", "r & ~actor:jack-ma Enter Ctrl-l")]
#[case("nothing", "r & ~status:question Space ~-status:question Enter Ctrl-l")]
#[case("found", "r / ~rules Enter n Ctrl-l")]
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
