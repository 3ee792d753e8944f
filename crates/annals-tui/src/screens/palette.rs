//! The command palette: commands, events, actors and dates by what is typed.

mod draw;
mod matching;
mod order;

use std::cmp::Reverse;
use std::sync::Arc;

use annals_model::{ActorIndex, EventIndex};
use annals_scene::flow::Target;
use annals_scene::scroll_to;
use annals_time::When;
use ratatui::layout::Margin;

use self::matching::{MAX_SEARCHED, Matches};
use crate::actions::{date, filter};
use crate::command::{Count, Group, Spec, Uses};
use crate::commands;
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::keys::{Key, PointerAction};
use crate::rows::{Rows, TextScreen, closes, stepped_row};
use crate::screen::{Command, Cursor, Destination, Handled, Input, Kind, Screen, Table};
use crate::theme::ThemeName;
use crate::widgets::painter::Painter;
use crate::widgets::text_field::TextField;

/// The most rows of the palette with its border.
const MAX_ROWS: u16 = 14;

/// Something that can be chosen in the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Go to the date that was typed.
    Date,
    /// Carry out a command of the screen below.
    Command(&'static Spec),
    /// Choose the theme of this index among those of the settings.
    Theme(usize),
    /// Show an actor, found by its name or by the alias of this index.
    Actor(ActorIndex, Option<usize>),
    /// Show an event.
    Event(EventIndex),
}

/// The command palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    field: TextField,
    /// The text that the choices are for.
    text: String,
    /// The index of the selected choice.
    selected: usize,
    first_row: usize,
    choices: Arc<[Choice]>,
    /// The date that the text can be read as.
    date: Option<Arc<When>>,
    /// Whether there are more events or actors than were searched.
    is_partial: bool,
    /// The number that was typed before the palette was opened, for the command.
    count: Count,
    /// The commands of the screen below, those used most first, with how often they were used.
    commands: Arc<[(&'static Spec, u32)]>,
}

type Row = Command<Palette>;

/// Page down in the choices.
static CHOICES_DOWN: Spec = Spec {
    name: "choices-down",
    title: "Page of suggestions down",
    doc: "Page down in the suggestions",
    group: Group::Writing,
    keys: &["PageDown"],
    hint: None,
};

/// Page up in the choices.
static CHOICES_UP: Spec = Spec {
    name: "choices-up",
    title: "Page of suggestions up",
    doc: "Page up in the suggestions",
    group: Group::Writing,
    keys: &["PageUp"],
    hint: None,
};

impl Palette {
    /// Returns what can be chosen, the best first.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    fn find(&mut self, cx: &Context) {
        self.selected = 0;
        self.first_row = 0;
        self.text = self.field.text();
        let when = When::parse(&self.text).ok().flatten();
        self.date = when.filter(|when| when.window().is_some()).map(Arc::new);
        self.is_partial = false;
        if self.text.trim().is_empty() {
            let commands = self.commands.iter();
            let commands = commands.map(|&(spec, _)| Choice::Command(spec));
            self.choices = commands.chain(themes(cx).map(Choice::Theme)).collect();
            return;
        }
        let mut matches = Matches::new(&self.text);
        let mut rated = matches.commands(&self.commands);
        rated.extend(matches.themes(themes(cx), cx));
        rated.extend(matches.actors(cx.timeline()));
        rated.extend(matches.events(cx.timeline(), cx.index()));
        // Equals keep their order.
        rated.sort_by_key(|(rating, _)| Reverse(*rating));
        // What can be read as a date is hardly meant as anything else.
        let date = self.date.iter().map(|_| Choice::Date);
        self.choices = date
            .chain(rated.iter().map(|(_, choice)| *choice))
            .collect();
        let timeline = cx.timeline();
        self.is_partial =
            timeline.events.len() > MAX_SEARCHED || timeline.actors.len() > MAX_SEARCHED;
    }

    fn step(&mut self, by: isize) {
        self.selected = stepped_row(self.selected, by, self.choices.len());
    }

    fn rows(cx: &Context) -> u16 {
        cx.display.rows.saturating_sub(2).min(MAX_ROWS)
    }

    /// Returns how many choices there is room for.
    fn height(&self, cx: &Context) -> usize {
        let inside = cx.bottom_area(Self::rows(cx)).inner(Margin::new(1, 1));
        let taken = if self.is_partial { 2 } else { 1 };
        usize::from(inside.height).saturating_sub(taken).max(1)
    }

    fn page(&self, cx: &Context) -> isize {
        isize::try_from(self.height(cx)).unwrap_or(1)
    }

    /// Does what is selected.
    fn accept(&self, cx: &mut Context) {
        let Some(&choice) = self.choices.get(self.selected) else {
            return;
        };
        cx.close();
        match choice {
            Choice::Command(spec) => cx.requests.command = Some((spec, self.count)),
            Choice::Theme(theme) => {
                cx.display.theme = theme;
                cx.notice(&format!("{}.", theme_title(theme, cx)));
            }
            Choice::Event(event) => cx.open(Destination::Target(Target::Event(event))),
            Choice::Actor(actor, _) => cx.open(Destination::Target(Target::Actor(actor))),
            Choice::Date => {
                if let Some(when) = &self.date {
                    cx.below.truncate(1);
                    date::go_to(cx, when);
                    filter::select_nearest(cx);
                }
            }
        }
    }
}

