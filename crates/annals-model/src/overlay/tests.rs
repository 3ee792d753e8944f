//! Tests of laying accounts over each other.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::{Verdict, native};

const ONE: &str = r#"
title = "One"
short = "1"
opening = "2019/2024"

[source.paper]
title = "A paper"

[actor.ma]
name = "Jack Ma"
aliases = ["Ma Yun"]
summary = "Founder."

[actor.firm]

[[event]]
id = "silence"
title = "Silence"
date = "2021"
actors = ["ma", "firm"]
evidence = ["paper"]

[[event]]
id = "return"
title = "Return"
date = "2023"
actors = [{ id = "ma", role = "returns" }]
links = [{ to = "silence", kind = "contradicts", evidence = ["paper"] }]

[[era]]
title = "Then"
date = "2020/2023"
"#;

const TWO: &str = r#"
title = "Two"
id = "two"
lanes = "theme"

[source.paper]
title = "Another paper of that id"

[actor.founder]
name = "Ma, Jack"
aliases = ["Ma Yun", "J. M."]
kind = "person"
summary = "Was away."
same_as = "ma"

[actor.firm]
name = "The firm"
kind = "company"
summary = "Sells things."

[actor.bank]

[[event]]
id = "silence"
title = "Last seen"
date = "2020-10-24"
actors = ["founder", { id = "bank", role = "target" }]
evidence = [{ source = "paper", at = "p1" }]
links = [{ to = "seen", kind = "follows" }]

[[event]]
id = "seen"
title = "Seen"
date = "2021-01-20"
actors = ["firm"]

[[era]]
title = "Then"
date = "2020/2023"

[[comparison]]
about = "silence"
verdict = "differs"
events = ["silence", "seen"]
note = "It began earlier."

[[comparison]]
about = ["one:return", "elsewhere:return"]
verdict = "not-found"
evidence = ["paper"]

[[disagreement]]
title = "How long"
events = ["silence"]
versions = [{ says = "88 days", evidence = ["paper"] }, { says = "Three months" }]
"#;

fn read(id: &str, text: &str) -> Timeline {
    let reading = native::read(id, text);
    assert!(
        reading.report.problems.is_empty(),
        "{:?}",
        reading.report.problems
    );
    reading.timeline.expect("a whole timeline")
}

fn both() -> Accounts {
    Accounts::new(vec![read("one", ONE), read("file-of-two", TWO)])
}

fn on(layers: &[usize]) -> Layers {
    layers.iter().map(|&place| LayerIndex::new(place)).collect()
}

fn ids<'t>(all: impl Iterator<Item = &'t Clean>) -> Vec<&'t str> {
    all.map(Clean::raw).collect()
}

#[test]
fn a_single_account_is_left_as_it_is() {
    let accounts = Accounts::new(vec![read("one", ONE)]);
    let overlay = accounts.overlay(&accounts.all());
    assert!(Arc::ptr_eq(
        &overlay.timeline,
        accounts.timeline(LayerIndex::FIRST)
    ));
    assert_eq!(overlay.timeline.layers.len(), 1);
    assert_eq!(overlay.timeline.layers[0].short.as_str(), "1");
    assert!(overlay.problems.is_empty());
}

#[test]
fn ids_of_two_layers_never_clash_and_everything_keeps_its_layer() {
    let overlay = both().overlay(&on(&[0, 1]));
    let timeline = &overlay.timeline;
    assert_eq!(overlay.problems, []);
    assert_eq!(
        ids(timeline.layers.iter().map(|layer| &layer.id)),
        ["one", "two"]
    );
    assert_eq!(
        ids(timeline.events.iter().map(|event| &event.id)),
        ["silence", "return", "two:silence", "seen"]
    );
    assert_eq!(
        ids(timeline.sources.iter().map(|source| &source.id)),
        ["paper", "two:paper"]
    );
    let layers: Vec<_> = timeline.events.iter().map(|it| it.layer.place()).collect();
    assert_eq!(layers, [0, 0, 1, 1]);
    for (name, place) in [
        ("silence", 0),
        ("one:silence", 0),
        ("two:silence", 2),
        ("seen", 3),
        ("two:seen", 3),
    ] {
        assert_eq!(
            timeline.find_event(name).map(EventIndex::place),
            Some(place),
            "{name}"
        );
    }
    for name in ["one:seen", "three:seen", "two:", ":seen"] {
        assert_eq!(timeline.find_event(name), None, "{name}");
    }
    let last_seen = &timeline.events[2];
    assert_eq!(
        last_seen.links[0].to.place(),
        3,
        "links stay in their layer"
    );
    let source = timeline.source(last_seen.evidence[0].source);
    assert_eq!(source.title.as_str(), "Another paper of that id");
    assert_eq!(source.layer.place(), 1);
    assert_eq!(timeline.eras.len(), 1, "one era is drawn once");
    assert!(timeline.opening.is_some() && timeline.lanes.is_some());
    assert_eq!(timeline.title.as_str(), "One");
}

