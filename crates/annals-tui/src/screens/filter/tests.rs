//! Tests of filtering.

use std::sync::Arc;

use annals_index::query::Answer;
use annals_scene::list::{Listing, Row};
use rstest::rstest;

use super::*;
use crate::message::{Effect, Message};
use crate::options::{Options, Start};
use crate::shell::Shell;
use crate::story::MANY;
use crate::task::Task;
use crate::test_support::{
    app, article, browse, hits, notice, open, point, press, screen, selected_id, top, top_as,
    type_text,
};

fn filtered(query: &str) -> Shell {
    let mut shell = app();
    press(&mut shell, "&");
    type_text(&mut shell, query);
    press(&mut shell, "Enter");
    assert_eq!(top(&shell), "browse", "{query}");
    shell
}

fn prompt(shell: &Shell) -> &FilterPrompt {
    top_as(shell).expect("the prompt")
}

/// Returns what the prompt says of what is typed.
fn answer(shell: &Shell) -> String {
    prompt(shell).words(shell.context()).to_string()
}

fn id(cx: &Context, event: annals_model::EventIndex) -> String {
    cx.timeline().event(event).id.raw().to_owned()
}

/// The ids of the events that pass, in order.
fn passing(shell: &Shell) -> Vec<String> {
    let cx = shell.context();
    let shown = cx.shown();
    let events = (0..shown.len()).filter_map(|place| shown.nth(place));
    events.map(|event| id(cx, event)).collect()
}

/// The same, as the index chooses them.
fn expected(shell: &Shell, query: &str) -> Vec<String> {
    let cx = shell.context();
    let query = Query::parse(query).expect("a query");
    let prepared = query.prepare(cx.timeline(), None);
    let chosen = prepared.chosen(cx.timeline(), cx.index(), Answer::Possibly);
    let order = cx.index().order().iter().enumerate();
    let passing = order.filter(|(rank, _)| chosen.contains(*rank));
    passing.map(|(_, &event)| id(cx, event)).collect()
}

fn position(shell: &Shell) -> Option<(usize, usize)> {
    browse(shell).position(shell.context())
}

fn chips(shell: &Shell) -> Vec<(String, bool)> {
    let filter = shell.context().filter().expect("a filter");
    let chips = filter.terms().chips();
    chips.map(|(term, on)| (term.to_string(), on)).collect()
}

#[test]
fn what_passes_is_shown_while_a_person_types_and_escape_returns() {
    let mut shell = app();
    press(&mut shell, "j + Right");
    let before = shell.context().view();
    press(&mut shell, "&");
    assert_eq!(top(&shell), "filter");
    type_text(&mut shell, "actor:jack-ma");
    assert_eq!(passing(&shell), expected(&shell, "actor:jack-ma"));
    assert!(passing(&shell).len() < 21);
    let words = answer(&shell);
    assert!(words.ends_with("of 21 events pass."), "{words}");
    press(&mut shell, "Escape");
    assert_eq!(shell.context().view(), before);
    assert_eq!(passing(&shell).len(), 21);
}

#[test]
fn list_lanes_and_positions_are_those_of_what_passes() {
    let mut shell = filtered("status:claim");
    let expected = expected(&shell, "status:claim");
    let rows = browse(&shell).rows(shell.context());
    let events = rows.iter().filter(|row| matches!(row, Row::Event(..)));
    assert_eq!(events.count(), expected.len().min(rows.len()));
    assert_eq!(position(&shell), Some((1, expected.len())));
    press(&mut shell, "G");
    assert_eq!(Some(&selected_id(&shell)), expected.last());
    assert_eq!(position(&shell), Some((expected.len(), expected.len())));
    press(&mut shell, "2 g");
    assert_eq!(selected_id(&shell), expected[1]);
    let cx = shell.context();
    for lane in &cx.lanes().lanes {
        for position in 0..lane.track.len() {
            assert!(cx.shown().contains(lane.track.event(position)));
        }
    }
    assert_eq!(cx.everything().len(), cx.shown().dated());
}

