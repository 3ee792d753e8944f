//! Tests of dates: the bounds of every construct of EDTF.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn when(text: &str) -> When {
    match When::parse(text) {
        Ok(Some(when)) => when,
        other => panic!("{text}: {other:?}"),
    }
}

/// The four bounds as `annals date` shows them: start from..to / end from..to.
fn bounds(when: &When) -> String {
    let (start, end) = (when.start(), when.end());
    let region = |region: Region| {
        if region.earliest == region.latest {
            region.earliest.to_string()
        } else {
            format!("{}..{}", region.earliest, region.latest)
        }
    };
    format!("{} / {}", region(start), region(end))
}

fn certain(when: &When) -> String {
    when.certain()
        .map_or_else(|| "-".to_owned(), |(from, to)| format!("{from} {to}"))
}

/// Every example of the text of the Library of Congress (2019-02-04), and its level.
#[rstest]
#[case("1985-04-12", 0, "1985-04-12 / 1985-04-13")]
#[case("1985-04", 0, "1985-04-01 / 1985-05-01")]
#[case("1985", 0, "1985-01-01 / 1986-01-01")]
#[case("1985-04-12T23:20:30", 0, "1985-04-12T23:20:30 / 1985-04-12T23:20:31")]
#[case("1985-04-12T23:20:30Z", 0, "1985-04-12T23:20:30 / 1985-04-12T23:20:31")]
#[case(
    "1985-04-12T23:20:30-04",
    0,
    "1985-04-13T03:20:30 / 1985-04-13T03:20:31"
)]
#[case(
    "1985-04-12T23:20:30+04:30",
    0,
    "1985-04-12T18:50:30 / 1985-04-12T18:50:31"
)]
#[case("1964/2008", 0, "1964-01-01..1965-01-01 / 2008-01-01..2009-01-01")]
#[case(
    "2004-06/2006-08",
    0,
    "2004-06-01..2004-07-01 / 2006-08-01..2006-09-01"
)]
#[case(
    "2004-02-01/2005-02-08",
    0,
    "2004-02-01..2004-02-02 / 2005-02-08..2005-02-09"
)]
#[case(
    "2004-02-01/2005-02",
    0,
    "2004-02-01..2004-02-02 / 2005-02-01..2005-03-01"
)]
#[case(
    "2004-02-01/2005",
    0,
    "2004-02-01..2004-02-02 / 2005-01-01..2006-01-01"
)]
#[case("2005/2006-02", 0, "2005-01-01..2006-01-01 / 2006-02-01..2006-03-01")]
#[case("Y170000002", 1, "+170000002-01-01 / +170000003-01-01")]
#[case("Y-170000002", 1, "-170000002-01-01 / -170000001-01-01")]
#[case("2001-21", 1, "2001-03-01 / 2001-06-01")]
#[case("1984?", 1, "1984-01-01 / 1985-01-01")]
#[case("2004-06~", 1, "2004-06-01 / 2004-07-01")]
#[case("2004-06-11%", 1, "2004-06-11 / 2004-06-12")]
#[case("201X", 1, "2010-01-01..2019-01-01 / 2011-01-01..2020-01-01")]
#[case("20XX", 1, "2000-01-01..2099-01-01 / 2001-01-01..2100-01-01")]
#[case("2004-XX", 1, "2004-01-01..2004-12-01 / 2004-02-01..2005-01-01")]
#[case("1985-04-XX", 1, "1985-04-01..1985-04-30 / 1985-04-02..1985-05-01")]
#[case("1985-XX-XX", 1, "1985-01-01..1985-12-31 / 1985-01-02..1986-01-01")]
#[case("1985-04-12/..", 1, "1985-04-12..1985-04-13 / open")]
#[case("1985-04/..", 1, "1985-04-01..1985-05-01 / open")]
#[case("1985/..", 1, "1985-01-01..1986-01-01 / open")]
#[case("../1985-04-12", 1, "open / 1985-04-12..1985-04-13")]
#[case("../1985-04", 1, "open / 1985-04-01..1985-05-01")]
#[case("../1985", 1, "open / 1985-01-01..1986-01-01")]
#[case("1985-04-12/", 1, "1985-04-12..1985-04-13 / unknown")]
#[case("1985-04/", 1, "1985-04-01..1985-05-01 / unknown")]
#[case("1985/", 1, "1985-01-01..1986-01-01 / unknown")]
#[case("/1985-04-12", 1, "unknown / 1985-04-12..1985-04-13")]
#[case("/1985-04", 1, "unknown / 1985-04-01..1985-05-01")]
#[case("/1985", 1, "unknown / 1985-01-01..1986-01-01")]
#[case("-1985", 1, "-001985-01-01 / -001984-01-01")]
#[case("Y-17E7", 2, "-170000000-01-01 / -169999999-01-01")]
#[case("1950S2", 2, "1900-01-01..1999-01-01 / 1901-01-01..2000-01-01")]
#[case(
    "Y171010000S3",
    2,
    "+171000000-01-01..+171999999-01-01 / +171000001-01-01..+172000000-01-01"
)]
#[case(
    "Y3388E2S3",
    2,
    "+338000-01-01..+338999-01-01 / +338001-01-01..+339000-01-01"
)]
#[case("2001-34", 2, "2001-04-01 / 2001-07-01")]
#[case(
    "[1667,1668,1670..1672]",
    2,
    "1667-01-01..1672-01-01 / 1668-01-01..1673-01-01"
)]
#[case("[..1760-12-03]", 2, "open..1760-12-03 / unknown..1760-12-04")]
#[case("[1760-12..]", 2, "1760-12-01..unknown / 1761-01-01..open")]
#[case(
    "[1760-01,1760-02,1760-12..]",
    2,
    "1760-01-01..unknown / 1760-02-01..open"
)]
#[case("[1667,1760-12]", 2, "1667-01-01..1760-12-01 / 1668-01-01..1761-01-01")]
#[case("{1667,1668,1670..1672}", 2, "1667-01-01 / 1673-01-01")]
#[case("{1960,1961-12}", 2, "1960-01-01 / 1962-01-01")]
#[case("{..1984}", 2, "open / 1985-01-01")]
#[case("2004-06-11%", 1, "2004-06-11 / 2004-06-12")]
#[case("2004-06~-11", 2, "2004-06-11 / 2004-06-12")]
#[case("2004?-06-11", 2, "2004-06-11 / 2004-06-12")]
#[case("?2004-06-~11", 2, "2004-06-11 / 2004-06-12")]
#[case("2004-%06-11", 2, "2004-06-11 / 2004-06-12")]
#[case("156X-12-25", 2, "1560-12-25..1569-12-25 / 1560-12-26..1569-12-26")]
#[case("15XX-12-25", 2, "1500-12-25..1599-12-25 / 1500-12-26..1599-12-26")]
#[case("XXXX-12-XX", 2, "0000-12-01..9999-12-31 / 0000-12-02..+010000-01-01")]
#[case("1XXX-XX", 2, "1000-01-01..1999-12-01 / 1000-02-01..2000-01-01")]
#[case("1XXX-12", 2, "1000-12-01..1999-12-01 / 1001-01-01..2000-01-01")]
#[case("1984-1X", 2, "1984-10-01..1984-12-01 / 1984-11-01..1985-01-01")]
#[case("1984~/2004-06", 1, "1984-01-01..1985-01-01 / 2004-06-01..2004-07-01")]
#[case("1984?/2004%", 1, "1984-01-01..1985-01-01 / 2004-01-01..2005-01-01")]
#[case("1984-06-02?/", 1, "1984-06-02..1984-06-03 / unknown")]
#[case(
    "2004-06-~01/2004-06-~20",
    2,
    "2004-06-01..2004-06-02 / 2004-06-20..2004-06-21"
)]
#[case(
    "2004-06-XX/2004-07-03",
    2,
    "2004-06-01..2004-07-01 / 2004-07-03..2004-07-04"
)]
fn examples_of_the_standard_have_their_bounds(
    #[case] text: &str,
    #[case] level: u8,
    #[case] expected: &str,
) {
    let when = when(text);
    assert_eq!(bounds(&when), expected);
    assert_eq!(when.level(), Some(level));
    assert!(when.edtf().is_some());
    assert_eq!(when.note(), None);
}

