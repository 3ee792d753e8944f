//! Encodes times as short integer keys.
//!
//! All times of a timeline are counted from one origin in one unit ([`KeyFrame`]). The unit divides every
//! distance between times, so nothing is rounded. Most timelines fit in four bytes per key.
//!
//! A key is twice the number of its time, plus one for "just after" that time. The lowest and the highest
//! number stand for [`Time::MIN`] and [`Time::MAX`], which mean open or unknown bounds and would widen the
//! range needlessly.

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

/// Collects the range and the granularity of times, to choose a frame for them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MomentRange {
    first_and_last: Option<(Time, Time)>,
    /// The index in [`UNITS`] of the coarsest unit that divides every distance so far.
    unit: usize,
}

impl MomentRange {
    /// Adds a time. The ends of the axis have keys of their own.
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

/// Whether the distance between two times is a multiple of a unit.
fn divides(unit: u64, one: Time, other: Time) -> bool {
    // Units above a second are whole seconds, and smaller ones divide a second.
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

/// The size of the keys of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// Keys are `u32`.
    Short,
    /// Keys are `u64`.
    Long,
    /// Keys are [`Exact`]: the range is too large for the unit.
    Full,
}

/// A frame of reference for keys: an origin and a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyFrame {
    origin: Time,
    last: Time,
    /// In nanoseconds.
    unit: u64,
    /// The number of [`Time::MAX`]; that of the origin is 1.
    top: u64,
    size: Size,
}

impl KeyFrame {
    /// Chooses the frame for a range of times.
    pub(super) fn new(survey: &MomentRange) -> Self {
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

    /// Returns the size of the keys.
    pub(super) const fn size(&self) -> Size {
        self.size
    }

    /// Returns the number of the last encoded time that is not after `time`, and whether they are equal.
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
                // Milliseconds over more than five hundred years exceed 64 bits of nanoseconds.
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
        // Avoids a 128-bit division.
        let seconds = (number - 1).saturating_mul(self.unit / SECOND);
        let seconds = self.origin.seconds().saturating_add_unsigned(seconds);
        Time::new(seconds, self.origin.nanoseconds()).unwrap_or(self.origin)
    }
}

/// Which keys count as below a given time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Keys before the time.
    Before,
    /// Keys before the time or at it, but not just after it.
    Past,
    /// Keys before the time, at it or just after it.
    After,
}

impl Cut {
    /// The offset from the key of the last encoded time that is not after the given one.
    const fn beyond(self, exact: bool) -> u64 {
        match self {
            Self::Before if exact => 0,
            Self::Past if exact => 1,
            _ => 2,
        }
    }
}

/// An encoded time. Keys of one frame compare like their times.
pub(super) trait Key: Copy + Ord + fmt::Debug {
    /// Encodes a time of the frame, or what is just after it.
    fn new(frame: &KeyFrame, time: Time, just_after: bool) -> Self;

    /// Returns the lowest key that is not below the cut at a time, which need not be in the frame.
    fn cut(frame: &KeyFrame, time: Time, cut: Cut) -> Self;

    /// Decodes the time.
    fn time(self, frame: &KeyFrame) -> Time;

    /// Decodes the time as nanoseconds since 1970.
    fn nanos(self, frame: &KeyFrame) -> i128;

    /// Returns the highest key of the same time.
    #[must_use]
    fn just_after(self) -> Self;

    /// Returns a number that is monotonic in the key.
    fn coarse(self) -> u64;

    /// Returns the length of an interval in nanoseconds.
    fn length(frame: &KeyFrame, start: Self, end: Self) -> i128 {
        end.nanos(frame) - start.nanos(frame)
    }

    /// Sorts keys with their positions; equal keys are ordered by position.
    fn sort(keys: &mut Vec<(Self, u32)>) {
        // The position decides between equals, so no stable sort is needed.
        keys.sort_unstable();
    }
}

impl Key for u64 {
    fn new(frame: &KeyFrame, time: Time, just_after: bool) -> Self {
        frame.key(time, just_after)
    }

    fn cut(frame: &KeyFrame, time: Time, cut: Cut) -> Self {
        frame.cut(time, cut)
    }

    fn time(self, frame: &KeyFrame) -> Time {
        frame.time(self / 2)
    }

    fn nanos(self, frame: &KeyFrame) -> i128 {
        frame.nanos(self / 2)
    }

    fn just_after(self) -> Self {
        self | 1
    }

    fn coarse(self) -> u64 {
        self
    }

    fn length(frame: &KeyFrame, start: Self, end: Self) -> i128 {
        let (from, to) = (start / 2, end / 2);
        if from == 0 || to == frame.top {
            return frame.nanos(to) - frame.nanos(from);
        }
        i128::from(to.saturating_sub(from)) * i128::from(frame.unit)
    }
}

/// Minimum number of keys for radix sort. Fewer are sorted faster by comparing.
const MIN_RADIX_KEYS: usize = 4_096;
/// Bits of a radix sort digit: three digits make a key.
const DIGIT_BITS: u32 = 11;

