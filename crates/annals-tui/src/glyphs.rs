//! The characters that drawing is made of, in Unicode and in ASCII.
//!
//! Both sets say the same things: what a colour or a shape says in one, a letter or a line says in
//! the other.

use annals_model::Status;

/// A set of characters. Each is one cell wide.
#[derive(Debug)]
pub struct Glyphs {
    /// Whether all of them are ASCII.
    pub is_ascii: bool,
    /// Corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Lines of a box: horizontal, vertical.
    pub lines: [&'static str; 2],
    /// What has been done of a bar of progress.
    pub progress: &'static str,
    /// The mark of a selected row.
    pub selected: &'static str,
    /// The left edge of a selected row that has a ground of its own.
    pub row_edge: &'static str,
    /// The mark of a lane.
    pub lane: &'static str,
    /// More above, more below.
    pub more: [&'static str; 2],
    /// Between parts of a line.
    pub separator: &'static str,
    /// Where text was cut; it may be wider than a cell.
    pub ellipsis: &'static str,
    /// A choice of a quiz that is right, and one that was taken and is wrong.
    pub judged: [&'static str; 2],
    /// Symbols of the kinds of statement, in their order.
    pub statuses: [&'static str; 5],
    /// What bars and marks of events are drawn with.
    pub bars: BarGlyphs,
    /// What the axis and what stands behind the lanes are drawn with.
    pub axis: AxisGlyphs,
}

/// What bars and marks of events are drawn with. Each is one cell wide.
#[derive(Debug)]
pub struct BarGlyphs {
    /// A cell filled from the left, by eighths.
    pub parts: [&'static str; 8],
    /// A sure span, where bars are drawn without grounds; a blank is underlined.
    pub certain: &'static str,
    /// The end of a bar, where bars are drawn without grounds.
    pub end: &'static str,
    /// The left and the right half of a cell, for edges.
    pub halves: [&'static str; 2],
    /// A sure span whose date the source doubts.
    pub doubtful: &'static str,
    /// From hardly to nearly sure.
    pub fading: [&'static str; 3],
    /// An open end: to the left, to the right.
    pub open: [&'static str; 2],
    /// An unknown end.
    pub unknown: &'static str,
    /// A mark that is shorter than a cell.
    pub single: &'static str,
    /// The same of some day in a span, and of one of several dates.
    pub possible: [&'static str; 2],
    /// Somewhere in a span; where is unknown.
    pub within: &'static str,
    /// Both edges of a span in which some day is meant.
    pub some_within: [&'static str; 2],
    /// Both edges of each of several dates of which one is meant.
    pub one_of: [&'static str; 2],
    /// Between several dates of which one is meant; of which all are.
    pub joins: [&'static str; 2],
}

/// What the axis and what stands behind the lanes are drawn with. Each is one cell wide.
#[derive(Debug)]
pub struct AxisGlyphs {
    /// The line under the labels of the ticks.
    pub rule: &'static str,
    /// Where a tick stands on it.
    pub major_tick: &'static str,
    /// That line where it is marked.
    pub marked_rule: &'static str,
    /// Signs on it: the present, the date last gone to, an end of what is measured.
    pub signs: [&'static str; 3],
    /// Lines down behind the lanes: the edge of an era, the present, what was marked.
    pub guides: [&'static str; 3],
    /// What joins the marks of one event.
    pub connector: &'static str,
    /// An era: its left edge, its line, its right edge, an edge in doubt.
    pub era: [&'static str; 4],
    /// Both sides of the part of the overview that the window shows.
    pub frame: [&'static str; 2],
    /// Heights from nothing to a whole row.
    pub heights: [&'static str; 9],
}

impl Glyphs {
    /// For terminals that show Unicode.
    pub const UNICODE: Self = Self {
        is_ascii: false,
        corners: ["╭", "╮", "╰", "╯"],
        lines: ["─", "│"],
        progress: "━",
        selected: "▸",
        row_edge: "▌",
        lane: "▍",
        more: ["▴", "▾"],
        separator: "·",
        ellipsis: "…",
        judged: ["✓", "×"],
        statuses: ["●", "◐", "○", "◌", "?"],
        bars: BarGlyphs {
            parts: [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"],
            certain: " ",
            end: "▕",
            halves: ["▌", "▐"],
            doubtful: "╍",
            fading: ["░", "▒", "▓"],
            open: ["◂", "▸"],
            unknown: "?",
            single: "◆",
            possible: ["◇", "◈"],
            within: "░",
            some_within: ["(", ")"],
            one_of: ["[", "]"],
            joins: ["┄", "─"],
        },
        axis: AxisGlyphs {
            rule: "─",
            major_tick: "┴",
            marked_rule: "━",
            signs: ["▾", "▽", "▼"],
            guides: ["┊", "┆", "╎"],
            connector: "│",
            era: ["╶", "─", "╴", "┄"],
            frame: ["▌", "▐"],
            heights: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        },
    };

    /// For terminals that show nothing else.
    pub const ASCII: Self = Self {
        is_ascii: true,
        corners: ["+", "+", "+", "+"],
        lines: ["-", "|"],
        progress: "=",
        selected: ">",
        row_edge: ">",
        lane: "|",
        more: ["^", "v"],
        separator: "-",
        ellipsis: "..",
        judged: ["+", "x"],
        statuses: ["*", "%", "o", ".", "?"],
        bars: BarGlyphs {
            parts: ["=", "[", "[", "[", "[", "[", "[", "["],
            certain: "_",
            end: "]",
            halves: ["[", "["],
            doubtful: "-",
            fading: [".", ":", "="],
            open: ["<", ">"],
            unknown: "?",
            single: "*",
            possible: ["o", "/"],
            within: ":",
            some_within: ["(", ")"],
            one_of: ["[", "]"],
            joins: [".", "-"],
        },
        axis: AxisGlyphs {
            rule: "-",
            major_tick: "+",
            marked_rule: "=",
            signs: ["|", "v", "V"],
            guides: [":", ":", ":"],
            connector: "|",
            era: ["|", "-", "|", "."],
            frame: ["[", "]"],
            heights: [" ", "_", "_", ".", ".", "-", "-", "#", "#"],
        },
    };

    /// A mark that is shorter than a cell and stands for that many events.
    pub fn point(&self, count: usize) -> &'static str {
        const COUNTS: [&str; 8] = ["2", "3", "4", "5", "6", "7", "8", "9"];
        match count {
            0 | 1 => self.bars.single,
            count => COUNTS.get(count - 2).copied().unwrap_or("+"),
        }
    }

    /// The symbol of a kind of statement.
    pub const fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Reported => self.statuses[0],
            Status::Claim => self.statuses[1],
            Status::Plan => self.statuses[2],
            Status::Forecast => self.statuses[3],
            Status::Question => self.statuses[4],
        }
    }
}

/// Returns the glyph of that number, or the last one for a larger number.
pub(crate) fn nth(glyphs: &[&'static str], number: impl Into<usize>) -> &'static str {
    let glyph = glyphs.get(number.into()).or(glyphs.last());
    glyph.copied().unwrap_or(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::text::{Clean, width};

    fn all(glyphs: &Glyphs) -> Vec<&'static str> {
        let single = [
            glyphs.axis.rule,
            glyphs.axis.major_tick,
            glyphs.bars.certain,
            glyphs.bars.end,
            glyphs.bars.doubtful,
            glyphs.bars.unknown,
            glyphs.bars.single,
            glyphs.bars.within,
            glyphs.axis.marked_rule,
            glyphs.axis.connector,
            glyphs.selected,
            glyphs.row_edge,
            glyphs.lane,
            glyphs.separator,
        ];
        [
            &single[..],
            &glyphs.corners,
            &glyphs.lines,
            &glyphs.bars.halves,
            &glyphs.bars.fading,
            &glyphs.bars.possible,
            &glyphs.bars.some_within,
            &glyphs.bars.one_of,
            &glyphs.bars.joins,
            &glyphs.axis.signs,
            &glyphs.axis.guides,
            &glyphs.axis.era,
            &glyphs.axis.frame,
            &glyphs.bars.open,
            &glyphs.axis.heights,
            &glyphs.more,
            &glyphs.statuses,
        ]
        .concat()
    }

    #[test]
    fn every_glyph_is_one_cell_and_ascii_is_ascii() {
        for glyph in all(&Glyphs::UNICODE).into_iter().chain(all(&Glyphs::ASCII)) {
            assert_eq!(width(&Clean::line(glyph)), 1, "{glyph:?}");
            assert_eq!(Clean::line(glyph).as_str(), glyph);
        }
        assert!(Glyphs::ASCII.ellipsis.is_ascii());
        assert!(all(&Glyphs::ASCII).iter().all(|glyph| glyph.is_ascii()));
    }

    #[test]
    fn paper_has_the_same_symbols() {
        for &status in Status::ALL {
            let symbol = annals_scene::handout::symbol(status);
            assert_eq!(Glyphs::UNICODE.status(status), symbol);
        }
    }

    #[test]
    fn statuses_can_be_told_apart() {
        for glyphs in [&Glyphs::UNICODE, &Glyphs::ASCII] {
            for (place, one) in Status::ALL.iter().enumerate() {
                for other in &Status::ALL[place + 1..] {
                    assert_ne!(glyphs.status(*one), glyphs.status(*other));
                }
            }
        }
    }
}
