//! What waits for a person, of all organisations at once: the number of statements does not grow with them.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::runs::run;
use crate::schema::{LEASE, LINK, POSTING, RECKONED_ITEM, RUN, SHIFT, Table};
use crate::value::values;
use crate::waiting_records::{
    HoursOfDays, HoursSent, HoursToSend, LinkedContract, PostingsWaiting, ReckonedItem, RequestsWaiting, ShiftsWaiting,
};
use crate::{Result, Run, Store};
use jiff::Timestamp;
use loonbrug_domain::calendar::Date;
use loonbrug_domain::quantity::Minutes;
use serde_json::json;

/// Names no table: requests of whatever kind.
static REQUEST: Table = Table {
    name: "requests",
    key: &["organisation", "what"],
    text: &[],
    integer: &[],
};

const POSTINGS: Statement = Statement::new(
    "counting postings that wait",
    "SELECT coupling AS id, coupling, state, year, period, frequency, COUNT(*) AS items, MIN(changed_at) AS oldest
     FROM posting WHERE state IN ('sending', 'unknown', 'conflict')
     GROUP BY coupling, state, year, period, frequency
     ORDER BY coupling, year, period, state",
);
const RUNS: Statement = Statement::new(
    "reading runs that did not end well",
    "SELECT id, organisation, coupling, flow, from_date, to_date, year, period, frequency, state,
            started_by, started_at, finished_at, summary
     FROM run WHERE state <> 'done' AND NOT EXISTS (
         SELECT 1 FROM run AS later
         WHERE later.coupling = run.coupling AND later.started_at >= run.started_at
           AND (later.started_at > run.started_at OR later.id > run.id) AND later.flow = run.flow
           AND later.from_date IS NOT DISTINCT FROM run.from_date AND later.to_date IS NOT DISTINCT FROM run.to_date
           AND later.year IS NOT DISTINCT FROM run.year AND later.period IS NOT DISTINCT FROM run.period
     )
     ORDER BY coupling, started_at, id",
);
const LAST_RUNS: Statement = Statement::new(
    "reading the last run of each coupling",
    "SELECT id, organisation, coupling, flow, from_date, to_date, year, period, frequency, state,
            started_by, started_at, finished_at, summary
     FROM run WHERE id IN (
         SELECT (SELECT id FROM run WHERE run.coupling = coupling.id ORDER BY started_at DESC, id DESC LIMIT 1)
         FROM coupling
     )
     ORDER BY coupling",
);
const LEASES: Statement = Statement::new(
    "reading leases that are held",
    "SELECT name FROM lease WHERE until > $1 ORDER BY name",
);
const SHIFTS: Statement = Statement::new(
    "counting shifts that wait",
    "SELECT organisation AS id, organisation, state, COUNT(*) AS items, MIN(date) AS oldest FROM shift
     WHERE state IN ('open', 'submitted', 'rejected') AND state <> 'rejected' AND date < $1
     GROUP BY organisation, state ORDER BY organisation, state",
);
const REQUESTS: Statement = Statement::new(
    "counting requests that wait",
    "SELECT organisation, 'leave' AS what, COUNT(*) AS items, MIN(requested_at) AS oldest
     FROM leave_request WHERE state = 'requested' GROUP BY organisation
     UNION ALL
     SELECT organisation, 'payout', COUNT(*), MIN(requested_at)
     FROM payout WHERE state = 'requested' GROUP BY organisation
     ORDER BY organisation, what",
);
/// `$1` holds the days that may be due, each with its place, organisation and coupling.
const TO_SEND: Statement = bulk!(
    "counting hours that were not sent",
    "SELECT id, person, place, items, oldest FROM (
         SELECT link.person AS id, link.person, CAST(item.value ->> 'place' AS BIGINT) AS place,
                (SELECT COUNT(*) FROM shift
                 WHERE shift.person = link.person AND date BETWEEN item.value ->> 'from' AND item.value ->> 'to'
                   AND in_force = 1 AND state = 'approved' AND removed = 0) AS items,
                (SELECT MIN(date) FROM shift
                 WHERE shift.person = link.person AND date BETWEEN item.value ->> 'from' AND item.value ->> 'to'
                   AND in_force = 1 AND state = 'approved' AND removed = 0) AS oldest
         FROM",
    "CROSS JOIN link
         WHERE link.coupling = item.value ->> 'coupling'
           AND (item.value ->> 'person' IS NULL OR link.person = item.value ->> 'person')
     ) AS counted
     WHERE items > 0 ORDER BY place, person"
);
const HOURS: Statement = bulk!(
    "adding up the hours of pay periods",
    "SELECT id, person, place, minutes, sent FROM (
         SELECT link.person AS id, link.person, CAST(item.value ->> 'place' AS BIGINT) AS place,
                (SELECT CAST(SUM(end_minute - start_minute - break_minutes) AS BIGINT) FROM shift
                 WHERE shift.person = link.person AND date BETWEEN item.value ->> 'from' AND item.value ->> 'to'
                   AND in_force = 1 AND removed = 0) AS minutes,
                (SELECT CAST(COALESCE(SUM(end_minute - start_minute - break_minutes), 0) AS BIGINT) FROM shift
                 WHERE shift.person = link.person AND date BETWEEN item.value ->> 'from' AND item.value ->> 'to'
                   AND in_force = 1 AND state = 'exported' AND removed = 0) AS sent
         FROM",
    "CROSS JOIN link
         WHERE link.coupling = item.value ->> 'coupling'
           AND (item.value ->> 'person' IS NULL OR link.person = item.value ->> 'person')
     ) AS added_up
     WHERE minutes IS NOT NULL ORDER BY place, person"
);
const CONTRACTS: Statement = Statement::new(
    "reading the contracts of linked people",
    "SELECT link.coupling, link.person, link.organisation, person.contract_type, remote_record.content
     FROM link JOIN person ON person.id = link.person
     LEFT JOIN remote_record ON remote_record.coupling = link.coupling AND remote_record.kind = 'contract'
         AND remote_record.employee_number = link.employee_number
     ORDER BY link.coupling, link.person",
);
const RECKONED: Statement = Statement::new(
    "reading what waits as it was reckoned",
    "SELECT organisation, kind, subject, coupling, items, oldest, reckoned_at FROM reckoned_item
     WHERE items > 0 ORDER BY organisation, kind, subject",
);
const PUT_RECKONED: Statement = bulk!(
    "storing what waits as it was reckoned",
    "INSERT INTO reckoned_item (organisation, kind, subject, coupling, items, oldest, reckoned_at)
     SELECT item.value ->> 'organisation', item.value ->> 'kind', item.value ->> 'subject',
            item.value ->> 'coupling', CAST(item.value ->> 'items' AS BIGINT), item.value ->> 'oldest',
            CAST(item.value ->> 'reckoned_at' AS BIGINT)
     FROM",
    "WHERE CAST(item.value ->> 'items' AS BIGINT) > 0 OR EXISTS (
         SELECT 1 FROM reckoned_item AS known
         WHERE known.organisation = item.value ->> 'organisation' AND known.kind = item.value ->> 'kind'
           AND known.subject = item.value ->> 'subject'
     )
     ON CONFLICT (organisation, kind, subject) DO UPDATE
     SET items = excluded.items, oldest = excluded.oldest, reckoned_at = excluded.reckoned_at
     WHERE reckoned_item.items <> excluded.items OR reckoned_item.oldest IS DISTINCT FROM excluded.oldest"
);

