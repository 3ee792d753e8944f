//! The limits of what is read and shown: each with its value, the sentence that one sees when it is met, and what to do
//! then.
//!
//! `annals config` and the page `docs/limits.md` are made from [`limits`]. The sentences are those that the readers
//! use.

use annals_formats::limits as read;
use annals_model::native::MAX_BYTES as TOML_BYTES;
use annals_model::text::grouped;
use annals_model::{MAX_REPORTED, Position, Problem, Severity};
use annals_scene::handout::MAX_EVENTS;

use crate::config::{Adjustable, Limits};

/// How many times its own size a packed file may unpack to, if that is more than every file may. Texts shrink to a
/// tenth or a thirtieth; what shrinks to a thousandth is made to fill the memory.
pub const UNPACKED_RATIO: u64 = 100;

/// The maximal size in bytes of a file that does not say its size.
pub const UNSIZED_BYTES: usize = 16 << 20;

/// A limit.
#[derive(Debug)]
pub struct Limit {
    /// What is limited.
    pub what: &'static str,
    /// The most there may be of it.
    pub most: String,
    /// The sentence, or the part of one, that is seen when it is met.
    pub said: String,
    /// What to do then.
    pub way_out: &'static str,
    /// The setting that changes it.
    pub setting: Option<Adjustable>,
}

/// Says that a table has too many bytes.
pub fn table_too_large(limits: &Limits) -> String {
    format!(
        "it is larger than {} GB, the most that is read of a table{}",
        limits.table_bytes() >> 30,
        raised_by(Adjustable::TableSize)
    )
}

/// Says that a table has too many rows. What a program writes without end has too many soon.
pub fn too_many_rows(limits: &Limits) -> String {
    format!(
        "it has more than {} rows, the most that is read of a table{}",
        grouped(limits.table_rows()),
        raised_by(Adjustable::TableRows)
    )
}

/// Says that a text that is no table is too large.
pub fn text_too_large(limits: &Limits) -> String {
    format!(
        "it is larger than {} MB, the most that is read of a text{}",
        grouped(limits.text_bytes() >> 20),
        raised_by(Adjustable::TextSize)
    )
}

/// Says that a packed file unpacks to too much.
pub fn unpacks_to_too_much(limits: &Limits) -> String {
    let most = usize::try_from(limits.unpacked_bytes() >> 20).unwrap_or(usize::MAX);
    format!(
        "it unpacks to more than {UNPACKED_RATIO} times its size and more than {} MB; unpack it yourself (gunzip) if that is right{}",
        grouped(most),
        raised_by(Adjustable::UnpackedSize)
    )
}

fn raised_by(limit: Adjustable) -> String {
    format!(" (the setting {} changes that)", limit.name())
}

/// Says that a text in the native format is too large.
pub fn toml_too_large() -> String {
    format!(
        "it is larger than {} MB, the most that is read as TOML",
        TOML_BYTES >> 20
    )
}

/// Says that a file that is no file on a disk does not end.
pub const ENDLESS: &str = "it is no file on a disk, and does not end; a part of it can be given as standard input, with -";

/// Says that a handout would have too many events.
pub fn too_many_for_a_handout(count: usize) -> String {
    format!(
        "That would be a sheet of {} events; the maximum is {}.",
        grouped(count),
        grouped(MAX_EVENTS)
    )
}

/// Returns every limit, with the values in force.
pub fn limits(limits: &Limits) -> Vec<Limit> {
    let mut all = of_files(limits);
    all.extend(of_tables());
    all.extend(of_other_formats());
    all.extend(of_output());
    all
}

const fn limit(what: &'static str, most: String, said: String, way_out: &'static str) -> Limit {
    Limit {
        what,
        most,
        said,
        way_out,
        setting: None,
    }
}

