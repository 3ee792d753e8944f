//! Waiting for the letter of a mark, to set it or to go to it.

#[cfg(test)]
mod footer_tests;
#[cfg(test)]
mod tests;

use annals_model::EventIndex;
use annals_model::text::{Clean, width};
use annals_scene::flow::Target;
use ratatui::layout::Rect;

use crate::actions::{date, filter, marks};
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{BROWSE, Context, Marked, StoryChange};
use crate::hits::{Hit, HitMap};
use crate::keys::{Key, KeyCode, KeySequence, PointerAction};
use crate::rows::{Rows, closes};
use crate::screen::{Cursor, Destination, Handled, Input, Kind, Screen, Table};
use crate::widgets::footer::Footer;
use crate::widgets::painter::Painter;

/// Columns between two offers of the footer.
const GAP: u16 = 3;

/// Waits for the letter of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkLetter {
    /// Sets a mark on this.
    Set(Marked),
    /// Goes to a mark.
    GoTo,
}

impl MarkLetter {
    fn take(&self, letter: char, cx: &mut Context) {
        match self {
            Self::Set(marked) => {
                let words = marks::words(cx, marked);
                cx.marks.letters.insert(letter, marked.clone());
                cx.notice(&format!("Mark {letter}: {words}"));
            }
            Self::GoTo => match cx.marks.letters.get(&letter).cloned() {
                Some(marked) => go_to(&marked, cx),
                None => cx.notice(&format!("There is no mark {letter}.")),
            },
        }
    }

    /// Returns what can be pressed now, with what it does.
    fn offers(&self, cx: &Context) -> Vec<(Clean, Clean)> {
        match self {
            Self::Set(marked) => {
                let words = format!("marks {}", marks::words(cx, marked));
                vec![(Clean::own("a-z"), Clean::line(&words))]
            }
            Self::GoTo => {
                let back = cx.history.left_for_mark.as_ref();
                let back = back.map(|_| (Clean::own("'"), Clean::own("back")));
                let letters = cx.marks.letters.iter().map(|(letter, marked)| {
                    let letter = Clean::line(letter.encode_utf8(&mut [0; 4]));
                    (letter, marks::words(cx, marked))
                });
                back.into_iter().chain(letters).collect()
            }
        }
    }
}

/// Returns what can be marked: the date gone to last, else the selected event.
fn markable(cursor: Cursor, cx: &Context) -> Option<Marked> {
    // On a page its cursor says what is meant.
    let is_browse = cx.below.len() == 1;
    let is_meant = cx.marks.at_date == cx.place.event && is_browse;
    let date = cx.place.date.as_ref().filter(|_| is_meant);
    let date = date.cloned().map(Marked::Date);
    date.or_else(|| cursor.selected.map(Marked::Event))
}

fn go_to(marked: &Marked, cx: &mut Context) {
    cx.remember();
    cx.history.left_for_mark = cx.view_before().cloned();
    match marked {
        Marked::Event(event) => show_event(*event, cx),
        Marked::Date(spot) => {
            // Of the pages, only those with an axis can show a date.
            let has_axis = cx.page().is_some_and(|page| {
                let zoom = &commands::FIT_ALL;
                page.name() == BROWSE || page.is_available(zoom, cx)
            });
            if !has_axis {
                cx.below.truncate(1);
                filter::select_nearest(cx);
            }
            if let Some(named) = spot.window() {
                date::show(cx, &named, spot.clone(), &[(spot.start, spot.end)]);
            }
            cx.requests.notice = Some(spot.name.clone());
        }
    }
}

/// Puts the cursor of the page on an event; where the page does not show it, opens the browser.
fn show_event(event: EventIndex, cx: &mut Context) {
    let is_shown = cx.with_page(|page, cx| page.put_cursor(event, cx));
    if is_shown != Some(true) {
        cx.open(Destination::Target(Target::Event(event)));
    }
}

fn return_from_mark(cx: &mut Context) {
    let Some(view) = cx.history.left_for_mark.take() else {
        cx.notice("No mark has been gone to yet.");
        return;
    };
    cx.remember();
    cx.history.left_for_mark = cx.view_before().cloned();
    cx.put_below(view);
}

impl Screen for MarkLetter {
    const NAME: &'static str = "mark-letter";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = &[&[closes(&commands::CLOSE)], Rows::<Self>::TERMINAL];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::SET_MARK, &commands::GO_TO_MARK];

    fn open_from(spec: &'static Spec, cursor: Cursor, _: Count, cx: &mut Context) {
        if *spec == commands::GO_TO_MARK {
            if cx.marks.letters.is_empty() {
                cx.notice("There are no marks yet.");
            } else {
                cx.push(Self::GoTo);
            }
            return;
        }
        match markable(cursor, cx) {
            Some(marked) => cx.push(Self::Set(marked)),
            None => cx.notice("Select an event first, or go to a date: a mark is set on one."),
        }
    }

