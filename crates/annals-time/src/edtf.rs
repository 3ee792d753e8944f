//! Reads EDTF, levels 0 to 2 of ISO 8601-2:2019, strictly.
//!
//! The crate `edtf-core` does the reading, and is named in this file only: its terms become those of
//! `expression`, and its errors sentences for a person. `lenient` reads what annals accepts beyond the
//! standard.

use edtf_core::{
    Date as CoreDate, DateField, Edtf, IntervalEndpoint, ParseError, Qualifier as CoreQualifier,
    SetElement, SetKind, Year as CoreYear, YearKind,
};

use super::error::DateError;
use super::expression::{
    Date, DatePart, Element, Expression, Field, Limit, Point, Qualifier, Year,
};
use super::iso;

/// A text in EDTF that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EdtfText {
    pub expression: Expression,
    /// The preferred spelling of the standard.
    pub canonical: String,
    /// The lowest conformance level that allows it: 0, 1 or 2.
    pub level: u8,
}

/// Reads a text in EDTF.
pub(super) fn read(text: &str) -> Result<EdtfText, DateError> {
    let edtf = Edtf::parse(text).map_err(|error| explain(&error))?;
    Ok(EdtfText {
        expression: expression(&edtf)?,
        canonical: edtf.to_string(),
        level: edtf.level(),
    })
}

/// Reads a single date without a time of day.
pub(super) fn read_date(text: &str) -> Result<Date, DateError> {
    match Edtf::parse(text).map_err(|error| explain(&error))? {
        Edtf::Date(date) => convert_date(&date),
        _ => Err(DateError::new("a single date is expected here.")),
    }
}

/// Reads a single date without a time of day, as [`read_date`] does, without an error message.
pub(super) fn date(text: &str) -> Option<Date> {
    match Edtf::parse(text) {
        Ok(Edtf::Date(date)) => convert_date(&date).ok(),
        _ => None,
    }
}

fn expression(edtf: &Edtf) -> Result<Expression, DateError> {
    Ok(match edtf {
        Edtf::Date(date) => Expression::Point(point(date)?),
        Edtf::DateTime(found) => Expression::Point(moment(&found.to_string())?),
        Edtf::Interval(interval) => {
            Expression::Interval(limit(&interval.start)?, limit(&interval.end)?)
        }
        Edtf::Set(set) => {
            let elements = set
                .elements
                .iter()
                .map(element)
                .collect::<Result<Vec<_>, _>>()?;
            match set.kind {
                SetKind::OneMember => Expression::OneOf(elements),
                SetKind::AllMembers => Expression::AllOf(elements),
            }
        }
    })
}

fn limit(endpoint: &IntervalEndpoint) -> Result<Limit, DateError> {
    Ok(match endpoint {
        IntervalEndpoint::Open => Limit::Open,
        IntervalEndpoint::Unknown => Limit::Unknown,
        IntervalEndpoint::Date(date) => Limit::At(point(date)?),
        IntervalEndpoint::OnOrBefore(date) => Limit::OnOrBefore(point(date)?),
        IntervalEndpoint::OnOrAfter(date) => Limit::OnOrAfter(point(date)?),
    })
}

fn element(element: &SetElement) -> Result<Element, DateError> {
    Ok(match element {
        SetElement::Date(date) => Element::One(point(date)?),
        SetElement::OnOrBefore(date) => Element::OnOrBefore(point(date)?),
        SetElement::OnOrAfter(date) => Element::OnOrAfter(point(date)?),
        SetElement::Range(from, to) => Element::Range(point(from)?, point(to)?),
    })
}

fn point(date: &CoreDate) -> Result<Point, DateError> {
    convert_date(date).map(Point::Date)
}

fn convert_date(date: &CoreDate) -> Result<Date, DateError> {
    let part = match (date.month, date.day) {
        (None, _) => DatePart::Year,
        (Some(month), None) => match month.value() {
            Some(code @ 21..) => DatePart::Season(code),
            _ => DatePart::Month(field(month)),
        },
        (Some(month), Some(day)) => DatePart::Day(field(month), field(day)),
    };
    let of = |field: Option<DateField>| {
        field
            .map(|field| qualifier(field.qualifier))
            .unwrap_or_default()
    };
    Ok(Date {
        year: year(&date.year)?,
        part,
        qualifiers: [qualifier(date.year.qualifier), of(date.month), of(date.day)],
    })
}

