//! Reads files of TimelineJS 1 and 2, whose fields have other names: `date`, `startDate`, `tag`, `asset`, `era`.

use super::dates::when;
use super::reading::TimelineJsReader;
use super::slide::{Media, Slide};
use super::spoken;
use crate::json::{Json, Object};
use crate::markup;
use annals_time::When;

/// Reads what stands under `timeline`.
pub(super) fn read<'j>(reader: &mut TimelineJsReader<'_, 'j, '_>, timeline: &Object<'j>) {
    let title = Slide {
        headline: timeline.text("headline"),
        text: timeline.text("text"),
        media: media(timeline),
        ..Slide::default()
    };
    title.set_title(reader.builder);
    for json in reader.list(timeline, "date") {
        event(reader, json);
    }
    for json in reader.list(timeline, "era") {
        era(reader, json);
    }
    for (name, _) in timeline.fields() {
        // `type` and `startDate` of the whole say how and where the first versions began.
        let is_known = [
            "headline",
            "text",
            "asset",
            "date",
            "era",
            "type",
            "startDate",
        ];
        if !is_known.contains(&name) {
            let remark = format!("The field \"{name}\" of the whole timeline is passed over.");
            reader.builder.note(&remark);
        }
    }
}

fn event(reader: &mut TimelineJsReader<'_, '_, '_>, json: Json<'_>) {
    let byte = json.byte();
    let Some(object) = json.object() else {
        let message =
            "This is no event; one is written as {\"startDate\": ..., \"headline\": ...}.";
        reader.builder.skip(byte, message);
        return;
    };
    let when = date(reader, json, &object);
    if when.is_none() && object.text("startDate").trim().is_empty() {
        let message = "The event has no startDate: it is kept without a date.";
        reader.builder.warn(byte, message);
    }
    let known = [
        "startDate",
        "endDate",
        "headline",
        "text",
        "tag",
        "asset",
        "id",
    ];
    let others = object.fields().filter(|(name, _)| !known.contains(name));
    let extra = others.map(|(name, value)| (name.to_owned(), value.text()));
    let slide = Slide {
        byte,
        id: object.text("id"),
        headline: object.text("headline"),
        text: object.text("text"),
        when,
        group: object.text("tag"),
        media: media(&object),
        extra: extra.collect(),
    };
    reader.add(slide, None);
}

fn era(reader: &mut TimelineJsReader<'_, '_, '_>, json: Json<'_>) {
    let byte = json.byte();
    let object = json.object().unwrap_or_default();
    let when = date(reader, json, &object);
    let is_whole = ["startDate", "endDate"]
        .iter()
        .all(|name| !object.text(name).trim().is_empty());
    let headline = markup::plain(&object.text("headline")).text;
    reader.add_era(byte, &headline, when, is_whole);
}

fn date(
    reader: &mut TimelineJsReader<'_, '_, '_>,
    json: Json<'_>,
    object: &Object<'_>,
) -> Option<When> {
    let byte = object
        .get("startDate")
        .map_or_else(|| json.byte(), Json::byte);
    let start = object.text("startDate");
    let end = object.text("endDate");
    if start.trim().is_empty() {
        return None;
    }
    let mut warnings = Vec::new();
    let start = spoken::date(&start, &mut warnings);
    let end = Some(end).filter(|end| !end.trim().is_empty());
    let end = end.map(|end| spoken::date(&end, &mut warnings));
    let when = when(&start, end.as_deref(), &mut warnings);
    for warning in warnings {
        reader.builder.warn(byte, &warning);
    }
    when
}

fn media(object: &Object<'_>) -> Media {
    let asset = object.get("asset").and_then(Json::object);
    let asset = asset.unwrap_or_default();
    let others = asset
        .fields()
        .filter(|(name, _)| !matches!(*name, "media" | "credit"));
    Media {
        url: asset.text("media"),
        credit: asset.text("credit"),
        title: String::new(),
        more: others
            .map(|(name, value)| (name.to_owned(), value.text()))
            .collect(),
    }
}
