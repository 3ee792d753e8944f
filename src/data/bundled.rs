//! The stories that come with the program.
//!
//! Owns their texts and names. A bundled story is read like any other file.

/// A story in the binary.
#[derive(Debug, Clone, Copy)]
pub struct Bundled {
    /// What it is named on the command line, after an `@`.
    pub name: &'static str,
    /// Its text, in the native format.
    pub text: &'static str,
    /// The names of other accounts of the same story, which are layers over it that are off at first.
    pub others: &'static [&'static str],
}

/// Every bundled story; the first one opens when nothing else is named.
pub const fn bundled() -> &'static [Bundled] {
    &[
        Bundled {
            name: "alibaba",
            text: include_str!("../../data/alibaba.toml"),
            others: &["alibaba-record"],
        },
        Bundled {
            name: "alibaba-record",
            text: include_str!("../../data/alibaba-record.toml"),
            others: &[],
        },
    ]
}
