//! A large table in a terminal: the first rows at once, then all of them.

use std::fmt::Write as _;
use std::fs;

use super::harness::Session;
use super::{annals, assert_restored};

#[test]
fn rows_come_while_the_first_are_shown() {
    let mut text = "id,start,title,actor\n".to_owned();
    for row in 0..120_000_u32 {
        let (day, minute) = (row / 1_440, row % 1_440);
        let (month, day) = (day / 28 + 1, day % 28 + 1);
        let _ = writeln!(
            text,
            "{row},2020-{month:02}-{day:02}T{:02}:{:02}:00Z,Event number {row} of many,ann",
            minute / 60,
            minute % 60
        );
    }
    let folder = std::env::temp_dir().join(format!("annals-table-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("many.csv");
    fs::write(&path, text).unwrap();
    let mut command = annals();
    command.arg(&path);
    let mut session = Session::start(command, 120, 36);
    session.wait_for("Event number 0");
    session.wait_for("of 120,000");
    session.send("G");
    session.wait_for("Event number 119999");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
    fs::remove_dir_all(&folder).unwrap();
}
