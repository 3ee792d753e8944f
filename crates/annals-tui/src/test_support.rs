//! Helpers for the tests of screens: opening stories, pressing keys, reading the screen.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use annals_model::text::Clean;
use annals_model::{AccountIndex, Accounts, Timeline, native, test_support};
use annals_scene::axis::lane_name;
use annals_scene::flow::Target;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::context::FileNews;
use crate::hits::Hit;
use crate::keys::{Pointer, PointerAction};
use crate::look::Look;
use crate::message::{Effect, Message};
use crate::options::{Options, Origin, Start};
use crate::picture;
use crate::screen::Screen;
use crate::screens::browse::Browse;
use crate::shell::Shell;
use crate::theme::ThemeName;

/// Reads a timeline that has to be whole.
pub(crate) fn timeline(text: &str) -> Arc<Timeline> {
    read_as("test", text)
}

/// Reads a timeline that has to be whole, from a file of this name.
pub(crate) fn read_as(name: &str, text: &str) -> Arc<Timeline> {
    let timeline = native::read(name, text).timeline;
    Arc::new(timeline.expect("a whole timeline"))
}

/// The article, which the program opens by default.
pub(crate) fn article() -> Arc<Timeline> {
    static ARTICLE: OnceLock<Arc<Timeline>> = OnceLock::new();
    let article = ARTICLE.get_or_init(|| {
        let story = test_support::find("alibaba").expect("a bundled story");
        read_as(story.name, story.text)
    });
    Arc::clone(article)
}

/// Opens the article.
pub(crate) fn app() -> Shell {
    Shell::new(article(), &Options::default())
}

/// Opens a timeline.
pub(crate) fn open(text: &str) -> Shell {
    Shell::new(timeline(text), &Options::default())
}

/// Marks the first link of the detail that leads to such a thing, and follows it.
fn follow(shell: &mut Shell, is_wanted: impl Fn(Target) -> bool) {
    press(shell, "Enter g");
    let detail = browse(shell).detail();
    let link = (detail.items.iter()).position(|item| is_wanted(item.target));
    let link = link.expect("something to follow");
    // Some steps only scroll.
    for _ in 0..100 {
        if browse(shell).item < link {
            press(shell, "j");
        }
    }
    assert_eq!(browse(shell).item, link);
    press(shell, "Enter");
}

/// Opens the events of the first source of the selected event.
pub(crate) fn follow_source(shell: &mut Shell) {
    follow(shell, |target| matches!(target, Target::Source(_)));
}

/// Opens the events of the first theme of the selected event.
pub(crate) fn follow_theme(shell: &mut Shell) {
    follow(shell, |target| matches!(target, Target::Theme(..)));
}

/// Opens a timeline that is made of accounts, with those of these indices on.
pub(crate) fn with_accounts(accounts: Accounts, on: &[usize]) -> Shell {
    let on = on.iter().copied().map(AccountIndex::new).collect();
    let timeline = accounts.overlay(&on).timeline;
    let options = Options {
        accounts,
        ..Options::default()
    };
    Shell::new(timeline, &options)
}

/// The article and its public record, which has not been read.
pub(crate) fn article_and_record() -> Accounts {
    let record = test_support::find("alibaba-record").expect("a bundled story");
    Accounts::with_bundled(vec![Arc::unwrap_or_clone(article())], &[record])
}

/// Opens the article with its public record as a second account that is off.
pub(crate) fn with_record() -> Shell {
    with_accounts(article_and_record(), &[0])
}

/// Small accounts of these names, each with two events of its own years.
pub(crate) fn several_accounts(names: &[&str]) -> Accounts {
    let read = names.iter().enumerate().map(|(place, name)| {
        let text = format!(
            "title = \"{name}\"\n[actor.ma]\n\
             [[event]]\nid = \"{name}-one\"\ntitle = \"One\"\ndate = \"{}\"\nactors = [\"ma\"]\n\
             [[event]]\nid = \"{name}-two\"\ntitle = \"Two\"\ndate = \"{}\"\nthemes = [\"x\"]\n",
            2000 + place,
            2010 + place
        );
        let timeline = native::read(name, &text).timeline;
        timeline.expect("a whole timeline")
    });
    Accounts::new(read.collect())
}

