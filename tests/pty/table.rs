//! A large table in a terminal: the first rows at once, then all of them.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::process::Command;

use portable_pty::CommandBuilder;

use super::harness::Session;
use super::{annals, assert_restored, clean_environment};

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

/// Rows of a pipe whose writer takes its time are shown as they come, and need not be waited for.
#[test]
fn a_slow_pipe_is_shown_and_given_up() {
    let folder = std::env::temp_dir().join(format!("annals-pipe-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join("rows");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut command = CommandBuilder::new("sh");
    clean_environment(&mut command);
    command.args(["-c", "exec \"$0\" - < \"$1\"", env!("CARGO_BIN_EXE_annals")]);
    command.arg(&pipe);
    let mut session = Session::start(command, 100, 30);
    let mut writer = File::options().write(true).open(&pipe).unwrap();
    writer
        .write_all(b"date,title\n2020-01-01,First\n2020-01-01,Second\n")
        .unwrap();
    session.wait_for("1 of 2");
    let mut rows = String::new();
    for row in 0..3_000 {
        let _ = writeln!(rows, "2020-01-02,The event number {row} of a slow pipe");
    }
    writer.write_all(rows.as_bytes()).unwrap();
    session.wait_for("of 3002");
    // Of the last row only a part comes.
    writer
        .write_all(b"2020-01-03,Late\n2020-01-03,Lat")
        .unwrap();
    session.wait_for("of 3003");
    // The pipe stays open: nothing but the key can end this.
    session.send("\x1b");
    session.wait_for("Stopped: 3003 events of Standard input are here.");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
    drop(writer);
    fs::remove_dir_all(&folder).unwrap();
}
