//! Makes events of the statements of entities.
//!
//! An entity takes part in its events, unless it is an event itself.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::building::Draft;
use super::properties::{KINDS, PROPERTIES};
use super::value::{Convention, WikibaseTime, Years, interval};
use super::{ITEMS, Note, WikidataReader, is_item};
use crate::json::Json;
use annals_model::text::Clean;
use annals_model::{ActorIndex, SourceIndex};
use annals_time::When;

const START: &str = "P580";
const END: &str = "P582";
const POINT: &str = "P585";

/// Id and labels of an entity.
#[derive(Debug, Deserialize)]
struct Named {
    #[serde(default)]
    id: String,
    #[serde(default)]
    labels: Value,
}

/// What all events of an entity share.
#[derive(Debug)]
struct Subject {
    label: String,
    summary: String,
    evidence: Vec<(SourceIndex, String)>,
    actor: Option<ActorIndex>,
    byte: usize,
}

/// A time, or the statement that there is none.
#[derive(Debug, PartialEq, Eq)]
enum Moment {
    Date(String),
    Unknown,
    None,
}

impl WikidataReader<'_> {
    /// Reads the entities of an object.
    pub(super) fn entities(&mut self, object: Json<'_>) {
        let Some(mut entries) = object.entries() else {
            self.builder
                .refuse(object.byte(), "An object with entities is expected here.");
            return;
        };
        let mut names = HashMap::new();
        for entry in entries.clone() {
            learn(entry.value, &mut names);
        }
        for entry in entries.by_ref() {
            self.entity(entry.value, &names);
        }
        self.report_end(entries.end());
    }

    /// Reads the one entity that the text is.
    pub(super) fn one_entity(&mut self, root: Json<'_>) {
        // A dump has a comma after each entity.
        let first = Json::first(root.written(), root.byte());
        let entity = first.as_ref().map_or(root, |(entity, _)| *entity);
        let rest = root
            .written()
            .get(entity.written().len()..)
            .unwrap_or_default();
        let rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == ',');
        if !rest.is_empty() {
            let byte = root.byte() + root.written().len() - rest.len();
            self.builder
                .warn(byte, "What follows the entity is not read.");
        }
        let mut names = HashMap::new();
        learn(entity, &mut names);
        self.entity(entity, &names);
    }

    fn entity(&mut self, json: Json<'_>, names: &HashMap<String, String>) {
        let byte = json.byte();
        let entity: Value = match json.parse() {
            Ok(entity) => entity,
            Err(reason) => {
                let message = format!("This entity is no JSON: {reason}.");
                self.builder.skip(byte, &message);
                return;
            }
        };
        let id = entity["id"].as_str().unwrap_or_default().to_owned();
        if entity.get("missing").is_some() {
            self.builder
                .skip(byte, &format!("Wikidata has no entity {id}."));
            return;
        }
        let empty = Map::new();
        let claims = entity["claims"]
            .as_object()
            .or_else(|| entity["statements"].as_object())
            .unwrap_or(&empty);
        let label = names.get(&id).cloned().unwrap_or_else(|| id.clone());
        let times = claims
            .values()
            .flat_map(statements)
            .filter(|claim| has_time(claim));
        if times.count() == 0 {
            // Entities may be there only to give the others names.
            self.count(Note::NoDates);
            return;
        }
        let source = self.builder.source(&label, &format!("{ITEMS}{id}"));
        let is_event = [START, END, POINT]
            .iter()
            .any(|property| claims.contains_key(*property));
        let mut subject = Subject {
            summary: best(&entity["descriptions"]).unwrap_or_default(),
            evidence: source
                .map(|source| (source, String::new()))
                .into_iter()
                .collect(),
            actor: None,
            label,
            byte,
        };
        if !is_event {
            subject.actor = Some(self.actor_of(&entity, claims, &subject));
        }
        self.own_time(claims, &subject, names);
        for (property, list) in claims {
            for claim in statements(list) {
                self.claim(property, claim, &subject, names, is_event);
            }
        }
    }

    fn actor_of(
        &mut self,
        entity: &Value,
        claims: &Map<String, Value>,
        subject: &Subject,
    ) -> ActorIndex {
        let classes = claims.get("P31").into_iter().flat_map(statements);
        let kind = classes
            .filter_map(|claim| claim["mainsnak"]["datavalue"]["value"]["id"].as_str())
            .find_map(|class| {
                let found = KINDS.iter().find(|(name, _)| *name == class);
                found.map(|(_, kind)| *kind)
            });
        let label = if subject.label.is_empty() {
            "Unnamed"
        } else {
            &subject.label
        };
        let actor = self.builder.add_namesake(label, kind);
        let aliases = entity["aliases"]
            .get("en")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let aliases: Vec<_> = aliases
            .filter_map(|alias| alias["value"].as_str())
            .map(Clean::line)
            .collect();
        let made = self.builder.actor_mut(actor);
        made.summary = Clean::line(&subject.summary);
        made.aliases = aliases;
        actor
    }

    /// The event that an entity is itself: from its start to its end, or at its point in time.
    fn own_time(
        &mut self,
        claims: &Map<String, Value>,
        subject: &Subject,
        names: &HashMap<String, String>,
    ) {
        let first = |property: &str| {
            let list = claims.get(property).into_iter().flat_map(statements);
            let mut kept: Vec<_> = list.filter(|claim| claim["rank"] != "deprecated").collect();
            kept.sort_by_key(|claim| claim["rank"] != "preferred");
            kept.first().copied()
        };
        let (start, end) = (first(START), first(END));
        if start.is_none() && end.is_none() {
            return;
        }
        let mut draft = draft_of(subject, subject.label.clone());
        let mut sides = Vec::new();
        for claim in [start, end] {
            sides.push(claim.map(|claim| {
                self.references(claim, names, &mut draft);
                qualifiers(claim, names, &mut draft, &[]);
                self.time(&claim["mainsnak"], subject.byte, &mut draft)
            }));
        }
        draft.when = self.interval_of(&sides, subject.byte);
        self.builder.event(draft);
    }

    /// From a start to an end, either of which may be missing or not known.
    fn interval_of(&mut self, sides: &[Option<Moment>], byte: usize) -> Option<When> {
        let text = |side: Option<&Option<Moment>>| match side {
            Some(Some(Moment::Date(edtf))) => edtf.clone(),
            Some(Some(Moment::Unknown)) => String::new(),
            _ => "..".to_owned(),
        };
        let (start, end) = (text(sides.first()), text(sides.get(1)));
        let is_nothing = |side: &str| side.is_empty() || side == "..";
        if is_nothing(&start) && is_nothing(&end) {
            return None;
        }
        self.builder.date(byte, &interval(&start, &end))
    }

    /// A statement that is a time, or that holds at some time.
    fn claim(
        &mut self,
        property: &str,
        claim: &Value,
        subject: &Subject,
        names: &HashMap<String, String>,
        is_event: bool,
    ) {
        if !has_time(claim) {
            return;
        }
        if claim["rank"] == "deprecated" {
            self.count(Note::Deprecated);
            return;
        }
        let snak = &claim["mainsnak"];
        let name = property_name(property, names);
        let mut draft;
        if is_time(snak) {
            if is_event && matches!(property, START | END) {
                return;
            }
            let title = if property == POINT {
                subject.label.clone()
            } else {
                format!("{name}: {}", subject.label)
            };
            draft = draft_of(subject, title);
            match self.time(snak, subject.byte, &mut draft) {
                Moment::Date(edtf) => draft.when = self.builder.date(subject.byte, &edtf),
                Moment::Unknown => {}
                Moment::None => return,
            }
            qualifiers(claim, names, &mut draft, &[]);
        } else {
            let value = value_words(snak, names);
            draft = draft_of(subject, format!("{}: {name}, {value}", subject.label));
            if let Some(item) = snak["datavalue"]["value"]["id"].as_str()
                && let Some(label) = names.get(item)
                && let Some(actor) = self.builder.actor(label, None)
            {
                draft.actors.push((actor, name.clone()));
            }
            let mut side = |property: &str, draft: &mut Draft| {
                let first = statements(&claim["qualifiers"][property]).next()?;
                Some(self.time(first, subject.byte, draft))
            };
            let sides = [side(START, &mut draft), side(END, &mut draft)];
            let point = side(POINT, &mut draft);
            draft.when = match point {
                Some(Moment::Date(edtf)) => self.builder.date(subject.byte, &edtf),
                _ => self.interval_of(&sides, subject.byte),
            };
            qualifiers(claim, names, &mut draft, &[START, END, POINT]);
        }
        if claim["rank"] == "preferred" {
            draft
                .extra
                .push(("rank".to_owned(), "preferred".to_owned()));
        }
        draft.themes.push(name);
        self.references(claim, names, &mut draft);
        self.builder.event(draft);
    }

    fn references(&mut self, claim: &Value, names: &HashMap<String, String>, draft: &mut Draft) {
        for reference in statements(&claim["references"]) {
            let snaks = &reference["snaks"];
            let text = |property: &str| {
                let snak = statements(&snaks[property]).next()?;
                let value = &snak["datavalue"]["value"];
                let text = value.as_str().or_else(|| value["text"].as_str());
                text.map(str::to_owned)
            };
            let stated_in = statements(&snaks["P248"]).next();
            let item = stated_in.and_then(|snak| snak["datavalue"]["value"]["id"].as_str());
            let title = text("P1476").or_else(|| {
                item.map(|item| names.get(item).map_or(item, String::as_str).to_owned())
            });
            let address = text("P854").or_else(|| item.map(|item| format!("{ITEMS}{item}")));
            let source = self
                .builder
                .source(&title.unwrap_or_default(), &address.unwrap_or_default());
            draft.evidence.extend(source.map(|source| {
                (
                    source,
                    text("P304")
                        .map(|page| format!("page {page}"))
                        .unwrap_or_default(),
                )
            }));
        }
    }

    /// The time of a snak in EDTF; what EDTF cannot express is kept or reported.
    fn time(&mut self, snak: &Value, byte: usize, draft: &mut Draft) -> Moment {
        match snak["snaktype"].as_str() {
            Some("somevalue") => {
                self.count(Note::Unknown);
                return Moment::Unknown;
            }
            Some("novalue") => {
                self.count(Note::Nothing);
                return Moment::None;
            }
            _ => {}
        }
        let value = &snak["datavalue"]["value"];
        let number = |key: &str| {
            value[key]
                .as_u64()
                .and_then(|number| u32::try_from(number).ok())
        };
        let calendar = value["calendarmodel"].as_str().unwrap_or_default();
        let stamp = WikibaseTime {
            time: value["time"].as_str().unwrap_or_default(),
            precision: number("precision")
                .map(|precision| u8::try_from(precision).unwrap_or(u8::MAX)),
            before: number("before").unwrap_or(0),
            after: number("after").unwrap_or(0),
            is_julian: calendar.ends_with("/Q1985786"),
            years: Years::Historical,
        };
        match stamp.to_edtf() {
            Ok(placed) => {
                if let Some(convention) = placed.convention {
                    self.count(match convention {
                        Convention::YearFromDate => Note::YearsFromDates,
                        Convention::MonthFromDate => Note::MonthsFromDates,
                        Convention::JulianDay => Note::JulianDays,
                        Convention::JulianCoarse => Note::JulianCoarse,
                    });
                    if convention == Convention::JulianDay {
                        draft.extra.push((
                            "date as written".to_owned(),
                            format!("{} (Julian)", stamp.time),
                        ));
                    }
                }
                draft.extra.extend(
                    placed
                        .words
                        .map(|words| ("date in words".to_owned(), words)),
                );
                Moment::Date(placed.edtf)
            }
            Err(message) => {
                self.builder.warn(byte, &message);
                draft
                    .extra
                    .push(("date as written".to_owned(), stamp.time.to_owned()));
                Moment::Unknown
            }
        }
    }
}

