//! Reading and writing calendars, and that what was written is read back the same.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::Format;
use crate::kept::tests::{shape, story};
use annals_model::text::Clean;
use annals_model::{ActorKind, Event, LinkKind, Status};
use annals_time::{Time, When};

const SCHOOL: &str = include_str!("../../../../tests/corpus/icalendar/school-term.ics");
const BROKEN: &str = include_str!("../../../../tests/corpus/icalendar/broken-lines.ics");

fn read_at(text: &str, now: Option<Time>) -> Reading {
    read(&Request {
        id: "mine",
        text,
        now,
        limit: annals_model::ProblemLimit::default(),
    })
}

fn timeline(text: &str) -> Timeline {
    let reading = read_at(text, Time::from_date(2024, 6, 1));
    assert_eq!(reading.report.problems, [], "{text}");
    reading.timeline.unwrap()
}

/// A calendar with one event of these lines.
fn event_text(lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u1@example.org\r\nDTSTAMP:20240101T000000Z\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

fn only(lines: &str) -> Event {
    let timeline = timeline(&event_text(lines));
    assert_eq!(timeline.events.len(), 1, "{lines}");
    timeline.events[0].clone()
}

fn dates(timeline: &Timeline) -> Vec<&str> {
    let events = timeline.events.iter();
    events
        .map(|event| event.when.as_ref().map_or("", When::text))
        .collect()
}

fn reported(reading: &Reading) -> Vec<String> {
    let problems = reading.report.problems.iter();
    problems
        .map(|problem| {
            let line = problem.position.map_or(0, |at| at.line);
            format!("{line} {}", problem.message)
        })
        .collect()
}

#[rstest]
#[case::day("DTSTART;VALUE=DATE:20240501", "2024-05-01")]
#[case::two_days(
    "DTSTART;VALUE=DATE:20240501\nDTEND;VALUE=DATE:20240503",
    "{2024-05-01..2024-05-02}"
)]
#[case::one_day("DTSTART;VALUE=DATE:20240501\nDTEND;VALUE=DATE:20240502", "2024-05-01")]
#[case::days_by_duration(
    "DTSTART;VALUE=DATE:20240501\nDURATION:P1W",
    "{2024-05-01..2024-05-07}"
)]
#[case::floating("DTSTART:20240501T093000", "2024-05-01T09:30:00")]
#[case::utc(
    "DTSTART:20240501T093000Z\nDTEND:20240501T103000Z",
    "2024-05-01T09:30:00Z/2024-05-01T10:30:00Z"
)]
#[case::zone(
    "DTSTART;TZID=Europe/Rome:20240501T093000\nDURATION:PT1H30M",
    "2024-05-01T09:30:00+02:00/2024-05-01T11:00:00+02:00"
)]
#[case::windows_zone(
    "DTSTART;TZID=\"W. Europe Standard Time\":20240115T093000",
    "2024-01-15T09:30:00+01:00"
)]
#[case::two_zones(
    "DTSTART;TZID=America/New_York:20240501T200000\nDTEND;TZID=Europe/Rome:20240502T100000",
    "2024-05-01T20:00:00-04:00/2024-05-02T10:00:00+02:00"
)]
#[case::a_day_of_23_hours(
    "DTSTART;TZID=Europe/Rome:20240330T120000\nDURATION:P1D",
    "2024-03-30T12:00:00+01:00/2024-03-31T12:00:00+02:00"
)]
#[case::instant(
    "DTSTART:20240501T093000Z\nDTEND:20240501T093000Z",
    "2024-05-01T09:30:00Z"
)]
#[case::clock_of_the_19th_century(
    "DTSTART;TZID=Europe/Paris:18900501T120000",
    "1890-05-01T11:50:39Z"
)]
#[case::date_without_saying_so("DTSTART:20240501", "2024-05-01")]
#[case::lower_case("dtstart;value=date:20240501", "2024-05-01")]
fn events_have_dates(#[case] lines: &str, #[case] expected: &str) {
    let event = only(&format!("SUMMARY:x\n{lines}"));
    assert_eq!(event.when.unwrap().text(), expected);
}