/// The text of a story: events with these ids, a year after each other; `id=title` gives one a title.
pub(crate) fn events_of(ids: &str) -> String {
    let events = (2000..).zip(ids.split_whitespace()).map(|(year, event)| {
        let (id, title) = event.split_once('=').unwrap_or((event, event));
        format!(
            "[[event]]\nid = \"{id}\"\ntitle = \"{title}\"\ndate = \"{year}\"\nactors = [\"ma\"]\nthemes = [\"power\"]\n",
        )
    });
    let events: String = events.collect();
    format!("title = \"Story\"\n[actor.ma]\n[actor.jo]\n{events}")
}

/// Opens a story of files with these texts, `file0.toml` and so on, all of them on.
pub(crate) fn with_files(texts: &[&str]) -> Shell {
    let read = |text: &&str| Arc::unwrap_or_clone(read_as("story", text));
    let accounts = Accounts::new(texts.iter().map(read).collect());
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let names = (0..texts.len()).map(|place| Clean::line(&format!("file{place}.toml")));
    let options = Options {
        accounts,
        origins: names.map(Origin::File).collect(),
        ..Options::default()
    };
    Shell::new(timeline, &options)
}

/// An event with sources and an actor, one that was only heard of, and one without any source.
pub(crate) const SOURCES: &str = r#"
[source.paper]
title = "The *Daily* Paper"
publisher = "Press"
date = "1912-04-02"
address = "https://example.org/paper?a=1"
note = "Two pages are missing."
[source.book]
title = "A book"
address = "isbn:123"
[source.talk]
title = "What was said"
[actor.council]
name = "The council"
kind = "government"
[[event]]
title = "The bridge is opened"
date = "1912"
summary = "At last.\n- not a list"
actors = [{ id = "council", role = "opens" }]
evidence = [{ source = "paper", at = "p3" }, "book", "talk"]
notes = "For the teacher only."
[[event]]
title = "Hearsay"
evidence = ["talk"]
[[event]]
title = "Nobody knows"
"#;

/// Writes any text so that it can stand within the quotes of TOML.
pub(crate) fn in_toml(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        write!(escaped, "\\U{:08X}", u32::from(character)).expect("a text grows");
    }
    escaped
}

/// Two people with events of their own and one together.
pub(crate) const LANES: &str = r"
title = 'x'
opening = '2000/2010'
[actor.ann]
[actor.bob]
[actor.cid]
[[event]]
id = 'ann-1'
title = 't'
date = '2001'
actors = ['ann']
themes = ['b']
[[event]]
id = 'both'
title = 't'
date = '2003'
actors = ['ann', 'bob']
themes = ['a']
status = 'claim'
[[event]]
id = 'bob-1'
title = 't'
date = '2005'
actors = ['bob']
[[event]]
id = 'bob-2'
title = 't'
date = '2006'
actors = ['bob']
[[event]]
id = 'cid-1'
title = 't'
date = '2008'
actors = ['cid']
[[event]]
id = 'nobody'
title = 't'
date = '2009'
[[event]]
id = 'undated'
title = 't'
actors = ['ann']
";

/// Returns the names of the lanes that are shown, from the top.
pub(crate) fn lane_names(shell: &Shell) -> Vec<String> {
    let cx = shell.context();
    let slots = cx.lanes.measures.stack.slots().iter();
    let names = slots.map(|slot| lane_name(cx.timeline(), cx.lanes(), slot.lane));
    names.map(|name| name.to_string()).collect()
}

/// Wide, combining, hostile and long text, dates of every shape, a circle of links, an event without
/// actors.
pub(crate) const HARD: &str = r#"
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

/// Opens a timeline of hard text, with the event selected that has most links.
pub(crate) fn hard() -> Shell {
    let timeline = timeline(HARD);
    let start = Start {
        event: timeline.find_event("out"),
        ..Start::default()
    };
    let options = Options {
        start,
        ..Options::default()
    };
    Shell::new(timeline, &options)
}

/// Opens a timeline as a file that can be read anew.
pub(crate) fn open_file(text: &str) -> Shell {
    let accounts = Accounts::new(vec![Timeline::clone(&timeline(text))]);
    let options = Options {
        origins: vec![Origin::File(Clean::own("story.toml"))],
        accounts: accounts.clone(),
        ..Options::default()
    };
    Shell::new(accounts.overlay(&accounts.all()).timeline, &options)
}

