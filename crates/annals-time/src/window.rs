//! [`Window`]: an interval of the axis, with panning and zooming. All arithmetic is exact.

use super::moment::Time;

/// A half-open interval of the axis: its start is included, its end excluded. Never empty.
///
/// ```
/// use annals_time::{Time, Window};
///
/// let year = |year| Time::from_date(year, 1, 1).unwrap();
/// let window = Window::new(year(2020), year(2024)).unwrap();
/// assert!(window.contains(year(2020)) && !window.contains(year(2024)));
/// // Four steps halve the length; the centre stays where it is.
/// let closer = window.stepped(window.centre(), 4);
/// assert_eq!(closer.length() * 2, window.length());
/// assert_eq!(closer.centre(), window.centre());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    start: Time,
    end: Time,
}

impl Window {
    /// The length in nanoseconds at which zooming in stops. [`Window::new`] takes shorter windows.
    pub const MIN_LENGTH: i128 = 100;

    /// The whole axis.
    pub const WHOLE: Self = Self {
        start: Time::MIN,
        end: Time::MAX,
    };

    /// A window from `start` to `end`; `None` if it would be empty or run backwards.
    pub fn new(start: Time, end: Time) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The first moment in the window.
    pub const fn start(&self) -> Time {
        self.start
    }

    /// The first moment after the window.
    pub const fn end(&self) -> Time {
        self.end
    }

    /// Nanoseconds from start to end, at least 1.
    pub fn length(&self) -> i128 {
        self.end.nanos_since(self.start)
    }

    /// Whether the moment is in the window.
    pub fn contains(&self, time: Time) -> bool {
        self.start <= time && time < self.end
    }

    /// The moment in the middle, rounded towards the past.
    pub fn centre(&self) -> Time {
        self.start.saturating_add_nanos(self.length() / 2)
    }

    /// Returns the window moved by a number of nanoseconds, no further than to the end of the axis. Its
    /// length stays the same.
    #[must_use]
    pub fn shifted(&self, nanos: i128) -> Self {
        let nanos = nanos.clamp(
            Time::MIN.nanos_since(self.start),
            Time::MAX.nanos_since(self.end),
        );
        Self {
            start: self.start.saturating_add_nanos(nanos),
            end: self.end.saturating_add_nanos(nanos),
        }
    }

    /// Returns the window with `time` in its middle, or as near to it as the axis allows.
    #[must_use]
    pub fn centred_on(&self, time: Time) -> Self {
        self.shifted(time.nanos_since(self.centre()))
    }

    /// Returns the window zoomed about a moment by a number of steps, each a factor of the fourth root of
    /// 2. Positive steps zoom in.
    ///
    /// `about` keeps its relative position to the nanosecond; a moment outside the window counts as the
    /// nearer edge. Four steps halve the length to the nanosecond. To come back to the very same window,
    /// apply the sum of all steps to the window in which zooming began.
    ///
    /// The length stays between [`Window::MIN_LENGTH`], or that of this window if it is shorter,
    /// and the whole axis. At an end of the axis the window moves inwards and keeps its length.
    #[must_use]
    pub fn stepped(&self, about: Time, quarters: i32) -> Self {
        let old = self.length();
        let least = Self::MIN_LENGTH.min(old);
        let new = stepped_length(old, quarters).clamp(least, Self::WHOLE.length());
        let before = about.clamp(self.start, self.end).nanos_since(self.start);
        let start = self.start.total_nanos() + before - share(before, new, old);
        let start = start.clamp(Time::MIN.total_nanos(), Time::MAX.total_nanos() - new);
        Self {
            start: Time::from_total_nanos(start),
            end: Time::from_total_nanos(start + new),
        }
    }

    /// Returns the window made longer on both sides by `percent` of its length, no further than to the end
    /// of the axis.
    #[must_use]
    pub fn with_padding(&self, percent: u32) -> Self {
        let padding = self.length() * i128::from(percent) / 100;
        Self {
            start: self.start.saturating_add_nanos(-padding),
            end: self.end.saturating_add_nanos(padding),
        }
    }
}

