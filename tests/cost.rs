//! Reading, indexing, merging and writing a timeline cost no more than about linear time in the size of its text.
//!
//! For every format and every element that can be repeated in it, the instructions are counted that it takes to read a
//! text with n of them, and one with 4 n of them. The second may take at most five times as many: it takes four times as
//! many where the cost is linear, a little more where something is sorted, and sixteen times as many where each element
//! is compared with all others. Some timelines in the native format are also written in every format.
//!
//! valgrind counts the instructions of a process of its own for each text, so that the counts do not depend on what else
//! runs on the machine. Without valgrind nothing is counted.
//!
//! ```sh
//! cargo test --test cost -- --ignored --nocapture
//! ANNALS_COST=attendees cargo test --test cost -- --ignored --nocapture   # only these elements
//! ```

#![expect(
    clippy::semicolon_if_nothing_returned,
    reason = "the texts of most elements are one expression"
)]

#[path = "cost/calendar.rs"]
mod calendar;
#[path = "cost/gedcom.rs"]
mod gedcom;
#[path = "cost/json.rs"]
mod json;
#[path = "cost/markwhen.rs"]
mod markwhen;
#[path = "cost/native.rs"]
mod native;
#[path = "cost/tables.rs"]
mod tables;
#[path = "cost/text.rs"]
mod text;

use std::env;
use std::hint::black_box;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use annals_formats::{Format, Request, Sample};
use annals_index::{Index, Lanes};
use annals_model::{Accounts, Grouping, ProblemLimit, Reading, Timeline};

/// Texts of a format with an element that is repeated.
pub(crate) struct Case {
    /// What files of the format end in, with its name before it where that does not say it.
    format: &'static str,
    element: &'static str,
    /// Makes a text with so many of the element.
    text: fn(usize) -> String,
}

impl Case {
    const fn new(format: &'static str, element: &'static str, text: fn(usize) -> String) -> Self {
        Self {
            format,
            element,
            text,
        }
    }
}

const CASES: [&[Case]; 6] = [
    native::CASES,
    tables::CASES,
    markwhen::CASES,
    calendar::CASES,
    json::CASES,
    gedcom::CASES,
];

/// How many elements the smaller text has.
const ELEMENTS: usize = 250;
/// How many times as many instructions four times as many elements may take.
const MAX_RATIO: f64 = 5.0;
/// Elements of the native format of which a timeline is written in every format.
const WRITTEN: [&str; 11] = [
    "events of one title at one time",
    "links of one event",
    "themes of one event",
    "actors of one event",
    "aliases",
    "sources of one event",
    "eras",
    "lines of notes",
    "lines of a summary",
    "fields of one's own",
    "steps of the tour",
];
/// The name of the case that a process works on, and how many elements its text has.
const CASE: &str = "ANNALS_COST_CASE";
const COUNT: &str = "ANNALS_COST_COUNT";

fn all() -> impl Iterator<Item = &'static Case> {
    CASES.iter().copied().flatten()
}

fn name(case: &Case) -> String {
    format!("{}: {}", case.format, case.element)
}

/// Reads a text, and indexes, merges and writes what was read.
fn work(case: &Case, count: usize) {
    let text = (case.text)(count);
    let sample = Sample {
        text: &text,
        is_whole: true,
    };
    let ending = case.format.rsplit('.').next();
    let format = Format::recognise(&sample, ending).unwrap_or(Format::Native);
    let Reading { timeline, report } = format.read(&Request {
        id: "story",
        text: &text,
        now: None,
        limit: ProblemLimit::default(),
    });
    let listed = report.problems.len() + report.notes.len();
    assert!(listed <= 1_100, "{listed} problems and notes");
    let Some(timeline) = timeline else { return };
    let index = Index::new(&timeline);
    for grouping in [Grouping::Actor, Grouping::Theme] {
        black_box(Lanes::new(&timeline, &index, grouping));
    }
    black_box(merged(&timeline));
    if WRITTEN.contains(&case.element) && format == Format::Native {
        for format in Format::ALL {
            black_box(format.write(&timeline));
        }
    }
}

/// Merges a timeline with one that has the same ids.
fn merged(timeline: &Timeline) -> usize {
    let accounts = Accounts::new(vec![timeline.clone(), timeline.clone()]);
    let overlay = accounts.overlay(&accounts.all());
    overlay.timeline.events.len() + overlay.unresolved()
}

/// The process that [`instructions`] starts.
#[test]
#[ignore = "started by the other test"]
fn one_text() {
    let (Ok(wanted), Ok(count)) = (env::var(CASE), env::var(COUNT)) else {
        return;
    };
    let case = all().find(|case| name(case) == wanted);
    work(case.expect("such a case"), count.parse().expect("a number"));
}

/// Counts the instructions of the work on one text; `None` if there is no valgrind.
fn instructions(case: &Case, count: usize) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cachegrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("the test is a program"))
        .args(["--ignored", "--exact", "one_text", "--test-threads=1"])
        .env(CASE, name(case))
        .env(COUNT, count.to_string())
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {told}", name(case));
    let refs = told.lines().find(|line| line.contains("refs:"))?;
    let number = refs.rsplit(' ').next()?.replace(',', "");
    number.parse().ok()
}

#[test]
#[ignore = "takes minutes and needs valgrind; .ci/run runs it"]
fn four_times_as_much_costs_about_four_times_as_much() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("Nothing is counted: there is no valgrind.");
        return;
    }
    let wanted = env::var("ANNALS_COST").unwrap_or_default();
    let cases: Vec<_> = all().filter(|case| name(case).contains(&wanted)).collect();
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let count = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let few = instructions(case, ELEMENTS);
            let many = instructions(case, ELEMENTS * 4);
            let (few, many) = few.zip(many).expect("valgrind counts instructions");
            #[expect(clippy::cast_precision_loss, reason = "a ratio is enough")]
            let ratio = many as f64 / few as f64;
            println!("{ratio:5.2} {}: {few} {many}", name(case));
            if ratio > MAX_RATIO {
                let mut found = found.lock().expect("no thread panics");
                found.push(format!("{}: {ratio:.1}", name(case)));
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(count);
        }
    });
    let found = found.into_inner().expect("no thread panics");
    assert!(found.is_empty(), "{found:#?}");
}
