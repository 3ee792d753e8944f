//! The signs of the screen and what they mean.

use annals_model::Status;

use crate::glyphs::Glyphs;

/// A sign of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// The symbol of a status.
    Status(Status),
    Certain,
    Fading,
    Open,
    Unknown,
    Point,
    SomeWithin,
    OneOf,
    Density,
    Connector,
    Era,
    Now,
    Mark,
}

/// Every sign but those of statuses, with what it means.
pub(super) static SIGNS: &[(Sign, &str)] = &[
    (Sign::Certain, "the event lasts for all of this"),
    (
        Sign::Fading,
        "it begins or ends somewhere in here; the date does not say when",
    ),
    (Sign::Open, "the date gives no end on this side"),
    (
        Sign::Unknown,
        "it begins or ends on this side at an unknown time",
    ),
    (
        Sign::SomeWithin,
        "on some day, month or year within this interval",
    ),
    (Sign::OneOf, "on one of these dates; which one is unknown"),
    (
        Sign::Point,
        "shorter than a cell; a number counts the events that share it",
    ),
    (
        Sign::Density,
        "how many events there are, where they are too many to be drawn one by one; the number beside the name counts those in view",
    ),
    (
        Sign::Connector,
        "joins the bars of the selected event in several lanes",
    ),
    (Sign::Era, "an era, such as a reign or a war"),
    (Sign::Now, "the present (UTC)"),
    (Sign::Mark, "the date gone to; a mark to measure from"),
];

impl Sign {
    /// Returns the characters of the sign.
    pub(super) fn glyphs(self, glyphs: &Glyphs) -> Vec<&'static str> {
        match self {
            Self::Status(status) => vec![glyphs.status(status)],
            Self::Certain => vec![glyphs.bars.halves[0], glyphs.bars.certain, glyphs.bars.end],
            Self::Fading => glyphs.bars.fading.to_vec(),
            Self::Open => vec![glyphs.bars.certain, glyphs.bars.open[1]],
            Self::Unknown => vec![
                glyphs.bars.fading[0],
                glyphs.bars.fading[0],
                glyphs.bars.unknown,
            ],
            Self::Point => vec![glyphs.point(1), " ", glyphs.point(3)],
            Self::SomeWithin => vec![
                glyphs.bars.some_within[0],
                glyphs.bars.within,
                glyphs.bars.some_within[1],
            ],
            Self::OneOf => vec![
                glyphs.bars.one_of[0],
                glyphs.bars.one_of[1],
                glyphs.bars.joins[0],
                glyphs.bars.one_of[0],
                glyphs.bars.one_of[1],
            ],
            Self::Density => glyphs.axis.heights[1..=5].to_vec(),
            Self::Connector => vec![glyphs.axis.connector],
            Self::Era => vec![
                glyphs.axis.era[0],
                glyphs.axis.era[1],
                glyphs.axis.era[1],
                glyphs.axis.era[2],
            ],
            Self::Now => vec![glyphs.axis.signs[0], "n", "o", "w"],
            Self::Mark => vec![glyphs.axis.signs[1], " ", glyphs.axis.signs[2]],
        }
    }
}
