//! [`Spots`]: the places where a change may make a path lead to another file.

use std::{
    collections::VecDeque,
    ffi::OsString,
    fs,
    path::{self, Component, Path, PathBuf},
};

/// How many symbolic links are followed, as in Linux.
const MAX_LINKS: usize = 40;

/// The names in folders that decide which file a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spots {
    /// Folders without links in their paths, each with a name in it: that of the file and of each link on the way;
    /// for a path that leads nowhere, the first missing name.
    pub(super) spots: Vec<(PathBuf, OsString)>,
    /// Whether other machines may change the file, which the system does not report.
    pub(super) is_remote: bool,
}

impl Spots {
    pub(super) fn new(path: &Path) -> Self {
        let whole = path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut ahead: VecDeque<OsString> = names(&whole).collect();
        let mut folder = root(&whole);
        let mut spots = Vec::new();
        let mut links = 0;
        while let Some(name) = ahead.pop_front() {
            if name == ".." {
                folder.pop();
                continue;
            }
            let here = folder.join(&name);
            let kind = fs::symlink_metadata(&here).map(|found| found.file_type());
            let is_link = kind.as_ref().is_ok_and(fs::FileType::is_symlink);
            let is_last = ahead.is_empty();
            if is_link || is_last || kind.is_err() {
                spots.push((folder.clone(), name));
            }
            if is_link && links < MAX_LINKS {
                links += 1;
                let target = fs::read_link(&here).unwrap_or_default();
                if target.is_absolute() {
                    folder = root(&target);
                }
                for name in names(&target).collect::<Vec<_>>().into_iter().rev() {
                    ahead.push_front(name);
                }
            } else if is_link || kind.is_err() {
                break;
            } else {
                folder = here;
            }
        }
        let is_remote = is_remote(spots.iter().map(|(folder, _)| folder.as_path()));
        Self { spots, is_remote }
    }
}

/// The root of an absolute path, with its drive where there are drives.
fn root(path: &Path) -> PathBuf {
    let components = path.components();
    let is_root = |part: &Component<'_>| matches!(part, Component::Prefix(_) | Component::RootDir);
    components.take_while(is_root).collect()
}

/// Returns the names in a path, including `..`.
fn names(path: &Path) -> impl Iterator<Item = OsString> + '_ {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir => None,
    })
}

/// Whether one of the folders is in a file system that other machines can write to.
#[cfg(target_os = "linux")]
fn is_remote<'p>(mut folders: impl Iterator<Item = &'p Path>) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let mounts = fs::read("/proc/self/mountinfo").unwrap_or_default();
    let mounts = String::from_utf8_lossy(&mounts);
    folders.any(|folder| {
        let found = fs::metadata(folder).ok();
        let kind = found.and_then(|found| kind_of(&mounts, found.dev()));
        kind.is_some_and(is_shared)
    })
}

/// Returns the kind of file system on a device, from Linux's table of mounts.
#[cfg(target_os = "linux")]
fn kind_of(mounts: &str, device: u64) -> Option<&str> {
    // The two numbers of a device, as makedev(3) packs them.
    let major = (device >> 8 & 0xfff) | (device >> 32 & !0xfff);
    let minor = (device & 0xff) | (device >> 12 & !0xff & 0xffff_ffff);
    let wanted = format!("{major}:{minor}");
    mounts.lines().find_map(|line| {
        let (mount, file_system) = line.split_once(" - ")?;
        let is_it = mount.split(' ').nth(2) == Some(wanted.as_str());
        is_it.then(|| file_system.split(' ').next()).flatten()
    })
}

/// Whether a file system of this kind is shared with other machines.
#[cfg(target_os = "linux")]
fn is_shared(kind: &str) -> bool {
    const KINDS: [&str; 13] = [
        "9p", "afs", "ceph", "cifs", "lustre", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf",
        "virtiofs", "vmhgfs",
    ];
    // sshfs among others; the kind does not say which of these are shared.
    kind.starts_with("fuse") || KINDS.contains(&kind)
}

