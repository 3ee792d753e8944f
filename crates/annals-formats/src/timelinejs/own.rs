//! What annals itself writes into files of TimelineJS, under the key `annals`, and reads from there.
//!
//! Owns the names of those fields. A file may have been edited since: what contradicts what TimelineJS
//! shows does not count, and what is not as annals writes it is passed over.

use std::collections::HashMap;

use crate::building::{Builder, Draft};
use crate::spanned::{Json, Object};
use annals_model::text::Clean;
use annals_model::{
    ActorIndex, ActorKind, EventIndex, Evidence, Grouping, Link, LinkKind, SourceIndex, Status,
};
use annals_time::{Bound, When, Window};

/// The value of a type that has a name in files.
macro_rules! named {
    ($kind:ty, $name:expr) => {
        <$kind>::ALL.iter().copied().find(|it| it.name() == $name)
    };
}

/// What a file says of the actors and sources of annals.
#[derive(Debug, Default)]
pub(super) struct Own {
    actors: HashMap<String, ActorIndex>,
    sources: HashMap<String, SourceIndex>,
    links: Vec<(EventIndex, OwnLink)>,
}

/// A link to an event that may come later.
#[derive(Debug)]
struct OwnLink {
    to: String,
    kind: LinkKind,
    wording: String,
    evidence: Vec<(SourceIndex, String)>,
}

/// Reads what stands for the whole timeline.
pub(super) fn of_timeline(builder: &mut Builder<'_>, annals: &Object<'_>) -> Own {
    let mut own = Own::default();
    let id = annals.text("id");
    if !id.trim().is_empty() && !id.contains(':') {
        let timeline = builder.timeline();
        timeline.id = Clean::line(id.trim());
        for layer in &mut timeline.layers {
            layer.id = timeline.id.clone();
        }
    }
    builder.timeline().lanes = named!(Grouping, annals.text("lanes"));
    builder.timeline().opening = window(&annals.text("opening"));
    for actor in objects(annals, "actors") {
        let (id, name) = (actor.text("id"), actor.text("name"));
        if id.trim().is_empty() || name.trim().is_empty() || own.actors.contains_key(&id) {
            continue;
        }
        let index = builder.actor_of(id.clone(), &name, named!(ActorKind, actor.text("kind")));
        let made = builder.actor_mut(index);
        let short = actor.text("short");
        if !short.is_empty() {
            made.short = Clean::line(&short);
        }
        made.summary = Clean::block(&actor.text("summary"));
        let aliases = texts(&actor, "aliases");
        made.aliases = aliases.iter().map(|alias| Clean::line(alias)).collect();
        own.actors.insert(id, index);
    }
    for source in objects(annals, "sources") {
        let (id, title) = (source.text("id"), source.text("title"));
        let address = source.text("address");
        let is_named = !title.trim().is_empty() || !address.trim().is_empty();
        if id.trim().is_empty() || !is_named || own.sources.contains_key(&id) {
            continue;
        }
        let index = builder.source_of(id.clone(), &title, &address);
        let made = builder.source_mut(index);
        made.author = Clean::line(&source.text("author"));
        made.publisher = Clean::line(&source.text("publisher"));
        made.date = When::parse(&source.text("date")).ok().flatten();
        made.note = Clean::block(&source.text("note"));
        own.sources.insert(id, index);
    }
    own
}

fn window(text: &str) -> Option<Window> {
    let (start, end) = When::parse(text).ok()??.hull();
    match (start, end) {
        (Bound::At(start), Bound::At(end)) => Window::new(start, end),
        _ => None,
    }
}

/// The date that annals wrote, if the dates of TimelineJS beside it are still those that it wrote for it.
pub(super) fn date(annals: &Object<'_>, start: Option<&str>, end: Option<&str>) -> Option<When> {
    let shown = annals.text("shown_as");
    (shown == shown_as(start?, end))
        .then(|| When::parse(&annals.text("date")).ok().flatten())
        .flatten()
}

/// The dates of TimelineJS in one text.
pub(super) fn shown_as(start: &str, end: Option<&str>) -> String {
    end.map_or_else(|| start.to_owned(), |end| format!("{start}/{end}"))
}

impl Own {
    /// What stands for one event, into its draft. What is only in the fields of TimelineJS stays.
    pub(super) fn apply(&self, builder: &Builder<'_>, annals: &Object<'_>, draft: &mut Draft) {
        draft.status = named!(Status, annals.text("status"));
        let mut named = Vec::new();
        for part in objects(annals, "actors") {
            if let Some(&actor) = self.actors.get(&part.text("id")) {
                draft.actors.push((actor, part.text("role")));
                named.push(actor);
            }
        }
        let themes = texts(annals, "themes");
        let group = draft.themes.first().cloned().unwrap_or_default();
        let is_actor = annals.text("group") == "actor"
            && named
                .first()
                .is_some_and(|&actor| builder.actor_at(actor).short.raw() == group);
        if is_actor || themes.contains(&group) || group.is_empty() {
            draft.themes = themes;
        } else {
            draft.themes.extend(themes);
        }
        let own = self.evidence(annals);
        if !own.is_empty() {
            let found = std::mem::take(&mut draft.evidence);
            for (source, at) in found {
                let address = builder.source_at(source).address.raw();
                let same = own.iter().map(|(source, _)| builder.source_at(*source));
                let mut same = same.filter(|own| own.address.raw() == address);
                match same.next() {
                    // The credit was that of a source that annals knows by the same address.
                    Some(own) => draft.extra.retain(|(name, value)| {
                        name != "media.credit" || value != own.author.raw()
                    }),
                    None => draft.evidence.push((source, at)),
                }
            }
            draft.evidence.splice(..0, own);
        }
        for extra in objects(annals, "extra") {
            draft.extra.push((extra.text("name"), extra.text("value")));
        }
    }

    fn evidence(&self, object: &Object<'_>) -> Vec<(SourceIndex, String)> {
        let all = objects(object, "evidence").into_iter();
        all.filter_map(|one| Some((*self.sources.get(&one.text("source"))?, one.text("at"))))
            .collect()
    }

    /// Keeps the links of an event until all events are there.
    pub(super) fn remember_links(&mut self, event: EventIndex, annals: &Object<'_>) {
        for link in objects(annals, "links") {
            if let Some(kind) = named!(LinkKind, link.text("kind")) {
                let evidence = self.evidence(&link);
                let link = OwnLink {
                    to: link.text("to"),
                    kind,
                    wording: link.text("wording"),
                    evidence,
                };
                self.links.push((event, link));
            }
        }
    }

    /// Makes the links that were kept.
    pub(super) fn link(&mut self, builder: &mut Builder<'_>) {
        for (from, link) in self.links.drain(..) {
            let Some(to) = builder.find(&link.to).filter(|to| *to != from) else {
                builder.remark(
                    "Some links lead to events that are not in the file any more; they are left out.",
                );
                continue;
            };
            let evidence = link.evidence.into_iter().map(|(source, at)| Evidence {
                source,
                at: Clean::line(&at),
            });
            builder.event_mut(from).links.push(Link {
                to,
                kind: link.kind,
                wording: Clean::line(&link.wording),
                evidence: evidence.collect(),
            });
        }
    }
}

fn objects<'j>(object: &Object<'j>, name: &str) -> Vec<Object<'j>> {
    let list = object.get(name).and_then(Json::list).unwrap_or_default();
    list.into_iter().filter_map(Json::object).collect()
}

fn texts(object: &Object<'_>, name: &str) -> Vec<String> {
    let list = object.get(name).and_then(Json::list).unwrap_or_default();
    list.into_iter().map(Json::text).collect()
}
