//! Running the person's editor.
//!
//! Owns which program that is, how it is told a line, and lending it the terminal: it runs in the foreground
//! beside us, with the terminal, its settings and its signals as a shell would hand them over. No shell is
//! asked.

use std::{
    env,
    ffi::OsString,
    io::ErrorKind,
    os::unix::process::ExitStatusExt as _,
    path::{self, Path},
    process::{Child, Command, ExitStatus},
};

use rustix::process::Pid;

use super::{error::TerminalError, guard::Terminal, signals};

/// The editor where nobody says which.
const USUAL: &str = "vi";

/// How an editor is told to begin at a line.
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

/// An editor by the names of its program.
struct Known {
    names: &'static [&'static str],
    form: Form,
    /// What makes it stay until the file is closed, where it would hand the file to a window and end; the same in
    /// other words after it.
    waits: &'static [&'static str],
}

const fn known(names: &'static [&'static str], form: Form) -> Known {
    Known {
        names,
        form,
        waits: &[],
    }
}

/// Every other editor gets the file alone.
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

/// Has a file edited, from a line on, and waits for it. Answers with what there is to be said, if anything.
///
/// # Errors
///
/// If the terminal cannot be taken again.
pub(super) fn edit(
    terminal: &Terminal,
    file: &Path,
    line: Option<u32>,
) -> Result<Option<String>, TerminalError> {
    let (variable, written) = chosen(|name| env::var_os(name));
    let words = match split(&written) {
        Ok(words) => words,
        Err(reason) => {
            return Ok(Some(format!("${variable} is no command: {reason}.")));
        }
    };
    // Whatever it is called, its name is no option then.
    let file = path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let command = command(&words, &file, line);
    let Some((program, arguments)) = command.split_first() else {
        return Ok(None);
    };
    let mut command = Command::new(program);
    command.args(arguments);
    if let Ok(keyboard) = terminal.keyboard() {
        command.stdin(keyboard);
    }
    terminal.lend();
    let started = command.spawn();
    let ended = started.and_then(|child| wait(terminal, child));
    let bad_end = ended.as_ref().is_ok_and(|status| status.signal().is_some());
    signals::settle(terminal);
    terminal.take_back(bad_end)?;
    let name = program.to_string_lossy();
    Ok(match ended {
        Ok(status) if status.success() => None,
        Ok(status) => Some(format!("The editor {name} ended with {}.", how(status))),
        Err(error) if error.kind() == ErrorKind::NotFound => Some(format!(
            "There is no editor {name} here: set EDITOR to the one you use."
        )),
        Err(error) => Some(format!("The editor {name} cannot be started: {error}.")),
    })
}

fn wait(terminal: &Terminal, mut child: Child) -> std::io::Result<ExitStatus> {
    let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(process) = process {
        terminal.lent_to(process);
    }
    child.wait()
}

fn how(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "an unknown status".to_owned(),
    }
}

/// The command line of the editor and the variable that says so.
fn chosen(get: impl Fn(&str) -> Option<OsString>) -> (&'static str, OsString) {
    let is_set = |text: &OsString| !text.to_string_lossy().trim().is_empty();
    let mut set = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| Some((name, get(name).filter(is_set)?)));
    set.next().unwrap_or(("EDITOR", USUAL.into()))
}

/// The words of a command line: blanks part them, quotes hold them together, and a backslash takes the next
/// character as it is. Nothing else means anything.
fn split(text: &OsString) -> Result<Vec<OsString>, &'static str> {
    let Some(text) = text.to_str() else {
        // Names of files need not be text; then it is the name of one.
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
            // Within these, it only speaks for itself and for the quote.
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

/// The program and its arguments.
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
    fn what_is_no_command_is_refused(#[case] text: &str, #[case] reason: &str) {
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
    fn each_editor_is_told_the_line_in_its_way(
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
    fn the_variables_are_asked_in_their_order(
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
