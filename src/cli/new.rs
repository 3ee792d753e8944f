//! `annals new`: a timeline to begin with, or the schema that helps an editor with it.

use std::ffi::OsStr;
use std::path::Path;

use super::args::New;
use super::output::Output;
use super::save_target::{self, Existing};
use super::{Failure, Outcome};
use annals_formats::Format;
use annals_model::native;
use annals_model::text::Clean;

pub(super) fn run(arguments: &New, output: &mut Output) -> Result<Outcome, Failure> {
    let path = arguments.file.as_path();
    let is_standard = path == Path::new("-");
    let text = if arguments.schema {
        native::json_schema()
    } else {
        refuse_other_formats(path)?;
        native::template(&title(path))
    };
    if is_standard {
        output.file(&text)?;
        return Ok(Outcome::Done);
    }
    save_target::save(path, &text, Existing::KeepAlways)?;
    let name = path.display();
    let next = if arguments.schema {
        vec![
            format!(
                "{name} is written. For an editor that knows TOML, write at the very top of a timeline beside it:"
            ),
            format!(
                "  #:schema ./{}",
                path.file_name().unwrap_or_default().display()
            ),
        ]
    } else {
        vec![
            format!("{name} is written. It opens as it is; make it yours in any editor."),
            format!("  annals {name}          opens it"),
            format!("  annals check {name}    names every mistake"),
            "  annals new --schema annals.schema.json    is for an editor that knows TOML"
                .to_owned(),
        ]
    };
    for line in next {
        output.line(&Clean::line(&line))?;
    }
    Ok(Outcome::Done)
}

/// Refuses a name whose ending is that of another format: a timeline is written in TOML.
fn refuse_other_formats(path: &Path) -> Result<(), Failure> {
    let ending = path
        .extension()
        .and_then(OsStr::to_str)
        .map(str::to_lowercase);
    let ending = ending.as_deref();
    let other = Format::ALL.iter().find(|format| {
        **format != Format::Native
            && ending.is_some_and(|ending| format.endings().contains(&ending))
    });
    match other {
        None => Ok(()),
        Some(other) => Err(Failure::Usage(Clean::line(&format!(
            "A new timeline is written in TOML, and {} is the name of a file in {}. Try {}",
            path.display(),
            other.label(),
            path.with_extension("toml").display()
        )))),
    }
}

/// Makes a title of the name of the file: `the-old_bridge.toml` gives "The old bridge".
fn title(path: &Path) -> String {
    const DEFAULT: &str = "My story";
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let words = stem.replace(['-', '_', '.'], " ");
    let words: Vec<_> = words.split_whitespace().collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    match letters.next() {
        None => DEFAULT.to_owned(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("the-old_bridge.toml", "The old bridge")]
    #[case("/a/b/war.of.1812.toml", "War of 1812")]
    #[case("马云.toml", "马云")]
    #[case("élan", "Élan")]
    #[case("-", "My story")]
    #[case("___.toml", "My story")]
    fn a_title_is_made_of_the_name(#[case] path: &str, #[case] expected: &str) {
        assert_eq!(title(Path::new(path)), expected);
    }
}
