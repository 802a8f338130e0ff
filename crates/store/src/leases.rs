//! Leases: one sender per company at a time, on however many machines.

use crate::dialect::Statement;
use crate::row::Row;
use crate::schema::LEASE;
use crate::value::values;
use crate::{Lease, Result, Store};
use jiff::Timestamp;

const ACQUIRE: Statement = Statement::new(
    "acquiring a lease",
    "INSERT INTO lease (name, holder, fence, until) VALUES ($1, $2, 1, $3)
     ON CONFLICT (name) DO UPDATE
     SET holder = excluded.holder, fence = lease.fence + 1, until = excluded.until
     WHERE lease.until <= $4 OR lease.holder = excluded.holder
     RETURNING name, fence, until",
);
const RENEW: Statement = Statement::new(
    "renewing a lease",
    "UPDATE lease SET until = $3 WHERE name = $1 AND fence = $2",
);
const RELEASE: Statement = Statement::new(
    "releasing a lease",
    "UPDATE lease SET holder = '', fence = fence + 1, until = 0 WHERE name = $1 AND fence = $2",
);

const AS_IT_IS: Statement = Statement::new(
    "reading a lease",
    "SELECT name, fence, until FROM lease WHERE name = $1",
);

impl Store {
    /// A lease as it is now, whoever holds it; `None` if nobody ever took it.
    pub async fn lease(&self, name: &str) -> Result<Option<Lease>> {
        self.read_one(&LEASE, AS_IT_IS, values![name], lease).await
    }

    /// Takes a lease that is free, has ended, or is the holder's own, for this many milliseconds. `None`: somebody
    /// else holds it. The fence rises each time, so that whoever held it before can change nothing more.
    pub async fn acquire_lease(&self, name: &str, holder: &str, now: Timestamp, ttl_ms: i64) -> Result<Option<Lease>> {
        let until = now.as_millisecond().saturating_add(ttl_ms);
        self.write_returning(&LEASE, ACQUIRE, values![name, holder, until, now], lease)
            .await
    }

    /// Lets the lease last this many milliseconds from now. `false`: it was taken over or released.
    pub async fn renew_lease(&self, lease: &Lease, now: Timestamp, ttl_ms: i64) -> Result<bool> {
        let until = now.as_millisecond().saturating_add(ttl_ms);
        let values = values![lease.name.as_str(), lease.fence, until];
        Ok(self.write(RENEW, values).await? == 1)
    }

    /// Gives the lease back; from then on it allows nothing. `false`: it was taken over or released before.
    pub async fn release_lease(&self, lease: &Lease) -> Result<bool> {
        Ok(self.write(RELEASE, values![lease.name.as_str(), lease.fence]).await? == 1)
    }
}

fn lease(row: &Row<'_>) -> Result<Lease> {
    Ok(Lease {
        name: row.text("name")?,
        fence: row.integer("fence")?,
        until: row.time("until")?,
    })
}
