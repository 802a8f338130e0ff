//! Why an entry of a ledger is what it is (X3): the week with its shifts and norm, the pieces of a surcharge, the credit
//! of a year, what lapsed, a payout with what Nmbrs holds.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::{Flow, Origin, Sources, said};
use crate::people::display_name;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::explain::{Explanation, Reckoned, explain_case, reckoned};
use loonbrug_domain::ids::{LeaveRequestId, OrganisationId};
use loonbrug_domain::leave::{Bucket, Holdings, LeaveKind, TimeForTimeCredit, terms_on};
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, LedgerOrigin};
use loonbrug_domain::plus_minus::{Norm, week_range};
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours, Language};
use loonbrug_store::{Payout, Person, Posting, StoredLedgerEntry};

impl Hub {
    /// Why the entries of a ledger of one day are what they are, in the order in which they were booked.
    pub async fn explain_entries(
        &self,
        organisation: OrganisationId,
        person: &Person,
        ledger: LedgerKind,
        date: Date,
    ) -> Result<Vec<Explanation>, HubError> {
        let entries = self.store.ledgers_of(organisation, ledger, &[person.id]).await?;
        let mut explained = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            if entry.entry.booking.date == date {
                let because = self.because_of(person, entry, &entries).await?;
                let head = said(
                    format!("{}, {}", display_name(person), entry_text(entry, Language::Dutch)),
                    format!("{}, {}", display_name(person), entry_text(entry, Language::English)),
                );
                let booked = self.booked(entry);
                explained.push(head.because([balance(&entries, place, booked)]).because(because));
            }
        }
        Ok(explained)
    }

    fn booked(&self, entry: &StoredLedgerEntry) -> Explanation {
        let on = dutch_date(self.surroundings.date_of(entry.booked_at));
        let (by, revision) = (&entry.booked_by, entry.entry.revision);
        let (dutch, english) = match revision {
            0 => (String::new(), String::new()),
            _ => (
                format!(" als verschil met wat er stond (revisie {revision})"),
                format!(" as the difference with what was there (revision {revision})"),
            ),
        };
        said(
            format!("geboekt op {on} door {by}{dutch}"),
            format!("booked on {on} by {by}{english}"),
        )
    }

    async fn because_of(
        &self,
        person: &Person,
        entry: &StoredLedgerEntry,
        entries: &[StoredLedgerEntry],
    ) -> Result<Vec<Explanation>, HubError> {
        let booking = &entry.entry.booking;
        match booking.origin {
            LedgerOrigin::Week { year, week } => self.explain_week(person, (year, week), None).await,
            LedgerOrigin::Surcharge { year, week, factor } => {
                self.explain_week(person, (year, week), Some(factor)).await
            }
            LedgerOrigin::Payout(id) => {
                let payout = self.store.payout(person.organisation, id).await?;
                match payout {
                    Some(payout) => self.explain_paid(&payout).await,
                    None => Ok(Vec::new()),
                }
            }
            LedgerOrigin::Plus(range) => self.explain_plus(person, range).await,
            LedgerOrigin::Lapse { on, .. } => Ok(lapsed(entries, booking.bucket, on)),
            LedgerOrigin::Yearly { year, kind } => self.explain_year(person, year, kind).await,
            LedgerOrigin::Accrual { year, month, .. } => self.explain_month(person, (year, month)).await,
            LedgerOrigin::TimeForTime(credit) => self.explain_time_for_time(person, credit).await,
            LedgerOrigin::TimeForTimePaid(credit) => self.explain_paid_time(person, credit).await,
            LedgerOrigin::Request(id) => self.explain_request(person, id).await,
            LedgerOrigin::WaitingDay { case, .. } => {
                let stored = self.store.sickness_case(person.organisation, case).await?;
                Ok(stored.iter().map(|stored| explain_case(&stored.case)).collect())
            }
            // Somebody's word: who said it stands beside the entry, and why in its own words.
            LedgerOrigin::Opening(_) | LedgerOrigin::Conversion(_) | LedgerOrigin::Hand(_) => Ok(Vec::new()),
        }
    }

    /// The coupling in which somebody is linked; the first where there are several.
    async fn coupling_of(&self, person: &Person) -> Result<Option<OpenCoupling>, HubError> {
        for coupling in self.couplings_of(person.organisation).await? {
            let links = self.store.links_of(coupling.id(), &[person.id]).await?;
            if !links.is_empty() {
                return Ok(Some(coupling));
            }
        }
        Ok(None)
    }

    /// The shifts of a week against the norm; or the pieces of them under one factor.
    async fn explain_week(
        &self,
        person: &Person,
        (year, week): (i16, u8),
        factor: Option<Factor>,
    ) -> Result<Vec<Explanation>, HubError> {
        let (Some(range), Some(coupling)) = (week_range(year, week), self.coupling_of(person).await?) else {
            return Ok(Vec::new());
        };
        // Rules credit surcharges under any type of contract; the norm is of contract hours alone.
        let flow = factor.map_or(Flow::PlusHours, |_| Flow::TimeForTime);
        let of = Sources::load(self, &coupling, person.id, (flow, range)).await?;
        match factor {
            Some(factor) => Ok(of.explain_credit(factor)),
            None => self.explain_range(&coupling, &of, Norm::Sevenths).await,
        }
    }

    async fn explain_plus(&self, person: &Person, range: DateRange) -> Result<Vec<Explanation>, HubError> {
        let Some(coupling) = self.coupling_of(person).await? else {
            return Ok(Vec::new());
        };
        let origin = format!("{} {} {}", Flow::PlusHours.as_str(), range.from, range.to);
        let mut because = self
            .postings_of(&coupling, |posting| posting.person == person.id, &origin)
            .await?;
        let of = Sources::load(self, &coupling, person.id, (Flow::PlusHours, range)).await?;
        because.extend(
            self.explain_range(&coupling, &of, coupling.settings.plus_hours.norm)
                .await?,
        );
        Ok(because)
    }

    /// The pieces of shifts that are taken as time off.
    async fn explain_time_for_time(
        &self,
        person: &Person,
        credit: TimeForTimeCredit,
    ) -> Result<Vec<Explanation>, HubError> {
        Ok(match self.coupling_of(person).await? {
            Some(coupling) => vec![self.explain_credited(&coupling, person, credit).await?],
            None => Vec::new(),
        })
    }

    /// What Nmbrs holds of time that was not taken, and what it was.
    async fn explain_paid_time(
        &self,
        person: &Person,
        credit: TimeForTimeCredit,
    ) -> Result<Vec<Explanation>, HubError> {
        let Some(coupling) = self.coupling_of(person).await? else {
            return Ok(Vec::new());
        };
        let of_flow = format!("{} ", Flow::TimeForTime.as_str());
        let postings = self.store.postings_of_origin(coupling.id(), &of_flow).await?;
        let is_of = |posting: &&Posting| {
            let of = Origin::of(&posting.origin);
            posting.person == person.id && matches!(of, Some(Origin::TimeForTime { credit: of, .. }) if of == credit)
        };
        let mut because: Vec<Explanation> = postings
            .iter()
            .filter(is_of)
            .map(|posting| self.posting(posting))
            .collect();
        because.extend(self.explain_untaken(&coupling, person, credit).await?);
        Ok(because)
    }

    /// Who asked for leave, and who decided about it.
    async fn explain_request(&self, person: &Person, id: LeaveRequestId) -> Result<Vec<Explanation>, HubError> {
        let Some(stored) = self.store.leave_request(person.organisation, id).await? else {
            return Ok(Vec::new());
        };
        let on = |at| dutch_date(self.surroundings.date_of(at));
        let (by, at, hours, days) = (
            &stored.requested_by,
            on(stored.requested_at),
            stored.request.hours,
            stored.request.days,
        );
        let asked = said(
            format!("{hours} uur verlof {days}, aangevraagd op {at} door {by}"),
            format!("{hours} hours of leave {days}, asked for on {at} by {by}"),
        );
        let state = stored.request.state;
        let decided = stored.decided.as_ref().map(|decided| {
            let (by, at) = (&decided.by, on(decided.at));
            let reason = match decided.reason.as_str() {
                "" => String::new(),
                reason => format!(": {reason}"),
            };
            let (dutch, english) = (state.word(Language::Dutch), state.word(Language::English));
            said(
                format!("{dutch} op {at} door {by}{reason}"),
                format!("{english} on {at} by {by}{reason}"),
            )
        });
        Ok(std::iter::once(asked).chain(decided).collect())
    }

    /// What Nmbrs holds of a payout, and who asked for it and let it go.
    async fn explain_paid(&self, payout: &Payout) -> Result<Vec<Explanation>, HubError> {
        let couplings = self.couplings_of(payout.organisation).await?;
        let Some(coupling) = couplings.into_iter().find(|coupling| coupling.id() == payout.coupling) else {
            return Ok(Vec::new());
        };
        let origin = format!("{} {}", Flow::Payouts.as_str(), payout.id);
        let mut because = self.postings_of(&coupling, |_| true, &origin).await?;
        because.extend(self.decided(payout));
        Ok(because)
    }

    /// The entries of a ledger that a payout made, with the balance before and after.
    pub(crate) async fn entries_of_payout(
        &self,
        payout: &Payout,
        ledger: LedgerKind,
    ) -> Result<Vec<Explanation>, HubError> {
        let entries = self
            .store
            .ledgers_of(payout.organisation, ledger, &[payout.person])
            .await?;
        let of_payout = |entry: &StoredLedgerEntry| entry.entry.booking.origin == LedgerOrigin::Payout(payout.id);
        let made = entries.iter().enumerate().filter(|(_, entry)| of_payout(entry));
        Ok(made
            .map(|(place, entry)| balance(&entries, place, self.booked(entry)))
            .collect())
    }

    /// The contracts that a yearly credit follows from, and how many weeks they give.
    async fn explain_year(&self, person: &Person, year: i16, kind: LeaveKind) -> Result<Vec<Explanation>, HubError> {
        let Some(settings) = self.ledger_settings(person.organisation).await? else {
            return Ok(Vec::new());
        };
        let first = Date::new(year, 1, 1).unwrap_or(Date::MIN);
        let terms = terms_on(&settings.leave, first);
        let grants = terms.grants.iter().filter(|grant| grant.kind == kind);
        let mut because: Vec<Explanation> = grants
            .map(|grant| {
                let weeks = thousandths(grant.weeks_thousandths);
                let (dutch, english) = (kind.text(Language::Dutch), kind.text(Language::English));
                said(
                    format!("{weeks} weken {dutch} per jaar, naar de dagen van elk contract"),
                    format!("{weeks} weeks {english} a year, by the days of each contract"),
                )
            })
            .collect();
        let contracts = self.contracts_of(person.organisation, &[person.id]).await?;
        let contracts = contracts.into_values().next();
        let of_year = contracts
            .unwrap_or_default()
            .into_iter()
            .filter(|contract| contract.start.year() <= year && contract.end.is_none_or(|end| end.year() >= year));
        because.extend(of_year.map(|contract| {
            let (start, weekly) = (dutch_date(contract.start), contract.weekly_hours_thousandths);
            let weekly = weekly.map_or_else(|| "?".to_owned(), thousandths);
            said(
                format!("contract vanaf {start}: {weekly} uur per week"),
                format!("contract from {start}: {weekly} hours a week"),
            )
        }));
        Ok(because)
    }

    /// The shifts of the month on which leave was accrued.
    async fn explain_month(&self, person: &Person, (year, month): (i16, i8)) -> Result<Vec<Explanation>, HubError> {
        let (Ok(from), Some(coupling)) = (Date::new(year, month, 1), self.coupling_of(person).await?) else {
            return Ok(Vec::new());
        };
        let range = DateRange {
            from,
            to: from.last_of_month(),
        };
        let of = Sources::load(self, &coupling, person.id, (Flow::MealAllowances, range)).await?;
        Ok(of.explain(Factor::WORKED))
    }
}

