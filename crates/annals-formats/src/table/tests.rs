//! Tables of every kind, whole and broken; what the index holds of a row agrees with its event.

use std::fmt::Write as _;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use annals_model::{Event, EventBrief, EventIndex, Status, Timeline};
use annals_time::When;

fn format_of(text: &str) -> Option<Format> {
    let sample = Sample {
        text,
        is_whole: true,
    };
    Format::recognise(&sample, None)
}

fn reading(text: &str) -> Reading {
    let format = format_of(text).unwrap_or(Format::Csv);
    format.read(&Request {
        id: "rows",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    })
}

fn mapped(text: &str, mapping: &str) -> Reading {
    let mapping = Mapping::parse(mapping).unwrap();
    let settings = TableSettings {
        id: "rows",
        name: "rows.csv",
        mapping: &mapping,
        limit: annals_model::ProblemLimit::default(),
    };
    let mut loader = TableLoader::new(Format::Csv, text, true, &settings).unwrap();
    loader.push(text.as_bytes());
    loader.finish()
}

fn events(reading: &Reading) -> Vec<Event> {
    let timeline = reading.timeline.as_ref().unwrap();
    timeline.events.iter().cloned().collect()
}

/// Date, title, actors with their roles, themes of each event.
fn summaries(reading: &Reading) -> Vec<String> {
    let timeline = reading.timeline.as_ref().unwrap();
    let one = |event: &Event| {
        let date = event.when.as_ref().map_or("-", When::text);
        let actors: Vec<_> = event
            .participants
            .iter()
            .map(|part| format!("{}({})", timeline.actor(part.actor).name, part.role))
            .collect();
        let themes: Vec<_> = event.themes.iter().map(Clean::as_str).collect();
        format!(
            "{date} | {} | {} | {}",
            event.title,
            actors.join(" "),
            themes.join(" ")
        )
    };
    timeline.events.iter().map(one).collect()
}

fn problems(reading: &Reading) -> Vec<String> {
    let lines = reading.report.problems.iter();
    lines
        .map(|problem| {
            let line = problem.position.map_or(0, |position| position.line);
            format!("{line}: {}", problem.message)
        })
        .collect()
}

#[test]
fn columns_are_found_by_their_names() {
    let text = "id,start,end,title,actor,category,Room\n\
        7,2010-01-01T00:00:11Z,2010-01-01T01:00:00Z,\"Restore \"\"blue\"\"\",ann,deploy,B 4\n\
        8,2010-01-02,,Import,bo;ann,,\n";
    let reading = reading(text);
    assert_eq!(
        reading.report.problem_count(),
        0,
        "{:?}",
        problems(&reading)
    );
    assert_eq!(
        summaries(&reading),
        [
            "2010-01-01T00:00:11Z/2010-01-01T01:00:00Z | Restore \"blue\" | ann() | deploy",
            "2010-01-02 | Import | bo() ann() | ",
        ]
    );
    let events = events(&reading);
    assert_eq!((events[0].id.raw(), events[0].line), ("7", Some(2)));
    assert_eq!(
        (
            events[0].extra[0].name.raw(),
            events[0].extra[0].value.raw()
        ),
        ("Room", "B 4")
    );
    assert_eq!(events[1].evidence[0].at.as_str(), "line 3");
    assert_eq!(reading.report.fields[0].0.raw(), "Room");
}