/// Cases on which the standard says nothing, or libraries differ.
#[rstest]
#[case("0000", "0000-01-01 / 0001-01-01")]
#[case("9999", "9999-01-01 / +010000-01-01")]
#[case("2000-02-29", "2000-02-29 / 2000-03-01")]
#[case("2001-22", "2001-06-01 / 2001-09-01")]
#[case("2001-23", "2001-09-01 / 2001-12-01")]
#[case("2001-24", "2001-12-01 / 2002-03-01")]
#[case("2001-25", "2001-03-01 / 2001-06-01")]
#[case("2001-28", "2001-12-01 / 2002-03-01")]
#[case("2001-29", "2001-09-01 / 2001-12-01")]
#[case("2001-30", "2001-12-01 / 2002-03-01")]
#[case("2001-31", "2001-03-01 / 2001-06-01")]
#[case("2001-32", "2001-06-01 / 2001-09-01")]
#[case("2001-33", "2001-01-01 / 2001-04-01")]
#[case("2001-36", "2001-10-01 / 2002-01-01")]
#[case("2001-37", "2001-01-01 / 2001-05-01")]
#[case("2001-38", "2001-05-01 / 2001-09-01")]
#[case("2001-39", "2001-09-01 / 2002-01-01")]
#[case("2001-40", "2001-01-01 / 2001-07-01")]
#[case("2001-41", "2001-07-01 / 2002-01-01")]
#[case("2001-21?", "2001-03-01 / 2001-06-01")]
#[case("2001-21/2003", "2001-03-01..2001-06-01 / 2003-01-01..2004-01-01")]
#[case("-01XX", "-000199-01-01..-000100-01-01 / -000198-01-01..-000099-01-01")]
#[case(
    "-0043-03-15T12:00:00",
    "-000043-03-15T12:00:00 / -000043-03-15T12:00:01"
)]
#[case("Y1985", "1985-01-01 / 1986-01-01")]
#[case("198X/1985", "1980-01-01..1990-01-01 / 1985-01-01..1986-01-01")]
#[case("1985-04-12T23:59:60Z", "1985-04-12T23:59:59 / 1985-04-13")]
#[case("{1960, 1961-12}", "1960-01-01 / 1962-01-01")]
#[case("XXXX-02-29", "0000-02-29..9996-02-29 / 0000-03-01..9996-03-01")]
#[case("1985-0X-31", "1985-01-31..1985-08-31 / 1985-02-01..1985-09-01")]
#[case("XXXX/1985", "unknown / 1985-01-01..1986-01-01")]
#[case("..2004-06-01/2004-06-20", "open..2004-06-02 / 2004-06-20..2004-06-21")]
#[case("2004-06-01/2004-06-20..", "2004-06-01..2004-06-02 / 2004-06-20..open")]
#[case("2021-04-12 14:30", "2021-04-12T14:30:00 / 2021-04-12T14:31:00")]
#[case(
    "2021-04-12T14:30:05.25Z",
    "2021-04-12T14:30:05.25 / 2021-04-12T14:30:05.26"
)]
#[case(
    "2021-04-12T10:00:00Z/2021-04-12T11:00:00Z",
    "2021-04-12T10:00:00..2021-04-12T10:00:01 / 2021-04-12T11:00:00..2021-04-12T11:00:01"
)]
#[case("+012345-06-07", "+012345-06-07 / +012345-06-08")]
#[case("1990s", "1990-01-01..1999-01-01 / 1991-01-01..2000-01-01")]
fn cases_the_standard_leaves_open_have_bounds(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(bounds(&when(text)), expected);
}

