//! The pages of the help after the card: the keys of the page that it was opened from, all commands, what a
//! filter can ask, the signs, and the accounts.

use annals_index::query::{FORMS, Field};
use annals_model::text::{Clean, width};
use annals_model::{AccountIndex, Status};
use annals_scene::account_names;

use super::signs::{SIGNS, Sign};
use crate::command::{Group, Spec};
use crate::commands;
use crate::context::Context;
use crate::glyphs::Glyphs;
use crate::screens;
use crate::widgets::text_page::{self, TextLine, TextPage};

/// The most cells for the keys of a command in one line; more are wrapped.
const MAX_KEYS: usize = 21;

/// Writes the entries that match what is searched for; all of them where nothing is.
struct Writer<'a> {
    cx: &'a Context,
    columns: usize,
    /// The words that are searched for, in lower case.
    sought: Vec<String>,
    page: TextPage,
    entries: usize,
}

/// Returns the text of the help, opened from a screen, and the number of its entries. `sought` leaves out
/// what has not all of its words.
pub(super) fn page(from: &'static str, sought: &str, cx: &Context) -> (TextPage, usize) {
    let keymap = cx.keymap();
    let specs = keymap.specs().iter();
    let widest = specs.map(|spec| width(&keys(spec, cx))).max();
    let sought = sought.to_lowercase();
    let mut writer = Writer {
        cx,
        columns: text_page::columns(cx),
        sought: sought.split_whitespace().map(str::to_owned).collect(),
        page: TextPage::new("Help", widest.unwrap_or(0).min(MAX_KEYS) + 2),
        entries: 0,
    };
    if writer.sought.is_empty() {
        let screen = screens::ALL.iter().map(screens::Entry::commands);
        let specs = screen.filter(|screen| screen.name == from);
        let specs: Vec<_> = specs.flat_map(|screen| screen.specs).collect();
        writer.commands("Keys of this page", &specs);
    }
    for &group in Group::ALL {
        let specs = keymap.specs().iter().copied();
        let specs: Vec<_> = specs.filter(|spec| spec.group == group).collect();
        writer.commands(group.title(), &specs);
    }
    writer.filter_language();
    writer.signs();
    writer.accounts();
    (writer.page, writer.entries)
}

fn keys(spec: &Spec, cx: &Context) -> Clean {
    Clean::line(&cx.keymap().labels(spec, cx.ascii()).join(", "))
}

impl Writer<'_> {
    fn is_sought(&self, texts: &[&str]) -> bool {
        let text = texts.join(" ").to_lowercase();
        self.sought.iter().all(|word| text.contains(word))
    }

    /// Begins a section, unless it has no entry.
    fn section(&mut self, title: &'static str, write: impl FnOnce(&mut Self)) {
        let before = self.page.lines.len();
        if before > 0 {
            self.page.lines.push(TextLine::Blank);
        }
        self.page.lines.push(TextLine::Heading(Clean::own(title)));
        let entries = self.entries;
        write(self);
        if self.entries == entries {
            self.page.lines.truncate(before);
        }
    }

    fn entry(&mut self, texts: &[&str], text: &Clean, first: impl Fn(Clean) -> TextLine) {
        if self.is_sought(texts) {
            self.entries += 1;
            self.page.entry(text, self.columns, first);
        }
    }

    fn commands(&mut self, title: &'static str, specs: &[&'static Spec]) {
        self.section(title, |writer| {
            for spec in specs {
                let keys = keys(spec, writer.cx);
                if writer.is_sought(&[keys.as_str(), spec.name, spec.title, spec.doc]) {
                    writer.entries += 1;
                    writer
                        .page
                        .keys(&keys, &Clean::own(spec.doc), writer.columns);
                }
            }
        });
    }

    fn filter_language(&mut self) {
        let fields = Field::ALL.iter();
        let fields = fields.map(|field| (format!("{}:", field.name()), field.meaning()));
        let forms = FORMS.iter().map(|&(form, doc)| (form.to_owned(), doc));
        self.section("Filter language", |writer| {
            for (form, doc) in forms.chain(fields) {
                let line = |doc| TextLine::Keys(Clean::line(&form), doc);
                writer.entry(&[&form, doc, "filter"], &Clean::own(doc), line);
            }
        });
    }

    fn signs(&mut self) {
        let glyphs = if self.cx.ascii() {
            &Glyphs::ASCII
        } else {
            &Glyphs::UNICODE
        };
        let statuses = Status::ALL.iter();
        let statuses = statuses.map(|&status| (Sign::Status(status), status.explained()));
        self.section("Signs", |writer| {
            for (sign, meaning) in statuses.chain(SIGNS.iter().copied()) {
                let line = |meaning| TextLine::Signs(sign.glyphs(glyphs), meaning);
                writer.entry(&[meaning, "signs"], &Clean::own(meaning), line);
            }
        });
    }

    fn accounts(&mut self) {
        let cx = self.cx;
        let timeline = cx.timeline();
        if timeline.accounts.len() < 2 {
            return;
        }
        let key = cx.key_of(&commands::LAYERS);
        self.section("Accounts", |writer| {
            for (place, account) in timeline.accounts.iter().enumerate() {
                let sign = account_names::glyph(timeline, AccountIndex::new(place));
                let state = match (account.on, &key) {
                    (true, _) => "on".to_owned(),
                    (false, Some(key)) => format!("off; {key} switches it on"),
                    (false, None) => "off".to_owned(),
                };
                let words = format!("{}: {} ({state})", account.short, account.title);
                let line = |doc| TextLine::Keys(sign.clone().unwrap_or_default(), doc);
                writer.entry(&[&words, "accounts"], &Clean::line(&words), line);
            }
        });
    }
}