#[cfg(not(target_os = "linux"))]
fn is_remote<'p>(_folders: impl Iterator<Item = &'p Path>) -> bool {
    false
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    use std::os::unix::fs::MetadataExt as _;
    use std::{os::unix::fs::symlink, process};

    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("annals-paths-{}-{name}", process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(folder.join("a/b")).unwrap();
            fs::write(folder.join("a/b/story.toml"), "").unwrap();
            Self(fs::canonicalize(folder).unwrap())
        }

        /// The spots of a path, relative to the folder.
        fn spots(&self, path: &str) -> Vec<String> {
            let Spots { spots, .. } = Spots::new(&self.0.join(path));
            let shown = |(folder, name): &(PathBuf, OsString)| {
                let whole = folder.join(name);
                whole.strip_prefix(&self.0).unwrap().display().to_string()
            };
            spots.iter().map(shown).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_plain_file_depends_on_its_own_name() {
        let folder = Folder::new("plain");
        assert_eq!(folder.spots("a/b/story.toml"), ["a/b/story.toml"]);
        assert_eq!(folder.spots("a/../a/./b/story.toml"), ["a/b/story.toml"]);
    }

    #[test]
    fn a_missing_path_depends_on_its_first_missing_name() {
        let folder = Folder::new("missing");
        assert_eq!(folder.spots("a/b/other.toml"), ["a/b/other.toml"]);
        assert_eq!(folder.spots("a/x/y/story.toml"), ["a/x"]);
    }

    #[test]
    fn links_are_spots_of_their_own() {
        let folder = Folder::new("links");
        symlink("a/b", folder.0.join("current")).unwrap();
        symlink("../a/b/story.toml", folder.0.join("a/link.toml")).unwrap();
        symlink(folder.0.join("a/link.toml"), folder.0.join("far.toml")).unwrap();
        assert_eq!(
            folder.spots("current/story.toml"),
            ["current", "a/b/story.toml"]
        );
        assert_eq!(
            folder.spots("far.toml"),
            ["far.toml", "a/link.toml", "a/b/story.toml"]
        );
        symlink("gone.toml", folder.0.join("dangling.toml")).unwrap();
        assert_eq!(
            folder.spots("dangling.toml"),
            ["dangling.toml", "gone.toml"]
        );
    }

    #[test]
    fn links_in_a_circle_end() {
        let folder = Folder::new("circle");
        symlink("two", folder.0.join("one")).unwrap();
        symlink("one", folder.0.join("two")).unwrap();
        let spots = folder.spots("one");
        assert_eq!(spots.len(), MAX_LINKS + 1);
        assert!(spots.iter().all(|spot| spot == "one" || spot == "two"));
    }

    /// Lines with and without the fields before the hyphen, and with a space in a name.
    #[cfg(target_os = "linux")]
    const MOUNTS: &str = "\
21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
22 21 0:5 / /dev rw - devtmpfs devtmpfs rw
40 21 0:48 / /mnt/school\\040files rw,relatime shared:9 master:2 - nfs4 server:/export rw
41 21 0:300 / /mnt/home rw - fuse.sshfs me@host: rw
";

    #[cfg(target_os = "linux")]
    #[test]
    fn file_systems_are_known_by_their_devices() {
        assert_eq!(kind_of(MOUNTS, 254 << 8), Some("ext4"));
        assert_eq!(kind_of(MOUNTS, 48), Some("nfs4"));
        // 300 is 0x12c, of which the lower eight bits stand apart from the others.
        assert_eq!(kind_of(MOUNTS, 0x10_002c), Some("fuse.sshfs"));
        assert_eq!(kind_of(MOUNTS, 7), None);
        assert_eq!(kind_of("", 48), None);
        assert!(is_shared("nfs4") && is_shared("fuse.sshfs") && !is_shared("ext4"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn proc_is_not_remote() {
        assert!(!is_remote([Path::new("/proc")].into_iter()));
        let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
        let device = fs::metadata("/proc").unwrap().dev();
        assert_eq!(kind_of(&mounts, device), Some("proc"));
    }
}
