//! Tests of handouts, with real parsers, hostile texts, and a check that worksheets do not reveal answers.

use std::collections::BTreeSet;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::{axis, story_window};
use annals_index::{Index, Lanes};
use annals_model::test_support::bundled;
use annals_model::{ActorIndex, EventIndex, Grouping, Timeline, native};
use annals_time::{When, Window};

const BRIDGE: &str = r#"
title = "The bridge"
summary = "How a town came by its bridge."
[source.paper]
title = "The Daily Paper"
date = "1912-04-02"
address = "https://paper.example/1912?a=1&b=2"
[actor.council]
name = "The town council"
aliases = ["the aldermen"]
kind = "government"
[actor.mason]
name = "Anna Stein"
kind = "person"
summary = "A mason, and later mayor."
[[event]]
id = "decision"
date = "1908-03"
title = "The council decides to build"
summary = "In its March session of 1908 the council votes for a bridge."
actors = [{ id = "council", role = "decides" }, { id = "mason", role = "asks" }]
evidence = [{ source = "paper", at = "p3" }]
links = [{ to = "opening", kind = "causes", wording = "so", evidence = ["paper"] }]
notes = "Ask: who was against it?"
[[event]]
id = "opening"
date = "1912~/.."
title = "The bridge is open"
actors = ["council"]
[[event]]
id = "toll"
date = "[1913,1915]"
title = "A toll is asked for"
status = "claim"
[[event]]
id = "feast"
title = "A feast on the bridge"
status = "plan"
[[era]]
title = "The town grows"
date = "1907/1914"
"#;

const ALL: Blanks = Blanks {
    dates: true,
    causes: true,
    actors: true,
};

fn read(text: &str) -> Timeline {
    native::read("test", text)
        .timeline
        .expect("a whole timeline")
}

fn story() -> Timeline {
    read(bundled()[0].text)
}

/// A timeline with all of its events on the sheet.
struct Case {
    timeline: Timeline,
    index: Index,
    window: Window,
}

impl Case {
    fn new(timeline: Timeline) -> Self {
        let index = Index::new(&timeline);
        let window = story_window(&timeline, &index);
        Self {
            timeline,
            index,
            window,
        }
    }

    fn request(&self, blanks: Blanks, key: bool) -> Request<'_> {
        Request {
            timeline: &self.timeline,
            index: &self.index,
            events: self.index.order(),
            window: self.window,
            lanes: Grouping::Actor,
            paper: Paper::A4,
            blanks,
            key,
            notes: false,
        }
    }

    fn html(&self, blanks: Blanks, key: bool) -> String {
        joined(&html(&self.request(blanks, key)))
    }

    /// Returns the sheet in all three forms.
    fn forms(&self, blanks: Blanks, key: bool) -> String {
        let request = self.request(blanks, key);
        [html(&request), markdown(&request), svg(&request)]
            .map(|lines| joined(&lines))
            .concat()
    }
}

fn joined(lines: &[Clean]) -> String {
    let lines: Vec<&str> = lines.iter().map(Clean::as_str).collect();
    lines.join("\n") + "\n"
}

/// Parses HTML as a browser does; fails if it is invalid.
fn parsed(text: &str) -> RcDom {
    let dom = parse_document(RcDom::default(), ParseOpts::default())
        .from_utf8()
        .one(text.as_bytes());
    assert_eq!(
        *dom.errors.borrow(),
        Vec::<std::borrow::Cow<'_, str>>::new()
    );
    dom
}

fn walk(node: &Handle, visit: &mut impl FnMut(&Handle)) {
    visit(node);
    for child in node.children.borrow().iter() {
        walk(child, visit);
    }
}

fn text_of(node: &Handle) -> String {
    let mut text = String::new();
    walk(node, &mut |node| {
        if let NodeData::Text { contents } = &node.data {
            text.push_str(&contents.borrow());
        }
    });
    text
}

fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else {
        return None;
    };
    let attributes = attrs.borrow();
    let found = attributes
        .iter()
        .find(|attribute| &*attribute.name.local == wanted)?;
    Some(found.value.to_string())
}

fn elements(dom: &RcDom, wanted: &str) -> Vec<Handle> {
    let mut found = Vec::new();
    walk(&dom.document, &mut |node| {
        if let NodeData::Element { name, .. } = &node.data
            && &*name.local == wanted
        {
            found.push(node.clone());
        }
    });
    found
}

/// Returns the text of each event, by its number.
fn blocks(dom: &RcDom) -> Vec<(usize, String)> {
    let number = |node: &Handle| attribute(node, "id")?.strip_prefix("event-")?.parse().ok();
    elements(dom, "article")
        .iter()
        .map(|node| (number(node).expect("a numbered event"), text_of(node)))
        .collect()
}

/// Fails if a document could run or load anything.
fn assert_inert(dom: &RcDom) {
    const KNOWN: &str = "html head meta title style body header main section article div p h1 h2 h3 span b a \
        dl dt dd ol ul li br figure svg desc defs linearGradient stop pattern rect path text";
    let known: BTreeSet<&str> = KNOWN.split_whitespace().collect();
    let mut ids = BTreeSet::new();
    let mut targets = Vec::new();
    walk(&dom.document, &mut |node| {
        let NodeData::Element { name, attrs, .. } = &node.data else {
            return;
        };
        assert!(known.contains(&*name.local), "<{}>", name.local);
        for attribute in attrs.borrow().iter() {
            let (key, value) = (&*attribute.name.local, &*attribute.value);
            assert!(
                !key.starts_with("on") && key != "src" && key != "style",
                "{key}"
            );
            if key == "href" {
                assert_eq!(&*name.local, "a");
                let inside = value.strip_prefix('#');
                assert!(inside.is_some() || value.starts_with("http"), "{value}");
                targets.extend(inside.map(str::to_owned));
            }
            if key == "id" {
                assert!(ids.insert(value.to_owned()), "{value} stands twice");
            }
            for (position, _) in value.match_indices("url(") {
                let to = value
                    .get(position..)
                    .and_then(|rest| rest.strip_prefix("url(#"));
                targets.push(
                    to.and_then(|to| to.strip_suffix(')'))
                        .expect(value)
                        .to_owned(),
                );
            }
        }
    });
    for target in targets {
        assert!(ids.contains(&target), "nothing has the id {target}");
    }
    for style in elements(dom, "style") {
        let style = text_of(&style);
        assert!(
            !style.contains("url(") && !style.contains("@import"),
            "{style}"
        );
    }
}

#[rstest]
fn sheets_are_valid_and_inert(
    #[values(Blanks::default(), ALL, Blanks { dates: true, ..Blanks::default() })] blanks: Blanks,
    #[values(false, true)] key: bool,
    #[values(Paper::A4, Paper::Letter)] paper: Paper,
) {
    for timeline in [story(), read(BRIDGE), read("title = \"Nothing\"")] {
        let case = Case::new(timeline);
        let request = Request {
            paper,
            key: key && blanks.any(),
            notes: key,
            ..case.request(blanks, false)
        };
        let text = joined(&html(&request));
        let dom = parsed(&text);
        assert_inert(&dom);
        assert!(text.contains(&format!("size: {}", paper.name())));
        assert_eq!(elements(&dom, "h1").len(), 1);
        assert_eq!(
            attribute(&elements(&dom, "html")[0], "lang").as_deref(),
            Some("en")
        );
        for svg in elements(&dom, "svg") {
            assert_eq!(attribute(&svg, "role").as_deref(), Some("img"));
            let named = attribute(&svg, "aria-labelledby").expect("a drawing has a name");
            assert_eq!(named.split(' ').count(), 2);
        }
        let drawing = joined(&svg(&request));
        let tree = roxmltree::Document::parse(&drawing).expect("well-formed XML");
        let (width, _) = paper.room();
        let root = tree.root_element();
        assert!(
            root.attribute("viewBox")
                .is_some_and(|view| view.starts_with(&format!("-4 0 {:.0} ", width + 8.0)))
        );
        for name in ["title", "desc"] {
            let text = root
                .children()
                .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)));
            assert!(
                text.and_then(|node| node.text())
                    .is_some_and(|text| !text.is_empty())
            );
        }
    }
}

