//! Users: whoever signs in, with what proves it.

use crate::audit::{self, APPEND};
use crate::dialect::{Statement, bulk};
use crate::providers::put_link;
use crate::row::Row;
use crate::schema::{HUB_USER, INVITATION};
use crate::sessions::END_ALL;
use crate::value::{Value, from_hexadecimal, hexadecimal, values};
use crate::{AuditEntry, ProviderLink, Result, Store, Telling, Theme, User};
use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::UserId;
use serde_json::json;
use std::iter::once;

const INSERT: Statement = bulk!(
    "adding a user",
    "INSERT INTO hub_user (id, email, email_key, name, language, theme, last_step, created_at)
     SELECT item.value ->> 'id', item.value ->> 'email', item.value ->> 'email_key', item.value ->> 'name',
            item.value ->> 'language', item.value ->> 'theme', 0, CAST(item.value ->> 'created_at' AS BIGINT)
     FROM",
    ""
);
const ALL: Statement = Statement::new(
    "reading the users",
    "SELECT id, email, name, language, theme, password, second_factor, offered_factor, disabled_at, created_at
     FROM hub_user ORDER BY email_key",
);
const BY_ID: Statement = Statement::new(
    "reading a user",
    "SELECT id, email, name, language, theme, password, second_factor, offered_factor, disabled_at, created_at
     FROM hub_user WHERE id = $1",
);
const BY_EMAIL: Statement = Statement::new(
    "reading a user",
    "SELECT id, email, name, language, theme, password, second_factor, offered_factor, disabled_at, created_at
     FROM hub_user WHERE email_key = $1",
);
const SET_PREFERENCES: Statement = Statement::new(
    "changing a user",
    "UPDATE hub_user SET name = $2, language = $3, theme = $4 WHERE id = $1",
);
const SET_PASSWORD: Statement = Statement::new("setting a password", "UPDATE hub_user SET password = $2 WHERE id = $1");
const DISABLE: Statement = Statement::new("disabling a user", "UPDATE hub_user SET disabled_at = $2 WHERE id = $1");
const INVITE: Statement = Statement::new(
    "inviting a user",
    "INSERT INTO invitation (hub_user, hash, until) VALUES ($1, $2, $3)
     ON CONFLICT (hub_user) DO UPDATE SET hash = excluded.hash, until = excluded.until",
);
const INVITED: Statement = Statement::new(
    "reading an invitation",
    "SELECT id, email, name, language, theme, password, second_factor, offered_factor, disabled_at, created_at
     FROM hub_user JOIN invitation ON invitation.hub_user = hub_user.id
     WHERE invitation.hash = $1 AND invitation.until > $2 AND hub_user.disabled_at IS NULL",
);
const REDEEM: Statement = Statement::new(
    "accepting an invitation",
    "DELETE FROM invitation WHERE hash = $1 AND until > $2 RETURNING hub_user",
);
const TAKE_BACK: Statement = Statement::new(
    "taking back a letter with an invitation",
    "DELETE FROM delivery WHERE hub_user = $1 AND state <> 'sent'
       AND notice IN (SELECT id FROM notice WHERE kind = 'user.invited')",
);
const UNINVITE: Statement = Statement::new("ending an invitation", "DELETE FROM invitation WHERE hub_user = $1");

