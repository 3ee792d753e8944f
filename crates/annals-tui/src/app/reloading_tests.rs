//! Tests of files that change while they are shown.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use rstest::rstest;

use super::laying_tests::notice;
use super::tests::{press, selected_id};
use super::*;
use annals_model::text::Clean;
use annals_model::{Accounts, Layer, LayerIndex, Layers, Timeline, native};
use annals_scene::list::Listing;

const FIRST: LayerIndex = LayerIndex::FIRST;

fn read(text: &str) -> Timeline {
    let reading = native::read("story", text);
    reading.timeline.expect("a whole timeline")
}

/// A story of files with these texts, all on.
fn of(texts: &[&str]) -> App {
    let accounts = Accounts::new(texts.iter().map(|text| read(text)).collect());
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let names = (0..texts.len()).map(|place| Clean::line(&format!("file{place}.toml")));
    let options = Options {
        accounts,
        origins: names.map(Origin::File).collect(),
        ..Options::default()
    };
    App::new(timeline, &options)
}

fn reread(app: &mut App, layer: usize, text: &str) -> Option<Effect> {
    let news = FileNews::Reread {
        timeline: Arc::new(read(text)),
        doubts: 0,
    };
    app.update(Message::File(LayerIndex::new(layer), news))
}

fn broken(app: &mut App, words: &str, line: Option<u32>) {
    let words = Clean::line(words);
    let news = FileNews::Unreadable { words, line };
    app.update(Message::File(FIRST, news));
}

/// Events with these ids, a year after each other; `id=title` gives one a title.
fn story(events: &str) -> String {
    let mut text = "title = \"Story\"\n[actor.ma]\n[actor.jo]\n".to_owned();
    for (year, event) in (2000..).zip(events.split_whitespace()) {
        let (id, title) = event.split_once('=').unwrap_or((event, event));
        write!(
            text,
            "[[event]]\nid = \"{id}\"\ntitle = \"{title}\"\ndate = \"{year}\"\nactors = [\"ma\"]\nthemes = [\"power\"]\n",
        )
        .expect("a text grows");
    }
    text
}

#[test]
fn a_save_is_shown_and_the_person_stays_where_they_are() {
    let mut app = of(&[&story("a b c d")]);
    press(&mut app, "j M x t j + l");
    assert_eq!(selected_id(&app), "c");
    let (window, notes) = (app.view().window, app.view().notes);
    reread(&mut app, 0, &story("a new b c d"));
    assert_eq!(notice(&app), "file0.toml is reloaded: 5 events, 1 new.");
    assert_eq!(
        (selected_id(&app), app.view().window),
        ("c".to_owned(), window)
    );
    assert_eq!((app.view().notes, app.timeline().events.len()), (notes, 5));
    let marked = app.marks().next().map(|(_, marked)| app.mark_words(marked));
    assert_eq!(marked.expect("a mark").as_str(), "b");
    reread(&mut app, 0, &story("a b c d"));
    assert_eq!(notice(&app), "file0.toml is reloaded: 4 events, 1 gone.");
    reread(&mut app, 0, &story("a b c d"));
    assert_eq!(notice(&app), "file0.toml is reloaded: 4 events.");
}

#[test]
fn a_title_that_is_changed_is_the_same_event_in_its_place() {
    let text = |title: &str| {
        format!(
            "title = \"S\"\n[[event]]\ntitle = \"One\"\n[[event]]\ntitle = \"{title}\"\n[[event]]\ntitle = \"Three\"\n"
        )
    };
    let mut app = of(&[&text("Two")]);
    press(&mut app, "j");
    assert_eq!(selected_id(&app), "two");
    reread(&mut app, 0, &text("Two and a half"));
    assert_eq!(selected_id(&app), "two-and-a-half");
    assert_eq!(notice(&app), "file0.toml is reloaded: 3 events.");
}

#[test]
fn of_an_event_that_is_gone_the_nearest_in_time_is_selected() {
    let mut app = of(&[&story("a b c d")]);
    press(&mut app, "j j");
    reread(
        &mut app,
        0,
        "title = \"Story\"\n[[event]]\nid = \"a\"\ndate = \"2000\"\ntitle = \"a\"\n[[event]]\nid = \"d\"\ndate = \"2003\"\ntitle = \"d\"\n",
    );
    assert_eq!(selected_id(&app), "d");
    reread(&mut app, 0, "title = \"Nothing left\"");
    assert_eq!(
        (app.view().event, app.timeline().title.as_str()),
        (None, "Nothing left")
    );
    press(&mut app, "j k Enter a + /");
    press(&mut app, "Escape");
    reread(&mut app, 0, &story("a b"));
    assert!(app.view().event.is_some());
}

