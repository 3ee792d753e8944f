//! What is to be drawn, before anything is drawn.
//!
//! Owns the arrangement: which areas a screen has, which marks stand in which columns, how a detail
//! reads line by line. It knows columns and rows as numbers, never cells, glyphs or colours; `ui`
//! and `export` paint from it.

pub mod axis;
pub mod compare;
pub mod comparison;
pub mod detail;
pub mod excerpt;
pub mod flow;
pub mod gathering;
pub mod handout;
pub mod layers;
pub mod layout;
pub mod lettering;
pub mod list;
pub mod present;
pub mod quiz;
pub mod relations;
mod whole;

pub use whole::{story_window, without_dates};

/// The first of `count` rows to show so that `wanted` is among the `shown` ones: the old first one
/// where it is, else the nearest that does it.
pub fn scrolled(first: usize, wanted: usize, shown: usize, count: usize) -> usize {
    let shown = shown.max(1);
    let lowest = (wanted + 1).saturating_sub(shown);
    first.clamp(lowest, wanted).min(count.saturating_sub(shown))
}

/// The same in larger steps: a wanted row that is not shown comes to the middle. Someone who walks
/// through a list reads on in rows that stand still, and seldom has to find the place again.
pub fn turned(first: usize, wanted: usize, shown: usize, count: usize) -> usize {
    let shown = shown.max(1);
    let is_shown = (first..first.saturating_add(shown)).contains(&wanted);
    let first = if is_shown {
        first
    } else {
        wanted.saturating_sub(shown / 2)
    };
    first.min(count.saturating_sub(shown))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::shown_already(3, 5, 4, 20, 3, 3)]
    #[case::below(3, 7, 4, 20, 4, 5)]
    #[case::above(9, 8, 4, 20, 8, 6)]
    #[case::near_the_end(10, 19, 4, 20, 16, 16)]
    #[case::near_the_start(9, 1, 4, 20, 1, 0)]
    #[case::fewer_rows_than_before(18, 19, 4, 20, 16, 16)]
    #[case::one_row(3, 7, 1, 20, 7, 7)]
    #[case::no_row(3, 7, 0, 20, 7, 7)]
    #[case::all_fit(0, 2, 9, 3, 0, 0)]
    fn a_wanted_row_is_among_those_shown(
        #[case] first: usize,
        #[case] wanted: usize,
        #[case] shown: usize,
        #[case] count: usize,
        #[case] nearest: usize,
        #[case] in_the_middle: usize,
    ) {
        assert_eq!(scrolled(first, wanted, shown, count), nearest);
        assert_eq!(turned(first, wanted, shown, count), in_the_middle);
    }
}