/// What somebody who accepts an invitation signs in with from then on.
#[derive(Clone, Copy)]
pub enum AcceptedBy<'a> {
    /// A password, hashed.
    Password(&'a str),
    /// An account at a provider of identities.
    Provider(&'a ProviderLink),
}

impl Store {
    /// Adds a user, without password and second factor; an e-mail address that is taken is
    /// [`crate::StoreError::AlreadyThere`].
    pub async fn insert_user(&self, user: &User, entries: &[AuditEntry]) -> Result<()> {
        let item = json!({
            "id": user.id,
            "email": user.email,
            "email_key": user.email.lower_case(),
            "name": user.name,
            "language": user.language,
            "theme": user.theme,
            "created_at": user.created_at.as_millisecond(),
        });
        let mut transaction = self.begin().await?;
        transaction.write_all(INSERT, once(item), values![]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(INSERT.doing).await
    }

    /// All users of the installation, by e-mail address.
    pub async fn users(&self) -> Result<Vec<User>> {
        self.read(&HUB_USER, ALL, values![], user).await
    }

    /// One user.
    pub async fn user(&self, id: UserId) -> Result<Option<User>> {
        self.read_one(&HUB_USER, BY_ID, values![id], user).await
    }

    /// The user of this address.
    pub async fn user_of_email(&self, email: &EmailAddress) -> Result<Option<User>> {
        self.read_one(&HUB_USER, BY_EMAIL, values![email.lower_case()], user)
            .await
    }

    /// Changes name, language and theme.
    pub async fn set_preferences(&self, id: UserId, name: &str, language: Language, theme: Theme) -> Result<()> {
        let language = language.pick("nl", "en");
        self.write(SET_PREFERENCES, values![id, name, language, theme.word()])
            .await?;
        Ok(())
    }

    /// Sets the hash of a password, with the audit entries that say so.
    pub async fn set_password(&self, id: UserId, password: &str, entries: &[AuditEntry]) -> Result<()> {
        self.change_with(SET_PASSWORD, values![id, password], entries).await
    }

    /// Lets a user in no longer, or again. All sessions and the open invitation end.
    pub async fn disable_user(&self, id: UserId, at: Option<Timestamp>, entries: &[AuditEntry]) -> Result<()> {
        let at = Value::Integer(at.map(Timestamp::as_millisecond));
        let mut transaction = self.begin().await?;
        transaction.write(DISABLE, vec![id.into(), at]).await?;
        transaction.write(END_ALL, values![id]).await?;
        transaction.write(UNINVITE, values![id]).await?;
        transaction.write(TAKE_BACK, values![id]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(DISABLE.doing).await
    }

    /// Keeps the hash of an invitation's secret, in the place of a former one, and tells the user. A letter with the former
    /// one that is still on its way is taken back.
    pub async fn invite(
        &self,
        id: UserId,
        (hash, until): (&[u8; 32], Timestamp),
        telling: &Telling,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction.write(INVITE, values![id, hexadecimal(hash), until]).await?;
        transaction.write(TAKE_BACK, values![id]).await?;
        transaction.tell(telling).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(INVITE.doing).await
    }

    /// Whom an invitation is for; `None` when there is none of this secret that still holds.
    pub async fn invited(&self, hash: &[u8; 32], now: Timestamp) -> Result<Option<User>> {
        self.read_one(&HUB_USER, INVITED, values![hexadecimal(hash), now], user)
            .await
    }

    /// Uses an invitation up: its user has this way in from now on, and no session goes on. `false` if it was used
    /// meanwhile.
    pub async fn redeem_invitation(
        &self,
        hash: &[u8; 32],
        now: Timestamp,
        by: AcceptedBy<'_>,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let redeemed = transaction
            .read(&INVITATION, REDEEM, values![hexadecimal(hash), now], |row| {
                row.parsed::<UserId>("hub_user")
            })
            .await?;
        let Some(id) = redeemed.first().copied() else {
            return Ok(false);
        };
        match by {
            AcceptedBy::Password(password) => transaction.write(SET_PASSWORD, values![id, password]).await.map(drop)?,
            AcceptedBy::Provider(link) => put_link(&mut transaction, id, link).await?,
        }
        transaction.write(TAKE_BACK, values![id]).await?;
        transaction.write(END_ALL, values![id]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(REDEEM.doing).await?;
        Ok(true)
    }
}

pub(crate) fn user(row: &Row<'_>) -> Result<User> {
    let sealed = |column| -> Result<Option<Vec<u8>>> {
        let text = row.optional_text(column)?;
        let bytes = text.map(|text| row.checked(column, "is not hexadecimal", from_hexadecimal(&text)));
        bytes.transpose()
    };
    Ok(User {
        id: row.parsed("id")?,
        email: row.parsed("email")?,
        name: row.text("name")?,
        language: row.parsed("language")?,
        theme: row.parsed("theme")?,
        password: row.optional_text("password")?,
        second_factor: sealed("second_factor")?,
        offered_factor: sealed("offered_factor")?,
        disabled_at: row.optional_time("disabled_at")?,
        created_at: row.time("created_at")?,
    })
}
