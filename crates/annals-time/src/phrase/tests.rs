//! Tests of phrases in all languages.

mod english;
mod french;
mod german;
mod italian;
mod spanish;

use super::super::region::Region;
use super::super::when::When;
use super::*;

use proptest::prelude::*;
use rstest::rstest;
use template::{Row, Slot, TemplatePart, TemplatePartKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

type Accepted = &'static [(&'static str, &'static str, &'static str)];
type Refused = &'static [(&'static str, &'static str)];

static ACCEPTED: [Accepted; 5] = [
    english::ACCEPTED,
    italian::ACCEPTED,
    french::ACCEPTED,
    german::ACCEPTED,
    spanish::ACCEPTED,
];
static REFUSED: [Refused; 5] = [
    english::REFUSED,
    italian::REFUSED,
    french::REFUSED,
    german::REFUSED,
    spanish::REFUSED,
];
static UNDATED: [&[&str]; 5] = [
    english::UNDATED,
    italian::UNDATED,
    french::UNDATED,
    german::UNDATED,
    spanish::UNDATED,
];

/// Start and end, as `from..to` if they are not exact.
fn bounds(when: &When) -> String {
    let region = |region: Region| {
        if region.earliest == region.latest {
            region.earliest.to_string()
        } else {
            format!("{}..{}", region.earliest, region.latest)
        }
    };
    format!("{} / {}", region(when.start()), region(when.end()))
}

/// The EDTF and the bounds of a date, to compare two readings.
fn outcome(text: &str) -> Result<Option<(Option<String>, String)>, String> {
    match When::parse(text) {
        Ok(Some(when)) => Ok(Some((when.edtf().map(str::to_owned), bounds(&when)))),
        Ok(None) => Ok(None),
        Err(error) => Err(error.without_column().to_string()),
    }
}

fn every_text() -> impl Iterator<Item = &'static str> {
    let accepted = ACCEPTED.iter().copied().flatten().map(|(text, ..)| *text);
    let refused = REFUSED.iter().copied().flatten().map(|(text, _)| *text);
    accepted
        .chain(refused)
        .chain(UNDATED.iter().copied().flatten().copied())
}

