//! Tests of JSON Lines: the order of events, fields of one's own, and what is told as lost.

use serde_json::Value;

use super::*;
use crate::Format;
use crate::request::Request;
use annals_model::native;

const STORY: &str = r#"
title = "x"
summary = "About it."
[actor.ann]
[source.paper]
[[event]]
id = "undated"
title = "a"
notes = "Ask."
[[event]]
id = "late"
date = "2021"
title = "b"
actors = ["ann"]
extra = { Place = "Hall", Votes = [9, 4], "\u202e" = "\u001b" }
[[event]]
id = "early"
date = "1999"
title = "c"
[[event]]
id = "early-too"
date = "1999"
title = "d"
"#;

#[test]
fn events_are_written_in_reading_order_one_per_line() {
    let timeline = native::read("x", STORY).timeline.unwrap();
    let written = write(&timeline);
    let objects: Vec<Value> = written
        .text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<_> = objects
        .iter()
        .map(|object| object["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["early", "early-too", "late", "undated"]);
    assert_eq!(
        objects[0].get("extra"),
        None,
        "only where there is something"
    );
    let late = written.text.lines().nth(2).unwrap();
    assert!(
        late.ends_with(
            r#","links":[],"missing":[],"refs":[],"extra":{"Place":"Hall","Votes":["9","4"],"\u202e":"\u001b"}}"#
        ),
        "{late}"
    );
    let lost: Vec<_> = written.lost.iter().map(Clean::as_str).collect();
    assert_eq!(lost.len(), 4, "{lost:?}");
    assert_eq!(
        lost[0],
        "1 note for the presenter: left out, since others may read the file."
    );
}

/// In a table that annals wrote itself, both fields come back; the numbers of links are told as lost.
#[test]
fn what_is_missing_and_the_numbers_of_a_list_come_back_from_tables() {
    let story = r#"
title = "x"
[[event]]
id = "a"
title = "a"
missing = ["which months; which days", "why"]
refs = ["S11"]
links = [{ to = "b", kind = "causes", refs = ["C1"] }]
[[event]]
id = "b"
title = "b"
"#;
    let timeline = native::read("x", story).timeline.unwrap();
    for format in [Format::JsonLines, Format::Csv, Format::Tsv] {
        let written = format.write(&timeline).unwrap();
        let back = format.read(&Request {
            id: "x",
            text: &written.text,
            now: None,
            limit: annals_model::ProblemLimit::default(),
        });
        let back = back.timeline.unwrap();
        let events: Vec<_> = back.events.walk().map(|(_, event)| event).collect();
        assert_eq!(events[0].missing, timeline.events[0].missing, "{format:?}");
        assert_eq!(events[0].refs, timeline.events[0].refs, "{format:?}");
        assert!(events[1].missing.is_empty() && events[1].extra.is_empty());
    }
    let lost = Format::Csv.write(&timeline).unwrap().lost;
    let links =
        "1 link between events: the connecting words, the evidence and the numbers are left out.";
    assert!(lost.contains(&Clean::line(links)), "{lost:?}");
}
