//! Tests of the palette.

use std::sync::Arc;

use annals_model::text::Clean;
use annals_model::{Grouping, Timeline};
use annals_scene::list::Listing;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use rstest::rstest;

use super::*;
use crate::context::Snapshot;
use crate::message::{Effect, Message};
use crate::options::Options;
use crate::shell::Shell;
use crate::task::Task;
use crate::test_support::{
    app, article, browse, frame, hits, notice, open, point, press, screen, timeline, top, top_as,
    type_text,
};

/// The keys that lead to screens on which the palette can be opened.
static PLACES: &[(&str, &str)] = &[
    ("j j j", "browse"),
    ("j j j a Enter", "browse"),
    ("j j j r", "chain"),
    ("j j j w", "grid"),
    ("j j j o", "story-lines"),
    ("j j j v j", "lanes"),
];

fn at(keys: &str) -> Shell {
    let mut shell = app();
    press(&mut shell, keys);
    shell
}

fn view(shell: &Shell) -> Snapshot {
    shell.context().view()
}

/// Opens the palette, types a text and accepts what is found first.
fn choose(shell: &mut Shell, text: &str) -> Vec<Effect> {
    press(shell, ":");
    type_text(shell, text);
    press(shell, "Enter")
}

fn palette(shell: &Shell) -> &Palette {
    top_as(shell).expect("the palette")
}

fn choices(shell: &Shell) -> &[Choice] {
    palette(shell).choices()
}

/// Returns the names of the commands that are found, the best first.
fn commands_found(shell: &Shell) -> Vec<&'static str> {
    let choices = choices(shell).iter();
    let names = choices.filter_map(|choice| match choice {
        Choice::Command(spec) => Some(spec.name),
        _ => None,
    });
    names.collect()
}

#[test]
fn both_keys_open_it_and_closing_it_leaves_everything_as_it_was() {
    for (keys, name) in PLACES {
        for (open, close) in [(":", "Escape"), ("Ctrl-p", "Backspace"), (":", "x Escape")] {
            let mut shell = at(keys);
            let before = (view(&shell), shell.context().below.clone());
            assert_eq!(top(&shell), *name);
            press(&mut shell, open);
            assert_eq!(top(&shell), "palette");
            press(&mut shell, close);
            assert_eq!((view(&shell), shell.context().below.clone()), before);
        }
    }
}

#[test]
fn every_command_chosen_by_its_name_does_what_its_key_does() {
    for (keys, name) in PLACES {
        let start = at(keys);
        let cx = start.context();
        let mut opened = at(keys);
        press(&mut opened, ":");
        for &spec in cx.keymap().specs() {
            let is_here = start.top().is_available(spec, cx) && *spec != commands::PALETTE;
            let choice = Choice::Command(spec);
            assert_eq!(choices(&opened).contains(&choice), is_here, "{}", spec.name);
            if !is_here {
                continue;
            }
            let mut by_name = at(keys);
            press(&mut by_name, ":");
            by_name.update(Message::Paste(spec.name.to_owned()));
            assert_eq!(commands_found(&by_name).first(), Some(&spec.name));
            let effects = press(&mut by_name, "Enter");
            let mut by_key = at(keys);
            let mut own_keys = cx.keymap().keys(spec).iter();
            let own = own_keys.find(|&&keys| cx.keymap().command(name, keys) == Some(spec));
            let own = own.expect("a key").to_string();
            assert_eq!(effects, press(&mut by_key, &own), "{}", spec.name);
            assert_eq!(view(&by_name), view(&by_key), "{}", spec.name);
            let (one, other) = (by_name.context(), by_key.context());
            assert_eq!(notice(&by_name), notice(&by_key), "{}", spec.name);
            assert_eq!(top(&by_name), top(&by_key), "{}", spec.name);
            assert_eq!(one.lanes.arrangement, other.lanes.arrangement);
            assert_eq!(one.history.past, other.history.past, "{}", spec.name);
        }
    }
}

