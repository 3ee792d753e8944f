//! Dates of GEDCOM, of the grammars of 5.5.1 and 7.
//!
//! Owns what each keyword means and turns it into EDTF that says no more: `BET` is one moment between two
//! dates, `FROM` and `TO` are the ends of a duration. What is outside the grammar is read as a person
//! would have written it, and where that fails the text is kept and nothing is dated.

mod words;

use self::words::{Refusal, calendar, month_number, year_numbers};
use super::super::calendars::{Calendar, Day, Stated, edtf, unit_around};
use annals_time::When;

/// How dates were understood that the reader tells about once.
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
    FrenchDay,
    HebrewDay,
    /// `CAL` and `EST`.
    Derived,
}

/// What a date says.
#[derive(Debug, Default)]
pub(super) struct Dated {
    pub(super) when: Option<When>,
    /// The words in brackets.
    pub(super) phrase: String,
    /// Whether the text says something that `when` does not.
    pub(super) keeps_text: bool,
    pub(super) conventions: Vec<Convention>,
    /// What is wrong with it, in a sentence.
    pub(super) doubt: Option<String>,
}

/// How the two limits of a version are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limits {
    /// 5.5.1: before and after the date, not in it.
    Exclusive,
    /// 7: no later, no earlier than the date.
    Inclusive,
}

/// Reads a date; `time` is the time of day below it, which may be empty.
pub(super) fn read(text: &str, time: &str, limits: Limits) -> Dated {
    let mut dated = Dated::default();
    let (head, phrase) = split_phrase(text);
    phrase.clone_into(&mut dated.phrase);
    let tokens = tokens(head);
    if tokens.is_empty() {
        if !phrase.is_empty() {
            of_phrase(phrase, &mut dated);
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
                    dated.doubt = Some(format!(
                        "The date \"{}\" is kept as text: {error}",
                        text.trim()
                    ));
                }
            }
        }
        Err(Refusal::NoSuchDay) => {
            dated.keeps_text = true;
            dated.doubt = Some(format!(
                "The date \"{}\" is kept as text: there is no such day in its calendar.",
                text.trim()
            ));
        }
        Err(Refusal::Calendar(name)) => {
            dated.keeps_text = true;
            dated.doubt = Some(format!(
                "The date \"{}\" is kept as text: annals does not know the calendar {name}.",
                text.trim()
            ));
        }
        Err(Refusal::Backwards) => {
            dated.keeps_text = true;
            dated.doubt = Some(format!(
                "The date \"{}\" is kept as text: its first date is later than its second.",
                text.trim()
            ));
        }
        Err(Refusal::Grammar) => as_people_write(head, &mut dated),
    }
    dated
}

/// A date that is outside the grammar.
fn as_people_write(text: &str, dated: &mut Dated) {
    dated.keeps_text = true;
    match When::parse(text) {
        Ok(when) => dated.when = when,
        Err(error) => {
            dated.doubt = Some(format!(
                "The date \"{}\" is kept as text: {error} A date of GEDCOM is written 12 MAR 1699.",
                text.trim()
            ));
        }
    }
}

/// A date that is a phrase alone.
fn of_phrase(phrase: &str, dated: &mut Dated) {
    dated.keeps_text = true;
    match When::parse(phrase) {
        Ok(when) => dated.when = when,
        Err(_) => {
            dated.doubt = Some(format!(
                "The date is only a phrase, \"{phrase}\"; it is kept as text."
            ));
        }
    }
}

/// The date and what stands in brackets after it.
fn split_phrase(text: &str) -> (&str, &str) {
    match text.split_once('(') {
        Some((head, phrase)) => {
            let phrase = phrase.trim_end();
            (head, phrase.strip_suffix(')').unwrap_or(phrase).trim())
        }
        None => (text, ""),
    }
}

/// The words in capitals; a calendar in the signs of 5.5.1 is one word, as 7 writes it.
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

/// How fine a Gregorian date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Day,
    Month,
    Year,
}

/// One date of the grammar.
#[derive(Debug, Clone)]
struct Single {
    first: Day,
    last: Day,
    /// In EDTF, where that has a unit for it; one of several for a dual year.
    texts: Vec<String>,
    /// `None` for months and years of other calendars and for dual years that leave two open.
    grain: Option<Grain>,
    /// About where it lies, for what is near and not exact.
    about: Option<String>,
    /// Whether it is near and not exact, although it is a part of a longer date.
    is_near: bool,
}

