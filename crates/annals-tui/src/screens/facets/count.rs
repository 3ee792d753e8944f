//! [`Counts`]: how many events there are of each actor, theme, status, source and time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, Weak};

use annals_index::VisibleEvents;
use annals_model::text::Clean;
use annals_model::{ActorIndex, Event, SourceIndex, Status, Timeline};
use annals_time::{Time, When};

use crate::context::Context;
use crate::context::filter::{Filter, Terms};
use crate::story::Story;

/// How many events are counted before other input is taken.
pub(super) const SLICE: usize = 20_000;

/// In how many units of time the events may begin, at most.
const MAX_UNITS: i64 = 30;

/// Nanoseconds of a day.
const DAY: i128 = 86_400_000_000_000;

/// What the events are counted by, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet {
    Actor,
    Theme,
    Status,
    Source,
    Time,
}

/// What a row counts the events of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Actor(ActorIndex),
    Theme(Clean),
    Status(Status),
    Source(SourceIndex),
    /// A unit of time, by its number. Events that surely lie within it.
    Time(Unit, i64),
    /// Events with a date that does not surely lie within one such unit.
    Wider(Unit),
    /// Events that have nothing of this.
    Nothing(Facet),
}

impl Value {
    /// Returns the section in which it stands.
    pub(super) const fn facet(&self) -> Facet {
        match self {
            Self::Actor(_) => Facet::Actor,
            Self::Theme(_) => Facet::Theme,
            Self::Status(_) => Facet::Status,
            Self::Source(_) => Facet::Source,
            Self::Time(..) | Self::Wider(_) => Facet::Time,
            Self::Nothing(facet) => *facet,
        }
    }
}

/// A row of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) value: Value,
    pub(super) count: usize,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    /// So many years; a power of ten.
    Years(i64),
}

impl Unit {
    /// Returns the finest unit of which there are few enough between two times.
    fn between(first: Time, last: Time) -> Self {
        let mut unit = Self::Day;
        while unit.number(last) - unit.number(first) >= MAX_UNITS {
            unit = match unit {
                Self::Day => Self::Month,
                Self::Month => Self::Years(1),
                Self::Years(years) => Self::Years(years.saturating_mul(10)),
            };
        }
        unit
    }

    /// Returns the number of the unit that a moment lies in.
    fn number(self, time: Time) -> i64 {
        let year = || time.civil().year;
        match self {
            Self::Day => i64::try_from(time.total_nanos().div_euclid(DAY)).unwrap_or(0),
            Self::Month => year() * 12 + i64::from(time.civil().month) - 1,
            Self::Years(years) => year().div_euclid(years),
        }
    }

    /// Returns the number of the unit that a date surely lies in as a whole, if there is one.
    fn number_of(self, when: &When) -> Option<i64> {
        let (start, end) = when.hull();
        let (start, end) = (start.time()?, end.time()?);
        let last = end.saturating_add_nanos(-1).max(start);
        let number = self.number(start);
        (number == self.number(last)).then_some(number)
    }

    /// Returns the dates of the first and the last day, month or year of a unit, which may be the same.
    pub(super) fn dates(self, number: i64) -> (String, String) {
        match self {
            Self::Day => {
                let day = Time::from_total_nanos(i128::from(number) * DAY).civil();
                let day = format!("{}-{:02}-{:02}", year_text(day.year), day.month, day.day);
                (day.clone(), day)
            }
            Self::Month => {
                let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
                let month = format!("{}-{month:02}", year_text(year));
                (month.clone(), month)
            }
            Self::Years(years) => {
                let first = number.saturating_mul(years);
                (year_text(first), year_text(first.saturating_add(years - 1)))
            }
        }
    }

    /// Returns the name of the unit.
    pub(super) fn name(self) -> String {
        match self {
            Self::Day => "day".to_owned(),
            Self::Month => "month".to_owned(),
            Self::Years(1) => "year".to_owned(),
            Self::Years(10) => "decade".to_owned(),
            Self::Years(100) => "century".to_owned(),
            Self::Years(1_000) => "millennium".to_owned(),
            Self::Years(years) => {
                let years = usize::try_from(years).unwrap_or(usize::MAX);
                format!("period of {} years", annals_model::text::grouped(years))
            }
        }
    }
}

/// Writes a year in EDTF.
fn year_text(year: i64) -> String {
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}

