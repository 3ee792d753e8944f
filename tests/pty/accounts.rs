//! Two accounts in a real terminal: shown together, and side by side.

use super::{annals, assert_restored, harness::Session};

#[test]
fn the_record_is_switched_on_compared_and_switched_off() {
    let mut session = Session::start(annals(), 120, 36);
    session.wait_for("1 of 21");
    session.send("jjjL");
    session.wait_for("Record is on: 52 more events.");
    session.wait_for("Article + Record");
    session.send("L");
    session.wait_for("Record is off: 52 events fewer.");
    session.wait_for("4 of 21");
    session.send("C");
    session.wait_for("Article beside Record");
    session.wait_for("same, less exact");
    session.send("n");
    session.wait_for("5 of 21");
    session.send("\t");
    session.wait_for("The accounts disagree on");
    session.send("\t");
    session.wait_for("5 of 21");
    // The second event on the page is one of the record.
    session.send("j\r");
    session.wait_until("the panes, with the record on", |o| {
        o.shows("Events") && o.shows("Article + Record")
    });
    session.send("\x7f");
    // The footer is drawn last.
    session.wait_until("the page again", |o| {
        o.shows("5 of 21") && o.shows("Tab disagreements")
    });
    session.send("\x1b");
    session.wait_until("the article alone", |o| {
        o.shows("of 21") && o.shows("Events") && !o.shows("Article + Record")
    });
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}
