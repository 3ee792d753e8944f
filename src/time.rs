//! Moments, dates and the axis they stand on.
//!
//! Owns [`Time`] (a moment on the one axis), [`Civil`] (the same moment as a calendar reads it) and
//! all that is said about dates. It knows nothing of events, of files or of the screen, and it never
//! reads a clock.

mod civil;
mod moment;

pub use civil::{Civil, days_in_month, is_leap_year};
pub use moment::Time;
