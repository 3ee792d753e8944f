//! The native format.

use crate::Case;
use crate::text::{around, day, listed, put};

const TWO: &str =
    "title = \"T\"\n[source.s]\n[actor.a]\n[[event]]\nid = \"x\"\ndate = \"1912\"\ntitle = \"X\"\n";

pub(crate) const CASES: &[Case] = &[
    Case::new("toml", "events", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[event]]\ntitle = \"Event {i}\"\ndate = \"{}\"\n", day(i)),
                );
            },
            "",
        )
    }),
    Case::new("toml", "events of one title at one time", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, _| text.push_str("[[event]]\ntitle = \"Event\"\ndate = \"1912\"\n"),
            "",
        )
    }),
    Case::new("toml", "events of one id", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, _| text.push_str("[[event]]\nid = \"e\"\ntitle = \"Event\"\ndate = \"1912\"\n"),
            "",
        )
    }),
    Case::new("toml", "links of one event", |n| {
        let links = listed(
            "links = [",
            n,
            |i| format!("{{ to = \"e{i}\", kind = \"causes\" }}"),
            "]\n",
        );
        around(
            &format!("{TWO}{links}"),
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[event]]\nid = \"e{i}\"\ntitle = \"Event {i}\"\ndate = \"{}\"\n",
                        day(i)
                    ),
                );
            },
            "",
        )
    }),
    Case::new("toml", "links to one event", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[event]]\ntitle = \"Event {i}\"\ndate = \"{}\"\nlinks = [{{ to = \"x\", kind = \"causes\" }}]\n",
                        day(i)
                    ),
                );
            },
            "",
        )
    }),
    Case::new("toml", "a chain of links", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[event]]\nid = \"e{i}\"\ntitle = \"Event {i}\"\ndate = \"{}\"\nlinks = [{{ to = \"e{}\", kind = \"causes\" }}]\n",
                        day(i),
                        i.saturating_sub(1)
                    ),
                );
            },
            "",
        )
    }),
    Case::new("toml", "a circle of links", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[event]]\nid = \"e{i}\"\ntitle = \"Event {i}\"\ndate = \"{}\"\nlinks = [{{ to = \"e{}\", kind = \"causes\" }}]\n",
                        day(i),
                        (i + 1) % n
                    ),
                );
            },
            "",
        )
    }),
    Case::new("toml", "circles of links", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[event]]\nid = \"e{i}\"\ntitle = \"Event {i}\"\ndate = \"{}\"\nlinks = [{{ to = \"e{}\", kind = \"causes\" }}]\n",
                        day(i),
                        i ^ 1
                    ),
                );
            },
            "[[event]]\ntitle = \"Last\"\n",
        )
    }),
    Case::new("toml", "links to unknown events", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[event]]\ntitle = \"Event {i}\"\nlinks = [{{ to = \"evemt-{i}x\", kind = \"causes\" }}]\n"
                    ),
                );
            },
            "",
        )
    }),
    Case::new("toml", "links of one event to unknown events", |n| {
        listed(
            &format!("{TWO}links = ["),
            n,
            |i| format!("{{ to = \"e{i}\", kind = \"causes\" }}"),
            "]\n",
        )
    }),
    Case::new("toml", "links to oneself", |n| {
        listed(
            &format!("{TWO}links = ["),
            n,
            |_| "{ to = \"x\", kind = \"causes\" }".to_owned(),
            "]\n",
        )
    }),
    Case::new("toml", "themes of one event", |n| {
        listed(
            &format!("{TWO}themes = ["),
            n,
            |i| format!("\"theme {i}\""),
            "]\n",
        )
    }),
    Case::new("toml", "themes", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[event]]\ntitle = \"Event {i}\"\ndate = \"{}\"\nthemes = [\"theme {i}\"]\n",
                        day(i)
                    ),
                );
            },
            "",
        )
    }),
    Case::new("toml", "actors", |n| {
        around(
            TWO,
            n,
            |text, i| put(text, format_args!("[actor.a{i}]\nname = \"Actor {i}\"\n")),
            "",
        )
    }),
    Case::new("toml", "actors with an event each", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[actor.a{i}]\nname = \"Actor {i}\"\n[[event]]\ntitle = \"Event {i}\"\ndate = \"{}\"\nactors = [\"a{i}\"]\n",
                        day(i)
                    ),
                );
            },
            "",
        )
    }),
    Case::new("toml", "actors of one event", |n| {
        let parts = listed(
            &format!("{TWO}actors = ["),
            n,
            |i| format!("\"a{i}\""),
            "]\n",
        );
        around(
            &parts,
            n,
            |text, i| put(text, format_args!("[actor.a{i}]\n")),
            "",
        )
    }),
    Case::new("toml", "roles of one actor in one event", |n| {
        listed(
            &format!("{TWO}actors = ["),
            n,
            |i| format!("{{ id = \"a\", role = \"role {i}\" }}"),
            "]\n",
        )
    }),
    Case::new("toml", "one actor again and again in one event", |n| {
        listed(
            &format!("{TWO}actors = ["),
            n,
            |_| "\"a\"".to_owned(),
            "]\n",
        )
    }),
    Case::new("toml", "unknown actors", |n| {
        listed(
            &format!("{TWO}actors = ["),
            n,
            |i| format!("\"actor{i}\""),
            "]\n",
        )
    }),
    Case::new("toml", "unknown actors beside known ones", |n| {
        let parts = listed(
            &format!("{TWO}actors = ["),
            n,
            |i| format!("\"b{i}\""),
            "]\n",
        );
        around(
            &parts,
            n,
            |text, i| put(text, format_args!("[actor.a{i}]\n")),
            "",
        )
    }),
    Case::new("toml", "aliases", |n| {
        listed(
            "title = \"T\"\n[actor.a]\naliases = [",
            n,
            |i| format!("\"alias {i}\""),
            "]\n",
        )
    }),
    Case::new("toml", "other names of one actor", |n| {
        listed(
            "title = \"T\"\n[actor.a]\nsame_as = [",
            n,
            |i| format!("\"b{i}\""),
            "]\n",
        )
    }),
    Case::new("toml", "sources", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[source.s{i}]\ntitle = \"Source {i}\"\ndate = \"{}\"\n",
                        day(i)
                    ),
                )
            },
            "",
        )
    }),
    Case::new("toml", "evidence of one event", |n| {
        listed(
            &format!("{TWO}evidence = ["),
            n,
            |i| format!("{{ source = \"s\", at = \"p{i}\" }}"),
            "]\n",
        )
    }),
    Case::new("toml", "sources of one event", |n| {
        let evidence = listed(
            &format!("{TWO}evidence = ["),
            n,
            |i| format!("\"s{i}\""),
            "]\n",
        );
        around(
            &evidence,
            n,
            |text, i| put(text, format_args!("[source.s{i}]\n")),
            "",
        )
    }),
    Case::new("toml", "unknown sources", |n| {
        let evidence = listed(
            &format!("{TWO}evidence = ["),
            n,
            |i| format!("\"t{i}\""),
            "]\n",
        );
        around(
            &evidence,
            n,
            |text, i| put(text, format_args!("[source.s{i}]\n")),
            "",
        )
    }),
    Case::new("toml", "eras", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[era]]\ntitle = \"Era {i}\"\ndate = \"{}\"\n", day(i)),
                )
            },
            "",
        )
    }),
    Case::new("toml", "eras that overlap", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[era]]\ntitle = \"Era {i}\"\ndate = \"1000/2000\"\n"),
                )
            },
            "",
        )
    }),
    Case::new("toml", "events that overlap", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[event]]\ntitle = \"Event {i}\"\ndate = \"1000/2000\"\n"),
                )
            },
            "",
        )
    }),
    Case::new("toml", "steps of the tour", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[tour]]\nname = \"Step {i}\"\nevent = \"x\"\n"),
                )
            },
            "",
        )
    }),
    Case::new("toml", "steps of the tour to unknown events", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[tour]]\nname = \"Step {i}\"\nevent = \"y{i}\"\n"),
                )
            },
            "",
        )
    }),
    Case::new("toml", "comparisons", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[comparison]]\nabout = \"e{i}\"\nverdict = \"agrees\"\nevents = [\"x\"]\nnote = \"N\"\n"
                    ),
                )
            },
            "",
        )
    }),
    Case::new("toml", "comparisons with unknown events", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[comparison]]\nabout = \"e{i}\"\nverdict = \"agrees\"\nevents = [\"z{i}\"]\n"
                    ),
                )
            },
            "",
        )
    }),
    Case::new("toml", "events of one comparison", |n| {
        let all = listed(
            &format!("{TWO}[[comparison]]\nabout = \"e\"\nverdict = \"agrees\"\nevents = ["),
            n,
            |i| format!("\"e{i}\""),
            "]\n",
        );
        around(
            &all,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[event]]\nid = \"e{i}\"\ntitle = \"E\"\n"),
                )
            },
            "",
        )
    }),
    Case::new("toml", "disagreements", |n| {
        around(
            TWO,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "[[disagreement]]\ntitle = \"D {i}\"\nevents = [\"x\"]\nversions = [{{ says = \"A\" }}, {{ says = \"B\" }}]\n"
                    ),
                )
            },
            "",
        )
    }),
    Case::new("toml", "versions of one disagreement", |n| {
        listed(
            &format!("{TWO}[[disagreement]]\ntitle = \"D\"\nevents = [\"x\"]\nversions = ["),
            n,
            |i| format!("{{ says = \"{i}\" }}"),
            "]\n",
        )
    }),
    Case::new("toml", "lines of notes", |n| {
        around(
            &format!("{TWO}notes = \"\"\"\n"),
            n,
            |text, i| put(text, format_args!("Note {i}, and some more words.\n\n")),
            "\"\"\"\n",
        )
    }),
    Case::new("toml", "lines of a summary", |n| {
        around(
            &format!("{TWO}summary = \"\"\"\n"),
            n,
            |text, i| put(text, format_args!("Line {i}, and some more words.\n")),
            "\"\"\"\n",
        )
    }),
    Case::new("toml", "letters of a title", |n| {
        format!(
            "title = \"T\"\n[[event]]\ndate = \"1912\"\ntitle = \"{}\"\n",
            "word ".repeat(n * 4)
        )
    }),
    Case::new("toml", "letters of one word", |n| {
        format!(
            "title = \"T\"\n[[event]]\ndate = \"1912\"\ntitle = \"{}\"\n",
            "w".repeat(n * 20)
        )
    }),
    Case::new("toml", "letters of every text", |n| {
        let long = "word ".repeat(n);
        format!(
            "title = \"{long}\"\nsummary = \"{long}\"\n[source.s]\ntitle = \"{long}\"\nnote = \"{long}\"\n[actor.a]\nname = \"{long}\"\nsummary = \"{long}\"\n[[era]]\ntitle = \"{long}\"\ndate = \"1900\"\n[[event]]\ndate = \"1912\"\ntitle = \"{long}\"\nsummary = \"{long}\"\nactors = [{{ id = \"a\", role = \"{long}\" }}]\nevidence = [{{ source = \"s\", at = \"{long}\" }}]\nthemes = [\"{long}\"]\n"
        )
    }),
    Case::new("toml", "marks above one letter", |n| {
        format!(
            "title = \"T\"\n[[event]]\ndate = \"1912\"\ntitle = \"e{}\"\n",
            "\u{301}".repeat(n * 10)
        )
    }),
    Case::new("toml", "control characters", |n| {
        format!(
            "title = \"T\"\n[[event]]\ndate = \"1912\"\ntitle = \"{}\"\n",
            "\\u001b\\u202e".repeat(n * 2)
        )
    }),
    Case::new("toml", "fields of one's own", |n| {
        listed(
            &format!("{TWO}extra = {{"),
            n,
            |i| format!("field{i} = {i}"),
            "}\n",
        )
    }),
    Case::new("toml", "unknown keys", |n| {
        around(
            "title = \"T\"\n[[event]]\ntitle = \"E\"\n",
            n,
            |text, i| put(text, format_args!("key{i} = {i}\n")),
            "",
        )
    }),
    Case::new("toml", "unknown keys of the file", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, i| put(text, format_args!("key{i} = {i}\n")),
            "",
        )
    }),
    Case::new("toml", "unknown tables", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, i| put(text, format_args!("[table{i}]\n")),
            "",
        )
    }),
    Case::new("toml", "wrong dates", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("[[event]]\ntitle = \"E\"\ndate = \"somewhen {i}\"\n"),
                )
            },
            "",
        )
    }),
    Case::new("toml", "wrong types", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, _| text.push_str("[[event]]\ntitle = 1\nactors = 2\n"),
            "",
        )
    }),
    Case::new("toml", "wrong words of a choice", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, _| text.push_str("[[event]]\ntitle = \"E\"\nstatus = \"clain\"\n"),
            "",
        )
    }),
    Case::new("toml", "one key again and again", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, _| text.push_str("title = \"T\"\n"),
            "",
        )
    }),
    Case::new("toml", "lines that are no TOML", |n| {
        around(
            "title = \"T\"\n",
            n,
            |text, _| text.push_str("no TOML ]\n"),
            "",
        )
    }),
    Case::new("toml", "blank lines", |n| {
        format!(
            "title = \"T\"\n{}[[event]]\ntitle = \"E\"\n",
            "\n".repeat(n * 10)
        )
    }),
    Case::new("toml", "comments", |n| {
        format!(
            "title = \"T\"\n{}[[event]]\ntitle = \"E\"\n",
            "# comment\n".repeat(n)
        )
    }),
    Case::new("toml", "parts of a dotted key", |n| {
        format!("title = \"T\"\n{}a = 1\n", "a.".repeat(n))
    }),
    Case::new("toml", "nested lists", |n| {
        format!("title = {}", "[".repeat(n))
    }),
    Case::new("toml", "members of a set of dates", |n| {
        let dates: Vec<String> = (0..n).map(day).collect();
        format!(
            "title = \"T\"\n[[event]]\ntitle = \"E\"\ndate = \"{{{}}}\"\n",
            dates.join(",")
        )
    }),
    Case::new("toml", "digits of a year", |n| {
        format!(
            "title = \"T\"\n[[event]]\ntitle = \"E\"\ndate = \"Y{}\"\n",
            "9".repeat(n * 10)
        )
    }),
    Case::new("toml", "words of a date", |n| {
        format!(
            "title = \"T\"\n[[event]]\ntitle = \"E\"\ndate = \"{}1912\"\n",
            "about ".repeat(n * 10)
        )
    }),
];
