//! [`Item`]: the title, text and properties of one event, before its date is known.

use super::guard;
use super::header::zone;
use super::nearest;
use super::outline::Entry;
use super::prose::{self, Prose};
use super::yaml::{self, Node, Pair, Value};
use super::zone::Zone;
use crate::kept::{KeptEvidence, KeptLink};
use annals_model::Status;
use annals_time::When;

/// The parts of one event.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) stated: StatedDate,
    pub(super) status: Option<Status>,
    /// Names or ids, with roles.
    pub(super) riders: Vec<(String, String)>,
    pub(super) places: Vec<String>,
    pub(super) tags: Vec<String>,
    /// All themes in their order, if the property is there.
    pub(super) themes: Option<Vec<String>>,
    /// Ids of sources and places in them.
    pub(super) evidence: Vec<(String, String)>,
    /// Labels and addresses in the text.
    pub(super) references: Vec<(String, String)>,
    /// Links to other events, as annals writes them.
    pub(super) links: Vec<Node>,
    /// What the sources leave out, and numbers in a list outside of the text.
    pub(super) missing: Vec<String>,
    pub(super) refs: Vec<String>,
    pub(super) extra: Vec<(String, String)>,
    pub(super) problems: Vec<(usize, String)>,
    pub(super) is_era: bool,
}

/// What the properties of an event say about its date.
#[derive(Debug, Default)]
pub(super) struct StatedDate {
    /// The exact date, where the range before the colon is an approximation.
    pub(super) exact: Option<When>,
    pub(super) zone: Option<Zone>,
}

/// Keys that annals writes or that markwhen has, which no other field may take.
pub(super) static KEYS: &[&str] = &[
    "id",
    "date",
    "title",
    "summary",
    "status",
    "riders",
    "roles",
    "location",
    "locations",
    "themes",
    "evidence",
    "links",
    MISSING,
    REFS,
    "extra",
    "timezone",
    "tz",
];

/// The keys of [`Item::missing`] and [`Item::refs`].
pub(super) const MISSING: &str = "missing";
pub(super) const REFS: &str = "refs";

/// The role of what markwhen calls a location.
pub(super) const LOCATION: &str = "location";

impl Item {
    /// Reads an entry of the outline.
    pub(super) fn of(entry: &Entry<'_>) -> Self {
        let document = yaml::read(&entry.properties);
        let mut item = Self {
            problems: document.problems,
            ..Self::default()
        };
        let pairs = document.pairs;
        let first = item.first(entry, &pairs);
        let below = item.below(entry, &pairs);
        for pair in pairs {
            item.property(entry, pair);
        }
        item.id = item.id.or(first.id);
        for tag in first.tags.into_iter().chain(below.tags) {
            if tag.eq_ignore_ascii_case("era") {
                item.is_era = true;
            } else {
                item.tags.push(tag);
            }
        }
        item.references = first.links.into_iter().chain(below.links).collect();
        item.places.extend(first.places);
        item.places.extend(below.places);
        if let Some(is_done) = first.is_done {
            let done = if is_done { "yes" } else { "no" };
            item.extra.push(("completed".to_owned(), done.to_owned()));
        }
        if let Some(percent) = first.percent {
            item.extra
                .push(("complete".to_owned(), format!("{percent}%")));
        }
        item
    }

    /// Reads the first line. If the property `title` is there, only the tags of the line are used.
    fn first(&mut self, entry: &Entry<'_>, pairs: &[Pair]) -> Prose {
        let text = entry.first.trim();
        if let Some(title) = yaml::get(pairs, "title").and_then(Node::text) {
            let shown = guard::title(title);
            let rest = text.strip_prefix(shown.as_str());
            let tags =
                rest.filter(|rest| rest.is_empty() || rest.starts_with(' ') || shown.is_empty());
            if let Some(tags) = tags.map(prose::first).filter(|tags| tags.text.is_empty()) {
                title.clone_into(&mut self.title);
                return tags;
            }
        }
        let prose = prose::first(text);
        self.title.clone_from(&prose.text);
        if self.title.is_empty() {
            entry.written.clone_into(&mut self.title);
        }
        prose
    }

    fn below(&mut self, entry: &Entry<'_>, pairs: &[Pair]) -> Prose {
        if let Some(summary) = yaml::get(pairs, "summary").and_then(Node::text)
            && is_shown(summary, entry)
        {
            summary.clone_into(&mut self.summary);
            return Prose::default();
        }
        let prose = prose::lines(&entry.lines);
        self.summary.clone_from(&prose.text);
        prose
    }

    fn property(&mut self, entry: &Entry<'_>, pair: Pair) {
        let node = &pair.node;
        match pair.key.to_lowercase().as_str() {
            "id" if node.text().is_some_and(|id| !id.is_empty()) => {
                self.id = node.text().map(str::to_owned);
            }
            "title" if node.text() == Some(&self.title) => {}
            "summary" if node.text() == Some(&self.summary) => {}
            "date" if self.date(entry, node) => {}
            "timezone" | "tz" => self.time_zone(node),
            "status" if self.status(node) => {}
            "riders" => self.riders = riders(node).map(|name| (name, String::new())).collect(),
            "roles" if self.roles(node) => {}
            "location" => self
                .places
                .extend(node.texts().into_iter().map(str::to_owned)),
            "locations" => self.places.extend(riders(node)),
            "themes" => self.themes = Some(riders(node).collect()),
            "evidence" if self.evidence(node) => {}
            "links" if is_list_of_links(node) => {
                if let Value::List(items) = pair.node.value {
                    self.links = items;
                }
            }
            MISSING if is_list(node) => self.missing = riders(node).collect(),
            REFS if is_list(node) => self.refs = riders(node).collect(),
            "extra" if self.pairs(node) => {}
            _ => self.extra.push((pair.key.clone(), node.shown())),
        }
    }

