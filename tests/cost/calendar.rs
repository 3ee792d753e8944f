//! iCalendar.

use crate::Case;
use crate::text::{around, put};

const HEAD: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\n";
const EVENT: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20240101T100000Z\r\nSUMMARY:A\r\n";
const END: &str = "END:VEVENT\r\nEND:VCALENDAR\r\n";
const TAIL: &str = "END:VCALENDAR\r\n";

/// One event with a repeated property.
fn property(n: usize, element: impl Fn(&mut String, usize)) -> String {
    around(EVENT, n, element, END)
}

pub(crate) const CASES: &[Case] = &[
    Case::new("ics", "events", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART:20240101T1000{:02}Z\r\nSUMMARY:E {i}\r\nEND:VEVENT\r\n",
                        i % 60
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "events of one UID", |n| {
        around(
            HEAD,
            n,
            |text, _| {
                text.push_str("BEGIN:VEVENT\r\nUID:e\r\nDTSTART:20240101T100000Z\r\nSUMMARY:E\r\nEND:VEVENT\r\n")
            },
            TAIL,
        )
    }),
    Case::new("ics", "events without UID", |n| {
        around(
            HEAD,
            n,
            |text, _| {
                text.push_str(
                    "BEGIN:VEVENT\r\nDTSTART:20240101T100000Z\r\nSUMMARY:E\r\nEND:VEVENT\r\n",
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "attendees of one event", |n| {
        property(n, |text, i| {
            put(
                text,
                format_args!("ATTENDEE;CN=Ann {i};ROLE=CHAIR:mailto:ann{i}@example.org\r\n"),
            )
        })
    }),
    Case::new("ics", "one attendee again and again", |n| {
        property(n, |text, _| {
            text.push_str("ATTENDEE;CN=Ann:mailto:ann@example.org\r\n")
        })
    }),
    Case::new("ics", "attendees of one name", |n| {
        property(n, |text, i| {
            put(
                text,
                format_args!("ATTENDEE;CN=Ann:mailto:ann{i}@example.org\r\n"),
            )
        })
    }),
    Case::new("ics", "attendees without a name", |n| {
        property(n, |text, i| {
            put(text, format_args!("ATTENDEE:mailto:ann{i}@example.org\r\n"))
        })
    }),
    Case::new("ics", "attendees", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART:20240101T100000Z\r\nSUMMARY:E {i}\r\nATTENDEE;CN=Ann {i}:mailto:ann{i}@example.org\r\nEND:VEVENT\r\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "alarms of one event", |n| {
        property(n, |text, _| {
            text.push_str("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n")
        })
    }),
    Case::new("ics", "categories of one event", |n| {
        property(n, |text, i| put(text, format_args!("CATEGORIES:c{i}\r\n")))
    }),
    Case::new("ics", "categories in one line", |n| {
        around(
            &format!("{EVENT}CATEGORIES:c"),
            n,
            |text, i| put(text, format_args!(",c{i}")),
            &format!("\r\n{END}"),
        )
    }),
    Case::new("ics", "parameters of one property", |n| {
        around(
            &format!("{EVENT}ATTENDEE"),
            n,
            |text, i| put(text, format_args!(";X-P{i}=v")),
            &format!(":mailto:a@example.org\r\n{END}"),
        )
    }),
    Case::new("ics", "comments of one event", |n| {
        property(n, |text, i| {
            put(text, format_args!("COMMENT:comment {i}\r\n"))
        })
    }),
    Case::new("ics", "descriptions of one event", |n| {
        property(n, |text, i| {
            put(text, format_args!("DESCRIPTION:text {i}\r\n"))
        })
    }),
    Case::new("ics", "summaries of one event", |n| {
        property(n, |text, i| put(text, format_args!("SUMMARY:text {i}\r\n")))
    }),
    Case::new("ics", "starts of one event", |n| {
        property(n, |text, _| text.push_str("DTSTART:20240101T100000Z\r\n"))
    }),
    Case::new("ics", "properties of one event", |n| {
        property(n, |text, i| put(text, format_args!("X-P{i}:value\r\n")))
    }),
    Case::new("ics", "one property again and again", |n| {
        property(n, |text, i| put(text, format_args!("X-P:value {i}\r\n")))
    }),
    Case::new("ics", "related events", |n| {
        property(n, |text, i| put(text, format_args!("RELATED-TO:e{i}\r\n")))
    }),
    Case::new("ics", "related events that are there", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART:20240101T100000Z\r\nSUMMARY:E {i}\r\nRELATED-TO:e{}\r\nEND:VEVENT\r\n",
                        i / 2
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "folded lines", |n| {
        around(
            &format!("{EVENT}DESCRIPTION:x"),
            n,
            |text, _| text.push_str("\r\n  more"),
            &format!("\r\n{END}"),
        )
    }),
    Case::new("ics", "letters of a title", |n| {
        around(
            &format!("{EVENT}DESCRIPTION:x"),
            n,
            |text, _| text.push_str("word\\, "),
            &format!("\r\n{END}"),
        )
    }),
    Case::new("ics", "dates that are left out", |n| {
        around(
            &EVENT.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=20\r\nSUMMARY"),
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "EXDATE:2024{:02}{:02}T100000Z\r\n",
                        1 + i / 28 % 12,
                        1 + i % 28
                    ),
                )
            },
            END,
        )
    }),
    Case::new("ics", "dates in one line that are left out", |n| {
        around(
            &format!(
                "{}EXDATE:20240101T100000Z",
                EVENT.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=20\r\nSUMMARY")
            ),
            n,
            |text, i| {
                put(
                    text,
                    format_args!(",2024{:02}{:02}T100000Z", 1 + i / 28 % 12, 1 + i % 28),
                )
            },
            &format!("\r\n{END}"),
        )
    }),
    Case::new("ics", "dates that are added", |n| {
        property(n, |text, i| {
            put(
                text,
                format_args!(
                    "RDATE:{:04}{:02}{:02}T100000Z\r\n",
                    1100 + i / 336,
                    1 + i / 28 % 12,
                    1 + i % 28
                ),
            )
        })
    }),
    Case::new("ics", "times of a rule", |n| {
        format!(
            "{}{END}",
            EVENT.replace("SUMMARY", &format!("RRULE:FREQ=DAILY;COUNT={n}\r\nSUMMARY"))
        )
    }),
    Case::new("ics", "rules of one event", |n| {
        property(n, |text, _| text.push_str("RRULE:FREQ=DAILY;COUNT=2\r\n"))
    }),
    Case::new("ics", "rules that never match", |n| {
        around(
            HEAD,
            n / 20,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART:20240101T100000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\nSUMMARY:E\r\nEND:VEVENT\r\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "parts of a rule", |n| {
        around(
            &EVENT.replace(
                "SUMMARY:A\r\n",
                "SUMMARY:A\r\nRRULE:FREQ=DAILY;COUNT=3;BYMONTHDAY=1",
            ),
            n,
            |text, i| put(text, format_args!(",{}", 1 + i % 28)),
            &format!("\r\n{END}"),
        )
    }),
    Case::new("ics", "changed occurrences", |n| {
        let first = format!(
            "{}END:VEVENT\r\n",
            EVENT.replace("SUMMARY", &format!("RRULE:FREQ=DAILY;COUNT={n}\r\nSUMMARY"))
        );
        around(
            &first,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:2024{:02}{:02}T100000Z\r\nDTSTART:20240101T110000Z\r\nSUMMARY:E\r\nEND:VEVENT\r\n",
                        1 + i / 28 % 12,
                        1 + i % 28
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "time zones", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VTIMEZONE\r\nTZID:Z{i}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART;TZID=Z{i}:20240101T100000\r\nSUMMARY:E\r\nEND:VEVENT\r\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "changes of one time zone", |n| {
        let zone = around(
            &format!("{HEAD}BEGIN:VTIMEZONE\r\nTZID:Z\r\n"),
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:STANDARD\r\nDTSTART:{:04}0101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n",
                        1000 + i % 1000
                    ),
                )
            },
            "END:VTIMEZONE\r\n",
        );
        around(
            &zone,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART;TZID=Z:20240101T100000\r\nSUMMARY:E\r\nEND:VEVENT\r\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "unknown time zones", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART;TZID=Unknown{i}:20240101T100000\r\nSUMMARY:E\r\nEND:VEVENT\r\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "nested components", |n| {
        format!("{HEAD}{}{TAIL}", "BEGIN:X-C\r\n".repeat(n))
    }),
    Case::new("ics", "blank lines", |n| {
        format!("{HEAD}{}{TAIL}", "\r\n".repeat(n * 10))
    }),
    Case::new("ics", "lines that mean nothing", |n| {
        format!("{HEAD}{}{TAIL}", "nothing\r\n".repeat(n))
    }),
    Case::new("ics", "wrong dates", |n| {
        around(
            HEAD,
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "BEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART:somewhen\r\nSUMMARY:E {i}\r\nEND:VEVENT\r\n"
                    ),
                )
            },
            TAIL,
        )
    }),
    Case::new("ics", "ends without a beginning", |n| {
        format!("{HEAD}{}{TAIL}", "END:VEVENT\r\n".repeat(n))
    }),
    Case::new("ics", "calendars", |n| {
        around(
            "",
            n,
            |text, i| {
                put(
                    text,
                    format_args!(
                        "{HEAD}X-WR-CALNAME:C{i}\r\nBEGIN:VEVENT\r\nUID:e{i}\r\nDTSTART:20240101T100000Z\r\nSUMMARY:E\r\nEND:VEVENT\r\n{TAIL}"
                    ),
                )
            },
            "",
        )
    }),
];
