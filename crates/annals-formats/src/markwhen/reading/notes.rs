//! [`ReadingNotes`]: counts the assumptions made while reading, and adds them to the report at the end.

use crate::building::Builder;
use crate::limits;
use crate::markwhen::outline::{Entry, Outline};
use crate::markwhen::range::Order;
use crate::markwhen::range::Span;
use crate::markwhen::recurrence::{Limit, Rule};
use crate::markwhen::resolver::{Assumption, Resolved};
use crate::markwhen::resolving::{Answer, HORIZON_YEARS};
use crate::markwhen::side::Side;
use crate::markwhen::stamp::Grain;
use crate::markwhen::zone::Zone;
use crate::request::Request;

/// Maximum number of keys that a note lists.
const MAX_SHOWN_KEYS: usize = 20;

/// Counts of what was assumed.
#[derive(Debug, Default)]
pub(super) struct ReadingNotes {
    present: usize,
    yearless: usize,
    clocks_alone: usize,
    end_years: usize,
    short_years: Vec<(usize, i64)>,
    local: usize,
    zoned: usize,
    eras: usize,
    figures: usize,
    repeated: usize,
    repetitions: usize,
    endless: usize,
    cut: usize,
}

impl ReadingNotes {
    /// Counts the assumptions of one event.
    pub(super) fn note(&mut self, entry: &Entry<'_>, answer: &Answer, zone: Zone) {
        self.present += usize::from(answer.taken.has(Assumption::Present));
        self.yearless += usize::from(answer.taken.has(Assumption::Yearless));
        self.clocks_alone += usize::from(answer.taken.has(Assumption::ClockAlone));
        self.end_years += usize::from(answer.taken.has(Assumption::EndYear));
        if let Some(year) = answer.taken.short_year {
            self.short_years.push((entry.byte, year));
        }
        if let Some(Resolved::Interval(interval)) = &answer.placed {
            let ends = std::iter::once(interval.from).chain(interval.to);
            let mut clocks = ends.filter(|stamp| stamp.grain > Grain::Day).peekable();
            if clocks.peek().is_some() {
                let is_local = clocks.all(|stamp| stamp.zone == Zone::Local);
                self.local += usize::from(is_local);
                self.zoned += usize::from(!is_local && zone != Zone::Local);
            }
        }
        if let Some(Span::Sides(from, to)) = entry.range.as_ref().map(|range| &range.span) {
            let sides = || std::iter::once(from).chain(to);
            let has_year = |wanted: fn(i64) -> bool| {
                sides().any(|side| matches!(side, Side::Date { year, .. } if wanted(*year)))
            };
            self.eras += usize::from(has_year(|year| year < 1));
            let is_figures = entry.written.matches('/').count() >= 2
                && !entry
                    .written
                    .starts_with(|letter: char| letter.is_alphabetic());
            self.figures += usize::from(is_figures);
        }
    }

    /// Counts a recurring event.
    pub(super) fn repeated(&mut self, count: usize, is_cut: bool, rule: &Rule<'_>) {
        self.repeated += 1;
        self.repetitions += count;
        self.endless += usize::from(rule.limit == Limit::Never);
        self.cut += usize::from(is_cut);
    }

    /// Adds the notes to the report.
    pub(super) fn tell(
        &self,
        builder: &mut Builder<'_>,
        outline: &Outline<'_>,
        request: &Request<'_>,
    ) {
        for (byte, year) in &self.short_years {
            builder.warn(
                *byte,
                &format!("This is the year {year}, as markwhen reads it; a year of our time has four digits."),
            );
        }
        Self::of_headers(builder, outline);
        let header = outline.pages.first();
        if self.figures > 0 {
            let order = match header.map(|header| header.order).unwrap_or_default() {
                Order::MonthDayYear => "month/day/year, as markwhen has it",
                Order::DayMonthYear => "day/month/year, as the header says",
                Order::YearMonthDay => "year/month/day, as the header says",
            };
            builder.note(&format!("Dates in figures are read as {order}."));
        }
        if self.eras > 0 {
            builder.note("Years before our era are counted with a year 0: 44 BCE is the year -43.");
        }
        self.of_times(builder, outline, request);
        self.of_repetition(builder);
        if outline.comments > 0 {
            builder.note(&format!(
                "{} left out.",
                counted(
                    outline.comments,
                    "line of comment is",
                    "lines of comments are"
                )
            ));
        }
        if outline.pages.len() > 1 {
            builder.note(&format!(
                "The text has {} pages; they are read as one timeline.",
                outline.pages.len()
            ));
        }
    }

