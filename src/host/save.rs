//! Writes files so that they are old or new, and never half of either.
//!
//! Every file that annals writes goes through here: a temporary file in the same folder gets the whole text and
//! reaches the disk, and only then takes the place of the other. If anything fails, or a signal ends a command,
//! the temporary file is removed and the old one is untouched.

mod interrupted;
#[cfg(test)]
mod tests;

use std::fs::{self, File, Permissions};
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use self::interrupted::{
    remove_unfinished_files, took_size_limit, turn_size_limit_into_error,
};
use tempfile::{Builder, NamedTempFile};

/// How many links are followed to the file that they lead to: as many as Linux follows.
const MAX_LINKS: usize = 40;

/// How names of temporary files begin; they end in `.tmp`.
pub(crate) const TEMPORARY_PREFIX: &str = ".annals-";

/// How many bytes are written at once.
const BLOCK: usize = 1 << 20;

/// Writes a file that a person asked for, with that person's usual permissions, or with those of the file that it
/// replaces. A link is followed, and the file it leads to is written, even if it does not exist yet.
///
/// Signals that end the process remove the unfinished file. That is for commands without a screen: where a
/// terminal has to be restored, use [`save_new`] or [`replace_private`].
///
/// # Errors
///
/// Those of the system; [`io::ErrorKind::AlreadyExists`] if there is a file already and it may not be replaced.
/// What was there is then as it was.
pub(crate) fn save(path: &Path, text: &str, replaces: bool) -> io::Result<()> {
    interrupted::remove_unfinished_on_signals();
    let place = follow_links(path)?;
    let known = fs::metadata(&place).ok().filter(|_| replaces);
    let target = Target {
        place: &place,
        known: known.map(|known| known.permissions()),
        mode: DEFAULT_MODE,
        replaces,
    };
    target.write(text, &mut |_step| Ok(()))
}

/// Writes a new file that a person asked for while the screen is shown. Signals are left to the terminal.
///
/// # Errors
///
/// Those of the system; [`io::ErrorKind::AlreadyExists`] if there is a file of this name.
pub(crate) fn save_new(path: &Path, text: &str) -> io::Result<()> {
    let target = Target {
        place: path,
        known: None,
        mode: DEFAULT_MODE,
        replaces: false,
    };
    target.write(text, &mut |_step| Ok(()))
}

/// Replaces a file of the program itself, readable for its owner only, in a folder that is created if it is missing.
/// A link in its place is replaced, not followed.
///
/// # Errors
///
/// Those of the system. The file is then as it was.
pub(crate) fn replace_private(path: &Path, text: &str) -> io::Result<()> {
    make_private_folder(folder_of(path))?;
    let target = Target {
        place: path,
        known: None,
        mode: PRIVATE_MODE,
        replaces: true,
    };
    target.write(text, &mut |_step| Ok(()))
}

/// The permissions of files for everyone whom the process's mask allows.
const DEFAULT_MODE: u32 = 0o666;

/// The permissions of files for their owner only.
const PRIVATE_MODE: u32 = 0o600;

/// What is done for a file, one system call each. A test makes each of them fail in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Create,
    SetPermissions,
    Write,
    Sync,
    Move,
}

/// A file to be written.
#[derive(Debug)]
struct Target<'a> {
    place: &'a Path,
    /// The permissions of the file that is replaced.
    known: Option<Permissions>,
    /// The permissions of a new file, before the process's mask.
    mode: u32,
    replaces: bool,
}

impl Target<'_> {
    /// Writes all of the text or nothing. `before` is called before each step; its error counts as that of the step.
    fn write(&self, text: &str, before: &mut dyn FnMut(Step) -> io::Result<()>) -> io::Result<()> {
        before(Step::Create)?;
        let (mut file, _registered) = interrupted::register(|| self.create())?;
        if let Some(known) = &self.known {
            // The process's mask may have taken away some of them.
            before(Step::SetPermissions)?;
            file.as_file().set_permissions(known.clone())?;
        }
        for block in text.as_bytes().chunks(BLOCK) {
            before(Step::Write)?;
            interrupted::write(&mut file, block)?;
        }
        before(Step::Sync)?;
        file.as_file().sync_all()?;
        before(Step::Move)?;
        let moved = if self.replaces {
            file.persist(self.place)
        } else {
            file.persist_noclobber(self.place)
        };
        moved.map_err(|failed| failed.error)?;
        // The file is complete; only a loss of power right now could undo the move, and not every system
        // allows a folder to be synchronized.
        let _ = File::open(folder_of(self.place)).and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Creates the temporary file. Its name does not depend on that of the file, which may be as long as names can be.
    fn create(&self) -> io::Result<NamedTempFile> {
        let mut builder = Builder::new();
        builder.prefix(TEMPORARY_PREFIX).suffix(".tmp");
        match &self.known {
            Some(known) => {
                builder.permissions(known.clone());
            }
            None => set_mode(&mut builder, self.mode),
        }
        builder.tempfile_in(folder_of(self.place))
    }
}

/// Returns the folder in which a file is.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Returns the path that a link, or a chain of links, leads to, whether or not there is a file.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&place) {
            // An absolute target replaces the folder.
            Ok(target) => place = folder_of(&place).join(target),
            // It is no link, or there is nothing.
            Err(_) => return Ok(place),
        }
    }
    Err(io::Error::other("too many links lead to one another"))
}

/// Sets the permissions with which a file is created, before the process's mask.
#[cfg(unix)]
fn set_mode(builder: &mut Builder<'_, '_>, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(Permissions::from_mode(mode));
}

/// Does nothing: the folder decides.
#[cfg(not(unix))]
fn set_mode(_builder: &mut Builder<'_, '_>, _mode: u32) {}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}
