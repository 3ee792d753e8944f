//! `annals convert`: a timeline in another format, or as a document.

use std::ffi::OsStr;
use std::path::Path;

use super::args::{Convert, Input, Manner, SettingsFile};
use super::handout::{self, Form};
use super::opened::Opened;
use super::output::Output;
use super::reading::How;
use super::save_target::{self, Existing};
use super::{Failure, Outcome, config, list};
use annals_formats::{Format, Written};
use annals_index::{EventSet, Index};
use annals_model::Timeline;
use annals_model::text::{Clean, counted, nearest};

/// What the result is.
#[derive(Debug, Clone, Copy)]
enum Target {
    Format(Format),
    Document(Form),
}

pub(super) fn run(arguments: &Convert, output: &mut Output) -> Result<Outcome, Failure> {
    let Some((out, files)) = arguments
        .paths
        .split_last()
        .filter(|(_, it)| !it.is_empty())
    else {
        return Err(usage(
            "What to read and where to write it are both needed: annals convert IN OUT, as in annals convert story.csv story.toml",
        ));
    };
    let out = Path::new(out);
    let is_standard = out == Path::new("-");
    let target = target(arguments, out)?;
    let existing = match target {
        Target::Format(_) => Existing::timeline(arguments.force),
        Target::Document(_) => Existing::document(arguments.force),
    };
    let from = arguments.from.as_deref().map(Format::find).transpose();
    let from = from.map_err(|message| usage(&format!("--from: {message}")))?;
    if !is_standard {
        // Refused before anything long is read.
        save_target::check(out, existing)?;
    }
    let input = Input {
        files: files.to_vec(),
        layers: arguments.layers.clone(),
        manner: Manner {
            format: None,
            maps: arguments.maps.clone(),
        },
    };
    let how = How::new(&input.manner, &SettingsFile::default())?.in_format(from);
    let opened = Opened::read_as(&input, &how)?;
    let timeline = opened.timeline();
    let chosen = match &arguments.filter {
        Some(text) => {
            let index = Index::new(&timeline);
            let chosen = list::chosen(&timeline, &index, text)?;
            Some((index, chosen))
        }
        None => None,
    };
    let doubts = unread(&timeline);
    let written = match target {
        Target::Format(format) => in_format(format, &timeline, chosen.as_ref())?,
        Target::Document(form) => document(form, &timeline, chosen.as_ref())?,
    };
    let lost = doubts.iter().chain(&written.lost);
    if arguments.strict && lost.clone().next().is_some() {
        lost.for_each(say_lost);
        config::say(&Clean::own(
            "Nothing is written: --strict is for what loses nothing.",
        ));
        return Ok(Outcome::ProblemsFound);
    }
    if is_standard {
        output.file(&written.text)?;
    } else {
        save_target::save(out, &written.text, existing)?;
    }
    lost.for_each(say_lost);
    Ok(Outcome::Done)
}

fn say_lost(sentence: &Clean) {
    config::say(&Clean::line(&format!("lost: {sentence}")));
}

fn usage(sentence: &str) -> Failure {
    Failure::Usage(Clean::line(sentence))
}

/// Returns what was lost in reading, a sentence for each file.
fn unread(timeline: &Timeline) -> Vec<Clean> {
    let layers = timeline.accounts.iter().filter(|layer| layer.on);
    let doubtful = layers.filter(|layer| !layer.report.is_clean());
    doubtful
        .map(|layer| {
            let problems = counted(layer.report.problem_count(), "problem");
            let skipped = match layer.report.skipped {
                0 => String::new(),
                count => format!(", and {count} of its entries are left out"),
            };
            Clean::line(&format!(
                "{} was read with {problems}{skipped}; annals check tells them.",
                layer.id
            ))
        })
        .collect()
}

fn in_format(
    format: Format,
    timeline: &Timeline,
    chosen: Option<&(Index, EventSet)>,
) -> Result<Written, Failure> {
    let part;
    let timeline = match chosen {
        None => timeline,
        Some((index, chosen)) => {
            part = timeline.only(|event| chosen.contains(index.rank(event)));
            &part
        }
    };
    let written = format.write(timeline);
    // `target` gives no other.
    written.ok_or_else(|| usage(&not_written(format)))
}

