//! Shows the first rows of a large table while the others are being read.

use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use super::Failure;
use super::reading::{Progress, Source, Stream, reason, unreadable};
use crate::host::{Job, Outbox, ReadOutcome, ReaderThread, StopHandle};
use annals_model::text::{Clean, grouped};
use annals_model::{AccountIndex, Timeline};
use annals_tui::Message;
use annals_tui::context::{FileNews, Loading};

/// A table of at most this many bytes is read to its end before anything is shown.
const MAX_FIRST_BYTES: u64 = 2 << 20;
/// After how many milliseconds the rows so far are shown, if bytes come slowly,
const UPDATE_INTERVAL: u64 = 200;
/// and one more millisecond for each so many rows: showing them takes a tenth of that.
const ROWS_PER_MILLISECOND: usize = 250;
/// A millisecond in nanoseconds.
const MILLISECOND: i128 = 1_000_000;
/// How often progress is sent to the screen, in nanoseconds.
const PROGRESS_INTERVAL: i128 = 100_000_000;
/// More rows are shown once there are this many times as many.
const GROWTH: usize = 6;

/// A table of which only the first rows have been read.
#[derive(Debug)]
pub(super) struct Rest {
    stream: Box<Stream>,
    thread: ReaderThread,
    /// Why no more can be read, if so.
    trouble: Option<String>,
}

/// The part of a table that can be read without a noticeable delay.
#[derive(Debug)]
pub(super) enum First {
    /// There is more.
    Rows(Timeline, Rest),
    /// That is all.
    Whole(Source),
}

/// Reads as much of a table as takes no noticeable time.
///
/// # Errors
///
/// If it cannot be read before there is a row.
pub(super) fn first_rows(mut stream: Box<Stream>) -> Result<First, Failure> {
    let name = stream.name().clone();
    let refused = |error: &io::Error| unreadable(&name, error);
    let thread = ReaderThread::of(stream.take_reader()).map_err(|error| refused(&error))?;
    let begun = now();
    let mut trouble = None;
    loop {
        let come = take_in(&mut stream, &thread, Some(UPDATE_INTERVAL));
        let is_soon = now() - begun < i128::from(UPDATE_INTERVAL) * MILLISECOND;
        match come {
            Ok(ReadOutcome::Block(_)) if is_soon && stream.progress().taken < MAX_FIRST_BYTES => {
                continue;
            }
            Ok(ReadOutcome::Block(_) | ReadOutcome::TimedOut) => {}
            Ok(ReadOutcome::End | ReadOutcome::Stopped) => {
                return Ok(First::Whole(stream.finish()));
            }
            Err(error) => trouble = Some(error),
        }
        stream.settle();
        // A single row may be that long.
        match trouble {
            Some(error) if stream.progress().rows == 0 => return Err(refused(&error)),
            None if stream.progress().rows == 0 => {}
            // An error is reported at the end, with the rows that were read.
            trouble => {
                let trouble = trouble.as_ref().map(reason);
                let timeline = stream.so_far();
                return Ok(First::Rows(
                    timeline,
                    Rest {
                        stream,
                        thread,
                        trouble,
                    },
                ));
            }
        }
    }
}

/// Waits for the next bytes and takes them in.
fn take_in(
    stream: &mut Stream,
    thread: &ReaderThread,
    timeout: Option<u64>,
) -> io::Result<ReadOutcome> {
    let come = thread.next(timeout)?;
    match &come {
        ReadOutcome::Block(bytes) => stream.push(bytes)?,
        ReadOutcome::End => stream.end()?,
        ReadOutcome::TimedOut | ReadOutcome::Stopped => {}
    }
    Ok(come)
}

/// Returns the job that reads the rest of a account's table, and a handle that stops it.
pub(super) fn rest(rest: Rest, layer: AccountIndex) -> (Job, StopHandle) {
    let stop = rest.thread.stop();
    let job = Job::new("reading of a table", 1, move |outbox| {
        read(*rest.stream, &rest.thread, rest.trouble, layer, outbox);
    });
    (job, stop)
}