impl Store {
    /// Postings on their way, in doubt or in conflict, by coupling, state and pay period.
    pub async fn postings_waiting(&self) -> Result<Vec<PostingsWaiting>> {
        self.read(&POSTING, POSTINGS, values![], postings_waiting).await
    }

    /// The runs that did not end well and after which none came of the same flow, days and pay period.
    pub async fn runs_waiting(&self) -> Result<Vec<Run>> {
        self.read(&RUN, RUNS, values![], run).await
    }

    /// The last run of each coupling, of whatever flow.
    pub async fn last_runs(&self) -> Result<Vec<Run>> {
        self.read(&RUN, LAST_RUNS, values![], run).await
    }

    /// The names of the leases that somebody holds.
    pub async fn held_leases(&self, now: Timestamp) -> Result<Vec<String>> {
        self.read(&LEASE, LEASES, values![now], |row| row.text("name")).await
    }

    /// Shifts from before a day that wait to be submitted or approved, by organisation and state.
    pub async fn shifts_waiting(&self, before: Date) -> Result<Vec<ShiftsWaiting>> {
        let before = before.to_string();
        self.read(&SHIFT, SHIFTS, values![before], |row| {
            Ok(ShiftsWaiting {
                organisation: row.parsed("organisation")?,
                state: row.parsed("state")?,
                shifts: row.integer("items")?,
                oldest: row.parsed("oldest")?,
            })
        })
        .await
    }

