//! Reads version 3: slides, eras, dates and media.
//!
//! A value of the wrong kind is reported; the rest of its slide is kept.

use super::date_object::date_of;
use super::dates::{NAMES, when};
use super::own::{self, KeptSlide, KeptWhole};
use super::slide::{Media, Slide};
use super::{legacy, spoken};
use crate::building::Builder;
use crate::json::{Json, Object};
use crate::kept::Keeper;
use crate::markup;
use annals_model::Grouping;
use annals_time::When;

/// Reads the parts of a file.
pub(super) struct TimelineJsReader<'b, 'j, 't> {
    pub(super) builder: &'b mut Builder<'t>,
    has_groups: bool,
    keeper: Keeper,
    /// Undated events, which TimelineJS does not see, with their indices among all events.
    undated: Vec<(usize, Json<'j>)>,
}

impl<'b, 'j, 't> TimelineJsReader<'b, 'j, 't> {
    pub(super) fn new(builder: &'b mut Builder<'t>) -> Self {
        Self {
            builder,
            has_groups: false,
            keeper: Keeper::default(),
            undated: Vec::new(),
        }
    }

    /// Reads the whole file.
    pub(super) fn root(&mut self, root: Json<'j>) {
        let Some(object) = root.object() else {
            self.builder.refuse(
                root.byte(),
                "A timeline of TimelineJS is an object with a list of events: {\"events\": [...]}.",
            );
            return;
        };
        match object.get("timeline").and_then(Json::object) {
            Some(timeline) if object.get("events").is_none() => {
                self.builder.note(
                    "This is a file of TimelineJS 1 or 2, whose dates are written year first: 2012,1,26. Times are local as they are written.",
                );
                legacy::read(self, &timeline);
            }
            _ => self.version_3(root, &object),
        }
        if self.has_groups && self.builder.timeline().lanes.is_none() {
            self.builder.timeline().lanes = Some(Grouping::Theme);
        }
    }

    fn version_3(&mut self, root: Json<'j>, object: &Object<'j>) {
        self.builder.note(
            "Years before our era are negative: -44 is 44 BC. Times are local as they are written.",
        );
        if let Some(kept) = own::kept::<KeptWhole>(self.builder, object) {
            own::whole(self.builder, &mut self.keeper, root.byte(), kept);
        }
        if let Some(annals) = object.get("annals").and_then(Json::object) {
            for undated in self.list(&annals, "undated") {
                let annals = undated.object().unwrap_or_default().get("annals");
                let kept = annals.and_then(|annals| annals.parse::<KeptSlide>().ok());
                let place = kept.and_then(|kept| kept.place.parse().ok());
                self.undated.push((place.unwrap_or(usize::MAX), undated));
            }
        }
        if let Some(title) = object.get("title") {
            self.title(title);
        }
        match object.get("events") {
            Some(events) if events.is_list() => self.events(&events.list().unwrap_or_default()),
            Some(events) => self.builder.warn(
                events.byte(),
                "The events are no list; one is written as \"events\": [...].",
            ),
            None => self.builder.warn(
                root.byte(),
                "There are no events; a list of them is written as \"events\": [...].",
            ),
        }
        for era in self.list(object, "eras") {
            self.era(era);
        }
        for (name, value) in object.fields() {
            match name {
                "events" | "title" | "eras" | "annals" => {}
                "scale" => self.scale(value),
                _ => {
                    let known = format!(
                        "TimelineJS has no field \"{name}\" for a whole timeline; it is passed over."
                    );
                    self.builder.note(&known);
                }
            }
        }
        std::mem::take(&mut self.keeper).finish(self.builder);
    }

    fn scale(&mut self, value: Json<'_>) {
        match value.text().trim() {
            "" | "human" => {}
            "cosmological" => self.builder.note(
                "The scale is cosmological: of years from a million on, the zeros at the end are not taken as known.",
            ),
            _ => self.builder.warn(
                value.byte(),
                "TimelineJS has the scales \"human\" and \"cosmological\"; this one is passed over.",
            ),
        }
    }

