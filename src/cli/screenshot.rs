//! `annals screenshot`: the screen without a terminal.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::args::Screenshot;
use super::opened::Opened;
use super::output::Output;
use super::save_target::{self, Existing};
use super::{Failure, Outcome, config, explore};
use crate::terminal::{Explorer, Program};
use annals_model::text::Clean;
use annals_tui::keys::Key;
use annals_tui::theme::ThemeName;
use annals_tui::{Look, picture};
use annals_tui::{Message, Shell};

pub(super) fn run(arguments: &Screenshot, output: &mut Output) -> Result<Outcome, Failure> {
    let form = form(&arguments.out)?;
    if arguments.out != Path::new("-") {
        save_target::check(&arguments.out, Existing::document(arguments.force))?;
    }
    let opened = Opened::new(&arguments.open.input, &arguments.open.start.wishes.settings)?;
    let timeline = opened.timeline();
    let loaded = config::load(&arguments.open.start.wishes)?;
    config::complain(&loaded);
    let options = explore::options(&arguments.open.start, &timeline, &opened, &loaded.settings)?;
    let looks = match form {
        Form::Svg => explore::picture_looks(&loaded.settings),
        // Text has no background colours: bars are drawn as lines.
        Form::Text => vec![Look::new(ThemeName::Mono, options.ascii)],
    };
    let title = timeline.title.clone();
    let mut shell = Shell::new(timeline, &options);
    let (columns, rows) = arguments.size;
    let _ = shell.update(Message::Resize { columns, rows });
    for word in arguments.keys.split_whitespace() {
        let key: Key = word.parse().map_err(|error| {
            Failure::Usage(Clean::line(&format!("--keys: \"{word}\": {error}.")))
        })?;
        let _ = shell.update(Message::Key(key));
    }
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let mut explorer = Explorer { shell, looks };
    explorer.draw(area, &mut buffer);
    let lines = match form {
        Form::Text => picture::text(&buffer),
        Form::Svg => picture::svg(&buffer, &title),
    };
    save_target::save_lines(&arguments.out, &lines, arguments.force, output)?;
    Ok(Outcome::Done)
}

enum Form {
    Text,
    Svg,
}

fn form(out: &Path) -> Result<Form, Failure> {
    match out.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => Ok(Form::Svg),
        Some("txt") => Ok(Form::Text),
        None if out == Path::new("-") => Ok(Form::Text),
        _ => Err(Failure::Usage(Clean::line(&format!(
            "What should be written to {}? A name that ends in .svg is a picture, one in .txt is text.",
            out.display()
        )))),
    }
}
