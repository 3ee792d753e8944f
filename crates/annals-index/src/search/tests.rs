//! Tests of the search over whole timelines.

use std::cell::Cell;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use annals_model::test_support::bundled;
use annals_model::{AccountIndex, Event, Grouping, Status, native};

fn timeline(text: &str) -> Timeline {
    native::read("test", text)
        .timeline
        .expect("a whole timeline")
}

fn search(timeline: &Timeline) -> Search {
    Search::new(timeline, &Index::new(timeline))
}

fn find(search: &Search, text: &str) -> Hits {
    search.find(text, &|| true).expect("it is wanted")
}

fn ids<'t>(timeline: &'t Timeline, hits: &Hits) -> Vec<&'t str> {
    let id = |&event: &EventIndex| timeline.event(event).id.as_str();
    hits.ranked.iter().map(id).collect()
}

const STORY: &str = r"
title = 'x'
[source.paper]
title = 'The Evening Paper'
author = 'Zürcher Redaktion'
[actor.jack-ma]
name = 'Jack Ma'
aliases = ['马云']
[actor.state]
name = 'Government of China'
[[event]]
id = 'speech'
date = '2020'
title = 'A speech against banks'
summary = 'He says that pressure helps.'
actors = ['jack-ma']
[[event]]
id = 'pressure'
date = '2021'
title = 'Pressure grows'
summary = 'The banks are told to wait.'
actors = ['state', 'jack-ma']
themes = ['power', 'state and market']
[[event]]
id = 'rumours'
date = '2022'
title = 'Rumours: who leads Gödel & Søn?'
summary = 'Supermarkets are not concerned. 阿里巴巴没有说话'
evidence = [{ source = 'paper' }]
";

#[rstest]
#[case::titles_before_summaries("banks", &["speech", "pressure"])]
#[case::titles_before_summaries_again("pressure", &["pressure", "speech"])]
#[case::case_does_not_count("PRESSURE grows", &["pressure"])]
#[case::beginning("press", &["pressure", "speech"])]
#[case::actor("jack", &["speech", "pressure"])]
#[case::alias("马云", &["speech", "pressure"])]
#[case::one_character("云", &["speech", "pressure"])]
#[case::characters_in_another_order("云马", &[])]
#[case::characters_in_a_text("巴巴没有", &["rumours"])]
#[case::theme_before_inside("market", &["pressure", "rumours"])]
#[case::source("evening", &["rumours"])]
#[case::author("zurcher", &["rumours"])]
#[case::diacritics("godel son", &["rumours"])]
#[case::typo("presure", &["pressure", "speech"])]
#[case::swapped("rumuors", &["rumours"])]
#[case::every_word_has_to_be_there("pressure jack", &["pressure", "speech"])]
#[case::words_in_different_places("pressure china", &["pressure"])]
#[case::nowhere("zebra", &[])]
#[case::one_of_two_nowhere("pressure zebra", &[])]
#[case::empty("", &[])]
#[case::no_letters(" — ", &[])]
fn the_best_hits_come_first(#[case] text: &str, #[case] expected: &[&str]) {
    let timeline = timeline(STORY);
    let hits = find(&search(&timeline), text);
    assert_eq!(ids(&timeline, &hits), expected);
}

#[test]
fn hits_with_typos_and_matching_actors_are_reported() {
    let timeline = timeline(STORY);
    let search = search(&timeline);
    let hits = find(&search, "presure");
    assert_eq!(
        (hits.all.as_slice(), hits.near.as_slice()),
        (&[0, 1][..], &[0, 1][..])
    );
    assert_eq!(hits.actors, []);
    let hits = find(&search, "ma jack");
    assert_eq!(
        (hits.all.as_slice(), hits.near.as_slice()),
        (&[0, 1][..], &[][..])
    );
    assert_eq!(hits.actors, [ActorIndex::new(0)]);
    assert_eq!(find(&search, "jack china").actors, []);
}

#[test]
fn a_search_can_be_cancelled() {
    let timeline = timeline(STORY);
    let search = search(&timeline);
    assert_eq!(search.find("pressure", &|| false), None);
    let asked = Cell::new(0);
    let patient = |times: u32| {
        asked.set(0);
        search.find("pressure jack", &|| {
            asked.set(asked.get() + 1);
            asked.get() <= times
        })
    };
    assert_eq!(patient(2), None);
    assert!(patient(100).is_some());
}

