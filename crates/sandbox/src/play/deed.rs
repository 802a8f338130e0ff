//! What a call does to the world, and what it answers.

use axum::response::Response;
use jiff::Timestamp;

use crate::world::World;

/// Something that only reads.
type Reading = dyn Fn(&World, Timestamp) -> Response + Send + Sync;
/// Something that can change the world.
pub(super) type Writing = dyn Fn(&mut World, Timestamp) -> Response + Send + Sync;

/// What a call does, with the world's time, under the lock of the world: once, unless a fault has it otherwise.
pub enum Deed {
    /// Only reads.
    Read(Box<Reading>),
    /// Can change something.
    Write(Box<Writing>),
}

impl Deed {
    /// A deed that only reads.
    pub fn read(deed: impl Fn(&World, Timestamp) -> Response + Send + Sync + 'static) -> Self {
        Self::Read(Box::new(deed))
    }

    /// A deed that can change something.
    pub fn write(deed: impl Fn(&mut World, Timestamp) -> Response + Send + Sync + 'static) -> Self {
        Self::Write(Box::new(deed))
    }

    /// Whether it can change something.
    pub const fn writes(&self) -> bool {
        matches!(self, Self::Write(_))
    }
}
