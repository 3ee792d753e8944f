//! The stories that come with the program.
//!
//! Owns their texts and names. A bundled story is read like any other file, when it is wanted: what its
//! account is called is known without reading it, and a test holds that to the file.

use super::model::{Layer, Timeline};
use super::native;
use crate::text::Clean;

/// A story in the binary.
#[derive(Debug, Clone, Copy)]
pub struct Bundled {
    /// What it is named on the command line, after an `@`; the id of its account too.
    pub name: &'static str,
    /// What its account is called.
    pub title: &'static str,
    /// The same where there is little room.
    pub short: &'static str,
    /// Its text, in the native format.
    pub text: &'static str,
    /// The names of other accounts of the same story, which are layers over it that are off at first.
    pub others: &'static [&'static str],
}

impl Bundled {
    /// The bundled story of a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        bundled().iter().find(|story| story.name == name)
    }

    /// Its account, as far as that is known without reading it: the summary is not.
    pub(super) fn layer(&self) -> Layer {
        Layer {
            short: Clean::own(self.short),
            ..Layer::new(Clean::own(self.name), Clean::own(self.title))
        }
    }

    /// Reads it. A test holds that it is whole; if it were not, nothing would happen in it.
    pub(super) fn read(&self) -> Timeline {
        native::read(self.name, self.text)
            .timeline
            .unwrap_or_else(|| Timeline::empty(Clean::own(self.name), Clean::own(self.title)))
    }
}

/// Every bundled story; the first one opens when nothing else is named.
pub const fn bundled() -> &'static [Bundled] {
    &[
        Bundled {
            name: "alibaba",
            title: "Alibaba: pressure, silence, return",
            short: "Article",
            text: include_str!("../../data/alibaba.toml"),
            others: &["alibaba-record"],
        },
        Bundled {
            name: "alibaba-record",
            title: "Alibaba: the public record",
            short: "Record",
            text: include_str!("../../data/alibaba-record.toml"),
            others: &[],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_without_reading_is_what_the_file_says() {
        for story in bundled() {
            let read = native::read("another-name", story.text);
            let timeline = read.timeline.expect("a whole timeline");
            assert!(
                read.report.problems.is_empty(),
                "{:?}",
                read.report.problems
            );
            let [layer] = timeline.layers.as_slice() else {
                panic!("a file is one account");
            };
            assert_eq!(
                Layer {
                    summary: layer.summary.clone(),
                    report: layer.report.clone(),
                    ..story.layer()
                },
                *layer
            );
            assert_eq!(story.read().events.len(), timeline.events.len());
            for other in story.others {
                assert!(Bundled::find(other).is_some(), "{other}");
            }
        }
    }
}
