//! Tests of the quiz: answering, orders, classes, the way back, and how questions look.

use std::sync::Arc;

use annals_index::query::Query;
use annals_model::{Accounts, Timeline, test_support};
use annals_scene::quiz::QuestionKind;
use proptest::prelude::*;
use rstest::rstest;

use super::page::QuizLine;
use super::*;
use crate::context::filter::Terms;
use crate::keys::Pointer;
use crate::message::Message;
use crate::options::{Options, Start};
use crate::quiz_plan::QuizPlan;
use crate::screens;
use crate::shell::Shell;
use crate::story::Story;
use crate::test_support::{
    app, article, notice, open_file, press, reread, screen, timeline, top, top_as,
};

/// Opens the article with a quiz at the start.
fn started(plan: QuizPlan) -> Shell {
    Shell::new(article(), &beginning(plan))
}

fn beginning(plan: QuizPlan) -> Options {
    let quiz = QuizPlan {
        at_start: true,
        ..plan
    };
    Options {
        quiz,
        ..Options::default()
    }
}

fn of_kind(kind: QuestionKind) -> Shell {
    started(QuizPlan {
        seed: Some(1),
        kinds: vec![kind],
        ..QuizPlan::default()
    })
}

fn page(shell: &Shell) -> QuizPage {
    let quiz = top_as::<QuizScreen>(shell).expect("a quiz");
    quiz.page(shell.context())
}

/// Returns the lines of the quiz that are words, with their letters in front.
fn words(shell: &Shell) -> Vec<String> {
    let words = |line: &QuizLine| match line {
        QuizLine::Words { letter, text, .. } => Some(match letter {
            Some(letter) => format!("{letter} {text}"),
            None => text.to_string(),
        }),
        _ => None,
    };
    page(shell).lines.iter().filter_map(words).collect()
}

fn says(shell: &Shell, what: &str) -> bool {
    words(shell).iter().any(|line| line.contains(what))
}

fn progress(shell: &Shell) -> String {
    page(shell).progress.to_string()
}

/// Returns the letters of the choices from top to bottom.
fn letters(shell: &Shell) -> String {
    let letter = |line: &QuizLine| match line {
        QuizLine::Words { letter, .. } => *letter,
        _ => None,
    };
    page(shell).lines.iter().filter_map(letter).collect()
}

#[test]
fn a_letter_and_enter_give_an_answer() {
    let mut shell = of_kind(QuestionKind::Who);
    assert_eq!(
        (top(&shell), progress(&shell)),
        ("quiz", "1 / 10".to_owned())
    );
    assert_eq!(letters(&shell), "ABCD");
    press(&mut shell, "Enter");
    assert!(says(&shell, "The answer: "), "nothing chosen is no answer");
    let right = words(&shell)
        .iter()
        .find_map(|line| line.strip_prefix("The answer: ").map(str::to_owned));
    let right = right.expect("an answer");
    let right = right.trim_end_matches('.').to_lowercase();
    for key in ["a", "b", "c", "d"] {
        let mut shell = of_kind(QuestionKind::Who);
        press(&mut shell, &format!("{key} Enter"));
        assert_eq!(says(&shell, "Right: "), key == right, "{key}");
        assert_eq!(
            says(&shell, &format!("Not {}.", key.to_uppercase())),
            key != right
        );
        assert!(says(&shell, "Why: "));
        press(&mut shell, "Enter");
        assert_eq!(progress(&shell), "2 / 10");
        assert!(!says(&shell, "Why: "));
        press(&mut shell, "PageUp");
        assert!(says(&shell, "Why: "), "the answer is still shown");
        press(&mut shell, "a b");
        assert_eq!(says(&shell, "Right: "), key == right, "it stays as it is");
    }
    let mut shell = of_kind(QuestionKind::Who);
    let downs = usize::from(right.as_bytes()[0] - b'a') + 1;
    press(&mut shell, &format!("{} Enter", vec!["j"; downs].join(" ")));
    assert!(says(&shell, "Right: "), "moving the mark chooses as well");
}

