//! From the parts of a text to a timeline.
//!
//! Owns what becomes an event, an era, an actor or a source, and what the report says of all of it.

mod remarks;

use std::collections::HashMap;
use std::fmt::Write as _;

use super::header::{self, Header};
use super::item::{self, Item, LOCATION};
use super::outline::{Entry, Outline};
use super::place::{Placed, lower};
use super::placing::{self, Answer, Asked, MOST_IN_ALL};
use super::prose;
use super::yaml::Node;
use super::zone::Zone;
use crate::building::{Builder, Draft};
use crate::{Format, Request};
use annals_model::text::Clean;
use annals_model::{
    ActorIndex, ActorKind, EventIndex, Evidence, Grouping, Link, LinkKind, Reading, SourceIndex,
};
use annals_time::{Time, When};
use remarks::Remarks;

/// Reads a text of which it is known that it is markwhen.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let outline = Outline::of(request.text);
    let items: Vec<Item> = outline.entries.iter().map(Item::of).collect();
    let sections = sections(&outline);
    let ids = ids(&items);
    let asked: Vec<Asked<'_, '_>> = outline
        .entries
        .iter()
        .zip(&items)
        .map(|(entry, item)| Asked {
            range: entry.range.as_ref(),
            exact: item.exact.as_ref(),
            zone: zone_of(entry, item, &outline, &sections),
        })
        .collect();
    let answers = placing::place(&asked, &ids, request.now);
    let zones: Vec<Zone> = asked.iter().map(|asked| asked.zone).collect();
    let mut maker = Maker {
        builder: Builder::new(Format::Markwhen, request.id, request.text),
        now: request.now,
        actor_with_ids: HashMap::new(),
        source_with_ids: HashMap::new(),
        links: Vec::new(),
        written_ids: HashMap::new(),
        remarks: Remarks::default(),
        room: MOST_IN_ALL,
    };
    maker.headers(&outline.pages);
    maker.outline(&outline, &sections);
    for (place, ((entry, item), answer)) in
        outline.entries.iter().zip(items).zip(answers).enumerate()
    {
        let title = outline
            .pages
            .get(entry.page)
            .map(|page| page.title.as_str());
        let page = title.filter(|title| entry.page > 0 && !title.is_empty());
        let section = entry.section.and_then(|section| sections.get(section));
        maker.entry(entry, item, answer, zones[place], section, page);
    }
    maker.links();
    maker.remarks.tell(&mut maker.builder, &outline, request);
    maker.builder.finish()
}

/// A section as events see it.
#[derive(Debug)]
struct Lane {
    /// From the outermost.
    path: Vec<String>,
    tags: Vec<String>,
    zone: Option<Zone>,
    problems: Vec<(usize, String)>,
    /// Properties without a use.
    aside: Vec<String>,
}

fn sections(outline: &Outline<'_>) -> Vec<Lane> {
    /// A path deeper than this keeps its outermost and innermost names.
    const MOST_DEPTH: usize = 32;
    let mut lanes: Vec<Lane> = Vec::with_capacity(outline.sections.len());
    for section in &outline.sections {
        let words = prose::first(section.title);
        let document = section.properties();
        let mut problems = document.problems;
        let mut zone = None;
        let mut aside = Vec::new();
        for pair in document.pairs {
            match pair.key.to_lowercase().as_str() {
                "timezone" | "tz" => zone = header::zone(&pair.node, &mut problems),
                "style" => {}
                key => aside.push(format!("{key}: {}", pair.node.shown())),
            }
        }
        let parent = section.parent.and_then(|parent| lanes.get(parent));
        let mut path = parent.map(|parent| parent.path.clone()).unwrap_or_default();
        if !words.text.is_empty() && path.len() < MOST_DEPTH {
            path.push(words.text);
        }
        let mut tags = parent.map(|parent| parent.tags.clone()).unwrap_or_default();
        tags.truncate(MOST_DEPTH);
        let known = outline.pages.first().map(|page| page.tag_zones.as_slice());
        let of_tag = words
            .tags
            .iter()
            .rev()
            .find_map(|tag| zone_of_tag(known.unwrap_or_default(), tag));
        let zone = zone.or(of_tag).or(parent.and_then(|parent| parent.zone));
        tags.extend(words.tags);
        lanes.push(Lane {
            path,
            tags,
            zone,
            problems,
            aside,
        });
    }
    lanes
}

