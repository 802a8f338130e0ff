//! Faults that are ordered at the sandbox.

use crate::dice::Dice;
use crate::walk::Walk;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::{Fault, FaultKind};

/// Operations that write, over SOAP and over REST.
const WRITES: [(u32, &str, &str); 4] = [
    (
        8,
        "EmployeeService.HourComponentVar_Insert",
        "POST /api/employees/{employeeId}/variablehours",
    ),
    (
        4,
        "EmployeeService.HourComponent_Update",
        "PUT /api/employees/{employeeId}/variablehours",
    ),
    (
        2,
        "EmployeeService.HourComponent_Delete",
        "DELETE /api/employees/{employeeId}/hours/*",
    ),
    (
        3,
        "EmployeeService.DaysVar_Set",
        "POST /api/employees/{employeeId}/variabledays",
    ),
];
/// Operations that write in batches.
const BATCHES: [&str; 2] = [
    "EmployeeService.HourComponentVar_Insert_Batch",
    "EmployeeService.DaysVar_Set_Batch",
];
/// Operations that read.
const READS: [(&str, &str); 3] = [
    ("EmployeeService.HourComponentVar_Get", "GET /api/employees/*"),
    ("EmployeeService.DaysVar_Get", "GET *"),
    ("*Get*", "GET *"),
];
/// The operation that refreshes a log-in.
const REFRESH: &str = "POST /connect/token";

/// What an effect may take, in seconds: below the settling time less the time within which a call leaves.
const LATE_BELOW: u64 = 150;
/// The same where effects may come after the settling time.
const LATER_BELOW: u64 = 900;

impl Walk<'_> {
    /// Orders faults for the calls to come, or takes back those that did not come yet.
    pub fn make_trouble(&mut self) {
        if self.dice.percent(45) {
            if self.dice.percent(30) {
                self.clear_faults();
            }
            return;
        }
        let mut faults = Vec::new();
        for _ in 0..self.dice.count(1..=3) {
            let fault = self.some_fault();
            self.note(&format!(
                "trouble to come: {} at {}, after {} calls, {} times",
                fault.kind.name(),
                fault.operation,
                fault.skip,
                fault.count
            ));
            faults.push(fault);
        }
        let seed = self.dice.seed();
        self.order_faults(seed, faults);
    }

    /// Nothing goes wrong any more.
    pub fn clear_faults(&mut self) {
        self.order_faults(0, Vec::new());
    }

    fn order_faults(&mut self, seed: u64, faults: Vec<Fault>) {
        let met = self.nmbrs.order_faults(seed, faults);
        self.watch.twice += met.get("twice").copied().unwrap_or(0);
        self.tally.met(&met);
    }

    fn some_fault(&mut self) -> Fault {
        let rest = self.scenario.interface == Interface::Rest;
        let late_below = if self.options.late { LATER_BELOW } else { LATE_BELOW };
        let dice = &mut self.dice;
        let place = if rest { dice.percent(12) } else { false };
        let (operation, kind) = if place {
            (REFRESH, reading_fault(dice))
        } else if dice.percent(22) {
            let (soap, of_rest) = *dice.pick(&READS).unwrap_or(&READS[0]);
            (if rest { of_rest } else { soap }, reading_fault(dice))
        } else if self.scenario.batches && dice.percent(60) {
            let operation = dice.pick(&BATCHES).copied().unwrap_or(BATCHES[0]);
            (operation, writing_fault(dice, late_below, true))
        } else {
            let choices = WRITES.map(|(weight, soap, of_rest)| (weight, if rest { of_rest } else { soap }));
            let operation = dice.weighted(&choices).unwrap_or("*");
            (operation, writing_fault(dice, late_below, false))
        };
        Fault {
            skip: dice.count(0..=2),
            count: dice.weighted(&[(6, 1), (2, 2), (1, 5)]).unwrap_or(1),
            ..Fault::new(operation, kind)
        }
    }
}

fn reading_fault(dice: &mut Dice) -> FaultKind {
    let choices: [(u32, fn() -> FaultKind); 11] = [
        (3, || FaultKind::AnswerLost),
        (3, || FaultKind::RequestLost),
        (2, || unavailable(false)),
        (2, || FaultKind::TooMany { retry_after: Some(3) }),
        (1, || FaultKind::TooMany { retry_after: None }),
        (2, || FaultKind::Malformed),
        (2, || FaultKind::Truncated),
        (2, || FaultKind::BrokenOff),
        (1, || FaultKind::Html { after_effect: false }),
        (1, || FaultKind::TokenRevoked),
        (1, || FaultKind::RightMissing),
    ];
    dice.weighted(&choices).map_or(FaultKind::RequestLost, |kind| kind())
}

fn writing_fault(dice: &mut Dice, late_below: u64, batch: bool) -> FaultKind {
    let late = FaultKind::Late {
        delay_seconds: dice.count(1..=late_below),
        after_reads: if late_below > LATE_BELOW { dice.count(0..=5) } else { 0 },
        status: dice.percent(30).then_some(504),
    };
    let slow = FaultKind::Slow {
        delay_ms: 1,
        drip_ms: 0,
    };
    let rows = usize::try_from(dice.number(0..=3)).unwrap_or(1);
    let choices = [
        (6, FaultKind::AnswerLost),
        (5, FaultKind::RequestLost),
        (2, unavailable(false)),
        (3, unavailable(true)),
        (2, FaultKind::TooMany { retry_after: Some(20) }),
        (1, FaultKind::TooMany { retry_after: None }),
        (2, FaultKind::Malformed),
        (2, FaultKind::Truncated),
        (2, FaultKind::BrokenOff),
        (1, FaultKind::Html { after_effect: false }),
        (1, FaultKind::Html { after_effect: true }),
        (3, slow),
        (1, FaultKind::TokenRevoked),
        (1, FaultKind::RightMissing),
        (7, late),
        (3, FaultKind::Twice),
        (2, FaultKind::ClosePeriod),
        (if batch { 6 } else { 1 }, FaultKind::PartialBatch { rows }),
    ];
    dice.weighted(&choices).unwrap_or(FaultKind::AnswerLost)
}

const fn unavailable(after_effect: bool) -> FaultKind {
    FaultKind::Status {
        status: 503,
        after_effect,
    }
}