#[test]
fn an_order_is_made_by_letters_or_by_moving_choices() {
    let mut shell = of_kind(QuestionKind::Order);
    assert_eq!(letters(&shell), "ABC");
    press(&mut shell, "c");
    assert_eq!(letters(&shell), "CAB");
    assert!(says(&shell, "Your order so far: C"));
    press(&mut shell, "b");
    assert_eq!(letters(&shell), "CBA");
    press(&mut shell, "c");
    assert_eq!(letters(&shell), "BAC", "a letter again takes it back");
    press(&mut shell, "K K");
    assert_eq!(letters(&shell), "CBA", "the marked choice moves");
    press(&mut shell, "J");
    assert_eq!(letters(&shell), "BCA");
    assert!(says(&shell, "Your order: BCA"));
    press(&mut shell, "z 7 Escape J");
    assert_eq!(letters(&shell), "BAC", "Escape only cancels the number");
    press(&mut shell, "Enter");
    assert!(says(&shell, "The answer: ") || says(&shell, "Right"));
    assert!(says(&shell, "Why: "));
    let mut untouched = of_kind(QuestionKind::Order);
    press(&mut untouched, "Enter");
    let mut lines = words(&untouched).into_iter();
    let answer = lines.find(|line| line.contains("The answer: "));
    assert!(
        answer.is_some_and(|line| line.starts_with("The answer")),
        "an order that was not touched is no answer"
    );
}

#[test]
fn for_a_class_each_key_shows_the_answer_or_goes_on() {
    let mut shell = started(QuizPlan {
        seed: Some(2),
        count: 2,
        class: true,
        ..QuizPlan::default()
    });
    assert!(says(&shell, "Think first"));
    press(&mut shell, "a j");
    assert!(says(&shell, "Think first"), "no answers are taken");
    press(&mut shell, "PageDown");
    assert!(says(&shell, "The answer: ") && progress(&shell) == "1 / 2");
    press(&mut shell, "Space");
    assert!(says(&shell, "Think first") && progress(&shell) == "2 / 2");
    press(&mut shell, "Right Right");
    assert!(says(&shell, "The end: you have seen 2 questions."));
    assert!(says(&shell, "annals quiz --seed 2 --count 2"));
    assert!(!says(&shell, "right."), "no score unless it is asked for");
    press(&mut shell, "PageDown");
    assert!(says(&shell, "The end"), "one key too many closes nothing");
    assert_eq!(notice(&shell), "This is the end of the quiz.");
    press(&mut shell, "Left");
    assert!(says(&shell, "The answer: "));
    press(&mut shell, "w");
    assert_eq!(
        notice(&shell),
        "For one person: choose an answer, then see it."
    );
}

#[test]
fn a_score_counts_the_answers_that_were_given() {
    let mut shell = started(QuizPlan {
        seed: Some(3),
        count: 3,
        kinds: vec![QuestionKind::Status],
        score: true,
        ..QuizPlan::default()
    });
    let mut right = 0;
    for _ in 0..2 {
        press(&mut shell, "a Enter");
        right += usize::from(says(&shell, "Right: "));
        press(&mut shell, "Enter");
    }
    press(&mut shell, "Enter Enter");
    assert!(
        says(&shell, &format!("{right} of 2 answers were right.")),
        "{:?}",
        words(&shell)
    );
    assert!(says(
        &shell,
        "annals quiz --seed 3 --count 3 --kinds status"
    ));
}

#[rstest]
#[case("j j")]
#[case("j Enter j")]
#[case("w l")]
#[case("j j j r")]
#[case("a j")]
fn closing_a_quiz_leads_back_to_where_it_was_opened(
    #[case] keys: &str,
    #[values("Escape", "q", "Backspace")] closing: &str,
) {
    let mut shell = app();
    press(&mut shell, keys);
    let before = shell.context().view();
    press(&mut shell, "Q");
    assert_eq!(top(&shell), "quiz");
    press(&mut shell, "a Enter ? Escape Enter b");
    assert_eq!(top(&shell), "quiz");
    press(&mut shell, closing);
    assert_eq!(shell.context().view(), before);
    press(&mut shell, "Alt-Right");
    assert_eq!(
        (top(&shell), progress(&shell)),
        ("quiz", "2 / 10".to_owned()),
        "and forward leads to the same question"
    );
}

