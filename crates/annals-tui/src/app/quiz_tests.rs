//! A quiz on the screen: what keys do to it, and where they lead.

use std::sync::Arc;

use proptest::prelude::*;
use rstest::rstest;

use super::tests::{any_key, app, press};
use super::*;
use annals_index::query::Query;
use annals_model::native;
use annals_model::text::Clean;
use annals_scene::quiz::Kind;

/// The bundled story with a plan for quizzes, which begins at once.
fn started(plan: QuizPlan) -> App {
    let story = &annals_model::test_support::bundled()[0];
    let timeline = native::read(story.name, story.text).timeline.unwrap();
    let options = Options {
        quiz: QuizPlan {
            at_start: true,
            ..plan
        },
        ..Options::default()
    };
    App::new(Arc::new(timeline), &options)
}

fn of_kind(kind: Kind) -> App {
    started(QuizPlan {
        seed: Some(1),
        kinds: vec![kind],
        ..QuizPlan::default()
    })
}

/// The lines of the quiz that are words, with their letters in front.
fn words(app: &App) -> Vec<String> {
    let page = app.quiz_page().expect("there is a quiz");
    page.lines
        .iter()
        .filter_map(|line| match line {
            QuizLine::Words { letter, text, .. } => Some(match letter {
                Some(letter) => format!("{letter} {text}"),
                None => text.to_string(),
            }),
            _ => None,
        })
        .collect()
}

fn says(app: &App, what: &str) -> bool {
    words(app).iter().any(|line| line.contains(what))
}

fn progress(app: &App) -> String {
    app.quiz_page()
        .expect("there is a quiz")
        .progress
        .to_string()
}

/// The letters of the choices from top to bottom.
fn letters(app: &App) -> String {
    let page = app.quiz_page().expect("there is a quiz");
    let letter = |line: &QuizLine| match line {
        QuizLine::Words { letter, .. } => *letter,
        _ => None,
    };
    page.lines.iter().filter_map(letter).collect()
}

#[test]
fn a_letter_and_enter_are_an_answer() {
    let mut app = of_kind(Kind::Who);
    assert_eq!(
        (app.mode(), progress(&app)),
        (Mode::Quiz, "1 / 10".to_owned())
    );
    assert_eq!(letters(&app), "ABCD");
    press(&mut app, "Enter");
    assert!(says(&app, "The answer: "), "nothing chosen is no answer");
    let right = words(&app)
        .iter()
        .find_map(|line| line.strip_prefix("The answer: ").map(str::to_owned));
    let right = right.unwrap().trim_end_matches('.').to_lowercase();
    for key in ["a", "b", "c", "d"] {
        let mut app = of_kind(Kind::Who);
        press(&mut app, &format!("{key} Enter"));
        assert_eq!(says(&app, "Right: "), key == right, "{key}");
        assert_eq!(
            says(&app, &format!("Not {}.", key.to_uppercase())),
            key != right
        );
        assert!(says(&app, "Why: "));
        press(&mut app, "Enter");
        assert_eq!(progress(&app), "2 / 10");
        assert!(!says(&app, "Why: "));
        press(&mut app, "PageUp");
        assert!(says(&app, "Why: "), "what was answered stays so");
        press(&mut app, "a b");
        assert_eq!(
            says(&app, "Right: "),
            key == right,
            "an answer is not changed"
        );
    }
    let mut app = of_kind(Kind::Who);
    let downs = usize::from(right.as_bytes()[0] - b'a') + 1;
    press(&mut app, &format!("{} Enter", vec!["j"; downs].join(" ")));
    assert!(says(&app, "Right: "), "moving the mark chooses as well");
}

#[test]
fn an_order_is_made_by_letters_or_by_moving() {
    let mut app = of_kind(Kind::Order);
    assert_eq!(letters(&app), "ABC");
    press(&mut app, "c");
    assert_eq!(letters(&app), "CAB");
    assert!(says(&app, "Your order so far: C"));
    press(&mut app, "b");
    assert_eq!(letters(&app), "CBA");
    press(&mut app, "c");
    assert_eq!(letters(&app), "BAC", "a letter again takes it back");
    press(&mut app, "K K");
    assert_eq!(letters(&app), "CBA", "what is marked moves");
    press(&mut app, "J");
    assert_eq!(letters(&app), "BCA");
    assert!(says(&app, "Your order: BCA"));
    press(&mut app, "z 7 Escape J");
    assert_eq!(letters(&app), "BAC");
    press(&mut app, "Enter");
    assert!(says(&app, "The answer: ") || says(&app, "Right"));
    assert!(says(&app, "Why: "));
    let untouched = {
        let mut app = of_kind(Kind::Order);
        press(&mut app, "Enter");
        app
    };
    let judged = words(&untouched)
        .into_iter()
        .find(|line| line.contains("The answer: "));
    assert!(
        judged.is_some_and(|line| line.starts_with("The answer")),
        "untouched is no answer"
    );
}

