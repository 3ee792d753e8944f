//! Writes a window as a date with a start and an end, in the coarsest unit that is exact. The date is
//! parsed again and compared, so that a window is never written as another one.

use annals_time::{Bound, Civil, When, Window};

/// Returns a date that covers a window, and whether it is exact: beyond the year 9999 there are only years.
/// `None` if no date covers it.
pub(super) fn interval(window: Window) -> Option<(String, bool)> {
    let hull = |text: &String| {
        let when = When::parse(text).ok().flatten()?;
        match when.hull() {
            (Bound::At(start), Bound::At(end)) => Some((start, end)),
            _ => None,
        }
    };
    let is_exact = |text: &String| hull(text) == Some((window.start(), window.end()));
    let is_wider = |text: &String| {
        hull(text).is_some_and(|(start, end)| start <= window.start() && window.end() <= end)
    };
    let mut candidates = candidates(window);
    let exact = candidates.iter().position(is_exact);
    let index = exact.or_else(|| candidates.iter().position(is_wider))?;
    Some((candidates.swap_remove(index), exact.is_some()))
}

fn candidates(window: Window) -> Vec<String> {
    let nanos = |nanos: i128| window.end().saturating_add_nanos(-nanos).civil();
    let start = window.start().civil();
    // The last nanosecond of the window is in the last year, month, day or second that it covers.
    let last = nanos(1);
    let mut found = Vec::new();
    for text in [year, month, day, second, fraction] {
        let (start, end) = (text(&start), text(&last));
        if start == end {
            found.push(start.clone());
        }
        found.push(format!("{start}/{end}"));
    }
    // An interval of instants may end at the instant itself.
    found.push(format!("{}/{}", second(&start), second(&nanos(0))));
    found.push(format!("{}/{}", fraction(&start), fraction(&nanos(0))));
    found
}

fn year(civil: &Civil) -> String {
    match civil.year {
        year @ 0..=9_999 => format!("{year:04}"),
        year @ -9_999..0 => format!("-{:04}", year.unsigned_abs()),
        year => format!("Y{year}"),
    }
}

fn month(civil: &Civil) -> String {
    format!("{}-{:02}", year(civil), civil.month)
}

fn day(civil: &Civil) -> String {
    format!("{}-{:02}", month(civil), civil.day)
}

fn second(civil: &Civil) -> String {
    let (hour, minute, second) = (civil.hour, civil.minute, civil.second);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", day(civil))
}

fn fraction(civil: &Civil) -> String {
    let text = second(civil);
    format!("{}.{:09}Z", text.trim_end_matches('Z'), civil.nanosecond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_time::Time;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2019/2024", "2019/2024")]
    #[case("2019-01/2024-12", "2019/2024")]
    #[case("2019-03/2024", "2019-03/2024-12")]
    #[case("2019-03-02/2024-06", "2019-03-02/2024-06-30")]
    #[case("2019", "2019")]
    #[case("-0043/0014", "-0043/0014")]
    #[case("Y-65000000/-4000", "Y-65000000/-4000")]
    fn the_coarsest_unit_that_is_exact(#[case] text: &str, #[case] expected: &str) {
        let window = When::parse(text).unwrap().unwrap().window().unwrap();
        assert_eq!(interval(window), Some((expected.to_owned(), true)));
    }

    proptest! {
        #[test]
        fn every_window_has_a_date(one in any::<(i64, u32)>(), other in any::<(i64, u32)>(), days in 0_i64..3) {
            let time = |(seconds, nanos): (i64, u32)| {
                let seconds = if days > 0 { seconds % 4_000_000_000 / 86_400 * 86_400 } else { seconds };
                Time::new(seconds, if days > 1 { 0 } else { nanos % 1_000_000_000 }).unwrap()
            };
            let (one, other) = (time(one), time(other));
            prop_assume!(one != other);
            let window = Window::new(one.min(other), one.max(other)).unwrap();
            let said = interval(window);
            prop_assert!(said.is_some(), "{:?}", candidates(window));
            let far = [one, other].iter().any(|time| time.civil().year.abs() > 9_999);
            prop_assert!(far || said.is_some_and(|(_, is_exact)| is_exact), "{:?}", candidates(window));
        }
    }
}
