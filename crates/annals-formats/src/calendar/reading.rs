//! Reads iCalendar: components become events, one for each occurrence.

use std::collections::{HashMap, HashSet};

use calcard::icalendar::{ICalendarProperty as Property, ICalendarStatus};

use super::calendar_time::{CalendarTime, TimeKey, date};
use super::heading;
use super::occurrences::{self, Budget, DEFAULT_HORIZON_YEARS};
use super::parsed::{first_component, parse};
use super::people::People;
use super::properties::{Properties, PropertyReader, noun};
use super::scan::{ComponentKind, ComponentText, ScannedText, byte_of, scan};
use super::writing::calendar_dates;
use super::zones::{Zone, Zones};
use crate::building::{Builder, Draft};
use crate::kept::Keeper;
use crate::markup::plain;
use crate::{Format, Request, limits};
use annals_model::text::counted;
use annals_model::{ActorKind, EventIndex, LinkKind, Reading, Status};
use annals_time::When;

/// The most characters of a `UID` before its `@` that become an id, which people have to type.
const MAX_ID_LENGTH: usize = 40;

/// Reads a calendar.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let text = request.text;
    let mut builder = Builder::new(Format::Calendar, request.id, text).keeping(request.limit);
    let found = scan(text);
    if found.calendars == 0 && found.parts.is_empty() {
        builder.refuse(
            0,
            "This is no iCalendar text: it has no line BEGIN:VCALENDAR.",
        );
        return builder.finish();
    }
    for (byte, message) in &found.warnings {
        builder.warn(*byte, message);
    }
    let mut keeper = Keeper::default();
    let names = heading::read(&found, &mut builder, &mut keeper);
    let mut reader = CalendarReader {
        text,
        builder,
        zones: Zones::default(),
        budget: Budget::new(request.now),
        keeper,
        people: People::default(),
        replaced: HashMap::new(),
        uids: HashMap::new(),
        related: Vec::new(),
        names,
        counts: Counts::default(),
        bytes_of: None,
        bytes: HashMap::new(),
    };
    for part in found
        .parts
        .iter()
        .filter(|part| part.kind == ComponentKind::TimeZone)
    {
        if let Some(calendar) = parse(&part.text) {
            reader.zones.define(&calendar, &mut reader.budget.steps);
        }
    }
    for part in found.parts.iter().filter(|part| part.is_override) {
        reader.record_override(part);
    }
    for part in &found.parts {
        reader.part(part);
    }
    reader.finish(&found)
}

/// What is counted for the notes of the report.
#[derive(Debug, Default)]
struct Counts {
    cancelled: usize,
    enclosed: usize,
    html: usize,
    endless: usize,
    is_zoned: bool,
    is_floating: bool,
}

struct CalendarReader<'t> {
    text: &'t str,
    builder: Builder<'t>,
    zones: Zones,
    budget: Budget,
    keeper: Keeper,
    people: People,
    /// The occurrences that other components replace, by `UID`.
    replaced: HashMap<String, HashSet<TimeKey>>,
    /// The first event of each `UID`.
    uids: HashMap<String, EventIndex>,
    /// Links to events by `UID`.
    related: Vec<(EventIndex, LinkKind, String)>,
    /// The name of each calendar, if they differ.
    names: Vec<String>,
    counts: Counts,
    /// The component whose properties were looked for last, by its first byte, and where they begin.
    bytes_of: Option<usize>,
    bytes: HashMap<&'static str, usize>,
}

impl<'t> CalendarReader<'t> {
    /// Records which occurrence a component replaces.
    fn record_override(&mut self, part: &ComponentText<'t>) {
        let Some(component) = parse(&part.text).and_then(first_component) else {
            return;
        };
        let uid = component.uid().unwrap_or_default().to_owned();
        let Some(entry) = component.property(&Property::RecurrenceId) else {
            return;
        };
        let zone = entry.tz_id().and_then(|id| self.zones.find(id));
        let value = entry
            .values
            .first()
            .and_then(|value| value.as_partial_date_time());
        let time = value.and_then(|value| CalendarTime::new(value, zone.unwrap_or(Zone::Floating)));
        if let Some(time) = time {
            let key = time.key(&self.zones);
            self.replaced.entry(uid).or_default().insert(key);
        }
    }

