//! Tests that hold the documentation to the program.
//!
//! A page may hold generated parts, between `<!-- generated: NAME ARGUMENTS -->` and
//! `<!-- end of generated -->`; [`generated::generate`] lists the names. Set `ANNALS_UPDATE=1` to write them, the
//! picture and the schema anew; without it they are compared. The rest of the pages is tested too: the
//! commands, options and keys they name exist, their TOML is read without problems, their links lead
//! somewhere.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

#[path = "docs/generated.rs"]
mod generated;
#[path = "docs/pages.rs"]
mod pages;
#[path = "docs/printed.rs"]
mod printed;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use annals_time::When;

use self::pages::{PAGES, Page, page};
use self::printed::{ARROWS, HELP, KEYS, annals};

const MAX_README_LINES: usize = 250;
const MAX_README_WIDTH: usize = 100;

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
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{file} is stale: run the tests once with ANNALS_UPDATE=1"
    );
}

/// Returns the words of a line as a shell would, up to the end of the command.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ') => words.push(String::new()),
            (None, '#' | '|' | '<' | '>') => break,
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn generated_parts_are_up_to_date() {
    let stale = PAGES.iter().filter(|page| page.found != page.text);
    let stale: Vec<_> = stale.map(|page| &page.path).collect();
    assert!(
        stale.is_empty() || updating(),
        "{stale:?} are stale: run the tests once with ANNALS_UPDATE=1"
    );
}

