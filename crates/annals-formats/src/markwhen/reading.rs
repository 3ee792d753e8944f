//! Makes a timeline of an outline: events, eras, actors, sources and the report.

mod notes;

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::de::DeserializeOwned;

use super::header::{self, Header};
use super::item::{self, Item, LOCATION};
use super::outline::{Entry, Outline};
use super::prose;
use super::resolver::{Resolved, lower};
use super::resolving::{self, Answer, DateRequest};
use super::yaml::Node;
use super::zone::Zone;
use crate::building::{Builder, Draft, shared};
use crate::kept::Keeper;
use crate::limits::REPETITIONS_IN_ALL;
use crate::request::Request;
use annals_model::{ActorKind, Grouping, Reading};
use annals_time::{Time, When};
use notes::ReadingNotes;

/// Reads a Markwhen text.
pub(super) fn read(request: &Request<'_>, label: &'static str) -> Reading {
    let outline = Outline::of(request.text);
    let items: Vec<Item> = outline.entries.iter().map(Item::of).collect();
    let sections = sections(&outline);
    let ids = ids(&items);
    let asked: Vec<DateRequest<'_, '_>> = outline
        .entries
        .iter()
        .zip(&items)
        .map(|(entry, item)| DateRequest {
            range: entry.range.as_ref(),
            exact: item.stated.exact.as_ref(),
            zone: zone_of(entry, item, &outline, &sections),
        })
        .collect();
    let answers = resolving::place(&asked, &ids, request.now);
    let zones: Vec<Zone> = asked.iter().map(|asked| asked.zone).collect();
    let mut reader = MarkwhenReader {
        builder: Builder::new(label, request.id, request.text).keeping(request.limit),
        now: request.now,
        keeper: Keeper::default(),
        remarks: ReadingNotes::default(),
        room: REPETITIONS_IN_ALL,
    };
    reader.headers(&outline.pages);
    let titles = outline.pages.iter().map(|page| shared(page.title.clone()));
    let titles: Vec<String> = titles.collect();
    reader.outline(&outline, &sections);
    for (index, ((entry, item), answer)) in
        outline.entries.iter().zip(items).zip(answers).enumerate()
    {
        let title = titles.get(entry.page).map(String::as_str);
        let page = title.filter(|title| entry.page > 0 && !title.is_empty());
        let section = entry.section.and_then(|section| sections.get(section));
        reader.entry(entry, item, answer, zones[index], section, page);
    }
    std::mem::take(&mut reader.keeper).finish(&mut reader.builder);
    reader.remarks.tell(&mut reader.builder, &outline, request);
    reader.builder.finish()
}

/// What a section gives to its events.
#[derive(Debug)]
struct SectionContext {
    /// Titles of the section and those around it, outermost first.
    path: Vec<String>,
    tags: Vec<String>,
    zone: Option<Zone>,
    problems: Vec<(usize, String)>,
    /// Properties that are not used, as `key: value`.
    aside: Vec<String>,
}

fn sections(outline: &Outline<'_>) -> Vec<SectionContext> {
    /// Maximum length of a path of sections, and maximum number of tags that they give to an event.
    const MAX_DEPTH: usize = 32;
    let mut lanes: Vec<SectionContext> = Vec::with_capacity(outline.sections.len());
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
        if !words.text.is_empty() && path.len() < MAX_DEPTH {
            path.push(shared(words.text));
        }
        let mut tags = parent.map(|parent| parent.tags.clone()).unwrap_or_default();
        let known = outline.pages.first().map(|page| &page.tag_zones);
        let mut last = words.tags.iter().rev();
        let of_tag = known.and_then(|known| last.find_map(|tag| known.get(tag).copied()));
        let zone = zone.or(of_tag).or(parent.and_then(|parent| parent.zone));
        tags.extend(words.tags.into_iter().map(shared));
        tags.truncate(MAX_DEPTH);
        lanes.push(SectionContext {
            path,
            tags,
            zone,
            problems,
            aside,
        });
    }
    lanes
}

/// The zone of an event: its own, that of its tags, of the section it is in, of the page.
fn zone_of(
    entry: &Entry<'_>,
    item: &Item,
    outline: &Outline<'_>,
    sections: &[SectionContext],
) -> Zone {
    let page = outline.pages.get(entry.page);
    let of_tag = || {
        let known = &page?.tag_zones;
        item.tags.iter().find_map(|tag| known.get(tag).copied())
    };
    let of_section = || sections.get(entry.section?)?.zone;
    item.stated
        .zone
        .or_else(of_tag)
        .or_else(of_section)
        .or_else(|| page.map(|page| page.zone))
        .unwrap_or_default()
}

/// The indices of events by id; the first one of a repeated id.
fn ids(items: &[Item]) -> HashMap<&str, usize> {
    let mut ids = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(id) = &item.id {
            ids.entry(id.as_str()).or_insert(index);
        }
    }
    ids
}

struct MarkwhenReader<'t> {
    builder: Builder<'t>,
    now: Option<Time>,
    keeper: Keeper,
    remarks: ReadingNotes,
    /// How many more repetitions are allowed.
    room: usize,
}

