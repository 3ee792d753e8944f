//! Reads items, groups and options. An item becomes an event, or an era if it is a background.

use std::collections::{HashMap, HashSet};

use super::dates;
use super::kept::{KeptItem, KeptWhole};
use super::parts::FileParts;
use super::writing::drawn_interval;
use crate::building::{Builder, Draft, shared};
use crate::json::{End, Json, Object};
use crate::kept::Keeper;
use crate::markup::{Link, Plain, plain};
use crate::request::Request;
use annals_model::text::counted;
use annals_model::{Grouping, Reading};
use annals_time::{When, Window};

/// Maximum depth of nested groups.
const MAX_NESTING: usize = 16;

/// A group of items.
#[derive(Debug, Default)]
struct Group {
    name: String,
    /// The group that contains it.
    parent: Option<String>,
}

/// Reads a text.
pub(super) fn read(request: &Request<'_>, label: &'static str) -> Reading {
    let text = request.text;
    let mut builder = Builder::new(label, request.id, text).keeping(request.limit);
    let mut parts = FileParts::default();
    let problem = match parts.take(Json::open(text, 0)) {
        Ok(End::Closed(byte)) => {
            let rest = Json::open(text, byte);
            if !rest.written().is_empty() {
                let message = "What follows the end of the timeline is left out.";
                builder.warn(rest.byte(), message);
            }
            None
        }
        Ok(end) => end.problem("item"),
        Err(problem) => Some(problem),
    };
    if let Some((byte, message)) = problem {
        if parts.items.is_empty() {
            builder.refuse(byte, &message);
            return builder.finish();
        }
        builder.skip(byte, &format!("{message} What stands before it is read."));
    }
    let mut reader = VisReader {
        builder,
        keeper: Keeper::default(),
        lanes: HashMap::new(),
        has_lanes: false,
        undrawn: Vec::new().into_iter().peekable(),
        has_eras: false,
        unknown: HashSet::new(),
    };
    reader.parts(&parts);
    for item in &parts.items {
        reader.item(*item);
    }
    reader.finish(&parts)
}

struct VisReader<'t> {
    builder: Builder<'t>,
    keeper: Keeper,
    lanes: HashMap<String, Group>,
    has_lanes: bool,
    undrawn: std::iter::Peekable<std::vec::IntoIter<KeptItem>>,
    /// Whether the eras have been read from `annals`.
    has_eras: bool,
    /// Unknown groups that were reported.
    unknown: HashSet<String>,
}

