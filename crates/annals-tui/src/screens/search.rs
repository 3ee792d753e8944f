//! The prompt for a search: while a person types, the hits are listed and the best of them is shown.

mod draw;
mod hit_list;

use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::scroll_to;
use ratatui::layout::Rect;

use self::hit_list::HitList;

use crate::actions::search;
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{Context, Found, Snapshot};
use crate::hits::{Hit, HitMap};
use crate::keys::{Key, PointerAction};
use crate::rows::{Rows, TextScreen, stepped_row};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::prompt::{self, Prompt};
use crate::widgets::text_field::TextField;

/// What is shown while nothing is typed.
const HINT: &str = "Titles, names, text, themes, sources. Typos are forgiven.";

/// The prompt for a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPrompt {
    field: TextField,
    /// What was found.
    list: Option<HitList>,
    /// The index of the selected hit.
    selected: usize,
    /// The first row shown of the list.
    first_row: usize,
    /// The view from before the prompt was opened.
    before: Option<Snapshot>,
}

type Row = Command<SearchPrompt>;

impl SearchPrompt {
    fn show_before(&self, cx: &mut Context) {
        if let Some(before) = self.before.clone() {
            cx.put_below(before);
        }
    }

    /// Leaves everything as it was.
    fn cancel(&self, cx: &mut Context) {
        cx.search.clear();
        self.show_before(cx);
        cx.close();
    }

    /// Stays at what was found.
    fn accept(&mut self, cx: &mut Context) {
        cx.close();
        let Some(found) = cx.search.found.clone() else {
            return;
        };
        let page = cx.page();
        let words = page.map_or_else(Clean::default, |page| page.found_words(&found, cx));
        if found.count() == 0 {
            cx.requests.notice = Some(words);
            cx.search.clear();
            return;
        }
        let hint = page.and_then(|page| hint(page.name(), cx));
        let is_browse = cx.below.len() == 1;
        let hint = match hint {
            Some(hint) if is_browse => {
                format!("{hint}, {} clears them.", key(cx, &commands::CLOSE))
            }
            Some(hint) => format!("{hint}."),
            None => String::new(),
        };
        cx.notice(&format!("{words}{hint}"));
        if let Some(before) = self.before.take()
            && (before.place != cx.place || before.screens != cx.below)
        {
            cx.remember_view(before);
        }
    }

    fn find(&self, cx: &mut Context) {
        cx.requests.search = Some(self.field.text());
    }

    /// Selects the hit that is `by` further, and shows it.
    fn step(&mut self, by: isize, cx: &mut Context) {
        let count = self.list.as_ref().map_or(0, HitList::count);
        self.select(stepped_row(self.selected, by, count), cx);
    }

    fn select(&mut self, hit: usize, cx: &mut Context) {
        let event = self.list.as_ref().and_then(|list| list.events().nth(hit));
        let Some(event) = event else { return };
        self.selected = hit;
        cx.do_not_remember();
        self.show_before(cx);
        cx.with_page(|page, cx| page.put_cursor(event, cx));
    }
}

/// Says how to go through the results, on a page where the keys for it work.
fn hint(page: &'static str, cx: &Context) -> Option<String> {
    let key = |spec| cx.keymap().label_on(page, spec, cx.ascii());
    let (next, previous) = (key(&commands::NEXT_FOUND)?, key(&commands::PREVIOUS_FOUND)?);
    (!cx.search.is_elsewhere).then(|| format!(" {next} and {previous} go through them"))
}

fn key(cx: &Context, spec: &Spec) -> String {
    cx.key_of(spec).unwrap_or_default()
}

impl TextScreen for SearchPrompt {
    fn field(&mut self) -> &mut TextField {
        &mut self.field
    }

    fn edited(&mut self, cx: &mut Context) {
        if self.field.text().trim().is_empty() {
            cx.search.clear();
            self.show_before(cx);
        } else {
            self.find(cx);
        }
    }
}

impl Screen for SearchPrompt {
    const NAME: &'static str = "search";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&commands::CLOSE, |prompt, cx, _| prompt.cancel(cx)),
            Row::new(&commands::ACCEPT, |prompt, cx, _| prompt.accept(cx)),
        ],
        Rows::<Self>::TEXT,
        &[
            Row::new(&commands::NEXT_CHOICE, |prompt, cx, _| prompt.step(1, cx)),
            Row::new(&commands::PREVIOUS_CHOICE, |prompt, cx, _| {
                prompt.step(-1, cx);
            }),
        ],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::SEARCH];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        search::prepare(cx);
        cx.push(Self {
            field: TextField::default(),
            list: None,
            selected: 0,
            first_row: 0,
            before: cx.view_before().cloned(),
        });
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
                (PointerAction::ScrollDown, _) => self.step(1, cx),
                (PointerAction::ScrollUp, _) => self.step(-1, cx),
                (PointerAction::Press, Some(&Hit::Choice(hit))) => {
                    self.select(hit, cx);
                    self.accept(cx);
                }
                _ => {}
            },
            Input::Key(_) => {}
        }
        Handled::No
    }

    fn search_ready(&mut self, cx: &mut Context) {
        if !self.field.text().trim().is_empty() {
            self.find(cx);
        }
    }

    fn before_result(&mut self, text: &str, cx: &mut Context) -> bool {
        let is_wanted = self.field.text() == text;
        if is_wanted {
            cx.do_not_remember();
            self.show_before(cx);
        }
        is_wanted
    }

    fn keeps_story(&self, _: bool) -> bool {
        true
    }

    fn list_found(&mut self, found: &Found, cx: &mut Context) -> Vec<EventIndex> {
        let list = HitList::new(found, cx);
        let events = list.events().collect();
        self.list = Some(list);
        self.selected = 0;
        self.first_row = 0;
        events
    }

    fn settle(&mut self, cx: &mut Context) {
        if cx.search.found.is_none() {
            self.list = None;
        }
        if let Some(list) = &self.list {
            let (height, count) = (draw::height(list, cx), list.rows().len());
            let (heading, row) = list.rows_of(self.selected);
            for row in [heading, row] {
                self.first_row = scroll_to(self.first_row, row, height, count);
            }
        }
    }

    fn footer_area(&self, _: &Context, _: Rect) -> Option<Rect> {
        None
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        if let Some(list) = &self.list {
            draw::draw(list, self.selected, self.first_row, cx, painter, hits);
        }
        let text = self.field.text();
        let is_answer = |found: &&Found| found.text == text;
        let answer = match (cx.found().filter(is_answer), cx.page()) {
            (Some(found), Some(page)) => page.found_words(found, cx),
            _ if text.trim().is_empty() => Clean::own(HINT),
            _ => Clean::own("Searching."),
        };
        let style = painter.look().theme.text;
        let prompt = Prompt {
            screen: Self::NAME,
            title: "Search",
            field: &self.field,
            answer: &answer,
            style,
            rises: true,
        };
        prompt::draw(cx, &prompt, painter, hits);
    }
}

#[cfg(test)]
mod tests;
