//! The palette: everything that can be done or gone to, by name.
//!
//! Owns what is found for the text that is written, in which order, and what happens when it is
//! chosen. How well a name answers is decided by `matching` and `ranking`; what a command does, by whoever does it
//! when its key is pressed.

mod matching;
mod ranking;

use std::cmp::Reverse;
use std::sync::Arc;

pub use self::matching::Part;
use self::matching::{rated_actors, rated_events};
use self::ranking::Rater;
use super::command::{Action, COMMANDS, Mode};
use super::hits::Hit;
use super::input::{Pointer, PointerAction};
use super::prompt::Entry;
use super::state::{App, Effect};
use super::view::{Overlay, Page};
use annals_index::Index;
use annals_model::{ActorIndex, EventIndex, Timeline, sort_by_key};
use annals_scene::flow::Target;
use annals_scene::layout::{Area, Pane};
use annals_scene::scrolled;
use annals_time::When;

/// The most titles of events, and the most actors, that a keystroke goes through.
const MOST_SEARCHED: usize = 20_000;

/// The most rows of the box, with its edges.
const MOST_ROWS: u16 = 14;

/// Something that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// What is written is a date: go there.
    Date,
    /// The command of that place in [`COMMANDS`].
    Command(usize),
    /// An actor, found by the alias of that place where it answers better than the name.
    Actor(ActorIndex, Option<usize>),
    /// An event.
    Event(EventIndex),
}

/// The palette while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    entry: Entry,
    selected: usize,
    first_row: usize,
    found: Arc<[Choice]>,
    date: Option<Arc<When>>,
    is_partial: bool,
    times: Option<usize>,
    /// Commands that do something where it was opened, and how often they were used: the most used
    /// first.
    commands: Arc<[(usize, u32)]>,
}

impl Palette {
    /// What is written.
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// What was found for it, the best first.
    pub fn found(&self) -> &[Choice] {
        &self.found
    }

    /// The place of the selected one among them.
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// The place of the first one shown.
    pub const fn first_row(&self) -> usize {
        self.first_row
    }

    /// The date that is written, if it is one that names a moment.
    pub fn date(&self) -> Option<&When> {
        self.date.as_deref()
    }

    /// How often the command is to be done, if a number was typed before the palette was opened.
    pub const fn times(&self) -> Option<usize> {
        self.times
    }

    /// How many events, and how many actors, were gone through, where there are more of either.
    pub const fn limit(&self) -> Option<usize> {
        if self.is_partial {
            Some(MOST_SEARCHED)
        } else {
            None
        }
    }

    /// Looks for what is written: without any text the commands alone, the most used first.
    fn search(&mut self, timeline: &Timeline, index: &Index) {
        self.selected = 0;
        self.first_row = 0;
        let text = self.entry.text();
        let when = When::parse(&text).ok().flatten();
        self.date = when.filter(|when| when.window().is_some()).map(Arc::new);
        self.is_partial = false;
        if text.trim().is_empty() {
            let commands = self.commands.iter();
            self.found = commands.map(|&(place, _)| Choice::Command(place)).collect();
            return;
        }
        let mut rater = Rater::new(&text);
        let mut choices = self.rated_commands(&mut rater);
        choices.extend(rated_actors(timeline, &mut rater));
        choices.extend(rated_events(timeline, index, &mut rater));
        // Equals keep their order.
        sort_by_key(&mut choices, |(rating, _)| Reverse(*rating));
        // What can be read as a date is hardly meant as anything else.
        let date = self.date.iter().map(|_| Choice::Date);
        self.found = date
            .chain(choices.iter().map(|(_, found)| *found))
            .collect();
        self.is_partial =
            timeline.events.len() > MOST_SEARCHED || timeline.actors.len() > MOST_SEARCHED;
    }

    fn step(&mut self, by: isize) {
        let last = self.found.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }
}

impl App {
    /// Opens the palette over whatever has the keys.
    pub(super) fn open_palette(&mut self, times: Option<usize>) {
        let mode = self.mode();
        let commands = (0_usize..).zip(COMMANDS).filter(|(_, command)| {
            let is_here = command.modes.contains(&mode) && command.action != Action::Palette;
            is_here && (command.available)(self)
        });
        let uses = |action| self.uses.get(&action).copied().unwrap_or(0);
        let mut commands: Vec<_> = commands
            .map(|(place, command)| (place, uses(command.action)))
            .collect();
        sort_by_key(&mut commands, |(_, uses)| Reverse(*uses));
        let mut palette = Palette {
            entry: Entry::default(),
            selected: 0,
            first_row: 0,
            found: Arc::default(),
            date: None,
            is_partial: false,
            times,
            commands: commands.into(),
        };
        palette.search(self.timeline(), self.index());
        self.overlays.push(Overlay::Palette(palette));
    }

    /// The palette, where it is open.
    pub fn palette(&self) -> Option<&Palette> {
        match self.overlays.last() {
            Some(Overlay::Palette(palette)) => Some(palette),
            _ => None,
        }
    }

