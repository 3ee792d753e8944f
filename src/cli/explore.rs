//! `annals`: the explorer, or the list where there is no terminal.

use std::io::IsTerminal;
use std::sync::Arc;

use super::args::{ColorChoice, Lanes, Open, Start, Theme, Wheel};
use super::output::Output;
use super::{Failure, Outcome, input, list, show};
use crate::app::{self, App, MANY, Message, Options, Story};
use crate::data::{Grouping, Timeline};
use crate::index::Index;
use crate::text::{Clean, grouped};
use crate::tui::{self, Explorer, Job};
use crate::ui::{Look, ThemeName};

pub(super) fn run(arguments: &Open, output: &mut Output) -> Result<Outcome, Failure> {
    let (timeline, problems) = input::timeline(arguments.input.file.as_deref())?;
    let options = options(&arguments.start, &timeline)?;
    if !can_explore() {
        return list::all_events(&timeline, output);
    }
    let look = look(&arguments.start);
    let timeline = Arc::new(timeline);
    let mut jobs = Vec::new();
    let mut app = if timeline.events.len() < MANY {
        App::new(timeline, &options)
    } else {
        let what = format!("Arranging {} events.", grouped(timeline.events.len()));
        let app = App::waiting_for(&timeline.title, &what, &options);
        let lanes = options.lanes;
        jobs.push(Job::new("arranging of events", 1, move |outbox| {
            outbox.send(Message::Opened(Story::new(timeline, lanes)));
        }));
        app
    };
    if !problems.is_empty() {
        let count = problems.len();
        let noun = if count == 1 { "thing" } else { "things" };
        app.update(Message::Notice(format!(
            "{count} {noun} in this file may not be as meant; annals check shows them."
        )));
    }
    let run = tui::Options {
        jobs,
        ..tui::Options::default()
    };
    tui::run(Explorer { app, look }, run).map_err(|error| {
        let message = format!("{error}; annals list prints the events without one.");
        Failure::Terminal(Clean::line(&message))
    })?;
    Ok(Outcome::Done)
}

/// Whether there is a terminal to draw on.
fn can_explore() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// How to start, from the arguments; the ids and dates in them are checked.
pub(super) fn options(start: &Start, timeline: &Timeline) -> Result<Options, Failure> {
    // Deriving an index costs a sort of the events: only where a side of the window is missing.
    let extent = || Index::new(timeline).extent();
    let window = input::window(start.from.as_deref(), start.to.as_deref(), extent)?;
    let event = match &start.at {
        Some(id) => Some(
            timeline
                .find_event(id)
                .ok_or_else(|| show::unknown(timeline, id))?,
        ),
        None => None,
    };
    let lanes = start.lanes.map(|lanes| match lanes {
        Lanes::Actor => Grouping::Actor,
        Lanes::Theme => Grouping::Theme,
        Lanes::Status => Grouping::Status,
        Lanes::Layer => Grouping::Layer,
        Lanes::None => Grouping::None,
    });
    Ok(Options {
        lanes,
        window,
        event,
        ascii: ascii(start),
        wheel: match start.wheel {
            Wheel::Zoom => app::Wheel::Zoom,
            Wheel::Pan => app::Wheel::Pan,
        },
    })
}

/// How it looks, from the arguments and the environment.
pub(super) fn look(start: &Start) -> Look {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = match (start.color, start.theme) {
        (ColorChoice::Never, _) | (_, Some(Theme::Mono)) => ThemeName::Mono,
        (ColorChoice::Auto, _) if no_color => ThemeName::Mono,
        _ => ThemeName::Terminal,
    };
    Look::new(theme, ascii(start))
}

/// Whether to keep to ASCII: asked for, or the locale names another encoding than UTF-8.
fn ascii(start: &Start) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    let other_encoding = locale.is_some_and(|locale| {
        let encoding = locale
            .split_once('.')
            .map(|(_, encoding)| encoding.to_lowercase());
        encoding
            .is_some_and(|encoding| !encoding.starts_with("utf-8") && !encoding.starts_with("utf8"))
    });
    start.ascii || other_encoding
}
