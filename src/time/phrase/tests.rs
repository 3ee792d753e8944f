//! Tests of phrases: what is read, and what is refused.

use super::super::when::When;
use super::*;
use language::Row;
use rstest::rstest;

fn edtf(text: &str) -> Option<String> {
    match read(text) {
        Answer::Date { edtf, .. } => Some(edtf),
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
#[case("before 2020", "../2019")]
#[case("pre-2020", "../2019")]
#[case("before April 2020", "../2020-03")]
#[case("before 1 March 2020", "../2020-02-29")]
#[case("before autumn 2020", "../2020-22")]
#[case("before 44 BC", "../-0044")]
#[case("before AD 1", "../0000")]
#[case("before the 1990s", "../1989")]
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
    "2021-04-12T10:00/2021-04-12T11:00UTC"
)]
fn phrases(#[case] text: &str, #[case] expected: &str) {
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
fn refusals(#[case] text: &str, #[case] part: &str) {
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
fn the_rest_is_unknown(#[case] text: &str, #[case] column: Option<usize>) {
    match read(text) {
        Answer::Unknown(error) => assert_eq!(error.column(), column, "{error}"),
        other if text == "1985" => assert!(matches!(other, Answer::Date { .. })),
        other => panic!("{other:?}"),
    }
}

/// A row that could fit by its date alone would be asked about the same words for ever.
#[test]
fn every_row_with_a_date_has_a_part_of_its_own() {
    for row in rows() {
        let own = row
            .template
            .split(' ')
            .any(|part| part != "{date}" && (part == "?" || !part.ends_with('?')));
        assert!(own || !row.template.contains("{date}"), "{}", row.template);
    }
}

fn rows() -> impl Iterator<Item = &'static Row> {
    let own = LANGUAGES
        .iter()
        .flat_map(|language| language.dates.iter().chain(language.spans));
    own.chain(common::DATES).chain(common::SPANS)
}

/// A word of a table that a text can never hold would be a row that nothing fits.
fn check_word(word: &str) {
    let is_sign = word.chars().count() == 1 && !word.chars().all(char::is_alphabetic);
    let read = tokens(word, Decimal::Point);
    let is_word = matches!(read.as_slice(), [only] if only.word() == Some(word));
    assert!(is_sign || is_word, "{word:?}");
}

#[test]
fn templates_hold_only_slots_groups_and_words_that_a_text_can_hold() {
    for language in LANGUAGES {
        for (name, words) in language.groups {
            assert!(name.starts_with('<') && name.ends_with('>'), "{name}");
            words.split('|').for_each(check_word);
        }
        let rows = language.dates.iter().chain(language.spans);
        for row in rows.chain(common::DATES).chain(common::SPANS) {
            for part in row.template.split(' ') {
                let part = part
                    .strip_suffix('?')
                    .filter(|part| !part.is_empty())
                    .unwrap_or(part);
                if pattern::Slot::NAMES.iter().any(|(name, _)| *name == part) {
                    continue;
                }
                for word in part.split('|') {
                    if !language.groups.iter().any(|(name, _)| *name == word) {
                        check_word(word);
                    }
                }
            }
        }
    }
}

#[test]
fn every_name_of_a_table_is_a_word_that_a_text_can_hold() {
    for language in LANGUAGES {
        let names = |list: &'static [(&'static str, u8)]| list.iter().map(|(name, _)| *name);
        let longer = |list: &'static [(&'static str, u32)]| list.iter().map(|(name, _)| *name);
        let all = names(language.months)
            .chain(names(language.seasons))
            .chain(names(language.weekdays))
            .chain(longer(language.ordinals))
            .chain(longer(language.tens))
            .chain(language.ordinal_endings.iter().copied())
            .chain(language.before_christ.iter().copied())
            .chain(language.anno_domini.iter().copied())
            .chain(language.hours.iter().copied())
            .chain(language.labels.iter().copied());
        for name in all {
            name.split(' ').for_each(check_word);
        }
        for (months, last) in [(language.months, 12), (language.weekdays, 7)] {
            for number in 1..=last {
                assert!(months.iter().any(|(_, month)| *month == number), "{number}");
            }
        }
    }
}

#[test]
fn long_phrases_take_no_time_to_speak_of() {
    let start = std::time::Instant::now();
    for word in [
        "about", "in the", "1 -", "or so", "2020 to", "early", "1990 s", "c ?",
    ] {
        let text: String = std::iter::repeat_n(word, 20).collect::<Vec<_>>().join(" ");
        let short: String = text.chars().take(60).collect();
        assert!(!matches!(read(&text), Answer::Date { .. }), "{text}");
        assert!(!matches!(read(&short), Answer::Undated), "{short}");
    }
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
}
