//! Reads a date that is an object: `{"year": "1963", "month": "8"}`.

use super::dates::{NAMES, Parts};
use crate::json::Object;

/// A date from its parts; `None` where there is no year.
pub(super) fn date_of(object: &Object<'_>, warnings: &mut Vec<String>) -> Option<String> {
    let written = object.text("year");
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let mut below = [None; 6];
    let mut is_zero = [false; 6];
    for (index, name) in NAMES.iter().enumerate() {
        let Some(value) = object.get(name) else {
            continue;
        };
        let text = value.text();
        if text.trim().is_empty() {
            continue;
        }
        match whole_number(&text) {
            // Some programs write 0 for a missing month or day.
            Some(0) if index < 2 => {}
            Some(number) => {
                below[index] = Some(number);
                // TimelineJS ignores a 0 that is a number.
                is_zero[index] = number == 0 && value.is_number();
            }
            None => warnings.push(format!("\"{}\" is no {name}; it is left out.", text.trim())),
        }
    }
    for index in (2..6).rev() {
        if is_zero[index] {
            below[index] = None;
        } else if below[index].is_some() {
            break;
        }
    }
    if let Some(year) = whole_number(written) {
        return Some(Parts::checked(year, below, warnings).text());
    }
    let bare: String = written
        .chars()
        .filter(|it| !it.is_whitespace() && *it != ',')
        .collect();
    if let Some(year) = whole_number(&bare) {
        warnings.push(format!(
            "\"{written}\" is read as the year {year}; TimelineJS takes digits only."
        ));
        return Some(Parts::checked(year, below, warnings).text());
    }
    let is_digits = !bare.contains(|it: char| !it.is_ascii_digit() && !"+-.".contains(it));
    if is_digits || below.iter().any(Option::is_some) {
        warnings.push(format!(
            "\"{written}\" is no year that there can be; one is written in digits, and negative before our era."
        ));
        return None;
    }
    warnings.push(format!(
        "\"{written}\" is no year as TimelineJS has it; it is read as a date."
    ));
    Some(written.to_owned())
}

/// A whole number, also where it is written with a point: `12`, `-44`, `12.0`.
fn whole_number(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    if let Some((whole, fraction)) = text.split_once('.') {
        let is_whole = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
        return if is_whole { whole.parse().ok() } else { None };
    }
    text.parse().ok()
}
