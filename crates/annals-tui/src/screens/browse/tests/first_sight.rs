//! What is seen of the selected event before any key is pressed.

use annals_scene::layout::Layout;
use std::fmt::Write as _;

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Margin, Rect};

use super::drawn;
use crate::look::Look;
use crate::picture;
use crate::screens::browse::Browse;
use crate::shell::Shell;
use crate::test_support::{app, article, browse, frame, open, press, type_text, underlined};
use crate::theme::ThemeName;

/// What an area of the screen says, without any space.
fn said(
    shell: &mut Shell,
    columns: u16,
    rows: u16,
    area: impl Fn(&Browse, &Shell) -> Rect,
) -> String {
    let buffer = drawn(shell, columns, rows, &Look::new(ThemeName::Mono, false));
    let area = area(browse(shell), shell);
    let mut part = Buffer::empty(Rect::new(0, 0, area.width, area.height));
    for (x, y) in (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y))) {
        part[(x, y)] = buffer[(area.x + x, area.y + y)].clone();
    }
    let lines = picture::text(&part);
    let words = lines
        .iter()
        .flat_map(|line| line.as_str().split_whitespace());
    words.collect()
}

fn layout(browse: &Browse, shell: &Shell) -> Layout {
    browse.layout(shell.context()).expect("a large terminal")
}

fn detail(browse: &Browse, shell: &Shell) -> Rect {
    layout(browse, shell).detail.inner(Margin::new(1, 1))
}

fn any_title() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Beijing",
        "puts",
        "pressure",
        "on",
        "Jack",
        "Ma,",
        "2021",
        "–",
        "again",
        "马云淡出公众视野",
        "張居正",
        "incomprehensibilities",
        "a",
        "of",
    ]);
    prop::collection::vec(word, 1..40).prop_map(|words| words.join(" "))
}

fn any_date() -> impl Strategy<Value = (String, Vec<String>)> {
    let day = (1000_u16..2100, 1_u8..13, 1_u8..29);
    (day, 0_u8..24, 0_u8..60, 0_u8..4).prop_map(|((year, month, day), hour, minute, form)| {
        let date = format!("{year}-{month:02}-{day:02}");
        let says = vec![format!("{day}"), format!("{year}")];
        match form {
            0 => (date, says),
            1 => (format!("{date}T{hour:02}:{minute:02}:07Z"), says),
            2 => (
                format!("{date}T{hour:02}:{minute:02}:07Z/{date}T23:59:59Z"),
                says,
            ),
            _ => (format!("{year}"), vec![format!("{year}")]),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_whole_title_the_day_and_the_year_are_read_at_once(
        events in prop::collection::vec((any_title(), any_date()), 1..12), actors in 0_usize..5,
    ) {
        let mut text = "title = 'x'\n[actor.a]\n[actor.b]\n[actor.c]\n[actor.d]\n".to_owned();
        for (title, (date, _)) in &events {
            let who = ["a", "b", "c", "d"][..actors.min(4)].join("', '");
            let who = if actors == 0 { String::new() } else { format!("actors = ['{who}']\n") };
            writeln!(text, "[[event]]\ntitle = '{title}'\ndate = '{date}'\n{who}").expect("a text grows");
        }
        let mut shell = open(&text);
        let selected = shell.context().place.event.expect("an event").index();
        let (title, (_, says)) = &events[selected];
        let read = said(&mut shell, 120, 36, detail);
        let title: String = title.split_whitespace().collect();
        let Some(after) = read.strip_prefix(&title) else {
            return Err(TestCaseError::fail(read));
        };
        for part in says {
            prop_assert!(after.contains(part), "{part} in {read}");
        }
    }
}

#[test]
fn titles_can_be_told_apart_in_the_list_of_a_small_terminal() {
    let mut shell = app();
    let timeline = article();
    for _ in 0..timeline.events.len() {
        let selected = shell.context().place.event.expect("an event");
        let title = timeline.event(selected).title.as_str();
        let start: String = title.chars().take(28).filter(|c| *c != ' ').collect();
        let read = said(&mut shell, 80, 24, |browse, shell| {
            layout(browse, shell).list
        });
        assert!(read.contains(&start), "{start} in {read}");
        press(&mut shell, "j");
    }
}

/// The ellipsis of a title that is cut after a space is nearer than the edge: the line under it ends there.
#[test]
fn the_line_under_a_title_that_was_found_ends_with_its_letters() {
    let mut shell = app();
    for columns in [60, 80, 81, 82, 83, 84, 120] {
        shell.update(crate::message::Message::Resize { columns, rows: 24 });
        press(&mut shell, "/");
        type_text(&mut shell, "Jack");
        press(&mut shell, "Enter");
        let look = Look::new(ThemeName::Terminal, false);
        let buffer = drawn(&mut shell, columns, 24, &look);
        let mut lines = 0;
        for row in 0..23 {
            let cells = underlined(&buffer, row);
            let ends = cells.iter().filter(|&&cell| !cells.contains(&(cell + 1)));
            for &end in ends {
                lines += 1;
                let last = buffer.cell((end, row)).expect("a cell").symbol();
                assert_ne!(last, " ", "{columns} columns, row {row}, column {end}");
            }
        }
        assert!(lines > 5, "{lines} at {columns} columns");
    }
}

/// A heading is as bright as the dates below it, not as faint as its line.
#[test]
fn headings_of_days_are_as_bright_as_dates() {
    let text = "title = 'x'\n[[event]]\ntitle = 'A'\ndate = '2010-08-02T07:00:00Z'\n[[event]]\ntitle = 'B'\ndate = '2010-08-02T08:00:00Z'\n[[event]]\ntitle = 'C'\ndate = '2010-08-02T09:00:00Z'\n[[event]]\ntitle = 'D'\ndate = '2010-08-03T09:00:00Z'\n";
    let mut shell = open(text);
    let buffer = frame(&mut shell, 80, 24, false);
    let style_of = |words: &str| {
        let rows = buffer.content.chunks(80);
        let mut found = rows.filter_map(|row| {
            let text: Vec<&str> = row.iter().map(Cell::symbol).collect();
            let start = text
                .windows(words.len())
                .position(|part| part.concat() == words)?;
            row.get(start).map(|cell| (cell.fg, cell.modifier))
        });
        found.next().unwrap_or_else(|| panic!("no {words}"))
    };
    assert_eq!(style_of("Mon 2 Aug 2010"), style_of("08:00"));
}
