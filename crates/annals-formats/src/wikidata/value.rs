//! Converts Wikibase times (a timestamp, a precision and a calendar) to EDTF of the same precision.

use super::super::calendars::{Calendar, DateInCalendar, edtf};
use annals_time::iso::{DateTime, TimeOfDay};

/// A convention that was applied to a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Convention {
    /// 1 January without a precision, read as the year.
    YearFromDate,
    /// The first of a month without a precision, read as the month.
    MonthFromDate,
    /// A day that was moved from the Julian calendar.
    JulianDay,
    /// A month or year of the Julian calendar, kept as it is.
    JulianCoarse,
}

/// How a text counts years before Christ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Years {
    /// In results of queries: 0 is 1 BC from the precision of a year on; what is coarser is as in entities.
    Astronomical,
    /// In entities: -1 is 1 BC, and there is no year 0.
    Historical,
}

/// A time as it is stated.
#[derive(Debug, Clone, Copy)]
pub(super) struct WikibaseTime<'a> {
    /// `+1952-03-11T00:00:00Z`; month and day may be 00.
    pub(super) time: &'a str,
    /// 0 (a billion years) to 14 (a second), if it is stated.
    pub(super) precision: Option<u8>,
    /// How many units earlier it may be.
    pub(super) before: u32,
    /// How many units later it may be.
    pub(super) after: u32,
    pub(super) is_julian: bool,
    pub(super) years: Years,
}

/// A time in EDTF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EdtfDate {
    pub(super) edtf: String,
    pub(super) convention: Option<Convention>,
    /// The usual name, such as "19th century", if EDTF cannot express it.
    pub(super) words: Option<String>,
}

/// Reads a timestamp, whose month and day may be 00. The year may have more than four digits, with or without a sign.
fn timestamp(time: &str) -> Option<DateTime> {
    let time = time.trim();
    let is_signed = time.starts_with(['+', '-']);
    let sign = if is_signed { "" } else { "+" };
    DateTime::parse(&format!("{sign}{time}")).ok()
}

/// A part of a date that is 0 where nothing is known of it.
fn known(part: Option<u8>) -> u8 {
    part.unwrap_or(0)
}