#[rstest]
#[case("2020", "2020-01-01 2021-01-01")]
#[case("2020~", "2020-01-01 2021-01-01")]
#[case("2020/2022", "2021-01-01 2022-01-01")]
#[case("2020/2021", "-")]
#[case("2020/2020", "-")]
#[case("2023/..", "2024-01-01 open")]
#[case("../2019~", "open 2019-01-01")]
#[case("1985/", "-")]
#[case("/1985", "-")]
#[case("..2004-06-01/2004-06-20..", "2004-06-02 2004-06-20")]
#[case("198X/1985", "-")]
#[case("1985-04-XX", "-")]
#[case("199X", "-")]
#[case("1950S2", "-")]
#[case("[1667,1668]", "-")]
#[case("[2020,2020-05]", "2020-05-01 2020-06-01")]
#[case("[..1984]", "-")]
#[case("{1960,1961-12}", "-")]
#[case("{..1984}", "open 1985-01-01")]
fn the_certain_interval_excludes_uncertain_ends(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(certain(&when(text)), expected);
}

#[rstest]
#[case("2021", Shape::Span, Precision::Year)]
#[case("2021-21", Shape::Span, Precision::Season)]
#[case("2021-35", Shape::Span, Precision::Quarter)]
#[case("2021-37", Shape::Span, Precision::FourMonths)]
#[case("2021-41", Shape::Span, Precision::HalfYear)]
#[case("1985-04-12T23:20:30", Shape::Instant, Precision::Second)]
#[case("1985-04-12 23:20", Shape::Instant, Precision::Minute)]
#[case("1985-04-12T23:20:30.1234Z", Shape::Instant, Precision::Microsecond)]
#[case("2020-05/2021", Shape::Interval, Precision::Month)]
#[case("before 2020", Shape::OneOf, Precision::Year)]
#[case("1985-XX-XX", Shape::SomeWithin, Precision::Day)]
#[case("2004-XX", Shape::SomeWithin, Precision::Month)]
#[case("199X", Shape::SomeWithin, Precision::Decade)]
#[case("19XX", Shape::SomeWithin, Precision::Century)]
#[case("1XXX", Shape::SomeWithin, Precision::Millennium)]
#[case("1XX3", Shape::SomeWithin, Precision::Year)]
#[case("1950S2", Shape::SomeWithin, Precision::Century)]
#[case("65 Ma", Shape::SomeWithin, Precision::MillionYears)]
#[case("[1667,1668-05]", Shape::OneOf, Precision::Month)]
#[case("{1960,1961-12}", Shape::AllOf, Precision::Month)]
fn dates_have_a_shape_and_a_precision(
    #[case] text: &str,
    #[case] shape: Shape,
    #[case] precision: Precision,
) {
    let when = when(text);
    assert_eq!((when.shape(), when.precision()), (shape, precision));
}

