//! Tests of the page that counts the events.

use annals_index::query::Query;
use annals_model::generated;
use annals_model::text::Clean;
use annals_model::{Grouping, Timeline};
use proptest::prelude::*;
use rstest::rstest;

use super::count::Facet;
use super::*;
use crate::keys::PointerAction;
use crate::message::{Effect, Message};
use crate::options::Options;
use crate::shell::Shell;
use crate::story::Story;
use crate::test_support::{
    LANES, app, hard, hits, notice, open, point, press, screen, timeline, top, type_text,
};

/// Actors that are called the same, an actor whose id is what another is called, themes that differ in
/// upper and lower case, ties, an actor named twice, and dates of every kind.
const MIXED: &str = r#"
[source.book]
title = "A book"
[source.idle]
[actor.ma]
name = "Jack Ma"
[actor.other]
name = "Jack Ma"
[actor.third]
name = "MA"
[actor.idle]
[[event]]
title = "a"
date = "2020"
actors = ["ma", { id = "ma", role = "again" }, "other"]
themes = ["Power", "a \"quoted\", \\ theme"]
evidence = ["book", { source = "book", at = "p2" }]
[[event]]
title = "b"
date = "2020-05-03"
actors = ["ma"]
themes = ["power"]
status = "claim"
[[event]]
title = "c"
date = "202X"
actors = ["other", "third"]
[[event]]
title = "d"
date = "2019/2021"
[[event]]
title = "e"
date = "/2001"
[[event]]
title = "f"
date = "2023/.."
[[event]]
title = "g"
date = "2001"
[[event]]
title = "undated"
"#;

/// Counts a whole timeline, so many events at a time.
fn counted(timeline: &Timeline, slice: usize) -> Counts {
    let story = Story::new(timeline.clone().into(), Grouping::None);
    let shown = annals_index::VisibleEvents::new(&story.index, None);
    let mut counts = Counts::new(&story, shown);
    while !counts.is_done() {
        counts.count(&story.timeline, shown, slice);
    }
    counts
}

/// Returns the titles and counts of a section.
fn section(counts: &Counts, timeline: &Timeline, facet: Facet) -> Vec<(String, usize)> {
    let rows = counts.rows().iter();
    let rows = rows.filter(|row| row.value.facet() == facet);
    let rows = rows.map(|row| (draw::title(&row.value, timeline).to_string(), row.count));
    rows.collect()
}

/// Returns how many events of a timeline hold for a test.
fn events(timeline: &Timeline, test: impl Fn(&annals_model::Event) -> bool) -> usize {
    let events = timeline.events.walk();
    events.filter(|(_, event)| test(event)).count()
}

fn counts(shell: &Shell) -> &Counts {
    Counts::of(shell.context()).expect("counts")
}

fn shown(shell: &Shell) -> usize {
    shell.context().shown().len()
}

#[test]
fn dates_ties_and_what_is_called_the_same_are_counted_apart() {
    let timeline = timeline(MIXED);
    let counts = counted(&timeline, 100);
    let section = |facet| section(&counts, &timeline, facet);
    let rows = |rows: &[(&str, usize)]| {
        let rows = rows.iter().map(|&(title, count)| (title.to_owned(), count));
        rows.collect::<Vec<_>>()
    };
    let expected = rows(&[
        ("Jack Ma", 2),
        ("Jack Ma", 2),
        ("MA", 1),
        ("without actors", 5),
    ]);
    assert_eq!(section(Facet::Actor), expected);
    let expected = rows(&[
        ("Power", 1),
        ("a \"quoted\", \\ theme", 1),
        ("power", 1),
        ("without themes", 6),
    ]);
    assert_eq!(section(Facet::Theme), expected);
    let expected = rows(&[
        ("reported: told as a fact", 7),
        ("claim: an assertion or an interpretation", 1),
    ]);
    assert_eq!(section(Facet::Status), expected);
    let expected = rows(&[("A book", 1), ("without evidence", 7)]);
    assert_eq!(section(Facet::Source), expected);
    let expected = rows(&[
        ("2001", 1),
        ("2020", 2),
        ("not within one year", 4),
        ("without a date", 1),
    ]);
    assert_eq!(section(Facet::Time), expected);
}

#[test]
fn the_bundled_story_is_counted_as_by_hand() {
    let timeline = crate::test_support::article();
    let counts = counted(&timeline, 7);
    for row in counts.rows() {
        let expected = match &row.value {
            Value::Actor(actor) => events(&timeline, |event| {
                event.participants.iter().any(|part| part.actor == *actor)
            }),
            Value::Theme(theme) => events(&timeline, |event| event.themes.contains(theme)),
            Value::Status(status) => events(&timeline, |event| event.status == *status),
            Value::Source(source) => events(&timeline, |event| {
                let links = event.links.iter().flat_map(|link| &link.evidence);
                let mut evidence = event.evidence.iter().chain(links);
                evidence.any(|evidence| evidence.source == *source)
            }),
            Value::Nothing(Facet::Time) => events(&timeline, |event| event.when.is_none()),
            _ => continue,
        };
        assert_eq!(row.count, expected, "{:?}", row.value);
    }
    let dates = counts.rows().iter();
    let dates = dates.filter(|row| row.value.facet() == Facet::Time);
    let all: usize = dates.map(|row| row.count).sum();
    assert_eq!(
        all,
        timeline.events.len(),
        "each event has one date or none"
    );
    let actors = counts.sections()[0].1.len();
    assert!(actors > 5, "{actors}");
}

