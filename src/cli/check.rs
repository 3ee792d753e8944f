//! `annals check`: every problem of a timeline.

use super::args::Check;
use super::output::Output;
use super::{Failure, Outcome, input};
use crate::text::Clean;

pub(super) fn run(arguments: &Check, output: &mut Output) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    let mut unreadable = Vec::new();
    for file in &arguments.files {
        let source = match input::read(Some(file)) {
            Ok(source) => source,
            // The other files are still worth checking.
            Err(Failure::Input(message)) => {
                unreadable.push(message.to_string());
                continue;
            }
            Err(failure) => return Err(failure),
        };
        for problem in &source.reading.problems {
            outcome = Outcome::ProblemsFound;
            output.line(&problem.line(&source.name))?;
        }
        if let (true, Some(timeline)) =
            (source.reading.problems.is_empty(), &source.reading.timeline)
        {
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