#[test]
fn sheets_contain_everything() {
    let case = Case::new(story());
    let text = case.html(Blanks::default(), false);
    let dom = parsed(&text);
    let blocks = blocks(&dom);
    assert_eq!(blocks.len(), 21);
    for (&event, (number, block)) in case.index.order().iter().zip(&blocks) {
        let event = case.timeline.event(event);
        let date = event
            .when
            .as_ref()
            .map_or("undated".to_owned(), When::words);
        let number = number.to_string();
        for part in [
            &number,
            &date,
            event.title.as_str(),
            event.summary.as_str(),
            event.status.name(),
        ] {
            assert!(block.contains(part), "{part}: {block}");
        }
        for link in &event.links {
            assert!(
                block.contains(case.timeline.event(link.to).title.as_str()),
                "{block}"
            );
            assert!(block.contains(&format!("“{}”", link.wording)), "{block}");
        }
        assert!(
            !text.contains(event.notes.as_str()),
            "notes are for the teacher"
        );
    }
    for actor in &case.timeline.actors {
        assert!(
            text.contains(&format!("<h3>{}</h3>", escape(&actor.name))),
            "{}",
            actor.name
        );
    }
    let headings: Vec<String> = elements(&dom, "h2").iter().map(text_of).collect();
    assert_eq!(
        headings,
        [
            "On the line",
            "What happened",
            "Who",
            "Sources",
            "Questions"
        ]
    );
}

fn escape(text: &Clean) -> String {
    annals_model::text::escape_markup(text)
}

#[rstest]
#[case::few(BRIDGE)]
#[case::many(include_str!("../../../../tests/fixtures/spaceflight.toml"))]
fn drawings_have_every_lane(#[case] text: &str) {
    let case = Case::new(read(text));
    let lanes = Lanes::new(&case.timeline, &case.index, Grouping::Actor);
    let drawings: Vec<String> = elements(&parsed(&case.html(Blanks::default(), false)), "svg")
        .iter()
        .flat_map(|svg| {
            let children = svg.children.borrow();
            children.iter().map(text_of).collect::<Vec<_>>()
        })
        .collect();
    for lane in 0..lanes.lanes.len() {
        let name = axis::lane_name(&case.timeline, &lanes, lane);
        let first = annals_model::text::wrap(&name, 17)[0].clone();
        assert!(drawings.iter().any(|text| text == first.as_str()), "{name}");
    }
}

/// Rotates the dates of the dated events by one event.
fn with_rotated_dates(timeline: &Timeline) -> Timeline {
    let mut turned = timeline.clone();
    let dated: Vec<usize> = (0..turned.events.len())
        .filter(|&position| turned.events[position].when.is_some())
        .collect();
    for (&to, &from) in dated.iter().zip(dated.iter().cycle().skip(1)) {
        turned.events[to].when = timeline.events[from].when.clone();
    }
    turned
}

const ROTATING: &str = r#"
title = "Turning"
[actor.one]
name = "One"
[actor.two]
name = "Two"
[[event]]
id = "a"
date = "1908"
title = "Something in 1908"
summary = "After 1910, as all know."
actors = ["one"]
links = [{ to = "b", kind = "causes", wording = "so" }]
[[event]]
id = "b"
date = "1910"
title = "The flood"
actors = ["two", "one"]
[[event]]
id = "c"
date = "1912"
title = "A feast"
actors = ["one"]
[[event]]
id = "d"
title = "No date"
"#;

