//! What holds for somebody on a day, and whose word it is.

use super::{Field, Length, Owner, Percent, ProfileEntry, Setting};
use crate::allowance::{MealRule, TravelAgreement};
use crate::calendar::{Date, DateRange};
use crate::dated::Dated;
use crate::ids::PersonId;
use crate::language::Language;
use crate::odd::OddThresholds;
use crate::quantity::Cents;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

/// All settings of an organisation, ordered for asking what holds for anybody.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    entries: HashMap<Owner, BTreeMap<Field, BTreeMap<Date, Option<Setting>>>>,
    /// The fields of which anybody says anything: of the others nothing has to be looked for.
    said: BTreeSet<Field>,
}

/// A value, with whose it is and since when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Effective {
    /// The value.
    pub setting: Setting,
    /// Whose it is.
    pub owner: Owner,
    /// The day since which its owner says so.
    pub since: Date,
}

/// Two groups of a person say different things, and none of them is the preferred one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, thiserror::Error)]
#[error(
    "{field} is {} in group {group} and {} in group {other_group}: set it for the person, or name a preferred group",
    value.written(), other_value.written()
)]
pub struct Ambiguity {
    /// What it is about.
    pub field: Field,
    /// One group.
    pub group: String,
    /// What it says.
    pub value: Setting,
    /// The other group.
    pub other_group: String,
    /// What that says.
    pub other_value: Setting,
}

impl Ambiguity {
    /// What is unclear, and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let label = self.field.label(language);
        let (value, other) = (self.value.shown(language), self.other_value.shown(language));
        let (group, other_group) = (&self.group, &self.other_group);
        language.pick(
            format!(
                "{label}: {value} in groep {group}, maar {other} in groep {other_group}. Stel het bij de medewerker in, of kies een voorkeursgroep."
            ),
            format!(
                "{label}: {value} in group {group}, but {other} in group {other_group}. Set it for the person, or choose a preferred group."
            ),
        )
    }
}

/// Everything that holds for one person on one day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EffectiveProfile {
    fields: BTreeMap<Field, Result<Effective, Ambiguity>>,
}

impl EffectiveProfile {
    /// What holds for this field, and whose it is; `None` where nobody set it.
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things.
    pub fn get(&self, field: Field) -> Result<Option<&Effective>, Ambiguity> {
        match self.fields.get(&field) {
            None => Ok(None),
            Some(Ok(effective)) => Ok(Some(effective)),
            Some(Err(ambiguity)) => Err(ambiguity.clone()),
        }
    }

    /// From where on figures are odd: what is set, else the defaults; the defaults too where groups disagree.
    #[must_use]
    pub fn odd_thresholds(&self) -> OddThresholds {
        let default = OddThresholds::default();
        let percent = |set: Result<Option<&Percent>, Ambiguity>| set.ok().flatten().map(|percent| percent.number());
        let length = |set: Result<Option<&Length>, Ambiguity>| set.ok().flatten().map(|length| length.minutes());
        OddThresholds {
            usual_percent: percent(self.odd_usual()).unwrap_or(default.usual_percent),
            longest_shift: length(self.odd_shift()).unwrap_or(default.longest_shift),
            break_percent: percent(self.odd_break()).unwrap_or(default.break_percent),
            day_of_leave: length(self.odd_leave()).unwrap_or(default.day_of_leave),
            ..default
        }
    }
}

