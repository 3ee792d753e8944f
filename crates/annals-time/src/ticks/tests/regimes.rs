//! The labels of an axis at each scale, as a table.

use super::*;

/// Labels shown of one axis; `...` stands for the rest.
const SHOWN: usize = 8;

/// For each window three widths; for each of them the context, and below it the labels.
const AXES: &str = "
nanoseconds: 2021-04-12T14:30:05.1 to 2021-04-12T14:30:05.1000001
  20 | 14:30:05.100000
     | +0 ns  +50 ns
  60 | 12 Apr 2021 14:30:05.100000
     | +0 ns  +20 ns  +40 ns  +60 ns  +80 ns
 200 | 12 Apr 2021 14:30:05.100000
     | +0 ns  +5 ns  +10 ns  +15 ns  +20 ns  +25 ns  +30 ns  +35 ns  ...

microseconds: 2021-04-12T14:30:05.1 to 2021-04-12T14:30:05.1001
  20 | 12 Apr 14:30:05.100
     | +0 us  +50 us
  60 | 12 Apr 2021 14:30:05.100
     | +0 us  +20 us  +40 us  +60 us  +80 us
 200 | 12 Apr 2021 14:30:05.100
     | +0 us  +5 us  +10 us  +15 us  +20 us  +25 us  +30 us  +35 us  ...

milliseconds: 2021-04-12T14:30:05.1 to 2021-04-12T14:30:05.2
  20 | 12 Apr 2021 14:30:05
     | +100 ms  +150 ms
  60 | 12 Apr 2021 14:30:05
     | +100 ms  +120 ms  +140 ms  +160 ms  +180 ms
 200 | 12 Apr 2021 14:30:05
     | +100 ms  +105 ms  +110 ms  +115 ms  +120 ms  +125 ms  +130 ms  +135 ms  ...

parts of seconds over midnight: 2021-12-31T23:59:59.3 to 2022-01-01T00:00:00.9
  20 | 31 Dec  1 Jan 2022
     | 00:00:00
  60 | 31 Dec 2021 23:59:59  1 Jan 2022 00:00:00
     | +500 ms  +0 ms  +500 ms
 200 | 31 Dec 2021 23:59:59  1 Jan 2022 00:00:00
     | +300 ms  +400 ms  +500 ms  +600 ms  +700 ms  +800 ms  +900 ms  +0 ms  ...

seconds: 2021-04-12T14:30:05 to 2021-04-12T14:30:45
  20 | 12 Apr 2021
     | 14:30:10  14:30:30
  60 | 12 Apr 2021
     | 14:30:10  14:30:20  14:30:30  14:30:40
 200 | 12 Apr 2021
     | 14:30:05  14:30:10  14:30:15  14:30:20  14:30:25  14:30:30  14:30:35  14:30:40

minutes: 2021-04-12T14:20 to 2021-04-12T14:42
  20 | 12 Apr 2021
     | 14:20  14:30
  60 | 12 Apr 2021
     | 14:20  14:25  14:30  14:35  14:40
 200 | 12 Apr 2021
     | 14:20  14:21  14:22  14:23  14:24  14:25  14:26  14:27  ...

hours: 2021-04-12T16 to 2021-04-13T07
  20 | 12 Apr  13 Apr
     | 18:00  00:00
  60 | 12 Apr 2021  13 Apr
     | 16:00  18:00  20:00  22:00  00:00  02:00  04:00  06:00
 200 | 12 Apr 2021  13 Apr
     | 16:00  17:00  18:00  19:00  20:00  21:00  22:00  23:00  ...

hours of several days: 2021-04-12T16 to 2021-04-16T07
  20 | April 2021
     | 13  14  15  16
  60 | 13 Apr 2021  14 Apr  15 Apr
     | 00:00  12:00  00:00  12:00  00:00  12:00  00:00
 200 | 12 Apr 2021  13 Apr  14 Apr  15 Apr  16 Apr
     | 18:00  00:00  06:00  12:00  18:00  00:00  06:00  12:00  ...

days: 2021-03-28 to 2021-04-07
  20 | Mar  April 2021
     | 29 W13  5 W14
  60 | March 2021  April
     | 28  29  30  31  1  2  3  4  ...
 200 | 28 Mar 2021  29 Mar  30 Mar  31 Mar  1 Apr  2 Apr  3 Apr  4 Apr  ...
     | 00:00  12:00  00:00  12:00  00:00  12:00  00:00  12:00  ...

days of two years: 2021-12-20 to 2022-01-12
  20 | Dec 2021  Jan 2022
     | W51  W52  W01  W02
  60 | December 2021  January 2022
     | 21  23  25  27  29  1  3  5  ...
 200 | December 2021  January 2022
     | 20  21  22  23  24  25  26  27  ...

weeks: 2024-12-01 to 2025-02-20
  20 | 2024  2025
     | Dec  Jan  Feb
  60 | 2024  2025
     | Dec  Jan  Feb
 200 | December 2024  January 2025  February
     | 2 W49  9 W50  16 W51  23 W52  30 W01  6 W02  13 W03  20 W04  ...

weeks of a long year: 2020-12-01 to 2021-02-10
  20 | 2020  2021
     | Dec  Jan  Feb
  60 | 2020  2021
     | Dec  Jan  Feb
 200 | December 2020  January 2021  February
     | 1  3  5  7  9  11  13  15  ...

months: 2020-10 to 2021-08
  20 | 2020  2021
     | Jan  Jul
  60 | 2020  2021
     | Q4  Q1  Q2  Q3
 200 | 2020  2021
     | Oct  Nov  Dec  Jan  Feb  Mar  Apr  May  ...

