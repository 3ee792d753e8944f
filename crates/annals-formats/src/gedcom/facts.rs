//! Turns the lines of an event or an attribute into an event. Lines that annals does not know are kept as extra
//! fields.

use super::extra_lines::keep_lines;
use super::lines::Node;
use super::people::{self, Person};
use super::tags::{Fact, FactKind};
use super::{GedcomReader, date};
use crate::building::Draft;
use annals_model::{ActorIndex, ActorKind};

/// The most characters of a value in a title.
const MAX_TITLE_VALUE: usize = 80;

/// The people of an event: actors with their roles, and the names for its title.
struct Parties {
    actors: Vec<(ActorIndex, String)>,
    names: Vec<String>,
}

impl<'a, 't> GedcomReader<'a, 't> {
    /// Adds an event or an attribute of a person. `born` is the line that names the family of its birth.
    pub(super) fn personal_fact(
        &mut self,
        person: &Person,
        born: Option<Node<'a, 't>>,
        node: Node<'a, 't>,
        fact: &Fact,
    ) {
        let mut parties = Parties {
            actors: vec![(person.actor, fact.role.to_owned())],
            names: vec![person.name.clone()],
        };
        if let Some(family) = self.parents(born, node) {
            parties.actors.extend(family);
        }
        self.fact(node, fact, parties);
    }

    /// Returns the parents as actors of a birth, a christening or an adoption.
    fn parents(
        &self,
        born: Option<Node<'a, 't>>,
        node: Node<'a, 't>,
    ) -> Option<Vec<(ActorIndex, String)>> {
        let link = match node.tag() {
            "BIRT" => node.child("FAMC").or(born)?,
            "ADOP" | "CHR" | "SLGC" => node.child("FAMC")?,
            _ => return None,
        };
        let spouses = self.families.named(link.pointer()?)?.spouses.clone();
        let adopted_by = if node.tag() == "ADOP" {
            link.text("ADOP")
        } else {
            ""
        };
        let spouses = spouses
            .into_iter()
            .filter(|(_, is_husband)| match adopted_by {
                "HUSB" => *is_husband,
                "WIFE" => !*is_husband,
                _ => true,
            });
        let parents = spouses.filter_map(|(name, is_husband)| {
            let person = self.people.get(name)?;
            let role = match (is_husband, person.is_male, person.is_female) {
                (true, _, false) => "father",
                (false, false, _) => "mother",
                _ => "parent",
            };
            let role = if node.tag() == "ADOP" {
                format!("adoptive {role}")
            } else {
                role.to_owned()
            };
            Some((person.actor, role))
        });
        Some(parents.collect())
    }

    /// Adds the events of a family.
    pub(super) fn family(&mut self, record: Node<'a, 't>) {
        let mut spouses = Vec::new();
        for spouse in record
            .children()
            .filter(|child| matches!(child.tag(), "HUSB" | "WIFE"))
            .take(2)
        {
            if self.target(spouse).is_some() {
                spouses.extend(
                    spouse
                        .pointer()
                        .and_then(|name| self.people.get(name))
                        .cloned(),
                );
            }
        }
        for child in record.children() {
            if let Some(fact) = super::tags::fact(child.tag()) {
                let role = if fact.role.is_empty() { "" } else { fact.role };
                let parties = Parties {
                    actors: spouses
                        .iter()
                        .map(|person| (person.actor, role.to_owned()))
                        .collect(),
                    names: spouses.iter().map(|person| person.name.clone()).collect(),
                };
                if fact.kind == FactKind::Attribute && child.is_leaf() && child.tag() != "RESI" {
                    // An attribute without lines below it, such as a number of children, is no event.
                    self.count_unshown(child.tag());
                } else {
                    self.fact(child, fact, parties);
                }
                continue;
            }
            match child.tag() {
                "HUSB" | "WIFE" => {}
                "CHIL" => {
                    self.target(child);
                }
                other => self.count_unshown(&format!("FAM.{other}")),
            }
        }
    }

