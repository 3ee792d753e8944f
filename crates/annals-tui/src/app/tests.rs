//! Tests of the state: the table, the way back, and random walks.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::help::{HelpLine, HelpPage};
use super::*;
use annals_model::native;
use annals_model::test_support::bundled;
use annals_model::text::Clean;
use annals_scene::layout::Pane;
use annals_scene::list::Listing;
use annals_time::Window;

fn story() -> Arc<annals_model::Timeline> {
    let story = &bundled()[0];
    Arc::new(
        native::read(story.name, story.text)
            .timeline
            .expect("the bundled story is whole"),
    )
}

pub(super) fn of(text: &str) -> App {
    let timeline = native::read("test", text)
        .timeline
        .expect("a whole timeline");
    App::new(Arc::new(timeline), &Options::default())
}

pub(super) fn app() -> App {
    App::new(story(), &Options::default())
}

pub(super) fn press(app: &mut App, keys: &str) -> Option<Effect> {
    let mut effect = None;
    for key in keys.split_whitespace() {
        effect = app.update(Message::Key(key.parse().expect("a key")));
    }
    effect
}

/// The state after going back by some views, whatever Backspace means where one is: while presenting it
/// is a card back.
pub(super) fn gone_back(app: &App, views: usize) -> App {
    let mut back = app.clone();
    back.overlays.clear();
    back.back(views);
    back.settle();
    back
}

pub(super) fn selected_id(app: &App) -> String {
    app.timeline()
        .event(app.view().event.expect("an event"))
        .id
        .raw()
        .to_owned()
}

#[test]
fn every_key_of_the_table_can_be_read_and_is_bound_once_in_a_mode() {
    let mut bound = HashSet::new();
    for command in COMMANDS {
        assert!(
            !command.keys.is_empty() && !command.modes.is_empty(),
            "{}",
            command.name
        );
        for text in command.keys {
            let key: KeySequence = text
                .parse()
                .unwrap_or_else(|_| panic!("{text} of {}", command.name));
            assert_eq!(key.to_string(), *text);
            for mode in command.modes {
                assert!(
                    bound.insert((*mode, key)),
                    "{text} is bound twice in {mode:?}"
                );
            }
        }
    }
    let keymap = Keymap::default();
    for (mode, key) in bound {
        assert!(keymap.command(mode, key).is_some(), "{key} in {mode:?}");
        assert!(key.prefix.is_some() || !keymap.is_prefix(mode, key.key));
    }
}

#[test]
fn names_and_actions_of_the_table_are_unique() {
    let names: BTreeSet<_> = COMMANDS.iter().map(|command| command.name).collect();
    let actions: HashSet<_> = COMMANDS.iter().map(|command| command.action).collect();
    assert_eq!(
        (names.len(), actions.len()),
        (COMMANDS.len(), COMMANDS.len())
    );
}

#[test]
fn the_help_page_shows_every_command_with_all_its_keys() {
    for ascii in [false, true] {
        let keymap = Keymap::default();
        let page = HelpPage::new(&keymap, 76, ascii);
        for command in COMMANDS {
            let keys = keymap.keys_of(command.action, ascii).join(", ");
            let shown = page.lines.iter().any(|line| {
                matches!(line, HelpLine::Command(shown, doc)
                    if shown.as_str() == keys && command.doc.starts_with(doc.as_str()))
            });
            assert!(shown, "{} is not in the help", command.name);
            assert!(!ascii || keys.is_ascii());
        }
    }
}

#[test]
fn every_event_is_reached_by_going_down_and_every_actor_too() {
    let mut app = app();
    let mut events = vec![selected_id(&app)];
    for _ in 1..app.timeline().events.len() {
        press(&mut app, "j");
        events.push(selected_id(&app));
    }
    let all: BTreeSet<_> = app
        .timeline()
        .events
        .iter()
        .map(|event| event.id.raw().to_owned())
        .collect();
    assert_eq!(events.iter().cloned().collect::<BTreeSet<_>>(), all);
    assert_eq!(press(&mut app, "j"), None);
    assert_eq!(
        selected_id(&app),
        *events.last().unwrap(),
        "the list ends where it ends"
    );

    press(&mut app, "a g");
    let mut actors = BTreeSet::from([app.view().actor.unwrap()]);
    for _ in 1..app.timeline().actors.len() {
        press(&mut app, "j");
        actors.insert(app.view().actor.unwrap());
    }
    assert_eq!(actors.len(), app.timeline().actors.len());
}

