//! Wording that details, cards, excerpts and documents share: dates, evidence, counts and the labels of
//! links.

use annals_index::Index;
use annals_model::text::{Clean, grouped};
use annals_model::{Actor, Event, EventIndex, Evidence, Link, LinkKind, SourceIndex, Timeline};
use annals_time::{DateHeading, When};

/// Replaces the date of an event without one.
pub(crate) const UNDATED: &str = "undated";
/// Explains a missing date.
pub(crate) const NO_TIME: &str = "the source gives no time";
/// Stands in the place of a date that is not given.
pub(crate) const NO_DATE: &str = "no date given";
/// Cells of a day, which leave no room for a time of day.
const DAY_COLUMNS: usize = 12;
/// The heading of a teacher's notes.
pub(crate) const FOR_THE_TEACHER: &str = "For the teacher";

/// Separates facts on one line: a dot, or a hyphen in ASCII.
pub(crate) const fn separator(ascii: bool) -> &'static str {
    if ascii { " - " } else { " · " }
}

/// Returns a number with its noun: "1 event", "12,000 events".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// Returns how many further entries a cut list has: "and 12 more"; `None` for none.
pub(crate) fn and_more(count: usize) -> Option<String> {
    (count > 0).then(|| format!("and {} more", grouped(count)))
}

/// The label of what the sources leave out.
pub(crate) const NOT_SAID: &str = "Not said";

/// Words what the sources of an event leave out: "which months, and why"; `None` where the file does not
/// say that anything is missing.
pub fn missing_words(event: &Event) -> Option<Clean> {
    let parts: Vec<&str> = event.missing.iter().map(Clean::as_str).collect();
    let words = match parts.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [before @ .., last] => {
            // Parts with commas of their own are told apart by semicolons.
            let has_commas = parts.iter().any(|part| part.contains(','));
            let between = if has_commas { "; " } else { ", " };
            format!("{}{between}and {last}", before.join(between))
        }
    };
    Some(Clean::line(&words))
}

/// Returns the joining word of the source in quotation marks; `None` without one.
pub(crate) fn quoted_wording(link: &Link, ascii: bool) -> Option<Clean> {
    let wording = &link.wording;
    if wording.is_empty() {
        return None;
    }
    let words = if ascii {
        format!("\"{wording}\"")
    } else {
        format!("“{wording}”")
    };
    Some(Clean::line(&words))
}

/// Returns the other names of an actor; `None` for none.
pub(crate) fn aliases(actor: &Actor) -> Option<Clean> {
    let names: Vec<&str> = actor.aliases.iter().map(Clean::as_str).collect();
    (!names.is_empty()).then(|| Clean::line(&names.join(", ")))
}

/// Returns a name with the role that belongs to it in parentheses, if there is one.
pub(crate) fn with_role(name: String, role: &str) -> String {
    if role.is_empty() {
        name
    } else {
        format!("{name} ({role})")
    }
}

/// Returns the date of an event as a heading of a column, of times of day the day; or that there is none.
pub(crate) fn date_heading(event: &Event, ascii: bool) -> Clean {
    let when = event.when.as_ref();
    when.map_or_else(
        || Clean::own(NO_DATE),
        |when| Clean::line(&when.listed(DateHeading::None, ascii, DAY_COLUMNS)),
    )
}

/// Returns the date of an event beside its title, where no heading says a part of it; nothing without one.
pub(crate) fn listed_date(event: &Event, ascii: bool) -> Clean {
    let when = event.when.as_ref();
    when.map_or_else(Clean::default, |when| {
        Clean::line(&when.listed(DateHeading::None, ascii, usize::MAX))
    })
}

/// Returns the date of an event in words, or "undated".
pub(crate) fn date_words(event: &Event) -> Clean {
    let when = event.when.as_ref();
    when.map_or_else(|| Clean::own(UNDATED), |when| Clean::line(&when.words()))
}

/// Words evidence with the names of its sources: "The Daily, Press, 2 April 1912, paragraphs 5 and 6"; `None`
/// without evidence.
pub fn evidence_words(timeline: &Timeline, evidence: &[Evidence]) -> Option<Clean> {
    let sources = by_source(evidence, |source, locators| {
        source_words(timeline, source, locators)
    });
    (!sources.is_empty()).then(|| Clean::line(&sources.join("; ")))
}

