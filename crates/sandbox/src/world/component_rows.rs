//! The rows of one kind of component, by employee and by id.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::component::Component;
use super::period::Period;

/// All hour components, or all wage components.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ComponentRows {
    by_employee: BTreeMap<i32, Vec<Component>>,
    /// Row id → employee id; follows from the rows.
    #[serde(skip)]
    owners: HashMap<i32, i32>,
}

impl ComponentRows {
    /// Rebuilds what is not stored.
    pub(super) fn reindex(&mut self) {
        self.owners = self.all().map(|row| (row.id, row.employee)).collect();
    }

    /// Adds a row.
    pub(super) fn add(&mut self, row: Component) {
        self.owners.insert(row.id, row.employee);
        self.by_employee.entry(row.employee).or_default().push(row);
    }

    /// Takes a row out.
    pub(super) fn remove(&mut self, id: i32) -> Option<Component> {
        let employee = self.owners.remove(&id)?;
        let rows = self.by_employee.get_mut(&employee)?;
        let place = rows.iter().position(|row| row.id == id)?;
        Some(rows.remove(place))
    }

    /// A row to change.
    pub(super) fn get_mut(&mut self, id: i32) -> Option<&mut Component> {
        let employee = self.owners.get(&id)?;
        self.by_employee.get_mut(employee)?.iter_mut().find(|row| row.id == id)
    }

    /// A row by id.
    pub fn get(&self, id: i32) -> Option<&Component> {
        self.of(*self.owners.get(&id)?).iter().find(|row| row.id == id)
    }

    /// Every row of an employee, in order of entry.
    pub fn of(&self, employee: i32) -> &[Component] {
        self.by_employee.get(&employee).map_or(&[], Vec::as_slice)
    }

    /// The variable rows of an employee and period, in order of entry.
    pub fn variable(&self, employee: i32, period: Period) -> impl Iterator<Item = &Component> {
        self.of(employee)
            .iter()
            .filter(move |row| !row.span.is_fixed() && row.span.covers(period))
    }

    /// The fixed rows of an employee that count in a period, in order of entry.
    pub fn fixed(&self, employee: i32, period: Period) -> impl Iterator<Item = &Component> {
        self.of(employee)
            .iter()
            .filter(move |row| row.span.is_fixed() && row.span.covers(period))
    }

    /// Every row, by employee and in order of entry.
    pub fn all(&self) -> impl Iterator<Item = &Component> {
        self.by_employee.values().flatten()
    }
}
