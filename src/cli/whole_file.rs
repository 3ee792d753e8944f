//! Files of the program's own that are whole or not there.
//!
//! Owns how one is replaced: written beside it under a name of its own, then moved over it, readable for
//! nobody else.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for a file that is being written.
const MOST_TRIES: u32 = 16;

/// Replaces a file of a folder, which is made if it is not there; the ending of the name is added.
///
/// # Errors
///
/// What went wrong; the file is then as it was.
pub(super) fn replace(folder: &Path, name: &str, ending: &str, text: &str) -> io::Result<()> {
    make_private_folder(folder)?;
    let (path, mut file) = temporary(folder, name)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&path, folder.join(format!("{name}.{ending}"))));
    if written.is_err() {
        let _ = fs::remove_file(&path);
    }
    written
}

/// A new file that nobody else has, beside the one that it will replace.
fn temporary(folder: &Path, name: &str) -> io::Result<(PathBuf, File)> {
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..MOST_TRIES {
        let path = folder.join(format!("{name}-{}-{number}.tmp", std::process::id()));
        match new_private_file(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn new_private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn new_private_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}
