//! The footer: a notice, else hints for the commands of the screen on top.

use annals_model::text::Clean;
use annals_scene::layout::Pane;
use ratatui::layout::Rect;

use super::Shell;
use crate::commands;
use crate::keys::{ALWAYS_CANCELS, Key, key_label};
use crate::widgets::banner;
use crate::widgets::footer::{Footer, Hint};
use crate::widgets::painter::Painter;

/// Draws the footer into the last row, unless the screen on top has none.
pub(super) fn draw(shell: &Shell, row: Rect, painter: &mut Painter<'_>) {
    let cx = &shell.cx;
    let Some(area) = shell.top().footer_area(cx, row) else {
        return;
    };
    if let Some(notice) = &cx.requests.notice {
        painter.text(area, notice, painter.look().theme.notice);
        return;
    }
    // Where there is no row for the banner, it is drawn here.
    let has_row = cx
        .layout(Pane::List)
        .is_none_or(|layout| layout.banner.height > 0);
    if cx.has_banner() && !has_row {
        banner::draw(cx, area, painter);
        return;
    }
    let footer = Footer {
        area,
        hints: match shell.pending {
            Some(prefix) => hints_after(shell, prefix),
            None => hints(shell),
        },
        typed: typed(shell),
    };
    if !shell.top().draw_footer(cx, &footer, painter) {
        footer.draw(painter);
    }
}

/// Returns the number and the first key of a sequence that were typed.
fn typed(shell: &Shell) -> Option<Clean> {
    let count = shell.count.map(|count| count.to_string());
    let prefix = shell
        .pending
        .map(|prefix| key_label(prefix, shell.cx.ascii()));
    let words: Vec<String> = count.into_iter().chain(prefix).collect();
    (!words.is_empty()).then(|| Clean::line(&words.join(" ")))
}

/// Returns what can follow the first key of a sequence.
fn hints_after(shell: &Shell, prefix: Key) -> Vec<Hint> {
    let hint = |key, word| Hint {
        keys: vec![key_label(key, shell.cx.ascii())],
        word,
    };
    let after = shell.cx.keymap().after(shell.top().name(), prefix);
    let after = after.map(|(key, spec)| hint(key, spec.word()));
    after.chain([hint(ALWAYS_CANCELS, "cancel")]).collect()
}

fn hints(shell: &Shell) -> Vec<Hint> {
    let (cx, top) = (&shell.cx, shell.top());
    let mut hints: Vec<Hint> = Vec::new();
    let mut extra = top.extra_hint(cx);
    for spec in top.specs() {
        // How to leave comes first; what only this screen has follows.
        if *spec != commands::CLOSE {
            hints.extend(extra.take().map(|extra| Hint {
                keys: vec![extra.keys.to_string()],
                word: extra.word,
            }));
        }
        let Some(word) = spec.hint else { continue };
        if !top.is_available(spec, cx) {
            continue;
        }
        let Some(key) = cx.keymap().label_on(top.name(), spec, cx.ascii()) else {
            continue;
        };
        match hints.iter_mut().find(|hint| hint.word == word) {
            Some(hint) => hint.keys.push(key),
            None => hints.push(Hint {
                keys: vec![key],
                word,
            }),
        }
    }
    hints
}

#[cfg(test)]
mod tests;
