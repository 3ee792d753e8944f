//! The list of disagreements: the claims that accounts disagree on, then what the sources of each
//! disagree on.

use super::lines::Writer;
use super::{ComparePage, Request, Row, Stop, counter, rows_of};
use crate::comparison::versions;
use crate::flow::Role;
use annals_model::text::Clean;
use annals_model::{AccountIndex, EventIndex};

/// The events that an entry leads to, and whether it is a claim.
type Entry = (Vec<EventIndex>, bool);

/// Arranges the list, with the position of the entry `position`.
pub(super) fn list(request: &Request<'_>, position: usize) -> ComparePage {
    let mut writer = Writer::new(request, request.columns.saturating_sub(2), 0);
    let mut entries = claims(request, &mut writer);
    sources(request, &mut writer, &mut entries);
    if entries.is_empty() {
        writer.text("Nothing is disagreed on here.", Role::Text, None);
        writer.flow.end_line();
    }
    let (lines, _) = writer.finish();
    let rows: Vec<Row> = lines.into_iter().map(Row::Whole).collect();
    let count = entries.len();
    let start = |item: usize| rows_of(&rows, item).start;
    let stops = entries.into_iter().enumerate();
    let stops = stops.map(|(item, (events, is_claim))| Stop {
        events,
        is_claim,
        // The verdict is not part of the item.
        rows: start(item)..if item + 1 < count {
            start(item + 1)
        } else {
            rows.len()
        },
    });
    let at = position.saturating_add(1).min(count);
    ComparePage {
        title: Clean::own("Disagreements"),
        counter: counter(at, count),
        stops: stops.collect(),
        left: request.columns,
        rows,
    }
}

fn heading(writer: &mut Writer<'_>, words: &str) {
    writer.flow.set_indent(0);
    writer.flow.gap();
    writer.text(words, Role::Quiet, None);
    writer.flow.end_line();
    writer.flow.set_indent(2);
}

/// Writes the claims that a verdict disagrees with.
fn claims(request: &Request<'_>, writer: &mut Writer<'_>) -> Vec<Entry> {
    let timeline = request.timeline;
    let mut entries = Vec::new();
    for claim in request.comparing.disputed(timeline) {
        if entries.is_empty() {
            heading(writer, "The accounts disagree on");
        }
        let item = Some(entries.len());
        writer.text(timeline.event(claim).title.as_str(), Role::Text, item);
        for comparison in timeline.comparisons_about(claim) {
            if !comparison.verdict.is_disagreement() {
                continue;
            }
            writer.text("  ", Role::Text, None);
            writer.sign(comparison.verdict);
        }
        writer.flow.end_line();
        entries.push((vec![claim], true));
    }
    entries
}

/// Writes what the sources of each account disagree on.
fn sources(request: &Request<'_>, writer: &mut Writer<'_>, entries: &mut Vec<Entry>) {
    let timeline = request.timeline;
    for layer in (0..timeline.accounts.len()).map(AccountIndex::new) {
        let all = timeline.disagreements.iter();
        for (position, one) in all.filter(|one| one.account == layer).enumerate() {
            if position == 0 {
                let short = &timeline.account(layer).short;
                heading(writer, &format!("{short}: its sources disagree on"));
            }
            let item = Some(entries.len());
            writer.text(one.title.as_str(), Role::Text, item);
            let said = versions(timeline, one);
            writer.text(&format!(": {said}"), Role::Quiet, None);
            writer.flow.end_line();
            entries.push((one.events.clone(), false));
        }
    }
}