#[test]
fn commands_can_ask_for_effects() {
    assert_eq!(choose(&mut app(), "quit"), [Effect::Quit]);
    assert_eq!(choose(&mut app(), "suspend"), [Effect::Suspend]);
    assert_eq!(choose(&mut app(), "redraw"), [Effect::Redraw]);
}

#[test]
fn a_number_typed_before_is_for_the_command() {
    let mut shell = app();
    press(&mut shell, "5");
    choose(&mut shell, "next");
    let cx = shell.context();
    assert_eq!(cx.index().rank(cx.place.event.expect("an event")), 5);
    press(&mut shell, "j");
    let cx = shell.context();
    assert_eq!(cx.index().rank(cx.place.event.expect("an event")), 6);
}

#[test]
fn the_commands_used_most_come_first() {
    let mut shell = app();
    press(&mut shell, ":");
    assert_eq!(commands_found(&shell).first(), Some(&"present"));
    press(
        &mut shell,
        "Escape + + + f f j : Escape : Escape : Escape : x Backspace Escape",
    );
    choose(&mut shell, "whole story");
    choose(&mut shell, "fit-all");
    press(&mut shell, "0 0 :");
    assert_eq!(choices(&shell).len(), commands_found(&shell).len());
    assert_eq!(
        commands_found(&shell)[..4],
        ["fit-all", "zoom-in", "fit-selection", "next"]
    );
    // Names that match equally well come by use.
    type_text(&mut shell, "f");
    assert_eq!(commands_found(&shell)[..2], ["fit-all", "fit-selection"]);
}

#[test]
fn an_event_is_gone_to_from_everywhere_and_back() {
    for (keys, _) in PLACES {
        let mut shell = at(keys);
        let before = view(&shell);
        choose(&mut shell, "Jack Ma is seen in public again");
        let cx = shell.context();
        let event = cx.timeline().event(cx.place.event.expect("an event"));
        assert!(event.title.as_str().contains("seen in public"));
        assert_eq!(top(&shell), "browse");
        assert_eq!(browse(&shell).listing, Listing::Events);
        press(&mut shell, "Backspace");
        assert_eq!(view(&shell), before);
    }
}

#[test]
fn an_actor_is_found_by_an_alias_too() {
    let text = "[actor.m]\nname = 'Jack Ma'\naliases = ['马云', 'Ma Yun']\n[[event]]\ntitle = 'x'\ndate = '2020'\n";
    for (typed, alias) in [("马云", Some(0)), ("ma yun", Some(1)), ("jack", None)] {
        let mut shell = open(text);
        press(&mut shell, ":");
        type_text(&mut shell, typed);
        let [Choice::Actor(actor, by), ..] = *choices(&shell) else {
            panic!("{typed}: {:?}", choices(&shell));
        };
        assert_eq!(by, alias);
        press(&mut shell, "Enter");
        assert_eq!(browse(&shell).actor, Some(actor));
        assert_eq!(browse(&shell).listing, Listing::Actors);
        press(&mut shell, "Backspace");
        assert_eq!(browse(&shell).listing, Listing::Events);
    }
}

#[test]
fn a_date_is_gone_to_as_from_its_own_prompt() {
    for (keys, name) in PLACES {
        let mut shell = at(keys);
        let before = view(&shell);
        press(&mut shell, ":");
        type_text(&mut shell, "spring 2020");
        assert_eq!(choices(&shell)[0], Choice::Date);
        press(&mut shell, "Enter");
        assert_eq!(top(&shell), "browse");
        let words = notice(&shell);
        assert!(words.starts_with("spring 2020: "), "{words}");
        if *name == "browse" {
            let mut by_prompt = at(keys);
            press(&mut by_prompt, "d");
            type_text(&mut by_prompt, "spring 2020");
            press(&mut by_prompt, "Enter");
            assert_eq!(view(&by_prompt), view(&shell));
            let measured = |shell: &Shell| shell.context().marks.measured.clone();
            assert_eq!(measured(&by_prompt), measured(&shell));
        }
        press(&mut shell, "Backspace");
        assert_eq!(view(&shell), before);
    }
    let mut shell = app();
    press(&mut shell, ":");
    type_text(&mut shell, "from nowhere");
    assert!(!choices(&shell).contains(&Choice::Date));
}

