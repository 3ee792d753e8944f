//! Tests of the list: rows, headings, scrolling and widths.

use std::fmt::Write as _;

use annals_model::native;
use annals_model::text::{Clean, width};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// A story whose events have these dates, an empty one for none.
fn story(dates: &[String]) -> (Timeline, Index) {
    let mut text = "title = 'x'\n".to_owned();
    for date in dates {
        text += "[[event]]\ntitle = 'The same'\n";
        if !date.is_empty() {
            writeln!(text, "date = '{date}'").unwrap();
        }
    }
    let timeline = native::read("x", &text).timeline.expect("a whole timeline");
    let index = Index::new(&timeline);
    (timeline, index)
}

fn items((timeline, index): &(Timeline, Index)) -> Items<'_> {
    Items::events(timeline, index, VisibleEvents::new(index, None))
}

/// Rows as a person reads them: dates of events, and headings in brackets.
fn read(items: &Items<'_>, first: usize, count: usize) -> Vec<String> {
    let rows = items.rows(first, count).into_iter();
    let words = rows.map(|row| match row {
        Row::Event(event, says) => {
            row_date(items.timeline.event(event), says, true, 30).to_string()
        }
        Row::Heading(heading) => format!("[{}]", heading.words()),
        Row::Actor(_) | Row::More(_) => "?".to_owned(),
    });
    words.collect()
}

/// Nights with several events, and single ones.
fn nights(year: u16, next: u16) -> (Timeline, Index) {
    let times = [
        "08-02T09:00:05",
        "08-02T10:00",
        "08-02T11:30",
        "08-02T23:59",
        "08-03T00:10",
        "08-05T00:10",
        "08-05T08:00",
    ];
    let mut dates: Vec<String> = times.iter().map(|time| format!("{year}-{time}Z")).collect();
    dates.push(format!("{next}-09-01T08:00Z"));
    dates.extend([String::new(), String::new()]);
    story(&dates)
}

#[test]
fn days_of_three_events_have_headings_and_others_say_their_day() {
    let story = nights(2010, 2011);
    let list = items(&story);
    let expected = [
        "[Mon 2 Aug 2010]",
        "09:00:05",
        "10:00",
        "11:30",
        "23:59",
        "3 Aug 2010 00:10",
        "5 Aug 2010 00:10",
        "5 Aug 2010 08:00",
        "1 Sep 2011 08:00",
        "[no date given]",
        "",
        "",
    ];
    assert_eq!(read(&list, 0, 30), expected);
    assert_eq!(read(&list, 2, 3), ["11:30", "23:59", "3 Aug 2010 00:10"]);
    assert_eq!(read(&list, 2, 1), ["11:30"], "one row is for an event");
    let above = |first, count| {
        list.heading_above(first, count)
            .map(|heading| heading.words().to_string())
    };
    assert_eq!(above(0, 9), None, "it is in view");
    assert_eq!(above(0, 1).as_deref(), Some("Mon 2 Aug 2010"));
    assert_eq!(above(2, 9).as_deref(), Some("Mon 2 Aug 2010"));
    assert_eq!(above(4, 9), None);
    assert_eq!(above(9, 9).as_deref(), Some("no date given"));
}

#[test]
fn the_year_of_all_dates_is_said_once_above_the_rows() {
    let story = nights(2010, 2010);
    let list = items(&story);
    assert_eq!(
        read(&list, 4, 3),
        ["3 Aug 00:10", "5 Aug 00:10", "5 Aug 08:00"]
    );
    assert_eq!(list.heading_above(4, 3), Some(Heading::Year(2010)));
    // Dates without a time of day say their year themselves.
    let days = self::story(&["2010-08-02".to_owned(), "2010-08-03".to_owned()]);
    let list = items(&days);
    assert_eq!(read(&list, 0, 9), ["2 Aug 2010", "3 Aug 2010"]);
    assert_eq!(list.heading_above(0, 9), None);
}

#[rstest]
#[case::in_view(0, 3, 5, 0)]
#[case::below(0, 6, 5, 4)]
#[case::above(6, 1, 5, 0)]
#[case::at_the_end(0, 9, 5, 6)]
#[case::more_rows_than_items(3, 4, 30, 0)]
fn scrolling_brings_an_item_to_the_middle(
    #[case] first: usize,
    #[case] wanted: usize,
    #[case] count: usize,
    #[case] expected: usize,
) {
    let story = nights(2010, 2011);
    assert_eq!(items(&story).scrolled(first, wanted, count), expected);
}

#[test]
fn widths_follow_the_rows_near_those_in_view() {
    let mut dates: Vec<String> = (1000..1150).map(|year| year.to_string()).collect();
    dates.push("1200-05-17/1201-06-18".to_owned());
    let story = self::story(&dates);
    let list = items(&story);
    let near_the_top = Measures::new(&list, 0, 20, 120, true);
    assert_eq!(
        (near_the_top.date_columns, near_the_top.columns),
        (4, 2 + 6 + 4 + 8)
    );
    // The last date is wider than the others, and moves its title.
    let at_the_end = Measures::new(&list, 130, 20, 120, true);
    assert_eq!(
        (at_the_end.date_columns, at_the_end.columns),
        (4, 2 + 6 + 23 + 8)
    );
    // Of a few dates, none is wider than its column.
    let few = self::story(&dates[148..]);
    let few = Measures::new(&items(&few), 0, 20, 120, true);
    assert_eq!((few.date_columns, few.columns), (23, 2 + 6 + 23 + 8));
    let narrow = self::story(&dates[148..]);
    let narrow = Measures::new(&items(&narrow), 0, 20, 80, true);
    assert_eq!((narrow.date_columns, narrow.columns), (17, 2 + 6 + 23 + 8));
}

