//! Reads and writes the key `annals` of TimelineJS files.
//!
//! A file may have been edited since it was written: what TimelineJS shows takes precedence over it.

use serde::{Deserialize, Serialize};

use super::tree::Tree;
use crate::building::{Builder, Draft};
use crate::json::Object;
use crate::kept::{Keeper, KeptEvent, KeptTimeline};
use annals_model::text::Clean;
use annals_time::When;

/// What is kept of the whole timeline.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptWhole {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) id: String,
    #[serde(flatten)]
    pub(super) timeline: KeptTimeline,
    /// Slides of events without a date, which TimelineJS could not show. They are read apart.
    #[serde(skip_deserializing, skip_serializing_if = "Vec::is_empty")]
    pub(super) undated: Vec<Tree>,
}

/// What is kept of a slide or an era.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptSlide {
    /// The start and end of the slide at the time when the kept date was written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) shown_as: String,
    /// `actor` if the group of the slide is the name of an actor.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) group: String,
    /// The index among all events, of one that TimelineJS cannot show.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) place: String,
    #[serde(flatten)]
    pub(super) event: KeptEvent,
}

/// Reads the key `annals` of an object; what annals would not have written is reported.
pub(super) fn kept<T: for<'j> Deserialize<'j>>(
    builder: &mut Builder<'_>,
    object: &Object<'_>,
) -> Option<T> {
    let json = object.get("annals")?;
    let kept = json.parse();
    if kept.is_err() {
        let message = "\"annals\" is not as annals wrote it, and is left out.";
        builder.warn(json.byte(), message);
    }
    kept.ok()
}

/// Applies what is kept of the whole timeline.
pub(super) fn whole(builder: &mut Builder<'_>, keeper: &mut Keeper, byte: usize, kept: KeptWhole) {
    let id = kept.id.trim();
    if !id.is_empty() && !id.contains(':') {
        let timeline = builder.timeline();
        timeline.id = Clean::line(id);
        for layer in &mut timeline.accounts {
            layer.id = timeline.id.clone();
        }
    }
    keeper.timeline(builder, byte, kept.timeline);
}

impl KeptSlide {
    /// The kept date, if start and end of the slide have not been edited since.
    pub(super) fn date(&self, start: Option<&str>, end: Option<&str>) -> Option<When> {
        (self.shown_as == shown_as(start?, end))
            .then(|| When::parse(&self.event.date).ok().flatten())
            .flatten()
    }

    /// Adds to a draft what is kept, and leaves what is only in fields of TimelineJS.
    pub(super) fn apply(&self, builder: &Builder<'_>, keeper: &Keeper, draft: &mut Draft) {
        let mut extra = std::mem::take(&mut draft.extra);
        let found = std::mem::take(&mut draft.evidence);
        let group = draft.themes.first().cloned().unwrap_or_default();
        keeper.draft(draft, &self.event);
        let is_actor = self.group == "actor"
            && draft
                .actors
                .first()
                .is_some_and(|(actor, _)| builder.actor_at(*actor).short.raw() == group);
        if !(is_actor || draft.themes.contains(&group) || group.is_empty()) {
            draft.themes.insert(0, group);
        }
        let own = &mut draft.evidence;
        if own.is_empty() {
            own.extend(found);
        } else {
            let mut unknown = Vec::new();
            for (source, at) in found {
                let address = builder.source_at(source).address.raw();
                let same = own.iter().map(|(source, _)| builder.source_at(*source));
                let mut same = same.filter(|own| own.address.raw() == address);
                match same.next() {
                    // The credit was that of a source that annals knows by the same address.
                    Some(own) => extra.retain(|(name, value)| {
                        name != "media.credit" || value != own.author.raw()
                    }),
                    None => unknown.push((source, at)),
                }
            }
            own.extend(unknown);
        }
        extra.append(&mut draft.extra);
        draft.extra = extra;
    }
}

/// The dates of TimelineJS in one text.
pub(super) fn shown_as(start: &str, end: Option<&str>) -> String {
    end.map_or_else(|| start.to_owned(), |end| format!("{start}/{end}"))
}
