//! Folds texts, so that two spellings of one word become equal.
//!
//! Case, diacritics, widths and ligatures are removed (NFKD of UAX #15 without diacritics). A folded text
//! is its words, each with a space before and after it: `Jack Ma's 马云` becomes ` jack ma s 马 云 `. A word or
//! a phrase is then found, with its boundaries, by substring search. In scripts written without spaces,
//! each character is a word.

use std::ops::Range;

use unicode_normalization::char::{
    canonical_combining_class, decompose_compatible, is_combining_mark,
};

/// Maximum number of letters of a word; further ones are dropped.
const MAX_LETTERS: usize = 64;

/// A step of a walk through a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A folded letter or digit, and the byte range of its character.
    Letter(char, Range<usize>),
    /// The end of a word, as a byte offset.
    End(usize),
}

/// Appends the folded form of a text.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        return fold_ascii(text, folded);
    }
    let mut first = true;
    walk(text, &mut |step| match step {
        Step::Letter(letter, _) => {
            if std::mem::take(&mut first) {
                folded.push(' ');
            }
            folded.push(letter);
        }
        Step::End(_) => folded.push(' '),
    });
}

/// A faster version for ASCII.
fn fold_ascii(text: &str, folded: &mut String) {
    let (mut first, mut letters) = (true, 0);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if std::mem::take(&mut first) {
                folded.push(' ');
            }
            letters += 1;
            if letters <= MAX_LETTERS {
                folded.push(char::from(byte.to_ascii_lowercase()));
            }
        } else if letters > 0 {
            folded.push(' ');
            letters = 0;
        }
    }
    if letters > 0 {
        folded.push(' ');
    }
}

/// Returns the folded form of a text.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    fold_into(text, &mut folded);
    folded
}

/// Returns the words of a folded text.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| !word.is_empty())
}

/// Walks through the words of a text. Each word is one or more [`Step::Letter`] and one [`Step::End`].
pub(super) fn walk(text: &str, sink: &mut impl FnMut(Step)) {
    let mut letters = 0;
    let mut alone = false;
    for (start, character) in text.char_indices() {
        let position = start..start + character.len_utf8();
        fold_character(character, &mut |letter| {
            let attached = !letter.is_ascii() && is_combining_mark(letter);
            let belongs = letter.is_alphanumeric() || (attached && letters > 0);
            if !belongs {
                if letters > 0 {
                    sink(Step::End(position.start));
                    letters = 0;
                }
                return;
            }
            if !attached {
                let before = std::mem::replace(&mut alone, stands_alone(letter));
                if letters > 0 && (before || alone) {
                    sink(Step::End(position.start));
                    letters = 0;
                }
            }
            letters += 1;
            if letters <= MAX_LETTERS {
                sink(Step::Letter(letter, position.clone()));
            }
        });
    }
    if letters > 0 {
        sink(Step::End(text.len()));
    }
}

/// Folds a character: emits it without case, width and diacritics. Emits nothing for a diacritic and several
/// characters for a ligature. Other characters are unchanged.
pub fn fold_character(character: char, emit: &mut impl FnMut(char)) {
    if character.is_ascii() {
        emit(character.to_ascii_lowercase());
        return;
    }
    decompose_compatible(character, |part| {
        for lower in part.to_lowercase().filter(|&part| !is_diacritic(part)) {
            match plain(lower) {
                Some(letters) => letters.chars().for_each(&mut *emit),
                None => emit(lower),
            }
        }
    });
}

/// Letters that Unicode does not decompose, as people type them without stroke or hook.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether a mark is ignored in searches. Vowel signs, viramas and the voicing marks of kana are kept.
fn is_diacritic(character: char) -> bool {
    if character < '\u{300}' {
        return false;
    }
    match canonical_combining_class(character) {
        0 => is_combining_mark(character) && !character.is_alphabetic(),
        1 | 10..=36 | 200.. => true,
        _ => false,
    }
}

/// Whether a letter belongs to a script written without spaces.
pub(super) const fn stands_alone(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'   // Burmese
        | '\u{1780}'..='\u{17ff}'   // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3105}'..='\u{312f}'
        | '\u{31f0}'..='\u{31ff}'   // Kana, Bopomofo
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' // Han
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::case("Jack MA", " jack ma ")]
    #[case::punctuation("Ma's \"24/7\" — yes!", " ma s 24 7 yes ")]
    #[case::nothing(" — !", "")]
    #[case::diacritics("Zoë, Gödel, Dvořák, Ångström", " zoe godel dvorak angstrom ")]
    #[case::decomposed("Go\u{308}del", " godel ")]
    #[case::strokes(
        "Søren Łódź Đà Straße œuvre Ægir",
        " soren lodz da strasse oeuvre aegir "
    )]
    #[case::turkish("İstanbul ılık", " istanbul ilik ")]
    #[case::greek("ΟΔΟΣ Ἀθῆναι", " οδοσ αθηναι ")]
    #[case::widths("Ｊａｃｋ ｶﾞ", " jack カ\u{3099} ")]
    #[case::ligature("ﬁne №5", " fine no5 ")]
    #[case::han("马云 met 阿里B2B", " 马 云 met 阿 里 b2b ")]
    #[case::kana("ガラス", " カ\u{3099} ラ ス ")]
    #[case::hangul("한국", " 한국 ")]
    #[case::hindi("हिन्दी", " हिन्दी ")]
    #[case::hebrew_points("שָׁלוֹם", " שלום ")]
    #[case::emoji("a❤\u{fe0f}b 👍🏽", " a b ")]
    #[case::lone_mark("\u{301}a \u{93f}", " a \u{93f} ")]
    fn texts_are_folded(#[case] text: &str, #[case] folded: &str) {
        use unicode_normalization::UnicodeNormalization as _;
        assert_eq!(fold(text), folded.nfkd().collect::<String>());
    }

    #[test]
    fn very_long_words_are_cut() {
        assert_eq!(fold(&"a".repeat(1_000)).len(), MAX_LETTERS + 2);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_folded_text_is_words_between_single_spaces(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert!(!folded.contains("  "));
            prop_assert_eq!(folded.is_empty(), words(&folded).next().is_none());
            if !folded.is_empty() {
                prop_assert!(folded.starts_with(' ') && folded.ends_with(' '));
            }
        }

        #[test]
        fn ascii_folding_agrees_with_general_folding(text in "[ -~]{0,40}|[a-z]{60,70} [0-9a-zA-Z]{60,70}") {
            let mut quick = String::new();
            fold_ascii(&text, &mut quick);
            // A letter outside ASCII at the end selects the general version.
            prop_assert_eq!(fold(&format!("{text} é")), quick.trim_end().to_owned() + " e ");
        }

        #[test]
        fn case_is_ignored(text in "[a-zA-ZäöüÄÖÜéÉ ]{0,20}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }

        #[test]
        fn every_step_is_a_valid_range_of_the_text(text in any::<String>()) {
            let mut last = 0;
            walk(&text, &mut |step| {
                let at = match step {
                    Step::Letter(_, position) => {
                        assert!(text.get(position.clone()).is_some());
                        position.start
                    }
                    Step::End(at) => at,
                };
                assert!(at >= last && text.is_char_boundary(at));
                last = at;
            });
        }
    }
}