#[test]
fn arrows_and_letters_do_the_same() {
    for (letters, arrows) in [
        ("j j k", "Down Down Up"),
        ("l h h", "Right Left Left"),
        ("G g", "End Home"),
    ] {
        let (mut one, mut other) = (app(), app());
        press(&mut one, letters);
        press(&mut other, arrows);
        assert_eq!(one.view(), other.view());
    }
}

#[test]
fn following_leads_on_and_back_returns_to_the_exact_view() {
    let mut app = app();
    press(&mut app, "j j j + Right Enter");
    assert_eq!(app.view().pane, Pane::Detail);
    let before = app.view().clone();
    let targets = app.detail().items.clone();
    assert!(
        targets.len() >= 2,
        "Ma put under pressure has actors and a cause"
    );
    press(&mut app, "Enter");
    assert_eq!(app.view().listing, Listing::Actors);
    let on_actor = app.view().clone();
    press(&mut app, "j Enter");
    assert_ne!(*app.view(), on_actor);
    press(&mut app, "Backspace Backspace");
    assert_eq!(*app.view(), before);
    press(&mut app, "Backspace");
    assert!(
        app.notice().is_some(),
        "there is nothing further back, and that is said"
    );
}

#[test]
fn zooming_in_and_out_by_the_same_steps_returns_to_the_same_window() {
    let mut app = app();
    press(&mut app, "j j j");
    let start = app.view().window;
    press(&mut app, &"+ ".repeat(40));
    assert!(app.view().window.length() < start.length());
    press(&mut app, &"- ".repeat(100));
    press(&mut app, &"+ ".repeat(100));
    press(&mut app, "0 + + - -");
    assert_eq!(app.view().window, start);
}

#[test]
fn zooming_keeps_the_selection_in_view_and_says_where_it_ends() {
    let mut app = app();
    press(&mut app, "j j");
    press(&mut app, &"+ ".repeat(80));
    let notice = app.notice().expect("the limit is said").as_str().to_owned();
    assert!(notice.contains("nothing to see"), "{notice}");
    assert_eq!(app.view().window.length(), Window::MIN_LENGTH);
    press(&mut app, &"- ".repeat(200));
    assert!(
        app.notice()
            .unwrap()
            .as_str()
            .contains("whole of the time axis")
    );
}

#[test]
fn escape_closes_and_never_leaves() {
    let mut app = app();
    for keys in [
        "Escape",
        "Enter Escape",
        "a Escape",
        "? Escape",
        "Escape Escape F5 Escape",
    ] {
        assert_eq!(press(&mut app, keys), None);
        assert_eq!(app.mode(), Mode::Browse);
    }
    assert_eq!(
        (app.view().pane, app.view().listing),
        (Pane::List, Listing::Events)
    );
}

#[test]
fn leaving_suspending_and_redrawing_are_asked_for() {
    let mut app = app();
    assert_eq!(press(&mut app, "Ctrl-l"), Some(Effect::Redraw));
    assert_eq!(press(&mut app, "Ctrl-z"), Some(Effect::Suspend));
    assert_eq!(press(&mut app, "? q"), None, "q leaves the help first");
    assert_eq!(press(&mut app, "q"), Some(Effect::Quit));
    assert_eq!(press(&mut app, "Ctrl-c"), Some(Effect::Quit));
}

#[test]
fn selecting_an_event_out_of_sight_brings_the_axis_along() {
    let mut app = of(
        "opening = '2000/2001'\n[[event]]\ntitle='a'\ndate='2000'\n[[event]]\ntitle='b'\ndate='2050'\n",
    );
    let length = app.view().window.length();
    press(&mut app, "j");
    let when = app.timeline().events[1].when.clone().unwrap();
    assert!(app.view().window.contains(when.earliest_start()));
    assert_eq!(app.view().window.length(), length);
}

