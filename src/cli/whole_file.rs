//! Writes files that are whole or not there: under another name first, then moved to their own.
//!
//! Files of the program itself are readable for their owner only. Files that a person asks for have that person's
//! usual permissions, and replace another only if that is allowed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for a file that is being written.
const MAX_TRIES: u32 = 16;

/// Replaces a file in a folder, which is made if it is not there; the ending is added to the name.
///
/// # Errors
///
/// The file is then as it was.
pub(super) fn replace(folder: &Path, name: &str, ending: &str, text: &str) -> io::Result<()> {
    make_private_folder(folder)?;
    let (path, mut file) = temporary(folder, name, new_private_file)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&path, folder.join(format!("{name}.{ending}"))));
    if written.is_err() {
        let _ = fs::remove_file(&path);
    }
    written
}

/// Checks that a file can be written: there is none yet, or it may be replaced.
///
/// # Errors
///
/// A sentence that names the file and what stands in the way.
pub(super) fn may_save(path: &Path, replaces: bool) -> io::Result<()> {
    let refused = |why: &str| Err(io::Error::other(format!("{} {why}", path.display())));
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => refused("is a folder"),
        Ok(known) if !known.is_file() => refused("is a device or a pipe; - is standard output"),
        Ok(_) if !replaces => refused("is there already"),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(named(path, &error)),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Writes a file that a person asked for: all of it or nothing.
///
/// # Errors
///
/// A sentence that names the file; what was there is then as it was.
pub(super) fn save(path: &Path, text: &str, replaces: bool) -> io::Result<()> {
    may_save(path, replaces)?;
    // The target of a link is replaced, not the link.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let written = temporary(folder, &format!(".{name}"), |path| File::create_new(path)).and_then(
        |(beside, file)| {
            let moved = fill(file, text, &place).and_then(|()| put(&beside, &place, replaces));
            if moved.is_err() {
                let _ = fs::remove_file(&beside);
            }
            moved
        },
    );
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            io::Error::other(format!("{} is there already", path.display()))
        }
        _ => named(path, &error),
    })
}

/// Writes a text to a new file that will replace another, with the permissions of that one.
fn fill(mut file: File, text: &str, place: &Path) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    if let Ok(known) = fs::metadata(place) {
        file.set_permissions(known.permissions())?;
    }
    file.sync_all()
}

/// Moves a new file to its path. If none may be replaced, an empty file is created there first, which fails if there
/// is one.
fn put(beside: &Path, place: &Path, replaces: bool) -> io::Result<()> {
    if !replaces {
        File::create_new(place)?;
    }
    let moved = fs::rename(beside, place);
    if moved.is_err() && !replaces {
        let _ = fs::remove_file(place);
    }
    moved
}

/// Adds the name of its file to an error, and removes the system's number.
fn named(path: &Path, error: &io::Error) -> io::Error {
    let text = error.to_string();
    let text = text
        .split(" (os error")
        .next()
        .unwrap_or_default()
        .to_lowercase();
    io::Error::other(format!("{}: {text}", path.display()))
}

/// Creates a temporary file beside the one that it will replace.
fn temporary(
    folder: &Path,
    name: &str,
    open: fn(&Path) -> io::Result<File>,
) -> io::Result<(PathBuf, File)> {
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..MAX_TRIES {
        let path = folder.join(format!("{name}-{}-{number}.tmp", std::process::id()));
        match open(&path) {
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
