//! The views as text, and what must hold on every screen.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rstest::rstest;

use super::*;
use crate::ui::{ThemeName, picture};
use annals_index::{Index, Shown};
use annals_model::{EventIndex, Timeline, native};
use annals_scene::relations::samples::{any_story, bundled};
use annals_scene::relations::{Direction, Seen, chain, grid, story_lines};
use annals_time::{Time, Window};

/// What a view is asked for, whichever it is.
#[derive(Debug, Clone, Copy)]
struct Screen<'a> {
    timeline: &'a Timeline,
    /// The event under the cursor, and the moves from there.
    event: Option<EventIndex>,
    moves: &'a [Direction],
    area: Area,
    ascii: bool,
}

#[derive(Debug, Clone, Copy)]
enum View {
    Grid,
    StoryLines,
    Chain,
}

static VIEWS: [View; 3] = [View::Grid, View::StoryLines, View::Chain];

fn draw(view: View, screen: &Screen<'_>, look: &Look, buffer: &mut Buffer) {
    let index = Index::new(screen.timeline);
    match view {
        View::Grid => on_grid(screen, &index, look, buffer),
        View::StoryLines => on_story_lines(screen, &index, look, buffer),
        View::Chain => on_chain(screen, &index, look, buffer),
    }
}

fn on_grid(screen: &Screen<'_>, index: &Index, look: &Look, buffer: &mut Buffer) {
    let inner = inside(screen.area);
    let request = grid::Request {
        timeline: screen.timeline,
        index,
        seen: Seen::all(index),
        columns: inner.width,
        rows: inner.height,
        ascii: screen.ascii,
    };
    let mut state = grid::State::on(
        screen.timeline,
        &Shown::new(index, None),
        screen.event,
        None,
    );
    for &direction in screen.moves {
        state = state.moved(direction, &request);
    }
    draw_grid(&Grid::new(&request, &state), look, screen.area, buffer);
}

fn on_story_lines(screen: &Screen<'_>, index: &Index, look: &Look, buffer: &mut Buffer) {
    let order = story_lines::Order::new(screen.timeline, index);
    let whole = Window::new(
        Time::from_date(2019, 1, 1).unwrap(),
        Time::from_date(2025, 1, 1).unwrap(),
    );
    let request = story_lines::Request {
        timeline: screen.timeline,
        index,
        seen: Seen::all(index),
        order: &order,
        window: screen.timeline.opening.or(whole).unwrap(),
        layout: story_lines::Layout::new(screen.area, &order),
        ascii: screen.ascii,
    };
    let mut state = story_lines::State::on(&order, index, &Seen::all(index), screen.event, None);
    for &direction in screen.moves {
        state = state.moved(direction, &request);
    }
    if let Some(lines) = StoryLines::new(&request, &state) {
        draw_story_lines(&lines, look, screen.area, buffer);
    }
}

fn on_chain(screen: &Screen<'_>, index: &Index, look: &Look, buffer: &mut Buffer) {
    let Some(event) = screen.event else { return };
    let rows = usize::from(inside(screen.area).height);
    let mut state = chain::State::on(event);
    let chain = Chain::new(screen.timeline, index, &state, screen.ascii);
    state = state.centred(&chain, rows);
    for &direction in screen.moves {
        state = state.moved(direction, &chain, rows);
    }
    draw_chain(&chain, &state, look, screen.area, buffer);
}

fn shown(view: View, screen: &Screen<'_>) -> String {
    let look = Look::new(ThemeName::Mono, screen.ascii);
    let mut buffer = Buffer::empty(Rect::new(0, 0, screen.area.width, screen.area.height));
    draw(view, screen, &look, &mut buffer);
    let lines: Vec<String> = picture::text(&buffer)
        .iter()
        .map(ToString::to_string)
        .collect();
    lines.join("\n")
}

#[rstest]
fn the_bundled_story(
    #[values((60, 20), (80, 24), (120, 36))] size: (u16, u16),
    #[values(false, true)] ascii: bool,
) {
    let timeline = bundled();
    let events = ["ma-under-pressure", "xi-relents", "small-firms-courted"];
    for (view, event) in VIEWS.into_iter().zip(events) {
        let screen = Screen {
            timeline: &timeline,
            event: timeline.find_event(event),
            moves: &[],
            area: Area::new(0, 0, size.0, size.1),
            ascii,
        };
        let kind = if ascii { "_ascii" } else { "" };
        let name = format!("{view:?}_{}x{}{kind}", size.0, size.1).to_lowercase();
        let text = shown(view, &screen);
        assert!(!ascii || text.is_ascii());
        insta::assert_snapshot!(name, text);
    }
}