/// The worksheet reveals no date: texts, order and drawing are the same for any dates.
#[test]
fn worksheets_about_dates_do_not_depend_on_them() {
    let case = Case::new(read(ROTATING));
    let turned = Case::new(with_rotated_dates(&case.timeline));
    let blanks = Blanks {
        dates: true,
        ..Blanks::default()
    };
    let sheet = case.forms(blanks, false);
    assert_eq!(sheet, turned.forms(blanks, false));
    assert!(sheet.contains("Something in ____") && sheet.contains("After ____, as all know"));
    assert_ne!(case.forms(blanks, true), turned.forms(blanks, true));
}

#[test]
fn worksheets_about_causes_do_not_depend_on_them() {
    let mut case = Case::new(read(ROTATING));
    let blanks = Blanks {
        causes: true,
        ..Blanks::default()
    };
    let (sheet, key) = (case.forms(blanks, false), case.forms(blanks, true));
    let links = std::mem::take(&mut case.timeline.events[0].links);
    case.timeline.events[2].links = links;
    let turned = Case::new(case.timeline);
    assert_eq!(sheet, turned.forms(blanks, false));
    assert_ne!(key, turned.forms(blanks, true));
    assert_eq!(
        sheet.matches("Why do you think so?").count(),
        2,
        "in HTML and Markdown, once each"
    );
}

#[test]
fn worksheets_about_actors_do_not_depend_on_them() {
    let mut case = Case::new(read(ROTATING));
    let blanks = Blanks {
        actors: true,
        ..Blanks::default()
    };
    let (sheet, key) = (case.forms(blanks, false), case.forms(blanks, true));
    for part in case
        .timeline
        .events
        .iter_mut()
        .flat_map(|event| &mut event.participants)
    {
        part.actor = ActorIndex::new(1 - part.actor.index());
    }
    let turned = Case::new(case.timeline);
    assert_eq!(sheet, turned.forms(blanks, false));
    assert_ne!(key, turned.forms(blanks, true));
}

#[test]
fn answer_sheets_fill_exactly_the_blanks() {
    let case = Case::new(story());
    let (sheet, key) = (
        parsed(&case.html(ALL, false)),
        parsed(&case.html(ALL, true)),
    );
    let blank = |node: &Handle| attribute(node, "class").as_deref() == Some("blank");
    let answer = |node: &Handle| attribute(node, "class").as_deref() == Some("answer");
    let count = |dom: &RcDom, is: &dyn Fn(&Handle) -> bool| {
        elements(dom, "span").iter().filter(|node| is(node)).count()
    };
    assert_eq!((count(&sheet, &answer), count(&key, &blank)), (0, 0));
    let events = &case.timeline.events;
    let dated = events.iter().filter(|event| event.when.is_some()).count();
    let parts: usize = events.iter().map(|event| event.participants.len()).sum();
    let links = events.iter().flat_map(|event| &event.links);
    let ties = links
        .filter(|link| link.kind != annals_model::LinkKind::Contradicts)
        .count();
    assert_eq!(count(&key, &answer), dated + parts + ties);
    let (asked, answered) = (blocks(&sheet), blocks(&key));
    let numbers =
        |blocks: &[(usize, String)]| blocks.iter().map(|block| block.0).collect::<Vec<_>>();
    assert_eq!(
        numbers(&asked),
        numbers(&answered),
        "both sheets have the same numbers"
    );
    for event in events {
        let (_, block) = answered
            .iter()
            .find(|(_, block)| block.contains(&format!(" {}\n", event.title)))
            .unwrap();
        if let Some(when) = &event.when {
            assert!(block.contains(&when.words()), "{block}");
        }
        for part in &event.participants {
            assert!(
                block.contains(case.timeline.actor(part.actor).name.as_str()),
                "{block}"
            );
        }
    }
    for (_, block) in &asked {
        assert!(
            !block.contains("2020") && !block.contains("2021") && !block.contains("2023"),
            "{block}"
        );
    }
}

