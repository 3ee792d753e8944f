//! Text for a given width: [`Line`]s made of [`Run`]s, each with a meaning, and [`Flow`], which breaks runs
//! into lines with a hanging indent.

use annals_model::text::{Clean, beginning, width, words, wrap};
use annals_model::{ActorIndex, EventIndex, SourceIndex, Status, Verdict};

/// How many characters of one text are laid out for a screen; some twenty pages.
const MAX_CHARACTERS: usize = 50_000;

/// The meaning of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    Text,
    /// Secondary text: labels, dates beside titles, roles.
    Quiet,
    /// A date that is the subject of the line.
    Date,
    /// The name of an actor.
    Actor(ActorIndex),
    /// The symbol of a status, in the colour of an actor if there is one. The text is empty; the symbol takes
    /// one cell.
    Symbol(Status, Option<ActorIndex>),
    /// A teacher's note.
    Note,
    /// What one account says about another: the sign and the words of a verdict.
    Verdict(Verdict),
}

/// What a run leads to when it is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An event.
    Event(EventIndex),
    /// An actor.
    Actor(ActorIndex),
    /// The events of a source.
    Source(SourceIndex),
    /// The events of a theme, given as an event and an index into its themes.
    Theme(EventIndex, usize),
}

/// A piece of text with one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text; empty for a symbol.
    pub text: Clean,
    /// Its meaning.
    pub role: Role,
    /// The item that it belongs to, if it can be followed.
    pub item: Option<usize>,
}

