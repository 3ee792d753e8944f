//! Where it is no Unix an abort cannot be held up.

/// The exit code of a program that ended because it could not have what it needs of the system.
pub(crate) const EXIT_REFUSED: u8 = 3;

/// Does nothing.
pub(crate) fn report_aborts() {}
