//! The date before, the date after, parts of a date, weeks, days of the week, and years ago.
//!
//! Owns the reckoning that phrases need, from EDTF to EDTF.

use super::super::civil::{Civil, MONDAY_TO_EPOCH, days_in_month};
use super::super::expression::{Date, Field, Part, Qualifier, Year, edtf_year};
use super::super::lenient;
use super::super::moment::Time;
use super::token::Number;

/// The year from which geologists count back.
const PRESENT: i64 = 1950;
/// From this power of ten on, the years between year 0 and [`PRESENT`] do not show.
const COARSE: usize = 4;

/// Codes of parts of a year, each group in the order of the calendar.
static CYCLES: &[&[u8]] = &[
    &[21, 22, 23, 24],
    &[25, 26, 27, 28],
    &[31, 32, 29, 30],
    &[33, 34, 35, 36],
    &[37, 38, 39],
    &[40, 41],
];

/// A third of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    First,
    Second,
    Last,
}

/// The date of the same kind before or after the given one; for decades and the like, the year.
/// A moment is its own neighbour. `None` if the date leaves open where it lies.
pub(super) fn neighbour(date: &str, after: bool) -> Option<String> {
    if date.contains('T') {
        return Some(date.to_owned());
    }
    let date = lenient::date(date)?;
    let step = if after { 1 } else { -1 };
    let sign = date
        .whole_qualifier()
        .unwrap_or_else(|| date.qualifier())
        .sign();
    let written = match (date.year, date.part) {
        (Year::Exact(year), Part::Season(code)) => {
            let cycle = CYCLES.iter().find(|cycle| cycle.contains(&code))?;
            let at = i64::try_from(cycle.iter().position(|other| *other == code)?).ok()? + step;
            let count = i64::try_from(cycle.len()).ok()?;
            let code = cycle.get(usize::try_from(at.rem_euclid(count)).ok()?)?;
            format!(
                "{}-{code}",
                edtf_year(year.checked_add(at.div_euclid(count))?)
            )
        }
        (Year::Exact(year), Part::Month(month)) => {
            let months = year
                .checked_mul(12)?
                .checked_add(i64::from(month.value()?) - 1 + step)?;
            format!(
                "{}-{:02}",
                edtf_year(months.div_euclid(12)),
                months.rem_euclid(12) + 1
            )
        }
        (Year::Exact(year), Part::Day(month, day)) => {
            let time = Time::from_date(year, month.value()?, day.value()?)?;
            let Civil {
                year, month, day, ..
            } = time
                .saturating_add_nanos(i128::from(step) * 86_400_000_000_000)
                .civil();
            format!("{}-{month:02}-{day:02}", edtf_year(year))
        }
        (year, Part::Year) => {
            if matches!(year, Year::Masked { .. }) {
                year.open_digits()?;
            }
            let (first, last) = year.range();
            edtf_year(if after {
                last.checked_add(1)?
            } else {
                first.checked_sub(1)?
            })
        }
        _ => return None,
    };
    Some(format!("{written}{sign}"))
}

/// The first, second or last third of a year, a month, a decade or a century, with soft edges.
pub(super) fn third(date: &str, third: Third) -> Option<String> {
    let date = lenient::date(date)?;
    if date.qualifier() != Qualifier::default() {
        return None;
    }
    match date {
        Date {
            year: Year::Exact(year @ -9_999..=9_999),
            part: Part::Year,
            ..
        } => {
            let code = match third {
                Third::First => 37,
                Third::Second => 38,
                Third::Last => 39,
            };
            Some(format!("{}-{code}~", edtf_year(year)))
        }
        Date {
            year: Year::Exact(year @ -9_999..=9_999),
            part: Part::Month(month),
            ..
        } => month_third(year, month, third),
        Date {
            year,
            part: Part::Year,
            ..
        } => {
            year.open_digits()?;
            let (first, last) = year.range();
            let part = (last - first + 1) / 3;
            let (from, to) = match third {
                Third::First => (first, first + part),
                Third::Second => (first + part + 1, last - part),
                Third::Last => (last - part + 1, last),
            };
            Some(format!("{}~/{}~", edtf_year(from), edtf_year(to)))
        }
        _ => None,
    }
}

/// One of two, three or four equal parts of a date, counted from 1. Of a year they are exact; of a
/// month, a decade and the like they have soft edges.
pub(super) fn fraction(date: &str, place: u8, count: u8) -> Option<String> {
    let date = lenient::date(date)?;
    if date.qualifier() != Qualifier::default() || !(1..=count).contains(&place) {
        return None;
    }
    let (place, parts) = (i64::from(place), i64::from(count));
    match (date.year, date.part) {
        (Year::Exact(year @ -9_999..=9_999), Part::Year) => {
            let before_first = match count {
                2 => 39,
                3 => 36,
                4 => 32,
                _ => return None,
            };
            Some(format!("{}-{}", edtf_year(year), before_first + place))
        }
        (Year::Exact(year @ -9_999..=9_999), Part::Month(month)) => {
            let month = month.value()?;
            let days = i64::from(days_in_month(year, month));
            let day = |day: i64| format!("{}-{month:02}-{day:02}~", edtf_year(year));
            let (from, to) = (days * (place - 1) / parts + 1, days * place / parts);
            Some(format!("{}/{}", day(from), day(to)))
        }
        (year @ Year::Masked { .. }, Part::Year) => {
            year.open_digits()?;
            let (first, last) = year.range();
            let years = last - first + 1;
            let (from, to) = (
                first + years * (place - 1) / parts,
                first + years * place / parts - 1,
            );
            Some(format!("{}~/{}~", edtf_year(from), edtf_year(to)))
        }
        _ => None,
    }
}

