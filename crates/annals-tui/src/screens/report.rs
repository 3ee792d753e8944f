//! The import report: what was read, what could not be read, and what was kept unread.

use annals_model::text::{Clean, grouped, wrap};
use annals_model::{AccountIndex, Report, Timeline, some_of};

use crate::actions::edit;
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{Context, EditRequest};
use crate::hits::HitMap;
use crate::rows::{Rows, TextPageScreen, closes, wheel};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::text_page::{self, Scroll, TextLine, TextPage};

/// The import report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// The first line shown.
    pub first_line: usize,
}

impl ImportReport {
    /// Returns the page for what is open.
    pub fn page(cx: &Context) -> TextPage {
        let (timeline, columns) = (cx.timeline(), text_page::columns(cx));
        let mut page = TextPage::new("Import report", 2);
        let room = columns.saturating_sub(page.margin).max(1);
        for file in cx.accounts.unreadable.values() {
            let words = format!("{} is not reloaded: {}.", file.name, file.words());
            let lines = wrap(&Clean::line(&words), columns.max(1));
            page.lines.extend(lines.into_iter().map(TextLine::Notice));
        }
        for (place, account) in timeline.accounts.iter().enumerate() {
            if !page.lines.is_empty() {
                page.lines.push(TextLine::Blank);
            }
            let place = AccountIndex::new(place);
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
            say(&counts(timeline, place));
            say_report(&account.report, &mut say);
        }
        page
    }
}

/// Returns the first place that has to be corrected: of a file that could not be reloaded, else of one that
/// has warnings.
fn to_correct(cx: &Context) -> Option<EditRequest> {
    let mut broken = cx.accounts.unreadable.iter();
    let broken = broken.next().map(|(&account, file)| EditRequest {
        account,
        line: file.line,
    });
    let reports = cx.timeline().accounts.iter().enumerate();
    let mut warnings = reports.flat_map(|(place, account)| {
        let positions = account.report.problems.iter();
        let positions = positions.filter_map(|problem| problem.position);
        positions.map(move |position| EditRequest {
            account: AccountIndex::new(place),
            line: u32::try_from(position.line).ok(),
        })
    });
    broken.or_else(|| warnings.next())
}

/// Returns whether there is anything to correct.
fn has_something_to_correct(_: &ImportReport, cx: &Context) -> bool {
    to_correct(cx).is_some()
}

fn correct(cx: &mut Context) {
    match to_correct(cx) {
        Some(request) => edit::edit_at(cx, request),
        None => cx.notice("There is nothing to correct."),
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
    for more in &report.more {
        say(&more.sentence());
    }
    for remark in &report.notes {
        say(remark.as_str());
    }
    if !report.fields.is_empty() {
        let fields = report.fields.iter();
        let fields = fields.map(|(name, count)| format!("{name} ({})", grouped(*count)));
        say(&format!(
            "Kept as it is, and shown with each event: {}.",
            some_of(fields)
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
        &[
            closes(&commands::CLOSE),
            Command::<Self>::new(&commands::FOLLOW, |_, cx, _| correct(cx))
                .when(has_something_to_correct)
                .hinted("edit there"),
        ],
        Rows::<Self>::SCROLLING,
        Rows::<Self>::NEXT_SCREEN,
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
        let page = Self::page(cx);
        self.first_line = text_page::held(self.first_line, page.lines.len(), cx);
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        Self::page(cx).draw(cx, self.first_line, painter);
    }
}

#[cfg(test)]
mod tests;
