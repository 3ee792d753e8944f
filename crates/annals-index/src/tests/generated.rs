//! Property tests over generated timelines: every query is compared with a scan over all events.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::super::naive::Naive;
use super::super::sorted::Granularity;
use super::super::*;
use annals_model::text::Clean;
use annals_model::{
    AccountIndex, Actor, ActorIndex, Event, EventIndex, Grouping, Link, LinkKind, Participation,
    Status, Timeline,
};
use annals_time::{Scale, Time, When, Window};

/// Dates of every kind: open, unknown, before year 0, nanoseconds, thousand million years, alike.
static DATES: LazyLock<Vec<When>> = LazyLock::new(|| {
    let texts = [
        "2020",
        "2020",
        "2020-02",
        "2019/2021",
        "../2019",
        "2020/..",
        "/2020",
        "2021/",
        "-0044-03-15",
        "-0500/-0400",
        "[1667,2020]",
        "{1960,2020-02}",
        "199X",
        "2020-02-01T00:00:00Z",
        "2020-02-01T00:00:00Z/2020-02-01T00:01:00Z",
        "2020-02-01T00:00:00.000000001Z",
        "2020-02-01T00:00:00.000000001Z",
        "Y-13800000000",
        "65 Ma",
    ];
    texts
        .iter()
        .filter_map(|text| When::parse(text).unwrap())
        .collect()
});

const ACTORS: usize = 5;

fn event(when: Option<When>, actors: &[usize], themes: &[usize], status: Status) -> Event {
    let part = |&actor: &usize| Participation {
        actor: ActorIndex::new(actor),
        role: Clean::default(),
    };
    Event {
        id: Clean::default(),
        account: AccountIndex::FIRST,
        title: Clean::own("something"),
        summary: Clean::default(),
        when,
        status,
        participants: actors.iter().map(part).collect(),
        themes: themes
            .iter()
            .map(|theme| Clean::line(&format!("theme {theme}")))
            .collect(),
        evidence: Vec::new(),
        links: Vec::new(),
        missing: Vec::new(),
        refs: Vec::new(),
        notes: Clean::default(),
        extra: Vec::new(),
        line: None,
    }
}

fn timeline(events: Vec<Event>) -> Timeline {
    let actor = Actor {
        id: Clean::default(),
        account: AccountIndex::FIRST,
        same_as: Vec::new(),
        variants: Vec::new(),
        line: None,
        name: Clean::own("somebody"),
        short: Clean::own("somebody"),
        aliases: Vec::new(),
        kind: None,
        summary: Clean::default(),
    };
    Timeline {
        lanes: Some(Grouping::Actor),
        actors: vec![actor; ACTORS],
        events: events.into(),
        ..Timeline::empty(Clean::default(), Clean::own("generated"))
    }
}

/// A timeline; whether its dates all fit short keys is left to chance.
fn any_timeline() -> impl Strategy<Value = Timeline> {
    // The last actor takes part in nothing.
    let actors = prop::collection::vec(0..ACTORS - 1, 0..4);
    let themes = prop::collection::vec(0_usize..4, 0..3);
    let links = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    let one = (
        any::<prop::sample::Index>(),
        0_usize..6,
        actors,
        themes,
        0_usize..3,
        links,
    );
    (1_usize..=DATES.len(), prop::collection::vec(one, 0..40)).prop_map(|(kinds, parts)| {
        let mut events = Vec::new();
        for (date, undated, actors, themes, status, links) in &parts {
            let when = (*undated > 0).then(|| date.get(&DATES[..kinds]).clone());
            let mut event = event(when, actors, themes, Status::ALL[*status]);
            event.links = links
                .iter()
                .map(|to| Link {
                    to: EventIndex::new(to.index(parts.len())),
                    kind: LinkKind::Causes,
                    wording: Clean::default(),
                    evidence: Vec::new(),
                    refs: Vec::new(),
                })
                .collect();
            event.account = AccountIndex::new(events.len() % 2);
            events.push(event);
        }
        let mut timeline = timeline(events);
        timeline.accounts.push(timeline.accounts[0].clone());
        timeline
    })
}

