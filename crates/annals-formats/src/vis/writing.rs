//! Writes items and groups.
//!
//! What vis-timeline cannot draw goes under the key `annals`, which it ignores.

use serde_json::{Map, Value, json};

use super::dates::moment;
use super::kept::{KeptItem, KeptWhole};
use crate::kept::{self, KeptEvent};
use crate::losses::{DATES, EVENTS, Losses, UNDATED};
use crate::markup::plain;
use crate::request::Written;
use annals_model::{Event, Timeline};
use annals_time::{Precision, Shape, Time, When};

/// The range of a JavaScript `Date`: seconds before and after 1970.
const MAX_SECONDS: u64 = 8_640_000_000_000;

/// Start and end of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DrawnInterval {
    pub(super) start: String,
    pub(super) end: Option<String>,
}

/// The interval that is drawn for a date: from its earliest start to its latest end. `None` if vis-timeline cannot
/// draw it.
pub(super) fn drawn_interval(when: &When) -> Option<DrawnInterval> {
    let (start, end) = when.hull();
    let zone = if when.precision() < Precision::Day && has_offset(when.text()) {
        "Z"
    } else {
        ""
    };
    let text = |time: Time| {
        let is_day = when.precision() >= Precision::Day;
        let text = if is_day {
            time.to_string()
        } else {
            moment(time, zone)
        };
        (time.seconds().unsigned_abs() <= MAX_SECONDS).then_some(text)
    };
    // A date without a start is drawn at its end.
    let start = start.time().or_else(|| when.end().earliest.time())?;
    let end = end
        .time()
        .filter(|end| *end > start && when.shape() != Shape::Instant);
    Some(DrawnInterval {
        start: text(start)?,
        end: end.and_then(text),
    })
}

/// Whether the first time of day in a date has an offset from UTC.
fn has_offset(text: &str) -> bool {
    let first = text.split('/').find(|part| part.len() > 10).unwrap_or(text);
    let clock = first
        .find(['T', 't', ' '])
        .and_then(|at| first.get(at + 1..));
    clock.is_some_and(|clock| clock.contains(['Z', 'z', '+', '-', '\u{2212}', 'U', 'G']))
}

/// Writes a timeline.
pub(super) fn write(timeline: &Timeline) -> Written {
    let mut items = Vec::new();
    let mut groups: Vec<String> = Vec::new();
    let mut whole = KeptWhole {
        timeline: kept::timeline(timeline),
        undrawn: Vec::new(),
    };
    let (mut widened, mut crowded, mut hidden) = (0, 0, 0);
    for era in &timeline.eras {
        if let Some(placed) = drawn_interval(&era.when).filter(|placed| placed.end.is_some()) {
            items.push(json!({
                "type": "background",
                "content": escaped(era.title.raw()),
                "start": placed.start,
                "end": placed.end,
                "annals": {"era": true},
            }));
        }
    }
    for (index, event) in timeline.events.walk() {
        let event = &*event;
        let kept = kept::event(timeline, event);
        let Some(placed) = event.when.as_ref().and_then(drawn_interval) else {
            whole.undrawn.push(KeptItem {
                title: event.title.raw().to_owned(),
                summary: event.summary.raw().to_owned(),
                place: Some(index.index()),
                event: kept,
                ..KeptItem::default()
            });
            continue;
        };
        let (item, is_widened) = item(event, kept, &placed);
        widened += usize::from(is_widened);
        crowded += usize::from(event.themes.len() > 1);
        hidden += usize::from(is_hidden(event));
        if let Some(theme) = event.themes.first().map(|theme| theme.raw().to_owned()) {
            groups.push(theme);
        }
        items.push(Value::Object(item));
    }
    let text = text(&items, &groups, &whole);
    let mut losses = Losses::new("vis-timeline", timeline);
    losses.hidden(whole.undrawn.len(), UNDATED);
    losses.changed(
        widened,
        DATES,
        "drawn over the whole time that it may cover; what it says is kept for annals",
    );
    losses.changed(
        crowded,
        EVENTS,
        "drawn in the lane of its first theme only; all themes are kept for annals",
    );
    losses.changed(
        hidden,
        EVENTS,
        "actors, status, links, evidence and what is not said are kept for annals; vis-timeline does not show them",
    );
    Written {
        text,
        lost: losses.sentences,
    }
}

fn is_hidden(event: &Event) -> bool {
    let lists_are_empty = event.participants.is_empty()
        && event.links.is_empty()
        && event.evidence.is_empty()
        && event.missing.is_empty()
        && event.refs.is_empty();
    !lists_are_empty || event.status != annals_model::Status::Reported
}

/// An item, and whether its date differs from its start and end.
fn item(event: &Event, kept: KeptEvent, placed: &DrawnInterval) -> (Map<String, Value>, bool) {
    let (title, summary) = (event.title.raw(), event.summary.raw());
    let (content, tooltip) = (escaped(title), escaped(summary));
    let says = |html: &str, text: &str| plain(html).text == text;
    let has_lines = title.contains('\n');
    let is_widened = placed.end.is_some()
        && event.when.as_ref().is_none_or(|when| {
            let plain = format!(
                "{}/{}",
                placed.start,
                placed.end.as_deref().unwrap_or_default()
            );
            when.text() != plain
        });
    let kept = KeptItem {
        title: if says(&content, title) && !has_lines {
            ""
        } else {
            title
        }
        .to_owned(),
        summary: if says(&tooltip, summary) { "" } else { summary }.to_owned(),
        event: KeptEvent {
            date: event.when.as_ref().map_or("", When::text).to_owned(),
            ..kept
        },
        ..KeptItem::default()
    };
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| item.insert(name.to_owned(), value);
    put("id", json!(event.id.raw()));
    put("content", json!(content));
    put("start", json!(placed.start));
    if let Some(end) = &placed.end {
        put("end", json!(end));
    }
    if !tooltip.is_empty() {
        put("title", json!(tooltip));
    }
    if let Some(theme) = event.themes.first() {
        put("group", json!(theme.raw()));
    }
    let kept = serde_json::to_string(&kept).unwrap_or_default();
    put("annals", serde_json::from_str(&kept).unwrap_or_default());
    (item, is_widened)
}

/// The file: an item a line.
fn text(items: &[Value], groups: &[String], whole: &KeptWhole) -> String {
    let mut seen = std::collections::HashSet::new();
    let groups = groups.iter().filter(|name| seen.insert(name.as_str()));
    let groups: Vec<_> = groups
        .map(|name| json!({"id": name, "content": escaped(name)}))
        .collect();
    let list = |values: &[Value]| {
        let lines: Vec<_> = values.iter().map(Value::to_string).collect();
        if lines.is_empty() {
            "[]".to_owned()
        } else {
            format!("[\n{}\n]", lines.join(",\n"))
        }
    };
    // The parts are made of texts and numbers, which JSON can always say.
    let whole = serde_json::to_string(whole).unwrap_or_default();
    format!(
        "{{\n\"annals\": {whole},\n\"groups\": {},\n\"items\": {}\n}}\n",
        list(&groups),
        list(items)
    )
}

/// Text that HTML shows as it stands.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            letter => html.push(letter),
        }
    }
    html
}