/// Brings the file as it is now.
pub(crate) fn reread(shell: &mut Shell, text: &str) {
    let news = FileNews::Reread {
        timeline: timeline(text),
        doubts: 0,
    };
    shell.update(Message::File(AccountIndex::FIRST, news));
}

/// Presses keys, separated by blanks; returns what the last one asked for. What follows a `~` is typed
/// as text.
pub(crate) fn press(shell: &mut Shell, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.split_whitespace() {
        match key.strip_prefix('~').filter(|text| !text.is_empty()) {
            Some(text) => type_text(shell, text),
            None => effects = shell.update(Message::Key(key.parse().expect("a key"))),
        }
    }
    effects
}

/// Types text, a character after the other.
pub(crate) fn type_text(shell: &mut Shell, text: &str) {
    for character in text.chars() {
        shell.update(Message::Key(crate::keys::Key::character(character)));
    }
}

/// Does something with the mouse.
pub(crate) fn point(shell: &mut Shell, action: PointerAction, column: u16, row: u16) {
    shell.update(Message::Pointer(Pointer {
        column,
        row,
        action,
    }));
}

/// Returns what a cell of the last frame stands for, the topmost first.
pub(crate) fn hits(shell: &Shell, column: u16, row: u16) -> Vec<Hit> {
    shell.hits().at(column, row).collect()
}

/// Returns the notice, or nothing.
pub(crate) fn notice(shell: &Shell) -> String {
    let notice = shell.context().requests.notice.as_ref();
    notice.map_or_else(String::new, Clean::to_string)
}

/// Returns the browser, which is always at the bottom of the stack.
pub(crate) fn browse(shell: &Shell) -> &Browse {
    let lowest = shell
        .context()
        .below
        .first()
        .expect("the stack is never empty");
    lowest
        .as_any()
        .downcast_ref()
        .expect("the browser is the lowest screen")
}

/// Returns the id of the selected event.
pub(crate) fn selected_id(shell: &Shell) -> String {
    let cx = shell.context();
    let event = cx.place.event.expect("an event");
    cx.timeline().event(event).id.raw().to_owned()
}

/// Returns the name of the screen on top.
pub(crate) fn top(shell: &Shell) -> &'static str {
    shell.top().name()
}

/// Returns the screen on top, if it is of that type.
pub(crate) fn top_as<S: Screen>(shell: &Shell) -> Option<&S> {
    shell.top().as_any().downcast_ref()
}

/// Draws the screen without colours at a size.
pub(crate) fn frame(shell: &mut Shell, columns: u16, rows: u16, ascii: bool) -> Buffer {
    shell.update(Message::Resize { columns, rows });
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    shell.draw(&Look::new(ThemeName::Mono, ascii), area, &mut buffer);
    buffer
}

/// Draws the screen without colours at a size; returns it line by line.
pub(crate) fn screen(shell: &mut Shell, columns: u16, rows: u16, ascii: bool) -> String {
    let lines = picture::text(&frame(shell, columns, rows, ascii));
    let lines: Vec<String> = lines.iter().map(Clean::to_string).collect();
    lines.join("\n")
}

/// Draws the screen as [`screen`] does; returns one row of it.
pub(crate) fn picture_row(shell: &mut Shell, columns: u16, rows: u16, row: usize) -> String {
    let picture = screen(shell, columns, rows, false);
    picture.lines().nth(row).unwrap_or_default().to_owned()
}

/// Returns the columns of a row that are underlined.
pub(crate) fn underlined(buffer: &Buffer, row: u16) -> Vec<u16> {
    let is_underlined = |&column: &u16| {
        let cell = &buffer[(column, row)];
        cell.modifier.contains(Modifier::UNDERLINED)
    };
    (0..buffer.area.width).filter(is_underlined).collect()
}

/// As [`screen`], with a row of carets below each row in which something is underlined.
pub(crate) fn screen_with_underlines(shell: &mut Shell, columns: u16, rows: u16) -> String {
    let buffer = frame(shell, columns, rows, false);
    let mut lines = Vec::new();
    for (row, text) in (0..rows).zip(picture::text(&buffer)) {
        lines.push(text.to_string());
        let columns = underlined(&buffer, row);
        if let Some(&last) = columns.last() {
            let caret = |column| if columns.contains(&column) { '^' } else { ' ' };
            lines.push((0..=last).map(caret).collect());
        }
    }
    lines.join("\n")
}
