//! Pure drawing: from the state to cells.
//!
//! Owns glyphs, colours and where each thing of the scene goes on the screen. It reads the state and
//! changes nothing, and it knows no terminal: the same drawing makes a frame, a test's screen and a
//! picture.

mod address;
mod axis;
mod compare;
mod detail;
mod filter;
mod footer;
mod frame;
mod glyphs;
mod help;
mod lanes;
mod layers;
mod lines;
mod list;
mod marks;
pub mod notes;
mod painter;
mod palette;
pub mod picture;
mod present;
mod prompt;
mod quiz;
mod relations;
mod theme;
mod title;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use self::marks::Marks;
use self::painter::Painter;
use crate::app::{Action, App, HitMap, Mode, Overlay};
use annals_model::text::Clean;
use annals_scene::layout::{Area, Layout, SMALLEST};

pub use glyphs::Glyphs;
pub use theme::{Background, Depth, THEME_PARTS, Theme, ThemeName};

/// How everything looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Colours and attributes.
    pub theme: Theme,
    /// Characters.
    pub glyphs: &'static Glyphs,
}

impl Look {
    /// A look with all colours there are; `ascii` keeps to ASCII for everything that is the program's own.
    pub fn new(theme: ThemeName, ascii: bool) -> Self {
        Self::of(Theme::new(theme), ascii)
    }

    /// A look of a theme as a terminal can show it.
    pub const fn of(theme: Theme, ascii: bool) -> Self {
        Self {
            theme,
            glyphs: if ascii {
                &Glyphs::ASCII
            } else {
                &Glyphs::UNICODE
            },
        }
    }
}

impl Look {
    /// A style that leaves nothing of what was painted before it.
    fn over(&self, style: Style) -> Style {
        Style::reset().patch(self.theme.ground).patch(style)
    }
}

/// Draws the state into a part of a buffer. The state has to know the size of that part.
///
/// Nothing is drawn outside the buffer, whatever the area says.
pub fn draw(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> HitMap {
    let mut hits = HitMap::default();
    look.theme.lay_ground(area, buffer);
    let mut painter = Painter::new(buffer, area, look);
    let Some(layout) = app.layout() else {
        too_small(app, &mut painter);
        return hits;
    };
    if draw_card(app, &layout, &mut painter, &mut hits) {
        return hits;
    }
    if let Some(Overlay::Help { first_line } | Overlay::About { first_line }) =
        app.overlays().last()
    {
        help::draw(app, *first_line, &mut painter);
        footer::draw(app, layout.footer, &mut painter);
        return hits;
    }
    match app.quiz_page() {
        // Where in the story the selection is would say too much, and nothing that matters now.
        Some(_) => title::draw_story(app, layout.title, &mut painter),
        None => title::draw(app, layout.title, &mut painter),
    }
    footer::draw_banner(app, layout.banner, &mut painter);
    if let Some(what) = app.waiting() {
        painter.text(layout.list.inside().with_margin(1), what, look.theme.text);
        palette::draw(app, &mut painter, &mut hits);
        footer::draw(app, layout.footer, &mut painter);
        return hits;
    }
    if compare::draw(app, app.page_area(), &mut painter, &mut hits) || draw_page(app, &mut painter)
    {
        draw_prompt(app, &mut painter, &mut hits);
        palette::draw(app, &mut painter, &mut hits);
        footer::draw(app, layout.footer, &mut painter);
        return hits;
    }
    axis::draw(app, &layout, &mut painter, &mut hits);
    // The palette may lie over the page of lanes too.
    let mut overlays = app.overlays().iter().rev();
    let below = overlays.find(|overlay| !matches!(overlay, Overlay::Palette(_)));
    if let Some(Overlay::Lanes(page)) = below {
        lanes::draw(app, *page, &layout, &mut painter, &mut hits);
        palette::draw(app, &mut painter, &mut hits);
        footer::draw(app, layout.footer, &mut painter);
        return hits;
    }
    if let Some(Overlay::Layers(page)) = below {
        layers::draw(app, *page, &layout, &mut painter, &mut hits);
        footer::draw(app, layout.footer, &mut painter);
        return hits;
    }
    filter::draw(app, layout.filter, &mut painter, &mut hits);
    list::draw(app, &layout, &mut painter, &mut hits);
    detail::draw(app, &layout, &mut painter, &mut hits);
    draw_prompt(app, &mut painter, &mut hits);
    if let Some(Overlay::Address(page)) = app.overlays().last() {
        address::draw(app, page, &mut painter);
    }
    palette::draw(app, &mut painter, &mut hits);
    footer::draw(app, layout.footer, &mut painter);
    hits
}

/// Draws the card of a presentation and what lies over it; `false` where nothing is presented.
fn draw_card(app: &App, layout: &Layout, painter: &mut Painter<'_>, hits: &mut HitMap) -> bool {
    match app.overlays().last() {
        Some(Overlay::Help { .. } | Overlay::About { .. }) => return false,
        _ if !present::draw(app, painter) => return false,
        Some(Overlay::Search(entry)) => {
            prompt::draw_search(app, entry, painter);
            footer::draw(app, layout.footer, painter);
        }
        _ => palette::draw(app, painter, hits),
    }
    true
}

/// Draws the box in which something is written, where there is one, over the panes or a page.
fn draw_prompt(app: &App, painter: &mut Painter<'_>, hits: &mut HitMap) {
    match app.overlays().last() {
        Some(Overlay::Date(entry)) => prompt::draw_date(app, entry, painter),
        Some(Overlay::Search(entry)) => prompt::draw_search(app, entry, painter),
        Some(Overlay::Filter(prompt)) => filter::draw_prompt(app, prompt, painter, hits),
        _ => {}
    }
}

/// Draws the page that takes the whole screen; `false` where the panes do.
fn draw_page(app: &App, painter: &mut Painter<'_>) -> bool {
    let area = app.page_area();
    let marks = Marks::of(app);
    if let Some(grid) = app.grid() {
        relations::paint_grid(&grid, marks, area, painter);
    } else if let Some(lines) = app.story_lines() {
        relations::paint_story_lines(&lines, marks, area, painter);
    } else if let Some((chain, state)) = app.chain() {
        relations::paint_chain(&chain, state, marks, area, painter);
    } else if let Some(page) = app.quiz_page() {
        quiz::draw(app, &page, painter);
    } else {
        return false;
    }
    true
}

/// What a screen says that is too small for anything else.
fn too_small(app: &App, painter: &mut Painter<'_>) {
    let (columns, rows) = app.size();
    let (least_columns, least_rows) = SMALLEST;
    let sentences = [
        format!("Too small: {columns} by {rows}."),
        format!("annals needs {least_columns} by {least_rows}."),
        quits(app),
    ];
    let lines: Vec<Clean> = sentences
        .iter()
        .flat_map(|sentence| annals_model::text::wrap(&Clean::line(sentence), usize::from(columns)))
        .collect();
    for (row, line) in (0_u16..).zip(&lines) {
        let style = painter.look().theme.text;
        painter.text(Area::new(0, row, columns, 1), line, style);
    }
}

/// The sentence that says how to leave.
fn quits(app: &App) -> String {
    let key = app.keymap().key_in(Mode::Browse, Action::Quit, app.ascii());
    key.map_or_else(String::new, |key| format!("{key} quits."))
}

#[cfg(test)]
mod axis_screen_tests;
#[cfg(test)]
mod banner_tests;
#[cfg(test)]
mod tests;
