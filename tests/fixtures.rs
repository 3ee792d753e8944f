//! The spaceflight fixture, held to what it is for: a real history, crowded enough that lanes,
//! stacking, density and eras can be looked at, and dated as honestly as its sources allow.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use annals_model::{Event, Status, Timeline, native};
use annals_time::{Bound, Precision, Shape, Time, When};
use rstest::rstest;

fn spaceflight() -> Timeline {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/spaceflight.toml");
    let text = fs::read_to_string(path).expect("the fixture can be read");
    let reading = native::read("spaceflight", &text);
    let problems: Vec<_> = reading
        .report
        .problems
        .iter()
        .map(|problem| {
            let line = problem.position.map_or(0, |position| position.line);
            format!("line {line}: {}", problem.message)
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    reading.timeline.expect("a text without problems is whole")
}

fn dates(timeline: &Timeline) -> impl Iterator<Item = &When> {
    timeline
        .events
        .iter()
        .filter_map(|event| event.when.as_ref())
}

fn ids<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<&'a str> {
    events.map(|event| event.id.as_str()).collect()
}

#[test]
fn it_is_large_and_most_of_it_is_known_to_the_day() {
    let timeline = spaceflight();
    let count = timeline.events.len();
    assert!((300..=310).contains(&count), "{count} events");
    let to_the_day = dates(&timeline)
        .filter(|when| when.precision() <= Precision::Day)
        .count();
    assert!(to_the_day >= 250, "{to_the_day} known to the day or better");
}

#[test]
fn it_has_dates_of_every_honest_kind() {
    let timeline = spaceflight();
    let open = dates(&timeline).filter(|when| when.hull().1 == Bound::Open);
    assert!(open.count() >= 10, "missions that still run");
    let approximate = dates(&timeline).filter(|when| when.is_approximate());
    assert!(approximate.count() >= 3, "approximate dates");
    for shape in [
        Shape::Span,
        Shape::Instant,
        Shape::Interval,
        Shape::SomeWithin,
        Shape::OneOf,
    ] {
        assert!(
            dates(&timeline).any(|when| when.shape() == shape),
            "no date of the shape {shape:?}"
        );
    }
    for precision in [Precision::Second, Precision::Month, Precision::Year] {
        assert!(
            dates(&timeline).any(|when| when.precision() == precision),
            "no date to the {}",
            precision.name()
        );
    }
    assert_eq!(
        ids(timeline.events.iter().filter(|event| event.when.is_none())),
        ["people-on-mars"],
        "one statement is undated, and on purpose"
    );
}

#[test]
fn it_is_crowded() {
    let timeline = spaceflight();
    let starts: Vec<_> = dates(&timeline).map(When::earliest_start).collect();
    let between = |from: Option<Time>, to: Option<Time>| {
        let within = from.zip(to).expect("days that exist");
        starts
            .iter()
            .filter(|&&start| start >= within.0 && start < within.1)
            .count()
    };
    let race = between(Time::from_date(1957, 10, 4), Time::from_date(1975, 7, 18));
    assert!(race >= 130, "{race} events in the Space Race");
    let july = between(Time::from_date(1969, 7, 1), Time::from_date(1969, 8, 1));
    assert!(july >= 5, "{july} events in July 1969");
    // Missions under way at the same time are what stacking is for.
    let moment = Time::from_date(2012, 1, 1).expect("a day that exists");
    let running = dates(&timeline)
        .filter(|when| {
            let (start, end) = when.reach();
            start <= moment && moment < end
        })
        .count();
    assert!(running >= 15, "{running} missions under way at once");
}

#[test]
fn every_statement_names_its_source_and_every_actor_takes_part() {
    let timeline = spaceflight();
    let bare = timeline
        .events
        .iter()
        .filter(|event| event.evidence.is_empty() || event.summary.is_empty());
    assert_eq!(ids(bare), Vec::<&str>::new());
    let present: BTreeSet<_> = timeline
        .events
        .iter()
        .flat_map(|event| &event.participants)
        .map(|part| part.actor.index())
        .collect();
    let absent: Vec<_> = (0..timeline.actors.len())
        .filter(|place| !present.contains(place))
        .map(|place| timeline.actors[place].id.as_str())
        .collect();
    assert_eq!(absent, Vec::<&str>::new());
    assert!((25..=40).contains(&timeline.actors.len()));
    let cited: BTreeSet<_> = timeline
        .events
        .iter()
        .flat_map(|event| &event.evidence)
        .map(|evidence| evidence.source.index())
        .collect();
    assert_eq!(cited.len(), timeline.sources.len(), "no source stands idle");
    assert!(
        timeline
            .sources
            .iter()
            .all(|source| !source.address.is_empty()),
        "each source says where it can be found"
    );
}

#[test]
fn titles_fit_and_statuses_and_links_have_variety() {
    let timeline = spaceflight();
    let long = timeline
        .events
        .iter()
        .filter(|event| event.title.as_str().chars().count() > 40);
    assert_eq!(ids(long), Vec::<&str>::new());
    for &status in Status::ALL {
        assert!(
            timeline.events.iter().any(|event| event.status == status),
            "nothing is a {}",
            status.name()
        );
    }
    let links = timeline.events.iter().flat_map(|event| &event.links);
    assert!(links.clone().count() >= 40);
    assert!(links.clone().all(|link| !link.wording.is_empty()));
}

/// A cause cannot begin after what it led to has ended.
#[test]
fn links_run_forward_in_time() {
    let timeline = spaceflight();
    for event in &timeline.events {
        for link in &event.links {
            let to = timeline.event(link.to);
            if let (Some(from), Some(until)) = (&event.when, &to.when) {
                assert!(
                    from.earliest_start() < until.reach().1,
                    "{} comes after {}",
                    event.id.as_str(),
                    to.id.as_str()
                );
            }
        }
    }
}

#[test]
fn eras_lie_behind_the_events() {
    let timeline = spaceflight();
    let eras: Vec<_> = timeline
        .eras
        .iter()
        .map(|era| (era.title.as_str(), era.when.text()))
        .collect();
    assert_eq!(
        eras,
        [
            ("Early rocketry", "../1957"),
            ("Space Race", "1957/1975"),
            ("People on the Moon", "1969-07-20/1972-12-14"),
            ("Voyagers' grand tour", "1977/1989"),
            ("Shuttle era", "1981-04-12/2011-07-21"),
            ("Years of Mir", "1986-02-19/2001-03-23"),
            ("People always aboard the ISS", "2000-11-02/.."),
        ]
    );
}

/// Dates that many books give alike: a guard against slips of the pen.
#[rstest]
#[case("goddard-first-flight", "1926-03-16")]
#[case("a4-success", "1942-10-03")]
#[case("sputnik-1", "1957-10-04")]
#[case("explorer-1", "1958-02-01")]
#[case("nasa-opens", "1958-10-01")]
#[case("luna-3", "1959-10-07")]
#[case("vostok-1", "1961-04-12")]
#[case("freedom-7", "1961-05-05T14:34:13Z")]
#[case("friendship-7", "1962-02-20")]
#[case("mariner-2-venus", "1962-12-14")]
#[case("vostok-6", "1963-06-16/1963-06-19")]
#[case("leonov-spacewalk", "1965-03-18")]
#[case("luna-9", "1966-02-03")]
#[case("outer-space-treaty", "1967-01-27")]
#[case("apollo-1", "1967-01-27")]
#[case("apollo-8", "1968-12-21/1968-12-27")]
#[case("apollo-11", "1969-07-16/1969-07-24")]
#[case("apollo-11-landing", "1969-07-20T20:17:40Z")]
#[case("apollo-13", "1970-04-11/1970-04-17")]
#[case("salyut-1", "1971-04-19/1971-10-11")]
#[case("apollo-17", "1972-12-07/1972-12-19")]
#[case("apollo-soyuz", "1975-07-15/1975-07-24")]
#[case("voyager-1", "1977-09-05/..")]
#[case("sts-1", "1981-04-12/1981-04-14")]
#[case("challenger", "1986-01-28T16:39:13Z")]
#[case("hubble", "1990-04-24/..")]
#[case("iss", "1998-11-20/..")]
#[case("mir-falls", "2001-03-23")]
#[case("columbia", "2003-02-01T13:59:32Z")]
#[case("shenzhou-5", "2003-10-15")]
#[case("huygens", "2005-01-14")]
#[case("philae", "2014-11-12")]
#[case("pluto", "2015-07-14")]
#[case("change-4", "2019-01-03")]
#[case("webb", "2021-12-25/..")]
#[case("chandrayaan-3", "2023-08-23")]
fn well_known_dates_are_right(#[case] id: &str, #[case] date: &str) {
    let timeline = spaceflight();
    let event = timeline.find_event(id).expect("an event of that id");
    let when = timeline.event(event).when.as_ref().expect("a date");
    assert_eq!(when.edtf(), Some(date));
}
