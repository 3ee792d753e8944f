//! What the documentation shows is what the program does.
//!
//! Set `ANNALS_UPDATE=1` to write the generated parts anew; without it they are only compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const START: &str = "<!-- keys: made by a test from the command table -->\n";
const END: &str = "<!-- end of keys -->";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn updating() -> bool {
    std::env::var_os("ANNALS_UPDATE").is_some()
}

/// Compares a file with what it should be, or writes it.
fn check(file: &str, expected: &str) {
    let path = root().join(file);
    if updating() {
        fs::write(&path, expected).expect("the checkout can be read and written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{file} is stale: run the tests once with ANNALS_UPDATE=1"
    );
}

fn annals(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(arguments)
        .env_remove("NO_COLOR")
        .env("LC_ALL", "C.UTF-8")
        // Settings of whoever runs the tests must not matter.
        .env("XDG_CONFIG_HOME", "/dev/null")
        .env_remove("ANNALS_THEME")
        .env_remove("ANNALS_LANES")
        .env_remove("ANNALS_ASCII")
        .output()
        .expect("the checkout can be read and written");
    assert!(
        output.status.success(),
        "annals {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("the checkout can be read and written")
}

#[test]
fn the_readme_has_the_key_table() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (before, rest) = readme
        .split_once(START)
        .expect("the README marks where the keys start");
    let (_, after) = rest
        .split_once(END)
        .expect("the README marks where the keys end");
    let keys = annals::cli::keys::markdown();
    check("README.md", &format!("{before}{START}{keys}{END}{after}"));
}

#[test]
fn the_picture_is_of_the_real_screen() {
    let folder = tempfile();
    let picture = folder.join("screen.svg");
    annals(&[
        "screenshot",
        picture.to_str().unwrap(),
        "--size",
        "120x36",
        "--at",
        "ma-out-of-view",
    ]);
    let drawn = fs::read_to_string(&picture).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    check("docs/screen.svg", &drawn);
}

#[test]
fn the_schema_and_the_reference_of_the_format_are_those_of_the_program() {
    check(
        "docs/annals.schema.json",
        &annals_model::native::json_schema(),
    );
    let page = annals_model::native::reference_page();
    let head = "# The native format, field by field\n\nMade by a test from the table that annals reads files by. The README shows the format by example;\n`annals new story.toml` writes a template with comments, and [annals.schema.json](annals.schema.json)\ntells an editor the same as this page.\n\n";
    check("docs/format.md", &format!("{head}{page}"));
}

/// A new folder of this process.
fn tempfile() -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("docs-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the checkout can be read and written");
    folder
}

#[test]
fn the_example_of_the_readme_opens_without_a_problem() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme
        .split_once("```toml\n")
        .expect("the README shows the format");
    let (example, _) = rest.split_once("```").unwrap();
    let reading = annals_model::native::read("example", example);
    assert!(
        reading.report.problems.is_empty(),
        "{:?}",
        reading.report.problems
    );
    assert_eq!(reading.timeline.unwrap().events.len(), 2);
}

#[test]
fn the_second_account_of_the_readme_speaks_about_the_first() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let read = |id: &str, heading: &str| {
        let (_, rest) = readme.split_once(heading).unwrap();
        let (_, rest) = rest.split_once("```toml\n").unwrap();
        let reading = annals_model::native::read(id, rest.split_once("```").unwrap().0);
        assert!(
            reading.report.problems.is_empty(),
            "{:?}",
            reading.report.problems
        );
        reading.timeline.unwrap()
    };
    let accounts = annals_model::Accounts::new(vec![
        read("bridge", "## Your own timeline"),
        read("file", "### Another account"),
    ]);
    let overlay = accounts.overlay(&accounts.all());
    assert_eq!(overlay.problems, []);
    let timeline = overlay.timeline;
    assert_eq!(timeline.actors.len(), 1, "the town is the council");
    let opening = timeline.find_event("opening").unwrap();
    assert_eq!(timeline.comparisons_about(opening).count(), 1);
    assert_eq!(timeline.disagreements.len(), 1);
}

#[test]
fn the_verdicts_of_the_readme_are_those_of_the_program() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for verdict in annals_model::Verdict::ALL {
        let (sign, ascii) = (verdict.symbol(false), verdict.symbol(true));
        let row = format!("| `{sign}` | `{ascii}` | {}", verdict.words());
        assert!(readme.contains(&row), "{row}");
        assert!(readme.contains(verdict.name()), "{verdict:?}");
    }
}

#[test]
fn the_settings_of_the_readme_are_settings() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("### Settings").unwrap();
    let (_, rest) = rest.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let (settings, problems) = annals::config::Settings::load(example);
    assert!(problems.is_empty(), "{problems:?}");
    assert_ne!(settings, annals::config::Settings::default());
}

#[test]
fn the_dates_of_the_readme_are_read() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("| written | read as |").unwrap();
    let (table, _) = rest.split_once("\n\n").unwrap();
    let written: Vec<_> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(written.len() > 15, "{written:?}");
    for date in written {
        let when = annals_time::When::parse(date).unwrap_or_else(|error| panic!("{date}: {error}"));
        assert!(when.is_some(), "{date} is a date");
    }
}

#[test]
fn the_readme_names_every_command_and_the_manual_page_too() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let manual = annals(&["man"]);
    for command in [
        "list",
        "show",
        "date",
        "check",
        "new",
        "convert",
        "keys",
        "themes",
        "config",
        "screenshot",
        "completions",
        "man",
    ] {
        assert!(
            readme.contains(&format!("`annals {command}")),
            "the README does not name {command}"
        );
        assert!(
            manual.contains(command),
            "the manual page does not name {command}"
        );
    }
}

#[test]
fn the_readme_names_everything_that_a_filter_asks() {
    use annals_index::query::{FORMS, Field};
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for field in Field::ALL {
        let written = format!("{}:", field.name());
        assert!(readme.contains(&written), "{written}");
    }
    // What stands for any text is shown by an example there.
    let words = FORMS.iter().map(|(form, _)| *form);
    for form in words.filter(|form| form.chars().all(char::is_alphabetic) && *form != "word") {
        assert!(readme.contains(form), "{form}");
    }
}

#[test]
fn the_signs_of_the_readme_are_those_of_the_screen() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for glyphs in [
        &annals_tui::ui::Glyphs::UNICODE,
        &annals_tui::ui::Glyphs::ASCII,
    ] {
        for status in annals_model::Status::ALL {
            assert!(readme.contains(&format!("`{}`", glyphs.status(*status))));
        }
    }
}
