//! Splits an iCalendar text into components and the properties of the calendars.
//!
//! Lines that are no properties are left out of the components and reported with their positions.

use std::borrow::Cow;

use memchr::memchr;

/// Names of components are cut to this length in messages.
const MAX_NAME_LENGTH: usize = 40;

/// The kind of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ComponentKind {
    Event,
    Todo,
    Journal,
    TimeZone,
    Other,
}

/// The text of a component of a calendar.
#[derive(Debug, Clone)]
pub(super) struct ComponentText<'t> {
    pub(super) kind: ComponentKind,
    /// Its name as written.
    pub(super) name: &'t str,
    /// Its lines from `BEGIN` to `END`, without lines that are no properties.
    pub(super) text: Cow<'t, str>,
    /// Where it begins and ends in the whole text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The index of its calendar.
    pub(super) calendar: usize,
    /// Whether it replaces one occurrence of another component.
    pub(super) is_override: bool,
}

/// A line with a property of a calendar as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct CalendarLine<'t> {
    pub(super) calendar: usize,
    pub(super) text: &'t str,
    pub(super) byte: usize,
}

/// The parts of an iCalendar text.
#[derive(Debug, Default)]
pub(super) struct ScannedText<'t> {
    pub(super) parts: Vec<ComponentText<'t>>,
    pub(super) properties: Vec<CalendarLine<'t>>,
    /// The number of calendars.
    pub(super) calendars: usize,
    /// The number of reminders in the components.
    pub(super) alarms: usize,
    /// What is wrong, each with its byte.
    pub(super) warnings: Vec<(usize, String)>,
}

/// A component whose end has not been found yet.
#[derive(Debug)]
struct OpenComponent<'t> {
    kind: ComponentKind,
    name: &'t str,
    start: usize,
    is_override: bool,
    /// The names of the components inside it that have not ended.
    inside: Vec<&'t str>,
    /// The lines that are left out, by their first bytes and those of the next lines.
    cuts: Vec<(usize, usize)>,
}

/// A logical line, which may be folded over several.
#[derive(Debug, Clone, Copy)]
struct UnfoldedLine<'t> {
    text: &'t str,
    start: usize,
    /// The first byte of the next line.
    next: usize,
}

/// Splits a text into its components.
pub(super) fn scan(text: &str) -> ScannedText<'_> {
    let mut scanner = Scanner {
        text,
        found: ScannedText::default(),
        open: None,
    };
    for line in lines(text, 0) {
        scanner.line(line);
    }
    if let Some(open) = &scanner.open {
        let message = format!(
            "The text ends before END:{}: what is there is read.",
            short(open.name)
        );
        scanner.found.warnings.push((open.start, message));
        scanner.close(text.len());
    }
    scanner.found
}

/// Returns the byte at which the nth property of a name begins in a component; the beginning of the component
/// if there is no such property.
pub(super) fn byte_of(text: &str, part: &ComponentText<'_>, name: &str, nth: usize) -> usize {
    let inside = text.get(..part.end).unwrap_or(text);
    let mut found = lines(inside, part.start).filter(|line| {
        let (written, _) = split(line.text);
        written.eq_ignore_ascii_case(name)
    });
    found.nth(nth).map_or(part.start, |line| line.start)
}

/// Returns the unfolded value of the property that begins at a byte, as written.
pub(super) fn value_of(text: &str, byte: usize) -> String {
    let Some(line) = lines(text, byte).next() else {
        return String::new();
    };
    let unfolded = line.text.replace("\r\n", "\n");
    let unfolded = unfolded.replace("\n ", "").replace("\n\t", "");
    let mut is_quoted = false;
    let colon = unfolded.find(|letter| {
        is_quoted ^= letter == '"';
        letter == ':' && !is_quoted
    });
    let value = colon.and_then(|at| unfolded.get(at + 1..));
    value.unwrap_or_default().to_owned()
}

