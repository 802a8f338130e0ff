//! Notices: told once for each cause, with everybody who is to hear of it.

use crate::audit::{self, entry};
use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::runs::run;
use crate::schema::{AUDIT, LEAVE_REQUEST, NOTICE, RUN};
use crate::value::{from_hexadecimal, hexadecimal, values};
use crate::{AuditEntry, Delivery, Notice, Receiver, Result, Run, Store, Telling, UntoldEntry, UntoldLeave};
use jiff::Timestamp;
use loonbrug_domain::ids::OrganisationId;
use serde_json::json;

/// How much is looked for at once; the rest comes the next time.
const AT_ONCE: i64 = 500;

const INSERT: Statement = bulk!(
    "storing notices",
    "INSERT INTO notice (id, organisation, kind, cause, dutch, english, link, subject, sealed, created_at)
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'kind', item.value ->> 'cause',
            item.value ->> 'dutch', item.value ->> 'english', item.value ->> 'link', item.value ->> 'subject',
            item.value ->> 'sealed', CAST(item.value ->> 'created_at' AS BIGINT)
     FROM",
    "WHERE TRUE ORDER BY item.key ON CONFLICT (cause) DO NOTHING"
);
/// Of a notice that was told before there are no deliveries: it has another id.
const INSERT_DELIVERIES: Statement = bulk!(
    "storing deliveries",
    "INSERT INTO delivery (id, notice, organisation, hub_user, webhook, together, state, attempts, first_due_at, due_at,
                           answer)
     SELECT item.value ->> 'id', notice.id, notice.organisation, item.value ->> 'hub_user', item.value ->> 'webhook',
            CAST(item.value ->> 'together' AS BIGINT), 'waiting', 0, CAST(item.value ->> 'due_at' AS BIGINT),
            CAST(item.value ->> 'due_at' AS BIGINT), ''
     FROM",
    "CROSS JOIN notice WHERE notice.id = item.value ->> 'notice' ORDER BY item.key"
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading the notices of an organisation",
    "SELECT id, organisation, kind, cause, dutch, english, link, subject, sealed, created_at FROM notice
     WHERE organisation = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
);
const FORGET_DELIVERIES: Statement = Statement::new(
    "forgetting old deliveries",
    "DELETE FROM delivery WHERE notice IN (SELECT id FROM notice WHERE created_at < $1)",
);
const FORGET: Statement = Statement::new("forgetting old notices", "DELETE FROM notice WHERE created_at < $1");
const UNTOLD_ENTRIES: Statement = Statement::new(
    "looking for what nobody was told of in the audit log",
    "SELECT sequence, organisation, at, actor, action, subject, detail FROM audit
     WHERE action IN ('coupling.paused', 'coupling.resumed', 'shifts.approve', 'password.set', 'password.changed',
                      'sign-in.new-place', 'sign-in.linked', 'sign-in.unlinked', 'webhook.paused')
       AND at >= $1 AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.cause = 'audit ' || audit.sequence)
     ORDER BY sequence LIMIT $2",
);
const UNTOLD_RUNS: Statement = Statement::new(
    "looking for runs that nobody was told of",
    "SELECT id, organisation, coupling, flow, from_date, to_date, year, period, frequency, state,
            started_by, started_at, finished_at, summary
     FROM run
     WHERE finished_at >= $1 AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.cause = 'run ' || run.id)
     ORDER BY finished_at, id LIMIT $2",
);
const UNTOLD_LEAVE: Statement = Statement::new(
    "looking for leave that nobody was told of",
    "SELECT id, organisation, person, state FROM leave_request
     WHERE state = 'requested'
       AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.cause = 'leave ' || leave_request.id || ' requested')
     UNION ALL
     SELECT id, organisation, person, state FROM leave_request
     WHERE state IN ('approved', 'rejected') AND decided_at >= $1
       AND NOT EXISTS (SELECT 1 FROM notice
                       WHERE notice.cause = 'leave ' || leave_request.id || ' ' || leave_request.state)
     ORDER BY id LIMIT $2",
);

