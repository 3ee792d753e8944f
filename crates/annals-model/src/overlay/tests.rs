//! Tests of merging accounts.

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

fn on(accounts: &[usize]) -> AccountSet {
    accounts
        .iter()
        .map(|&place| AccountIndex::new(place))
        .collect()
}

fn ids<'t>(all: impl Iterator<Item = &'t Clean>) -> Vec<&'t str> {
    all.map(Clean::raw).collect()
}

#[test]
fn a_single_account_is_unchanged() {
    let accounts = Accounts::new(vec![read("one", ONE)]);
    let overlay = accounts.overlay(&accounts.all());
    assert!(Arc::ptr_eq(
        &overlay.timeline,
        accounts.timeline(AccountIndex::FIRST)
    ));
    assert_eq!(overlay.timeline.accounts.len(), 1);
    assert_eq!(overlay.timeline.accounts[0].short.as_str(), "1");
    assert!(overlay.problems.is_empty());
}

#[test]
fn ids_of_two_accounts_never_clash_and_entries_keep_their_account() {
    let overlay = both().overlay(&on(&[0, 1]));
    let timeline = &overlay.timeline;
    assert_eq!(overlay.problems, []);
    assert_eq!(
        ids(timeline.accounts.iter().map(|account| &account.id)),
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
    let accounts: Vec<_> = timeline
        .events
        .iter()
        .map(|it| it.account.index())
        .collect();
    assert_eq!(accounts, [0, 0, 1, 1]);
    for (name, place) in [
        ("silence", 0),
        ("one:silence", 0),
        ("two:silence", 2),
        ("seen", 3),
        ("two:seen", 3),
    ] {
        assert_eq!(
            timeline.find_event(name).map(EventIndex::index),
            Some(place),
            "{name}"
        );
    }
    for name in ["one:seen", "three:seen", "two:", ":seen"] {
        assert_eq!(timeline.find_event(name), None, "{name}");
    }
    let last_seen = &timeline.events[2];
    assert_eq!(
        last_seen.links[0].to.index(),
        3,
        "links stay in their layer"
    );
    let source = timeline.source(last_seen.evidence[0].source);
    assert_eq!(source.title.as_str(), "Another paper of that id");
    assert_eq!(source.account.index(), 1);
    assert_eq!(timeline.eras.len(), 1, "one era is drawn once");
    assert!(timeline.opening.is_some() && timeline.lanes.is_some());
    assert_eq!(timeline.title.as_str(), "One");
}

#[test]
fn equal_actors_are_merged_without_loss() {
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
    assert_eq!(ma.variants[0].summary.as_str(), "Was away.");
    let firm = &timeline.actors[1];
    assert_eq!(
        firm.summary.as_str(),
        "Sells things.",
        "the first that says anything"
    );
    assert_eq!(
        timeline.events[2].participants[0].actor.index(),
        0,
        "and takes part in the events of both"
    );
    assert_eq!(timeline.actors[2].account.index(), 1);
}

#[test]
fn comparisons_resolve_events_of_other_accounts() {
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
    assert_eq!(timeline.comparisons[1].evidence[0].source.index(), 1);
    let disagreement = &timeline.disagreements[0];
    assert_eq!(disagreement.events, [two]);
    assert_eq!(disagreement.versions[0].evidence[0].source.index(), 1);
    assert_eq!(disagreement.account.index(), 1);
}

#[test]
fn an_account_that_is_off_is_only_listed() {
    let accounts = both();
    let below = accounts.overlay(&on(&[0])).timeline;
    assert_eq!(
        (below.events.len(), below.actors.len(), below.sources.len()),
        (2, 2, 1)
    );
    assert!(below.comparisons.is_empty() && below.disagreements.is_empty());
    let shown: Vec<_> = below.accounts.iter().map(|account| account.on).collect();
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
    assert_eq!(
        above.events[0].account.index(),
        1,
        "a layer keeps its place"
    );
    assert!(
        above
            .comparisons
            .iter()
            .all(|one| one.subjects().next().is_none())
    );
    let none = accounts.overlay(&AccountSet::new()).timeline;
    assert!(none.events.is_empty() && none.accounts.len() == 2);
}

#[test]
fn switching_a_higher_account_changes_no_index_of_a_lower_one() {
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
fn an_unresolved_reference_is_reported_and_nothing_else_is_lost(
    #[case] text: &str,
    #[case] expected: &str,
) {
    let other = read("other", &format!("title = 'x'\n{text}\n"));
    let (events, actors) = (other.events.len(), other.actors.len());
    let accounts = Accounts::new(vec![read("one", ONE), other]);
    let overlay = accounts.overlay(&accounts.all());
    let reported: Vec<_> = overlay
        .problems
        .iter()
        .map(|(account, problem)| {
            let at = problem.position.unwrap();
            assert_eq!((account.index(), problem.severity), (1, Severity::Warning));
            format!("{}:{} {}", at.line, at.column, problem.message)
        })
        .collect();
    assert_eq!(reported, [expected]);
    assert_eq!(overlay.timeline.events.len(), 2 + events);
    assert_eq!(overlay.timeline.actors.len(), 2 + actors);
}

#[test]
fn references_to_accounts_that_are_not_open_are_not_reported() {
    let text = "title='x'\n[actor.a]\nsame_as='elsewhere:b'\n[[comparison]]\nabout='elsewhere:c'\nverdict='agrees'";
    let accounts = Accounts::new(vec![read("one", ONE), read("other", text)]);
    let overlay = accounts.overlay(&accounts.all());
    assert_eq!(overlay.problems, []);
    assert_eq!(overlay.timeline.comparisons.len(), 1, "it is kept");
}

#[test]
fn two_accounts_with_one_id_get_different_ids() {
    let accounts = Accounts::new(vec![read("one", ONE), read("one", ONE), read("one", ONE)]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    assert_eq!(
        ids(timeline.accounts.iter().map(|account| &account.id)),
        ["one", "one-2", "one-3"]
    );
    assert_eq!(timeline.actors.len(), 2);
    assert_eq!(
        timeline.find_event("one-3:return").map(EventIndex::index),
        Some(5)
    );
}

proptest! {
    #[test]
    fn every_id_is_unique_in_every_merge(
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
        let accounts: AccountSet = (0..files.len()).filter(|place| shown & (1 << place) != 0).map(AccountIndex::new).collect();
        let expected: usize = accounts.iter().map(|account| timelines[account.index()].events.len()).sum();
        let timeline = Accounts::new(timelines).overlay(&accounts).timeline;
        prop_assert_eq!(timeline.events.len(), expected);
        let different: HashSet<_> = timeline.events.iter().map(|event| event.id.raw()).collect();
        prop_assert_eq!(different.len(), expected);
        for (place, event) in timeline.events.iter().enumerate() {
            prop_assert_eq!(timeline.find_event(event.id.raw()).map(EventIndex::index), Some(place));
            prop_assert!(event.participants.iter().all(|part| part.actor.index() < timeline.actors.len()));
        }
        for comparison in &timeline.comparisons {
            for event in comparison.subjects() {
                prop_assert_ne!(timeline.event(event).account, comparison.account);
            }
        }
    }
}

#[test]
fn a_bundled_account_is_read_when_first_needed() {
    let of = |name: &str| crate::test_support::find(name).expect("a bundled story");
    let read = |name: &str| of(name).read().timeline.expect("a whole timeline");
    let record = AccountIndex::new(1);
    let accounts = Accounts::with_bundled(vec![read("alibaba")], &[of("alibaba-record")]);
    let alone = accounts.overlay(&AccountSet::from([AccountIndex::FIRST]));
    assert!(!accounts.is_read(record) && alone.problems.is_empty());
    assert_eq!(alone.timeline.events.len(), accounts.known_events());
    let shorts: Vec<_> = accounts
        .iter()
        .map(|account| account.short.as_str())
        .collect();
    assert_eq!(shorts, ["Article", "Record"]);
    assert!(alone.timeline.accounts[0].on && !alone.timeline.accounts[1].on);
    // Cheap clones share what was read.
    let all = accounts.clone().overlay(&accounts.all()).timeline;
    assert!(accounts.is_read(record));
    assert_eq!(all.events.len(), accounts.known_events());
    let at_once = Accounts::new(vec![read("alibaba"), read("alibaba-record")]);
    let expected = at_once.overlay(&at_once.all()).timeline;
    assert_eq!(format!("{all:?}"), format!("{expected:?}"));
    // What is on and speaks of another account needs that one, if only to know its names.
    let accounts = Accounts::with_bundled(vec![read("alibaba-record")], &[of("alibaba")]);
    let overlay = accounts.overlay(&AccountSet::from([AccountIndex::FIRST]));
    assert!(accounts.is_read(record) && overlay.problems.is_empty());
}

#[test]
fn a_bundled_account_is_renamed_if_a_file_has_its_id() {
    let text = "title = \"Mine\"\nid = \"alibaba-record\"";
    let bundled = crate::test_support::find("alibaba-record").expect("a bundled story");
    let accounts = Accounts::with_bundled(vec![read("mine", text)], &[bundled]);
    let all = accounts.overlay(&accounts.all()).timeline;
    let ids: Vec<_> = all
        .accounts
        .iter()
        .map(|account| account.id.as_str())
        .collect();
    assert_eq!(ids, ["alibaba-record", "alibaba-record-2"]);
    assert!(
        all.find_event("alibaba-record-2:b01-zhang-chairman")
            .is_some()
    );
    assert_eq!(all.events[0].account, AccountIndex::new(1));
}

#[test]
fn indices_are_mapped_when_accounts_are_switched() {
    let accounts = Accounts::new(vec![read("one", ONE), read("two", TWO), read("one", ONE)]);
    let subsets: Vec<AccountSet> = (1_usize..8)
        .map(|bits| {
            let accounts = (0..3).filter(|place| bits & (1 << place) != 0);
            accounts.map(AccountIndex::new).collect()
        })
        .collect();
    let overlays: Vec<_> = subsets
        .iter()
        .map(|on| accounts.overlay(on).timeline)
        .collect();
    for (one, before) in overlays.iter().zip(&subsets) {
        for (other, now) in overlays.iter().zip(&subsets) {
            let way = IndexMapping::between(one, other);
            for (place, event) in one.events.iter().enumerate() {
                let moved = way.event(EventIndex::new(place));
                assert_eq!(moved.is_some(), now.contains(&event.account));
                if let Some(moved) = moved.map(|moved| other.event(moved)) {
                    assert_eq!((moved.account, &moved.title), (event.account, &event.title));
                }
            }
            for (place, source) in one.sources.iter().enumerate() {
                let moved = way.source(SourceIndex::new(place));
                assert_eq!(moved.is_some(), now.contains(&source.account));
                if let Some(moved) = moved.map(|moved| other.source(moved)) {
                    assert_eq!(
                        (moved.account, &moved.title),
                        (source.account, &source.title)
                    );
                }
            }
            for place in (0..one.actors.len()).map(ActorIndex::new) {
                let moved = way.actor(place);
                if before.is_subset(now) {
                    assert!(moved.is_some(), "nobody goes");
                }
                if let Some(moved) = moved {
                    let all = |actor: &crate::Actor| -> BTreeSet<String> {
                        let variants = actor.variants.iter().map(|one| one.id.to_string());
                        variants.chain([actor.id.to_string()]).collect()
                    };
                    let (was, is) = (all(one.actor(place)), all(other.actor(moved)));
                    assert!(!was.is_disjoint(&is), "{was:?} {is:?}");
                }
            }
        }
    }
}
