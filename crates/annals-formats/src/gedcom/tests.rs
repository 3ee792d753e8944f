//! GEDCOM files as a whole.

use proptest::prelude::*;
use rstest::rstest;

use super::super::{Format, Request, Sample};
use super::*;
use annals_model::text::Clean;
use annals_model::{Event, Timeline};

const FAMILY: &str = include_str!("../../../../tests/corpus/gedcom/family-5.5.1.ged");
const SEVEN: &str = include_str!("../../../../tests/corpus/gedcom/family-7.ged");
const BROKEN: &str = include_str!("../../../../tests/corpus/gedcom/broken-lines-and-cut-off.ged");
const CIRCLE: &str = include_str!("../../../../tests/corpus/gedcom/broken-own-ancestor.ged");

fn read_text(text: &str) -> Reading {
    read(&Request {
        id: "family",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    })
}

fn event<'e>(timeline: &'e Timeline, title: &str) -> &'e Event {
    let mut events = timeline.events.iter();
    let titles = || {
        timeline
            .events
            .iter()
            .map(|event| event.title.raw())
            .collect::<Vec<_>>()
    };
    events
        .find(|event| event.title.raw() == title)
        .unwrap_or_else(|| panic!("{:?}", titles()))
}

fn who(timeline: &Timeline, event: &Event) -> Vec<String> {
    let parts = event.participants.iter();
    parts
        .map(|part| {
            format!(
                "{}: {}",
                timeline.actor(part.actor).name.raw(),
                part.role.raw()
            )
        })
        .collect()
}

fn date(event: &Event) -> &str {
    event.when.as_ref().map_or("", |when| when.text())
}

fn extra<'e>(event: &'e Event, name: &str) -> Option<&'e str> {
    let found = event.extra.iter().find(|extra| extra.name.raw() == name);
    found.map(|extra| extra.value.raw())
}

#[test]
fn a_family_is_read() {
    let reading = read_text(FAMILY);
    let timeline = reading.timeline.unwrap();
    let titles: Vec<_> = timeline
        .events
        .iter()
        .map(|event| event.title.raw())
        .collect();
    assert_eq!(
        titles,
        [
            "Birth of Ann Lee",
            "Occupation of Ann Lee: Miller",
            "Death of Ann Lee",
            "Burial of Ann Lee",
            "Birth of Bo Ray",
            "Land purchase: Bo Ray",
            "Birth of Cy Ray",
            "Residence of Cy Ray",
            "Marriage of Bo Ray and Ann Lee",
        ]
    );
    assert_eq!(
        timeline.summary.raw(),
        "Three generations of a miller's family.\nMade up for tests.\n\nWritten by By hand, 4 JUL 2020. Submitted by Sam Writer."
    );
    let reported: Vec<_> = reading
        .report
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        reported,
        ["The date is only a phrase, \"a rainy day\"; it is kept as text."]
    );
}

#[test]
fn people_and_places_are_actors_in_roles() {
    let timeline = read_text(FAMILY).timeline.unwrap();
    assert_eq!(
        who(&timeline, event(&timeline, "Birth of Ann Lee")),
        ["Ann Lee: child", "Bath, Somerset: place"]
    );
    assert_eq!(
        who(&timeline, event(&timeline, "Birth of Cy Ray")),
        ["Cy Ray: child", "Bo Ray: father", "Ann Lee: mother"]
    );
    assert_eq!(
        who(
            &timeline,
            event(&timeline, "Marriage of Bo Ray and Ann Lee")
        ),
        ["Bo Ray: spouse", "Ann Lee: spouse", "Bath, Somerset: place"]
    );
    let ann = &timeline.actors[0];
    assert_eq!(ann.aliases[0].raw(), "Annie Ray");
    assert_eq!(
        ann.summary.raw(),
        "Female.\nNationality: English.\nPartner of Bo Ray. Children: Cy Ray."
    );
    let cy = timeline
        .actors
        .iter()
        .find(|actor| actor.name.raw() == "Cy Ray")
        .unwrap();
    assert_eq!(cy.summary.raw(), "Child of Bo Ray and Ann Lee.");
    let bo = timeline
        .actors
        .iter()
        .find(|actor| actor.name.raw() == "Bo Ray")
        .unwrap();
    assert!(
        bo.summary.raw().ends_with("\n\nHe signed with a cross."),
        "{:?}",
        bo.summary
    );
}

