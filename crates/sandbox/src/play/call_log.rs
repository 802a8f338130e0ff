//! What was called: counts by operation, and the last calls.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;

use super::call::Interface;

/// How many calls are kept one by one.
const KEPT: usize = 1000;

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallRecord {
    /// Ordinal number since the last reset, from 1.
    pub number: u64,
    /// The world's time.
    pub at: Timestamp,
    /// Interface.
    pub interface: Interface,
    /// Operation.
    pub operation: String,
    /// Whether it can change something.
    pub write: bool,
    /// HTTP status of the answer; absent when the connection was cut.
    pub status: Option<u16>,
    /// Fault on demand that it met.
    pub fault: Option<&'static str>,
}

/// The calls of one operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CallCount {
    /// Calls.
    pub calls: u64,
    /// Of which the answer was a refusal (status 400 and up) without a fault on demand.
    pub refused: u64,
    /// Of which met a fault on demand.
    pub faulted: u64,
    /// Whether the operation can change something.
    pub write: bool,
}

/// The counts and the last calls.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Calls {
    /// All calls.
    pub total: u64,
    /// Calls that only read.
    pub reads: u64,
    /// Calls that can change something.
    pub writes: u64,
    /// By operation.
    pub operations: BTreeMap<String, CallCount>,
    /// The last calls, oldest first.
    pub last: VecDeque<CallRecord>,
}

/// Counts calls. One short lock per call: the text of an operation is only copied for the record.
#[derive(Debug, Default)]
pub struct CallLog(Mutex<Calls>);

impl CallLog {
    /// Counts a call and keeps it; its number comes from here.
    pub fn add(&self, mut record: CallRecord) {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.total += 1;
        if record.write {
            calls.writes += 1;
        } else {
            calls.reads += 1;
        }
        record.number = calls.total;
        if !calls.operations.contains_key(&record.operation) {
            calls.operations.insert(record.operation.clone(), CallCount::default());
        }
        if let Some(count) = calls.operations.get_mut(&record.operation) {
            count.calls += 1;
            count.write = record.write;
            count.faulted += u64::from(record.fault.is_some());
            count.refused += u64::from(record.fault.is_none() && record.status.is_some_and(|status| status >= 400));
        }
        if calls.last.len() == KEPT {
            calls.last.pop_front();
        }
        calls.last.push_back(record);
    }

    /// The counts and the last calls.
    pub fn calls(&self) -> Calls {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Starts counting anew.
    pub fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Calls::default();
    }
}