impl Single {
    /// The date itself, with a sign of EDTF that may be empty.
    fn with(&self, sign: &str) -> String {
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

    /// One end of a duration.
    fn limit(&self) -> String {
        let text = match self.texts.as_slice() {
            [only] => only.clone(),
            _ => unit_around(self.first, self.last).unwrap_or_default(),
        };
        if self.is_near && !text.is_empty() {
            format!("{text}~")
        } else {
            text
        }
    }

    /// Its first or last unit, or the one before or after it.
    fn unit(&self, day: Day) -> String {
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

/// Reads words by the grammar and keeps the conventions that it used.
struct Grammar {
    limits: Limits,
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

    fn value(&mut self, tokens: &[String]) -> Result<String, Refusal> {
        let (first, rest) = tokens.split_first().ok_or(Refusal::Grammar)?;
        match first.trim_end_matches('.') {
            "ABT" | "ABOUT" => Ok(self.single(rest)?.with("~")),
            "CAL" | "EST" => {
                self.used(Convention::Derived);
                Ok(self.single(rest)?.with("~"))
            }
            "INT" => Ok(self.single(rest)?.with("?")),
            "BEF" | "BEFORE" => {
                self.used(Convention::Limits);
                let date = self.single(rest)?;
                Ok(match self.limits {
                    Limits::Exclusive => format!("[..{}]", date.unit(date.first.before())),
                    Limits::Inclusive => format!("[..{}]", date.unit(date.last)),
                })
            }
            "AFT" | "AFTER" => {
                self.used(Convention::Limits);
                let date = self.single(rest)?;
                Ok(match self.limits {
                    Limits::Exclusive => format!("[{}..]", date.unit(date.last.after())),
                    Limits::Inclusive => format!("[{}..]", date.unit(date.first)),
                })
            }
            "BET" | "BETWEEN" => {
                let (from, to) = self.pair(rest, "AND")?;
                between(&from, &to.ok_or(Refusal::Grammar)?)
            }
            "FROM" => {
                let (from, to) = self.pair(rest, "TO")?;
                let end = to.as_ref().map_or_else(|| "..".to_owned(), Single::limit);
                if to.is_some_and(|to| to.last < from.first) {
                    return Err(Refusal::Backwards);
                }
                Ok(format!("{}/{end}", from.limit()))
            }
            "TO" => Ok(format!("../{}", self.single(rest)?.limit())),
            _ => Ok(self.single(tokens)?.with("")),
        }
    }

    /// One or two dates with a word between them.
    fn pair(&mut self, tokens: &[String], word: &str) -> Result<(Single, Option<Single>), Refusal> {
        match tokens.iter().position(|token| token == word) {
            None => Ok((self.single(tokens)?, None)),
            Some(at) => {
                let (from, to) = tokens.split_at(at);
                Ok((self.single(from)?, Some(self.single(&to[1..])?)))
            }
        }
    }

    /// `[calendar] [[day] month] year [epoch]`.
    fn single(&mut self, tokens: &[String]) -> Result<Single, Refusal> {
        // The grammar has no room for it here; programs write it all the same.
        if let Some((first, rest)) = tokens.split_first()
            && matches!(first.as_str(), "ABT" | "CAL" | "EST")
            && !rest
                .first()
                .is_some_and(|next| matches!(next.as_str(), "ABT" | "CAL" | "EST"))
        {
            self.keeps_text = true;
            return Ok(Single {
                is_near: true,
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
                    Some(day.ok_or(Refusal::Grammar)?),
                    Some(month_number(calendar, month)?),
                    year,
                )
            }
            _ => return Err(Refusal::Grammar),
        };
        let (year, later) = year_numbers(year)?;
        let of_year = |year: i64| Stated {
            calendar,
            year: if is_before_christ { 1 - year } else { year },
            month,
            day,
        };
        if let Some(later) = later {
            if is_before_christ || !matches!(calendar, Calendar::Gregorian | Calendar::Julian) {
                return Err(Refusal::Grammar);
            }
            self.used(Convention::DualYear);
            // The old year ended on 24 March: only before it are the two numbers those of one day.
            let is_settled = matches!(
                (month, day),
                (Some(1 | 2), _) | (Some(3), None | Some(..=24))
            );
            if is_settled {
                return self.placed(of_year(later));
            }
            let (early, late) = (self.placed(of_year(year))?, self.placed(of_year(later))?);
            return Ok(Single {
                first: early.first,
                last: late.last,
                texts: [early.texts, late.texts].concat(),
                grain: None,
                about: early.about,
                is_near: false,
            });
        }
        if is_before_christ && !matches!(calendar, Calendar::Gregorian | Calendar::Julian) {
            return Err(Refusal::Grammar);
        }
        self.placed(of_year(year))
    }

    fn placed(&mut self, stated: Stated) -> Result<Single, Refusal> {
        let (first, last) = stated.days().ok_or(Refusal::NoSuchDay)?;
        let is_day = stated.day.is_some();
        match stated.calendar {
            Calendar::Gregorian => {}
            _ if !is_day => self.used(Convention::CoarseDate),
            Calendar::Julian => self.used(Convention::JulianDay),
            Calendar::FrenchRepublican => self.used(Convention::FrenchDay),
            Calendar::Hebrew => self.used(Convention::HebrewDay),
        }
        let (texts, grain) = if is_day {
            (vec![first.edtf()], Some(Grain::Day))
        } else if stated.calendar == Calendar::Gregorian {
            let grain = if stated.month.is_some() {
                Grain::Month
            } else {
                Grain::Year
            };
            (vec![edtf(stated.year, stated.month, None)], Some(grain))
        } else {
            (Vec::new(), None)
        };
        let about = match stated.calendar {
            // What is only near is as near in the month of the same name.
            Calendar::Julian => Some(edtf(stated.year, stated.month, None)),
            _ => unit_around(first, last),
        };
        Ok(Single {
            first,
            last,
            texts,
            grain,
            about,
            is_near: false,
        })
    }
}

/// One moment between two dates, both included.
fn between(from: &Single, to: &Single) -> Result<String, Refusal> {
    if to.last < from.first {
        return Err(Refusal::Backwards);
    }
    let grain = match (from.grain, to.grain) {
        // The finer of the two can say both limits exactly.
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
