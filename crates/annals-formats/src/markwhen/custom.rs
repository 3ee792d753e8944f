//! [`Rules`]: forms of dates that a header declares by pattern.
//!
//! Owns how a rule is compiled and what it makes of a text: the groups of its pattern, its templates, and
//! the letters of its formats (those of Luxon, which markwhen uses). A rule that cannot be compiled is
//! told and left out.

use regex_lite::{Captures, Regex, RegexBuilder};

use super::amount::Amount;
use super::place;
use super::range::{Range, Span, month};
use super::recurrence::Stretch;
use super::scan::{blank, digits, word};
use super::stamp::{DAY, Grain, Stamp, add_months};
use super::yaml::{Node, Value};
use super::zone::Zone;
use annals_time::{Civil, Time};

/// A compiled pattern takes no more memory than this.
const PATTERN_BYTES: usize = 64 << 10;
/// More rules are left out, which is told.
const MOST_RULES: usize = 50;
/// A date by a rule stands within so many bytes.
const MOST_BYTES: usize = 240;
/// Colons in a line that are tried.
const MOST_COLONS: usize = 6;

/// When the rules are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Priority {
    /// Before the forms of markwhen.
    #[default]
    First,
    /// After them.
    Last,
    /// Instead of them.
    Only,
}

/// The rules of a header.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) priority: Priority,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    pattern: Regex,
    from: Part,
    to: Option<Part>,
    duration: Option<String>,
}

/// Which part of a text is a date, and how it is written.
#[derive(Debug, Default)]
struct Part {
    /// With `$1` for the first group; the whole match where there is none.
    template: Option<String>,
    format: String,
}

impl Rules {
    /// The rules that a header declares; what is wrong with them is told by place.
    pub(super) fn read(node: &Node, problems: &mut Vec<(usize, String)>) -> Self {
        let mut rules = Self::default();
        let list = match &node.value {
            Value::List(_) => Some(node),
            _ => node.get("rules"),
        };
        let Some(Value::List(items)) = list.map(|list| &list.value) else {
            problems.push((
                node.byte,
                "Rules for dates are a list, each with a pattern.".to_owned(),
            ));
            return rules;
        };
        if let Some(priority) = node.get("priority") {
            rules.priority = match priority.text() {
                Some("first") => Priority::First,
                Some("last") => Priority::Last,
                Some("only") => Priority::Only,
                _ => {
                    let sentence = "A priority is first, last or only; it is taken as first.";
                    problems.push((priority.byte, sentence.to_owned()));
                    Priority::First
                }
            };
        }
        for item in items {
            if rules.rules.len() >= MOST_RULES {
                let sentence = format!("Only the first {MOST_RULES} rules for dates are used.");
                problems.push((item.byte, sentence));
                break;
            }
            match Rule::read(item) {
                Ok(rule) => rules.rules.push(rule),
                Err(sentence) => problems.push((item.byte, sentence)),
            }
        }
        rules
    }

    /// What the rules make of the beginning of a line, as `range::of_line` gives it.
    pub(super) fn of_line<'t>(&self, line: &'t str) -> Option<(Range<'t>, &'t str, usize)> {
        if self.rules.is_empty() {
            return None;
        }
        let start = line.len() - line.trim_start().len();
        let colons = line.match_indices(':').map(|(place, _)| place);
        let mut failed = None;
        for colon in colons.take(MOST_COLONS) {
            let text = line.get(start..colon)?.trim_end();
            if text.len() > MOST_BYTES {
                break;
            }
            let found = self
                .rules
                .iter()
                .find_map(|rule| Some((rule, rule.pattern.captures(text)?)));
            if let Some((rule, captures)) = found {
                let stretch = rule.stretch(&captures);
                let is_read = stretch.is_ok();
                let range = Range {
                    span: Span::Custom(stretch),
                    recurrence: None,
                };
                // Times have colons too: a later one may be meant.
                let found = (range, text, colon + 1);
                if is_read {
                    return Some(found);
                }
                failed = failed.or(Some(found));
            }
        }
        failed
    }
}

