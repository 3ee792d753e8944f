//! Tests of the axis as text, at each scale of time, crowded and empty, and on whole screens: nothing is
//! lost under a neighbour, nothing looks surer than its date, and what is not shown is counted.

use std::fmt::Write as _;
use std::sync::Arc;

use annals_model::{Era, EventIndex};
use annals_scene::axis::{Axis, Canvas, Marker, MarkerKind, Request};
use annals_time::{Time, When, Window};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use rstest::rstest;

use super::super::*;
use crate::look::Look;
use crate::message::Message;
use crate::options::{Options, Start};
use crate::picture;
use crate::shell::Shell;
use crate::test_support::{app, browse, press, screen, timeline};
use crate::theme::{BarStyle, ThemeName};

const SPACE: &str = r"
title = 'Into space'
[actor.ussr]
name = 'Soviet Union'
[actor.usa]
name = 'USA'
[[event]]
title = 'Sputnik 1'
date = '1957-10-04'
actors = ['ussr']
[[event]]
title = 'Voyager probes'
date = '1977/..'
actors = ['usa']
[[event]]
title = 'Apollo programme'
date = '1961/1972'
actors = ['usa']
[[event]]
title = 'Gagarin in orbit'
date = '1961-04-12'
actors = ['ussr']
[[event]]
title = 'First crew on the Moon'
date = '1969-07-16T13:32:00Z/1969-07-24T16:50:35Z'
actors = ['usa']
[[event]]
title = 'Landing'
date = '1969-07-20T20:17:40Z'
actors = ['usa']
[[event]]
title = 'Salyut 1'
date = '1971-04-19/1971-10-11'
actors = ['ussr']
[[event]]
title = 'Handshake in orbit'
date = '1975-07-15/1975-07-24'
actors = ['usa', 'ussr']
[[event]]
title = 'Station Mir'
date = '1986-02-20/2001-03-23'
actors = ['ussr']
[[event]]
title = 'Space shuttles'
date = '1981-04-12/2011-07-21'
actors = ['usa']
";

const DEEP: &str = r"
title = 'Deep time'
lanes = 'none'
[[event]]
title = 'Chicxulub'
date = '66 Ma'
[[event]]
title = 'Paleocene'
date = 'Y-66000000/Y-56000000'
[[event]]
title = 'Eocene'
date = 'Y-56000000/Y-33900000'
[[event]]
title = 'Oligocene'
date = 'Y-33900000/Y-23030000'
";

const SHAPES: &str = r"
title = 'Every shape'
[actor.a]
name = 'Some day'
[actor.b]
name = 'One of'
[actor.c]
name = 'All of'
[actor.d]
name = 'Slopes'
[[event]]
title = 'A decade'
date = '200X'
actors = ['a']
[[event]]
title = 'Some month'
date = '2012-XX'
actors = ['a']
[[event]]
title = 'One of two'
date = '[2002,2009]'
actors = ['b']
[[event]]
title = 'One of a range'
date = '[2012..2018]'
actors = ['b']
[[event]]
title = 'One of three'
date = '[2022-01,2023-01,2040-01]'
actors = ['b']
[[event]]
title = 'Each of two'
date = '{2002,2006}'
actors = ['c']
[[event]]
title = 'Each of three days'
date = '{2010-03-01,2012-03-01,2014-03-01}'
actors = ['c']
[[event]]
title = 'From some time'
date = '2002/2010'
actors = ['d', 'a']
[[event]]
title = 'From then on'
date = '2015/..'
actors = ['d']
";

fn moment(date: &str) -> Time {
    let when = When::parse(date).expect("a date");
    when.expect("a moment").reach().0
}

/// What a test asks for besides the story.
#[derive(Default, Clone, Copy)]
struct Asked<'a> {
    window: Option<(&'a str, &'a str)>,
    eras: &'a [(&'a str, &'a str)],
    selected: Option<usize>,
    now: Option<&'a str>,
    markers: &'a [(&'a str, MarkerKind)],
}

