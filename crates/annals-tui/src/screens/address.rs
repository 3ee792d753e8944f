//! The question whether to open the address of a source, which is shown in full.

mod lines;

use annals_model::text::Clean;
use annals_model::{Source, SourceIndex, WebAddress};
use annals_scene::excerpt::{self, Subject};
use annals_scene::scroll_to;
use ratatui::layout::{Margin, Rect};

use self::lines::{LineRole, SourceLines};
use crate::actions::copy;
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::Context;
use crate::hits::HitMap;
use crate::keys::PointerAction;
use crate::message::Effect;
use crate::rows::{ListScreen, Rows, closes, stepped_row};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::frame;
use crate::widgets::painter::Painter;
use crate::widgets::selected_row::SelectedRow;

/// The most sources that are offered.
const MAX_SOURCES: usize = 100;

/// Rows of the list of sources, where there are several.
const LIST_ROWS: usize = 4;

/// The widest that the box is: longer lines are hard to read.
const MAX_COLUMNS: u16 = 100;

/// The question whether to open the address of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressBox {
    /// The sources with an address.
    pub sources: Vec<SourceIndex>,
    /// The index of the selected one.
    pub selected: usize,
    /// The first row shown of the list of sources.
    first_row: usize,
    /// The first line shown of what is said of the selected one.
    pub first_line: usize,
    /// How many of the lines have been on the screen, from the first one on without a gap.
    pub seen: usize,
}

type Row = Command<AddressBox>;

static OPEN_ADDRESS: Spec = Spec {
    name: "open-address",
    title: "Open the address",
    doc: "Open the address in the browser",
    group: Group::Taking,
    keys: &["Enter"],
    hint: Some("open"),
};

static COPY_ADDRESS: Spec = Spec {
    name: "copy-address",
    title: "Copy the address",
    doc: "Copy the address",
    group: Group::Taking,
    keys: &["y"],
    hint: Some("copy"),
};

impl AddressBox {
    /// Rows of the list of sources: one is shown without a list.
    fn list_rows(&self) -> usize {
        match self.sources.len() {
            0 | 1 => 0,
            several => several.min(LIST_ROWS),
        }
    }

    fn source<'a>(&self, cx: &'a Context) -> Option<&'a Source> {
        let source = self.sources.get(self.selected)?;
        Some(cx.timeline().source(*source))
    }

    fn lines(&self, cx: &Context) -> SourceLines {
        // The border and a blank on both sides.
        let columns = usize::from(cx.display.columns.min(MAX_COLUMNS)).saturating_sub(4);
        let mut lines = SourceLines::default();
        if self.list_rows() > 0 {
            lines.gap();
        }
        if let Some(source) = self.source(cx) {
            lines.describe(source, columns);
        }
        lines
    }

    fn area(&self, cx: &Context) -> Rect {
        let width = cx.display.columns.min(MAX_COLUMNS);
        let lines = self.lines(cx).lines.len() + self.list_rows();
        let wanted = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        // The title and the footer stay in sight.
        let height = wanted.min(cx.display.rows.saturating_sub(2));
        Rect {
            x: (cx.display.columns - width) / 2,
            width,
            ..cx.bottom_area(height)
        }
    }

    /// Returns the rows for the lines.
    fn height(&self, cx: &Context) -> usize {
        let inside = usize::from(self.area(cx).inner(Margin::new(1, 1)).height);
        inside.saturating_sub(self.list_rows())
    }

    /// Opens the address, once all of it has been seen.
    fn open_address(&self, cx: &mut Context) {
        let Some(source) = self.source(cx) else {
            return;
        };
        let address = match WebAddress::parse(source.address.raw()) {
            Ok(address) => address,
            Err(problem) => {
                cx.notice(&format!("{problem} It can be copied."));
                return;
            }
        };
        if self.seen < self.lines(cx).address_end {
            cx.notice("Look at all of the address first: scroll down.");
            return;
        }
        cx.close();
        cx.notice(&format!("Handed to the browser: {address}"));
        cx.effect(Effect::Open(address));
    }

    fn copy_address(&self, cx: &mut Context) {
        let Some(source) = self.source(cx) else {
            return;
        };
        let address = match WebAddress::parse(source.address.raw()) {
            Ok(address) => Clean::line(address.as_str()),
            Err(_) => source.address.clone(),
        };
        let what = address.to_string();
        copy::copy(cx, &what, address);
    }
}

impl ListScreen for AddressBox {
    fn step(&mut self, by: isize, _: &mut Context) {
        let selected = stepped_row(self.selected, by, self.sources.len());
        if selected != self.selected {
            self.selected = selected;
            self.first_line = 0;
            self.seen = 0;
        }
    }

