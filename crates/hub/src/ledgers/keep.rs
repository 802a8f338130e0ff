//! What the ledgers book by themselves: every night, and whenever somebody asks.

use super::SkippedLine;
use super::books::{Books, Ground, looked};
use super::staff::Member;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use loonbrug_domain::Date;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::{Lapsing, lapsing, terms_on};
use loonbrug_domain::ledger::{LedgerKind, LedgerOrigin, LedgerSettings};
use loonbrug_domain::rules::days_needed;
use loonbrug_store::StoredLedgerEntry;
use serde::Serialize;

/// People whose shifts and ledgers are in memory at once.
const AT_ONCE: usize = 200;

/// Passes over the same people at most; the second finds something seldom, the third never should.
const MOST_PASSES: usize = 3;

/// What was booked, and for whom something is left to do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct LedgerRun {
    /// The entries that were made.
    pub booked: Vec<BookedLine>,
    /// Who could not be booked for, and why.
    pub skipped: Vec<SkippedLine>,
    /// Who must be told that leave is about to lapse.
    pub lapsing: Vec<LapsingLine>,
}

impl LedgerRun {
    /// The entries by which leave lapses.
    pub fn lapses(&self) -> impl Iterator<Item = &BookedLine> {
        let is_lapse = |line: &&BookedLine| matches!(line.entry.entry.booking.origin, LedgerOrigin::Lapse { .. });
        self.booked.iter().filter(is_lapse)
    }
}

/// What becomes of what is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Doing {
    /// It is booked.
    Book,
    /// It is looked at, and nothing is stored.
    LookOnly,
}

/// An entry that was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BookedLine {
    /// Name of the person.
    pub name: String,
    /// The entry.
    #[serde(flatten)]
    pub entry: StoredLedgerEntry,
}

/// Somebody whose leave is about to lapse.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LapsingLine {
    /// Name of the person.
    pub name: String,
    /// What lapses.
    #[serde(flatten)]
    pub lapsing: Lapsing,
}

impl Hub {
    /// Books what is due in the ledgers of an organisation: weeks, surcharges, credits, accrual, what lapses, waiting
    /// days. Doing it again does nothing. Weeks that ended before the last half year are booked when `from` reaches back
    /// to them. Nothing where the organisation keeps no ledgers.
    pub async fn keep_ledgers(&self, organisation: OrganisationId, from: Option<Date>) -> Result<LedgerRun, HubError> {
        let Some(settings) = self.ledger_settings(organisation).await? else {
            return Ok(LedgerRun::default());
        };
        self.keep_by(organisation, &settings, from, Doing::Book).await
    }

    /// What [`Hub::keep_ledgers`] would book, by the settings that hold or by others: nothing is stored. Leave after the
    /// last day in service, which it would withdraw, counts as taken here.
    pub async fn due_in_ledgers(
        &self,
        organisation: OrganisationId,
        settings: Option<&LedgerSettings>,
        from: Option<Date>,
    ) -> Result<LedgerRun, HubError> {
        let that_hold = self.ledger_settings(organisation).await?;
        match settings.or(that_hold.as_ref()) {
            Some(settings) => self.keep_by(organisation, settings, from, Doing::LookOnly).await,
            None => Ok(LedgerRun::default()),
        }
    }

    async fn keep_by(
        &self,
        organisation: OrganisationId,
        settings: &LedgerSettings,
        from: Option<Date>,
        doing: Doing,
    ) -> Result<LedgerRun, HubError> {
        let mut run = LedgerRun::default();
        let looked = looked(self.surroundings.today(), settings.kept_from, from);
        let staff = self.staff(organisation).await?;
        if doing == Doing::Book {
            self.withdraw_after_leaving(organisation, &staff).await?;
        }
        let absences = self.absences(organisation).await?;
        let lines = self.store.hour_lines(organisation, looked.range).await?;
        let ground = Ground {
            staff: &staff,
            absences: &absences,
            settings,
            lines: &lines,
            looked,
        };
        for members in staff.members.chunks(AT_ONCE) {
            self.keep_ledgers_of(organisation, members, ground, (doing, &mut run))
                .await?;
        }
        Ok(run)
    }

    async fn keep_ledgers_of(
        &self,
        organisation: OrganisationId,
        members: &[Member],
        ground: Ground<'_>,
        (doing, run): (Doing, &mut LedgerRun),
    ) -> Result<(), HubError> {
        let people: Vec<PersonId> = members.iter().map(Member::id).collect();
        let mut books = self.books(organisation, &people, ground).await?;
        // What is booked can make something else due: leave that is earned late can have lapsed by now.
        for pass in 0..MOST_PASSES {
            let (mut wanted, mut skipped) = (Vec::new(), Vec::new());
            for member in members {
                let (of_member, reasons) = books.wanted(member);
                wanted.extend(of_member);
                let name = display_name(&member.person);
                skipped.extend(reasons.into_iter().map(|reason| SkippedLine {
                    name: name.clone(),
                    reason,
                }));
            }
            if pass == 0 {
                run.skipped.extend(skipped);
            }
            let booked = match doing {
                Doing::Book => self.book(organisation, wanted, &[]).await?,
                Doing::LookOnly => books.would_book(wanted, self.surroundings.now()),
            };
            if booked.is_empty() {
                break;
            }
            books.enter(booked.iter().cloned());
            run.booked.extend(booked.into_iter().map(|entry| BookedLine {
                name: name_of(members, entry.person),
                entry,
            }));
        }
        let terms = terms_on(&ground.settings.leave, ground.looked.today);
        for member in members {
            let entries = books.ledger(member.id(), LedgerKind::Leave);
            let lapsing = lapsing(entries, &terms, ground.looked.today);
            run.lapsing.extend(lapsing.into_iter().map(|lapsing| LapsingLine {
                name: display_name(&member.person),
                lapsing,
            }));
        }
        Ok(())
    }

    async fn books<'b>(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        ground: Ground<'b>,
    ) -> Result<Books<'b>, HubError> {
        // Overtime of several weeks that ends in a week that is looked at began to count before it.
        let all_rules = ground.staff.rules.values().flatten().cloned().collect::<Vec<_>>();
        let range = days_needed(&all_rules, ground.looked.range);
        let mut books = Books::new(ground, self.store.shifts_of(organisation, people, range).await?);
        for ledger in [LedgerKind::Leave, LedgerKind::PlusMinus] {
            books.enter(self.store.ledgers_of(organisation, ledger, people).await?);
        }
        Ok(books)
    }

    /// The same for every organisation that keeps ledgers, by name; one that fails never stops the others.
    pub async fn keep_all_ledgers(&self) -> Result<Vec<(String, Result<LedgerRun, HubError>)>, HubError> {
        let mut runs = Vec::new();
        for organisation in self.store.organisations().await? {
            let run = self.keep_ledgers(organisation.id, None).await;
            runs.push((organisation.name, run));
        }
        Ok(runs)
    }
}

fn name_of(members: &[Member], person: PersonId) -> String {
    let member = members.iter().find(|member| member.id() == person);
    member.map(|member| display_name(&member.person)).unwrap_or_default()
}
