//! The arithmetic that phrases need: the date before or after, parts of a date, weeks, days of the week,
//! and years ago.

use super::super::civil::{MONDAY_TO_EPOCH, days_in_month};
use super::super::error::DateError;
use super::super::expression::{Date, DatePart, Expression, Field, Limit, Point, Qualifier, Year};
use super::super::iso::{CalendarDate, WeekDate};
use super::super::moment::Time;
use super::token::Number;

/// The year from which geologists count back.
const PRESENT: i64 = 1950;
/// From this power of ten on, the years between year 0 and [`PRESENT`] are below the digits that count.
const COARSE: u32 = 4;
const NANOS_PER_DAY: i128 = 86_400_000_000_000;

/// Codes of parts of a year, each group in the order of the calendar.
static CYCLES: &[&[u8]] = &[
    &[21, 22, 23, 24],
    &[25, 26, 27, 28],
    &[31, 32, 29, 30],
    &[33, 34, 35, 36],
    &[37, 38, 39],
    &[40, 41],
];

/// A third of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    First,
    Second,
    Last,
}

/// All the time from one date to another.
pub(super) const fn between(from: Date, to: Date) -> Expression {
    Expression::Interval(Limit::At(Point::Date(from)), Limit::At(Point::Date(to)))
}

/// The same, with soft edges.
fn roughly_between(from: Date, to: Date) -> Expression {
    between(
        from.with_qualifier(Qualifier::APPROXIMATE),
        to.with_qualifier(Qualifier::APPROXIMATE),
    )
}

/// The date of the same unit before or after the given one; of decades and longer times, the year. A
/// moment is its own neighbour. `None` if its unit is not certain.
pub(in super::super) fn neighbour(point: Point, after: bool) -> Option<Point> {
    let Point::Date(date) = point else {
        return Some(point);
    };
    let step = if after { 1 } else { -1 };
    let next = match (date.year, date.part) {
        (Year::Exact(year), DatePart::Season(code)) => {
            let cycle = CYCLES.iter().find(|cycle| cycle.contains(&code))?;
            let at = i64::try_from(cycle.iter().position(|other| *other == code)?).ok()? + step;
            let count = i64::try_from(cycle.len()).ok()?;
            let code = cycle.get(usize::try_from(at.rem_euclid(count)).ok()?)?;
            let year = year.checked_add(at.div_euclid(count))?;
            Date::new(Year::Exact(year), DatePart::Season(*code))
        }
        (Year::Exact(year), DatePart::Month(month)) => {
            let months = year
                .checked_mul(12)?
                .checked_add(i64::from(month.value()?) - 1 + step)?;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            let year = Year::Exact(months.div_euclid(12));
            Date::new(year, DatePart::Month(Field::known(month)))
        }
        (Year::Exact(year), DatePart::Day(month, day)) => {
            let day = Time::from_date(year, month.value()?, day.value()?)?;
            let civil = day
                .saturating_add_nanos(i128::from(step) * NANOS_PER_DAY)
                .civil();
            Date::day(civil.year, civil.month, civil.day)
        }
        (year, DatePart::Year) => {
            if matches!(year, Year::Masked { .. }) {
                year.open_digits()?;
            }
            let (first, last) = year.range();
            Date::year(if after {
                last.checked_add(1)?
            } else {
                first.checked_sub(1)?
            })
        }
        _ => return None,
    };
    let qualifier = date.whole_qualifier().unwrap_or_else(|| date.qualifier());
    Some(Point::Date(next.with_qualifier(qualifier)))
}

/// The first, second or last third of a year, a month, a decade or a century, approximate.
pub(super) fn third(date: &Date, third: Third) -> Option<Expression> {
    if !date.qualifier().is_none() {
        return None;
    }
    match (date.year, date.part) {
        (year @ Year::Exact(-9_999..=9_999), DatePart::Year) => {
            let code = match third {
                Third::First => 37,
                Third::Second => 38,
                Third::Last => 39,
            };
            let part = Date::new(year, DatePart::Season(code));
            Some(part.with_qualifier(Qualifier::APPROXIMATE).into())
        }
        (Year::Exact(year @ -9_999..=9_999), DatePart::Month(month)) => {
            let month = month.value()?;
            let (from, to) = match third {
                Third::First => (1, 10),
                Third::Second => (11, 20),
                Third::Last => (21, days_in_month(year, month)),
            };
            Some(roughly_between(
                Date::day(year, month, from),
                Date::day(year, month, to),
            ))
        }
        (year, DatePart::Year) => {
            year.open_digits()?;
            let (first, last) = year.range();
            let part = (last - first + 1) / 3;
            let (from, to) = match third {
                Third::First => (first, first + part),
                Third::Second => (first + part + 1, last - part),
                Third::Last => (last - part + 1, last),
            };
            Some(roughly_between(Date::year(from), Date::year(to)))
        }
        _ => None,
    }
}

