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
