//! The detail of an event: title, date and status, what happened, who took part, what led to it and what it led
//! to, the verdicts of other accounts, sources and themes.

use super::writer::{Detail, DetailOptions, DetailWriter};
use crate::comparison::versions;
use crate::flow::{Line, Role, Target};
use crate::wording::{
    FOR_THE_TEACHER, LabelledLink, NO_DATE, NOT_SAID, evidence_by_source, evidence_short,
    labelled_links, listed_date, missing_words, quoted_wording, separator,
};
use annals_index::Index;
use annals_model::text::{Clean, width};
use annals_model::{ActorIndex, Comparison, Event, EventIndex, ExtraField, Status, Timeline};

/// Cells of the symbol of a status and the space after it.
const SYMBOL_COLUMNS: usize = 2;

/// Cells of what stands between two parts of a line.
const SEPARATOR_COLUMNS: usize = 3;

/// Returns the actor whose colour an event has: its first participant.
pub fn leading_actor(event: &Event) -> Option<ActorIndex> {
    event.participants.first().map(|part| part.actor)
}

/// Writes the detail of an event.
pub fn event(
    timeline: &Timeline,
    index: &Index,
    subject: EventIndex,
    options: &DetailOptions,
) -> Detail {
    let event = timeline.event(subject);
    let mut writer = DetailWriter::new(timeline, options);
    writer.title(event);
    writer.head(event);
    if !event.summary.is_empty() {
        writer.flow.gap();
        writer.flow.push_block(&event.summary, Role::Text);
    }
    writer.flow.gap();
    writer.participants(event);
    // In the pane, each link is for following; where it says so can be read on the page of causes.
    writer.links(index, subject, !writer.is_wrapped());
    writer.missing(event);
    writer.flow.gap();
    writer.comparisons(subject);
    writer.flow.gap();
    writer.sources_and_themes(subject, event);
    writer.extra(event);
    writer.notes(event);
    writer.finish()
}

/// Writes only the links of an event; no line where it has none.
pub fn connections(
    timeline: &Timeline,
    index: &Index,
    subject: EventIndex,
    options: &DetailOptions,
) -> Vec<Line> {
    let mut writer = DetailWriter::new(timeline, options);
    writer.links(index, subject, true);
    writer.finish().lines
}

