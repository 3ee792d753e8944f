//! Tests of the notes terminal.

use annals_model::text::Clean;
use annals_time::Time;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::look::Look;
use crate::message::Moment;
use crate::picture;
use crate::theme::ThemeName;

fn at(follower: &mut Follower, seconds: i64) -> Option<Effect> {
    let time = Time::new(seconds, 0);
    let elapsed = Duration::ZERO;
    follower.update(&Message::Now(Moment { time, elapsed }))
}

fn presented(place: usize) -> Followed {
    let presented = Presented {
        place: (place, 9),
        title: Clean::own("card"),
        notes: Clean::own("note"),
        next: None,
        begun: Time::new(100, 0),
    };
    Followed::Going(Clean::own("story"), presented)
}

#[test]
fn asks_to_be_woken_at_intervals() {
    let mut follower = Follower::default();
    assert_eq!(at(&mut follower, 100), Some(Effect::Wake(INTERVAL)));
    assert_eq!(at(&mut follower, 101), None);
    assert_eq!(
        follower.update(&Message::Woken),
        Some(Effect::Wake(INTERVAL))
    );
}

#[test]
fn needs_a_frame_only_when_something_changed() {
    let mut follower = Follower::default();
    at(&mut follower, 100);
    follower.follow(Followed::Nobody);
    assert!(!follower.take_changed());
    follower.follow(presented(2));
    assert!(follower.take_changed());
    follower.follow(presented(2));
    assert!(!follower.take_changed());
    at(&mut follower, 161);
    assert!(follower.take_changed());
    assert_eq!(follower.clock().unwrap().as_str(), "01:01");
    follower.follow(Followed::Ended(Clean::own("story")));
    assert!(follower.take_changed() && follower.clock().is_none());
}

#[test]
fn scrolls_within_the_notes_and_starts_at_the_top_of_each_card() {
    let mut follower = Follower::default();
    follower.follow(presented(1));
    follower.set_below(2);
    for key in ["j", "Down"] {
        follower.update(&Message::Key(key.parse().unwrap()));
    }
    follower.set_below(0);
    follower.update(&Message::Key("j".parse().unwrap()));
    assert_eq!(follower.first_line(), 2);
    follower.update(&Message::Key("k".parse().unwrap()));
    assert_eq!(follower.first_line(), 1);
    follower.follow(presented(2));
    assert_eq!(follower.first_line(), 0);
    let quit = follower.update(&Message::Key("q".parse().unwrap()));
    assert_eq!(quit, Some(Effect::Quit));
    let escape = follower.update(&Message::Key("Escape".parse().unwrap()));
    assert_eq!(escape, None, "Escape never quits");
}

fn shown(known: Followed, columns: u16, rows: u16) -> (String, usize) {
    let mut follower = Follower::default();
    follower.follow(known);
    at(&mut follower, 165);
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let look = Look::new(ThemeName::Mono, false);
    let below = draw(&follower, &look, area, &mut buffer);
    let lines = picture::text(&buffer);
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    (lines.join("\n"), below)
}

fn going() -> Followed {
    let presented = Presented {
        place: (8, 23),
        title: Clean::own("Jack Ma disappears from public view"),
        notes: Clean::block(&"Ask who says so, and since when. ".repeat(20)),
        next: Some(Clean::own("Rumours grow about who leads Alibaba")),
        begun: Time::new(100, 0),
    };
    Followed::Going(Clean::own("Alibaba: pressure, silence, return"), presented)
}

#[test]
fn shows_the_card_its_notes_the_next_card_and_the_time() {
    for (columns, rows) in [(60, 20), (80, 24), (40, 10)] {
        let (screen, below) = shown(going(), columns, rows);
        for text in [
            "8 / 23",
            "01:05",
            "Jack Ma disappears from public view",
            "Ask who says",
            "next  Rumours",
        ] {
            assert!(screen.contains(text), "{text}\n{screen}");
        }
        assert_eq!(below > 0, rows == 10, "{screen}");
    }
}

#[test]
fn says_why_there_is_no_card() {
    for (followed, words) in [
        (Followed::Nobody, "Nobody is presenting yet"),
        (Followed::Ended(Clean::own("x")), "has ended"),
        (
            Followed::Unreadable(Clean::own("why")),
            "cannot be read: why",
        ),
    ] {
        let (screen, _) = shown(followed, 60, 20);
        assert!(screen.replace('\n', " ").contains(words), "{screen}");
    }
}

#[test]
fn draws_something_at_any_size() {
    for columns in [1, 2, 3, 8, 21, 300] {
        for rows in [1, 2, 3, 5, 7, 100] {
            for known in [going(), Followed::Nobody] {
                let (drawn, _) = shown(known, columns, rows);
                assert!(!drawn.trim().is_empty(), "{columns}x{rows}");
            }
        }
    }
}
