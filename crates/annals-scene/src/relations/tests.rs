//! What must hold in every view of every story.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rstest::rstest;

use super::samples::{any_story, bundled, story};
use super::{Direction, Seen, chain, grid, story_lines};
use crate::flow::{Line, Target};
use crate::layout::Area;
use annals_index::{Index, Shown};
use annals_model::text::Clean;
use annals_model::{EventIndex, LinkKind, Timeline};
use annals_time::{Time, Window};

fn any_walk() -> impl Strategy<Value = Vec<Direction>> {
    let direction = (0..Direction::ALL.len()).prop_map(|place| Direction::ALL[place]);
    prop::collection::vec(direction, 0..25)
}

fn window(timeline: &Timeline, index: &Index) -> Window {
    let whole = Window::new(
        Time::from_date(2018, 1, 1).unwrap(),
        Time::from_date(2025, 1, 1).unwrap(),
    );
    timeline
        .opening
        .or_else(|| index.extent())
        .or(whole)
        .unwrap()
}

fn said(lines: &[Line]) -> Vec<String> {
    let of = |line: &Line| match line {
        Line::Runs(runs) => runs.iter().map(|run| run.text.as_str()).collect::<String>(),
        Line::Strip(..) => String::new(),
    };
    lines.iter().map(of).collect()
}

mod the_grid {
    use super::*;

    fn request<'a>(
        timeline: &'a Timeline,
        index: &'a Index,
        columns: u16,
        rows: u16,
    ) -> grid::Request<'a> {
        grid::Request {
            timeline,
            index,
            seen: Seen::all(index),
            columns,
            rows,
            ascii: false,
        }
    }

    #[test]
    fn what_is_under_the_cursor_is_said_in_full() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let request = request(&timeline, &index, 78, 22);
        let event = timeline.find_event("ma-under-pressure");
        let state = grid::State::on(&timeline, &Shown::new(&index, None), event, None);
        let view = grid::Grid::new(&request, &state);
        assert_eq!(
            said(&view.words),
            ["2020   Ma put under pressure", "Jack Ma  target"]
        );
        let below = state.moved(Direction::Down, &request);
        let view = grid::Grid::new(&request, &below);
        assert_eq!(said(&view.words)[1], "Alibaba  takes no part in it");
        assert_eq!(
            below.event_target(&Shown::new(&index, None)),
            event.map(Target::Event)
        );
        assert_eq!(
            below.actor_target(&timeline),
            timeline.find_actor("alibaba").map(Target::Actor)
        );
    }

    #[test]
    fn the_next_mark_is_the_actors_next_event() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let request = request(&timeline, &index, 40, 12);
        let mut state = grid::State::on(
            &timeline,
            &Shown::new(&index, None),
            None,
            timeline.find_actor("jack-ma"),
        );
        let mut met = Vec::new();
        for _ in 0..9 {
            state = state.moved(Direction::NextMark, &request);
            met.push(state.event);
        }
        let own = index.events_of(timeline.find_actor("jack-ma").unwrap());
        let ranks: Vec<usize> = own.iter().map(|&event| index.rank(event)).collect();
        assert_eq!(met[..7], ranks);
        assert_eq!(met[8], ranks[6]);
        assert_eq!(
            state.moved(Direction::PreviousMark, &request).event,
            ranks[5]
        );
    }

    #[test]
    fn two_roles_of_one_actor_stand_in_one_cell() {
        let timeline = story(1, &[(0, 0, vec![0, 0], vec![])]);
        let index = Index::new(&timeline);
        let view = grid::Grid::new(&request(&timeline, &index, 80, 20), &grid::State::default());
        assert_eq!(view.rows[0].marks, [0]);
        assert_eq!(view.rows[0].role, Some(Clean::own("Jack Ma, Jack Ma")));
    }

    #[test]
    fn a_cell_of_the_screen_leads_to_its_cursor() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let request = request(&timeline, &index, 40, 12);
        let state = grid::State::default()
            .moved(Direction::Bottom, &request)
            .moved(Direction::RowEnd, &request);
        let view = grid::Grid::new(&request, &state);
        let (column, row) = view.cursor.unwrap();
        let cell = (
            view.columns[column].column,
            view.layout.head + u16::try_from(row).unwrap(),
        );
        assert_eq!(view.at(cell.0, cell.1, &state), Some(state));
        let before = view
            .at(view.columns[column - 1].column, cell.1 - 1, &state)
            .unwrap();
        assert_eq!(
            (before.actor, before.event),
            (state.actor - 1, state.event - 1)
        );
        assert_eq!(view.at(0, cell.1, &state), None);
        assert_eq!(view.at(cell.0, 0, &state), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_cursor_stays_in_range_and_in_sight(
            timeline in any_story(), walk in any_walk(), columns in 0_u16..140, rows in 0_u16..40,
        ) {
            let index = Index::new(&timeline);
            let request = request(&timeline, &index, columns, rows);
            let mut state = grid::State::default();
            for direction in walk {
                state = state.moved(direction, &request);
                let view = grid::Grid::new(&request, &state);
                let anything = !timeline.events.is_empty() && !timeline.actors.is_empty();
                prop_assert_eq!(view.cursor.is_some(), anything);
                if let Some((column, row)) = view.cursor {
                    prop_assert_eq!(view.columns[column].event, index.order()[state.event]);
                    prop_assert_eq!(view.rows[row].actor.place(), state.actor);
                }
                prop_assert_eq!(state, state.held(&request));
            }
        }

        #[test]
        fn every_participation_appears_once_when_scrolled_over(
            timeline in any_story(), columns in 1_u16..100, rows in 1_u16..30,
        ) {
            let index = Index::new(&timeline);
            let request = request(&timeline, &index, columns, rows);
            let layout = grid::Layout::new(&request);
            let mut met = Vec::new();
            for actor in (0..timeline.actors.len()).step_by(layout.actors) {
                for event in (0..timeline.events.len()).step_by(layout.events) {
                    // The last screen overlaps the one before it: what was met already is left out.
                    let state = grid::State { actor, event, first_actor: actor, first_event: event };
                    let view = grid::Grid::new(&request, &state);
                    for row in view.rows.iter().filter(|row| row.actor.place() >= actor) {
                        for &mark in &row.marks {
                            let met_event = view.columns[mark].event;
                            if index.rank(met_event) >= event {
                                met.push((row.actor.place(), met_event));
                            }
                        }
                    }
                }
            }
            let expected: BTreeSet<_> = timeline.events.iter().enumerate().flat_map(|(place, event)| {
                event.participants.iter().map(move |part| (part.actor.place(), EventIndex::new(place)))
            }).collect();
            let count = met.len();
            let met: BTreeSet<_> = met.into_iter().collect();
            prop_assert_eq!(met.len(), count);
            prop_assert_eq!(met, expected);
        }
    }
}

