//! The timeline of a table: its rows as events, with the actors and sources that they name.

use std::sync::Arc;

use super::interned_names::InternedNames;
use super::mapping::ColumnRole;
use super::rows::Table;
use crate::building::Names;
use annals_model::text::{Clean, slug};
use annals_model::{AccountIndex, Actor, Events, Grouping, Source, Timeline};

impl Table {
    /// Makes a timeline of the table. `name` is the name of the table as the first of the sources.
    pub(super) fn timeline(self: &Arc<Self>, id: &Clean, name: &Clean) -> Timeline {
        let mut timeline = Timeline::empty(id.clone(), id.clone());
        timeline.actors = actors(&self.actors);
        timeline.sources = sources(name, &self.sources);
        let has_themes = !self.plan.columns(ColumnRole::Themes).is_empty();
        timeline.lanes = match (timeline.actors.is_empty(), has_themes) {
            (false, _) => None,
            (true, true) => Some(Grouping::Theme),
            (true, false) => Some(Grouping::None),
        };
        if self.len > 0 {
            timeline.events = Events::of_table(Arc::<Self>::clone(self));
        }
        timeline
    }
}

fn actors(names: &InternedNames) -> Vec<Actor> {
    let mut ids = Names::default();
    let actor = |(index, name): (usize, &str)| {
        let shown = Clean::line(name);
        let id = slug(name).unwrap_or_else(|| format!("actor-{}", index + 1));
        Actor {
            id: Clean::line(&ids.claim(id)),
            account: AccountIndex::FIRST,
            short: shown.clone(),
            name: shown,
            aliases: Vec::new(),
            kind: None,
            summary: Clean::default(),
            same_as: Vec::new(),
            variants: Vec::new(),
            line: None,
        }
    };
    names.names().enumerate().map(actor).collect()
}

/// Returns the table itself and the sources that its rows name.
fn sources(table: &Clean, names: &InternedNames) -> Vec<Source> {
    let mut ids = Names::default();
    let file = table.raw().rsplit('/').next().unwrap_or_default();
    let id = slug(file).unwrap_or_else(|| "table".to_owned());
    let mut sources = vec![source(&ids.claim(id), table, "")];
    sources.extend(names.names().enumerate().map(|(index, name)| {
        let is_address = name.starts_with("http://") || name.starts_with("https://");
        let (title, address) = match name.split_once('\t') {
            Some(parts) => parts,
            None if is_address => (name, name),
            None => (name, ""),
        };
        let id = slug(title).filter(|_| !is_address);
        let id = id.unwrap_or_else(|| format!("source-{}", index + 1));
        source(&ids.claim(id), &Clean::line(title), address)
    }));
    sources
}

fn source(id: &str, title: &Clean, address: &str) -> Source {
    Source {
        id: Clean::line(id),
        account: AccountIndex::FIRST,
        title: title.clone(),
        author: Clean::default(),
        publisher: Clean::default(),
        date: None,
        address: Clean::line(address),
        note: Clean::default(),
    }
}
