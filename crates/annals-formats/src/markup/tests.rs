//! Tests of HTML: tags, entities, links, and texts without markup.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case::as_it_is(
    "No markup:  two spaces,\n a line.",
    "No markup:  two spaces,\n a line."
)]
#[case::entities(
    "Fish &amp; chips &mdash; caf&eacute; &#8217;n&#x27; &hellip;",
    "Fish & chips — café ’n' …"
)]
#[case::lone_ampersand("AT&T & Co &unknown; &", "AT&T & Co &unknown; &")]
#[case::entity_keeps_lines("a &lt; b\nc", "a < b\nc")]
#[case::inline("a <b>bold</b> <i class='x'>word</i>", "a bold word")]
#[case::inline_keeps_lines("one\n\n<b>two</b>", "one\n\ntwo")]
#[case::paragraphs("<p>One\n  two.</p><p>Three.</p>", "One two.\n\nThree.")]
#[case::breaks("a<br>b<br/><br />c", "a\nb\n\nc")]
#[case::divisions("<div><div>a</div></div><div>b</div>", "a\nb")]
#[case::heading("<h2>Title</h2>text", "Title\n\ntext")]
#[case::list("Two:<ul><li>one</li>\n<li>two</ul>end", "Two:\n- one\n- two\nend")]
#[case::nested_list("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c")]
#[case::table(
    "<table><tr><th>a<th>b</tr><tr><td>1</td><td>2</td></tr></table>",
    "a | b\n1 | 2"
)]
#[case::script("a<script>alert('<b>')</script>b<STYLE>p{}</Style >c", "abc")]
#[case::comment("a<!-- x > y -->b<!DOCTYPE html>c", "abc")]
#[case::less_than("if a < b and c<d or 1<2", "if a < b and c<d or 1<2")]
#[case::unclosed("an end <b", "an end <b")]
#[case::unclosed_tag("<i>never closed", "never closed")]
#[case::unclosed_script("a<script>alert(1)", "aalert(1)")]
#[case::unclosed_quote("a<b title=\"x>bold</b> c", "abold c")]
#[case::quoted_bracket("<b title=\"a > b\">x</b>", "x")]
#[case::apostrophe("<b>it's</b> Bob's", "it's Bob's")]
#[case::unclosed_comment("a<!-- b> c", "a c")]
#[case::space_that_does_not_break("a&nbsp;b", "a b")]
#[case::link(
    "See <a href=\"https://example.org/a?b=1&amp;c=2\">the page</a>.",
    "See the page (https://example.org/a?b=1&c=2)."
)]
#[case::link_says_it("<a href='https://example.org/'>example.org</a>", "example.org")]
#[case::link_is_empty("<a href=https://example.org/x></a>", "https://example.org/x")]
#[case::link_unclosed(
    "<a href='http://x.org/1'>one <a href='http://x.org/2'>two",
    "one (http://x.org/1) two (http://x.org/2)"
)]
#[case::link_inside("<a href='#note'>note</a> <a href='javascript:go()'>go</a>", "note go")]
#[case::link_of_the_same_place("<a href='/page'>page</a>", "page (/page)")]
#[case::mail("<a href='mailto:a@example.org'>a@example.org</a>", "a@example.org")]
#[case::picture(
    "x <img src='//example.org/p.jpg' alt='A bridge'>",
    "x A bridge (https://example.org/p.jpg)"
)]
#[case::written_out("<img src='data:image/png;base64,AAAA' alt='dot'>", "dot")]
#[case::frame(
    "<iframe src=\"https://example.org/embed\" width=1></iframe>",
    "https://example.org/embed"
)]
fn html_becomes_plain_text(#[case] html: &str, #[case] text: &str) {
    assert_eq!(plain(html).text, text);
}

#[test]
fn addresses_of_links_are_returned() {
    let html =
        "<p><a href='http://a.org'>A\n page</a> <a href='/b'>b</a></p><a href='//c.org'>c.org</a>";
    let link = |label: &str, address: &str| Link {
        label: label.to_owned(),
        address: address.to_owned(),
    };
    assert_eq!(
        plain(html).links,
        [link("A page", "http://a.org"), link("", "https://c.org")]
    );
}

#[rstest]
#[case::open_tags("<a ")]
#[case::quotes("<a x=\">\" ")]
#[case::bad_quotes("<a x=\"> <b y='> ")]
#[case::comments("<!-- ")]
#[case::scripts("<script>")]
#[case::links("<a href=x>")]
#[case::lists("<ul><li>")]
#[case::entities("&lt")]
fn repeated_tags_are_read_in_linear_time(#[case] part: &str) {
    // A million bytes of it: reading each of them to the end of the text would take an hour.
    let html = part.repeat(1_000_000 / part.len());
    assert!(plain(&html).text.len() <= 8 * html.len());
}

proptest! {
    #[test]
    fn no_text_panics(text in "(<|>|&|a|/|\"|'| |=|!--|--|br|li|ul|p|href|script|\n|é){0,60}") {
        let plain = plain(&text);
        let hidden = plain.links.iter().find(|link| !plain.text.contains(&link.address));
        prop_assert_eq!(hidden, None);
    }

    #[test]
    fn escaped_text_survives_a_round_trip(
        lines in prop::collection::vec("([\\PC&&[^ \u{a0}]]([\\PC&&[^ \u{a0}]]| )*[\\PC&&[^ \u{a0}]])?", 1..5)
    ) {
        let text = lines.join("\n");
        let text = text.trim();
        prop_assert_eq!(plain(&escaped(text)).text, text);
    }
}
