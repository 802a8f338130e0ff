//! Which week of whose planning is asked for.

use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::hours::asked::week_of;
use loonbrug_domain::{Date, DateRange};
use url::form_urlencoded::Serializer;

/// What was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// A day of the week.
    pub at: Date,
    /// Name of a group; empty for all.
    pub group: String,
    /// Page, from 1.
    pub page: usize,
    /// Whether what differs from the clock is counted of everybody, also where they are many.
    pub counts_all: bool,
}

impl Asked {
    /// Reads a query.
    pub fn of(guarded: &Guarded, fields: &Fields) -> Self {
        Self {
            at: fields.date("at").unwrap_or_else(|| guarded.hub().surroundings.today()),
            group: fields.text("group").to_owned(),
            page: fields.text("page").parse().unwrap_or(1).max(1),
            counts_all: fields.text("count") == "all",
        }
    }

    /// What a form says in its field `query`.
    pub fn of_form(guarded: &Guarded, fields: &Fields) -> Self {
        Self::of(guarded, &Fields::parse(fields.text("query").as_bytes()))
    }

    /// Monday to Sunday.
    pub fn range(&self) -> DateRange {
        week_of(self.at)
    }

    /// The same around another day.
    pub fn at(&self, at: Date) -> Self {
        Self { at, ..self.clone() }
    }

    /// The same on another page.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The query of an address.
    pub fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("at", &self.at.to_string());
        if !self.group.is_empty() {
            query.append_pair("group", &self.group);
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        query.finish()
    }

    /// The address of the page.
    pub fn address(&self, guarded: &Guarded) -> String {
        guarded.address(&format!("planning?{}", self.query()))
    }
}
