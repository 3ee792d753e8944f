//! Files that annals writes: nothing is replaced unasked, and an interruption leaves the old file or the new one.

use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;

use super::{failure, stdout};

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("saving-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is text")
}

/// A timeline large enough for its writing to take a while.
fn large_timeline(folder: &Path) -> PathBuf {
    let event = |number: usize| {
        format!("[[event]]\nid = \"e{number}\"\ntitle = \"Title {number}\"\ndate = \"2020\"\n")
    };
    let events: String = (0..2_000).map(event).collect();
    let path = folder.join("large.toml");
    fs::write(&path, format!("title = \"Large\"\n{events}")).expect("a file can be written");
    path
}

#[rstest]
#[case(&["screenshot", "OUT"], "screen.svg")]
#[case(&["screenshot", "OUT"], "screen.txt")]
#[case(&["handout", "--output", "OUT"], "sheet.html")]
#[case(&["handout", "--output", "OUT"], "sheet.md")]
#[case(&["handout", "--output", "OUT"], "sheet.svg")]
#[case(&["convert", "@alibaba", "OUT"], "sheet.md")]
#[case(&["convert", "@alibaba", "OUT"], "story.toml")]
fn nothing_is_replaced_without_force(#[case] command: &[&str], #[case] name: &str) {
    let out = folder(&format!("force-{}-{name}", command[0])).join(name);
    let with = |more: &[&str]| -> Vec<String> {
        let words = command.iter().chain(more);
        let word = |word: &&str| word.replace("OUT", text(&out));
        words.map(word).collect()
    };
    let plain = with(&[]);
    let plain: Vec<_> = plain.iter().map(String::as_str).collect();
    fs::write(&out, "mine").unwrap();
    let (message, code) = failure(&plain);
    assert!(
        message.contains("is there already; --force writes over it") && code == 4,
        "{message}"
    );
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
    let forced = with(&["--force"]);
    let forced: Vec<_> = forced.iter().map(String::as_str).collect();
    // What annals wrote itself is replaced as well.
    for _ in 0..2 {
        stdout(&forced);
        assert!(fs::read_to_string(&out).unwrap().len() > 1_000);
    }
}

