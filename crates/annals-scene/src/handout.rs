//! The handout: a timeline drawn to scale on paper, with its events, actors and sources.
//!
//! A [`Sheet`](sheet::Sheet) holds what is printed; [`html`], [`markdown`] and [`svg`] each write it in one
//! form. What pupils fill in is replaced by blanks when the sheet is made, so no form can reveal an answer.

mod drawing;
mod entry;
mod html;
mod markdown;
mod questions;
mod redact;
mod request;
mod sheet;
mod subset;

pub use self::html::html;
pub use self::markdown::markdown;
pub use self::request::{Blanks, MAX_EVENTS, Paper, Request, symbol};
pub use self::subset::window;

use annals_model::text::Clean;

/// Draws the timeline as SVG, to scale, on one page, with its title and a legend.
pub fn svg(request: &Request<'_>) -> Vec<Clean> {
    let sheet = sheet::Sheet::new(request);
    drawing::alone(request, &sheet)
}

#[cfg(test)]
mod tests;
