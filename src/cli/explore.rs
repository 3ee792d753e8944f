//! `annals`: the explorer, or the list where there is no terminal.

use std::io::IsTerminal;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::args::{Open, Start};
use super::config::{self, Loaded};
use super::notes::NotesWriter;
use super::opened::Opened;
use super::output::Output;
use super::reading::How;
use super::state::{self, Place};
use super::{Failure, Outcome, input, list, streaming, watched};
use crate::config::{Origin, Remembered, Settings};
use crate::host::{self, Files, Job, StopHandle};
use crate::terminal::{self, Explorer, Program};
use annals_index::Index;
use annals_model::Timeline;
use annals_model::text::{Clean, grouped};
use annals_scene::story_window;
use annals_time::Time;
use annals_tui::Look;
use annals_tui::actions::lanes::Resume;
use annals_tui::context::filter::Terms;
use annals_tui::theme::{Background, Depth, Theme, ThemeName};
use annals_tui::{Begin, Effect, MANY, Message, Options, QuizPlan, Shell, Story};

/// `begin` is what is shown first.
pub(super) fn run(arguments: &Open, begin: Begin, output: &mut Output) -> Result<Outcome, Failure> {
    let plan = QuizPlan {
        chance: chance(),
        ..QuizPlan::default()
    };
    explore(arguments, begin, plan, output)
}

/// Returns a number that differs each time.
pub(super) fn chance() -> u64 {
    let now = host::now().map_or(0, Time::total_nanos);
    // The lower half changes with every call.
    u64::try_from(now & i128::from(u64::MAX)).unwrap_or(0)
}

/// Runs the explorer with a plan for quizzes.
pub(super) fn explore(
    arguments: &Open,
    begin: Begin,
    plan: QuizPlan,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let Open { input, start } = arguments;
    let how = How::new(&input.manner, &start.wishes.settings)?;
    let mut files = watched::before_reading(&input.files, &how);
    // An event or a date is looked up in the whole timeline.
    let seeks = start.at.is_some() || start.from.is_some() || start.to.is_some();
    let mut opened = if can_explore() && begin == Begin::Panes && !plan.at_start && !seeks {
        Opened::begin(input, &start.wishes.settings)?
    } else {
        Opened::new(input, &start.wishes.settings)?
    };
    let (timeline, between) = opened.overlay();
    let mut loaded = config::load(&start.wishes)?;
    let mut options = options(start, &timeline, &opened, &loaded.settings)?;
    options.quiz = plan;
    options.origins = watched::origins(&input.files, &files, &opened.accounts);
    if options.quiz.at_start {
        options.quiz.within = options.start.window;
    }
    if !can_explore() {
        between.iter().for_each(config::say);
        return list::opened(&timeline, start, output);
    }
    let usual_theme = loaded.settings.theme.value.clone();
    let mut notices = Vec::new();
    notices.extend(doubts(opened.doubts, &between, input.files.len()));
    notices.extend(loaded.notice());
    let place = if loaded.settings.remember.value {
        state::place(&input.files)
    } else {
        None
    };
    // A person who has been in this timeline before needs no suggestions.
    options.start.suggests = begin == Begin::Panes && !options.quiz.at_start;
    match place.as_ref().map(Place::read) {
        Some(Ok(Some(remembered))) => {
            options.start.suggests = false;
            recall(remembered, start, &timeline, &mut loaded, &mut options);
        }
        Some(Err(reason)) => notices.push(format!(
            "Where you were in this timeline cannot be read: {reason}."
        )),
        Some(Ok(None)) | None => {}
    }
    options.start.begin = begin;
    // What is remembered may have named another.
    options.theme = theme_place(&loaded.settings);
    let mut jobs = Vec::new();
    let mut shell = if timeline.events.len() < MANY {
        Shell::new(timeline, &options)
    } else {
        let what = format!("Arranging {} events.", grouped(timeline.events.len()));
        let shell = Shell::waiting_for(&timeline.title, &what, &options);
        let grouping = options.grouping(&timeline);
        jobs.push(Job::new("arranging of events", 1, move |outbox| {
            outbox.send(Message::Opened(Story::new(timeline, grouping)));
        }));
        shell
    };
    let mut stop = None;
    if let Some((layer, rest)) = opened.rest.take() {
        let (job, ends) = streaming::rest(rest, layer);
        jobs.push(job);
        stop = Some(ends);
    }
    if !notices.is_empty() {
        let _ = shell.update(Message::Notice(notices.join(" ")));
    }
    let looks = looks(&loaded.settings);
    let run = terminal::Options {
        // Themes that are chosen later bring their own background.
        ask_background: looks[options.theme].theme.follows_background()
            && terminal::may_ask(variable),
        jobs,
        files: (!files.is_empty()).then(|| Files {
            files: std::mem::take(&mut files),
            are_watched: loaded.settings.reload.value,
        }),
        ..terminal::Options::default()
    };
    // A reload replaces what was read here: only the explorer keeps it.
    let themes = options.themes;
    drop((options.accounts, opened));
    let mut left = None;
    let watched = Watched {
        notes: NotesWriter::new(shell.context().timeline().title.clone()),
        explorer: Explorer { shell, looks },
        left: &mut left,
        stop,
    };
    terminal::run(watched, run).map_err(|error| match Failure::from(error) {
        Failure::Terminal(reason) => {
            let message = format!("{reason}; annals list prints the events without one.");
            Failure::Terminal(Clean::line(&message))
        }
        other => other,
    })?;
    // A theme is remembered if it is another than that of the settings.
    if let (Some(place), Some((kept, theme))) = (place, left)
        && let theme = themes.get(theme).map(ToString::to_string)
        && let Err(reason) = place.write(kept, theme.filter(|theme| *theme != usual_theme))
    {
        config::say(&Clean::line(&format!(
            "where you were cannot be remembered: {reason} (remember = false in the settings switches this off)."
        )));
    }
    Ok(Outcome::Done)
}

