//! Postings (boekingen naar Nmbrs): what is to be sent, each once.

use crate::dialect::{Statement, bulk};
use crate::recording::{Event, Recorder};
use crate::row::Row;
use crate::schema::POSTING;
use crate::value::values;
use crate::{Posting, PostingState, Result, Store, StoreError};
use loonbrug_domain::ids::{CouplingId, OrganisationId, PostingId, RunId};
use serde_json::json;
use std::collections::{BTreeSet, HashSet};

/// The columns of a posting, with the condition, in the order of the ids.
macro_rules! posting_query {
    ($doing:literal, $condition:literal) => {
        Statement::new(
            $doing,
            concat!(
                "SELECT id, organisation, coupling, run, company, origin, person, year, period, frequency, kind,
                        code, cost_centre, cost_unit, revision, action, quantity, quantity_before, description,
                        mark, corrects, state, attempt, fence, payload_hash, remote_id, note, created_at, changed_at
                 FROM posting WHERE ",
                $condition,
                " ORDER BY id"
            ),
        )
    };
}

const INSERT: Statement = bulk!(
    "storing postings",
    "INSERT INTO posting (
         id, organisation, coupling, run, company, origin, person, year, period, frequency, kind,
         code, cost_centre, cost_unit, revision, action, quantity, quantity_before, description,
         mark, corrects, state, attempt, fence, payload_hash, remote_id, note, created_at, changed_at
     )
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'coupling', item.value ->> 'run',
            item.value ->> 'company', item.value ->> 'origin', item.value ->> 'person',
            CAST(item.value ->> 'year' AS BIGINT), CAST(item.value ->> 'period' AS BIGINT),
            item.value ->> 'frequency', item.value ->> 'kind', CAST(item.value ->> 'code' AS BIGINT),
            item.value ->> 'cost_centre', item.value ->> 'cost_unit', CAST(item.value ->> 'revision' AS BIGINT),
            item.value ->> 'action', CAST(item.value ->> 'quantity' AS BIGINT),
            CAST(item.value ->> 'quantity_before' AS BIGINT), item.value ->> 'description',
            item.value ->> 'mark', item.value ->> 'corrects', item.value ->> 'state',
            CAST(item.value ->> 'attempt' AS BIGINT), CAST(item.value ->> 'fence' AS BIGINT),
            item.value ->> 'payload_hash', item.value ->> 'remote_id', item.value ->> 'note',
            CAST(item.value ->> 'created_at' AS BIGINT), CAST(item.value ->> 'changed_at' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (coupling, origin, person, year, period, kind, code, cost_centre, cost_unit, revision) DO NOTHING
     RETURNING id"
);
const OF_PERIOD: Statement = posting_query!(
    "reading the postings of a period",
    "coupling = $1 AND year = $2 AND period = $3"
);
const OF_RUN: Statement = posting_query!("reading the postings of a run", "run = $1");
const IN_STATE: Statement = posting_query!("reading the postings in a state", "coupling = $1 AND state = $2");
const OF_ORIGIN: Statement = posting_query!(
    "reading the postings of an origin",
    "coupling = $1 AND substr(origin, 1, length($2)) = $2"
);
const WITH_MARK: Statement = posting_query!("reading the posting of a mark", "mark = $1");
const OF_COUPLING: Statement = posting_query!("reading the postings of a coupling", "coupling = $1");

impl Store {
    /// Stores new postings, all or none, and gives their number. The same revision of the same line twice is
    /// [`StoreError::DoublePosting`].
    pub async fn insert_postings(&self, postings: &[Posting]) -> Result<u64> {
        let mut transaction = self.begin().await?;
        let mut recorder = Recorder::of_organisations(&mut transaction, &organisations(postings)).await?;
        let items = postings.iter().map(item);
        let stored = transaction
            .write_all_returning(&POSTING, INSERT, items, values![], posting_id)
            .await?;
        let mut stored = stored.into_iter().collect::<HashSet<_>>();
        if let Some(double) = postings.iter().find(|posting| !stored.remove(&posting.id)) {
            return Err(double_posting(double));
        }
        let made = postings.iter().map(made).collect::<Vec<_>>();
        recorder.record(&mut transaction, &made).await?;
        transaction.commit(INSERT.doing).await?;
        Ok(postings.len() as u64)
    }

    /// The postings of one pay period, by id, whatever their state.
    pub async fn postings(&self, coupling: CouplingId, year: i16, period: u8) -> Result<Vec<Posting>> {
        let values = values![coupling, i64::from(year), i64::from(period)];
        self.read(&POSTING, OF_PERIOD, values, posting).await
    }