#[test]
fn filter_search_lanes_way_back_and_page_stay() {
    let mut app = of(&[&story("a b c d")]);
    press(&mut app, "& t h e m e : p o w e r Enter");
    press(&mut app, "/ c Enter");
    let found = app.found().expect("a search").count();
    press(&mut app, "v Tab Escape G");
    let (grouping, terms) = (
        app.lanes().grouping,
        app.filter().expect("a filter").terms().clone(),
    );
    press(&mut app, "m");
    let page = matches!(
        app.view().page,
        Page::Grid(_) | Page::StoryLines(_) | Page::Chain(_)
    );
    reread(&mut app, 0, &story("z a b c d"));
    assert_eq!(app.lanes().grouping, grouping);
    assert_eq!(*app.filter().expect("a filter").terms(), terms);
    assert_eq!(app.shown().len(), 5);
    assert_eq!(app.found().expect("still searched").count(), found);
    assert_eq!(
        matches!(
            app.view().page,
            Page::Grid(_) | Page::StoryLines(_) | Page::Chain(_)
        ),
        page
    );
    assert!(app.has_history());
    press(&mut app, "Escape Escape Backspace");
    assert!(app.view().event.is_some());
}

#[test]
fn the_selection_keeps_its_row_of_the_screen() {
    let many: Vec<String> = (0..60).map(|number| format!("e{number}")).collect();
    let many = many.join(" ");
    let mut app = of(&[&story(&many)]);
    press(&mut app, "3 0 j");
    let row = |app: &App| {
        let shown = app.shown();
        let event = app.view().event.expect("an event");
        annals_scene::list::row_of_event(&shown, event) - app.view().first_row
    };
    let (id, before) = (selected_id(&app), row(&app));
    assert!(app.view().first_row > 0);
    reread(&mut app, 0, &story(&format!("x1 x2 x3 {many}")));
    assert_eq!((selected_id(&app), row(&app)), (id, before));
}

#[rstest]
#[case::grid("g")]
#[case::actors("a j")]
#[case::detail("Tab")]
#[case::chain("c")]
fn pages_and_panes_stay_open(#[case] keys: &str) {
    let mut app = of(&[&story("a b c")]);
    press(&mut app, keys);
    let (mode, listing, pane) = (app.mode(), app.view().listing, app.view().pane);
    let actor = app.view().actor;
    reread(&mut app, 0, &story("a b x c"));
    assert_eq!(
        (app.mode(), app.view().listing, app.view().pane),
        (mode, listing, pane)
    );
    assert_eq!(app.view().actor, actor);
}

#[test]
fn an_actor_that_has_another_id_is_the_same_by_name() {
    let text = |id: &str| format!("title = \"S\"\n[actor.x]\n[actor.{id}]\nname = \"Jack Ma\"\n");
    let mut app = of(&[&text("ma")]);
    press(&mut app, "a j");
    reread(&mut app, 0, &text("jack-ma"));
    let actor = app.view().actor.expect("an actor");
    assert_eq!(app.timeline().actor(actor).name.as_str(), "Jack Ma");
    assert_eq!(app.view().listing, Listing::Actors);
}

#[test]
fn a_broken_save_keeps_the_view_and_its_banner_stays_until_it_is_mended() {
    let mut app = of(&[&story("a b c")]);
    press(&mut app, "j");
    let view = app.view().clone();
    broken(&mut app, "file0.toml:7:3: a quote is missing", Some(7));
    assert!(app.take_changed());
    for keys in ["j", "k", "?", "Escape"] {
        press(&mut app, keys);
        let banner = app.banner().expect("a banner");
        assert_eq!(banner.as_str(), "file0.toml:7:3: a quote is missing");
    }
    assert_eq!(
        (app.view().event, app.timeline().events.len()),
        (view.event, 3)
    );
    reread(&mut app, 0, &story("a b c d"));
    assert_eq!((app.banner(), app.timeline().events.len()), (None, 4));
    broken(
        &mut app,
        "file0.toml is gone; what was read stays on screen.",
        None,
    );
    app.update(Message::File(FIRST, FileNews::Restored));
    assert_eq!(app.banner(), None);
    assert_eq!(notice(&app), "file0.toml is again as it was.");
}