const fn field(field: DateField) -> Field {
    Field(field.digits)
}

const fn qualifier(qualifier: CoreQualifier) -> Qualifier {
    Qualifier {
        uncertain: qualifier.uncertain,
        approximate: qualifier.approximate,
    }
}

fn year(year: &CoreYear) -> Result<Year, DateError> {
    if let YearKind::Standard { negative, digits } = year.kind
        && year.has_unspecified()
    {
        return Ok(Year::Masked { negative, digits });
    }
    let value = year.value().ok_or_else(DateError::out_of_range)?;
    let Some(significant) = year.significant_digits else {
        return Ok(Year::Exact(value));
    };
    Year::estimate(value, significant).ok_or_else(DateError::out_of_range)
}

/// A date-time, read by the reader of ISO 8601.
fn moment(written: &str) -> Result<Point, DateError> {
    let found = iso::DateTime::parse(written).ok();
    let point = found.and_then(|found| found.point());
    point.ok_or_else(|| DateError::new("there is no such moment."))
}

/// A sentence for each message of `edtf-core`, by a part of the message. The first that fits is used; an
/// empty one means that the year is out of range.
static SENTENCES: &[(&str, &str)] = &[
    (
        "ASCII characters only",
        "a date in EDTF has only digits, hyphens and a few letters and signs.",
    ),
    ("whitespace is not allowed", "a date in EDTF has no spaces."),
    ("number out of supported range", ""),
    ("exponent out of supported range", ""),
    (
        "year must have exactly four digits",
        "a year has four digits here (0044 for the year 44); X stands for one that is not known.",
    ),
    (
        "negative years cannot contain",
        "a year before 0 cannot have X in this place.",
    ),
    (
        "-0000 is not a valid year",
        "there is no year -0000: write 0000 for 1 BC.",
    ),
    (
        "significant digits cannot combine",
        "a year has either S or X, not both.",
    ),
    (
        "significant digits must be 1-4",
        "S is followed by how many digits of the year count, 1 to 4.",
    ),
    (
        "significant digits exceed",
        "S is followed by how many digits of the year count, no more than the year has.",
    ),
    ("significant-digit years are", "a year with S has no month."),
    (
        "expected '-' before month",
        "a hyphen and a month are expected here, or nothing more.",
    ),
    (
        "expected '-' before day",
        "a hyphen and a day are expected here, or nothing more.",
    ),
    (
        "month must be two digits",
        "a month has two digits, 01 to 12; XX if it is not known.",
    ),
    (
        "day must be two digits",
        "a day has two digits, 01 to 31; XX if it is not known.",
    ),
    (
        "unexpected characters after day",
        "nothing is expected after the day.",
    ),
    (
        "month must be 01-12 or",
        "a month is 01 to 12; 21 to 41 stand for a season or another part of the year.",
    ),
    ("month must be", "a month is 01 to 12."),
    (
        "sub-year groupings cannot",
        "a season or another part of the year has no day.",
    ),
    (
        "no calendar month matches",
        "no month from 01 to 12 fits this.",
    ),
    ("day is out of range", "this month has no such day."),
    (
        "expected digits after 'Y'",
        "Y is followed by a year of five digits or more.",
    ),
    (
        "leading zeros are not",
        "a year with Y has no zeros in front.",
    ),
    (
        "expected digits after exponent",
        "E is followed by how many zeros the year has.",
    ),
    (
        "significand cannot be zero",
        "a year with E cannot begin with 0.",
    ),
    (
        "Y-prefixed years require",
        "Y is only for years of five digits or more.",
    ),
    ("Y-prefixed years are", "a year with Y has no month."),
    (
        "date-times require a complete",
        "a time of day needs a whole date before it, such as 1985-04-12T23:20:30.",
    ),
    (
        "date-times require a plain",
        "a time of day needs a date in plain digits before it.",
    ),
    (
        "time must be hh:mm:ss",
        "a time of day is written 23:20:30.",
    ),
    (
        "time components must be",
        "hours, minutes and seconds have two digits each.",
    ),
    (
        "hour must be",
        "hours go from 00 to 23. Midnight at the end of a day is 00:00:00 of the next.",
    ),
    ("minute must be", "minutes go from 00 to 59."),
    ("second must be", "seconds go from 00 to 59."),
    (
        "time shift",
        "an offset from UTC is written Z, +02 or +05:30, up to 14 hours.",
    ),
    (
        "shift minutes must be",
        "the minutes of an offset from UTC go from 00 to 59.",
    ),
    (
        "interval must contain exactly one",
        "an interval has one / between its start and its end.",
    ),
    (
        "interval needs at least",
        "an interval needs a date on one side at least.",
    ),
    (
        "interval end precedes",
        "the end lies before the start. Write the earlier date first.",
    ),
    (
        "'..'-prefixed date is only",
        "two dots come before the start or after the end of an interval.",
    ),
    (
        "'..'-suffixed date is only",
        "two dots come before the start or after the end of an interval.",
    ),
    (
        "unterminated set",
        "a set that begins with [ or { ends with ] or }.",
    ),
    ("set must contain", "a set needs at least one date."),
    ("sets cannot nest", "a set cannot hold another set."),
    (
        "empty set element",
        "a date is missing here, before or after a comma.",
    ),
    ("'..' alone", "two dots in a set need a date beside them."),
    (
        "multiple '..'",
        "a range in a set has two dots once, between its first and its last date.",
    ),
    (
        "set range endpoints must share",
        "both ends of a range in a set are years, or months, or days.",
    ),
    (
        "set range end precedes",
        "the last date of this range lies before its first.",
    ),
    (
        "set range endpoints",
        "the ends of a range in a set are plain dates, without X, S, ? or ~.",
    ),
    ("empty date", "a date is missing here."),
    ("empty input", "a date is missing here."),
];

