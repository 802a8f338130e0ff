//! How a command ended, and the exit code that says so.

use loonbrug_domain::Language;
use loonbrug_files::FileError;
use loonbrug_files::export::ExportError;
use loonbrug_hub::{HubError, VaultError, store_text, vault_text};
use loonbrug_store::StoreError;
use std::fmt::{self, Display};
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
    if let Some(error) = error.downcast_ref::<ExportError>() {
        return error.text(language);
    }
    if let Some(error) = error.downcast_ref::<StoreError>() {
        return store_text(error, language);
    }
    if let Some(error) = error.downcast_ref::<VaultError>() {
        return vault_text(error, language);
    }
    match error.downcast_ref::<Said>() {
        Some(said) => said.text(error.chain().nth(1), language),
        None => format!("{error:#}"),
    }
}

/// What went wrong and what to do in both languages, for what the program itself finds out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    dutch: String,
    english: String,
}

impl Said {
    /// The same in Dutch and in English.
    pub fn new(dutch: impl Into<String>, english: impl Into<String>) -> Self {
        Self {
            dutch: dutch.into(),
            english: english.into(),
        }
    }

    /// The words, then the cause in the words of whoever found it.
    fn text(&self, cause: Option<&(dyn std::error::Error + 'static)>, language: Language) -> String {
        let words = language.pick(&self.dutch, &self.english);
        match cause.map(ToString::to_string) {
            // A parser shows the line at fault, with a mark under it.
            Some(cause) if cause.contains('\n') => format!("{words}\n{}", cause.trim_end()),
            Some(cause) => format!("{words} ({cause})"),
            None => words.clone(),
        }
    }
}

impl Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl std::error::Error for Said {}
