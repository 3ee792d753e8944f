//! Moments, dates and the axis they stand on.
//!
//! Owns [`Time`] (a moment on the one axis), [`Civil`] (the same moment as a calendar reads it) and
//! [`When`] (a date as somebody wrote it, with the bounds of what it says); [`Window`], [`Scale`] and
//! [`ticks`] lay the axis out in columns. It knows nothing of events, of files or of the screen, and
//! it never reads a clock.

mod civil;
mod describe;
mod distance;
mod edtf;
mod error;
mod expression;
mod extent;
mod hint;
mod instant;
mod iso;
mod lenient;
mod moment;
mod months;
mod phrase;
mod precision;
mod quick;
mod reading;
mod region;
mod scale;
mod ticks;
mod when;
mod window;
mod words;
mod years;

pub use civil::{Civil, days_in_month, is_leap_year};
pub use describe::describe_window;
pub use distance::{describe_distance, describe_distance_briefly};
pub use error::DateError;
pub use moment::Time;
pub use months::month as month_name;
pub use precision::Precision;
pub use quick::Quick;
pub use region::{Bound, Member, Region};
pub use scale::{Place, Scale};
pub use ticks::{ContextLabel, Step, Tick, TickOptions, Ticks, Unit, ticks};
pub use when::{Extent, Shape, When};
pub use window::Window;
pub use years::PRESENT_YEAR;
