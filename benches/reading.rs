//! How fast timelines of every format are read.
//!
//! Prints a table. `ANNALS_BENCH_ROWS=1000000` says how many rows the tables have, `ANNALS_BENCH_FILE`
//! names a file to be read instead.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use annals_formats::{Format, Request};
use annals_index::{Index, Lanes};
use annals_model::Grouping;
use serde::Deserialize;
use toml::de::DeTable;

/// So often each is read; the median counts.
const TURNS: usize = 5;

fn main() {
    println!("| what | text | events | speed |");
    println!("| --- | --- | --- | --- |");
    if let Ok(path) = std::env::var("ANNALS_BENCH_FILE") {
        let text = std::fs::read_to_string(&path).expect("a text");
        for format in Format::ALL {
            if path.ends_with(format.endings().first().unwrap_or(&"?")) {
                measure(format.label(), *format, &text);
            }
        }
        return;
    }
    let rows = std::env::var("ANNALS_BENCH_ROWS");
    let rows = rows.map_or(1_000_000, |rows| rows.parse().expect("a number of rows"));
    measure("a table of separated values", Format::Csv, &table(rows));
    measure("lines of JSON", Format::JsonLines, &lines(rows));
    measure("iCalendar", Format::Calendar, &calendar(rows / 10));
    let text = native(rows / 50);
    measure("TOML", Format::Native, &text);
    beside(&text);
}

