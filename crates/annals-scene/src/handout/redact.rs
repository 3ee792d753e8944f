//! Removes dates from texts, where pupils are asked for them.
//!
//! Removed are a date in any wording, its year, and the month and day beside it. Years of all events are
//! removed everywhere, as the text of one event often names the year of another.

use std::collections::BTreeSet;

use annals_model::text::Clean;
use annals_time::{Bound, Precision, When, month_name};

/// Replaces what is removed.
pub(super) const GAP: &str = "____";

/// Years with fewer digits are removed only as part of a date, as small numbers may count anything.
const MIN_YEAR_DIGITS: usize = 3;

/// Removes the dates of some events from texts.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    years: BTreeSet<String>,
}

impl Redactor {
    pub(super) fn new<'a>(dates: impl Iterator<Item = &'a When>) -> Self {
        Self {
            years: dates.flat_map(years).collect(),
        }
    }

    /// Returns a text without the years of any event and without its own date in any wording.
    pub(super) fn redact(&self, text: &Clean, own: Option<&When>) -> Clean {
        let mut left = text.as_str().to_owned();
        for wording in own.map(wordings).unwrap_or_default() {
            left = without(&left, &wording);
        }
        let months = own.map(months).unwrap_or_default();
        Clean::block(&self.without_tokens(&left, &months))
    }

    /// Removes years, the months of a date, and the numbers beside them.
    fn without_tokens(&self, text: &str, months: &BTreeSet<&str>) -> String {
        let tokens = tokens(text);
        let is_month = |token: &str| {
            let is_it =
                |month: &&str| *month == token || token.len() == 3 && month.starts_with(token);
            token.len() >= 3 && months.iter().any(is_it)
        };
        let word = |position: usize| match tokens.get(position) {
            Some(Token::Word(word)) => Some(*word),
            Some(Token::Between(_)) | None => None,
        };
        let mut gone: Vec<bool> = (0..tokens.len())
            .map(|position| word(position).is_some_and(|word| self.is_year(word) || is_month(word)))
            .collect();
        for position in 0..tokens.len() {
            let is_number = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
            let Some(number) = word(position).filter(is_number) else {
                continue;
            };
            // The day beside a month, and the rest of a numeric date.
            let goes_with = |other: usize| {
                let is_day = || number.len() <= 4 && word(other).is_some_and(is_month);
                gone.get(other) == Some(&true) && (joins(&tokens, position, other) || is_day())
            };
            if position.checked_sub(2).is_some_and(goes_with) || goes_with(position + 2) {
                gone[position] = true;
            }
        }
        // Separators between two removed parts are removed too.
        let mut left = String::with_capacity(text.len());
        let mut in_gap = false;
        for (position, token) in tokens.iter().enumerate() {
            match token {
                Token::Word(_) if gone[position] => {
                    if !in_gap {
                        left.push_str(GAP);
                    }
                    in_gap = true;
                }
                Token::Word(word) => {
                    in_gap = false;
                    left.push_str(word);
                }
                Token::Between(between) => {
                    let next = gone.get(position + 1).copied().unwrap_or(false);
                    if !(in_gap && next && between.chars().count() <= 3) {
                        in_gap = false;
                        left.push_str(between);
                    }
                }
            }
        }
        left
    }

    /// Returns whether a word begins with one of the years: `2020`, `1990s`.
    fn is_year(&self, word: &str) -> bool {
        let digits = word.find(|c: char| !c.is_ascii_digit());
        let number = word.get(..digits.unwrap_or(word.len())).unwrap_or_default();
        self.years.contains(number.trim_start_matches('0'))
    }
}

/// Returns whether two numbers are joined: `1957-10-04`, `1957/58`.
fn joins(tokens: &[Token<'_>], one: usize, other: usize) -> bool {
    matches!(
        tokens.get(one.min(other) + 1),
        Some(Token::Between("-" | "/" | "." | ":" | "\u{2013}"))
    )
}

#[derive(Debug, Clone, Copy)]
enum Token<'a> {
    /// Letters and digits.
    Word(&'a str),
    /// A separator; may be empty at the start.
    Between(&'a str),
}

/// Splits a text into separators and words, in turn, starting with a separator.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = vec![];
    let mut rest = text;
    let mut in_word = false;
    while !rest.is_empty() || !in_word {
        let end = rest.find(|c: char| c.is_alphanumeric() != in_word);
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        tokens.push(if in_word {
            Token::Word(token)
        } else {
            Token::Between(token)
        });
        rest = after;
        in_word = !in_word;
    }
    tokens
}

/// Removes a wording, ignoring case, where it is not part of a longer word.
fn without(text: &str, wording: &str) -> String {
    let (lower, wanted) = (text.to_ascii_lowercase(), wording.to_ascii_lowercase());
    let is_inner = |one: Option<char>, other: Option<char>| {
        one.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric)
    };
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for (position, found) in lower.match_indices(&wanted) {
        let end = position + found.len();
        let before = lower
            .get(..position)
            .and_then(|before| before.chars().next_back());
        let after = lower.get(end..).and_then(|after| after.chars().next());
        if is_inner(before, found.chars().next()) || is_inner(found.chars().next_back(), after) {
            continue;
        }
        left.push_str(text.get(from..position).unwrap_or_default());
        left.push_str(GAP);
        from = end;
    }
    left.push_str(text.get(from..).unwrap_or_default());
    left
}