impl WikibaseTime<'_> {
    /// Converts the time to EDTF.
    ///
    /// # Errors
    ///
    /// A sentence with the reason.
    pub(super) fn to_edtf(self) -> Result<EdtfDate, String> {
        let stated = timestamp(self.time).ok_or_else(|| {
            format!(
                "\"{}\" is no timestamp of Wikidata, such as +1952-03-11T00:00:00Z.",
                self.time
            )
        })?;
        let (year, month, day) = (
            stated.date.year,
            known(stated.date.month),
            known(stated.date.day),
        );
        let is_midnight = stated.time.is_none_or(|time| time.nanos_of_day() == 0);
        let mut convention = None;
        let precision = match self.precision {
            Some(precision @ 0..=14) => precision,
            Some(other) => {
                return Err(format!(
                    "A precision is a number from 0 to 14, not {other}."
                ));
            }
            None if month == 0 => 9,
            None if day == 0 => 10,
            None if !is_midnight => 14,
            None if (month, day) == (1, 1) => {
                convention = Some(Convention::YearFromDate);
                9
            }
            None if day == 1 => {
                convention = Some(Convention::MonthFromDate);
                10
            }
            None => 11,
        };
        // A precision finer than the fields is reduced to theirs.
        let precision = match (month, day) {
            (0, _) => precision.min(9),
            (_, 0) => precision.min(10),
            _ => precision,
        };
        if self.is_julian && (9..=10).contains(&precision) {
            convention = Some(Convention::JulianCoarse);
        }
        let is_astronomical = self.years == Years::Astronomical && precision >= 9;
        if year == 0 && !is_astronomical {
            return Err("Wikidata has no year 0: the year before 1 is -1.".to_owned());
        }
        let year = if year < 0 && !is_astronomical {
            year + 1
        } else {
            year
        };
        if precision < 9 {
            return self.coarse(year, precision);
        }
        match precision {
            9 => self.spread_years(year, convention),
            10 => self.spread_months(year, month, convention),
            _ => self.day(year, &stated, precision, convention),
        }
    }

    fn spread_years(&self, year: i64, convention: Option<Convention>) -> Result<EdtfDate, String> {
        let (from, to) = (
            year.checked_sub(self.before.into()),
            year.checked_add(self.after.into()),
        );
        let (from, to) = from.zip(to).ok_or_else(beyond)?;
        Ok(placed(
            range(&edtf(from, None, None), &edtf(to, None, None)),
            convention,
        ))
    }

    fn spread_months(
        &self,
        year: i64,
        month: u8,
        convention: Option<Convention>,
    ) -> Result<EdtfDate, String> {
        if !(1..=12).contains(&month) {
            return Err(format!("There is no month {month}."));
        }
        let count = year
            .checked_mul(12)
            .ok_or_else(beyond)?
            .saturating_add(i64::from(month) - 1);
        let text = |count: i64| {
            let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
            edtf(count.div_euclid(12), Some(month), None)
        };
        let (from, to) = (
            count.saturating_sub(self.before.into()),
            count.saturating_add(self.after.into()),
        );
        Ok(placed(range(&text(from), &text(to)), convention))
    }

    fn day(
        &self,
        year: i64,
        stated: &DateTime,
        precision: u8,
        convention: Option<Convention>,
    ) -> Result<EdtfDate, String> {
        let calendar = if self.is_julian {
            Calendar::Julian
        } else {
            Calendar::Gregorian
        };
        let (month, day) = (known(stated.date.month), known(stated.date.day));
        let date = DateInCalendar {
            calendar,
            year,
            month: Some(month),
            day: Some(day),
        };
        let no_such_day = || {
            format!(
                "There is no day {month:02}-{day:02} in the year of \"{}\".",
                self.time
            )
        };
        let (first, _) = date.days().ok_or_else(no_such_day)?;
        let convention = if self.is_julian {
            Some(Convention::JulianDay)
        } else {
            convention
        };
        if precision > 11 {
            let clock = stated.time.map(|time| TimeOfDay {
                minute: time.minute.filter(|_| precision > 12),
                second: time.second.filter(|_| precision > 13),
                ..time
            });
            let text = match clock {
                Some(clock) => format!("{}T{clock}", first.edtf()),
                None => first.edtf(),
            };
            return Ok(placed(text, convention));
        }
        let (first, last) = (
            first.moved(-i64::from(self.before)),
            first.moved(self.after.into()),
        );
        Ok(placed(range(&first.edtf(), &last.edtf()), convention))
    }

    /// Decades and everything coarser. `year` is astronomical.
    fn coarse(&self, year: i64, precision: u8) -> Result<EdtfDate, String> {
        // Years counted from the change of the era on, either way: 44 BC is the 44th.
        let (count, is_before) = if year > 0 {
            (year, false)
        } else {
            (1 - year, true)
        };
        let unit = 10_i64.pow(9 - u32::from(precision));
        let era = if is_before { " BC" } else { "" };
        let (first, last, words) = match precision {
            8 => {
                let first = count / 10 * 10;
                let words = format!("{first}s{era}");
                (first.max(1), first.saturating_add(9), words)
            }
            6 | 7 => {
                let number = (count - 1) / unit + 1;
                let name = if precision == 7 {
                    "century"
                } else {
                    "millennium"
                };
                let words = format!("{}{} {name}{era}", number, ordinal(number));
                ((number - 1) * unit + 1, number.saturating_mul(unit), words)
            }
            _ => {
                // What is rounded lies up to half a unit away.
                let number = count.saturating_add(unit / 2) / unit;
                let middle = number.checked_mul(unit).ok_or_else(beyond)?;
                let first = middle.saturating_sub(unit / 2).max(1);
                (
                    first,
                    middle.saturating_add(unit / 2),
                    format!("about {middle} years{}", if is_before { " BC" } else { "" }),
                )
            }
        };
        let (earlier, later) = (
            i64::from(self.before).saturating_mul(unit),
            i64::from(self.after).saturating_mul(unit),
        );
        let (from, to) = if is_before {
            (1 - last, 1 - first)
        } else {
            (first, last)
        };
        let (from, to) = (from.saturating_sub(earlier), to.saturating_add(later));
        let is_spread = self.before > 0 || self.after > 0;
        let text = if precision == 8 && !is_before && !is_spread && (10..=9_999).contains(&count) {
            format!("{:03}X", count / 10)
        } else {
            range(&edtf(from, None, None), &edtf(to, None, None))
        };
        Ok(EdtfDate {
            edtf: text,
            convention: None,
            words: (precision < 8 || is_before).then_some(words),
        })
    }
}

