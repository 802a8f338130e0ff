//! Nmbrs as it really is: what it holds, who wrote it, and what people do there by hand. Nothing of this goes over the
//! interfaces.

use super::beginning::COMPANY;
use super::worker::Worker;
use anyhow::Context as _;
use loonbrug_domain::PayPeriod;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::world::{
    Caller, ComponentKind, Days, DaysKind, Kind, NewComponent, Period, Quantity, Span, Through, What, World, WorldFault,
};
use loonbrug_sandbox::{Fault, Order, Play, Running};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The user that people and tokens work by.
const USER: &str = Worker::user();

/// A row of hours that Nmbrs holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Number id.
    pub id: i32,
    /// The id as the interface names it.
    pub name: String,
    /// Employee number.
    pub employee: i64,
    /// Pay period, as year and number.
    pub period: (i16, u8),
    /// Hour code.
    pub code: i64,
    /// Hundredths of an hour.
    pub quantity: i64,
    /// Our mark in its comment, if it has one.
    pub mark: Option<String>,
    /// Whether a person entered it.
    pub entered_by_hand: bool,
}

/// Something that was done to hours or days in Nmbrs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deed {
    /// `insert`, `change`, `remove`, `set-days`, `clear-days`.
    pub what: &'static str,
    /// The row, as the interface names it; empty for days.
    pub row: String,
    /// Employee number.
    pub employee: i64,
    /// Pay period, as year and number.
    pub period: (i16, u8),
    /// Hour code; 0 for days.
    pub code: i64,
    /// Hundredths of an hour, or days.
    pub quantity: i64,
    /// Our mark in the comment that went along.
    pub mark: Option<String>,
    /// Whether a person did it.
    pub by_hand: bool,
}

/// Nmbrs, from the inside.
#[derive(Clone, Debug)]
pub struct Nmbrs {
    sandbox: Arc<Running>,
    interface: Interface,
    employees: BTreeMap<i64, i32>,
    company: i32,
    scratch: PathBuf,
}

impl Nmbrs {
    /// Looks at the world that is played now.
    pub fn of(worker: &Worker, interface: Interface) -> anyhow::Result<Self> {
        let world = worker.sandbox.play().world();
        let company = world.company_by_number(COMPANY).context("there is a company")?.id;
        let caller = Caller::person(USER, worker.sandbox.play().now());
        let employees = world.employees(&caller, company, None)?;
        let employees = employees
            .map(|employee| (i64::from(employee.number), employee.id))
            .collect();
        Ok(Self {
            sandbox: Arc::clone(&worker.sandbox),
            interface,
            employees,
            company,
            scratch: worker.file("world.json"),
        })
    }

    fn play(&self) -> &Play {
        self.sandbox.play()
    }

    fn number_of(&self, employee: i32) -> i64 {
        let found = self.employees.iter().find(|(_, id)| **id == employee);
        found.map_or(0, |(number, _)| *number)
    }

    fn name(&self, world: &World, row: i32) -> String {
        match self.interface {
            Interface::Soap => row.to_string(),
            Interface::Rest => world.uuid(Kind::HourComponent, row).to_string(),
        }
    }

