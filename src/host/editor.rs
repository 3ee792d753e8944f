//! Chooses the editor and the way to give it a line. No shell is involved.

use std::{
    env,
    ffi::OsString,
    path::{self, Path},
};

/// The editor where no variable names one.
const DEFAULT_EDITOR: &str = "vi";

/// How an editor is given the line to begin at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `+12 FILE`
    Plus,
    /// `FILE:12`
    Colon,
    /// An option before `FILE:12`.
    Option(&'static str),
    /// An option before `12 FILE`.
    Line(&'static str),
}

/// A known editor.
struct Known {
    names: &'static [&'static str],
    form: Form,
    /// The option that makes it wait until the file is closed, for editors that hand the file to a window and end;
    /// then other names of that option.
    waits: &'static [&'static str],
}

const fn known(names: &'static [&'static str], form: Form) -> Known {
    Known {
        names,
        form,
        waits: &[],
    }
}

/// The known editors; every other one gets the file without a line.
static EDITORS: &[Known] = &[
    known(
        &[
            "vi",
            "vim",
            "nvim",
            "view",
            "nvi",
            "elvis",
            "vile",
            "nano",
            "pico",
            "rnano",
            "emacs",
            "emacsclient",
            "mg",
            "jmacs",
            "joe",
            "jstar",
            "jpico",
            "ne",
            "zile",
            "micro",
            "kak",
            "vis",
            "amp",
            "dte",
        ],
        Form::Plus,
    ),
    known(&["hx", "helix"], Form::Colon),
    Known {
        names: &["gvim", "mvim"],
        form: Form::Plus,
        waits: &["-f", "--nofork"],
    },
    Known {
        names: &["code", "code-insiders", "codium", "vscodium", "cursor"],
        form: Form::Option("--goto"),
        waits: &["--wait", "-w"],
    },
    Known {
        names: &["subl", "sublime_text", "zed", "zeditor"],
        form: Form::Colon,
        waits: &["--wait", "-w"],
    },
    Known {
        names: &["gedit", "gnome-text-editor"],
        form: Form::Plus,
        waits: &["--wait", "-w"],
    },
    Known {
        names: &["kate"],
        form: Form::Line("--line"),
        waits: &["--block", "-b"],
    },
    Known {
        names: &["mate"],
        form: Form::Line("--line"),
        waits: &["--wait", "-w"],
    },
];

/// Returns the program that edits a file from a line on, and its arguments.
///
/// # Errors
///
/// A sentence, if the variable that names the editor holds no command line.
pub(crate) fn editor_command(file: &Path, line: Option<u32>) -> Result<Vec<OsString>, String> {
    let (variable, written) = chosen(|name| env::var_os(name));
    let words =
        split(&written).map_err(|reason| format!("${variable} is no command: {reason}."))?;
    // Absolute, so that no name is taken for an option.
    let file = path::absolute(file).unwrap_or_else(|_| file.to_owned());
    Ok(command(&words, &file, line))
}

/// Returns the command line of the editor and the variable that it comes from.
fn chosen(get: impl Fn(&str) -> Option<OsString>) -> (&'static str, OsString) {
    let is_set = |text: &OsString| !text.to_string_lossy().trim().is_empty();
    let mut set = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| Some((name, get(name).filter(is_set)?)));
    set.next().unwrap_or(("EDITOR", DEFAULT_EDITOR.into()))
}

/// Splits a command line at blanks. Quotes keep words together, and a backslash takes the next character as it is;
/// nothing else has a meaning.
fn split(text: &OsString) -> Result<Vec<OsString>, &'static str> {
    let Some(text) = text.to_str() else {
        // It is the name of a file that is not text.
        return Ok(vec![text.clone()]);
    };
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, '\\') => {
                let next = rest.next().ok_or("it ends in a backslash")?;
                word.get_or_insert_default().push(next);
            }
            // Within these quotes it escapes only itself and the quote.
            (Some('"'), '\\') => {
                let meant = rest.next_if(|next| ['"', '\\'].contains(next));
                word.get_or_insert_default().push(meant.unwrap_or('\\'));
            }
            (None, _) if character.is_whitespace() => {
                words.extend(word.take().map(OsString::from));
            }
            _ => word.get_or_insert_default().push(character),
        }
    }
    if quote.is_some() {
        return Err("a quote is not closed");
    }
    words.extend(word.map(OsString::from));
    Ok(words)
}

