//! Property tests: evaluating a query by columns agrees with evaluating it event by event.

use super::*;
use annals_model::{ActorIndex, Status};
use annals_time::When;

/// Dates of every kind, most of them near each other; the last two reach to the ends of the axis.
static DATES: &[&str] = &[
    "2020",
    "2020-05",
    "2020-05-03",
    "2021",
    "1985~",
    "1985-04-XX",
    "199X",
    "2020-05-03T12:00:00Z",
    "2020-05-03T12:00:00.000000001Z",
    "2020-05-03T12:00:00Z/2020-05-03T13:00:00Z",
    "2020/2021",
    "2019-12/2020-05-03",
    "2020-05-03/2020-05-03",
    "2019-11/2021-02",
    "2020-05/..",
    "../2020-05",
    "2021/",
    "/2020",
    "[1667,2020]",
    "[..2020]",
    "[2020-05..]",
    "{1960,2020-05}",
    "{1984..2021}",
    "-0044-03-15",
    "Y-13800000000",
    "Y-292277022657",
    "Y292277026596",
];

/// Events like those of the story with other dates, statuses and links.
fn any_story() -> impl Strategy<Value = Timeline> {
    let one = (
        any::<prop::sample::Index>(),
        prop::option::weighted(0.9, any::<prop::sample::Index>()),
        prop::sample::select(Status::ALL.to_vec()),
        prop::option::of((
            any::<prop::sample::Index>(),
            prop::sample::select(LinkKind::ALL.to_vec()),
        )),
    );
    let kinds = prop_oneof![Just(DATES.len() - 2), Just(DATES.len()), 1..DATES.len()];
    // More than fit a word of a set.
    (kinds, prop::collection::vec(one, 0..90)).prop_map(|(kinds, parts)| {
        let mut story = timeline();
        let samples: Vec<_> = std::mem::take(&mut story.events).iter().cloned().collect();
        for (sample, date, status, link) in &parts {
            let mut event = sample.get(&samples).clone();
            event.when = date.and_then(|date| {
                let text = date.get(&DATES[..kinds]);
                When::parse(text).expect("a date")
            });
            event.status = *status;
            let like = samples.iter().find_map(|sample| sample.links.first());
            event.links = link
                .iter()
                .map(|(to, kind)| {
                    let mut link = like.expect("a link").clone();
                    link.to = EventIndex::new(to.index(parts.len()));
                    link.kind = *kind;
                    link
                })
                .collect();
            story.events.push(event);
        }
        story
    })
}

/// Queries of one or several conditions, many of them by time.
fn any_query() -> impl Strategy<Value = String> {
    let field = || prop::sample::select(vec!["date", "before", "after", "during", "overlaps"]);
    let start = || prop::sample::select(vec!["", "", "-", "surely ", "-surely ", "surely -"]);
    let date = || prop::sample::select(DATES);
    let dated = (start(), field(), date())
        .prop_map(|(start, field, date)| format!("{start}{field}:\"{date}\""));
    let from = prop::sample::select(vec!["1960", "1985-04", "2019-12-24", "2020"]);
    let to = prop::sample::select(vec!["2020", "2020-05", "2021", "9999"]);
    let range = (start(), field(), from, to)
        .prop_map(|(start, field, from, to)| format!("{start}{field}:\"{from} .. {to}\""));
    let other = prop::sample::select(vec![
        "status:claim,plan",
        "-status:reported",
        "links:causes",
        "-links:contradicts,causes",
        "has:summary",
        "has:date,notes",
        "-has:links",
        "has:links,themes",
        "has:actors",
        "has:evidence",
        "kind:person",
        "-kind:government",
        "role:target",
        "role:speaker,regulator",
        "role:nobody",
        "-role:speaker",
        "source:paper",
        "-source:diary",
        "theme:power",
        "undated",
        "-undated",
        "layer:story",
        "id:speech",
        "pressure",
        "\"pressure grows\"",
    ]);
    let term = prop_oneof![dated, range, other.prop_map(str::to_owned)];
    let joined = prop::sample::select(vec![" ", " OR "]);
    prop::collection::vec((term, joined), 1..4).prop_map(|terms| {
        let text: String = terms
            .iter()
            .map(|(term, join)| term.clone() + join)
            .collect();
        text.trim_end().trim_end_matches(" OR").to_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn column_evaluation_agrees_with_evaluating_each_event(story in any_story(), texts in prop::collection::vec(any_query(), 4), typed in typed()) {
        let index = Index::new(&story);
        let search = Search::new(&story, &index);
        for text in texts.iter().chain([&typed]) {
            let Ok(query) = Query::parse(text) else { continue };
            for prepared in [query.prepare(&story, None), query.prepare(&story, Some(&search))] {
                let plain = query.prepare(&story, None);
                prop_assert_eq!(prepared.notes(), plain.notes());
                for least in [Answer::No, Answer::Possibly, Answer::Surely] {
                    let expected = EventSet::new(&index, |event| answer(&prepared, &story, event) >= least);
                    prop_assert_eq!(prepared.chosen(&story, &index, least), expected, "{} at least {:?}", text, least);
                }
            }
        }
    }
}

#[test]
fn generated_queries_distinguish_events() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut some, mut unsure) = (0, 0);
    for _ in 0..200 {
        let story = any_story().new_tree(&mut runner).unwrap().current();
        let text = any_query().new_tree(&mut runner).unwrap().current();
        // A range may end before it begins.
        let Ok(query) = Query::parse(&text) else {
            continue;
        };
        let prepared = query.prepare(&story, None);
        let index = Index::new(&story);
        let possibly = prepared.chosen(&story, &index, Answer::Possibly).count();
        let surely = prepared.chosen(&story, &index, Answer::Surely).count();
        some += usize::from(0 < possibly && possibly < story.events.len());
        unsure += usize::from(surely < possibly);
    }
    assert!(some > 80 && unsure > 30, "{some} {unsure}");
}

#[test]
fn an_actor_with_two_roles_in_an_event_matches_it_once() {
    let mut story = timeline();
    let twice = story.events[0].participants[0].clone();
    story.events[0].participants.push(twice);
    let index = Index::new(&story);
    let prepared = query("actor:jack-ma").prepare(&story, None);
    let chosen = prepared.chosen(&story, &index, Answer::Surely);
    assert_eq!(
        chosen.count(),
        index.events_of(ActorIndex::new(0)).len(),
        "{chosen:?}"
    );
}