#[test]
fn closing_the_quiz_of_the_start_leads_to_the_browser() {
    let mut shell = of_kind(QuestionKind::Led);
    assert_eq!(top(&shell), "quiz");
    press(&mut shell, "Escape");
    assert_eq!(top(&shell), "browse");
    press(&mut shell, "j");
    assert_eq!(top(&shell), "browse", "it is opened once");
}

#[test]
fn another_quiz_has_another_seed() {
    let seed = |shell: &mut Shell| {
        press(shell, "Enter Enter");
        let mut lines = words(shell).into_iter();
        let again = lines.find(|line| line.starts_with("annals quiz --seed"));
        again.expect("the end says how to repeat it")
    };
    let mut shell = started(QuizPlan {
        seed: Some(5),
        count: 1,
        ..QuizPlan::default()
    });
    let first = seed(&mut shell);
    assert_eq!(first, "annals quiz --seed 5 --count 1");
    press(&mut shell, "Q");
    assert_eq!(progress(&shell), "1 / 1");
    assert_ne!(seed(&mut shell), first);
    press(&mut shell, "Escape");
    assert_eq!(
        top(&shell),
        "browse",
        "one step back, however many quizzes there were"
    );
}

#[test]
fn a_timeline_that_is_not_enough_for_a_quiz_says_so() {
    let mut shell = started(QuizPlan {
        kinds: vec![QuestionKind::Source],
        ..QuizPlan::default()
    });
    let words = "There is too little here for questions of this kind.";
    assert_eq!((top(&shell), notice(&shell)), ("browse", words.to_owned()));
    press(&mut shell, "j Q");
    assert_eq!((top(&shell), notice(&shell)), ("browse", words.to_owned()));
}

#[test]
fn a_quiz_asks_about_events_that_pass_the_filter() {
    let begun = |kind: QuestionKind| {
        let text = "date:2020";
        let query = Query::parse(text).expect("a query");
        let start = Start {
            filter: Some(Terms::new(text.to_owned(), query)),
            ..Start::default()
        };
        let plan = QuizPlan {
            kinds: vec![kind],
            ..QuizPlan::default()
        };
        let options = Options {
            start,
            ..beginning(plan)
        };
        Shell::new(article(), &options)
    };
    // Four events of one year: their order is not known.
    assert_eq!(top(&begun(QuestionKind::Order)), "browse");
    let mut shell = begun(QuestionKind::Before);
    press(&mut shell, "Enter");
    assert!(says(
        &shell,
        "Both are dated 2020: nobody can say which came first."
    ));
}

#[test]
fn letters_answer_whatever_they_are_bound_to() {
    let key = "b".parse::<Key>().expect("a key");
    let (keymap, conflicts) = screens::keymap(&[(&commands::NEXT, vec![key.into()])]);
    assert_eq!(conflicts, []);
    assert_eq!(keymap.command("browse", key), Some(&commands::NEXT));
    assert_eq!(keymap.command("quiz", key), None);
}

#[rstest]
fn a_click_takes_a_choice(#[values(QuestionKind::Who, QuestionKind::Place)] kind: QuestionKind) {
    let mut shell = of_kind(kind);
    let picture = screen(&mut shell, 80, 24, false);
    let rows: Vec<&str> = picture.lines().collect();
    let at = |letter: &str| {
        let mut rows = (0_u16..).zip(&rows);
        rows.find_map(|(row, line)| {
            let before = line.split_once(letter)?.0.chars().count();
            Some((row, u16::try_from(before).expect("a column")))
        })
    };
    let (row, column) = at(" B ").expect("the second choice is shown");
    let pointer = Pointer {
        column: column + 1,
        row,
        action: PointerAction::Press,
    };
    shell.update(Message::Pointer(pointer));
    press(&mut shell, "Enter");
    assert!(
        says(&shell, "Right: B.") || says(&shell, "Not B."),
        "{:?}",
        words(&shell)
    );
    // Beside the choices, and after the answer, a click takes nothing.
    let before = shell.context().view();
    screen(&mut shell, 80, 24, false);
    let beside = Pointer {
        column: 0,
        row: 0,
        ..pointer
    };
    for pointer in [beside, pointer] {
        shell.update(Message::Pointer(pointer));
    }
    assert_eq!(shell.context().view(), before);
}

