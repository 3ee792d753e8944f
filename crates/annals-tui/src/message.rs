//! [`Message`] and [`Effect`]: what comes into the shell and what it asks the program for.

use std::sync::Arc;
use std::time::Duration;

use annals_model::text::Clean;
use annals_model::{AccountIndex, WebAddress};
use annals_scene::relations::story_lines::Order;
use annals_time::Time;

use crate::context::accounts::{EditRequest, FileNews, Merged};
use crate::context::filter::Filter;
use crate::context::found::{Found, Searchable};
use crate::context::loading::Loading;
use crate::keys::{Key, Pointer};
use crate::story::Story;
use crate::task::Task;

/// What time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The time of day, unless the system's clock is set to one that cannot be shown. It may jump.
    pub time: Option<Time>,
    /// How long the program has been running, by a clock that never jumps.
    pub elapsed: Duration,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Pointer(Pointer),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// A sentence for the footer.
    Notice(String),
    /// What time it is. It needs no frame by itself.
    Now(Moment),
    /// A story is ready to be shown.
    Opened(Story),
    /// The lanes that were asked for are ready.
    Grouped(Story),
    /// A story has been made searchable.
    Searchable(Story, Searchable),
    /// A search of a story is done.
    Found(Story, Arc<Found>),
    /// The events of a story that pass a filter are known.
    Filtered(Story, Arc<Filter>),
    /// [`Effect::Wake`] has come due.
    Woken,
    /// The order of the story lines of a story is ready.
    LinesOrdered(Story, Arc<Order>),
    /// Other accounts have been merged into a story.
    Merged(Story, Box<Merged>),
    /// The file of an account has changed.
    File(AccountIndex, FileNews),
    /// How far a table has been read; `None` once it has been.
    Loading(Option<Loading>),
}

/// A text to be written to a new file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The name of the file without a number and its ending.
    pub stem: String,
    /// The ending of its name.
    pub ending: &'static str,
    /// Its lines.
    pub lines: Vec<Clean>,
}

impl Document {
    /// Returns the name of the file, numbered from 2 on: others may have the first names.
    pub fn name(&self, number: u32) -> String {
        let Self { stem, ending, .. } = self;
        match number {
            0 | 1 => format!("{stem}.{ending}"),
            number => format!("{stem}-{number}.{ending}"),
        }
    }
}

/// Something that only the program can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Do this in the background and come back with its message. Only the newest of a name counts.
    Run(Task),
    /// Put this text on the clipboard. A person asked for it.
    Copy(Clean),
    /// Come back with [`Message::Woken`] after this time; only the newest wish counts.
    Wake(Duration),
    /// Open this address with the system's browser. A person saw it and asked for it.
    Open(WebAddress),
    /// Lend the terminal to the person's editor.
    Edit(EditRequest),
    /// Write this to a new file in the folder that the program was started in, and say its name.
    Save(Document),
    /// Read no more of a table: what is there is enough.
    StopLoading,
}
