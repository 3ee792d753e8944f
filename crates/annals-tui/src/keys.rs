//! Keys, sequences of keys, the mouse, and which key does what.

mod key;
mod keymap;
mod sequence;

pub use key::{Key, KeyCode, Pointer, PointerAction, UnknownKey};
pub use keymap::{Conflict, Keymap, ScreenCommands, key_label};
pub use sequence::{KeySequence, UnknownSequence};

pub(crate) use keymap::{ALWAYS_CANCELS, ALWAYS_QUITS};

#[cfg(test)]
mod tests;