    fn part(&mut self, part: &ComponentText<'t>) {
        match part.kind {
            ComponentKind::TimeZone => return,
            ComponentKind::Other => {
                let name: String = part.name.chars().take(40).collect();
                let message = format!("{name} is no event, task or entry, and is left out.");
                self.builder.skip(part.start, &message);
                return;
            }
            ComponentKind::Event | ComponentKind::Todo | ComponentKind::Journal => {}
        }
        let Some(component) = parse(&part.text).and_then(first_component) else {
            self.builder.skip(part.start, "This cannot be read.");
            return;
        };
        let properties = PropertyReader {
            text: self.text,
            part,
            builder: &mut self.builder,
            zones: &mut self.zones,
            bytes: HashMap::new(),
            unread: 0,
        }
        .read(component);
        self.component(part, properties);
    }

    fn component(&mut self, part: &ComponentText<'t>, mut properties: Properties) {
        let noun = noun(part.kind);
        if properties.replacement.is_following {
            let byte = byte_of(self.text, part, "RECURRENCE-ID", 0);
            let message = "This is read as one occurrence; those after it stay as they are.";
            self.builder.warn(byte, message);
        }
        let (start, end) = match part.kind {
            ComponentKind::Todo => match properties.times.start {
                Some(start) => (Some(start), properties.times.due),
                None => (properties.times.due.or(properties.times.completed), None),
            },
            ComponentKind::Journal => (properties.times.start, None),
            _ => (properties.times.start, properties.times.end),
        };
        if start.is_none()
            && part.kind == ComponentKind::Event
            && properties.own.date.is_empty()
            && properties.extra.iter().all(|(name, _)| name != "DTSTART")
        {
            self.builder
                .warn(part.start, "This event has no DTSTART, and stays undated.");
        }
        let draft = self.draft(part, &mut properties);
        let Some(start) = start else {
            let when = self.kept_date(part, &properties, None, None);
            self.event(&properties, Draft { when, ..draft });
            return;
        };
        // A replaced occurrence does not repeat.
        let replaced = if properties.replacement.occurrence.is_some() {
            properties.schedule.rules.clear();
            properties.schedule.further.clear();
            None
        } else {
            self.replaced.get(&properties.uid)
        };
        let found = occurrences::find(
            &properties.schedule,
            start,
            end,
            replaced,
            &self.zones,
            part.text.len(),
            &mut self.budget,
        );
        if found.is_cut {
            let message = limits::too_many_occurrences(noun, found.all.len());
            self.builder.warn(part.start, &message);
        }
        for (name, index, reason) in &found.invalid {
            let byte = byte_of(self.text, part, name, *index);
            let message = format!("This rule is left out: {reason}.");
            self.builder.warn(byte, &message);
        }
        self.counts.endless += usize::from(found.is_endless);
        let mut draft = Some(draft);
        let length = found.all.len();
        for (index, (start, end)) in found.all.iter().enumerate() {
            self.counts.is_zoned |= !matches!(start.zone, Zone::Floating | Zone::Utc);
            self.counts.is_floating |= start.zone == Zone::Floating && !start.is_day;
            let own = if index + 1 == length {
                draft.take()
            } else {
                draft.clone()
            };
            let Some(mut own) = own else { break };
            if index > 0 {
                // Only the first event has the rule.
                own.extra.retain(|(name, _)| name != "RRULE");
            }
            own.when = self.when(part, &properties, start, end.as_ref());
            self.event(&properties, own);
        }
    }

    fn event(&mut self, properties: &Properties, draft: Draft) {
        let byte = draft.byte;
        let index = self.builder.event(draft);
        if !properties.uid.is_empty() {
            self.uids.entry(properties.uid.clone()).or_insert(index);
        }
        if let Some(kept) = &properties.own.event {
            self.keeper.link(index, byte, kept.clone());
        } else {
            let related = properties.related.iter().cloned();
            self.related
                .extend(related.map(|(kind, uid)| (index, kind, uid)));
        }
    }

