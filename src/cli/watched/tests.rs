//! Tests of telling one state of a file from another.

use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use rstest::rstest;

use super::*;

/// A folder with these files.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        // Cases of one test run side by side.
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("annals-watched-{}-{name}-{count}", process::id());
        let folder = std::env::temp_dir().join(folder);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("inner")).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        Self(folder)
    }

    fn named(&self, names: &[&str]) -> Vec<OsString> {
        let paths = names.iter().map(|name| match *name {
            name if name == "-" || name.starts_with('@') => OsString::from(name),
            name => self.0.join(name).into(),
        });
        paths.collect()
    }

    fn write(&self, text: &str) {
        fs::write(self.0.join("story.toml"), text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn words(sight: &FileState) -> String {
    match sight {
        FileState::Unchanged => "same".to_owned(),
        FileState::Complete(FileNews::Reread { timeline, .. }) => {
            format!("whole {}", timeline.title)
        }
        FileState::Incomplete(FileNews::Reread { timeline, .. }) => {
            format!("short {}", timeline.title)
        }
        FileState::Incomplete(FileNews::Unreadable { reason, line }) => {
            format!("{line:?} {reason}")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_files_are_watched_and_each_layer_has_its_origin() {
    let folder = Folder::new(
        "origins",
        &[("story.toml", ""), ("inner/story.toml", ""), ("b.toml", "")],
    );
    let named = folder.named(&[
        "story.toml",
        "@alibaba",
        "-",
        "inner/story.toml",
        "b.toml",
        "inner",
        "none",
    ]);
    let files = before_reading(&named, &How::default());
    let layers: Vec<usize> = files.iter().map(|file| file.account().index()).collect();
    assert_eq!(layers, [0, 3, 4]);
    // Two files of the same name.
    assert_eq!(
        files[0].name(),
        folder.0.join("story.toml").to_string_lossy()
    );
    assert_eq!(files[2].name(), "b.toml");
    let none = Accounts::default();
    let origins = origins(&named, &files, &none);
    assert_eq!(origins[1], Origin::Bundled("alibaba"));
    assert_eq!(origins[2], Origin::Passing);
    assert_eq!(origins[4], Origin::File(Clean::own("b.toml")));
    let stories = Accounts::with_bundled(
        Vec::new(),
        &[
            crate::data::find("alibaba").unwrap(),
            crate::data::find("alibaba-record").unwrap(),
        ],
    );
    assert_eq!(
        super::origins(&[], &[], &stories),
        [
            Origin::Bundled("alibaba"),
            Origin::Bundled("alibaba-record")
        ]
    );
}

#[test]
fn a_file_is_read_again_if_its_content_changed() {
    let folder = Folder::new("again", &[("story.toml", "title = \"One\"")]);
    let mut file = before_reading(&folder.named(&["story.toml"]), &How::default()).remove(0);
    assert_eq!(words(&file.look()), "same");
    assert!(!file.has_moved());
    // Written anew with the same text.
    folder.write("title = \"One\"");
    assert_eq!(words(&file.look()), "same");
    folder.write("title = \"Two and three\"");
    assert!(file.has_moved());
    assert_eq!(words(&file.look()), "whole Two and three");
    assert_eq!(
        words(&file.look()),
        "whole Two and three",
        "it has not been taken in yet"
    );
    file.accept();
    assert_eq!(words(&file.look()), "same");
    // It may still be growing.
    folder.write("title = \"Two\"");
    assert_eq!(words(&file.look()), "short Two");
}

#[rstest]
#[case::no_toml("title = \"One\"\nx = = 1\n", "Some(2) extra `=`")]
#[case::empty("", "None the file is empty")]
fn problems_are_reported_with_their_position(#[case] text: &str, #[case] expected: &str) {
    let folder = Folder::new("wrong", &[("story.toml", "title = \"One\"")]);
    let mut file = before_reading(&folder.named(&["story.toml"]), &How::default()).remove(0);
    assert_eq!(words(&file.look()), "same");
    folder.write(text);
    let seen = words(&file.look());
    assert!(seen.starts_with(expected), "{seen}");
    folder.write("title = \"One\"");
    assert_eq!(words(&file.look()), "same");
}

#[test]
fn a_missing_file_is_reported() {
    let folder = Folder::new("gone", &[("story.toml", "title = \"One\"")]);
    let mut file = before_reading(&folder.named(&["story.toml"]), &How::default()).remove(0);
    assert_eq!(words(&file.look()), "same");
    fs::remove_file(file.path()).unwrap();
    assert!(file.has_moved());
    assert_eq!(words(&file.look()), "None the file is gone");
    assert!(!file.has_moved());
    fs::create_dir(file.path()).unwrap();
    assert_eq!(
        words(&file.look()),
        "None the file cannot be read: it is no file any more"
    );
}

#[test]
fn a_save_before_the_first_look_is_noticed() {
    let folder = Folder::new("early", &[("story.toml", "title = \"One\"")]);
    let mut file = before_reading(&folder.named(&["story.toml"]), &How::default()).remove(0);
    folder.write("title = \"Two and three\"");
    assert_eq!(words(&file.look()), "whole Two and three");
}

#[cfg(unix)]
#[test]
fn large_files_are_compared_without_reading() {
    let folder = Folder::new("large", &[]);
    let path = folder.0.join("table.csv");
    // It takes no room: nothing is in it.
    let file = File::create(&path).unwrap();
    file.set_len(LARGE + 1).unwrap();
    let digest = || Digest::of(&path, &Stamp::of(&path).unwrap()).unwrap();
    let before = digest();
    assert_eq!(digest(), before);
    let later = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
    file.set_modified(later).unwrap();
    assert_ne!(digest(), before);
}