fn document(
    form: Form,
    timeline: &Timeline,
    chosen: Option<&(Index, EventSet)>,
) -> Result<Written, Failure> {
    let lines = match chosen {
        Some((index, chosen)) => handout::whole(form, timeline, index, Some(chosen))?,
        None => handout::whole(form, timeline, &Index::new(timeline), None)?,
    };
    let mut text = String::new();
    for line in &lines {
        text.push_str(line.as_str());
        text.push('\n');
    }
    let with = |has: fn(&annals_model::Event) -> bool| {
        timeline.events.iter().filter(|event| has(event)).count()
    };
    let counts = [
        (
            with(|event| !event.notes.is_empty()),
            "note for the teacher",
            "notes for the teacher",
        ),
        (
            with(|event| !event.extra.is_empty()),
            "event with fields of its own",
            "events with fields of their own",
        ),
        (timeline.tour.len(), "step of the tour", "steps of the tour"),
        (
            timeline.comparisons.len(),
            "comparison of accounts",
            "comparisons of accounts",
        ),
        (
            timeline.disagreements.len(),
            "disagreement of sources",
            "disagreements of sources",
        ),
    ];
    let left_out = counts.into_iter().filter(|(count, ..)| *count > 0);
    let left_out = left_out.map(|(count, one, several)| {
        let noun = if count == 1 { one } else { several };
        Clean::line(&format!("{count} {noun}: a sheet for the class has none."))
    });
    let first = Clean::own("A document is for reading: annals does not open it again.");
    Ok(Written {
        text,
        lost: std::iter::once(first).chain(left_out).collect(),
    })
}

/// Returns the names that `--to` takes.
fn names() -> impl Iterator<Item = &'static str> {
    let formats = Format::ALL.iter().filter(|format| format.is_written());
    let formats = formats.map(|format| format.name());
    formats.chain(["md", "svg", "html"])
}

fn not_written(format: Format) -> String {
    let names: Vec<_> = names().collect();
    format!(
        "annals reads {}, but does not write it. It writes {}.",
        format.label(),
        names.join(", ")
    )
}

/// Returns what to write, by the name that was given or by the ending of the file's.
fn target(arguments: &Convert, out: &Path) -> Result<Target, Failure> {
    if let Some(name) = &arguments.to {
        return named(name).map_err(|message| usage(&format!("--to: {message}")));
    }
    let shown = out.display();
    let ending = out.extension().and_then(OsStr::to_str);
    match ending.map(str::to_lowercase).as_deref() {
        None => Err(usage(&format!(
            "What should be written to {shown}? --to says so: {}.",
            names().collect::<Vec<_>>().join(", ")
        ))),
        Some("json") => Err(usage(&format!(
            "What should be written to {shown}? Several formats have that ending: --to timelinejs or --to vis says which."
        ))),
        Some(ending) => {
            let format = Format::ALL
                .iter()
                .find(|format| format.endings().contains(&ending));
            match (format, Form::named(ending)) {
                (Some(&format), _) if format.is_written() => Ok(Target::Format(format)),
                (Some(&format), _) => Err(usage(&not_written(format))),
                (None, Some(form)) => Ok(Target::Document(form)),
                (None, None) => Err(usage(&format!(
                    "What should be written to {shown}? No format has the ending .{ending}; --to says what: {}.",
                    names().collect::<Vec<_>>().join(", ")
                ))),
            }
        }
    }
}

fn named(name: &str) -> Result<Target, String> {
    if let Some(form) = Form::named(name) {
        return Ok(Target::Document(form));
    }
    let Ok(format) = Format::find(name) else {
        let hint = nearest(name, names()).map_or_else(
            || format!("There is {}.", names().collect::<Vec<_>>().join(", ")),
            |near| format!("Did you mean \"{near}\"?"),
        );
        return Err(format!("There is no format \"{name}\". {hint}"));
    };
    if format.is_written() {
        Ok(Target::Format(format))
    } else {
        Err(not_written(format))
    }
}
