//! All employers: what needs somebody, and how each coupling is; to filter, to search, and to act on many.

use super::item::{Grade, ItemView, coupling, may_see};
use crate::answer::{Answer, page};
use crate::form::Fields;
use crate::guard::Signed;
use crate::paging::{Leaf, Paging};
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::Date;
use loonbrug_domain::access::{Right, Role};
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::CouplingOverview;
use loonbrug_hub::hours::Flow;
use std::collections::HashMap;
use url::form_urlencoded::Serializer;

/// Couplings on one page.
const ON_A_PAGE: usize = 100;
/// So many things stand above the list; the others are in their rows.
const MOST_ITEMS: usize = 8;

#[derive(Template)]
#[template(path = "employers.html")]
struct EmployersPage {
    shell: Shell,
    w: Words,
    today: Date,
    items: Vec<ItemView>,
    more_items: usize,
    rows: Vec<RowView>,
    count: usize,
    all_count: usize,
    /// Whose last run was today and ended well.
    ran_well: usize,
    paused: usize,
    failed: usize,
    find: String,
    filters: Vec<(String, &'static str, usize, bool)>,
    state: &'static str,
    paging: Paging,
    without_coupling: Vec<(String, String)>,
    may_act: bool,
}

/// One coupling in the list.
pub struct RowView {
    /// Identity of the coupling.
    pub id: String,
    /// Page of the employer.
    pub employer_address: String,
    /// Name of the employer.
    pub employer: String,
    /// Page of the coupling.
    pub address: String,
    /// Name of the coupling.
    pub coupling: String,
    /// Number and name of the company.
    pub company: String,
    /// Class of its state.
    pub class: &'static str,
    /// Its state in a sign and words.
    pub state: String,
    /// The last run.
    pub last: String,
    /// Class of how it ended.
    pub last_class: &'static str,
    /// How it ended.
    pub last_state: &'static str,
    /// The pay period.
    pub period: String,
    /// How far it is, in percent of its approved hours.
    pub percent: Option<i64>,
    /// What waits: its class, and words.
    pub open: Vec<(&'static str, String)>,
}

impl RowView {
    /// As it is shown to this reader.
    pub fn of(overview: &CouplingOverview, w: Words) -> Self {
        let organisation = overview.organisation_id;
        let (class, state) = match &overview.paused {
            Some(reason) => ("bad", format!("⏸ {}", reason.text(w.language))),
            None => ("good", format!("● {}", w.t("werkt", "works"))),
        };
        let (last_class, last_state) = overview.last_run.as_ref().map_or(("", ""), |run| ending(&run.state, w));
        let last = overview.last_run.as_ref();
        let items = overview.open.iter().map(|open| ItemView::of(open, organisation, w));
        Self {
            id: overview.id.to_string(),
            employer_address: format!("/e/{organisation}/today"),
            employer: overview.organisation.clone(),
            address: coupling(organisation, &overview.name),
            coupling: overview.name.clone(),
            company: format!("{} ({})", overview.company.1, overview.company.0),
            class,
            state,
            last: last
                .map(|run| format!("{} {}", w.day_and_time(&run.started_at), flow(&run.flow, w)))
                .unwrap_or_default(),
            last_class,
            last_state,
            period: format!("{} {}", w.t("Periode", "Period"), overview.period.period.number),
            percent: overview.period.percent(),
            open: items
                .map(|item| (item.class, format!("{} {}", item.sign, item.text)))
                .collect(),
        }
    }
}

fn flow(word: &str, w: Words) -> &'static str {
    match (Flow::parse(word), word) {
        (Some(_), _) => w.t("doorgegeven", "sent"),
        (None, "people") => w.t("personeel", "people"),
        (None, _) => w.t("teruggelezen", "read back"),
    }
}

fn ending(state: &str, w: Words) -> (&'static str, &'static str) {
    match state {
        "done" => ("good", w.t("✓ goed", "✓ good")),
        "needs-person" => ("wait", w.t("⚠ regels voor jou", "⚠ lines for you")),
        "running" => ("busy", w.t("… bezig", "… at work")),
        _ => ("bad", w.t("× mislukt", "× failed")),
    }
}

/// Which couplings are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filter {
    All,
    Open,
    Ready,
    Paused,
    Failed,
}

impl Filter {
    const EVERY: [Self; 5] = [Self::All, Self::Open, Self::Ready, Self::Paused, Self::Failed];

    const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Ready => "ready",
            Self::Paused => "paused",
            Self::Failed => "failed",
        }
    }

    fn label(self, w: Words) -> &'static str {
        match self {
            Self::All => w.t("alles", "all"),
            Self::Open => w.t("vraagt iets", "asks something"),
            Self::Ready => w.t("klaar om te versturen", "ready to send"),
            Self::Paused => w.t("gepauzeerd", "paused"),
            Self::Failed => w.t("mislukt", "failed"),
        }
    }

    fn shows(self, overview: &CouplingOverview) -> bool {
        match self {
            Self::All => true,
            Self::Open => !overview.open.is_empty(),
            Self::Ready => overview.is_ready_to_send(),
            Self::Paused => overview.paused.is_some(),
            Self::Failed => overview.last_run.as_ref().is_some_and(|run| run.state == "failed"),
        }
    }
}

