//! Tests of views with a filter.

use super::*;
use annals_index::{EventSet, FilteredCast, Track};

/// What is shown where every event of a bit that is set passes.
struct Passing {
    chosen: EventSet,
    cast: FilteredCast,
    track: Track,
}

impl Passing {
    fn new(index: &Index, bits: u16) -> Self {
        let chosen = EventSet::new(index, |event| bits >> (event.index() % 16) & 1 == 1);
        Self {
            cast: FilteredCast::new(index, &chosen),
            track: index.everything().only(index, &chosen),
            chosen,
        }
    }

    fn seen<'a>(&'a self, index: &'a Index) -> VisibleStory<'a> {
        let shown = VisibleEvents::new(index, Some(&self.chosen));
        VisibleStory::some(index, shown, &self.track, &self.cast)
    }
}

proptest! {
    #[test]
    fn events_of_an_actor_are_filtered(timeline in any_story(), bits: u16) {
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
    fn grid_columns_are_the_filtered_events(
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
    fn story_lines_join_only_filtered_events(
        timeline in any_story(), bits: u16, walk in any_walk(), rows in 1_u16..40,
    ) {
        let index = Index::new(&timeline);
        let passing = Passing::new(&index, bits);
        let seen = passing.seen(&index);
        let order = story_lines::Order::new(&timeline, &index);
        let request = story_lines::Request {
            timeline: &timeline, index: &index, seen, order: &order,
            window: window(&timeline, &index),
            layout: story_lines::Layout::new(Rect::new(0, 0, 80, rows), &order),
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
    fn cursor_can_be_put_on_exactly_the_events_of_the_chain(
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
