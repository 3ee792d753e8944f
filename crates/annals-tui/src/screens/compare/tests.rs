//! Tests of the page of accounts side by side.

use annals_model::AccountIndex;
use annals_model::text::Clean;
use rstest::rstest;

use super::*;
use crate::message::Message;
use crate::options::Options;
use crate::shell::Shell;
use crate::test_support::{
    article_and_record, frame, hits, notice, point, press, screen, selected_id, several_accounts,
    top, top_as, with_accounts, with_record,
};

fn page(shell: &Shell) -> &Compare {
    top_as(shell).expect("the page")
}

fn compared(shell: &Shell) -> ComparePage {
    page(shell).compared(shell.context()).expect("the page")
}

fn claim(shell: &Shell) -> String {
    let event = shell.context().timeline().event(page(shell).state.claim);
    event.id.raw().to_owned()
}

fn counter(shell: &Shell) -> String {
    compared(shell).counter.to_string()
}

/// Returns the name of the screen on top, and how many events there are.
fn place(shell: &Shell) -> (&'static str, usize) {
    (top(shell), shell.context().timeline().events.len())
}

fn count_on(shell: &Shell) -> usize {
    accounts_on(&shell.context().story).len()
}

#[test]
fn the_page_opens_on_the_selected_claim_and_the_accounts_stay_as_they_were() {
    let accounts = article_and_record();
    let mut shell = with_accounts(accounts.clone(), &[0]);
    press(&mut shell, "j j j");
    let (id, before) = (selected_id(&shell), shell.context().view());
    assert!(!accounts.is_read(AccountIndex::new(1)));
    press(&mut shell, "C");
    assert_eq!(top(&shell), "compare");
    assert_eq!((claim(&shell), count_on(&shell)), (id.clone(), 2));
    assert_eq!(notice(&shell), "", "the page says what there is");
    press(&mut shell, "Escape");
    assert_eq!((place(&shell), selected_id(&shell)), (("browse", 21), id));
    // Back to the page merges the record again, and back once more takes it off.
    press(&mut shell, "Backspace");
    assert_eq!(place(&shell), ("compare", 73));
    press(&mut shell, "Backspace");
    assert_eq!(place(&shell), ("browse", 21));
    assert_eq!(shell.context().view(), before);
    press(&mut shell, "Alt-Right");
    assert_eq!(place(&shell), ("compare", 73));
    press(&mut shell, "C");
    assert_eq!(place(&shell), ("browse", 21));
}

#[test]
fn claims_are_gone_through_to_the_last_one() {
    let mut shell = with_record();
    press(&mut shell, "g C");
    assert_eq!(counter(&shell), "1 of 21");
    press(&mut shell, "n Right Space");
    assert_eq!(counter(&shell), "4 of 21");
    press(&mut shell, "N h");
    assert_eq!(counter(&shell), "2 of 21");
    press(&mut shell, "G");
    assert_eq!(counter(&shell), "21 of 21");
    press(&mut shell, "n");
    assert_eq!(notice(&shell), "This is the last claim.");
    press(&mut shell, "9 N");
    assert_eq!(counter(&shell), "12 of 21");
    press(&mut shell, "g N");
    assert_eq!(notice(&shell), "This is the first claim.");
}

/// A click on the strip shows that claim; a second click on an event follows it.
#[test]
fn the_strip_and_the_events_are_clicked() {
    let mut shell = with_record();
    press(&mut shell, "C");
    let page_of = |shell: &Shell| shell.top().cursor(shell.context()).event;
    for (columns, ascii) in [(120, false), (60, false), (60, true)] {
        frame(&mut shell, columns, 20, ascii);
        let claims = Compare::request(shell.context())
            .expect("a request")
            .claims();
        let claims = claims.to_vec();
        let mut met = std::collections::BTreeSet::new();
        for column in 0..columns {
            frame(&mut shell, columns, 20, ascii);
            if let Some(&Hit::Event(claim)) = hits(&shell, column, 2).first() {
                assert!(claims.contains(&claim));
                point(&mut shell, PointerAction::Press, column, 2);
                assert_eq!(page_of(&shell), Some(claim));
                met.insert(claim);
            }
        }
        assert!(met.len() > 10, "{}", met.len());
    }
    press(&mut shell, "g n n");
    frame(&mut shell, 60, 20, false);
    let is_other = |hit: &Hit| *hit == Hit::Item(1);
    let cells = (0..20).flat_map(|row| (0..60).map(move |column| (column, row)));
    let cell = cells
        .into_iter()
        .find(|&(column, row)| hits(&shell, column, row).iter().any(is_other));
    let (column, row) = cell.expect("the event of the record");
    point(&mut shell, PointerAction::Press, column, row);
    assert_eq!((top(&shell), page(&shell).state.event), ("compare", 1));
    point(&mut shell, PointerAction::Press, column, row);
    assert_eq!(top(&shell), "browse");
}

