//! Searching as one types, and walking through what was found.
//!
//! Owns the typed text, what it found and the way back to where one was. How a text is found is the
//! business of `index`.

mod found;

use std::sync::Arc;

pub use self::found::Found;
use self::found::Narrowed;

use super::command::Action;
use super::prompt::Entry;
use super::state::{App, Effect};
use super::story::{MANY, Story, Task};
use super::view::{Overlay, Page, View};
use annals_index::Track;
use annals_index::search::Search;
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};
use annals_scene::relations::chain::{Chain, Stop};

/// More steps than that through what was found are as many as anybody means.
const MOST_STEPS: usize = 10_000;

/// What can be searched, made once for a story.
#[derive(Debug, Clone)]
pub struct Searchable(Arc<Search>);

impl Searchable {
    /// What looks things up.
    pub(super) fn search(&self) -> &Search {
        &self.0
    }

    /// Prepares a story to be searched.
    pub(super) fn new(story: &Story) -> Self {
        Self(Arc::new(Search::new(&story.timeline, &story.index)))
    }
}

/// The very same one: comparing all texts would take too long.
impl PartialEq for Searchable {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Searchable {}

/// The place so many further of `count`, with so many before where one is, and whether the way there goes
/// round the end.
fn stepped(before: usize, on_one: bool, count: usize, by: isize) -> Option<(usize, bool)> {
    let count = isize::try_from(count).ok().filter(|&count| count > 0)?;
    // From between two of them, the next one is the one after and the previous the one before.
    let place = isize::try_from(before).unwrap_or(0) - isize::from(by > 0 && !on_one);
    let next = place.saturating_add(by);
    let place = usize::try_from(next.rem_euclid(count)).ok()?;
    Some((place, !(0..count).contains(&next)))
}

/// The search of an app.
#[derive(Debug, Clone, Default)]
pub(super) struct Searching {
    searchable: Option<Searchable>,
    found: Option<Arc<Found>>,
    /// What of it passes the filter, where there is one.
    narrowed: Option<Narrowed>,
    /// The view in which the search was begun.
    pub(super) before: Option<View>,
    /// Whether something was found, but nothing that stands on the page or passes the filter.
    is_elsewhere: bool,
}

impl App {
    /// What was found last and is still marked.
    pub fn found(&self) -> Option<&Found> {
        self.searching.found.as_deref()
    }

    /// Takes what was found as if it had been searched for.
    pub(super) fn set_found(&mut self, searchable: Searchable, found: Option<Arc<Found>>) {
        self.searching.searchable = Some(searchable);
        self.searching.found = found;
    }

    /// Those of the events found that are shown and have a date.
    pub(super) fn found_track(&self) -> Option<&Track> {
        let narrowed = self.searching.narrowed.as_ref();
        narrowed
            .map(|narrowed| &narrowed.track)
            .or_else(|| self.found().map(Found::track))
    }

    /// Brings what was found into line with the filter.
    pub(super) fn settle_found(&mut self) {
        self.searching.narrowed = match (&self.searching.found, &self.view.filter) {
            (Some(found), Some(filter)) => {
                let narrowed = self.searching.narrowed.take();
                narrowed
                    .filter(|narrowed| narrowed.is_of(found, filter))
                    .or_else(|| Narrowed::new(found, filter, self.index()))
            }
            _ => None,
        };
    }

    /// What was found, in words, and how much of it the filter leaves out or the page does not have.
    fn found_words(&self, found: &Found) -> Clean {
        // The chain is whole, whatever passes the filter.
        if let Some((chain, _)) = self.chain() {
            let own = self.found_in_chain(found, &chain).count();
            return found.words(&match own {
                0 => ", none of them in this chain".to_owned(),
                own => format!(", {} of them in this chain", grouped(own)),
            });
        }
        let narrowed = self.searching.narrowed.as_ref();
        let shown = narrowed.map_or(found.count(), |narrowed| narrowed.chosen.count());
        let out = match found.count() - shown {
            0 => String::new(),
            out => format!(", {} left out by the filter", grouped(out)),
        };
        let is_lines = matches!(self.view.page, Page::StoryLines(_));
        let none = if is_lines && shown > 0 && self.searching.is_elsewhere {
            ", none of them on a story line"
        } else {
            ""
        };
        found.words(&format!("{out}{none}"))
    }

