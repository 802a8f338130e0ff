//! A call as the handlers see it: who, which ids, which filters, which page.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use url::form_urlencoded;
use uuid::Uuid;

use super::answer::RestFault;
use super::body::Body;
use crate::world::{Caller, Company, Consent, Debtor, Employee, Kind, Period, World};

/// The size of a page when none is asked for (API fact), and the largest one (what every client uses).
const PAGE: usize = 20;
const LARGEST_PAGE: usize = 100;

/// What came in, before anybody was authenticated.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// Values of the placeholders of the path, in order.
    pub ids: Vec<String>,
    /// Names in lower case and values of the query; the first of a name counts.
    pub query: Vec<(String, String)>,
    /// The body.
    pub body: Body,
    /// The address of the call without its query.
    pub address: String,
}

impl Incoming {
    /// The value of a query member, if it is not empty.
    pub fn filter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    fn whole_number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, RestFault> {
        self.filter(name)
            .map(|text| {
                text.parse()
                    .map_err(|_| RestFault::invalid(format!("{name}: a whole number is expected")))
            })
            .transpose()
    }
}

/// An authenticated call.
#[derive(Debug)]
pub struct Request {
    /// Who.
    pub caller: Caller,
    /// What the token stands for.
    pub consent: Consent,
    /// What came in.
    pub incoming: Arc<Incoming>,
}

impl Request {
    /// A placeholder of the path as UUID; 400 when it is none.
    fn id(&self, place: usize) -> Result<Uuid, RestFault> {
        let text = self.incoming.ids.get(place).map_or("", String::as_str);
        text.parse().map_err(|_| RestFault::invalid(format!("{text} is no id")))
    }

    /// The number of the entity with the UUID in this place of the path: 404 when there is none.
    pub fn entity(&self, world: &World, kind: Kind, place: usize, what: &'static str) -> Result<i32, RestFault> {
        world.id_of(kind, self.id(place)?).ok_or(RestFault::NoSuch { what })
    }

    /// The debtor in the path: 404 when unknown, 403 when not covered.
    pub fn debtor<'a>(&self, world: &'a World) -> Result<&'a Debtor, RestFault> {
        let id = self.entity(world, Kind::Debtor, 0, "debtor")?;
        world.debtor(&self.caller, id).map_err(|_| RestFault::Foreign)
    }

    /// The company in the path: 404 when unknown, 403 when not covered.
    pub fn company<'a>(&self, world: &'a World) -> Result<&'a Company, RestFault> {
        let id = self.entity(world, Kind::Company, 0, "company")?;
        world.company(&self.caller, id).map_err(|_| RestFault::Foreign)
    }

    /// The employee in the path: 404 when unknown, 403 when not covered.
    pub fn employee<'a>(&self, world: &'a World) -> Result<&'a Employee, RestFault> {
        let id = self.entity(world, Kind::Employee, 0, "employee")?;
        world.employee(&self.caller, id).map_err(|_| RestFault::Foreign)
    }

    /// The period of the query; what is left out is the company's current one (inference).
    pub fn period(&self, world: &World, employee: i32) -> Result<Period, RestFault> {
        let company = world.company_of(&self.caller, employee)?;
        let year = self.incoming.whole_number("year")?.unwrap_or(company.current.year);
        let number = self.incoming.whole_number("period")?.unwrap_or(company.current.number);
        let period = Period::new(year, number);
        world.valid_period(&self.caller, employee, period)?;
        Ok(period)
    }

    /// The moment from which rows must have been written: a moment, or a day in Amsterdam.
    pub fn created_from(&self) -> Result<Option<Timestamp>, RestFault> {
        self.incoming.filter("createdfrom").map(moment_of).transpose()
    }

    /// One page of rows in the envelope of the API. Only the rows of the page are rendered.
    pub fn page<T>(&self, world: &World, rows: &[T], render: impl Fn(&T) -> Value) -> Result<Value, RestFault> {
        let size = self
            .incoming
            .whole_number("pagesize")?
            .unwrap_or(PAGE)
            .clamp(1, LARGEST_PAGE);
        let page = self.incoming.whole_number("pagenumber")?.unwrap_or(1_usize).max(1);
        let pages = rows.len().div_ceil(size);
        let absent = if world.settings.empty_link_text {
            Value::from("")
        } else {
            Value::Null
        };
        let link = |wanted: usize| Value::from(self.link(wanted));
        let data: Vec<Value> = rows
            .iter()
            .skip((page - 1).saturating_mul(size))
            .take(size)
            .map(render)
            .collect();
        Ok(json!({
            "pagination": {
                "pageNumber": page,
                "pageSize": size,
                "firstPage": link(1),
                "lastPage": link(pages.max(1)),
                "totalPages": pages,
                "totalRecords": rows.len(),
                "nextPage": if page < pages { link(page + 1) } else { absent.clone() },
                "previousPage": if page > 1 { link(page - 1) } else { absent },
            },
            "data": data,
        }))
    }

    /// The address of another page, with the same filters.
    fn link(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("pageNumber", &page.to_string());
        for (name, value) in self.incoming.query.iter().filter(|(name, _)| name != "pagenumber") {
            query.append_pair(spelling(name), value);
        }
        format!("{}?{}", self.incoming.address, query.finish())
    }
}

/// The spelling of a query member in links.
fn spelling(name: &str) -> &str {
    const NAMES: [&str; 4] = ["pageSize", "createdFrom", "employeeId", "employeeType"];
    NAMES
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
        .unwrap_or(name)
}

fn moment_of(text: &str) -> Result<Timestamp, RestFault> {
    let day = || {
        let midnight = text
            .parse::<Date>()
            .ok()?
            .to_zoned(TimeZone::get("Europe/Amsterdam").ok()?)
            .ok()?;
        Some(midnight.timestamp())
    };
    let moment = text.parse().ok().or_else(day);
    moment.ok_or_else(|| RestFault::invalid(format!("createdFrom: {text} is no date or date-time")))
}