#[test]
fn a_timeline_without_anything_can_be_walked_too() {
    for text in [
        "",
        "title = 'x'",
        "[actor.a]\n",
        "[[event]]\ntitle = 'no date'\n",
    ] {
        let mut app = of(text);
        press(
            &mut app,
            "/ x Enter n N / e Escape j k Enter Enter a j Enter G g PageDown t f c c F + - z Z 0 < > Tab J K . , [ ] m m m s v j Space p c o Tab l x a Escape r j Enter w l Enter o j Escape x y t y m y l y Escape y x d 2 0 Enter d Escape Escape Backspace ?",
        );
        assert_eq!(app.mode(), Mode::Help);
    }
}

#[test]
fn a_change_is_noticed_and_no_change_is_not() {
    let mut app = app();
    assert!(app.take_changed());
    assert!(!app.take_changed());
    press(&mut app, "F9");
    assert!(
        !app.take_changed(),
        "a key that does nothing needs no frame"
    );
    press(&mut app, "j");
    assert!(app.take_changed());
    press(&mut app, "k k");
    app.take_changed();
    press(&mut app, "k");
    assert!(!app.take_changed(), "the first event is the first event");
}

#[test]
fn pasted_text_does_not_act_as_keys() {
    let mut app = app();
    let before = app.view().clone();
    assert_eq!(app.update(Message::Paste("jjjq\u{1b}".to_owned())), None);
    assert_eq!(*app.view(), before);
}

/// A key that somebody might press: mostly one that does something.
pub(super) fn any_key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> = COMMANDS
        .iter()
        .flat_map(|command| command.keys)
        .flat_map(|keys| keys.split(' '))
        .map(|key| key.parse().unwrap())
        .collect();
    prop_oneof![
        9 => prop::sample::select(bound),
        1 => any::<char>().prop_map(Key::character),
    ]
}

fn any_message() -> impl Strategy<Value = Message> {
    prop_oneof![
        20 => any_key().prop_map(Message::Key),
        2 => (1_u16..300, 1_u16..120).prop_map(|(columns, rows)| Message::Resize { columns, rows }),
        1 => (0_u16..300, 0_u16..120, prop::sample::select(vec![
            PointerAction::Press, PointerAction::ScrollDown, PointerAction::ScrollUp, PointerAction::Drag, PointerAction::Release,
        ])).prop_map(|(column, row, action)| Message::Pointer(Pointer { column, row, action })),
        1 => any::<String>().prop_map(Message::Paste),
    ]
}