    /// Returns the byte of the first property of a name in a component, which is looked for once: all occurrences of
    /// an event may ask for it.
    fn byte_of(&mut self, part: &ComponentText<'t>, name: &'static str) -> usize {
        if self.bytes_of != Some(part.start) {
            self.bytes_of = Some(part.start);
            self.bytes.clear();
        }
        let text = self.text;
        let known = self.bytes.entry(name);
        *known.or_insert_with(|| byte_of(text, part, name, 0))
    }

    /// Returns the date that annals wrote, unless the event has been moved since.
    fn kept_date(
        &mut self,
        part: &ComponentText<'t>,
        properties: &Properties,
        start: Option<&CalendarTime>,
        end: Option<&CalendarTime>,
    ) -> Option<When> {
        if properties.own.date.is_empty() {
            return None;
        }
        let byte = self.byte_of(part, super::properties::DATE);
        let kept = self.builder.date(byte, &properties.own.date)?;
        let dates = calendar_dates(&kept);
        if (dates.start.as_ref(), dates.end.as_ref()) == (start, end) {
            return Some(kept);
        }
        let message = "The event has been moved since annals wrote it: DTSTART and DTEND count.";
        self.builder.warn(byte, message);
        None
    }

    fn when(
        &mut self,
        part: &ComponentText<'t>,
        properties: &Properties,
        start: &CalendarTime,
        end: Option<&CalendarTime>,
    ) -> Option<When> {
        let kept = self.kept_date(part, properties, Some(start), end);
        if kept.is_some() {
            return kept;
        }
        let text = date(start, end, &self.zones).or_else(|| {
            let names = ["DTEND", "DUE", "DURATION"].into_iter();
            let mut bytes = names.map(|name| self.byte_of(part, name));
            let byte = bytes.find(|byte| *byte != part.start);
            let message = "The end comes before the start, and is left out.";
            self.builder.warn(byte.unwrap_or(part.start), message);
            date(start, None, &self.zones)
        })?;
        self.builder.date(part.start, &text)
    }

    /// Makes an event without its date.
    fn draft(&mut self, part: &ComponentText<'t>, properties: &mut Properties) -> Draft {
        self.counts.html += usize::from(properties.has_html);
        self.counts.enclosed += properties.documents.enclosed;
        let (id, is_whole) = id_of(&properties.uid);
        let mut draft = Draft {
            id,
            title: std::mem::take(&mut properties.title),
            summary: std::mem::take(&mut properties.summary),
            themes: std::mem::take(&mut properties.themes),
            byte: part.start,
            ..Draft::default()
        };
        if draft.title.trim().is_empty() {
            let mut lines = draft
                .summary
                .lines()
                .chain([properties.location.as_str()])
                .map(str::trim);
            let title = lines.find(|line| !line.is_empty());
            let title = title.unwrap_or("Without a title").to_owned();
            draft.title = title;
        }
        if let Some(kept) = &properties.own.event {
            let themes = std::mem::take(&mut draft.themes);
            self.keeper.draft(&mut draft, kept);
            draft.themes = themes;
            draft.extra.append(&mut properties.extra);
            return draft;
        }
        // Some programs write HTML, although the standard has plain text.
        let tags = ["</", "<br", "<p>", "<li>"];
        if tags.iter().any(|tag| draft.summary.contains(tag)) {
            draft.summary = plain(&draft.summary).text;
        }
        draft.status = Some(self.status(part.kind, properties));
        draft.extra = std::mem::take(&mut properties.extra);
        if !is_whole {
            draft.extra.push(("UID".to_owned(), properties.uid.clone()));
        }
        if let Some(name) = self
            .names
            .get(part.calendar)
            .filter(|_| self.names.len() > 1)
        {
            draft.themes.push(name.clone());
        }
        for person in &properties.people {
            draft
                .actors
                .extend(self.people.actor(&mut self.builder, person));
        }
        let answers = properties
            .people
            .iter()
            .map(|person| person.answer.as_str());
        let answers: Vec<_> = answers.filter(|answer| !answer.is_empty()).collect();
        draft
            .extra
            .push(("PARTSTAT".to_owned(), answers.join("\n")));
        if properties.location.starts_with("https://") || properties.location.starts_with("http://")
        {
            properties
                .documents
                .addresses
                .push((properties.location.clone(), String::new()));
        } else {
            let place = self
                .builder
                .actor(&properties.location, Some(ActorKind::Place));
            draft
                .actors
                .extend(place.map(|place| (place, "place".to_owned())));
        }
        for (address, name) in &properties.documents.addresses {
            let source = self.builder.source(name, address);
            draft
                .evidence
                .extend(source.map(|source| (source, String::new())));
        }
        draft
    }

