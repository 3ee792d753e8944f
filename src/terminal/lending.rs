//! Lending the terminal to an editor: it runs in the foreground beside us, with the terminal, its settings and its
//! signals as a shell would hand them over.

use std::{
    io::{self, ErrorKind},
    path::Path,
    process::{Command, ExitStatus},
};

use super::{error::TerminalError, guard::TerminalHandle, signals};
use crate::host::editor_command;

/// Has a file edited, from a line on, and waits for it. Returns the sentence to be shown, if there is any.
///
/// # Errors
///
/// If the terminal cannot be taken again.
pub(super) fn edit(
    terminal: &TerminalHandle,
    file: &Path,
    line: Option<u32>,
) -> Result<Option<String>, TerminalError> {
    let command = match editor_command(file, line) {
        Ok(command) => command,
        Err(problem) => return Ok(Some(problem)),
    };
    let Some((program, arguments)) = command.split_first() else {
        return Ok(None);
    };
    let mut command = Command::new(program);
    command.args(arguments);
    terminal.lend();
    let ended = run(terminal, command);
    let bad_end = ended.as_ref().is_ok_and(|status| status.code().is_none());
    signals::settle(terminal);
    terminal.take_back(bad_end)?;
    let name = program.to_string_lossy();
    Ok(match ended {
        Ok(status) if status.success() => None,
        Ok(status) => Some(format!("The editor {name} ended with {}.", how(status))),
        Err(error) if error.kind() == ErrorKind::NotFound => Some(format!(
            "There is no editor {name} here: set EDITOR to the one you use."
        )),
        Err(error) => Some(format!("The editor {name} cannot be started: {error}.")),
    })
}

#[cfg(unix)]
fn run(terminal: &TerminalHandle, mut command: Command) -> io::Result<ExitStatus> {
    if let Ok(keyboard) = terminal.keyboard() {
        command.stdin(keyboard);
    }
    let mut child = command.spawn()?;
    let process = i32::try_from(child.id()).ok();
    if let Some(process) = process.and_then(rustix::process::Pid::from_raw) {
        terminal.lent_to(process);
    }
    child.wait()
}

#[cfg(not(unix))]
fn run(_terminal: &TerminalHandle, mut command: Command) -> io::Result<ExitStatus> {
    command.status()
}

fn how(status: ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        if let Some(signal) = status.signal() {
            return format!("signal {signal}");
        }
    }
    status.code().map_or_else(
        || "an unknown status".to_owned(),
        |code| format!("exit code {code}"),
    )
}
