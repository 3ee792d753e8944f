use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::When;
use crate::iso::{OrdinalDate, WeekDate};

#[rstest]
#[case("1985", "1985", Precision::Year)]
#[case("1985-04", "1985-04", Precision::Month)]
#[case("1985-04-12", "1985-04-12", Precision::Day)]
#[case("1985-04-12T23", "1985-04-12T23", Precision::Hour)]
#[case("1985-04-12 23:20", "1985-04-12T23:20", Precision::Minute)]
#[case("1985-04-12t23:20:30z", "1985-04-12T23:20:30Z", Precision::Second)]
#[case(
    "1985-04-12T23:20:30,5 +0530",
    "1985-04-12T23:20:30.5+05:30",
    Precision::Millisecond
)]
#[case(
    "1985-04-12T23:20:30.1234567891234\u{2212}05",
    "1985-04-12T23:20:30.123456789-05:00",
    Precision::Nanosecond
)]
#[case("-0043-03-15T12:00 UTC", "-0043-03-15T12:00Z", Precision::Minute)]
#[case("+012345-06-07", "+12345-06-07", Precision::Day)]
#[case("1952-00-00T00:00:00Z", "1952-00-00T00:00:00Z", Precision::Second)]
fn extended_format_is_read_and_written(
    #[case] text: &str,
    #[case] written: &str,
    #[case] precision: Precision,
) {
    let found = DateTime::parse(text).unwrap();
    assert_eq!(found.to_string(), written);
    assert_eq!(found.precision(), precision);
}

#[rstest]
#[case("19850412", "1985-04-12")]
#[case("19850412T2320", "1985-04-12T23:20")]
#[case("19850412t232030Z", "1985-04-12T23:20:30Z")]
#[case("19850412232030", "1985-04-12T23:20:30")]
#[case("19850412T232030.25+0200", "1985-04-12T23:20:30.25+02:00")]
fn basic_format_is_read(#[case] text: &str, #[case] written: &str) {
    assert_eq!(DateTime::parse_basic(text).unwrap().to_string(), written);
}

#[rstest]
#[case("", 0, IsoErrorKind::Year)]
#[case("198", 0, IsoErrorKind::Year)]
#[case("12345", 0, IsoErrorKind::Year)]
#[case("-198", 0, IsoErrorKind::Year)]
#[case("+99999999999999999999", 0, IsoErrorKind::Year)]
#[case("1985-4", 5, IsoErrorKind::Month)]
#[case("1985-04-1", 8, IsoErrorKind::Day)]
#[case("1985-04-12x", 10, IsoErrorKind::AfterDate)]
#[case("1985-04-12 to 1986", 10, IsoErrorKind::AfterDate)]
#[case("1985-04T12", 7, IsoErrorKind::AfterDate)]
#[case("1985-04-12T24:00", 11, IsoErrorKind::Hour)]
#[case("1985-04-12T9:00", 11, IsoErrorKind::Hour)]
#[case("1985-04-12T23:60", 14, IsoErrorKind::Minute)]
#[case("1985-04-12T23:20:61", 17, IsoErrorKind::Second)]
#[case("1985-04-12T23:20:30.Z", 20, IsoErrorKind::Fraction)]
#[case("1985-04-12T23:20+24", 16, IsoErrorKind::Offset)]
#[case("1985-04-12T23:20+02:60", 16, IsoErrorKind::Offset)]
#[case("1985-04-12T23:20 CEST", 17, IsoErrorKind::Zone)]
#[case("1985-04-12T23:20Z!", 17, IsoErrorKind::AfterTime)]
fn errors_point_to_the_byte(
    #[case] text: &str,
    #[case] position: usize,
    #[case] kind: IsoErrorKind,
) {
    let error = DateTime::parse(text).unwrap_err();
    assert_eq!((error.position(), error.kind()), (position, kind));
}

#[rstest]
#[case("1985-04-12T23:20 CEST", "1985-04-12T23:20", " CEST")]
#[case("1985-04-12T23:20:30.", "1985-04-12T23:20:30", ".")]
#[case("1985-04-12T23:20:3", "1985-04-12T23:20", ":3")]
#[case("1985-04-12: Start", "1985-04-12", ": Start")]
#[case("1985-04-1", "1985-04", "-1")]
#[case("1985/1986", "1985", "/1986")]
#[case("1985-04-12 3 people", "1985-04-12", " 3 people")]
#[case("1985-04-12T23:20+0", "1985-04-12T23:20", "+0")]
#[case("1985-04-12T23:20+02/..", "1985-04-12T23:20+02:00", "/..")]
#[case("1985-04-12T23:20+0230/..", "1985-04-12T23:20+02:30", "/..")]
fn a_prefix_leaves_what_does_not_belong_to_it(
    #[case] text: &str,
    #[case] written: &str,
    #[case] rest: &str,
) {
    let (found, left) = DateTime::parse_prefix(text).unwrap();
    assert_eq!((found.to_string().as_str(), left), (written, rest));
}

