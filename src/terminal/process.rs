//! Whether another process is still there.

use rustix::process::{Pid, test_kill_process};

/// Whether a process of that number is running. One that belongs to somebody else counts as running.
pub fn is_running(process: u32) -> bool {
    let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) else {
        return false;
    };
    match test_kill_process(process) {
        Ok(()) => true,
        Err(error) => error == rustix::io::Errno::PERM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_one_is_running_and_a_number_that_is_none_is_not() {
        assert!(is_running(std::process::id()));
        assert!(!is_running(0));
        assert!(!is_running(u32::MAX));
    }
}
