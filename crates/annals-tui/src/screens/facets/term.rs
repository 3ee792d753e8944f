//! The terms of the query language that choose the events of a row.

use annals_index::Index;
use annals_index::query::Query;
use annals_model::text::Clean;
use annals_model::{ActorIndex, Event, Evidence, Participation, SourceIndex, Timeline};

use super::count::{Counts, Facet, Value};
use crate::context::Context;
use crate::context::filter::Terms;

/// Returns the filter with the term of a row added, or why that cannot be.
pub(super) fn filter(value: &Value, cx: &Context) -> Result<Terms, String> {
    let term = term(value, cx.timeline())?;
    if !is_exact(value, &term, cx) {
        return Err(format!(
            "Nothing is added to the filter: {term} would choose others that are called the same too."
        ));
    }
    let Some(filter) = cx.filter() else {
        return terms(term.clone(), &term);
    };
    let before = filter.terms();
    let all = terms(format!("{} {term}", before.text()).trim().to_owned(), &term)?;
    let mut all = all.switched_as(before);
    // The term may have been there already, switched off.
    let added = Clean::line(&term);
    let is_off = |terms: &Terms| {
        let mut chips = terms.chips();
        chips.position(|(chip, is_on)| chip == added && !is_on)
    };
    while let Some(toggled) = is_off(&all).and_then(|place| all.toggled(place)) {
        all = toggled;
    }
    Ok(all)
}

fn terms(text: String, term: &str) -> Result<Terms, String> {
    let query = Query::parse(&text);
    let query = query.map_err(|error| format!("{term} cannot be added to the filter: {error}"))?;
    Ok(Terms::new(text, query))
}

/// Returns the term that chooses the events of a row, in its canonical form, or why there is none.
pub(super) fn term(value: &Value, timeline: &Timeline) -> Result<String, String> {
    let text = match value {
        Value::Actor(actor) => named("actor", timeline.actor(*actor).id.raw()),
        Value::Theme(theme) => named("theme", theme.raw()),
        Value::Status(status) => named("status", status.name()),
        Value::Source(source) => named("source", timeline.source(*source).id.raw()),
        Value::Time(unit, number) => {
            let (first, last) = unit.dates(*number);
            if first == last {
                format!("surely during:{first}")
            } else {
                format!("surely during:{first}..{last}")
            }
        }
        Value::Wider(unit) => {
            return Err(format!(
                "No filter chooses just these: their dates are wider than a {}, or not known as exactly.",
                unit.name()
            ));
        }
        Value::Nothing(Facet::Actor) => "-has:actors".to_owned(),
        Value::Nothing(Facet::Theme) => "-has:themes".to_owned(),
        Value::Nothing(Facet::Source) => "-has:evidence".to_owned(),
        Value::Nothing(Facet::Status | Facet::Time) => "undated".to_owned(),
    };
    let query = Query::parse(&text);
    let query = query.map_err(|error| format!("{text} is no filter: {error}"))?;
    Ok(query.to_string())
}

fn named(field: &str, name: &str) -> String {
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("{field}:\"{name}\"")
}

/// Returns whether a term names nothing else that is counted: a name can be the id of one actor and what
/// another is called, and upper and lower case are the same.
///
/// It is asked of a story in which each of what is counted has one event.
fn is_exact(value: &Value, term: &str, cx: &Context) -> bool {
    let is_name = matches!(value, Value::Actor(_) | Value::Theme(_) | Value::Source(_));
    let (true, Some(counts), Ok(query)) = (is_name, Counts::of(cx), Query::parse(term)) else {
        return true;
    };
    let story = cx.timeline();
    let mut small = Timeline::empty(Clean::default(), Clean::default());
    let values = counts.rows().iter().map(|row| &row.value);
    for other in values.filter(|other| other.facet() == value.facet()) {
        let mut event = Event::new(Clean::default(), Clean::default());
        match other {
            Value::Actor(actor) => {
                event.participants.push(Participation {
                    actor: ActorIndex::new(small.actors.len()),
                    role: Clean::default(),
                });
                small.actors.push(story.actor(*actor).clone());
            }
            Value::Source(source) => {
                event.evidence.push(Evidence {
                    source: SourceIndex::new(small.sources.len()),
                    at: Clean::default(),
                });
                small.sources.push(story.source(*source).clone());
            }
            Value::Theme(theme) => event.themes.push(theme.clone()),
            _ => continue,
        }
        small.events.push(event);
    }
    let prepared = query.prepare(&small, None);
    let (chosen, _) = prepared.chosen_and_sure(&small, &Index::new(&small));
    chosen.count() == 1
}
