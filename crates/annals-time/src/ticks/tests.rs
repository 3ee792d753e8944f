//! Axes as text at every scale, and properties of all axes.

mod regimes;

use super::*;
use crate::{Civil, Window};
use proptest::prelude::*;
use rstest::rstest;

/// Three lines: context, labels, and marks (`#` major, `|` labelled, `.` without label).
fn axis(window: Window, columns: u16) -> [String; 3] {
    let scale = Scale::new(window, columns).unwrap();
    let ticks = ticks(&scale, TickOptions::default());
    let mut lines = [0; 3].map(|_| vec![' '; usize::from(columns)]);
    let mut write = |line: usize, column: u16, text: &str| {
        for (place, letter) in text.chars().enumerate() {
            lines[line][usize::from(column) + place] = letter;
        }
    };
    for label in &ticks.context {
        write(0, label.column, &label.label);
    }
    for tick in &ticks.major {
        write(1, tick.label_column, &tick.label);
        write(2, tick.column, if tick.major { "#" } else { "|" });
    }
    for &column in &ticks.minor {
        write(2, column, ".");
    }
    lines.map(|line| line.into_iter().collect::<String>().trim_end().to_owned())
}

/// A window from and to moments as written: `2021`, `2021-04-12`, `2021-04-12T14:30:05.000000001`.
fn window(from: &str, to: &str) -> Window {
    Window::new(moment(from), moment(to)).unwrap()
}

fn moment(text: &str) -> Time {
    let (date, clock) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let sign = if date.starts_with('-') { -1 } else { 1 };
    let mut date = date
        .trim_start_matches('-')
        .split('-')
        .map(|part| part.parse::<i64>().unwrap());
    let mut civil = Civil::date(sign * date.next().unwrap(), 1, 1);
    civil.month = date.next().map_or(1, |month| u8::try_from(month).unwrap());
    civil.day = date.next().map_or(1, |day| u8::try_from(day).unwrap());
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut clock = clock.split(':').map(|part| part.parse().unwrap());
    civil.hour = clock.next().unwrap();
    civil.minute = clock.next().unwrap_or(0);
    civil.second = clock.next().unwrap_or(0);
    civil.nanosecond = format!("{fraction:0<9}").parse().unwrap();
    Time::from_civil(civil).unwrap()
}

#[rstest]
#[case("2019", "2025", 54, [
        "",
        "2019    2020      2021     2022    2023     2024",
        "|   .   #    .    |   .    |   .   |    .   |    .",
    ])]
#[case("2019", "2025", 90, [
        "",
        "2019          2020            2021           2022          2023           2024",
        "|      .      #       .       |      .       |      .      |       .      |       .",
    ])]
#[case("2019", "2025", 12, [
        "",
        " 2020   2024",
        " #    .  |",
    ])]
#[case("2021", "2025", 12, [
        "",
        "  2022  2024",
        "  |     |",
    ])]
#[case("2018-09-01", "2024-12-12", 101, [
        "",
        "     2019            2020            2021            2022            2023            2024",
        "     |       .       #       .       |       .       |       .       |       .       |       .",
    ])]
#[case("1066", "2025", 70, [
        "",
        "  1100   1200    1300   1400   1500   1600    1700   1800   1900  2000",
        "  |      |       |      |      |      |       |      |      |       #",
    ])]
#[case("1780", "2030", 60, [
        "",
        "    1800        1850        1900        1950        2000",
        "    #           |           #           |           #",
    ])]
#[case("1960", "2030", 60, [
        "",
        "1960    1970     1980    1990     2000    2010     2020",
        "|   .   |   .    |   .   |    .   #   .   |    .   |   .",
    ])]
fn years_have_labels(
    #[case] from: &str,
    #[case] to: &str,
    #[case] columns: u16,
    #[case] expected: [&str; 3],
) {
    assert_eq!(axis(window(from, to), columns), expected);
}