    fn of_headers(builder: &mut Builder<'_>, outline: &Outline<'_>) {
        let imports: Vec<&str> = outline
            .pages
            .iter()
            .flat_map(|page| page.imports.iter().map(String::as_str))
            .collect();
        if !imports.is_empty() {
            let named: Vec<_> = imports.iter().take(MAX_SHOWN_KEYS).copied().collect();
            builder.note(&format!(
                "The header asks for other files, which are not followed: {}.",
                named.join(", ")
            ));
        }
        let aside: Vec<&str> = outline
            .pages
            .iter()
            .flat_map(|page| page.aside.iter().map(String::as_str))
            .collect();
        if !aside.is_empty() {
            let named: Vec<_> = aside.iter().take(MAX_SHOWN_KEYS).copied().collect();
            let more = match aside.len().saturating_sub(MAX_SHOWN_KEYS) {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            builder.note(&format!(
                "Annals has no use for these keys of the header: {}{more}.",
                named.join("; ")
            ));
        }
    }

    fn of_times(&self, builder: &mut Builder<'_>, outline: &Outline<'_>, request: &Request<'_>) {
        if self.present > 0
            && let Some(now) = request.now
        {
            let present = now.civil();
            builder.note(&format!(
                "{} from the present, which is {:04}-{:02}-{:02} {:02}:{:02} UTC.",
                counted(self.present, "date is told", "dates are told"),
                present.year,
                present.month,
                present.day,
                present.hour,
                present.minute
            ));
        }
        if self.yearless > 0 {
            builder.note(&format!(
                "{} no year and counted as of this year, as markwhen does.",
                counted(self.yearless, "date has", "dates have")
            ));
        }
        if self.end_years > 0 {
            builder.note(&format!(
                "{} no year and read as of the year of the start.",
                counted(self.end_years, "end has", "ends have")
            ));
        }
        if self.clocks_alone > 0 {
            builder.note(&format!(
                "{} on the last day of the event before.",
                counted(
                    self.clocks_alone,
                    "time of day stands alone and is set",
                    "times of day stand alone and are set"
                )
            ));
        }
        if self.zoned > 0 {
            let name = outline
                .pages
                .first()
                .and_then(|page| page.zone_name.as_deref());
            let of = name.map_or_else(String::new, |name| format!(" (the header has {name})"));
            builder.note(&format!(
                "Times of day are shown in UTC, each counted from its zone{of}; whole days, months and years are the same in every zone."
            ));
        }
        if self.local > 0 {
            builder.note(&format!(
                "{} no zone and stand as written.",
                counted(self.local, "time of day has", "times of day have")
            ));
        }
    }

    fn of_repetition(&self, builder: &mut Builder<'_>) {
        if self.repeated == 0 {
            return;
        }
        builder.note(&format!(
            "{} here; a day that a month or year does not have is left out.",
            counted(
                self.repeated,
                &format!("recurring event stands {} times", self.repetitions),
                &format!("recurring events stand {} times together", self.repetitions)
            )
        ));
        if self.endless > 0 {
            builder.note(&format!(
                "{} without end: followed for {HORIZON_YEARS} years from today or from the start, whichever is later.",
                counted(self.endless, "event recurs", "events recur")
            ));
        }
        if self.cut > 0 {
            let subject = counted(self.cut, "recurrence is", "recurrences are");
            builder.note(&limits::recurrences_cut(&subject));
        }
    }
}

fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {several}")
    }
}
