//! Scenes: what annals shows, arranged before anything is drawn.
//!
//! A scene is plain data in columns, rows and runs of text. It knows the timeline and its index, but no
//! terminal, keys, colours or files; annals-tui draws scenes into cells. The documents and the quiz are made
//! here too, as they use the same wording and the same axis.
//!
//! - [`layout`] divides the main screen; [`axis`], [`list`] and [`detail`] fill it. [`flow`] breaks text into
//!   lines.
//! - [`relations`] has the views of how events and actors are connected: grid, story lines and chain.
//! - [`compare`] shows accounts side by side; [`comparison`] finds what to compare; [`account_names`] names them.
//! - [`actor_colors`] decides which actors have a colour.
//! - [`event_group`] collects the events of a source or a theme, or around an event.
//! - [`present`] arranges the cards of a presentation, [`large_text`] their headlines.
//! - [`handout`] writes documents for print, [`excerpt`] single events and actors; [`quiz`] asks questions.
//!
//! Private modules hold what several of these share: [`wording`] (dates, evidence, labels of links),
//! [`certainty`] (where a date surely holds) and [`window`] (the time of a whole timeline).

pub mod account_names;
pub mod actor_colors;
pub mod axis;
mod certainty;
pub mod compare;
pub mod comparison;
pub mod detail;
pub mod event_group;
pub mod excerpt;
pub mod flow;
pub mod handout;
pub mod large_text;
pub mod layout;
pub mod list;
pub mod present;
pub mod quiz;
pub mod relations;
mod window;
mod wording;

pub use window::{story_window, without_dates};

/// Returns the first of `count` rows to show so that `wanted` is among the `shown` visible ones: `first` if
/// it already is, else the nearest.
pub fn scroll_to(first: usize, wanted: usize, shown: usize, count: usize) -> usize {
    let shown = shown.max(1);
    let lowest = (wanted + 1).saturating_sub(shown);
    first.clamp(lowest, wanted).min(count.saturating_sub(shown))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::shown_already(3, 5, 4, 20, 3)]
    #[case::below(3, 7, 4, 20, 4)]
    #[case::above(9, 8, 4, 20, 8)]
    #[case::near_the_end(10, 19, 4, 20, 16)]
    #[case::near_the_start(9, 1, 4, 20, 1)]
    #[case::fewer_rows_than_before(18, 19, 4, 20, 16)]
    #[case::one_row(3, 7, 1, 20, 7)]
    #[case::no_row(3, 7, 0, 20, 7)]
    #[case::all_fit(0, 2, 9, 3, 0)]
    fn the_wanted_row_is_visible(
        #[case] first: usize,
        #[case] wanted: usize,
        #[case] shown: usize,
        #[case] count: usize,
        #[case] expected: usize,
    ) {
        assert_eq!(scroll_to(first, wanted, shown, count), expected);
    }
}
