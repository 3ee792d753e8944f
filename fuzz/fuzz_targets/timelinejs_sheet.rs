//! Reads any text as the spreadsheet of TimelineJS. Seeds: `tests/corpus/timelinejs-csv`.
#![no_main]

use annals_formats::{Format, Request};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let request = Request {
        id: "fuzz",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    };
    let _ = Format::TimelineJsSheet.read(&request);
});
