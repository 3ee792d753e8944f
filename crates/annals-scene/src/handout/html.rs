//! The sheet as one HTML file, to be looked at and printed.
//!
//! Owns its elements. There is no script in it, and nothing is loaded from anywhere: drawings stand in
//! the text, the style at its head, and fonts are those of the reader's system.

use super::drawing::{self, Drawings};
use super::sheet::{Date, Entry, Field, Kind, Member, Part, Sheet, Tie, events_words};
use super::{Request, symbol};
use annals_model::text::{Clean, escape_markup};
use annals_model::{Source, WebAddress};

const STYLE: &str = include_str!("sheet.css");

/// A line to write on, as those hear it who do not see it.
const BLANK: &str = "<span class=\"blank\" role=\"img\" aria-label=\"to be filled in\"></span>";

/// The sheet as HTML, line by line.
pub fn html(request: &Request<'_>) -> Vec<Clean> {
    let sheet = Sheet::new(request);
    let mut page = Page { lines: Vec::new() };
    page.head(request, &sheet);
    page.top(&sheet);
    page.line("<main>");
    page.drawings(drawing::pages(request, &sheet), &sheet);
    page.events(&sheet);
    page.members(&sheet);
    page.sources(request, &sheet);
    page.questions(&sheet);
    page.line("</main>");
    page.line("</body>");
    page.line("</html>");
    page.lines.iter().map(|line| Clean::line(line)).collect()
}

struct Page {
    lines: Vec<String>,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    fn head(&mut self, request: &Request<'_>, sheet: &Sheet) {
        self.line("<!DOCTYPE html>");
        self.line("<html lang=\"en\">");
        self.line("<head>");
        self.line("<meta charset=\"utf-8\">");
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        // Whatever a file may have smuggled in would not be run or fetched either.
        self.line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        let kind = match sheet.kind {
            Kind::Reading => String::new(),
            Kind::Exercise | Kind::Key => format!("{}: ", sheet.kind_words()),
        };
        self.lines.push(format!(
            "<title>{kind}{}</title>",
            escape_markup(&sheet.title)
        ));
        self.line("<style>");
        self.lines.extend(STYLE.lines().map(str::to_owned));
        self.lines.push(format!(
            "@page {{ size: {} portrait; margin: {:.0}pt; @bottom-right {{ content: counter(page) \" / \" counter(pages); font: 8pt Helvetica, Arial, sans-serif; }} }}",
            request.paper.name(),
            super::Paper::MARGIN
        ));
        self.line("</style>");
        self.line("</head>");
        self.line("<body>");
    }

    fn top(&mut self, sheet: &Sheet) {
        self.line("<header>");
        if sheet.kind != Kind::Reading {
            self.lines
                .push(format!("<p class=\"kind\">{}</p>", sheet.kind_words()));
        }
        self.lines
            .push(format!("<h1>{}</h1>", escape_markup(&sheet.title)));
        if sheet.kind == Kind::Exercise {
            self.lines.push(format!(
                "<p class=\"names\"><span class=\"wide\">Name {BLANK}</span> <span>Class {BLANK}</span> <span>Date {BLANK}</span></p>"
            ));
        }
        self.paragraphs("", &sheet.summary);
        self.lines.push(format!(
            "<p class=\"extent\">{}</p>",
            escape_markup(&sheet.extent)
        ));
        self.line("</header>");
    }

    fn drawings(&mut self, drawings: Drawings, sheet: &Sheet) {
        if drawings.pages.is_empty() {
            return;
        }
        self.line("<section>");
        self.line("<h2>On the line</h2>");
        for svg in drawings.pages {
            self.line("<figure class=\"page\">");
            self.lines.extend(svg);
            self.line("</figure>");
        }
        for remark in &drawings.remarks {
            self.paragraphs("remark", remark);
        }
        if sheet.empty_line {
            self.line("<h3>Place these on the line:</h3>");
            self.line("<ul class=\"strip columns\">");
            let dated = sheet
                .entries
                .iter()
                .filter(|entry| entry.date != Date::Undated);
            for entry in dated {
                self.lines.push(format!(
                    "<li><b>{}</b> {}</li>",
                    entry.number,
                    escape_markup(&entry.title)
                ));
            }
            self.line("</ul>");
        }
        if !drawings.legend.is_empty() {
            self.line("<figure>");
            self.lines.extend(drawings.legend);
            self.line("</figure>");
        }
        self.line("</section>");
    }

