//! The detail of an event: when, how sure, what, who, what led to it and what it led to, and what other
//! accounts say about it.

use super::{Detail, Frame, LABEL_COLUMNS, by_source, evidence_by_source, evidence_short, items};
use crate::comparison::versions;
use crate::flow::{Flow, Line, Role, Target};
use annals_index::Index;
use annals_model::text::{Clean, fit, width};
use annals_model::{ActorIndex, Comparison, Event, EventIndex, Extra, Link, LinkKind, Timeline};

/// With fewer cells to a line, evidence and themes are not indented.
const ROOM_FOR_TABLE: usize = 40;

/// The actor whose colour an event has: the first who takes part.
pub fn leading_actor(event: &Event) -> Option<ActorIndex> {
    event.participants.first().map(|part| part.actor)
}

/// The place of what is marked first among the things to follow of an event: who takes part or what
/// it is linked to. The sources and the themes stand above them, and are seldom what a person is after.
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

/// The lines of an event's detail.
pub fn event(timeline: &Timeline, index: &Index, subject: EventIndex, frame: &Frame) -> Detail {
    let event = timeline.event(subject);
    let mut writer = Writer {
        timeline,
        frame,
        flow: Flow::new(frame.columns),
        targets: Vec::new(),
    };
    writer.head(event);
    writer.evidence(event);
    writer.themes(subject, event);
    if !event.summary.is_empty() {
        writer.flow.gap();
        writer.flow.push_block(&event.summary, Role::Text);
    }
    writer.flow.gap();
    writer.participants(event);
    writer.connections(index, subject);
    writer.comparisons(subject);
    writer.extra(event);
    writer.notes(event);
    let lines = writer.flow.finish();
    Detail {
        items: items(&writer.targets, &lines),
        lines,
    }
}

/// The lines of what led to an event and what it led to, none if nothing did; also for a place where
/// nothing can be followed.
pub fn connections(
    timeline: &Timeline,
    index: &Index,
    subject: EventIndex,
    frame: &Frame,
) -> Vec<Line> {
    let mut writer = Writer {
        timeline,
        frame,
        flow: Flow::new(frame.columns),
        targets: Vec::new(),
    };
    writer.connections(index, subject);
    writer.flow.finish()
}

struct Writer<'a> {
    timeline: &'a Timeline,
    frame: &'a Frame,
    flow: Flow,
    targets: Vec<Target>,
}

