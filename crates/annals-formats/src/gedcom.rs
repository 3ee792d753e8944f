//! Reads GEDCOM 5.5.1 and 7: the events of people and families.
//!
//! People and places are actors, places in the role "place"; two people of the same name are two actors. Families
//! are no actors: the spouses are the actors of their events, and the summaries of people name their relations.
//! Years before Christ are historical: 1 BC is the year before 1.

mod addresses;
mod date;
mod extra_lines;
mod facts;
mod families;
mod lines;
mod people;
mod tags;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::addresses::address_of;
use self::date::{Convention, LimitMeaning};
use self::extra_lines::keep_lines;
use self::families::Families;
use self::lines::{Node, Tree};
use self::people::Person;
use super::building::Builder;
use super::{Format, Request, Sample};
use annals_model::text::{Clean, grouped};
use annals_model::{Reading, SourceIndex};

/// Recognises a text that begins with the head of a GEDCOM file.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let start = sample
        .text
        .trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    let first = start.split(['\n', '\r']).next().unwrap_or_default();
    let mut words = first.split_whitespace();
    words.next() == Some("0") && words.next() == Some("HEAD") && words.next().is_none()
}

/// Reads the people, families and sources of a file.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let mut builder = Builder::new(Format::Gedcom, request.id, request.text).keeping(request.limit);
    let tree = Tree::read(request.text, &mut builder);
    let mut reader = GedcomReader {
        builder,
        tree: &tree,
        people: HashMap::new(),
        families: Families::default(),
        sources: HashMap::new(),
        limits: LimitMeaning::Exclusive,
        conventions: BTreeSet::new(),
        unshown: BTreeMap::new(),
        note_budget: request.text.len().saturating_mul(4).saturating_add(1 << 20),
        is_note_omitted: false,
    };
    reader.read_all();
    reader.builder.finish()
}

/// The state of reading a file.
struct GedcomReader<'a, 't> {
    builder: Builder<'t>,
    tree: &'a Tree<'t>,
    people: HashMap<&'t str, Person>,
    families: Families<'a, 't>,
    /// The sources by the names of their records.
    sources: HashMap<&'t str, SourceIndex>,
    limits: LimitMeaning,
    conventions: BTreeSet<Convention>,
    /// The tags that are not shown, each with its count.
    unshown: BTreeMap<String, usize>,
    /// How many more bytes may be copied from notes that events share: a file must not fill the memory by
    /// pointing to one long note a million times.
    note_budget: usize,
    /// Whether a note was left out because of that.
    is_note_omitted: bool,
}

impl<'a, 't> GedcomReader<'a, 't> {
    fn read_all(&mut self) {
        let tree = self.tree;
        let Some(first) = tree.records().next() else {
            self.builder
                .refuse(0, "This is no GEDCOM text: it has no line such as: 0 HEAD");
            return;
        };
        if first.tag() == "HEAD" {
            self.head(first);
        } else {
            self.builder
                .warn(first.byte(), "A GEDCOM text begins with the line: 0 HEAD");
        }
        let mut last = first;
        for record in tree.records() {
            last = record;
            match record.tag() {
                "INDI" => self.add_person(record),
                "SOUR" => self.source_record(record),
                // These are read later, or where something points to them.
                "FAM" | "HEAD" | "TRLR" | "NOTE" | "SNOTE" | "OBJE" | "REPO" | "SUBM" | "SUBN" => {}
                other => self.count_unshown(other),
            }
        }
        if last.tag() != "TRLR" {
            self.builder.warn(
                last.byte(),
                "The text ends without the line 0 TRLR: it may be cut off after this record.",
            );
        }
        self.families = Families::read(tree, &mut self.builder);
        for record in tree.records() {
            match record.tag() {
                "INDI" => self.individual(record),
                "FAM" => self.family(record),
                _ => {}
            }
        }
        self.notes_of_report();
    }

    /// Reads the head: the version, and the summary of the timeline.
    fn head(&mut self, head: Node<'a, 't>) {
        let version = head.child("GEDC").map_or("", |gedc| gedc.text("VERS"));
        if version.starts_with('7') {
            self.limits = LimitMeaning::Inclusive;
        }
        let set = head.text("CHAR");
        if set.eq_ignore_ascii_case("ANSEL") {
            self.builder.note("The head names the character set ANSEL, but the text is UTF-8 or UTF-16, and is read as that.");
        }
        let mut summary = self.notes(head);
        let written_by = head.child("SOUR").map(|program| {
            let name = program.text("NAME");
            if name.is_empty() {
                program.value()
            } else {
                name
            }
        });
        let mut sentences = Vec::new();
        if let Some(program) = written_by.filter(|program| !program.is_empty()) {
            sentences.push(match head.text("DATE") {
                "" => format!("Written by {program}."),
                date => format!("Written by {program}, {date}."),
            });
        }
        let submitter = head.child("SUBM").and_then(Node::target);
        sentences.extend(
            submitter
                .map(|record| record.text("NAME"))
                .filter(|name| !name.is_empty())
                .map(|name| format!("Submitted by {}.", people::plain_name(name))),
        );
        sentences.extend(
            Some(head.text("COPR"))
                .filter(|text| !text.is_empty())
                .map(str::to_owned),
        );
        summary.push(sentences.join(" "));
        summary.retain(|part| !part.is_empty());
        self.builder.set_title("", &summary.join("\n\n"));
    }

