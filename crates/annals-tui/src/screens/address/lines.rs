//! The lines that describe a source and its address.

use annals_model::text::{Clean, wrap};
use annals_model::{Source, WebAddress};
use annals_time::When;

/// What a line of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineRole {
    /// The title of the source.
    Title,
    /// The address.
    Address,
    /// Why it is not opened.
    Problem,
    /// Anything else.
    Quiet,
}

/// The lines that describe a source and its address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SourceLines {
    /// The lines.
    pub lines: Vec<(LineRole, Clean)>,
    /// The number of lines up to the end of the address and its host.
    pub address_end: usize,
}

impl SourceLines {
    pub(super) fn describe(&mut self, source: &Source, columns: usize) {
        self.push(LineRole::Title, &source.title, columns);
        let mut facts: Vec<String> = [&source.author, &source.publisher]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(ToString::to_string)
            .collect();
        facts.extend(source.date.as_ref().map(When::words));
        if !facts.is_empty() {
            let facts = Clean::line(&facts.join(", "));
            self.push(LineRole::Quiet, &facts, columns);
        }
        self.gap();
        match WebAddress::parse(source.address.raw()) {
            Ok(address) => {
                self.push(LineRole::Address, &Clean::line(address.as_str()), columns);
                let host = format!("It leads to {}.", address.host());
                self.push(LineRole::Quiet, &Clean::line(&host), columns);
                if address.as_str() != source.address.as_str() {
                    let written = format!("In the file: {}", source.address);
                    self.push(LineRole::Quiet, &Clean::line(&written), columns);
                }
            }
            Err(problem) => {
                self.push(LineRole::Address, &source.address, columns);
                let problem = Clean::line(&problem.to_string());
                self.push(LineRole::Problem, &problem, columns);
            }
        }
        self.address_end = self.lines.len();
        if !source.note.is_empty() {
            self.gap();
            self.push(LineRole::Quiet, &source.note, columns);
        }
    }

    fn push(&mut self, role: LineRole, text: &Clean, columns: usize) {
        let lines = wrap(text, columns).into_iter();
        self.lines.extend(lines.map(|line| (role, line)));
    }

    pub(super) fn gap(&mut self) {
        self.lines.push((LineRole::Quiet, Clean::default()));
    }
}
