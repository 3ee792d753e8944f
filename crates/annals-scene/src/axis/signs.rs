//! Signs on the ticks and lines down through the lanes: the present, what the person marked, and
//! where eras begin and end.
//!
//! Owns their places. They give way to the labels of ticks; lines pass behind everything.

use super::{Edge, EraMark, Marker, MarkerKind, Request, cells};
use annals_model::sort_by_key;

use annals_time::{Scale, Ticks, Time};

/// Cells of the word for the present.
const WORD: u16 = 3;

/// What a sign on the ticks says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignKind {
    /// The present moment.
    Now,
    /// The date last gone to.
    Date,
    /// One of the two between which is measured.
    Measure,
}

/// A sign on the ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Its column.
    pub column: u16,
    /// What it says.
    pub kind: SignKind,
    /// Whether it stands on the line of the ticks; else above it.
    pub on_rule: bool,
    /// Where the three letters of the word "now" start on the same row, if there is room.
    pub word: Option<u16>,
}

/// What a line down through the lanes stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuideKind {
    /// The edge of an era.
    Era,
    /// The present moment.
    Now,
    /// What a person marked.
    Marker,
}

/// A line down through what is blank of the lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guide {
    /// Its column.
    pub column: u16,
    /// What it stands for.
    pub kind: GuideKind,
}

pub(super) struct Placed {
    pub(super) signs: Vec<Sign>,
    pub(super) guides: Vec<Guide>,
    pub(super) marked: Vec<(u16, u16)>,
}

pub(super) fn place(
    request: &Request<'_>,
    scale: &Scale,
    ticks: &Ticks,
    eras: &[EraMark],
) -> Placed {
    let mut places: Vec<(SignKind, u16)> = Vec::new();
    places.extend(
        request
            .now
            .and_then(|now| scale.column_of(now))
            .map(|column| (SignKind::Now, column)),
    );
    places.extend(request.markers.iter().filter_map(|marker| {
        let kind = match marker.kind {
            MarkerKind::Measure => SignKind::Measure,
            MarkerKind::Date => SignKind::Date,
        };
        Some((kind, scale.column_of(marker.start)?))
    }));
    // Of signs in one column the last one is seen: what a person did counts for more than the clock.
    sort_by_key(&mut places, |&(kind, column)| (column, kind));
    let mut guides = guides(eras, scale.columns());
    guides.extend(places.iter().map(|&(kind, column)| Guide {
        column,
        kind: match kind {
            SignKind::Now => GuideKind::Now,
            SignKind::Date | SignKind::Measure => GuideKind::Marker,
        },
    }));
    sort_by_key(&mut guides, |guide| {
        (guide.column, std::cmp::Reverse(guide.kind))
    });
    guides.dedup_by_key(|guide| guide.column);
    Placed {
        signs: signs(&places, scale.columns(), ticks),
        guides,
        marked: marked(request.markers, scale),
    }
}

fn guides(eras: &[EraMark], columns: u16) -> Vec<Guide> {
    let edges = eras.iter().flat_map(|era| {
        // An edge that lies somewhere in a stretch has no place for a line.
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

/// The signs that have room: on the line of the ticks, else above it, else nowhere.
fn signs(places: &[(SignKind, u16)], columns: u16, ticks: &Ticks) -> Vec<Sign> {
    let (mut rule, mut above) = taken(ticks, columns);
    let mut signs: Vec<Sign> = Vec::new();
    for (place, &(kind, column)) in places.iter().enumerate() {
        let at = usize::from(column);
        if places.get(place + 1).is_some_and(|next| next.1 == column) {
            continue;
        }
        let on_rule = rule[at] != Taken::Text;
        let row = if on_rule { &mut rule } else { &mut above };
        if row[at] == Taken::Text {
            continue;
        }
        row[at] = Taken::Text;
        signs.push(Sign {
            column,
            kind,
            on_rule,
            word: None,
        });
    }
    // The word comes after every sign has its place, with a blank at both sides.
    for sign in signs.iter_mut().filter(|sign| sign.kind == SignKind::Now) {
        let row = if sign.on_rule { &rule } else { &above };
        let free = |from: u16| {
            let cells = usize::from(from)..usize::from(from + WORD + 2);
            row.get(cells)
                .is_some_and(|cells| cells.iter().all(|&taken| taken == Taken::Free))
        };
        let right = Some(sign.column + 1);
        let left = sign.column.checked_sub(WORD + 2);
        let room = right.filter(|&from| free(from));
        sign.word = room
            .or(left.filter(|&from| free(from)))
            .map(|from| from + 1);
    }
    signs
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Free,
    Tick,
    Text,
}

/// What stands in each cell of the line of the ticks and of the row above it. The cells beside a
/// label belong to it.
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

/// The stretches that are marked: each marker's own, and all that lies from the one to the other of
/// two between which is measured.
fn marked(markers: &[Marker], scale: &Scale) -> Vec<(u16, u16)> {
    let window = scale.window();
    let mut stretches: Vec<(Time, Time)> = markers
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
        stretches.push((start, end));
    }
    stretches
        .into_iter()
        .filter(|&(start, end)| start < end && start < window.end() && end > window.start())
        .map(|(start, end)| cells(scale, start, end))
        .collect()
}
