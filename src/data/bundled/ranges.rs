//! A bundled story as ranges of its own text: what a reader of TOML finds in it, found beforehand.
//!
//! The story that annals opens with is on screen sooner if its TOML need not be taken apart each time.
//! Owns how the ranges become a timeline, whose texts are then not even copied. It never decides what a
//! story says: that is the business of [`native`], and a test makes the ranges from what that reads.
//! Ranges of another text than this one are refused, and the story is read from its TOML.

use std::cell::OnceCell;
use std::slice::Iter;
use std::sync::Arc;

use flate2::Crc;

use crate::data::comparison::{About, Comparison, Disagreement, Verdict, Version};
use crate::data::model::{
    Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, Extra, Foreign, Grouping,
    Layer, LayerIndex, Link, LinkKind, Participation, Source, SourceIndex, Status, Timeline,
    TourStep,
};
use crate::data::native;
use crate::data::problem::{Lines, Spot};
use crate::data::report::Report;
use crate::text::Clean;
use crate::time::{Time, When, Window};

/// The values of a text, in the order in which they are asked for here.
///
/// | a value | its numbers |
/// | --- | --- |
/// | a text | the byte where it starts and how many it has; `elsewhere` goes on where the text ends |
/// | a list | how many it has, and then those |
/// | what may be absent | 0, or 1 and then it |
/// | one of a few names | its place among them |
/// | an actor, event or source | its place in the list of all |
/// | a moment | the upper and the lower half of its seconds, its nanoseconds |
/// | a name for something of another file | its text, and the byte where it is told to stand |
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranges {
    /// The CRC-32 of the text.
    pub(super) checksum: u32,
    /// What does not stand in the text as it reads, such as a text with quotes in it. The first is said
    /// to start at the text's length, the second one byte after it.
    pub(super) elsewhere: &'static [&'static str],
    /// The numbers of all values.
    pub(super) numbers: &'static [u32],
}

impl Ranges {
    /// The timeline that these ranges of a text are; `None` if they are not of this text.
    pub(super) fn read(&self, text: &'static str) -> Option<Timeline> {
        let mut sum = Crc::new();
        sum.update(text.as_bytes());
        if sum.sum() != self.checksum {
            return None;
        }
        let mut values = Values {
            text,
            elsewhere: self.elsewhere,
            numbers: self.numbers.iter(),
            lines: OnceCell::new(),
        };
        let timeline = values.timeline().ok()?;
        values.numbers.as_slice().is_empty().then_some(timeline)
    }
}

/// A number is missing, or is none of those that can stand there. Places in lists of actors, events and
/// sources are taken as they are.
#[derive(Debug)]
struct Unfit;

/// What is left to read.
struct Values {
    text: &'static str,
    elsewhere: &'static [&'static str],
    numbers: Iter<'static, u32>,
    lines: OnceCell<Lines<'static>>,
}

impl Values {
    fn number(&mut self) -> Result<u32, Unfit> {
        self.numbers.next().copied().ok_or(Unfit)
    }

    fn place(&mut self) -> Result<usize, Unfit> {
        self.number().map(|number| number as usize)
    }

