//! Tests of opening the editor.

use annals_model::Accounts;
use annals_model::text::Clean;
use rstest::rstest;

use super::*;
use crate::context::FileNews;
use crate::message::Message;
use crate::options::Options;
use crate::shell::Shell;
use crate::test_support::{events_of, notice, press, timeline, with_files};

#[rstest]
#[case::event("j j", Some(16), None)]
#[case::broken("j j", Some(7), Some(7))]
#[case::actor("a j", Some(3), None)]
fn the_editor_opens_where_the_selection_is_written(
    #[case] keys: &str,
    #[case] line: Option<u32>,
    #[case] broken_at: Option<u32>,
) {
    let mut shell = with_files(&[&events_of("a b c")]);
    press(&mut shell, keys);
    if let Some(line) = broken_at {
        let news = FileNews::Unreadable {
            reason: Clean::own("wrong"),
            line: Some(line),
        };
        shell.update(Message::File(AccountIndex::FIRST, news));
    }
    let request = EditRequest {
        account: AccountIndex::FIRST,
        line,
    };
    assert_eq!(press(&mut shell, "e"), [Effect::Edit(request)]);
}

#[rstest]
#[case(
    Origin::Bundled("alibaba"),
    "This story is part of annals; annals convert @alibaba story.toml makes a copy to edit."
)]
#[case(
    Origin::Passing,
    "This came from a pipe, so there is no file of it to edit."
)]
fn without_a_file_there_is_nothing_to_edit(#[case] origin: Origin, #[case] words: &str) {
    let timeline = timeline(&events_of("a b c"));
    let options = Options {
        accounts: Accounts::new(vec![(*timeline).clone()]),
        origins: vec![origin],
        ..Options::default()
    };
    let mut shell = Shell::new(timeline, &options);
    assert_eq!(press(&mut shell, "e"), []);
    assert_eq!(notice(&shell), words);
}
