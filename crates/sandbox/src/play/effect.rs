//! The effect of a call on the world: as a rule once and at once, and otherwise when a fault has it so.

use axum::response::Response;
use jiff::{SignedDuration, Timestamp};

use super::call::{Interface, Play, now};
use super::deed::Deed;
use super::fault::FaultKind;
use super::late::LateDeed;
use crate::data::log_in;
use crate::world::{BatchMode, Caller, World};

impl Play {
    /// Does what a call does, as a fault has it, and gives the answer.
    pub(super) fn take_effect(&self, deed: Deed, interface: Interface, fault: Option<&FaultKind>) -> Response {
        match fault {
            Some(FaultKind::Late {
                delay_seconds,
                after_reads,
                ..
            }) => {
                self.postpone(deed, interface, *delay_seconds, *after_reads);
                return Response::default();
            }
            Some(FaultKind::Twice) => drop(self.perform(&deed, interface)),
            Some(FaultKind::ClosePeriod) => close_periods(&mut self.world_mut()),
            Some(FaultKind::PartialBatch { rows }) => return self.perform_partly(&deed, interface, *rows),
            _ => {}
        }
        self.perform(&deed, interface)
    }

    fn perform(&self, deed: &Deed, interface: Interface) -> Response {
        match deed {
            Deed::Read(read) => {
                let world = self.world();
                let answer = read(&world, now(&world));
                self.late.count_read(interface);
                answer
            }
            Deed::Write(write) => {
                let mut world = self.world_mut();
                let now = now(&world);
                write(&mut world, now)
            }
        }
    }

    /// Performs a deed of which a batch stores its first rows.
    fn perform_partly(&self, deed: &Deed, interface: Interface, rows: usize) -> Response {
        let Deed::Write(write) = deed else {
            return self.perform(deed, interface);
        };
        let mut world = self.world_mut();
        let now = now(&world);
        let usual = std::mem::replace(&mut world.settings.batch, BatchMode::FirstRows(rows));
        let answer = write(&mut world, now);
        world.settings.batch = usual;
        answer
    }

    /// Has a deed take effect later; one that only reads has no effect.
    fn postpone(&self, deed: Deed, interface: Interface, delay_seconds: u64, reads: u64) {
        let Deed::Write(deed) = deed else { return };
        let delay = SignedDuration::from_secs(i64::try_from(delay_seconds).unwrap_or(i64::MAX));
        let due = self.now().checked_add(delay).unwrap_or(Timestamp::MAX);
        self.late.add(LateDeed {
            due,
            interface,
            reads,
            deed,
        });
    }
}

/// Closes the open period of every company.
fn close_periods(world: &mut World) {
    let caller = Caller::person(log_in::EMAIL, now(world));
    let companies: Vec<i32> = world.companies.keys().copied().collect();
    for company in companies {
        // The caller sees every company, so nothing is refused.
        let _open = world.close_period(&caller, company);
    }
}
