//! The cells of written tables.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::cell::unguarded;
use annals_model::{generated, native};

/// Parses a table as RFC 4180 has it.
fn cells(text: &str, separator: char) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut rows, mut row, mut cell, mut is_quoted) =
        (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => cell.push(letter),
            '\r' if letters.next_if_eq(&'\n').is_some() => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ if letter == separator => row.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    assert!(
        row.is_empty() && cell.is_empty() && !is_quoted,
        "the last line ends"
    );
    rows
}

/// Returns a cell without its guard against formulas.
fn unguard(cell: &str) -> &str {
    unguarded(cell)
}

/// Whether a spreadsheet would run a cell as a formula.
fn runs(cell: &str) -> bool {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    cell.starts_with(signs) && cell.parse::<f64>().is_err()
}

/// Splits a cell at its semicolons.
fn split(cell: &str) -> Vec<String> {
    let (mut items, mut item) = (Vec::new(), String::new());
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => item.extend(letters.next()),
            ';' => items.push(std::mem::take(&mut item)),
            _ => item.push(letter),
        }
    }
    items.push(item);
    // The space after a semicolon does not count.
    let rest = items
        .iter()
        .skip(1)
        .map(|item| item.strip_prefix(' ').unwrap_or(item).to_owned());
    items.iter().take(1).cloned().chain(rest).collect()
}

const STORY: &str = r#"
title = "The bridge"
id = "bridge"
opening = "1900/1914"
[source.paper]
title = "The Daily; Paper"
publisher = "Press"
address = "https://example.org/a"
[actor.ann]
name = "Ann"
kind = "person"
[actor.ann-2]
name = "Ann"
[actor.bob]
name = "马云"
[[era]]
title = "Growth"
date = "1890/1914"
[[event]]
id = "decision"
date = "1908-03"
title = "The council says \"yes\""
summary = "First.\nSecond, and more."
actors = [{ id = "ann", role = "speaks" }, "ann-2", "bob"]
themes = ["money"]
evidence = [{ source = "paper", at = "p3" }]
links = [{ to = "opening", kind = "causes", wording = "so" }]
extra = { Place = "Hall", title = "Mr", Votes = [9, 4] }
[[event]]
id = "opening"
date = "1912-04-02 14:30:00/.."
title = "=HYPERLINK(1)"
status = "plan"
[[event]]
id = "none"
title = "-5"
"#;

#[test]
fn a_table_has_a_row_for_each_event() {
    let timeline = native::read("x", STORY).timeline.unwrap();
    let written = csv(&timeline);
    assert!(written.text.starts_with('\u{feff}'), "it is not all ASCII");
    let rows = cells(&written.text, ',');
    let head = [
        "id",
        "start",
        "end",
        "date",
        "title",
        "summary",
        "actors",
        "roles",
        "themes",
        "status",
        "evidence",
        "places",
        "addresses",
        "links",
        "Place",
        "title (extra)",
        "Votes",
    ];
    assert_eq!(rows[0], head);
    let first = [
        "decision",
        "1908-03-01",
        "1908-03-31",
        "1908-03",
        "The council says \"yes\"",
        "First.\nSecond, and more.",
        "Ann (ann); Ann (ann-2); 马云",
        "speaks; ; ",
        "money",
        "reported",
        "The Daily\\; Paper",
        "p3",
        "https://example.org/a",
        "causes: opening",
        "Hall",
        "Mr",
        "9; 4",
    ];
    assert_eq!(rows[1], first);
    let (second, third) = (&rows[2], &rows[3]);
    assert_eq!(
        second[1..5],
        [
            "1912-04-02 14:30:00",
            "",
            "1912-04-02 14:30:00/..",
            "'=HYPERLINK(1)"
        ]
    );
    assert_eq!(third[1..5], ["", "", "", "-5"]);
    let lost: Vec<_> = written.lost.iter().map(Clean::as_str).collect();
    assert_eq!(
        lost,
        [
            "1 link between events: the connecting words, the evidence and the numbers are left out.",
            "1 actor: only names and roles are kept.",
            "1 source: only titles, places and addresses are kept.",
            "1 era: left out; CSV has no place for it.",
            "Title and summary of the timeline: left out; CSV has no place for them.",
            "What is shown first and what lanes stand for: left out; CSV has no place for it.",
        ]
    );
    assert_eq!(cells(&tsv(&timeline).text, '\t'), rows);
}

