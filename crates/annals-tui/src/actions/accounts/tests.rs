//! Tests of switching accounts while a person stays where they are.

use annals_model::{Accounts, Grouping};
use annals_scene::list::Listing;

use super::*;
use crate::shell::Shell;
use crate::test_support::{
    article_and_record, browse, follow_source, notice, press, selected_id, top, with_accounts,
    with_record,
};

fn event_count(shell: &Shell) -> usize {
    shell.context().timeline().events.len()
}

#[test]
fn the_other_account_is_read_and_merged_and_taken_off_again() {
    let accounts: Accounts = article_and_record();
    let mut shell = with_accounts(accounts.clone(), &[0]);
    press(&mut shell, "j j j M a l l");
    assert!(
        !accounts.is_read(AccountIndex::new(1)),
        "it is not needed yet"
    );
    let (id, view) = (selected_id(&shell), shell.context().view());
    press(&mut shell, "L");
    assert_eq!(notice(&shell), "Record is on: 52 more events.");
    assert_eq!(event_count(&shell), 73);
    assert_eq!(selected_id(&shell), id);
    let cx = shell.context();
    assert_eq!(cx.place.window, view.place.window);
    let event = cx.place.event.expect("an event");
    assert_eq!(cx.marks.letter_of(event), Some('a'));
    assert_eq!(cx.lanes().grouping, Grouping::Actor);
    press(&mut shell, "L");
    assert_eq!(notice(&shell), "Record is off: 52 events fewer.");
    assert_eq!((selected_id(&shell), event_count(&shell)), (id, 21));
    assert_eq!(shell.context().view(), view);
}

#[test]
fn of_an_event_that_goes_with_its_account_the_nearest_is_selected_and_what_is_lost_is_counted() {
    let mut shell = with_record();
    press(&mut shell, "L");
    let selected = |shell: &Shell| {
        let cx = shell.context();
        cx.timeline()
            .event(cx.place.event.expect("an event"))
            .clone()
    };
    let start = |shell: &Shell| selected(shell).when.expect("a date").reach().0;
    while selected(&shell).account.index() != 1 {
        press(&mut shell, "j");
    }
    press(&mut shell, "M a Tab Enter");
    assert!(shell.context().history.has_past());
    press(&mut shell, "Backspace");
    let before = start(&shell);
    press(&mut shell, "L");
    assert_eq!(
        notice(&shell),
        "Record is off: 52 events fewer. Gone with it: 1 view of the way back, 1 mark."
    );
    let far = start(&shell).nanos_since(before).unsigned_abs();
    for (_, event) in shell.context().timeline().events.walk() {
        if let Some(when) = &event.when {
            assert!(when.reach().0.nanos_since(before).unsigned_abs() >= far);
        }
    }
    assert!(shell.context().marks.letters.is_empty());
}

#[test]
fn lanes_filter_and_notes_stay_and_a_search_is_cleared() {
    let mut shell = with_record();
    press(
        &mut shell,
        "v j Space c Tab Escape t & ~actor:jack-ma Enter",
    );
    let cx = shell.context();
    let grouping = cx.lanes().grouping;
    let terms = cx.filter().expect("a filter").terms().clone();
    press(&mut shell, "/ ~pressure Enter");
    assert!(shell.context().found().is_some());
    let passing = shell.context().shown().len();
    press(&mut shell, "L");
    let cx = shell.context();
    assert_eq!(cx.lanes().grouping, grouping);
    assert_eq!(*cx.filter().expect("a filter").terms(), terms);
    assert!(cx.shown().len() > passing && cx.shown().len() < event_count(&shell));
    assert!(cx.found().is_none() && browse(&shell).notes);
    press(&mut shell, "L");
    assert_eq!(shell.context().shown().len(), passing);
    // Lanes of another grouping are as they were left.
    while shell.context().lanes().grouping != Grouping::Actor {
        press(&mut shell, "v Tab Escape");
    }
    let arrangement = &shell.context().lanes.arrangement;
    let lanes = arrangement.places().into_iter();
    let hidden = lanes.filter(|&lane| arrangement.form(lane).hidden);
    assert_eq!(hidden.count(), 1);
}

#[test]
fn accounts_that_come_late_wait_while_a_person_types() {
    let mut shell = with_record();
    let cx = shell.context();
    let merge = request(cx, cx.options.accounts.all());
    let story = cx.story.clone();
    press(&mut shell, "/ ~ali");
    let typed = shell.context().below.clone();
    let message = Task::Merge(merge).run(&|| true).expect("an answer");
    shell.update(message.clone());
    assert_eq!(shell.context().below, typed);
    assert_eq!(event_count(&shell), 21);
    press(&mut shell, "Escape");
    assert_eq!(event_count(&shell), 73);
    // An answer about a story that is no longer shown changes nothing.
    let now = &shell.context().story.timeline;
    assert!(!Arc::ptr_eq(&story.timeline, now));
    shell.update(message);
    assert_eq!(event_count(&shell), 73);
}

#[test]
fn listings_and_pages_about_something_that_stays_stay_open() {
    let mut shell = with_record();
    press(&mut shell, "j j j");
    follow_source(&mut shell);
    let listed = |shell: &Shell| {
        let browse = browse(shell);
        assert!(matches!(browse.listing, Listing::Source(_)));
        browse
            .event_group()
            .expect("the events of a source")
            .total()
    };
    let (id, count) = (selected_id(&shell), listed(&shell));
    press(&mut shell, "L");
    assert_eq!((selected_id(&shell), listed(&shell)), (id, count));
    for (key, page) in [("w", "grid"), ("o", "story-lines"), ("r", "chain")] {
        press(&mut shell, "Escape Escape");
        press(&mut shell, key);
        let id = |shell: &Shell| {
            let cx = shell.context();
            let event = shell.top().cursor(cx).event;
            event.map(|event| cx.timeline().event(event).id.clone())
        };
        let before = id(&shell);
        press(&mut shell, "L L");
        assert_eq!(top(&shell), page);
        assert_eq!(id(&shell), before, "{page}");
        press(&mut shell, "Escape");
    }
}
