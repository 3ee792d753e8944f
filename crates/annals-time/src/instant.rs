//! A date with a time of day: RFC 3339, ISO 8601, and `YYYY-MM-DD HH:MM`.
//!
//! Owns what logs and people write beyond the date-times of EDTF: fractions of a second, minutes
//! without seconds, a space for the `T`, years before 0. It reads no intervals.

use super::civil::Civil;
use super::error::DateError;
use super::expression::Moment;
use super::moment::Time;
use super::precision::Precision;

/// A moment, and how it was read where the text says something that the axis cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instant {
    pub moment: Moment,
    /// The same in EDTF, if the standard can say it: seconds, no fraction, years 0 to 9999.
    pub edtf: Option<String>,
    pub note: Option<&'static str>,
}

/// The note on a leap second.
pub(super) const LEAP_SECOND: &str = ":60 is a leap second, which this time axis does not have: it is read as the end of its minute.";
const LONG_FRACTION: &str = "Digits beyond the nanosecond are cut off.";
/// Digits of a fraction that are kept.
const FRACTION_DIGITS: u8 = 9;
/// How an offset is written.
const OFFSET: &str = "an offset from UTC is written Z, +02 or +05:30, up to 23:59.";
const MINUTE: i128 = 60_000_000_000;

/// Reads a date with a time of day. `None` if the text is not of that kind at all; an error if it is
/// and says something impossible.
pub(super) fn read(text: &str) -> Option<Result<Instant, DateError>> {
    read_spelled(text, true)
}

/// The same without its spelling in EDTF, for whoever has no use for it.
pub(super) fn read_moment(text: &str) -> Option<Result<Instant, DateError>> {
    read_spelled(text, false)
}

fn read_spelled(text: &str, is_spelled: bool) -> Option<Result<Instant, DateError>> {
    let mut cursor = Cursor::new(text);
    let date = cursor.date()?;
    if !cursor.separator() {
        return None;
    }
    Some(cursor.time_of_day(date, is_spelled))
}

/// Reads a calendar date with a sign before its year, of four digits or more: `+012345-06-07`.
/// Years of this form reach beyond EDTF.
pub(super) fn read_expanded(text: &str) -> Option<(i64, Option<u8>, Option<u8>)> {
    let mut cursor = Cursor::new(text);
    if !matches!(cursor.peek(), Some('+' | '-')) {
        return None;
    }
    let year = cursor.year()?;
    let mut fields = [None, None];
    for field in &mut fields {
        if cursor.peek().is_none() {
            break;
        }
        cursor.expect('-')?;
        *field = Some(cursor.two()?);
    }
    // Nobody agrees on which year -0000 would be.
    if year == 0 && text.starts_with('-') {
        return None;
    }
    cursor
        .peek()
        .is_none()
        .then_some((year, fields[0], fields[1]))
}

/// Walks through a text of at most a few hundred characters.
struct Cursor<'t> {
    text: &'t str,
    /// The byte of the next character.
    at: usize,
}

