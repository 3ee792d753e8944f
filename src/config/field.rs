//! The table of settings: name, explanation, possible values and where else each can be given.
//!
//! The reader, the settings file that is printed and `annals config` are made from it.

use std::borrow::Cow;

use super::layered::Origin;
use super::limits::Adjustable;
use super::settings::{ColorUse, Settings};
use super::theme::BUILT_IN_THEMES;
use annals_model::Grouping;
use annals_tui::Wheel;

/// The type of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Flag,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A theme of annals or one of the person's own.
    Theme,
    /// A whole number from 1 to the highest value of a limit.
    Limit(Adjustable),
}

/// A setting.
#[derive(Debug)]
pub struct Field {
    /// Its name in the settings file.
    pub name: &'static str,
    /// What it is for, a sentence or two.
    pub doc: &'static str,
    /// Its type.
    pub kind: Kind,
    /// The variable of the environment that sets it.
    pub environment: Option<&'static str>,
    /// The option of the command line that sets it.
    pub option: Option<&'static str>,
    pub(super) set: fn(&mut Settings, &str, Origin),
    pub(super) get: fn(&Settings) -> (Cow<'_, str>, Origin),
}

/// Every setting but keys and own themes, in the order of the file that is printed.
pub static FIELDS: &[Field] = &[
    Field {
        name: "theme",
        doc: "The colours: one of annals, or one of your own under [themes.NAME].",
        kind: Kind::Theme,
        environment: Some("ANNALS_THEME"),
        option: Some("--theme"),
        set: |settings, text, origin| settings.theme.replace(text.to_owned(), origin),
        get: |settings| (Cow::Borrowed(&settings.theme.value), settings.theme.origin),
    },
    Field {
        name: "color",
        doc: "When to use colours. auto: unless NO_COLOR is set.",
        kind: Kind::Choice(&["auto", "always", "never"]),
        environment: None,
        option: Some("--color"),
        set: |settings, text, origin| {
            let all = ColorUse::ALL.iter().copied();
            settings.color.choose(all, ColorUse::name, text, origin);
        },
        get: |settings| (settings.color.value.name().into(), settings.color.origin),
    },
    Field {
        name: "ascii",
        doc: "Whether to use ASCII for everything that is the program's own. Where the locale (LC_ALL, LC_CTYPE or LANG) is C, POSIX or one of another encoding than UTF-8, it is true by itself.",
        kind: Kind::Flag,
        environment: Some("ANNALS_ASCII"),
        option: Some("--ascii"),
        set: |settings, text, origin| settings.ascii.replace(text == "true", origin),
        get: |settings| (flag(settings.ascii.value).into(), settings.ascii.origin),
    },
    Field {
        name: "lanes",
        doc: "What the lanes stand for in a timeline that does not say.",
        kind: Kind::Choice(&["actor", "theme", "layer", "status", "none"]),
        environment: Some("ANNALS_LANES"),
        option: Some("--lanes"),
        set: |settings, text, origin| {
            let all = Grouping::ALL.iter().copied();
            settings.lanes.choose(all, Grouping::name, text, origin);
        },
        get: |settings| (settings.lanes.value.name().into(), settings.lanes.origin),
    },
    Field {
        name: "wheel",
        doc: "What the mouse wheel does on the axis.",
        kind: Kind::Choice(&["zoom", "pan"]),
        environment: None,
        option: Some("--wheel"),
        set: |settings, text, origin| {
            let all = [Wheel::Zoom, Wheel::Pan].into_iter();
            settings.wheel.choose(all, wheel_name, text, origin);
        },
        get: |settings| {
            (
                wheel_name(settings.wheel.value).into(),
                settings.wheel.origin,
            )
        },
    },
    Field {
        name: "follow_axis",
        doc: "Whether the list follows when the axis moves.",
        kind: Kind::Flag,
        environment: None,
        option: None,
        set: |settings, text, origin| settings.follow_axis.replace(text == "true", origin),
        get: |settings| {
            (
                flag(settings.follow_axis.value).into(),
                settings.follow_axis.origin,
            )
        },
    },
    Field {
        name: "motion",
        doc: "Whether a zoom may glide for a moment in small timelines. NO_MOTION turns it off, and so does working over ssh (SSH_CONNECTION, SSH_TTY).",
        kind: Kind::Flag,
        environment: Some("ANNALS_MOTION"),
        option: None,
        set: |settings, text, origin| settings.motion.replace(text == "true", origin),
        get: |settings| (flag(settings.motion.value).into(), settings.motion.origin),
    },
    Field {
        name: "reload",
        doc: "Whether a file that is saved while annals shows it is shown anew at once; off, it is read again only after your editor was opened from annals.",
        kind: Kind::Flag,
        environment: Some("ANNALS_RELOAD"),
        option: None,
        set: |settings, text, origin| settings.reload.replace(text == "true", origin),
        get: |settings| (flag(settings.reload.value).into(), settings.reload.origin),
    },
    Field {
        name: "remember",
        doc: "Whether annals remembers where you were in each timeline: window, selection, lanes and marks; off, a timeline always opens at its beginning.",
        kind: Kind::Flag,
        environment: Some("ANNALS_REMEMBER"),
        option: None,
        set: |settings, text, origin| settings.remember.replace(text == "true", origin),
        get: |settings| {
            (
                flag(settings.remember.value).into(),
                settings.remember.origin,
            )
        },
    },
    limit(
        Adjustable::TableRows,
        "The most rows that are read of a table (CSV, TSV, JSON Lines).",
    ),
    limit(
        Adjustable::TableSize,
        "The most gigabytes that are read of a table.",
    ),
    limit(
        Adjustable::TextSize,
        "The most megabytes that are read of any other text. It is kept in memory, several times over.",
    ),
    limit(
        Adjustable::UnpackedSize,
        "To how many megabytes every gzipped file may unpack. What unpacks to more must not shrink below a hundredth.",
    ),
];

/// Returns the setting of a limit.
const fn limit(limit: Adjustable, doc: &'static str) -> Field {
    Field {
        name: limit.name(),
        doc,
        kind: Kind::Limit(limit),
        environment: None,
        option: None,
        set: match limit {
            Adjustable::TableRows => {
                |settings, text, origin| settings.set_limit(Adjustable::TableRows, text, origin)
            }
            Adjustable::TableSize => {
                |settings, text, origin| settings.set_limit(Adjustable::TableSize, text, origin)
            }
            Adjustable::TextSize => {
                |settings, text, origin| settings.set_limit(Adjustable::TextSize, text, origin)
            }
            Adjustable::UnpackedSize => {
                |settings, text, origin| settings.set_limit(Adjustable::UnpackedSize, text, origin)
            }
        },
        get: match limit {
            Adjustable::TableRows => |settings| settings.limit(Adjustable::TableRows),
            Adjustable::TableSize => |settings| settings.limit(Adjustable::TableSize),
            Adjustable::TextSize => |settings| settings.limit(Adjustable::TextSize),
            Adjustable::UnpackedSize => |settings| settings.limit(Adjustable::UnpackedSize),
        },
    }
}

impl Field {
    /// Finds the setting with a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// Returns its value in these settings, as a file has it, and its origin.
    pub fn value(&self, settings: &Settings) -> (String, Origin) {
        let (text, origin) = (self.get)(settings);
        match self.kind {
            Kind::Flag | Kind::Limit(_) => (text.into_owned(), origin),
            Kind::Choice(_) | Kind::Theme => (super::reader::quoted(&text), origin),
        }
    }

    /// Returns its possible values.
    pub(super) fn choices<'s>(&self, settings: &'s Settings) -> Vec<&'s str> {
        match self.kind {
            Kind::Flag => vec!["true", "false"],
            Kind::Choice(names) => names.to_vec(),
            Kind::Theme => {
                let own = settings.themes.iter().map(|theme| theme.name.as_str());
                BUILT_IN_THEMES.iter().copied().chain(own).collect()
            }
            Kind::Limit(_) => Vec::new(),
        }
    }
}

const fn flag(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

const fn wheel_name(wheel: Wheel) -> &'static str {
    match wheel {
        Wheel::Zoom => "zoom",
        Wheel::Pan => "pan",
    }
}
