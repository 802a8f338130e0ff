//! How an employer keeps its ledgers: from which day, by which terms of leave, and under which codes sick hours go.

use super::ledgers::Kind;
use super::sickness_terms::{SicknessCode, SicknessTerms};
use crate::asked::Body;
use crate::bounds::{between, no_more};
use crate::failure::Failure;
use crate::guard::Guarded;
use axum::Json;
use loonbrug_domain::leave::{self, LeaveKind};
use loonbrug_domain::{Date, ledger};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// More terms, grants or codes nobody has.
pub const MOST: usize = 100;

/// How the ledgers are kept.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "kept_from": "2023-01-01",
    "leave": [{
        "valid_from": "2023-01-01", "grants": [{ "kind": "statutory", "weeks_thousandths": 4000 }],
        "lapses_after_months": {
            "statutory": 6, "extra_statutory": 60, "time_for_time": 6, "shorter_hours": null, "collective_agreement": null,
        },
        "statutory_accrual_millionths": 83333, "warn_days": 92,
    }],
    "sickness": [], "sickness_codes": [{ "pay": "salaried", "percent": 70, "code": 3070 }],
}))]
pub struct LedgerSettings {
    /// The first day on which the ledgers keep themselves; `null` where nobody set it: then nothing is booked by itself.
    kept_from: Option<Date>,
    /// Terms of leave, each from its day on; before the first the law holds.
    leave: Vec<LeaveTerms>,
    /// Terms of sickness, each from its day on; before the first the law holds.
    sickness: Vec<SicknessTerms>,
    /// The hour codes of sick hours, where the coupling has none of its own.
    sickness_codes: Vec<SicknessCode>,
}

/// How the ledgers are to be kept: all of it, in the place of what was set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kept_from": "2023-01-01", "leave": [], "sickness": [],
    "sickness_codes": [{ "pay": "salaried", "percent": 70, "code": 3070 }], "lets_leave_lapse": false,
}))]
pub struct NewLedgerSettings {
    /// The first day on which the ledgers keep themselves; what is earlier is in the opening balances.
    kept_from: Date,
    /// Terms of leave; the law where there are none.
    #[schema(max_items = 100)]
    leave: Vec<LeaveTerms>,
    /// Terms of sickness; the law where there are none.
    #[schema(max_items = 100)]
    sickness: Vec<SicknessTerms>,
    /// The hour codes of sick hours.
    #[schema(max_items = 100)]
    sickness_codes: Vec<SicknessCode>,
    /// Whether leave may lapse by them at once. Without it they are refused where a first day that lies far back does that.
    #[serde(default)]
    lets_leave_lapse: bool,
}

/// The terms of leave from a day on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "valid_from": "2023-01-01", "grants": [{ "kind": "statutory", "weeks_thousandths": 4000 }],
    "lapses_after_months": { "statutory": 6, "extra_statutory": 60 }, "statutory_accrual_millionths": 83333, "warn_days": 92,
}))]
pub struct LeaveTerms {
    /// First day on which they hold.
    valid_from: Date,
    /// What is credited each year on 1 January.
    #[schema(max_items = 100)]
    grants: Vec<Grant>,
    /// When leave lapses.
    lapses_after_months: Lapses,
    /// What an hour worked earns of statutory leave, in millionths of an hour, where leave is accrued on hours worked.
    #[schema(minimum = 0, maximum = 1_000_000)]
    statutory_accrual_millionths: i64,
    /// How many days before leave lapses the person must have been told.
    #[schema(minimum = 0, maximum = 366)]
    warn_days: i32,
}

/// A yearly credit.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "kind": "statutory", "weeks_thousandths": 4000 }))]
pub struct Grant {
    /// Kind of leave.
    kind: Kind,
    /// Weeks of the contract hours in thousandths: 4000 is the statutory minimum.
    #[schema(minimum = 0, maximum = 52_000)]
    weeks_thousandths: i64,
}

