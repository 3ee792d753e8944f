//! [`DetailWriter`]: collects the lines of a detail, and which parts of them can be followed.

use crate::flow::{Flow, Line, Role, Target};
use crate::wording::{counted, listed_date, separator};
use annals_model::text::{Clean, fit, width};
use annals_model::{ActorIndex, EventIndex, Timeline};

/// Cells of the column of labels ("Who", "Led to").
pub const LABEL_COLUMNS: usize = 11;

/// Narrower lines have no column of labels: what follows a label takes the rest of its line.
const MIN_COLUMNS_FOR_LABELS: usize = 30;

/// The widest column of dates.
const MAX_DATE_COLUMNS: usize = 14;

/// The most cells of a line that is easy to read.
pub const MAX_COLUMNS: usize = 72;

/// What a detail depends on besides its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetailOptions {
    /// Cells of a line.
    pub columns: usize,
    /// Whether the program's own text is limited to ASCII.
    pub ascii: bool,
    /// Whether teacher's notes are included.
    pub notes: bool,
    /// The most events of an actor that are listed; the last line gives the number of the others.
    pub max_events: usize,
}

/// The detail of an event, an actor, a source or a theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// The lines.
    pub lines: Vec<Line>,
    /// The parts that can be followed, from the top.
    pub items: Vec<Item>,
}

/// A part of a detail that can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// What it leads to.
    pub target: Target,
    /// Its first line.
    pub first_line: usize,
    /// Its last line.
    pub last_line: usize,
}

/// Collects lines and targets.
pub(super) struct DetailWriter<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) options: &'a DetailOptions,
    pub(super) flow: Flow,
    targets: Vec<Target>,
}

impl<'a> DetailWriter<'a> {
    pub(super) fn new(timeline: &'a Timeline, options: &'a DetailOptions) -> Self {
        Self {
            timeline,
            options,
            flow: Flow::new(options.columns),
            targets: Vec::new(),
        }
    }

    /// Adds a target and returns the number that its runs carry.
    pub(super) fn item(&mut self, target: Target) -> usize {
        self.targets.push(target);
        self.targets.len() - 1
    }

    pub(super) fn separator(&mut self) {
        self.flow.push_quiet(separator(self.options.ascii));
    }

    /// Writes the first line of most details: what the subject is, how many events it has,
    /// and in which years.
    pub(super) fn subject(
        &mut self,
        kind: Option<&'static str>,
        events: usize,
        years: Option<&Clean>,
    ) {
        if let Some(kind) = kind {
            self.flow.push(&Clean::own(kind), Role::Text, None);
            self.separator();
        }
        self.flow.push_quiet(&counted(events, "event", "events"));
        if let Some(years) = years {
            self.flow.push_quiet(&format!(", {years}"));
        }
        self.flow.end_line();
    }

    /// Returns whether lines are wrapped, rather than read by a program or wrapped by another one.
    pub(super) const fn is_wrapped(&self) -> bool {
        self.options.columns <= MAX_COLUMNS
    }

    /// Starts a line with a label, cut to its column; without one where `label` is `None`.
    pub(super) fn label(&mut self, label: Option<&Clean>) {
        if self.options.columns < MIN_COLUMNS_FOR_LABELS {
            self.flow.set_indent(2);
            match label {
                Some(label) => self.flow.push_quiet(&format!("{label}  ")),
                None => self.flow.tab(2),
            }
            return;
        }
        self.flow.set_indent(LABEL_COLUMNS);
        if let Some(label) = label {
            let ellipsis = Clean::own(if self.options.ascii { ".." } else { "…" });
            let label = fit(label, LABEL_COLUMNS - 1, &ellipsis);
            self.flow.push(&label, Role::Quiet, None);
        }
        self.flow.tab(LABEL_COLUMNS);
    }

    /// Writes the date, symbol and title of an event on a line of its own, with a remark at the right if there is
    /// room, else behind it. The date takes `date_columns` cells.
    pub(super) fn event_line(
        &mut self,
        event: EventIndex,
        date_columns: usize,
        leader: Option<ActorIndex>,
        remark: &Clean,
    ) {
        self.flow.set_indent(date_columns + 4);
        let item = self.item(Target::Event(event));
        let event = self.timeline.event(event);
        let date = listed_date(event, self.options.ascii);
        self.flow.push(&date, Role::Quiet, None);
        self.flow.tab(date_columns + 2);
        self.flow.push_symbol(event.status, leader, Some(item));
        self.flow.push(&event.title, Role::Text, Some(item));
        if !remark.is_empty() {
            let before = date_columns + 4 + width(&event.title);
            let room = self.options.columns.saturating_sub(before);
            if self.is_wrapped() && room >= width(remark) + 2 {
                self.flow.tab(self.options.columns - width(remark));
            } else {
                self.flow.push_quiet("  ");
            }
            self.flow.push(remark, Role::Quiet, None);
        }
        self.flow.end_line();
    }

    /// Returns the cells of the widest date of some events, as [`Self::event_line`] writes it.
    pub(super) fn date_columns(&self, events: &[EventIndex]) -> usize {
        let dates = events.iter().map(|&event| {
            let date = listed_date(self.timeline.event(event), self.options.ascii);
            width(&date)
        });
        dates.max().unwrap_or(0).min(MAX_DATE_COLUMNS)
    }

    pub(super) fn finish(self) -> Detail {
        let lines = self.flow.finish();
        Detail {
            items: items(&self.targets, &lines),
            lines,
        }
    }
}

/// Finds the lines of each item. An item without visible text gets the lines of the one before it, so
/// that item numbers stay valid.
fn items(targets: &[Target], lines: &[Line]) -> Vec<Item> {
    let mut ranges: Vec<Option<(usize, usize)>> = vec![None; targets.len()];
    for (number, line) in lines.iter().enumerate() {
        let Line::Runs(runs) = line else { continue };
        for item in runs.iter().filter_map(|run| run.item) {
            let first = ranges[item].map_or(number, |(first, _)| first);
            ranges[item] = Some((first, number));
        }
    }
    let mut lines = (0, 0);
    let targets = targets.iter().zip(ranges);
    targets
        .map(|(&target, range)| {
            lines = range.unwrap_or(lines);
            Item {
                target,
                first_line: lines.0,
                last_line: lines.1,
            }
        })
        .collect()
}
