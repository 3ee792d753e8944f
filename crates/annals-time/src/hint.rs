//! Advice on texts that are nearly dates: forms of ISO 8601 that are no date, and EDTF that may have been
//! meant otherwise. Each names the form that annals reads.

use super::error::DateError;
use super::instant::LEAP_SECOND;

/// Returns a note on a text that is EDTF but may have been meant otherwise: `2020-22` is a summer. A
/// leap second has a note too.
pub(super) fn of_valid(text: &str) -> Option<String> {
    if text.contains(":60") {
        return Some(LEAP_SECOND.to_owned());
    }
    if let Some(year) = text.strip_prefix("?-")
        && year.len() == 4
    {
        return Some(format!(
            "In EDTF this is a year before the year 1, and uncertain. For a time of which only \
             the end is known write /{year}."
        ));
    }
    let (year, code) = text.split_once('-')?;
    if year.len() != 4 || code.len() != 2 {
        return None;
    }
    let first: u32 = year.parse().ok()?;
    let last: u32 = code.parse().ok().filter(|code| (21..=41).contains(code))?;
    // Ranges of more than ten years are seldom written this way.
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

/// Says why a number alone, or a form of ISO 8601 that is no date, is refused, and what to write.
pub(super) fn of_refused(text: &str) -> Option<DateError> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    let number = text.chars().all(|c| c.is_ascii_digit());
    match (number, text.len()) {
        (true, 1..=3) => Some(few_digits(text)),
        (true, 5..) => Some(many_digits(text)),
        _ => no_such_day(text)
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
    if let (6, Some((year, month))) = (text.len(), text.split_at_checked(4))
        && month
            .parse()
            .is_ok_and(|month: u8| (1..=12).contains(&month))
    {
        return DateError::new(format!(
            "this can be a month (write {year}-{month}) or a year (write Y{text})."
        ));
    }
    if text.len() == 8 {
        return DateError::new(
            "there is no such day: eight figures are read as year, month, day. A year of more than \
             four digits begins with Y, as in Y12000000.",
        );
    }
    DateError::new("a year of more than four digits begins with Y, as in Y12000.")
}

/// `1985-W60`, `1985-400`: a week or a day of the year that does not exist.
fn no_such_day(text: &str) -> Option<DateError> {
    let (year, rest) = text.split_at_checked(4)?;
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if !is_number(year) {
        return None;
    }
    let rest = rest.strip_prefix('-')?;
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        let is_week = (2..=4).contains(&week.len()) && is_number(week.get(..2)?);
        return is_week.then(|| {
            DateError::new(format!(
                "there is no such week or day: the year {year} has 52 or 53 weeks, each with the \
                 days 1 to 7."
            ))
        });
    }
    (rest.len() == 3 && is_number(rest)).then(|| {
        DateError::new(format!(
            "there is no such day: the days of the year {year} go from 001 to 365 or 366."
        ))
    })
}

/// `2004-06/08`: an interval whose end leaves out what it shares with the start.
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

/// `P1Y2M`, `R12/1985/1990`: durations and repetitions.
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
    #[case("198504", "1985-04")]
    #[case("19851332", "no such day")]
    #[case("1985-366", "001 to 365")]
    #[case("1985-W60", "52 or 53 weeks")]
    #[case("1985-W15-8", "days 1 to 7")]
    #[case("12345", "Y12000")]
    #[case("2004-06/08", "2004-06/2004-08")]
    #[case("2018-01-15/02-20", "2018-01-15/2018-02-20")]
    #[case("2018-01-15/20", "2018-01-15/2018-01-20")]
    #[case("P1Y2M", "length of time")]
    #[case("R12/1985/1990", "repeat")]
    #[case("198", "198X")]
    #[case("198", "0198")]
    #[case("19", "19XX")]
    #[case("7", "0007")]
    fn refusals_name_the_form_to_write(#[case] text: &str, #[case] part: &str) {
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
    fn other_texts_get_no_advice(#[case] text: &str) {
        assert_eq!(of_refused(text), None);
    }

    #[test]
    fn a_season_that_may_be_a_range_gets_a_note() {
        assert!(of_valid("2020-22").unwrap().contains("2020/2022"));
        assert!(of_valid("1936-39").unwrap().contains("1936/1939"));
        assert!(of_valid("?-1985").unwrap().contains("/1985"));
        assert_eq!(of_valid("-1985"), None);
        assert_eq!(of_valid("2021-21"), None);
        assert_eq!(of_valid("2001-21"), None);
        assert_eq!(of_valid("1985-04"), None);
        assert_eq!(of_valid("1985-04-22"), None);
    }
}
