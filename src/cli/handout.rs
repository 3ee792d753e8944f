//! `annals handout`: a sheet for the class.

use std::path::Path;

use super::args::{Blank, Handout, Lanes, Paper, SettingsFile};
use super::opened::Opened;
use super::output::Output;
use super::save_target::{self, Existing};
use super::{Failure, Outcome, input, list};
use crate::limits::too_many_for_a_handout;
use annals_index::{EventSet, Index};
use annals_model::text::Clean;
use annals_model::{EventIndex, Grouping, Timeline};
use annals_scene::handout::{self, Blanks, MAX_EVENTS, Request};
use annals_scene::story_window;
use annals_time::{When, Window};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Markdown,
    Svg,
}

impl Form {
    const ALL: [(&str, Self); 5] = [
        ("html", Self::Html),
        ("htm", Self::Html),
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("svg", Self::Svg),
    ];

    /// Returns the form of a name, which is also a file ending.
    pub(super) fn named(name: &str) -> Option<Self> {
        let known = Self::ALL.iter();
        let found = known
            .copied()
            .find(|(known, _)| name.eq_ignore_ascii_case(known));
        found.map(|(_, form)| form)
    }
}

pub(super) fn run(arguments: &Handout, output: &mut Output) -> Result<Outcome, Failure> {
    let (form, to) = wishes(arguments)?;
    let blanks = blanks(arguments, form)?;
    if arguments.output != Path::new("-") {
        save_target::check(&arguments.output, Existing::document(arguments.force))?;
    }
    let timeline = Opened::new(&arguments.input, &SettingsFile::default())?.timeline();
    let index = Index::new(&timeline);
    let whole = || Some(story_window(&timeline, &index));
    let window = input::window(arguments.from.as_deref(), to, whole)?;
    let chosen = match &arguments.filter {
        Some(text) => Some(list::chosen(&timeline, &index, text)?),
        None => None,
    };
    let events = events(&timeline, &index, window, chosen.as_ref())?;
    let lanes = arguments.lanes.map(grouping);
    let request = Request {
        timeline: &timeline,
        index: &index,
        events: &events,
        window: window.unwrap_or_else(|| handout::window(&timeline, &index, &events)),
        lanes: lanes.or(timeline.lanes).unwrap_or(Grouping::Actor),
        paper: match arguments.paper {
            Paper::A4 => handout::Paper::A4,
            Paper::Letter => handout::Paper::Letter,
        },
        blanks,
        key: arguments.key,
        notes: arguments.notes,
    };
    let written = sheet(form, &request);
    save_target::save_lines(&arguments.output, &written, arguments.force, output)?;
    Ok(Outcome::Done)
}

fn sheet(form: Form, request: &Request<'_>) -> Vec<Clean> {
    match form {
        Form::Html => handout::html(request),
        Form::Markdown => handout::markdown(request),
        Form::Svg => handout::svg(request),
    }
}

/// Returns a sheet of all events, or of the selected ones, without blanks.
pub(super) fn whole(
    form: Form,
    timeline: &Timeline,
    index: &Index,
    chosen: Option<&EventSet>,
) -> Result<Vec<Clean>, Failure> {
    let all = index.order().iter().enumerate();
    let chosen = all.filter(|(rank, _)| chosen.is_none_or(|chosen| chosen.contains(*rank)));
    let events: Vec<_> = chosen.map(|(_, &event)| event).collect();
    if events.len() > MAX_EVENTS {
        return Err(usage(&format!(
            "{} Choose some with --filter.",
            too_many_for_a_handout(events.len())
        )));
    }
    let request = Request {
        timeline,
        index,
        events: &events,
        window: handout::window(timeline, index, &events),
        lanes: timeline.lanes.unwrap_or(Grouping::Actor),
        paper: handout::Paper::A4,
        blanks: Blanks::default(),
        key: false,
        notes: false,
    };
    Ok(sheet(form, &request))
}

const fn grouping(lanes: Lanes) -> Grouping {
    match lanes {
        Lanes::Actor => Grouping::Actor,
        Lanes::Theme => Grouping::Theme,
        Lanes::Status => Grouping::Status,
        Lanes::Layer => Grouping::Account,
        Lanes::None => Grouping::None,
    }
}

fn usage(sentence: &str) -> Failure {
    Failure::Usage(Clean::line(sentence))
}

/// Returns the form and the date that `--to` names: no date is called `md`.
fn wishes(arguments: &Handout) -> Result<(Form, Option<&str>), Failure> {
    let (mut form, mut date) = (None, None);
    for text in &arguments.to {
        if let Some(named) = Form::named(text) {
            if form.replace(named).is_some() {
                return Err(usage("--to names two forms; a sheet has one."));
            }
        } else {
            if When::parse(text).is_err() {
                return Err(usage(&format!(
                    "--to: \"{text}\" is neither a form (html, md or svg) nor a date."
                )));
            }
            if date.replace(text.as_str()).is_some() {
                return Err(usage("--to names two dates; the events end at one."));
            }
        }
    }
    let place = &arguments.output;
    let ending = place.extension().and_then(|ending| ending.to_str());
    let form = match (form, ending.map(Form::named)) {
        (Some(form), _) | (None, Some(Some(form))) => form,
        (None, None) if place == Path::new("-") => Form::Html,
        (None, _) => {
            return Err(usage(&format!(
                "What should be written to {}? A name that ends in .html, .md or .svg says so, or --to does.",
                place.display()
            )));
        }
    };
    Ok((form, date))
}

fn blanks(arguments: &Handout, form: Form) -> Result<Blanks, Failure> {
    let has = |blank| arguments.blanks.contains(&blank);
    let blanks = Blanks {
        dates: has(Blank::Dates),
        causes: has(Blank::Causes),
        actors: has(Blank::Actors),
    };
    if arguments.key && !blanks.any() {
        return Err(usage(
            "--key fills in what --blanks leaves out: say which, as in --blanks dates --key.",
        ));
    }
    if arguments.notes && !arguments.key {
        return Err(usage(
            "--notes is for the teacher's own sheet: add --blanks and --key.",
        ));
    }
    if form == Form::Svg {
        if blanks.causes {
            return Err(usage(
                "A drawing shows no causes that could be left out; --to html or --to md has them.",
            ));
        }
        if arguments.notes {
            return Err(usage(
                "A drawing has no room for notes; --to html or --to md has them.",
            ));
        }
    }
    Ok(blanks)
}

/// Returns the events of the sheet, in reading order.
fn events(
    timeline: &Timeline,
    index: &Index,
    window: Option<Window>,
    chosen: Option<&EventSet>,
) -> Result<Vec<EventIndex>, Failure> {
    let is_limited = window.is_some() || chosen.is_some();
    let of_rank = |&(rank, &event): &(usize, &EventIndex)| {
        chosen.is_none_or(|chosen| chosen.contains(rank))
            && window.is_none_or(|window| list::may_hold_in(timeline, event, &window))
    };
    let fitting = || index.order().iter().enumerate().filter(of_rank);
    let count = fitting().count();
    if count > MAX_EVENTS {
        return Err(usage(&format!(
            "{} Choose some with --filter, or limit the time with --from and --to.",
            too_many_for_a_handout(count)
        )));
    }
    if count == 0 && is_limited {
        return Err(usage(
            "No event is left for the sheet: --filter, --from and --to leave out every one.",
        ));
    }
    Ok(fitting().map(|(_, &event)| event).collect())
}
