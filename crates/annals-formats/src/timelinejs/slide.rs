//! [`Slide`]: headline, text, group and media of an entry, from JSON or from the spreadsheet, as an event.

use std::collections::HashSet;

use crate::building::{Builder, Draft};
use crate::markup::{self, Link};
use annals_model::SourceIndex;
use annals_model::text::Clean;
use annals_time::When;

/// Maximum length of a title that is taken from a text, in characters.
const MAX_TITLE_LENGTH: usize = 80;

/// An entry: an event or the title.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slide {
    /// The byte of the text at which it begins.
    pub(crate) byte: usize,
    /// May be empty, as may all other fields.
    pub(crate) id: String,
    /// HTML.
    pub(crate) headline: String,
    /// HTML.
    pub(crate) text: String,
    pub(crate) when: Option<When>,
    pub(crate) group: String,
    pub(crate) media: Media,
    /// Everything else.
    pub(crate) extra: Vec<(String, String)>,
}

/// A picture, a film, a page that goes with an entry.
#[derive(Debug, Clone, Default)]
pub(crate) struct Media {
    /// An address, or HTML that holds one.
    pub(crate) url: String,
    /// HTML.
    pub(crate) credit: String,
    pub(crate) title: String,
    /// `caption`, `thumbnail` and such, by the names that TimelineJS has for them.
    pub(crate) more: Vec<(String, String)>,
}

impl Slide {
    /// The entry as an event. Its group is a theme.
    pub(crate) fn draft(self, builder: &mut Builder<'_>) -> Draft {
        let headline = markup::plain(&self.headline);
        let text = markup::plain(&self.text);
        let mut extra = self.extra;
        let mut evidence = Vec::new();
        let address = self.media.address();
        let own = Some(headline.text.trim().to_owned()).filter(|own| !own.is_empty());
        let title = own
            .or_else(|| title(&text.text))
            .or_else(|| {
                let mut more = self.media.more.iter();
                let caption = more.find(|(name, _)| name == "caption")?;
                title(&markup::plain(&caption.1).text)
            })
            .or_else(|| title(&address));
        if headline.text.trim().is_empty() {
            builder.note(
                "Slides without a headline are called by the beginning of their text, or by their media.",
            );
        }
        let mut seen = HashSet::new();
        if let Some(source) = self.media.source(builder, &mut extra) {
            seen.insert(source);
            evidence.push((source, String::new()));
        }
        for link in headline.links.iter().chain(&text.links) {
            if let Some(source) = linked(builder, link)
                && seen.insert(source)
            {
                evidence.push((source, String::new()));
            }
        }
        let group = markup::plain(&self.group).text;
        Draft {
            id: Some(self.id),
            title: title.unwrap_or_else(|| "(no headline)".to_owned()),
            summary: text.text,
            when: self.when,
            themes: vec![group],
            evidence,
            extra,
            byte: self.byte,
            ..Draft::default()
        }
    }

    /// The entry as the title of the timeline.
    pub(crate) fn set_title(self, builder: &mut Builder<'_>) {
        let headline = markup::plain(&self.headline);
        let text = markup::plain(&self.text);
        builder.set_title(&headline.text, &text.text);
        let mut extra = self.extra;
        self.media.source(builder, &mut extra);
        for link in headline.links.iter().chain(&text.links) {
            linked(builder, link);
        }
        extra.retain(|(_, value)| !value.trim().is_empty());
        if self.when.is_some() {
            extra.push(("start_date".to_owned(), String::new()));
        }
        if !extra.is_empty() {
            let names: Vec<_> = extra.iter().map(|(name, _)| name.as_str()).collect();
            let names = names.join(", ");
            builder.note(&format!(
                "The title slide also has {names}; a timeline has no place for that."
            ));
        }
    }
}

impl Media {
    /// Its address; empty if it has none that can be followed.
    fn address(&self) -> String {
        let url = self.url.trim();
        if url.starts_with('<') {
            let links = markup::plain(url).links;
            return links
                .into_iter()
                .next()
                .map_or_else(String::new, |link| link.address);
        }
        let is_written_out = url
            .get(..5)
            .is_some_and(|it| it.eq_ignore_ascii_case("data:"));
        if is_written_out {
            String::new()
        } else if url.starts_with("//") {
            format!("https:{url}")
        } else {
            url.to_owned()
        }
    }

    /// Adds it as a source; what a source has no field for goes to `extra`.
    fn source(
        self,
        builder: &mut Builder<'_>,
        extra: &mut Vec<(String, String)>,
    ) -> Option<SourceIndex> {
        let address = self.address();
        if address != self.url.trim() && !self.url.trim().starts_with("//") {
            extra.push(("media.url".to_owned(), self.url));
        }
        let credit = markup::plain(&self.credit).text;
        let credit = credit.trim();
        let source = (!address.is_empty())
            .then(|| builder.source(&markup::plain(&self.title).text, &address))
            .flatten();
        let known = source.map(|source| builder.source_mut(source));
        match known {
            Some(source) if source.author.is_empty() => source.author = Clean::line(credit),
            Some(source) if source.author.raw() == credit => {}
            _ => extra.push(("media.credit".to_owned(), credit.to_owned())),
        }
        if source.is_none() {
            extra.push(("media.title".to_owned(), self.title));
        }
        for (name, value) in self.more {
            let value = markup::plain(&value).text;
            extra.push((format!("media.{name}"), value));
        }
        source
    }
}

fn linked(builder: &mut Builder<'_>, link: &Link) -> Option<SourceIndex> {
    builder.source(&link.label, &link.address)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first line of a text as a title, cut at a word where it is long.
fn title(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.chars().count() <= MAX_TITLE_LENGTH {
        return Some(one_line(text));
    }
    let line = text.lines().next().unwrap_or_default();
    let mut title = String::new();
    for word in line.split_whitespace() {
        if title.chars().count() + word.chars().count() > MAX_TITLE_LENGTH {
            if title.is_empty() {
                title.extend(word.chars().take(MAX_TITLE_LENGTH));
            }
            title.push('…');
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    Some(title)
}