#[rstest]
#[case::semicolons("Datum;Titel;Ort\n3 May 1968;Feuer;Rom\n", "3 May 1968 | Feuer |  | ")]
#[case::tabs("when\twhat\n1968\tFire, and smoke\n", "1968 | Fire, and smoke |  | ")]
#[case::date_and_time(
    "date,time,message\n2020-01-02,03:04:05,x\n",
    "2020-01-02 03:04:05 | x |  | "
)]
#[case::parts("year,month,day,name\n1815,6,18,Battle\n", "1815-06-18 | Battle |  | ")]
#[case::parts_missing("year,month,day,name\n1815,,,Peace\n", "1815 | Peace |  | ")]
#[case::seconds("ts,msg\n1331698658,x\n", "2012-03-14T04:17:38Z | x |  | ")]
#[case::milliseconds(
    "timestamp,msg\n1331698658276,x\n",
    "2012-03-14T04:17:38.276Z | x |  | "
)]
#[case::end_only("end,title\n1990,x\n", "/1990 | x |  | ")]
#[case::before_christ("date,title\n-0043,Ides\n", "-0043 | Ides |  | ")]
#[case::no_names(
    "2020-01-02,Ann arrives,7\n2020-01-03,Bo leaves,8\n",
    "2020-01-02 | Ann arrives |  | "
)]
#[case::by_value("Foo,Bar\n2020-01-02,Ann arrives\n", "2020-01-02 | Ann arrives |  | ")]
#[case::formula("date,title\n2020,'=1+1\n", "2020 | =1+1 |  | ")]
#[case::cjk("date,title\n2020,马云\n", "2020 | 马云 |  | ")]
#[case::mac("date,title\r\n2020,x\r\n", "2020 | x |  | ")]
fn tables_are_read(#[case] text: &str, #[case] first: &str) {
    assert!(format_of(text).is_some_and(Format::is_table));
    let reading = reading(text);
    assert_eq!(summaries(&reading)[0], first);
    assert_eq!(
        reading.report.problem_count(),
        0,
        "{:?}",
        problems(&reading)
    );
}

#[test]
fn timesketch_is_recognised() {
    let text = "message,timestamp,datetime,timestamp_desc,data_type,tag,inode\n\
        Login of root,1331698658276340,2012-03-14 04:17:38.276340+00:00,Content Modification Time,syslog:line,-,12\n\
        Never,0,0000-00-00T00:00:00.000000+00:00,Not set,fs:stat,,\n";
    let reading = reading(text);
    assert_eq!(
        summaries(&reading),
        [
            "2012-03-14 04:17:38.276340+00:00 | Login of root |  | syslog:line",
            "- | Never |  | fs:stat",
        ]
    );
    let events = events(&reading);
    assert_eq!(events[0].summary.as_str(), "Content Modification Time");
    assert_eq!(events[0].extra.len(), 1);
    assert!(reading.report.notes[0].as_str().contains("timesketch"));
}

#[test]
fn log2timeline_is_recognised() {
    let text = "date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra\n\
        03/14/2012,04:17:38,UTC,M...,LOG,Syslog,Entry Written,root,gate,Login,Login of root,2,/var/log/auth,0,-,syslog,-\n";
    let reading = reading(text);
    assert_eq!(
        summaries(&reading),
        ["2012-03-14 04:17:38Z | Login | root(user) gate(host) | LOG Entry Written"]
    );
}

#[test]
fn gdelt_is_recognised_without_names() {
    let mut cells = vec![""; 61];
    for (column, text) in [
        (0, "1000"),
        (1, "20200102"),
        (2, "202001"),
        (6, "ITALY"),
        (16, "FRANCE"),
        (28, "04"),
        (60, "https://example.org/a"),
    ] {
        cells[column] = text;
    }
    let text = format!(
        "{}\n{}\n",
        cells.join("\t"),
        cells.join("\t").replace("1000", "1001")
    );
    let reading = reading(&text);
    assert_eq!(
        summaries(&reading)[0],
        "2020-01-02 | ITALY → FRANCE: consultation | ITALY(Actor1Name) FRANCE(Actor2Name) | consultation"
    );
    let timeline = reading.timeline.unwrap();
    let event = &timeline.events[0];
    let source = timeline.source(event.evidence[0].source);
    assert_eq!(source.address.raw(), "https://example.org/a");
}