#[test]
fn a_zone_defined_by_the_file() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=Ours:20240701T120000\nEND:VEVENT\nBEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0330\nTZOFFSETTO:+0330\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";
    assert_eq!(dates(&timeline(text)), ["2024-07-01T12:00:00+03:30"]);
}

#[rstest]
#[case::counted("RRULE:FREQ=DAILY;COUNT=3", "DTSTART;VALUE=DATE:20240501", &["2024-05-01", "2024-05-02", "2024-05-03"])]
#[case::until_in_utc("RRULE:FREQ=DAILY;UNTIL=20240502T220000Z", "DTSTART;TZID=America/New_York:20240501T180000", &["2024-05-01T18:00:00-04:00", "2024-05-02T18:00:00-04:00"])]
#[case::until_a_day("RRULE:FREQ=DAILY;UNTIL=20240502", "DTSTART:20240501T180000", &["2024-05-01T18:00:00", "2024-05-02T18:00:00"])]
#[case::across_summer_time("RRULE:FREQ=WEEKLY;COUNT=2", "DTSTART;TZID=Europe/Rome:20240327T090000", &["2024-03-27T09:00:00+01:00", "2024-04-03T09:00:00+02:00"])]
#[case::exceptions("RRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20240502,20240503", "DTSTART;VALUE=DATE:20240501", &["2024-05-01", "2024-05-04"])]
#[case::exception_in_utc("RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20240502T070000Z", "DTSTART;TZID=Europe/Rome:20240501T090000", &["2024-05-01T09:00:00+02:00"])]
#[case::exception_by_day("RRULE:FREQ=DAILY;COUNT=2\nEXDATE;VALUE=DATE:20240501", "DTSTART:20240501T090000", &["2024-05-02T09:00:00"])]
#[case::further_dates("RDATE;VALUE=DATE:20240601,20240515", "DTSTART;VALUE=DATE:20240501", &["2024-05-01", "2024-05-15", "2024-06-01"])]
#[case::further_period("RDATE;VALUE=PERIOD:20240502T090000Z/PT2H", "DTSTART:20240501T090000Z", &["2024-05-01T09:00:00Z", "2024-05-02T09:00:00Z/2024-05-02T11:00:00Z"])]
#[case::excluding_rule("RRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=DAILY;INTERVAL=2", "DTSTART;VALUE=DATE:20240501", &["2024-05-01", "2024-05-02", "2024-05-04"])]
#[case::endless("RRULE:FREQ=YEARLY", "DTSTART;VALUE=DATE:20230501", &["2023-05-01", "2024-05-01", "2025-05-01"])]
#[case::each_lasts("RRULE:FREQ=DAILY;COUNT=2", "DTSTART:20240501T090000Z\nDTEND:20240501T100000Z", &["2024-05-01T09:00:00Z/2024-05-01T10:00:00Z", "2024-05-02T09:00:00Z/2024-05-02T10:00:00Z"])]
fn rules_make_occurrences(#[case] rule: &str, #[case] start: &str, #[case] expected: &[&str]) {
    let text = event_text(&format!("SUMMARY:x\n{start}\n{rule}"));
    assert_eq!(dates(&timeline(&text)), expected);
}

#[test]
fn replaced_occurrences_are_events_of_their_own() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@b\nSUMMARY:Class\nDTSTART;TZID=Europe/Rome:20240501T090000\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\nBEGIN:VEVENT\nUID:a@b\nSUMMARY:Class, later\nRECURRENCE-ID:20240508T070000Z\nDTSTART;TZID=Europe/Rome:20240508T110000\nEND:VEVENT\nEND:VCALENDAR\n";
    let timeline = timeline(text);
    assert_eq!(
        dates(&timeline),
        [
            "2024-05-01T09:00:00+02:00",
            "2024-05-15T09:00:00+02:00",
            "2024-05-08T11:00:00+02:00"
        ]
    );
    let ids: Vec<_> = timeline.events.iter().map(|event| event.id.raw()).collect();
    assert_eq!(ids, ["a", "a-2", "a-3"]);
    assert_eq!(timeline.events[2].title.raw(), "Class, later");
}

