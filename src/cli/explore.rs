//! `annals`: the explorer, or the list where there is no terminal.

use std::io::IsTerminal;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::args::{Open, Start};
use super::config::{self, Loaded};
use super::output::Output;
use super::state::{self, Place};
use super::{Failure, Outcome, input, list, show};
use crate::app::{App, Effect, Kept, MANY, Message, Options, Story};
use crate::config::{Color as OwnColor, Colors, Origin, Remembered, Settings};
use crate::data::Timeline;
use crate::index::Index;
use crate::scene::story_window;
use crate::text::{Clean, grouped};
use crate::tui::{self, ColorUse, Explorer, Job, Program};
use crate::ui::{Background, Depth, Look, Theme, ThemeName};

pub(super) fn run(arguments: &Open, output: &mut Output) -> Result<Outcome, Failure> {
    let (timeline, problems) = input::timeline(arguments.input.file.as_deref())?;
    let start = &arguments.start;
    let mut loaded = config::load(&start.wishes)?;
    let mut options = options(start, &timeline, &loaded.settings)?;
    if !can_explore() {
        return list::all_events(&timeline, output);
    }
    let mut notices = Vec::new();
    if !problems.is_empty() {
        let count = problems.len();
        let noun = if count == 1 { "thing" } else { "things" };
        notices.push(format!(
            "{count} {noun} in this file may not be as meant; annals check shows them."
        ));
    }
    notices.extend(loaded.notice());
    let place = if loaded.settings.remember.value {
        state::place(arguments.input.file.as_deref())
    } else {
        None
    };
    match place.as_ref().map(Place::read) {
        Some(Ok(Some(remembered))) => {
            recall(remembered, start, &timeline, &mut loaded, &mut options);
        }
        Some(Err(reason)) => notices.push(format!(
            "Where you were in this timeline cannot be read: {reason}."
        )),
        Some(Ok(None)) | None => {}
    }
    let mut jobs = Vec::new();
    let timeline = Arc::new(timeline);
    let mut app = if timeline.events.len() < MANY {
        App::new(timeline, &options)
    } else {
        let what = format!("Arranging {} events.", grouped(timeline.events.len()));
        let app = App::waiting_for(&timeline.title, &what, &options);
        let grouping = options.grouping(&timeline);
        jobs.push(Job::new("arranging of events", 1, move |outbox| {
            outbox.send(Message::Opened(Story::new(timeline, grouping)));
        }));
        app
    };
    if !notices.is_empty() {
        app.update(Message::Notice(notices.join(" ")));
    }
    let look = look(&loaded.settings);
    let run = tui::Options {
        ask_background: look.theme.follows_background() && tui::may_ask(variable),
        jobs,
        ..tui::Options::default()
    };
    let mut left = None;
    let watched = Watched {
        explorer: Explorer { app, look },
        left: &mut left,
    };
    tui::run(watched, run).map_err(|error| {
        let message = format!("{error}; annals list prints the events without one.");
        Failure::Terminal(Clean::line(&message))
    })?;
    if let (Some(place), Some(kept)) = (place, left)
        && let Err(reason) = place.write(kept, None)
    {
        config::say(&Clean::line(&format!(
            "where you were cannot be remembered: {reason} (with remember = false in the settings, nobody tries)."
        )));
    }
    Ok(Outcome::Done)
}

/// The explorer, and where the person was when it was left.
struct Watched<'a> {
    explorer: Explorer,
    left: &'a mut Option<Kept>,
}

impl Program for Watched<'_> {
    fn update(&mut self, message: Message) -> Option<Effect> {
        let effect = self.explorer.update(message);
        if effect == Some(Effect::Quit) {
            *self.left = self.explorer.app.kept();
        }
        effect
    }

    fn take_dirty(&mut self) -> bool {
        self.explorer.take_dirty()
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer) {
        self.explorer.draw(area, buffer);
    }

    fn background(&mut self, background: Background) {
        self.explorer.background(background);
    }
}

