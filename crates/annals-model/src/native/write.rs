//! Writes a timeline in the native format, laid out like a file written by hand.
//!
//! Fields that have their default value are left out. What is written reads back as the same timeline; what
//! one file cannot express is reported. Quoting and line breaks are in `toml_text`.

mod interval;
mod toml_text;

use std::collections::HashMap;

use self::interval::interval;
pub(super) use self::toml_text::quoted;
use self::toml_text::{Value, block, key, pair};
use super::format::MAX_BYTES;
use crate::comparison::{Comparison, Disagreement};
use crate::model::{
    Actor, Era, Event, EventIndex, Evidence, ExtraField, Link, Source, Status, TourStep,
};
use crate::text::{Clean, counted, grouped};
use crate::timeline::{Account, Timeline};
use annals_time::{When, Window};

/// The extra field that names the account of an event, if there are several.
const ACCOUNT: &str = "account";

/// Returns the text of a file in the native format, and sentences about what the format cannot express,
/// most important first.
///
/// ```
/// use annals_model::native;
///
/// let text = "title = \"The bridge\"\nid = \"bridge\"\n\n[[event]]\nid = \"it-opens\"\ndate = \"1912\"\ntitle = \"It opens\"\n";
/// let timeline = native::read("bridge", text).timeline.unwrap();
/// assert_eq!(native::write(&timeline), (text.to_owned(), Vec::new()));
/// ```
pub fn write(timeline: &Timeline) -> (String, Vec<Clean>) {
    let mut writer = Writer {
        timeline,
        text: String::new(),
        lost: Lost::default(),
    };
    writer.head();
    timeline.sources.iter().for_each(|it| writer.source(it));
    timeline.actors.iter().for_each(|it| writer.actor(it));
    timeline.eras.iter().for_each(|it| writer.era(it));
    timeline.events.walk().for_each(|(_, it)| writer.event(&it));
    timeline.tour.iter().for_each(|it| writer.step(it));
    for comparison in &timeline.comparisons {
        writer.comparison(comparison);
    }
    for disagreement in &timeline.disagreements {
        writer.disagreement(disagreement);
    }
    let lost = writer.lost.sentences(timeline, writer.text.len());
    (writer.text, lost)
}

/// Counts of what could not be written.
#[derive(Debug, Default)]
struct Lost {
    comparisons: usize,
    retellings: usize,
    untitled_events: usize,
    untitled_eras: usize,
    windows: usize,
    is_id_left_out: bool,
}

impl Lost {
    fn sentences(&self, timeline: &Timeline, length: usize) -> Vec<Clean> {
        let accounts = timeline
            .accounts
            .iter()
            .filter(|account| account.on)
            .count();
        let sentences = [
            (length > MAX_BYTES).then(|| {
                let most = MAX_BYTES >> 20;
                format!("The text is larger than {most} MB, the most that annals reads as TOML.")
            }),
            (accounts > 1).then(|| {
                format!(
                    "{} become one: the field \"{ACCOUNT}\" of each event says whose it is, and only the first one's title and summary are kept.",
                    counted(accounts, "account")
                )
            }),
            some(self.comparisons, "comparison").map(|count| {
                format!("{count} between the accounts: a file speaks only about events of another file.")
            }),
            (self.retellings > 0).then(|| {
                format!(
                    "What later accounts say of an actor, {} in all: an actor has one summary.",
                    grouped(self.retellings)
                )
            }),
            some(self.untitled_events, "event").map(|count| {
                format!("{count} without a title: the id stands in its place.")
            }),
            some(self.untitled_eras, "era").map(|count| format!("{count} without a title.")),
            some(self.windows, "window")
                .map(|count| format!("{count} to be shown, said to the year: beyond the year 9999 a date has no more.")),
            self.is_id_left_out.then(|| {
                format!(
                    "The id \"{}\": one without a colon is needed, so the name of the file takes its place.",
                    timeline.id
                )
            }),
        ];
        let sentences = sentences.into_iter().flatten();
        sentences.map(|sentence| Clean::line(&sentence)).collect()
    }
}

/// A single text as text, several as a list.
fn one_or_list<'t>(texts: &[&'t str]) -> Value<'t> {
    match texts {
        [one] => Value::Text(one),
        _ => Value::texts(texts.iter().copied()),
    }
}

/// Returns the count with its noun, unless it is zero.
fn some(number: usize, noun: &str) -> Option<String> {
    (number > 0).then(|| counted(number, noun))
}

struct Writer<'a> {
    timeline: &'a Timeline,
    text: String,
    lost: Lost,
}

