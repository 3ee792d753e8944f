//! A frame turned into the fewest bytes that show it.
//!
//! Owns a copy of what the terminal shows, compares each new frame with it and sends only what
//! differs: the shortest cursor move (or the few unchanged glyphs in between, where they are shorter),
//! only the attributes that change, and erasing instead of blanks. A glyph whose width terminals
//! disagree on is followed by an absolute move, so that it can never push the rest of a line along.
//!
//! Each frame begins by stating where the cursor is and what the pen is: whatever another program
//! wrote in between, the next frame is right. It writes nothing itself and reads nothing; no byte of
//! a cell can act on the terminal (see `clean`).

mod clean;
mod motion;
mod pen;

use std::{io::Write as _, mem};

use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::Position,
    style::Style,
};

use self::pen::Pen;

/// The longest run of unchanged cells that may be written again instead of moving over it.
const LONGEST_BRIDGE: usize = 8;

/// Turns frames into bytes for one terminal.
#[derive(Debug, Default)]
pub struct Encoder {
    /// What the terminal shows, in canonical form.
    shown: Buffer,
    known: bool,
    stale: Vec<bool>,
    sender: Sender,
}

impl Encoder {
    /// An encoder that knows nothing of the screen: its first frame clears it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets what the terminal shows: the next frame clears the screen and draws everything.
    pub fn forget(&mut self) {
        self.known = false;
    }

    /// The bytes that turn what the terminal shows into `next`; empty if nothing changed. A frame of
    /// another size than the last clears the screen first.
    ///
    /// Afterwards `next` is of no further use, nor of any size: call [`Buffer::resize`] and
    /// [`Buffer::reset`] before drawing in it again.
    pub fn frame(&mut self, next: &mut Buffer) -> &[u8] {
        self.sender.begin();
        if self.known && next.area == self.shown.area {
            self.change(next);
        } else {
            self.known = true;
            self.first(next);
        }
        &self.sender.out
    }

    /// Clears the screen and draws everything.
    fn first(&mut self, next: &mut Buffer) {
        self.sender.clear_screen();
        let width = usize::from(next.area.width).max(1);
        let blank = vec![Cell::EMPTY; width];
        for (y, row) in (0..).zip(next.content.chunks_mut(width)) {
            clean::canonical_row(row);
            if mark_stale(&blank, row, 0, &mut self.stale) {
                self.sender.row(y, &blank, row, &self.stale);
            }
        }
        mem::swap(&mut self.shown, next);
    }

    /// Sends what differs from the frame before.
    fn change(&mut self, next: &mut Buffer) {
        let width = usize::from(next.area.width).max(1);
        let shown = self.shown.content.chunks_mut(width);
        let rows = next.content.chunks_mut(width).zip(shown);
        for (y, (new, old)) in (0..).zip(rows) {
            let mut cells = new.iter().zip(&*old);
            // Most rows of most frames are as they were, and need no closer look.
            let Some(first) = cells.position(|(new, old)| !clean::is_as_shown(new, old)) else {
                continue;
            };
            // What covers a part of a wide glyph changes all of it.
            let is_head = |cell: &Cell| !clean::is_covered(cell);
            let first = old.iter().take(first + 1).rposition(is_head).unwrap_or(0);
            clean::canonical_row(new);
            if mark_stale(old, new, first, &mut self.stale) {
                self.sender.row(y, old, new, &self.stale);
                old.swap_with_slice(new);
            }
        }
    }
}

