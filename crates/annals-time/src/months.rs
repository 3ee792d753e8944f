//! The names of the months in English.
//!
//! Owns the one list of them that wording and ticks share. Reading them is the business of phrases.

static NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month, 1 to 12, in full; empty for any other number.
pub fn month(month: u8) -> &'static str {
    let place = usize::from(month).wrapping_sub(1);
    NAMES.get(place).copied().unwrap_or_default()
}

/// A month, 1 to 12, in three letters; empty for any other number.
pub(super) fn short_month(number: u8) -> &'static str {
    month(number).get(..3).unwrap_or_default()
}
