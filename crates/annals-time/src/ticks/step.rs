//! [`Step`]: the distance from tick to tick, and [`Grid`]: the moments at which its ticks are.
//!
//! A grid numbers its ticks over the whole axis, so that the tick before any moment is found by
//! arithmetic.

use crate::moment::Time;
use crate::window::Window;
use crate::years::PRESENT_YEAR;
use crate::{Civil, days_in_month};

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;
/// Days from a Monday to the Thursday that 1970 began with.
const MONDAY_TO_EPOCH: i128 = crate::civil::MONDAY_TO_EPOCH as i128;
/// Ticks in the longest month if every second day has one, apart from a last one next to the 1st.
const ALTERNATE_DAYS: i128 = 15;

/// What a [`Step`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 10^-9 s.
    Nanosecond,
    /// 10^-6 s.
    Microsecond,
    /// 10^-3 s.
    Millisecond,
    /// Seconds of the day; there are no leap seconds.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// Calendar days.
    Day,
    /// ISO 8601 weeks, which begin on Monday.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

impl Unit {
    /// Nanoseconds in a unit below the day; `None` for the calendar's units.
    const fn nanos(self) -> Option<i128> {
        match self {
            Self::Nanosecond => Some(1),
            Self::Microsecond => Some(1_000),
            Self::Millisecond => Some(1_000_000),
            Self::Second => Some(SECOND),
            Self::Minute => Some(60 * SECOND),
            Self::Hour => Some(3_600 * SECOND),
            Self::Day | Self::Week | Self::Month | Self::Year => None,
        }
    }
}

/// The distance from one tick to the next: a number of units, such as 3 months.
///
/// Ticks are at round dates: months on the 1st, weeks on Mondays, years on multiples of the count in
/// their era (500 BC, 1 AD, 500 AD), hours on multiples of the count since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// What is counted.
    pub unit: Unit,
    /// How many units, at least 1.
    pub count: u64,
}

/// All steps from the finest to the coarsest, each about two or three times the one before.
pub(super) static STEPS: [Step; 86] = table();

const fn table() -> [Step; 86] {
    const DECADES: &[u64] = &[1, 2, 5, 10, 20, 50, 100, 200, 500];
    const SIXTIES: &[u64] = &[1, 2, 5, 10, 15, 30];
    const BELOW_YEARS: [(Unit, &[u64]); 9] = [
        (Unit::Nanosecond, DECADES),
        (Unit::Microsecond, DECADES),
        (Unit::Millisecond, DECADES),
        (Unit::Second, SIXTIES),
        (Unit::Minute, SIXTIES),
        (Unit::Hour, &[1, 2, 3, 6, 12]),
        (Unit::Day, &[1, 2]),
        (Unit::Week, &[1]),
        (Unit::Month, &[1, 3, 6]),
    ];
    let mut steps = [Step::new(Unit::Year, 1); 86];
    let (mut filled, mut row) = (0, 0);
    while row < BELOW_YEARS.len() {
        let (unit, counts) = BELOW_YEARS[row];
        let mut place = 0;
        while place < counts.len() {
            steps[filled] = Step::new(unit, counts[place]);
            filled += 1;
            place += 1;
        }
        row += 1;
    }
    let mut power = 1;
    while filled < steps.len() {
        steps[filled] = Step::new(Unit::Year, power);
        steps[filled + 1] = Step::new(Unit::Year, 2 * power);
        steps[filled + 2] = Step::new(Unit::Year, 5 * power);
        filled += 3;
        power *= 10;
    }
    steps
}

impl Step {
    pub(super) const fn new(unit: Unit, count: u64) -> Self {
        Self { unit, count }
    }

    /// A lower bound of the nanoseconds between two neighbouring ticks.
    pub(super) fn min_nanos(self) -> i128 {
        let count = i128::from(self.count);
        if let Some(nanos) = self.unit.nanos() {
            return nanos * count;
        }
        DAY * match (self.unit, self.count) {
            (Unit::Week, _) => 7 * count,
            (Unit::Month, 1) => 28,
            (Unit::Month, 3) => 90,
            (Unit::Month, _) => 181,
            // Each hundred years have at least 24 leap days.
            (Unit::Year, _) => 365 * count + count / 100 * 24,
            _ => count,
        }
    }

