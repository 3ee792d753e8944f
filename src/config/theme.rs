//! Reads `[themes.NAME]`, a person's own colours.

use super::reader::{Reader, Value, entries, integer};
use annals_model::text::nearest;
use annals_tui::theme::{THEME_PARTS, ThemeName};
use ratatui::style::Color;

/// The themes that come with annals.
pub static BUILT_IN_THEMES: &[&str] = &{
    let mut names = [""; ThemeName::ALL.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = ThemeName::ALL[index].name();
        index += 1;
    }
    names
};

/// What a theme can colour. `actors` is a list: the colours of the actors, in the order of the file.
pub static STYLES: &[&str] = THEME_PARTS;

/// The key of the theme that a theme is based on.
const BASE: &str = "base";

/// How many colours of actors a theme can have.
const MAX_ACTORS: usize = 64;

/// The names of the first sixteen colours of a terminal.
static NAMES: &[&str] = &[
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// A theme of a person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSettings {
    /// Its name.
    pub name: String,
    /// The theme of annals that it is based on; `None` for the default one.
    pub base: Option<String>,
    /// Its colours with names of [`STYLES`], in the order of the text. `actors` appears once for each of its colours.
    pub colors: Vec<(String, Color)>,
    /// Its line in the settings file, from 1.
    pub line: usize,
}

pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<ThemeSettings> {
    let mut themes = Vec::new();
    let expected = "themes of your own, each under [themes.NAME]";
    let Some(table) = reader.table(value, expected) else {
        return themes;
    };
    for (name, span, value) in entries(table) {
        if BUILT_IN_THEMES.contains(&name) || name.is_empty() {
            let message = format!("\"{name}\" cannot be the name of a theme of your own.");
            reader.error(span, &message);
            continue;
        }
        let expected = "a table of colours, as in: [themes.mine] and below it text = \"#ffffff\"";
        let line = reader.line_of(&span);
        if let Some(table) = reader.table(value, expected) {
            let mut theme = ThemeSettings {
                name: name.to_owned(),
                base: None,
                colors: Vec::new(),
                line,
            };
            for (name, span, value) in entries(table) {
                match name {
                    BASE => theme.base = base(reader, value),
                    "actors" => {
                        for value in Reader::one_or_more(value).into_iter().take(MAX_ACTORS) {
                            theme.add(reader, name, value);
                        }
                    }
                    _ if STYLES.contains(&name) => theme.add(reader, name, value),
                    _ => {
                        let known: Vec<_> = [BASE].iter().chain(STYLES).copied().collect();
                        reader.unknown(span, name, "something that a theme colours", &known);
                    }
                }
            }
            themes.push(theme);
        }
    }
    themes
}

impl ThemeSettings {
    fn add(&mut self, reader: &mut Reader<'_>, name: &str, value: &Value<'_>) {
        if let Some(color) = color(reader, value) {
            self.colors.push((name.to_owned(), color));
        }
    }
}

fn base(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<String> {
    let name = reader.text(value)?;
    if !BUILT_IN_THEMES.contains(&name) {
        reader.unknown(value.span(), name, "a theme of annals", BUILT_IN_THEMES);
        return None;
    }
    Some(name.to_owned())
}

fn color(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Color> {
    const EXPECTED: &str = "\"#rrggbb\", a name such as \"cyan\", or a number from 0 to 255";
    if value.get_ref().is_integer() {
        let index = integer(value).and_then(|index| u8::try_from(index).ok());
        if index.is_none() {
            reader.error(
                value.span(),
                &format!("There is no such colour: expected {EXPECTED}."),
            );
        }
        return index.map(Color::Indexed);
    }
    let Some(text) = value.get_ref().as_str() else {
        reader.mismatch(value, EXPECTED);
        return None;
    };
    let found = match text.strip_prefix('#') {
        Some(digits) => rgb(digits),
        None => named(text),
    };
    if found.is_none() {
        let names = NAMES.iter().copied().chain(["default"]);
        let hint =
            nearest(text, names).map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
        let message = format!("\"{text}\" is not a colour: expected {EXPECTED}.{hint}");
        reader.error(value.span(), &message);
    }
    found
}

fn rgb(digits: &str) -> Option<Color> {
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}

fn named(name: &str) -> Option<Color> {
    if name == "default" {
        return Some(Color::Reset);
    }
    let index = NAMES.iter().position(|known| *known == name)?;
    u8::try_from(index).ok().map(Color::Indexed)
}
