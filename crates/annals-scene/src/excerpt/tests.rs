//! Tests of what is taken along.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use annals_model::test_support::bundled;
use annals_model::text::escape_markdown;
use annals_model::{Accounts, ActorIndex, native};

fn story() -> (Timeline, Index) {
    let timeline = native::read("alibaba", bundled()[0].text).timeline.unwrap();
    let index = Index::new(&timeline);
    (timeline, index)
}

#[rstest]
#[case("plain text, as it is.", "plain text, as it is.")]
#[case(
    "*a* _b_ `c` [d](e) <f> & |",
    "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\& \\|"
)]
#[case("# no heading", "\\# no heading")]
#[case("- no list", "\\- no list")]
#[case("12. no list - 3. at all", "12\\. no list - 3. at all")]
#[case("1) no list", "1\\) no list")]
#[case("back\\slash", "back\\\\slash")]
fn markdown_is_escaped(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(escape_markdown(&Clean::line(text)), expected);
}

#[test]
fn excerpts_contain_all_fields() {
    let (timeline, index) = story();
    let events = (0..timeline.events.len()).map(EventIndex::new);
    for event in events {
        let (subject, told) = (Subject::Event(event), timeline.event(event));
        let text = plain(&timeline, &index, subject);
        let markdown = markdown(&timeline, &index, subject);
        let reference = reference(&timeline, &index, subject);
        for part in [told.title.as_str(), told.status.name()] {
            assert!(text.as_str().contains(part), "{part}: {text}");
        }
        for part in &told.participants {
            let name = &timeline.actor(part.actor).name;
            assert!(text.as_str().contains(name.as_str()), "{text}");
            assert!(
                markdown.as_str().contains(&escape_markdown(name)),
                "{markdown}"
            );
        }
        if let Some(when) = &told.when {
            assert!(text.as_str().contains(&when.words()), "{text}");
            assert!(reference.as_str().contains(&when.words()), "{reference}");
        }
        assert!(!text.as_str().contains("For the teacher"));
        assert_eq!(reference.as_str().lines().count(), 1);
    }
    for position in 0..timeline.actors.len() {
        let actor = Subject::Actor(ActorIndex::new(position));
        let name = timeline.actors[position].name.as_str();
        assert!(plain(&timeline, &index, actor).as_str().starts_with(name));
        assert_eq!(sources(&timeline, &index, actor, 9).len(), 1);
        assert_eq!(sources(&timeline, &index, actor, 0), []);
    }
}

#[test]
fn excerpts_contain_verdicts_of_visible_accounts() {
    let read = |position: usize| {
        let story = &bundled()[position];
        native::read(story.name, story.text).timeline.unwrap()
    };
    let accounts = Accounts::new(vec![read(0), read(1)]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let index = Index::new(&timeline);
    let taken = |id: &str| {
        let subject = Subject::Event(timeline.find_event(id).unwrap());
        (
            plain(&timeline, &index, subject),
            markdown(&timeline, &index, subject),
        )
    };
    let (text, in_markdown) = taken("ma-out-of-view");
    assert!(
        text.as_str()
            .contains("Record     != different: The absence"),
        "{text}"
    );
    for part in [
        "\n- Record: *≠ different*: The absence",
        "\n  - Jack Ma talks to teachers by video (20 Jan 2021)",
    ] {
        assert!(in_markdown.as_str().contains(part), "{in_markdown}");
    }
    let (text, in_markdown) = taken("b08-video-meeting");
    assert!(
        text.as_str().contains("About      != different: "),
        "{text}"
    );
    assert!(
        in_markdown
            .as_str()
            .contains("\n  - Jack Ma disappears from public view (2021)"),
        "{in_markdown}"
    );
}

proptest! {
    #[test]
    fn escaping_only_adds_backslashes(text in "[ -~]{0,40}") {
        let shown = escape_markdown(&Clean::line(&text));
        let mut read = String::new();
        let mut characters = shown.chars();
        while let Some(character) = characters.next() {
            read.extend(if character == '\\' { characters.next() } else { Some(character) });
        }
        prop_assert_eq!(read, text);
    }
}
