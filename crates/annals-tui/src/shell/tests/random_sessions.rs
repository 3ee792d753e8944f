//! Random sessions: whatever happens on whatever screen, in whatever order, nothing is out of range and every
//! frame can be drawn.
//!
//! Beside what a person does, files change on disk to shorter, longer and empty stories, accounts are switched on
//! and off, the terminal gets other sizes, and the clock jumps.

use std::panic;
use std::sync::OnceLock;
use std::time::Duration;

use annals_model::{AccountIndex, AccountSet, Timeline};
use annals_time::Time;
use proptest::prelude::*;
use ratatui::buffer::Buffer;

use super::super::*;
use super::random_input::{any_key, check, check_views};
use crate::actions::accounts as switching;
use crate::context::FileNews;
use crate::keys::PointerAction;
use crate::look::Look;
use crate::message::Moment;
use crate::test_support::{HARD, LANES, SOURCES, article, events_of, press, timeline, with_files};
use crate::theme::ThemeName;

/// How many files the sessions have open.
const FILES: usize = 2;

/// A frame has at most so many cells, as on a terminal.
const MAX_CELLS: u32 = 100_000;

/// What a file may say after it was saved: more and less than before, and nothing.
fn stories() -> &'static [Arc<Timeline>] {
    static STORIES: OnceLock<Vec<Arc<Timeline>>> = OnceLock::new();
    STORIES.get_or_init(|| {
        let ids: Vec<String> = (0..200).map(|number| format!("e{number}")).collect();
        let texts = [
            "title = \"Nothing\"".to_owned(),
            "title = \"People\"\n[actor.ma]\n[source.s]\ntitle = \"s\"".to_owned(),
            "title = \"Undated\"\n[[event]]\ntitle = \"x\"".to_owned(),
            "title = \"One\"\n[[event]]\nid = \"one\"\ntitle = \"One\"\ndate = \"2003\"".to_owned(),
            "title = \"A tour\"\n[[event]]\nid = \"both\"\ntitle = \"b\"\ndate = \"2003\"\nnotes = \"n\"\n\
             [[era]]\ntitle = \"era\"\ndate = \"2001/2005\"\n\
             [[tour]]\nevent = \"both\"\nnote = \"say\"\n[[tour]]\nname = \"end\"\nnote = \"more\""
                .to_owned(),
            LANES.to_owned(),
            SOURCES.to_owned(),
            HARD.to_owned(),
            events_of("a b c"),
            events_of("c"),
            events_of(&ids.join(" ")),
        ];
        let mut stories: Vec<_> = texts.iter().map(|text| timeline(text)).collect();
        stories.push(article());
        stories
    })
}

/// Something that happens in a session.
#[derive(Debug, Clone)]
enum Happening {
    /// Keys or the mouse, or something else that is a message already.
    Message(Message),
    /// Keys that open a screen.
    Opens(&'static str),
    /// The file of that account says the story of that number now.
    Saved(usize, usize),
    /// More of a table has been read.
    Grown(usize, usize),
    /// The file of that account cannot be read now.
    Broken(usize),
    /// These accounts are on now.
    Switched([bool; FILES]),
}

fn any_size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        6 => (20_u16..160, 6_u16..60),
        2 => (1_u16..20, 1_u16..12),
        1 => prop::sample::select(vec![
            (1, 1), (u16::MAX, 1), (1, u16::MAX), (4_096, 2), (2, 4_096), (300, 120), (80, 24),
        ]),
    ]
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let message = Happening::Message;
    let stories = stories().len();
    let pointer = (
        0_u16..300,
        0_u16..120,
        prop::sample::select(vec![
            PointerAction::Press,
            PointerAction::ScrollDown,
            PointerAction::ScrollUp,
            PointerAction::Drag,
            PointerAction::Release,
        ]),
    );
    let pointer = pointer.prop_map(|(column, row, action)| Pointer {
        column,
        row,
        action,
    });
    let openers: Vec<&str> = screens::ALL
        .iter()
        .flat_map(|entry| entry.opened_by)
        .filter_map(|spec| spec.keys.first().copied())
        .collect();
    prop_oneof![
        12 => any_key().prop_map(Message::Key).prop_map(message),
        6 => prop::sample::select(openers).prop_map(Happening::Opens),
        3 => any_size()
            .prop_map(move |(columns, rows)| message(Message::Resize { columns, rows })),
        6 => (0..FILES, 0..stories).prop_map(|(file, story)| Happening::Saved(file, story)),
        1 => (0..FILES, 0..stories).prop_map(|(file, story)| Happening::Grown(file, story)),
        1 => (0..FILES).prop_map(Happening::Broken),
        3 => any::<[bool; FILES]>().prop_map(Happening::Switched),
        2 => pointer.prop_map(Message::Pointer).prop_map(message),
        1 => any::<String>().prop_map(Message::Paste).prop_map(message),
        1 => Just(message(Message::Woken)),
        1 => (any::<i64>(), 0_u64..100_000).prop_map(move |(seconds, elapsed)| {
            let elapsed = Duration::from_secs(elapsed);
            message(Message::Now(Moment { time: Time::new(seconds, 0), elapsed }))
        }),
    ]
}

