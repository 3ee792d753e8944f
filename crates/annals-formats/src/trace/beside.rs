//! Reads what the object around the events says of the trace, as its summary.

use super::TraceReader;
use crate::json::Json;

impl TraceReader<'_> {
    /// Reads the other fields of the object that holds the events.
    pub(super) fn beside(&mut self, root: Json<'_>) {
        let mut summary = Vec::new();
        let mut others = Vec::new();
        for entry in root.entries().into_iter().flatten() {
            match entry.key {
                "traceEvents" | "displayTimeUnit" => {}
                "otherData" | "metadata" => {
                    for part in entry.value.entries().into_iter().flatten().take(100) {
                        let value = part.value;
                        if value.written().len() > 200 || value.is_object() || value.is_list() {
                            others.push(format!("{}.{}", entry.key, part.key));
                            continue;
                        }
                        let (name, value) = (part.key, value.text());
                        if name == "startTime" {
                            self.builder.note(&format!("The trace says that it was started at {value}; which of its times that is, the format does not say, and nothing is moved."));
                        }
                        summary.push(format!("{name}: {value}"));
                    }
                }
                other if others.len() < 100 => others.push(other.to_owned()),
                _ => {}
            }
        }
        self.builder.set_title("", &summary.join("\n"));
        if !others.is_empty() {
            self.builder.note(&format!("Beside its events the trace has what is no part of a timeline and is not kept: {}.", others.join(", ")));
        }
    }
}