#[test]
fn the_same_actor_is_one_and_nothing_of_it_is_lost() {
    let overlay = both().overlay(&on(&[0, 1]));
    let timeline = &overlay.timeline;
    assert_eq!(
        ids(timeline.actors.iter().map(|actor| &actor.id)),
        ["ma", "firm", "bank"]
    );
    let ma = timeline.find_actor("ma").unwrap();
    for name in ["founder", "two:founder", "one:ma"] {
        assert_eq!(timeline.find_actor(name), Some(ma), "{name}");
    }
    assert_eq!(timeline.find_actor("one:founder"), None);
    let ma = timeline.actor(ma);
    assert_eq!(
        (ma.name.as_str(), ma.summary.as_str()),
        ("Jack Ma", "Founder.")
    );
    let aliases: Vec<_> = ma.aliases.iter().map(Clean::as_str).collect();
    assert_eq!(aliases, ["Ma Yun", "Ma, Jack", "J. M."]);
    assert_eq!(ma.kind, Some(crate::ActorKind::Person));
    assert_eq!(ma.retold[0].summary.as_str(), "Was away.");
    let firm = &timeline.actors[1];
    assert_eq!(
        firm.summary.as_str(),
        "Sells things.",
        "the first that says anything"
    );
    assert_eq!(
        timeline.events[2].participants[0].actor.place(),
        0,
        "and takes part in the events of both"
    );
    assert_eq!(timeline.actors[2].layer.place(), 1);
}

#[test]
fn comparisons_find_the_events_of_the_other_account() {
    let overlay = both().overlay(&on(&[0, 1]));
    let timeline = &overlay.timeline;
    let about = |id: &str| -> Vec<_> {
        let event = timeline.find_event(id).unwrap();
        let all = timeline.comparisons_about(event);
        all.map(|one| (one.verdict, one.events.clone())).collect()
    };
    let two = EventIndex::new(2);
    assert_eq!(
        about("silence"),
        [(Verdict::Differs, vec![two, EventIndex::new(3)])],
        "not about the event of its own that has the same id"
    );
    assert_eq!(about("return"), [(Verdict::NotFound, vec![])]);
    assert!(about("two:silence").is_empty());
    assert_eq!(timeline.comparisons_from(two).count(), 1);
    assert_eq!(
        timeline.comparisons[1].subjects().count(),
        1,
        "elsewhere is not open"
    );
    assert_eq!(timeline.comparisons[1].evidence[0].source.place(), 1);
    let disagreement = &timeline.disagreements[0];
    assert_eq!(disagreement.events, [two]);
    assert_eq!(disagreement.versions[0].evidence[0].source.place(), 1);
    assert_eq!(disagreement.layer.place(), 1);
}

#[test]
fn a_layer_that_is_off_is_only_named() {
    let accounts = both();
    let below = accounts.overlay(&on(&[0])).timeline;
    assert_eq!(
        (below.events.len(), below.actors.len(), below.sources.len()),
        (2, 2, 1)
    );
    assert!(below.comparisons.is_empty() && below.disagreements.is_empty());
    let shown: Vec<_> = below.layers.iter().map(|layer| layer.on).collect();
    assert_eq!(shown, [true, false]);
    assert!(below.find_event("two:seen").is_none());
    let above = accounts.overlay(&on(&[1]));
    assert!(
        above.problems.is_empty(),
        "the other one is there, only off: {:?}",
        above.problems
    );
    let above = above.timeline;
    assert_eq!(above.title.as_str(), "Two");
    assert_eq!(
        ids(above.events.iter().map(|event| &event.id)),
        ["silence", "seen"]
    );
    assert_eq!(above.events[0].layer.place(), 1, "a layer keeps its place");
    assert!(
        above
            .comparisons
            .iter()
            .all(|one| one.subjects().next().is_none())
    );
    let none = accounts.overlay(&Layers::new()).timeline;
    assert!(none.events.is_empty() && none.layers.len() == 2);
}

#[test]
fn switching_a_layer_over_it_moves_no_index_of_a_layer() {
    let accounts = both();
    let (below, all) = (
        accounts.overlay(&on(&[0])),
        accounts.overlay(&accounts.all()),
    );
    for (one, other) in below.timeline.events.iter().zip(&all.timeline.events) {
        assert_eq!(one.id, other.id);
        let parts = |event: &Event| -> Vec<_> {
            event.participants.iter().map(|part| part.actor).collect()
        };
        assert_eq!(parts(one), parts(other));
    }
}

