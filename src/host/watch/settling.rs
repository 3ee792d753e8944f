//! [`Unsettled`]: when a file that is being written is looked at.

use std::time::{Duration, Instant};

/// How long a file's writer must pause before the file is looked at: editors write in several steps.
const PAUSE: Duration = Duration::from_millis(40);
/// How long a writer that does not pause is waited for.
const MAX_WAIT: Duration = Duration::from_millis(500);
/// The same for a file that seems to be incomplete.
const INCOMPLETE_PAUSE: Duration = Duration::from_millis(250);
const INCOMPLETE_MAX_WAIT: Duration = Duration::from_secs(2);

/// A file that may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unsettled {
    /// When its first change was noticed.
    since: Instant,
    /// When its last change was noticed.
    last: Instant,
    /// Whether it has been looked at and seemed to be incomplete.
    is_incomplete: bool,
    /// Whether it is to be looked at without waiting.
    is_urgent: bool,
}

impl Unsettled {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            since: now,
            last: now,
            is_incomplete: false,
            is_urgent: false,
        }
    }

    /// A file whose writer is done, to be looked at without waiting.
    pub(super) const fn urgent(now: Instant) -> Self {
        Self {
            is_urgent: true,
            ..Self::new(now)
        }
    }

    /// Notes another change.
    pub(super) const fn touch(&mut self, now: Instant) {
        self.last = now;
    }

    /// Notes that it was looked at and seemed to be incomplete; `then` is what was known at that time.
    pub(super) fn set_incomplete(&mut self, then: &Self) {
        self.since = then.since.min(self.since);
        self.last = then.last.max(self.last);
        self.is_incomplete = true;
    }

    /// Returns when to look at it.
    pub(super) fn due(&self) -> Instant {
        if self.is_urgent {
            return self.since;
        }
        let (pause, max_wait) = if self.is_incomplete {
            (INCOMPLETE_PAUSE, INCOMPLETE_MAX_WAIT)
        } else {
            (PAUSE, MAX_WAIT)
        };
        (self.last + pause).min(self.since + max_wait)
    }

    /// Whether it counts as it is now, even if it seems to be incomplete.
    pub(super) fn is_settled(&self, now: Instant) -> bool {
        let incomplete = Self {
            is_incomplete: true,
            ..*self
        };
        incomplete.due() <= now
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
    fn a_writer_that_does_not_pause_is_waited_for_half_a_second() {
        let start = Instant::now();
        let mut file = Unsettled::new(start);
        for step in 1..10_000 {
            file.touch(start + Duration::from_micros(100 * step));
        }
        assert_eq!(file.due(), start + ms(500));
        let mut next = Unsettled::new(start + ms(600));
        next.set_incomplete(&file);
        // Its last change was noticed when it was looked at, and counts from then on.
        assert_eq!(
            next.due(),
            Instant::max(start + ms(850), file.last + ms(250))
        );
    }

    #[test]
    fn an_incomplete_file_is_waited_for_longer() {
        let start = Instant::now();
        let file = Unsettled::new(start);
        assert!(!file.is_settled(start + ms(40)));
        let mut again = file;
        again.set_incomplete(&file);
        assert_eq!(again.due(), start + ms(250));
        assert!(again.is_settled(start + ms(250)));
        // Another change.
        again.touch(start + ms(100));
        assert_eq!(again.due(), start + ms(350));
        assert!(!again.is_settled(start + ms(250)));
        // A writer that does not stop leaves it broken.
        again.touch(start + ms(1_999));
        assert_eq!(again.due(), start + ms(2_000));
    }

    #[test]
    fn an_urgent_file_is_looked_at_at_once() {
        let start = Instant::now();
        let file = Unsettled::urgent(start);
        assert_eq!(file.due(), start);
        assert!(file.is_settled(start));
    }
}