    /// Counts a tag that is not shown in a timeline.
    fn count_unshown(&mut self, tag: &str) {
        // A hostile file may have any number of tags.
        if self.unshown.len() < 1_000 || self.unshown.contains_key(tag) {
            *self.unshown.entry(tag.to_owned()).or_default() += 1;
        }
    }

    /// Adds the notes of the report.
    fn notes_of_report(&mut self) {
        for convention in std::mem::take(&mut self.conventions) {
            self.builder.note(match convention {
                Convention::Limits if self.limits == LimitMeaning::Inclusive => {
                    "BEF and AFT are read as GEDCOM 7 has them: no later and no earlier than their date."
                }
                Convention::Limits => "BEF and AFT are read as GEDCOM 5.5.1 has them: before and after their date, not in it.",
                Convention::DualYear => {
                    "Dual years such as 1699/00 are read as the later one up to 24 March, and else as one of the two. The calendar is the Gregorian one unless it is named."
                }
                Convention::JulianDay => "Days of the Julian calendar are shown on the Gregorian one.",
                Convention::CoarseDate => {
                    "Months and years of other calendars are shown as the days that they cover on the Gregorian one; at the ends of a duration as the month, year or decade that holds them."
                }
                Convention::FrenchDay => "Days of the French Republican calendar are shown on the Gregorian one.",
                Convention::HebrewDay => "Days of the Hebrew calendar are shown on the Gregorian one; they begin on the evening before.",
                Convention::Derived => "Calculated and estimated dates (CAL, EST) are read as approximate.",
            });
        }
        if self.is_note_omitted {
            self.builder
                .note("Some long notes that many events share are given only at the first ones.");
        }
        let mut unshown: Vec<_> = std::mem::take(&mut self.unshown).into_iter().collect();
        if !unshown.is_empty() {
            unshown.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let more = unshown.len().saturating_sub(12);
            let mut parts: Vec<_> = unshown
                .iter()
                .take(12)
                .map(|(tag, count)| format!("{tag} ({})", grouped(*count)))
                .collect();
            if more > 0 {
                parts.push(format!("{more} other tags"));
            }
            self.builder.note(&format!(
                "Not part of a timeline, and not kept: {}.",
                parts.join(", ")
            ));
        }
    }

    /// Returns the texts of the notes below a line.
    fn notes(&mut self, node: Node<'a, 't>) -> Vec<String> {
        let mut found = Vec::new();
        for note in node
            .children()
            .filter(|child| matches!(child.tag(), "NOTE" | "SNOTE"))
        {
            found.extend(self.note(note));
        }
        found
    }

    /// Returns the text of a note, or of the record that it points to.
    fn note(&mut self, note: Node<'a, 't>) -> Option<String> {
        let Some(name) = note.pointer() else {
            return Some(note.value().to_owned()).filter(|text| !text.is_empty());
        };
        let target = self.target(note)?;
        let text = target.value();
        if text.len() > self.note_budget {
            self.is_note_omitted = true;
            return Some(format!("(See note {name}.)"));
        }
        self.note_budget -= text.len();
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns the record that a line points to, and reports if there is none.
    fn target(&mut self, node: Node<'a, 't>) -> Option<Node<'a, 't>> {
        let name = node.pointer()?;
        let target = node.target();
        // `@VOID@` is the null pointer of GEDCOM 7.
        if target.is_none() && name != "VOID" {
            self.builder
                .warn(node.byte(), &format!("There is no record @{name}@."));
        }
        target
    }

    /// Adds the source of a record.
    fn source_record(&mut self, record: Node<'a, 't>) {
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
            .add_separate_source(title, address.unwrap_or_default());
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
                    keep_lines(child, tag, &mut lines);
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

    /// Returns the source and the locator of a citation. Its other lines are kept as extra fields.
    fn cite(
        &mut self,
        node: Node<'a, 't>,
        extra: &mut Vec<(String, String)>,
    ) -> Option<(SourceIndex, String)> {
        let source = match node.pointer() {
            Some(name) => {
                self.target(node)?;
                *self.sources.get(name)?
            }
            // In 5.5.1 the value of a citation may describe the document.
            None => self.builder.source(node.value(), "")?,
        };
        for child in node.children() {
            match child.tag() {
                "PAGE" => {}
                "NOTE" | "SNOTE" => {
                    let notes = self.note(child);
                    extra.extend(notes.map(|note| ("SOUR.NOTE".to_owned(), note)));
                }
                tag => keep_lines(child, &format!("SOUR.{tag}"), extra),
            }
        }
        Some((source, node.text("PAGE").to_owned()))
    }

    /// Adds a picture, a recording or a page as a source.
    fn media(&mut self, node: Node<'a, 't>) -> Option<SourceIndex> {
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

#[cfg(test)]
mod tests;