#[rstest]
#[case("2021", "2021-01-01", "2021-12-31")]
#[case("2020/2022", "2020-01-01", "2022-12-31")]
#[case("2023/..", "2023-01-01", "")]
#[case("1985/", "1985-01-01", "")]
#[case("2021-04-12T14:30:00Z", "2021-04-12 14:30:00", "2021-04-12 14:30:00")]
#[case("2021-04-12T00:00:00Z", "2021-04-12 00:00:00", "2021-04-12 00:00:00")]
#[case(
    "2021-04-12 14:30:00.25",
    "2021-04-12 14:30:00.25",
    "2021-04-12 14:30:00.25"
)]
#[case("44 BC", "-000043-01-01", "-000043-12-31")]
fn start_and_end_are_days_and_moments(#[case] date: &str, #[case] first: &str, #[case] last: &str) {
    let when = When::parse(date).unwrap().unwrap();
    assert_eq!((start(&when).as_str(), end(&when).as_str()), (first, last));
}

#[test]
fn too_many_extra_fields_are_reported() {
    let mut timeline = native::read("x", "title = 'x'\n[[event]]\ntitle = 'a'")
        .timeline
        .unwrap();
    timeline.events[0].extra = (0..300)
        .map(|number| ExtraField {
            name: Clean::line(&format!("f{number}")),
            value: Clean::own("x"),
        })
        .collect();
    let written = csv(&timeline);
    assert_eq!(cells(&written.text, ',')[0].len(), 6 + MAX_EXTRA_COLUMNS);
    assert!(
        written.lost[0].as_str().starts_with("100 further fields:"),
        "{:?}",
        written.lost
    );
}

#[test]
fn several_accounts_have_a_column() {
    let one = native::read("one", "title = 'x'\n[[event]]\ntitle = 'a'")
        .timeline
        .unwrap();
    let two = native::read("two", "title = 'y'\n[[event]]\ntitle = 'b'")
        .timeline
        .unwrap();
    let accounts = annals_model::Accounts::new(vec![one, two]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let rows = cells(&csv(&timeline).text, ',');
    let last: Vec<_> = rows
        .iter()
        .map(|row| row.last().unwrap().as_str())
        .collect();
    assert_eq!(last, ["layer", "one", "two"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cells_are_read_back(timeline in generated::timeline()) {
        for (written, separator) in [(csv(&timeline), ','), (tsv(&timeline), '\t')] {
            let rows = cells(&written.text, separator);
            prop_assert_eq!(rows.len(), timeline.events.len() + 1);
            let column = |name: &str| rows[0].iter().position(|cell| cell == name);
            for (event, row) in timeline.events.iter().zip(&rows[1..]) {
                prop_assert_eq!(row.len(), rows[0].len());
                let cell = |name: &str| column(name).map_or("", |index| unguard(&row[index]));
                prop_assert_eq!(cell("id"), event.id.raw());
                prop_assert_eq!(cell("title"), event.title.raw());
                prop_assert_eq!(cell("summary"), event.summary.raw());
                prop_assert_eq!(cell("notes"), event.notes.raw());
                prop_assert_eq!(cell("status"), event.status.name());
                let date = event.when.as_ref().map_or("", When::text);
                prop_assert_eq!(cell("date"), date);
                let themes: Vec<_> = event.themes.iter().map(Clean::raw).collect();
                if themes.iter().any(|theme| !theme.is_empty()) {
                    prop_assert_eq!(split(cell("themes")), themes);
                }
                let links: Vec<_> = event
                    .links
                    .iter()
                    .map(|link| format!("{}: {}", link.kind.name(), timeline.event(link.to).id.raw()))
                    .collect();
                if !links.is_empty() {
                    prop_assert_eq!(split(cell("links")), links);
                }
            }
            for cell in rows.iter().flatten() {
                prop_assert!(!runs(cell), "{cell:?}");
            }
        }
    }
}