impl DetailWriter<'_> {
    /// The whole title, in the colour of its actor.
    fn title(&mut self, event: &Event) {
        let role = leading_actor(event).map_or(Role::Date, Role::Actor);
        self.flow.push(&event.title, role, None);
        self.flow.end_line();
    }

    /// The date with what it means at the left, the status at the right: on one line if there is room.
    fn head(&mut self, event: &Event) {
        let (date, explanation) = match &event.when {
            Some(when) => (when.heading_words(self.options.ascii), when.explanation()),
            None => (NO_DATE.to_owned(), String::new()),
        };
        let date = Clean::line(&date);
        let mut status = event.status.name().to_owned();
        if self.timeline.has_several_accounts() {
            status += separator(self.options.ascii);
            status += self.timeline.account(event.account).short.as_str();
        }
        let status = Clean::line(&status);
        self.flow.push(&date, Role::Date, None);
        if self.is_wrapped() {
            self.wrapped_head(&date, &explanation, event.status, &status);
            return;
        }
        if !explanation.is_empty() {
            self.separator();
            self.flow.push_quiet(&explanation);
        }
        self.separator();
        self.flow.push_symbol(event.status, None, None);
        self.flow.push(&status, Role::Text, None);
        self.flow.end_line();
    }

    /// The rest of the head in the pane, after the date: the status at the right of the first line if there is
    /// room, and what explains the date between the two, else below them.
    fn wrapped_head(&mut self, date: &Clean, explanation: &str, status: Status, words: &Clean) {
        let columns = self.options.columns;
        let status_columns = SYMBOL_COLUMNS + width(words);
        let room = columns.saturating_sub(status_columns + 2);
        let briefly = explanation
            .strip_prefix("some time ")
            .unwrap_or(explanation);
        let beside = [explanation, briefly]
            .into_iter()
            .find(|words| !words.is_empty() && width(date) + 1 + words.len() <= room);
        if let Some(words) = beside {
            self.flow.push_quiet(&format!(" {words}"));
        }
        let is_one_line = width(date) <= room;
        if is_one_line {
            self.flow.tab(columns - status_columns);
        } else {
            self.flow.end_line();
        }
        self.flow.push_symbol(status, None, None);
        self.flow.push(words, Role::Text, None);
        if beside.is_none() && !explanation.is_empty() {
            if is_one_line || status_columns + SEPARATOR_COLUMNS + explanation.len() > columns {
                self.flow.end_line();
            } else {
                self.separator();
            }
            self.flow.push_quiet(explanation);
        }
        self.flow.end_line();
    }

    /// The sources by name, each of which can be followed, then the themes.
    fn sources_and_themes(&mut self, subject: EventIndex, event: &Event) {
        self.flow.set_indent(0);
        let sources = evidence_by_source(self.timeline, &event.evidence);
        if sources.is_empty() {
            self.flow.push_quiet("no source given");
        }
        for (position, (source, words)) in sources.iter().enumerate() {
            if position > 0 {
                self.flow.end_line();
            }
            let item = self.item(Target::Source(*source));
            self.flow.push(words, Role::Quiet, Some(item));
        }
        if sources.len() > 1 && !event.themes.is_empty() {
            self.flow.end_line();
        }
        for (position, theme) in event.themes.iter().enumerate() {
            match position {
                0 if sources.len() > 1 => {}
                0 => self.separator(),
                _ => self.flow.push_quiet(", "),
            }
            let item = self.item(Target::Theme(subject, position));
            self.flow.push(theme, Role::Quiet, Some(item));
        }
        self.flow.end_line();
    }

    /// Starts a line; its label is left out where the line before has the same one.
    fn own_label(&mut self, label: &'static str, first: bool) {
        self.label(first.then_some(&Clean::own(label)));
    }

    /// The participants with their roles, one on each line.
    fn participants(&mut self, event: &Event) {
        for (position, part) in event.participants.iter().enumerate() {
            self.own_label("Who", position == 0);
            let item = self.item(Target::Actor(part.actor));
            let name = &self.timeline.actor(part.actor).name;
            self.flow.push(name, Role::Actor(part.actor), Some(item));
            // Where the name has no colour of its own, brackets part it from the role.
            let role = match (part.role.as_str(), self.is_wrapped()) {
                ("", _) => String::new(),
                (role, true) => format!(" {role}"),
                (role, false) => format!(" ({role})"),
            };
            self.flow.push_quiet(&role);
            self.flow.end_line();
        }
    }

    fn links(&mut self, index: &Index, subject: EventIndex, with_evidence: bool) {
        let mut last = None;
        for link in labelled_links(self.timeline, index, subject) {
            self.link(&link, last != Some(link.label), with_evidence);
            last = Some(link.label);
        }
    }

    fn link(&mut self, labelled: &LabelledLink<'_>, first: bool, with_evidence: bool) {
        let LabelledLink { label, link, .. } = labelled;
        self.own_label(label, first);
        self.titled(labelled.other);
        let other = self.timeline.event(labelled.other);
        let date = Some(listed_date(other, self.options.ascii)).filter(|date| !date.is_empty());
        let wording = quoted_wording(link, self.options.ascii);
        let evidence = evidence_short(self.timeline, &link.evidence).filter(|_| with_evidence);
        let parts = [date, wording, evidence].into_iter().flatten();
        for (position, part) in parts.enumerate() {
            if position == 0 {
                self.flow.push_quiet("  ");
            } else {
                self.separator();
            }
            self.flow.push(&part, Role::Quiet, None);
        }
        self.flow.end_line();
    }

    /// What the sources leave out.
    fn missing(&mut self, event: &Event) {
        if let Some(words) = missing_words(event) {
            self.own_label(NOT_SAID, true);
            self.flow.push(&words, Role::Quiet, None);
            self.flow.end_line();
        }
    }

    /// Symbol and title of another event, which can be followed.
    fn titled(&mut self, other: EventIndex) {
        let item = self.item(Target::Event(other));
        let event = self.timeline.event(other);
        let leader = leading_actor(event);
        self.flow.push_symbol(event.status, leader, Some(item));
        self.flow.push(&event.title, Role::Text, Some(item));
    }

    /// The verdicts of other accounts on the event, its own on theirs, and what its sources disagree on.
    fn comparisons(&mut self, subject: EventIndex) {
        let timeline = self.timeline;
        let mut last = None;
        for comparison in timeline.comparisons_about(subject) {
            let layer = comparison.account;
            let name = &timeline.account(layer).short;
            self.label((last != Some(layer)).then_some(name));
            last = Some(layer);
            self.verdict(comparison);
            for &event in &comparison.events {
                self.compared(event);
            }
            self.see_also(comparison);
        }
        for (position, comparison) in timeline.comparisons_from(subject).enumerate() {
            self.own_label("About", position == 0);
            self.verdict(comparison);
            for event in comparison.subjects() {
                self.compared(event);
            }
        }
        for (position, disagreement) in timeline.disagreements_on(subject).enumerate() {
            self.own_label("Disputed", position == 0);
            let said = versions(timeline, disagreement);
            let mut words = format!("{}: {said}", disagreement.title);
            if !disagreement.note.is_empty() {
                words = format!("{words}. {}", disagreement.note);
            }
            self.flow.push_quiet(&words);
            self.flow.end_line();
        }
    }

    /// The documents that a verdict cites besides its events; each can be followed.
    fn see_also(&mut self, comparison: &Comparison) {
        for (position, (source, words)) in evidence_by_source(self.timeline, &comparison.evidence)
            .iter()
            .enumerate()
        {
            if position == 0 {
                self.label(None);
            }
            let before = if position == 0 { "see also " } else { "; " };
            self.flow.push_quiet(before);
            let item = self.item(Target::Source(*source));
            self.flow.push(words, Role::Quiet, Some(item));
        }
        if !comparison.evidence.is_empty() {
            self.flow.end_line();
        }
    }

    /// A verdict: symbol, words and reason.
    fn verdict(&mut self, comparison: &Comparison) {
        let verdict = comparison.verdict;
        let symbol = verdict.symbol(self.options.ascii);
        let words = format!("{symbol} {}", verdict.words());
        let role = Role::Verdict(verdict);
        self.flow.push(&Clean::line(&words), role, None);
        if !comparison.note.is_empty() {
            // Beside a label, the paragraphs of a note are joined into one.
            self.flow.push_quiet(&format!(": {}", comparison.note));
        }
        self.flow.end_line();
    }

    /// An event on the other side of a verdict.
    fn compared(&mut self, other: EventIndex) {
        self.label(None);
        self.titled(other);
        let date = listed_date(self.timeline.event(other), self.options.ascii);
        self.flow.push_quiet(&format!("  {date}"));
        self.flow.end_line();
    }

    /// The fields of the file that annals keeps without interpreting them.
    fn extra(&mut self, event: &Event) {
        if event.extra.is_empty() {
            return;
        }
        self.flow.set_indent(0);
        self.flow.gap();
        self.flow.push_quiet("More");
        self.flow.end_line();
        for ExtraField { name, value } in &event.extra {
            let is_block = value.as_str().contains('\n');
            let mark = if is_block { ":" } else { ": " };
            self.flow.set_indent(2);
            self.flow.push(name, Role::Quiet, None);
            self.flow.push_quiet(mark);
            if is_block {
                self.flow.end_line();
                self.flow.push_block(value, Role::Text);
            } else {
                self.flow.push(value, Role::Text, None);
                self.flow.end_line();
            }
        }
    }

    fn notes(&mut self, event: &Event) {
        if event.notes.is_empty() || !self.options.notes {
            return;
        }
        self.flow.set_indent(0);
        self.flow.gap();
        self.flow.push_quiet(FOR_THE_TEACHER);
        self.flow.end_line();
        self.flow.push_block(&event.notes, Role::Note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Run;
    use annals_model::native;

    #[test]
    fn extension_fields_are_listed_under_a_heading() {
        let text = "title = 'x'\n[[event]]\ntitle = 'a'\nthemes = ['t']\nnotes = 'n'\nextra = { Place = 'Town hall, first floor', Story = '''\nOne.\nTwo.''' }";
        let timeline = native::read("x", text).timeline.unwrap();
        let frame = DetailOptions {
            columns: 20,
            ascii: true,
            notes: true,
            max_events: 10,
        };
        let detail = event(
            &timeline,
            &Index::new(&timeline),
            EventIndex::new(0),
            &frame,
        );
        let lines: Vec<String> = detail
            .lines
            .iter()
            .map(|line| match line {
                Line::Runs(runs) => runs.iter().map(|Run { text, .. }| text.as_str()).collect(),
                Line::Strip(..) => String::new(),
            })
            .collect();
        let start = lines.iter().position(|line| line == "More").unwrap();
        let expected = [
            "More",
            "Place: Town hall,",
            "  first floor",
            "Story:",
            "One.",
            "Two.",
            "",
            "For the teacher",
            "n",
        ];
        assert_eq!(lines[start..], expected);
    }
}
