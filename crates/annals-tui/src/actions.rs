//! What several screens do with the [`Context`](crate::context::Context): functions, by what they act on.

pub mod accounts;
pub mod copy;
pub mod date;
pub mod edit;
pub mod filter;
pub mod lanes;
pub mod marks;
pub mod reload;
pub mod search;
pub mod sheets;
pub mod window;
