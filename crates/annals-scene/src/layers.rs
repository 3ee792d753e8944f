//! Layers beside what belongs to them: a sign of one cell, and which of them are on.
//!
//! Owns telling events of different accounts apart without colour. How a sign looks is decided where it
//! is painted.

use annals_model::text::{Clean, is_one_cell, width};
use annals_model::{LayerIndex, Timeline};

/// The sign of a layer, one cell wide: the first letter of its short name, or its number where an earlier
/// layer has that letter. The layer under all others has none, and so has the only one that is on.
pub fn sign(timeline: &Timeline, layer: LayerIndex) -> Option<Clean> {
    if layer == LayerIndex::FIRST || !timeline.is_layered() {
        return None;
    }
    let letter = |place: usize| {
        let layer = timeline.layers.get(place)?;
        let letter = layer
            .short
            .as_str()
            .chars()
            .find(|one| one.is_alphanumeric())?;
        let mut upper = letter.to_uppercase().filter(|&letter| is_one_cell(letter));
        upper.next()
    };
    let own = letter(layer.place());
    let is_taken = (1..layer.place()).any(|place| letter(place) == own);
    let number = || char::from_digit(u32::try_from(layer.place() + 1).unwrap_or(0) % 10, 10);
    let sign = own.filter(|_| !is_taken).or_else(number)?;
    Some(Clean::line(sign.encode_utf8(&mut [0; 4])))
}

/// The short names of the layers that are on, where that is more than one or another could be: "Article
/// + Record". Where that takes more cells than there are, how many they are.
pub fn on(timeline: &Timeline, most: usize) -> Option<Clean> {
    let on: Vec<&str> = timeline
        .layers
        .iter()
        .filter(|layer| layer.on)
        .map(|layer| layer.short.as_str())
        .collect();
    if on.len() < 2 {
        return None;
    }
    let names = Clean::line(&on.join(" + "));
    if width(&names) <= most {
        return Some(names);
    }
    Some(Clean::line(&format!("{} layers", on.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::{Accounts, Layers, native};

    #[test]
    fn layers_over_the_first_have_signs_that_differ() {
        let account = |short: &str| {
            let text = format!("title = \"A\"\nshort = \"{short}\"");
            native::read(short, &text)
                .timeline
                .expect("a whole timeline")
        };
        let shorts = ["Article", "Record", "Reports", "录", "..."];
        let accounts = Accounts::new(shorts.into_iter().map(account).collect());
        let all = accounts.overlay(&accounts.all()).timeline;
        let signs: Vec<_> = (0..shorts.len())
            .map(|place| sign(&all, LayerIndex::new(place)).map(|sign| sign.to_string()))
            .collect();
        let wanted = [None, Some("R"), Some("3"), Some("4"), Some("5")];
        assert_eq!(signs, wanted.map(|sign| sign.map(str::to_owned)));
        assert_eq!(on(&all, 30).unwrap().as_str(), "5 layers");
        let two = accounts.overlay(&Layers::from([LayerIndex::FIRST, LayerIndex::new(1)]));
        assert_eq!(on(&two.timeline, 30).unwrap().as_str(), "Article + Record");
        let one = accounts
            .overlay(&Layers::from([LayerIndex::new(1)]))
            .timeline;
        assert_eq!((on(&one, 30), sign(&one, LayerIndex::new(1))), (None, None));
    }
}
