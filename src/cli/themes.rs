//! `annals themes`: the themes, and what they look like.

use std::io::IsTerminal;

use ratatui::style::{Modifier, Style};

use super::args::Themes;
use super::output::Output;
use super::{Failure, Outcome, explore};
use crate::terminal;
use annals_model::ActorIndex;
use annals_model::text::Clean;
use annals_tui::theme::{Depth, Theme, ThemeName};

/// How many actors the palettes have colours for.
const ACTORS: usize = 8;

pub(super) fn run(arguments: &Themes, output: &mut Output) -> Result<Outcome, Failure> {
    let depth = if std::io::stdout().is_terminal() {
        terminal::depth(arguments.color, explore::variable)
    } else {
        Depth::None
    };
    let name_width = ThemeName::ALL
        .iter()
        .map(|theme| theme.name().len())
        .max()
        .unwrap_or(0);
    let background = terminal::background(explore::variable).unwrap_or_default();
    for &name in ThemeName::ALL {
        let line = format!("{:<name_width$}  {}", name.name(), name.doc());
        output.line(&Clean::line(&line))?;
        if depth > Depth::None {
            let mut runs = vec![(Style::new(), Clean::line(&" ".repeat(name_width + 2)))];
            runs.extend(sample(&Theme::on(name, depth, background)));
            output.styled(&runs)?;
            output.line(&Clean::default())?;
        }
    }
    Ok(Outcome::Done)
}

/// Returns words and bars in the styles of a theme.
fn sample(theme: &Theme) -> Vec<(Style, Clean)> {
    let on_ground = |style: Style| theme.ground.patch(style);
    let words = [
        ("text ", theme.text),
        ("strong ", theme.strong),
        ("quiet ", theme.quiet),
        ("notice ", theme.notice),
    ];
    let mut runs = vec![(theme.ground, Clean::own(" "))];
    runs.extend(words.map(|(word, style)| (on_ground(style), Clean::own(word))));
    runs.push((on_ground(theme.selected), Clean::own(" selected ")));
    runs.push((theme.ground, Clean::own(" ")));
    for place in 0..ACTORS {
        let color = theme.actor(Some(ActorIndex::new(place)));
        if color == Style::new() {
            break;
        }
        runs.push((on_ground(color), Clean::line(&format!("{} ", place + 1))));
        let bar = color.add_modifier(Modifier::REVERSED);
        runs.push((on_ground(bar), Clean::line(&format!(" {} ", place + 1))));
        runs.push((theme.ground, Clean::own(" ")));
    }
    runs
}
