use super::*;

/// A fresh folder, removed at the end.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<_> = entries.map(name).collect();
    names.sort();
    names
}

fn target(place: &Path, replaces: bool) -> Target<'_> {
    let known = fs::metadata(place).ok().filter(|_| replaces);
    Target {
        place,
        known: known.map(|known| known.permissions()),
        mode: DEFAULT_MODE,
        replaces,
    }
}

#[test]
fn whichever_step_fails_the_old_file_is_whole_and_nothing_is_left_over() {
    // Long enough for several writes.
    let text = "new ".repeat(BLOCK);
    for replaces in [false, true] {
        let mut steps = Vec::new();
        let mut failing = 0;
        loop {
            let folder = folder();
            let place = folder.path().join("story.toml");
            if replaces {
                fs::write(&place, "old").unwrap();
            }
            steps.clear();
            let written = target(&place, replaces).write(&text, &mut |step| {
                steps.push(step);
                if steps.len() == failing + 1 {
                    Err(io::Error::from(io::ErrorKind::StorageFull))
                } else {
                    Ok(())
                }
            });
            if written.is_ok() {
                assert_eq!(fs::read_to_string(&place).unwrap(), text);
                assert_eq!(names(folder.path()), ["story.toml"]);
                break;
            }
            let expected: &[&str] = if replaces { &["story.toml"] } else { &[] };
            assert_eq!(names(folder.path()), expected, "after {steps:?}");
            if replaces {
                assert_eq!(fs::read_to_string(&place).unwrap(), "old", "{steps:?}");
            }
            failing += 1;
        }
        let writes = steps.iter().filter(|step| **step == Step::Write).count();
        assert_eq!(writes, 4);
        assert_eq!(steps.contains(&Step::SetPermissions), replaces);
        assert_eq!(failing, steps.len(), "each step has failed once");
    }
}

#[test]
fn a_file_is_not_replaced_without_permission_even_if_it_appears_meanwhile() {
    let folder = folder();
    let place = folder.path().join("story.toml");
    let written = target(&place, false).write("new", &mut |step| {
        if step == Step::Move {
            fs::write(&place, "mine").unwrap();
        }
        Ok(())
    });
    assert_eq!(written.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_to_string(&place).unwrap(), "mine");
    assert_eq!(names(folder.path()), ["story.toml"]);
}

#[test]
fn a_name_may_be_as_long_as_the_system_allows() {
    let folder = folder();
    let name = format!("{}.toml", "n".repeat(250));
    save(&folder.path().join(&name), "new", false).unwrap();
    save(&folder.path().join(&name), "newer", true).unwrap();
    assert_eq!(names(folder.path()), [name]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use rstest::rstest;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[rstest]
    #[case(0o600)]
    #[case(0o640)]
    #[case(0o666)]
    fn others_never_read_more_of_a_replacement_than_of_the_file(#[case] permissions: u32) {
        let folder = folder();
        let place = folder.path().join("story.toml");
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, Permissions::from_mode(permissions)).unwrap();
        target(&place, true)
            .write("new", &mut |_step| {
                for name in names(folder.path()) {
                    let seen = mode(&folder.path().join(name));
                    assert_eq!(seen & !permissions, 0, "{seen:o}");
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(mode(&place), permissions);
    }

    #[test]
    fn links_are_followed_to_the_file_that_they_lead_to() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("there")).unwrap();
        symlink("there/second", at("first")).unwrap();
        symlink(at("story.toml"), at("there/second")).unwrap();
        // There is no file yet.
        save(&at("first"), "new", false).unwrap();
        assert_eq!(fs::read_to_string(at("story.toml")).unwrap(), "new");
        save(&at("first"), "newer", true).unwrap();
        assert_eq!(fs::read_to_string(at("story.toml")).unwrap(), "newer");
        assert_eq!(names(folder.path()), ["first", "story.toml", "there"]);
        assert_eq!(names(&at("there")), ["second"]);
        let refused = save(&at("first"), "newest", false).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        // A ring of links leads nowhere.
        symlink("b", at("a")).unwrap();
        symlink("a", at("b")).unwrap();
        assert!(save(&at("a"), "new", true).is_err());
        assert!(fs::symlink_metadata(at("a")).unwrap().is_symlink());
    }

    #[test]
    fn files_of_the_program_are_private_and_replace_links() {
        let folder = folder();
        let place = folder.path().join("state/annals/one.toml");
        replace_private(&place, "one").unwrap();
        assert_eq!(mode(&place), 0o600);
        assert_eq!(mode(folder_of(&place)), 0o700);
        let precious = folder.path().join("precious");
        fs::write(&precious, "mine").unwrap();
        fs::remove_file(&place).unwrap();
        symlink(&precious, &place).unwrap();
        replace_private(&place, "two").unwrap();
        assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
        assert_eq!(fs::read_to_string(&place).unwrap(), "two");
        assert!(!fs::symlink_metadata(&place).unwrap().is_symlink());
    }
}
