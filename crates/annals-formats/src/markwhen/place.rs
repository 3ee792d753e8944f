//! From a range as it is written to the date that it means.
//!
//! Owns what an end that is not given means, how relative dates are counted, and what `now` and dates
//! without a year are. Which other event is meant, and in which order events are asked, is the business
//! of `placing`.

use super::amount::Amount;
use super::range::{Anchor, Edge, Relative, Span};
use super::recurrence::Stretch;
use super::side::{Clock, Side};
use super::stamp::{DAY, Grain, Stamp, add_months, week_day};
use super::zone::Zone;
use annals_time::{Civil, Precision, Time, When};

/// A date that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placed {
    /// A stretch of calendar units, which can be repeated.
    Stretch(Stretch),
    /// Any date of EDTF.
    When(When),
}

/// From the start of an event to its end, for what is counted from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) start: Stamp,
    /// The first moment after it.
    pub(super) end: Stamp,
}

/// What had to be taken for granted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Taken {
    guesses: Vec<Guess>,
    /// A year of less than three digits in figures or with a month: 24 is not 2024.
    pub(super) short_year: Option<i64>,
}

/// Something that a text leaves to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    /// `now`, or the year of a date without one, or today.
    Present,
    Yearless,
    ClockAlone,
    /// The year of the start where the end has none.
    EndYear,
}

impl Taken {
    fn guess(&mut self, guess: Guess) {
        if !self.has(guess) {
            self.guesses.push(guess);
        }
    }

    /// Whether that was left to the reader.
    pub(super) fn has(&self, guess: Guess) -> bool {
        self.guesses.contains(&guess)
    }
}

/// Finds the event of an id, or the one before; `Err` where it is named and has no date.
type Find<'a> = &'a dyn Fn(Option<&str>) -> Result<Option<Extent>, String>;

/// What ranges are read by.
pub(super) struct Place<'a> {
    /// UTC.
    pub(super) now: Option<Time>,
    /// Of times of day that name none.
    pub(super) zone: Zone,
    pub(super) find: Find<'a>,
    pub(super) taken: Taken,
}

const NO_PRESENT: &str = "nobody knows here what the present is.";
const NO_DAY: &str = "there is no such day in the calendar.";
const BEYOND: &str = "this leads beyond the time that annals can show.";

impl Place<'_> {
    /// The date of a range.
    ///
    /// # Errors
    ///
    /// A sentence that begins in lower case.
    pub(super) fn span(&mut self, span: &Span<'_>) -> Result<Placed, String> {
        let (from, to) = match span {
            Span::Sides(from, to) => (from, to.as_ref()),
            Span::Edtf(text) => {
                return match When::parse(text) {
                    Ok(Some(when)) => Ok(Placed::When(when)),
                    Ok(None) => Err("this says that there is no date.".to_owned()),
                    Err(error) => Err(lower(&error.to_string())),
                };
            }
            Span::Custom(stretch) => return stretch.clone().map(Placed::Stretch),
        };
        self.sides(from, to).map(Placed::Stretch)
    }

    fn sides(&mut self, from: &Side<'_>, to: Option<&Side<'_>>) -> Result<Stretch, String> {
        if let Side::Relative(relative) = from {
            return self.counted(relative, to);
        }
        let (first, last) = self.stamps(from, None)?;
        let Some(to) = to else {
            return Ok(stretch(first, last));
        };
        self.until(first, to, matches!(from, Side::Now))
    }

    /// From a date to what is written behind it. The present is a day where the other end is one or
    /// coarser.
    fn until(&mut self, first: Stamp, to: &Side<'_>, is_present: bool) -> Result<Stretch, String> {
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
        Ok(stretch(first, last))
    }

    /// A range that begins with a relative date.
    fn counted(
        &mut self,
        relative: &Relative<'_>,
        to: Option<&Side<'_>>,
    ) -> Result<Stretch, String> {
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
        self.taken.guess(Guess::Present);
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
                        self.taken.guess(Guess::EndYear);
                        first.at.civil().year
                    }
                    None => self.present()?.at.civil().year,
                };
                if first.is_none() {
                    self.taken.guess(Guess::Yearless);
                }
                let mut date = Stamp::date(year, Some(*month), *day).ok_or(NO_DAY)?;
                if first.is_some_and(|first| date.at < day_of(first).at) {
                    date = Stamp::date(year + 1, Some(*month), *day).ok_or(NO_DAY)?;
                }
                one(self.at_clock(date, *clock))
            }
            Side::Week { year, week, day } => week_of(*year, *week, *day),
            Side::Instant {
                date: (year, month, day),
                clock,
                offset,
            } => {
                let date = Stamp::date(*year, Some(*month), Some(*day)).ok_or(NO_DAY)?;
                if clock.hour > 23 || clock.minute > 59 || clock.second.is_some_and(|it| it > 59) {
                    return Err("times of day go from 00:00:00 to 23:59:59.".to_owned());
                }
                let mut stamp = self.at_clock(date, Some(*clock));
                if let Some(offset) = offset {
                    stamp.zone = Zone::Fixed(*offset);
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
        self.taken.guess(Guess::ClockAlone);
        match (self.find)(None)? {
            Some(extent) if extent.end.grain > Grain::Day => Ok(day_of(extent.end)),
            Some(extent) => {
                let at = extent.end.at.saturating_add_nanos(-1);
                Ok(day_of(Stamp { at, ..extent.end }))
            }
            None => self.present().map(day_of),
        }
    }

    fn at_clock(&self, day: Stamp, clock: Option<Clock>) -> Stamp {
        let Some(clock) = clock else { return day };
        let second = clock.second.unwrap_or(0);
        let seconds =
            i128::from(clock.hour) * 3_600 + i128::from(clock.minute) * 60 + i128::from(second);
        let nanos = seconds * 1_000_000_000 + i128::from(clock.nanosecond);
        let grain = match (clock.digits, clock.second) {
            (0, None) => Grain::Minute,
            (0, Some(_)) => Grain::Second,
            (digits, _) => Grain::Fraction(digits),
        };
        Stamp {
            at: day.at.saturating_add_nanos(nanos),
            grain,
            zone: self.zone,
        }
    }
}

