//! The axis as text, at each scale of time, crowded and empty.

use std::fmt::Write as _;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rstest::rstest;

use super::*;
use crate::app::{Message, Options};
use crate::ui::{Look, ThemeName, picture};
use annals_model::{Era, EventIndex, Timeline, native};
use annals_scene::axis::{Marker, MarkerKind, Request};
use annals_time::{Time, When, Window};

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
    When::parse(date).unwrap().unwrap().reach().0
}

/// What a test asks for besides the story.
#[derive(Default)]
struct Asked<'a> {
    window: Option<(&'a str, &'a str)>,
    eras: &'a [(&'a str, &'a str)],
    selected: Option<usize>,
    now: Option<&'a str>,
    markers: &'a [(&'a str, MarkerKind)],
    ascii: bool,
}

fn open(text: &str, asked: &Asked<'_>, columns: u16, rows: u16) -> App {
    let mut timeline: Timeline = native::read("test", text).timeline.unwrap();
    timeline.eras = asked
        .eras
        .iter()
        .map(|(title, date)| Era {
            title: Clean::line(title),
            when: When::parse(date).unwrap().unwrap(),
        })
        .collect();
    let window = asked
        .window
        .and_then(|(from, to)| Window::new(moment(from), moment(to)));
    let mut app = App::new(
        Arc::new(timeline),
        &Options {
            window,
            event: asked.selected.map(EventIndex::new),
            ascii: asked.ascii,
            ..Options::default()
        },
    );
    app.update(Message::Resize { columns, rows });
    app
}

/// The rows of the axis and nothing else.
fn cells(text: &str, asked: &Asked<'_>, look: &Look, columns: u16, rows: u16) -> Buffer {
    let app = open(text, asked, columns, rows);
    let layout = app.layout().unwrap();
    let markers: Vec<Marker> = asked
        .markers
        .iter()
        .map(|&(date, kind)| Marker {
            start: moment(date),
            end: moment(date),
            kind,
        })
        .collect();
    let axis = Axis::new(&Request {
        timeline: app.timeline(),
        index: app.index(),
        everything: app.everything(),
        lanes: app.lanes(),
        window: app.view().window,
        whole: app.index().extent().unwrap_or(app.view().window),
        columns: layout.axis.width,
        rows: layout.axis.height,
        lanes_off: 0,
        slots: app.slots(),
        first_slot: 0,
        selected: asked.selected.map(EventIndex::new),
        now: asked.now.map(moment),
        found: None,
        markers: &markers,
    })
    .unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, layout.overview.y + 1));
    let area = buffer.area;
    let mut painter = Painter::new(&mut buffer, area, look);
    paint(&app, &axis, &layout, &mut painter, &mut HitMap::default());
    buffer
}

fn shown(text: &str, asked: &Asked<'_>, columns: u16, rows: u16) -> String {
    let look = Look::new(ThemeName::Mono, asked.ascii);
    let lines: Vec<_> = picture::text(&cells(text, asked, &look, columns, rows))
        .iter()
        .map(ToString::to_string)
        .collect();
    lines.join("\n")
}

/// The same at three sizes.
fn at_three_sizes(text: &str, asked: &Asked<'_>) -> String {
    [(60, 20), (80, 24), (120, 36)]
        .map(|(columns, rows)| shown(text, asked, columns, rows))
        .join("\n\n")
}

#[rstest]
#[case::decades("decades", "1950", "2010")]
#[case::years("years", "1967", "1977")]
#[case::months("months", "1969-03", "1970-02")]
#[case::days("days", "1969-07-14", "1969-07-27")]
#[case::seconds("seconds", "1969-07-20T20:17:30Z", "1969-07-20T20:17:52Z")]
fn each_scale_of_time(#[case] name: &str, #[case] from: &str, #[case] to: &str) {
    let asked = Asked {
        window: Some((from, to)),
        eras: &[("Space race", "1957-10-04/1975-07-24"), ("Détente", "1972")],
        selected: Some(7),
        ..Asked::default()
    };
    insta::assert_snapshot!(name, at_three_sizes(SPACE, &asked));
}

#[test]
fn ten_million_years() {
    let asked = Asked {
        window: Some(("Y-70000000", "Y-20000000")),
        ..Asked::default()
    };
    insta::assert_snapshot!("10_ma", at_three_sizes(DEEP, &asked));
}

/// Some hundred events of one lane, at dates that follow from their number, and a few of another.
fn crowd() -> String {
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
        .unwrap();
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
    insta::assert_snapshot!(name, at_three_sizes(&crowd(), &asked));
}

#[test]
fn an_empty_axis() {
    let asked = Asked {
        window: Some(("2000", "2010")),
        ..Asked::default()
    };
    insta::assert_snapshot!("empty", at_three_sizes("title = 'x'", &asked));
}

#[rstest]
#[case("shapes", false)]
#[case("shapes_ascii", true)]
fn shapes_are_told_apart(#[case] name: &str, #[case] ascii: bool) {
    let asked = Asked {
        window: Some(("2000", "2025")),
        selected: Some(7),
        ascii,
        ..Asked::default()
    };
    insta::assert_snapshot!(name, at_three_sizes(SHAPES, &asked));
}

#[rstest]
#[case("signs", false)]
#[case("signs_ascii", true)]
fn signs_and_eras(#[case] name: &str, #[case] ascii: bool) {
    let asked = Asked {
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
        ascii,
    };
    insta::assert_snapshot!(name, at_three_sizes(SPACE, &asked));
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
        // The row of eras moves the lanes down by one.
        let lanes = |asked: &Asked<'_>| open(&text, asked, 90, 40).layout().unwrap().axis;
        let (from, to) = (lanes(&plain), lanes(&lines));
        assert_eq!(from.height, to.height);
        for row in 0..from.height {
            for column in from.x..from.x + from.width {
                let (old, new) = (
                    &before[(column, from.y + row)],
                    &after[(column, to.y + row)],
                );
                let is_line = look.glyphs.guides.contains(&new.symbol());
                assert!(
                    old == new || old.symbol() == " " && is_line,
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
        assert_eq!(short(count).as_str(), expected);
    }
}

#[test]
fn lanes_and_overview_answer_to_the_mouse_below_their_marks() {
    let asked = Asked {
        window: Some(("1895", "2015")),
        ..Asked::default()
    };
    let app = open(&crowd(), &asked, 80, 24);
    let layout = app.layout().unwrap();
    let area = Rect::new(0, 0, 80, 24);
    let hits = crate::ui::draw(
        &app,
        &Look::new(ThemeName::Mono, false),
        area,
        &mut Buffer::empty(area),
    );
    let lane: Vec<Hit> = hits.at(layout.axis.x + 40, layout.axis.y).collect();
    assert_eq!(lane, [Hit::Lane(0), Hit::Axis]);
    let strip = hits.at(layout.overview.x + 3, layout.overview.y).next();
    assert_eq!(strip, Some(Hit::Overview));
}
