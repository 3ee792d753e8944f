//! `annals check`: every problem of timelines, and between them, and what else was found in reading them.

use super::args::Check;
use super::output::Output;
use super::reading::{How, Source};
use super::{Failure, Outcome, input};
use annals_model::text::{Clean, grouped};
use annals_model::{Accounts, Problem};

pub(super) fn run(arguments: &Check, output: &mut Output) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    let mut unreadable = Vec::new();
    let mut sources = Vec::new();
    let how = How::new(&arguments.manner)?;
    for file in &arguments.files {
        match input::read(Some(file), &how) {
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
        if let (true, Some(counts)) = (found.is_empty(), counts(source)) {
            let line = format!("{}: no problems ({counts})", source.name);
            output.line(&Clean::line(&line))?;
        }
        for line in summary(source) {
            output.line(&Clean::line(&format!("{}: {line}", source.name)))?;
        }
    }
    if unreadable.is_empty() {
        Ok(outcome)
    } else {
        Err(Failure::Input(Clean::line(&unreadable.join(" "))))
    }
}

/// `21 events, 20 actors, 1 source`.
fn counts(source: &Source) -> Option<String> {
    let timeline = source.reading.timeline.as_ref()?;
    let counts = [
        (timeline.events.len(), "event"),
        (timeline.actors.len(), "actor"),
        (timeline.sources.len(), "source"),
    ];
    Some(counts.map(|(count, noun)| many(count, noun)).join(", "))
}

fn many(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count))
}

/// Returns further notes on a text: what was read in spite of problems, and how it was understood.
fn summary(source: &Source) -> Vec<String> {
    let report = &source.reading.report;
    let is_clean = report.is_clean();
    let mut lines = Vec::new();
    if report.omitted > 0 {
        lines.push(format!(
            "{} more of the same kinds.",
            many(report.omitted, "problem")
        ));
    }
    if let (false, Some(counts)) = (is_clean, counts(source)) {
        let skipped = match report.skipped {
            0 => String::new(),
            count => format!("; {} could not be", grouped(count)),
        };
        lines.push(format!("{counts} were read{skipped}."));
    }
    if !report.fields.is_empty() {
        let fields = report.fields.iter();
        let fields: Vec<_> = fields
            .map(|(name, count)| format!("{name} ({})", grouped(*count)))
            .collect();
        lines.push(format!("Kept as it is: {}.", fields.join(", ")));
    }
    lines.extend(report.notes.iter().map(ToString::to_string));
    lines
}

/// Returns the problems between the files that can be opened, merged in their order, each with the index of its file.
fn between(sources: &[Source]) -> Vec<(usize, Problem)> {
    let whole = |(place, source): (usize, &Source)| {
        let timeline = source.reading.timeline.clone()?;
        Some((place, timeline))
    };
    let (places, timelines): (Vec<_>, Vec<_>) =
        sources.iter().enumerate().filter_map(whole).unzip();
    let accounts = Accounts::new(timelines);
    let problems = accounts.overlay(&accounts.all()).problems.into_iter();
    let mut problems: Vec<_> = problems
        .map(|(layer, problem)| (places[layer.index()], problem))
        .collect();
    problems.sort_by_key(|(place, problem)| (*place, problem.position));
    problems
}
