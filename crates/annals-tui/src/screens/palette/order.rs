//! The order in which the palette opens, and other words for commands.

use crate::command::Spec;
use crate::commands;
use crate::screens::browse::commands as browse;
use crate::screens::facets;

/// What the palette opens with: what is done in class, then the pages.
static FIRST: [&Spec; 19] = [
    &commands::PRESENT,
    &commands::QUIZ,
    &commands::COMPARE,
    &browse::NOTES,
    &commands::WRITE_WORKSHEET,
    &commands::WRITE_ANSWERS,
    &commands::WRITE_HANDOUT,
    &commands::ACTORS,
    &commands::STORY_LINES,
    &commands::CHAIN,
    &commands::GRID,
    &commands::AROUND,
    &facets::FACETS,
    &commands::LANES,
    &commands::LAYERS,
    &commands::ABOUT,
    &commands::SEARCH,
    &commands::FILTER,
    &commands::GO_TO_DATE,
];

/// Returns the position of a command while nothing is typed; those of the same position keep their order.
pub(super) fn position(spec: &Spec) -> usize {
    let position = FIRST.iter().position(|first| *first == spec);
    position.unwrap_or(FIRST.len())
}

/// Other words for commands, as other programs have them.
static OTHER_WORDS: [(&Spec, &str); 22] = [
    (
        &commands::WRITE_WORKSHEET,
        "print export save exercise class",
    ),
    (
        &commands::WRITE_ANSWERS,
        "print export save solution key class",
    ),
    (&commands::WRITE_HANDOUT, "print export save html class"),
    (&commands::WRITE_MARKDOWN, "export save text print"),
    (&commands::COPY_TEXT, "export clipboard"),
    (&commands::COPY_MARKDOWN, "export clipboard"),
    (&commands::COPY_REFERENCE, "cite quote clipboard"),
    (
        &commands::NEXT_THEME,
        "colours colors light dark appearance",
    ),
    (&commands::PRESENT, "slides slideshow class projector"),
    (&commands::QUIZ, "test questions class"),
    (&commands::CHAIN, "why because consequences effects"),
    (&commands::GRID, "matrix table grid"),
    (&commands::AROUND, "same time context"),
    (&commands::ABOUT, "warnings problems file"),
    (&commands::SEARCH, "find look for"),
    (&commands::FILTER, "only hide narrow"),
    (&commands::GO_TO_DATE, "jump year"),
    (&commands::FIT_ALL, "reset zoom everything overview"),
    (&commands::LAYERS, "layers sources switch"),
    (&commands::QUIT, "exit leave end"),
    (&commands::HELP, "keys shortcuts manual"),
    (&commands::BACK, "undo previous view"),
];

/// Returns other words for a command, separated by blanks.
pub(super) fn other_words(spec: &Spec) -> &'static str {
    let words = OTHER_WORDS.iter().find(|(of, _)| *of == spec);
    words.map_or("", |(_, words)| words)
}
