//! Rows that several command tables share.
//!
//! A table is made of groups of rows: `&[OWN, Rows::<Self>::COPYING, Rows::<Self>::PROGRAM]`.

use std::marker::PhantomData;

use crate::actions::copy::CopyAs;
use crate::actions::sheets::{self, Sheet};
use crate::actions::{accounts, copy, edit, filter, search, window};
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::Context;
use crate::keys::PointerAction;
use crate::message::Effect;
use crate::screen::{Command, Destination, Input, Screen};
use crate::widgets::text_field::TextField;
use crate::widgets::text_page::Scroll;

/// Eighths of the window that panning by a screen moves it.
const PAGE: i128 = 7;

/// Groups of rows for the table of the screen `S`.
#[derive(Debug)]
pub(crate) struct Rows<S>(PhantomData<S>);

/// A row that closes the screen.
pub(crate) const fn closes<S: Screen>(spec: &'static Spec) -> Command<S> {
    Command::<S>::new(spec, |_, cx, _| cx.close())
}

/// Returns whether the timeline has events.
pub(crate) fn has_events<S>(_: &S, cx: &Context) -> bool {
    !cx.timeline().events.is_empty()
}

/// Returns whether the timeline has actors.
pub(crate) fn has_actors<S>(_: &S, cx: &Context) -> bool {
    !cx.timeline().actors.is_empty()
}

/// Returns whether there are several accounts.
pub(crate) fn has_accounts<S>(_: &S, cx: &Context) -> bool {
    accounts::several(cx)
}

fn has_past<S>(_: &S, cx: &Context) -> bool {
    cx.history.has_past()
}

fn has_future<S>(_: &S, cx: &Context) -> bool {
    cx.history.has_future()
}

fn has_themes<S>(_: &S, cx: &Context) -> bool {
    cx.options.themes.len() > 1
}

fn has_found<S>(_: &S, cx: &Context) -> bool {
    cx.found().is_some()
}

fn has_filter<S>(_: &S, cx: &Context) -> bool {
    cx.filter().is_some()
}

fn has_letters<S>(_: &S, cx: &Context) -> bool {
    !cx.marks.letters.is_empty()
}

fn has_subject<S: Screen>(screen: &S, cx: &Context) -> bool {
    copy::subject(screen.cursor(cx)).is_some()
}

fn is_dated<S: Screen>(screen: &S, cx: &Context) -> bool {
    let event = screen.cursor(cx).selected;
    event.is_some_and(|event| cx.timeline().event(event).when.is_some())
}

