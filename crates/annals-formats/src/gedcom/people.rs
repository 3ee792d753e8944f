//! Turns the records of people into actors with their names, aliases and summaries.

use super::lines::Node;
use super::{GedcomReader, tags};
use annals_model::text::Clean;
use annals_model::{ActorIndex, ActorKind};

/// The most characters of a name in titles and summaries.
const MAX_NAME_LENGTH: usize = 80;

/// A person with its actor.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) actor: ActorIndex,
    /// The name for titles and summaries, shortened if it is long.
    pub(super) name: String,
    pub(super) is_female: bool,
    pub(super) is_male: bool,
}

/// Returns a name without the slashes around the surname and with single spaces.
pub(super) fn plain_name(name: &str) -> String {
    let words = name.split(|letter: char| letter == '/' || letter.is_whitespace());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the name of a `NAME` line: its value, or else its pieces joined.
fn name_of(node: Node<'_, '_>) -> String {
    let whole = plain_name(node.value());
    if !whole.is_empty() {
        return whole;
    }
    let pieces = ["NPFX", "GIVN", "SPFX", "SURN", "NSFX"].map(|tag| node.text(tag));
    plain_name(&pieces.join(" "))
}

impl<'a, 't> GedcomReader<'a, 't> {
    /// Adds the actor of a person. All people are added before any event.
    pub(super) fn add_person(&mut self, record: Node<'a, 't>) {
        let mut names: Vec<String> = Vec::new();
        for name in record.all("NAME") {
            let variants = name.children().filter(|child| {
                matches!(child.tag(), "NICK" | "ROMN" | "FONE" | "TRAN" | "_MARNM")
            });
            let variants: Vec<_> = variants.map(|child| plain_name(child.value())).collect();
            names.push(name_of(name));
            names.extend(variants);
        }
        names.retain(|name| !name.is_empty());
        let mut names = names.into_iter();
        let name = names.next().unwrap_or_else(|| match record.name() {
            "" => "Unnamed".to_owned(),
            id => format!("Unnamed ({id})"),
        });
        let actor = self.builder.add_namesake(&name, Some(ActorKind::Person));
        let mut aliases: Vec<Clean> = Vec::new();
        for alias in names.filter(|alias| *alias != name) {
            let alias = Clean::line(&alias);
            if !aliases.contains(&alias) && aliases.len() < 100 {
                aliases.push(alias);
            }
        }
        self.builder.actor_mut(actor).aliases = aliases;
        let sex = record.text("SEX");
        let person = Person {
            actor,
            name: name.chars().take(MAX_NAME_LENGTH).collect(),
            is_female: sex.eq_ignore_ascii_case("F"),
            is_male: sex.eq_ignore_ascii_case("M"),
        };
        if record.name().is_empty() {
            self.builder.warn(record.byte(), "This person has no name for pointers, as in: 0 @I1@ INDI; nothing can be said of it.");
        } else {
            self.people.entry(record.name()).or_insert(person);
        }
    }

    /// Adds the events of a person, and the summary of its actor.
    pub(super) fn individual(&mut self, record: Node<'a, 't>) {
        let Some(person) = self.people.get(record.name()).cloned() else {
            return;
        };
        // The family of birth is the first without another kind of relation.
        let born = record.all("FAMC").find(|link| {
            let kind = link.text("PEDI").to_lowercase();
            kind.is_empty() || kind == "birth"
        });
        let mut facts = Vec::new();
        let mut notes = Vec::new();
        for child in record.children() {
            if let Some(fact) = tags::fact(child.tag()) {
                if fact.kind == tags::FactKind::Attribute
                    && child.children().all(|below| below.tag() == "TYPE")
                {
                    facts.push(attribute_sentence(fact.noun, child));
                } else {
                    self.personal_fact(&person, born, child, fact);
                }
                continue;
            }
            match child.tag() {
                "NAME" | "FAMC" | "FAMS" => {}
                "SEX" => facts.insert(0, format!("{}.", capitalised(tags::sex(child.value())))),
                "NOTE" | "SNOTE" => notes.extend(self.note(child)),
                "NO" => {
                    let noun = tags::fact(child.value()).map_or(child.value(), |fact| fact.noun);
                    let date = child.text("DATE");
                    let when = if date.is_empty() {
                        String::new()
                    } else {
                        format!(" ({date})")
                    };
                    facts.push(format!("{noun}: none{when}."));
                }
                "ASSO" => facts.extend(self.association(child)),
                "ALIA" => facts.extend(self.alias(child)),
                "SOUR" => {
                    let cited = self.cite(child, &mut Vec::new());
                    facts.extend(cited.map(|(source, at)| {
                        let title = self.builder.source_mut(source).title.raw().to_owned();
                        if at.is_empty() {
                            format!("Source: {title}.")
                        } else {
                            format!("Source: {title}, {at}.")
                        }
                    }));
                }
                "OBJE" | "WWW" => {
                    let media = self.media(child);
                    facts.extend(media.map(|source| {
                        let source = self.builder.source_mut(source);
                        let address = source.address.raw();
                        let title = source.title.raw();
                        if title == address || address.is_empty() {
                            format!("See {title}.")
                        } else {
                            format!("See {title}: {address}.")
                        }
                    }));
                }
                other => self.count_unshown(other),
            }
        }
        let mut summary = facts;
        summary.extend(self.relations(record.name()));
        let mut parts = vec![summary.join("\n")];
        parts.extend(notes);
        parts.retain(|part| !part.trim().is_empty());
        self.builder.actor_mut(person.actor).summary = Clean::block(parts.join("\n\n").trim());
    }

    /// Returns the nearest relations of a person in sentences.
    fn relations(&self, person: &str) -> Vec<String> {
        let mut sentences = Vec::new();
        let named = |names: &mut dyn Iterator<Item = &'a str>| {
            let known = names
                .filter(|name| *name != person)
                .filter_map(|name| self.people.get(name));
            known.map(|person| person.name.clone()).collect::<Vec<_>>()
        };
        for family in self.families.of_child(person) {
            let parents = named(&mut family.spouses.iter().map(|(name, _)| *name));
            if !parents.is_empty() {
                sentences.push(format!("Child of {}.", parents.join(" and ")));
            }
        }
        for family in self.families.of_spouse(person) {
            let partners = named(&mut family.spouses.iter().map(|(name, _)| *name));
            let children = named(&mut family.children.iter().copied());
            let mut parts = Vec::new();
            if !partners.is_empty() {
                parts.push(format!("Partner of {}.", partners.join(" and ")));
            }
            if !children.is_empty() {
                parts.push(format!("Children: {}.", children.join(", ")));
            }
            if !parts.is_empty() {
                sentences.push(parts.join(" "));
            }
        }
        sentences
    }

    fn association(&mut self, node: Node<'a, 't>) -> Option<String> {
        let phrase = node.text("PHRASE").to_owned();
        self.target(node);
        let other = node.pointer().and_then(|name| self.people.get(name));
        let name = other.map_or(phrase, |person| person.name.clone());
        if name.is_empty() {
            return None;
        }
        Some(match role(node) {
            "" => format!("Associated with {name}."),
            role => format!("Associated with {name} ({role})."),
        })
    }

    /// Returns a sentence on another record that may be the same person.
    fn alias(&mut self, node: Node<'a, 't>) -> Option<String> {
        self.target(node);
        let name = match node.pointer() {
            Some(pointer) => self.people.get(pointer)?.name.clone(),
            None => plain_name(node.value()),
        };
        Some(format!("Perhaps the same as {name}."))
    }
}

/// Returns the role of the person in an association.
pub(super) fn role<'a>(node: Node<'a, '_>) -> &'a str {
    match (node.text("RELA"), node.child("ROLE")) {
        ("", Some(role)) => match role.text("PHRASE") {
            "" => role.value(),
            phrase => phrase,
        },
        (relation, _) => relation,
    }
}

/// Returns a sentence on an attribute that has only a value.
fn attribute_sentence(noun: &str, node: Node<'_, '_>) -> String {
    let kind = node.text("TYPE");
    let kind = if kind.is_empty() {
        String::new()
    } else {
        format!(" ({kind})")
    };
    format!("{noun}{kind}: {}.", node.value().trim_end_matches('.'))
}

/// Returns a text with its first letter in upper case.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
