//! [`Shell`]: the stack of screens, and what goes in and out of it.
//!
//! Messages go in; effects and frames come out. The shell turns keys into commands of the screen on top,
//! carries out what handlers ask for, and knows nothing of any one screen.

mod footer;

use std::sync::Arc;

use annals_model::text::{Clean, wrap};
use annals_model::{Grouping, Timeline};
use annals_scene::layout::{MIN_SIZE, Pane};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::actions::lanes::Resume;
use crate::actions::{accounts, filter, lanes, reload, search};
use crate::command::{Count, Spec, Uses};
use crate::commands;
use crate::context::{Context, glide};
use crate::hits::{Hit, HitMap};
use crate::keys::{
    ALWAYS_CANCELS, ALWAYS_QUITS, Key, KeyCode, KeySequence, Pointer, PointerAction, key_label,
};
use crate::look::Look;
use crate::message::{Effect, Message};
use crate::options::Options;
use crate::presented::Presented;
use crate::screen::{AnyScreen, Handled, Input, Kind};
use crate::screens;
use crate::story::Story;
use crate::widgets::painter::Painter;

/// The largest number that can be typed before a command.
const MAX_COUNT: usize = 1_000_000_000;

/// The interface with its whole state.
#[derive(Debug)]
pub struct Shell {
    cx: Context,
    /// What can be clicked in the last frame.
    hits: HitMap,
    /// The number typed so far, for the command that comes next.
    count: Option<usize>,
    /// The first key of a sequence of two.
    pending: Option<Key>,
    is_dirty: bool,
}

impl Shell {
    /// Shows a timeline, with everything derived from it at once.
    pub fn new(timeline: Arc<Timeline>, options: &Options) -> Self {
        let grouping = options.grouping(&timeline);
        let mut shell = Self::with(Story::new(timeline, grouping), options);
        let mut effects = shell.begin();
        // What would be done in the background is done now.
        while let Some(effect) = effects.pop() {
            if let Effect::Run(task) = effect
                && let Some(message) = task.run(&|| true)
            {
                effects.extend(shell.update(message));
            }
        }
        shell
    }

    /// Shows the title of a timeline that is being prepared, and what is waited for.
    /// [`Message::Opened`] brings the rest.
    pub fn waiting_for(title: &Clean, what: &str, options: &Options) -> Self {
        let nothing = Timeline::empty(title.clone(), title.clone());
        let mut shell = Self::with(Story::new(Arc::new(nothing), Grouping::None), options);
        shell.cx.progress.waiting = Some(Clean::line(what));
        shell
    }

    fn with(story: Story, options: &Options) -> Self {
        let mut shell = Self {
            cx: Context::new(story, options.clone()),
            hits: HitMap::default(),
            count: None,
            pending: None,
            is_dirty: true,
        };
        shell.begin_story();
        shell
    }

    /// Goes to where the story begins.
    fn begin_story(&mut self) {
        self.cx.begin_story();
        lanes::measure(&mut self.cx);
        self.cx.below = vec![screens::lowest(&mut self.cx)];
        self.settle();
    }

    /// Applies the filter of the options, and opens the screen that they begin with.
    fn begin(&mut self) -> Vec<Effect> {
        if let Some(terms) = self.cx.options.start.filter.clone() {
            filter::apply(&mut self.cx, terms);
        }
        self.cx.begin_input();
        screens::open_first(&mut self.cx);
        self.finish()
    }

    /// Returns what the screens share.
    pub const fn context(&self) -> &Context {
        &self.cx
    }

    /// Returns the screen on top.
    pub fn top(&self) -> &dyn AnyScreen {
        // There is always the lowest screen.
        &**self.cx.below.last().expect("the stack is never empty")
    }

    /// Returns what can be clicked in the last frame.
    #[cfg(test)]
    pub(crate) const fn hits(&self) -> &HitMap {
        &self.hits
    }

    /// Returns the index of the theme among [`Options::themes`].
    pub const fn theme(&self) -> usize {
        self.cx.display.theme
    }

    /// Returns what may be kept of this session.
    pub fn resume(&self) -> Option<Resume> {
        lanes::resume(&self.cx)
    }

    /// Returns what the notes terminal shows.
    pub fn presented(&self) -> Option<Presented> {
        self.cx.page()?.presented(&self.cx)
    }

