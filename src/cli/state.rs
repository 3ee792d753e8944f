//! Where a person was in each timeline: one small file a timeline, in the state folder.
//!
//! A file is replaced as a whole. Without a readable one the program starts as if it were the first time.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::config;
use crate::config::Remembered;
use crate::config::state::MAX_BYTES;
use crate::data::bundled;
use crate::host::{TEMPORARY_PREFIX, replace_private, state_folder};
use annals_tui::actions::lanes::Resume;

/// How many timelines are remembered; beyond it the ones left longest ago are forgotten.
const MAX_FILES: usize = 500;

/// Where one timeline is remembered.
#[derive(Debug)]
pub(super) struct Place {
    folder: PathBuf,
    /// The file's name without its ending.
    name: String,
    /// The timeline: its path, or its name after an `@`.
    of: String,
}

/// Returns the place of what was opened: nothing for the first bundled story, or names of files and `@name`s.
/// Several of them in one order have a place of their own. Standard input has none.
pub(super) fn place(files: &[OsString]) -> Option<Place> {
    let path = match files {
        [] => PathBuf::from(format!("@{}", bundled().first()?.name)),
        [file] => known_path(file)?,
        several => {
            let mut all = OsString::new();
            for file in several {
                if !all.is_empty() {
                    all.push(" + ");
                }
                all.push(known_path(file)?);
            }
            PathBuf::from(all)
        }
    };
    Some(Place::new(state_folder()?, &path))
}

/// Returns a file's canonical path, or the name of a story.
fn known_path(file: &OsStr) -> Option<PathBuf> {
    match file.to_str() {
        Some("-") => None,
        Some(name) if name.starts_with('@') => Some(PathBuf::from(file)),
        _ => fs::canonicalize(file).ok(),
    }
}

impl Place {
    fn new(folder: PathBuf, path: &Path) -> Self {
        Self {
            folder,
            name: format!("{:032x}", hash(path.as_os_str().as_encoded_bytes())),
            of: path.to_string_lossy().into_owned(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("{}.toml", self.name))
    }

    /// Reads what is remembered; `None` if nothing is.
    ///
    /// # Errors
    ///
    /// A reason, if there is something that cannot be read.
    pub(super) fn read(&self) -> Result<Option<Remembered>, String> {
        let bytes = match config::small_file(&self.file(), MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if config::is_missing(&error) => return Ok(None),
            Err(error) => return Err(config::reason(&error)),
        };
        let text = String::from_utf8(bytes).map_err(|_error| "it is not UTF-8 text".to_owned())?;
        let remembered = Remembered::from_toml(&text)
            .map_err(|problem| problem.message.as_str().trim_end_matches('.').to_owned())?;
        // It may be another timeline with the same hash.
        Ok(Some(remembered).filter(|remembered| remembered.of == self.of))
    }

    /// Remembers where the person was, and the theme chosen meanwhile: the file is replaced as a whole or stays as it is.
    ///
    /// # Errors
    ///
    /// A reason, if nothing was written.
    pub(super) fn write(&self, kept: Resume, theme: Option<String>) -> Result<(), String> {
        let remembered = Remembered {
            of: self.of.clone(),
            theme,
            kept,
        };
        let text = remembered.to_toml();
        if text.len() > MAX_BYTES {
            return Err("it would be too large".to_owned());
        }
        replace_private(&self.file(), &text).map_err(|error| config::reason(&error))?;
        // The next time will tidy up if this fails.
        let _ = forget_oldest(&self.folder, MAX_FILES);
        Ok(())
    }
}

/// FNV-1a of 128 bits: the same on every machine and in every version.
fn hash(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(PRIME)
    })
}

/// Deletes the files written longest ago until `most` are left. Touches only files whose names are made here.
fn forget_oldest(folder: &Path, most: usize) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_ours = entry.file_name().to_str().is_some_and(is_ours);
        if let (true, Ok(metadata)) = (is_ours, entry.metadata())
            && metadata.is_file()
        {
            files.push((metadata.modified()?, entry.path()));
        }
    }
    let surplus = files.len().saturating_sub(most);
    files.sort();
    for (_, path) in files.into_iter().take(surplus) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Whether a file has a name that [`Place`] makes, temporary ones included.