#[rstest]
#[case("2020", false, false)]
#[case("2020~", true, false)]
#[case("2020?/..", false, true)]
#[case("[2020,2021%]", true, true)]
#[case("2004-06-~11", true, false)]
fn a_qualifier_of_any_part_qualifies_the_date(
    #[case] text: &str,
    #[case] approximate: bool,
    #[case] uncertain: bool,
) {
    let when = when(text);
    assert_eq!(
        (when.is_approximate(), when.is_uncertain()),
        (approximate, uncertain)
    );
}

#[test]
fn only_sets_have_several_members() {
    let set = when("{1667,1670..1672,1760-12..}");
    let hulls: Vec<String> = set
        .members()
        .iter()
        .map(|member| format!("{} {}", member.hull().0, member.hull().1))
        .collect();
    assert_eq!(
        hulls,
        [
            "1667-01-01 1668-01-01",
            "1670-01-01 1673-01-01",
            "1760-12-01 open"
        ]
    );
    let year = when("2021");
    assert_eq!(
        year.members(),
        &[Member {
            start: year.start(),
            end: year.end()
        }]
    );
}

#[test]
fn dates_without_a_start_sort_first() {
    assert_eq!(when("../2019").earliest_start(), Time::MIN);
    assert_eq!(when("/2019").earliest_start(), Time::MIN);
    assert_eq!(
        when("2019").earliest_start(),
        Time::from_date(2019, 1, 1).unwrap()
    );
}

#[rstest]
#[case("")]
#[case("  \t ")]
#[case("undated")]
#[case("N.D.")]
#[case("no date")]
#[case("date unknown")]
#[case("?")]
#[case("XXXX")]
#[case("XXXX~")]
#[case("XXXX-XX-XX")]
#[case("xxxx")]
#[case("../..")]
#[case("/..")]
#[case("../")]
#[case("/")]
#[case(" / ")]
#[case("XXXX/..")]
fn some_texts_mean_no_date(#[case] text: &str) {
    assert_eq!(When::parse(text), Ok(None));
}

