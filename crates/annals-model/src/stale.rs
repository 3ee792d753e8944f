//! What stands in for an entry that an index does not lead to.
//!
//! An index is valid for the timeline that it comes from. Using it with a shorter one is a bug, which a build with
//! debug assertions reports at once. Other builds show a blank entry instead: that is no reason to end the program.

use std::sync::LazyLock;

use super::model::{AccountIndex, Actor, Event, Source};
use super::timeline::Account;
use crate::text::Clean;

static EVENT: LazyLock<Event> = LazyLock::new(|| Event::new(Clean::default(), Clean::default()));

static ACTOR: LazyLock<Actor> = LazyLock::new(|| Actor {
    id: Clean::default(),
    account: AccountIndex::FIRST,
    name: Clean::default(),
    short: Clean::default(),
    aliases: Vec::new(),
    kind: None,
    summary: Clean::default(),
    same_as: Vec::new(),
    variants: Vec::new(),
    line: None,
});

static SOURCE: LazyLock<Source> = LazyLock::new(|| Source {
    id: Clean::default(),
    account: AccountIndex::FIRST,
    title: Clean::default(),
    author: Clean::default(),
    publisher: Clean::default(),
    date: None,
    address: Clean::default(),
    note: Clean::default(),
});

static ACCOUNT: LazyLock<Account> =
    LazyLock::new(|| Account::new(Clean::default(), Clean::default()));

/// Returns the blank entry for an index beyond the end.
///
/// # Panics
///
/// With debug assertions.
fn blank<T>(what: &str, index: usize, count: usize, blank: &'static LazyLock<T>) -> &'static T {
    debug_assert!(
        index < count,
        "index {index} is out of range: there are {count} {what}"
    );
    blank
}

/// Returns a blank event.
pub(crate) fn event(index: usize, count: usize) -> &'static Event {
    blank("events", index, count, &EVENT)
}

/// Returns a blank actor.
pub(crate) fn actor(index: usize, count: usize) -> &'static Actor {
    blank("actors", index, count, &ACTOR)
}

/// Returns a blank source.
pub(crate) fn source(index: usize, count: usize) -> &'static Source {
    blank("sources", index, count, &SOURCE)
}

/// Returns a blank account.
pub(crate) fn account(index: usize, count: usize) -> &'static Account {
    blank("accounts", index, count, &ACCOUNT)
}
