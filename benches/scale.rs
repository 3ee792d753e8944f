//! What a person waits for where there are very many events: the index and its lanes, a frame, a step
//! of zoom, a moved selection, a filter.
//!
//! Prints a table. `ANNALS_BENCH_EVENTS=1000,1000000,10000000` says how many events; the last of
//! these takes many gibibytes of memory. Events are generated, the same in each run.
//! `ANNALS_BENCH_OPEN=10000000` opens as many in the explorer instead, to be moved through by hand.

use std::env;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use annals::host::Job;
use annals::terminal::{self, Explorer};
use annals_index::query::{Answer, Query};
use annals_index::search::Search;
use annals_index::{EventSet, Index, Lanes, VisibleEvents};
use annals_model::text::Clean;
use annals_model::{
    AccountIndex, Actor, ActorIndex, ActorKind, Event, Grouping, Participation, Status, Timeline,
};
use annals_scene::actor_colors::ActorColors;
use annals_time::{Scale, Time, When, Window};
use annals_tui::Look;
use annals_tui::context::filter::Terms;
use annals_tui::theme::ThemeName;
use annals_tui::{Message, Options, QuizPlan, Shell, Story, Task};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const AREA: Rect = Rect::new(0, 0, 200, 50);
const ACTORS: usize = 8;
/// 2010-01-01, in seconds since 1970.
const START: i64 = 1_262_304_000;
const YEARS: u64 = 15;
const SECONDS_A_YEAR: u64 = 31_557_600;
/// Filters: what is timed is the answer for all events.
const FILTERS: [&str; 12] = [
    "before:2021",
    "after:2021-06",
    "during:2021",
    "date:2015-05..2019",
    "overlaps:2020-02-29",
    "surely -overlaps:\"spring 2021\"",
    "status:claim,plan",
    "links:causes",
    "kind:group",
    "-actor:team-3 during:2021",
    "actor:team-3 OR status:claim",
    "has:actors -has:notes undated OR after:199X",
];
/// Typed texts: what is timed is the search for each.
const SEARCHES: [&str; 5] = ["r", "review", "ledgr", "weather feed", "no such word"];
/// Filter changes: what is timed is all that follows from one, but for the frame.
const CHANGES: [(&str, &str); 5] = [
    ("actor:team-3", "a filter change: actor:team-3"),
    ("during:2021", "a filter change: during:2021"),
    ("-status:plan", "a filter change: -status:plan"),
    ("review", "a filter change: the word review"),
    (
        "-restore date:2012..2020",
        "a filter change: -restore date:2012..2020",
    ),
];
/// How often each thing is timed.
const ITERATIONS: usize = 200;
/// What is so slow that this is not enough is timed less often, and marked.
const PATIENCE: Duration = Duration::from_secs(8);