#[test]
fn the_picture_shows_the_real_screen() {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("docs-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
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
fn the_schema_is_up_to_date() {
    check(
        "docs/annals.schema.json",
        &annals_model::native::json_schema(),
    );
}

#[test]
fn the_readme_is_short() {
    let readme = page("README.md");
    let lines = readme.text.lines().count();
    assert!(lines <= MAX_README_LINES, "{lines} lines");
    for line in readme.text.lines() {
        let is_free = ["| ", "![", "<!--"].iter().any(|it| line.starts_with(it));
        let width = line.chars().count();
        assert!(is_free || width <= MAX_README_WIDTH, "{width}: {line}");
    }
}

#[test]
fn every_example_in_toml_is_read_without_problems() {
    let mut count = 0;
    for page in PAGES.iter() {
        for example in page.blocks("toml") {
            count += 1;
            if ["docs/settings.md", "docs/limits.md"].contains(&&*page.path) {
                let (_, problems) = annals::config::Settings::load(example);
                assert!(problems.is_empty(), "{}: {problems:?}", page.path);
            } else {
                let reading = annals_model::native::read("example", example);
                let problems = &reading.report.problems;
                assert!(problems.is_empty(), "{}: {problems:?}", page.path);
                assert!(reading.timeline.is_some(), "{}", page.path);
            }
        }
    }
    assert!(count >= 5, "{count}");
}

#[test]
fn the_example_of_the_settings_changes_something() {
    let examples = page("docs/settings.md").blocks("toml");
    let (settings, _) = annals::config::Settings::load(examples[0]);
    assert_ne!(settings, annals::config::Settings::default());
}

#[test]
fn the_example_of_another_account_speaks_about_the_first() {
    let read = |id: &str, page: &Page| {
        let example = page.blocks("toml")[0];
        annals_model::native::read(id, example).timeline.unwrap()
    };
    let accounts = annals_model::Accounts::new(vec![
        read("bridge", page("docs/format.md")),
        read("ferryman", page("docs/accounts.md")),
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
fn every_command_and_option_that_is_named_exists() {
    let all = HELP.values().flat_map(|help| &help.options);
    let all: BTreeSet<&str> = all.map(|(name, _)| name.as_str()).collect();
    let mut count = 0;
    // The changelog and the figures speak of what there was, and of other programs.
    let is_past = |page: &Page| ["CHANGELOG.md", "benches/RESULTS.md"].contains(&&*page.path);
    for page in PAGES.iter().filter(|page| !is_past(page)) {
        for (code, _) in page.code() {
            let code = code.replace("cargo run --release -- ", "annals ");
            if code.starts_with("--") {
                let option = code.split([' ', '=']).next().unwrap();
                assert!(all.contains(option), "{}: {code}", page.path);
                count += 1;
            }
            let Some((before, arguments)) = code.split_once("annals ") else {
                continue;
            };
            if !before.is_empty() && !before.ends_with("| ") {
                continue;
            }
            let words = words(arguments);
            let Some(first) = words.first() else {
                continue;
            };
            if first == "help" {
                continue;
            }
            let is_command = first.chars().all(|it| it.is_ascii_lowercase());
            let command = if is_command { first.as_str() } else { "" };
            let help = HELP
                .get(command)
                .unwrap_or_else(|| panic!("{}: {code}", page.path));
            // Comments behind a command name options too.
            for word in arguments.split_whitespace() {
                let option = word.split(['=', ',', ';']).next().unwrap();
                let is_option = option.starts_with("--") && option.len() > 2;
                assert!(!is_option || all.contains(option), "{}: {code}", page.path);
            }
            for word in words.iter().filter(|word| word.starts_with("--")) {
                let option = word.split('=').next().unwrap();
                let known = help.options.iter().any(|(name, _)| name == option);
                assert!(known, "{}: {code}", page.path);
                count += 1;
            }
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn every_key_that_is_named_has_a_command() {
    let commands = KEYS.iter().flat_map(|(_, commands)| commands);
    let bound: BTreeSet<&str> = commands
        .flat_map(|command| command.keys.iter().map(String::as_str))
        .collect();
    let mut count = 0;
    for path in [
        "README.md",
        "docs/exploring.md",
        "docs/class.md",
        "docs/accounts.md",
        "docs/large-files.md",
    ] {
        for (code, in_block) in page(path).code() {
            if in_block {
                continue;
            }
            let mut key = code.clone();
            for (arrow, name) in ARROWS {
                key = key.replace(arrow, name);
            }
            // A number in front repeats the command or says which one is meant.
            let key = key.trim_start_matches(|letter: char| letter.is_ascii_digit());
            let key = key.trim_start();
            let is_letter = key.chars().count() == 1 && key.is_ascii();
            let is_named = ["Ctrl-", "Alt-", "Shift-"]
                .iter()
                .any(|it| key.starts_with(it))
                || bound.contains(key)
                || [
                    "Enter", "Esc", "Del", "Ins", "Home", "End", "PgUp", "PgDn", "Tab",
                ]
                .iter()
                .any(|it| key.starts_with(it));
            if is_letter || is_named {
                count += 1;
                let is_sign = SIGNS.contains(&key);
                assert!(
                    bound.contains(key) || is_sign,
                    "{path}: no command has `{code}`"
                );
            }
        }
    }
    assert!(count > 100, "{count}");
}

/// Code spans of one letter that are signs of the screen and not keys.
const SIGNS: &[&str] = &["*", "~", "%", "|", "V"];

#[test]
fn the_manual_page_names_every_command() {
    let manual = annals(&["man"]);
    for command in HELP.keys() {
        assert!(manual.contains(command), "{command}");
    }
}

#[test]
fn every_query_that_is_shown_can_be_read() {
    let page = page("docs/query-language.md");
    let mut count = 0;
    for heading in ["## Examples", "## Dates in a query"] {
        for query in page.first_column(heading) {
            annals(&["list", "--filter", &query.replace("\\|", "|")]);
            count += 1;
        }
    }
    assert!(count > 10, "{count}");
}

#[test]
fn the_fields_of_json_are_those_that_are_printed() {
    let scripting = page("docs/scripting.md");
    for (heading, arguments) in [
        ("### `annals list --json`", vec!["list", "--json"]),
        (
            "### `annals list --actors --json`",
            vec!["list", "--actors", "--json"],
        ),
        (
            "### `annals list --sources --json`",
            vec!["list", "--sources", "--json"],
        ),
        (
            "### `annals quiz --json`",
            vec!["quiz", "--json", "--seed", "42"],
        ),
        (
            "### `annals date --json`",
            vec!["date", "--json", "spring 2020"],
        ),
    ] {
        let printed = annals(&arguments);
        let first = printed.lines().next().unwrap();
        let fields = scripting.first_column(heading);
        let fields: Vec<_> = fields.iter().flat_map(|cell| cell.split(", ")).collect();
        assert_eq!(fields, top_level_keys(first), "{heading}");
    }
}

/// The keys of an object of JSON in one line, in their order.
fn top_level_keys(json: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut depth = 0;
    let mut string: Option<String> = None;
    let mut letters = json.chars().peekable();
    while let Some(letter) = letters.next() {
        match (&mut string, letter) {
            (Some(text), '\\') => text.extend(letters.next()),
            (Some(text), '"') => {
                let text = std::mem::take(text);
                string = None;
                if depth == 1 && letters.peek() == Some(&':') {
                    keys.push(text);
                }
            }
            (Some(text), _) => text.push(letter),
            (None, '"') => string = Some(String::new()),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth -= 1,
            (None, _) => {}
        }
    }
    keys
}

#[test]
fn the_exit_codes_are_those_of_the_help() {
    let help = annals(&["--help"]);
    let (_, said) = help.split_once("Exit codes: ").unwrap();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for code in page("docs/scripting.md").first_column("## Exit codes") {
        let is_said = said.starts_with(&format!("{code} ")) || said.contains(&format!(", {code} "));
        assert!(is_said, "{code}");
    }
}

#[test]
fn the_dates_that_the_page_calls_refused_are_refused() {
    let dates = &page("docs/dates.md").text;
    let (_, section) = dates.split_once("## What is refused").unwrap();
    let items = section.lines().filter_map(|line| line.strip_prefix("- `"));
    let texts: Vec<_> = items.filter_map(|item| item.split('`').next()).collect();
    assert!(texts.len() >= 3, "{texts:?}");
    for text in texts {
        assert!(When::parse(text).is_err(), "{text}");
    }
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept
        .chars()
        .filter(|it| it.is_alphanumeric() || " -_".contains(*it));
    kept.collect::<String>().replace(' ', "-")
}

#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    for page in PAGES.iter() {
        let folder = root().join(&page.path);
        let folder = folder.parent().unwrap();
        let mut in_block = false;
        let prose = page.text.lines().filter(|line| {
            let fence = line.trim_start().starts_with("```");
            in_block ^= fence;
            !fence && !in_block
        });
        let prose = prose.collect::<Vec<_>>().join("\n");
        let targets = prose.split("](").skip(1);
        for target in targets.filter_map(|rest| rest.split(')').next()) {
            if target.starts_with("https://") {
                continue;
            }
            count += 1;
            let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() {
                root().join(&page.path)
            } else {
                folder.join(file)
            };
            assert!(path.exists(), "{}: {target}", page.path);
            if !fragment.is_empty() {
                let text = fs::read_to_string(&path).unwrap();
                let headings = text.lines().filter(|line| line.starts_with('#'));
                let mut anchors = headings.map(|it| anchor(it.trim_start_matches('#')));
                assert!(anchors.any(|it| it == fragment), "{}: {target}", page.path);
            }
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn every_page_is_reached_from_the_readme() {
    let readme = page("README.md");
    for page in PAGES.iter().filter(|page| page.path.starts_with("docs/")) {
        assert!(
            readme.text.contains(&format!("]({})", page.path)),
            "{}",
            page.path
        );
    }
}