    fn words(&mut self) -> Result<&'static str, Unfit> {
        let (start, length) = (self.place()?, self.place()?);
        let words = match start.checked_sub(self.text.len()) {
            None => self.text.get(start..).and_then(|rest| rest.get(..length)),
            Some(other) => self.elsewhere.get(other).copied(),
        };
        words.ok_or(Unfit)
    }

    /// A text. The test that made the ranges has seen that it is clean as it stands.
    fn text(&mut self) -> Result<Clean, Unfit> {
        self.words().map(Clean::own)
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Result<T, Unfit>) -> Result<Vec<T>, Unfit> {
        let count = self.place()?;
        let mut list = Vec::with_capacity(count.min(self.numbers.len()));
        for _ in 0..count {
            list.push(read(self)?);
        }
        Ok(list)
    }

    /// What may be absent.
    fn maybe<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, Unfit>,
    ) -> Result<Option<T>, Unfit> {
        match self.number()? {
            0 => Ok(None),
            _ => read(self).map(Some),
        }
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T, Unfit> {
        all.get(self.place()?).copied().ok_or(Unfit)
    }

    fn timeline(&mut self) -> Result<Timeline, Unfit> {
        let layer = self.layer()?;
        Ok(Timeline {
            id: layer.id.clone(),
            title: layer.title.clone(),
            summary: layer.summary.clone(),
            layers: vec![layer],
            opening: self.maybe(Self::window)?,
            lanes: self.maybe(|values| values.one_of(Grouping::ALL))?,
            sources: self.list(Self::source)?,
            actors: self.list(Self::actor)?,
            events: self.list(Self::event)?.into(),
            eras: self.list(Self::era)?,
            tour: self.list(Self::step)?,
            comparisons: self.list(Self::comparison)?,
            disagreements: self.list(Self::disagreement)?,
        })
    }

    fn layer(&mut self) -> Result<Layer, Unfit> {
        let (id, title) = (self.text()?, self.text()?);
        Ok(Layer {
            short: self.text()?,
            summary: self.text()?,
            report: Arc::new(Report::new(Clean::own(native::FORMAT))),
            ..Layer::new(id, title)
        })
    }

    fn when(&mut self) -> Result<When, Unfit> {
        When::parse(self.words()?).ok().flatten().ok_or(Unfit)
    }

    fn time(&mut self) -> Result<Time, Unfit> {
        let seconds = u64::from(self.number()?) << 32 | u64::from(self.number()?);
        Time::new(seconds.cast_signed(), self.number()?).ok_or(Unfit)
    }

    fn window(&mut self) -> Result<Window, Unfit> {
        Window::new(self.time()?, self.time()?).ok_or(Unfit)
    }

    fn source(&mut self) -> Result<Source, Unfit> {
        Ok(Source {
            id: self.text()?,
            layer: LayerIndex::FIRST,
            title: self.text()?,
            author: self.text()?,
            publisher: self.text()?,
            date: self.maybe(Self::when)?,
            address: self.text()?,
            note: self.text()?,
        })
    }

    fn actor(&mut self) -> Result<Actor, Unfit> {
        Ok(Actor {
            id: self.text()?,
            layer: LayerIndex::FIRST,
            name: self.text()?,
            short: self.text()?,
            aliases: self.list(Self::text)?,
            kind: self.maybe(|values| values.one_of(ActorKind::ALL))?,
            summary: self.text()?,
            same_as: self.list(Self::foreign)?,
            retold: Vec::new(),
            line: self.maybe(Self::number)?,
        })
    }

    fn foreign(&mut self) -> Result<Foreign, Unfit> {
        let name = self.text()?;
        let byte = self.place()?;
        let text = self.text;
        let lines = self.lines.get_or_init(|| Lines::new(text));
        Ok(Foreign {
            name,
            spot: Spot::new(lines, byte),
        })
    }

    fn event(&mut self) -> Result<Event, Unfit> {
        Ok(Event {
            id: self.text()?,
            layer: LayerIndex::FIRST,
            title: self.text()?,
            summary: self.text()?,
            when: self.maybe(Self::when)?,
            status: self.one_of(Status::ALL)?,
            participants: self.list(Self::participation)?,
            themes: self.list(Self::text)?,
            evidence: self.list(Self::evidence)?,
            links: self.list(Self::link)?,
            notes: self.text()?,
            extra: self.list(Self::extra)?,
            line: self.maybe(Self::number)?,
        })
    }

    fn event_index(&mut self) -> Result<EventIndex, Unfit> {
        self.place().map(EventIndex::new)
    }

    fn participation(&mut self) -> Result<Participation, Unfit> {
        Ok(Participation {
            actor: ActorIndex::new(self.place()?),
            role: self.text()?,
        })
    }

    fn evidence(&mut self) -> Result<Evidence, Unfit> {
        Ok(Evidence {
            source: SourceIndex::new(self.place()?),
            at: self.text()?,
        })
    }

    fn link(&mut self) -> Result<Link, Unfit> {
        Ok(Link {
            to: self.event_index()?,
            kind: self.one_of(LinkKind::ALL)?,
            wording: self.text()?,
            evidence: self.list(Self::evidence)?,
        })
    }

    fn extra(&mut self) -> Result<Extra, Unfit> {
        Ok(Extra {
            name: self.text()?,
            value: self.text()?,
        })
    }

    fn era(&mut self) -> Result<Era, Unfit> {
        Ok(Era {
            title: self.text()?,
            when: self.when()?,
        })
    }

    fn step(&mut self) -> Result<TourStep, Unfit> {
        Ok(TourStep {
            name: self.text()?,
            event: self.maybe(Self::event_index)?,
            window: self.maybe(Self::window)?,
            note: self.text()?,
        })
    }

    fn comparison(&mut self) -> Result<Comparison, Unfit> {
        Ok(Comparison {
            layer: LayerIndex::FIRST,
            about: self.list(Self::about)?,
            verdict: self.one_of(Verdict::ALL)?,
            events: self.list(Self::event_index)?,
            note: self.text()?,
            evidence: self.list(Self::evidence)?,
        })
    }

    fn about(&mut self) -> Result<About, Unfit> {
        Ok(About {
            name: self.foreign()?,
            event: None,
        })
    }

    fn disagreement(&mut self) -> Result<Disagreement, Unfit> {
        Ok(Disagreement {
            layer: LayerIndex::FIRST,
            title: self.text()?,
            events: self.list(Self::event_index)?,
            versions: self.list(Self::version)?,
            note: self.text()?,
        })
    }

    fn version(&mut self) -> Result<Version, Unfit> {
        Ok(Version {
            says: self.text()?,
            evidence: self.list(Self::evidence)?,
        })
    }
}

#[cfg(test)]
mod tests;