/// A length of at most the whole axis, divided by two to the power of `quarters / 4`, rounded to the
/// nearest; the whole axis if it would be longer.
fn stepped_length(length: i128, quarters: i32) -> i128 {
    /// Two to the power of 0, -1/4, -1/2 and -3/4, times 65,536.
    const ROOTS: [i128; 4] = [65_536, 55_109, 46_341, 38_968];
    const ROOT_BITS: i32 = 16;
    let root = usize::try_from(quarters.rem_euclid(4))
        .ok()
        .and_then(|place| ROOTS.get(place))
        .unwrap_or(&ROOTS[0]);
    // Less than 111 bits, since a length has at most 94.
    let product = length * root;
    let down = quarters.div_euclid(4) + ROOT_BITS;
    if down <= 0 {
        let up = down.unsigned_abs();
        // One bit is the sign.
        if up < product.leading_zeros().saturating_sub(1) {
            product << up
        } else {
            Window::WHOLE.length()
        }
    } else {
        // The last bit that is dropped decides the rounding.
        let half = product >> (down.unsigned_abs() - 1).min(i128::BITS - 1);
        (half >> 1) + (half & 1)
    }
}

/// `part * new / old`, rounded to the nearest, for 0 <= part <= old. The product may need more than
/// 128 bits, so this is long division with 32-bit digits of `new`.
fn share(part: i128, new: i128, old: i128) -> i128 {
    const DIGIT: u32 = 32;
    let (mut quotient, mut rest) = (0_i128, 0_i128);
    for place in (0..3).rev() {
        let digit = (new >> (place * DIGIT)) & i128::from(u32::MAX);
        let value = rest * (1 << DIGIT) + part * digit;
        quotient = quotient * (1 << DIGIT) + value / old;
        rest = value % old;
    }
    quotient + i128::from(rest * 2 >= old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const SECOND: i128 = 1_000_000_000;

    fn seconds(start: i64, end: i64) -> Window {
        Window::new(Time::new(start, 0).unwrap(), Time::new(end, 0).unwrap()).unwrap()
    }

    fn any_time() -> impl Strategy<Value = Time> {
        let near = (-4_000_000_000_i64..4_000_000_000, 0_u32..1_000_000_000);
        let far = (any::<i64>(), 0_u32..1_000_000_000);
        prop_oneof![
            4 => prop_oneof![near, far].prop_map(|(seconds, nanos)| Time::new(seconds, nanos).unwrap()),
            1 => (0_i128..3).prop_map(|nanos| Time::MIN.saturating_add_nanos(nanos)),
            1 => (0_i128..3).prop_map(|nanos| Time::MAX.saturating_add_nanos(-nanos)),
        ]
    }

    prop_compose! {
        fn any_window()(a in any_time(), b in any_time()) -> Window {
            Window::new(a.min(b), a.max(b))
                .unwrap_or(Window { start: Time::new(0, 0).unwrap(), end: Time::new(0, 1).unwrap() })
        }
    }

    #[test]
    fn a_window_is_never_empty() {
        let (a, b) = (Time::new(5, 0).unwrap(), Time::new(5, 1).unwrap());
        assert_eq!(Window::new(a, a), None);
        assert_eq!(Window::new(b, a), None);
        let window = Window::new(a, b).unwrap();
        assert_eq!(window.length(), 1);
        assert!(window.contains(a));
        assert!(!window.contains(b));
    }

    #[test]
    fn a_moved_window_keeps_its_length() {
        assert_eq!(seconds(0, 10).shifted(3 * SECOND), seconds(3, 13));
        assert_eq!(
            seconds(0, 10).centred_on(Time::new(100, 0).unwrap()),
            seconds(95, 105)
        );
        for by in [i128::MIN, i128::MAX] {
            let moved = seconds(0, 10).shifted(by);
            assert_eq!(moved.length(), 10 * SECOND);
            assert_eq!(moved.shifted(by), moved);
        }
        assert_eq!(seconds(0, 10).shifted(i128::MIN).start(), Time::MIN);
        assert_eq!(seconds(0, 10).shifted(i128::MAX).end(), Time::MAX);
        assert_eq!(Window::WHOLE.shifted(-1), Window::WHOLE);
    }

    #[rstest]
    #[case(0, 4, (0, 20))]
    #[case(40, 4, (20, 40))]
    #[case(10, 4, (5, 25))]
    #[case(10, -4, (-10, 70))]
    #[case(20, 8, (15, 25))]
    #[case(-7, 4, (0, 20))]
    #[case(99, -4, (-40, 40))]
    #[case(10, 0, (0, 40))]
    fn zooming_keeps_a_moment_in_place(
        #[case] about: i64,
        #[case] quarters: i32,
        #[case] expected: (i64, i64),
    ) {
        let zoomed = seconds(0, 40).stepped(Time::new(about, 0).unwrap(), quarters);
        assert_eq!(zoomed, seconds(expected.0, expected.1));
    }

    #[test]
    fn zooming_stops_at_both_limits() {
        let window = seconds(0, 40);
        let about = Time::new(10, 0).unwrap();
        for closest in [120, i32::MAX] {
            let closest = window.stepped(about, closest);
            assert_eq!(closest.length(), Window::MIN_LENGTH);
            assert_eq!(closest.start(), about.saturating_add_nanos(-25));
        }
        for farthest in [-500, i32::MIN] {
            assert_eq!(window.stepped(about, farthest), Window::WHOLE);
            assert_eq!(Window::WHOLE.stepped(about, farthest), Window::WHOLE);
        }
        assert_eq!(Window::WHOLE.stepped(Time::MAX, 4).end(), Time::MAX);
        let shortest = Window::new(about, about.saturating_add_nanos(1)).unwrap();
        assert_eq!(shortest.stepped(about, i32::MAX), shortest);
    }

    #[test]
    fn padding_is_a_share_of_the_length() {
        assert_eq!(seconds(0, 100).with_padding(5), seconds(-5, 105));
        assert_eq!(Window::WHOLE.with_padding(u32::MAX), Window::WHOLE);
    }

    proptest! {
        #[test]
        fn the_focus_keeps_its_relative_position(window in any_window(), about in any_time(), quarters in -500_i32..500) {
            let zoomed = window.stepped(about, quarters);
            let (old, new) = (window.length(), zoomed.length());
            let held = zoomed.start() == Time::MIN || zoomed.end() == Time::MAX;
            if window.contains(about) && !held {
                // Compare the new position with the exact share in halves of a nanosecond.
                let place = about.nanos_since(zoomed.start());
                let exact = about.nanos_since(window.start()) as f64 * (new as f64 / old as f64);
                prop_assert!((place as f64 - exact).abs() <= 0.5 + exact.abs() * 1e-14);
            }
        }

        #[test]
        fn no_steps_change_nothing(window in any_window(), about in any_time()) {
            prop_assert_eq!(window.stepped(about, 0), window);
        }

        #[test]
        fn zooming_in_stays_inside_the_window(window in any_window(), about in any_time(), quarters in prop_oneof![-500_i32..500, any::<i32>()]) {
            let (far, near) = (window.stepped(about, quarters), window.stepped(about, quarters.saturating_add(1)));
            prop_assert!(far.start() <= near.start() && near.start() < near.end() && near.end() <= far.end());
        }

        #[test]
        fn four_steps_halve_the_length(window in any_window(), about in any_time(), quarters in -500_i32..500) {
            let (far, near) = (window.stepped(about, quarters).length(), window.stepped(about, quarters + 4).length());
            if far < Window::WHOLE.length() && near > Window::MIN_LENGTH {
                prop_assert!((near * 2 - far).abs() <= 1, "{} {}", near, far);
            }
        }

        #[test]
        fn lengths_agree_with_floating_point(length in 1_i128..1 << 60, quarters in -100_i32..100) {
            let exact = length as f64 * 2_f64.powf(f64::from(-quarters) / 4.0);
            let stepped = stepped_length(length, quarters).min(Window::WHOLE.length()) as f64;
            // The table is exact to one part in a hundred thousand.
            prop_assert!((stepped - exact.min(Window::WHOLE.length() as f64)).abs() <= 0.5 + exact * 1e-5);
        }

        #[test]
        fn padding_surrounds_the_window(window in any_window(), percent: u32) {
            let airy = window.with_padding(percent);
            prop_assert!(airy.start() <= window.start() && airy.end() >= window.end());
        }

        #[test]
        fn shifting_back_restores_the_window(window in any_window(), by in -1_000_000_000_000_000_i128..1_000_000_000_000_000) {
            let moved = window.shifted(by);
            prop_assert_eq!(moved.length(), window.length());
            if moved.start().nanos_since(window.start()) == by {
                prop_assert_eq!(moved.shifted(-by), window);
            }
        }

        #[test]
        fn share_agrees_with_plain_arithmetic(part in 0_i128..1_000_000_000_000, more in 1_i128..1_000_000_000_000, new in 1_i128..1_000_000_000_000_000_000) {
            let old = part + more;
            prop_assert_eq!(share(part, new, old), (part * new * 2 + old) / (old * 2));
        }
    }
}
