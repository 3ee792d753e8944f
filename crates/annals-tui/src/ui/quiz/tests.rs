//! Whole screens of a quiz.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rstest::rstest;

use crate::app::{App, Message, Options, QuizPlan};
use crate::ui::{Look, ThemeName, draw, picture};
use annals_model::native;
use annals_scene::quiz::Kind;

/// Two papers, so that every kind of question can be asked.
const PAPERS: &str = r#"
title = "Two papers"
[source.daily]
title = "The Daily"
[source.weekly]
title = "The Weekly"
[[event]]
title = "A bridge is opened"
date = "1912"
evidence = [{ source = "daily", at = "p1" }]
"#;

fn begun(text: &str, plan: QuizPlan, ascii: bool, size: (u16, u16)) -> App {
    let timeline = native::read("story", text).timeline.unwrap();
    let quiz = QuizPlan {
        at_start: true,
        seed: Some(11),
        ..plan
    };
    let options = Options {
        ascii,
        quiz,
        ..Options::default()
    };
    let mut app = App::new(Arc::new(timeline), &options);
    app.update(Message::Resize {
        columns: size.0,
        rows: size.1,
    });
    app
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        app.update(Message::Key(key.parse().unwrap()));
    }
}

fn shown(app: &App, ascii: bool) -> String {
    let (columns, rows) = app.size();
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    draw(app, &Look::new(ThemeName::Mono, ascii), area, &mut buffer);
    let lines = picture::text(&buffer);
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn story(kind: Kind) -> &'static str {
    if kind == Kind::Source {
        PAPERS
    } else {
        annals_model::test_support::bundled()[0].text
    }
}

/// Each kind, asked and answered wrongly or rightly, at the sizes that count.
#[rstest]
fn every_kind_at_every_size(#[values((60, 20), (80, 24), (120, 36))] size: (u16, u16)) {
    for &kind in Kind::ALL {
        let plan = QuizPlan {
            kinds: vec![kind],
            ..QuizPlan::default()
        };
        let mut app = begun(story(kind), plan, false, size);
        let name = format!("{}_{}x{}", kind.name(), size.0, size.1);
        press(&mut app, "b");
        let asked = shown(&app, false);
        press(&mut app, "Enter");
        insta::assert_snapshot!(name, format!("{asked}\n{}", shown(&app, false)));
    }
}

#[rstest]
fn a_class_and_the_end(#[values((60, 20), (80, 24), (120, 36))] size: (u16, u16)) {
    let plan = QuizPlan {
        count: 1,
        class: true,
        score: true,
        ..QuizPlan::default()
    };
    let mut app = begun(story(Kind::Place), plan, false, size);
    let asked = shown(&app, false);
    press(&mut app, "PageDown PageDown");
    let name = format!("class_{}x{}", size.0, size.1);
    insta::assert_snapshot!(name, format!("{asked}\n{}", shown(&app, false)));
}

#[rstest]
fn ascii_says_the_same(#[values(Kind::Place, Kind::Before, Kind::Order)] kind: Kind) {
    let plan = QuizPlan {
        kinds: vec![kind],
        ..QuizPlan::default()
    };
    let mut app = begun(story(kind), plan, true, (60, 20));
    press(&mut app, "a");
    assert!(shown(&app, true).is_ascii());
    press(&mut app, "Enter");
    let text = shown(&app, true);
    assert!(text.is_ascii() && text.contains("Why: "), "{text}");
}

#[test]
fn nothing_breaks_where_there_is_no_room() {
    for &kind in Kind::ALL {
        for size in [(1, 1), (20, 5), (21, 8), (30, 6), (500, 200)] {
            let plan = QuizPlan {
                kinds: vec![kind],
                ..QuizPlan::default()
            };
            let mut app = begun(story(kind), plan, false, size);
            for keys in ["", "b", "Enter", "Enter"] {
                press(&mut app, keys);
                let text = shown(&app, false);
                assert_eq!(
                    text.split('\n').count(),
                    usize::from(size.1),
                    "{kind:?} at {size:?}"
                );
            }
        }
    }
}
