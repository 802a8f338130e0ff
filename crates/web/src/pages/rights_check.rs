//! The rights check (N4) as a list that ticks itself.

use super::asked::{coupling_address, coupling_of};
use crate::answer::{Answer, go_to};
use crate::form::Posted;
use crate::guard::Guarded;
use crate::jobs::{End, Stand};
use crate::refusals::error_text;
use crate::site::Site;
use crate::words::Words;
use axum::extract::{Path, State};
use loonbrug_hub::{Hub, OpenCoupling, RightChecked};
use loonbrug_nmbrs::capability::{Interface, Need, Proof, offers};

/// The list.
pub struct RightsView {
    /// Where a new check is asked for.
    pub action: String,
    /// The rights that the coupling uses.
    pub rows: Vec<RightRow>,
    /// How far the check is.
    pub working: Option<Stand>,
    /// Why it could not be done.
    pub failed: Option<String>,
    /// Whether there is a result.
    pub is_checked: bool,
    /// Rights that are missing and needed.
    pub missing: usize,
    /// Rights that are missing and can be done without.
    pub lost: usize,
}

/// One right.
pub struct RightRow {
    /// As Nmbrs lists it.
    pub right: String,
    /// Class of its state.
    pub class: &'static str,
    /// Sign of its state.
    pub sign: &'static str,
    /// Its state in words.
    pub word: &'static str,
    /// What is lost without it.
    pub lost: &'static str,
    /// Where it is switched on; nothing where it is there.
    pub place: Option<&'static str>,
}

fn subject(coupling: &OpenCoupling) -> String {
    format!("rights {}", coupling.id())
}

/// Begins the check of couplings that share a log-in; the job is the first one's.
pub fn begin(site: &Site, hub: &Hub, couplings: Vec<OpenCoupling>) {
    let Some(first) = couplings.first() else { return };
    let (subject, found) = (subject(first), site.rights.clone());
    let work = async move |hub: Hub| {
        for coupling in &couplings {
            let rights = hub.check_rights(coupling).await?;
            found.put(coupling.id(), rights);
        }
        Ok(String::new())
    };
    site.jobs.begin(&subject, hub, work);
}

/// The list as it is now.
pub fn view(site: &Site, guarded: &Guarded, coupling: &OpenCoupling) -> RightsView {
    let w = guarded.w();
    let subject = subject(coupling);
    let mut view = RightsView {
        action: coupling_address(guarded, &coupling.row.name, "/rights"),
        rows: Vec::new(),
        working: None,
        failed: None,
        is_checked: false,
        missing: 0,
        lost: 0,
    };
    if let Some(job) = site.jobs.about(&subject) {
        match job.end() {
            None => view.working = Some(job.stand()),
            Some(End::At(_)) => site.jobs.seen(&subject),
            Some(End::Failed(error)) => {
                site.jobs.seen(&subject);
                view.failed = Some(error_text(&error, w.language));
            }
            Some(End::BrokeOff) => {
                site.jobs.seen(&subject);
                let text = w.t(
                    "De controle is afgebroken. Probeer het opnieuw.",
                    "The check broke off. Try again.",
                );
                view.failed = Some(text.to_owned());
            }
        }
    }
    match (&view.working, site.rights.get(coupling.id())) {
        (None, Some(found)) => {
            view.is_checked = true;
            view.missing = lacking(&found, Need::Required);
            view.lost = lacking(&found, Need::Degrades);
            view.rows = found.iter().map(|right| found_row(right, w)).collect();
        }
        (working, _) => {
            let done = working.as_ref().map_or(0, |stand| stand.done);
            view.rows = rows_under_way(coupling.settings.interface, done, w);
        }
    }
    view
}

fn lacking(found: &[RightChecked], need: Need) -> usize {
    let missing = found.iter().filter(|right| right.proof == Proof::Missing);
    missing.filter(|right| right.need == need).count()
}

fn found_row(right: &RightChecked, w: Words) -> RightRow {
    let (class, sign, word) = match (right.proof, right.need) {
        (Proof::Present, _) => ("good", "✓", w.t("aanwezig", "there")),
        (Proof::Missing, Need::Required) => ("bad", "✗", w.t("ontbreekt, en is nodig", "missing, and needed")),
        (Proof::Missing, Need::Degrades) => ("wait", "✗", w.t("ontbreekt", "missing")),
        (Proof::Unproven, _) => (
            "wait",
            "?",
            w.t(
                "niet te zien; blijkt bij het eerste gebruik",
                "cannot be seen; shows when first used",
            ),
        ),
    };
    RightRow {
        right: named(right.right, &right.calls),
        class,
        sign,
        word,
        lost: w.language.pick(right.lost_nl, right.lost_en),
        place: (right.proof == Proof::Missing).then(|| w.language.pick(right.where_nl, right.where_en)),
    }
}

/// The right; where one right is for several calls, with the calls.
fn named(right: &str, calls: &[&str]) -> String {
    let calls = calls.join(", ");
    if calls == right {
        calls
    } else {
        format!("{right}: {calls}")
    }
}

fn rows_under_way(interface: Interface, done: usize, w: Words) -> Vec<RightRow> {
    let row = |(at, offer): (usize, &'static loonbrug_nmbrs::capability::Offer)| {
        let (class, sign, word) = if at < done {
            ("same", "●", w.t("gevraagd", "asked"))
        } else {
            ("out", "○", w.t("nog niet gevraagd", "not asked yet"))
        };
        RightRow {
            right: named(offer.right, offer.calls),
            class,
            sign,
            word,
            lost: w.language.pick(offer.lost_nl, offer.lost_en),
            place: None,
        }
    };
    offers(interface).enumerate().map(row).collect()
}

/// `POST …/couplings/{coupling}/rights`: checks them.
pub async fn check(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    begin(&site, guarded.hub(), vec![coupling]);
    let back = if fields.text("back") == "new" {
        guarded.address("couplings/new#rights")
    } else {
        coupling_address(&guarded, &name, "/settings#rights")
    };
    Ok(go_to(&back))
}
