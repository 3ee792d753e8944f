//! [`Range`]: parses the date before the colon of an event.
//!
//! Forms are tried in Markwhen's order: years with an era, EDTF, dates as people write them, the rest of EDTF.
//! Whether the calendar has the date is checked later, by `resolver`.

use super::amount::Amount;
use super::recurrence::{self, Recurrence};
use super::scan::{blank, digits, field, keyword, number, word};
use super::side::{Side, Sides};
use annals_time::When;

/// Maximum length of a range, in bytes.
const MAX_RANGE_BYTES: usize = 240;
/// Maximum length of an EDTF date that Markwhen itself does not read.
const MAX_EDTF_BYTES: usize = 100;

/// Which of two numbers in `02/03/2024` is which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// As in the United States, the default of markwhen.
    #[default]
    MonthDayYear,
    DayMonthYear,
    YearMonthDay,
}

/// What stands before the colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range<'t> {
    pub(super) span: Span<'t>,
    pub(super) recurrence: Option<Recurrence<'t>>,
}

/// A date, or from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span<'t> {
    Sides(Side<'t>, Option<Side<'t>>),
    /// An EDTF date that markwhen itself does not read.
    Edtf(&'t str),
}

/// Another event that a date is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor<'t> {
    /// The event before, where there is no id.
    pub(super) id: Option<&'t str>,
    pub(super) edge: Option<Edge>,
}

/// One end of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// A date counted from another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relative<'t> {
    pub(super) before: bool,
    pub(super) anchor: Option<Anchor<'t>>,
    pub(super) amounts: Vec<Amount>,
}

/// The range that a line begins with, its text, and the byte behind its colon.
pub(super) fn of_line(line: &str, order: Order) -> Option<(Range<'_>, &str, usize)> {
    let start = line.len() - line.trim_start().len();
    if !may_begin(line.get(start..)?) {
        return None;
    }
    let mut end = line.len().min(start + MAX_RANGE_BYTES);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = line.get(start..end)?;
    // The longest text that is a range: times have colons too.
    let mut colons = head.match_indices(':').map(|(index, _)| index).rev();
    colons.find_map(|colon| {
        let text = head.get(..colon)?.trim_end();
        let after = head.get(colon + 1..)?;
        let is_cut_time =
            text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() < 3 && is_digit(after);
        if is_cut_time {
            return None;
        }
        Some((read(text, order)?, text, start + colon + 1))
    })
}

/// Whether a line begins with a date in figures without being an event.
pub(super) fn is_nearly(line: &str) -> bool {
    let line = line.trim_start();
    let is_iso = year(line).and_then(|(_, rest)| part(rest)).is_some();
    let is_figures = digits(line, 1, 2)
        .and_then(|(_, rest)| digits(rest.strip_prefix('/')?, 1, 2))
        .is_some_and(|(_, rest)| rest.starts_with('/'));
    (is_iso || is_figures) && line.contains(": ")
}

fn is_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

/// Words that a range may begin with.
static FIRST_WORDS: &[&str] = &[
    "now", "after", "before", "by", "plus", "ad", "bc", "bce", "ce",
];

/// A quick check whether a range may begin like this; it rejects most lines of most texts.
fn may_begin(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    match first {
        '0'..='9' | '!' | '.' | '[' | '{' | '?' | '~' | '%' | '+' | '-' => true,
        'Y' | 'X' | 'y' | 'x' if word(text).is_some_and(|(word, _)| word.len() <= 4) => true,
        _ if first.is_ascii_alphabetic() => word(text).is_some_and(|(word, _)| {
            word.len() <= 9
                && (FIRST_WORDS
                    .iter()
                    .any(|known| word.eq_ignore_ascii_case(known))
                    || month(word).is_some())
        }),
        _ => false,
    }
}

/// Reads the text before a colon; `None` if it is no range at all.
pub(super) fn read(text: &str, order: Order) -> Option<Range<'_>> {
    let (head, tail) = match recurrence::split(text) {
        Some((head, tail)) => (head.trim_end(), Some(tail)),
        None => (text, None),
    };
    let span = span(head, order)?;
    Some(Range {
        span,
        recurrence: tail.map(|tail| recurrence::read(tail, order)),
    })
}

