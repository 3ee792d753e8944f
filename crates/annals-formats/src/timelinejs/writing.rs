//! Writes version 3 of TimelineJS.
//!
//! What TimelineJS has no field for goes under `annals`. Notes are not written: a published timeline is for
//! everybody, and notes are for the presenter.

use super::dates::{self, NAMES, Parts, Said};
use super::own::{KeptSlide, KeptWhole, shown_as};
use super::tree::{Table, Tree};
use crate::kept::{self, KeptField, KeptTimeline};
use crate::losses::{DATES, EVIDENCE, FIELDS, LINKS, Losses, PARTS, STATUSES, THEMES, UNDATED};
use crate::markup::{escaped, is_web};
use crate::request::Written;
use annals_model::text::Clean;
use annals_model::{Event, Grouping, Source, Status, Timeline};
use annals_time::{Time, When};

/// Years beyond which TimelineJS needs its cosmological scale.
const HUMAN_YEARS: std::ops::RangeInclusive<i64> = -271_820..=275_759;

/// Counts of what TimelineJS does not show.
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
            slide.own.place = index.index().to_string();
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
    let kept = KeptWhole {
        id: timeline.id.raw().to_owned(),
        timeline: KeptTimeline {
            title: String::new(),
            summary: String::new(),
            eras: Vec::new(),
            ..kept::timeline(timeline)
        },
        undated,
    };
    root.put("annals", Tree::Whole(kept));
    // A tree of texts can always be written.
    let mut json = serde_json::to_string_pretty(&root).unwrap_or_default();
    json.push('\n');
    Written {
        text: json,
        lost: sentences(timeline, &lost),
    }
}

/// A slide being built.
#[derive(Debug, Default)]
struct Slide {
    shown: Table,
    own: KeptSlide,
}

impl Slide {
    fn finish(mut self) -> Table {
        if self.own != KeptSlide::default() {
            self.shown.put("annals", Tree::Kept(self.own));
        }
        self.shown
    }
}

fn slide(timeline: &Timeline, event: &Event, said: Option<Said>, lost: &mut Lost) -> Slide {
    let mut slide = Slide::default();
    slide.own.event = kept::event(timeline, event);
    // These stand in fields of TimelineJS, unless it cannot say them.
    slide.own.event.id.clear();
    slide.own.event.date.clear();
    slide.own.event.themes.clear();
    let mut extra = RemainingFields::new(event);
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
    count(timeline, event, lost);
    let rest: Vec<_> = extra.rest().collect();
    lost.fields += rest.len();
    let rest = rest.into_iter().map(|(name, value)| KeptField {
        name: name.to_owned(),
        value: value.to_owned(),
    });
    slide.own.event.extra = rest.collect();
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

/// Keeps a date beside the dates of TimelineJS that stand for it.
fn own_date(own: &mut KeptSlide, when: &When, start: &Parts, end: Option<&Parts>) {
    when.text().clone_into(&mut own.event.date);
    let end = end.map(Parts::text);
    own.shown_as = shown_as(&start.text(), end.as_deref());
}

/// The picture or page of a slide: the first document that can be found.
fn media(timeline: &Timeline, event: &Event, extra: &mut RemainingFields<'_>) -> Table {
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

/// The lane of an event: its first actor if lanes are actors, otherwise its first theme.
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
    let themes = || {
        let themes = event.themes.iter();
        themes.map(|theme| theme.raw().to_owned()).collect()
    };
    match lane(timeline, event) {
        Some(Lane::Theme(theme)) => {
            slide.shown.text("group", &escaped(theme.raw()));
            if event.themes.len() > 1 {
                lost.themes += event.themes.len() - 1;
                slide.own.event.themes = themes();
            }
        }
        Some(Lane::Actor(actor)) => {
            slide.shown.text("group", &escaped(actor.raw()));
            "actor".clone_into(&mut slide.own.group);
            lost.themes += event.themes.len();
            slide.own.event.themes = themes();
        }
        None => {}
    }
}

/// Counts what an event says that TimelineJS has no field for.
fn count(timeline: &Timeline, event: &Event, lost: &mut Lost) {
    lost.statuses += usize::from(event.status != Status::Reported);
    lost.people += event.participants.len();
    let sources = event.evidence.iter().map(|one| timeline.source(one.source));
    let shown = usize::from(first_of_the_web(sources).is_some());
    lost.evidence += event.evidence.len() - shown;
    lost.links += event.links.len();
}

/// Writes the eras. Without an end that differs from the start TimelineJS shows nothing at all.
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
            let mut own = KeptSlide::default();
            own_date(&mut own, &era.when, &said.start, Some(&end));
            table.put("annals", Tree::Kept(own));
        }
        eras.push(Tree::Table(table));
    }
    eras
}

/// The date of an era as TimelineJS can express it, with an end: `latest` if it has none.
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
    let events = (0..timeline.events.len()).filter_map(|index| {
        actors.clear();
        timeline.events.brief(index, &mut actors).extent
    });
    let all = events.chain(timeline.eras.iter().map(|era| era.when.extent()));
    let ends = all.map(|extent| extent.whole.hull());
    let ends = ends.flat_map(|(start, end)| [start.time(), end.time()]);
    ends.flatten().max().unwrap_or(Time::MIN)
}

/// The further fields of an event that have not been written yet.
struct RemainingFields<'e> {
    fields: Vec<Option<(&'e str, &'e str)>>,
}

impl<'e> RemainingFields<'e> {
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

/// Sentences on what TimelineJS does not show, most important first.
fn sentences(timeline: &Timeline, lost: &Lost) -> Vec<Clean> {
    let mut losses = Losses::new("TimelineJS", timeline);
    losses.hidden(lost.undated, UNDATED);
    losses.changed(
        lost.in_words,
        DATES,
        "open, uncertain or otherwise not as TimelineJS has dates; shown in words, and placed as if certain",
    );
    if lost.is_cosmological {
        losses.changed(
            lost.below_years,
            DATES,
            "finer than a year, which TimelineJS does not show beside the deep past",
        );
    }
    losses.hidden(lost.statuses, STATUSES);
    losses.hidden(lost.people, PARTS);
    losses.hidden(lost.links, LINKS);
    losses.hidden(lost.evidence, EVIDENCE);
    losses.hidden(lost.themes, THEMES);
    losses.unshown(timeline);
    losses.hidden(lost.fields, FIELDS);
    losses.sentences
}
