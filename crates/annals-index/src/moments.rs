//! Moments as short keys, by frame of reference.
//!
//! Owns the choice of origin and unit, and how a moment that is asked about compares with stored ones.
//! Nothing is rounded: a unit is taken only where it divides the distance between any two moments.
//! It stores no keys itself; columns of them are the business of `columns`.
//!
//! A key is twice the number of its moment, and one more for what is just after that moment. The
//! lowest and the highest number are those of [`Time::MIN`] and [`Time::MAX`], which stand for bounds
//! that are open or unknown and would stretch the frame for nothing.

use std::fmt;

use annals_time::Time;

const SECOND: u64 = 1_000_000_000;

/// Units from the coarsest to the finest, in nanoseconds. Each is a multiple of the next.
const UNITS: [u64; 7] = [
    86_400 * SECOND,
    3_600 * SECOND,
    60 * SECOND,
    SECOND,
    1_000_000,
    1_000,
    1,
];

/// What is known of moments before a frame of reference is chosen for them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Survey {
    first_and_last: Option<(Time, Time)>,
    /// The place in [`UNITS`] of the coarsest unit that divides every distance so far.
    unit: usize,
}

impl Survey {
    /// Takes a moment into account. The ends of the axis have keys of their own.
    pub(super) fn add(&mut self, time: Time) {
        if time == Time::MIN || time == Time::MAX {
            return;
        }
        let Some((first, last)) = &mut self.first_and_last else {
            self.first_and_last = Some((time, time));
            return;
        };
        while self.unit + 1 < UNITS.len() && !divides(UNITS[self.unit], *first, time) {
            self.unit += 1;
        }
        *first = time.min(*first);
        *last = time.max(*last);
    }
}

/// Whether the distance between two moments is a multiple of a unit.
fn divides(unit: u64, one: Time, other: Time) -> bool {
    // Units above a second are whole seconds, and those below divide one.
    if unit >= SECOND {
        one.nanoseconds() == other.nanoseconds()
            && one
                .seconds()
                .abs_diff(other.seconds())
                .is_multiple_of(unit / SECOND)
    } else {
        u64::from(one.nanoseconds().abs_diff(other.nanoseconds())).is_multiple_of(unit)
    }
}

/// How many bits the keys of a frame of reference take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// Keys are `u32`.
    Short,
    /// Keys are `u64`.
    Long,
    /// Keys are [`Exact`]: the moments are too far apart for their unit.
    Full,
}

/// A frame of reference: the moment counted from, and the unit counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ruler {
    origin: Time,
    last: Time,
    /// In nanoseconds.
    unit: u64,
    /// The number of [`Time::MAX`]; that of the origin is 1.
    top: u64,
    size: Size,
}

impl Ruler {
    /// The frame for the moments of a survey.
    pub(super) fn new(survey: &Survey) -> Self {
        let nowhere = Time::from_total_nanos(0);
        let (origin, last) = survey.first_and_last.unwrap_or((nowhere, nowhere));
        let unit = UNITS[survey.unit];
        let top = last.nanos_since(origin) / i128::from(unit) + 2;
        let greatest = top * 2 + 2;
        let size = if greatest <= i128::from(u32::MAX) {
            Size::Short
        } else if greatest <= i128::from(u64::MAX) {
            Size::Long
        } else {
            Size::Full
        };
        Self {
            origin,
            last,
            unit,
            top: u64::try_from(top).unwrap_or(u64::MAX),
            size,
        }
    }

    /// How large keys have to be.
    pub(super) const fn size(&self) -> Size {
        self.size
    }

    /// The number of the last moment of the frame that is not after `time`, and whether it is that
    /// moment.
    fn number(&self, time: Time) -> (u64, bool) {
        if time < self.origin {
            return (0, time == Time::MIN);
        }
        if time > self.last {
            let is_max = time == Time::MAX;
            return (self.top - u64::from(!is_max), is_max);
        }
        let (units, exact) = if self.unit >= SECOND {
            let borrow = time.nanoseconds() < self.origin.nanoseconds();
            let seconds = time.seconds().abs_diff(self.origin.seconds()) - u64::from(borrow);
            let unit = self.unit / SECOND;
            let exact = time.nanoseconds() == self.origin.nanoseconds();
            (seconds / unit, exact && seconds.is_multiple_of(unit))
        } else {
            let nanos = time.nanos_since(self.origin);
            if let Ok(nanos) = u64::try_from(nanos) {
                (nanos / self.unit, nanos.is_multiple_of(self.unit))
            } else {
                // Milliseconds over more than five hundred years.
                let unit = i128::from(self.unit);
                let units = u64::try_from(nanos / unit).unwrap_or(u64::MAX);
                (units, nanos % unit == 0)
            }
        };
        (units.saturating_add(1), exact)
    }