fn zone_of_tag(known: &[(String, Zone)], tag: &str) -> Option<Zone> {
    let mut known = known.iter();
    known.find(|(name, _)| name == tag).map(|(_, zone)| *zone)
}

/// The zone of an event: its own, that of its tags, of the section it is in, of the page.
fn zone_of(entry: &Entry<'_>, item: &Item, outline: &Outline<'_>, sections: &[Lane]) -> Zone {
    let page = outline.pages.get(entry.page);
    let known = page
        .map(|page| page.tag_zones.as_slice())
        .unwrap_or_default();
    let of_tag = || item.tags.iter().find_map(|tag| zone_of_tag(known, tag));
    let of_section = || sections.get(entry.section?)?.zone;
    item.zone
        .or_else(of_tag)
        .or_else(of_section)
        .or_else(|| page.map(|page| page.zone))
        .unwrap_or_default()
}

/// The events by their ids; of one that is given twice, the first counts.
fn ids(items: &[Item]) -> HashMap<&str, usize> {
    let mut ids = HashMap::new();
    for (place, item) in items.iter().enumerate() {
        if let Some(id) = &item.id {
            ids.entry(id.as_str()).or_insert(place);
        }
    }
    ids
}

struct Maker<'t> {
    builder: Builder<'t>,
    now: Option<Time>,
    actor_with_ids: HashMap<String, ActorIndex>,
    source_with_ids: HashMap<String, SourceIndex>,
    /// Links to be made when every event is there.
    links: Vec<(EventIndex, Node)>,
    written_ids: HashMap<String, EventIndex>,
    remarks: Remarks,
    /// How many more repetitions there may be.
    room: usize,
}