#[rstest]
#[case::event(
    "[[comparison]]\nabout = 'retrun'\nverdict = 'agrees'",
    "3:9 There is no event \"retrun\" in the other timelines. Did you mean \"return\"?"
)]
#[case::qualified(
    "[[comparison]]\nabout = 'one:nothing-like-it'\nverdict = 'agrees'",
    "3:9 There is no event \"nothing-like-it\" in one."
)]
#[case::actor(
    "[actor.a]\nsame_as = 'firn'",
    "3:11 There is no actor \"firn\" in the other timelines. Did you mean \"firm\"?"
)]
#[case::own_event(
    "[[event]]\ntitle = 'Mine'\nid = 'mine'\n[[comparison]]\nabout = 'mine'\nverdict = 'agrees'",
    "6:9 There is no event \"mine\" in the other timelines."
)]
fn an_unknown_name_is_one_sentence_and_nothing_else_is_lost(
    #[case] text: &str,
    #[case] expected: &str,
) {
    let other = read("other", &format!("title = 'x'\n{text}\n"));
    let (events, actors) = (other.events.len(), other.actors.len());
    let accounts = Accounts::new(vec![read("one", ONE), other]);
    let overlay = accounts.overlay(&accounts.all());
    let told: Vec<_> = overlay
        .problems
        .iter()
        .map(|(layer, problem)| {
            let at = problem.position.unwrap();
            assert_eq!((layer.place(), problem.severity), (1, Severity::Warning));
            format!("{}:{} {}", at.line, at.column, problem.message)
        })
        .collect();
    assert_eq!(told, [expected]);
    assert_eq!(overlay.timeline.events.len(), 2 + events);
    assert_eq!(overlay.timeline.actors.len(), 2 + actors);
}

#[test]
fn of_what_is_not_open_nothing_is_said() {
    let text = "title='x'\n[actor.a]\nsame_as='elsewhere:b'\n[[comparison]]\nabout='elsewhere:c'\nverdict='agrees'";
    let accounts = Accounts::new(vec![read("one", ONE), read("other", text)]);
    let overlay = accounts.overlay(&accounts.all());
    assert_eq!(overlay.problems, []);
    assert_eq!(overlay.timeline.comparisons.len(), 1, "it is kept");
}