#[rstest]
#[case("2016-12-31T23:59:60Z", "2016-12-31T23:59:59")]
#[case("2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59.9")]
fn a_leap_second_is_the_end_of_its_minute(#[case] text: &str, #[case] start: &str) {
    let start_of_unit = DateTime::parse(text).unwrap().start().unwrap();
    assert_eq!(start_of_unit.to_string(), start);
}

#[rstest]
#[case("2021-W53")]
#[case("2021-W00")]
#[case("2021-W99")]
fn weeks_that_a_year_does_not_have_have_no_days(#[case] text: &str) {
    assert_eq!(WeekDate::parse(text).unwrap().days(), None);
}

#[rstest]
#[case("1985-W15", "1985-04-08", "1985-04-14")]
#[case("2020-W53", "2020-12-28", "2021-01-03")]
#[case("2024-w07-1", "2024-02-12", "2024-02-12")]
#[case("1985W155", "1985-04-12", "1985-04-12")]
fn weeks_have_a_first_and_a_last_day(#[case] text: &str, #[case] from: &str, #[case] to: &str) {
    let (first, last) = WeekDate::parse(text).unwrap().days().unwrap();
    assert_eq!(
        (first.to_string().as_str(), last.to_string().as_str()),
        (from, to)
    );
}

#[test]
fn a_weekday_that_does_not_exist_is_no_part_of_a_week() {
    let error = WeekDate::parse("2021-W05-8").unwrap_err();
    assert_eq!(error.kind(), IsoErrorKind::Weekday);
    assert_eq!(WeekDate::parse_prefix("2021-W05-8").unwrap().1, "-8");
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_again(
        seconds in -8_334_000_000_000_i64..8_210_000_000_000,
        nanosecond in 0_u32..1_000_000_000,
        unit in proptest::sample::select(Precision::ALL.as_slice()),
        offset in proptest::option::of(-1_439_i32..1_440),
    ) {
        let time = Time::new(seconds, nanosecond).unwrap();
        let mut value = DateTime::new(time, unit);
        if value.time.is_some() {
            value.offset = offset.and_then(|minutes| UtcOffset::from_seconds(minutes * 60));
        }
        let text = value.to_string();
        let read = DateTime::parse(&text).unwrap();
        prop_assert_eq!(read, value);
        prop_assert_eq!(read.extent(), When::parse(&text).unwrap().map(|when| when.extent()));
        prop_assert_eq!(DateTime::parse_prefix(&text), Ok((read, "")));
    }

    #[test]
    fn days_of_the_year_agree_with_chrono(year in -9_999_i32..=9_999, day in 0_u16..=400) {
        use chrono::Datelike;
        let theirs = chrono::NaiveDate::from_yo_opt(year, day.into());
        let ours = OrdinalDate { year: year.into(), day }.to_calendar();
        prop_assert_eq!(
            ours.map(|date| (date.year, date.month.map(u32::from), date.day.map(u32::from))),
            theirs.map(|date| (i64::from(date.year()), Some(date.month()), Some(date.day())))
        );
    }

    #[test]
    fn weeks_agree_with_chrono(year in -9_999_i32..=9_999, week in 0_u8..=60, day in 1_u8..=7) {
        use chrono::Datelike;
        let weekday = chrono::Weekday::try_from(day - 1).unwrap();
        let theirs = chrono::NaiveDate::from_isoywd_opt(year, week.into(), weekday);
        let ours = WeekDate { year: year.into(), week, day: Some(day) }.days();
        prop_assert_eq!(
            ours.map(|(date, _)| (date.year, date.month.map(u32::from), date.day.map(u32::from))),
            theirs.map(|date| (i64::from(date.year()), Some(date.month()), Some(date.day())))
        );
    }

    #[test]
    fn no_text_panics(text in ".{0,40}|[-+0-9TWZ:., ]{0,40}") {
        let _ = DateTime::parse(&text);
        let _ = DateTime::parse_prefix(&text);
        let _ = DateTime::parse_basic(&text);
        let _ = WeekDate::parse_prefix(&text);
        let _ = OrdinalDate::parse(&text);
    }
}
