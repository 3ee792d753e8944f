//! Tests of what holds for the grid, the story lines and the chain alike.

use std::sync::Arc;

use annals_model::{AccountIndex, Accounts, ActorIndex, EventIndex, test_support};
use annals_scene::list::Listing;
use annals_scene::relations::samples::any_story;
use proptest::prelude::*;
use ratatui::buffer::Buffer;

use crate::context::{FileNews, Snapshot};
use crate::hits::HitMap;
use crate::keys::{Key, Pointer, PointerAction};
use crate::look::Look;
use crate::screens::chain::ChainScreen;
use crate::screens::grid::GridScreen;
use crate::screens::story_lines::StoryLinesScreen;
use crate::test_support::{
    app, article, browse, frame, notice, open, press, screen, selected_id, timeline, top, top_as,
    underlined,
};
use crate::theme::ThemeName;
use crate::{Message, Options, Shell};

use super::*;

/// The keys of the pages, and their names.
static PAGES: [(&str, &str); 3] = [("w", "grid"), ("o", "story-lines"), ("r", "chain")];

fn view(shell: &Shell) -> Snapshot {
    shell.context().view()
}

/// The article after some keys.
fn pressed(keys: &str) -> Shell {
    let mut shell = app();
    press(&mut shell, keys);
    shell
}

/// Returns the event at the cursor of the page, also below a prompt.
fn cursor(shell: &Shell) -> Option<EventIndex> {
    let cx = shell.context();
    cx.page().and_then(|page| page.cursor(cx).event)
}

fn cursor_id(shell: &Shell) -> Option<String> {
    let event = shell.context().timeline().event(cursor(shell)?);
    Some(event.id.raw().to_owned())
}

fn is_shown(event: Option<EventIndex>, shell: &Shell) -> bool {
    event.is_some_and(|event| shell.context().shown().contains(event))
}

/// Returns what the search prompt says of what was found.
fn found_words(shell: &Shell) -> String {
    let cx = shell.context();
    let (page, found) = (cx.page().expect("a page"), cx.found().expect("a search"));
    page.found_words(found, cx).to_string()
}

#[test]
fn each_page_opens_moves_follows_and_closes() {
    for (key, name) in PAGES {
        let mut shell = pressed("j j j");
        let before = view(&shell);
        press(&mut shell, key);
        assert_eq!(top(&shell), name);
        press(&mut shell, "Backspace");
        assert_eq!(view(&shell), before, "back returns to the exact view");
        press(&mut shell, &format!("{key} j l k h 3 j"));
        let on_page = view(&shell);
        // On the page of causes Enter stays there.
        let open = if name == "chain" { "Space" } else { "Enter" };
        press(&mut shell, open);
        assert_eq!(top(&shell), "browse");
        press(&mut shell, "Backspace");
        assert_eq!(view(&shell), on_page, "and to the exact page");
        press(&mut shell, "Escape");
        assert_eq!(top(&shell), "browse");
        press(&mut shell, &format!("{key} {key}"));
        assert_eq!(top(&shell), "browse", "its own key closes it too");
        press(&mut shell, &format!("{key} q"));
        assert_eq!(top(&shell), "browse");
    }
}

#[test]
fn pages_lead_to_each_other() {
    let mut shell = pressed("j j w o r");
    let chain = top_as::<ChainScreen>(&shell).expect("the chain");
    let (before, after) = chain.chain(shell.context()).counts;
    assert!(before + after > 0);
    assert_eq!(shell.context().below.len(), 2, "a page replaces the page");
    press(&mut shell, "Backspace Backspace Backspace");
    assert_eq!(top(&shell), "browse");
    let cx = shell.context();
    assert_eq!(cx.index().rank(cx.place.event.expect("an event")), 2);
}