impl<'t> Cursor<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn peek(&self) -> Option<char> {
        let next = *self.text.as_bytes().get(self.at)?;
        if next.is_ascii() {
            return Some(char::from(next));
        }
        self.text.get(self.at..)?.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn expect(&mut self, wanted: char) -> Option<()> {
        if self.peek()? == wanted {
            self.at += wanted.len_utf8();
            Some(())
        } else {
            None
        }
    }

    fn digit(&mut self) -> Option<u8> {
        let digit = self.peek()?.to_digit(10)?;
        self.at += 1;
        u8::try_from(digit).ok()
    }

    fn two(&mut self) -> Option<u8> {
        let tens = self.digit()?;
        Some(tens * 10 + self.digit()?)
    }

    /// A year of four digits; with a sign, four or more.
    fn year(&mut self) -> Option<i64> {
        let sign = match self.peek()? {
            '-' => -1,
            '+' => 1,
            _ => 0,
        };
        if sign != 0 {
            self.at += 1;
        }
        let start = self.at;
        let mut year = 0_i64;
        while let Some(digit) = self.digit() {
            year = year.checked_mul(10)?.checked_add(i64::from(digit))?;
        }
        let digits = self.at - start;
        let fits = if sign == 0 { digits == 4 } else { digits >= 4 };
        fits.then_some(if sign < 0 { -year } else { year })
    }

    fn date(&mut self) -> Option<(i64, u8, u8)> {
        let year = self.year()?;
        self.expect('-')?;
        let month = self.two()?;
        self.expect('-')?;
        Some((year, month, self.two()?))
    }

    /// `T` or spaces between the date and a digit.
    fn separator(&mut self) -> bool {
        let start = self.at;
        if matches!(self.peek(), Some('T' | 't')) {
            self.at += 1;
        } else {
            self.spaces();
        }
        self.at > start && self.peek().is_some_and(|next| next.is_ascii_digit())
    }

    fn spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// An error at the character that comes next.
    fn error(&self, message: &str) -> DateError {
        self.error_at(self.at, message)
    }

    /// An error at a byte. Errors are made where there are some: most dates have none.
    fn error_at(&self, byte: usize, message: &str) -> DateError {
        let before = self.text.get(..byte).unwrap_or_default();
        DateError::at(before.chars().count() + 1, message)
    }

    /// Two digits no greater than `last`.
    fn field(&mut self, last: u8, message: &str) -> Result<u8, DateError> {
        let at = self.at;
        let value = self.two().filter(|value| *value <= last);
        value.ok_or_else(|| self.error_at(at, message))
    }

    fn time_of_day(&mut self, date: (i64, u8, u8), is_spelled: bool) -> Result<Instant, DateError> {
        let (year, month, day) = date;
        let Some(midnight) = Time::from_date(year, month, day) else {
            return Err(if Civil::date(year, month, day).is_valid() {
                DateError::out_of_range()
            } else {
                DateError::at(1, "there is no such day in the calendar.")
            });
        };
        let hour = self.field(
            23,
            "hours go from 00 to 23. Midnight at the end of a day is 00:00 of the next.",
        )?;
        let (mut minute, mut second, mut fraction, mut digits) = (0, 0, 0, 0);
        let mut precision = Precision::Hour;
        let mut note = None;
        if self.expect(':').is_some() {
            minute = self.field(59, "minutes go from 00 to 59, in two digits.")?;
            precision = Precision::Minute;
            if self.expect(':').is_some() {
                second = self.field(60, "seconds go from 00 to 59, in two digits.")?;
                precision = Precision::Second;
                if matches!(self.peek(), Some('.' | ',')) {
                    self.at += 1;
                    (fraction, digits, note) = self.fraction()?;
                    precision = Precision::of_fraction(digits);
                }
            }
        }
        let (offset, zone) = self.offset()?;
        if self.peek().is_some() {
            return Err(self.error("nothing more is expected after the time of day."));
        }
        let in_day = i128::from(hour) * 60 * MINUTE + i128::from(minute) * MINUTE;
        let mut moment = Moment {
            start: midnight,
            precision,
            fraction_digits: digits,
            utc: zone.is_some(),
        };
        let in_minute = if second == 60 {
            note = Some(LEAP_SECOND);
            MINUTE - moment.length()
        } else {
            i128::from(second) * 1_000_000_000 + i128::from(fraction)
        };
        moment.start = midnight.saturating_add_nanos(in_day + in_minute - offset);
        let is_edtf = precision == Precision::Second && (0..=9_999).contains(&year);
        let edtf = (is_spelled && is_edtf).then(|| {
            let zone = zone.unwrap_or_default();
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
        });
        Ok(Instant { moment, edtf, note })
    }

    /// The digits after the second: nanoseconds, how many digits count, and whether some were cut off.
    fn fraction(&mut self) -> Result<(u32, u8, Option<&'static str>), DateError> {
        let at = self.at;
        let (mut nanoseconds, mut digits, mut note) = (0_u32, 0_u8, None);
        while let Some(digit) = self.digit() {
            if digits < FRACTION_DIGITS {
                nanoseconds = nanoseconds * 10 + u32::from(digit);
                digits += 1;
            } else {
                note = Some(LONG_FRACTION);
            }
        }
        if digits == 0 {
            return Err(self.error_at(at, "digits of a second are expected here."));
        }
        Ok((
            nanoseconds * 10_u32.pow(u32::from(FRACTION_DIGITS - digits)),
            digits,
            note,
        ))
    }

    /// The offset from UTC in nanoseconds, and how EDTF writes it; no text if none is given.
    fn offset(&mut self) -> Result<(i128, Option<String>), DateError> {
        self.spaces();
        let sign = match self.peek() {
            None => return Ok((0, None)),
            Some('Z' | 'z') => {
                self.at += 1;
                return Ok((0, Some("Z".to_owned())));
            }
            Some('+') => 1,
            Some('-' | '\u{2212}') => -1,
            Some(_) => return self.zone_name(),
        };
        let at = self.at;
        self.take();
        let hours = self.two().filter(|hours| *hours < 24);
        let hours = hours.ok_or_else(|| self.error_at(at, OFFSET))?;
        let colon = self.expect(':').is_some();
        let minutes = if colon || self.peek().is_some_and(|next| next.is_ascii_digit()) {
            let minutes = self.two().filter(|minutes| *minutes < 60);
            minutes.ok_or_else(|| self.error_at(at, OFFSET))?
        } else {
            0
        };
        let total = i128::from(hours) * 60 + i128::from(minutes);
        let written = if total == 0 {
            "Z".to_owned()
        } else {
            format!(
                "{}{hours:02}:{minutes:02}",
                if sign < 0 { '-' } else { '+' }
            )
        };
        Ok((sign * total * MINUTE, Some(written)))
    }

    /// `UTC` or `GMT`; other names of zones mean different offsets in different places.
    fn zone_name(&mut self) -> Result<(i128, Option<String>), DateError> {
        let at = self.at;
        let name: String = (0..3).filter_map(|_| self.take()).collect();
        if matches!(name.to_ascii_uppercase().as_str(), "UTC" | "GMT") {
            Ok((0, Some("Z".to_owned())))
        } else {
            Err(self.error_at(
                at,
                "only Z, UTC, GMT or an offset such as +02:00 is expected here.",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("1985-04-12T23:20:30Z", "1985-04-12T23:20:30", Precision::Second)]
    #[case("1985-04-12T23:20:30-04:00", "1985-04-13T03:20:30", Precision::Second)]
    #[case("1985-04-12t23:20:30z", "1985-04-12T23:20:30", Precision::Second)]
    #[case("2021-04-12 14:30", "2021-04-12T14:30:00", Precision::Minute)]
    #[case("2021-04-12 14:30 +0530", "2021-04-12T09:00:00", Precision::Minute)]
    #[case(
        "2021-04-12 14:30:05.25 UTC",
        "2021-04-12T14:30:05.25",
        Precision::Millisecond
    )]
    #[case(
        "2021-04-12T14:30:05,123456789Z",
        "2021-04-12T14:30:05.123456789",
        Precision::Nanosecond
    )]
    #[case("2021-04-12T14", "2021-04-12T14:00:00", Precision::Hour)]
    #[case("-0043-03-15T12:00:00", "-000043-03-15T12:00:00", Precision::Second)]
    #[case("+012345-06-07T08:09:10Z", "+012345-06-07T08:09:10", Precision::Second)]
    #[case("2016-12-31T23:59:60Z", "2016-12-31T23:59:59", Precision::Second)]
    #[case(
        "2016-12-31T23:59:60.5Z",
        "2016-12-31T23:59:59.9",
        Precision::Millisecond
    )]
    fn moments(#[case] text: &str, #[case] start: &str, #[case] precision: Precision) {
        let instant = read(text).unwrap().unwrap();
        assert_eq!(instant.moment.start.to_string(), start);
        assert_eq!(instant.moment.precision, precision);
        assert_eq!(instant.note.is_some(), text.contains(":60"));
    }

    #[rstest]
    #[case("2021-04-12 14:30:05 +02:00", Some("2021-04-12T14:30:05+02:00"))]
    #[case("2021-04-12 14:30:05+00:00", Some("2021-04-12T14:30:05Z"))]
    #[case("2021-04-12 14:30:05", Some("2021-04-12T14:30:05"))]
    #[case("2021-04-12 14:30", None)]
    #[case("2021-04-12 14:30:05.5", None)]
    #[case("-0043-03-15T12:00:00", None)]
    fn says_itself_in_edtf_where_that_is_possible(#[case] text: &str, #[case] edtf: Option<&str>) {
        assert_eq!(read(text).unwrap().unwrap().edtf.as_deref(), edtf);
    }

    #[test]
    fn more_than_nine_digits_are_cut_off_and_said_so() {
        let instant = read("2021-04-12T14:30:05.1234567899999Z").unwrap().unwrap();
        assert_eq!(instant.moment.start.nanoseconds(), 123_456_789);
        assert_eq!(instant.note, Some(LONG_FRACTION));
    }

    #[rstest]
    #[case("2021-04-12T24:00:00", 12, "of the next")]
    #[case("2021-04-12 14:60", 15, "00 to 59")]
    #[case("2021-04-12 14:30:61", 18, "00 to 59")]
    #[case("2021-04-12 14:30:05.", 21, "digits")]
    #[case("2021-04-12 14:30 CEST", 18, "offset")]
    #[case("2021-04-12 14:30+25", 17, "offset")]
    #[case("2021-04-12 14:30Z!", 18, "nothing more")]
    #[case("2021-02-30 14:30", 1, "no such day")]
    fn impossible_times_are_refused(#[case] text: &str, #[case] column: usize, #[case] part: &str) {
        let error = read(text).unwrap().unwrap_err();
        assert_eq!(error.column(), Some(column), "{error}");
        assert!(error.to_string().contains(part), "{error}");
    }

    #[rstest]
    #[case("2021-04-12")]
    #[case("April 12 14:30")]
    #[case("2021-04-12 to 2022")]
    #[case("")]
    #[case("-")]
    fn other_texts_are_left_alone(#[case] text: &str) {
        assert_eq!(read(text), None);
    }

    #[test]
    fn years_with_a_sign_have_any_length() {
        assert_eq!(
            read_expanded("+012345-06-07"),
            Some((12_345, Some(6), Some(7)))
        );
        assert_eq!(read_expanded("-000043-03"), Some((-43, Some(3), None)));
        assert_eq!(read_expanded("-12345"), Some((-12_345, None, None)));
        assert_eq!(read_expanded("-0000"), None);
        assert_eq!(read_expanded("12345"), None);
        assert_eq!(read_expanded("+12345-06-07x"), None);
        assert_eq!(read_expanded("+99999999999999999999"), None);
    }
}
