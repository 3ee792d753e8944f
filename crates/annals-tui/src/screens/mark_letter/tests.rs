//! Tests of the marks with letters.

use annals_model::EventIndex;

use super::*;
use crate::context::Snapshot;
use crate::message::{Effect, Message};
use crate::shell::Shell;
use crate::test_support::{app, notice, open, press, selected_id, top, top_as};

fn view(shell: &Shell) -> Snapshot {
    shell.context().view()
}

fn selected(shell: &Shell) -> EventIndex {
    shell.context().place.event.expect("an event")
}

fn letter_of(shell: &Shell, event: EventIndex) -> Option<char> {
    shell.context().marks.letter_of(event)
}

#[test]
fn a_mark_is_set_gone_to_and_left_again() {
    let mut shell = app();
    press(&mut shell, "j j M");
    let marked = selected(&shell);
    let waiting = top_as::<MarkLetter>(&shell);
    assert_eq!(waiting, Some(&MarkLetter::Set(Marked::Event(marked))));
    press(&mut shell, "a");
    assert_eq!(
        (top(&shell), letter_of(&shell, marked)),
        ("browse", Some('a'))
    );
    assert!(notice(&shell).starts_with("Mark a: "));
    press(&mut shell, "G Enter +");
    let left = view(&shell);
    press(&mut shell, "' a");
    assert_eq!(selected(&shell), marked);
    let gone_to = view(&shell);
    press(&mut shell, "' '");
    assert_eq!(view(&shell), left, "exactly the view that was left");
    press(&mut shell, "' '");
    assert_eq!(view(&shell), gone_to);
    press(&mut shell, "2 Backspace");
    assert_eq!(view(&shell), gone_to, "each of them is on the way back");
    press(&mut shell, "Backspace");
    assert_eq!(view(&shell), left);
    press(&mut shell, "' b");
    assert_eq!(notice(&shell), "There is no mark b.");
    assert_eq!(view(&shell), left);
}

#[test]
fn the_letter_of_a_mark_is_no_command() {
    let mut shell = app();
    press(&mut shell, "'");
    assert_eq!(
        (top(&shell), notice(&shell)),
        ("browse", "There are no marks yet.".to_owned())
    );
    press(&mut shell, "M q");
    assert_eq!(letter_of(&shell, selected(&shell)), Some('q'));
    let before = view(&shell);
    press(&mut shell, "' '");
    assert_eq!(notice(&shell), "No mark has been gone to yet.");
    press(&mut shell, "' Escape M Escape");
    assert_eq!((top(&shell), view(&shell)), ("browse", before.clone()));
    for (keys, key) in [("M 7", "7"), ("' G", "G"), ("M Enter", "Enter")] {
        press(&mut shell, keys);
        assert!(
            notice(&shell).starts_with(&format!("{key} is no mark")),
            "{}",
            notice(&shell)
        );
        assert_eq!((top(&shell), view(&shell)), ("browse", before.clone()));
    }
    press(&mut shell, "j");
    let index = shell.context().index();
    assert_eq!(index.rank(selected(&shell)), 1, "7 was no number either");
    assert_eq!(press(&mut shell, "M Ctrl-c"), [Effect::Quit]);
}

#[test]
fn a_date_that_was_gone_to_is_marked_until_another_event_is_selected() {
    let mut shell = app();
    press(&mut shell, "d ~2021 Enter M d");
    assert_eq!(notice(&shell), "Mark d: 2021");
    let there = shell.context().place.window;
    press(&mut shell, "g j");
    let event = selected(&shell);
    press(&mut shell, "M e 0 Escape Escape");
    assert_eq!(
        letter_of(&shell, event),
        Some('e'),
        "the event, not the date"
    );
    assert!(!marks::any(shell.context()));
    press(&mut shell, "' d");
    assert_eq!(shell.context().place.window, there);
    assert!(
        shell.context().place.date.is_some(),
        "the axis shows the date again"
    );
    let text = "[[event]]\ntitle='t'\ndate='2001'\n";
    let window = open(text).context().place.window;
    for date in ["2023/..", "../2019", "1985/"] {
        let mut shell = open(text);
        press(&mut shell, &format!("d ~{date} Enter M d g j k ' d"));
        assert_ne!(shell.context().place.window, window, "{date}");
    }
}

#[test]
fn marks_survive_other_lanes_and_end_with_the_story() {
    let mut shell = app();
    press(&mut shell, "j M a j j ' a ' '");
    for effect in press(&mut shell, "v Tab") {
        if let Effect::Run(task) = effect {
            shell.update(task.run(&|| true).expect("an answer"));
        }
    }
    press(&mut shell, "Escape ' a");
    let id = selected_id(&shell);
    press(&mut shell, "g j");
    assert_eq!(selected_id(&shell), id);
    press(&mut shell, "' '");
    let story = shell.context().story.clone();
    press(&mut shell, "M");
    shell.update(Message::Opened(story));
    let cx = shell.context();
    assert_eq!((cx.marks.letters.len(), top(&shell)), (0, "browse"));
    assert!(cx.history.left_for_mark.is_none());
}
