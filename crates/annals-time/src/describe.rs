//! [`describe_window`]: a window in words, for a title line: `2019–2024`; [`describe_day`]: a day for a heading.

use super::moment::Time;
use super::months::short_month;
use super::ticks::{Grid, Unit, date, fraction, weekday};
use super::window::Window;
use super::years::{DeepUnit, is_deep, is_plain, year_name, year_number, year_with_era, years_ago};

/// Width in cells above which a coarser wording is used, where there is one.
const MAX_WIDTH: usize = 32;
/// Years from which a window in deep time is described in thousands of years or more.
const DEEP_LENGTH: i128 = 20_000;
const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;
/// The mean year of the calendar, 365.2425 days.
const YEAR: i128 = DAY * 3_652_425 / 10_000;

/// Returns a short description of a window: `2019–2024`, `Mar–Jun 2021`, `12–15 Apr 2021`,
/// `12 Apr 2021 14:00–16:30`, `65–60 Ma ago`, `4.6 Ga ago – in 5 Ga`.
///
/// It names the calendar units that the window touches, in the coarsest unit that makes it at most a
/// quarter longer than it is; clock times are the window's ends, in the same way. `ascii` writes the
/// dash as a hyphen. It is rarely wider than 30 cells.
///
/// ```
/// use annals_time::{When, describe_window};
///
/// let window = When::parse("2019/2024").unwrap().unwrap().window().unwrap();
/// assert_eq!(describe_window(&window, true), "2019-2024");
/// ```
pub fn describe_window(window: &Window, ascii: bool) -> String {
    const UNITS: [Unit; 8] = [
        Unit::Year,
        Unit::Month,
        Unit::Day,
        Unit::Minute,
        Unit::Second,
        Unit::Millisecond,
        Unit::Microsecond,
        Unit::Nanosecond,
    ];
    let dash = if ascii { '-' } else { '\u{2013}' };
    if is_deep(window) && window.length() >= DEEP_LENGTH * YEAR {
        return deep_years(window, dash);
    }
    let (mut best, mut best_length) = (String::new(), i128::MAX);
    for unit in UNITS {
        let rounded = outward(window, unit);
        let text = wording(&rounded, unit, dash);
        if best.is_empty() || text.chars().count() <= MAX_WIDTH {
            (best, best_length) = (text, rounded.length());
        }
        // A finer unit may leave no room for the date. Go on to it only where this one makes the
        // window more than four times as long as it is.
        let enough = rounded.length().saturating_mul(4) <= window.length().saturating_mul(5);
        if enough
            && best_length.saturating_sub(window.length()) <= window.length().saturating_mul(3)
        {
            break;
        }
    }
    best
}

/// Returns the day of a moment, for a heading: `Mon 2 Aug 2010`.
///
/// ```
/// use annals_time::{Time, describe_day};
///
/// let day = Time::from_date(2010, 8, 2).unwrap();
/// assert_eq!(describe_day(day), "Mon 2 Aug 2010");
/// ```
pub fn describe_day(time: Time) -> String {
    format!("{} {}", weekday(time), date(time))
}

/// Returns an astronomical year by its name: `2010`, `44 BC`.
pub fn describe_year(year: i64) -> String {
    year_name(year)
}

/// The window from the start of the unit that it begins in to the end of the one it ends in.
fn outward(window: &Window, unit: Unit) -> Window {
    let grid = Grid::calendar(unit);
    let last = window.end().saturating_add_nanos(-1);
    let start = grid
        .time(grid.index_of(window.start()))
        .unwrap_or(Time::MIN);
    let end = grid.time(grid.index_of(last) + 1).unwrap_or(Time::MAX);
    Window::new(start, end).unwrap_or(*window)
}

/// A window whose ends are on whole units, in words.
fn wording(window: &Window, unit: Unit, dash: char) -> String {
    let last = window.end().saturating_add_nanos(-1);
    match unit {
        Unit::Year => years(window.start().civil().year, last.civil().year, dash),
        Unit::Month => months(window.start(), last, dash),
        Unit::Day => days(window.start(), last, dash),
        _ => clock_times(window, unit, dash),
    }
}

fn years(first: i64, last: i64, dash: char) -> String {
    if first == last {
        year_name(first)
    } else if is_plain(first) && is_plain(last) {
        format!("{first}{dash}{last}")
    } else if (first > 0) == (last > 0) {
        format!("{}{dash}{}", year_number(first), year_with_era(last))
    } else {
        format!("{} {dash} {}", year_with_era(first), year_with_era(last))
    }
}

fn months(first: Time, last: Time, dash: char) -> String {
    let (first, last) = (first.civil(), last.civil());
    let end = format!("{} {}", short_month(last.month), year_name(last.year));
    let month = short_month(first.month);
    if first.year != last.year {
        format!("{month} {} {dash} {end}", year_name(first.year))
    } else if first.month != last.month {
        format!("{month}{dash}{end}")
    } else {
        end
    }
}