/// Iterates over the logical lines from a byte on, at which one begins.
fn lines(text: &str, from: usize) -> impl Iterator<Item = UnfoldedLine<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let start = at;
        let bytes = text.as_bytes();
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let is_encoded = quoted_printable(rest);
        loop {
            let line = bytes.get(at..).unwrap_or_default();
            let length = memchr(b'\n', line);
            let ends_open = is_encoded && {
                let line = line.get(..length.unwrap_or(line.len())).unwrap_or_default();
                line.trim_ascii_end().ends_with(b"=")
            };
            at = length.map_or(bytes.len(), |length| at + length + 1);
            let is_folded = matches!(bytes.get(at), Some(b' ' | b'\t'));
            if at >= bytes.len() || !(is_folded || ends_open) {
                break;
            }
        }
        let line = text.get(start..at).unwrap_or_default();
        Some(UnfoldedLine {
            text: line.trim_end_matches(['\n', '\r']),
            start,
            next: at,
        })
    })
}

/// Whether a line has the encoding of vCalendar 1.0 in which `=` at the end continues the line.
fn quoted_printable(rest: &[u8]) -> bool {
    let line = rest.get(..rest.len().min(200)).unwrap_or_default();
    let head = line.get(..memchr(b':', line).unwrap_or(0));
    let head = head.unwrap_or_default();
    // Most lines have no parameters at all.
    memchr(b';', head).is_some()
        && head
            .windows(16)
            .any(|part| part.eq_ignore_ascii_case(b"QUOTED-PRINTABLE"))
}

/// Splits a line into the name of its property and the rest from `:` or `;` on, which may be empty.
fn split(line: &str) -> (&str, &str) {
    let end = line.find([':', ';']).unwrap_or(line.len());
    let (name, rest) = line.split_at_checked(end).unwrap_or((line, ""));
    (name.trim().trim_start_matches('\u{feff}'), rest)
}

fn kind(name: &str) -> ComponentKind {
    let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
    if is("VEVENT") {
        ComponentKind::Event
    } else if is("VTODO") {
        ComponentKind::Todo
    } else if is("VJOURNAL") {
        ComponentKind::Journal
    } else if is("VTIMEZONE") {
        ComponentKind::TimeZone
    } else {
        ComponentKind::Other
    }
}

fn short(name: &str) -> String {
    name.chars().take(MAX_NAME_LENGTH).collect()
}

struct Scanner<'t> {
    text: &'t str,
    found: ScannedText<'t>,
    open: Option<OpenComponent<'t>>,
}

impl<'t> Scanner<'t> {
    fn line(&mut self, line: UnfoldedLine<'t>) {
        if line.text.trim().is_empty() {
            return;
        }
        let (name, rest) = split(line.text);
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if rest.is_empty() || name.is_empty() || !name.chars().all(is_name) {
            let message = "This line is no property, and is left out: \"NAME:value\" is expected.";
            self.bad(line, message.to_owned());
            return;
        }
        let value = rest.rsplit(':').next().unwrap_or_default().trim();
        if name.eq_ignore_ascii_case("BEGIN") {
            self.begin(line, value);
        } else if name.eq_ignore_ascii_case("END") {
            self.end(line, value);
        } else if let Some(open) = &mut self.open {
            open.is_override |=
                open.inside.is_empty() && name.eq_ignore_ascii_case("RECURRENCE-ID");
        } else if let Some(calendar) = self.found.calendars.checked_sub(1) {
            self.found.properties.push(CalendarLine {
                calendar,
                text: line.text,
                byte: line.start,
            });
        } else {
            let message = "This line stands outside of a calendar, and is left out.";
            self.bad(line, message.to_owned());
        }
    }

    fn bad(&mut self, line: UnfoldedLine<'t>, message: String) {
        self.found.warnings.push((line.start, message));
        if let Some(open) = &mut self.open {
            open.cuts.push((line.start, line.next));
        }
    }

