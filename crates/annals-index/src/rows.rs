//! The rows in which events of a lane are drawn.
//!
//! Owns the stacking. It depends on the dates of the whole lane alone, so that no window and no
//! filter moves an event to another row.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::moments::Key;

/// The row of each event, and how many rows there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    /// By position. No screen has more rows than two bytes count: what is beyond is in the last one.
    rows: Box<[u16]>,
    count: usize,
}

impl Rows {
    pub(super) fn row(&self, position: usize) -> usize {
        usize::from(self.rows[position])
    }

    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The rows of some of the events, which stay where they are.
    pub(super) fn some(&self, places: impl Iterator<Item = usize>) -> Self {
        Self {
            rows: places.map(|at| self.rows[at]).collect(),
            count: self.count,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.rows)
    }
}

/// Puts each event into the first row that is free from its start on. What starts at the start of the
/// axis has no known start and shares its row with nothing before it.
pub(super) fn stacked<K: Key>(starts: &[K], ends: &[K], axis_start: K) -> Rows {
    let mut count = 0_u32;
    let mut busy: BinaryHeap<Reverse<(K, u32)>> = BinaryHeap::new();
    let mut free: BinaryHeap<Reverse<u32>> = BinaryHeap::new();
    let rows = starts
        .iter()
        .zip(ends)
        .map(|(&start, &end)| {
            // What ends at the very start, be it of no length, leaves its row to the next.
            while start > axis_start
                && let Some(&Reverse((over, row))) = busy.peek()
                && over <= start.just_after()
            {
                busy.pop();
                free.push(Reverse(row));
            }
            let row = free.pop().map_or(count, |Reverse(row)| row);
            count = count.max(row.saturating_add(1));
            busy.push(Reverse((end, row)));
            u16::try_from(row).unwrap_or(u16::MAX)
        })
        .collect();
    Rows {
        rows,
        count: count as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_beyond_what_two_bytes_count_are_in_the_last() {
        let starts = vec![1_u32; 70_000];
        let ends = vec![3_u32; 70_000];
        let rows = stacked(&starts, &ends, 0);
        assert_eq!(rows.count(), 70_000);
        assert_eq!(rows.row(65_535), 65_535);
        assert_eq!(rows.row(69_999), 65_535);
    }
}
