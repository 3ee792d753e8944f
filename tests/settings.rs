//! `annals config` and the settings of every command, as people and scripts meet them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// A folder of its own with this settings file in it.
fn home(name: &str, settings: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("home-{}-{name}", std::process::id()));
    fs::create_dir_all(folder.join("annals")).expect("a folder");
    fs::write(folder.join("annals/config.toml"), settings).expect("a file");
    folder
}

fn annals(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command
        .args(arguments)
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_STATE_HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .timeout(std::time::Duration::from_secs(60));
    for name in [
        "NO_COLOR",
        "ANNALS_THEME",
        "ANNALS_LANES",
        "ANNALS_ASCII",
        "ANNALS_REMEMBER",
    ] {
        command.env_remove(name);
    }
    command
}

/// Standard output, standard error and the exit code.
fn result(mut command: Command) -> (String, String, i32) {
    let output = command.output().expect("annals can be run");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let code = output.status.code().expect("an exit code");
    (text(output.stdout), text(output.stderr), code)
}

#[test]
fn config_lists_each_value_with_its_origin() {
    let home = home(
        "values",
        "lanes = 'theme'\nwheel = 'pan'\n\n[keys]\nnotes = []\n\n[themes.mine]\ntext = 'cyan'\n",
    );
    let mut command = annals(&home, &["config", "--wheel", "zoom"]);
    command.env("NO_COLOR", "1").env("ANNALS_ASCII", "1");
    command.env("ANNALS_RELOAD", "no");
    let (text, errors, code) = result(command);
    assert_eq!((errors.as_str(), code), ("", 0));
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    for row in [
        "theme \"terminal\" default",
        "color \"never\" NO_COLOR in the environment",
        "ascii true ANNALS_ASCII in the environment",
        "lanes \"theme\" settings file, line 1",
        "wheel \"zoom\" option --wheel",
        "follow_axis true default",
        "reload false ANNALS_RELOAD in the environment",
        "remember false default",
        "keys.notes no key settings file, line 5",
        "themes.mine 1 colour settings file, line 7",
    ] {
        let row: Vec<&str> = row.split_whitespace().collect();
        assert!(rows.contains(&row), "{row:?} in\n{text}");
    }
    let file = home.join("annals/config.toml");
    assert!(text.contains(&format!("settings  {}\n", file.display())));
    assert!(!text.contains("Problems"));
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn every_problem_is_listed_with_its_position() {
    let home = home(
        "problems",
        "wheel = 'zom'\nthme = 'mono'\n[keys]\nnext = ['m']\nquit = []\nhelp = 'Hyper-x'\n",
    );
    let (text, errors, code) = result(annals(&home, &["config"]));
    assert_eq!((errors.as_str(), code), ("", 1));
    let file = home.join("annals/config.toml");
    for (place, part) in [
        ("1:9", "Did you mean \"zoom\"?"),
        ("2:1", "Did you mean \"theme\"?"),
        (
            "4:9",
            "m cannot stand for both \"mark\" (by default) and \"next\"",
        ),
        ("5:1", "\"quit\" needs a key"),
        ("6:8", "\"Hyper-x\""),
    ] {
        let start = format!("  {}:{place}: ", file.display());
        let found = text
            .lines()
            .any(|line| line.starts_with(&start) && line.contains(part));
        assert!(found, "{start}{part} in\n{text}");
    }
    // The other commands say one sentence and go on.
    let (keys, errors, code) = result(annals(&home, &["keys"]));
    assert!(keys.contains("Ctrl-z") && code == 0);
    assert_eq!(
        errors,
        "annals: The settings have 5 problems, the first in line 1; annals config lists them.\n"
    );
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn the_keys_of_the_settings_are_the_ones_listed_and_pressed() {
    let home = home("keys", "[keys]\nlast = 'Alt-b'\n");
    let (keys, errors, code) = result(annals(&home, &["keys"]));
    assert_eq!((errors.as_str(), code), ("", 0));
    let row = keys
        .lines()
        .find(|line| line.contains(" last "))
        .expect("a row");
    assert!(row.starts_with("  Alt-b  ") && !row.contains('G'), "{row}");
    let shot = ["screenshot", "-", "--size", "80x24", "--keys"];
    let (screen, _, _) = result(annals(&home, &[&shot[..], &["Alt-b"]].concat()));
    assert!(screen.contains("21 of 21"), "{screen}");
    let (screen, _, _) = result(annals(&home, &[&shot[..], &["G"]].concat()));
    assert!(screen.contains("1 of 21"), "{screen}");
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn lanes_of_the_settings_are_for_timelines_that_do_not_say() {
    let home = home("lanes", "lanes = 'status'\n");
    let event = "[actor.zoe]\nname='Zoe'\n[[event]]\ntitle='A'\ndate='2020'\nactors=['zoe']\nstatus='claim'\n";
    let shot = |name: &str, text: &str, more: &[&str]| {
        let file = home.join(name);
        fs::write(&file, text).expect("a file");
        let file = file.to_str().expect("a name").to_owned();
        let arguments = [&["screenshot", "-", file.as_str()], more].concat();
        let (screen, errors, code) = result(annals(&home, &arguments));
        assert_eq!((errors.as_str(), code), ("", 0));
        screen.lines().any(|line| line.starts_with(" claim "))
    };
    let silent = format!("title='x'\n{event}");
    let telling = format!("title='x'\nlanes='actor'\n{event}");
    assert!(shot("silent.toml", &silent, &[]));
    assert!(!shot("telling.toml", &telling, &[]));
    assert!(shot("telling.toml", &telling, &["--lanes", "status"]));
    assert!(!shot("silent.toml", &silent, &["--lanes", "actor"]));
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn limits_of_the_settings_are_met_with_the_sentences_of_the_table_of_limits() {
    use annals::{config::Settings, limits};
    use std::io::Write as _;

    let settings = "max_table_rows = 2\nmax_text_mb = 1\nmax_unpacked_mb = 1\n";
    let home = home("limits", settings);
    let (loaded, problems) = Settings::load(settings);
    assert_eq!(problems, []);
    let write = |name: &str, bytes: &[u8]| {
        let file = home.join(name);
        fs::write(&file, bytes).expect("a file");
        file.to_str().expect("a name").to_owned()
    };
    let table = write("t.csv", b"date,title\n2001,A\n2002,B\n2003,C\n");
    let text = format!("title: Long\n\n2020: A\n{}", "word \n".repeat(300_000));
    let text = write("t.mw", text.as_bytes());
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let rows = "\n".repeat(4 << 20);
    packed
        .write_all(format!("date,title\n2001,A\n{rows}").as_bytes())
        .expect("packed");
    let packed = write("p.csv.gz", &packed.finish().expect("packed"));

    let all = loaded.limits;
    for (file, said) in [
        (&table, limits::too_many_rows(&all)),
        (&text, limits::text_too_large(&all)),
        (&packed, limits::unpacks_to_too_much(&all)),
    ] {
        let table = limits::limits(&all);
        assert!(table.iter().any(|limit| limit.said == said), "{said}");
        for command in ["list", "check"] {
            let (_, errors, code) = result(annals(&home, &[command, file]));
            assert_eq!(code, 3, "{command} {file}: {errors}");
            assert!(errors.contains(&said), "{said} in\n{errors}");
        }
        // A named file of settings counts too, and the usual limits are higher.
        let usual = write("usual.toml", b"");
        let shot = ["screenshot", "-", "--config", usual.as_str(), file];
        let (_, errors, code) = result(annals(&home, &shot));
        assert!(code == 0 && !errors.contains(&said), "{file}: {errors}");
    }
    let (printed, _, code) = result(annals(&home, &["config"]));
    assert_eq!(code, 0);
    for limit in limits::limits(&all) {
        let row = printed
            .lines()
            .find(|line| line.trim_start().starts_with(limit.what));
        assert!(
            row.is_some_and(|row| row.contains(&limit.most)),
            "{printed}"
        );
    }
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn an_impossible_limit_is_refused_and_the_usual_one_holds() {
    let usual = annals::config::Limits::default();
    for value in [
        "0",
        "-1",
        "'many'",
        "1.5",
        "99999999999999999999",
        "2000000000",
    ] {
        let text = format!("max_table_rows = {value}");
        let (settings, problems) = annals::config::Settings::load(&text);
        assert_eq!(settings.limits, usual, "{value}");
        let [problem] = &problems[..] else {
            panic!("{value}: {problems:?}");
        };
        let expected = "a whole number from 1 to 1,000,000,000";
        assert!(problem.message.as_str().contains(expected), "{problem:?}");
    }
}

#[test]
fn a_named_settings_file_must_exist() {
    let home = home("named", "lanes = 'theme'\n");
    for arguments in [
        &["config", "--config", "/nowhere/at/all.toml"][..],
        &["keys", "--config", "/nowhere/at/all.toml"],
        &["--config", "/nowhere/at/all.toml"],
        &["screenshot", "-", "--config", "/nowhere/at/all.toml"],
    ] {
        let (text, errors, code) = result(annals(&home, arguments));
        assert_eq!((text.as_str(), code), ("", 3), "{arguments:?}");
        assert_eq!(
            errors,
            "annals: /nowhere/at/all.toml cannot be read: there is no such file.\n"
        );
    }
    let other = home.join("other.toml");
    fs::write(&other, "lanes = 'none'\n").expect("a file");
    let other = other.to_str().expect("a name");
    let (text, _, code) = result(annals(&home, &["config", "--config", other]));
    assert!(text.contains("\"none\"") && code == 0, "{text}");
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn an_unreadable_settings_file_stops_nothing() {
    for (name, bytes, part) in [
        ("prose", &b"dear settings, please"[..], "This is not TOML"),
        ("bytes", b"theme = \"\xff\"", "0xFF"),
        ("large", &vec![b'#'; 2 << 20], "larger than 1024 kB"),
    ] {
        let home = home(name, "");
        fs::write(home.join("annals/config.toml"), bytes).expect("a file");
        let (text, _, code) = result(annals(&home, &["config"]));
        assert!(
            text.contains(part) && text.len() < 4_000 && code == 1,
            "{text}"
        );
        let (screen, errors, code) = result(annals(&home, &["screenshot", "-"]));
        assert!(screen.contains("1 of 21") && errors.lines().count() == 1 && code == 0);
        fs::remove_dir_all(home).expect("a folder");
    }
    let home = home("folder", "");
    fs::remove_file(home.join("annals/config.toml")).expect("a file");
    fs::create_dir(home.join("annals/config.toml")).expect("a folder");
    let (text, _, code) = result(annals(&home, &["config"]));
    assert!(text.contains("it is not a file") && code == 1, "{text}");
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn nothing_is_read_from_here_or_from_a_relative_folder() {
    let home = home("here", "lanes = 'theme'\n");
    fs::write(home.join("config.toml"), "lanes = 'none'\n").expect("a file");
    for (config, own) in [("", ""), ("annals", "."), (".", "")] {
        let mut command = annals(&home, &["config"]);
        command
            .current_dir(&home)
            .env("XDG_CONFIG_HOME", config)
            .env("HOME", own);
        let (text, _, code) = result(command);
        assert!(
            text.contains("neither XDG_CONFIG_HOME nor HOME") && code == 0,
            "{text}"
        );
        assert!(text.contains("\"actor\""), "{text}");
    }
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn the_printed_file_is_a_settings_file_without_effect() {
    let home = home("default", "");
    let (printed, errors, code) = result(annals(&home, &["config", "--default"]));
    assert_eq!((errors.as_str(), code), ("", 0));
    fs::write(home.join("annals/config.toml"), &printed).expect("a file");
    let (text, errors, code) = result(annals(&home, &["config"]));
    assert_eq!((errors.as_str(), code), ("", 0), "{text}");
    let (settings, problems) = annals::config::Settings::load(&printed);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(settings.keymap, annals_tui::keys::Keymap::default());
    fs::remove_dir_all(home).expect("a folder");
}

#[test]
fn an_unknown_theme_is_a_usage_error() {
    let home = home("theme", "");
    let (_, errors, code) = result(annals(&home, &["screenshot", "-", "--theme", "mon"]));
    assert_eq!(code, 2);
    assert!(
        errors.contains("--theme: \"mon\"") && errors.contains("\"mono\"?"),
        "{errors}"
    );
    let mut command = annals(&home, &["screenshot", "-"]);
    command.env("ANNALS_THEME", "mon");
    let (_, errors, code) = result(command);
    assert!(
        errors.starts_with("annals: ANNALS_THEME: ") && code == 0,
        "{errors}"
    );
    fs::remove_dir_all(home).expect("a folder");
}