#[test]
fn terms_are_switched_off_and_on_without_being_deleted() {
    let mut shell = filtered("actor:jack-ma -status:claim");
    let both = passing(&shell);
    press(&mut shell, "2 !");
    assert_eq!(
        chips(&shell),
        [
            ("actor:jack-ma".to_owned(), true),
            ("-status:claim".to_owned(), false)
        ]
    );
    assert_eq!(passing(&shell), expected(&shell, "actor:jack-ma"));
    press(&mut shell, "!");
    assert_eq!(passing(&shell).len(), 21, "all of it is off");
    assert!(chips(&shell).iter().all(|(_, is_on)| !is_on));
    press(&mut shell, "!");
    assert_eq!(passing(&shell), both, "and on again");
    press(&mut shell, "3 !");
    assert!(notice(&shell).contains("no term of that number"));
    // A term that was switched off stays so while others are typed.
    press(&mut shell, "2 ! &");
    type_text(&mut shell, " has:notes");
    press(&mut shell, "Enter");
    let states: Vec<bool> = chips(&shell).iter().map(|(_, is_on)| *is_on).collect();
    assert_eq!(states, [true, false, true]);
    press(&mut shell, "Backspace Backspace");
    assert_eq!(passing(&shell), both, "going back returns to each filter");
}

#[test]
fn an_empty_text_removes_the_filter() {
    let mut shell = filtered("has:notes");
    press(&mut shell, "& Ctrl-u Enter");
    assert!(shell.context().filter().is_none());
    press(&mut shell, "!");
    assert!(notice(&shell).contains("& makes one"), "{}", notice(&shell));
    press(&mut shell, "Backspace");
    let filter = shell.context().filter().expect("a filter");
    assert_eq!(filter.terms().text(), "has:notes");
}

#[test]
fn an_error_names_its_column_and_the_filter_stays_as_it_was() {
    let mut shell = filtered("theme:power");
    let before = passing(&shell);
    press(&mut shell, "&");
    type_text(&mut shell, " actr:jack-ma");
    let error = prompt(&shell).error.as_ref().expect("an error");
    assert_eq!(error.column(), 13);
    assert!(error.to_string().contains("actor"), "{error}");
    assert_eq!(passing(&shell), before);
    press(&mut shell, "Enter");
    assert_eq!(top(&shell), "filter", "the text stays to be corrected");
    press(&mut shell, "Escape");
    assert_eq!(passing(&shell), before);
}

#[test]
fn of_an_unknown_name_the_nearest_is_proposed() {
    let mut shell = app();
    press(&mut shell, "& ~actor:jack-mo");
    assert!(answer(&shell).contains("jack-ma"), "{}", answer(&shell));
}

#[test]
fn completion_types_fields_and_their_values() {
    let mut shell = app();
    press(&mut shell, "& ~act Tab");
    let text = |shell: &Shell| prompt(shell).field.text();
    assert_eq!(text(&shell), "actor:");
    press(&mut shell, "~马 Tab");
    assert_eq!(text(&shell), "actor:jack-ma", "by another name");
    assert_eq!(passing(&shell), expected(&shell, "actor:jack-ma"));
    type_text(&mut shell, " st");
    press(&mut shell, "Down Enter");
    assert_eq!(text(&shell), "actor:jack-ma status:");
    assert_eq!(top(&shell), "filter", "Enter takes what is selected first");
    press(&mut shell, "Down Down Up Up Ctrl-u Enter");
    assert_eq!(top(&shell), "browse");
}

#[test]
fn the_nearest_event_that_passes_is_selected() {
    let mut shell = app();
    press(&mut shell, "G");
    let left = selected_id(&shell);
    press(&mut shell, "& ~date:2020 Enter");
    assert_ne!(selected_id(&shell), left);
    let cx = shell.context();
    let event = cx.place.event.expect("an event");
    assert!(cx.shown().contains(event));
    assert_eq!(browse(&shell).selected_event(cx), Some(event));
}

#[test]
fn where_nothing_passes_nothing_is_selected() {
    let mut shell = filtered("status:question status:plan");
    let selected = |shell: &Shell| {
        let (browse, cx) = (browse(shell), shell.context());
        (browse.selected_event(cx), browse.subject(cx))
    };
    assert!(shell.context().shown().is_empty());
    assert_eq!(selected(&shell), (None, None));
    assert_eq!(position(&shell), Some((0, 0)));
    press(&mut shell, "j k G g Enter . , [ ] u c s f z / Escape Enter");
    assert!(shell.context().shown().is_empty());
    press(&mut shell, "!");
    assert!(selected(&shell).0.is_some());
}