    /// Whether every tick of `self` is also a tick of `finer`. Both are from the table, and neither
    /// counts from the present.
    fn is_multiple_of(self, finer: Self) -> bool {
        if let Some(nanos) = finer.unit.nanos() {
            let finer = nanos * i128::from(finer.count);
            // All of these divide the day, and every longer step counts whole days.
            return self
                .unit
                .nanos()
                .is_none_or(|nanos| nanos * i128::from(self.count) % finer == 0);
        }
        match (self.unit, finer.unit) {
            (Unit::Day | Unit::Week | Unit::Month | Unit::Year, Unit::Day) => {
                finer.count == 1 || matches!(self.unit, Unit::Month | Unit::Year)
            }
            (Unit::Year, Unit::Month) => true,
            (Unit::Month, Unit::Month) | (Unit::Year, Unit::Year) => {
                self.count.is_multiple_of(finer.count)
            }
            _ => false,
        }
    }
}

/// The ticks of one step, numbered over the whole axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    step: Step,
    /// Whether years are counted from the present.
    deep: bool,
}

impl Grid {
    /// The grid of single calendar units.
    pub(crate) const fn calendar(unit: Unit) -> Self {
        Self {
            step: Step::new(unit, 1),
            deep: false,
        }
    }

    /// The grid of a step. In a window in deep time, thousands of years are counted from the
    /// present, all others as in the calendar.
    pub(super) const fn new(step: Step, deep_window: bool) -> Self {
        let deep = deep_window && matches!(step.unit, Unit::Year) && step.count >= 1_000;
        Self { step, deep }
    }

    pub(super) const fn step(self) -> Step {
        self.step
    }

    /// Whether the ticks are years counted from the present.
    pub(super) const fn is_deep(self) -> bool {
        self.deep
    }

    /// Whether every tick of this grid is also one of the finer grid.
    pub(super) fn is_multiple_of(self, finer: Self) -> bool {
        let both_years = self.step.unit == Unit::Year && finer.step.unit == Unit::Year;
        (self.deep == finer.deep || !both_years) && self.step.is_multiple_of(finer.step)
    }

    /// A lower bound of the nanoseconds between two neighbouring ticks in the window.
    pub(super) fn min_nanos(self, window: &Window) -> i128 {
        let step = self.step;
        if step.unit == Unit::Year && !self.deep && step.count > 2 {
            // From 1 AD to the next multiple is a year less than the step.
            if window.start().civil().year <= 1 && window.end().civil().year >= 1 {
                return Step::new(Unit::Year, step.count - 1).min_nanos();
            }
        }
        step.min_nanos()
    }

    /// The number of the last tick at or before a moment.
    pub(crate) fn index_of(self, time: Time) -> i128 {
        let count = i128::from(self.step.count);
        if let Some(nanos) = self.step.unit.nanos() {
            return time.total_nanos().div_euclid(nanos * count);
        }
        let civil = time.civil();
        let year = i128::from(civil.year);
        let month = year * 12 + i128::from(civil.month) - 1;
        match self.step.unit {
            Unit::Year if self.deep => (year - i128::from(PRESENT_YEAR)).div_euclid(count),
            Unit::Year if count == 1 || year >= 1 => year.div_euclid(count),
            Unit::Year => (year - 1).div_euclid(count),
            Unit::Month => month.div_euclid(count),
            Unit::Week => (days(time) + MONDAY_TO_EPOCH).div_euclid(7),
            _ if count == 2 => {
                let slot = (i128::from(civil.day) - 1) / 2;
                month * ALTERNATE_DAYS + slot.min(ALTERNATE_DAYS - 1)
            }
            _ => days(time),
        }
    }

