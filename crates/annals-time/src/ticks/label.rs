//! The text of ticks, and of the coarser level above them. All of it is ASCII, so that a byte is a cell.

use super::step::{Grid, Unit};
use crate::moment::Time;
use crate::months::{month, short_month};
use crate::window::Window;
use crate::years::{DeepUnit, is_plain, year_name, year_with_era, years_ago};

/// Days of the week from 1 January 1970, a Thursday.
static WEEKDAYS_FROM_EPOCH: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const SECONDS_PER_DAY: i64 = 86_400;

/// How all ticks of one axis are worded.
#[derive(Debug, Clone, Copy)]
pub(super) enum LabelWording {
    /// `65 Ma`, counted from the present.
    Deep(DeepUnit),
    /// `2021`.
    PlainYear,
    /// `44 BC`.
    YearWithEra,
    /// `Apr`.
    Month,
    /// `Q2`.
    Quarter,
    /// `W05`: the number of the ISO 8601 week.
    ///
    /// It belongs to the year of the week's Thursday: the week from 30 December 2024 is `W01`, that
    /// from 28 December 2020 `W53`. The tick is at the Monday, and the context names its month.
    Week,
    /// `1 W05`: the Monday, as in the labels of days, and its week. The day comes first, since
    /// `W05 21` would look like a week of a year.
    DayAndWeek,
    /// `12`.
    Day,
    /// `Mon 12`.
    Weekday,
    /// `14:30`.
    Minute,
    /// `14:30:05`.
    Second,
    /// `+250 ms` since the context.
    Fraction {
        /// Nanoseconds that the label counts.
        unit: u32,
        /// `ms`, `us` or `ns`.
        symbol: &'static str,
    },
}

impl LabelWording {
    /// The wording for a grid in a window, and the width of its widest label in cells.
    pub(super) fn of(grid: Grid, window: &Window) -> (Self, usize) {
        let step = grid.step();
        match step.unit {
            Unit::Year if grid.is_deep() => Self::of_deep_years(grid, window),
            Unit::Year => Self::of_years(grid, window),
            Unit::Month if step.count == 3 => (Self::Quarter, 2),
            Unit::Month => (Self::Month, 3),
            Unit::Week => (Self::Week, 3),
            Unit::Day => (Self::Day, 2),
            Unit::Hour | Unit::Minute => (Self::Minute, 5),
            Unit::Second => (Self::Second, 8),
            Unit::Millisecond => (
                Self::Fraction {
                    unit: 1_000_000,
                    symbol: "ms",
                },
                7,
            ),
            Unit::Microsecond => (
                Self::Fraction {
                    unit: 1_000,
                    symbol: "us",
                },
                7,
            ),
            Unit::Nanosecond => (
                Self::Fraction {
                    unit: 1,
                    symbol: "ns",
                },
                7,
            ),
        }
    }

    fn of_years(grid: Grid, window: &Window) -> (Self, usize) {
        // Years grow longer away from 1 AD, so the widest label is at one of the ends.
        let (first, last) = end_years(grid, window);
        if is_plain(first) && is_plain(last) {
            return (Self::PlainYear, 4);
        }
        let width = |year| year_with_era(year).len();
        (Self::YearWithEra, width(first).max(width(last)))
    }

    fn of_deep_years(grid: Grid, window: &Window) -> (Self, usize) {
        let step = grid.step().count;
        let unit = DeepUnit::of(window, step);
        let (first, last) = end_years(grid, window);
        let decimals = unit.decimals(step);
        let width = |year| unit.width(years_ago(year), decimals);
        (Self::Deep(unit), width(first).max(width(last)))
    }

    /// A longer wording to use where there is plenty of room, and its width.
    pub(super) const fn roomier(self) -> Option<(Self, usize)> {
        match self {
            Self::Day => Some((Self::Weekday, 6)),
            Self::Week => Some((Self::DayAndWeek, 6)),
            _ => None,
        }
    }

    /// The label of a tick.
    pub(super) fn label(self, time: Time) -> String {
        let civil = time.civil();
        match self {
            Self::Deep(unit) => unit.label(years_ago(civil.year)),
            Self::PlainYear => civil.year.to_string(),
            Self::YearWithEra => year_with_era(civil.year),
            Self::Month => short_month(civil.month).to_owned(),
            Self::Quarter => format!("Q{}", civil.month.div_ceil(3)),
            Self::Week => format!("W{:02}", time.iso_week().1),
            Self::DayAndWeek => format!("{} W{:02}", civil.day, time.iso_week().1),
            Self::Day => civil.day.to_string(),
            Self::Weekday => format!("{} {}", weekday(time), civil.day),
            Self::Minute => format!("{:02}:{:02}", civil.hour, civil.minute),
            Self::Second => clock(time),
            Self::Fraction { unit, symbol } => {
                format!("+{} {symbol}", civil.nanosecond / unit % 1_000)
            }
        }
    }
}