#[test]
fn where_nothing_is_found_nothing_happens() {
    let mut shell = app();
    let before = view(&shell);
    press(&mut shell, ":");
    type_text(&mut shell, "xqzwxqzw");
    assert_eq!(choices(&shell), []);
    assert_eq!(press(&mut shell, "Down PageUp Enter"), []);
    assert_eq!(top(&shell), "palette", "the text stays to be corrected");
    press(&mut shell, "Ctrl-u");
    assert!(!choices(&shell).is_empty());
    press(&mut shell, "Escape");
    assert_eq!(view(&shell), before);
}

#[test]
fn the_selection_moves_and_stays_in_view() {
    let mut shell = app();
    press(&mut shell, ":");
    let height = palette(&shell).height(shell.context());
    let count = choices(&shell).len();
    let selected = |shell: &Shell| {
        let palette = palette(shell);
        let shown = palette.first_row..palette.first_row + height;
        assert!(shown.contains(&palette.selected));
        palette.selected
    };
    for (keys, place) in [
        ("Up", 0),
        ("Down Ctrl-n Down", 3),
        ("Ctrl-p Up", 1),
        ("PageDown", 1 + height),
        ("PageUp PageUp", 0),
    ] {
        press(&mut shell, keys);
        assert_eq!(selected(&shell), place, "{keys}");
    }
    press(&mut shell, &"PageDown ".repeat(40));
    assert_eq!(selected(&shell), count - 1);
    type_text(&mut shell, "zoom");
    assert_eq!(selected(&shell), 0, "what is found begins with the best");
    press(&mut shell, "Down Left");
    assert_eq!(selected(&shell), 1, "moving the caret finds nothing anew");
}

#[test]
fn text_is_edited_and_pasted() {
    let mut shell = app();
    press(&mut shell, ":");
    shell.update(Message::Paste("oom-in\nnever".to_owned()));
    press(&mut shell, "Home z 5 Backspace End");
    assert_eq!(palette(&shell).field.text(), "zoom-in");
    assert_eq!(commands_found(&shell).first(), Some(&"zoom-in"));
    press(&mut shell, "Ctrl-w");
    assert!(palette(&shell).field.is_empty());
    assert_eq!(commands_found(&shell).first(), Some(&"present"));
}

#[test]
fn it_opens_with_what_is_done_in_class_and_with_the_pages() {
    let mut shell = app();
    press(&mut shell, ":");
    let commands = commands_found(&shell);
    assert_eq!(commands[..2], ["present", "quiz"]);
    let place = |name: &str| commands.iter().position(|found| *found == name);
    let last = place("search").expect("the search");
    for name in [
        "write-worksheet",
        "actors",
        "story-lines",
        "chain",
        "grid",
        "lanes",
    ] {
        assert!(place(name).expect("a command") < last, "{name}");
    }
    assert!(place("next").expect("a command") > last);
}

#[rstest]
#[case::print("print", "Write a worksheet")]
#[case::export("export", "Write")]
#[case::light("light", "Theme: light room")]
#[case::dark("dark", "Theme: dark room")]
#[case::slides("slides", "Present")]
#[case::keys("shortcuts", "Help")]
fn plain_words_find_what_other_programs_call_so(#[case] typed: &str, #[case] expected: &str) {
    let options = Options {
        themes: ["mono", "class-dark", "class-light"]
            .map(Clean::own)
            .to_vec(),
        ..Options::default()
    };
    let mut shell = Shell::new(article(), &options);
    press(&mut shell, ":");
    type_text(&mut shell, typed);
    let found = screen(&mut shell, 100, 30, false);
    assert!(found.contains(expected), "{found}");
}

