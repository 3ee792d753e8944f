//! Switching layers: laying other accounts over the story while a person stays where they are.
//!
//! Owns the command, the page of layers and what becomes of the state when other layers are on, or when
//! an account says something else than before. How accounts are laid over each other is the business of
//! `data`, what becomes of a single view that of `moving`, when an account is read anew that of
//! `reloading`.

mod moving;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::moving::Moving;
use super::arrangement::KeptLanes;
use super::command::{Action, Mode};
use super::filter::{Filter, Terms};
use super::named_marks::Marked;
use super::search::Searching;
use super::start::date_columns;
use super::state::{App, Effect};
use super::story::{MANY, Story, Task};
use super::time_window::at_least_seen;
use super::view::{LayersPage, Overlay, Page, View};
use annals_model::text::{Clean, grouped};
use annals_model::{Accounts, Grouping, LayerIndex, Layers, Moves};
use annals_scene::relations::story_lines::Order;
use annals_scene::story_window;

/// Other layers to be laid, and what has to be made anew for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laying {
    /// The story that is shown.
    pub(super) story: Story,
    accounts: Accounts,
    on: Layers,
    grouping: Grouping,
    filters: Vec<Terms>,
}

/// A story with other layers on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    story: Story,
    /// What it was laid from.
    accounts: Accounts,
    filters: Vec<Arc<Filter>>,
    /// How many names in one account name nothing in the others.
    unknown: usize,
}

impl Laying {
    /// How many events it goes through at most, as far as that is known before it is done.
    pub(super) fn size(&self) -> usize {
        self.accounts.known_events()
    }

    /// The layers that will be on.
    pub(super) const fn on(&self) -> &Layers {
        &self.on
    }

    /// Lays them, reading what has not been read.
    pub(super) fn lay(self) -> Laid {
        let overlay = self.accounts.overlay(&self.on);
        let story = Story::new(overlay.timeline, self.grouping);
        let filter = |terms| Arc::new(Filter::new(&story, terms, None));
        Laid {
            filters: self.filters.into_iter().map(filter).collect(),
            unknown: overlay.problems.len(),
            accounts: self.accounts,
            story,
        }
    }
}

impl Laid {
    /// The layers that are on in it.
    pub(super) fn on(&self) -> Layers {
        on(&self.story)
    }
}

/// The layers of a story that are on.
fn on(story: &Story) -> Layers {
    let layers = story.timeline.layers.iter().enumerate();
    let on = layers.filter(|(_, layer)| layer.on);
    on.map(|(place, _)| LayerIndex::new(place)).collect()
}

impl App {
    /// The layers that are on.
    pub fn layers_on(&self) -> Layers {
        on(&self.story)
    }

    /// Whether there are accounts to switch on and off.
    pub fn has_layers(&self) -> bool {
        self.timeline().layers.len() > 1
            && self.options.accounts.layers().count() == self.timeline().layers.len()
    }

    /// Switches the other layer; where there are several, opens the page to choose among them.
    pub(super) fn switch_layer(&mut self) -> Option<Effect> {
        // How many accounts there are is not seen before the story is.
        if self.waiting.is_some() {
            return None;
        }
        if !self.has_layers() {
            self.notice = Some(Clean::own(
                "There is only one account here; files that are opened together are laid over each other.",
            ));
            return None;
        }
        if self.timeline().layers.len() == 2 {
            return self.toggle_layer(LayerIndex::new(1));
        }
        self.overlays.push(Overlay::Layers(LayersPage {
            layer: 0,
            first_row: 0,
        }));
        None
    }

    /// Switches a layer on or off. One stays.
    fn toggle_layer(&mut self, layer: LayerIndex) -> Option<Effect> {
        // What the person chooses is not taken back when the accounts are no longer compared.
        self.comparing.lent = None;
        let mut on = self.layers_on();
        if !on.remove(&layer) {
            on.insert(layer);
        }
        if on.is_empty() {
            self.notice = Some(Clean::own("One layer has to stay."));
            return None;
        }
        self.lay(on)
    }

    /// What laying these layers takes.
    pub(super) fn laying(&self, on: Layers) -> Laying {
        let mut filters: Vec<Terms> = Vec::new();
        for view in self.history.iter().chain(&self.future).chain([&self.view]) {
            if let Some(filter) = &view.filter
                && !filters.contains(filter.terms())
            {
                filters.push(filter.terms().clone());
            }
        }
        Laying {
            story: self.story.clone(),
            accounts: self.newest_accounts().clone(),
            on,
            grouping: self.story.lanes.grouping,
            filters,
        }
    }

