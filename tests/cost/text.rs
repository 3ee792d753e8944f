//! Builds texts with a repeated element.

use std::fmt::Write;

/// Returns `before`, then `count` elements, then `after`.
pub(crate) fn around(
    before: &str,
    count: usize,
    element: impl Fn(&mut String, usize),
    after: &str,
) -> String {
    let mut text = before.to_owned();
    for index in 0..count {
        element(&mut text, index);
    }
    text.push_str(after);
    text
}

/// Returns `count` elements separated by commas, between `before` and `after`.
pub(crate) fn listed(
    before: &str,
    count: usize,
    element: impl Fn(usize) -> String,
    after: &str,
) -> String {
    separated(before, ",", count, element, after)
}

/// Returns `count` elements with a separator, between `before` and `after`.
pub(crate) fn separated(
    before: &str,
    separator: &str,
    count: usize,
    element: impl Fn(usize) -> String,
    after: &str,
) -> String {
    let all: Vec<String> = (0..count).map(element).collect();
    format!("{before}{}{after}", all.join(separator))
}

/// Appends formatted text.
pub(crate) fn put(text: &mut String, part: std::fmt::Arguments<'_>) {
    text.write_fmt(part).expect("a string takes every text");
}

/// Returns a day of the years after 1000, which differs for each of many indices.
pub(crate) fn day(index: usize) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        1000 + index / 336 % 1000,
        1 + index / 28 % 12,
        1 + index % 28
    )
}
