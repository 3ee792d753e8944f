//! [`Unsettled`]: when a file that is being written is looked at.
//!
//! Owns the four spans of time and nothing else. It is told the time.

use std::time::{Duration, Instant};

/// So long after the last sign of its writer a file is looked at: editors write in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// So long a writer that never rests is waited for.
const MOST_QUIET: Duration = Duration::from_millis(500);
/// The same for a file that looks as if the rest of it were still to come.
const PATIENCE: Duration = Duration::from_millis(250);
const MOST_PATIENCE: Duration = Duration::from_secs(2);

/// A file that may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unsettled {
    /// When it was first heard of.
    since: Instant,
    /// When it was last heard of.
    last: Instant,
    /// Whether it has been looked at, and the rest of it seemed to be missing.
    doubtful: bool,
    /// Whether nobody is writing it for certain.
    urgent: bool,
}

impl Unsettled {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            since: now,
            last: now,
            doubtful: false,
            urgent: false,
        }
    }

    /// A file whose writer is known to be done.
    pub(super) const fn urgent(now: Instant) -> Self {
        Self {
            urgent: true,
            ..Self::new(now)
        }
    }

    /// Something happened to it.
    pub(super) const fn touch(&mut self, now: Instant) {
        self.last = now;
    }

    /// It was looked at and left in doubt, as it was known then.
    pub(super) fn doubt_since(&mut self, then: &Self) {
        self.since = then.since.min(self.since);
        self.last = then.last.max(self.last);
        self.doubtful = true;
    }

    /// When it is to be looked at.
    pub(super) fn due(&self) -> Instant {
        if self.urgent {
            return self.since;
        }
        let (quiet, most) = if self.doubtful {
            (PATIENCE, MOST_PATIENCE)
        } else {
            (QUIET, MOST_QUIET)
        };
        (self.last + quiet).min(self.since + most)
    }

    /// Whether what is seen in it now counts, however it looks.
    pub(super) fn is_settled(&self, now: Instant) -> bool {
        let patient = Self {
            doubtful: true,
            ..*self
        };
        patient.due() <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn a_save_in_several_steps_is_looked_at_once() {
        let start = Instant::now();
        let mut file = Unsettled::new(start);
        assert_eq!(file.due(), start + ms(40));
        file.touch(start + ms(30));
        assert_eq!(file.due(), start + ms(70));
    }

    #[test]
    fn who_never_rests_is_not_waited_for_for_ever() {
        let start = Instant::now();
        let mut file = Unsettled::new(start);
        for step in 1..10_000 {
            file.touch(start + Duration::from_micros(100 * step));
        }
        assert_eq!(file.due(), start + ms(500));
        let mut next = Unsettled::new(start + ms(600));
        next.doubt_since(&file);
        // It was heard of last when it was looked at, and has its time from then on.
        assert_eq!(
            next.due(),
            Instant::max(start + ms(850), file.last + ms(250))
        );
    }

    #[test]
    fn what_looks_half_written_has_its_time() {
        let start = Instant::now();
        let file = Unsettled::new(start);
        assert!(!file.is_settled(start + ms(40)));
        let mut again = file;
        again.doubt_since(&file);
        assert_eq!(again.due(), start + ms(250));
        assert!(again.is_settled(start + ms(250)));
        // The rest of it comes.
        again.touch(start + ms(100));
        assert_eq!(again.due(), start + ms(350));
        assert!(!again.is_settled(start + ms(250)));
        // A writer that goes on for ever leaves it broken for ever.
        again.touch(start + ms(1_999));
        assert_eq!(again.due(), start + ms(2_000));
    }

    #[test]
    fn who_comes_back_from_the_editor_waits_for_nothing() {
        let start = Instant::now();
        let file = Unsettled::urgent(start);
        assert_eq!(file.due(), start);
        assert!(file.is_settled(start));
    }
}
