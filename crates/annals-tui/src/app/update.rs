//! `update`: the only way to change the state.
//!
//! Owns the dispatch: which message goes where, and which command does what in which mode. The doing
//! stands in files of its own.

use std::sync::Arc;

use super::about;
use super::command::{Action, Mode};
use super::input::{Key, KeyCode};
use super::key_sequence::KeySequence;
use super::keymap::{ALWAYS_GIVES_UP, ALWAYS_QUITS, answer_letter, key_written};
use super::named_marks::Pending;
use super::state::{App, Effect, Message};
use super::story::Story;
use super::view::Overlay;
use annals_model::text::Clean;

/// The greatest number of times that can be asked for.
const MOST_TIMES: usize = 1_000_000_000;

impl App {
    /// Takes a message; may ask for something to be done.
    pub fn update(&mut self, message: Message) -> Option<Effect> {
        let before = (
            self.view.clone(),
            self.overlays.clone(),
            self.notice.clone(),
            (self.count, self.pending),
        );
        let effect = match message {
            Message::Key(key) => {
                let remembered = self.history.len();
                let story = Arc::clone(&self.story.timeline);
                let effect = self.press_key(key);
                // A view of other layers would be one of other events here.
                if Arc::ptr_eq(&story, &self.story.timeline) {
                    self.keep_way_back(before.0.clone(), remembered);
                }
                effect
            }
            Message::Pointer(pointer) => {
                let remembered = self.history.len();
                let effect = self.point(pointer);
                self.keep_way_back(before.0.clone(), remembered);
                effect
            }
            // Keys that were pasted must not act as keys: they are text, or nothing.
            Message::Paste(text) => {
                self.pending = None;
                self.write(&text)
            }
            Message::Resize { columns, rows } => {
                self.columns = columns;
                self.rows = rows;
                self.changed = true;
                None
            }
            Message::Notice(text) => {
                self.notice = Some(Clean::line(&text));
                None
            }
            Message::Now(now) => {
                self.now = Some(now);
                return self.begin_clock();
            }
            Message::Opened(story) => {
                self.story = story;
                self.waiting = None;
                self.overlays.clear();
                self.changed = true;
                self.open();
                let effect = self.filter_at_start();
                self.present_at_start();
                self.begin_quiz_if_due();
                effect.or_else(|| self.lay_reread())
            }
            Message::Grouped(story) => {
                self.take_lanes(story);
                None
            }
            Message::Searchable(story, searchable) => {
                if Arc::ptr_eq(&story.timeline, &self.story.timeline) {
                    self.take_searchable(searchable)
                } else {
                    None
                }
            }
            Message::Found(story, found) => {
                if Arc::ptr_eq(&story.timeline, &self.story.timeline) {
                    self.take_found(found);
                }
                None
            }
            Message::Woken => self.woken(),
            Message::Filtered(story, filter) => {
                if Arc::ptr_eq(&story.timeline, &self.story.timeline) {
                    self.take_filter(filter);
                    self.begin_quiz_if_due();
                }
                None
            }
            Message::Laid(story, laid) => {
                self.take_laid(&story, *laid);
                None
            }
            Message::File(layer, news) => self.take_file(layer, news),
            Message::Loading(loading) => self.take_loading(loading),
            Message::LinesOrdered(story, order) => {
                if Arc::ptr_eq(&story.timeline, &self.story.timeline) {
                    self.line_order = Some(order);
                    self.notice = Some(Clean::own("The story lines are ready."));
                }
                None
            }
        };
        self.settle();
        self.changed |= before
            != (
                self.view.clone(),
                self.overlays.clone(),
                self.notice.clone(),
                (self.count, self.pending),
            );
        effect
    }

    fn press_key(&mut self, key: Key) -> Option<Effect> {
        self.notice = None;
        if self.press_pending(key) {
            return None;
        }
        let mode = self.mode();
        if let Some(prefix) = self.pending.take() {
            return self.complete(mode, prefix, key);
        }
        if let (Mode::Quiz, Some(choice)) = (mode, answer_letter(key)) {
            self.count = None;
            self.take_choice(choice);
            return None;
        }
        if let Some(digit) = self.digit(mode, key) {
            let count = self.count.unwrap_or(0).saturating_mul(10);
            self.count = Some(count.saturating_add(digit).min(MOST_TIMES));
            return None;
        }
        if self.keymap().is_prefix(mode, key) {
            self.pending = Some(key);
            return None;
        }
        let count = self.count.take();
        if let Some(command) = self.options.keymap.command(mode, key) {
            // A number that was begun is given up first, and nothing else.
            if command.action == Action::Close && count.is_some() {
                return None;
            }
            return self.perform(command.action, count);
        }
        if let (true, KeyCode::Character(character)) = (mode.is_writing(), key.code)
            && !key.control
            && !key.alt
        {
            return self.write(character.encode_utf8(&mut [0; 4]));
        }
        None
    }

