//! Tests of files that change while they are shown.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use annals_model::{Account, AccountSet, Event, Timeline};
use annals_scene::list::Listing;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::message::Message;
use crate::options::Options;
use crate::shell::Shell;
use crate::story::Story;
use crate::test_support::{
    browse, events_of, notice, press, read_as, selected_id, top, with_accounts, with_files,
};

const FIRST: AccountIndex = AccountIndex::FIRST;

fn read(text: &str) -> Timeline {
    Arc::unwrap_or_clone(read_as("story", text))
}

fn reread(shell: &mut Shell, account: usize, text: &str) -> Vec<Effect> {
    let news = FileNews::Reread {
        timeline: read_as("story", text),
        doubts: 0,
    };
    shell.update(Message::File(AccountIndex::new(account), news))
}

fn unreadable(shell: &mut Shell, account: AccountIndex, words: &str, line: Option<u32>) {
    let reason = Clean::line(words);
    let news = FileNews::Unreadable { reason, line };
    shell.update(Message::File(account, news));
}

fn not_reloaded(shell: &Shell) -> Option<String> {
    let words = shell.context().not_reloaded();
    words.map(|words| words.to_string())
}

fn event_count(shell: &Shell) -> usize {
    shell.context().timeline().events.len()
}

#[test]
fn a_saved_file_is_shown_and_the_person_stays_where_they_are() {
    let mut shell = with_files(&[&events_of("a b c d")]);
    press(&mut shell, "j M x t j + l");
    assert_eq!(selected_id(&shell), "c");
    let (window, notes) = (shell.context().place.window, browse(&shell).notes);
    reread(&mut shell, 0, &events_of("a new b c d"));
    assert_eq!(notice(&shell), "file0.toml is reloaded: 5 events, 1 new.");
    assert_eq!(selected_id(&shell), "c");
    let cx = shell.context();
    assert_eq!((cx.place.window, browse(&shell).notes), (window, notes));
    assert_eq!(event_count(&shell), 5);
    let marked = crate::actions::marks::words(cx, &cx.marks.letters[&'x']);
    assert_eq!(marked.as_str(), "b");
    reread(&mut shell, 0, &events_of("a b c d"));
    assert_eq!(notice(&shell), "file0.toml is reloaded: 4 events, 1 gone.");
    reread(&mut shell, 0, &events_of("a b c d"));
    assert_eq!(notice(&shell), "file0.toml is reloaded: 4 events.");
}

#[test]
fn an_event_with_another_title_in_the_same_place_is_the_same() {
    let text = |title: &str| {
        format!(
            "title = \"S\"\n[[event]]\ntitle = \"One\"\n[[event]]\ntitle = \"{title}\"\n[[event]]\ntitle = \"Three\"\n"
        )
    };
    let mut shell = with_files(&[&text("Two")]);
    press(&mut shell, "j");
    assert_eq!(selected_id(&shell), "two");
    reread(&mut shell, 0, &text("Two and a half"));
    assert_eq!(selected_id(&shell), "two-and-a-half");
    assert_eq!(notice(&shell), "file0.toml is reloaded: 3 events.");
}

#[test]
fn of_an_event_that_is_gone_the_nearest_in_time_is_selected() {
    let mut shell = with_files(&[&events_of("a b c d")]);
    press(&mut shell, "j j");
    reread(
        &mut shell,
        0,
        "title = \"Story\"\n[[event]]\nid = \"a\"\ndate = \"2000\"\ntitle = \"a\"\n[[event]]\nid = \"d\"\ndate = \"2003\"\ntitle = \"d\"\n",
    );
    assert_eq!(selected_id(&shell), "d");
    reread(&mut shell, 0, "title = \"Nothing left\"");
    let cx = shell.context();
    assert_eq!(cx.place.event, None);
    assert_eq!(cx.timeline().title.as_str(), "Nothing left");
    press(&mut shell, "j k Enter a + /");
    press(&mut shell, "Escape");
    reread(&mut shell, 0, &events_of("a b"));
    assert!(shell.context().place.event.is_some());
}