#[test]
fn a_theme_is_chosen_by_its_name() {
    let options = Options {
        themes: ["mono", "class-dark", "mine"].map(Clean::own).to_vec(),
        ..Options::default()
    };
    let mut shell = Shell::new(article(), &options);
    choose(&mut shell, "dark room");
    assert_eq!(
        (shell.theme(), notice(&shell)),
        (1, "Theme: dark room.".to_owned())
    );
    choose(&mut shell, "theme: mine");
    assert_eq!(shell.theme(), 2);
}

#[test]
fn every_command_of_every_screen_is_found_by_the_words_of_its_title() {
    let shell = app();
    let specs = shell.context().keymap().specs();
    let all: Vec<_> = specs.iter().map(|&spec| (spec, 0)).collect();
    for spec in specs {
        let mut rated = Matches::new(spec.title).commands(&all);
        rated.sort_by_key(|(rating, _)| Reverse(*rating));
        assert_eq!(rated[0].1, Choice::Command(spec), "{}", spec.title);
        for word in spec.title.split_whitespace() {
            let rated = Matches::new(word).commands(&all);
            let mut found = rated.iter().map(|(_, choice)| *choice);
            assert!(
                found.any(|choice| choice == Choice::Command(spec)),
                "{word}"
            );
        }
    }
}

#[test]
fn a_click_chooses() {
    let mut shell = app();
    let window = shell.context().place.window;
    press(&mut shell, ":");
    type_text(&mut shell, "zoom");
    let text = screen(&mut shell, 80, 24, false);
    let mut rows = (0_u16..).zip(text.lines());
    let row = rows.find_map(|(row, line)| line.contains("Zoom in  ").then_some(row));
    let row = row.expect("a choice");
    point(&mut shell, PointerAction::Press, 9, 2);
    assert_eq!(top(&shell), "palette");
    point(&mut shell, PointerAction::ScrollDown, 9, row);
    assert_eq!(top(&shell), "palette");
    point(&mut shell, PointerAction::Press, 9, row);
    assert_eq!(top(&shell), "browse");
    assert!(shell.context().place.window.length() < window.length());
}

/// A timeline with the same event again and again.
fn repeated(mut timeline: Timeline, count: usize) -> Arc<Timeline> {
    let event = timeline.events.read(0).into_owned();
    timeline.events = vec![event; count].into();
    Arc::new(timeline)
}

#[test]
fn only_so_many_titles_are_searched() {
    let needle = timeline("[[event]]\ntitle = 'needle'\n");
    for (count, is_partial) in [(MAX_SEARCHED, false), (MAX_SEARCHED + 1, true)] {
        let timeline = repeated((*needle).clone(), count);
        let mut shell = Shell::new(timeline, &Options::default());
        press(&mut shell, ":");
        assert!(!palette(&shell).is_partial, "nothing is searched yet");
        type_text(&mut shell, "needle");
        assert_eq!(palette(&shell).is_partial, is_partial);
        let choices = choices(&shell).iter();
        let events = choices.filter(|choice| matches!(choice, Choice::Event(_)));
        assert_eq!(events.count(), MAX_SEARCHED);
    }
}

#[test]
fn a_search_that_leaves_titles_out_says_so() {
    let timeline = repeated(Arc::unwrap_or_clone(article()), MAX_SEARCHED + 1);
    let mut shell = Shell::new(timeline, &Options::default());
    press(&mut shell, ":");
    assert!(!screen(&mut shell, 80, 24, false).contains("searching"));
    type_text(&mut shell, "chi");
    let text = screen(&mut shell, 80, 24, false);
    assert!(text.contains("searching the first 20,000 titles"), "{text}");
    // Going to the last row that is shown leaves the sentence where it is.
    press(&mut shell, "PageDown");
    let text = screen(&mut shell, 80, 24, false);
    let last = text.lines().rev().nth(2).expect("a row");
    assert!(last.contains("searching"), "{text}");
}

