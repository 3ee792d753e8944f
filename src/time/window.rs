//! [`Window`]: the stretch of time on screen, and how panning and zooming change it.
//!
//! Owns the arithmetic of moving and resizing, exact in integers and held to the axis. It knows no
//! columns; those are the business of [`super::Scale`].

use super::moment::Time;

/// A half-open stretch of time, from its start up to but not including its end; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    start: Time,
    end: Time,
}

impl Window {
    /// The shortest window that zooming leads to, in nanoseconds. [`Window::new`] takes shorter ones.
    pub const MIN_LENGTH: i128 = 100;

    /// The whole axis.
    pub const WHOLE: Self = Self {
        start: Time::MIN,
        end: Time::MAX,
    };

    /// A window; `None` if it would be empty or run backwards.
    pub fn new(start: Time, end: Time) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The first moment inside.
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

    /// Whether the moment lies inside.
    pub fn contains(&self, time: Time) -> bool {
        self.start <= time && time < self.end
    }

    /// The moment in the middle, rounded towards the past.
    pub fn centre(&self) -> Time {
        self.start.saturating_add_nanos(self.length() / 2)
    }

    /// The window moved by a number of nanoseconds. It keeps its length and stops at the ends of the
    /// axis.
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

    /// The window moved so that `time` is in its middle, or as near to it as the axis allows.
    #[must_use]
    pub fn centred_on(&self, time: Time) -> Self {
        self.shifted(time.nanos_since(self.centre()))
    }

    /// A window `numerator / denominator` times as long, in which `about` keeps its relative place to
    /// the nanosecond.
    ///
    /// The length stays between [`Window::MIN_LENGTH`] and the whole axis. A moment outside the window
    /// counts as its nearer edge. At an end of the axis the window moves inwards rather than
    /// shrink. A denominator of 0 changes nothing.
    #[must_use]
    pub fn zoomed(&self, about: Time, numerator: u32, denominator: u32) -> Self {
        if denominator == 0 {
            return *self;
        }
        let old = self.length();
        let new = (old * i128::from(numerator) / i128::from(denominator))
            .clamp(Self::MIN_LENGTH, Self::WHOLE.length());
        let before = about.clamp(self.start, self.end).nanos_since(self.start);
        let start = self.start.total_nanos() + before - share(before, new, old);
        let start = start.clamp(Time::MIN.total_nanos(), Time::MAX.total_nanos() - new);
        Self {
            start: Time::from_total_nanos(start),
            end: Time::from_total_nanos(start + new),
        }
    }

    /// The window with room on both sides, each that many hundredths of its length, as far as the
    /// axis reaches.
    #[must_use]
    pub fn with_air(&self, percent: u32) -> Self {
        let air = self.length() * i128::from(percent) / 100;
        Self {
            start: self.start.saturating_add_nanos(-air),
            end: self.end.saturating_add_nanos(air),
        }
    }
}

/// `part * new / old`, rounded to the nearest, for 0 <= part <= old. The product may need more than
/// 128 bits, so `new` is taken in digits of 32 bits as in long division.
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
        prop_oneof![near, far].prop_map(|(seconds, nanos)| Time::new(seconds, nanos).unwrap())
    }

    prop_compose! {
        fn any_window()(a in any_time(), b in any_time()) -> Window {
            Window::new(a.min(b), a.max(b))
                .unwrap_or(Window { start: Time::new(0, 0).unwrap(), end: Time::new(0, 1).unwrap() })
        }
    }

    #[test]
    fn is_never_empty() {
        let (a, b) = (Time::new(5, 0).unwrap(), Time::new(5, 1).unwrap());
        assert_eq!(Window::new(a, a), None);
        assert_eq!(Window::new(b, a), None);
        let window = Window::new(a, b).unwrap();
        assert_eq!(window.length(), 1);
        assert!(window.contains(a));
        assert!(!window.contains(b));
    }

    #[test]
    fn moves_and_keeps_its_length() {
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
    #[case(0, 1, 2, (0, 20))]
    #[case(40, 1, 2, (20, 40))]
    #[case(10, 1, 2, (5, 25))]
    #[case(10, 2, 1, (-10, 70))]
    #[case(-7, 1, 2, (0, 20))]
    #[case(99, 2, 1, (-40, 40))]
    #[case(10, 5, 0, (0, 40))]
    fn zooms_about_a_moment(
        #[case] about: i64,
        #[case] numerator: u32,
        #[case] denominator: u32,
        #[case] expected: (i64, i64),
    ) {
        let zoomed = seconds(0, 40).zoomed(Time::new(about, 0).unwrap(), numerator, denominator);
        assert_eq!(zoomed, seconds(expected.0, expected.1));
    }

    #[test]
    fn zooming_stops_at_both_limits() {
        let window = seconds(0, 40);
        let about = Time::new(10, 0).unwrap();
        assert_eq!(window.zoomed(about, 0, 1).length(), Window::MIN_LENGTH);
        assert_eq!(
            window.zoomed(about, 0, 1).start(),
            about.saturating_add_nanos(-25)
        );
        assert_eq!(Window::WHOLE.zoomed(about, u32::MAX, 1), Window::WHOLE);
        assert_eq!(Window::WHOLE.zoomed(Time::MAX, 1, 2).end(), Time::MAX);
    }

    #[test]
    fn ten_thousand_zooms_in_and_out_keep_the_focus() {
        let about = Time::new(1_618_000_000, 123_456_789).unwrap();
        let mut window = Window::WHOLE;
        for _ in 0..5_000 {
            window = window.zoomed(about, 4, 5);
            assert!(window.contains(about));
        }
        assert_eq!(window.length(), Window::MIN_LENGTH);
        for _ in 0..5_000 {
            window = window.zoomed(about, 5, 4);
            assert!(window.contains(about));
        }
        assert_eq!(window, Window::WHOLE);
    }

    #[test]
    fn air_is_a_share_of_the_length() {
        assert_eq!(seconds(0, 100).with_air(5), seconds(-5, 105));
        assert_eq!(Window::WHOLE.with_air(u32::MAX), Window::WHOLE);
    }

    proptest! {
        #[test]
        fn the_focus_keeps_its_place(window in any_window(), about in any_time(), numerator in 1_u32..50, denominator in 1_u32..50) {
            let zoomed = window.zoomed(about, numerator, denominator);
            let (old, new) = (window.length(), zoomed.length());
            prop_assert!(new >= Window::MIN_LENGTH);
            prop_assert!(zoomed.start() < zoomed.end());
            let held = zoomed.start() == Time::MIN || zoomed.end() == Time::MAX;
            if window.contains(about) && !held {
                // Compare in halves of a nanosecond: new place against the exact share.
                let place = about.nanos_since(zoomed.start());
                let exact = about.nanos_since(window.start()) as f64 * (new as f64 / old as f64);
                prop_assert!((place as f64 - exact).abs() <= 0.5 + exact.abs() * 1e-14);
            }
        }

        #[test]
        fn zooming_never_panics(window in any_window(), about in any_time(), numerator: u32, denominator: u32, percent: u32) {
            let zoomed = window.zoomed(about, numerator, denominator);
            prop_assert!(zoomed.start() < zoomed.end());
            let airy = window.with_air(percent);
            prop_assert!(airy.start() <= window.start() && airy.end() >= window.end());
        }

        #[test]
        fn shifting_back_returns(window in any_window(), by in -1_000_000_000_000_000_i128..1_000_000_000_000_000) {
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