impl<S: Screen> Rows<S> {
    /// Back and forward.
    pub(crate) const HISTORY: &'static [Command<S>] = &[
        Command::<S>::new(&commands::BACK, |_, cx, count| cx.back(count.times())).when(has_past),
        Command::<S>::new(&commands::FORWARD, |_, cx, count| {
            cx.forward(count.times());
        })
        .when(has_future),
    ];

    /// The help.
    pub(crate) const HELP: &'static [Command<S>] = &[Command::<S>::opening(&commands::HELP)];

    /// Stepping through search results.
    pub(crate) const FOUND: &'static [Command<S>] = &[
        Command::<S>::new(&commands::NEXT_FOUND, |screen, cx, count| {
            search::step(screen, cx, count.forward());
        })
        .when(has_found),
        Command::<S>::new(&commands::PREVIOUS_FOUND, |screen, cx, count| {
            search::step(screen, cx, count.backward());
        })
        .when(has_found),
    ];

    /// Zooming by octaves.
    pub(crate) const ZOOM: &'static [Command<S>] = &[
        Command::<S>::new(&commands::ZOOM_IN, |_, cx, count| {
            window::zoom(cx, steps(count).saturating_mul(4));
        }),
        Command::<S>::new(&commands::ZOOM_OUT, |_, cx, count| {
            window::zoom(cx, steps(count).saturating_mul(-4));
        }),
    ];

    /// Zooming by quarters of an octave.
    pub(crate) const ZOOM_LITTLE: &'static [Command<S>] = &[
        Command::<S>::new(&commands::ZOOM_IN_LITTLE, |_, cx, count| {
            window::zoom(cx, steps(count));
        }),
        Command::<S>::new(&commands::ZOOM_OUT_LITTLE, |_, cx, count| {
            window::zoom(cx, -steps(count));
        }),
    ];

    /// Fitting the whole story.
    pub(crate) const FIT_ALL: &'static [Command<S>] =
        &[Command::<S>::new(&commands::FIT_ALL, |_, cx, _| {
            window::fit_all(cx);
        })];

    /// Panning by a screen.
    pub(crate) const PAN_PAGES: &'static [Command<S>] = &[
        Command::<S>::new(&commands::PAN_PAGE_LEFT, |_, cx, count| {
            window::pan(cx, -PAGE * i128::from(steps(count)), 8);
        }),
        Command::<S>::new(&commands::PAN_PAGE_RIGHT, |_, cx, count| {
            window::pan(cx, PAGE * i128::from(steps(count)), 8);
        }),
    ];

    /// The filter.
    pub(crate) const FILTER: &'static [Command<S>] = &[
        Command::<S>::opening(&commands::FILTER).when(has_events),
        Command::<S>::new(&commands::TOGGLE_FILTER, |_, cx, count| {
            filter::toggle(cx, count.0.map(|count| count.saturating_sub(1)));
        })
        .when(has_filter),
    ];

    /// Marks with letters.
    pub(crate) const MARKS: &'static [Command<S>] = &[
        Command::<S>::opening(&commands::SET_MARK),
        Command::<S>::opening(&commands::GO_TO_MARK).when(has_letters),
    ];

    /// What else happened at the time of the selected event.
    pub(crate) const AROUND: &'static [Command<S>] =
        &[Command::<S>::new(&commands::AROUND, |screen, cx, _| {
            match screen.cursor(cx).selected {
                Some(event) => cx.open(Destination::Around(event)),
                None => {
                    cx.notice("Select an event first: what else happened at its time is listed.");
                }
            }
        })
        .when(is_dated)];

    /// Copying, and editing the file.
    pub(crate) const COPYING: &'static [Command<S>] = &[
        Command::<S>::new(&commands::COPY_TEXT, |screen, cx, _| {
            copy::copy_subject(cx, screen.cursor(cx), CopyAs::Text);
        })
        .when(has_subject),
        Command::<S>::new(&commands::COPY_MARKDOWN, |screen, cx, _| {
            copy::copy_subject(cx, screen.cursor(cx), CopyAs::Markdown);
        })
        .when(has_subject),
        Command::<S>::new(&commands::COPY_REFERENCE, |screen, cx, _| {
            copy::copy_subject(cx, screen.cursor(cx), CopyAs::Reference);
        })
        .when(has_subject),
    ];

    /// Editing the file.
    pub(crate) const EDITING: &'static [Command<S>] =
        &[Command::<S>::new(&commands::EDIT, |screen, cx, _| {
            edit::edit(cx, screen.cursor(cx));
        })];

    /// Writing what a class gets on paper.
    pub(crate) const SHEETS: &'static [Command<S>] = &[
        Command::<S>::new(&commands::WRITE_WORKSHEET, |_, cx, _| {
            sheets::write(cx, Sheet::Worksheet);
        })
        .when(has_events),
        Command::<S>::new(&commands::WRITE_ANSWERS, |_, cx, _| {
            sheets::write(cx, Sheet::Answers);
        })
        .when(has_events),
        Command::<S>::new(&commands::WRITE_HANDOUT, |_, cx, _| {
            sheets::write(cx, Sheet::Handout);
        })
        .when(has_events),
        Command::<S>::new(&commands::WRITE_MARKDOWN, |_, cx, _| {
            sheets::write(cx, Sheet::Markdown);
        })
        .when(has_events),
    ];

    /// The accounts of the story.
    pub(crate) const ACCOUNTS: &'static [Command<S>] = &[
        Command::<S>::opening(&commands::LAYERS).when(has_accounts),
        Command::<S>::opening(&commands::COMPARE).when(has_accounts),
    ];

    /// The next theme.
    pub(crate) const THEME: &'static [Command<S>] =
        &[Command::<S>::new(&commands::NEXT_THEME, |_, cx, count| {
            next_theme(cx, count.times());
        })
        .when(has_themes)];

    /// The palette.
    pub(crate) const PALETTE: &'static [Command<S>] = &[Command::<S>::opening(&commands::PALETTE)];

    /// Redrawing and suspending. Every screen has these.
    pub(crate) const TERMINAL: &'static [Command<S>] = &[
        Command::<S>::new(&commands::REDRAW, |_, cx, _| cx.effect(Effect::Redraw)),
        Command::<S>::new(&commands::SUSPEND, |_, cx, _| cx.effect(Effect::Suspend)),
    ];
}

