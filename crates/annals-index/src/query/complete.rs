//! Completes a query while it is typed: fields at the beginning of a term, values after a colon.

use std::ops::Range;

use super::names::different;
use super::parse::{POSSIBLY, SURELY, UNDATED};
use super::{Field, Part, print};
use crate::search::fold;
use annals_model::text::Clean;
use annals_model::{ActorKind, LinkKind, Status, Timeline};

/// Maximum number of completions.
const MAX_COMPLETIONS: usize = 12;
/// Maximum number of actors, sources and events whose names are searched, to keep typing responsive.
const MAX_LOOKED_AT: usize = 20_000;

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The byte range of the query that it replaces, which contains the caret or ends at it.
    pub replace: Range<usize>,
    /// The replacement. It may contain any character that an id may contain.
    pub text: String,
    /// An explanation, such as the name of an actor; may be empty.
    pub note: Clean,
}

/// Returns the completions at the caret, best first, at most 12. The caret is a byte offset; one inside a character
/// counts as before it.
pub fn complete(text: &str, caret: usize, timeline: &Timeline) -> Vec<Completion> {
    let position = caret_context(text, caret);
    let mut found = Candidates::new(&position.typed);
    match position.kind {
        Kind::Inside => {}
        Kind::Term => {
            for &field in Field::ALL {
                found.own(&format!("{}:", field.name()), field.meaning());
            }
            found.own(UNDATED, "has no date");
            if !position.follows_minus {
                found.own(SURELY, "before a date: only what is certain");
                found.own(POSSIBLY, "before a date: what is possible too");
            }
        }
        Kind::Value(field) => values(field, timeline, &mut found),
    }
    let mut offered = found.offered;
    // The sort is stable: equally good completions stay in the order of the documentation.
    offered.sort_by_key(|(rank, _, _)| *rank);
    offered
        .into_iter()
        .take(MAX_COMPLETIONS)
        .map(|(_, text, note)| Completion {
            replace: position.replace.clone(),
            text,
            note,
        })
        .collect()
}

/// What is completed at the caret.
enum Kind {
    /// Something that cannot be completed, such as a phrase.
    Inside,
    /// The beginning of a term.
    Term,
    /// A value of a field.
    Value(Field),
}

struct CaretContext {
    kind: Kind,
    follows_minus: bool,
    /// The text up to the caret, without quotes.
    typed: String,
    replace: Range<usize>,
}

fn caret_context(text: &str, caret: usize) -> CaretContext {
    let mut caret = caret.min(text.len());
    while !text.is_char_boundary(caret) {
        caret -= 1;
    }
    let mut start = 0;
    let mut in_quotes = false;
    let mut field: Option<&str> = None;
    let mut escaped = false;
    let before = text.get(..caret).unwrap_or_default();
    for (at, character) in before.char_indices() {
        let after = at + character.len_utf8();
        match character {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            ':' if field.is_none() => {
                field = before.get(start..at);
                start = after;
            }
            ',' if field.is_some() => start = after,
            _ if character.is_whitespace() => {
                start = after;
                field = None;
            }
            _ => {}
        }
    }
    let mut typed = before.get(start..).unwrap_or_default();
    let follows_minus = field.is_none() && typed.starts_with('-');
    if follows_minus {
        typed = typed.trim_start_matches('-');
        start = caret - typed.len();
    }
    let is_quoted = typed.starts_with('"');
    let kind = match field {
        Some(name) => Field::find(name.trim_start_matches('-')).map_or(Kind::Inside, Kind::Value),
        None if is_quoted => Kind::Inside,
        None => Kind::Term,
    };
    // Text after the caret belongs to the same word.
    let rest = text.get(caret..).unwrap_or_default();
    let is_value = matches!(kind, Kind::Value(_));
    let more: usize = if in_quotes {
        rest.find('"').map_or(rest.len(), |quote| quote + 1)
    } else {
        rest.find(|next: char| next.is_whitespace() || next == '"' || (is_value && next == ','))
            .unwrap_or(rest.len())
    };
    CaretContext {
        kind,
        follows_minus,
        typed: typed.trim_matches('"').to_owned(),
        replace: start..caret + more,
    }
}

/// The candidates that start with the typed text, with their ranks; 0 is the best.
struct Candidates {
    /// Folded, without the space after the last word, which may be incomplete.
    sought: String,
    typed: String,
    offered: Vec<(u8, String, Clean)>,
}

impl Candidates {
    fn new(typed: &str) -> Self {
        Self {
            sought: fold(typed).trim_end_matches(' ').to_owned(),
            typed: typed.to_owned(),
            offered: Vec::new(),
        }
    }

    /// Adds a word of the query language.
    fn own(&mut self, text: &str, note: &'static str) {
        let start: String = text.chars().take(self.typed.chars().count()).collect();
        if start.eq_ignore_ascii_case(&self.typed) {
            self.offered.push((0, text.to_owned(), Clean::own(note)));
        }
    }

    /// Adds a name of the timeline, which may match by itself or by its other names.
    fn name<'n>(&mut self, name: &Clean, others: impl IntoIterator<Item = &'n Clean>, note: Clean) {
        let own = self.rank(name);
        let others = others.into_iter().filter_map(|other| self.rank(other));
        // Of equally good ones, a match of the name itself comes first.
        let others = others.map(|rank| rank + 1).min();
        if let Some(rank) = own.into_iter().chain(others).min() {
            self.offered.push((rank, print::value(name.raw()), note));
        }
    }

    fn rank(&self, name: &Clean) -> Option<u8> {
        let folded = fold(name.as_str());
        if folded.starts_with(&self.sought) {
            return Some(0);
        }
        folded.contains(&self.sought).then_some(2)
    }
}

fn values(field: Field, timeline: &Timeline, found: &mut Candidates) {
    match field {
        Field::Actor => {
            for actor in timeline.actors.iter().take(MAX_LOOKED_AT) {
                let others = [&actor.name, &actor.short]
                    .into_iter()
                    .chain(&actor.aliases);
                found.name(&actor.id, others, actor.name.clone());
            }
        }
        Field::Source => {
            for source in timeline.sources.iter().take(MAX_LOOKED_AT) {
                let others = [&source.title, &source.author];
                found.name(&source.id, others, source.title.clone());
            }
        }
        Field::Account => {
            for account in timeline.accounts.iter().filter(|account| account.on) {
                found.name(
                    &account.id,
                    [&account.title, &account.short],
                    account.title.clone(),
                );
            }
        }
        Field::Id => {
            for (_, event) in timeline.events.walk().take(MAX_LOOKED_AT) {
                found.name(&event.id, [&event.title], event.title.clone());
            }
        }
        Field::Theme => {
            let themes = different(timeline, MAX_LOOKED_AT, |event, found| {
                event.themes.iter().for_each(found);
            });
            let themes = themes.iter();
            themes.for_each(|theme| found.name(theme, [], Clean::default()));
        }
        Field::Role => {
            let roles = different(timeline, MAX_LOOKED_AT, |event, found| {
                event.participants.iter().for_each(|part| found(&part.role));
            });
            let roles = roles.iter();
            roles.for_each(|role| found.name(role, [], Clean::default()));
        }
        Field::Status => Status::ALL.iter().for_each(|it| found.own(it.name(), "")),
        Field::Kind => ActorKind::ALL
            .iter()
            .for_each(|it| found.own(it.name(), "")),
        Field::Links => LinkKind::ALL.iter().for_each(|it| found.own(it.name(), "")),
        Field::Has => Part::ALL.iter().for_each(|it| found.own(it.name(), "")),
        // Dates are not completed.
        _ => {}
    }
}
