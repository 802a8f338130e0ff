//! What a page about a plan was asked for, and the addresses that ask for it.

use crate::answer::Failure;
use crate::form::Fields;
use crate::guard::Guarded;
use loonbrug_domain::DateRange;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::hours::{Flow, Span};
use loonbrug_hub::{HubError, OpenCoupling, Refusal};
use url::form_urlencoded::Serializer;

/// Which lines are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those that would be sent.
    Send,
    /// Those that wait for a person.
    Wait,
    /// Those with nothing to do.
    Same,
}

impl Filter {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::All, Self::Send, Self::Wait, Self::Same];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Send => "send",
            Self::Wait => "wait",
            Self::Same => "same",
        }
    }
}

/// Which lines of which flow in which days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The flow.
    pub flow: Flow,
    /// The days.
    pub range: DateRange,
    /// Which lines.
    pub filter: Filter,
    /// Part of a name.
    pub name: String,
    /// Page, from 1.
    pub page: usize,
}

impl Asked {
    /// Reads a query or a form.
    pub fn of(fields: &Fields) -> Result<Self, Failure> {
        let flow = Flow::parse(fields.text("flow")).ok_or(Failure::NotFound)?;
        let (Some(from), Some(to)) = (fields.date("from"), fields.date("to")) else {
            return Err(Failure::Wrong(
                "Vul Van en Tot in als datum, zoals 01-04-2023.",
                "Fill in From and To as dates, such as 01-04-2023.",
            ));
        };
        let range = DateRange::new(from, to).ok_or(Failure::Wrong(
            "Tot ligt vóór Van. Er is niets gedaan; draai de datums om.",
            "To is before From. Nothing was done; turn the dates round.",
        ))?;
        let filter = Filter::ALL
            .into_iter()
            .find(|filter| filter.word() == fields.text("filter"));
        Ok(Self {
            flow,
            range,
            filter: filter.unwrap_or_default(),
            name: fields.text("name").to_owned(),
            page: fields.text("page").parse().unwrap_or(1).max(1),
        })
    }

    /// The flow, the days and their pay period.
    pub fn span(&self, guarded: &Guarded, coupling: &OpenCoupling) -> Result<Span, Failure> {
        Ok(guarded.hub().span(coupling, self.range, None)?.of(self.flow))
    }

    /// The query of an address.
    pub fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query
            .append_pair("flow", self.flow.as_str())
            .append_pair("from", &self.range.from.to_string())
            .append_pair("to", &self.range.to.to_string());
        if self.filter != Filter::All {
            query.append_pair("filter", self.filter.word());
        }
        if !self.name.is_empty() {
            query.append_pair("name", &self.name);
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        query.finish()
    }

    /// The same with another filter, from its first page.
    pub fn filtered(&self, filter: Filter) -> Self {
        Self {
            filter,
            page: 1,
            ..self.clone()
        }
    }

    /// The same on another page.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }
}

/// The address of a page of a coupling.
pub fn coupling_address(guarded: &Guarded, coupling: &str, rest: &str) -> String {
    coupling_at(guarded.id(), coupling, rest)
}

/// The same of an employer that is not the page's.
pub fn coupling_at(organisation: OrganisationId, coupling: &str, rest: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(coupling.as_bytes()).collect();
    let name = name.replace('+', "%20");
    format!("/e/{organisation}/couplings/{name}{rest}")
}

/// The coupling of this name, if it is this organisation's.
pub async fn coupling_of(guarded: &Guarded, name: &str) -> Result<OpenCoupling, Failure> {
    match guarded.hub().coupling(name).await {
        Ok(coupling) if coupling.organisation() == guarded.id() => Ok(coupling),
        Ok(_) | Err(HubError::Refused(Refusal::NoCoupling(_))) => Err(Failure::NotFound),
        Err(error) => Err(error.into()),
    }
}