#[rstest]
#[case("2019-06-01", "2022-03-01", 90, [
        "2019               2020                            2021                             2022",
        "  Q3      Q4       Q1      Q2      Q3      Q4      Q1       Q2      Q3      Q4      Q1",
        "  |       |        #       |       |       |       #        |       |       |       #",
    ])]
#[case("2020-11-20", "2022-02-10", 100, [
        "2020     2021                                                                              2022",
        "  Dec    Jan    Feb   Mar    Apr    May    Jun   Jul    Aug    Sep    Oct    Nov    Dec    Jan   Feb",
        "  |      #      |     |      |      |      |     |      |      |      |      |      |      #     |",
    ])]
#[case("2021", "2022", 65, [
        "2021",
        "Q1              Q2              Q3              Q4",
        "#    .    .     |    .    .     |    .     .    |     .    .",
    ])]
#[case("2021-03-20", "2021-05-10", 60, [
        "March 2021    April                              May",
        "  W12     W13     W14      W15     W16     W17     W18",
        "  |       |       #        |       |       |       #",
    ])]
#[case("2021-03-28", "2021-04-20", 100, [
        "March 2021       April",
        "    29           1        3       5        7        9       11       13       15      17       19",
        ".   |   .    .   #   .    |   .   |    .   |   .    |   .   |    .   |   .    |   .   |    .   |",
    ])]
#[case("2021-03-28", "2021-04-20", 140, [
        "March 2021              April",
        "28    29    30    31    1     2     3     4     5     6     7     8      9     10    11    12    13    14    15    16    17    18    19",
        "|     |     |     |     #     |     |     |     |     |     |     |      |     |     |     |     |     |     |     |     |     |     |",
    ])]
#[case("2021-04-28", "2021-05-03", 60, [
        "April 2021                          May",
        "Wed 28      Thu 29      Fri 30      Sat 1       Sun 2",
        "|     .     |     .     |     .     #     .     |     .",
    ])]
fn quarters_months_weeks_and_days_have_labels(
    #[case] from: &str,
    #[case] to: &str,
    #[case] columns: u16,
    #[case] expected: [&str; 3],
) {
    assert_eq!(axis(window(from, to), columns), expected);
}

#[rstest]
#[case("2021-04-12", "2021-04-14", 70, [
        "12 Apr 2021                        13 Apr",
        "00:00   06:00    12:00    18:00    00:00   06:00    12:00    18:00",
        "#   .   |    .   |   .    |   .    #   .   |    .   |   .    |   .",
    ])]
#[case("2021-04-12T20:00:00", "2021-04-13T06:00:00", 90, [
        "12 Apr 2021                         13 Apr",
        "20:00    21:00    22:00    23:00    00:00    01:00    02:00    03:00    04:00    05:00",
        "|   .    |   .    |   .    |   .    #   .    |   .    |   .    |   .    |   .    |   .",
    ])]
#[case("2021-04-12T14:00:00", "2021-04-12T16:30:00", 60, [
        "12 Apr 2021",
        "14:00       14:30       15:00       15:30       16:00",
        "#   .   .   |   .   .   #   .   .   |   .   .   #   .   .",
    ])]
#[case("2021-04-12T14:28:00", "2021-04-12T14:32:00", 60, [
        "12 Apr 2021",
        "14:28          14:29          14:30          14:31",
        "|      .       |      .       |      .       |      .",
    ])]
#[case("2021-04-12T14:30:05", "2021-04-12T14:31:05", 80, [
        "12 Apr 2021",
        "      14:30:10      14:30:20     14:30:30     14:30:40      14:30:50    14:31:00",
        ".     |      .      |     .      |      .     |      .      |     .      #",
    ])]
#[case("2021-12-31T23:59:59.4", "2022-01-01T00:00:01.2", 80, [
        "31 Dec 2021 23:59:59      1 Jan 2022 00:00:00                          00:00:01",
        "    +500 ms               +0 ms                 +500 ms                +0 ms",
        ".   |   .    .   .    .   #    .   .    .   .   |    .   .    .   .    #   .",
    ])]
