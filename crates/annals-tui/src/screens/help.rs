//! The help: one card with what is used most, then the keys of the page it was opened from, then every
//! command, what a filter can ask, and the signs of the screen.

mod card;
pub mod search;
mod signs;
mod text;

use annals_model::text::Clean;
use ratatui::layout::{Margin, Rect};

use self::search::HelpSearch;
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::keys::PointerAction;
use crate::rows::{Rows, TextPageScreen, closes, wheel};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::frame;
use crate::widgets::painter::Painter;
use crate::widgets::text_page::{self, Scroll, TextPage};

/// The help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The name of the screen it was opened from.
    from: &'static str,
    /// The first line shown of the text; `None` while the card is shown.
    first_line: Option<usize>,
    /// What is searched for in it.
    sought: String,
}

type Row = Command<Help>;

impl Help {
    /// Returns the text after the card for the keys in force, and the number of its entries.
    pub fn page(&self, cx: &Context) -> (TextPage, usize) {
        text::page(self.from, &self.sought, cx)
    }

    /// Shows what matches a text; the card if it is empty.
    pub(crate) fn search(&mut self, text: String) {
        self.first_line = (!text.trim().is_empty()).then_some(0);
        self.sought = text;
    }

    /// Clears the search, else closes the help.
    fn close(&mut self, cx: &mut Context) {
        if self.sought.trim().is_empty() {
            cx.close();
        } else {
            self.search(String::new());
        }
    }

    /// Returns the number of the page that is shown, from 1, and how many there are.
    fn position(&self, lines: usize, cx: &Context) -> (usize, usize) {
        let height = text_page::height(cx);
        let card = usize::from(self.has_card(cx));
        let count = card + lines.div_ceil(height);
        let number = self
            .first_line
            .map_or(0, |first| (first + height).div_ceil(height));
        ((card + number).max(1).min(count.max(1)), count.max(1))
    }

    /// Returns whether there is a card: not while something is searched for, nor where there is no room.
    fn has_card(&self, cx: &Context) -> bool {
        self.sought.trim().is_empty() && card::fits(text_page::area(cx))
    }

    /// Leaves the help and carries out what was clicked on the card.
    fn perform(entry: usize, cx: &mut Context) {
        let entries = card::entries(cx);
        let spec = entries.get(entry).and_then(|(entry, _)| entry.0.last());
        if let Some(&spec) = spec {
            cx.close();
            cx.requests.command = Some((spec, Count::default()));
        }
    }
}

impl TextPageScreen for Help {
    fn scroll(&mut self, scroll: Scroll, cx: &Context) {
        let is_up = matches!(
            scroll,
            Scroll::Start | Scroll::Lines(..0) | Scroll::Pages(..0)
        );
        self.first_line = match self.first_line {
            // The card is the page before the text.
            None if is_up => None,
            None if scroll == Scroll::End => Some(usize::MAX),
            None => Some(0),
            Some(first) if is_up && (first == 0 || scroll == Scroll::Start) => None,
            Some(first) => Some(scroll.apply(first, cx)),
        };
    }
}

impl Screen for Help {
    const NAME: &'static str = "help";
    const KIND: Kind = Kind::Cover;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&commands::MOVE_ON, |help, cx, count| {
                help.scroll(Scroll::Pages(count.forward()), cx);
            })
            .hinted("more keys"),
            Row::new(&commands::SEARCH, |_, cx, _| cx.push(HelpSearch::default()))
                .hinted("search help"),
            Row::new(&commands::CLOSE, |help, cx, _| help.close(cx)),
        ],
        Rows::<Self>::SCROLLING,
        &[
            Row::opening(&commands::ABOUT),
            closes(&commands::HELP),
            closes(&commands::QUIT),
        ],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::HELP];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        let from = cx.below.last().map_or("", |screen| screen.name());
        cx.push(Self {
            from,
            first_line: None,
            sought: String::new(),
        });
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        wheel(self, input, cx);
        if let Input::Pointer(pointer, hits) = input
            && let (PointerAction::Press, Some(&Hit::Choice(entry))) =
                (pointer.action, hits.first())
        {
            Self::perform(entry, cx);
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        if self.first_line.is_none() && !self.has_card(cx) {
            self.first_line = Some(0);
        }
        if let Some(first) = self.first_line {
            let lines = self.page(cx).0.lines.len();
            self.first_line = Some(text_page::held(first, lines, cx));
        }
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let (page, _) = self.page(cx);
        let area = text_page::area(cx);
        if let Some(first_line) = self.first_line {
            page.draw(cx, first_line, painter);
        } else {
            painter.clear(area);
            frame::draw(painter, area, &page.title, &Clean::default(), true);
            card::draw(cx, area.inner(Margin::new(2, 1)), painter, hits);
        }
        let (number, count) = self.position(page.lines.len(), cx);
        let key = cx
            .keymap()
            .label_on(Self::NAME, &commands::SEARCH, cx.ascii());
        let search = key.map_or_else(String::new, |key| format!("{key} search  "));
        let words = Clean::line(&format!(" {search}{number} / {count} "));
        let edge = Rect {
            height: 1,
            ..area.inner(Margin::new(2, 0))
        };
        painter.text_right(edge, &words, painter.look().theme.quiet);
    }
}

#[cfg(test)]
mod tests;
