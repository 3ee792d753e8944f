//! Tests of following links into sources and themes, and of what else happened at the time of an event.

use std::sync::Arc;

use annals_scene::flow::Target;
use annals_scene::layout::Pane;
use annals_scene::list::Listing;
use proptest::prelude::*;

use crate::context::Snapshot;
use crate::keys::Key;
use crate::message::Message;
use crate::shell::Shell;
use crate::test_support::{
    app, browse, follow_source, follow_theme, notice, open, press, selected_id,
};

fn view(shell: &Shell) -> Snapshot {
    shell.context().view()
}

fn list_title(shell: &Shell) -> String {
    browse(shell).list_title(shell.context()).to_string()
}

fn position(shell: &Shell) -> Option<(usize, usize)> {
    browse(shell).position(shell.context())
}

fn marked_link(shell: &Shell) -> Target {
    let browse = browse(shell);
    browse.detail().items[browse.item].target
}

#[test]
fn a_source_lists_its_events_and_back_returns_to_the_link() {
    let mut shell = app();
    press(&mut shell, "j j j + Right");
    let event = selected_id(&shell);
    press(&mut shell, "Enter G k");
    let left = view(&shell);
    press(&mut shell, "Escape");
    follow_source(&mut shell);
    let subject = browse(&shell).subject(shell.context());
    assert!(matches!(subject, Some(Target::Source(_))), "{subject:?}");
    assert_eq!(browse(&shell).pane, Pane::List);
    assert_eq!(
        list_title(&shell),
        "Source · Alibaba challenges Amazon in Europe"
    );
    assert_eq!(selected_id(&shell), event, "the event stays selected");
    assert_eq!(position(&shell), Some((4, 21)));
    press(&mut shell, "G");
    assert_eq!(position(&shell), Some((21, 21)));
    press(&mut shell, "3 G j");
    assert_eq!(position(&shell), Some((4, 21)));
    press(&mut shell, "g Enter");
    assert_eq!(browse(&shell).listing, Listing::Events);
    let cx = shell.context();
    assert_eq!(cx.place.event, cx.index().order().first().copied());
    press(&mut shell, "Backspace");
    assert_eq!(
        list_title(&shell),
        "Source · Alibaba challenges Amazon in Europe"
    );
    press(&mut shell, "Backspace");
    assert_eq!(view(&shell), left);
    press(&mut shell, "Alt-Right");
    assert_eq!(
        list_title(&shell),
        "Source · Alibaba challenges Amazon in Europe"
    );
    press(&mut shell, "Escape");
    assert_eq!(browse(&shell).listing, Listing::Events);
    press(&mut shell, "Backspace");
    assert_eq!(
        list_title(&shell),
        "Source · Alibaba challenges Amazon in Europe"
    );
}

#[test]
fn a_theme_lists_its_events_and_leads_to_its_actors() {
    let mut shell = app();
    press(&mut shell, "j j j");
    follow_theme(&mut shell);
    let title = list_title(&shell);
    let name = title.strip_prefix("Theme · ").expect("a theme").to_owned();
    let subject = browse(&shell).subject(shell.context());
    assert!(matches!(subject, Some(Target::Theme(..))), "{subject:?}");
    let events = shell.context().timeline().events.iter();
    let with_theme = events.filter(|event| event.themes.iter().any(|theme| theme.as_str() == name));
    assert_eq!(position(&shell).expect("a position").1, with_theme.count());
    press(&mut shell, "Tab");
    let first = browse(&shell).detail().items[0].target;
    assert!(matches!(first, Target::Actor(_)), "{first:?}");
    press(&mut shell, "Enter");
    assert_eq!(browse(&shell).listing, Listing::Actors);
    press(&mut shell, "Backspace");
    assert_eq!(list_title(&shell), title);
}

#[test]
fn the_events_of_a_theme_are_gathered_once() {
    let mut shell = app();
    press(&mut shell, "j j j");
    follow_theme(&mut shell);
    let first = browse(&shell).event_group.clone().expect("its events");
    press(&mut shell, "Escape");
    follow_theme(&mut shell);
    let second = browse(&shell).event_group.clone().expect("its events");
    assert!(Arc::ptr_eq(&first, &second));
}

#[test]
fn enter_goes_to_the_first_actor_or_link_of_the_detail() {
    let mut shell = app();
    press(&mut shell, "j j j Tab G Escape Enter");
    assert_eq!(
        (browse(&shell).item, browse(&shell).pane),
        (0, Pane::Detail)
    );
    let marked = marked_link(&shell);
    assert!(matches!(marked, Target::Actor(_)), "{marked:?}");
    press(&mut shell, "G");
    let marked = marked_link(&shell);
    assert!(matches!(marked, Target::Theme(..)), "{marked:?}");
    press(&mut shell, "k");
    let marked = marked_link(&shell);
    assert!(matches!(marked, Target::Source(_)), "{marked:?}");
    let mut cited = open("[source.s]\n[[event]]\ntitle='t'\nevidence=['s']\nthemes=['x']\n");
    press(&mut cited, "Enter Enter");
    assert_eq!(list_title(&cited), "Source · s");
    let mut themed = open("[[event]]\ntitle='t'\nthemes=['x']\n");
    press(&mut themed, "Enter Enter");
    assert_eq!(list_title(&themed), "Theme · x");
    let mut lonely = open("[[event]]\ntitle='t'\n");
    press(&mut lonely, "Enter");
    assert_eq!(browse(&lonely).pane, Pane::List);
    assert_eq!(
        notice(&lonely),
        "Nothing can be opened here: no actor, link, source or theme is named."
    );
}