/// From some time in one date to some time in another: each is one date in EDTF, one of several, blank or
/// open.
pub(super) fn interval(start: &str, end: &str) -> String {
    format!("{}/{}", limit(start, true), limit(end, false))
}

/// A set of dates cannot be the end of an interval. For a century or a millennium the digits that its years share are
/// used, otherwise the outer date.
fn limit(edtf: &str, is_start: bool) -> String {
    let inner = edtf
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let Some((first, last)) = inner.and_then(|inner| inner.split_once("..")) else {
        return edtf.to_owned();
    };
    let years = first.parse::<i64>().ok().zip(last.parse::<i64>().ok());
    let shared = match years.map(|(first, last)| last - first) {
        Some(99) => Some(2),
        Some(999) => Some(1),
        _ => None,
    };
    let digits = shared
        .filter(|_| first.len() == 4)
        .and_then(|length| first.get(..length));
    match digits {
        Some(digits) => format!("{digits:X<4}~"),
        None => format!("{}~", if is_start { first } else { last }),
    }
}

fn beyond() -> String {
    "The year lies beyond the axis.".to_owned()
}

const fn placed(edtf: String, convention: Option<Convention>) -> EdtfDate {
    EdtfDate {
        edtf,
        convention,
        words: None,
    }
}

/// One of the units from the first to the last.
fn range(from: &str, to: &str) -> String {
    if from == to {
        from.to_owned()
    } else {
        format!("[{from}..{to}]")
    }
}

