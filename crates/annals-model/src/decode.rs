//! Decodes the bytes of a file. UTF-8, and UTF-16 with a byte order mark, are understood; other encodings
//! are refused by name and never guessed. Lines may end with `\n`, `\r\n` or `\r`.

use super::problem::{LineIndex, Problem, Severity};

/// Returns the text of a file without its byte order mark. A text whose lines end with `\r` alone gets `\n`
/// instead.
///
/// # Errors
///
/// A [`Problem`] that names the encoding or the position of the first byte that is not text.
///
/// ```
/// use annals_model::decode;
///
/// assert_eq!(decode(b"\xff\xfea\0".to_vec()).unwrap(), "a");
/// let problem = decode(b"a\xff".to_vec()).unwrap_err();
/// assert_eq!(problem.position.unwrap().column, 2);
/// ```
pub fn decode(bytes: Vec<u8>) -> Result<String, Problem> {
    let text = match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err(refused(
            "This is UTF-32 text; annals reads UTF-8 and UTF-16.",
        )),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }?;
    // The replacement keeps byte offsets, so that positions of problems are right.
    Ok(if has_bare_returns(text.as_bytes()) {
        text.replace('\r', "\n")
    } else {
        text
    })
}

/// Whether lines end with a carriage return alone, as in text files of the classic Macintosh.
pub fn has_bare_returns(text: &[u8]) -> bool {
    memchr::memchr(b'\n', text).is_none() && memchr::memchr(b'\r', text).is_some()
}

fn refused(message: &str) -> Problem {
    Problem::of_file(Severity::Error, message)
}

fn utf8(bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.contains(&0) {
        return Err(refused(
            "This is not a text file: it holds zero bytes. A timeline is UTF-8 text, or UTF-16 with a byte order mark.",
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text
            .strip_prefix('\u{feff}')
            .map(ToOwned::to_owned)
            .unwrap_or(text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(offset).copied().unwrap_or(0);
            let text = String::from_utf8_lossy(error.as_bytes());
            Err(Problem::at(
                Severity::Error,
                &LineIndex::new(&text),
                offset,
                &format!("The byte 0x{byte:02X} is not UTF-8 text. Save the file as UTF-8."),
            ))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(refused(
            "This UTF-16 text ends in the middle of a character.",
        ));
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|error| refused(&format!("This UTF-16 text is broken: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Position;
    use rstest::rstest;

    #[rstest]
    #[case::plain(b"a = 1", "a = 1")]
    #[case::mark(b"\xef\xbb\xbfa", "a")]
    #[case::little(b"\xff\xfea\0l\x9a", "a马")]
    #[case::big(b"\xfe\xff\0a\x9al", "a马")]
    #[case::empty(b"", "")]
    #[case::windows(b"a\r\nb", "a\r\nb")]
    #[case::macintosh(b"a\rb\r", "a\nb\n")]
    fn decodes(#[case] bytes: &[u8], #[case] text: &str) {
        assert_eq!(decode(bytes.to_vec()).unwrap(), text);
    }

    #[rstest]
    #[case::picture(b"\x89PNG\r\n\x1a\n\0\0", "not a text file")]
    #[case::utf32(b"\xff\xfe\0\0a\0\0\0", "UTF-32")]
    #[case::half(b"\xff\xfea", "middle of a character")]
    #[case::lone(b"\xff\xfe\0\xd8", "broken")]
    fn other_encodings_are_refused_by_name(#[case] bytes: &[u8], #[case] part: &str) {
        let problem = decode(bytes.to_vec()).unwrap_err();
        assert!(problem.message.as_str().contains(part), "{problem:?}");
    }

    #[test]
    fn the_position_of_a_byte_that_is_not_utf8_is_reported() {
        let problem = decode(b"a = 1\nb = \"\xff\"".to_vec()).unwrap_err();
        assert_eq!(problem.position, Some(Position { line: 2, column: 6 }));
        assert!(problem.message.as_str().contains("0xFF"));
    }
}
