//! Filtering: writing a query while it takes effect, and switching its terms on and off.
//!
//! Owns the prompt with its completions, and what becomes of the selection when other events pass.
//! Which events pass is the business of [`Filter`].

use std::sync::Arc;

use super::command::{Action, Mode};
use super::filter::{Filter, Terms};
use super::hits::Hit;
use super::input::{Pointer, PointerAction};
use super::prompt::Entry;
use super::state::{App, Effect};
use super::story::{MANY, Task};
use super::view::{Overlay, Page, View};
use annals_index::query::{Completion, Query, QueryError, complete};
use annals_index::{Lanes, Shown, Track};
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::layout::Pane;
use annals_scene::list::Listing;

/// A filter being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterPrompt {
    pub(super) entry: Entry,
    /// What can be written at the caret.
    completions: Vec<Completion>,
    /// The place of the selected completion, once one has been gone to.
    selected: Option<usize>,
    /// Why the text is no query.
    error: Option<QueryError>,
}

impl FilterPrompt {
    /// What is written.
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// What can be written at the caret, the best first.
    pub fn completions(&self) -> &[Completion] {
        &self.completions
    }

    /// The place of the selected completion, if one has been gone to.
    pub const fn selected(&self) -> Option<usize> {
        self.selected
    }

    /// Why the text is no query, if it is not.
    pub const fn error(&self) -> Option<&QueryError> {
        self.error.as_ref()
    }

    fn step(&mut self, by: isize) {
        let Some(last) = self.completions.len().checked_sub(1) else {
            return;
        };
        self.selected = match (self.selected, by > 0) {
            (None, true) => Some(0),
            (Some(0) | None, false) => None,
            (Some(place), _) => Some(place.saturating_add_signed(by).min(last)),
        };
    }
}

/// What the filter is waiting for.
#[derive(Debug, Clone, Default)]
pub(super) struct Filtering {
    /// The view in which the prompt was opened.
    pub(super) before: Option<View>,
    /// The terms that were asked for last, until their events are there.
    wanted: Option<Terms>,
}

impl App {
    /// The filter of this view.
    pub fn filter(&self) -> Option<&Filter> {
        self.view.filter.as_deref()
    }