fn days(first: Time, last: Time, dash: char) -> String {
    let end = date(last);
    let (start, last) = (first.civil(), last.civil());
    if start.year != last.year {
        format!("{} {dash} {end}", date(first))
    } else if start.month != last.month {
        format!("{} {} {dash} {end}", start.day, short_month(start.month))
    } else if start.day != last.day {
        format!("{}{dash}{end}", start.day)
    } else {
        end
    }
}

/// Clock times; finer than a millisecond there is no room for the date.
fn clock_times(window: &Window, unit: Unit, dash: char) -> String {
    let (start, end) = (window.start(), window.end());
    let clock = |time: Time| {
        let civil = time.civil();
        let minute = format!("{:02}:{:02}", civil.hour, civil.minute);
        if unit == Unit::Minute {
            return minute;
        }
        format!("{minute}:{:02}{}", civil.second, fraction(unit, time))
    };
    let last = outward(&Window::new(start, end).unwrap_or(*window), Unit::Day);
    let one_day = last.length() <= DAY;
    let from = clock(start);
    let to = if one_day && end.civil().is_midnight() {
        // The end of the day rather than the start of the next.
        clock(end).replacen("00", "24", 1)
    } else {
        clock(end)
    };
    match unit {
        Unit::Millisecond if start.seconds() == end.seconds() => {
            format!("{} {from}{dash}{}", date(start), fraction(unit, end))
        }
        Unit::Microsecond | Unit::Nanosecond if start.seconds() == end.seconds() => {
            format!("{from}{dash}{}", fraction(unit, end))
        }
        Unit::Millisecond | Unit::Microsecond | Unit::Nanosecond => format!("{from}{dash}{to}"),
        _ if one_day => format!("{} {from}{dash}{to}", date(start)),
        _ => {
            let civil = end.civil();
            let day = format!("{} {}", civil.day, short_month(civil.month));
            format!("{} {from} {dash} {day} {to}", date(start))
        }
    }
}

