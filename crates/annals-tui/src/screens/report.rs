//! The import report: what was read, what could not be read, and what was kept unread.

use annals_model::text::{Clean, grouped, wrap};
use annals_model::{AccountIndex, Report, Timeline};

use crate::command::{Count, Spec};
use crate::commands;
use crate::context::Context;
use crate::hits::HitMap;
use crate::rows::{Rows, TextPageScreen, closes, wheel};
use crate::screen::{Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::text_page::{self, Scroll, TextLine, TextPage};

/// The import report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// The first line shown.
    pub first_line: usize,
}

impl ImportReport {
    /// Returns the page for a timeline.
    pub fn page(timeline: &Timeline, columns: usize) -> TextPage {
        let mut page = TextPage::new("Import report", 2);
        let room = columns.saturating_sub(page.margin).max(1);
        for (place, account) in timeline.accounts.iter().enumerate() {
            if place > 0 {
                page.lines.push(TextLine::Blank);
            }
            page.lines.push(TextLine::Heading(account.title.clone()));
            let mut say = |words: &str| {
                // Further lines of a sentence are indented, so that the eye finds where each begins.
                let lines = wrap(&Clean::line(words), room.saturating_sub(2).max(1));
                let lines = lines.into_iter().enumerate().map(|(place, line)| {
                    if place == 0 {
                        line
                    } else {
                        Clean::line(&format!("  {}", line.raw()))
                    }
                });
                page.lines.extend(lines.map(TextLine::Continued));
            };
            say(&counts(timeline, AccountIndex::new(place)));
            say_report(&account.report, &mut say);
        }
        page
    }
}

fn counts(timeline: &Timeline, account: AccountIndex) -> String {
    let of = timeline.account(account);
    let format = &of.report.format;
    let format = if format.is_empty() {
        String::new()
    } else {
        format!("Read as {format}. ")
    };
    if !of.on {
        return format!("{format}This account is off.");
    }
    let events = timeline.events.of_account(account).len();
    let actors = timeline.actors.iter();
    let actors = actors.filter(|actor| actor.account == account).count();
    let sources = timeline.sources.iter();
    let sources = sources.filter(|source| source.account == account).count();
    let many = |count: usize, noun: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{} {noun}{plural}", grouped(count))
    };
    format!(
        "{format}{}, {}, {}.",
        many(events, "event"),
        many(actors, "actor"),
        many(sources, "source")
    )
}

fn say_report(report: &Report, say: &mut impl FnMut(&str)) {
    if report.is_clean() {
        say("No warnings.");
    }
    if report.skipped > 0 {
        let skipped = grouped(report.skipped);
        say(&format!(
            "Entries that could not be read as events: {skipped}."
        ));
    }
    for problem in &report.problems {
        let place = problem.position.map_or_else(String::new, |position| {
            format!("Line {}, column {}: ", position.line, position.column)
        });
        say(&format!("{place}{}", problem.message));
    }
    if report.omitted > 0 {
        say(&format!("… and {} more.", grouped(report.omitted)));
    }
    for remark in &report.notes {
        say(remark.as_str());
    }
    if !report.fields.is_empty() {
        let fields = report.fields.iter();
        let fields = fields.map(|(name, count)| format!("{name} ({})", grouped(*count)));
        let fields: Vec<_> = fields.collect();
        say(&format!(
            "Kept as it is, and shown with each event: {}.",
            fields.join(", ")
        ));
    }
}

impl TextPageScreen for ImportReport {
    fn scroll(&mut self, scroll: Scroll, cx: &Context) {
        self.first_line = scroll.apply(self.first_line, cx);
    }
}

impl Screen for ImportReport {
    const NAME: &'static str = "report";
    const KIND: Kind = Kind::Cover;
    const COMMANDS: Table<Self> = &[
        &[closes(&commands::CLOSE)],
        Rows::<Self>::SCROLLING,
        &[closes(&commands::ABOUT)],
        Rows::<Self>::HELP,
        &[closes(&commands::QUIT)],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::ABOUT];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        cx.push(Self::default());
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        wheel(self, input, cx);
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        let page = Self::page(cx.timeline(), text_page::columns(cx));
        self.first_line = text_page::held(self.first_line, page.lines.len(), cx);
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        let page = Self::page(cx.timeline(), text_page::columns(cx));
        page.draw(cx, self.first_line, painter);
    }
}

#[cfg(test)]
mod tests;
