//! The cards of a story, and what becomes of a card when the story changes.

use annals_index::VisibleEvents;
use annals_model::{EventIndex, TourStep};
use annals_scene::present::{CardKind, Deck, State};

use crate::context::StoryChange;
use crate::context::filter::Filter;
use crate::story::Story;

/// Which events are presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path {
    /// Those of the tour of the file, if it has one.
    Tour,
    /// All that pass the filter.
    AllEvents,
}

impl Path {
    /// Returns the other path.
    pub(super) const fn switched(self) -> Self {
        match self {
            Self::Tour => Self::AllEvents,
            Self::AllEvents => Self::Tour,
        }
    }
}

/// Returns the cards of a story: those of its tour, unless all events are wanted or a filter leaves some
/// out.
pub(super) fn deck<'s>(
    story: &'s Story,
    shown: VisibleEvents<'s>,
    filter: Option<&Filter>,
    path: Path,
    ascii: bool,
) -> Deck<'s> {
    let is_filtered = filter.and_then(Filter::chosen).is_some();
    let tour: &[TourStep] = if path == Path::AllEvents || is_filtered {
        &[]
    } else {
        &story.timeline.tour
    };
    Deck {
        timeline: &story.timeline,
        index: &story.index,
        shown,
        tour,
        ascii,
    }
}

/// Returns the same card of the new story; where its event is gone, on the screen the card of the
/// nearest event, in a view of the history `None`.
pub(super) fn translated(state: State, path: Path, change: &StoryChange<'_>) -> Option<State> {
    // Nothing is written with the decks, so it does not matter whether only ASCII may be used.
    let filter = change.old_place.filter.as_deref();
    let old = deck(change.old, change.shown_before(), filter, path, true);
    let filter = change.new_place.filter.as_deref();
    let new = deck(change.new, change.shown_now(), filter, path, true);
    let at = state.card.min(old.len() - 1);
    let is_gone = |event: EventIndex| change.event(event).is_none();
    let card_gone = matches!(old.kind(at), CardKind::Event(event) if is_gone(event));
    if card_gone && !change.is_current {
        return None;
    }
    let selected_gone = change.old_place.event.is_some_and(is_gone);
    let nearest = change.new_place.event;
    let nearest = nearest.filter(|_| card_gone || selected_gone);
    let last = new.len() - 1;
    let card = match (old.kind(at), at.checked_sub(1)) {
        (CardKind::Title, _) | (_, None) => Some(0),
        (CardKind::Sources, _) => Some(last),
        (_, Some(step)) if !old.tour.is_empty() && !new.tour.is_empty() => {
            same_step(step, change).map(|step| step + 1)
        }
        (CardKind::Event(event), _) => {
            let same = change.event(event).and_then(|event| new.card_of(event));
            same.or_else(|| nearest.and_then(|event| new.card_of(event)))
        }
        (CardKind::Step(_), _) => None,
    };
    Some(State {
        card: card.unwrap_or(state.card).min(last),
        // Another card begins with its first part.
        part: if card.is_some() { state.part } else { 0 },
    })
}

/// Returns the same step of the tour: that with the same event and name, else with either, else the one
/// of the same number.
fn same_step(step: usize, change: &StoryChange<'_>) -> Option<usize> {
    let (old, new) = (&change.old.timeline.tour, &change.new.timeline.tour);
    let was = old.get(step)?;
    let event = was.event.and_then(|event| change.event(event));
    let has_event = |other: &TourStep| other.event.is_some() && other.event == event;
    let has_name = |other: &TourStep| !other.name.is_empty() && other.name == was.name;
    let nearest = |is_same: &dyn Fn(&TourStep) -> bool| {
        let steps = new.iter().enumerate();
        let same = steps.filter(|(_, other)| is_same(other));
        same.map(|(place, _)| place)
            .min_by_key(|place| place.abs_diff(step))
    };
    nearest(&|other| has_event(other) && other.name == was.name)
        .or_else(|| nearest(&has_event))
        .or_else(|| nearest(&has_name))
        .or_else(|| new.len().checked_sub(1).map(|last| last.min(step)))
}
