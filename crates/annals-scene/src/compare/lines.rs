//! The lines of one side of the page: a claim, or what the others say about it.

use super::Request;
use crate::comparison::publications;
use crate::detail::leading_actor;
use crate::flow::{Flow, Line, Role};
use crate::wording::{date_words, separator};
use annals_model::text::Clean;
use annals_model::{Comparison, Event, EventIndex, Verdict};

/// How the reasons of verdicts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notes {
    /// Not at all.
    None,
    /// After the words of the verdict.
    Beside,
    /// Behind the symbol of the verdict alone.
    Alone,
}

/// Writes lines and collects the events that can be followed in them.
pub(super) struct Writer<'a> {
    request: &'a Request<'a>,
    pub(super) flow: Flow,
    targets: Vec<EventIndex>,
    /// The number of the first item.
    first_item: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(request: &'a Request<'a>, columns: u16, first_item: usize) -> Self {
        Self {
            request,
            flow: Flow::new(usize::from(columns)),
            targets: Vec::new(),
            first_item,
        }
    }

    pub(super) fn finish(self) -> (Vec<Line>, Vec<EventIndex>) {
        (self.flow.finish(), self.targets)
    }

    pub(super) fn text(&mut self, text: &str, role: Role, item: Option<usize>) {
        self.flow.push(&Clean::line(text), role, item);
    }

    /// Writes the verdicts on a claim, on lines over the whole width; none where nothing is said about it.
    pub(super) fn verdicts(request: &'a Request<'a>, claim: EventIndex, notes: Notes) -> Vec<Line> {
        let mut writer = Self::new(request, request.columns, 0);
        for comparison in request.timeline.comparisons_about(claim) {
            writer.verdict(comparison, notes);
        }
        writer.finish().0
    }

    /// Writes a verdict: its symbol and words, its reason, or both.
    fn verdict(&mut self, comparison: &Comparison, notes: Notes) {
        self.flow.set_indent(2);
        match notes {
            Notes::None => self.sign(comparison.verdict),
            Notes::Beside => {
                self.sign(comparison.verdict);
                if !comparison.note.is_empty() {
                    self.text(&format!(": {}", comparison.note), Role::Text, None);
                }
            }
            Notes::Alone => {
                let symbol = comparison.verdict.symbol(self.request.ascii);
                let role = Role::Verdict(comparison.verdict);
                self.text(&format!("{symbol} "), role, None);
                self.text(comparison.note.as_str(), Role::Text, None);
            }
        }
        self.flow.end_line();
        self.flow.set_indent(0);
    }

    /// Writes the symbol and the words of a verdict.
    pub(super) fn sign(&mut self, verdict: Verdict) {
        let words = format!("{} {}", verdict.symbol(self.request.ascii), verdict.words());
        self.text(&words, Role::Verdict(verdict), None);
    }

    fn account(&mut self, short: &Clean) {
        self.flow.push(short, Role::Quiet, None);
        self.flow.end_line();
    }

    /// Writes the claim: title, date, status, evidence and summary.
    pub(super) fn claim(&mut self, claim: EventIndex) {
        let event = self.request.timeline.event(claim);
        self.account(&self.request.timeline.account(event.account).short);
        self.event(claim);
    }

    /// Writes what the others say: the events that each verdict cites, and other documents.
    pub(super) fn others(&mut self, claim: EventIndex) {
        let timeline = self.request.timeline;
        let several = timeline.comparisons_about(claim).nth(1).is_some();
        if timeline.comparisons_about(claim).next().is_none() {
            let words = "The other accounts say nothing about this.";
            self.text(words, Role::Quiet, None);
            self.flow.end_line();
        }
        let mut last = None;
        for comparison in timeline.comparisons_about(claim) {
            self.flow.gap();
            if last != Some(comparison.account) {
                self.account(&timeline.account(comparison.account).short);
                last = Some(comparison.account);
            }
            if several {
                self.verdict(comparison, Notes::None);
            }
            for (position, &event) in comparison.events.iter().enumerate() {
                if position > 0 {
                    self.flow.gap();
                }
                self.event(event);
            }
            let documents = publications(timeline, &comparison.evidence);
            if !documents.is_empty() {
                self.flow.gap();
                self.text(&format!("See also: {documents}"), Role::Quiet, None);
                self.flow.end_line();
            } else if comparison.events.is_empty() {
                self.text("No event and no document of its own.", Role::Quiet, None);
                self.flow.end_line();
            }
        }
    }

    /// Writes an event in full; its title can be followed.
    fn event(&mut self, event: EventIndex) {
        let item = Some(self.first_item + self.targets.len());
        self.targets.push(event);
        let event = self.request.timeline.event(event);
        self.flow.set_indent(2);
        self.flow
            .push_symbol(event.status, leading_actor(event), item);
        self.flow.push(&event.title, Role::Text, item);
        self.flow.end_line();
        self.flow.set_indent(0);
        self.head(event);
        if !event.summary.is_empty() {
            self.flow.push_block(&event.summary, Role::Text);
        }
    }

    /// Writes date, status and documents.
    fn head(&mut self, event: &Event) {
        self.flow.push(&date_words(event), Role::Date, None);
        let dot = separator(self.request.ascii);
        let documents = publications(self.request.timeline, &event.evidence);
        let mut words = format!("{dot}{}", event.status.name());
        if !documents.is_empty() {
            words.push_str(dot);
            words.push_str(documents.as_str());
        }
        self.text(&words, Role::Quiet, None);
        self.flow.end_line();
    }
}