#[test]
fn phrases_have_their_edtf_and_their_four_bounds() {
    for (text, edtf, expected) in ACCEPTED.iter().copied().flatten() {
        let when = match When::parse(text) {
            Ok(Some(when)) => when,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(when.edtf().unwrap_or("-"), *edtf, "{text}");
        assert_eq!(bounds(&when), *expected, "{text}");
        assert!(when.note().is_none_or(|note| note.ends_with('.')), "{text}");
        // The EDTF alone has the same bounds.
        if let Some(edtf) = when.edtf() {
            let again = When::parse(edtf).unwrap().unwrap();
            assert_eq!(bounds(&again), *expected, "{text}");
            assert_eq!(again.edtf(), Some(edtf), "{text}");
        }
    }
}

#[test]
fn refusals_have_a_reason() {
    for (text, part) in REFUSED.iter().copied().flatten() {
        let error = When::parse(text).expect_err(text).to_string();
        assert!(error.contains(part), "{text}: {error}");
        assert!(error.ends_with('.'), "{text}: {error}");
    }
}

#[test]
fn every_language_has_phrases_for_no_date() {
    for list in UNDATED {
        assert!(!list.is_empty());
        for text in list {
            assert_eq!(When::parse(text), Ok(None), "{text}");
        }
    }
}

#[test]
fn case_and_accents_never_change_the_reading() {
    for text in every_text() {
        let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
        let decomposed: String = text.nfd().collect();
        for other in [
            text.to_uppercase(),
            text.to_lowercase(),
            plain.to_uppercase(),
            plain,
            decomposed,
        ] {
            assert_eq!(outcome(&other), outcome(text), "{text} and {other}");
        }
    }
}

#[rstest]
#[case("2,500 Ma", &["Y-2500E6S4~ in English", "Y-2498050S4~ in Italian"])]
#[case("12.500 Ma", &["Y-12498050S5~ in English", "Y-12500E6S5~ in Italian"])]
fn a_text_with_two_readings_in_two_languages_is_refused(
    #[case] text: &str,
    #[case] parts: &[&str],
) {
    let error = When::parse(text).unwrap_err().to_string();
    assert!(parts.iter().all(|part| error.contains(part)), "{error}");
}

/// Words of several languages, with the same meaning or different ones.
#[rstest]
#[case("mar 2020", "2020-03")]
#[case("12 mar 2020", "2020-03-12")]
#[case("3 mai 1968", "1968-05-03")]
#[case("mardi 2 mars 1971", "1971-03-02")]
#[case("ago 2020", "2020-08")]
#[case("in 2020", "2020")]
#[case("44 AC", "-0043")]
#[case("circa 1200", "1200~")]
#[case("Juni 2020", "2020-06")]
#[case("2019 a 2021", "2019/2021")]
fn words_of_several_languages_are_read_if_they_agree(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(edtf(text).as_deref(), Some(expected));
}

#[rstest]
#[case("25/12/2024")]
#[case("3.2.2024")]
#[case("2024/1/2")]
#[case("04/2021")]
#[case("25/12/2024 14:30")]
#[case("25.12.2024 14:30:05.25Z")]
#[case("02/03/2024")]
#[case("02/03/2024 14:30")]
#[case("31/2/2024")]
fn dates_in_figures_alone_are_read_as_in_a_phrase(#[case] text: &str) {
    assert_eq!(figures(text), Some(read(text)));
}

#[rstest]
#[case("25/12/2024 3:05 pm")]
#[case("25/12/2024 25:00")]
#[case("2024-12-25")]
#[case("12 April 1985")]
fn other_phrases_are_not_figures_alone(#[case] text: &str) {
    assert_eq!(figures(text), None);
}

/// Text before a colon, and whether a note says that it is left out.
#[rstest]
#[case("EOW: Monday, January 3, 1791", "1791-01-03", true)]
#[case("Deadline: 2020/2021", "2020/2021", true)]
#[case("Geburtsdatum: 3. Mai 1968", "1968-05-03", true)]
#[case("End: 2020", "2020", true)]
#[case("Fine: 2020", "2020", true)]
#[case("until: 2021", "../2021", false)]
#[case("circa: 1200", "1200~", false)]
#[case("jusqu'en: 2021", "../2021", false)]
fn a_label_is_left_out_with_a_note(#[case] text: &str, #[case] edtf: &str, #[case] noted: bool) {
    let when = When::parse(text).unwrap().unwrap();
    assert_eq!(when.edtf(), Some(edtf));
    let note = when.note().unwrap_or_default();
    assert_eq!(note.contains("label"), noted, "{note}");
}

#[rstest]
#[case("EOW: 02/03/2024", None, "2024-03-02")]
#[case("EOW: 1985-13", Some(11), "01 to 12")]
#[case("hello: world", Some(8), "no place in a date")]
fn errors_after_a_label_have_the_right_column(
    #[case] text: &str,
    #[case] column: Option<usize>,
    #[case] part: &str,
) {
    let error = When::parse(text).unwrap_err();
    assert!(error.to_string().contains(part), "{error}");
    assert_eq!(error.column(), column, "{error}");
}

#[rstest]
#[case("Tuesday, January 3, 1791", Some("1791-01-03 is a Monday"))]
#[case("since Tuesday 3 January 1791", Some("1791-01-03 is a Monday"))]
#[case("before Tuesday 3 January 1791", Some("1791-01-03 is a Monday"))]
#[case(
    "martes, 3 de enero de 1791, a las 14:30",
    Some("1791-01-03 is a Monday")
)]
#[case("Monday, January 3, 1791", None)]
#[case("Montag, 3. Januar 1791", None)]
#[case("the first half of the 19th century", Some("soft edges"))]
#[case("dal 02/03/2024", Some("in this language the day is written first"))]
#[case("3.2.2024", Some("with points the day is written first"))]
#[case("2024-W07", Some("from Monday 2024-02-12"))]
#[case("20240203", Some("Eight figures"))]
#[case("100 000 BP", Some("counted back from 1950"))]
fn notes_say_how_a_phrase_was_read(#[case] text: &str, #[case] part: Option<&str>) {
    let when = When::parse(text).unwrap().unwrap();
    match part {
        Some(part) => assert!(when.note().unwrap().contains(part), "{:?}", when.note()),
        None => assert_eq!(when.note(), None),
    }
}

