//! Reads any text as separated values. Seeds: `tests/corpus/csv`.
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
    let _ = Format::Csv.read(&request);
});
