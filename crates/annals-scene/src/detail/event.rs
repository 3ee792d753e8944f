//! The detail of an event: date, status and evidence, summary, participants, links, and the verdicts of
//! other accounts.

use super::writer::{Detail, DetailOptions, DetailWriter, LABEL_COLUMNS};
use crate::comparison::versions;
use crate::flow::{Line, Role, Target};
use crate::wording::{
    FOR_THE_TEACHER, LabelledLink, NO_TIME, NOT_SAID, UNDATED, by_source, evidence_by_source,
    evidence_or_none, evidence_short, labelled_links, missing_words, quoted_wording,
};
use annals_index::Index;
use annals_model::text::{Clean, width};
use annals_model::{ActorIndex, Comparison, Event, EventIndex, ExtraField, Timeline};

/// From this width on, evidence and themes are in a column of their own.
const MIN_TABLE_COLUMNS: usize = 40;

/// Returns the actor whose colour an event has: its first participant.
pub fn leading_actor(event: &Event) -> Option<ActorIndex> {
    event.participants.first().map(|part| part.actor)
}

/// Returns the item of an event's detail that the cursor starts on: the first participant or linked
/// event. Sources and themes are above it and are followed less often.
pub fn first_item(timeline: &Timeline, index: &Index, subject: EventIndex) -> usize {
    let event = timeline.event(subject);
    let sources = by_source(&event.evidence, |_, _| ()).len();
    let has_others = !event.participants.is_empty()
        || !event.links.is_empty()
        || !index.incoming(subject).is_empty()
        || timeline.comparisons_about(subject).next().is_some()
        || timeline.comparisons_from(subject).next().is_some();
    match (has_others, event.themes.len()) {
        (true, themes) => sources + themes,
        (false, 0) => 0,
        (false, _) => sources,
    }
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
    writer.head(event);
    writer.evidence(event);
    writer.themes(subject, event);
    if !event.summary.is_empty() {
        writer.flow.gap();
        writer.flow.push_block(&event.summary, Role::Text);
    }
    writer.flow.gap();
    writer.participants(event);
    writer.links(index, subject);
    writer.missing(event);
    writer.comparisons(subject);
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
    writer.links(index, subject);
    writer.finish().lines
}

impl DetailWriter<'_> {
    /// The date with its precision, then symbol and name of the status, and the account.
    fn head(&mut self, event: &Event) {
        let (date, precision) = match &event.when {
            Some(when) => (when.words(), when.precision_words()),
            None => (UNDATED.to_owned(), NO_TIME.to_owned()),
        };
        self.flow.push(&Clean::line(&date), Role::Date, None);
        self.separator();
        self.flow.push_quiet(&precision);
        self.flow.end_line();
        self.flow.push_symbol(event.status, None, None);
        let status = Clean::own(event.status.name());
        self.flow.push(&status, Role::Text, None);
        if self.has_table() {
            // The evidence starts in the same column for every status.
            self.flow.set_indent(LABEL_COLUMNS);
            self.flow.tab(LABEL_COLUMNS);
        } else {
            self.separator();
        }
        if self.timeline.has_several_accounts() {
            let layer = &self.timeline.account(event.account).short;
            self.flow.push(layer, Role::Quiet, None);
            self.separator();
        }
    }

    const fn has_table(&self) -> bool {
        self.options.columns >= MIN_TABLE_COLUMNS
    }

    /// The sources, each of which can be followed.
    fn evidence(&mut self, event: &Event) {
        let sources = evidence_by_source(self.timeline, &event.evidence);
        if sources.is_empty() {
            let words = evidence_or_none(self.timeline, &event.evidence);
            self.flow.push(&words, Role::Quiet, None);
        }
        for (position, (source, words)) in sources.iter().enumerate() {
            if position > 0 {
                self.flow.push_quiet("; ");
            }
            let item = self.item(Target::Source(*source));
            self.flow.push(words, Role::Quiet, Some(item));
        }
        self.flow.end_line();
    }

    /// Starts a line; its label is left out where the line before has the same one.
    fn own_label(&mut self, label: &'static str, first: bool) {
        self.label(first.then_some(&Clean::own(label)));
    }

    /// The participants with their roles, in one paragraph.
    fn participants(&mut self, event: &Event) {
        if event.participants.is_empty() {
            return;
        }
        self.own_label("Who", true);
        for (position, part) in event.participants.iter().enumerate() {
            let item = self.item(Target::Actor(part.actor));
            let name = &self.timeline.actor(part.actor).name;
            let mut rest = String::new();
            if !part.role.is_empty() {
                rest = format!(" ({})", part.role);
            }
            if position + 1 < event.participants.len() {
                rest.push(',');
            }
            let rest = Clean::line(&rest);
            self.flow.keep(width(name) + width(&rest));
            self.flow.push(name, Role::Actor(part.actor), Some(item));
            self.flow.push(&rest, Role::Text, None);
            self.flow.push(&Clean::own(" "), Role::Text, None);
        }
        self.flow.end_line();
    }

    fn links(&mut self, index: &Index, subject: EventIndex) {
        let mut last = None;
        for link in labelled_links(self.timeline, index, subject) {
            self.link(&link, last != Some(link.label));
            last = Some(link.label);
        }
    }

    fn link(&mut self, labelled: &LabelledLink<'_>, first: bool) {
        let LabelledLink { label, link, .. } = labelled;
        self.own_label(label, first);
        self.titled(labelled.other);
        let other = self.timeline.event(labelled.other);
        let date = other.when.as_ref();
        let date = date.map(|when| Clean::line(&when.short(self.options.ascii)));
        let wording = quoted_wording(link, self.options.ascii);
        let evidence = evidence_short(self.timeline, &link.evidence);
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
        if let Some(when) = &self.timeline.event(other).when {
            let date = when.short(self.options.ascii);
            self.flow.push_quiet(&format!("  {date}"));
        }
        self.flow.end_line();
    }

    fn themes(&mut self, subject: EventIndex, event: &Event) {
        if event.themes.is_empty() {
            return;
        }
        if self.has_table() {
            self.own_label("Themes", true);
        } else {
            self.flow.push_quiet("Themes  ");
        }
        for (position, theme) in event.themes.iter().enumerate() {
            if position > 0 {
                self.flow.push_quiet(", ");
            }
            let item = self.item(Target::Theme(subject, position));
            self.flow.push(theme, Role::Quiet, Some(item));
        }
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
