//! Tests of the chain.

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
                .map(|(position, link)| (event, position, link.to))
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

/// The rows as text: the depth as blanks, the joining words, the title.
fn texts(chain: &Chain) -> Vec<String> {
    let rows = chain.rows.iter();
    let text = |row: &chain::Row| {
        let words = match &row.content {
            Content::Event(node) => {
                let sign = match node.again {
                    Some((Again::Above, _)) => " ^",
                    Some((Again::Below, _)) => " v",
                    None => "",
                };
                format!("{} {}{sign}", node.joined_by, node.title)
            }
            Content::More { count, .. } => count.to_string(),
            Content::Remark(words) => words.to_string(),
            Content::Heading(words) => (*words).to_owned(),
            Content::Gap => String::new(),
        };
        format!("{}{words}", " ".repeat(row.rails.len()))
    };
    rows.map(text).collect()
}

/// A story of events `a`, `b`, … with links between them.
fn linked(links: &[(&str, &str)], kind: &str, wording: &str) -> Timeline {
    let event = |id: &str| {
        let own = links.iter().filter(|(from, _)| *from == id);
        let own = own
            .map(|(_, to)| format!("{{ to = '{to}', kind = '{kind}', wording = '{wording}' }},"));
        let own: String = own.collect();
        format!("[[event]]\nid = '{id}'\ntitle = '{id}'\nlinks = [{own}]\n")
    };
    let events = ["a", "b", "c", "d", "e"].map(event).concat();
    let text = format!("title = 'x'\n{events}");
    annals_model::native::read("x", &text).timeline.unwrap()
}

#[test]
fn both_sides_grow_away_from_the_middle() {
    let links = [("a", "c"), ("b", "a"), ("c", "d"), ("d", "e"), ("c", "e")];
    let timeline = linked(&links, "causes", "so");
    let index = Index::new(&timeline);
    let subject = timeline.find_event("c").unwrap();
    let chain = Chain::new(&timeline, &index, &State::on(subject), false);
    let expected = [
        "BEFORE",
        " “so” a",
        "  “so” b",
        "",
        " c",
        "",
        "AFTER",
        " “so” d",
        "  “so” e",
        " “so” e ^",
    ];
    assert_eq!(texts(&chain), expected);
    assert_eq!(chain.counts, (2, 3));
}

#[rstest]
#[case("causes", "led to", "because of")]
#[case("enables", "enabled", "enabled by")]
#[case("follows", "then", "after")]
#[case("contradicts", "against", "against it")]
fn links_without_wording_show_their_kind(
    #[case] kind: &str,
    #[case] after: &str,
    #[case] before: &str,
) {
    let timeline = linked(&[("a", "b")], kind, "");
    let index = Index::new(&timeline);
    let on = |id| {
        let state = State::on(timeline.find_event(id).unwrap());
        texts(&Chain::new(&timeline, &index, &state, false)).concat()
    };
    assert!(on("a").contains(&format!(" {after} b")), "{}", on("a"));
    assert!(on("b").contains(&format!(" {before} a")), "{}", on("b"));
}

#[test]
fn an_event_far_away_is_shown_in_full_where_it_is_nearer() {
    // Four levels down, the links of the last are hidden; then it comes again directly below the middle.
    let mut links: Vec<_> = (0..6)
        .map(|position| (0, 0, vec![], vec![(position + 1, 0)]))
        .collect();
    links[0].3.push((4, 0));
    links.push((0, 0, vec![], vec![]));
    let timeline = story(0, &links);
    let index = Index::new(&timeline);
    let chain = Chain::new(&timeline, &index, &State::on(EventIndex::new(0)), false);
    let stop = chain.stop_of(EventIndex::new(4)).unwrap();
    let from = EventIndex::new(0);
    let link = 1;
    let side = Side::After;
    assert_eq!(stop, Stop::Link { side, from, link });
    let all = chain.rows.iter();
    let again = all.filter_map(|row| match &row.content {
        Content::Event(node) => node.again,
        _ => None,
    });
    assert_eq!(again.collect::<Vec<_>>()[0], (Again::Below, false));
}

#[test]
fn cycles_are_cut_and_reported() {
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
    assert_eq!(again, [None, below, None, None, above]);
}

#[test]
fn an_event_without_links_has_a_remark() {
    let timeline = story(0, &[(0, 0, vec![], vec![])]);
    let index = Index::new(&timeline);
    let chain = Chain::new(&timeline, &index, &State::on(EventIndex::new(0)), false);
    assert_eq!(
        texts(&chain)[1..],
        [
            " No cause is named.",
            "",
            " Jack Ma",
            "",
            "AFTER",
            " No effect is named."
        ]
    );
    assert_eq!(chain.counts, (0, 0));
}

#[test]
fn deep_and_wide_chains_are_cut_and_can_be_opened() {
    let long: Vec<_> = (0..5_000)
        .map(|position| (0, 0, vec![], vec![(position + 1, 0)]))
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
    wide[0].3 = (1..301).map(|position| (position, 0)).collect();
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
fn left_moves_towards_the_subject_and_right_away() {
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
    fn every_reachable_link_is_shown_once(timeline in any_story(), subject in 0_usize..14) {
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
    fn cursor_stays_in_the_chain_and_visible(
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
