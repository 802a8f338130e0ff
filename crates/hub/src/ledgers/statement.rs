//! The ledgers of one person, as they are shown.

use super::accrual::LeaveOf;
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use crate::ledgers::LedgerRefusal;
use crate::people::display_name;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::leave::{EndOfEmployment, Holdings, expected};
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, balance_on};
use loonbrug_domain::{Date, HundredthHours, Language};
use loonbrug_store::Person;
use serde::Serialize;

/// The ledgers of one person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LedgerStatement {
    /// Name of the person.
    pub name: String,
    /// The day on which it was made.
    pub today: Date,
    /// The day up to which what will be booked by itself is shown.
    pub until: Date,
    /// Leave.
    pub leave: LedgerPart,
    /// Plus/minus hours.
    pub plus_minus: LedgerPart,
    /// Leave by year and kind today.
    pub holdings: Holdings,
    /// Both balances together.
    pub combined: HundredthHours,
    /// What is left at the end of the employment, for who leaves.
    pub end: Option<EndOfEmployment>,
}

/// One ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LedgerPart {
    /// Every entry, by day.
    pub entries: Vec<LedgerEntry>,
    /// What will be booked by itself up to the day that was asked.
    pub expected: Vec<LedgerEntry>,
    /// The balance today.
    pub balance: HundredthHours,
    /// The balance on the day that was asked.
    pub balance_until: HundredthHours,
    /// Payouts that wait and are not in the balance yet.
    pub waiting: HundredthHours,
}

impl LedgerPart {
    fn new(
        entries: Vec<LedgerEntry>,
        expected: Vec<LedgerEntry>,
        (today, until): (Date, Date),
        waiting: HundredthHours,
    ) -> Self {
        Self {
            balance: balance_on(&entries, today),
            balance_until: balance_on(&entries, until) + balance_on(&expected, until),
            entries,
            expected,
            waiting,
        }
    }
}

impl Hub {
    /// The ledgers of a person, with what will be booked by itself up to a day: 1 January next unless another is asked.
    pub async fn ledger_statement(
        &self,
        organisation: OrganisationId,
        person: &Person,
        until: Option<Date>,
    ) -> Result<LedgerStatement, HubError> {
        let today = self.surroundings.today();
        let next_year = Date::new(today.year() + 1, 1, 1).unwrap_or(today);
        let until = until.unwrap_or(next_year);
        let leave = self.entries(organisation, person, LedgerKind::Leave).await?;
        let plus_minus = self.entries(organisation, person, LedgerKind::PlusMinus).await?;
        let expected = self
            .expected_leave(organisation, person, &leave, (today, until))
            .await?;
        let end = self
            .end_of_employment(organisation, person, &leave, &plus_minus)
            .await?;
        let days = (today, until);
        let waiting = self
            .waiting_payouts(organisation, person.id, LedgerKind::PlusMinus)
            .await?;
        let plus_minus = LedgerPart::new(plus_minus, Vec::new(), days, waiting);
        let waiting = self.waiting_payouts(organisation, person.id, LedgerKind::Leave).await?;
        let holdings = Holdings::on(&leave, today);
        let leave = LedgerPart::new(leave, expected, days, waiting);
        Ok(LedgerStatement {
            name: display_name(person),
            today,
            until,
            combined: leave.balance + plus_minus.balance,
            leave,
            plus_minus,
            holdings,
            end,
        })
    }

    async fn entries(
        &self,
        organisation: OrganisationId,
        person: &Person,
        ledger: LedgerKind,
    ) -> Result<Vec<LedgerEntry>, HubError> {
        let stored = self.store.ledgers_of(organisation, ledger, &[person.id]).await?;
        Ok(stored.into_iter().map(|stored| stored.entry).collect())
    }

    async fn expected_leave(
        &self,
        organisation: OrganisationId,
        person: &Person,
        entries: &[LedgerEntry],
        days: (Date, Date),
    ) -> Result<Vec<LedgerEntry>, HubError> {
        let Some(settings) = self.ledger_settings(organisation).await? else {
            return Ok(Vec::new());
        };
        let staff = self.staff_of(organisation, person).await?;
        let Some(member) = staff.member(person.id) else {
            return Ok(Vec::new());
        };
        let leave = LeaveOf {
            staff: &staff,
            member,
            settings: &settings,
            entries,
            today: days.0,
        };
        let unknown = |text: String| HubError::from(Refusal::from(LedgerRefusal::Settings(text)));
        let contracts = leave
            .crediting()
            .map_err(|reason| unknown(reason.text(Language::English)))?;
        let expected = expected(entries, contracts, &settings.leave, leave.begin(), days);
        expected.map_err(|error| unknown(error.to_string()))
    }

    async fn end_of_employment(
        &self,
        organisation: OrganisationId,
        person: &Person,
        leave: &[LedgerEntry],
        plus_minus: &[LedgerEntry],
    ) -> Result<Option<EndOfEmployment>, HubError> {
        let staff = self.staff_of(organisation, person).await?;
        let Some(member) = staff.member(person.id) else {
            return Ok(None);
        };
        let weekly = |last_day| {
            let contract = loonbrug_domain::plus_minus::contract_on(member.contracts(), last_day);
            contract
                .and_then(|contract| contract.weekly_hours_thousandths)
                .unwrap_or(0)
        };
        Ok(member
            .last_day
            .map(|last_day| EndOfEmployment::new(leave, plus_minus, weekly(last_day), last_day)))
    }
}
