//! Reads iCalendar: components become events, one for each occurrence.
//!
//! Owns what kind of statement a component is and what it is called.

use std::collections::{HashMap, HashSet};

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarProperty as Property, ICalendarStatus,
};
use calcard::{Entry, Parser};

use super::heading;
use super::occurrences::{self, Allowance, YEARS_WITHOUT_PRESENT};
use super::people::People;
use super::properties::{Properties, Said, noun};
use super::scan::{Kind, Part, Scan, place_of, scan};
use super::stamp::{Key, Stamp, date};
use super::writing::placing;
use super::zones::{Zone, Zones};
use crate::building::{Builder, Draft};
use crate::kept::{Keeper, count};
use crate::markup::plain;
use crate::{Format, Request};
use annals_model::text::grouped;
use annals_model::{ActorKind, EventIndex, LinkKind, Reading, Status};
use annals_time::When;

/// A `UID` of at most so many characters before its `@` is an id that a person can type.
const LONGEST_ID: usize = 40;

/// Reads a text.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let text = request.text;
    let mut builder = Builder::new(Format::Calendar, request.id, text);
    let found = scan(text);
    if found.calendars == 0 && found.parts.is_empty() {
        builder.refuse(
            0,
            "This is no iCalendar text: it has no line BEGIN:VCALENDAR.",
        );
        return builder.finish();
    }
    for (byte, message) in &found.doubts {
        builder.doubt(*byte, message);
    }
    let mut keeper = Keeper::default();
    let names = heading::read(&found, &mut builder, &mut keeper);
    let mut reader = Reader {
        text,
        builder,
        zones: Zones::default(),
        allowance: Allowance::new(request.now),
        keeper,
        people: People::default(),
        replaced: HashMap::new(),
        uids: HashMap::new(),
        related: Vec::new(),
        names,
        tally: Tally::default(),
    };
    for part in found
        .parts
        .iter()
        .filter(|part| part.kind == Kind::TimeZone)
    {
        if let Some(calendar) = parse(&part.text) {
            reader.zones.define(&calendar, &mut reader.allowance.steps);
        }
    }
    for part in found.parts.iter().filter(|part| part.is_override) {
        reader.note_override(part);
    }
    for part in &found.parts {
        reader.part(part);
    }
    reader.finish(&found)
}

pub(super) fn parse(text: &str) -> Option<ICalendar> {
    match Parser::new(text).entry() {
        Entry::ICalendar(calendar) => Some(calendar),
        _ => None,
    }
}

pub(super) fn first_component(calendar: ICalendar) -> Option<ICalendarComponent> {
    calendar.components.into_iter().next()
}

/// What is said once, at the end.
#[derive(Debug, Default)]
struct Tally {
    cancelled: usize,
    enclosed: usize,
    html: usize,
    endless: usize,
    is_zoned: bool,
    is_floating: bool,
}

struct Reader<'t> {
    text: &'t str,
    builder: Builder<'t>,
    zones: Zones,
    allowance: Allowance,
    keeper: Keeper,
    people: People,
    /// The occurrences that other components stand for, by `UID`.
    replaced: HashMap<String, HashSet<Key>>,
    /// The first event of each `UID`.
    uids: HashMap<String, EventIndex>,
    /// Links by `UID`, with the byte that is told of one to nowhere.
    related: Vec<(EventIndex, LinkKind, String)>,
    /// What each calendar is called.
    names: Vec<String>,
    tally: Tally,
}

impl<'t> Reader<'t> {
    fn note_override(&mut self, part: &Part<'t>) {
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
        let stamp = value.and_then(|value| Stamp::new(value, zone.unwrap_or(Zone::Floating)));
        if let Some(stamp) = stamp {
            let key = stamp.key(&self.zones);
            self.replaced.entry(uid).or_default().insert(key);
        }
    }

    fn part(&mut self, part: &Part<'t>) {
        match part.kind {
            Kind::TimeZone => return,
            Kind::Other => {
                let name: String = part.name.chars().take(40).collect();
                let message = format!("{name} is no event, task or entry, and is left out.");
                self.builder.skip(part.start, &message);
                return;
            }
            Kind::Event | Kind::Todo | Kind::Journal => {}
        }
        let Some(component) = parse(&part.text).and_then(first_component) else {
            self.builder.skip(part.start, "This cannot be read.");
            return;
        };
        let said = Properties {
            text: self.text,
            part,
            builder: &mut self.builder,
            zones: &mut self.zones,
            places: HashMap::new(),
            unread: 0,
        }
        .read(component);
        self.component(part, said);
    }

