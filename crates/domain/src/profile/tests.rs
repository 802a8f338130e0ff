//! Whose word holds, on which day; what templates change; and that every value reads back.

mod effective;
mod template;
mod value;

use super::{Field, Owner, ProfileEntry, Profiles, Setting};
use crate::calendar::Date;
use crate::ids::PersonId;
use jiff::civil::date;
use uuid::Uuid;

fn somebody() -> PersonId {
    PersonId(Uuid::from_u128(1))
}

fn person() -> Owner {
    Owner::Person(somebody())
}

fn group(name: &str) -> Owner {
    Owner::Group(name.to_owned())
}

fn setting(field: Field, text: &str) -> Setting {
    Setting::parse(field, text).unwrap()
}

/// The first day of a month of 2023.
fn month(month: i8) -> Date {
    date(2023, month, 1)
}

fn set(owner: Owner, valid_from: Date, field: Field, text: &str) -> ProfileEntry {
    ProfileEntry::set(owner, valid_from, setting(field, text))
}

fn reset(owner: Owner, valid_from: Date, field: Field) -> ProfileEntry {
    ProfileEntry {
        owner,
        field,
        valid_from,
        setting: None,
    }
}

fn groups(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What holds for somebody of these groups: the value, whose it is, since when.
fn told(profiles: &Profiles, names: &[&str], on: Date, field: Field) -> String {
    match profiles.on(somebody(), &groups(names), on).get(field) {
        Ok(None) => "nobody".to_owned(),
        Ok(Some(found)) => {
            let owner = found.owner.to_string().replace(&somebody().to_string(), "somebody");
            format!("{} by {owner} since {}", found.setting.written(), found.since)
        }
        Err(ambiguity) => ambiguity.to_string(),
    }
}
