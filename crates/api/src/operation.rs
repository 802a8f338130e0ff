//! One operation: its handler, its part of the document, and what it needs.

use crate::server::Api;
use axum::http::Method;
use loonbrug_domain::access::Right;
use utoipa_axum::router::UtoipaMethodRouter;

/// What an operation needs of whoever asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// Nothing: anybody may.
    Nothing,
    /// A token.
    Token,
    /// A token with this right, at the organisation of the path.
    At(Right),
}

/// An operation as a test walks it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OperationRow {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: Method,
    /// Its path under the prefix, with parameters in braces.
    pub path: String,
    /// What it needs.
    pub needs: Needs,
}

/// An operation.
pub struct Operation {
    /// What it needs.
    pub needs: Needs,
    /// Whether it asks Nmbrs something.
    pub calls_nmbrs: bool,
    /// Whether its body is a file.
    pub takes_file: bool,
    /// Schemas, path and handler.
    pub routes: UtoipaMethodRouter<Api>,
}

impl Operation {
    /// The same, which asks Nmbrs something.
    #[must_use]
    pub fn calling_nmbrs(self) -> Self {
        Self {
            calls_nmbrs: true,
            ..self
        }
    }

    /// The same, whose body is a file.
    #[must_use]
    pub fn taking_a_file(self) -> Self {
        Self {
            takes_file: true,
            ..self
        }
    }
}

/// An operation that anybody may do.
pub fn open(routes: UtoipaMethodRouter<Api>) -> Operation {
    with(Needs::Nothing, routes)
}

/// An operation that takes a token.
pub fn token(routes: UtoipaMethodRouter<Api>) -> Operation {
    with(Needs::Token, routes)
}

/// An operation that takes a right at the organisation of the path.
pub fn at(right: Right, routes: UtoipaMethodRouter<Api>) -> Operation {
    with(Needs::At(right), routes)
}

fn with(needs: Needs, routes: UtoipaMethodRouter<Api>) -> Operation {
    Operation {
        needs,
        calls_nmbrs: false,
        takes_file: false,
        routes,
    }
}