#[rstest]
#[case("1985-13", Some(6), "01 to 12")]
#[case("  1985-13", Some(8), "01 to 12")]
#[case("1985-02-30", Some(9), "no such day")]
#[case("2004/2003", Some(6), "earlier date first")]
#[case("2021-04-12T11:00Z/2021-04-12T10:00Z", None, "earlier date first")]
#[case("2021-04-12 24:00", Some(12), "of the next")]
#[case("-0000", Some(1), "0000 for 1 BC")]
#[case("[1985..1990-05]", Some(8), "years, or months, or days")]
#[case(
    "[2021-04-13T00:00:00Z..2021-04-12T00:00:00Z]",
    None,
    "before its first"
)]
#[case("19851332", None, "no such day")]
#[case("1985-400", None, "001 to 365")]
#[case("1985-W60", None, "52 or 53")]
#[case("198", None, "198X")]
#[case("2004-06/08", None, "2004-06/2004-08")]
#[case("Y293E9", None, "292277026596")]
#[case("Y-1E100", None, "-292277022657")]
#[case("500 billion years ago", None, "292277026596")]
#[case("hello world", Some(1), "no place in a date")]
#[case("after the war", Some(11), "no place in a date")]
#[case("1985 \u{0} 1986", Some(6), "no place in a date")]
#[case("\u{202e}5891", Some(1), "no place in a date")]
fn errors_have_a_column_and_a_reason(
    #[case] text: &str,
    #[case] column: Option<usize>,
    #[case] part: &str,
) {
    let error = When::parse(text).unwrap_err();
    assert!(error.to_string().contains(part), "{error}");
    assert_eq!(error.column(), column, "{error}");
}

#[test]
fn long_texts_are_refused() {
    for text in [
        "1".repeat(257),
        "é".repeat(257),
        "\0".repeat(1 << 20),
        "[".repeat(1 << 20),
    ] {
        assert!(
            When::parse(&text)
                .unwrap_err()
                .to_string()
                .contains("256 characters")
        );
    }
    assert!(When::parse(&format!("{:>256}", "1985")).unwrap().is_some());
}

#[test]
fn years_reach_to_the_ends_of_the_axis() {
    let last = when("Y292277026596");
    assert_eq!(last.hull().1, Bound::At(Time::MAX));
    let first = when("Y-292277022657");
    assert_eq!(first.hull().0, Bound::At(Time::MIN));
    assert!(When::parse("Y292277026597").is_err());
    assert!(When::parse("Y-292277022658").is_err());
}

#[rstest]
#[case("?2004-?06-?11", Some("2004-06-11?"))]
#[case(" 2004 ", Some("2004"))]
#[case("Y1985", Some("1985"))]
#[case("2021-04-12 14:30:05Z", Some("2021-04-12T14:30:05Z"))]
#[case("2021-04-12T14:30:05+16:00", None)]
#[case("-01XX", None)]
#[case("2021-04-12T14:30:05.5Z", None)]
#[case("2021-04-12T10:00:00Z/..", None)]
fn edtf_is_in_its_preferred_spelling(#[case] text: &str, #[case] edtf: Option<&str>) {
    let when = when(text);
    assert_eq!(when.edtf(), edtf);
    assert_eq!(when.text(), text.trim());
    assert_eq!(when.level().is_some(), edtf.is_some());
}

#[rstest]
#[case("Y1985", "1985")]
#[case("2016-12-31T23:59:60Z", "leap second")]
#[case("2016-12-31 23:59:60.5Z", "leap second")]
#[case("2021-04-12T00:00:00.1234567891Z", "cut off")]
#[case("2020-22", "2020/2022")]
#[case("25/12/2024", "2024-12-25")]
#[case("19th century", "1800 to 1899")]
fn notes_name_assumptions(#[case] text: &str, #[case] part: &str) {
    let when = when(text);
    assert!(when.note().unwrap().contains(part), "{:?}", when.note());
}

/// Checks that bounds are in order and that every form of the date can be written.
fn check(when: &When) -> Result<(), TestCaseError> {
    let mut intervals = when.members().to_vec();
    intervals.push(Member {
        start: when.start(),
        end: when.end(),
    });
    for Member { start, end } in intervals {
        let pairs = [
            (start.earliest, start.latest),
            (end.earliest, end.latest),
            (start.earliest, end.latest),
        ];
        for (from, to) in pairs {
            if let (Bound::At(from), Bound::At(to)) = (from, to) {
                prop_assert!(from <= to, "{}: {from} {to}", when.text());
            }
        }
    }
    let known = [when.hull().0, when.hull().1].map(Bound::time);
    prop_assert_eq!(when.window().is_some(), known.iter().any(Option::is_some));
    if let Some(window) = when.window() {
        let (from, to) = when.reach();
        prop_assert!(from == to || (from <= window.start() && window.end() <= to));
    }
    prop_assert!(!when.words().is_empty());
    prop_assert!(!when.precision_words().is_empty());
    for ascii in [false, true] {
        let short = when.short(ascii);
        prop_assert!(!short.is_empty());
        prop_assert!(
            unicode_width::UnicodeWidthStr::width(short.as_str()) <= 12,
            "{short}"
        );
        prop_assert!(!ascii || short.is_ascii(), "{short}");
    }
    prop_assert!(!when.words().contains(char::is_control));
    if let Some(edtf) = when.edtf() {
        let again = When::parse(edtf).ok().flatten();
        prop_assert!(again.is_some(), "{edtf}");
        if let Some(again) = again {
            prop_assert_eq!(again.edtf(), Some(edtf));
            prop_assert_eq!((again.start(), again.end()), (when.start(), when.end()));
            prop_assert_eq!(again.members(), when.members());
            prop_assert_eq!(
                (again.shape(), again.precision()),
                (when.shape(), when.precision())
            );
        }
    }
    Ok(())
}

