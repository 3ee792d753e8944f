//! The prompt for a date to go to.

use annals_model::text::Clean;
use annals_time::When;
use ratatui::layout::Rect;

use crate::actions::date;
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::Context;
use crate::hits::HitMap;
use crate::keys::Key;
use crate::rows::{Rows, TextScreen, closes};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::prompt::{self, Prompt};
use crate::widgets::text_field::TextField;

/// What is shown while nothing is typed.
const EXAMPLES: &str =
    "A year, a day, a time or a span: 2021, 24 Oct 2020, spring 2021, 44 BC, 65 Ma, 2019/2021";

/// What is said of a text that stands for "no date".
const NO_DATE: &str = "This stands for an event without a date. Type a date to go to.";

/// The prompt for a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatePrompt {
    field: TextField,
}

type Row = Command<DatePrompt>;

impl DatePrompt {
    /// Goes to the date, or says why the text is none.
    fn accept(&self, cx: &mut Context) {
        match self.read() {
            None => cx.close(),
            Some(Ok(when)) => {
                cx.close();
                date::go_to(cx, &when);
            }
            Some(Err(words)) => cx.requests.notice = Some(words),
        }
    }

    /// Returns the date as it is read so far, or why it cannot be; `None` while nothing is typed.
    fn read(&self) -> Option<Result<When, Clean>> {
        if self.field.is_empty() {
            return None;
        }
        Some(match When::parse(&self.field.text()) {
            Ok(Some(when)) => Ok(when),
            Ok(None) => Err(Clean::own(NO_DATE)),
            Err(error) => Err(Clean::line(&error.to_string())),
        })
    }
}

impl TextScreen for DatePrompt {
    fn field(&mut self) -> &mut TextField {
        &mut self.field
    }

    fn edited(&mut self, _: &mut Context) {}
}

impl Screen for DatePrompt {
    const NAME: &'static str = "date";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[
        &[
            closes(&commands::CLOSE),
            Row::new(&commands::ACCEPT, |prompt, cx, _| prompt.accept(cx)),
        ],
        Rows::<Self>::TEXT,
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::GO_TO_DATE];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        cx.push(Self::default());
    }

    fn takes(key: Key) -> bool {
        key.is_text()
    }

    fn input(&mut self, input: &Input<'_>, _: &mut Context) -> Handled {
        if let Input::Text(text) = input {
            self.field.insert(text);
        }
        Handled::No
    }

    fn keeps_story(&self, _: bool) -> bool {
        true
    }

    fn footer_area(&self, _: &Context, _: Rect) -> Option<Rect> {
        None
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let theme = &painter.look().theme;
        let (answer, style) = match self.read() {
            Some(Ok(when)) => {
                let words = format!("{}, {}", when.words(), when.precision_words());
                (Clean::line(&words), theme.text)
            }
            Some(Err(words)) => (words, theme.notice),
            None => (Clean::own(EXAMPLES), theme.quiet),
        };
        let prompt = Prompt {
            screen: Self::NAME,
            title: "Go to a date",
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
