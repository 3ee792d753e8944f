//! Tests of a table that is still being read while its first rows are shown.

use std::sync::Arc;

use annals_model::{AccountIndex, Accounts};

use super::*;
use crate::context::FileNews;
use crate::message::{Effect, Message};
use crate::shell::Shell;
use crate::test_support::{browse, notice, press, timeline, with_accounts};

fn loading() -> Loading {
    Loading {
        name: Clean::own("log.csv"),
        come: 12_345_678,
        all: Some(97_400_000),
        events: 120_000,
        left: Some(2),
    }
}

/// The text of a story with an event a year.
fn story(count: usize) -> String {
    let event = |place| {
        let year = 2000 + place;
        format!("[[event]]\nid = \"e{place}\"\ndate = \"{year}\"\ntitle = \"E\"\n")
    };
    let events: String = (0..count).map(event).collect();
    format!("title = \"Log\"\n{events}")
}

/// Opens a story of which more is being read.
fn reading(count: usize) -> Shell {
    let read = Arc::unwrap_or_clone(timeline(&story(count)));
    let mut shell = with_accounts(Accounts::new(vec![read]), &[0]);
    shell.update(Message::Loading(Some(loading())));
    shell
}

fn grow(shell: &mut Shell, count: usize) {
    let timeline = timeline(&story(count));
    let news = FileNews::Grown { timeline };
    shell.update(Message::File(AccountIndex::FIRST, news));
}

#[test]
fn escape_stops_the_reading_once_nothing_else_is_open() {
    let mut shell = reading(3);
    press(&mut shell, "Tab");
    assert_eq!(press(&mut shell, "Escape"), []);
    assert_eq!(press(&mut shell, "Escape"), [Effect::StopLoading]);
    shell.update(Message::Loading(None));
    assert_eq!(press(&mut shell, "Escape"), []);
}

#[test]
fn a_window_of_the_whole_story_grows_with_it() {
    let mut shell = reading(3);
    press(&mut shell, "j");
    let selected = |shell: &Shell| browse(shell).selected_event(shell.context());
    let (event, window) = (selected(&shell), shell.context().place.window);
    grow(&mut shell, 9);
    assert_eq!(shell.context().timeline().events.len(), 9);
    assert_eq!(selected(&shell), event);
    assert!(shell.context().place.window.end() > window.end());
    assert_eq!(notice(&shell), "");
}

/// Many rows are indexed in the background: the last ones are shown when nothing is being read any more.
#[test]
fn the_whole_is_shown_at_the_end() {
    let mut shell = reading(3);
    grow(&mut shell, 5);
    shell.update(Message::Loading(None));
    grow(&mut shell, 9);
    let cx = shell.context();
    assert_eq!(cx.place.window, cx.extent.whole);
}

#[test]
fn a_window_that_a_person_chose_stays() {
    let mut shell = reading(3);
    press(&mut shell, "+");
    let before = shell.context().place.window;
    grow(&mut shell, 9);
    assert_eq!(shell.context().place.window, before);
}

#[test]
fn progress_is_described_in_words() {
    let loading = loading();
    assert_eq!(
        loading.words().as_str(),
        "log.csv: 12.3 of 97.4 MB, 120,000 events, 2 s left"
    );
    let share = loading.share().expect("a share");
    assert!((share - 0.1267).abs() < 0.001);
    let endless = Loading {
        all: None,
        left: None,
        events: 1,
        ..loading
    };
    assert_eq!(endless.words().as_str(), "log.csv: 12.3 MB, 1 event");
    assert_eq!(endless.share(), None);
    let long = Loading {
        left: Some(61),
        ..endless
    };
    assert!(long.words().as_str().ends_with("2 min left"));
}