/// The counts of the events that pass a filter, as far as they have been counted.
#[derive(Debug)]
pub(super) struct Counts {
    /// The story and the filter that they belong to.
    timeline: Weak<Timeline>,
    filter: Option<Terms>,
    /// How many events have been counted, and how many there are.
    counted: usize,
    total: usize,
    unit: Unit,
    tallies: Tallies,
    rows: Vec<Row>,
    sections: Vec<(Facet, Range<usize>)>,
}

/// What is added to while events are counted.
#[derive(Debug, Default)]
struct Tallies {
    actors: Vec<usize>,
    themes: HashMap<Clean, usize>,
    statuses: [usize; Status::ALL.len()],
    sources: Vec<usize>,
    times: BTreeMap<i64, usize>,
    wider: usize,
    /// Events without actors, themes, evidence and date.
    without: [usize; 4],
}

impl Counts {
    /// Returns what has been counted, for the story and the filter as they were then.
    pub(super) fn of(cx: &Context) -> Option<&Self> {
        cx.memory.get()
    }

    /// Returns whether what has been counted is about the story and the filter as they are now.
    pub(super) fn is_current(cx: &Context) -> bool {
        Self::of(cx).is_some_and(|counts| {
            std::ptr::eq(counts.timeline.as_ptr(), Arc::as_ptr(&cx.story.timeline))
                && counts.filter.as_ref() == cx.filter().map(Filter::terms)
        })
    }

    /// Begins to count what passes the filter now.
    pub(super) fn begin(cx: &mut Context) {
        let mut counts = Self::new(&cx.story, cx.shown());
        counts.filter = cx.filter().map(|filter| filter.terms().clone());
        cx.memory.set(counts);
    }

    /// Counts some events more.
    pub(super) fn go_on(cx: &mut Context, slice: usize) {
        if let Some(mut counts) = cx.memory.take::<Self>() {
            counts.count(&cx.story.timeline, cx.shown(), slice);
            cx.memory.set(counts);
        }
    }