    /// The box of the palette: the lower part of the screen above the footer.
    pub fn palette_area(&self) -> Area {
        let height = self.rows.saturating_sub(2).min(MOST_ROWS);
        let top = self.rows.saturating_sub(height + 1);
        Area::new(0, top, self.columns, height)
    }

    /// The rows of the palette in which something can be chosen.
    pub fn palette_height(&self, palette: &Palette) -> usize {
        let inside = usize::from(self.palette_area().inside().height);
        let taken = if palette.is_partial { 2 } else { 1 };
        inside.saturating_sub(taken).max(1)
    }

    pub(super) fn settled_palette(&self, palette: Palette) -> Palette {
        let height = self.palette_height(&palette);
        let (selected, count) = (palette.selected, palette.found.len());
        Palette {
            first_row: scrolled(palette.first_row, selected, height, count),
            ..palette
        }
    }

    /// Counts a use of a command. What is done to a line of text is no use of anything.
    pub(super) fn count_use(&mut self, action: Action) {
        if !self.mode().is_writing() {
            let uses = self.uses.entry(action).or_default();
            *uses = uses.saturating_add(1);
        }
    }

    pub(super) fn write_in_palette(&mut self, change: impl FnOnce(&mut Entry)) {
        let Some(Overlay::Palette(mut palette)) = self.overlays.pop() else {
            return;
        };
        let before = palette.entry.text();
        change(&mut palette.entry);
        if palette.entry.text() != before {
            palette.search(self.timeline(), self.index());
        }
        self.overlays.push(Overlay::Palette(palette));
    }

    pub(super) fn perform_in_palette(&mut self, action: Action) -> Option<Effect> {
        let Some(Overlay::Palette(palette)) = self.overlays.last() else {
            return None;
        };
        let is_empty = palette.entry.is_empty();
        let page = isize::try_from(self.palette_height(palette)).unwrap_or(1);
        match action {
            Action::Accept => return self.perform_choice(),
            Action::Close => drop(self.overlays.pop()),
            Action::DeleteBefore if is_empty => drop(self.overlays.pop()),
            Action::NextChoice => self.step_in_palette(1),
            Action::PreviousChoice => self.step_in_palette(-1),
            Action::ChoicesDown => self.step_in_palette(page),
            Action::ChoicesUp => self.step_in_palette(-page),
            _ => self.write_in_palette(|entry| entry.edit(action)),
        }
        None
    }

    fn step_in_palette(&mut self, by: isize) {
        if let Some(Overlay::Palette(palette)) = self.overlays.last_mut() {
            palette.step(by);
        }
    }

    /// A click chooses and performs.
    pub(super) fn point_in_palette(
        &mut self,
        pointer: Pointer,
        hit: Option<Hit>,
    ) -> Option<Effect> {
        match (pointer.action, hit) {
            (PointerAction::ScrollDown, _) => self.step_in_palette(1),
            (PointerAction::ScrollUp, _) => self.step_in_palette(-1),
            (PointerAction::Press, Some(Hit::Choice(place))) => {
                let Some(Overlay::Palette(palette)) = self.overlays.last_mut() else {
                    return None;
                };
                // The list may have changed since the frame was drawn.
                if place < palette.found.len() {
                    palette.selected = place;
                    self.notice = None;
                    return self.perform_choice();
                }
            }
            _ => {}
        }
        None
    }

    /// Leaves the palette and does what is selected there; stays where nothing was found.
    fn perform_choice(&mut self) -> Option<Effect> {
        let palette = self.palette()?;
        let choice = *palette.found.get(palette.selected)?;
        let (times, date) = (palette.times, palette.date.clone());
        self.overlays.pop();
        match choice {
            Choice::Command(place) => {
                return self.perform(COMMANDS.get(place)?.action, times);
            }
            Choice::Event(event) => self.leave_for(Target::Event(event)),
            Choice::Actor(actor, _) => self.leave_for(Target::Actor(actor)),
            Choice::Date => {
                self.go_to_date(date.as_deref()?);
                self.overlays.clear();
                self.view.page = Page::Panes;
                self.select_nearest();
            }
        }
        None
    }

    /// To the panes, from wherever, with something selected there; back returns.
    fn leave_for(&mut self, target: Target) {
        let before = self.view.clone();
        self.overlays.clear();
        self.strayed = false;
        self.view.page = Page::Panes;
        self.view.pane = Pane::List;
        match target {
            Target::Event(event) => {
                self.select_event(event);
                self.reveal();
            }
            Target::Actor(actor) => self.select_actor(actor),
            // The palette lists events and actors.
            Target::Source(_) | Target::Theme(..) => {}
        }
        if self.view != before {
            self.remember_view(before);
        }
    }
}

impl Mode {
    /// Whether characters are written where this has the keys.
    pub const fn is_writing(self) -> bool {
        matches!(self, Self::Prompt | Self::Filter | Self::Palette)
    }
}
