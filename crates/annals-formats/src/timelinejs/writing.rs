//! Writes version 3 of TimelineJS.
//!
//! Owns which field of TimelineJS says what, what goes under `annals` because none does, and what is
//! told as lost. Notes are for the presenter alone and a timeline of TimelineJS is for everybody, so
//! they are not written at all.

use super::dates::{self, NAMES, Parts, Said};
use super::own::shown_as;
use super::tree::{Table, Tree};
use crate::Written;
use crate::losses::Losses;
use crate::markup::{escaped, is_web};
use annals_model::text::Clean;
use annals_model::{Event, Evidence, Grouping, Source, Status, Timeline};
use annals_time::{Time, When, Window};

/// Years beyond which TimelineJS needs its cosmological scale.
const HUMAN_YEARS: std::ops::RangeInclusive<i64> = -271_820..=275_759;

/// What has been found that TimelineJS does not show.
#[derive(Debug, Default)]
struct Lost {
    undated: usize,
    in_words: usize,
    is_cosmological: bool,
    below_years: usize,
    statuses: usize,
    people: usize,
    themes: usize,
    evidence: usize,
    links: usize,
    fields: usize,
}

pub(super) fn write(timeline: &Timeline) -> Written {
    let mut lost = Lost::default();
    let mut events = Vec::new();
    let mut undated = Vec::new();
    for (index, event) in timeline.events.walk() {
        let event = &*event;
        let said = event.when.as_ref().map(Said::new);
        let mut slide = slide(timeline, event, said, &mut lost);
        if said.is_some() {
            events.push(Tree::Table(slide.finish()));
        } else {
            slide.own.text("place", &index.place().to_string());
            undated.push(Tree::Table(slide.finish()));
        }
    }
    let mut root = Table::default();
    let mut title = Table::default();
    let mut text = Table::default();
    text.text("headline", &escaped(timeline.title.raw()));
    text.text("text", &escaped(timeline.summary.raw()));
    title.table("text", text);
    root.table("title", title);
    // TimelineJS asks for the list even where nothing is in it.
    root.put("events", Tree::List(events));
    let eras = eras(timeline, &mut lost);
    root.list("eras", eras);
    if lost.is_cosmological {
        root.text("scale", "cosmological");
    }
    root.table("annals", annals(timeline, undated));
    // A tree of texts can always be written.
    let mut json = serde_json::to_string_pretty(&root).unwrap_or_default();
    json.push('\n');
    Written {
        text: json,
        lost: sentences(timeline, &lost),
    }
}

/// A slide in the making.
#[derive(Debug, Default)]
struct Slide {
    shown: Table,
    own: Table,
}

impl Slide {
    fn finish(mut self) -> Table {
        self.shown.table("annals", self.own);
        self.shown
    }
}

fn slide(timeline: &Timeline, event: &Event, said: Option<Said>, lost: &mut Lost) -> Slide {
    let mut slide = Slide::default();
    let mut extra = Extra::new(event);
    slide.shown.text("unique_id", event.id.raw());
    if let (Some(when), Some(said)) = (&event.when, said) {
        lost.count_date(&said);
        slide.shown.table("start_date", date(&said.start));
        if let Some(end) = &said.end {
            slide.shown.table("end_date", date(end));
        }
        if !said.is_exact {
            let own_words = extra.take("display_date");
            let words = own_words.unwrap_or_else(|| when.words());
            slide.shown.text("display_date", &words);
            own_date(&mut slide.own, when, &said.start, said.end.as_ref());
        }
    } else {
        lost.undated += 1;
    }
    if let Some(words) = extra.take("display_date") {
        slide.shown.text("display_date", &words);
    }
    let mut text = Table::default();
    text.text("headline", &escaped(event.title.raw()));
    text.text("text", &escaped(event.summary.raw()));
    slide.shown.table("text", text);
    slide
        .shown
        .table("media", media(timeline, event, &mut extra));
    group(timeline, event, &mut slide, lost);
    let mut background = Table::default();
    for name in ["url", "color", "alt"] {
        if let Some(value) = extra.take(&format!("background.{name}")) {
            background.text(name, &value);
        }
    }
    slide.shown.table("background", background);
    if let Some(value) = extra.take_if("autolink", |value| matches!(value, "true" | "false")) {
        slide.shown.put("autolink", Tree::Flag(value == "true"));
    }
    own(timeline, event, &mut slide.own, lost);
    let rest: Vec<_> = extra.rest().collect();
    lost.fields += rest.len();
    let rest = rest.into_iter().map(|(name, value)| {
        let mut field = Table::default();
        field.text("name", name);
        field.text("value", value);
        Tree::Table(field)
    });
    slide.own.list("extra", rest.collect());
    slide
}

