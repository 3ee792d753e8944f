//! [`BundledStory`]: a timeline whose text is compiled into the program.

use crate::native;
use crate::report::Reading;
use crate::text::Clean;
use crate::timeline::Account;

/// A timeline whose text is compiled into the program.
///
/// Its name and titles repeat what the text says, so that they can be listed without reading it;
/// the program's tests hold them equal.
#[derive(Debug, Clone, Copy)]
pub struct BundledStory {
    /// Its name on the command line, after an `@`; also the id of its account.
    pub name: &'static str,
    /// The title of its account.
    pub title: &'static str,
    /// The short title of its account.
    pub short: &'static str,
    /// Its text, in the native format.
    pub text: &'static str,
    /// Names of other accounts of the same story, which are off until they are switched on.
    pub others: &'static [&'static str],
}

impl BundledStory {
    /// Returns its account without a summary, which only the text knows.
    pub fn account(&self) -> Account {
        Account {
            short: Clean::own(self.short),
            ..Account::new(Clean::own(self.name), Clean::own(self.title))
        }
    }

    /// Reads its text.
    pub fn read(&self) -> Reading {
        native::read(self.name, self.text)
    }
}
