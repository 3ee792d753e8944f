//! Tests of story lines.

use super::*;
use story_lines::{Layout, MAX_EVENTS, Order, Request, State, StoryLines, Weight};

fn request<'a>(
    timeline: &'a Timeline,
    index: &'a Index,
    order: &'a Order,
    columns: u16,
    rows: u16,
) -> Request<'a> {
    let layout = Layout {
        ticks: Rect::default(),
        names: Rect::default(),
        lines: Rect::new(0, 0, columns, rows),
        words: Rect::new(0, rows, columns, 3),
    };
    Request {
        timeline,
        index,
        seen: VisibleStory::all(index),
        order,
        window: window(timeline, index),
        layout,
        ascii: false,
    }
}

#[test]
fn actors_who_meet_are_adjacent() {
    // In the file, 1 and 2 are between 0 and 3, who meet each other.
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
fn order_halves_the_crossings_of_the_bundled_story() {
    let timeline = bundled();
    let index = Index::new(&timeline);
    let order = Order::new(&timeline, &index);
    assert!(order.crossings() * 2 <= crossings_by_file(&timeline));
}

#[test]
fn vertical_moves_stay_on_a_shared_event() {
    let timeline = bundled();
    let index = Index::new(&timeline);
    let order = Order::new(&timeline, &index);
    let request = request(&timeline, &index, &order, 60, 15);
    let xi = timeline.find_event("xi-relents");
    let state = State::on(
        &order,
        &index,
        &VisibleStory::all(&index),
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
fn events_with_the_same_date_are_reported_as_unordered() {
    let timeline = bundled();
    let index = Index::new(&timeline);
    let order = Order::new(&timeline, &index);
    let request = request(&timeline, &index, &order, 60, 15);
    let state = State::on(
        &order,
        &index,
        &VisibleStory::all(&index),
        timeline.find_event("ma-under-pressure"),
        None,
    );
    let view = StoryLines::new(&request, &state).unwrap();
    assert_eq!(
        said(&view.words)[1..],
        [
            "Jack Ma is put under pressure · Government applies pressure",
            "4 events share this date; their order is not known."
        ]
    );
}

#[test]
fn order_does_not_depend_on_the_window() {
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
fn too_many_events_are_counted_except_the_one_under_the_cursor() {
    let drafts = vec![(0, 0, vec![0, 1], vec![]); MAX_EVENTS + 1];
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
fn events_without_a_free_column_share_a_join() {
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
    fn cursor_stays_on_an_event_of_its_line_and_visible(
        timeline in any_story(), walk in any_walk(), columns in 1_u16..100, rows in 1_u16..30,
    ) {
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        let request = request(&timeline, &index, &order, columns, rows);
        let mut state = State::on(&order, &index, &VisibleStory::all(&index), None, None);
        for direction in walk {
            state = state.moved(direction, &request);
            let view = StoryLines::new(&request, &state).unwrap();
            prop_assert_eq!(state.event.is_some(), !order.lines().is_empty());
            if let Some(event) = state.event {
                prop_assert!(order.events_of(&index, &VisibleStory::all(&index), state.line).contains(&event));
                prop_assert_eq!(view.lines[view.cursor.unwrap()].line, state.line);
            }
        }
    }

    #[test]
    fn joins_titles_and_lines_do_not_overlap(timeline in any_story(), columns in 1_u16..100, rows in 0_u16..30) {
        let index = Index::new(&timeline);
        let order = Order::new(&timeline, &index);
        let request = request(&timeline, &index, &order, columns, rows);
        let view = StoryLines::new(&request, &State::on(&order, &index, &VisibleStory::all(&index), None, None)).unwrap();
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
    fn order_contains_all_dated_actors_and_is_no_worse_than_the_file(timeline in any_story()) {
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
