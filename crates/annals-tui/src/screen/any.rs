//! [`AnyScreen`]: a screen of any type.

use std::any::Any;
use std::fmt;

use annals_model::EventIndex;
use annals_model::text::Clean;
use ratatui::layout::Rect;

use super::{Cursor, Destination, ExtraHint, Handled, Input, Kind, Screen, commands_of};
use crate::command::{Count, Spec};
use crate::context::{Context, Found, StoryChange};
use crate::hits::HitMap;
use crate::keys::Key;
use crate::presented::Presented;
use crate::widgets::footer::Footer;
use crate::widgets::painter::Painter;

/// A [`Screen`] of any type. Implemented for every screen; the methods are those of [`Screen`].
#[expect(missing_docs, reason = "see the methods of `Screen`")]
pub trait AnyScreen: fmt::Debug {
    fn name(&self) -> &'static str;
    fn kind(&self) -> Kind;
    fn specs(&self) -> Vec<&'static Spec>;
    fn is_available(&self, spec: &Spec, cx: &Context) -> bool;
    /// Returns the word of a command in the footer.
    fn hint(&self, spec: &Spec) -> Option<&'static str>;
    /// Carries out the command of that spec; `false` if the screen has none.
    fn perform(&mut self, spec: &Spec, count: Count, cx: &mut Context) -> bool;
    fn takes(&self, key: Key) -> bool;
    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled;
    fn settle(&mut self, cx: &mut Context);
    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool;
    fn filter_changed(&mut self, event: Option<EventIndex>, cx: &mut Context);
    fn cursor(&self, cx: &Context) -> Cursor;
    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool;
    fn before_result(&mut self, text: &str, cx: &mut Context) -> bool;
    fn list_found(&mut self, found: &Found, cx: &mut Context) -> Vec<EventIndex>;
    fn search_ready(&mut self, cx: &mut Context);
    fn first_shown(
        &self,
        events: &mut dyn Iterator<Item = EventIndex>,
        cx: &Context,
    ) -> Option<EventIndex>;
    fn found_words(&self, found: &Found, cx: &Context) -> Clean;
    fn open(&mut self, destination: Destination, cx: &mut Context);
    fn presented(&self, cx: &Context) -> Option<Presented>;
    fn woken(&mut self, is_covered: bool, cx: &mut Context);
    fn tick(&mut self, cx: &mut Context);
    fn keeps_story(&self, reread: bool) -> bool;
    fn list_area(&self, cx: &Context) -> Option<Rect>;
    fn footer_area(&self, cx: &Context, row: Rect) -> Option<Rect>;
    fn extra_hint(&self, cx: &Context) -> Option<ExtraHint>;
    fn draw_footer(
        &self,
        cx: &Context,
        footer: &Footer,
        painter: &mut Painter<'_>,
        hits: &mut HitMap,
    ) -> bool;
    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap);
    fn drawn(&mut self, cx: &Context);
    fn boxed(&self) -> Box<dyn AnyScreen>;
    fn equals(&self, other: &dyn AnyScreen) -> bool;
    fn as_any(&self) -> &dyn Any;
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

impl<S: Screen> AnyScreen for S {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn kind(&self) -> Kind {
        S::KIND
    }

    fn specs(&self) -> Vec<&'static Spec> {
        commands_of::<S>().specs
    }

    fn is_available(&self, spec: &Spec, cx: &Context) -> bool {
        let mut rows = S::COMMANDS.iter().copied().flatten();
        rows.any(|row| row.spec == spec && (row.available)(self, cx))
    }

    fn hint(&self, spec: &Spec) -> Option<&'static str> {
        let mut rows = S::COMMANDS.iter().copied().flatten();
        rows.find(|row| row.spec == spec)?.hint
    }

    fn perform(&mut self, spec: &Spec, count: Count, cx: &mut Context) -> bool {
        let mut rows = S::COMMANDS.iter().copied().flatten();
        let row = rows.find(|row| row.spec == spec);
        let Some(row) = row else { return false };
        if row.opens {
            cx.requests.screen = Some((row.spec, Screen::cursor(self, cx), count));
        } else {
            (row.run)(self, cx, count);
        }
        true
    }

    fn takes(&self, key: Key) -> bool {
        S::takes(key)
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        Screen::input(self, input, cx)
    }

    fn settle(&mut self, cx: &mut Context) {
        Screen::settle(self, cx);
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        Screen::story_changed(self, change)
    }

    fn filter_changed(&mut self, event: Option<EventIndex>, cx: &mut Context) {
        Screen::filter_changed(self, event, cx);
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        Screen::cursor(self, cx)
    }

    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool {
        Screen::put_cursor(self, event, cx)
    }

    fn before_result(&mut self, text: &str, cx: &mut Context) -> bool {
        Screen::before_result(self, text, cx)
    }

    fn list_found(&mut self, found: &Found, cx: &mut Context) -> Vec<EventIndex> {
        Screen::list_found(self, found, cx)
    }

    fn search_ready(&mut self, cx: &mut Context) {
        Screen::search_ready(self, cx);
    }

    fn first_shown(
        &self,
        events: &mut dyn Iterator<Item = EventIndex>,
        cx: &Context,
    ) -> Option<EventIndex> {
        Screen::first_shown(self, events, cx)
    }

    fn found_words(&self, found: &Found, cx: &Context) -> Clean {
        Screen::found_words(self, found, cx)
    }

    fn open(&mut self, destination: Destination, cx: &mut Context) {
        Screen::open(self, destination, cx);
    }

    fn presented(&self, cx: &Context) -> Option<Presented> {
        Screen::presented(self, cx)
    }

    fn woken(&mut self, is_covered: bool, cx: &mut Context) {
        Screen::woken(self, is_covered, cx);
    }

    fn tick(&mut self, cx: &mut Context) {
        Screen::tick(self, cx);
    }

    fn keeps_story(&self, reread: bool) -> bool {
        Screen::keeps_story(self, reread)
    }

    fn list_area(&self, cx: &Context) -> Option<Rect> {
        Screen::list_area(self, cx)
    }

    fn footer_area(&self, cx: &Context, row: Rect) -> Option<Rect> {
        Screen::footer_area(self, cx, row)
    }

    fn extra_hint(&self, cx: &Context) -> Option<ExtraHint> {
        Screen::extra_hint(self, cx)
    }

    fn draw_footer(
        &self,
        cx: &Context,
        footer: &Footer,
        painter: &mut Painter<'_>,
        hits: &mut HitMap,
    ) -> bool {
        Screen::draw_footer(self, cx, footer, painter, hits)
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        Screen::draw(self, cx, painter, hits);
    }

    fn drawn(&mut self, cx: &Context) {
        Screen::drawn(self, cx);
    }

    fn boxed(&self) -> Box<dyn AnyScreen> {
        Box::new(self.clone())
    }

    fn equals(&self, other: &dyn AnyScreen) -> bool {
        other.as_any().downcast_ref::<S>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl Clone for Box<dyn AnyScreen> {
    fn clone(&self) -> Self {
        (**self).boxed()
    }
}

impl PartialEq for Box<dyn AnyScreen> {
    fn eq(&self, other: &Self) -> bool {
        self.equals(&**other)
    }
}
