//! Pieces that several screens draw or keep, each written once.

pub(crate) mod axis;
pub(crate) mod banner;
pub mod footer;
pub(crate) mod frame;
pub(crate) mod lines;
pub(crate) mod marks;
pub mod painter;
pub(crate) mod panes;
pub(crate) mod prompt;
pub(crate) mod selected_row;
pub mod text_field;
pub mod text_page;
pub(crate) mod title;
