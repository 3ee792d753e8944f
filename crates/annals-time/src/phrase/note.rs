//! Notes on what a phrase takes for granted, which the person can check.

/// Centuries have the same first digits, unlike those of historians.
pub(super) const CENTURY: &str = "A century is read as the hundred years with the same first digits: the 19th \
                       is 1800 to 1899.";
/// The same of millennia.
pub(super) const MILLENNIUM: &str = "A millennium is read as the thousand years with the same first digit: the \
                          2nd is 1000 to 1999.";
/// The months of the seasons.
pub(super) const SEASON: &str = "Seasons are northern, by whole months: spring is March to May, winter December \
                      to February of the next year.";
/// How years ago are counted, and to which precision.
pub(super) const AGO: &str =
    "Only the digits given count, and thousands of years are counted back from 1950.";
/// The bounds of early, mid and late.
pub(super) const THIRD: &str = "Early, mid and late are read as thirds, with soft edges.";
/// `before` excludes the date.
pub(super) const BEFORE: &str =
    "Before a date is read as some time up to the year, month or day that comes before it.";
/// `after` excludes the date.
pub(super) const AFTER: &str =
    "After a date is read as from the year, month or day that follows it.";
/// `by` includes the date.
pub(super) const BY: &str = "By a date is read as until that date, the date included.";
/// The weeks of ISO 8601.
pub(super) const WEEK: &str = "Weeks are counted as in ISO 8601, from Monday to Sunday.";
/// `1936-39`: the end of the range has two digits.
pub(super) const SHORT: &str = "The second number is read as the last digits of a year.";