    fn takes(key: Key) -> bool {
        key.is_text()
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        let Self::Set(Marked::Event(event)) = self else {
            return true;
        };
        let same = change.event(*event);
        *event = same.unwrap_or(*event);
        same.is_some()
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        let key = match input {
            Input::Key(key) => *key,
            Input::Text(_) => return Handled::No,
            // A click cancels.
            Input::Pointer(pointer, _) => {
                if pointer.action == PointerAction::Press {
                    cx.close();
                }
                return Handled::No;
            }
        };
        let keymap = cx.keymap();
        if keymap.command(Self::NAME, key).is_some() {
            return Handled::No;
        }
        let spec = keymap.command(BROWSE, key);
        let is_twice = key == Key::character('\'') || spec == Some(&commands::GO_TO_MARK);
        cx.close();
        match key.code {
            KeyCode::Character(letter @ 'a'..='z') if key.is_text() => self.take(letter, cx),
            _ if *self == Self::GoTo && is_twice => return_from_mark(cx),
            // Quitting needs no letter first.
            _ if key.control || key.alt => {
                if let Some(spec) = spec {
                    cx.requests.command = Some((spec, Count::default()));
                }
            }
            _ => cx.notice(&format!(
                "{key} is no mark: a mark is a letter from a to z."
            )),
        }
        Handled::Yes
    }

    fn draw_footer(
        &self,
        cx: &Context,
        footer: &Footer,
        painter: &mut Painter<'_>,
        hits: &mut HitMap,
    ) -> bool {
        draw_offers(&self.offers(cx), cx, footer.area, painter, hits);
        true
    }

    fn draw(&self, _: &Context, _: &mut Painter<'_>, _: &mut HitMap) {}
}

fn draw_offers(
    offers: &[(Clean, Clean)],
    cx: &Context,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let theme = &painter.look().theme;
    let needed: Vec<usize> = offers
        .iter()
        .map(|(key, words)| width(key) + 1 + width(words))
        .collect();
    let cancels = cx
        .key_of(&commands::CLOSE)
        .map_or_else(String::new, |key| format!("{key} cancels"));
    let room = |end: &str| {
        let taken = end.len() + usize::from(GAP);
        usize::from(area.width).saturating_sub(taken)
    };
    let mut end = cancels.clone();
    let mut given = shares(needed.clone(), room(&end));
    if given.len() < offers.len() {
        // There are two digits of those that are left out at most, as there are 26 letters.
        given = shares(needed, room(&format!("+26 {cancels}")));
        end = format!("+{} {cancels}", offers.len() - given.len());
    }
    let mut column = area.x;
    for ((key, words), share) in offers.iter().zip(given) {
        let place = Rect {
            x: column,
            width: u16::try_from(share).unwrap_or(u16::MAX),
            ..area
        };
        if let Ok(key) = key.as_str().parse::<KeySequence>() {
            hits.add(place, Hit::Keys(key));
        }
        let after = painter.text(place, key, theme.strong);
        let used = (after - column).saturating_add(1);
        let rest = Rect {
            x: column.saturating_add(used),
            width: place.width.saturating_sub(used),
            ..area
        };
        column = painter.text(rest, words, theme.quiet).saturating_add(GAP);
    }
    let column = painter.text_right(area, &Clean::line(&end), theme.quiet);
    let cancels = Rect {
        x: column,
        width: area.right().saturating_sub(column),
        ..area
    };
    if let Some(keys) = cx.keymap().keys_on(MarkLetter::NAME, &commands::CLOSE) {
        hits.add(cancels, Hit::Keys(keys));
    }
}

/// Shares the room among texts of these widths: short ones are whole, long ones share the rest
/// equally; those that would get less than a few cells are left out.
fn shares(mut widths: Vec<usize>, room: usize) -> Vec<usize> {
    const LEAST: usize = 6;
    let gap = usize::from(GAP);
    let mut needed = 0;
    let fit = widths.iter().take_while(|&&width| {
        needed += width.min(LEAST) + gap;
        needed <= room + gap
    });
    let fit = fit.count();
    widths.truncate(fit.max(1));
    let mut left = room.saturating_sub(gap * widths.len().saturating_sub(1));
    let mut order: Vec<&mut usize> = widths.iter_mut().collect();
    order.sort_by_key(|width| **width);
    let mut waiting = order.len();
    for width in order {
        *width = (*width).min(left / waiting);
        left -= *width;
        waiting -= 1;
    }
    widths
}
