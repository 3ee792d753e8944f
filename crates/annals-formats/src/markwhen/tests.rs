//! Tests of Markwhen: its documentation, wrong texts, and what is written.

mod documentation;
mod round_trip;
mod texts;

use super::nearest;
use crate::Format;
use crate::request::{Request, Sample};
use crate::testing::{problems, remarks, titles};
use annals_model::{Reading, Timeline};
use annals_time::{Civil, Time};

/// 14 March 2022, 15:09:26 UTC: the year in which much of the documentation was written.
fn now() -> Time {
    let civil = Civil {
        hour: 15,
        minute: 9,
        second: 26,
        ..Civil::date(2022, 3, 14)
    };
    Time::from_civil(civil).unwrap()
}

fn read_at(text: &str, now: Option<Time>) -> Reading {
    super::read(&Request {
        id: "test",
        text,
        now,
        limit: annals_model::ProblemLimit::default(),
    })
}

fn read(text: &str) -> Reading {
    read_at(text, Some(now()))
}

/// Reads a text that must cause no problem.
fn whole(text: &str) -> Timeline {
    let reading = read(text);
    assert!(reading.report.is_clean(), "{:?}", problems(&reading));
    reading.timeline.expect("a timeline")
}

/// The dates of all events, `-` where there is none.
fn dates(timeline: &Timeline) -> Vec<String> {
    let events = timeline.events.iter();
    events
        .map(|event| {
            event
                .when
                .as_ref()
                .map_or("-", nearest::spelling)
                .to_owned()
        })
        .collect()
}

fn recognised(text: &str) -> Option<Format> {
    let sample = Sample {
        text,
        is_whole: true,
    };
    Format::recognise(&sample, None)
}
