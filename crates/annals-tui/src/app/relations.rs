//! The pages of how things hang together: the grid, the story lines, the chain of an event.
//!
//! Owns which page is open and what a command does there. The arrangements and their cursors are the
//! business of `scene`.

use std::sync::Arc;

use super::command::Action;
use super::named_marks::Pending;
use super::state::{App, Effect};
use super::story::{MANY, Task};
use super::view::{Overlay, Page};
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex};
use annals_scene::flow::Target;
use annals_scene::layout::{Area, Pane};
use annals_scene::list::Listing;
use annals_scene::relations::chain::{self, Chain};
use annals_scene::relations::grid::{self, Grid};
use annals_scene::relations::story_lines::{self, Order, StoryLines};
use annals_scene::relations::{Direction, inside};

/// More moves than that at once lead to the end of anything worth moving through step by step.
const MOST_MOVES: usize = 10_000;

impl App {
    pub(super) fn grid_request(&self) -> grid::Request<'_> {
        let inside = inside(self.page_area());
        grid::Request {
            timeline: self.timeline(),
            index: self.index(),
            seen: self.seen(),
            columns: inside.width,
            rows: inside.height,
            ascii: self.ascii(),
        }
    }

    pub(super) fn lines_request<'a>(&'a self, order: &'a Order) -> story_lines::Request<'a> {
        story_lines::Request {
            timeline: self.timeline(),
            index: self.index(),
            seen: self.seen(),
            order,
            window: self.view.window,
            layout: story_lines::Layout::new(self.page_area(), order),
            ascii: self.ascii(),
        }
    }

    /// The grid, where that is the page.
    pub fn grid(&self) -> Option<Grid> {
        match &self.view.page {
            Page::Grid(state) => Some(Grid::new(&self.grid_request(), state)),
            _ => None,
        }
    }

    /// The story lines, where those are the page.
    pub fn story_lines(&self) -> Option<StoryLines> {
        match (&self.view.page, &self.line_order) {
            (Page::StoryLines(state), Some(order)) => {
                StoryLines::new(&self.lines_request(order), state)
            }
            _ => None,
        }
    }

    /// The chain and its cursor, where that is the page.
    pub fn chain(&self) -> Option<(Chain, &chain::State)> {
        match &self.view.page {
            Page::Chain(state) => Some((self.chain_of(state), state)),
            _ => None,
        }
    }

    pub(super) fn chain_of(&self, state: &chain::State) -> Chain {
        Chain::new(self.timeline(), self.index(), state, self.ascii())
    }

    /// Opens a page, and puts the view that is left on the way back.
    pub(super) fn open_page(&mut self, action: Action) -> Option<Effect> {
        let event = self.cursor_event();
        let actor = self.cursor_actor();
        let page = match (action, event) {
            (Action::Chain, None) => {
                self.notice = Some(Clean::own(
                    "Select an event first: the chain is what led to it.",
                ));
                return None;
            }
            (Action::Chain, Some(event)) => {
                let state = chain::State::on(event);
                let chain = self.chain_of(&state);
                Page::Chain(state.centred(&chain, self.page_rows()))
            }
            (Action::StoryLines, _) => return self.open_story_lines(event, actor),
            _ => {
                let state = grid::State::on(self.timeline(), &self.shown(), event, actor);
                Page::Grid(state.held(&self.grid_request()))
            }
        };
        self.remember();
        self.view.page = page;
        if event.is_some_and(|event| !self.shown().contains(event)) {
            self.show_cursor();
        }
        None
    }

    /// The story lines need an order, which takes a while where there is much to order.
    fn open_story_lines(
        &mut self,
        event: Option<EventIndex>,
        actor: Option<ActorIndex>,
    ) -> Option<Effect> {
        if self.line_order.is_none() {
            let task = Task::OrderLines(self.story.clone());
            if task.size() >= MANY {
                self.notice = Some(Clean::own(
                    "Ordering the story lines; press the key again then.",
                ));
                return Some(Effect::Run(task));
            }
            self.line_order = Some(Arc::new(Order::new(self.timeline(), self.index())));
        }
        let order = self.line_order.clone()?;
        let state = story_lines::State::on(&order, self.index(), &self.seen(), event, actor);
        self.remember();
        let state = state.held(&self.lines_request(&order));
        self.view.page = Page::StoryLines(state);
        self.show_cursor();
        None
    }

    pub(super) fn page_rows(&self) -> usize {
        usize::from(inside(self.page_area()).height).max(1)
    }

    pub(super) fn perform_on_page(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let times = count.unwrap_or(1);
        if let Some(direction) = direction(action) {
            for _ in 0..times.min(MOST_MOVES) {
                let before = self.view.page.clone();
                self.move_cursor(direction);
                if self.view.page == before {
                    break;
                }
            }
            self.show_cursor();
            return None;
        }
        match action {
            Action::Follow => self.follow_on_page(),
            Action::Actors => match self.cursor_actor() {
                Some(actor) => self.leave_page_for(Target::Actor(actor)),
                None => self.notice = Some(Clean::own("There is no actor here.")),
            },
            Action::Chain | Action::Grid | Action::StoryLines => {
                return self.switch_page(action);
            }
            Action::CopyText | Action::CopyMarkdown | Action::CopyReference => {
                return self.copy_subject(action);
            }
            Action::Quiz => self.open_quiz(),
            Action::Layers => return self.switch_layer(),
            Action::Edit => return self.edit(),
            Action::Compare => return self.compare(),
            Action::Back => self.back(times),
            Action::Forward => self.forward(times),
            // As in the panes, the marks of a search are taken away first.
            Action::Close if self.clear_found() => {}
            Action::Close | Action::Quit => self.close_page(),
            Action::Search => return self.ask_for_search(),
            Action::NextFound => self.step_found(times.cast_signed()),
            Action::PreviousFound => self.step_found(times.cast_signed().saturating_neg()),
            Action::Filter => return self.ask_for_filter(),
            Action::ToggleFilter => {
                return self.toggle_filter(count.map(|count| count.saturating_sub(1)));
            }
            Action::Around => self.open_around(),
            Action::SetMark => self.wait_for_mark(Pending::SetMark),
            Action::GoToMark => self.wait_for_mark(Pending::GoToMark),
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::ZoomIn
            | Action::ZoomOut
            | Action::ZoomInLittle
            | Action::ZoomOutLittle
            | Action::FitAll
            | Action::PanPageLeft
            | Action::PanPageRight => {
                if matches!(self.view.page, Page::StoryLines(_)) {
                    return self.perform_in_panes(action, count);
                }
                self.notice = Some(Clean::own(
                    "This page has no time axis; the story lines have.",
                ));
            }
            _ => {}
        }
        None
    }

    fn move_cursor(&mut self, direction: Direction) {
        let page = match &self.view.page {
            Page::Panes | Page::Present(_) | Page::Quiz(_) | Page::Compare(_) => return,
            Page::Grid(state) => Page::Grid(state.moved(direction, &self.grid_request())),
            Page::StoryLines(state) => match &self.line_order {
                Some(order) => Page::StoryLines(state.moved(direction, &self.lines_request(order))),
                None => return,
            },
            Page::Chain(state) => {
                let chain = self.chain_of(state);
                Page::Chain(state.moved(direction, &chain, self.page_rows()))
            }
        };
        self.view.page = page;
    }

    fn follow_on_page(&mut self) {
        if let Page::Chain(state) = &self.view.page {
            let chain = self.chain_of(state);
            if let Some(opened) = state.opened(&chain) {
                let chain = self.chain_of(&opened);
                self.view.page = Page::Chain(opened.held(&chain, self.page_rows()));
                return;
            }
        }
        let event = self.cursor_event().map(Target::Event);
        match event.or_else(|| self.cursor_actor().map(Target::Actor)) {
            Some(target) => self.leave_page_for(target),
            None => self.notice = Some(Clean::own("Nothing to follow here.")),
        }
    }

    /// To the panes, with something selected there; back returns to the page.
    pub(super) fn leave_page_for(&mut self, target: Target) {
        self.remember();
        self.view.page = Page::Panes;
        self.view.pane = Pane::List;
        match target {
            Target::Event(event) => {
                self.select_event(event);
                self.reveal();
            }
            Target::Actor(actor) => self.select_actor(actor),
            Target::Source(source) => self.open_gathering(Listing::Source(source)),
            Target::Theme(event, place) => self.open_gathering(Listing::Theme(event, place)),
        }
    }

    /// From one page to another; the key of the page that is open leaves it.
    fn switch_page(&mut self, action: Action) -> Option<Effect> {
        let is_open = match &self.view.page {
            Page::Grid(_) => action == Action::Grid,
            Page::StoryLines(_) => action == Action::StoryLines,
            Page::Chain(_) => action == Action::Chain,
            Page::Panes | Page::Present(_) | Page::Quiz(_) | Page::Compare(_) => false,
        };
        if is_open {
            self.close_page();
            return None;
        }
        self.open_page(action)
    }

    fn close_page(&mut self) {
        self.remember();
        self.view.page = Page::Panes;
        // The chain shows events that the list leaves out.
        self.select_nearest();
        self.reveal();
    }

    /// Selects what lies under the mouse on a page.
    pub(super) fn point_on_page(&mut self, column: u16, row: u16) {
        let within = inside(self.page_area());
        let below = |area: Area| Some((column.checked_sub(area.x)?, row.checked_sub(area.y)?));
        let page = match (&self.view.page, &self.line_order) {
            (Page::Grid(state), _) => below(within).and_then(|(column, row)| {
                let grid = Grid::new(&self.grid_request(), state);
                grid.at(column, row, state).map(Page::Grid)
            }),
            (Page::StoryLines(state), Some(order)) => {
                let request = self.lines_request(order);
                below(request.layout.lines).and_then(|(column, row)| {
                    let lines = StoryLines::new(&request, state)?;
                    lines.at(column, row, state).map(Page::StoryLines)
                })
            }
            (Page::Chain(state), _) => below(within).and_then(|(_, row)| {
                let chain = self.chain_of(state);
                let stop = chain.stop_in(state.first_row + usize::from(row))?;
                let mut state = state.clone();
                state.stop = stop;
                Some(Page::Chain(state.held(&chain, self.page_rows())))
            }),
            _ => None,
        };
        if let Some(page) = page {
            self.view.page = page;
            self.show_cursor();
        }
    }

    /// Holds the cursor of the page to what there is, as after another size of the screen.
    pub(super) fn settle_page(&mut self) {
        let page = match (&self.view.page, &self.line_order) {
            (Page::Panes | Page::Quiz(_) | Page::Compare(_), _) => return,
            (Page::Present(state), _) => Page::Present(self.held_card(*state)),
            (Page::Grid(state), _) => Page::Grid(state.held(&self.grid_request())),
            (Page::StoryLines(state), Some(order)) => {
                Page::StoryLines(state.held(&self.lines_request(order)))
            }
            // The lines are being ordered anew.
            (Page::StoryLines(_), None) => Page::Panes,
            (Page::Chain(state), _) => {
                let chain = self.chain_of(state);
                Page::Chain(state.clone().held(&chain, self.page_rows()))
            }
        };
        self.view.page = page;
    }
}

/// Where a command sends the cursor.
const fn direction(action: Action) -> Option<Direction> {
    Some(match action {
        Action::Next => Direction::Down,
        Action::Previous => Direction::Up,
        Action::CursorLeft => Direction::Left,
        Action::CursorRight => Direction::Right,
        Action::PageDown => Direction::PageDown,
        Action::PageUp => Direction::PageUp,
        Action::First => Direction::Top,
        Action::Last => Direction::Bottom,
        Action::RowStart => Direction::RowStart,
        Action::RowEnd => Direction::RowEnd,
        Action::PreviousMark => Direction::PreviousMark,
        Action::NextMark => Direction::NextMark,
        _ => return None,
    })
}
