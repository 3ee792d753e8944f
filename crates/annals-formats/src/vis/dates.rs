//! Dates as vis-timeline takes them.
//!
//! Owns every form of a date that JavaScript makes: ISO 8601, milliseconds since 1970, the text of a
//! `Date`, `/Date(…)/`. Years are astronomical: 0 is 1 BC.

use serde_json::Value;

use annals_time::{Civil, Time};

/// JavaScript's dates reach so many milliseconds from 1970 to both sides.
const MOST_MILLISECONDS: f64 = 8.64e15;
static MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The text of a date, as annals reads it; what is not understood stays as it is. `None` if nothing is
/// given; an error if it can be no date.
pub(super) fn text(value: Option<&Value>) -> Result<Option<String>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => {
            let found = number.as_f64().and_then(of_milliseconds);
            found.map(Some).ok_or_else(|| number.to_string())
        }
        Some(Value::String(text)) => {
            let text = text.trim();
            if text.is_empty() {
                return Ok(None);
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
        Some(other) => Err(other.to_string()),
    }
}

/// A moment in UTC, to the second or finer.
fn of_milliseconds(number: f64) -> Option<String> {
    if number.is_nan() || number.abs() > MOST_MILLISECONDS {
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
    let mut fields = time.splitn(3, ':').map(str::parse::<u8>);
    let civil = Civil {
        hour: fields.next()?.ok()?,
        minute: fields.next()?.ok()?,
        second: fields.next()?.ok()?,
        ..Civil::date(year, u8::try_from(month + 1).ok()?, day.parse().ok()?)
    };
    let zone = match words.next().unwrap_or("") {
        "" => String::new(),
        "GMT" | "UTC" | "Z" => "Z".to_owned(),
        other => other
            .strip_prefix("GMT")
            .or_else(|| other.strip_prefix("UTC"))
            .filter(|offset| offset.starts_with(['+', '-']))?
            .to_owned(),
    };
    Some(moment(Time::from_civil(civil)?, &zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_time::When;
    use rstest::rstest;
    use serde_json::json;

    #[rstest]
    #[case::milliseconds(json!(1_714_554_000_000_i64), "2024-05-01T09:00:00Z")]
    #[case::finer(json!(1_714_554_000_250_i64), "2024-05-01T09:00:00.25Z")]
    #[case::fraction(json!(0.9), "1970-01-01T00:00:00Z")]
    #[case::before(json!(-1), "1969-12-31T23:59:59.999Z")]
    #[case::last(json!(8.64e15), "+275760-09-13T00:00:00Z")]
    #[case::wrapped(json!("/Date(1714554000000)/"), "2024-05-01T09:00:00Z")]
    #[case::wrapped_with_offset(json!("/Date(-1714554000000+0200)/"), "1915-09-02T15:00:00Z")]
    #[case::javascript(json!("Wed May 01 2024 09:00:00 GMT+0200 (Central European Summer Time)"), "2024-05-01T09:00:00+0200")]
    #[case::utc(json!("Wed, 01 May 2024 07:00:00 GMT"), "2024-05-01T07:00:00Z")]
    #[case::iso(json!(" 2024-05-01T09:00:00.000Z "), "2024-05-01T09:00:00.000Z")]
    #[case::day(json!("2024-05-01"), "2024-05-01")]
    #[case::expanded(json!("-000050-04-20"), "-000050-04-20")]
    #[case::year(json!("2024"), "2024")]
    fn forms(#[case] value: Value, #[case] expected: &str) {
        let found = text(Some(&value)).unwrap().unwrap();
        assert_eq!(found, expected);
        assert!(When::parse(&found).unwrap().is_some());
    }

    #[rstest]
    #[case(json!(8.65e15))]
    #[case(json!(true))]
    #[case(json!(["2024"]))]
    #[case(json!("/Date(soon)/"))]
    fn no_dates(#[case] value: Value) {
        assert!(text(Some(&value)).is_err());
    }

    #[test]
    fn nothing_is_no_date() {
        for value in [json!(null), json!(" ")] {
            assert_eq!(text(Some(&value)), Ok(None));
        }
        assert_eq!(text(None), Ok(None));
    }
}
