//! What the detail of an event says, line by line.

use rstest::rstest;

use super::*;
use crate::flow::{Line, Role, Target};
use annals_index::Index;
use annals_model::{EventIndex, native};

const STORY: &str = r#"
title = "A bridge"
[source.paper]
title = "The Daily"
publisher = "Harbour Press"
date = "1912-04-02"
[source.letter]
title = "A letter"
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
evidence = [{ source = "paper", at = "p1" }, { source = "paper", at = "p12" }, "letter"]
themes = ["roads"]
missing = ["by whom", "why"]
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
fn the_title_comes_first_and_the_sources_by_name_last() {
    let (lines, detail) = self::detail(1, 60);
    assert_eq!(
        lines,
        [
            "The bridge is opened",
            "1912 some time in the year                        * reported",
            "",
            "At last.",
            "",
            "Who        The town council opens",
            "           Builders and Sons thanked",
            "           The ferry",
            "Then       * The ferry is given up  1913 · “after”",
            "           * A bridge is wanted  1910 · “Then”",
            "",
            "The Daily, Harbour Press, 2 April 1912, paragraph 3 · roads,",
            "pride",
        ]
    );
    let council = annals_model::ActorIndex::new(0);
    let Line::Runs(title) = &detail.lines[0] else {
        panic!("a title");
    };
    assert_eq!(
        title[0].role,
        Role::Actor(council),
        "in the colour of its actor"
    );
    let (lines, _) = self::detail(0, 60);
    assert_eq!(
        lines[3..],
        [
            "After      * The bridge is opened  1912 · “Then”",
            "Not said   by whom, and why",
            "",
            "The Daily, Harbour Press, 2 April 1912, paragraphs 1 and 12",
            "A letter",
            "roads",
        ]
    );
    let (lines, _) = self::detail(2, 60);
    assert_eq!(lines.last().unwrap(), "no source given");
}

/// The text begins on the fourth line at the latest, whatever has to be explained of a date.
#[test]
fn what_explains_a_date_is_below_the_status_where_it_does_not_fit() {
    let (lines, _) = detail(1, 26);
    assert_eq!(
        lines[..5],
        [
            "The bridge is opened",
            "1912            * reported",
            "some time in the year",
            "",
            "At last.",
        ]
    );
}

#[test]
fn narrow_details_have_no_column_of_labels() {
    let (lines, _) = detail(1, 28);
    assert_eq!(
        lines,
        [
            "The bridge is opened",
            "1912 in the year  * reported",
            "",
            "At last.",
            "",
            "Who  The town council opens",
            "  Builders and Sons thanked",
            "  The ferry",
            "Then  * The ferry is given",
            "  up  1913 · “after”",
            "  * A bridge is wanted  1910",
            "  · “Then”",
            "",
            "The Daily, Harbour Press, 2",
            "April 1912, paragraph 3 ·",
            "roads, pride",
        ]
    );
}

#[test]
fn a_date_too_long_for_one_line_has_the_status_below() {
    let text =
        "title = 'x'\n[[event]]\ntitle = 'a'\ndate = '2010-01-01T00:11:42Z/2010-01-01T00:44:13Z'";
    let timeline = native::read("x", text).timeline.unwrap();
    let options = DetailOptions {
        columns: 50,
        ascii: false,
        notes: false,
        max_events: 9,
    };
    let read = |options: &DetailOptions| {
        let index = Index::new(&timeline);
        let detail = super::event(&timeline, &index, EventIndex::new(0), options);
        let lines = detail.lines.iter().filter_map(crate::excerpt::line);
        lines.map(|line| line.to_string()).collect::<Vec<_>>()
    };
    let expected = ["1 Jan 2010, 00:11:42–00:44:13 UTC (32 min)", "reported"];
    assert_eq!(read(&options)[1..3], expected);
    let unwrapped = DetailOptions {
        columns: 10_000,
        ascii: true,
        ..options
    };
    assert_eq!(
        read(&unwrapped)[1],
        "1 Jan 2010, 00:11:42-00:44:13 UTC (32 min) - reported"
    );
}

#[rstest]
#[case(0, Target::Event(EventIndex::new(1)))]
#[case(1, Target::Actor(annals_model::ActorIndex::new(0)))]
#[case(2, Target::Event(EventIndex::new(1)))]
fn the_first_item_is_a_participant_or_a_linked_event(
    #[case] event: usize,
    #[case] expected: Target,
) {
    let (_, detail) = detail(event, 60);
    assert_eq!(detail.items[0].target, expected);
}

#[test]
fn an_actor_has_its_years_its_other_names_and_its_roles_at_the_right() {
    let story = STORY.replace(
        "[actor.council]\n",
        "[actor.council]\nkind = \"group\"\naliases = [\"The council\"]\n",
    );
    let timeline = native::read("bridge.toml", &story).timeline.unwrap();
    let index = Index::new(&timeline);
    let council = annals_model::ActorIndex::new(0);
    let read = |columns: usize| {
        let options = DetailOptions {
            columns,
            ascii: false,
            notes: false,
            max_events: 9,
        };
        let detail = super::actor(&timeline, &index, None, council, &options);
        let lines = detail.lines.iter().filter_map(crate::excerpt::line);
        lines.map(|line| line.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        actor_heading(&timeline, council, 40).as_str(),
        "The town council  The council"
    );
    assert_eq!(
        read(50),
        [
            "group · 1 event, 1912",
            "",
            // Its symbol takes a cell.
            "1912  reported: The bridge is opened                 opens",
            "",
            "Meets    Builders and Sons 1 · The ferry 1",
        ]
    );
    assert_eq!(
        actor_heading(&timeline, council, 20).as_str(),
        "The town council"
    );
    assert_eq!(read(24)[1], "also The council");
}