impl Run {
    /// Returns its width in cells.
    pub fn cells(&self) -> usize {
        if matches!(self.role, Role::Symbol(..)) {
            1
        } else {
            width(&self.text)
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Text.
    Runs(Vec<Run>),
    /// A density strip: a height in eighths of a row for each column, and the actor that it belongs to, if
    /// any.
    Strip(Vec<u8>, Option<ActorIndex>),
}

/// Collects runs and breaks them into lines.
#[derive(Debug)]
pub struct Flow {
    columns: usize,
    indent: usize,
    /// The column at which the words of this line start.
    start: usize,
    line: Vec<Run>,
    used: usize,
    lines: Vec<Line>,
}

impl Flow {
    /// Creates a flow of lines of at most `columns` cells.
    pub fn new(columns: usize) -> Self {
        Self {
            columns: columns.max(1),
            indent: 0,
            start: 0,
            line: Vec::new(),
            used: 0,
            lines: Vec::new(),
        }
    }

    /// Sets where the lines of a paragraph start, after its first; at most half of the width.
    pub fn set_indent(&mut self, indent: usize) {
        self.indent = indent.min(self.columns / 2);
    }

    /// Adds text, broken between words where it does not fit. Of a very long text only the beginning is added.
    pub fn push(&mut self, text: &Clean, role: Role, item: Option<usize>) {
        for word in words(&beginning(text, self.max_characters())) {
            // Trailing blanks are invisible and may exceed the width.
            let blanks = word.as_str().len() - word.as_str().trim_end_matches(' ').len();
            let needed = width(&word) - blanks;
            if self.used > self.start && self.used + needed > self.columns {
                self.break_line();
            }
            if self.used + needed <= self.columns {
                self.add(word, role, item);
                continue;
            }
            for part in wrap(&word, self.columns - self.indent) {
                if self.used > self.start {
                    self.break_line();
                }
                self.add(part, role, item);
            }
        }
    }

    /// Returns how much of one text is laid out: all of it where lines have no end, as in the output of a command.
    const fn max_characters(&self) -> usize {
        if self.columns > MAX_CHARACTERS {
            usize::MAX
        } else {
            MAX_CHARACTERS
        }
    }

    /// Adds secondary text, such as a label or a separator.
    pub fn push_quiet(&mut self, text: &str) {
        self.push(&Clean::line(text), Role::Quiet, None);
    }

    /// Adds a text of several paragraphs, without indent.
    pub fn push_block(&mut self, text: &Clean, role: Role) {
        self.set_indent(0);
        for line in wrap(&beginning(text, self.max_characters()), self.columns) {
            self.add(line, role, None);
            self.end_line();
        }
    }

    /// Starts a new line if `cells` cells fit into one but not into the rest of this one.
    pub fn keep(&mut self, cells: usize) {
        let fits = self.used + cells <= self.columns;
        if !fits && self.used > self.start && self.indent + cells <= self.columns {
            self.break_line();
        }
    }

    /// Adds the symbol of a status and a space.
    pub fn push_symbol(&mut self, status: Status, actor: Option<ActorIndex>, item: Option<usize>) {
        if self.used + 2 > self.columns {
            self.break_line();
        }
        self.add(Clean::default(), Role::Symbol(status, actor), item);
        self.push(&Clean::own(" "), Role::Text, item);
    }

    /// Adds blanks up to a column, at least one.
    pub fn tab(&mut self, column: usize) {
        let column = column.min(self.columns.saturating_sub(1));
        let blanks = column.saturating_sub(self.used);
        if blanks > 0 {
            self.add(Clean::line(&" ".repeat(blanks)), Role::Text, None);
        } else if self.used > 0 && self.used < self.columns {
            self.add(Clean::own(" "), Role::Text, None);
        }
    }

    /// Ends the line.
    pub fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.used = 0;
        self.start = 0;
        self.lines.push(Line::Runs(trimmed(line)));
    }

    /// Adds an empty line, unless the last one is empty.
    pub fn gap(&mut self) {
        if self
            .lines
            .last()
            .is_some_and(|line| *line != Line::Runs(Vec::new()))
        {
            self.lines.push(Line::Runs(Vec::new()));
        }
    }

    /// Adds a density strip.
    pub fn strip(&mut self, heights: Vec<u8>, actor: Option<ActorIndex>) {
        self.lines.push(Line::Strip(heights, actor));
    }

    /// Returns the lines.
    pub fn finish(mut self) -> Vec<Line> {
        if !self.line.is_empty() {
            self.end_line();
        }
        while self.lines.last() == Some(&Line::Runs(Vec::new())) {
            self.lines.pop();
        }
        self.lines
    }

    fn break_line(&mut self) {
        self.end_line();
        if self.indent > 0 {
            self.add(Clean::line(&" ".repeat(self.indent)), Role::Text, None);
        }
        self.start = self.indent;
    }

    fn add(&mut self, text: Clean, role: Role, item: Option<usize>) {
        let symbol = matches!(role, Role::Symbol(..));
        self.used += if symbol { 1 } else { width(&text) };
        match self.line.last_mut() {
            Some(last) if last.role == role && last.item == item && !symbol => {
                last.text.push(&text);
            }
            _ => self.line.push(Run { text, role, item }),
        }
    }
}

/// Removes the blanks at the end of a line.
fn trimmed(mut line: Vec<Run>) -> Vec<Run> {
    while let Some(last) = line.last_mut() {
        if matches!(last.role, Role::Symbol(..)) {
            break;
        }
        let kept = last.text.as_str().trim_end();
        if kept.is_empty() {
            line.pop();
            continue;
        }
        if kept.len() < last.text.as_str().len() {
            last.text = Clean::line(kept);
        }
        break;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(lines: &[Line]) -> Vec<String> {
        lines
            .iter()
            .map(|line| match line {
                Line::Runs(runs) => runs
                    .iter()
                    .map(|run| {
                        if matches!(run.role, Role::Symbol(..)) {
                            "*"
                        } else {
                            run.text.as_str()
                        }
                    })
                    .collect(),
                Line::Strip(..) => "~".to_owned(),
            })
            .collect()
    }

    #[test]
    fn lines_have_a_hanging_indent() {
        let mut flow = Flow::new(24);
        flow.set_indent(9);
        flow.push(&Clean::own("Who"), Role::Quiet, None);
        flow.tab(9);
        flow.push_symbol(Status::Claim, None, Some(0));
        flow.push(
            &Clean::own("Rumours about who leads the firm"),
            Role::Text,
            Some(0),
        );
        assert_eq!(
            shown(&flow.finish()),
            [
                "Who      * Rumours about",
                "         who leads the",
                "         firm"
            ]
        );
    }

    #[test]
    fn kept_text_is_not_broken_if_it_fits_a_line() {
        let mut flow = Flow::new(20);
        flow.set_indent(4);
        for name in [
            "Ann Lee,",
            "United States,",
            "a name that is longer than a line",
        ] {
            flow.keep(name.len());
            flow.push(&Clean::line(&format!("{name} ")), Role::Text, None);
        }
        assert_eq!(
            shown(&flow.finish()),
            [
                "Ann Lee,",
                "    United States, a",
                "    name that is",
                "    longer than a",
                "    line"
            ]
        );
    }

    #[test]
    fn gaps_are_single_and_not_at_the_end() {
        let mut flow = Flow::new(10);
        flow.push(&Clean::own("a"), Role::Text, None);
        flow.end_line();
        flow.gap();
        flow.gap();
        flow.push(&Clean::own("b"), Role::Text, None);
        flow.end_line();
        flow.gap();
        assert_eq!(shown(&flow.finish()), ["a", "", "b"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_flow(texts in prop::collection::vec(any::<String>(), 0..6), columns in 4_usize..60, indent in 0_usize..70) {
            let mut flow = Flow::new(columns);
            flow.set_indent(indent);
            for text in &texts {
                flow.push(&Clean::block(text), Role::Text, None);
                flow.tab(indent);
                flow.push_symbol(Status::Plan, None, None);
                flow.push(&Clean::line(text), Role::Quiet, Some(1));
            }
            for line in flow.finish() {
                if let Line::Runs(runs) = line {
                    prop_assert!(runs.iter().map(Run::cells).sum::<usize>() <= columns);
                }
            }
        }
    }
}
