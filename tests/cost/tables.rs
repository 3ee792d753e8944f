//! Tables: CSV, TSV, JSON Lines and the spreadsheet of TimelineJS.

use crate::Case;
use crate::text::{around, day, listed, put, separated};

const CSV: &str =
    "id,start,end,date,title,summary,actors,roles,themes,status,evidence,places,links,notes\n";

pub(crate) const CASES: &[Case] = &[
    Case::new("csv", "rows", |n| {
        around(
            "date,title,actors\n",
            n,
            |text, i| put(text, format_args!("{},Event {i},a{}\n", day(i), i % 7)),
            "",
        )
    }),
    Case::new("csv", "rows of a table that is not in order", |n| {
        around(
            "id,date,title\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("x{},{},Event {i}\n", i * 7919 % n, day(i * 31 % n)),
                )
            },
            "",
        )
    }),
    Case::new("csv", "rows of one id", |n| {
        around(
            "id,date,title\n",
            n,
            |text, i| put(text, format_args!("same,{},Event {i}\n", day(i))),
            "",
        )
    }),
    Case::new("csv", "blank lines", |n| {
        format!("date,title\n1912,A\n{}1913,B\n", "\n".repeat(n * 10))
    }),
    Case::new("csv", "blank lines at the end", |n| {
        format!("date,title\n1912,A\n{}", "\r\n".repeat(n * 10))
    }),
    Case::new("csv", "blank lines between rows", |n| {
        around(
            "date,title\n",
            n,
            |text, i| put(text, format_args!("{},B\n\n\n\n", day(i))),
            "",
        )
    }),
    Case::new("csv", "blank lines before wrong dates", |n| {
        around(
            "date,title\n1912,A\n1913,B\n",
            n,
            |text, _| text.push_str("\n\n\nsomewhen,B\n"),
            "",
        )
    }),
    Case::new("csv", "rows of commas", |n| {
        format!("date,title\n1912,A\n{}1913,B\n", ",\n".repeat(n * 10))
    }),
    Case::new("csv", "columns", |n| {
        let names = listed("date,title,", n, |i| format!("column{i}"), "\n");
        let first = listed(&names, n, |i| format!("{i}"), "\n");
        let row = listed("1912,A,", n, |i| format!("{i}"), "\n");
        format!("{}{row}{row}", first.replacen("\n0,", "\n1911,A,0,", 1))
    }),
    Case::new("csv", "columns of one name", |n| {
        let names = listed("date,title,", n, |_| "column".to_owned(), "\n");
        listed(&format!("{names}1912,A,"), n, |i| format!("{i}"), "\n")
    }),
    Case::new("csv", "columns of titles", |n| {
        let names = listed("date,", n, |_| "title".to_owned(), "\n");
        listed(&format!("{names}1912,"), n, |i| format!("{i}"), "\n")
    }),
    Case::new("csv", "columns of dates", |n| {
        let names = listed("title,", n, |i| format!("date{i}"), "\n");
        listed(&format!("{names}A,"), n, day, "\n")
    }),
    Case::new("csv", "columns of actors", |n| {
        let names = listed("date,title,", n, |_| "actors".to_owned(), "\n");
        listed(&format!("{names}1912,A,"), n, |i| format!("a{i}"), "\n")
    }),
    Case::new("csv", "cells beyond the columns", |n| {
        listed("date,title\n1912,A\n1912,A,", n, |i| format!("{i}"), "\n")
    }),
    Case::new("csv", "letters of a cell", |n| {
        format!(
            "date,title\n1912,A\n1912,\"{}\"\n1913,B\n",
            "word ".repeat(n * 10)
        )
    }),
    Case::new("csv", "lines of a cell", |n| {
        format!(
            "date,title\n1912,A\n1912,\"{}\"\n1913,B\n",
            "some words\n".repeat(n)
        )
    }),
    Case::new("csv", "quotes in a cell", |n| {
        format!(
            "date,title\n1912,A\n1912,\"{}\"\n1913,B\n",
            "\"\"".repeat(n * 10)
        )
    }),
    Case::new("csv", "letters of the first row", |n| {
        format!("date,title\n1912,{}\n1913,B\n", "word ".repeat(n * 10))
    }),
    Case::new("csv", "quotes that are not closed", |n| {
        around(
            "date,title\n1912,A\n",
            n,
            |text, i| put(text, format_args!("{},\"B\n", day(i))),
            "\"",
        )
    }),
    Case::new("csv", "quotes inside words", |n| {
        around(
            "date,title\n1912,A\n",
            n,
            |text, i| put(text, format_args!("{},5\" B\n", day(i))),
            "",
        )
    }),
    Case::new("csv", "wrong dates", |n| {
        around(
            "date,title\n1912,A\n",
            n,
            |text, i| put(text, format_args!("somewhen {i},B\n")),
            "",
        )
    }),
    Case::new("csv", "bytes that are not UTF-8", |n| {
        around(
            "date,title\n1912,A\n",
            n,
            |text, i| put(text, format_args!("{},B \u{fffd}\n", day(i))),
            "",
        )
    }),
    Case::new("csv", "tags of one row", |n| {
        let tags = separated("", ";", n, |i| format!("tag{i}"), "");
        format!("date,title,tags\n1912,A,x\n1913,B,{tags}\n")
    }),
    Case::new("csv", "tags with a backslash", |n| {
        let tags = separated("", ";", n, |i| format!("tag\\;{i}"), "");
        format!("date,title,tags\n1912,A,x\n1913,B,{tags}\n")
    }),
    Case::new("csv", "tags", |n| {
        around(
            "date,title,tags\n",
            n,
            |text, i| put(text, format_args!("{},B,tag{i}\n", day(i))),
            "",
        )
    }),
    Case::new("csv", "actors of one row", |n| {
        let all = separated("", ";", n, |i| format!("actor{i}"), "");
        format!("date,title,actors\n1912,A,x\n1913,B,{all}\n")
    }),
    Case::new("csv", "actors", |n| {
        around(
            "date,title,actors\n",
            n,
            |text, i| put(text, format_args!("{},B,actor{i}\n", day(i))),
            "",
        )
    }),
    Case::new("csv", "roles of one row", |n| {
        let all = separated("", ";", n, |i| format!("actor{i}"), "");
        let roles = separated("", ";", n, |i| format!("role{i}"), "");
        format!("{CSV}a,1912,1912,1912,A,S,{all},{roles},t,claim,,,,N\nb,1913,,1913,B,,,,,,,,,\n")
    }),
    Case::new("csv", "sources of one row", |n| {
        let all = separated("", ";", n, |i| format!("source{i}"), "");
        let places = separated("", ";", n, |i| format!("p{i}"), "");
        format!("{CSV}a,1912,1912,1912,A,S,,,t,claim,{all},{places},,N\nb,1913,,1913,B,,,,,,,,,\n")
    }),
    Case::new("csv", "sources", |n| {
        around(
            "date,title,source\n",
            n,
            |text, i| put(text, format_args!("{},B,https://example.org/{i}\n", day(i))),
            "",
        )
    }),
    Case::new("csv", "links of one row", |n| {
        let all = separated("", ";", n, |i| format!("causes e{i}"), "");
        let first = format!("{CSV}a,1912,1912,1912,A,S,,,t,claim,,,{all},N\n");
        around(
            &first,
            n,
            |text, i| put(text, format_args!("e{i},1913,,1913,B,,,,,,,,,\n")),
            "",
        )
    }),
    Case::new("csv", "links to unknown rows", |n| {
        around(
            CSV,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("e{i},1913,,1913,B,,,,,,,,causes f{i},\n"),
                )
            },
            "",
        )
    }),
    Case::new("csv", "a chain of links", |n| {
        around(
            CSV,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("e{i},1913,,1913,B,,,,,,,,causes e{},\n", (i + 1) % n),
                )
            },
            "",
        )
    }),
    Case::new("csv", "lines of notes", |n| {
        format!(
            "date,title,notes\n1912,A,\"{}\"\n",
            "a line of notes\n".repeat(n)
        )
    }),
    Case::new("csv", "words of a status", |n| {
        around(
            "date,title,status\n1912,A,claim\n",
            n,
            |text, i| put(text, format_args!("{},B,unknown{i}\n", day(i))),
            "",
        )
    }),
    Case::new("tsv", "rows", |n| {
        around(
            "date\ttitle\n",
            n,
            |text, i| put(text, format_args!("{}\tEvent {i}\n", day(i))),
            "",
        )
    }),
    Case::new("tsv", "columns", |n| {
        let names = separated("date\ttitle\t", "\t", n, |i| format!("column{i}"), "\n");
        separated(
            &format!("{names}1912\tA\t"),
            "\t",
            n,
            |i| format!("{i}"),
            "\n",
        )
    }),
    Case::new("tsv", "letters of a cell", |n| {
        format!(
            "date\ttitle\n1912\tA\n1912\t{}\n1913\tB\n",
            "word ".repeat(n * 10)
        )
    }),
    Case::new("jsonl", "lines", |n| {
        around(
            "",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("{{\"date\":\"{}\",\"title\":\"Event {i}\"}}\n", day(i)),
                )
            },
            "",
        )
    }),
    Case::new("jsonl", "blank lines", |n| {
        format!(
            "{{\"date\":\"1912\",\"title\":\"A\"}}\n{}{{\"date\":\"1913\",\"title\":\"B\"}}\n",
            "\n".repeat(n * 10)
        )
    }),
    Case::new("jsonl", "fields of one line", |n| {
        let first = "{\"date\":\"1912\",\"title\":\"A\"}\n{\"date\":\"1912\",\"title\":\"A\",";
        listed(first, n, |i| format!("\"field{i}\":{i}"), "}\n")
    }),
    Case::new("jsonl", "fields", |n| {
        around(
            "",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "{{\"date\":\"{}\",\"title\":\"A\",\"field{i}\":1}}\n",
                        day(i)
                    ),
                )
            },
            "",
        )
    }),
    Case::new("jsonl", "one field again and again", |n| {
        let first = "{\"date\":\"1912\",\"title\":\"A\"}\n{\"date\":\"1912\",\"title\":\"A\",";
        listed(first, n, |_| "\"title\":\"B\"".to_owned(), "}\n")
    }),
    Case::new("jsonl", "actors of one line", |n| {
        let first =
            "{\"date\":\"1912\",\"title\":\"A\"}\n{\"date\":\"1912\",\"title\":\"A\",\"actors\":[";
        listed(
            first,
            n,
            |i| format!("{{\"id\":\"a{i}\",\"role\":\"r\"}}"),
            "]}\n",
        )
    }),
    Case::new("jsonl", "themes of one line", |n| {
        let first =
            "{\"date\":\"1912\",\"title\":\"A\"}\n{\"date\":\"1912\",\"title\":\"A\",\"themes\":[";
        listed(first, n, |i| format!("\"t{i}\""), "]}\n")
    }),
    Case::new("jsonl", "evidence of one line", |n| {
        let first = "{\"date\":\"1912\",\"title\":\"A\"}\n{\"date\":\"1912\",\"title\":\"A\",\"evidence\":[";
        listed(
            first,
            n,
            |i| format!("{{\"source\":\"s{i}\",\"at\":\"p{i}\"}}"),
            "]}\n",
        )
    }),
    Case::new("jsonl", "links of one line", |n| {
        let first = "{\"id\":\"a\",\"date\":\"1912\",\"title\":\"A\"}\n{\"id\":\"b\",\"date\":\"1912\",\"title\":\"A\",\"links\":[";
        let all = listed(
            first,
            n,
            |i| format!("{{\"to\":\"e{i}\",\"kind\":\"causes\"}}"),
            "]}\n",
        );
        around(
            &all,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("{{\"id\":\"e{i}\",\"date\":\"1912\",\"title\":\"A\"}}\n"),
                )
            },
            "",
        )
    }),
    Case::new("jsonl", "letters of a title", |n| {
        format!(
            "{{\"date\":\"1912\",\"title\":\"A\"}}\n{{\"date\":\"1912\",\"title\":\"{}\"}}\n",
            "word\\n ".repeat(n * 10)
        )
    }),
    Case::new("jsonl", "lines that are no JSON", |n| {
        format!(
            "{{\"date\":\"1912\",\"title\":\"A\"}}\n{}",
            "{\"date\"\n".repeat(n)
        )
    }),
    Case::new("timelinejs-csv", "rows", |n| {
        around(
            "Year,Month,Day,Headline,Text,Media,Group\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "{},1,2,Event {i},Text,https://example.org/{i},group{i}\n",
                        1000 + i % 1000
                    ),
                );
            },
            "",
        )
    }),
    Case::new("timelinejs-csv", "eras", |n| {
        around(
            "Year,Month,Day,End Year,Headline,Text,Media,Type\n1912,,,,A,,,\n",
            n,
            |text, i| {
                put(
                    text,
                    format_args!("{},1,2,2000,Era {i},,,era\n", 1000 + i % 1000),
                );
            },
            "",
        )
    }),
    Case::new("timelinejs-csv", "columns", |n| {
        let names = listed(
            "Year,Month,Day,Headline,Text,Media,",
            n,
            |i| format!("column{i}"),
            "\n",
        );
        listed(
            &format!("{names}1912,1,2,A,B,,"),
            n,
            |i| format!("{i}"),
            "\n",
        )
    }),
    Case::new("timelinejs-csv", "blank lines", |n| {
        format!(
            "Year,Month,Day,Headline,Text,Media\n1912,1,2,A,B,\n{}1912,1,2,A,B,\n",
            "\n".repeat(n * 10)
        )
    }),
    Case::new("timelinejs-csv", "letters of a text", |n| {
        format!(
            "Year,Month,Day,Headline,Text,Media\n1912,1,2,A,\"{}\",\n",
            "<p>word</p>\n".repeat(n)
        )
    }),
    Case::new("timelinejs-csv", "wrong rows", |n| {
        around(
            "Year,Month,Day,Headline,Text,Media\n",
            n,
            |text, i| put(text, format_args!("y{i},13,32,A,,\n")),
            "",
        )
    }),
];
