//! How long it takes to read a date, by kind. Prints a table.

use std::hint::black_box;
use std::time::{Duration, Instant};

use annals_time::{ExactDate, When};

/// Each date is read this many times in a row.
const READS: u32 = 20_000;

fn main() {
    println!("| date | When::parse | ExactDate::read |");
    println!("| --- | --- | --- |");
    for text in [
        "2020-01-02",
        "2020-01-02T03:04:05Z",
        "2020-01-02 03:04:05.25+02:00",
        "2020-01-02T03:04Z/2020-01-02T05:00Z",
        "199X",
        "25/12/2024",
        "25/12/2024 14:30",
        "12 April 1985",
        "1. Mai 1968",
        "nella seconda metà del XIX secolo",
        "hello world",
        "not a date at all, really",
    ] {
        let any = time(|| When::parse(black_box(text)));
        let exact = time(|| ExactDate::read(black_box(text.as_bytes())));
        println!("| {text} | {any:.0?} | {exact:.0?} |");
    }
}

/// The mean time of one call.
fn time<T>(read: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    (0..READS).for_each(|_| drop(black_box(read())));
    start.elapsed() / READS
}