#[test]
fn for_a_class_each_key_shows_or_goes_on() {
    let mut app = started(QuizPlan {
        seed: Some(2),
        count: 2,
        class: true,
        ..QuizPlan::default()
    });
    assert!(says(&app, "Think first"));
    press(&mut app, "a j");
    assert!(says(&app, "Think first"), "nobody's answer is taken");
    press(&mut app, "PageDown");
    assert!(says(&app, "The answer: ") && progress(&app) == "1 / 2");
    press(&mut app, "Space");
    assert!(says(&app, "Think first") && progress(&app) == "2 / 2");
    press(&mut app, "Right Right");
    assert!(says(&app, "The end: you have seen 2 questions."));
    assert!(says(&app, "annals quiz --seed 2 --count 2"));
    assert!(!says(&app, "right."), "no score unless it is asked for");
    press(&mut app, "PageDown");
    assert!(says(&app, "The end"), "one press too many leaves nothing");
    press(&mut app, "Left");
    assert!(says(&app, "The answer: "));
    press(&mut app, "w");
    assert!(
        app.notice()
            .is_some_and(|notice| notice.as_str().starts_with("For one alone"))
    );
}

#[test]
fn a_score_counts_what_was_answered() {
    let mut app = started(QuizPlan {
        seed: Some(3),
        count: 3,
        kinds: vec![Kind::Status],
        score: true,
        ..QuizPlan::default()
    });
    let mut right = 0;
    for _ in 0..2 {
        press(&mut app, "a Enter");
        right += usize::from(says(&app, "Right: "));
        press(&mut app, "Enter");
    }
    press(&mut app, "Enter Enter");
    assert!(
        says(&app, &format!("{right} of 2 answers were right.")),
        "{:?}",
        words(&app)
    );
    assert!(says(&app, "annals quiz --seed 3 --count 3 --kinds status"));
}

#[rstest]
#[case("j j")]
#[case("j Enter j")]
#[case("w l")]
#[case("j j j r")]
#[case("a j")]
fn leaving_leads_to_where_one_was(
    #[case] keys: &str,
    #[values("Escape", "q", "Backspace")] leaving: &str,
) {
    let mut app = app();
    press(&mut app, keys);
    let before = app.view().clone();
    press(&mut app, "Q");
    assert_eq!(app.mode(), Mode::Quiz);
    press(&mut app, "a Enter ? Escape Enter b");
    assert_eq!(app.mode(), Mode::Quiz);
    press(&mut app, leaving);
    assert_eq!(app.view(), &before);
    press(&mut app, "Alt-Right");
    assert_eq!(
        (app.mode(), progress(&app)),
        (Mode::Quiz, "2 / 10".to_owned()),
        "and forward again"
    );
}

#[test]
fn who_began_with_a_quiz_comes_to_the_story() {
    let mut app = of_kind(Kind::Led);
    press(&mut app, "Escape");
    assert_eq!((app.mode(), &app.view().page), (Mode::Browse, &Page::Panes));
}

#[test]
fn another_quiz_has_another_seed() {
    let seed = |app: &mut App| {
        press(app, "Enter Enter");
        let again = words(app)
            .into_iter()
            .find(|line| line.starts_with("annals quiz --seed"));
        again.expect("the end says how to repeat it")
    };
    let mut app = started(QuizPlan {
        seed: Some(5),
        count: 1,
        ..QuizPlan::default()
    });
    let first = seed(&mut app);
    assert_eq!(first, "annals quiz --seed 5 --count 1");
    press(&mut app, "Q");
    assert_eq!(progress(&app), "1 / 1");
    assert_ne!(seed(&mut app), first);
    press(&mut app, "Escape");
    assert_eq!(
        app.mode(),
        Mode::Browse,
        "one step out, however many there were"
    );
}

#[test]
fn too_little_is_said_and_changes_nothing() {
    let mut app = started(QuizPlan {
        kinds: vec![Kind::Source],
        ..QuizPlan::default()
    });
    let said = "There is too little here for questions of this kind.";
    assert_eq!(app.notice().map(Clean::as_str), Some(said));
    assert_eq!(app.mode(), Mode::Browse);
    press(&mut app, "j Q");
    assert_eq!(app.notice().map(Clean::as_str), Some(said));
}