#[test]
fn going_to_what_is_left_out_switches_the_filter_off_and_back_returns() {
    let mut shell = filtered("actor:jack-ma");
    let before = shell.context().view();
    let cx = shell.context();
    let mut order = cx.index().order().iter().copied();
    let outside = order.find(|&event| !cx.shown().contains(event));
    let outside = outside.expect("an event that does not pass");
    let title = cx.timeline().event(outside).title.as_str().to_owned();
    press(&mut shell, ":");
    type_text(&mut shell, &title);
    press(&mut shell, "Enter");
    assert_eq!(shell.context().place.event, Some(outside));
    assert!(
        notice(&shell).contains("switched off"),
        "{}",
        notice(&shell)
    );
    press(&mut shell, "Backspace");
    assert_eq!(shell.context().view(), before);
}

#[test]
fn a_search_goes_through_what_passes() {
    let mut shell = filtered("date:2020");
    press(&mut shell, "/ ~alibaba");
    let text = screen(&mut shell, 80, 24, false);
    assert!(text.contains("left out by the filter"), "{text}");
    press(&mut shell, "Enter");
    for _ in 0..5 {
        press(&mut shell, "n");
        let cx = shell.context();
        assert!(cx.shown().contains(cx.place.event.expect("an event")));
        let filter = cx.filter().expect("a filter");
        assert!(filter.chosen().is_some(), "it stays on");
    }
}

#[test]
fn events_that_possibly_agree_are_counted() {
    let possible = |shell: &Shell| {
        let cx = shell.context();
        let order = cx.index().order().iter();
        order.filter(|&&event| cx.is_possible(event)).count()
    };
    let mut shell = app();
    press(&mut shell, "& ~before:2020-06");
    let count = possible(&shell);
    assert!(count > 0);
    let words = answer(&shell);
    assert!(words.contains(&format!("{count} possibly")), "{words}");
    press(&mut shell, "Ctrl-u");
    type_text(&mut shell, "surely before:2020-06");
    assert_eq!(possible(&shell), 0);
}

#[test]
fn lanes_of_another_grouping_are_filtered_too() {
    let mut shell = filtered("actor:jack-ma");
    press(&mut shell, "v Tab Escape");
    let cx = shell.context();
    let dated = cx.shown().dated();
    assert!(dated > 0);
    for lane in &cx.lanes().lanes {
        assert!(lane.track.len() <= dated);
    }
    press(&mut shell, "Backspace");
    assert_eq!(passing(&shell).len(), 21, "the view before the filter");
}

#[test]
fn leaving_a_list_of_what_does_not_pass_selects_what_passes() {
    let is_selected = |shell: &Shell| {
        let browse = browse(shell);
        browse.selected_event(shell.context()).is_some()
    };
    for keys in ["u G Escape", "u G a a", "u G : 2 0 2 1 Enter"] {
        let mut shell = filtered("date:2020");
        press(&mut shell, keys);
        assert_eq!(top(&shell), "browse");
        assert!(
            browse(&shell).listing != Listing::Events || is_selected(&shell),
            "{keys}"
        );
    }
    // The same out of a chain, which contains such events too.
    let mut shell = app();
    press(&mut shell, "j j j r & ~date:2023 Enter : 2 0 2 1 Enter");
    assert_eq!(top(&shell), "browse");
    assert!(is_selected(&shell));
    press(&mut shell, "Backspace u Escape");
    assert!(is_selected(&shell));
}

/// Many events, of which every third is a claim.
fn many(count: usize) -> Shell {
    let event = |place: usize| {
        let status = ["reported", "plan", "claim"][place % 3];
        format!(
            "[[event]]\ntitle = 'e{place}'\ndate = '{}'\nstatus = '{status}'\n",
            1000 + place % 900
        )
    };
    let events: String = (0..count).map(event).collect();
    open(&format!("title = 'many'\n{events}"))
}

/// Types text; returns the work that the last character asks for.
fn typed(shell: &mut Shell, text: &str) -> Task {
    let mut characters = text.chars();
    let last = characters.next_back().expect("a text");
    type_text(shell, characters.as_str());
    let effects = shell.update(Message::Key(Key::character(last)));
    match effects.into_iter().next() {
        Some(Effect::Run(task)) => task,
        other => panic!("{other:?}"),
    }
}

#[test]
fn large_stories_are_filtered_in_the_background_and_late_answers_dropped() {
    let mut shell = many(MANY);
    press(&mut shell, "&");
    let first = typed(&mut shell, "status:plan");
    assert_eq!(answer(&shell), "Filtering.");
    press(&mut shell, "Ctrl-u");
    let second = typed(&mut shell, "status:claim");
    // Keys work meanwhile, and Enter closes the prompt before the answer is there.
    press(&mut shell, "Enter j");
    let answer = |task: Task| task.run(&|| true).expect("an answer");
    shell.update(answer(first));
    assert!(shell.context().filter().is_none(), "it is no longer wanted");
    shell.update(answer(second));
    let cx = shell.context();
    assert_eq!(cx.shown().len(), MANY / 3);
    assert!(cx.shown().contains(cx.place.event.expect("an event")));
}

