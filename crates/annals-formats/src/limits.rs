//! The limits of what is read of a text, and the sentences that say that one of them is met.
//!
//! The readers use these numbers and sentences, and the page about limits is made from them, so that both agree.

use annals_model::text::grouped;

/// The most bytes of a row. A longer one is left out: it may be a text of another kind, without any line break.
pub const ROW_BYTES: usize = 64 << 20;
/// The most actors of a table; the names of others are kept as extra fields.
pub const ACTORS: usize = 20_000;
/// The most sources of a table; the names of others are kept as locators.
pub const SOURCES: usize = 20_000;
/// The most rows of a table with links between them, as such a table is kept as events in memory.
pub const LINKED: usize = 200_000;
/// The most columns of a table that have one meaning; further ones are kept as fields.
pub const COLUMNS_OF_A_ROLE: usize = 32;
/// The most occurrences of one event of a calendar.
pub const OCCURRENCES_OF_EVENT: usize = 2_000;
/// The most occurrences of all repeating events of a calendar.
pub const OCCURRENCES: usize = 50_000;
/// The most bytes of all occurrences of a calendar, each counted with the text of its component.
pub const OCCURRENCE_BYTES: usize = 64 << 20;
/// The most times that one event recurs in Markwhen.
pub const REPETITIONS: usize = 500;
/// The most times that all events together recur in a Markwhen text.
pub const REPETITIONS_IN_ALL: usize = 100_000;
/// The most lists and maps within each other in the header of a Markwhen text.
pub const HEADER_DEPTH: usize = 16;
/// The most lists and objects within each other in a JSON value that is read whole; the library `serde_json` refuses more.
pub const JSON_DEPTH: usize = 127;
/// The most notes of a report that are said in full.
pub const NOTES: usize = 40;

/// Says that a row is too long.
pub fn row_too_long() -> String {
    format!(
        "This row is longer than {} MB, the most that is read of a row, and is left out.",
        ROW_BYTES >> 20
    )
}

/// Says that there are more actors or sources than a table may have.
pub fn too_many_names(noun: &str, most: usize) -> String {
    format!(
        "There are more than {} {noun}: further ones are kept as text with their events.",
        grouped(most)
    )
}

/// Says that a table is too large for its links to be followed.
pub fn too_many_linked(most: usize) -> String {
    format!(
        "There are links between events; they are kept as text, as there are more than {} events.",
        grouped(most)
    )
}

/// Says that an event or another entry of a calendar repeats more often than it may; `first` is how many times it is
/// shown.
pub fn too_many_occurrences(noun: &str, first: usize) -> String {
    let first = if first == 1 {
        String::new()
    } else {
        format!(" {}", grouped(first))
    };
    format!("This {noun} repeats too often: occurrences after the first{first} are left out.")
}

/// Says that recurrences of a Markwhen text, such as `2 recurrences are`, are shown in part.
pub fn recurrences_cut(subject: &str) -> String {
    format!(
        "{subject} cut short: one event recurs at most {} times here, all together {} times.",
        grouped(REPETITIONS),
        grouped(REPETITIONS_IN_ALL)
    )
}

/// Says why a header nested too deep is not read.
pub const HEADER_TOO_DEEP: &str = "the values are nested too deep here";

/// Says why a JSON value nested too deep is not read, as a part of a sentence.
pub fn json_too_deep() -> String {
    format!("more than {JSON_DEPTH} lists and objects stand within each other")
}

/// Says how many notes are not said in full.
pub fn more_notes(count: usize) -> String {
    format!("And {} more notes like these.", grouped(count))
}
