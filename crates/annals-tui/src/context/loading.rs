//! [`Progress`]: what is still being read.

use annals_model::text::{Clean, grouped};

/// What is still being read.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// What is waited for before there is anything to see.
    pub waiting: Option<Clean>,
    /// How far a table has been read whose first rows are shown already.
    pub loading: Option<Loading>,
    /// Whether the story that is shown next is a table that has grown: the last rows come when nothing is being
    /// read any more.
    pub(crate) is_growing: bool,
}

/// How far a table has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loading {
    /// What is being read.
    pub name: Clean,
    /// Bytes that have been read.
    pub come: u64,
    /// How many there are, where that is known.
    pub all: Option<u64>,
    /// How many events there are so far.
    pub events: usize,
    /// Seconds it will take from now on, where that can be told.
    pub left: Option<u64>,
}

impl Loading {
    /// How much of it is done, from 0 to 1, where that is known.
    pub fn share(&self) -> Option<f64> {
        let all = self.all.filter(|all| *all > 0)?;
        Some((self.come as f64 / all as f64).min(1.0))
    }

    /// It in words: `12.3 of 97.4 MB, 120,000 events, 2 s left`.
    pub fn words(&self) -> Clean {
        let mega = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
        let bytes = match self.all {
            Some(all) => format!("{} of {} MB", mega(self.come), mega(all)),
            None => format!("{} MB", mega(self.come)),
        };
        let noun = if self.events == 1 { "event" } else { "events" };
        let left = match self.left {
            Some(seconds @ ..60) => format!(", {seconds} s left"),
            Some(seconds) => format!(", {} min left", seconds.div_ceil(60)),
            None => String::new(),
        };
        Clean::line(&format!(
            "{}: {bytes}, {} {noun}{left}",
            self.name,
            grouped(self.events)
        ))
    }
}

#[cfg(test)]
mod tests;