quarters: 2019-06 to 2022-03
  20 |
     | 2020  2021
  60 |
     | 2020  2021  2022
 200 | 2019  2020  2021  2022
     | Q3  Q4  Q1  Q2  Q3  Q4  Q1  Q2  ...

years: 2015 to 2025
  20 |
     | 2015  2020
  60 |
     | 2016  2018  2020  2022  2024
 200 |
     | 2015  2016  2017  2018  2019  2020  2021  2022  ...

decades: 1957 to 2025
  20 |
     | 1960  1980  2000
  60 |
     | 1960  1970  1980  1990  2000  2010  2020
 200 |
     | 1960  1965  1970  1975  1980  1985  1990  1995  ...

centuries: 1066 to 2025
  20 |
     | 1500  2000
  60 |
     | 1200  1400  1600  1800  2000
 200 |
     | 1100  1150  1200  1250  1300  1350  1400  1450  ...

around 1 AD: -60 to 40
  20 |
     | 50 BC  1 AD
  60 |
     | 60 BC  40 BC  20 BC  1 AD  20 AD
 200 |
     | 60 BC  50 BC  40 BC  30 BC  20 BC  10 BC  1 AD  10 AD  ...

antiquity: -1500 to 600
  20 |
     | 1000 BC  1 AD
  60 |
     | 1500 BC  1000 BC  500 BC  1 AD  500 AD
 200 |
     | 1400 BC  1200 BC  1000 BC  800 BC  600 BC  400 BC  200 BC  1 AD  ...

days before 1 AD: -43-03-10 to -43-03-20
  20 | March 44 BC
     | 11 W11  18 W12
  60 | March 44 BC
     | 10  11  12  13  14  15  16  17  ...
 200 | 10 Mar 44 BC  11 Mar  12 Mar  13 Mar  14 Mar  15 Mar  16 Mar  17 Mar  ...
     | 00:00  12:00  00:00  12:00  00:00  12:00  00:00  12:00  ...

millennia: -12000 to 2025
  20 |
     | 10,000 BC  1 AD
  60 |
     | 10,000 BC  5000 BC  1 AD
 200 |
     | 12,000 BC  11,000 BC  10,000 BC  9000 BC  8000 BC  7000 BC  6000 BC  5000 BC  ...

ka: -150000 to 2025
  20 |
     | 100 ka  now
  60 |
     | 150 ka  100 ka  50 ka  now
 200 |
     | 150 ka  140 ka  130 ka  120 ka  110 ka  100 ka  90 ka  80 ka  ...

Ma: -541000000 to 2025
  20 |
     | 500 Ma  now
  60 |
     | 500 Ma  400 Ma  300 Ma  200 Ma  100 Ma  now
 200 |
     | 500 Ma  450 Ma  400 Ma  350 Ma  300 Ma  250 Ma  200 Ma  150 Ma  ...

Ga: -13800000000 to 2025
  20 |
     | 10 Ga  now
  60 |
     | 12 Ga  10 Ga  8 Ga  6 Ga  4 Ga  2 Ga  now
 200 |
     | 13 Ga  12 Ga  11 Ga  10 Ga  9 Ga  8 Ga  7 Ga  6 Ga  ...

years to come: -4600000000 to 5000000000
  20 |
     | 4 Ga  now
  60 |
     | 4 Ga  2 Ga  now  in 2 Ga  in 4 Ga
 200 |
     | 4 Ga  3 Ga  2 Ga  1 Ga  now  in 1 Ga  in 2 Ga  in 3 Ga  ...

a day in deep time: -65000000-03-10 to -65000000-03-11
  20 | 10 Mar 65,000,001 BC
     | 00:00  12:00
  60 | 10 Mar 65,000,001 BC
     | 00:00  06:00  12:00  18:00
 200 | 10 Mar 65,000,001 BC
     | 00:00  01:00  02:00  03:00  04:00  05:00  06:00  07:00  ...
";

/// The labels of one level, and a check that none of them runs into its neighbour.
fn level<'a>(labels: impl Iterator<Item = &'a str>, line: &str) -> String {
    let labels: Vec<&str> = labels.collect();
    let apart: Vec<&str> = line.split("  ").map(str::trim).collect();
    let apart: Vec<&str> = apart.into_iter().filter(|text| !text.is_empty()).collect();
    assert_eq!(apart, labels);
    let more = if labels.len() > SHOWN { "  ..." } else { "" };
    format!("{}{more}", labels[..labels.len().min(SHOWN)].join("  "))
}

/// The block of the table for a window, as `ticks` makes it.
fn block(name: &str, from: &str, to: &str) -> String {
    let window = window(from, to);
    let mut text = format!("{name}: {from} to {to}");
    for columns in [20, 60, 200] {
        let ticks = ticks(
            &Scale::new(window, columns).unwrap(),
            TickOptions::default(),
        );
        let [context, labels, _] = axis(window, columns);
        let context = level(
            ticks.context.iter().map(|label| label.label.as_str()),
            &context,
        );
        let labels = level(ticks.major.iter().map(|tick| tick.label.as_str()), &labels);
        for (margin, line) in [(columns.to_string(), context), (String::new(), labels)] {
            text.push_str(format!("\n{margin:>4} | {line}").trim_end());
        }
    }
    text
}

#[test]
fn labels_of_every_scale() {
    for expected in AXES.trim().split("\n\n") {
        let head = expected.lines().next().unwrap_or_default();
        let (name, window) = head.split_once(": ").unwrap();
        let (from, to) = window.split_once(" to ").unwrap();
        assert_eq!(block(name, from, to), expected);
    }
}
