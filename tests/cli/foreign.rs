//! Files of other programs: found out by their content, packed, mapped, forced, broken.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use rstest::rstest;

use super::{failure, file, stdout};

const TABLE: &str = "Begin;Headline;Who\n02/03/2024;Fire;Ann\n04/05/2024;Flood;Bo\n";

#[test]
fn a_table_opens_by_its_content_whatever_it_is_called() {
    let path = file("log.txt", "date,title,actor\n2020-01-02,Fire,Ann\n");
    let path = path.to_str().unwrap();
    assert_eq!(
        stdout(&["list", path]),
        format!("2 January 2020; reported: Fire; Ann; {path}, line 2  [row-1]\n")
    );
}

#[test]
fn columns_are_mapped_and_days_ordered_as_the_person_says() {
    let path = file("mapped.csv", TABLE);
    let path = path.to_str().unwrap();
    let map = "start=Begin,title=Headline,actors=Who,dates=mdy";
    let text = stdout(&["list", path, "--map", map]);
    assert!(
        text.starts_with("3 February 2024; reported: Fire; Ann"),
        "{text}"
    );
    let (message, code) = failure(&["list", path, "--map", "start=Began"]);
    assert!(
        message.contains("There is no column \"Began\""),
        "{message}"
    );
    assert_eq!(code, 2);
    let (message, code) = failure(&["list", path, "--map", "begin=Begin"]);
    assert!(
        message.contains("There is no meaning \"begin\""),
        "{message}"
    );
    assert_eq!(code, 2);
}

#[test]
fn what_was_packed_is_unpacked() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20240501\r\nSUMMARY:Talk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").unwrap();
    let bytes = packed.finish().unwrap();
    let path = file("talks.ics.gz", &bytes);
    let text = stdout(&["list", path.to_str().unwrap()]);
    assert!(text.contains("reported: Talk"), "{text}");
    let cut = file("cut.ics.gz", &bytes[..bytes.len() / 2]);
    let (message, code) = failure(&["list", cut.to_str().unwrap()]);
    assert!(message.contains("cut.ics.gz cannot be read"), "{message}");
    assert_eq!(code, 3);
}

#[rstest]
#[case::table("old.csv", "start,title\r2020,Fire\r2021,\"Flood, later\"\r")]
#[case::sheet("old-sheet.csv", "Year,Headline\r2020,Fire\r2021,\"Flood, later\"\r")]
#[case::objects(
    "old.jsonl",
    "{\"start\":\"2020\",\"title\":\"Fire\"}\r{\"start\":\"2021\",\"title\":\"Flood, later\"}\r"
)]
#[case::native(
    "old.toml",
    "format = 1\rtitle = \"T\"\r[[event]]\rid = \"a\"\rdate = \"2020\"\rtitle = \"Fire\"\r[[event]]\rid = \"b\"\rdate = \"2021\"\rtitle = \"Flood, later\"\r"
)]
fn lines_may_end_as_on_old_macs(#[case] name: &str, #[case] text: &str) {
    let path = file(name, text);
    let text = stdout(&["list", path.to_str().unwrap()]);
    let events: Vec<_> = text
        .lines()
        .filter(|line| line.contains("reported: "))
        .collect();
    assert_eq!(events.len(), 2, "{text}");
    assert!(
        events[0].contains("2020") && events[0].contains("Fire"),
        "{text}"
    );
    assert!(
        events[1].contains("2021") && events[1].contains("Flood, later"),
        "{text}"
    );
}

#[test]
fn a_format_may_be_said() {
    let path = file("either.txt", "2020: Fire\n");
    let path = path.to_str().unwrap();
    let text = stdout(&["list", path, "--format", "markwhen"]);
    assert!(text.contains("Fire"), "{text}");
    let (message, code) = failure(&["list", path, "--format", "markdown-ish"]);
    assert!(
        message.contains("--format: There is no format"),
        "{message}"
    );
    assert_eq!(code, 2);
}

#[rstest]
#[case::nothing("empty.csv", b"", "There are no rows in this table.")]
#[case::picture("picture.png", b"\x89PNG\r\n\x1a\n\0\0", "not a text file")]
#[case::latin("latin.ics", b"BEGIN:VCALENDAR\r\nSUMMARY:caf\xe9\r\n", "0xE9")]
fn what_is_no_timeline_is_told(#[case] name: &str, #[case] bytes: &[u8], #[case] told: &str) {
    let path = file(name, bytes);
    let output = super::annals(&["check", path.to_str().unwrap()])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(told), "{text}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn check_says_what_was_read_and_what_was_not() {
    let rows = "soon,x,B 4\n".repeat(30);
    let path = file("wrong.csv", format!("date,title,Room\n2020,fine,\n{rows}"));
    let output = super::annals(&["check", path.to_str().unwrap()])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 20 + 5, "{text}");
    assert!(lines[0].contains("wrong.csv:3:1: \"soon\""), "{text}");
    assert!(
        lines[20].contains("And 10 more like that of line 3: \"soon\""),
        "{text}"
    );
    assert!(
        lines[21].ends_with("annals check --all lists every one."),
        "{text}"
    );
    assert!(
        lines[22].contains("31 events, 0 actors, 1 source were read."),
        "{text}"
    );
    assert!(lines[23].ends_with("Kept as it is: Room (31)."), "{text}");
    assert!(lines[24].contains("date = date, title = title"), "{text}");
    let output = super::annals(&["check", "--all", path.to_str().unwrap()])
        .output()
        .unwrap();
    let all = String::from_utf8(output.stdout).unwrap();
    assert_eq!(all.lines().count(), 30 + 3, "{all}");
}

#[test]
fn several_files_of_any_format_are_layers() {
    let one = file("one.csv", "id,date,title\na,2020,From a table\n");
    let two = file("two.mw", "title: Two\n---\n2021: From a text #power\n");
    let text = stdout(&["list", one.to_str().unwrap(), two.to_str().unwrap()]);
    assert!(
        text.contains("From a table") && text.contains("From a text"),
        "{text}"
    );
}
