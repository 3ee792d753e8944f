//! The examples of Markwhen's documentation, and what its parser reads beyond them.

use rstest::rstest;

use super::*;

/// One event behind an optional header: its date.
fn date(range: &str) -> String {
    let timeline = whole(&format!("{range}: event\n"));
    assert_eq!(titles(&timeline), ["event"], "{range}");
    dates(&timeline).remove(0)
}

#[rstest]
#[case::year("2024", "2024")]
#[case::month("2012-05", "2012-05")]
#[case::day("2022-01-30", "2022-01-30")]
#[case("1964/2008", "1964/2008")]
#[case("2004-06 / 2006-08", "2004-06/2006-08")]
#[case("2004-02-01/ 2005-02-08", "2004-02-01/2005-02-08")]
#[case("2004-02-01 /2005-02", "2004-02-01/2005-02")]
#[case("2005/2006-02", "2005/2006-02")]
#[case("2005/now", "2005/2022-03-14")]
#[case("2018/6 months", "2018-01/2018-06")]
#[case::week("2026-W03", "2026-01-12/2026-01-18")]
#[case::day_of_week("2026-W03-1", "2026-01-12")]
#[case::compact_week("2026W037", "2026-01-18")]
#[case("2026-W03 / 2026-W04", "2026-01-12/2026-01-25")]
#[case::with_time("2025-08-03 10am", "2025-08-03T10:00")]
#[case(
    "2025-08-03 22:15 / 2025-08-04 01:00",
    "2025-08-03T22:15/2025-08-04T01:00"
)]
fn edtf_of_markwhen(#[case] range: &str, #[case] expected: &str) {
    assert_eq!(date(range), expected);
}

#[rstest]
#[case("04/1776", "1776-04")]
#[case("01/01/2024", "2024-01-01")]
#[case("12/7/1941", "1941-12-07")]
#[case("11/11/2024-12/12/2024", "2024-11-11/2024-12-12")]
#[case(
    "2031-11-19T01:35:10Z-2099-08-04T18:22:48Z",
    "2031-11-19T01:35:10Z/2099-08-04T18:22:48Z"
)]
#[case("2022-02-22T16:27:08.369Z", "2022-02-22T16:27:08.369Z")]
#[case("2021-01-02T06:27:00Z-2022", "2021-01-02T06:27:00Z/2022")]
#[case("January 3 - Apr 6", "2022-01-03/2022-04-06")]
#[case("now - 10 years 6 months 3 days", "2022-03-14/2032-09-16")]
#[case("now", "2022-03-14T15:09Z")]
#[case("3:30pm - 4:30pm", "2022-03-14T15:30/2022-03-14T16:30")]
#[case("1 Jan 1998 to 11/11/2011 8am", "1998-01-01/2011-11-11T08:00")]
#[case("Nov 11 02:30", "2022-11-11T02:30")]
#[case("1665", "1665")]
#[case("476", "0476")]
#[case("10000", "Y10000")]
#[case("03/2222", "2222-03")]
#[case("18 March 2026", "2026-03-18")]
#[case("Aug 30 9:45am", "2022-08-30T09:45")]
#[case("4 January 1996", "1996-01-04")]
#[case("Oct 8 2012", "2012-10-08")]
#[case("July 13, 2022", "2022-07-13")]
#[case("March 16 12:19pm", "2022-03-16T12:19")]
#[case("oct 2012", "2012-10")]
#[case("1998-06/01/2000", "1998/2000-06-01")]
#[case("2001-2003", "2001/2003")]
#[case("1945- 7/2010", "1945/2010-07")]
#[case("100–200", "0100/0200")]
#[case("9pm-2am", "2022-03-14T21:00/2022-03-15T02:00")]
#[case("Dec 30 - Jan 2", "2022-12-30/2023-01-02")]
fn human_dates(#[case] range: &str, #[case] expected: &str) {
    assert_eq!(date(range), expected);
}

#[rstest]
#[case("44 BCE", "-0043")]
#[case("1 BC", "0000")]
#[case("300–200 BCE", "-0299/-0199")]
#[case("300-200 BC", "-0299/-0199")]
#[case("50 BC - 50 AD", "-0049/0050")]
#[case("100 AD – 200 AD", "0100/0200")]
#[case("AD 100", "0100")]
#[case("12000 BCE", "Y-11999")]
fn eras_of_years(#[case] range: &str, #[case] expected: &str) {
    assert_eq!(date(range), expected);
}

