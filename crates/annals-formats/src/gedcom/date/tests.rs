//! Dates of GEDCOM: a table from the grammars, and their bounds by property.

use proptest::prelude::*;
use rstest::rstest;

use super::words::MONTHS;
use super::*;
use annals_time::{Bound, Time};

fn edtf_of(text: &str) -> String {
    let dated = read(text, "", LimitMeaning::Exclusive);
    assert_eq!(dated.warning, None, "{text}");
    dated.when.unwrap().text().to_owned()
}

#[rstest]
#[case::day("12 MAR 1699", "1699-03-12")]
#[case::month("MAR 1699", "1699-03")]
#[case::year("1699", "1699")]
#[case::short_year("5 MAY 44", "0044-05-05")]
#[case::small_letters("12 mar 1699", "1699-03-12")]
#[case::long_month("3 September 1939", "1939-09-03")]
#[case::abbreviated("3 Sept. 1939", "1939-09-03")]
#[case::named("@#DGREGORIAN@ 5 MAY 1900", "1900-05-05")]
#[case::named_in_seven("GREGORIAN 5 MAY 1900", "1900-05-05")]
#[case::before_christ("15 MAR 44 B.C.", "-0043-03-15")]
#[case::before_the_common_era("44 BCE", "-0043")]
#[case::first_year_before("1 BCE", "0000")]
#[case::about("ABT 1900", "1900~")]
#[case::about_a_day("ABT 5 MAY 1900", "1900-05-05~")]
#[case::calculated("CAL MAY 1900", "1900-05~")]
#[case::estimated("EST 1900", "1900~")]
#[case::before_a_year("BEF 1900", "[..1899]")]
#[case::before_a_month("BEF JAN 1900", "[..1899-12]")]
#[case::before_a_day("BEF 1 MAR 1900", "[..1900-02-28]")]
#[case::after_a_year("AFT 1900", "[1901..]")]
#[case::after_a_month("AFT DEC 1900", "[1901-01..]")]
#[case::after_a_day("AFT 28 FEB 1900", "[1900-03-01..]")]
#[case::between_years("BET 1900 AND 1910", "[1900..1910]")]
#[case::between_days("BET 1 JAN 1874 AND 16 JAN 1874", "[1874-01-01..1874-01-16]")]
#[case::between_unlike("BET 1920 AND MAR 1921", "[1920-01..1921-03]")]
#[case::between_a_day_and_a_year("BET 5 MAR 1920 AND 1921", "[1920-03-05..1921-12-31]")]
#[case::between_the_same("BET 1900 AND 1900", "1900")]
#[case::from("FROM 1904", "1904/..")]
#[case::to("TO 1915", "../1915")]
#[case::from_to("FROM 1904 TO MAR 1915", "1904/1915-03")]
#[case::from_to_calendars(
    "FROM @#DJULIAN@ 5 MAR 1600 TO @#DGREGORIAN@ 6 MAY 1601",
    "1600-03-15/1601-05-06"
)]
#[case::interpreted("INT 1752 (about the time of the change)", "1752?")]
#[case::dual_in_january("30 JAN 1648/49", "1649-01-30")]
#[case::dual_at_the_turn("11 FEB 1699/00", "1700-02-11")]
#[case::dual_in_full("11 FEB 1699/1700", "1700-02-11")]
#[case::dual_of_one_digit("11 FEB 1698/9", "1699-02-11")]
#[case::dual_before_lady_day("24 MAR 1699/00", "1700-03-24")]
#[case::dual_after_lady_day("25 MAR 1699/00", "[1699-03-25,1700-03-25]")]
#[case::dual_year("1699/00", "[1699,1700]")]
#[case::about_a_dual_year("ABT 1699/00", "[1699~,1700~]")]
#[case::before_a_dual_year("BEF 1699/00", "[..1698-12-31]")]
#[case::dual_and_julian("@#DJULIAN@ 11 FEB 1731/32", "1732-02-22")]
#[case::julian_day("@#DJULIAN@ 25 OCT 1917", "1917-11-07")]
#[case::julian_in_seven("JULIAN 25 OCT 1917", "1917-11-07")]
#[case::julian_before_christ("@#DJULIAN@ 15 MAR 44 B.C.", "-0043-03-13")]
#[case::julian_month("@#DJULIAN@ MAR 1600", "[1600-03-11..1600-04-10]")]
#[case::about_a_julian_month("ABT @#DJULIAN@ MAR 1600", "1600-03~")]
#[case::before_a_julian_year("BEF @#DJULIAN@ 1600", "[..1600-01-10]")]
#[case::from_a_julian_month("FROM @#DJULIAN@ MAR 1600", "1600/..")]
#[case::french_day("@#DFRENCH R@ 9 THER 2", "1794-07-27")]
#[case::french_extra_day("@#DFRENCH R@ 6 COMP 3", "1795-09-22")]
#[case::french_year("FRENCH_R 3", "[1794-09-22..1795-09-22]")]
#[case::from_a_french_year("FROM @#DFRENCH R@ 3 TO @#DFRENCH R@ 4", "179X/179X")]
#[case::hebrew_day("@#DHEBREW@ 5 IYR 5708", "1948-05-14")]
#[case::hebrew_in_seven("HEBREW 14 ADS 5784", "2024-03-24")]
#[case::lax_iso("1900-05-06", "1900-05-06")]
#[case::lax_about_in_a_duration("FROM 1720 TO ABT 1741", "1720/1741~")]
#[case::lax_about_in_a_range("BET ABT 1720 AND 1741", "[1720..1741]")]
#[case::phrase_that_is_a_date("(spring of 1900)", "spring of 1900")]
fn dates_of_the_grammar_become_edtf(#[case] text: &str, #[case] edtf: &str) {
    assert_eq!(edtf_of(text), edtf);
}

