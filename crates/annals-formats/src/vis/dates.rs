//! Reads dates as JavaScript has them: ISO 8601, milliseconds since 1970, the text of a `Date`, `/Date(…)/`.
//!
//! Years are astronomical: 0 is 1 BC.

use crate::json::Json;
use annals_time::Time;
use annals_time::iso::{CalendarDate, DateTime, TimeOfDay, UtcOffset};

/// The range of a JavaScript `Date`: milliseconds before and after 1970.
const MAX_MILLISECONDS: f64 = 8.64e15;
static MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Converts a date to a text that annals reads; a text of no known form is returned unchanged. `None` if there is no
/// value; an error if it cannot be a date.
pub(super) fn text(value: Option<Json<'_>>) -> Result<Option<String>, String> {
    let Some(value) = value else { return Ok(None) };
    let text = value.text();
    let text = text.trim();
    if value.is_number() {
        let found = text.parse().ok().and_then(of_milliseconds);
        return found.map(Some).ok_or_else(|| text.to_owned());
    }
    if text.is_empty() {
        return Ok(None);
    }
    if !value.is_text() {
        return Err(text.to_owned());
    }
    let wrapped = text
        .strip_prefix("/Date(")
        .and_then(|rest| rest.strip_suffix(")/"));
    if let Some(inner) = wrapped {
        // The offset that may follow says where it was written, not when.
        let end = inner.get(1..).and_then(|rest| rest.find(['+', '-']));
        let number = end.and_then(|end| inner.get(..=end)).unwrap_or(inner);
        let found = number.parse().ok().and_then(of_milliseconds);
        return found.map(Some).ok_or_else(|| text.to_owned());
    }
    Ok(Some(of_javascript(text).unwrap_or_else(|| text.to_owned())))
}

/// A moment in UTC, to the second or finer.
fn of_milliseconds(number: f64) -> Option<String> {
    if number.is_nan() || number.abs() > MAX_MILLISECONDS {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "JavaScript drops what is finer, and the range has just been checked"
    )]
    let whole = number.trunc() as i64;
    let time = Time::from_total_nanos(i128::from(whole) * 1_000_000);
    Some(moment(time, "Z"))
}

/// A moment with its time of day in any case.
pub(super) fn moment(time: Time, zone: &str) -> String {
    let midnight = if time.civil().is_midnight() {
        "T00:00:00"
    } else {
        ""
    };
    format!("{time}{midnight}{zone}")
}

/// `Wed May 01 2024 09:00:00 GMT+0200 (…)` and `Wed, 01 May 2024 07:00:00 GMT`.
fn of_javascript(text: &str) -> Option<String> {
    let mut words = text.split_ascii_whitespace();
    let weekday = words.next()?;
    let is_weekday = weekday.trim_end_matches(',').len() == 3
        && weekday.starts_with(|letter: char| letter.is_ascii_uppercase());
    if !is_weekday {
        return None;
    }
    let (one, other) = (words.next()?, words.next()?);
    let month = |word: &str| {
        MONTHS
            .iter()
            .position(|name| word.eq_ignore_ascii_case(name))
    };
    let (month, day) = match (month(one), month(other)) {
        (Some(month), _) => (month, other),
        (None, Some(month)) => (month, one),
        (None, None) => return None,
    };
    let year: i64 = words.next()?.parse().ok()?;
    let time = words.next()?;
    let date = CalendarDate::new(year, u8::try_from(month + 1).ok()?, day.parse().ok()?);
    let offset = words.next().map(|zone| {
        let shift = zone
            .strip_prefix("GMT")
            .or_else(|| zone.strip_prefix("UTC"));
        let shift = shift.filter(|shift| !shift.is_empty());
        UtcOffset::parse(shift.unwrap_or(zone))
    });
    let written = DateTime {
        date,
        time: Some(TimeOfDay::parse(time).ok()?),
        offset: offset.transpose().ok()?,
    };
    date.exists().then(|| written.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_time::When;
    use rstest::rstest;
    use serde_json::{Value, json};

    #[rstest]
    #[case::milliseconds(json!(1_714_554_000_000_i64), "2024-05-01T09:00:00Z")]
    #[case::finer(json!(1_714_554_000_250_i64), "2024-05-01T09:00:00.25Z")]
    #[case::fraction(json!(0.9), "1970-01-01T00:00:00Z")]
    #[case::before(json!(-1), "1969-12-31T23:59:59.999Z")]
    #[case::last(json!(8.64e15), "+275760-09-13T00:00:00Z")]
    #[case::wrapped(json!("/Date(1714554000000)/"), "2024-05-01T09:00:00Z")]
    #[case::wrapped_with_offset(json!("/Date(-1714554000000+0200)/"), "1915-09-02T15:00:00Z")]
    #[case::javascript(json!("Wed May 01 2024 09:00:00 GMT+0200 (Central European Summer Time)"), "2024-05-01T09:00:00+02:00")]
    #[case::utc(json!("Wed, 01 May 2024 07:00:00 GMT"), "2024-05-01T07:00:00Z")]
    #[case::iso(json!(" 2024-05-01T09:00:00.000Z "), "2024-05-01T09:00:00.000Z")]
    #[case::day(json!("2024-05-01"), "2024-05-01")]
    #[case::expanded(json!("-000050-04-20"), "-000050-04-20")]
    #[case::year(json!("2024"), "2024")]
    fn forms(#[case] value: Value, #[case] expected: &str) {
        let value = value.to_string();
        let found = text(Some(Json::open(&value, 0))).unwrap().unwrap();
        assert_eq!(found, expected);
        assert!(When::parse(&found).unwrap().is_some());
    }

    #[rstest]
    #[case(json!(8.65e15))]
    #[case(json!(true))]
    #[case(json!(["2024"]))]
    #[case(json!("/Date(soon)/"))]
    fn no_dates(#[case] value: Value) {
        assert!(text(Some(Json::open(&value.to_string(), 0))).is_err());
    }

    #[test]
    fn empty_values_are_no_date() {
        for value in ["null", "\" \""] {
            assert_eq!(text(Some(Json::open(value, 0))), Ok(None));
        }
        assert_eq!(text(None), Ok(None));
    }
}
