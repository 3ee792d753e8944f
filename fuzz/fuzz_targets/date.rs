//! Reads any text as a date.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = annals_time::When::parse(text);
});
