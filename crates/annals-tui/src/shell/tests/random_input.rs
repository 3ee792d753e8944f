//! Random input: everything stays in range, and every view can be gone back to.

use annals_model::AccountSet;
use annals_scene::list::{Listing, Row};
use proptest::prelude::*;

use super::super::*;
use crate::context::{Snapshot, accounts_on};
use crate::keys::{Keymap, PointerAction};
use crate::screens::browse::Browse;
use crate::test_support::{
    app, article, browse, press, screen, several_accounts, top, with_accounts, with_record,
};
use annals_time::Window;

/// A key that a person might press: mostly one that is bound.
pub(super) fn any_key() -> impl Strategy<Value = Key> {
    let keymap = Keymap::default();
    let keys = keymap.specs().iter().flat_map(|spec| spec.keys);
    let bound: Vec<Key> = keys
        .flat_map(|keys| keys.split(' '))
        .map(|key| key.parse().expect("a key"))
        .collect();
    prop_oneof![
        9 => prop::sample::select(bound),
        1 => any::<char>().prop_map(Key::character),
    ]
}

fn any_message() -> impl Strategy<Value = Message> {
    prop_oneof![
        20 => any_key().prop_map(Message::Key),
        2 => (1_u16..300, 1_u16..120).prop_map(|(columns, rows)| Message::Resize { columns, rows }),
        1 => (0_u16..300, 0_u16..120, prop::sample::select(vec![
            PointerAction::Press, PointerAction::ScrollDown, PointerAction::ScrollUp,
            PointerAction::Drag, PointerAction::Release,
        ])).prop_map(|(column, row, action)| Message::Pointer(Pointer { column, row, action })),
        1 => any::<String>().prop_map(Message::Paste),
    ]
}

