//! Writes the spreadsheet.
//!
//! Owns which cell says what, and what is told as lost. No cell is one that a spreadsheet would run.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::Column;
use crate::Written;
use crate::cell::push_row;
use crate::losses::Losses;
use crate::markup::escaped;
use crate::timelinejs::dates::{Parts, Said};
use crate::timelinejs::writing::{Lane, era_said, first_of_the_web, lane, latest};
use annals_model::text::Clean;
use annals_model::{Event, Timeline};

/// Further columns, at most: those of other programs can have a name for every row.
const MOST_FURTHER: usize = 100;
/// Fields that have columns of their own.
static PLACED: [(&str, Column); 6] = [
    ("display_date", Column::DisplayDate),
    ("media.caption", Column::MediaCaption),
    ("media.thumbnail", Column::MediaThumbnail),
    ("media.alt", Column::AltText),
    ("background.url", Column::Background),
    ("background.color", Column::Background),
];

/// The sheet in the making.
struct Sheet {
    columns: Vec<Column>,
    /// Columns of further names, after those that TimelineJS knows.
    further: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
}

pub(super) fn write(timeline: &Timeline) -> Written {
    let mut columns: Vec<_> = Column::TEMPLATE.iter().map(|(column, _)| *column).collect();
    let mut names: Vec<_> = Column::TEMPLATE
        .iter()
        .map(|(_, name)| (*name).to_owned())
        .collect();
    let mut fields: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (_, event) in timeline.events.walk() {
        for field in &event.extra {
            if !seen.contains(field.name.raw()) {
                seen.insert(field.name.raw().to_owned());
                fields.push(field.name.raw().to_owned());
            }
        }
    }
    if seen.contains("media.alt") {
        columns.push(Column::AltText);
        names.push("Alt Text".to_owned());
    }
    let mut further = HashMap::new();
    for name in &fields {
        let name = name.as_str();
        let is_new = !PLACED.iter().any(|(placed, _)| *placed == name)
            && !further.contains_key(name)
            // A column by this name would be taken for one of TimelineJS.
            && Column::named(name) == Column::Other
            && !name.trim().is_empty();
        if is_new && further.len() < MOST_FURTHER {
            further.insert(name.to_owned(), names.len());
            names.push(name.to_owned());
        }
    }
    let mut sheet = Sheet {
        columns,
        further,
        rows: vec![names],
    };
    let mut lost = Lost::default();
    sheet.title(timeline);
    for (_, event) in timeline.events.walk() {
        sheet.event(timeline, &event, &mut lost);
    }
    let latest = latest(timeline);
    for era in &timeline.eras {
        let (said, end) = era_said(&era.when, latest);
        lost.eras += usize::from(!said.is_exact || said.end != Some(end));
        let mut row = sheet.row();
        sheet.set(&mut row, Column::Headline, &escaped(era.title.raw()));
        sheet.set(&mut row, Column::Type, "era");
        sheet.date(&mut row, &said.start, true);
        sheet.date(&mut row, &end, false);
        sheet.rows.push(row);
    }
    Written {
        text: sheet.text(),
        lost: sentences(timeline, &lost),
    }
}

impl Sheet {
    fn row(&self) -> Vec<String> {
        vec![String::new(); self.rows.first().map_or(0, Vec::len)]
    }

    /// Sets a cell that is still empty; whether it is what it should be now.
    fn set(&self, row: &mut [String], column: Column, text: &str) -> bool {
        let place = self.columns.iter().position(|own| *own == column);
        match place.and_then(|place| row.get_mut(place)) {
            Some(cell) if cell.is_empty() => {
                text.clone_into(cell);
                true
            }
            _ => false,
        }
    }

    fn title(&mut self, timeline: &Timeline) {
        let mut row = self.row();
        self.set(&mut row, Column::Headline, &escaped(timeline.title.raw()));
        self.set(&mut row, Column::Text, &escaped(timeline.summary.raw()));
        self.set(&mut row, Column::Type, "title");
        self.rows.push(row);
    }

