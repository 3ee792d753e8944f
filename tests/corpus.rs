//! Files of every format, good and broken, as they are, cut off anywhere and with bytes changed.
//!
//! `tests/corpus/FORMAT/` holds them; they are the seeds of the fuzzers in `fuzz/` too. Nothing may panic,
//! hang or come back without a word, and good files are recognised by their content alone.

use std::fs;
use std::path::{Path, PathBuf};

use annals_formats::{Format, Request, Sample};
use annals_model::{EventBrief, Reading, decode};
use annals_time::Time;

/// Files whose name begins with this need not be recognised by their content.
const BROKEN: &str = "broken";

fn corpus() -> Vec<(Format, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files = Vec::new();
    for folder in fs::read_dir(root).expect("the corpus is there") {
        let folder = folder.expect("a folder").path();
        let name = folder.file_name().and_then(|name| name.to_str());
        let format =
            Format::find(name.expect("a name")).expect("a folder is named after its format");
        for file in fs::read_dir(&folder).expect("a folder of files") {
            files.push((format, file.expect("a file").path()));
        }
    }
    files.sort();
    files
}

fn read(format: Format, text: &str) -> Reading {
    format.read(&Request {
        id: "corpus",
        text,
        now: Time::from_date(2024, 5, 17),
        limit: annals_model::ProblemLimit::default(),
    })
}

/// A reading says something: a timeline, or why there is none. What is noted of each event is what it says.
fn is_sound(reading: &Reading, what: &str) {
    let Some(timeline) = &reading.timeline else {
        assert!(
            !reading.report.problems.is_empty(),
            "{what}: refused without a word"
        );
        return;
    };
    for (index, event) in timeline.events.walk() {
        let mut actors = Vec::new();
        let brief = timeline.events.brief(index.index(), &mut actors);
        assert_eq!(brief, EventBrief::of(&event), "{what}: {event:?}");
        assert!(!event.id.is_empty(), "{what}: {event:?}");
        for link in &event.links {
            assert!(link.to.index() < timeline.events.len(), "{what}: {event:?}");
        }
        for part in &event.participants {
            assert!(
                part.actor.index() < timeline.actors.len(),
                "{what}: {event:?}"
            );
        }
        for evidence in &event.evidence {
            assert!(
                evidence.source.index() < timeline.sources.len(),
                "{what}: {event:?}"
            );
        }
    }
}

/// A number that looks like chance and is the same each time.
fn scattered(seed: u64) -> u64 {
    let mixed = (seed ^ (seed >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

fn name(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap_or(path)
        .display()
        .to_string()
}

#[test]
fn there_are_files_of_every_format() {
    let corpus = corpus();
    for format in Format::ALL {
        let of_format = corpus.iter().filter(|(of, _)| of == format);
        let (broken, good): (Vec<_>, Vec<_>) = of_format.partition(|(_, path)| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(BROKEN))
        });
        assert!(!good.is_empty(), "no good file of {}", format.name());
        assert!(!broken.is_empty(), "no broken file of {}", format.name());
    }
}

#[test]
fn good_files_are_recognised_by_their_content_and_read() {
    let good = corpus().into_iter().filter(|(_, path)| {
        !path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(BROKEN))
    });
    for (format, path) in good {
        let what = name(&path);
        let text = decode(fs::read(&path).unwrap()).unwrap_or_else(|it| panic!("{what}: {it:?}"));
        let sample = Sample {
            text: &text,
            is_whole: true,
        };
        let found = Format::recognise(&sample, None);
        assert_eq!(found, Some(format), "{what} is taken for something else");
        let reading = read(format, &text);
        is_sound(&reading, &what);
        assert!(
            reading.timeline.is_some(),
            "{what}: {:?}",
            reading.report.problems
        );
    }
}

#[test]
fn nothing_panics_whatever_happens_to_a_file() {
    for (format, path) in corpus() {
        let what = name(&path);
        let bytes = fs::read(&path).unwrap();
        let Ok(text) = decode(bytes.clone()) else {
            continue;
        };
        is_sound(&read(format, &text), &what);
        let steps = 24.min(text.len());
        for step in 0..steps {
            let end = text.floor_char_boundary(text.len() * step / steps);
            let cut = text.get(..end).unwrap();
            is_sound(
                &read(format, cut),
                &format!("{what}, cut off at byte {end}"),
            );
        }
        for seed in 0..24_u64 {
            let mut changed = bytes.clone();
            for turn in 0..=seed % 4 {
                let chance = scattered(seed * 4 + turn + 1);
                let place = usize::try_from(chance % (changed.len().max(1) as u64)).unwrap();
                if let Some(byte) = changed.get_mut(place) {
                    *byte = b"\"'\n,:;{}[]0A/\\ "[usize::try_from(chance >> 32).unwrap() % 15];
                }
            }
            let changed = String::from_utf8_lossy(&changed);
            is_sound(
                &read(format, &changed),
                &format!("{what}, changed by {seed}"),
            );
        }
    }
}

#[test]
fn no_file_is_a_hazard_to_the_readers_of_other_formats() {
    for (_, path) in corpus() {
        let what = name(&path);
        let Ok(text) = decode(fs::read(&path).unwrap()) else {
            continue;
        };
        for format in Format::ALL {
            is_sound(
                &read(*format, &text),
                &format!("{what}, read as {}", format.name()),
            );
        }
    }
}
