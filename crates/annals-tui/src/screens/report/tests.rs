//! Tests of the import report.

use std::sync::Arc;

use annals_model::{Problem, Severity};

use super::*;

/// Returns the lines of the page as text.
fn lines(timeline: &Timeline, columns: usize) -> Vec<String> {
    let lines = ImportReport::page(timeline, columns).lines.into_iter();
    let lines = lines.map(|line| match line {
        TextLine::Heading(text) | TextLine::Continued(text) => text.to_string(),
        other => format!("{other:?}"),
    });
    lines.collect()
}

#[test]
fn the_report_lists_what_was_read_and_what_was_not() {
    let mut timeline = Timeline::empty(Clean::own("log"), Clean::own("log"));
    let problem = Problem::of_file(Severity::Warning, "Row 3 is no event.");
    timeline.accounts[0].report = Arc::new(Report {
        problems: vec![problem],
        omitted: 1_200,
        skipped: 1_201,
        fields: vec![(Clean::own("Room"), 7)],
        notes: vec![Clean::own("Times are UTC.")],
        ..Report::new(Clean::own("CSV"))
    });
    assert_eq!(
        lines(&timeline, 60),
        [
            "log",
            "Read as CSV. 0 events, 0 actors, 0 sources.",
            "Entries that could not be read as events: 1201.",
            "Row 3 is no event.",
            "… and 1200 more.",
            "Times are UTC.",
            "Kept as it is, and shown with each event: Room (7).",
        ]
    );
}

#[test]
fn a_file_without_problems_has_no_warnings() {
    let timeline = Timeline::empty(Clean::own("a"), Clean::own("A"));
    let lines = lines(&timeline, 80);
    assert!(lines.contains(&"No warnings.".to_owned()), "{lines:?}");
}
