//! A window divided into a few whole units.
//!
//! Owns the choice of the unit. Where the units are named is the business of `describe`.

use super::step::{Grid, STEPS};
use crate::moment::Time;
use crate::window::Window;
use crate::years;

impl Window {
    /// The stretches of whole calendar units that cover the window, in order and without gaps: of the
    /// finest unit of which at most `most` are needed. Where that is fewer than `least`, some lie after
    /// and before it. There may be fewer at the ends of the axis.
    pub fn divided(&self, least: usize, most: usize) -> Vec<Self> {
        let deep = years::is_deep(self);
        let grids = STEPS.iter().map(|&step| Grid::new(step, deep));
        let counted = grids.map(|grid| {
            let first = grid.index_of(self.start());
            let end = grid.index_of(self.end().saturating_add_nanos(-1));
            (grid, first, end)
        });
        let most = i128::try_from(most.max(1)).unwrap_or(i128::MAX);
        // The numbers of a grid may skip a few, never add one.
        let mut fitting = counted.filter(|&(_, first, end)| end - first < most);
        let Some((grid, mut first, mut end)) = fitting.next() else {
            return vec![*self];
        };
        let mut stretches = between(grid, first, end);
        for round in 0..2 * least {
            if stretches.len() >= least {
                break;
            }
            if round % 2 == 0 {
                end += 1;
            } else {
                first -= 1;
            }
            stretches = between(grid, first, end);
        }
        stretches
    }
}

/// The stretches of a grid from one number to another.
fn between(grid: Grid, first: i128, last: i128) -> Vec<Window> {
    /// Numbers in a row that stand for no tick, at most.
    const SKIPPED: i128 = 2;
    let has_tick = |at: &i128| grid.time(*at).is_some();
    let first = (first - SKIPPED..=first)
        .rev()
        .find(has_tick)
        .unwrap_or(first);
    let end = (last + 1..=last + 1 + SKIPPED)
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
    fn stretches_are_whole_units(
        #[case] date: &str,
        #[case] most: usize,
        #[case] expected: &[&str],
    ) {
        let window = When::parse(date).unwrap().unwrap().stretch().unwrap();
        let words = |stretch: &Window| describe_window(stretch, true);
        let stretches = window.divided(2, most);
        assert_eq!(stretches.iter().map(words).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn there_are_as_many_as_are_wanted() {
        let window = When::parse("2021-03-05")
            .unwrap()
            .unwrap()
            .stretch()
            .unwrap();
        let stretches = window.divided(5, 1);
        assert_eq!(stretches.len(), 5);
        assert!(stretches.contains(&window));
    }

    proptest! {
        #[test]
        fn stretches_join_and_cover(start: i64, length in 1_i128..1_000_000_000_000_000_000_000_000_000, least in 0_usize..6, most in 1_usize..9) {
            let start = Time::new(start / 2, 0).unwrap();
            let window = Window::new(start, start.saturating_add_nanos(length)).unwrap();
            let stretches = window.divided(least, most);
            prop_assert!(!stretches.is_empty() && stretches.len() <= most.max(least));
            for pair in stretches.windows(2) {
                prop_assert_eq!(pair[0].end(), pair[1].start());
            }
            let last = stretches[stretches.len() - 1];
            prop_assert!(stretches[0].start() <= window.start() && window.end() <= last.end());
        }
    }
}
