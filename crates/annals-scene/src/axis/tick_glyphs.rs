//! Glyphs on the tick rows and vertical lines through the lanes: the present, the user's markers, and the
//! edges of eras.
//!
//! Glyphs give way to tick labels; lines pass behind everything.

use super::eras::EraMark;
use super::mark::Edge;
use super::request::{Marker, MarkerKind, Request, cells};
use annals_time::{Scale, Ticks, Time};

/// Cells of the word "now".
const WORD: u16 = 3;

/// What a glyph on the tick rows marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TickGlyphKind {
    /// The present moment.
    Now,
    /// The date last jumped to.
    Date,
    /// One end of a measured distance.
    Measure,
}

/// A glyph on the tick rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TickGlyph {
    /// Its column.
    pub column: u16,
    /// What it marks.
    pub kind: TickGlyphKind,
    /// Whether it is on the line of the ticks; else above it.
    pub on_rule: bool,
    /// The column of the word "now" on the same row, if there is room.
    pub word: Option<u16>,
}

/// What a vertical line through the lanes marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuideKind {
    /// The edge of an era.
    Era,
    /// The present moment.
    Now,
    /// A marker of the user.
    Marker,
}

/// A vertical line through blank cells of the lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guide {
    /// Its column.
    pub column: u16,
    /// What it marks.
    pub kind: GuideKind,
}

pub(super) struct Placed {
    pub(super) tick_glyphs: Vec<TickGlyph>,
    pub(super) guides: Vec<Guide>,
    pub(super) marked: Vec<(u16, u16)>,
}

pub(super) fn place(
    request: &Request<'_>,
    scale: &Scale,
    ticks: &Ticks,
    eras: &[EraMark],
) -> Placed {
    let mut places: Vec<(TickGlyphKind, u16)> = Vec::new();
    places.extend(
        request
            .now
            .and_then(|now| scale.column_of(now))
            .map(|column| (TickGlyphKind::Now, column)),
    );
    places.extend(request.markers.iter().filter_map(|marker| {
        let kind = match marker.kind {
            MarkerKind::Measure => TickGlyphKind::Measure,
            MarkerKind::Date => TickGlyphKind::Date,
        };
        Some((kind, scale.column_of(marker.start)?))
    }));
    // Of several glyphs in one column the last is drawn: the markers of the user cover the present.
    places.sort_by_key(|&(kind, column)| (column, kind));
    let mut guides = guides(eras, scale.columns());
    guides.extend(places.iter().map(|&(kind, column)| Guide {
        column,
        kind: match kind {
            TickGlyphKind::Now => GuideKind::Now,
            TickGlyphKind::Date | TickGlyphKind::Measure => GuideKind::Marker,
        },
    }));
    guides.sort_by_key(|guide| (guide.column, std::cmp::Reverse(guide.kind)));
    guides.dedup_by_key(|guide| guide.column);
    Placed {
        tick_glyphs: tick_glyphs(&places, scale.columns(), ticks),
        guides,
        marked: marked(request.markers, scale),
    }
}

fn guides(eras: &[EraMark], columns: u16) -> Vec<Guide> {
    let edges = eras.iter().flat_map(|era| {
        // An unsure edge has no exact column for a line.
        let left = (era.left == Edge::Dated && era.soft.0 == 0).then_some(era.first);
        let right = era.right == Edge::Dated && era.soft.1 == 0 && era.end < columns;
        let right = right.then_some(era.end);
        [left, right]
    });
    let guide = |column| Guide {
        column,
        kind: GuideKind::Era,
    };
    edges.flatten().map(guide).collect()
}

/// Places glyphs on the line of the ticks, else above it; those without room are left out.
fn tick_glyphs(places: &[(TickGlyphKind, u16)], columns: u16, ticks: &Ticks) -> Vec<TickGlyph> {
    let (mut rule, mut above) = taken(ticks, columns);
    let mut tick_glyphs: Vec<TickGlyph> = Vec::new();
    for (position, &(kind, column)) in places.iter().enumerate() {
        let at = usize::from(column);
        if places
            .get(position + 1)
            .is_some_and(|next| next.1 == column)
        {
            continue;
        }
        let on_rule = rule[at] != Taken::Text;
        let row = if on_rule { &mut rule } else { &mut above };
        if row[at] == Taken::Text {
            continue;
        }
        row[at] = Taken::Text;
        tick_glyphs.push(TickGlyph {
            column,
            kind,
            on_rule,
            word: None,
        });
    }
    // The word is placed after all glyphs, with a blank on both sides.
    for glyph in tick_glyphs
        .iter_mut()
        .filter(|glyph| glyph.kind == TickGlyphKind::Now)
    {
        let row = if glyph.on_rule { &rule } else { &above };
        let free = |from: u16| {
            let cells = usize::from(from)..usize::from(from + WORD + 2);
            row.get(cells)
                .is_some_and(|cells| cells.iter().all(|&taken| taken == Taken::Free))
        };
        let right = Some(glyph.column + 1);
        let left = glyph.column.checked_sub(WORD + 2);
        let room = right.filter(|&from| free(from));
        glyph.word = room
            .or(left.filter(|&from| free(from)))
            .map(|from| from + 1);
    }
    tick_glyphs
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Free,
    Tick,
    Text,
}

/// Returns what occupies each cell of the line of the ticks and of the row above it. The cells beside a label
/// belong to it.
fn taken(ticks: &Ticks, columns: u16) -> (Vec<Taken>, Vec<Taken>) {
    let mut rule = vec![Taken::Free; usize::from(columns)];
    let mut above = rule.clone();
    let write = |row: &mut [Taken], column: u16, label: &str, what: Taken| {
        let wide = u16::try_from(label.len()).unwrap_or(columns);
        let cells = column.saturating_sub(1)..column.saturating_add(wide).saturating_add(1);
        for column in cells {
            if let Some(cell) = row.get_mut(usize::from(column)) {
                *cell = what;
            }
        }
    };
    let on_rule = !ticks.context.is_empty();
    for context in &ticks.context {
        write(&mut above, context.column, &context.label, Taken::Text);
    }
    for tick in &ticks.major {
        let row = if on_rule { &mut rule } else { &mut above };
        write(row, tick.label_column, &tick.label, Taken::Text);
        // On the line itself, a label starts beside its tick.
        if let Some(cell) = rule.get_mut(usize::from(tick.column)) {
            *cell = if on_rule { Taken::Text } else { Taken::Tick };
        }
    }
    (rule, above)
}

/// Returns the marked intervals: that of each marker, and the one between the two ends of a measured
/// distance.
fn marked(markers: &[Marker], scale: &Scale) -> Vec<(u16, u16)> {
    let window = scale.window();
    let mut segments: Vec<(Time, Time)> = markers
        .iter()
        .map(|marker| (marker.start, marker.end))
        .collect();
    let measured = || {
        let measures = markers.iter();
        measures.filter(|marker| marker.kind == MarkerKind::Measure)
    };
    if measured().count() > 1
        && let (Some(start), Some(end)) = (
            measured().map(|marker| marker.start).min(),
            measured().map(|marker| marker.end).max(),
        )
    {
        segments.push((start, end));
    }
    segments
        .into_iter()
        .filter(|&(start, end)| start < end && start < window.end() && end > window.start())
        .map(|(start, end)| cells(scale, start, end))
        .collect()
}
