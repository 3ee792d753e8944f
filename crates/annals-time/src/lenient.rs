//! Reads texts near EDTF that the standard does not allow.
//!
//! These are spaces in sets and intervals, small letters, years with a `Y` or a sign that they do not
//! need, years before 0 with digits left open (`-01XX`), and intervals and sets of date-times. Each is
//! turned into EDTF where EDTF can write it.

use super::edtf;
use super::error::DateError;
use super::expression::{Date, Element, Expression, Limit, Point, Year, edtf_year};
use super::instant;
use super::iso::{CalendarDate, DateTime};
use super::reading::Reading;

/// Reads a text near EDTF.
pub(super) fn read(text: &str) -> Result<Reading, DateError> {
    let tidy = tidy(text);
    let strict = match edtf::read(&tidy) {
        Ok(edtf) => {
            return Ok(Reading::from_edtf(edtf).with_note(tidying_note(text, &tidy)));
        }
        Err(error) => error,
    };
    let mut parts = PartReader::default();
    match parts.expression(&tidy) {
        Ok((expression, rewritten)) => {
            let edtf = match rewritten.as_deref().map(edtf::read) {
                Some(Ok(edtf)) => Some(edtf),
                // Every part is EDTF and the whole is not, so the error of the whole counts.
                Some(Err(reason)) if !tidy.contains(':') && !expression.points_nowhere() => {
                    return Err(if rewritten.as_deref() == Some(text) {
                        reason
                    } else {
                        reason.without_column()
                    });
                }
                _ => None,
            };
            let note = parts.note.or_else(|| tidying_note(text, &tidy));
            Ok(edtf
                .map_or_else(|| Reading::beyond_edtf(expression), Reading::from_edtf)
                .with_note(note))
        }
        Err(error) => {
            // Columns of the tidied text are right only if nothing was taken out of it.
            let is_single = !tidy.contains('/') && !tidy.starts_with(['[', '{']);
            let error = if is_single || tidy.contains(':') {
                error
            } else {
                strict
            };
            Err(if tidy.chars().count() == text.chars().count() {
                error
            } else {
                error.without_column()
            })
        }
    }
}

/// The text without meaningless spaces, with capitals and plain hyphens.
fn tidy(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|character| match character {
            '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
            other => other.to_ascii_uppercase(),
        })
        .collect();
    if text.starts_with(['[', '{']) && !text.contains(':') {
        text.replace(' ', "")
    } else if text.starts_with(['[', '{']) {
        text.split(',').map(str::trim).collect::<Vec<_>>().join(",")
    } else if text.contains('/') {
        text.split('/').map(str::trim).collect::<Vec<_>>().join("/")
    } else {
        text
    }
}

fn tidying_note(text: &str, tidy: &str) -> Option<String> {
    if text == tidy {
        return None;
    }
    let note = if text.chars().count() == tidy.chars().count() {
        "EDTF has capitals and plain hyphens: the text is read so."
    } else {
        "EDTF has no spaces: they are left out."
    };
    Some(note.to_owned())
}

/// Reads a text part by part, and keeps the first note.
#[derive(Debug, Default)]
struct PartReader {
    note: Option<String>,
}

/// A part, and its text in EDTF if EDTF can write it.
type Written<T> = (T, Option<String>);