mod the_story_lines {
    use super::*;
    use story_lines::{Layout, MOST_EVENTS, Order, Request, State, StoryLines, Weight};

    fn request<'a>(
        timeline: &'a Timeline,
        index: &'a Index,
        order: &'a Order,
        columns: u16,
        rows: u16,
    ) -> Request<'a> {
        let layout = Layout {
            ticks: Area::default(),
            names: Area::default(),
            lines: Area::new(0, 0, columns, rows),
            words: Area::new(0, rows, columns, 3),
        };
        Request {
            timeline,
            index,
            seen: Seen::all(index),
            order,
            window: window(timeline, index),
            layout,
            ascii: false,
        }
    }

    #[test]
    fn who_meets_stands_side_by_side() {
        // The file has 0 and 3 apart, and 1 and 2 between them, who meet nobody they do not know.
        let meeting = |one, other| (0, 0, vec![one, other], vec![]);
        let timeline = story(4, &[meeting(0, 3), meeting(1, 2), meeting(0, 3)]);
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        assert_eq!(order.crossings(), 0);
        let line = |actor| order.line_of(annals_model::ActorIndex::new(actor)).unwrap();
        assert_eq!(line(0).abs_diff(line(3)), 1);
    }

    /// Lines crossed in the order of the file.
    fn crossings_by_file(timeline: &Timeline) -> u64 {
        let dated = || timeline.events.iter().filter(|event| event.when.is_some());
        let actors: BTreeSet<_> = dated()
            .flat_map(|event| &event.participants)
            .map(|part| part.actor)
            .collect();
        let places: Vec<_> = actors.into_iter().collect();
        dated()
            .map(|event| {
                let lines: BTreeSet<usize> = event
                    .participants
                    .iter()
                    .filter_map(|part| places.iter().position(|&actor| actor == part.actor))
                    .collect();
                let span = lines
                    .last()
                    .zip(lines.first())
                    .map_or(0, |(last, first)| last - first + 1);
                (span - lines.len()) as u64
            })
            .sum()
    }

    #[test]
    fn the_bundled_story_crosses_half_as_many_lines_as_in_the_order_of_its_file() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        assert!(order.crossings() * 2 <= crossings_by_file(&timeline));
    }

    #[test]
    fn up_and_down_stay_with_an_event_that_both_lines_share() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        let request = request(&timeline, &index, &order, 60, 15);
        let xi = timeline.find_event("xi-relents");
        let state = State::on(
            &order,
            &index,
            &Seen::all(&index),
            xi,
            timeline.find_actor("jack-ma"),
        );
        assert_eq!(
            state.actor_target(&order),
            timeline.find_actor("jack-ma").map(Target::Actor)
        );
        let down = state.moved(Direction::Down, &request);
        let up = state.moved(Direction::Up, &request);
        for other in [down, up] {
            assert_ne!(other.line, state.line);
            if order
                .lines_of(&index, xi.unwrap())
                .contains(&u32::try_from(other.line).unwrap())
            {
                assert_eq!(other.event, xi);
            }
        }
        let back = state.moved(Direction::Left, &request);
        assert_eq!(
            back.event_target(),
            timeline.find_event("ma-out-of-view").map(Target::Event)
        );
    }

    #[test]
    fn events_of_one_date_have_no_order_and_it_is_said() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        let request = request(&timeline, &index, &order, 60, 15);
        let state = State::on(
            &order,
            &index,
            &Seen::all(&index),
            timeline.find_event("ma-under-pressure"),
            None,
        );
        let view = StoryLines::new(&request, &state).unwrap();
        assert_eq!(
            said(&view.words)[1..],
            [
                "Jack Ma target · Government applies pressure",
                "4 events share this date; their order is not known."
            ]
        );
    }

    #[test]
    fn the_order_does_not_change_with_the_window() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        let whole = request(&timeline, &index, &order, 60, 40);
        let narrow = Request {
            window: whole.window.stepped(whole.window.centre(), 13),
            ..whole
        };
        let actors = |request: &Request<'_>| -> Vec<_> {
            let view = StoryLines::new(request, &State::default()).unwrap();
            view.lines.iter().map(|line| line.actor).collect()
        };
        assert_eq!(actors(&whole), actors(&narrow));
        assert_eq!(actors(&whole), order.lines());
    }

    #[test]
    fn too_many_events_are_counted_but_the_one_under_the_cursor_is_joined() {
        let drafts = vec![(0, 0, vec![0, 1], vec![]); MOST_EVENTS + 1];
        let timeline = story(2, &drafts);
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        let request = request(&timeline, &index, &order, 60, 10);
        let view = StoryLines::new(&request, &State::default()).unwrap();
        assert_eq!(view.joins.len(), 1);
        assert!(view.joins[0].selected && view.joins[0].events.len() == 1);
        assert_eq!(view.lines.len(), 2);
        for line in &view.lines {
            assert_eq!(line.heights.iter().copied().max(), Some(8));
        }
        assert!(view.remark.as_str().contains("zoom in"));
    }

    #[test]
    fn as_many_as_have_no_column_share_one_and_none_is_lost() {
        let drafts = vec![(0, 0, vec![0, 1], vec![]); 90];
        let timeline = story(2, &drafts);
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        let view = StoryLines::new(
            &request(&timeline, &index, &order, 20, 10),
            &State::default(),
        )
        .unwrap();
        assert_eq!(
            view.joins
                .iter()
                .map(|join| join.events.len())
                .sum::<usize>(),
            90
        );
        assert!(view.joins.len() <= 20);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_cursor_stays_on_an_event_of_its_line_and_in_sight(
            timeline in any_story(), walk in any_walk(), columns in 1_u16..100, rows in 1_u16..30,
        ) {
            let index = Index::new(&timeline);
            let order = Order::new(&timeline, &index);
            let request = request(&timeline, &index, &order, columns, rows);
            let mut state = State::on(&order, &index, &Seen::all(&index), None, None);
            for direction in walk {
                state = state.moved(direction, &request);
                let view = StoryLines::new(&request, &state).unwrap();
                prop_assert_eq!(state.event.is_some(), !order.lines().is_empty());
                if let Some(event) = state.event {
                    prop_assert!(order.events_of(&index, &Seen::all(&index), state.line).contains(&event));
                    prop_assert_eq!(view.lines[view.cursor.unwrap()].line, state.line);
                }
            }
        }

        #[test]
        fn joins_titles_and_lines_keep_apart(timeline in any_story(), columns in 1_u16..100, rows in 0_u16..30) {
            let index = Index::new(&timeline);
            let order = Order::new(&timeline, &index);
            let request = request(&timeline, &index, &order, columns, rows);
            let view = StoryLines::new(&request, &State::on(&order, &index, &Seen::all(&index), None, None)).unwrap();
            let mut taken = BTreeSet::new();
            for join in &view.joins {
                for row in join.rows.clone() {
                    prop_assert!(taken.insert((row, join.column)), "two joins in {row}, {}", join.column);
                }
                for node in &join.nodes {
                    prop_assert!(join.rows.contains(&node.row));
                }
            }
            for label in &view.labels {
                prop_assert!(label.column + label.room <= columns && label.row < rows);
                for column in label.column..label.column + label.room {
                    prop_assert!(taken.insert((label.row, column)), "a title over something in {}, {column}", label.row);
                    for line in view.lines.iter().filter(|line| line.row == label.row) {
                        prop_assert_eq!(line.weights[usize::from(column)], Weight::Nothing);
                    }
                }
            }
        }

        #[test]
        fn the_order_is_one_of_all_actors_with_a_date_and_no_worse_than_the_file(timeline in any_story()) {
            let index = Index::new(&timeline);
            let order = Order::new(&timeline, &index);
            let actors: BTreeSet<_> = order.lines().iter().copied().collect();
            prop_assert_eq!(actors.len(), order.lines().len());
            let dated: BTreeSet<_> = timeline.events.iter().filter(|event| event.when.is_some())
                .flat_map(|event| event.participants.iter().map(|part| part.actor)).collect();
            prop_assert_eq!(&actors, &dated);
            prop_assert!(order.crossings() <= crossings_by_file(&timeline));
        }
    }
}

