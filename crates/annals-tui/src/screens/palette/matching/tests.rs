//! Tests of fuzzy matching.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn rate(typed: &str, name: &str) -> Option<u32> {
    Matches::new(typed).rate_name(name)
}

#[rstest]
#[case::letters_in_order("znb", "Zoom in, Bob")]
#[case::case_does_not_count("MA", "ma speaks")]
#[case::nor_do_hyphens("zoom-in", "zoom in")]
#[case::any_script("马", "马云")]
#[case::capitals_of_any_script("алиса", "АЛИСА")]
#[case::accents_do_not_count("resume", "Résumé")]
#[case::nor_where_they_are_typed("résumé", "Resume")]
#[case::words_in_any_order("banking speaks", "Jack Ma speaks out on banking policy")]
fn matches(#[case] typed: &str, #[case] name: &str) {
    assert!(rate(typed, name).is_some());
}

#[rstest]
#[case::another_order("ba", "ab")]
#[case::more_letters("aa", "a")]
#[case::nothing_typed("", "a")]
#[case::only_blanks("  ", "a b")]
#[case::no_text("a", "")]
fn does_not_match(#[case] typed: &str, #[case] name: &str) {
    assert_eq!(rate(typed, name), None);
}

#[rstest]
#[case::the_start_of_a_word("in", "zoom in", "again")]
#[case::starts_of_words("zi", "zoom in", "bazoik")]
#[case::letters_side_by_side("lane", "the lane", "all and nine")]
#[case::the_whole_name("quit", "quit", "quit this program for good")]
#[case::words_within_words("jm", "JackMa", "hajjam")]
fn rates_higher(#[case] typed: &str, #[case] better: &str, #[case] worse: &str) {
    let (better, worse) = (rate(typed, better), rate(typed, worse));
    assert!(better > worse && worse.is_some(), "{better:?} {worse:?}");
}

#[test]
fn a_help_text_matches_by_its_words() {
    let mut matches = Matches::new("zoom");
    let mut rate = |doc| matches.rate(doc, MatchedText::Doc);
    assert!(rate("Zoom in a little").is_some());
    assert_eq!(
        rate("Quiz about the events shown; in a quiz, one more"),
        None
    );
}

#[rstest]
#[case::starts_of_words("zi", "zoom in", "z|i")]
#[case::letters_side_by_side("lane", "all a lane", "lane")]
#[case::the_whole_letter("resume", "A Résumé", "Résumé")]
#[case::an_accent_of_its_own("e", "Re\u{301}s", "e\u{301}")]
#[case::behind_an_accent_of_its_own("s", "Re\u{301}s", "s")]
#[case::wide_letters("马", "小马云", "马")]
#[case::no_match("x", "zoom", "")]
fn matched_parts(#[case] typed: &str, #[case] text: &str, #[case] expected: &str) {
    let ranges = Matches::new(typed).matched(text, MatchedText::Name);
    let ranges = ranges.into_iter();
    let parts: Vec<&str> = ranges.filter_map(|range| text.get(range)).collect();
    assert_eq!(parts.join("|"), expected);
}

proptest! {
    #[test]
    fn any_text_can_be_matched(typed in "\\PC{0,40}", text in any::<String>()) {
        let mut matches = Matches::new(&typed);
        let is_matched = matches.rate_name(&text).is_some();
        let ranges = matches.matched(&text, MatchedText::Name);
        prop_assert!(is_matched || ranges.is_empty() || typed.trim().is_empty());
        for pair in ranges.windows(2) {
            prop_assert!(pair[0].end < pair[1].start, "{:?}", ranges);
        }
        for range in ranges {
            prop_assert!(text.get(range).is_some());
        }
    }

    #[test]
    fn a_text_of_letters_matches_itself(text in "[a-zA-Z0-9À-ÖØ-öø-ÿΑ-Ωα-ωА-Яа-я一-龥 ]{0,40}") {
        let is_blank = text.trim().is_empty();
        prop_assert_eq!(rate(&text, &text).is_some(), !is_blank, "{}", text);
    }
}
