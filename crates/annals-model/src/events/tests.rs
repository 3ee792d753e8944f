//! Tests of written events next to tables, and of tables in merged timelines.

use std::sync::Arc;

use super::*;
use crate::{Accounts, EventIndex, Timeline, native};

/// Rows `r0`, `r1`, … in which the only actor takes part.
#[derive(Debug)]
struct Plain(usize);

impl EventRows for Plain {
    fn len(&self) -> usize {
        self.0
    }

    fn event(&self, row: usize) -> Event {
        let id = Clean::line(&format!("r{row}"));
        Event {
            participants: vec![Participation {
                actor: ActorIndex::new(0),
                role: Clean::default(),
            }],
            evidence: vec![Evidence {
                source: SourceIndex::new(0),
                at: Clean::default(),
            }],
            ..Event::new(id.clone(), id)
        }
    }

    fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> EventBrief {
        actors.push(ActorIndex::new(0));
        EventBrief::of(&self.event(row))
    }

    fn find(&self, id: &str) -> Option<usize> {
        let row = id.strip_prefix('r')?.parse().ok()?;
        (row < self.0).then_some(row)
    }
}

const STORY: &str = "title = \"S\"\n[source.paper]\ntitle = \"P\"\n[actor.bo]\nname = \"Bo\"\n[actor.ann]\nname = \"Ann\"\n[[event]]\nid = \"r1\"\ntitle = \"Written\"\nactors = [\"bo\"]\n";

fn table(rows: usize) -> Timeline {
    let mut timeline = native::read(
        "table",
        "title = \"T\"\n[source.sheet]\ntitle = \"T\"\n[actor.ann]\nname = \"Ann\"\n",
    )
    .timeline
    .unwrap();
    timeline.events = Events::of_table(Arc::new(Plain(rows)));
    timeline
}

#[test]
fn rows_become_events_when_they_are_looked_at() {
    let events = table(2_000).events;
    assert_eq!((events.len(), events.has_no_tables()), (2_000, false));
    assert_eq!(events[1_234].id.raw(), "r1234");
    // The very same event as before.
    assert!(std::ptr::eq(events.get(7).unwrap(), &raw const events[7]));
    assert_eq!(events.get(2_000).map(|event| event.id.raw()), None);
    assert_eq!(events.walk().count(), 2_000);
    assert_eq!(events.find("r1999", |_| true), Some(1_999));
    assert!(events.written(3).is_none());
}

#[test]
fn a_table_can_be_merged_above_another_account() {
    let story = native::read("story", STORY).timeline.unwrap();
    let accounts = Accounts::new(vec![story, table(3)]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let ids: Vec<_> = timeline.events.iter().map(|event| event.id.raw()).collect();
    assert_eq!(ids, ["r1", "table:r0", "table:r1", "table:r2"]);
    let over = AccountIndex::new(1);
    assert_eq!(timeline.events.of_account(over), 1..4);
    assert_eq!(timeline.events.account(3), over);
    assert_eq!(timeline.find_event("r1"), Some(EventIndex::new(0)));
    assert_eq!(timeline.find_event("table:r1"), Some(EventIndex::new(2)));
    for place in 1..4 {
        let event = &timeline.events[place];
        let mut actors = Vec::new();
        let brief = timeline.events.brief(place, &mut actors);
        assert_eq!(brief, EventBrief::of(event));
        // Ann is one actor in both accounts.
        assert_eq!(timeline.actor(actors[0]).name.raw(), "Ann");
        assert_eq!(event.participants[0].actor, actors[0]);
        assert_eq!(timeline.source(event.evidence[0].source).title.raw(), "T");
        assert_eq!(event.account, over);
    }
}

#[test]
fn a_table_in_the_lowest_account_keeps_its_ids() {
    let story = native::read("story", STORY).timeline.unwrap();
    let accounts = Accounts::new(vec![table(3), story]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    assert_eq!(timeline.events[1].id.raw(), "r1");
    assert_eq!(timeline.events.of_account(AccountIndex::new(1)), 3..4);
    assert_eq!(timeline.events[3].title.raw(), "Written");
    assert_eq!(timeline.events[3].id.raw(), "story:r1");
}

#[test]
fn events_are_walked_in_reading_order() {
    let text = "title = \"T\"\n[[event]]\ntitle = \"undated\"\n[[event]]\ntitle = \"b\"\ndate = \"2021\"\n[[event]]\ntitle = \"a\"\ndate = \"2020-05\"\n[[event]]\ntitle = \"c\"\ndate = \"2021-01\"\n";
    let timeline = native::read("t", text).timeline.unwrap();
    let titles: Vec<_> = timeline
        .events
        .walk_in_order()
        .map(|(_, event)| event.title.to_string())
        .collect();
    assert_eq!(titles, ["a", "b", "c", "undated"]);
}
