//! The areas of the main screen at a given size.

use crate::axis::UNDATED_COLUMNS;
use ratatui_core::layout::Rect;

/// The smallest supported screen, in columns and rows.
pub const MIN_SIZE: (u16, u16) = (40, 12);
/// From this width on, list and detail are side by side.
const SIDE_BY_SIDE: u16 = 60;
/// The fewest columns of the list and of the detail side by side, with their borders.
pub const MIN_PANE: u16 = 24;
/// The fewest rows of the list on a small screen, with its border.
const MIN_LIST: u16 = 5;
/// The fewest rows of the list that lanes leave it, with its border: eight events can be read.
const GOOD_LIST: u16 = 10;
/// Rows of the ticks and of the overview.
const AXIS_ROWS: u16 = 3;
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
    /// Rows for the names of eras.
    pub era_rows: u16,
    /// Whether there are events without a date.
    pub undated: bool,
    /// Whether there is a filter.
    pub filter: bool,
    /// Whether there is a lasting problem to report.
    pub banner: bool,
    /// Columns of the list with its border, where a person has chosen them.
    pub divided_at: Option<u16>,
    /// Columns of the list with its border so that no title is cut.
    pub list_columns: u16,
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
    /// The rows of era names above the lanes; no height without eras.
    pub eras: Rect,
    /// The lanes.
    pub axis: Rect,
    /// The events without a date, right of the lanes; no width without such events.
    pub undated: Rect,
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

/// Returns the number of columns of the axis on a screen.
pub fn axis_columns(columns: u16, label_width: usize, undated: bool) -> u16 {
    let undated = if undated { UNDATED_COLUMNS + 2 } else { 0 };
    columns.saturating_sub(name_columns(columns, label_width) + 2 + undated)
}

/// Returns the number of columns for the names of lanes.
fn name_columns(columns: u16, label_width: usize) -> u16 {
    let widest = (columns / 6).clamp(8, 24);
    let label_width = u16::try_from(label_width).unwrap_or(u16::MAX);
    label_width.clamp(8, widest) + 2
}

impl Layout {
    /// Arranges a screen; `None` below [`MIN_SIZE`].
    pub fn new(columns: u16, rows: u16, wishes: &LayoutNeeds) -> Option<Self> {
        if columns < MIN_SIZE.0 || rows < MIN_SIZE.1 {
            return None;
        }
        // Eras are background: on a small screen they give way.
        let eras = wishes.era_rows.min((rows - MIN_SIZE.1) / 4);
        // The row of an active filter is always shown.
        let filter = u16::from(wishes.filter);
        let before = rows - FIXED_ROWS - eras - filter;
        let banner = u16::from(wishes.banner && before > MIN_LIST + 1);
        let free = before - banner;
        // The axis takes what its lanes need, up to three fifths of the screen, and leaves the panes room for
        // reading.
        let share = (rows.saturating_mul(3) / 5).saturating_sub(AXIS_ROWS + eras);
        let most = share.min(free.saturating_sub(GOOD_LIST));
        let most = most.max(2).min(free - MIN_LIST);
        let lane_rows = u16::try_from(wishes.lane_rows)
            .unwrap_or(u16::MAX)
            .clamp(1, most);
        let label_width = name_columns(columns, wishes.label_width);
        let axis_x = label_width + 1;
        let undated = if wishes.undated { UNDATED_COLUMNS } else { 0 };
        let axis_width = axis_columns(columns, wishes.label_width, wishes.undated);
        let panes = Rect::new(0, 4 + eras + lane_rows + filter, columns, free - lane_rows);
        let (list, detail) = split(panes, wishes);
        Some(Self {
            title: Rect::new(0, 0, columns, 1),
            ticks: Rect::new(axis_x, 1, axis_width, 2),
            eras: Rect::new(axis_x, 3, axis_width, eras),
            labels: Rect::new(0, 3 + eras, label_width, lane_rows),
            axis: Rect::new(axis_x, 3 + eras, axis_width, lane_rows),
            undated: Rect::new(columns - 1 - undated, 3 + eras, undated, lane_rows),
            overview: Rect::new(axis_x, 3 + eras + lane_rows, axis_width, 1),
            filter: Rect::new(0, 4 + eras + lane_rows, columns, filter),
            list,
            detail,
            banner: Rect::new(0, rows - 1 - banner, columns, banner),
            footer: Rect::new(0, rows - 1, columns, 1),
        })
    }
}

/// Returns the columns of the list beside the detail: what its titles need, from 40 to 55 per cent.
fn list_width(columns: u16, wanted: u16) -> u16 {
    let part = |percent: u32| u16::try_from(u32::from(columns) * percent / 100).unwrap_or(columns);
    wanted.clamp(part(40), part(55))
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
        None => list_width(panes.width, wishes.list_columns),
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
            columns in 1_u16..600, rows in 1_u16..300, lane_rows in 0_usize..400, label_width in 0_usize..90, list_columns in 0_u16..200, side: bool, era_rows in 0_u16..4, undated: bool, filter: bool, banner: bool, divided_at in prop::option::of(0_u16..600),
        ) {
            let pane = if side { Pane::List } else { Pane::Detail };
            let layout = Layout::new(columns, rows, &LayoutNeeds { lane_rows, label_width, era_rows, undated, filter, banner, divided_at, list_columns, pane });
            prop_assert_eq!(layout.is_none(), columns < MIN_SIZE.0 || rows < MIN_SIZE.1);
            if let Some(layout) = layout {
                let areas = [layout.title, layout.ticks, layout.eras, layout.labels, layout.axis, layout.undated, layout.overview, layout.filter, layout.list, layout.detail, layout.banner, layout.footer];
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
                prop_assert_eq!(layout.undated.width > 0, undated);
                // The axis takes what it needs and no more, up to three fifths of a screen with room for both.
                let (axis, list) = (layout.overview.y, layout.list.height.max(layout.detail.height));
                prop_assert!(usize::from(layout.axis.height) <= lane_rows.max(1));
                if layout.axis.height > 2 {
                    prop_assert!(axis <= rows * 3 / 5 && list >= 10, "{axis} and {list} of {rows}");
                }
                if usize::from(layout.axis.height) < lane_rows && rows > 24 && !filter && !banner {
                    let next = axis + 1;
                    prop_assert!(next > rows * 3 / 5 || list == 10, "{axis} and {list} of {rows}");
                }
                prop_assert!(layout.list.height.max(layout.detail.height) >= 5);
                if let (Some(divided_at), SIDE_BY_SIDE..) = (divided_at, columns) {
                    prop_assert!(layout.list.width >= MIN_PANE && layout.detail.width >= MIN_PANE);
                    let is_free = (MIN_PANE..=columns - MIN_PANE).contains(&divided_at);
                    prop_assert!(!is_free || layout.list.width == divided_at);
                } else if columns >= SIDE_BY_SIDE {
                    let part = |percent: u32| u32::from(columns) * percent / 100;
                    let width = u32::from(layout.list.width);
                    prop_assert!((part(40)..=part(55)).contains(&width), "{width}");
                    prop_assert!(width == u32::from(list_columns) || width == part(40) || width == part(55));
                    prop_assert_eq!(layout.list.width + layout.detail.width, columns);
                }
                let room = rows - FIXED_ROWS - layout.eras.height - layout.filter.height;
                prop_assert_eq!(layout.banner.height, u16::from(banner && room > 6));
            }
        }
    }
}