/// One of two, three or four equal parts of a date, counted from 1. Parts of a year are exact; those of a
/// month, a decade and longer times are approximate.
pub(super) fn fraction(date: &Date, number: u8, count: u8) -> Option<Expression> {
    if !date.qualifier().is_none() || !(1..=count).contains(&number) {
        return None;
    }
    match (date.year, date.part) {
        (year @ Year::Exact(-9_999..=9_999), DatePart::Year) => {
            let before_first = match count {
                2 => 39,
                3 => 36,
                4 => 32,
                _ => return None,
            };
            Some(Date::new(year, DatePart::Season(before_first + number)).into())
        }
        (Year::Exact(year @ -9_999..=9_999), DatePart::Month(month)) => {
            let month = month.value()?;
            let days = days_in_month(year, month);
            let day = |day: u8| Date::day(year, month, day);
            let (from, to) = (days * (number - 1) / count + 1, days * number / count);
            Some(roughly_between(day(from), day(to)))
        }
        (year @ Year::Masked { .. }, DatePart::Year) => {
            year.open_digits()?;
            let (number, count) = (i64::from(number), i64::from(count));
            let (first, last) = year.range();
            let years = last - first + 1;
            let (from, to) = (
                first + years * (number - 1) / count,
                first + years * number / count - 1,
            );
            Some(roughly_between(Date::year(from), Date::year(to)))
        }
        _ => None,
    }
}

/// The day in full that a date is, whatever its qualifiers.
pub(super) fn day(date: &Date) -> Option<CalendarDate> {
    let (Year::Exact(year), DatePart::Day(month, day)) = (date.year, date.part) else {
        return None;
    };
    Some(CalendarDate::new(year, month.value()?, day.value()?))
}

/// The day of the week of a day, Monday being 1, by the Gregorian calendar.
pub(super) fn weekday(day: CalendarDate) -> Option<u8> {
    let days = day.start()?.seconds().div_euclid(86_400) + MONDAY_TO_EPOCH;
    u8::try_from(days.rem_euclid(7) + 1).ok()
}

/// From the Monday to the Sunday of a week of ISO 8601.
pub(super) fn week(year: i64, week: u8) -> Option<Expression> {
    let week = WeekDate {
        year,
        week,
        day: None,
    };
    let (first, last) = week.days()?;
    let date = |day: CalendarDate| Some(Date::day(day.year, day.month?, day.day?));
    Some(between(date(first)?, date(last)?))
}

