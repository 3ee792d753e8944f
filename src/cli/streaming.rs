//! A large table whose first rows are on screen while the others are being read.
//!
//! Owns how much is read before the screen is shown, how often it is told of more, and the end: all of it,
//! or what there is when the person has seen enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::reading::{Progress, Source, Stream};
use crate::app::{FileNews, Loading, Message};
use crate::data::{LayerIndex, Timeline};
use crate::text::{Clean, grouped};
use crate::time::Time;
use crate::tui::{self, Job, Outbox};

/// A table that is read to its end before anything is shown unless it has more bytes than this.
const AT_ONCE: u64 = 2 << 20;
/// The screen is told how far reading has come every so many nanoseconds.
const OFTEN: i128 = 100_000_000;
/// More rows are shown once there are so many times as many.
const GROWTH: usize = 6;

/// Reads as much of a table as takes no time that a person could see. `Err` holds all of it, if that is all.
pub(super) fn first_rows(mut stream: Box<Stream>) -> Result<(Timeline, Box<Stream>), Box<Source>> {
    loop {
        match stream.step() {
            Ok(true) if stream.progress().taken < AT_ONCE => {}
            // What cannot be read is told at the end, with what could be.
            Ok(true) | Err(_) => break,
            Ok(false) => return Err(Box::new(stream.finish())),
        }
    }
    stream.settle();
    if stream.progress().rows == 0 {
        // One row may be as long as that.
        while matches!(stream.step(), Ok(true)) {}
        return Err(Box::new(stream.finish()));
    }
    Ok((stream.so_far(), stream))
}

/// The work of reading the rest of the table of a layer, and the switch that ends it.
pub(super) fn rest(stream: Box<Stream>, layer: LayerIndex) -> (Job, Arc<AtomicBool>) {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let job = Job::new("reading of a table", 1, move |outbox| {
        read(*stream, layer, &stopped, outbox);
    });
    (job, stop)
}

fn read(mut stream: Stream, layer: LayerIndex, stopped: &AtomicBool, outbox: &Outbox) {
    let begun = now();
    let (mut told, mut shown) = (begun, stream.progress().rows);
    let first = stream.progress().come;
    outbox.send(Message::Loading(Some(loading(&stream, first, 0))));
    let mut trouble = None;
    while !stopped.load(Ordering::Acquire) && outbox.is_wanted() {
        match stream.step() {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                trouble = Some(super::reading::reason(&error));
                break;
            }
        }
        let rows = stream.progress().rows;
        if rows >= shown.saturating_mul(GROWTH) {
            shown = rows;
            outbox.send(grown(layer, stream.so_far()));
        }
        let time = now();
        if time - told >= OFTEN {
            told = time;
            outbox.send(Message::Loading(Some(loading(
                &stream,
                first,
                time - begun,
            ))));
        }
    }
    let was_stopped = stopped.load(Ordering::Acquire);
    let Progress { all, come, .. } = stream.progress();
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
            (None, _) if was_stopped && all.is_none_or(|all| come < all) => Some(format!(
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
    tui::now().map_or(0, Time::total_nanos)
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
