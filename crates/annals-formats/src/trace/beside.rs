//! What the object around the events of a trace says of the trace.
//!
//! Owns its summary; it reads no events.

use super::super::entries::Entries;
use super::Reader;

impl Reader<'_> {
    /// What the object around the events says beside them.
    pub(super) fn beside(&mut self, start: usize) {
        let Some(root) = Entries::new(self.text, start) else {
            return;
        };
        let mut summary = Vec::new();
        let mut others = Vec::new();
        for entry in root {
            let key = self.text.get(entry.key).unwrap_or_default();
            match key {
                "traceEvents" | "displayTimeUnit" => {}
                "otherData" | "metadata" => {
                    for part in Entries::new(self.text, entry.value.start)
                        .into_iter()
                        .flatten()
                        .take(100)
                    {
                        let name = self.text.get(part.key).unwrap_or_default();
                        let value = self.text.get(part.value).unwrap_or_default();
                        if value.len() > 200 || value.starts_with(['{', '[']) {
                            others.push(format!("{key}.{name}"));
                            continue;
                        }
                        let value = serde_json::from_str::<String>(value)
                            .unwrap_or_else(|_| value.to_owned());
                        if name == "startTime" {
                            self.builder.remark(&format!("The trace says that it was started at {value}; which of its times that is, the format does not say, and nothing is moved."));
                        }
                        summary.push(format!("{name}: {value}"));
                    }
                }
                other if others.len() < 100 => others.push(other.to_owned()),
                _ => {}
            }
        }
        self.builder.entitle("", &summary.join("\n"));
        if !others.is_empty() {
            self.builder.remark(&format!("Beside its events the trace has what is no part of a timeline and is not kept: {}.", others.join(", ")));
        }
    }
}
