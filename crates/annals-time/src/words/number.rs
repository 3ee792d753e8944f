//! Numbers in English: thousands, ordinals, years with BC and AD, millions of years. Parameters are
//! astronomical years.

/// The year from which "years ago" is counted, as geologists do.
const PRESENT: i64 = 1950;
/// Years up to this one are worded as years ago if they are multiples of [`ROUND`].
const DEEP: i64 = -1_000_000;
/// In multiples of this, the years between year 0 and [`PRESENT`] are below the digits that count.
const ROUND: u64 = 10_000;

/// Digits in groups of three: `12,001`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1st`, `2nd`, `11th`.
pub(super) fn ordinal(number: i64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A number of `unit`s with the decimals that it has: 2,500,000 of a million is `2.5`.
fn decimal(number: u64, unit: u64) -> String {
    let (whole, rest) = (number / unit, number % unit);
    if rest == 0 {
        return grouped(whole);
    }
    let width = unit.to_string().len() - 1;
    let decimals = format!("{rest:0width$}");
    format!("{}.{}", grouped(whole), decimals.trim_end_matches('0'))
}

/// A number rounded to the nearest multiple of `unit`.
const fn rounded(number: u64, unit: u64) -> u64 {
    number.saturating_add(unit / 2) / unit * unit
}

/// A length of time before the present: `65 million years ago`.
fn ago(years: u64) -> String {
    match years {
        1_000_000_000.. => format!("{} billion years ago", decimal(years, 1_000_000_000)),
        1_000_000.. => format!("{} million years ago", decimal(years, 1_000_000)),
        _ => format!("{} years ago", grouped(years)),
    }
}

/// The same in short: `65 Ma`, thousands, millions and thousand millions of years.
fn short_ago(years: u64) -> String {
    match years {
        1_000_000_000.. => format!("{} Ga", decimal(years, 1_000_000_000)),
        1_000_000.. => format!("{} Ma", decimal(years, 1_000_000)),
        _ => format!("{} ka", decimal(years, 1_000)),
    }
}

const fn years_before_present(year: i64) -> u64 {
    PRESENT.saturating_sub(year).unsigned_abs()
}

/// The largest power of ten that divides a number, at most a thousand million.
fn roundness(number: u64) -> u64 {
    (0..=9)
        .rev()
        .map(|power| 10_u64.pow(power))
        .find(|unit| number.is_multiple_of(*unit))
        .unwrap_or(1)
}

/// A year: `2021`, `AD 79`, `44 BC`, `65 million years ago`.
///
/// From a million years before the year 0 on, a multiple of 10,000 is worded as years ago; any other
/// year keeps its exact number.
pub(super) fn year(year: i64) -> String {
    match year {
        1_000..=9_999 => year.to_string(),
        1..=999 => format!("AD {year}"),
        10_000.. => format!("the year {}", grouped(year.unsigned_abs())),
        _ => {
            let unit = roundness(year.unsigned_abs());
            if year <= DEEP && unit >= ROUND {
                return ago(rounded(years_before_present(year), unit));
            }
            let before = year.unsigned_abs().saturating_add(1);
            if before < 10_000 {
                format!("{before} BC")
            } else {
                format!("{} BC", grouped(before))
            }
        }
    }
}

/// A year known to ten to the power of `power` years, on its own: `about 12,000 years ago`.
/// `None` if it is worded as a year.
pub(super) fn deep(year: i64, power: u32) -> Option<String> {
    let unit = 10_u64.checked_pow(power).filter(|unit| *unit >= 1_000)?;
    (year <= -10_000).then(|| ago(rounded(years_before_present(year), unit)))
}

/// The same as [`deep`] in short.
pub(super) fn short_deep(year: i64, power: u32) -> Option<String> {
    let unit = 10_u64.checked_pow(power).filter(|unit| *unit >= 1_000)?;
    (year <= -10_000).then(|| short_ago(rounded(years_before_present(year), unit)))
}

/// A year in at most ten cells: `2021`, `AD 79`, `44 BC`, `65 Ma`. Numbers of more than six digits
/// keep the first four.
pub(super) fn short_year(year: i64) -> String {
    match year {
        1_000..=9_999 => year.to_string(),
        1..=999 | 10_000..=999_999 => format!("AD {year}"),
        1_000_000.. => {
            let years = four_digits(year.unsigned_abs());
            let (unit, sign) = if years < 1_000_000_000 {
                (1_000_000, "M")
            } else {
                (1_000_000_000, "G")
            };
            format!("AD {}{sign}", decimal(years, unit).replace(',', ""))
        }
        _ if year <= DEEP => short_ago(four_digits(year.unsigned_abs())),
        _ => format!("{} BC", year.unsigned_abs().saturating_add(1)),
    }
}

/// A number with all but its first four digits set to 0.
fn four_digits(number: u64) -> u64 {
    let digits = number.checked_ilog10().unwrap_or(0);
    let unit = 10_u64.pow(digits.saturating_sub(3));
    number / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(2021, "2021", "2021")]
    #[case(79, "AD 79", "AD 79")]
    #[case(0, "1 BC", "1 BC")]
    #[case(-43, "44 BC", "44 BC")]
    #[case(-12_000, "12,001 BC", "12001 BC")]
    #[case(12_345, "the year 12,345", "AD 12345")]
    #[case(-65_000_000, "65 million years ago", "65 Ma")]
    #[case(-2_500_000, "2.5 million years ago", "2.5 Ma")]
    #[case(-13_800_000_000, "13.8 billion years ago", "13.8 Ga")]
    #[case(-170_000_002, "170,000,003 BC", "170 Ma")]
    #[case(170_000_002, "the year 170,000,002", "AD 170M")]
    #[case(-292_277_022_657, "292,277,022,658 BC", "292.2 Ga")]
    fn years_are_worded_in_full_and_in_short(
        #[case] value: i64,
        #[case] full: &str,
        #[case] short: &str,
    ) {
        assert_eq!(year(value), full);
        assert_eq!(short_year(value), short);
        assert!(short.len() <= 10);
    }

    #[test]
    fn deep_years_count_back_from_1950() {
        assert_eq!(deep(-10_050, 3).as_deref(), Some("12,000 years ago"));
        assert_eq!(short_deep(-10_050, 3).as_deref(), Some("12 ka"));
        assert_eq!(
            deep(-65_000_000, 6).as_deref(),
            Some("65 million years ago")
        );
        assert_eq!(deep(1950, 2), None);
        assert_eq!(deep(-10_050, 0), None);
    }

    #[test]
    fn ordinals_have_their_ending() {
        let all = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 112].map(ordinal);
        assert_eq!(
            all.join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 112th"
        );
    }

    #[test]
    fn extreme_years_do_not_overflow() {
        for value in [i64::MIN, i64::MAX] {
            assert!(!year(value).is_empty());
            assert!(!short_year(value).is_empty());
            assert!(deep(value, 19).is_none_or(|text| !text.is_empty()));
        }
    }
}
