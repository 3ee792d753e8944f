//! Opening the address of a source: the question that comes first.
//!
//! Owns which addresses are offered, that they are seen in full before anything is opened, and what
//! is said. Which addresses may be opened at all is decided by [`WebAddress`]; opening is not done
//! here.

use super::command::Action;
use super::state::{App, Effect};
use super::view::Overlay;
use annals_model::text::{Clean, wrap};
use annals_model::{Source, SourceIndex, WebAddress};
use annals_scene::excerpt;
use annals_scene::excerpt::Subject;
use annals_scene::layout::Area;
use annals_scene::scrolled;

/// The most sources that are offered.
const MOST_SOURCES: usize = 100;

/// Rows of the list of sources, where there are several.
const LIST_ROWS: usize = 4;

/// The widest that the page is: longer lines are hard to read.
const MOST_COLUMNS: u16 = 100;

/// The sources whose addresses a person is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPage {
    /// The sources with an address.
    pub sources: Vec<SourceIndex>,
    /// The place of the selected one among them.
    pub selected: usize,
    /// The first row shown of the list of sources.
    pub first_row: usize,
    /// The first line shown of what is said of the selected one.
    pub first_line: usize,
    /// So many of these lines have been on the screen.
    pub seen: usize,
}

/// What a line of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressRole {
    /// The title of the source.
    Title,
    /// The address.
    Address,
    /// Why it is not opened.
    Problem,
    /// Anything else.
    Quiet,
}

/// What is said of a source, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressLines {
    /// The lines.
    pub lines: Vec<(AddressRole, Clean)>,
    /// The number of lines up to the end of the address and its host.
    pub address_end: usize,
}

impl AddressLines {
    fn tell(&mut self, source: &Source, columns: usize) {
        self.push(AddressRole::Title, &source.title, columns);
        let mut facts: Vec<String> = [&source.author, &source.publisher]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(ToString::to_string)
            .collect();
        facts.extend(source.date.as_ref().map(annals_time::When::words));
        if !facts.is_empty() {
            let facts = Clean::line(&facts.join(", "));
            self.push(AddressRole::Quiet, &facts, columns);
        }
        self.gap();
        match WebAddress::parse(source.address.raw()) {
            Ok(address) => {
                self.push(
                    AddressRole::Address,
                    &Clean::line(address.as_str()),
                    columns,
                );
                let host = format!("It leads to {}.", address.host());
                self.push(AddressRole::Quiet, &Clean::line(&host), columns);
                if address.as_str() != source.address.as_str() {
                    let written = format!("In the file: {}", source.address);
                    self.push(AddressRole::Quiet, &Clean::line(&written), columns);
                }
            }
            Err(problem) => {
                self.push(AddressRole::Address, &source.address, columns);
                let problem = Clean::line(&problem.to_string());
                self.push(AddressRole::Problem, &problem, columns);
            }
        }
        self.address_end = self.lines.len();
        if !source.note.is_empty() {
            self.gap();
            self.push(AddressRole::Quiet, &source.note, columns);
        }
    }

    fn push(&mut self, role: AddressRole, text: &Clean, columns: usize) {
        let lines = wrap(text, columns).into_iter();
        self.lines.extend(lines.map(|line| (role, line)));
    }

    fn gap(&mut self) {
        self.lines.push((AddressRole::Quiet, Clean::default()));
    }
}

impl App {
    /// Asks whether to open the address of a source of what is selected.
    pub(super) fn ask_about_address(&mut self) {
        let Some(subject) = self.taken() else {
            self.notice = Some(Clean::own("Nothing is selected that could have a source."));
            return;
        };
        let mut sources = excerpt::sources(self.timeline(), self.index(), subject, MOST_SOURCES);
        let all = sources.len();
        sources.retain(|&source| !self.timeline().source(source).address.is_empty());
        if sources.is_empty() {
            let whose = match subject {
                Subject::Event(_) => "this event",
                Subject::Actor(_) => "this actor's events",
            };
            self.notice = Some(Clean::line(&match all {
                0 => format!("No source is given for {whose}."),
                1 => format!("The source of {whose} gives no address."),
                _ => format!("None of the sources of {whose} gives an address."),
            }));
            return;
        }
        self.overlays.push(Overlay::Address(AddressPage {
            sources,
            selected: 0,
            first_row: 0,
            first_line: 0,
            seen: 0,
        }));
    }

    /// The box of the page, with its edge: as high as what it says, as far as there is room.
    pub fn address_area(&self, page: &AddressPage) -> Area {
        let width = self.columns.min(MOST_COLUMNS);
        let lines = self.address_lines(page).lines.len() + list_rows(page);
        let wanted = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        // The title and the footer stay in sight.
        let height = wanted.min(self.rows.saturating_sub(2));
        Area::new(
            (self.columns - width) / 2,
            self.rows.saturating_sub(height.saturating_add(1)),
            width,
            height,
        )
    }