/// Four years, one of them within an interval, and an event without a date.
const YEARS: &str = "
[[event]]\nid='a'\ntitle='t'\ndate='2001'\nthemes=['x']
[[event]]\nid='b'\ntitle='t'\ndate='2002-05'\nthemes=['x']
[[event]]\nid='long'\ntitle='long'\ndate='2000/2003'
[[event]]\nid='alone'\ntitle='t'\ndate='1950'
[[event]]\nid='undated'\ntitle='t'
";

fn at(id: &str) -> Shell {
    let mut shell = open(YEARS);
    press(&mut shell, "g");
    while selected_id(&shell) != id {
        press(&mut shell, "j");
    }
    shell
}

#[test]
fn around_an_event_is_listed_what_else_may_hold_then() {
    let mut shell = at("long");
    let before = view(&shell);
    press(&mut shell, "u");
    assert_eq!(list_title(&shell), "Meanwhile · long");
    let ids = |shell: &Shell| -> Vec<String> {
        let event_group = browse(shell).event_group().expect("its events");
        let timeline = shell.context().timeline();
        let events = event_group.events().iter();
        events
            .map(|&event| timeline.event(event).id.raw().to_owned())
            .collect()
    };
    assert_eq!(ids(&shell), ["long", "a", "b"]);
    press(&mut shell, "G");
    assert_eq!(selected_id(&shell), "b");
    assert_eq!(position(&shell), Some((3, 3)));
    let cx = shell.context();
    let event = cx.place.event.map(Target::Event);
    assert_eq!(browse(&shell).subject(cx), event, "its detail is shown");
    press(&mut shell, "u");
    assert_eq!(ids(&shell), ["long", "b"], "around the other event");
    press(&mut shell, "u");
    assert_eq!(
        (browse(&shell).listing, selected_id(&shell)),
        (Listing::Events, "b".to_owned())
    );
    press(&mut shell, "3 Backspace");
    assert_eq!(view(&shell), before);
    let mut alone = at("alone");
    press(&mut alone, "u");
    assert_eq!(
        notice(&alone),
        "No other event can be dated to the time of this one."
    );
    let mut undated = at("undated");
    press(&mut undated, "u");
    assert!(notice(&undated).contains("no date"), "{}", notice(&undated));
    assert_eq!(browse(&undated).listing, Listing::Events);
}

#[test]
fn moving_the_axis_leaves_a_listing_as_it_is() {
    let mut shell = at("a");
    follow_theme(&mut shell);
    let listed = (browse(&shell).listing, shell.context().place.event);
    press(&mut shell, "> > > >");
    assert_eq!(
        (browse(&shell).listing, shell.context().place.event),
        listed
    );
    let panned = view(&shell);
    press(&mut shell, ".");
    assert_eq!(
        browse(&shell).listing,
        Listing::Events,
        "moving along a lane leaves the listing"
    );
    press(&mut shell, "Backspace");
    assert_eq!(view(&shell), panned);
}

/// A key that leads into listings and out of them again more often than any key would.
fn any_key() -> impl Strategy<Value = Key> {
    let keys = [
        "Enter",
        "Enter",
        "Enter",
        "k",
        "j",
        "u",
        "Backspace",
        "Alt-Right",
        "Escape",
        "M",
        "'",
        "a",
        "b",
        "G",
        "g",
        "Tab",
        "PageDown",
        ".",
        "]",
        "<",
        "+",
        "0",
        "v",
        "w",
        "r",
        "d",
        "2",
    ];
    prop::sample::select(keys.to_vec()).prop_map(|key| key.parse().expect("a key"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_view_that_is_left_and_every_listing_is_on_the_way_back(
        keys in prop::collection::vec(any_key(), 1..60), columns in 30_u16..130, rows in 8_u16..40,
    ) {
        let mut shell = app();
        shell.update(Message::Resize { columns, rows });
        press(&mut shell, "j j j Enter G k Enter");
        for key in keys {
            let before = view(&shell);
            let listing = browse(&shell).listing;
            let length = shell.context().history.past.len();
            shell.update(Message::Key(key));
            let now = browse(&shell);
            prop_assert_eq!(now.listing.is_event_group(), now.event_group().is_some());
            let past = &shell.context().history.past;
            if past.len() > length {
                // Forward by a number goes through as many views.
                prop_assert_eq!(&past[length], &before, "after {}", key);
            } else if listing.is_event_group() && past.len() == length {
                let on_a_page = before.screens.len() > 1;
                prop_assert!(on_a_page || now.listing == listing, "lost after {}", key);
            }
        }
    }
}
