//! The detail of an event, an actor, a source or a theme, line by line.
//!
//! Owns what is said of each, in which order, and which of its parts can be
//! followed. The same lines are the detail pane and the text that `annals show` prints.

mod actor;
mod event;
mod source;
mod theme;

pub use actor::actor;
pub(super) use actor::counted;
pub use event::{connections, event, first_item, incoming_label, leading_actor, outgoing_label};
pub use source::source;
pub use theme::theme;

use super::flow::{Line, Target};
use annals_model::text::Clean;
use annals_model::{Evidence, SourceIndex, Timeline};

/// Cells of the column of labels ("Who", "Leads to").
const LABEL_COLUMNS: usize = 12;

/// What a detail depends on besides its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Cells of a line.
    pub columns: usize,
    /// Whether only ASCII may be used for what is the program's own.
    pub ascii: bool,
    /// Whether the teacher's notes are shown.
    pub notes: bool,
    /// The most events of an actor that are listed; how many more there are is said.
    pub most_events: usize,
}

/// A detail, ready to be painted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// The lines.
    pub lines: Vec<Line>,
    /// What can be followed, in the order in which it stands, each with the lines it takes.
    pub items: Vec<Item>,
}

/// Something in a detail that can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Where it leads.
    pub target: Target,
    /// Its first line.
    pub first_line: usize,
    /// Its last line.
    pub last_line: usize,
}

/// Collects the lines of each item from finished lines.
fn items(targets: &[Target], lines: &[Line]) -> Vec<Item> {
    let mut places: Vec<Option<(usize, usize)>> = vec![None; targets.len()];
    for (number, line) in lines.iter().enumerate() {
        let Line::Runs(runs) = line else { continue };
        for place in runs.iter().filter_map(|run| run.item) {
            let first = places[place].map_or(number, |(first, _)| first);
            places[place] = Some((first, number));
        }
    }
    // One of which nothing is to be seen stands with the one before, so that all keep their places.
    let mut lines = (0, 0);
    targets
        .iter()
        .zip(places)
        .map(|(&target, place)| {
            lines = place.unwrap_or(lines);
            let (first_line, last_line) = lines;
            Item {
                target,
                first_line,
                last_line,
            }
        })
        .collect()
}

/// Evidence in words: "article, paragraphs 5 and 6".
pub fn evidence_words(timeline: &Timeline, evidence: &[Evidence]) -> Option<Clean> {
    let sources = by_source(evidence, |source, places| {
        words_of(timeline, source, places)
    });
    (!sources.is_empty()).then(|| Clean::line(&sources.join("; ")))
}

/// The same, source by source.
fn evidence_by_source(timeline: &Timeline, evidence: &[Evidence]) -> Vec<(SourceIndex, Clean)> {
    by_source(evidence, |source, places| {
        (source, Clean::line(&words_of(timeline, source, places)))
    })
}

/// A source with its places: "article, paragraphs 5 and 6".
fn words_of(timeline: &Timeline, source: SourceIndex, places: &[&str]) -> String {
    let name = timeline.source(source).id.as_str();
    let numbers: Option<Vec<&str>> = places.iter().map(|at| paragraph(at)).collect();
    match (numbers, places) {
        (_, []) => name.to_owned(),
        (Some(numbers), [_]) => format!("{name}, paragraph {}", numbers.join("")),
        (Some(numbers), _) => format!("{name}, paragraphs {}", listed(&numbers)),
        (None, places) => format!("{name}, {}", places.join(", ")),
    }
}

/// Evidence beside something else: "p5, 6"; with its source where there are several to choose from.
pub fn evidence_short(timeline: &Timeline, evidence: &[Evidence]) -> Option<Clean> {
    let sources = by_source(evidence, |source, places| {
        let numbers: Option<Vec<&str>> = places.iter().map(|at| paragraph(at)).collect();
        let places = match numbers {
            Some(numbers) if !numbers.is_empty() => format!("p{}", numbers.join(", ")),
            _ => places.join(", "),
        };
        match (timeline.sources.len(), places.as_str()) {
            (1, places) if !places.is_empty() => places.to_owned(),
            (_, "") => timeline.source(source).id.to_string(),
            (_, places) => format!("{} {places}", timeline.source(source).id),
        }
    });
    (!sources.is_empty()).then(|| Clean::line(&sources.join("; ")))
}

/// Says something of each source with its places, as long as they stand side by side.
fn by_source<T>(evidence: &[Evidence], say: impl Fn(SourceIndex, &[&str]) -> T) -> Vec<T> {
    evidence
        .chunk_by(|one, next| one.source == next.source)
        .map(|chunk| {
            let places: Vec<&str> = chunk
                .iter()
                .map(|one| one.at.as_str())
                .filter(|at| !at.is_empty())
                .collect();
            say(chunk[0].source, &places)
        })
        .collect()
}

/// The number in `p7`, which is the seventh paragraph.
fn paragraph(at: &str) -> Option<&str> {
    let number = at.strip_prefix('p')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// "5", "5 and 6", "1, 2 and 7".
fn listed(words: &[&str]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => words.join(""),
    }
}

#[cfg(test)]
mod tests;
