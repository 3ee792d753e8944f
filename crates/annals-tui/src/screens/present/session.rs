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

/// How far the clock has to be set for the beginning to be computed anew.
const CLOCK_JUMP: Duration = Duration::from_secs(2);

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
    /// When the presentation began, since the start of the program.
    pub(super) begun: Option<Duration>,
    /// The time of day at which it began, as the clock is set now.
    pub(super) begun_at: Option<Time>,
    /// How long a card is shown where cards advance automatically.
    pace: Duration,
    /// When the next card is due, since the start of the program, where cards advance automatically.
    next_at: Option<Duration>,
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
            begun_at: None,
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
    pub(super) fn clock(&self, now: Option<Duration>) -> Option<Clean> {
        let pace = self
            .next_at
            .map(|_| format!("every {} s", self.pace.as_secs()));
        let elapsed = self.has_clock.then_some(now.zip(self.begun)).flatten();
        let clock = elapsed.map(|(now, begun)| {
            let seconds = now.saturating_sub(begun).as_secs();
            format!("{:02}:{:02}", seconds / 60, seconds % 60)
        });
        let words: Vec<String> = pace.into_iter().chain(clock).collect();
        (!words.is_empty()).then(|| Clean::line(&words.join("  ")))
    }

    /// Returns whether the next card is due.
    pub(super) fn is_due(&self, now: Option<Duration>) -> bool {
        self.next_at.zip(now).is_some_and(|(next, now)| now >= next)
    }
}

/// Gives the card that is shown now its whole time.
pub(super) fn restart_pace(cx: &mut Context) {
    let now = cx.display.elapsed;
    Session::change(cx, |session| {
        if let (Some(_), Some(now)) = (session.next_at, now) {
            session.next_at = Some(now.saturating_add(session.pace));
        }
    });
}

/// Corrects the time of day at which the presentation began if the clock was set meanwhile: the notes terminal,
/// another program, knows no other clock.
pub(super) fn follow_clock(cx: &mut Context) {
    let (Some(time), Some(elapsed)) = (cx.display.now, cx.display.elapsed) else {
        return;
    };
    Session::change(cx, |session| {
        let Some(begun) = session.begun else { return };
        let since = i128::try_from(elapsed.saturating_sub(begun).as_nanos()).unwrap_or(i128::MAX);
        let at = time.saturating_add_nanos(since.saturating_neg());
        let jump = |known: Time| at.nanos_since(known).unsigned_abs();
        if session
            .begun_at
            .is_none_or(|known| jump(known) >= CLOCK_JUMP.as_nanos())
        {
            session.begun_at = Some(at);
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
    let now = cx.display.elapsed;
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
    let next = session.next_at.zip(cx.display.elapsed);
    let next = next.map(|(next, now)| next.saturating_sub(now));
    let tick = session.has_clock.then_some(TICK);
    if let Some(time) = next.into_iter().chain(tick).min() {
        cx.wake_after(time);
    }
}