#[test]
fn dates_evidence_and_extra_fields_are_kept() {
    let timeline = read_text(FAMILY).timeline.unwrap();
    let birth = event(&timeline, "Birth of Ann Lee");
    assert_eq!((date(birth), birth.line), ("1700-02-11", Some(21)));
    assert_eq!(extra(birth, "date as written"), Some("11 FEB 1699/00"));
    assert_eq!(extra(birth, "PLAC.MAP.LATI"), Some("N51.38"));
    assert_eq!(extra(birth, "SOUR.QUAY"), Some("3"));
    assert_eq!(birth.summary.raw(), "Baptised the same day.");
    let source = timeline.source(birth.evidence[0].source);
    assert_eq!(birth.evidence[0].at.raw(), "folio 12");
    assert_eq!(
        [
            &source.title,
            &source.author,
            &source.publisher,
            &source.note
        ]
        .map(Clean::raw),
        [
            "Parish register of Bath",
            "The vicar",
            "Bath, 1701",
            "Kept at County archive, B/12."
        ]
    );
    assert_eq!(date(event(&timeline, "Death of Ann Lee")), "[1751..]");
    assert_eq!(
        extra(event(&timeline, "Death of Ann Lee"), "cause"),
        Some("Fever")
    );
    assert_eq!(
        date(event(&timeline, "Birth of Bo Ray")),
        "[1690-01..1695-03]"
    );
    assert_eq!(date(event(&timeline, "Land purchase: Bo Ray")), "1722?");
    assert_eq!(date(event(&timeline, "Birth of Cy Ray")), "1723-03-16");
    let home = event(&timeline, "Residence of Cy Ray");
    assert_eq!(
        (date(home), extra(home, "address")),
        ("1750/..", Some("1 Mill Lane\nBath"))
    );
    assert_eq!(
        timeline.source(home.evidence[0].source).address.raw(),
        "https://example.org/mill"
    );
    let marriage = event(&timeline, "Marriage of Bo Ray and Ann Lee");
    assert_eq!(extra(marriage, "age of the husband"), Some("27y"));
    assert_eq!(extra(marriage, "type"), Some("religious"));
    let picture = timeline.source(marriage.evidence[0].source);
    assert_eq!(
        (picture.title.raw(), picture.address.raw()),
        ("Drawing of the wedding", "wedding.jpg")
    );
}

#[test]
fn conventions_are_reported_once() {
    let report = read_text(FAMILY).report;
    let notes: Vec<_> = report.notes.iter().map(Clean::as_str).collect();
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert!(notes[0].starts_with("BEF and AFT are read as GEDCOM 5.5.1"));
    assert!(notes[1].starts_with("Dual years"));
    assert!(notes[2].starts_with("Days of the Julian calendar"));
    assert_eq!(
        notes[3],
        "Not part of a timeline, and not kept: NCHI (1), _UID (1)."
    );
}

#[test]
fn version_7_has_its_own_rules() {
    let reading = read_text(SEVEN);
    assert_eq!(reading.report.problems, []);
    let timeline = reading.timeline.unwrap();
    let birth = event(&timeline, "Birth of Dov Levi");
    assert_eq!(date(birth), "1948-05-14");
    assert_eq!(
        who(&timeline, birth),
        ["Dov Levi: child", "Mr Stockdale: teacher", "Eva Levi: witn"]
    );
    assert_eq!(date(event(&timeline, "Graduation of Dov Levi")), "[..1971]");
    let death = event(&timeline, "Death of Eva Levi");
    assert_eq!(date(death), "1990-05-05T23:15");
    assert_eq!(extra(death, "date in words"), Some("late in the evening"));
    assert_eq!(
        event(&timeline, "Build: Dov Levi, Tall").summary.raw(),
        "@ shared note"
    );
    let dov = &timeline.actors[0];
    assert_eq!(
        dov.summary.raw(),
        "Neither male nor female.\nMarriage: none (FROM 1970 TO 1980)."
    );
    assert_eq!(dov.aliases[0].raw(), "דב לוי");
}

#[test]
fn problems_name_the_line() {
    let reading = read_text(BROKEN);
    let reported: Vec<_> = reading
        .report
        .problems
        .iter()
        .map(|problem| {
            format!(
                "{}: {}",
                problem.position.unwrap().line,
                problem.message.as_str()
            )
        })
        .collect();
    let parts = [
        (8, "A line of level 5 cannot stand here"),
        (8, "This can be day 2 of month 3"),
        (10, "no level and no tag"),
        (12, "no such day"),
        (13, "There is no record @S9@."),
        (15, "called @I1@ too"),
        (17, "without the line 0 TRLR"),
        (18, "There is no record @I7@."),
    ];
    for (line, part) in parts {
        let is_reported =
            |text: &String| text.starts_with(&format!("{line}: ")) && text.contains(part);
        assert!(
            reported.iter().any(is_reported),
            "{line} {part}: {reported:#?}"
        );
    }
    let timeline = reading.timeline.unwrap();
    let birth = event(&timeline, "Birth of Ann Lée");
    assert!(birth.when.is_none());
    assert_eq!(
        who(&timeline, birth),
        ["Ann Lée: child", "Here and there: place"]
    );
    let notes: Vec<_> = reading.report.notes.iter().map(Clean::as_str).collect();
    assert!(notes[0].contains("ANSEL"), "{notes:?}");
}

