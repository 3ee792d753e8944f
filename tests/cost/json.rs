//! The formats that are one value of JSON: TimelineJS, vis-timeline, Wikidata and trace events.

use crate::Case;
use crate::text::{listed, separated};

const SLIDE: &str =
    "{\"events\":[{\"start_date\":{\"year\":\"1912\"},\"text\":{\"headline\":\"A\",\"text\":\"B\"}";
const ITEM: &str = "{\"items\":[{\"id\":1,\"content\":\"A\",\"start\":\"2024-05-02\"";
const BINDING: &str = "{\"event\":{\"type\":\"uri\",\"value\":\"http://www.wikidata.org/entity/Q900001\"},\"date\":{\"type\":\"literal\",\"datatype\":\"http://www.w3.org/2001/XMLSchema#dateTime\",\"value\":\"1848-03-18T00:00:00Z\"},\"eventLabel\":{\"type\":\"literal\",\"value\":\"E\"}";

fn claim(property: &str, year: usize) -> String {
    format!(
        "{{\"mainsnak\":{{\"snaktype\":\"value\",\"property\":\"{property}\",\"datavalue\":{{\"value\":{{\"time\":\"+{:04}-02-11T00:00:00Z\",\"precision\":11}},\"type\":\"time\"}},\"datatype\":\"time\"}},\"rank\":\"normal\"}}",
        1000 + year % 1000
    )
}

fn vars(extra: &str) -> String {
    format!(
        "{{\"head\":{{\"vars\":[\"event\",\"date\",\"eventLabel\"{extra}]}},\"results\":{{\"bindings\":["
    )
}

