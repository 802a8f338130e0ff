//! How a command ended, and the exit code that says so.

use loonbrug_domain::Language;
use loonbrug_files::FileError;
use loonbrug_hub::HubError;
use std::process::ExitCode;

/// How a command ended. Wrong use ends with 2, before a command begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// 0: done.
    Done,
    /// 1: refused or failed, with a reason.
    Refused,
    /// 3: done, but lines need a person.
    NeedsPerson,
}

impl Outcome {
    /// Done, unless something waits for a person.
    pub const fn unless(needs_person: bool) -> Self {
        if needs_person { Self::NeedsPerson } else { Self::Done }
    }

    /// The exit code.
    pub fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::NeedsPerson => 3,
        })
    }
}

/// What went wrong, in the words of whoever knows it best, and what to do.
pub fn error_text(error: &anyhow::Error, language: Language) -> String {
    if let Some(error) = error.downcast_ref::<HubError>() {
        return error.text(language);
    }
    if let Some(error) = error.downcast_ref::<FileError>() {
        return error.text(language);
    }
    format!("{error:#}")
}