    fn key(&self, time: Time, just_after: bool) -> u64 {
        self.number(time).0 * 2 + u64::from(just_after)
    }

    fn cut(&self, time: Time, cut: Cut) -> u64 {
        let (number, exact) = self.number(time);
        number * 2 + cut.beyond(exact)
    }

    fn nanos(&self, number: u64) -> i128 {
        match number {
            0 => Time::MIN.total_nanos(),
            number if number == self.top => Time::MAX.total_nanos(),
            number => self.origin.total_nanos() + i128::from(number - 1) * i128::from(self.unit),
        }
    }

    fn time(&self, number: u64) -> Time {
        if self.unit < SECOND || number == 0 || number == self.top {
            return Time::from_total_nanos(self.nanos(number));
        }
        // The same without a long division.
        let seconds = (number - 1).saturating_mul(self.unit / SECOND);
        let seconds = self.origin.seconds().saturating_add_unsigned(seconds);
        Time::new(seconds, self.origin.nanoseconds()).unwrap_or(self.origin)
    }
}

/// Where a moment that is asked about parts the keys: those below it and the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Below it is what lies before the moment.
    Before,
    /// Below it is what lies before the moment or at it, but not just after it.
    Past,
    /// Below it is what lies before the moment, at it or just after it.
    After,
}

impl Cut {
    /// How far above the key of the last moment not after the one asked about.
    const fn beyond(self, exact: bool) -> u64 {
        match self {
            Self::Before if exact => 0,
            Self::Past if exact => 1,
            _ => 2,
        }
    }
}

/// A moment as it is stored. Keys of one frame compare as their moments do.
pub(super) trait Key: Copy + Ord + fmt::Debug {
    /// The key of a moment of the frame, or of what is just after it.
    fn new(ruler: &Ruler, time: Time, just_after: bool) -> Self;

    /// The lowest key that is not below a cut at any moment.
    fn cut(ruler: &Ruler, time: Time, cut: Cut) -> Self;

    /// The moment.
    fn time(self, ruler: &Ruler) -> Time;

    /// The moment in nanoseconds since 1970.
    fn nanos(self, ruler: &Ruler) -> i128;

    /// The highest key of the same moment.
    #[must_use]
    fn just_after(self) -> Self;

    /// A number that never falls where keys rise.
    fn coarse(self) -> u64;

    /// How long it is from one moment to another that is not before it, in nanoseconds.
    fn length(ruler: &Ruler, start: Self, end: Self) -> i128 {
        end.nanos(ruler) - start.nanos(ruler)
    }

    /// Puts keys into rising order, each with its position; equals stay by position, as they come.
    fn sort(keys: &mut Vec<(Self, u32)>) {
        // The position decides between equals, so no stable sort is needed.
        keys.sort_unstable();
    }
}

impl Key for u64 {
    fn new(ruler: &Ruler, time: Time, just_after: bool) -> Self {
        ruler.key(time, just_after)
    }

    fn cut(ruler: &Ruler, time: Time, cut: Cut) -> Self {
        ruler.cut(time, cut)
    }

    fn time(self, ruler: &Ruler) -> Time {
        ruler.time(self / 2)
    }

    fn nanos(self, ruler: &Ruler) -> i128 {
        ruler.nanos(self / 2)
    }

    fn just_after(self) -> Self {
        self | 1
    }

    fn coarse(self) -> u64 {
        self
    }

    fn length(ruler: &Ruler, start: Self, end: Self) -> i128 {
        let (from, to) = (start / 2, end / 2);
        if from == 0 || to == ruler.top {
            return ruler.nanos(to) - ruler.nanos(from);
        }
        i128::from(to.saturating_sub(from)) * i128::from(ruler.unit)
    }
}

