//! [`Resolver`]: turns a range as it is written into dates of the calendar.
//!
//! It decides what a missing end means, how relative dates are counted, and what `now` and dates without a year
//! are. `resolving` decides in which order events are resolved.

use super::amount::Amount;
use super::range::{Anchor, Edge, Relative, Span};
use super::recurrence::Interval;
use super::side::Side;
use super::stamp::{DAY, Grain, Stamp, add_months};
use super::zone::Zone;
use annals_time::iso::{CalendarDate, TimeOfDay, WeekDate};
use annals_time::{Civil, Precision, Time, When};

/// A resolved date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    /// An interval of calendar units, which can recur.
    Interval(Interval),
    /// Any date of EDTF.
    When(When),
}

/// Start and end of an event, for dates that are counted from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) start: Stamp,
    /// The first moment after it.
    pub(super) end: Stamp,
}

/// Assumptions that were made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Assumptions {
    guesses: Vec<Assumption>,
    /// A year of less than three digits in figures or with a month: 24 is not 2024.
    pub(super) short_year: Option<i64>,
}

/// An assumption about what a text does not state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assumption {
    /// `now`, or the year of a date without one, or today.
    Present,
    Yearless,
    ClockAlone,
    /// The year of the start where the end has none.
    EndYear,
}

impl Assumptions {
    fn guess(&mut self, guess: Assumption) {
        if !self.has(guess) {
            self.guesses.push(guess);
        }
    }

    /// Whether the assumption was made.
    pub(super) fn has(&self, guess: Assumption) -> bool {
        self.guesses.contains(&guess)
    }
}

/// Finds the event of an id, or the one before; `Err` where it is named and has no date.
type Find<'a> = &'a dyn Fn(Option<&str>) -> Result<Option<Extent>, String>;

/// The context in which ranges are resolved.
pub(super) struct Resolver<'a> {
    /// The present in UTC.
    pub(super) now: Option<Time>,
    /// The zone of times of day that name none.
    pub(super) zone: Zone,
    pub(super) find: Find<'a>,
    pub(super) taken: Assumptions,
}

const NO_PRESENT: &str = "nobody knows here what the present is.";
const NO_DAY: &str = "there is no such day in the calendar.";
const BEYOND: &str = "this leads beyond the time that annals can show.";