/// Returns the program and its arguments.
fn command(words: &[OsString], file: &Path, line: Option<u32>) -> Vec<OsString> {
    let mut command = words.to_vec();
    let program = words.first().map(Path::new).and_then(Path::file_stem);
    let program = program.and_then(|name| name.to_str()).unwrap_or_default();
    let file = file.as_os_str().to_owned();
    let Some(editor) = EDITORS.iter().find(|known| known.names.contains(&program)) else {
        command.push(file);
        return command;
    };
    let waits = words
        .iter()
        .any(|word| editor.waits.iter().any(|wait| word == wait));
    if let (Some(wait), false) = (editor.waits.first(), waits) {
        command.push(wait.into());
    }
    let Some(line) = line else {
        command.push(file);
        return command;
    };
    let at_line = || {
        let mut at_line = file.clone();
        at_line.push(format!(":{line}"));
        at_line
    };
    match editor.form {
        Form::Plus => command.extend([format!("+{line}").into(), file]),
        Form::Colon => command.push(at_line()),
        Form::Option(option) => command.extend([option.into(), at_line()]),
        Form::Line(option) => command.extend([option.into(), line.to_string().into(), file]),
    }
    command
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = split(&text.into()).expect("a command");
        let words = words.iter().map(|word| word.to_str().expect("text"));
        words.map(str::to_owned).collect()
    }

    #[rstest]
    #[case::one("vi", &["vi"])]
    #[case::options("  code  --wait\t-n ", &["code", "--wait", "-n"])]
    #[case::double_quotes(r#""/opt/my editor/bin" -x"#, &["/opt/my editor/bin", "-x"])]
    #[case::single_quotes(r"'a \ b' c", &[r"a \ b", "c"])]
    #[case::within_a_word(r#"a" b"'c'd"#, &["a bcd"])]
    #[case::backslash(r"my\ editor", &["my editor"])]
    #[case::quoted_quote(r#""a\"b\\c\d""#, &[r#"a"b\c\d"#])]
    #[case::empty_word("a ''", &["a", ""])]
    #[case::no_shell("a $(b) ~ *.c;d", &["a", "$(b)", "~", "*.c;d"])]
    fn a_command_line_is_split_without_a_shell(#[case] text: &str, #[case] expected: &[&str]) {
        assert_eq!(words(text), expected);
    }

    #[rstest]
    #[case("a 'b", "a quote is not closed")]
    #[case("a \"b\\\"", "a quote is not closed")]
    #[case("a\\", "it ends in a backslash")]
    fn broken_command_lines_are_refused(#[case] text: &str, #[case] reason: &str) {
        assert_eq!(split(&text.into()), Err(reason));
    }

    #[rstest]
    #[case::usual("vi", "vi +12 /x/a.toml", "vi /x/a.toml")]
    #[case::with_a_folder(
        "/usr/bin/nvim -u NONE",
        "/usr/bin/nvim -u NONE +12 /x/a.toml",
        "/usr/bin/nvim -u NONE /x/a.toml"
    )]
    #[case::nano("nano", "nano +12 /x/a.toml", "nano /x/a.toml")]
    #[case::emacs("emacs -nw", "emacs -nw +12 /x/a.toml", "emacs -nw /x/a.toml")]
    #[case::micro("micro", "micro +12 /x/a.toml", "micro /x/a.toml")]
    #[case::kakoune("kak", "kak +12 /x/a.toml", "kak /x/a.toml")]
    #[case::helix("hx", "hx /x/a.toml:12", "hx /x/a.toml")]
    #[case::code("code", "code --wait --goto /x/a.toml:12", "code --wait /x/a.toml")]
    #[case::code_that_waits("code -w", "code -w --goto /x/a.toml:12", "code -w /x/a.toml")]
    #[case::gvim("gvim", "gvim -f +12 /x/a.toml", "gvim -f /x/a.toml")]
    #[case::kate("kate", "kate --block --line 12 /x/a.toml", "kate --block /x/a.toml")]
    #[case::unknown("ed -s", "ed -s /x/a.toml", "ed -s /x/a.toml")]
    fn each_editor_gets_the_line_in_its_own_way(
        #[case] editor: &str,
        #[case] expected: &str,
        #[case] without_line: &str,
    ) {
        let words = split(&editor.into()).expect("a command");
        let shown = |line| command(&words, Path::new("/x/a.toml"), line).join(" ".as_ref());
        assert_eq!(shown(Some(12)), expected);
        assert_eq!(shown(None), without_line);
    }

    #[rstest]
    #[case(Some("code"), Some("nano"), ("VISUAL", "code"))]
    #[case(None, Some("nano"), ("EDITOR", "nano"))]
    #[case(Some(" "), Some("nano"), ("EDITOR", "nano"))]
    #[case(Some(""), Some(""), ("EDITOR", "vi"))]
    #[case(None, None, ("EDITOR", "vi"))]
    fn visual_comes_before_editor(
        #[case] visual: Option<&str>,
        #[case] editor: Option<&str>,
        #[case] expected: (&str, &str),
    ) {
        let get = |name: &str| match name {
            "VISUAL" => visual.map(OsString::from),
            "EDITOR" => editor.map(OsString::from),
            _ => None,
        };
        assert_eq!(chosen(get), (expected.0, expected.1.into()));
    }
}