#[test]
fn a_session_can_begin_with_a_filter() {
    let text = "theme:power";
    let query = Query::parse(text).expect("a query");
    let options = Options {
        start: Start {
            filter: Some(Terms::new(text.to_owned(), query)),
            ..Start::default()
        },
        ..Options::default()
    };
    let shell = Shell::new(article(), &options);
    assert_eq!(passing(&shell), expected(&shell, text));
    assert!(!shell.context().history.has_past());
}

/// A screen after a filter has been typed, and the keys after it.
fn drawn(shell: &mut Shell, (columns, rows): (u16, u16), text: &str, keys: &str) -> String {
    shell.update(Message::Resize { columns, rows });
    press(shell, "&");
    type_text(shell, text);
    press(shell, keys);
    let ascii = shell.context().ascii();
    screen(shell, columns, rows, ascii)
}

/// An empty prompt, values, an error, a name that names nothing, terms, one of them off, all of them off,
/// nothing that passes, what is only possible, more terms than there is room for.
static SCREENS: &[(&str, &str, &str)] = &[
    ("empty", "", ""),
    ("values", "actor:", "Down Down"),
    ("error", "theme:power actr:jack-ma", ""),
    ("unknown", "actor:jack-mo", ""),
    ("terms", "actor:jack-ma -status:claim", "Enter"),
    ("one_off", "actor:jack-ma -status:claim", "Enter 2 !"),
    ("all_off", "actor:jack-ma -status:claim", "Enter !"),
    ("nothing", "status:question status:plan", "Enter"),
    ("possible", "before:2020-06", "Enter"),
    (
        "many",
        "actor:jack-ma OR actor:alibaba has:date has:summary has:evidence -undated -links:follows",
        "Enter",
    ),
];

#[test]
fn pictures() {
    for (name, text, keys) in SCREENS {
        insta::assert_snapshot!(*name, drawn(&mut app(), (80, 24), text, keys));
    }
}

#[test]
fn a_picture_of_a_small_terminal() {
    let text = drawn(&mut app(), (60, 20), "actor:", "Down Down");
    insta::assert_snapshot!("values_60x20", text);
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
    for (name, text, keys) in SCREENS {
        let mut shell = Shell::new(Arc::clone(&timeline), &options);
        let text = drawn(&mut shell, size, text, keys);
        let foreign = text
            .chars()
            .find(|&character| !character.is_ascii() && !of_story.contains(character));
        assert_eq!(foreign, None, "{name}\n{text}");
    }
}

#[rstest]
fn how_much_is_left_out_is_seen_at_every_size(
    #[values((40, 12), (60, 20), (80, 24), (200, 50))] size: (u16, u16),
) {
    let text = drawn(&mut app(), size, "actor:jack-ma", "Enter");
    assert!(text.contains("(21 in all)"), "{text}");
    assert!(text.contains("14 left out"), "{text}");
}

#[test]
fn a_click_on_a_term_switches_it() {
    let mut shell = app();
    let query = "actor:jack-ma -status:claim";
    let before = drawn(&mut shell, (120, 36), query, "Enter");
    let mut rows = (0_u16..).zip(before.lines());
    let (row, line) = rows.find(|(_, line)| line.contains("[x]")).expect("a row");
    let column = line.find("-status").expect("a term");
    let column = u16::try_from(column).expect("a column");
    assert_eq!(hits(&shell, column, row).first(), Some(&Hit::Term(1)));
    point(&mut shell, PointerAction::Press, column, row);
    let after = screen(&mut shell, 120, 36, false);
    assert!(after.contains("[ ] -status:claim"), "{after}");
}

#[test]
fn control_characters_in_the_text_are_made_visible() {
    let mut shell = app();
    press(&mut shell, "&");
    shell.update(Message::Paste("\u{202e}\u{1b}[2J\u{7}x".to_owned()));
    for keys in ["", "Enter"] {
        press(&mut shell, keys);
        let text = screen(&mut shell, 80, 24, false);
        let mut characters = text.chars();
        let unsafe_one = characters.find(|character| {
            (character.is_control() && *character != '\n') || *character == '\u{202e}'
        });
        assert_eq!(unsafe_one, None, "{text}");
    }
}
