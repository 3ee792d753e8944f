//! Where an event with a date surely holds, and where it may hold.

use annals_time::{Bound, Member, Shape, Time, When};

/// Replaces open and unknown bounds by the ends of the axis.
pub(crate) fn closed((start, end): (Bound, Bound)) -> (Time, Time) {
    (
        start.time().unwrap_or(Time::MIN),
        end.time().unwrap_or(Time::MAX),
    )
}

/// Returns where an event of this member surely holds: from its latest start to its earliest end. The start
/// is after the end where nothing is sure.
///
/// An approximate unit such as "about 1912" is unsure for a quarter of its length on either side. Unknown
/// bounds count as open ones; callers test for them first.
pub(crate) fn sure_range(member: &Member, when: &When) -> (Time, Time) {
    let (from, to) = closed((member.start.latest, member.end.earliest));
    if when.shape() != Shape::Span || !when.is_approximate() {
        return (from, to);
    }
    let quarter = to.nanos_since(from) / 4;
    (
        from.saturating_add_nanos(quarter),
        to.saturating_add_nanos(-quarter),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::unit("2020", Some((0, 366)))]
    #[case::approximate_unit("2020~", Some((91, 274)))]
    #[case::interval("2020/2021", None)]
    fn approximate_units_are_unsure_for_a_quarter_on_each_side(
        #[case] date: &str,
        #[case] expected: Option<(i128, i128)>,
    ) {
        let when = When::parse(date).unwrap().unwrap();
        let (from, to) = sure_range(&when.members()[0], &when);
        let start = Time::from_date(2020, 1, 1).unwrap();
        let day = 86_400_000_000_000;
        let days = (from.nanos_since(start) / day, to.nanos_since(start) / day);
        assert_eq!((from < to).then_some(days), expected);
    }
}