fn date() -> impl Strategy<Value = String> {
    let year = prop_oneof![
        4 => "-?[0-9]{4}",
        2 => "-?[0-9X]{4}",
        1 => "Y-?[1-9][0-9]{4,11}",
        1 => "Y-?[1-9][0-9]?E[3-9](S1)?",
        1 => "[0-9]{4}S[1-4]",
    ];
    let rest = prop_oneof![
        2 => Just(String::new()),
        1 => "-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01])",
        1 => "-[~?%]?(0[1-9]|1[0-2]|XX|1X|X2)[~?%]?",
        2 => "-[~?%]?(0[1-9]|1[0-2]|XX|0X)-[~?%]?(0[1-9]|[12][0-9]|3[01]|XX|1X|X5)",
        1 => "-(0[1-9]|1[0-2])-[0-2][1-8]T[0-2][0-9]:[0-5][0-9](:[0-6][0-9](\\.[0-9]{1,10})?)?(Z|[+-]0[0-9](:30)?)?",
    ];
    (year, rest, "[~?%]?").prop_map(|(year, rest, sign)| format!("{year}{rest}{sign}"))
}

fn expression() -> impl Strategy<Value = String> {
    let limit = || prop_oneof![4 => date(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
    let element = || {
        prop_oneof![
            3 => date(),
            1 => date().prop_map(|date| format!("..{date}")),
            1 => date().prop_map(|date| format!("{date}..")),
            1 => (date(), date()).prop_map(|(from, to)| format!("{from}..{to}")),
        ]
    };
    prop_oneof![
        3 => date(),
        2 => (limit(), limit()).prop_map(|(from, to)| format!("{from}/{to}")),
        1 => prop::collection::vec(element(), 1..4).prop_map(|set| format!("[{}]", set.join(","))),
        1 => prop::collection::vec(element(), 1..4).prop_map(|set| format!("{{{}}}", set.join(", "))),
    ]
}

fn phrase() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "from", "to", "-", "/", "the", "in", "early", "late", "about", "c.", "before", "since",
        "1990", "s", "44", "BC", "AD", "April", "spring", "Q", "3", "19", "th", "century", "2020",
        "12", "million", "years", "ago", "or", "so", "and", "between", "present", "?", "~", "on",
        "mid", "of", "2020-05", "1/2/2024", "ish", "Ma", "first", "half", "12:30", "X", "no",
    ]);
    prop::collection::vec(word, 1..24).prop_map(|words| words.join(" "))
}

#[rstest]
#[case("2021", "2021-01-01", "2022-01-01")]
#[case("2021-04-12 14:30", "2021-04-12T14:30:00", "2021-04-12T14:31:00")]
#[case("2020/2022", "2020-01-01", "2023-01-01")]
#[case("[1667,1670]", "1667-01-01", "1671-01-01")]
#[case("2023/..", "2023-01-01", "2023-01-01T00:00:00.000000001")]
#[case("2023/", "2023-01-01", "2023-01-01T00:00:00.000000001")]
#[case("../2019", "2019-12-31T23:59:59.999999999", "2020-01-01")]
#[case("[1760-12..]", "1760-12-01", "1760-12-01T00:00:00.000000001")]
fn the_window_of_a_date_reaches_from_end_to_end(
    #[case] text: &str,
    #[case] start: &str,
    #[case] end: &str,
) {
    let window = when(text).window().unwrap();
    assert_eq!(
        (window.start().to_string(), window.end().to_string()),
        (start.to_owned(), end.to_owned())
    );
}

