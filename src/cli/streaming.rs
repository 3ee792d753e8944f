//! A large table whose first rows are on screen while the others are being read.
//!
//! Owns how much is read before the screen is shown, how often it is told of more, and the end: all of it,
//! or what there is when the person has seen enough.

use std::io;
use std::sync::Arc;

use super::Failure;
use super::reading::{Progress, Source, Stream, reason, unreadable};
use crate::terminal::{self, Fed, Feed, Job, Outbox, Stop};
use annals_model::text::{Clean, grouped};
use annals_model::{LayerIndex, Timeline};
use annals_time::Time;
use annals_tui::app::{FileNews, Loading, Message};

/// A table that is read to its end before anything is shown unless it has more bytes than this.
const AT_ONCE: u64 = 2 << 20;
/// Where bytes come slowly, what is there is shown after so many milliseconds,
const PATIENCE: u64 = 200;
/// and one more for so many rows: to show them takes a tenth of that.
const ROWS_PER_MILLISECOND: usize = 250;
/// Nanoseconds of a millisecond.
const MILLISECOND: i128 = 1_000_000;
/// The screen is told how far reading has come every so many nanoseconds.
const OFTEN: i128 = 100_000_000;
/// More rows are shown once there are so many times as many.
const GROWTH: usize = 6;

/// A table of which only the first rows have been read.
#[derive(Debug)]
pub(super) struct Rest {
    stream: Box<Stream>,
    feed: Feed,
    /// Why no more can be read, if that is so already.
    trouble: Option<String>,
}

/// As much of a table as takes no time that a person could see.
#[derive(Debug)]
pub(super) enum First {
    /// There is more.
    Rows(Timeline, Rest),
    /// That is all.
    Whole(Source),
}

/// Reads as much of a table as takes no time that a person could see.
///
/// # Errors
///
/// If it cannot be read before there is a row.
pub(super) fn first_rows(mut stream: Box<Stream>) -> Result<First, Failure> {
    let name = stream.name().clone();
    let refused = |error: &io::Error| unreadable(&name, error);
    let feed = Feed::of(stream.take_reader()).map_err(|error| refused(&error))?;
    let begun = now();
    let mut trouble = None;
    loop {
        let come = take_in(&mut stream, &feed, Some(PATIENCE));
        let is_soon = now() - begun < i128::from(PATIENCE) * MILLISECOND;
        match come {
            Ok(Fed::Block(_)) if is_soon && stream.progress().taken < AT_ONCE => continue,
            Ok(Fed::Block(_) | Fed::Late) => {}
            Ok(Fed::End | Fed::Stopped) => return Ok(First::Whole(stream.finish())),
            Err(error) => trouble = Some(error),
        }
        stream.settle();
        // One row may be as long as all that.
        match trouble {
            Some(error) if stream.progress().rows == 0 => return Err(refused(&error)),
            None if stream.progress().rows == 0 => {}
            // What cannot be read is told at the end, with what could be.
            trouble => {
                let trouble = trouble.as_ref().map(reason);
                let timeline = stream.so_far();
                return Ok(First::Rows(
                    timeline,
                    Rest {
                        stream,
                        feed,
                        trouble,
                    },
                ));
            }
        }
    }
}

/// Waits for what comes next, and takes it in if these are bytes.
fn take_in(stream: &mut Stream, feed: &Feed, patience: Option<u64>) -> io::Result<Fed> {
    let come = feed.next(patience)?;
    if let Fed::Block(bytes) = &come {
        stream.push(bytes)?;
    }
    Ok(come)
}

/// The work of reading the rest of the table of a layer, and what ends it.
pub(super) fn rest(rest: Rest, layer: LayerIndex) -> (Job, Stop) {
    let stop = rest.feed.stop();
    let job = Job::new("reading of a table", 1, move |outbox| {
        read(*rest.stream, &rest.feed, rest.trouble, layer, outbox);
    });
    (job, stop)
}

fn read(
    mut stream: Stream,
    feed: &Feed,
    mut trouble: Option<String>,
    layer: LayerIndex,
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
        let patience = PATIENCE.saturating_add(more);
        let come = take_in(&mut stream, feed, is_more.then_some(patience));
        match come {
            Ok(Fed::Block(_)) => is_more = true,
            Ok(Fed::Late) => {}
            Ok(Fed::End) => break,
            Ok(Fed::Stopped) => {
                was_stopped = true;
                break;
            }
            Err(error) => trouble = Some(reason(&error)),
        }
        let time = now();
        let is_slow = stream.progress().all.is_none()
            && time - shown_at >= i128::from(patience) * MILLISECOND;
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
        if time - told >= OFTEN || !is_more {
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

/// Shows all that has been read, and says what is to be said of it.
fn tell_the_end(
    stream: Stream,
    layer: LayerIndex,
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

fn grown(layer: LayerIndex, timeline: Timeline) -> Message {
    let timeline = Arc::new(timeline);
    Message::File(layer, FileNews::Grown { timeline })
}

/// The present in nanoseconds.
fn now() -> i128 {
    terminal::now().map_or(0, Time::total_nanos)
}

/// How far reading has come that began after `first` bytes and took `nanos` since.
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

/// Seconds that so many bytes will take if others took so many nanoseconds; `None` while it is too early to
/// tell.
fn left(read: u64, to_come: u64, nanos: i128) -> Option<u64> {
    if nanos < 3 * OFTEN || read == 0 {
        return None;
    }
    let nanos = i128::from(to_come) * nanos / i128::from(read);
    u64::try_from(nanos.div_euclid(1_000_000_000) + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_told_once_it_can_be() {
        assert_eq!(left(10, 90, OFTEN), None);
        assert_eq!(left(0, 90, 10 * OFTEN), None);
        assert_eq!(left(10, 90, 10 * OFTEN), Some(10));
        assert_eq!(left(90, 10, 10 * OFTEN), Some(1));
    }
}
