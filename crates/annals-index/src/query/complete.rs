//! Completion of a query while it is typed.
//!
//! Owns what is offered where: fields at the beginning of a term, their values after the colon. It
//! never changes what has been typed elsewhere.

use std::ops::Range;

use super::names::different;
use super::parse::{POSSIBLY, SURELY, UNDATED};
use super::{Field, Part, print};
use crate::search::fold;
use annals_model::text::Clean;
use annals_model::{ActorKind, LinkKind, Status, Timeline, sort_by_key};

/// At most so many are offered.
const MOST: usize = 12;
/// Names are looked for among so many actors, sources and events; a keystroke must not wait for
/// millions.
const MOST_LOOKED_AT: usize = 20_000;

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the query that it takes the place of; they hold the caret or end at it.
    pub replace: Range<usize>,
    /// What to put there. It may hold any character that an id may hold.
    pub text: String,
    /// What it means, such as the name of an actor; may be empty.
    pub note: Clean,
}

/// What can be written at the caret (a byte position; one between two bytes of a character counts as
/// before it), best first, at most 12.
pub fn complete(text: &str, caret: usize, timeline: &Timeline) -> Vec<Completion> {
    let place = place(text, caret);
    let mut found = Candidates::new(&place.typed);
    match place.kind {
        Kind::Inside => {}
        Kind::Term => {
            for &field in Field::ALL {
                found.own(&format!("{}:", field.name()), field.meaning());
            }
            found.own(UNDATED, "has no date");
            if !place.follows_minus {
                found.own(SURELY, "before a date: only what is certain");
                found.own(POSSIBLY, "before a date: what is possible too");
            }
        }
        Kind::Value(field) => values(field, timeline, &mut found),
    }
    let mut offered = found.offered;
    // The sort is stable: equals stay in the order in which they are explained.
    sort_by_key(&mut offered, |(rank, _, _)| *rank);
    offered
        .into_iter()
        .take(MOST)
        .map(|(_, text, note)| Completion {
            replace: place.replace.clone(),
            text,
            note,
        })
        .collect()
}

/// What stands at the caret.
enum Kind {
    /// Something that cannot be completed, such as a phrase.
    Inside,
    /// The beginning of a term.
    Term,
    /// A value of a field.
    Value(Field),
}

struct Place {
    kind: Kind,
    follows_minus: bool,
    /// What is there up to the caret, without quotes.
    typed: String,
    replace: Range<usize>,
}

fn place(text: &str, caret: usize) -> Place {
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
    // What has been typed after the caret belongs to the same word.
    let rest = text.get(caret..).unwrap_or_default();
    let is_value = matches!(kind, Kind::Value(_));
    let more: usize = if in_quotes {
        rest.find('"').map_or(rest.len(), |quote| quote + 1)
    } else {
        rest.find(|next: char| next.is_whitespace() || next == '"' || (is_value && next == ','))
            .unwrap_or(rest.len())
    };
    Place {
        kind,
        follows_minus,
        typed: typed.trim_matches('"').to_owned(),
        replace: start..caret + more,
    }
}

/// What begins as it was typed, each with its rank: 0 the best.
struct Candidates {
    /// Folded, without the blank after the last word, which may be unfinished.
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

    /// A word of the language.
    fn own(&mut self, text: &str, note: &'static str) {
        let start: String = text.chars().take(self.typed.chars().count()).collect();
        if start.eq_ignore_ascii_case(&self.typed) {
            self.offered.push((0, text.to_owned(), Clean::own(note)));
        }
    }

    /// A name of the timeline, found by itself or by its other names.
    fn name<'n>(&mut self, name: &Clean, others: impl IntoIterator<Item = &'n Clean>, note: Clean) {
        let own = self.rank(name);
        let others = others.into_iter().filter_map(|other| self.rank(other));
        // Between equally good ones, the one found by its own name goes before.
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
            for actor in timeline.actors.iter().take(MOST_LOOKED_AT) {
                let others = [&actor.name, &actor.short]
                    .into_iter()
                    .chain(&actor.aliases);
                found.name(&actor.id, others, actor.name.clone());
            }
        }
        Field::Source => {
            for source in timeline.sources.iter().take(MOST_LOOKED_AT) {
                let others = [&source.title, &source.author];
                found.name(&source.id, others, source.title.clone());
            }
        }
        Field::Layer => {
            for layer in timeline.layers.iter().filter(|layer| layer.on) {
                found.name(&layer.id, [&layer.title, &layer.short], layer.title.clone());
            }
        }
        Field::Id => {
            for (_, event) in timeline.events.walk().take(MOST_LOOKED_AT) {
                found.name(&event.id, [&event.title], event.title.clone());
            }
        }
        Field::Theme => {
            let themes = different(timeline, MOST_LOOKED_AT, |event, found| {
                event.themes.iter().for_each(found);
            });
            let themes = themes.iter();
            themes.for_each(|theme| found.name(theme, [], Clean::default()));
        }
        Field::Role => {
            let roles = different(timeline, MOST_LOOKED_AT, |event, found| {
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
        // A date is written, not chosen.
        _ => {}
    }
}
