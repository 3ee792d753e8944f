//! The footer: a notice, else hints for the commands of the screen on top.

use annals_model::text::Clean;
use annals_scene::layout::Pane;
use ratatui::layout::Rect;

use super::Shell;
use crate::command::Spec;
use crate::commands;
use crate::context::BROWSE;
use crate::hits::HitMap;
use crate::keys::{ALWAYS_CANCELS, Key, KeySequence, key_label};
use crate::widgets::banner;
use crate::widgets::footer::{Footer, Hint, draw_sentence};
use crate::widgets::painter::Painter;

/// What the first screen suggests, in the order of use.
static FIRST_STEPS: [(&Spec, &str); 5] = [
    (&commands::NEXT, "to read on"),
    (&commands::PRESENT, "to present"),
    (&commands::QUIZ, "for a quiz"),
    (&commands::SEARCH, "to search"),
    (&commands::HELP, "for help"),
];

/// Draws the footer into the last row, unless the screen on top has none.
pub(super) fn draw(shell: &Shell, row: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
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
    if cx.options.start.suggests && shell.top().name() == BROWSE && cx.progress.waiting.is_none() {
        draw_sentence(&first_steps(shell), area, painter, hits);
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
    if !shell.top().draw_footer(cx, &footer, painter, hits) {
        footer.draw(painter, hits);
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
        keys: vec![labelled(shell, KeySequence::from(key))],
        word,
        stays: false,
    };
    let after = shell.cx.keymap().after(shell.top().name(), prefix);
    let after = after.map(|(key, spec)| hint(key, spec.word()));
    after.chain([hint(ALWAYS_CANCELS, "cancel")]).collect()
}

fn labelled(shell: &Shell, keys: KeySequence) -> (String, KeySequence) {
    (keys.label(shell.cx.ascii()), keys)
}

/// Returns the first steps that can be taken in this story.
fn first_steps(shell: &Shell) -> Vec<Hint> {
    let (cx, top) = (&shell.cx, shell.top());
    let steps = FIRST_STEPS.iter().filter_map(|&(spec, word)| {
        let keys = cx.keymap().keys_on(top.name(), spec)?;
        top.is_available(spec, cx).then(|| Hint {
            keys: vec![labelled(shell, keys)],
            word,
            stays: *spec == commands::HELP,
        })
    });
    steps.collect()
}

fn hints(shell: &Shell) -> Vec<Hint> {
    let (cx, top) = (&shell.cx, shell.top());
    let mut hints: Vec<Hint> = Vec::new();
    let mut extra = top.extra_hint(cx);
    for spec in top.specs() {
        // How to leave comes first; what only this screen has follows.
        if *spec != commands::CLOSE {
            hints.extend(extra.take().map(|extra| {
                Hint {
                    keys: (extra.keys.into_iter())
                        .map(|key| labelled(shell, key.into()))
                        .collect(),
                    word: extra.word,
                    stays: false,
                }
            }));
        }
        let Some(word) = top.hint(spec) else { continue };
        if !top.is_available(spec, cx) {
            continue;
        }
        let Some(keys) = cx.keymap().keys_on(top.name(), spec) else {
            continue;
        };
        let keys = labelled(shell, keys);
        match hints.iter_mut().find(|hint| hint.word == word) {
            Some(hint) => hint.keys.push(keys),
            None => hints.push(Hint {
                keys: vec![keys],
                word,
                stays: *spec == commands::HELP,
            }),
        }
    }
    hints
}

#[cfg(test)]
mod tests;