impl Writer<'_> {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Starts a table, after an empty line.
    fn table(&mut self, header: &str) {
        self.text.push('\n');
        self.push(header);
    }

    fn pair(&mut self, name: &str, value: &Value<'_>) {
        self.push(&pair(name, value));
    }

    fn line(&mut self, name: &str, text: &str) {
        self.pair(name, &Value::Text(text));
    }

    /// A text on one line, unless it is empty.
    fn filled(&mut self, name: &str, text: &Clean) {
        if !text.raw().is_empty() {
            self.line(name, text.raw());
        }
    }

    /// A text of any number of lines, unless it is empty.
    fn block(&mut self, name: &str, text: &Clean) {
        let text = text.raw().trim();
        if !text.is_empty() {
            self.push(&block(name, text));
        }
    }

    fn date(&mut self, name: &str, when: Option<&When>) {
        if let Some(when) = when {
            self.line(name, when.text());
        }
    }

    /// A list, unless it is empty.
    fn list(&mut self, name: &str, items: Vec<Value<'_>>) {
        if !items.is_empty() {
            self.pair(name, &Value::List(items));
        }
    }

    fn texts(&mut self, name: &str, texts: &[Clean]) {
        self.list(name, texts.iter().map(|it| Value::Text(it.raw())).collect());
    }

    fn window(&mut self, name: &str, window: Option<Window>) {
        let Some(window) = window else { return };
        match interval(window) {
            Some((text, is_exact)) => {
                self.lost.windows += usize::from(!is_exact);
                self.line(name, &text);
            }
            None => self.lost.windows += 1,
        }
    }

    fn head(&mut self) {
        let timeline = self.timeline;
        self.line("title", timeline.title.raw());
        self.block("summary", &timeline.summary);
        self.window("opening", timeline.opening);
        if let Some(lanes) = timeline.lanes {
            self.line("lanes", lanes.name());
        }
        let id = timeline.id.raw();
        if id.trim().is_empty() || id.contains(':') {
            self.lost.is_id_left_out = true;
        } else {
            self.line("id", id);
        }
        let first = timeline.accounts.iter().find(|account| account.on);
        let short = first.map(|Account { short, .. }| short);
        let is_own = |short: &&Clean| !short.is_empty() && **short != timeline.title;
        if let Some(short) = short.filter(is_own) {
            self.line("short", short.raw());
        }
    }

    fn source(&mut self, source: &Source) {
        self.table(&format!("[source.{}]", key(source.id.raw())));
        if source.title.raw() != source.id.raw() {
            self.line("title", source.title.raw());
        }
        self.filled("author", &source.author);
        self.filled("publisher", &source.publisher);
        self.date("date", source.date.as_ref());
        self.filled("address", &source.address);
        self.block("note", &source.note);
    }

    fn actor(&mut self, actor: &Actor) {
        self.table(&format!("[actor.{}]", key(actor.id.raw())));
        if actor.name.raw() != actor.id.raw() {
            self.line("name", actor.name.raw());
        }
        if actor.short.raw() != actor.name.raw() {
            self.line("short", actor.short.raw());
        }
        self.texts("aliases", &actor.aliases);
        if let Some(kind) = actor.kind {
            self.line("kind", kind.name());
        }
        self.block("summary", &actor.summary);
        let has_several_accounts = self.timeline.has_several_accounts();
        // References between the merged accounts are resolved already.
        let is_of_others =
            |name: &&str| !has_several_accounts || self.timeline.find_actor(name).is_none();
        let names = actor.same_as.iter().map(|same| same.name.raw());
        let names: Vec<&str> = names.filter(is_of_others).collect();
        self.names("same_as", &names);
        let retold = actor.variants.iter().map(|it| &it.summary);
        let retold = retold.filter(|it| !it.is_empty() && **it != actor.summary);
        self.lost.retellings += retold.count();
    }

    /// Writes one name as text, several as a list.
    fn names(&mut self, name: &str, names: &[&str]) {
        if !names.is_empty() {
            self.pair(name, &one_or_list(names));
        }
    }

    fn era(&mut self, era: &Era) {
        if era.title.is_empty() {
            self.lost.untitled_eras += 1;
            return;
        }
        self.table("[[era]]");
        self.line("title", era.title.raw());
        self.date("date", Some(&era.when));
    }

    fn event(&mut self, event: &Event) {
        self.table("[[event]]");
        self.line("id", event.id.raw());
        self.date("date", event.when.as_ref());
        if event.title.is_empty() {
            self.lost.untitled_events += 1;
            self.line("title", event.id.raw());
        } else {
            self.line("title", event.title.raw());
        }
        self.block("summary", &event.summary);
        if event.status != Status::Reported {
            self.line("status", event.status.name());
        }
        let timeline = self.timeline;
        let parts = event.participants.iter();
        let parts = parts.map(|part| {
            let id = timeline.actor(part.actor).id.raw();
            reference("id", id, "role", part.role.raw())
        });
        self.list("actors", parts.collect());
        self.texts("themes", &event.themes);
        self.evidence(&event.evidence);
        let links = event.links.iter().map(|it| link(timeline, it));
        self.list("links", links.collect());
        self.texts("missing", &event.missing);
        self.texts("refs", &event.refs);
        self.block("notes", &event.notes);
        self.extra(event);
    }

    /// Writes extra fields: inline if they fit on a line, else as a table of their own.
    fn extra(&mut self, event: &Event) {
        let mut fields = by_name(&event.extra);
        if self.timeline.has_several_accounts() {
            let account = self.timeline.account(event.account).id.raw();
            match fields.iter_mut().find(|(name, _)| *name == ACCOUNT) {
                Some((_, values)) => values.push(account),
                None => fields.push((ACCOUNT, vec![account])),
            }
        }
        if fields.is_empty() {
            return;
        }
        let pairs = fields
            .iter()
            .map(|(name, texts)| (*name, one_or_list(texts)));
        let line = pair("extra", &Value::Table(pairs.collect()));
        let has_lines = |(_, texts): &(&str, Vec<&str>)| texts.iter().any(|it| it.contains('\n'));
        if toml_text::fits(&line) && !fields.iter().any(has_lines) {
            self.push(&line);
            return;
        }
        self.table("[event.extra]");
        for (name, texts) in &fields {
            match texts.as_slice() {
                [one] => self.push(&block(name, one.trim())),
                _ => self.pair(name, &one_or_list(texts)),
            }
        }
    }

    fn evidence(&mut self, all: &[Evidence]) {
        self.list("evidence", evidence(self.timeline, all));
    }

    fn step(&mut self, step: &TourStep) {
        self.table("[[tour]]");
        self.filled("name", &step.name);
        if let Some(event) = step.event {
            self.line("event", self.timeline.event(event).id.raw());
        }
        self.window("window", step.window);
        self.block("note", &step.note);
    }

    fn events(&mut self, events: &[EventIndex]) {
        let ids = events
            .iter()
            .map(|&event| self.timeline.event(event).id.raw());
        self.list("events", ids.map(Value::Text).collect());
    }

    fn comparison(&mut self, comparison: &Comparison) {
        // The compared events are in the same file now, which the format does not allow.
        if comparison.subjects().next().is_some() {
            self.lost.comparisons += 1;
            return;
        }
        self.table("[[comparison]]");
        let about = comparison.about.iter();
        let about: Vec<&str> = about.map(|it| it.name.name.raw()).collect();
        self.names("about", &about);
        self.line("verdict", comparison.verdict.name());
        self.events(&comparison.events);
        self.block("note", &comparison.note);
        self.evidence(&comparison.evidence);
    }

    fn disagreement(&mut self, disagreement: &Disagreement) {
        self.table("[[disagreement]]");
        self.line("title", disagreement.title.raw());
        self.events(&disagreement.events);
        let versions = disagreement.versions.iter().map(|version| {
            let mut fields = vec![("says", Value::Text(version.says.raw()))];
            if !version.evidence.is_empty() {
                let all = evidence(self.timeline, &version.evidence);
                fields.push(("evidence", Value::List(all)));
            }
            Value::Table(fields)
        });
        self.list("versions", versions.collect());
        self.block("note", &disagreement.note);
    }
}