    /// What is said of the selected source.
    pub fn address_lines(&self, page: &AddressPage) -> AddressLines {
        // The edge and a blank on both sides.
        let columns = usize::from(self.columns.min(MOST_COLUMNS)).saturating_sub(4);
        let source = page.sources.get(page.selected);
        let mut page = AddressLines {
            // Apart from the list of sources.
            lines: vec![(AddressRole::Quiet, Clean::default()); list_rows(page).min(1)],
            address_end: 0,
        };
        if let Some(&source) = source {
            page.tell(self.timeline().source(source), columns);
        }
        page
    }

    /// Lines in view of what is said of the selected source.
    fn address_height(&self, page: &AddressPage) -> usize {
        let inside = usize::from(self.address_area(page).inside().height);
        inside.saturating_sub(list_rows(page))
    }

    pub(super) fn settled_address_page(&self, mut page: AddressPage) -> AddressPage {
        let rows = list_rows(&page);
        page.first_row = scrolled(page.first_row, page.selected, rows, page.sources.len());
        let height = self.address_height(&page);
        let lines = self.address_lines(&page).lines.len();
        page.first_line = page.first_line.min(lines.saturating_sub(height));
        page
    }

    /// Takes note of the lines that are on the screen now.
    pub(super) fn see_address(&mut self) {
        if self.layout().is_none() {
            return;
        }
        let Some(Overlay::Address(page)) = self.overlays.last() else {
            return;
        };
        let end = page.first_line.saturating_add(self.address_height(page));
        if let Some(Overlay::Address(page)) = self.overlays.last_mut()
            && page.first_line <= page.seen
        {
            page.seen = page.seen.max(end);
        }
    }

    pub(super) fn perform_on_address(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let times = count.unwrap_or(1);
        let Some(Overlay::Address(page)) = self.overlays.last_mut() else {
            return None;
        };
        let last = page.sources.len().saturating_sub(1);
        let selected = match action {
            Action::Next => page.selected.saturating_add(times),
            Action::Previous => page.selected.saturating_sub(times),
            Action::PageDown => page
                .selected
                .saturating_add(times.saturating_mul(LIST_ROWS)),
            Action::PageUp => page
                .selected
                .saturating_sub(times.saturating_mul(LIST_ROWS)),
            Action::First => 0,
            Action::Last => last,
            Action::ScrollDown => {
                page.first_line = page.first_line.saturating_add(times);
                return None;
            }
            Action::ScrollUp => {
                page.first_line = page.first_line.saturating_sub(times);
                return None;
            }
            Action::OpenAddress => return self.open_address(),
            Action::CopyAddress => return self.copy_address(),
            Action::Close | Action::Quit => {
                self.overlays.pop();
                return None;
            }
            Action::Help => {
                self.overlays.push(Overlay::Help { first_line: 0 });
                return None;
            }
            _ => return None,
        };
        let selected = selected.min(last);
        if selected != page.selected {
            page.selected = selected;
            page.first_line = 0;
            page.seen = 0;
        }
        None
    }

    /// The selected source, if the page is open.
    fn asked_about(&self) -> Option<(&AddressPage, &Source)> {
        let Some(Overlay::Address(page)) = self.overlays.last() else {
            return None;
        };
        let source = page.sources.get(page.selected)?;
        Some((page, self.timeline().source(*source)))
    }

    fn open_address(&mut self) -> Option<Effect> {
        let (page, source) = self.asked_about()?;
        let address = match WebAddress::parse(source.address.raw()) {
            Ok(address) => address,
            Err(problem) => {
                self.notice = Some(Clean::line(&format!("{problem} It can be copied.")));
                return None;
            }
        };
        if page.seen < self.address_lines(page).address_end {
            self.notice = Some(Clean::own("Look at all of the address first: scroll down."));
            return None;
        }
        self.overlays.pop();
        let words = format!("Handed to the browser: {address}");
        self.notice = Some(Clean::line(&words));
        Some(Effect::Open(address))
    }

    fn copy_address(&mut self) -> Option<Effect> {
        let (_, source) = self.asked_about()?;
        let address = match WebAddress::parse(source.address.raw()) {
            Ok(address) => Clean::line(address.as_str()),
            Err(_) => source.address.clone(),
        };
        let what = address.to_string();
        self.copy(&what, address)
    }
}

/// Rows of the list of sources: one is shown without a list.
pub(super) fn list_rows(page: &AddressPage) -> usize {
    match page.sources.len() {
        0 | 1 => 0,
        several => several.min(LIST_ROWS),
    }
}

impl AddressPage {
    /// The sources in view of the list, each with its place; none where there is only one.
    pub fn listed(&self) -> impl Iterator<Item = (usize, SourceIndex)> + '_ {
        let sources = self.sources.iter().copied().enumerate();
        sources.skip(self.first_row).take(list_rows(self))
    }
}