#[test]
fn a_date_without_a_known_end_has_no_window() {
    // Only a set can have both ends open: such an interval is no date.
    let open = When::parse("{..1984, 1990..}").unwrap().unwrap();
    assert_eq!(open.hull(), (Bound::Open, Bound::Open));
    assert_eq!(open.window(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Ok(Some(when)) = When::parse(&text) {
            check(&when)?;
        }
    }

    #[test]
    fn signs_in_any_order_are_read_or_refused(text in "[-0-9XYESTZ:/.,?~%\\[\\]{} +a-z]{0,24}") {
        match When::parse(&text) {
            Ok(Some(when)) => check(&when)?,
            Ok(None) => {}
            Err(error) => {
                prop_assert!(error.to_string().ends_with('.'), "{error}");
                prop_assert!(error.column().is_none_or(|column| {
                    (1..=text.chars().count() + 1).contains(&column)
                }), "{text}: {error}");
            }
        }
    }

    #[test]
    fn combinations_of_dates_have_bounds_in_order(text in expression()) {
        if let Ok(Some(when)) = When::parse(&text) {
            check(&when)?;
        }
    }

    #[test]
    fn words_in_any_order_are_read_or_refused(text in phrase()) {
        if let Ok(Some(when)) = When::parse(&text) {
            check(&when)?;
        }
    }

    #[test]
    fn numbers_of_any_size_are_read_or_refused(
        number in "[0-9]{1,24}(\\.[0-9]{1,12})?", sign in "-?", power in 0_u32..30, digits in 0_u32..30,
        form in 0_usize..14,
    ) {
        let text = match form {
            0 => format!("Y{sign}{number}"),
            1 => format!("Y{sign}{number}E{power}"),
            2 => format!("Y{sign}{number}E{power}S{digits}"),
            3 => format!("{sign}{number}S{digits}"),
            4 => format!("{number} million years ago"),
            5 => format!("{number} Ga"),
            6 => format!("{number} BC"),
            7 => format!("before {number} BC"),
            8 => format!("{number}th century BC"),
            9 => format!("from {number} to {number} AD"),
            10 => format!("Q{number} {number}"),
            11 => format!("+{number}-12-31T23:59:60.{number}+23:59"),
            12 => format!("-292277022657-0{digits}-27T08:29:{digits}"),
            _ => format!("292277026596-12-0{digits}T15:30:{digits}-23:59"),
        };
        if let Ok(Some(when)) = When::parse(&text) {
            check(&when)?;
        }
    }

    #[test]
    fn every_day_is_read_as_itself(seconds in -60_000_000_000_i64..250_000_000_000) {
        let civil = Time::new(seconds, 0).unwrap().civil();
        let day = Time::from_date(civil.year, civil.month, civil.day).unwrap();
        let text = format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
        let when = when(&text);
        prop_assert_eq!(when.start(), Region::between(day, day));
        let moment = when.earliest_start().to_string();
        prop_assert_eq!(moment, text);
    }

    #[test]
    fn measured_dates_equal_the_dates_of_their_text(seconds in -100_000_000_000_i64..400_000_000_000, nanos in 0_u32..1_000_000_000, length in 0_i64..10_000_000_000_000, digits in 1_u8..=9, kind in 0_u8..4) {
        let start = Time::new(seconds, nanos).unwrap();
        let end = match kind {
            0 => None,
            1 => Some(Bound::Open),
            2 => Some(Bound::Unknown),
            _ => Some(Bound::At(start.saturating_add_nanos(length.into()))),
        };
        let measured = When::measured(start, end, digits).unwrap();
        prop_assert_eq!(&measured, &when(measured.text()));
        let cut = start.nanos_since(measured.earliest_start());
        prop_assert!((0..10_i128.pow(9 - u32::from(digits))).contains(&cut));
    }

    #[test]
    fn words_of_a_day_are_read_as_that_day(seconds in -60_000_000_000_i64..250_000_000_000) {
        let civil = Time::new(seconds, 0).unwrap().civil();
        let written = format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
        let day = when(&written);
        let again = when(&day.words());
        prop_assert_eq!(again.edtf(), Some(written.as_str()));
    }
}

#[test]
fn a_measured_end_before_its_start_is_an_error() {
    let at = |seconds| Time::new(seconds, 0).unwrap();
    assert!(When::measured(at(5), Some(Bound::At(at(4))), 6).is_err());
    let moment = When::measured(at(5), Some(Bound::At(at(5))), 6).unwrap();
    assert_eq!(
        moment.text(),
        "1970-01-01T00:00:05.000000/1970-01-01T00:00:05.000000"
    );
}
