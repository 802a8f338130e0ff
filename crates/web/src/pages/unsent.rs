//! A form that came when the session was over, to be sent after all.

use crate::answer::{Answer, Failure, page};
use crate::guard::Signed;
use crate::shell::Shell;
use crate::site::Site;
use crate::unsent::UnsentForm;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, State};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "unsent.html")]
struct UnsentPage {
    shell: Shell,
    w: Words,
    form: Arc<UnsentForm>,
}

impl UnsentPage {
    /// What was typed or chosen, without marks of the page.
    fn typed(&self) -> impl Iterator<Item = &str> {
        let values = self.form.fields.iter().map(|(_, value)| value.trim());
        values.filter(|value| !value.is_empty() && value.parse::<Uuid>().is_err())
    }
}

/// `GET /unsent/{id}`: for whoever filled it in.
pub async fn show(State(site): State<Site>, signed: Signed, Path(id): Path<Uuid>) -> Answer {
    let form = site.unsent.get(id).filter(|form| form.user == signed.user);
    let form = form.ok_or(Failure::NotFound)?;
    page(&UnsentPage {
        shell: Shell::signed(&signed, "Nog niet verstuurd", "Not sent yet"),
        w: signed.w,
        form,
    })
}
