//! A whole session: keys, the mouse, pasted text, new sizes and saved files as bytes. No seeds.
#![no_main]

use std::sync::Arc;

use annals_model::text::Clean;
use annals_model::{AccountIndex, Accounts, Timeline, native};
use annals_tui::context::FileNews;
use annals_tui::keys::{Key, KeyCode, Keymap, Pointer, PointerAction};
use annals_tui::theme::ThemeName;
use annals_tui::{Effect, Look, Message, Options, Origin, Shell};
use libfuzzer_sys::fuzz_target;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The most steps of one session: longer ones cost more and find nothing else.
const MAX_STEPS: usize = 200;

/// The names of the two files.
const NAMES: [&str; 2] = ["one", "two"];

/// A story of up to 22 events. Fewer, none, or other ones than before are what a save may leave.
fn story(name: &str, seed: u8) -> Timeline {
    let seed = usize::from(seed);
    let count = seed % 23;
    let event = |number: usize| {
        let year = 1990 + (number * 7 + seed) % 40;
        let date = match (number + seed) % 5 {
            0 => String::new(),
            1 => format!("date = \"{year}/..\"\n"),
            2 => format!("date = \"{year}-03-0{}~\"\n", 1 + number % 9),
            _ => format!("date = \"{year}\"\n"),
        };
        let actor = ["ma", "jo", "li"][number % 3];
        format!(
            "[[event]]\nid = \"{name}{number}\"\ntitle = \"Title {number} of {name}\"\n{date}\
             actors = [\"{actor}\"]\nthemes = [\"t{}\"]\nevidence = [\"book:p{number}\"]\n",
            number % 4
        )
    };
    let events: String = (0..count).map(event).collect();
    let links = if count > 3 {
        format!("[[link]]\nfrom = \"{name}0\"\nto = \"{name}1\"\nkind = \"causes\"\n")
    } else {
        String::new()
    };
    let address = if seed % 2 == 0 {
        "address = \"https://example.org/\"\n"
    } else {
        ""
    };
    let text = format!(
        "title = \"{name}\"\n[source.book]\ntitle = \"A book\"\n{address}[actor.ma]\n[actor.jo]\n\
         [actor.li]\nkind = \"place\"\n{events}{links}"
    );
    let read = native::read(name, &text).timeline;
    read.unwrap_or_else(|| Timeline::empty(Clean::line(name), Clean::line(name)))
}

/// The keys that do something somewhere.
fn bound_keys() -> Vec<Key> {
    let keymap = Keymap::default();
    let keys = keymap.specs().iter().flat_map(|spec| spec.keys);
    let keys = keys.flat_map(|keys| keys.split(' '));
    keys.filter_map(|key| key.parse().ok()).collect()
}

fn message(bytes: &mut impl Iterator<Item = u8>, keys: &[Key]) -> Message {
    let mut next = || bytes.next().unwrap_or_default();
    match next() {
        0..=199 => Message::Key(keys[usize::from(next()) % keys.len()]),
        200..=209 => Message::Key(Key::plain(KeyCode::Enter)),
        210..=217 => Message::Key(Key::character(char::from(next()))),
        218..=225 => Message::Resize {
            columns: u16::from(next()),
            rows: u16::from(next()),
        },
        226..=233 => Message::Pointer(Pointer {
            column: u16::from(next()),
            row: u16::from(next()),
            action: match next() % 5 {
                0 => PointerAction::Press,
                1 => PointerAction::Drag,
                2 => PointerAction::Release,
                3 => PointerAction::ScrollUp,
                _ => PointerAction::ScrollDown,
            },
        }),
        234..=236 => {
            Message::Paste(String::from_utf8_lossy(&[next(), next(), next()]).into_owned())
        }
        237..=239 => Message::Woken,
        kind => {
            let file = usize::from(kind % 2);
            let news = match kind {
                240..=241 => FileNews::Unreadable {
                    reason: Clean::line("a word is missing"),
                    line: Some(3),
                },
                242..=243 => FileNews::Restored,
                244..=246 => FileNews::Grown {
                    timeline: Arc::new(story(NAMES[file], next())),
                },
                _ => FileNews::Reread {
                    timeline: Arc::new(story(NAMES[file], next())),
                    doubts: 0,
                },
            };
            Message::File(AccountIndex::new(file), news)
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.iter().copied();
    let seed = bytes.next().unwrap_or_default();
    let accounts = Accounts::new(vec![story(NAMES[0], seed), story(NAMES[1], 9)]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let options = Options {
        accounts,
        origins: NAMES
            .map(|name| Origin::File(Clean::line(&format!("{name}.toml"))))
            .to_vec(),
        ..Options::default()
    };
    let mut shell = Shell::new(timeline, &options);
    let look = Look::new(ThemeName::ClassDark, seed % 2 == 1);
    let keys = bound_keys();
    let (mut columns, mut rows) = (80, 24);
    shell.update(Message::Resize { columns, rows });
    for _ in 0..MAX_STEPS {
        if bytes.len() == 0 {
            break;
        }
        let message = message(&mut bytes, &keys);
        if let Message::Resize {
            columns: wide,
            rows: high,
        } = message
        {
            (columns, rows) = (wide, high);
        }
        let mut messages = vec![message];
        while let Some(message) = messages.pop() {
            for effect in shell.update(message) {
                if let Effect::Run(task) = effect {
                    messages.extend(task.run(&|| true));
                }
            }
        }
        let area = Rect::new(0, 0, columns, rows);
        shell.draw(&look, area, &mut Buffer::empty(area));
    }
});
