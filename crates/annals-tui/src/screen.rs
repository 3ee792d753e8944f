//! [`Screen`]: what every screen of annals implements.
//!
//! Screens form a stack. At its bottom is the browser of events; above it may be one page (the grid, a
//! presentation, …) and above that overlays (the palette, a prompt, …). The screen on top has the keys.
//! A screen owns its state, its commands and its drawing; what it shares with other screens is in the
//! [`Context`].

mod any;

use std::fmt;

use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex};
use annals_scene::flow::Target;
use ratatui::layout::{Margin, Rect};

use crate::actions::search;
use crate::command::{Count, Spec};
use crate::context::{Context, Found, StoryChange};
use crate::hits::{Hit, HitMap};
use crate::keys::{Key, Pointer, ScreenCommands};
use crate::presented::Presented;
use crate::widgets::footer::Footer;
use crate::widgets::painter::Painter;

pub use any::AnyScreen;

/// A row in the command table of the screen `S`.
pub struct Command<S: 'static> {
    /// Its description.
    pub spec: &'static Spec,
    /// Carries it out.
    pub run: fn(&mut S, &mut Context, Count),
    /// Whether it would do something now. Commands that would not are left out of the footer and the
    /// palette; their keys still work and say why nothing happens.
    pub available: fn(&S, &Context) -> bool,
    /// Whether it opens another screen.
    opens: bool,
    /// Its word in the footer of this screen.
    hint: Option<&'static str>,
}

impl<S> fmt::Debug for Command<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spec.name)
    }
}

impl<S> Command<S> {
    /// A command that is always available.
    pub const fn new(spec: &'static Spec, run: fn(&mut S, &mut Context, Count)) -> Self {
        Self {
            spec,
            run,
            available: |_, _| true,
            opens: false,
            hint: spec.hint,
        }
    }

    /// A command that opens another screen: the one whose [`Screen::OPENED_BY`] is this spec.
    pub const fn opening(spec: &'static Spec) -> Self {
        Self {
            spec,
            run: |_, _, _| {},
            available: |_, _| true,
            opens: true,
            hint: spec.hint,
        }
    }

    /// The same command, available only under a condition.
    #[must_use]
    pub const fn when(mut self, available: fn(&S, &Context) -> bool) -> Self {
        self.available = available;
        self
    }

    /// The same command, with another word in the footer than on other screens.
    #[must_use]
    pub const fn hinted(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// The commands of a screen: groups of rows, so that rows that several screens share are written once.
pub type Table<S> = &'static [&'static [Command<S>]];

/// How a screen lies over the screens below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A place in the story: it covers the screen, and the way back leads to it.
    Page,
    /// Covers the screen, but the way back does not lead to it (help).
    Cover,
    /// Drawn over the screens below it.
    Overlay,
}

/// Input that is no command.
#[derive(Debug)]
pub enum Input<'a> {
    /// A key that no command of the screen is bound to, before it is taken as text or a number.
    Key(Key),
    /// Text that was typed or pasted.
    Text(&'a str),
    /// The mouse, with what is below it, the topmost first.
    Pointer(Pointer, &'a [Hit]),
}

/// Whether a screen did something with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// It did.
    Yes,
    /// It did not.
    No,
}

/// What the lowest screen can be asked to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// An event, actor, source or theme.
    Target(Target),
    /// What else happened at the time of an event.
    Around(EventIndex),
}

/// What the cursor of a screen stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The event from which another page is opened.
    pub event: Option<EventIndex>,
    /// The event that a search goes on from, and that can be marked.
    pub selected: Option<EventIndex>,
    /// The event that is copied or edited.
    pub subject_event: Option<EventIndex>,
    /// The actor, if it stands on one.
    pub actor: Option<ActorIndex>,
}

impl Cursor {
    /// A cursor on an event, an actor or neither.
    pub const fn on(event: Option<EventIndex>, actor: Option<ActorIndex>) -> Self {
        Self {
            event,
            selected: event,
            subject_event: event,
            actor,
        }
    }
}

/// A hint in the footer that belongs to no command, such as the letters of a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraHint {
    /// The keys.
    pub keys: Vec<Key>,
    /// What they do.
    pub word: &'static str,
}

