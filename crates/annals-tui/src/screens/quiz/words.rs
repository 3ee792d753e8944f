//! What is said of an answer and of a whole quiz, on the screen and on the command line.

use annals_model::Timeline;
use annals_model::text::Clean;
use annals_scene::detail::evidence_words;
use annals_scene::quiz::{Answer, Question, QuestionKind, letter};

use crate::quiz_plan::{DEFAULT_COUNT, QuizPlan};

/// What is said of a question once it was answered or given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Whether the answer was right.
    pub verdict: Clean,
    /// The right answer with dates and evidence, one line each.
    pub answers: Vec<Clean>,
    /// Why it is right.
    pub why: Clean,
    /// What the data does not know.
    pub unknown: Vec<Clean>,
}

impl Telling {
    /// Says what there is to say of a question; `given` is an answer as [`Question::is_right`] takes it,
    /// if one was given.
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

/// Returns a line of an answer: letter, words, date, evidence.
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

/// Says that the timeline is enough for no question.
pub fn none_words(kinds: &[QuestionKind]) -> Clean {
    Clean::own(if kinds.is_empty() {
        "There is too little here for a quiz: it takes a few events with dates, links or actors."
    } else {
        "There is too little here for questions of this kind."
    })
}

/// Returns the command that repeats a quiz.
pub fn repeat_words(plan: &QuizPlan, seed: u64) -> Clean {
    let count = (plan.count != DEFAULT_COUNT).then(|| format!("--count {}", plan.count));
    let kinds: Vec<&str> = plan.kinds.iter().map(|kind| kind.name()).collect();
    let kinds = (!kinds.is_empty()).then(|| format!("--kinds {}", kinds.join(",")));
    let parts = [Some(format!("annals quiz --seed {seed}")), count, kinds];
    Clean::line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Says how many of the answers that were given were right.
pub fn score_words(right: usize, given: usize) -> Clean {
    Clean::line(&match given {
        0 => "No answer was given.".to_owned(),
        1 => format!("{right} of 1 answer was right."),
        given => format!("{right} of {given} answers were right."),
    })
}
