//! The prompt for a search: the best result is shown while a person types.

use annals_model::text::Clean;

use crate::actions::search;
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{Context, Found, Snapshot};
use crate::hits::HitMap;
use crate::keys::Key;
use crate::rows::{Rows, TextScreen};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::prompt;
use crate::widgets::text_field::TextField;

/// What is shown while nothing is typed.
const HINT: &str =
    "Titles, summaries, actors and their other names, themes, sources. Typos are forgiven.";

/// The prompt for a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPrompt {
    field: TextField,
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
                format!("{hint}, {} clears the marks.", key(cx, &commands::CLOSE))
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
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::SEARCH];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        search::prepare(cx);
        cx.push(Self {
            field: TextField::default(),
            before: cx.view_before().cloned(),
        });
    }

    fn takes(key: Key) -> bool {
        key.is_text()
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        if let Input::Text(text) = input {
            self.field.insert(text);
            self.edited(cx);
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

    fn rows_at_bottom(&self, _: &Context) -> u16 {
        prompt::ROWS
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        let text = self.field.text();
        let is_answer = |found: &&Found| found.text == text;
        let answer = match (cx.found().filter(is_answer), cx.page()) {
            (Some(found), Some(page)) => page.found_words(found, cx),
            _ if text.trim().is_empty() => Clean::own(HINT),
            _ => Clean::own("Searching."),
        };
        let style = painter.look().theme.text;
        prompt::draw(cx, "Search", &self.field, &answer, style, painter);
    }
}

#[cfg(test)]
mod tests;
