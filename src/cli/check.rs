//! `annals check`: every problem of timelines, and between them, and what else was found in reading them.

use super::args::{Check, SettingsFile};
use super::output::Output;
use super::reading::{How, Source};
use super::{Failure, Outcome, input};
use annals_model::text::{Clean, grouped};
use annals_model::{Accounts, MoreProblems, Problem, ProblemLimit, some_of};

pub(super) fn run(arguments: &Check, output: &mut Output) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    let mut unreadable = Vec::new();
    let mut sources = Vec::new();
    let limit = if arguments.all {
        ProblemLimit::All
    } else {
        ProblemLimit::default()
    };
    let how = How::new(&arguments.manner, &SettingsFile::default())?.keeping(limit);
    for file in &arguments.files {
        match input::read(Some(file), &how) {
            Ok(source) => sources.push(source),
            // The other files are still worth checking.
            Err(Failure::Input(message)) => unreadable.push(message.to_string()),
            Err(failure) => return Err(failure),
        }
    }
    let (between, more_between) = between(&sources, limit);
    let mut between = between.into_iter().peekable();
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
        let more = source.reading.report.more.iter();
        let more = more.chain(
            more_between
                .iter()
                .filter(|it| it.0 == place)
                .map(|it| &it.1),
        );
        let more: Vec<String> = more.map(MoreProblems::sentence).collect();
        let hint = (!more.is_empty()).then(|| "annals check --all lists every one.".to_owned());
        for line in more.into_iter().chain(hint).chain(summary(source)) {
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
    if let (false, Some(counts)) = (is_clean, counts(source)) {
        let skipped = match report.skipped {
            0 => String::new(),
            count => format!("; {} could not be", grouped(count)),
        };
        lines.push(format!("{counts} were read{skipped}."));
    }
    if !report.fields.is_empty() {
        let fields = report.fields.iter();
        let fields = fields.map(|(name, count)| format!("{name} ({})", grouped(*count)));
        lines.push(format!("Kept as it is: {}.", some_of(fields)));
    }
    lines.extend(report.notes.iter().map(ToString::to_string));
    lines
}

/// Things of files, each with the index of its file.
type OfFiles<T> = Vec<(usize, T)>;

/// Returns the problems between the files that can be opened, merged in their order, each with the index of its file;
/// and the kinds of which there are more than are listed.
fn between(sources: &[Source], limit: ProblemLimit) -> (OfFiles<Problem>, OfFiles<MoreProblems>) {
    let whole = |(place, source): (usize, &Source)| {
        let timeline = source.reading.timeline.clone()?;
        Some((place, timeline))
    };
    let (places, timelines): (Vec<_>, Vec<_>) =
        sources.iter().enumerate().filter_map(whole).unzip();
    let accounts = Accounts::new(timelines);
    let overlay = accounts.overlay_with(&accounts.all(), limit);
    let more = overlay.more.into_iter();
    let more = more.map(|(account, more)| (places[account.index()], more));
    let problems = overlay.problems.into_iter();
    let mut problems: Vec<_> = problems
        .map(|(layer, problem)| (places[layer.index()], problem))
        .collect();
    problems.sort_by_key(|(place, problem)| (*place, problem.position));
    (problems, more.collect())
}