impl Rule {
    fn read(item: &Node) -> Result<Self, String> {
        let pattern = item
            .get("pattern")
            .and_then(Node::text)
            .ok_or("A rule for dates needs a pattern.")?;
        let pattern = RegexBuilder::new(pattern)
            .size_limit(PATTERN_BYTES)
            .build()
            .map_err(|error| format!("The pattern of this rule cannot be used: {error}."))?;
        let part = |name: &str, format: &str| -> Result<Option<Part>, String> {
            let given = item.get(name);
            let format = given
                .and_then(|part| part.get("format"))
                .or_else(|| item.get(format))
                .and_then(Node::text);
            let Some(format) = format else {
                return Ok(None);
            };
            check(format)?;
            let template = given.and_then(|part| match part.text() {
                Some(template) => Some(template.to_owned()),
                None => part
                    .get("group")
                    .and_then(Node::text)
                    .map(|group| format!("${group}"))
                    .or_else(|| {
                        let text = part.get("template").or_else(|| part.get("value"))?;
                        text.text().map(str::to_owned)
                    }),
            });
            Ok(Some(Part {
                template,
                format: format.to_owned(),
            }))
        };
        Ok(Self {
            pattern,
            from: part("from", "fromFormat")?
                .ok_or("A rule for dates needs a fromFormat, such as yyyy-MM-dd.")?,
            to: part("to", "toFormat")?,
            duration: item.get("duration").and_then(Node::text).map(str::to_owned),
        })
    }

    fn stretch(&self, captures: &Captures<'_>) -> Result<Stretch, String> {
        let from = self.from.stamp(captures)?;
        if let Some(to) = &self.to {
            let to = to.stamp(captures)?;
            if to.at < from.at {
                return Err("the end lies before the start.".to_owned());
            }
            return Ok(Stretch {
                from,
                to: (to != from).then_some(to),
            });
        }
        let Some(duration) = &self.duration else {
            return Ok(Stretch { from, to: None });
        };
        let duration = filled(duration, captures);
        let (amounts, rest) = Amount::read_all(&duration);
        if amounts.is_empty() || !blank(rest).is_empty() {
            return Err("the duration of its rule is none, such as \"2 weeks\".".to_owned());
        }
        let mut end = from;
        for amount in amounts {
            let moved = amount.after(end.at, false);
            end.at = moved.ok_or("its duration leads beyond the time that annals can show.")?;
            end = end.refined(amount.unit.grain());
        }
        place::closed(from, end)
    }
}

impl Part {
    fn stamp(&self, captures: &Captures<'_>) -> Result<Stamp, String> {
        let text = match &self.template {
            Some(template) => filled(template, captures),
            None => captures.get(0).map_or("", |all| all.as_str()).to_owned(),
        };
        stamp(&text, &self.format)
            .ok_or_else(|| format!("its rule expects a date written as {}.", self.format))
    }
}

/// A template with the groups of a match in the places of `$1`, `$2`.
fn filled(template: &str, captures: &Captures<'_>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        text.push_str(before);
        if let Some((group, behind)) = digits(after, 1, 3) {
            let group = group.parse().ok().and_then(|group| captures.get(group));
            text.push_str(group.map_or("", |group| group.as_str()));
            rest = behind;
        } else {
            text.push('$');
            rest = after;
        }
    }
    text + rest
}

/// Letters of a format: one run, or other text.
fn pieces(format: &str) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    let mut is_quoted = false;
    for letter in format.chars() {
        if letter == '\'' {
            is_quoted = !is_quoted;
            continue;
        }
        let is_token = !is_quoted && letter.is_ascii_alphabetic();
        match pieces.last_mut() {
            Some((true, run)) if is_token && run.starts_with(letter) => run.push(letter),
            Some((false, run)) if !is_token => run.push(letter),
            _ => pieces.push((is_token, letter.to_string())),
        }
    }
    pieces
}

static TOKENS: &[&str] = &[
    "y", "yy", "yyyy", "yyyyy", "yyyyyy", "M", "MM", "MMM", "MMMM", "L", "LL", "LLL", "LLLL", "d",
    "dd", "H", "HH", "h", "hh", "m", "mm", "s", "ss", "a", "kkkk", "W", "WW", "E", "c", "o", "ooo",
];

fn check(format: &str) -> Result<(), String> {
    if format.eq_ignore_ascii_case("iso") {
        return Ok(());
    }
    let pieces = pieces(format);
    let unknown = pieces
        .iter()
        .find(|(is_token, run)| *is_token && !TOKENS.contains(&run.as_str()));
    match unknown {
        Some((_, run)) => Err(format!(
            "\"{run}\" in a format of dates is not understood; write yyyy, MM, dd, HH, mm and the like."
        )),
        None => Ok(()),
    }
}

/// What a format takes from a text.
#[derive(Default)]
struct Fields {
    year: Option<i64>,
    week_year: Option<i64>,
    month: Option<u8>,
    day: Option<u8>,
    day_of_year: Option<i64>,
    week: Option<i64>,
    week_day: Option<i64>,
    hour: Option<i64>,
    minute: Option<i64>,
    second: Option<i64>,
    is_afternoon: Option<bool>,
}