#[test]
fn an_empty_timeline_has_no_hits() {
    let timeline = timeline("title = 'x'");
    assert_eq!(find(&search(&timeline), "x"), Hits::default());
}

#[test]
fn a_phrase_matches_adjacent_words() {
    let timeline = timeline(STORY);
    let search = search(&timeline);
    let holding = |text: &str, open: bool| -> Vec<usize> {
        let phrase = Phrase::new(text, open).unwrap();
        search.holding(&phrase).ones().collect()
    };
    assert_eq!(holding("against banks", false), [0]);
    assert_eq!(holding("against ban", false), Vec::<usize>::new());
    assert_eq!(holding("against ban", true), [0]);
    assert_eq!(holding("banks against", true), Vec::<usize>::new());
    assert_eq!(holding("jack ma", false), [0, 1]);
    assert_eq!(holding("ma jack", false), Vec::<usize>::new());
    // The end of one name and the beginning of the next are not next to each other.
    assert_eq!(holding("ma 马", true), Vec::<usize>::new());
}

#[test]
fn the_bundled_story_is_found_by_chinese_names() {
    let story = &bundled()[0];
    let timeline = native::read(story.name, story.text).timeline.unwrap();
    let index = Index::new(&timeline);
    let search = Search::new(&timeline, &index);
    let hits = find(&search, "马云");
    let actor = timeline.find_actor("jack-ma").unwrap();
    assert_eq!(hits.actors, [actor]);
    let found: Vec<u32> = index
        .events_of(actor)
        .iter()
        .map(|&event| u32::try_from(index.rank(event)).unwrap())
        .collect();
    assert_eq!(hits.all, found);
}

/// An event with these words.
fn event(number: usize, title: &str, summary: &str) -> Event {
    Event {
        id: Clean::line(&format!("event-{number}")),
        account: AccountIndex::FIRST,
        title: Clean::line(title),
        summary: Clean::block(summary),
        when: None,
        status: Status::Reported,
        participants: Vec::new(),
        themes: Vec::new(),
        evidence: Vec::new(),
        links: Vec::new(),
        missing: Vec::new(),
        refs: Vec::new(),
        notes: Clean::default(),
        extra: Vec::new(),
        line: None,
    }
}

fn with_events(events: Vec<Event>) -> Timeline {
    Timeline {
        lanes: Some(Grouping::None),
        events: events.into(),
        ..Timeline::empty(Clean::own("test"), Clean::own("Test"))
    }
}

/// The word with one letter taken out, put in, replaced or swapped with the next.
fn with_typo(word: &str, kind: u8, at: usize, letter: char) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at % letters.len();
    match kind % 4 {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letter),
        2 => letters[at] = letter,
        _ => {
            let next = (at + 1) % letters.len();
            if next > at {
                letters.swap(at, next);
            }
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_event_is_found_by_any_word_of_its_title(
        titles in prop::collection::vec("[a-zA-Zéß马]{1,9}( [a-z]{1,9}| [0-9]{2,4}|-[a-z]{4,9}){0,3}", 1..12),
        kind in any::<u8>(), at in any::<usize>(), letter in prop::char::range('a', 'z'),
    ) {
        let events = titles.iter().enumerate().map(|(number, title)| event(number, title, ""));
        let search = search(&with_events(events.collect()));
        for (rank, title) in (0_u32..).zip(&titles) {
            for word in title.split([' ', '-']) {
                for typed in [word.to_owned(), word.to_uppercase(), word.to_lowercase()] {
                    let hits = find(&search, &typed);
                    prop_assert!(hits.all.contains(&rank) && !hits.near.contains(&rank), "{typed} in {title}");
                }
                let folded = fold(word);
                let is_plain = folded.trim().len() == word.len() && word.chars().all(|letter| letter.is_ascii_alphabetic());
                if is_plain && word.len() >= 4 {
                    let typed = with_typo(word, kind, at, letter);
                    prop_assert!(find(&search, &typed).all.contains(&rank), "{typed} in {title}");
                }
            }
        }
    }

    #[test]
    fn no_text_makes_the_search_panic(texts in prop::collection::vec((any::<String>(), any::<String>()), 0..6), typed in any::<String>()) {
        let events = texts.iter().enumerate().map(|(number, (title, summary))| event(number, title, summary));
        let search = search(&with_events(events.collect()));
        let hits = find(&search, &typed);
        prop_assert_eq!(hits.ranked.len(), hits.all.len());
        prop_assert!(hits.all.is_sorted() && hits.near.iter().all(|rank| hits.all.contains(rank)));
    }
}
