//! Reads any text as a query.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = annals_index::query::Query::parse(text);
});
