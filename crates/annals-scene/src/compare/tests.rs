//! Tests of the page of accounts side by side.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use annals_model::test_support::bundled;
use annals_model::{Accounts, Verdict, native};

struct Story {
    timeline: Arc<Timeline>,
    index: Index,
    comparing: ComparedEvents,
}

fn story() -> Story {
    let read = bundled().iter().map(|story| {
        let reading = native::read(story.name, story.text);
        reading.timeline.expect("a whole timeline")
    });
    let accounts = Accounts::new(read.collect());
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let index = Index::new(&timeline);
    let comparing = ComparedEvents::new(&timeline, &index);
    Story {
        timeline,
        index,
        comparing,
    }
}

impl Story {
    fn request(&self, columns: u16, rows: u16, ascii: bool) -> Request<'_> {
        Request {
            timeline: &self.timeline,
            index: &self.index,
            comparing: &self.comparing,
            columns,
            rows,
            ascii,
        }
    }

    fn page(&self, columns: u16, claim: &str) -> ComparePage {
        let claim = self.timeline.find_event(claim).expect("a claim");
        ComparePage::new(&self.request(columns, 20, false), &State::on(claim))
    }
}

fn text(line: &Line) -> String {
    let Line::Runs(runs) = line else {
        return String::new();
    };
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn cells(line: &Line) -> usize {
    let Line::Runs(runs) = line else { return 0 };
    runs.iter().map(Run::cells).sum()
}

fn all(page: &ComparePage) -> String {
    let rows = page.rows.iter().map(|row| match row {
        Row::Whole(line) => text(line),
        Row::Beside(one, other) => format!("{} | {}", text(one), text(other)),
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn pages_show_claim_verdicts_and_the_other_account() {
    let story = story();
    let claims = story.request(100, 20, false).claims();
    assert_eq!(claims.len(), 21);
    for &claim in claims {
        let said = story.timeline.event(claim);
        // In one column nothing is torn apart between the accounts.
        let request = story.request(47, 20, false);
        let page = ComparePage::new(&request, &State::on(claim));
        let shown = all(&page).replace('\n', " ");
        let has = |wanted: &str| {
            let wanted: String = wanted.split_whitespace().collect();
            let shown: String = shown.split_whitespace().collect();
            assert!(shown.contains(&wanted), "{wanted} is not in {shown}");
        };
        has(said.title.as_str());
        has(said.summary.as_str());
        let mut events = vec![claim];
        for comparison in story.timeline.comparisons_about(claim) {
            let verdict = comparison.verdict;
            has(&format!("{} {}", verdict.symbol(false), verdict.words()));
            has(comparison.note.as_str());
            for &event in &comparison.events {
                events.push(event);
                has(story.timeline.event(event).title.as_str());
                has(story.timeline.event(event).summary.as_str());
            }
        }
        let stops: Vec<_> = page.stops.iter().map(|stop| stop.events[0]).collect();
        assert_eq!(stops, events);
    }
}

#[test]
fn accounts_are_side_by_side_on_wide_screens() {
    let story = story();
    let wide = story.page(48, "ma-out-of-view");
    assert!(wide.rows.iter().any(|row| matches!(row, Row::Beside(..))));
    let narrow = story.page(47, "ma-out-of-view");
    assert!(narrow.rows.iter().all(|row| matches!(row, Row::Whole(_))));
    assert_eq!(narrow.title.as_str(), "Article beside Record");
    let silent = all(&story.page(47, "leadership-rumours"));
    assert!(silent.contains("say nothing about this"), "{silent}");
}

#[test]
fn list_has_every_disagreement_with_its_target() {
    let story = story();
    let request = story.request(100, 20, true);
    let state = State {
        dispute: Some(0),
        ..State::on(request.claims()[0])
    };
    let page = ComparePage::new(&request, &state);
    let disputed = story.comparing.disputed(&story.timeline).count();
    let sources = story.timeline.disagreements.len();
    assert!(disputed > 0 && sources > 0);
    assert_eq!(page.stops.len(), disputed + sources);
    assert!(page.stops[..disputed].iter().all(|stop| stop.is_claim));
    assert_eq!(
        page.counter.as_str(),
        format!("1 of {}", disputed + sources)
    );
    let shown = all(&page);
    let contradicted = Verdict::Contradicted;
    assert!(shown.contains(&format!(
        "{} {}",
        contradicted.symbol(true),
        contradicted.words()
    )));
    for one in &story.timeline.disagreements {
        assert!(shown.contains(one.title.as_str()), "{}", one.title);
    }
}

proptest! {
    #[test]
    fn the_strip_has_each_claim_once_and_the_one_that_is_shown(
        columns in 1_u16..160, ascii: bool, place in 0_usize..21,
    ) {
        let story = story();
        let request = story.request(columns, 20, ascii);
        let claim = request.claims()[place];
        let strip = Strip::new(&request, claim);
        let first = request.claims().iter().position(|&it| it == strip.cells[0].claim).unwrap();
        let shown: Vec<_> = strip.cells.iter().map(|cell| cell.claim).collect();
        prop_assert_eq!(&request.claims()[first..first + shown.len()], &shown[..]);
        prop_assert!(shown.contains(&claim));
        prop_assert_eq!(strip.more_before, first > 0);
        prop_assert_eq!(strip.more_after, first + shown.len() < 21);
        let arrows = if strip.more_before || strip.more_after { 2 } else { 0 };
        let taken = strip.start + strip.width * u16::try_from(shown.len()).unwrap() + arrows;
        prop_assert!(taken <= columns || shown.len() == 1, "{taken} of {columns}");
        for cell in &strip.cells {
            let all: Vec<_> = story.timeline.comparisons_about(cell.claim).map(|it| it.verdict).collect();
            prop_assert_eq!(cell.verdict.is_none(), all.is_empty());
            // A disagreement is never hidden behind an agreement.
            let disagrees = all.iter().any(|it| it.is_disagreement());
            prop_assert_eq!(cell.verdict.is_some_and(Verdict::is_disagreement), disagrees);
        }
    }

    #[test]
    fn lines_fit_and_cursors_stay_in_range_and_visible(
        columns in 1_u16..160,
        rows in 1_u16..60,
        steps in prop::collection::vec((-30_isize..30, 0_usize..9, 0_usize..99, any::<bool>()), 1..6),
        ascii: bool,
    ) {
        let story = story();
        let request = story.request(columns, rows, ascii);
        let mut state = State::on(request.claims()[0]);
        for (by, event, row, disputes) in steps {
            state = state.stepped(by, &request);
            state.event = event;
            state.first_row = row;
            state.dispute = disputes.then_some(row);
            state = state.revealed(&request);
            let page = ComparePage::new(&request, &state);
            prop_assert_eq!(state, state.held(&request));
            let (first, marked) = match state.dispute {
                Some(dispute) => (state.first_dispute_row, dispute),
                None => (state.first_row, state.event),
            };
            prop_assert!(marked < page.stops.len());
            let start = page.stops[marked].rows.start;
            let shown = first..first + usize::from(rows);
            prop_assert!(shown.contains(&start) || (marked == 0 && first == 0), "{start} in {shown:?}");
            for row in &page.rows {
                match row {
                    Row::Whole(line) => prop_assert!(cells(line) <= usize::from(columns.max(4))),
                    Row::Beside(one, other) => {
                        prop_assert!(cells(one) <= usize::from(page.left));
                        prop_assert!(cells(other) <= usize::from(columns - page.left - GUTTER));
                    }
                }
            }
        }
    }
}
