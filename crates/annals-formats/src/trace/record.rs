//! One trace event as it is written.
//!
//! Owns the fields of the format and exact times: microseconds, possibly with a fraction, as whole
//! nanoseconds. It does not know how events belong together.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::entries::Entries;

/// A trace event. Each field is as the text has it.
#[derive(Debug, Default)]
pub(super) struct Record<'t> {
    pub(super) name: Option<&'t RawValue>,
    pub(super) categories: Option<&'t RawValue>,
    pub(super) phase: Option<&'t RawValue>,
    pub(super) start: Option<&'t RawValue>,
    pub(super) duration: Option<&'t RawValue>,
    pub(super) process: Option<&'t RawValue>,
    pub(super) thread: Option<&'t RawValue>,
    pub(super) id: Option<&'t RawValue>,
    pub(super) id2: Option<&'t RawValue>,
    /// Of an asynchronous event: what its id is unique in.
    pub(super) scope: Option<&'t RawValue>,
    /// Of a flow: what it is bound to.
    pub(super) binding: Option<&'t RawValue>,
    pub(super) arguments: Option<&'t RawValue>,
    /// The fields that annals does not understand.
    pub(super) others: Vec<(Cow<'t, str>, &'t RawValue)>,
}

/// A text that is taken from the whole where it has no escapes.
#[derive(Debug, Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a trace event, which is an object with \"ph\"")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(Text(key)) = map.next_key()? {
            let value: &RawValue = map.next_value()?;
            let place = match &*key {
                "name" => &mut record.name,
                "cat" => &mut record.categories,
                "ph" => &mut record.phase,
                "ts" => &mut record.start,
                "dur" => &mut record.duration,
                "pid" => &mut record.process,
                "tid" => &mut record.thread,
                "id" => &mut record.id,
                "id2" => &mut record.id2,
                "scope" => &mut record.scope,
                "bp" => &mut record.binding,
                "args" => &mut record.arguments,
                _ => {
                    record.others.push((key, value));
                    continue;
                }
            };
            *place = Some(value);
        }
        Ok(record)
    }
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// A value as text: a string without its quotes and escapes, everything else as it is written.
pub(super) fn text(value: Option<&RawValue>) -> Cow<'_, str> {
    let raw = value.map_or("", RawValue::get);
    if raw.starts_with('"') {
        return serde_json::from_str(raw).map_or(Cow::Borrowed(raw), |Text(text)| text);
    }
    if raw == "null" {
        Cow::Borrowed("")
    } else {
        Cow::Borrowed(raw)
    }
}

/// A number or a short name as it is written, without quotes: what processes and threads are known by.
pub(super) fn token(value: Option<&RawValue>) -> &str {
    let raw = value.map_or("", RawValue::get);
    let inner = raw
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if raw == "null" {
        ""
    } else {
        inner.unwrap_or(raw)
    }
}

/// Microseconds as nanoseconds, and whether that is exact. `None` if it is no number or too large.
pub(super) fn nanoseconds(value: &RawValue) -> Option<(i64, bool)> {
    let text = token(Some(value)).trim();
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut number = 0_i128;
    let mut dropped = 0_i32;
    let mut is_exact = true;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        let digit = i128::from(byte - b'0');
        // Thirty digits are more than any time has.
        if number < 10_i128.pow(30) {
            number = number * 10 + digit;
        } else {
            dropped = dropped.checked_add(1)?;
            is_exact &= digit == 0;
        }
    }
    let power = exponent
        .checked_add(3)?
        .checked_add(dropped)?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let ten = |power: i32| 10_i128.checked_pow(u32::try_from(power).ok()?);
    let nanos = if number == 0 {
        0
    } else if power >= 0 {
        number.checked_mul(ten(power)?)?
    } else if let Some(unit) = ten(-power) {
        is_exact &= number % unit == 0;
        number / unit
    } else {
        is_exact = false;
        0
    };
    let nanos = i64::try_from(nanos).ok()?;
    Some((if is_negative { -nanos } else { nanos }, is_exact))
}

