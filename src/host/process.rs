//! Whether another process is still running.

/// Whether a process with this number is running, including those of other users.
#[cfg(unix)]
pub(crate) fn is_running(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};

    let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) else {
        return false;
    };
    match test_kill_process(process) {
        Ok(()) => true,
        Err(error) => error == rustix::io::Errno::PERM,
    }
}

/// Whether a process with this number is running; always `true` where there is no Unix to ask.
#[cfg(not(unix))]
pub(crate) const fn is_running(_process: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_processes_are_running() {
        assert!(is_running(std::process::id()));
        assert!(!is_running(0));
        assert!(!is_running(u32::MAX));
    }
}