#[test]
fn filter_search_lanes_and_the_way_back_stay() {
    let mut shell = with_files(&[&events_of("a b c d")]);
    press(&mut shell, "& ~theme:power Enter / ~c Enter");
    let count = |shell: &Shell| shell.context().found().map(Found::count);
    let found = count(&shell);
    assert!(found.is_some());
    press(&mut shell, "v Tab Escape w");
    let cx = shell.context();
    let grouping = cx.lanes().grouping;
    let terms = cx.filter().expect("a filter").terms().clone();
    assert_eq!(top(&shell), "grid");
    reread(&mut shell, 0, &events_of("z a b c d"));
    let cx = shell.context();
    assert_eq!(cx.lanes().grouping, grouping);
    assert_eq!(*cx.filter().expect("a filter").terms(), terms);
    assert_eq!(cx.shown().len(), 5);
    assert_eq!(count(&shell), found);
    assert_eq!(top(&shell), "grid");
    assert!(shell.context().history.has_past());
    press(&mut shell, "Escape Escape Backspace");
    assert!(shell.context().place.event.is_some());
}

#[test]
fn the_selection_keeps_its_row_of_the_screen() {
    let many: Vec<String> = (0..60).map(|number| format!("e{number}")).collect();
    let many = many.join(" ");
    let mut shell = with_files(&[&events_of(&many)]);
    press(&mut shell, "3 0 j");
    let row = |shell: &Shell| {
        let cx = shell.context();
        let event = cx.place.event.expect("an event");
        cx.shown().position(event) - browse(shell).first_row
    };
    let (id, before) = (selected_id(&shell), row(&shell));
    assert!(browse(&shell).first_row > 0);
    reread(&mut shell, 0, &events_of(&format!("x1 x2 x3 {many}")));
    assert_eq!((selected_id(&shell), row(&shell)), (id, before));
}

#[rstest]
#[case::grid("w")]
#[case::story_lines("o")]
#[case::chain("r")]
#[case::actors("a j")]
#[case::detail("Tab")]
fn pages_and_panes_stay_open(#[case] keys: &str) {
    let mut shell = with_files(&[&events_of("a b c")]);
    press(&mut shell, keys);
    let open = |shell: &Shell| {
        let browse = browse(shell);
        (top(shell), browse.listing, browse.pane, browse.actor)
    };
    let before = open(&shell);
    reread(&mut shell, 0, &events_of("a b x c"));
    assert_eq!(open(&shell), before);
}

#[test]
fn an_actor_with_another_id_and_the_same_name_is_the_same() {
    let text = |id: &str| format!("title = \"S\"\n[actor.x]\n[actor.{id}]\nname = \"Jack Ma\"\n");
    let mut shell = with_files(&[&text("ma")]);
    press(&mut shell, "a j");
    reread(&mut shell, 0, &text("jack-ma"));
    let actor = browse(&shell).actor.expect("an actor");
    let name = &shell.context().timeline().actor(actor).name;
    assert_eq!(name.as_str(), "Jack Ma");
    assert_eq!(browse(&shell).listing, Listing::Actors);
}

#[test]
fn a_broken_file_keeps_the_view_and_is_named_until_it_is_corrected() {
    let mut shell = with_files(&[&events_of("a b c")]);
    press(&mut shell, "j");
    let event = shell.context().place.event;
    unreadable(&mut shell, FIRST, "a quote is missing", Some(7));
    assert!(shell.take_dirty());
    for keys in ["j", "k", "?", "Escape"] {
        press(&mut shell, keys);
        let words = not_reloaded(&shell).expect("a message");
        assert_eq!(words, "not reloaded: line 7, a quote is missing");
    }
    assert_eq!(
        (shell.context().place.event, event_count(&shell)),
        (event, 3)
    );
    reread(&mut shell, 0, &events_of("a b c d"));
    assert_eq!((not_reloaded(&shell), event_count(&shell)), (None, 4));
    unreadable(&mut shell, FIRST, "the file is gone", None);
    let words = not_reloaded(&shell);
    assert_eq!(words.as_deref(), Some("not reloaded: the file is gone"));
    shell.update(Message::File(FIRST, FileNews::Restored));
    assert_eq!(not_reloaded(&shell), None);
    assert_eq!(notice(&shell), "file0.toml is again as it was.");
}