/// An event of an entity.
fn draft_of(subject: &Subject, title: String) -> Draft {
    Draft {
        title,
        summary: if subject.actor.is_none() {
            subject.summary.clone()
        } else {
            String::new()
        },
        actors: subject
            .actor
            .map(|actor| (actor, String::new()))
            .into_iter()
            .collect(),
        evidence: subject.evidence.clone(),
        byte: subject.byte,
        ..Draft::default()
    }
}

/// Keeps the other qualifiers of a statement in words.
fn qualifiers(claim: &Value, names: &HashMap<String, String>, draft: &mut Draft, used: &[&str]) {
    for (property, list) in claim["qualifiers"].as_object().into_iter().flatten() {
        let is_used = used.contains(&property.as_str());
        // Of a start, an end and a point in time the first is the date; more of them are kept.
        for snak in statements(list).skip(usize::from(is_used)) {
            draft
                .extra
                .push((property_name(property, names), value_words(snak, names)));
        }
    }
}

/// The entries of a list; an object counts as one without any.
fn statements(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn is_time(snak: &Value) -> bool {
    snak["datatype"] == "time" || snak["datavalue"]["type"] == "time"
}

/// Whether a statement is a time or is said to hold at some time.
fn has_time(claim: &Value) -> bool {
    is_time(&claim["mainsnak"])
        || [START, END, POINT]
            .iter()
            .any(|property| claim["qualifiers"].get(property).is_some())
}

/// Keeps the label of an entity.
fn learn(entity: Json<'_>, names: &mut HashMap<String, String>) {
    if let Ok(named) = entity.parse::<Named>()
        && let Some(label) = best(&named.labels)
    {
        names.insert(named.id, label);
    }
}

/// English first, then what is the same in many languages, then any.
fn best(texts: &Value) -> Option<String> {
    let texts = texts.as_object()?;
    let sorted: BTreeMap<_, _> = texts.iter().collect();
    let english = ["en", "mul", "en-gb", "en-us", "en-ca"]
        .iter()
        .find_map(|language| texts.get(*language));
    let chosen = english.or_else(|| sorted.values().next().copied())?;
    chosen["value"].as_str().map(str::to_owned)
}

fn property_name(property: &str, names: &HashMap<String, String>) -> String {
    let known = PROPERTIES.iter().find(|(name, _)| *name == property);
    let known = known.map(|(_, words)| (*words).to_owned());
    known
        .or_else(|| names.get(property).cloned())
        .unwrap_or_else(|| property.to_owned())
}

/// The value of a snak in words.
fn value_words(snak: &Value, names: &HashMap<String, String>) -> String {
    match snak["snaktype"].as_str() {
        Some("somevalue") => return "not known".to_owned(),
        Some("novalue") => return "none".to_owned(),
        _ => {}
    }
    let value = &snak["datavalue"]["value"];
    let text = |key: &str| value[key].as_str();
    if let Some(text) = value.as_str().or_else(|| text("text")) {
        return text.to_owned();
    }
    if let Some(item) = text("id").filter(|item| is_item(item)) {
        return names.get(item).cloned().unwrap_or_else(|| item.to_owned());
    }
    if let Some(amount) = text("amount") {
        return amount.trim_start_matches('+').to_owned();
    }
    if let Some(time) = text("time") {
        let stamp = WikibaseTime {
            time,
            precision: value["precision"]
                .as_u64()
                .and_then(|precision| u8::try_from(precision).ok()),
            before: 0,
            after: 0,
            is_julian: text("calendarmodel").is_some_and(|model| model.ends_with("/Q1985786")),
            years: Years::Historical,
        };
        return stamp.to_edtf().map_or_else(
            |_| time.to_owned(),
            |placed| placed.words.unwrap_or(placed.edtf),
        );
    }
    if value.is_null() {
        String::new()
    } else {
        value.to_string()
    }
}