#[rstest]
#[case::seconds("FREQ=SECONDLY", 2_000)]
#[case::never(
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=23;BYMINUTE=59;BYSECOND=59",
    1
)]
#[case::far("FREQ=DAILY;COUNT=4000000000", 2_000)]
#[case::interval_of_nothing("FREQ=DAILY;INTERVAL=0;COUNT=3", 3)]
fn hostile_rules_are_cut_off(#[case] rule: &str, #[case] expected: usize) {
    let text = event_text(&format!(
        "SUMMARY:x\nDTSTART:20240501T090000Z\nRRULE:{rule}"
    ));
    let reading = read_at(&text, Time::from_date(2024, 6, 1));
    assert_eq!(reading.timeline.unwrap().events.len(), expected);
}

#[test]
fn many_hostile_rules_share_the_limits() {
    let one = "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:19000501T090000Z\nRRULE:FREQ=MINUTELY;BYMONTHDAY=30;BYMONTH=2\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:y\nDTSTART:20240501T090000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n";
    let text = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", one.repeat(60));
    let reading = read_at(&text, None);
    assert_eq!(reading.timeline.unwrap().events.len(), 50_000 + 70);
    let problems = reading.report.problems.iter();
    let all: Vec<_> = problems.map(|problem| problem.message.as_str()).collect();
    let expected = "This event repeats too often: occurrences after the first 2000 are left out.";
    assert!(all.contains(&expected), "{all:?}");
}

#[test]
fn an_invalid_rule_is_reported_with_its_line() {
    let text = event_text("SUMMARY:x\nDTSTART:20240501T090000Z\nRRULE:FREQ=DAILY;BYHOUR=77");
    let reading = read_at(&text, None);
    assert_eq!(
        reported(&reading),
        [
            "8 This rule is left out: Invalid value `77` for field `BYHOUR`, start index `0` and end index `23`."
        ]
    );
    assert_eq!(reading.timeline.unwrap().events.len(), 1);
}

#[test]
fn other_properties_of_an_event() {
    let event = only(
        "SUMMARY:Lunch\\, with\\; Ann\\nand Bob\nDESCRIPTION:One line\n  that is folded\\nand another\\\\\nCATEGORIES:work,food\\, drink\nCATEGORIES:Paris\nLOCATION:Room 12\nDTSTART:20240501T120000Z\nORGANIZER;CN=Ann Lee:mailto:ann@example.org\nATTENDEE;CN=\"Bob, Jr\";ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:bob@example.org\nATTENDEE;PARTSTAT=DECLINED;CUTYPE=GROUP:mailto:all@example.org\nURL:https://example.org/lunch\nATTACH;FILENAME=menu.pdf:https://example.org/menu\nSTATUS:TENTATIVE\nPRIORITY:5\nTRANSP:OPAQUE\nGEO:45.1;9.2\nX-COLOUR;TONE=dark:red\\, blue\nX-ALT-DESC;FMTTYPE=text/html:<p>One</p>",
    );
    assert_eq!(event.title.raw(), "Lunch, with; Ann\nand Bob");
    assert_eq!(
        event.summary.raw(),
        "One line that is folded\nand another\\"
    );
    let themes: Vec<_> = event.themes.iter().map(Clean::raw).collect();
    assert_eq!(themes, ["work", "food, drink", "Paris"]);
    assert_eq!(event.status, Status::Plan);
    assert_eq!(event.id.raw(), "u1");
    let roles: Vec<_> = event
        .participants
        .iter()
        .map(|part| part.role.raw())
        .collect();
    assert_eq!(roles, ["organiser", "chair", "declined", "place"]);
    assert_eq!(event.evidence.len(), 2);
    let extra: Vec<_> = event
        .extra
        .iter()
        .map(|field| (field.name.raw(), field.value.raw()))
        .collect();
    assert_eq!(
        extra,
        [
            ("PRIORITY", "5"),
            ("GEO", "45.1;9.2"),
            ("X-COLOUR", "red, blue (TONE=dark)"),
            ("UID", "u1@example.org"),
            ("PARTSTAT", "Bob, Jr: accepted"),
        ]
    );
}

