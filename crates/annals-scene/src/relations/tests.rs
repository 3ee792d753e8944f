//! Tests of the views, on generated and bundled stories.

mod chain_view;
mod filtered_view;
mod grid_view;
mod story_lines_view;

use std::collections::BTreeSet;

use proptest::prelude::*;
use rstest::rstest;

use super::samples::{any_story, bundled, story};
use super::{Direction, VisibleStory, chain, grid, story_lines};
use crate::flow::{Line, Target};
use annals_index::{Index, VisibleEvents};
use annals_model::text::Clean;
use annals_model::{EventIndex, Timeline};
use annals_time::{Time, Window};
use ratatui_core::layout::Rect;

fn any_walk() -> impl Strategy<Value = Vec<Direction>> {
    let direction = (0..Direction::ALL.len()).prop_map(|position| Direction::ALL[position]);
    prop::collection::vec(direction, 0..25)
}

fn window(timeline: &Timeline, index: &Index) -> Window {
    let whole = Window::new(
        Time::from_date(2018, 1, 1).unwrap(),
        Time::from_date(2025, 1, 1).unwrap(),
    );
    timeline
        .opening
        .or_else(|| index.extent())
        .or(whole)
        .unwrap()
}

fn said(lines: &[Line]) -> Vec<String> {
    let of = |line: &Line| match line {
        Line::Runs(runs) => runs.iter().map(|run| run.text.as_str()).collect::<String>(),
        Line::Strip(..) => String::new(),
    };
    lines.iter().map(of).collect()
}
