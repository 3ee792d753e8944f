//! Reads any text as vis-timeline. Seeds: `tests/corpus/vis`.
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
    let _ = Format::Vis.read(&request);
});
