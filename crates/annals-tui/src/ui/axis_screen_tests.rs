//! What must be seen of the axis on whole screens: nothing lost under a neighbour, nothing surer than its
//! date, and a word for what is not shown.

use rstest::rstest;

use super::tests::{open, screen, shown};
use super::*;

fn text_of(story: &str, columns: u16, rows: u16, keys: &str) -> String {
    let look = Look::new(ThemeName::Mono, false);
    shown(&screen(&mut open(story), columns, rows, keys, &look))
}

/// The row of a lane, by its name.
fn row<'s>(screen: &'s str, name: &str) -> &'s str {
    let mut rows = screen.lines();
    rows.find(|row| row.contains(name)).expect("the lane")
}

fn story(events: &[(&str, &str)]) -> String {
    let event =
        |(title, date): &(&str, &str)| format!("[[event]]\ntitle = '{title}'\ndate = '{date}'\n");
    let events: String = events.iter().map(event).collect();
    format!("title = 'x'\nopening = '1900/1999'\nlanes = 'none'\n{events}")
}

#[test]
fn a_bracket_is_seen_beside_its_neighbour() {
    // The selected one lies over its neighbours; here it is far away.
    let dates = [
        ("selected", "1910"),
        ("maybe", "[1960..1984]"),
        ("unknown end", "1985/"),
    ];
    let screen = text_of(&story(&dates), 100, 20, "");
    let lane = row(&screen, "events");
    assert!(lane.contains('[') && lane.contains(']'), "{lane}");
}

#[rstest]
#[case::sure("1950-06-01", '◆')]
#[case::about("1950-06~", '◇')]
#[case::perhaps("1950-06-01?", '◇')]
#[case::some_time_within("1950-06-01/1950-06-01", '◇')]
#[case::some_day_in("1950-06-XX", '◇')]
#[case::one_of("[1950-06-01,1950-06-03]", '◈')]
fn a_point_is_no_surer_than_its_date(#[case] date: &str, #[case] point: char) {
    // Not the selected one, and with another to be selected.
    let both = story(&[("first", "1910"), ("point", date)]);
    let screen = text_of(&both, 100, 20, "");
    assert!(row(&screen, "events").contains(point), "{screen}");
}

#[test]
fn hidden_lanes_are_counted() {
    let look = Look::new(ThemeName::Mono, false);
    let mut app = open(annals_model::test_support::bundled()[0].text);
    let before = shown(&screen(&mut app, 120, 36, "", &look));
    assert!(!before.contains("hidden"));
    let after = shown(&screen(&mut app, 120, 36, "v x Escape", &look));
    assert!(after.contains("14 hidden"), "{after}");
}

#[test]
fn names_leave_room_for_the_number_beside_them() {
    let actors = ["Northern Harbour", "Northern Railway"];
    let actor = |(place, name): (usize, &&str)| format!("[actor.a{place}]\nname = '{name}'\n");
    let event =
        |place| format!("[[event]]\ntitle = 't'\ndate = '2001'\nactors = ['a{place}']\n").repeat(6);
    let named: String = actors.iter().enumerate().map(actor).collect();
    let events: String = (0..actors.len()).map(event).collect();
    let text = format!("title = 'x'\n{named}{events}");
    let screen = text_of(&text, 120, 20, "");
    for name in actors {
        assert!(row(&screen, name).contains('+'), "{screen}");
    }
}

#[test]
fn a_window_beyond_the_story_is_pointed_at() {
    let two = story(&[("a", "1910"), ("b", "1950")]);
    let look = Look::new(ThemeName::Mono, false);
    let mut app = open(&two);
    let strip = |screen: &str| row(screen, "overview").trim_end().to_owned();
    let later = shown(&screen(&mut app, 100, 20, "s > > >", &look));
    assert!(strip(&later).ends_with('▸'), "{later}");
    let earlier = shown(&screen(&mut app, 100, 20, "0 < < <", &look));
    assert!(strip(&earlier).contains('◂'), "{earlier}");
}

#[rstest]
#[case(60)]
#[case(80)]
#[case(100)]
fn what_lies_between_two_marks_is_read_in_full(#[case] columns: u16) {
    let ages = story(&[("a", "1910-01-01"), ("b", "1999-12-31")]);
    let screen = text_of(&ages, columns, 24, "m j m");
    let title = screen.lines().next().unwrap_or_default();
    assert!(title.trim_end().ends_with("0 events between"), "{title}");
}