    /// Counts of nothing yet.
    pub(super) fn new(story: &Story, shown: VisibleEvents<'_>) -> Self {
        let timeline = &story.timeline;
        Self {
            timeline: Arc::downgrade(timeline),
            filter: None,
            counted: 0,
            total: shown.len(),
            unit: unit(timeline, shown),
            tallies: Tallies {
                actors: vec![0; timeline.actors.len()],
                sources: vec![0; timeline.sources.len()],
                ..Tallies::default()
            },
            rows: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Counts at most so many events more.
    pub(super) fn count(&mut self, timeline: &Timeline, shown: VisibleEvents<'_>, slice: usize) {
        let end = self.counted.saturating_add(slice).min(self.total);
        for event in (self.counted..end).filter_map(|position| shown.nth(position)) {
            self.tallies
                .add(&timeline.events.read(event.index()), self.unit);
        }
        self.counted = end;
        self.rows.clear();
        self.sections.clear();
        for (facet, rows) in self.tallies.sections(self.unit) {
            let start = self.rows.len();
            self.rows
                .extend(rows.into_iter().filter(|row| row.count > 0));
            if self.rows.len() > start {
                self.sections.push((facet, start..self.rows.len()));
            }
        }
    }

    /// Returns how many events have been counted, and how many there are to count.
    pub(super) const fn progress(&self) -> (usize, usize) {
        (self.counted, self.total)
    }

    /// Returns whether all events have been counted.
    pub(super) const fn is_done(&self) -> bool {
        self.counted == self.total
    }

    /// Returns the unit in which times are counted.
    pub(super) const fn unit(&self) -> Unit {
        self.unit
    }

    /// Returns all rows, section after section.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the rows of each section. No section is empty.
    pub(super) fn sections(&self) -> &[(Facet, Range<usize>)] {
        &self.sections
    }

    /// Returns how many lines the page has: a heading above each section and a blank line between two.
    pub(super) fn line_count(&self) -> usize {
        (self.rows.len() + 2 * self.sections.len()).saturating_sub(1)
    }

    /// Returns the line of a row.
    pub(super) fn line_of(&self, row: usize) -> usize {
        let before = |(_, rows): &&(Facet, Range<usize>)| rows.end <= row;
        row + 1 + 2 * self.sections.iter().take_while(before).count()
    }

    /// Returns the line of the heading, if the row is the first of its section.
    pub(super) fn heading_above(&self, row: usize) -> Option<usize> {
        let mut sections = self.sections.iter();
        let is_first = sections.any(|(_, rows)| rows.start == row);
        is_first.then(|| self.line_of(row) - 1)
    }
}

/// Returns the unit that suits the times at which the dated events begin.
fn unit(timeline: &Timeline, shown: VisibleEvents<'_>) -> Unit {
    let start = |position| {
        let event = timeline.events.read(shown.nth(position)?.index());
        Some(event.when.as_ref()?.earliest_start())
    };
    let dated = shown.dated();
    // Events whose start is not known come first; the first after them is searched for by halves.
    let (mut from, mut to) = (0, dated);
    while from < to {
        let middle = from + (to - from) / 2;
        if start(middle) > Some(Time::MIN) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    let last = dated.checked_sub(1).and_then(start);
    match (start(from), last) {
        (Some(first), Some(last)) if from < dated => Unit::between(first, last),
        _ => Unit::Years(1),
    }
}

impl Tallies {
    fn add(&mut self, event: &Event, unit: Unit) {
        let parts = event.participants.iter();
        let mut actors: Vec<usize> = parts.map(|part| part.actor.index()).collect();
        add_each_once(&mut actors, &mut self.actors);
        for (place, theme) in event.themes.iter().enumerate() {
            if event.themes.iter().take(place).any(|other| other == theme) {
                continue;
            }
            match self.themes.get_mut(theme) {
                Some(count) => *count += 1,
                None => drop(self.themes.insert(theme.clone(), 1)),
            }
        }
        let statuses = self.statuses.iter_mut().zip(Status::ALL);
        for (count, _) in statuses.filter(|(_, status)| **status == event.status) {
            *count += 1;
        }
        // As in the filter, what supports a link of the event counts too.
        let links = event.links.iter().flat_map(|link| &link.evidence);
        let evidence = event.evidence.iter().chain(links);
        let mut sources: Vec<usize> = evidence.map(|it| it.source.index()).collect();
        add_each_once(&mut sources, &mut self.sources);
        if let Some(when) = &event.when {
            match unit.number_of(when) {
                Some(number) => *self.times.entry(number).or_default() += 1,
                None => self.wider += 1,
            }
        }
        let is_without = [
            event.participants.is_empty(),
            event.themes.is_empty(),
            event.evidence.is_empty(),
            event.when.is_none(),
        ];
        for (count, is_without) in self.without.iter_mut().zip(is_without) {
            *count += usize::from(is_without);
        }
    }

    /// Returns the rows of each section, also those of which there are no events.
    fn sections(&self, unit: Unit) -> [(Facet, Vec<Row>); 5] {
        let [no_actor, no_theme, no_source, no_date] = self.without;
        let nothing = |facet, count| Row {
            value: Value::Nothing(facet),
            count,
        };
        let actors = self.actors.iter().enumerate();
        let actors = actors.map(|(place, &count)| (place, count));
        let mut actors = largest_first(actors.filter(|(_, count)| *count > 0), |place| {
            Value::Actor(ActorIndex::new(place))
        });
        actors.push(nothing(Facet::Actor, no_actor));
        let mut themes: Vec<_> = self.themes.iter().collect();
        themes.sort_unstable();
        let themes = themes.into_iter().map(|(theme, &count)| (theme, count));
        let mut themes = largest_first(themes, |theme| Value::Theme(theme.clone()));
        themes.push(nothing(Facet::Theme, no_theme));
        let statuses = Status::ALL.iter().copied().zip(self.statuses);
        let sources = self.sources.iter().enumerate();
        let sources = sources.map(|(place, &count)| (place, count));
        let mut sources = largest_first(sources.filter(|(_, count)| *count > 0), |place| {
            Value::Source(SourceIndex::new(place))
        });
        sources.push(nothing(Facet::Source, no_source));
        let times = self.times.iter().map(|(&number, &count)| Row {
            value: Value::Time(unit, number),
            count,
        });
        let wider = Row {
            value: Value::Wider(unit),
            count: self.wider,
        };
        let rest = [wider, nothing(Facet::Time, no_date)];
        [
            (Facet::Actor, actors),
            (Facet::Theme, themes),
            (Facet::Status, largest_first(statuses, Value::Status)),
            (Facet::Source, sources),
            (Facet::Time, times.chain(rest).collect()),
        ]
    }
}

/// Adds one to the count of each place, also where it is named more than once.
fn add_each_once(places: &mut Vec<usize>, counts: &mut [usize]) {
    places.sort_unstable();
    places.dedup();
    for &place in &*places {
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
}

/// Makes rows, the largest count first; of equal counts in the order given.
fn largest_first<T>(
    counts: impl Iterator<Item = (T, usize)>,
    value: impl Fn(T) -> Value,
) -> Vec<Row> {
    let rows = counts.map(|(it, count)| Row {
        value: value(it),
        count,
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.sort_by_key(|row| Reverse(row.count));
    rows
}
