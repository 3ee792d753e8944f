//! trace events.

use super::{Format, Request, Sample, refused};
use crate::data::Reading;

pub(super) fn recognises(_sample: &Sample<'_>) -> bool {
    false
}

pub(super) fn read(_request: &Request<'_>) -> Reading {
    refused(Format::Trace, "unread")
}
