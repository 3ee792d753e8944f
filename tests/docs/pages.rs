//! The pages of the documentation, with their generated parts up to date.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use super::generated::generate;
use super::{root, updating};

const START: &str = "<!-- generated: ";
const END: &str = "<!-- end of generated -->";

/// A page of the documentation.
pub(super) struct Page {
    /// Its path from the root, such as `docs/keys.md`.
    pub(super) path: String,
    /// Its text as it is in the checkout.
    pub(super) found: String,
    /// Its text with all generated parts up to date.
    pub(super) text: String,
}

impl Page {
    /// The code spans and the lines of code blocks, each with whether it is in a block.
    pub(super) fn code(&self) -> Vec<(String, bool)> {
        let mut code = Vec::new();
        let mut in_block = false;
        for line in self.text.lines() {
            if line.trim_start().starts_with("```") {
                in_block = !in_block;
            } else if in_block {
                code.push((line.to_owned(), true));
            } else {
                let line = line.replace("\\|", "|");
                let spans = line.split('`').skip(1).step_by(2);
                code.extend(spans.map(|span| (span.to_owned(), false)));
            }
        }
        code
    }

    /// The contents of the code blocks in a language.
    pub(super) fn blocks(&self, language: &str) -> Vec<&str> {
        let opening = format!("```{language}\n");
        let blocks = self.text.split(opening.as_str()).skip(1);
        let contents = blocks.filter_map(|rest| rest.split("```").next());
        contents.collect()
    }

    /// The first column of the table below a heading, with code spans unquoted.
    pub(super) fn first_column(&self, heading: &str) -> Vec<String> {
        let below = self.text.split_once(&format!("{heading}\n"));
        let (_, below) = below.unwrap_or_else(|| panic!("{} has {heading}", self.path));
        let lines = below.lines().skip_while(|line| !line.starts_with("| "));
        let rows = lines.take_while(|line| line.starts_with("| ")).skip(2);
        let cells = rows.filter_map(|row| row.strip_prefix("| ")?.split(" |").next());
        cells.map(|cell| cell.replace('`', "")).collect()
    }
}

/// All pages. With `ANNALS_UPDATE` set, their generated parts are written first.
pub(super) static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let mut paths: Vec<String> = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "benches/RESULTS.md",
        "fuzz/README.md",
    ]
    .map(str::to_owned)
    .into();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if Path::new(&name).extension().is_some_and(|it| it == "md") {
            paths.push(format!("docs/{name}"));
        }
    }
    let read = |path: String| {
        let file = root().join(&path);
        let found = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
        let text = regenerated(&path, &found);
        if updating() && text != found {
            fs::write(&file, &text).unwrap();
        }
        Page { path, found, text }
    };
    paths.into_iter().map(read).collect()
});

pub(super) fn page(path: &str) -> &'static Page {
    let mut pages = PAGES.iter();
    pages.find(|page| page.path == path).expect("a page")
}

/// Returns the text with its generated parts up to date.
pub(super) fn regenerated(path: &str, text: &str) -> String {
    let mut parts = text.split(START);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (marker, rest) = part.split_once(" -->\n").expect("a marker ends");
        let (old, after) = rest
            .split_once(END)
            .unwrap_or_else(|| panic!("{path}: the generated part `{marker}` has no end"));
        let (name, arguments) = marker.split_once(' ').unwrap_or((marker, ""));
        let new = generate(name, arguments, old);
        let _ = write!(
            result,
            "{START}{marker} -->\n{}\n{END}{after}",
            new.trim_end()
        );
    }
    result
}