#[rstest]
#[case("1984?", "1984?")]
#[case("2004-06~", "2004-06~")]
#[case("201X", "201X")]
#[case("[1667,1668]", "[1667,1668]")]
#[case("2023/..", "2023/..")]
#[case("../2020", "../2020")]
#[case("-0044", "-0044")]
#[case("2001-21", "2001-21")]
#[case("Y-17E7", "Y-17E7")]
#[case("1985-04-XX", "1985-04-XX")]
#[case("1984~/2004-06", "1984~/2004-06")]
#[case("2001-21/2001-23?", "2001-21/2001-23?")]
fn edtf_beyond_markwhen(#[case] range: &str, #[case] expected: &str) {
    assert_eq!(date(range), expected);
}

#[rstest]
#[case("d/M/y", "02/03/2024", "2024-03-02")]
#[case("M/d/y", "02/03/2024", "2024-02-03")]
#[case("y/M/d", "2024/3/2", "2024-03-02")]
#[case("d/M/y", "5/9/2009 - 09/2010", "2009-09-05/2010-09")]
#[case("d/M/y", "2000 - 09/12/2010", "2000/2010-12-09")]
#[case("d/M/y", "31/12/1999 8pm", "1999-12-31T20:00")]
fn the_order_of_figures(#[case] format: &str, #[case] range: &str, #[case] expected: &str) {
    for header in [
        format!("dateFormat: {format}\n"),
        format!("---\ndateFormat: {format}\n---\n"),
    ] {
        let timeline = whole(&format!("{header}{range}: event\n"));
        assert_eq!(dates(&timeline), [expected]);
    }
}

#[rstest]
#[case::chain(
    "01/01/2023 - 2 weeks: a\n2 weeks: b\n1 month: c\n1 week - 3 days: d",
    &["2023-01-01/2023-01-14", "2023-01-15/2023-01-28", "2023-01-29/2023-02-27", "2023-03-07/2023-03-09"]
)]
#[case::by_id(
    "01/01/2023 - 2 weeks: a\nid: one\nafter !one 2 weeks: b\n!one 1 month: c",
    &["2023-01-01/2023-01-14", "2023-01-15/2023-01-28", "2023-01-15/2023-02-14"]
)]
#[case::id_in_words("2022-12-25: Christmas !xmas\nbefore !xmas 1 month: buy\nby !xmas 2 weeks: tree",
    &["2022-12-25", "2022-11-25/2022-12-24", "2022-12-11/2022-12-24"])]
#[case::due("2022-12-25: Christmas !xmas\nbefore !xmas 1 week - 1 month: buy",
    &["2022-12-25", "2022-11-18/2022-12-17"])]
#[case::year_after("2021 - 2023: more\n1 year: less", &["2021/2023", "2024"])]
#[case::both_ends("12/25/2022: Christmas\n5 days - 3 days: after", &["2022-12-25", "2022-12-31/2023-01-02"])]
#[case::dependencies(
    "2025-09-08: begins\nid: school\n2025-11-23: break\nid: thanks\n!school / !thanks: between",
    &["2025-09-08", "2025-11-23", "2025-09-09/2025-11-22"]
)]
#[case::start_and_end(
    "2025-11-23 / 2025-11-28: a\nid: t\n2025-12-23 / 2026-01-03: b\nid: w\n!t.start / !w.end: c\n.start / 2 months: d",
    &["2025-11-23/2025-11-28", "2025-12-23/2026-01-03", "2025-11-23/2026-01-03", "2025-11-23/2026-01-22"]
)]
#[case::by_end(
    "2021-06-12 / 2021-06-22: trip\nid: trip\nby !trip.end 1 year / 1 month: x",
    &["2021-06-12/2021-06-22", "2020-05-23/2020-06-22"]
)]
#[case::week_days("July 13, 2022 - 5 week days: a\n10 week days: b", &["2022-07-13/2022-07-19", "2022-07-20/2022-08-02"])]
#[case::months_of_a_year("2025 / 5 months: a\n5 months / 5 months: b", &["2025-01/2025-05", "2025-11/2026-03"])]
#[case::only_an_id("Dec 7 1941: date\nid: pearl\n\nafter !pearl / 100 years: since", &["1941-12-07", "1941-12-08/2041-12-07"])]
#[case::hours("2025-01-01 10:00: a\n2 hours: b\n30 minutes - 1 hour: c",
    &["2025-01-01T10:00", "2025-01-01T10:00/2025-01-01T12:00", "2025-01-01T12:30/2025-01-01T13:30"])]
