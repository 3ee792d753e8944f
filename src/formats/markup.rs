//! HTML in the texts of others, as plain text.
