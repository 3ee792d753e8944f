//! [`When`]: a date as it is written, with its place on the axis.
//!
//! `reading` reads it, `extent` places it and `words` puts it into English.

use super::error::DateError;
use super::expression::{Expression, Limit, Moment, Point};
use super::moment::Time;
use super::precision::Precision;
use super::reading::{self, Reading};
use super::region::{Bound, Member, Region};
use super::window::Window;
use super::words::DateHeading;
use super::{extent, words};

/// Length of a text in characters, at most.
const MAX_CHARACTERS: usize = 256;

/// What kind of date it is, which decides how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A whole day, month, year: `2021` is the year from end to end.
    Span,
    /// A moment with a time of day.
    Instant,
    /// From some time in one date to some time in another; either may be open or unknown.
    Interval,
    /// One day, month or year somewhere inside: `1985-04-XX`, `199X`, `1950S2`.
    SomeWithin,
    /// Exactly one of several dates: `[1667,1668]`.
    OneOf,
    /// Every one of several dates: `{1960,1961-12}`.
    AllOf,
}

/// Where a date lies on the axis, without its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// What kind of date it is.
    pub shape: Shape,
    /// Its start and its end; of a set, those of the whole.
    pub whole: Member,
}

impl Extent {
    /// The first moment at which it may begin; [`Time::MIN`] if that is open or unknown.
    pub fn earliest_start(&self) -> Time {
        self.whole.start.earliest.time().unwrap_or(Time::MIN)
    }

    /// The widest interval as moments: an open or unknown end is that of the axis.
    pub fn reach(&self) -> (Time, Time) {
        self.whole.reach()
    }
}

/// A date of any precision and certainty, with its place on the axis.
///
/// ```
/// use annals_time::{Bound, Shape, Time, When};
///
/// let when = When::parse("before spring 2020").unwrap().unwrap();
/// assert_eq!(when.edtf(), Some("[..2019-24]"));
/// assert_eq!(when.words(), "winter 2019 to 2020 or earlier");
///
/// let day = When::parse("12 April 1985").unwrap().unwrap();
/// assert_eq!(day.shape(), Shape::Span);
/// assert_eq!(day.start().earliest, Bound::At(Time::from_date(1985, 4, 12).unwrap()));
/// assert_eq!(day.end().latest, Bound::At(Time::from_date(1985, 4, 13).unwrap()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    text: Box<str>,
    edtf: Spelling,
    level: Option<u8>,
    note: Option<Box<str>>,
    expression: Box<Expression>,
    whole: Member,
    /// The members of a set; empty for every other date.
    members: Box<[Member]>,
}

/// The canonical EDTF of a date. Most dates are written in it and need no second copy.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Spelling {
    AsWritten,
    Other(Box<str>),
    BeyondEdtf,
}

impl When {
    /// Reads a date: EDTF first (ISO 8601-2:2019, levels 0 to 2), then what is near it, such as
    /// RFC 3339 moments and intervals of them, then the phrases that people type.
    ///
    /// `None` if the text says that there is no date: empty, `undated`, `XXXX`, `../..`. Phrases are read
    /// in English, Italian, French, German and Spanish.
    ///
    /// # Errors
    ///
    /// If the text cannot be read, can be read in two ways, or lies beyond the axis.
    ///
    /// ```
    /// use annals_time::When;
    ///
    /// let edtf = |text| When::parse(text).unwrap().and_then(|when| when.edtf().map(str::to_owned));
    /// assert_eq!(edtf("1985-04-XX").as_deref(), Some("1985-04-XX"));
    /// assert_eq!(edtf("the late 1990s").as_deref(), Some("1997~/1999~"));
    /// assert_eq!(edtf("44 av. J.-C.").as_deref(), Some("-0043"));
    /// assert_eq!(edtf("2021-04-12 14:30:05"), Some("2021-04-12T14:30:05".to_owned()));
    /// assert_eq!(When::parse("undated").unwrap(), None);
    ///
    /// let error = When::parse("1/2/2024").unwrap_err();
    /// assert!(error.to_string().contains("day 1 of month 2"));
    /// ```
    pub fn parse(text: &str) -> Result<Option<Self>, DateError> {
        // A character has one to four bytes, so short and very long texts need no count.
        if text.len() > MAX_CHARACTERS
            && (text.len() > MAX_CHARACTERS * 4 || text.chars().count() > MAX_CHARACTERS)
        {
            return Err(DateError::new(format!(
                "a date has at most {MAX_CHARACTERS} characters."
            )));
        }
        let start = text.trim_start();
        let trimmed = start.trim_end();
        let reading = reading::read(trimmed)
            .map_err(|error| error.moved(text.chars().count() - start.chars().count()))?;
        reading
            .map(|reading| Self::place(trimmed, reading))
            .transpose()
    }

