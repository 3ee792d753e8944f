//! Reads dates and times that are texts, as in version 2 and the spreadsheet: `2012,1,26`, `1/26/2012 10:30`, `10.30 pm`.
//!
//! With slashes the month comes first, as in TimelineJS.

use super::dates::Parts;

/// Converts a date to EDTF or near it, and collects warnings. A text of no known form is returned unchanged.
pub(crate) fn date(text: &str, warnings: &mut Vec<String>) -> String {
    let text = text.trim();
    with_commas(text, warnings)
        .or_else(|| with_slashes(text, warnings))
        .or_else(|| with_hyphens(text, warnings))
        .unwrap_or_else(|| text.to_owned())
}

/// `2012,1,26,10,30`: from the year on.
fn with_commas(text: &str, warnings: &mut Vec<String>) -> Option<String> {
    if !text.contains(',') {
        return None;
    }
    let parts = text.split(',').map(str::trim);
    let numbers: Option<Vec<Option<i64>>> = parts
        .map(|part| match part {
            "" => Some(None),
            digits => digits.parse().ok().map(Some),
        })
        .collect();
    let numbers = numbers.filter(|numbers| numbers.len() <= 7)?;
    let mut numbers = numbers.into_iter();
    let year = numbers.next()??;
    let mut below = [None; 6];
    for (index, number) in numbers.enumerate() {
        below[index] = number;
    }
    Some(Parts::checked(year, below, warnings).text())
}

/// `1/26/2012` or `1/2012`, with or without a time of day.
fn with_slashes(text: &str, warnings: &mut Vec<String>) -> Option<String> {
    let (date, time) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let numbers: Option<Vec<i64>> = date.split('/').map(|part| part.parse().ok()).collect();
    let (month, day, year) = match numbers?[..] {
        [month, year] if month < 100 && year >= 100 => (month, None, year),
        [month, day, year] if month > 12 && (1..=12).contains(&day) && month <= 31 => {
            warnings.push(format!(
                "\"{date}\" has no month {month}; it is read as day {month} of month {day}. TimelineJS has the month first."
            ));
            (day, Some(month), year)
        }
        [month, day, year] if month < 100 => (month, Some(day), year),
        _ => return None,
    };
    if (0..100).contains(&year) {
        warnings.push(format!(
            "\"{date}\" is in the year {year}, as it is written."
        ));
    }
    let time = if time.trim().is_empty() {
        [None; 4]
    } else {
        time_of_day(time).unwrap_or_else(|error| {
            warnings.push(error);
            [None; 4]
        })
    };
    let below = [Some(month), day, time[0], time[1], time[2], time[3]];
    Some(Parts::checked(year, below, warnings).text())
}

/// `-44`, `12345`, `2012-01` or `2012-01-26`: a year before our era is negative, and there is no year 0.
fn with_hyphens(text: &str, warnings: &mut Vec<String>) -> Option<String> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut parts = digits.split('-');
    let year = parts.next()?;
    if year.is_empty() || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i64 = year.parse().ok()?;
    let mut below = [None; 6];
    for (index, part) in parts.enumerate() {
        if part.len() != 2 || index > 1 {
            return None;
        }
        below[index] = Some(part.parse().ok()?);
    }
    // `2004-21` is a season in EDTF.
    if below[0].is_some_and(|month| month > 12) && below[1].is_none() {
        return None;
    }
    Some(Parts::checked(sign * year, below, warnings).text())
}

/// Hour, minute, second and millisecond of `10:30`, `10:30:05.25`, `1030`, `10.30`, `10:30 pm`.
///
/// # Errors
///
/// A sentence, where it is no time of day.
pub(crate) fn time_of_day(text: &str) -> Result<[Option<i64>; 4], String> {
    let error = || {
        format!(
            "\"{}\" is no time of day; one is written like 14:30, 14:30:05, 1430 or 2:30 pm.",
            text.trim()
        )
    };
    let lower = text.trim().to_lowercase();
    let (digits, half) = halves(&lower);
    let number = |part: &str| -> Result<i64, String> {
        let part = part.trim();
        let is_short = !part.is_empty() && part.len() <= 2;
        match part.parse::<u8>() {
            Ok(number) if is_short => Ok(i64::from(number)),
            _ => Err(error()),
        }
    };
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let mut time = [None; 4];
    if is_plain && (3..=4).contains(&digits.len()) {
        let (hour, minute) = digits.split_at(digits.len() - 2);
        time[0] = Some(number(hour)?);
        time[1] = Some(number(minute)?);
    } else {
        let separator = if digits.contains(':') { ':' } else { '.' };
        let mut parts: Vec<&str> = digits.split(separator).collect();
        let mut fraction = None;
        if separator == ':' && parts.len() == 3 {
            if let Some((second, digits)) = parts[2].split_once(['.', ',']) {
                parts[2] = second;
                fraction = Some(digits);
            }
        } else if parts.len() == 4 {
            fraction = parts.pop();
        }
        if parts.len() > 3 {
            return Err(error());
        }
        for (index, part) in parts.into_iter().enumerate() {
            time[index] = Some(number(part)?);
        }
        if let Some(digits) = fraction {
            time[3] = Some(milliseconds(digits).ok_or_else(error)?);
        }
    }
    if let Some(is_later) = half {
        time[0] = match time[0] {
            Some(hour @ 1..=11) if is_later => Some(hour + 12),
            Some(12) if !is_later => Some(0),
            Some(hour @ 1..=12) => Some(hour),
            _ => return Err(error()),
        };
    }
    let limits = [23, 59, 59, 999];
    let fits = |(value, last): (&Option<i64>, i64)| value.is_none_or(|value| value <= last);
    if time.iter().zip(limits).all(fits) {
        Ok(time)
    } else {
        Err(error())
    }
}

/// A time without `am` or `pm`, and whether it is the later half of the day.
fn halves(text: &str) -> (&str, Option<bool>) {
    let letters = ["a.m.", "p.m.", "a.m", "p.m", "am", "pm"];
    for ending in letters {
        if let Some(rest) = text.strip_suffix(ending) {
            return (rest.trim(), Some(ending.starts_with('p')));
        }
    }
    (text, None)
}

fn milliseconds(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let three: String = digits.chars().chain("00".chars()).take(3).collect();
    three.parse().ok()
}
