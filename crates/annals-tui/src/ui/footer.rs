//! The footer: the keys that do something now, or what has to be said; above it what has to be said until
//! it is mended.

use super::painter::Painter;
use crate::app::{
    Action, App, COMMANDS, Command, Key, KeyCode, Loading, Mode, Pending, key_written,
};
use annals_model::sort_by_key;
use annals_model::text::{Clean, width};
use annals_scene::layout::Area;
use annals_scene::quiz::letter;

/// Says what is wrong with the files as they are now, until they are mended.
pub(super) fn draw_banner(app: &App, area: Area, painter: &mut Painter<'_>) {
    let area = Area {
        height: area.height.min(1),
        ..area
    };
    match (app.banner(), app.loading()) {
        _ if area.height == 0 => {}
        (Some(banner), _) => {
            painter.text(area.with_margin(1), &banner, painter.look().theme.notice);
        }
        (None, Some(loading)) => draw_loading(app, loading, area.with_margin(1), painter),
        (None, None) => {}
    }
}

/// Cells of the bar that says how much of a table has been read.
const BAR: u16 = 16;

/// Says how far a table has been read, and how to stop.
fn draw_loading(app: &App, loading: &Loading, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let key = app
        .keymap()
        .key_in(Mode::Browse, Action::Close, app.ascii());
    let stop = key.map_or_else(Clean::default, |key| Clean::line(&format!("{key} stops")));
    let stop_column = painter.text_right(area, &stop, look.theme.quiet);
    let mut words = Area {
        width: stop_column.saturating_sub(area.x + 1),
        ..area
    };
    if let (Some(share), true) = (loading.share(), words.width > 4 * BAR) {
        let full = (share * f64::from(BAR)).round();
        for cell in 0..BAR {
            let is_full = f64::from(cell) < full;
            let (glyph, style) = if is_full {
                (look.glyphs.heights[3], look.theme.strong)
            } else {
                (look.glyphs.heights[1], look.theme.quiet)
            };
            painter.glyph(words.x + cell, words.y, glyph, style);
        }
        words.x += BAR + 1;
        words.width -= BAR + 1;
    }
    painter.text(words, &loading.words(), look.theme.text);
}

pub(super) fn draw(app: &App, area: Area, painter: &mut Painter<'_>) {
    let area = area.with_margin(1);
    if let Some(notice) = app.notice() {
        painter.text(area, notice, painter.look().theme.notice);
        return;
    }
    // Where there is no row for it, it stands here.
    let has_row = app.layout().is_none_or(|layout| layout.banner.height > 0);
    if let (Some(banner), false) = (app.banner(), has_row) {
        painter.text(area, &banner, painter.look().theme.notice);
        return;
    }
    if let (Some(loading), false) = (app.loading(), has_row) {
        draw_loading(app, loading, area, painter);
        return;
    }
    if let Some(pending) = app.awaited() {
        draw_pending(app, pending, area, painter);
        return;
    }
    draw_hints(app, area, painter);
}

