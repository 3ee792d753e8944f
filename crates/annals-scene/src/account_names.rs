//! Glyphs and names of accounts, which tell events of different accounts apart without colour.

use annals_model::text::{Clean, is_one_cell, width};
use annals_model::{AccountIndex, Timeline};

/// Returns the glyph of a account, one cell wide: the first letter of its short name, or its number where an
/// earlier account has that letter. The first account has none, and so has the only one that is on.
pub fn glyph(timeline: &Timeline, account: AccountIndex) -> Option<Clean> {
    if account == AccountIndex::FIRST || !timeline.has_several_accounts() {
        return None;
    }
    let letter = |position: usize| {
        let account = timeline.accounts.get(position)?;
        let letter = account
            .short
            .as_str()
            .chars()
            .find(|one| one.is_alphanumeric())?;
        let mut upper = letter.to_uppercase().filter(|&letter| is_one_cell(letter));
        upper.next()
    };
    let own = letter(account.index());
    let is_taken = (1..account.index()).any(|position| letter(position) == own);
    let number = || char::from_digit(u32::try_from(account.index() + 1).unwrap_or(0) % 10, 10);
    let glyph = own.filter(|_| !is_taken).or_else(number)?;
    Some(Clean::line(glyph.encode_utf8(&mut [0; 4])))
}

/// Names the accounts that are on: "Article", "Article + Record", or "5 accounts" where the names take more than
/// `most` cells; `None` where there is only one account, on or off.
pub fn on(timeline: &Timeline, most: usize) -> Option<Clean> {
    let on: Vec<&str> = timeline
        .accounts
        .iter()
        .filter(|account| account.on)
        .map(|account| account.short.as_str())
        .collect();
    if timeline.accounts.len() < 2 || on.is_empty() {
        return None;
    }
    let names = Clean::line(&on.join(" + "));
    if width(&names) <= most {
        return Some(names);
    }
    (on.len() > 1).then(|| Clean::line(&format!("{} accounts", on.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::{AccountSet, Accounts, native};

    #[test]
    fn glyphs_of_accounts_differ() {
        let account = |short: &str| {
            let text = format!("title = \"A\"\nshort = \"{short}\"");
            native::read(short, &text)
                .timeline
                .expect("a whole timeline")
        };
        let shorts = ["Article", "Record", "Reports", "录", "..."];
        let accounts = Accounts::new(shorts.into_iter().map(account).collect());
        let all = accounts.overlay(&accounts.all()).timeline;
        let glyphs: Vec<_> = (0..shorts.len())
            .map(|position| glyph(&all, AccountIndex::new(position)).map(|glyph| glyph.to_string()))
            .collect();
        let wanted = [None, Some("R"), Some("3"), Some("4"), Some("5")];
        assert_eq!(glyphs, wanted.map(|glyph| glyph.map(str::to_owned)));
        assert_eq!(on(&all, 30).unwrap().as_str(), "5 accounts");
        let two = accounts.overlay(&AccountSet::from([
            AccountIndex::FIRST,
            AccountIndex::new(1),
        ]));
        assert_eq!(on(&two.timeline, 30).unwrap().as_str(), "Article + Record");
        let one = accounts
            .overlay(&AccountSet::from([AccountIndex::new(1)]))
            .timeline;
        assert_eq!(glyph(&one, AccountIndex::new(1)), None);
        assert_eq!(on(&one, 30).unwrap().as_str(), "Record");
        assert_eq!(on(&one, 5), None, "one name is not cut");
        let only = account("Article");
        assert_eq!(on(&only, 30), None, "there is no other");
    }
}
