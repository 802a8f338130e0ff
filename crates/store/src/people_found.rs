//! Finding people: by part of a name, within reach, a page at a time.

use crate::dialect::{Statement, bulk};
use crate::people::person;
use crate::schema::PERSON;
use crate::value::{Value, values};
use crate::{Person, Result, Store};
use loonbrug_domain::access::Reach;
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use serde_json::{Value as Cell, json};

/// Which people, within whose reach.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeopleSought {
    /// Part of a name, in whatever letters; empty for all names.
    pub name: String,
    /// Over whom the asker's right reaches.
    pub reach: Reach,
}

/// Which shifts are shown: of each entry the newest word, or what counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftsShown {
    /// The days on which they start.
    pub days: DateRange,
    /// Worked for this group, or by its members; empty for all.
    pub group: String,
    /// The name of a state, `waiting` for what is open or submitted; empty for all.
    pub state: String,
}

/// Which part of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// How many come before it.
    pub skip: usize,
    /// The most that it holds.
    pub most: usize,
}

/// A part of a list, and how long the list is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found<T> {
    /// The part.
    pub part: Vec<T>,
    /// All of the list.
    pub count: usize,
}

/// Goes by the people who are sought and of whom something more is so.
macro_rules! people {
    ($doing:literal, $columns:literal, $more:literal) => {
        bulk!(
            $doing,
            concat!(
                "SELECT ",
                $columns,
                " FROM person
                 WHERE organisation = $2 AND search LIKE $3 ESCAPE '!'
                   AND ($4 = 1 OR id = $5 OR EXISTS (
                       SELECT 1 FROM"
            ),
            concat!(
                "CROSS JOIN membership
                       WHERE membership.organisation = $2 AND membership.person = person.id
                         AND membership.group_name = item.value ->> 'group'
                   ))",
                $more
            )
        )
    };
}

const FOUND: Statement = people!(
    "finding people",
    "id, organisation, number, first_name, prefix, last_name, work_email, birth_date, contract_type, active",
    " ORDER BY search, id LIMIT $6 OFFSET $7"
);
const COUNT: Statement = people!("counting people", "COUNT(*) AS number", "");
/// Of whom something is planned in the days, or who is shown in the planning though nothing is.
const PLANNED: Statement = people!(
    "finding who is planned",
    "id",
    " AND ((active = 1 AND (
          ($8 = '' AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.organisation = $2))
          OR EXISTS (
              SELECT 1 FROM membership
              WHERE membership.organisation = $2 AND membership.person = person.id AND hidden = 0
                AND ($8 = '' OR group_name = $8)
          )
          OR ($8 = '' AND EXISTS (
              SELECT 1 FROM shift
              WHERE shift.person = person.id AND date BETWEEN $6 AND $7
                AND (in_force = 1 OR state IN ('open', 'submitted', 'rejected'))
          ))
      ))
      OR EXISTS (
          SELECT 1 FROM planned_shift
          WHERE planned_shift.person = person.id AND date BETWEEN $6 AND $7 AND removed = 0
            AND ($8 = '' OR group_name = $8)
      )) ORDER BY search, id"
);
/// Who has a shift in the days that is shown.
const WORKED: Statement = people!(
    "finding who worked",
    "id",
    " AND EXISTS (
          SELECT 1 FROM shift
          WHERE shift.person = person.id AND date BETWEEN $6 AND $7
            AND (state IN ('open', 'submitted', 'rejected') OR (in_force = 1 AND removed = 0))
            AND ($9 = '' OR state = $9 OR ($9 = 'waiting' AND state IN ('open', 'submitted')))
            AND ($8 = '' OR group_name = $8 OR EXISTS (
                SELECT 1 FROM membership
                WHERE membership.organisation = $2 AND membership.person = person.id AND membership.group_name = $8
            ))
            AND (state NOT IN ('approved', 'exported') OR NOT EXISTS (
                SELECT 1 FROM shift AS later
                WHERE later.entry = shift.entry AND later.revision > 1 AND later.revision > shift.revision
                  AND later.date BETWEEN $6 AND $7 AND later.state IN ('open', 'submitted', 'rejected')
            ))
      ) ORDER BY search, id"
);
/// The number of nobody.
const NO_NUMBER: i64 = i64::MIN;
const CALLED: Statement = Statement::new(
    "finding people by number or name",
    "SELECT id, organisation, number, first_name, prefix, last_name, work_email, birth_date, contract_type, active
     FROM person WHERE organisation = $1 AND (number = $2 OR search = $3) ORDER BY search, id",
);

impl Store {
    /// The people of this number, and those of this whole name in whatever letters, by name.
    pub async fn people_called(
        &self,
        organisation: OrganisationId,
        number: Option<i64>,
        name: &str,
    ) -> Result<Vec<Person>> {
        let values = values![organisation, number.unwrap_or(NO_NUMBER), name.trim().to_lowercase()];
        self.read(&PERSON, CALLED, values, person).await
    }

    /// The people who are sought, by name.
    pub async fn people_found(
        &self,
        organisation: OrganisationId,
        sought: &PeopleSought,
        part: Part,
    ) -> Result<Found<Person>> {
        let mut values = sought.values(organisation);
        let counted = self.read(&PERSON, COUNT, values.clone(), |row| row.number("number"));
        let counted: Vec<usize> = counted.await?;
        values.extend(part.values());
        Ok(Found {
            part: self.read(&PERSON, FOUND, values, person).await?,
            count: counted.into_iter().sum(),
        })
    }

    /// Those of them who are shown in the planning of these days: who is seen in the group (of no name: in any), was
    /// there, or is planned; by name.
    pub async fn people_planned(
        &self,
        organisation: OrganisationId,
        sought: &PeopleSought,
        (days, group): (DateRange, &str),
    ) -> Result<Vec<PersonId>> {
        let mut values = sought.values(organisation);
        values.extend(values![days.from, days.to, group]);
        self.read(&PERSON, PLANNED, values, |row| row.parsed("id")).await
    }

    /// Those of them who have a shift in these days that is shown, by name.
    pub async fn people_worked(
        &self,
        organisation: OrganisationId,
        sought: &PeopleSought,
        shown: &ShiftsShown,
    ) -> Result<Vec<PersonId>> {
        let mut values = sought.values(organisation);
        let (group, state) = (shown.group.as_str(), shown.state.as_str());
        values.extend(values![shown.days.from, shown.days.to, group, state]);
        self.read(&PERSON, WORKED, values, |row| row.parsed("id")).await
    }
}

impl PeopleSought {
    /// `$1` to `$5`.
    pub(crate) fn values(&self, organisation: OrganisationId) -> Vec<Value> {
        let (groups, person) = match &self.reach {
            Reach::Everyone => (Vec::new(), None),
            Reach::Only { groups, person } => (groups.iter().collect(), *person),
        };
        let groups: Vec<Cell> = groups.into_iter().map(|group| json!({ "group": group })).collect();
        values![
            json!(groups).to_string(),
            organisation,
            holding(&self.name),
            i64::from(self.reach == Reach::Everyone),
            person.map(|person| person.to_string()).unwrap_or_default(),
        ]
    }
}

impl Part {
    /// The most and how many come before, as `LIMIT` and `OFFSET` take them.
    pub(crate) fn values(self) -> Vec<Value> {
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        values![number(self.most), number(self.skip)]
    }
}

/// A pattern for texts that hold this one, in small letters.
pub(crate) fn holding(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.trim().to_lowercase().chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
