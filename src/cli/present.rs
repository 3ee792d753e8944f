//! `annals present`: a presentation on the terminal, or its cards as plain text where there is none.

use core::time::Duration;

use super::args::Present;
use super::opened::Opened;
use super::output::Output;
use super::{Failure, Outcome, explore, input};
use annals_index::query::Answer;
use annals_index::{Index, VisibleEvents};
use annals_model::text::Clean;
use annals_scene::excerpt;
use annals_scene::present::Deck;
use annals_tui::Begin;

/// The width of lines for pipes, which are not wrapped.
const COLUMNS: usize = 1 << 20;

pub(super) fn run(arguments: &Present, output: &mut Output) -> Result<Outcome, Failure> {
    if explore::can_explore() {
        let begin = arguments.every.map_or(Begin::Present, |seconds| {
            Begin::PresentByItself(Duration::from_secs(seconds))
        });
        return explore::run(&arguments.open, begin, output);
    }
    print(arguments, output)
}

/// Each card as text: its number, its headline, its date, what is said.
fn print(arguments: &Present, output: &mut Output) -> Result<Outcome, Failure> {
    let timeline =
        Opened::new(&arguments.open.input, &arguments.open.start.wishes.settings)?.timeline();
    let index = Index::new(&timeline);
    let chosen = match &arguments.open.start.filter {
        Some(text) => {
            let prepared = input::query(text)?.prepare(&timeline, None);
            Some(prepared.chosen(&timeline, &index, Answer::Possibly))
        }
        None => None,
    };
    let tour = if chosen.is_some() {
        &[][..]
    } else {
        &timeline.tour
    };
    let deck = Deck {
        timeline: &timeline,
        index: &index,
        shown: VisibleEvents::new(&index, chosen.as_ref()),
        tour,
        ascii: true,
    };
    for place in 0..deck.len() {
        let card = deck.card(place, COLUMNS);
        if place > 0 {
            output.line(&Clean::default())?;
        }
        let number = format!("{} of {}: {}", place + 1, deck.len(), card.headline);
        output.line(&Clean::line(&number))?;
        if !card.date.is_empty() {
            output.line(&card.date)?;
        }
        for line in card.lines.iter().filter_map(excerpt::line) {
            output.line(&line)?;
        }
    }
    Ok(Outcome::Done)
}