    /// Text of several lines: each a paragraph of its own.
    fn paragraphs(&mut self, class: &str, text: &Clean) {
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        for line in text.as_str().lines().filter(|line| !line.trim().is_empty()) {
            let line = escape_markup(&Clean::line(line.trim()));
            self.lines.push(format!("<p{class}>{line}</p>"));
        }
    }

    fn events(&mut self, sheet: &Sheet) {
        self.line("<section>");
        self.line("<h2>What happened</h2>");
        let statuses: Vec<String> = sheet
            .statuses
            .iter()
            .map(|&status| format!("{} {}", symbol(status), status.explained()))
            .collect();
        if !statuses.is_empty() {
            self.lines.push(format!(
                "<p class=\"statuses\">{}</p>",
                escape_markup(&Clean::line(&statuses.join(" · ")))
            ));
        }
        self.line("<div class=\"columns\">");
        for entry in &sheet.entries {
            self.event(entry);
        }
        self.line("</div>");
        self.line("</section>");
    }

    fn event(&mut self, entry: &Entry) {
        self.lines.push(format!(
            "<article class=\"event\" id=\"event-{}\">",
            entry.number
        ));
        self.lines.push(format!(
            "<h3><span class=\"number\">{}</span> {}</h3>",
            entry.number,
            escape_markup(&entry.title)
        ));
        let date = match &entry.date {
            Date::Undated => "<b>undated</b>".to_owned(),
            Date::Dated { words, known } => {
                let words = match words {
                    Field::Given(words) => format!("<b>{}</b>", escape_markup(words)),
                    other => field(other, escape_markup),
                };
                let known = if known.is_empty() {
                    String::new()
                } else {
                    format!(" <span class=\"known\">({})</span>", escape_markup(known))
                };
                format!("<span class=\"date\">{words}</span>{known}")
            }
        };
        self.lines.push(format!(
            "<p class=\"facts\">{date} · {} {} · {}</p>",
            symbol(entry.status),
            entry.status.name(),
            escape_markup(&entry.evidence)
        ));
        self.paragraphs("", &entry.summary);
        self.ties(entry);
        if !entry.notes.is_empty() {
            self.line("<div class=\"note\">");
            self.line("<p><b>For the teacher</b></p>");
            self.paragraphs("", &entry.notes);
            self.line("</div>");
        }
        self.line("</article>");
    }

    /// Who takes part, and what the event is connected with.
    fn ties(&mut self, entry: &Entry) {
        if entry.parts.is_empty() && entry.ties.is_empty() {
            return;
        }
        self.line("<dl>");
        let who: Vec<String> = entry.parts.iter().map(part).collect();
        if !who.is_empty() {
            let between = if entry.parts.iter().any(|part| part.name == Field::Blank) {
                "<br>"
            } else {
                ", "
            };
            self.pair("who", "Who", &who.join(between));
        }
        for tie in &entry.ties {
            self.tie(tie);
        }
        if entry.asks_why() {
            self.lines.push(format!(
                "<div class=\"why row\"><dt>Why do you think so?</dt> <dd>{BLANK}</dd> <dd>{BLANK}</dd></div>"
            ));
        }
        self.line("</dl>");
    }