#[test]
fn undated_events_have_no_blank_for_a_date() {
    let case = Case::new(read(ROTATING));
    let blanks = Blanks {
        dates: true,
        ..Blanks::default()
    };
    let dom = parsed(&case.html(blanks, false));
    let undated = elements(&dom, "article")
        .into_iter()
        .find(|article| text_of(article).contains("No date"))
        .unwrap();
    assert!(text_of(&undated).contains("undated"));
    let mut classes = Vec::new();
    walk(&undated, &mut |node| {
        classes.extend(attribute(node, "class"));
    });
    assert!(!classes.contains(&"blank".to_owned()));
}

#[test]
fn filtered_sheets_have_only_their_events() {
    let case = Case::new(story());
    let events: Vec<EventIndex> = case.index.order()[2..6].to_vec();
    let request = Request {
        events: &events,
        window: window(&case.timeline, &case.index, &events),
        ..case.request(Blanks::default(), false)
    };
    let text = joined(&html(&request));
    assert_eq!(blocks(&parsed(&text)).len(), 4);
    assert!(text.contains("4 of 21 events"));
    let drawing = joined(&svg(&request));
    assert!(
        !drawing.contains("Amazon"),
        "lanes without an event are left out"
    );
}

/// Each number is in each lane of its event, or the sheet says that some are missing.
#[rstest]
#[case(BRIDGE)]
#[case(bundled()[0].text)]
#[case(include_str!("../../../../tests/fixtures/spaceflight.toml"))]
fn every_number_is_in_each_lane_of_its_event(#[case] text: &str) {
    let case = Case::new(read(text));
    for event in 0..case.timeline.events.len().min(60) {
        let events = &case.index.order()[event..(event + 6).min(case.timeline.events.len())];
        let request = Request {
            events,
            window: window(&case.timeline, &case.index, events),
            ..case.request(Blanks::default(), false)
        };
        let drawing = joined(&svg(&request));
        let tree = roxmltree::Document::parse(&drawing).unwrap();
        let texts = tree
            .descendants()
            .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
        let texts: Vec<&str> = texts.filter_map(|node| node.text()).collect();
        if texts
            .iter()
            .any(|text| text.starts_with("Where there is no room") || text.starts_with("too many"))
        {
            continue;
        }
        for (number, &event) in (1_usize..).zip(events) {
            if case.timeline.event(event).when.is_none() {
                continue;
            }
            // Alone, or with others: "4 The title", "3, 4", "3–5 The title".
            let named = |text: &&str| {
                let numbers = text
                    .split(' ')
                    .take_while(|word| word.starts_with(|c: char| c.is_ascii_digit()));
                let mut ends = numbers.map(|word| {
                    let word = word.trim_end_matches(',');
                    let (first, last) = word.split_once('\u{2013}').unwrap_or((word, word));
                    (
                        first.parse().unwrap_or(usize::MAX),
                        last.parse().unwrap_or(0),
                    )
                });
                ends.any(|(first, last)| (first..=last).contains(&number))
            };
            assert!(texts.iter().any(named), "{number}: {texts:?}");
        }
    }
}

#[test]
fn the_bridge_in_markdown() {
    let case = Case::new(read(BRIDGE));
    insta::assert_snapshot!(
        "bridge",
        joined(&markdown(&case.request(Blanks::default(), false)))
    );
    insta::assert_snapshot!(
        "bridge-worksheet",
        joined(&markdown(&case.request(ALL, false)))
    );
    let key = Request {
        notes: true,
        ..case.request(ALL, true)
    };
    insta::assert_snapshot!("bridge-answers", joined(&markdown(&key)));
}

