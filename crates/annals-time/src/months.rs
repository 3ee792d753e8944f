//! The names of the months in English.

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

/// The English name of a month, 1 to 12; empty for any other number.
///
/// ```
/// assert_eq!(annals_time::month_name(4), "April");
/// ```
pub fn month(month: u8) -> &'static str {
    let index = usize::from(month).wrapping_sub(1);
    NAMES.get(index).copied().unwrap_or_default()
}

/// The first three letters of the name of a month, 1 to 12; empty for any other number.
pub(super) fn short_month(number: u8) -> &'static str {
    month(number).get(..3).unwrap_or_default()
}