    /// A measured moment, or the interval from it to an end, with 1 to 9 digits of the second. Finer
    /// digits are cut off. The result is that of [`When::parse`] of the text, which takes longer.
    ///
    /// # Errors
    ///
    /// If the end lies before the start.
    pub fn measured(start: Time, end: Option<Bound>, digits: u8) -> Result<Self, DateError> {
        let digits = digits.clamp(1, 9);
        let unit = 10_i128.pow(9 - u32::from(digits));
        let point = |time: Time| {
            let start = time.saturating_add_nanos(-time.total_nanos().rem_euclid(unit));
            let moment = Moment {
                start,
                precision: Precision::of_fraction(digits),
                fraction_digits: digits,
                offset: None,
                is_leap_second: false,
            };
            (Point::Moment(moment), measured_text(start, digits))
        };
        let (from, text) = point(start);
        let (expression, text) = match end {
            None => (Expression::Point(from), text),
            Some(Bound::Open) => (
                Expression::Interval(Limit::At(from), Limit::Open),
                format!("{text}/.."),
            ),
            Some(Bound::Unknown) => (
                Expression::Interval(Limit::At(from), Limit::Unknown),
                format!("{text}/"),
            ),
            Some(Bound::At(end)) => {
                let (to, end) = point(end);
                let limits = Expression::Interval(Limit::At(from), Limit::At(to));
                (limits, format!("{text}/{end}"))
            }
        };
        Self::place(&text, Reading::beyond_edtf(expression))
    }

    fn place(text: &str, reading: Reading) -> Result<Self, DateError> {
        let (whole, members) = extent::extent(&reading.expression)?;
        let edtf = match reading.edtf {
            None => Spelling::BeyondEdtf,
            Some(edtf) if edtf == text => Spelling::AsWritten,
            Some(edtf) => Spelling::Other(edtf.into()),
        };
        Ok(Self {
            text: text.into(),
            edtf,
            level: reading.level,
            note: reading.note.map(Into::into),
            expression: Box::new(reading.expression),
            whole,
            members: members.into(),
        })
    }

    /// The text as it was written, without spaces around it. It may hold any character.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The preferred spelling in EDTF. `None` if EDTF cannot write it: a moment with a fraction of a
    /// second, an interval of moments, `-01XX`.
    pub fn edtf(&self) -> Option<&str> {
        match &self.edtf {
            Spelling::AsWritten => Some(&self.text),
            Spelling::Other(edtf) => Some(edtf),
            Spelling::BeyondEdtf => None,
        }
    }

    /// The lowest conformance level of EDTF that allows it: 0, 1 or 2.
    pub const fn level(&self) -> Option<u8> {
        self.level
    }

    /// Where it starts.
    pub const fn start(&self) -> Region {
        self.whole.start
    }

    /// Where it ends. The end itself is excluded.
    pub const fn end(&self) -> Region {
        self.whole.end
    }

    /// The finest unit that it states.
    pub fn precision(&self) -> Precision {
        self.expression.precision()
    }

    /// What kind of date it is.
    pub fn shape(&self) -> Shape {
        match &*self.expression {
            Expression::Point(Point::Moment(_)) => Shape::Instant,
            Expression::Point(Point::Date(date)) if date.is_unspecified() => Shape::SomeWithin,
            Expression::Point(Point::Date(_)) => Shape::Span,
            Expression::Interval(..) => Shape::Interval,
            Expression::OneOf(_) => Shape::OneOf,
            Expression::AllOf(_) => Shape::AllOf,
        }
    }