/// Puts what is remembered below what was asked for: it counts where the command line says nothing.
fn recall(
    remembered: Remembered,
    start: &Start,
    timeline: &Timeline,
    loaded: &mut Loaded,
    options: &mut Options,
) {
    let Remembered { theme, kept, .. } = remembered;
    if start.from.is_none() && start.to.is_none() && start.at.is_none() {
        options.window = kept.window;
        options.event = kept.event.and_then(|id| timeline.find_event(&id));
    }
    if let (Some(lanes), None) = (&kept.lanes, options.lanes) {
        options.lanes = Some(lanes.grouping);
    }
    options.arranged = kept.lanes;
    options.marks = kept.marks;
    let is_asked_for = loaded.settings.theme.origin > Origin::Remembered;
    if let (Some(theme), false) = (theme, is_asked_for) {
        loaded.settings.recall_theme(&theme);
    }
}

/// Whether there is a terminal to draw on.
fn can_explore() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// How to start, from the arguments and the settings; the ids and dates in them are checked.
pub(super) fn options(
    start: &Start,
    timeline: &Timeline,
    settings: &Settings,
) -> Result<Options, Failure> {
    // Deriving an index costs a sort of the events: only where a side of the window is missing.
    let extent = || Some(story_window(timeline, &Index::new(timeline)));
    let window = input::window(start.from.as_deref(), start.to.as_deref(), extent)?;
    let event = match &start.at {
        Some(id) => Some(
            timeline
                .find_event(id)
                .ok_or_else(|| show::unknown(timeline, id))?,
        ),
        None => None,
    };
    let lanes = settings.lanes;
    Ok(Options {
        // An option is asked for; the other layers only say what is usual.
        lanes: matches!(lanes.origin, Origin::Option(_)).then_some(lanes.value),
        usual_lanes: lanes.value,
        window,
        event,
        ascii: settings.ascii.value,
        wheel: settings.wheel.value,
        follow_axis: settings.follow_axis.value,
        keymap: settings.keymap.clone(),
        ..Options::default()
    })
}

/// How it looks on the terminal.
pub(super) fn look(settings: &Settings) -> Look {
    let depth = tui::depth(color_use(settings.color.value), variable);
    let background = tui::background(variable).unwrap_or_default();
    Look::of(theme(settings, depth, background), settings.ascii.value)
}

/// How it looks in a picture, which has all colours whatever the terminal has, unless there should be
/// none.
pub(super) fn picture_look(settings: &Settings) -> Look {
    let no_terminal = |name: &str| variable(name).filter(|_| name == "NO_COLOR");
    let depth = match tui::depth(color_use(settings.color.value), no_terminal) {
        Depth::None => Depth::None,
        _ => Depth::True,
    };
    let theme = theme(settings, depth, Background::Dark);
    Look::of(theme, settings.ascii.value)
}

/// The theme of the settings: one of annals, or one of the person's own made from one of those.
fn theme(settings: &Settings, depth: Depth, background: Background) -> Theme {
    let own = settings.own_theme();
    let base = own.map_or(Some(settings.theme.value.as_str()), |own| {
        own.base.as_deref()
    });
    let name = base.and_then(ThemeName::find).unwrap_or_default();
    let theme = Theme::on(name, depth, background);
    let Some(own) = own else { return theme };
    theme.recoloured(own.colors.iter().map(|(part, color)| {
        let color = match *color {
            OwnColor::Default => Color::Reset,
            OwnColor::Indexed(index) => Color::Indexed(index),
            OwnColor::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        };
        (part.as_str(), color)
    }))
}

pub(super) const fn color_use(colors: Colors) -> ColorUse {
    match colors {
        Colors::Auto => ColorUse::Auto,
        Colors::Always => ColorUse::Always,
        Colors::Never => ColorUse::Never,
    }
}

/// A variable of the environment.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