    fn component(&mut self, part: &Part<'t>, mut said: Said) {
        let noun = noun(part.kind);
        if said.replaces_following {
            let place = place_of(self.text, part, "RECURRENCE-ID", 0);
            let message = "This is read as one occurrence; those after it stay as they are.";
            self.builder.doubt(place, message);
        }
        let (start, end) = match part.kind {
            Kind::Todo => match said.start {
                Some(start) => (Some(start), said.due),
                None => (said.due.or(said.completed), None),
            },
            Kind::Journal => (said.start, None),
            _ => (said.start, said.end),
        };
        if start.is_none()
            && part.kind == Kind::Event
            && said.date.is_empty()
            && said.extra.iter().all(|(name, _)| name != "DTSTART")
        {
            self.builder
                .doubt(part.start, "This event has no DTSTART, and stays undated.");
        }
        let draft = self.draft(part, &mut said);
        let Some(start) = start else {
            let when = self.kept_date(part, &said, None, None);
            self.event(&said, Draft { when, ..draft });
            return;
        };
        // An occurrence that was changed is itself, and no rule.
        let replaced = if said.replaces.is_some() {
            said.rules.clear();
            said.further.clear();
            None
        } else {
            self.replaced.get(&said.uid)
        };
        let found = occurrences::find(
            &said,
            start,
            end,
            replaced,
            &self.zones,
            part.text.len(),
            &mut self.allowance,
        );
        if found.is_cut {
            let first = match found.all.len() {
                1 => String::new(),
                number => format!(" {}", grouped(number)),
            };
            let message = format!(
                "This {noun} repeats too often: occurrences after the first{first} are left out."
            );
            self.builder.doubt(part.start, &message);
        }
        self.tally.endless += usize::from(found.is_endless);
        let mut draft = Some(draft);
        let length = found.all.len();
        for (place, (start, end)) in found.all.iter().enumerate() {
            self.tally.is_zoned |= !matches!(start.zone, Zone::Floating | Zone::Utc);
            self.tally.is_floating |= start.zone == Zone::Floating && !start.is_day;
            let own = if place + 1 == length {
                draft.take()
            } else {
                draft.clone()
            };
            let Some(mut own) = own else { break };
            if place > 0 {
                // The rule is told once.
                own.extra.retain(|(name, _)| name != "RRULE");
            }
            own.when = self.when(part, &said, start, end.as_ref());
            self.event(&said, own);
        }
    }

    fn event(&mut self, said: &Said, draft: Draft) {
        let byte = draft.byte;
        let index = self.builder.event(draft);
        if !said.uid.is_empty() {
            self.uids.entry(said.uid.clone()).or_insert(index);
        }
        if let Some(kept) = &said.kept {
            self.keeper.link(index, byte, kept.clone());
        } else {
            let related = said.related.iter().cloned();
            self.related
                .extend(related.map(|(kind, uid)| (index, kind, uid)));
        }
    }

    /// The date that annals wrote, if it wrote one and nobody has moved the event since.
    fn kept_date(
        &mut self,
        part: &Part<'t>,
        said: &Said,
        start: Option<&Stamp>,
        end: Option<&Stamp>,
    ) -> Option<When> {
        if said.date.is_empty() {
            return None;
        }
        let place = place_of(self.text, part, super::properties::DATE, 0);
        let kept = self.builder.date(place, &said.date)?;
        let placed = placing(&kept);
        if (placed.start.as_ref(), placed.end.as_ref()) == (start, end) {
            return Some(kept);
        }
        let message = "The event has been moved since annals wrote it: DTSTART and DTEND count.";
        self.builder.doubt(place, message);
        None
    }

    fn when(
        &mut self,
        part: &Part<'t>,
        said: &Said,
        start: &Stamp,
        end: Option<&Stamp>,
    ) -> Option<When> {
        let kept = self.kept_date(part, said, Some(start), end);
        if kept.is_some() {
            return kept;
        }
        let text = date(start, end, &self.zones).or_else(|| {
            let names = ["DTEND", "DUE", "DURATION"].into_iter();
            let mut places = names.map(|name| place_of(self.text, part, name, 0));
            let place = places.find(|place| *place != part.start);
            let message = "The end comes before the start, and is left out.";
            self.builder.doubt(place.unwrap_or(part.start), message);
            date(start, None, &self.zones)
        })?;
        self.builder.date(part.start, &text)
    }