#[test]
fn actors_are_known_by_their_addresses() {
    let text = event_text(
        "SUMMARY:x\nDTSTART:20240501\nATTENDEE;CN=Ann:mailto:a@example.org\nATTENDEE;CN=Ann:mailto:other@example.org\nATTENDEE;CN=Anna:MAILTO:A@example.org\nATTENDEE;CUTYPE=ROOM;CN=Hall:mailto:hall@example.org\nLOCATION:Hall",
    );
    let timeline = timeline(&text);
    let names: Vec<_> = timeline
        .actors
        .iter()
        .map(|actor| actor.name.raw())
        .collect();
    assert_eq!(names, ["Ann", "Ann (other@example.org)", "Hall"]);
    assert_eq!(timeline.actors[0].aliases[0].raw(), "a@example.org");
    assert_eq!(timeline.actors[2].kind, Some(ActorKind::Place));
    assert_eq!(timeline.events[0].participants.len(), 3);
}

#[rstest]
#[case::due("VTODO", "DUE;VALUE=DATE:20240501", Status::Plan, "2024-05-01")]
#[case::from_to(
    "VTODO",
    "DTSTART:20240501T090000Z\nDUE:20240501T100000Z",
    Status::Plan,
    "2024-05-01T09:00:00Z/2024-05-01T10:00:00Z"
)]
#[case::done(
    "VTODO",
    "STATUS:COMPLETED\nCOMPLETED:20240501T100000Z",
    Status::Reported,
    "2024-05-01T10:00:00Z"
)]
#[case::some_day("VTODO", "PRIORITY:1", Status::Plan, "")]
#[case::diary(
    "VJOURNAL",
    "DTSTART;VALUE=DATE:20240501",
    Status::Reported,
    "2024-05-01"
)]
#[case::undated_diary("VJOURNAL", "STATUS:FINAL", Status::Reported, "")]
#[case::cancelled(
    "VEVENT",
    "DTSTART;VALUE=DATE:20240501\nSTATUS:CANCELLED",
    Status::Plan,
    "2024-05-01"
)]
fn components_have_a_status_and_a_date(
    #[case] name: &str,
    #[case] lines: &str,
    #[case] status: Status,
    #[case] date: &str,
) {
    let text = format!(
        "BEGIN:VCALENDAR\nBEGIN:{name}\nUID:1\nSUMMARY:x\n{lines}\nEND:{name}\nEND:VCALENDAR\n"
    );
    let timeline = timeline(&text);
    assert_eq!(dates(&timeline), [date]);
    assert_eq!(timeline.events[0].status, status);
}

#[test]
fn a_school_calendar_is_read() {
    let reading = read_at(SCHOOL, Time::from_date(2024, 6, 1));
    assert_eq!(reported(&reading), [] as [String; 0]);
    let timeline = reading.timeline.unwrap();
    assert_eq!(timeline.title.raw(), "Autumn term, Holidays");
    assert_eq!(
        timeline.summary.raw(),
        "What class 4b does; dates may move."
    );
    assert_eq!(timeline.events.len(), 9);
    assert!(timeline.events.iter().all(|event| event.line.is_some()));
    let last = timeline.events.last().unwrap();
    assert_eq!(last.themes[0].raw(), "Holidays");
    assert_eq!(
        last.when.as_ref().unwrap().text(),
        "{2024-10-28..2024-10-31}"
    );
    let notes: Vec<_> = reading.report.notes.iter().map(Clean::as_str).collect();
    assert_eq!(
        notes,
        [
            "Left out of what is said of the calendar itself: X-WR-TIMEZONE.",
            "1 event: repeats without an end, and is followed to the end of 2025.",
            "1 reminder: left out.",
            "Times in a zone are placed by the rules of that zone.",
        ]
    );
}

