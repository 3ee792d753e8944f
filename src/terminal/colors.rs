//! The colours of the terminal: how many it has, by its environment, and what its background is, by its answer to
//! a question.
//!
//! The loop asks once the first frame is up, and takes the answer whenever it comes. The crate
//! terminal-colorsaurus is not used for that: it reads the terminal itself until an answer or its timeout, which
//! would hold up the first frame and swallow what is typed meanwhile.

use annals_tui::theme::{Background, Depth};

use crate::config::ColorUse;

/// Asks what the background's colour is (`OSC 11`, as xterm has it).
pub(super) const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// How the answer to it begins, after the introducer.
const ANSWER: &str = "11;";

/// The maximal length of an answer in bytes.
pub(super) const MAX_ANSWER: usize = 64;

/// Terminals that have all colours and say so by their name, even where `COLORTERM` did not come
/// along, as over a remote login.
static TRUE_COLOR_NAMES: [&str; 6] = [
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "kitty",
    "wezterm",
];

/// How many colours there are, from the environment; `variable` looks a variable up.
///
/// `NO_COLOR` (no colours) goes before `CLICOLOR_FORCE` (colours in any case), and an explicit wish
/// before both.
pub fn depth(wish: ColorUse, variable: impl Fn(&str) -> Option<String>) -> Depth {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let forced = match wish {
        ColorUse::Never => return Depth::None,
        ColorUse::Always => true,
        ColorUse::Auto if set("NO_COLOR").is_some() => return Depth::None,
        ColorUse::Auto => set("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
    };
    let term = set("TERM").unwrap_or_default();
    let color_term = set("COLORTERM").unwrap_or_default();
    // GNU screen hands the variable of the terminal around it on, but not the colours.
    let in_screen = term.starts_with("screen") && set("TMUX").is_none();
    let says_true = matches!(color_term.as_str(), "truecolor" | "24bit") && !in_screen;
    let known = |name: &&str| {
        term.strip_prefix("xterm-")
            .unwrap_or(&term)
            .starts_with(*name)
    };
    let depth = if says_true || term.ends_with("-direct") || TRUE_COLOR_NAMES.iter().any(known) {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else if is_colorless(&term) {
        Depth::None
    } else {
        Depth::Sixteen
    };
    if forced {
        depth.max(Depth::Sixteen)
    } else {
        depth
    }
}

/// Names of terminals without colours, as terminfo has them.
fn is_colorless(term: &str) -> bool {
    let numbered = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    term == "dumb"
        || term.strip_prefix("vt").is_some_and(numbered)
        || term.ends_with("-mono")
        || term.ends_with("-m")
}

/// What is behind the text, as far as the environment knows: `COLORFGBG` holds the numbers of the
/// text's and, last, the background's colour of the sixteen. It may be stale; the terminal's own answer is better.
pub fn background(variable: impl Fn(&str) -> Option<String>) -> Option<Background> {
    let colors = variable("COLORFGBG")?;
    let (_, last) = colors.rsplit_once(';')?;
    match last.parse::<u8>().ok()? {
        7 | 9..=15 => Some(Background::Light),
        0..=6 | 8 => Some(Background::Dark),
        _ => None,
    }
}

/// Whether a terminal of this name may be asked. Those that would print the question instead of
/// answering or ignoring it are left alone.
pub fn may_ask(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    !term.is_empty() && term != "linux" && !is_colorless(&term)
}

/// Whether this may be the beginning of the answer, or the whole of it.
pub(super) fn may_begin_answer(answer: &str) -> bool {
    let bytes = answer.as_bytes();
    let (head, body) = bytes.split_at(bytes.len().min(ANSWER.len()));
    ANSWER.as_bytes().starts_with(head)
        && body.iter().all(|byte| {
            byte.is_ascii_hexdigit() || matches!(byte, b'#' | b'/' | b':' | b'r' | b'g')
        })
}

/// Reads the answer: a colour as the X Window System writes it, `11;rgb:ffff/ffff/ffff`, with one to
/// four digits for each part, or `#ffffff`; some add how opaque it is. `None` for anything else.
pub(super) fn read_answer(answer: &str) -> Option<Background> {
    let color = answer.strip_prefix(ANSWER)?;
    let parts: Vec<&str> = if let Some(digits) = color.strip_prefix('#') {
        let each = digits.len() / 3;
        let part = |place: usize| digits.get(place * each..(place + 1) * each);
        (each * 3 == digits.len()).then(|| (0..3).filter_map(part).collect())?
    } else if let Some(parts) = color.strip_prefix("rgb:") {
        parts.split('/').collect()
    } else {
        let parts: Vec<&str> = color.strip_prefix("rgba:")?.split('/').collect();
        (parts.len() == 4).then(|| parts.into_iter().take(3).collect())?
    };
    let [red, green, blue] = parts.try_into().ok()?;
    Some(Background::of(part(red)?, part(green)?, part(blue)?))
}

/// A part of a colour, of one to four hexadecimal digits, out of 255.
fn part(digits: &str) -> Option<u8> {
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let most = 16_u32.pow(u32::try_from(digits.len()).ok()?) - 1;
    u8::try_from(value * 255 / most).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// An environment written as `A=b C=d`.
    fn environment(text: &str) -> impl Fn(&str) -> Option<String> {
        move |name| {
            let mut pairs = text
                .split_whitespace()
                .filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        }
    }

    #[rstest]
    #[case("TERM=xterm-256color COLORTERM=truecolor", Depth::True)]
    #[case("TERM=xterm COLORTERM=24bit", Depth::True)]
    #[case("TERM=xterm-direct", Depth::True)]
    #[case("TERM=xterm-kitty", Depth::True)]
    #[case("TERM=foot", Depth::True)]
    #[case("TERM=xterm-256color", Depth::Indexed)]
    #[case("TERM=xterm-256color COLORTERM=yes", Depth::Indexed)]
    #[case("TERM=screen-256color COLORTERM=truecolor", Depth::Indexed)]
    #[case("TERM=screen-256color COLORTERM=truecolor TMUX=/tmp/x", Depth::True)]
    #[case("TERM=xterm", Depth::Sixteen)]
    #[case("TERM=linux", Depth::Sixteen)]
    #[case("", Depth::Sixteen)]
    #[case("TERM=vte", Depth::Sixteen)]
    #[case("TERM=vt220", Depth::None)]
    #[case("TERM=xterm-mono", Depth::None)]
    #[case("TERM=dumb", Depth::None)]
    #[case("TERM=vt220 CLICOLOR_FORCE=1", Depth::Sixteen)]
    #[case("TERM=vt220 CLICOLOR_FORCE=0", Depth::None)]
    #[case("TERM=xterm COLORTERM=truecolor NO_COLOR=1", Depth::None)]
    #[case(
        "TERM=xterm COLORTERM=truecolor NO_COLOR=1 CLICOLOR_FORCE=1",
        Depth::None
    )]
    #[case("TERM=xterm COLORTERM=truecolor NO_COLOR=", Depth::True)]
    fn the_environment_says_how_many_colours(#[case] text: &str, #[case] expected: Depth) {
        assert_eq!(depth(ColorUse::Auto, environment(text)), expected);
        assert_eq!(depth(ColorUse::Never, environment(text)), Depth::None);
        let always = depth(ColorUse::Always, environment(text));
        assert!(always >= expected.max(Depth::Sixteen), "{always:?}");
    }

    #[rstest]
    #[case("COLORFGBG=15;0", Some(Background::Dark))]
    #[case("COLORFGBG=0;15", Some(Background::Light))]
    #[case("COLORFGBG=0;default;15", Some(Background::Light))]
    #[case("COLORFGBG=0;7", Some(Background::Light))]
    #[case("COLORFGBG=7;8", Some(Background::Dark))]
    #[case("COLORFGBG=15;default", None)]
    #[case("COLORFGBG=15", None)]
    #[case("COLORFGBG=0;255", None)]
    #[case("COLORFGBG=0;-1", None)]
    #[case("", None)]
    fn the_environment_may_know_the_background(
        #[case] text: &str,
        #[case] expected: Option<Background>,
    ) {
        assert_eq!(background(environment(text)), expected);
    }

    #[rstest]
    #[case("TERM=xterm-256color", true)]
    #[case("TERM=tmux-256color", true)]
    #[case("TERM=linux", false)]
    #[case("TERM=vt100", false)]
    #[case("", false)]
    fn terminals_that_would_print_the_question_are_not_asked(
        #[case] text: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(may_ask(environment(text)), expected);
    }

    #[rstest]
    #[case("11;rgb:ffff/ffff/ffff", Some(Background::Light))]
    #[case("11;rgb:fdfd/f6f6/e3e3", Some(Background::Light))]
    #[case("11;rgb:0000/2b2b/3636", Some(Background::Dark))]
    #[case("11;rgb:1e/1e/2e", Some(Background::Dark))]
    #[case("11;rgb:f/f/f", Some(Background::Light))]
    #[case("11;rgba:ffff/ffff/ffff/c0c0", Some(Background::Light))]
    #[case("11;#ffffff", Some(Background::Light))]
    #[case("11;#000", Some(Background::Dark))]
    #[case("11;rgb:7777/7777/7777", Some(Background::Light))]
    #[case("11;rgb:7070/7070/7070", Some(Background::Dark))]
    #[case("10;rgb:ffff/ffff/ffff", None)]
    #[case("11;rgb:ffff/ffff", None)]
    #[case("11;rgb:ffff/ffff/ffff/ffff", None)]
    #[case("11;rgba:ffff/ffff/ffff", None)]
    #[case("11;rgb:fffff/ffff/ffff", None)]
    #[case("11;rgb:+fff/ffff/ffff", None)]
    #[case("11;rgb://", None)]
    #[case("11;#", None)]
    #[case("11;#ffff", None)]
    #[case("11;?", None)]
    #[case("11;", None)]
    #[case("", None)]
    fn answers_are_read(#[case] answer: &str, #[case] expected: Option<Background>) {
        assert_eq!(read_answer(answer), expected);
        if expected.is_some() {
            for end in 0..=answer.len() {
                let part = answer.get(..end).expect("ASCII");
                assert!(may_begin_answer(part), "{end}");
            }
        }
    }

    #[test]
    fn typed_text_does_not_look_like_an_answer() {
        for typed in ["q", "1q", "11;q", "11;rgb:ff\r", "11;rgb:ff j"] {
            assert!(!may_begin_answer(typed), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_answer_is_read_or_refused(text in "\\PC{0,64}") {
            let _ = may_begin_answer(&text);
            let answer = format!("{ANSWER}{text}");
            if read_answer(&answer).is_some() {
                prop_assert!(may_begin_answer(&answer));
            }
        }
    }
}