/// What a phase stands for that is no event.
pub(super) fn not_an_event(phase: &str) -> Option<&'static str> {
    Some(match phase {
        "C" => "values of counters",
        "P" => "samples of a profiler",
        "v" | "V" => "dumps of memory",
        "c" => "marks that clocks are compared by",
        "(" | ")" => "beginnings and ends of contexts",
        "=" => "links of ids",
        "a" => "numbers of aggregates",
        "X" | "B" | "E" | "I" | "i" | "R" | "n" | "b" | "e" | "S" | "T" | "p" | "F" | "s" | "t"
        | "f" | "N" | "O" | "D" => return None,
        _ => "phases that the format does not have",
    })
}

/// What the parts of an asynchronous event or of a flow share.
pub(super) fn flow_id(record: &Record<'_>, phase: &str) -> String {
    let category = token(record.categories);
    let scope = token(record.scope);
    // Only the newer asynchronous events may change their name on the way.
    let name = if matches!(phase, "b" | "e") {
        ""
    } else {
        token(record.name)
    };
    let id = match (record.id, record.id2) {
        (Some(id), _) => token(Some(id)).to_owned(),
        (None, Some(id)) => {
            let raw = id.get();
            // A local id is one of its process.
            let process = if raw.contains("\"local\"") {
                token(record.process)
            } else {
                ""
            };
            format!("{raw}{process}")
        }
        (None, None) => String::new(),
    };
    let kind = if matches!(phase, "s" | "t" | "f") {
        "flow"
    } else {
        "async"
    };
    [kind, category, scope, name, &id].join("\u{1f}")
}

/// Each argument is kept under its own name.
pub(super) fn arguments(raw: &str, extra: &mut Vec<(String, String)>) {
    let Some(entries) = Entries::new(raw, 0).filter(Entries::is_object) else {
        if !raw.is_empty() && raw != "null" {
            extra.push(("args".to_owned(), raw.to_owned()));
        }
        return;
    };
    for entry in entries {
        let quoted = raw
            .get(entry.key.start - 1..=entry.key.end)
            .unwrap_or_default();
        let key = serde_json::from_str(quoted).unwrap_or_else(|_| quoted.to_owned());
        let value = raw.get(entry.value).unwrap_or_default();
        let value = if value.starts_with('"') {
            serde_json::from_str(value).unwrap_or_else(|_| value.to_owned())
        } else {
            value.to_owned()
        };
        extra.push((key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn read(text: &str) -> Option<(i64, bool)> {
        let raw = RawValue::from_string(text.to_owned()).ok()?;
        nanoseconds(&raw)
    }

    #[rstest]
    #[case("1", Some((1_000, true)))]
    #[case("1.5", Some((1_500, true)))]
    #[case("0.001", Some((1, true)))]
    #[case("0.0015", Some((1, false)))]
    #[case("1234567890123.456", Some((1_234_567_890_123_456, true)))]
    #[case("1.5e3", Some((1_500_000, true)))]
    #[case("15E-1", Some((1_500, true)))]
    #[case("-2.5", Some((-2_500, true)))]
    #[case("\"42\"", Some((42_000, true)))]
    #[case("0e999999999", Some((0, true)))]
    #[case("1e-999999999", Some((0, false)))]
    #[case("1e30", None)]
    #[case("9223372036854775", Some((9_223_372_036_854_775_000, true)))]
    #[case("9223372036854776", None)]
    #[case("\"\"", None)]
    #[case("null", None)]
    #[case("[1]", None)]
    fn microseconds_are_exact(#[case] text: &str, #[case] nanos: Option<(i64, bool)>) {
        assert_eq!(read(text), nanos);
    }

    proptest! {
        #[test]
        fn whole_nanoseconds_come_back(nanos in -1_000_000_000_000_000_000_i64..1_000_000_000_000_000_000) {
            let sign = if nanos < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:03}", nanos.unsigned_abs() / 1_000, nanos.unsigned_abs() % 1_000);
            prop_assert_eq!(read(&text), Some((nanos, true)));
        }

        #[test]
        fn no_number_panics(text in "-?[0-9]{1,50}(\\.[0-9]{1,50})?([eE][+-]?[0-9]{1,12})?") {
            read(&text);
        }
    }
}