    /// The moment of a tick; `None` where it lies outside the axis, and for the few numbers that
    /// stand for no tick.
    pub(crate) fn time(self, index: i128) -> Option<Time> {
        let count = i128::from(self.step.count);
        if let Some(nanos) = self.step.unit.nanos() {
            return exact(index.checked_mul(nanos * count)?);
        }
        let of_month = |month: i128, day: u8| {
            let year = i64::try_from(month.div_euclid(12)).ok()?;
            let month = u8::try_from(month.rem_euclid(12) + 1).ok()?;
            // The last of the alternate days would be too close to the 1st of the next month.
            let fits = day == 1 || day < days_in_month(year, month);
            if fits {
                Time::from_civil(Civil::date(year, month, day))
            } else {
                None
            }
        };
        match self.step.unit {
            Unit::Year => {
                let year = if self.deep {
                    i128::from(PRESENT_YEAR) + index * count
                } else if count == 1 || index > 0 {
                    index * count
                } else {
                    1 + index * count
                };
                let crowded = count == 2 && index == 1;
                if crowded {
                    None
                } else {
                    Time::from_date(i64::try_from(year).ok()?, 1, 1)
                }
            }
            Unit::Month => of_month(index * count, 1),
            Unit::Week => exact((index * 7 - MONDAY_TO_EPOCH) * DAY),
            _ if count == 2 => {
                let day = u8::try_from(index.rem_euclid(ALTERNATE_DAYS) * 2 + 1).ok()?;
                of_month(index.div_euclid(ALTERNATE_DAYS), day)
            }
            _ => exact(index * DAY),
        }
    }

    /// The ticks in the window, in order.
    pub(super) fn within(self, window: Window) -> impl Iterator<Item = Time> {
        let first = self.index_of(window.start());
        let last = self.index_of(window.end().saturating_add_nanos(-1));
        (first..=last)
            .filter_map(move |index| self.time(index))
            .filter(move |&t| window.contains(t))
    }
}

/// Whole days since 1970-01-01.
fn days(time: Time) -> i128 {
    time.total_nanos().div_euclid(DAY)
}

