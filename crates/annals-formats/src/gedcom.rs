//! GEDCOM 5.5.1 and 7: the events of people and families.
//!
//! Owns how records become actors, sources and events. People and places are actors, a place in the role
//! "place"; two people of one name are two. Families are no actors: their events have the spouses in them,
//! and who belongs to whom stands in the summaries. Years before Christ are counted as people do: 1 BC is
//! the year before 1.

mod date;
mod facts;
mod families;
mod lines;
mod notes;
mod people;
mod sources;
mod tags;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::date::{Convention, Limits};
use self::families::Families;
use self::lines::{Node, Tree};
use self::people::Person;
use super::building::Builder;
use super::{Format, Request, Sample};
use annals_model::text::grouped;
use annals_model::{Reading, SourceIndex, sort_by_key};

/// A text that begins with the head of a GEDCOM file.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let start = sample
        .text
        .trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    let first = start.split(['\n', '\r']).next().unwrap_or_default();
    let mut words = first.split_whitespace();
    words.next() == Some("0") && words.next() == Some("HEAD") && words.next().is_none()
}

/// Reads the people, families and sources of a text.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let mut builder = Builder::new(Format::Gedcom, request.id, request.text);
    let tree = Tree::read(request.text, &mut builder);
    let mut reader = Reader {
        builder,
        tree: &tree,
        people: HashMap::new(),
        families: Families::default(),
        sources: HashMap::new(),
        limits: Limits::Exclusive,
        conventions: BTreeSet::new(),
        unshown: BTreeMap::new(),
        allowance: request.text.len().saturating_mul(4).saturating_add(1 << 20),
        spent: false,
    };
    reader.whole();
    reader.builder.finish()
}

/// What is known while a text is read.
struct Reader<'a, 't> {
    builder: Builder<'t>,
    tree: &'a Tree<'t>,
    people: HashMap<&'t str, Person>,
    families: Families<'a, 't>,
    /// By the name of the record.
    sources: HashMap<&'t str, SourceIndex>,
    limits: Limits,
    conventions: BTreeSet<Convention>,
    /// Tags that are not shown, with how many there are.
    unshown: BTreeMap<String, usize>,
    /// How many more bytes may be copied from records that many events share: a text must not grow without
    /// bound by pointing to one long note a million times.
    allowance: usize,
    /// Whether something was left out for that.
    spent: bool,
}

impl<'a, 't> Reader<'a, 't> {
    fn whole(&mut self) {
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
                .doubt(first.byte(), "A GEDCOM text begins with the line: 0 HEAD");
        }
        let mut last = first;
        for record in tree.records() {
            last = record;
            match record.tag() {
                "INDI" => self.meet(record),
                "SOUR" => self.source_record(record),
                // They are read later, and where something points to them.
                "FAM" | "HEAD" | "TRLR" | "NOTE" | "SNOTE" | "OBJE" | "REPO" | "SUBM" | "SUBN" => {}
                other => self.not_shown(other),
            }
        }
        if last.tag() != "TRLR" {
            self.builder.doubt(
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
        self.remarks();
    }

    /// What the head says of the whole.
    fn head(&mut self, head: Node<'a, 't>) {
        let version = head.child("GEDC").map_or("", |gedc| gedc.text("VERS"));
        if version.starts_with('7') {
            self.limits = Limits::Inclusive;
        }
        let set = head.text("CHAR");
        if set.eq_ignore_ascii_case("ANSEL") {
            self.builder.remark("The head names the character set ANSEL, but the text is UTF-8 or UTF-16, and is read as that.");
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
        self.builder.entitle("", &summary.join("\n\n"));
    }

    /// Counts a tag that has no place in a timeline.
    fn not_shown(&mut self, tag: &str) {
        // Texts of strangers may make up tags without end.
        if self.unshown.len() < 1_000 || self.unshown.contains_key(tag) {
            *self.unshown.entry(tag.to_owned()).or_default() += 1;
        }
    }

    fn remarks(&mut self) {
        for convention in std::mem::take(&mut self.conventions) {
            self.builder.remark(match convention {
                Convention::Limits if self.limits == Limits::Inclusive => {
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
        if self.spent {
            self.builder
                .remark("Some long notes that many events share are given only at the first ones.");
        }
        let mut unshown: Vec<_> = std::mem::take(&mut self.unshown).into_iter().collect();
        if !unshown.is_empty() {
            sort_by_key(&mut unshown, |(_, count)| std::cmp::Reverse(*count));
            let more = unshown.len().saturating_sub(12);
            let mut parts: Vec<_> = unshown
                .iter()
                .take(12)
                .map(|(tag, count)| format!("{tag} ({})", grouped(*count)))
                .collect();
            if more > 0 {
                parts.push(format!("{more} other tags"));
            }
            self.builder.remark(&format!(
                "Not part of a timeline, and not kept: {}.",
                parts.join(", ")
            ));
        }
    }
}

#[cfg(test)]
mod tests;
