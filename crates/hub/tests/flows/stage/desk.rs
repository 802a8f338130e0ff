//! A desk at which the ledgers of one person are kept.

use super::{ORGANISATION, Stage};
use jiff::civil::date;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::leave::{LeaveRequest, RequestState};
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, LedgerSettings};
use loonbrug_domain::profile::{Owner, ProfileEntry, Setting};
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_hub::HubError;
use loonbrug_hub::ledgers::{ByHandEntry, LedgerRun, LedgerStatement, NewLeaveRequest};
use loonbrug_store::Person;

/// An organisation that keeps ledgers, and one of its people.
pub struct Desk<'s> {
    pub stage: &'s Stage,
    pub organisation: OrganisationId,
    pub person: Person,
}

impl<'s> Desk<'s> {
    pub async fn new(stage: &'s Stage, number: &str, kept_from: Date) -> Self {
        stage.with_people().await;
        let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
        let settings = LedgerSettings::of_the_law(kept_from);
        stage.hub.put_ledger_settings(organisation, &settings).await.unwrap();
        let person = stage.hub.person_called(organisation, number).await.unwrap();
        Self {
            stage,
            organisation,
            person,
        }
    }

    /// Books what is due for this person; what is due for others is left out.
    pub async fn keep(&self) -> Vec<String> {
        let run: LedgerRun = self.stage.hub.keep_ledgers(self.organisation, None).await.unwrap();
        assert_eq!(run.skipped, []);
        let mine = run.booked.iter().filter(|line| line.entry.person == self.person.id);
        mine.map(|line| entry_text(&line.entry.entry)).collect()
    }

    pub async fn statement(&self) -> LedgerStatement {
        self.statement_until(None).await
    }

    pub async fn statement_until(&self, until: Option<Date>) -> LedgerStatement {
        let hub = &self.stage.hub;
        hub.ledger_statement(self.organisation, &self.person, until)
            .await
            .unwrap()
    }

    pub async fn by_hand(&self, ledger: LedgerKind, hours: i64, on: Date, opening: bool) {
        let entry = ByHandEntry {
            ledger,
            hours: HundredthHours(hours),
            date: on,
            reason: "nulmeting".to_owned(),
            of: None,
            opening,
        };
        let hub = &self.stage.hub;
        hub.book_by_hand(self.organisation, self.person.id, &entry)
            .await
            .unwrap();
    }

    pub async fn request(&self, from: Date, to: Date, hours: i64, on_employer: bool) -> LeaveRequest {
        let new = NewLeaveRequest {
            person: self.person.id,
            days: DateRange::new(from, to).unwrap(),
            hours: HundredthHours(hours),
            on_employer,
            leave_type: "Vakantie".to_owned(),
            description: "Zomervakantie".to_owned(),
        };
        self.stage.hub.request_leave(self.organisation, new).await.unwrap()
    }

    pub async fn decide(&self, request: &LeaveRequest, to: RequestState) -> Result<Vec<String>, HubError> {
        let hub = &self.stage.hub;
        let approval = hub.decide_leave(self.organisation, request.id, to, "").await?;
        Ok(approval.booked.iter().map(|stored| entry_text(&stored.entry)).collect())
    }

    pub async fn takes(&self, from: Date, to: Date, hours: i64, on_employer: bool) {
        let request = self.request(from, to, hours, on_employer).await;
        assert_eq!(self.decide(&request, RequestState::Approved).await.unwrap().len(), 1);
    }

    pub async fn set(&self, setting: Setting) {
        let entry = ProfileEntry::set(Owner::Organisation, date(2020, 1, 1), setting);
        let store = &self.stage.hub.store;
        store
            .put_profile_entries(self.organisation, &[entry], &[])
            .await
            .unwrap();
    }

    pub async fn history_holds(&self) {
        let checked = self.stage.hub.check_histories(Some(self.organisation)).await.unwrap();
        assert!(checked.iter().all(loonbrug_hub::HistoryChecked::holds), "{checked:?}");
    }
}

/// `2023-03-05 week 2023-W09 0 -5,00`: day, origin, revision, hours.
pub fn entry_text(entry: &LedgerEntry) -> String {
    let booking = &entry.booking;
    let origin = booking.origin.to_string();
    let origin = origin
        .rsplit_once(' ')
        .filter(|(_, id)| id.len() == 36)
        .map_or(origin.as_str(), |(word, _)| word);
    format!("{} {origin} {} {}", booking.date, entry.revision, booking.hours)
}

/// Alex van Beuzekom's leave of the manual: 75 hours, what was taken, and 150 credited on 1 January 2023.
pub async fn leave_of_the_manual(stage: &Stage) -> Desk<'_> {
    let alex = Desk::new(stage, "1015", date(2022, 1, 1)).await;
    alex.by_hand(LedgerKind::Leave, 7500, date(2022, 8, 1), true).await;
    alex.takes(date(2022, 8, 22), date(2022, 9, 5), 6750, false).await;
    alex.takes(date(2022, 11, 3), date(2022, 11, 3), 750, false).await;
    alex.takes(date(2022, 12, 20), date(2022, 12, 20), 750, false).await;
    alex.takes(date(2022, 12, 26), date(2022, 12, 26), 750, true).await;
    alex.takes(date(2023, 1, 18), date(2023, 1, 18), 750, false).await;
    assert_eq!(alex.keep().await, ["2023-01-01 yearly 2023 statutory 0 150,00"]);
    assert_eq!(alex.keep().await, [] as [&str; 0]);
    alex.takes(date(2023, 8, 21), date(2023, 9, 5), 7250, false).await;
    alex
}
