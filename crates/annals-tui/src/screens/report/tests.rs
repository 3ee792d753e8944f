//! Tests of the import report.

use std::sync::Arc;

use annals_model::{Problem, Severity};

use super::*;
use crate::context::FileNews;
use crate::message::{Effect, Message};
use crate::options::Options;
use crate::shell::Shell;
use crate::test_support::{notice, open_file, press, reread, screen};

/// Returns the lines of the page as text.
fn lines(shell: &Shell) -> Vec<String> {
    let lines = ImportReport::page(shell.context()).lines.into_iter();
    let lines = lines.map(|line| match line {
        TextLine::Heading(text) | TextLine::Continued(text) | TextLine::Notice(text) => {
            text.to_string()
        }
        other => format!("{other:?}"),
    });
    lines.collect()
}

fn shown(timeline: Timeline, columns: u16) -> Shell {
    let mut shell = Shell::new(Arc::new(timeline), &Options::default());
    shell.update(Message::Resize { columns, rows: 24 });
    shell
}

#[test]
fn the_report_lists_what_was_read_and_what_was_not() {
    let mut timeline = Timeline::empty(Clean::own("log"), Clean::own("log"));
    let problem = Problem::of_file(Severity::Warning, "Row 3 is no event.");
    timeline.accounts[0].report = Arc::new(Report {
        more: vec![annals_model::MoreProblems {
            like: problem.clone(),
            count: 1_200,
        }],
        problems: vec![problem],
        skipped: 1_201,
        fields: vec![(Clean::own("Room"), 7)],
        notes: vec![Clean::own("Times are UTC.")],
        ..Report::new(Clean::own("CSV"))
    });
    assert_eq!(
        lines(&shown(timeline, 64)),
        [
            "log",
            "Read as CSV. 0 events, 0 actors, 0 sources.",
            "Entries that could not be read as events: 1201.",
            "Row 3 is no event.",
            "And 1200 more: Row 3 is no event.",
            "Times are UTC.",
            "Kept as it is, and shown with each event: Room (7).",
        ]
    );
}

#[test]
fn a_file_without_problems_has_no_warnings() {
    let timeline = Timeline::empty(Clean::own("a"), Clean::own("A"));
    let lines = lines(&shown(timeline, 80));
    assert!(lines.contains(&"No warnings.".to_owned()), "{lines:?}");
}

#[test]
fn a_failed_reload_comes_first_and_enter_opens_the_editor_there() {
    let mut shell = open_file("title = 'Story'");
    press(&mut shell, "i Enter");
    assert_eq!(notice(&shell), "There is nothing to correct.");
    let news = FileNews::Unreadable {
        reason: Clean::own("the text is not closed with a quotation mark"),
        line: Some(87),
    };
    shell.update(Message::File(AccountIndex::FIRST, news));
    assert_eq!(
        lines(&shell)[0],
        "story.toml is not reloaded: line 87, the text is not closed with a quotation"
    );
    let request = EditRequest {
        account: AccountIndex::FIRST,
        line: Some(87),
    };
    assert_eq!(press(&mut shell, "Enter"), [Effect::Edit(request)]);
    assert!(screen(&mut shell, 80, 24, false).contains("Enter edit there"));
    reread(&mut shell, "title = 'Mended'");
    assert_eq!(lines(&shell)[0], "Mended");
}
