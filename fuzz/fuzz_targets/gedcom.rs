//! Reads any text as GEDCOM. Seeds: `tests/corpus/gedcom`.
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
    let _ = Format::Gedcom.read(&request);
});