/// Returns a notice of the warnings in the files and between them.
fn doubts(own: usize, between: &[Clean], files: usize) -> Option<String> {
    match (own, between) {
        (0, []) => None,
        (0, [only]) => Some(only.to_string()),
        (own, between) => {
            let place = if files > 1 {
                " in these files"
            } else {
                " in this file"
            };
            Some(annals_model::warnings_sentence(own + between.len(), place))
        }
    }
}

/// The explorer, with what hands on its presentation, and with where the person was when leaving, in which theme.
struct Watched<'a> {
    explorer: Explorer,
    notes: NotesWriter,
    left: &'a mut Option<(Resume, usize)>,
    /// Stops the reading of a table.
    stop: Option<StopHandle>,
}

impl Program for Watched<'_> {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.explorer.update(message);
        effects.retain(|effect| {
            let stops = *effect == Effect::StopLoading;
            if let (true, Some(stop)) = (stops, &self.stop) {
                stop.stop();
            }
            !stops
        });
        if effects.contains(&Effect::Quit) {
            let shell = &self.explorer.shell;
            *self.left = shell.resume().map(|kept| (kept, shell.theme()));
        }
        if let Err(reason) = self.notes.write(self.explorer.shell.presented()) {
            let notice = format!("The notes cannot be passed on: {reason}.");
            // A notice asks for nothing.
            let _ = self.explorer.update(Message::Notice(notice));
        }
        effects
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

/// Applies what is remembered, where the command line says nothing.
fn recall(
    remembered: Remembered,
    start: &Start,
    timeline: &Timeline,
    loaded: &mut Loaded,
    options: &mut Options,
) {
    let Remembered { theme, kept, .. } = remembered;
    if start.from.is_none() && start.to.is_none() && start.at.is_none() {
        options.start.window = kept.window;
        options.start.event = kept.event.and_then(|id| timeline.find_event(&id));
    }
    if let (Some(lanes), None) = (&kept.lanes, options.start.lanes) {
        options.start.lanes = Some(lanes.grouping);
    }
    options.start.arranged = kept.lanes;
    options.start.marks = kept.marks;
    let is_asked_for = loaded.settings.theme.origin > Origin::Remembered;
    if let (Some(theme), false) = (theme, is_asked_for) {
        loaded.settings.recall_theme(&theme);
    }
}