fn date(parts: &Parts) -> Table {
    let mut date = Table::default();
    // In quotation marks, as TimelineJS writes them itself: a 0 that is a number counts as none.
    date.text("year", &parts.year.to_string());
    for (name, value) in NAMES.iter().zip(parts.below) {
        if let Some(value) = value {
            date.text(name, &value.to_string());
        }
    }
    date
}

fn own_date(own: &mut Table, when: &When, start: &Parts, end: Option<&Parts>) {
    own.text("date", when.text());
    let end = end.map(Parts::text);
    own.text("shown_as", &shown_as(&start.text(), end.as_deref()));
}

/// The picture or page of a slide: the first document that can be found.
fn media(timeline: &Timeline, event: &Event, extra: &mut Extra<'_>) -> Table {
    let mut media = Table::default();
    let sources = event.evidence.iter().map(|one| timeline.source(one.source));
    let source = first_of_the_web(sources);
    let url = extra.take("media.url");
    let Some(url) = url.or_else(|| source.map(|source| source.address.raw().to_owned())) else {
        return media;
    };
    media.text("url", &url);
    let credit = extra.take("media.credit");
    let credit = credit.or_else(|| source.map(|source| source.author.raw().to_owned()));
    media.text("credit", &escaped(&credit.unwrap_or_default()));
    if let Some(caption) = extra.take("media.caption") {
        media.text("caption", &escaped(&caption));
    }
    for name in ["thumbnail", "alt", "link", "link_target"] {
        if let Some(value) = extra.take(&format!("media.{name}")) {
            media.text(name, &value);
        }
    }
    media
}

pub(crate) fn first_of_the_web<'a>(
    sources: impl Iterator<Item = &'a Source>,
) -> Option<&'a Source> {
    let mut sources = sources;
    sources.find(|source| is_web(source.address.raw()))
}

/// What the lane of an event stands for: what the lanes of the timeline stand for, or its first theme.
pub(crate) fn lane<'a>(timeline: &'a Timeline, event: &'a Event) -> Option<Lane<'a>> {
    let theme = event.themes.first().map(Lane::Theme);
    let actor = event.participants.first();
    let actor = actor.map(|part| Lane::Actor(&timeline.actor(part.actor).short));
    if timeline.lanes == Some(Grouping::Actor) {
        actor.or(theme)
    } else {
        theme.or(actor)
    }
}

