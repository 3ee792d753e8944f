//! The items of a JSON text, each with its place, as far as the text goes.
//!
//! Owns walking through arrays and objects one entry at a time, so that what stands before a mistake can
//! be read. What an entry says is read elsewhere.

use serde_json::value::RawValue;

/// So many elements that are no objects may stand before the first that is one.
const MOST_BEFORE: usize = 8;

/// Something wrong, at a byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) byte: usize,
    pub(super) message: String,
}

/// A value with the byte that it begins at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<'t> {
    pub(super) text: &'t str,
    pub(super) byte: usize,
}

/// Walks through a text.
#[derive(Debug)]
pub(super) struct Walk<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Walk<'t> {
    pub(super) const fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// The next character that is no space, without taking it.
    pub(super) fn peek(&mut self) -> Option<char> {
        let rest = self.text.get(self.at..)?;
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']);
        self.at = self.text.len() - trimmed.len();
        trimmed.chars().next()
    }

    /// The byte that comes next.
    pub(super) fn byte(&mut self) -> usize {
        self.peek();
        self.at
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// A whole value.
    fn value(&mut self) -> Result<Span<'t>, Broken> {
        let byte = self.byte();
        let rest = self.text.get(byte..).unwrap_or_default();
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        match stream.next() {
            Some(Ok(value)) => {
                self.at = byte + stream.byte_offset();
                Ok(Span {
                    text: value.get(),
                    byte,
                })
            }
            Some(Err(error)) if error.is_eof() => Err(self.end()),
            Some(Err(error)) => Err(Broken {
                byte,
                message: format!("This is no JSON: {}.", said(&error)),
            }),
            None => Err(self.end()),
        }
    }

    fn end(&self) -> Broken {
        Broken {
            byte: self.at,
            message: "The text ends in the middle of this.".to_owned(),
        }
    }

    fn unexpected(&mut self, expected: &str) -> Broken {
        match self.peek() {
            None => Broken {
                byte: self.at,
                message: format!("The text ends here: {expected} is expected."),
            },
            Some(_) => Broken {
                byte: self.at,
                message: format!("{expected} is expected here."),
            },
        }
    }

    /// Passes every element of the array that begins here, up to the first mistake.
    pub(super) fn array(&mut self, mut visit: impl FnMut(Span<'t>)) -> Result<(), Broken> {
        if !self.take('[') {
            return Err(self.unexpected("An array, [...],"));
        }
        if self.take(']') {
            return Ok(());
        }
        loop {
            visit(self.value()?);
            if self.take(']') {
                return Ok(());
            }
            if !self.take(',') {
                return Err(self.unexpected("A comma or ]"));
            }
            // A comma after the last is a slip that does no harm.
            if self.take(']') {
                return Ok(());
            }
        }
    }

    /// The first object among the first elements of the array that begins here, and nothing after it.
    pub(super) fn first(&mut self, found: &mut Option<&'t str>) -> Result<(), Broken> {
        let mut is_inside = self.take('[');
        let mut left = MOST_BEFORE;
        while is_inside && left > 0 && self.peek() != Some(']') {
            let value = self.value()?.text;
            if value.starts_with('{') {
                *found = Some(value);
                break;
            }
            is_inside = self.take(',');
            left -= 1;
        }
        Ok(())
    }

    /// Passes every key of the object that begins here, with the walk standing at its value, up to the
    /// first mistake. A value that is not walked through has to be [skipped](Self::skip).
    pub(super) fn object(
        &mut self,
        mut visit: impl FnMut(&str, &mut Self) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        if !self.take('{') {
            return Err(self.unexpected("An object, {...},"));
        }
        if self.take('}') {
            return Ok(());
        }
        loop {
            let key = self.value()?;
            let Ok(name) = serde_json::from_str::<String>(key.text) else {
                return Err(Broken {
                    byte: key.byte,
                    message: "A name in quotation marks is expected here.".to_owned(),
                });
            };
            if !self.take(':') {
                return Err(self.unexpected("A colon"));
            }
            visit(&name, self)?;
            if self.take('}') {
                return Ok(());
            }
            if !self.take(',') {
                return Err(self.unexpected("A comma or }"));
            }
            if self.take('}') {
                return Ok(());
            }
        }
    }

    /// Takes a whole value.
    pub(super) fn skip(&mut self) -> Result<Span<'t>, Broken> {
        self.value()
    }
}

/// What an error of the JSON reader says, without the place, which counts from the wrong beginning.
pub(super) fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = text.rfind(" at line ");
    place
        .and_then(|at| text.get(..at))
        .unwrap_or(&text)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::whole("[1, {\"a\": [2]} , \"x\"]", &["1", "{\"a\": [2]}", "\"x\""], None)]
    #[case::empty(" [ ] ", &[], None)]
    #[case::comma_at_the_end("[1,]", &["1"], None)]
    #[case::cut_off("[{\"a\":1}, {\"b\":", &["{\"a\":1}"], Some(10))]
    #[case::cut_off_between("[true", &["true"], Some(5))]
    #[case::no_comma("[[1] [2]]", &["[1]"], Some(5))]
    #[case::no_array("{}", &[], Some(0))]
    fn elements(#[case] text: &str, #[case] expected: &[&str], #[case] byte: Option<usize>) {
        let mut found = Vec::new();
        let result = Walk::new(text, 0).array(|span| {
            assert!(text.get(span.byte..).unwrap().starts_with(span.text));
            found.push(span.text);
        });
        assert_eq!(found, expected);
        assert_eq!(result.err().map(|broken| broken.byte), byte);
    }

    #[test]
    fn what_is_deep_is_passed() {
        let text = format!("[{}{}]", "[".repeat(100_000), "]".repeat(100_000));
        let mut count = 0;
        assert!(Walk::new(&text, 0).array(|_| count += 1).is_ok());
        assert_eq!(count, 1);
    }
}
