//! [`Scale`]: converts between moments and columns.
//!
//! The arithmetic is in integers, so that column edges are exact, adjoin without gap or overlap, and do
//! not drift however far the window is panned.

use super::moment::Time;
use super::window::Window;

/// Parts of a column that can be drawn.
const EIGHTHS: u32 = 8;

/// A window laid out over a number of columns, at least one.
///
/// A column is the half-open interval between its edges; all columns together are exactly the window.
/// Where the window has fewer nanoseconds than columns, some columns are empty.
///
/// ```
/// use annals_time::{Scale, Time, When};
///
/// let decade = When::parse("202X").unwrap().unwrap().window().unwrap();
/// let scale = Scale::new(decade, 80).unwrap();
/// let mid_2024 = Time::from_date(2024, 7, 1).unwrap();
/// assert_eq!(scale.column_of(mid_2024), Some(35));
/// assert_eq!(scale.column_start(0), decade.start());
/// assert_eq!(scale.column_of(decade.end()), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scale {
    window: Window,
    columns: u16,
}

/// The position of a moment on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Position {
    /// Left of the first column.
    Before,
    /// Eighths of a column from the left edge, 0 to 8 times the columns.
    At(u32),
    /// Right of the last column's right edge.
    After,
}

impl Scale {
    /// Lays a window out over a number of columns; `None` for no columns.
    pub fn new(window: Window, columns: u16) -> Option<Self> {
        (columns > 0).then_some(Self { window, columns })
    }

    /// The window that is laid out.
    pub const fn window(&self) -> Window {
        self.window
    }

    /// The number of columns, at least 1.
    pub const fn columns(&self) -> u16 {
        self.columns
    }

    /// The first moment of a column; the window's end for a column beyond the last.
    pub fn column_start(&self, column: u16) -> Time {
        let columns = i128::from(self.columns);
        let column = i128::from(column.min(self.columns));
        // Rounded up, so that a moment's column is its distance from the start times columns over
        // length, rounded down.
        let offset = (column * self.window.length() + columns - 1) / columns;
        self.window.start().saturating_add_nanos(offset)
    }

    /// The first moment after a column: where the next one starts.
    pub fn column_end(&self, column: u16) -> Time {
        self.column_start(column.saturating_add(1))
    }

    /// The moment in the middle of a column, rounded towards the past.
    pub fn column_middle(&self, column: u16) -> Time {
        let start = self.column_start(column);
        start.saturating_add_nanos(self.column_end(column).nanos_since(start) / 2)
    }

    /// The column that holds a moment; `None` outside the window.
    pub fn column_of(&self, time: Time) -> Option<u16> {
        if !self.window.contains(time) {
            return None;
        }
        let offset = time.nanos_since(self.window.start());
        u16::try_from(offset * i128::from(self.columns) / self.window.length()).ok()
    }

    /// The position of a moment to the eighth of a column, rounded towards the past, so that the eighths
    /// over 8 are its column. The window's end is on the scale, as its right edge.
    fn eighths(&self, time: Time) -> Position {
        if time < self.window.start() {
            return Position::Before;
        }
        if time > self.window.end() {
            return Position::After;
        }
        let offset = time.nanos_since(self.window.start());
        let eighths = offset * i128::from(self.width_in_eighths()) / self.window.length();
        u32::try_from(eighths).map_or(Position::After, Position::At)
    }

    /// The position of a moment in eighths of a column from the left edge, rounded towards the past, so
    /// that the eighths over 8 are its column. A moment outside the window is at the nearer edge.
    pub fn eighths_clamped(&self, time: Time) -> u32 {
        match self.eighths(time) {
            Position::Before => 0,
            Position::At(eighths) => eighths,
            Position::After => self.width_in_eighths(),
        }
    }

    /// Nanoseconds that a number of columns spans, rounded to the nearest; negative to the left.
    ///
    /// Dragging the axis that many columns to the right moves the window by the negative of it. Apply
    /// [`Window::shifted`] to the window in which dragging began, so that rounding does not add up.
    pub fn nanos_across(&self, columns: i32) -> i128 {
        // The axis has 94 bits of nanoseconds, so the product has at most 126 bits.
        let (span, all) = (
            self.window.length() * i128::from(columns.unsigned_abs()),
            i128::from(self.columns),
        );
        let nanos = (span + all / 2) / all;
        if columns < 0 { -nanos } else { nanos }
    }