fn open(text: &str, asked: &Asked<'_>, columns: u16, rows: u16) -> Shell {
    let mut timeline = Arc::unwrap_or_clone(timeline(text));
    let era = |&(title, date): &(&str, &str)| Era {
        title: Clean::line(title),
        when: When::parse(date).expect("a date").expect("a moment"),
    };
    timeline.eras = asked.eras.iter().map(era).collect();
    let window = asked.window;
    let window = window.and_then(|(from, to)| Window::new(moment(from), moment(to)));
    let options = Options {
        start: Start {
            window,
            event: asked.selected.map(EventIndex::new),
            ..Start::default()
        },
        ..Options::default()
    };
    let mut shell = Shell::new(Arc::new(timeline), &options);
    shell.update(Message::Resize { columns, rows });
    shell
}

/// The rows of the axis and nothing else.
fn cells(text: &str, asked: &Asked<'_>, look: &Look, columns: u16, rows: u16) -> Buffer {
    let shell = open(text, asked, columns, rows);
    let cx = shell.context();
    let layout = cx.layout(Pane::List).expect("a large terminal");
    let marker = |&(date, kind): &(&str, MarkerKind)| Marker {
        start: moment(date),
        end: moment(date),
        kind,
    };
    let markers: Vec<Marker> = asked.markers.iter().map(marker).collect();
    let axis = Axis::new(&Request {
        timeline: cx.timeline(),
        index: cx.index(),
        everything: cx.everything(),
        lanes: cx.lanes(),
        window: cx.place.window,
        whole: cx.index().extent().unwrap_or(cx.place.window),
        canvas: Canvas {
            columns: layout.axis.width,
            rows: layout.axis.height,
            era_rows: layout.eras.height,
            covers_slopes: look.theme.bar_style(None) == BarStyle::Tinted,
        },
        lanes_off: 0,
        stack: &cx.lanes.measures.stack,
        first_row: 0,
        selected: asked.selected.map(EventIndex::new),
        now: asked.now.map(moment),
        found: None,
        markers: &markers,
    })
    .expect("an axis");
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, layout.overview.y + 1));
    let area = buffer.area;
    let mut painter = Painter::new(&mut buffer, area, look);
    let hits = &mut HitMap::default();
    axis::paint(browse(&shell), cx, &axis, &layout, &mut painter, hits);
    buffer
}

fn shown(text: &str, asked: &Asked<'_>, columns: u16, rows: u16) -> String {
    let look = Look::new(ThemeName::Mono, false);
    let lines = picture::text(&cells(text, asked, &look, columns, rows));
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

static SPACE_RACE: Asked<'_> = Asked {
    window: None,
    eras: &[("Space race", "1957-10-04/1975-07-24"), ("Détente", "1972")],
    selected: Some(7),
    now: None,
    markers: &[],
};

#[rstest]
#[case::decades("decades", "1950", "2010")]
#[case::years("years", "1967", "1977")]
#[case::months("months", "1969-03", "1970-02")]
#[case::days("days", "1969-07-14", "1969-07-27")]
#[case::seconds("seconds", "1969-07-20T20:17:30Z", "1969-07-20T20:17:52Z")]
fn each_scale_of_time(#[case] name: &str, #[case] from: &str, #[case] to: &str) {
    let asked = Asked {
        window: Some((from, to)),
        ..SPACE_RACE
    };
    insta::assert_snapshot!(name, shown(SPACE, &asked, 80, 24));
}

#[rstest]
#[case(60, 20)]
#[case(120, 36)]
fn other_sizes(#[case] columns: u16, #[case] rows: u16) {
    let asked = Asked {
        window: Some(("1950", "2010")),
        ..SPACE_RACE
    };
    let name = format!("decades_{columns}x{rows}");
    insta::assert_snapshot!(name, shown(SPACE, &asked, columns, rows));
}

#[test]
fn ten_million_years() {
    let asked = Asked {
        window: Some(("Y-70000000", "Y-20000000")),
        ..Asked::default()
    };
    insta::assert_snapshot!("10_ma", shown(DEEP, &asked, 80, 24));
}

/// Some hundred events of one lane, at dates that follow from their number, and a few of another.
pub(super) fn crowd() -> String {
    let mut text =
        "title = 'A crowd'\n[actor.many]\nname = 'Many'\n[actor.few]\nname = 'Few'\n".to_owned();
    for number in 0_u32..600 {
        // More and more of them, and in some years none.
        let year = 1900 + (number * number / 3_600 + number % 7 * number % 11) % 110;
        let (month, day) = (number % 12 + 1, number * 7 % 28 + 1);
        let actors = if number % 29 == 0 { "'few'" } else { "'many'" };
        write!(
            text,
            "[[event]]\ntitle = 'Event {number}'\ndate = '{year}-{month:02}-{day:02}'\nactors = [{actors}]\n"
        )
        .expect("a text grows");
    }
    text
}

