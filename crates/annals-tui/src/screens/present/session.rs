//! [`Session`]: what a presentation keeps while it is closed: how it is gone through, and its clock.

use std::time::Duration;

use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};
use annals_time::Time;

use super::deck::Path;
use crate::context::Context;
use crate::options::Begin;

/// How long a card is shown where nothing else was asked for.
const DEFAULT_PACE: Duration = Duration::from_secs(20);

/// How often the clock is drawn.
const TICK: Duration = Duration::from_secs(1);

/// How a presentation goes on, apart from the card that is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    /// Whether cards are shown step by step.
    pub(super) stepwise: bool,
    /// Which events are presented.
    pub(super) path: Path,
    /// Whether the screen is blank.
    pub(super) is_blank: bool,
    /// Whether the clock is shown.
    pub(super) has_clock: bool,
    /// When the presentation began.
    pub(super) begun: Option<Time>,
    /// How long a card is shown where cards advance automatically.
    pace: Duration,
    /// When the next card is due, where cards advance automatically.
    next_at: Option<Time>,
    /// The event and the index of the card at which the presentation was left.
    pub(super) left: Option<(EventIndex, usize)>,
}

impl Session {
    /// Returns the session, or a new one with the settings of the options.
    pub(super) fn of(cx: &Context) -> Self {
        cx.memory.get().copied().unwrap_or(Self {
            stepwise: false,
            path: Path::Tour,
            is_blank: false,
            has_clock: false,
            begun: None,
            pace: match cx.options.start.begin {
                Begin::PresentByItself(pace) => pace,
                Begin::Panes | Begin::Present => DEFAULT_PACE,
            },
            next_at: None,
            left: None,
        })
    }

    /// Changes the session.
    pub(super) fn change<R>(cx: &mut Context, change: impl FnOnce(&mut Self) -> R) -> R {
        let mut session = Self::of(cx);
        let answer = change(&mut session);
        cx.memory.set(session);
        answer
    }

    /// Returns the time since the presentation began, where the clock is shown, and how often cards
    /// advance automatically.
    pub(super) fn clock(&self, now: Option<Time>) -> Option<Clean> {
        let pace = self
            .next_at
            .map(|_| format!("every {} s", self.pace.as_secs()));
        let elapsed = self.has_clock.then_some(now.zip(self.begun)).flatten();
        let clock = elapsed.map(|(now, begun)| {
            let seconds = (now.nanos_since(begun) / 1_000_000_000).max(0);
            format!("{:02}:{:02}", seconds / 60, seconds % 60)
        });
        let words: Vec<String> = pace.into_iter().chain(clock).collect();
        (!words.is_empty()).then(|| Clean::line(&words.join("  ")))
    }

    /// Returns whether the next card is due.
    pub(super) fn is_due(&self, now: Option<Time>) -> bool {
        self.next_at.zip(now).is_some_and(|(next, now)| now >= next)
    }
}

/// Gives the card that is shown now its whole time.
pub(super) fn restart_pace(cx: &mut Context) {
    let now = cx.display.now;
    Session::change(cx, |session| {
        let pace = i128::try_from(session.pace.as_nanos()).unwrap_or(i128::MAX);
        if let (Some(_), Some(now)) = (session.next_at, now) {
            session.next_at = Some(now.saturating_add_nanos(pace));
        }
    });
}

/// Stops advancing automatically; returns whether cards did.
pub(super) fn stop(cx: &mut Context) -> bool {
    Session::change(cx, |session| session.next_at.take().is_some())
}

/// Begins to advance automatically, every so many seconds, or stops where no number is given.
pub(super) fn advance_automatically(cx: &mut Context, seconds: Option<usize>) {
    if let Some(seconds) = seconds {
        let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
        let pace = Duration::from_secs(seconds.clamp(1, 24 * 3_600));
        Session::change(cx, |session| session.pace = pace);
    } else if stop(cx) {
        cx.notice("Cards no longer advance automatically.");
        return;
    }
    let now = cx.display.now;
    let pace = Session::change(cx, |session| {
        session.next_at = now;
        session.pace
    });
    let seconds = usize::try_from(pace.as_secs()).unwrap_or(usize::MAX);
    let noun = if seconds == 1 { "second" } else { "seconds" };
    cx.notice(&format!(
        "The next card comes every {} {noun}; a key or a click brings it sooner.",
        grouped(seconds)
    ));
    restart_pace(cx);
    wake(cx);
}

/// Asks to be woken when the next card is due or the clock has to be drawn.
pub(super) fn wake(cx: &mut Context) {
    let session = Session::of(cx);
    let next = session.next_at.zip(cx.display.now).map(|(next, now)| {
        let nanos = next.nanos_since(now).clamp(0, i128::from(u64::MAX));
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(0))
    });
    let tick = session.has_clock.then_some(TICK);
    if let Some(time) = next.into_iter().chain(tick).min() {
        cx.wake_after(time);
    }
}