    /// The events that are shown.
    pub fn shown(&self) -> Shown<'_> {
        let chosen = self.filter().and_then(Filter::chosen);
        Shown::new(self.index(), chosen)
    }

    /// Those of them that have a date.
    pub fn everything(&self) -> &Track {
        let passing = self.filter().and_then(Filter::everything);
        passing.unwrap_or_else(|| self.index().everything())
    }

    /// Those of each lane.
    pub fn lanes(&self) -> &Lanes {
        let passing = self.filter().and_then(Filter::lanes);
        passing.unwrap_or(&self.story.lanes)
    }

    /// Whether an event is shown that may or may not agree with the filter.
    pub fn is_possible(&self, event: EventIndex) -> bool {
        self.filter()
            .is_some_and(|filter| filter.is_possible(&self.story, event))
    }

    /// Looks through the filter that was asked for at the start; in a large story, beside the screen.
    pub(super) fn filter_at_start(&mut self) -> Option<Effect> {
        let terms = self.options.filter.clone()?;
        self.filter_by(terms)
    }

    /// Opens the prompt, with the filter that there is.
    pub(super) fn ask_for_filter(&mut self) -> Option<Effect> {
        self.filtering.before = Some(self.view.clone());
        let mut entry = Entry::default();
        if let Some(filter) = self.filter() {
            entry.insert(filter.terms().text());
        }
        self.overlays.push(Overlay::Filter(FilterPrompt {
            entry,
            completions: Vec::new(),
            selected: None,
            error: None,
        }));
        self.complete_filter();
        // Words are found sooner where the story is searchable; it is asked for early.
        self.prepare_search()
    }

    /// Changes what is written, and lets it take effect.
    pub(super) fn write_in_filter(&mut self, change: impl FnOnce(&mut Entry)) -> Option<Effect> {
        let Some(Overlay::Filter(prompt)) = self.overlays.last_mut() else {
            return None;
        };
        let before = prompt.entry.clone();
        change(&mut prompt.entry);
        let changed = prompt.entry.text() != before.text();
        if prompt.entry != before {
            self.complete_filter();
        }
        if changed { self.filter_typed() } else { None }
    }

    /// Offers what can be written at the caret.
    fn complete_filter(&mut self) {
        let story = self.story.clone();
        if let Some(Overlay::Filter(prompt)) = self.overlays.last_mut() {
            let caret = prompt.entry.caret();
            prompt.completions = complete(&prompt.entry.text(), caret, &story.timeline);
            prompt.selected = None;
        }
    }

    /// Filters by what is typed, if it is a query.
    fn filter_typed(&mut self) -> Option<Effect> {
        let before = self.filtering.before.as_ref();
        let before = before.and_then(|view| view.filter.clone());
        let Some(Overlay::Filter(prompt)) = self.overlays.last_mut() else {
            return None;
        };
        let text = prompt.entry.text();
        let query = Query::parse(&text);
        prompt.error = query.as_ref().err().cloned();
        let Ok(query) = query else {
            // What is half written would show nothing, or anything: back to what there was.
            self.filtering.wanted = None;
            if let Some(before) = self.filtering.before.clone() {
                self.view = before;
            }
            return None;
        };
        let terms = Terms::new(text, query);
        let terms = match before {
            Some(before) => terms.switched_as(before.terms()),
            None => terms,
        };
        self.filter_by(terms)
    }

    /// Lets terms take effect; in a large story, beside the screen.
    fn filter_by(&mut self, terms: Terms) -> Option<Effect> {
        self.filtering.wanted = Some(terms.clone());
        let searchable = self.searchable();
        let task = Task::Filter(self.story.clone(), searchable, terms);
        if task.size() >= MANY {
            return Some(Effect::Run(task));
        }
        let message = task.run(&|| true)?;
        self.update(message)
    }

    /// Shows what passes, if it is still what was asked for.
    pub(super) fn take_filter(&mut self, filter: Arc<Filter>) {
        if self.filtering.wanted.as_ref() != Some(filter.terms()) {
            return;
        }
        self.filtering.wanted = None;
        if matches!(self.overlays.last(), Some(Overlay::Filter(_)))
            && let Some(before) = self.filtering.before.clone()
        {
            self.view = before;
        }
        self.see_through(Some(filter));
    }

    /// Looks through a filter; what has no terms is none.
    fn see_through(&mut self, filter: Option<Arc<Filter>>) {
        let event = self.cursor_event().or(self.view.event);
        self.view.filter = filter.filter(|filter| !filter.terms().is_empty());
        self.settle_filter();
        self.settle_measures();
        if self.view.page == Page::Panes {
            if self.view.listing != Listing::Events {
                self.view.listing = Listing::Events;
                self.view.pane = Pane::List;
            }
            self.select_nearest();
            self.reveal();
        } else {
            self.keep_cursor(event);
        }
        self.changed = true;
    }

    /// Where the filter leaves the selected event out of the list, selects the nearest that is there.
    pub(super) fn select_nearest(&mut self) {
        if self.view.listing == Listing::Events
            && let Some(event) = self.view.event
            && !self.shown().contains(event)
            && let Some(nearest) = self.shown().nearest(event)
        {
            self.view.event = Some(nearest);
            self.view.first_line = 0;
            self.view.item = self.first_item();
        }
    }

    /// Gives the filter of the view the lanes that there are now.
    pub(super) fn settle_filter(&mut self) {
        let regrouped = self
            .filter()
            .and_then(|filter| filter.regrouped(&self.story));
        if let Some(filter) = regrouped {
            self.view.filter = Some(Arc::new(filter));
        }
    }

    pub(super) fn perform_in_filter(&mut self, action: Action) -> Option<Effect> {
        let Some(Overlay::Filter(prompt)) = self.overlays.last_mut() else {
            return None;
        };
        match action {
            Action::Close => self.leave_filter(),
            Action::DeleteBefore if prompt.entry.is_empty() => self.leave_filter(),
            Action::NextChoice => prompt.step(1),
            Action::PreviousChoice => prompt.step(-1),
            Action::Accept if prompt.selected.is_none() => self.accept_filter(),
            Action::Accept | Action::Complete => {
                let place = prompt.selected.unwrap_or(0);
                return self.take_completion(place);
            }
            _ => return self.write_in_filter(|entry| entry.edit(action)),
        }
        None
    }

    /// Writes a completion in the place of what it completes.
    pub(super) fn take_completion(&mut self, place: usize) -> Option<Effect> {
        let Some(Overlay::Filter(prompt)) = self.overlays.last() else {
            return None;
        };
        let completion = prompt.completions.get(place)?.clone();
        self.write_in_filter(|entry| entry.replace(completion.replace, &completion.text))
    }

    /// Back to where one was.
    fn leave_filter(&mut self) {
        self.overlays.pop();
        self.filtering.wanted = None;
        if let Some(before) = self.filtering.before.take() {
            self.view = before;
        }
        self.changed = true;
    }

    /// Stays with what passes; the view before is on the way back. A text that is no query stays to be
    /// mended.
    fn accept_filter(&mut self) {
        let Some(Overlay::Filter(prompt)) = self.overlays.last() else {
            return;
        };
        if prompt.error.is_some() {
            self.notice = Some(Clean::own(
                "Mend the query first; Escape goes back to where you were.",
            ));
            return;
        }
        self.overlays.pop();
        let Some(before) = self.filtering.before.take() else {
            return;
        };
        if before.filter != self.view.filter {
            self.remember_view(before);
            let all = self.timeline().events.len();
            self.notice = self.filter().map(|filter| filter.words(all));
        }
    }

    /// Switches a term on or off; without a place the whole filter.
    pub(super) fn toggle_filter(&mut self, place: Option<usize>) -> Option<Effect> {
        let Some(filter) = self.filter() else {
            let key = self
                .keymap()
                .key_in(Mode::Browse, Action::Filter, self.ascii());
            self.notice = Some(match key {
                Some(key) => Clean::line(&format!("There is no filter; {key} makes one.")),
                None => Clean::own("There is no filter."),
            });
            return None;
        };
        let terms = match place {
            None => Some(filter.terms().turned()),
            Some(place) => filter.terms().toggled(place),
        };
        let Some(terms) = terms else {
            self.notice = Some(Clean::own("The filter has no term of that number."));
            return None;
        };
        self.remember();
        self.filter_by(terms)
    }

    /// Switches the filter off where it would hide an event that somebody goes to.
    pub(super) fn let_pass(&mut self, event: EventIndex) {
        if self.shown().contains(event) {
            return;
        }
        let Some(filter) = self.view.filter.clone() else {
            return;
        };
        let off = Filter::new(&self.story, filter.terms().turned(), None);
        self.view.filter = Some(Arc::new(off));
        self.notice = Some(Clean::own(
            "The filter would hide this, and is switched off; going back switches it on again.",
        ));
    }

    /// A click takes a completion.
    pub(super) fn point_in_filter(&mut self, pointer: Pointer, hit: Option<Hit>) -> Option<Effect> {
        match (pointer.action, hit) {
            (PointerAction::ScrollDown, _) => self.perform_in_filter(Action::NextChoice),
            (PointerAction::ScrollUp, _) => self.perform_in_filter(Action::PreviousChoice),
            (PointerAction::Press, Some(Hit::Choice(place))) => self.take_completion(place),
            _ => None,
        }
    }

    /// How the filter stands, for the prompt.
    pub fn filter_words(&self) -> Clean {
        if self.filtering.wanted.is_some() {
            return Clean::own("Filtering.");
        }
        let all = self.timeline().events.len();
        match self.filter() {
            None => Clean::own("Words, \"phrases\", or a field; a minus leaves out, OR joins."),
            Some(filter) => match filter.remarks().first() {
                Some(remark) => Clean::line(&format!("{remark} {}", filter.words(all))),
                None => filter.words(all),
            },
        }
    }
}
