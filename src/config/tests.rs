//! Tests of the settings: what is taken, what is reported, and which layer wins.

use proptest::prelude::*;
use ratatui::style::Color;
use rstest::rstest;

use super::*;
use annals_model::{Grouping, Position};
use annals_tui::Wheel;
use annals_tui::keys::{Key, Keymap};

/// The problems as a person reads them, without the excerpt.
fn problems(text: &str) -> Vec<String> {
    let (_, problems) = Settings::load(text);
    let line = |problem: &annals_model::Problem| {
        let Position { line, column } = problem.position.expect("a place");
        format!("{line}:{column} {}", problem.message)
    };
    problems.iter().map(line).collect()
}

fn command(keymap: &Keymap, key: &str) -> Option<&'static str> {
    let key: Key = key.parse().expect("a key");
    keymap.command("browse", key).map(|command| command.name)
}

#[test]
fn a_settings_file_sets_every_kind_of_value() {
    let (settings, problems) = Settings::load(
        r##"
theme = "mine"
color = "always"
ascii = true
lanes = "theme"
wheel = "pan"
follow_axis = false
reload = false
remember = false

[keys]
next = ["X", "Down"]
notes = []
quit = "Alt-b"

[themes.mine]
base = "mono"
text = "#0a0B0c"
quiet = 245
notice = "bright-red"
background = "default"
actors = ["cyan", 3]
"##,
    );
    assert_eq!(problems, []);
    assert_eq!(settings.theme.value, "mine");
    assert_eq!(settings.theme.origin, Origin::File { line: 2 });
    assert_eq!(settings.color.value, ColorUse::Always);
    assert_eq!(settings.lanes.value, Grouping::Theme);
    assert_eq!(settings.wheel.value, Wheel::Pan);
    assert!(settings.ascii.value && !settings.follow_axis.value && !settings.remember.value);
    assert!(!settings.reload.value && Settings::default().reload.value);
    let keymap = &settings.keymap;
    assert_eq!(command(keymap, "X"), Some("next"));
    assert_eq!(command(keymap, "j"), None);
    assert_eq!(command(keymap, "t"), None);
    assert_eq!(
        keymap.labels(&annals_tui::commands::QUIT, true),
        ["Alt-b", "Ctrl-c"]
    );
    assert_eq!(
        settings.bindings[0],
        Binding {
            command: "next",
            line: 12
        }
    );
    let theme = settings.own_theme(&settings.theme.value).expect("a theme");
    assert_eq!(theme.base.as_deref(), Some("mono"));
    let colors = [
        ("text", Color::Rgb(10, 11, 12)),
        ("quiet", Color::Indexed(245)),
        ("notice", Color::Indexed(9)),
        ("background", Color::Reset),
        ("actors", Color::Indexed(6)),
        ("actors", Color::Indexed(3)),
    ];
    let colors = colors.map(|(name, color)| (name.to_owned(), color));
    assert_eq!(theme.colors, colors);
}

