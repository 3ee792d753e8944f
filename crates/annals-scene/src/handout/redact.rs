//! Taking dates out of text, where a pupil is asked for them.
//!
//! Owns what counts as giving a date away: the date in any of its wordings, its year, the month and day
//! beside it. Years of all events are taken out everywhere, as one event often tells the year of
//! another.

use std::collections::BTreeSet;

use annals_model::sort_by_key;
use annals_model::text::Clean;
use annals_time::{Bound, Precision, When, month_name};

/// What stands in the place of what was taken out.
pub(super) const GAP: &str = "____";

/// Years with fewer digits than this are taken out with the words of their date only: numbers as small
/// count all kinds of things.
const LEAST_YEAR_DIGITS: usize = 3;

/// Takes the dates of some events out of texts.
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

    /// The text without the years of any event, and without any wording of its own date.
    pub(super) fn redact(&self, text: &Clean, own: Option<&When>) -> Clean {
        let mut left = text.as_str().to_owned();
        for wording in own.map(wordings).unwrap_or_default() {
            left = without(&left, &wording);
        }
        let months = own.map(months).unwrap_or_default();
        Clean::block(&self.without_tokens(&left, &months))
    }

    /// Takes out years, the months of a date, and the numbers beside them.
    fn without_tokens(&self, text: &str, months: &BTreeSet<&str>) -> String {
        let tokens = tokens(text);
        let is_month = |token: &str| {
            let is_it =
                |month: &&str| *month == token || token.len() == 3 && month.starts_with(token);
            token.len() >= 3 && months.iter().any(is_it)
        };
        let word = |place: usize| match tokens.get(place) {
            Some(Token::Word(word)) => Some(*word),
            Some(Token::Between(_)) | None => None,
        };
        let mut gone: Vec<bool> = (0..tokens.len())
            .map(|place| word(place).is_some_and(|word| self.is_year(word) || is_month(word)))
            .collect();
        for place in 0..tokens.len() {
            let is_number = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
            let Some(number) = word(place).filter(is_number) else {
                continue;
            };
            // The day beside a month, and the rest of a date in numbers.
            let goes_with = |other: usize| {
                let is_day = || number.len() <= 4 && word(other).is_some_and(is_month);
                gone.get(other) == Some(&true) && (joins(&tokens, place, other) || is_day())
            };
            if place.checked_sub(2).is_some_and(goes_with) || goes_with(place + 2) {
                gone[place] = true;
            }
        }
        // What lies between two parts that are gone goes with them.
        let mut left = String::with_capacity(text.len());
        let mut in_gap = false;
        for (place, token) in tokens.iter().enumerate() {
            match token {
                Token::Word(_) if gone[place] => {
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
                    let next = gone.get(place + 1).copied().unwrap_or(false);
                    if !(in_gap && next && between.chars().count() <= 3) {
                        in_gap = false;
                        left.push_str(between);
                    }
                }
            }
        }
        left
    }

    /// Whether a word begins with one of the years: `2020`, `1990s`.
    fn is_year(&self, word: &str) -> bool {
        let digits = word.find(|c: char| !c.is_ascii_digit());
        let number = word.get(..digits.unwrap_or(word.len())).unwrap_or_default();
        self.years.contains(number.trim_start_matches('0'))
    }
}

/// Whether two numbers are joined as parts of one: `1957-10-04`, `1957/58`.
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
    /// What stands between two of them; may be empty at the start.
    Between(&'a str),
}

/// The text as words and what stands between them, in turn, beginning with the latter.
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

/// The text without a wording, in large or small letters, where it is not part of a longer word.
fn without(text: &str, wording: &str) -> String {
    let (lower, wanted) = (text.to_ascii_lowercase(), wording.to_ascii_lowercase());
    let is_inner = |one: Option<char>, other: Option<char>| {
        one.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric)
    };
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for (place, found) in lower.match_indices(&wanted) {
        let end = place + found.len();
        let before = lower
            .get(..place)
            .and_then(|before| before.chars().next_back());
        let after = lower.get(end..).and_then(|after| after.chars().next());
        if is_inner(before, found.chars().next()) || is_inner(found.chars().next_back(), after) {
            continue;
        }
        left.push_str(text.get(from..place).unwrap_or_default());
        left.push_str(GAP);
        from = end;
    }
    left.push_str(text.get(from..).unwrap_or_default());
    left
}

/// A date in all of its wordings, the longest first.
fn wordings(when: &When) -> Vec<String> {
    let mut wordings = vec![
        when.words(),
        when.short(true),
        when.short(false),
        when.text().to_owned(),
        when.edtf().unwrap_or_default().to_owned(),
    ];
    // As they stand in clean text.
    for wording in &mut wordings {
        *wording = Clean::line(wording).to_string();
    }
    wordings.retain(|wording| wording.chars().count() >= LEAST_YEAR_DIGITS);
    sort_by_key(&mut wordings, |wording| std::cmp::Reverse(wording.len()));
    wordings.dedup();
    wordings
}

/// Its bounds as years and months.
fn bounds(when: &When) -> impl Iterator<Item = (i64, u8)> {
    let members = when.members().iter().flat_map(|member| {
        let (start, end) = (member.start, member.end);
        let first = start.earliest.time();
        // What ends a stretch is not part of it, unless the stretch is a moment.
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
    // The year 0 is 1 BC: years before Christ are written one higher.
    let written = |year: i64| {
        if year > 0 {
            year.unsigned_abs()
        } else {
            year.unsigned_abs() + 1
        }
    };
    let years = bounds(when).map(|(year, _)| written(year).to_string());
    years
        .filter(|year| year.len() >= LEAST_YEAR_DIGITS)
        .collect()
}

/// The months it names.
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
    fn dates_are_taken_out(#[case] own: &str, #[case] text: &str, #[case] left: &str) {
        let own = date(own);
        let redactor = Redactor::new(std::iter::once(&own));
        assert_eq!(
            redactor.redact(&Clean::line(text), Some(&own)).as_str(),
            left
        );
    }

    #[test]
    fn years_of_other_events_are_taken_out_too() {
        let dates = [date("1957-10-04"), date("1961")];
        let redactor = Redactor::new(dates.iter());
        let text = Clean::line("After 1957, in October 1961, and in 1962");
        assert_eq!(
            redactor.redact(&text, Some(&dates[1])).as_str(),
            "After ____, in October ____, and in 1962"
        );
    }
}