#[case::later_id("after !b 1 day: a\n2020-01-01: b\nid: b", &["2020-01-02", "2020-01-01"])]
#[case::no_event_before("3 days: a", &["2022-03-14/2022-03-16"])]
#[case::clock_alone("2024-01-01: day\n3:30pm: tea\n8am: late", &["2024-01-01", "2024-01-01T15:30", "2024-01-01T08:00"])]
#[case::uncertain_base("1984~: a\n1 year: b", &["1984~", "1985"])]
fn relative_dates(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(dates(&whole(text)), expected, "{text}");
}

#[rstest]
#[case("2025-03-04 every week for 12 weeks", 12, "2025-05-20")]
#[case("October 7, 1989 every year for 10 years", 10, "1998-10-07")]
#[case("2022-01/2022-03 every 2 years x9", 9, "2038-01/2038-03")]
#[case("Feb 1 2023 every 6 months for 10 times", 10, "2027-08-01")]
#[case("2022-08-07 every 12 months x30", 30, "2051-08-07")]
#[case("2025-02-06 every day until 2025-02-28", 23, "2025-02-28")]
#[case("2025-04-07 every day | 2025-05-01", 25, "2025-05-01")]
#[case("2025-02-06 every day til 2025-01-28", 1, "2025-02-06")]
#[case("february 2 1989 every 3 days for 3 days", 1, "1989-02-02")]
#[case("2019-01-01 every 12 week days for 9 times", 9, "2019-05-15")]
#[case(
    "2019-01-01 / 2019-01-03 every other month x3",
    3,
    "2019-05-01/2019-05-03"
)]
#[case::skipping("2023-01-31 every month x4", 4, "2023-07-31")]
#[case::leap_years("2020-02-29 every year x3", 3, "2028-02-29")]
#[case::years_by_weeks("2025 every 2 weeks x2", 2, "2025-01-15/2026-01-14")]
#[case::endless("2020-06-01 every year", 12, "2031-06-01")]
#[case::times("2025-01-01 10:30 every 90 minutes x3", 3, "2025-01-01T13:30")]
fn recurrence(#[case] range: &str, #[case] count: usize, #[case] last: &str) {
    let timeline = whole(&format!("{range}: event\nid: one\n"));
    assert_eq!(timeline.events.len(), count);
    assert_eq!(dates(&timeline).last().unwrap(), last);
    let ids: Vec<_> = timeline.events.iter().map(|event| event.id.raw()).collect();
    assert_eq!(ids[0], "one");
    if count > 1 {
        assert_eq!(ids[1], "one-2");
    }
}

#[test]
fn endless_recurrence_is_limited() {
    let reading =
        read("2020-01-01 every second: tick\n2021 every year: x\n2022 every blue moon: y\n");
    assert_eq!(
        reading.timeline.as_ref().unwrap().events.len(),
        500 + 12 + 1
    );
    assert_eq!(
        problems(&reading),
        [
            "3:6 \"every blue moon\" is not followed: annals reads \"every 2 weeks for 5 times\" and the like. The event stands here once."
        ]
    );
    let remarks = remarks(&reading);
    assert!(remarks.contains(&"2 events recur without end: followed for 10 years from today or from the start, whichever is later."), "{remarks:?}");
    assert!(remarks.contains(&"1 recurrence is cut short: one event recurs at most 500 times here, all together 100,000 times."), "{remarks:?}");
}

#[test]
fn repetitions_in_a_text_are_limited() {
    let text = "2020-01-01 every day x500: a\n".repeat(400);
    let timeline = whole(&text);
    assert_eq!(timeline.events.len(), 100_000 + 400);
}

