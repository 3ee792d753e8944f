//! What the program needs of the machine beside the terminal: files and their changes, the clock, other programs,
//! and threads.

mod clipboard;
mod clock;
mod editor;
#[cfg(unix)]
mod ending_signals;
mod file_identity;
mod folders;
mod opener;
mod process;
mod reader_thread;
mod save;
mod watch;
mod workers;

#[cfg(unix)]
pub(crate) use self::ending_signals::{COMMON, end_by, others};
pub(crate) use self::{
    clipboard::copy_sequence,
    clock::now,
    editor::editor_command,
    file_identity::FileIdentity,
    folders::{check_owner, config_folder, runtime_folder, state_folder},
    opener::open_address,
    process::is_running,
    reader_thread::{ReadOutcome, ReaderThread, StopHandle, ThreadReader, Timeout},
    save::{
        TEMPORARY_PREFIX, remove_unfinished_files, replace_private, save, save_new,
        took_size_limit, turn_size_limit_into_error,
    },
    watch::Watch,
    workers::{Answer, Workers},
};
pub use self::{
    watch::{FileState, Files, WatchedFile},
    workers::{Job, Outbox},
};
