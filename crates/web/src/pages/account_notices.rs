//! What the reader hears of by mail, and when: for all employers at once, and for one that is an exception.

use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Signed;
use crate::paging::{Leaf, Paging};
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::notice::{NoticeKind, Timing};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use url::form_urlencoded::Serializer;

/// Employers on one page.
const ON_A_PAGE: usize = 50;

type Timings = BTreeMap<NoticeKind, Timing>;

#[derive(Template)]
#[template(path = "account_notices.html")]
struct NoticesPage {
    shell: Shell,
    w: Words,
    email: String,
    writes: bool,
    failed: Option<String>,
    choices: Option<Choices>,
    /// Whether one of several employers is looked at.
    is_exception: bool,
    /// The employers beside those for all of them; none where one is looked at.
    list: Option<List>,
}

/// What may be chosen: at one employer, or at all of them.
struct Choices {
    /// The employer; `None` for all.
    employer: Option<(OrganisationId, String)>,
    kinds: Vec<KindChoice>,
}

/// One kind: its word, what people read, and the timings with whether each is chosen.
struct KindChoice {
    word: &'static str,
    label: &'static str,
    timings: Vec<(&'static str, &'static str, bool)>,
    /// Whether employers differ, so that it stays as it is unless one is chosen.
    differs: bool,
}

/// Employers of whom something else may be chosen.
struct List {
    find: String,
    rows: Vec<EmployerRow>,
    paging: Paging,
}

struct EmployerRow {
    address: String,
    name: String,
    /// Of how many kinds something else is chosen than at most employers.
    differing: usize,
}

/// Each employer of the reader, with what is chosen there.
type Employers = Vec<(OrganisationId, String, Timings)>;

async fn employers(signed: &Signed) -> Result<Employers, Failure> {
    let mut timings = signed.hub.notice_timings(&signed.visitor).await?;
    let organisations = signed.hub.store.organisations().await?.into_iter();
    let chosen = organisations.filter_map(|one| {
        let chosen = timings.remove(&one.id).filter(|chosen| !chosen.is_empty())?;
        Some((one.id, one.name, chosen))
    });
    Ok(chosen.collect())
}

impl NoticesPage {
    async fn of(signed: &Signed, fields: &Fields) -> Result<Self, Failure> {
        let employers = employers(signed).await?;
        let w = signed.w;
        let asked = match employers.as_slice() {
            [only] => Some(only),
            several => several
                .iter()
                .find(|(id, ..)| id.to_string() == fields.text("employer")),
        };
        let choices = match asked {
            Some((id, name, timings)) => Some(Choices {
                employer: Some((*id, name.clone())),
                kinds: kinds(std::iter::once(timings), w),
            }),
            None => (!employers.is_empty()).then(|| Choices {
                employer: None,
                kinds: kinds(employers.iter().map(|(_, _, timings)| timings), w),
            }),
        };
        let is_list = asked.is_none() && !employers.is_empty();
        Ok(Self {
            shell: Shell::signed(signed, "Meldingen", "Notices"),
            w,
            email: signed.visitor.actor.clone(),
            writes: signed.hub.sends_mail(),
            failed: None,
            choices,
            is_exception: asked.is_some() && employers.len() > 1,
            list: is_list.then(|| List::of(&employers, fields, w)),
        })
    }
}

/// What may be chosen of each kind, with what is chosen at all of these employers.
fn kinds<'t>(employers: impl Iterator<Item = &'t Timings>, w: Words) -> Vec<KindChoice> {
    let shown = counted(employers).into_iter().map(|(kind, chosen)| {
        let differs = chosen.len() > 1;
        let timing = |timing: Timing| {
            let is_chosen = !differs && chosen.contains_key(&timing);
            (timing.word(), timing.label(w.language), is_chosen)
        };
        KindChoice {
            word: kind.word(),
            label: kind.label(w.language),
            timings: Timing::ALL.map(timing).to_vec(),
            differs,
        }
    });
    shown.collect()
}

/// At how many employers each timing is chosen.
fn counted<'t>(employers: impl Iterator<Item = &'t Timings>) -> BTreeMap<NoticeKind, BTreeMap<Timing, usize>> {
    let mut counted: BTreeMap<NoticeKind, BTreeMap<Timing, usize>> = BTreeMap::new();
    for (kind, timing) in employers.flatten() {
        *counted.entry(*kind).or_default().entry(*timing).or_default() += 1;
    }
    counted
}

impl List {
    /// The exceptions first, then by name.
    fn of(employers: &Employers, fields: &Fields, w: Words) -> Self {
        let find = fields.text("find").to_lowercase();
        let chosen = counted(employers.iter().map(|(_, _, timings)| timings));
        let most = |kind: &NoticeKind| {
            let timings = chosen.get(kind)?.iter();
            timings
                .max_by_key(|(timing, count)| (**count, Reverse(**timing)))
                .map(|(timing, _)| *timing)
        };
        let sought = employers
            .iter()
            .filter(|(_, name, _)| name.to_lowercase().contains(&find));
        let mut rows: Vec<EmployerRow> = sought
            .map(|(id, name, timings)| EmployerRow {
                address: format!("/account/notices?employer={id}"),
                name: name.clone(),
                differing: timings
                    .iter()
                    .filter(|(kind, timing)| most(kind) != Some(**timing))
                    .count(),
            })
            .collect();
        rows.sort_by(|a, b| (a.differing == 0, &a.name).cmp(&(b.differing == 0, &b.name)));
        let leaf = Leaf::asked(fields.text("page"), ON_A_PAGE);
        let address = |page: usize| {
            let query = Serializer::new(String::new())
                .append_pair("find", fields.text("find"))
                .append_pair("page", &page.to_string())
                .finish();
            format!("/account/notices?{query}")
        };
        Self {
            find: fields.text("find").to_owned(),
            paging: Paging::new(leaf, rows.len(), w, address),
            rows: {
                let part = leaf.within(rows.len()).part();
                rows.into_iter().skip(part.skip).take(part.most).collect()
            },
        }
    }
}

/// `GET /account/notices?employer=…&find=…&page=…`.
pub async fn show(signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut shown = NoticesPage::of(&signed, &fields).await?;
    shown.shell = shown.shell.after(fields.text("done"));
    page(&shown)
}

/// `POST /account/notices`: the choices of one employer, or of all of them where none is named.
pub async fn choose(signed: Signed, Posted(fields): Posted) -> Answer {
    let organisation = match fields.filled("organisation") {
        Some(organisation) => Some(organisation.parse().map_err(|_| Failure::NotFound)?),
        None => None,
    };
    let chosen = |kind: &NoticeKind| Some((*kind, fields.text(kind.word()).parse().ok()?));
    let wanted: Timings = NoticeKind::ALL.iter().filter_map(chosen).collect();
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
                failed: Some(error_text(&error, signed.w.language)),
                ..NoticesPage::of(&signed, &Fields::default()).await?
            };
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}