    fn begin(&mut self, line: UnfoldedLine<'t>, name: &'t str) {
        let is_calendar = name.eq_ignore_ascii_case("VCALENDAR");
        let kind = kind(name);
        if let Some(open) = &mut self.open {
            // Known components never stand inside another one: the one before has no end.
            if !is_calendar && kind == ComponentKind::Other {
                open.inside.push(name);
                self.found.alarms += usize::from(name.eq_ignore_ascii_case("VALARM"));
                return;
            }
            let message = format!("END:{} is missing before this line.", short(open.name));
            self.found.warnings.push((line.start, message));
            self.close(line.start);
        }
        if is_calendar {
            self.found.calendars += 1;
        } else {
            self.open = Some(OpenComponent {
                kind,
                name,
                start: line.start,
                is_override: false,
                inside: Vec::new(),
                cuts: Vec::new(),
            });
        }
    }

    fn end(&mut self, line: UnfoldedLine<'t>, name: &'t str) {
        let is_same = |other: &str| other.eq_ignore_ascii_case(name);
        if let Some(open) = &mut self.open {
            if open.inside.last().is_some_and(|last| is_same(last)) {
                open.inside.pop();
                return;
            }
            if is_same(open.name) {
                self.close(line.next);
                return;
            }
            if is_same("VCALENDAR") {
                let message = format!("END:{} is missing before this line.", short(open.name));
                self.found.warnings.push((line.start, message));
                self.close(line.start);
                return;
            }
        } else if is_same("VCALENDAR") {
            return;
        }
        let message = format!("END:{} ends nothing that has begun.", short(name));
        self.bad(line, message);
    }

    /// Ends the open component at a byte.
    fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else {
            return;
        };
        let piece = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        let text = if open.cuts.is_empty() {
            Cow::Borrowed(piece(open.start, end))
        } else {
            let mut kept = String::new();
            let mut from = open.start;
            for (cut, next) in open.cuts {
                kept.push_str(piece(from, cut));
                from = next;
            }
            kept.push_str(piece(from, end));
            Cow::Owned(kept)
        };
        self.found.parts.push(ComponentText {
            kind: open.kind,
            name: open.name,
            text,
            start: open.start,
            end,
            calendar: self.found.calendars.saturating_sub(1),
            is_override: open.is_override,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_into_components() {
        let text = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Mine\r\nBEGIN:VEVENT\r\nSUMMARY:A\r\n  b\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\nbegin:vtodo\r\nend:vtodo\r\nEND:VCALENDAR\r\n";
        let found = scan(text);
        assert_eq!(found.warnings, []);
        assert_eq!((found.calendars, found.alarms), (1, 1));
        let kinds: Vec<_> = found.parts.iter().map(|part| part.kind).collect();
        assert_eq!(kinds, [ComponentKind::Event, ComponentKind::Todo]);
        assert_eq!(found.properties[0].text, "X-WR-CALNAME:Mine");
        let part = &found.parts[0];
        assert!(part.text.starts_with("BEGIN:VEVENT") && part.text.ends_with("END:VEVENT\r\n"));
        let byte = byte_of(text, part, "summary", 0);
        assert_eq!(value_of(text, byte), "A b");
    }

    #[test]
    fn broken_lines_are_reported_and_left_out() {
        let text = "hello:there\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:One\nthis is nothing\nEND:VALARM\nDTSTART:20240501\nBEGIN:VEVENT\nSUMMARY:Two\nEND:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Three";
        let found = scan(text);
        let reported: Vec<_> = found
            .warnings
            .iter()
            .map(|(byte, message)| {
                (
                    text.get(..*byte).unwrap().lines().count() + 1,
                    message.as_str(),
                )
            })
            .collect();
        let lines: Vec<_> = reported.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 5, 6, 8, 10, 11], "{reported:?}");
        assert_eq!(
            found.parts[0].text,
            "BEGIN:VEVENT\nSUMMARY:One\nDTSTART:20240501\n"
        );
        assert_eq!(found.parts.len(), 3);
    }

    #[test]
    fn quoted_printable_lines_are_joined() {
        let text = "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:one =\ntwo=0D=0A=\nthree\nSUMMARY:x";
        let found: Vec<_> = lines(text, 0).map(|line| line.text).collect();
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