    fn event(&mut self, timeline: &Timeline, event: &Event, lost: &mut Lost) {
        lost.count(timeline, event);
        let Some(when) = &event.when else {
            lost.undated += 1;
            return;
        };
        let said = Said::new(when);
        let mut row = self.row();
        self.date(&mut row, &said.start, true);
        if let Some(end) = &said.end {
            self.date(&mut row, end, false);
        }
        self.set(&mut row, Column::Headline, &escaped(event.title.raw()));
        self.set(&mut row, Column::Text, &escaped(event.summary.raw()));
        match lane(timeline, event) {
            Some(Lane::Theme(name) | Lane::Actor(name)) => {
                self.set(&mut row, Column::Group, &escaped(name.raw()));
            }
            None => {}
        }
        let sources = event.evidence.iter().map(|one| timeline.source(one.source));
        if let Some(source) = first_of_the_web(sources) {
            self.set(&mut row, Column::Media, source.address.raw());
            self.set(&mut row, Column::MediaCredit, &escaped(source.author.raw()));
        }
        for field in &event.extra {
            let (name, value) = (field.name.raw(), field.value.raw());
            let placed = PLACED.iter().find(|(placed, _)| *placed == name);
            let is_set = match placed {
                Some((_, column @ Column::MediaCaption)) => {
                    self.set(&mut row, *column, &escaped(value))
                }
                Some((_, column)) => self.set(&mut row, *column, value),
                None => self.further.get(name).is_some_and(|place| {
                    let cell = &mut row[*place];
                    let is_free = cell.is_empty();
                    if is_free {
                        value.clone_into(cell);
                    }
                    is_free
                }),
            };
            lost.fields += usize::from(!is_set);
        }
        if !said.is_exact {
            lost.in_words += 1;
            self.set(&mut row, Column::DisplayDate, &when.words());
        }
        self.rows.push(row);
    }

    fn date(&self, row: &mut [String], parts: &Parts, is_start: bool) {
        let columns = if is_start {
            [Column::Year, Column::Month, Column::Day, Column::Time]
        } else {
            [
                Column::EndYear,
                Column::EndMonth,
                Column::EndDay,
                Column::EndTime,
            ]
        };
        self.set(row, columns[0], &parts.year.to_string());
        let [month, day, hour, minute, second, millisecond] = parts.below;
        for (column, value) in [(columns[1], month), (columns[2], day)] {
            if let Some(value) = value {
                self.set(row, column, &value.to_string());
            }
        }
        if let Some(hour) = hour {
            let mut time = format!("{hour:02}");
            for (sign, value, digits) in [(":", minute, 2), (":", second, 2), (".", millisecond, 3)]
            {
                if let Some(value) = value {
                    // Writing to a string cannot fail.
                    let _ = write!(time, "{sign}{value:0digits$}");
                }
            }
            self.set(row, columns[3], &time);
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            push_row(&mut row.iter().map(String::as_str), ',', "\n", &mut text);
        }
        text
    }
}

/// What has been found that the sheet has no cell for.
#[derive(Debug, Default)]
struct Lost {
    undated: usize,
    in_words: usize,
    eras: usize,
    statuses: usize,
    people: usize,
    themes: usize,
    evidence: usize,
    links: usize,
    fields: usize,
}

impl Lost {
    fn count(&mut self, timeline: &Timeline, event: &Event) {
        let is_reported = event.status == annals_model::Status::Reported;
        self.statuses += usize::from(!is_reported);
        let shown = lane(timeline, event);
        let has_actor = matches!(shown, Some(Lane::Actor(_)));
        let has_theme = matches!(shown, Some(Lane::Theme(_)));
        self.people += event.participants.len() - usize::from(has_actor);
        self.themes += event.themes.len() - usize::from(has_theme);
        let sources = event.evidence.iter().map(|one| timeline.source(one.source));
        let shown = usize::from(first_of_the_web(sources).is_some());
        self.evidence += event.evidence.len() - shown;
        self.links += event.links.len();
    }
}

/// What the sheet does not say, the most important first.
fn sentences(timeline: &Timeline, lost: &Lost) -> Vec<Clean> {
    let mut told = Losses::of(timeline);
    told.add(
        lost.undated,
        "event has no date and is left out: a row needs a year.",
        "events have no date and are left out: a row needs a year.",
    );
    told.add(
        lost.in_words,
        "date is open, uncertain or otherwise not as TimelineJS has dates; it stands there in words, and is placed as if it were certain.",
        "dates are open, uncertain or otherwise not as TimelineJS has dates; they stand there in words, and are placed as if they were certain.",
    );
    told.add(
        lost.eras,
        "era gets a start or an end that it does not have: a row of an era needs both.",
        "eras get a start or an end that they do not have: a row of an era needs both.",
    );
    told.add(
        lost.links,
        "link between events is left out.",
        "links between events are left out.",
    );
    told.add(
        lost.statuses,
        "event is a claim, a plan, a forecast or a question, which is left out.",
        "events are claims, plans, forecasts or questions, which is left out.",
    );
    told.add(
        lost.people,
        "part that an actor takes is left out: a row has one group.",
        "parts that actors take are left out: a row has one group.",
    );
    told.add(
        lost.themes,
        "theme is left out: a row has one group.",
        "themes are left out: a row has one group.",
    );
    told.add(
        lost.evidence,
        "piece of evidence is left out: a row has one address.",
        "pieces of evidence are left out: a row has one address.",
    );
    told.add(
        lost.fields,
        "further field is left out.",
        "further fields are left out.",
    );
    told.add(
        timeline
            .actors
            .iter()
            .filter(|actor| !actor.summary.is_empty())
            .count(),
        "description of an actor is left out.",
        "descriptions of actors are left out.",
    );
    told.sentences
}