/// A screen with its state.
///
/// Two states are equal if a person would say that they show the same place; caches do not count.
#[expect(
    unused_variables,
    reason = "the default methods do nothing with what they get"
)]
pub trait Screen: Clone + PartialEq + fmt::Debug + 'static {
    /// The name of the screen, unique, for the keymap and tests.
    const NAME: &'static str;
    /// How it lies over the screens below.
    const KIND: Kind;
    /// What a person can do on it. The footer shows hints in this order.
    const COMMANDS: Table<Self>;
    /// The command that opens it from other screens, if there is one.
    const OPENED_BY: &'static [&'static Spec] = &[];

    /// Opens the screen: puts it on top, or says why it cannot be opened. `spec` is one of
    /// [`Self::OPENED_BY`], `cursor` that of the screen from which it is opened.
    fn open_from(spec: &'static Spec, cursor: Cursor, count: Count, cx: &mut Context) {}

    /// Whether the screen takes this key itself, so that no command can be bound to it: a character in
    /// a text field, a letter in a quiz.
    fn takes(key: Key) -> bool {
        false
    }

    /// Takes input that is no command.
    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        Handled::No
    }

    /// Brings scroll positions and selections into their range. Called after every change, from the
    /// lowest screen to the top one.
    fn settle(&mut self, cx: &mut Context) {}

    /// Translates the state to a story that was read anew or has other accounts; returns `false` if
    /// the screen has nothing to show there and has to go.
    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        true
    }

    /// Keeps the cursor near `event` after the filter has changed.
    fn filter_changed(&mut self, event: Option<EventIndex>, cx: &mut Context) {}

    /// Returns what the cursor stands on.
    fn cursor(&self, cx: &Context) -> Cursor {
        Cursor::default()
    }

    /// Puts the cursor on an event; returns `false` if the event is not on this screen.
    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool {
        false
    }

    /// Called before a search result or filter that was asked for is shown, with its text: prompts put
    /// the view from before they were opened below themselves. `false` if it is no longer wanted.
    fn before_result(&mut self, text: &str, cx: &mut Context) -> bool {
        true
    }

    /// Lists what was found, if the screen does that; returns what it lists, the best first.
    fn list_found(&mut self, found: &Found, cx: &mut Context) -> Vec<EventIndex> {
        Vec::new()
    }

    /// Called once the story can be searched.
    fn search_ready(&mut self, cx: &mut Context) {}

    /// Returns the first of these events that is on this screen.
    fn first_shown(
        &self,
        mut events: &mut dyn Iterator<Item = EventIndex>,
        cx: &Context,
    ) -> Option<EventIndex> {
        let shown = cx.shown();
        Iterator::find(&mut events, |&event| shown.contains(event))
    }

    /// Returns the event found that is `by` steps away, and whether the end was passed on the way.
    fn found_step(&self, found: &Found, by: isize, cx: &Context) -> Option<(EventIndex, bool)> {
        search::step_from(cx, found, self.cursor(cx).selected, by)
    }

    /// Says how many events were found.
    fn found_words(&self, found: &Found, cx: &Context) -> Clean {
        search::words(cx, found, "")
    }

    /// Shows something else. Only the lowest screen is asked.
    fn open(&mut self, destination: Destination, cx: &mut Context) {}

    /// Called after every input, also while the screen is not open. All screens are in the stack.
    fn watch(cx: &mut Context) {}

    /// Returns what the notes terminal shows.
    fn presented(&self, cx: &Context) -> Option<Presented> {
        None
    }

    /// Called when [`Context::wake_after`] has come due; `is_covered` if another screen lies on top.
    fn woken(&mut self, is_covered: bool, cx: &mut Context) {}

    /// Called when the time of day is known anew.
    fn tick(&mut self, cx: &mut Context) {}

    /// Returns whether a story that was read anew (`reread`) or got other accounts has to wait until
    /// this screen is left.
    fn keeps_story(&self, reread: bool) -> bool {
        false
    }

    /// Returns where the hits of a search are listed in place of the page's own list; `None` for at the bottom.
    fn list_area(&self, cx: &Context) -> Option<Rect> {
        None
    }

    /// Returns where the footer is drawn in the last row of the terminal; `None` for no footer.
    fn footer_area(&self, cx: &Context, row: Rect) -> Option<Rect> {
        Some(row.inner(Margin::new(1, 0)))
    }

    /// Returns a hint that belongs to no command.
    fn extra_hint(&self, cx: &Context) -> Option<ExtraHint> {
        None
    }

    /// Draws the footer itself instead of hints for the commands; `false` if it does not.
    fn draw_footer(
        &self,
        cx: &Context,
        footer: &Footer,
        painter: &mut Painter<'_>,
        hits: &mut HitMap,
    ) -> bool {
        false
    }

    /// Draws the screen. Changes nothing; says in `hits` what can be clicked.
    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap);

    /// Called after the screen was drawn as the top one.
    fn drawn(&mut self, cx: &Context) {}
}

/// Returns what the keymap needs to know of the screen `S`.
pub fn commands_of<S: Screen>() -> ScreenCommands {
    let rows = S::COMMANDS.iter().copied().flatten();
    ScreenCommands {
        name: S::NAME,
        takes: S::takes,
        specs: rows.map(|row| row.spec).collect(),
    }
}