    /// What an event is connected with, and in small what the source says of it.
    fn tie(&mut self, tie: &Tie) {
        let mut said = Vec::new();
        if !tie.wording.is_empty() {
            said.push(format!("“{}”", escape_markup(&tie.wording)));
        }
        if !tie.evidence.is_empty() {
            said.push(escape_markup(&tie.evidence));
        }
        let said = if said.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"at\">({})</span>", said.join(", "))
        };
        if tie.other == Field::Blank {
            self.lines.push(format!(
                "<div class=\"tie row\"><dt>{}{said}:</dt> <dd>{BLANK}</dd></div>",
                tie.label
            ));
            return;
        }
        let other = field(&tie.other, |(number, title)| match number {
            Some(number) => format!(
                "<a href=\"#event-{number}\"><b>{number}</b> {}</a>",
                escape_markup(title)
            ),
            None => escape_markup(title),
        });
        self.pair("tie", tie.label, &format!("{other}{said}"));
    }

    fn pair(&mut self, class: &str, label: &str, value: &str) {
        self.lines.push(format!(
            "<div class=\"{class}\"><dt>{label}:</dt> <dd>{value}</dd></div>"
        ));
    }

    fn members(&mut self, sheet: &Sheet) {
        if sheet.members.is_empty() {
            return;
        }
        self.line("<section>");
        self.line("<h2>Who</h2>");
        self.line("<div class=\"columns\">");
        for member in &sheet.members {
            self.member(member);
        }
        self.line("</div>");
        self.line("</section>");
    }

    fn member(&mut self, member: &Member) {
        self.line("<div class=\"member\">");
        self.lines
            .push(format!("<h3>{}</h3>", escape_markup(&member.name)));
        let mut facts = vec![escape_markup(&member.facts), events_words(&member.events)];
        facts.retain(|fact| !fact.is_empty());
        if !facts.is_empty() {
            let facts = facts.join(" · ");
            self.lines.push(format!("<p class=\"facts\">({facts})</p>"));
        }
        self.paragraphs("", &member.summary);
        self.line("</div>");
    }

    fn sources(&mut self, request: &Request<'_>, sheet: &Sheet) {
        if sheet.sources.is_empty() {
            return;
        }
        self.line("<section>");
        self.line("<h2>Sources</h2>");
        for &source in &sheet.sources {
            self.source(request.timeline.source(source));
        }
        self.line("</section>");
    }

    fn source(&mut self, source: &Source) {
        let mut facts = vec![format!("<b>{}</b>", escape_markup(&source.id))];
        let named = [&source.title, &source.author, &source.publisher];
        let named = named.into_iter().filter(|text| !text.is_empty());
        facts.push(named.map(escape_markup).collect::<Vec<_>>().join(", "));
        let date = source.date.as_ref();
        facts.push(date.map_or_else(
            || "no date given".to_owned(),
            |when| escape_markup(&Clean::line(&when.words())),
        ));
        facts.retain(|fact| !fact.is_empty());
        self.line("<div class=\"source\">");
        self.lines.push(format!("<p>{}</p>", facts.join(" · ")));
        if !source.address.is_empty() {
            let shown = escape_markup(&source.address);
            let address = match WebAddress::parse(source.address.raw()) {
                Ok(address) => {
                    let to = escape_markup(&Clean::line(address.as_str()));
                    format!("<a href=\"{to}\" rel=\"noreferrer\">{shown}</a>")
                }
                Err(_) => shown,
            };
            self.lines.push(format!("<p>{address}</p>"));
        }
        self.paragraphs("", &source.note);
        self.line("</div>");
    }

    fn questions(&mut self, sheet: &Sheet) {
        if sheet.questions.is_empty() {
            return;
        }
        self.line("<section>");
        self.line("<h2>Questions</h2>");
        self.line("<ol class=\"columns\">");
        // Only a sheet to write on has lines to write on.
        let lines = if sheet.kind == Kind::Exercise {
            "<div class=\"rule\"></div><div class=\"rule\"></div>"
        } else {
            ""
        };
        for question in &sheet.questions {
            self.lines.push(format!("<li>{question}{lines}</li>"));
        }
        self.line("</ol>");
        self.line("</section>");
    }
}

/// A field as it is given, as a line to write on, or marked as an answer.
fn field<T>(field: &Field<T>, write: impl Fn(&T) -> String) -> String {
    match field {
        Field::Given(value) => write(value),
        Field::Blank => BLANK.to_owned(),
        Field::Answer(value) => format!("<span class=\"answer\">{}</span>", write(value)),
    }
}

fn part(part: &Part) -> String {
    let name = field(&part.name, escape_markup);
    if part.role.is_empty() {
        name
    } else {
        format!("{name} ({})", escape_markup(&part.role))
    }
}