/// How many months after the end of the year in which it was earned each kind of leave lapses; `null`: it never does.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "statutory": 6, "extra_statutory": 60 }))]
pub struct Lapses {
    /// Wettelijk.
    #[schema(minimum = 0, maximum = 1200)]
    statutory: Option<i32>,
    /// Bovenwettelijk.
    #[schema(minimum = 0, maximum = 1200)]
    extra_statutory: Option<i32>,
    /// Tijd voor tijd.
    #[schema(minimum = 0, maximum = 1200)]
    time_for_time: Option<i32>,
    /// ADV.
    #[schema(minimum = 0, maximum = 1200)]
    shorter_hours: Option<i32>,
    /// Of the collective agreement.
    #[schema(minimum = 0, maximum = 1200)]
    collective_agreement: Option<i32>,
}

/// What would be booked at once by settings.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "entries": 812,
    "lapses": [{ "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "date": "2023-07-01", "hundredths_of_an_hour": -1250 }],
}))]
pub struct BookedAtOnce {
    /// How many entries.
    entries: usize,
    /// Those of them by which leave lapses.
    lapses: Vec<Lapse>,
}

/// Leave that lapses.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "date": "2023-07-01", "hundredths_of_an_hour": -1250,
}))]
pub struct Lapse {
    /// Whose.
    person: Uuid,
    /// Name.
    name: String,
    /// When.
    date: Date,
    /// How much: below zero.
    hundredths_of_an_hour: i64,
}

impl LedgerSettings {
    fn of(settings: ledger::LedgerSettings) -> Self {
        Self {
            kept_from: Some(settings.kept_from),
            leave: settings.leave.into_iter().map(LeaveTerms::of).collect(),
            sickness: settings.sickness.into_iter().map(SicknessTerms::of).collect(),
            sickness_codes: settings.sickness_codes.into_iter().map(SicknessCode::of).collect(),
        }
    }

    const fn of_nobody() -> Self {
        Self {
            kept_from: None,
            leave: Vec::new(),
            sickness: Vec::new(),
            sickness_codes: Vec::new(),
        }
    }
}

impl NewLedgerSettings {
    fn checked(self) -> Result<ledger::LedgerSettings, Failure> {
        no_more("/leave", self.leave.len(), MOST)?;
        no_more("/sickness", self.sickness.len(), MOST)?;
        let leave = self.leave.into_iter().enumerate();
        let sickness = self.sickness.into_iter().enumerate();
        Ok(ledger::LedgerSettings {
            kept_from: self.kept_from,
            leave: leave
                .map(|(place, terms)| terms.checked(&format!("/leave/{place}")))
                .collect::<Result<_, _>>()?,
            sickness: sickness
                .map(|(place, terms)| terms.checked(&format!("/sickness/{place}")))
                .collect::<Result<_, _>>()?,
            sickness_codes: SicknessCode::all_checked("/sickness_codes", &self.sickness_codes)?,
        })
    }
}

impl LeaveTerms {
    fn of(terms: leave::LeaveTerms) -> Self {
        let grants = terms.grants.into_iter();
        Self {
            valid_from: terms.valid_from,
            grants: grants
                .map(|grant| Grant {
                    kind: grant.kind.into(),
                    weeks_thousandths: grant.weeks_thousandths,
                })
                .collect(),
            lapses_after_months: Lapses::of(&terms.lapses_after_months),
            statutory_accrual_millionths: terms.statutory_accrual_millionths,
            warn_days: terms.warn_days,
        }
    }

    fn checked(self, pointer: &str) -> Result<leave::LeaveTerms, Failure> {
        let at = |field: &str| format!("{pointer}/{field}");
        no_more(&at("grants"), self.grants.len(), MOST)?;
        for (place, grant) in self.grants.iter().enumerate() {
            let weeks = at(&format!("grants/{place}/weeks_thousandths"));
            between(&weeks, grant.weeks_thousandths, 0..=52_000)?;
        }
        let accrual = self.statutory_accrual_millionths;
        between(&at("statutory_accrual_millionths"), accrual, 0..=1_000_000)?;
        between(&at("warn_days"), self.warn_days.into(), 0..=366)?;
        let grants = self.grants.into_iter();
        Ok(leave::LeaveTerms {
            valid_from: self.valid_from,
            grants: grants
                .map(|grant| leave::Grant {
                    kind: grant.kind.into(),
                    weeks_thousandths: grant.weeks_thousandths,
                })
                .collect(),
            lapses_after_months: self.lapses_after_months.checked(&at("lapses_after_months"))?,
            statutory_accrual_millionths: accrual,
            warn_days: self.warn_days,
        })
    }
}

