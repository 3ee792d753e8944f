//! The text beside a chain: the event under the cursor, and the link that joins it.

use super::{Chain, Content, State, Stop};
use crate::detail::leading_actor;
use crate::flow::{Flow, Line, Role};
use crate::wording::{
    NOT_SAID, counted, date_words, evidence_or_none, missing_words, quoted_wording, separator,
};
use annals_model::text::{Clean, width};
use annals_model::{Event, EventIndex, Link, LinkKind, Timeline};

/// Columns of a line that is still easy to read.
const READABLE: usize = 72;
/// Cells of the column of labels.
const LABEL: usize = 10;

/// How the text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AboutOptions {
    /// Cells of a line.
    pub columns: usize,
    /// Whether there is little room: the link comes first and nothing is repeated.
    pub is_brief: bool,
    /// Whether the program's own text is limited to ASCII.
    pub ascii: bool,
}

/// Writes the text about what is under the cursor.
pub fn about(
    timeline: &Timeline,
    chain: &Chain,
    state: &State,
    options: &AboutOptions,
) -> Vec<Line> {
    let mut writer = Writer {
        timeline,
        options,
        flow: Flow::new(options.columns.min(READABLE)),
    };
    let content = chain.row(state.stop).map(|row| &row.content);
    let (event, again) = match content {
        Some(Content::Event(node)) => (node.event, node.again),
        Some(&Content::More { event, count, .. }) => {
            writer.more(count);
            (event, None)
        }
        _ => (state.subject, None),
    };
    let link = chain.link_of(state.stop, timeline);
    writer.head(timeline.event(event));
    if options.is_brief {
        writer.link(link);
        writer.story(timeline.event(event));
    } else {
        writer.story(timeline.event(event));
        writer.link(link);
    }
    writer.missing(timeline.event(event));
    if let Some((_, is_circle)) = again {
        writer.again(is_circle);
    } else if state.stop == Stop::Subject && chain.counts == (0, 0) {
        writer.paragraph("Nothing is said to have led to it or to follow from it.");
    }
    writer.flow.finish()
}

struct Writer<'a> {
    timeline: &'a Timeline,
    options: &'a AboutOptions,
    flow: Flow,
}

impl Writer<'_> {
    fn quiet(&mut self, words: &str) {
        self.flow.push_quiet(words);
    }

    fn paragraph(&mut self, words: &str) {
        self.gap();
        self.quiet(words);
        self.flow.end_line();
    }

    /// Starts a paragraph; where there is little room, without an empty line.
    fn gap(&mut self) {
        self.flow.set_indent(0);
        if !self.options.is_brief {
            self.flow.gap();
        }
    }

    /// The title, the date and the status of an event.
    fn head(&mut self, event: &Event) {
        let leader = leading_actor(event);
        let role = leader.map_or(Role::Date, Role::Actor);
        self.flow.push(&event.title, role, None);
        self.flow.end_line();
        let date = date_words(event);
        self.flow.push(&date, Role::Date, None);
        let status = Clean::own(event.status.name());
        // The status stands at the right, where there is room for it.
        let columns = self.options.columns.min(READABLE);
        let needed = width(&status) + 2;
        if width(&date) + 2 + needed <= columns {
            self.flow.tab(columns - needed);
        } else {
            self.flow.end_line();
        }
        self.flow.push_symbol(event.status, leader, None);
        self.flow.push(&status, Role::Text, None);
        self.flow.end_line();
    }

    /// What happened, and who took part.
    fn story(&mut self, event: &Event) {
        if !event.summary.is_empty() {
            self.gap();
            self.flow.push_block(&event.summary, Role::Text);
        }
        if !event.participants.is_empty() {
            self.gap();
        }
        for (position, part) in event.participants.iter().enumerate() {
            self.flow.set_indent(LABEL);
            if position == 0 {
                self.quiet("Who");
            }
            self.flow.tab(LABEL);
            let name = &self.timeline.actor(part.actor).name;
            self.flow.push(name, Role::Actor(part.actor), None);
            if !part.role.is_empty() {
                self.quiet(&format!(" {}", part.role));
            }
            self.flow.end_line();
        }
        self.flow.set_indent(0);
    }

    /// The link as a sentence, from its first event to its second, and where that is said.
    fn link(&mut self, link: Option<(EventIndex, &Link)>) {
        let Some((from, link)) = link else { return };
        let evidence = evidence_or_none(self.timeline, &link.evidence);
        let kind = Clean::own(kind_words(link.kind));
        self.gap();
        if !self.options.is_brief {
            self.quiet("THIS LINK");
            self.flow.end_line();
            let title = self.timeline.event(from).title.clone();
            self.flow.push(&title, Role::Text, None);
            self.flow.end_line();
        }
        self.flow.push(&kind, Role::Date, None);
        if let Some(words) = quoted_wording(link, self.options.ascii) {
            self.quiet(&format!("  joined by {words}"));
        }
        if self.options.is_brief {
            self.quiet(separator(self.options.ascii));
        } else {
            self.flow.end_line();
            let title = self.timeline.event(link.to).title.clone();
            self.flow.push(&title, Role::Text, None);
            self.flow.end_line();
        }
        self.flow.push(&evidence, Role::Quiet, None);
        self.flow.end_line();
    }

    /// What the sources of an event leave out.
    fn missing(&mut self, event: &Event) {
        if let Some(words) = missing_words(event) {
            self.gap();
            self.flow.set_indent(LABEL);
            self.quiet(NOT_SAID);
            self.flow.tab(LABEL);
            self.flow.push(&words, Role::Quiet, None);
            self.flow.end_line();
            self.flow.set_indent(0);
        }
    }

    fn again(&mut self, is_circle: bool) {
        self.paragraph(if is_circle {
            "The links lead in a circle: this event stands in their path already."
        } else {
            "This event stands in another row too, with what hangs on it."
        });
    }

    fn more(&mut self, count: usize) {
        let words = counted(count, "more link", "more links");
        self.flow.push(&Clean::line(&words), Role::Date, None);
        self.quiet(" of");
        self.flow.end_line();
    }
}

/// Words a link, read from its first event to its second.
const fn kind_words(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Causes => "led to",
        LinkKind::Enables => "enabled",
        LinkKind::Follows => "was followed by",
        LinkKind::Contradicts => "stands against",
    }
}
