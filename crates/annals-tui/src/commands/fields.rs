//! Commands of the fields in which text is written.

use crate::command::{Group, Spec};

/// Accept; in the palette, run the selected command.
pub static ACCEPT: Spec = Spec {
    name: "accept",
    title: "Accept",
    doc: "Accept; in the palette, run the selected command",
    group: Group::Writing,
    keys: &["Enter"],
    hint: Some("go"),
};

/// Delete the character before the cursor; in an empty field, close it.
pub static DELETE_BEFORE: Spec = Spec {
    name: "delete-before",
    title: "Delete the character before",
    doc: "Delete the character before the cursor; in an empty field, close it",
    group: Group::Writing,
    keys: &["Backspace", "Ctrl-h"],
    hint: None,
};

/// Delete the character after the cursor.
pub static DELETE_AFTER: Spec = Spec {
    name: "delete-after",
    title: "Delete the character after",
    doc: "Delete the character after the cursor",
    group: Group::Writing,
    keys: &["Delete", "Ctrl-d"],
    hint: None,
};

/// Delete the word before the cursor.
pub static DELETE_WORD: Spec = Spec {
    name: "delete-word",
    title: "Delete the word before",
    doc: "Delete the word before the cursor",
    group: Group::Writing,
    keys: &["Ctrl-w", "Alt-Backspace"],
    hint: None,
};

/// Delete everything.
pub static DELETE_ALL: Spec = Spec {
    name: "delete-all",
    title: "Delete everything",
    doc: "Delete everything",
    group: Group::Writing,
    keys: &["Ctrl-u"],
    hint: None,
};

/// Move the cursor left.
pub static CARET_LEFT: Spec = Spec {
    name: "caret-left",
    title: "One character left",
    doc: "Move the cursor left",
    group: Group::Writing,
    keys: &["Left", "Ctrl-b"],
    hint: None,
};

/// Move the cursor right.
pub static CARET_RIGHT: Spec = Spec {
    name: "caret-right",
    title: "One character right",
    doc: "Move the cursor right",
    group: Group::Writing,
    keys: &["Right", "Ctrl-f"],
    hint: None,
};

/// Move the cursor to the start.
pub static CARET_START: Spec = Spec {
    name: "caret-start",
    title: "Start of the line",
    doc: "Move the cursor to the start",
    group: Group::Writing,
    keys: &["Home", "Ctrl-a"],
    hint: None,
};

/// Move the cursor to the end.
pub static CARET_END: Spec = Spec {
    name: "caret-end",
    title: "End of the line",
    doc: "Move the cursor to the end",
    group: Group::Writing,
    keys: &["End", "Ctrl-e"],
    hint: None,
};

/// Next suggestion.
pub static NEXT_CHOICE: Spec = Spec {
    name: "next-choice",
    title: "Next suggestion",
    doc: "Next suggestion",
    group: Group::Writing,
    keys: &["Down", "Ctrl-n"],
    hint: Some("move"),
};

/// Previous suggestion.
pub static PREVIOUS_CHOICE: Spec = Spec {
    name: "previous-choice",
    title: "Previous suggestion",
    doc: "Previous suggestion",
    group: Group::Writing,
    keys: &["Up", "Ctrl-p"],
    hint: Some("move"),
};
