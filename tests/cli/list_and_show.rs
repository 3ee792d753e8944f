//! What `annals list` and `annals show` say of dates and sources.

use super::{file, stdout};

/// Events of one night and of another year, with sources that have names.
const LOG: &str = r#"
title = "A harbour"
[source.s1]
title = "Harbour log"
publisher = "Port office"
date = "2010-01-02"
[source.s2]
title = "A letter"
[actor.crane]
name = "The crane"
[[event]]
id = "repair"
title = "The crane is repaired"
date = "2010-01-01T00:11:42Z/2010-01-01T00:44:13Z"
actors = [{ id = "crane", role = "stands still" }]
evidence = [{ source = "s1", at = "p3" }, "s2"]
themes = ["work"]
[[event]]
id = "stop"
title = "The crane stops"
date = "2010-01-01T00:05:00Z"
links = [{ to = "repair", kind = "causes", evidence = [{ source = "s2", at = "p1" }] }]
[[event]]
id = "again"
title = "The crane stops"
date = "2011-01-01T00:05:00Z"
"#;

#[test]
fn each_line_of_the_list_says_day_and_year_and_names_its_sources() {
    let log = file("harbour.toml", LOG);
    let text = stdout(&["list", &log.to_string_lossy()]);
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [
            "1 January 2010, 00:05:00 UTC; reported: The crane stops  [stop]",
            "1 January 2010, 00:11:42 to 00:44:13 UTC (32 min); reported: The crane is repaired; The crane; \
             Harbour log, Port office, 2 January 2010, paragraph 3; A letter  [repair]",
            "1 January 2011, 00:05:00 UTC; reported: The crane stops  [again]",
        ]
    );
}

#[test]
fn an_event_is_shown_with_its_title_first_and_its_sources_by_name_last() {
    let log = file("shown-harbour.toml", LOG);
    let text = stdout(&["show", "repair", &log.to_string_lossy()]);
    let (first, last) = (text.lines().next(), text.lines().next_back());
    assert_eq!(first, Some("The crane is repaired"), "{text}");
    assert_eq!(last, Some("work"), "{text}");
    for line in [
        "1 Jan 2010, 00:11:42-00:44:13 UTC (32 min) - reported",
        "Who        The crane (stands still)",
        "Harbour log, Port office, 2 January 2010, paragraph 3",
        "A letter",
    ] {
        assert!(text.lines().any(|other| other == line), "{line}\n{text}");
    }
    assert!(
        text.contains("reported: The crane stops  1 Jan 2010 00:05 - A letter, p1"),
        "{text}"
    );
    assert!(!text.contains("s1") && !text.contains("s2"), "{text}");
    let source = stdout(&["show", "s1", &log.to_string_lossy()]);
    assert!(source.starts_with("Harbour log\n"), "{source}");
}