fn of_files(limits: &Limits) -> Vec<Limit> {
    let adjustable = |setting, limit| Limit {
        setting: Some(setting),
        ..limit
    };
    let megabytes = |bytes: u64| {
        let count = usize::try_from(bytes >> 20).unwrap_or(usize::MAX);
        format!("{} MB", grouped(count))
    };
    vec![
        adjustable(
            Adjustable::TableRows,
            limit(
                "Rows of a table",
                grouped(limits.table_rows()),
                too_many_rows(limits),
                "Split the table, or raise the setting. On the screen, what was read stays.",
            ),
        ),
        adjustable(
            Adjustable::TableSize,
            limit(
                "Size of a table",
                format!("{} GB", limits.table_bytes() >> 30),
                table_too_large(limits),
                "Split the table, or raise the setting. On the screen, what was read stays.",
            ),
        ),
        adjustable(
            Adjustable::TextSize,
            limit(
                "Size of a file that is no table",
                megabytes(limits.text_bytes() as u64),
                text_too_large(limits),
                "Split the file, convert it to CSV or JSON Lines, or raise the setting.",
            ),
        ),
        adjustable(
            Adjustable::UnpackedSize,
            limit(
                "Unpacked size of a gzipped file",
                format!(
                    "{}, or {UNPACKED_RATIO} times its size if that is more",
                    megabytes(limits.unpacked_bytes())
                ),
                unpacks_to_too_much(limits),
                "If you trust the file, unpack it first, or raise the setting.",
            ),
        ),
        limit(
            "Size of a timeline in annals TOML",
            format!("{} MB", TOML_BYTES >> 20),
            toml_too_large(),
            "Keep so many events as CSV or JSON Lines.",
        ),
        limit(
            "Size of a file that has none, such as those under /proc",
            format!("{} MB", UNSIZED_BYTES >> 20),
            ENDLESS.to_owned(),
            "Give a part of it: head -c 1M FILE | annals -",
        ),
    ]
}

fn of_tables() -> Vec<Limit> {
    vec![
        limit(
            "Size of a row of a table",
            format!("{} MB", read::ROW_BYTES >> 20),
            read::row_too_long(),
            "See whether a line break or a closing quotation mark is missing.",
        ),
        limit(
            "Actors of a table",
            grouped(read::ACTORS),
            read::too_many_names("actors", read::ACTORS),
            "They are shown with their events still. If the column names no actors, use --map.",
        ),
        limit(
            "Sources of a table",
            grouped(read::SOURCES),
            read::too_many_names("sources", read::SOURCES),
            "They are shown with their events still. If the column names no sources, use --map.",
        ),
        limit(
            "Rows of a table with links between events",
            grouped(read::LINKED),
            read::too_many_linked(read::LINKED),
            "Split the table, or filter it with another program, to follow links.",
        ),
        limit(
            "Columns with the same meaning",
            grouped(read::COLUMNS_OF_A_ROLE),
            "Nothing; further columns are kept as fields of their events.".to_owned(),
            "Say which columns matter with --map.",
        ),
    ]
}

fn of_other_formats() -> Vec<Limit> {
    vec![
        limit(
            "Occurrences of a recurring event in a calendar",
            grouped(read::OCCURRENCES_OF_EVENT),
            read::too_many_occurrences("event", read::OCCURRENCES_OF_EVENT),
            "End the rule with UNTIL or COUNT, or split it into events.",
        ),
        limit(
            "Occurrences of all recurring events of a calendar",
            format!(
                "{}, or {} MB of text",
                grouped(read::OCCURRENCES),
                read::OCCURRENCE_BYTES >> 20
            ),
            read::too_many_occurrences("event", 1),
            "Split the calendar.",
        ),
        limit(
            "Recurrences in Markwhen",
            format!(
                "{} of an event, {} of a file",
                grouped(read::REPETITIONS),
                grouped(read::REPETITIONS_IN_ALL)
            ),
            read::recurrences_cut("1 recurrence is"),
            "Let the event recur less often, or split the file.",
        ),
        limit(
            "Lists and objects within each other in JSON",
            grouped(read::JSON_DEPTH),
            format!("This row is no JSON: {}.", read::json_too_deep()),
            "Make the value flatter.",
        ),
        limit(
            "Lists and maps within each other in the header of Markwhen",
            grouped(read::HEADER_DEPTH),
            read::HEADER_TOO_DEEP.to_owned(),
            "Make the header flatter. It is kept as it is written; the events are read.",
        ),
    ]
}

fn of_output() -> Vec<Limit> {
    let like = Problem::of_file(Severity::Warning, "There is no event \"x\".");
    let like = Problem {
        position: Some(Position {
            line: 12,
            column: 1,
        }),
        ..like
    };
    let more = annals_model::MoreProblems { like, count: 30 };
    vec![
        limit(
            "Listed problems of one kind",
            grouped(MAX_REPORTED),
            more.sentence(),
            "annals check --all lists them all.",
        ),
        limit(
            "Notes on how a file was understood",
            grouped(read::NOTES),
            read::more_notes(30),
            "Nothing needs to be done; they are like those that are listed.",
        ),
        limit(
            "Events of a handout",
            grouped(MAX_EVENTS),
            too_many_for_a_handout(5_000),
            "Choose some with --filter, --from and --to.",
        ),
    ]
}
