//! [`Prose`]: splits the text of an event into plain words and markup.
//!
//! Markup is tags, ids, links, pictures, places, check boxes and percentages. A tag at the end of a line is
//! removed from the words; within a sentence its word stays.

use std::collections::HashSet;

use super::yaml::Line;

/// Plain text and the markup found in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Prose {
    /// The plain text.
    pub(super) text: String,
    pub(super) tags: Vec<String>,
    /// `!id`, of a first line only.
    pub(super) id: Option<String>,
    /// Labels and addresses.
    pub(super) links: Vec<(String, String)>,
    pub(super) places: Vec<String>,
    /// A box in front of a first line: whether it is ticked.
    pub(super) is_done: Option<bool>,
    /// Of a first line.
    pub(super) percent: Option<u8>,
}

/// A piece of a line.
enum Piece {
    Text(String),
    Tag(String),
}

/// The words behind the colon of an event.
pub(super) fn first(text: &str) -> Prose {
    let mut prose = Prose::default();
    let mut text = text.trim();
    if let Some((is_done, rest)) = tick(text) {
        prose.is_done = Some(is_done);
        text = rest.trim_start();
    }
    prose.percent = text.split_whitespace().find_map(percent);
    prose.text = line(text, true, &mut prose);
    prose
}

/// The lines below it.
pub(super) fn lines(all: &[Line<'_>]) -> Prose {
    let mut prose = Prose::default();
    let mut text = String::new();
    let mut blank = 0;
    for Line { text: written, .. } in all {
        let words = line(written.trim(), false, &mut prose);
        if words.is_empty() {
            // A line with tags only is dropped.
            blank += usize::from(written.trim().is_empty());
            continue;
        }
        if !text.is_empty() {
            text.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        text.push_str(&words);
    }
    prose.text = text;
    prose
}

/// A box at the beginning: whether it is ticked, and what follows.
pub(super) fn tick(text: &str) -> Option<(bool, &str)> {
    let boxes = [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)];
    boxes.iter().find_map(|(mark, is_done)| {
        let rest = text.strip_prefix(mark)?;
        (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some((*is_done, rest))
    })
}

/// `75%` as a word of its own.
pub(super) fn percent(word: &str) -> Option<u8> {
    let number = word.strip_suffix('%')?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    let number = number.parse().ok()?;
    (is_number && number <= 100).then_some(number)
}

/// One line; `has_ids` for a first one.
fn line(text: &str, has_ids: bool, prose: &mut Prose) -> String {
    let mut tags = HashSet::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(letter) = rest.chars().next() {
        let is_free = before.is_none_or(char::is_whitespace);
        let taken = match letter {
            '!' => rest
                .strip_prefix('!')
                .and_then(link)
                .map(|(label, to, after)| {
                    prose.links.push((label.to_owned(), to.to_owned()));
                    (None, after)
                }),
            '[' => link(rest).map(|(label, to, after)| {
                if matches!(to, "location" | "map") {
                    prose.places.push(label.to_owned());
                } else {
                    prose.links.push((label.to_owned(), to.to_owned()));
                }
                (Some(Piece::Text(label.to_owned())), after)
            }),
            '#' if is_free => tag(rest).map(|(tag, after)| {
                if tags.insert(tag) {
                    prose.tags.push(tag.to_owned());
                }
                (Some(Piece::Tag(tag.to_owned())), after)
            }),
            _ => None,
        };
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let taken = taken.or_else(|| {
            if !has_ids || letter != '!' || prose.id.is_some() || before.is_some_and(is_word) {
                return None;
            }
            let (id, after) = id(rest)?;
            prose.id = Some(id.to_owned());
            Some((None, after))
        });
        if let Some((piece, after)) = taken {
            if piece.is_none() && is_free && words.ends_with(' ') {
                words.pop();
            }
            if !words.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut words)));
            }
            pieces.extend(piece);
            let end = rest.len() - after.len();
            let taken = rest.get(..end);
            before = taken.and_then(|taken| taken.chars().next_back());
            rest = after;
        } else {
            words.push(letter);
            before = Some(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Text(words));
    }
    while let Some(last) = pieces.last() {
        match last {
            Piece::Text(text) if !text.trim().is_empty() => break,
            _ => pieces.pop(),
        };
    }
    let text: String = pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) | Piece::Tag(text) => text,
        })
        .collect();
    text.trim().to_owned()
}

