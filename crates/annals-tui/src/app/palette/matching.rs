//! What answers the text of the palette: commands, actors, events, each rated by its names.
//!
//! Owns which texts of a thing are looked at, and which of them decided. How well one text answers is
//! the business of `ranking`.

use std::cmp::Reverse;
use std::ops::Range;

use super::ranking::Rater;
use super::{Choice, MOST_SEARCHED, Palette};
use crate::app::command::{COMMANDS, Command};
use annals_index::Index;
use annals_model::{ActorIndex, Timeline};

/// A command's name says more of it than its explanation.
const NAME: i32 = 10;

/// Each use of a command adds a point, up to so many.
const MOST_USES: u32 = 8;

/// A part of what can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its name or title.
    Name,
    /// What stands beside it: the explanation of a command, the alias of an actor.
    Doc,
}

impl Palette {
    /// Which characters of a choice what is written was found by, as ranges of bytes, and in which part of
    /// it.
    pub fn matched(&self, timeline: &Timeline, choice: Choice) -> (Part, Vec<Range<usize>>) {
        let mut rater = Rater::new(&self.entry.text());
        match choice {
            Choice::Date => (Part::Name, Vec::new()),
            Choice::Command(place) => {
                let Some(command) = COMMANDS.get(place) else {
                    return (Part::Name, Vec::new());
                };
                match rate_command(command, &mut rater) {
                    Some((_, Part::Doc)) => (Part::Doc, rater.matched(command.doc)),
                    _ => (Part::Name, rater.matched(command.name)),
                }
            }
            Choice::Actor(actor, alias) => {
                let actor = timeline.actor(actor);
                match alias.and_then(|alias| actor.aliases.get(alias)) {
                    Some(alias) => (Part::Doc, rater.matched(alias.as_str())),
                    None => (Part::Name, rater.matched(actor.name.as_str())),
                }
            }
            Choice::Event(event) => {
                let title = &timeline.event(event).title;
                (Part::Name, rater.matched(title.as_str()))
            }
        }
    }

    pub(super) fn rated_commands(&self, rater: &mut Rater) -> Vec<(i32, Choice)> {
        let commands = self.commands.iter().filter_map(|&(place, uses)| {
            let command = COMMANDS.get(place)?;
            let (rating, _) = rate_command(command, rater)?;
            let uses = i32::try_from(uses.min(MOST_USES)).unwrap_or(0);
            Some((rating + uses, Choice::Command(place)))
        });
        commands.collect()
    }
}

/// What a command is worth, and what of it is: its name or its explanation.
fn rate_command(command: &Command, rater: &mut Rater) -> Option<(i32, Part)> {
    let by_name = rater.rate(command.name).map(|rating| rating + NAME);
    let by_doc = rater.rate(command.doc);
    let part = if by_name >= by_doc {
        Part::Name
    } else {
        Part::Doc
    };
    Some((by_name.max(by_doc)?, part))
}

pub(super) fn rated_actors(timeline: &Timeline, rater: &mut Rater) -> Vec<(i32, Choice)> {
    let actors = timeline.actors.iter().take(MOST_SEARCHED).enumerate();
    let choices = actors.filter_map(|(place, actor)| {
        let aliases = actor.aliases.iter().map(|alias| rater.rate(alias.as_str()));
        let alias = (0_usize..)
            .zip(aliases)
            .filter_map(|(alias, rating)| Some((rating?, alias)));
        let alias = alias.max_by_key(|&(rating, alias)| (rating, Reverse(alias)));
        let name = rater.rate(actor.name.as_str());
        let is_better = alias.filter(|(rating, _)| name.is_none_or(|name| *rating > name));
        let rating = is_better.map(|(rating, _)| rating).or(name)?;
        let alias = is_better.map(|(_, alias)| alias);
        Some((rating, Choice::Actor(ActorIndex::new(place), alias)))
    });
    choices.collect()
}

pub(super) fn rated_events(
    timeline: &Timeline,
    index: &Index,
    rater: &mut Rater,
) -> Vec<(i32, Choice)> {
    let events = index.order().iter().take(MOST_SEARCHED);
    let choices = events.filter_map(|&event| {
        let rating = rater.rate(timeline.event(event).title.as_str())?;
        Some((rating, Choice::Event(event)))
    });
    choices.collect()
}