impl Resolver<'_> {
    /// The date of a range.
    ///
    /// # Errors
    ///
    /// A sentence that begins in lower case.
    pub(super) fn span(&mut self, span: &Span<'_>) -> Result<Resolved, String> {
        let (from, to) = match span {
            Span::Sides(from, to) => (from, to.as_ref()),
            Span::Edtf(text) => {
                return match When::parse(text) {
                    Ok(Some(when)) => Ok(Resolved::When(when)),
                    Ok(None) => Err("this says that there is no date.".to_owned()),
                    Err(error) => Err(lower(&error.to_string())),
                };
            }
        };
        self.sides(from, to).map(Resolved::Interval)
    }

    fn sides(&mut self, from: &Side<'_>, to: Option<&Side<'_>>) -> Result<Interval, String> {
        if let Side::Relative(relative) = from {
            return self.counted(relative, to);
        }
        let (first, last) = self.stamps(from, None)?;
        let Some(to) = to else {
            return Ok(interval(first, last));
        };
        self.until(first, to, matches!(from, Side::Now))
    }

    /// The interval from a date to the end that is written behind it. The present counts as a day if the other end is a
    /// day or coarser.
    fn until(&mut self, first: Stamp, to: &Side<'_>, is_present: bool) -> Result<Interval, String> {
        if let Side::Relative(relative) = to {
            let is_calendar = |amount: &Amount| amount.unit.grain() <= Grain::Day;
            let base = match relative.anchor {
                None if is_present && relative.amounts.iter().all(is_calendar) => {
                    return self.until(day_of(first), to, false);
                }
                None => first,
                Some(anchor) => self.anchored(Some(anchor), Edge::Start)?,
            };
            let end = self.moved(base, &relative.amounts, relative.before)?;
            return closed(first, end);
        }
        let (_, last) = self.stamps(to, Some(first))?;
        let (mut first, mut last) = (first, last);
        if matches!(to, Side::Now) && first.grain <= Grain::Day {
            last = day_of(last);
        } else if is_present && last.grain <= Grain::Day {
            first = day_of(first);
        }
        let end = last.unit_end().ok_or(BEYOND)?;
        let is_backwards = utc(last) < utc(first) && end <= first.at;
        if is_backwards {
            return Err("the end lies before the start.".to_owned());
        }
        Ok(interval(first, last))
    }

    /// A range that begins with a relative date.
    fn counted(
        &mut self,
        relative: &Relative<'_>,
        to: Option<&Side<'_>>,
    ) -> Result<Interval, String> {
        let edge = if relative.before {
            Edge::Start
        } else {
            Edge::End
        };
        let base = self.anchored(relative.anchor, edge)?;
        let moved = self.moved(base, &relative.amounts, relative.before)?;
        match to {
            // An amount alone is a length that abuts what it is counted from.
            None if relative.before => closed(moved, base),
            None => closed(base, moved),
            Some(Side::Relative(length)) if relative.before && length.anchor.is_none() => {
                let start = self.moved(moved, &length.amounts, true)?;
                closed(start, moved)
            }
            Some(to) => self.until(moved, to, false),
        }
    }

    /// The end of an event that a date is counted from; the present where there is no event before.
    fn anchored(&mut self, anchor: Option<Anchor<'_>>, edge: Edge) -> Result<Stamp, String> {
        let edge = anchor.and_then(|anchor| anchor.edge).unwrap_or(edge);
        let id = anchor.and_then(|anchor| anchor.id);
        match (self.find)(id)? {
            Some(extent) if edge == Edge::Start => Ok(extent.start),
            Some(extent) => Ok(extent.end),
            None => {
                let now = self.present()?;
                Ok(day_of(now))
            }
        }
    }

    fn moved(&self, base: Stamp, amounts: &[Amount], before: bool) -> Result<Stamp, String> {
        let mut stamp = base;
        for amount in amounts {
            stamp.at = amount.after(stamp.at, before).ok_or(BEYOND)?;
            stamp = stamp.refined(amount.unit.grain());
            if stamp.grain > Grain::Day && stamp.zone == Zone::Local {
                stamp.zone = self.zone;
            }
        }
        Ok(stamp)
    }

    fn present(&mut self) -> Result<Stamp, String> {
        let now = self.now.ok_or(NO_PRESENT)?;
        self.taken.guess(Assumption::Present);
        let zone = if self.zone == Zone::Local {
            Zone::UTC
        } else {
            self.zone
        };
        let wall = zone.to_wall(now).civil();
        let civil = Civil {
            second: 0,
            nanosecond: 0,
            ..wall
        };
        Ok(Stamp {
            at: Time::from_civil(civil).ok_or(BEYOND)?,
            grain: Grain::Minute,
            zone,
        })
    }

    /// The first and the last unit that is written; the same but for weeks. `first` is the start of the
    /// range, for an end.
    pub(super) fn stamps(
        &mut self,
        side: &Side<'_>,
        first: Option<Stamp>,
    ) -> Result<(Stamp, Stamp), String> {
        let one = |stamp| Ok((stamp, stamp));
        match side {
            Side::Date {
                year,
                month,
                day,
                clock,
                digits,
            } => {
                if *digits < 3 && month.is_some() {
                    self.taken.short_year = Some(*year);
                }
                let date = Stamp::date(*year, *month, *day).ok_or(NO_DAY)?;
                one(self.at_clock(date, *clock))
            }
            Side::Yearless { month, day, clock } => {
                let year = match first {
                    Some(first) => {
                        self.taken.guess(Assumption::EndYear);
                        first.at.civil().year
                    }
                    None => self.present()?.at.civil().year,
                };
                if first.is_none() {
                    self.taken.guess(Assumption::Yearless);
                }
                let mut date = Stamp::date(year, Some(*month), *day).ok_or(NO_DAY)?;
                if first.is_some_and(|first| date.at < day_of(first).at) {
                    date = Stamp::date(year + 1, Some(*month), *day).ok_or(NO_DAY)?;
                }
                one(self.at_clock(date, *clock))
            }
            Side::Week(week) => week_of(*week),
            Side::Instant { date, time, offset } => {
                let date = Stamp::date(date.year, date.month, date.day).ok_or(NO_DAY)?;
                if time.is_none() {
                    return Err("times of day go from 00:00:00 to 23:59:59.".to_owned());
                }
                let mut stamp = self.at_clock(date, *time);
                if let Some(offset) = offset {
                    stamp.zone = Zone::Fixed(offset.seconds());
                }
                one(stamp)
            }
            Side::Clock(clock) => {
                let day = match first {
                    Some(first) => day_of(first),
                    None => self.last_day()?,
                };
                let mut stamp = self.at_clock(day, Some(*clock));
                if let Some(first) = first {
                    stamp.zone = if first.grain > Grain::Day {
                        first.zone
                    } else {
                        stamp.zone
                    };
                    if stamp.at < first.at {
                        stamp.at = stamp.at.saturating_add_nanos(DAY);
                    }
                }
                one(stamp)
            }
            Side::Now => one(self.present()?),
            Side::Relative(_) => Err("a date is expected here.".to_owned()),
        }
    }

    /// The last day that the event before covers, or today.
    fn last_day(&mut self) -> Result<Stamp, String> {
        self.taken.guess(Assumption::ClockAlone);
        match (self.find)(None)? {
            Some(extent) if extent.end.grain > Grain::Day => Ok(day_of(extent.end)),
            Some(extent) => {
                let at = extent.end.at.saturating_add_nanos(-1);
                Ok(day_of(Stamp { at, ..extent.end }))
            }
            None => self.present().map(day_of),
        }
    }

    fn at_clock(&self, day: Stamp, clock: Option<TimeOfDay>) -> Stamp {
        let Some(clock) = clock else { return day };
        let grain = match (clock.fraction_digits, clock.second) {
            (0, None) => Grain::Minute,
            (0, Some(_)) => Grain::Second,
            (digits, _) => Grain::Fraction(digits),
        };
        Stamp {
            at: day.at.saturating_add_nanos(clock.nanos_of_day()),
            grain,
            zone: self.zone,
        }
    }
}

