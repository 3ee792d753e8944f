//! Places a date on the axis: the earliest and latest start and end of each construct of EDTF.
//!
//! The rules are those of ISO 8601-2:2019; the tests of `when` list them. Qualifiers (`?`, `~`) do not
//! move a bound.

use super::civil::days_in_month;
use super::error::DateError;
use super::expression::{
    Date, DatePart, Element, Expression, Limit, Moment, Point, Year, season_months,
};
use super::moment::Time;
use super::region::{Bound, Member, Region, all_of, one_of};

/// An interval with known ends: its first moment and the first one after it.
type Span = (Time, Time);

/// The region of a whole expression, and those of its members if it is a set.
pub(super) fn extent(expression: &Expression) -> Result<(Member, Vec<Member>), DateError> {
    match expression {
        Expression::Point(point) => Ok((point_extent(point)?, Vec::new())),
        Expression::Interval(start, end) => {
            let member = Member {
                start: start_region(start)?,
                end: end_region(end)?,
            };
            if let (Bound::At(from), Bound::At(to)) = (member.start.earliest, member.end.latest)
                && from >= to
            {
                return Err(DateError::new(
                    "the end lies before the start. Write the earlier date first.",
                ));
            }
            Ok((member, Vec::new()))
        }
        Expression::OneOf(elements) => {
            let members = elements
                .iter()
                .map(candidate)
                .collect::<Result<Vec<_>, _>>()?;
            one_of(&members)
                .map(|whole| (whole, members))
                .ok_or_else(empty_set)
        }
        Expression::AllOf(elements) => {
            let members = elements
                .iter()
                .map(part_of_all)
                .collect::<Result<Vec<_>, _>>()?;
            all_of(&members)
                .map(|whole| (whole, members))
                .ok_or_else(empty_set)
        }
    }
}

fn empty_set() -> DateError {
    DateError::new("a set needs at least one date.")
}

/// From the first to the last of the units that a point may mean.
fn outer_units(point: &Point) -> Result<(Span, Span), DateError> {
    match point {
        Point::Moment(moment) => {
            let span = moment_span(moment);
            Ok((span, span))
        }
        Point::Date(date) => date_units(date),
    }
}

pub(super) fn point_extent(point: &Point) -> Result<Member, DateError> {
    let (first, last) = outer_units(point)?;
    Ok(Member {
        start: Region::between(first.0, last.0),
        end: Region::between(first.1, last.1),
    })
}

/// The interval that contains all that a point may cover.
fn point_hull(point: &Point) -> Result<Span, DateError> {
    let (first, last) = outer_units(point)?;
    Ok((first.0, last.1))
}

fn start_region(limit: &Limit) -> Result<Region, DateError> {
    Ok(match limit {
        Limit::Open => Region::OPEN,
        Limit::Unknown => Region::UNKNOWN,
        Limit::At(point) => between(point_hull(point)?),
        Limit::OnOrBefore(point) => Region {
            earliest: Bound::Open,
            latest: Bound::At(point_hull(point)?.1),
        },
        // How much later it starts is not given.
        Limit::OnOrAfter(point) => Region {
            earliest: Bound::At(point_hull(point)?.0),
            latest: Bound::Unknown,
        },
    })
}

fn end_region(limit: &Limit) -> Result<Region, DateError> {
    Ok(match limit {
        Limit::Open => Region::OPEN,
        Limit::Unknown => Region::UNKNOWN,
        Limit::At(point) => between(point_hull(point)?),
        Limit::OnOrBefore(point) => Region {
            earliest: Bound::Unknown,
            latest: Bound::At(point_hull(point)?.1),
        },
        Limit::OnOrAfter(point) => Region {
            earliest: Bound::At(point_hull(point)?.0),
            latest: Bound::Open,
        },
    })
}

const fn between((from, to): Span) -> Region {
    Region::between(from, to)
}

const fn exactly(time: Time) -> Region {
    Region::between(time, time)
}

/// An element of a set of which one is true: some unit within it.
fn candidate(element: &Element) -> Result<Member, DateError> {
    Ok(match element {
        Element::One(point) => point_extent(point)?,
        Element::OnOrBefore(point) => {
            let (_, last) = outer_units(point)?;
            Member {
                start: Region {
                    earliest: Bound::Open,
                    latest: Bound::At(last.0),
                },
                end: Region {
                    earliest: Bound::Unknown,
                    latest: Bound::At(last.1),
                },
            }
        }
        Element::OnOrAfter(point) => {
            let (first, _) = outer_units(point)?;
            Member {
                start: Region {
                    earliest: Bound::At(first.0),
                    latest: Bound::Unknown,
                },
                end: Region {
                    earliest: Bound::At(first.1),
                    latest: Bound::Open,
                },
            }
        }
        Element::Range(from, to) => {
            range(from, to)?;
            let (first, last) = (outer_units(from)?.0, outer_units(to)?.1);
            // The units may differ in length, so that the later one may end first.
            Member {
                start: Region::between(first.0.min(last.0), first.0.max(last.0)),
                end: Region::between(first.1.min(last.1), first.1.max(last.1)),
            }
        }
    })
}

/// An element of a set of which all are true: the whole of it.
fn part_of_all(element: &Element) -> Result<Member, DateError> {
    Ok(match element {
        Element::One(point) => point_extent(point)?,
        Element::OnOrBefore(point) => Member {
            start: Region::OPEN,
            end: exactly(point_hull(point)?.1),
        },
        Element::OnOrAfter(point) => Member {
            start: exactly(point_hull(point)?.0),
            end: Region::OPEN,
        },
        Element::Range(from, to) => {
            let (from, to) = range(from, to)?;
            Member {
                start: exactly(from),
                end: exactly(to),
            }
        }
    })
}

