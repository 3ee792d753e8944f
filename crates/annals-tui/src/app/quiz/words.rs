//! What is said of an answer and of a whole quiz, in words that the screen and the command line share.
//!
//! Owns the wording of feedback. What is right, and why, is the business of the room `quiz`.

use super::{QuizPlan, USUAL_COUNT};
use annals_model::Timeline;
use annals_model::text::Clean;
use annals_scene::detail::evidence_words;
use annals_scene::quiz::{Answer, Kind, Question, letter};

/// What is said once an answer was given, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Whether the answer was right.
    pub verdict: Clean,
    /// The right answer, with dates and evidence, a line each.
    pub answers: Vec<Clean>,
    /// Why it is right.
    pub why: Clean,
    /// What the data does not know.
    pub unknown: Vec<Clean>,
}

impl Telling {
    /// What is said of a question; `given` is an answer in the form of [`Question::is_right`].
    pub fn new(
        question: &Question,
        timeline: &Timeline,
        given: Option<&[usize]>,
        ascii: bool,
    ) -> Self {
        let explanation = question.explanation(timeline, ascii);
        let answers = explanation.answers.iter();
        Self {
            verdict: verdict(question, given),
            answers: answers.map(|answer| line(timeline, answer)).collect(),
            why: explanation.why,
            unknown: explanation.unknown,
        }
    }
}

fn verdict(question: &Question, given: Option<&[usize]>) -> Clean {
    let letters: String = question
        .right()
        .iter()
        .map(|&choice| letter(choice))
        .collect();
    let Some(given) = given else {
        return Clean::line(&format!("The answer: {letters}."));
    };
    match (question.is_right(given), question.is_order()) {
        (true, true) if given != question.right() => {
            Clean::line(&format!("Right. {letters} would be right too."))
        }
        (true, _) => Clean::line(&format!("Right: {letters}.")),
        (false, _) => {
            let given: String = given.iter().map(|&choice| letter(choice)).collect();
            Clean::line(&format!("Not {given}. The answer: {letters}."))
        }
    }
}

/// A line of an answer: letter, words, date, evidence.
fn line(timeline: &Timeline, answer: &Answer) -> Clean {
    let letter = answer.choice.map(|choice| format!("{}. ", letter(choice)));
    let parts = [
        Some(answer.text.clone()),
        answer.date.clone(),
        evidence_words(timeline, &answer.evidence),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| part.to_string())
        .collect();
    Clean::line(&(letter.unwrap_or_default() + &parts.join("; ")))
}

/// That the data settles no question.
pub fn none_words(kinds: &[Kind]) -> Clean {
    Clean::own(if kinds.is_empty() {
        "There is too little here for a quiz: it takes a few events with dates, links or actors."
    } else {
        "There is too little here for questions of this kind."
    })
}

/// How to repeat a quiz.
pub fn repeat_words(plan: &QuizPlan, seed: u64) -> Clean {
    let count = (plan.count != USUAL_COUNT).then(|| format!("--count {}", plan.count));
    let kinds: Vec<&str> = plan.kinds.iter().map(|kind| kind.name()).collect();
    let kinds = (!kinds.is_empty()).then(|| format!("--kinds {}", kinds.join(",")));
    let parts = [Some(format!("annals quiz --seed {seed}")), count, kinds];
    Clean::line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// How many answers were right, of how many that were given.
pub fn score_words(right: usize, given: usize) -> Clean {
    Clean::line(&match given {
        0 => "No answer was given.".to_owned(),
        1 => format!("{right} of 1 answer was right."),
        given => format!("{right} of {given} answers were right."),
    })
}
