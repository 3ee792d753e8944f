//! [`Loading`]: how far a large table has been read while its first rows are on screen already.
//!
//! Owns what is said of it and when it can be stopped. Reading is done outside; what becomes of views when
//! more rows have come is the business of `reloading` and `laying`.

use super::state::{App, Effect};
use super::time_window::at_least_seen;
use annals_model::text::{Clean, grouped};
use annals_scene::layout::Pane;
use annals_scene::list::Listing;

/// How far a table has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loading {
    /// What is being read.
    pub name: Clean,
    /// Bytes that have been read.
    pub come: u64,
    /// How many there are, where that is known.
    pub all: Option<u64>,
    /// How many events there are so far.
    pub events: usize,
    /// Seconds it will take from now on, where that can be told.
    pub left: Option<u64>,
}

impl Loading {
    /// How much of it is done, from 0 to 1, where that is known.
    pub fn share(&self) -> Option<f64> {
        let all = self.all.filter(|all| *all > 0)?;
        Some((self.come as f64 / all as f64).min(1.0))
    }

    /// It in words: `12.3 of 97.4 MB, 120,000 events, 2 s left`.
    pub fn words(&self) -> Clean {
        let mega = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
        let bytes = match self.all {
            Some(all) => format!("{} of {} MB", mega(self.come), mega(all)),
            None => format!("{} MB", mega(self.come)),
        };
        let noun = if self.events == 1 { "event" } else { "events" };
        let left = match self.left {
            Some(seconds @ ..60) => format!(", {seconds} s left"),
            Some(seconds) => format!(", {} min left", seconds.div_ceil(60)),
            None => String::new(),
        };
        Clean::line(&format!(
            "{}: {bytes}, {} {noun}{left}",
            self.name,
            grouped(self.events)
        ))
    }
}

impl App {
    /// How far the table that is being read has come; `None` once all of it is there.
    pub const fn loading(&self) -> Option<&Loading> {
        self.loading.as_ref()
    }

    /// Takes note of how far it has come.
    pub(super) fn take_loading(&mut self, loading: Option<Loading>) -> Option<Effect> {
        self.changed |= self.loading != loading;
        self.loading = loading;
        None
    }

    /// Whether something is open that Escape leaves first.
    pub(super) fn has_something_open(&self) -> bool {
        self.view.pane == Pane::Detail || self.view.listing != Listing::Events
    }

    /// Whether the window is still that of the whole story, so that it grows with it.
    pub(super) fn sees_all(&self) -> bool {
        self.options.window.is_none() && self.view.window == at_least_seen(self.whole)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::{FileNews, Message, Options};
    use annals_model::{Accounts, LayerIndex, Timeline, native};

    fn loading() -> Loading {
        Loading {
            name: Clean::own("log.csv"),
            come: 12_345_678,
            all: Some(97_400_000),
            events: 120_000,
            left: Some(2),
        }
    }

    fn story(count: usize) -> Timeline {
        use std::fmt::Write as _;
        let mut text = "title = \"Log\"\n".to_owned();
        for place in 0..count {
            let year = 2000 + place;
            let _ = write!(
                text,
                "[[event]]\nid = \"e{place}\"\ndate = \"{year}\"\ntitle = \"E\"\n"
            );
        }
        native::read("log", &text).timeline.unwrap()
    }

    fn reading(count: usize) -> App {
        let accounts = Accounts::new(vec![story(count)]);
        let timeline = accounts.overlay(&accounts.all()).timeline;
        let options = Options {
            accounts,
            ..Options::default()
        };
        let mut app = App::new(timeline, &options);
        app.update(Message::Loading(Some(loading())));
        app
    }

    fn press(app: &mut App, key: &str) -> Option<Effect> {
        app.update(Message::Key(key.parse().unwrap()))
    }

    fn grow(app: &mut App, count: usize) {
        let timeline = Arc::new(story(count));
        let news = FileNews::Grown { timeline };
        app.update(Message::File(LayerIndex::FIRST, news));
    }

    #[test]
    fn escape_stops_once_nothing_else_is_open() {
        let mut app = reading(3);
        press(&mut app, "Enter");
        assert_eq!(press(&mut app, "Escape"), None);
        assert_eq!(press(&mut app, "Escape"), Some(Effect::StopLoading));
        app.update(Message::Loading(None));
        assert_eq!(press(&mut app, "Escape"), None);
    }

    #[test]
    fn whoever_sees_all_goes_on_seeing_all() {
        let mut app = reading(3);
        press(&mut app, "j");
        let before = (app.selected_event(), app.view().window);
        grow(&mut app, 9);
        assert_eq!(app.timeline().events.len(), 9);
        assert_eq!(app.selected_event(), before.0);
        assert!(app.view().window.end() > before.1.end());
        assert_eq!(app.notice(), None);
    }

    #[test]
    fn whoever_looks_elsewhere_stays_there() {
        let mut app = reading(3);
        press(&mut app, "+");
        let before = app.view().window;
        grow(&mut app, 9);
        assert_eq!(app.view().window, before);
    }

    #[test]
    fn it_says_how_far_it_is() {
        let loading = loading();
        assert_eq!(
            loading.words().as_str(),
            "log.csv: 12.3 of 97.4 MB, 120,000 events, 2 s left"
        );
        assert!((loading.share().unwrap() - 0.1267).abs() < 0.001);
        let endless = Loading {
            all: None,
            left: None,
            events: 1,
            ..loading
        };
        assert_eq!(endless.words().as_str(), "log.csv: 12.3 MB, 1 event");
        assert_eq!(endless.share(), None);
        let long = Loading {
            left: Some(61),
            ..endless
        };
        assert!(long.words().as_str().ends_with("2 min left"));
    }
}
