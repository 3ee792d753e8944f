//! Tests of search over whole timelines.

use std::cell::Cell;
use std::time::Instant;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use annals_model::test_support::bundled;
use annals_model::{
    Actor, ActorKind, Event, Evidence, Grouping, LayerIndex, Participation, Source, SourceIndex,
    Status, native,
};

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
fn finds_best_first(#[case] text: &str, #[case] expected: &[&str]) {
    let timeline = timeline(STORY);
    let hits = find(&search(&timeline), text);
    assert_eq!(ids(&timeline, &hits), expected);
}

#[test]
fn says_which_hits_are_owed_to_a_typo_and_which_actors_were_found() {
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
fn stops_when_nobody_wants_the_answer() {
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
fn an_empty_timeline_is_searched_in_vain() {
    let timeline = timeline("title = 'x'");
    assert_eq!(find(&search(&timeline), "x"), Hits::default());
}

#[test]
fn a_phrase_holds_words_next_to_each_other() {
    let timeline = timeline(STORY);
    let search = search(&timeline);
    let holding = |text: &str, open: bool| -> Vec<usize> {
        let phrase = Phrase::new(text, open).unwrap();
        search.holding(&phrase).iter().collect()
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
        layer: LayerIndex::FIRST,
        title: Clean::line(title),
        summary: Clean::block(summary),
        when: None,
        status: Status::Reported,
        participants: Vec::new(),
        themes: Vec::new(),
        evidence: Vec::new(),
        links: Vec::new(),
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
    fn no_text_breaks_anything(texts in prop::collection::vec((any::<String>(), any::<String>()), 0..6), typed in any::<String>()) {
        let events = texts.iter().enumerate().map(|(number, (title, summary))| event(number, title, summary));
        let search = search(&with_events(events.collect()));
        let hits = find(&search, &typed);
        prop_assert_eq!(hits.ranked.len(), hits.all.len());
        prop_assert!(hits.all.is_sorted() && hits.near.iter().all(|rank| hits.all.contains(rank)));
    }
}

/// Pseudo-random numbers, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// Rather a small number, as with the words of a language.
    fn common(&mut self, limit: usize) -> usize {
        let (one, two, three) = (self.below(limit), self.below(limit), self.below(limit));
        one * (two + 1) / limit * (three + 1) / limit
    }
}

fn made_up_words(dice: &mut Dice, count: usize) -> Vec<String> {
    let syllables = [
        "ba", "con", "de", "er", "fa", "gov", "hi", "in", "ja", "ka", "lo", "ment", "ne", "ough",
        "pre", "qui", "ro", "st", "ti", "un", "ver", "wa", "xe", "ying", "zo",
    ];
    (0..count)
        .map(|_| {
            let length = 1 + dice.below(4);
            (0..length)
                .map(|_| syllables[dice.below(syllables.len())])
                .collect()
        })
        .collect()
}

/// So many events with about 7 words in their titles and 22 in their summaries.
pub(crate) fn many_events(count: usize) -> Timeline {
    let mut dice = Dice(7);
    let words = made_up_words(&mut dice, 60_000);
    let text = |dice: &mut Dice, length: usize| {
        let mut text = String::new();
        for _ in 0..length {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&words[dice.common(words.len())]);
        }
        text
    };
    let mut events = Vec::with_capacity(count);
    for number in 0..count {
        let title_length = 4 + dice.below(7);
        let mut title = text(&mut dice, title_length);
        if number % 4 == 0 {
            title = format!("{title} no{number}");
        }
        let summary_length = 15 + dice.below(15);
        let summary = text(&mut dice, summary_length);
        let mut event = event(number, &title, &summary);
        let year = 1900 + dice.below(120);
        event.when =
            annals_time::When::parse(&format!("{year}-{:02}", 1 + dice.below(12))).unwrap();
        event.status = Status::ALL[dice.common(5)];
        event.participants = (0..dice.below(3))
            .map(|_| Participation {
                actor: ActorIndex::new(dice.common(5_000)),
                role: Clean::default(),
            })
            .collect();
        event.themes = vec![Clean::line(&words[dice.common(300)])];
        event.evidence = vec![Evidence {
            source: SourceIndex::new(dice.below(100)),
            at: Clean::own("p1"),
        }];
        events.push(event);
    }
    let mut timeline = with_events(events);
    timeline.actors = (0..5_000)
        .map(|number| Actor {
            id: Clean::line(&format!("actor-{number}")),
            layer: LayerIndex::FIRST,
            same_as: Vec::new(),
            retold: Vec::new(),
            line: None,
            name: Clean::line(&text(&mut dice, 2)),
            short: Clean::default(),
            aliases: Vec::new(),
            kind: Some(ActorKind::Person),
            summary: Clean::default(),
        })
        .collect();
    timeline.sources = (0..100)
        .map(|number| Source {
            id: Clean::line(&format!("source-{number}")),
            layer: LayerIndex::FIRST,
            title: Clean::line(&text(&mut dice, 4)),
            author: Clean::default(),
            publisher: Clean::default(),
            date: None,
            address: Clean::default(),
            note: Clean::default(),
        })
        .collect();
    timeline
}

/// What a keystroke costs. Prints figures; to be run in release.
#[test]
#[ignore = "takes a while and measures"]
fn a_keystroke_with_a_million_events_is_quick() {
    let timeline = many_events(1_000_000);
    let index = Index::new(&timeline);
    let started = Instant::now();
    let search = Search::new(&timeline, &index);
    let built = started.elapsed();
    let per_event = search.size() / timeline.events.len();
    println!("built in {built:?}, {per_event} bytes an event");
    let postings: Vec<_> = search.postings.iter().map(Postings::size).collect();
    let texts: Vec<_> = search.texts.iter().map(Texts::size).collect();
    println!(
        "vocabulary {} texts {texts:?} postings {postings:?}",
        search.vocabulary.size()
    );
    let mut times = Vec::new();
    for word in [
        "governing",
        "preverment",
        "stoughconka",
        "no123456",
        "un",
        "bank",
        "jaloti pre",
    ] {
        for (end, letter) in word.char_indices() {
            let typed = word.get(..end + letter.len_utf8()).unwrap();
            let mut slowest = std::time::Duration::ZERO;
            for _ in 0..3 {
                let started = Instant::now();
                let hits = find(&search, typed);
                times.push(started.elapsed());
                slowest = slowest.max(started.elapsed());
                assert!(hits.ranked.len() <= MOST_RANKED);
            }
            let hits = find(&search, typed);
            println!(
                "{typed:>12} {slowest:>12.1?} {:>8} hits, {:>8} near",
                hits.all.len(),
                hits.near.len()
            );
        }
    }
    times.sort();
    println!(
        "p50 {:?} p95 {:?} max {:?}",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        times[times.len() - 1]
    );
    let limit = std::time::Duration::from_millis(30);
    assert!(times[times.len() * 95 / 100] < limit);
}