#[test]
fn lanes_may_change_below_the_palette() {
    let mut shell = at("v G :");
    type_text(&mut shell, "lane-show");
    let task = Task::Group(shell.context().story.clone(), Grouping::None);
    shell.update(task.run(&|| true).expect("an answer"));
    assert_eq!(top(&shell), "palette");
    press(&mut shell, "Enter");
    assert_eq!(notice(&shell), "One lane has to stay.");
    assert_eq!(top(&shell), "lanes");
}

/// What is typed and where: nothing, a name, a text that matches nothing, a date, an alias, over a page,
/// over the lanes, after a number.
static SCREENS: &[(&str, &str, &str)] = &[
    ("empty", "j j + :", ""),
    ("mixed", ":", "zoom"),
    ("nothing", ":", "xqzwxqzw"),
    ("date", ":", "spring 2020"),
    ("alias", ":", "马"),
    ("on_grid", "j j w :", "ma"),
    ("on_lanes", "v j : Down Down", "lane"),
    ("times", "5 :", "n"),
];

fn drawn(shell: &mut Shell, size: (u16, u16), keys: &str, text: &str) -> String {
    let (columns, rows) = size;
    shell.update(Message::Resize { columns, rows });
    press(shell, keys);
    type_text(shell, text);
    let ascii = shell.context().ascii();
    screen(shell, columns, rows, ascii)
}

#[test]
fn pictures() {
    for (name, keys, text) in SCREENS {
        let mut shell = app();
        let picture = drawn(&mut shell, (80, 24), keys, text);
        // The number of what matches changes with every screen that is added.
        let all = top_as::<Palette>(&shell).map_or(0, |palette| palette.choices.len());
        let picture = picture.replace(&format!("1 of {all} "), "1 of .. ");
        insta::assert_snapshot!(*name, picture);
    }
}

#[test]
fn a_picture_of_a_small_terminal() {
    let text = drawn(&mut app(), (60, 20), ":", "zoom");
    insta::assert_snapshot!("mixed_60x20", text);
}

#[rstest]
fn in_ascii_it_is_ascii(#[values((40, 12), (60, 20), (80, 24), (120, 36))] size: (u16, u16)) {
    let options = Options {
        ascii: true,
        ..Options::default()
    };
    let timeline = article();
    let aliases = timeline.actors.iter().flat_map(|actor| &actor.aliases);
    // The text of the story is shown as it is.
    let of_story: String = aliases.map(ToString::to_string).collect();
    for (name, keys, typed) in SCREENS {
        let mut shell = Shell::new(Arc::clone(&timeline), &options);
        let text = drawn(&mut shell, size, keys, typed);
        let is_foreign = |character: &char| {
            !character.is_ascii() && !of_story.contains(*character) && !typed.contains(*character)
        };
        assert_eq!(text.chars().find(is_foreign), None, "{name}\n{text}");
    }
}

#[rstest]
fn each_row_that_is_shown_can_be_clicked(
    #[values((40, 12), (60, 20), (80, 24), (300, 100))] (columns, rows): (u16, u16),
) {
    let mut shell = app();
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, ":");
    for _ in 0..3 {
        frame(&mut shell, columns, rows, false);
        let clicked = (0..rows).filter_map(|row| match hits(&shell, 5, row).first() {
            Some(&Hit::Choice(place)) => Some(place),
            _ => None,
        });
        let clicked: Vec<usize> = clicked.collect();
        let palette = palette(&shell);
        let first = palette.first_row;
        let last = first + palette.height(shell.context());
        let last = last.min(palette.choices.len());
        assert_eq!(clicked, (first..last).collect::<Vec<_>>());
        assert!(clicked.contains(&palette.selected));
        press(&mut shell, "PageDown");
    }
}

