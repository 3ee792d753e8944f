//! Reads items, groups and options of vis-timeline.
//!
//! Owns what an item is: an event, or the era that a background is.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::dates;
use super::spans::{Broken, Span, Walk, said};
use super::writing::placing;
use crate::building::{Builder, Draft};
use crate::kept::{Keeper, KeptEvent, KeptTimeline, count};
use crate::markup::{Link, Plain, plain};
use crate::{Format, Request};
use annals_model::{Grouping, Reading};
use annals_time::{When, Window};

/// Groups stand in each other so deep, at most.
const MOST_NESTED: usize = 16;

/// What annals keeps of an item: an event, and its texts where HTML would change them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptItem {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) summary: String,
    /// Whether it is drawn for an era that stands elsewhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) era: bool,
    /// The place among the events, of one that cannot be an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<usize>,
    pub(super) event: KeptEvent,
}

/// What annals keeps of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptWhole {
    pub(super) timeline: KeptTimeline,
    /// Events that cannot be items, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) undrawn: Vec<KeptItem>,
}

/// A lane.
#[derive(Debug, Default)]
struct Lane {
    name: String,
    /// The group that it stands in, if it stands in one.
    parent: Option<String>,
}

/// What stands beside the items.
#[derive(Debug, Default)]
struct Around<'t> {
    items: Vec<Span<'t>>,
    groups: Vec<Span<'t>>,
    options: Option<Span<'t>>,
    kept: Option<Span<'t>>,
    others: Vec<String>,
}

/// Reads a text.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let text = request.text;
    let mut builder = Builder::new(Format::Vis, request.id, text);
    let mut walk = Walk::new(text, 0);
    let mut around = Around::default();
    let result = match walk.peek() {
        Some('[') => walk.array(|item| around.items.push(item)),
        _ => walk.object(|name, walk| {
            match name {
                "items" => walk.array(|item| around.items.push(item))?,
                "groups" => walk.array(|group| around.groups.push(group))?,
                "options" => around.options = Some(walk.skip()?),
                "annals" => around.kept = Some(walk.skip()?),
                _ => {
                    walk.skip()?;
                    around.others.push(name.to_owned());
                }
            }
            Ok(())
        }),
    };
    if let Err(Broken { byte, message }) = result {
        if around.items.is_empty() {
            builder.refuse(byte, &message);
            return builder.finish();
        }
        builder.skip(byte, &format!("{message} What stands before it is read."));
    } else if walk.peek().is_some() {
        let byte = walk.byte();
        builder.doubt(byte, "What follows the end of the timeline is left out.");
    }
    let mut reader = Reader {
        builder,
        keeper: Keeper::default(),
        lanes: HashMap::new(),
        has_lanes: false,
        undrawn: Vec::new().into_iter().peekable(),
        has_eras: false,
        unknown: HashSet::new(),
    };
    reader.around(&around);
    for item in &around.items {
        reader.item(*item);
    }
    reader.finish(&around)
}

struct Reader<'t> {
    builder: Builder<'t>,
    keeper: Keeper,
    lanes: HashMap<String, Lane>,
    has_lanes: bool,
    undrawn: std::iter::Peekable<std::vec::IntoIter<KeptItem>>,
    /// Whether the eras stand elsewhere already.
    has_eras: bool,
    /// Groups that were told to be unknown.
    unknown: HashSet<String>,
}