#[test]
fn a_person_may_be_its_own_ancestor() {
    let timeline = read_text(CIRCLE).timeline.unwrap();
    assert_eq!(timeline.events.len(), 1);
    assert_eq!(timeline.actors.len(), 1);
}

#[test]
fn two_people_of_one_name_are_two_actors() {
    let text = "0 HEAD\n0 @A@ INDI\n1 NAME Ann /Lee/\n1 BIRT Y\n0 @B@ INDI\n1 NAME Ann /Lee/\n1 BIRT Y\n0 TRLR\n";
    let timeline = read_text(text).timeline.unwrap();
    let actors: Vec<_> = timeline
        .events
        .iter()
        .map(|event| event.participants[0].actor)
        .collect();
    assert_ne!(actors[0], actors[1]);
    assert_eq!(timeline.actors[1].id.raw(), "ann-lee-2");
}

#[test]
fn a_note_that_many_events_share_does_not_fill_the_memory() {
    let note = "x".repeat(100_000);
    let people: Vec<_> = (0..2_000)
        .map(|n| format!("0 @I{n}@ INDI\n1 BIRT\n2 NOTE @N@\n"))
        .collect();
    let people = people.concat();
    let text = format!("0 HEAD\n{people}0 @N@ NOTE {note}\n0 TRLR\n");
    let reading = read_text(&text);
    let timeline = reading.timeline.unwrap();
    let total: usize = timeline
        .events
        .iter()
        .map(|event| event.summary.raw().len())
        .sum();
    assert!(total < text.len() * 6 + (1 << 20), "{total}");
    assert_eq!(timeline.events[1_999].summary.raw(), "(See note N.)");
    assert!(
        reading
            .report
            .notes
            .iter()
            .any(|note| note.as_str().contains("long notes"))
    );
}

#[rstest]
#[case("0 HEAD\n1 GEDC\n", true)]
#[case("\u{feff}\r\n 0 HEAD \r\n1 SOUR x", true)]
#[case("0 HEADS\n", false)]
#[case("0 HEAD of the list\n", false)]
#[case("{\"0 HEAD\":1}", false)]
#[case("", false)]
fn the_format_is_recognised_by_its_head(#[case] text: &str, #[case] is_gedcom: bool) {
    let sample = Sample {
        text,
        is_whole: false,
    };
    assert_eq!(recognises(&sample), is_gedcom);
    let format = Format::recognise(&sample, None);
    assert_eq!(format == Some(Format::Gedcom), is_gedcom);
}

#[test]
fn an_empty_text_is_refused() {
    let reading = read_text("");
    assert!(reading.timeline.is_none());
    assert!(
        reading.report.problems[0]
            .message
            .as_str()
            .contains("0 HEAD")
    );
}

#[test]
fn a_record_of_many_events_is_read() {
    let events = "1 BIRT Y\n1 FAMC @F2@\n2 PEDI adopted\n".repeat(20_000);
    let others: Vec<_> = (0..20_000)
        .map(|n| format!("2 ASSO @VOID@\n3 PHRASE P{n}\n"))
        .collect();
    let others = others.concat();
    let text = format!("0 HEAD\n0 @I1@ INDI\n{events}1 DEAT\n{others}0 TRLR\n");
    let timeline = read_text(&text).timeline.unwrap();
    assert_eq!(timeline.events.len(), 20_001);
    assert_eq!(timeline.events[20_000].participants.len(), 20_001);
}

proptest! {
    #[test]
    fn texts_never_panic(text in "((0|1|2|3|9) (@I1@ |@F1@ )?(HEAD|INDI|FAM|NAME|BIRT|DATE|CONT|CONC|NOTE|SOUR|HUSB|CHIL|FAMC|MARR|ASSO|OBJE|FILE)? ?(@I1@|@F1@|BET 1900 AND|1699/00|\\PC{0,5})?\n){0,30}") {
        let reading = read_text(&text);
        prop_assert!(reading.timeline.is_some() || reading.report.problem_count() > 0);
    }

    #[test]
    fn mutated_files_never_panic(start in 0_usize..2_000, length in 0_usize..40, with in "\\PC{0,6}\n?") {
        let (from, to) = (start.min(FAMILY.len()), (start + length).min(FAMILY.len()));
        let (from, to) = (FAMILY.floor_char_boundary(from), FAMILY.floor_char_boundary(to));
        let (before, after) = (FAMILY.get(..from).unwrap(), FAMILY.get(to..).unwrap());
        let reading = read_text(&format!("{before}{with}{after}"));
        prop_assert!(reading.timeline.is_some());
        read_text(before);
    }
}
