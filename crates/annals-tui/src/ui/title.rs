//! The title line: which story, where in it, and which stretch of time is on screen,
//! or what lies between the two marks.

use super::painter::Painter;
use crate::app::{App, Filter};
use annals_model::text::{Clean, grouped, width};
use annals_scene::layers;
use annals_scene::layout::Area;
use annals_time::describe_window;

/// The title of the story alone.
pub(super) fn draw_story(app: &App, area: Area, painter: &mut Painter<'_>) {
    let style = painter.look().theme.strong;
    painter.text(area.with_margin(1), &app.timeline().title, style);
}

pub(super) fn draw(app: &App, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let area = area.with_margin(1);
    let separator = look.glyphs.separator;
    let place = match app.place() {
        Some((place, shown)) => {
            let of = match (place, shown) {
                (0, 1..) => format!("left out {separator} {} shown", grouped(shown)),
                _ => format!("{} of {}", grouped(place), grouped(shown)),
            };
            let all = app.timeline().events.len();
            // What is left out is never left out silently.
            match app.filter().and_then(Filter::chosen) {
                Some(_) => format!("{of} ({} in all)", grouped(all)),
                None => of,
            }
        }
        None => "no events".to_owned(),
    };
    let with_place = |text: &str| Clean::line(&format!("{place} {separator} {text}"));
    // The layers give way to the title of the story where there is little room.
    let layers = layers::on(app.timeline(), usize::from(area.width / 3));
    let with_layers = |right: Clean| {
        let Some(layers) = &layers else { return right };
        let longer = Clean::line(&format!("{right} {separator} {layers}"));
        let title = width(&app.timeline().title).min(usize::from(area.width / 3));
        if width(&longer) + title + 2 <= usize::from(area.width) {
            longer
        } else {
            right
        }
    };
    let right = match app.measured_lengths() {
        // Cut short it would say something else.
        Some([full, brief]) => {
            let full = with_place(full.as_str());
            if width(&full) <= usize::from(area.width) {
                full
            } else {
                with_place(brief.as_str())
            }
        }
        None => with_layers(with_place(&describe_window(
            &app.view().window,
            app.ascii(),
        ))),
    };
    let wide = u16::try_from(width(&right)).unwrap_or(u16::MAX);
    // The place in the story changes and is looked for; the title can give way.
    painter.text_right(area, &right, look.theme.quiet);
    let room = Area {
        width: area.width.saturating_sub(wide.saturating_add(2)),
        ..area
    };
    painter.text(room, &app.timeline().title, look.theme.strong);
}
