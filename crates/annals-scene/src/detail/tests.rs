//! What the detail of an event says, line by line.

use rstest::rstest;

use super::*;
use crate::flow::{Line, Role, Target};
use annals_index::Index;
use annals_model::{EventIndex, native};

const STORY: &str = r#"
title = "A bridge"
[source.paper]
[actor.council]
name = "The town council"
[actor.builders]
name = "Builders and Sons"
[actor.ferry]
name = "The ferry"
[[event]]
id = "plan"
date = "1910"
title = "A bridge is wanted"
status = "plan"
evidence = [{ source = "paper", at = "p1" }, { source = "paper", at = "p12" }]
[[event]]
id = "opened"
date = "1912"
title = "The bridge is opened"
summary = "At last."
actors = [{ id = "council", role = "opens" }, { id = "builders", role = "thanked" }, "ferry"]
themes = ["roads", "pride"]
evidence = [{ source = "paper", at = "p3" }]
links = [
    { to = "idle", kind = "follows", wording = "after", evidence = [{ source = "paper", at = "p3" }, { source = "paper", at = "p4" }] },
    { to = "plan", kind = "follows", wording = "Then", evidence = [{ source = "paper", at = "back page" }] },
]
[[event]]
id = "idle"
date = "1913"
title = "The ferry is given up"
"#;

fn detail(event: usize, columns: usize) -> (Vec<String>, Detail) {
    let timeline = native::read("bridge.toml", STORY).timeline.unwrap();
    let index = Index::new(&timeline);
    let options = DetailOptions {
        columns,
        ascii: false,
        notes: false,
        max_events: 9,
    };
    let detail = super::event(&timeline, &index, EventIndex::new(event), &options);
    let lines = detail.lines.iter().map(|line| match line {
        Line::Runs(runs) => {
            let words = runs.iter().map(|run| match run.role {
                Role::Symbol(..) => "*",
                _ => run.text.as_str(),
            });
            words.collect()
        }
        Line::Strip(..) => "~".to_owned(),
    });
    (lines.collect(), detail)
}

#[test]
fn fields_of_an_event_are_in_fixed_columns() {
    let (lines, _) = detail(1, 60);
    assert_eq!(
        lines,
        [
            "1912 · known to the year",
            "* reported  paper, paragraph 3",
            "Themes      roads, pride",
            "",
            "At last.",
            "",
            "Who         The town council (opens),",
            "            Builders and Sons (thanked), The ferry",
            "Then        * The ferry is given up  1913 · “after” · p3, 4",
            "            * A bridge is wanted  1910 · “Then” · back page",
        ]
    );
    let (lines, _) = detail(0, 64);
    assert_eq!(lines[1], "* plan      paper, paragraphs 1 and 12");
    assert_eq!(
        lines.last().unwrap(),
        "After       * The bridge is opened  1912 · “Then” · back page"
    );
    let (lines, _) = detail(2, 60);
    assert_eq!(
        lines.last().unwrap(),
        "After       * The bridge is opened  1912 · “after” · p3, 4"
    );
}

#[test]
fn narrow_details_have_no_column_of_labels() {
    let (lines, _) = detail(0, 30);
    assert_eq!(
        lines[1..3],
        ["* plan · paper, paragraphs 1", "and 12"],
        "{lines:?}"
    );
    let (lines, _) = detail(1, 30);
    assert_eq!(lines[3], "Themes  roads, pride", "{lines:?}");
}

#[rstest]
#[case(0, Target::Event(EventIndex::new(1)))]
#[case(1, Target::Actor(annals_model::ActorIndex::new(0)))]
#[case(2, Target::Event(EventIndex::new(1)))]
fn first_item_is_a_participant_or_a_linked_event(#[case] event: usize, #[case] expected: Target) {
    let timeline = native::read("bridge.toml", STORY).timeline.unwrap();
    let index = Index::new(&timeline);
    let (_, detail) = detail(event, 60);
    let first = first_item(&timeline, &index, EventIndex::new(event));
    assert_eq!(detail.items[first].target, expected);
}
