//! The folders of annals for settings, state and what lasts as long as a session.
//!
//! They follow the XDG base directory specification everywhere but on Windows. A relative path in one of its
//! variables does not count, nor does a relative home: it would depend on the current folder.

use std::{
    env,
    path::{Path, PathBuf},
};

use etcetera::{BaseStrategy as _, choose_base_strategy, home_dir};

/// The folder for settings: `XDG_CONFIG_HOME`, or `.config` in the home folder.
pub(crate) fn config_folder() -> Option<PathBuf> {
    ours(&choose_base_strategy().ok()?.config_dir())
}

/// The folder for what annals remembers: `XDG_STATE_HOME`, or `.local/state` in the home folder.
pub(crate) fn state_folder() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    ours(&folders.state_dir().unwrap_or_else(|| folders.data_dir()))
}

/// The folder for what one session shares: `XDG_RUNTIME_DIR`, or the one for what annals remembers.
pub(crate) fn runtime_folder() -> Option<PathBuf> {
    let runtime = choose_base_strategy().ok()?.runtime_dir();
    let runtime = runtime.and_then(|folder| ours(&folder));
    runtime.or_else(state_folder)
}

/// The folder of annals in a base folder, if that is a valid one.
fn ours(base: &Path) -> Option<PathBuf> {
    // The standard library looks an empty HOME up among the users, but it is set to mean none.
    let is_emptied = env::var_os("HOME").is_some_and(|home| home.is_empty());
    let is_at_home = home_dir().is_ok_and(|home| base.starts_with(home));
    let counts = base.is_absolute() && !(is_emptied && is_at_home);
    counts.then(|| base.join("annals"))
}

/// Checks that nobody else can have put a file into a folder: it belongs to the user of this process, and only that
/// user may write to it. A folder that does not exist is right.
///
/// # Errors
///
/// What is wrong with the folder, as a part of a sentence.
#[cfg(unix)]
pub(crate) fn check_owner(folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(metadata) = std::fs::metadata(folder) else {
        return Ok(());
    };
    let name = folder.display();
    if metadata.uid() != rustix::process::geteuid().as_raw() {
        return Err(format!("the folder {name} belongs to another user"));
    }
    if metadata.mode() & 0o022 != 0 {
        return Err(format!(
            "others may write to the folder {name}; chmod go-w takes that from them"
        ));
    }
    Ok(())
}

/// Returns `Ok`: the owner is not known.
#[cfg(not(unix))]
pub(crate) fn check_owner(_folder: &Path) -> Result<(), String> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

    use super::*;

    #[test]
    fn a_folder_of_ones_own_that_only_oneself_may_write_to_is_right() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for (mode, is_right) in [(0o700, true), (0o755, true), (0o770, false), (0o707, false)] {
            set_permissions(folder, Permissions::from_mode(mode)).unwrap();
            assert_eq!(check_owner(folder).is_ok(), is_right, "{mode:o}");
        }
        set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
        assert_eq!(check_owner(&folder.join("missing")), Ok(()));
        // Only the superuser may give a folder away; whose folder it is then is never this process's user.
        let other = folder.metadata().unwrap().uid() + 1;
        let refused = if chown(folder, Some(other), None).is_ok() {
            check_owner(folder)
        } else {
            check_owner(Path::new("/"))
        };
        assert!(refused.unwrap_err().contains("belongs to another user"));
    }
}