fn is_ours(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let is_hash = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    match ending {
        "toml" => is_hash,
        // A process that was killed while it wrote leaves its temporary file.
        "tmp" => stem.starts_with(TEMPORARY_PREFIX),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this test that does not exist yet.
    fn fresh(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("annals-state-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn kept(event: &str) -> Resume {
        Resume {
            event: Some(event.to_owned()),
            ..Resume::default()
        }
    }

    #[test]
    fn a_written_place_is_read_back_and_no_other_file_is_left() {
        let folder = fresh("written");
        let place = Place::new(folder.clone(), Path::new("/a/story.toml"));
        assert_eq!(place.read(), Ok(None));
        assert!(!folder.exists(), "reading touches nothing");
        place.write(kept("one"), None).unwrap();
        place.write(kept("two"), None).unwrap();
        let read = place.read().unwrap().unwrap();
        assert_eq!(
            (read.of.as_str(), read.kept),
            ("/a/story.toml", kept("two"))
        );
        let names: Vec<_> = fs::read_dir(&folder).unwrap().collect();
        assert_eq!(names.len(), 1, "{names:?}");
        let other = Place::new(folder.clone(), Path::new("/b/story.toml"));
        assert_eq!(other.read(), Ok(None));
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn files_are_private_and_links_are_not_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = fresh("private");
        let place = Place::new(folder.clone(), Path::new("@alibaba"));
        place.write(kept("one"), None).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&place.file())), (0o700, 0o600));
        // A link stands under the name of the file that is written.
        let precious = folder.join("precious");
        fs::write(&precious, "mine").unwrap();
        fs::remove_file(place.file()).unwrap();
        symlink(&precious, place.file()).unwrap();
        place.write(kept("two"), None).unwrap();
        assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
        assert_eq!(place.read().unwrap().unwrap().kept, kept("two"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_broken_file_is_refused_with_a_reason_and_replaced() {
        let folder = fresh("broken");
        let place = Place::new(folder.clone(), Path::new("@alibaba"));
        place.write(kept("one"), None).unwrap();
        let large = vec![b'#'; MAX_BYTES + 1];
        let broken: [(&[u8], &str); 4] = [
            (b"of = ", "not TOML"),
            (b"\xff\xfe\0", "not UTF-8"),
            (b"window = 3", "seconds"),
            (&large, "larger"),
        ];
        for (bytes, part) in broken {
            fs::write(place.file(), bytes).unwrap();
            let reason = place.read().unwrap_err();
            assert!(reason.contains(part), "{reason}");
        }
        place.write(kept("two"), None).unwrap();
        assert_eq!(place.read().unwrap().unwrap().kept, kept("two"));
        fs::remove_file(place.file()).unwrap();
        fs::create_dir(place.file()).unwrap();
        assert!(place.read().is_err());
        assert!(place.write(kept("two"), None).is_err());
        let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
        assert_eq!(
            left.len(),
            1,
            "what was not finished is taken away: {left:?}"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_oldest_files_are_deleted_and_foreign_ones_stay() {
        let folder = fresh("oldest");
        let place = |number: u32| Place::new(folder.clone(), Path::new(&format!("/{number}")));
        for number in 0..6 {
            place(number).write(kept("one"), None).unwrap();
            let file = fs::File::options()
                .write(true)
                .open(place(number).file())
                .unwrap();
            let age = std::time::Duration::from_secs(u64::from(100 + number));
            file.set_modified(std::time::SystemTime::UNIX_EPOCH + age)
                .unwrap();
        }
        fs::write(folder.join("notes.toml"), "mine").unwrap();
        let unfinished = folder.join(format!("{TEMPORARY_PREFIX}a1.tmp"));
        let file = fs::File::create(&unfinished).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
        forget_oldest(&folder, 2).unwrap();
        let left: Vec<_> = (0..6)
            .filter(|&number| place(number).file().exists())
            .collect();
        assert_eq!(left, [4, 5]);
        assert!(folder.join("notes.toml").exists());
        assert!(!unfinished.exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
