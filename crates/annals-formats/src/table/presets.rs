//! The columns of programs whose tables are known.

use super::mapping::{ColumnRole, DayOrder, Preset};
use super::plan::{Plan, folded};

/// Recognises a program by the names of its columns.
pub(super) fn recognise(names: &[String]) -> Option<Preset> {
    let known: Vec<_> = names.iter().map(|name| folded(name)).collect();
    let has = |wanted: &[&str]| wanted.iter().all(|name| known.iter().any(|it| it == name));
    if has(&["macb", "sourcetype", "short", "desc"]) {
        Some(Preset::L2tcsv)
    } else if has(&["datetime", "timestampdesc", "parser", "displayname"]) {
        Some(Preset::Plaso)
    } else if has(&["message", "timestampdesc"]) && (has(&["datetime"]) || has(&["timestamp"])) {
        Some(Preset::Timesketch)
    } else {
        None
    }
}

/// Gives the columns of a program their roles.
pub(super) fn assign(plan: &mut Plan, preset: Preset) {
    match preset {
        Preset::Timesketch | Preset::Plaso => {
            plan.assign_named(ColumnRole::Title, &["message"]);
            if plan.unassigned("datetime").is_some() {
                plan.assign_named(ColumnRole::Start, &["datetime"]);
                // `timestamp` says the same in microseconds.
                plan.assign_named(ColumnRole::Ignored, &["timestamp"]);
            } else {
                plan.assign_named(ColumnRole::Start, &["timestamp"]);
            }
            plan.assign_named(ColumnRole::Summary, &["timestampdesc"]);
            plan.assign_named(ColumnRole::Themes, &["tag", "source", "datatype"]);
            let actors = ["username", "user", "hostname", "host"];
            plan.assign_named(ColumnRole::Actors, &actors);
        }
        Preset::L2tcsv => {
            plan.order = plan.order.or(Some(DayOrder::MonthFirst));
            plan.assign_named(ColumnRole::Start, &["date", "time", "timezone"]);
            plan.assign_named(ColumnRole::Title, &["short"]);
            plan.assign_named(ColumnRole::Summary, &["desc"]);
            plan.assign_named(ColumnRole::Themes, &["source", "type"]);
            plan.assign_named(ColumnRole::Actors, &["user", "host"]);
        }
        Preset::Gdelt2 => {
            plan.assign_named(ColumnRole::Id, &["globaleventid"]);
            plan.assign_named(ColumnRole::Start, &["sqldate"]);
            let repeated = ["monthyear", "year", "fractiondate"];
            plan.assign_named(ColumnRole::Ignored, &repeated);
            plan.assign_named(ColumnRole::Actors, &["actor1name", "actor2name"]);
            plan.assign_named(ColumnRole::Themes, &["eventrootcode"]);
            plan.assign_named(ColumnRole::Source, &["sourceurl"]);
        }
    }
}
/// Returns the words for a root code of CAMEO, or the code itself.
pub(super) fn cameo_root(code: &str) -> &str {
    let known = CAMEO_ROOTS.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, words)| words)
}

/// The columns of the events of GDELT 2, in their order.
pub(super) static GDELT2_COLUMNS: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// The root codes of CAMEO, by which GDELT classifies events.
static CAMEO_ROOTS: [(&str, &str); 20] = [
    ("01", "public statement"),
    ("02", "appeal"),
    ("03", "intent to cooperate"),
    ("04", "consultation"),
    ("05", "diplomatic cooperation"),
    ("06", "material cooperation"),
    ("07", "aid"),
    ("08", "concession"),
    ("09", "investigation"),
    ("10", "demand"),
    ("11", "disapproval"),
    ("12", "rejection"),
    ("13", "threat"),
    ("14", "protest"),
    ("15", "show of force"),
    ("16", "reduced relations"),
    ("17", "coercion"),
    ("18", "assault"),
    ("19", "fight"),
    ("20", "mass violence"),
];