#[test]
fn of_several_broken_files_one_is_shown_and_the_others_are_counted() {
    let mut app = of(&[&story("a"), &story("b")]);
    broken(&mut app, "file0.toml:1:1: wrong", Some(1));
    let news = FileNews::Unreadable {
        words: Clean::own("file1.toml:2:2: wrong"),
        line: Some(2),
    };
    app.update(Message::File(LayerIndex::new(1), news));
    let banner = |app: &App| app.banner().map(|banner| banner.to_string());
    assert_eq!(
        banner(&app).as_deref(),
        Some("(and 1 more) file0.toml:1:1: wrong")
    );
    reread(&mut app, 0, &story("a"));
    assert_eq!(banner(&app).as_deref(), Some("file1.toml:2:2: wrong"));
}

#[test]
fn a_notice_that_is_being_read_stays() {
    let mut app = of(&[&story("a b")]);
    app.update(Message::Notice("Read me first.".to_owned()));
    reread(&mut app, 0, &story("a b c"));
    assert_eq!(
        (notice(&app), app.timeline().events.len()),
        ("Read me first.", 3)
    );
    // A broken file takes back what was said of the one before, as that is not so any more.
    press(&mut app, "j");
    reread(&mut app, 0, &story("a b"));
    broken(&mut app, "file0.toml:1:1: wrong", Some(1));
    assert_eq!(app.notice(), None);
}

#[test]
fn doubts_are_told() {
    let mut app = of(&[&story("a b")]);
    let news = FileNews::Reread {
        timeline: Arc::new(read(&story("a b"))),
        doubts: 2,
    };
    app.update(Message::File(FIRST, news));
    assert_eq!(
        notice(&app),
        "file0.toml is reloaded: 2 events. 2 things may not be as meant; annals check shows them."
    );
}

#[test]
fn what_is_being_written_is_not_disturbed() {
    let mut app = of(&[&story("a b")]);
    press(&mut app, "/ b");
    reread(&mut app, 0, &story("a b c"));
    assert_eq!((app.mode(), app.timeline().events.len()), (Mode::Prompt, 2));
    // Of two saves the later one is shown.
    reread(&mut app, 0, &story("a b c d"));
    press(&mut app, "Escape");
    assert_eq!((app.mode(), app.timeline().events.len()), (Mode::Browse, 4));
    assert_eq!(notice(&app), "file0.toml is reloaded: 4 events, 2 new.");
}

#[test]
fn a_presentation_goes_on_at_the_same_card_or_at_the_nearest() {
    let card = |app: &App| {
        let event = app.view().event.expect("an event");
        assert_eq!(app.mode(), Mode::Present);
        (
            app.timeline().event(event).id.raw().to_owned(),
            app.card_place().expect("a card").0,
        )
    };
    let mut app = of(&[&story("a b c d")]);
    press(&mut app, "j j p");
    let (id, place) = card(&app);
    assert_eq!(id, "c");
    reread(&mut app, 0, &story("a x b c d"));
    assert_eq!(card(&app), ("c".to_owned(), place + 1));
    let text = "title = \"Story\"\n[[event]]\nid = \"a\"\ndate = \"2000\"\ntitle = \"a\"\n[[event]]\nid = \"b\"\ndate = \"2002\"\ntitle = \"b\"\n[[event]]\nid = \"e\"\ndate = \"2090\"\ntitle = \"e\"\n";
    reread(&mut app, 0, text);
    assert_eq!(card(&app).0, "b");
    press(&mut app, "Escape");
    assert_eq!(
        (app.mode(), selected_id(&app)),
        (Mode::Browse, "b".to_owned())
    );
}

#[test]
fn a_tour_goes_on_at_its_step() {
    let tour = |steps: &str| {
        let mut text = story("a b c d");
        for step in steps.split_whitespace() {
            write!(text, "[[tour]]\nevent = \"{step}\"\n").expect("a text grows");
        }
        text
    };
    let mut app = of(&[&tour("c a b")]);
    press(&mut app, "p g Space Space");
    let shown = |app: &App| (selected_id(app), app.card_place().expect("a card").0);
    let (id, place) = shown(&app);
    reread(&mut app, 0, &tour("d c a b"));
    assert_eq!(shown(&app), (id, place + 1));
}