#[test]
fn control_characters_in_names_are_made_visible() {
    let text = "[actor.a]\nname = \"\\u001b[31mred\\u202e\"\naliases = [\"\\u001b]0;alias\\u0007\"]\n[[event]]\ntitle = \"\\u001b[2J red\"\n";
    for typed in ["red", "alias"] {
        let mut shell = open(text);
        press(&mut shell, ":");
        type_text(&mut shell, typed);
        let mut choices = choices(&shell).iter();
        assert!(choices.any(|choice| matches!(choice, Choice::Actor(..))));
        for cell in &frame(&mut shell, 80, 24, false).content {
            assert!(!cell.symbol().chars().any(char::is_control));
        }
    }
}

/// Returns what is underlined in each row of the palette, from the top.
fn underlined(shell: &Shell, buffer: &Buffer) -> Vec<String> {
    let area = shell.context().bottom_area(Palette::rows(shell.context()));
    let rows = (area.y..area.bottom()).map(|row| {
        let cells = (0..area.width).map(|column| &buffer[(column, row)]);
        let parts = cells.map(|cell| {
            if cell.modifier.contains(Modifier::UNDERLINED) {
                cell.symbol().trim()
            } else {
                " "
            }
        });
        let line: String = parts.collect();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    rows.filter(|row| !row.is_empty()).collect()
}

#[rstest]
#[case::a_name("zi", "Z i")]
#[case::a_help_text("whole story", "whole story")]
#[case::a_title("speaks out", "speaks out")]
#[case::an_alias("马云", "马云")]
#[case::an_actor_with_diacritics("xì jìnping", "Xi Jinping")]
fn what_matched_is_underlined(#[case] text: &str, #[case] expected: &str) {
    let mut shell = app();
    shell.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    press(&mut shell, ":");
    let buffer = frame(&mut shell, 120, 36, false);
    assert_eq!(underlined(&shell, &buffer), [""; 0], "nothing is typed yet");
    type_text(&mut shell, text);
    let buffer = frame(&mut shell, 120, 36, false);
    let first = underlined(&shell, &buffer).first().cloned();
    assert_eq!(first.as_deref(), Some(expected));
}

#[test]
fn in_every_row_that_was_matched_something_is_underlined() {
    for text in ["ma", "zoom", "e", "alibaba", "!", "'", "^a", "-"] {
        let mut shell = app();
        shell.update(Message::Resize {
            columns: 120,
            rows: 36,
        });
        press(&mut shell, ":");
        type_text(&mut shell, text);
        let buffer = frame(&mut shell, 120, 36, false);
        let palette = palette(&shell);
        let rows = palette.height(shell.context());
        let rows = rows.min(palette.choices.len());
        assert_eq!(underlined(&shell, &buffer).len(), rows, "{text}");
    }
}

/// A key in the palette: mostly one that types something that can be found.
fn any_key() -> impl Strategy<Value = Key> {
    let rows = Palette::COMMANDS.iter().copied().flatten();
    let keys = rows.flat_map(|row| row.spec.default_keys());
    let keys: Vec<Key> = keys.map(|keys| keys.key).collect();
    let letters: Vec<char> = "zoomlanewhtchidgrjackma0123 -马".chars().collect();
    prop_oneof![
        6 => prop::sample::select(letters).prop_map(Key::character),
        3 => prop::sample::select(keys),
        1 => Just(Key::character(':')),
        1 => any::<char>().prop_map(Key::character),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn typing_keeps_the_selection_in_range_and_changes_nothing_below(
        place in prop::sample::select(PLACES),
        keys in prop::collection::vec(any_key(), 1..50),
    ) {
        let mut shell = at(place.0);
        press(&mut shell, ":");
        for key in keys {
            let before = view(&shell);
            shell.update(Message::Key(key));
            let Some(palette) = top_as::<Palette>(&shell) else { continue };
            let height = palette.height(shell.context());
            prop_assert!(palette.selected < palette.choices.len().max(1));
            let shown = palette.first_row..palette.first_row + height;
            prop_assert!(shown.contains(&palette.selected));
            if shell.context().below.len() > 1 {
                prop_assert_eq!(view(&shell), before);
            }
        }
    }
}
