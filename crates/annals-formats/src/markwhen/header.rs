//! [`Header`]: the keys before the first event, Markwhen's own and those that annals writes beside them.
//!
//! Keys that annals does not use are named in the report.

use std::collections::HashMap;

use super::range::Order;
use super::scan::cut;
use super::yaml::{self, Document, Node, Pair, Value};
use super::zone::Zone;
use annals_model::Grouping;
use annals_time::{Time, When, Window};

/// Characters shown of a value in a message.
const MAX_SHOWN: usize = 60;

/// The keys of a header.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) zone: Zone,
    /// The name of the zone as written, if it is known.
    pub(super) zone_name: Option<String>,
    pub(super) order: Order,
    /// Whether the order is given.
    pub(super) has_order: bool,
    /// Zones of tags.
    pub(super) tag_zones: HashMap<String, Zone>,
    pub(super) lanes: Option<Grouping>,
    pub(super) opening: Option<Window>,
    /// Actors, as annals writes them.
    pub(super) actors: Vec<Node>,
    /// Sources, as annals writes them.
    pub(super) sources: Vec<Node>,
    /// Keys that annals does not use, as `key: value`.
    pub(super) aside: Vec<String>,
    /// Files to be imported.
    pub(super) imports: Vec<String>,
    pub(super) problems: Vec<(usize, String)>,
}

impl Header {
    /// Takes the keys of a YAML document.
    pub(super) fn of(document: Document) -> Self {
        let mut header = Self {
            problems: document.problems,
            ..Self::default()
        };
        for pair in document.pairs {
            header.take(pair);
        }
        header
    }

    fn take(&mut self, pair: Pair) {
        let node = &pair.node;
        if let Some(tag) = pair.key.strip_prefix('#') {
            self.tag(tag, &pair);
            return;
        }
        match pair.key.to_lowercase().as_str() {
            "title" => self.title = node.shown(),
            "description" => self.description = node.shown(),
            "timezone" | "tz" => {
                if let Some(zone) = self.zone(node) {
                    self.zone = zone;
                    self.zone_name = Some(node.shown());
                }
            }
            "dateformat" => self.date_format(&pair),
            "import" | "imports" => self.imports.extend(imports(node)),
            "lanes" => {
                let named = node.text();
                let mut all = Grouping::ALL.iter().copied();
                self.lanes = all.find(|grouping| Some(grouping.name()) == named);
                if self.lanes.is_none() {
                    self.keep_aside(&pair);
                }
            }
            "opening" => {
                self.opening = window(node);
                if self.opening.is_none() {
                    self.keep_aside(&pair);
                }
            }
            "actors" | "sources" if are_declared(node) => {
                let Value::List(items) = pair.node.value else {
                    return;
                };
                if pair.key.eq_ignore_ascii_case("actors") {
                    self.actors.extend(items);
                } else {
                    self.sources.extend(items);
                }
            }
            _ => self.keep_aside(&pair),
        }
    }

    fn keep_aside(&mut self, pair: &Pair) {
        let value = cut(&pair.node.shown(), MAX_SHOWN);
        self.aside.push(format!("{}: {value}", pair.key));
    }

    fn tag(&mut self, tag: &str, pair: &Pair) {
        if let Some(zone) = pair.node.get("timezone").or_else(|| pair.node.get("tz"))
            && let Some(zone) = self.zone(zone)
        {
            self.tag_zones.entry(tag.to_owned()).or_insert(zone);
        }
        self.keep_aside(pair);
    }

    fn zone(&mut self, node: &Node) -> Option<Zone> {
        zone(node, &mut self.problems)
    }

    fn date_format(&mut self, pair: &Pair) {
        let Some(format) = pair.node.text() else {
            let sentence = "Annals does not read dates by patterns of one's own: a date format is d/M/y, \
                            M/d/y or y/M/d. Dates are read as M/d/y, and a line that begins with a date in \
                            another form belongs to the event before it.";
            self.problems.push((pair.byte, sentence.to_owned()));
            return;
        };
        let letters: String = format
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        let mut parts: Vec<char> = letters.chars().collect();
        parts.dedup();
        self.order = match parts.as_slice() {
            ['d', 'm', 'y'] => Order::DayMonthYear,
            ['m', 'd', 'y'] => Order::MonthDayYear,
            ['y', 'm', 'd'] => Order::YearMonthDay,
            _ => {
                let sentence = "A date format is d/M/y, M/d/y or y/M/d; dates are read as M/d/y.";
                self.problems.push((pair.node.byte, sentence.to_owned()));
                return;
            }
        };
        self.has_order = true;
    }
}

/// A zone by its name; an unknown one is reported.
pub(super) fn zone(node: &Node, problems: &mut Vec<(usize, String)>) -> Option<Zone> {
    let name = node.text()?;
    let zone = Zone::find(name);
    if zone.is_none() && !name.is_empty() {
        problems.push((
            node.byte,
            format!(
                "There is no time zone \"{}\"; write one such as Europe/Rome or +2. Times of day \
                 stay without one here.",
                cut(name, MAX_SHOWN)
            ),
        ));
    }
    zone
}

fn imports(node: &Node) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().map(Node::shown).collect(),
        Value::Nothing => Vec::new(),
        _ => vec![node.shown()],
    }
}

/// Whether a list is one that annals wrote: each item has an id.
fn are_declared(node: &Node) -> bool {
    match &node.value {
        Value::List(items) => items.iter().all(|item| item.get("id").is_some()),
        _ => false,
    }
}

/// A window from its start and its end as two moments.
fn window(node: &Node) -> Option<Window> {
    let moments: Vec<Time> = node
        .texts()
        .into_iter()
        .map(|text| When::parse(text).ok().flatten())
        .map(|when| when.and_then(|when| when.start().earliest.time()))
        .collect::<Option<_>>()?;
    match moments.as_slice() {
        [start, end] => Window::new(*start, *end),
        _ => None,
    }
}

/// Whether a key is one of Markwhen's own, by which a text is recognised.
pub(super) fn is_telling(key: &str) -> bool {
    ["title", "description", "timezone", "tz", "dateformat"].contains(&key.to_lowercase().as_str())
        || key.starts_with('#')
}

/// The header of lines.
pub(super) fn read(lines: &[yaml::Line<'_>]) -> Header {
    Header::of(yaml::read(lines))
}
