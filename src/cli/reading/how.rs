//! [`How`]: the options that say how files are to be read, such as their format and what their columns mean.

use crate::cli::Failure;
use crate::cli::args::{Manner, SettingsFile};
use crate::cli::config;
use crate::config::Limits;
use annals_formats::Format;
use annals_formats::table::Mapping;
use annals_model::ProblemLimit;
use annals_model::text::Clean;

/// How files are to be read, where their content does not say.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct How {
    pub(super) format: Option<Format>,
    pub(super) mapping: Mapping,
    /// How many problems of one kind are kept.
    pub(super) limit: ProblemLimit,
    /// How much is read.
    pub(super) limits: Limits,
}

impl How {
    /// Reads the options of the command line, and the limits from the settings.
    ///
    /// # Errors
    ///
    /// A usage error that names the option, or that the settings file that was named cannot be read.
    pub(in crate::cli) fn new(manner: &Manner, settings: &SettingsFile) -> Result<Self, Failure> {
        let usage = |option: &str, reason: &Clean| {
            Failure::Usage(Clean::line(&format!("{option}: {reason}")))
        };
        let format = manner.format.as_deref().map(Format::find).transpose();
        let mut how = Self {
            format: format.map_err(|reason| usage("--format", &reason))?,
            mapping: Mapping::default(),
            limit: ProblemLimit::default(),
            limits: config::load_file(settings)?.settings.limits,
        };
        for text in &manner.maps {
            let mapping = Mapping::parse(text).map_err(|reason| usage("--map", &reason))?;
            how.mapping = how.mapping.with(mapping);
        }
        Ok(how)
    }

    /// Sets the format, if one is given.
    #[must_use]
    pub(in crate::cli) fn in_format(self, format: Option<Format>) -> Self {
        Self {
            format: format.or(self.format),
            ..self
        }
    }

    /// Sets how many problems of one kind are kept.
    #[must_use]
    pub(in crate::cli) fn keeping(self, limit: ProblemLimit) -> Self {
        Self { limit, ..self }
    }

    /// Returns the format that was asked for.
    pub(in crate::cli) const fn format(&self) -> Option<Format> {
        self.format
    }
}