/// The message of a date error, in lower case to continue a sentence.
pub(super) fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_lowercase(), letters.as_str())
    })
}

fn utc(stamp: Stamp) -> Time {
    if stamp.grain > Grain::Day {
        stamp.zone.to_utc(stamp.at)
    } else {
        stamp.at
    }
}

/// The day that a stamp lies in.
fn day_of(stamp: Stamp) -> Stamp {
    let civil = stamp.at.civil();
    let at = Time::from_date(civil.year, civil.month, civil.day).unwrap_or(stamp.at);
    Stamp {
        at,
        grain: Grain::Day,
        zone: Zone::Local,
    }
}

fn interval(from: Stamp, to: Stamp) -> Interval {
    Interval {
        from,
        to: (from != to).then_some(to),
    }
}

/// From a date up to the moment at which it ends, in units as fine as both are known.
fn closed(from: Stamp, end: Stamp) -> Result<Interval, String> {
    let mut grain = from.grain.max(end.grain);
    let is_whole = |time: Time, grain| match grain {
        Grain::Year => time.civil() == Civil::date(time.civil().year, 1, 1),
        Grain::Month => {
            let civil = time.civil();
            civil == Civil::date(civil.year, civil.month, 1)
        }
        _ => time.civil().is_midnight(),
    };
    for finer in [Grain::Month, Grain::Day, Grain::Minute] {
        if grain < finer && !(is_whole(from.at, grain) && is_whole(end.at, grain)) {
            grain = finer;
        }
    }
    let from = Stamp { grain, ..from };
    let end = Stamp { grain, ..end };
    if utc(end) < utc(from) {
        return Err("the end lies before the start.".to_owned());
    }
    if end.at == from.at {
        return Ok(Interval { from, to: None });
    }
    let last = match grain {
        Grain::Year => add_months(end.at, -12).ok_or(BEYOND)?,
        Grain::Month => add_months(end.at, -1).ok_or(BEYOND)?,
        Grain::Day => end.at.saturating_add_nanos(-DAY),
        _ => end.at,
    };
    Ok(interval(from, Stamp { at: last, ..end }))
}

/// Monday and Sunday of a week, or one of its days.
fn week_of(week: WeekDate) -> Result<(Stamp, Stamp), String> {
    let no_week = || format!("the year {} has no week {}.", week.year, week.week);
    let (first, last) = week.days().ok_or_else(no_week)?;
    let stamp = |day: CalendarDate| Stamp::date(day.year, day.month, day.day);
    stamp(first)
        .zip(stamp(last))
        .ok_or_else(|| BEYOND.to_owned())
}

impl Interval {
    /// The date as annals reads it.
    ///
    /// # Errors
    ///
    /// A sentence that begins in lower case.
    pub(super) fn when(&self) -> Result<When, String> {
        let from = self.from.spelling();
        let text = match self.to.map(|to| to.spelling()) {
            Some(to) if to != from => format!("{from}/{to}"),
            _ => from,
        };
        match When::parse(&text) {
            Ok(Some(when)) => Ok(when),
            Ok(None) => Err("this says that there is no date.".to_owned()),
            Err(error) => Err(lower(&error.to_string())),
        }
    }
}

impl Resolved {
    /// The date itself.
    ///
    /// # Errors
    ///
    /// As [`Interval::when`].
    pub(super) fn when(&self) -> Result<When, String> {
        match self {
            Self::Interval(interval) => interval.when(),
            Self::When(when) => Ok(when.clone()),
        }
    }

    /// Where it starts and ends, for what is counted from it; `None` where that is open.
    pub(super) fn extent(&self) -> Option<Extent> {
        match self {
            Self::Interval(interval) => {
                let last = interval.to.unwrap_or(interval.from);
                let end = Stamp {
                    at: last.unit_end()?,
                    ..last
                };
                let start = interval.from;
                Some(Extent { start, end })
            }
            Self::When(when) => {
                let grain = match when.precision() {
                    Precision::Month => Grain::Month,
                    Precision::Day => Grain::Day,
                    precision if precision < Precision::Day => Grain::Second,
                    Precision::Year => Grain::Year,
                    _ => Grain::Day,
                };
                let stamp = |at| Stamp {
                    at,
                    grain,
                    zone: Zone::Local,
                };
                let (start, end) = when.hull();
                let (start, end) = (start.time(), end.time());
                let either = start.or(end)?;
                Some(Extent {
                    start: stamp(start.unwrap_or(either)),
                    end: stamp(end.unwrap_or(either)),
                })
            }
        }
    }
}