/// What the balance was before an entry, in the order of the ledger, and after it.
fn balance(entries: &[StoredLedgerEntry], place: usize, booked: Explanation) -> Explanation {
    let sum = |entries: &[StoredLedgerEntry]| entries.iter().map(|entry| entry.entry.booking.hours).sum();
    let before: HundredthHours = sum(entries.get(..place).unwrap_or_default());
    let Some(entry) = entries.get(place) else {
        return booked;
    };
    let booking = &entry.entry.booking;
    reckoned(Reckoned::Entry {
        ledger: entry.ledger,
        date: booking.date,
        hours: booking.hours,
        balance: (before, before + booking.hours),
    })
    .because([booked])
}

/// What was left of a bucket on its last day.
fn lapsed(entries: &[StoredLedgerEntry], bucket: Option<Bucket>, on: Date) -> Vec<Explanation> {
    let entries: Vec<LedgerEntry> = entries.iter().map(|stored| stored.entry.clone()).collect();
    let last_day = on.yesterday().unwrap_or(on);
    let held = bucket.and_then(|bucket| Some((bucket, *Holdings::on(&entries, last_day).buckets.get(&bucket)?)));
    let left = held.map(|(bucket, left)| {
        let (year, day) = (bucket.year, dutch_date(last_day));
        let (dutch, english) = (bucket.kind.text(Language::Dutch), bucket.kind.text(Language::English));
        said(
            format!("over op {day} van {year} ({dutch}): {left} uur"),
            format!("left on {day} of {year} ({english}): {left} hours"),
        )
    });
    left.into_iter().collect()
}

fn entry_text(entry: &StoredLedgerEntry, language: Language) -> String {
    let booking = &entry.entry.booking;
    let (date, hours) = (dutch_date(booking.date), booking.hours);
    let words = match booking.details.description.as_str() {
        "" => booking.origin.text(entry.ledger, language),
        own => own.to_owned(),
    };
    format!("{date} {words}: {hours}")
}

/// Three decimals at most: `4`, `37,5`.
fn thousandths(number: i64) -> String {
    let text = format!("{},{:03}", number / 1000, number % 1000);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}
