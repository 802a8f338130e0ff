//! `DebtorService`: debtors and their master lists.

use super::{Answer, Reading, Reads};
use crate::soap::value::Value;
use crate::world::{Debtor, Kind, Manager, OrganisationUnit, WorldFault};

pub(in crate::soap) const READS: Reads = &[
    ("List_GetAll", list_all),
    ("List_GetByNumber", list_by_number),
    ("Debtor_Get", get),
    ("Department_GetList", departments),
    ("Function_GetList", functions),
    ("Title_GetList", nothing),
    ("Tags_Get", nothing),
    ("Address_Get", nothing),
    ("BankAccount_Get", nothing),
    ("ContactPerson_Get", contact_person),
    ("AccountantContact_GetList", nothing),
    ("ServiceLevel_Get", nothing),
    ("Environment_Get", environment),
    ("Debtor_IsOwner", is_owner),
    ("Manager_GetList", managers),
    ("Converter_GetDebtors_IntToGuid", converter),
];

fn list_all(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.world.debtors(call.caller).map(debtor)))
}

fn list_by_number(call: Reading<'_>) -> Answer<'_> {
    let number = call.arguments.text("Number").unwrap_or_default();
    Ok(Value::list(
        call.world
            .debtors(call.caller)
            .filter(move |debtor| debtor.number == number)
            .map(debtor),
    ))
}

fn get(call: Reading<'_>) -> Answer<'_> {
    Ok(debtor(the_debtor(call)?))
}

fn departments(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(the_debtor(call)?.departments.iter().map(unit)))
}

fn functions(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(the_debtor(call)?.functions.iter().map(unit)))
}

fn managers(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(the_debtor(call)?.managers.iter().map(manager)))
}

/// What the world does not hold for a debtor.
fn nothing(call: Reading<'_>) -> Answer<'_> {
    the_debtor(call)?;
    Ok(Value::Null)
}

/// The first manager stands in for the contact.
fn contact_person(call: Reading<'_>) -> Answer<'_> {
    let contact = the_debtor(call)?.managers.first();
    Ok(Value::or_null(contact, |manager| {
        Value::record([("Email", Value::text(&manager.email)), ("Name", full_name(manager))])
    }))
}

fn environment(call: Reading<'_>) -> Answer<'_> {
    let credentials = call.credentials;
    let domain = &call.world.soap_user(credentials)?.domain;
    let host = format!("{domain}.nmbrs.nl");
    Ok(Value::record([
        ("Domain", Value::Text(host.into())),
        ("SubDomain", Value::text(domain)),
    ]))
}

fn is_owner(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::Bool(call.caller.sight.debtors.is_none()))
}

fn converter(call: Reading<'_>) -> Answer<'_> {
    let mappings = call.world.debtors(call.caller).map(|debtor| {
        let uuid = call.world.uuid(Kind::Debtor, debtor.id).to_string();
        Value::record([("IdInt", Value::int(debtor.id)), ("IdGuid", Value::Text(uuid.into()))])
    });
    Ok(Value::record([
        ("Entity", Value::text("Debtor")),
        ("Mappings", Value::list(mappings)),
    ]))
}

fn the_debtor(call: Reading<'_>) -> Result<&Debtor, WorldFault> {
    call.world.debtor(call.caller, call.arguments.int("DebtorId"))
}

fn debtor(debtor: &Debtor) -> Value<'_> {
    Value::record([
        ("Id", Value::int(debtor.id)),
        ("Number", Value::text(&debtor.number)),
        ("Name", Value::text(&debtor.name)),
    ])
}

/// A department or a function as `Department` and `Function` have it.
pub(super) fn unit(unit: &OrganisationUnit) -> Value<'_> {
    Value::record([
        ("Id", Value::int(unit.id)),
        ("Code", Value::int(unit.code)),
        ("Description", Value::text(&unit.description)),
    ])
}

/// A manager as `Manager` and `Staff` have it.
pub(super) fn manager(manager: &Manager) -> Value<'_> {
    Value::record([
        ("Number", Value::int(manager.id)),
        ("FirstName", Value::text(&manager.first_name)),
        ("Name", Value::text(&manager.last_name)),
        ("Email", Value::text(&manager.email)),
    ])
}

/// First and last name in one text.
pub(super) fn full_name(manager: &Manager) -> Value<'_> {
    Value::Text(format!("{} {}", manager.first_name, manager.last_name).into())
}