pub(crate) const CASES: &[Case] = &[
    Case::new("timelinejs.json", "slides", |n| {
        listed(
            "{\"events\":[",
            n,
            |i| {
                format!(
                    "{{\"start_date\":{{\"year\":\"{}\"}},\"text\":{{\"headline\":\"E {i}\"}},\"group\":\"g{i}\"}}",
                    1000 + i % 1000
                )
            },
            "]}",
        )
    }),
    Case::new("timelinejs.json", "slides of one id", |n| {
        listed(
            "{\"events\":[",
            n,
            |i| {
                format!(
                    "{{\"start_date\":{{\"year\":\"{}\"}},\"unique_id\":\"a\",\"text\":{{\"headline\":\"E\"}}}}",
                    1000 + i % 1000
                )
            },
            "]}",
        )
    }),
    Case::new("timelinejs.json", "media", |n| {
        listed(
            "{\"events\":[",
            n,
            |i| {
                format!(
                    "{{\"start_date\":{{\"year\":\"1912\"}},\"text\":{{\"headline\":\"E\"}},\"media\":{{\"url\":\"https://example.org/{i}\",\"credit\":\"C\"}}}}"
                )
            },
            "]}",
        )
    }),
    Case::new("timelinejs.json", "eras", |n| {
        listed(
            &format!("{SLIDE}}}],\"eras\":["),
            n,
            |i| {
                format!(
                    "{{\"start_date\":{{\"year\":\"{}\"}},\"end_date\":{{\"year\":\"2000\"}},\"text\":{{\"headline\":\"E {i}\"}}}}",
                    1000 + i % 1000
                )
            },
            "]}",
        )
    }),
    Case::new("timelinejs.json", "fields of one slide", |n| {
        listed(
            &format!("{SLIDE},"),
            n,
            |i| format!("\"field{i}\":{i}"),
            "}]}",
        )
    }),
    Case::new("timelinejs.json", "one field again and again", |n| {
        listed(
            &format!("{SLIDE},"),
            n,
            |_| "\"group\":\"g\"".to_owned(),
            "}]}",
        )
    }),
    Case::new("timelinejs.json", "fields of the file", |n| {
        listed(
            &format!("{SLIDE}}}],"),
            n,
            |i| format!("\"field{i}\":{i}"),
            "}",
        )
    }),
    Case::new("timelinejs.json", "fields of a date", |n| {
        listed(
            "{\"events\":[{\"text\":{\"headline\":\"A\"},\"start_date\":{\"year\":\"1912\",",
            n,
            |i| format!("\"field{i}\":{i}"),
            "}}]}",
        )
    }),
    Case::new("timelinejs.json", "elements of a text", |n| {
        format!(
            "{SLIDE},\"media\":{{\"url\":\"\",\"caption\":\"{}\"}}}}]}}",
            "<p>word</p><br>".repeat(n)
        )
    }),
    Case::new("timelinejs.json", "open elements of a text", |n| {
        format!(
            "{SLIDE},\"media\":{{\"url\":\"x\",\"caption\":\"{}\"}}}}]}}",
            "<b><i>word".repeat(n)
        )
    }),
    Case::new("timelinejs.json", "angle brackets of a text", |n| {
        format!(
            "{SLIDE},\"media\":{{\"url\":\"x\",\"caption\":\"{}\"}}}}]}}",
            "<".repeat(n * 10)
        )
    }),
    Case::new(
        "timelinejs.json",
        "comments and ampersands of a text",
        |n| {
            format!(
                "{SLIDE},\"media\":{{\"url\":\"x\",\"caption\":\"{}\"}}}}]}}",
                "<!--&".repeat(n * 4)
            )
        },
    ),
    Case::new("timelinejs.json", "links in a text", |n| {
        let links = separated(
            "",
            " ",
            n,
            |i| format!("<a href='https://example.org/{i}'>p{i}</a>"),
            "",
        );
        format!(
            "{{\"events\":[{{\"start_date\":{{\"year\":\"1912\"}},\"text\":{{\"headline\":\"A\",\"text\":\"{links}\"}}}}]}}"
        )
    }),
    Case::new("timelinejs.json", "letters of a title", |n| {
        format!(
            "{{\"events\":[{{\"start_date\":{{\"year\":\"1912\"}},\"text\":{{\"headline\":\"{}\"}}}}]}}",
            "word ".repeat(n * 4)
        )
    }),
    Case::new("timelinejs.json", "wrong dates", |n| {
        listed(
            "{\"events\":[",
            n,
            |_| {
                "{\"start_date\":{\"year\":\"x\",\"month\":13},\"text\":{\"headline\":\"E\"}}"
                    .to_owned()
            },
            "]}",
        )
    }),
    Case::new("timelinejs.json", "values that are no slides", |n| {
        listed(&format!("{SLIDE}}},"), n, |_| "1".to_owned(), "]}")
    }),
    Case::new("timelinejs.json", "nested lists", |n| {
        format!("{SLIDE},\"x\":{}", "[".repeat(n))
    }),
    Case::new("timelinejs.json", "blank lines", |n| {
        format!("{}{SLIDE}}}{}]}}", "\n".repeat(n * 10), "\n".repeat(n * 10))
    }),
    Case::new("vis.json", "items", |n| {
        listed(
            "{\"items\":[",
            n,
            |i| {
                format!(
                    "{{\"id\":{i},\"content\":\"E {i}\",\"start\":\"2024-05-{:02}\"}}",
                    1 + i % 28
                )
            },
            "]}",
        )
    }),
    Case::new("vis.json", "items of one id", |n| {
        listed(
            "{\"items\":[",
            n,
            |i| {
                format!(
                    "{{\"id\":1,\"content\":\"E\",\"start\":\"2024-05-{:02}\"}}",
                    1 + i % 28
                )
            },
            "]}",
        )
    }),
    Case::new("vis.json", "groups", |n| {
        let groups = listed(
            "{\"groups\":[",
            n,
            |i| format!("{{\"id\":{i},\"content\":\"G {i}\"}}"),
            "],\"items\":[",
        );
        listed(
            &groups,
            n,
            |i| {
                format!(
                    "{{\"id\":{i},\"content\":\"E {i}\",\"start\":\"2024-05-{:02}\",\"group\":{i}}}",
                    1 + i % 28
                )
            },
            "]}",
        )
    }),
    Case::new("vis.json", "nested groups", |n| {
        let groups = listed(
            "{\"groups\":[",
            n,
            |i| {
                format!(
                    "{{\"id\":{i},\"content\":\"G {i}\",\"nestedGroups\":[{}]}}",
                    i + 1
                )
            },
            "],\"items\":[",
        );
        listed(
            &groups,
            n,
            |i| {
                format!(
                    "{{\"id\":{i},\"content\":\"E {i}\",\"start\":\"2024-05-{:02}\",\"group\":{i}}}",
                    1 + i % 28
                )
            },
            "]}",
        )
    }),
    Case::new("vis.json", "groups in one group", |n| {
        let nested = listed(
            "{\"groups\":[{\"id\":0,\"content\":\"All\",\"nestedGroups\":[",
            n,
            |i| format!("{}", i + 1),
            "]},",
        );
        let groups = listed(
            &nested,
            n,
            |i| format!("{{\"id\":{},\"content\":\"G {i}\"}}", i + 1),
            "],\"items\":[",
        );
        listed(
            &groups,
            n,
            |i| {
                format!(
                    "{{\"id\":{i},\"content\":\"E {i}\",\"start\":\"2024-05-{:02}\",\"group\":{i}}}",
                    1 + i % 28
                )
            },
            "]}",
        )
    }),
    Case::new("vis.json", "groups that are not there", |n| {
        listed(
            "{\"items\":[",
            n,
            |i| {
                format!(
                    "{{\"id\":{i},\"content\":\"E {i}\",\"start\":\"2024-05-{:02}\",\"group\":\"g{i}\"}}",
                    1 + i % 28
                )
            },
            "]}",
        )
    }),
    Case::new("vis.json", "backgrounds", |n| {
        listed(
            &format!("{ITEM}}},"),
            n,
            |i| {
                format!(
                    "{{\"id\":\"b{i}\",\"type\":\"background\",\"content\":\"E {i}\",\"start\":\"2024-05-{:02}\",\"end\":\"2024-07-01\"}}",
                    1 + i % 28
                )
            },
            "]}",
        )
    }),
    Case::new("vis.json", "fields of one item", |n| {
        listed(
            &format!("{ITEM},"),
            n,
            |i| format!("\"field{i}\":{i}"),
            "}]}",
        )
    }),
    Case::new("vis.json", "one field again and again", |n| {
        listed(
            &format!("{ITEM},"),
            n,
            |_| "\"className\":\"g\"".to_owned(),
            "}]}",
        )
    }),
    Case::new("vis.json", "options", |n| {
        listed(
            &format!("{ITEM}}}],\"options\":{{"),
            n,
            |i| format!("\"field{i}\":{i}"),
            "}}",
        )
    }),
    Case::new("vis.json", "lines of a content", |n| {
        format!(
            "{{\"items\":[{{\"id\":1,\"content\":\"A{}\",\"start\":\"2024-05-02\"}}]}}",
            "<br>word".repeat(n * 4)
        )
    }),
    Case::new("vis.json", "wrong dates", |n| {
        listed(
            "{\"items\":[",
            n,
            |i| format!("{{\"id\":{i},\"content\":\"E {i}\",\"start\":\"somewhen\"}}"),
            "]}",
        )
    }),
    Case::new("wikidata.json", "rows", |n| {
        listed(
            &vars(""),
            n,
            |i| format!("{}}}", BINDING.replace("Q900001", &format!("Q{i}"))),
            "]}}",
        )
    }),
    Case::new("wikidata.json", "rows of one item", |n| {
        listed(
            &vars(",\"type\",\"typeLabel\""),
            n,
            |i| {
                format!(
                    "{BINDING},\"type\":{{\"type\":\"uri\",\"value\":\"http://www.wikidata.org/entity/Q{i}\"}},\"typeLabel\":{{\"type\":\"literal\",\"value\":\"type {i}\"}}}}"
                )
            },
            "]}}",
        )
    }),
    Case::new("wikidata.json", "rows of one item with a word each", |n| {
        listed(
            &vars(",\"word\""),
            n,
            |i| format!("{BINDING},\"word\":{{\"type\":\"literal\",\"value\":\"word {i}\"}}}}"),
            "]}}",
        )
    }),
    Case::new("wikidata.json", "one row again and again", |n| {
        listed(&vars(""), n, |_| format!("{BINDING}}}"), "]}}")
    }),
    Case::new(
        "wikidata.json",
        "rows of one item with a source each",
        |n| {
            listed(
                &vars(",\"article\""),
                n,
                |i| {
                    format!(
                        "{BINDING},\"article\":{{\"type\":\"uri\",\"value\":\"https://example.org/{i}\"}}}}"
                    )
                },
                "]}}",
            )
        },
    ),
    Case::new("wikidata.json", "columns", |n| {
        let names = listed(",", n, |i| format!("\"column{i}\""), "");
        listed(
            &format!("{}{BINDING},", vars(&names)),
            n,
            |i| format!("\"column{i}\":{{\"type\":\"literal\",\"value\":\"{i}\"}}"),
            "}]}}",
        )
    }),
    Case::new("wikidata.json", "entities", |n| {
        listed(
            "{\"entities\":{",
            n,
            |i| {
                format!(
                    "\"Q{i}\":{{\"type\":\"item\",\"id\":\"Q{i}\",\"labels\":{{\"en\":{{\"language\":\"en\",\"value\":\"E {i}\"}}}},\"claims\":{{\"P585\":[{}]}}}}",
                    claim("P585", i)
                )
            },
            "}}",
        )
    }),
    Case::new("wikidata.json", "statements of one entity", |n| {
        listed(
            "{\"entities\":{\"Q1\":{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":\"E\"}},\"claims\":{\"P569\":[",
            n,
            |i| claim("P569", i),
            "]}}}}",
        )
    }),
    Case::new("wikidata.json", "properties of one entity", |n| {
        listed(
            "{\"entities\":{\"Q1\":{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":\"E\"}},\"claims\":{",
            n,
            |i| format!("\"P9{i}\":[{}]", claim(&format!("P9{i}"), i)),
            "}}}}",
        )
    }),
    Case::new("wikidata.json", "aliases of one entity", |n| {
        let claims = format!("{{\"P569\":[{}]}}", claim("P569", 1));
        listed(
            &format!(
                "{{\"entities\":{{\"Q1\":{{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{{\"en\":{{\"language\":\"en\",\"value\":\"E\"}}}},\"claims\":{claims},\"aliases\":{{\"en\":["
            ),
            n,
            |i| format!("{{\"language\":\"en\",\"value\":\"A {i}\"}}"),
            "]}}}}",
        )
    }),
    Case::new("wikidata.json", "references of one statement", |n| {
        let statement = claim("P569", 1).replace(",\"rank\"", ",\"references\":[");
        let statement = statement.trim_end_matches(":\"normal\"}").to_owned();
        listed(
            &format!(
                "{{\"entities\":{{\"Q1\":{{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{{\"en\":{{\"language\":\"en\",\"value\":\"E\"}}}},\"claims\":{{\"P569\":[{statement}"
            ),
            n,
            |i| {
                format!(
                    "{{\"snaks\":{{\"P854\":[{{\"snaktype\":\"value\",\"property\":\"P854\",\"datavalue\":{{\"value\":\"https://example.org/{i}\",\"type\":\"string\"}}}}]}}}}"
                )
            },
            "]}]}}}}",
        )
    }),
    Case::new("trace.json", "spans", |n| {
        listed(
            "{\"traceEvents\":[",
            n,
            |i| {
                format!(
                    "{{\"ph\":\"X\",\"pid\":1,\"tid\":{},\"ts\":{i},\"dur\":5,\"name\":\"E {i}\"}}",
                    i % 9
                )
            },
            "]}",
        )
    }),
    Case::new("trace.json", "threads", |n| {
        listed(
            "{\"traceEvents\":[",
            n,
            |i| {
                format!(
                    "{{\"ph\":\"X\",\"pid\":1,\"tid\":{i},\"ts\":{i},\"dur\":5,\"name\":\"E {i}\"}}"
                )
            },
            "]}",
        )
    }),
    Case::new("trace.json", "names of threads", |n| {
        listed(
            "{\"traceEvents\":[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":1,\"dur\":5,\"name\":\"E\"},",
            n,
            |i| {
                format!(
                    "{{\"ph\":\"M\",\"pid\":1,\"tid\":{i},\"name\":\"thread_name\",\"args\":{{\"name\":\"T\"}}}}"
                )
            },
            "]}",
        )
    }),
    Case::new("trace.json", "nested begins", |n| {
        listed(
            "{\"traceEvents\":[",
            n,
            |i| format!("{{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":{i},\"name\":\"E {i}\"}}"),
            "]}",
        )
    }),
    Case::new("trace.json", "nested begins and ends", |n| {
        let begins = listed(
            "{\"traceEvents\":[",
            n,
            |i| format!("{{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":{i},\"name\":\"E {i}\"}}"),
            ",",
        );
        listed(
            &begins,
            n,
            |i| format!("{{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":{}}}", n + i),
            "]}",
        )
    }),
    Case::new("trace.json", "ends", |n| {
        listed(
            "{\"traceEvents\":[",
            n,
            |i| format!("{{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":{i}}}"),
            "]}",
        )
    }),
    Case::new("trace.json", "asynchronous begins", |n| {
        listed(
            "{\"traceEvents\":[",
            n,
            |i| {
                format!(
                    "{{\"ph\":\"b\",\"pid\":1,\"tid\":1,\"ts\":{i},\"id\":\"0x1\",\"cat\":\"net\",\"name\":\"E\"}}"
                )
            },
            "]}",
        )
    }),
    Case::new("trace.json", "flows", |n| {
        listed(
            "{\"traceEvents\":[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":5000000,\"name\":\"E\"},",
            n,
            |i| {
                format!(
                    "{{\"ph\":\"{}\",\"pid\":1,\"tid\":1,\"ts\":{i},\"id\":{},\"cat\":\"ipc\",\"name\":\"F\"}}",
                    if i % 2 == 0 { "s" } else { "f" },
                    i / 2
                )
            },
            "]}",
        )
    }),
    Case::new("trace.json", "flows between spans", |n| {
        let spans = listed(
            "{\"traceEvents\":[",
            n,
            |i| {
                format!(
                    "{{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":{},\"dur\":5,\"name\":\"E\"}}",
                    i * 10
                )
            },
            ",",
        );
        listed(
            &spans,
            n,
            |i| {
                format!(
                    "{{\"ph\":\"{}\",\"pid\":1,\"tid\":1,\"ts\":{},\"id\":1,\"cat\":\"ipc\",\"name\":\"F\"}}",
                    if i == 0 { "s" } else { "t" },
                    i * 10 + 1
                )
            },
            "]}",
        )
    }),
    Case::new("trace.json", "arguments", |n| {
        listed(
            "{\"traceEvents\":[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":1,\"dur\":5,\"name\":\"E\",\"args\":{",
            n,
            |i| format!("\"a{i}\":{i}"),
            "}}]}",
        )
    }),
    Case::new("trace.json", "categories", |n| {
        separated(
            "{\"traceEvents\":[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":1,\"dur\":5,\"name\":\"E\",\"cat\":\"",
            ",",
            n,
            |i| format!("c{i}"),
            "\"}]}",
        )
    }),
    Case::new("trace.json", "wrong events", |n| {
        listed(
            "{\"traceEvents\":[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":1,\"dur\":5,\"name\":\"E\"},",
            n,
            |_| "{\"ph\":\"X\",\"ts\":\"soon\"}".to_owned(),
            "]}",
        )
    }),
];
