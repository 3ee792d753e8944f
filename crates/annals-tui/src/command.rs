//! Commands: what a person can do by pressing a key.
//!
//! A [`Spec`] describes a command: its name, help text and default keys. A
//! [`Command`](crate::screen::Command) is a row in the table of one screen: a spec, the function that
//! carries it out on that screen, and when it is available. Several screens may share a spec (`next` moves down on every screen with a list), so that
//! one setting rebinds it everywhere. Help, palette, footer, `annals keys` and rebinding are made from
//! the tables of all screens in [`crate::screens::ALL`].

use std::collections::HashMap;

use crate::keys::KeySequence;

/// The section of the help page in which a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Through the list and the detail.
    Moving,
    /// From one thing to another, and back.
    Following,
    /// The time axis.
    Axis,
    /// The grid, the story lines and the chain of causes.
    Relations,
    /// The presentation.
    Presenting,
    /// The quiz.
    Quiz,
    /// The lanes page.
    Lanes,
    /// Accounts of the same story.
    Accounts,
    /// The clipboard, the browser, the editor, sheets for a class.
    Taking,
    /// Text fields.
    Writing,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help page.
    pub const ALL: &'static [Self] = &[
        Self::Moving,
        Self::Following,
        Self::Axis,
        Self::Relations,
        Self::Presenting,
        Self::Quiz,
        Self::Lanes,
        Self::Accounts,
        Self::Taking,
        Self::Writing,
        Self::Program,
    ];

    /// Returns the heading of the group.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Following => "Following links",
            Self::Axis => "Time axis",
            Self::Relations => "Causes, participants, story lines",
            Self::Presenting => "Presenting",
            Self::Quiz => "Quiz",
            Self::Lanes => "Lanes page",
            Self::Accounts => "Accounts",
            Self::Taking => "Copying, opening, writing",
            Self::Writing => "Text fields",
            Self::Program => "Program",
        }
    }
}

/// The description of a command, shared by all screens that have it.
#[derive(Debug, PartialEq, Eq)]
pub struct Spec {
    /// Its unique name, used in settings and the palette.
    pub name: &'static str,
    /// Its short name for people, unique, as the palette lists it.
    pub title: &'static str,
    /// What it does, for people.
    pub doc: &'static str,
    /// Its section of the help page.
    pub group: Group,
    /// Its default keys, the most important first; a blank separates the two keys of a sequence.
    pub keys: &'static [&'static str],
    /// Its word in the footer. Commands with the same word share one place there.
    pub hint: Option<&'static str>,
}

impl Spec {
    /// Returns a short label: the footer's word, else the name.
    pub fn word(&self) -> &'static str {
        self.hint.unwrap_or(self.name)
    }

    /// Returns the default keys.
    pub fn default_keys(&self) -> impl Iterator<Item = KeySequence> + use<> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

/// The number typed before a command, as in `5j`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count(pub Option<usize>);

impl Count {
    /// Returns how often the command is to be repeated: once unless a number was typed.
    pub fn times(self) -> usize {
        self.0.unwrap_or(1)
    }

    /// Returns [`Self::times`] as a distance downwards or forwards.
    pub fn forward(self) -> isize {
        isize::try_from(self.times()).unwrap_or(isize::MAX)
    }

    /// Returns [`Self::times`] as a distance upwards or backwards.
    pub fn backward(self) -> isize {
        -self.forward()
    }
}

/// How often each command was used in this session, by its name.
#[derive(Debug, Clone, Default)]
pub struct Uses(HashMap<&'static str, u32>);

impl Uses {
    /// Counts one use.
    pub fn add(&mut self, spec: &Spec) {
        let uses = self.0.entry(spec.name).or_default();
        *uses = uses.saturating_add(1);
    }

    /// Returns how often a command was used.
    pub fn of(&self, spec: &Spec) -> u32 {
        self.0.get(spec.name).copied().unwrap_or(0)
    }
}
