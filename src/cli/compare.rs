//! `annals list --compare`: each claim beside what the other accounts say about it, one thing a line, indented by
//! what it belongs to.

use super::list::{Wanted, event_line};
use super::output::Output;
use super::{Failure, Outcome, json};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{AccountIndex, Comparison, EventIndex, Timeline};
use annals_scene::comparison::{ComparedEvents, publications, versions};
use annals_time::When;

pub(super) fn run(
    timeline: &Timeline,
    index: &Index,
    wanted: &Wanted,
    as_json: bool,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let mut comparing = ComparedEvents::new(timeline, index);
    let is_wanted = |event: &EventIndex| wanted.includes(timeline, index.rank(*event), *event);
    comparing.claims.retain(is_wanted);
    comparing.silent.retain(is_wanted);
    if as_json {
        for &event in &comparing.claims {
            output.line(&json::compared(timeline, event))?;
        }
        for &event in &comparing.silent {
            output.line(&json::silent(timeline, event))?;
        }
        for disagreement in &timeline.disagreements {
            output.line(&json::disagreement(timeline, disagreement))?;
        }
        return Ok(Outcome::Done);
    }
    let mut lines = Lines {
        timeline,
        output,
        is_first: true,
    };
    for &event in &comparing.claims {
        lines.claim(event)?;
    }
    lines.silent(&comparing.silent)?;
    lines.disputed(&comparing)?;
    lines.disagreements()?;
    if lines.is_first {
        lines.heading("Nothing is compared here.")?;
    }
    Ok(Outcome::Done)
}

struct Lines<'a> {
    timeline: &'a Timeline,
    output: &'a mut Output,
    is_first: bool,
}

impl Lines<'_> {
    /// Writes a heading after an empty line.
    fn heading(&mut self, text: &str) -> Result<(), Failure> {
        if !self.is_first {
            self.output.line(&Clean::default())?;
        }
        self.is_first = false;
        Ok(self.output.line(&Clean::line(text))?)
    }

    fn line(&mut self, depth: usize, text: &str) -> Result<(), Failure> {
        let indent = "  ".repeat(depth);
        Ok(self.output.line(&Clean::line(&format!("{indent}{text}")))?)
    }

    fn account(&self, layer: AccountIndex) -> String {
        self.timeline.account(layer).short.to_string()
    }

    /// A claim, and each verdict on it.
    fn claim(&mut self, event: EventIndex) -> Result<(), Failure> {
        let timeline = self.timeline;
        let told = timeline.event(event);
        self.heading(&format!("{}  [{}]", told.title, told.id))?;
        let head = self.head(event);
        let layer = self.account(told.account);
        self.line(1, &format!("{layer}: {head}"))?;
        if !told.summary.is_empty() {
            self.line(2, told.summary.as_str())?;
        }
        for comparison in timeline.comparisons_about(event) {
            self.verdict(comparison)?;
        }
        Ok(())
    }

    fn verdict(&mut self, comparison: &Comparison) -> Result<(), Failure> {
        let timeline = self.timeline;
        let layer = self.account(comparison.account);
        self.line(1, &format!("{layer}: {}", words(comparison)))?;
        for &event in &comparison.events {
            let (told, head) = (timeline.event(event), self.head(event));
            self.line(2, &format!("{}: {head}  [{}]", told.title, told.id))?;
            if !told.summary.is_empty() {
                self.line(3, told.summary.as_str())?;
            }
        }
        let documents = publications(timeline, &comparison.evidence);
        if !documents.is_empty() {
            self.line(2, &format!("See also: {documents}"))?;
        }
        Ok(())
    }

    /// Date, status and documents of an event.
    fn head(&self, event: EventIndex) -> String {
        let event = self.timeline.event(event);
        let date = event.when.as_ref().map(When::words);
        let mut parts = vec![
            date.unwrap_or_else(|| "undated".to_owned()),
            event.status.name().to_owned(),
        ];
        let documents = publications(self.timeline, &event.evidence);
        parts.extend((!documents.is_empty()).then(|| documents.to_string()));
        parts.join("; ")
    }

    fn silent(&mut self, events: &[EventIndex]) -> Result<(), Failure> {
        if events.is_empty() {
            return Ok(());
        }
        self.heading("Nothing is said about:")?;
        for &event in events {
            let line = event_line(self.timeline, self.timeline.event(event));
            self.line(1, line.as_str())?;
        }
        Ok(())
    }

    /// The claims that the accounts disagree on.
    fn disputed(&mut self, comparing: &ComparedEvents) -> Result<(), Failure> {
        let timeline = self.timeline;
        let disputed: Vec<_> = comparing.disputed(timeline).collect();
        if disputed.is_empty() {
            return Ok(());
        }
        self.heading("The accounts disagree on:")?;
        for event in disputed {
            let told = timeline.event(event);
            for comparison in timeline.comparisons_about(event) {
                if comparison.verdict.is_disagreement() {
                    let (layer, words) = (self.account(comparison.account), words(comparison));
                    self.line(
                        1,
                        &format!("{}: {layer}: {words}  [{}]", told.title, told.id),
                    )?;
                }
            }
        }
        Ok(())
    }

    /// What the sources of one account disagree on.
    fn disagreements(&mut self) -> Result<(), Failure> {
        let timeline = self.timeline;
        for (place, layer) in timeline.accounts.iter().enumerate() {
            let all = timeline.disagreements.iter();
            let mut of_layer = all.filter(|one| one.account.index() == place).peekable();
            if of_layer.peek().is_none() {
                continue;
            }
            self.heading(&format!("{}: its sources disagree on:", layer.short))?;
            for disagreement in of_layer {
                let said = versions(timeline, disagreement);
                let ids = disagreement.events.iter();
                let ids: Vec<_> = ids.map(|&it| timeline.event(it).id.as_str()).collect();
                let ids = if ids.is_empty() {
                    String::new()
                } else {
                    format!("  [{}]", ids.join(", "))
                };
                self.line(1, &format!("{}: {said}{ids}", disagreement.title))?;
                if !disagreement.note.is_empty() {
                    self.line(2, disagreement.note.as_str())?;
                }
            }
        }
        Ok(())
    }
}

/// Returns a verdict in words, with its symbol and its reason.
fn words(comparison: &Comparison) -> String {
    let verdict = comparison.verdict;
    let words = format!("{} {}", verdict.symbol(true), verdict.words());
    if comparison.note.is_empty() {
        words
    } else {
        format!("{words}: {}", comparison.note)
    }
}