/// The day of the week of a day in EDTF, Monday being 1, by the Gregorian calendar.
pub(super) fn weekday(date: &str) -> Option<u8> {
    let date = lenient::date(date)?;
    let (Year::Exact(year), Part::Day(month, day)) = (date.year, date.part) else {
        return None;
    };
    weekday_of(Time::from_date(year, month.value()?, day.value()?)?)
}

fn weekday_of(day: Time) -> Option<u8> {
    let days = day.seconds().div_euclid(86_400) + MONDAY_TO_EPOCH;
    u8::try_from(days.rem_euclid(7) + 1).ok()
}

/// From the Monday to the Sunday of a week, which is counted as ISO 8601 has it: the first week is
/// the one that holds 4 January. With a day, Monday being 1, that day of it.
pub(super) fn week(year: i64, week: u8, day: Option<u8>) -> Option<String> {
    const DAY: i128 = 86_400_000_000_000;
    if week == 0 {
        return None;
    }
    let fourth = Time::from_date(year, 1, 4)?;
    let first = fourth.saturating_add_nanos(-DAY * i128::from(weekday_of(fourth)? - 1));
    let monday = first.saturating_add_nanos(DAY * 7 * i128::from(week - 1));
    let written = |ahead: u8| {
        let Civil {
            year, month, day, ..
        } = monday.saturating_add_nanos(DAY * i128::from(ahead)).civil();
        format!("{}-{month:02}-{day:02}", edtf_year(year))
    };
    // A week belongs to the year of its Thursday.
    if monday.saturating_add_nanos(DAY * 3).civil().year != year {
        return None;
    }
    match day {
        None => Some(format!("{}/{}", written(0), written(6))),
        Some(day @ 1..=7) => Some(written(day - 1)),
        Some(_) => None,
    }
}

fn month_third(year: i64, month: Field, third: Third) -> Option<String> {
    let month = month.value()?;
    let (from, to) = match third {
        Third::First => (1, 10),
        Third::Second => (11, 20),
        Third::Last => (21, days_in_month(year, month)),
    };
    let day = |day: u8| format!("{}-{month:02}-{day:02}~", edtf_year(year));
    Some(format!("{}/{}", day(from), day(to)))
}

