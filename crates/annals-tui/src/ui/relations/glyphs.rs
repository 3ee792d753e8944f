//! The characters of lines that meet, in Unicode and in ASCII.
//!
//! Owns nothing but the two sets, beside those of [`crate::ui::Glyphs`].

/// A set of characters. Each is one cell wide.
#[derive(Debug)]
pub(super) struct TreeGlyphs {
    /// Along a row of the grid, down a column of it, and where both cross.
    pub(super) cross: [&'static str; 3],
    /// A cell of the grid with nothing in it.
    pub(super) empty: &'static str,
    /// A story line between events, where an event may hold (on even columns, on odd ones), where
    /// one holds.
    pub(super) between: &'static str,
    pub(super) possible: [&'static str; 2],
    pub(super) sure: &'static str,
    /// A join, where it crosses a line between events, and where it crosses an event.
    pub(super) join: [&'static str; 3],
    /// The same of the join under the cursor.
    pub(super) bright: [&'static str; 3],
    /// In a tree: passing, beginning, a branch, the last one; and the way from there to the event.
    pub(super) tree: [&'static str; 4],
    pub(super) twig: &'static str,
    /// The last cell of it.
    pub(super) twig_end: &'static str,
    /// Cells from one step of a tree to the next, where there is room.
    pub(super) step: u16,
}

impl TreeGlyphs {
    pub(super) const UNICODE: Self = Self {
        cross: ["─", "│", "┼"],
        empty: "·",
        between: "─",
        possible: ["╌", "╌"],
        sure: "━",
        join: ["│", "┼", "┿"],
        bright: ["┃", "╂", "╋"],
        tree: ["│", "╭", "├", "╰"],
        twig: "─",
        twig_end: "─",
        step: 3,
    };

    pub(super) const ASCII: Self = Self {
        cross: ["-", "|", "+"],
        empty: " ",
        between: "-",
        possible: ["-", " "],
        sure: "=",
        join: ["|", "+", "+"],
        bright: ["#", "#", "#"],
        tree: ["|", ".", "|", "`"],
        twig: "-",
        // Symbols may look like parts of the tree, so they stand apart.
        twig_end: " ",
        step: 4,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::text::{Clean, width};

    fn all(glyphs: &TreeGlyphs) -> Vec<&'static str> {
        let single = [
            glyphs.empty,
            glyphs.between,
            glyphs.sure,
            glyphs.twig,
            glyphs.twig_end,
        ];
        [
            &single[..],
            &glyphs.cross,
            &glyphs.possible,
            &glyphs.join,
            &glyphs.bright,
            &glyphs.tree,
        ]
        .concat()
    }

    #[test]
    fn every_glyph_is_one_cell_and_ascii_is_ascii() {
        for glyph in all(&TreeGlyphs::UNICODE)
            .into_iter()
            .chain(all(&TreeGlyphs::ASCII))
        {
            assert_eq!(width(&Clean::line(glyph)), 1, "{glyph:?}");
        }
        assert!(all(&TreeGlyphs::ASCII).iter().all(|glyph| glyph.is_ascii()));
    }
}
