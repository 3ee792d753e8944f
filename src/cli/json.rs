//! The objects of JSON Lines, as scripts rely on them.
//!
//! Those of events are in the crate `annals-formats`, since they are also a format of files. Data stands in them
//! as it is in the file; what a terminal would obey is escaped.

mod comparisons;

pub(super) use comparisons::{compared, disagreement, silent};

use serde::Serialize;

pub(super) use annals_formats::json_lines_out::event;
use annals_formats::json_lines_out::{EventObject, Limits, line};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Source, SourceIndex, Timeline};
use annals_scene::quiz::{Question, letter};
use annals_time::When;
use annals_tui::Telling;

#[derive(Serialize)]
struct ActorObject<'a> {
    id: &'a str,
    layer: &'a str,
    name: &'a str,
    aliases: Vec<&'a str>,
    kind: Option<&'static str>,
    summary: &'a str,
    events: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    retold: Vec<ActorVariant<'a>>,
}

/// An actor as a later account has it.
#[derive(Serialize)]
struct ActorVariant<'a> {
    layer: &'a str,
    id: &'a str,
    name: &'a str,
    summary: &'a str,
}

#[derive(Serialize)]
struct SourceObject<'a> {
    id: &'a str,
    layer: &'a str,
    title: &'a str,
    author: &'a str,
    publisher: &'a str,
    date: Option<&'a str>,
    address: &'a str,
    note: &'a str,
}

#[derive(Serialize)]
struct SourceInFull<'a> {
    #[serde(flatten)]
    source: SourceObject<'a>,
    events: Vec<&'a str>,
}

#[derive(Serialize)]
struct DateObject<'a> {
    text: &'a str,
    edtf: Option<&'a str>,
    level: Option<u8>,
    start: Limits,
    end: Limits,
    precision: Option<&'static str>,
    approximate: bool,
    uncertain: bool,
    words: String,
}

fn raw(texts: &[Clean]) -> Vec<&str> {
    texts.iter().map(Clean::raw).collect()
}

/// An event with what other accounts say about it, and with its notes where they are asked for.
pub(super) fn event_in_full(timeline: &Timeline, index: EventIndex, notes: bool) -> Clean {
    let comparisons = comparisons::of_event(timeline, index);
    let event = timeline.event(index);
    let notes = notes.then(|| event.notes.raw());
    line(&EventObject::new(timeline, event, comparisons, notes))
}

/// An actor with the ids of its events in reading order.
pub(super) fn actor(timeline: &Timeline, index: &Index, place: ActorIndex) -> Clean {
    let actor = timeline.actor(place);
    line(&ActorObject {
        id: actor.id.raw(),
        layer: timeline.account(actor.account).id.raw(),
        name: actor.name.raw(),
        aliases: raw(&actor.aliases),
        kind: actor.kind.map(annals_model::ActorKind::name),
        summary: actor.summary.raw(),
        events: index
            .events_of(place)
            .iter()
            .map(|&event| timeline.event(event).id.raw())
            .collect(),
        retold: actor
            .variants
            .iter()
            .map(|one| ActorVariant {
                layer: timeline.account(one.account).id.raw(),
                id: one.id.raw(),
                name: one.name.raw(),
                summary: one.summary.raw(),
            })
            .collect(),
    })
}

/// A source.
pub(super) fn source(timeline: &Timeline, source: &Source) -> Clean {
    line(&source_object(timeline, source))
}

/// A source with the ids of the events that rest on it, in reading order.
pub(super) fn source_in_full(
    timeline: &Timeline,
    source: SourceIndex,
    events: &[EventIndex],
) -> Clean {
    let events = events.iter();
    line(&SourceInFull {
        source: source_object(timeline, timeline.source(source)),
        events: events
            .map(|&event| timeline.event(event).id.raw())
            .collect(),
    })
}

fn source_object<'a>(timeline: &'a Timeline, source: &'a Source) -> SourceObject<'a> {
    SourceObject {
        id: source.id.raw(),
        layer: timeline.account(source.account).id.raw(),
        title: source.title.raw(),
        author: source.author.raw(),
        publisher: source.publisher.raw(),
        date: source.date.as_ref().map(When::text),
        address: source.address.raw(),
        note: source.note.raw(),
    }
}

/// Returns how a date is read; `None` for a text that says that there is no date.
pub(super) fn date(text: &str, when: Option<&When>) -> Clean {
    line(&DateObject {
        text,
        edtf: when.and_then(When::edtf),
        level: when.and_then(When::level),
        start: when.map_or(Limits::UNDATED, |when| when.start().into()),
        end: when.map_or(Limits::UNDATED, |when| when.end().into()),
        precision: when.map(|when| when.precision().name()),
        approximate: when.is_some_and(When::is_approximate),
        uncertain: when.is_some_and(When::is_uncertain),
        words: when.map_or_else(|| "undated".to_owned(), When::words),
    })
}

#[derive(Serialize)]
struct ChoiceObject {
    letter: char,
    words: String,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    seed: u64,
    number: usize,
    kind: &'static str,
    prompt: String,
    about: Option<&'a str>,
    choices: Vec<ChoiceObject>,
    right: String,
    settled: Option<Vec<String>>,
    answers: Vec<String>,
    why: String,
    unknown: Vec<String>,
}

/// A question of a quiz with its answer; `place` counts from 0. `right` holds the letter of the right
/// choice, or those of all choices in one right order; `settled` the pairs of letters, `"BA"`, whose
/// order matters, and is null where none is asked for.
pub(super) fn question(timeline: &Timeline, seed: u64, place: usize, question: &Question) -> Clean {
    let telling = Telling::new(question, timeline, None, true);
    let texts = |texts: &[Clean]| texts.iter().map(ToString::to_string).collect();
    let choices = question.choices.iter().enumerate();
    let pairs = question.settled_pairs().iter();
    let pairs = pairs.map(|&(one, other)| String::from_iter([letter(one), letter(other)]));
    let pairs: Vec<String> = pairs.collect();
    line(&QuestionObject {
        seed,
        number: place + 1,
        kind: question.kind.name(),
        prompt: question.kind.prompt().to_string(),
        about: question.subject.map(|event| timeline.event(event).id.raw()),
        choices: choices
            .map(|(at, choice)| ChoiceObject {
                letter: letter(at),
                words: choice.words(timeline, true).to_string(),
            })
            .collect(),
        right: question.right().into_iter().map(letter).collect(),
        settled: question.is_order().then_some(pairs),
        answers: texts(&telling.answers),
        why: telling.why.to_string(),
        unknown: texts(&telling.unknown),
    })
}