/// `number` times ten to the power of `power` years before the present, approximately; as many
/// digits count as are written.
///
/// `65 Ma` becomes `Y-65E6S2~`, which is some year from 65.0 to 65.99 million years back. People
/// round, so that 64.5 to 65.5 would be nearer to what they mean. EDTF has no form for that: a set
/// such as `[Y-65500000..Y-64500000]` claims to know single years, and a reading without EDTF could
/// not be handed to any other program. So the digits are said as the standard says them, the value
/// itself is kept as the estimate, and the tilde says that the date is near and not exact; the note
/// beside it tells the person which digits count.
pub(super) fn years_ago(number: &Number, power: u32) -> Option<String> {
    let digits = number.digits.trim_start_matches('0');
    let mut zeros = usize::try_from(power).ok()?.checked_sub(number.decimals)?;
    if digits.is_empty() || digits.len() > 12 {
        return None;
    }
    if zeros >= COARSE {
        return Some(format!("Y-{digits}E{zeros}S{}~", digits.len()));
    }
    let value = digits
        .parse::<i64>()
        .ok()?
        .checked_mul(10_i64.checked_pow(u32::try_from(zeros).ok()?)?)?;
    let year = PRESENT.checked_sub(value)?;
    if power == 0 {
        // Zeros at the end of a number in full are rounding, up to the thousand.
        zeros = (digits.len() - digits.trim_end_matches('0').len()).min(COARSE - 1);
    }
    let width = year.unsigned_abs().to_string().len().max(4);
    Some(match width.saturating_sub(zeros) {
        _ if zeros == 0 => format!("{}~", edtf_year(year)),
        0 => format!("{}S1~", edtf_year(year)),
        counting => format!("{}S{counting}~", edtf_year(year)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::edtf;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2020", "2019", "2021")]
    #[case("0000", "-0001", "0001")]
    #[case("2020~", "2019~", "2021~")]
    #[case("2020-01", "2019-12", "2020-02")]
    #[case("2020-03-01", "2020-02-29", "2020-03-02")]
    #[case("2020-21", "2019-24", "2020-22")]
    #[case("2020-31", "2019-30", "2020-32")]
    #[case("2020-40", "2019-41", "2020-41")]
    #[case("199X", "1989", "2000")]
    #[case("1950S2", "1899", "2000")]
    #[case("Y-12000", "Y-12001", "Y-11999")]
    #[case("-02XX", "-0300", "-0199")]
    fn neighbours(#[case] date: &str, #[case] before: &str, #[case] after: &str) {
        assert_eq!(neighbour(date, false).as_deref(), Some(before));
        assert_eq!(neighbour(date, true).as_deref(), Some(after));
    }

    #[rstest]
    #[case("1XX3")]
    #[case("2020-XX")]
    #[case("nonsense")]
    fn no_neighbour_where_the_place_is_open(#[case] date: &str) {
        assert_eq!(neighbour(date, true), None);
    }

    #[rstest]
    #[case("2020", ["2020-37~", "2020-38~", "2020-39~"])]
    #[case("199X", ["1990~/1993~", "1994~/1996~", "1997~/1999~"])]
    #[case("-02XX", ["-0299~/-0266~", "-0265~/-0233~", "-0232~/-0200~"])]
    #[case("18XX", ["1800~/1833~", "1834~/1866~", "1867~/1899~"])]
    #[case("2020-02", ["2020-02-01~/2020-02-10~", "2020-02-11~/2020-02-20~", "2020-02-21~/2020-02-29~"])]
    fn thirds(#[case] date: &str, #[case] expected: [&str; 3]) {
        let found =
            [Third::First, Third::Second, Third::Last].map(|part| third(date, part).unwrap());
        assert_eq!(found, expected);
    }

    #[rstest]
    #[case("2021", 2, 2, Some("2021-41"))]
    #[case("2021", 1, 3, Some("2021-37"))]
    #[case("2021", 3, 4, Some("2021-35"))]
    #[case("199X", 1, 2, Some("1990~/1994~"))]
    #[case("18XX", 3, 4, Some("1850~/1874~"))]
    #[case("-04XX", 1, 2, Some("-0499~/-0450~"))]
    #[case("1968-02", 1, 2, Some("1968-02-01~/1968-02-14~"))]
    #[case("1968-02", 2, 2, Some("1968-02-15~/1968-02-29~"))]
    #[case("18XX", 3, 2, None)]
    #[case("2021", 0, 2, None)]
    #[case("2021~", 1, 2, None)]
    #[case("1968-05-03", 1, 2, None)]
    fn fractions(
        #[case] date: &str,
        #[case] place: u8,
        #[case] count: u8,
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(fraction(date, place, count).as_deref(), expected);
    }

    #[rstest]
    #[case("1791-01-03", Some(1))]
    #[case("1970-01-01", Some(4))]
    #[case("1968-05-03~", Some(5))]
    #[case("-0043-03-15", Some(5))]
    #[case("1968-05", None)]
    fn days_of_the_week(#[case] date: &str, #[case] expected: Option<u8>) {
        assert_eq!(weekday(date), expected);
    }

    #[rstest]
    #[case(2024, 7, None, Some("2024-02-12/2024-02-18"))]
    #[case(1985, 15, Some(5), Some("1985-04-12"))]
    #[case(2020, 53, None, Some("2020-12-28/2021-01-03"))]
    #[case(2021, 1, Some(1), Some("2021-01-04"))]
    #[case(2021, 53, None, None)]
    #[case(2021, 0, None, None)]
    #[case(2021, 5, Some(8), None)]
    fn weeks(
        #[case] year: i64,
        #[case] number: u8,
        #[case] day: Option<u8>,
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(week(year, number, day).as_deref(), expected);
    }

    #[rstest]
    #[case("65", 0, 6, "Y-65E6S2~")]
    #[case("10", 0, 6, "Y-10E6S2~")]
    #[case("25", 1, 6, "Y-25E5S2~")]
    #[case("138", 1, 9, "Y-138E8S3~")]
    #[case("05", 1, 6, "Y-5E5S1~")]
    #[case("12", 0, 3, "Y-10050S2~")]
    #[case("12000", 0, 0, "Y-10050S2~")]
    #[case("11700", 0, 0, "-9750S2~")]
    #[case("10", 0, 3, "-8050S1~")]
    #[case("1000", 0, 0, "0950S1~")]
    #[case("3005", 0, 0, "-1055~")]
    fn ages(#[case] digits: &str, #[case] decimals: usize, #[case] power: u32, #[case] edtf: &str) {
        let number = Number {
            digits: digits.to_owned(),
            decimals,
        };
        assert_eq!(years_ago(&number, power).as_deref(), Some(edtf));
        assert!(edtf::read_date(edtf).is_ok());
    }

    #[test]
    fn ages_finer_than_a_year_or_without_digits_are_none() {
        let number = |digits: &str, decimals| Number {
            digits: digits.to_owned(),
            decimals,
        };
        assert_eq!(years_ago(&number("12345", 4), 3), None);
        assert_eq!(years_ago(&number("0", 0), 6), None);
        assert_eq!(years_ago(&number("9999999999999", 0), 6), None);
    }
}