#[test]
fn a_mapping_gives_columns_their_roles() {
    let text = "Begin;Headline;Who;Room\n02/03/2024;Fire;Ann|Bo;x\n";
    let reading = mapped(text, "start=Begin,title=2,actors=who,dates=dmy");
    assert_eq!(summaries(&reading), ["2024-03-02 | Fire | Ann() Bo() | "]);
    let mapping = Mapping::parse("start=Began").unwrap();
    let settings = TableSettings {
        id: "rows",
        name: "rows.csv",
        mapping: &mapping,
        limit: annals_model::ProblemLimit::default(),
    };
    let error = TableLoader::new(Format::Csv, text, true, &settings).unwrap_err();
    assert_eq!(
        error.as_str(),
        "There is no column \"Began\". Did you mean \"Begin\"?"
    );
}

#[test]
fn problems_name_the_line() {
    let text = "id,start,end,title\n\
        1,2020-01-01,2019-01-01,Backwards\n\
        1,the day after,,Unclear\n\
        \n\
        3,2020-13-01,,No such month\n";
    let reading = reading(text);
    let problems = problems(&reading);
    assert_eq!(problems.len(), 4, "{problems:?}");
    assert!(problems[0].starts_with("2: \"2020-01-01/2019-01-01\": "));
    assert!(
        problems[0].contains("end lies before the start"),
        "{problems:?}"
    );
    assert!(problems[0].ends_with("Its start is kept."));
    assert!(
        problems[1].starts_with("3: \"the day after\""),
        "{problems:?}"
    );
    assert!(problems[2].starts_with("3: The id \"1\" is taken: this row is 1-2."));
    assert!(problems[3].starts_with("5: \"2020-13-01\""));
    let events = events(&reading);
    assert_eq!(events[0].when.as_ref().unwrap().text(), "2020-01-01");
    assert_eq!(events[1].id.raw(), "1-2");
    assert_eq!(events[1].when, None);
    // What could not be read is not lost.
    assert_eq!(events[1].extra[0].value.raw(), "the day after");
    let timeline = reading.timeline.unwrap();
    assert_eq!(timeline.find_event("1-2"), Some(EventIndex::new(1)));
    assert_eq!(timeline.find_event("3"), Some(EventIndex::new(2)));
    assert_eq!(timeline.find_event("4"), None);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row() {
    let text = "date,title\n2020,\"never closed\n2021,b\n2022,\"c\"\n2023,d\n";
    let reading = reading(text);
    assert_eq!(reading.report.skipped, 1);
    assert!(
        problems(&reading)[0].starts_with("2: A quote that opens"),
        "{:?}",
        problems(&reading)
    );
    assert_eq!(
        summaries(&reading),
        ["2021 | b |  | ", "2022 | c |  | ", "2023 | d |  | "]
    );
}

#[test]
fn many_unclosed_quotes_cost_few_rows() {
    let row = "2020,\"open\n";
    let text = format!("date,title\n{}", row.repeat(20_001));
    let reading = reading(&text);
    // Each second row closes the quote of the one before, but for the last one.
    assert_eq!(reading.timeline.unwrap().events.len(), 10_000);
    assert_eq!(reading.report.skipped, 1);
}

#[test]
fn lines_of_json_are_read() {
    let text = "{\"message\": \"Login\", \"datetime\": \"2012-03-14T04:17:38Z\", \"timestamp_desc\": \"Written\", \"tag\": [\"a\", \"b\"]}\n\
        {\"message\": \"Say \\\"hi\\\"\", \"timestamp\": 1331698658276340, \"timestamp_desc\": \"Read\", \"size\": 12}\n\
        {\"message\": \"Cut o\n\
        [1]\n";
    assert_eq!(format_of(text), Some(Format::JsonLines));
    let reading = reading(text);
    assert_eq!(
        summaries(&reading),
        [
            "2012-03-14T04:17:38Z | Login |  | a b",
            "- | Say \"hi\" |  | "
        ]
    );
    assert_eq!(reading.report.skipped, 2);
    let problems = problems(&reading);
    assert!(
        problems[0].starts_with("3: This line is no JSON object: EOF"),
        "{problems:?}"
    );
    assert!(
        problems[1].starts_with("4: This line is no JSON object"),
        "{problems:?}"
    );
    assert_eq!(
        reading.report.fields,
        [(Clean::own("timestamp"), 1), (Clean::own("size"), 1)]
    );
}

#[test]
fn json_lines_of_annals_are_read_back() {
    let text = "{\"id\":\"a\",\"layer\":\"x\",\"title\":\"A\",\"summary\":\"Said.\",\"date\":\"2021~\",\"edtf\":\"2021~\",\"start\":{\"earliest\":\"2021-01-01\",\"latest\":\"2021-01-01\"},\"end\":null,\"precision\":\"year\",\"approximate\":true,\"uncertain\":false,\"status\":\"claim\",\"actors\":[{\"id\":\"ann\",\"role\":\"speaker\"}],\"themes\":[\"power\"],\"evidence\":[{\"source\":\"article\",\"at\":\"p7\"}],\"links\":[{\"to\":\"b\",\"kind\":\"causes\"},{\"to\":\"c\",\"kind\":\"causes\"}]}\n\
        {\"id\":\"b\",\"layer\":\"x\",\"title\":\"B\",\"summary\":\"\",\"date\":null,\"edtf\":null,\"status\":\"reported\",\"actors\":[],\"themes\":[],\"evidence\":[],\"links\":[]}\n";
    let reading = reading(text);
    assert_eq!(
        summaries(&reading),
        ["2021~ | A | ann(speaker) | power", "- | B |  | "]
    );
    let events = events(&reading);
    assert_eq!(
        (events[0].status, events[0].summary.as_str()),
        (Status::Claim, "Said.")
    );
    assert_eq!(events[0].links[0].to, EventIndex::new(1));
    assert!(events[0].extra.is_empty(), "{:?}", events[0].extra);
    let timeline = reading.timeline.unwrap();
    assert_eq!(timeline.sources[1].id.raw(), "article");
    assert_eq!(events[0].evidence[0].at.as_str(), "p7");
    assert!(
        reading.report.problems[0]
            .message
            .as_str()
            .contains("leads to \"c\"")
    );
}

#[rstest]
#[case("")]
#[case("\n\n")]
#[case("date,title\n")]
fn a_table_without_rows_is_reported(#[case] text: &str) {
    let reading = Format::Csv.read(&Request {
        id: "rows",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    });
    assert_eq!(problems(&reading), ["0: There are no rows in this table."]);
    assert!(reading.timeline.unwrap().events.is_empty());
}

#[test]
fn invalid_utf8_is_reported() {
    let settings = TableSettings {
        id: "rows",
        name: "rows.csv",
        mapping: &Mapping::default(),
        limit: annals_model::ProblemLimit::default(),
    };
    let mut loader = TableLoader::new(Format::Csv, "date,title\n", false, &settings).unwrap();
    loader.push(b"date,title\n2020,caf\xe9\n2021,tea\n");
    let reading = loader.finish();
    assert_eq!(
        summaries(&reading),
        ["2020 | caf\u{fffd} |  | ", "2021 | tea |  | "]
    );
    assert!(
        problems(&reading)[0].starts_with("2: The byte 0xE9"),
        "{:?}",
        problems(&reading)
    );
}

/// Checks that what the index holds of each row agrees with its event.
fn check_briefs(timeline: &Timeline) -> Result<(), TestCaseError> {
    for (index, event) in timeline.events.walk() {
        let mut actors = Vec::new();
        let brief = timeline.events.brief(index.index(), &mut actors);
        let parts = event.participants.iter().map(|part| part.actor);
        let mut own: Vec<_> = parts.collect();
        own.dedup();
        prop_assert_eq!(brief, EventBrief::of(&event));
        prop_assert_eq!(&actors, &own, "{:?}", event);
    }
    Ok(())
}

/// What a table holds of each event.
fn contents(timeline: &Timeline) -> Vec<String> {
    let one = |event: &Event| {
        let actors: Vec<_> = event
            .participants
            .iter()
            .map(|part| (timeline.actor(part.actor).name.raw(), part.role.raw()))
            .collect();
        let links: Vec<_> = event
            .links
            .iter()
            .map(|link| (timeline.event(link.to).id.raw(), link.kind))
            .collect();
        let evidence: Vec<_> = event
            .evidence
            .iter()
            .map(|one| {
                let source = timeline.source(one.source);
                (source.title.raw(), source.address.raw(), one.at.raw())
            })
            .collect();
        format!(
            "{:?} {:?} {:?} {:?} {:?} {actors:?} {:?} {evidence:?} {links:?}",
            event.id.raw(),
            event.when.as_ref().map(When::text),
            event.title.raw(),
            event.summary.raw(),
            event.status,
            event.themes.iter().map(Clean::raw).collect::<Vec<_>>(),
        )
    };
    timeline.events.iter().map(one).collect()
}

/// Names that differ only in what an id leaves out, names that look like numbered ones, and one that is
/// called as the table itself.
#[test]
fn actors_and_sources_have_ids_of_their_own() {
    let text = "date,title,actor,evidence\n\
        2020,a,Ann; ann!; actor 4; ???,rows; Log; log.; source 4\n\
        2021,b,Ann 2,https://example.org/\n";
    let timeline = reading(text).timeline.unwrap();
    let actors: Vec<_> = timeline.actors.iter().map(|it| it.id.raw()).collect();
    assert_eq!(actors, ["ann", "ann-2", "actor-4", "actor-4-2", "ann-2-2"]);
    let sources: Vec<_> = timeline.sources.iter().map(|it| it.id.raw()).collect();
    assert_eq!(
        sources,
        ["rows", "rows-2", "log", "log-2", "source-4", "source-5"]
    );
    let written = Format::Native.write(&timeline).unwrap().text;
    let back = annals_model::native::read("rows", &written);
    assert_eq!(problems(&back), Vec::<String>::new());
    assert_eq!(contents(&back.timeline.unwrap()), contents(&timeline));
}

#[rstest]
#[case(Format::Csv)]
#[case(Format::Tsv)]
fn tables_of_annals_are_read_back(#[case] format: Format) {
    for story in annals_model::test_support::bundled() {
        let timeline = annals_model::native::read(story.name, story.text)
            .timeline
            .unwrap();
        let text = format.write(&timeline).unwrap().text;
        let text = text.trim_start_matches('\u{feff}');
        assert_eq!(format_of(text), Some(format));
        let back = reading(text);
        assert_eq!(problems(&back), Vec::<String>::new());
        assert_eq!(contents(&back.timeline.unwrap()), contents(&timeline));
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c]{0,3}",
        "20[12][0-9]-0[1-9]-1[0-9]",
        "2020-01-0[1-9]T0[0-9]:00:00(\\.5)?Z",
        Just("../2020".to_owned()),
        Just("spring 2020".to_owned()),
        Just("a;b;a".to_owned()),
        Just("claim".to_owned()),
        Just("two\nlines, \"quoted\"".to_owned()),
        Just("'=1".to_owned()),
        Just("马云".to_owned()),
    ]
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn briefs_agree_with_events(rows in prop::collection::vec(prop::collection::vec(cell(), 7), 1..20)) {
        let mut text = "id,start,end,title,actor,status,summary\n".to_owned();
        for row in &rows {
            let cells: Vec<_> = row.iter().map(|cell| quoted(cell)).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        let timeline = reading(&text).timeline.unwrap();
        check_briefs(&timeline)?;
        for (index, event) in timeline.events.walk() {
            prop_assert_eq!(timeline.find_event(event.id.raw()), Some(index));
        }
    }

    #[test]
    fn the_size_of_blocks_does_not_matter(rows in prop::collection::vec((cell(), cell()), 1..12), size in 1_usize..40) {
        let mut text = "date,title,summary\n".to_owned();
        for (one, other) in &rows {
            writeln!(text, "2020,{},{}", quoted(one), quoted(other)).unwrap();
        }
        let whole = reading(&text);
        let settings = TableSettings { id: "rows", name: "rows", mapping: &Mapping::default(), limit: annals_model::ProblemLimit::default() };
        let mut loader = TableLoader::new(Format::Csv, &text, true, &settings).unwrap();
        for block in text.as_bytes().chunks(size) {
            loader.push(block);
        loader.settle();
        }
        let parts = loader.finish();
        prop_assert_eq!(summaries(&parts), summaries(&whole));
        let lines = |reading: &Reading| events(reading).iter().map(|event| event.line).collect::<Vec<_>>();
        prop_assert_eq!(lines(&parts), lines(&whole));
        prop_assert_eq!(problems(&parts), problems(&whole));
    }

    #[test]
    fn no_text_panics(text in "([a-c0-9,;\"\n\r{}:\\[\\]é\\\\]|date|start|2020){0,60}") {
        for format in [Format::Csv, Format::JsonLines] {
            let reading = format.read(&Request { id: "rows", text: &text, now: None, limit: annals_model::ProblemLimit::default() });
            if let Some(timeline) = &reading.timeline {
                check_briefs(timeline)?;
            }
        }
        let sample = Sample { text: &text, is_whole: true };
        let _ = Format::recognise(&sample, Some("csv"));
    }
}

#[rstest]
#[case("7")]
#[case("2020-01-01")]
#[case("https://example.org/")]
#[case("a name so long that nobody would take it for one, and yet some program wrote it as such")]
fn extra_fields_keep_names_that_look_like_values(#[case] name: &str) {
    let text = format!(
        "title = 'x'\n[[event]]\ntitle = 'a'\ndate = '2020'\nextra = {{ '{name}' = 'y' }}\n"
    );
    let timeline = annals_model::native::read("rows", &text).timeline.unwrap();
    for format in [Format::Csv, Format::Tsv] {
        let written = format.write(&timeline).unwrap().text;
        let back = reading(&written);
        assert_eq!(summaries(&back).len(), 1, "{written}");
        let event = &events(&back)[0];
        let extra: Vec<_> = event.extra.iter().map(|it| it.name.raw()).collect();
        assert_eq!(extra, [name]);
    }
}

#[test]
fn an_incomplete_last_row_waits_for_its_rest() {
    let settings = TableSettings {
        id: "rows",
        name: "rows.csv",
        mapping: &Mapping::default(),
        limit: annals_model::ProblemLimit::default(),
    };
    // The last row may go on: where its line does not end, and where a quote in it is open.
    for (last, more, events) in [
        ("2021,b,bo", "\n2022,c,ann\n", 3),
        ("2021,\"b\n", "b\",bo\n", 2),
    ] {
        let text = format!("date,title,actor\n2020,a,ann\n{last}");
        let mut loader = TableLoader::new(Format::Csv, &text, true, &settings).unwrap();
        loader.push(text.as_bytes());
        loader.settle();
        let before = loader.so_far();
        assert_eq!((before.events.len(), before.actors.len()), (1, 1));
        loader.push(more.as_bytes());
        loader.settle();
        let after = loader.finish().timeline.unwrap();
        assert_eq!((after.events.len(), after.actors.len()), (events, 2));
        assert_eq!(before.events[0].title, after.events[0].title);
    }
}

#[test]
fn complete_rows_are_there_at_once() {
    let settings = TableSettings {
        id: "rows",
        name: "rows.csv",
        mapping: &Mapping::default(),
        limit: annals_model::ProblemLimit::default(),
    };
    let text = "date,title\n2020,\"a, b\"\n2021,c\n";
    let mut loader = TableLoader::new(Format::Csv, text, true, &settings).unwrap();
    loader.push(text.as_bytes());
    loader.settle();
    assert_eq!(loader.so_far().events.len(), 2);
    loader.push(b"2022,d\n");
    loader.settle();
    assert_eq!(loader.finish().timeline.unwrap().events.len(), 3);
}

#[test]
fn rows_know_their_lines() {
    let mut text = "date,title\n".to_owned();
    let mut lines = Vec::new();
    for row in 0..200 {
        // Blank lines before some rows, line breaks in the cells of others.
        text.push_str(if row % 7 == 0 { "\n\r\n" } else { "" });
        lines.push(u32::try_from(text.lines().count() + 1).unwrap());
        let title = if row % 5 == 0 {
            "\"two\nlines\""
        } else {
            "one"
        };
        writeln!(text, "2020-01-01,{title}").unwrap();
    }
    let reported: Vec<_> = events(&reading(&text)).iter().map(|it| it.line).collect();
    assert_eq!(reported, lines.into_iter().map(Some).collect::<Vec<_>>());
}

#[rstest]
#[case(&["1", "2", "3", "2"], &["1", "2", "3", "2-2"])]
#[case(&["a", "b", "aa", "b", "aa"], &["a", "b", "aa", "b-2", "aa-2"])]
#[case(&["10", "9", "10", "9"], &["10", "9", "10-2", "9-2"])]
fn a_repeated_id_gets_a_number_also_across_chunks(
    #[case] written: &[&str],
    #[case] expected: &[&str],
) {
    let header = "id,date,title\n";
    let rows: Vec<_> = written
        .iter()
        .map(|id| format!("{id},2020-01-01,x\n"))
        .collect();
    for size in 1..=rows.len() {
        let mapping = Mapping::default();
        let settings = TableSettings {
            id: "rows",
            name: "rows.csv",
            mapping: &mapping,
            limit: annals_model::ProblemLimit::default(),
        };
        let whole = format!("{header}{}", rows.concat());
        let mut loader = TableLoader::new(Format::Csv, &whole, true, &settings).unwrap();
        loader.push(header.as_bytes());
        loader.settle();
        for part in rows.chunks(size) {
            loader.push(part.concat().as_bytes());
            loader.settle();
        }
        let reading = loader.finish();
        let ids: Vec<_> = events(&reading)
            .iter()
            .map(|event| event.id.raw().to_owned())
            .collect();
        assert_eq!(ids, expected, "{size} rows at a time");
        assert!(!reading.report.problems.is_empty());
    }
}

#[rstest]
#[case("20200101,2020-01-01")]
#[case("2020-01-01,20200101")]
#[case("1331698658,01331698658")]
#[case("1331698658,1331698660")]
#[case("2020-01-01T00:00:00,2020-01-01T00:00:00Z")]
#[case("2020-01-01,2020-01-01")]
#[case("2020-01-05,2020-01-01")]
#[case("\u{a0}2020-01-01,")]
#[case("'2020-01-01,\"2020-02\"")]
fn the_extent_of_a_row_agrees_with_its_event(#[case] dates: &str) {
    let reading = reading(&format!("start,end,title\n{dates},x\n"));
    let timeline = reading.timeline.unwrap();
    let brief = timeline.events.brief(0, &mut Vec::new());
    let when = timeline.events.read(0).when.clone();
    assert_eq!(brief.extent, when.map(|when| when.extent()));
}

#[test]
fn an_incomplete_row_that_is_given_up_makes_no_event() {
    let mapping = Mapping::default();
    let settings = TableSettings {
        id: "rows",
        name: "rows.csv",
        mapping: &mapping,
        limit: annals_model::ProblemLimit::default(),
    };
    let text = "date,title\n2020,a\n2021,Late del";
    let mut loader = TableLoader::new(Format::Csv, text, false, &settings).unwrap();
    loader.push(text.as_bytes());
    loader.give_up_rest();
    let reading = loader.finish();
    assert_eq!(reading.timeline.unwrap().events.len(), 1);
    assert!(reading.report.problems.is_empty());
}

/// A text is looked at a few times as a whole, however long its rows are and however many of its lines are blank.
#[rstest]
#[case::blank_lines(format!("date,title\n1912,A\n{}1913,B\n", "\n".repeat(6 << 20)), 2)]
#[case::blank_lines_of_windows(format!("date,title\r\n1912,A\r\n{}", "\r\n".repeat(3 << 20)), 1)]
#[case::long_cell(format!("date,title\n1912,{}\n1913,B\n", "x".repeat(6 << 20)), 2)]
#[case::long_cell_at_the_end(format!("date,title\n1912,{}", "x".repeat(6 << 20)), 1)]
#[case::long_row(format!("date,title\n1912,A{}\n1913,B\n", ",x".repeat(3 << 20)), 2)]
#[case::commas_alone(format!("date,title\n1912,A\n{}1913,B\n", ",\n".repeat(1 << 20)), 2)]
fn bytes_are_looked_at_a_few_times(#[case] text: String, #[case] rows: usize) {
    let settings = TableSettings {
        id: "rows",
        name: "rows",
        mapping: &Mapping::default(),
        limit: annals_model::ProblemLimit::default(),
    };
    let sample = text.get(..64 << 10).unwrap();
    let mut loader = TableLoader::new(Format::Csv, sample, false, &settings).unwrap();
    for block in text.as_bytes().chunks(100 << 10) {
        loader.push(block);
        loader.settle();
    }
    let looked_at = loader.looked_at();
    let timeline = loader.finish().timeline.unwrap();
    assert_eq!(timeline.events.len(), rows);
    assert!(looked_at <= text.len() * 6, "{looked_at} of {}", text.len());
}

/// Lines keep their numbers although blank lines are not kept.
#[test]
fn lines_are_counted_across_dropped_blank_lines() {
    let blank = "\n".repeat(3 << 20);
    let text = format!("date,title\n1912,A\n{blank}soon,B\n");
    let reading = reading(&text);
    let position = reading.report.problems[0].position.unwrap();
    assert_eq!(position.line, 3 + (3 << 20));
    let event = reading.timeline.unwrap().events.read(1).into_owned();
    assert_eq!(event.line, Some(3 + (3 << 20)));
}

/// A row without end is left out, with a sentence; the rows after it are read.
#[test]
fn a_row_that_is_too_long_is_left_out() {
    let settings = TableSettings {
        id: "rows",
        name: "rows",
        mapping: &Mapping::default(),
        limit: annals_model::ProblemLimit::default(),
    };
    let mut loader =
        TableLoader::new(Format::Csv, "date,title\n1912,A\n", false, &settings).unwrap();
    loader.push(b"date,title\n1912,A\n1913,");
    let block = vec![b'x'; 1 << 20];
    for _ in 0..140 {
        loader.push(&block);
    }
    loader.push(b"\n1914,B\n");
    let Reading { timeline, report } = loader.finish();
    let timeline = timeline.unwrap();
    assert_eq!(timeline.events.len(), 2);
    assert_eq!(timeline.events.read(1).line, Some(4));
    let message = report.problems[0].message.as_str();
    assert!(message.contains("longer than 64 MB"), "{message}");
    assert_eq!(
        (report.skipped, report.problems[0].position.unwrap().line),
        (1, 3)
    );
}

/// Many columns of one meaning cost no row more than a few of them.
#[test]
fn only_some_columns_have_one_meaning() {
    let names: Vec<_> = (0..100).map(|index| format!("column{index}")).collect();
    let pairs: Vec<_> = names.iter().map(|name| format!("title={name}")).collect();
    let text = format!(
        "date,{}\n1912,{}\n",
        names.join(","),
        vec!["x"; 100].join(",")
    );
    let mapping = Mapping::parse(&pairs.join(",")).unwrap();
    let settings = TableSettings {
        id: "rows",
        name: "rows",
        mapping: &mapping,
        limit: annals_model::ProblemLimit::default(),
    };
    let mut loader = TableLoader::new(Format::Csv, &text, true, &settings).unwrap();
    loader.push(text.as_bytes());
    let timeline = loader.finish().timeline.unwrap();
    let event = timeline.events.read(0);
    assert_eq!(event.title.as_str().matches('x').count(), 32);
    assert_eq!(event.extra.len(), 68);
}