fn steps(count: Count) -> i32 {
    i32::try_from(count.times()).unwrap_or(i32::MAX)
}

fn next_theme(cx: &mut Context, by: usize) {
    let count = cx.options.themes.len();
    if count < 2 {
        cx.notice("There is only one theme.");
        return;
    }
    cx.display.theme = (cx.display.theme + by % count) % count;
    if let Some(name) = cx.options.themes.get(cx.display.theme) {
        let words = format!("The theme is {name} now.");
        cx.notice(&words);
    }
}

/// A screen with a text field.
pub(crate) trait TextScreen: Screen {
    /// The text field.
    fn field(&mut self) -> &mut TextField;

    /// Called after its text or cursor may have changed.
    fn edited(&mut self, cx: &mut Context);
}

impl<S: TextScreen> Rows<S> {
    /// Editing text. Deleting in an empty field closes the screen as Escape does.
    pub(crate) const TEXT: &'static [Command<S>] = &[
        Command::<S>::new(&commands::DELETE_BEFORE, |screen, cx, count| {
            if screen.field().is_empty() {
                let close = &commands::CLOSE;
                crate::screen::AnyScreen::perform(screen, close, count, cx);
            } else {
                change(screen, cx, TextField::delete_before);
            }
        }),
        Command::<S>::new(&commands::DELETE_AFTER, |screen, cx, _| {
            change(screen, cx, TextField::delete_after);
        }),
        Command::<S>::new(&commands::DELETE_WORD, |screen, cx, _| {
            change(screen, cx, TextField::delete_word);
        }),
        Command::<S>::new(&commands::DELETE_ALL, |screen, cx, _| {
            change(screen, cx, TextField::clear);
        }),
        Command::<S>::new(&commands::CARET_LEFT, |screen, cx, _| {
            change(screen, cx, |field| field.step(false));
        }),
        Command::<S>::new(&commands::CARET_RIGHT, |screen, cx, _| {
            change(screen, cx, |field| field.step(true));
        }),
        Command::<S>::new(&commands::CARET_START, |screen, cx, _| {
            change(screen, cx, |field| field.jump(false));
        }),
        Command::<S>::new(&commands::CARET_END, |screen, cx, _| {
            change(screen, cx, |field| field.jump(true));
        }),
    ];
}

fn change<S: TextScreen>(screen: &mut S, cx: &mut Context, change: impl FnOnce(&mut TextField)) {
    change(screen.field());
    screen.edited(cx);
}

/// A screen with a page of text.
pub(crate) trait TextPageScreen: Screen {
    /// Scrolls the page.
    fn scroll(&mut self, scroll: Scroll, cx: &Context);
}

impl<S: TextPageScreen> Rows<S> {
    /// The next screen of a page of text, by the key that moves on everywhere.
    pub(crate) const NEXT_SCREEN: &'static [Command<S>] =
        &[Command::<S>::new(&commands::MOVE_ON, |s, cx, count| {
            s.scroll(Scroll::Pages(count.forward()), cx);
        })];