#[test]
fn the_mouse_puts_the_cursor_on_what_is_clicked() {
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("j j j {key}"));
        let mut met = std::collections::BTreeSet::new();
        for row in 0..24 {
            for column in (0..80).step_by(3) {
                let action = PointerAction::Press;
                shell.update(Message::Pointer(Pointer {
                    column,
                    row,
                    action,
                }));
                met.insert(cursor_id(&shell));
            }
        }
        assert_eq!(top(&shell), name);
        assert!(met.len() > 1, "{name}");
        press(&mut shell, "g");
        let first = view(&shell);
        for action in [PointerAction::ScrollDown, PointerAction::ScrollUp] {
            shell.update(Message::Pointer(Pointer {
                column: 9,
                row: 9,
                action,
            }));
            let is_back = action == PointerAction::ScrollUp;
            assert_eq!(view(&shell).screens == first.screens, is_back, "{name}");
        }
    }
}

#[test]
fn a_timeline_without_anything_has_pages_too() {
    let mut shell = open("title = 'x'");
    for (key, _) in PAGES {
        press(&mut shell, key);
        press(&mut shell, "j l Enter a + . ^ $ Escape");
    }
    assert_eq!(top(&shell), "browse");
}

#[test]
fn pages_without_an_axis_say_so() {
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("j j j {key}"));
        let window = shell.context().place.window;
        for zoom in ["+", "-", "z", "Z", "0", "<", ">"] {
            press(&mut shell, zoom);
            let says_so = notice(&shell).contains("no time axis");
            assert_eq!(says_so, name != "story-lines", "{zoom} on {name}");
        }
        assert!(name == "story-lines" || shell.context().place.window == window);
    }
}

#[test]
fn the_actor_at_the_cursor_is_shown_in_the_browser() {
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("j j j {key}"));
        let cx = shell.context();
        let actor = shell.top().cursor(cx).actor;
        press(&mut shell, "a");
        if name == "chain" {
            assert_eq!(notice(&shell), "There is no actor here.");
            continue;
        }
        assert!(actor.is_some(), "{name}");
        let browse = browse(&shell);
        assert_eq!((browse.listing, browse.actor), (Listing::Actors, actor));
    }
}

#[test]
fn the_grid_and_the_story_lines_show_only_what_passes_the_filter() {
    let mut shell = pressed("& ~actor:jack-ma Enter w g ^");
    let cx = shell.context();
    let shown = cx.shown();
    let count = shown.len();
    assert!(count > 1 && count < 21);
    let grid = top_as::<GridScreen>(&shell).expect("the grid").grid(cx);
    assert_eq!(grid.columns.len(), count);
    let mut columns = grid.columns.iter();
    assert!(columns.all(|column| shown.contains(column.event)));
    let ma: Option<ActorIndex> = cx.timeline().find_actor("jack-ma");
    for row in &grid.rows {
        assert_eq!(row.count.as_str(), row.marks.len().to_string());
        assert_eq!(row.is_absent, row.marks.is_empty());
        assert_eq!(row.marks.len() == count, Some(row.actor) == ma);
    }
    let remark = grid.remark.as_str();
    assert!(remark.ends_with("14 left out"), "{remark}");

    // The marks of a row are the actor's events that pass, one after the other.
    let mut met = vec![cursor_id(&shell)];
    for _ in 1..count {
        press(&mut shell, ".");
        met.push(cursor_id(&shell));
    }
    met.dedup();
    assert_eq!(met.len(), count);

    press(&mut shell, "o");
    let cx = shell.context();
    let lines = top_as::<StoryLinesScreen>(&shell).expect("the story lines");
    let lines = lines.story_lines(cx).expect("an order");
    for join in &lines.joins {
        assert!(join.events.iter().all(|&event| cx.shown().contains(event)));
    }
    let remark = lines.remark.as_str();
    assert!(remark.ends_with("14 left out"), "{remark}");
    for key in ["^", ".", "l", "j", "$", "k", "G", "g", "PageDown"] {
        press(&mut shell, key);
        assert!(is_shown(cursor(&shell), &shell), "{key}");
    }
}

