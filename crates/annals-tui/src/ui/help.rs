//! The help page and others that are only read.

use super::frame;
use super::painter::Painter;
use crate::app::App;
use crate::app::help::{HelpLine, Sign};
use annals_model::text::Clean;
use annals_scene::layout::Area;

pub(super) fn draw(app: &App, first_line: usize, painter: &mut Painter<'_>) {
    let (columns, rows) = app.size();
    let area = Area::new(0, 0, columns, rows.saturating_sub(1));
    let inside = area.inside().with_margin(1);
    let shown = usize::from(inside.height);
    let page = app.help_page();
    let below = page.lines.len().saturating_sub(first_line + shown);
    let remark = match below {
        0 => Clean::default(),
        below => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
    };
    frame::draw(painter, area, &page.title, &remark, true);
    let margin = u16::try_from(page.margin).unwrap_or(u16::MAX);
    for (row, line) in (inside.y..).zip(page.lines.iter().skip(first_line).take(shown)) {
        draw_line(
            line,
            margin,
            Area {
                y: row,
                height: 1,
                ..inside
            },
            painter,
        );
    }
}

fn draw_line(line: &HelpLine, margin: u16, place: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let words = Area {
        x: place.x.saturating_add(margin),
        width: place.width.saturating_sub(margin),
        ..place
    };
    match line {
        HelpLine::Blank => {}
        HelpLine::Heading(title) => {
            painter.text(place, title, look.theme.quiet);
        }
        HelpLine::Continued(text) => {
            painter.text(words, text, look.theme.text);
        }
        HelpLine::Command(keys, doc) => {
            painter.text(
                Area {
                    width: margin,
                    ..place
                },
                keys,
                look.theme.strong,
            );
            painter.text(words, doc, look.theme.text);
        }
        HelpLine::Sign(sign, meaning) => {
            let glyphs = look.glyphs;
            let sign: Vec<&'static str> = match *sign {
                Sign::Status(status) => vec![glyphs.status(status)],
                Sign::Certain => vec![glyphs.starts[0], glyphs.certain, glyphs.certain],
                Sign::Fading => glyphs.fading.to_vec(),
                Sign::Open => vec![glyphs.certain, glyphs.open[1]],
                Sign::Unknown => vec![glyphs.fading[0], glyphs.fading[0], glyphs.unknown],
                Sign::Point => vec![glyphs.point(1), " ", glyphs.point(3)],
                Sign::SomeWithin => {
                    vec![glyphs.some_within[0], glyphs.within, glyphs.some_within[1]]
                }
                Sign::OneOf => vec![
                    glyphs.one_of[0],
                    glyphs.one_of[1],
                    glyphs.joins[0],
                    glyphs.one_of[0],
                    glyphs.one_of[1],
                ],
                Sign::Density => glyphs.heights[1..=5].to_vec(),
                Sign::Connector => vec![glyphs.connector],
                Sign::Era => vec![glyphs.era[0], glyphs.era[1], glyphs.era[1], glyphs.era[2]],
                Sign::Now => vec![glyphs.signs[0], "n", "o", "w"],
                Sign::Mark => vec![glyphs.signs[1], " ", glyphs.signs[2]],
            };
            for (column, glyph) in (place.x..).zip(sign) {
                painter.glyph(column, place.y, glyph, look.theme.strong);
            }
            painter.text(words, meaning, look.theme.text);
        }
    }
}
