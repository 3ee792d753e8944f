//! Tests of cards and their parts.

use std::sync::Arc;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::flow::{Line, Role};
use annals_index::{EventSet, Index, VisibleEvents};
use annals_model::test_support::bundled;
use annals_model::{Timeline, native};

fn story() -> (Arc<Timeline>, Index) {
    let timeline = native::read("alibaba", bundled()[0].text).timeline.unwrap();
    let index = Index::new(&timeline);
    (Arc::new(timeline), index)
}

fn deck<'a>(timeline: &'a Timeline, index: &'a Index, chosen: Option<&'a EventSet>) -> Deck<'a> {
    Deck {
        timeline,
        index,
        shown: VisibleEvents::new(index, chosen),
        tour: &[],
        ascii: false,
    }
}

fn text(card: &Card) -> String {
    let mut text = String::new();
    for line in &card.lines {
        if let Line::Runs(runs) = line {
            for run in runs {
                text.push_str(run.text.as_str());
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn cards_start_with_the_title_and_end_with_the_sources() {
    let (timeline, index) = story();
    let deck = deck(&timeline, &index, None);
    assert_eq!(deck.len(), 23);
    assert_eq!(deck.kind(0), CardKind::Title);
    assert_eq!(deck.kind(1), CardKind::Event(index.order()[0]));
    assert_eq!(deck.kind(22), CardKind::Sources);
    assert_eq!(deck.kind(400), CardKind::Sources);
    for (position, &event) in index.order().iter().enumerate() {
        assert_eq!(deck.card_of(event), Some(position + 1));
    }
    let title = text(&deck.card(0, 80));
    assert!(
        title.contains("21 events") && title.contains("Jack Ma"),
        "{title}"
    );
    let sources = text(&deck.card(22, 80));
    assert!(sources.contains("author not given"), "{sources}");
}

#[test]
fn each_actor_is_introduced_once() {
    let (timeline, index) = story();
    let deck = deck(&timeline, &index, None);
    let cards: Vec<String> = (1..22)
        .map(|position| text(&deck.card(position, 2_000)))
        .collect();
    for actor in &timeline.actors {
        let summary = Clean::line(actor.summary.as_str());
        let introduced = cards.iter().filter(|card| card.contains(summary.as_str()));
        assert_eq!(introduced.count(), 1, "{}", actor.name);
    }
}

#[test]
fn cards_contain_all_lines_of_the_detail() {
    let (timeline, index) = story();
    let deck = deck(&timeline, &index, None);
    for (position, &subject) in index.order().iter().enumerate() {
        let event = timeline.event(subject);
        let card = deck.card(position + 1, 2_000);
        let said = text(&card);
        assert!(said.contains(event.status.name()) && said.contains(event.summary.as_str()));
        for part in &event.participants {
            assert!(said.contains(timeline.actor(part.actor).name.as_str()));
            assert!(said.contains(part.role.as_str()));
        }
        for link in &event.links {
            assert!(
                said.contains(timeline.event(link.to).title.as_str()),
                "{said}"
            );
        }
        for link in index.incoming(subject) {
            assert!(
                said.contains(timeline.event(link.from).title.as_str()),
                "{said}"
            );
        }
        assert_eq!(
            event.when.is_none(),
            card.date.as_str().starts_with("undated")
        );
        assert!(
            !said.contains(event.notes.as_str()),
            "notes are for the presenter"
        );
    }
}

#[test]
fn filtered_events_have_no_card() {
    let (timeline, index) = story();
    let chosen = EventSet::new(&index, |event| index.rank(event) % 3 == 1);
    let deck = deck(&timeline, &index, Some(&chosen));
    assert_eq!(deck.len(), 9);
    assert_eq!(deck.kind(1), CardKind::Event(index.order()[1]));
    assert_eq!(deck.card_of(index.order()[0]), None);
}

fn card(lines: usize, sections: Vec<usize>) -> Card {
    let (_, index) = story();
    Card {
        kind: CardKind::Event(index.order()[0]),
        leader: None,
        date: Clean::own("2020"),
        headline: Clean::own("headline"),
        lines: vec![Line::Runs(Vec::new()); lines],
        sections,
    }
}

#[rstest]
#[case::at_once(5, &[3, 5], 9, false, &[(0, 5)])]
#[case::nothing(0, &[0, 0], 9, false, &[(0, 0)])]
#[case::stepwise(5, &[3, 5], 9, true, &[(0, 0), (0, 3), (0, 5)])]
#[case::no_why(3, &[3, 3], 9, true, &[(0, 0), (0, 3)])]
#[case::two_screens(9, &[5, 9], 6, false, &[(0, 6), (3, 9)])]
#[case::three_screens(20, &[5, 20], 8, false, &[(0, 8), (8, 16), (12, 20)])]
#[case::steps_and_screens(9, &[5, 9], 6, true, &[(0, 0), (0, 5), (3, 9)])]
fn parts_of_a_card(
    #[case] lines: usize,
    #[case] sections: &[usize],
    #[case] rows: usize,
    #[case] stepwise: bool,
    #[case] expected: &[(usize, usize)],
) {
    let parts = parts(&card(lines, sections.to_vec()), rows, stepwise);
    let ranges: Vec<_> = parts.iter().map(|part| (part.first, part.end)).collect();
    assert_eq!(ranges, expected);
    assert_eq!(parts[0].headline, !stepwise);
}

proptest! {
    #[test]
    fn parts_show_every_line_without_skipping(
        lines in 0_usize..60, at in 0_usize..60, rows in 0_usize..30, stepwise: bool,
    ) {
        let happened = at.min(lines);
        let parts = parts(&card(lines, vec![happened, lines]), rows, stepwise);
        let rows = rows.max(1);
        let mut seen = 0;
        for part in &parts {
            prop_assert!(part.end - part.first <= rows, "{parts:?}");
            prop_assert!(part.first <= seen, "a line was passed over: {parts:?}");
            prop_assert!(part.end >= seen, "nothing is taken away: {parts:?}");
            seen = part.end;
        }
        prop_assert_eq!(seen, lines);
        for pair in parts.windows(2) {
            prop_assert!(pair[0] != pair[1], "{parts:?}");
        }
    }

    #[test]
    fn areas_of_a_layout_do_not_overlap(columns in 1_u16..300, rows in 1_u16..120) {
        let layout = Layout::new(columns, rows);
        prop_assert_eq!(layout.is_none(), columns < MIN_SIZE.0 || rows < MIN_SIZE.1);
        if let Some(layout) = layout {
            let areas = [layout.title, layout.text, layout.ticks, layout.axis, layout.progress];
            for pair in areas.windows(2) {
                prop_assert!(pair[0].y + pair[0].height <= pair[1].y);
            }
            prop_assert!(layout.progress.y < rows && layout.text.height >= 4);
            prop_assert!(layout.text.x + layout.text.width <= columns);
        }
    }
}

#[test]
fn large_headlines_do_not_hide_text() {
    let (timeline, index) = story();
    let deck = deck(&timeline, &index, None);
    let mut large = 0;
    for (columns, rows) in [(60, 20), (80, 24), (120, 36)] {
        let layout = Layout::new(columns, rows).unwrap();
        for position in 0..deck.len() {
            let card = deck.card(position, layout.columns());
            let plain = ArrangedCard::new(card.clone(), &layout, false, false);
            let arranged = ArrangedCard::new(card, &layout, false, true);
            assert!(matches!(plain.headline, Headline::Plain(_)));
            if matches!(arranged.headline, Headline::Large(_)) {
                large += 1;
                assert_eq!(arranged.parts.len(), 1);
            } else {
                assert_eq!(arranged, plain);
            }
        }
    }
    assert!(large > 20, "{large}");
}

#[test]
fn cards_have_the_colour_of_the_first_participant() {
    let (timeline, index) = story();
    let card = deck(&timeline, &index, None).card(3, 80);
    let names = card.lines.iter().filter_map(|line| match line {
        Line::Runs(runs) => Some(runs),
        Line::Strip(..) => None,
    });
    let actors = names
        .flatten()
        .filter(|run| matches!(run.role, Role::Actor(_)));
    assert!(actors.count() > 0);
}
