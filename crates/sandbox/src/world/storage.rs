//! The world itself: its tables, their ids and their indexes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::company::{Company, Debtor};
use super::component::ComponentKind;
use super::component_rows::ComponentRows;
use super::days::DayRows;
use super::effect::Effect;
use super::employee::Employee;
use super::grant::Grants;
use super::id::{Kind, uuid_of};
use super::settings::Settings;
use super::user::User;
use crate::data::DataSet;

/// Everything that the played environment holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// The seed that UUIDs follow from.
    pub seed: u64,
    /// Switches for what is not known for sure.
    pub settings: Settings,
    /// The data set that it began as; a reset builds that one again.
    pub origin: Option<DataSet>,
    /// The time, when it was set; else the real one.
    pub clock: Option<Timestamp>,
    /// Users.
    pub users: Vec<User>,
    /// OAuth grants.
    pub grants: Grants,
    pub(crate) debtors: BTreeMap<i32, Debtor>,
    pub(crate) companies: BTreeMap<i32, Company>,
    pub(crate) employees: BTreeMap<i32, Employee>,
    pub(super) hours: ComponentRows,
    pub(super) wages: ComponentRows,
    pub(super) days: DayRows,
    #[serde(default)]
    pub(super) effects: Vec<Effect>,
    counters: HashMap<Kind, i32>,
    /// UUID → number, for the kinds that are asked for by id; follows from the rest.
    #[serde(skip)]
    by_uuid: HashMap<Uuid, (Kind, i32)>,
}

impl World {
    /// An empty world.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            settings: Settings::default(),
            origin: None,
            clock: None,
            users: Vec::new(),
            grants: Grants::default(),
            debtors: BTreeMap::new(),
            companies: BTreeMap::new(),
            employees: BTreeMap::new(),
            hours: ComponentRows::default(),
            wages: ComponentRows::default(),
            days: DayRows::default(),
            effects: Vec::new(),
            counters: HashMap::new(),
            by_uuid: HashMap::new(),
        }
    }

    /// The next number of a kind.
    pub fn next_id(&mut self, kind: Kind) -> i32 {
        let next = self.counters.entry(kind).or_insert(kind.first());
        *next += 1;
        *next - 1
    }

    /// The UUID of an entity.
    pub fn uuid(&self, kind: Kind, id: i32) -> Uuid {
        uuid_of(self.seed, kind, id)
    }

    /// The number of an entity of which the UUID is known. Works for debtors, companies, employees, components,
    /// cost centres and cost units, runs, departments, functions and managers.
    pub fn id_of(&self, kind: Kind, uuid: Uuid) -> Option<i32> {
        self.by_uuid
            .get(&uuid)
            .filter(|known| known.0 == kind)
            .map(|known| known.1)
    }

    /// Makes an entity known by its UUID.
    pub(super) fn know(&mut self, kind: Kind, id: i32) {
        self.by_uuid.insert(self.uuid(kind, id), (kind, id));
    }

    /// Forgets the UUID of an entity that is gone.
    pub(super) fn forget(&mut self, kind: Kind, id: i32) {
        self.by_uuid.remove(&self.uuid(kind, id));
    }

    /// Puts a debtor into the world, or replaces the one with its id.
    pub fn put_debtor(&mut self, debtor: Debtor) {
        self.know(Kind::Debtor, debtor.id);
        let units = [
            (Kind::Department, &debtor.departments),
            (Kind::Function, &debtor.functions),
        ];
        for (kind, id) in units
            .into_iter()
            .flat_map(|(kind, list)| list.iter().map(move |unit| (kind, unit.id)))
        {
            self.know(kind, id);
        }
        for manager in &debtor.managers {
            self.know(Kind::Manager, manager.id);
        }
        self.debtors.insert(debtor.id, debtor);
    }

    /// Puts a company into the world, or replaces the one with its id.
    pub fn put_company(&mut self, company: Company) {
        self.know(Kind::Company, company.id);
        for (kind, list) in [
            (Kind::CostCenter, &company.cost_centers),
            (Kind::CostUnit, &company.cost_units),
        ] {
            for entry in list {
                self.know(kind, entry.id);
            }
        }
        for run in &company.runs {
            self.know(Kind::Run, run.id);
        }
        self.companies.insert(company.id, company);
    }

    /// Puts an employee into the world, or replaces the one with the same id; the company lists it.
    pub fn put_employee(&mut self, employee: Employee) {
        self.know(Kind::Employee, employee.id);
        if let Some(company) = self.companies.get_mut(&employee.company)
            && !self.employees.contains_key(&employee.id)
        {
            company.employees.push(employee.id);
        }
        self.employees.insert(employee.id, employee);
    }

    /// The rows of a kind of component.
    pub const fn components(&self, kind: ComponentKind) -> &ComponentRows {
        match kind {
            ComponentKind::Hours => &self.hours,
            ComponentKind::Wages => &self.wages,
        }
    }

    pub(super) const fn components_mut(&mut self, kind: ComponentKind) -> &mut ComponentRows {
        match kind {
            ComponentKind::Hours => &mut self.hours,
            ComponentKind::Wages => &mut self.wages,
        }
    }

    /// The settings of days.
    pub const fn days(&self) -> &DayRows {
        &self.days
    }

    /// Writes the world to a file, as JSON, by way of a file beside it so that a crash leaves the old one.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let draft = path.with_extension("draft");
        std::fs::write(&draft, serde_json::to_vec(self)?)?;
        std::fs::rename(draft, path)
    }

    /// Reads a world that [`Self::save`] wrote.
    pub fn load(path: &Path) -> std::io::Result<Self> {
        let mut world: Self = serde_json::from_slice(&std::fs::read(path)?)?;
        world.reindex();
        Ok(world)
    }

    /// Rebuilds what is not stored.
    fn reindex(&mut self) {
        self.hours.reindex();
        self.wages.reindex();
        for debtor in self.debtors.clone().into_values() {
            self.put_debtor(debtor);
        }
        for company in self.companies.clone().into_values() {
            self.put_company(company);
        }
        let employees = self.employees.keys().map(|id| (Kind::Employee, *id));
        let hours = self.hours.all().map(|row| (Kind::HourComponent, row.id));
        let wages = self.wages.all().map(|row| (Kind::WageComponent, row.id));
        for (kind, id) in employees.chain(hours).chain(wages).collect::<Vec<_>>() {
            self.know(kind, id);
        }
    }
}