fn read(
    mut stream: Stream,
    thread: &ReaderThread,
    mut trouble: Option<String>,
    layer: AccountIndex,
    outbox: &Outbox,
) {
    let begun = now();
    let (mut told, mut shown) = (begun, stream.progress().rows);
    let first = stream.progress().come;
    outbox.send(Message::Loading(Some(loading(&stream, first, 0))));
    let mut was_stopped = false;
    let mut shown_at = begun;
    // Whether something has come that has not been shown.
    let mut is_more = false;
    while outbox.is_wanted() && trouble.is_none() {
        let more = u64::try_from(shown / ROWS_PER_MILLISECOND).unwrap_or(u64::MAX);
        let timeout = UPDATE_INTERVAL.saturating_add(more);
        let come = take_in(&mut stream, thread, is_more.then_some(timeout));
        match come {
            Ok(ReadOutcome::Block(_)) => is_more = true,
            Ok(ReadOutcome::TimedOut) => {}
            Ok(ReadOutcome::End) => break,
            Ok(ReadOutcome::Stopped) => {
                was_stopped = true;
                break;
            }
            Err(error) => trouble = Some(reason(&error)),
        }
        let time = now();
        let is_slow =
            stream.progress().all.is_none() && time - shown_at >= i128::from(timeout) * MILLISECOND;
        if is_more && is_slow {
            stream.settle();
            is_more = false;
        }
        let rows = stream.progress().rows;
        if rows >= shown.saturating_mul(GROWTH) || is_slow && rows > shown {
            shown = rows;
            shown_at = time;
            outbox.send(grown(layer, stream.so_far()));
        }
        if time - told >= PROGRESS_INTERVAL || !is_more {
            told = time;
            outbox.send(Message::Loading(Some(loading(
                &stream,
                first,
                time - begun,
            ))));
        }
    }
    if was_stopped || trouble.is_some() {
        stream.give_up_rest();
    }
    tell_the_end(stream, layer, outbox, trouble, was_stopped);
}

/// Shows all that has been read, with a notice.
fn tell_the_end(
    stream: Stream,
    layer: AccountIndex,
    outbox: &Outbox,
    trouble: Option<String>,
    was_stopped: bool,
) {
    let Source { name, reading } = stream.finish();
    let doubts = reading.report.problem_count();
    if let Some(timeline) = reading.timeline {
        let events = timeline.events.len();
        outbox.send(grown(layer, timeline));
        let words = match (trouble, doubts) {
            (Some(reason), _) => Some(format!(
                "{name} cannot be read any further: {reason}. {} events are here.",
                grouped(events)
            )),
            (None, _) if was_stopped => Some(format!(
                "Stopped: {} events of {name} are here.",
                grouped(events)
            )),
            (None, 0) => None,
            (None, 1) => Some("1 thing in this file may not be as meant; i shows it.".to_owned()),
            (None, doubts) => Some(format!(
                "{} things in this file may not be as meant; i shows them.",
                grouped(doubts)
            )),
        };
        if let Some(words) = words {
            outbox.send(Message::Notice(words));
        }
    }
    outbox.send(Message::Loading(None));
}

fn grown(layer: AccountIndex, timeline: Timeline) -> Message {
    let timeline = Arc::new(timeline);
    Message::File(layer, FileNews::Grown { timeline })
}

/// Returns the time in nanoseconds, by a clock that never jumps. Only differences mean anything.
fn now() -> i128 {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let elapsed = BEGUN.get_or_init(Instant::now).elapsed();
    i128::try_from(elapsed.as_nanos()).unwrap_or(i128::MAX)
}

/// Returns the progress of a reading that began after `first` bytes and took `nanos` since.
fn loading(stream: &Stream, first: u64, nanos: i128) -> Loading {
    let Progress {
        come, all, rows, ..
    } = stream.progress();
    Loading {
        name: Clean::clone(stream.name()),
        come,
        all,
        events: rows,
        left: all.and_then(|all| left(come.saturating_sub(first), all.saturating_sub(come), nanos)),
    }
}

/// Returns how many seconds the remaining bytes will take if the others took `nanos`; `None` while it is too early to
/// say.
fn left(read: u64, to_come: u64, nanos: i128) -> Option<u64> {
    if nanos < 3 * PROGRESS_INTERVAL || read == 0 {
        return None;
    }
    let nanos = i128::from(to_come) * nanos / i128::from(read);
    u64::try_from(nanos.div_euclid(1_000_000_000) + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remaining_time_is_known_after_a_while() {
        assert_eq!(left(10, 90, PROGRESS_INTERVAL), None);
        assert_eq!(left(0, 90, 10 * PROGRESS_INTERVAL), None);
        assert_eq!(left(10, 90, 10 * PROGRESS_INTERVAL), Some(10));
        assert_eq!(left(90, 10, 10 * PROGRESS_INTERVAL), Some(1));
    }
}