/// The name of a lane.
pub(crate) enum Lane<'a> {
    Theme(&'a Clean),
    Actor(&'a Clean),
}

fn group(timeline: &Timeline, event: &Event, slide: &mut Slide, lost: &mut Lost) {
    let themes = |themes: &[Clean]| {
        themes
            .iter()
            .map(|it| Tree::Text(it.raw().to_owned()))
            .collect()
    };
    match lane(timeline, event) {
        Some(Lane::Theme(theme)) => {
            slide.shown.text("group", &escaped(theme.raw()));
            if event.themes.len() > 1 {
                lost.themes += event.themes.len() - 1;
                slide.own.list("themes", themes(&event.themes));
            }
        }
        Some(Lane::Actor(actor)) => {
            slide.shown.text("group", &escaped(actor.raw()));
            slide.own.text("group", "actor");
            lost.themes += event.themes.len();
            slide.own.list("themes", themes(&event.themes));
        }
        None => {}
    }
}

/// What an event says that TimelineJS has no field for.
fn own(timeline: &Timeline, event: &Event, own: &mut Table, lost: &mut Lost) {
    if event.status != Status::Reported {
        lost.statuses += 1;
        own.text("status", event.status.name());
    }
    lost.people += event.participants.len();
    let people = event.participants.iter().map(|part| {
        let mut person = Table::default();
        person.text("id", timeline.actor(part.actor).id.raw());
        person.text("role", part.role.raw());
        Tree::Table(person)
    });
    own.list("actors", people.collect());
    let sources = event.evidence.iter().map(|one| timeline.source(one.source));
    let shown = usize::from(first_of_the_web(sources).is_some());
    lost.evidence += event.evidence.len() - shown;
    own.list("evidence", evidence(timeline, &event.evidence));
    lost.links += event.links.len();
    let links = event.links.iter().map(|link| {
        let mut table = Table::default();
        table.text("to", timeline.event(link.to).id.raw());
        table.text("kind", link.kind.name());
        table.text("wording", link.wording.raw());
        table.list("evidence", evidence(timeline, &link.evidence));
        Tree::Table(table)
    });
    own.list("links", links.collect());
}

fn evidence(timeline: &Timeline, all: &[Evidence]) -> Vec<Tree> {
    let all = all.iter().map(|one| {
        let mut table = Table::default();
        table.text("source", timeline.source(one.source).id.raw());
        table.text("at", one.at.raw());
        Tree::Table(table)
    });
    all.collect()
}

/// The eras. Each needs an end that is not its start: without one TimelineJS shows nothing at all.
fn eras(timeline: &Timeline, lost: &mut Lost) -> Vec<Tree> {
    let mut eras = Vec::new();
    let latest = latest(timeline);
    for era in &timeline.eras {
        let (said, end) = era_said(&era.when, latest);
        lost.note_years(&[Some(said.start), Some(end)]);
        let mut table = Table::default();
        table.table("start_date", date(&said.start));
        table.table("end_date", date(&end));
        let mut text = Table::default();
        text.text("headline", &escaped(era.title.raw()));
        table.put("text", Tree::Table(text));
        if !said.is_exact || said.end != Some(end) {
            let mut own = Table::default();
            own_date(&mut own, &era.when, &said.start, Some(&end));
            table.table("annals", own);
        }
        eras.push(Tree::Table(table));
    }
    eras
}

/// An era as TimelineJS can have it, with its end: where it has none, `latest`.
pub(crate) fn era_said(when: &When, latest: Time) -> (Said, Parts) {
    let said = Said::new(when);
    let end = said.end.unwrap_or_else(|| {
        let (_, own) = when.hull();
        let year = 366 * 86_400 * 1_000_000_000;
        let least = dates::begin(&said.start).map(|begin| begin.saturating_add_nanos(year));
        let reach = own
            .time()
            .unwrap_or_else(|| latest.max(least.unwrap_or(latest)));
        dates::last(reach, said.start)
    });
    (said, end)
}

/// The last moment that any date of the timeline names.
pub(crate) fn latest(timeline: &Timeline) -> Time {
    let mut actors = Vec::new();
    let events = (0..timeline.events.len()).filter_map(|place| {
        actors.clear();
        timeline.events.brief(place, &mut actors).extent
    });
    let all = events.chain(timeline.eras.iter().map(|era| era.when.extent()));
    let ends = all.map(|extent| extent.whole.hull());
    let ends = ends.flat_map(|(start, end)| [start.time(), end.time()]);
    ends.flatten().max().unwrap_or(Time::MIN)
}

/// What stands for the whole timeline.
fn annals(timeline: &Timeline, undated: Vec<Tree>) -> Table {
    let mut annals = Table::default();
    annals.text("id", timeline.id.raw());
    if let Some(lanes) = timeline.lanes {
        annals.text("lanes", lanes.name());
    }
    if let Some(opening) = timeline.opening {
        annals.text("opening", &stretch(&opening));
    }
    let actors = timeline.actors.iter().map(|actor| {
        let mut table = Table::default();
        table.text("id", actor.id.raw());
        table.text("name", actor.name.raw());
        if actor.short != actor.name {
            table.text("short", actor.short.raw());
        }
        let aliases = actor.aliases.iter();
        let aliases = aliases.map(|alias| Tree::Text(alias.raw().to_owned()));
        table.list("aliases", aliases.collect());
        table.text("kind", actor.kind.map_or("", |kind| kind.name()));
        table.text("summary", actor.summary.raw());
        Tree::Table(table)
    });
    annals.list("actors", actors.collect());
    let sources = timeline.sources.iter().map(|source| {
        let mut table = Table::default();
        table.text("id", source.id.raw());
        table.text("title", source.title.raw());
        table.text("author", source.author.raw());
        table.text("publisher", source.publisher.raw());
        table.text("date", source.date.as_ref().map_or("", When::text));
        table.text("address", source.address.raw());
        table.text("note", source.note.raw());
        Tree::Table(table)
    });
    annals.list("sources", sources.collect());
    annals.list("undated", undated);
    annals
}

/// The extra fields of an event that have not found a place yet.
struct Extra<'e> {
    fields: Vec<Option<(&'e str, &'e str)>>,
}

