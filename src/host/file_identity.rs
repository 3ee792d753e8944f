//! Tells whether a path still leads to the same file, unchanged.

use std::fs::Metadata;

/// Which file it was, and when it was changed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FileIdentity([i64; 6]);

impl FileIdentity {
    #[cfg(unix)]
    pub(crate) fn new(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self([
            metadata.dev().cast_signed(),
            metadata.ino().cast_signed(),
            metadata.mtime(),
            metadata.mtime_nsec(),
            metadata.ctime(),
            metadata.ctime_nsec(),
        ])
    }

    /// Without numbers of devices and files only the two times are known.
    #[cfg(not(unix))]
    pub(crate) fn new(metadata: &Metadata) -> Self {
        use std::time::{SystemTime, UNIX_EPOCH};
        let since = |time: std::io::Result<SystemTime>| {
            let since = time.ok()?.duration_since(UNIX_EPOCH).ok()?;
            Some([
                since.as_secs().cast_signed(),
                i64::from(since.subsec_nanos()),
            ])
        };
        let [modified, modified_nanos] = since(metadata.modified()).unwrap_or_default();
        let [created, created_nanos] = since(metadata.created()).unwrap_or_default();
        Self([modified, modified_nanos, created, created_nanos, 0, 0])
    }
}