impl Profiles {
    /// The settings in whatever order; of two of one owner, field and day the last counts.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = ProfileEntry>) -> Self {
        let mut profiles = Self::default();
        for entry in entries {
            profiles.said.insert(entry.field);
            let of_owner = profiles.entries.entry(entry.owner).or_default();
            let of_field = of_owner.entry(entry.field).or_default();
            of_field.insert(entry.valid_from, entry.setting);
        }
        profiles
    }

    /// Everything that holds for a person of these groups on a day.
    #[must_use]
    pub fn on(&self, person: PersonId, groups: &[String], date: Date) -> EffectiveProfile {
        let fields = Field::ALL
            .iter()
            .filter_map(|field| Some((*field, self.field_on(*field, person, groups, date)?)));
        EffectiveProfile {
            fields: fields.collect(),
        }
    }

    /// What holds about one field for a person of these groups on a day; `None` where nobody set it.
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things.
    pub fn field(
        &self,
        field: Field,
        person: PersonId,
        groups: &[String],
        date: Date,
    ) -> Result<Option<Setting>, Ambiguity> {
        let effective = self.field_on(field, person, groups, date).transpose()?;
        Ok(effective.map(|effective| effective.setting))
    }

    /// What one owner itself says about a field on a day.
    #[must_use]
    pub fn own(&self, owner: &Owner, field: Field, date: Date) -> Option<Effective> {
        let (since, setting) = self.dated(owner, field)?.range(..=date).next_back()?;
        let (setting, owner) = (setting.clone()?, owner.clone());
        Some(Effective {
            setting,
            owner,
            since: *since,
        })
    }

    /// The next day after `date` on which the owner itself says something else about the field.
    #[must_use]
    pub fn next_change(&self, owner: &Owner, field: Field, date: Date) -> Option<Date> {
        let later = (Bound::Excluded(date), Bound::Unbounded);
        let (day, _) = self.dated(owner, field)?.range(later).next()?;
        Some(*day)
    }

    fn dated(&self, owner: &Owner, field: Field) -> Option<&BTreeMap<Date, Option<Setting>>> {
        self.entries.get(owner)?.get(&field)
    }

    /// The person's own, else that of the groups, else that of the organisation.
    fn field_on(
        &self,
        field: Field,
        person: PersonId,
        groups: &[String],
        date: Date,
    ) -> Option<Result<Effective, Ambiguity>> {
        if !self.said.contains(&field) {
            return None;
        }
        if let Some(own) = self.own(&Owner::Person(person), field, date) {
            return Some(Ok(own));
        }
        let of_groups = groups.iter().filter_map(|group| {
            let effective = self.own(&Owner::Group(group.clone()), field, date)?;
            Some((group.as_str(), effective))
        });
        let of_groups: BTreeMap<&str, Effective> = of_groups.collect();
        agreed(field, &of_groups, self.preferred(person, date).as_deref())
            .or_else(|| self.own(&Owner::Organisation, field, date).map(Ok))
    }

    /// The preferred group: the person's own choice, else that of the organisation.
    fn preferred(&self, person: PersonId, date: Date) -> Option<String> {
        let chosen = [Owner::Person(person), Owner::Organisation]
            .iter()
            .find_map(|owner| self.own(owner, Field::PreferredGroup, date))?;
        Some(chosen.setting.written())
    }

    /// The meal rules of a person over a range, for [`meal_days`](crate::allowance::meal_days): one from the first day,
    /// and one from every day on which another starts to hold.
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things on one of the days.
    pub fn meal_rules(
        &self,
        person: PersonId,
        groups: &[String],
        range: DateRange,
    ) -> Result<Vec<Dated<MealRule>>, Ambiguity> {
        self.over(Field::Meal, person, groups, range, |setting| match setting {
            Some(Setting::Meal(rule)) => rule,
            _ => MealRule::NONE,
        })
    }

    /// The travel agreements of a person over a range, for [`travel_days`](crate::allowance::travel_days).
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things on one of the days.
    pub fn travel_agreements(
        &self,
        person: PersonId,
        groups: &[String],
        range: DateRange,
    ) -> Result<Vec<Dated<TravelAgreement>>, Ambiguity> {
        self.over(Field::Travel, person, groups, range, |setting| match setting {
            Some(Setting::Travel(agreement)) => agreement,
            _ => TravelAgreement::PerDay(Cents::ZERO),
        })
    }

    /// What holds on the first day of a range, and on each day of it on which that may change.
    fn over<T>(
        &self,
        field: Field,
        person: PersonId,
        groups: &[String],
        range: DateRange,
        value: fn(Option<Setting>) -> T,
    ) -> Result<Vec<Dated<T>>, Ambiguity> {
        let mut owners = vec![Owner::Organisation, Owner::Person(person)];
        owners.extend(groups.iter().cloned().map(Owner::Group));
        let entries = owners
            .iter()
            .flat_map(|owner| [field, Field::PreferredGroup].map(|field| self.dated(owner, field)));
        let changes = entries.flatten().flat_map(|dated| dated.range(range.from..=range.to));
        let mut days: BTreeSet<Date> = changes.map(|(day, _)| *day).collect();
        days.insert(range.from);
        days.into_iter()
            .map(|day| {
                let effective = self.field_on(field, person, groups, day).transpose()?;
                Ok(Dated::new(day, value(effective.map(|effective| effective.setting))))
            })
            .collect()
    }
}

/// What the groups of a person say: the preferred one's word, else what all of them agree on.
fn agreed(
    field: Field,
    groups: &BTreeMap<&str, Effective>,
    preferred: Option<&str>,
) -> Option<Result<Effective, Ambiguity>> {
    if let Some(effective) = preferred.and_then(|preferred| groups.get(preferred)) {
        return Some(Ok(effective.clone()));
    }
    let (group, first) = groups.first_key_value()?;
    let Some((other_group, other)) = groups.iter().find(|(_, other)| other.setting != first.setting) else {
        return Some(Ok(first.clone()));
    };
    Some(Err(Ambiguity {
        field,
        group: (*group).to_owned(),
        value: first.setting.clone(),
        other_group: (*other_group).to_owned(),
        other_value: other.setting.clone(),
    }))
}
