//! [`bar_title`]: the title of an event as the lane of an actor says it.

use annals_model::Actor;
use annals_model::text::{Clean, width};

/// The least that is left of a title, in cells.
const MIN_WIDTH: usize = 8;

/// Words after a name that join it to another one, in the languages whose dates annals reads.
const JOINING: [&str; 15] = [
    "and", "or", "with", "e", "o", "con", "et", "ou", "avec", "und", "oder", "mit", "y", "u", "&",
];

/// Returns the title without the name of the actor at its beginning: the lane says whose it is, and bars are
/// short. In the lane of Jack Ma "Jack Ma leaves the board" is "Leaves the board".
///
/// The title stays whole in other lanes, where little would be left, and where the name is one of several.
pub(super) fn bar_title(title: &Clean, actor: Option<&Actor>) -> Clean {
    let rest = actor.and_then(|actor| {
        let names = [&actor.name, &actor.short];
        let names = names.into_iter().chain(&actor.aliases);
        let rests = names.filter_map(|name| rest_after(title.as_str(), name.as_str()));
        rests.min_by_key(|rest| rest.len())
    });
    let Some(rest) = rest else {
        return title.clone();
    };
    let mut letters = rest.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let text = Clean::line(&first.chain(letters).collect::<String>());
    if width(&text) < MIN_WIDTH {
        title.clone()
    } else {
        text
    }
}

/// Returns what follows a name at the beginning of a title.
fn rest_after<'a>(title: &'a str, name: &str) -> Option<&'a str> {
    let after = title.strip_prefix(name).filter(|_| !name.is_empty())?;
    let rest = after.trim_start();
    let next = rest.split_whitespace().next()?;
    (rest.len() < after.len() && !JOINING.contains(&next)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::native;
    use rstest::rstest;

    #[rstest]
    #[case("Jack Ma leaves the board", "Leaves the board")]
    #[case("Ma Yun leaves the board", "Leaves the board")]
    #[case("马云 leaves the board", "Leaves the board")]
    #[case("Jack Ma über alles", "Über alles")]
    // Little would be left.
    #[case("Jack Ma leaves", "Jack Ma leaves")]
    #[case("Jack Ma", "Jack Ma")]
    // The name is part of another word, or one of two.
    #[case("Jack Ma's long silence", "Jack Ma's long silence")]
    #[case("Jack Mallory leaves the board", "Jack Mallory leaves the board")]
    #[case("Jack Ma and Xi Jinping meet", "Jack Ma and Xi Jinping meet")]
    #[case("Jack Ma und Xi Jinping sprechen", "Jack Ma und Xi Jinping sprechen")]
    // It is not at the beginning.
    #[case("Beijing warns Jack Ma", "Beijing warns Jack Ma")]
    fn a_lane_does_not_repeat_the_name_of_its_actor(#[case] title: &str, #[case] expected: &str) {
        let text = "title = 'x'\n[actor.ma]\nname = 'Jack Ma'\nshort = 'Ma'\naliases = ['马云', 'Ma Yun']\n";
        let timeline = native::read("x", text).timeline.expect("a timeline");
        let title = Clean::line(title);
        let found = bar_title(&title, timeline.actors.first());
        assert_eq!(found.as_str(), expected);
        assert_eq!(bar_title(&title, None), title);
    }
}