    fn page_rows(&self, _: &Context) -> usize {
        LIST_ROWS
    }
}

impl Screen for AddressBox {
    const NAME: &'static str = "address";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[
        &[
            closes(&commands::CLOSE),
            Row::new(&OPEN_ADDRESS, |page, cx, _| page.open_address(cx)),
            Row::new(&COPY_ADDRESS, |page, cx, _| page.copy_address(cx)),
        ],
        Rows::<Self>::STEPPING,
        Rows::<Self>::HELP,
        &[closes(&commands::QUIT)],
        Rows::<Self>::PAGING,
        &[
            Row::new(&commands::SCROLL_DOWN, |page, _, count| {
                page.first_line = page.first_line.saturating_add(count.times());
            }),
            Row::new(&commands::SCROLL_UP, |page, _, count| {
                page.first_line = page.first_line.saturating_sub(count.times());
            }),
        ],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::SOURCE];

    fn open_from(_: &'static Spec, cursor: Cursor, _: Count, cx: &mut Context) {
        let Some(subject) = copy::subject(cursor) else {
            cx.notice("Nothing is selected that could have a source.");
            return;
        };
        let mut sources = excerpt::sources(cx.timeline(), cx.index(), subject, MAX_SOURCES);
        let all = sources.len();
        sources.retain(|&source| !cx.timeline().source(source).address.is_empty());
        if !sources.is_empty() {
            cx.push(Self {
                sources,
                selected: 0,
                first_row: 0,
                first_line: 0,
                seen: 0,
            });
            return;
        }
        let whose = match subject {
            Subject::Event(_) => "this event",
            Subject::Actor(_) => "this actor's events",
        };
        cx.notice(&match all {
            0 => format!("No source is given for {whose}."),
            1 => format!("The source of {whose} gives no address."),
            _ => format!("None of the sources of {whose} gives an address."),
        });
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        if let Input::Pointer(pointer, _) = input {
            match pointer.action {
                PointerAction::ScrollDown => self.step(1, cx),
                PointerAction::ScrollUp => self.step(-1, cx),
                _ => {}
            }
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        let rows = self.list_rows();
        self.first_row = scroll_to(self.first_row, self.selected, rows, self.sources.len());
        let lines = self.lines(cx).lines.len();
        let last = lines.saturating_sub(self.height(cx));
        self.first_line = self.first_line.min(last);
    }

    fn keeps_story(&self, _: bool) -> bool {
        true
    }

    fn drawn(&mut self, cx: &Context) {
        let end = self.first_line.saturating_add(self.height(cx));
        if self.first_line <= self.seen {
            self.seen = self.seen.max(end);
        }
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        let area = self.area(cx);
        let lines = self.lines(cx).lines;
        let look = painter.look();
        let inside = area.inner(Margin::new(1, 1));
        let shown = self.height(cx);
        let remark = match lines.len().saturating_sub(self.first_line + shown) {
            0 => Clean::default(),
            below => Clean::line(&format!("{} {below} more", look.glyphs.more[1])),
        };
        painter.clear(area);
        let title = Clean::own("Open this address?");
        frame::draw(painter, area, &title, &remark, true);
        let sources = self.sources.iter().enumerate();
        let sources = sources.skip(self.first_row).take(self.list_rows());
        let mut y = inside.y;
        for (place, &source) in sources {
            let line = Rect {
                y,
                height: 1,
                ..inside
            };
            let title = &cx.timeline().source(source).title;
            draw_source(title, place == self.selected, line, painter);
            y += 1;
        }
        let text = inside.inner(Margin::new(1, 0));
        let lines = lines.iter().skip(self.first_line);
        for (y, (role, line)) in (y..inside.bottom()).zip(lines) {
            let style = match role {
                LineRole::Title => look.theme.text,
                LineRole::Address => look.theme.strong,
                LineRole::Problem => look.theme.notice,
                LineRole::Quiet => look.theme.quiet,
            };
            let place = Rect {
                y,
                height: 1,
                ..text
            };
            painter.text(place, line, style);
        }
    }
}

fn draw_source(title: &Clean, is_selected: bool, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let row = SelectedRow::new(is_selected, true, None, look);
    let room = Rect {
        x: line.x + 2,
        width: line.width.saturating_sub(3),
        ..line
    };
    painter.text(room, title, row.text(look.theme.text, look));
    row.draw(line, painter);
}

#[cfg(test)]
mod tests;