fn stamp(text: &str, format: &str) -> Option<Stamp> {
    if format.eq_ignore_ascii_case("iso") {
        return iso(text);
    }
    let mut fields = Fields::default();
    let mut rest = text.trim();
    for (is_token, run) in pieces(format) {
        rest = if is_token {
            fields.take(&run, rest)?
        } else {
            let wanted = run.trim();
            blank(blank(rest).strip_prefix(wanted)?)
        };
    }
    rest.trim().is_empty().then(|| fields.stamp())?
}

/// A date of ISO 8601, without a time of day or with one.
fn iso(text: &str) -> Option<Stamp> {
    let span = super::range::span(text, super::range::Order::MonthDayYear)?;
    let Span::Sides(side, None) = span else {
        return None;
    };
    let find = |_: Option<&str>| Ok(None);
    let mut place = place::Place {
        now: None,
        zone: Zone::Local,
        find: &find,
        taken: place::Taken::default(),
    };
    place.stamps(&side, None).ok().map(|(first, _)| first)
}

impl Fields {
    fn take<'t>(&mut self, token: &str, text: &'t str) -> Option<&'t str> {
        if matches!(token, "MMM" | "MMMM" | "LLL" | "LLLL") {
            let (name, rest) = word(text)?;
            self.month = Some(month(name)?);
            return Some(rest);
        }
        if token == "a" {
            let (half, rest) = word(text)?;
            self.is_afternoon = match half.to_ascii_lowercase().as_str() {
                "am" => Some(false),
                "pm" => Some(true),
                _ => return None,
            };
            return Some(rest);
        }
        let most = match token {
            "yyyy" | "kkkk" => 4,
            "ooo" | "o" => 3,
            "y" | "yyyyyy" => 6,
            "yyyyy" => 5,
            "E" | "c" => 1,
            _ => 2,
        };
        let least = if token.len() == 1 {
            1
        } else {
            token.len().min(most)
        };
        let run = text
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        if run < least {
            return None;
        }
        let (number, rest) = text.split_at_checked(run)?;
        let number: i64 = number.parse().ok()?;
        let small = u8::try_from(number).ok();
        match token.chars().next()? {
            // Two digits are of the years 1961 to 2060, as Luxon has it.
            'y' if token == "yy" => {
                self.year = Some(if number > 60 {
                    1_900 + number
                } else {
                    2_000 + number
                });
            }
            'y' => self.year = Some(number),
            'k' => self.week_year = Some(number),
            'M' | 'L' => self.month = small,
            'd' => self.day = small,
            'o' => self.day_of_year = Some(number),
            'W' => self.week = Some(number),
            'E' | 'c' => self.week_day = Some(number),
            'H' | 'h' => self.hour = Some(number),
            'm' => self.minute = Some(number),
            's' => self.second = Some(number),
            _ => return None,
        }
        Some(rest)
    }

    fn stamp(&self) -> Option<Stamp> {
        let date = self.date()?;
        let Some(mut hour) = self.hour else {
            return Some(date);
        };
        if let Some(is_afternoon) = self.is_afternoon {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if is_afternoon { 12 } else { 0 };
        }
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = hour * 3_600 + minute * 60 + second;
        Some(Stamp {
            at: date
                .at
                .saturating_add_nanos(i128::from(seconds) * 1_000_000_000),
            grain: if self.second.is_some() {
                Grain::Second
            } else {
                Grain::Minute
            },
            zone: date.zone,
        })
    }

    fn date(&self) -> Option<Stamp> {
        if let Some(week) = self.week {
            let year = self.week_year.or(self.year)?;
            let fourth = Time::from_date(year, 1, 4)?;
            let back = super::stamp::week_day(fourth);
            let day = self.week_day.unwrap_or(1);
            let days = i128::from(week) * 7 - 7 + i128::from(day) - 1 - back;
            let is_day = (1..=53).contains(&week) && (1..=7).contains(&day);
            return is_day.then(|| Stamp {
                at: fourth.saturating_add_nanos(days * DAY),
                grain: Grain::Day,
                zone: Zone::Local,
            });
        }
        let year = self.year?;
        if let Some(day) = self.day_of_year {
            let first = Stamp::date(year, Some(1), Some(1))?;
            let at = first.at.saturating_add_nanos(i128::from(day - 1) * DAY);
            let is_day = day >= 1 && at < add_months(first.at, 12)?;
            return is_day.then_some(Stamp { at, ..first });
        }
        // A day without a month would say less than it seems to.
        let month = self.month.or_else(|| self.day.map(|_| 1));
        Stamp::date(year, month, self.day)
            .filter(|_| Civil::date(year, month.unwrap_or(1), self.day.unwrap_or(1)).is_valid())
    }
}