/// Years counted from the present, to a sixtieth of the window's length.
fn deep_years(window: &Window, dash: char) -> String {
    let length = u64::try_from(window.length() / YEAR).unwrap_or(u64::MAX);
    let precision = 10_u64.saturating_pow((length / 60).max(1).ilog10());
    let rounded = |time: Time| {
        let precision = i128::from(precision);
        let ago = i128::from(years_ago(time.civil().year)) + precision / 2;
        i64::try_from(ago.div_euclid(precision) * precision).unwrap_or(i64::MAX)
    };
    let (start, end) = (rounded(window.start()), rounded(window.end()));
    let unit = DeepUnit::of(window, precision);
    let alone = |ago: i64| match ago {
        // A title has the room to say which way it counts.
        1.. => format!("{} ago", unit.label(ago)),
        _ => unit.label(ago),
    };
    if start > 0 && end > 0 {
        format!("{}{dash}{}", unit.number(start), alone(end))
    } else if start < 0 && end < 0 {
        format!(
            "in {}{dash}{}",
            unit.number(start),
            unit.label(end.saturating_neg())
        )
    } else {
        format!("{} {dash} {}", alone(start), alone(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Civil;
    use proptest::prelude::*;
    use rstest::rstest;

    type Parts<'a> = (i64, u8, u8, &'a str);

    /// A moment from year, month, day and `hh:mm:ss.fffffffff`, cut off anywhere.
    fn moment((year, month, day, clock): Parts<'_>) -> Time {
        let part = |from: usize, to: usize| {
            let digits: String = clock.chars().skip(from).take(to - from).collect();
            digits
        };
        let byte = |from| part(from, from + 2).parse().unwrap_or(0);
        let (hour, minute, second) = (byte(0), byte(3), byte(6));
        let nanosecond = format!("{:0<9}", part(9, 18)).parse().unwrap();
        let date = Civil::date(year, month, day);
        Time::from_civil(Civil {
            hour,
            minute,
            second,
            nanosecond,
            ..date
        })
        .unwrap()
    }

    #[rstest]
    #[case((2019, 1, 1, ""), (2025, 1, 1, ""), "2019-2024")]
    #[case((2021, 1, 1, ""), (2022, 1, 1, ""), "2021")]
    #[case((2018, 9, 1, ""), (2024, 12, 12, ""), "2018-2024")]
    #[case((2021, 3, 1, ""), (2021, 7, 1, ""), "Mar-Jun 2021")]
    #[case((2021, 3, 1, ""), (2021, 4, 1, ""), "Mar 2021")]
    #[case((2020, 11, 1, ""), (2021, 3, 1, ""), "Nov 2020 - Feb 2021")]
    #[case((2020, 6, 10, ""), (2021, 9, 20, ""), "Jun 2020 - Sep 2021")]
    #[case((2021, 4, 12, ""), (2021, 4, 16, ""), "12-15 Apr 2021")]
    #[case((2021, 4, 12, "06"), (2021, 4, 15, "18"), "12-15 Apr 2021")]
    #[case((2021, 4, 12, ""), (2021, 4, 13, ""), "12 Apr 2021")]
    #[case((2021, 3, 28, ""), (2021, 4, 5, ""), "28 Mar - 4 Apr 2021")]
    #[case((2020, 12, 28, ""), (2021, 1, 5, ""), "28 Dec 2020 - 4 Jan 2021")]
    #[case((2021, 4, 12, "14:00"), (2021, 4, 12, "16:30"), "12 Apr 2021 14:00-16:30")]
    #[case((2021, 4, 12, "14:00"), (2021, 4, 13, ""), "12 Apr 2021 14:00-24:00")]
    #[case((2021, 4, 12, "14:00"), (2021, 4, 13, "02:00"), "12 Apr 2021 14:00 - 13 Apr 02:00")]
    #[case((2021, 4, 12, "14:30:05"), (2021, 4, 12, "14:30:50"), "12 Apr 2021 14:30:05-14:30:50")]
    #[case((2021, 4, 12, "14:30:05.25"), (2021, 4, 12, "14:30:05.75"), "12 Apr 2021 14:30:05.250-.750")]
    #[case((2021, 4, 12, "14:30:05.75"), (2021, 4, 12, "14:30:06.25"), "14:30:05.750-14:30:06.250")]
    #[case((2021, 4, 12, "14:30:05.25"), (2021, 4, 12, "14:30:05.250003"), "14:30:05.250000-.250003")]
    #[case((2021, 4, 12, "14:30:05.25"), (2021, 4, 12, "14:30:05.250000003"), "14:30:05.250000000-.250000003")]
    #[case((2021, 4, 12, "23:59:59.3"), (2021, 4, 13, "00:00:00.9"), "23:59:59.300-00:00:00.900")]
    #[case((2021, 4, 12, "23:59:40"), (2021, 4, 13, "00:00:20"), "12 Apr 2021 23:59 - 13 Apr 00:01")]
    #[case((-499, 1, 1, ""), (-43, 1, 1, ""), "500-45 BC")]
    #[case((-43, 1, 1, ""), (15, 1, 1, ""), "44 BC - 14 AD")]
    #[case((400, 1, 1, ""), (477, 1, 1, ""), "400-476 AD")]
    #[case((900, 1, 1, ""), (1101, 1, 1, ""), "900-1100 AD")]
    #[case((-43, 3, 15, ""), (-43, 3, 16, ""), "15 Mar 44 BC")]
    #[case((-65_000_000, 1, 1, ""), (-60_000_000, 1, 1, ""), "65-60 Ma ago")]
    #[case((-65_230_000, 1, 1, ""), (-60_180_000, 1, 1, ""), "65.23-60.18 Ma ago")]
    #[case((-4_600_000_000, 1, 1, ""), (2025, 1, 1, ""), "4.6 Ga ago - now")]
    #[case((-4_600_000_000, 1, 1, ""), (5_000_000_000, 1, 1, ""), "4.6 Ga ago - in 5 Ga")]
    #[case((1_000_002_000, 1, 1, ""), (5_000_002_000, 1, 1, ""), "in 1-5 Ga")]
    #[case((-65_000_100, 1, 1, ""), (-65_000_000, 1, 1, ""), "65,000,101-65,000,002 BC")]
    fn a_window_has_a_short_description(
        #[case] start: Parts<'_>,
        #[case] end: Parts<'_>,
        #[case] expected: &str,
    ) {
        let window = Window::new(moment(start), moment(end)).unwrap();
        assert_eq!(describe_window(&window, true), expected);
        assert_eq!(
            describe_window(&window, false),
            expected.replace('-', "\u{2013}")
        );
    }

    #[test]
    fn the_whole_axis_has_a_description() {
        let describe = |window| describe_window(&window, true);
        assert_eq!(describe(Window::WHOLE), "292 Ga ago - in 292 Ga");
        let first = Window::new(Time::MIN, Time::MIN.saturating_add_nanos(1)).unwrap();
        assert_eq!(describe(first), "08:29:52.000000000-.000000001");
        let last = Window::new(Time::MAX.saturating_add_nanos(-1), Time::MAX).unwrap();
        assert_eq!(describe(last), "15:30:07.999999998-.999999999");
    }

    proptest! {
        #[test]
        fn descriptions_stay_short(seconds: i64, near in 0_i64..10_000_000_000, nanos in 0_u32..1_000_000_000, doublings in 0_u32..94) {
            for (seconds, widest) in [(near, 32), (seconds, 46)] {
                let start = Time::new(seconds, nanos).unwrap().min(Time::MAX.saturating_add_nanos(-1));
                let end = start.saturating_add_nanos(1 << doublings);
                let text = describe_window(&Window::new(start, end).unwrap(), true);
                prop_assert!(text.is_ascii() && !text.is_empty() && text.len() <= widest, "{}", text);
            }
        }
    }
}
