//! [`Region`]: where a start or an end lies if it is not known exactly, and [`Member`]: an interval
//! between two such ends.

use std::fmt;

use super::moment::Time;

/// One end of a [`Region`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `..` in EDTF: there is no bound on this side, or it is not given.
    Open,
    /// Blank in EDTF: there is a bound, but it is not known.
    Unknown,
    /// A moment.
    At(Time),
}

impl Bound {
    /// The moment, if there is one.
    pub const fn time(self) -> Option<Time> {
        match self {
            Self::At(time) => Some(time),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// `open`, `unknown` or the moment in ISO 8601.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("open"),
            Self::Unknown => f.write_str("unknown"),
            Self::At(time) => time.fmt(f),
        }
    }
}

/// Where a start or an end lies: no earlier than `earliest` and no later than `latest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Region {
    /// The first moment at which it may lie.
    pub earliest: Bound,
    /// The last moment at which it may lie.
    pub latest: Bound,
}

impl Region {
    /// No bound, or none given.
    pub const OPEN: Self = Self {
        earliest: Bound::Open,
        latest: Bound::Open,
    };
    /// There are bounds, but nothing is known of them.
    pub const UNKNOWN: Self = Self {
        earliest: Bound::Unknown,
        latest: Bound::Unknown,
    };

    /// Somewhere between two moments.
    pub const fn between(earliest: Time, latest: Time) -> Self {
        Self {
            earliest: Bound::At(earliest),
            latest: Bound::At(latest),
        }
    }

    /// Whether it is a single moment.
    pub fn is_exact(self) -> bool {
        matches!((self.earliest, self.latest), (Bound::At(a), Bound::At(b)) if a == b)
    }
}

/// An interval whose ends may be uncertain: what a date covers, or one member of a set. It includes its
/// start and excludes its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Member {
    /// Where it starts.
    pub start: Region,
    /// Where it ends.
    pub end: Region,
}

impl Member {
    /// The interval that is covered for certain: from the latest start to the earliest end. `None` if it
    /// is empty.
    pub fn certain(&self) -> Option<(Bound, Bound)> {
        match (self.start.latest, self.end.earliest) {
            (Bound::Unknown, _) | (_, Bound::Unknown) => None,
            (Bound::At(from), Bound::At(to)) if from >= to => None,
            interval => Some(interval),
        }
    }

    /// The widest interval: from the earliest start to the latest end.
    pub const fn hull(&self) -> (Bound, Bound) {
        (self.start.earliest, self.end.latest)
    }

    /// The widest interval as moments: an open or unknown end is that of the axis.
    pub fn reach(&self) -> (Time, Time) {
        let (start, end) = self.hull();
        (
            start.time().unwrap_or(Time::MIN),
            end.time().unwrap_or(Time::MAX),
        )
    }
}

/// Which end of an interval a bound belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Open means before everything.
    Start,
    /// Open means after everything.
    End,
}

/// The earlier or later of two bounds. Unknown stays unknown, unless the other bound is open in that
/// direction.
fn pick(a: Bound, b: Bound, side: Side, latest: bool) -> Bound {
    let open_wins = (side == Side::End) == latest;
    match (a, b) {
        (Bound::Open, _) | (_, Bound::Open) if open_wins => Bound::Open,
        (Bound::Unknown, _) | (_, Bound::Unknown) => Bound::Unknown,
        (Bound::Open, other) | (other, Bound::Open) => other,
        (Bound::At(a), Bound::At(b)) => Bound::At(if latest { a.max(b) } else { a.min(b) }),
    }
}

/// The interval of a set of which one member is true; `None` for an empty set.
pub(super) fn one_of(members: &[Member]) -> Option<Member> {
    members.iter().copied().reduce(|a, b| Member {
        start: Region {
            earliest: pick(a.start.earliest, b.start.earliest, Side::Start, false),
            latest: pick(a.start.latest, b.start.latest, Side::Start, true),
        },
        end: Region {
            earliest: pick(a.end.earliest, b.end.earliest, Side::End, false),
            latest: pick(a.end.latest, b.end.latest, Side::End, true),
        },
    })
}

/// The interval from the start of the first member of a set to the end of the last; `None` for an empty
/// set.
pub(super) fn all_of(members: &[Member]) -> Option<Member> {
    members.iter().copied().reduce(|a, b| Member {
        start: Region {
            earliest: pick(a.start.earliest, b.start.earliest, Side::Start, false),
            latest: pick(a.start.latest, b.start.latest, Side::Start, false),
        },
        end: Region {
            earliest: pick(a.end.earliest, b.end.earliest, Side::End, true),
            latest: pick(a.end.latest, b.end.latest, Side::End, true),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i64) -> Time {
        Time::from_date(year, 1, 1).unwrap()
    }

    fn whole(from: i64, to: i64) -> Member {
        let exact = |at| Region::between(year(at), year(at));
        Member {
            start: exact(from),
            end: exact(to),
        }
    }

    #[test]
    fn the_certain_part_lies_between_latest_start_and_earliest_end() {
        assert_eq!(
            whole(2020, 2021).certain(),
            Some((Bound::At(year(2020)), Bound::At(year(2021))))
        );
        let touching = Member {
            start: Region::between(year(2020), year(2021)),
            end: Region::between(year(2021), year(2022)),
        };
        assert_eq!(touching.certain(), None);
        let unknown = Member {
            start: Region::UNKNOWN,
            end: touching.end,
        };
        assert_eq!(unknown.certain(), None);
        let open = Member {
            start: Region::OPEN,
            end: touching.end,
        };
        assert_eq!(open.certain(), Some((Bound::Open, Bound::At(year(2021)))));
    }

    #[test]
    fn sets_reach_as_far_as_their_members() {
        let members = [whole(1667, 1668), whole(1670, 1673)];
        let one = one_of(&members).unwrap();
        assert_eq!(one.start, Region::between(year(1667), year(1670)));
        assert_eq!(one.end, Region::between(year(1668), year(1673)));
        let all = all_of(&members).unwrap();
        assert_eq!(all.start, Region::between(year(1667), year(1667)));
        assert_eq!(all.end, Region::between(year(1673), year(1673)));
        let open = Member {
            start: Region::OPEN,
            ..members[0]
        };
        assert_eq!(all_of(&[members[1], open]).unwrap().start, Region::OPEN);
        assert_eq!(one_of(&[]), None);
    }

    #[test]
    fn bounds_are_written_as_the_command_line_shows_them() {
        assert_eq!(Bound::Open.to_string(), "open");
        assert_eq!(Bound::Unknown.to_string(), "unknown");
        assert_eq!(Bound::At(year(2022)).to_string(), "2022-01-01");
    }
}