/// With fewer keys than this, comparing them is quicker.
const FEWEST_BY_DIGITS: usize = 4_096;
/// Bits of a digit: three of them make a key.
const DIGIT: u32 = 11;

/// Sorts by one digit after the other, the lowest first (Knuth, The Art of Computer Programming, 5.2.5).
fn sort_by_digits(keys: &mut Vec<(u32, u32)>) {
    let values = 1_usize << DIGIT;
    let mask = (1_u32 << DIGIT) - 1;
    let mut sorted = vec![(0, 0); keys.len()];
    for shift in (0..u32::BITS).step_by(DIGIT as usize) {
        let digit = |key: u32| (key >> shift & mask) as usize;
        let mut places = vec![0_usize; values];
        for &(key, _) in keys.iter() {
            places[digit(key)] += 1;
        }
        if places.contains(&keys.len()) {
            // All have the same digit here.
            continue;
        }
        let mut before = 0;
        for place in &mut places {
            before += std::mem::replace(place, before);
        }
        for &pair in keys.iter() {
            let place = &mut places[digit(pair.0)];
            sorted[*place] = pair;
            *place += 1;
        }
        std::mem::swap(keys, &mut sorted);
    }
}

impl Key for u32 {
    fn new(ruler: &Ruler, time: Time, just_after: bool) -> Self {
        Self::try_from(ruler.key(time, just_after)).unwrap_or(Self::MAX)
    }

    fn cut(ruler: &Ruler, time: Time, cut: Cut) -> Self {
        Self::try_from(ruler.cut(time, cut)).unwrap_or(Self::MAX)
    }

    fn time(self, ruler: &Ruler) -> Time {
        ruler.time(u64::from(self / 2))
    }

    fn nanos(self, ruler: &Ruler) -> i128 {
        ruler.nanos(u64::from(self / 2))
    }

    fn just_after(self) -> Self {
        self | 1
    }

    fn coarse(self) -> u64 {
        u64::from(self)
    }

    fn length(ruler: &Ruler, start: Self, end: Self) -> i128 {
        u64::length(ruler, u64::from(start), u64::from(end))
    }

    fn sort(keys: &mut Vec<(Self, u32)>) {
        if keys.len() < FEWEST_BY_DIGITS {
            keys.sort_unstable();
        } else {
            sort_by_digits(keys);
        }
    }
}

/// A moment in full, for nanoseconds beside thousand million years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exact {
    seconds: i64,
    /// Twice the nanoseconds, and one more for what is just after the moment.
    fine: u32,
}

impl Exact {
    const fn at(time: Time, beyond: u32) -> Self {
        Self {
            seconds: time.seconds(),
            // Below 2^31, as there are fewer than 2^30 nanoseconds in a second.
            fine: time.nanoseconds() * 2 + beyond,
        }
    }
}

impl Key for Exact {
    fn new(_: &Ruler, time: Time, just_after: bool) -> Self {
        Self::at(time, u32::from(just_after))
    }

    fn cut(_: &Ruler, time: Time, cut: Cut) -> Self {
        Self::at(time, u32::try_from(cut.beyond(true)).unwrap_or(0))
    }

    fn time(self, _: &Ruler) -> Time {
        Time::new(self.seconds, self.fine / 2).unwrap_or(Time::MAX)
    }

    fn nanos(self, ruler: &Ruler) -> i128 {
        self.time(ruler).total_nanos()
    }

    fn just_after(self) -> Self {
        Self {
            fine: self.fine | 1,
            ..self
        }
    }

