//! Dates of any precision, the time axis, and its division into columns.
//!
//! annals places everything from nanoseconds to the Big Bang on one axis. This crate has the types for
//! that, and no others: it knows nothing of events, files or the screen, and never asks for the current
//! time.
//!
//! | to do this | use |
//! | --- | --- |
//! | read a date as people, EDTF or ISO 8601 write it | [`When::parse`] |
//! | ask a date for its bounds, its precision or its words | [`When`], [`Extent`], [`Precision`] |
//! | know how uncertain a start or an end is | [`Region`], [`Bound`] |
//! | read or write ISO 8601 and nothing else | [`iso`] |
//! | compute with moments | [`Time`], [`Civil`] |
//! | pan and zoom an interval of the axis | [`Window`] |
//! | convert between moments and columns | [`Scale`] |
//! | label an axis | [`ticks()`] |
//! | put an interval or a distance into words | [`describe_window`], [`describe_distance`] |
//!
//! ```
//! use annals_time::{Precision, Scale, TickOptions, When, ticks};
//!
//! let war = When::parse("from 28 July 1914 to 11 November 1918").unwrap().unwrap();
//! assert_eq!(war.edtf(), Some("1914-07-28/1918-11-11"));
//! assert_eq!(war.precision(), Precision::Day);
//!
//! // An axis of 60 columns that shows it.
//! let window = war.window().unwrap().with_padding(10);
//! let axis = ticks(&Scale::new(window, 60).unwrap(), TickOptions::default());
//! assert_eq!(axis.major[0].label, "1915");
//! ```
//!
//! # How a date is read
//!
//! `reading` tries the readers in order: `iso`, `edtf`, `lenient` (near EDTF), `iso_forms` (week dates
//! and basic format) and `phrase` (five languages, each a table of words and phrases). All of them end in
//! an `expression`, the syntax tree of EDTF; `extent` computes its bounds and `words` its English.

mod civil;
mod describe;
mod distance;
mod edtf;
mod edtf_text;
mod error;
mod exact_date;
mod expression;
mod extent;
mod hint;
mod instant;
pub mod iso;
mod iso_forms;
mod lenient;
mod moment;
mod months;
mod phrase;
mod precision;
mod reading;
mod region;
mod scale;
mod ticks;
mod when;
mod window;
mod words;
mod years;

pub use civil::{Civil, days_in_month, is_leap_year};
pub use describe::{describe_day, describe_window, describe_year};
pub use distance::{describe_distance, describe_distance_briefly};
pub use error::DateError;
pub use exact_date::ExactDate;
pub use moment::Time;
pub use months::month as month_name;
pub use precision::Precision;
pub use region::{Bound, Member, Region};
pub use scale::Scale;
pub use ticks::{ContextLabel, Step, Tick, TickOptions, Ticks, Unit, ticks};
pub use when::{Extent, Shape, When};
pub use window::Window;
pub use words::DateHeading;
pub use years::PRESENT_YEAR;
