//! The footer: the keys that do something now, or what has to be said.

use super::painter::Painter;
use crate::app::{Action, App, COMMANDS, Command, Mode};
use crate::scene::layout::Area;
use crate::text::{Clean, width};

pub(super) fn draw(app: &App, area: Area, painter: &mut Painter<'_>) {
    let area = area.with_margin(1);
    if let Some(notice) = app.notice() {
        painter.text(area, notice, painter.look().theme.notice);
        return;
    }
    // A number that waits for its command stands where the eye is on the way back from the keys.
    let end = app.count().map_or(area.x + area.width, |count| {
        let text = Clean::line(&count.to_string());
        let column = painter.text_right(area, &text, painter.look().theme.strong);
        column.saturating_sub(GAP)
    });
    let hints = hints(app);
    // Help always has its place: with it everything else can be found.
    let help = hints.iter().position(|hint| hint.action == Action::Help);
    let reserved = help.map_or(0, |help| hints[help].width() + GAP);
    let mut column = area.x;
    let mut room_for_more = true;
    for (place, hint) in hints.iter().enumerate() {
        let is_help = Some(place) == help;
        let kept = if is_help || help.is_none_or(|help| place > help) {
            0
        } else {
            reserved
        };
        let fits = hint.width() + kept <= end.saturating_sub(column);
        room_for_more &= fits || is_help;
        if !(room_for_more && fits || is_help) {
            continue;
        }
        let look = painter.look();
        let keys = Area {
            x: column,
            width: end.saturating_sub(column),
            ..area
        };
        let after = painter.text(keys, &hint.keys(), look.theme.strong);
        let word = Area {
            x: after + 1,
            width: end.saturating_sub(after + 1),
            ..area
        };
        column = painter.text(word, &Clean::own(hint.word), look.theme.quiet) + GAP;
    }
}

/// Cells between two hints.
const GAP: u16 = 3;

/// A place in the footer.
struct Hint {
    action: Action,
    keys: Vec<String>,
    word: &'static str,
}

impl Hint {
    fn keys(&self) -> Clean {
        Clean::line(&self.keys.join(" "))
    }

    fn width(&self) -> u16 {
        u16::try_from(width(&self.keys()) + 1 + self.word.len()).unwrap_or(u16::MAX)
    }
}

/// Keys and words, those of a page first, else in the order of the table; commands of one word share one place.
fn hints(app: &App) -> Vec<Hint> {
    let mode = app.mode();
    let mut hints: Vec<Hint> = Vec::new();
    // What only this page can do comes first: the rest is known from elsewhere.
    let is_own = |command: &&Command| !command.modes.contains(&Mode::Browse);
    let own = COMMANDS.iter().filter(is_own);
    let shared = COMMANDS.iter().filter(|command| !is_own(command));
    for command in own.chain(shared) {
        let Some(word) = command.hint else { continue };
        if !command.modes.contains(&mode) || !(command.available)(app) {
            continue;
        }
        let Some(key) = app.keymap().key_in(mode, command.action, app.ascii()) else {
            continue;
        };
        match hints.iter_mut().find(|hint| hint.word == word) {
            Some(hint) => hint.keys.push(key),
            None => hints.push(Hint {
                action: command.action,
                keys: vec![key],
                word,
            }),
        }
    }
    hints
}