#[test]
fn a_quiz_is_not_left_and_what_was_saved_is_shown_after_it() {
    let mut app = of(&[&story("a b c d e f g h")]);
    press(&mut app, "Q");
    assert_eq!(app.mode(), Mode::Quiz);
    reread(&mut app, 0, &story("a b c d e f g h i"));
    assert_eq!(
        notice(&app),
        "file0.toml is changed; it is shown when the quiz is left."
    );
    press(&mut app, "? Escape");
    assert_eq!((app.mode(), app.timeline().events.len()), (Mode::Quiz, 8));
    press(&mut app, "Escape");
    assert_eq!((app.mode(), app.timeline().events.len()), (Mode::Browse, 9));
}

#[test]
fn layers_that_are_off_stay_off_and_are_new_when_they_are_switched_on() {
    let mut app = of(&[&story("a b"), &story("c d")]);
    press(&mut app, "L");
    assert_eq!(app.timeline().events.len(), 2);
    press(&mut app, "j");
    reread(&mut app, 1, &story("c d e"));
    assert_eq!(app.timeline().events.len(), 2);
    assert_eq!(app.layers_on(), Layers::from([FIRST]));
    assert_eq!(notice(&app), "file1.toml is reloaded: 2 events.");
    press(&mut app, "L");
    assert_eq!(app.timeline().events.len(), 5);
    // An id that two files have does not make an event another one.
    press(&mut app, "G");
    let title = |app: &App| {
        app.timeline()
            .event(app.view().event.expect("one"))
            .title
            .clone()
    };
    let before = title(&app);
    reread(&mut app, 0, &story("a b e"));
    assert_eq!(title(&app), before);
    assert_eq!(
        app.timeline()
            .event(app.view().event.expect("one"))
            .layer
            .place(),
        1
    );
}

#[test]
fn two_files_of_one_id_stay_apart() {
    let mut app = of(&[&story("a"), &story("b")]);
    reread(&mut app, 0, &story("a c"));
    let ids: Vec<&str> = app
        .timeline()
        .layers
        .iter()
        .map(|layer: &Layer| layer.id.raw())
        .collect();
    assert_eq!(ids, ["story", "story-2"]);
    reread(&mut app, 1, &story("b d"));
    let ids: Vec<&str> = app
        .timeline()
        .layers
        .iter()
        .map(|layer: &Layer| layer.id.raw())
        .collect();
    assert_eq!(ids, ["story", "story-2"]);
}

#[test]
fn many_events_are_laid_beside_the_screen_and_the_newest_reading_counts() {
    let many = |count: usize| {
        let mut timeline = read("title = \"Many\"");
        let event = |number: usize| {
            annals_model::Event::new(
                Clean::line(&format!("e{number}")),
                Clean::line(&format!("Event {number}")),
            )
        };
        timeline.events = (0..count).map(event).collect();
        Arc::new(timeline)
    };
    let mut app = of(&[&story("a b")]);
    let news = |count| {
        let timeline = many(count);
        Message::File(
            FIRST,
            FileNews::Reread {
                timeline,
                doubts: 0,
            },
        )
    };
    let Some(Effect::Run(first)) = app.update(news(MANY + 1)) else {
        panic!("not beside the screen");
    };
    assert_eq!(app.timeline().events.len(), 2, "what is shown stays usable");
    press(&mut app, "j");
    let Some(Effect::Run(second)) = app.update(news(MANY + 2)) else {
        panic!("not beside the screen");
    };
    assert_eq!(first.name(), second.name(), "the first one is overtaken");
    let message = second.run(&|| true).expect("an answer");
    app.update(message);
    assert_eq!(app.timeline().events.len(), MANY + 2);
    let late = first.run(&|| true).expect("an answer");
    app.update(late);
    assert_eq!(app.timeline().events.len(), MANY + 2);
}

