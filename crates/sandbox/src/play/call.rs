//! One call, from its arrival to its answer: the log, the latency and the faults, around the effect on the world.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;

use super::call_log::{CallLog, CallRecord};
use super::connection::Connection;
use super::deed::Deed;
use super::fault::FaultKind;
use super::faults::Faults;
use super::late::LateDeeds;
use super::spoil;
use crate::world::{World, WorldFault};

/// The interface that a call comes in by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Interface {
    /// SOAP services.
    Soap,
    /// REST API.
    Rest,
    /// Identity service.
    Identity,
}

/// What is known of a call before anything happens.
#[derive(Debug, Clone)]
pub struct Call {
    /// Interface.
    pub interface: Interface,
    /// Operation, as counted and as faults are ordered for: `EmployeeService.HourComponentVar_Insert`,
    /// `POST /api/employees/{employeeId}/variablehours`.
    pub operation: String,
    /// The connection that it came in by.
    pub connection: Connection,
}

/// The world, and what happens to every call of it.
#[derive(Debug)]
pub struct Play {
    world: RwLock<World>,
    /// Which calls came.
    pub calls: CallLog,
    /// What goes wrong on demand.
    pub faults: Faults,
    /// What is still to take effect.
    pub(super) late: LateDeeds,
    /// Milliseconds that every call takes.
    latency_ms: AtomicU64,
}

impl Play {
    /// Plays a world, without faults and without delay.
    pub fn new(world: World) -> Self {
        Self {
            world: RwLock::new(world),
            calls: CallLog::default(),
            faults: Faults::default(),
            late: LateDeeds::default(),
            latency_ms: AtomicU64::new(0),
        }
    }

    /// The world, to read, after everything has happened that is due.
    pub fn world(&self) -> RwLockReadGuard<'_, World> {
        if self.late.count() > 0 {
            drop(self.world_mut());
        }
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The world, to change, after everything has happened that is due. A clock that is moved here tells at the next
    /// call or look.
    pub fn world_mut(&self) -> RwLockWriteGuard<'_, World> {
        let mut world = self.world.write().unwrap_or_else(PoisonError::into_inner);
        let now = now(&world);
        self.late.happen(&mut world, now);
        world
    }

    /// Plays another world: nothing of the one before is still to come, and calls are counted anew.
    pub fn put_on(&self, fresh: World) {
        *self.world_mut() = fresh;
        self.late.forget();
        self.faults.order(vec![]);
        self.calls.clear();
        self.set_latency(0);
    }

    /// The world's time: the one that was set, else the real one, to the millisecond.
    pub fn now(&self) -> Timestamp {
        now(&self.world())
    }

    /// How many calls are still to take effect, after a fault of the kind `late`.
    pub fn still_late(&self) -> usize {
        drop(self.world());
        self.late.count()
    }

    /// Milliseconds that every call takes.
    pub fn latency(&self) -> u64 {
        self.latency_ms.load(Ordering::Relaxed)
    }

    /// Makes every call take this many milliseconds.
    pub fn set_latency(&self, milliseconds: u64) {
        self.latency_ms.store(milliseconds, Ordering::Relaxed);
    }

    /// Carries out one call: waits, lets it fail when that was ordered, else does the deed; and counts it. `refuse`
    /// puts a fault of the world into the form of the interface.
    pub async fn run(&self, call: Call, refuse: impl Fn(&WorldFault) -> Response + Send, deed: Deed) -> Response {
        let fault = self.faults.meet(&call.operation);
        let write = deed.writes();
        pause(self.latency()).await;
        let before = fault.as_ref().and_then(|fault| in_place_of(fault, &call, &refuse));
        let response = match before {
            Some(answer) => answer,
            None => spoilt(self.take_effect(deed, call.interface, fault.as_ref()), fault.as_ref()).await,
        };
        let cut = fault.as_ref().is_some_and(FaultKind::cuts);
        if cut {
            call.connection.cut();
        }
        self.calls.add(CallRecord {
            number: 0,
            at: self.now(),
            interface: call.interface,
            operation: call.operation,
            write,
            status: (!cut).then_some(response.status().as_u16()),
            fault: fault.as_ref().map(FaultKind::name),
        });
        response
    }
}

/// The world's time: the one that was set, else the real one, to the millisecond.
pub fn now(world: &World) -> Timestamp {
    world.clock.unwrap_or_else(real_time)
}

#[expect(clippy::disallowed_methods, reason = "the sandbox plays a system with its own clock")]
fn real_time() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

async fn pause(milliseconds: u64) {
    if milliseconds > 0 {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
}

/// The answer of a fault that keeps the call from taking effect; `None` lets it.
fn in_place_of(fault: &FaultKind, call: &Call, refuse: &impl Fn(&WorldFault) -> Response) -> Option<Response> {
    match fault {
        FaultKind::RequestLost => Some(Response::default()),
        FaultKind::Status {
            status,
            after_effect: false,
        } => Some(spoil::page(*status)),
        FaultKind::Html { after_effect: false } => Some(spoil::page(200)),
        FaultKind::TooMany { retry_after } => Some(spoil::too_many(*retry_after)),
        FaultKind::TokenRevoked => Some(refuse(&WorldFault::InvalidAuthentication)),
        FaultKind::RightMissing => Some(refuse(&WorldFault::MethodNotAllowed {
            method: call.operation.clone(),
        })),
        _ => None,
    }
}

/// The answer of a call that took effect, as a fault leaves it.
async fn spoilt(response: Response, fault: Option<&FaultKind>) -> Response {
    match fault {
        Some(
            FaultKind::Status { status, .. }
            | FaultKind::Late {
                status: Some(status), ..
            },
        ) => spoil::page(*status),
        Some(FaultKind::PartialBatch { .. }) => spoil::page(500),
        Some(FaultKind::Html { .. }) => spoil::page(200),
        Some(FaultKind::Malformed) => spoil::malformed(response).await,
        Some(FaultKind::Truncated) => spoil::truncated(response).await,
        Some(FaultKind::BrokenOff) => spoil::broken_off(response).await,
        Some(FaultKind::Slow { delay_ms, drip_ms }) => {
            pause(*delay_ms).await;
            if *drip_ms == 0 {
                response
            } else {
                spoil::dripping(response, Duration::from_millis(*drip_ms)).await
            }
        }
        _ => response,
    }
}
