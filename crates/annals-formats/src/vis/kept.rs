//! What annals keeps in files of vis-timeline, under the key `annals`.

use serde::{Deserialize, Serialize};

use crate::kept::{KeptEvent, KeptTimeline};

/// What annals keeps of an item: an event, and its texts where HTML would change them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptItem {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) summary: String,
    /// Whether it only draws an era that is kept elsewhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) era: bool,
    /// The index among all events, of an event that cannot be an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<usize>,
    pub(super) event: KeptEvent,
}

/// What annals keeps of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptWhole {
    pub(super) timeline: KeptTimeline,
    /// Events that cannot be items, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) undrawn: Vec<KeptItem>,
}