/// The years of the first and the last tick in the window, or of its edges where it has none.
fn end_years(grid: Grid, window: &Window) -> (i64, i64) {
    let last_moment = window.end().saturating_add_nanos(-1);
    let (first, last) = (grid.index_of(window.start()), grid.index_of(last_moment));
    let inside = |index| grid.time(index).filter(|&time| window.contains(time));
    let first = inside(first)
        .or_else(|| inside(first + 1))
        .unwrap_or(window.start());
    let last = inside(last)
        .or_else(|| inside(last - 1))
        .unwrap_or(last_moment);
    (first.civil().year, last.civil().year)
}

/// Whether a coarser unit begins at the tick as well: a decade, a year, a month, a day, an hour.
pub(super) fn is_major(grid: Grid, time: Time) -> bool {
    let civil = time.civil();
    let step = grid.step();
    match step.unit {
        Unit::Year => {
            let number = if grid.is_deep() {
                years_ago(civil.year)
            } else if civil.year > 1 {
                civil.year
            } else {
                1_i64.saturating_sub(civil.year)
            };
            let coarser = 10_u64.saturating_pow(step.count.ilog10() + 1);
            number.unsigned_abs() % coarser == 0
        }
        Unit::Month => civil.month == 1,
        Unit::Week => civil.day <= 7,
        Unit::Day => civil.day == 1,
        Unit::Hour => civil.hour == 0,
        Unit::Minute => civil.minute == 0,
        Unit::Second => civil.second == 0,
        Unit::Millisecond => civil.nanosecond == 0,
        Unit::Microsecond => civil.nanosecond.is_multiple_of(1_000_000),
        Unit::Nanosecond => civil.nanosecond.is_multiple_of(1_000),
    }
}

/// The unit that is named above ticks of a unit, if they need one.
pub(super) const fn context_unit(unit: Unit) -> Option<Unit> {
    match unit {
        Unit::Year => None,
        Unit::Month => Some(Unit::Year),
        Unit::Week | Unit::Day => Some(Unit::Month),
        Unit::Hour | Unit::Minute | Unit::Second => Some(Unit::Day),
        Unit::Millisecond => Some(Unit::Second),
        Unit::Microsecond => Some(Unit::Millisecond),
        Unit::Nanosecond => Some(Unit::Microsecond),
    }
}

/// How much of a moment a context label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ContextDetail {
    /// A part of it: `14:30:05`.
    Part,
    /// At least its day, without the year: `12 Apr 14:30:05`.
    Day,
    /// All of it, together with the previous label that did.
    All,
}

/// Width in cells of the narrowest context label that names all of a moment, with day and month as wide
/// as they can be.
pub(super) fn context_width(unit: Unit, window: &Window) -> usize {
    let year = |time: Time| year_name(time.civil().year).len();
    let year = year(window.start()).max(year(window.end()));
    let rest = match unit {
        Unit::Year => "",
        Unit::Month => "Apr ",
        Unit::Second => "12 Apr  14:30:05",
        Unit::Millisecond => "12 Apr  14:30:05.250",
        Unit::Microsecond => "12 Apr  14:30:05.250123",
        _ => "12 Apr ",
    };
    rest.len() + year
}

/// The longest wording of a context unit that fits in `room` cells, and how much it names. What has not
/// changed since `previous`, the last moment that was named in full, is left out.
pub(super) fn context_label(
    unit: Unit,
    time: Time,
    previous: Option<Time>,
    room: usize,
) -> Option<(String, ContextDetail)> {
    let civil = time.civil();
    let same_year = previous.is_some_and(|previous| previous.civil().year == civil.year);
    let same_day = previous.is_some_and(|previous| day_number(previous) == day_number(time));
    let short = short_month(civil.month);
    let day = format!("{} {short}", civil.day);
    let wordings = match unit {
        Unit::Year => vec![(year_name(civil.year), ContextDetail::All)],
        Unit::Month if same_year => vec![
            (month(civil.month).to_owned(), ContextDetail::All),
            (short.to_owned(), ContextDetail::All),
        ],
        Unit::Month => {
            let year = year_name(civil.year);
            vec![
                (format!("{} {year}", month(civil.month)), ContextDetail::All),
                (format!("{short} {year}"), ContextDetail::All),
                (short.to_owned(), ContextDetail::Part),
            ]
        }
        Unit::Day if same_year => vec![(day, ContextDetail::All)],
        Unit::Day => vec![(date(time), ContextDetail::All), (day, ContextDetail::Day)],
        _ => {
            let clock = format!("{}{}", clock(time), fraction(unit, time));
            if same_day {
                vec![(clock, ContextDetail::All)]
            } else {
                vec![
                    (format!("{} {clock}", date(time)), ContextDetail::All),
                    (format!("{day} {clock}"), ContextDetail::Day),
                    (clock, ContextDetail::Part),
                ]
            }
        }
    };
    wordings.into_iter().find(|(text, _)| text.len() <= room)
}