/// Any word or figure of any language.
fn word() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = GRAMMARS.iter().flat_map(Grammar::words).collect();
    prop_oneof![
        3 => prop::sample::select(words).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["1968", "3", "12", "800", "90", "xix", "2021-04-12", "14:30", "1.5", "2,5"])
            .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn words_of_any_language_in_any_order_are_read_or_refused(
        words in prop::collection::vec(word(), 1..9),
    ) {
        let text = words.join(" ");
        if let Ok(Some(when)) = When::parse(&text)
            && let Some(edtf) = when.edtf()
        {
            let again = When::parse(edtf).unwrap().unwrap();
            prop_assert_eq!(bounds(&again), bounds(&when), "{}", text);
        }
        prop_assert_eq!(outcome(&text.to_uppercase()), outcome(&text));
    }

    #[test]
    fn a_phrase_with_any_characters_in_it_is_read_or_refused(
        place in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), extra in "\\PC{0,3}",
    ) {
        let texts: Vec<&str> = every_text().collect();
        let mut characters: Vec<char> = place.get(&texts).chars().collect();
        let at = at.index(characters.len() + 1);
        characters.splice(at..at, extra.chars());
        let text: String = characters.into_iter().collect();
        if let Err(error) = When::parse(&text) {
            let count = text.chars().count();
            prop_assert!(error.to_string().ends_with('.'), "{text}: {error}");
            prop_assert!(error.column().is_none_or(|column| (1..=count + 1).contains(&column)), "{text}: {error}");
        }
    }
}

fn edtf(text: &str) -> Option<String> {
    match read(text) {
        Answer::Date(date, _) => Some(date.to_string()),
        _ => None,
    }
}

