//! Tests of the list of formats.

use rstest::rstest;

use super::*;

#[test]
fn every_format_is_found_by_its_name() {
    for format in Format::ALL {
        assert_eq!(Format::find(format.name()), Ok(*format));
    }
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    let told = Format::find("markwen").unwrap_err();
    assert_eq!(
        told.as_str(),
        "There is no format \"markwen\". Did you mean \"markwhen\"?"
    );
}

#[rstest]
#[case::key("# mine\ntitle = \"x\"\n", Some(Format::Native))]
#[case::table("[[event]]\ntitle = \"x\"\n", Some(Format::Native))]
#[case::prose("Dear all,\nthis is no timeline.", None)]
fn format_is_recognised_by_content(#[case] text: &str, #[case] format: Option<Format>) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(Format::recognise(&sample, None), format);
}
