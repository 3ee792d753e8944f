//! Reads the files of TimelineJS 1 and 2.
//!
//! Owns their names for what version 3 has too: `date`, `startDate`, `tag`, `asset`, `era`.

use super::dates::when;
use super::reading::Reader;
use super::slide::{Media, Slide};
use super::spoken;
use crate::markup;
use crate::spanned::{Json, Object};
use annals_time::When;

/// Reads what stands under `timeline`.
pub(super) fn read<'j>(reader: &mut Reader<'_, 'j, '_>, timeline: &Object<'j>) {
    let title = Slide {
        headline: timeline.text("headline"),
        text: timeline.text("text"),
        media: media(timeline),
        ..Slide::default()
    };
    title.entitle(reader.builder);
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
            reader.builder.remark(&remark);
        }
    }
}

fn event(reader: &mut Reader<'_, '_, '_>, json: Json<'_>) {
    let byte = reader.byte(json);
    let Some(object) = json.object() else {
        let message =
            "This is no event; one is written as {\"startDate\": ..., \"headline\": ...}.";
        reader.builder.skip(byte, message);
        return;
    };
    let when = date(reader, json, &object);
    if when.is_none() && object.text("startDate").trim().is_empty() {
        let message = "The event has no startDate: it is kept without a date.";
        reader.builder.doubt(byte, message);
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

fn era(reader: &mut Reader<'_, '_, '_>, json: Json<'_>) {
    let byte = reader.byte(json);
    let object = json.object().unwrap_or_default();
    let when = date(reader, json, &object);
    let is_whole = ["startDate", "endDate"]
        .iter()
        .all(|name| !object.text(name).trim().is_empty());
    let headline = markup::plain(&object.text("headline")).text;
    reader.add_era(byte, &headline, when, is_whole);
}

fn date(reader: &mut Reader<'_, '_, '_>, json: Json<'_>, object: &Object<'_>) -> Option<When> {
    let byte = object
        .get("startDate")
        .map_or_else(|| reader.byte(json), |date| reader.byte(date));
    let start = object.text("startDate");
    let end = object.text("endDate");
    if start.trim().is_empty() {
        return None;
    }
    let mut doubts = Vec::new();
    let start = spoken::date(&start, &mut doubts);
    let end = Some(end).filter(|end| !end.trim().is_empty());
    let end = end.map(|end| spoken::date(&end, &mut doubts));
    let when = when(&start, end.as_deref(), &mut doubts);
    for doubt in doubts {
        reader.builder.doubt(byte, &doubt);
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
