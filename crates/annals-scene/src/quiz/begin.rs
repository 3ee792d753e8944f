//! [`BeginRange`]: when an event may have begun.
//!
//! An event with a single date begins somewhere within it; one with an interval, within its first date.

use annals_model::{Event, Status};
use annals_time::{Bound, Shape, Time, When, Window};

/// A half-open interval in which something began; `None` for an unknown bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BeginRange {
    pub(super) from: Option<Time>,
    pub(super) to: Option<Time>,
}

impl BeginRange {
    /// Returns the range of an event that may be asked about its date: the date is exact and certain, and the
    /// event is not a plan, forecast or question.
    pub(super) fn asked(event: &Event) -> Option<Self> {
        if !matches!(event.status, Status::Reported | Status::Claim) {
            return None;
        }
        let when = event.when.as_ref()?;
        let is_firm = !when.is_approximate() && !when.is_uncertain();
        is_firm.then(|| Self::of(when))
    }

    pub(super) fn of(when: &When) -> Self {
        match when.shape() {
            Shape::Interval => Self {
                from: when.start().earliest.time(),
                // It begins before its end, which may be known more precisely.
                to: earlier(when.start().latest, when.end().latest),
            },
            // It begins with its first date.
            Shape::AllOf => {
                let hulls = when.members().iter().map(annals_time::Member::hull);
                let begins = hulls.map(|(from, to)| (from.time(), to.time()));
                begins
                    .reduce(|one, other| {
                        let to = one.1.into_iter().chain(other.1).min();
                        (one.0.zip(other.0).map(|(a, b)| a.min(b)), to)
                    })
                    .map_or(
                        Self {
                            from: None,
                            to: None,
                        },
                        |(from, to)| Self { from, to },
                    )
            }
            _ => {
                let (from, to) = when.hull();
                Self {
                    from: from.time(),
                    to: to.time(),
                }
            }
        }
    }

    /// Returns whether it surely began before the other.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        self.to.zip(other.from).is_some_and(|(to, from)| to <= from)
    }

    /// Returns whether the order of the two is certain.
    pub(super) fn is_settled(&self, other: &Self) -> bool {
        self.is_before(other) || other.is_before(self)
    }

    /// Returns whether it surely began within a window.
    pub(super) fn is_within(&self, window: &Window) -> bool {
        self.from.is_some_and(|from| window.start() <= from)
            && self.to.is_some_and(|to| to <= window.end())
    }
}

fn earlier(one: Bound, other: Bound) -> Option<Time> {
    one.time().into_iter().chain(other.time()).min()
}

/// Words the beginning of a date: of an interval, its first date; `None` where that is open or unknown.
pub(super) fn begin_words(when: &When) -> Option<String> {
    if when.shape() != Shape::Interval {
        return Some(when.words());
    }
    let text = when.edtf().unwrap_or_else(|| when.text());
    let first = text.split('/').next()?;
    let first = When::parse(first).ok()??;
    Some(first.words())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn begin(text: &str) -> BeginRange {
        BeginRange::of(&When::parse(text).unwrap().unwrap())
    }

    #[rstest]
    #[case("2020", "2021", true)]
    #[case("2020", "2020", false)]
    // A moment in 2020 may be before or after February.
    #[case("2020", "2020-02", false)]
    #[case("2020-02", "2020", false)]
    #[case("2020-02", "2020-03", true)]
    // An interval begins within its first date.
    #[case("2020/2030", "2021", true)]
    #[case("2020/2022", "2020", false)]
    #[case("2020/2020-03", "2020-04", true)]
    #[case("2023/..", "2024", true)]
    #[case("2022", "2023/..", true)]
    #[case("../2019", "2020", true)]
    #[case("../2020", "2020", false)]
    #[case("/2019", "2020", true)]
    #[case("2020/", "2021", true)]
    #[case("[1667,1669]", "1670", true)]
    #[case("[1667,1669]", "1668", false)]
    #[case("{1960,1962}", "1961", true)]
    #[case("199X", "2000", true)]
    #[case("2020-05-12T10:00:00Z", "2020-05-12T10:00:01Z", true)]
    #[case("2020-05-12T10:00:00Z", "2020-05-12", false)]
    #[case("65 Ma", "2020", true)]
    fn surely_before_compares_begin_ranges(
        #[case] one: &str,
        #[case] other: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(begin(one).is_before(&begin(other)), expected);
        assert!(!begin(other).is_before(&begin(one)), "not both");
    }

    #[rstest]
    #[case("2023/..", Some("2023"))]
    #[case("2020", Some("2020"))]
    #[case("../2019", None)]
    #[case("2020-05/2021", Some("May 2020"))]
    fn begin_words_use_the_first_date(#[case] text: &str, #[case] expected: Option<&str>) {
        let when = When::parse(text).unwrap().unwrap();
        assert_eq!(begin_words(&when).as_deref(), expected);
    }
}