impl VisReader<'_> {
    fn parts(&mut self, parts: &FileParts<'_>) {
        if let Some(kept) = parts.kept {
            if let Ok(whole) = kept.parse::<KeptWhole>() {
                let timeline = whole.timeline;
                self.builder.set_title(&timeline.title, &timeline.summary);
                self.has_eras = !timeline.eras.is_empty();
                self.keeper
                    .timeline(&mut self.builder, kept.byte(), timeline);
                self.undrawn = whole.undrawn.into_iter().peekable();
            } else {
                let message = "This is not as annals wrote it, and is left out.";
                self.builder.warn(kept.byte(), message);
            }
        }
        for group in &parts.groups {
            self.group(*group);
        }
        self.has_lanes = !self.lanes.is_empty();
        if let Some(options) = parts.options {
            self.options(options);
        }
    }

    /// The fields of an object; anything else is reported and skipped.
    fn fields<'t>(&mut self, span: Json<'t>, noun: &str) -> Option<Object<'t>> {
        let message = match span.fields() {
            Ok(fields) => return Some(fields),
            Err(_) if !span.is_object() => {
                format!("This is no {noun}: an object, {{...}}, is expected.")
            }
            Err(reason) => format!("This {noun} cannot be read: {reason}."),
        };
        self.builder.skip(span.byte(), &message);
        None
    }

    fn group(&mut self, span: Json<'_>) {
        let Some(fields) = self.fields(span, "group") else {
            return;
        };
        let Some(id) = fields.get("id").map(shown).filter(|id| !id.is_empty()) else {
            self.builder.warn(
                span.byte(),
                "This group has no id, so no item can be in it.",
            );
            return;
        };
        let name = fields
            .get("content")
            .map(|name| plain(&shown(name)).text.replace('\n', " "));
        let name = name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| id.clone());
        let nested = fields.get("nestedGroups").and_then(Json::list);
        for child in nested.into_iter().flatten().map(shown) {
            self.lanes.entry(child).or_default().parent = Some(id.clone());
        }
        self.lanes.entry(id).or_default().name = name;
    }

    /// Reads the window that is shown first; other options are about drawing.
    fn options(&mut self, span: Json<'_>) {
        let Some(fields) = self.fields(span, "set of options") else {
            return;
        };
        let mut moment = |name: &str| {
            let text = dates::text(fields.get(name)).ok().flatten()?;
            let when = self.builder.date(span.byte(), &text)?;
            when.start().earliest.time()
        };
        if let (Some(start), Some(end)) = (moment("start"), moment("end")) {
            self.builder.timeline().opening = Window::new(start, end);
        }
        let others = fields
            .fields()
            .filter(|(name, _)| !["start", "end"].contains(name));
        let others = others.count();
        if others > 0 {
            let sentence = format!(
                "{}: about drawing, and left out.",
                counted(others, "option")
            );
            self.builder.note(&sentence);
        }
    }

    fn item(&mut self, span: Json<'_>) {
        let Some(mut fields) = self.fields(span, "item") else {
            return;
        };
        let kept = fields.take("annals").and_then(|kept| {
            let kept = kept.parse::<KeptItem>();
            if kept.is_err() {
                let message = "\"annals\" is not as annals wrote it, and is left out.";
                self.builder.warn(span.byte(), message);
            }
            kept.ok()
        });
        if kept.as_ref().is_some_and(|kept| kept.era) && self.has_eras {
            return;
        }
        let kept = kept.filter(|kept| !kept.era);
        self.undrawn_before();
        let content = plain(&fields.take("content").map(shown).unwrap_or_default());
        let mut extra = Vec::new();
        let when = self.when(span, &mut fields, kept.as_ref(), &mut extra);
        if fields.text("type") == "background" {
            match when {
                Some(when) => self.builder.era(&content.text.replace('\n', " "), when),
                None => self
                    .builder
                    .skip(span.byte(), "This background has no dates."),
            }
            return;
        }
        let mut draft = self.draft(span, &mut fields, &content, kept.as_ref());
        draft.when = when;
        draft.extra.append(&mut extra);
        let index = self.builder.event(draft);
        if let Some(kept) = kept {
            self.keeper.link(index, span.byte(), kept.event);
        }
    }

    /// All but the date.
    fn draft(
        &mut self,
        span: Json<'_>,
        fields: &mut Object<'_>,
        content: &Plain,
        kept: Option<&KeptItem>,
    ) -> Draft {
        let tooltip = plain(&fields.take("title").map(shown).unwrap_or_default());
        let (title, rest) = content
            .text
            .split_once('\n')
            .unwrap_or((content.text.as_str(), ""));
        let mut draft = Draft {
            id: fields.take("id").map(shown),
            title: title.to_owned(),
            summary: rest.to_owned(),
            byte: span.byte(),
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
        if let Some(group) = fields.take("group") {
            draft.themes = self.themes(span, &shown(group));
        }
        for Link { address, .. } in content.links.iter().chain(&tooltip.links) {
            let source = self.builder.source("", address);
            draft
                .evidence
                .extend(source.map(|source| (source, String::new())));
        }
        // A box is what an item is drawn as unless it says otherwise.
        if matches!(fields.text("type").as_str(), "box" | "range") {
            fields.take("type");
        }
        for (name, value) in std::mem::take(fields).into_fields() {
            draft.extra.push((name.into_owned(), shown(value)));
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
    fn themes(&mut self, span: Json<'_>, group: &str) -> Vec<String> {
        if group.is_empty() {
            return Vec::new();
        }
        if self.has_lanes
            && !self.lanes.contains_key(group)
            && self.unknown.insert(group.to_owned())
        {
            let shown: String = group.chars().take(60).collect();
            let message = format!("There is no group \"{shown}\"; its id is taken for its name.");
            self.builder.warn(span.byte(), &message);
        }
        let mut names = Vec::new();
        let mut seen = HashSet::new();
        let mut next = Some(group);
        // In a cycle of groups each is named once.
        while let Some(id) = next.filter(|id| names.len() < MAX_NESTING && seen.insert(*id)) {
            let lane = self.lanes.get(id);
            let name = lane.map_or("", |lane| lane.name.as_str());
            names.push(shared(if name.is_empty() { id } else { name }.to_owned()));
            next = lane.and_then(|lane| lane.parent.as_deref());
        }
        names
    }

    fn when(
        &mut self,
        span: Json<'_>,
        fields: &mut Object<'_>,
        kept: Option<&KeptItem>,
        extra: &mut Vec<(String, String)>,
    ) -> Option<When> {
        let mut read = |name: &str| match dates::text(fields.take(name)) {
            Ok(text) => text,
            Err(text) => {
                let shown: String = text.chars().take(60).collect();
                let message = format!("\"{name}\" {shown} is no date.");
                self.builder.warn(span.byte(), &message);
                extra.push((name.to_owned(), text));
                None
            }
        };
        let (start, end) = (read("start"), read("end"));
        if let Some(date) = kept
            .map(|kept| kept.event.date.as_str())
            .filter(|date| !date.is_empty())
        {
            let when = self.builder.date(span.byte(), date)?;
            if drawn_interval(&when).is_some_and(|placed| {
                (Some(placed.start), placed.end) == (start.clone(), end.clone())
            }) {
                return Some(when);
            }
            let message = "The item has been moved since annals wrote it: its start and end count.";
            self.builder.warn(span.byte(), message);
        }
        let Some(start) = start else {
            if end.is_some() || extra.iter().all(|(name, _)| name != "start") {
                self.builder
                    .warn(span.byte(), "This item has no start, and stays undated.");
            }
            return None;
        };
        let when = self.date(span, extra, "start", &start)?;
        let Some(end) = end.filter(|end| *end != start) else {
            return Some(when);
        };
        let last = self.date(span, extra, "end", &end)?;
        if last.reach().1 <= when.reach().0 {
            let message = "The end comes before the start, and is left out.";
            self.builder.warn(span.byte(), message);
            extra.push(("end".to_owned(), end));
            return Some(when);
        }
        // Each of the two may be a phrase; an interval is made of what they mean.
        let part = |when: &When, text: &str| when.edtf().unwrap_or(text).to_owned();
        let interval = format!("{}/{}", part(&when, &start), part(&last, &end));
        if let Ok(found) = When::parse(&interval) {
            return found;
        }
        let message = "Start and end do not make one date: the end is left out.";
        self.builder.warn(span.byte(), message);
        extra.push(("end".to_owned(), end));
        Some(when)
    }

    /// Parses a date of an item; one that cannot be read is reported and kept as a field.
    fn date(
        &mut self,
        span: Json<'_>,
        extra: &mut Vec<(String, String)>,
        name: &str,
        text: &str,
    ) -> Option<When> {
        let found = self.builder.date(span.byte(), text);
        if found.is_none() {
            extra.push((name.to_owned(), text.to_owned()));
        }
        found
    }

    /// Adds the events that are no items and come before the next item.
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

    fn finish(mut self, parts: &FileParts<'_>) -> Reading {
        while let Some(kept) = self.undrawn.next() {
            self.undrawn_event(kept);
        }
        self.keeper.finish(&mut self.builder);
        if parts.kept.is_none()
            && self
                .builder
                .timeline()
                .events
                .iter()
                .any(|event| !event.themes.is_empty())
        {
            self.builder.timeline().lanes = Some(Grouping::Theme);
        }
        if !parts.others.is_empty() {
            let names: Vec<_> = parts.others.iter().take(8).map(String::as_str).collect();
            let sentence = format!(
                "Left out of what stands beside the items: {}.",
                names.join(", ")
            );
            self.builder.note(&sentence);
        }
        self.builder
            .note("Year 0 is 1 BC; numbers are milliseconds since 1970, in UTC.");
        self.builder.finish()
    }
}

/// A value as text, without spaces around it.
fn shown(value: Json<'_>) -> String {
    value.text().trim().to_owned()
}
