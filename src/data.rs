//! The bundled stories: their texts, compiled in from `data/`, and their names.

use annals_model::BundledStory;

static STORIES: [BundledStory; 2] = [
    BundledStory {
        name: "alibaba",
        title: "Alibaba: pressure, silence, return",
        short: "Article",
        text: include_str!("../data/alibaba.toml"),
        others: &["alibaba-record"],
    },
    BundledStory {
        name: "alibaba-record",
        title: "Alibaba: the public record",
        short: "Record",
        text: include_str!("../data/alibaba-record.toml"),
        others: &[],
    },
];

/// Returns every bundled story; the first one opens when no file is named.
pub const fn bundled() -> &'static [BundledStory] {
    &STORIES
}

/// Returns the bundled story of a name, without its `@`.
pub fn find(name: &str) -> Option<&'static BundledStory> {
    bundled().iter().find(|story| story.name == name)
}