const SMALL: Granularity = Granularity {
    keys_per_entry: 2,
    children: 2,
};

static GROUPINGS: [Grouping; 5] = [
    Grouping::Actor,
    Grouping::Theme,
    Grouping::Status,
    Grouping::Account,
    Grouping::None,
];

/// Every event in reading order, by the plainest rule.
fn reading_order(timeline: &Timeline) -> Vec<EventIndex> {
    let mut order: Vec<_> = (0..timeline.events.len()).map(EventIndex::new).collect();
    order.sort_by_key(|&event| {
        let when = timeline.event(event).when.as_ref();
        (when.is_none(), when.map(When::earliest_start))
    });
    order
}

/// Whether an event belongs in a lane.
fn belongs(event: &Event, key: &LaneKey, grouping: Grouping) -> bool {
    match key {
        LaneKey::Actor(actor) => event.participants.iter().any(|part| part.actor == *actor),
        LaneKey::Theme(theme) => event.themes.contains(theme),
        LaneKey::Status(status) => event.status == *status,
        LaneKey::Account(account) => event.account == *account,
        LaneKey::Everything => true,
        LaneKey::Others if grouping == Grouping::Theme => event.themes.is_empty(),
        LaneKey::Others if grouping == Grouping::Actor => event.participants.is_empty(),
        // Every event has a status and an account: only undated ones may be without a lane.
        LaneKey::Others => false,
    }
}

fn naive(timeline: &Timeline, events: &[EventIndex]) -> Naive {
    let reach = |&event: &EventIndex| timeline.event(event).when.as_ref().unwrap().reach();
    Naive::new(&events.iter().map(reach).collect::<Vec<_>>())
}

fn events_of(track: &Track) -> Vec<EventIndex> {
    (0..track.len()).map(|at| track.event(at)).collect()
}