#[case("2021-04-12T14:30:05.1", "2021-04-12T14:30:05.2", 60, [
        "12 Apr 2021 14:30:05",
        "+100 ms     +120 ms     +140 ms     +160 ms     +180 ms",
        "|     .     |     .     |     .     |     .     |     .",
    ])]
#[case("2021-04-12T14:30:05.1", "2021-04-12T14:30:05.1015", 60, [
        "12 Apr 2021 14:30:05.100                14:30:05.101",
        "+0 us               +500 us             +0 us",
        "#   .   .   .   .   |   .   .   .   .   #   .   .   .   .",
    ])]
#[case("2021-04-12T14:30:05.1", "2021-04-12T14:30:05.1000001", 60, [
        "12 Apr 2021 14:30:05.100000",
        "+0 ns       +20 ns      +40 ns      +60 ns      +80 ns",
        "#     .     |     .     |     .     |     .     |     .",
    ])]
fn times_of_day_have_labels(
    #[case] from: &str,
    #[case] to: &str,
    #[case] columns: u16,
    #[case] expected: [&str; 3],
) {
    assert_eq!(axis(window(from, to), columns), expected);
}

#[rstest]
#[case("-1500", "2025", 80, [
        "",
        "1500 BC    1000 BC    500 BC      1 AD       500 AD     1000 AD     1500 AD",
        "|          #          |           #          |          #           |          .",
    ])]
#[case("-60", "40", 80, [
        "",
        "60 BC           40 BC           20 BC           1 AD            20 AD",
        "|       .       |       .       |       .       #       .       |       .",
    ])]
#[case("-5", "7", 90, [
        "",
        "6 BC   5 BC    4 BC   3 BC    2 BC   1 BC    1 AD   2 AD    3 AD   4 AD    5 AD   6 AD",
        "|      |       |      |       |      |       #      |       |      |       |      |",
    ])]
#[case("-5", "7", 60, [
        "",
        "6 BC      4 BC      2 BC      1 AD          4 AD       6 AD",
        "|   .     |    .    |   .     #    .    .   |     .    |",
    ])]
#[case("-5", "17", 60, [
        "",
        "  5 BC          1 AD       5 AD         10 AD         15 AD",
        "  |             #          |            #             |",
    ])]
#[case("400", "1600", 60, [
        "",
        "     500 AD                   1000 AD                1500 AD",
        ".    |    .    .    .    .    #    .    .    .    .    |",
    ])]
#[case("-12000", "2025", 80, [
        "",
        "           10,000 BC                   5000 BC                      1 AD",
        ".    .     #     .    .     .     .    |     .     .     .    .     #     .    .",
    ])]
fn years_around_year_1_have_their_era(
    #[case] from: &str,
    #[case] to: &str,
    #[case] columns: u16,
    #[case] expected: [&str; 3],
) {
    assert_eq!(axis(window(from, to), columns), expected);
}

#[rstest]
#[case("-150000", "2025", 80, [
        "",
        "      140 ka    120 ka     100 ka    80 ka      60 ka     40 ka      20 ka   now",
        " .    |    .    |     .    #    .    |     .    |    .    |     .    |    .    #",
    ])]
#[case("-70000000", "-60000000", 70, [
        "",
        "70 Ma         68 Ma         66 Ma         64 Ma         62 Ma",
        "#      .      |      .      |      .      |      .      |      .",
    ])]
#[case("-4600000000", "2025", 80, [
        "",
        "          4 Ga             3 Ga              2 Ga             1 Ga           now",
        " .        |        .       |        .        |       .        |        .       #",
    ])]
#[case("-13800000000", "10000000000", 80, [
        "",
        "            10 Ga            5 Ga             now              in 5 Ga",
        "            #                |                #                |",
    ])]
