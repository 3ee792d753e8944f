//! The stories that come with the program.
//!
//! Owns their texts and names, and when they are read: when they are wanted. What an account is called is
//! known without reading it, and what its text says is found beforehand; tests hold both to the text.

mod ranges;

use self::ranges::Ranges;
use super::model::Layer;
use super::native;
use super::report::Reading;
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
    /// Where its values stand in the text.
    ranges: Ranges,
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

    /// Reads it: what is the same as reading its text, which a test holds, and several times quicker.
    pub fn read(&self) -> Reading {
        let Some(timeline) = self.ranges.read(self.text) else {
            // The text was changed, and its ranges have not been made anew yet.
            return native::read(self.name, self.text);
        };
        let first = timeline.layers.first();
        Reading {
            report: first
                .map(|layer| (*layer.report).clone())
                .unwrap_or_default(),
            timeline: Some(timeline),
        }
    }
}

static STORIES: [Bundled; 2] = [
    Bundled {
        name: "alibaba",
        title: "Alibaba: pressure, silence, return",
        short: "Article",
        text: include_str!("../../data/alibaba.toml"),
        ranges: include!("../../data/alibaba.ranges"),
        others: &["alibaba-record"],
    },
    Bundled {
        name: "alibaba-record",
        title: "Alibaba: the public record",
        short: "Record",
        text: include_str!("../../data/alibaba-record.toml"),
        ranges: include!("../../data/alibaba-record.ranges"),
        others: &[],
    },
];

/// Every bundled story; the first one opens when nothing else is named.
pub const fn bundled() -> &'static [Bundled] {
    &STORIES
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
            for other in story.others {
                assert!(Bundled::find(other).is_some(), "{other}");
            }
        }
    }
}
