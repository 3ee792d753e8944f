//! The other forms of ISO 8601: `20240203`, `2024-034`, `2024-W05`, `20240203T143000Z`.
//!
//! Owns recognising them where they name a day or a week that exists, and turning them into EDTF with
//! a note. What only looks like them is left to others.

use chrono::{NaiveDate, Weekday};

/// A text in EDTF or what `lenient` reads, and how it was read.
pub(super) type Rewritten = (String, String);

/// Reads a text in another form of ISO 8601; `None` if it is in none.
pub(super) fn read(text: &str) -> Option<Rewritten> {
    if !(7..=24).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let start = text.get(..4)?;
    let year: i32 = start
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| start.parse().ok())??;
    let rest = text.get(4..)?;
    basic(year, rest)
        .or_else(|| ordinal(year, rest))
        .or_else(|| week(year, rest))
}

/// `0203`, `0203T143000Z`. A year of four figures before 1000 is more likely part of a number.
fn basic(year: i32, rest: &str) -> Option<Rewritten> {
    let (date, time) = match rest.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    if date.len() != 4 || year < 1000 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year, two(date, 0)?, two(date, 2)?)?;
    let Some(time) = time else {
        return Some((
            date.to_string(),
            format!("Eight figures are read as year, month, day: {date}."),
        ));
    };
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    let (clock, zone) = time.split_at_checked(digits)?;
    let (hour, minute) = (two(clock, 0)?, two(clock, 2)?);
    let second = match digits {
        4 => String::new(),
        6 => format!(":{:02}", two(clock, 4)?),
        _ => return None,
    };
    let written = format!("{date}T{hour:02}:{minute:02}{second}{zone}");
    Some((
        written,
        "Read as year, month, day and the time of day.".to_owned(),
    ))
}

/// `-034`, the day of the year.
fn ordinal(year: i32, rest: &str) -> Option<Rewritten> {
    let day = rest.strip_prefix('-').filter(|day| day.len() == 3)?;
    if !day.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let date = NaiveDate::from_yo_opt(year, day.parse().ok()?)?;
    let note = format!(
        "Read as day {} of the year {year:04}: {date}.",
        day.trim_start_matches('0')
    );
    Some((date.to_string(), note))
}

/// `-W05`, `-W05-6`, `W056`.
fn week(year: i32, rest: &str) -> Option<Rewritten> {
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let rest = rest.strip_prefix(['W', 'w'])?;
    let week = two(rest, 0)?;
    let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
    let day = rest.get(2..)?;
    if day.is_empty() {
        let sunday = NaiveDate::from_isoywd_opt(year, week, Weekday::Sun)?;
        let note =
            format!("Read as week {week} of {year:04}, from Monday {monday} to Sunday {sunday}.");
        return Some((format!("{monday}/{sunday}"), note));
    }
    let day: usize = day.strip_prefix('-').unwrap_or(day).parse().ok()?;
    let date = monday.iter_days().take(7).nth(day.checked_sub(1)?)?;
    let note = format!("Read as day {day} of week {week} of {year:04}: {date}.");
    Some((date.to_string(), note))
}

/// Two figures from a place on.
fn two(text: &str, at: usize) -> Option<u32> {
    let figures = text.get(at..at + 2)?;
    figures
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| figures.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("19850412", "1985-04-12")]
    #[case("20240229", "2024-02-29")]
    #[case("19850412T232030Z", "1985-04-12T23:20:30Z")]
    #[case("19850412t2320", "1985-04-12T23:20")]
    #[case("1985-102", "1985-04-12")]
    #[case("2024-060", "2024-02-29")]
    #[case("1985-W15", "1985-04-08/1985-04-14")]
    #[case("2024-w07", "2024-02-12/2024-02-18")]
    #[case("1985-W15-5", "1985-04-12")]
    #[case("1985W155", "1985-04-12")]
    fn other_forms_are_turned_into_edtf(#[case] text: &str, #[case] edtf: &str) {
        let (written, note) = read(text).unwrap();
        assert_eq!(written, edtf);
        assert!(note.ends_with('.'), "{note}");
    }

    #[rstest]
    #[case("19851332")]
    #[case("20230229")]
    #[case("00440315")]
    #[case("1985-366")]
    #[case("1985-000")]
    #[case("2021-W53")]
    #[case("2021-W05-8")]
    #[case("2021-W05-0")]
    #[case("1985-04-12")]
    #[case("19850412T23")]
    #[case("65000000")]
    #[case("+985+102")]
    #[case("1985 102")]
    fn the_rest_is_left_alone(#[case] text: &str) {
        assert_eq!(read(text), None);
    }
}