impl MarkwhenReader<'_> {
    fn headers(&mut self, pages: &[Header]) {
        for (index, page) in pages.iter().enumerate() {
            for (byte, sentence) in &page.problems {
                self.builder.warn(*byte, sentence);
            }
            for node in &page.actors {
                if let Some(kept) = self.kept(node) {
                    self.keeper.actor(&mut self.builder, kept);
                }
            }
            for node in &page.sources {
                if let Some(kept) = self.kept(node) {
                    self.keeper.source(&mut self.builder, node.byte, kept);
                }
            }
            if index == 0 {
                self.builder.set_title(&page.title, &page.description);
                let timeline = self.builder.timeline();
                timeline.lanes = page.lanes;
                timeline.opening = page.opening;
            }
        }
    }

    /// Takes an object that annals wrote; anything else is reported.
    fn kept<T: DeserializeOwned>(&mut self, node: &Node) -> Option<T> {
        let kept = serde_json::from_value(node.to_json());
        if kept.is_err() {
            let message = "This is not as annals wrote it, and is left out.";
            self.builder.warn(node.byte, message);
        }
        kept.ok()
    }

    /// Reports problems of sections and stray lines.
    fn outline(&mut self, outline: &Outline<'_>, sections: &[SectionContext]) {
        for (byte, sentence) in outline
            .problems
            .iter()
            .chain(sections.iter().flat_map(|lane| &lane.problems))
        {
            self.builder.warn(*byte, sentence);
        }
        for (lane, section) in sections.iter().zip(&outline.sections) {
            if !lane.aside.is_empty() {
                let sentence = format!(
                    "Properties of a section are not kept: {}.",
                    lane.aside.join("; ")
                );
                self.builder.warn(section.byte, &sentence);
            }
        }
        if let Some((byte, count)) = outline.strays {
            let which = if count == 1 {
                "This line belongs to no event and is left out.".to_owned()
            } else {
                format!("{count} lines, this one first, belong to no event and are left out.")
            };
            self.builder.warn(byte, &which);
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
        section: Option<&SectionContext>,
        page: Option<&str>,
    ) {
        for (byte, sentence) in &item.problems {
            self.builder.warn(*byte, sentence);
        }
        for id in &answer.dangling {
            let at = entry.written.find(&format!("!{id}")).unwrap_or(0);
            self.builder.warn(
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
            self.builder.warn(entry.byte, &sentence);
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
        for node in links {
            let link = item::link(&node);
            self.keeper
                .link_from(first.unwrap_or(index), node.byte, link);
        }
    }

    /// The dates of a recurring event; empty if it does not recur.
    fn repeated(
        &mut self,
        entry: &Entry<'_>,
        placed: Option<&Resolved>,
        zone: Zone,
        item: &mut Item,
    ) -> Vec<When> {
        let Some(recurrence) = entry.range.as_ref().and_then(|it| it.recurrence.as_ref()) else {
            return Vec::new();
        };
        if item.stated.exact.is_some() {
            return Vec::new();
        }
        item.extra
            .push(("recurrence".to_owned(), recurrence.text.to_owned()));
        let found = match (&recurrence.rule, placed) {
            (Some(rule), Some(Resolved::Interval(interval))) => {
                resolving::repeat(interval, rule, zone, self.now, self.room)
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
                self.builder.warn(entry.byte + at, &sentence);
                Vec::new()
            }
        }
    }

    fn draft(
        &mut self,
        entry: &Entry<'_>,
        item: Item,
        section: Option<&SectionContext>,
        page: Option<&str>,
    ) -> Draft {
        let mut themes = item.themes.unwrap_or_default();
        let mut extra = item.extra;
        let of_section = section.and_then(|section| section.path.first()).cloned();
        let of_tags = section
            .map(|section| section.tags.clone())
            .unwrap_or_default();
        // The builder takes each of them once.
        themes.extend(of_section.into_iter().chain(of_tags).chain(item.tags));
        if let Some(section) = section.filter(|section| section.path.len() > 1) {
            extra.push(("Section".to_owned(), section.path.join(" / ")));
        }
        if let Some(page) = page {
            extra.push(("Page".to_owned(), page.to_owned()));
        }
        let mut actors = Vec::new();
        for (name, role) in item.riders {
            let declared = self.keeper.known_actor(&name);
            let actor = declared.or_else(|| self.builder.actor(&name, None));
            actors.extend(actor.map(|actor| (actor, role)));
        }
        for name in item.places {
            let declared = self.keeper.known_actor(&name);
            let index = declared.or_else(|| self.builder.actor(&name, Some(ActorKind::Place)));
            actors.extend(index.map(|index| (index, LOCATION.to_owned())));
        }
        let mut evidence = Vec::new();
        let mut unknown = String::new();
        for (source, at) in item.evidence {
            match self.keeper.known_source(&source) {
                Some(known) => evidence.push((known, at)),
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
            missing: item.missing,
            refs: item.refs,
            notes: String::new(),
            extra,
            byte: entry.byte,
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
        || !item.missing.is_empty()
        || !item.refs.is_empty()
        || !item.extra.is_empty()
        || item.status.is_some()
}