#[rstest]
#[case("from 2023 on", "2023/..")]
#[case("From 2023 onwards", "2023/..")]
#[case("since 2023", "2023/..")]
#[case("2023 onwards", "2023/..")]
#[case("starting from 2023", "2023/..")]
#[case("as of April 2023", "2023-04/..")]
#[case("2019-present", "2019/..")]
#[case("from 2019 to the present", "2019/..")]
#[case("2019 or later", "2019/..")]
#[case("2019 -", "2019/..")]
#[case("until 2019", "../2019")]
#[case("up to 2019", "../2019")]
#[case("by 2020", "../2020")]
#[case("no later than 2020", "../2020")]
#[case("before 2020", "[..2019]")]
#[case("pre-2020", "[..2019]")]
#[case("before April 2020", "[..2020-03]")]
#[case("before 1 March 2020", "[..2020-02-29]")]
#[case("before autumn 2020", "[..2020-22]")]
#[case("before 44 BC", "[..-0044]")]
#[case("before AD 1", "[..0000]")]
#[case("before the 1990s", "[..1989]")]
#[case("after 2020", "2021/..")]
#[case("after about 2020", "2021~/..")]
#[case("after 31 December 2020", "2021-01-01/..")]
#[case("circa 1200", "1200~")]
#[case("c. 800", "0800~")]
#[case("ca.1200", "1200~")]
#[case("about 2019", "2019~")]
#[case("around April 2019", "2019-04~")]
#[case("~ 1200", "1200~")]
#[case("2019 or so", "2019~")]
#[case("1990s-ish", "199X~")]
#[case("possibly 2019", "2019?")]
#[case("about 2019?", "2019%")]
#[case("perhaps around 2019", "2019%")]
#[case("early 2020", "2020-37~")]
#[case("mid-2020", "2020-38~")]
#[case("the end of 2020", "2020-39~")]
#[case("late February 2020", "2020-02-21~/2020-02-29~")]
#[case("early 1990s", "1990~/1993~")]
#[case("in the late 19th century", "1867~/1899~")]
#[case("since the early 1990s", "1990~/..")]
#[case("from early 2020 to late 2021", "2020-37~/2021-39~")]
#[case("Q3 2021", "2021-35")]
#[case("2021 Q3", "2021-35")]
#[case("2021-Q3", "2021-35")]
#[case("third quarter of 2021", "2021-35")]
#[case("H1 2021", "2021-40")]
#[case("the second half of 2021", "2021-41")]
#[case("spring 2020", "2020-21")]
#[case("summer of 2020", "2020-22")]
#[case("autumn 2020", "2020-23")]
#[case("fall 2020", "2020-23")]
#[case("winter 44 BC", "-0043-24")]
#[case("the 1990s", "199X")]
#[case("1990's", "199X")]
#[case("the 790s", "079X")]
#[case("19th century", "18XX")]
#[case("the twenty-first century", "20XX")]
#[case("1st c. AD", "00XX")]
#[case("2nd century BC", "-01XX")]
#[case("3rd millennium BCE", "-2XXX")]
#[case("2nd millennium", "1XXX")]
#[case("44 BC", "-0043")]
#[case("44 B.C.E.", "-0043")]
#[case("1 BC", "0000")]
#[case("AD 79", "0079")]
#[case("79 CE", "0079")]
#[case("12,001 BC", "Y-12000")]
#[case("15 March 44 BC", "-0043-03-15")]
#[case("April 1985", "1985-04")]
#[case("Apr. 1985", "1985-04")]
#[case("SEPT 1985", "1985-09")]
#[case("12 April 1985", "1985-04-12")]
#[case("April 12, 1985", "1985-04-12")]
#[case("April 12th, 1985", "1985-04-12")]
#[case("12th of April 1985", "1985-04-12")]
#[case("the twelfth of April 1985", "1985-04-12")]
#[case("12-Apr-1985", "1985-04-12")]
#[case("1985 April 12", "1985-04-12")]
#[case("65 Ma", "Y-65E6S2~")]
#[case("2.5 million years ago", "Y-25E5S2~")]
#[case("13.8 Ga", "Y-138E8S3~")]
#[case("13.8 thousand million years ago", "Y-138E8S3~")]
#[case("12,000 years ago", "Y-10050S2~")]
#[case("12 ka", "Y-10050S2~")]
#[case("3005 BP", "-1055~")]
#[case("2019 to 2021", "2019/2021")]
#[case("2019-2021", "2019/2021")]
#[case("from 2019 until 2021", "2019/2021")]
#[case("between 2019 and 2021", "2019/2021")]
#[case("2019-04-01 - 2019-05-01", "2019-04-01/2019-05-01")]
#[case("2019\u{2013}21", "2019/2021")]
#[case("2019/20", "2019/2020")]
#[case("1914-18", "1914/1918")]
#[case("3-9 April 2020", "2020-04-03/2020-04-09")]
#[case("between 3 and 9 April 2020", "2020-04-03/2020-04-09")]
#[case("April 3-9, 2020", "2020-04-03/2020-04-09")]
#[case("28 March - 3 April 2020", "2020-03-28/2020-04-03")]
#[case("April to June 2020", "2020-04/2020-06")]
#[case("49-44 BC", "-0048/-0043")]
#[case("from 49 to 44 BC", "-0048/-0043")]
#[case("27 BC - AD 14", "-0026/0014")]
#[case("2019 or 2020", "[2019,2020]")]
#[case("either May 2019 or June 2020", "[2019-05,2020-06]")]
#[case("1960 and December 1961", "{1960,1961-12}")]
#[case("in 2021", "2021")]
#[case("during 2021", "2021")]
#[case("sometime in 2019", "2019")]
#[case("the year 800", "0800")]
#[case("25/12/2024", "2024-12-25")]
#[case("since 25/12/2024", "2024-12-25/..")]
#[case("04/2021", "2021-04")]
#[case("2024-1-2", "2024-01-02")]
#[case(
    "from 2021-04-12 10:00 to 2021-04-12 11:00 UTC",
    "2021-04-12T10:00/2021-04-12T11:00Z"
)]
fn english_phrases_have_their_edtf(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(edtf(text).as_deref(), Some(expected));
    assert!(When::parse(text).unwrap().is_some());
}

