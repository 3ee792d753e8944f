//! The areas of the screen at a given size.
//!
//! Owns the sizes of the panes and what gives way when there is little room. It knows nothing of
//! what the panes show.

/// The smallest screen on which the whole arrangement fits, in columns and rows.
pub const SMALLEST: (u16, u16) = (40, 12);
/// From this many columns on, list and detail stand side by side.
const SIDE_BY_SIDE: u16 = 60;
/// Rows that the list takes at least, its border counted.
const LEAST_LIST: u16 = 5;
/// Rows that are always taken: title, two rows of ticks, overview, footer.
const FIXED_ROWS: u16 = 5;

/// A rectangle of the screen, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// A rectangle.
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Whether a cell lies in it.
    pub const fn contains(&self, column: u16, row: u16) -> bool {
        column >= self.x
            && column - self.x < self.width
            && row >= self.y
            && row - self.y < self.height
    }

    /// What is left inside a border of one cell.
    #[must_use]
    pub const fn inside(&self) -> Self {
        Self {
            x: self.x.saturating_add(1),
            y: self.y.saturating_add(1),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// The columns left free by a margin on both sides.
    #[must_use]
    pub const fn with_margin(&self, columns: u16) -> Self {
        Self {
            x: self.x.saturating_add(columns),
            y: self.y,
            width: self.width.saturating_sub(columns.saturating_mul(2)),
            height: self.height,
        }
    }
}

/// Which of the two lower panes is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The list of events or actors.
    List,
    /// The detail of the selected one.
    Detail,
}

/// What the arrangement depends on besides the size.
#[derive(Debug, Clone, Copy)]
pub struct Wishes {
    /// Rows that would show every lane in full.
    pub lane_rows: usize,
    /// Columns of the widest lane name.
    pub label_width: usize,
    /// Whether there are eras to name above the lanes.
    pub eras: bool,
    /// Whether there is a filter.
    pub filter: bool,
    /// Whether there is something that has to be said until it is mended.
    pub banner: bool,
    /// The pane in use: the only one shown where both do not fit.
    pub pane: Pane,
}

/// The areas of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Title line.
    pub title: Area,
    /// Names of the lanes, left of [`Layout::axis`], with the same rows.
    pub labels: Area,
    /// Two rows: labels of the ticks, and the line they stand on.
    pub ticks: Area,
    /// One row above the lanes, with the same columns, for the names of eras; no height without any.
    pub eras: Area,
    /// The lanes.
    pub axis: Area,
    /// One row under the lanes, with the same columns.
    pub overview: Area,
    /// One row above the panes for the filter; no height without one.
    pub filter: Area,
    /// The list with its border; no width where only the detail is shown.
    pub list: Area,
    /// The detail with its border; no width where only the list is shown.
    pub detail: Area,
    /// One row above the footer for what has to be said until it is mended; no height without it, or where
    /// there is no room.
    pub banner: Area,
    /// Last row.
    pub footer: Area,
}

impl Layout {
    /// Arranges a screen; `None` where it is smaller than [`SMALLEST`].
    pub fn new(columns: u16, rows: u16, wishes: &Wishes) -> Option<Self> {
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            return None;
        }
        // Eras are background: where lanes and panes are short of rows they go first.
        let eras = u16::from(wishes.eras && rows > SMALLEST.1);
        // What is left out is never left out silently.
        let filter = u16::from(wishes.filter);
        let before = rows - FIXED_ROWS - eras - filter;
        let banner = u16::from(wishes.banner && before > LEAST_LIST + 1);
        let free = before - banner;
        // The lanes take what they need, up to three eighths: the panes below carry the reading.
        let most = (free.saturating_mul(3) / 8).max(2).min(free - LEAST_LIST);
        let lane_rows = u16::try_from(wishes.lane_rows)
            .unwrap_or(u16::MAX)
            .clamp(1, most);
        let widest = (columns / 6).clamp(8, 24);
        let label_width = u16::try_from(wishes.label_width)
            .unwrap_or(u16::MAX)
            .clamp(8, widest)
            + 2;
        let axis_x = label_width + 1;
        let axis_width = columns - axis_x - 1;
        let panes = Area::new(0, 4 + eras + lane_rows + filter, columns, free - lane_rows);
        let (list, detail) = split(panes, wishes.pane);
        Some(Self {
            title: Area::new(0, 0, columns, 1),
            ticks: Area::new(axis_x, 1, axis_width, 2),
            eras: Area::new(axis_x, 3, axis_width, eras),
            labels: Area::new(0, 3 + eras, label_width, lane_rows),
            axis: Area::new(axis_x, 3 + eras, axis_width, lane_rows),
            overview: Area::new(axis_x, 3 + eras + lane_rows, axis_width, 1),
            filter: Area::new(0, 4 + eras + lane_rows, columns, filter),
            list,
            detail,
            banner: Area::new(0, rows - 1 - banner, columns, banner),
            footer: Area::new(0, rows - 1, columns, 1),
        })
    }
}

fn split(panes: Area, pane: Pane) -> (Area, Area) {
    let none = Area { width: 0, ..panes };
    if panes.width < SIDE_BY_SIDE {
        return match pane {
            Pane::List => (panes, none),
            Pane::Detail => (none, panes),
        };
    }
    let list_width = (panes.width / 5 * 2).clamp(28, 52);
    (
        Area {
            width: list_width,
            ..panes
        },
        Area {
            x: panes.x + list_width,
            width: panes.width - list_width,
            ..panes
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn areas_fill_the_screen_without_overlap(
            columns in 1_u16..600, rows in 1_u16..300, lane_rows in 0_usize..400, label_width in 0_usize..90, side: bool, eras: bool, filter: bool, banner: bool,
        ) {
            let pane = if side { Pane::List } else { Pane::Detail };
            let layout = Layout::new(columns, rows, &Wishes { lane_rows, label_width, eras, filter, banner, pane });
            prop_assert_eq!(layout.is_none(), columns < SMALLEST.0 || rows < SMALLEST.1);
            if let Some(layout) = layout {
                let areas = [layout.title, layout.ticks, layout.eras, layout.labels, layout.axis, layout.overview, layout.filter, layout.list, layout.detail, layout.banner, layout.footer];
                for (place, area) in areas.iter().enumerate() {
                    prop_assert!(area.x + area.width <= columns && area.y + area.height <= rows);
                    for other in &areas[place + 1..] {
                        let apart = area.x + area.width <= other.x || other.x + other.width <= area.x
                            || area.y + area.height <= other.y || other.y + other.height <= area.y
                            || area.width == 0 || other.width == 0 || area.height == 0 || other.height == 0;
                        prop_assert!(apart, "{area:?} and {other:?} overlap");
                    }
                }
                prop_assert!(layout.axis.width >= 15 && layout.axis.height >= 1);
                prop_assert!(layout.list.height.max(layout.detail.height) >= 5);
                let room = rows - FIXED_ROWS - layout.eras.height - layout.filter.height;
                prop_assert_eq!(layout.banner.height, u16::from(banner && room > 6));
            }
        }
    }
}
