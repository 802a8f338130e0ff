//! Which hours are asked for: the days, whose, in which state, and how they are shown.

use crate::answer::Failure;
use crate::form::Fields;
use crate::guard::Guarded;
use crate::words::Words;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::iso_week;
use loonbrug_domain::period::PayPeriod;
use loonbrug_domain::{Date, DateRange, Frequency};
use url::form_urlencoded::Serializer;

/// How many days are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Days {
    /// A pay period of the employer.
    #[default]
    Period,
    /// A week from Monday to Sunday.
    Week,
}

/// How the hours are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// A line for each shift, below its person.
    #[default]
    List,
    /// People down, days across; always a week.
    Grid,
}

/// Which shifts are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Standing {
    /// All.
    #[default]
    All,
    /// Those that wait for a decision.
    Waiting,
    /// Those in one state.
    In(ShiftState),
}

impl Standing {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Waiting,
        Self::In(ShiftState::Rejected),
        Self::In(ShiftState::Approved),
        Self::In(ShiftState::Exported),
    ];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Waiting => "waiting",
            Self::In(state) => state.name(),
        }
    }

    /// What the filter is called.
    pub fn label(self, w: Words) -> &'static str {
        match self {
            Self::All => w.t("alles", "all"),
            Self::Waiting => w.t("te beoordelen", "to decide"),
            Self::In(state) => state.word(w.language),
        }
    }

    /// Whether it shows what is in this state.
    pub fn shows(self, state: ShiftState) -> bool {
        match self {
            Self::All => true,
            Self::Waiting => matches!(state, ShiftState::Open | ShiftState::Submitted),
            Self::In(wanted) => state == wanted,
        }
    }
}

/// What was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// How many days.
    pub days: Days,
    /// A day of them.
    pub at: Date,
    /// How they are shown.
    pub mode: Mode,
    /// Which shifts.
    pub standing: Standing,
    /// Name of a group; empty for all.
    pub group: String,
    /// Part of a name.
    pub name: String,
    /// Page, from 1.
    pub page: usize,
    /// How often the employer pays.
    frequency: Frequency,
}

impl Asked {
    /// Reads a query, or the same as a field of a form.
    pub async fn of(guarded: &Guarded, fields: &Fields) -> Result<Self, Failure> {
        let couplings = guarded.hub().couplings_of(guarded.id()).await?;
        let frequency = couplings
            .first()
            .map_or(Frequency::Monthly, |one| one.settings.company.frequency);
        Ok(Self::read(fields, frequency, guarded.hub().surroundings.today()))
    }

    fn read(fields: &Fields, frequency: Frequency, today: Date) -> Self {
        let is_grid = fields.text("show") == "grid";
        let standing = Standing::ALL
            .into_iter()
            .find(|known| known.word() == fields.text("state"));
        Self {
            days: if is_grid || fields.text("days") == "week" {
                Days::Week
            } else {
                Days::Period
            },
            at: fields.date("at").unwrap_or(today),
            mode: if is_grid { Mode::Grid } else { Mode::List },
            standing: standing.unwrap_or_default(),
            group: fields.text("group").to_owned(),
            name: fields.text("name").to_owned(),
            page: fields.text("page").parse().unwrap_or(1).max(1),
            frequency,
        }
    }

    /// What a form says in its field `query`.
    pub async fn of_form(guarded: &Guarded, fields: &Fields) -> Result<Self, Failure> {
        Self::of(guarded, &Fields::parse(fields.text("query").as_bytes())).await
    }

    /// The days.
    pub fn range(&self) -> DateRange {
        match self.days {
            Days::Period => PayPeriod::containing(self.frequency, self.at).wage_range(),
            Days::Week => week_of(self.at),
        }
    }

    /// What the days are called: `periode 4 · 2023`, `week 15 · 2023`.
    pub fn called(&self, w: Words) -> String {
        match self.days {
            Days::Period => {
                let period = PayPeriod::containing(self.frequency, self.at);
                format!("{} {} · {}", w.t("periode", "period"), period.number, period.year)
            }
            Days::Week => week_name(self.at),
        }
    }

    /// The same on the days before.
    pub fn previous(&self) -> Self {
        let range = self.range();
        self.at(range.from.yesterday().unwrap_or(range.from))
    }

    /// The same on the days after.
    pub fn next(&self) -> Self {
        let range = self.range();
        self.at(range.to.tomorrow().unwrap_or(range.to))
    }

    /// The same around another day.
    pub fn at(&self, at: Date) -> Self {
        Self {
            at,
            page: 1,
            ..self.clone()
        }
    }

    /// The same shifts, shown otherwise.
    pub fn shown(&self, days: Days, mode: Mode) -> Self {
        Self {
            days,
            mode,
            page: 1,
            ..self.clone()
        }
    }

    /// The same with another filter, from its first page.
    pub fn standing(&self, standing: Standing) -> Self {
        Self {
            standing,
            page: 1,
            ..self.clone()
        }
    }

    /// The same on another page.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The query of an address.
    pub fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("at", &self.at.to_string());
        let parts = [
            ("days", "week", self.days == Days::Week && self.mode == Mode::List),
            ("show", "grid", self.mode == Mode::Grid),
            ("state", self.standing.word(), self.standing != Standing::All),
            ("group", &self.group, !self.group.is_empty()),
            ("name", &self.name, !self.name.is_empty()),
        ];
        for (name, value, _) in parts.iter().filter(|(_, _, said)| *said) {
            query.append_pair(name, value);
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        query.finish()
    }

    /// The address of the page of hours.
    pub fn address(&self, guarded: &Guarded) -> String {
        guarded.address(&format!("hours?{}", self.query()))
    }
}

/// Monday to Sunday around a day.
pub fn week_of(at: Date) -> DateRange {
    use jiff::ToSpan as _;
    let after_monday = i64::from(at.weekday().to_monday_zero_offset());
    let from = at.saturating_sub(after_monday.days());
    DateRange {
        from,
        to: from.saturating_add(6.days()),
    }
}

/// `week 15 · 2023`.
pub fn week_name(at: Date) -> String {
    let (year, week) = iso_week(at);
    format!("week {week} · {year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str, frequency: Frequency) -> Asked {
        let today = Date::constant(2023, 5, 17);
        Asked::read(&Fields::parse(query.as_bytes()), frequency, today)
    }

    #[test]
    fn without_a_word_it_is_the_pay_period_of_today() {
        let asked = asked("", Frequency::Monthly);
        assert_eq!(asked.range().to_string(), "01-05-2023 t/m 31-05-2023");
        assert_eq!(asked.previous().range().to_string(), "01-04-2023 t/m 30-04-2023");
        assert_eq!(
            asked.called(Words::new(loonbrug_domain::Language::Dutch)),
            "periode 5 · 2023"
        );
    }

    #[test]
    fn a_grid_is_a_week_and_weeks_follow_each_other() {
        let asked = asked("at=2023-04-12&show=grid", Frequency::FourWeekly);
        assert_eq!(asked.range().to_string(), "10-04-2023 t/m 16-04-2023");
        assert_eq!(asked.next().range().to_string(), "17-04-2023 t/m 23-04-2023");
        assert_eq!(week_name(asked.at), "week 15 · 2023");
    }

    #[test]
    fn an_address_says_all_that_was_asked() {
        let query = "at=2023-04-12&days=week&state=waiting&group=ViQZ+filiaal&name=Kreuk&page=2";
        let asked = asked(query, Frequency::Monthly);
        assert_eq!(asked.query(), query);
    }
}
