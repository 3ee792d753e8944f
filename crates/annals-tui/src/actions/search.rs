//! Searching: looking for a text, stepping through what was found, and saying how much it is.

use std::sync::Arc;

use annals_index::EventSet;
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};

use super::date;
use crate::commands;
use crate::context::{Context, Found, Searchable};
use crate::message::{Effect, Message};
use crate::screen::Screen;
use crate::story::MANY;
use crate::task::Task;

/// Makes the story searchable, in the background where it is large.
pub fn prepare(cx: &mut Context) {
    if cx.search.searchable.is_some() {
        return;
    }
    if cx.timeline().events.len() >= MANY {
        let task = Task::PrepareSearch(cx.story.clone());
        cx.effect(Effect::Run(task));
    } else {
        cx.search.searchable = Some(Searchable::new(&cx.story));
    }
}

/// Searches for a text; the result comes to [`take`], at once in a small story. All screens have to be
/// in the stack.
pub fn find(cx: &mut Context, text: String) {
    let Some(searchable) = cx.search.searchable.clone() else {
        return;
    };
    let task = Task::Find(cx.story.clone(), searchable, text);
    if task.size() >= MANY {
        cx.effect(Effect::Run(task));
    } else if let Some(Message::Found(_, found)) = task.run(&|| true) {
        take(cx, found);
    }
}

/// Shows the best of what was found, unless another text has been typed since.
pub fn take(cx: &mut Context, found: Arc<Found>) {
    let is_wanted = cx.with_top(|top, cx| top.before_result(&found.text, cx));
    if is_wanted == Some(false) {
        return;
    }
    let story = cx.story.clone();
    // A list of the hits has an order of its own; its first is shown.
    let listed = cx.with_top(|top, cx| top.list_found(&found, cx));
    let listed = listed.unwrap_or_default();
    let best = cx.with_page(|page, cx| {
        let ranked = listed.iter().chain(&found.ranked).copied();
        let mut events = ranked.chain(found.events(&story.index));
        let best = page.first_shown(&mut events, cx);
        if let Some(best) = best {
            page.put_cursor(best, cx);
        }
        best
    });
    cx.search.is_elsewhere = best.flatten().is_none() && found.count() > 0;
    cx.search.found = Some(found);
}

/// Goes to the next or previous event that was found.
pub fn step<S: Screen>(screen: &mut S, cx: &mut Context, by: isize) {
    let Some(found) = cx.search.found.clone() else {
        // The events at a date that was gone to are marked in the same way.
        if date::step(screen, cx, by) {
            return;
        }
        let key = cx.key_of(&commands::SEARCH).unwrap_or_default();
        cx.notice(&format!("Nothing has been searched for; {key} searches."));
        return;
    };
    let Some((event, went_round)) = screen.found_step(&found, by, cx) else {
        cx.search.is_elsewhere = true;
        let words = screen.found_words(&found, cx);
        cx.requests.notice = Some(words);
        return;
    };
    if went_round {
        cx.notice(if by > 0 {
            "The search starts again at the first result."
        } else {
            "The search starts again at the last result."
        });
    }
    screen.put_cursor(event, cx);
}

/// Returns the event found that is `by` steps from an event in time, and whether the end of the
/// timeline was passed on the way.
pub fn step_from(
    cx: &Context,
    found: &Found,
    from: Option<EventIndex>,
    by: isize,
) -> Option<(EventIndex, bool)> {
    let narrowed = cx.search.narrowed.as_ref();
    let chosen = narrowed.map_or(&found.chosen, |narrowed| &narrowed.chosen);
    let current = from.map_or(0, |event| cx.index().rank(event));
    let on_one = chosen.contains(current);
    let (place, went_round) = stepped(chosen.before(current), on_one, chosen.count(), by)?;
    let event = cx.index().order().get(chosen.nth(place)?)?;
    Some((*event, went_round))
}

/// Returns the index that is `by` steps from a position among `count` results, and whether the end was
/// passed. `before` results come before the position, and `on_one` says whether one is at it.
pub fn stepped(before: usize, on_one: bool, count: usize, by: isize) -> Option<(usize, bool)> {
    let count = isize::try_from(count).ok().filter(|&count| count > 0)?;
    // From between two of them, the next one is the one after and the previous the one before.
    let place = isize::try_from(before).unwrap_or(0) - isize::from(by > 0 && !on_one);
    let next = place.saturating_add(by);
    let place = usize::try_from(next.rem_euclid(count)).ok()?;
    Some((place, !(0..count).contains(&next)))
}

/// Says how many events were found and how many of them the filter leaves out.
pub fn words(cx: &Context, found: &Found, more: &str) -> Clean {
    let narrowed = cx.search.narrowed.as_ref();
    let shown = narrowed.map_or(found.count(), |narrowed| narrowed.chosen.count());
    let out = match found.count() - shown {
        0 => String::new(),
        out => format!(", {} left out by the filter", grouped(out)),
    };
    found.words(&format!("{out}{more}"))
}

/// Returns how many of the events found pass the filter.
pub fn shown_count(cx: &Context, found: &Found) -> usize {
    let narrowed = cx.search.narrowed.as_ref();
    narrowed.map_or(found.count(), |narrowed| EventSet::count(&narrowed.chosen))
}