#[case("-4000000", "2025", 60, [
        "",
        "4 Ma           3 Ma           2 Ma           1 Ma        now",
        "|      .       |      .       |      .       |      .      #",
    ])]
#[case("-65000100", "-65000000", 80, [
        "",
        "65,000,100 BC                           65,000,050 BC",
        "#       .       .       .       .       |       .       .       .       .",
    ])]
#[case("-65000003", "-65000000", 80, [
        "65,000,004 BC             65,000,003 BC              65,000,002 BC",
        "Jan          Jul          Jan          Jul           Jan          Jul",
        "#     .      |     .      #      .     |      .      #     .      |      .",
    ])]
fn deep_time_counts_from_the_present(
    #[case] from: &str,
    #[case] to: &str,
    #[case] columns: u16,
    #[case] expected: [&str; 3],
) {
    assert_eq!(axis(window(from, to), columns), expected);
}

#[test]
fn every_year_from_2019_to_2024_is_named_from_54_columns_on() {
    for columns in 54..=120 {
        let scale = Scale::new(window("2019", "2025"), columns).unwrap();
        let ticks = ticks(&scale, TickOptions::default());
        let labels: Vec<&str> = ticks.major.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(
            labels,
            ["2019", "2020", "2021", "2022", "2023", "2024"],
            "{columns} columns"
        );
    }
}

#[test]
fn the_ends_of_the_axis_have_ticks() {
    let month = 30 * 86_400_000_000_000_i128;
    let first = Window::new(Time::MIN, Time::MIN.saturating_add_nanos(month)).unwrap();
    assert_eq!(axis(first, 60)[0], "Jan      February 292,277,022,658 BC");
    let last = Window::new(Time::MAX.saturating_add_nanos(-month), Time::MAX).unwrap();
    assert_eq!(
        axis(last, 60)[0],
        "November 292,277,026,596 AD                         December"
    );
    let whole = "         200 Ga               now                 in 200 Ga";
    assert_eq!(axis(Window::WHOLE, 60)[1], whole);
}

#[test]
fn an_axis_too_narrow_for_a_label_still_has_a_tick() {
    let scale = Scale::new(window("2019", "2025"), 1).unwrap();
    let ticks = ticks(&scale, TickOptions::default());
    assert_eq!(ticks.major, []);
    assert_eq!(ticks.minor, [0]);
}

#[test]
fn options_set_the_distance_of_labels_and_ticks() {
    let scale = Scale::new(window("2019", "2025"), 54).unwrap();
    let thin = ticks(
        &scale,
        TickOptions {
            gap: 10,
            minor_spacing: 0,
        },
    );
    assert_eq!(thin.step, Step::new(Unit::Year, 2));
    assert!(thin.minor.is_empty());
}

/// Windows of every length, from a nanosecond to the whole axis, near and far from the present.
fn any_window() -> impl Strategy<Value = Window> {
    let start = prop_oneof![
        -100_000_000_000_i64..10_000_000_000,
        -10_000_000_000_000_i64..10_000_000_000_000,
        any::<i64>(),
        Just(i64::MIN),
        Just(i64::MAX),
    ];
    (start, 0_u32..1_000_000_000, 0_u32..90, 1_i128..40).prop_map(
        |(start, nanos, doublings, by)| {
            let start = Time::new(start, nanos)
                .unwrap()
                .min(Time::MAX.saturating_add_nanos(-1));
            Window::new(start, start.saturating_add_nanos(by << doublings)).unwrap()
        },
    )
}