/// Reads a range without recurrence.
pub(super) fn span(text: &str, order: Order) -> Option<Span<'_>> {
    if text.is_empty() {
        return None;
    }
    if has_season(text) && edtf(text) {
        return Some(Span::Edtf(text));
    }
    eras(text)
        .or_else(|| both(text, order, Sides::Edtf, &["/"]))
        .or_else(|| both(text, order, Sides::All, &["-", "–", "—", "to"]))
        .or_else(|| both(text, order, Sides::All, &["/"]))
        .or_else(|| edtf(text).then_some(Span::Edtf(text)))
}

/// One date, or two with one of the separators between them, of which nothing is left over.
fn both<'t>(text: &'t str, order: Order, sides: Sides, separators: &[&str]) -> Option<Span<'t>> {
    for (from, rest) in sides.read(text, order) {
        let rest = blank(rest);
        if rest.is_empty() {
            return Some(Span::Sides(from, None));
        }
        for separator in separators {
            let Some(after) = rest.strip_prefix(separator) else {
                continue;
            };
            if *separator == "to" && !after.starts_with([' ', '\t']) {
                continue;
            }
            let to = sides.read(blank(after), order).into_iter();
            let whole = to.into_iter().find(|(_, rest)| blank(rest).is_empty());
            if let Some((to, _)) = whole {
                return Some(Span::Sides(from, Some(to)));
            }
        }
    }
    None
}

/// `44 BCE`, `300–200 BCE`, `50 BC - 50 AD`, `AD 100`: years only, as in markwhen.
fn eras(text: &str) -> Option<Span<'_>> {
    let (first, first_era, rest) = era_year(text)?;
    let rest = blank(rest);
    if rest.is_empty() {
        let year = year_of(first, first_era?);
        return Some(Span::Sides(Side::year(year), None));
    }
    let after = ["–", "—", "-", "/"]
        .iter()
        .find_map(|separator| rest.strip_prefix(separator))
        .or_else(|| keyword(rest, "to"))?;
    let (last, last_era, rest) = era_year(blank(after))?;
    if !blank(rest).is_empty() {
        return None;
    }
    // What is written once counts for both: 300-200 BCE.
    let era = first_era.or(last_era)?;
    let to = year_of(last, last_era.unwrap_or(Era::Common));
    Some(Span::Sides(
        Side::year(year_of(first, era)),
        Some(Side::year(to)),
    ))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Era {
    Common,
    Before,
}

/// The year 1 BCE is the year 0.
const fn year_of(year: i64, era: Era) -> i64 {
    match era {
        Era::Common => year,
        Era::Before => 1 - year,
    }
}

fn era_year(text: &str) -> Option<(i64, Option<Era>, &str)> {
    if let Some((era, rest)) = era(text) {
        let (year, rest) = number(blank(rest), 1, 5)?;
        return Some((year, Some(era), rest));
    }
    let (year, rest) = number(text, 1, 5)?;
    match era(blank(rest)) {
        Some((era, rest)) => Some((year, Some(era), rest)),
        None => Some((year, None, rest)),
    }
}

fn era(text: &str) -> Option<(Era, &str)> {
    ["bce", "bc", "ad", "ce"].iter().find_map(|name| {
        let era = if name.starts_with('b') {
            Era::Before
        } else {
            Era::Common
        };
        Some((era, keyword(text, name)?))
    })
}

/// Whether a text is EDTF of a level that markwhen does not read, or is clearly meant so.
fn edtf(text: &str) -> bool {
    let is_code = text.len() <= MAX_EDTF_BYTES
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || "-+/.,?~%[]{}XYEST:Z ".contains(letter))
        && text.chars().any(|letter| letter.is_ascii_digit());
    // Only times of day have colons, and those are moments.
    let has_colon = text.contains(':');
    if !is_code || text.contains(": ") || text.ends_with(':') || (has_colon && !text.contains('T'))
    {
        return false;
    }
    // Signs alone are often bullets, brackets and times in prose.
    let has_year = text.as_bytes().windows(3).any(|three| {
        three
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'X')
    }) || text.starts_with('Y');
    has_year
        && (matches!(When::parse(text), Ok(Some(_)))
            || (!has_colon && digits(text, 4, 4).is_some_and(|(_, rest)| is_mark(rest))))
}