    /// Lays layers over each other; where there are many events, beside the screen.
    pub(super) fn lay(&mut self, on: Layers) -> Option<Effect> {
        let laying = self.laying(on);
        if laying.size() < MANY {
            let story = laying.story.clone();
            self.take_laid(&story, laying.lay());
            return None;
        }
        let words = format!("Laying {} events over each other.", grouped(laying.size()));
        self.notice = Some(Clean::line(&words));
        self.reloading.laying = Some(laying.on.clone());
        Some(Effect::Run(Task::Lay(laying)))
    }

    /// Lays layers over each other at once; only what is lost is told.
    pub(super) fn lay_quietly(&mut self, on: Layers) {
        // Whatever waited is in it.
        self.laid = None;
        let notice = self.notice.take();
        let laid = self.laying(on).lay();
        if !self.show_laid(laid) {
            self.notice = notice;
        }
    }

    /// Shows what was laid, once nothing is being written or asked that is about the story before.
    pub(super) fn take_laid(&mut self, of: &Story, laid: Laid) {
        // The answer may come after another story was opened.
        if !Arc::ptr_eq(&of.timeline, &self.story.timeline) {
            return;
        }
        self.laid = Some(laid);
        self.reloading.laying = None;
        self.settle_laid();
    }

    /// Shows what waits to be shown, where that disturbs nothing.
    pub(super) fn settle_laid(&mut self) {
        let Some(laid) = &self.laid else { return };
        let is_reread = laid.accounts != self.options.accounts;
        let disturbs = match self.mode() {
            Mode::Prompt | Mode::Filter | Mode::Address | Mode::Palette => true,
            // A class sees the card as it is in the file now, but not what someone switched on before.
            Mode::Present => !is_reread,
            // Its questions are about the story as it was, also below what lies over it.
            _ => matches!(self.view.page, Page::Quiz(_)),
        };
        if disturbs {
            self.tell_waiting(is_reread);
        } else if let Some(laid) = self.laid.take() {
            self.show_laid(laid);
        }
    }