    /// Eighths from the left edge to the right one.
    fn width_in_eighths(&self) -> u32 {
        u32::from(self.columns) * EIGHTHS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale(start: i128, length: i128, columns: u16) -> Scale {
        let time = |nanos| Time::from_total_nanos(nanos);
        Scale::new(
            Window::new(time(start), time(start + length)).unwrap(),
            columns,
        )
        .unwrap()
    }

    fn at(nanos: i128) -> Time {
        Time::from_total_nanos(nanos)
    }

    prop_compose! {
        fn any_scale()(start: i64, nanos in 0_u32..1_000_000_000, magnitude in 0_u32..95, mantissa in 1_i128..1_000, columns in 1_u16..=500) -> Scale {
            let start = Time::new(start, nanos).unwrap().min(Time::MAX.saturating_add_nanos(-1));
            let end = start.saturating_add_nanos(mantissa << magnitude);
            Scale::new(Window::new(start, end).unwrap(), columns).unwrap()
        }
    }

    #[test]
    fn a_scale_has_at_least_one_column() {
        assert_eq!(Scale::new(Window::WHOLE, 0), None);
    }

    #[test]
    fn ten_nanoseconds_over_four_columns() {
        let scale = scale(100, 10, 4);
        let edges: Vec<i128> = (0..=5)
            .map(|c| scale.column_start(c).total_nanos())
            .collect();
        assert_eq!(edges, [100, 103, 105, 108, 110, 110]);
        let columns: Vec<Option<u16>> = (99..=110).map(|n| scale.column_of(at(n))).collect();
        let expected = [
            None,
            Some(0),
            Some(0),
            Some(0),
            Some(1),
            Some(1),
            Some(2),
            Some(2),
            Some(2),
            Some(3),
            Some(3),
            None,
        ];
        assert_eq!(columns, expected);
        assert_eq!(scale.column_middle(0), at(101));
    }

    #[test]
    fn moments_outside_are_before_or_after() {
        let scale = scale(0, 160, 4);
        assert_eq!(scale.eighths(at(-1)), Position::Before);
        assert_eq!(scale.eighths(at(0)), Position::At(0));
        assert_eq!(scale.eighths(at(4)), Position::At(0));
        assert_eq!(scale.eighths(at(5)), Position::At(1));
        assert_eq!(scale.eighths(at(160)), Position::At(32));
        assert_eq!(scale.eighths(at(161)), Position::After);
        assert_eq!(scale.eighths_clamped(Time::MIN), 0);
        assert_eq!(scale.eighths_clamped(Time::MAX), 32);
    }

    #[test]
    fn a_window_shorter_than_its_columns_fills_from_each_nanosecond() {
        let scale = scale(0, 2, 6);
        assert_eq!(scale.column_of(at(0)), Some(0));
        assert_eq!(scale.column_of(at(1)), Some(3));
    }

    #[test]
    fn the_whole_axis_fits_the_widest_screen() {
        let scale = Scale::new(Window::WHOLE, u16::MAX).unwrap();
        assert_eq!(scale.column_start(0), Time::MIN);
        assert_eq!(scale.column_end(u16::MAX), Time::MAX);
        assert_eq!(
            scale.column_of(Time::MAX.saturating_add_nanos(-1)),
            Some(u16::MAX - 1)
        );
        assert_eq!(scale.eighths_clamped(Time::MAX), u32::from(u16::MAX) * 8);
    }

    #[test]
    fn columns_have_a_length_in_time() {
        let scale = scale(0, 10, 4);
        let lengths = [-4, -2, -1, 0, 1, 2, 3, 4, 8].map(|columns| scale.nanos_across(columns));
        assert_eq!(lengths, [-10, -5, -3, 0, 3, 5, 8, 10, 20]);
    }

    proptest! {
        #[test]
        fn a_drag_of_any_width_has_a_length(scale in any_scale(), columns in prop_oneof![-1_000_i32..1_000, any::<i32>(), Just(i32::MIN)]) {
            let all = i128::from(scale.columns());
            let nanos = scale.nanos_across(columns);
            let error = nanos * all - scale.window().length() * i128::from(columns);
            prop_assert!(error.abs() * 2 <= all);
            let whole = Scale::new(Window::WHOLE, scale.columns()).unwrap();
            prop_assert_eq!(whole.nanos_across(columns).signum(), i128::from(columns.signum()));
        }

        #[test]
        fn a_drag_keeps_the_moment_under_the_pointer(scale in any_scale(), from in 0_u16..500, to in 0_u16..500) {
            let (from, to) = (from % scale.columns(), to % scale.columns());
            let grasped = scale.column_middle(from);
            let window = scale.window().shifted(-scale.nanos_across(i32::from(to) - i32::from(from)));
            let dragged = Scale::new(window, scale.columns()).unwrap();
            let held = window.start() == Time::MIN || window.end() == Time::MAX;
            if !held && scale.window().length() > 8 * i128::from(scale.columns()) {
                prop_assert_eq!(dragged.column_of(grasped), Some(to));
            }
        }

        #[test]
        fn columns_cover_the_window_without_gap_or_overlap(scale in any_scale()) {
            let columns = scale.columns();
            prop_assert_eq!(scale.column_start(0), scale.window().start());
            prop_assert_eq!(scale.column_end(columns - 1), scale.window().end());
            for column in 0..columns {
                let (start, end) = (scale.column_start(column), scale.column_end(column));
                prop_assert!(start <= end);
                if start < end {
                    prop_assert_eq!(scale.column_of(start), Some(column));
                    prop_assert_eq!(scale.column_of(end.saturating_add_nanos(-1)), Some(column));
                } else {
                    prop_assert!(scale.window().length() < i128::from(columns));
                }
            }
        }

        #[test]
        fn later_moments_have_later_positions(scale in any_scale(), a in 0_u32..1_000_000, b in 0_u32..1_000_000) {
            let point = |share: u32| {
                scale.window().start().saturating_add_nanos(scale.window().length() / 1_000_000 * i128::from(share))
            };
            let (first, second) = (point(a.min(b)), point(a.max(b)));
            prop_assert!(scale.eighths(first) <= scale.eighths(second));
            prop_assert!(scale.column_of(first) <= scale.column_of(second));
            prop_assert_eq!(scale.column_of(first).map(u32::from), Some(scale.eighths_clamped(first) / 8));
        }
    }
}
