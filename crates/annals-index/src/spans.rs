//! [`Spans`]: the starts and ends of a track, with the shortest keys that fit. All tracks of a timeline
//! share one frame of reference, so that a lane is made from the track of all events without reading dates
//! again.

use std::ops::Range;
use std::sync::Arc;

use super::columns::{Columns, Span};
use super::moments::{Exact, KeyFrame, MomentRange, Size};
use super::rank_bitmap::RankBitmap;
use super::rows::Rows;
use super::sorted::Granularity;
use annals_time::Time;

/// Starts and ends by position, sorted by earliest start.
#[derive(Debug, Clone)]
pub(super) enum Spans {
    Short(Columns<u32>),
    Long(Columns<u64>),
    Full(Columns<Exact>),
}

/// Delegates to the columns for each size of keys.
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
    /// Sorts spans by start; equal starts keep their order. The second value has the original index of each
    /// position.
    pub(super) fn sorted(
        survey: &MomentRange,
        granularity: Granularity,
        spans: &[Span],
    ) -> (Self, Vec<u32>) {
        let frame = KeyFrame::new(survey);
        match frame.size() {
            Size::Short => {
                let (columns, slots) = Columns::sorted(frame, granularity, spans);
                (Self::Short(columns), slots)
            }
            Size::Long => {
                let (columns, slots) = Columns::sorted(frame, granularity, spans);
                (Self::Long(columns), slots)
            }
            Size::Full => {
                let (columns, slots) = Columns::sorted(frame, granularity, spans);
                (Self::Full(columns), slots)
            }
        }
    }

    /// Copies some of the events, given by ascending slot.
    pub(super) fn some(&self, slots: impl Iterator<Item = usize>) -> Self {
        match self {
            Self::Short(columns) => Self::Short(columns.some(slots)),
            Self::Long(columns) => Self::Long(columns.some(slots)),
            Self::Full(columns) => Self::Full(columns.some(slots)),
        }
    }

    /// Returns a filtered view of the events at some slots.
    pub(super) fn only(&self, passing: &Arc<RankBitmap>) -> Self {
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

    /// Assigns rows to all events, whether they pass or not.
    pub(super) fn stacked(&self) -> Rows {
        ask!(self, columns => columns.stacked())
    }
}