#[test]
fn headers() {
    let reading = read(
        "title: \"Party: plans\"\ndescription: |\n  First line.\n  Second line.\ntimezone: Europe/Rome\n\
         #Travel: blue\n#Economics: #abc // hex\nview: a@example.org, *\nimport: other.mw\ncolour: red\n\n2024: x #Travel\n",
    );
    let timeline = reading.timeline.as_ref().unwrap();
    assert_eq!(timeline.title.raw(), "Party: plans");
    assert_eq!(timeline.summary.raw(), "First line.\nSecond line.");
    assert_eq!(timeline.events[0].themes[0].raw(), "Travel");
    assert_eq!(
        remarks(&reading),
        [
            "The header asks for other files, which are not followed: other.mw.",
            "Annals has no use for these keys of the header: #Travel: blue; #Economics: #abc // hex; view: a@example.org, *; colour: red.",
        ]
    );
    assert!(reading.report.is_clean());
}

#[test]
fn sections_are_lanes() {
    let timeline = whole(
        "title: x\n\n2019: before\n# The 90s #old\nstyle: section\n\n1991: storm #war\n## Inner\n1992: in\n#### Deep\n1993: deep\n## Other\n1994: other\n# Next\n1995: next\n",
    );
    let themes: Vec<Vec<&str>> = timeline
        .events
        .iter()
        .map(|event| {
            event
                .themes
                .iter()
                .map(annals_model::text::Clean::raw)
                .collect()
        })
        .collect();
    assert_eq!(
        themes,
        [
            vec![],
            vec!["The 90s", "old", "war"],
            vec!["The 90s", "old"],
            vec!["The 90s", "old"],
            vec!["The 90s", "old"],
            vec!["Next"]
        ]
    );
    assert_eq!(timeline.lanes, Some(annals_model::Grouping::Theme));
    assert_eq!(
        timeline.events[3].extra[0].value.raw(),
        "The 90s / Inner / Deep"
    );
}

#[test]
fn groups_of_the_older_form() {
    let timeline = whole(
        "group The 90s // the title\n  1991: storm\n  section Inner\n    03/2005: premiere\n  endSection\n  2020: after\nendGroup\n2022: outside\ngroups are fun\n",
    );
    let lanes: Vec<_> = timeline
        .events
        .iter()
        .map(|event| event.themes.len())
        .collect();
    assert_eq!(lanes, [1, 1, 1, 0]);
    assert_eq!(timeline.events[1].extra[0].value.raw(), "The 90s / Inner");
    assert_eq!(timeline.events[3].summary.raw(), "groups are fun");
    let prose = whole("2022: a\ngroup photo and\nsection two of it\n");
    assert_eq!(
        prose.events[0].summary.raw(),
        "group photo and\nsection two of it"
    );
}

#[test]
fn an_event_with_everything() {
    let timeline = whole(
        "2025-04-30: [ ] Carpooling to [work](https://example.org) 50% #cars\n  id: ride\n  riders: [Tom, \"Jerry, Jr.\"]\n  roles: [driver, \"\"]\n  location: Sam's bar\n  fee: $4\n  stops: [a, b]\n\n  Some day I'll have my own car.\n  // nobody sees this\n  - [ ] buy it #money\n  ![a car](car.png)\n\n  2025: not indented enough to matter\n",
    );
    let event = &timeline.events[0];
    assert_eq!(event.id.raw(), "ride");
    assert_eq!(event.title.raw(), "Carpooling to work 50%");
    assert_eq!(
        event.summary.raw(),
        "Some day I'll have my own car.\n- [ ] buy it"
    );
    let parts: Vec<_> = event
        .participants
        .iter()
        .map(|part| (timeline.actor(part.actor).name.raw(), part.role.raw()))
        .collect();
    assert_eq!(
        parts,
        [
            ("Tom", "driver"),
            ("Jerry, Jr.", ""),
            ("Sam's bar", "location")
        ]
    );
    assert_eq!(
        timeline.actors[2].kind,
        Some(annals_model::ActorKind::Place)
    );
    let themes: Vec<_> = event
        .themes
        .iter()
        .map(annals_model::text::Clean::raw)
        .collect();
    assert_eq!(themes, ["cars", "money"]);
    let sources: Vec<_> = timeline
        .sources
        .iter()
        .map(|source| (source.title.raw(), source.address.raw()))
        .collect();
    assert_eq!(
        sources,
        [("work", "https://example.org"), ("a car", "car.png")]
    );
    let extra: Vec<_> = event
        .extra
        .iter()
        .map(|field| (field.name.raw(), field.value.raw()))
        .collect();
    assert_eq!(
        extra,
        [
            ("fee", "$4"),
            ("stops", "a, b"),
            ("completed", "no"),
            ("complete", "50%")
        ]
    );
    assert_eq!(event.line, Some(1));
    assert_eq!(titles(&timeline)[1], "not indented enough to matter");
}

