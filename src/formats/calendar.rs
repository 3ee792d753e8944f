//! iCalendar.

use super::{Format, Request, Sample, Written, refused};
use crate::data::{Reading, Timeline};

pub(super) fn recognises(_sample: &Sample<'_>) -> bool {
    false
}

pub(super) fn read(_request: &Request<'_>) -> Reading {
    refused(Format::Calendar, "unread")
}

pub(super) fn write(_timeline: &Timeline) -> Written {
    Written::default()
}
