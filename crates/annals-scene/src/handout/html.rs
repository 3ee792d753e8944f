//! The sheet as one HTML file, for reading and printing.
//!
//! The file has no script and loads nothing: style and drawings are embedded, and fonts are the system's.

use super::drawing::{self, Drawings};
use super::entry::{ActorEntry, Connection, Entry, EntryDate, Field, events_words};
use super::request::{Paper, Request, symbol};
use super::sheet::{Sheet, SheetKind};
use crate::wording::{FOR_THE_TEACHER, NOT_SAID, UNDATED};
use annals_model::text::{Clean, escape_markup};
use annals_model::{Source, WebAddress};

const STYLE: &str = include_str!("sheet.css");

/// A line to write on, with a label for screen readers.
const BLANK: &str = "<span class=\"blank\" role=\"img\" aria-label=\"to be filled in\"></span>";

/// Writes the sheet as HTML, line by line.
pub fn html(request: &Request<'_>) -> Vec<Clean> {
    let sheet = Sheet::new(request);
    let mut page = HtmlWriter { lines: Vec::new() };
    page.head(request, &sheet);
    page.top(&sheet);
    page.line("<main>");
    page.drawings(drawing::pages(request, &sheet), &sheet);
    page.events(&sheet);
    page.actors(&sheet);
    page.sources(request, &sheet);
    page.questions(&sheet);
    page.line("</main>");
    page.line("</body>");
    page.line("</html>");
    page.lines.iter().map(|line| Clean::line(line)).collect()
}

struct HtmlWriter {
    lines: Vec<String>,
}

impl HtmlWriter {
    fn line(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    fn head(&mut self, request: &Request<'_>, sheet: &Sheet) {
        self.line("<!DOCTYPE html>");
        self.line("<html lang=\"en\">");
        self.line("<head>");
        self.line("<meta charset=\"utf-8\">");
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        // A second defence: should markup from a file get through, it cannot run or load anything.
        self.line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        let kind = match sheet.kind {
            SheetKind::Reading => String::new(),
            SheetKind::Exercise | SheetKind::Key => format!("{}: ", sheet.kind_words()),
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
            Paper::MARGIN
        ));
        self.line("</style>");
        self.line("</head>");
        self.line("<body>");
    }

    fn top(&mut self, sheet: &Sheet) {
        self.line("<header>");
        if sheet.kind != SheetKind::Reading {
            self.lines
                .push(format!("<p class=\"kind\">{}</p>", sheet.kind_words()));
        }
        self.lines
            .push(format!("<h1>{}</h1>", escape_markup(&sheet.title)));
        if sheet.kind == SheetKind::Exercise {
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
            for entry in sheet.dated() {
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

    /// Writes each line of a text as a paragraph.
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
            EntryDate::Undated => format!("<b>{UNDATED}</b>"),
            EntryDate::Dated { words, known } => {
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
        self.connections(entry);
        if !entry.notes.is_empty() {
            self.line("<div class=\"note\">");
            self.lines.push(format!("<p><b>{FOR_THE_TEACHER}</b></p>"));
            self.paragraphs("", &entry.notes);
            self.line("</div>");
        }
        self.line("</article>");
    }

    /// Writes the participants and links of an event, and what its sources leave out.
    fn connections(&mut self, entry: &Entry) {
        if entry.participants.is_empty() && entry.connections.is_empty() && entry.missing.is_empty()
        {
            return;
        }
        self.line("<dl>");
        let participants = entry.participants.iter();
        let who: Vec<String> = participants
            .map(|part| part.written(|name| field(name, escape_markup), escape_markup))
            .collect();
        if !who.is_empty() {
            let between = if entry
                .participants
                .iter()
                .any(|part| part.name == Field::Blank)
            {
                "<br>"
            } else {
                ", "
            };
            self.pair("who", "Who", &who.join(between));
        }
        for connection in &entry.connections {
            self.connection(connection);
        }
        if entry.asks_why() {
            self.lines.push(format!(
                "<div class=\"why row\"><dt>Why do you think so?</dt> <dd>{BLANK}</dd> <dd>{BLANK}</dd></div>"
            ));
        }
        if !entry.missing.is_empty() {
            self.pair("missing", NOT_SAID, &escape_markup(&entry.missing));
        }
        self.line("</dl>");
    }

    /// Writes a link, with the source's word and the evidence in small type.
    fn connection(&mut self, connection: &Connection) {
        let remark = connection.remark(["“", "”"], escape_markup);
        let remark = remark.map_or(String::new(), |remark| {
            format!(" <span class=\"at\">({remark})</span>")
        });
        if connection.other == Field::Blank {
            self.lines.push(format!(
                "<div class=\"tie row\"><dt>{}{remark}:</dt> <dd>{BLANK}</dd></div>",
                connection.label
            ));
            return;
        }
        let other = field(&connection.other, |(number, title)| match number {
            Some(number) => format!(
                "<a href=\"#event-{number}\"><b>{number}</b> {}</a>",
                escape_markup(title)
            ),
            None => escape_markup(title),
        });
        self.pair("tie", connection.label, &format!("{other}{remark}"));
    }

    fn pair(&mut self, class: &str, label: &str, value: &str) {
        self.lines.push(format!(
            "<div class=\"{class}\"><dt>{label}:</dt> <dd>{value}</dd></div>"
        ));
    }

    fn actors(&mut self, sheet: &Sheet) {
        if sheet.actors.is_empty() {
            return;
        }
        self.line("<section>");
        self.line("<h2>Who</h2>");
        self.line("<div class=\"columns\">");
        for actor in &sheet.actors {
            self.actor(actor);
        }
        self.line("</div>");
        self.line("</section>");
    }

    fn actor(&mut self, actor: &ActorEntry) {
        self.line("<div class=\"member\">");
        self.lines
            .push(format!("<h3>{}</h3>", escape_markup(&actor.name)));
        let mut facts = vec![escape_markup(&actor.facts), events_words(&actor.events)];
        facts.retain(|fact| !fact.is_empty());
        if !facts.is_empty() {
            let facts = facts.join(" · ");
            self.lines.push(format!("<p class=\"facts\">({facts})</p>"));
        }
        self.paragraphs("", &actor.summary);
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
        // Only a worksheet has lines to write on.
        let lines = if sheet.kind == SheetKind::Exercise {
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

/// Writes a field: the value, a line to write on, or the value marked as an answer.
fn field<T>(field: &Field<T>, write: impl Fn(&T) -> String) -> String {
    field.written(BLANK, ["<span class=\"answer\">", "</span>"], write)
}
