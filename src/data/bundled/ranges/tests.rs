//! Makes the ranges of the bundled stories from what the reader of TOML finds, and holds the files to it.
//!
//! Set `ANNALS_UPDATE=1` to write the files anew; without it they are only compared. As they are compiled in,
//! they count from the next run on. A new story begins with a file that says
//! `Ranges { checksum: 0, elsewhere: &[], numbers: &[] }`.

use std::fmt::Write as _;
use std::path::Path;

use super::*;
use crate::data::bundled::{Bundled, bundled};
use crate::data::problem::Severity;
use crate::text::grouped;

/// The numbers of a timeline, the other way round.
struct Finder {
    text: &'static str,
    lines: Lines<'static>,
    elsewhere: Vec<String>,
    numbers: Vec<u32>,
}

impl Finder {
    fn place(&mut self, place: usize) {
        self.numbers
            .push(u32::try_from(place).expect("a short story"));
    }

    fn words(&mut self, words: &str) {
        let start = self.text.find(words).unwrap_or_else(|| {
            let known = self.elsewhere.iter().position(|other| other == words);
            self.text.len()
                + known.unwrap_or_else(|| {
                    self.elsewhere.push(words.to_owned());
                    self.elsewhere.len() - 1
                })
        });
        self.place(start);
        self.place(words.len());
    }

    fn text(&mut self, text: &Clean) {
        assert_eq!(
            Clean::block(text.raw()).as_str(),
            text.raw(),
            "a story of annals has no character that must not be shown"
        );
        self.words(text.raw());
    }

    fn list<T>(&mut self, list: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.place(list.len());
        for one in list {
            each(self, one);
        }
    }

    fn maybe<T>(&mut self, it: Option<T>, each: impl FnOnce(&mut Self, T)) {
        self.place(usize::from(it.is_some()));
        if let Some(it) = it {
            each(self, it);
        }
    }

    fn one_of<T: PartialEq>(&mut self, all: &[T], it: &T) {
        let place = all.iter().position(|one| one == it);
        self.place(place.expect("one of all"));
    }

    fn timeline(&mut self, timeline: &Timeline) {
        let Timeline {
            layers,
            id,
            title,
            summary,
            opening,
            lanes,
            sources,
            actors,
            events,
            eras,
            tour,
            comparisons,
            disagreements,
        } = timeline;
        let [layer] = layers.as_slice() else {
            panic!("a file is one account");
        };
        assert_eq!(
            (id, title, summary),
            (&layer.id, &layer.title, &layer.summary)
        );
        for text in [id, title, &layer.short, summary] {
            self.text(text);
        }
        self.maybe(*opening, Self::window);
        self.maybe(*lanes, |it, lanes| it.one_of(Grouping::ALL, &lanes));
        self.list(sources, Self::source);
        self.list(actors, Self::actor);
        let events = events.as_slice().expect("written in one piece");
        self.list(events, Self::event);
        self.list(eras, |it, Era { title, when }| {
            it.text(title);
            it.words(when.text());
        });
        self.list(tour, Self::step);
        self.list(comparisons, Self::comparison);
        self.list(disagreements, Self::disagreement);
    }

    fn when(&mut self, when: Option<&When>) {
        self.maybe(when, |it, when| it.words(when.text()));
    }

    fn window(&mut self, window: Window) {
        for time in [window.start(), window.end()] {
            let seconds = time.seconds().cast_unsigned();
            let high = u32::try_from(seconds >> 32).expect("half of it");
            let low = u32::try_from(seconds & u64::from(u32::MAX)).expect("half of it");
            self.numbers.extend([high, low, time.nanoseconds()]);
        }
    }

    fn source(&mut self, source: &Source) {
        let Source {
            id,
            layer,
            title,
            author,
            publisher,
            date,
            address,
            note,
        } = source;
        assert_eq!(*layer, LayerIndex::FIRST);
        for text in [id, title, author, publisher] {
            self.text(text);
        }
        self.when(date.as_ref());
        self.text(address);
        self.text(note);
    }

