//! What the bundled story says and leaves unsaid: the numbers of the close reading, and no year that the
//! article does not give.

use annals_index::{Index, VisibleEvents};
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::handout::{self, Blanks, Paper};
use annals_scene::quiz::{self, Quiz};

use super::{LINKS, STATEMENTS, story};

#[test]
fn every_number_of_the_close_reading_stands_where_its_statement_or_link_is() {
    let timeline = story();
    let mut statements = Vec::new();
    let mut links = Vec::new();
    for event in &timeline.events {
        let id = event.id.as_str();
        statements.extend(event.refs.iter().map(|number| (number.to_string(), id)));
        for link in &event.links {
            let to = timeline.event(link.to).id.as_str();
            links.extend(link.refs.iter().map(|number| (number.to_string(), id, to)));
        }
    }
    statements.sort_unstable();
    links.sort_unstable();
    let expected: Vec<_> = STATEMENTS
        .iter()
        .map(|row| (row.0.to_owned(), row.1))
        .collect();
    assert_eq!(statements, expected, "each statement once");
    // C8 is the only one of two links: the return has two causes in one sentence.
    let mut expected: Vec<_> = LINKS
        .iter()
        .map(|row| (row.0.to_owned(), row.1, row.2))
        .collect();
    expected.sort_unstable();
    assert_eq!(links, expected);
}

/// The article gives no year before 2020. Only the axis has 2019 on it, so that there is room to draw what
/// came before.
fn check(text: &Clean, from: &str) {
    assert!(!text.as_str().contains("2019"), "{from}: {text}");
}

#[test]
fn no_date_and_no_answer_gives_the_year_2019() {
    let timeline = story();
    let index = Index::new(&timeline);
    let mut asked = 0;
    for seed in 0..60 {
        let quiz = Quiz::new(&quiz::Request {
            timeline: &timeline,
            index: &index,
            shown: VisibleEvents::new(&index, None),
            kinds: &[],
            seed,
            count: 20,
        });
        for question in &quiz.questions {
            asked += 1;
            let from = format!("seed {seed}, {}", question.kind.name());
            for choice in &question.choices {
                check(&choice.words(&timeline, true), &from);
            }
            let explanation = question.explanation(&timeline, true);
            check(&explanation.why, &from);
            explanation
                .unknown
                .iter()
                .for_each(|text| check(text, &from));
            for answer in &explanation.answers {
                check(&answer.text, &from);
                answer.date.iter().for_each(|date| check(date, &from));
            }
        }
    }
    assert!(asked > 500, "{asked}");
    for event in &timeline.events {
        if let Some(when) = &event.when {
            for words in [when.words(), when.short(true), when.precision_words()] {
                check(&Clean::line(&words), event.id.as_str());
            }
        }
    }
}

#[test]
fn no_handout_tells_of_the_year_2019() {
    let timeline = story();
    let index = Index::new(&timeline);
    let events: Vec<_> = (0..timeline.events.len()).map(EventIndex::new).collect();
    let blanks = [true, false].map(|dates| Blanks {
        dates,
        ..Blanks::default()
    });
    for (blanks, key) in blanks.into_iter().flat_map(|it| [(it, false), (it, true)]) {
        let sheet = handout::markdown(&handout::Request {
            timeline: &timeline,
            index: &index,
            events: &events,
            window: handout::window(&timeline, &index, &events),
            lanes: annals_model::Grouping::Actor,
            paper: Paper::A4,
            blanks,
            key,
            notes: true,
        });
        for line in &sheet {
            let line = line.as_str();
            // The window that is drawn, and an empty period on the line.
            let is_axis = line.ends_with("2019-2024")
                || line.ends_with("2019\u{2013}2024")
                || line == "- 2019: no event is dated here"
                || blanks.dates && line.starts_with("- 2019: \\_");
            assert!(is_axis || !line.contains("2019"), "{line}");
        }
    }
}