#[test]
fn two_files_of_one_name_are_told_apart() {
    let accounts = Accounts::new(vec![read("one", ONE), read("one", ONE), read("one", ONE)]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    assert_eq!(
        ids(timeline.layers.iter().map(|layer| &layer.id)),
        ["one", "one-2", "one-3"]
    );
    assert_eq!(timeline.actors.len(), 2);
    assert_eq!(
        timeline.find_event("one-3:return").map(EventIndex::place),
        Some(5)
    );
}

proptest! {
    #[test]
    fn however_they_are_laid_every_id_is_one_of_its_own(
        files in prop::collection::vec(("(a|b|a:a)", prop::collection::vec("(a|b|a:a|b:a)", 0..4), "(a|b|a:b)"), 0..5),
        shown in any::<u8>(),
    ) {
        use std::fmt::Write as _;
        let timelines: Vec<_> = files.iter().map(|(id, events, same)| {
            let mut text = "title = 'x'\n".to_owned();
            let mut seen = HashSet::new();
            for event in events.iter().filter(|event| seen.insert(event.as_str())) {
                write!(text, "[[event]]\ntitle = 't'\nid = '{event}'\nactors = ['p', 'q']\n").unwrap();
            }
            write!(text, "[actor.p]\n[actor.q]\nsame_as = '{same}'\n[[comparison]]\nabout = '{same}'\nverdict = 'agrees'\n").unwrap();
            read(id, &text)
        }).collect();
        let layers: Layers = (0..files.len()).filter(|place| shown & (1 << place) != 0).map(LayerIndex::new).collect();
        let expected: usize = layers.iter().map(|layer| timelines[layer.place()].events.len()).sum();
        let timeline = Accounts::new(timelines).overlay(&layers).timeline;
        prop_assert_eq!(timeline.events.len(), expected);
        let different: HashSet<_> = timeline.events.iter().map(|event| event.id.raw()).collect();
        prop_assert_eq!(different.len(), expected);
        for (place, event) in timeline.events.iter().enumerate() {
            prop_assert_eq!(timeline.find_event(event.id.raw()).map(EventIndex::place), Some(place));
            prop_assert!(event.participants.iter().all(|part| part.actor.place() < timeline.actors.len()));
        }
        for comparison in &timeline.comparisons {
            for event in comparison.subjects() {
                prop_assert_ne!(timeline.event(event).layer, comparison.layer);
            }
        }
    }
}

#[test]
fn a_bundled_account_is_read_when_it_is_wanted() {
    let of = |name: &str| crate::test_support::find(name).expect("a bundled story");
    let read = |name: &str| of(name).read().timeline.expect("a whole timeline");
    let record = LayerIndex::new(1);
    let accounts = Accounts::with_bundled(vec![read("alibaba")], &[of("alibaba-record")]);
    let alone = accounts.overlay(&Layers::from([LayerIndex::FIRST]));
    assert!(!accounts.is_read(record) && alone.problems.is_empty());
    assert_eq!(alone.timeline.events.len(), accounts.known_events());
    let shorts: Vec<_> = accounts
        .layers()
        .map(|layer| layer.short.as_str())
        .collect();
    assert_eq!(shorts, ["Article", "Record"]);
    assert!(alone.timeline.layers[0].on && !alone.timeline.layers[1].on);
    // Cheap clones share what was read.
    let all = accounts.clone().overlay(&accounts.all()).timeline;
    assert!(accounts.is_read(record));
    assert_eq!(all.events.len(), accounts.known_events());
    let at_once = Accounts::new(vec![read("alibaba"), read("alibaba-record")]);
    let expected = at_once.overlay(&at_once.all()).timeline;
    assert_eq!(format!("{all:?}"), format!("{expected:?}"));
    // What is on and speaks of another account needs that one, if only to know its names.
    let accounts = Accounts::with_bundled(vec![read("alibaba-record")], &[of("alibaba")]);
    let overlay = accounts.overlay(&Layers::from([LayerIndex::FIRST]));
    assert!(accounts.is_read(record) && overlay.problems.is_empty());
}

#[test]
fn a_bundled_account_gives_way_to_a_file_of_its_id() {
    let text = "title = \"Mine\"\nid = \"alibaba-record\"";
    let bundled = crate::test_support::find("alibaba-record").expect("a bundled story");
    let accounts = Accounts::with_bundled(vec![read("mine", text)], &[bundled]);
    let all = accounts.overlay(&accounts.all()).timeline;
    let ids: Vec<_> = all.layers.iter().map(|layer| layer.id.as_str()).collect();
    assert_eq!(ids, ["alibaba-record", "alibaba-record-2"]);
    assert!(
        all.find_event("alibaba-record-2:b01-zhang-chairman")
            .is_some()
    );
    assert_eq!(all.events[0].layer, LayerIndex::new(1));
}

#[test]
fn what_stays_is_found_again_when_layers_are_switched() {
    let accounts = Accounts::new(vec![read("one", ONE), read("two", TWO), read("one", ONE)]);
    let subsets: Vec<Layers> = (1_usize..8)
        .map(|bits| {
            let layers = (0..3).filter(|place| bits & (1 << place) != 0);
            layers.map(LayerIndex::new).collect()
        })
        .collect();
    let overlays: Vec<_> = subsets
        .iter()
        .map(|on| accounts.overlay(on).timeline)
        .collect();
    for (one, before) in overlays.iter().zip(&subsets) {
        for (other, now) in overlays.iter().zip(&subsets) {
            let way = Moves::between(one, other);
            for (place, event) in one.events.iter().enumerate() {
                let moved = way.event(EventIndex::new(place));
                assert_eq!(moved.is_some(), now.contains(&event.layer));
                if let Some(moved) = moved.map(|moved| other.event(moved)) {
                    assert_eq!((moved.layer, &moved.title), (event.layer, &event.title));
                }
            }
            for (place, source) in one.sources.iter().enumerate() {
                let moved = way.source(SourceIndex::new(place));
                assert_eq!(moved.is_some(), now.contains(&source.layer));
                if let Some(moved) = moved.map(|moved| other.source(moved)) {
                    assert_eq!((moved.layer, &moved.title), (source.layer, &source.title));
                }
            }
            for place in (0..one.actors.len()).map(ActorIndex::new) {
                let moved = way.actor(place);
                if before.is_subset(now) {
                    assert!(moved.is_some(), "nobody goes");
                }
                if let Some(moved) = moved {
                    let all = |actor: &crate::Actor| -> BTreeSet<String> {
                        let retold = actor.retold.iter().map(|one| one.id.to_string());
                        retold.chain([actor.id.to_string()]).collect()
                    };
                    let (was, is) = (all(one.actor(place)), all(other.actor(moved)));
                    assert!(!was.is_disjoint(&is), "{was:?} {is:?}");
                }
            }
        }
    }
}