fn main() {
    if let Ok(size) = env::var("ANNALS_BENCH_OPEN") {
        return open(number(&size));
    }
    let sizes = env::var("ANNALS_BENCH_EVENTS");
    let sizes = sizes.as_deref().unwrap_or("1000,1000000").split(',');
    let sizes: Vec<usize> = sizes.map(number).collect();
    println!("A frame is 200 by 50 cells with a lane for each of {ACTORS} actors.\n");
    println!("| events | what | least | median | p95 | to the smallest |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let mut smallest: Option<Vec<Figure>> = None;
    for size in sizes {
        let figures = measure(size);
        let base = smallest.get_or_insert_with(|| figures.clone());
        for (figure, base) in figures.iter().zip(base) {
            figure.print(size, base);
        }
    }
}

fn number(text: &str) -> usize {
    let digits = text.trim().replace('_', "");
    digits.parse().expect("a number of events")
}

/// Opens the explorer on so many events, as `annals` opens a large file.
fn open(size: usize) {
    let timeline = Arc::new(generated(size));
    let options = Options::default();
    let app = Shell::waiting_for(&timeline.title, "Arranging the events.", &options);
    let look = Look::new(ThemeName::Terminal, false);
    let arrange = Job::new("arranging of events", 1, move |outbox| {
        outbox.send(Message::Opened(Story::new(timeline, Grouping::Actor)));
    });
    let run = terminal::Options {
        jobs: vec![arrange],
        ..terminal::Options::default()
    };
    if let Err(error) = terminal::run(
        Explorer {
            shell: app,
            looks: vec![look],
        },
        run,
    ) {
        eprintln!("{error}");
    }
}

/// Times of one thing.
#[derive(Debug, Clone)]
struct Figure {
    what: &'static str,
    /// What it takes when nothing else runs; on a shared machine the others tell more of the neighbours.
    least: Duration,
    median: Duration,
    p95: Duration,
    /// Whether there was no time for all iterations.
    cut_short: bool,
    /// What one time is worth beside itself.
    note: String,
}

impl Figure {
    fn print(&self, size: usize, base: &Self) {
        let ratio = self.median.as_secs_f64() / base.median.as_secs_f64().max(1e-9);
        let mark = if self.cut_short { " *" } else { "" };
        println!(
            "| {size} | {}{} | {} | {}{mark} | {} | {ratio:.2} |",
            self.what,
            self.note,
            shown(self.least),
            shown(self.median),
            shown(self.p95),
        );
    }
}

fn shown(time: Duration) -> String {
    match time.as_nanos() {
        0..10_000_000 => format!("{:.1} µs", time.as_secs_f64() * 1e6),
        10_000_000..10_000_000_000 => format!("{:.1} ms", time.as_secs_f64() * 1e3),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

fn timed(what: &'static str, iterations: usize, mut run: impl FnMut()) -> Figure {
    let begun = Instant::now();
    let mut times = Vec::with_capacity(iterations);
    while times.len() < iterations && (times.len() < 3 || begun.elapsed() < PATIENCE) {
        let start = Instant::now();
        run();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Figure {
        what,
        least: times[0],
        median: times[times.len() / 2],
        p95: times[times.len() * 95 / 100],
        cut_short: times.len() < iterations,
        note: String::new(),
    }
}

fn measure(size: usize) -> Vec<Figure> {
    let timeline = Arc::new(generated(size));
    let mut figures = Vec::new();

    // Building is timed until a second is over, as one time is enough where it takes long.
    let often = (1_000_000 / size.max(1)).clamp(3, ITERATIONS);
    let per_second = |median: Duration| {
        let rate = size as f64 / median.as_secs_f64().max(1e-9) / 1e6;
        format!(" ({rate:.1} million events a second)")
    };
    let mut building = timed("Index::new", often, || {
        black_box(Index::new(&timeline));
    });
    building.note = per_second(building.median);
    let index = Index::new(&timeline);
    let mut grouping = timed("Lanes::new, by actor", often, || {
        black_box(Lanes::new(&timeline, &index, Grouping::Actor));
    });
    let lanes = Lanes::new(&timeline, &index, Grouping::Actor);
    let both = per_second(building.median + grouping.median);
    grouping.note = format!("; both together{both}");
    figures.extend([building, grouping]);

    let whole = index.extent().unwrap_or(Window::WHOLE);
    figures.push(counts("counts of 200 columns, 8 lanes", &lanes, whole));
    for (what, most) in [
        ("the 20 longest of each lane", 20),
        ("the 200 longest of each lane", 200),
    ] {
        figures.push(timed(what, ITERATIONS, || {
            for lane in &lanes.lanes {
                black_box(lane.track.longest(&whole, most));
            }
        }));
    }
    let mut seed = 0;
    figures.push(timed("a quiz of ten questions", ITERATIONS, || {
        seed += 1;
        let shown = VisibleEvents::new(&index, None);
        black_box(QuizPlan::default().quiz(&timeline, &index, shown, seed));
    }));
    let chosen = EventSet::new(&index, |event| event.index().is_multiple_of(10));
    figures.push(timed(
        "a filter: Lanes::only, every tenth event",
        often,
        || {
            black_box(lanes.only(&index, &chosen));
        },
    ));
    for text in FILTERS {
        let query = Query::parse(text).expect("a query");
        figures.push(timed(text, often.max(15), || {
            let prepared = query.prepare(&timeline, None);
            black_box(prepared.chosen(&timeline, &index, Answer::Possibly));
        }));
    }
    figures.extend(searches(&timeline, &index));
    figures.extend(filter_changes(&timeline, &index, &lanes));
    let only = lanes.only(&index, &chosen);
    figures.push(counts("the same counts under that filter", &only, whole));
    // The same story with the lanes of the filter, as the explorer would show it.
    let story = Story {
        colors: ActorColors::new(&timeline, &index),
        timeline: Arc::clone(&timeline),
        index: Arc::new(index),
        lanes: Arc::new(only),
    };
    let mut filtered = app_of(story);
    figures.push(frames(
        "a frame under that filter, full window",
        &mut filtered,
    ));
    figures.push(keys(
        "a step of zoom and its frame under that filter",
        &mut filtered,
        ["+", "-"],
    ));
    drop((filtered, lanes, chosen));

    let mut app = app(&timeline, None);
    figures.push(frames("a frame, full window", &mut app));
    figures.push(keys("a step of zoom and its frame", &mut app, ["+", "-"]));
    figures.push(keys(
        "a moved selection and its frame",
        &mut app,
        ["j", "k"],
    ));
    drop(app);
    let mut app = self::app(&timeline, narrow(size));
    figures.push(frames("a frame, about 40 events in the window", &mut app));
    figures.push(keys("a step of zoom from there", &mut app, ["+", "-"]));
    figures
}

/// Making the search ready, and what each letter of a typed text costs.
fn searches(timeline: &Timeline, index: &Index) -> Vec<Figure> {
    let ready = timed("Search::new", 3, || {
        black_box(Search::new(timeline, index));
    });
    let search = Search::new(timeline, index);
    let typed = SEARCHES.map(|text| {
        timed(text, 40, || {
            black_box(search.find(text, &|| true));
        })
    });
    std::iter::once(ready).chain(typed).collect()
}

/// All that follows from another filter, as the explorer does it: which events pass, the lanes and the
/// pages of what passes.
fn filter_changes(timeline: &Arc<Timeline>, index: &Index, lanes: &Lanes) -> Vec<Figure> {
    let story = Story {
        colors: ActorColors::new(timeline, index),
        timeline: Arc::clone(timeline),
        index: Arc::new(index.clone()),
        lanes: Arc::new(lanes.clone()),
    };
    let ready = Task::PrepareSearch(story.clone()).run(&|| true);
    let Some(Message::Searchable(_, searchable)) = ready else {
        return Vec::new();
    };
    let changes = CHANGES.iter().map(|(text, what)| {
        let query = Query::parse(text).expect("a query");
        let terms = Terms::new((*text).to_owned(), query);
        timed(what, 40, || {
            let task = Task::Filter(story.clone(), Some(searchable.clone()), terms.clone());
            black_box(task.run(&|| true));
        })
    });
    changes.collect()
}

fn counts(what: &'static str, lanes: &Lanes, window: Window) -> Figure {
    let scale = Scale::new(window, AREA.width).expect("columns");
    timed(what, ITERATIONS, || {
        let edges: Vec<Time> = (0..=scale.columns())
            .map(|column| scale.column_start(column))
            .collect();
        for lane in &lanes.lanes {
            black_box(lane.track.counts_between(&edges));
        }
    })
}

/// About forty events in the middle.
fn narrow(size: usize) -> Option<Window> {
    let whole = YEARS * SECONDS_A_YEAR;
    let length = i64::try_from(whole * 40 / u64::try_from(size).ok()?.max(40)).ok()?;
    let middle = START + i64::try_from(whole / 2).ok()?;
    Window::new(Time::new(middle, 0)?, Time::new(middle + length.max(1), 0)?)
}

fn app(timeline: &Arc<Timeline>, window: Option<Window>) -> Shell {
    let options = Options {
        start: annals_tui::Start {
            lanes: Some(Grouping::Actor),
            window,
            ..annals_tui::Start::default()
        },
        ..Options::default()
    };
    let mut app = Shell::new(Arc::clone(timeline), &options);
    app.update(Message::Resize {
        columns: AREA.width,
        rows: AREA.height,
    });
    app
}

/// An app on a story that is ready.
fn app_of(story: Story) -> Shell {
    let mut app = Shell::waiting_for(&story.timeline.title, "", &Options::default());
    app.update(Message::Opened(story));
    app.update(Message::Resize {
        columns: AREA.width,
        rows: AREA.height,
    });
    app
}

fn frame(app: &mut Shell, buffer: &mut Buffer) {
    buffer.reset();
    app.draw(&Look::new(ThemeName::Terminal, false), AREA, buffer);
}

fn frames(what: &'static str, app: &mut Shell) -> Figure {
    let mut buffer = Buffer::empty(AREA);
    timed(what, ITERATIONS, || frame(app, &mut buffer))
}

/// Two keys in turn, each with the frame that answers it.
fn keys(what: &'static str, app: &mut Shell, keys: [&str; 2]) -> Figure {
    let mut buffer = Buffer::empty(AREA);
    let keys = keys.map(|key| Message::Key(key.parse().expect("a key")));
    let mut next = keys.iter().cycle();
    timed(what, ITERATIONS, || {
        if let Some(key) = next.next() {
            app.update(key.clone());
        }
        frame(app, &mut buffer);
    })
}

/// The numbers that everything generated is made of (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 32).unwrap_or(0) % limit.max(1)
    }
}

const DEEDS: [&str; 8] = [
    "Deploy", "Review", "Restore", "Inspect", "Publish", "Move", "Repair", "Count",
];
const THINGS: [&str; 8] = [
    "the harbour lights",
    "a weather feed",
    "the night mail",
    "an old ledger",
    "the route plan",
    "a thermal model",
    "the image store",
    "a login gate",
];

/// Events in the order of their start, as a log has them: 60 seconds to two hours long, over fifteen
/// years, each of one actor.
fn generated(size: usize) -> Timeline {
    let mut numbers = Numbers(7);
    let gap = (YEARS * SECONDS_A_YEAR) as f64 / size.max(1) as f64;
    let mut seconds = 0.0;
    let events = (1..=size)
        .map(|number| {
            seconds += gap * 2.0 * (numbers.next() >> 11) as f64 / (1_u64 << 53) as f64;
            // Far below 2^53, so nothing is lost.
            let start =
                START + i64::try_from(Duration::from_secs_f64(seconds).as_secs()).unwrap_or(0);
            let length = i64::try_from(60 + numbers.below(7_140)).unwrap_or(60);
            let date = format!("{}/{}", stamp(start), stamp(start + length));
            let deed = DEEDS[numbers.below(DEEDS.len())];
            let thing = THINGS[numbers.below(THINGS.len())];
            Event {
                id: Clean::line(&format!("event-{number}")),
                account: AccountIndex::FIRST,
                title: Clean::line(&format!("{deed} {thing} #{}", numbers.below(100_000))),
                summary: Clean::default(),
                when: When::parse(&date).expect("a date"),
                status: Status::ALL[numbers.below(Status::ALL.len())],
                participants: vec![Participation {
                    actor: ActorIndex::new(numbers.below(ACTORS)),
                    role: Clean::default(),
                }],
                themes: Vec::new(),
                evidence: Vec::new(),
                links: Vec::new(),
                missing: Vec::new(),
                refs: Vec::new(),
                notes: Clean::default(),
                extra: Vec::new(),
                line: None,
            }
        })
        .collect();
    let actor = |place: usize| Actor {
        id: Clean::line(&format!("team-{place}")),
        account: AccountIndex::FIRST,
        same_as: Vec::new(),
        variants: Vec::new(),
        line: None,
        name: Clean::line(&format!("Team {place}")),
        short: Clean::line(&format!("Team {place}")),
        aliases: Vec::new(),
        kind: Some(ActorKind::Group),
        summary: Clean::default(),
    };
    Timeline {
        lanes: Some(Grouping::Actor),
        actors: (0..ACTORS).map(actor).collect(),
        events,
        ..Timeline::empty(Clean::own("generated"), Clean::own("Generated events"))
    }
}

/// A moment in RFC 3339.
fn stamp(seconds: i64) -> String {
    let text = Time::new(seconds, 0).unwrap_or(Time::MIN).to_string();
    let midnight = if text.contains('T') { "" } else { "T00:00:00" };
    format!("{text}{midnight}Z")
}