#[test]
fn of_several_broken_files_one_is_shown_and_the_others_are_counted() {
    let mut shell = with_files(&[&events_of("a"), &events_of("b")]);
    unreadable(&mut shell, FIRST, "wrong", Some(1));
    let second = AccountIndex::new(1);
    unreadable(&mut shell, second, "bad", Some(2));
    assert_eq!(
        not_reloaded(&shell).as_deref(),
        Some("file0.toml not reloaded (and 1 more): line 1, wrong")
    );
    reread(&mut shell, 0, &events_of("a"));
    assert_eq!(
        not_reloaded(&shell).as_deref(),
        Some("file1.toml not reloaded: line 2, bad")
    );
}

#[test]
fn a_notice_that_is_being_read_stays() {
    let mut shell = with_files(&[&events_of("a b")]);
    shell.update(Message::Notice("Read me first.".to_owned()));
    reread(&mut shell, 0, &events_of("a b c"));
    assert_eq!(notice(&shell), "Read me first.");
    assert_eq!(event_count(&shell), 3);
    // A broken file withdraws the notice about the file before, which is no longer true.
    press(&mut shell, "j");
    reread(&mut shell, 0, &events_of("a b"));
    unreadable(&mut shell, FIRST, "wrong", Some(1));
    assert_eq!(notice(&shell), "");
}

#[test]
fn warnings_are_counted() {
    let mut shell = with_files(&[&events_of("a b")]);
    let news = FileNews::Reread {
        timeline: read_as("story", &events_of("a b")),
        doubts: 2,
    };
    shell.update(Message::File(FIRST, news));
    let expected = format!(
        "file0.toml is reloaded: 2 events. {}",
        annals_model::warnings_sentence(2, "")
    );
    assert_eq!(notice(&shell), expected);
}

#[test]
fn a_saved_file_waits_while_a_person_types() {
    let mut shell = with_files(&[&events_of("a b")]);
    press(&mut shell, "/ b");
    reread(&mut shell, 0, &events_of("a b c"));
    assert_eq!((top(&shell), event_count(&shell)), ("search", 2));
    // Of two saves the later one is shown.
    reread(&mut shell, 0, &events_of("a b c d"));
    press(&mut shell, "Escape");
    assert_eq!((top(&shell), event_count(&shell)), ("browse", 4));
    assert_eq!(notice(&shell), "file0.toml is reloaded: 4 events, 2 new.");
}

/// Returns the number of the card that is presented.
fn card(shell: &Shell) -> usize {
    shell.presented().expect("a presentation").place.0
}

#[test]
fn a_presentation_goes_on_at_the_same_card_or_at_the_nearest() {
    let mut shell = with_files(&[&events_of("a b c d")]);
    press(&mut shell, "j j p");
    assert_eq!(
        (top(&shell), selected_id(&shell).as_str()),
        ("present", "c")
    );
    let place = card(&shell);
    reread(&mut shell, 0, &events_of("a x b c d"));
    assert_eq!(
        (selected_id(&shell).as_str(), card(&shell)),
        ("c", place + 1)
    );
    let text = "title = \"Story\"\n[[event]]\nid = \"a\"\ndate = \"2000\"\ntitle = \"a\"\n[[event]]\nid = \"b\"\ndate = \"2002\"\ntitle = \"b\"\n[[event]]\nid = \"e\"\ndate = \"2090\"\ntitle = \"e\"\n";
    reread(&mut shell, 0, text);
    assert_eq!(
        (top(&shell), selected_id(&shell).as_str()),
        ("present", "b")
    );
    press(&mut shell, "Escape");
    assert_eq!((top(&shell), selected_id(&shell).as_str()), ("browse", "b"));
}

