//! [`When`]: a date, as it is written and as it lies on the axis.
//!
//! Owns what the rest of the program may ask of a date. It is read by `reading`, placed by `extent`
//! and worded by `words`; it compares with nothing and draws nothing.

use super::error::DateError;
use super::expression::{Expression, Limit, Moment, Point};
use super::moment::Time;
use super::precision::Precision;
use super::reading::{self, Reading};
use super::region::{Bound, Member, Region};
use super::window::Window;
use super::{extent, words};

/// Texts of more characters than this are refused.
const MOST_CHARACTERS: usize = 256;

/// How a date means what it covers; decides how it is drawn.
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

/// A date as far as it lies on the axis, without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How it means what it covers.
    pub shape: Shape,
    /// From where to where; of a set, as a whole.
    pub whole: Member,
}

impl Extent {
    /// The first moment at which it may begin; what is open or unknown begins with the axis.
    pub fn earliest_start(&self) -> Time {
        self.whole.start.earliest.time().unwrap_or(Time::MIN)
    }

    /// The widest stretch as moments: what is open or unknown reaches to the end of the axis.
    pub fn reach(&self) -> (Time, Time) {
        let (start, end) = self.whole.hull();
        (
            start.time().unwrap_or(Time::MIN),
            end.time().unwrap_or(Time::MAX),
        )
    }
}

/// A date. It says no more than its text does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    text: Box<str>,
    edtf: Spelling,
    level: Option<u8>,
    note: Option<Box<str>>,
    expression: Box<Expression>,
    whole: Member,
    /// Of a set; empty for everything else.
    members: Box<[Member]>,
}

/// The canonical EDTF of a date. Most dates are written in it, and need no second copy.
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
    /// `None` if the text says that there is no date: empty, `undated`, `XXXX`, `../..`.
    ///
    /// # Errors
    ///
    /// If the text cannot be read, can be read in two ways, or lies beyond the axis.
    pub fn parse(text: &str) -> Result<Option<Self>, DateError> {
        // A character has one to four bytes, so a short or very long text need not be counted through.
        if text.len() > MOST_CHARACTERS
            && (text.len() > MOST_CHARACTERS * 4 || text.chars().count() > MOST_CHARACTERS)
        {
            return Err(DateError::new(format!(
                "a date has at most {MOST_CHARACTERS} characters."
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

    /// A moment that a machine has measured, or with an end the stretch from it: the same as reading their
    /// texts, and quicker. `digits` of a second are known, 1 to 9; what is finer is cut off.
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
                utc: false,
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

    /// The preferred spelling in EDTF. `None` if the standard cannot say it: a moment with a
    /// fraction of a second, an interval of moments, `-01XX`.
    pub fn edtf(&self) -> Option<&str> {
        match &self.edtf {
            Spelling::AsWritten => Some(&self.text),
            Spelling::Other(edtf) => Some(edtf),
            Spelling::BeyondEdtf => None,
        }
    }

    /// The lowest conformance level of EDTF that can say it: 0, 1 or 2.
    pub const fn level(&self) -> Option<u8> {
        self.level
    }

    /// Where it starts.
    pub const fn start(&self) -> Region {
        self.whole.start
    }

    /// Where it ends. It covers the time before its end, not the end itself.
    pub const fn end(&self) -> Region {
        self.whole.end
    }

    /// The finest unit that it states.
    pub fn precision(&self) -> Precision {
        self.expression.precision()
    }

    /// How it means what it covers.
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

    /// Whether any part of it is near the truth and not exact (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.expression.qualifier().approximate
    }

    /// Whether the source of any part of it is in doubt (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.expression.qualifier().uncertain
    }

    /// The members of a set in their order, and the date itself if it is no set.
    pub fn members(&self) -> &[Member] {
        if self.members.is_empty() {
            std::slice::from_ref(&self.whole)
        } else {
            &self.members
        }
    }

    /// What surely holds: from the latest start to the earliest end, where that is not empty; either
    /// may be open. `None` where nothing is certain, and for `{..}` of several members, which has
    /// gaps: ask each of [`When::members`] then.
    pub fn certain(&self) -> Option<(Bound, Bound)> {
        if self.shape() == Shape::AllOf && self.members.len() > 1 {
            return None;
        }
        self.whole.certain()
    }

    /// The widest stretch: from the earliest start to the latest end.
    pub const fn hull(&self) -> (Bound, Bound) {
        self.whole.hull()
    }

    /// Where it lies on the axis, without its words.
    pub fn extent(&self) -> Extent {
        Extent {
            shape: self.shape(),
            whole: self.whole,
        }
    }

    /// The same as moments: what is open or unknown reaches to the end of the axis.
    pub fn reach(&self) -> (Time, Time) {
        self.extent().reach()
    }

    /// The finite stretch that it names, to go to it: from its earliest start to its latest end
    /// where both are moments. Where only one is, the nanosecond at that end of what it covers;
    /// `None` where neither is known.
    pub fn stretch(&self) -> Option<Window> {
        let (start, end) = self.hull();
        let (start, end) = match (start.time(), end.time()) {
            (Some(start), Some(end)) => (start, end),
            (Some(start), None) => (start, start),
            // It does not cover its end itself.
            (None, Some(end)) => (end.saturating_add_nanos(-1), end),
            (None, None) => return None,
        };
        // At the very end of the axis there is room only before.
        Window::new(start, end)
            .or_else(|| Window::new(start, start.saturating_add_nanos(1)))
            .or_else(|| Window::new(start.saturating_add_nanos(-1), start))
    }

    /// The earliest start, for sorting. What has no known start comes first.
    pub fn earliest_start(&self) -> Time {
        self.whole.start.earliest.time().unwrap_or(Time::MIN)
    }

    /// What was accepted beyond the standard or taken for granted, and how it was read.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The date in English, in full: `12 April 1985`, `from 2023, end open`.
    pub fn words(&self) -> String {
        words::full(&self.expression)
    }

    /// How well it is known: `known to the year`.
    pub fn precision_words(&self) -> String {
        words::known(&self.expression)
    }

    /// The shortest honest form for a narrow column, at most 12 cells wide: `2021`, `2023 →`,
    /// `Apr 1985`. With `ascii`, arrows are `->` and dashes hyphens.
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
