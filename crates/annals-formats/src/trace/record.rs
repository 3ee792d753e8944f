//! Reads one trace event: its fields, and its times in whole nanoseconds.

use std::borrow::Cow;

use crate::json::Json;

/// A trace event. Each field is as the text has it.
#[derive(Debug, Default)]
pub(super) struct Record<'t> {
    pub(super) name: Option<Json<'t>>,
    pub(super) categories: Option<Json<'t>>,
    pub(super) phase: Option<Json<'t>>,
    pub(super) start: Option<Json<'t>>,
    pub(super) duration: Option<Json<'t>>,
    pub(super) process: Option<Json<'t>>,
    pub(super) thread: Option<Json<'t>>,
    pub(super) id: Option<Json<'t>>,
    pub(super) id2: Option<Json<'t>>,
    /// Of an asynchronous event: what its id is unique in.
    pub(super) scope: Option<Json<'t>>,
    /// Of a flow: what it is bound to.
    pub(super) binding: Option<Json<'t>>,
    pub(super) arguments: Option<Json<'t>>,
    /// The fields that annals does not understand.
    pub(super) others: Vec<(Cow<'t, str>, Json<'t>)>,
}

impl<'t> Record<'t> {
    /// Reads a trace event.
    ///
    /// # Errors
    ///
    /// The reason, as a part of a sentence.
    pub(super) fn read(event: Json<'t>) -> Result<Self, String> {
        let mut record = Self::default();
        for (key, value) in event.fields()?.into_fields() {
            let field = match &*key {
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
            *field = Some(value);
        }
        Ok(record)
    }
}

/// A value as text: a string without its quotes and escapes, nothing for `null`, everything else as it is written.
pub(super) fn text(value: Option<Json<'_>>) -> String {
    match value {
        Some(value) if value.is_text() || value.is_null() => value.text(),
        Some(value) => value.written().to_owned(),
        None => String::new(),
    }
}

/// A number or a short name as it is written, without quotes: processes and threads are known by it.
pub(super) fn token(value: Option<Json<'_>>) -> &str {
    let written = value.map_or("", Json::written);
    let inner = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if written == "null" {
        ""
    } else {
        inner.unwrap_or(written)
    }
}

/// Microseconds as nanoseconds, and whether that is exact. `None` if it is no number or too large.
pub(super) fn nanoseconds(value: Json<'_>) -> Option<(i64, bool)> {
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

/// The kind of a record that is no event, by its phase.
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

/// The id that the parts of an asynchronous event or of a flow share.
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
            let raw = id.written();
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

/// Keeps each argument under its own name.
pub(super) fn arguments(value: Option<Json<'_>>, extra: &mut Vec<(String, String)>) {
    let Some(value) = value else { return };
    match value.entries().filter(|_| value.is_object()) {
        Some(entries) => {
            let entries = entries.map(|it| (it.name().into_owned(), text(Some(it.value))));
            extra.extend(entries);
        }
        None if value.is_null() => {}
        None => extra.push(("args".to_owned(), value.written().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn read(text: &str) -> Option<(i64, bool)> {
        nanoseconds(Json::open(text, 0))
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
