//! [`Layered`]: a value, and which layer it comes from.

use std::fmt;

/// Where a value comes from. Later ones win over earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The program itself.
    Default,
    /// The settings file.
    File {
        /// The line, from 1.
        line: usize,
    },
    /// What is remembered of the timeline.
    Remembered,
    /// A variable of the environment.
    Environment(&'static str),
    /// An option of the command line.
    Option(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { line } => write!(f, "settings file, line {line}"),
            Self::Remembered => f.write_str("remembered"),
            Self::Environment(name) => write!(f, "{name} in the environment"),
            Self::Option(name) => write!(f, "option {name}"),
        }
    }
}

/// A value with its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layered<T> {
    /// The value in force.
    pub value: T,
    /// Which layer it comes from.
    pub origin: Origin,
}

impl<T> Layered<T> {
    /// The default value.
    pub const fn default(value: T) -> Self {
        Self {
            value,
            origin: Origin::Default,
        }
    }
}

impl<T> Layered<T> {
    /// Replaces the value.
    pub(super) fn replace(&mut self, value: T, origin: Origin) {
        *self = Self { value, origin };
    }
}

impl<T: Copy> Layered<T> {
    /// Replaces the value by the one with a name; changes nothing if there is none.
    pub(super) fn choose(
        &mut self,
        mut all: impl Iterator<Item = T>,
        name: fn(T) -> &'static str,
        text: &str,
        origin: Origin,
    ) {
        if let Some(value) = all.find(|&value| name(value) == text) {
            self.replace(value, origin);
        }
    }
}