/// Some windows: all of time, the whole story, and around two of its events.
fn windows(timeline: &Timeline, index: &Index) -> Vec<Window> {
    let reach = |when: &When| Window::new(when.reach().0, when.reach().1);
    let dates = timeline
        .events
        .iter()
        .filter_map(|event| event.when.as_ref());
    let mut windows = vec![Window::WHOLE];
    windows.extend(index.extent());
    windows.extend(dates.filter_map(reach).take(2));
    windows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn order_actors_and_links_agree_with_a_scan(timeline in any_timeline()) {
        let index = Index::with_granularity(&timeline, SMALL);
        let order = reading_order(&timeline);
        prop_assert_eq!(index.order(), &order);
        prop_assert_eq!(index.dated(), timeline.events.iter().filter(|event| event.when.is_some()).count());
        for (rank, &event) in order.iter().enumerate() {
            prop_assert_eq!(index.rank(event), rank);
            let expected: Vec<_> = order
                .iter()
                .flat_map(|&from| {
                    let links = timeline.event(from).links.iter().enumerate();
                    let here = links.filter(move |(_, target)| target.to == event);
                    here.map(move |(link, _)| Incoming { from, link })
                })
                .collect();
            prop_assert_eq!(index.incoming(event), expected);
        }
        for actor in (0..ACTORS).map(ActorIndex::new) {
            let takes_part = |event: &Event, actor| event.participants.iter().any(|part| part.actor == actor);
            let own = || order.iter().copied().filter(|&event| takes_part(timeline.event(event), actor));
            prop_assert_eq!(index.events_of(actor), own().collect::<Vec<_>>());
            let met = index.meets(&timeline, actor);
            prop_assert!(met.is_sorted_by_key(|&(other, count)| (std::cmp::Reverse(count), other)));
            let expected: BTreeSet<_> = (0..ACTORS)
                .map(ActorIndex::new)
                .filter(|&other| other != actor)
                .map(|other| (other, own().filter(|&event| takes_part(timeline.event(event), other)).count()))
                .filter(|&(_, count)| count > 0)
                .collect();
            prop_assert_eq!(met.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }

    #[test]
    fn lanes_contain_the_right_events_and_agree_with_a_scan(timeline in any_timeline(), grouping in prop::sample::select(GROUPINGS.to_vec())) {
        let index = Index::with_granularity(&timeline, SMALL);
        let lanes = Lanes::new(&timeline, &index, grouping);
        let dated = &index.order()[..index.dated()];
        for (position, lane) in lanes.lanes.iter().enumerate() {
            let (key, track) = (&lane.key, &lane.track);
            let expected: Vec<_> = dated.iter().copied().filter(|&event| belongs(timeline.event(event), key, grouping)).collect();
            let holds_others = *key == LaneKey::Others && !lane.undated.is_empty();
            prop_assert!(!expected.is_empty() || holds_others);
            prop_assert_eq!(events_of(track), expected.clone());
            prop_assert_eq!(lanes.find(key), Some(position));
            let naive = naive(&timeline, &expected);
            prop_assert_eq!(track.rows(), naive.row_count);
            for (position, &span) in naive.spans.iter().enumerate() {
                prop_assert_eq!(track.span(position), span);
                prop_assert_eq!(track.row(position), naive.rows[position]);
            }
            for window in windows(&timeline, &index) {
                let scale = Scale::new(window, 9).unwrap();
                prop_assert_eq!(track.counts(&scale), naive.counts(&scale));
                prop_assert_eq!(track.longest(&window, 4), naive.longest(&window, 4));
                prop_assert_eq!(track.within(&window, 4), naive.within(&window, 4));
            }
            for &event in index.order() {
                let at = expected.iter().position(|&other| other == event);
                prop_assert_eq!(track.position(&index, event), at);
                let rank = index.rank(event);
                let next = expected.iter().copied().find(|&other| index.rank(other) > rank);
                let last = expected.iter().copied().rfind(|&other| index.rank(other) < rank);
                prop_assert_eq!(track.next_from(&index, event, true), next);
                prop_assert_eq!(track.next_from(&index, event, false), last);
            }
        }
        for &event in index.order() {
            let in_lane = |lane: &Lane| events_of(&lane.track).contains(&event) || lane.undated.contains(&event);
            let expected: Vec<_> = (0..lanes.lanes.len()).filter(|&position| in_lane(&lanes.lanes[position])).collect();
            prop_assert!(!expected.is_empty(), "an event, dated or not, is in a lane");
            prop_assert_eq!(lanes.holding(&timeline, &index, event), expected);
        }
        let missing = LaneKey::Actor(ActorIndex::new(ACTORS - 1));
        prop_assert_eq!(lanes.find(&missing), None);
    }

    #[test]
    fn a_filter_removes_events_and_keeps_rows(
        timeline in any_timeline(),
        grouping in prop::sample::select(GROUPINGS.to_vec()),
        wanted in prop::collection::vec(any::<bool>(), 40),
    ) {
        let index = Index::with_granularity(&timeline, SMALL);
        let lanes = Lanes::new(&timeline, &index, grouping);
        let chosen = EventSet::new(&index, |event| wanted[event.index()]);
        let only = lanes.only(&index, &chosen);
        prop_assert_eq!(only.lanes.len(), lanes.lanes.len());
        for (position, (kept, lane)) in only.lanes.iter().zip(&lanes.lanes).enumerate() {
            prop_assert_eq!(&kept.key, &lane.key);
            prop_assert_eq!(only.find(&kept.key), Some(position));
            prop_assert_eq!(kept.track.rows(), lane.track.rows());
            let (kept, all) = (&kept.track, &lane.track);
            let expected: Vec<_> = events_of(all).into_iter().filter(|event| wanted[event.index()]).collect();
            prop_assert_eq!(events_of(kept), expected.clone());
            for (position, &event) in expected.iter().enumerate() {
                let before = all.position(&index, event).unwrap();
                prop_assert_eq!(kept.position(&index, event), Some(position));
                prop_assert_eq!(kept.row(position), all.row(before));
                prop_assert_eq!(kept.span(position), all.span(before));
            }
            let naive = naive(&timeline, &expected);
            let in_time = all.chosen(&index, &chosen);
            prop_assert_eq!(events_of(&in_time), expected.clone());
            for window in windows(&timeline, &index) {
                let scale = Scale::new(window, 9).unwrap();
                prop_assert_eq!(in_time.counts(&scale), naive.counts(&scale));
                prop_assert_eq!(kept.counts(&scale), naive.counts(&scale));
                prop_assert_eq!(kept.longest(&window, 4), naive.longest(&window, 4));
                prop_assert_eq!(kept.within(&window, 4), naive.within(&window, 4));
            }
            for &event in index.order() {
                let rank = index.rank(event);
                let next = expected.iter().copied().find(|&other| index.rank(other) > rank);
                let last = expected.iter().copied().rfind(|&other| index.rank(other) < rank);
                prop_assert_eq!(kept.position(&index, event), expected.iter().position(|&other| other == event));
                prop_assert_eq!(kept.next_from(&index, event, true), next);
                prop_assert_eq!(kept.next_from(&index, event, false), last);
            }
        }
        let odd = EventSet::new(&index, |event| event.index() % 2 == 1);
        prop_assert_eq!(only.only(&index, &odd), lanes.only(&index, &odd.both(&chosen)));
        for &event in index.order() {
            let expected = if wanted[event.index()] { lanes.holding(&timeline, &index, event) } else { Vec::new() };
            prop_assert_eq!(only.holding(&timeline, &index, event), expected);
        }
        let all = EventSet::new(&index, |_| true);
        prop_assert_eq!(lanes.only(&index, &all), lanes);
    }

    #[test]
    fn event_sets_count_and_find_their_events(wanted in prop::collection::vec(prop_oneof![any::<bool>(), Just(false)], 0..700)) {
        static UNDATED: LazyLock<Event> = LazyLock::new(|| event(None, &[], &[], Status::Reported));
        let timeline = timeline(vec![UNDATED.clone(); wanted.len()]);
        let index = Index::new(&timeline);
        let chosen = EventSet::new(&index, |event| wanted[event.index()]);
        let ranks: Vec<_> = (0..wanted.len()).filter(|&rank| wanted[rank]).collect();
        prop_assert_eq!(chosen.count(), ranks.len());
        for (n, &rank) in ranks.iter().enumerate() {
            prop_assert_eq!(chosen.nth(n), Some(rank));
            prop_assert_eq!(chosen.before(rank), n);
        }
        prop_assert_eq!(chosen.nth(ranks.len()), None);
        let mut before = 0;
        for (rank, &is_wanted) in wanted.iter().enumerate() {
            prop_assert_eq!(chosen.contains(rank), is_wanted);
            prop_assert_eq!(chosen.before(rank), before);
            before += usize::from(is_wanted);
        }
        for beyond in [wanted.len(), wanted.len() + 1_000, usize::MAX] {
            prop_assert!(!chosen.contains(beyond));
            prop_assert_eq!(chosen.before(beyond), ranks.len());
        }
    }
}

/// A moment in RFC 3339.
fn stamp(time: Time) -> String {
    let text = time.to_string();
    let midnight = if text.contains('T') { "" } else { "T00:00:00" };
    format!("{text}{midnight}Z")
}

/// Two thousand events of an hour, each of one actor.
fn hours() -> Timeline {
    let events = (0..2_000_u32).map(|n| {
        let start = Time::new(1_262_304_000 + i64::from(n) * 1_801, 0).unwrap();
        let end = start.saturating_add_nanos(3_600_000_000_000);
        let when = When::parse(&format!("{}/{}", stamp(start), stamp(end))).unwrap();
        event(when, &[n as usize % 4], &[], Status::Reported)
    });
    timeline(events.collect())
}

#[test]
fn a_lane_of_all_events_shares_the_track_of_all_events() {
    let timeline = hours();
    let index = Index::new(&timeline);
    for grouping in [Grouping::None, Grouping::Account, Grouping::Status] {
        let lanes = Lanes::new(&timeline, &index, grouping);
        assert_eq!(lanes.lanes.len(), 1);
        assert!(Arc::ptr_eq(&lanes.lanes[0].track, index.everything()));
    }
}
