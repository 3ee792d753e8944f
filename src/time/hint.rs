//! Advice on texts that are nearly dates: other forms of ISO 8601, and EDTF that may not be meant.
//!
//! Owns recognising them and naming the form that annals reads. It accepts nothing itself.

use chrono::{Datelike, NaiveDate, Weekday};

use super::error::DateError;
use super::instant::LEAP_SECOND;

/// A note on a text that is EDTF but may have been meant otherwise: `2020-22` is a summer. A leap
/// second is noted too.
pub(super) fn of_valid(text: &str) -> Option<String> {
    if text.contains(":60") {
        return Some(LEAP_SECOND.to_owned());
    }
    let (year, code) = text.split_once('-')?;
    if year.len() != 4 || code.len() != 2 {
        return None;
    }
    let first: u32 = year.parse().ok()?;
    let last: u32 = code.parse().ok().filter(|code| (21..=41).contains(code))?;
    // Ranges of more years are seldom written so.
    (1..=10)
        .contains(&last.saturating_sub(first % 100))
        .then(|| {
            let last = first - first % 100 + last;
            format!(
                "In EDTF the number after the hyphen names a part of the year. \
             For the years {first} to {last} write {year}/{last}."
            )
        })
}

/// Why a text in another form of ISO 8601, or a number alone, is refused, and what to write.
pub(super) fn of_refused(text: &str) -> Option<DateError> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    let number = text.chars().all(|c| c.is_ascii_digit());
    match (number, text.len()) {
        (true, 1..=3) => Some(few_digits(text)),
        (true, 5..) => Some(many_digits(text)),
        _ => basic_time(text)
            .or_else(|| ordinal_day(text))
            .or_else(|| week(text))
            .or_else(|| short_end(text))
            .or_else(|| duration(text)),
    }
}

fn few_digits(text: &str) -> DateError {
    let year: u16 = text.parse().unwrap_or(0);
    let longer = match text.len() {
        3 => format!(", and {text}X for the decade from {text}0 to {text}9"),
        2 => format!(", and {text}XX for the years {text}00 to {text}99"),
        _ => String::new(),
    };
    DateError::new(format!(
        "a year has four digits: write {year:04} for the year {year}{longer}."
    ))
}

fn many_digits(text: &str) -> DateError {
    if let Some((year, month, day)) = basic_date(text)
        && let Some(date) = NaiveDate::from_ymd_opt(year, month, day)
    {
        return DateError::new(format!("write this date as {date}."));
    }
    if let (6, Some((year, month))) = (text.len(), text.split_at_checked(4))
        && month
            .parse()
            .is_ok_and(|month: u8| (1..=12).contains(&month))
    {
        return DateError::new(format!(
            "this can be a month (write {year}-{month}) or a year (write Y{text})."
        ));
    }
    DateError::new("a year of more than four digits begins with Y, as in Y12000.")
}

