//! The panic hook: what happens when the program has a bug.
//!
//! A panic of one of the screen's own threads gives the terminal back and reports on standard error. A panic of
//! a worker, or of any other thread while the screen is up, is kept for the worker to report: it touches neither
//! the screen nor standard error.

use std::{
    any::Any,
    backtrace::{Backtrace, BacktraceStatus},
    cell::{Cell, RefCell},
    io::{self, Write},
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    process,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::guard::{self, Leaving};
use annals_model::text::{Clean, fit};

/// The exit code of a program that ended because of a bug in it (`EX_SOFTWARE` of `sysexits.h`).
pub const EXIT_BUG: u8 = 70;

const MAX_MESSAGE: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Draws, reads keys or waits for signals: the program cannot go on without it.
    Vital,
    /// Answers with a message; the screen goes on without it.
    Worker,
    Other,
}

thread_local! {
    static ROLE: Cell<Role> = const { Cell::new(Role::Other) };
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Whether a panic was reported on standard error.
static HAS_REPORTED: AtomicBool = AtomicBool::new(false);

/// Returns whether a panic was reported on standard error, which ends the process sooner or later.
pub(super) fn has_reported() -> bool {
    HAS_REPORTED.load(Ordering::Acquire)
}

/// Makes every panic of this process end in a clear report after the terminal is restored. Call it
/// once, first thing; further calls do nothing.
///
/// The hook only reports: the unwinding goes on, and `main` exits with [`EXIT_BUG`].
pub fn report_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| panic::set_hook(Box::new(hook)));
}

/// Sets what the current thread is for.
pub(crate) fn set_role(role: Role) {
    ROLE.set(role);
}

/// Returns the message of the panic that was just caught on this thread, with its position in the code if the hook
/// is installed.
pub(crate) fn panic_message(payload: &(dyn Any + Send)) -> String {
    let reported = LAST.with_borrow_mut(Option::take);
    reported.unwrap_or_else(|| text_of(payload))
}

/// Starts a thread that the screen cannot do without: if it panics, the process ends with
/// [`EXIT_BUG`].
pub(super) fn spawn_vital(
    name: &str,
    work: impl FnOnce() + Send + 'static,
) -> io::Result<thread::JoinHandle<()>> {
    thread::Builder::new().name(name.to_owned()).spawn(move || {
        set_role(Role::Vital);
        if panic::catch_unwind(AssertUnwindSafe(work)).is_err() {
            process::exit(i32::from(EXIT_BUG));
        }
    })
}

fn hook(info: &PanicHookInfo<'_>) {
    let message = describe(info);
    let quiet = match ROLE.get() {
        Role::Vital => {
            guard::leave_current(Leaving::Die);
            false
        }
        Role::Worker => true,
        Role::Other => guard::is_in_use(),
    };
    if quiet {
        LAST.set(Some(message));
        return;
    }
    let mut report = format!(
        "annals has a bug and had to stop; the terminal is as it was before.\n  {message}\n"
    );
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        report.push_str(&backtrace.to_string());
    }
    HAS_REPORTED.store(true, Ordering::Release);
    // A dead terminal must not turn one panic into two.
    let _ = io::stderr().write_all(report.as_bytes());
}

/// Returns the panic's message and position on one line, safe to print.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let position = info.location().map(|at| format!(" ({at})"));
    text_of(info.payload()) + &position.unwrap_or_default()
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    clean(text.unwrap_or("no message"))
}

fn clean(message: &str) -> String {
    fit(&Clean::line(message), MAX_MESSAGE, &Clean::own("…")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_stays_on_one_line_and_short() {
        assert_eq!(clean("left: \x1b[2J\nright"), "left: ␛[2J right");
        assert_eq!(clean(&"é".repeat(9_999)).chars().count(), MAX_MESSAGE);
    }
}
