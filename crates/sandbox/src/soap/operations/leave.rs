//! `EmployeeService`: leave balances. The world holds no leave or absence by date: those lists are empty.

use super::{Answer, Reading, Reads};
use crate::soap::value::Value;
use crate::world::{LeaveBalance, WorldFault};

pub(in crate::soap) const READS: Reads = &[
    ("Leave_GetList", nothing),
    ("Leave_GetList_V2", nothing),
    ("LeaveBalance_Get", balance),
    ("LeaveBalance_GetPerType", balance_per_type),
    ("Absence_GetList", nothing),
    ("Absence2_GetList", nothing),
    ("Absence_GetAll_AllEmployeesByCompany", nothing_of_all),
];

fn nothing(call: Reading<'_>) -> Answer<'_> {
    call.employee()?;
    Ok(Value::Null)
}

fn nothing_of_all(call: Reading<'_>) -> Answer<'_> {
    call.company()?;
    Ok(Value::Null)
}

/// All kinds of leave together; nothing is taken here, so it stands as it began.
fn balance(call: Reading<'_>) -> Answer<'_> {
    let total = total(call.employee()?.leave_balances.iter());
    Ok(Value::record([
        ("DecMedewerkerVerlofStartSaldo", Value::hundredths(total)),
        ("DecMedewerkerVerlofCurrSaldo", Value::hundredths(total)),
    ]))
}

fn balance_per_type(call: Reading<'_>) -> Answer<'_> {
    let employee = call.employee()?;
    let wanted = call.arguments.text("LeaveType").unwrap_or("Undefined");
    let groups = &call.employer()?.leave_groups;
    let group = groups
        .iter()
        .find(|group| group.group == wanted)
        .ok_or(WorldFault::NotFound)?;
    let total = total(
        employee
            .leave_balances
            .iter()
            .filter(|balance| balance.leave_group == group.id),
    );
    Ok(Value::record([
        ("OpeningBalance", Value::hundredths(total)),
        ("CurrentBalance", Value::hundredths(total)),
    ]))
}

fn total<'w>(balances: impl Iterator<Item = &'w LeaveBalance>) -> i64 {
    balances.map(|balance| balance.hundredths).sum()
}
