//! A form that was refused: shown again with what was typed, and why.

use crate::answer::Failure;
use crate::form::Fields;
use axum::http::StatusCode;
use loonbrug_domain::Language;
use std::borrow::Borrow;

/// What was typed in one of the forms of a page, and why it was refused; on most pages nothing.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    form: String,
    fields: Fields,
    failed: String,
}

impl Typed {
    /// What was typed in a form. What is no fault of who typed goes on as the page's failure.
    pub fn refused(form: &str, fields: Fields, failure: Failure, language: Language) -> Result<Self, Failure> {
        if failure.status() != StatusCode::UNPROCESSABLE_ENTITY {
            return Err(failure);
        }
        Ok(Self {
            form: form.to_owned(),
            fields,
            failed: failure.text(language),
        })
    }

    /// Whether it is this form.
    pub fn is(&self, form: &str) -> bool {
        self.form == form
    }

    /// Why this form was refused; empty where it was not.
    pub fn failed(&self, form: &str) -> &str {
        if self.is(form) { &self.failed } else { "" }
    }

    /// What was typed in a field of the form that was refused.
    pub fn typed(&self, field: &str) -> &str {
        self.fields.text(field)
    }

    /// What a field of a form shows.
    pub fn value<'a>(&'a self, form: &str, field: &str, otherwise: &'a str) -> &'a str {
        if self.is(form) {
            self.fields.text(field)
        } else {
            otherwise
        }
    }

    /// Whether a choice of a field is the one.
    pub fn has(&self, form: &str, field: &str, choice: &str, otherwise: impl Borrow<bool>) -> bool {
        if self.is(form) {
            self.fields.all(field).any(|typed| typed == choice)
        } else {
            *otherwise.borrow()
        }
    }

    /// The status of the page.
    pub const fn status(&self) -> StatusCode {
        if self.failed.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}