/// Radix sort, lowest digit first (Knuth, The Art of Computer Programming, section 5.2.5).
fn radix_sort(keys: &mut Vec<(u32, u32)>) {
    let values = 1_usize << DIGIT_BITS;
    let mask = (1_u32 << DIGIT_BITS) - 1;
    let mut sorted = vec![(0, 0); keys.len()];
    for shift in (0..u32::BITS).step_by(DIGIT_BITS as usize) {
        let digit = |key: u32| (key >> shift & mask) as usize;
        let mut positions = vec![0_usize; values];
        for &(key, _) in keys.iter() {
            positions[digit(key)] += 1;
        }
        if positions.contains(&keys.len()) {
            // All keys have the same digit.
            continue;
        }
        let mut before = 0;
        for position in &mut positions {
            before += std::mem::replace(position, before);
        }
        for &pair in keys.iter() {
            let position = &mut positions[digit(pair.0)];
            sorted[*position] = pair;
            *position += 1;
        }
        std::mem::swap(keys, &mut sorted);
    }
}

impl Key for u32 {
    fn new(frame: &KeyFrame, time: Time, just_after: bool) -> Self {
        Self::try_from(frame.key(time, just_after)).unwrap_or(Self::MAX)
    }

    fn cut(frame: &KeyFrame, time: Time, cut: Cut) -> Self {
        Self::try_from(frame.cut(time, cut)).unwrap_or(Self::MAX)
    }

    fn time(self, frame: &KeyFrame) -> Time {
        frame.time(u64::from(self / 2))
    }

    fn nanos(self, frame: &KeyFrame) -> i128 {
        frame.nanos(u64::from(self / 2))
    }

    fn just_after(self) -> Self {
        self | 1
    }

    fn coarse(self) -> u64 {
        u64::from(self)
    }

    fn length(frame: &KeyFrame, start: Self, end: Self) -> i128 {
        u64::length(frame, u64::from(start), u64::from(end))
    }

    fn sort(keys: &mut Vec<(Self, u32)>) {
        if keys.len() < MIN_RADIX_KEYS {
            keys.sort_unstable();
        } else {
            radix_sort(keys);
        }
    }
}

/// A time in full, for timelines that need nanoseconds over thousands of millions of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exact {
    seconds: i64,
    /// Twice the nanoseconds, plus one for just after the time.
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
    fn new(_: &KeyFrame, time: Time, just_after: bool) -> Self {
        Self::at(time, u32::from(just_after))
    }

    fn cut(_: &KeyFrame, time: Time, cut: Cut) -> Self {
        Self::at(time, u32::try_from(cut.beyond(true)).unwrap_or(0))
    }

    fn time(self, _: &KeyFrame) -> Time {
        Time::new(self.seconds, self.fine / 2).unwrap_or(Time::MAX)
    }

    fn nanos(self, frame: &KeyFrame) -> i128 {
        self.time(frame).total_nanos()
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

    fn frame(times: &[Time]) -> KeyFrame {
        let mut survey = MomentRange::default();
        for &time in times {
            survey.add(time);
        }
        KeyFrame::new(&survey)
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
    fn the_coarsest_unit_and_the_shortest_key_are_chosen(
        #[case] nanos: &[i128],
        #[case] unit: u64,
        #[case] size: Size,
    ) {
        let times: Vec<_> = nanos.iter().map(|&nanos| time(nanos)).collect();
        let frame = frame(&times);
        assert_eq!((frame.unit, frame.size), (unit, size));
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

    fn agrees<K: Key>(frame: &KeyFrame, stored: &[Time], asked: Time) -> Result<(), TestCaseError> {
        for &moment in stored {
            let key = K::new(frame, moment, false);
            let after = K::new(frame, moment, true);
            prop_assert_eq!(key.time(frame), moment);
            prop_assert_eq!(after.time(frame), moment);
            prop_assert_eq!(key.nanos(frame), moment.total_nanos());
            prop_assert_eq!(key.just_after(), after);
            prop_assert!(key < after && key.coarse() <= after.coarse());
            for &other in stored.iter().filter(|&&other| other >= moment) {
                let length = K::length(frame, key, K::new(frame, other, other == moment));
                prop_assert_eq!(length, other.total_nanos() - moment.total_nanos());
            }
            let below = |cut| {
                let cut = K::cut(frame, asked, cut);
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
        fn radix_sort_agrees_with_a_stable_sort(
            few in prop::collection::vec(any::<u32>(), 0..50),
            step in any::<u32>(), mask in any::<u32>(),
        ) {
            let keys = (0..6_000_u32).map(|position| position.wrapping_mul(step) & mask);
            let mut keys: Vec<(u32, u32)> = keys.chain(few).zip(0..).collect();
            let mut expected = keys.clone();
            expected.sort_by_key(|&(key, _)| key);
            u32::sort(&mut keys);
            prop_assert_eq!(keys, expected);
        }

        #[test]
        fn keys_decode_to_their_times_and_compare_like_them(stored in prop::collection::vec(any_time(), 0..12), asked in any_time()) {
            let frame = frame(&stored);
            match frame.size() {
                Size::Short => {
                    agrees::<u32>(&frame, &stored, asked)?;
                    agrees::<u64>(&frame, &stored, asked)?;
                }
                Size::Long => agrees::<u64>(&frame, &stored, asked)?,
                Size::Full => {}
            }
            agrees::<Exact>(&frame, &stored, asked)?;
        }
    }
}