fn explain(error: &ParseError) -> DateError {
    let sentence = SENTENCES
        .iter()
        .find(|(part, _)| error.message.contains(part))
        .map_or("this is not a date in EDTF.", |(_, sentence)| *sentence);
    if sentence.is_empty() {
        return DateError::out_of_range();
    }
    // Everything before the offset is ASCII, so bytes are characters.
    DateError::at(error.offset.saturating_add(1), sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("1985-13", 6, "01 to 12")]
    #[case("1985-02-30", 9, "no such day")]
    #[case("1985-04-12T25:00:00", 12, "00 to 23")]
    #[case("1985-04-12T23:20:30+15:00", 20, "14 hours")]
    #[case("1985 -04", 5, "no spaces")]
    #[case("2004/2003", 6, "earlier date first")]
    #[case("{1960,1985-00}", 12, "01 to 12")]
    #[case("é", 1, "only digits")]
    #[case("[1985..1990..1995]", 8, "two dots once")]
    #[case("1950S9", 6, "1 to 4")]
    #[case("-0000", 1, "0000 for 1 BC")]
    #[case("195XS2", 5, "not both")]
    #[case("[1960", 5, "ends with")]
    #[case("{1960,}", 7, "missing")]
    fn errors_have_a_column_and_a_sentence(
        #[case] text: &str,
        #[case] column: usize,
        #[case] part: &str,
    ) {
        let error = read(text).unwrap_err();
        assert_eq!(error.column(), Some(column), "{error}");
        assert!(error.to_string().contains(part), "{error}");
    }

    #[rstest]
    #[case("Y1E100")]
    #[case("Y99999999999999999999")]
    #[case("Y1E100001")]
    #[case("Y9E18S1")]
    fn years_beyond_the_axis_are_out_of_range(#[case] text: &str) {
        assert_eq!(read(text).unwrap_err(), DateError::out_of_range());
    }

    #[rstest]
    #[case("1950S2", 1900, 1999)]
    #[case("Y3388E2S3", 338_000, 338_999)]
    #[case("Y171010000S3", 171_000_000, 171_999_999)]
    #[case("Y-171010000S3", -171_999_999, -171_000_000)]
    #[case("0044S1", 0, 999)]
    fn significant_digits_count_from_the_left(
        #[case] text: &str,
        #[case] first: i64,
        #[case] last: i64,
    ) {
        assert_eq!(read_date(text).unwrap().year.range(), (first, last));
    }
}