#[rstest]
#[case("BEF 1900", "[..1900]")]
#[case("BEF MAR 1900", "[..1900-03]")]
#[case("AFT 1900", "[1900..]")]
#[case("AFT JULIAN 1600", "[1600-01-11..]")]
fn limits_of_version_7_include_their_date(#[case] text: &str, #[case] edtf: &str) {
    let dated = read(text, "", LimitMeaning::Inclusive);
    assert_eq!(dated.when.unwrap().text(), edtf);
}

#[rstest]
#[case::phrase("(when the river froze)", "only a phrase")]
#[case::no_such_day("30 FEB 1900", "no such day")]
#[case::not_in_this_calendar("@#DFRENCH R@ 6 COMP 1", "no such day")]
#[case::common_year("@#DHEBREW@ 1 ADS 5783", "no such day")]
#[case::roman("@#DROMAN@ 5 MAY 1900", "the calendar ROMAN")]
#[case::own_calendar("_MARS 5 MAY 1900", "the calendar _MARS")]
#[case::backwards("BET 1910 AND 1900", "later than its second")]
#[case::backwards_duration("FROM 1910 TO 1900", "later than its second")]
#[case::ambiguous("02/03/1900", "kept as text")]
#[case::nonsense("in the old days", "kept as text")]
#[case::day_without_year("5 MAY", "kept as text")]
#[case::unfinished("BET 1900 AND", "kept as text")]
#[case::wrong_dual("1699/05", "kept as text")]
fn other_dates_are_kept_as_text_with_a_warning(#[case] text: &str, #[case] part: &str) {
    let dated = read(text, "", LimitMeaning::Exclusive);
    assert_eq!(dated.when, None, "{text}");
    assert!(dated.keeps_text);
    let warning = dated.warning.unwrap();
    assert!(warning.contains(part), "{warning}");
}

#[test]
fn an_empty_date_is_none() {
    let dated = read("  ", "", LimitMeaning::Exclusive);
    assert!(dated.when.is_none() && dated.warning.is_none() && !dated.keeps_text);
}

#[rstest]
#[case("5 MAY 1900", "12:30", "1900-05-05T12:30")]
#[case("5 MAY 1900", "12:30:15.5Z", "1900-05-05T12:30:15.5Z")]
#[case("MAY 1900", "12:30", "1900-05")]
#[case("5 MAY 1900", "noon", "1900-05-05")]
fn a_time_of_day_needs_a_day(#[case] date: &str, #[case] time: &str, #[case] text: &str) {
    let when = read(date, time, LimitMeaning::Exclusive).when.unwrap();
    assert_eq!(when.text(), text);
}

#[test]
fn phrases_and_conventions_are_returned() {
    let dated = read(
        "INT 11 FEB 1699/00 (by the register)",
        "",
        LimitMeaning::Exclusive,
    );
    assert_eq!(dated.phrase, "by the register");
    assert_eq!(dated.conventions, [Convention::DualYear]);
    assert!(dated.keeps_text);
}