    fn actor(&mut self, actor: &Actor) {
        let Actor {
            id,
            layer,
            name,
            short,
            aliases,
            kind,
            summary,
            same_as,
            retold,
            line,
        } = actor;
        assert_eq!((*layer, retold.len()), (LayerIndex::FIRST, 0));
        for text in [id, name, short] {
            self.text(text);
        }
        self.list(aliases, Self::text);
        self.maybe(*kind, |it, kind| it.one_of(ActorKind::ALL, &kind));
        self.text(summary);
        self.list(same_as, Self::foreign);
        self.maybe(*line, |it, line| it.numbers.push(line));
    }

    fn foreign(&mut self, foreign: &Foreign) {
        let Foreign { name, spot } = foreign;
        self.text(name);
        let position = spot.problem(Severity::Error, "").position;
        let byte = (0..self.text.len()).find(|&byte| Some(self.lines.position(byte)) == position);
        self.place(byte.expect("a place in the text"));
    }

    fn event(&mut self, event: &Event) {
        let Event {
            id,
            layer,
            title,
            summary,
            when,
            status,
            participants,
            themes,
            evidence,
            links,
            notes,
            extra,
            line,
        } = event;
        assert_eq!(*layer, LayerIndex::FIRST);
        for text in [id, title, summary] {
            self.text(text);
        }
        self.when(when.as_ref());
        self.one_of(Status::ALL, status);
        self.list(participants, |it, Participation { actor, role }| {
            it.place(actor.place());
            it.text(role);
        });
        self.list(themes, Self::text);
        self.list(evidence, Self::evidence);
        self.list(links, |it, link| {
            let Link {
                to,
                kind,
                wording,
                evidence,
            } = link;
            it.event_index(*to);
            it.one_of(LinkKind::ALL, kind);
            it.text(wording);
            it.list(evidence, Self::evidence);
        });
        self.text(notes);
        self.list(extra, |it, Extra { name, value }| {
            it.text(name);
            it.text(value);
        });
        self.maybe(*line, |it, line| it.numbers.push(line));
    }

    fn event_index(&mut self, event: EventIndex) {
        self.place(event.place());
    }

    fn evidence(&mut self, Evidence { source, at }: &Evidence) {
        self.place(source.place());
        self.text(at);
    }

    fn step(&mut self, step: &TourStep) {
        let TourStep {
            name,
            event,
            window,
            note,
        } = step;
        self.text(name);
        self.maybe(*event, Self::event_index);
        self.maybe(*window, Self::window);
        self.text(note);
    }

    fn comparison(&mut self, comparison: &Comparison) {
        let Comparison {
            layer,
            about,
            verdict,
            events,
            note,
            evidence,
        } = comparison;
        assert_eq!(*layer, LayerIndex::FIRST);
        self.list(about, |it, About { name, event }| {
            assert_eq!(*event, None);
            it.foreign(name);
        });
        self.one_of(Verdict::ALL, verdict);
        self.list(events, |it, event| it.event_index(*event));
        self.text(note);
        self.list(evidence, Self::evidence);
    }

    fn disagreement(&mut self, disagreement: &Disagreement) {
        let Disagreement {
            layer,
            title,
            events,
            versions,
            note,
        } = disagreement;
        assert_eq!(*layer, LayerIndex::FIRST);
        self.text(title);
        self.list(events, |it, event| it.event_index(*event));
        self.list(versions, |it, Version { says, evidence }| {
            it.text(says);
            it.list(evidence, Self::evidence);
        });
        self.text(note);
    }
}

/// A number as Rust is written: long ones in groups of three digits.
fn literal(number: u32) -> String {
    if number < 100_000 {
        return number.to_string();
    }
    grouped(number as usize).replace(',', "_")
}

