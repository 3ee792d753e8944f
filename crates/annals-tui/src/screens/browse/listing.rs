//! What the list shows, translated to a story that was read anew.

use annals_scene::event_group;
use annals_scene::list::Listing;

use crate::context::StoryChange;

/// Returns the same listing of the new story, or `None` where what it lists is gone.
pub(super) fn translated(listing: Listing, change: &StoryChange<'_>) -> Option<Listing> {
    Some(match listing {
        Listing::Events | Listing::Actors => listing,
        Listing::Source(source) => Listing::Source(change.source(source)?),
        Listing::Around(event) => Listing::Around(change.event(event)?),
        Listing::Theme(event, place) => {
            let same = change.event(event);
            let same = same.map(|event| Listing::Theme(event, place));
            same.or_else(|| theme_elsewhere(listing, change))?
        }
    })
}

/// The event that a theme was reached from is gone; the same theme of another event is shown.
fn theme_elsewhere(listing: Listing, change: &StoryChange<'_>) -> Option<Listing> {
    let theme = event_group::theme(&change.old.timeline, listing)?;
    let mut events = change.new.timeline.events.walk();
    events.find_map(|(event, what)| {
        let place = what.themes.iter().position(|one| one == theme)?;
        Some(Listing::Theme(event, place))
    })
}