/// A date with its first and last day on the axis, in words of the grammar.
fn any_date() -> impl Strategy<Value = (String, Time, Time)> {
    let numbers = (1_i64..3_000, 1_u8..=12, 1_u8..=28, 0_u8..3, any::<bool>());
    numbers.prop_map(|(year, month, day, parts, is_julian)| {
        let calendar = if is_julian {
            Calendar::Julian
        } else {
            Calendar::Gregorian
        };
        let (month, day) = ((parts > 0).then_some(month), (parts > 1).then_some(day));
        let (first, last) = DateInCalendar {
            calendar,
            year,
            month,
            day,
        }
        .days()
        .unwrap();
        let mut text = if is_julian {
            "JULIAN ".to_owned()
        } else {
            String::new()
        };
        for part in [
            day.map(|day| day.to_string()),
            month.map(|month| MONTHS[usize::from(month) - 1].to_owned()),
        ] {
            text.extend(part.map(|part| format!("{part} ")));
        }
        let start = |day: Day| {
            let (year, month, day) = day.civil();
            Time::from_date(year, month, day).unwrap()
        };
        (format!("{text}{year}"), start(first), start(last.after()))
    })
}

proptest! {
    #[test]
    fn between_covers_both_dates(a in any_date(), b in any_date()) {
        let (from, to) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        let dated = read(&format!("BET {} AND {}", from.0, to.0), "", LimitMeaning::Exclusive);
        let when = dated.when.unwrap();
        prop_assert_eq!(when.hull(), (Bound::At(from.1), Bound::At(to.2.max(from.2))));
    }

    #[test]
    fn a_duration_starts_and_ends_within_its_dates(a in any_date(), b in any_date()) {
        let (from, to) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        let dated = read(&format!("FROM {} TO {}", from.0, to.0), "", LimitMeaning::Exclusive);
        let when = dated.when.unwrap();
        let reaches = |bound: Bound, limit: Time| bound.time().is_none_or(|time| time <= limit);
        // Where no unit holds the days of another calendar, nothing is said, which is never too little.
        let falls_short = |bound: Bound, limit: Time| bound.time().is_some_and(|time| time < limit);
        prop_assert!(reaches(when.start().earliest, from.1));
        prop_assert!(!falls_short(when.start().latest, from.2));
        prop_assert!(reaches(when.end().earliest, to.1));
        prop_assert!(!falls_short(when.end().latest, to.2));
    }

    #[test]
    fn before_ends_where_the_date_begins(date in any_date()) {
        let before = read(&format!("BEF {}", date.0), "", LimitMeaning::Exclusive).when.unwrap();
        prop_assert_eq!(before.hull(), (Bound::Open, Bound::At(date.1)));
        let after = read(&format!("AFT {}", date.0), "", LimitMeaning::Exclusive).when.unwrap();
        prop_assert_eq!(after.hull(), (Bound::At(date.2), Bound::Open));
        let no_later = read(&format!("BEF {}", date.0), "", LimitMeaning::Inclusive).when.unwrap();
        prop_assert_eq!(no_later.hull(), (Bound::Open, Bound::At(date.2)));
    }

    #[test]
    fn a_plain_date_covers_its_days(date in any_date()) {
        let when = read(&date.0, "", LimitMeaning::Exclusive).when.unwrap();
        prop_assert_eq!(when.hull(), (Bound::At(date.1), Bound::At(date.2)));
    }

    #[test]
    fn texts_never_panic(text in "((ABT|BEF|AFT|BET|AND|FROM|TO|INT|CAL|@#DJULIAN@|HEBREW|FRENCH_R|MAR|ADS|COMP|[0-9]{1,7}|1699/00|B\\.C\\.|\\(|\\)|\\PC) ?){0,8}") {
        let dated = read(&text, "12:00", LimitMeaning::Inclusive);
        prop_assert!(dated.when.is_some() || dated.warning.is_some() || dated.keeps_text || text.trim_matches(['(', ')', ' ']).is_empty());
    }
}

#[test]
fn an_end_without_a_unit_is_unknown() {
    let dated = read("FROM 1900 TO @#DJULIAN@ 2999", "", LimitMeaning::Exclusive);
    assert_eq!(dated.when.unwrap().text(), "1900/");
}
