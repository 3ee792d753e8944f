//! What happens when the program has a bug.
//!
//! Owns the panic hook. A panic of the screen's own threads gives the terminal back and reports on
//! standard error; a panic of a worker, or of any other thread while the screen is up, is kept for
//! the worker's wrapper and touches neither the screen nor standard error.

use std::{
    any::Any,
    backtrace::{Backtrace, BacktraceStatus},
    cell::{Cell, RefCell},
    io::{self, Write},
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    process,
    sync::Once,
    thread,
};

use super::guard::{self, Leaving};
use annals_model::text::{Clean, fit};

/// The exit code of a program that ended because of a bug in it (`EX_SOFTWARE` of `sysexits.h`).
pub const EXIT_BUG: u8 = 70;

const LONGEST_MESSAGE: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Draws, or reads keys, or waits for signals: nothing goes on without it.
    Vital,
    /// Answers with a message; the screen goes on without it.
    Worker,
    Other,
}

thread_local! {
    static ROLE: Cell<Role> = const { Cell::new(Role::Other) };
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes every panic of this process end in a clear report after the terminal is restored. Call it
/// once, first thing; further calls do nothing.
///
/// The hook only reports: the unwinding goes on, and whoever catches it at the end (`main`) exits
/// with [`EXIT_BUG`].
pub fn report_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| panic::set_hook(Box::new(hook)));
}

/// Says what the current thread is for.
pub(super) fn set_role(role: Role) {
    ROLE.set(role);
}

/// The message of the panic that has just been caught on this thread, with its place if the hook is
/// installed.
pub(super) fn message(payload: &(dyn Any + Send)) -> String {
    let told = LAST.with_borrow_mut(Option::take);
    told.unwrap_or_else(|| text_of(payload))
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
    // A dead terminal must not turn one panic into two.
    let _ = io::stderr().write_all(report.as_bytes());
}

/// The panic's message and place on one line, safe to print.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map(|at| format!(" ({at})"));
    text_of(info.payload()) + &place.unwrap_or_default()
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    clean(text.unwrap_or("no message"))
}

fn clean(message: &str) -> String {
    fit(&Clean::line(message), LONGEST_MESSAGE, &Clean::own("…")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_stays_on_one_line_and_short() {
        assert_eq!(clean("left: \x1b[2J\nright"), "left: ␛[2J right");
        assert_eq!(clean(&"é".repeat(9_999)).chars().count(), LONGEST_MESSAGE);
    }
}