#[test]
fn a_filter_typed_on_a_page_keeps_the_page_and_the_cursor() {
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("j j j {key}"));
        let before = view(&shell);
        let event = cursor_id(&shell);
        press(&mut shell, "& ~actor:jack-ma");
        assert_eq!(top(&shell), "filter");
        assert_eq!(cursor_id(&shell), event, "it passes: {name}");
        press(&mut shell, "Escape");
        assert_eq!(view(&shell), before, "{name}");

        press(&mut shell, "& ~theme:markets Enter");
        assert_eq!(top(&shell), name);
        if name == "chain" {
            assert_eq!(cursor_id(&shell), event, "the chain is whole");
        } else {
            let nearest = cursor(&shell);
            assert!(is_shown(nearest, &shell), "{name}");
            assert_eq!(shell.context().place.event, nearest);
        }
        press(&mut shell, "!");
        assert_eq!(shell.context().shown().len(), 21);
        press(&mut shell, "Backspace Backspace");
        assert_eq!(view(&shell), before, "{name}");
    }
}

#[test]
fn a_filter_typed_over_a_page_leaves_one_step_back() {
    // The list below the page shows what else happened at a time, and the filter hides some of it.
    let mut shell = pressed("u w");
    let before = view(&shell);
    press(&mut shell, "& ~u");
    press(&mut shell, "~j Backspace");
    press(&mut shell, "Escape");
    assert_eq!(view(&shell), before);
    press(&mut shell, "Backspace Backspace");
    assert_eq!(browse(&shell).listing, Listing::Events);
    assert!(!shell.context().history.has_past());
}

#[test]
fn where_nothing_passes_each_page_says_so() {
    let mut shell = pressed("& ~status:question Space ~status:plan Enter");
    assert!(shell.context().shown().is_empty());
    press(&mut shell, "r");
    assert!(notice(&shell).contains("Select an event first"));
    press(&mut shell, "w j l . , u M n");
    assert!(screen(&mut shell, 80, 24, false).contains("No event passes the filter."));
    press(&mut shell, "o j l . , G g + -");
    assert!(screen(&mut shell, 80, 24, false).contains("passes the filter"));
    press(&mut shell, "!");
    assert!(cursor(&shell).is_some(), "and all of it comes back");
}

#[test]
fn a_search_moves_the_cursor_of_a_page_and_escape_returns() {
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("j j j {key}"));
        let before = view(&shell);
        press(&mut shell, "/ ~speaks");
        assert_eq!(top(&shell), "search");
        assert_eq!(
            cursor_id(&shell).as_deref(),
            Some("ma-speaks-on-banks"),
            "{name}"
        );
        press(&mut shell, "Escape");
        assert_eq!(view(&shell), before, "{name}");
        assert!(shell.context().found().is_none());

        press(&mut shell, "/ ~speaks Enter");
        assert_eq!(top(&shell), name);
        assert_eq!(
            cursor_id(&shell).as_deref(),
            Some("ma-speaks-on-banks"),
            "{name}"
        );
        assert_ne!(view(&shell).screens, before.screens);
        let mut met = Vec::new();
        for _ in 0..30 {
            press(&mut shell, "n");
            let (cx, event) = (shell.context(), cursor(&shell).expect("an event"));
            let rank = cx.index().rank(event);
            assert!(cx.found().is_some_and(|found| found.contains(rank)));
            assert!(top(&shell) == name && cx.place.event == Some(event));
            if !met.contains(&event) {
                met.push(event);
            }
        }
        let cx = shell.context();
        let first = shell.top().first_shown(&mut met.iter().copied(), cx);
        assert!(first.is_some(), "{name}");
        press(&mut shell, "n N");
        press(&mut shell, &"N ".repeat(30));
        assert!(met.contains(&cursor(&shell).expect("an event")));

        press(&mut shell, "Escape");
        assert!(
            shell.context().found().is_none(),
            "the marks of the search first"
        );
        assert_eq!(top(&shell), name);
        press(&mut shell, "Escape");
        assert_eq!(top(&shell), "browse");
        press(&mut shell, "Backspace");
        assert_eq!(top(&shell), name);
    }
}

#[test]
fn a_search_on_a_page_keeps_to_what_passes_the_filter() {
    for key in ["w", "o"] {
        let mut shell = pressed(&format!("& ~date:2020 Enter {key} / ~alibaba Enter"));
        for _ in 0..5 {
            press(&mut shell, "n");
            assert!(is_shown(cursor(&shell), &shell));
        }
        let filter = shell.context().filter().expect("a filter");
        assert!(filter.chosen().is_some(), "it stays on");
    }
}

