//! What tests of several formats share: reading a text, and the parts of a reading as texts to compare.

pub(crate) mod samples;
pub(crate) mod stories;

use crate::request::Request;
use annals_model::text::Clean;
use annals_model::{Event, Reading, Timeline};
use annals_time::When;

/// Reads a text without a present, as the timeline `mine`.
pub(crate) fn read_text(read: fn(&Request<'_>) -> Reading, text: &str) -> Reading {
    read(&Request {
        id: "mine",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    })
}

/// The problems of a reading, each as `line:column message`; those of the whole file without a position.
pub(crate) fn problems(reading: &Reading) -> Vec<String> {
    let problems = reading.report.problems.iter();
    let shown = problems.map(|problem| match problem.position {
        Some(at) => format!("{}:{} {}", at.line, at.column, problem.message),
        None => problem.message.to_string(),
    });
    shown.collect()
}

/// As [`problems`], each as `line: message`.
pub(crate) fn problem_lines(reading: &Reading) -> Vec<String> {
    let problems = reading.report.problems.iter();
    let shown = problems.map(|problem| {
        let line = problem.position.map_or(0, |at| at.line);
        format!("{line}: {}", problem.message)
    });
    shown.collect()
}

/// What a reading says of how it understood the text.
pub(crate) fn remarks(reading: &Reading) -> Vec<&str> {
    reading.report.notes.iter().map(Clean::as_str).collect()
}

/// The dates of all events as they are written, empty where there is none.
pub(crate) fn dates(timeline: &Timeline) -> Vec<&str> {
    timeline.events.iter().map(date).collect()
}

/// The date of an event as it is written, empty where there is none.
pub(crate) fn date(event: &Event) -> &str {
    event.when.as_ref().map_or("", When::text)
}

/// The titles of all events.
pub(crate) fn titles(timeline: &Timeline) -> Vec<&str> {
    let events = timeline.events.iter();
    events.map(|event| event.title.raw()).collect()
}

/// The value of a field that is kept of an event without being understood.
pub(crate) fn extra<'e>(event: &'e Event, name: &str) -> Option<&'e str> {
    let mut fields = event.extra.iter();
    let found = fields.find(|field| field.name.as_str() == name);
    found.map(|field| field.value.as_str())
}

/// Names and values of what is kept of an event without being understood.
pub(crate) fn extras(event: &Event) -> Vec<(&str, &str)> {
    let fields = event.extra.iter();
    fields
        .map(|field| (field.name.raw(), field.value.raw()))
        .collect()
}