    /// Whether any part of it is approximate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.expression.qualifier().approximate
    }

    /// Whether the source of any part of it is doubtful (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.expression.qualifier().uncertain
    }

    /// The members of a set in their order; of every other date, the date itself.
    pub fn members(&self) -> &[Member] {
        if self.members.is_empty() {
            std::slice::from_ref(&self.whole)
        } else {
            &self.members
        }
    }

    /// The interval that it covers for certain: from the latest start to the earliest end, either of which
    /// may be open. `None` if that is empty, and for `{..}` of several members, which has gaps: see
    /// [`When::members`].
    pub fn certain(&self) -> Option<(Bound, Bound)> {
        if self.shape() == Shape::AllOf && self.members.len() > 1 {
            return None;
        }
        self.whole.certain()
    }

    /// The widest interval: from the earliest start to the latest end.
    pub const fn hull(&self) -> (Bound, Bound) {
        self.whole.hull()
    }

    /// Where it lies on the axis, without its text.
    pub fn extent(&self) -> Extent {
        Extent {
            shape: self.shape(),
            whole: self.whole,
        }
    }

    /// The widest interval as moments: an open or unknown end is that of the axis.
    pub fn reach(&self) -> (Time, Time) {
        self.extent().reach()
    }

    /// The window from its earliest start to its latest end. If only one of them is known, the window is
    /// the nanosecond at that end; `None` if neither is.
    ///
    /// ```
    /// use annals_time::When;
    ///
    /// let april = When::parse("1985-04").unwrap().unwrap().window().unwrap();
    /// assert_eq!(april.end().to_string(), "1985-05-01");
    /// ```
    pub fn window(&self) -> Option<Window> {
        let (start, end) = self.hull();
        let (start, end) = match (start.time(), end.time()) {
            (Some(start), Some(end)) => (start, end),
            (Some(start), None) => (start, start),
            // The end itself is excluded.
            (None, Some(end)) => (end.saturating_add_nanos(-1), end),
            (None, None) => return None,
        };
        // At the end of the axis there is no later moment.
        Window::new(start, end)
            .or_else(|| Window::new(start, start.saturating_add_nanos(1)))
            .or_else(|| Window::new(start.saturating_add_nanos(-1), start))
    }

    /// The earliest start, for sorting: dates without a known start come first.
    pub fn earliest_start(&self) -> Time {
        self.whole.start.earliest.time().unwrap_or(Time::MIN)
    }

    /// A note on what was accepted beyond the standard or taken for granted.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The date in English, in full: `12 April 1985`, `from 2023, end open`.
    pub fn words(&self) -> String {
        words::full(&self.expression)
    }

    /// How precisely it is known: `known to the year`.
    pub fn precision_words(&self) -> String {
        words::known(&self.expression)
    }

    /// The date in English, for a line of its own: like [`When::words`], but from one time to another on one day
    /// as `1 Jan 2010, 00:11:42–00:44:13 UTC (32 min)`. With `ascii`, the dash is a hyphen.
    pub fn heading_words(&self, ascii: bool) -> String {
        let dash = if ascii { "-" } else { "\u{2013}" };
        words::within_a_day(&self.expression, Some(dash)).unwrap_or_else(|| self.words())
    }

    /// What a reader may have to be told beside the words of the date: `some time in the year`. Empty where the
    /// words say it all.
    pub fn explanation(&self) -> String {
        words::explanation(&self.expression)
    }

    /// The first moment of a date with a time of day, or with two on the same day.
    pub fn time_of_day(&self) -> Option<Time> {
        words::time_of_day(&self.expression).map(|moment| moment.start)
    }

    /// The form for a row of a list, below a heading that may say the day or the year of times of day. Times of
    /// day lose their seconds, or are left out, where they would be wider than `max_width` cells; days never
    /// are. Two dates that differ in their day or year have different forms below the same heading, as long as
    /// their days fit 32 cells.
    ///
    /// ```
    /// use annals_time::{DateHeading, When};
    ///
    /// let when = When::parse("2010-08-02T14:05:09Z").unwrap().unwrap();
    /// assert_eq!(when.listed(DateHeading::Day, true, 20), "14:05:09");
    /// assert_eq!(when.listed(DateHeading::Year, true, 20), "2 Aug 14:05:09");
    /// assert_eq!(when.listed(DateHeading::None, true, 20), "2 Aug 2010 14:05:09");
    /// assert_eq!(when.listed(DateHeading::None, true, 12), "2 Aug 2010");
    /// ```
    pub fn listed(&self, heading: DateHeading, ascii: bool, max_width: usize) -> String {
        words::listed(&self.expression, heading, ascii, max_width)
    }

    /// A short form for a narrow column, at most 12 cells wide: `2021`, `2023 →`, `Apr 1985`. With
    /// `ascii`, arrows are `->` and dashes hyphens. Of a time of day, only the day is written.
    ///
    /// ```
    /// use annals_time::When;
    ///
    /// let when = When::parse("from 2023 on").unwrap().unwrap();
    /// assert_eq!(when.short(true), "2023 ->");
    /// ```
    pub fn short(&self, ascii: bool) -> String {
        words::short(&self.expression, ascii)
    }
}

/// A moment with so many digits of its second.
fn measured_text(time: Time, digits: u8) -> String {
    let civil = time.civil();
    let year = match civil.year {
        year @ 0..=9_999 => format!("{year:04}"),
        year if year < 0 => format!("-{:04}", year.unsigned_abs()),
        year => format!("+{year}"),
    };
    let fraction = civil.nanosecond / 10_u32.pow(9 - u32::from(digits));
    format!(
        "{year}-{:02}-{:02}T{:02}:{:02}:{:02}.{fraction:0width$}",
        civil.month,
        civil.day,
        civil.hour,
        civil.minute,
        civil.second,
        width = usize::from(digits)
    )
}

#[cfg(test)]
mod tests;
