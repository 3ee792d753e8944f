//! The hits of a search, by where the words stand: in titles, in names, in other text.

use annals_model::EventIndex;
use annals_model::text::Clean;

use crate::context::{Context, Found};

/// The most hits that are listed. A person types another letter before reading more.
pub(super) const MAX_LISTED: usize = 1_000;

/// Where the words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Titles,
    Names,
    Text,
}

impl Section {
    const ALL: [Self; 3] = [Self::Titles, Self::Names, Self::Text];

    /// Returns the heading.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Titles => "Titles",
            Self::Names => "Names",
            Self::Text => "Text",
        }
    }

    /// Returns where the words of a search stand in an event that it found. Words with a typo count only
    /// where none stands without one.
    fn of(event: EventIndex, found: &Found, cx: &Context) -> Self {
        let timeline = cx.timeline();
        let event = timeline.event(event);
        let in_names = |is_in: &dyn Fn(&Clean) -> bool| {
            event.participants.iter().any(|part| {
                let actor = timeline.actor(part.actor);
                is_in(&actor.name) || actor.aliases.iter().any(is_in)
            })
        };
        let is_exact = |text: &Clean| found.is_exact(text);
        let is_near = |text: &Clean| !found.matched(text).is_empty();
        if is_exact(&event.title) {
            Self::Titles
        } else if in_names(&is_exact) {
            Self::Names
        } else if is_exact(&event.summary) {
            Self::Text
        } else if is_near(&event.title) {
            Self::Titles
        } else if in_names(&is_near) {
            Self::Names
        } else {
            Self::Text
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HitRow {
    /// A heading with the number of hits below it.
    Heading(Section, usize),
    /// The hit of this index.
    Hit(usize, EventIndex),
}

/// The hits that pass the filter, the best of each section first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HitList {
    rows: Vec<HitRow>,
}

impl HitList {
    /// Lists the best of what was found.
    pub(super) fn new(found: &Found, cx: &Context) -> Self {
        let shown = cx.shown();
        let ranked = found.ranked.iter().copied();
        let listed = ranked.filter(|&event| shown.contains(event));
        let listed: Vec<_> = listed
            .take(MAX_LISTED)
            .map(|event| (Section::of(event, found, cx), event))
            .collect();
        let mut rows = Vec::with_capacity(listed.len() + Section::ALL.len());
        let mut hits = 0;
        for section in Section::ALL {
            let events = listed.iter().filter(|(of, _)| *of == section);
            let count = events.clone().count();
            if count > 0 {
                rows.push(HitRow::Heading(section, count));
            }
            rows.extend(events.map(|&(_, event)| {
                hits += 1;
                HitRow::Hit(hits - 1, event)
            }));
        }
        Self { rows }
    }

    /// Returns its rows.
    pub(super) fn rows(&self) -> &[HitRow] {
        &self.rows
    }

    /// Returns its events, the best first.
    pub(super) fn events(&self) -> impl Iterator<Item = EventIndex> {
        self.rows.iter().filter_map(|row| match row {
            HitRow::Hit(_, event) => Some(*event),
            HitRow::Heading(..) => None,
        })
    }

    /// Returns the number of hits that are listed.
    pub(super) fn count(&self) -> usize {
        self.events().count()
    }

    /// Returns the row of a hit, and the first row that has to be seen with it: a heading belongs to the
    /// first hit below it.
    pub(super) fn rows_of(&self, hit: usize) -> (usize, usize) {
        let is_it = |row: &HitRow| matches!(row, HitRow::Hit(index, _) if *index == hit);
        let row = self.rows.iter().position(is_it).unwrap_or(0);
        let before = row.checked_sub(1);
        let heading =
            before.filter(|&before| matches!(self.rows.get(before), Some(HitRow::Heading(..))));
        (heading.unwrap_or(row), row)
    }
}
