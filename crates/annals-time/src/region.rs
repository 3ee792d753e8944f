//! [`Region`]: where a start or an end lies, when it is not known exactly.
//!
//! Owns the bounds and what follows from two regions: the certain stretch and the widest one. It
//! does not know how a date is written.

use std::fmt;

use super::moment::Time;

/// One limit of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `..` in EDTF: without end on this side, or not given.
    Open,
    /// Blank in EDTF: there is one, but it is not known.
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
    /// Without end on this side, or not given.
    pub const OPEN: Self = Self {
        earliest: Bound::Open,
        latest: Bound::Open,
    };
    /// There is one, but nothing is known of it.
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

    /// Whether the place is known to the moment.
    pub fn is_exact(self) -> bool {
        matches!((self.earliest, self.latest), (Bound::At(a), Bound::At(b)) if a == b)
    }
}

/// One stretch of time: what a date covers, or one member of a set. It holds its start and not its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Member {
    /// Where it starts.
    pub start: Region,
    /// Where it ends.
    pub end: Region,
}

impl Member {
    /// What surely holds: from the latest start to the earliest end. `None` if nothing is certain.
    pub fn certain(&self) -> Option<(Bound, Bound)> {
        match (self.start.latest, self.end.earliest) {
            (Bound::Unknown, _) | (_, Bound::Unknown) => None,
            (Bound::At(from), Bound::At(to)) if from >= to => None,
            stretch => Some(stretch),
        }
    }

    /// The widest stretch: from the earliest start to the latest end.
    pub const fn hull(&self) -> (Bound, Bound) {
        (self.start.earliest, self.end.latest)
    }
}

/// Which of two bounds of several stretches to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Open means before everything.
    Start,
    /// Open means after everything.
    End,
}

/// The earlier or later of two bounds. What is unknown stays unknown, unless the other reaches
/// further than any moment.
fn pick(a: Bound, b: Bound, side: Side, latest: bool) -> Bound {
    let open_wins = (side == Side::End) == latest;
    match (a, b) {
        (Bound::Open, _) | (_, Bound::Open) if open_wins => Bound::Open,
        (Bound::Unknown, _) | (_, Bound::Unknown) => Bound::Unknown,
        (Bound::Open, other) | (other, Bound::Open) => other,
        (Bound::At(a), Bound::At(b)) => Bound::At(if latest { a.max(b) } else { a.min(b) }),
    }
}

/// Where the one true member of a set lies; `None` for an empty set.
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

/// Where the first member of a set starts and the last one ends; `None` for an empty set.
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
    fn only_what_lies_between_is_certain() {
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
    fn sets_keep_what_reaches_furthest() {
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
    fn bounds_read_as_the_command_line_shows_them() {
        assert_eq!(Bound::Open.to_string(), "open");
        assert_eq!(Bound::Unknown.to_string(), "unknown");
        assert_eq!(Bound::At(year(2022)).to_string(), "2022-01-01");
    }
}
