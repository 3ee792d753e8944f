//! Filtering: applying terms, switching them on and off, and letting an event through.

use std::sync::Arc;

use annals_model::EventIndex;

use super::lanes;
use crate::commands;
use crate::context::Context;
use crate::context::filter::{Filter, Terms};
use crate::message::{Effect, Message};
use crate::story::MANY;
use crate::task::Task;

/// Applies terms, in the background where there are many events. All screens have to be in the stack.
pub fn apply(cx: &mut Context, terms: Terms) {
    cx.filtering = Some(terms.clone());
    let task = Task::Filter(cx.story.clone(), cx.search.searchable.clone(), terms);
    if task.size() >= MANY {
        cx.effect(Effect::Run(task));
    } else if let Some(Message::Filtered(_, filter)) = task.run(&|| true) {
        take(cx, filter);
    }
}

/// Shows what passes, unless other terms have been asked for since.
pub fn take(cx: &mut Context, filter: Arc<Filter>) {
    if cx.filtering.as_ref() != Some(filter.terms()) {
        return;
    }
    cx.filtering = None;
    cx.with_top(|top, cx| top.before_result(filter.terms().text(), cx));
    let cursor = cx.page().and_then(|page| page.cursor(cx).event);
    let event = cursor.or(cx.place.event);
    cx.place.filter = (!filter.terms().is_empty()).then_some(filter);
    settle(cx);
    lanes::settle(cx);
    cx.with_page(|page, cx| page.filter_changed(event, cx));
}

/// Switches the filter, or one of its terms (counted from 0), off or on.
pub fn toggle(cx: &mut Context, term: Option<usize>) {
    let Some(filter) = cx.filter() else {
        let key = cx.key_of(&commands::FILTER);
        cx.notice(&match key {
            Some(key) => format!("There is no filter; {key} makes one."),
            None => "There is no filter.".to_owned(),
        });
        return;
    };
    let terms = match term {
        None => Some(filter.terms().turned()),
        Some(term) => filter.terms().toggled(term),
    };
    let Some(terms) = terms else {
        cx.notice("The filter has no term of that number.");
        return;
    };
    cx.remember();
    if terms.is_off() {
        let key = cx.key_of(&commands::TOGGLE_FILTER);
        let on = key.map_or_else(String::new, |key| format!(" {key} switches it on again."));
        cx.notice(&format!("The filter is off.{on}"));
    }
    cx.requests.filter = Some(terms);
}

/// Removes the filter; returns whether there was one. The way back leads to it.
pub fn clear(cx: &mut Context) -> bool {
    if cx.filter().is_none() {
        return false;
    }
    cx.remember();
    cx.requests.filter = Some(Terms::default());
    let key = cx.key_of(&commands::BACK);
    let back = key.map_or_else(String::new, |key| format!(" {key} brings it back."));
    cx.notice(&format!("The filter is cleared.{back}"));
    true
}

/// Switches the filter off if it would hide an event that is gone to.
pub fn let_pass(cx: &mut Context, event: EventIndex) {
    if cx.shown().contains(event) {
        return;
    }
    let Some(filter) = cx.place.filter.clone() else {
        return;
    };
    let off = Filter::new(&cx.story, filter.terms().turned(), None);
    cx.place.filter = Some(Arc::new(off));
    cx.notice("The filter would hide this, and is switched off; going back switches it on again.");
}

/// Selects the event nearest to the selected one that passes the filter.
pub fn select_nearest(cx: &mut Context) {
    if let Some(event) = cx.place.event
        && !cx.shown().contains(event)
        && let Some(nearest) = cx.shown().nearest(event)
    {
        cx.place.event = Some(nearest);
    }
}

/// Brings the lanes of the filter up to date with the grouping.
pub fn settle(cx: &mut Context) {
    let regrouped = cx.filter().and_then(|filter| filter.regrouped(&cx.story));
    if let Some(filter) = regrouped {
        cx.place.filter = Some(Arc::new(filter));
    }
    let filter = cx.place.filter.clone();
    let story = cx.story.clone();
    cx.search.narrow(filter.as_ref(), &story.index);
    cx.marks.narrow_dated(&story.index, filter.as_ref());
}