mod the_chain {
    use super::*;
    use chain::{Again, Chain, Content, Side, State, Stop};

    fn opened(timeline: &Timeline, index: &Index, subject: EventIndex) -> (State, Chain) {
        let mut state = State::on(subject);
        let mut chain = Chain::new(timeline, index, &state, false);
        loop {
            let next = chain.stops().find(|stop| matches!(stop, Stop::More { .. }));
            let Some(stop) = next else { break };
            state.stop = stop;
            let Some(more) = state.opened(&chain) else {
                break;
            };
            chain = Chain::new(timeline, index, &more, false);
            state = more.held(&chain, 20);
            assert!(chain.stops().any(|stop| stop == state.stop));
        }
        (state, chain)
    }

    fn links(chain: &Chain, wanted: Side) -> Vec<(EventIndex, usize)> {
        let of = |stop| match stop {
            Stop::Link { side, from, link } if side == wanted => Some((from, link)),
            _ => None,
        };
        chain.stops().filter_map(of).collect()
    }

    /// Every link that can be reached from an event.
    fn reachable(
        timeline: &Timeline,
        index: &Index,
        subject: EventIndex,
        side: Side,
    ) -> BTreeSet<(EventIndex, usize)> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![subject];
        let mut seen = BTreeSet::from([subject]);
        while let Some(event) = waiting.pop() {
            let links: Vec<_> = match side {
                Side::Before => index
                    .incoming(event)
                    .iter()
                    .map(|link| (link.from, link.link, link.from))
                    .collect(),
                Side::After => timeline
                    .event(event)
                    .links
                    .iter()
                    .enumerate()
                    .map(|(place, link)| (event, place, link.to))
                    .collect(),
            };
            for (from, link, other) in links {
                found.insert((from, link));
                if seen.insert(other) {
                    waiting.push(other);
                }
            }
        }
        found
    }

    #[test]
    fn reads_downwards() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let subject = timeline.find_event("ma-returns").unwrap();
        let chain = Chain::new(&timeline, &index, &State::on(subject), false);
        let rows: Vec<String> = chain
            .rows
            .iter()
            .map(|row| match &row.content {
                Content::Event(node) => node.title.to_string(),
                Content::Link {
                    words, evidence, ..
                } => format!("{words} {}", evidence.clone().unwrap_or_default()),
                Content::More { count, .. } => count.to_string(),
                Content::Remark(words) => words.to_string(),
            })
            .collect();
        assert_eq!(
            rows,
            [
                "Xi forgives, loosens tech limits",
                "“so” article, paragraph 7",
                "Xi forgives, loosens tech limits",
                "“so” article, paragraph 2",
                "Image of Ma restored",
                "“so” article, paragraph 7",
                "Ma seen in public again",
                "“after” article, paragraph 8",
                "Abroad again, with new resolve",
            ]
        );
        let Content::Event(again) = &chain.rows[2].content else {
            panic!("an event")
        };
        assert_eq!(again.again, Some((Again::Above, false)));
    }

    #[rstest]
    #[case(LinkKind::Causes, "causes")]
    #[case(LinkKind::Enables, "enables")]
    #[case(LinkKind::Follows, "is followed by")]
    #[case(LinkKind::Contradicts, "contradicts")]
    fn a_link_without_words_has_those_of_its_kind(
        #[case] kind: LinkKind,
        #[case] words: &'static str,
    ) {
        let mut timeline = story(0, &[(0, 0, vec![], vec![(1, 0)]), (0, 1, vec![], vec![])]);
        timeline.events[0].links[0].kind = kind;
        timeline.events[0].links[0].wording = Clean::default();
        let index = Index::new(&timeline);
        let chain = Chain::new(&timeline, &index, &State::on(EventIndex::new(0)), false);
        let link = chain.rows.iter().find_map(|row| match &row.content {
            Content::Link {
                words, kind_words, ..
            } => Some((words.clone(), kind_words.clone())),
            _ => None,
        });
        assert_eq!(link, Some((Clean::own(words), None)));
    }

    #[test]
    fn a_circle_is_cut_and_said() {
        let timeline = story(
            0,
            &[(0, 0, vec![], vec![(1, 0)]), (0, 1, vec![], vec![(0, 0)])],
        );
        let index = Index::new(&timeline);
        let chain = Chain::new(&timeline, &index, &State::on(EventIndex::new(0)), false);
        let again: Vec<_> = chain
            .rows
            .iter()
            .filter_map(|row| match &row.content {
                Content::Event(node) => Some(node.again),
                _ => None,
            })
            .collect();
        let (below, above) = (Some((Again::Below, true)), Some((Again::Above, true)));
        assert_eq!(again, [below, None, None, None, above]);
    }

    #[test]
    fn an_event_without_links_says_so() {
        let timeline = story(0, &[(0, 0, vec![], vec![])]);
        let index = Index::new(&timeline);
        let chain = Chain::new(&timeline, &index, &State::on(EventIndex::new(0)), false);
        assert_eq!(chain.rows.len(), 3);
        assert_eq!(chain.counts, (0, 0));
    }

    #[test]
    fn a_long_chain_and_a_wide_one_are_cut_and_open_on_demand() {
        let long: Vec<_> = (0..5_000)
            .map(|place| (0, 0, vec![], vec![(place + 1, 0)]))
            .collect();
        let timeline = story(0, &long);
        let index = Index::new(&timeline);
        let (_, chain) = opened(&timeline, &index, EventIndex::new(2_500));
        assert!(
            chain.counts.0 > 30 && chain.counts.0 < 60,
            "{:?}",
            chain.counts
        );
        // What can be opened no further can be followed.
        let last = chain.stops().last().unwrap();
        let mut state = State::on(EventIndex::new(2_500));
        state.stop = last;
        assert!(matches!(state.target(&chain), Some(Target::Event(_))));

        let mut wide = vec![(0, 0, vec![], vec![]); 301];
        wide[0].3 = (1..301).map(|place| (place, 0)).collect();
        let timeline = story(0, &wide);
        let index = Index::new(&timeline);
        let subject = EventIndex::new(0);
        assert_eq!(
            Chain::new(&timeline, &index, &State::on(subject), false).counts,
            (0, 20)
        );
        let (state, chain) = opened(&timeline, &index, subject);
        assert_eq!(chain.counts, (0, 300));
        assert_eq!(
            state.stop,
            Stop::Link {
                side: Side::After,
                from: subject,
                link: 220
            }
        );
    }

    #[test]
    fn to_the_left_leads_home_and_to_the_right_away() {
        let timeline = bundled();
        let index = Index::new(&timeline);
        let subject = timeline.find_event("ma-returns").unwrap();
        let state = State::on(subject);
        let chain = Chain::new(&timeline, &index, &state, false);
        let right = state.moved(Direction::Right, &chain, 20);
        assert_eq!(
            right.target(&chain),
            timeline.find_event("abroad-again").map(Target::Event)
        );
        assert_eq!(right.moved(Direction::Left, &chain, 20).stop, Stop::Subject);
        let top = state.moved(Direction::Top, &chain, 20);
        assert_eq!(
            top.moved(Direction::RowStart, &chain, 20).stop,
            Stop::Subject
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_link_that_can_be_reached_stands_once_on_its_side(timeline in any_story(), subject in 0_usize..14) {
            prop_assume!(!timeline.events.is_empty());
            let subject = EventIndex::new(subject % timeline.events.len());
            let index = Index::new(&timeline);
            let (_, chain) = opened(&timeline, &index, subject);
            for side in [Side::Before, Side::After] {
                let shown = links(&chain, side);
                let once: BTreeSet<_> = shown.iter().copied().collect();
                prop_assert_eq!(once.len(), shown.len());
                prop_assert_eq!(once, reachable(&timeline, &index, subject, side));
            }
        }

        #[test]
        fn the_cursor_stays_in_the_chain_and_in_sight(
            timeline in any_story(), subject in 0_usize..14, walk in any_walk(), shown in 1_usize..30,
        ) {
            prop_assume!(!timeline.events.is_empty());
            let subject = EventIndex::new(subject % timeline.events.len());
            let index = Index::new(&timeline);
            let mut state = State::on(subject);
            for direction in walk {
                let chain = Chain::new(&timeline, &index, &state, false);
                state = state.moved(direction, &chain, shown);
                let row = chain.row_of(state.stop);
                prop_assert!(chain.stops().any(|stop| stop == state.stop));
                prop_assert!(row >= state.first_row && row < state.first_row + shown);
                prop_assert_eq!(chain.stop_in(row), Some(state.stop));
                prop_assert!(state.target(&chain).is_some());
                state = state.opened(&chain).unwrap_or(state);
            }
        }
    }
}

