//! Fuzzy matching of what is typed with commands, actors and events.

use std::cmp::Reverse;
use std::ops::Range;

use annals_index::Index;
use annals_model::{ActorIndex, Timeline};
use nucleo_matcher::chars::normalize;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_segmentation::UnicodeSegmentation as _;

use super::order::other_words;
use super::{Choice, theme_title};
use crate::command::Spec;
use crate::context::Context;

/// How many events and actors are matched at most: more would take longer than a person waits for a key.
pub(super) const MAX_SEARCHED: usize = 20_000;

/// What a match of a name or title is worth more than one of the help text of a command.
const NAME: u32 = 24;

/// What a name is worth more if it is exactly what was typed: others may only begin with it.
const EXACT: u32 = 16;

/// The most uses of a command that count.
const MAX_USES: u32 = 8;

/// Which text of a choice was matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MatchedText {
    /// Its name.
    Name,
    /// The text beside it.
    Doc,
}

/// A choice with its rating; higher is better.
pub(super) type Rated = (u32, Choice);

/// Matches texts with what is typed.
pub(super) struct Matches {
    /// What was typed, in lower case.
    typed: String,
    /// Matches the letters of a name in their order.
    name: Pattern,
    /// Matches whole parts of a help text: in so long a text, nearly any letters stand in their order.
    doc: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Matches {
    /// Matches for a typed text; words may stand in any order. Accents, case and hyphens do not count.
    pub(super) fn new(typed: &str) -> Self {
        let typed = typed.replace('-', " ");
        // With accents in the pattern, only texts with the same accents would match.
        let plain: String = typed.chars().map(normalize).collect();
        let pattern = |kind| {
            let (case, accents) = (CaseMatching::Ignore, Normalization::Smart);
            Pattern::new(&plain, case, accents, kind)
        };
        Self {
            typed: typed.trim().to_lowercase(),
            name: pattern(AtomKind::Fuzzy),
            doc: pattern(AtomKind::Substring),
            matcher: Matcher::new(Config::DEFAULT),
            buffer: Vec::new(),
        }
    }

    /// Rates a name, title or help text; `None` if it does not match.
    fn rate(&mut self, text: &str, of: MatchedText) -> Option<u32> {
        let pattern = match of {
            MatchedText::Name => &self.name,
            MatchedText::Doc => &self.doc,
        };
        if pattern.atoms.is_empty() {
            return None;
        }
        let text = Utf32Str::new(text, &mut self.buffer);
        pattern.score(text, &mut self.matcher)
    }

    /// Rates a name or title higher than a help text; `None` if it does not match.
    fn rate_name(&mut self, name: &str) -> Option<u32> {
        let rating = self.rate(name, MatchedText::Name)? + NAME;
        let is_exact = name.to_lowercase() == self.typed;
        Some(if is_exact { rating + EXACT } else { rating })
    }

    /// Returns the bytes of a text that were matched.
    fn matched(&mut self, text: &str, of: MatchedText) -> Vec<Range<usize>> {
        let pattern = match of {
            MatchedText::Name => &self.name,
            MatchedText::Doc => &self.doc,
        };
        let mut places = Vec::new();
        let haystack = Utf32Str::new(text, &mut self.buffer);
        let matcher = &mut self.matcher;
        if pattern.indices(haystack, matcher, &mut places).is_none() {
            return Vec::new();
        }
        places.sort_unstable();
        places.dedup();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut next = 0;
        for (start, grapheme) in text.grapheme_indices(true) {
            let first = next;
            next += u32::try_from(grapheme.chars().count()).unwrap_or(u32::MAX);
            // Accents belong to their letter.
            if !places.iter().any(|place| (first..next).contains(place)) {
                continue;
            }
            let end = start + grapheme.len();
            match ranges.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => ranges.push(start..end),
            }
        }
        ranges
    }

    /// Rates a command by its title, its help text, its name in the settings and other words for it; also
    /// returns which of them matched best.
    fn rate_command(&mut self, spec: &Spec) -> Option<(u32, MatchedText, &'static str)> {
        let by_title = self.rate_name(spec.title);
        let name = spec.name.replace('-', " ");
        let is_name = name == self.typed;
        let by_name = self.rate(&name, MatchedText::Doc);
        let by_name = by_name.map(|rating| {
            if is_name {
                rating + NAME + EXACT
            } else {
                rating
            }
        });
        let by_word = self.rate(other_words(spec), MatchedText::Doc);
        let by_doc = self.rate(spec.doc, MatchedText::Doc);
        let best = by_title.max(by_name).max(by_word).max(by_doc)?;
        Some(if by_title == Some(best) {
            (best, MatchedText::Name, spec.title)
        } else if by_doc == Some(best) {
            (best, MatchedText::Doc, explanation(spec))
        } else if by_word == Some(best) {
            (best, MatchedText::Doc, other_words(spec))
        } else {
            (best, MatchedText::Doc, spec.name)
        })
    }

