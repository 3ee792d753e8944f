//! The help: every command with its keys, what a filter can ask, and the signs of the screen.

mod signs;

use annals_index::query::{FORMS, Field};
use annals_model::text::{Clean, width};
use annals_model::{AccountIndex, Status};
use annals_scene::account_names;

use self::signs::{SIGNS, Sign};
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::Context;
use crate::glyphs::Glyphs;
use crate::hits::HitMap;
use crate::rows::{Rows, TextPageScreen, closes, wheel};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::text_page::{self, Scroll, TextLine, TextPage};

/// The most cells for the keys of a command in one line; more are wrapped.
const MAX_KEYS: usize = 21;

/// The help.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Help {
    /// The first line shown.
    pub first_line: usize,
}

type Row = Command<Help>;

impl Help {
    /// Returns the page for the keys in force.
    pub fn page(cx: &Context) -> TextPage {
        let columns = text_page::columns(cx);
        let (keymap, ascii) = (cx.keymap(), cx.ascii());
        let keys = |spec: &Spec| Clean::line(&keymap.labels(spec, ascii).join(", "));
        let specs = || keymap.specs().iter();
        let widest = specs().map(|spec| width(&keys(spec))).max();
        let mut page = TextPage::new("Help", widest.unwrap_or(0).min(MAX_KEYS) + 2);
        for &group in Group::ALL {
            let title = Clean::own(group.title());
            page.lines.push(TextLine::Heading(title));
            for spec in specs().filter(|spec| spec.group == group) {
                page.keys(&keys(spec), &Clean::own(spec.doc), columns);
            }
            page.lines.push(TextLine::Blank);
        }
        filter_language(&mut page, columns);
        signs(&mut page, columns, ascii);
        accounts(&mut page, columns, cx);
        page
    }
}

fn filter_language(page: &mut TextPage, columns: usize) {
    let title = Clean::own("Filter language");
    page.lines.push(TextLine::Heading(title));
    let fields = Field::ALL.iter();
    let fields = fields.map(|field| (format!("{}:", field.name()), field.meaning()));
    let forms = FORMS.iter().map(|&(form, doc)| (form.to_owned(), doc));
    for (form, doc) in forms.chain(fields) {
        let line = |doc| TextLine::Keys(Clean::line(&form), doc);
        page.entry(&Clean::own(doc), columns, line);
    }
    page.lines.push(TextLine::Blank);
}

fn signs(page: &mut TextPage, columns: usize, ascii: bool) {
    let glyphs = if ascii {
        &Glyphs::ASCII
    } else {
        &Glyphs::UNICODE
    };
    page.lines.push(TextLine::Heading(Clean::own("Signs")));
    let statuses = Status::ALL.iter();
    let statuses = statuses.map(|&status| (Sign::Status(status), status.explained()));
    for (sign, meaning) in statuses.chain(SIGNS.iter().copied()) {
        let line = |meaning| TextLine::Signs(sign.glyphs(glyphs), meaning);
        page.entry(&Clean::own(meaning), columns, line);
    }
}

fn accounts(page: &mut TextPage, columns: usize, cx: &Context) {
    let timeline = cx.timeline();
    if timeline.accounts.len() < 2 {
        return;
    }
    let key = cx.key_of(&commands::LAYERS);
    page.lines.push(TextLine::Blank);
    page.lines.push(TextLine::Heading(Clean::own("Accounts")));
    for (place, account) in timeline.accounts.iter().enumerate() {
        let sign = account_names::glyph(timeline, AccountIndex::new(place)).unwrap_or_default();
        let state = match (account.on, &key) {
            (true, _) => "on".to_owned(),
            (false, Some(key)) => format!("off; {key} switches it on"),
            (false, None) => "off".to_owned(),
        };
        let words = format!("{}: {} ({state})", account.short, account.title);
        let line = |doc| TextLine::Keys(sign.clone(), doc);
        page.entry(&Clean::line(&words), columns, line);
    }
}

impl TextPageScreen for Help {
    fn scroll(&mut self, scroll: Scroll, cx: &Context) {
        self.first_line = scroll.apply(self.first_line, cx);
    }
}

impl Screen for Help {
    const NAME: &'static str = "help";
    const KIND: Kind = Kind::Cover;
    const COMMANDS: Table<Self> = &[
        &[closes(&commands::CLOSE)],
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
        cx.push(Self::default());
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        wheel(self, input, cx);
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        let lines = Self::page(cx).lines.len();
        self.first_line = text_page::held(self.first_line, lines, cx);
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        Self::page(cx).draw(cx, self.first_line, painter);
    }
}

#[cfg(test)]
mod tests;
