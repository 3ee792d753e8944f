//! Dates in figures: `25/12/2024`, `2024/1/2`, `04/2021`.
//!
//! A date that can be read in two ways is refused with both readings. With points it cannot: `3.2.2024`
//! has the day first wherever dates are written this way.

use super::super::error::DateError;
use super::super::iso::CalendarDate;

/// A date in figures, and a note on how it was read.
pub(super) type Figures = (CalendarDate, String);

/// Reads a date in figures; `None` if the text is none. `day_first` says that the words around it are of
/// a language that always writes the day first.
pub(super) fn read(text: &str, day_first: bool) -> Option<Result<Figures, DateError>> {
    if text.len() > 20 || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit() && *c != ' ')?;
    if !matches!(separator, '/' | '.' | '-') {
        return None;
    }
    let groups: Vec<&str> = text.split(separator).map(str::trim).collect();
    let numbers: Vec<(usize, u16)> = groups
        .iter()
        .map(|group| figure(group))
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [(1..=2, month), (4, year)] | [(4, year), (1, month)] => (1..=12)
            .contains(month)
            .then(|| Ok(month_of(*year, *month))),
        // EDTF, whose reader has better errors.
        [(4, _), (2, _), (2, _)] if separator == '-' => None,
        [(4, year), (1..=2, month), (1..=2, day)] => Some(day_of(*year, *month, *day)),
        [(1..=2, first), (1..=2, second), (4, year)] => {
            let order = match separator {
                '.' => Order::Points,
                _ if day_first => Order::Language,
                _ => Order::Open,
            };
            Some(either(*first, *second, *year, order))
        }
        [(1..=2, _), (1..=2, _), (2, _)] => Some(Err(DateError::new(
            "the year needs four digits here. Write the date as year-month-day, such as 2024-02-01.",
        ))),
        _ => None,
    }
}

/// The number of digits, and their value.
fn figure(group: &str) -> Option<(usize, u16)> {
    let digits = group.len();
    if !(1..=4).contains(&digits) || !group.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    Some((digits, group.parse().ok()?))
}

fn month_of(year: u16, month: u16) -> Figures {
    let date = CalendarDate {
        year: year.into(),
        month: u8::try_from(month).ok(),
        day: None,
    };
    (date, format!("Read as month and year: {date}."))
}

/// A day, if the calendar has it.
fn existing_day(year: u16, month: u16, day: u16) -> Option<CalendarDate> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some(CalendarDate::new(year.into(), month, day)).filter(CalendarDate::exists)
}

fn no_such_day() -> DateError {
    DateError::new("there is no such day in the calendar.")
}

fn day_of(year: u16, month: u16, day: u16) -> Result<Figures, DateError> {
    let date = existing_day(year, month, day).ok_or_else(no_such_day)?;
    Ok((date, format!("Read as year, month, day: {date}.")))
}

/// What is known of the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Open,
    /// Points between the figures decide.
    Points,
    /// The language decides.
    Language,
}

/// Day and month, in one order or the other.
fn either(first: u16, second: u16, year: u16, order: Order) -> Result<Figures, DateError> {
    let day_first = existing_day(year, second, first);
    let month_first = existing_day(year, first, second);
    let (date, how) = match (day_first, month_first) {
        (Some(date), Some(_)) if first == second => (date, "both orders of day and month agree"),
        (Some(date), Some(_)) if order == Order::Points => {
            (date, "with points the day is written first")
        }
        (Some(date), Some(_)) if order == Order::Language => {
            (date, "in this language the day is written first")
        }
        (Some(one), Some(other)) => {
            return Err(DateError::new(format!(
                "this can be day {first} of month {second} (write {one}) or day {second} of month \
                 {first} (write {other})."
            )));
        }
        (Some(date), None) => (date, "only day, month, year fits"),
        (None, Some(date)) => (date, "only month, day, year fits"),
        (None, None) => return Err(no_such_day()),
    };
    Ok((date, format!("Read as {date}: {how}.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("25/12/2024", "2024-12-25")]
    #[case("12/25/2024", "2024-12-25")]
    #[case("5.5.2024", "2024-05-05")]
    #[case("13-1-2024", "2024-01-13")]
    #[case("2024/1/2", "2024-01-02")]
    #[case("2024-1-2", "2024-01-02")]
    #[case("2024.01.02", "2024-01-02")]
    #[case("04/2021", "2021-04")]
    #[case("2021-4", "2021-04")]
    #[case("25 / 12 / 2024", "2024-12-25")]
    #[case("02.03.2024", "2024-03-02")]
    #[case("3. 2. 2024", "2024-02-03")]
    #[case("02.13.2024", "2024-02-13")]
    fn a_date_with_one_reading_gets_a_note(#[case] text: &str, #[case] edtf: &str) {
        let (read, note) = read(text, false).unwrap().unwrap();
        assert_eq!(read.to_string(), edtf);
        assert!(note.contains(edtf), "{note}");
    }

    #[rstest]
    #[case("1/2/2024", &["2024-02-01", "2024-01-02"])]
    #[case("02-03-2024", &["2024-03-02", "2024-02-03"])]
    #[case("1/2/24", &["four digits"])]
    #[case("31/31/2024", &["no such day"])]
    #[case("30/2/2024", &["no such day"])]
    #[case("2024/13/1", &["no such day"])]
    fn dates_with_two_readings_or_none_are_refused(#[case] text: &str, #[case] parts: &[&str]) {
        let error = read(text, false).unwrap().unwrap_err().to_string();
        assert!(parts.iter().all(|part| error.contains(part)), "{error}");
    }

    #[test]
    fn the_language_around_a_date_may_decide_the_order() {
        let (date, note) = read("02/03/2024", true).unwrap().unwrap();
        assert_eq!(date.to_string(), "2024-03-02");
        assert!(note.contains("in this language"), "{note}");
    }

    #[rstest]
    #[case("1985")]
    #[case("1985-13")]
    #[case("1985-02-30")]
    #[case("2004/2003")]
    #[case("1/2/3/4")]
    #[case("")]
    #[case("1//2024")]
    #[case("/")]
    fn other_texts_are_not_dates_in_figures(#[case] text: &str) {
        assert_eq!(read(text, false), None);
    }
}