#[test]
fn a_quiz_waits_for_the_story() {
    let timeline = article();
    let options = beginning(QuizPlan::default());
    let mut shell = Shell::waiting_for(&timeline.title, "Arranging.", &options);
    shell.update(Message::Resize {
        columns: 80,
        rows: 24,
    });
    assert_eq!((top(&shell), notice(&shell)), ("browse", String::new()));
    let grouping = options.grouping(&timeline);
    shell.update(Message::Opened(Story::new(timeline, grouping)));
    assert_eq!(top(&shell), "quiz");
    press(&mut shell, "Escape");
    assert_eq!(top(&shell), "browse");
}

#[test]
fn a_long_answer_can_be_scrolled() {
    let mut shell = started(QuizPlan {
        seed: Some(4),
        kinds: vec![QuestionKind::Order],
        ..QuizPlan::default()
    });
    shell.update(Message::Resize {
        columns: 40,
        rows: 9,
    });
    press(&mut shell, "Enter");
    let first = page(&shell).first_line;
    assert!(first > 0, "the answer is in view");
    press(&mut shell, "j");
    assert_eq!(page(&shell).first_line, first + 1);
    press(&mut shell, "9 9 j");
    let rows = usize::from(page::area(shell.context()).height);
    let page_now = page(&shell);
    assert_eq!(page_now.first_line + rows, page_now.lines.len());
    press(&mut shell, "9 9 k");
    assert_eq!(page(&shell).first_line, 0, "and back to the question");
}

#[test]
fn a_file_that_changes_is_shown_when_the_quiz_is_closed() {
    let story = |ids: &str| {
        let events = (2000..).zip(ids.split_whitespace());
        let events = events.map(|(year, id)| {
            format!("[[event]]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = \"{year}\"\n")
        });
        "title = \"Story\"\n".to_owned() + &events.collect::<String>()
    };
    let mut shell = open_file(&story("a b c d e f g h"));
    press(&mut shell, "Q");
    reread(&mut shell, &story("a b c d e f g h i"));
    assert!(
        notice(&shell).contains("it is shown when"),
        "{}",
        notice(&shell)
    );
    let events = |shell: &Shell| shell.context().timeline().events.len();
    press(&mut shell, "? Escape");
    assert_eq!((top(&shell), events(&shell)), ("quiz", 8));
    press(&mut shell, "Escape");
    assert_eq!((top(&shell), events(&shell)), ("browse", 9));
}

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

/// Returns a story that is enough for questions of that kind.
fn story(kind: QuestionKind) -> Arc<Timeline> {
    match kind {
        QuestionKind::Source => timeline(PAPERS),
        QuestionKind::Account => {
            let find = |name| test_support::find(name).expect("a bundled story");
            let article = find("alibaba").read().timeline.expect("a whole story");
            let accounts = Accounts::with_bundled(vec![article], &[find("alibaba-record")]);
            accounts.overlay(&accounts.all()).timeline
        }
        _ => article(),
    }
}

/// Opens a quiz at a size, with questions of that kind.
fn quiz_at(kind: QuestionKind, plan: QuizPlan, ascii: bool, size: (u16, u16)) -> Shell {
    let options = Options {
        ascii,
        ..beginning(QuizPlan {
            seed: Some(11),
            ..plan
        })
    };
    let mut shell = Shell::new(story(kind), &options);
    assert_eq!(top(&shell), "quiz", "{kind:?}");
    shell.update(Message::Resize {
        columns: size.0,
        rows: size.1,
    });
    shell
}