    fn fact(&mut self, node: Node<'a, 't>, fact: &Fact, parties: Parties) {
        let mut draft = Draft {
            actors: parties.actors,
            byte: node.byte(),
            ..Draft::default()
        };
        let mut notes = Vec::new();
        let kind = node.text("TYPE");
        let value = match node.value() {
            "Y" | "y" => "",
            value => value,
        };
        let noun = if fact.kind == FactKind::Named && !kind.is_empty() {
            kind
        } else {
            fact.noun
        };
        draft.title = title(fact, noun, &parties.names.join(" and "), value);
        draft
            .themes
            .push(noun.to_lowercase().chars().take(MAX_TITLE_VALUE).collect());
        if value.chars().count() > MAX_TITLE_VALUE || value.contains('\n') {
            notes.push(value.to_owned());
        }
        let mut is_dated = false;
        for child in node.children() {
            match child.tag() {
                "DATE" if !is_dated => {
                    is_dated = true;
                    self.date(child, &mut draft);
                }
                "TYPE" if fact.kind == FactKind::Named => {}
                "PLAC" => self.place(child, &mut draft),
                "NOTE" | "SNOTE" => notes.extend(self.note(child)),
                "SOUR" => {
                    let cited = self.cite(child, &mut draft.extra);
                    draft.evidence.extend(cited);
                }
                "OBJE" => {
                    let media = self.media(child);
                    draft
                        .evidence
                        .extend(media.map(|source| (source, String::new())));
                }
                "WWW" => {
                    let page = self.builder.source("", child.value());
                    draft
                        .evidence
                        .extend(page.map(|source| (source, String::new())));
                }
                "ASSO" => self.associate(child, &mut draft),
                "FAMC" if child.pointer().is_some() => {
                    self.target(child);
                }
                "AGE" => keep_lines(child, "age", &mut draft.extra),
                "HUSB" | "WIFE" => {
                    let whose = if child.tag() == "HUSB" {
                        "age of the husband"
                    } else {
                        "age of the wife"
                    };
                    for below in child.children() {
                        let name = if below.tag() == "AGE" {
                            whose.to_owned()
                        } else {
                            format!("{}.{}", child.tag(), below.tag())
                        };
                        keep_lines(below, &name, &mut draft.extra);
                    }
                }
                "ADDR" => keep_lines(child, "address", &mut draft.extra),
                "CAUS" => keep_lines(child, "cause", &mut draft.extra),
                "AGNC" => keep_lines(child, "agency", &mut draft.extra),
                "TYPE" => keep_lines(child, "type", &mut draft.extra),
                tag => keep_lines(child, tag, &mut draft.extra),
            }
        }
        draft.summary = notes.join("\n\n");
        self.builder.event(draft);
    }

    fn date(&mut self, node: Node<'a, 't>, draft: &mut Draft) {
        let dated = date::read(node.value(), node.text("TIME"), self.limits);
        if let Some(warning) = dated.warning {
            self.builder.warn(node.byte(), &warning);
        }
        self.conventions.extend(dated.conventions);
        if dated.keeps_text {
            draft
                .extra
                .push(("date as written".to_owned(), node.value().to_owned()));
        }
        let has_time = dated
            .when
            .as_ref()
            .is_some_and(|when| when.text().contains('T'));
        for child in node.children() {
            match child.tag() {
                "TIME" if has_time => {}
                "PHRASE" => keep_lines(child, "date in words", &mut draft.extra),
                tag => keep_lines(child, &format!("DATE.{tag}"), &mut draft.extra),
            }
        }
        draft.when = dated.when;
    }

    fn place(&mut self, node: Node<'a, 't>, draft: &mut Draft) {
        let place = self.builder.actor(
            &node.value().replace(['\n', '\r'], " "),
            Some(ActorKind::Place),
        );
        draft
            .actors
            .extend(place.map(|actor| (actor, "place".to_owned())));
        for child in node.children() {
            match child.tag() {
                "NOTE" | "SNOTE" => {
                    let said = self.note(child);
                    draft
                        .extra
                        .extend(said.map(|said| ("PLAC.NOTE".to_owned(), said)));
                }
                "FORM" => {}
                tag => keep_lines(child, &format!("PLAC.{tag}"), &mut draft.extra),
            }
        }
    }

    fn associate(&mut self, node: Node<'a, 't>, draft: &mut Draft) {
        self.target(node);
        let known = node
            .pointer()
            .and_then(|name| self.people.get(name))
            .map(|person| person.actor);
        let phrase = node.text("PHRASE");
        let actor = known.or_else(|| self.builder.actor(phrase, Some(ActorKind::Person)));
        if let Some(actor) = actor {
            draft
                .actors
                .push((actor, people::role(node).to_lowercase()));
        }
        for child in node.children() {
            match child.tag() {
                "PHRASE" | "ROLE" | "RELA" => {}
                tag => keep_lines(child, &format!("ASSO.{tag}"), &mut draft.extra),
            }
        }
    }
}

fn title(fact: &Fact, noun: &str, who: &str, value: &str) -> String {
    let is_short =
        !value.is_empty() && value.chars().count() <= MAX_TITLE_VALUE && !value.contains('\n');
    let noun: String = noun.chars().take(MAX_TITLE_VALUE).collect();
    let title = match (fact.kind, who) {
        (_, "") => noun,
        (FactKind::Named, who) => format!("{noun}: {who}"),
        (_, who) => format!("{noun} of {who}"),
    };
    match (fact.kind, is_short) {
        (_, false) => title,
        (FactKind::Named, true) => format!("{title}, {value}"),
        (_, true) => format!("{title}: {value}"),
    }
}
