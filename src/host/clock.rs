//! The system's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use annals_time::Time;

/// Returns the present moment; `None` if the clock is before 1970 or beyond the range of [`Time`].
pub(crate) fn now() -> Option<Time> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).ok()?;
    Time::new(seconds, since.subsec_nanos())
}
