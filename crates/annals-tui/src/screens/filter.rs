//! The prompt for a filter: what passes is shown while a person types, with suggestions.

mod draw;

use annals_index::query::{Completion, Query, QueryError, complete};
use annals_model::text::Clean;
use ratatui::layout::Rect;

use crate::actions::search;
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::filter::{Filter, Terms};
use crate::context::{Context, Snapshot};
use crate::hits::{Hit, HitMap};
use crate::keys::{Key, PointerAction};
use crate::rows::{Rows, TextScreen};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::prompt::{self, Prompt};
use crate::widgets::text_field::TextField;

/// What is shown while nothing is typed.
const HINT: &str = "Words, \"phrases\", or a field; a minus leaves out, OR joins.";

/// The prompt for a filter.
#[derive(Debug, Clone, PartialEq)]
pub struct FilterPrompt {
    field: TextField,
    /// The text and caret that the suggestions are for.
    completed: Option<(String, usize)>,
    suggestions: Vec<Completion>,
    /// The index of the selected suggestion.
    selected: Option<usize>,
    error: Option<QueryError>,
    /// The view from before the prompt was opened.
    before: Option<Snapshot>,
}

type Row = Command<FilterPrompt>;

/// Take the selected suggestion.
static COMPLETE: Spec = Spec {
    name: "complete",
    title: "Complete",
    doc: "Complete: take the selected suggestion, else the first",
    group: Group::Writing,
    keys: &["Tab"],
    hint: Some("complete"),
};

impl FilterPrompt {
    fn show_before(&self, cx: &mut Context) {
        if let Some(before) = self.before.clone() {
            cx.put_below(before);
        }
    }

    /// Leaves everything as it was.
    fn cancel(&self, cx: &mut Context) {
        cx.filtering = None;
        self.show_before(cx);
        cx.close();
    }

    /// Keeps the filter, or takes the selected suggestion.
    fn accept(&mut self, cx: &mut Context) {
        if let Some(place) = self.selected {
            self.take_suggestion(place, cx);
            return;
        }
        if self.error.is_some() {
            let key = cx.keymap().label_on(Self::NAME, &commands::CLOSE, true);
            let key = key.unwrap_or_default();
            cx.notice(&format!("Correct the filter first; {key} cancels it."));
            return;
        }
        cx.close();
        let Some(before) = self.before.take() else {
            return;
        };
        if before.place.filter != cx.place.filter {
            cx.remember_view(before);
            let all = cx.timeline().events.len();
            cx.requests.notice = cx.filter().map(|filter| filter.words(all));
        }
    }

    fn take_suggestion(&mut self, place: usize, cx: &mut Context) {
        if let Some(suggestion) = self.suggestions.get(place).cloned() {
            self.field.replace(suggestion.replace, &suggestion.text);
            self.edited(cx);
        }
    }

    /// Selects another suggestion, or none.
    fn step(&mut self, by: isize) {
        let Some(last) = self.suggestions.len().checked_sub(1) else {
            return;
        };
        self.selected = match (self.selected, by > 0) {
            (None, true) => Some(0),
            (Some(0) | None, false) => None,
            (Some(place), _) => Some(place.saturating_add_signed(by).min(last)),
        };
    }

    /// Applies what is typed; an unfinished filter shows the view from before.
    fn apply(&mut self, cx: &mut Context) {
        let text = self.field.text();
        let query = match Query::parse(&text) {
            Ok(query) => query,
            Err(error) => {
                self.error = Some(error);
                cx.filtering = None;
                cx.requests.filter = None;
                self.show_before(cx);
                return;
            }
        };
        self.error = None;
        let terms = Terms::new(text, query);
        let before = self.before.as_ref();
        let before = before.and_then(|view| view.place.filter.as_deref());
        cx.requests.filter = Some(match before {
            Some(before) => terms.switched_as(before.terms()),
            None => terms,
        });
    }

    /// Returns the answer to what is typed.
    fn words(&self, cx: &Context) -> Clean {
        if let Some(error) = &self.error {
            return Clean::line(&error.to_string());
        }
        if cx.filtering.is_some() {
            return Clean::own("Filtering.");
        }
        let all = cx.timeline().events.len();
        match cx.filter() {
            None => Clean::own(HINT),
            Some(filter) => words(filter, all),
        }
    }
}

fn words(filter: &Filter, all: usize) -> Clean {
    match filter.remarks().first() {
        Some(remark) => Clean::line(&format!("{remark} {}", filter.words(all))),
        None => filter.words(all),
    }
}

impl TextScreen for FilterPrompt {
    fn field(&mut self) -> &mut TextField {
        &mut self.field
    }

    fn edited(&mut self, cx: &mut Context) {
        let now = (self.field.text(), self.field.caret());
        if self.completed.as_ref() == Some(&now) {
            return;
        }
        let before = self.completed.replace(now);
        self.suggestions = complete(&self.field.text(), self.field.caret(), cx.timeline());
        self.selected = None;
        if before.is_none_or(|(text, _)| text != self.field.text()) {
            self.apply(cx);
        }
    }
}

impl Screen for FilterPrompt {
    const NAME: &'static str = "filter";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&commands::CLOSE, |prompt, cx, _| prompt.cancel(cx)),
            Row::new(&commands::ACCEPT, |prompt, cx, _| prompt.accept(cx)),
        ],
        Rows::<Self>::TEXT,
        &[
            Row::new(&COMPLETE, |prompt, cx, _| {
                prompt.take_suggestion(prompt.selected.unwrap_or(0), cx);
            }),
            Row::new(&commands::NEXT_CHOICE, |prompt, _, _| prompt.step(1)),
            Row::new(&commands::PREVIOUS_CHOICE, |prompt, _, _| prompt.step(-1)),
        ],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::FILTER];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        let mut field = TextField::default();
        if let Some(filter) = cx.filter() {
            field.insert(filter.terms().text());
        }
        // Words are found sooner where the story is searchable; it is asked for early.
        search::prepare(cx);
        cx.push(Self {
            suggestions: complete(&field.text(), field.caret(), cx.timeline()),
            completed: Some((field.text(), field.caret())),
            field,
            selected: None,
            error: None,
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
                (PointerAction::ScrollDown, _) => self.step(1),
                (PointerAction::ScrollUp, _) => self.step(-1),
                (PointerAction::Press, Some(&Hit::Choice(place))) => {
                    self.take_suggestion(place, cx);
                }
                _ => {}
            },
            Input::Key(_) => {}
        }
        Handled::No
    }

    fn before_result(&mut self, _: &str, cx: &mut Context) -> bool {
        cx.do_not_remember();
        self.show_before(cx);
        true
    }

    fn keeps_story(&self, _: bool) -> bool {
        true
    }

    fn footer_area(&self, _: &Context, _: Rect) -> Option<Rect> {
        None
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let theme = &painter.look().theme;
        let style = match &self.error {
            // Where something can be suggested, the filter is unfinished rather than wrong.
            Some(_) if !self.suggestions.is_empty() => theme.quiet,
            Some(_) => theme.notice,
            None if self.field.is_empty() => theme.quiet,
            None => theme.text,
        };
        let answer = self.words(cx);
        let prompt = Prompt {
            screen: Self::NAME,
            title: "Filter",
            field: &self.field,
            answer: &answer,
            style,
            rises: self.suggestions.is_empty(),
        };
        prompt::draw(cx, &prompt, painter, hits);
        if !self.suggestions.is_empty() {
            let above = cx.bottom_area(1);
            draw::suggestions(&self.suggestions, self.selected, above, painter, hits);
        }
    }
}

#[cfg(test)]
mod tests;