    /// Requests that wait for a decision, by organisation.
    pub async fn requests_waiting(&self) -> Result<Vec<RequestsWaiting>> {
        self.read(&REQUEST, REQUESTS, values![], |row| {
            Ok(RequestsWaiting {
                organisation: row.parsed("organisation")?,
                what: row.parsed("what")?,
                requests: row.integer("items")?,
                oldest: row.time("oldest")?,
            })
        })
        .await
    }

    /// Approved shifts of linked people that were not sent, by place in the list of days and by person.
    pub async fn hours_to_send(&self, days: &[HoursOfDays]) -> Result<Vec<HoursToSend>> {
        self.read(&SHIFT, TO_SEND, values![items(days)], |row| {
            Ok(HoursToSend {
                place: row.number("place")?,
                person: row.parsed("person")?,
                shifts: row.integer("items")?,
                oldest: row.parsed("oldest")?,
            })
        })
        .await
    }

    /// What linked people worked, and how much of it was sent, by place in the list of days and by person: minutes on the
    /// wall, breaks out.
    pub async fn hours_of_days(&self, days: &[HoursOfDays]) -> Result<Vec<HoursSent>> {
        self.read(&SHIFT, HOURS, values![items(days)], |row| {
            Ok(HoursSent {
                place: row.number("place")?,
                person: row.parsed("person")?,
                worked: Minutes(row.integer("minutes")?),
                sent: Minutes(row.integer("sent")?),
            })
        })
        .await
    }

    /// What is known of the contract of everybody who is linked, by coupling and person.
    pub async fn contracts_of_linked(&self) -> Result<Vec<LinkedContract>> {
        self.read(&LINK, CONTRACTS, values![], |row| {
            Ok(LinkedContract {
                coupling: row.parsed("coupling")?,
                person: row.parsed("person")?,
                organisation: row.parsed("organisation")?,
                by_hand: row.optional_text("contract_type")?,
                record: row.optional_text("content")?,
            })
        })
        .await
    }

    /// What waits, as it was last reckoned; nothing of what did not wait.
    pub async fn reckoned_items(&self) -> Result<Vec<ReckonedItem>> {
        self.read(&RECKONED_ITEM, RECKONED, values![], |row| {
            Ok(ReckonedItem {
                organisation: row.parsed("organisation")?,
                kind: row.text("kind")?,
                coupling: row.optional_parsed("coupling")?,
                items: row.integer("items")?,
                oldest: row.optional_parsed("oldest")?,
                reckoned_at: row.time("reckoned_at")?,
            })
        })
        .await
    }

    /// Stores what waits as it was reckoned, in the place of what was reckoned before; what is as it was is not written.
    pub async fn put_reckoned_items(&self, reckoned: &[ReckonedItem]) -> Result<()> {
        let items = reckoned.iter().map(|item| {
            json!({
                "organisation": item.organisation,
                "kind": item.kind,
                "subject": item.coupling.map(|coupling| coupling.to_string()).unwrap_or_default(),
                "coupling": item.coupling,
                "items": item.items,
                "oldest": item.oldest,
                "reckoned_at": item.reckoned_at.as_millisecond(),
            })
        });
        self.write_all(PUT_RECKONED, items, values![]).await?;
        Ok(())
    }
}

pub(crate) fn items(days: &[HoursOfDays]) -> String {
    let item = |(place, days): (usize, &HoursOfDays)| {
        json!({
            "place": place, "organisation": days.organisation, "coupling": days.coupling,
            "from": days.range.from, "to": days.range.to, "person": days.person,
        })
    };
    let items: Vec<_> = days.iter().enumerate().map(item).collect();
    json!(items).to_string()
}

fn postings_waiting(row: &Row<'_>) -> Result<PostingsWaiting> {
    Ok(PostingsWaiting {
        coupling: row.parsed("coupling")?,
        state: row.state("state")?,
        period: row.period()?,
        postings: row.integer("items")?,
        oldest: row.time("oldest")?,
    })
}