/// The keys that do something now, as many as there is room for.
pub(super) fn draw_hints(app: &App, area: Area, painter: &mut Painter<'_>) {
    // What waits for its command, or for the rest of it, stands where the eye is on the way back from the keys.
    let waiting = waiting(app);
    let end = waiting.map_or(area.x + area.width, |text| {
        let column = painter.text_right(area, &text, painter.look().theme.strong);
        column.saturating_sub(GAP)
    });
    let hints = match app.pending() {
        Some(prefix) => hints_after(app, prefix),
        None => hints(app),
    };
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

/// Says which letter is waited for; to go to a mark, which there are.
fn draw_pending(app: &App, pending: Pending, area: Area, painter: &mut Painter<'_>) {
    let theme = &painter.look().theme;
    let offers = offers(app, pending);
    let needed: Vec<usize> = offers
        .iter()
        .map(|(key, words)| width(key) + 1 + width(words))
        .collect();
    let gives_up = app
        .keymap()
        .key_in(Mode::Browse, Action::Close, app.ascii())
        .map_or_else(String::new, |key| format!("{key} gives up"));
    let room = |end: &str| {
        let taken = end.len() + usize::from(GAP);
        usize::from(area.width).saturating_sub(taken)
    };
    let mut end = gives_up.clone();
    let mut given = shares(needed.clone(), room(&end));
    if given.len() < offers.len() {
        // There is a digit more of those that are left out at most, as there are 26 letters.
        given = shares(needed, room(&format!("+26 {gives_up}")));
        end = format!("+{} {gives_up}", offers.len() - given.len());
    }
    let mut column = area.x;
    for ((key, words), share) in offers.iter().zip(given) {
        let place = Area {
            x: column,
            width: u16::try_from(share).unwrap_or(u16::MAX),
            ..area
        };
        let after = painter.text(place, key, theme.strong);
        let used = (after - column).saturating_add(1);
        let rest = Area {
            x: column.saturating_add(used),
            width: place.width.saturating_sub(used),
            ..area
        };
        column = painter.text(rest, words, theme.quiet).saturating_add(GAP);
    }
    painter.text_right(area, &Clean::line(&end), theme.quiet);
}

/// The keys that are waited for, and what each stands for.
fn offers(app: &App, pending: Pending) -> Vec<(Clean, Clean)> {
    match pending {
        Pending::SetMark => {
            let what = app.markable().map(|marked| app.mark_words(&marked));
            let words = format!("marks {}", what.unwrap_or_default());
            vec![(Clean::own("a-z"), Clean::line(&words))]
        }
        Pending::GoToMark => {
            let back = app.has_left_for_mark();
            let back = back.then(|| (Clean::own("'"), Clean::own("back")));
            let marks = app.marks().map(|(letter, marked)| {
                let letter = Clean::line(letter.encode_utf8(&mut [0; 4]));
                (letter, app.mark_words(marked))
            });
            back.into_iter().chain(marks).collect()
        }
    }
}

/// Cells for texts of these widths side by side, the gaps between them left out. As many have a share as
/// leaves each some cells.
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
    let mut order: Vec<usize> = (0..widths.len()).collect();
    sort_by_key(&mut order, |&place| widths[place]);
    for (done, &place) in order.iter().enumerate() {
        let fair = left / (order.len() - done);
        widths[place] = widths[place].min(fair);
        left -= widths[place];
    }
    widths
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

/// The number and the first key of a sequence, as far as they were typed.
fn waiting(app: &App) -> Option<Clean> {
    let count = app.count().map(|count| count.to_string());
    let prefix = app.pending().map(|prefix| key_written(prefix, app.ascii()));
    let words: Vec<String> = count.into_iter().chain(prefix).collect();
    (!words.is_empty()).then(|| Clean::line(&words.join(" ")))
}

/// The keys that may come after the first one of a sequence.
fn hints_after(app: &App, prefix: Key) -> Vec<Hint> {
    let hint = |key, action, word| Hint {
        action,
        keys: vec![key_written(key, app.ascii())],
        word,
    };
    let after = app.keymap().after(app.mode(), prefix);
    let after = after.map(|(key, command)| hint(key, command.action, command.word()));
    let escape = Key::plain(KeyCode::Escape);
    after
        .chain([hint(escape, Action::Close, "give up")])
        .collect()
}

/// The letters of the choices of a quiz.
fn letters_hint(app: &App) -> Option<Hint> {
    let last = app.takeable_choices().checked_sub(1)?;
    Some(Hint {
        action: Action::GoOn,
        keys: vec![format!("A-{}", letter(last))],
        word: "choose",
    })
}

/// Keys and words, those of a page first, else in the order of the table; commands of one word share one place.
fn hints(app: &App) -> Vec<Hint> {
    let mode = app.mode();
    let mut hints: Vec<Hint> = Vec::new();
    // What only this page can do comes first: the rest is known from elsewhere.
    let is_own = |command: &&Command| !command.modes.contains(&Mode::Browse);
    let is_leaving = |command: &&Command| mode != Mode::Browse && command.action == Action::Close;
    let rest = || COMMANDS.iter().filter(|command| !is_leaving(command));
    let own = rest().filter(is_own);
    let shared = rest().filter(|command| !is_own(command));
    // How to leave comes first: at eighty columns the rest of the line may be cut.
    let leaving = COMMANDS.iter().filter(is_leaving);
    let mut letters = letters_hint(app);
    for command in leaving.chain(own).chain(shared) {
        if command.action != Action::Close {
            hints.extend(letters.take());
        }
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