#[rstest]
#[case::unknown(
    "them = \"mono\"",
    "1:1 \"them\" is not a setting. Did you mean \"theme\"?"
)]
#[case::far_off(
    "zzz = 1",
    "1:1 \"zzz\" is not a setting. There is: theme, color, ascii, lanes, wheel, follow_axis, motion, reload, remember, max_table_rows, max_table_gb, max_text_mb, max_unpacked_mb, keys, themes."
)]
#[case::value(
    "\nlanes = \"actors\"",
    "2:9 \"actors\" is not known as lanes: expected one of actor, theme, layer, status, none. Did you mean \"actor\"?"
)]
#[case::theme(
    "theme = \"mine\"",
    "1:9 \"mine\" is not known as theme: expected one of terminal, class-dark, class-light, okabe-ito, mono."
)]
#[case::flag("ascii = \"yes\"", "1:9 Expected true or false, found text.")]
#[case::text("wheel = true", "1:9 Expected text in quotes, found true or false.")]
#[case::own_theme(
    "[theme.mine]\ntext = 1",
    "1:2 Expected the name of a theme in quotes (themes of your own stand under [themes.NAME]), found a table."
)]
#[case::keys(
    "keys = 1",
    "1:8 Expected a table of keys, as in: [keys] and below it next = [\"j\", \"Down\"], found a number."
)]
#[case::command(
    "[keys]\nnxt = \"X\"",
    "2:1 \"nxt\" is not a command. Did you mean \"next\"?"
)]
#[case::key(
    "[keys]\nnext = [\"X\", \"Hyper-x\"]",
    "2:14 \"Hyper-x\": there is no key of this name; keys are written as in j, G, Enter, Space, Ctrl-c, Shift-Left, F5."
)]
#[case::key_type(
    "[keys]\nnext = [\"X\", 1]",
    "2:14 Expected a key in quotes or a list of keys, as in [\"j\", \"Down\"], found a number."
)]
#[case::taken_by_default(
    "[keys]\nnext = [\"X\", \"m\"]",
    "2:14 m cannot stand for both \"mark\" (by default) and \"next\"; it stays with \"mark\". Give that one other keys to free it, or none: []."
)]
#[case::taken_by_a_line(
    "[keys]\nnext = \"X\"\nprevious = [\"Up\", \"X\"]",
    "3:19 X cannot stand for both \"next\" (line 2) and \"previous\"; it stays with \"next\"."
)]
#[case::begins_a_sequence(
    "[keys]\npan-left = [\"Left\", \"y\"]",
    "2:21 y cannot stand for \"pan-left\" while y t stands for \"copy-text\" (by default): y alone would be two things. Give that one other keys to free it, or none: []."
)]
#[case::begins_with_a_key(
    "[keys]\nfirst = \"g\"\nlast = [\"G\", \"g e\"]",
    "3:14 g e cannot stand for \"last\" while g stands for \"first\" (line 2): g alone would be two things."
)]
#[case::ends_a_sequence(
    "[keys]\nlast = [\"G\", \"e Escape\"]",
    "2:14 e Escape: Escape and Ctrl-c give a sequence up, so they cannot be part of one."
)]
#[case::three_keys(
    "[keys]\nlast = [\"G\", \"e e e\"]",
    "2:14 \"e e e\": at most two keys can stand for a command, as in \"g g\"."
)]
#[case::ctrl_c(
    "[keys]\nmark = [\"m\", \"Ctrl-c\"]",
    "2:14 Ctrl-c cannot stand for both \"quit\" (by default) and \"mark\"; it stays with \"quit\". Give that one other keys to free it, or none: []."
)]
#[case::no_way_out(
    "[keys]\nquit = []",
    "2:1 \"quit\" needs a key of its own, or there would be no way out; it keeps q, Ctrl-c."
)]
#[case::no_way_back(
    "[keys]\nclose = []",
    "2:1 \"close\" needs a key of its own, or there would be no way out; it keeps Escape."
)]
#[case::character(
    "[keys]\naccept = [\"e\", \"Enter\"]",
    "2:11 e is written where \"accept\" can be used; it needs a key like Enter or Ctrl-e."
)]
#[case::built_in(
    "[themes.mono]",
    "1:9 \"mono\" cannot be the name of a theme of your own."
)]
#[case::style(
    "[themes.a]\ntxet = 1",
    "2:1 \"txet\" is not something that a theme colours. Did you mean \"text\"?"
)]
#[case::color(
    "[themes.a]\ntext = \"cyam\"",
    "2:8 \"cyam\" is not a colour: expected \"#rrggbb\", a name such as \"cyan\", or a number from 0 to 255. Did you mean \"cyan\"?"
)]
#[case::digits(
    "[themes.a]\ntext = \"#12345\"",
    "2:8 \"#12345\" is not a colour: expected \"#rrggbb\", a name such as \"cyan\", or a number from 0 to 255."
)]
#[case::number(
    "[themes.a]\nactors = [1, 256]",
    "2:14 There is no such colour: expected \"#rrggbb\", a name such as \"cyan\", or a number from 0 to 255."
)]
#[case::base(
    "[themes.a]\nbase = \"mno\"",
    "2:8 \"mno\" is not a theme of annals. Did you mean \"mono\"?"
)]
fn each_problem_has_a_position_and_an_explanation(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(problems(text), [expected]);
}

