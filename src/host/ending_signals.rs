//! The signals that end a process unless it handles them.

use std::fs;

use rustix::process::Signal;
use signal_hook::consts::{
    SIGALRM, SIGBUS, SIGIO, SIGPROF, SIGSYS, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
};
use signal_hook::low_level::{emulate_default_handler, exit};

/// The signals by which people and systems end a program.
pub(crate) const COMMON: [i32; 4] = [
    Signal::TERM.as_raw(),
    Signal::HUP.as_raw(),
    Signal::INT.as_raw(),
    Signal::QUIT.as_raw(),
];

/// The others. Not among them are SIGKILL, the faults of the processor (SIGSEGV, SIGILL, SIGFPE), which only unsafe
/// code could handle, SIGPIPE, which Rust ignores, and SIGABRT and SIGXFSZ, which have meanings of their own here.
const OTHERS: [i32; 10] = [
    SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGBUS, SIGIO, SIGSYS, SIGTRAP,
];

/// The numbers of the signals for real-time programs. Those that the C library keeps for itself are among them.
#[cfg(target_os = "linux")]
const REAL_TIME: std::ops::RangeInclusive<i32> = 34..=64;

/// Returns the signals that end a process, beside [`COMMON`], without those that this process was started to ignore.
/// Not every one of them can be handled on every system.
pub(crate) fn others() -> Vec<i32> {
    let mut signals = OTHERS.to_vec();
    #[cfg(target_os = "linux")]
    {
        signals.extend([Signal::STKFLT.as_raw(), Signal::POWER.as_raw()]);
        signals.extend(REAL_TIME);
    }
    let ignored = ignored();
    signals.retain(|&signal| !contains(ignored, signal));
    signals
}

/// Returns those of [`COMMON`] that this process was not started to ignore.
pub(crate) fn usual_and_not_ignored() -> impl Iterator<Item = i32> {
    let ignored = ignored();
    let usual = COMMON.into_iter();
    usual.filter(move |&signal| !contains(ignored, signal))
}

/// Ends the process by a signal. Where that cannot be done, with the exit code that a shell gives for the signal.
pub(crate) fn end_by(signal: i32) -> ! {
    // Does not return if it knows the signal as one that ends a process.
    let _ = emulate_default_handler(signal);
    exit(128 + signal)
}

fn contains(set: u64, signal: i32) -> bool {
    let bit = 1_u64.checked_shl(signal.unsigned_abs().saturating_sub(1));
    bit.is_some_and(|bit| set & bit != 0)
}

/// Returns the signals that this process was started to ignore, as `nohup` does, the first in the lowest bit. Where
/// the system does not tell, none.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_signals_begin_with_the_first_signal() {
        assert!(contains(1, 1) && !contains(1, 2));
        assert!(contains(1 << 63, 64) && !contains(u64::MAX, 65));
    }
}
