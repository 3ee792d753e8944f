//! Writes the spreadsheet. No cell is run as a formula by a spreadsheet.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::Column;
use crate::Written;
use crate::cell::push_row;
use crate::losses::{
    DATES, DESCRIPTIONS, ERAS, EVIDENCE, FIELDS, LINKS, Losses, PARTS, STATUSES, THEMES, UNDATED,
};
use crate::markup::escaped;
use crate::timelinejs::dates::{Parts, Said};
use crate::timelinejs::writing::{Lane, era_said, first_of_the_web, lane, latest};
use annals_model::text::Clean;
use annals_model::{Actor, Event, Timeline};

/// The most columns of extra fields.
const MAX_EXTRA_COLUMNS: usize = 100;
/// The columns of extra fields that came from the template.
static FIELD_COLUMNS: [(&str, Column); 6] = [
    ("display_date", Column::DisplayDate),
    ("media.caption", Column::MediaCaption),
    ("media.thumbnail", Column::MediaThumbnail),
    ("media.alt", Column::AltText),
    ("background.url", Column::Background),
    ("background.color", Column::Background),
];

/// A sheet that is being written.
struct Sheet {
    columns: Vec<Column>,
    /// The indices of the columns of other extra fields, by name.
    extra_columns: HashMap<String, usize>,
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
    let mut extra_columns = HashMap::new();
    for name in &fields {
        let name = name.as_str();
        let is_new = !FIELD_COLUMNS.iter().any(|(column_of_field, _)| *column_of_field == name)
            && !extra_columns.contains_key(name)
            // A column by this name would be taken for one of TimelineJS.
            && Column::named(name) == Column::Other
            && !name.trim().is_empty();
        if is_new && extra_columns.len() < MAX_EXTRA_COLUMNS {
            extra_columns.insert(name.to_owned(), names.len());
            names.push(name.to_owned());
        }
    }
    let mut sheet = Sheet {
        columns,
        extra_columns,
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

    /// Sets a cell if it is empty, and returns whether it was.
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
            let column_of_field = FIELD_COLUMNS
                .iter()
                .find(|(column_of_field, _)| *column_of_field == name);
            let is_set = match column_of_field {
                Some((_, column @ Column::MediaCaption)) => {
                    self.set(&mut row, *column, &escaped(value))
                }
                Some((_, column)) => self.set(&mut row, *column, value),
                None => self.extra_columns.get(name).is_some_and(|place| {
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

/// Counts of what the sheet has no cells for.
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

/// Returns what the sheet leaves out in sentences, most important first.
fn sentences(timeline: &Timeline, lost: &Lost) -> Vec<Clean> {
    let described = |actor: &&Actor| !actor.summary.is_empty();
    let described = timeline.actors.iter().filter(described).count();
    let one_group = "left out: a row has one group";
    let mut losses = Losses::new("a sheet of TimelineJS", timeline);
    losses.changed(lost.undated, UNDATED, "left out: a row needs a year");
    losses.changed(
        lost.in_words,
        DATES,
        "open, uncertain or otherwise without a form in TimelineJS: kept in words, and read as if certain",
    );
    losses.changed(
        lost.eras,
        ERAS,
        "given a start or an end that the timeline does not state: a row of an era needs both",
    );
    losses.left_out(lost.links, LINKS);
    losses.left_out(lost.statuses, STATUSES);
    losses.changed(lost.people, PARTS, one_group);
    losses.changed(lost.themes, THEMES, one_group);
    losses.changed(lost.evidence, EVIDENCE, "left out: a row has one address");
    losses.unsaid(timeline);
    losses.left_out(lost.fields, FIELDS);
    losses.left_out(described, DESCRIPTIONS);
    losses.sentences
}
