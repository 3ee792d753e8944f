//! [`Tree`]: a JSON value to be written, whose fields keep the order in which they are added.

use super::own::{KeptSlide, KeptWhole};
use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    Text(String),
    Flag(bool),
    List(Vec<Self>),
    Table(Table),
    Kept(KeptSlide),
    Whole(KeptWhole),
}

/// An object.
#[derive(Debug, Clone, Default)]
pub(super) struct Table(Vec<(String, Tree)>);

impl Table {
    /// Adds a field.
    pub(super) fn put(&mut self, name: &str, value: Tree) {
        self.0.push((name.to_owned(), value));
    }

    /// Adds a text, if there is one.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, Tree::Text(text.to_owned()));
        }
    }

    /// Adds a list, if there is something in it.
    pub(super) fn list(&mut self, name: &str, list: Vec<Tree>) {
        if !list.is_empty() {
            self.put(name, Tree::List(list));
        }
    }

    /// Adds an object, if there is something in it.
    pub(super) fn table(&mut self, name: &str, table: Self) {
        if !table.is_empty() {
            self.put(name, Tree::Table(table));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(list) => {
                let mut sequence = serializer.serialize_seq(Some(list.len()))?;
                for value in list {
                    sequence.serialize_element(value)?;
                }
                sequence.end()
            }
            Self::Table(table) => table.serialize(serializer),
            Self::Kept(kept) => kept.serialize(serializer),
            Self::Whole(kept) => kept.serialize(serializer),
        }
    }
}