/// Words evidence like [`evidence_words`], or says that no source is given.
pub(crate) fn evidence_or_none(timeline: &Timeline, evidence: &[Evidence]) -> Clean {
    evidence_words(timeline, evidence).unwrap_or_else(|| Clean::own("no source given"))
}

/// Words evidence like [`evidence_words`], source by source.
pub(crate) fn evidence_by_source(
    timeline: &Timeline,
    evidence: &[Evidence],
) -> Vec<(SourceIndex, Clean)> {
    by_source(evidence, |source, locators| {
        let words = source_words(timeline, source, locators);
        (source, Clean::line(&words))
    })
}

/// Words evidence briefly: "p5, 6"; with the title of the source where the timeline has several.
pub(crate) fn evidence_short(timeline: &Timeline, evidence: &[Evidence]) -> Option<Clean> {
    let sources = by_source(evidence, |source, locators| {
        let at = match paragraphs(locators) {
            Some(numbers) if !numbers.is_empty() => format!("p{}", numbers.join(", ")),
            _ => locators.join(", "),
        };
        match (timeline.sources.len(), at.as_str()) {
            (1, at) if !at.is_empty() => at.to_owned(),
            (_, "") => timeline.source(source).title.to_string(),
            (_, at) => format!("{}, {at}", timeline.source(source).title),
        }
    });
    (!sources.is_empty()).then(|| Clean::line(&sources.join("; ")))
}

/// Calls `say` for each run of evidence of one source, with the locators in it.
pub(crate) fn by_source<T>(
    evidence: &[Evidence],
    say: impl Fn(SourceIndex, &[&str]) -> T,
) -> Vec<T> {
    let runs = evidence.chunk_by(|one, next| one.source == next.source);
    let worded = runs.map(|run| {
        let locators = run.iter().map(|one| one.at.as_str());
        let locators: Vec<&str> = locators.filter(|at| !at.is_empty()).collect();
        say(run[0].source, &locators)
    });
    worded.collect()
}

/// Returns the name of a source: its title, publisher and date. Never its id.
pub(crate) fn source_name(timeline: &Timeline, source: SourceIndex) -> String {
    let source = timeline.source(source);
    let mut parts = vec![source.title.to_string()];
    if !source.publisher.is_empty() && source.publisher != source.title {
        parts.push(source.publisher.to_string());
    }
    parts.extend(source.date.as_ref().map(When::words));
    parts.join(", ")
}

/// Words a source with locators: "The Daily, paragraphs 5 and 6".
fn source_words(timeline: &Timeline, source: SourceIndex, locators: &[&str]) -> String {
    let name = source_name(timeline, source);
    match (paragraphs(locators), locators) {
        (_, []) => name,
        (Some(numbers), [_]) => format!("{name}, paragraph {}", numbers.join("")),
        (Some(numbers), _) => format!("{name}, paragraphs {}", listed(&numbers)),
        (None, locators) => format!("{name}, {}", locators.join(", ")),
    }
}

/// Returns the numbers of locators such as `p7`, the seventh paragraph; `None` where one has another form.
fn paragraphs<'a>(locators: &[&'a str]) -> Option<Vec<&'a str>> {
    let number = |at: &&'a str| {
        let number = at.strip_prefix('p')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(number)
    };
    locators.iter().map(number).collect()
}

/// Joins words as prose does: "5", "5 and 6", "1, 2 and 7".
fn listed(words: &[&str]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => words.join(""),
    }
}

/// A link of an event, seen from that event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LabelledLink<'a> {
    /// "Because of", "Led to".
    pub(crate) label: &'static str,
    /// The event at the other end.
    pub(crate) other: EventIndex,
    /// The link.
    pub(crate) link: &'a Link,
    /// Whether it leads to this event.
    pub(crate) incoming: bool,
}

