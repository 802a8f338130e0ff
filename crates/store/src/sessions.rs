//! Sessions: found by the hash of a secret that only the device has.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::USER_SESSION;
use crate::value::{hexadecimal, values};
use crate::{Result, Session, Store};
use jiff::Timestamp;
use loonbrug_domain::ids::{SessionId, UserId};
use serde_json::json;
use std::iter::once;

const INSERT: Statement = bulk!(
    "beginning a session",
    "INSERT INTO user_session (id, hub_user, hash, device, created_at, seen_at, ends_at, proven_at,
                               provider_factor)
     SELECT item.value ->> 'id', item.value ->> 'hub_user', item.value ->> 'hash', item.value ->> 'device',
            CAST(item.value ->> 'created_at' AS BIGINT), CAST(item.value ->> 'seen_at' AS BIGINT),
            CAST(item.value ->> 'ends_at' AS BIGINT), CAST(item.value ->> 'proven_at' AS BIGINT),
            CAST(item.value ->> 'provider_factor' AS BIGINT)
     FROM",
    ""
);
const FORGET_ENDED: Statement = Statement::new(
    "forgetting ended sessions",
    "DELETE FROM user_session WHERE ends_at <= $1 OR seen_at <= $2",
);
const BY_HASH: Statement = Statement::new(
    "reading a session",
    "SELECT id, hub_user, device, created_at, seen_at, ends_at, proven_at, provider_factor
     FROM user_session WHERE hash = $1",
);
const OF_USER: Statement = Statement::new(
    "reading the sessions of a user",
    "SELECT id, hub_user, device, created_at, seen_at, ends_at, proven_at, provider_factor FROM user_session
     WHERE hub_user = $1 ORDER BY seen_at DESC, id",
);
const SEEN: Statement = Statement::new(
    "keeping a session alive",
    "UPDATE user_session SET seen_at = $2 WHERE id = $1",
);
const PROVE: Statement = Statement::new(
    "proving a session",
    "UPDATE user_session SET hash = $2, proven_at = $3, ends_at = $4, seen_at = $3 WHERE id = $1",
);
const END: Statement = Statement::new(
    "ending a session",
    "DELETE FROM user_session WHERE id = $1 AND hub_user = $2",
);
pub(crate) const END_OTHERS: Statement = Statement::new(
    "ending the other sessions of a user",
    "DELETE FROM user_session WHERE hub_user = $1 AND id <> $2",
);
pub(crate) const END_ALL: Statement = Statement::new(
    "ending the sessions of a user",
    "DELETE FROM user_session WHERE hub_user = $1",
);

impl Store {
    /// Begins a session, and forgets all that ended before the first moment or were not used since the second.
    pub async fn begin_session(
        &self,
        session: &Session,
        hash: &[u8; 32],
        (ended, idle_since): (Timestamp, Timestamp),
    ) -> Result<()> {
        let item = json!({
            "id": session.id,
            "hub_user": session.user,
            "hash": hexadecimal(hash),
            "device": session.device,
            "created_at": session.created_at.as_millisecond(),
            "seen_at": session.seen_at.as_millisecond(),
            "ends_at": session.ends_at.as_millisecond(),
            "proven_at": session.proven_at.map(Timestamp::as_millisecond),
            "provider_factor": i64::from(session.provider_factor),
        });
        let mut transaction = self.begin().await?;
        transaction.write(FORGET_ENDED, values![ended, idle_since]).await?;
        transaction.write_all(INSERT, once(item), values![]).await?;
        transaction.commit(INSERT.doing).await
    }

    /// The session of this secret's hash, ended or not.
    pub async fn session(&self, hash: &[u8; 32]) -> Result<Option<Session>> {
        self.read_one(&USER_SESSION, BY_HASH, values![hexadecimal(hash)], session)
            .await
    }

    /// The sessions of a user, the one that was used last first.
    pub async fn sessions(&self, user: UserId) -> Result<Vec<Session>> {
        self.read(&USER_SESSION, OF_USER, values![user], session).await
    }

    /// Keeps a session alive.
    pub async fn session_seen(&self, id: SessionId, at: Timestamp) -> Result<()> {
        self.write(SEEN, values![id, at]).await?;
        Ok(())
    }

    /// The user proved who they are: the session goes on under another secret, until this end.
    pub async fn prove_session(
        &self,
        id: SessionId,
        hash: &[u8; 32],
        (at, ends_at): (Timestamp, Timestamp),
    ) -> Result<()> {
        self.write(PROVE, values![id, hexadecimal(hash), at, ends_at]).await?;
        Ok(())
    }

    /// Ends a session of a user; one that is not there is no error.
    pub async fn end_session(&self, user: UserId, id: SessionId) -> Result<()> {
        self.write(END, values![id, user]).await?;
        Ok(())
    }

    /// Ends all sessions of a user but one.
    pub async fn end_other_sessions(&self, user: UserId, but: SessionId) -> Result<()> {
        self.write(END_OTHERS, values![user, but]).await?;
        Ok(())
    }

    /// Ends all sessions of a user.
    pub async fn end_sessions(&self, user: UserId) -> Result<()> {
        self.write(END_ALL, values![user]).await?;
        Ok(())
    }
}

fn session(row: &Row<'_>) -> Result<Session> {
    Ok(Session {
        id: row.parsed("id")?,
        user: row.parsed("hub_user")?,
        device: row.text("device")?,
        created_at: row.time("created_at")?,
        seen_at: row.time("seen_at")?,
        ends_at: row.time("ends_at")?,
        proven_at: row.optional_time("proven_at")?,
        provider_factor: row.integer("provider_factor")? != 0,
    })
}