/// Windows at the ends of the axis, of every length, and those that reach nearly from end to end.
fn extreme_window() -> impl Strategy<Value = Window> {
    (0..3, 1_i128..1_000, 0_u32..94).prop_map(|(place, by, doublings)| {
        let length = by << doublings;
        let (start, end) = match place {
            0 => (Time::MIN, Time::MIN.saturating_add_nanos(length)),
            1 => (Time::MAX.saturating_add_nanos(-length), Time::MAX),
            _ => (
                Time::MIN.saturating_add_nanos(length >> 2),
                Time::MAX.saturating_add_nanos(-length >> 2),
            ),
        };
        Window::new(start, end).unwrap_or(Window::WHOLE)
    })
}

fn extreme_time() -> impl Strategy<Value = Time> {
    prop_oneof![
        (0_i128..3).prop_map(|nanos| Time::MIN.saturating_add_nanos(nanos)),
        (0_i128..3).prop_map(|nanos| Time::MAX.saturating_add_nanos(-nanos)),
        any::<i64>().prop_map(|seconds| Time::new(seconds, 0).unwrap()),
    ]
}

proptest! {
    #[test]
    fn windows_at_the_ends_of_the_axis_have_ticks(
        window in extreme_window(), about in extreme_time(),
        quarters in prop_oneof![-300_i32..300, any::<i32>(), Just(i32::MIN), Just(i32::MAX)],
        by in prop_oneof![any::<i128>(), Just(i128::MIN), Just(i128::MAX), -5_i128..5],
        percent: u32, columns in prop_oneof![9 => 1_u16..200, 1 => Just(u16::MAX)],
    ) {
        let moved = window.stepped(about, quarters).shifted(by);
        let dragged = Scale::new(window, columns).unwrap().nanos_across(quarters);
        for window in [window, moved, window.with_padding(percent), window.centred_on(about), window.shifted(dragged)] {
            prop_assert!(window.start() < window.end() && window.contains(window.centre()));
            for ascii in [false, true] {
                let words = crate::describe_window(&window, ascii);
                prop_assert!(!words.is_empty());
                prop_assert!(words.chars().count() <= 52, "{words}");
            }
            // The widest screen takes long, so it is tried once.
            let columns = columns.min(if window == moved { u16::MAX } else { 200 });
            let scale = Scale::new(window, columns).unwrap();
            let ticks = ticks(&scale, TickOptions { gap: 3, minor_spacing: 2 });
            prop_assert!(ticks.major.iter().all(|tick| window.contains(tick.time)));
            prop_assert!(ticks.minor.iter().all(|&column| column < columns));
        }
    }

    #[test]
    fn labels_keep_apart_and_inside(window in any_window(), columns in 1_u16..=500) {
        let scale = Scale::new(window, columns).unwrap();
        let ticks = ticks(&scale, TickOptions::default());
        let mut free = 0;
        for tick in &ticks.major {
            prop_assert!(tick.label.is_ascii() && !tick.label.is_empty());
            let end = tick.label_column + u16::try_from(tick.label.len()).unwrap();
            prop_assert!(tick.label_column >= free && end <= columns, "{ticks:?}");
            prop_assert!((tick.label_column..end).contains(&tick.column));
            prop_assert_eq!(scale.column_of(tick.time), Some(tick.column));
            free = end + MIN_GAP;
        }
        free = 0;
        for label in &ticks.context {
            prop_assert!(label.label.is_ascii() && !label.label.is_empty());
            let end = label.column + u16::try_from(label.label.len()).unwrap();
            prop_assert!(label.column >= free && end <= columns, "{ticks:?}");
            free = end + MIN_GAP;
        }
        prop_assert!(ticks.context.iter().skip(1).all(|label| label.begins));
    }

    #[test]
    fn each_column_has_one_tick_at_most(window in any_window(), columns in 1_u16..=500) {
        let scale = Scale::new(window, columns).unwrap();
        let ticks = ticks(&scale, TickOptions::default());
        prop_assert!(ticks.major.is_sorted_by(|a, b| a.column < b.column && a.time < b.time));
        prop_assert!(ticks.minor.is_sorted_by(|a, b| a < b));
        let mut all: Vec<u16> = ticks.major.iter().map(|tick| tick.column).collect();
        all.extend(&ticks.minor);
        all.sort_unstable();
        prop_assert!(all.is_sorted_by(|a, b| a < b));
        prop_assert!(all.last().is_none_or(|&last| last < columns));
    }

    #[test]
    fn no_two_ticks_of_an_axis_say_the_same(window in any_window(), columns in 1_u16..=500) {
        let scale = Scale::new(window, columns).unwrap();
        let ticks = ticks(&scale, TickOptions::default());
        if ticks.context.is_empty() && ticks.step.unit == Unit::Year {
            prop_assert!(ticks.major.windows(2).all(|pair| pair[0].label != pair[1].label));
        }
    }

    #[test]
    fn what_the_labels_leave_out_is_named_above_them(start in -20_000_000_000_i64..200_000_000_000, nanos in 0_u32..1_000_000_000, by in 100_i128..1000, doublings in 0_u32..54, columns in 60_u16..=500) {
        // From the year 1336 to the year 8307, and no longer than that.
        let start = Time::new(start, nanos).unwrap();
        let window = Window::new(start, start.saturating_add_nanos(by << doublings)).unwrap();
        let scale = Scale::new(window, columns).unwrap();
        let ticks = ticks(&scale, TickOptions::default());
        let says = |text: String| ticks.context.iter().any(|label| label.label.contains(&text));
        let ends = [window.start(), window.end()].map(Time::civil);
        if ticks.step.unit != Unit::Year {
            let years = ends[0].year..=ends[1].year;
            prop_assert!(years.into_iter().any(|year| says(year.to_string())), "{ticks:?}");
        }
        if ticks.step.unit < Unit::Day {
            let days = (0..=10_000_u32).map_while(|day| {
                let time = window.start().saturating_add_nanos(i128::from(day) * 86_400_000_000_000);
                (time < window.end()).then_some(time)
            });
            prop_assert!(days.chain([window.end().saturating_add_nanos(-1)]).any(|day| says(date(day))), "{ticks:?}");
        }
    }

    #[test]
    fn weeks_are_those_of_iso_8601(start in -8_000_000_000_000_i64..8_000_000_000_000, columns in 100_u16..=160) {
        // A hundred days over so many columns are seven to eleven columns a week.
        let at = |days: i64| Time::new(start + days * 86_400, 0).unwrap();
        let scale = Scale::new(Window::new(at(0), at(100)).unwrap(), columns).unwrap();
        let ticks = ticks(&scale, TickOptions::default());
        prop_assert_eq!(ticks.step, Step::new(Unit::Week, 1));
        for tick in ticks.major {
            let day = chrono::DateTime::from_timestamp(tick.time.seconds(), 0).unwrap();
            prop_assert!(tick.label.ends_with(&day.format("W%V").to_string()), "{}", tick.label);
            prop_assert_eq!(day.format("%u").to_string(), "1");
        }
    }

    #[test]
    fn panning_does_not_change_the_step(start in 0_i64..3_000_000_000, length in 1_i64..2_000_000_000, by in -500_000_000_i64..500_000_000, columns in 40_u16..=300) {
        // Between the years 1000 and 9999 all labels of a step are equally wide.
        let step = |start: i64| {
            let at = |seconds| Time::new(seconds, 0).unwrap();
            let window = Window::new(at(start), at(start + length)).unwrap();
            ticks(&Scale::new(window, columns).unwrap(), TickOptions::default()).step
        };
        prop_assert_eq!(step(start), step(start + by));
    }

    #[test]
    fn a_wide_axis_is_never_bare(window in any_window(), columns in 60_u16..=500) {
        let scale = Scale::new(window, columns).unwrap();
        let ticks = ticks(&scale, TickOptions::default());
        if window.length() >= Window::MIN_LENGTH {
            prop_assert!(ticks.major.len() >= 2, "{ticks:?}");
        }
    }
}