#[test]
fn results_that_are_on_no_line_or_not_in_the_chain_are_said() {
    let text = r"
title = 'x'
[actor.x]
[[event]]
id = 'a'
title = 'apple'
date = '2001'
actors = ['x']
links = [{ to = 'b', kind = 'causes' }]
[[event]]
id = 'b'
title = 'banana'
date = '2002'
[[event]]
id = 'c'
title = 'cherry'
actors = ['x']
";
    let mut shell = open(text);
    press(&mut shell, "r / ~cherry");
    assert_eq!(
        found_words(&shell),
        "1 event found, none of them in this chain."
    );
    press(&mut shell, "Enter n N");
    assert_eq!(cursor_id(&shell).as_deref(), Some("a"));
    assert!(notice(&shell).contains("none of them in this chain"));
    press(&mut shell, "Escape / ~banana");
    assert_eq!(cursor_id(&shell).as_deref(), Some("b"));
    assert_eq!(
        found_words(&shell),
        "1 event found, 1 of them in this chain."
    );

    let mut shell = open(text);
    press(&mut shell, "o / ~banana");
    assert_eq!(cursor_id(&shell).as_deref(), Some("a"));
    assert_eq!(
        found_words(&shell),
        "1 event found, none of them on a story line."
    );
    press(&mut shell, "Enter n 3 N");
    assert_eq!(cursor_id(&shell).as_deref(), Some("a"));
}

#[test]
fn marks_are_set_and_gone_to_on_pages() {
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("j j j {key} l l j"));
        let there = cursor_id(&shell);
        press(&mut shell, "M q");
        assert!(notice(&shell).starts_with("Mark q"), "{}", notice(&shell));
        press(&mut shell, "g ^ h");
        let left = view(&shell);
        press(&mut shell, "' q");
        assert_eq!(top(&shell), name, "it is on the page");
        assert_eq!(cursor_id(&shell), there, "{name}");
        let at_mark = view(&shell);
        press(&mut shell, "' '");
        assert_eq!(view(&shell), left, "back to the exact page");
        press(&mut shell, "' '");
        assert_eq!(view(&shell), at_mark);
        press(&mut shell, "Escape ' q");
        assert_eq!(top(&shell), "browse");
        assert_eq!(Some(selected_id(&shell)), there);
    }
}

#[test]
fn a_mark_that_the_page_does_not_have_leads_to_the_browser() {
    let mut shell = pressed("G M z g j j j r");
    let on_page = view(&shell);
    let cx = shell.context();
    let last = cx.index().order().last().copied().expect("an event");
    let first = shell.top().first_shown(&mut [last].into_iter(), cx);
    assert!(first.is_none(), "not in the chain");
    press(&mut shell, "' z");
    assert_eq!(top(&shell), "browse");
    assert_eq!(shell.context().place.event, Some(last));
    press(&mut shell, "' '");
    assert_eq!(view(&shell), on_page);

    // A date is shown by the axis.
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("d ~2021 Enter M d j {key} ' d"));
        assert_eq!(top(&shell) == name, name == "story-lines");
        press(&mut shell, "' '");
        assert_eq!(top(&shell), name);
    }
}

#[test]
fn what_else_happened_is_listed_from_a_page() {
    for (key, name) in PAGES {
        let mut shell = pressed(&format!("j j j {key} l"));
        let on_page = view(&shell);
        let event = cursor(&shell).expect("an event");
        press(&mut shell, "u");
        assert_eq!(top(&shell), "browse", "{name}");
        assert_eq!(browse(&shell).listing, Listing::Around(event));
        press(&mut shell, "Backspace");
        assert_eq!(view(&shell), on_page);
    }
}

#[test]
fn how_much_the_filter_leaves_out_is_on_every_page() {
    for (key, name) in PAGES {
        for (columns, rows) in [(60, 20), (80, 24), (120, 36)] {
            let mut shell = pressed(&format!("j j j {key}"));
            shell.update(Message::Resize { columns, rows });
            press(&mut shell, "& ~actor:jack-ma Enter Ctrl-l");
            let text = screen(&mut shell, columns, rows, false);
            assert!(text.contains("7 (21 in all)"), "{text}");
            let left_out = if name == "chain" { "before" } else { "14 " };
            assert!(text.contains(left_out), "{text}");
        }
    }
}

