//! Parses the dates of GEDCOM 5.5.1 and 7 to EDTF that says no more than they do.
//!
//! `BET` is one moment between two dates; `FROM` and `TO` are the ends of a duration. A date outside of the grammar
//! is parsed as people write dates; where that fails its text is kept and the event stays undated.

mod words;

use self::words::{DateError, calendar, month_number, year_numbers};
use crate::calendars::{Calendar, DateInCalendar, Day, edtf, unit_around};
use annals_time::When;

/// A convention by which dates were read, which the report names once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Convention {
    /// `BEF` and `AFT`.
    Limits,
    /// `1699/00`.
    DualYear,
    /// A day of the Julian calendar.
    JulianDay,
    /// A month or a year of another calendar.
    CoarseDate,
    /// A day of the French Republican calendar.
    FrenchDay,
    /// A day of the Hebrew calendar.
    HebrewDay,
    /// `CAL` and `EST`.
    Derived,
}

/// What was read of a date.
#[derive(Debug, Default)]
pub(super) struct ParsedDate {
    pub(super) when: Option<When>,
    /// The phrase in brackets.
    pub(super) phrase: String,
    /// Whether the text says something that `when` does not.
    pub(super) keeps_text: bool,
    pub(super) conventions: Vec<Convention>,
    /// What is wrong with the date, in a sentence.
    pub(super) warning: Option<String>,
}

/// What `BEF` and `AFT` mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitMeaning {
    /// In 5.5.1: before and after the date, not in it.
    Exclusive,
    /// In 7: no later and no earlier than the date.
    Inclusive,
}

/// Parses a date. `time` is the time of day below it, which may be empty.
pub(super) fn read(text: &str, time: &str, limits: LimitMeaning) -> ParsedDate {
    let mut dated = ParsedDate::default();
    let (head, phrase) = split_phrase(text);
    phrase.clone_into(&mut dated.phrase);
    let tokens = tokens(head);
    if tokens.is_empty() {
        if !phrase.is_empty() {
            parse_phrase(phrase, &mut dated);
        }
        return dated;
    }
    let mut grammar = Grammar {
        limits,
        conventions: Vec::new(),
        keeps_text: false,
    };
    match grammar.value(&tokens) {
        Ok(edtf) => {
            let with_time = (!time.is_empty()).then(|| When::parse(&format!("{edtf}T{time}")));
            dated.keeps_text = grammar.keeps_text
                || !phrase.is_empty()
                || grammar
                    .conventions
                    .iter()
                    .any(|it| *it != Convention::Limits);
            dated.conventions = grammar.conventions;
            let parsed = match with_time {
                Some(Ok(Some(when))) => Ok(Some(when)),
                _ => When::parse(&edtf),
            };
            match parsed {
                Ok(when) => dated.when = when,
                Err(error) => {
                    dated.keeps_text = true;
                    dated.warning = Some(format!(
                        "The date \"{}\" is kept as text: {error}",
                        text.trim()
                    ));
                }
            }
        }
        Err(DateError::NoSuchDay) => {
            dated.keeps_text = true;
            dated.warning = Some(format!(
                "The date \"{}\" is kept as text: there is no such day in its calendar.",
                text.trim()
            ));
        }
        Err(DateError::Calendar(name)) => {
            dated.keeps_text = true;
            dated.warning = Some(format!(
                "The date \"{}\" is kept as text: annals does not know the calendar {name}.",
                text.trim()
            ));
        }
        Err(DateError::Backwards) => {
            dated.keeps_text = true;
            dated.warning = Some(format!(
                "The date \"{}\" is kept as text: its first date is later than its second.",
                text.trim()
            ));
        }
        Err(DateError::Grammar) => parse_free_text(head, &mut dated),
    }
    dated
}

/// Parses a date outside of the grammar.
fn parse_free_text(text: &str, dated: &mut ParsedDate) {
    dated.keeps_text = true;
    match When::parse(text) {
        Ok(when) => dated.when = when,
        Err(error) => {
            dated.warning = Some(format!(
                "The date \"{}\" is kept as text: {error} A date of GEDCOM is written 12 MAR 1699.",
                text.trim()
            ));
        }
    }
}

/// Parses a date that is only a phrase.
fn parse_phrase(phrase: &str, dated: &mut ParsedDate) {
    dated.keeps_text = true;
    match When::parse(phrase) {
        Ok(when) => dated.when = when,
        Err(_) => {
            dated.warning = Some(format!(
                "The date is only a phrase, \"{phrase}\"; it is kept as text."
            ));
        }
    }
}

/// Splits a date from the phrase in brackets after it.
fn split_phrase(text: &str) -> (&str, &str) {
    match text.split_once('(') {
        Some((head, phrase)) => {
            let phrase = phrase.trim_end();
            (head, phrase.strip_suffix(')').unwrap_or(phrase).trim())
        }
        None => (text, ""),
    }
}

