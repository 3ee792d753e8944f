//! The areas of the page of causes.

use ratatui::layout::{Margin, Rect};

use crate::context::Context;

/// From this width on, the tree and the text are side by side.
const SIDE_BY_SIDE: u16 = 100;
/// Hundredths of the width that the tree takes there.
const TREE_PART: u16 = 58;
/// The most columns of the tree, so that dates stay near the titles.
const MAX_TREE: u16 = 84;
/// From this height on, a narrow page has the text below the tree.
const WITH_TEXT: u16 = 14;
/// The fewest and the most rows of that text, with its border.
const TEXT_ROWS: (u16, u16) = (7, 14);

/// The areas of the page, with their borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// The tree.
    pub(super) tree: Rect,
    /// The text about what is under the cursor; no height where there is no room for it.
    pub(super) about: Rect,
}

impl Layout {
    pub(super) fn of(cx: &Context) -> Self {
        let page = cx.page_area();
        if page.width >= SIDE_BY_SIDE {
            let width = (page.width.saturating_mul(TREE_PART) / 100).min(MAX_TREE);
            let [tree, about] = [(page.x, width), (page.x + width, page.width - width)]
                .map(|(x, width)| Rect { x, width, ..page });
            return Self { tree, about };
        }
        let below = match page.height {
            height if height < WITH_TEXT => 0,
            height => (height / 5 * 2 + height % 5 * 2 / 5).clamp(TEXT_ROWS.0, TEXT_ROWS.1),
        };
        let height = page.height - below;
        Self {
            tree: Rect { height, ..page },
            about: Rect {
                y: page.y + height,
                height: below,
                ..page
            },
        }
    }

    /// Returns whether the text has to be short: it has few rows.
    pub(super) fn is_brief(&self) -> bool {
        self.about.y > self.tree.y
    }
}

/// Returns the room for the text inside its border.
pub(super) fn inside(about: Rect) -> Rect {
    about.inner(Margin::new(2, 1))
}
