//! `annals date`: how a date is read.

use super::args::Date;
use super::output::Output;
use super::{Failure, Outcome, json};
use annals_model::text::Clean;
use annals_time::{Bound, Region, When};

pub(super) fn run(arguments: &Date, output: &mut Output) -> Result<Outcome, Failure> {
    let text = arguments.text.join(" ");
    let when = When::parse(&text).map_err(|error| {
        let place = error
            .column()
            .map_or_else(String::new, |column| format!(":{column}"));
        let shown = annals_model::text::fit(&Clean::line(&text), 60, &Clean::own("…"));
        Failure::Input(Clean::line(&format!("\"{shown}\"{place}: {error}")))
    })?;
    if arguments.json {
        output.line(&json::date(&text, when.as_ref()))?;
        return Ok(Outcome::Done);
    }
    output.line(&Clean::line(&text))?;
    let Some(when) = when else {
        output.line(&Clean::own("  says that there is no date"))?;
        return Ok(Outcome::Done);
    };
    let edtf = match (when.edtf(), when.level()) {
        (Some(edtf), Some(level)) => format!("{edtf}  (level {level})"),
        (Some(edtf), None) => edtf.to_owned(),
        (None, _) => "cannot say this".to_owned(),
    };
    let rows = [
        (
            "in words",
            format!("{}, {}", when.words(), when.precision_words()),
        ),
        ("EDTF", edtf),
        ("starts", region(when.start())),
        ("ends", region(when.end())),
        ("precision", when.precision().name().to_owned()),
        ("note", when.note().unwrap_or_default().to_owned()),
    ];
    for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        output.line(&Clean::line(&format!("  {label:<10} {value}")))?;
    }
    Ok(Outcome::Done)
}

fn region(region: Region) -> String {
    let bound = |bound: Bound| match bound {
        Bound::Open => "open".to_owned(),
        Bound::Unknown => "unknown".to_owned(),
        Bound::At(time) => time.to_string(),
    };
    if region.earliest == region.latest {
        bound(region.earliest)
    } else {
        format!(
            "between {} and {}",
            bound(region.earliest),
            bound(region.latest)
        )
    }
}