#[test]
fn a_layer_that_is_being_switched_while_a_file_is_saved_is_switched() {
    let timeline = |name: &str| {
        let mut timeline = read(&format!("title = \"{name}\"\nid = \"{name}\""));
        let event = |number: usize| {
            let id = Clean::line(&format!("e{number}"));
            annals_model::Event::new(id.clone(), id)
        };
        timeline.events = (0..MANY).map(event).collect();
        timeline
    };
    let accounts = Accounts::new(vec![timeline("one"), timeline("two")]);
    let options = Options {
        accounts: accounts.clone(),
        ..Options::default()
    };
    let mut app = App::new(accounts.overlay(&Layers::from([FIRST])).timeline, &options);
    assert!(matches!(
        press(&mut app, "L"),
        Some(Effect::Run(Task::Lay(_)))
    ));
    let news = FileNews::Reread {
        timeline: Arc::new(read(&story("a b"))),
        doubts: 0,
    };
    let Some(Effect::Run(task)) = app.update(Message::File(FIRST, news)) else {
        panic!("not beside the screen");
    };
    app.update(task.run(&|| true).expect("an answer"));
    assert_eq!(app.timeline().events.len(), MANY + 2);
}

#[test]
fn a_save_while_the_story_is_still_being_arranged_is_not_lost() {
    let timeline = Arc::new(read(&story("a b")));
    let options = Options {
        accounts: Accounts::new(vec![(*timeline).clone()]),
        ..Options::default()
    };
    let mut app = App::waiting_for(&timeline.title, "Arranging.", &options);
    reread(&mut app, 0, &story("a b c"));
    assert!(app.waiting().is_some());
    let grouping = options.grouping(&timeline);
    app.update(Message::Opened(Story::new(timeline, grouping)));
    assert_eq!(app.timeline().events.len(), 3);
}

#[rstest]
#[case::event("j j", Some(16), None)]
#[case::broken("j j", Some(7), Some(7))]
#[case::actor("a j", Some(3), None)]
fn the_editor_is_asked_for_where_the_selection_is_written(
    #[case] keys: &str,
    #[case] line: Option<u32>,
    #[case] broken_at: Option<u32>,
) {
    let mut app = of(&[&story("a b c")]);
    press(&mut app, keys);
    if let Some(line) = broken_at {
        broken(&mut app, "file0.toml:7:1: wrong", Some(line));
    }
    let edited = Edited { layer: FIRST, line };
    let effect = press(&mut app, "e");
    assert_eq!(effect, Some(Effect::Edit(edited)));
}

#[rstest]
#[case(
    Origin::Bundled("alibaba"),
    "This story is part of annals; annals convert @alibaba story.toml makes a copy to edit."
)]
#[case(
    Origin::Passing,
    "This came from a pipe, so there is no file of it to edit."
)]
fn what_has_no_file_says_so(#[case] origin: Origin, #[case] words: &str) {
    let mut app = of(&[&story("a b c")]);
    app.options.origins = vec![origin];
    assert_eq!(press(&mut app, "e"), None);
    assert_eq!(notice(&app), words);
}

#[test]
fn news_of_a_layer_that_there_is_not_do_nothing() {
    let mut app = of(&[&story("a")]);
    assert_eq!(reread(&mut app, 7, &story("b")), None);
    assert_eq!(app.timeline().events.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_saved_wherever_one_is_nothing_breaks(
        steps in prop::collection::vec((0_usize..14, prop::collection::vec(0_u8..9, 0..7)), 1..12),
    ) {
        const KEYS: [&str; 14] = [
            "j", "G", "Enter", "a", "p Space", "Escape", "g", "c", "L", "C", "Backspace", "/ e Enter", "M a", "Q",
        ];
        let mut app = of(&[&story("e0 e1 e2 e3"), &story("e2 f1")]);
        for (step, (key, events)) in steps.into_iter().enumerate() {
            press(&mut app, KEYS[key]);
            let mut known = std::collections::BTreeSet::new();
            let events: Vec<_> = events.into_iter().filter(|event| known.insert(*event)).map(|event| format!("e{event}")).collect();
            reread(&mut app, step % 2, &story(&events.join(" ")));
            let view = app.view();
            let timeline = app.timeline();
            prop_assert!(view.event.is_none_or(|event| event.place() < timeline.events.len()));
            prop_assert_eq!(view.event.is_none(), timeline.events.is_empty());
            prop_assert!(view.actor.is_none_or(|actor| actor.place() < timeline.actors.len()));
        }
        press(&mut app, "Escape Escape Escape Escape");
        press(&mut app, "Backspace Backspace Backspace");
    }
}