    /// The postings that a run made, by id.
    pub async fn postings_of_run(&self, run: RunId) -> Result<Vec<Posting>> {
        self.read(&POSTING, OF_RUN, values![run], posting).await
    }

    /// The postings of a coupling that are in this state, by id.
    pub async fn postings_in_state(&self, coupling: CouplingId, state: PostingState) -> Result<Vec<Posting>> {
        self.read(&POSTING, IN_STATE, values![coupling, state.name()], posting)
            .await
    }

    /// The postings whose origin begins with this text, by id, whatever their period.
    pub async fn postings_of_origin(&self, coupling: CouplingId, beginning: &str) -> Result<Vec<Posting>> {
        self.read(&POSTING, OF_ORIGIN, values![coupling, beginning], posting)
            .await
    }

    /// The posting with this mark.
    pub async fn posting_with_mark(&self, mark: &str) -> Result<Option<Posting>> {
        self.read_one(&POSTING, WITH_MARK, values![mark], posting).await
    }

    /// Every posting of a coupling, by id.
    pub async fn all_postings(&self, coupling: CouplingId) -> Result<Vec<Posting>> {
        self.read(&POSTING, OF_COUPLING, values![coupling], posting).await
    }
}

fn organisations(postings: &[Posting]) -> Vec<OrganisationId> {
    let organisations = postings.iter().map(|posting| posting.organisation);
    organisations.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The first event of a posting.
fn made(posting: &Posting) -> Event<'_> {
    Event {
        posting: posting.id,
        organisation: posting.organisation,
        position: 0,
        at: posting.created_at,
        from: "",
        to: posting.state.name(),
        fence: 0,
        note: "",
        remote_id: posting.remote_id.as_deref(),
        figures: Some(item(posting)),
    }
}

fn double_posting(posting: &Posting) -> StoreError {
    StoreError::DoublePosting {
        origin: posting.origin.clone(),
        person: posting.person,
        year: posting.period.year,
        period: posting.period.number,
        kind: posting.kind.clone(),
        code: posting.code,
        revision: posting.revision,
    }
}

fn item(posting: &Posting) -> serde_json::Value {
    json!({
        "id": posting.id,
        "organisation": posting.organisation,
        "coupling": posting.coupling,
        "run": posting.run,
        "company": posting.company,
        "origin": posting.origin,
        "person": posting.person,
        "year": posting.period.year,
        "period": posting.period.number,
        "frequency": posting.period.frequency,
        "kind": posting.kind,
        "code": posting.code,
        "cost_centre": posting.cost_centre,
        "cost_unit": posting.cost_unit,
        "revision": posting.revision,
        "action": posting.action,
        "quantity": posting.quantity,
        "quantity_before": posting.quantity_before,
        "description": posting.description,
        "mark": posting.mark,
        "corrects": posting.corrects,
        "state": posting.state.name(),
        "attempt": posting.attempt,
        "fence": posting.fence,
        "payload_hash": posting.payload_hash,
        "remote_id": posting.remote_id,
        "note": posting.note,
        "created_at": posting.created_at.as_millisecond(),
        "changed_at": posting.changed_at.as_millisecond(),
    })
}

fn posting_id(row: &Row<'_>) -> Result<PostingId> {
    row.parsed("id")
}

fn posting(row: &Row<'_>) -> Result<Posting> {
    Ok(Posting {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        coupling: row.parsed("coupling")?,
        run: row.parsed("run")?,
        company: row.text("company")?,
        origin: row.text("origin")?,
        person: row.parsed("person")?,
        period: row.period()?,
        kind: row.text("kind")?,
        code: row.integer("code")?,
        cost_centre: row.text("cost_centre")?,
        cost_unit: row.text("cost_unit")?,
        revision: row.integer("revision")?,
        action: row.text("action")?,
        quantity: row.integer("quantity")?,
        quantity_before: row.integer("quantity_before")?,
        description: row.text("description")?,
        mark: row.text("mark")?,
        corrects: row.optional_parsed("corrects")?,
        state: row.state("state")?,
        attempt: row.integer("attempt")?,
        fence: row.integer("fence")?,
        payload_hash: row.text("payload_hash")?,
        remote_id: row.optional_text("remote_id")?,
        note: row.text("note")?,
        created_at: row.time("created_at")?,
        changed_at: row.time("changed_at")?,
    })
}
