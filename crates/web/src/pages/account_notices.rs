//! What the reader hears of by mail, and when.

use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Signed;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::notice::{NoticeKind, Timing};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "account_notices.html")]
struct NoticesPage {
    shell: Shell,
    w: Words,
    email: String,
    writes: bool,
    failed: Option<String>,
    employers: Vec<EmployerChoices>,
}

/// What may be chosen at one employer.
struct EmployerChoices {
    id: OrganisationId,
    name: String,
    kinds: Vec<KindChoice>,
}

/// One kind: its word, what people read, and the timings with whether each is chosen.
struct KindChoice {
    word: &'static str,
    label: &'static str,
    timings: Vec<(&'static str, &'static str, bool)>,
}

impl NoticesPage {
    async fn of(signed: &Signed) -> Result<Self, Failure> {
        let (visitor, language) = (&signed.visitor, signed.w.language);
        let organisations = signed.hub.store.organisations().await?;
        let mut timings = signed.hub.notice_timings(visitor).await?;
        let mut employers = Vec::new();
        for one in organisations {
            let chosen = timings.remove(&one.id).unwrap_or_default();
            let kind = |(kind, now): (&NoticeKind, &Timing)| KindChoice {
                word: kind.word(),
                label: kind.label(language),
                timings: Timing::ALL
                    .map(|timing| (timing.word(), timing.label(language), timing == *now))
                    .to_vec(),
            };
            if !chosen.is_empty() {
                employers.push(EmployerChoices {
                    id: one.id,
                    name: one.name,
                    kinds: chosen.iter().map(kind).collect(),
                });
            }
        }
        Ok(Self {
            shell: Shell::signed(signed, "Meldingen", "Notices"),
            w: signed.w,
            email: visitor.actor.clone(),
            writes: signed.hub.sends_mail(),
            failed: None,
            employers,
        })
    }
}

/// `GET /account/notices`.
pub async fn show(signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut shown = NoticesPage::of(&signed).await?;
    shown.shell = shown.shell.after(fields.text("done"));
    page(&shown)
}

/// `POST /account/notices`: the choices of one employer.
pub async fn choose(signed: Signed, Posted(fields): Posted) -> Answer {
    let organisation = fields.text("organisation").parse().map_err(|_| Failure::NotFound)?;
    let chosen = |kind: &NoticeKind| Some((*kind, fields.text(kind.word()).parse().ok()?));
    let wanted: BTreeMap<NoticeKind, Timing> = NoticeKind::ALL.iter().filter_map(chosen).collect();
    signed
        .hub
        .choose_notices(&signed.visitor, organisation, &wanted)
        .await?;
    Ok(go_to("/account/notices?done=saved"))
}

/// `POST /account/notices/trial`: a trial letter to the reader, and what the mail server said.
pub async fn trial(signed: Signed, Posted(_): Posted) -> Answer {
    let user = signed.hub.store.user(signed.user).await?.ok_or(Failure::NotFound)?;
    match signed.hub.send_trial_letter(&user).await {
        Ok(()) => Ok(go_to("/account/notices?done=written")),
        Err(error) => {
            let shown = NoticesPage {
                failed: Some(error.text(signed.w.language)),
                ..NoticesPage::of(&signed).await?
            };
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}