/// Filters by a row and checks what passes then; returns whether the row could be chosen.
fn choose(shell: &mut Shell, row: usize) -> bool {
    press(shell, "B");
    press(shell, &"j ".repeat(row));
    let chosen = counts(shell).rows()[row].clone();
    press(shell, "Enter");
    if top(shell) == "facets" {
        assert_ne!(notice(shell), "");
        return false;
    }
    assert_eq!(top(shell), "browse");
    assert_eq!(shown(shell), chosen.count, "{:?}", chosen.value);
    true
}

#[rstest]
#[case::article(app)]
#[case::hard(hard)]
#[case::lanes(|| open(LANES))]
#[case::mixed(|| open(MIXED))]
fn choosing_a_row_shows_as_many_events_as_it_counts(#[case] new: fn() -> Shell) {
    let mut shell = new();
    press(&mut shell, "B");
    let rows = counts(&shell).rows().len();
    let chosen = (0..rows).filter(|&row| choose(&mut new(), row)).count();
    assert!(chosen > rows / 2, "{chosen} of {rows}");
}

#[test]
fn rows_that_no_term_chooses_say_why() {
    for (title, why) in [
        (
            "not within one year",
            "No filter chooses just these: their dates are wider than a year, or not known as exactly.",
        ),
        (
            "Power",
            "Nothing is added to the filter: theme:Power would choose others that are called the same too.",
        ),
        (
            "Jack Ma",
            "Nothing is added to the filter: actor:ma would choose others that are called the same too.",
        ),
    ] {
        let mut shell = open(MIXED);
        press(&mut shell, "B");
        let timeline = shell.context().timeline();
        let mut rows = counts(&shell).rows().iter();
        let is_meant = |row: &count::Row| draw::title(&row.value, timeline).as_str() == title;
        let row = rows.position(is_meant).expect("the row");
        press(&mut shell, &format!("{} Enter", "j ".repeat(row)));
        assert_eq!((top(&shell), notice(&shell)), ("facets", why.to_owned()));
    }
}

#[test]
fn with_a_filter_only_its_events_are_counted_and_rows_are_added_to_it() {
    let mut shell = app();
    press(&mut shell, "&");
    type_text(&mut shell, "status:claim OR status:reported");
    press(&mut shell, "Enter");
    let before = shown(&shell);
    assert!(before < shell.context().timeline().events.len());
    press(&mut shell, "B");
    assert_eq!(counts(&shell).progress(), (before, before));
    let rows = counts(&shell).rows().len();
    press(&mut shell, "Escape");
    for row in 0..rows {
        if choose(&mut shell, row) {
            let filter = shell.context().filter().expect("a filter");
            let text = filter.terms().text();
            assert!(
                text.starts_with("status:claim OR status:reported "),
                "{text}"
            );
            press(&mut shell, "Backspace Backspace");
        } else {
            press(&mut shell, "Escape");
        }
        assert_eq!(shown(&shell), before);
        assert_eq!(top(&shell), "browse");
    }
}

#[test]
fn a_term_that_was_switched_off_is_switched_on_again() {
    let mut shell = open(LANES);
    assert!(choose(&mut shell, 0));
    let few = shown(&shell);
    press(&mut shell, "!");
    assert_eq!(shown(&shell), 7);
    assert!(choose(&mut shell, 0));
    assert_eq!(shown(&shell), few);
}

#[test]
fn the_filter_can_be_switched_off_on_the_page() {
    let mut shell = open(LANES);
    assert!(choose(&mut shell, 0));
    let few = shown(&shell);
    press(&mut shell, "B");
    assert_eq!(counts(&shell).progress().1, few);
    press(&mut shell, "!");
    assert_eq!((top(&shell), counts(&shell).progress().1), ("facets", 7));
}

#[test]
fn a_large_story_is_counted_in_slices() {
    let count = SLICE + 5;
    let mut story = Timeline::empty(Clean::default(), Clean::default());
    for _ in 0..count {
        let event = annals_model::Event::new(Clean::default(), Clean::own("x"));
        story.events.push(event);
    }
    let mut shell = Shell::new(story.into(), &Options::default());
    let wake = [Effect::Wake(PAUSE)];
    assert_eq!(press(&mut shell, "B"), wake);
    assert_eq!(counts(&shell).progress(), (SLICE, count));
    let picture = screen(&mut shell, 80, 24, false);
    assert!(picture.contains("counted 20,000 of 20,005"), "{picture}");
    shell.take_dirty();
    assert_eq!(shell.update(Message::Woken), []);
    assert!(shell.take_dirty(), "a frame is drawn");
    assert_eq!(counts(&shell).progress(), (count, count));
    assert_eq!(counts(&shell).rows()[0].count, count);
    assert_eq!(press(&mut shell, "Escape B"), [], "the counts are kept");
}

