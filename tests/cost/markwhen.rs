//! Markwhen.

use crate::Case;
use crate::text::{around, day, listed, put, separated};

pub(crate) const CASES: &[Case] = &[
    Case::new("mw", "events", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| put(text, format_args!("{}: Event {i} #tag\n", day(i))),
            "",
        )
    }),
    Case::new("mw", "sections", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| put(text, format_args!("# Section {i}\n1912: Event\n")),
            "",
        )
    }),
    Case::new("mw", "nested sections", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("{} Section {i}\n1912: Event\n", "#".repeat(1 + i % 6)),
                )
            },
            "",
        )
    }),
    Case::new("mw", "sections of the older kind", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| put(text, format_args!("section Section {i}\n1912: Event\n")),
            "",
        )
    }),
    Case::new("mw", "ends of sections", |n| {
        around(
            "title: T\n\n1912: Event\n",
            n,
            |text, _| text.push_str("endSection\n"),
            "",
        )
    }),
    Case::new("mw", "tags of one event", |n| {
        separated(
            "title: T\n\n1912: Event ",
            " ",
            n,
            |i| format!("#tag{i}"),
            "\n",
        )
    }),
    Case::new("mw", "tags", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| put(text, format_args!("{}: Event #tag{i}\n", day(i))),
            "",
        )
    }),
    Case::new("mw", "colours of tags", |n| {
        around(
            "---\ntitle: T\n",
            n,
            |text, i| put(text, format_args!("#tag{i}: red\n")),
            "---\n\n1912: Event\n",
        )
    }),
    Case::new("mw", "riders of one event", |n| {
        listed(
            "title: T\n\n1912: Event\n  riders: [",
            n,
            |i| format!("Ann{i}"),
            "]\n",
        )
    }),
    Case::new("mw", "roles of one event", |n| {
        let riders = listed(
            "title: T\n\n1912: Event\n  riders: [",
            n,
            |i| format!("Ann{i}"),
            "]\n",
        );
        listed(
            &format!("{riders}  roles: ["),
            n,
            |i| format!("r{i}"),
            "]\n",
        )
    }),
    Case::new("mw", "properties of one event", |n| {
        around(
            "title: T\n\n1912: Event\n",
            n,
            |text, i| put(text, format_args!("  key{i}: value\n")),
            "",
        )
    }),
    Case::new("mw", "properties", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| put(text, format_args!("{}: Event\n  key{i}: value\n", day(i))),
            "",
        )
    }),
    Case::new("mw", "lines of one event", |n| {
        around(
            "title: T\n\n1912: Event\n",
            n,
            |text, i| put(text, format_args!("Line {i}\n")),
            "",
        )
    }),
    Case::new("mw", "items of one event", |n| {
        around(
            "title: T\n\n1912: Event\n",
            n,
            |text, i| put(text, format_args!("- [ ] Item {i}\n")),
            "",
        )
    }),
    Case::new("mw", "links in one event", |n| {
        around(
            "title: T\n\n1912: Event\n",
            n,
            |text, i| put(text, format_args!("[page {i}](https://example.org/{i})\n")),
            "",
        )
    }),
    Case::new("mw", "letters of a title", |n| {
        format!("title: T\n\n1912: {}\n", "word ".repeat(n * 10))
    }),
    Case::new("mw", "brackets of a title", |n| {
        format!("title: T\n\n1912: {}\n", "[".repeat(n * 10))
    }),
    Case::new("mw", "blank lines", |n| {
        format!("title: T\n\n1912: A\n{}1913: B\n", "\n".repeat(n * 10))
    }),
    Case::new("mw", "blank lines at the end", |n| {
        format!("title: T\n\n1912: A\n{}", "  \n".repeat(n * 10))
    }),
    Case::new("mw", "comments", |n| {
        format!("title: T\n\n1912: A\n{}1913: B\n", "// comment\n".repeat(n))
    }),
    Case::new("mw", "lines before the first event", |n| {
        format!("title: T\n\n{}1913: B\n", "words\n".repeat(n))
    }),
    Case::new("mw", "eras", |n| {
        around(
            "title: T\n\n1912: A\n",
            n,
            |text, i| put(text, format_args!("1914/1918: Era {i} #era\n")),
            "",
        )
    }),
    Case::new("mw", "events that follow each other", |n| {
        around(
            "title: T\n\n1912: A\n",
            n,
            |text, i| put(text, format_args!("1 day: Event {i}\n")),
            "",
        )
    }),
    Case::new("mw", "events after named ones", |n| {
        around(
            "title: T\n\n1912: A\n  id: x\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("after !x 1 day: Event {i}\n  id: e{i}\n"),
                )
            },
            "",
        )
    }),
    Case::new("mw", "a chain of events after each other", |n| {
        around(
            "title: T\n\n1912: A\n  id: e0\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("after !e{i} 1 day: Event {i}\n  id: e{}\n", i + 1),
                )
            },
            "",
        )
    }),
    Case::new("mw", "a chain of events before each other", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("before !e{} 1 day: Event {i}\n  id: e{i}\n", i + 1),
                )
            },
            "1912: A\n  id: end\n",
        )
    }),
    Case::new("mw", "events of one id", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| put(text, format_args!("{}: Event\n  id: same\n", day(i))),
            "",
        )
    }),
    Case::new("mw", "references to unknown events", |n| {
        around(
            "title: T\n\n1912: A\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("after !unknown{i} 1 day: Event {i}\n  id: e{i}\n"),
                )
            },
            "",
        )
    }),
    Case::new("mw", "recurring events", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("2024-01-01 every week for 3 weeks: Event {i}\n"),
                )
            },
            "",
        )
    }),
    Case::new("mw", "times of a recurring event", |n| {
        format!("title: T\n\n2024-01-01 every day for {n} days: Event\n")
    }),
    Case::new("mw", "patterns of dates", |n| {
        let n = n / 8;
        let header = around(
            "---\ntitle: T\ndateFormat:\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "  - pattern: '^day{i} (\\d{{2}})\\.(\\d{{2}})\\.(\\d{{4}})$'\n    from: '$3-$2-$1'\n    fromFormat: yyyy-MM-dd\n    duration: 1 day\n"
                    ),
                );
            },
            "---\n\n",
        );
        around(
            &header,
            n,
            |text, i| put(text, format_args!("day{i} 01.02.1905: Event\n")),
            "",
        )
    }),
    Case::new("mw", "keys of the header", |n| {
        around(
            "---\ntitle: T\n",
            n,
            |text, i| put(text, format_args!("key{i}: value\n")),
            "---\n\n1912: A\n",
        )
    }),
    Case::new("mw", "one key of the header", |n| {
        around(
            "---\ntitle: T\n",
            n,
            |text, _| text.push_str("key: value\n"),
            "---\n\n1912: A\n",
        )
    }),
    Case::new("mw", "nested lists in the header", |n| {
        format!("---\ntitle: T\nkey: {}\n---\n\n1912: A\n", "[".repeat(n))
    }),
    Case::new("mw", "actors in the header", |n| {
        around(
            "---\ntitle: T\nactors:\n",
            n,
            |text, i| put(text, format_args!("  - {{id: a{i}, name: Ann{i}}}\n")),
            "---\n\n1912: A\n  riders: [Ann1]\n",
        )
    }),
    Case::new("mw", "sources in the header", |n| {
        around(
            "---\ntitle: T\nsources:\n",
            n,
            |text, i| put(text, format_args!("  - {{id: s{i}, title: S{i}}}\n")),
            "---\n\n1912: A\n  evidence: [[s1, p1]]\n",
        )
    }),
    Case::new("mw", "evidence of one event", |n| {
        listed(
            "---\ntitle: T\nsources:\n  - {id: s, title: S}\n---\n\n1912: A\n  id: a\n  evidence: [",
            n,
            |i| format!("[s, p{i}]"),
            "]\n",
        )
    }),
    Case::new("mw", "links of one event", |n| {
        let links = listed(
            "title: T\n\n1912: A\n  id: a\n  links: [",
            n,
            |i| format!("{{to: e{i}, kind: causes}}"),
            "]\n",
        );
        around(
            &links,
            n,
            |text, i| put(text, format_args!("{}: E\n  id: e{i}\n", day(i))),
            "",
        )
    }),
    Case::new("mw", "links to unknown events", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "{}: E\n  id: e{i}\n  links: [{{to: f{i}, kind: causes}}]\n",
                        day(i)
                    ),
                )
            },
            "",
        )
    }),
    Case::new("mw", "wrong dates", |n| {
        around(
            "title: T\n\n1912: A\n",
            n,
            |text, i| put(text, format_args!("somewhen {i}: B\n1912-13-{i}: C\n")),
            "",
        )
    }),
    Case::new("mw", "zones", |n| {
        around(
            "title: T\n\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("# S{i}\ntz: America/New_York\n2024-01-01 10:00: B\n"),
                )
            },
            "",
        )
    }),
];
