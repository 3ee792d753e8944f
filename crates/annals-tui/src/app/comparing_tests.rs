//! Tests of the page of accounts side by side.

use super::laying_tests::{app, notice, of, several};
use super::tests::{press, selected_id};
use super::*;
use annals_model::LayerIndex;

fn claim(app: &App) -> String {
    let (_, state) = app.compared().expect("the page");
    app.timeline().event(state.claim).id.raw().to_owned()
}

fn remark(app: &App) -> String {
    let (page, _) = app.compared().expect("the page");
    page.remark.to_string()
}

#[test]
fn the_page_opens_on_the_selected_claim_and_leaves_the_layers_as_they_were() {
    let mut app = app();
    let accounts = app.options.accounts.clone();
    press(&mut app, "j j j");
    let (id, before) = (selected_id(&app), app.view().clone());
    assert!(!accounts.is_read(LayerIndex::new(1)));
    press(&mut app, "C");
    assert_eq!(
        (app.mode(), claim(&app), app.layers_on().len()),
        (Mode::Compare, id.clone(), 2)
    );
    assert!(app.notice().is_none(), "the page says what there is");
    press(&mut app, "Escape");
    assert_eq!((app.mode(), selected_id(&app)), (Mode::Browse, id));
    assert_eq!(app.timeline().events.len(), 21);
    // Back to the page lays the record over again, and back once more takes it off.
    press(&mut app, "Backspace");
    assert_eq!(
        (app.mode(), app.timeline().events.len()),
        (Mode::Compare, 73)
    );
    press(&mut app, "Backspace");
    assert_eq!((app.timeline().events.len(), app.view()), (21, &before));
    press(&mut app, "Alt-Right");
    assert_eq!(
        (app.mode(), app.timeline().events.len()),
        (Mode::Compare, 73)
    );
    press(&mut app, "C");
    assert_eq!(
        (app.mode(), app.timeline().events.len()),
        (Mode::Browse, 21)
    );
}

#[test]
fn claims_are_gone_through_to_the_last_one() {
    let mut app = app();
    press(&mut app, "g C");
    assert_eq!(remark(&app), "1 / 21");
    press(&mut app, "n j Space");
    assert_eq!(remark(&app), "4 / 21");
    press(&mut app, "N k");
    assert_eq!(remark(&app), "2 / 21");
    press(&mut app, "G");
    assert_eq!(remark(&app), "21 / 21");
    press(&mut app, "n");
    assert_eq!(notice(&app), "This is the last claim.");
    press(&mut app, "9 N");
    assert_eq!(remark(&app), "12 / 21");
    press(&mut app, "g N");
    assert_eq!(notice(&app), "This is the first claim.");
}

#[test]
fn an_event_of_the_record_is_followed_with_its_layer_on_and_gone_back_from() {
    let mut app = app();
    press(&mut app, "j j j C");
    let here = claim(&app);
    press(&mut app, "l Enter");
    assert_eq!(
        (app.mode(), app.timeline().events.len()),
        (Mode::Browse, 73)
    );
    let event = app.view().event.expect("an event");
    assert_eq!(app.timeline().event(event).layer, LayerIndex::new(1));
    press(&mut app, "Backspace");
    assert_eq!((app.mode(), claim(&app)), (Mode::Compare, here));
    press(&mut app, "Escape");
    assert_eq!(app.timeline().events.len(), 21);
    // What somebody chooses meanwhile stays.
    press(&mut app, "C l Enter L L Backspace");
    press(&mut app, "Escape");
    assert_eq!(app.timeline().events.len(), 73);
    // From an event of the record, the page opens on the claim that it is compared with.
    press(&mut app, "C l Enter C");
    assert_eq!(app.mode(), Mode::Compare);
}

#[test]
fn disagreements_lead_to_claims_and_to_events() {
    let mut app = app();
    press(&mut app, "C Tab");
    let (page, state) = app.compared().unwrap();
    assert_eq!(state.dispute, Some(0));
    let claims = page.stops.iter().filter(|stop| stop.is_claim).count();
    press(&mut app, "j Enter");
    let wanted = page.stops[1].events[0];
    let (_, state) = app.compared().unwrap();
    assert_eq!((state.claim, state.dispute), (wanted, None));
    press(&mut app, "Backspace");
    assert_eq!(app.compared().unwrap().1.dispute, Some(1));
    for _ in 1..claims {
        press(&mut app, "j");
    }
    press(&mut app, "Enter");
    assert_eq!(app.mode(), Mode::Browse);
    assert_eq!(app.view().event, page.stops[claims].events.first().copied());
    press(&mut app, "Backspace Tab");
    assert_eq!(app.compared().unwrap().1.dispute, None);
}

#[test]
fn where_nothing_can_be_compared_one_sentence_says_so() {
    let mut app = of(several(&["one"]), &[0]);
    press(&mut app, "C");
    assert!(notice(&app).starts_with("There is only one account here"));
    let mut app = of(several(&["one", "two"]), &[0]);
    press(&mut app, "C");
    assert!(notice(&app).starts_with("These accounts say nothing about each other"));
    assert_eq!((app.mode(), app.layers_on().len()), (Mode::Browse, 1));
}

#[test]
fn nothing_is_said_of_accounts_before_the_story_is_there() {
    let title = annals_model::text::Clean::own("A story");
    let mut app = App::waiting_for(&title, "Arranging.", &Options::default());
    for key in ["C", "L"] {
        press(&mut app, key);
        assert_eq!((app.notice(), app.mode()), (None, Mode::Browse));
    }
}
