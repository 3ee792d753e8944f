//! Switching accounts on and off while a person stays where they are.

use std::sync::Arc;

use annals_model::text::{Clean, grouped};
use annals_model::{AccountIndex, AccountSet};
use annals_scene::relations::story_lines::Order;

use super::{filter, lanes, reload, window};
use crate::context::filter::Terms;
use crate::context::{
    BROWSE, Context, KeptLanes, Marked, Merge, Merged, Place, SearchState, Snapshot, StoryChange,
    accounts_on,
};
use crate::message::Effect;
use crate::story::{MANY, Story};
use crate::task::Task;

/// Returns whether there are several accounts to switch on and off.
pub fn several(cx: &Context) -> bool {
    cx.timeline().accounts.len() > 1
        && cx.options.accounts.iter().count() == cx.timeline().accounts.len()
}

/// Switches an account on or off.
pub fn toggle(cx: &mut Context, account: AccountIndex) {
    // What a person switches is not switched back when the accounts are no longer compared.
    cx.accounts.lent = None;
    let mut on = accounts_on(&cx.story);
    if !on.remove(&account) {
        on.insert(account);
    }
    if on.is_empty() {
        cx.notice("One account has to stay.");
    } else {
        merge(cx, on);
    }
}

/// Merges these accounts, in the background where there are many events.
pub fn merge(cx: &mut Context, on: AccountSet) {
    let merge = request(cx, on);
    if merge.size() < MANY {
        let merged = merge.run();
        cx.accounts.merged = Some(merged);
        cx.accounts.merging = None;
        return;
    }
    cx.notice(&format!("Merging {} events.", grouped(merge.size())));
    cx.accounts.merging = Some(merge.on.clone());
    cx.effect(Effect::Run(Task::Merge(merge)));
}

/// Returns the work of merging these accounts.
pub(crate) fn request(cx: &Context, on: AccountSet) -> Merge {
    let mut filters: Vec<Terms> = Vec::new();
    let places = cx
        .history
        .views()
        .map(|view| &view.place)
        .chain([&cx.place]);
    for filter in places.filter_map(|place| place.filter.as_ref()) {
        if !filters.contains(filter.terms()) {
            filters.push(filter.terms().clone());
        }
    }
    Merge {
        story: cx.story.clone(),
        accounts: reload::newest_accounts(cx).clone(),
        on,
        grouping: cx.story.lanes.grouping,
        filters,
    }
}

/// Takes accounts that were merged in the background.
pub fn take(cx: &mut Context, of: &Story, merged: Merged) {
    // The answer may come after another story was opened.
    if Arc::ptr_eq(&of.timeline, &cx.story.timeline) {
        cx.accounts.merged = Some(merged);
        cx.accounts.merging = None;
    }
}

/// Shows accounts that wait to be shown, unless a screen keeps the story as it is. All screens have to
/// be in the stack.
pub fn settle(cx: &mut Context) {
    let Some(merged) = &cx.accounts.merged else {
        return;
    };
    let is_reread = merged.accounts != cx.options.accounts;
    if cx.below.iter().any(|screen| screen.keeps_story(is_reread)) {
        reload::tell_waiting(cx, is_reread);
    } else if let Some(merged) = cx.accounts.merged.take() {
        show(cx, merged);
    }
}

/// Merges these accounts at once and shows them, without a notice unless something was lost by it.
pub fn merge_quietly(cx: &mut Context, on: AccountSet) {
    // Whatever waited is in it.
    cx.accounts.merged = None;
    let notice = cx.requests.notice.take();
    let merged = request(cx, on).run();
    if !show(cx, merged) {
        cx.requests.notice = notice;
    }
}

/// Shows other accounts, and keeps what can be kept; returns whether a view or a mark was lost.
fn show(cx: &mut Context, merged: Merged) -> bool {
    let Merged {
        story,
        accounts,
        filters,
        unknown,
    } = merged;
    let is_reread = accounts != cx.options.accounts;
    // The lanes may have been grouped differently meanwhile.
    let grouping = cx.story.lanes.grouping;
    let story = if story.lanes.grouping == grouping {
        story
    } else {
        story.regrouped(grouping)
    };
    let shows_all = shows_whole_story(cx);
    let kept = KeptLanes::of(&cx.lanes.arrangement, cx.timeline(), &cx.story.lanes);
    let old = std::mem::replace(&mut cx.story, story.clone());
    let order = cx.memory.take::<Arc<Order>>();
    let mut change = StoryChange::new(&old, &story, is_reread, filters, order, &cx.place);
    let staying = change.staying_events();

    let lost_views = translate_history(cx, &mut change);
    let lost_marks = translate_marks(cx, &change);
    let before = cx.place.event;
    change.begin_view(&cx.place, true);
    cx.below
        .retain_mut(|screen| screen.story_changed(&mut change));
    cx.place = change.new_place.clone();
    let is_same = before.and_then(|event| change.event(event)) == cx.place.event;
    if let Some(order) = change.into_order() {
        cx.memory.set(order);
    }

    cx.story_replaced();
    if shows_all && is_reread && cx.progress.is_growing {
        cx.place.window = Place::at_least_shortest(cx.extent.whole);
    }
    cx.lanes.arrangement = kept.arrange(&cx.story.timeline, &cx.story.lanes);
    let text = cx.found().map(|found| found.text.clone());
    cx.search = SearchState::default();
    if is_reread {
        reload::accounts_shown(cx, accounts);
        reload::search_again(cx, text);
    }
    filter::settle(cx);
    if cx.page().is_some_and(|page| page.name() == BROWSE) {
        // What is selected now, as its neighbour is gone, may be what the filter hides.
        filter::select_nearest(cx);
    }
    lanes::measure(cx);
    if !is_same {
        window::reveal(cx);
    }
    let lost = lost_words([lost_views, lost_marks]);
    let unknown = unknown_words(unknown);
    if is_reread {
        let more = format!("{lost}{unknown}");
        reload::tell(cx, staying, old.timeline.events.len(), &more);
    } else {
        let words = format!("{}{lost}{unknown}", switched_words(&old, &cx.story));
        cx.notice(&words);
    }
    lost_views + lost_marks > 0
}

