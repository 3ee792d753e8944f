//! A quiz in a real terminal, on the screen and line by line.

use super::{annals, assert_restored, harness::Session};

#[test]
fn a_quiz_is_answered_gone_through_and_left() {
    let mut command = annals();
    command.args(["quiz", "--seed", "42", "--count", "2", "--score"]);
    let mut session = Session::start(command, 80, 24);
    session.wait_for("1 / 2");
    session.wait_for("Which began first?");
    session.send("b\r");
    session.wait_for("Not B. The answer: A.");
    session.wait_for("Why: 2020 ends before 2021 begins.");
    // A clicker's key goes on, and the arrow; neither leaves at the end.
    session.send("\x1b[6~");
    session.wait_for("2 / 2");
    session.send("c \x1b[C\x1b[6~");
    session.wait_for("The end: you have seen 2 questions.");
    session.wait_for("1 of 2 answers were right.");
    session.wait_for("annals quiz --seed 42 --count 2");
    session.send("\x1b");
    session.wait_for("1 of 21");
    session.send("jjQw");
    session.wait_for("Think first");
    session.send("q");
    session.wait_for("3 of 21");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn a_plain_quiz_takes_lines_and_writes_no_sequence() {
    let mut command = annals();
    command.args(["quiz", "--plain", "--seed", "42", "--count", "2"]);
    let mut session = Session::start(command, 80, 24);
    session.wait_for("Question 1 of 2. Which began first?");
    session.send("a\r");
    session.wait_for("Right: A.");
    session.wait_for("Question 2 of 2.");
    session.send("\r");
    session.wait_for("The answer: C.");
    session.wait_for("The same questions again: annals quiz --seed 42");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert!(!session.output().text().contains('\x1b'));
}

#[test]
fn a_quiz_without_a_seed_can_be_repeated() {
    let mut command = annals();
    command.args(["quiz", "--count", "1", "--class"]);
    let mut session = Session::start(command, 80, 24);
    session.wait_for("Think first");
    session.send("  ");
    session.wait_for("annals quiz --seed ");
    session.send("qq");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}