    /// Scrolling a page of text.
    pub(crate) const SCROLLING: &'static [Command<S>] = &[
        Command::<S>::new(&commands::NEXT, |s, cx, count| {
            s.scroll(Scroll::down(count), cx);
        }),
        Command::<S>::new(&commands::PREVIOUS, |s, cx, count| {
            s.scroll(Scroll::up(count), cx);
        }),
        Command::<S>::new(&commands::PAGE_DOWN, |s, cx, count| {
            s.scroll(Scroll::Pages(count.forward()), cx);
        }),
        Command::<S>::new(&commands::PAGE_UP, |s, cx, count| {
            s.scroll(Scroll::Pages(count.backward()), cx);
        }),
        Command::<S>::new(&commands::FIRST, |s, cx, _| s.scroll(Scroll::Start, cx)),
        Command::<S>::new(&commands::LAST, |s, cx, _| s.scroll(Scroll::End, cx)),
        Command::<S>::new(&commands::SCROLL_DOWN, |s, cx, count| {
            s.scroll(Scroll::down(count), cx);
        }),
        Command::<S>::new(&commands::SCROLL_UP, |s, cx, count| {
            s.scroll(Scroll::up(count), cx);
        }),
    ];
}

/// Scrolls a page of text with the mouse wheel.
pub(crate) fn wheel<S: TextPageScreen>(screen: &mut S, input: &Input<'_>, cx: &Context) {
    if let Input::Pointer(pointer, _) = input {
        match pointer.action {
            PointerAction::ScrollDown => screen.scroll(Scroll::Lines(1), cx),
            PointerAction::ScrollUp => screen.scroll(Scroll::Lines(-1), cx),
            _ => {}
        }
    }
}

/// A screen with a list of rows, one of them selected.
pub(crate) trait ListScreen: Screen {
    /// Selects the row that is `by` rows further, as far as there are rows.
    fn step(&mut self, by: isize, cx: &mut Context);

    /// Returns the rows of a page.
    fn page_rows(&self, cx: &Context) -> usize;
}

impl<S: ListScreen> Rows<S> {
    /// The next and the previous row.
    pub(crate) const STEPPING: &'static [Command<S>] = &[
        Command::<S>::new(&commands::NEXT, |s, cx, count| s.step(count.forward(), cx)),
        Command::<S>::new(&commands::PREVIOUS, |s, cx, count| {
            s.step(count.backward(), cx);
        }),
    ];

    /// A page of rows, and the first and the last row.
    pub(crate) const PAGING: &'static [Command<S>] = &[
        Command::<S>::new(&commands::PAGE_DOWN, |s, cx, count| {
            page(s, count.forward(), cx);
        }),
        Command::<S>::new(&commands::PAGE_UP, |s, cx, count| {
            page(s, count.backward(), cx);
        }),
        Command::<S>::new(&commands::FIRST, |s, cx, _| s.step(-isize::MAX, cx)),
        Command::<S>::new(&commands::LAST, |s, cx, _| s.step(isize::MAX, cx)),
    ];
}

impl<S: ListScreen> Rows<S> {
    /// The next page of rows by the key that moves on everywhere.
    pub(crate) const MOVING_ON: &'static [Command<S>] =
        &[Command::<S>::new(&commands::MOVE_ON, |s, cx, count| {
            page(s, count.forward(), cx);
        })];
}

fn page<S: ListScreen>(screen: &mut S, direction: isize, cx: &mut Context) {
    let rows = isize::try_from(screen.page_rows(cx)).unwrap_or(isize::MAX);
    screen.step(rows.saturating_mul(direction), cx);
}

/// Returns the row that is `by` rows from a row of a list with `count` rows.
pub(crate) fn stepped_row(row: usize, by: isize, count: usize) -> usize {
    row.saturating_add_signed(by).min(count.saturating_sub(1))
}
