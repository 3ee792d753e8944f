//! Jobs: work that must not hold up the screen.
//!
//! A job runs on a thread of its own and answers with messages. Each job has a name and a generation:
//! as soon as a newer one of the same name is started, what an older one still says is dropped. A job
//! that panics becomes a notice; the screen goes on.

use std::{
    collections::HashMap,
    fmt, io,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use annals_tui::Message;

use crate::terminal::panics::{Role, panic_message, set_role};

/// Work to be done on a thread of its own.
pub struct Job {
    name: &'static str,
    generation: u64,
    work: Box<dyn FnOnce(&Outbox) + Send>,
}

impl Job {
    /// A job. Of all jobs with the same name only the answers of the newest count; `generation` says
    /// which is newer. The name is shown to the person if the job fails ("load", "search").
    pub fn new(
        name: &'static str,
        generation: u64,
        work: impl FnOnce(&Outbox) + Send + 'static,
    ) -> Self {
        Self {
            name,
            generation,
            work: Box::new(work),
        }
    }
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name, generation, ..
        } = self;
        write!(f, "Outbox({name} {generation})")
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name, generation, ..
        } = self;
        write!(f, "Job({name} {generation})")
    }
}

/// What takes an answer to the screen; returns `false` once there is no screen any more.
type Sink = Arc<dyn Fn(Answer) -> bool + Send + Sync>;

/// Where a job puts its answers.
pub struct Outbox {
    name: &'static str,
    generation: u64,
    newest: Arc<AtomicU64>,
    sink: Sink,
}

impl Outbox {
    /// Hands a message to the screen, waiting while the screen is busy. Returns `false` if the job's answers are no
    /// longer wanted: it may as well stop.
    pub fn send(&self, message: Message) -> bool {
        self.is_wanted() && self.post(message)
    }

    /// Whether there is no newer job of the same name.
    pub fn is_wanted(&self) -> bool {
        self.newest.load(Ordering::Acquire) <= self.generation
    }

    fn post(&self, message: Message) -> bool {
        let answer = Answer {
            name: self.name,
            generation: self.generation,
            message,
        };
        (self.sink)(answer)
    }
}

/// A message with the name and generation of its job.
#[derive(Debug)]
pub(crate) struct Answer {
    name: &'static str,
    generation: u64,
    message: Message,
}

/// The jobs of one screen.
pub(crate) struct Workers {
    sink: Sink,
    newest: HashMap<&'static str, Arc<AtomicU64>>,
}

impl Workers {
    /// The answers go to that sink.
    pub(crate) fn new(sink: impl Fn(Answer) -> bool + Send + Sync + 'static) -> Self {
        Self {
            sink: Arc::new(sink),
            newest: HashMap::new(),
        }
    }

    /// Starts a job on its own thread.
    pub(crate) fn spawn(&mut self, job: Job) -> io::Result<()> {
        let Job {
            name,
            generation,
            work,
        } = job;
        let newest = Arc::clone(self.newest.entry(name).or_default());
        newest.fetch_max(generation, Ordering::AcqRel);
        let outbox = Outbox {
            name,
            generation,
            newest,
            sink: Arc::clone(&self.sink),
        };
        let thread = thread::Builder::new().name(name.to_owned());
        thread.spawn(move || {
            set_role(Role::Worker);
            if let Err(panic) = panic::catch_unwind(AssertUnwindSafe(|| work(&outbox))) {
                let message = panic_message(&*panic);
                let notice = format!("A bug stopped the {name}: {message}");
                outbox.post(Message::Notice(notice));
            }
        })?;
        Ok(())
    }

    /// The message of an answer, unless it comes too late. A notice that a job failed is always news.
    pub(crate) fn accept(&self, answer: Answer) -> Option<Message> {
        let newest = self.newest.get(answer.name)?.load(Ordering::Acquire);
        let wanted = answer.generation >= newest || matches!(answer.message, Message::Notice(_));
        wanted.then_some(answer.message)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn pasted(text: &str) -> Message {
        Message::Paste(text.to_owned())
    }

    fn workers() -> (Workers, mpsc::Receiver<Answer>) {
        let (sender, receiver) = mpsc::sync_channel(8);
        let workers = Workers::new(move |answer| sender.send(answer).is_ok());
        (workers, receiver)
    }

    fn next(receiver: &mpsc::Receiver<Answer>, workers: &Workers) -> Option<Message> {
        workers.accept(receiver.recv().unwrap())
    }

    #[test]
    fn only_answers_of_the_newest_job_count() {
        let (mut workers, receiver) = workers();
        let (go, wait) = mpsc::channel::<()>();
        let (report, reported) = mpsc::channel();
        let slow = Job::new("search", 1, move |outbox| {
            assert!(outbox.send(pasted("early")));
            let _ = wait.recv();
            let _ = report.send(outbox.send(pasted("late")));
        });
        workers.spawn(slow).unwrap();
        assert_eq!(next(&receiver, &workers), Some(pasted("early")));
        let quick = Job::new("search", 2, |outbox| {
            outbox.send(pasted("new"));
        });
        workers.spawn(quick).unwrap();
        assert_eq!(next(&receiver, &workers), Some(pasted("new")));
        go.send(()).unwrap();
        assert!(
            !reported.recv().unwrap(),
            "an old job must learn that it is not wanted"
        );
        let other = Job::new("load", 1, |outbox| {
            outbox.send(pasted("other"));
        });
        workers.spawn(other).unwrap();
        assert_eq!(next(&receiver, &workers), Some(pasted("other")));
    }

    #[test]
    fn an_answer_that_arrives_after_a_newer_job_started_is_dropped() {
        let (mut workers, receiver) = workers();
        for (generation, text) in [(1, "old"), (2, "new")] {
            let job = Job::new("search", generation, move |outbox| {
                outbox.send(pasted(text));
            });
            workers.spawn(job).unwrap();
            if generation == 1 {
                // Received, but not yet looked at, when the second one starts.
                let old = receiver.recv().unwrap();
                workers.spawn(Job::new("search", 2, |_| {})).unwrap();
                assert_eq!(workers.accept(old), None);
            }
        }
        assert_eq!(next(&receiver, &workers), Some(pasted("new")));
    }

    #[test]
    fn a_panic_becomes_a_notice() {
        let (mut workers, receiver) = workers();
        let job = Job::new("load", 1, |_| panic!("nothing \x1b[2J there"));
        workers.spawn(job).unwrap();
        let Some(Message::Notice(text)) = next(&receiver, &workers) else {
            panic!("not a notice");
        };
        assert!(
            text.starts_with("A bug stopped the load: nothing ␛[2J there"),
            "{text}"
        );
    }
}