/// Returns all wordings of a date, the longest first.
fn wordings(when: &When) -> Vec<String> {
    let mut wordings = vec![
        when.words(),
        when.short(true),
        when.short(false),
        when.text().to_owned(),
        when.edtf().unwrap_or_default().to_owned(),
    ];
    // As cleaned text has them.
    for wording in &mut wordings {
        *wording = Clean::line(wording).to_string();
    }
    wordings.retain(|wording| wording.chars().count() >= MIN_YEAR_DIGITS);
    wordings.sort_by_key(|wording| std::cmp::Reverse(wording.len()));
    wordings.dedup();
    wordings
}

/// Returns its bounds as years and months.
fn bounds(when: &When) -> impl Iterator<Item = (i64, u8)> {
    let members = when.members().iter().flat_map(|member| {
        let (start, end) = (member.start, member.end);
        let first = start.earliest.time();
        // An end is exclusive, except for an instant.
        let before = move |bound: Bound| {
            let time = bound.time()?.saturating_add_nanos(-1);
            Some(first.map_or(time, |first| time.max(first)))
        };
        let end_from = if end.is_exact() {
            before(end.earliest)
        } else {
            end.earliest.time()
        };
        [first, before(start.latest), end_from, before(end.latest)]
    });
    members.flatten().map(|time| {
        let civil = time.civil();
        (civil.year, civil.month)
    })
}

fn years(when: &When) -> Vec<String> {
    // The year 0 is 1 BC, so years before Christ are written one higher.
    let written = |year: i64| {
        if year > 0 {
            year.unsigned_abs()
        } else {
            year.unsigned_abs() + 1
        }
    };
    let years = bounds(when).map(|(year, _)| written(year).to_string());
    years.filter(|year| year.len() >= MIN_YEAR_DIGITS).collect()
}

/// Returns the names of its months.
fn months(when: &When) -> BTreeSet<&'static str> {
    if when.precision() > Precision::Month {
        return BTreeSet::new();
    }
    bounds(when).map(|(_, month)| month_name(month)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn date(text: &str) -> When {
        When::parse(text).unwrap().unwrap()
    }

    #[rstest]
    #[case("2020", "In 2020, after a speech", "In ____, after a speech")]
    #[case("2020", "Apollo 11 and 12020 men", "Apollo 11 and 12020 men")]
    #[case("2020", "the 2020s", "the ____")]
    #[case("1957-10-04", "Sputnik of 4 October 1957", "Sputnik of ____")]
    #[case("1957-10-04", "on 4 October", "on ____")]
    #[case("1957-10-04", "on October 4, in the year", "on ____, in the year")]
    #[case("1957-10-04", "In 1957-10 and 1957/58", "In ____ and ____")]
    #[case("1957-10-04", "Explorer 1 may follow", "Explorer 1 may follow")]
    #[case(
        "2021-05",
        "It may be in May, or may not",
        "It may be in ____, or may not"
    )]
    #[case("44 BC", "In 44 BC there were 44 men", "In ____ there were 44 men")]
    #[case("65 Ma", "About 65 Ma ago", "About ____ ago")]
    #[case("2020/2022", "between 2020 and 2022", "between ____ and ____")]
    #[case("2020/2022", "2019, 2021, 2023", "2019, 2021, 2023")]
    #[case("2023/..", "FROM 2023, end open", "____")]
    fn wordings_of_a_date_are_removed(#[case] own: &str, #[case] text: &str, #[case] left: &str) {
        let own = date(own);
        let redactor = Redactor::new(std::iter::once(&own));
        assert_eq!(
            redactor.redact(&Clean::line(text), Some(&own)).as_str(),
            left
        );
    }

    #[test]
    fn years_of_other_events_are_removed() {
        let dates = [date("1957-10-04"), date("1961")];
        let redactor = Redactor::new(dates.iter());
        let text = Clean::line("After 1957, in October 1961, and in 1962");
        assert_eq!(
            redactor.redact(&text, Some(&dates[1])).as_str(),
            "After ____, in October ____, and in 1962"
        );
    }
}
