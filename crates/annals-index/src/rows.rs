//! Assigns rows to the events of a lane, so that no two overlap in a row. The assignment depends only on
//! the dates of the whole lane: no window and no filter moves an event to another row.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::moments::Key;

/// The row of each event, and how many rows there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    /// By slot. Rows beyond 65,535 are stored as 65,535, since no screen has as many.
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

    /// Returns the rows of some of the events, unchanged.
    pub(super) fn some(&self, slots: impl Iterator<Item = usize>) -> Self {
        Self {
            rows: slots.map(|at| self.rows[at]).collect(),
            count: self.count,
        }
    }
}

/// Puts each event into the first row that is free at its start. An event with an unknown or open start shares its row
/// with none before it.
pub(super) fn stacked<K: Key>(starts: &[K], ends: &[K], axis_start: K) -> Rows {
    let mut count = 0_u32;
    let mut busy: BinaryHeap<Reverse<(K, u32)>> = BinaryHeap::new();
    let mut free: BinaryHeap<Reverse<u32>> = BinaryHeap::new();
    let rows = starts
        .iter()
        .zip(ends)
        .map(|(&start, &end)| {
            // An event that ends at this start, even one without length, frees its row.
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
    fn rows_beyond_two_bytes_are_the_last_one() {
        let starts = vec![1_u32; 70_000];
        let ends = vec![3_u32; 70_000];
        let rows = stacked(&starts, &ends, 0);
        assert_eq!(rows.count(), 70_000);
        assert_eq!(rows.row(65_535), 65_535);
        assert_eq!(rows.row(69_999), 65_535);
    }
}