/// The file of a story's ranges, as it should be.
fn file(story: &Bundled) -> String {
    let read = native::read(story.name, story.text).timeline;
    let timeline = read.expect("a whole timeline");
    let mut finder = Finder {
        text: story.text,
        lines: Lines::new(story.text),
        elsewhere: Vec::new(),
        numbers: Vec::new(),
    };
    finder.timeline(&timeline);
    let mut sum = Crc::new();
    sum.update(story.text.as_bytes());
    let mut file = format!(
        "// The values of {}.toml as ranges of its text, made by a test of src/data/bundled/ranges.rs.\n\
         Ranges {{\n    checksum: {},\n    elsewhere: &[\n",
        story.name,
        literal(sum.sum())
    );
    for other in finder.elsewhere {
        writeln!(file, "        {other:?},").expect("a String takes all");
    }
    file.push_str("    ],\n    numbers: &[\n");
    for numbers in finder.numbers.chunks(16) {
        let numbers: Vec<_> = numbers.iter().copied().map(literal).collect();
        writeln!(file, "        {},", numbers.join(", ")).expect("a String takes all");
    }
    file.push_str("    ],\n}\n");
    file
}

/// What to do about ranges that are not those of the text.
fn stale(story: &Bundled) -> String {
    let name = story.name;
    format!(
        "data/{name}.ranges is stale: run the tests with ANNALS_UPDATE=1, and then again, compiled with it"
    )
}

#[test]
fn the_ranges_are_those_of_the_text() {
    for story in bundled() {
        let expected = file(story);
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{}.ranges", story.name));
        if std::env::var_os("ANNALS_UPDATE").is_some() {
            std::fs::write(&path, &expected).expect("the checkout can be written");
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == expected, "{}", stale(story));
    }
}

#[test]
fn what_the_ranges_say_is_what_the_text_says() {
    for story in bundled() {
        let from_ranges = story.ranges.read(story.text);
        let from_ranges = from_ranges.unwrap_or_else(|| panic!("{}", stale(story)));
        let toml = native::read(story.name, story.text);
        let from_toml = toml.timeline.expect("a whole timeline");
        assert_eq!(format!("{from_ranges:#?}"), format!("{from_toml:#?}"));
        assert_eq!(story.read().report, toml.report);
    }
}

#[test]
fn a_text_that_was_changed_is_read_anew() {
    let story = bundled()[0];
    let text = story.text.replace("Jack Ma", "Jack Mu");
    let changed = Bundled {
        text: text.leak(),
        ..story
    };
    assert!(changed.ranges.read(changed.text).is_none());
    let timeline = changed.read().timeline.expect("a whole timeline");
    assert_eq!(timeline.actors[0].name.as_str(), "Jack Mu");
}

/// The numbers of a text that stands in a story.
fn text_of(story: &Bundled, words: &str) -> [u32; 2] {
    let start = story.text.find(words).expect("it stands there");
    [start, words.len()].map(|number| u32::try_from(number).expect("a short story"))
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    let story = bundled()[0];
    let whole = story.ranges.numbers;
    assert!(story.ranges.read(story.text).is_some(), "{}", stale(&story));
    for length in (0..whole.len()).step_by(7) {
        let numbers = &whole[..length];
        let cut = Ranges {
            numbers,
            ..story.ranges
        };
        assert!(cut.read(story.text).is_none(), "{length} numbers");
    }
    // Each number of the first actor, from that of its id: texts, lists and names that there are not.
    let id = text_of(&story, "jack-ma");
    let actor = whole.windows(2).position(|numbers| numbers == id);
    let actor = actor.expect("the first actor");
    for place in actor..actor + 12 {
        let mut numbers = whole.to_vec();
        numbers[place] = u32::MAX;
        let wrong = Ranges {
            numbers: numbers.leak(),
            ..story.ranges
        };
        assert!(wrong.read(story.text).is_none(), "number {place}");
    }
    let longer = [whole, &[0]].concat();
    let more = Ranges {
        numbers: longer.leak(),
        ..story.ranges
    };
    assert!(more.read(story.text).is_none());
}
