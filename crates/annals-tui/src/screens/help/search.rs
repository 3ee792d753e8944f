//! The prompt for a search of the help.

use annals_model::text::{Clean, grouped};
use ratatui::layout::Rect;

use super::Help;
use crate::commands;
use crate::context::Context;
use crate::hits::HitMap;
use crate::keys::Key;
use crate::rows::{Rows, TextPageScreen as _, TextScreen, closes};
use crate::screen::{Command, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::prompt::{self, Prompt};
use crate::widgets::text_field::TextField;
use crate::widgets::text_page::Scroll;

/// The prompt for a search of the help, which shows what is found while a person types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HelpSearch {
    field: TextField,
}

type Row = Command<HelpSearch>;

/// Changes the help that the prompt lies over.
fn change(cx: &mut Context, change: impl FnOnce(&mut Help, &Context)) {
    let Some(mut below) = cx.below.pop() else {
        return;
    };
    if let Some(help) = below.as_any_mut().downcast_mut::<Help>() {
        change(help, cx);
    }
    cx.below.push(below);
}

impl TextScreen for HelpSearch {
    fn field(&mut self) -> &mut TextField {
        &mut self.field
    }

    fn edited(&mut self, cx: &mut Context) {
        let text = self.field.text();
        change(cx, |help, _| help.search(text));
    }
}

fn scroll_below(scroll: Scroll, cx: &mut Context) {
    change(cx, |help, cx| help.scroll(scroll, cx));
}

impl Screen for HelpSearch {
    const NAME: &'static str = "help-search";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&commands::CLOSE, |_, cx, _| {
                change(cx, |help, _| help.search(String::new()));
                cx.close();
            }),
            closes(&commands::ACCEPT),
        ],
        Rows::<Self>::TEXT,
        &[
            Row::new(&commands::NEXT_CHOICE, |_, cx, _| {
                scroll_below(Scroll::Lines(1), cx);
            }),
            Row::new(&commands::PREVIOUS_CHOICE, |_, cx, _| {
                scroll_below(Scroll::Lines(-1), cx);
            }),
        ],
        Rows::<Self>::TERMINAL,
    ];

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

    fn footer_area(&self, _: &Context, _: Rect) -> Option<Rect> {
        None
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let help = cx.below.iter().rev();
        let mut help = help.filter_map(|screen| screen.as_any().downcast_ref::<Help>());
        let found = help.next().map_or(0, |help| help.page(cx).1);
        let answer = match found {
            _ if self.field.text().trim().is_empty() => Clean::own("A command, a key, a sign."),
            0 => Clean::own("Nothing found."),
            found => Clean::line(&format!("{} found.", grouped(found))),
        };
        let prompt = Prompt {
            screen: Self::NAME,
            title: "Search the help",
            field: &self.field,
            answer: &answer,
            style: painter.look().theme.text,
            rises: true,
        };
        prompt::draw(cx, &prompt, painter, hits);
    }
}
