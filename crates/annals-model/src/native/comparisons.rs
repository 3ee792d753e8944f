//! Reads comparisons and disagreements of the native format. References to events of other files are
//! resolved when accounts are merged.

use std::collections::HashSet;
use std::ops::Range;

use super::fields::{Fields, Reader};
use super::format::{COMPARISON, DISAGREEMENT, VERSION};
use super::names::Names;
use super::references::texts;
use super::tables::evidence;
use crate::comparison::{ComparedEvent, Comparison, Disagreement, DisagreementVersion, Verdict};
use crate::model::{AccountIndex, EventIndex};

const EXAMPLE_ABOUT: &str = "the id of an event of another timeline, as in about = \"ma-returns\"";
const EXAMPLE_EVENTS: &str = "ids of events of this file, as in [\"one\", \"two\"]";
const EXAMPLE_VERSION: &str = "{ says = \"34 people\", evidence = [\"paper\"] }";

/// Returns the comparisons, in file order.
pub(super) fn comparisons(
    reader: &mut Reader<'_>,
    root: &Fields<'_>,
    names: &Names,
) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for item in reader.list(root, "comparison", "comparisons, each under [[comparison]]") {
        let Some(fields) = reader.table(item, "a comparison under [[comparison]]") else {
            continue;
        };
        reader.unknown_keys(&fields, &COMPARISON);
        let about = about(reader, &fields, item.span());
        if fields.get("verdict").is_none() {
            let verdicts: Vec<_> = Verdict::ALL.iter().map(|verdict| verdict.name()).collect();
            reader.error(
                item.span(),
                &format!(
                    "This comparison has no verdict: expected one of {}.",
                    verdicts.join(", ")
                ),
            );
        }
        let verdict = reader.choice(&fields, "verdict", Verdict::ALL, Verdict::name);
        let events = own_events(reader, &fields, names);
        let note = reader.block(&fields, "note");
        let evidence = evidence(reader, &fields, names);
        if let Some(verdict) = verdict {
            comparisons.push(Comparison {
                account: AccountIndex::FIRST,
                about,
                verdict,
                events,
                note,
                evidence,
            });
        }
    }
    comparisons
}

/// Returns the disagreements, in file order.
pub(super) fn disagreements(
    reader: &mut Reader<'_>,
    root: &Fields<'_>,
    names: &Names,
) -> Vec<Disagreement> {
    let mut disagreements = Vec::new();
    let expected = "disagreements, each under [[disagreement]]";
    for item in reader.list(root, "disagreement", expected) {
        let Some(fields) = reader.table(item, "a disagreement under [[disagreement]]") else {
            continue;
        };
        reader.unknown_keys(&fields, &DISAGREEMENT);
        let title = reader.title(&fields, item.span(), "disagreement");
        let events = own_events(reader, &fields, names);
        let reported = reader.problems.count();
        let versions = versions(reader, &fields, names);
        if versions.len() < 2 && reader.problems.count() == reported {
            reader.error(
                item.span(),
                &format!("A disagreement needs two versions or more, each as in {EXAMPLE_VERSION}"),
            );
        }
        let note = reader.block(&fields, "note");
        if let Some(title) = title {
            disagreements.push(Disagreement {
                account: AccountIndex::FIRST,
                title,
                events,
                versions,
                note,
            });
        }
    }
    disagreements
}

fn versions(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    names: &Names,
) -> Vec<DisagreementVersion> {
    let mut versions = Vec::new();
    let shape = format!("a list, as in [{EXAMPLE_VERSION}]");
    for item in reader.list(fields, "versions", &shape) {
        let Some(parts) = reader.table(item, &format!("a version, as in {EXAMPLE_VERSION}")) else {
            continue;
        };
        reader.unknown_keys(&parts, &VERSION);
        let evidence = evidence(reader, &parts, names);
        match reader.line(&parts, "says") {
            Some(says) => versions.push(DisagreementVersion { says, evidence }),
            None if parts.get("says").is_none() => {
                reader.error(
                    item.span(),
                    "This version says nothing: says = \"…\" is missing.",
                );
            }
            None => {}
        }
    }
    versions
}

/// Returns the references to the events that a comparison is about.
fn about(reader: &mut Reader<'_>, fields: &Fields<'_>, span: Range<usize>) -> Vec<ComparedEvent> {
    if fields.get("about").is_none() {
        reader.error(
            span,
            "This comparison is about nothing: about = \"…\" is missing, with the id of an event of another timeline.",
        );
        return Vec::new();
    }
    let reported = reader.problems.count();
    let mut seen = HashSet::new();
    let mut about = Vec::new();
    for (name, span) in texts(reader, fields, "about", EXAMPLE_ABOUT) {
        if name.trim().is_empty() {
            reader.error(span, &format!("Expected {EXAMPLE_ABOUT}, found nothing."));
        } else if seen.insert(name) {
            about.push(ComparedEvent {
                name: reader.foreign(name, span),
                event: None,
            });
        } else {
            reader.warning(span, &format!("\"{name}\" is named twice."));
        }
    }
    if about.is_empty() && reader.problems.count() == reported {
        reader.error(span, &format!("Expected {EXAMPLE_ABOUT}, found nothing."));
    }
    about
}

/// Returns the events of this file under the key `events`.
fn own_events(reader: &mut Reader<'_>, fields: &Fields<'_>, names: &Names) -> Vec<EventIndex> {
    let mut events = Vec::new();
    let mut seen = HashSet::new();
    for (id, span) in texts(reader, fields, "events", EXAMPLE_EVENTS) {
        match names.events.get(id) {
            Some(&event) if seen.insert(event) => events.push(event),
            Some(_) => {
                reader.warning(span, &format!("The event \"{id}\" is named twice."));
            }
            None => {
                let hint = reader
                    .nearest(id, &names.events)
                    .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
                reader.error(
                    span,
                    &format!("There is no event \"{id}\" in this file.{hint}"),
                );
            }
        }
    }
    events
}