/// Checks that everything that selects or scrolls is in range.
pub(super) fn check(shell: &Shell) -> Result<(), TestCaseError> {
    let (cx, browse) = (&shell.cx, browse(shell));
    let timeline = cx.timeline();
    let window = cx.place.window;
    prop_assert!(window.length() >= Window::MIN_LENGTH);
    prop_assert!(window.start() < window.end());
    let event = cx.place.event;
    prop_assert!(event.is_none_or(|event| event.index() < timeline.events.len()));
    prop_assert!((browse.actor).is_none_or(|actor| actor.index() < timeline.actors.len()));
    let slots = cx.lanes.measures.stack.slots();
    prop_assert!(
        !slots.is_empty() || cx.lanes().lanes.is_empty(),
        "one lane has to stay"
    );
    let mut places = cx.lanes.arrangement.places();
    places.sort_unstable();
    prop_assert_eq!(places, (0..cx.lanes().lanes.len()).collect::<Vec<_>>());
    let knows = |prefix| cx.keymap().is_prefix(shell.top().name(), prefix);
    prop_assert!(
        shell.pending.is_none_or(knows),
        "nothing can follow the key"
    );
    let cursor = shell.top().cursor(cx).selected;
    prop_assert!(cursor.is_none_or(|event| event.index() < timeline.events.len()));
    if cx.below.len() > 1 {
        return Ok(());
    }
    if browse.listing == Listing::Events {
        prop_assert_eq!(browse.selected_event(cx).is_none(), cx.shown().is_empty());
    }
    let detail = browse.detail();
    prop_assert!(browse.item < detail.items.len().max(1));
    prop_assert!(browse.first_line < detail.lines.len().max(1));
    if let Some(layout) = cx.layout(browse.pane) {
        let rows = browse.rows(cx);
        let is_selected = |row: &Row| match *row {
            Row::Event(event, _) => browse.selected_event(cx) == Some(event),
            Row::Actor(actor) => browse.actor == Some(actor),
            Row::Heading(_) | Row::More(_) => false,
        };
        let has_selection = match browse.listing {
            Listing::Actors => browse.actor.is_some(),
            _ => browse.selected_event(cx).is_some(),
        };
        if layout.list.width > 0 {
            prop_assert!(
                !has_selection || rows.iter().any(is_selected),
                "the selection is out of sight"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn random_input_keeps_everything_in_range(messages in prop::collection::vec(any_message(), 1..60)) {
        let mut shell = app();
        for message in messages {
            shell.update(message);
            check(&shell)?;
        }
    }

    #[test]
    fn every_step_can_be_gone_back_from(keys in prop::collection::vec(any_key(), 1..40)) {
        let mut shell = app();
        check_way_back(&mut shell, keys)?;
    }

    #[test]
    fn every_screen_can_be_drawn_at_any_size(
        keys in prop::collection::vec(any_key(), 0..12), columns in 1_u16..220, rows in 1_u16..70, ascii: bool,
    ) {
        let options = Options { ascii, ..Options::default() };
        let mut shell = Shell::new(article(), &options);
        let is_foreign = |key: &Key| matches!(key.code, KeyCode::Character(typed) if !typed.is_ascii());
        let is_ascii_typed = !keys.iter().any(is_foreign);
        for key in keys {
            shell.update(Message::Key(key));
        }
        let picture = screen(&mut shell, columns, rows, ascii);
        // A presentation can be made blank by a key.
        let may_be_blank = top(&shell) == "present";
        prop_assert!(columns < 8 || may_be_blank || !picture.trim().is_empty());
        // Letters of the story stay as they are; everything else that is drawn is ASCII.
        let is_plain = |character: char| character.is_ascii() || character.is_alphabetic();
        let has_to_be_plain = ascii && is_ascii_typed;
        prop_assert!(!has_to_be_plain || picture.chars().all(is_plain), "{picture}");
    }

    #[test]
    fn random_keys_with_filters_can_be_gone_back_from(
        keys in prop::collection::vec(filter_key(), 1..80), columns in 30_u16..130, rows in 8_u16..40,
    ) {
        let mut shell = app();
        shell.update(Message::Resize { columns, rows });
        check_way_back(&mut shell, keys)?;
    }

    #[test]
    fn random_keys_with_accounts_keep_everything_in_range_and_go_back_exactly(
        keys in prop::collection::vec(prop::sample::select(vec![
            "L", "L", "j", "k", "G", "g", "Tab", "Enter", "Backspace", "Alt-Right", "a", "u", "w", "o",
            "r", "h", "l", "Escape", "+", "-", "M b", "' b", "v Tab Escape", "n", "p Right Escape",
            "/ ~ali Enter", "& ~status:claim Enter", "!", "Space", "x", "J", "t", "C", "C",
        ]), 1..40),
        three: bool,
    ) {
        let mut shell = if three {
            with_accounts(several_accounts(&["one", "two", "three"]), &[0, 2])
        } else {
            with_record()
        };
        let state = |shell: &Shell| -> (Snapshot, usize, AccountSet) {
            let cx = &shell.cx;
            (cx.view(), cx.history.past.len(), accounts_on(&cx.story))
        };
        for key in keys {
            let before = state(&shell);
            press(&mut shell, key);
            check_views(&shell)?;
            let after = state(&shell);
            let is_one_further = after.1 == before.1 + 1 && after.2 == before.2;
            let goes_back = matches!(top(&shell), "browse" | "grid" | "story-lines" | "chain" | "compare");
            if is_one_further && goes_back && shell.cx.history.last() == Some(&before.0) {
                press(&mut shell, "Backspace");
                if accounts_on(&shell.cx.story) == before.2 {
                    prop_assert_eq!(shell.cx.view(), before.0, "back after {}", key);
                }
                press(&mut shell, "Alt-Right");
            }
        }
    }
}

/// Presses keys; checks that each step on the way back leads to the view before it.
fn check_way_back(shell: &mut Shell, keys: Vec<Key>) -> Result<(), TestCaseError> {
    let mut begun = shell.cx.view();
    for key in keys {
        // A search or a filter is one step, from the view in which its prompt was opened.
        if !matches!(top(shell), "search" | "filter") {
            begun = shell.cx.view();
        }
        let history = shell.cx.history.past.len();
        shell.update(Message::Key(key));
        check(shell)?;
        if shell.cx.history.past.len() > history {
            prop_assert_eq!(shell.cx.history.last(), Some(&begun), "after {}", key);
        }
    }
    Ok(())
}

/// A key that has to do with filters, lists and searches.
fn filter_key() -> impl Strategy<Value = Key> {
    let keys = "& \\ ! 2 ! Tab Down Enter Enter Escape Backspace Ctrl-u Ctrl-w Alt-Right j k G g a u v m w o r / n N M ' h l q . , ] f s c 0 + - > < : s t d 2 0 x";
    let keys: Vec<Key> = keys
        .split_whitespace()
        .map(|key| key.parse().expect("a key"))
        .collect();
    prop::sample::select(keys)
}

/// Checks that the views of the history name nothing that does not exist.
pub(super) fn check_views(shell: &Shell) -> Result<(), TestCaseError> {
    let cx = &shell.cx;
    let timeline = cx.timeline();
    let now = cx.view();
    for view in cx.history.views().chain([&now]) {
        let event = view.place.event;
        prop_assert!(event.is_none_or(|event| event.index() < timeline.events.len()));
        for screen in &view.screens {
            let Some(browse) = screen.as_any().downcast_ref::<Browse>() else {
                continue;
            };
            let actor = browse.actor;
            prop_assert!(actor.is_none_or(|actor| actor.index() < timeline.actors.len()));
            if let Listing::Source(source) = browse.listing {
                prop_assert!(source.index() < timeline.sources.len());
            }
        }
    }
    prop_assert_eq!(cx.place.event.is_none(), timeline.events.is_empty());
    prop_assert!(!accounts_on(&cx.story).is_empty());
    Ok(())
}