/// At 60 by 20 the titles of a claim and of what the other account has are both on the screen.
#[test]
fn both_accounts_are_on_a_small_screen() {
    let mut shell = with_record();
    press(&mut shell, "g C");
    for _ in 0..21 {
        let request = compared(&shell);
        let text = screen(&mut shell, 60, 20, false);
        let words = |event| {
            let title = shell.context().timeline().event(event).title.to_string();
            let words: Vec<String> = title.split(' ').map(str::to_owned).collect();
            words
        };
        // A title is wrapped in a column of its own, so its words are looked for.
        for stop in request.stops.iter().take(2) {
            for word in words(stop.events[0]) {
                assert!(text.contains(&word), "{word} is not in\n{text}");
            }
        }
        press(&mut shell, "n");
    }
}

#[test]
fn an_event_of_the_record_is_followed_with_its_account_on_and_gone_back_from() {
    let mut shell = with_record();
    press(&mut shell, "j j j C");
    let here = claim(&shell);
    press(&mut shell, "j Enter");
    assert_eq!(place(&shell), ("browse", 73));
    let cx = shell.context();
    let event = cx.timeline().event(cx.place.event.expect("an event"));
    assert_eq!(event.account, AccountIndex::new(1));
    press(&mut shell, "Backspace");
    assert_eq!((top(&shell), claim(&shell)), ("compare", here));
    press(&mut shell, "Escape");
    assert_eq!(place(&shell), ("browse", 21));
    // An account that is switched on meanwhile stays on.
    press(&mut shell, "C j Enter L L Backspace Escape");
    assert_eq!(place(&shell), ("browse", 73));
    // From an event of the record, the page opens on the claim that it is compared with.
    press(&mut shell, "C j Enter C");
    assert_eq!(top(&shell), "compare");
}

#[test]
fn disagreements_lead_to_claims_and_to_events() {
    let mut shell = with_record();
    press(&mut shell, "C Tab");
    let page_of_claims = compared(&shell);
    assert_eq!(page(&shell).state.dispute, Some(0));
    let stops = &page_of_claims.stops;
    let claims = stops.iter().filter(|stop| stop.is_claim).count();
    press(&mut shell, "j Enter");
    let state = page(&shell).state;
    assert_eq!((state.claim, state.dispute), (stops[1].events[0], None));
    press(&mut shell, "Backspace");
    assert_eq!(page(&shell).state.dispute, Some(1));
    press(&mut shell, &"j ".repeat(claims - 1));
    press(&mut shell, "Enter");
    assert_eq!(top(&shell), "browse");
    let expected = stops[claims].events.first().copied();
    assert_eq!(shell.context().place.event, expected);
    press(&mut shell, "Backspace Tab");
    assert_eq!(page(&shell).state.dispute, None);
}

#[test]
fn where_nothing_can_be_compared_the_page_does_not_open() {
    let mut shell = with_accounts(several_accounts(&["one"]), &[0]);
    press(&mut shell, "C");
    assert!(notice(&shell).starts_with("There is only one account here"));
    let mut shell = with_accounts(several_accounts(&["one", "two"]), &[0]);
    press(&mut shell, "C");
    assert!(notice(&shell).starts_with("These accounts say nothing about each other"));
    assert_eq!((top(&shell), count_on(&shell)), ("browse", 1));
}

#[test]
fn nothing_is_said_of_accounts_before_the_story_is_there() {
    let title = Clean::own("A story");
    let mut shell = Shell::waiting_for(&title, "Arranging.", &Options::default());
    for key in ["C", "L"] {
        press(&mut shell, key);
        assert_eq!((notice(&shell).as_str(), top(&shell)), ("", "browse"));
    }
}

#[rstest]
#[case("claim", "C n n n n n j", 80, 24)]
#[case("claim_60x20", "C n n n n n j", 60, 20)]
#[case("claim_120x36", "C n n n n n j", 120, 36)]
#[case("disagreements", "C Tab j j", 80, 24)]
fn pictures(#[case] name: &str, #[case] keys: &str, #[case] columns: u16, #[case] rows: u16) {
    let mut shell = with_record();
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, keys);
    insta::assert_snapshot!(name, screen(&mut shell, columns, rows, false));
}

#[test]
fn in_ascii_it_is_ascii() {
    let accounts = article_and_record();
    let first = [AccountIndex::FIRST].into_iter().collect();
    let timeline = accounts.overlay(&first).timeline;
    let options = Options {
        ascii: true,
        accounts,
        ..Options::default()
    };
    for keys in ["C n n", "C G", "C Tab"] {
        let mut shell = Shell::new(Arc::clone(&timeline), &options);
        press(&mut shell, keys);
        let text = screen(&mut shell, 80, 24, true);
        assert!(text.is_ascii(), "{text}");
    }
}

#[rstest]
fn every_row_can_be_scrolled_to_at_any_size(
    #[values((40, 12), (60, 20), (200, 60), (24, 6), (1, 1))] (columns, rows): (u16, u16),
) {
    let mut shell = with_record();
    shell.update(Message::Resize { columns, rows });
    for keys in ["C", "J J J", "PageDown", "PageDown", "Tab G", "Tab n"] {
        press(&mut shell, keys);
        screen(&mut shell, columns, rows, false);
    }
    if columns >= 40 {
        press(&mut shell, "3 0 PageDown");
        let end = screen(&mut shell, columns, rows, false);
        assert!(end.contains("of 21"), "{end}");
        assert!(!end.contains("more"), "{end}");
    }
}