    /// The values of a list; anything else is reported.
    pub(super) fn list(&mut self, object: &Object<'j>, name: &str) -> Vec<Json<'j>> {
        let Some(value) = object.get(name) else {
            return Vec::new();
        };
        value.list().unwrap_or_else(|| {
            if !value.text().trim().is_empty() {
                let message = format!("\"{name}\" is no list and is passed over.");
                self.builder.warn(value.byte(), &message);
            }
            Vec::new()
        })
    }

    fn title(&mut self, title: Json<'j>) {
        if let Some(titles) = title.list() {
            for (place, title) in titles.into_iter().enumerate() {
                if place == 0 {
                    self.title(title);
                } else {
                    self.builder.warn(
                        title.byte(),
                        "A timeline has one title slide; this one is kept as an event.",
                    );
                    self.event(title, false);
                }
            }
        } else if let Some(object) = title.object() {
            let slide = self.slide(title, &object, None);
            slide.set_title(self.builder);
        } else if !title.text().trim().is_empty() {
            self.builder.warn(
                title.byte(),
                "The title is a text; a title slide is written as {\"text\": {\"headline\": ...}}.",
            );
            let headline = markup::plain(&title.text()).text;
            self.builder.set_title(&headline, "");
        }
    }

    fn events(&mut self, events: &[Json<'j>]) {
        let mut undated = std::mem::take(&mut self.undated).into_iter().peekable();
        for event in events {
            while let Some((_, event)) =
                undated.next_if(|(place, _)| *place <= self.builder.timeline().events.len())
            {
                self.event(event, true);
            }
            self.event(*event, false);
        }
        for (_, event) in undated {
            self.event(event, true);
        }
    }

    /// Reads an event. A missing date is reported unless the event is known to be undated.
    fn event(&mut self, json: Json<'_>, is_undated: bool) {
        let Some(object) = json.object() else {
            self.builder.skip(
                json.byte(),
                "This is no slide; one is written as {\"start_date\": ..., \"text\": ...}.",
            );
            return;
        };
        if object.text("type").trim() == "title" {
            self.builder.warn(
                json.byte(),
                "A title slide stands among the events; it is kept as one. TimelineJS has it under \"title\".",
            );
        } else if !is_undated && says_nothing(&object, "start_date") {
            self.builder.warn(
                json.byte(),
                "The slide has no start_date with a year: the event is kept without a date. TimelineJS does not show it.",
            );
        }
        let kept = own::kept(self.builder, &object);
        let slide = self.slide(json, &object, kept.as_ref());
        self.add(slide, kept);
    }

    /// Adds an event.
    pub(super) fn add(&mut self, slide: Slide, kept: Option<KeptSlide>) {
        let byte = slide.byte;
        let group = slide.group.trim().to_owned();
        let mut draft = slide.draft(self.builder);
        self.has_groups |= !group.is_empty();
        if let Some(kept) = &kept {
            kept.apply(self.builder, &self.keeper, &mut draft);
        }
        let event = self.builder.event(draft);
        if let Some(kept) = kept {
            self.keeper.link(event, byte, kept.event);
        }
    }

    fn slide(&mut self, json: Json<'_>, object: &Object<'_>, kept: Option<&KeptSlide>) -> Slide {
        let mut slide = Slide {
            byte: json.byte(),
            id: object.text("unique_id"),
            group: object.text("group"),
            ..Slide::default()
        };
        let start = self.date(object, "start_date", &mut slide.extra);
        let end = self.date(object, "end_date", &mut slide.extra);
        let own = kept.and_then(|kept| kept.date(start.as_deref(), end.as_deref()));
        let mut words = String::new();
        slide.when = match own {
            Some(when) => {
                words = when.words();
                Some(when)
            }
            None => self.when(object, start.as_deref(), end.as_deref()),
        };
        for (name, value) in object.fields() {
            match name {
                "start_date" | "end_date" | "unique_id" | "group" | "annals" => {}
                "text" => self.text(&mut slide, value),
                "media" => self.media(&mut slide, value),
                "body" | "headline" => self.misplaced(&mut slide, name, value),
                "background" | "location" if value.is_object() => {
                    parts(&mut slide.extra, name, value);
                }
                // These are the words that annals wrote for the kept date.
                "display_date" if value.text() == words => {}
                "type" if value.text().trim().is_empty() => {}
                _ => slide.extra.push((name.to_owned(), value.text())),
            }
        }
        slide
    }

    fn text(&mut self, slide: &mut Slide, value: Json<'_>) {
        let Some(object) = value.object() else {
            if !value.text().trim().is_empty() {
                self.builder.warn(
                    value.byte(),
                    "The text stands where {\"headline\": ..., \"text\": ...} is expected; it is taken as the text.",
                );
                slide.text = value.text();
            }
            return;
        };
        for (name, value) in object.fields() {
            match name {
                "headline" => slide.headline = value.text(),
                "text" => slide.text = value.text(),
                "body" => self.misplaced(slide, name, value),
                _ => slide.extra.push((format!("text.{name}"), value.text())),
            }
        }
    }

    /// A field that stands elsewhere in TimelineJS.
    fn misplaced(&mut self, slide: &mut Slide, name: &str, value: Json<'_>) {
        let (place, kept) = if name == "headline" {
            ("\"text\": {\"headline\": ...}", &mut slide.headline)
        } else {
            ("\"text\": {\"text\": ...}", &mut slide.text)
        };
        if !value.text().trim().is_empty() {
            let message = format!(
                "TimelineJS does not show what stands under \"{name}\" here; it has its place in {place}, and is read so."
            );
            if kept.trim().is_empty() {
                *kept = value.text();
            } else {
                slide.extra.push((name.to_owned(), value.text()));
            }
            self.builder.warn(value.byte(), &message);
        }
    }

    fn media(&mut self, slide: &mut Slide, value: Json<'_>) {
        let Some(object) = value.object() else {
            slide.media.url = value.text();
            if !slide.media.url.trim().is_empty() {
                self.builder.warn(
                    value.byte(),
                    "The media stand where {\"url\": ...} is expected; they are taken as the address.",
                );
            }
            return;
        };
        slide.media = Media::of(&object);
    }

    /// The date of a slide.
    fn when(
        &mut self,
        object: &Object<'_>,
        start: Option<&str>,
        end: Option<&str>,
    ) -> Option<When> {
        let field = if start.is_some() {
            "start_date"
        } else {
            "end_date"
        };
        let json = object.get(field)?;
        let mut warnings = Vec::new();
        let date = match (start, end) {
            (Some(start), end) => when(start, end, &mut warnings),
            (None, Some(end)) => {
                warnings.push("There is an end and no start: some time until then.".to_owned());
                when(&format!("../{end}"), None, &mut warnings)
            }
            (None, None) => None,
        };
        self.warnings(json, &warnings);
        date
    }

    fn warnings(&mut self, json: Json<'_>, warnings: &[String]) {
        let byte = json.byte();
        for warning in warnings {
            self.builder.warn(byte, warning);
        }
    }

    /// A date as EDTF or near it; what else it says goes to `extra`.
    fn date(
        &mut self,
        slide: &Object<'_>,
        field: &str,
        extra: &mut Vec<(String, String)>,
    ) -> Option<String> {
        let json = slide.get(field)?;
        let mut warnings = Vec::new();
        let text = match json.object() {
            Some(object) => {
                for (name, value) in object.fields() {
                    if name != "year" && !NAMES.contains(&name) {
                        extra.push((format!("{field}.{name}"), value.text()));
                    }
                }
                let text = date_of(&object, &mut warnings);
                if text.is_none() && object.fields().any(|(_, value)| !value.text().is_empty()) {
                    warnings.push(format!("The {field} has no year, so it is no date."));
                }
                text
            }
            None if json.is_list() => {
                warnings.push(format!("A {field} is written as {{\"year\": ...}}."));
                None
            }
            None => {
                let text = json.text();
                (!text.trim().is_empty()).then(|| {
                    if !json.is_number() {
                        warnings.push(format!(
                            "The {field} is a text; TimelineJS has {{\"year\": ..., \"month\": ...}}. It is read as a date."
                        ));
                    }
                    spoken::date(&text, &mut warnings)
                })
            }
        };
        self.warnings(json, &warnings);
        text
    }

    fn era(&mut self, json: Json<'_>) {
        let Some(object) = json.object() else {
            self.builder.skip(
                json.byte(),
                "This is no era; one has a start_date and an end_date.",
            );
            return;
        };
        let mut extra = Vec::new();
        let start = self.date(&object, "start_date", &mut extra);
        let end = self.date(&object, "end_date", &mut extra);
        let kept = own::kept::<KeptSlide>(self.builder, &object);
        let when = kept
            .and_then(|kept| kept.date(start.as_deref(), end.as_deref()))
            .or_else(|| self.when(&object, start.as_deref(), end.as_deref()));
        let text = object
            .get("text")
            .and_then(Json::object)
            .unwrap_or_default();
        let headline = [text.text("headline"), object.text("headline")];
        let headline = headline.iter().find(|it| !it.trim().is_empty());
        let headline = headline.map_or_else(String::new, |it| markup::plain(it).text);
        self.add_era(
            json.byte(),
            &headline,
            when,
            start.is_some() && end.is_some(),
        );
        if !text.text("text").trim().is_empty() {
            self.builder
                .note("Eras have a text, which TimelineJS does not show; it is passed over.");
        }
    }

    /// Adds an era; a missing date is reported.
    pub(super) fn add_era(&mut self, byte: usize, title: &str, when: Option<When>, is_whole: bool) {
        let Some(when) = when else {
            self.builder.skip(
                byte,
                "The era has no date; it needs a start_date and an end_date.",
            );
            return;
        };
        if !is_whole {
            self.builder.warn(
                byte,
                "The era has only one of its two dates and is as long as that one.",
            );
        }
        self.builder.era(title, when);
    }
}

impl Media {
    /// Reads the fields of the object `media`.
    fn of(object: &Object<'_>) -> Self {
        let mut media = Self {
            url: object.text("url"),
            credit: object.text("credit"),
            title: object.text("title"),
            more: Vec::new(),
        };
        for (name, value) in object.fields() {
            if !matches!(name, "url" | "credit" | "title") {
                media.more.push((name.to_owned(), value.text()));
            }
        }
        media
    }
}

/// The fields of an object, each with its name after that of the object.
fn parts(extra: &mut Vec<(String, String)>, name: &str, value: Json<'_>) {
    let object = value.object().unwrap_or_default();
    for (part, value) in object.fields() {
        extra.push((format!("{name}.{part}"), value.text()));
    }
}

/// Whether a field is missing or all that is in it is empty.
fn says_nothing(object: &Object<'_>, name: &str) -> bool {
    object.get(name).is_none_or(|value| match value.object() {
        Some(object) => object
            .fields()
            .all(|(_, value)| value.text().trim().is_empty()),
        None => value.text().trim().is_empty(),
    })
}
