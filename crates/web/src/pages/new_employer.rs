//! One more employer, of which whoever adds it becomes the owner: what an accountant does for each client.

use crate::answer::{Answer, go_to, page, page_as};
use crate::form::Posted;
use crate::guard::Signed;
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "new_employer.html")]
struct NewEmployerPage {
    shell: Shell,
    w: Words,
    name: String,
    failed: Option<String>,
}

impl NewEmployerPage {
    fn new(signed: &Signed) -> Self {
        Self {
            shell: Shell::signed(signed, "Werkgever toevoegen", "Add an employer"),
            w: signed.w,
            name: String::new(),
            failed: None,
        }
    }
}

/// `GET /employers/new`.
pub async fn show(signed: Signed) -> Answer {
    page(&NewEmployerPage::new(&signed))
}

/// `POST /employers/new`: the hub says who may. On to linking it with Nmbrs.
pub async fn add(signed: Signed, Posted(fields): Posted) -> Answer {
    let name = fields.text("name");
    let failed = if name.is_empty() {
        let text = signed
            .w
            .t("Vul de naam van de werkgever in.", "Fill in the name of the employer.");
        text.to_owned()
    } else {
        match signed.hub.found_organisation(&signed.visitor, name).await {
            Ok(organisation) => return Ok(go_to(&format!("/e/{}/couplings/new", organisation.id))),
            Err(error) => error_text(&error, signed.w.language),
        }
    };
    let again = NewEmployerPage {
        name: name.to_owned(),
        failed: Some(failed),
        ..NewEmployerPage::new(&signed)
    };
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &again)
}
