//! [`Settings`]: the values in force, each with the layer that it comes from.
//!
//! The layers are, from the lowest: defaults, settings file, what is remembered, environment, options. A part of
//! a settings file that is wrong is reported and left out; the other parts count.

use std::borrow::Cow;

use super::field::{FIELDS, Field, Kind};
use super::keys;
use super::layered::{Layered, Origin};
use super::limits::{Adjustable, Limits};
use super::reader::{Reader, Value, entries, integer};
use super::theme::{self, ThemeSettings};
use annals_model::text::{Clean, nearest};
use annals_model::{Grouping, Problem};
use annals_tui::Wheel;
use annals_tui::keys::Keymap;

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorUse {
    /// As the terminal has them, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Whatever the environment says.
    Always,
    /// Never.
    Never,
}

impl ColorUse {
    /// Every choice.
    pub const ALL: &'static [Self] = &[Self::Auto, Self::Always, Self::Never];

    /// Its name in settings and options.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// A command whose keys the settings file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The name of the command.
    pub command: &'static str,
    /// The line, from 1.
    pub line: usize,
}

/// Everything that a person can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The name of the theme: one of annals, or one of [`Settings::themes`].
    pub theme: Layered<String>,
    /// When colours are used.
    pub color: Layered<ColorUse>,
    /// Whether to keep to ASCII for what is the program's own.
    pub ascii: Layered<bool>,
    /// What lanes stand for in a timeline that does not say.
    pub lanes: Layered<Grouping>,
    /// What the mouse wheel does on the axis.
    pub wheel: Layered<Wheel>,
    /// Whether the list follows when the axis moves.
    pub follow_axis: Layered<bool>,
    /// Whether a zoom may take a moment to be seen.
    pub motion: Layered<bool>,
    /// Whether a file that was saved is read again.
    pub reload: Layered<bool>,
    /// Whether the place in a timeline is remembered.
    pub remember: Layered<bool>,
    /// The limits of what is read.
    pub limits: Limits,
    /// Which key does what.
    pub keymap: Keymap,
    /// The commands that the file gave other keys, in its order.
    pub bindings: Vec<Binding>,
    /// The person's own themes.
    pub themes: Vec<ThemeSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Layered::default("terminal".to_owned()),
            color: Layered::default(ColorUse::Auto),
            ascii: Layered::default(false),
            lanes: Layered::default(Grouping::Actor),
            wheel: Layered::default(Wheel::default()),
            follow_axis: Layered::default(true),
            motion: Layered::default(true),
            reload: Layered::default(true),
            remember: Layered::default(false),
            limits: Limits::default(),
            keymap: Keymap::default(),
            bindings: Vec::new(),
            themes: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads the text of a settings file over the defaults. Returns the settings and the problems of the text, in its
    /// order. The valid parts count; a text that is not TOML counts for nothing.
    pub fn load(text: &str) -> (Self, Vec<Problem>) {
        let (mut reader, root) = Reader::parse(text);
        let mut settings = Self::default();
        // Before the name of a theme can be looked up, all themes have to be known.
        if let Some(value) = root.get("themes") {
            settings.themes = theme::read(&mut reader, value);
        }
        for (name, span, value) in entries(&root) {
            match (name, Field::find(name)) {
                (_, Some(field)) => {
                    let line = reader.line_of(&span);
                    settings.take(&mut reader, field, value, line);
                }
                ("keys", None) => keys::read(&mut reader, value, &mut settings),
                ("themes", None) => {}
                (_, None) => reader.unknown(span, name, "a setting", &known()),
            }
        }
        (settings, reader.finish())
    }

    fn take(&mut self, reader: &mut Reader<'_>, field: &Field, value: &Value<'_>, line: usize) {
        if field.kind == Kind::Theme && value.get_ref().is_table() {
            reader.mismatch(
                value,
                "the name of a theme in quotes (themes of your own stand under [themes.NAME])",
            );
            return;
        }
        let number;
        let text = match field.kind {
            Kind::Flag => match reader.flag(value) {
                Some(true) => "true",
                Some(false) => "false",
                None => return,
            },
            Kind::Choice(_) | Kind::Theme => match reader.text(value) {
                Some(text) => text,
                None => return,
            },
            Kind::Limit(limit) => {
                let Some(found) = integer(value) else {
                    reader.mismatch(value, &limit.expected());
                    return;
                };
                number = found.to_string();
                &number
            }
        };
        if let Err(message) = self.set(field, text, Origin::File { line }) {
            reader.error(value.span(), &message);
        }
    }

    /// Sets a value; refuses an impossible one with a sentence.
    fn set(&mut self, field: &Field, text: &str, origin: Origin) -> Result<(), String> {
        if let Kind::Limit(limit) = field.kind {
            let range = 1..=limit.highest();
            let number = text.parse::<u64>();
            if !number.is_ok_and(|number| range.contains(&number)) {
                return Err(format!(
                    "Expected {} as {}, found {text}.",
                    limit.expected(),
                    field.name
                ));
            }
            (field.set)(self, text, origin);
            return Ok(());
        }
        let choices = field.choices(self);
        if choices.contains(&text) {
            (field.set)(self, text, origin);
            return Ok(());
        }
        let hint = nearest(text, choices.iter().copied())
            .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
        Err(format!(
            "\"{text}\" is not known as {}: expected one of {}.{hint}",
            field.name,
            choices.join(", ")
        ))
    }

    /// Applies the environment; `get` looks up a variable. Empty variables count as not set. Returns a sentence for each
    /// impossible value.
    ///
    /// Besides those of [`FIELDS`]: `NO_COLOR` sets `color` to never, `NO_MOTION` and the variables of ssh set
    /// `motion` to false, and a locale (`LC_ALL`, `LC_CTYPE` or `LANG`) of another encoding than UTF-8 sets `ascii`
    /// to true.
    pub fn with_environment(&mut self, get: impl Fn(&str) -> Option<String>) -> Vec<Clean> {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        if get("NO_COLOR").is_some() {
            self.color
                .replace(ColorUse::Never, Origin::Environment("NO_COLOR"));
        }
        // Over a network, frames come late and in heaps.
        let mut still = ["NO_MOTION", "SSH_CONNECTION", "SSH_TTY"].into_iter();
        if let Some(name) = still.find(|name| get(name).is_some()) {
            self.motion.replace(false, Origin::Environment(name));
        }
        let mut locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
        let locale = locale.find_map(|name| Some((name, get(name)?)));
        if let Some((name, value)) = locale
            && names_other_encoding(&value)
        {
            self.ascii.replace(true, Origin::Environment(name));
        }
        let mut refused = Vec::new();
        for field in FIELDS {
            let Some(name) = field.environment else {
                continue;
            };
            let Some(value) = get(name) else { continue };
            let text = match (field.kind, value.as_str()) {
                (Kind::Flag, "1" | "yes") => "true",
                (Kind::Flag, "0" | "no") => "false",
                (_, text) => text,
            };
            if let Err(message) = self.set(field, text, Origin::Environment(name)) {
                refused.push(Clean::line(&format!("{name}: {message}")));
            }
        }
        refused
    }

    /// Applies an option of the command line.
    ///
    /// # Errors
    ///
    /// A sentence, if the value is impossible or the option is no setting.
    pub fn with_option(&mut self, option: &'static str, value: &str) -> Result<(), Clean> {
        let field = FIELDS.iter().find(|field| field.option == Some(option));
        // "auto" means what the environment says, which is applied already.
        let by_environment = matches!(self.color.origin, Origin::Environment(_));
        if option == "--color" && value == ColorUse::Auto.name() && by_environment {
            return Ok(());
        }
        let set = match field {
            Some(field) => self.set(field, value, Origin::Option(option)),
            None => Err("this is not a setting.".to_owned()),
        };
        set.map_err(|message| Clean::line(&format!("{option}: {message}")))
    }

    /// Sets a limit to a number; what is no number changes nothing.
    pub(super) fn set_limit(&mut self, limit: Adjustable, text: &str, origin: Origin) {
        if let Ok(value) = text.parse() {
            self.limits.set(limit, value, origin);
        }
    }

    /// Returns a limit as a file has it, and its origin.
    pub(super) fn limit(&self, limit: Adjustable) -> (Cow<'_, str>, Origin) {
        let Layered { value, origin } = self.limits.get(limit);
        (value.to_string().into(), origin)
    }

    /// Applies the remembered theme of a timeline; an unknown one changes nothing.
    pub fn recall_theme(&mut self, name: &str) {
        let field = Field::find("theme");
        if let Some(field) = field.filter(|field| field.choices(self).contains(&name)) {
            (field.set)(self, name, Origin::Remembered);
        }
    }

    /// Returns the person's own theme with a name.
    pub fn own_theme(&self, name: &str) -> Option<&ThemeSettings> {
        self.themes.iter().find(|theme| theme.name == name)
    }
}

/// Returns the names that may stand at the top level of a settings file.
fn known() -> Vec<&'static str> {
    let fields = FIELDS.iter().map(|field| field.name);
    fields.chain(["keys", "themes"]).collect()
}

/// Whether a locale has another encoding than UTF-8: one that it names, as in `de_DE.ISO-8859-1`, or ASCII in the
/// locale of POSIX. What a locale that names none has depends on the system; it is taken for UTF-8.
fn names_other_encoding(locale: &str) -> bool {
    let (language, encoding) = locale.split_once('.').unwrap_or((locale, ""));
    let encoding = encoding.to_lowercase();
    if encoding.is_empty() {
        return matches!(language, "C" | "POSIX");
    }
    !encoding.starts_with("utf-8") && !encoding.starts_with("utf8")
}
