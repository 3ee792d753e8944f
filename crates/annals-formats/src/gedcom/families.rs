//! The spouses and children of each family, and the families of each person.

use std::collections::{HashMap, HashSet};

use super::lines::Tree;
use crate::building::Builder;

/// One family.
#[derive(Debug)]
pub(super) struct Family<'a> {
    /// The record names of the spouses, two at most, each with whether it is the husband.
    pub(super) spouses: Vec<(&'a str, bool)>,
    /// The record names of the children.
    pub(super) children: Vec<&'a str>,
}

/// All families of a file.
#[derive(Debug, Default)]
pub(super) struct Families<'a, 't> {
    all: Vec<Family<'a>>,
    by_name: HashMap<&'t str, usize>,
    as_spouse: HashMap<&'a str, Vec<usize>>,
    as_child: HashMap<&'a str, Vec<usize>>,
}

impl<'a, 't> Families<'a, 't> {
    /// Reads the families from their own records and from those of people.
    pub(super) fn read(tree: &'a Tree<'t>, builder: &mut Builder<'t>) -> Self {
        let mut families = Self::default();
        let mut known = HashSet::new();
        for node in tree.records().filter(|record| record.tag() == "FAM") {
            let at = families.all.len();
            let mut family = Family {
                spouses: Vec::new(),
                children: Vec::new(),
            };
            for child in node.children() {
                let Some(name) = child.pointer().filter(|name| *name != "VOID") else {
                    continue;
                };
                match child.tag() {
                    "HUSB" | "WIFE" if family.spouses.len() == 2 => {
                        builder.warn(
                            child.byte(),
                            "A family has two spouses at most; this one is left out.",
                        );
                    }
                    "HUSB" | "WIFE" => {
                        family.spouses.push((name, child.tag() == "HUSB"));
                        families.as_spouse.entry(name).or_default().push(at);
                    }
                    "CHIL" if known.insert((at, name)) => {
                        family.children.push(name);
                        families.as_child.entry(name).or_default().push(at);
                    }
                    _ => {}
                }
            }
            if !node.name().is_empty() {
                families.by_name.entry(node.name()).or_insert(at);
            }
            families.all.push(family);
        }
        for person in tree.records().filter(|record| record.tag() == "INDI") {
            for child in person.all("FAMC") {
                let at = child
                    .pointer()
                    .and_then(|name| families.by_name.get(name).copied());
                let Some(at) = at else { continue };
                if known.insert((at, person.name())) {
                    families.all[at].children.push(person.name());
                    families.as_child.entry(person.name()).or_default().push(at);
                }
            }
        }
        families
    }

    /// Returns the family of a record name.
    pub(super) fn named(&self, name: &str) -> Option<&Family<'a>> {
        self.by_name.get(name).map(|&at| &self.all[at])
    }

    /// Returns the families in which a person is a spouse.
    pub(super) fn of_spouse(&self, person: &str) -> impl Iterator<Item = &Family<'a>> {
        let found = self.as_spouse.get(person).into_iter().flatten();
        found.map(|&at| &self.all[at])
    }

    /// Returns the families in which a person is a child.
    pub(super) fn of_child(&self, person: &str) -> impl Iterator<Item = &Family<'a>> {
        let found = self.as_child.get(person).into_iter().flatten();
        found.map(|&at| &self.all[at])
    }
}
