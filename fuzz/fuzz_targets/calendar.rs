//! Reads any text as iCalendar. Seeds: `tests/corpus/icalendar`.
#![no_main]

use annals_formats::{Format, Request};
use annals_time::Time;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let request = Request {
        id: "fuzz",
        text,
        now: Time::from_date(2024, 5, 17),
        limit: annals_model::ProblemLimit::default(),
    };
    let _ = Format::Calendar.read(&request);
});