#[test]
fn every_problem_is_reported_and_the_rest_counts() {
    let text = "wheel = 3\nlanes = 'status'\nfoo = 1\n[keys]\nquit = ['j']\nnext = ['X', 'm']\nnext-card = ['Space']\n";
    let lines: Vec<_> = problems(text)
        .iter()
        .map(|line| line.chars().next())
        .collect();
    assert_eq!(lines, [Some('1'), Some('3'), Some('6')]);
    let (settings, _) = Settings::load(text);
    assert_eq!(settings.lanes.value, Grouping::Status);
    assert_eq!(settings.wheel.origin, Origin::Default);
    assert_eq!(
        settings.keymap.labels(&annals_tui::commands::NEXT, true),
        ["X"]
    );
    assert_eq!(
        settings.keymap.labels(&annals_tui::commands::QUIT, true),
        ["j", "Ctrl-c"]
    );
}

#[test]
fn an_unreadable_binding_changes_nothing() {
    let (settings, problems) = Settings::load("[keys]\nnext = 'Jay'\nmark = 7");
    assert_eq!(problems.len(), 2);
    assert_eq!(settings, Settings::default());
}

#[rstest]
#[case("ascii = true\nlanes = ")]
#[case("ascii = true\nascii = true")]
#[case("a settings file? no, prose")]
fn text_that_is_not_toml_is_ignored(#[case] text: &str) {
    let (settings, problems) = Settings::load(text);
    assert_eq!(settings, Settings::default());
    assert!(
        problems[0]
            .message
            .as_str()
            .starts_with("This is not TOML: "),
        "{problems:?}"
    );
}

#[test]
fn the_number_of_problems_is_limited() {
    let lines: Vec<_> = (0..5_000).map(|number| format!("a{number} = 1")).collect();
    let text = lines.join("\n");
    let (_, problems) = Settings::load(&text);
    assert_eq!(problems.len(), 101);
    let deep = format!("theme = {}", "[".repeat(100_000));
    assert!(!Settings::load(&deep).1.is_empty());
}

#[test]
fn later_layers_win() {
    let (mut settings, _) = Settings::load("theme = 'class-dark'\nlanes = 'theme'\nascii = false");
    let refused = settings.with_environment(|name| {
        let value = match name {
            "ANNALS_LANES" => "status",
            "ANNALS_THEME" => "darkness",
            "ANNALS_REMEMBER" => "0",
            "ANNALS_ASCII" => "",
            "NO_COLOR" => "1",
            "LANG" => "de_DE.ISO-8859-1",
            _ => return None,
        };
        Some(value.to_owned())
    });
    assert_eq!(refused.len(), 1);
    assert!(
        refused[0]
            .as_str()
            .starts_with("ANNALS_THEME: \"darkness\" is not known")
    );
    assert_eq!(settings.theme.value, "class-dark");
    assert_eq!(settings.lanes.value, Grouping::Status);
    assert_eq!(settings.lanes.origin, Origin::Environment("ANNALS_LANES"));
    assert_eq!(
        (settings.ascii.value, settings.ascii.origin),
        (true, Origin::Environment("LANG"))
    );
    assert!(!settings.remember.value);
    assert_eq!(settings.with_option("--color", "auto"), Ok(()));
    assert_eq!(settings.color.value, ColorUse::Never);
    assert_eq!(settings.with_option("--color", "always"), Ok(()));
    assert_eq!(settings.with_option("--lanes", "none"), Ok(()));
    assert!(settings.with_option("--theme", "dark").is_err());
    assert!(settings.with_option("--speed", "fast").is_err());
    assert_eq!(settings.color.origin, Origin::Option("--color"));
    assert_eq!(settings.lanes.value, Grouping::None);
    settings.recall_theme("mono");
    settings.recall_theme("gone");
    assert_eq!(
        (settings.theme.value.as_str(), settings.theme.origin),
        ("mono", Origin::Remembered)
    );
}