impl PartReader {
    fn expression(&mut self, text: &str) -> Result<Written<Expression>, DateError> {
        if let Some(inner) = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            let (elements, edtf) = self.elements(inner)?;
            return Ok((
                Expression::OneOf(elements),
                edtf.map(|edtf| format!("[{edtf}]")),
            ));
        }
        if let Some(inner) = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            let (elements, edtf) = self.elements(inner)?;
            return Ok((
                Expression::AllOf(elements),
                edtf.map(|edtf| format!("{{{edtf}}}")),
            ));
        }
        if let Some((start, end)) = text.split_once('/') {
            let (from, from_edtf) = self.limit(start)?;
            let (to, to_edtf) = self
                .limit(end)
                .map_err(|error| error.moved(start.chars().count() + 1))?;
            let edtf = from_edtf
                .zip(to_edtf)
                .map(|(from, to)| format!("{from}/{to}"));
            return Ok((Expression::Interval(from, to), edtf));
        }
        let (point, edtf) = self.point(text)?;
        Ok((Expression::Point(point), edtf))
    }

    fn elements(&mut self, inner: &str) -> Result<Written<Vec<Element>>, DateError> {
        let mut elements = Vec::new();
        let mut written = Some(Vec::new());
        let mut column = 1;
        for part in inner.split(',') {
            let (element, edtf) = self.element(part).map_err(|error| error.moved(column))?;
            column += part.chars().count() + 1;
            elements.push(element);
            match (written.as_mut(), edtf) {
                (Some(list), Some(edtf)) => list.push(edtf),
                _ => written = None,
            }
        }
        Ok((elements, written.map(|list| list.join(","))))
    }

    fn element(&mut self, part: &str) -> Result<Written<Element>, DateError> {
        if let Some(rest) = part.strip_prefix("..") {
            let (point, edtf) = self.point(rest).map_err(|error| error.moved(2))?;
            return Ok((
                Element::OnOrBefore(point),
                edtf.map(|edtf| format!("..{edtf}")),
            ));
        }
        if let Some(rest) = part.strip_suffix("..") {
            let (point, edtf) = self.point(rest)?;
            return Ok((
                Element::OnOrAfter(point),
                edtf.map(|edtf| format!("{edtf}..")),
            ));
        }
        if let Some((from, to)) = part.split_once("..") {
            let (first, first_edtf) = self.point(from)?;
            let (last, last_edtf) = self
                .point(to)
                .map_err(|error| error.moved(from.chars().count() + 2))?;
            let edtf = first_edtf
                .zip(last_edtf)
                .map(|(first, last)| format!("{first}..{last}"));
            return Ok((Element::Range(first, last), edtf));
        }
        let (point, edtf) = self.point(part)?;
        Ok((Element::One(point), edtf))
    }

    fn limit(&mut self, text: &str) -> Result<Written<Limit>, DateError> {
        match text {
            "" => Ok((Limit::Unknown, Some(String::new()))),
            ".." => Ok((Limit::Open, Some("..".to_owned()))),
            _ => {
                let (point, edtf) = self.point(text)?;
                Ok((Limit::At(point), edtf))
            }
        }
    }

    fn point(&mut self, text: &str) -> Result<Written<Point>, DateError> {
        let strict = match edtf::read_date(text) {
            Ok(date) => return Ok((Point::Date(date), Some(text.to_owned()))),
            Err(error) => error,
        };
        if let Some(instant) = instant::read(text) {
            let instant = instant?;
            self.note = self.note.take().or_else(|| instant.note.map(str::to_owned));
            return Ok((Point::Moment(instant.moment), instant.edtf()));
        }
        if let Some(written) = short_year(text)
            && let Ok(date) = edtf::read_date(&written)
        {
            self.set_note(&written);
            return Ok((Point::Date(date), Some(written)));
        }
        if let Some(date) = masked_before_zero(text) {
            return Ok((Point::Date(date), None));
        }
        if let Some(date) = expanded(text) {
            return self.expanded(date);
        }
        Err(strict)
    }

    fn set_note(&mut self, written: &str) {
        self.note
            .get_or_insert_with(|| format!("This is written {written} in EDTF."));
    }

    /// A date whose year has a sign and any number of digits, as ISO 8601-1 allows by agreement.
    fn expanded(&mut self, date: CalendarDate) -> Result<Written<Point>, DateError> {
        let written = [date.month, date.day]
            .into_iter()
            .flatten()
            .fold(edtf_year(date.year), |text, field| {
                format!("{text}-{field:02}")
            });
        if let Ok(date) = edtf::read_date(&written) {
            self.set_note(&written);
            return Ok((Point::Date(date), Some(written)));
        }
        let point = DateTime::from(date).point();
        let point = point.ok_or_else(|| DateError::new("there is no such day in the calendar."))?;
        Ok((point, None))
    }
}