    /// Takes the second key of a sequence.
    fn complete(&mut self, mode: Mode, prefix: Key, key: Key) -> Option<Effect> {
        let count = self.count.take();
        let keys = KeySequence {
            prefix: Some(prefix),
            key,
        };
        if let Some(command) = self.options.keymap.command(mode, keys) {
            return self.perform(command.action, count);
        }
        if key == ALWAYS_QUITS
            && let Some(command) = self.options.keymap.command(mode, key)
        {
            return self.perform(command.action, None);
        }
        let written = |key| key_written(key, self.ascii());
        let start = if key == ALWAYS_GIVES_UP {
            format!("{} is given up", written(prefix))
        } else {
            format!("{} {} does nothing", written(prefix), written(key))
        };
        let possible: Vec<String> = self
            .keymap()
            .after(mode, prefix)
            .map(|(key, command)| format!("{} {}", written(key), command.word()))
            .collect();
        let words = format!("{start}; there would be {}.", possible.join(", "));
        self.notice = Some(Clean::line(&words));
        None
    }

    /// A digit of a number of times; 0 alone is a command.
    fn digit(&self, mode: Mode, key: Key) -> Option<usize> {
        let KeyCode::Character(character) = key.code else {
            return None;
        };
        let plain = key == Key::character(character) && !mode.is_writing();
        let digit = character.to_digit(10).filter(|_| plain)?;
        let starts = digit == 0 && self.count.is_none();
        usize::try_from(digit).ok().filter(|_| !starts)
    }

    /// Does what a command says, that many times where times make sense; `None` for once.
    pub(super) fn perform(&mut self, action: Action, count: Option<usize>) -> Option<Effect> {
        self.count_use(action);
        match action {
            Action::Palette => {
                self.open_palette(count);
                return None;
            }
            Action::NextTheme => {
                self.step_theme(count.unwrap_or(1));
                return None;
            }
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            _ => {}
        }
        match self.mode() {
            Mode::Help => {
                self.perform_in_help(action, count);
                None
            }
            Mode::Lanes => self.perform_on_lanes(action, count),
            Mode::Layers => self.perform_on_layers(action, count),
            Mode::Compare => self.perform_in_compare(action, count),
            Mode::Address => self.perform_on_address(action, count),
            Mode::Relations => self.perform_on_page(action, count),
            Mode::Present => self.perform_in_present(action, count),
            Mode::Quiz => self.perform_in_quiz(action, count),
            Mode::Prompt if matches!(self.overlays.last(), Some(Overlay::Search(_))) => {
                self.perform_in_search(action)
            }
            Mode::Prompt => {
                self.perform_in_prompt(action);
                None
            }
            Mode::Filter => self.perform_in_filter(action),
            Mode::Palette => self.perform_in_palette(action),
            Mode::Browse => self.perform_in_panes(action, count),
        }
    }

    fn perform_in_help(&mut self, action: Action, count: Option<usize>) {
        let times = count.unwrap_or(1);
        let page = self.help_height().saturating_mul(times);
        let is_about = matches!(self.overlays.last(), Some(Overlay::About { .. }));
        let top = self.overlays.last_mut();
        let Some(Overlay::Help { first_line } | Overlay::About { first_line }) = top else {
            return;
        };
        match action {
            Action::Next | Action::ScrollDown => *first_line = first_line.saturating_add(times),
            Action::Previous | Action::ScrollUp => *first_line = first_line.saturating_sub(times),
            Action::PageDown => *first_line = first_line.saturating_add(page),
            Action::PageUp => *first_line = first_line.saturating_sub(page),
            Action::First => *first_line = 0,
            Action::Last => *first_line = usize::MAX,
            Action::Help if is_about => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::Help | Action::About | Action::Close | Action::Quit => {
                self.overlays.pop();
            }
            _ => {}
        }
    }

