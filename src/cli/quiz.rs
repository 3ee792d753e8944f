//! `annals quiz`: on the screen, or as plain lines that are answered line by line.

use std::io::{self, BufRead, IsTerminal, Read};

use super::args::Quiz as Arguments;
use super::opened::Opened;
use super::output::Output;
use super::{Failure, Outcome, explore, input, json, list};
use annals_index::{Index, VisibleEvents};
use annals_model::Timeline;
use annals_model::text::Clean;
use annals_scene::quiz::{Question, letter};
use annals_scene::story_window;
use annals_tui::{Begin, QuizPlan, Telling, none_words, repeat_words, score_words};

/// The maximal length of an answer in bytes.
const MAX_BYTES: u64 = 1_000;

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Result<Outcome, Failure> {
    let plan = QuizPlan {
        at_start: true,
        seed: arguments.seed,
        chance: explore::chance(),
        count: arguments.count,
        kinds: arguments.kinds.clone(),
        within: None,
        class: arguments.class,
        score: arguments.score,
    };
    // Answers that come through a pipe are meant to be read.
    let is_answered =
        !io::stdin().is_terminal() && arguments.open.input.files.iter().all(|file| file != "-");
    if arguments.form.json || arguments.form.plain || is_answered || !explore::can_explore() {
        plain(arguments, plan, output)
    } else {
        explore::explore(&arguments.open, Begin::Panes, plan, output)
    }
}

fn plain(
    arguments: &Arguments,
    mut plan: QuizPlan,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let timeline =
        Opened::new(&arguments.open.input, &arguments.open.start.wishes.settings)?.timeline();
    let index = Index::new(&timeline);
    let start = &arguments.open.start;
    let whole = || Some(story_window(&timeline, &index));
    plan.within = input::window(start.from.as_deref(), start.to.as_deref(), whole)?;
    let chosen = match &start.filter {
        Some(text) => Some(list::chosen(&timeline, &index, text)?),
        None => None,
    };
    let shown = VisibleEvents::new(&index, chosen.as_ref());
    let seed = plan.first_seed();
    let quiz = plan.quiz(&timeline, &index, shown, seed);
    let questions = &quiz.questions;
    if arguments.form.json {
        for (place, question) in questions.iter().enumerate() {
            output.line(&json::question(&timeline, seed, place, question))?;
        }
        return Ok(Outcome::Done);
    }
    if questions.is_empty() {
        output.line(&none_words(&plan.kinds))?;
        return Ok(Outcome::Done);
    }
    let mut sheet = Sheet {
        timeline: &timeline,
        questions,
        output,
    };
    let answers = sheet.ask(plan.class)?;
    if questions.len() < plan.count {
        let count = questions.len();
        let noun = if count == 1 { "question" } else { "questions" };
        let sentence = format!("The data settles {count} {noun}, not {}.", plan.count);
        output.line(&Clean::line(&sentence))?;
    }
    if plan.score {
        let right = answers.iter().filter(|&&right| right).count();
        output.line(&score_words(right, answers.len()))?;
    }
    let again = repeat_words(&plan, seed);
    output.line(&Clean::line(&format!("The same questions again: {again}")))?;
    Ok(Outcome::Done)
}

/// An answer line.
enum Written {
    /// An answer, in the form of [`Question::is_right`].
    Answer(Vec<usize>),
    /// An empty line: show the answer.
    Nothing,
    /// Stop asking.
    Enough,
    /// No possible answer.
    Refused(Clean),
    /// There are no more lines.
    End,
}

/// The questions that are being asked.
struct Sheet<'a> {
    timeline: &'a Timeline,
    questions: &'a [Question],
    output: &'a mut Output,
}

