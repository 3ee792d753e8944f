//! The list of accounts, to switch them on and off.

use annals_model::AccountIndex;
use annals_model::text::{Clean, grouped, width};
use annals_scene::account_names::glyph;
use annals_scene::scroll_to;
use ratatui::layout::{Margin, Rect};

use crate::actions::accounts;
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::keys::PointerAction;
use crate::rows::{ListScreen, Rows, closes, stepped_row};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::panes;
use crate::widgets::selected_row::SelectedRow;

/// The list of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AccountList {
    /// The index of the selected account.
    pub selected: usize,
    /// The first row shown.
    first_row: usize,
}

type Row = Command<AccountList>;

static LAYER_SWITCH: Spec = Spec {
    name: "layer-switch",
    title: "Switch this account",
    doc: "Switch the selected account on or off",
    group: Group::Accounts,
    keys: &["Space", "x"],
    hint: Some("on or off"),
};

static LAYERS_DONE: Spec = Spec {
    name: "layers-done",
    title: "Done",
    doc: "Close the list of accounts",
    group: Group::Accounts,
    keys: &["Enter"],
    hint: Some("done"),
};

impl ListScreen for AccountList {
    fn step(&mut self, by: isize, cx: &mut Context) {
        let count = cx.timeline().accounts.len();
        self.selected = stepped_row(self.selected, by, count);
    }

    fn page_rows(&self, cx: &Context) -> usize {
        panes::rows(cx)
    }
}

impl Screen for AccountList {
    const NAME: &'static str = "accounts";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[
        &[
            closes(&commands::CLOSE),
            Row::new(&LAYER_SWITCH, |list, cx, _| {
                accounts::toggle(cx, AccountIndex::new(list.selected));
            }),
            closes(&LAYERS_DONE),
        ],
        Rows::<Self>::STEPPING,
        Rows::<Self>::HELP,
        &[closes(&commands::QUIT), closes(&commands::LAYERS)],
        Rows::<Self>::PAGING,
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::LAYERS];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        // How many accounts there are is not known before the story is there.
        if cx.progress.waiting.is_some() {
            return;
        }
        if !accounts::several(cx) {
            accounts::only_one(cx);
        } else if cx.timeline().accounts.len() == 2 {
            accounts::toggle(cx, AccountIndex::new(1));
        } else {
            cx.push(Self::default());
        }
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        if let Input::Pointer(pointer, hits) = input {
            match (pointer.action, hits.first()) {
                (PointerAction::ScrollDown, _) => self.step(1, cx),
                (PointerAction::ScrollUp, _) => self.step(-1, cx),
                (PointerAction::Press, Some(&Hit::Row(row))) => self.selected = row,
                _ => {}
            }
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        let count = cx.timeline().accounts.len();
        self.selected = self.selected.min(count.saturating_sub(1));
        self.first_row = scroll_to(self.first_row, self.selected, panes::rows(cx), count);
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let count = cx.timeline().accounts.len();
        let title = Clean::own("Accounts");
        for (row, line) in panes::draw(cx, &title, self.first_row, count, painter, hits) {
            draw_account(cx, row, row == self.selected, line, painter);
        }
    }
}

fn draw_account(cx: &Context, place: usize, selected: bool, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let timeline = cx.timeline();
    let account = timeline.account(AccountIndex::new(place));
    let row = SelectedRow::new(selected, true, None, look);
    let style = if account.on {
        look.theme.text
    } else {
        look.theme.quiet
    };
    let style = row.text(style, look);
    let quiet = row.text(look.theme.quiet, look);
    let of = AccountIndex::new(place);
    let right = if account.on {
        let count = timeline.events.of_account(of).len();
        let noun = if count == 1 { "event " } else { "events" };
        Clean::line(&format!("on  {:>4} {noun}", grouped(count)))
    } else {
        Clean::own("off")
    };
    let from = painter.text_right(line.inner(Margin::new(1, 0)), &right, quiet);
    if let Some(sign) = glyph(timeline, of) {
        let cell = Rect {
            x: line.x + 2,
            width: 1,
            ..line
        };
        painter.text(cell, &sign, quiet);
    }
    let room = Rect {
        x: line.x + 4,
        width: from
            .saturating_sub(line.x + 6)
            .min(u16::try_from(width(&account.title)).unwrap_or(u16::MAX)),
        ..line
    };
    painter.text(room, &account.title, style);
    row.draw(line, painter);
}

#[cfg(test)]
mod tests;
