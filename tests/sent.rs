//! What a moved selection sends to the terminal: the whole program but for the terminal itself, walked
//! through the bundled story.
//!
//! It holds bytes, not times, so that what a line carries for a key never grows unnoticed.

use std::sync::Arc;

use annals::data::bundled;
use annals::terminal::Encoder;
use annals_model::native;
use annals_tui::app::{App, Message, Options};
use annals_tui::ui::{Look, ThemeName, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const AREA: Rect = Rect::new(0, 0, 120, 36);

/// An app at the first event of the story, and the encoder of a terminal that shows it.
struct Walk {
    app: App,
    look: Look,
    frame: Buffer,
    encoder: Encoder,
}

impl Walk {
    fn begin() -> Self {
        let story = &bundled()[0];
        let timeline = native::read(story.name, story.text).timeline;
        let timeline = Arc::new(timeline.expect("the bundled story is whole"));
        let mut walk = Self {
            app: App::new(timeline, &Options::default()),
            look: Look::new(ThemeName::Terminal, false),
            frame: Buffer::empty(AREA),
            encoder: Encoder::new(),
        };
        walk.app.update(Message::Resize {
            columns: AREA.width,
            rows: AREA.height,
        });
        walk.sent();
        walk
    }

    /// How many bytes the next frame takes.
    fn sent(&mut self) -> usize {
        self.frame.resize(AREA);
        self.frame.reset();
        let hits = draw(&self.app, &self.look, AREA, &mut self.frame);
        self.app.set_hits(hits);
        self.encoder.frame(&mut self.frame).len()
    }

    fn press(&mut self, key: &str) -> usize {
        self.app.update(Message::Key(key.parse().expect("a key")));
        self.sent()
    }
}

#[test]
fn a_moved_selection_sends_at_most_six_hundred_bytes_in_the_median() {
    let mut walk = Walk::begin();
    let events = walk.app.timeline().events.len();
    let mut sent: Vec<usize> = (1..events).map(|_| walk.press("j")).collect();
    assert_eq!(walk.press("j"), 0, "the walk ends at the last event");
    let walked = sent.clone();
    sent.sort_unstable();
    // Of two in the middle, the greater.
    let median = sent[sent.len() / 2];
    assert!(median <= 600, "{median} in the median of {walked:?}");
    // One step turns the list over; it is the only one that sends most of a pane anew.
    assert!(sent.last() <= Some(&1_500), "{walked:?}");
}