    /// Every row of hours.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let world = self.play().world();
        let rows = world.components(ComponentKind::Hours).all();
        rows.map(|row| Row {
            id: row.id,
            name: self.name(&world, row.id),
            employee: self.number_of(row.employee),
            period: period_of(row.span),
            code: i64::from(row.content.code),
            quantity: row.content.quantity.hundredths,
            mark: row.content.comment.as_deref().and_then(mark),
            entered_by_hand: row.written.through == Through::Person,
        })
        .collect()
    }

    /// The days of everybody in a period; nought where none were set.
    #[must_use]
    pub fn days(&self, period: PayPeriod) -> BTreeMap<i64, i64> {
        let world = self.play().world();
        let of = |employee: i32| {
            let set = world
                .days()
                .current(employee, DaysKind::Variable, Period::new(period.year, period.number));
            set.map_or(0, |row| i64::from(row.days.days))
        };
        self.employees.iter().map(|(number, id)| (*number, of(*id))).collect()
    }

    /// Everything that was done to hours and days since the beginning, oldest first.
    #[must_use]
    pub fn deeds(&self) -> Vec<Deed> {
        let world = self.play().world();
        let deeds = world.effects().iter().map(|effect| {
            let by_hand = effect.written.through == Through::Person;
            let component = effect.what.component();
            Deed {
                what: effect.what.name(),
                row: component.map_or_else(String::new, |_| self.name(&world, effect.row)),
                employee: self.number_of(effect.employee),
                period: period_of(effect.span),
                code: component.map_or(0, |(_, content)| i64::from(content.code)),
                quantity: quantity(&effect.what),
                mark: component.and_then(|(_, content)| mark(content.comment.as_deref()?)),
                by_hand,
            }
        });
        deeds.collect()
    }

    /// Orders faults in place of those that were ordered; gives how many calls met each kind before.
    pub fn order_faults(&self, seed: u64, faults: Vec<Fault>) -> BTreeMap<&'static str, u64> {
        let met = self.play().faults.met();
        self.play().faults.order(Order { seed, faults });
        met
    }

    /// How many calls met a kind of fault since the last order.
    #[must_use]
    pub fn met(&self, kind: &str) -> u64 {
        self.play().faults.met().get(kind).copied().unwrap_or(0)
    }

    fn by_hand<T>(&self, deed: impl FnOnce(&mut World, &Caller) -> Result<T, WorldFault>) -> anyhow::Result<T> {
        let now = self.play().now();
        let mut world = self.play().world_mut();
        Ok(deed(&mut world, &Caller::person(USER, now))?)
    }

    /// Somebody enters a row.
    pub fn add_row(&self, employee: i64, period: PayPeriod, code: i64, quantity: i64) -> anyhow::Result<()> {
        let id = self.employee(employee)?;
        let content = NewComponent::plain(i32::try_from(code)?, quantity);
        let span = Span::Variable(Period::new(period.year, period.number));
        self.by_hand(|world, caller| world.insert_component(caller, ComponentKind::Hours, id, content, span, true))?;
        Ok(())
    }

    /// Somebody changes code and hours of a row.
    pub fn change_row(&self, row: &Row, code: i64, quantity: i64) -> anyhow::Result<()> {
        let employee = self.employee(row.employee)?;
        let code = i32::try_from(code)?;
        self.by_hand(|world, caller| {
            let kind = ComponentKind::Hours;
            let held = world.component(caller, kind, employee, row.id)?.content.clone();
            let content = NewComponent {
                code,
                quantity: Quantity::hundredths(quantity),
                ..held
            };
            world.update_component(caller, kind, employee, row.id, content, None, true)
        })?;
        Ok(())
    }

    /// Somebody deletes a row.
    pub fn delete_row(&self, row: &Row) -> anyhow::Result<()> {
        let employee = self.employee(row.employee)?;
        self.by_hand(|world, caller| world.delete_component(caller, ComponentKind::Hours, employee, row.id, true))?;
        Ok(())
    }

    /// Somebody enters the days of a period.
    pub fn set_days(&self, employee: i64, period: PayPeriod, days: i64) -> anyhow::Result<()> {
        let id = self.employee(employee)?;
        let days = Days {
            days: i32::try_from(days)?,
            for_wage_components: None,
        };
        let period = Period::new(period.year, period.number);
        self.by_hand(|world, caller| world.set_days(caller, DaysKind::Variable, id, days, period, true))?;
        Ok(())
    }

    fn employee(&self, number: i64) -> anyhow::Result<i32> {
        self.employees.get(&number).copied().context("the employee is known")
    }

    /// The open period, as year and number.
    pub fn open_period(&self) -> anyhow::Result<(i16, u8)> {
        let world = self.play().world();
        let company = world.company_by_number(COMPANY).context("there is a company")?;
        Ok((company.current.year, company.current.number))
    }

    /// The open period is closed and the next one opens.
    pub fn close_period(&self) -> anyhow::Result<()> {
        self.by_hand(|world, caller| world.close_period(caller, self.company))?;
        Ok(())
    }

    /// Somebody opens another period, as one can in Nmbrs. The world has no such order for the interfaces, so it is done
    /// in the form in which it is saved.
    pub fn open(&self, period: PayPeriod) -> anyhow::Result<()> {
        if self.open_period()? == (period.year, period.number) {
            return Ok(());
        }
        let mut world = self.play().world_mut();
        world.save(&self.scratch)?;
        let mut saved: serde_json::Value = serde_json::from_slice(&std::fs::read(&self.scratch)?)?;
        let company = saved
            .pointer_mut(&format!("/companies/{}/current", self.company))
            .context("the company has an open period")?;
        *company = serde_json::to_value(Period::new(period.year, period.number))?;
        std::fs::write(&self.scratch, serde_json::to_vec(&saved)?)?;
        *world = World::load(&self.scratch)?;
        Ok(())
    }

    /// Whether the API token of the user works.
    pub fn set_token(&self, works: bool) {
        for user in &mut self.play().world_mut().users {
            user.token_active = works;
        }
    }

    /// The user takes the consent back: every log-in ends.
    pub fn revoke_grants(&self) {
        self.play().world_mut().grants.revoke_user(USER);
    }

    /// Takes rights away: methods over SOAP, scopes over REST; none gives them all back.
    pub fn take_rights(&self, methods: &[&str], scopes: &[&str]) {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        for user in &mut self.play().world_mut().users {
            user.methods_off = owned(methods);
            user.scopes_off = owned(scopes);
        }
    }
}

fn period_of(span: Span) -> (i16, u8) {
    let period = span.start();
    (period.year, period.number)
}

fn quantity(what: &What) -> i64 {
    match what.days() {
        Some(days) => i64::from(days.days),
        None => what.component().map_or(0, |(_, content)| content.quantity.hundredths),
    }
}

/// Our mark in a comment: `… [LB-4ad3349913]`.
fn mark(comment: &str) -> Option<String> {
    let (_, rest) = comment.split_once("[LB-")?;
    let (mark, _) = rest.split_once(']')?;
    Some(format!("LB-{mark}"))
}