pub(super) fn check_invariants(app: &App) -> Result<(), TestCaseError> {
    let view = app.view();
    prop_assert!(view.window.length() >= Window::MIN_LENGTH);
    prop_assert!(view.window.start() < view.window.end());
    prop_assert!(
        view.event
            .is_none_or(|event| event.place() < app.timeline().events.len())
    );
    prop_assert!(
        view.actor
            .is_none_or(|actor| actor.place() < app.timeline().actors.len())
    );
    prop_assert!(view.lane.is_none_or(|lane| lane < app.lanes().lanes.len()));
    prop_assert!(
        !app.slots().is_empty() || app.lanes().lanes.is_empty(),
        "one lane has to stay"
    );
    let mut places = app.arrangement().places();
    places.sort_unstable();
    prop_assert_eq!(places, (0..app.lanes().lanes.len()).collect::<Vec<_>>());
    let knows = |prefix| app.keymap().is_prefix(app.mode(), prefix);
    prop_assert!(
        app.pending().is_none_or(knows),
        "nothing can come of the key"
    );
    match &view.page {
        Page::Compare(state) => {
            assert!(state.claim.place() < app.timeline().events.len());
        }
        Page::Panes if view.listing == Listing::Events => {
            prop_assert_eq!(app.selected_event().is_none(), app.shown().is_empty());
        }
        Page::Panes | Page::Present(_) | Page::Quiz(_) | Page::Chain(_) => {}
        Page::Grid(state) => {
            prop_assert!(state.event < app.shown().len().max(1));
            prop_assert_eq!(app.current_event().is_none(), app.shown().is_empty());
        }
        Page::StoryLines(_) => {
            let is_there = |event| app.stands_on_page(event);
            prop_assert!(app.current_event().is_none_or(is_there));
        }
    }
    let detail = app.detail();
    prop_assert!(view.item < detail.items.len().max(1));
    prop_assert!(view.first_line < detail.lines.len().max(1));
    if let Some(layout) = app.layout() {
        let rows = app.list_rows(&layout);
        let shown = match view.listing {
            Listing::Actors => view.actor.map(annals_scene::list::Row::Actor),
            Listing::Events => app.selected_event().map(annals_scene::list::Row::Event),
            _ => view.event.map(annals_scene::list::Row::Event),
        };
        if layout.list.width > 0 {
            prop_assert!(
                shown.is_none_or(|row| rows.contains(&row)),
                "the selection is out of sight"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_random_walk_keeps_everything_in_range(messages in prop::collection::vec(any_message(), 1..60)) {
        let mut app = app();
        for message in messages {
            app.update(message);
            check_invariants(&app)?;
        }
    }

    #[test]
    fn every_step_forward_has_a_way_back(keys in prop::collection::vec(any_key(), 1..40)) {
        let mut app = app();
        for key in keys {
            // A search or a filter is a step from where it was begun.
            let begun = app.searching.before.clone().or(app.filtering.before.clone());
            let before = (begun.unwrap_or_else(|| app.view().clone()), app.history.len());
            app.update(Message::Key(key));
            if app.history.len() > before.1 {
                let back = gone_back(&app, 1);
                prop_assert_eq!(back.view(), &before.0);
            }
        }
    }
}

#[test]
fn a_number_before_a_command_is_how_often() {
    let mut app = app();
    press(&mut app, "5 j");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 5);
    press(&mut app, "1 2 G");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 11);
    press(&mut app, "1 0 k");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 1);
    press(&mut app, "9 9 9 9 9 9 9 9 9 9 9 9 G");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 20);
    let start = app.view().window;
    press(&mut app, "3 +");
    let closer = app.view().window;
    press(&mut app, "3 - + + +");
    assert_eq!(app.view().window, closer);
    press(&mut app, "4 Escape j 0");
    assert_eq!(app.count(), None, "Escape gives a number up");
    assert_eq!(app.view().window, start, "0 alone shows the whole story");
    for key in [
        "9 9 9 9 9 9 9 9 9 +",
        "9 9 9 9 9 9 9 9 9 -",
        "9 9 9 9 9 9 9 9 9 Left",
        "9 9 9 9 9 9 9 9 9 Tab 9 9 9 9 9 9 9 9 9 j",
    ] {
        press(&mut app, key);
    }
}

#[test]
fn forward_undoes_back() {
    let mut app = app();
    press(&mut app, "j j Enter Enter j Enter");
    let end = app.view().clone();
    press(&mut app, "Backspace Alt-Left");
    let start = app.view().clone();
    press(&mut app, "Alt-Right Ctrl-r");
    assert_eq!(*app.view(), end);
    press(&mut app, "2 Backspace");
    assert_eq!(*app.view(), start);
    press(&mut app, "a Alt-Right");
    assert_eq!(
        app.notice().unwrap().as_str(),
        "There is nothing further forward.",
        "whoever goes somewhere else has no way forward"
    );
}

#[test]
fn themes_are_gone_through_round() {
    let options = Options {
        themes: ["terminal", "class-dark", "mine"].map(Clean::own).to_vec(),
        theme: 1,
        ..Options::default()
    };
    let mut app = App::new(story(), &options);
    let mut places = Vec::new();
    for _ in 0..3 {
        press(&mut app, "T");
        places.push(app.theme());
    }
    assert_eq!(places, [2, 0, 1]);
    let notice = app.notice().map(ToString::to_string).unwrap_or_default();
    assert!(notice.contains("class-dark"), "{notice}");
    press(&mut app, "5 T w T");
    assert_eq!(app.theme(), 1, "also on the pages");
    let before = app.view().clone();
    press(&mut app, "T");
    assert_eq!(*app.view(), before, "nothing else changes");
}