/// Wide, combining, hostile and long text, dates of every shape, a circle, an event without anybody.
const HARD: &str = r#"
title = "马云"
opening = "2019/2024"
[source.s]
[actor.ma]
name = "马云"
[actor.evil]
name = "\u001b[31mred\u202e"
[actor.long]
name = "A name that is much too long for any column of names"
[actor.idle]
name = "idle"
[[event]]
id = "out"
title = "马云淡出公众视野，人们议论纷纷，公司由谁领导"
date = "2021"
actors = [{ id = "ma", role = "缺席" }, { id = "long", role = "谁知道" }]
links = [{ to = "evil", kind = "causes", wording = "因为\u202e" }]
[[event]]
id = "evil"
title = "\u001b]0;pwn\u0007 e\u0301\u0301 👨‍👩‍👧 ﷽"
date = "2020-05-XX"
actors = ["evil", "ma"]
links = [{ to = "back", kind = "enables" }, { to = "one", kind = "contradicts", wording = "despite" }]
[[event]]
id = "back"
title = "马云回归"
date = "2023~"
actors = ["ma", { id = "long", role = "a role that is rather long too" }]
[[event]]
id = "one"
title = "one of"
date = "[2019,2022]"
actors = ["evil", "long"]
links = [{ to = "out", kind = "contradicts" }]
[[event]]
title = "unknown end, nobody"
date = "2020/"
[[event]]
title = "undated"
actors = ["evil"]
"#;

#[rstest]
fn hard_text_and_every_shape_of_date(#[values(false, true)] ascii: bool) {
    let timeline = native::read("test", HARD).timeline.unwrap();
    for view in VIEWS {
        let screen = Screen {
            timeline: &timeline,
            event: timeline.find_event("out"),
            moves: &[],
            area: Area::new(0, 0, 80, 24),
            ascii,
        };
        let kind = if ascii { "_ascii" } else { "" };
        let name = format!("hard_{view:?}{kind}").to_lowercase();
        insta::assert_snapshot!(name, shown(view, &screen));
    }
}

#[test]
fn nothing_to_show_is_said() {
    let timeline = native::read("test", "title = 'Nothing yet'")
        .timeline
        .unwrap();
    let screen = Screen {
        timeline: &timeline,
        event: None,
        moves: &[],
        area: Area::new(0, 0, 60, 12),
        ascii: false,
    };
    assert!(shown(View::Grid, &screen).contains("No events yet."));
    assert!(shown(View::StoryLines, &screen).contains("No actor takes part in a dated event."));
}

#[rstest]
fn story_lines_begin_and_end_where_those_of_the_axis_do(#[values(60, 80, 120)] columns: u16) {
    use annals_scene::layout::{Layout, Pane, Wishes};
    let timeline = bundled();
    let order = story_lines::Order::new(&timeline, &Index::new(&timeline));
    let wishes = Wishes {
        lane_rows: 9,
        label_width: order.name_width(),
        eras: false,
        filter: false,
        banner: false,
        pane: Pane::List,
    };
    let axis = Layout::new(columns, 24, &wishes).unwrap().axis;
    let lines = story_lines::Layout::new(Area::new(0, 1, columns, 22), &order).lines;
    // The box takes a column at either side, and the name's mark stands in its margin.
    assert_eq!(
        (lines.x, lines.x + lines.width),
        (axis.x, axis.x + axis.width - 1)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_view_draws_outside_its_area_at_any_size(
        timeline in any_story(), event in 0_usize..14, moves in prop::collection::vec(0..Direction::ALL.len(), 0..8),
        columns in prop_oneof![1_u16..30, 1_u16..300], rows in prop_oneof![1_u16..12, 1_u16..100],
        left in 0_u16..4, top in 0_u16..4, ascii: bool,
    ) {
        let moves: Vec<Direction> = moves.into_iter().map(|place| Direction::ALL[place]).collect();
        let count = timeline.events.len();
        let screen = Screen {
            timeline: &timeline,
            event: (count > 0).then(|| EventIndex::new(event % count)),
            moves: &moves,
            area: Area::new(left, top, columns, rows),
            ascii,
        };
        let look = Look::new(ThemeName::Terminal, ascii);
        let whole = Rect::new(0, 0, columns + left + 3, rows + top + 3);
        for view in VIEWS {
            let mut buffer = Buffer::empty(whole);
            draw(view, &screen, &look, &mut buffer);
            for y in 0..whole.height {
                for x in 0..whole.width {
                    let is_empty = buffer[(x, y)].symbol() == " ";
                    prop_assert!(is_empty || screen.area.contains(x, y), "{view:?}: {x}, {y}");
                }
            }
        }
    }
}
