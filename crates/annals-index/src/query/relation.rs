//! Compares uncertain intervals, by the rules of the table in [`super`]. Times are whole nanoseconds, so
//! "before" and "not after" differ by one.

use super::ast::{Answer, Target};
use super::field::Field;
use annals_time::{Bound, Member, Region, Shape, When};

/// An interval whose start and end are known within bounds (least, greatest), all of which can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UncertainInterval {
    start: (i128, i128),
    end: (i128, i128),
}

impl UncertainInterval {
    /// Tightens bounds, since a start comes before its end. Inconsistent bounds give the shortest interval at the start.
    fn new(start: (i128, i128), end: (i128, i128)) -> Self {
        let least = start.0.min(i128::MAX - 1);
        let end_most = end.1.max(least + 1);
        let start_most = start.1.min(end_most - 1).max(least);
        let end_least = end.0.max(least + 1).min(end_most);
        Self {
            start: (least, start_most),
            end: (end_least, end_most),
        }
    }

    /// Returns the interval that a date names.
    fn named(member: &Member, shape: Shape) -> Self {
        let (mut start, mut end) = (starts(member.start), ends(member.end));
        // It starts within its first date, so before the end of that, and ends within its last date,
        // so after the start of that.
        if shape == Shape::Interval && start.0 < start.1 {
            start.1 -= 1;
        }
        if shape == Shape::Interval && end.0 < end.1 {
            end.0 += 1;
        }
        Self::new(start, end)
    }

    /// Returns the interval of an event that is somewhere within a date.
    fn within(member: &Member) -> Self {
        let hull = (starts(member.start).0, ends(member.end).1);
        Self::new(hull, hull)
    }

    /// Returns the exact interval from the earliest start to the latest end.
    fn whole(self) -> Self {
        Self {
            start: (self.start.0, self.start.0),
            end: (self.end.1, self.end.1),
        }
    }
}

/// The bounds of a start. An open start is before everything, an unknown one may be anywhere.
fn starts(region: Region) -> (i128, i128) {
    (
        position(region.earliest, i128::MIN, i128::MIN),
        position(region.latest, i128::MIN, i128::MAX),
    )
}

/// The bounds of an end. An open end is after everything, an unknown one may be anywhere.
fn ends(region: Region) -> (i128, i128) {
    (
        position(region.earliest, i128::MAX, i128::MIN),
        position(region.latest, i128::MAX, i128::MAX),
    )
}

fn position(bound: Bound, open: i128, unknown: i128) -> i128 {
    match bound {
        Bound::Open => open,
        Bound::Unknown => unknown,
        Bound::At(time) => time.total_nanos(),
    }
}

/// A relation to a target, prepared for many events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Relation {
    field: Field,
    target: UncertainInterval,
}

impl Relation {
    /// Prepares the relation to a target.
    pub(super) fn new(field: Field, target: &Target) -> Self {
        let named = |when: &When| {
            let member = Member {
                start: when.start(),
                end: when.end(),
            };
            UncertainInterval::named(&member, when.shape())
        };
        let target = match target {
            Target::Date(when) => named(when),
            Target::Range(from, to) => {
                let start = from.as_ref().map_or(i128::MIN, |from| named(from).start.0);
                let end = to.as_ref().map_or(i128::MAX, |to| named(to).end.1);
                UncertainInterval::new((start, start), (end, end))
            }
        };
        Self {
            field,
            target: if field == Field::Date {
                target.whole()
            } else {
                target
            },
        }
    }

    /// Returns the answer for an event with a date.
    pub(super) fn answer(&self, when: &When) -> Answer {
        // The outer bounds alone decide for most events; further details of the date can only make the answer
        // more certain.
        let (from, to) = when.hull();
        let whole = (
            position(from, i128::MIN, i128::MIN),
            position(to, i128::MAX, i128::MAX),
        );
        let answer = self.of_span(whole.0, whole.1);
        if answer == Answer::Possibly {
            self.exact_answer(when)
        } else {
            answer
        }
    }

    /// Returns the answer for an event that is somewhere between two times. It depends only on which of
    /// [`Relation::moments`] are after the first, and which are before the second.
    pub(super) fn of_span(&self, from: i128, to: i128) -> Answer {
        self.of(UncertainInterval::new((from, to), (from, to)))
    }

    /// Returns the answer for an event that is an interval.
    pub(super) fn of_interval(&self, member: &Member) -> Answer {
        self.of(UncertainInterval::named(member, Shape::Interval))
    }

    /// Returns the bounds of the target.
    pub(super) const fn moments(&self) -> [i128; 4] {
        let UncertainInterval { start, end } = self.target;
        [start.0, start.1, end.0, end.1]
    }