#[test]
fn bad_lines_are_reported_and_the_rest_is_read() {
    let reading = read_at(BROKEN, Time::from_date(2024, 6, 1));
    assert_eq!(
        reported(&reading),
        [
            "4 This event has no DTSTART, and stays undated.",
            "6 This line is no property, and is left out: \"NAME:value\" is expected.",
            "9 DTSTART \"20240231\" is not a date such as 20240501 or a time such as 20240501T093000Z.",
            "13 The end comes before the start, and is left out.",
            "18 Nobody knows the zone \"Mars/Olympus\": the time stays without one.",
            "19 RRULE \"FREQ=SOMETIMES\" is not a rule such as FREQ=WEEKLY;COUNT=5.",
            "21 END:VEVENT is missing before this line.",
            "24 VFREEBUSY is no event, task or entry, and is left out.",
            "27 The text ends before END:VEVENT: what is there is read.",
        ]
    );
    let timeline = reading.timeline.unwrap();
    assert_eq!(
        dates(&timeline),
        [
            "",
            "",
            "2024-05-02T10:00:00Z",
            "2024-05-03T09:00:00",
            "2024-05-04",
            "2024-05-05"
        ]
    );
    assert_eq!(reading.report.skipped, 1);
}

#[rstest]
#[case("BEGIN:VCALENDAR\r\n", true)]
#[case("\u{feff}begin:vcalendar\n", true)]
#[case("\n\nBEGIN:VCALENDAR\n", true)]
#[case("BEGIN:VCARD\nFN:x\n", false)]
#[case("title = \"BEGIN:VCALENDAR\"\n", false)]
#[case("", false)]
fn calendars_are_recognised(#[case] text: &str, #[case] expected: bool) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(recognises(&sample), expected);
}

#[test]
fn other_texts_are_refused() {
    for text in ["", "hello", "BEGIN:VCARD\nEND"] {
        let reading = read_at(text, None);
        assert_eq!(
            reading.timeline.is_none(),
            !text.contains("BEGIN"),
            "{text}"
        );
        assert!(!reading.report.problems.is_empty());
    }
}

