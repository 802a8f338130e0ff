//! Hour components and wage components: read, added, changed, removed.

use serde_json::{Value, json};

use super::answer::{Answer, RestFault};
use super::body::{Members, When};
use super::people::History;
use super::request::Request;
use super::value::{id, moment, number};
use crate::world::{Component, ComponentKind, Employee, Kind, NewComponent, Period, Span, World};

/// The largest number of hours (API fact), and a bound for values.
const MOST_HOURS: i64 = 1000;
const MOST_VALUE: i64 = 1_000_000_000;

/// One of the four families: the names of its members, and whether its rows recur.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    kind: ComponentKind,
    fixed: bool,
    /// The member with the id.
    id: &'static str,
    /// The member with the code.
    code: &'static str,
    /// The member with the quantity.
    quantity: &'static str,
}

/// Variable hours.
pub const VARIABLE_HOURS: Family = Family {
    kind: ComponentKind::Hours,
    fixed: false,
    id: "hourComponentId",
    code: "hourCode",
    quantity: "hours",
};
/// Fixed hours.
pub const FIXED_HOURS: Family = Family {
    fixed: true,
    ..VARIABLE_HOURS
};
/// Variable wage components.
pub const VARIABLE_WAGES: Family = Family {
    kind: ComponentKind::Wages,
    fixed: false,
    id: "variableWageComponentId",
    code: "code",
    quantity: "value",
};
/// Fixed wage components.
pub const FIXED_WAGES: Family = Family {
    fixed: true,
    id: "fixedWageComponentId",
    ..VARIABLE_WAGES
};