impl Writer<'_> {
    fn separator(&self) -> Clean {
        Clean::own(if self.frame.ascii { " - " } else { " · " })
    }

    fn head(&mut self, event: &Event) {
        if let Some(when) = &event.when {
            self.flow
                .push(&Clean::line(&when.words()), Role::Date, None);
            self.flow.push(&self.separator(), Role::Quiet, None);
            self.flow
                .push(&Clean::line(&when.precision_words()), Role::Quiet, None);
        } else {
            self.flow.push(&Clean::own("undated"), Role::Date, None);
            self.flow.push(&self.separator(), Role::Quiet, None);
            self.flow
                .push(&Clean::own("the source gives no time"), Role::Quiet, None);
        }
        self.flow.end_line();
        self.flow.push_symbol(event.status, None, None);
        self.flow
            .push(&Clean::own(event.status.name()), Role::Text, None);
        if self.has_table() {
            // The source stands where it is, whatever the status is called.
            self.flow.set_indent(LABEL_COLUMNS);
            self.flow.tab(LABEL_COLUMNS);
        } else {
            self.flow.push(&self.separator(), Role::Quiet, None);
        }
        if self.timeline.is_layered() {
            let layer = &self.timeline.layer(event.layer).short;
            self.flow.push(layer, Role::Quiet, None);
            self.flow.push(&self.separator(), Role::Quiet, None);
        }
    }

    /// Whether there is room for what is said of the statement to stand under one another.
    const fn has_table(&self) -> bool {
        self.frame.columns >= ROOM_FOR_TABLE
    }

    /// Which sources say so, each of them to be followed.
    fn evidence(&mut self, event: &Event) {
        let sources = evidence_by_source(self.timeline, &event.evidence);
        if sources.is_empty() {
            self.flow
                .push(&Clean::own("no source given"), Role::Quiet, None);
        }
        for (place, (source, words)) in sources.iter().enumerate() {
            if place > 0 {
                self.flow.push(&Clean::own("; "), Role::Quiet, None);
            }
            let item = self.target(Target::Source(*source));
            self.flow.push(words, Role::Quiet, Some(item));
        }
        self.flow.end_line();
    }

    /// Starts a line under a label; the label is left out where it is the same as the last one.
    fn label(&mut self, label: &'static str, first: bool) {
        self.named_label(&Clean::own(label), first);
    }

    /// The same with a label that comes from a file.
    fn named_label(&mut self, label: &Clean, first: bool) {
        self.flow.set_indent(LABEL_COLUMNS);
        if first {
            let more = Clean::own(if self.frame.ascii { "~" } else { "…" });
            let label = fit(label, LABEL_COLUMNS - 1, &more);
            self.flow.push(&label, Role::Quiet, None);
        }
        self.flow.tab(LABEL_COLUMNS);
    }

    fn target(&mut self, target: Target) -> usize {
        self.targets.push(target);
        self.targets.len() - 1
    }

    /// Who takes part in which role, one beside the other.
    fn participants(&mut self, event: &Event) {
        if event.participants.is_empty() {
            return;
        }
        self.label("Who", true);
        for (place, part) in event.participants.iter().enumerate() {
            let item = self.target(Target::Actor(part.actor));
            let name = &self.timeline.actor(part.actor).name;
            let mut rest = String::new();
            if !part.role.is_empty() {
                rest = format!(" ({})", part.role);
            }
            if place + 1 < event.participants.len() {
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

    fn connections(&mut self, index: &Index, subject: EventIndex) {
        let timeline = self.timeline;
        let incoming = index.incoming(subject);
        for &kind in LinkKind::ALL {
            let links = incoming
                .iter()
                .map(|link| (link.from, &timeline.event(link.from).links[link.link]))
                .filter(|(_, link)| link.kind == kind);
            for (place, (from, link)) in links.enumerate() {
                self.connection(incoming_label(kind), place == 0, from, link);
            }
        }
        for &kind in LinkKind::ALL {
            let links = timeline
                .event(subject)
                .links
                .iter()
                .filter(|link| link.kind == kind);
            for (place, link) in links.enumerate() {
                self.connection(outgoing_label(kind), place == 0, link.to, link);
            }
        }
    }

    fn connection(&mut self, label: &'static str, first: bool, other: EventIndex, link: &Link) {
        self.label(label, first);
        let item = self.target(Target::Event(other));
        let event = self.timeline.event(other);
        self.flow
            .push_symbol(event.status, leading_actor(event), Some(item));
        self.flow.push(&event.title, Role::Text, Some(item));
        let date = event
            .when
            .as_ref()
            .map(|when| Clean::line(&when.short(self.frame.ascii)));
        // "After" says already what "after" would.
        let says_more = !link.wording.as_str().eq_ignore_ascii_case(label);
        let wording = (!link.wording.is_empty() && says_more).then(|| link.wording.clone());
        let evidence = evidence_short(self.timeline, &link.evidence);
        let parts: Vec<_> = [date, wording, evidence].into_iter().flatten().collect();
        for (place, part) in parts.iter().enumerate() {
            let between = if place == 0 {
                Clean::own("  ")
            } else {
                self.separator()
            };
            self.flow.push(&between, Role::Quiet, None);
            self.flow.push(part, Role::Quiet, None);
        }
        self.flow.end_line();
    }

    /// What other accounts say about the event, and about which of theirs it says something.
    fn comparisons(&mut self, subject: EventIndex) {
        let timeline = self.timeline;
        let mut last = None;
        for comparison in timeline.comparisons_about(subject) {
            let layer = comparison.layer;
            self.named_label(&timeline.layer(layer).short, last != Some(layer));
            last = Some(layer);
            self.verdict(comparison);
            for &event in &comparison.events {
                self.compared(event);
            }
            self.see_also(comparison);
        }
        for (place, comparison) in timeline.comparisons_from(subject).enumerate() {
            self.label("About", place == 0);
            self.verdict(comparison);
            for event in comparison.subjects() {
                self.compared(event);
            }
        }
        for (place, disagreement) in timeline.disagreements_on(subject).enumerate() {
            self.label("Disputed", place == 0);
            let said = versions(timeline, disagreement);
            let mut words = format!("{}: {said}", disagreement.title);
            if !disagreement.note.is_empty() {
                words = format!("{words}. {}", disagreement.note);
            }
            self.flow.push(&Clean::line(&words), Role::Quiet, None);
            self.flow.end_line();
        }
    }

    /// Documents that a verdict rests on besides those of the events, each to be followed.
    fn see_also(&mut self, comparison: &Comparison) {
        for (place, (source, words)) in evidence_by_source(self.timeline, &comparison.evidence)
            .iter()
            .enumerate()
        {
            if place == 0 {
                self.label("", false);
            }
            let before = if place == 0 { "see also " } else { "; " };
            self.flow.push(&Clean::own(before), Role::Quiet, None);
            let item = self.target(Target::Source(*source));
            self.flow.push(words, Role::Quiet, Some(item));
        }
        if !comparison.evidence.is_empty() {
            self.flow.end_line();
        }
    }

    /// A verdict with its sign and its reason.
    fn verdict(&mut self, comparison: &Comparison) {
        let verdict = comparison.verdict;
        let symbol = verdict.symbol(self.frame.ascii);
        let words = format!("{symbol} {}", verdict.words());
        self.flow.push(&Clean::line(&words), Role::Text, None);
        if !comparison.note.is_empty() {
            // A note may have several paragraphs; beside its label it is one.
            let note = Clean::line(&format!(": {}", comparison.note));
            self.flow.push(&note, Role::Quiet, None);
        }
        self.flow.end_line();
    }

    /// An event on the other side of a verdict.
    fn compared(&mut self, other: EventIndex) {
        self.label("", false);
        let item = self.target(Target::Event(other));
        let event = self.timeline.event(other);
        self.flow
            .push_symbol(event.status, leading_actor(event), Some(item));
        self.flow.push(&event.title, Role::Text, Some(item));
        if let Some(when) = &event.when {
            let date = format!("  {}", when.short(self.frame.ascii));
            self.flow.push(&Clean::line(&date), Role::Quiet, None);
        }
        self.flow.end_line();
    }

    fn themes(&mut self, subject: EventIndex, event: &Event) {
        if event.themes.is_empty() {
            return;
        }
        if self.has_table() {
            self.label("Themes", true);
        } else {
            self.flow.push(&Clean::own("Themes  "), Role::Quiet, None);
        }
        for (place, theme) in event.themes.iter().enumerate() {
            if place > 0 {
                self.flow.push(&Clean::own(", "), Role::Quiet, None);
            }
            let item = self.target(Target::Theme(subject, place));
            self.flow.push(theme, Role::Quiet, Some(item));
        }
        self.flow.end_line();
    }

    /// What the text says beyond what annals understands, each with the name that it has there.
    fn extra(&mut self, event: &Event) {
        if event.extra.is_empty() {
            return;
        }
        self.flow.set_indent(0);
        self.flow.gap();
        self.flow.push(&Clean::own("More"), Role::Quiet, None);
        self.flow.end_line();
        for Extra { name, value } in &event.extra {
            let is_block = value.as_str().contains('\n');
            let mark = if is_block { ":" } else { ": " };
            self.flow.set_indent(2);
            self.flow.push(name, Role::Quiet, None);
            self.flow.push(&Clean::own(mark), Role::Quiet, None);
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
        if event.notes.is_empty() || !self.frame.notes {
            return;
        }
        self.flow.set_indent(0);
        self.flow.gap();
        self.flow
            .push(&Clean::own("For the teacher"), Role::Quiet, None);
        self.flow.end_line();
        self.flow.push_block(&event.notes, Role::Note);
    }
}

/// What a link is called from the side of the event that it leads to.
pub const fn incoming_label(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Causes => "Caused by",
        LinkKind::Enables => "Enabled by",
        LinkKind::Follows => "After",
        LinkKind::Contradicts => "Against it",
    }
}

/// What a link is called from the side of the event that it starts from.
pub const fn outgoing_label(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Causes => "Leads to",
        LinkKind::Enables => "Enables",
        LinkKind::Follows => "Then",
        LinkKind::Contradicts => "Against",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Run;
    use annals_model::native;

    #[test]
    fn fields_of_its_own_stand_under_a_heading() {
        let text = "title = 'x'\n[[event]]\ntitle = 'a'\nthemes = ['t']\nnotes = 'n'\nextra = { Place = 'Town hall, first floor', Story = '''\nOne.\nTwo.''' }";
        let timeline = native::read("x", text).timeline.unwrap();
        let frame = Frame {
            columns: 20,
            ascii: true,
            notes: true,
            most_events: 10,
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