#[test]
fn the_bridge_drawn() {
    let case = Case::new(read(BRIDGE));
    insta::assert_snapshot!(
        "bridge-drawing",
        joined(&svg(&case.request(Blanks::default(), false)))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Text from a file is shown verbatim and is never markup.
    #[test]
    fn hostile_texts_are_escaped(
        text in prop_oneof![
            any::<String>(),
            "[ -~]{0,40}",
            Just("</title><script>alert(1)</script><img src=x onerror=alert(1)>".to_owned()),
            Just("]]></style><svg onload=x>&lt;&#x41;' \" `${x}`".to_owned()),
        ],
        blanks in prop_oneof![Just(Blanks::default()), Just(ALL)],
        key: bool,
    ) {
        let mut timeline = read(BRIDGE);
        let clean = Clean::line(&format!("x{text}x"));
        timeline.title = clean.clone();
        timeline.summary = clean.clone();
        for event in timeline.events.iter_mut() {
            event.title = clean.clone();
            event.summary = Clean::block(&text);
            event.notes = clean.clone();
            event.participants.iter_mut().for_each(|part| part.role = clean.clone());
            event.links.iter_mut().for_each(|link| link.wording = clean.clone());
            event.evidence.iter_mut().for_each(|evidence| evidence.at = clean.clone());
        }
        for actor in &mut timeline.actors {
            (actor.name, actor.short, actor.summary) = (clean.clone(), clean.clone(), clean.clone());
            actor.aliases = vec![clean.clone()];
        }
        for source in &mut timeline.sources {
            (source.id, source.title, source.address) = (clean.clone(), clean.clone(), clean.clone());
        }
        for era in &mut timeline.eras {
            era.title = clean.clone();
        }
        let case = Case::new(timeline);
        let request = Request { notes: key, ..case.request(blanks, key) };
        let dom = parsed(&joined(&html(&request)));
        assert_inert(&dom);
        let title = text_of(&elements(&dom, "h1")[0]);
        prop_assert_eq!(title.as_str(), clean.as_str());
        let drawing = joined(&svg(&request));
        let tree = roxmltree::Document::parse(&drawing);
        prop_assert!(tree.is_ok(), "{:?}", tree.err());
        for line in markdown(&request) {
            prop_assert!(!line.as_str().contains('\n'));
            // Markdown syntax never comes from the file.
            let plain = line.as_str().replace("\\<", "");
            prop_assert!(!plain.contains("<script"), "{}", plain);
        }
    }

    /// No wording of a date is left in the text of its event.
    #[test]
    fn dates_are_not_revealed(
        position in 0..DATES.len(),
        wording in 0_usize..6,
        before in "[a-z ,.]{0,12}",
        after in "[a-z ,.]{0,12}",
    ) {
        let when = When::parse(DATES[position]).unwrap().unwrap();
        let wordings = [
            when.words(),
            when.short(true),
            when.short(false),
            when.text().to_owned(),
            when.edtf().unwrap_or("x").to_owned(),
            when.words().to_uppercase(),
        ];
        let mut timeline = read(ROTATING);
        let text = Clean::line(&format!("{before} {} {after}", wordings[wording]));
        timeline.events[0].when = Some(when);
        timeline.events[0].title = text.clone();
        timeline.events[0].summary = text;
        let case = Case::new(timeline);
        let blanks = Blanks { dates: true, ..Blanks::default() };
        for (_, block) in blocks(&parsed(&case.html(blanks, false))) {
            let block = block.to_lowercase();
            for wording in wordings.iter().filter(|wording| wording.chars().count() > 2) {
                prop_assert!(!block.contains(&wording.to_lowercase()), "{}: {}", wording, block);
            }
        }
    }
}

static DATES: [&str; 14] = [
    "2021",
    "1985-04-12",
    "1985-04",
    "1985-04-12T10:30:00Z",
    "2019~",
    "2019?",
    "2023/..",
    "../2019~",
    "1985/",
    "[1667,1668]",
    "199X",
    "44 BC",
    "65 Ma",
    "2001-21",
];
