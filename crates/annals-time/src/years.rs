//! Years for ticks and titles: `2021`, `476 AD`, `44 BC`, `65 Ma`. All text is ASCII.

use super::window::Window;

/// The astronomical year from which deep time is counted: `65 Ma` is 65 million years before the
/// start of the year 2000, the datum that geologists call b2k.
pub const PRESENT_YEAR: i64 = 2000;

/// Years from the present beyond which a window is in deep time.
const DEEP: i64 = 100_000;

/// A number with commas between thousands, from 10,000 up.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if number < 10_000 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Whether the year is recognisable as one without `AD` after it.
pub(super) const fn is_plain(year: i64) -> bool {
    year >= 1_000 && year <= 9_999
}

/// The number of an astronomical year in its era, without the era: `44` for the year -43.
pub(super) fn year_number(year: i64) -> String {
    if year > 0 {
        grouped(year.unsigned_abs())
    } else {
        grouped(year.unsigned_abs() + 1)
    }
}

/// An astronomical year with its era: `44 BC`, `476 AD`. There is no year 0: that is `1 BC`.
pub(super) fn year_with_era(year: i64) -> String {
    format!(
        "{} {}",
        year_number(year),
        if year > 0 { "AD" } else { "BC" }
    )
}

/// An astronomical year, with its era unless it is plain.
pub(super) fn year_name(year: i64) -> String {
    if is_plain(year) {
        year.to_string()
    } else {
        year_with_era(year)
    }
}

/// Years from a year back to the present; negative for years to come.
pub(super) const fn years_ago(year: i64) -> i64 {
    PRESENT_YEAR.saturating_sub(year)
}

/// Whether a part of the window is so far away that years are counted from the present.
pub(super) fn is_deep(window: &Window) -> bool {
    farthest(window) > DEEP.unsigned_abs()
}

/// Years from the present to the farther edge of the window.
fn farthest(window: &Window) -> u64 {
    let ago = |time: super::Time| years_ago(time.civil().year).unsigned_abs();
    ago(window.start()).max(ago(window.end()))
}

/// The unit of deep time in which all labels of a window are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DeepUnit {
    years: u64,
    symbol: &'static str,
}

impl DeepUnit {
    const ALL: [Self; 3] = [
        Self {
            years: 1_000_000_000,
            symbol: "Ga",
        },
        Self {
            years: 1_000_000,
            symbol: "Ma",
        },
        Self {
            years: 1_000,
            symbol: "ka",
        },
    ];

    /// The largest unit that the window reaches and in which multiples of `step` years have at most three
    /// decimals.
    pub(super) fn of(window: &Window, step: u64) -> Self {
        let farthest = farthest(window);
        let [.., smallest] = Self::ALL;
        Self::ALL
            .into_iter()
            .find(|unit| unit.years <= farthest && unit.years / 1_000 <= step)
            .unwrap_or(smallest)
    }

    /// `65 Ma` for years ago, `in 5 Ga` for years to come, `now` for 0.
    pub(super) fn label(self, ago: i64) -> String {
        match ago {
            0 => "now".to_owned(),
            1.. => format!("{} {}", self.number(ago), self.symbol),
            _ => format!("in {} {}", self.number(ago), self.symbol),
        }
    }

    /// `65`, `2.5`: the label without its symbol and without its direction.
    pub(super) fn number(self, ago: i64) -> String {
        let (whole, rest) = (
            ago.unsigned_abs() / self.years,
            ago.unsigned_abs() % self.years,
        );
        let mut text = grouped(whole);
        if rest > 0 {
            // Adding the unit keeps the leading zeros of the rest.
            let padded = (rest + self.years).to_string();
            text.push('.');
            text.extend(padded.trim_end_matches('0').chars().skip(1));
        }
        text
    }

    /// Width in cells of the label of a year with this many decimals.
    pub(super) fn width(self, ago: i64, decimals: usize) -> usize {
        let whole = grouped(ago.unsigned_abs() / self.years).len();
        let direction = if ago < 0 { "in ".len() } else { 0 };
        let point = usize::from(decimals > 0);
        direction + whole + point + decimals + " ".len() + self.symbol.len()
    }

    /// How many decimals multiples of `step` years need.
    pub(super) fn decimals(self, step: u64) -> usize {
        let (mut decimals, mut step) = (0, step.max(1));
        while step % self.years != 0 {
            step = step.saturating_mul(10);
            decimals += 1;
        }
        decimals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Time;
    use rstest::rstest;

    fn years(start: i64, end: i64) -> Window {
        let at = |year| Time::from_date(year, 1, 1).unwrap();
        Window::new(at(start), at(end)).unwrap()
    }

    #[rstest]
    #[case(2021, "2021")]
    #[case(999, "999 AD")]
    #[case(12_000, "12,000 AD")]
    #[case(1, "1 AD")]
    #[case(0, "1 BC")]
    #[case(-43, "44 BC")]
    #[case(-9_999, "10,000 BC")]
    #[case(i64::MIN, "9,223,372,036,854,775,809 BC")]
    fn years_have_an_era_where_needed(#[case] year: i64, #[case] expected: &str) {
        assert_eq!(year_name(year), expected);
    }

    #[rstest]
    #[case(65_000_000, 1_000_000, "65 Ma")]
    #[case(2_500_000, 500_000, "2.5 Ma")]
    #[case(2_005_000, 5_000, "2.005 Ma")]
    #[case(4_000_000_000, 1_000_000_000, "4 Ga")]
    #[case(4_000_001_000, 1_000, "4000.001 Ma")]
    #[case(300_000, 50_000, "300 ka")]
    #[case(-5_000_000_000, 1_000_000_000, "in 5 Ga")]
    #[case(0, 1_000_000_000, "now")]
    fn deep_time_has_a_unit_and_decimals(
        #[case] ago: i64,
        #[case] step: u64,
        #[case] expected: &str,
    ) {
        let edge = PRESENT_YEAR - if ago == 0 { 1_000_000_000 } else { ago };
        let window = years(edge.min(2000), edge.max(2000) + 1);
        let unit = DeepUnit::of(&window, step);
        assert_eq!(unit.label(ago), expected);
        let decimals = unit
            .number(ago)
            .split_once('.')
            .map_or(0, |(_, part)| part.len());
        assert!(decimals <= unit.decimals(step));
        assert!(expected == "now" || unit.width(ago, decimals) == expected.len());
    }

    #[test]
    fn deep_time_begins_a_hundred_thousand_years_away() {
        assert!(!is_deep(&years(-98_000, 2000)));
        assert!(is_deep(&years(-98_001, 2000)));
        assert!(is_deep(&years(2000, 102_001)));
    }
}
