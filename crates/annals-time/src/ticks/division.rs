//! [`Window::divided`]: a window divided into a few whole units.

use super::step::{Grid, STEPS};
use crate::moment::Time;
use crate::window::Window;
use crate::years;

impl Window {
    /// Returns the whole calendar units that cover the window, in order and without gaps: of the finest
    /// unit of which at most `max` are needed. Where that is fewer than `min`, units after and before the
    /// window are added. At the ends of the axis there may be fewer.
    ///
    /// ```
    /// use annals_time::When;
    ///
    /// let window = When::parse("2019/2024").unwrap().unwrap().window().unwrap();
    /// let years = window.divided(4, 8);
    /// assert_eq!(years.len(), 6);
    /// assert_eq!(years[0].start(), window.start());
    /// ```
    pub fn divided(&self, min: usize, max: usize) -> Vec<Self> {
        let deep = years::is_deep(self);
        let grids = STEPS.iter().map(|&step| Grid::new(step, deep));
        let counted = grids.map(|grid| {
            let first = grid.index_of(self.start());
            let end = grid.index_of(self.end().saturating_add_nanos(-1));
            (grid, first, end)
        });
        let max = i128::try_from(max.max(1)).unwrap_or(i128::MAX);
        // Some numbers of a grid stand for no tick, so there may be fewer units, never more.
        let mut fitting = counted.filter(|&(_, first, end)| end - first < max);
        let Some((grid, mut first, mut end)) = fitting.next() else {
            return vec![*self];
        };
        let mut units = between(grid, first, end);
        for round in 0..2 * min {
            if units.len() >= min {
                break;
            }
            if round % 2 == 0 {
                end += 1;
            } else {
                first -= 1;
            }
            units = between(grid, first, end);
        }
        units
    }
}

/// The units of a grid from one number to another, both included.
fn between(grid: Grid, first: i128, last: i128) -> Vec<Window> {
    /// Consecutive numbers that stand for no tick, at most.
    const MAX_SKIPPED: i128 = 2;
    let has_tick = |at: &i128| grid.time(*at).is_some();
    let first = (first - MAX_SKIPPED..=first)
        .rev()
        .find(has_tick)
        .unwrap_or(first);
    let end = (last + 1..=last + 1 + MAX_SKIPPED)
        .find(has_tick)
        .unwrap_or(last + 1);
    let ticks: Vec<Time> = (first..=end).filter_map(|at| grid.time(at)).collect();
    let pairs = ticks.windows(2);
    pairs
        .filter_map(|pair| Window::new(pair[0], pair[1]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{When, describe_window};
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2020/2023", 4, &["2020", "2021", "2022", "2023"])]
    #[case("2020/2023", 3, &["2020-2021", "2022-2023"])]
    #[case("2021", 4, &["Jan-Mar 2021", "Apr-Jun 2021", "Jul-Sep 2021", "Oct-Dec 2021"])]
    #[case("1914/1945", 4, &["1910-1919", "1920-1929", "1930-1939", "1940-1949"])]
    fn units_are_whole(#[case] date: &str, #[case] most: usize, #[case] expected: &[&str]) {
        let window = When::parse(date).unwrap().unwrap().window().unwrap();
        let words = |window: &Window| describe_window(window, true);
        let units = window.divided(2, most);
        assert_eq!(units.iter().map(words).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn there_are_between_min_and_max_units() {
        let window = When::parse("2021-03-05")
            .unwrap()
            .unwrap()
            .window()
            .unwrap();
        let units = window.divided(5, 1);
        assert_eq!(units.len(), 5);
        assert!(units.contains(&window));
    }

    proptest! {
        #[test]
        fn units_adjoin_and_cover_the_window(start: i64, length in 1_i128..1_000_000_000_000_000_000_000_000_000, least in 0_usize..6, most in 1_usize..9) {
            let start = Time::new(start / 2, 0).unwrap();
            let window = Window::new(start, start.saturating_add_nanos(length)).unwrap();
            let units = window.divided(least, most);
            prop_assert!(!units.is_empty() && units.len() <= most.max(least));
            for pair in units.windows(2) {
                prop_assert_eq!(pair[0].end(), pair[1].start());
            }
            let last = units[units.len() - 1];
            prop_assert!(units[0].start() <= window.start() && window.end() <= last.end());
        }
    }
}