    /// Returns whether a frame has to be drawn since the last call.
    pub const fn take_dirty(&mut self) -> bool {
        std::mem::replace(&mut self.is_dirty, false)
    }

    /// Takes a message in; returns what the program has to do.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        if let Message::Now(now) = message {
            self.cx.display.now = now.time;
            self.cx.display.elapsed = Some(now.elapsed);
            self.cx.with_page(|page, cx| page.tick(cx));
            return self.carry_out();
        }
        let is_timer = message == Message::Woken;
        if is_timer && glide::go_on(&mut self.cx) {
            return self.carry_out();
        }
        if let Message::Key(_) = message {
            self.cx.display.glide = None;
        }
        let before = (self.cx.place.window, self.cx.drawn_window());
        self.cx.begin_input();
        let is_by_hand = matches!(
            message,
            Message::Key(_) | Message::Pointer(_) | Message::Paste(_)
        );
        self.cx.options.start.suggests &= !is_by_hand;
        match message {
            Message::Key(key) => self.press(key),
            Message::Pointer(pointer) => self.point(pointer),
            Message::Paste(text) => {
                // Keys that were pasted must not act as keys: they are text, or nothing.
                self.pending = None;
                self.dispatch(|top, cx| {
                    top.input(&Input::Text(&text), cx);
                });
            }
            other => self.take_in(other),
        }
        let mut effects = self.finish();
        if is_by_hand {
            glide::begin(&mut self.cx, before);
            effects.append(&mut self.cx.requests.effects);
        }
        self.is_dirty |= !is_timer;
        effects
    }

    /// Takes in what did not come from a person.
    fn take_in(&mut self, message: Message) {
        let cx = &mut self.cx;
        let is_same =
            |story: &Story, cx: &Context| Arc::ptr_eq(&story.timeline, &cx.story.timeline);
        match message {
            Message::Resize { columns, rows } => {
                cx.display.columns = columns;
                cx.display.rows = rows;
            }
            Message::Notice(text) => cx.notice(&text),
            Message::Opened(story) => {
                cx.story = story;
                cx.progress.waiting = None;
                self.begin_story();
                let effects = self.begin();
                self.cx.requests.effects.extend(effects);
                reload::merge_reread(&mut self.cx);
            }
            Message::Grouped(story) => lanes::show(cx, story),
            Message::Searchable(story, searchable) if is_same(&story, cx) => {
                cx.search.searchable = Some(searchable);
                cx.with_top(|top, cx| top.search_ready(cx));
            }
            Message::Found(story, found) if is_same(&story, cx) => search::take(cx, found),
            Message::Filtered(story, filter) if is_same(&story, cx) => filter::take(cx, filter),
            Message::Woken => {
                let top = cx.below.last();
                let is_covered = top.is_some_and(|top| top.kind() != Kind::Page);
                cx.with_page(|page, cx| page.woken(is_covered, cx));
            }
            Message::Merged(story, merged) => accounts::take(cx, &story, *merged),
            Message::File(account, news) => reload::take(cx, account, news),
            Message::Loading(loading) => cx.progress.loading = loading,
            Message::LinesOrdered(story, order) if is_same(&story, cx) => {
                cx.memory.set(order);
                cx.notice("The story lines are ready.");
            }
            _ => {}
        }
    }

    /// Lets the screen on top handle something.
    fn dispatch(&mut self, act: impl FnOnce(&mut dyn AnyScreen, &mut Context)) {
        let Some(mut top) = self.cx.below.pop() else {
            return;
        };
        act(&mut *top, &mut self.cx);
        let closes = std::mem::take(&mut self.cx.requests.closes);
        if !closes || self.cx.below.is_empty() {
            self.cx.below.push(top);
        }
    }

    /// Carries out everything that was asked for, and brings all screens into a valid state.
    fn finish(&mut self) -> Vec<Effect> {
        let mut effects = self.carry_out();
        self.settle();
        effects.extend(self.carry_out());
        effects
    }

    fn carry_out(&mut self) -> Vec<Effect> {
        loop {
            let cx = &mut self.cx;
            if !cx.requests.opened.is_empty() {
                for screen in std::mem::take(&mut cx.requests.opened) {
                    put_on_top(cx, screen);
                }
            } else if let Some((spec, cursor, count)) = cx.requests.screen.take() {
                screens::open(spec, cursor, count, cx);
            } else if let Some(destination) = cx.requests.destination.take() {
                cx.below.truncate(1);
                cx.with_top(|lowest, cx| lowest.open(destination, cx));
            } else if let Some((spec, count)) = cx.requests.command.take() {
                self.perform(spec, count);
            } else if let Some(terms) = cx.requests.filter.take() {
                filter::apply(cx, terms);
            } else if let Some(text) = cx.requests.search.take() {
                search::find(cx, text);
            } else if let Some(on) = cx.requests.accounts.take() {
                accounts::merge_quietly(cx, on);
            } else {
                break;
            }
        }
        self.is_dirty |= std::mem::take(&mut self.cx.requests.redraw);
        std::mem::take(&mut self.cx.requests.effects)
    }

    /// Brings scroll positions and selections into their range, from the lowest screen to the top one.
    fn settle(&mut self) {
        screens::watch(&mut self.cx);
        let cx = &mut self.cx;
        accounts::settle(cx);
        filter::settle(cx);
        lanes::settle(cx);
        let mut is_lowest = true;
        for mut screen in std::mem::take(&mut cx.below) {
            screen.settle(cx);
            let closes = std::mem::take(&mut cx.requests.closes) && !is_lowest;
            is_lowest = false;
            if !closes {
                cx.below.push(screen);
            }
        }
        // The screen on top now may not know the sequence that was begun.
        let name = self.top().name();
        let keymap = &self.cx.options.keymap;
        self.pending = self
            .pending
            .filter(|&prefix| keymap.is_prefix(name, prefix));
    }

    fn press(&mut self, key: Key) {
        self.cx.requests.notice = None;
        if let Some(prefix) = self.pending.take() {
            self.complete(prefix, key);
            return;
        }
        let mut handled = Handled::No;
        self.dispatch(|top, cx| handled = top.input(&Input::Key(key), cx));
        if handled == Handled::Yes {
            self.count = None;
            return;
        }
        let top = self.top();
        let (name, takes) = (top.name(), top.takes(key));
        if let Some(digit) = self.digit(key, takes) {
            let count = self.count.unwrap_or(0).saturating_mul(10);
            self.count = Some(count.saturating_add(digit).min(MAX_COUNT));
            return;
        }
        if self.cx.keymap().is_prefix(name, key) {
            self.pending = Some(key);
            return;
        }
        let count = Count(self.count.take());
        if let Some(spec) = self.cx.keymap().command(name, key) {
            // Escape cancels a number that was begun, and nothing else.
            if *spec == commands::CLOSE && count.0.is_some() {
                return;
            }
            self.perform(spec, count);
        } else if let (true, KeyCode::Character(character)) = (takes, key.code) {
            let text = character.to_string();
            self.dispatch(|top, cx| {
                top.input(&Input::Text(&text), cx);
            });
        } else {
            self.say_unbound(key);
        }
    }

    /// Says that a key does nothing here, and where the keys are listed.
    fn say_unbound(&mut self, key: Key) {
        let (name, ascii) = (self.top().name(), self.cx.ascii());
        let help = self.cx.keymap().label_on(name, &commands::HELP, ascii);
        let help = help.map_or_else(String::new, |help| format!(" {help} lists the keys."));
        let key = match key.code {
            KeyCode::Character(character) if character.is_control() => "this key".to_owned(),
            _ => key_label(key, ascii),
        };
        self.cx.notice(&format!("No command on {key} here.{help}"));
    }

    /// Carries out a command of the screen on top.
    fn perform(&mut self, spec: &'static Spec, count: Count) {
        let is_text = self.top().takes(Key::character('x'));
        if !is_text {
            let mut uses = self.cx.memory.take::<Uses>().unwrap_or_default();
            uses.add(spec);
            self.cx.memory.set(uses);
        }
        self.dispatch(|top, cx| {
            top.perform(spec, count, cx);
        });
    }

    /// Takes the second key of a sequence.
    fn complete(&mut self, prefix: Key, key: Key) {
        let count = Count(self.count.take());
        let keys = KeySequence {
            prefix: Some(prefix),
            key,
        };
        let name = self.top().name();
        let keymap = self.cx.keymap();
        if let Some(spec) = keymap.command(name, keys) {
            self.perform(spec, count);
            return;
        }
        if key == ALWAYS_QUITS
            && let Some(spec) = keymap.command(name, key)
        {
            self.perform(spec, Count::default());
            return;
        }
        let label = |key| key_label(key, self.cx.ascii());
        let start = if key == ALWAYS_CANCELS {
            format!("{} is cancelled", label(prefix))
        } else {
            format!("{} {} does nothing", label(prefix), label(key))
        };
        let possible: Vec<String> = keymap
            .after(name, prefix)
            .map(|(key, spec)| format!("{} {}", label(key), spec.word()))
            .collect();
        let words = format!("{start}. After {}: {}.", label(prefix), possible.join(", "));
        self.cx.notice(&words);
    }

    /// Returns the digit of a key that belongs to the number before a command.
    fn digit(&self, key: Key, is_taken: bool) -> Option<usize> {
        let KeyCode::Character(character) = key.code else {
            return None;
        };
        let plain = key == Key::character(character) && !is_taken;
        let digit = character.to_digit(10).filter(|_| plain)?;
        let starts = digit == 0 && self.count.is_none();
        usize::try_from(digit).ok().filter(|_| !starts)
    }

    fn point(&mut self, pointer: Pointer) {
        let hits: Vec<Hit> = self.hits.at(pointer.column, pointer.row).collect();
        if let (PointerAction::Press, Some(&Hit::Keys(keys))) = (pointer.action, hits.first()) {
            for key in keys.prefix.into_iter().chain([keys.key]) {
                self.press(key);
            }
            return;
        }
        // Elsewhere, the mouse cancels a sequence of keys.
        if pointer.action == PointerAction::Press {
            self.pending = None;
        }
        self.dispatch(|top, cx| {
            top.input(&Input::Pointer(pointer, &hits), cx);
        });
    }

    /// Draws the whole interface into a blank buffer. The terminal has to have the size of the area.
    pub fn draw(&mut self, look: &Look, area: Rect, buffer: &mut Buffer) {
        let look = look.for_story(self.cx.story.colors);
        look.theme.lay_ground(area, buffer);
        let mut painter = Painter::new(buffer, area, &look);
        self.hits = HitMap::default();
        let cx = &self.cx;
        let Some(layout) = cx.layout(Pane::List) else {
            draw_too_small(cx, &mut painter);
            return;
        };
        let mut screens = cx.below.iter();
        let first = screens.rposition(|screen| screen.kind() != Kind::Overlay);
        let first = first.unwrap_or(0);
        for screen in cx.below.iter().skip(first) {
            // Only what the screen on top shows can be clicked.
            self.hits = HitMap::default();
            screen.draw(cx, &mut painter, &mut self.hits);
        }
        let mut hits = std::mem::take(&mut self.hits);
        footer::draw(self, layout.footer, &mut painter, &mut hits);
        self.hits = hits;
        self.cx.with_top(|top, cx| top.drawn(cx));
    }
}

/// Puts a screen on top; a page takes the place of the page that is open.
fn put_on_top(cx: &mut Context, screen: Box<dyn AnyScreen>) {
    if screen.kind() == Kind::Page {
        cx.below.truncate(1);
    }
    cx.below.push(screen);
}

/// Draws what a terminal says that is too small for anything else.
fn draw_too_small(cx: &Context, painter: &mut Painter<'_>) {
    let (columns, rows) = (cx.display.columns, cx.display.rows);
    let (least_columns, least_rows) = MIN_SIZE;
    let quit = cx.key_of(&commands::QUIT);
    let sentences = [
        format!("Too small: {columns} by {rows}."),
        format!("annals needs {least_columns} by {least_rows}."),
        quit.map_or_else(String::new, |key| format!("{key} quits.")),
    ];
    let lines: Vec<Clean> = sentences
        .iter()
        .flat_map(|sentence| wrap(&Clean::line(sentence), usize::from(columns)))
        .collect();
    for (row, line) in (0_u16..).zip(&lines) {
        let style = painter.look().theme.text;
        painter.text(Rect::new(0, row, columns, 1), line, style);
    }
}

#[cfg(test)]
mod tests;