/// The sequence (`SGR`) that gives plain text a style; empty for the plain style.
pub fn style_sequence(style: Style) -> String {
    let mut cell = Cell::EMPTY;
    cell.set_style(style);
    let mut bytes = Vec::new();
    Pen::of(&cell).change_from(Some(Pen::DEFAULT), &mut bytes);
    // It is ASCII.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Marks the cells of a row that have to be sent: whole glyphs that differ, and what a terminal that
/// does not join a sequence would overwrite to the right of one. The cells before `first` are the same.
/// Returns whether there are any.
fn mark_stale(old: &[Cell], new: &[Cell], first: usize, stale: &mut Vec<bool>) -> bool {
    stale.clear();
    stale.resize(first.min(new.len()), false);
    let rest = old.iter().zip(new).skip(first);
    stale.extend(rest.map(|(old, new)| !is_same(old, new)));
    let mut start = first;
    // The first stale cell of a glyph is its head: a covered cell differs only where its head does.
    while let Some((head, glyph)) =
        position_from(stale, start).and_then(|at| Some((at, new.get(at)?)))
    {
        let covered = new.iter().skip(head + 1);
        let covered = covered.take_while(|cell| clean::is_covered(cell)).count();
        let end = head + 1 + covered;
        let reach = if clean::is_certain(glyph.symbol()) {
            end
        } else {
            (head + clean::reach(glyph.symbol())).clamp(end, new.len())
        };
        if let Some(part) = stale.get_mut(head..reach) {
            part.fill(true);
        }
        start = end;
    }
    stale.contains(&true)
}

/// The first that is true from a place on.
fn position_from(flags: &[bool], start: usize) -> Option<usize> {
    let found = flags.get(start..)?.iter().position(|flag| *flag)?;
    Some(start + found)
}

/// Whether two canonical cells look the same. All that can be seen of a cell, and cheaper than comparing
/// all that it holds: this is asked thousands of times a frame.
fn is_same(one: &Cell, other: &Cell) -> bool {
    one.modifier == other.modifier
        && one.fg == other.fg
        && one.bg == other.bg
        && clean::is_same_symbol(one.symbol(), other.symbol())
}

fn glyph_width(glyph: &Cell) -> usize {
    match glyph.symbol() {
        symbol if symbol.len() <= 1 => 1,
        symbol => usize::from(symbol.cell_width()).max(1),
    }
}

/// The bytes of one frame, with the cursor and the pen that they leave behind.
#[derive(Debug, Default)]
struct Sender {
    out: Vec<u8>,
    cursor: Option<Position>,
    pen: Option<Pen>,
}

impl Sender {
    fn begin(&mut self) {
        self.out.clear();
        self.cursor = None;
        self.pen = None;
    }

    fn clear_screen(&mut self) {
        // The pen first: terminals erase with its background.
        self.out.extend_from_slice(b"\x1b[m\x1b[2J");
        self.pen = Some(Pen::DEFAULT);
    }

    fn row(&mut self, y: u16, old: &[Cell], new: &[Cell], stale: &[bool]) {
        let end = stale.iter().rposition(|s| *s).map_or(0, |last| last + 1);
        let rest_is_blank = new
            .iter()
            .rposition(|cell| !clean::is_erased(cell))
            .map_or(0, |last| last + 1);
        let mut x = 0;
        while let Some(glyph) = new.get(x).filter(|_| x < end) {
            if !stale.get(x).is_some_and(|s| *s) {
                x += 1;
            } else if x >= rest_is_blank && !self.blanks_are_shorter(x, end) {
                self.erase_line(x, y, rest_is_blank);
                return;
            } else if let Some(after) = clean::is_erased(glyph)
                .then(|| self.erase_run(x, y, new, stale))
                .flatten()
            {
                x = after;
            } else {
                self.approach(x, y, new);
                self.glyph(x, y, glyph, old, new.len());
                x += glyph_width(glyph);
            }
        }
    }

    /// Whether blanks from `x` to `end` cost no more than `EL`.
    fn blanks_are_shorter(&self, x: usize, end: usize) -> bool {
        end.saturating_sub(x) <= 3 && self.pen.is_some_and(Pen::erases)
    }

    /// Erases from `x` to the end of the line; the line is blank from `blank_from` on already.
    fn erase_line(&mut self, x: usize, y: u16, blank_from: usize) {
        let here = self
            .cursor
            .is_some_and(|at| at.y == y && (blank_from..=x).contains(&usize::from(at.x)));
        if !here {
            self.go(x, y);
        }
        self.pen_for_erasing();
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Erases the run of blanks that starts at `x` with `ECH` where that is shorter than writing
    /// them; returns the column after the part that had to change.
    fn erase_run(&mut self, x: usize, y: u16, new: &[Cell], stale: &[bool]) -> Option<usize> {
        let blanks = new
            .get(x..)?
            .iter()
            .take_while(|cell| clean::is_erased(cell))
            .count();
        let stale_blanks = stale.get(x..x.saturating_add(blanks))?;
        let count = stale_blanks.iter().rposition(|s| *s)?.saturating_add(1);
        let after = x.saturating_add(count);
        let next = stale.get(after..)?.iter().position(|s| *s);
        let count = u16::try_from(count).ok()?;
        // Where nothing follows in the row, the next move is into another one, from wherever.
        let moved = |from| {
            next.map_or(0, |next| {
                let next = position(next.saturating_add(after), y);
                motion::cost(Some(position(from, y)), next)
            })
        };
        // `ESC [ count X`
        let erasing = 3 + count
            .checked_ilog10()
            .map_or(1, |digits| digits as usize + 1);
        if erasing + moved(x) >= usize::from(count) + moved(after) {
            return None;
        }
        self.go(x, y);
        self.pen_for_erasing();
        // Writing to memory cannot fail.
        let _ = write!(self.out, "\x1b[{count}X");
        Some(after)
    }

    /// Brings the cursor to a cell: by a move, or by writing again the few unchanged glyphs in
    /// between where the pen fits them and that is shorter.
    fn approach(&mut self, x: usize, y: u16, new: &[Cell]) {
        if self.pen.is_some() && self.cursor == Some(position(x, y)) {
            return;
        }
        let Some((pen, from)) = self.pen.zip(self.cursor.filter(|at| at.y == y)) else {
            return self.go(x, y);
        };
        let start = usize::from(from.x);
        let bridge = new.get(start..x).filter(|bridge| {
            let cost = motion::cost(Some(from), position(x, y));
            bridge.len() <= LONGEST_BRIDGE
                && bridge.iter().map(|cell| cell.symbol().len()).sum::<usize>() <= cost
                && bridge.iter().all(|cell| {
                    clean::is_covered(cell)
                        || clean::is_certain(cell.symbol()) && wanted_pen(cell, Some(pen)) == pen
                })
        });
        let Some(bridge) = bridge else {
            return self.go(x, y);
        };
        for cell in bridge {
            self.out.extend_from_slice(cell.symbol().as_bytes());
        }
        self.cursor = Some(position(x, y));
    }

    fn glyph(&mut self, x: usize, y: u16, glyph: &Cell, old: &[Cell], width: usize) {
        self.use_pen(wanted_pen(glyph, self.pen));
        let end = x.saturating_add(glyph_width(glyph));
        let certain = clean::is_certain(glyph.symbol());
        if !certain {
            // Should the terminal draw it narrower than it is measured, a blank must show beside it.
            let was_blank = old.get(x..end).is_some_and(|cells| {
                cells
                    .iter()
                    .all(|cell| clean::is_blank(cell) && cell.bg == glyph.bg)
            });
            if !was_blank {
                self.out
                    .extend(std::iter::repeat_n(b' ', end.saturating_sub(x)));
                self.cursor = Some(position(end, y)).filter(|_| end < width);
                self.go(x, y);
            }
        }
        self.out.extend_from_slice(glyph.symbol().as_bytes());
        // After the last column a cursor is neither in it nor beyond it.
        self.cursor = Some(position(end, y)).filter(|_| certain && end < width);
    }

    fn go(&mut self, x: usize, y: u16) {
        let to = position(x, y);
        motion::write(self.cursor, to, &mut self.out);
        self.cursor = Some(to);
    }

    fn pen_for_erasing(&mut self) {
        if !self.pen.is_some_and(Pen::erases) {
            let pen = self.pen.unwrap_or(Pen::DEFAULT);
            self.use_pen(pen.for_blank(ratatui::style::Color::Reset));
        }
    }

    fn use_pen(&mut self, pen: Pen) {
        pen.change_from(self.pen, &mut self.out);
        self.pen = Some(pen);
    }
}

/// The pen for a cell, given the one in hand.
fn wanted_pen(cell: &Cell, pen: Option<Pen>) -> Pen {
    if clean::is_blank(cell) {
        pen.unwrap_or(Pen::DEFAULT).for_blank(cell.bg)
    } else {
        Pen::of(cell)
    }
}

fn position(x: usize, y: u16) -> Position {
    Position::new(u16::try_from(x).unwrap_or(u16::MAX), y)
}

#[cfg(test)]
mod tests;