    /// All but the date.
    fn draft(&mut self, part: &Part<'t>, said: &mut Said) -> Draft {
        self.tally.html += usize::from(said.has_html);
        self.tally.enclosed += said.enclosed;
        let (id, is_whole) = id_of(&said.uid);
        let mut draft = Draft {
            id,
            title: std::mem::take(&mut said.title),
            summary: std::mem::take(&mut said.summary),
            themes: std::mem::take(&mut said.themes),
            byte: part.start,
            ..Draft::default()
        };
        if draft.title.trim().is_empty() {
            let mut lines = draft
                .summary
                .lines()
                .chain([said.place.as_str()])
                .map(str::trim);
            let title = lines.find(|line| !line.is_empty());
            let title = title.unwrap_or("Without a title").to_owned();
            draft.title = title;
        }
        if let Some(kept) = &said.kept {
            let themes = std::mem::take(&mut draft.themes);
            self.keeper.draft(&mut draft, kept);
            draft.themes = themes;
            draft.extra.append(&mut said.extra);
            return draft;
        }
        // Some programs write HTML where the standard has plain text.
        let tags = ["</", "<br", "<p>", "<li>"];
        if tags.iter().any(|tag| draft.summary.contains(tag)) {
            draft.summary = plain(&draft.summary).text;
        }
        draft.status = Some(self.status(part.kind, said));
        draft.extra = std::mem::take(&mut said.extra);
        if !is_whole {
            draft.extra.push(("UID".to_owned(), said.uid.clone()));
        }
        if let Some(name) = self
            .names
            .get(part.calendar)
            .filter(|_| self.names.len() > 1)
        {
            draft.themes.push(name.clone());
        }
        for person in &said.people {
            draft
                .actors
                .extend(self.people.actor(&mut self.builder, person));
        }
        let answers = said.people.iter().map(|person| person.answer.as_str());
        let answers: Vec<_> = answers.filter(|answer| !answer.is_empty()).collect();
        draft
            .extra
            .push(("PARTSTAT".to_owned(), answers.join("\n")));
        if said.place.starts_with("https://") || said.place.starts_with("http://") {
            said.addresses.push((said.place.clone(), String::new()));
        } else {
            let place = self.builder.actor(&said.place, Some(ActorKind::Place));
            draft
                .actors
                .extend(place.map(|place| (place, "place".to_owned())));
        }
        for (address, name) in &said.addresses {
            let source = self.builder.source(name, address);
            draft
                .evidence
                .extend(source.map(|source| (source, String::new())));
        }
        draft
    }

    /// What kind of statement a component is. What was called off stays a plan, and its `STATUS` is kept.
    fn status(&mut self, kind: Kind, said: &mut Said) -> Status {
        let is_task = kind == Kind::Todo;
        let (status, kept) = match &said.status {
            None if is_task => (Status::Plan, None),
            None | Some(ICalendarStatus::Confirmed | ICalendarStatus::Final) => {
                (Status::Reported, None)
            }
            Some(ICalendarStatus::Completed) => (Status::Reported, is_task.then_some("COMPLETED")),
            Some(ICalendarStatus::Tentative | ICalendarStatus::NeedsAction) => (Status::Plan, None),
            Some(ICalendarStatus::Cancelled) => {
                self.tally.cancelled += 1;
                (Status::Plan, Some("CANCELLED"))
            }
            Some(ICalendarStatus::InProcess) => (Status::Plan, Some("IN-PROCESS")),
            Some(ICalendarStatus::Pending) => (Status::Plan, Some("PENDING")),
            Some(ICalendarStatus::Failed) => (Status::Plan, Some("FAILED")),
            Some(ICalendarStatus::Draft) => (Status::Reported, Some("DRAFT")),
        };
        if let Some(kept) = kept {
            said.extra.push(("STATUS".to_owned(), kept.to_owned()));
        }
        status
    }

    fn finish(mut self, found: &Scan<'t>) -> Reading {
        self.keeper.finish(&mut self.builder);
        let mut astray = 0;
        for (from, kind, uid) in &self.related {
            match self.uids.get(uid) {
                Some(to) => self.builder.link(*from, *to, *kind),
                None => astray += 1,
            }
        }
        let tally = self.tally;
        let last = self.allowance.last_year;
        let mut say = |number: usize, noun: &str, sentence: &str| {
            if number > 0 {
                self.builder
                    .remark(&format!("{}: {sentence}.", count(number, noun)));
            }
        };
        let followed = last.map_or_else(
            || format!("followed for {YEARS_WITHOUT_PRESENT} years"),
            |year| format!("followed to the end of {year}"),
        );
        say(
            tally.endless,
            "event",
            &format!("repeats without an end, and is {followed}"),
        );
        say(
            tally.cancelled,
            "event",
            "called off; kept as a plan, with its STATUS",
        );
        say(astray, "link", "leads to no event, and is left out");
        say(
            tally.enclosed,
            "attachment",
            "stands in the file itself, and is left out",
        );
        say(
            tally.html,
            "description",
            "has a copy in HTML, which is left out",
        );
        say(found.alarms, "reminder", "left out");
        if tally.is_zoned {
            self.builder
                .remark("Times in a zone are placed by the rules of that zone.");
        }
        if tally.is_floating {
            self.builder
                .remark("Times without a zone stay without one.");
        }
        self.builder.finish()
    }
}

/// The id that a `UID` makes, if it makes one, and whether that is all of it.
fn id_of(uid: &str) -> (Option<String>, bool) {
    let uid = uid.trim();
    let name = uid.rsplit_once('@').map_or(uid, |(name, _)| name);
    let is_usable = !name.is_empty()
        && name.chars().count() <= LONGEST_ID
        && !name
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control());
    let id = is_usable.then(|| name.to_owned());
    let is_whole = id.as_deref() == Some(uid) || uid.is_empty();
    (id, is_whole)
}
