//! Sources: records of documents, citations of them, and media.
//!
//! Owns what a citation says of the place in a document; the rest of it is kept with the event.

use super::Reader;
use super::lines::Node;
use super::notes::kept;
use annals_model::SourceIndex;
use annals_model::text::Clean;

impl<'a, 't> Reader<'a, 't> {
    /// Makes a source of a record.
    pub(super) fn source_record(&mut self, record: Node<'a, 't>) {
        let title = [
            record.text("TITL"),
            record.text("ABBR"),
            record.text("TEXT"),
        ];
        let title = title
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or("Untitled source");
        let media = record
            .children()
            .filter(|child| matches!(child.tag(), "OBJE" | "WWW"));
        let address = media.map(address_of).find(|address| !address.is_empty());
        let index = self
            .builder
            .source_apart(title, address.unwrap_or_default());
        let mut note = Vec::new();
        for child in record.children() {
            match child.tag() {
                "TITL" | "AUTH" | "PUBL" | "OBJE" | "WWW" | "CHAN" | "CREA" => {}
                "ABBR" | "TEXT" if child.value() == title => {}
                "NOTE" | "SNOTE" => note.extend(self.note(child)),
                "REPO" => {
                    let record = self.target(child);
                    let mut place = record
                        .map_or(child.value(), |record| record.text("NAME"))
                        .to_owned();
                    let number = child.text("CALN");
                    if !number.is_empty() {
                        place = format!("{place}, {number}");
                    }
                    if !place.is_empty() {
                        note.push(format!("Kept at {place}."));
                    }
                }
                tag => {
                    let mut lines = Vec::new();
                    kept(child, tag, &mut lines);
                    note.extend(
                        lines
                            .into_iter()
                            .map(|(name, value)| format!("{name}: {value}")),
                    );
                }
            }
        }
        let source = self.builder.source_mut(index);
        source.author = Clean::line(record.text("AUTH"));
        source.publisher = Clean::line(record.text("PUBL"));
        source.note = Clean::block(note.join("\n").trim());
        if !record.name().is_empty() {
            self.sources.entry(record.name()).or_insert(index);
        }
    }

    /// The document that a citation names, and the place in it. What else the citation says is kept.
    pub(super) fn cite(
        &mut self,
        node: Node<'a, 't>,
        extra: &mut Vec<(String, String)>,
    ) -> Option<(SourceIndex, String)> {
        let source = match node.pointer() {
            Some(name) => {
                self.target(node)?;
                *self.sources.get(name)?
            }
            // In 5.5.1 a citation may describe its document on the spot.
            None => self.builder.source(node.value(), "")?,
        };
        for child in node.children() {
            match child.tag() {
                "PAGE" => {}
                "NOTE" | "SNOTE" => {
                    let notes = self.note(child);
                    extra.extend(notes.map(|note| ("SOUR.NOTE".to_owned(), note)));
                }
                tag => kept(child, &format!("SOUR.{tag}"), extra),
            }
        }
        Some((source, node.text("PAGE").to_owned()))
    }

    /// A picture, a recording or a page that a line names, here or by pointing to its record.
    pub(super) fn media(&mut self, node: Node<'a, 't>) -> Option<SourceIndex> {
        let record = if node.pointer().is_some() {
            self.target(node)?
        } else {
            node
        };
        let title = match (record.text("TITL"), record.child("FILE")) {
            ("", Some(file)) => file.text("TITL"),
            (title, _) => title,
        };
        self.builder.source(title, address_of(record))
    }
}

/// Where a picture, a recording or a page is to be found.
fn address_of<'a>(node: Node<'a, '_>) -> &'a str {
    let record = node.target().unwrap_or(node);
    match record.tag() {
        "WWW" => record.value(),
        _ => record.text("FILE"),
    }
}