/// `19850412`
fn basic_date(text: &str) -> Option<(i32, u32, u32)> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    if day.len() != 2 {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// `19850412T232030Z`
fn basic_time(text: &str) -> Option<DateError> {
    let (date, time) = text.split_once(['T', 't'])?;
    let (year, month, day) = basic_date(date)?;
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let digits: String = time.chars().take_while(char::is_ascii_digit).collect();
    let written = match digits.len() {
        4 | 6 => {
            let pairs: Vec<&str> = (0..digits.len())
                .step_by(2)
                .filter_map(|at| digits.get(at..at + 2))
                .collect();
            pairs.join(":")
        }
        _ => "23:20:30".to_owned(),
    };
    Some(DateError::new(format!(
        "write this with hyphens and colons, as {date}T{written}."
    )))
}

/// `1985-102`, the day of the year.
fn ordinal_day(text: &str) -> Option<DateError> {
    let (year, day) = text.split_once('-')?;
    if year.len() != 4 || day.len() != 3 {
        return None;
    }
    let date = NaiveDate::from_yo_opt(year.parse().ok()?, day.parse().ok()?)?;
    Some(DateError::new(format!(
        "this is day {day} of the year {year}: write it as {date}."
    )))
}

/// `1985-W15`, `1985-W15-5`, `1985W155`.
fn week(text: &str) -> Option<DateError> {
    let (year, rest) = text.split_once(['W', 'w'])?;
    let year = year.trim_end_matches('-');
    if year.len() != 4 {
        return None;
    }
    let (week, day) = rest.split_at_checked(2)?;
    let (year, week): (i32, u32) = (year.parse().ok()?, week.parse().ok()?);
    let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
    let day = day.trim_start_matches('-');
    if day.is_empty() {
        let sunday = NaiveDate::from_isoywd_opt(year, week, Weekday::Sun)?;
        return Some(DateError::new(format!(
            "this is week {week} of {year}: write it as {monday}/{sunday}."
        )));
    }
    let day: u8 = day.parse().ok().filter(|day| (1..=7).contains(day))?;
    let date = monday.iter_days().nth(usize::from(day - 1))?;
    debug_assert_eq!(date.weekday().number_from_monday(), u32::from(day));
    Some(DateError::new(format!(
        "this is a day of week {week} of {year}: write it as {date}."
    )))
}

/// `2004-06/08`, an interval whose end leaves out what the start has.
fn short_end(text: &str) -> Option<DateError> {
    let (start, end) = text.split_once('/')?;
    let digits_only = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '-');
    if !digits_only(start) || !digits_only(end) || end.is_empty() {
        return None;
    }
    let shared = start
        .len()
        .checked_sub(end.len())
        .filter(|shared| *shared >= 5)?;
    if !matches!(start.len(), 7 | 10) || !start.get(..shared)?.ends_with('-') {
        return None;
    }
    Some(DateError::new(format!(
        "both ends of an interval are written in full: write {start}/{}{end}.",
        start.get(..shared)?
    )))
}

/// `P1Y2M`, `R12/1985/1990`.
fn duration(text: &str) -> Option<DateError> {
    let first = text.chars().next()?;
    let second = text.chars().nth(1)?;
    let is_code = second.is_ascii_digit() || (first == 'P' && second == 'T') || second == '/';
    match first {
        'P' if is_code => Some(DateError::new(
            "this is a length of time, not a date. Write a start and an end, as in 2019/2021.",
        )),
        'R' if is_code => Some(DateError::new(
            "dates that repeat are not read. Write each one in a set, as in {2019,2020}.",
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("19850412", "1985-04-12")]
    #[case("198504", "1985-04")]
    #[case("12345", "Y12000")]
    #[case("19850412T232030Z", "1985-04-12T23:20:30")]
    #[case("19850412T2320", "1985-04-12T23:20")]
    #[case("1985-102", "1985-04-12")]
    #[case("1985-W15", "1985-04-08/1985-04-14")]
    #[case("1985-W15-5", "1985-04-12")]
    #[case("1985W155", "1985-04-12")]
    #[case("2004-06/08", "2004-06/2004-08")]
    #[case("2018-01-15/02-20", "2018-01-15/2018-02-20")]
    #[case("2018-01-15/20", "2018-01-15/2018-01-20")]
    #[case("P1Y2M", "length of time")]
    #[case("R12/1985/1990", "repeat")]
    #[case("198", "198X")]
    #[case("198", "0198")]
    #[case("19", "19XX")]
    #[case("7", "0007")]
    fn names_the_form_to_write(#[case] text: &str, #[case] part: &str) {
        let error = of_refused(text).unwrap().to_string();
        assert!(error.contains(part), "{error}");
    }

    #[rstest]
    #[case("Paris 1985")]
    #[case("Rome")]
    #[case("1985-13")]
    #[case("é")]
    #[case("")]
    #[case("2004/20")]
    fn has_no_advice_on_the_rest(#[case] text: &str) {
        assert_eq!(of_refused(text), None);
    }

    #[test]
    fn a_season_that_may_be_a_range_is_noted() {
        assert!(of_valid("2020-22").unwrap().contains("2020/2022"));
        assert!(of_valid("1936-39").unwrap().contains("1936/1939"));
        assert_eq!(of_valid("2021-21"), None);
        assert_eq!(of_valid("2001-21"), None);
        assert_eq!(of_valid("1985-04"), None);
        assert_eq!(of_valid("1985-04-22"), None);
    }
}
