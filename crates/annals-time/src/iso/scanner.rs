//! [`Scanner`]: a cursor over the bytes of a text, and the fields of ISO 8601.

use super::error::{IsoError, IsoErrorKind};

/// Whether a field that cannot be read is an error or ends what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The whole text has to be read.
    Whole,
    /// Anything may follow.
    Prefix,
}

/// A cursor over the bytes of a text. No method moves it past something that it has not read.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    bytes: &'t [u8],
    position: usize,
    mode: Mode,
}

impl<'t> Scanner<'t> {
    pub(super) const fn whole(bytes: &'t [u8]) -> Self {
        Self {
            bytes,
            position: 0,
            mode: Mode::Whole,
        }
    }

    pub(super) const fn prefix(bytes: &'t [u8]) -> Self {
        Self {
            bytes,
            position: 0,
            mode: Mode::Prefix,
        }
    }

    pub(super) const fn position(&self) -> usize {
        self.position
    }

    pub(super) const fn is_prefix(&self) -> bool {
        matches!(self.mode, Mode::Prefix)
    }

    /// Goes back to a position that was left.
    pub(super) const fn back_to(&mut self, position: usize) {
        self.position = position;
    }

    pub(super) const fn error(&self, kind: IsoErrorKind) -> IsoError {
        IsoError::new(self.position, kind)
    }

    /// An error unless all of the text was read.
    pub(super) const fn end(&self, kind: IsoErrorKind) -> Result<(), IsoError> {
        if self.position == self.bytes.len() {
            Ok(())
        } else {
            Err(self.error(kind))
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn is_digit_at(&self, position: usize) -> bool {
        self.bytes.get(position).is_some_and(u8::is_ascii_digit)
    }

    pub(super) fn is_digit(&self) -> bool {
        self.is_digit_at(self.position)
    }

    /// Takes one of the bytes.
    pub(super) fn take(&mut self, any: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|byte| any.contains(byte))?;
        self.position += 1;
        Some(byte)
    }

    /// Takes a word of three letters in either case.
    pub(super) fn take_word(&mut self, word: [u8; 3]) -> bool {
        let end = self.position + word.len();
        let is_here = self
            .bytes
            .get(self.position..end)
            .is_some_and(|here| here.eq_ignore_ascii_case(&word));
        if is_here {
            self.position = end;
        }
        is_here
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.take(b" ").is_some() {}
    }

    /// Takes `+`, `-` or U+2212; whether it is negative.
    pub(super) fn sign(&mut self) -> Option<bool> {
        const MINUS: &[u8] = "\u{2212}".as_bytes();
        if let Some(sign) = self.take(b"+-") {
            return Some(sign == b'-');
        }
        let rest = self.bytes.get(self.position..)?;
        rest.starts_with(MINUS).then(|| {
            self.position += MINUS.len();
            true
        })
    }

    pub(super) fn digit(&mut self) -> Option<u8> {
        let digit = self.peek().filter(u8::is_ascii_digit)?;
        self.position += 1;
        Some(digit - b'0')
    }

    /// Two digits, or nothing.
    pub(super) fn two_digits(&mut self) -> Option<u8> {
        if !self.is_pair() {
            return None;
        }
        Some(self.digit()? * 10 + self.digit()?)
    }

    /// Two digits, of any value.
    pub(super) fn pair(&mut self, kind: IsoErrorKind) -> Result<u8, IsoError> {
        self.two_digits().ok_or_else(|| self.error(kind))
    }

    /// Two digits of a value no greater than `last`.
    pub(super) fn pair_up_to(&mut self, last: u8, kind: IsoErrorKind) -> Result<u8, IsoError> {
        let start = self.position;
        let value = self.two_digits().filter(|value| *value <= last);
        value.ok_or(IsoError::new(start, kind))
    }

    /// Whether two digits come next.
    pub(super) fn is_pair(&self) -> bool {
        self.is_digit_at(self.position) && self.is_digit_at(self.position + 1)
    }

    /// Takes a separator with two digits behind it. In a whole text anything may stand behind it, so
    /// that the error is at the digits that are missing.
    pub(super) fn begins_pair(&mut self, separator: u8) -> bool {
        let before = self.position;
        if self.take(&[separator]).is_none() {
            return false;
        }
        let is_field = self.is_pair() || !self.is_prefix();
        if !is_field {
            self.position = before;
        }
        is_field
    }

    /// A year of four digits; with a sign, of four or more.
    pub(super) fn year(&mut self) -> Result<i64, IsoError> {
        let start = self.position;
        let error = IsoError::new(start, IsoErrorKind::Year);
        let sign = self.sign();
        let first = self.position;
        let mut year = 0_i64;
        while let Some(digit) = self.digit() {
            year = year
                .checked_mul(10)
                .and_then(|year| year.checked_add(i64::from(digit)))
                .ok_or(error)?;
        }
        let digits = self.position - first;
        match sign {
            None if digits == 4 => Ok(year),
            Some(is_negative) if digits >= 4 => Ok(if is_negative { -year } else { year }),
            _ => Err(error),
        }
    }
}