impl Maker<'_> {
    fn headers(&mut self, pages: &[Header]) {
        for (place, page) in pages.iter().enumerate() {
            for (byte, sentence) in &page.problems {
                self.builder.doubt(*byte, sentence);
            }
            for actor in &page.actors {
                self.declare_actor(actor);
            }
            for source in &page.sources {
                self.declare_source(source);
            }
            if place == 0 {
                self.builder.entitle(&page.title, &page.description);
                let timeline = self.builder.timeline();
                timeline.lanes = page.lanes;
                timeline.opening = page.opening;
            }
        }
    }

    fn declare_actor(&mut self, node: &Node) {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let Some(id) = text("id").filter(|id| !id.is_empty()) else {
            return;
        };
        let name = text("name").unwrap_or(id);
        let index = self.builder.actor_with_id(id, name);
        let actor = self.builder.actor_mut(index);
        if let Some(short) = text("short") {
            actor.short = Clean::line(short);
        }
        actor.summary = Clean::block(text("summary").unwrap_or_default());
        let mut kinds = ActorKind::ALL.iter().copied();
        actor.kind = kinds.find(|kind| Some(kind.name()) == text("kind"));
        if let Some(aliases) = node.get("aliases") {
            actor.aliases = aliases.texts().into_iter().map(Clean::line).collect();
        }
        self.actor_with_ids.entry(id.to_owned()).or_insert(index);
    }

    fn declare_source(&mut self, node: &Node) {
        let text = |key: &str| node.get(key).and_then(Node::text).unwrap_or_default();
        let id = text("id");
        if id.is_empty() {
            return;
        }
        let index = self
            .builder
            .source_with_id(id, text("title"), text("address"));
        let date = node.get("date");
        let date = date.and_then(|date| self.builder.date(date.byte, date.text()?));
        let source = self.builder.source_mut(index);
        source.title = Clean::line(text("title"));
        source.author = Clean::line(text("author"));
        source.publisher = Clean::line(text("publisher"));
        source.note = Clean::block(text("note"));
        source.date = date;
        self.source_with_ids.entry(id.to_owned()).or_insert(index);
    }

    /// What is to be said of the parts that are no events.
    fn outline(&mut self, outline: &Outline<'_>, sections: &[Lane]) {
        for (byte, sentence) in outline
            .problems
            .iter()
            .chain(sections.iter().flat_map(|lane| &lane.problems))
        {
            self.builder.doubt(*byte, sentence);
        }
        for (lane, section) in sections.iter().zip(&outline.sections) {
            if !lane.aside.is_empty() {
                let sentence = format!(
                    "Properties of a section are not kept: {}.",
                    lane.aside.join("; ")
                );
                self.builder.doubt(section.byte, &sentence);
            }
        }
        if let Some((byte, count)) = outline.strays {
            let which = if count == 1 {
                "This line belongs to no event and is left out.".to_owned()
            } else {
                format!("{count} lines, this one first, belong to no event and are left out.")
            };
            self.builder.doubt(byte, &which);
        }
        let is_in_section = outline.entries.iter().any(|entry| entry.section.is_some());
        let timeline = self.builder.timeline();
        if is_in_section && timeline.lanes.is_none() {
            timeline.lanes = Some(Grouping::Theme);
        }
    }

    fn entry(
        &mut self,
        entry: &Entry<'_>,
        mut item: Item,
        answer: Answer,
        zone: Zone,
        section: Option<&Lane>,
        page: Option<&str>,
    ) {
        for (byte, sentence) in &item.problems {
            self.builder.doubt(*byte, sentence);
        }
        for id in &answer.dangling {
            let at = entry.written.find(&format!("!{id}")).unwrap_or(0);
            self.builder.doubt(
                entry.byte + at,
                &format!(
                    "No event has the id \"{id}\"; the date is counted from the event before."
                ),
            );
        }
        if let Some(trouble) = &answer.trouble {
            let sentence = format!(
                "\"{}\" is no date: {} The event is kept without one.",
                entry.written,
                lower(trouble)
            );
            self.builder.doubt(entry.byte, &sentence);
            item.extra
                .push(("date as written".to_owned(), entry.written.to_owned()));
        }
        self.remarks.note(entry, &answer, zone);
        let when = answer.when;
        if item.is_era
            && let Some(when) = &when
        {
            self.builder.era(&item.title, when.clone());
            if !says_more(&item) {
                return;
            }
        }
        if item.is_era && when.is_none() {
            item.tags.push("era".to_owned());
        }
        let dates = self.repeated(entry, answer.placed.as_ref(), zone, &mut item);
        let links = std::mem::take(&mut item.links);
        let id = item.id.clone();
        let draft = self.draft(entry, item, section, page);
        let (last, before) = match dates.split_last() {
            Some((last, before)) => (Some(last.clone()), before),
            None => (when, [].as_slice()),
        };
        let mut first = None;
        for when in before {
            let copy = Draft {
                when: Some(when.clone()),
                ..draft.clone()
            };
            first = first.or(Some(self.builder.event(copy)));
        }
        let index = self.builder.event(Draft {
            when: last,
            ..draft
        });
        let first = first.unwrap_or(index);
        if let Some(id) = id {
            self.written_ids.entry(id).or_insert(first);
        }
        self.links
            .extend(links.into_iter().map(|link| (first, link)));
    }

    /// The dates that one repeated event becomes; empty where it does not repeat.
    fn repeated(
        &mut self,
        entry: &Entry<'_>,
        placed: Option<&Placed>,
        zone: Zone,
        item: &mut Item,
    ) -> Vec<When> {
        let Some(recurrence) = entry.range.as_ref().and_then(|it| it.recurrence.as_ref()) else {
            return Vec::new();
        };
        if item.exact.is_some() {
            return Vec::new();
        }
        item.extra
            .push(("recurrence".to_owned(), recurrence.text.to_owned()));
        let found = match (&recurrence.rule, placed) {
            (Some(rule), Some(Placed::Stretch(stretch))) => {
                placing::repeat(stretch, rule, zone, self.now, self.room)
                    .map(|(dates, is_cut)| (dates, is_cut, rule))
            }
            (None, _) => Err("annals reads \"every 2 weeks for 5 times\" and the like.".to_owned()),
            (_, Some(_)) => Err("a date of this kind cannot be repeated.".to_owned()),
            (_, None) => return Vec::new(),
        };
        match found {
            Ok((dates, is_cut, rule)) => {
                self.room = self.room.saturating_sub(dates.len() - 1);
                self.remarks.repeated(dates.len(), is_cut, rule);
                dates.iter().filter_map(|date| date.when().ok()).collect()
            }
            Err(trouble) => {
                let at = entry.written.find("every").unwrap_or(0);
                let sentence = format!(
                    "\"{}\" is not followed: {trouble} The event stands here once.",
                    recurrence.text
                );
                self.builder.doubt(entry.byte + at, &sentence);
                Vec::new()
            }
        }
    }

    fn draft(
        &mut self,
        entry: &Entry<'_>,
        item: Item,
        section: Option<&Lane>,
        page: Option<&str>,
    ) -> Draft {
        let mut themes = item.themes.unwrap_or_default();
        let mut extra = item.extra;
        let of_section = section.and_then(|section| section.path.first()).cloned();
        let of_tags = section
            .map(|section| section.tags.clone())
            .unwrap_or_default();
        for theme in of_section.into_iter().chain(of_tags).chain(item.tags) {
            if !themes.contains(&theme) {
                themes.push(theme);
            }
        }
        if let Some(section) = section.filter(|section| section.path.len() > 1) {
            extra.push(("Section".to_owned(), section.path.join(" / ")));
        }
        if let Some(page) = page {
            extra.push(("Page".to_owned(), page.to_owned()));
        }
        let mut actors = Vec::new();
        for (name, role) in item.riders {
            let declared = self.actor_with_ids.get(&name).copied();
            let actor = declared.or_else(|| self.builder.actor(&name, None));
            actors.extend(actor.map(|actor| (actor, role)));
        }
        for name in item.places {
            let declared = self.actor_with_ids.get(&name).copied();
            let place = declared.or_else(|| self.builder.actor(&name, Some(ActorKind::Place)));
            actors.extend(place.map(|place| (place, LOCATION.to_owned())));
        }
        let mut evidence = Vec::new();
        let mut unknown = String::new();
        for (source, at) in item.evidence {
            match self.source_with_ids.get(&source) {
                Some(&known) => evidence.push((known, at)),
                None => {
                    // Writing to a string cannot fail.
                    let _ = write!(unknown, "[{source}, {at}] ");
                }
            }
        }
        extra.push(("evidence".to_owned(), unknown));
        for (label, address) in item.references {
            let source = self.builder.source(&label, &address);
            evidence.extend(source.map(|source| (source, String::new())));
        }
        Draft {
            id: item.id,
            title: item.title,
            summary: item.summary,
            when: None,
            status: item.status,
            actors,
            themes,
            evidence,
            notes: String::new(),
            extra,
            byte: entry.byte,
        }
    }

    /// Links from event to event, as annals writes them.
    fn links(&mut self) {
        for (from, node) in std::mem::take(&mut self.links) {
            let text = |key: &str| node.get(key).and_then(Node::text);
            let mut kinds = LinkKind::ALL.iter().copied();
            let kind = kinds.find(|kind| Some(kind.name()) == text("kind"));
            let to = text("to").and_then(|to| self.written_ids.get(to).copied());
            let (Some(kind), Some(to)) = (kind, to) else {
                let shown = node.shown();
                let sentence =
                    format!("This link leads to no event or is of no known kind: {shown}.");
                self.builder.doubt(node.byte, &sentence);
                continue;
            };
            let evidence = node.get("evidence").and_then(item::evidence);
            let evidence = evidence.unwrap_or_default().into_iter();
            let evidence = evidence.filter_map(|(source, at)| {
                Some(Evidence {
                    source: *self.source_with_ids.get(&source)?,
                    at: Clean::line(&at),
                })
            });
            let link = Link {
                to,
                kind,
                wording: Clean::line(text("wording").unwrap_or_default()),
                evidence: evidence.collect(),
            };
            self.builder.event_mut(from).links.push(link);
        }
    }
}

/// Whether an era says more than its name and its date, so that it is an event too.
fn says_more(item: &Item) -> bool {
    !item.summary.is_empty()
        || item.id.is_some()
        || !item.riders.is_empty()
        || !item.places.is_empty()
        || !item.tags.is_empty()
        || item.themes.is_some()
        || !item.evidence.is_empty()
        || !item.references.is_empty()
        || !item.links.is_empty()
        || !item.extra.is_empty()
        || item.status.is_some()
}