    /// Returns what is shown beside the title of a command: what it does; the words by which it was found,
    /// if they are others.
    pub(super) fn beside_title(&mut self, spec: &Spec) -> &'static str {
        match self.rate_command(spec) {
            Some((_, MatchedText::Doc, text)) => text,
            _ => explanation(spec),
        }
    }

    /// Rates themes by what they are called.
    pub(super) fn themes(
        &mut self,
        themes: impl Iterator<Item = usize>,
        cx: &Context,
    ) -> Vec<Rated> {
        let rated = themes.filter_map(|theme| {
            let rating = self.rate_name(&theme_title(theme, cx))?;
            Some((rating, Choice::Theme(theme)))
        });
        rated.collect()
    }

    /// Rates commands with how often they were used.
    pub(super) fn commands(&mut self, commands: &[(&'static Spec, u32)]) -> Vec<Rated> {
        let rated = commands.iter().filter_map(|&(spec, uses)| {
            let (rating, ..) = self.rate_command(spec)?;
            Some((rating + uses.min(MAX_USES), Choice::Command(spec)))
        });
        rated.collect()
    }

    /// Rates actors by their names and aliases.
    pub(super) fn actors(&mut self, timeline: &Timeline) -> Vec<Rated> {
        let actors = timeline.actors.iter().take(MAX_SEARCHED).enumerate();
        let rated = actors.filter_map(|(place, actor)| {
            let aliases = actor.aliases.iter().enumerate();
            let aliases = aliases
                .filter_map(|(alias, text)| Some((self.rate_name(text.as_str())?, Reverse(alias))));
            let alias = aliases.max();
            let name = self.rate_name(actor.name.as_str());
            let better = alias.filter(|(rating, _)| name.is_none_or(|name| *rating > name));
            let rating = better.map(|(rating, _)| rating).or(name)?;
            let alias = better.map(|(_, Reverse(alias))| alias);
            Some((rating, Choice::Actor(ActorIndex::new(place), alias)))
        });
        rated.collect()
    }

    /// Rates events by their titles.
    pub(super) fn events(&mut self, timeline: &Timeline, index: &Index) -> Vec<Rated> {
        let events = index.order().iter().take(MAX_SEARCHED);
        let rated = events.filter_map(|&event| {
            let rating = self.rate_name(timeline.event(event).title.as_str())?;
            Some((rating, Choice::Event(event)))
        });
        rated.collect()
    }

    /// Returns which text of a choice was matched, and the bytes of it.
    pub(super) fn in_choice(
        &mut self,
        cx: &Context,
        choice: Choice,
    ) -> (MatchedText, Vec<Range<usize>>) {
        let timeline = cx.timeline();
        let (of, text) = match choice {
            Choice::Date => return (MatchedText::Name, Vec::new()),
            Choice::Command(spec) => match self.rate_command(spec) {
                Some((_, of, text)) => (of, text.to_owned()),
                None => return (MatchedText::Name, Vec::new()),
            },
            Choice::Theme(theme) => (MatchedText::Name, theme_title(theme, cx)),
            Choice::Actor(actor, alias) => {
                let actor = timeline.actor(actor);
                let alias = alias.and_then(|alias| actor.aliases.get(alias));
                if let Some(alias) = alias {
                    // An alias is a name that stands in the place of the help text.
                    let ranges = self.matched(alias.as_str(), MatchedText::Name);
                    return (MatchedText::Doc, ranges);
                }
                (MatchedText::Name, actor.name.as_str().to_owned())
            }
            Choice::Event(event) => {
                let title = timeline.event(event).title.as_str().to_owned();
                (MatchedText::Name, title)
            }
        };
        (of, self.matched(&text, of))
    }
}

/// Returns what a command does, without its title, which stands beside it.
fn explanation(spec: &Spec) -> &'static str {
    match spec.doc.strip_prefix(spec.title) {
        Some("") => "",
        Some(rest) => {
            let words = rest.strip_prefix(": ").or_else(|| rest.strip_prefix(' '));
            words.unwrap_or(spec.doc)
        }
        None => spec.doc,
    }
}

#[cfg(test)]
mod tests;
