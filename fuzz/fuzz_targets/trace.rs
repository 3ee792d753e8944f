//! Reads any text as trace events. Seeds: `tests/corpus/trace`.
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
    let _ = Format::Trace.read(&request);
});
