//! markwhen as its documentation has it, construct by construct, and what is told of what is wrong.

mod documentation;
mod round_trip;
mod texts;

use super::nearest;
use crate::{Format, Request, Sample};
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
    })
}

fn read(text: &str) -> Reading {
    read_at(text, Some(now()))
}

/// A text of which nothing is in doubt.
fn whole(text: &str) -> Timeline {
    let reading = read(text);
    assert!(reading.report.is_clean(), "{:?}", told(&reading));
    reading.timeline.expect("a timeline")
}

/// Problems as `line:column message`.
fn told(reading: &Reading) -> Vec<String> {
    let problems = reading.report.problems.iter();
    problems
        .map(|problem| {
            let place = problem
                .position
                .map_or_else(String::new, |at| format!("{}:{} ", at.line, at.column));
            format!("{place}{}", problem.message)
        })
        .collect()
}

fn remarks(reading: &Reading) -> Vec<&str> {
    reading
        .report
        .remarks
        .iter()
        .map(annals_model::text::Clean::as_str)
        .collect()
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

fn titles(timeline: &Timeline) -> Vec<&str> {
    timeline
        .events
        .iter()
        .map(|event| event.title.raw())
        .collect()
}

fn recognised(text: &str) -> Option<Format> {
    let sample = Sample {
        text,
        is_whole: true,
    };
    Format::recognise(&sample, None)
}