/// The weekday in three letters.
pub(crate) fn weekday(time: Time) -> &'static str {
    let day = usize::try_from(day_number(time).rem_euclid(7)).unwrap_or(0);
    WEEKDAYS_FROM_EPOCH.get(day).copied().unwrap_or_default()
}

fn day_number(time: Time) -> i64 {
    time.seconds().div_euclid(SECONDS_PER_DAY)
}

/// `12 Apr 2021`.
pub(crate) fn date(time: Time) -> String {
    let civil = time.civil();
    format!(
        "{} {} {}",
        civil.day,
        short_month(civil.month),
        year_name(civil.year)
    )
}

/// `14:30:05`.
fn clock(time: Time) -> String {
    let civil = time.civil();
    format!("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second)
}

/// `.250`, `.250123` or `.250123456`; nothing for units from the second up.
pub(crate) fn fraction(unit: Unit, time: Time) -> String {
    let nanos = time.nanoseconds();
    match unit {
        Unit::Millisecond => format!(".{:03}", nanos / 1_000_000),
        Unit::Microsecond => format!(".{:06}", nanos / 1_000),
        Unit::Nanosecond => format!(".{nanos:09}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Civil;
    use rstest::rstest;

    fn at(day: u8, hour: u8, nanosecond: u32) -> Time {
        let civil = Civil {
            hour,
            minute: 30,
            second: 5,
            nanosecond,
            ..Civil::date(2021, 4, day)
        };
        Time::from_civil(civil).unwrap()
    }

    #[rstest]
    #[case(LabelWording::Quarter, "Q2")]
    #[case(LabelWording::Month, "Apr")]
    #[case(LabelWording::Week, "W15")]
    #[case(LabelWording::DayAndWeek, "12 W15")]
    #[case(LabelWording::Day, "12")]
    #[case(LabelWording::Weekday, "Mon 12")]
    #[case(LabelWording::Minute, "14:30")]
    #[case(LabelWording::Second, "14:30:05")]
    #[case(LabelWording::Fraction { unit: 1_000, symbol: "us" }, "+123 us")]
    fn a_moment_has_a_label_in_every_wording(
        #[case] wording: LabelWording,
        #[case] expected: &str,
    ) {
        assert_eq!(wording.label(at(12, 14, 250_123_456)), expected);
    }

    #[rstest]
    #[case(Unit::Month, 10, Some("April 2021"))]
    #[case(Unit::Month, 9, Some("Apr 2021"))]
    #[case(Unit::Month, 7, Some("Apr"))]
    #[case(Unit::Month, 2, None)]
    #[case(Unit::Day, 11, Some("12 Apr 2021"))]
    #[case(Unit::Day, 10, Some("12 Apr"))]
    #[case(Unit::Second, 20, Some("12 Apr 2021 14:30:05"))]
    #[case(Unit::Millisecond, 20, Some("12 Apr 14:30:05.250"))]
    #[case(Unit::Millisecond, 18, Some("14:30:05.250"))]
    #[case(Unit::Microsecond, 30, Some("12 Apr 2021 14:30:05.250123"))]
    fn context_labels_are_as_long_as_fits(
        #[case] unit: Unit,
        #[case] room: usize,
        #[case] expected: Option<&str>,
    ) {
        let label = context_label(unit, at(12, 14, 250_123_456), None, room);
        assert_eq!(label.map(|(label, _)| label).as_deref(), expected);
    }

    #[rstest]
    #[case(Unit::Year)]
    #[case(Unit::Month)]
    #[case(Unit::Day)]
    #[case(Unit::Second)]
    #[case(Unit::Millisecond)]
    #[case(Unit::Microsecond)]
    fn the_width_of_context_is_that_of_the_narrowest_full_label(#[case] unit: Unit) {
        let time = at(12, 14, 250_123_456);
        let window = Window::new(time, time.saturating_add_nanos(1)).unwrap();
        let width = context_width(unit, &window);
        let says = |room| context_label(unit, time, None, room).map(|(_, says)| says);
        assert_eq!(says(width), Some(ContextDetail::All));
        assert_ne!(says(width - 1), Some(ContextDetail::All));
    }

    #[rstest]
    #[case(Unit::Month, "April")]
    #[case(Unit::Day, "13 Apr")]
    #[case(Unit::Second, "13 Apr 2021 00:30:05")]
    fn later_context_labels_name_what_changed(#[case] unit: Unit, #[case] expected: &str) {
        let label = context_label(unit, at(13, 0, 0), Some(at(12, 0, 0)), 99);
        assert_eq!(label, Some((expected.to_owned(), ContextDetail::All)));
    }
}