    /// Shows it; whether something was lost that was in a layer which is off now.
    fn show_laid(&mut self, laid: Laid) -> bool {
        let Laid {
            story,
            accounts,
            filters,
            unknown,
        } = laid;
        let is_reread = accounts != self.options.accounts;
        // The lanes may have been grouped otherwise meanwhile.
        let grouping = self.story.lanes.grouping;
        let story = if story.lanes.grouping == grouping {
            story
        } else {
            story.regrouped(grouping)
        };
        let sees_all = self.sees_all();
        let kept = KeptLanes::of(&self.arrangement, self.timeline(), &self.story.lanes);
        let old = std::mem::replace(&mut self.story, story);
        let orders = self.views().any(View::is_story_lines);
        let order = (orders && self.timeline().events.len() < MANY)
            .then(|| Arc::new(Order::new(self.timeline(), self.index())));
        let old_order = std::mem::replace(&mut self.line_order, order);
        let (one, other) = (&old.timeline, &self.story.timeline);
        let moves = if is_reread {
            Moves::rereading(one, other)
        } else {
            Moves::between(one, other)
        };
        let staying = moves.staying_events();
        let mut moving = Moving::new(&old, &self.story, self.presents_all(), moves, filters);
        moving.orders = old_order.as_deref().zip(self.line_order.as_deref());
        let before = self.history.len() + self.future.len();
        let mut view = moving.kept(&self.view);
        if is_reread {
            moving.keep_in_place(&self.view, &mut view);
        }
        let staying_views = |views: &[View], moving: &mut Moving<'_>| -> Vec<View> {
            let views = views.iter();
            views.filter_map(|view| moving.moved(view)).collect()
        };
        let history = staying_views(&self.history, &mut moving);
        let future = staying_views(&self.future, &mut moving);
        let left = self.named.left.as_ref().and_then(|left| moving.moved(left));
        let lost_views = before - history.len() - future.len();
        let is_same = self.view.event.and_then(|event| moving.event(event)) == view.event;
        let marks_before = self.named.marks.len();
        let marks: BTreeMap<char, Marked> = std::mem::take(&mut self.named.marks)
            .into_iter()
            .filter_map(|(letter, marked)| match marked {
                Marked::Event(event) => Some((letter, Marked::Event(moving.event(event)?))),
                Marked::Date(_) => Some((letter, marked)),
            })
            .collect();
        let at_date = self.named.at_date.and_then(|event| moving.event(event));
        let lost_marks = marks_before - marks.len();
        self.named.at_date = at_date;
        (self.named.marks, self.named.left) = (marks, left);
        (self.history, self.future) = (history, future);
        self.view = view;
        self.whole = story_window(&self.story.timeline, &self.story.index);
        if sees_all && self.loading.is_some() {
            self.view.window = at_least_seen(self.whole);
        }
        self.date_columns = date_columns(&self.story.timeline, self.options.ascii);
        self.arrangement = kept.arrange(&self.story.timeline, &self.story.lanes);
        let sought = self.found().map(|found| found.text.clone());
        self.searching = Searching::default();
        if is_reread {
            self.accounts_shown(accounts);
            self.seek_again(sought);
        }
        self.comparing.of = None;
        self.forget_drawn();
        self.settle_filter();
        self.measure_lanes();
        if !is_same {
            self.view.first_line = 0;
            self.view.item = self.first_item();
            self.reveal();
        }
        if is_reread {
            self.forget_card_left();
        }
        self.changed = true;
        let lost = lost_words([lost_views, lost_marks]);
        let unknown = unknown_words(unknown);
        if is_reread {
            self.tell_reread(
                staying,
                old.timeline.events.len(),
                &format!("{lost}{unknown}"),
            );
        } else {
            let words = format!("{}{lost}{unknown}", self.switched_words(&old));
            self.notice = Some(Clean::line(&words));
        }
        lost_views + lost_marks > 0
    }

    fn views(&self) -> impl Iterator<Item = &View> {
        self.history.iter().chain(&self.future).chain([&self.view])
    }

    /// Which layers were switched, in words.
    fn switched_words(&self, old: &Story) -> String {
        let (before, now) = (old.timeline.events.len(), self.timeline().events.len());
        let switched: Vec<_> = (old.timeline.layers.iter())
            .zip(&self.timeline().layers)
            .filter(|(before, now)| before.on != now.on)
            .map(|(_, now)| now)
            .collect();
        let names: Vec<_> = switched.iter().map(|layer| layer.short.as_str()).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let events = |count: usize| {
            let noun = if count == 1 { "event" } else { "events" };
            (grouped(count), noun)
        };
        match switched.first() {
            Some(layer) if layer.on => {
                let (count, noun) = events(now.saturating_sub(before));
                format!(
                    "{} {verb} laid over: {count} more {noun}.",
                    names.join(", ")
                )
            }
            Some(_) => {
                let (count, noun) = events(before.saturating_sub(now));
                format!("{} {verb} off: {count} {noun} fewer.", names.join(", "))
            }
            None => String::new(),
        }
    }

    pub(super) fn settled_layers_page(&self, page: LayersPage) -> LayersPage {
        let count = self.timeline().layers.len();
        let layer = page.layer.min(count.saturating_sub(1));
        let height = self.lanes_page_height();
        LayersPage {
            layer,
            first_row: annals_scene::scrolled(page.first_row, layer, height, count),
        }
    }

    pub(super) fn perform_on_layers(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let times = count.unwrap_or(1);
        let rows = self.lanes_page_height().saturating_mul(times);
        let Some(Overlay::Layers(page)) = self.overlays.last_mut() else {
            return None;
        };
        match action {
            Action::Next => page.layer = page.layer.saturating_add(times),
            Action::Previous => page.layer = page.layer.saturating_sub(times),
            Action::PageDown => page.layer = page.layer.saturating_add(rows),
            Action::PageUp => page.layer = page.layer.saturating_sub(rows),
            Action::First => page.layer = 0,
            Action::Last => page.layer = usize::MAX,
            Action::LayerSwitch => {
                let layer = LayerIndex::new(page.layer);
                return self.toggle_layer(layer);
            }
            Action::Layers | Action::LayersDone | Action::Close | Action::Quit => {
                self.overlays.pop();
            }
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            _ => {}
        }
        None
    }
}

/// How many views and marks are gone, in words; nothing if none are.
fn lost_words([views, marks]: [usize; 2]) -> String {
    let lost = [(views, "view", " of the way back"), (marks, "mark", "")];
    let lost: Vec<String> = lost
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, noun, of)| {
            let ending = if count == 1 { "" } else { "s" };
            format!("{count} {noun}{ending}{of}")
        })
        .collect();
    if lost.is_empty() {
        String::new()
    } else {
        format!(" Gone with it: {}.", lost.join(", "))
    }
}

/// How many names name nothing, in words; nothing if none do.
fn unknown_words(unknown: usize) -> String {
    let noun = match unknown {
        0 => return String::new(),
        1 => "name names",
        _ => "names name",
    };
    format!(" {unknown} {noun} nothing; annals check shows where.")
}