    fn exact_answer(&self, when: &When) -> Answer {
        let shape = when.shape();
        let answers = when.members().iter().map(|member| {
            self.of(if shape == Shape::Interval {
                UncertainInterval::named(member, shape)
            } else {
                UncertainInterval::within(member)
            })
        });
        let shares = matches!(self.field, Field::Date | Field::Overlaps);
        let answer = match shape {
            Shape::AllOf if shares => answers.max(),
            Shape::OneOf => answers.reduce(
                |one, other| {
                    if one == other { one } else { Answer::Possibly }
                },
            ),
            _ => answers.min(),
        };
        answer.unwrap_or(Answer::No)
    }

    fn of(&self, event: UncertainInterval) -> Answer {
        let (s, e) = (event.start, event.end);
        let (x, y) = (self.target.start, self.target.end);
        let (surely, possibly) = match self.field {
            Field::Before => (e.1 <= x.0, e.0 <= x.1),
            Field::After => (y.1 <= s.0, y.0 <= s.1),
            Field::During => (
                x.1 <= s.0 && e.1 <= y.0,
                x.0 <= s.1 && e.0 <= y.1 && s.0.max(x.0) < e.1.min(y.1),
            ),
            _ => (s.1 < y.0 && x.1 < e.0, s.0 < y.1 && x.0 < e.1),
        };
        match (surely, possibly) {
            (true, _) => Answer::Surely,
            (false, true) => Answer::Possibly,
            (false, false) => Answer::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const FIELDS: [Field; 5] = [
        Field::Before,
        Field::After,
        Field::During,
        Field::Overlaps,
        Field::Date,
    ];

    /// Returns every pair of start and end within the bounds.
    fn placements(start: (i128, i128), end: (i128, i128)) -> Vec<(i128, i128)> {
        let starts = start.0..=start.1;
        let all = starts.flat_map(|s| (end.0..=end.1).map(move |e| (s, e)));
        all.filter(|(s, e)| s < e).collect()
    }

    fn holds(field: Field, (s, e): (i128, i128), (x, y): (i128, i128)) -> bool {
        match field {
            Field::Before => e <= x,
            Field::After => y <= s,
            Field::During => x <= s && e <= y,
            _ => s < y && x < e,
        }
    }

    fn bounds() -> impl Strategy<Value = ((i128, i128), (i128, i128))> {
        let region = || (0..9_i128, 0..5_i128).prop_map(|(from, length)| (from, from + length));
        (region(), region()).prop_filter("has a placement", |&(start, end)| {
            !placements(start, end).is_empty()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn answers_agree_with_all_values_within_the_bounds(event in bounds(), target in bounds()) {
            let events = placements(event.0, event.1);
            let targets = placements(target.0, target.1);
            for field in FIELDS {
                let mut named = UncertainInterval::new(target.0, target.1);
                let mut targets = targets.clone();
                if field == Field::Date {
                    named = named.whole();
                    let (from, to) = (targets.iter().map(|t| t.0).min(), targets.iter().map(|t| t.1).max());
                    targets = from.zip(to).into_iter().collect();
                }
                let relation = Relation { field, target: named };
                let all = events.iter().flat_map(|&event| targets.iter().map(move |&target| holds(field, event, target)));
                let answers: Vec<bool> = all.collect();
                let expected = if answers.iter().all(|&holds| holds) {
                    Answer::Surely
                } else if answers.iter().any(|&holds| holds) {
                    Answer::Possibly
                } else {
                    Answer::No
                };
                prop_assert_eq!(relation.of(UncertainInterval::new(event.0, event.1)), expected, "{:?}", field);
            }
        }

        #[test]
        fn every_bound_can_be_reached(event in bounds()) {
            let all = placements(event.0, event.1);
            let interval = UncertainInterval::new(event.0, event.1);
            let (starts, ends) = (all.iter().map(|p| p.0), all.iter().map(|p| p.1));
            prop_assert_eq!(interval.start, (starts.clone().min().unwrap(), starts.max().unwrap()));
            prop_assert_eq!(interval.end, (ends.clone().min().unwrap(), ends.max().unwrap()));
        }

        #[test]
        fn any_bounds_make_a_valid_interval(a in any::<(i128, i128)>(), b in any::<(i128, i128)>()) {
            let interval = UncertainInterval::new(a, b);
            prop_assert!(interval.start.0 <= interval.start.1 && interval.end.0 <= interval.end.1);
            prop_assert!(interval.start.1 < interval.end.1 && interval.start.0 < interval.end.0);
        }
    }

    #[rstest]
    // A single date: the event is somewhere within it.
    #[case("2020", Field::Before, "2020-06", Answer::Possibly)]
    #[case("2020", Field::Before, "2021", Answer::Surely)]
    #[case("2020", Field::Before, "2020", Answer::No)]
    #[case("2020", Field::After, "2020-06", Answer::Possibly)]
    #[case("2020", Field::After, "2019", Answer::Surely)]
    #[case("2020", Field::After, "2020-12", Answer::No)]
    #[case("2020", Field::During, "2020", Answer::Surely)]
    #[case("2020", Field::During, "2020-06", Answer::Possibly)]
    #[case("2020", Field::During, "2021", Answer::No)]
    #[case("2020", Field::Overlaps, "2020-06", Answer::Possibly)]
    #[case("2020", Field::Overlaps, "2020", Answer::Surely)]
    #[case("2020", Field::Overlaps, "2021", Answer::No)]
    #[case("2020~", Field::During, "2020", Answer::Surely)]
    #[case("1985-04-XX", Field::During, "1985-04-10", Answer::Possibly)]
    #[case("2021-03-05", Field::During, "spring 2021", Answer::Surely)]
    #[case("2021-03-05 12:00", Field::During, "2021-03-05", Answer::Surely)]
    // An interval: the event holds from its start to its end.
    #[case("2020/2022", Field::Overlaps, "2021", Answer::Surely)]
    #[case("2020/2022", Field::Overlaps, "2020-06", Answer::Possibly)]
    #[case("2020/2022", Field::During, "2021", Answer::No)]
    #[case("2020/2022", Field::During, "2020/2022", Answer::Possibly)]
    #[case("2020/2022", Field::Date, "2022", Answer::Surely)]
    #[case("2020/2022", Field::Date, "2022-06", Answer::Possibly)]
    #[case("2020/2022", Field::Date, "2020/2022", Answer::Surely)]
    // Open and unknown.
    #[case("2023/..", Field::Overlaps, "2050", Answer::Surely)]
    #[case("2023/..", Field::During, "2023/..", Answer::Possibly)]
    #[case("2023/..", Field::Before, "2050", Answer::No)]
    #[case("2023/", Field::Overlaps, "2050", Answer::Possibly)]
    #[case("2023/", Field::Before, "2050", Answer::Possibly)]
    #[case("/2019", Field::After, "2000", Answer::Possibly)]
    #[case("../2019", Field::After, "2000", Answer::No)]
    #[case("../2019", Field::Before, "2020", Answer::Surely)]
    // An uncertain target.
    #[case("1991", Field::During, "199X", Answer::Possibly)]
    #[case("1989", Field::Before, "199X", Answer::Surely)]
    #[case("1995", Field::Before, "199X", Answer::Possibly)]
    #[case("1995", Field::Date, "199X", Answer::Surely)]
    #[case("2021", Field::During, "2020/2022", Answer::Surely)]
    // Sets.
    #[case("[1667,1669]", Field::During, "1668", Answer::No)]
    #[case("[1667,1669]", Field::During, "1667", Answer::Possibly)]
    #[case("[1667,1669]", Field::Before, "1670", Answer::Surely)]
    #[case("{1960,1962}", Field::Overlaps, "1961", Answer::No)]
    #[case("{1960,1962}", Field::Overlaps, "1962", Answer::Surely)]
    #[case("{1960,1962}", Field::During, "1962", Answer::No)]
    #[case("{1960,1962}", Field::Before, "1962-06", Answer::Possibly)]
    fn relations_of_dates_have_the_documented_answers(
        #[case] event: &str,
        #[case] field: Field,
        #[case] target: &str,
        #[case] expected: Answer,
    ) {
        let date = |text: &str| When::parse(text).unwrap().unwrap();
        let relation = Relation::new(field, &Target::Date(date(target)));
        assert_eq!(relation.answer(&date(event)), expected);
        assert_eq!(relation.exact_answer(&date(event)), expected);
    }

    #[rstest]
    #[case(Some("2020"), Some("2021"), "2021-12-31", Answer::Surely)]
    #[case(Some("2020"), Some("2021"), "2022", Answer::No)]
    #[case(Some("2020-05"), None, "2020", Answer::Possibly)]
    #[case(Some("2020-05"), None, "2030/..", Answer::Surely)]
    #[case(None, Some("2020"), "-0500", Answer::Surely)]
    fn a_range_goes_from_the_start_of_the_first_to_the_end_of_the_second(
        #[case] from: Option<&str>,
        #[case] to: Option<&str>,
        #[case] event: &str,
        #[case] expected: Answer,
    ) {
        let date = |text: &str| When::parse(text).unwrap().unwrap();
        let target = Target::Range(from.map(date), to.map(date));
        for field in [Field::Date, Field::During] {
            assert_eq!(Relation::new(field, &target).answer(&date(event)), expected);
        }
    }
}
