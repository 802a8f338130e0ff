//! What some flows need besides shifts: what was approved, what ledgers hold, who is absent or sick. Each reads its own.

use super::closing::Closing;
use super::flow::Flow;
use super::plan::Span;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::ledgers::SickPay;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::Untaken;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_domain::plus_minus::WorkedDay;
use loonbrug_domain::sickness::SicknessCode;
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_store::{Link, Payout};
use std::collections::BTreeMap;

/// What a flow sends, or needs to know, that is not in the shifts; of other flows nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    /// What was approved to be paid out in this pay period.
    pub payouts: Vec<Payout>,
    /// What sick people are to get.
    pub sick_pay: SickPay,
    /// The codes for it.
    pub sickness_codes: Vec<SicknessCode>,
    /// Time for time that was not taken.
    pub untaken: BTreeMap<PersonId, Vec<Untaken>>,
    /// Leave and sickness that count as worked, for hours above the contract.
    pub paid_absence: BTreeMap<PersonId, Vec<WorkedDay>>,
    /// What the ledgers of plus/minus hours hold at the end of the days, where the employer keeps them.
    pub balances: Option<BTreeMap<PersonId, HundredthHours>>,
}

impl Due {
    /// Reads what the flow needs.
    pub async fn of(
        hub: &Hub,
        coupling: &OpenCoupling,
        (span, closing): (Span, Closing),
        links: &[Link],
    ) -> Result<Self, HubError> {
        let organisation = coupling.organisation();
        let mut due = Self::default();
        match span.flow {
            Flow::PlusHours => {
                due.paid_absence = hub
                    .paid_absence(organisation, coupling.settings.days_to_read(span.flow, span.range))
                    .await?;
                due.balances = plus_minus_balances(hub, organisation, span.range.to).await?;
            }
            Flow::SickHours => {
                due.sick_pay = hub.sick_pay(coupling, span.range).await?;
                due.sickness_codes = hub.sickness_codes(coupling).await?;
            }
            Flow::TimeForTime => due.untaken = hub.untaken_time(coupling, span, links).await?,
            Flow::Payouts => due.payouts = hub.payouts_of_period(coupling, span, closing).await?,
            Flow::Hours | Flow::Surcharges | Flow::MealAllowances | Flow::TravelAllowances => {}
        }
        Ok(due)
    }
}

/// The balances of plus/minus hours at the end of a day.
async fn plus_minus_balances(
    hub: &Hub,
    organisation: OrganisationId,
    on: Date,
) -> Result<Option<BTreeMap<PersonId, HundredthHours>>, HubError> {
    if hub.ledger_settings(organisation).await?.is_none() {
        return Ok(None);
    }
    let balances = hub.store.balances(organisation, on).await?;
    let of_ledger = balances
        .into_iter()
        .filter(|balance| balance.ledger == LedgerKind::PlusMinus);
    Ok(Some(of_ledger.map(|balance| (balance.person, balance.hours)).collect()))
}
