//! Recognises any text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sample = annals_formats::Sample {
        text,
        is_whole: true,
    };
    let _ = annals_formats::Format::recognise(&sample, None);
});