impl Reader<'_> {
    fn around(&mut self, around: &Around<'_>) {
        if let Some(kept) = around.kept {
            if let Ok(whole) = serde_json::from_str::<KeptWhole>(kept.text) {
                let timeline = whole.timeline;
                self.builder.entitle(&timeline.title, &timeline.summary);
                self.has_eras = !timeline.eras.is_empty();
                self.keeper.timeline(&mut self.builder, kept.byte, timeline);
                self.undrawn = whole.undrawn.into_iter().peekable();
            } else {
                let message = "This is not as annals wrote it, and is left out.";
                self.builder.doubt(kept.byte, message);
            }
        }
        for group in &around.groups {
            self.group(*group);
        }
        self.has_lanes = !self.lanes.is_empty();
        if let Some(options) = around.options {
            self.options(options);
        }
    }

    /// Tells of a value that is no object, or takes it.
    fn fields(&mut self, span: Span<'_>, noun: &str) -> Option<Map<String, Value>> {
        match serde_json::from_str(span.text) {
            Ok(Value::Object(fields)) => Some(fields),
            Ok(_) => {
                let message = format!("This is no {noun}: an object, {{...}}, is expected.");
                self.builder.skip(span.byte, &message);
                None
            }
            Err(error) => {
                let message = format!("This {noun} cannot be read: {}.", said(&error));
                self.builder.skip(span.byte, &message);
                None
            }
        }
    }

    fn group(&mut self, span: Span<'_>) {
        let Some(fields) = self.fields(span, "group") else {
            return;
        };
        let Some(id) = fields.get("id").map(shown).filter(|id| !id.is_empty()) else {
            self.builder
                .doubt(span.byte, "This group has no id, so no item can be in it.");
            return;
        };
        let name = fields
            .get("content")
            .map(|name| plain(&shown(name)).text.replace('\n', " "));
        let name = name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| id.clone());
        if let Some(Value::Array(nested)) = fields.get("nestedGroups") {
            for child in nested.iter().map(shown) {
                self.lanes.entry(child).or_default().parent = Some(id.clone());
            }
        }
        self.lanes.entry(id).or_default().name = name;
    }

    /// The window that is shown first; what else the options say is about drawing.
    fn options(&mut self, span: Span<'_>) {
        let Some(fields) = self.fields(span, "set of options") else {
            return;
        };
        let mut moment = |name: &str| {
            let text = dates::text(fields.get(name)).ok().flatten()?;
            let when = self.builder.date(span.byte, &text)?;
            when.start().earliest.time()
        };
        if let (Some(start), Some(end)) = (moment("start"), moment("end")) {
            self.builder.timeline().opening = Window::new(start, end);
        }
        let others = fields
            .keys()
            .filter(|name| !["start", "end"].contains(&name.as_str()));
        let others = others.count();
        if others > 0 {
            let sentence = format!("{}: about drawing, and left out.", count(others, "option"));
            self.builder.remark(&sentence);
        }
    }

    fn item(&mut self, span: Span<'_>) {
        let Some(mut fields) = self.fields(span, "item") else {
            return;
        };
        let kept = fields.remove("annals").and_then(|kept| {
            // By way of text, as the whole is read: what is kept is then taken in by one reader only.
            let kept = serde_json::from_str::<KeptItem>(&kept.to_string());
            if kept.is_err() {
                let message = "\"annals\" is not as annals wrote it, and is left out.";
                self.builder.doubt(span.byte, message);
            }
            kept.ok()
        });
        if kept.as_ref().is_some_and(|kept| kept.era) && self.has_eras {
            return;
        }
        let kept = kept.filter(|kept| !kept.era);
        self.undrawn_before();
        let content = plain(
            &fields
                .remove("content")
                .as_ref()
                .map(shown)
                .unwrap_or_default(),
        );
        let when = self.when(span, &mut fields, kept.as_ref());
        if fields.get("type").is_some_and(|kind| kind == "background") {
            match when {
                Some(when) => self.builder.era(&content.text.replace('\n', " "), when),
                None => self
                    .builder
                    .skip(span.byte, "This background has no dates."),
            }
            return;
        }
        let mut draft = self.draft(span, &mut fields, &content, kept.as_ref());
        draft.when = when;
        let index = self.builder.event(draft);
        if let Some(kept) = kept {
            self.keeper.link(index, span.byte, kept.event);
        }
    }

    /// All but the date.
    fn draft(
        &mut self,
        span: Span<'_>,
        fields: &mut Map<String, Value>,
        content: &Plain,
        kept: Option<&KeptItem>,
    ) -> Draft {
        let tooltip = plain(
            &fields
                .remove("title")
                .as_ref()
                .map(shown)
                .unwrap_or_default(),
        );
        let (title, rest) = content
            .text
            .split_once('\n')
            .unwrap_or((content.text.as_str(), ""));
        let mut draft = Draft {
            id: fields.remove("id").as_ref().map(shown),
            title: title.to_owned(),
            summary: rest.to_owned(),
            byte: span.byte,
            ..Draft::default()
        };
        if draft.summary.is_empty() {
            draft.summary.clone_from(&tooltip.text);
        } else if tooltip.text != draft.summary {
            draft.extra.push(("title".to_owned(), tooltip.text));
        }
        if draft.title.is_empty() {
            let line = draft.summary.lines().next().unwrap_or_default();
            draft.title = if line.is_empty() {
                "Without a title"
            } else {
                line
            }
            .to_owned();
        }
        if let Some(group) = fields.remove("group") {
            draft.themes = self.themes(span, &shown(&group));
        }
        for Link { address, .. } in content.links.iter().chain(&tooltip.links) {
            let source = self.builder.source("", address);
            draft
                .evidence
                .extend(source.map(|source| (source, String::new())));
        }
        // A box is what an item is drawn as unless it says otherwise.
        if fields
            .get("type")
            .is_some_and(|kind| kind == "box" || kind == "range")
        {
            fields.remove("type");
        }
        for (name, value) in std::mem::take(fields) {
            draft.extra.push((name, shown(&value)));
        }
        if let Some(kept) = kept {
            let mut others = std::mem::take(&mut draft.extra);
            self.keeper.draft(&mut draft, &kept.event);
            draft.extra.append(&mut others);
            if !kept.title.is_empty() {
                draft.title.clone_from(&kept.title);
            }
            if !kept.summary.is_empty() {
                draft.summary.clone_from(&kept.summary);
            }
        }
        draft
    }

    /// The name of a group and of those that it stands in.
    fn themes(&mut self, span: Span<'_>, group: &str) -> Vec<String> {
        if group.is_empty() {
            return Vec::new();
        }
        if self.has_lanes
            && !self.lanes.contains_key(group)
            && self.unknown.insert(group.to_owned())
        {
            let shown: String = group.chars().take(60).collect();
            let message = format!("There is no group \"{shown}\"; its id is taken for its name.");
            self.builder.doubt(span.byte, &message);
        }
        let mut names = Vec::new();
        let mut seen = HashSet::new();
        let mut next = Some(group);
        // Groups that stand in each other in a circle are named once.
        while let Some(id) = next.filter(|id| names.len() < MOST_NESTED && seen.insert(*id)) {
            let lane = self.lanes.get(id);
            let name = lane.map_or("", |lane| lane.name.as_str());
            names.push(if name.is_empty() { id } else { name }.to_owned());
            next = lane.and_then(|lane| lane.parent.as_deref());
        }
        names
    }

    fn when(
        &mut self,
        span: Span<'_>,
        fields: &mut Map<String, Value>,
        kept: Option<&KeptItem>,
    ) -> Option<When> {
        let mut read = |name: &str| {
            let value = fields.remove(name);
            match dates::text(value.as_ref()) {
                Ok(text) => text,
                Err(text) => {
                    let shown: String = text.chars().take(60).collect();
                    let message = format!("\"{name}\" {shown} is no date.");
                    self.builder.doubt(span.byte, &message);
                    fields.insert(name.to_owned(), Value::String(text));
                    None
                }
            }
        };
        let (start, end) = (read("start"), read("end"));
        if let Some(date) = kept
            .map(|kept| kept.event.date.as_str())
            .filter(|date| !date.is_empty())
        {
            let when = self.builder.date(span.byte, date)?;
            if placing(&when).is_some_and(|placed| {
                (Some(placed.start), placed.end) == (start.clone(), end.clone())
            }) {
                return Some(when);
            }
            let message = "The item has been moved since annals wrote it: its start and end count.";
            self.builder.doubt(span.byte, message);
        }
        let Some(start) = start else {
            if end.is_some() || !fields.contains_key("start") {
                self.builder
                    .doubt(span.byte, "This item has no start, and stays undated.");
            }
            return None;
        };
        let when = self.date(span, fields, "start", &start)?;
        let Some(end) = end.filter(|end| *end != start) else {
            return Some(when);
        };
        let last = self.date(span, fields, "end", &end)?;
        if last.reach().1 <= when.reach().0 {
            let message = "The end comes before the start, and is left out.";
            self.builder.doubt(span.byte, message);
            fields.insert("end".to_owned(), Value::String(end));
            return Some(when);
        }
        // Each of the two may be a phrase; an interval is made of what they mean.
        let part = |when: &When, text: &str| when.edtf().unwrap_or(text).to_owned();
        let interval = format!("{}/{}", part(&when, &start), part(&last, &end));
        if let Ok(found) = When::parse(&interval) {
            return found;
        }
        let message = "Start and end do not make one date: the end is left out.";
        self.builder.doubt(span.byte, message);
        fields.insert("end".to_owned(), Value::String(end));
        Some(when)
    }

    /// A date of an item; one that cannot be read is told, and kept.
    fn date(
        &mut self,
        span: Span<'_>,
        fields: &mut Map<String, Value>,
        name: &str,
        text: &str,
    ) -> Option<When> {
        let found = self.builder.date(span.byte, text);
        if found.is_none() {
            fields.insert(name.to_owned(), Value::String(text.to_owned()));
        }
        found
    }

    /// Events that are no items and stand before the next one.
    fn undrawn_before(&mut self) {
        loop {
            let place = self.builder.timeline().events.len();
            let Some(kept) = self
                .undrawn
                .next_if(|kept| kept.place.is_none_or(|own| own <= place))
            else {
                return;
            };
            self.undrawn_event(kept);
        }
    }

    fn undrawn_event(&mut self, kept: KeptItem) {
        let mut draft = Draft {
            title: kept.title.clone(),
            summary: kept.summary.clone(),
            when: self.builder.date(0, &kept.event.date),
            ..Draft::default()
        };
        self.keeper.draft(&mut draft, &kept.event);
        let index = self.builder.event(draft);
        self.keeper.link(index, 0, kept.event);
    }

    fn finish(mut self, around: &Around<'_>) -> Reading {
        while let Some(kept) = self.undrawn.next() {
            self.undrawn_event(kept);
        }
        self.keeper.finish(&mut self.builder);
        if around.kept.is_none()
            && self
                .builder
                .timeline()
                .events
                .iter()
                .any(|event| !event.themes.is_empty())
        {
            self.builder.timeline().lanes = Some(Grouping::Theme);
        }
        if !around.others.is_empty() {
            let names: Vec<_> = around.others.iter().take(8).map(String::as_str).collect();
            let sentence = format!(
                "Left out of what stands beside the items: {}.",
                names.join(", ")
            );
            self.builder.remark(&sentence);
        }
        self.builder
            .remark("Year 0 is 1 BC; numbers are milliseconds since 1970, in UTC.");
        self.builder.finish()
    }
}

/// A value as text: a string as it is, anything else as JSON.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}
