//! The areas of the main screen at a given size.

use ratatui_core::layout::Rect;

/// The smallest supported screen, in columns and rows.
pub const MIN_SIZE: (u16, u16) = (40, 12);
/// From this width on, list and detail are side by side.
const SIDE_BY_SIDE: u16 = 60;
/// The fewest columns of the list and of the detail side by side, with their borders.
pub const MIN_PANE: u16 = 24;
/// The fewest rows of the list, with its border.
const MIN_LIST: u16 = 5;
/// Rows of the title, the ticks (two), the overview and the footer.
const FIXED_ROWS: u16 = 5;

/// One of the two lower panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The list of events or actors.
    List,
    /// The detail of the selected event or actor.
    Detail,
}

/// What a layout depends on besides the size.
#[derive(Debug, Clone, Copy)]
pub struct LayoutNeeds {
    /// Rows that show every lane in full.
    pub lane_rows: usize,
    /// Columns of the widest lane name.
    pub label_width: usize,
    /// Whether there are eras.
    pub eras: bool,
    /// Whether there is a filter.
    pub filter: bool,
    /// Whether there is a lasting problem to report.
    pub banner: bool,
    /// Columns of the list with its border, where a person has chosen them.
    pub divided_at: Option<u16>,
    /// The focused pane, which is the only one where both do not fit.
    pub pane: Pane,
}

/// The areas of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The title line.
    pub title: Rect,
    /// The names of the lanes, left of [`Layout::axis`].
    pub labels: Rect,
    /// The two tick rows: labels and line.
    pub ticks: Rect,
    /// The row of era names above the lanes; no height without eras.
    pub eras: Rect,
    /// The lanes.
    pub axis: Rect,
    /// The row of the overview strip, below the lanes.
    pub overview: Rect,
    /// The row of the filter above the panes; no height without a filter.
    pub filter: Rect,
    /// The list with its border; no width where only the detail is shown.
    pub list: Rect,
    /// The detail with its border; no width where only the list is shown.
    pub detail: Rect,
    /// The row above the footer for a lasting problem; no height without one, or without room.
    pub banner: Rect,
    /// The last row.
    pub footer: Rect,
}

impl Layout {
    /// Arranges a screen; `None` below [`MIN_SIZE`].
    pub fn new(columns: u16, rows: u16, wishes: &LayoutNeeds) -> Option<Self> {
        if columns < MIN_SIZE.0 || rows < MIN_SIZE.1 {
            return None;
        }
        // Eras are background: on the smallest screen they give way.
        let eras = u16::from(wishes.eras && rows > MIN_SIZE.1);
        // The row of an active filter is always shown.
        let filter = u16::from(wishes.filter);
        let before = rows - FIXED_ROWS - eras - filter;
        let banner = u16::from(wishes.banner && before > MIN_LIST + 1);
        let free = before - banner;
        // The lanes take what they need, up to three eighths; the panes below are for reading.
        let most = (free.saturating_mul(3) / 8).max(2).min(free - MIN_LIST);
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
        let panes = Rect::new(0, 4 + eras + lane_rows + filter, columns, free - lane_rows);
        let (list, detail) = split(panes, wishes);
        Some(Self {
            title: Rect::new(0, 0, columns, 1),
            ticks: Rect::new(axis_x, 1, axis_width, 2),
            eras: Rect::new(axis_x, 3, axis_width, eras),
            labels: Rect::new(0, 3 + eras, label_width, lane_rows),
            axis: Rect::new(axis_x, 3 + eras, axis_width, lane_rows),
            overview: Rect::new(axis_x, 3 + eras + lane_rows, axis_width, 1),
            filter: Rect::new(0, 4 + eras + lane_rows, columns, filter),
            list,
            detail,
            banner: Rect::new(0, rows - 1 - banner, columns, banner),
            footer: Rect::new(0, rows - 1, columns, 1),
        })
    }
}

fn split(panes: Rect, wishes: &LayoutNeeds) -> (Rect, Rect) {
    let none = Rect { width: 0, ..panes };
    if panes.width < SIDE_BY_SIDE {
        return match wishes.pane {
            Pane::List => (panes, none),
            Pane::Detail => (none, panes),
        };
    }
    let list_width = match wishes.divided_at {
        Some(columns) => columns.clamp(MIN_PANE, panes.width - MIN_PANE),
        None => (panes.width / 5 * 2).clamp(28, 52),
    };
    (
        Rect {
            width: list_width,
            ..panes
        },
        Rect {
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
            columns in 1_u16..600, rows in 1_u16..300, lane_rows in 0_usize..400, label_width in 0_usize..90, side: bool, eras: bool, filter: bool, banner: bool, divided_at in prop::option::of(0_u16..600),
        ) {
            let pane = if side { Pane::List } else { Pane::Detail };
            let layout = Layout::new(columns, rows, &LayoutNeeds { lane_rows, label_width, eras, filter, banner, divided_at, pane });
            prop_assert_eq!(layout.is_none(), columns < MIN_SIZE.0 || rows < MIN_SIZE.1);
            if let Some(layout) = layout {
                let areas = [layout.title, layout.ticks, layout.eras, layout.labels, layout.axis, layout.overview, layout.filter, layout.list, layout.detail, layout.banner, layout.footer];
                for (position, area) in areas.iter().enumerate() {
                    prop_assert!(area.x + area.width <= columns && area.y + area.height <= rows);
                    for other in &areas[position + 1..] {
                        let apart = area.x + area.width <= other.x || other.x + other.width <= area.x
                            || area.y + area.height <= other.y || other.y + other.height <= area.y
                            || area.width == 0 || other.width == 0 || area.height == 0 || other.height == 0;
                        prop_assert!(apart, "{area:?} and {other:?} overlap");
                    }
                }
                prop_assert!(layout.axis.width >= 15 && layout.axis.height >= 1);
                prop_assert!(layout.list.height.max(layout.detail.height) >= 5);
                if let (Some(divided_at), SIDE_BY_SIDE..) = (divided_at, columns) {
                    prop_assert!(layout.list.width >= MIN_PANE && layout.detail.width >= MIN_PANE);
                    let is_free = (MIN_PANE..=columns - MIN_PANE).contains(&divided_at);
                    prop_assert!(!is_free || layout.list.width == divided_at);
                }
                let room = rows - FIXED_ROWS - layout.eras.height - layout.filter.height;
                prop_assert_eq!(layout.banner.height, u16::from(banner && room > 6));
            }
        }
    }
}
