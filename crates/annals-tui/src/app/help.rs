//! The help page, and the form of every page that is only read: every command with its keys, what a filter can ask, and the signs of the screen.
//!
//! Owns what the page says, made from the command table and the language of queries. How it looks is decided where it is
//! painted.

use super::command::{COMMANDS, Command, Group};
use super::keymap::Keymap;
use annals_index::query::{FORMS, Field};
use annals_model::text::{Clean, width, wrap};
use annals_model::{LayerIndex, Status, Timeline};
use annals_scene::layers;

/// A sign of the screen that is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// What kind of statement an event is.
    Status(Status),
    /// A stretch that is sure.
    Certain,
    /// A stretch that fades.
    Fading,
    /// An end that the date leaves open.
    Open,
    /// An end that nobody knows.
    Unknown,
    /// Something shorter than a cell.
    Point,
    /// Some day within a stretch.
    SomeWithin,
    /// One of several dates.
    OneOf,
    /// So many events that only their number can be shown.
    Density,
    /// Where the selected event stands in several lanes.
    Connector,
    /// An era.
    Era,
    /// The present moment.
    Now,
    /// What was marked.
    Mark,
}

/// A line of the help page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// A heading.
    Heading(Clean),
    /// A command by its keys, and what it does.
    Command(Clean, Clean),
    /// A sign and its meaning.
    Sign(Sign, Clean),
    /// More of what the line above says.
    Continued(Clean),
    /// An empty line.
    Blank,
}

/// The help page at some width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpPage {
    /// What it is called.
    pub title: Clean,
    /// Cells of the column of keys and signs, with the gap after it.
    pub margin: usize,
    /// The lines.
    pub lines: Vec<HelpLine>,
}

impl HelpPage {
    /// Writes the page for lines of at most `columns` cells.
    pub fn new(keymap: &Keymap, columns: usize, ascii: bool) -> Self {
        let keys =
            |command: &Command| Clean::line(&keymap.keys_of(command.action, ascii).join(", "));
        let margin = COMMANDS
            .iter()
            .map(|command| width(&keys(command)))
            .max()
            .unwrap_or(0)
            + 2;
        let mut page = Self {
            title: Clean::own("Help"),
            margin,
            lines: Vec::new(),
        };
        let room = columns.saturating_sub(margin).max(1);
        for &group in Group::ALL {
            page.lines
                .push(HelpLine::Heading(Clean::own(group.title())));
            for command in COMMANDS.iter().filter(|command| command.group == group) {
                let line = |doc| HelpLine::Command(keys(command), doc);
                page.entry(&Clean::own(command.doc), room, line);
            }
            page.lines.push(HelpLine::Blank);
        }
        page.lines
            .push(HelpLine::Heading(Clean::own("What a filter asks")));
        let fields = Field::ALL.iter();
        let fields = fields.map(|field| (format!("{}:", field.name()), field.meaning()));
        let forms = FORMS.iter().map(|&(form, doc)| (form.to_owned(), doc));
        for (form, doc) in forms.chain(fields) {
            let line = |doc| HelpLine::Command(Clean::line(&form), doc);
            page.entry(&Clean::own(doc), room, line);
        }
        page.lines.push(HelpLine::Blank);
        page.lines.push(HelpLine::Heading(Clean::own("Signs")));
        for &status in Status::ALL {
            let line = |meaning| HelpLine::Sign(Sign::Status(status), meaning);
            page.entry(&Clean::own(status.explained()), room, line);
        }
        for (sign, meaning) in SIGNS {
            page.entry(&Clean::own(meaning), room, |meaning| {
                HelpLine::Sign(*sign, meaning)
            });
        }
        page
    }

    /// The same with the layers of a timeline, each with its sign and whether it is on, and the key that
    /// switches them; nothing where there is one.
    #[must_use]
    pub fn with_layers(mut self, timeline: &Timeline, key: Option<&str>, columns: usize) -> Self {
        if timeline.layers.len() < 2 {
            return self;
        }
        let room = columns.saturating_sub(self.margin).max(1);
        self.lines.push(HelpLine::Blank);
        self.lines.push(HelpLine::Heading(Clean::own("Layers")));
        for (place, layer) in timeline.layers.iter().enumerate() {
            let sign = layers::sign(timeline, LayerIndex::new(place)).unwrap_or_default();
            let state = match (layer.on, key) {
                (true, _) => "on".to_owned(),
                (false, Some(key)) => format!("off; {key} lays it over"),
                (false, None) => "off".to_owned(),
            };
            let words = Clean::line(&format!("{}: {} ({state})", layer.short, layer.title));
            self.entry(&words, room, |doc| HelpLine::Command(sign.clone(), doc));
        }
        self
    }

    fn entry(&mut self, text: &Clean, room: usize, first: impl Fn(Clean) -> HelpLine) {
        for (place, line) in wrap(text, room).into_iter().enumerate() {
            self.lines.push(if place == 0 {
                first(line)
            } else {
                HelpLine::Continued(line)
            });
        }
    }
}

static SIGNS: &[(Sign, &str)] = &[
    (Sign::Certain, "the event holds along all of this"),
    (
        Sign::Fading,
        "it begins or ends somewhere in here; the date says no more",
    ),
    (Sign::Open, "the date gives no end on this side"),
    (
        Sign::Unknown,
        "there is an end on this side, and nobody knows when",
    ),
    (
        Sign::SomeWithin,
        "some day, month or year somewhere in here",
    ),
    (Sign::OneOf, "one of these dates, nobody knows which"),
    (
        Sign::Point,
        "shorter than a cell; a number says how many share it",
    ),
    (
        Sign::Density,
        "so many events that only how many there are can be shown; the number beside the lane's name says how many are in view",
    ),
    (
        Sign::Connector,
        "joins the places of the selected event in several lanes",
    ),
    (Sign::Era, "an era, such as a reign or a war"),
    (Sign::Now, "the present (UTC)"),
    (Sign::Mark, "the date gone to; a mark to measure from"),
];