impl Store {
    /// Stores notices with who is to hear of them, and audit entries beside them. Of a notice whose cause was told
    /// before, nothing is stored.
    pub async fn tell(&self, telling: &Telling, entries: &[AuditEntry]) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction.tell(telling).await?;
        transaction
            .write_all(audit::APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(INSERT.doing).await
    }

    /// The newest notices of an organisation, newest first.
    pub async fn notices(&self, organisation: OrganisationId, limit: i64) -> Result<Vec<Notice>> {
        self.read(&NOTICE, OF_ORGANISATION, values![organisation, limit], notice)
            .await
    }

    /// Forgets the notices from before a moment, with their deliveries.
    pub async fn forget_notices(&self, before: Timestamp) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction.write(FORGET_DELIVERIES, values![before]).await?;
        transaction.write(FORGET, values![before]).await?;
        transaction.commit(FORGET.doing).await
    }

    /// Entries of the audit log since a moment that somebody must hear of and nobody was told of, oldest first.
    pub async fn untold_entries(&self, since: Timestamp) -> Result<Vec<UntoldEntry>> {
        self.read(&AUDIT, UNTOLD_ENTRIES, values![since, AT_ONCE], |row| {
            Ok(UntoldEntry {
                sequence: row.integer("sequence")?,
                entry: entry(row)?,
            })
        })
        .await
    }

    /// Runs that were finished since a moment and that nobody was told of, oldest first.
    pub async fn untold_runs(&self, since: Timestamp) -> Result<Vec<Run>> {
        self.read(&RUN, UNTOLD_RUNS, values![since, AT_ONCE], run).await
    }

    /// Requests for leave that wait, and decisions since a moment, that nobody was told of.
    pub async fn untold_leave(&self, since: Timestamp) -> Result<Vec<UntoldLeave>> {
        self.read(&LEAVE_REQUEST, UNTOLD_LEAVE, values![since, AT_ONCE], |row| {
            Ok(UntoldLeave {
                request: row.parsed("id")?,
                organisation: row.parsed("organisation")?,
                person: row.parsed("person")?,
                state: row.parsed("state")?,
            })
        })
        .await
    }
}

impl Transaction {
    /// Stores notices with who is to hear of them, together with what brought them about.
    pub(crate) async fn tell(&mut self, telling: &Telling) -> Result<()> {
        self.write_all(INSERT, telling.notices.iter().map(item), values![])
            .await?;
        self.write_all(
            INSERT_DELIVERIES,
            telling.deliveries.iter().map(delivery_item),
            values![],
        )
        .await?;
        Ok(())
    }
}

fn item(notice: &Notice) -> serde_json::Value {
    json!({
        "id": notice.id,
        "organisation": notice.organisation,
        "kind": notice.kind,
        "cause": notice.cause,
        "dutch": notice.dutch,
        "english": notice.english,
        "link": notice.link,
        "subject": json!(notice.subject).to_string(),
        "sealed": notice.sealed.as_deref().map(hexadecimal),
        "created_at": notice.created_at.as_millisecond(),
    })
}

fn delivery_item(delivery: &Delivery) -> serde_json::Value {
    let (user, webhook) = match delivery.receiver {
        Receiver::User(user) => (Some(user), None),
        Receiver::Webhook(webhook) => (None, Some(webhook)),
    };
    json!({
        "id": delivery.id,
        "notice": delivery.notice,
        "hub_user": user,
        "webhook": webhook,
        "together": i64::from(delivery.together),
        "due_at": delivery.first_due_at.as_millisecond(),
    })
}

pub(crate) fn notice(row: &Row<'_>) -> Result<Notice> {
    let sealed = row.optional_text("sealed")?;
    let sealed = sealed.map(|text| row.checked("sealed", "is not hexadecimal", from_hexadecimal(&text)));
    Ok(Notice {
        id: row.parsed("id")?,
        organisation: row.optional_parsed("organisation")?,
        kind: row.parsed("kind")?,
        cause: row.text("cause")?,
        dutch: row.text("dutch")?,
        english: row.text("english")?,
        link: row.text("link")?,
        subject: row.json("subject")?,
        sealed: sealed.transpose()?,
        created_at: row.time("created_at")?,
    })
}
