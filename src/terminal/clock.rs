//! The clock of the system.

use std::time::{SystemTime, UNIX_EPOCH};

use annals_time::Time;

/// The present moment; `None` where the clock is before 1970 or beyond the axis, and so tells nothing.
pub fn now() -> Option<Time> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).ok()?;
    Time::new(seconds, since.subsec_nanos())
}