/// Returns the themes that can be chosen: all but the one that is shown.
fn themes(cx: &Context) -> impl Iterator<Item = usize> {
    let shown = cx.display.theme;
    (0..cx.options.themes.len()).filter(move |&theme| theme != shown)
}

/// Returns how the choice of a theme is called: "Theme: light room".
fn theme_title(theme: usize, cx: &Context) -> String {
    let Some(name) = cx.options.themes.get(theme) else {
        return String::new();
    };
    match ThemeName::find(name.as_str()) {
        Some(known) => format!("Theme: {}", known.title()),
        None => format!("Theme: {name}"),
    }
}

impl TextScreen for Palette {
    fn field(&mut self) -> &mut TextField {
        &mut self.field
    }

    fn edited(&mut self, cx: &mut Context) {
        if self.field.text() != self.text {
            self.find(cx);
        }
    }
}

impl Screen for Palette {
    const NAME: &'static str = "palette";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&commands::ACCEPT, |palette, cx, _| palette.accept(cx)),
            Row::new(&commands::NEXT_CHOICE, |palette, _, _| palette.step(1)),
            Row::new(&commands::PREVIOUS_CHOICE, |palette, _, _| palette.step(-1)),
            closes(&commands::CLOSE),
        ],
        Rows::<Self>::TEXT,
        &[
            Row::new(&CHOICES_DOWN, |palette, cx, _| {
                palette.step(palette.page(cx));
            }),
            Row::new(&CHOICES_UP, |palette, cx, _| {
                palette.step(-palette.page(cx));
            }),
        ],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::PALETTE];

    fn open_from(_: &'static Spec, _: Cursor, count: Count, cx: &mut Context) {
        let Some(below) = cx.below.last() else { return };
        let uses = cx.memory.get::<Uses>();
        let uses = |spec: &Spec| uses.map_or(0, |uses| uses.of(spec));
        let specs = below.specs().into_iter();
        let mut commands: Vec<_> = specs
            .filter(|spec| **spec != commands::PALETTE && below.is_available(spec, cx))
            .map(|spec| (spec, uses(spec)))
            .collect();
        commands.sort_by_key(|&(spec, uses)| (Reverse(uses), order::position(spec)));
        let mut palette = Self {
            field: TextField::default(),
            text: String::new(),
            selected: 0,
            first_row: 0,
            choices: Arc::default(),
            date: None,
            is_partial: false,
            count,
            commands: commands.into(),
        };
        palette.find(cx);
        cx.push(palette);
    }

    fn takes(key: Key) -> bool {
        key.is_text()
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        match input {
            Input::Text(text) => {
                self.field.insert(text);
                self.edited(cx);
            }
            Input::Pointer(pointer, hits) => match (pointer.action, hits.first()) {
                (PointerAction::ScrollDown, _) => self.step(1),
                (PointerAction::ScrollUp, _) => self.step(-1),
                // The choices may have changed since the frame was drawn.
                (PointerAction::Press, Some(&Hit::Choice(place))) if place < self.choices.len() => {
                    self.selected = place;
                    cx.requests.notice = None;
                    self.accept(cx);
                }
                _ => {}
            },
            Input::Key(_) => {}
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        let (height, count) = (self.height(cx), self.choices.len());
        self.first_row = scroll_to(self.first_row, self.selected, height, count);
    }

    fn keeps_story(&self, _: bool) -> bool {
        true
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let mut matches = Matches::new(&self.text);
        let list = draw::List {
            field: &self.field,
            choices: &self.choices,
            selected: self.selected,
            first_row: self.first_row,
            height: self.height(cx),
            date: self.date.as_deref(),
            count: self.count,
            limit: self.is_partial.then_some(MAX_SEARCHED),
        };
        let area = cx.bottom_area(Self::rows(cx));
        draw::draw(&list, &mut matches, cx, area, painter, hits);
    }
}

#[cfg(test)]
mod tests;