/// Dates of a few days and years, so that many are on the same one.
fn any_date() -> impl Strategy<Value = String> {
    let day = (2009_u16..2012, 1_u8..3, 1_u8..4);
    let day = day.prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
    let time = (9_u8..11, 0_u8..2).prop_map(|(hour, minute)| format!("T{hour:02}:{minute:02}Z"));
    prop_oneof![
        6 => (day.clone(), time.clone()).prop_map(|(day, time)| day + &time),
        2 => (day.clone(), time).prop_map(|(day, time)| format!("{day}{time}/{day}T12:00Z")),
        1 => day.clone(),
        1 => day.prop_map(|day| format!("{day}/..")),
        1 => Just(String::new()),
    ]
}

proptest! {
    #[test]
    fn no_row_hides_the_day_that_tells_it_apart(
        dates in prop::collection::vec(any_date(), 1..40),
        one_year: bool, first in 0_usize..40, count in 1_usize..30, max_width in 11_usize..30,
    ) {
        let dates: Vec<String> = dates
            .into_iter()
            .map(|date| if one_year { date.replace("2009", "2010").replace("2011", "2010") } else { date })
            .collect();
        let story = story(&dates);
        let list = items(&story);
        let first = first.min(list.len() - 1);
        let day = |event: EventIndex| {
            let when = story.0.event(event).when.as_ref();
            when.map(|when| { let civil = when.earliest_start().civil(); (civil.year, civil.month, civil.day) })
        };
        let mut heading = list.heading_above(first, count);
        let mut before: Option<((Option<Heading>, Clean), EventIndex)> = None;
        let mut event_rows = 0;
        for row in list.rows(first, count) {
            match row {
                Row::Heading(next) => heading = Some(next),
                Row::Event(event, says) => {
                    event_rows += 1;
                    let date = row_date(story.0.event(event), says, true, max_width);
                    if says == DateHeading::Day {
                        let said = day(event).map(|(year, month, day)| annals_time::Time::from_date(year, month, day).unwrap());
                        prop_assert_eq!(heading, said.map(Heading::Day));
                    }
                    let look = (heading.filter(|_| says == DateHeading::Day || date.is_empty()), date);
                    if let Some((other, last)) = &before && day(*last) != day(event) {
                        prop_assert_ne!(other, &look);
                    }
                    before = Some((look, event));
                }
                Row::Actor(_) | Row::More(_) => prop_assert!(false, "{:?}", row),
            }
        }
        prop_assert!(event_rows > 0);
    }

    #[test]
    fn every_window_shows_the_same_rows(dates in prop::collection::vec(any_date(), 1..40), first in 0_usize..40, count in 2_usize..30) {
        let story = story(&dates);
        let list = items(&story);
        let whole = list.rows(0, 200);
        let first = first.min(list.len() - 1);
        let start = whole.iter().enumerate().filter(|(_, row)| matches!(row, Row::Event(..))).nth(first).unwrap().0;
        let start = if start > 0 && matches!(whole[start - 1], Row::Heading(_)) { start - 1 } else { start };
        prop_assert_eq!(&list.rows(first, count), &whole[start..whole.len().min(start + count)]);
    }

    #[test]
    fn the_selected_row_is_in_view(
        dates in prop::collection::vec(any_date(), 1..40), first in 0_usize..60, wanted in 0_usize..40, count in 1_usize..30,
    ) {
        let story = story(&dates);
        let list = items(&story);
        let wanted = wanted.min(list.len() - 1);
        let first = list.scrolled(first, wanted, count);
        let event = story.1.order()[wanted];
        let shown = list.rows(first, count);
        prop_assert!(shown.iter().any(|row| matches!(row, Row::Event(other, _) if *other == event)), "{shown:?}");
        prop_assert_eq!(list.scrolled(first, wanted, count), first, "it stays");
        if shown.len() + 1 < count {
            prop_assert_eq!(first, 0, "no row is left empty");
        }
    }

    #[test]
    fn every_row_fits_the_list(dates in prop::collection::vec(any_date(), 1..40), screen in 40_u16..250) {
        let story = story(&dates);
        let list = items(&story);
        let measures = Measures::new(&list, 0, 20, screen, true);
        let most = usize::from(measures.max_date_columns);
        let rows = list.rows(0, 200).into_iter().filter_map(|row| match row {
            Row::Event(event, says) => {
                let event = story.0.event(event);
                let date = width(&row_date(event, says, true, most));
                Some((date, date.max(usize::from(measures.date_columns)) + width(&event.title)))
            }
            _ => None,
        });
        let rows: Vec<_> = rows.collect();
        let column = usize::from(measures.date_columns);
        prop_assert!(column <= most);
        let wider = rows.iter().filter(|row| row.0 > column).count();
        prop_assert!(column == most || wider * 10 <= rows.len());
        prop_assert!(wider == 0 || column == most || rows.iter().any(|row| row.0 > column + 6));
        prop_assert!(rows.iter().any(|row| row.0.min(most) == column), "no wider than a date");
        let widest = rows.iter().map(|row| row.1).max().unwrap();
        prop_assert_eq!(usize::from(measures.columns), widest + 8);
    }
}
