//! Showing files that have changed on disk.

use std::sync::Arc;

use annals_model::text::{Clean, grouped};
use annals_model::{AccountIndex, Accounts, warnings_sentence};

use super::accounts;
use crate::context::{Context, FileNews, Found, Searchable, Unreadable, accounts_on};
use crate::message::Effect;
use crate::options::Origin;
use crate::story::MANY;
use crate::task::Task;

/// Returns the accounts as they were read last.
pub fn newest_accounts(cx: &Context) -> &Accounts {
    cx.accounts.reread.as_ref().unwrap_or(&cx.options.accounts)
}

/// Takes in what has become of the file of an account.
pub fn take(cx: &mut Context, account: AccountIndex, news: FileNews) {
    if account.index() >= cx.options.accounts.iter().count() {
        return;
    }
    let was_unreadable = cx.accounts.unreadable.remove(&account).is_some();
    match news {
        FileNews::Reread { timeline, doubts } => {
            let timeline = Arc::unwrap_or_clone(timeline);
            cx.accounts.reread = Some(newest_accounts(cx).reread(account, timeline));
            cx.accounts.taken.insert(account, doubts);
            cx.progress.is_growing = false;
            merge_reread(cx);
        }
        FileNews::Grown { timeline } => {
            cx.progress.is_growing = true;
            let timeline = Arc::unwrap_or_clone(timeline);
            cx.accounts.reread = Some(newest_accounts(cx).reread(account, timeline));
            merge_reread(cx);
        }
        FileNews::Unreadable { reason, line } => {
            let unreadable = Unreadable {
                name: Clean::line(&file_name(cx, account)),
                reason,
                line,
            };
            cx.accounts.unreadable.insert(account, unreadable);
            withdraw_notice(cx);
        }
        FileNews::Restored if was_unreadable => {
            let name = file_name(cx, account);
            tell_gently(cx, &format!("{name} is again as it was."));
        }
        FileNews::Restored => {}
    }
}

/// Merges accounts that were read anew, in the background where there are many events.
pub fn merge_reread(cx: &mut Context) {
    if cx.progress.waiting.is_some() || cx.accounts.reread.is_none() {
        return;
    }
    let waiting = cx.accounts.merged.take().map(|merged| merged.on());
    // What was asked for meanwhile would be overtaken by this.
    let waiting = waiting.or_else(|| cx.accounts.merging.take());
    let on = waiting.unwrap_or_else(|| accounts_on(&cx.story));
    let merge = accounts::request(cx, on);
    if merge.size() < MANY {
        let merged = merge.run();
        cx.accounts.merged = Some(merged);
    } else {
        cx.accounts.merging = Some(merge.on.clone());
        cx.effect(Effect::Run(Task::Merge(merge)));
    }
}

/// Says that a file that was read anew is not shown yet.
pub(super) fn tell_waiting(cx: &mut Context, is_reread: bool) {
    // Overlays show their own words.
    let is_page = cx
        .below
        .last()
        .is_some_and(|top| top.kind() == crate::screen::Kind::Page);
    if is_reread && is_page {
        let names = names_taken(cx);
        tell_gently(
            cx,
            &format!("{names} changed; it is shown when this page is closed."),
        );
    }
}

/// Remembers which accounts are shown now.
pub(super) fn accounts_shown(cx: &mut Context, accounts: Accounts) {
    if cx.accounts.reread.as_ref() == Some(&accounts) {
        cx.accounts.reread = None;
    }
    cx.options.accounts = accounts;
}

/// Searches a small story again for the same text after it was read anew.
pub(super) fn search_again(cx: &mut Context, text: Option<String>) {
    let Some(text) = text.filter(|_| cx.timeline().events.len() < MANY) else {
        return;
    };
    let searchable = Searchable::new(&cx.story);
    let found = Found::new(&cx.story, &searchable, text, &|| true);
    cx.search.searchable = Some(searchable);
    cx.search.found = found.map(Arc::new);
}

/// Says what a file that was read anew has changed.
pub(super) fn tell(cx: &mut Context, staying: usize, before: usize, more: &str) {
    if cx.accounts.taken.is_empty() && more.is_empty() {
        return;
    }
    let now = cx.timeline().events.len();
    let names = names_taken(cx);
    let taken = std::mem::take(&mut cx.accounts.taken);
    let noun = if now == 1 { "event" } else { "events" };
    let change = |count: usize, word| match count {
        0 => String::new(),
        count => format!(", {} {word}", grouped(count)),
    };
    let new = change(now.saturating_sub(staying), "new");
    let gone = change(before.saturating_sub(staying), "gone");
    let warnings = match taken.values().sum::<usize>() {
        0 => String::new(),
        count => format!(" {}", warnings_sentence(count, "")),
    };
    let events = format!("{} {noun}{new}{gone}", grouped(now));
    tell_gently(cx, &format!("{names} reloaded: {events}.{more}{warnings}"));
}

/// Says something, unless a person still reads something else.
fn tell_gently(cx: &mut Context, words: &str) {
    let notice = &mut cx.requests.notice;
    if notice.is_none() || *notice == cx.accounts.notice {
        let words = Clean::line(words);
        *notice = Some(words.clone());
        cx.accounts.notice = Some(words);
    }
}

fn withdraw_notice(cx: &mut Context) {
    let notice = &mut cx.requests.notice;
    if notice.is_some() && *notice == cx.accounts.notice {
        *notice = None;
    }
    cx.accounts.notice = None;
}

fn names_taken(cx: &Context) -> String {
    let taken = cx.accounts.taken.keys();
    let names: Vec<String> = taken.map(|&account| file_name(cx, account)).collect();
    match names.as_slice() {
        [] => "The story is".to_owned(),
        [name] => format!("{name} is"),
        [first, others @ ..] => format!("{first} and {} more are", others.len()),
    }
}

fn file_name(cx: &Context, account: AccountIndex) -> String {
    match cx.options.origins.get(account.index()) {
        Some(Origin::File(name)) => name.to_string(),
        _ => cx.timeline().account(account).short.to_string(),
    }
}

#[cfg(test)]
mod tests;