#[test]
fn a_quiz_asks_about_what_the_filter_shows() {
    let story = &annals_model::test_support::bundled()[0];
    let begun = |kind: Kind| {
        let timeline = native::read(story.name, story.text).timeline.unwrap();
        let text = "date:2020";
        let options = Options {
            filter: Some(Terms::new(text.to_owned(), Query::parse(text).unwrap())),
            quiz: QuizPlan {
                at_start: true,
                kinds: vec![kind],
                ..QuizPlan::default()
            },
            ..Options::default()
        };
        App::new(Arc::new(timeline), &options)
    };
    // Four events of one year: no order is settled.
    assert_eq!(begun(Kind::Order).mode(), Mode::Browse);
    let mut app = begun(Kind::Before);
    press(&mut app, "Enter");
    assert!(says(
        &app,
        "Both are dated 2020: nobody can say which came first."
    ));
}

#[test]
fn letters_answer_whatever_they_are_bound_to() {
    let keys = |text: &str| vec![text.parse().unwrap()];
    let (keymap, conflicts) = Keymap::with(&[(Action::Next, keys("b"))]);
    assert_eq!(conflicts, []);
    assert!(
        keymap
            .command(Mode::Browse, "b".parse::<Key>().unwrap())
            .is_some()
    );
    assert!(
        keymap
            .command(Mode::Quiz, "b".parse::<Key>().unwrap())
            .is_none()
    );
}

#[test]
fn a_click_takes_a_choice() {
    for kind in [Kind::Who, Kind::Place] {
        let mut app = of_kind(kind);
        let page = app.quiz_page().unwrap();
        let area = app.quiz_area();
        let hit =
            |line: &QuizLine| (0..area.width).find(|&column| line.choice_at(column) == Some(1));
        let at = page.lines.iter().enumerate();
        let mut found = at.filter_map(|(row, line)| Some((row, hit(line)?)));
        let (row, column) = found.next().expect("the second choice stands somewhere");
        let pointer = Pointer {
            column: area.x + column,
            row: area.y + u16::try_from(row).unwrap(),
            action: PointerAction::Press,
        };
        app.update(Message::Pointer(pointer));
        press(&mut app, "Enter");
        assert!(
            says(&app, "Right: B.") || says(&app, "Not B."),
            "{:?}",
            words(&app)
        );
        // Beside everything, and after the answer, a click takes nothing.
        let before = app.view().clone();
        app.update(Message::Pointer(Pointer {
            column: 0,
            row: 0,
            ..pointer
        }));
        app.update(Message::Pointer(pointer));
        assert_eq!(app.view(), &before);
    }
}

#[test]
fn a_story_that_takes_a_while_begins_with_its_quiz() {
    let story = &annals_model::test_support::bundled()[0];
    let timeline = Arc::new(native::read(story.name, story.text).timeline.unwrap());
    let options = Options {
        quiz: QuizPlan {
            at_start: true,
            ..QuizPlan::default()
        },
        ..Options::default()
    };
    let mut app = App::waiting_for(&timeline.title, "Arranging.", &options);
    assert_eq!((app.mode(), app.notice()), (Mode::Browse, None));
    let grouping = options.grouping(&timeline);
    app.update(Message::Opened(Story::new(timeline, grouping)));
    assert_eq!(app.mode(), Mode::Quiz);
    press(&mut app, "Escape");
    assert_eq!(app.mode(), Mode::Browse);
}

#[test]
fn a_long_answer_scrolls() {
    let mut app = started(QuizPlan {
        seed: Some(4),
        kinds: vec![Kind::Order],
        ..QuizPlan::default()
    });
    app.update(Message::Resize {
        columns: 40,
        rows: 9,
    });
    press(&mut app, "Enter");
    let first = app.quiz_page().unwrap().first_line;
    assert!(first > 0, "the answer is in sight");
    press(&mut app, "j");
    assert_eq!(app.quiz_page().unwrap().first_line, first + 1);
    press(&mut app, "9 9 j");
    let last = app.quiz_page().unwrap().first_line;
    let page = app.quiz_page().unwrap();
    assert_eq!(last + usize::from(app.quiz_area().height), page.lines.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_key_leads_out_of_range(seed: u64, class: bool, keys in prop::collection::vec(any_key(), 1..60), columns in 1_u16..130, rows in 1_u16..40) {
        let mut app = started(QuizPlan { seed: Some(seed), class, score: true, ..QuizPlan::default() });
        app.update(Message::Resize { columns, rows });
        for key in keys {
            app.update(Message::Key(key));
            if let Some(page) = app.quiz_page() {
                let height = usize::from(app.quiz_area().height);
                prop_assert!(page.first_line <= page.lines.len().saturating_sub(height));
                let mut sorted: Vec<char> = letters(&app).chars().collect();
                sorted.sort_unstable();
                prop_assert!(sorted.iter().zip('A'..).all(|(&letter, expected)| letter == expected), "each choice stands there once");
            } else if app.mode() == Mode::Browse {
                press(&mut app, "Q");
            }
        }
    }
}