/// An error of a date as it continues a sentence.
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

fn stretch(from: Stamp, to: Stamp) -> Stretch {
    Stretch {
        from,
        to: (from != to).then_some(to),
    }
}

/// From a date up to the moment at which it ends, in units as fine as both are known.
pub(super) fn closed(from: Stamp, end: Stamp) -> Result<Stretch, String> {
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
        return Ok(Stretch { from, to: None });
    }
    let last = match grain {
        Grain::Year => add_months(end.at, -12).ok_or(BEYOND)?,
        Grain::Month => add_months(end.at, -1).ok_or(BEYOND)?,
        Grain::Day => end.at.saturating_add_nanos(-DAY),
        _ => end.at,
    };
    Ok(stretch(from, Stamp { at: last, ..end }))
}

/// Monday and Sunday of a week, or one of its days.
fn week_of(year: i64, week: u8, day: Option<u8>) -> Result<(Stamp, Stamp), String> {
    let no_week = || format!("the year {year} has no week {week}.");
    // The fourth of January is always in the first week.
    let fourth = Time::from_date(year, 1, 4).ok_or(BEYOND)?;
    let monday = fourth.saturating_add_nanos(-week_day(fourth) * DAY);
    let days = |count: i128| {
        let at = monday.saturating_add_nanos((i128::from(week) * 7 - 7 + count) * DAY);
        Stamp {
            at,
            grain: Grain::Day,
            zone: Zone::Local,
        }
    };
    if week == 0 || days(0).at.iso_week() != (year, week) {
        return Err(no_week());
    }
    match day {
        Some(day) => {
            let day = days(i128::from(day) - 1);
            Ok((day, day))
        }
        None => Ok((days(0), days(6))),
    }
}

impl Stretch {
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

impl Placed {
    /// The date itself.
    ///
    /// # Errors
    ///
    /// As [`Stretch::when`].
    pub(super) fn when(&self) -> Result<When, String> {
        match self {
            Self::Stretch(stretch) => stretch.when(),
            Self::When(when) => Ok(when.clone()),
        }
    }

    /// Where it starts and ends, for what is counted from it; `None` where that is open.
    pub(super) fn extent(&self) -> Option<Extent> {
        match self {
            Self::Stretch(stretch) => {
                let last = stretch.to.unwrap_or(stretch.from);
                let end = Stamp {
                    at: last.unit_end()?,
                    ..last
                };
                let start = stretch.from;
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