/// `number` times ten to the power of `power` years before the present, approximately; as many
/// digits count as are written. `None` if there are none, or they are finer than a year.
///
/// `65 Ma` becomes `Y-65E6S2~`, some year from 65.0 to 65.99 million years back. People round, so 64.5 to
/// 65.5 would be nearer to what they mean, but EDTF has no form for that: a set such as
/// `[Y-65500000..Y-64500000]` claims to know single years. The tilde says that the date is approximate,
/// and a note says which digits count.
///
/// # Errors
///
/// If an `i64` cannot hold the year.
pub(super) fn years_ago(number: &Number, power: u32) -> Option<Result<Date, DateError>> {
    let digits = number.digits.trim_start_matches('0');
    let zeros = power.checked_sub(u32::try_from(number.decimals).ok()?)?;
    if digits.is_empty() || digits.len() > 12 {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    let unit = 10_i64.checked_pow(zeros)?;
    let Some(year) = years_before(value, unit, digits, zeros, power) else {
        return Some(Err(DateError::out_of_range()));
    };
    let date = Date::new(year, DatePart::Year);
    Some(Ok(date.with_qualifier(Qualifier::APPROXIMATE)))
}

fn years_before(value: i64, unit: i64, digits: &str, zeros: u32, power: u32) -> Option<Year> {
    let value = value.checked_mul(unit)?;
    if zeros >= COARSE {
        return Year::estimate(-value, u32::try_from(digits.len()).ok()?);
    }
    let year = PRESENT.checked_sub(value)?;
    let rounded = if power == 0 {
        // Up to three zeros at the end of a number written in full come from rounding.
        let zeros = digits.len() - digits.trim_end_matches('0').len();
        u32::try_from(zeros).ok()?.min(COARSE - 1)
    } else {
        zeros
    };
    if rounded == 0 {
        return Some(Year::Exact(year));
    }
    let significant = Year::width(year).saturating_sub(rounded).max(1);
    Year::estimate(year, significant)
}

#[cfg(test)]
mod tests {
    use super::super::super::{edtf, lenient};
    use super::*;
    use rstest::rstest;

    fn read(date: &str) -> Date {
        match lenient::read(date).unwrap().expression {
            Expression::Point(Point::Date(date)) => date,
            other => panic!("{other} is no single date"),
        }
    }

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
    fn a_date_has_neighbours(#[case] date: &str, #[case] before: &str, #[case] after: &str) {
        let next = |after| neighbour(Point::Date(read(date)), after).map(|point| point.to_string());
        assert_eq!(next(false).as_deref(), Some(before));
        assert_eq!(next(true).as_deref(), Some(after));
    }

    #[rstest]
    #[case("1XX3")]
    #[case("2020-XX")]
    fn dates_with_open_digits_in_the_middle_have_no_neighbour(#[case] date: &str) {
        assert_eq!(neighbour(Point::Date(read(date)), true), None);
    }

    #[rstest]
    #[case("2020", ["2020-37~", "2020-38~", "2020-39~"])]
    #[case("199X", ["1990~/1993~", "1994~/1996~", "1997~/1999~"])]
    #[case("-02XX", ["-0299~/-0266~", "-0265~/-0233~", "-0232~/-0200~"])]
    #[case("18XX", ["1800~/1833~", "1834~/1866~", "1867~/1899~"])]
    #[case("2020-02", ["2020-02-01~/2020-02-10~", "2020-02-11~/2020-02-20~", "2020-02-21~/2020-02-29~"])]
    fn dates_have_thirds(#[case] date: &str, #[case] expected: [&str; 3]) {
        let found = [Third::First, Third::Second, Third::Last]
            .map(|part| third(&read(date), part).unwrap().to_string());
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
    fn dates_have_halves_thirds_and_quarters(
        #[case] date: &str,
        #[case] number: u8,
        #[case] count: u8,
        #[case] expected: Option<&str>,
    ) {
        let found = fraction(&read(date), number, count).map(|part| part.to_string());
        assert_eq!(found.as_deref(), expected);
    }

    #[rstest]
    #[case("1791-01-03", Some(1))]
    #[case("1970-01-01", Some(4))]
    #[case("1968-05-03~", Some(5))]
    #[case("-0043-03-15", Some(5))]
    #[case("1968-05", None)]
    fn days_have_a_day_of_the_week(#[case] date: &str, #[case] expected: Option<u8>) {
        assert_eq!(day(&read(date)).and_then(weekday), expected);
    }

    #[rstest]
    #[case(2024, 7, Some("2024-02-12/2024-02-18"))]
    #[case(2020, 53, Some("2020-12-28/2021-01-03"))]
    #[case(2021, 53, None)]
    #[case(2021, 0, None)]
    fn weeks_have_first_and_last_day(
        #[case] year: i64,
        #[case] number: u8,
        #[case] expected: Option<&str>,
    ) {
        let found = week(year, number).map(|days| days.to_string());
        assert_eq!(found.as_deref(), expected);
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
    fn years_ago_keep_the_digits_given(
        #[case] digits: &str,
        #[case] decimals: usize,
        #[case] power: u32,
        #[case] edtf: &str,
    ) {
        let number = Number {
            digits: digits.to_owned(),
            decimals,
        };
        let date = years_ago(&number, power).unwrap().unwrap();
        assert_eq!(date.to_string(), edtf);
        assert_eq!(edtf::read_date(edtf), Ok(date));
    }

    #[test]
    fn years_ago_finer_than_a_year_or_without_digits_are_not_read() {
        let number = |digits: &str, decimals| Number {
            digits: digits.to_owned(),
            decimals,
        };
        assert_eq!(years_ago(&number("12345", 4), 3), None);
        assert_eq!(years_ago(&number("0", 0), 6), None);
        assert_eq!(years_ago(&number("9999999999999", 0), 6), None);
    }
}
