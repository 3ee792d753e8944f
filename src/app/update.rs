//! `update`: the only way to change the state.
//!
//! Owns the dispatch: which message goes where, and which command does what in which mode. The doing
//! stands in files of its own.

use super::command::{Action, Mode};
use super::input::{Key, KeyCode};
use super::state::{App, Effect, Message};
use super::story::Story;
use super::view::Overlay;
use crate::text::Clean;

impl App {
    /// Takes a message; may ask for something to be done.
    pub fn update(&mut self, message: Message) -> Option<Effect> {
        let before = (
            self.view.clone(),
            self.overlays.clone(),
            self.notice.clone(),
        );
        let effect = match message {
            Message::Key(key) => self.press_key(key),
            Message::Pointer(pointer) => self.point(pointer),
            // Keys that were pasted must not act as keys: they are text, or nothing.
            Message::Paste(text) => {
                self.write(&text);
                None
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
                return None;
            }
            Message::Opened(story) => {
                self.story = story;
                self.waiting = None;
                self.overlays.clear();
                self.changed = true;
                self.open();
                None
            }
            Message::Grouped(story) => {
                self.take_lanes(story);
                None
            }
        };
        self.settle();
        self.changed |= before
            != (
                self.view.clone(),
                self.overlays.clone(),
                self.notice.clone(),
            );
        effect
    }

    fn press_key(&mut self, key: Key) -> Option<Effect> {
        self.notice = None;
        let mode = self.mode();
        if let Some(command) = self.keymap.command(mode, key) {
            return self.perform(command.action);
        }
        if let (Mode::Prompt, KeyCode::Character(character)) = (mode, key.code)
            && !key.control
            && !key.alt
        {
            self.write(character.encode_utf8(&mut [0; 4]));
        }
        None
    }

    pub(super) fn perform(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            _ => {}
        }
        match self.mode() {
            Mode::Help => {
                self.perform_in_help(action);
                None
            }
            Mode::Lanes => self.perform_on_lanes(action),
            Mode::Prompt => {
                self.perform_in_prompt(action);
                None
            }
            Mode::Browse => self.perform_in_panes(action),
        }
    }

    pub(super) fn perform_in_help(&mut self, action: Action) {
        let page = self.help_height();
        let Some(Overlay::Help { first_line }) = self.overlays.last_mut() else {
            return;
        };
        match action {
            Action::Next | Action::ScrollDown => *first_line = first_line.saturating_add(1),
            Action::Previous | Action::ScrollUp => *first_line = first_line.saturating_sub(1),
            Action::PageDown => *first_line = first_line.saturating_add(page),
            Action::PageUp => *first_line = first_line.saturating_sub(page),
            Action::First => *first_line = 0,
            Action::Last => *first_line = usize::MAX,
            Action::Help | Action::Close | Action::Quit => {
                self.overlays.pop();
            }
            _ => {}
        }
    }

    fn perform_in_panes(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::Next => self.step(1),
            Action::Previous => self.step(-1),
            Action::PageDown => self.page(1),
            Action::PageUp => self.page(-1),
            Action::First => self.go_to_end(false),
            Action::Last => self.go_to_end(true),
            Action::Follow => self.follow(),
            Action::Back => self.back(),
            Action::SwitchPane => self.switch_pane(),
            Action::Actors => self.toggle_actors(),
            Action::Close => self.close(),
            Action::Notes => self.toggle_notes(),
            Action::ScrollDown => self.scroll_detail(1),
            Action::ScrollUp => self.scroll_detail(-1),
            Action::PanLeft => self.pan(-1, 8),
            Action::PanRight => self.pan(1, 8),
            Action::PanPageLeft => self.pan(-7, 8),
            Action::PanPageRight => self.pan(7, 8),
            Action::ZoomIn => self.zoom(4),
            Action::ZoomOut => self.zoom(-4),
            Action::ZoomInLittle => self.zoom(1),
            Action::ZoomOutLittle => self.zoom(-1),
            Action::FitAll => self.fit_all(),
            Action::FitSelection => self.fit_selection(),
            Action::FitLane => self.fit_lane(),
            Action::Centre => self.centre(),
            Action::NextInLane => self.step_in_lane(true),
            Action::PreviousInLane => self.step_in_lane(false),
            Action::LaneBelow => self.step_lane(true),
            Action::LaneAbove => self.step_lane(false),
            Action::GoToDate => self.ask_for_date(),
            Action::Mark => self.mark(),
            Action::FollowAxis => self.toggle_following(),
            Action::Lanes => self.open_lanes(),
            _ => {}
        }
        None
    }

    /// Shows another story's lanes, or the same story's other lanes.
    fn take_lanes(&mut self, story: Story) {
        // The answer may come after another story was opened.
        if std::sync::Arc::ptr_eq(&story.timeline, &self.story.timeline) {
            self.show_lanes(story);
        }
    }

    /// Brings everything that scrolls into its range, and the selection into view.
    pub(super) fn settle(&mut self) {
        self.settle_overlays();
        self.settle_list();
        self.settle_lanes();
        self.settle_detail();
    }

    fn settle_overlays(&mut self) {
        match self.overlays.last().cloned() {
            Some(Overlay::Help { first_line }) => {
                let last = self
                    .help_page()
                    .lines
                    .len()
                    .saturating_sub(self.help_height());
                let first_line = first_line.min(last);
                self.overlays.pop();
                self.overlays.push(Overlay::Help { first_line });
            }
            Some(Overlay::Lanes(page)) => {
                let page = self.settled_lanes_page(page);
                self.overlays.pop();
                self.overlays.push(Overlay::Lanes(page));
            }
            Some(Overlay::Date(_)) | None => {}
        }
    }
}
