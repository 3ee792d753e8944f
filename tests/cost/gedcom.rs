//! GEDCOM.

use crate::Case;
use crate::text::{around, put};

const HEAD: &str = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n";
const PERSON: &str = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Ann /Lee/\n1 BIRT\n2 DATE 11 FEB 1700\n";
const TAIL: &str = "0 TRLR\n";

/// One person with a repeated line.
fn person(n: usize, element: impl Fn(&mut String, usize)) -> String {
    around(PERSON, n, element, TAIL)
}

pub(crate) const CASES: &[Case] = &[
    Case::new("ged", "people", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "0 @I{i}@ INDI\n1 NAME Ann{i} /Lee/\n1 BIRT\n2 DATE {}\n",
                        1000 + i % 1000
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ged", "people of one name", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "0 @I{i}@ INDI\n1 NAME Ann /Lee/\n1 BIRT\n2 DATE {}\n",
                        1000 + i % 1000
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ged", "people of one id", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "0 @I1@ INDI\n1 NAME Ann /Lee/\n1 BIRT\n2 DATE {}\n",
                        1000 + i % 1000
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ged", "names of one person", |n| {
        person(n, |text, i| {
            put(text, format_args!("1 NAME Annie{i} /Ray/\n"))
        })
    }),
    Case::new("ged", "events of one person", |n| {
        person(n, |text, i| {
            put(
                text,
                format_args!("1 EVEN\n2 TYPE Purchase {i}\n2 DATE {}\n", 1000 + i % 1000),
            )
        })
    }),
    Case::new("ged", "places", |n| {
        person(n, |text, i| {
            put(
                text,
                format_args!("1 RESI\n2 DATE 1750\n2 PLAC Place {i}\n"),
            )
        })
    }),
    Case::new("ged", "addresses of one event", |n| {
        person(n, |text, i| put(text, format_args!("2 PLAC Place {i}\n")))
    }),
    Case::new("ged", "notes of one person", |n| {
        person(n, |text, i| put(text, format_args!("1 NOTE Note {i}\n")))
    }),
    Case::new("ged", "lines of a note", |n| {
        person(n, |text, i| {
            put(
                text,
                format_args!("{} line {i}\n", if i == 0 { "1 NOTE" } else { "2 CONT" }),
            )
        })
    }),
    Case::new("ged", "pieces of a note", |n| {
        person(n, |text, i| {
            put(
                text,
                format_args!("{} line {i}\n", if i == 0 { "1 NOTE" } else { "2 CONC" }),
            )
        })
    }),
    Case::new("ged", "pointers to one note", |n| {
        around(
            PERSON,
            n,
            |text, _| text.push_str("1 NOTE @N1@\n"),
            "0 @N1@ NOTE A note\n0 TRLR\n",
        )
    }),
    Case::new("ged", "pointers to nothing", |n| {
        person(n, |text, i| put(text, format_args!("1 NOTE @N{i}@\n")))
    }),
    Case::new("ged", "sources", |n| {
        around(
            PERSON,
            n,
            |text, i| put(text, format_args!("0 @S{i}@ SOUR\n1 TITL Source {i}\n")),
            TAIL,
        )
    }),
    Case::new("ged", "sources of one event", |n| {
        let cited = around(
            PERSON,
            n,
            |text, i| put(text, format_args!("2 SOUR @S{i}@\n3 PAGE p{i}\n")),
            "",
        );
        around(
            &cited,
            n,
            |text, i| put(text, format_args!("0 @S{i}@ SOUR\n1 TITL Source {i}\n")),
            TAIL,
        )
    }),
    Case::new("ged", "spouses", |n| {
        let families = person(n, |text, i| put(text, format_args!("1 FAMS @F{i}@\n")));
        let families = families.trim_end_matches(TAIL).to_owned();
        around(
            &families,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "0 @F{i}@ FAM\n1 WIFE @I1@\n1 HUSB @P{i}@\n1 MARR\n2 DATE 1720\n0 @P{i}@ INDI\n1 NAME Bo{i} /Ray/\n1 FAMS @F{i}@\n1 BIRT\n2 DATE 1700\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ged", "children of one family", |n| {
        let family = around(
            &format!("{PERSON}1 FAMS @F1@\n0 @F1@ FAM\n1 WIFE @I1@\n1 MARR\n2 DATE 1720\n"),
            n,
            |text, i| put(text, format_args!("1 CHIL @C{i}@\n")),
            "",
        );
        around(
            &family,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "0 @C{i}@ INDI\n1 NAME Cy{i} /Ray/\n1 FAMC @F1@\n1 BIRT\n2 DATE 1723\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ged", "generations", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "0 @I{i}@ INDI\n1 NAME Ann{i} /Lee/\n1 BIRT\n2 DATE 1700\n1 FAMC @F{i}@\n1 FAMS @F{}@\n0 @F{i}@ FAM\n1 CHIL @I{i}@\n1 HUSB @I{}@\n",
                        i.wrapping_sub(1),
                        i + 1
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ged", "friends", |n| {
        let friends = person(n, |text, i| {
            put(text, format_args!("1 ASSO @P{i}@\n2 RELA friend\n"))
        });
        let friends = friends.trim_end_matches(TAIL).to_owned();
        around(
            &friends,
            n,
            |text, i| {
                put(
                    text,
                    format_args!("0 @P{i}@ INDI\n1 NAME Bo{i} /Ray/\n1 BIRT\n2 DATE 1700\n"),
                )
            },
            TAIL,
        )
    }),
    Case::new("ged", "unknown tags", |n| {
        person(n, |text, i| put(text, format_args!("1 _TAG{i} x\n")))
    }),
    Case::new("ged", "one unknown tag", |n| {
        person(n, |text, i| put(text, format_args!("1 _TAG value {i}\n")))
    }),
    Case::new("ged", "levels", |n| {
        person(n, |text, i| put(text, format_args!("{} NOTE x\n", i + 1)))
    }),
    Case::new("ged", "lines that are none", |n| {
        person(n, |text, _| text.push_str("no line\n"))
    }),
    Case::new("ged", "wrong dates", |n| {
        person(n, |text, i| {
            put(
                text,
                format_args!("1 EVEN\n2 TYPE T\n2 DATE somewhen {i}\n"),
            )
        })
    }),
    Case::new("ged", "blank lines", |n| {
        person(n, |text, _| text.push_str("\n\n\n\n"))
    }),
    Case::new("ged", "letters of a name", |n| {
        format!(
            "{HEAD}0 @I1@ INDI\n1 NAME {}/Lee/\n1 BIRT\n2 DATE 1700\n{TAIL}",
            "Ann ".repeat(n * 4)
        )
    }),
];
