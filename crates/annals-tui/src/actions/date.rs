//! Going to a date.

use annals_model::text::{Clean, grouped};
use annals_time::{When, Window};

use super::window;
use crate::commands;
use crate::context::{Context, Spot};

/// Room beside an interval that is wider than the window, in hundredths of its length.
const MARGIN: u32 = 10;

/// Goes to a date and says what holds there.
pub fn go_to(cx: &mut Context, when: &When) {
    let Some(named) = when.window() else {
        cx.notice("This date has no place on the axis.");
        return;
    };
    cx.remember();
    let spot = Spot::of(when, cx.ascii());
    show(cx, &named, spot);
    cx.requests.notice = Some(what_holds(cx, when));
}

/// Shows an interval in the middle of the window.
pub fn show(cx: &mut Context, named: &Window, spot: Spot) {
    let window = cx.place.window;
    let shown = if named.length() > window.length() {
        named.with_padding(MARGIN)
    } else {
        window.centred_on(named.centre())
    };
    cx.place.date = Some(spot);
    window::show_window(cx, shown);
    window::follow_axis(cx);
    cx.marks.at_date = cx.place.event;
}

fn what_holds(cx: &Context, when: &When) -> Clean {
    let words = when.words();
    let count = match when.members() {
        [_] => {
            let (start, end) = when.reach();
            let window = Window::new(start, end.max(start.saturating_add_nanos(1)));
            window.map(|window| cx.everything().count(&window))
        }
        _ => None,
    };
    let count = match count {
        None => String::new(),
        Some(0) => ": no event".to_owned(),
        Some(1) => ": 1 event".to_owned(),
        Some(count) => format!(": {} events", grouped(count)),
    };
    let key = |spec| cx.key_of(spec).unwrap_or_default();
    let (mark, back) = (key(&commands::MARK), key(&commands::BACK));
    Clean::line(&format!("{words}{count}; {mark} marks it, {back} returns."))
}