#[rstest]
#[case("today", "no clock")]
#[case("Now", "no clock")]
#[case("yesterday", "no clock")]
#[case("last week", "no clock")]
#[case("this century", "no clock")]
#[case("3 days ago", "no clock")]
#[case("200 years ago", "no clock")]
#[case("a few years ago", "no clock")]
#[case("1/2/2024", "2024-02-01")]
#[case("before 1/2/2024", "2024-01-02")]
#[case("1/2/24", "four digits")]
#[case("1900s", "19XX")]
#[case("the 2000s", "200X")]
#[case("90s", "192X")]
#[case("30 February 2020", "no such day")]
#[case("5 May", "year is missing")]
#[case("May 5th", "year is missing")]
#[case("in May", "year is missing")]
#[case("summer", "year is missing")]
fn refusals_name_the_reason(#[case] text: &str, #[case] part: &str) {
    match read(text) {
        Answer::Refused(error) => assert!(error.to_string().contains(part), "{error}"),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case("hello world", Some(1))]
#[case("in the reign of Nero", Some(8))]
#[case("2020 @ home", Some(6))]
#[case("1985", None)]
#[case("of the and", None)]
#[case("800", None)]
#[case("", None)]
fn other_texts_are_no_phrases(#[case] text: &str, #[case] column: Option<usize>) {
    match read(text) {
        Answer::Unknown(error) => assert_eq!(error.column(), column, "{error}"),
        other if text == "1985" => assert!(matches!(other, Answer::Date(..))),
        other => panic!("{other:?}"),
    }
}

/// A row that fits by its date alone would be tried on the same words without end.
#[test]
fn every_row_with_a_date_has_a_part_of_its_own() {
    let is_date = |part: &TemplatePart| matches!(part.kind, TemplatePartKind::Slot(Slot::Date));
    for row in rows() {
        let has_own = row
            .template
            .iter()
            .any(|part| !is_date(part) && !part.is_optional);
        assert!(has_own || !row.template.iter().any(is_date), "{row:?}");
    }
}

fn rows() -> impl Iterator<Item = &'static Row> {
    let own = LANGUAGES
        .iter()
        .flat_map(|language| language.dates.iter().chain(language.spans));
    own.chain(common::DATES).chain(common::SPANS)
}

/// Checks that a word of a table can occur as one token of a text.
fn check_word(word: &str) {
    let is_sign = word.chars().count() == 1 && !word.chars().all(char::is_alphabetic);
    let read = tokens(word, Decimal::Point);
    let is_word = matches!(read.as_slice(), [only] if only.word() == Some(word));
    assert!(is_sign || is_word, "{word:?}");
}

#[test]
fn words_of_templates_can_occur_in_a_text() {
    for part in rows().flat_map(|row| row.template) {
        if let TemplatePartKind::Words(lists) = part.kind {
            lists
                .iter()
                .copied()
                .flatten()
                .for_each(|word| check_word(word));
        }
    }
}

#[test]
fn names_of_tables_can_occur_in_a_text() {
    for language in LANGUAGES {
        let names = |list: &'static [(&'static str, u8)]| list.iter().map(|(name, _)| *name);
        let longer = |list: &'static [(&'static str, u32)]| list.iter().map(|(name, _)| *name);
        let all = names(language.calendar.months)
            .chain(names(language.calendar.seasons))
            .chain(names(language.calendar.weekdays))
            .chain(longer(language.ordinals))
            .chain(longer(language.tens))
            .chain(language.ordinal_endings.iter().copied())
            .chain(language.eras.before_christ.iter().copied())
            .chain(language.eras.anno_domini.iter().copied())
            .chain(language.hours.iter().copied())
            .chain(language.labels.iter().copied());
        for name in all {
            name.split(' ').for_each(check_word);
        }
        for (months, last) in [
            (language.calendar.months, 12),
            (language.calendar.weekdays, 7),
        ] {
            for number in 1..=last {
                assert!(months.iter().any(|(_, month)| *month == number), "{number}");
            }
        }
    }
}

/// If parts of a phrase were read more than once, this would take exponential time.
#[test]
fn long_phrases_are_no_dates() {
    for word in [
        "about", "in the", "1 -", "or so", "2020 to", "early", "1990 s", "c ?",
    ] {
        let text: String = std::iter::repeat_n(word, 20).collect::<Vec<_>>().join(" ");
        let short: String = text.chars().take(60).collect();
        assert!(!matches!(read(&text), Answer::Date(..)), "{text}");
        assert!(!matches!(read(&short), Answer::Undated), "{short}");
    }
}