#[rstest]
#[case::posix("LANG", "C", true)]
#[case::posix_by_name("LANG", "POSIX", true)]
#[case::category("LC_CTYPE", "C", true)]
#[case::all("LC_ALL", "POSIX", true)]
#[case::other_encoding("LANG", "de_DE.ISO-8859-1@euro", true)]
#[case::utf_8("LANG", "C.UTF-8", false)]
#[case::utf_8_as_glibc_says_it("LC_ALL", "en_US.utf8", false)]
#[case::no_encoding("LANG", "en_US", false)]
#[case::nothing("LANG", "", false)]
fn the_locale_says_whether_signs_are_ascii(
    #[case] variable: &str,
    #[case] locale: &str,
    #[case] expected: bool,
) {
    let get = |name: &str| (name == variable).then(|| locale.to_owned());
    let mut settings = Settings::default();
    assert!(settings.with_environment(get).is_empty());
    assert_eq!(settings.ascii.value, expected);
}

#[test]
fn a_flag_of_the_environment_wins_over_the_locale() {
    let mut settings = Settings::default();
    let refused = settings.with_environment(|name| match name {
        "LC_ALL" => Some("C.ISO-8859-15".to_owned()),
        "ANNALS_ASCII" => Some("false".to_owned()),
        _ => None,
    });
    assert!(refused.is_empty() && !settings.ascii.value);
}

#[test]
fn motion_stops_where_it_is_unwanted_or_slow() {
    for (name, value, expected) in [
        ("NO_MOTION", "1", false),
        ("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22", false),
        ("SSH_TTY", "/dev/pts/3", false),
        ("NO_MOTION", "", true),
        ("ANNALS_MOTION", "false", false),
        ("HOME", "/home", true),
    ] {
        let mut settings = Settings::default();
        settings.with_environment(|it| (it == name).then(|| value.to_owned()));
        assert_eq!(settings.motion.value, expected, "{name}");
    }
    let (settings, problems) = Settings::load("motion = false");
    assert!(problems.is_empty() && !settings.motion.value);
}

#[test]
fn every_choice_of_the_table_can_be_set_and_is_shown_as_it_is_written() {
    for field in FIELDS {
        let names = match field.kind {
            Kind::Flag => vec!["true", "false"],
            Kind::Choice(names) => names.to_vec(),
            Kind::Theme => BUILT_IN_THEMES.to_vec(),
            Kind::Limit(_) => vec!["1", "200"],
        };
        for name in names {
            let value = if matches!(field.kind, Kind::Flag | Kind::Limit(_)) {
                name.to_owned()
            } else {
                format!("\"{name}\"")
            };
            let (settings, problems) = Settings::load(&format!("{} = {value}", field.name));
            assert_eq!(problems, [], "{}", field.name);
            assert_eq!(field.value(&settings), (value, Origin::File { line: 1 }));
        }
    }
    let lanes: Vec<_> = Grouping::ALL
        .iter()
        .map(|grouping| grouping.name())
        .collect();
    let colors: Vec<_> = ColorUse::ALL.iter().map(|colors| colors.name()).collect();
    for (name, known) in [("lanes", lanes), ("color", colors)] {
        let kind = Field::find(name).map(|field| field.kind);
        assert!(matches!(kind, Some(Kind::Choice(choices)) if choices == known));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*|((theme|keys|themes|a|next|quit)(\\.[a-z]{1,3})?[ =.\\[\\]{},\"\n0-9-]*)*") {
        let (settings, _) = Settings::load(&text);
        prop_assert_eq!(command(&settings.keymap, "Ctrl-c"), Some("quit"));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = annals_model::decode(bytes) {
            let (settings, _) = Settings::load(&text);
            prop_assert_eq!(command(&settings.keymap, "Ctrl-c"), Some("quit"));
            if let Ok(remembered) = Remembered::from_toml(&text) {
                prop_assert_eq!(Remembered::from_toml(&remembered.to_toml()), Ok(remembered));
            }
        }
    }

    #[test]
    fn the_printed_file_cut_anywhere_is_read_or_refused(at in any::<prop::sample::Index>()) {
        let text = default_file();
        let cut: String = text.chars().take(at.index(text.chars().count() + 1)).collect();
        let (settings, _) = Settings::load(&cut);
        prop_assert_eq!(settings.keymap, Keymap::default());
    }
}