/// Returns a reference: an id, with a detail if there is one.
fn reference<'a>(id_key: &'a str, id: &'a str, detail_key: &'a str, detail: &'a str) -> Value<'a> {
    if detail.is_empty() {
        return Value::Text(id);
    }
    Value::Table(vec![
        (id_key, Value::Text(id)),
        (detail_key, Value::Text(detail)),
    ])
}

fn evidence<'a>(timeline: &'a Timeline, all: &'a [Evidence]) -> Vec<Value<'a>> {
    all.iter()
        .map(|one| {
            let id = timeline.source(one.source).id.raw();
            reference("source", id, "at", one.at.raw())
        })
        .collect()
}

fn link<'a>(timeline: &'a Timeline, link: &'a Link) -> Value<'a> {
    let mut fields = vec![
        ("to", Value::Text(timeline.event(link.to).id.raw())),
        ("kind", Value::Text(link.kind.name())),
    ];
    if !link.wording.raw().is_empty() {
        fields.push(("wording", Value::Text(link.wording.raw())));
    }
    if !link.evidence.is_empty() {
        fields.push(("evidence", Value::List(evidence(timeline, &link.evidence))));
    }
    if !link.refs.is_empty() {
        fields.push(("refs", Value::texts(link.refs.iter().map(Clean::raw))));
    }
    Value::Table(fields)
}

/// Groups fields by name, in the order of first appearance.
fn by_name(extra: &[ExtraField]) -> Vec<(&str, Vec<&str>)> {
    let mut indices = HashMap::new();
    let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
    for ExtraField { name, value } in extra {
        let index = *indices.entry(name.raw()).or_insert(fields.len());
        match fields.get_mut(index) {
            Some((_, values)) => values.push(value.raw()),
            None => fields.push((name.raw(), vec![value.raw()])),
        }
    }
    fields
}

#[cfg(test)]
mod tests;
