//! The starts and ends of a track, as short as they can be stored.
//!
//! Owns the choice of the size of keys. All tracks of a timeline share one frame of reference, so that
//! a lane is made from the track of everything without reading a date again.

use std::ops::Range;
use std::sync::Arc;

use super::columns::{Columns, Span};
use super::moments::{Exact, Ruler, Size, Survey};
use super::ranked::Ranked;
use super::rows::Rows;
use super::sorted::Grain;
use annals_time::Time;

/// Starts and ends by position, by earliest start.
#[derive(Debug, Clone)]
pub(super) enum Spans {
    Short(Columns<u32>),
    Long(Columns<u64>),
    Full(Columns<Exact>),
}

/// Asks the columns, whatever the size of their keys.
macro_rules! ask {
    ($spans:expr, $columns:ident => $answer:expr) => {
        match $spans {
            Spans::Short($columns) => $answer,
            Spans::Long($columns) => $answer,
            Spans::Full($columns) => $answer,
        }
    };
}

impl Spans {
    /// Sorts spans by their start, equals as they come. The second value has the place that each
    /// position had.
    pub(super) fn sorted(survey: &Survey, grain: Grain, spans: &[Span]) -> (Self, Vec<u32>) {
        let ruler = Ruler::new(survey);
        match ruler.size() {
            Size::Short => {
                let (columns, places) = Columns::sorted(ruler, grain, spans);
                (Self::Short(columns), places)
            }
            Size::Long => {
                let (columns, places) = Columns::sorted(ruler, grain, spans);
                (Self::Long(columns), places)
            }
            Size::Full => {
                let (columns, places) = Columns::sorted(ruler, grain, spans);
                (Self::Full(columns), places)
            }
        }
    }

    /// Some of the events, by rising place, copied.
    pub(super) fn some(&self, places: impl Iterator<Item = usize>) -> Self {
        match self {
            Self::Short(columns) => Self::Short(columns.some(places)),
            Self::Long(columns) => Self::Long(columns.some(places)),
            Self::Full(columns) => Self::Full(columns.some(places)),
        }
    }

    /// Those of all events that are at some places, which are kept where they are.
    pub(super) fn only(&self, passing: &Arc<Ranked>) -> Self {
        match self {
            Self::Short(columns) => Self::Short(columns.only(passing)),
            Self::Long(columns) => Self::Long(columns.only(passing)),
            Self::Full(columns) => Self::Full(columns.only(passing)),
        }
    }

    pub(super) fn span(&self, position: usize) -> Span {
        ask!(self, columns => columns.span(position))
    }

    pub(super) fn start(&self, position: usize) -> Time {
        ask!(self, columns => columns.start(position))
    }

    pub(super) fn starting_before(&self, time: Time) -> usize {
        ask!(self, columns => columns.starting_before(time))
    }

    pub(super) fn over_by(&self, time: Time) -> usize {
        ask!(self, columns => columns.over_by(time))
    }

    pub(super) fn ends_beyond(
        &self,
        positions: Range<usize>,
        moments: &[Time],
        tell: impl FnMut(usize),
    ) {
        ask!(self, columns => columns.ends_beyond(positions, moments, tell));
    }

    pub(super) fn open_at(&self, time: Time, most: usize) -> Vec<usize> {
        ask!(self, columns => columns.open_at(time, most))
    }

    pub(super) fn longest(&self, from: Time, to: Time, most: usize) -> Vec<usize> {
        ask!(self, columns => columns.longest(from, to, most))
    }

    pub(super) fn extent(&self) -> Option<Span> {
        ask!(self, columns => columns.extent())
    }

    /// The rows of all events, whether they pass or not.
    pub(super) fn stacked(&self) -> Rows {
        ask!(self, columns => columns.stacked())
    }

    /// Heap bytes; of some events, those that are not shared with all of them.
    pub(super) fn bytes(&self) -> usize {
        ask!(self, columns => columns.bytes())
    }
}
