//! The palette in a real terminal.

use super::{annals, assert_restored, harness::Session};

#[test]
fn a_command_an_event_and_a_date_are_typed() {
    let mut session = Session::start(annals(), 120, 36);
    session.wait_for("1 of 21");
    session.wait_for("2019–2024");
    session.send(":");
    session.wait_for("a command, an event, an actor, a date");
    session.send("zoom-in");
    session.wait_for("around the selected event");
    session.send("\r");
    session.wait_until("another window", |o| {
        !o.shows("2019–2024") && !o.shows("Palette")
    });
    // Pasted text is text, and what is found is gone to; Ctrl-p opens it too.
    session.send("\x10\x1b[200~puts pressure\x1b[201~");
    session.wait_for("1 of");
    session.send("\r");
    session.wait_for("4 of 21");
    session.send(":spring 2020\r");
    session.wait_for("spring 2020: 4 events");
    session.send(":xqzwxqzw");
    session.wait_for("No command, event or actor of that name");
    session.send("\x15quit\r");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}