/// Whether one of the dates is a part of a year, with the codes 21 to 41 where a month would stand.
fn has_season(text: &str) -> bool {
    text.split('/').any(|date| {
        let code = year(date.trim()).and_then(|(_, rest)| part(rest));
        code.is_some_and(|(code, rest)| {
            (21..=41).contains(&code) && (rest.is_empty() || rest.starts_with(['?', '~', '%']))
        })
    })
}

/// Whether a year goes on as EDTF does and nothing else.
fn is_mark(text: &str) -> bool {
    text.starts_with(['?', '~', '%', 'X', 'S']) || (text.starts_with('-') && !text.contains(' '))
}

static MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month by its English name, in full or its first three letters.
pub(super) fn month(word: &str) -> Option<u8> {
    let index = MONTHS.iter().position(|name| {
        name.eq_ignore_ascii_case(word)
            || (word.len() == 3
                && name
                    .get(..3)
                    .is_some_and(|short| short.eq_ignore_ascii_case(word)))
    })?;
    u8::try_from(index + 1).ok()
}

/// `after !id 3 days`, `by !id`, `.start`, `2 weeks`: not empty.
pub(super) fn relative(text: &str) -> Option<(Relative<'_>, &str)> {
    let (before, rest) = ["after", "before", "by"]
        .iter()
        .find_map(|word| Some((*word != "after", keyword(text, word)?)))
        .unwrap_or((false, text));
    let (anchor, rest) = match anchor(blank(rest)) {
        Some((anchor, rest)) => (Some(anchor), rest),
        None => (None, rest),
    };
    let behind = blank(rest);
    let behind = behind
        .strip_prefix('+')
        .or_else(|| keyword(behind, "plus"))
        .unwrap_or(behind);
    let (amounts, after) = Amount::read_all(behind);
    if anchor.is_none() && amounts.is_empty() {
        return None;
    }
    let rest = if amounts.is_empty() { rest } else { after };
    let relative = Relative {
        before,
        anchor,
        amounts,
    };
    Some((relative, rest))
}

fn anchor(text: &str) -> Option<(Anchor<'_>, &str)> {
    let (id, rest) = match text.strip_prefix('!') {
        Some(after) => {
            let end = after
                .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .unwrap_or(after.len());
            // Ids made of titles have hyphens; a range does not begin with a letter behind one.
            let end = end + hyphenated(after.get(end..)?);
            if end == 0 {
                return None;
            }
            let (id, rest) = after.split_at_checked(end)?;
            (Some(id), rest)
        }
        None => (None, text),
    };
    let edge = rest.strip_prefix('.').and_then(|rest| {
        keyword(rest, "start")
            .map(|rest| (Edge::Start, rest))
            .or_else(|| keyword(rest, "end").map(|rest| (Edge::End, rest)))
    });
    match (id, edge) {
        (None, None) => None,
        (_, Some((edge, rest))) => Some((
            Anchor {
                id,
                edge: Some(edge),
            },
            rest,
        )),
        (id, None) => Some((Anchor { id, edge: None }, rest)),
    }
}

/// Bytes of `-word` parts that an id goes on with.
fn hyphenated(text: &str) -> usize {
    let mut end = 0;
    while let Some(after) = text.get(end..).and_then(|rest| rest.strip_prefix('-')) {
        let part = after
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .unwrap_or(after.len());
        if part == 0 {
            break;
        }
        end += 1 + part;
    }
    end
}

/// A year of four digits, and the rest.
pub(super) fn year(text: &str) -> Option<(i64, &str)> {
    number(text, 4, 4)
}

/// Two digits behind a hyphen.
pub(super) fn part(text: &str) -> Option<(u8, &str)> {
    field(text.strip_prefix('-')?, 2, 2)
}
