//! Commands that take something out of the program: copying, opening, editing, writing for a class.

use crate::command::{Group, Spec};

/// Copy the selected event or actor as text.
pub static COPY_TEXT: Spec = Spec {
    name: "copy-text",
    title: "Copy as text",
    doc: "Copy the selected event or actor as text",
    group: Group::Taking,
    keys: &["y t"],
    hint: Some("copy text"),
};

/// Copy the selected event or actor as Markdown.
pub static COPY_MARKDOWN: Spec = Spec {
    name: "copy-markdown",
    title: "Copy as Markdown",
    doc: "Copy the selected event or actor as Markdown",
    group: Group::Taking,
    keys: &["y m"],
    hint: Some("copy Markdown"),
};

/// Copy a one-line reference: title, date, source and its address.
pub static COPY_REFERENCE: Spec = Spec {
    name: "copy-reference",
    title: "Copy a reference",
    doc: "Copy a one-line reference: title, date, source and its address",
    group: Group::Taking,
    keys: &["y l"],
    hint: Some("copy reference"),
};

/// Show the address of the source, and ask whether to open it.
pub static SOURCE: Spec = Spec {
    name: "source",
    title: "Open the source",
    doc: "Show the address of the source, and ask whether to open it",
    group: Group::Taking,
    keys: &["x"],
    hint: None,
};

/// Open the selection in your editor; what you save is shown at once.
pub static EDIT: Spec = Spec {
    name: "edit",
    title: "Edit",
    doc: "Open the selection in your editor; what you save is shown at once",
    group: Group::Taking,
    keys: &["e"],
    hint: None,
};

/// Write a worksheet to print: the events shown, dates and causes to fill in.
pub static WRITE_WORKSHEET: Spec = Spec {
    name: "write-worksheet",
    title: "Write a worksheet",
    doc: "Write a worksheet to print: the events shown, dates and causes to fill in",
    group: Group::Taking,
    keys: &["W w"],
    hint: Some("worksheet"),
};

/// Write the answers to the worksheet, to print.
pub static WRITE_ANSWERS: Spec = Spec {
    name: "write-answers",
    title: "Write the answers",
    doc: "Write the answers to the worksheet, to print",
    group: Group::Taking,
    keys: &["W a"],
    hint: Some("answers"),
};

/// Write a handout to print: the events shown, drawn to scale.
pub static WRITE_HANDOUT: Spec = Spec {
    name: "write-handout",
    title: "Write a handout",
    doc: "Write a handout to print: the events shown, drawn to scale",
    group: Group::Taking,
    keys: &["W h"],
    hint: Some("handout"),
};

/// Write the events shown as Markdown.
pub static WRITE_MARKDOWN: Spec = Spec {
    name: "write-markdown",
    title: "Write Markdown",
    doc: "Write the events shown as Markdown",
    group: Group::Taking,
    keys: &["W m"],
    hint: Some("Markdown"),
};