/// Translates the views of the history; returns how many were lost.
fn translate_history(cx: &mut Context, change: &mut StoryChange<'_>) -> usize {
    let mut translated = |views: Vec<Snapshot>| -> Vec<Snapshot> {
        let views = views.into_iter();
        views
            .filter_map(|view| translate_view(view, change))
            .collect()
    };
    let past = std::mem::take(&mut cx.history.past);
    let future = std::mem::take(&mut cx.history.future);
    let before = past.len() + future.len();
    cx.history.past = translated(past);
    cx.history.future = translated(future);
    let left = cx.history.left_for_mark.take();
    cx.history.left_for_mark = left.and_then(|view| translate_view(view, change));
    let view = cx.history.before.take();
    cx.history.before = view.and_then(|view| translate_view(view, change));
    before - cx.history.past.len() - cx.history.future.len()
}

fn translate_view(mut view: Snapshot, change: &mut StoryChange<'_>) -> Option<Snapshot> {
    let stays = change.begin_view(&view.place, false)
        && (view.screens.iter_mut()).all(|screen| screen.story_changed(change));
    stays.then(|| Snapshot {
        place: change.new_place.clone(),
        screens: view.screens,
    })
}

/// Translates the marks with letters; returns how many were lost.
fn translate_marks(cx: &mut Context, change: &StoryChange<'_>) -> usize {
    let letters = std::mem::take(&mut cx.marks.letters);
    let before = letters.len();
    let translated = letters.into_iter().filter_map(|(letter, marked)| {
        let marked = match marked {
            Marked::Event(event) => Marked::Event(change.event(event)?),
            Marked::Date(_) => marked,
        };
        Some((letter, marked))
    });
    cx.marks.letters = translated.collect();
    cx.marks.at_date = cx.marks.at_date.and_then(|event| change.event(event));
    before - cx.marks.letters.len()
}

/// Returns whether the window shows the whole story because it has not been moved.
fn shows_whole_story(cx: &Context) -> bool {
    let whole = Place::at_least_shortest(cx.extent.whole);
    cx.options.start.window.is_none() && cx.place.window == whole
}

/// Says which accounts were switched, and how many events that makes.
fn switched_words(old: &Story, new: &Story) -> String {
    let (before, now) = (old.timeline.events.len(), new.timeline.events.len());
    let switched: Vec<_> = (old.timeline.accounts.iter())
        .zip(&new.timeline.accounts)
        .filter(|(before, now)| before.on != now.on)
        .map(|(_, now)| now)
        .collect();
    let names: Vec<_> = switched.iter().map(|layer| layer.short.as_str()).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let events = |count: usize| {
        let noun = if count == 1 { "event" } else { "events" };
        (grouped(count), noun)
    };
    match switched.first() {
        Some(layer) if layer.on => {
            let (count, noun) = events(now.saturating_sub(before));
            format!("{} {verb} on: {count} more {noun}.", names.join(", "))
        }
        Some(_) => {
            let (count, noun) = events(before.saturating_sub(now));
            format!("{} {verb} off: {count} {noun} fewer.", names.join(", "))
        }
        None => String::new(),
    }
}

fn lost_words([views, marks]: [usize; 2]) -> String {
    let lost = [(views, "view", " of the way back"), (marks, "mark", "")];
    let lost: Vec<String> = lost
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, noun, of)| {
            let ending = if count == 1 { "" } else { "s" };
            format!("{count} {noun}{ending}{of}")
        })
        .collect();
    if lost.is_empty() {
        String::new()
    } else {
        format!(" Gone with it: {}.", lost.join(", "))
    }
}

fn unknown_words(unknown: usize) -> String {
    let noun = match unknown {
        0 => return String::new(),
        1 => "name refers",
        _ => "names refer",
    };
    format!(" {unknown} {noun} to nothing; annals check shows where.")
}

/// Says that there is only one account.
pub fn only_one(cx: &mut Context) {
    cx.requests.notice = Some(Clean::own(
        "There is only one account here; open several files together to compare them.",
    ));
}

#[cfg(test)]
mod tests;