#[test]
fn search_results_are_underlined_until_the_search_is_cleared() {
    for (key, name) in PAGES {
        let count = |keys: &str| {
            let mut shell = pressed(&format!("j j j {key} {keys}"));
            let buffer = frame(&mut shell, 80, 24, false);
            let rows = (0..24).map(|row| underlined(&buffer, row).len());
            rows.sum::<usize>()
        };
        assert_eq!(count(""), 0);
        assert!(count("/ ~alibaba Enter") > 0, "{name}");
        assert_eq!(count("/ ~alibaba Enter Escape"), 0);
        assert_eq!(count("/ ~alibaba Escape"), 0);
    }
}

/// The article with its public record as a second account that is off.
fn with_record() -> Shell {
    let find = |name| test_support::find(name).expect("a bundled story");
    let read = find("alibaba").read().timeline.expect("a whole story");
    let accounts = Accounts::with_bundled(vec![read], &[find("alibaba-record")]);
    of(accounts)
}

/// The first of some accounts.
fn of(accounts: Accounts) -> Shell {
    let on = [AccountIndex::FIRST].into_iter().collect();
    let timeline = accounts.overlay(&on).timeline;
    let options = Options {
        accounts,
        ..Options::default()
    };
    Shell::new(timeline, &options)
}

#[test]
fn pages_stay_on_their_event_while_an_account_is_switched_on_and_off() {
    for (key, name) in PAGES {
        let mut shell = with_record();
        press(&mut shell, &format!("j j j {key} l"));
        let before = view(&shell);
        let event = cursor_id(&shell);
        press(&mut shell, "L");
        assert_eq!(shell.context().timeline().events.len(), 73);
        assert_eq!((top(&shell), cursor_id(&shell)), (name, event), "{name}");
        assert_eq!(shell.context().place.event, cursor(&shell));
        press(&mut shell, "L");
        assert_eq!(cursor(&shell), before.place.event);
        assert_eq!(view(&shell).place, before.place);
        press(&mut shell, "Backspace Backspace");
        assert_eq!(top(&shell), "browse");
    }
}

#[test]
fn of_an_event_that_is_gone_the_nearest_is_shown_and_its_chain_closes() {
    let story = |years: &[u32]| {
        let events = years.iter().map(|year| {
            format!("[[event]]\nid = 'e{year}'\ntitle = 'x'\ndate = '{year}'\nactors = ['a']\n")
        });
        let events: String = events.collect();
        timeline(&format!("title = 'x'\n[actor.a]\n{events}"))
    };
    for (key, name) in PAGES {
        let accounts = Accounts::new(vec![Arc::unwrap_or_clone(story(&[2001, 2005, 2006]))]);
        let mut shell = of(accounts);
        press(&mut shell, &format!("j {key}"));
        let reread = |shell: &mut Shell, years: &[u32]| {
            let timeline = story(years);
            let news = FileNews::Reread {
                timeline,
                doubts: 0,
            };
            shell.update(Message::File(AccountIndex::FIRST, news));
        };
        reread(&mut shell, &[2000, 2001, 2005, 2006]);
        assert_eq!(top(&shell), name);
        assert_eq!(cursor_id(&shell).as_deref(), Some("e2005"), "{name}");
        reread(&mut shell, &[2000, 2001, 2006]);
        let expected = if name == "chain" { "browse" } else { name };
        assert_eq!(top(&shell), expected);
        assert_eq!(selected_id(&shell), "e2006");
        assert_eq!(cursor_id(&shell).as_deref(), Some("e2006"), "{name}");
    }
}

/// The keys of the pages, without those that open a prompt.
fn any_key() -> impl Strategy<Value = Key> {
    let keys = "r w o r w o j k h l . , ^ $ g G PageDown + - 0 < Enter Enter Escape q a u z y ! 2 n N Tab Down";
    let keys: Vec<Key> = keys
        .split_whitespace()
        .map(|key| key.parse().expect("a key"))
        .collect();
    prop::sample::select(keys)
}