#[test]
fn a_tour_goes_on_at_its_step() {
    let tour = |steps: &str| {
        let mut text = events_of("a b c d");
        for step in steps.split_whitespace() {
            write!(text, "[[tour]]\nevent = \"{step}\"\n").expect("a text grows");
        }
        text
    };
    let mut shell = with_files(&[&tour("c a b")]);
    press(&mut shell, "p g Space Space");
    let (id, place) = (selected_id(&shell), card(&shell));
    reread(&mut shell, 0, &tour("d c a b"));
    assert_eq!((selected_id(&shell), card(&shell)), (id, place + 1));
}

#[test]
fn a_saved_file_waits_until_the_quiz_is_closed() {
    let mut shell = with_files(&[&events_of("a b c d e f g h")]);
    press(&mut shell, "Q");
    assert_eq!(top(&shell), "quiz");
    reread(&mut shell, 0, &events_of("a b c d e f g h i"));
    assert_eq!(
        notice(&shell),
        "file0.toml is changed; it is shown when this page is closed."
    );
    press(&mut shell, "? Escape");
    assert_eq!((top(&shell), event_count(&shell)), ("quiz", 8));
    press(&mut shell, "Escape");
    assert_eq!((top(&shell), event_count(&shell)), ("browse", 9));
}

#[test]
fn an_account_that_is_off_stays_off_and_is_new_when_it_is_switched_on() {
    let mut shell = with_files(&[&events_of("a b"), &events_of("c d")]);
    press(&mut shell, "L");
    assert_eq!(event_count(&shell), 2);
    press(&mut shell, "j");
    reread(&mut shell, 1, &events_of("c d e"));
    assert_eq!(event_count(&shell), 2);
    let on = accounts_on(&shell.context().story);
    assert_eq!(on, AccountSet::from([FIRST]));
    assert_eq!(notice(&shell), "file1.toml is reloaded: 2 events.");
    press(&mut shell, "L");
    assert_eq!(event_count(&shell), 5);
    // Two files may have the same id for different events.
    press(&mut shell, "G");
    let selected = |shell: &Shell| {
        let cx = shell.context();
        let event = cx.timeline().event(cx.place.event.expect("an event"));
        (event.title.clone(), event.account.index())
    };
    let before = selected(&shell);
    reread(&mut shell, 0, &events_of("a b e"));
    assert_eq!(selected(&shell), before);
    assert_eq!(before.1, 1);
}

#[test]
fn two_files_with_one_id_stay_apart() {
    let mut shell = with_files(&[&events_of("a"), &events_of("b")]);
    let ids = |shell: &Shell| -> Vec<String> {
        let accounts = shell.context().timeline().accounts.iter();
        let ids = accounts.map(|account: &Account| account.id.raw().to_owned());
        ids.collect()
    };
    reread(&mut shell, 0, &events_of("a c"));
    assert_eq!(ids(&shell), ["story", "story-2"]);
    reread(&mut shell, 1, &events_of("b d"));
    assert_eq!(ids(&shell), ["story", "story-2"]);
}

/// A timeline with many events.
fn many(name: &str, count: usize) -> Timeline {
    let mut timeline = read(&format!("title = \"{name}\"\nid = \"{name}\""));
    let event = |number: usize| {
        let id = Clean::line(&format!("e{number}"));
        Event::new(id.clone(), id)
    };
    timeline.events = (0..count).map(event).collect();
    timeline
}

/// Returns the only thing that is asked for, which is work in the background.
fn task(effects: Vec<Effect>) -> Task {
    match effects.into_iter().next() {
        Some(Effect::Run(task)) => task,
        other => panic!("no work in the background: {other:?}"),
    }
}