fn of_one_kind(kind: QuestionKind, ascii: bool, size: (u16, u16)) -> Shell {
    let plan = QuizPlan {
        kinds: vec![kind],
        ..QuizPlan::default()
    };
    quiz_at(kind, plan, ascii, size)
}

fn assert_asked_and_answered(kind: QuestionKind, name: &str, (columns, rows): (u16, u16)) {
    let mut shell = of_one_kind(kind, false, (columns, rows));
    press(&mut shell, "b");
    let asked = screen(&mut shell, columns, rows, false);
    press(&mut shell, "Enter");
    let answered = screen(&mut shell, columns, rows, false);
    insta::assert_snapshot!(name, format!("{asked}\n{answered}"));
}

#[test]
fn every_kind_of_question_looks_as_it_should() {
    for &kind in QuestionKind::ALL {
        assert_asked_and_answered(kind, kind.name(), (80, 24));
    }
}

/// Without room for a time line; with little room; with room for blank lines.
#[rstest]
#[case(QuestionKind::Place, (40, 12))]
#[case(QuestionKind::Order, (60, 20))]
#[case(QuestionKind::Who, (120, 36))]
fn questions_fit_every_layout(#[case] kind: QuestionKind, #[case] size: (u16, u16)) {
    let name = format!("{}_{}x{}", kind.name(), size.0, size.1);
    assert_asked_and_answered(kind, &name, size);
}

#[test]
fn a_class_and_the_end_look_as_they_should() {
    let plan = QuizPlan {
        count: 1,
        class: true,
        score: true,
        ..QuizPlan::default()
    };
    let mut shell = quiz_at(QuestionKind::Place, plan, false, (80, 24));
    let asked = screen(&mut shell, 80, 24, false);
    press(&mut shell, "PageDown PageDown");
    let end = screen(&mut shell, 80, 24, false);
    insta::assert_snapshot!("class", format!("{asked}\n{end}"));
}

#[test]
fn questions_are_drawn_at_any_size_in_ascii_if_asked() {
    let sizes = [(1, 1), (20, 5), (30, 6), (40, 12), (60, 20), (500, 200)];
    for &kind in QuestionKind::ALL {
        for (columns, rows) in sizes {
            for ascii in [false, true] {
                let mut shell = of_one_kind(kind, ascii, (columns, rows));
                for keys in ["", "b", "Enter", "Enter"] {
                    press(&mut shell, keys);
                    let picture = screen(&mut shell, columns, rows, ascii);
                    assert!(!picture.trim().is_empty(), "{kind:?} at {columns}x{rows}");
                    assert!(!ascii || picture.is_ascii(), "{picture}");
                }
            }
        }
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let keys = [
        "a",
        "b",
        "c",
        "D",
        "h",
        "Enter",
        "Enter",
        "Space",
        "PageUp",
        "Left",
        "j",
        "k",
        "J",
        "K",
        "Shift-Up",
        "w",
        "Q",
        "?",
        "Escape",
        "q",
        "Backspace",
        "Alt-Right",
        "T",
        "2",
        "9",
        "z",
    ];
    prop::sample::select(keys.to_vec()).prop_map(|key| key.parse().expect("a key"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_keys_lead_beyond_the_lines_and_each_choice_is_listed_once(
        seed: u64, class: bool, keys in prop::collection::vec(any_key(), 1..60),
        columns in 1_u16..130, rows in 1_u16..40,
    ) {
        let mut shell = started(QuizPlan {
            seed: Some(seed), class, score: true, ..QuizPlan::default()
        });
        shell.update(Message::Resize { columns, rows });
        for key in keys {
            shell.update(Message::Key(key));
            if top(&shell) == "quiz" {
                let page = page(&shell);
                let height = usize::from(page::area(shell.context()).height);
                prop_assert!(page.first_line <= page.lines.len().saturating_sub(height));
                let mut sorted: Vec<char> = letters(&shell).chars().collect();
                sorted.sort_unstable();
                let mut expected = sorted.iter().zip('A'..);
                prop_assert!(expected.all(|(&letter, expected)| letter == expected));
            } else if top(&shell) == "browse" {
                press(&mut shell, "Q");
            }
        }
    }
}
