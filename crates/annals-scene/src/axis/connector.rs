//! [`Connector`]: the line between the marks of the selected event, which has one in each lane of its actors.

use super::bands::{Band, Content};

/// A vertical line through the lanes that hold the selected event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connector {
    /// Its column.
    pub column: u16,
    /// The rows between its ends in which its column is blank, counted from the top of the lanes.
    pub rows: Vec<u16>,
}

/// Returns the connector of the selected event; `None` where the event is visible in fewer than two rows.
pub(super) fn place(bands: &[Band], columns: u16) -> Option<Connector> {
    let rows: Vec<(&Band, usize)> = bands
        .iter()
        .flat_map(|band| (0..band.rows()).map(move |row| (band, row)))
        .collect();
    let selected = |&(band, row): &(&Band, usize)| {
        let mark = band.marks(row).iter().find(|mark| mark.selected);
        mark.map(|mark| mark.cells(columns))
    };
    let top = rows.iter().position(|row| selected(row).is_some())?;
    let bottom = rows.iter().rposition(|row| selected(row).is_some())?;
    if top == bottom {
        return None;
    }
    let (first, end) = selected(&rows[top])?;
    // Inside the mark rather than at its edge, where it is wide enough.
    let first = if end - first > 2 { first + 1 } else { first };
    let mut free = vec![Vec::new(); usize::from(end - first)];
    for (position, &(band, row)) in rows.iter().enumerate().take(bottom).skip(top + 1) {
        let position = u16::try_from(position).ok()?;
        let taken = taken(band, row, first, end, columns);
        for (free, _) in free.iter_mut().zip(taken).filter(|(_, taken)| !taken) {
            free.push(position);
        }
    }
    let (column, rows) = (first..end)
        .zip(free)
        .rev()
        .max_by_key(|(_, rows)| rows.len())?;
    (!rows.is_empty()).then_some(Connector { column, rows })
}

/// Returns for each column from `first` to `end` whether it is occupied.
fn taken(band: &Band, row: usize, first: u16, end: u16, columns: u16) -> Vec<bool> {
    let mut taken: Vec<bool> = match &band.content {
        Content::Density(density) => (first..end)
            .map(|column| density.height(row, column) > 0)
            .collect(),
        Content::Bars(_) => vec![false; usize::from(end - first)],
    };
    let mut take = |from: u16, to: u16| {
        let (from, to) = (from.clamp(first, end), to.clamp(first, end));
        taken[usize::from(from - first)..usize::from(to.max(from) - first)].fill(true);
    };
    for mark in band.marks(row) {
        let (from, to) = mark.cells(columns);
        take(from, to);
        if let Some(label) = &mark.label {
            // A label beside its mark has a blank on both sides.
            let is_beside = label.column > to;
            take(
                if is_beside { to } else { label.column },
                label.end() + u16::from(is_beside),
            );
        }
    }
    taken
}