#[rstest]
#[case::whole("crowded", ("1895", "2015"))]
#[case::closer("crowded_closer", ("1960", "1963"))]
fn a_crowded_lane(#[case] name: &str, #[case] window: (&str, &str)) {
    let asked = Asked {
        window: Some(window),
        selected: Some(460),
        ..Asked::default()
    };
    insta::assert_snapshot!(name, shown(&crowd(), &asked, 80, 24));
}

#[test]
fn an_empty_axis() {
    let asked = Asked {
        window: Some(("2000", "2010")),
        ..Asked::default()
    };
    insta::assert_snapshot!("empty_axis", shown("title = 'x'", &asked, 80, 24));
}

/// Everything that lies on the axis besides the events.
static SIGNS: Asked<'_> = Asked {
    window: Some(("1955", "1985")),
    eras: &[
        ("Before", "../1957-10-04"),
        ("Space race", "1957-10-04/1975-07-24"),
        ("Cold War", "1947/1991"),
        ("After", "1976~/.."),
    ],
    selected: Some(7),
    now: Some("1967-06"),
    markers: &[
        ("1959", MarkerKind::Measure),
        ("1971-06", MarkerKind::Measure),
        ("1979", MarkerKind::Date),
    ],
};

static EVERY_SHAPE: Asked<'_> = Asked {
    window: Some(("2000", "2025")),
    eras: &[],
    selected: Some(7),
    now: None,
    markers: &[],
};

#[test]
fn shapes_of_dates() {
    insta::assert_snapshot!("shapes", shown(SHAPES, &EVERY_SHAPE, 80, 24));
}

#[test]
fn signs_and_eras() {
    insta::assert_snapshot!("signs", shown(SPACE, &SIGNS, 80, 24));
}

#[test]
fn the_axis_in_ascii_is_ascii_and_leaves_nothing_out() {
    for (text, asked) in [(SHAPES, &EVERY_SHAPE), (SPACE, &SIGNS)] {
        let draw = |ascii| cells(text, asked, &Look::new(ThemeName::Mono, ascii), 80, 24);
        let (unicode, ascii) = (draw(false), draw(true));
        for cell in &ascii.content {
            assert!(cell.symbol().is_ascii(), "{:?}", cell.symbol());
        }
        let blank = |buffer: &Buffer| -> Vec<bool> {
            let cells = buffer.content.iter();
            let line = Modifier::UNDERLINED.union(Modifier::REVERSED);
            let is_line = |cell: &Cell| cell.modifier.intersects(line);
            cells
                .map(|cell| cell.symbol() == " " && !is_line(cell))
                .collect()
        };
        let differs = blank(&unicode)
            .into_iter()
            .zip(blank(&ascii))
            .map(|(unicode, ascii)| unicode != ascii);
        let differing: Vec<(u16, u16)> = unicode
            .area
            .positions()
            .zip(differs)
            .filter(|(_, differs)| *differs)
            .map(|(at, _)| (at.x, at.y))
            .collect();
        assert_eq!(differing, [], "what is empty is empty in both");
    }
}

