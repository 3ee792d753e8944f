//! Tests of the grid.

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
        seen: VisibleStory::all(index),
        columns,
        rows,
        ascii: false,
    }
}

#[test]
fn text_describes_the_cell_under_the_cursor() {
    let timeline = bundled();
    let index = Index::new(&timeline);
    let request = request(&timeline, &index, 78, 22);
    let event = timeline.find_event("ma-under-pressure");
    let state = grid::State::on(&timeline, &VisibleEvents::new(&index, None), event, None);
    let view = grid::Grid::new(&request, &state);
    assert_eq!(
        said(&view.words),
        [
            "2020   Beijing puts pressure on Jack Ma",
            "Jack Ma  is put under pressure"
        ]
    );
    let below = state.moved(Direction::Down, &request);
    let view = grid::Grid::new(&request, &below);
    assert_eq!(said(&view.words)[1], "Alibaba  takes no part in it");
    assert_eq!(
        below.event_target(&VisibleEvents::new(&index, None)),
        event.map(Target::Event)
    );
    assert_eq!(
        below.actor_target(&timeline),
        timeline.find_actor("alibaba").map(Target::Actor)
    );
}

#[test]
fn next_mark_moves_to_the_next_event_of_the_actor() {
    let timeline = bundled();
    let index = Index::new(&timeline);
    let request = request(&timeline, &index, 40, 12);
    let mut state = grid::State::on(
        &timeline,
        &VisibleEvents::new(&index, None),
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
fn two_roles_of_an_actor_are_joined() {
    let timeline = story(1, &[(0, 0, vec![0, 0], vec![])]);
    let index = Index::new(&timeline);
    let view = grid::Grid::new(&request(&timeline, &index, 80, 20), &grid::State::default());
    assert_eq!(view.rows[0].marks, [0]);
    assert_eq!(view.rows[0].role, Some(Clean::own("Jack Ma, Jack Ma")));
}

#[test]
fn cells_map_to_cursors() {
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
    fn cursor_stays_in_range_and_visible(
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
                prop_assert_eq!(view.rows[row].actor.index(), state.actor);
            }
            prop_assert_eq!(state, state.held(&request));
        }
    }

    #[test]
    fn scrolling_shows_every_participation_once(
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
                for row in view.rows.iter().filter(|row| row.actor.index() >= actor) {
                    for &mark in &row.marks {
                        let met_event = view.columns[mark].event;
                        if index.rank(met_event) >= event {
                            met.push((row.actor.index(), met_event));
                        }
                    }
                }
            }
        }
        let expected: BTreeSet<_> = timeline.events.iter().enumerate().flat_map(|(position, event)| {
            event.participants.iter().map(move |part| (part.actor.index(), EventIndex::new(position)))
        }).collect();
        let count = met.len();
        let met: BTreeSet<_> = met.into_iter().collect();
        prop_assert_eq!(met.len(), count);
        prop_assert_eq!(met, expected);
    }
}