/// Whether there is a terminal to draw on.
pub(super) fn can_explore() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Returns how to start, from the arguments and the settings. Checks the ids and dates in them.
pub(super) fn options(
    start: &Start,
    timeline: &Timeline,
    opened: &Opened,
    settings: &Settings,
) -> Result<Options, Failure> {
    // An index costs a sort of the events: only if a side of the window is missing.
    let extent = || Some(story_window(timeline, &Index::new(timeline)));
    let window = input::window(start.from.as_deref(), start.to.as_deref(), extent)?;
    let event = match &start.at {
        Some(id) => Some(
            timeline
                .find_event(id)
                .ok_or_else(|| opened.unknown(timeline, id))?,
        ),
        None => None,
    };
    let filter = match &start.filter {
        Some(text) => {
            let terms = Terms::new(text.clone(), input::query(text)?);
            for remark in terms.remarks(timeline) {
                config::say(&remark);
            }
            Some(terms)
        }
        None => None,
    };
    let lanes = settings.lanes;
    Ok(Options {
        start: annals_tui::Start {
            // Only an option overrides what the timeline says; the other layers are defaults.
            lanes: matches!(lanes.origin, Origin::Option(_)).then_some(lanes.value),
            window,
            event,
            filter,
            ..annals_tui::Start::default()
        },
        default_lanes: lanes.value,
        ascii: settings.ascii.value,
        wheel: settings.wheel.value,
        follow_axis: settings.follow_axis.value,
        motion: settings.motion.value,
        themes: theme_names(settings).map(Clean::line).collect(),
        theme: theme_place(settings),
        keymap: settings.keymap.clone(),
        accounts: opened.accounts.clone(),
        ..Options::default()
    })
}

/// Returns the names of all themes: those of annals, then the person's own.
fn theme_names(settings: &Settings) -> impl Iterator<Item = &str> {
    let own = settings.themes.iter().map(|theme| theme.name.as_str());
    ThemeName::ALL.iter().map(|name| name.name()).chain(own)
}

/// Returns the index of the theme of the settings among them.
pub(super) fn theme_place(settings: &Settings) -> usize {
    let mut names = theme_names(settings);
    names
        .position(|name| name == settings.theme.value)
        .unwrap_or(0)
}

/// Returns the look of each theme.
fn looks_at(settings: &Settings, depth: Depth, background: Background) -> Vec<Look> {
    theme_names(settings)
        .map(|name| {
            Look::of(
                theme(settings, name, depth, background),
                settings.ascii.value,
            )
        })
        .collect()
}

/// Returns the look of each theme on the terminal.
pub(super) fn looks(settings: &Settings) -> Vec<Look> {
    let depth = terminal::depth(settings.color.value, variable);
    let background = terminal::background(variable).unwrap_or_default();
    looks_at(settings, depth, background)
}

/// Returns the look of each theme in a picture, which has all colours, unless colours are off.
pub(super) fn picture_looks(settings: &Settings) -> Vec<Look> {
    let no_terminal = |name: &str| variable(name).filter(|_| name == "NO_COLOR");
    let depth = match terminal::depth(settings.color.value, no_terminal) {
        Depth::None => Depth::None,
        _ => Depth::True,
    };
    looks_at(settings, depth, Background::Dark)
}

/// Returns a theme by its name: one of annals, or one of the person's own based on one of those.
fn theme(settings: &Settings, name: &str, depth: Depth, background: Background) -> Theme {
    let own = settings.own_theme(name);
    let base = own.map_or(Some(name), |own| own.base.as_deref());
    let name = base.and_then(ThemeName::find).unwrap_or_default();
    let theme = Theme::on(name, depth, background);
    let Some(own) = own else { return theme };
    theme.recoloured(
        own.colors
            .iter()
            .map(|(part, color)| (part.as_str(), *color)),
    )
}

/// Returns a variable of the environment.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