const fn ordinal(number: i64) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_time::{Bound, When};
    use proptest::prelude::*;
    use rstest::rstest;

    fn stamp(time: &str, precision: i8, years: Years) -> WikibaseTime<'_> {
        WikibaseTime {
            time,
            precision: u8::try_from(precision).ok(),
            before: 0,
            after: 0,
            is_julian: false,
            years,
        }
    }

    // The years of the centuries and millennia are those that Wikidata itself names for these values.
    #[rstest]
    #[case::day("+1952-03-11T00:00:00Z", 11, "1952-03-11")]
    #[case::month("+1952-03-00T00:00:00Z", 10, "1952-03")]
    #[case::year("+1952-00-00T00:00:00Z", 9, "1952")]
    #[case::day_without_one("+1952-00-00T00:00:00Z", 11, "1952")]
    #[case::padded("+00000001952-03-11T00:00:00Z", 11, "1952-03-11")]
    #[case::decade("+1955-00-00T00:00:00Z", 8, "195X")]
    #[case::century("+1900-00-00T00:00:00Z", 7, "[1801..1900]")]
    #[case::next_century("+1901-00-00T00:00:00Z", 7, "[1901..2000]")]
    #[case::century_of_2000("+2000-00-00T00:00:00Z", 7, "[1901..2000]")]
    #[case::millennium("+1500-00-00T00:00:00Z", 6, "[1001..2000]")]
    #[case::ten_thousand("-10000-00-00T00:00:00Z", 5, "[Y-14999..-4999]")]
    #[case::million("-65000000-00-00T00:00:00Z", 3, "[Y-65499999..Y-64499999]")]
    #[case::billion("-4540000000-00-00T00:00:00Z", 0, "[Y-5499999999..Y-4499999999]")]
    #[case::before_christ("-0044-03-15T00:00:00Z", 11, "-0043-03-15")]
    #[case::first_year_before("-0001-00-00T00:00:00Z", 9, "0000")]
    #[case::decade_before("-0044-00-00T00:00:00Z", 8, "[-0048..-0039]")]
    #[case::century_before("-0044-00-00T00:00:00Z", 7, "[-0099..0000]")]
    #[case::hour("+1969-07-20T20:17:00Z", 12, "1969-07-20T20")]
    #[case::minute("+1969-07-20T20:17:00Z", 13, "1969-07-20T20:17")]
    #[case::second("+1969-07-20T20:17:40Z", 14, "1969-07-20T20:17:40")]
    fn times_of_entities(#[case] time: &str, #[case] precision: i8, #[case] edtf: &str) {
        let placed = stamp(time, precision, Years::Historical).to_edtf().unwrap();
        assert_eq!(placed.edtf, edtf);
        assert!(When::parse(edtf).unwrap().is_some());
    }

    #[rstest]
    #[case::day("1952-03-11T00:00:00Z", -1, "1952-03-11", None)]
    #[case::year("1952-01-01T00:00:00Z", -1, "1952", Some(Convention::YearFromDate))]
    #[case::month("1952-03-01T00:00:00Z", -1, "1952-03", Some(Convention::MonthFromDate))]
    #[case::first_of_january("1952-01-01T00:00:00Z", 11, "1952-01-01", None)]
    #[case::moment("2021-05-06T07:08:09Z", -1, "2021-05-06T07:08:09", None)]
    #[case::before_christ("-0043-03-15T00:00:00Z", 11, "-0043-03-15", None)]
    #[case::year_zero("0000-01-01T00:00:00Z", 9, "0000", None)]
    #[case::coarse_years_are_not_moved("-0100-01-01T00:00:00Z", 7, "[-0099..0000]", None)]
    #[case::date_alone("1952-03-11", -1, "1952-03-11", None)]
    #[case::year_alone("1952", -1, "1952", None)]
    fn times_of_results(
        #[case] time: &str,
        #[case] precision: i8,
        #[case] edtf: &str,
        #[case] convention: Option<Convention>,
    ) {
        let placed = stamp(time, precision, Years::Astronomical)
            .to_edtf()
            .unwrap();
        assert_eq!(
            (placed.edtf.as_str(), placed.convention),
            (edtf, convention)
        );
    }

    #[rstest]
    #[case("+1732-02-11T00:00:00Z", 11, "1732-02-22", Convention::JulianDay)]
    #[case("-0044-03-15T00:00:00Z", 11, "-0043-03-13", Convention::JulianDay)]
    #[case("+1732-02-00T00:00:00Z", 10, "1732-02", Convention::JulianCoarse)]
    #[case("+1500-02-29T00:00:00Z", 11, "1500-03-10", Convention::JulianDay)]
    fn julian_days_are_moved(
        #[case] time: &str,
        #[case] precision: i8,
        #[case] edtf: &str,
        #[case] convention: Convention,
    ) {
        let stamp = WikibaseTime {
            is_julian: true,
            ..stamp(time, precision, Years::Historical)
        };
        let placed = stamp.to_edtf().unwrap();
        assert_eq!(
            (placed.edtf.as_str(), placed.convention),
            (edtf, Some(convention))
        );
    }

    #[rstest]
    #[case("+1952-00-00T00:00:00Z", 9, 2, 1, "[1950..1953]")]
    #[case("+1952-01-00T00:00:00Z", 10, 1, 0, "[1951-12..1952-01]")]
    #[case("+1952-03-01T00:00:00Z", 11, 1, 1, "[1952-02-29..1952-03-02]")]
    #[case("+1900-00-00T00:00:00Z", 7, 1, 0, "[1701..1900]")]
    #[case("+1955-00-00T00:00:00Z", 8, 0, 1, "[1950..1969]")]
    fn before_and_after_are_units(
        #[case] time: &str,
        #[case] precision: i8,
        #[case] before: u32,
        #[case] after: u32,
        #[case] edtf: &str,
    ) {
        let stamp = WikibaseTime {
            before,
            after,
            ..stamp(time, precision, Years::Historical)
        };
        assert_eq!(stamp.to_edtf().unwrap().edtf, edtf);
    }

    #[rstest]
    #[case("+1900-00-00T00:00:00Z", 7, "19th century")]
    #[case("-0350-00-00T00:00:00Z", 7, "4th century BC")]
    #[case("+1500-00-00T00:00:00Z", 6, "2nd millennium")]
    #[case("+1112-00-00T00:00:00Z", 7, "12th century")]
    #[case("-0044-00-00T00:00:00Z", 8, "40s BC")]
    fn coarse_times_have_words(#[case] time: &str, #[case] precision: i8, #[case] words: &str) {
        let placed = stamp(time, precision, Years::Historical).to_edtf().unwrap();
        assert_eq!(placed.words.as_deref(), Some(words));
    }

    #[rstest]
    #[case("+0000-00-00T00:00:00Z", 9, "no year 0")]
    #[case("+1952-13-00T00:00:00Z", 10, "no month 13")]
    #[case("+1951-02-29T00:00:00Z", 11, "no day 02-29")]
    #[case("+1952-03-11T00:00:00Z", 15, "0 to 14")]
    #[case("yesterday", 11, "no timestamp")]
    #[case("+99999999999999999999-00-00T00:00:00Z", 9, "no timestamp")]
    fn what_cannot_be_is_told(#[case] time: &str, #[case] precision: i8, #[case] part: &str) {
        let reported = stamp(time, precision, Years::Historical)
            .to_edtf()
            .unwrap_err();
        assert!(reported.contains(part), "{reported}");
    }

    #[rstest]
    #[case("1850", "1900-03", "1850/1900-03")]
    #[case("[1801..1900]", "1950", "18XX~/1950")]
    #[case("[0001..1000]", "[1001..2000]", "0XXX~/1XXX~")]
    #[case("[-0048..-0039]", "..", "-0048~/..")]
    #[case("1850", "", "1850/")]
    fn coarse_times_are_ends_of_intervals(
        #[case] start: &str,
        #[case] end: &str,
        #[case] edtf: &str,
    ) {
        assert_eq!(interval(start, end), edtf);
        assert!(When::parse(edtf).unwrap().is_some());
    }

    proptest! {
        #[test]
        fn a_coarse_time_holds_its_year(year in prop_oneof![1_i64..5_000, -5_000_i64..0, -4_000_000_000_i64..-5_000], precision in 0_i8..=9) {
            let time = format!("{}{:04}-00-00T00:00:00Z", if year < 0 { '-' } else { '+' }, year.unsigned_abs());
            let placed = stamp(&time, precision, Years::Historical).to_edtf().unwrap();
            let when = When::parse(&placed.edtf).unwrap().unwrap();
            let astronomical = if year < 0 { year + 1 } else { year };
            let own = When::parse(&edtf(astronomical, None, None)).unwrap().unwrap();
            let ((Bound::At(from), Bound::At(to)), (Bound::At(first), Bound::At(after))) = (when.hull(), own.hull()) else {
                panic!("{placed:?}");
            };
            // What is rounded to a unit of more than a millennium may begin at the change of the era.
            prop_assert!(from <= first && after <= to || precision < 6 && astronomical.abs() <= 10_i64.pow(9 - u32::try_from(precision).unwrap()), "{placed:?}");
        }

        #[test]
        fn no_text_panics(time in "[+-]?[0-9]{0,20}(-[0-9]{0,3}){0,3}(T\\PC{0,8})?", precision in -1_i8..20, before in any::<u32>(), is_julian in any::<bool>()) {
            for years in [Years::Historical, Years::Astronomical] {
                let stamp = WikibaseTime { before, after: before, is_julian, ..stamp(&time, precision, years) };
                if let Ok(placed) = stamp.to_edtf() {
                    let _ = When::parse(&placed.edtf);
                }
            }
        }
    }
}
