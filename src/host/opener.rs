//! Starts the browser: never through a shell, with the address as one argument, away from this terminal.
//!
//! It waits for the program, to learn whether it failed: call it on a thread of its own.

use std::{
    env, io,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use annals_model::WebAddress;

/// A program that ends later than that had opened the address, whatever its exit code.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The system's program that opens an address.
const SYSTEM_OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

/// Opens an address with `$BROWSER`, or else with the system's program. Returns when that has ended.
///
/// # Errors
///
/// A sentence, if no program could be started or it said that it failed.
pub(crate) fn open_address(address: &WebAddress) -> Result<(), String> {
    let browser = env::var("BROWSER").ok();
    let mut missing = Vec::new();
    for command in commands(browser.as_deref(), address) {
        let start = Instant::now();
        match run(&command) {
            Ok(status) if status.success() || start.elapsed() >= TIMEOUT => return Ok(()),
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

/// Returns the commands to try, the program first. `BROWSER` may name several with colons between; `%s` in one
/// stands for the address, which otherwise comes last.
fn commands(browser: Option<&str>, address: &WebAddress) -> Vec<Vec<String>> {
    let named = browser.unwrap_or_default().split(':');
    let commands: Vec<Vec<String>> = named
        .map(|command| {
            let mut words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
            let arguments = words.iter_mut().skip(1);
            let placeholders: Vec<_> = arguments.filter(|word| word.contains("%s")).collect();
            if placeholders.is_empty() {
                words.extend((!words.is_empty()).then(|| address.to_string()));
            } else {
                for word in placeholders {
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
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        // What stops or ends this program must not stop or end a browser.
        command.process_group(0);
    }
    command.spawn()?.wait()
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
