//! A complete textual dump of a timeline, to compare two of them in tests.

use crate::comparison::{Comparison, Disagreement};
use crate::model::{
    Actor, ActorVariant, Era, Event, Evidence, Link, Source, SourceIndex, TourStep,
};
use crate::text::Clean;
use crate::timeline::Timeline;

/// Dumps everything in a timeline except positions in its text, so that two timelines can be compared.
pub fn dump(timeline: &Timeline) -> String {
    let Timeline {
        accounts,
        id,
        title,
        summary,
        opening,
        lanes,
        sources,
        actors,
        events,
        eras,
        tour,
        comparisons,
        disagreements,
    } = timeline;
    let texts = [id, title, summary].map(Clean::raw);
    let mut lines = vec![format!("{texts:?} {opening:?} {lanes:?}")];
    lines.extend(accounts.iter().map(|it| {
        let texts = [&it.id, &it.title, &it.short, &it.summary].map(Clean::raw);
        format!("account {texts:?} {}", it.on)
    }));
    lines.extend(sources.iter().map(source_dump));
    lines.extend(actors.iter().map(actor_dump));
    lines.extend(events.iter().map(event_dump));
    for Era { title, when } in eras {
        lines.push(format!("era {:?} {when:?}", title.raw()));
    }
    for TourStep {
        name,
        event,
        window,
        note,
    } in tour
    {
        let texts = [name, note].map(Clean::raw);
        lines.push(format!("step {texts:?} {event:?} {window:?}"));
    }
    lines.extend(comparisons.iter().map(comparison_dump));
    lines.extend(disagreements.iter().map(disagreement_dump));
    lines.join("\n")
}

fn raw(texts: &[Clean]) -> Vec<&str> {
    texts.iter().map(Clean::raw).collect()
}

fn cited_dump(evidence: &[Evidence]) -> Vec<(SourceIndex, &str)> {
    evidence.iter().map(|it| (it.source, it.at.raw())).collect()
}

fn source_dump(source: &Source) -> String {
    let Source {
        id,
        account,
        title,
        author,
        publisher,
        date,
        address,
        note,
    } = source;
    let texts = [id, title, author, publisher, address, note].map(Clean::raw);
    format!("source {texts:?} {account:?} {date:?}")
}

fn actor_dump(actor: &Actor) -> String {
    let Actor {
        id,
        account,
        name,
        short,
        aliases,
        kind,
        summary,
        same_as,
        variants,
        // The line is a position in the text.
        line: _,
    } = actor;
    let texts = [id, name, short, summary].map(Clean::raw);
    let same_as: Vec<_> = same_as.iter().map(|it| it.name.raw()).collect();
    let variants = variants.iter().map(
        |ActorVariant {
             account,
             id,
             name,
             summary,
         }| (account, [id, name, summary].map(Clean::raw)),
    );
    let variants: Vec<_> = variants.collect();
    let aliases = raw(aliases);
    format!("actor {texts:?} {account:?} {aliases:?} {kind:?} {same_as:?} {variants:?}")
}

fn event_dump(event: &Event) -> String {
    let Event {
        id,
        account,
        title,
        summary,
        when,
        status,
        participants,
        themes,
        evidence,
        links,
        missing,
        refs,
        notes,
        extra,
        line: _,
    } = event;
    let texts = [id, title, summary, notes].map(Clean::raw);
    let parts = participants.iter().map(|it| (it.actor, it.role.raw()));
    let parts: Vec<_> = parts.collect();
    let links = links.iter().map(
        |Link {
             to,
             kind,
             wording,
             evidence,
             refs,
         }| (to, kind, wording.raw(), cited_dump(evidence), raw(refs)),
    );
    let links: Vec<_> = links.collect();
    let extra = extra.iter().map(|it| [it.name.raw(), it.value.raw()]);
    let extra: Vec<_> = extra.collect();
    let (themes, evidence) = (raw(themes), cited_dump(evidence));
    let lists = [missing, refs].map(|list| raw(list));
    format!(
        "event {texts:?} {account:?} {when:?} {status:?} {parts:?} {themes:?} {evidence:?} {links:?} {lists:?} {extra:?}"
    )
}

fn comparison_dump(comparison: &Comparison) -> String {
    let Comparison {
        account,
        about,
        verdict,
        events,
        note,
        evidence,
    } = comparison;
    let about = about.iter().map(|it| (it.name.name.raw(), it.event));
    let about: Vec<_> = about.collect();
    let (note, evidence) = (note.raw(), cited_dump(evidence));
    format!("comparison {account:?} {about:?} {verdict:?} {events:?} {note:?} {evidence:?}")
}

fn disagreement_dump(disagreement: &Disagreement) -> String {
    let Disagreement {
        account,
        title,
        events,
        versions,
        note,
    } = disagreement;
    let texts = [title, note].map(Clean::raw);
    let versions = versions.iter();
    let versions = versions.map(|it| (it.says.raw(), cited_dump(&it.evidence)));
    let versions: Vec<_> = versions.collect();
    format!("disagreement {texts:?} {account:?} {events:?} {versions:?}")
}
