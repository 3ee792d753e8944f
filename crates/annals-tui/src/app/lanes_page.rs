//! The page of lanes: what they stand for, which are shown, in which order and form.
//!
//! Owns the commands of that page. What is chosen there is kept by `Arrangement`.

use super::arrangement::{Arrangement, KeptLanes};
use super::command::Action;
use super::state::{App, Effect};
use super::story::{MANY, Story, Task};
use super::view::{LanesPage, Overlay};
use annals_model::Grouping;
use annals_model::text::{Clean, grouped};
use annals_scene::scrolled;

impl App {
    pub(super) fn open_lanes(&mut self) {
        let first = self.arrangement.places().first().copied();
        let Some(lane) = self.current_lane().or(first) else {
            self.notice = Some(Clean::own("No event has a date, so there are no lanes."));
            return;
        };
        let page = LanesPage { lane, first_row: 0 };
        self.overlays.push(Overlay::Lanes(page));
    }

    /// Rows of the page in view.
    pub fn lanes_page_height(&self) -> usize {
        self.layout()
            .map_or(1, |layout| {
                usize::from(
                    layout
                        .list
                        .inside()
                        .height
                        .max(layout.detail.inside().height),
                )
            })
            .max(1)
    }

    pub(super) fn settled_lanes_page(&self, page: LanesPage) -> LanesPage {
        let places = self.arrangement.places();
        let row = places.iter().position(|&lane| lane == page.lane);
        let lane = row.map_or_else(|| places.first().copied().unwrap_or(0), |_| page.lane);
        let height = self.lanes_page_height();
        LanesPage {
            lane,
            first_row: scrolled(page.first_row, row.unwrap_or(0), height, places.len()),
        }
    }

    pub(super) fn perform_on_lanes(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let rows = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let Some(Overlay::Lanes(page)) = self.overlays.last() else {
            return None;
        };
        let lane = page.lane;
        let page_rows = isize::try_from(self.lanes_page_height()).unwrap_or(isize::MAX);
        match action {
            Action::Next => self.step_on_lanes(rows),
            Action::Previous => self.step_on_lanes(-rows),
            Action::PageDown => self.step_on_lanes(page_rows.saturating_mul(rows)),
            Action::PageUp => self.step_on_lanes(page_rows.saturating_mul(-rows)),
            Action::First => self.step_on_lanes(isize::MIN + 1),
            Action::Last => self.step_on_lanes(isize::MAX),
            Action::LaneShow => {
                if !self.arrangement.toggle_hidden(lane) {
                    self.notice = Some(Clean::own("One lane has to stay."));
                }
                self.rearranged();
            }
            Action::LaneShowAll => {
                self.arrangement.show_all();
                self.rearranged();
            }
            Action::LaneShowOnly => {
                self.arrangement.show_only(lane);
                self.rearranged();
            }
            Action::LanePin => {
                self.arrangement.toggle_pinned(lane);
                self.rearranged();
            }
            Action::LaneCollapse => {
                self.arrangement.toggle_collapsed(lane);
                self.rearranged();
            }
            Action::LaneUp => self.shift_lane(lane, false),
            Action::LaneDown => self.shift_lane(lane, true),
            Action::LaneSort => {
                let order = self.arrangement.order().next();
                let Story {
                    timeline, lanes, ..
                } = &self.story;
                self.arrangement.sort(order, timeline, lanes);
                self.rearranged();
                let words = format!("Lanes {}.", order.name());
                self.notice = Some(Clean::line(&words));
            }
            Action::LaneGroup => return self.group_next(),
            Action::Follow => {
                self.overlays.pop();
                if self.arrangement.form(lane).hidden {
                    self.arrangement.toggle_hidden(lane);
                    self.rearranged();
                }
                self.go_to_lane(lane);
            }
            Action::Lanes | Action::Close | Action::Quit => drop(self.overlays.pop()),
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            _ => {}
        }
        None
    }

    fn step_on_lanes(&mut self, by: isize) {
        let places = self.arrangement.places();
        let Some(Overlay::Lanes(page)) = self.overlays.last_mut() else {
            return;
        };
        let row = places.iter().position(|&lane| lane == page.lane);
        let row = isize::try_from(row.unwrap_or(0)).unwrap_or(0);
        let last = isize::try_from(places.len().saturating_sub(1)).unwrap_or(isize::MAX);
        let next = usize::try_from(row.saturating_add(by).clamp(0, last)).unwrap_or(0);
        if let Some(&lane) = places.get(next) {
            page.lane = lane;
        }
    }

    fn shift_lane(&mut self, lane: usize, down: bool) {
        if !self.arrangement.shift(lane, down) {
            self.notice = Some(Clean::own("This lane cannot go further."));
        }
        self.rearranged();
    }

    fn rearranged(&mut self) {
        // A filter may still have the lanes before.
        self.settle_filter();
        self.measure_lanes();
        self.changed = true;
    }

    /// Groups the events by what comes next.
    fn group_next(&mut self) -> Option<Effect> {
        let current = self.story.lanes.grouping;
        let place = Grouping::ALL.iter().position(|&other| other == current);
        let next = Grouping::ALL[place.map_or(0, |place| (place + 1) % Grouping::ALL.len())];
        let task = Task::Group(self.story.clone(), next);
        if task.size() < MANY {
            let message = task.run(&|| true)?;
            return self.update(message);
        }
        let words = format!(
            "Grouping {} events by {}.",
            grouped(task.size()),
            next.name()
        );
        self.notice = Some(Clean::line(&words));
        Some(Effect::Run(task))
    }

    /// Shows other lanes of the same story, as they were left if they were seen before.
    pub(super) fn show_lanes(&mut self, story: Story) {
        let left = KeptLanes::of(&self.arrangement, self.timeline(), &self.story.lanes);
        self.shelved.retain(|kept| kept.grouping != left.grouping);
        self.shelved.push(left);
        let wanted = story.lanes.grouping;
        let place = self.shelved.iter().position(|kept| kept.grouping == wanted);
        self.arrangement = match place.map(|place| self.shelved.swap_remove(place)) {
            Some(kept) => kept.arrange(&story.timeline, &story.lanes),
            None => Arrangement::new(&story.lanes),
        };
        self.story = story;
        // Places among the lanes mean something else now, also in the views on the way back.
        for view in self
            .history
            .iter_mut()
            .chain(&mut self.future)
            .chain(&mut self.named.left)
            .chain([&mut self.view])
        {
            view.lane = None;
            view.first_slot = 0;
        }
        self.rearranged();
        let words = match wanted {
            Grouping::None => "One lane for everything.".to_owned(),
            other => format!("One lane for each {}.", other.name()),
        };
        self.notice = Some(Clean::line(&words));
    }
}
