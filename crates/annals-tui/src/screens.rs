//! All screens. A new screen is a folder here and a line in [`ALL`].

pub mod accounts;
pub mod address;
pub mod browse;
pub mod chain;
pub mod compare;
pub mod date;
pub mod facets;
pub mod filter;
pub mod grid;
pub mod help;
pub mod lanes;
pub mod mark_letter;
pub mod palette;
pub mod present;
pub mod quiz;
mod relations;
pub mod report;
pub mod search;
pub mod story_lines;

use std::sync::OnceLock;

use crate::command::{Count, Spec};
use crate::context::Context;
use crate::keys::{Conflict, KeySequence, Keymap, ScreenCommands};
use crate::screen::{AnyScreen, Cursor, Screen, commands_of};

/// Every screen, the lowest first. Help and settings list commands in this order.
pub static ALL: &[Entry] = &[
    Entry::of::<browse::Browse>(),
    Entry::of::<grid::GridScreen>(),
    Entry::of::<story_lines::StoryLinesScreen>(),
    Entry::of::<chain::ChainScreen>(),
    Entry::of::<lanes::LanesPage>(),
    Entry::of::<facets::Facets>(),
    Entry::of::<accounts::AccountList>(),
    Entry::of::<compare::Compare>(),
    Entry::of::<present::PresentScreen>(),
    Entry::of::<quiz::QuizScreen>(),
    Entry::of::<address::AddressBox>(),
    Entry::of::<help::Help>(),
    Entry::of::<help::search::HelpSearch>(),
    Entry::of::<report::ImportReport>(),
    Entry::of::<date::DatePrompt>(),
    Entry::of::<search::SearchPrompt>(),
    Entry::of::<filter::FilterPrompt>(),
    Entry::of::<palette::Palette>(),
    Entry::of::<mark_letter::MarkLetter>(),
];

/// What is known of a screen without an instance of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    commands: fn() -> ScreenCommands,
    /// The commands that open the screen.
    pub(crate) opened_by: &'static [&'static Spec],
    open: fn(&'static Spec, Cursor, Count, &mut Context),
    watch: fn(&mut Context),
}

impl Entry {
    const fn of<S: Screen>() -> Self {
        Self {
            commands: commands_of::<S>,
            opened_by: S::OPENED_BY,
            open: S::open_from,
            watch: S::watch,
        }
    }

    /// Returns the name and the commands of the screen.
    pub fn commands(&self) -> ScreenCommands {
        (self.commands)()
    }
}

/// Returns the screen at the bottom of the stack.
pub(crate) fn lowest(cx: &mut Context) -> Box<dyn AnyScreen> {
    Box::new(browse::Browse::new(cx))
}

/// Opens the screen that a command opens.
pub(crate) fn open(spec: &'static Spec, cursor: Cursor, count: Count, cx: &mut Context) {
    if let Some(entry) = ALL.iter().find(|entry| entry.opened_by.contains(&spec)) {
        (entry.open)(spec, cursor, count, cx);
    }
}

/// Opens the screen that the session begins with, if it is another one than the lowest.
pub(crate) fn open_first(cx: &mut Context) {
    present::open_at_start(cx);
    quiz::open_at_start(cx);
}

/// Lets every screen look after what it keeps while it is not open.
pub(crate) fn watch(cx: &mut Context) {
    for entry in ALL {
        (entry.watch)(cx);
    }
}

/// Builds the keymap of all screens with the bindings of the settings.
pub fn keymap(bindings: &[(&'static Spec, Vec<KeySequence>)]) -> (Keymap, Vec<Conflict>) {
    Keymap::new(ALL.iter().map(Entry::commands).collect(), bindings)
}

impl Default for Keymap {
    fn default() -> Self {
        static DEFAULT: OnceLock<Keymap> = OnceLock::new();
        DEFAULT.get_or_init(|| keymap(&[]).0).clone()
    }
}
