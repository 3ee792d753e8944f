//! What a person waits for, on the bundled story: opening it, the first frame, a moved selection, a
//! step of zoom. Every step includes drawing a whole frame of 120 by 36 cells.

use std::sync::Arc;

use annals::data::bundled;
use annals::terminal::FrameEncoder;
use annals_index::{Index, VisibleEvents};
use annals_model::{Grouping, Timeline, native};
use annals_scene::handout::{self, Blanks, Paper, Request};
use annals_scene::story_window;
use annals_tui::Look;
use annals_tui::theme::ThemeName;
use annals_tui::{Message, Options, QuizPlan, Shell};
use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const AREA: Rect = Rect::new(0, 0, 120, 36);

fn main() {
    divan::main();
}

fn load() -> Timeline {
    let reading = bundled()[0].read();
    reading.timeline.expect("the bundled story is whole")
}

fn app() -> Shell {
    let mut app = Shell::new(Arc::new(load()), &Options::default());
    app.update(Message::Resize {
        columns: AREA.width,
        rows: AREA.height,
    });
    app
}

fn frame(app: &mut Shell, buffer: &mut Buffer) {
    buffer.resize(AREA);
    buffer.reset();
    app.draw(&Look::new(ThemeName::Terminal, false), AREA, buffer);
}

#[divan::bench]
fn read_the_story(bencher: Bencher<'_, '_>) {
    bencher.bench(load);
}

#[divan::bench]
fn read_the_story_from_its_toml(bencher: Bencher<'_, '_>) {
    let story = &bundled()[0];
    bencher.bench(|| native::read(story.name, story.text));
}

#[divan::bench]
fn open_the_story(bencher: Bencher<'_, '_>) {
    let timeline = Arc::new(load());
    bencher.bench(|| Shell::new(Arc::clone(&timeline), &Options::default()));
}

#[divan::bench]
fn first_frame(bencher: Bencher<'_, '_>) {
    let mut app = app();
    let mut buffer = Buffer::empty(AREA);
    bencher.bench_local(|| frame(&mut app, &mut buffer));
}

/// Keys in turn, each with the frame that answers it.
fn keys(bencher: Bencher<'_, '_>, keys: &str) {
    let mut app = app();
    let mut buffer = Buffer::empty(AREA);
    let keys: Vec<Message> = keys
        .split(' ')
        .map(|key| Message::Key(key.parse().expect("a key")))
        .collect();
    let mut next = keys.iter().cycle();
    bencher.bench_local(|| {
        if let Some(key) = next.next() {
            app.update(key.clone());
        }
        frame(&mut app, &mut buffer);
    });
}

#[divan::bench]
fn moved_selection(bencher: Bencher<'_, '_>) {
    keys(bencher, "j j j j j j j j k k k k k k k k");
}

/// The same with the bytes that the terminal is sent.
#[divan::bench]
fn moved_selection_as_bytes(bencher: Bencher<'_, '_>) {
    let mut app = app();
    let mut buffer = Buffer::empty(AREA);
    let mut encoder = FrameEncoder::new();
    let keys: Vec<Message> = ["j", "j", "j", "j", "k", "k", "k", "k"]
        .map(|key| Message::Key(key.parse().expect("a key")))
        .into();
    let mut next = keys.iter().cycle();
    bencher.bench_local(|| {
        if let Some(key) = next.next() {
            app.update(key.clone());
        }
        frame(&mut app, &mut buffer);
        encoder.frame(&mut buffer).len()
    });
}

/// A quiz of ten questions, drawn at once.
#[divan::bench]
fn quiz_of_ten(bencher: Bencher<'_, '_>) {
    let timeline = load();
    let index = Index::new(&timeline);
    let mut seed = 0;
    bencher.bench_local(|| {
        seed += 1;
        QuizPlan::default().quiz(&timeline, &index, VisibleEvents::new(&index, None), seed)
    });
}

/// Through a quiz: a letter, the answer, the next question, back again.
#[divan::bench]
fn quiz_step(bencher: Bencher<'_, '_>) {
    let mut app = app();
    app.update(Message::Key("Q".parse().expect("a key")));
    let mut buffer = Buffer::empty(AREA);
    let keys = ["a", "Enter", "Enter", "b", "Enter", "PageUp"];
    let keys = keys.map(|key| Message::Key(key.parse().expect("a key")));
    let mut next = keys.iter().cycle();
    bencher.bench_local(|| {
        if let Some(key) = next.next() {
            app.update(key.clone());
        }
        frame(&mut app, &mut buffer);
    });
}

#[divan::bench]
fn zoom_step(bencher: Bencher<'_, '_>) {
    keys(bencher, "+ + + + - - - -");
}

/// A letter of a search, and its frame.
#[divan::bench]
fn search_letter(bencher: Bencher<'_, '_>) {
    typed(bencher, "/", "alibaba");
}

/// A letter of a filter, and its frame.
#[divan::bench]
fn filter_letter(bencher: Bencher<'_, '_>) {
    typed(bencher, "&", "date:2020..2021");
}

/// A letter in the palette, and its frame.
#[divan::bench]
fn palette_letter(bencher: Bencher<'_, '_>) {
    typed(bencher, ":", "jack");
}

#[divan::bench]
fn grid_step(bencher: Bencher<'_, '_>) {
    keys(bencher, "w l l l j j h h k k w");
}

#[divan::bench]
fn story_lines_step(bencher: Bencher<'_, '_>) {
    keys(bencher, "o l l l j j h h k k o");
}

#[divan::bench]
fn chain_step(bencher: Bencher<'_, '_>) {
    keys(bencher, "r j j j k k k r");
}

/// A card of a presentation.
#[divan::bench]
fn card(bencher: Bencher<'_, '_>) {
    keys(bencher, "p l l l l l l l l l l h h h h h Escape");
}

/// Letters of a prompt, one after the other and taken away again, each with its frame.
fn typed(bencher: Bencher<'_, '_>, open: &str, text: &str) {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    let back = vec!["Backspace".to_owned(); letters.len()];
    let all: Vec<String> = std::iter::once(open.to_owned())
        .chain(letters)
        .chain(back)
        .chain(["Escape".to_owned()])
        .collect();
    keys(bencher, &all.join(" "));
}

/// The sheet for a class of 310 events, from the timeline to the text of the HTML file.
#[divan::bench]
fn handout_of_310_events(bencher: Bencher<'_, '_>) {
    let text = include_str!("../tests/fixtures/spaceflight.toml");
    let timeline = native::read("spaceflight", text)
        .timeline
        .expect("the fixture is whole");
    bencher.bench(|| {
        let index = Index::new(&timeline);
        let lines = handout::html(&Request {
            timeline: &timeline,
            index: &index,
            events: index.order(),
            window: story_window(&timeline, &index),
            lanes: Grouping::Actor,
            paper: Paper::A4,
            blanks: Blanks::default(),
            key: false,
            notes: false,
        });
        lines.len()
    });
}

#[divan::bench]
fn pan_step(bencher: Bencher<'_, '_>) {
    keys(bencher, "Left Left Right Right");
}