/// Splits a date into words in capitals. A calendar escape of 5.5.1 is one word, as 7 writes it.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some((name, after)) = rest
            .strip_prefix("@#D")
            .and_then(|inner| inner.split_once('@'))
        {
            found.push(name.trim().to_uppercase().replace(' ', "_"));
            rest = after.trim_start();
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        found.push(word.to_uppercase());
        rest = after.trim_start();
    }
    found
}

/// The unit of a Gregorian date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Day,
    Month,
    Year,
}

/// One date without a keyword.
#[derive(Debug, Clone)]
struct PlainDate {
    first: Day,
    last: Day,
    /// The date in EDTF, if that has a unit for it; two for a dual year.
    texts: Vec<String>,
    /// `None` for months and years of other calendars, and for dual years that mean one of two.
    grain: Option<Grain>,
    /// A unit near the date in EDTF, for approximate dates.
    about: Option<String>,
    /// Whether it is approximate as a part of a longer date.
    is_approximate: bool,
}

impl PlainDate {
    /// Returns the date in EDTF with a qualifier, which may be empty.
    fn with_qualifier(&self, sign: &str) -> String {
        match self.texts.as_slice() {
            [only] => format!("{only}{sign}"),
            [] if sign.is_empty() => format!("[{}..{}]", self.first.edtf(), self.last.edtf()),
            [] => format!(
                "{}{sign}",
                self.about.clone().unwrap_or_else(|| self.first.edtf())
            ),
            several => {
                let signed: Vec<_> = several.iter().map(|text| format!("{text}{sign}")).collect();
                format!("[{}]", signed.join(","))
            }
        }
    }

    /// Returns the date in EDTF as one end of a duration.
    fn as_end(&self) -> String {
        let text = match self.texts.as_slice() {
            [only] => only.clone(),
            _ => unit_around(self.first, self.last).unwrap_or_default(),
        };
        if self.is_approximate && !text.is_empty() {
            format!("{text}~")
        } else {
            text
        }
    }

    /// Returns the unit of the date that holds a day.
    fn unit_of(&self, day: Day) -> String {
        unit_of(day, self.grain.unwrap_or(Grain::Day))
    }
}

fn unit_of(day: Day, grain: Grain) -> String {
    let (year, month, date) = day.civil();
    match grain {
        Grain::Day => edtf(year, Some(month), Some(date)),
        Grain::Month => edtf(year, Some(month), None),
        Grain::Year => edtf(year, None, None),
    }
}

/// Parses words by the grammar and records the conventions that it used.
struct Grammar {
    limits: LimitMeaning,
    conventions: Vec<Convention>,
    /// Whether the text says something that the date does not.
    keeps_text: bool,
}

impl Grammar {
    fn used(&mut self, convention: Convention) {
        if !self.conventions.contains(&convention) {
            self.conventions.push(convention);
        }
    }

    fn value(&mut self, tokens: &[String]) -> Result<String, DateError> {
        let (first, rest) = tokens.split_first().ok_or(DateError::Grammar)?;
        match first.trim_end_matches('.') {
            "ABT" | "ABOUT" => Ok(self.single(rest)?.with_qualifier("~")),
            "CAL" | "EST" => {
                self.used(Convention::Derived);
                Ok(self.single(rest)?.with_qualifier("~"))
            }
            "INT" => Ok(self.single(rest)?.with_qualifier("?")),
            "BEF" | "BEFORE" => {
                self.used(Convention::Limits);
                let date = self.single(rest)?;
                Ok(match self.limits {
                    LimitMeaning::Exclusive => format!("[..{}]", date.unit_of(date.first.before())),
                    LimitMeaning::Inclusive => format!("[..{}]", date.unit_of(date.last)),
                })
            }
            "AFT" | "AFTER" => {
                self.used(Convention::Limits);
                let date = self.single(rest)?;
                Ok(match self.limits {
                    LimitMeaning::Exclusive => format!("[{}..]", date.unit_of(date.last.after())),
                    LimitMeaning::Inclusive => format!("[{}..]", date.unit_of(date.first)),
                })
            }
            "BET" | "BETWEEN" => {
                let (from, to) = self.pair(rest, "AND")?;
                between(&from, &to.ok_or(DateError::Grammar)?)
            }
            "FROM" => {
                let (from, to) = self.pair(rest, "TO")?;
                let end = to
                    .as_ref()
                    .map_or_else(|| "..".to_owned(), PlainDate::as_end);
                if to.is_some_and(|to| to.last < from.first) {
                    return Err(DateError::Backwards);
                }
                Ok(format!("{}/{end}", from.as_end()))
            }
            "TO" => Ok(format!("../{}", self.single(rest)?.as_end())),
            _ => Ok(self.single(tokens)?.with_qualifier("")),
        }
    }