/// `[label](address)`: both, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    // Labels and addresses are short; a bracket that is never closed costs no more than this.
    const MAX_COUNT: usize = 2_000;
    let inner = text.strip_prefix('[')?;
    let mut label = inner.bytes().take(MAX_COUNT);
    let label_end = label.position(|byte| matches!(byte, b'[' | b']'))?;
    let label = inner.get(..label_end)?;
    let behind = inner.get(label_end..)?.strip_prefix("](")?;
    let mut depth = 0_usize;
    let mut address = behind.bytes().take(MAX_COUNT);
    let end = address.position(|byte| match byte {
        b'(' => {
            depth += 1;
            false
        }
        b')' if depth > 0 => {
            depth -= 1;
            false
        }
        _ => matches!(byte, b')' | b'[' | b'\n'),
    })?;
    let is_closed = behind.as_bytes().get(end) == Some(&b')');
    let address = behind.get(..end)?.trim();
    let is_address = is_closed && !address.is_empty() && !address.contains(char::is_whitespace);
    is_address.then_some((label.trim(), address, behind.get(end + 1..)?))
}

/// `#word`, but no number alone: the word and what follows.
pub(super) fn tag(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('#')?;
    let end = inner
        .find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-'))
        .unwrap_or(inner.len());
    let tag = inner.get(..end)?.trim_end_matches('-');
    let is_number = tag.bytes().all(|byte| byte.is_ascii_digit());
    (!is_number && !tag.starts_with('-')).then_some((tag, inner.get(tag.len()..)?))
}

fn id(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('!')?;
    let end = inner
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(inner.len());
    if end == 0 {
        None
    } else {
        inner.split_at_checked(end)
    }
}

impl Prose {
    /// Whether no markup was found.
    pub(super) fn is_plain(&self) -> bool {
        self.tags.is_empty()
            && self.id.is_none()
            && self.links.is_empty()
            && self.places.is_empty()
            && self.is_done.is_none()
            && self.percent.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Happy 95th Birthday #UK #Royalty", "Happy 95th Birthday", &["UK", "Royalty"])]
    #[case("The #Matrix opens #Movies", "The Matrix opens", &["Movies", "Matrix"])]
    #[case("Number #1 of C# and a#b", "Number #1 of C# and a#b", &[])]
    #[case("#foo-bar", "", &["foo-bar"])]
    #[case("#1st place", "1st place", &["1st"])]
    fn tags_are_found(#[case] text: &str, #[case] words: &str, #[case] tags: &[&str]) {
        let prose = first(text);
        assert_eq!(prose.text, words);
        let mut found: Vec<_> = prose.tags.iter().map(String::as_str).collect();
        let mut expected = tags.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }

    #[rstest]
    #[case("Christmas !Christmas", "Christmas", Some("Christmas"))]
    #[case("Phase 1 !a #b", "Phase 1", Some("a"))]
    #[case("Stop! Now", "Stop! Now", None)]
    #[case("a!b", "a!b", None)]
    #[case("one !a two !b", "one two !b", Some("a"))]
    fn ids_are_found(#[case] text: &str, #[case] words: &str, #[case] id: Option<&str>) {
        let prose = first(text);
        assert_eq!((prose.text.as_str(), prose.id.as_deref()), (words, id));
    }

    #[test]
    fn links_pictures_and_places() {
        let prose = first(
            "[Google](www.google.com) in [Rome](location) ![a cat](https://x.org/c(1).png) [no](a b)",
        );
        assert_eq!(prose.text, "Google in Rome [no](a b)");
        assert_eq!(
            prose.links,
            [
                ("Google".to_owned(), "www.google.com".to_owned()),
                ("a cat".to_owned(), "https://x.org/c(1).png".to_owned())
            ]
        );
        assert_eq!(prose.places, ["Rome"]);
    }

    #[rstest]
    #[case("[x] done", Some(true), None, "done")]
    #[case("[] open 75%", Some(false), Some(75), "open 75%")]
    #[case("[x]y 101% 5.5%", None, None, "[x]y 101% 5.5%")]
    fn boxes_and_percents(
        #[case] text: &str,
        #[case] is_done: Option<bool>,
        #[case] percent: Option<u8>,
        #[case] words: &str,
    ) {
        let prose = first(text);
        assert_eq!((prose.is_done, prose.percent), (is_done, percent));
        assert_eq!(prose.text, words);
    }

    #[test]
    fn lines_keep_their_paragraphs() {
        let written = ["", "one", "#tag", "two", "", "", "three", ""];
        let all: Vec<_> = written.iter().map(|text| Line { byte: 0, text }).collect();
        let prose = lines(&all);
        assert_eq!(prose.text, "one\ntwo\n\nthree");
        assert_eq!(prose.tags, ["tag"]);
    }

    #[test]
    fn brackets_without_end_cost_little() {
        let text = "[".repeat(200_000);
        assert_eq!(first(&text).text.len(), text.len());
    }
}