/// Lets it happen, and does at once what would be done in the background.
fn happen(shell: &mut Shell, happening: Happening) {
    let story = |number: usize| Arc::clone(&stories()[number]);
    let message = match happening {
        Happening::Message(message) => message,
        Happening::Opens(keys) => {
            press(shell, keys);
            return;
        }
        Happening::Saved(file, number) => {
            let timeline = story(number);
            Message::File(
                AccountIndex::new(file),
                FileNews::Reread {
                    timeline,
                    doubts: 0,
                },
            )
        }
        Happening::Grown(file, number) => {
            let timeline = story(number);
            Message::File(AccountIndex::new(file), FileNews::Grown { timeline })
        }
        Happening::Broken(file) => {
            let reason = Clean::own("the file is gone");
            let news = FileNews::Unreadable {
                reason,
                line: Some(1),
            };
            Message::File(AccountIndex::new(file), news)
        }
        Happening::Switched(are_on) => {
            let on = (0..FILES).filter(|&file| are_on[file]);
            let on: AccountSet = on.map(AccountIndex::new).collect();
            if on.is_empty() {
                return;
            }
            let merge = switching::request(&shell.cx, on);
            Message::Merged(shell.cx.story.clone(), Box::new(merge.run()))
        }
    };
    let mut effects = shell.update(message);
    while let Some(effect) = effects.pop() {
        if let Effect::Run(task) = effect
            && let Some(message) = task.run(&|| true)
        {
            effects.extend(shell.update(message));
        }
    }
}

/// Draws a frame of the size of the terminal, as far as a frame can be that large.
fn draw(shell: &mut Shell, ascii: bool) {
    let (columns, rows) = (shell.cx.display.columns, shell.cx.display.rows);
    if u32::from(columns) * u32::from(rows) > MAX_CELLS {
        return;
    }
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    shell.draw(&Look::new(ThemeName::Mono, ascii), area, &mut buffer);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("ANNALS_WALKS").ok().and_then(|text| text.parse().ok()).unwrap_or(96)
    ))]

    #[test]
    fn random_sessions_stay_in_range_whatever_the_files_become(
        first in 0..stories().len(), happenings in prop::collection::vec(any_happening(), 1..60), ascii: bool,
    ) {
        let mut shell = with_files(&[LANES, SOURCES]);
        happen(&mut shell, Happening::Saved(0, first));
        for happening in happenings {
            happen(&mut shell, happening);
            check(&shell)?;
            check_views(&shell)?;
            draw(&mut shell, ascii);
        }
    }
}

/// Every screen, with every story in the place of the one on which it was opened, and then each of its keys.
#[test]
fn every_key_of_every_screen_works_after_the_story_was_replaced() {
    // Nothing, and what is shorter with other people.
    let replaced = [(6, 0), (5, 9)];
    let mut failed = Vec::new();
    for (before, after) in replaced {
        for entry in screens::ALL {
            let commands = entry.commands();
            let opened_by = entry.opened_by.iter();
            let openers = opened_by.filter_map(|spec| spec.keys.first().copied());
            let openers: Vec<&str> = if entry.opened_by.is_empty() {
                vec![""]
            } else {
                openers.collect()
            };
            for opener in openers {
                let keys = commands.specs.iter().flat_map(|spec| spec.keys);
                for keys in keys.copied() {
                    let case = format!(
                        "{} ({opener}), story {before} to {after}, {keys}",
                        commands.name
                    );
                    let is_right = panic::catch_unwind(|| {
                        let mut shell = with_files(&[LANES]);
                        happen(&mut shell, Happening::Saved(0, before));
                        press(&mut shell, opener);
                        if shell.top().name() != commands.name {
                            return;
                        }
                        happen(&mut shell, Happening::Saved(0, after));
                        press(&mut shell, keys);
                        draw(&mut shell, false);
                        happen(&mut shell, Happening::Saved(0, before));
                        draw(&mut shell, false);
                    });
                    if is_right.is_err() {
                        failed.push(case);
                    }
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