/// What is asked of the list.
pub struct Asked {
    filter: Filter,
    find: String,
}

impl Asked {
    /// Reads a query or a form.
    pub fn of(fields: &Fields) -> Self {
        let filter = Filter::EVERY.into_iter().find(|one| one.word() == fields.text("state"));
        Self {
            filter: filter.unwrap_or(Filter::All),
            find: fields.text("find").to_owned(),
        }
    }

    fn found(&self, overview: &CouplingOverview) -> bool {
        let wanted = self.find.to_lowercase();
        let (number, company) = &overview.company;
        let known = [&overview.organisation, &overview.name, number, company];
        known.into_iter().any(|text| text.to_lowercase().contains(&wanted))
    }

    /// Whether the list shows it.
    pub fn shows(&self, overview: &CouplingOverview) -> bool {
        self.filter.shows(overview) && self.found(overview)
    }

    fn address(&self, filter: Filter, page: usize) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("state", filter.word());
        if !self.find.is_empty() {
            query.append_pair("find", &self.find);
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        format!("/today?{}", query.finish())
    }
}

/// `GET /today`: all employers of the visitor.
pub async fn all(signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (asked, w) = (Asked::of(&fields), signed.w);
    let organisations = signed.hub.store.organisations().await?;
    let by_name: HashMap<&str, OrganisationId> = organisations.iter().map(|one| (one.name.as_str(), one.id)).collect();
    let day = super::now(&signed).await?;
    let of = |item: &loonbrug_hub::Open| {
        let id = *by_name.get(item.organisation.as_str())?;
        may_see(&signed, id, &item.what).then(|| ItemView::of(item, id, w))
    };
    let mut items: Vec<ItemView> = day.open.iter().filter_map(of).collect();
    items.sort_by_key(|item| item.grade);
    let more_items = items.len().saturating_sub(MOST_ITEMS);
    items.truncate(MOST_ITEMS);

    let seen = |coupling: &&CouplingOverview| signed.visitor.has(Right::SeePlans, coupling.organisation_id);
    let mut overview: Vec<&CouplingOverview> = day.overview.iter().filter(seen).collect();
    overview.sort_by(|one, other| (&one.organisation, &one.name).cmp(&(&other.organisation, &other.name)));
    let without_coupling = organisations
        .iter()
        .filter(|one| !overview.iter().any(|coupling| coupling.organisation_id == one.id))
        .filter_map(|one| Some((begins(&signed, one.id)?, one.name.clone())));
    let shown: Vec<&CouplingOverview> = overview
        .iter()
        .copied()
        .filter(|coupling| asked.shows(coupling))
        .collect();
    let leaf = Leaf::asked(fields.text("page"), ON_A_PAGE).within(shown.len());
    let part = leaf.part();
    let filters = Filter::EVERY.map(|filter| {
        let count = overview.iter().filter(|coupling| filter.shows(coupling)).count();
        (asked.address(filter, 1), filter.label(w), count, filter == asked.filter)
    });
    let may = |right: Right| {
        overview
            .iter()
            .any(|one| signed.visitor.has(right, one.organisation_id))
    };
    page(&EmployersPage {
        shell: Shell::signed(&signed, "Alle werkgevers", "All employers"),
        w,
        today: signed.hub.surroundings.today(),
        items,
        more_items,
        rows: shown
            .iter()
            .skip(part.skip)
            .take(part.most)
            .map(|coupling| RowView::of(coupling, w))
            .collect(),
        count: shown.len(),
        all_count: overview.len(),
        ran_well: overview.iter().filter(|one| ran_well(one, &signed)).count(),
        paused: overview.iter().filter(|one| Filter::Paused.shows(one)).count(),
        failed: overview.iter().filter(|one| Filter::Failed.shows(one)).count(),
        filters: filters.into(),
        state: asked.filter.word(),
        paging: Paging::new(leaf, shown.len(), w, |page| asked.address(asked.filter, page)),
        find: asked.find,
        without_coupling: without_coupling.collect(),
        may_act: may(Right::ChangePeople) || may(Right::DecideLines),
    })
}

/// Whether the last run was today and ended well.
fn ran_well(overview: &CouplingOverview, signed: &Signed) -> bool {
    let surroundings = &signed.hub.surroundings;
    let last = overview.last_run.as_ref();
    last.is_some_and(|run| run.state == "done" && surroundings.date_of(run.started_at) == surroundings.today())
}

/// Where somebody begins at an employer; nothing for a stranger.
fn begins(signed: &Signed, organisation: OrganisationId) -> Option<String> {
    let page = match signed.visitor.grant(organisation)?.role {
        Role::Employee => "me",
        Role::Planner => "hours",
        _ => "today",
    };
    Some(format!("/e/{organisation}/{page}"))
}

impl EmployersPage {
    /// Things that ask for somebody, of whatever employer.
    fn item_count(&self) -> usize {
        self.items.len() + self.more_items
    }

    /// Whether anything of it may be wrong.
    fn is_grave(&self) -> bool {
        self.items.iter().any(|item| item.grade == Grade::Bad)
    }
}
