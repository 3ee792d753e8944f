//! Detects titles that reveal the answer of a question.
//!
//! The rules are cautious: a false alarm only costs a question.

use annals_model::{Actor, Status};
use annals_time::When;

/// Words that are ignored.
static IDLE: &[&str] = &[
    "the", "and", "for", "from", "with", "its", "of", "in", "on", "at", "to", "by", "an", "or",
    "is", "end", "open", "until", "start", "not", "given", "unknown", "one", "all",
];

/// Length of a common beginning that makes two words similar: "China" and "Chinese".
const STEM: usize = 4;

/// Returns whether a title reveals a date: by a year, or a word of the date.
pub(super) fn names_date(title: &str, when: &When) -> bool {
    let date = words(&when.words());
    words(title).iter().any(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits >= 4 || (!IDLE.contains(&word.as_str()) && date.contains(word))
    })
}

/// Returns whether a text names an actor, by any name or a part of one.
pub(super) fn names_actor(text: &str, actor: &Actor) -> bool {
    let names = [&actor.name, &actor.short]
        .into_iter()
        .chain(&actor.aliases);
    names.into_iter().any(|name| alike(text, name.as_str()))
}

/// Returns whether a text has a word for a kind of statement.
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

/// Returns whether two texts share a word or similar words.
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
        // In scripts without spaces, a word may be part of a longer run of letters.
        let inside = !other.is_ascii() && word.contains(other.as_str())
            || !word.is_ascii() && other.contains(word.as_str());
        word == other || same >= STEM || inside
    })
}

/// Returns the words of a text in lower case.
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
    fn titles_that_reveal_a_date_are_detected(
        #[case] title: &str,
        #[case] date: &str,
        #[case] expected: bool,
    ) {
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
    fn titles_that_name_an_actor_are_detected(
        #[case] title: &str,
        #[case] name: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(alike(title, name), expected);
    }

    #[test]
    fn status_words_are_detected() {
        assert!(names_status("Plans meet state pressure"));
        assert!(names_status("How fast?"));
        assert!(!names_status("Ma out of public view"));
    }
}
