//! The widths of the columns of a list.

use super::{Headings, Items, Row};
use annals_index::Index;
use annals_model::text::{Clean, grouped, width};
use annals_model::{ActorIndex, Event, Timeline};
use annals_time::DateHeading;

/// The widths follow the items of the blocks of so many that are in view, so that they seldom change while the
/// list scrolls.
const BLOCK: usize = 100;

/// The widest column of dates, in percent of the screen. Times of day are shortened to it. One date of ten may be
/// wider than the column; it moves the rest of its row to the right.
const MAX_DATE_PERCENT: usize = 22;

/// So many cells more are not worth a wider column for one row of ten.
const MUCH_WIDER: usize = 6;

/// Cells of a row beside date and title: the edge of the selection, the gap after the date with a letter in it,
/// the symbol and the space after it, and a space at the end.
const OTHER_COLUMNS: usize = 6;

/// The border at both sides.
const BORDER: usize = 2;

/// The widths that a list needs, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measures {
    /// Of the dates.
    pub date_columns: u16,
    /// The most that the dates may have.
    pub max_date_columns: u16,
    /// Of the signs of accounts; none in a timeline of one account.
    pub account_columns: u16,
    /// Of the whole list with its border, so that no title is cut.
    pub columns: u16,
}

impl Measures {
    /// Measures the items in view, and those near them, on a screen of so many columns.
    pub fn new(items: &Items<'_>, first: usize, count: usize, screen: u16, ascii: bool) -> Self {
        let start = first / BLOCK * BLOCK;
        let end = (first.saturating_add(count) / BLOCK + 1).saturating_mul(BLOCK);
        let range = start..end.min(items.len());
        let headings = Headings::new(items, range.clone());
        let accounts = usize::from(items.timeline.has_several_accounts());
        let max_dates = usize::from(screen) * MAX_DATE_PERCENT / 100;
        // The dates with the texts beside them.
        let rows = range.filter_map(|position| match items.row(position, &headings) {
            Row::Event(event, heading) => {
                let event = items.timeline.event(event);
                let date = row_date(event, heading, ascii, max_dates);
                Some((width(&date), width(&event.title)))
            }
            Row::Actor(actor) => {
                let words = actor_words(items.timeline, items.index, actor);
                let name = &items.timeline.actor(actor).name;
                Some((0, width(name) + width(&words) + 2))
            }
            Row::Heading(_) | Row::More(_) => None,
        });
        let rows: Vec<(usize, usize)> = rows.collect();
        let dates = usual(rows.iter().map(|row| row.0)).min(max_dates);
        let texts = rows
            .iter()
            .map(|(date, text)| date.saturating_sub(dates) + text);
        let rest = texts.max().unwrap_or(0);
        let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        Self {
            date_columns: cells(dates),
            max_date_columns: cells(max_dates),
            account_columns: cells(accounts),
            columns: cells(BORDER + OTHER_COLUMNS + dates + accounts + rest),
        }
    }
}

/// Returns the greatest of some widths; if it is much greater than nine of ten of them, the greatest of those.
fn usual(widths: impl Iterator<Item = usize>) -> usize {
    let mut widths: Vec<usize> = widths.collect();
    widths.sort_unstable();
    let widest = widths.last().copied().unwrap_or(0);
    let others = widths.len() / 10;
    let of_most = widths.iter().rev().nth(others).copied().unwrap_or(0);
    if widest - of_most > MUCH_WIDER {
        of_most
    } else {
        widest
    }
}

/// Returns what stands at the right of an actor: its kind and how many events it has.
pub fn actor_words(timeline: &Timeline, index: &Index, actor: ActorIndex) -> Clean {
    let kind = timeline
        .actor(actor)
        .kind
        .map_or("", annals_model::ActorKind::name);
    let events = grouped(index.events_of(actor).len());
    Clean::line(&format!("{kind} {events:>2}"))
}

/// Returns the date of an event as its row says it, below a heading; nothing without a date.
pub fn row_date(event: &Event, heading: DateHeading, ascii: bool, max_width: usize) -> Clean {
    let when = event.when.as_ref();
    when.map_or_else(Clean::default, |when| {
        Clean::line(&when.listed(heading, ascii, max_width))
    })
}
