//! Starting the browser.
//!
//! Owns which program that is and how it is started: never through a shell, with the address as one
//! argument, away from this terminal. Which addresses get here is decided by [`WebAddress`]. It
//! waits for the program to learn whether it failed, so it belongs on a thread of its own.

use std::{
    env, io,
    os::unix::process::CommandExt as _,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use annals_model::WebAddress;

/// The name of the job, for a message if it fails.
pub(super) const JOB: &str = "opening of an address";

/// A program that ends later than that had opened the address, however it ended.
const PATIENCE: Duration = Duration::from_secs(10);

/// What opens an address with what the person prefers.
const SYSTEM_OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// Opens an address with `$BROWSER`, or else as the system does. Returns when the program has ended.
///
/// # Errors
///
/// A sentence, if no program could be started or it said that it failed.
pub(super) fn open(address: &WebAddress) -> Result<(), String> {
    let browser = env::var("BROWSER").ok();
    let mut missing = Vec::new();
    for command in commands(browser.as_deref(), address) {
        let start = Instant::now();
        match run(&command) {
            Ok(status) if status.success() || start.elapsed() >= PATIENCE => return Ok(()),
            Ok(status) => return Err(format!("{} could not open it: {status}.", command[0])),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                missing.push(command[0].clone());
            }
            Err(error) => return Err(format!("{} cannot be started: {error}.", command[0])),
        }
    }
    Err(format!(
        "There is no {} to open it with; the variable BROWSER can name a program.",
        missing.join(" or ")
    ))
}

/// The commands to try, the program first. `BROWSER` may name several with colons between; `%s` in
/// one stands for the address, which otherwise comes last.
fn commands(browser: Option<&str>, address: &WebAddress) -> Vec<Vec<String>> {
    let named = browser.unwrap_or_default().split(':');
    let commands: Vec<Vec<String>> = named
        .map(|command| {
            let mut words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
            let arguments = words.iter_mut().skip(1);
            let places: Vec<_> = arguments.filter(|word| word.contains("%s")).collect();
            if places.is_empty() {
                words.extend((!words.is_empty()).then(|| address.to_string()));
            } else {
                for word in places {
                    *word = word.replace("%s", address.as_str());
                }
            }
            words
        })
        .filter(|words| !words.is_empty())
        .collect();
    if commands.is_empty() {
        vec![vec![SYSTEM_OPENER.to_owned(), address.to_string()]]
    } else {
        commands
    }
}

fn run(command: &[String]) -> io::Result<std::process::ExitStatus> {
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // What stops or ends this program must not stop or end a browser.
        .process_group(0)
        .spawn()?;
    child.wait()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(None, &[SYSTEM_OPENER, "http://x/$(y%20z)"])]
    #[case(Some(""), &[SYSTEM_OPENER, "http://x/$(y%20z)"])]
    #[case(Some(" : "), &[SYSTEM_OPENER, "http://x/$(y%20z)"])]
    #[case(Some("firefox"), &["firefox", "http://x/$(y%20z)"])]
    #[case(Some("firefox --new-tab"), &["firefox", "--new-tab", "http://x/$(y%20z)"])]
    #[case(Some("a -u=%s -n"), &["a", "-u=http://x/$(y%20z)", "-n"])]
    #[case(Some("%s"), &["%s", "http://x/$(y%20z)"])]
    fn the_address_is_one_argument(#[case] browser: Option<&str>, #[case] expected: &[&str]) {
        let address = WebAddress::parse("http://x/$(y z)").unwrap();
        assert_eq!(commands(browser, &address), [expected]);
    }

    #[test]
    fn browsers_are_tried_in_their_order() {
        let address = WebAddress::parse("http://x/").unwrap();
        assert_eq!(
            commands(Some("a:b -c"), &address),
            [vec!["a", "http://x/"], vec!["b", "-c", "http://x/"]]
        );
    }
}