/// A story as the toml crate alone may read it: of dates the text, of actors the names.
#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read is not looked at")]
struct Story {
    title: String,
    actor: BTreeMap<String, Name>,
    event: Vec<Told>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read is not looked at")]
struct Name {
    name: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read is not looked at")]
struct Told {
    id: String,
    date: String,
    title: String,
    #[serde(default)]
    summary: String,
    status: Option<String>,
    actors: Vec<Part>,
    #[serde(default)]
    themes: Vec<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read is not looked at")]
struct Part {
    id: String,
    role: Option<String>,
}

/// Reads a text, and says how many things are in it.
type ReadAll = fn(&str) -> usize;

/// How fast the toml crate by itself reads the same text, in turn with annals.
fn beside(text: &str) {
    let readers: [(&str, ReadAll); 4] = [
        ("annals, in turn with what follows", |text| {
            let request = Request {
                id: "bench",
                text,
                now: None,
                limit: annals_model::ProblemLimit::default(),
            };
            let timeline = Format::Native.read(&request).timeline;
            timeline.map_or(0, |timeline| timeline.events.len())
        }),
        ("the toml crate, into structs by serde", |text| {
            toml::from_str::<Story>(text).map_or(0, |story| story.event.len())
        }),
        ("the toml crate, into toml::Table", |text| {
            toml::from_str::<toml::Table>(text).map_or(0, |table| table.len())
        }),
        (
            "the toml crate, into DeTable, which decodes no values",
            |text| DeTable::parse(text).map_or(0, |table| table.get_ref().len()),
        ),
    ];
    let mut times = readers.map(|_| Vec::new());
    for _ in 0..5 * TURNS {
        for ((_, read), times) in readers.iter().zip(&mut times) {
            let start = Instant::now();
            assert!(read(text) > 0);
            times.push(start.elapsed());
        }
    }
    for ((what, _), mut times) in readers.iter().zip(times) {
        times.sort_unstable();
        let speed = |time: Duration| megabytes(text.len()) / time.as_secs_f64();
        println!(
            "| {what} | {:.1} MB | | {:.1} MB/s, {:.1} at best |",
            megabytes(text.len()),
            speed(times[times.len() / 2]),
            speed(times[0])
        );
    }
}

fn measure(what: &str, format: Format, text: &str) {
    let request = Request {
        id: "bench",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    };
    let mut times = Vec::new();
    let mut read = None;
    for _ in 0..TURNS {
        let start = Instant::now();
        let reading = format.read(&request);
        times.push(start.elapsed());
        read = reading.timeline;
    }
    times.sort_unstable();
    let timeline = read.expect("a timeline");
    let start = Instant::now();
    let index = Index::new(&timeline);
    let indexed = start.elapsed();
    let grouping = timeline.lanes.unwrap_or(Grouping::Actor);
    black_box(Lanes::new(&timeline, &index, grouping));
    let arranged = start.elapsed().saturating_sub(indexed);
    println!(
        "| {what} | {:.1} MB | {} | {:.0} MB/s ({:.0} to {:.0}); index {} ms, lanes {} ms |",
        megabytes(text.len()),
        timeline.events.len(),
        megabytes(text.len()) / times[TURNS / 2].as_secs_f64(),
        megabytes(text.len()) / times[TURNS - 1].as_secs_f64(),
        megabytes(text.len()) / times[0].as_secs_f64(),
        milliseconds(indexed),
        milliseconds(arranged),
    );
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn milliseconds(time: Duration) -> u128 {
    time.as_millis()
}

/// A time of day so many minutes after the start of 2010.
fn moment(minutes: usize) -> (usize, usize, usize, usize, usize) {
    let (days, minute) = (minutes / 1_440, minutes % 1_440);
    let (year, day) = (2010 + days / 336, days % 336);
    (year, day / 28 + 1, day % 28 + 1, minute / 60, minute % 60)
}

const VERBS: [&str; 5] = ["Deploy", "Restart", "Review", "Import", "Archive"];
const THINGS: [&str; 4] = [
    "billing service",
    "search cluster",
    "edge cache, north",
    "mail \"queue\"",
];
const PEOPLE: [&str; 7] = [
    "amelia.stone",
    "bo.lindqvist",
    "chidi.okafor",
    "dana.rossi",
    "emre.yilmaz",
    "fatima.noor",
    "goran.petrov",
];

fn table(rows: usize) -> String {
    let mut text = "id,start,end,title,actor,category\n".to_owned();
    for row in 0..rows {
        let (year, month, day, hour, minute) = moment(row * 7);
        let thing = THINGS[row % 4].replace('"', "\"\"");
        let quote = if thing.contains([',', '"']) { "\"" } else { "" };
        let _ = writeln!(
            text,
            "{row},{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:11Z,{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:57Z,{quote}{} {thing} #{}{quote},{},{}",
            VERBS[row % 5],
            row * 7919 % 100_000,
            PEOPLE[row % 7],
            VERBS[row % 3],
        );
    }
    text
}

fn lines(rows: usize) -> String {
    let mut text = String::new();
    for row in 0..rows {
        let (year, month, day, hour, minute) = moment(row * 7);
        let _ = writeln!(
            text,
            "{{\"id\": \"{row}\", \"start\": \"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:11Z\", \"title\": \"{} {} #{}\", \"actor\": \"{}\", \"category\": \"{}\"}}",
            VERBS[row % 5],
            THINGS[row % 3],
            row * 7919 % 100_000,
            PEOPLE[row % 7],
            VERBS[row % 3],
        );
    }
    text
}

fn calendar(rows: usize) -> String {
    let mut text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//annals//bench//EN\r\n".to_owned();
    for row in 0..rows {
        let (year, month, day, hour, minute) = moment(row * 7);
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\nUID:{row}@example.org\r\nDTSTAMP:20200101T000000Z\r\nDTSTART:{year}{month:02}{day:02}T{hour:02}{minute:02}11Z\r\nDTEND:{year}{month:02}{day:02}T{hour:02}{minute:02}57Z\r\nSUMMARY:{} {}\r\nCATEGORIES:{}\r\nATTENDEE;CN={}:mailto:{}@example.org\r\nEND:VEVENT\r\n",
            VERBS[row % 5],
            THINGS[row % 2],
            VERBS[row % 3],
            PEOPLE[row % 7],
            PEOPLE[row % 7],
        );
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

fn native(rows: usize) -> String {
    let mut text = "title = \"Bench\"\n".to_owned();
    for name in PEOPLE {
        let _ = writeln!(
            text,
            "[actor.{}]\nname = \"{name}\"",
            name.replace('.', "-")
        );
    }
    for row in 0..rows {
        let (year, month, day, ..) = moment(row * 7);
        let _ = write!(
            text,
            "[[event]]\nid = \"e{row}\"\ndate = \"{year}-{month:02}-{day:02}\"\ntitle = \"{} {}\"\nactors = [{{ id = \"{}\" }}]\n",
            VERBS[row % 5],
            THINGS[row % 3],
            PEOPLE[row % 7].replace('.', "-"),
        );
    }
    text
}