impl Sheet<'_> {
    /// Asks the questions one by one, as long as there are answers; then prints the others, and then
    /// their answers. Returns whether each answer that was given was right.
    fn ask(&mut self, class: bool) -> Result<Vec<bool>, Failure> {
        let mut lines = io::stdin().lock();
        let mut answers = Vec::new();
        for place in 0..self.questions.len() {
            self.question(place)?;
            self.line(&how(&self.questions[place], class))?;
            let written = loop {
                self.output.flush()?;
                match written(&mut lines, &self.questions[place]) {
                    Written::Refused(why) => self.line(&why)?,
                    Written::Answer(_) if class => break Written::Nothing,
                    other => break other,
                }
            };
            let given = match written {
                Written::Answer(given) => Some(given),
                Written::End => {
                    self.rest(place)?;
                    return Ok(answers);
                }
                Written::Enough => return Ok(answers),
                Written::Nothing | Written::Refused(_) => None,
            };
            if let Some(given) = &given {
                answers.push(self.questions[place].is_right(given));
            }
            self.answer(place, given.as_deref())?;
            self.line(&Clean::default())?;
        }
        Ok(answers)
    }

    /// The questions after one that has been printed, and then the answers from that one on.
    fn rest(&mut self, place: usize) -> Result<(), Failure> {
        self.line(&Clean::default())?;
        for later in place + 1..self.questions.len() {
            self.question(later)?;
            self.line(&Clean::default())?;
        }
        self.line(&Clean::own("Answers"))?;
        for at in place..self.questions.len() {
            self.line(&Clean::default())?;
            self.line(&Clean::line(&format!("Question {}.", at + 1)))?;
            self.answer(at, None)?;
        }
        self.line(&Clean::default())
    }

    fn question(&mut self, place: usize) -> Result<(), Failure> {
        let question = &self.questions[place];
        let count = self.questions.len();
        let prompt = question.kind.prompt();
        self.line(&Clean::line(&format!(
            "Question {} of {count}. {prompt}",
            place + 1
        )))?;
        if let Some(title) = question.subject_title(self.timeline) {
            self.line(&Clean::line(&format!("About: {title}")))?;
            if let Some(text) = question.subject_text(self.timeline) {
                self.line(&Clean::line(text.as_str()))?;
            }
        }
        for (choice, what) in question.choices.iter().enumerate() {
            let words = what.words(self.timeline, true);
            self.line(&Clean::line(&format!("{}. {words}", letter(choice))))?;
        }
        Ok(())
    }

    fn answer(&mut self, place: usize, given: Option<&[usize]>) -> Result<(), Failure> {
        let telling = Telling::new(&self.questions[place], self.timeline, given, true);
        self.line(&telling.verdict)?;
        for answer in &telling.answers {
            self.line(answer)?;
        }
        self.line(&Clean::line(&format!("Why: {}", telling.why)))?;
        for unknown in &telling.unknown {
            self.line(&Clean::line(&format!("Not known: {unknown}")))?;
        }
        Ok(())
    }

    fn line(&mut self, text: &Clean) -> Result<(), Failure> {
        Ok(self.output.line(text)?)
    }
}

/// Returns how to answer.
fn how(question: &Question, class: bool) -> Clean {
    Clean::own(match (class, question.is_order()) {
        (true, _) => "Think first. An empty line shows the answer; q ends.",
        (false, true) => {
            "Write the letters in their order, as in BCA; an empty line shows the answer; q ends."
        }
        (false, false) => "Write a letter; an empty line shows the answer; q ends.",
    })
}

/// Parses an answer line.
fn written(lines: &mut impl BufRead, question: &Question) -> Written {
    let mut bytes = Vec::new();
    let read = lines.take(MAX_BYTES).read_until(b'\n', &mut bytes);
    if !matches!(read, Ok(1..)) {
        return Written::End;
    }
    let text = String::from_utf8_lossy(&bytes).to_uppercase();
    let text: String = text.chars().filter(|it| it.is_alphanumeric()).collect();
    match text.as_str() {
        "" => return Written::Nothing,
        "Q" | "QUIT" => return Written::Enough,
        _ => {}
    }
    let count = question.choices.len();
    let find = |wanted| (0..count).find(|&choice| letter(choice) == wanted);
    let given: Option<Vec<usize>> = text.chars().map(find).collect();
    let last = letter(count - 1);
    let is_whole = |given: &[usize]| (0..count).all(|choice| given.contains(&choice));
    match (given, question.is_order()) {
        (Some(given), true) if given.len() == count && is_whole(&given) => Written::Answer(given),
        (Some(given), false) if given.len() == 1 => Written::Answer(given),
        (_, true) => Written::Refused(Clean::line(&format!(
            "Write each of the letters A to {last} once, the earliest first."
        ))),
        (_, false) => Written::Refused(Clean::line(&format!("Write one letter of A to {last}."))),
    }
}
