//! The commands that only the presentation has.

use crate::command::{Group, Spec};

/// Next card, or the next part of this one.
pub(super) static NEXT_CARD: Spec = Spec {
    name: "next-card",
    title: "Next card",
    doc: "Next card, or the next part of this one",
    group: Group::Presenting,
    keys: &["Space", "Right", "PageDown", "l", "j", "n", "Down"],
    hint: Some("next"),
};

/// Previous card.
pub(super) static PREVIOUS_CARD: Spec = Spec {
    name: "previous-card",
    title: "Previous card",
    doc: "Previous card",
    group: Group::Presenting,
    keys: &["Left", "PageUp", "h", "k", "p", "Up", "Backspace"],
    hint: Some("back"),
};

/// Next card; 5 Enter goes to card 5.
pub(super) static JUMP_TO_CARD: Spec = Spec {
    name: "jump-to-card",
    title: "Go to a card",
    doc: "Next card; 5 Enter goes to card 5",
    group: Group::Presenting,
    keys: &["Enter"],
    hint: None,
};

/// Blank the screen; again to show the card.
pub(super) static BLANK: Spec = Spec {
    name: "blank",
    title: "Blank the screen",
    doc: "Blank the screen; again to show the card",
    group: Group::Presenting,
    keys: &[".", "b"],
    hint: Some("blank"),
};

/// Switch between showing each card at once and step by step.
pub(super) static STEPWISE: Spec = Spec {
    name: "stepwise",
    title: "Step by step",
    doc: "Switch between showing each card at once and step by step",
    group: Group::Presenting,
    keys: &["s"],
    hint: Some("step by step"),
};

/// Switch between all events and the tour of the file.
pub(super) static WHOLE_STORY: Spec = Spec {
    name: "whole-story",
    title: "All events or the tour",
    doc: "Switch between all events and the tour of the file",
    group: Group::Presenting,
    keys: &["w"],
    hint: Some("all or tour"),
};

/// Show or hide the clock.
pub(super) static CLOCK: Spec = Spec {
    name: "clock",
    title: "Clock",
    doc: "Show or hide the clock",
    group: Group::Presenting,
    keys: &["t"],
    hint: Some("clock"),
};

/// Advance automatically; 30a advances every 30 seconds.
pub(super) static AUTO_ADVANCE: Spec = Spec {
    name: "auto-advance",
    title: "Advance automatically",
    doc: "Advance automatically; 30a advances every 30 seconds",
    group: Group::Presenting,
    keys: &["a"],
    hint: Some("auto"),
};
