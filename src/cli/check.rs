//! `annals check`: every problem of timelines, and between them.

use super::args::Check;
use super::output::Output;
use super::{Failure, Outcome, input};
use crate::data::{Accounts, Problem};
use crate::text::Clean;

pub(super) fn run(arguments: &Check, output: &mut Output) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    let mut unreadable = Vec::new();
    let mut sources = Vec::new();
    for file in &arguments.files {
        match input::read(Some(file), None) {
            Ok(source) => sources.push(source),
            // The other files are still worth checking.
            Err(Failure::Input(message)) => unreadable.push(message.to_string()),
            Err(failure) => return Err(failure),
        }
    }
    let mut between = between(&sources).into_iter().peekable();
    for (place, source) in sources.iter().enumerate() {
        let mut found: Vec<Problem> = source.reading.report.problems.clone();
        while let Some((_, problem)) = between.next_if(|(of, _)| *of == place) {
            found.push(problem);
        }
        for problem in &found {
            outcome = Outcome::ProblemsFound;
            output.line(&problem.line(&source.name))?;
        }
        if let (true, Some(timeline)) = (found.is_empty(), &source.reading.timeline) {
            let counts = [
                (timeline.events.len(), "event"),
                (timeline.actors.len(), "actor"),
                (timeline.sources.len(), "source"),
            ]
            .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }));
            let line = format!("{}: no problems ({})", source.name, counts.join(", "));
            output.line(&Clean::line(&line))?;
        }
    }
    if unreadable.is_empty() {
        Ok(outcome)
    } else {
        Err(Failure::Input(Clean::line(&unreadable.join(" "))))
    }
}

/// What is wrong between the files that can be opened, laid over each other in their order: each
/// problem with the place of its file, in that order.
fn between(sources: &[input::Source]) -> Vec<(usize, Problem)> {
    let whole = |(place, source): (usize, &input::Source)| {
        let timeline = source.reading.timeline.clone()?;
        Some((place, timeline))
    };
    let (places, timelines): (Vec<_>, Vec<_>) =
        sources.iter().enumerate().filter_map(whole).unzip();
    let accounts = Accounts::new(timelines);
    let problems = accounts.overlay(&accounts.all()).problems.into_iter();
    let mut problems: Vec<_> = problems
        .map(|(layer, problem)| (places[layer.place()], problem))
        .collect();
    problems.sort_by_key(|(place, problem)| (*place, problem.position));
    problems
}
