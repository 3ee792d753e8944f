//! Turns frames into the bytes that show them: ratatui's comparison of two buffers, written by its crossterm
//! backend, as one synchronized update.
//!
//! ratatui's `Terminal` is not used for it: it hides the cursor again and resets the colours for a frame in
//! which nothing changed, and asks the terminal where the cursor is when it clears the screen. What this adds to
//! the comparison is [`safe_cells`], and care for glyphs whose width terminals disagree on.

use std::{borrow::Cow, iter, mem};

use crossterm::{
    style::{Attribute, SetAttribute, force_color_output},
    terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend as _, CrosstermBackend},
    buffer::{Buffer, Cell},
};

use super::safe_cells;

/// Turns frames into bytes for one terminal.
#[derive(Debug)]
pub struct FrameEncoder {
    /// What the terminal shows.
    shown: Buffer,
    /// Whether it does: otherwise the next frame clears the screen.
    is_known: bool,
    /// The cells to be sent.
    stale: Vec<bool>,
    bytes: Vec<u8>,
}

impl Default for FrameEncoder {
    fn default() -> Self {
        Self::new()
    }
}

impl FrameEncoder {
    /// An encoder that knows nothing of the screen: its first frame clears it.
    pub fn new() -> Self {
        // Otherwise crossterm drops every colour where NO_COLOR is set, even if --color asks for them.
        // Which colours there are is settled before a frame is drawn.
        force_color_output(true);
        Self {
            shown: Buffer::default(),
            is_known: false,
            stale: Vec::new(),
            bytes: Vec::new(),
        }
    }

    /// Forgets what the terminal shows: the next frame clears the screen and draws everything.
    pub fn forget(&mut self) {
        self.is_known = false;
    }

    /// Returns the bytes that turn what the terminal shows into `next`, none if nothing changed. A frame of
    /// another size than the last clears the screen first.
    ///
    /// Afterwards the contents and the size of `next` are undefined: call [`Buffer::resize`] and
    /// [`Buffer::reset`] before drawing in it again.
    pub fn frame(&mut self, next: &mut Buffer) -> &[u8] {
        self.bytes.clear();
        safe_cells::make_safe(next);
        let clears = !self.is_known || next.area != self.shown.area;
        if clears {
            self.shown.resize(next.area);
            self.shown.reset();
            self.is_known = true;
        }
        self.mark_stale(next);
        if clears || self.stale.contains(&true) {
            push(&mut self.bytes, BeginSynchronizedUpdate);
            // Whatever another program has left on.
            push(&mut self.bytes, SetAttribute(Attribute::Reset));
            let mut backend = CrosstermBackend::new(&mut self.bytes);
            if clears {
                // Writing to memory cannot fail.
                let _ = backend.clear();
            }
            draw(&mut backend, next, &self.stale);
            push(&mut self.bytes, EndSynchronizedUpdate);
        }
        mem::swap(&mut self.shown, next);
        &self.bytes
    }

    /// Marks the cells that differ, and those to the right of a glyph that a terminal which does not join its
    /// characters would overwrite.
    fn mark_stale(&mut self, next: &Buffer) {
        self.stale.clear();
        self.stale.resize(next.content.len(), false);
        for (x, y, _) in self.shown.diff_iter(next) {
            self.stale[next.index_of(x, y)] = true;
        }
        let width = usize::from(next.area.width).max(1);
        let rows = next.content.chunks(width);
        for (row, stale) in rows.zip(self.stale.chunks_mut(width)) {
            for (x, cell) in row.iter().enumerate() {
                if stale[x] && !safe_cells::has_certain_width(cell.symbol()) {
                    let end = x + safe_cells::max_width(cell.symbol());
                    stale[x..end.min(row.len())].fill(true);
                }
            }
        }
    }
}

/// Draws the stale cells. The backend moves the cursor only where a cell is not to the right of the one before,
/// so each call starts with a move: no glyph of uncertain width can push the rest of its row along.
fn draw(backend: &mut CrosstermBackend<&mut Vec<u8>>, frame: &Buffer, stale: &[bool]) {
    let cells = frame.content.iter().zip(stale).enumerate();
    let mut run: Vec<(u16, u16, Cow<'_, Cell>)> = Vec::new();
    for (index, (cell, is_stale)) in cells {
        if !is_stale || safe_cells::is_covered(cell) {
            continue;
        }
        let (x, y) = frame.pos_of(index);
        if safe_cells::has_certain_width(cell.symbol()) {
            // A blank between two words need not switch the colour of text off and on again.
            let before = run.last().map(|(.., before)| &**before);
            let cell = before
                .and_then(|before| safe_cells::blank_after(cell, before))
                .map_or(Cow::Borrowed(cell), Cow::Owned);
            run.push((x, y, cell));
            continue;
        }
        // Should the terminal draw the glyph narrower than it is measured, blanks show beside it.
        let mut blank = cell.clone();
        blank.set_symbol(" ");
        let covered = frame.content[index + 1..].iter();
        let covered = covered.take_while(|cell| safe_cells::is_covered(cell));
        let blanks = (x..).take(1 + covered.count()).map(|x| (x, y, &blank));
        // Writing to memory cannot fail.
        let before = run.iter().map(|(x, y, cell)| (*x, *y, &**cell));
        let _ = backend.draw(before.chain(blanks));
        run.clear();
        let _ = backend.draw(iter::once((x, y, cell)));
    }
    if !run.is_empty() {
        let _ = backend.draw(run.iter().map(|(x, y, cell)| (*x, *y, &**cell)));
    }
}

/// Appends what a command sends.
fn push(bytes: &mut Vec<u8>, command: impl crossterm::Command) {
    let mut text = String::new();
    // Writing to memory cannot fail.
    let _ = command.write_ansi(&mut text);
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests;