/// Checks that the page and its cursor are in range.
fn check(shell: &Shell) -> Result<(), TestCaseError> {
    let cx = shell.context();
    let (shown, event) = (cx.shown(), cursor(shell));
    prop_assert!(event.is_none_or(|event| event.index() < cx.timeline().events.len()));
    prop_assert!(
        cx.place
            .event
            .is_none_or(|event| event.index() < cx.timeline().events.len())
    );
    match top(shell) {
        "grid" => prop_assert_eq!(event.is_none(), shown.is_empty()),
        "story-lines" => {
            let first =
                event.and_then(|event| shell.top().first_shown(&mut [event].into_iter(), cx));
            prop_assert_eq!(first, event, "the cursor is on a line");
        }
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn random_keys_on_pages_keep_the_cursor_in_range_and_can_be_gone_back_from(
        first in 0_usize..3, is_filtered: bool, keys in prop::collection::vec(any_key(), 1..60),
        columns in 1_u16..130, rows in 1_u16..40,
    ) {
        let filter = if is_filtered { "& ~actor:jack-ma Enter" } else { "" };
        let mut shell = pressed(&format!("{filter} / ~alibaba Enter j j j"));
        shell.update(Message::Resize { columns, rows });
        press(&mut shell, PAGES[first].0);
        for key in keys {
            let before = view(&shell);
            let history = shell.context().history.past.len();
            shell.update(Message::Key(key));
            check(&shell)?;
            if shell.context().history.past.len() == history + 1 {
                let after = view(&shell);
                press(&mut shell, "Alt-Left");
                prop_assert_eq!(&view(&shell), &before, "back after {}", key);
                press(&mut shell, "Alt-Right");
                prop_assert_eq!(&view(&shell), &after, "forward to after {}", key);
            }
        }
    }

    #[test]
    fn a_page_of_any_story_draws_only_between_title_and_footer(
        timeline in any_story(), event in 0_usize..14, page in 0_usize..3,
        keys in prop::collection::vec(prop::sample::select(vec!["j", "k", "h", "l", ".", ",", "^", "$", "g", "G", "PageDown", "+", "-"]), 0..8),
        columns in prop_oneof![1_u16..30, 1_u16..300], rows in prop_oneof![1_u16..12, 1_u16..100], ascii: bool,
    ) {
        let options = Options { ascii, ..Options::default() };
        let mut shell = Shell::new(Arc::new(timeline), &options);
        shell.update(Message::Resize { columns, rows });
        press(&mut shell, &"j ".repeat(event));
        press(&mut shell, PAGES[page].0);
        press(&mut shell, &keys.join(" "));
        let cx = shell.context();
        if top(&shell) != "browse" && cx.layout(Pane::List).is_some() {
            let mut buffer = Buffer::empty(Rect::new(0, 0, columns + 3, rows + 3));
            let look = Look::new(ThemeName::Terminal, ascii);
            let area = buffer.area;
            let mut painter = Painter::new(&mut buffer, area, &look);
            shell.top().draw(cx, &mut painter, &mut HitMap::default());
            let inside = Rect::new(0, 0, columns, rows - 1);
            for (index, cell) in buffer.content.iter().enumerate() {
                let (x, y) = buffer.pos_of(index);
                prop_assert!(cell.symbol() == " " || inside.contains((x, y).into()), "{x}, {y}");
            }
        }
    }

    #[test]
    fn ascii_pages_of_the_article_are_ascii(
        page in 0_usize..3, keys in prop::collection::vec(any_key(), 0..8),
        columns in 1_u16..150, rows in 1_u16..50,
    ) {
        let options = Options { ascii: true, ..Options::default() };
        let mut shell = Shell::new(article(), &options);
        press(&mut shell, &format!("j j j {}", PAGES[page].0));
        for key in keys {
            shell.update(Message::Key(key));
        }
        let text = screen(&mut shell, columns, rows, true);
        // The browser shows an actor's name in Chinese.
        prop_assert!(top(&shell) == "browse" || text.is_ascii(), "{}", text);
        prop_assert!(columns < 8 || !text.trim().is_empty());
    }
}