/// The moment that many nanoseconds after 1970; `None` outside the axis.
fn exact(nanos: i128) -> Option<Time> {
    let time = Time::from_total_nanos(nanos);
    (time.total_nanos() == nanos).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn any_grid() -> impl Strategy<Value = Grid> {
        (0..STEPS.len(), any::<bool>()).prop_map(|(step, deep)| Grid::new(STEPS[step], deep))
    }

    #[test]
    fn steps_are_in_order() {
        assert!(STEPS.is_sorted_by_key(|step| step.min_nanos()));
        assert_eq!(STEPS[0], Step::new(Unit::Nanosecond, 1));
        assert_eq!(STEPS[49], Step::new(Unit::Month, 6));
        assert_eq!(STEPS[85], Step::new(Unit::Year, 500_000_000_000));
    }

    #[rstest]
    #[case(Step::new(Unit::Year, 500), "-000999-01-01", &["-000999-01-01", "-000499-01-01", "0001-01-01", "0500-01-01", "1000-01-01"])]
    #[case(Step::new(Unit::Year, 2), "-000003-01-01", &["-000003-01-01", "-000001-01-01", "0001-01-01", "0004-01-01", "0006-01-01"])]
    #[case(Step::new(Unit::Year, 1), "-000001-01-01", &["-000001-01-01", "0000-01-01", "0001-01-01"])]
    #[case(Step::new(Unit::Month, 3), "2020-12-31", &["2020-10-01", "2021-01-01", "2021-04-01"])]
    #[case(Step::new(Unit::Week, 1), "2021-04-18", &["2021-04-12", "2021-04-19"])]
    #[case(Step::new(Unit::Week, 1), "2021-04-19", &["2021-04-19", "2021-04-26"])]
    #[case(Step::new(Unit::Day, 2), "2021-03-27", &["2021-03-27", "2021-03-29", "2021-04-01", "2021-04-03"])]
    #[case(Step::new(Unit::Day, 2), "2021-02-25", &["2021-02-25", "2021-02-27", "2021-03-01"])]
    #[case(Step::new(Unit::Day, 2), "2020-02-25", &["2020-02-25", "2020-02-27", "2020-03-01"])]
    #[case(Step::new(Unit::Hour, 6), "1969-12-31", &["1969-12-31", "1969-12-31T06:00:00"])]
    fn ticks_are_at_round_dates(#[case] step: Step, #[case] from: &str, #[case] expected: &[&str]) {
        let date = day(from);
        let grid = Grid::new(step, false);
        let ticks: Vec<String> = (grid.index_of(date)..)
            .filter_map(|index| grid.time(index))
            .take(expected.len())
            .map(|time| time.to_string())
            .collect();
        assert_eq!(ticks, expected);
    }

    fn day(text: &str) -> Time {
        let (year, rest) = text.split_at(text.len() - 6);
        let parts: Vec<u8> = rest
            .split('-')
            .skip(1)
            .map(|part| part.parse().unwrap())
            .collect();
        Time::from_date(year.parse().unwrap(), parts[0], parts[1]).unwrap()
    }

    #[rstest]
    #[case(Step::new(Unit::Month, 1), Step::new(Unit::Week, 1), false)]
    #[case(Step::new(Unit::Month, 1), Step::new(Unit::Day, 2), true)]
    #[case(Step::new(Unit::Week, 1), Step::new(Unit::Day, 2), false)]
    #[case(Step::new(Unit::Week, 1), Step::new(Unit::Day, 1), true)]
    #[case(Step::new(Unit::Year, 5), Step::new(Unit::Year, 2), false)]
    #[case(Step::new(Unit::Year, 1), Step::new(Unit::Month, 3), true)]
    #[case(Step::new(Unit::Second, 15), Step::new(Unit::Second, 5), true)]
    #[case(Step::new(Unit::Second, 15), Step::new(Unit::Second, 2), false)]
    fn a_step_may_be_a_multiple_of_another(
        #[case] step: Step,
        #[case] finer: Step,
        #[case] expected: bool,
    ) {
        assert_eq!(
            Grid::new(step, false).is_multiple_of(Grid::new(finer, false)),
            expected
        );
    }

    proptest! {
        #[test]
        fn the_number_of_a_tick_leads_back_to_it(grid in any_grid(), seconds: i64, nanos in 0_u32..1_000_000_000) {
            let time = Time::new(seconds, nanos).unwrap();
            let index = grid.index_of(time);
            if let Some(tick) = grid.time(index) {
                prop_assert!(tick <= time);
                prop_assert_eq!(grid.index_of(tick), index);
            }
            if let Some(next) = grid.time(index + 1) {
                prop_assert!(next > time);
            }
        }

        #[test]
        fn ticks_keep_their_distance(grid in any_grid(), seconds in -200_000_000_000_i64..200_000_000_000) {
            let time = Time::new(seconds, 0).unwrap();
            let index = grid.index_of(time);
            if let (Some(a), Some(b)) = (grid.time(index), grid.time(index + 1)) {
                let window = Window::new(a, b).unwrap();
                prop_assert!(b.nanos_since(a) >= grid.min_nanos(&window));
            }
        }

        #[test]
        fn ticks_of_a_multiple_are_ticks_of_the_finer_step(a in 0..STEPS.len(), b in 0..STEPS.len(), seconds in -100_000_000_000_i64..100_000_000_000, deep: bool) {
            let (coarse, fine) = (Grid::new(STEPS[a], deep), Grid::new(STEPS[b], deep));
            if coarse.is_multiple_of(fine) {
                let time = Time::new(seconds, 0).unwrap();
                if let Some(tick) = coarse.time(coarse.index_of(time)) {
                    prop_assert_eq!(fine.time(fine.index_of(tick)), Some(tick));
                }
            }
        }
    }
}