#[test]
fn many_events_are_merged_in_the_background_and_the_newest_reading_counts() {
    let mut shell = with_files(&[&events_of("a b")]);
    let news = |count| {
        let timeline = Arc::new(many("many", count));
        Message::File(
            FIRST,
            FileNews::Reread {
                timeline,
                doubts: 0,
            },
        )
    };
    let first = task(shell.update(news(MANY + 1)));
    assert_eq!(event_count(&shell), 2, "what is shown stays usable");
    press(&mut shell, "j");
    let second = task(shell.update(news(MANY + 2)));
    assert_eq!(first.name(), second.name(), "the second replaces the first");
    shell.update(second.run(&|| true).expect("an answer"));
    assert_eq!(event_count(&shell), MANY + 2);
    shell.update(first.run(&|| true).expect("an answer"));
    assert_eq!(event_count(&shell), MANY + 2);
}

#[test]
fn an_account_that_is_being_switched_while_a_file_is_saved_is_switched() {
    let accounts = Accounts::new(vec![many("one", MANY), many("two", MANY)]);
    let mut shell = with_accounts(accounts, &[0]);
    assert!(matches!(
        press(&mut shell, "L").as_slice(),
        [Effect::Run(Task::Merge(_))]
    ));
    let news = FileNews::Reread {
        timeline: read_as("story", &events_of("a b")),
        doubts: 0,
    };
    let task = task(shell.update(Message::File(FIRST, news)));
    shell.update(task.run(&|| true).expect("an answer"));
    assert_eq!(event_count(&shell), MANY + 2);
}

#[test]
fn a_file_that_is_saved_before_the_story_is_ready_is_not_lost() {
    let timeline = read_as("story", &events_of("a b"));
    let options = Options {
        accounts: Accounts::new(vec![(*timeline).clone()]),
        ..Options::default()
    };
    let mut shell = Shell::waiting_for(&timeline.title, "Arranging.", &options);
    reread(&mut shell, 0, &events_of("a b c"));
    assert!(shell.context().progress.waiting.is_some());
    let grouping = options.grouping(&timeline);
    shell.update(Message::Opened(Story::new(timeline, grouping)));
    assert_eq!(event_count(&shell), 3);
}

#[test]
fn news_of_an_account_that_does_not_exist_does_nothing() {
    let mut shell = with_files(&[&events_of("a")]);
    assert_eq!(reread(&mut shell, 7, &events_of("b")), []);
    assert_eq!(event_count(&shell), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn files_saved_on_any_screen_keep_everything_in_range(
        steps in prop::collection::vec((0_usize..14, prop::collection::vec(0_u8..9, 0..7)), 1..12),
    ) {
        const KEYS: [&str; 14] = [
            "j", "G", "Enter", "a", "p Space", "Escape", "w", "r", "L", "C", "Backspace", "/ ~e Enter", "M a", "Q",
        ];
        let mut shell = with_files(&[&events_of("e0 e1 e2 e3"), &events_of("e2 f1")]);
        for (step, (key, events)) in steps.into_iter().enumerate() {
            press(&mut shell, KEYS[key]);
            let events: BTreeSet<u8> = events.into_iter().collect();
            let events: Vec<String> = events.iter().map(|event| format!("e{event}")).collect();
            reread(&mut shell, step % 2, &events_of(&events.join(" ")));
            let (cx, actor) = (shell.context(), browse(&shell).actor);
            let (timeline, event) = (cx.timeline(), cx.place.event);
            prop_assert!(event.is_none_or(|event| event.index() < timeline.events.len()));
            prop_assert_eq!(event.is_none(), timeline.events.is_empty());
            prop_assert!(actor.is_none_or(|actor| actor.index() < timeline.actors.len()));
        }
        press(&mut shell, "Escape Escape Escape Escape");
        press(&mut shell, "Backspace Backspace Backspace");
    }
}