/// Returns the links of an event in the order in which they are listed: the incoming ones by kind, then
/// the outgoing ones by kind.
pub(crate) fn labelled_links<'a>(
    timeline: &'a Timeline,
    index: &Index,
    event: EventIndex,
) -> Vec<LabelledLink<'a>> {
    let incoming = index.incoming(event).iter().map(|found| LabelledLink {
        label: "",
        other: found.from,
        link: &timeline.event(found.from).links[found.link],
        incoming: true,
    });
    let outgoing = timeline.event(event).links.iter().map(|link| LabelledLink {
        label: "",
        other: link.to,
        link,
        incoming: false,
    });
    let mut links: Vec<_> = incoming.chain(outgoing).collect();
    for link in &mut links {
        link.label = label(link.link.kind, link.incoming);
    }
    let kind = |link: &LabelledLink<'_>| {
        let kinds = LinkKind::ALL.iter();
        kinds.take_while(|kind| **kind != link.link.kind).count()
    };
    links.sort_by_key(|link| (!link.incoming, kind(link)));
    links
}

/// Labels a link at one of its ends: "Caused by" where it comes in, "Leads to" where it goes out.
pub(crate) const fn label(kind: LinkKind, incoming: bool) -> &'static str {
    match (kind, incoming) {
        (LinkKind::Causes, true) => "Because of",
        (LinkKind::Enables, true) => "Enabled by",
        (LinkKind::Follows, true) => "After",
        (LinkKind::Contradicts, true) => "Against it",
        (LinkKind::Causes, false) => "Led to",
        (LinkKind::Enables, false) => "Enabled",
        (LinkKind::Follows, false) => "Then",
        (LinkKind::Contradicts, false) => "Against",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::native;
    use rstest::rstest;

    #[rstest]
    #[case(0, "0 events")]
    #[case(1, "1 event")]
    #[case(12_000, "12,000 events")]
    fn counts_have_a_singular_and_a_plural(#[case] count: usize, #[case] expected: &str) {
        assert_eq!(counted(count, "event", "events"), expected);
    }

    #[rstest]
    #[case(&["p5"], "x, paragraph 5")]
    #[case(&["p5", "p6"], "x, paragraphs 5 and 6")]
    #[case(&["p1", "p2", "p7"], "x, paragraphs 1, 2 and 7")]
    #[case(&["p1", "back page"], "x, p1, back page")]
    #[case(&[], "x")]
    fn paragraphs_are_listed_in_words(#[case] locators: &[&str], #[case] expected: &str) {
        let story = native::read("x", "title = 'x'\n[source.id]\ntitle = 'x'\n");
        let story = story.timeline.unwrap();
        assert_eq!(
            source_words(&story, SourceIndex::new(0), locators),
            expected
        );
    }

    #[rstest]
    #[case("[]", None)]
    #[case("['why']", Some("why"))]
    #[case("['which months', 'why']", Some("which months, and why"))]
    #[case("['who', 'where', 'why']", Some("who, where, and why"))]
    #[case("['when, and by whom', 'why']", Some("when, and by whom; and why"))]
    fn what_is_missing_is_one_sentence(#[case] list: &str, #[case] expected: Option<&str>) {
        let text = format!("title = 'x'\n[[event]]\ntitle = 'a'\nmissing = {list}\n");
        let story = native::read("x", &text).timeline.unwrap();
        let words = missing_words(story.event(EventIndex::new(0)));
        assert_eq!(words.as_ref().map(Clean::as_str), expected);
    }

    #[test]
    fn incoming_links_come_before_outgoing_ones_and_both_follow_the_kind() {
        let event = |id: &str, links: &str| {
            format!("[[event]]\nid = '{id}'\ntitle = '{id}'\nlinks = [{links}]\n")
        };
        let link = |to: &str, kind: &str| format!("{{ to = '{to}', kind = '{kind}' }},");
        let text = [
            "title = 'x'\n".to_owned(),
            event("a", &(link("b", "follows") + &link("b", "causes"))),
            event("b", &(link("c", "contradicts") + &link("a", "enables"))),
            event("c", &link("b", "causes")),
        ];
        let story = native::read("x", &text.concat()).timeline.unwrap();
        let index = Index::new(&story);
        let links = labelled_links(&story, &index, EventIndex::new(1));
        let labels: Vec<_> = links.iter().map(|link| link.label).collect();
        let expected = ["Because of", "Because of", "After", "Enabled", "Against"];
        assert_eq!(labels, expected);
    }
}