/// Lines lie behind: with and without them, every cell of a bar, a column or a label is the same.
#[rstest]
#[case(ThemeName::Terminal)]
#[case(ThemeName::Mono)]
fn lines_cover_nothing(#[case] theme: ThemeName) {
    for text in [SPACE.to_owned(), SHAPES.to_owned(), crowd()] {
        let window = Some(("1950", "2020"));
        let plain = Asked {
            window,
            selected: Some(7),
            ..Asked::default()
        };
        let lines = Asked {
            eras: &[("One", "../1963-02-01"), ("Two", "1972-05-05/..")],
            now: Some("1978"),
            markers: &[("1959", MarkerKind::Measure), ("2003", MarkerKind::Date)],
            ..plain
        };
        let look = Look::new(theme, false);
        let (before, after) = (
            cells(&text, &plain, &look, 90, 40),
            cells(&text, &lines, &look, 90, 40),
        );
        // The rows of eras move the lanes down.
        let lanes = |asked: &Asked<'_>| {
            let shell = open(&text, asked, 90, 40);
            let layout = shell.context().layout(Pane::List);
            layout.expect("a large terminal").axis
        };
        let (from, to) = (lanes(&plain), lanes(&lines));
        assert_eq!(from.height, to.height);
        for row in 0..from.height {
            for column in from.x..from.x + from.width {
                let (old, new) = (
                    &before[(column, from.y + row)],
                    &after[(column, to.y + row)],
                );
                let is_line = look.glyphs.axis.guides.contains(&new.symbol());
                // The band of an era is behind what has no ground of its own.
                let mut on_band = old.clone();
                if old.bg == Color::Reset {
                    on_band.set_bg(new.bg);
                }
                assert!(
                    on_band == *new || old.symbol() == " " && is_line,
                    "{old:?} {new:?}"
                );
            }
        }
    }
}

#[test]
fn numbers_are_short_and_never_too_high() {
    for (count, expected) in [
        (0, "0"),
        (999, "999"),
        (1_000, "1k"),
        (1_299, "1.2k"),
        (12_345, "12k"),
        (999_999, "999k"),
        (3_456_789, "3.4M"),
        (10_000_000, "10M"),
        (2_000_000_000, "2G"),
    ] {
        assert_eq!(axis::short(count).as_str(), expected);
    }
}

fn text_of(story: &str, columns: u16, rows: u16, keys: &str) -> String {
    let mut shell = crate::test_support::open(story);
    press(&mut shell, keys);
    screen(&mut shell, columns, rows, false)
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
    // Another event is selected.
    let both = story(&[("first", "1910"), ("point", date)]);
    let screen = text_of(&both, 100, 20, "");
    assert!(row(&screen, "events").contains(point), "{screen}");
}

#[test]
fn hidden_lanes_are_counted() {
    let mut shell = app();
    let before = screen(&mut shell, 120, 36, false);
    assert!(!before.contains("hidden"));
    press(&mut shell, "v x Escape");
    let after = screen(&mut shell, 120, 36, false);
    assert!(after.contains("14 hidden"), "{after}");
}

#[test]
fn names_leave_room_for_the_number_beside_them() {
    let actors = ["Northern Harbour", "Northern Railway"];
    let actor = |(place, name): (usize, &&str)| format!("[actor.a{place}]\nname = '{name}'\n");
    let event =
        |place| format!("[[event]]\ntitle = 't'\ndate = '2001'\nactors = ['a{place}']\n").repeat(4);
    let named: String = actors.iter().enumerate().map(actor).collect();
    let events: String = (0..actors.len()).map(event).collect();
    let text = format!("title = 'x'\n{named}{events}");
    let screen = text_of(&text, 120, 20, "");
    // One row of the second lane is in view.
    assert!(!row(&screen, actors[0]).contains('+'), "{screen}");
    assert!(row(&screen, actors[1]).contains("+3"), "{screen}");
}

#[test]
fn an_arrow_points_to_a_window_beyond_the_story() {
    let two = story(&[("a", "1910"), ("b", "1950")]);
    let mut shell = crate::test_support::open(&two);
    let strip = |screen: &str| row(screen, "overview").trim_end().to_owned();
    press(&mut shell, "s > > >");
    let later = screen(&mut shell, 100, 20, false);
    assert!(strip(&later).ends_with('▸'), "{later}");
    press(&mut shell, "0 < < <");
    let earlier = screen(&mut shell, 100, 20, false);
    assert!(strip(&earlier).contains('◂'), "{earlier}");
}

#[rstest]
#[case(60)]
#[case(80)]
#[case(100)]
fn the_time_between_two_marks_is_not_cut(#[case] columns: u16) {
    let ages = story(&[("a", "1910-01-01"), ("b", "1999-12-31")]);
    let mut shell = crate::test_support::open(&ages);
    shell.update(Message::Resize { columns, rows: 24 });
    press(&mut shell, "m j m");
    let screen = screen(&mut shell, columns, 24, false);
    let title = screen.lines().next().unwrap_or_default();
    assert!(title.trim_end().ends_with("0 events between"), "{title}");
}