    /// Returns the status of a component. A cancelled one is a plan and keeps its `STATUS`.
    fn status(&mut self, kind: ComponentKind, properties: &mut Properties) -> Status {
        let is_task = kind == ComponentKind::Todo;
        let (status, kept) = match &properties.status {
            None if is_task => (Status::Plan, None),
            None | Some(ICalendarStatus::Confirmed | ICalendarStatus::Final) => {
                (Status::Reported, None)
            }
            Some(ICalendarStatus::Completed) => (Status::Reported, is_task.then_some("COMPLETED")),
            Some(ICalendarStatus::Tentative | ICalendarStatus::NeedsAction) => (Status::Plan, None),
            Some(ICalendarStatus::Cancelled) => {
                self.counts.cancelled += 1;
                (Status::Plan, Some("CANCELLED"))
            }
            Some(ICalendarStatus::InProcess) => (Status::Plan, Some("IN-PROCESS")),
            Some(ICalendarStatus::Pending) => (Status::Plan, Some("PENDING")),
            Some(ICalendarStatus::Failed) => (Status::Plan, Some("FAILED")),
            Some(ICalendarStatus::Draft) => (Status::Reported, Some("DRAFT")),
        };
        if let Some(kept) = kept {
            properties
                .extra
                .push(("STATUS".to_owned(), kept.to_owned()));
        }
        status
    }

    fn finish(mut self, found: &ScannedText<'t>) -> Reading {
        self.keeper.finish(&mut self.builder);
        let mut dangling = 0;
        for (from, kind, uid) in &self.related {
            match self.uids.get(uid) {
                Some(to) => self.builder.link(*from, *to, *kind),
                None => dangling += 1,
            }
        }
        let counts = self.counts;
        let last = self.budget.last_year;
        let mut say = |number: usize, noun: &str, sentence: &str| {
            if number > 0 {
                self.builder
                    .note(&format!("{}: {sentence}.", counted(number, noun)));
            }
        };
        let followed = last.map_or_else(
            || format!("followed for {DEFAULT_HORIZON_YEARS} years"),
            |year| format!("followed to the end of {year}"),
        );
        say(
            counts.endless,
            "event",
            &format!("repeats without an end, and is {followed}"),
        );
        say(
            counts.cancelled,
            "event",
            "called off; kept as a plan, with its STATUS",
        );
        say(dangling, "link", "leads to no event, and is left out");
        say(
            counts.enclosed,
            "attachment",
            "stands in the file itself, and is left out",
        );
        say(
            counts.html,
            "description",
            "has a copy in HTML, which is left out",
        );
        say(found.alarms, "reminder", "left out");
        if counts.is_zoned {
            self.builder
                .note("Times in a zone are placed by the rules of that zone.");
        }
        if counts.is_floating {
            self.builder.note("Times without a zone stay without one.");
        }
        self.builder.finish()
    }
}

/// Returns the id that a `UID` makes, if any, and whether the id is the whole `UID`.
fn id_of(uid: &str) -> (Option<String>, bool) {
    let uid = uid.trim();
    let name = uid.rsplit_once('@').map_or(uid, |(name, _)| name);
    let is_usable = !name.is_empty()
        && name.chars().count() <= MAX_ID_LENGTH
        && !name
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control());
    let id = is_usable.then(|| name.to_owned());
    let is_whole = id.as_deref() == Some(uid) || uid.is_empty();
    (id, is_whole)
}