    pub(super) fn perform_in_panes(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let is_pan = matches!(
            action,
            Action::PanLeft | Action::PanRight | Action::PanPageLeft | Action::PanPageRight
        );
        self.strayed &= is_pan;
        let times = count.unwrap_or(1);
        let rows = isize::try_from(times).unwrap_or(isize::MAX);
        let steps = i32::try_from(times).unwrap_or(i32::MAX);
        let lengths = i128::from(steps);
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::About => self.overlays.push(Overlay::About { first_line: 0 }),
            Action::Next => self.step(rows),
            Action::Previous => self.step(-rows),
            Action::PageDown => self.page(rows),
            Action::PageUp => self.page(-rows),
            Action::First | Action::Last if count.is_some() => self.go_to_place(times),
            Action::First => self.go_to_end(false),
            Action::Last => self.go_to_end(true),
            Action::Follow => self.follow(),
            Action::Back => self.back(times),
            Action::Forward => self.forward(times),
            Action::SwitchPane => self.switch_pane(),
            Action::Actors => self.toggle_actors(),
            Action::Close if self.loading.is_some() && !self.has_something_open() => {
                return Some(Effect::StopLoading);
            }
            Action::Close => self.close(),
            Action::Notes => self.toggle_notes(),
            Action::ScrollDown => self.scroll_detail(rows),
            Action::ScrollUp => self.scroll_detail(-rows),
            Action::PanLeft => self.pan(-lengths, 8),
            Action::PanRight => self.pan(lengths, 8),
            Action::PanPageLeft => self.pan(-7 * lengths, 8),
            Action::PanPageRight => self.pan(7 * lengths, 8),
            Action::ZoomIn => self.zoom(steps.saturating_mul(4)),
            Action::ZoomOut => self.zoom(steps.saturating_mul(-4)),
            Action::ZoomInLittle => self.zoom(steps),
            Action::ZoomOutLittle => self.zoom(-steps),
            Action::FitAll => self.fit_all(),
            Action::FitSelection => self.fit_selection(),
            Action::FitLane => self.fit_lane(),
            Action::Centre => self.centre(),
            Action::NextInLane => self.step_in_lane(rows),
            Action::PreviousInLane => self.step_in_lane(-rows),
            Action::LaneBelow => self.step_lane(rows),
            Action::LaneAbove => self.step_lane(-rows),
            Action::GoToDate => self.ask_for_date(),
            Action::Mark => self.mark(),
            Action::Search => return self.ask_for_search(),
            Action::Filter => return self.ask_for_filter(),
            Action::ToggleFilter => {
                return self.toggle_filter(count.map(|count| count.saturating_sub(1)));
            }
            Action::NextFound => self.step_found(rows),
            Action::PreviousFound => self.step_found(-rows),
            Action::Around => self.open_around(),
            Action::SetMark => self.wait_for_mark(Pending::SetMark),
            Action::GoToMark => self.wait_for_mark(Pending::GoToMark),
            Action::FollowAxis => self.toggle_following(),
            Action::Lanes => self.open_lanes(),
            Action::Layers => return self.switch_layer(),
            Action::Compare => return self.compare(),
            Action::Chain | Action::Grid | Action::StoryLines => return self.open_page(action),
            Action::Present => return self.present(),
            Action::CopyText | Action::CopyMarkdown | Action::CopyReference => {
                return self.copy_subject(action);
            }
            Action::Quiz => self.open_quiz(),
            Action::Source => self.ask_about_address(),
            Action::Edit => return self.edit(),
            _ => {}
        }
        None
    }

    /// Shows another story's lanes, or the same story's other lanes.
    fn take_lanes(&mut self, story: Story) {
        // The answer may come after another story was opened.
        if Arc::ptr_eq(&story.timeline, &self.story.timeline) {
            self.show_lanes(story);
        }
    }

    /// Brings everything that scrolls into its range, and the selection into view.
    pub(super) fn settle(&mut self) {
        self.settle_laid();
        self.settle_compare();
        self.settle_overlays();
        self.settle_filter();
        self.settle_measures();
        self.settle_found();
        self.settle_gathering();
        self.settle_list();
        self.settle_lanes();
        self.settle_detail();
        self.settle_page();
        self.settle_card();
        self.settle_quiz();
        // What has the keys now may not know the sequence that was begun.
        let mode = self.mode();
        self.pending = self
            .pending
            .filter(|&prefix| self.keymap().is_prefix(mode, prefix));
    }

    fn settle_overlays(&mut self) {
        // Those below the topmost one too: the page of lanes is used again when the palette is left.
        let overlays = std::mem::take(&mut self.overlays);
        self.overlays = overlays
            .into_iter()
            .map(|overlay| match overlay {
                Overlay::Help { first_line } => {
                    let lines = self.help_page().lines.len();
                    let last = lines.saturating_sub(self.help_height());
                    Overlay::Help {
                        first_line: first_line.min(last),
                    }
                }
                Overlay::About { first_line } => {
                    let columns = usize::from(self.columns.saturating_sub(4));
                    let lines = about::page(self.timeline(), columns).lines.len();
                    let last = lines.saturating_sub(self.help_height());
                    Overlay::About {
                        first_line: first_line.min(last),
                    }
                }
                Overlay::Lanes(page) => Overlay::Lanes(self.settled_lanes_page(page)),
                Overlay::Palette(palette) => Overlay::Palette(self.settled_palette(palette)),
                Overlay::Address(page) => Overlay::Address(self.settled_address_page(page)),
                Overlay::Layers(page) => Overlay::Layers(self.settled_layers_page(page)),
                Overlay::Date(_) | Overlay::Search(_) | Overlay::Filter(_) => overlay,
            })
            .collect();
    }
}