/// Checks that lines are folded and ended as RFC 5545 asks.
fn check_lines(text: &str) {
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(['\r', '\n']), "{line}");
    }
    assert!(text.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn other_programs_can_read_a_written_calendar() {
    let mut timeline = timeline(&event_text(
        "SUMMARY:Lunch\nDTSTART;VALUE=DATE:20240501\nDTEND;VALUE=DATE:20240503\nLOCATION:Room 12\nURL:https://example.org/a,b\nCATEGORIES:food\nSTATUS:TENTATIVE",
    ));
    let mut year = timeline.events[0].clone();
    year.id = Clean::own("year");
    year.extra.clear();
    year.when = When::parse("2021").unwrap();
    year.links = vec![annals_model::Link {
        to: annals_model::EventIndex::new(0),
        kind: LinkKind::Causes,
        wording: Clean::own("because"),
        evidence: Vec::new(),
        refs: Vec::new(),
    }];
    let mut old = year.clone();
    old.id = Clean::own("old");
    old.when = When::parse("-0043-03-15").unwrap();
    old.links.clear();
    let mut undated = old.clone();
    undated.id = Clean::own("undated");
    undated.when = None;
    timeline.events.extend([year, old, undated]);
    let written = write(&timeline);
    check_lines(&written.text);
    let unfolded = written.text.replace("\r\n ", "");
    for line in [
        "UID:u1@example.org",
        "DTSTART;VALUE=DATE:20240501",
        "DTEND;VALUE=DATE:20240503",
        "SUMMARY:Lunch",
        "LOCATION:Room 12",
        "URL:https://example.org/a,b",
        "CATEGORIES:food",
        "STATUS:TENTATIVE",
        "UID:year@mine.annals",
        "DTSTART;VALUE=DATE:20210101",
        "DTEND;VALUE=DATE:20220101",
        "X-ANNALS-DATE:2021",
        "RELATED-TO;RELTYPE=X-ANNALS-CAUSES:u1@example.org",
        "BEGIN:VJOURNAL",
        "X-ANNALS-DATE:-0043-03-15",
    ] {
        assert!(
            unfolded.contains(&format!("\r\n{line}\r\n")),
            "{line}\n{unfolded}"
        );
    }
    let lost: Vec<_> = written.lost.iter().map(Clean::as_str).collect();
    assert_eq!(lost.len(), 4, "{lost:?}");
    assert!(
        lost.iter()
            .any(|sentence| sentence.starts_with("1 date: a calendar has no place for it")),
        "{lost:?}"
    );
    let back = self::timeline(&written.text);
    assert_eq!(shape(&back), shape(&timeline));
}

#[test]
fn an_event_that_another_program_moved_has_its_new_date() {
    let text = event_text(
        "SUMMARY:x\nDTSTART;VALUE=DATE:20210101\nDTEND;VALUE=DATE:20220201\nX-ANNALS-DATE:2021",
    );
    let reading = read_at(&text, None);
    assert!(reported(&reading)[0].contains("has been moved"));
    assert_eq!(
        dates(&reading.timeline.unwrap()),
        ["{2021-01-01..2022-01-31}"]
    );
}

/// Lines as programs write them, some of them wrong.
fn line() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "BEGIN",
        "END",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "EXDATE",
        "RDATE",
        "UID",
        "RECURRENCE-ID",
        "ATTENDEE;CN",
        "X-ANNALS-EVENT",
        "X-ANNALS-DATE",
        "X-ANNALS-TIMELINE",
        "TZOFFSETTO",
        "DTSTART;TZID=Europe/Rome",
        "",
    ]);
    let values = prop_oneof![
        prop::sample::select(vec![
            "VEVENT",
            "VCALENDAR",
            "VALARM",
            "VTIMEZONE",
            "STANDARD",
            "20240501",
            "20240501T250000",
            "99991231T235959Z",
            "00000101",
            "PT1H",
            "-P99999999W",
            "P4294967295W",
            "FREQ=SECONDLY",
            "FREQ=YEARLY;BYDAY=-53MO,99TU;BYSETPOS=-1",
            "FREQ=WEEKLY;INTERVAL=65535;UNTIL=99991231",
            "FREQ=MONTHLY;INTERVAL=60000;BYMONTHDAY=-128",
            "+9999",
            "{\"actors\":[{}]}",
            "{2021..2023}",
            "FREQ=YEARLY;BYWEEKNO=-53,53;BYYEARDAY=-366;WKST=SU",
        ])
        .prop_map(str::to_owned),
        ".{0,20}",
    ];
    (names, prop::sample::select(vec![":", ";", "=", ""]), values)
        .prop_map(|(name, separator, value)| format!("{name}{separator}{value}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_written_calendar_is_read_back(story in story()) {
        let written = write(&story);
        check_lines(&written.text);
        let reading = read_at(&written.text, None);
        prop_assert_eq!(reported(&reading), Vec::<String>::new());
        prop_assert_eq!(shape(&reading.timeline.unwrap()), shape(&story));
    }

    #[test]
    fn lines_never_panic(lines in prop::collection::vec(line(), 0..30)) {
        let text = format!("BEGIN:VCALENDAR\n{}\n", lines.join("\n"));
        let reading = read_at(&text, Time::from_date(2024, 6, 1));
        if let Some(timeline) = reading.timeline {
            write(&timeline);
        }
    }

    #[test]
    fn pieces_of_a_calendar_never_panic(cut in 0..SCHOOL.len(), letter in any::<char>()) {
        let (start, end) = (SCHOOL.get(..cut).unwrap_or(""), SCHOOL.get(cut..).unwrap_or(""));
        read_at(start, None);
        read_at(&format!("{start}{letter}{end}"), Time::from_date(2024, 6, 1));
    }

    #[test]
    fn texts_never_panic(text in any::<String>()) {
        read_at(&text, None);
    }
}

#[test]
fn the_report_names_the_format() {
    assert_eq!(
        read_at(SCHOOL, None).report.format.as_str(),
        Format::Calendar.label()
    );
}

#[test]
fn html_in_a_description_becomes_plain_text() {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20240501\r\nSUMMARY:Talk\r\nDESCRIPTION:One<br>two &amp; <b>three</b>\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let timeline = super::read(&Request {
        id: "html",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    })
    .timeline
    .unwrap();
    assert_eq!(timeline.events[0].summary.as_str(), "One\ntwo & three");
}
