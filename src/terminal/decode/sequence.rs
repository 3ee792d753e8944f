//! The meaning of one whole sequence: xterm's keys, those of kitty's protocol and of
//! `modifyOtherKeys` (some terminals send them unasked), and mouse reports.

use super::{Key, KeyCode, Message, Pointer, PointerAction, ascii, plain};

/// A key after `ESC O`.
pub(super) fn single_shift(byte: u8) -> Option<Key> {
    let code = match byte {
        b'M' => KeyCode::Enter,
        _ => letter(byte)?,
    };
    Some(plain(code))
}

/// What stands between `ESC [` and the last byte, and the last byte.
pub(super) fn control(body: &[u8], last: u8) -> Option<Message> {
    let body = str::from_utf8(body).ok()?;
    if let Some(report) = body.strip_prefix('<') {
        return mouse(report, last).map(Message::Pointer);
    }
    let parameters = Parameters::read(body)?;
    let code = match last {
        b'~' => match parameters.first {
            27 => return unicode(parameters.third?, parameters.modifiers),
            number => numbered(number)?,
        },
        b'u' => return unicode(parameters.first, parameters.modifiers),
        b'Z' => KeyCode::BackTab,
        // With parameters it is not F3 but a report of where the cursor is.
        b'R' if !body.is_empty() => return None,
        _ => letter(last)?,
    };
    key(code, parameters.modifiers)
}

/// An old mouse report: three bytes, each 32 above its value; positions count from 1.
pub(super) fn old_mouse(button: u8, column: u8, row: u8) -> Option<Pointer> {
    let button = button.checked_sub(32)?;
    let released = button & 0b111 == 3;
    Some(Pointer {
        column: u16::from(column.checked_sub(33)?),
        row: u16::from(row.checked_sub(33)?),
        action: action(
            u16::from(if released { button & !3 } else { button }),
            released,
        )?,
    })
}

fn mouse(report: &str, last: u8) -> Option<Pointer> {
    let released = match last {
        b'M' => false,
        b'm' => true,
        _ => return None,
    };
    let mut numbers = report.split(';').map(|number| number.parse::<u16>().ok());
    let mut next = || numbers.next().flatten();
    let (button, column, row) = (next()?, next()?, next()?);
    Some(Pointer {
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
        action: action(button, released)?,
    })
}

/// `button` is as xterm numbers them: 0 the first, 64 and 65 the wheel, 32 added for a motion, and
/// 4, 8, 16 for the modifiers, which are not told apart here.
const fn action(button: u16, released: bool) -> Option<PointerAction> {
    match (button & !0b1_1100, released) {
        (0, false) => Some(PointerAction::Press),
        (0, true) => Some(PointerAction::Release),
        (32, false) => Some(PointerAction::Drag),
        (64, false) => Some(PointerAction::ScrollUp),
        (65, false) => Some(PointerAction::ScrollDown),
        _ => None,
    }
}

/// The parameters of a key: `first;modifiers:kind;third`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parameters {
    first: u32,
    modifiers: Modifiers,
    third: Option<u32>,
}

/// The modifiers that were held, as bits, and whether this is the key's release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Modifiers {
    bits: u32,
    released: bool,
}

impl Modifiers {
    const SHIFT: u32 = 1;
    const ALT: u32 = 2;
    const CONTROL: u32 = 4;

    const fn hold(self, modifier: u32) -> bool {
        self.bits & modifier != 0
    }
}

impl Parameters {
    /// `None` for what no key has, such as a private marker.
    fn read(body: &str) -> Option<Self> {
        let mut parts = body.split(';').map(|part| part.split(':'));
        let number = |text: &str| match text {
            "" => Some(1),
            text => text.parse::<u32>().ok(),
        };
        let mut part = || match parts.next() {
            None => Some((None, None)),
            Some(mut numbers) => {
                let first = number(numbers.next().unwrap_or_default())?;
                Some((Some(first), numbers.next().and_then(number)))
            }
        };
        let (first, _) = part()?;
        let (modifiers, kind) = part()?;
        let (third, _) = part()?;
        Some(Self {
            first: first.unwrap_or(1),
            modifiers: Modifiers {
                // Sent plus one: 1 is no modifier.
                bits: modifiers.unwrap_or(1).saturating_sub(1),
                released: kind == Some(3),
            },
            third,
        })
    }
}

/// A key that is given by its character.
fn unicode(number: u32, modifiers: Modifiers) -> Option<Message> {
    let code = match number {
        9 if modifiers.hold(Modifiers::SHIFT) => KeyCode::BackTab,
        27 => KeyCode::Escape,
        0..=0x7f => ascii(u8::try_from(number).ok()?).code,
        _ => KeyCode::Character(char::from_u32(number).filter(|c| !c.is_control())?),
    };
    key(code, modifiers)
}

fn key(code: KeyCode, modifiers: Modifiers) -> Option<Message> {
    if modifiers.released {
        return None;
    }
    let shift = modifiers.hold(Modifiers::SHIFT);
    let code = match code {
        KeyCode::Character(character) if shift => {
            KeyCode::Character(character.to_uppercase().next().unwrap_or(character))
        }
        code => code,
    };
    let shifts = !matches!(code, KeyCode::Character(_) | KeyCode::BackTab);
    Some(Message::Key(Key {
        code,
        control: modifiers.hold(Modifiers::CONTROL),
        alt: modifiers.hold(Modifiers::ALT),
        shift: shift && shifts,
    }))
}

const fn letter(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::Function(byte - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    let function = |from: u32, is: u8| {
        let by = u8::try_from(number - from).ok()?;
        Some(KeyCode::Function(is + by))
    };
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        // The numbers have gaps where the old keyboards had them.
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=26 => function(23, 11),
        28..=29 => function(28, 15),
        31..=34 => function(31, 17),
        _ => None,
    }
}