impl Lapses {
    fn of(months: &BTreeMap<LeaveKind, i32>) -> Self {
        let of = |kind: LeaveKind| months.get(&kind).copied();
        Self {
            statutory: of(LeaveKind::Statutory),
            extra_statutory: of(LeaveKind::ExtraStatutory),
            time_for_time: of(LeaveKind::TimeForTime),
            shorter_hours: of(LeaveKind::ShorterHours),
            collective_agreement: of(LeaveKind::CollectiveAgreement),
        }
    }

    fn checked(self, pointer: &str) -> Result<BTreeMap<LeaveKind, i32>, Failure> {
        let of_kinds = [
            ("statutory", LeaveKind::Statutory, self.statutory),
            ("extra_statutory", LeaveKind::ExtraStatutory, self.extra_statutory),
            ("time_for_time", LeaveKind::TimeForTime, self.time_for_time),
            ("shorter_hours", LeaveKind::ShorterHours, self.shorter_hours),
            (
                "collective_agreement",
                LeaveKind::CollectiveAgreement,
                self.collective_agreement,
            ),
        ];
        let mut lapses = BTreeMap::new();
        for (field, kind, months) in of_kinds {
            let Some(months) = months else { continue };
            between(&format!("{pointer}/{field}"), months.into(), 0..=1200)?;
            lapses.insert(kind, months);
        }
        Ok(lapses)
    }
}

/// How the ledgers are kept.
#[utoipa::path(
    get, path = "/organisations/{organisation}/ledger-settings", operation_id = "getLedgerSettings", tag = "settings",
    summary = "The terms of leave and sickness, and the codes of sick hours",
    responses((status = 200, description = "The settings.", body = LedgerSettings)),
)]
pub async fn show(guarded: Guarded) -> Result<Json<LedgerSettings>, Failure> {
    let settings = guarded.hub().ledger_settings(guarded.id()).await?;
    Ok(Json(
        settings.map_or_else(LedgerSettings::of_nobody, LedgerSettings::of),
    ))
}

/// Sets how the ledgers are kept, all of it or nothing.
#[utoipa::path(
    put, path = "/organisations/{organisation}/ledger-settings", operation_id = "changeLedgerSettings", tag = "settings",
    summary = "Change the terms of leave and sickness, and the codes of sick hours",
    request_body = NewLedgerSettings,
    responses((status = 200, description = "The settings as they are now.", body = LedgerSettings)),
)]
pub async fn change(guarded: Guarded, Body(new): Body<NewLedgerSettings>) -> Result<Json<LedgerSettings>, Failure> {
    let (hub, organisation) = (guarded.hub(), guarded.id());
    let lets_leave_lapse = new.lets_leave_lapse;
    let settings = new.checked()?;
    if lets_leave_lapse {
        hub.put_ledger_settings(organisation, &settings).await?;
    } else {
        hub.change_ledger_settings(organisation, &settings).await?;
    }
    Ok(Json(LedgerSettings::of(settings)))
}

/// What would be booked at once by such settings. Nothing is stored.
#[utoipa::path(
    post, path = "/organisations/{organisation}/ledger-settings/looks", operation_id = "lookAtLedgerSettings",
    tag = "settings",
    summary = "What would be booked at once by other terms",
    request_body = NewLedgerSettings,
    responses((status = 200, description = "What would be booked.", body = BookedAtOnce)),
)]
pub async fn look(guarded: Guarded, Body(new): Body<NewLedgerSettings>) -> Result<Json<BookedAtOnce>, Failure> {
    let settings = new.checked()?;
    let due = guarded.hub().look_at_ledger_settings(guarded.id(), &settings).await?;
    let lapses = due.lapses().map(|line| Lapse {
        person: line.entry.person.0,
        name: line.name.clone(),
        date: line.entry.entry.booking.date,
        hundredths_of_an_hour: line.entry.entry.booking.hours.0,
    });
    Ok(Json(BookedAtOnce {
        entries: due.booked.len(),
        lapses: lapses.collect(),
    }))
}