impl Family {
    fn rows<'a>(self, world: &'a World, employee: &Employee, period: Period) -> Vec<&'a Component> {
        let rows = world.components(self.kind);
        if self.fixed {
            return rows.fixed(employee.id, period).collect();
        }
        rows.variable(employee.id, period).collect()
    }

    /// The hours of one employee: flat rows, oldest first.
    pub fn list(self, world: &World, request: &Request) -> Result<Value, RestFault> {
        let employee = request.employee(world)?;
        let company = world.company(&request.caller, employee.company)?;
        let period = request.period(world, employee.id)?;
        let from = request.created_from()?;
        let mut rows = self.rows(world, employee, period);
        rows.retain(|row| from.is_none_or(|from| row.written.at >= from));
        let codes = company.all_hour_codes();
        request.page(world, &rows, |row| {
            let mut shown = self.shown(world, row);
            let code = codes.iter().find(|code| code.code == row.content.code);
            shown["hourCodeDescription"] = json!(code.map(|code| &code.description));
            shown["createdAt"] = moment(row.written.at);
            shown
        })
    }

    /// The members that every family has.
    fn shown(self, world: &World, row: &Component) -> Value {
        let content = &row.content;
        let mut shown = json!({
            self.id: world.uuid(self.kind.id_kind(), row.id),
            self.code: content.code,
            self.quantity: number(content.quantity.hundredths, 2),
            "costCenterId": id(world, Kind::CostCenter, content.cost_center),
            "costUnitId": id(world, Kind::CostUnit, content.cost_unit),
            "comment": content.comment,
        });
        if self.fixed {
            shown["endYear"] = json!(row.span.until().map(|until| until.year));
            shown["endPeriod"] = json!(row.span.until().map(|until| until.number));
        }
        shown
    }

    const fn most(self) -> i64 {
        match self.kind {
            ComponentKind::Hours => MOST_HOURS,
            ComponentKind::Wages => MOST_VALUE,
        }
    }

    fn ids(self, world: &World, row: i32) -> Value {
        json!({ self.id: world.uuid(self.kind.id_kind(), row) })
    }

    /// Adds a row. It never merges with an equal one (inference).
    pub fn insert(self, world: &mut World, request: &Request) -> Result<Answer, RestFault> {
        let employee = request.employee(world)?.id;
        let members = request.incoming.body.members()?;
        let missing = |name: &str| RestFault::invalid(format!("{name} is required"));
        let content = NewComponent {
            code: members
                .whole(self.code, 1, i64::from(i32::MAX))?
                .ok_or_else(|| missing(self.code))?,
            quantity: members
                .quantity(self.quantity, self.most())?
                .ok_or_else(|| missing(self.quantity))?,
            cost_center: members.entity(world, Kind::CostCenter, "costCenterId")?,
            cost_unit: members.entity(world, Kind::CostUnit, "costUnitId")?,
            comment: members.text("comment")?,
        };
        let When { period, unprotected } = members.when()?;
        let from = period.unwrap_or(world.company_of(&request.caller, employee)?.current);
        let span = if self.fixed {
            Span::Fixed {
                from,
                until: end(members)?,
            }
        } else {
            Span::Variable(from)
        };
        let row = world.insert_component(&request.caller, self.kind, employee, content, span, unprotected)?;
        Ok(Answer::Created(self.ids(world, row)))
    }

    /// Changes the members of a row that are given. The id is in the body (API fact).
    pub fn update(self, world: &mut World, request: &Request) -> Result<Answer, RestFault> {
        let employee = request.employee(world)?.id;
        let members = request.incoming.body.members()?;
        let uuid = members
            .uuid(self.id)?
            .ok_or_else(|| RestFault::invalid(format!("{} is required", self.id)))?;
        let known = world
            .id_of(self.kind.id_kind(), uuid)
            .ok_or(RestFault::NoSuch { what: "component" })?;
        let held = world.component(&request.caller, self.kind, employee, known)?;
        if held.span.is_fixed() != self.fixed {
            return Err(RestFault::NoSuch { what: "component" });
        }
        let content = self.changed(world, held.content.clone(), members)?;
        let unprotected = members.when()?.unprotected;
        let until = end(members)?;
        world.update_component(&request.caller, self.kind, employee, known, content, until, unprotected)?;
        Ok(Answer::Given(self.ids(world, known)))
    }

    fn changed(self, world: &World, held: NewComponent, members: Members<'_>) -> Result<NewComponent, RestFault> {
        Ok(NewComponent {
            code: members.whole(self.code, 1, i64::from(i32::MAX))?.unwrap_or(held.code),
            quantity: members.quantity(self.quantity, self.most())?.unwrap_or(held.quantity),
            cost_center: members
                .entity(world, Kind::CostCenter, "costCenterId")?
                .or(held.cost_center),
            cost_unit: members.entity(world, Kind::CostUnit, "costUnitId")?.or(held.cost_unit),
            comment: members.text("comment")?.or(held.comment),
        })
    }

    /// Removes a row, fixed or variable: one address for both.
    pub fn delete(self, world: &mut World, request: &Request) -> Result<Answer, RestFault> {
        let employee = request.employee(world)?.id;
        let row = request.entity(world, self.kind.id_kind(), 1, "component")?;
        world.delete_component(&request.caller, self.kind, employee, row, false)?;
        Ok(Answer::Removed)
    }
}

/// The last period of a fixed row, if it is given.
fn end(members: Members<'_>) -> Result<Option<Period>, RestFault> {
    members.period("endYear", "endPeriod")
}

/// Fixed wage components of all employees.
pub const ALL_FIXED_WAGES: History = History {
    wrapper: "fixedWageComponents",
    elements: |world, employee, request| wages(world, employee, request, FIXED_WAGES),
};

/// Variable wage components of all employees; the wrapper is all lower case (API fact).
pub const ALL_VARIABLE_WAGES: History = History {
    wrapper: "variablewagecomponents",
    elements: |world, employee, request| wages(world, employee, request, VARIABLE_WAGES),
};

fn wages(
    world: &World,
    employee: &Employee,
    request: &Request,
    family: Family,
) -> Result<Vec<super::people::Element>, RestFault> {
    let period = request.period(world, employee.id)?;
    let rows = family.rows(world, employee, period);
    Ok(rows
        .into_iter()
        .map(|row| (Some(row.written.at), family.shown(world, row)))
        .collect())
}
