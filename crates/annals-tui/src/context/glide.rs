//! [`Glide`]: a zoom that takes a moment to be seen.
//!
//! The place is at its goal at once; only what is drawn of the axis follows, and only in small stories. Any key
//! ends it.

use std::time::Duration;

use annals_time::{Time, Window};

use super::Context;
use crate::message::Effect;

/// How long a zoom takes to be seen.
const LENGTH: Duration = Duration::from_millis(120);

/// The time from one frame to the next.
const FRAME: Duration = Duration::from_millis(16);

/// In larger stories a frame may cost too much.
const MAX_EVENTS: usize = 2_000;

/// Parts that the way is divided into.
const PARTS: i128 = 1_000;

/// A window that is left for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glide {
    from: Window,
    /// When it began, since the start of the program.
    start: Duration,
}

impl Glide {
    /// Returns the window on the way to a goal; `None` once that is reached.
    fn at(&self, goal: &Window, now: Duration) -> Option<Window> {
        let elapsed = now.saturating_sub(self.start).as_millis();
        if elapsed >= LENGTH.as_millis() {
            return None;
        }
        // Fast at first, slower towards the goal.
        let gone = elapsed * PARTS.unsigned_abs() / LENGTH.as_millis();
        let left = PARTS - i128::try_from(gone).unwrap_or(PARTS);
        let left = left * left / PARTS;
        let between = |from: Time, to: Time| {
            let way = to.nanos_since(from);
            to.saturating_add_nanos(-(way * left / PARTS))
        };
        Window::new(
            between(self.from.start(), goal.start()),
            between(self.from.end(), goal.end()),
        )
    }
}

impl Context {
    /// Returns the window that is drawn: that of the place, or one on the way to it.
    pub fn drawn_window(&self) -> Window {
        let glide = self.display.glide.zip(self.display.elapsed);
        let between = glide.and_then(|(glide, now)| glide.at(&self.place.window, now));
        between.unwrap_or(self.place.window)
    }
}

/// Lets the axis glide from what was drawn before an input, if that has zoomed. `before` is the window of the place
/// and the one that was drawn.
pub(crate) fn begin(cx: &mut Context, before: (Window, Window)) {
    let (place, drawn) = before;
    let goal = cx.place.window;
    if goal == place {
        return;
    }
    let is_small = cx.timeline().events.len() <= MAX_EVENTS;
    let is_zoomed = goal.length() != place.length();
    let glides = cx.options.motion && is_small && is_zoomed && cx.below.len() == 1;
    cx.display.glide = cx
        .display
        .elapsed
        .filter(|_| glides)
        .map(|start| Glide { from: drawn, start });
    if cx.display.glide.is_some() {
        cx.requests.effects.push(Effect::Wake(FRAME));
    }
}

/// Asks for the next frame of a glide, or ends it; `false` if there is none.
pub(crate) fn go_on(cx: &mut Context) -> bool {
    let Some(glide) = cx.display.glide else {
        return false;
    };
    let now = cx.display.elapsed;
    if now.is_some_and(|now| glide.at(&cx.place.window, now).is_some()) {
        cx.requests.effects.push(Effect::Wake(FRAME));
    } else {
        cx.display.glide = None;
    }
    cx.redraw();
    true
}

#[cfg(test)]
mod tests;
