//! The shortest way to move the cursor from one cell to another.
//!
//! Only sequences that every terminal of the last forty years knows (ECMA-48: `CUP`, `CUF`, `CUB`,
//! `CUD`, `CHA`, `VPA`) and the controls BS, CR and LF. LF is sent at column 0 only, so that it makes
//! no difference whether the terminal driver adds a CR.

use std::io::Write;

use ratatui::layout::Position;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Motion {
    Stay,
    /// To a row and a column, counted from 0.
    Absolute(u16, u16),
    /// To a column of this row.
    Column(u16),
    /// To a row of this column.
    Row(u16),
    Forward(u16),
    Back(u16),
    Backspaces(u16),
    Down(u16),
    /// So many lines further down, and from the start of the line to a column.
    NewLines(u16, u16),
}

impl Motion {
    fn cost(self) -> usize {
        match self {
            Self::Stay => 0,
            Self::Absolute(0, 0) | Self::Forward(1) | Self::Back(1) | Self::Down(1) => 3,
            Self::Absolute(row, 0) => 3 + digits(row.saturating_add(1)),
            Self::Absolute(0, column) => 4 + digits(column.saturating_add(1)),
            Self::Absolute(row, column) => {
                4 + digits(row.saturating_add(1)) + digits(column.saturating_add(1))
            }
            Self::Column(to) | Self::Row(to) => 3 + digits(to.saturating_add(1)),
            Self::Forward(by) | Self::Back(by) | Self::Down(by) => 3 + digits(by),
            Self::Backspaces(by) => usize::from(by),
            Self::NewLines(by, column) => {
                let forward = if column == 0 {
                    0
                } else {
                    Self::Forward(column).cost()
                };
                1 + usize::from(by) + forward
            }
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        // Writing to a `Vec` cannot fail.
        let _ = match self {
            Self::Stay => Ok(()),
            Self::Absolute(0, 0) => out.write_all(b"\x1b[H"),
            Self::Absolute(row, 0) => write!(out, "\x1b[{}H", row.saturating_add(1)),
            Self::Absolute(0, column) => write!(out, "\x1b[;{}H", column.saturating_add(1)),
            Self::Absolute(row, column) => {
                let (row, column) = (row.saturating_add(1), column.saturating_add(1));
                write!(out, "\x1b[{row};{column}H")
            }
            Self::Column(to) => write!(out, "\x1b[{}G", to.saturating_add(1)),
            Self::Row(to) => write!(out, "\x1b[{}d", to.saturating_add(1)),
            Self::Forward(1) => out.write_all(b"\x1b[C"),
            Self::Back(1) => out.write_all(b"\x1b[D"),
            Self::Down(1) => out.write_all(b"\x1b[B"),
            Self::Forward(by) => write!(out, "\x1b[{by}C"),
            Self::Back(by) => write!(out, "\x1b[{by}D"),
            Self::Down(by) => write!(out, "\x1b[{by}B"),
            Self::Backspaces(by) => {
                out.extend(std::iter::repeat_n(8, usize::from(by)));
                Ok(())
            }
            Self::NewLines(by, column) => {
                out.push(b'\r');
                out.extend(std::iter::repeat_n(b'\n', usize::from(by)));
                if column > 0 {
                    Self::Forward(column).write(out);
                }
                Ok(())
            }
        };
    }
}

const fn digits(number: u16) -> usize {
    match number {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        1000..=9999 => 4,
        _ => 5,
    }
}

fn shortest(from: Option<Position>, to: Position) -> Motion {
    let absolute = Motion::Absolute(to.y, to.x);
    let Some(from) = from else {
        return absolute;
    };
    let down = to.y.checked_sub(from.y);
    let mut candidates = [absolute; 4];
    match (down, to.x.checked_sub(from.x)) {
        (Some(0), Some(0)) => return Motion::Stay,
        (Some(0), Some(by)) => {
            candidates[1] = Motion::Forward(by);
            candidates[2] = Motion::Column(to.x);
        }
        (Some(0), None) => {
            let by = from.x.saturating_sub(to.x);
            candidates[1] = Motion::Backspaces(by);
            candidates[2] = Motion::Back(by);
            candidates[3] = Motion::Column(to.x);
        }
        (Some(by), Some(0)) => {
            candidates[1] = Motion::Down(by);
            candidates[2] = Motion::Row(to.y);
        }
        (None, Some(0)) => candidates[1] = Motion::Row(to.y),
        _ => {}
    }
    if let Some(by) = down.filter(|&by| by > 0 || to.x == 0) {
        candidates[3] = Motion::NewLines(by, to.x);
    }
    candidates
        .into_iter()
        .min_by_key(|motion| motion.cost())
        .unwrap_or(absolute)
}

/// The bytes that a move costs; from `None`, the cursor's place is unknown.
pub(super) fn cost(from: Option<Position>, to: Position) -> usize {
    shortest(from, to).cost()
}

/// Appends the shortest move.
pub(super) fn write(from: Option<Position>, to: Position, out: &mut Vec<u8>) {
    shortest(from, to).write(out);
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn bytes(from: Option<(u16, u16)>, to: (u16, u16)) -> Vec<u8> {
        let mut out = Vec::new();
        write(from.map(Position::from), Position::from(to), &mut out);
        out
    }

    #[rstest]
    #[case(None, (0, 0), "\x1b[H")]
    #[case(None, (0, 11), "\x1b[12H")]
    #[case(None, (9, 0), "\x1b[;10H")]
    #[case(None, (9, 11), "\x1b[12;10H")]
    #[case(Some((3, 5)), (3, 5), "")]
    #[case(Some((3, 5)), (4, 5), "\x1b[C")]
    #[case(Some((3, 5)), (43, 5), "\x1b[40C")]
    #[case(Some((3, 5)), (1, 5), "\x08\x08")]
    #[case(Some((3, 5)), (0, 5), "\r")]
    #[case(Some((9, 5)), (0, 6), "\r\n")]
    #[case(Some((99, 15)), (50, 16), "\r\n\x1b[50C")]
    #[case(Some((99, 15)), (50, 17), "\x1b[18;51H")]
    #[case(Some((190, 5)), (50, 5), "\x1b[51G")]
    #[case(Some((90, 5)), (90, 6), "\x1b[B")]
    #[case(Some((90, 5)), (90, 2), "\x1b[3d")]
    fn known_moves(
        #[case] from: Option<(u16, u16)>,
        #[case] to: (u16, u16),
        #[case] expected: &str,
    ) {
        assert_eq!(String::from_utf8(bytes(from, to)).unwrap(), expected);
    }

    proptest! {
        #[test]
        fn a_move_arrives_and_costs_what_it_says(
            from in (0u16..130, 0u16..110), to in (0u16..130, 0u16..110), known in any::<bool>(),
        ) {
            let size = |n| NonZeroU16::new(n).unwrap();
            let mut parser = vt100::Parser::new(size(110), size(130), 0);
            parser.process(&bytes(None, from));
            let out = bytes(known.then_some(from), to);
            parser.process(&out);
            prop_assert_eq!(parser.screen().cursor_position(), (to.1, to.0));
            prop_assert_eq!(out.len(), cost(known.then(|| from.into()), to.into()));
        }
    }
}