/// A date whose year has a sign. -0000 is not read: it is not certain which year it would be.
fn expanded(text: &str) -> Option<CalendarDate> {
    let date = CalendarDate::parse(text).ok()?;
    let is_signed = text.starts_with(['+', '-']);
    (is_signed && !(date.year == 0 && text.starts_with('-'))).then_some(date)
}

/// `Y1985` as `1985`: the standard keeps `Y` for years of more than four digits.
fn short_year(text: &str) -> Option<String> {
    let rest = text.strip_prefix('Y')?;
    let end = rest.find(['?', '~', '%']).unwrap_or(rest.len());
    let (number, qualifier) = rest.split_at_checked(end)?;
    let year: i64 = number.parse().ok().filter(|_| !number.starts_with('+'))?;
    let is_year = (-9_999..=9_999).contains(&year) && (year != 0 || !number.starts_with('-'));
    is_year.then(|| format!("{}{qualifier}", edtf_year(year)))
}

/// `-01XX`: the standard allows open digits only from the year 0 on.
fn masked_before_zero(text: &str) -> Option<Date> {
    let (sign, rest) = match text.strip_prefix(['?', '~', '%']) {
        Some(rest) => (text.get(..1)?, rest),
        None => ("", text),
    };
    let mut date = edtf::read_date(&format!("{sign}{}", rest.strip_prefix('-')?)).ok()?;
    match &mut date.year {
        Year::Masked { negative, .. } => *negative = true,
        _ => return None,
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("{1960, 1961-12}", "{1960,1961-12}")]
    #[case("[ 1667 , 1668, 1670 .. 1672 ]", "[1667,1668,1670..1672]")]
    #[case("2004 / 2006", "2004/2006")]
    #[case("y-17e7", "Y-17E7")]
    #[case("199x", "199X")]
    #[case("Y1985", "1985")]
    #[case("Y-44~", "-0044~")]
    #[case("Y1985/Y1990", "1985/1990")]
    #[case("-12345", "Y-12345")]
    #[case("+001985-04-12", "1985-04-12")]
    #[case("\u{2212}0044", "-0044")]
    #[case("2021-04-12 14:30:05", "2021-04-12T14:30:05")]
    fn texts_near_edtf_are_turned_into_edtf(#[case] text: &str, #[case] edtf: &str) {
        let reading = read(text).unwrap();
        assert_eq!(reading.edtf.as_deref(), Some(edtf));
        assert_eq!(
            reading.note.is_some(),
            !text.contains("14:30"),
            "{:?}",
            reading.note
        );
    }

    #[rstest]
    #[case("-01XX")]
    #[case("-01XX/-0050")]
    #[case("?-01XX-12")]
    #[case("[-01XX,-0044]")]
    #[case("2021-04-12T10:00:00Z/2021-04-12T11:00:00Z")]
    #[case("2021-04-12T10:00:00Z/..")]
    #[case("2021-04-12 10:00 / 2021-04-13")]
    #[case("+012345-06-07")]
    fn some_texts_are_read_that_edtf_cannot_write(#[case] text: &str) {
        assert_eq!(read(text).unwrap().edtf, None);
    }

    #[rstest]
    #[case("2021-04-12T10:00:00Z/2021-04-12T25:00:00Z", Some(33))]
    #[case("{2021-04-12T10:00:00Z,2021-04-12T25:00:00Z}", Some(34))]
    #[case("1985-13", Some(6))]
    #[case("{1985, 1985-13}", None)]
    #[case("+012345-13-01", None)]
    #[case("Y-0000000000000000000000", Some(3))]
    fn columns_are_those_of_the_text_as_written(#[case] text: &str, #[case] column: Option<usize>) {
        assert_eq!(read(text).unwrap_err().column(), column);
    }
}
