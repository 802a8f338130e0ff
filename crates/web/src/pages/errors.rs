//! The page of what went wrong, and the page that shows every component.

use crate::answer::{Answer, page};
use crate::guard::Signed;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;

/// What went wrong, and the way back.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// Around it.
    pub shell: Shell,
    /// What happened and what to do.
    pub text: String,
}

/// Every component on one page, to be looked at.
#[derive(Template)]
#[template(path = "components.html")]
struct ComponentsPage {
    shell: Shell,
    w: Words,
}

/// `GET /components`.
pub async fn components(signed: Signed) -> Answer {
    page(&ComponentsPage {
        shell: Shell::signed(&signed, "Onderdelen", "Components"),
        w: signed.w,
    })
}