    /// Where the events found stand in a chain, from the top.
    fn found_in_chain<'a>(
        &'a self,
        found: &'a Found,
        chain: &'a Chain,
    ) -> impl Iterator<Item = (Stop, EventIndex)> + 'a {
        let events = chain.in_full();
        events.filter(|&(_, event)| found.contains(self.index().rank(event)))
    }

    /// Opens the prompt, with the text searched for last.
    pub(super) fn ask_for_search(&mut self) -> Option<Effect> {
        self.searching.before = Some(self.view.clone());
        self.overlays.push(Overlay::Search(Entry::default()));
        self.prepare_search()
    }

    /// What can be searched, once it has been made so.
    pub(super) fn searchable(&self) -> Option<Searchable> {
        self.searching.searchable.clone()
    }

    /// Makes the story searchable; a large one beside the screen.
    pub(super) fn prepare_search(&mut self) -> Option<Effect> {
        if self.searching.searchable.is_some() {
            return None;
        }
        if self.timeline().events.len() >= MANY {
            return Some(Effect::Run(Task::PrepareSearch(self.story.clone())));
        }
        self.searching.searchable = Some(Searchable::new(&self.story));
        None
    }

    /// The story has become searchable: what was typed meanwhile is searched.
    pub(super) fn take_searchable(&mut self, searchable: Searchable) -> Option<Effect> {
        self.searching.searchable = Some(searchable);
        self.search_typed()
    }

    /// Searches what is typed; a large story beside the screen.
    pub(super) fn search_typed(&mut self) -> Option<Effect> {
        let Some(Overlay::Search(entry)) = self.overlays.last() else {
            return None;
        };
        let text = entry.text();
        if text.trim().is_empty() {
            self.searching.found = None;
            self.changed = true;
            if let Some(before) = self.searching.before.clone() {
                self.view = before;
            }
            return None;
        }
        let searchable = self.searching.searchable.clone()?;
        let task = Task::Find(self.story.clone(), searchable, text);
        if task.size() >= MANY {
            return Some(Effect::Run(task));
        }
        let message = task.run(&|| true)?;
        self.update(message)
    }

    /// Shows what was found: the best of it is selected, from where the search was begun.
    pub(super) fn take_found(&mut self, found: Arc<Found>) {
        let typed = match self.overlays.last() {
            Some(Overlay::Search(entry)) => entry.text(),
            // The answer comes after Enter: what was typed last is what counts.
            _ => found.text.clone(),
        };
        if typed != found.text {
            return;
        }
        if let Some(before) = self.searching.before.clone() {
            self.view = before;
        }
        let ranked = found.ranked.iter().copied();
        let walked = found.events(self.index());
        let best = self.first_on_page(ranked.chain(walked));
        self.searching.is_elsewhere = best.is_none() && found.count() > 0;
        if let Some(best) = best
            && !self.put_cursor(best)
        {
            self.select_event(best);
        }
        self.searching.found = Some(found);
        self.changed = true;
    }

    pub(super) fn perform_in_search(&mut self, action: Action) -> Option<Effect> {
        let Some(Overlay::Search(entry)) = self.overlays.last_mut() else {
            return None;
        };
        match action {
            Action::Close => self.leave_search(),
            Action::DeleteBefore if entry.is_empty() => self.leave_search(),
            Action::Accept => self.accept_search(),
            _ => {
                entry.edit(action);
                return self.search_typed();
            }
        }
        None
    }

    /// Back to where one was, with nothing marked.
    fn leave_search(&mut self) {
        self.overlays.pop();
        self.searching.found = None;
        if let Some(before) = self.searching.before.take() {
            self.view = before;
        }
        self.changed = true;
    }

    /// Stays at what was found; the view before is on the way back.
    fn accept_search(&mut self) {
        self.overlays.pop();
        let before = self.searching.before.take();
        match (before, self.found().map(Found::count)) {
            (Some(before), Some(count)) if count > 0 => {
                if before != self.view {
                    self.remember_view(before);
                }
                let words = match (self.searching.is_elsewhere, &self.view.page) {
                    (true, _) | (_, Page::Present(_)) => "",
                    (false, Page::Panes) => {
                        " n and N go through them, Escape takes the marks away."
                    }
                    (false, _) => " n and N go through them.",
                };
                let found = self.found().map(|found| self.found_words(found));
                let found = found.unwrap_or_default();
                self.notice = Some(Clean::line(&format!("{found}{words}")));
            }
            (_, Some(_)) => {
                self.notice = self.found().map(|found| self.found_words(found));
                self.searching.found = None;
            }
            (_, None) => {}
        }
    }

    /// To the next or the previous event that was found, and round at the end; on a page, of those that
    /// stand there.
    pub(super) fn step_found(&mut self, by: isize) {
        let Some(found) = self.searching.found.clone() else {
            self.notice = Some(Clean::own("Nothing has been searched for; / searches."));
            return;
        };
        let step = match &self.view.page {
            Page::Chain(_) => self.found_step_in_chain(&found, by),
            Page::StoryLines(_) => self.found_step_on_lines(&found, by),
            Page::Panes | Page::Grid(_) | Page::Present(_) | Page::Quiz(_) | Page::Compare(_) => {
                self.found_step(&found, self.current_event(), by)
            }
        };
        let Some((event, went_round)) = step else {
            self.searching.is_elsewhere = true;
            self.notice = Some(self.found_words(&found));
            return;
        };
        if went_round {
            self.notice = Some(Clean::own(if by > 0 {
                "From the first one again."
            } else {
                "From the last one again."
            }));
        }
        if !self.put_cursor(event) {
            self.select_event(event);
        }
    }

    /// The event found that is so many further in reading order, of those that pass the filter; and
    /// whether the way there went round the end.
    fn found_step(
        &self,
        found: &Found,
        from: Option<EventIndex>,
        by: isize,
    ) -> Option<(EventIndex, bool)> {
        let narrowed = self.searching.narrowed.as_ref();
        let chosen = narrowed.map_or(&found.chosen, |narrowed| &narrowed.chosen);
        let current = from.map_or(0, |event| self.index().rank(event));
        let on_one = chosen.contains(current);
        let (place, went_round) = stepped(chosen.before(current), on_one, chosen.count(), by)?;
        let event = self.index().order().get(chosen.nth(place)?)?;
        Some((*event, went_round))
    }

    /// The same of those that are on a story line.
    fn found_step_on_lines(&self, found: &Found, by: isize) -> Option<(EventIndex, bool)> {
        let mut from = self.current_event();
        let mut went_round = false;
        for _ in 0..by.unsigned_abs().min(MOST_STEPS) {
            let mut tries = 0..found.count();
            from = loop {
                tries.next()?;
                let (event, round) = self.found_step(found, from, by.signum())?;
                went_round |= round;
                from = Some(event);
                if self.stands_on_page(event) {
                    break Some(event);
                }
            };
        }
        Some((from?, went_round))
    }

    /// The same of those in the chain, in its order.
    fn found_step_in_chain(&self, found: &Found, by: isize) -> Option<(EventIndex, bool)> {
        let (chain, state) = self.chain()?;
        let at = chain.place_of(state.stop);
        let hits: Vec<(usize, EventIndex)> = self
            .found_in_chain(found, &chain)
            .map(|(stop, event)| (chain.place_of(stop), event))
            .collect();
        let before = hits.partition_point(|&(place, _)| place < at);
        let on_one = hits.get(before).is_some_and(|&(place, _)| place == at);
        let (place, went_round) = stepped(before, on_one, hits.len(), by)?;
        Some((hits.get(place)?.1, went_round))
    }

    /// Takes the marks of the search away; `false` if there were none.
    pub(super) fn clear_found(&mut self) -> bool {
        let had_any = self.searching.found.take().is_some();
        self.changed |= had_any;
        had_any
    }

    /// How far the search is, for the prompt.
    pub fn search_words(&self) -> Clean {
        match (self.overlays.last(), self.found()) {
            (Some(Overlay::Search(entry)), Some(found)) if entry.text() == found.text => {
                self.found_words(found)
            }
            (Some(Overlay::Search(entry)), _) if entry.text().trim().is_empty() => Clean::own(
                "Titles, summaries, actors and their other names, themes, sources. Typos are forgiven.",
            ),
            _ => Clean::own("Searching."),
        }
    }
}
