//! How many bytes a moved selection sends to the terminal, in a walk through the bundled story.

use std::sync::Arc;

use annals::data::bundled;
use annals::terminal::FrameEncoder;
use annals_model::native;
use annals_tui::Look;
use annals_tui::theme::ThemeName;
use annals_tui::{Message, Options, Shell};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const AREA: Rect = Rect::new(0, 0, 120, 36);

/// An app at the first event of the story, and the encoder of a terminal that shows it.
struct Walk {
    app: Shell,
    look: Look,
    frame: Buffer,
    encoder: FrameEncoder,
}

impl Walk {
    fn begin() -> Self {
        let story = &bundled()[0];
        let timeline = native::read(story.name, story.text).timeline;
        let timeline = Arc::new(timeline.expect("the bundled story is whole"));
        let mut walk = Self {
            app: Shell::new(timeline, &Options::default()),
            look: Look::new(ThemeName::Terminal, false),
            frame: Buffer::empty(AREA),
            encoder: FrameEncoder::new(),
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
        self.app.draw(&self.look, AREA, &mut self.frame);
        self.encoder.frame(&mut self.frame).len()
    }

    fn press(&mut self, key: &str) -> usize {
        self.app.update(Message::Key(key.parse().expect("a key")));
        self.sent()
    }
}

#[test]
fn a_moved_selection_sends_at_most_four_kilobytes() {
    let mut walk = Walk::begin();
    let events = walk.app.context().timeline().events.len();
    let sent: Vec<usize> = (1..events).map(|_| walk.press("j")).collect();
    assert_eq!(walk.press("j"), 0, "the walk ends at the last event");
    assert!(sent.iter().max() <= Some(&4_096), "{sent:?}");
}