    /// Parses one date, or two with a word between them.
    fn pair(
        &mut self,
        tokens: &[String],
        word: &str,
    ) -> Result<(PlainDate, Option<PlainDate>), DateError> {
        match tokens.iter().position(|token| token == word) {
            None => Ok((self.single(tokens)?, None)),
            Some(at) => {
                let (from, to) = tokens.split_at(at);
                Ok((self.single(from)?, Some(self.single(&to[1..])?)))
            }
        }
    }

    /// Parses `[calendar] [[day] month] year [epoch]`.
    fn single(&mut self, tokens: &[String]) -> Result<PlainDate, DateError> {
        // The grammar does not allow a qualifier here, but programs write it.
        if let Some((first, rest)) = tokens.split_first()
            && matches!(first.as_str(), "ABT" | "CAL" | "EST")
            && !rest
                .first()
                .is_some_and(|next| matches!(next.as_str(), "ABT" | "CAL" | "EST"))
        {
            self.keeps_text = true;
            return Ok(PlainDate {
                is_approximate: true,
                ..self.single(rest)?
            });
        }
        let (calendar, tokens) = calendar(tokens)?;
        let (is_before_christ, tokens) = match tokens.split_last() {
            Some((last, rest))
                if matches!(last.as_str(), "BCE" | "B.C." | "BC" | "B.C" | "B.C.E.") =>
            {
                (true, rest)
            }
            Some((last, rest)) if matches!(last.as_str(), "CE" | "A.D." | "AD") => (false, rest),
            _ => (false, tokens),
        };
        let (day, month, year) = match tokens {
            [year] => (None, None, year),
            [month, year] => (None, Some(month_number(calendar, month)?), year),
            [day, month, year] => {
                let is_number =
                    (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit());
                let day = is_number.then(|| day.parse().ok()).flatten();
                (
                    Some(day.ok_or(DateError::Grammar)?),
                    Some(month_number(calendar, month)?),
                    year,
                )
            }
            _ => return Err(DateError::Grammar),
        };
        let (year, later) = year_numbers(year)?;
        let of_year = |year: i64| DateInCalendar {
            calendar,
            year: if is_before_christ { 1 - year } else { year },
            month,
            day,
        };
        if let Some(later) = later {
            if is_before_christ || !matches!(calendar, Calendar::Gregorian | Calendar::Julian) {
                return Err(DateError::Grammar);
            }
            self.used(Convention::DualYear);
            // The old year ended on 24 March: only days up to it have two year numbers.
            let is_settled = matches!(
                (month, day),
                (Some(1 | 2), _) | (Some(3), None | Some(..=24))
            );
            if is_settled {
                return self.on_axis(of_year(later));
            }
            let (early, late) = (self.on_axis(of_year(year))?, self.on_axis(of_year(later))?);
            return Ok(PlainDate {
                first: early.first,
                last: late.last,
                texts: [early.texts, late.texts].concat(),
                grain: None,
                about: early.about,
                is_approximate: false,
            });
        }
        if is_before_christ && !matches!(calendar, Calendar::Gregorian | Calendar::Julian) {
            return Err(DateError::Grammar);
        }
        self.on_axis(of_year(year))
    }

    fn on_axis(&mut self, date: DateInCalendar) -> Result<PlainDate, DateError> {
        let (first, last) = date.days().ok_or(DateError::NoSuchDay)?;
        let is_day = date.day.is_some();
        match date.calendar {
            Calendar::Gregorian => {}
            _ if !is_day => self.used(Convention::CoarseDate),
            Calendar::Julian => self.used(Convention::JulianDay),
            Calendar::FrenchRepublican => self.used(Convention::FrenchDay),
            Calendar::Hebrew => self.used(Convention::HebrewDay),
        }
        let (texts, grain) = if is_day {
            (vec![first.edtf()], Some(Grain::Day))
        } else if date.calendar == Calendar::Gregorian {
            let grain = if date.month.is_some() {
                Grain::Month
            } else {
                Grain::Year
            };
            (vec![edtf(date.year, date.month, None)], Some(grain))
        } else {
            (Vec::new(), None)
        };
        let about = match date.calendar {
            // An approximate date is as near in the Gregorian month of the same name.
            Calendar::Julian => Some(edtf(date.year, date.month, None)),
            _ => unit_around(first, last),
        };
        Ok(PlainDate {
            first,
            last,
            texts,
            grain,
            about,
            is_approximate: false,
        })
    }
}

/// Returns one moment between two dates, both included, in EDTF.
fn between(from: &PlainDate, to: &PlainDate) -> Result<String, DateError> {
    if to.last < from.first {
        return Err(DateError::Backwards);
    }
    let grain = match (from.grain, to.grain) {
        // The finer of the two units is exact for both ends.
        (Some(from), Some(to)) => from.min(to),
        _ => Grain::Day,
    };
    let (first, last) = (
        unit_of(from.first, grain),
        unit_of(to.last.max(from.last), grain),
    );
    Ok(if first == last {
        first
    } else {
        format!("[{first}..{last}]")
    })
}

#[cfg(test)]
mod tests;