    /// Reads the property `date`. It is used if the range is the one that would be written for it.
    fn date(&mut self, entry: &Entry<'_>, node: &Node) -> bool {
        let when = node
            .text()
            .and_then(|text| When::parse(text).ok().flatten());
        let Some(when) = when else { return false };
        let is_own = entry.range.is_none()
            || nearest::range(&when).is_some_and(|range| range == entry.written);
        if is_own {
            self.stated.exact = Some(when);
        }
        is_own
    }

    fn time_zone(&mut self, node: &Node) {
        if matches!(node.value, Value::Map(_)) {
            let (from, to) = (node.get("from"), node.get("to"));
            if let Some(to) = to.filter(|to| from.is_none_or(|from| from.text() != to.text())) {
                self.problems.push((
                    to.byte,
                    "An end in another zone than the start is read in that of the start."
                        .to_owned(),
                ));
            }
            if let Some(node) = from.or(to) {
                self.stated.zone = zone(node, &mut self.problems);
            }
            return;
        }
        self.stated.zone = zone(node, &mut self.problems);
    }

    fn status(&mut self, node: &Node) -> bool {
        let named = node.text().map(str::to_lowercase);
        let mut all = Status::ALL.iter().copied();
        let status = all.find(|status| Some(status.name()) == named.as_deref());
        self.status = status;
        status.is_some()
    }

    /// The roles of the riders, in their order.
    fn roles(&mut self, node: &Node) -> bool {
        let Value::List(roles) = &node.value else {
            return false;
        };
        if roles.len() != self.riders.len() || roles.iter().any(|role| role.text().is_none()) {
            return false;
        }
        for ((_, role), given) in self.riders.iter_mut().zip(roles) {
            given.text().unwrap_or_default().clone_into(role);
        }
        true
    }

    fn evidence(&mut self, node: &Node) -> bool {
        let evidence = evidence(node);
        let is_read = evidence.is_some();
        self.evidence = evidence.unwrap_or_default();
        is_read
    }

    /// Reads fields whose names cannot be keys.
    fn pairs(&mut self, node: &Node) -> bool {
        let pairs = two_texts(node);
        let is_read = pairs.is_some();
        self.extra.extend(pairs.unwrap_or_default());
        is_read
    }
}

/// Whether the lines of an entry are what would be written for a summary.
fn is_shown(summary: &str, entry: &Entry<'_>) -> bool {
    if entry.range.is_none() && entry.lines.iter().all(|line| line.text.trim().is_empty()) {
        return true;
    }
    let shown = guard::lines(summary);
    let shown = shown.iter().map(String::as_str);
    let written = entry.lines.iter().map(|line| line.text.trim());
    shown
        .filter(|line| !line.is_empty())
        .eq(written.filter(|line| !line.is_empty()))
}

/// Names in a list, or in a text with commas between them.
fn riders(node: &Node) -> impl Iterator<Item = String> {
    let names: Vec<String> = match &node.value {
        Value::Text(text) => text.split(',').map(|name| name.trim().to_owned()).collect(),
        Value::List(items) => items.iter().map(Node::shown).collect(),
        _ => vec![node.shown()],
    };
    names.into_iter().filter(|name| !name.is_empty())
}

/// A link to another event, as annals writes it.
pub(super) fn link(node: &Node) -> KeptLink {
    let text = |key: &str| {
        node.get(key)
            .and_then(Node::text)
            .unwrap_or_default()
            .to_owned()
    };
    let evidence = node.get("evidence").and_then(evidence).unwrap_or_default();
    let evidence = evidence.into_iter();
    KeptLink {
        to: text("to"),
        kind: text("kind"),
        wording: text("wording"),
        evidence: evidence
            .map(|(source, at)| KeptEvidence { source, at })
            .collect(),
        refs: node
            .get(REFS)
            .map_or_else(Vec::new, |node| riders(node).collect()),
    }
}

/// Lists of a source and a place in it.
fn evidence(node: &Node) -> Option<Vec<(String, String)>> {
    two_texts(node)
}

fn two_texts(node: &Node) -> Option<Vec<(String, String)>> {
    let Value::List(items) = &node.value else {
        return None;
    };
    items
        .iter()
        .map(|item| match item.texts().as_slice() {
            [first, second] => Some(((*first).to_owned(), (*second).to_owned())),
            _ => None,
        })
        .collect()
}

const fn is_list(node: &Node) -> bool {
    matches!(node.value, Value::List(_))
}

fn is_list_of_links(node: &Node) -> bool {
    match &node.value {
        Value::List(items) => items
            .iter()
            .all(|item| item.get("to").is_some() && item.get("kind").is_some()),
        _ => false,
    }
}