    fn coarse(self) -> u64 {
        self.seconds.abs_diff(i64::MIN)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn time(nanos: i128) -> Time {
        Time::from_total_nanos(nanos)
    }

    fn ruler(times: &[Time]) -> Ruler {
        let mut survey = Survey::default();
        for &time in times {
            survey.add(time);
        }
        Ruler::new(&survey)
    }

    const DAY: i128 = 86_400_000_000_000;
    const YEAR: i128 = 365 * DAY;

    #[rstest]
    #[case(&[], 86_400 * SECOND, Size::Short)]
    #[case(&[i128::MIN, i128::MAX], 86_400 * SECOND, Size::Short)]
    #[case(&[7], 86_400 * SECOND, Size::Short)]
    #[case(&[i128::MIN, 7, 7 + 3 * DAY], 86_400 * SECOND, Size::Short)]
    #[case(&[-DAY / 24, 5 * DAY], 3_600 * SECOND, Size::Short)]
    #[case(&[0, -60_000_000_000, YEAR], 60 * SECOND, Size::Short)]
    #[case(&[1_000_000_000, 60 * YEAR, 0], SECOND, Size::Short)]
    #[case(&[1_000_000_000, 70 * YEAR, 0], SECOND, Size::Long)]
    #[case(&[-1_000_000, 0, YEAR], 1_000_000, Size::Long)]
    #[case(&[-1_000, 0], 1_000, Size::Short)]
    #[case(&[-1, 0, 290 * YEAR], 1, Size::Long)]
    #[case(&[-1, 0, 300 * YEAR], 1, Size::Full)]
    #[case(&[1, -13_800_000_000 * YEAR], 1, Size::Full)]
    #[case(&[0, -13_800_000_000 * YEAR], 86_400 * SECOND, Size::Long)]
    fn the_coarsest_unit_and_the_shortest_key_are_taken(
        #[case] nanos: &[i128],
        #[case] unit: u64,
        #[case] size: Size,
    ) {
        let times: Vec<_> = nanos.iter().map(|&nanos| time(nanos)).collect();
        let ruler = ruler(&times);
        assert_eq!((ruler.unit, ruler.size), (unit, size));
    }

    fn any_time() -> impl Strategy<Value = Time> {
        prop_oneof![
            3 => (-50_i128..50, prop::sample::select(UNITS.map(i128::from).to_vec())).prop_map(|(count, unit)| time(count * unit)),
            2 => (-20_i128..20).prop_map(|years| time(years * 1_000_000_000 * YEAR)),
            1 => Just(Time::MIN),
            1 => Just(Time::MAX),
            1 => (any::<i64>(), 0_u32..1_000_000_000).prop_map(|(seconds, nanos)| Time::new(seconds, nanos).unwrap()),
        ]
    }

    fn agrees<K: Key>(ruler: &Ruler, stored: &[Time], asked: Time) -> Result<(), TestCaseError> {
        for &moment in stored {
            let key = K::new(ruler, moment, false);
            let after = K::new(ruler, moment, true);
            prop_assert_eq!(key.time(ruler), moment);
            prop_assert_eq!(after.time(ruler), moment);
            prop_assert_eq!(key.nanos(ruler), moment.total_nanos());
            prop_assert_eq!(key.just_after(), after);
            prop_assert!(key < after && key.coarse() <= after.coarse());
            for &other in stored.iter().filter(|&&other| other >= moment) {
                let length = K::length(ruler, key, K::new(ruler, other, other == moment));
                prop_assert_eq!(length, other.total_nanos() - moment.total_nanos());
            }
            let below = |cut| {
                let cut = K::cut(ruler, asked, cut);
                (key < cut, after < cut)
            };
            prop_assert_eq!(below(Cut::Before), (moment < asked, moment < asked));
            prop_assert_eq!(below(Cut::Past), (moment <= asked, moment < asked));
            prop_assert_eq!(below(Cut::After), (moment <= asked, moment <= asked));
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn keys_are_sorted_by_digits_as_by_comparing(
            few in prop::collection::vec(any::<u32>(), 0..50),
            step in any::<u32>(), mask in any::<u32>(),
        ) {
            let keys = (0..6_000_u32).map(|place| place.wrapping_mul(step) & mask);
            let mut keys: Vec<(u32, u32)> = keys.chain(few).zip(0..).collect();
            let mut expected = keys.clone();
            expected.sort_by_key(|&(key, _)| key);
            u32::sort(&mut keys);
            prop_assert_eq!(keys, expected);
        }

        #[test]
        fn keys_give_moments_back_and_compare_as_they_do(stored in prop::collection::vec(any_time(), 0..12), asked in any_time()) {
            let ruler = ruler(&stored);
            match ruler.size() {
                Size::Short => {
                    agrees::<u32>(&ruler, &stored, asked)?;
                    agrees::<u64>(&ruler, &stored, asked)?;
                }
                Size::Long => agrees::<u64>(&ruler, &stored, asked)?,
                Size::Full => {}
            }
            agrees::<Exact>(&ruler, &stored, asked)?;
        }
    }
}