#[test]
fn eras_and_milestones() {
    let timeline = whole(
        "1914/1918: The Great War #era\n1815: Waterloo #milestone\n1939/1945: War #era\n  id: war\nafter !war 1 day: peace\n",
    );
    let eras: Vec<_> = timeline.eras.iter().map(|era| era.title.raw()).collect();
    assert_eq!(eras, ["The Great War", "War"]);
    assert_eq!(titles(&timeline), ["Waterloo", "War", "peace"]);
    assert_eq!(timeline.events[0].themes[0].raw(), "milestone");
    assert_eq!(dates(&timeline)[2], "1946-01-01");
}

#[rstest]
#[case::header("timezone: America/New_York\n2025-08-03 10am: x", "2025-08-03T14:00Z")]
#[case::of_event("2025-08-03 10am: x\ntz: -5", "2025-08-03T15:00Z")]
#[case::of_section(
    "timezone: UTC\n# West\ntz: America/Los_Angeles\n2025-08-03 10am: x",
    "2025-08-03T17:00Z"
)]
#[case::of_tag(
    "timezone: +5\n#uk:\n  timezone: +0\n\n2023-05-01 12:00: x\n\n#uk",
    "2023-05-01T12:00Z"
)]
#[case::days_stay("timezone: America/New_York\n2025-08-03: x", "2025-08-03")]
#[case::moments_stay(
    "timezone: America/New_York\n2025-08-03T10:00:00Z: x",
    "2025-08-03T10:00:00Z"
)]
#[case::names(
    "timezone: America/New_York\nSep 1 2023 21:49 - Sep 1 2023 21:50: hi",
    "2023-09-02T01:49Z/2023-09-02T01:50Z"
)]
#[case::from_and_to(
    "2025-08-03 10am: x\ntimezone:\n  from: Europe/Rome\n  to: Europe/Rome",
    "2025-08-03T08:00Z"
)]
fn zones(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(dates(&whole(text)), [expected]);
}

#[rstest]
#[case::list("dateFormat:\n  - pattern: '^day (.*)$'\n    from: '$1'\n    fromFormat: yyyy\n")]
#[case::map("dateFormat:\n  priority: only\n  rules: []\n")]
fn date_patterns_are_reported(#[case] header: &str) {
    for header in [header.to_owned(), format!("---\n{header}---\n")] {
        let line = 1 + usize::from(header.starts_with('-'));
        let reading = read(&format!("{header}2026-02-03: a\nday 2027: not an event\n"));
        assert_eq!(
            problems(&reading),
            [format!(
                "{line}:1 Annals does not read dates by patterns of one's own: a date format is d/M/y, M/d/y or y/M/d. Dates are read as M/d/y, and a line that begins with a date in another form belongs to the event before it."
            )]
        );
        assert_eq!(dates(&reading.timeline.unwrap()), ["2026-02-03"]);
    }
}

#[test]
fn pages_are_one_timeline() {
    let reading = read(
        "title: One\n2020: a\n\n_-_-_break_-_-_\n\ntitle: Two\ndateFormat: d/M/y\n\n3/2/2021: b\n",
    );
    let timeline = reading.timeline.as_ref().unwrap();
    assert_eq!(timeline.title.raw(), "One");
    assert_eq!(dates(timeline), ["2020", "2021-02-03"]);
    assert_eq!(timeline.events[1].extra[0].value.raw(), "Two");
    assert!(remarks(&reading).contains(&"The text has 2 pages; they are read as one timeline."));
}