/// A range from its first to its last date; an error if it runs backwards.
fn range(from: &Point, to: &Point) -> Result<Span, DateError> {
    let (from, to) = (point_hull(from)?.0, point_hull(to)?.1);
    if from >= to {
        return Err(DateError::new(
            "the last date of a range lies before its first.",
        ));
    }
    Ok((from, to))
}

fn moment_span(moment: &Moment) -> Span {
    (
        moment.start,
        moment.start.saturating_add_nanos(moment.length()),
    )
}

/// The first and the last unit that a date may mean; the same one twice if it leaves nothing open.
fn date_units(date: &Date) -> Result<(Span, Span), DateError> {
    let (first, last) = date.year.range();
    if let Year::Masked { negative, digits } = date.year {
        let ascending = || completions(negative, digits);
        let from = ascending().find_map(|year| first_unit(year, date.part).transpose());
        let to = ascending()
            .rev()
            .find_map(|year| last_unit(year, date.part).transpose());
        return from
            .transpose()?
            .zip(to.transpose()?)
            .ok_or_else(no_such_day);
    }
    let from = first_unit(first, date.part)?;
    let to = if first == last && !date.part.is_open() {
        from
    } else {
        last_unit(last, date.part)?
    };
    from.zip(to).ok_or_else(no_such_day)
}

fn no_such_day() -> DateError {
    DateError::new("there is no such day in the calendar.")
}

/// The years that a pattern allows, in order.
fn completions(negative: bool, digits: [Option<u8>; 4]) -> impl DoubleEndedIterator<Item = i64> {
    let years = (0..=9_999_i64).filter(move |year| {
        let written = [year / 1_000, year / 100 % 10, year / 10 % 10, year % 10];
        digits
            .iter()
            .zip(written)
            .all(|(digit, at)| digit.is_none_or(|digit| i64::from(digit) == at))
    });
    let (before, after) = if negative {
        (Some(years), None)
    } else {
        (None, Some(years))
    };
    before
        .into_iter()
        .flat_map(|years| years.rev().map(|year| -year))
        .chain(after.into_iter().flatten())
}

/// The first unit of a year that fits; `None` if the year has none, as with 29 February.
fn first_unit(year: i64, part: DatePart) -> Result<Option<Span>, DateError> {
    match part {
        DatePart::Year => year_span(year).map(Some),
        DatePart::Season(code) => season_span(year, code).map(Some),
        DatePart::Month(month) => month
            .values(12)
            .next()
            .map(|month| months_span(year, month, 1))
            .transpose(),
        DatePart::Day(month, day) if !part.is_open() => month
            .value()
            .zip(day.value())
            .filter(|(month, day)| (1..=days_in_month(year, *month)).contains(day))
            .map(|(month, day)| day_span(year, month, day))
            .transpose(),
        DatePart::Day(month, day) => month
            .values(12)
            .find_map(|month| {
                day.values(days_in_month(year, month))
                    .next()
                    .map(|day| (month, day))
            })
            .map(|(month, day)| day_span(year, month, day))
            .transpose(),
    }
}

/// The last unit of a year that fits.
fn last_unit(year: i64, part: DatePart) -> Result<Option<Span>, DateError> {
    match part {
        DatePart::Year | DatePart::Season(_) => first_unit(year, part),
        DatePart::Month(month) => month
            .values(12)
            .next_back()
            .map(|month| months_span(year, month, 1))
            .transpose(),
        DatePart::Day(month, day) => month
            .values(12)
            .rev()
            .find_map(|month| {
                day.values(days_in_month(year, month))
                    .next_back()
                    .map(|day| (month, day))
            })
            .map(|(month, day)| day_span(year, month, day))
            .transpose(),
    }
}

fn year_span(year: i64) -> Result<Span, DateError> {
    months_span(year, 1, 12)
}

fn season_span(year: i64, code: u8) -> Result<Span, DateError> {
    let (month, count) = season_months(code)
        .ok_or_else(|| DateError::new("the parts of a year have the codes 21 to 41."))?;
    months_span(year, month, count)
}

/// `count` months (1 to 12) from the first day of a month on.
fn months_span(year: i64, month: u8, count: u8) -> Result<Span, DateError> {
    let after = month + count;
    let (next_year, next_month) = if after > 12 {
        (
            year.checked_add(1).ok_or_else(DateError::out_of_range)?,
            after - 12,
        )
    } else {
        (year, after)
    };
    Ok((
        day_start(year, month, 1)?,
        edge(next_year, next_month, 1, year)?,
    ))
}

fn day_span(year: i64, month: u8, day: u8) -> Result<Span, DateError> {
    let start = day_start(year, month, day)?;
    Ok((start, start.saturating_add_nanos(86_400_000_000_000)))
}

fn day_start(year: i64, month: u8, day: u8) -> Result<Time, DateError> {
    edge(year, month, day, year)
}

/// The start of a day, held to the ends of the axis if `owner`, the year it belongs to, is one that
/// the axis reaches.
fn edge(year: i64, month: u8, day: u8, owner: i64) -> Result<Time, DateError> {
    // Most days are of a year that is their own, and on the axis.
    if year == owner
        && let Some(time) = Time::from_date(year, month, day)
    {
        return Ok(time);
    }
    let (first, last) = (Time::MIN.civil().year, Time::MAX.civil().year);
    if !(first..=last).contains(&owner) {
        return Err(DateError::out_of_range());
    }
    Ok(
        Time::from_date(year, month, day).unwrap_or(if year <= first {
            Time::MIN
        } else {
            Time::MAX
        }),
    )
}
