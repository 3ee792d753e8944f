//! What was read: the files of a story, their formats, what could not be read and what was kept.
//!
//! Owns the words of that page, made from the reports of the layers. `annals check` prints the same for
//! scripts.

use super::help::{HelpLine, HelpPage};
use annals_model::text::{Clean, grouped, wrap};
use annals_model::{LayerIndex, Report, Timeline};

/// The page for lines of at most `columns` cells.
pub(super) fn page(timeline: &Timeline, columns: usize) -> HelpPage {
    let mut page = HelpPage {
        title: Clean::own("What was read"),
        margin: 2,
        lines: Vec::new(),
    };
    let room = columns.saturating_sub(page.margin).max(1);
    for (place, layer) in timeline.layers.iter().enumerate() {
        if place > 0 {
            page.lines.push(HelpLine::Blank);
        }
        page.lines.push(HelpLine::Heading(layer.title.clone()));
        let mut say = |words: &str| {
            // Where a sentence goes on is set in, so that each begins where the eye looks for it.
            let lines = wrap(&Clean::line(words), room.saturating_sub(2).max(1));
            let lines = lines.into_iter().enumerate().map(|(place, line)| {
                if place == 0 {
                    line
                } else {
                    Clean::line(&format!("  {}", line.raw()))
                }
            });
            page.lines.extend(lines.map(HelpLine::Continued));
        };
        say(&how_many(timeline, LayerIndex::new(place)));
        report(&layer.report, &mut say);
    }
    page
}

fn how_many(timeline: &Timeline, layer: LayerIndex) -> String {
    let of = timeline.layer(layer);
    let format = &of.report.format;
    let format = if format.is_empty() {
        String::new()
    } else {
        format!("Read as {format}. ")
    };
    if !of.on {
        return format!("{format}This layer is off.");
    }
    let events = timeline.events.of_layer(layer).len();
    let actors = timeline.actors.iter().filter(|actor| actor.layer == layer);
    let sources = timeline
        .sources
        .iter()
        .filter(|source| source.layer == layer);
    let many = |count: usize, noun: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{} {noun}{plural}", grouped(count))
    };
    format!(
        "{format}{}, {}, {}.",
        many(events, "event"),
        many(actors.count(), "actor"),
        many(sources.count(), "source")
    )
}

fn report(report: &Report, say: &mut impl FnMut(&str)) {
    if report.is_clean() {
        say("Nothing in it is in doubt.");
    }
    if report.skipped > 0 {
        say(&format!(
            "Entries that could not become events: {}.",
            grouped(report.skipped)
        ));
    }
    for problem in &report.problems {
        let place = problem.position.map_or_else(String::new, |position| {
            format!("Line {}, column {}: ", position.line, position.column)
        });
        say(&format!("{place}{}", problem.message));
    }
    if report.untold > 0 {
        say(&format!("… and {} more.", grouped(report.untold)));
    }
    for remark in &report.remarks {
        say(remark.as_str());
    }
    if !report.fields.is_empty() {
        let fields: Vec<_> = report
            .fields
            .iter()
            .map(|(name, count)| format!("{name} ({})", grouped(*count)))
            .collect();
        say(&format!(
            "Kept as it is, and shown with each event: {}.",
            fields.join(", ")
        ));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use annals_model::{Problem, Severity};

    #[test]
    fn a_page_says_what_was_read_and_what_was_not() {
        let mut timeline = Timeline::empty(Clean::own("log"), Clean::own("log"));
        let problem = Problem::of_file(Severity::Warning, "Row 3 is no event.");
        timeline.layers[0].report = Arc::new(Report {
            problems: vec![problem],
            untold: 1_200,
            skipped: 1_201,
            fields: vec![(Clean::own("Room"), 7)],
            remarks: vec![Clean::own("Times are UTC.")],
            ..Report::new(Clean::own("CSV"))
        });
        let lines: Vec<_> = page(&timeline, 60)
            .lines
            .into_iter()
            .map(|line| match line {
                HelpLine::Heading(text) | HelpLine::Continued(text) => text.to_string(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            lines,
            [
                "log",
                "Read as CSV. 0 events, 0 actors, 0 sources.",
                "Entries that could not become events: 1201.",
                "Row 3 is no event.",
                "… and 1200 more.",
                "Times are UTC.",
                "Kept as it is, and shown with each event: Room (7).",
            ]
        );
    }

    #[test]
    fn a_clean_story_says_so() {
        let timeline = Timeline::empty(Clean::own("a"), Clean::own("A"));
        let said = page(&timeline, 80).lines;
        let clean = HelpLine::Continued(Clean::own("Nothing in it is in doubt."));
        assert!(said.contains(&clean), "{said:?}");
    }
}