mod a_filter {
    use super::*;
    use annals_index::{Chosen, ChosenCast, Track};

    /// What is shown where every event of a bit that is set passes.
    struct Passing {
        chosen: Chosen,
        cast: ChosenCast,
        track: Track,
    }

    impl Passing {
        fn new(index: &Index, bits: u16) -> Self {
            let chosen = Chosen::new(index, |event| bits >> (event.place() % 16) & 1 == 1);
            Self {
                cast: ChosenCast::new(index, &chosen),
                track: index.everything().only(index, &chosen),
                chosen,
            }
        }

        fn seen<'a>(&'a self, index: &'a Index) -> Seen<'a> {
            let shown = Shown::new(index, Some(&self.chosen));
            Seen::some(index, shown, &self.track, &self.cast)
        }
    }

    proptest! {
        #[test]
        fn an_actors_events_are_those_that_pass(timeline in any_story(), bits: u16) {
            let index = Index::new(&timeline);
            let passing = Passing::new(&index, bits);
            let seen = passing.seen(&index);
            for actor in (0..timeline.actors.len()).map(annals_model::ActorIndex::new) {
                let own = index.events_of(actor).iter().copied();
                let expected: Vec<_> = own.filter(|&event| seen.shown.contains(event)).collect();
                prop_assert_eq!(seen.events_of(actor), expected);
            }
            prop_assert_eq!(seen.left_out() + seen.shown.len(), timeline.events.len());
        }

        #[test]
        fn the_grid_has_a_column_for_what_passes_and_for_nothing_else(
            timeline in any_story(), bits: u16, walk in any_walk(),
            columns in 1_u16..120, rows in 1_u16..40,
        ) {
            let index = Index::new(&timeline);
            let passing = Passing::new(&index, bits);
            let seen = passing.seen(&index);
            let request = grid::Request { timeline: &timeline, index: &index, seen, columns, rows, ascii: false };
            let mut state = grid::State::default();
            for direction in walk {
                state = state.moved(direction, &request);
                let view = grid::Grid::new(&request, &state);
                prop_assert_eq!(view.columns.is_empty(), seen.shown.is_empty());
                for (number, column) in view.columns.iter().enumerate() {
                    prop_assert!(seen.shown.contains(column.event));
                    for row in &view.rows {
                        let parts = &timeline.event(column.event).participants;
                        let takes_part = parts.iter().any(|part| part.actor == row.actor);
                        prop_assert_eq!(row.marks.contains(&number), takes_part);
                    }
                }
                prop_assert_eq!(state.event_target(&seen.shown).is_none(), seen.shown.is_empty());
            }
            for event in (0..timeline.events.len()).map(EventIndex::new) {
                let put = state.put_on(event, &request);
                prop_assert_eq!(put.is_some(), seen.shown.contains(event));
                let target = put.and_then(|put| put.event_target(&seen.shown));
                prop_assert!(target.is_none_or(|target| target == Target::Event(event)));
            }
        }

        #[test]
        fn story_lines_join_and_reach_what_passes_and_nothing_else(
            timeline in any_story(), bits: u16, walk in any_walk(), rows in 1_u16..40,
        ) {
            let index = Index::new(&timeline);
            let passing = Passing::new(&index, bits);
            let seen = passing.seen(&index);
            let order = story_lines::Order::new(&timeline, &index);
            let request = story_lines::Request {
                timeline: &timeline, index: &index, seen, order: &order,
                window: window(&timeline, &index),
                layout: story_lines::Layout::new(Area::new(0, 0, 80, rows), &order),
                ascii: false,
            };
            let can_stand = |event: &EventIndex| {
                seen.shown.contains(*event) && !order.lines_of(&index, *event).is_empty()
            };
            let any = (0..timeline.events.len()).map(EventIndex::new).any(|event| can_stand(&event));
            let mut state = story_lines::State::on(&order, &index, &seen, None, None);
            for direction in walk {
                state = state.moved(direction, &request);
                prop_assert_eq!(state.event.is_some(), any);
                prop_assert!(state.event.is_none_or(|event| can_stand(&event)));
                if let Some(view) = story_lines::StoryLines::new(&request, &state) {
                    let joined = view.joins.iter().flat_map(|join| &join.events);
                    prop_assert!(joined.copied().all(|event| can_stand(&event)));
                    for line in &view.lines {
                        let own = order.events_of(&index, &seen, line.line);
                        prop_assert_eq!(line.is_absent, own.is_empty());
                    }
                }
            }
            for event in (0..timeline.events.len()).map(EventIndex::new) {
                let put = state.put_on(event, &request);
                prop_assert_eq!(put.is_some(), can_stand(&event));
                prop_assert!(put.is_none_or(|put| put.event == Some(event)));
            }
        }

        #[test]
        fn the_cursor_can_be_put_on_every_event_of_a_chain_and_on_no_other(
            timeline in any_story(), subject in 0_usize..14, rows in 1_usize..30,
        ) {
            if timeline.events.is_empty() {
                return Ok(());
            }
            let index = Index::new(&timeline);
            let subject = EventIndex::new(subject % timeline.events.len());
            let state = chain::State::on(subject);
            let chain = chain::Chain::new(&timeline, &index, &state, false);
            let events: BTreeSet<EventIndex> = chain.in_full().map(|(_, event)| event).collect();
            for event in (0..timeline.events.len()).map(EventIndex::new) {
                let put = state.put_on(event, &chain, rows);
                prop_assert_eq!(put.is_some(), events.contains(&event));
                let target = put.and_then(|put| put.target(&chain));
                prop_assert!(target.is_none_or(|target| target == Target::Event(event)));
            }
        }
    }
}
