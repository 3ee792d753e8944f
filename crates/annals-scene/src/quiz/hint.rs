//! Whether words of a question hold its answer.
//!
//! Owns a cautious rule: what might give the answer away counts as giving it away. It costs a question
//! at most.

use annals_model::{Actor, Status};
use annals_time::When;

/// Words that say nothing.
static IDLE: &[&str] = &[
    "the", "and", "for", "from", "with", "its", "of", "in", "on", "at", "to", "by", "an", "or",
    "is", "end", "open", "until", "start", "not", "given", "unknown", "one", "all",
];

/// How much of two longer words has to be alike: "China" and "Chinese", "West" and "Western".
const STEM: usize = 4;

/// Whether a title tells when it was: a year, or a word that its date has too.
pub(super) fn names_date(title: &str, when: &When) -> bool {
    let date = words(&when.words());
    words(title).iter().any(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits >= 4 || (!IDLE.contains(&word.as_str()) && date.contains(word))
    })
}

/// Whether a text names an actor, by any name or a part of one.
pub(super) fn names_actor(text: &str, actor: &Actor) -> bool {
    let names = [&actor.name, &actor.short]
        .into_iter()
        .chain(&actor.aliases);
    names.into_iter().any(|name| alike(text, name.as_str()))
}

/// Whether a text holds a word for a kind of statement.
pub(super) fn names_status(text: &str) -> bool {
    const TELLING: [&str; 12] = [
        "reports",
        "reported",
        "claims",
        "plans",
        "planned",
        "forecasts",
        "questions",
        "rumours",
        "expects",
        "expected",
        "predicts",
        "aims",
    ];
    text.contains('?')
        || alike(text, &TELLING.join(" "))
        || Status::ALL.iter().any(|status| alike(text, status.name()))
}

/// Whether two texts share a word, or nearly.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (ones, others) = (words(one), words(other));
    let pairs = ones
        .iter()
        .flat_map(|word| others.iter().map(move |other| (word, other)));
    pairs.into_iter().any(|(word, other)| {
        let is_idle = |word: &String| IDLE.contains(&word.as_str()) || word.len() < 2;
        if is_idle(word) || is_idle(other) {
            return false;
        }
        let same = word
            .chars()
            .zip(other.chars())
            .take_while(|(a, b)| a == b)
            .count();
        // Where words are not set apart, one may stand inside the other.
        let inside = !other.is_ascii() && word.contains(other.as_str())
            || !word.is_ascii() && other.contains(word.as_str());
        word == other || same >= STEM || inside
    })
}

/// The words of a text, in small letters.
fn words(text: &str) -> Vec<String> {
    let split = text.split(|character: char| !character.is_alphanumeric());
    split
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("The crash of 1929", "1929-10-24", true)]
    #[case("A plan for 1936", "1931", true)]
    #[case("October revolution", "1917-10", true)]
    #[case("Apollo 11 lands", "1969-07-20", false)]
    #[case("Apollo 20 lands", "1969-07-20", true)]
    #[case("The end is open", "2023/..", false)]
    fn titles_that_tell_when(#[case] title: &str, #[case] date: &str, #[case] expected: bool) {
        let when = When::parse(date).unwrap().unwrap();
        assert_eq!(names_date(title, &when), expected);
    }

    #[rstest]
    #[case("Ma speaks out on banks", "Jack Ma", true)]
    #[case("China and Asia come first", "Chinese government", true)]
    #[case("The West is hard", "Western markets", true)]
    #[case("Plans for the end", "The author", false)]
    #[case("马云回来", "马云", true)]
    #[case("A big plan", "A small firm", false)]
    fn names_in_titles(#[case] title: &str, #[case] name: &str, #[case] expected: bool) {
        assert_eq!(alike(title, name), expected);
    }

    #[test]
    fn a_kind_of_statement_may_be_named() {
        assert!(names_status("Plans meet state pressure"));
        assert!(names_status("How fast?"));
        assert!(!names_status("Ma out of public view"));
    }
}