impl<'e> Extra<'e> {
    fn new(event: &'e Event) -> Self {
        let fields = event.extra.iter();
        Self {
            fields: fields
                .map(|it| Some((it.name.raw(), it.value.raw())))
                .collect(),
        }
    }

    fn take(&mut self, name: &str) -> Option<String> {
        self.take_if(name, |_| true)
    }

    fn take_if(&mut self, name: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        let mut fields = self.fields.iter_mut();
        let found = fields.find(|field| field.is_some_and(|(known, it)| known == name && fits(it)));
        Some(found?.take()?.1.to_owned())
    }

    fn rest(&self) -> impl Iterator<Item = (&'e str, &'e str)> {
        self.fields.iter().copied().flatten()
    }
}

impl Lost {
    fn count_date(&mut self, said: &Said) {
        self.in_words += usize::from(!said.is_exact);
        self.note_years(&[Some(said.start), said.end]);
        self.below_years += usize::from(said.start.below[0].is_some() && said.is_exact);
    }

    fn note_years(&mut self, dates: &[Option<Parts>]) {
        let mut dates = dates.iter().flatten();
        self.is_cosmological |= dates.any(|date| !HUMAN_YEARS.contains(&date.year));
    }
}

/// What TimelineJS does not show, the most important first.
fn sentences(timeline: &Timeline, lost: &Lost) -> Vec<Clean> {
    let mut told = Losses::of(timeline);
    told.add(
        lost.undated,
        "event has no date; it stands in the file for annals alone, TimelineJS does not show it.",
        "events have no date; they stand in the file for annals alone, TimelineJS does not show them.",
    );
    told.add(
        lost.in_words,
        "date is open, uncertain or otherwise not as TimelineJS has dates; it is shown in words, and placed as if it were certain.",
        "dates are open, uncertain or otherwise not as TimelineJS has dates; they are shown in words, and placed as if they were certain.",
    );
    told.add(
        if lost.is_cosmological {
            lost.below_years
        } else {
            0
        },
        "date is finer than a year, which TimelineJS does not show beside the deep past.",
        "dates are finer than a year, which TimelineJS does not show beside the deep past.",
    );
    told.add(
        lost.statuses,
        "event is a claim, a plan, a forecast or a question; it is kept for annals, TimelineJS shows it like a report.",
        "events are claims, plans, forecasts or questions; it is kept for annals, TimelineJS shows them like reports.",
    );
    told.add(
        lost.people,
        "part that an actor takes is kept for annals; TimelineJS shows the name of a group alone.",
        "parts that actors take are kept for annals; TimelineJS shows the name of a group alone.",
    );
    told.add(
        lost.links,
        "link between events is kept for annals; TimelineJS does not show it.",
        "links between events are kept for annals; TimelineJS does not show them.",
    );
    told.add(
        lost.evidence,
        "piece of evidence is kept for annals; TimelineJS shows one document an event, by its address.",
        "pieces of evidence are kept for annals; TimelineJS shows one document an event, by its address.",
    );
    told.add(
        lost.themes,
        "theme is kept for annals; TimelineJS shows one group an event.",
        "themes are kept for annals; TimelineJS shows one group an event.",
    );
    told.add(
        lost.fields,
        "further field is kept for annals; TimelineJS does not show it.",
        "further fields are kept for annals; TimelineJS does not show them.",
    );
    told.sentences
}

/// A stretch of time as an interval that reads as the same again.
fn stretch(window: &Window) -> String {
    // An end that is named is covered, and a window does not hold its end.
    let ends = [window.start(), window.end().saturating_add_nanos(-1)];
    let is_days = [window.start(), window.end()]
        .iter()
        .all(|end| end.civil().is_midnight());
    let [start, end] = ends.map(|time| {
        let civil = time.civil();
        let sign = match civil.year {
            ..0 => "-",
            0..=9_999 => "",
            _ => "+",
        };
        let year = civil.year.unsigned_abs();
        let day = format!("{sign}{year:04}-{:02}-{:02}", civil.month, civil.day);
        if is_days {
            return day;
        }
        format!(
            "{day}T{:02}:{:02}:{:02}.{:09}",
            civil.hour, civil.minute, civil.second, civil.nanosecond
        )
    });
    format!("{start}/{end}")
}