#[rstest]
#[case("in.txt", "2020: A bridge is built\n2021: It falls\n")]
#[case("in.txt", "title = \"Mine\"\n[[event]]\nid = \"a\"\ntitle = \"A\"\n")]
#[case("in.svg", "date,title\n2020,A bridge is built\n2021,It falls\n")]
#[case("in.md", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")]
#[case("in.html", "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n0 TRLR\n")]
fn a_timeline_is_never_replaced_by_a_picture_or_a_sheet(#[case] name: &str, #[case] story: &str) {
    let path = folder(&format!("timeline-{}-{}", name, story.len())).join(name);
    fs::write(&path, story).unwrap();
    let commands: &[&[&str]] = match name {
        "in.txt" => &[&["screenshot", "PATH", "--force"]],
        "in.svg" => &[
            &["screenshot", "PATH", "--force"],
            &["handout", "-o", "PATH", "--force"],
        ],
        _ => &[
            &["handout", "-o", "PATH", "--force"],
            &["convert", "@alibaba", "PATH", "--force"],
        ],
    };
    for command in commands {
        let words = command.iter().map(|word| word.replace("PATH", text(&path)));
        let words: Vec<_> = words.collect();
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let (message, code) = failure(&words);
        assert!(
            message.contains("is a timeline (") && message.contains("choose another name"),
            "{message}"
        );
        assert_eq!(code, 4);
        assert_eq!(fs::read_to_string(&path).unwrap(), story);
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use rustix::process::{Pid, Signal, kill_process};
    use std::collections::BTreeSet;
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};
    use std::time::Instant;

    fn names(folder: &Path) -> BTreeSet<String> {
        let name = |entry: std::io::Result<fs::DirEntry>| {
            let name = entry.expect("the folder can be read").file_name();
            name.into_string().expect("the name is text")
        };
        let entries = fs::read_dir(folder).expect("the folder can be read");
        entries.map(name).collect()
    }

    fn convert(from: &Path, to: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command
            .args(["convert", text(from), text(to), "--force"])
            .env("XDG_CONFIG_HOME", "/dev/null")
            .env("XDG_STATE_HOME", "/dev/null")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    #[test]
    fn a_conversion_that_is_killed_at_any_moment_leaves_the_old_file_or_the_new_one() {
        const KILLS: u32 = 300;
        let folder = folder("kills");
        let story = large_timeline(&folder);
        let out = folder.join("out.csv");
        let begun = Instant::now();
        assert!(convert(&story, &out).status().unwrap().success());
        let whole = begun.elapsed();
        let new = fs::read_to_string(&out).unwrap();
        let expected: BTreeSet<_> = names(&folder);
        let signals = [Signal::TERM, Signal::INT, Signal::HUP, Signal::KILL];
        let mut seed = 42_u32;
        let mut killed = 0;
        for signal in signals.into_iter().cycle().take(KILLS as usize) {
            // Whether there is a file to be replaced changes which system call moves the new one.
            fs::write(&out, "old").unwrap();
            let mut child = convert(&story, &out).spawn().unwrap();
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // A random moment of the run: this waits for nothing.
            std::thread::sleep(whole.mul_f64(f64::from(seed >> 16) / 65_536.0));
            let process = Pid::from_raw(child.id().cast_signed()).unwrap();
            let _ = kill_process(process, signal);
            let status = child.wait().unwrap();
            killed += u32::from(status.signal() == Some(signal.as_raw()));
            let found = fs::read_to_string(&out).unwrap();
            assert!(
                found == "old" || found == new,
                "half a file after {signal:?}"
            );
            let mut left = names(&folder);
            if signal == Signal::KILL {
                // Nothing can be done then; what is left does not have the name of the file.
                left.retain(|name| !name.starts_with(".annals-"));
                for name in names(&folder).difference(&left) {
                    fs::remove_file(folder.join(name)).unwrap();
                }
            }
            assert_eq!(left, expected, "after {signal:?}");
        }
        assert!(killed > KILLS / 4, "only {killed} came in time");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_command_that_is_to_ignore_hangups_finishes() {
        let folder = folder("hangups");
        let story = large_timeline(&folder);
        let out = folder.join("out.csv");
        // The shell ignores the signal, and so does what it starts.
        let script = "trap '' HUP; \"$@\" & kill -HUP $!; wait $!";
        let status = Command::new("sh")
            .args(["-c", script, "sh", env!("CARGO_BIN_EXE_annals")])
            .args(["convert", text(&story), text(&out)])
            .env("XDG_CONFIG_HOME", "/dev/null")
            .status()
            .unwrap();
        assert!(status.success());
        assert!(fs::read_to_string(&out).unwrap().contains("Title 1999"));
    }

    #[test]
    fn a_limit_on_the_size_of_files_is_said() {
        let folder = folder("limit");
        let story = large_timeline(&folder);
        let out = folder.join("out.csv");
        fs::write(&out, "old").unwrap();
        let output = Command::new("sh")
            .args(["-c", "ulimit -f 4; exec \"$@\"", "sh"])
            .args([env!("CARGO_BIN_EXE_annals"), "convert", text(&story)])
            .args([text(&out), "--force"])
            .env("XDG_CONFIG_HOME", "/dev/null")
            .output()
            .unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(
            message.contains("cannot be written") && message.contains("out.csv: file too large"),
            "{message}"
        );
        assert_eq!(output.status.code(), Some(4));
        assert_eq!(fs::read_to_string(&out).unwrap(), "old");
        assert_eq!(names(&folder).len(), 2);
    }

    #[test]
    fn a_dangling_link_gets_its_file() {
        let folder = folder("dangling");
        let (link, real) = (folder.join("link.csv"), folder.join("real.csv"));
        std::os::unix::fs::symlink("real.csv", &link).unwrap();
        stdout(&["convert", "@alibaba", text(&link)]);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::read_to_string(&real).unwrap().contains("id,start,end"));
    }

    /// Makes the system calls of a save fail from outside, one after the other.
    #[test]
    #[ignore = "needs strace"]
    fn whichever_system_call_fails_the_old_file_is_whole() {
        let folder = folder("calls");
        let story = large_timeline(&folder);
        let out = folder.join("out.csv");
        let log = folder.join("log");
        fs::write(&log, "").unwrap();
        fs::write(&out, "old").unwrap();
        let expected = names(&folder);
        for call in ["write", "fchmod", "fsync", "/^rename"] {
            let mut failures = 0;
            for nth in 1..40 {
                fs::write(&out, "old").unwrap();
                let inject = format!("inject={call}:error=EIO:when={nth}");
                let mut command = Command::new("strace");
                command.args(["-f", "-o", text(&log), "-e", &inject]);
                command.arg(env!("CARGO_BIN_EXE_annals"));
                command.args(["convert", text(&story), text(&out), "--force"]);
                let output = command
                    .env("XDG_CONFIG_HOME", "/dev/null")
                    .output()
                    .unwrap();
                let message = String::from_utf8_lossy(&output.stderr);
                let found = fs::read_to_string(&out).unwrap();
                assert_eq!(names(&folder), expected, "{call} {nth}: {message}");
                if output.status.code() == Some(0) {
                    assert!(found.contains("Title 1999"), "{call} {nth}: {message}");
                    let calls = fs::read_to_string(&log).unwrap();
                    if !calls.contains("(INJECTED)") {
                        break;
                    }
                } else {
                    assert_eq!((output.status.code(), found.as_str()), (Some(4), "old"));
                    failures += 1;
                }
            }
            assert!(failures > 0, "{call}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