#[test]
fn sections_follow_each_other_in_a_circle() {
    let mut shell = app();
    press(&mut shell, "B");
    let at = |shell: &Shell| {
        let page = crate::test_support::top_as::<Facets>(shell).expect("the page");
        page.row(counts(shell))
    };
    let starts = counts(&shell).sections().iter();
    let starts: Vec<usize> = starts.map(|(_, rows)| rows.start).collect();
    let mut seen = Vec::new();
    for _ in &starts {
        seen.push(at(&shell));
        press(&mut shell, "Tab");
    }
    assert_eq!((seen, at(&shell)), (starts.clone(), 0));
    press(&mut shell, "h");
    assert_eq!(Some(&at(&shell)), starts.last());
}

#[test]
fn a_click_selects_a_row() {
    let mut shell = app();
    press(&mut shell, "B");
    screen(&mut shell, 80, 24, false);
    assert_eq!(hits(&shell, 5, 4), [Hit::Row(1)]);
    point(&mut shell, PointerAction::Press, 5, 4);
    let picture = screen(&mut shell, 80, 24, true);
    let row = picture.lines().nth(4).expect("the row");
    assert!(row.starts_with("|> Jack Ma"), "{row}");
}

#[rstest]
#[case::days("2020-05-31 2020-06-01", &["31 May 2020", "1 June 2020"], "surely during:2020-06-01")]
#[case::months("2020-05-31 2021-06", &["May 2020", "June 2021"], "surely during:2021-06")]
#[case::years("-0043 0002", &[], "")]
#[case::years("1990 2019", &["1990", "2019"], "surely during:2019")]
#[case::decades("1990 2020", &["1990 to 1999", "2020 to 2029"], "surely during:2020..2029")]
#[case::centuries("1492-10-12 2020", &["1400 to 1499", "2000 to 2099"], "surely during:2000..2099")]
#[case::deep_time("Y-2500000000 2020", &[], "surely during:0000..Y99999999")]
fn times_are_counted_in_a_unit_of_which_there_are_few(
    #[case] dates: &str,
    #[case] titles: &[&str],
    #[case] last: &str,
) {
    let events = dates.split(' ');
    let events = events.map(|date| format!("[[event]]\ntitle = 'x'\ndate = '{date}'\n"));
    let timeline = timeline(&events.collect::<Vec<_>>().concat());
    let counts = counted(&timeline, 1);
    let times = section(&counts, &timeline, Facet::Time);
    assert!(times.iter().all(|(_, count)| *count == 1), "{times:?}");
    let seen: Vec<&str> = times.iter().map(|(title, _)| title.as_str()).collect();
    assert!(titles.is_empty() || seen == titles, "{seen:?}");
    let row = counts.rows().last().expect("a row");
    let term = term::term(&row.value, &timeline).expect("a term");
    assert!(last.is_empty() || term == last, "{term}");
}

#[test]
fn a_story_without_events_and_a_filter_that_lets_nothing_through_are_told() {
    let mut shell = open("title = 'x'");
    press(&mut shell, "B");
    let picture = screen(&mut shell, 80, 24, false);
    assert!(picture.contains("The story has no events."), "{picture}");
    press(&mut shell, "Enter Tab j G h k");
    assert_eq!(top(&shell), "facets");
    let mut shell = open(LANES);
    press(&mut shell, "& ~nowhere Enter B");
    let picture = screen(&mut shell, 80, 24, false);
    assert!(picture.contains("No event passes the filter."), "{picture}");
}

#[test]
fn the_page_of_the_article() {
    let mut shell = app();
    press(&mut shell, "B j");
    insta::assert_snapshot!("article", screen(&mut shell, 80, 24, false));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn each_term_chooses_as_many_events_as_were_counted(timeline in generated::timeline(), slice in 1_usize..9) {
        let story = Story::new(timeline.into(), Grouping::None);
        let counts = counted(&story.timeline, slice);
        let at_once = counted(&story.timeline, usize::MAX);
        prop_assert_eq!(counts.rows(), at_once.rows());
        for row in counts.rows() {
            // Names are resolved by what they begin with too, which choosing a row checks first.
            if matches!(row.value, Value::Actor(_) | Value::Theme(_) | Value::Source(_)) {
                continue;
            }
            let Ok(term) = term::term(&row.value, &story.timeline) else {
                continue;
            };
            let query = Query::parse(&term).expect("a term");
            let prepared = query.prepare(&story.timeline, None);
            let (chosen, _) = prepared.chosen_and_sure(&story.timeline, &story.index);
            prop_assert_eq!(chosen.count(), row.count, "{}", term);
        }
    }

    #[test]
    fn choosing_any_row_of_any_story_shows_as_many_events_as_it_counts(
        timeline in generated::timeline(), row: prop::sample::Index,
    ) {
        let mut shell = Shell::new(timeline.into(), &Options::default());
        press(&mut shell, "B");
        let rows = counts(&shell).rows().len();
        if rows > 0 {
            press(&mut shell, "Escape");
            choose(&mut shell, row.index(rows));
        }
    }
}
