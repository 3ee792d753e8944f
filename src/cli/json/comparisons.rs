//! The JSON objects of comparisons: what accounts say of each other's events, and where sources differ.

use serde::Serialize;

use annals_formats::json_lines_out::{EvidenceObject, evidence, line};
use annals_model::text::Clean;
use annals_model::{Comparison, Disagreement, EventIndex, Timeline};
use annals_time::When;

#[derive(Serialize)]
pub(super) struct VerdictObject<'a> {
    layer: &'a str,
    about: Vec<&'a str>,
    verdict: &'static str,
    symbol: &'static str,
    note: &'a str,
    events: Vec<ToldObject<'a>>,
    evidence: Vec<EvidenceObject<'a>>,
}

/// An event as text.
#[derive(Serialize)]
struct ToldObject<'a> {
    id: &'a str,
    layer: &'a str,
    title: &'a str,
    summary: &'a str,
    date: Option<&'a str>,
    words: String,
    status: &'static str,
    evidence: Vec<EvidenceObject<'a>>,
}

#[derive(Serialize)]
struct SubjectObject<'a> {
    kind: &'static str,
    #[serde(flatten)]
    event: ToldObject<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdicts: Option<Vec<VerdictObject<'a>>>,
}

#[derive(Serialize)]
struct VersionObject<'a> {
    says: &'a str,
    evidence: Vec<EvidenceObject<'a>>,
}

#[derive(Serialize)]
struct DisagreementObject<'a> {
    kind: &'static str,
    layer: &'a str,
    title: &'a str,
    versions: Vec<VersionObject<'a>>,
    events: Vec<&'a str>,
    note: &'a str,
}

fn ids(timeline: &Timeline, events: impl IntoIterator<Item = EventIndex>) -> Vec<&str> {
    let events = events.into_iter();
    events.map(|event| timeline.event(event).id.raw()).collect()
}

fn told(timeline: &Timeline, event: EventIndex) -> ToldObject<'_> {
    let event = timeline.event(event);
    let when = event.when.as_ref();
    ToldObject {
        id: event.id.raw(),
        layer: timeline.account(event.account).id.raw(),
        title: event.title.raw(),
        summary: event.summary.raw(),
        date: when.map(When::text),
        words: when.map_or_else(|| "undated".to_owned(), When::words),
        status: event.status.name(),
        evidence: evidence(timeline, &event.evidence),
    }
}

fn verdict<'a>(timeline: &'a Timeline, comparison: &'a Comparison) -> VerdictObject<'a> {
    let events = comparison.events.iter();
    VerdictObject {
        layer: timeline.account(comparison.account).id.raw(),
        about: ids(timeline, comparison.subjects()),
        verdict: comparison.verdict.name(),
        symbol: comparison.verdict.symbol(false),
        note: comparison.note.raw(),
        events: events.map(|&event| told(timeline, event)).collect(),
        evidence: evidence(timeline, &comparison.evidence),
    }
}

/// Returns the verdicts about an event and those that depend on it; `None` if there are none.
pub(super) fn of_event(timeline: &Timeline, event: EventIndex) -> Option<Vec<VerdictObject<'_>>> {
    let all = timeline
        .comparisons_about(event)
        .chain(timeline.comparisons_from(event));
    let all: Vec<_> = all.map(|one| verdict(timeline, one)).collect();
    (!all.is_empty()).then_some(all)
}

/// An event with what other accounts say about it.
pub(in crate::cli) fn compared(timeline: &Timeline, event: EventIndex) -> Clean {
    let all = timeline.comparisons_about(event);
    line(&SubjectObject {
        kind: "comparison",
        event: told(timeline, event),
        verdicts: Some(all.map(|one| verdict(timeline, one)).collect()),
    })
}

/// An event that no other account mentions.
pub(in crate::cli) fn silent(timeline: &Timeline, event: EventIndex) -> Clean {
    line(&SubjectObject {
        kind: "silent",
        event: told(timeline, event),
        verdicts: None,
    })
}

/// Something on which sources disagree.
pub(in crate::cli) fn disagreement(timeline: &Timeline, disagreement: &Disagreement) -> Clean {
    let versions = disagreement.versions.iter();
    line(&DisagreementObject {
        kind: "disagreement",
        layer: timeline.account(disagreement.account).id.raw(),
        title: disagreement.title.raw(),
        versions: versions
            .map(|version| VersionObject {
                says: version.says.raw(),
                evidence: evidence(timeline, &version.evidence),
            })
            .collect(),
        events: ids(timeline, disagreement.events.iter().copied()),
        note: disagreement.note.raw(),
    })
}
